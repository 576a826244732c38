//! Routing: the language a post is written in, and with it the scorer.
//!
//! Who is believed, in this order:
//!
//! 1. **The caller** who states the language of all posts (`--lang`): nothing is asked.
//! 2. **The script**: Hangul is Korean, kana is Japanese, Thai letters are Thai, whatever a field says. Links, handles,
//!    drawn-out letters, emoji and a stray ㅋㅋ, 草 or lol in another script do not vote. Han characters that only Japan or
//!    only Chinese uses belong here.
//! 3. **Words**: in Latin letters, function words of 48 languages, the English lexicon and the letters of the words
//!    (weights for three letters, `lexicons/route/letters.tsv`), where together they are clear. Han characters without
//!    kana: words of the Japanese lexicon.
//! 4. **The language field** of the record ([`Hints::field`]), a BCP 47 tag with the quirks of platforms
//!    ([`language_of_tag`]), if the text can be in that language at all.
//! 5. **A detector**: `lingua` for the few texts in Latin letters that are still open, `whatlang` for scripts of several
//!    languages.
//! 6. **The surroundings** ([`Hints::prior`]): what the article says, or the language of a batch's other posts (`--prior`).
//!    They decide for Han characters without kana and for texts of borrowed words only (lol), where nothing else does.
//!
//! What is left is `und`. Confidence is the share of posts decided the same way that go to the right scorer (or rightly to
//! none), measured on labelled posts: `lexicons/route/confidence.tsv`. Whether it is honest, `tools/reliability.py` shows; on
//! words, word pairs and sentences of 75 languages and on English and Korean posts:
//!
//! ```text
//! confidence   posts  mean said   right
//! .4-.5           40      0.451   0.425
//! .5-.6           54      0.562   0.537
//! .6-.7          160      0.641   0.756
//! .7-.8          183      0.761   0.787
//! .8-.9          574      0.852   0.915
//! .9-1         32734      0.987   0.998
//! detector      5634      0.948   0.978
//! script       14297      0.988   1.000
//! words        13814      0.986   0.993
//! ```

mod clean;
mod confidence;
mod han;
mod latin;
mod runs;
mod script;
mod tag;
mod words;

pub use runs::{Run, runs};
pub use tag::language_of_tag;

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
    /// Words and letters that tell languages apart.
    Words,
    /// A language detector.
    Detector,
    /// The surroundings: the article, the other posts.
    Prior,
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
            Source::Prior => "prior",
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
    /// 0 … 1: the share of posts decided like this one that go to the right scorer.
    pub confidence: f64,
}

impl Route {
    /// The scorer's language, if there is one.
    pub fn language(self) -> Option<Language> {
        Language::from_code(self.code)
    }

    pub(crate) const fn new(code: &'static str, source: Source, confidence: f64) -> Self {
        Self { code, source, confidence }
    }
}

/// What is known of a post's language beside its text. Both are language tags (`ja`, `ko-KR`, X's `in`).
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The record's own language field.
    pub field: Option<&'a str>,
    /// The language of the surroundings: as the article says, or of the batch's other posts.
    pub prior: Option<&'a str>,
}

/// What kind of text was decided on: which hints can be true of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The script told.
    Script,
    /// Han characters that Japanese and Chinese share.
    Han,
    /// Words in Latin letters.
    Latin,
    /// Nothing but words that every language borrows.
    Borrowed,
    /// A script of several languages.
    Shared,
    /// No letters.
    Nothing,
}

/// What the text alone says.
struct Found {
    route: Route,
    kind: Kind,
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
    route_with(text, Hints::default())
}

/// The language `text` is written in, with what else is known of it; the order of trust is in the [module's page](self).
///
/// ```
/// use yoron::route::{Hints, route_with};
/// let hint = |field, prior| Hints { field, prior };
/// assert_eq!(route_with("진짜 최고다", hint(Some("en"), None)).code, "ko");
/// assert_eq!(route_with("東京大会", hint(None, Some("ja"))).code, "ja");
/// assert_eq!(route_with("東京大会", hint(Some("zh-Hant"), Some("ja"))).code, "zh");
/// ```
pub fn route_with(text: &str, hints: Hints) -> Route {
    routed(text, hints).0
}

/// The route, and whether the text mixes scripts in a way that makes [`runs`] worth asking.
pub(crate) fn routed(text: &str, hints: Hints) -> (Route, bool) {
    let (Found { route, kind }, mixed) = script::decide(text);
    if hints.field.is_none() && hints.prior.is_none() {
        return (route, mixed);
    }
    let possible = |code: &&str| match kind {
        Kind::Script | Kind::Nothing => false,
        Kind::Han => matches!(*code, "ja" | "zh" | "ko"),
        Kind::Latin => !tag::is_written_otherwise(code),
        Kind::Borrowed => true,
        Kind::Shared => tag::is_written_otherwise(code),
    };
    let clear = route.source == Source::Words && kind == Kind::Latin;
    if let Some(code) = hints.field.and_then(language_of_tag).filter(possible).filter(|_| !clear) {
        let path = if code == route.code { "field agrees" } else { "field" };
        return (Route::new(code, Source::Field, confidence::of(path, 0.0)), mixed);
    }
    let open = matches!(kind, Kind::Han | Kind::Borrowed) || route.code == "und";
    match hints.prior.and_then(language_of_tag).filter(possible).filter(|_| open) {
        Some(code) => (Route::new(code, Source::Prior, confidence::of("prior", 0.0)), mixed),
        None => (route, mixed),
    }
}
