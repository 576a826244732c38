//! Posts out of articles.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::Serialize;
use yoron::article::{self, Article, Format};
use yoron::extract::{Quote, extract as quotes};

#[derive(Serialize)]
struct Extracted<'a> {
    text: &'a str,
    title: Option<&'a str>,
    language: Option<&'static str>,
    format: Format,
    encoding: &'static str,
    quotes: Vec<Quote>,
}

/// The quotes of an article as JSON for `yoron.Quotes`.
#[pyfunction]
pub fn extract(py: Python, article: &[u8], format: &str, name: &str, all: bool) -> PyResult<String> {
    let format = match format {
        "auto" => Format::of_name(name),
        "text" => Format::Text,
        "markdown" => Format::Markdown,
        "html" => Format::Html,
        other => {
            return Err(PyValueError::new_err(format!("format {other:?}: there are auto, text, markdown and html")));
        }
    };
    py.detach(|| {
        let article = article::read(article, format)
            .map_err(|error| PyValueError::new_err(format!("{name}: {error}; {}", error.way_out())))?;
        let mut found = quotes(&article);
        found.retain(|quote| all || quote.is_post());
        let Article { text, title, language, format, encoding, .. } = &article;
        let extracted = Extracted {
            text,
            title: title.as_deref(),
            language: language.map(|language| language.code()),
            format: *format,
            encoding,
            quotes: found,
        };
        serde_json::to_string(&extracted).map_err(|error| PyValueError::new_err(error.to_string()))
    })
}
