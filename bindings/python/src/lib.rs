//! yoron for Python: the same engine, behind `yoron/__init__.py`, which holds what users see and its documentation.

mod arrow;
mod article;
mod engine;
mod merged;
mod polarity;
mod posts;
mod score;
mod table;
mod texts;

use pyo3::prelude::*;

/// Compiled half of the package; `yoron` is the public one.
#[pymodule]
mod _yoron {
    #[pymodule_export]
    use super::article::extract;
    #[pymodule_export]
    use super::merged::{compare_merged, repeats};
    #[pymodule_export]
    use super::polarity::polarity_scores;
    #[pymodule_export]
    use super::posts::{Comparison, compare, evaluate};
    #[pymodule_export]
    use super::score::{engines, explain, score};
    #[pymodule_export]
    use super::table::{Column, Table};

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("LEXICON_HASH", yoron::score::LEXICON_HASH)?;
        module.add("FIELDS", yoron::batch::FIELDS)
    }
}
