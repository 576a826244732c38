//! What the rules of a language say about one span, before spans are joined into quotes.

use super::marks::Span;
use super::types::Attribution;

/// Who speaks, as far as the words around a quote tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    Public,
    Figure,
    Other,
    NotSpeech,
}

/// One span with its speaker.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub parts: Vec<(usize, usize)>,
    /// The line it begins in, as an index.
    pub line: usize,
    pub last_line: usize,
    /// The marks, or the item's ends.
    pub open: usize,
    pub close: usize,
    pub speaker: Option<String>,
    /// Where the speaker's words and what belongs to them stand; empty where there are none.
    pub who: (usize, usize),
    pub voice: Voice,
    pub attribution: Attribution,
    pub why: String,
    /// A further part of the quote before.
    pub joins: bool,
    /// The speaker is one taken up from before (another, the same thread), so that its platform is too.
    pub again: bool,
    /// Which sentence's narration states platform, language and country; for quotes that lines announce, that line.
    pub from: (usize, usize),
    /// Its own clause: from the quote before to the next.
    pub near: (usize, usize),
}

impl Said {
    /// A span of which nothing is known yet but where it stands.
    pub fn new(span: &Span, from: (usize, usize), near: (usize, usize)) -> Said {
        Said {
            parts: span.parts.clone(),
            line: span.first,
            last_line: span.last,
            open: span.open,
            close: span.close,
            speaker: None,
            who: (0, 0),
            voice: Voice::NotSpeech,
            attribution: Attribution::None,
            why: String::new(),
            joins: false,
            again: false,
            from,
            near,
        }
    }

    /// A further part of the quote `before`: its speaker's.
    pub fn continuing(self, before: &Said, why: &str) -> Said {
        Said {
            speaker: before.speaker.clone(),
            who: before.who,
            voice: before.voice,
            attribution: before.attribution,
            again: before.again,
            from: before.from,
            joins: true,
            why: why.into(),
            ..self
        }
    }
}
