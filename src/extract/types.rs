//! What comes out of extraction.

use serde::{Deserialize, Serialize};

/// Who speaks in a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A post or comment by a private or anonymous person, or what a group is said to have called something.
    Public,
    /// An official, a celebrity, a named public person or account: spoken or posted.
    Figure,
    /// An interviewee, an expert, a company, a document, a sign, a lyric.
    Other,
    /// A title, a hashtag, a nickname, a coined term, a scare quote.
    NotSpeech,
}

/// How sure the speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribution {
    /// The sentence of the quote names the speaker.
    Explicit,
    /// The speaker comes from another sentence, or from a pronoun.
    Inferred,
    /// The article names nobody.
    None,
}

/// One uninterrupted stretch of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Part {
    /// The words, without the outer quote marks.
    pub text: String,
    /// Where they begin in the article's text, in characters.
    pub start: usize,
    /// Where they end, in characters, exclusive.
    pub end: usize,
}

/// One quote of an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// The parts, joined by one space.
    pub text: String,
    /// The parts in order of appearance; never empty.
    pub parts: Vec<Part>,
    /// The speaker in the article's own words; for a pronoun the nearest name. `None` where nobody is named.
    pub speaker: Option<String>,
    /// Who speaks: only [`Kind::Public`] quotes are posts (see [`Quote::is_post`]).
    pub kind: Kind,
    /// The canonical name of the platform, where the article gives one.
    pub platform: Option<String>,
    /// ISO 639-1: the language the article says the post is written in.
    pub stated_language: Option<String>,
    /// ISO 3166 alpha-2: where the article says the writer is from.
    pub stated_country: Option<String>,
    /// How sure the speaker is.
    pub attribution: Attribution,
    /// Which cue decided the kind, for people who check.
    pub why: String,
    /// A headline, teaser or pull quote that repeats a post of the same article, which is counted where it stands.
    pub repeat: bool,
    /// The line of the article's text the quote begins in, from 1.
    pub line: usize,
}

impl Quote {
    /// Whether this is a post to count: a quote of the public that repeats no other.
    pub fn is_post(&self) -> bool {
        self.kind == Kind::Public && !self.repeat
    }
}
