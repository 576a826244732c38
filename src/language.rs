//! The languages that have a scorer.

use serde::{Deserialize, Serialize};

/// A language yoron scores.
///
/// ```
/// use yoron::Language;
/// assert_eq!(Language::from_code("KO-kr"), Some(Language::Korean));
/// assert_eq!(Language::Japanese.code(), "ja");
/// assert_eq!(Language::from_code("fr"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English, `en`.
    #[serde(rename = "en")]
    English,
    /// Korean, `ko`.
    #[serde(rename = "ko")]
    Korean,
    /// Japanese, `ja`.
    #[serde(rename = "ja")]
    Japanese,
}

impl Language {
    /// All scored languages, in the order reports list them.
    pub const ALL: [Language; 3] = [Language::Korean, Language::Japanese, Language::English];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Korean => "ko",
            Language::Japanese => "ja",
        }
    }

    /// The English name.
    pub const fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Korean => "Korean",
            Language::Japanese => "Japanese",
        }
    }

    /// The language of a BCP 47 tag (`ja`, `ja-JP`, `KO_kr`), or `None` where it has no scorer.
    pub fn from_code(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
