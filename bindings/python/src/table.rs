//! Arrow data handed to Python.

use crate::arrow;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList, PyTuple};

/// A table in Arrow's memory layout. Everything that reads the Arrow PyCapsule interface (pyarrow, pandas, Polars, DuckDB …)
/// takes it as it is, without a copy.
#[pyclass(module = "yoron", frozen, subclass)]
pub struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }
}

#[pymethods]
impl Table {
    /// The number of rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    fn __getitem__(&self, name: &str) -> PyResult<Column> {
        let Ok(index) = self.schema.index_of(name) else {
            return Err(PyKeyError::new_err(format!(
                "no column {name:?}; there are: {}",
                self.column_names().join(", ")
            )));
        };
        let kind = self.schema.field(index).data_type().clone();
        Ok(Column { kind, chunks: self.batches.iter().map(|batch| batch.column(index).clone()).collect() })
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        arrow::stream(py, self.schema.clone(), &self.batches)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow::schema(py, &DataType::Struct(self.schema.fields().clone()))
    }
}

/// One column of a [`Table`]: a sequence, and an Arrow array.
#[pyclass(module = "yoron", frozen, sequence)]
pub struct Column {
    kind: DataType,
    chunks: Vec<ArrayRef>,
}

#[pymethods]
impl Column {
    fn __len__(&self) -> usize {
        self.chunks.iter().map(Array::len).sum()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, index: isize) -> PyResult<Bound<'py, PyAny>> {
        let length = self.__len__() as isize;
        let mut at = if index < 0 { index + length } else { index };
        if !(0..length).contains(&at) {
            return Err(pyo3::exceptions::PyIndexError::new_err(format!("row {index} of {length}")));
        }
        for chunk in &self.chunks {
            if at < chunk.len() as isize {
                return value(py, chunk, at as usize);
            }
            at -= chunk.len() as isize;
        }
        Ok(py.None().into_bound(py))
    }

    /// The values as a list, nulls as `None`.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for chunk in &self.chunks {
            for row in 0..chunk.len() {
                list.append(value(py, chunk, row)?)?;
            }
        }
        Ok(list)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_list(py)?.call_method0("__iter__")
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let _ = requested_schema;
        let chunks: Vec<&dyn Array> = self.chunks.iter().map(AsRef::as_ref).collect();
        match chunks[..] {
            [] => arrow::array(py, &arrow_array::new_empty_array(&self.kind)),
            [one] => arrow::array(py, one),
            _ => arrow::array(py, &arrow_select::concat::concat(&chunks).map_err(arrow::failed)?),
        }
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow::schema(py, &self.kind)
    }

    fn __repr__(&self, py: Python) -> PyResult<String> {
        let mut values = Vec::new();
        for row in 0..self.__len__().min(8) {
            values.push(self.__getitem__(py, row as isize)?.repr()?.to_string());
        }
        let more = if self.__len__() > 8 { ", …" } else { "" };
        Ok(format!("<yoron.Column of {}: {}{more}>", self.__len__(), values.join(", ")))
    }
}

fn value<'py>(py: Python<'py>, array: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if array.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    Ok(match array.data_type() {
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Boolean => array.as_boolean().value(row).into_pyobject(py)?.to_owned().into_any(),
        _ => array.as_string::<i32>().value(row).into_pyobject(py)?.into_any(),
    })
}
