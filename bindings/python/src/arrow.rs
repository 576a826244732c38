//! The Arrow PyCapsule interface: data go in and out without a copy. The only unsafe code there is.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, make_array};
use arrow_schema::{ArrowError, DataType, FieldRef, SchemaRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use std::ffi::CStr;
use std::sync::Arc;

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

pub fn failed(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// What an object exports: its field and its chunks; `None` where it exports nothing.
///
/// # Errors
/// What the object says when asked, and data that break the interface's rules.
pub fn import(object: &Bound<PyAny>) -> PyResult<Option<(FieldRef, Vec<ArrayRef>)>> {
    if object.hasattr("__arrow_c_stream__")? {
        let capsule = object.call_method0("__arrow_c_stream__")?;
        let pointer = pointer(&capsule, STREAM)?.cast::<FFI_ArrowArrayStream>();
        // SAFETY: a capsule of this name holds a valid stream, which is moved out of it
        let reader = unsafe { ArrayStreamReader::from_raw(pointer) }.map_err(failed)?;
        let field = arrow_array::ArrayReader::field(&reader).clone();
        return Ok(Some((field, reader.collect::<Result<_, _>>().map_err(failed)?)));
    }
    if object.hasattr("__arrow_c_array__")? {
        let pair = object.call_method0("__arrow_c_array__")?;
        let pair = pair.cast::<PyTuple>().map_err(|_| PyTypeError::new_err("__arrow_c_array__ gave no pair"))?;
        let schema = pointer(&pair.get_item(0)?, SCHEMA)?.cast::<FFI_ArrowSchema>();
        let array = pointer(&pair.get_item(1)?, ARRAY)?.cast::<FFI_ArrowArray>();
        // SAFETY: capsules of these names hold a valid schema, which is only read, and an array, which is moved out
        let (field, data) = unsafe {
            let schema = &*schema;
            let field = arrow_schema::Field::try_from(schema).map_err(failed)?;
            (field, from_ffi(FFI_ArrowArray::from_raw(array), schema).map_err(failed)?)
        };
        return Ok(Some((Arc::new(field), vec![make_array(data)])));
    }
    Ok(None)
}

fn pointer(capsule: &Bound<PyAny>, name: &CStr) -> PyResult<*mut std::ffi::c_void> {
    let capsule = capsule.cast::<PyCapsule>().map_err(|_| PyTypeError::new_err("not an Arrow capsule"))?;
    Ok(capsule.pointer_checked(Some(name))?.as_ptr())
}

/// A stream of record batches.
pub fn stream<'py>(py: Python<'py>, schema: SchemaRef, batches: &[RecordBatch]) -> PyResult<Bound<'py, PyCapsule>> {
    let batches: Vec<Result<RecordBatch, ArrowError>> = batches.iter().cloned().map(Ok).collect();
    let reader = RecordBatchIterator::new(batches, schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

/// The description of a type.
pub fn schema<'py>(py: Python<'py>, of: &DataType) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowSchema::try_from(of).map_err(failed)?, SCHEMA)
}

/// An array and its description.
pub fn array<'py>(py: Python<'py>, array: &dyn Array) -> PyResult<Bound<'py, PyTuple>> {
    let (data, schema) = to_ffi(&array.to_data()).map_err(failed)?;
    let schema = PyCapsule::new_with_value(py, schema, SCHEMA)?;
    PyTuple::new(py, [schema, PyCapsule::new_with_value(py, data, ARRAY)?])
}
