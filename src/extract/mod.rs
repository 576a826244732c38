//! Quotes in articles: who said what, where.
pub use types::{Attribution, Kind, Part, Quote};
mod types;

/// placeholder
pub fn extract(_article: &crate::article::Article) -> Vec<Quote> {
    Vec::new()
}
