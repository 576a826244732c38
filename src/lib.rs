//! *yoron* (世論, 여론: public opinion) answers: how did people react, and did one country react differently?
//!
//! ```text
//! article ──extract──▶ Post ──route──▶ (Post, language) ──score──▶ Toned post ──aggregate──▶ Group ──▶ report
//! ```
//!
//! Each room knows only the types of the room before it. The library never prints, never opens a file and never panics
//! on any input.
#![forbid(unsafe_code)]

pub mod article;
pub mod batch;
pub mod calibrate;
pub mod compare;
pub mod evaluate;
pub mod extract;
mod language;
pub mod lexicon;
pub mod report;
pub mod route;
pub mod score;
pub mod stats;
mod tone;

pub use language::Language;
pub use tone::{Engine, Languages, Status, Tone};

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
