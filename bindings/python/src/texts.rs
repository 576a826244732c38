//! Texts out of whatever Python holds them in.

use crate::arrow;
use arrow_array::builder::LargeStringBuilder;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::DataType;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyString};
use std::sync::Arc;

/// A column of texts in chunks.
pub struct Texts(Vec<ArrayRef>);

/// A chunk of texts in one of Arrow's forms.
#[derive(Clone, Copy)]
pub enum Chunk<'a> {
    Small(&'a StringArray),
    Large(&'a LargeStringArray),
    View(&'a StringViewArray),
    /// Nothing but nulls.
    Null,
}

impl<'a> Chunk<'a> {
    fn of(array: &'a ArrayRef) -> Self {
        match array.data_type() {
            DataType::Utf8 => Chunk::Small(array.as_string()),
            DataType::LargeUtf8 => Chunk::Large(array.as_string()),
            DataType::Utf8View => Chunk::View(array.as_string_view()),
            _ => Chunk::Null,
        }
    }

    pub fn get(self, row: usize) -> Option<&'a str> {
        match self {
            Chunk::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Chunk::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Chunk::View(array) => array.is_valid(row).then(|| array.value(row)),
            Chunk::Null => None,
        }
    }
}

impl Texts {
    /// Takes a column out of an Arrow object, a sequence or any other iterable of `str`, `None` and NaN.
    ///
    /// # Errors
    /// A single text, a table of several columns, and anything in it that is no text.
    pub fn of(object: &Bound<PyAny>) -> PyResult<Texts> {
        if object.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("one text where many are wanted: give a list, [text]"));
        }
        match arrow::import(object)? {
            Some((_, chunks)) => chunks.iter().map(column).collect::<PyResult<_>>().map(Texts),
            None => Ok(Texts(vec![Arc::new(listed(object)?)])),
        }
    }

    pub fn len(&self) -> usize {
        self.0.iter().map(Array::len).sum()
    }

    /// The texts in slices of at most so many rows.
    pub fn slices(&self, rows: usize) -> Vec<ArrayRef> {
        let cut = |chunk: &ArrayRef| -> Vec<ArrayRef> {
            let starts = (0..chunk.len()).step_by(rows.max(1));
            starts.map(|start| chunk.slice(start, rows.min(chunk.len() - start))).collect()
        };
        self.0.iter().flat_map(cut).collect()
    }

    /// One array of them all.
    pub fn whole(&self) -> PyResult<ArrayRef> {
        let arrays: Vec<&dyn Array> = self.0.iter().map(AsRef::as_ref).collect();
        match arrays[..] {
            [] => Ok(Arc::new(StringArray::new_null(0))),
            _ => arrow_select::concat::concat(&arrays).map_err(arrow::failed),
        }
    }
}

/// What a slice holds, row by row.
pub fn view(slice: &ArrayRef) -> Chunk<'_> {
    Chunk::of(slice)
}

fn column(array: &ArrayRef) -> PyResult<ArrayRef> {
    match array.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => Ok(array.clone()),
        DataType::Dictionary(_, values)
            if matches!(**values, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) =>
        {
            let dictionary = array.as_any_dictionary();
            arrow_select::take::take(dictionary.values(), dictionary.keys(), None).map_err(arrow::failed)
        }
        DataType::Struct(fields) => match array.as_struct().columns() {
            [one] => column(one),
            _ => {
                let names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
                Err(PyValueError::new_err(format!(
                    "a table where its column of texts is wanted: one of {}",
                    names.join(", ")
                )))
            }
        },
        other => Err(PyTypeError::new_err(format!("a column of {other}, not of texts"))),
    }
}

fn listed(object: &Bound<PyAny>) -> PyResult<LargeStringArray> {
    let mut builder = LargeStringBuilder::new();
    let items = object.try_iter().map_err(|_| {
        let kind = object.get_type().name().map_or_else(|_| "object".into(), |name| name.to_string());
        PyTypeError::new_err(format!("{kind} is no list, Series or Arrow column of texts"))
    })?;
    for (row, item) in items.enumerate() {
        let item = item?;
        if let Ok(text) = item.cast::<PyString>() {
            // half a surrogate pair, as in badly cut JSON, becomes U+FFFD
            builder.append_value(text.to_string_lossy());
        } else if is_missing(&item)? {
            builder.append_null();
        } else {
            let kind = item.get_type().name()?;
            return Err(PyTypeError::new_err(format!("row {row} is no text but {kind}: {}", short(&item)?)));
        }
    }
    Ok(builder.finish())
}

fn short(item: &Bound<PyAny>) -> PyResult<String> {
    Ok(item.repr()?.to_string_lossy().chars().take(40).collect())
}

/// None, NaN, and what pandas has for them.
fn is_missing(item: &Bound<PyAny>) -> PyResult<bool> {
    if item.is_none() {
        return Ok(true);
    }
    if let Ok(number) = item.cast::<PyFloat>() {
        return Ok(number.value().is_nan());
    }
    Ok(matches!(&*item.get_type().name()?.to_string_lossy(), "NAType" | "NaTType"))
}
