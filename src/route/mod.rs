//! Routing: the language a post is written in, by script first, then by models where script cannot tell.

mod clean;
mod han;
mod latin;
mod script;

use crate::Language;
use serde::Serialize;

/// Where the language of a post was learnt from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The caller said so (`--lang`).
    Stated,
    /// A field of the record.
    Field,
    /// The script of the text.
    Script,
    /// Words that only one language uses.
    Words,
    /// A language detector.
    Detector,
    /// Nothing to go by: no letters.
    None,
}

impl Source {
    /// As it is written in output.
    pub const fn name(self) -> &'static str {
        match self {
            Source::Stated => "stated",
            Source::Field => "field",
            Source::Script => "script",
            Source::Words => "words",
            Source::Detector => "detector",
            Source::None => "none",
        }
    }
}

/// The language of a post.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Route {
    /// ISO 639-1, `und` where undetermined.
    pub code: &'static str,
    /// What decided.
    pub source: Source,
    /// 0 … 1.
    pub confidence: f64,
}

impl Route {
    /// The scorer's language, if there is one.
    pub fn language(self) -> Option<Language> {
        Language::from_code(self.code)
    }

    const fn new(code: &'static str, source: Source, confidence: f64) -> Self {
        Self { code, source, confidence }
    }
}

/// The language `text` is written in.
///
/// ```
/// use yoron::route::route;
/// assert_eq!(route("진짜 최고다").code, "ko");
/// assert_eq!(route("最悪だった").code, "ja");
/// assert_eq!(route("What a lovely morning this is").code, "en");
/// assert_eq!(route("😀").code, "und");
/// ```
pub fn route(text: &str) -> Route {
    script::decide(text)
}
