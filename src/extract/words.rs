//! English words: where they begin and end, and the closed classes that a noun phrase stops at.

use super::cues::{Class, plain};
use super::text::Text;

/// A word with what stands behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub start: usize,
    pub end: usize,
    /// A comma, dash, semicolon or bracket follows.
    pub cut: bool,
}

/// A word in lower case with straight apostrophes, without an allocation: long words are cut off, and no word of the
/// lists below is long.
pub(super) struct Low {
    bytes: [u8; 32],
    length: usize,
}

impl std::ops::Deref for Low {
    type Target = str;

    fn deref(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl PartialEq<&str> for Low {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Low {
    pub fn of(chars: &[char]) -> Low {
        let mut low = Low { bytes: [0; 32], length: 0 };
        for c in chars.iter().map(|c| plain(*c)) {
            let end = low.length + c.len_utf8();
            if end > low.bytes.len() {
                break;
            }
            c.encode_utf8(&mut low.bytes[low.length..end]);
            low.length = end;
        }
        low
    }

    pub fn as_str(&self) -> &str {
        self
    }

    pub fn is(&self, list: &[&str]) -> bool {
        list.contains(&self.as_str())
    }
}

/// The words of a range.
pub(super) fn words(text: &Text, start: usize, end: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = start;
    while at < end {
        let c = text.chars[at];
        if c.is_alphanumeric() || matches!(c, '@' | '#' | '_' | '$') {
            let from = at;
            while at < end && is_inside(text, at, end) {
                at += 1;
            }
            // A possessive stays, a full stop does not unless it abbreviates.
            words.push(Word { start: from, end: at, cut: false });
        } else {
            if matches!(c, ',' | ';' | '—' | '–' | '(' | ')' | ':' | '”' | '"')
                && let Some(last) = words.last_mut()
            {
                last.cut = true;
            }
            at += 1;
        }
    }
    words
}

fn is_inside(text: &Text, at: usize, end: usize) -> bool {
    let c = text.chars[at];
    let next = (at + 1 < end).then(|| text.chars[at + 1]);
    c.is_alphanumeric()
        || matches!(c, '@' | '_' | '#' | '$')
        || (matches!(c, ',')
            && at > 0
            && text.chars[at - 1].is_ascii_digit()
            && next.is_some_and(|n| n.is_ascii_digit()))
        || (matches!(c, '\'' | '’' | '-' | '.' | '/' | '&') && next.is_some_and(|n| n.is_alphanumeric() || n == '_'))
        || (c == '.'
            && text.chars[..at].iter().rev().take_while(|c| c.is_alphabetic()).count() <= 3
            && next == Some(' ')
            && text.chars.get(at + 2).is_some_and(|c| c.is_uppercase()))
}

/// The lower-case word at a place.
pub(super) fn word(text: &Text, start: usize, end: usize) -> Option<String> {
    let mut from = start;
    while from < end && !text.chars[from].is_alphanumeric() {
        from += 1;
    }
    let to = (from..end).find(|i| !text.chars[*i].is_alphanumeric()).unwrap_or(end);
    (from < to && from < start + 3).then(|| text.slice(from, to).to_lowercase())
}

/// May bind what follows to the noun before.
#[rustfmt::skip]
pub(super) const PREPOSITIONS: &[&str] = &[
    "of", "from", "in", "at", "on", "for", "with", "to", "by", "called", "named", "under", "behind", "near",
    "outside", "using", "over", "above", "across", "around", "inside", "beside",
];

/// Open a relative clause.
#[rustfmt::skip]
pub(super) const RELATIVES: &[&str] = &[
    "who", "whose", "which", "that", "whom",
];

/// Open an apposition.
#[rustfmt::skip]
pub(super) const ARTICLES: &[&str] = &[
    "a", "an", "the", "one", "now", "currently", "himself", "herself", "themselves",
];

/// Stand between subject and verb, or verb and quote, beside the adverbs in -ly.
#[rustfmt::skip]
pub(super) const ADVERBS: &[&str] = &[
    "also", "then", "later", "once", "even", "just", "simply", "again", "still", "soon", "never", "now", "often",
    "further", "instead", "too", "to", "only", "first", "yesterday", "today", "both", "all", "went", "on", "so",
    "back", "afterward", "afterwards", "meanwhile", "always", "twice", "famously",
];

/// Auxiliary verbs.
#[rustfmt::skip]
pub(super) const AUXILIARIES: &[&str] = &[
    "was", "were", "is", "are", "be", "been", "being", "has", "had", "have", "did", "does", "do", "would", "could",
    "should", "will", "can", "may", "might", "must", "to", "not", "didn't", "don't", "wouldn't", "hadn't", "seemed",
    "seems", "couldn't", "can't",
];

/// Say what somebody should or would do, not what they did.
#[rustfmt::skip]
pub(super) const MODALS: &[&str] = &[
    "should", "would", "could", "can", "must", "may", "might", "will", "to", "cannot", "not", "i'd", "he'd",
    "she'd",
];

/// Open a clause or phrase of their own.
#[rustfmt::skip]
pub(super) const CONJUNCTIONS: &[&str] = &[
    "and", "but", "or", "as", "while", "when", "after", "because", "if", "for", "in", "on", "at", "that", "with",
    "to", "of", "before", "during", "which", "who", "where", "since", "although", "though", "until", "about",
    "into", "over", "from", "by", "is", "was", "are", "were", "has", "had", "would", "will",
];

/// Open an adverbial that a comma ends.
#[rustfmt::skip]
pub(super) const ADVERBIALS: &[&str] = &[
    "on", "in", "at", "after", "before", "by", "during", "under", "since", "for", "as", "when", "while", "if",
    "with", "but", "to", "within", "according", "meanwhile", "last", "this", "earlier", "later",
];

/// Before a word that may be a verb (post, comment) these make it a noun.
#[rustfmt::skip]
pub(super) const BEFORE_NOUNS: &[&str] = &[
    "a", "an", "the", "one", "this", "that", "her", "his", "their", "its", "top", "another", "second", "first",
    "third", "popular", "own", "of", "in", "with", "some", "many", "most", "other", "same", "follow-up", "recent",
    "such", "viral", "now-deleted", "deleted", "online", "from", "and", "long", "short", "brief", "original",
    "liked", "upvoted", "to", "for", "these", "those", "single", "new", "each", "every", "few", "several",
    "separate", "typical", "common", "on", "about", "through", "via", "between", "among", "against", "no", "any",
];

/// Reporting verbs that mostly are something else: they report only right before a quote.
#[rustfmt::skip]
pub(super) const WEAK: &[&str] = &[
    "smile", "laugh", "shrug", "win", "won", "go", "goes", "went", "start", "begin", "began", "put", "weigh", "fire",
    "order", "bet", "spit", "cry", "cried", "charge", "sob", "beam", "thunder", "sing", "sang", "celebrat", "offer",
    "address", "opt", "toast", "submit", "relat", "detail", "rip", "lash", "challeng", "quiz", "kid", "snap", "gos",
    "question", "figure", "figured", "rib", "rue", "rail", "needle", "prod",
];

/// Before "to" and a reporting verb: "used to say".
#[rustfmt::skip]
pub(super) const HABITS: &[&str] = &["used", "likes", "liked", "loves", "loved", "continues", "continued", "tends"];

/// Nouns of what somebody says: "Keene's testimony that", "the camp's word was".
#[rustfmt::skip]
pub(super) const STATEMENTS: &[&str] = &[
    "testimony", "claim", "claims", "assertion", "assertions", "promise", "pledge", "vow", "suggestion", "argument",
    "warning", "admission", "belief", "insistence", "contention", "remark", "remarks", "comment", "comments",
    "statement", "declaration", "announcement", "accusation", "description", "complaint", "prediction", "reply",
    "response", "answer", "word", "words", "verdict", "reaction", "advice", "message", "assessment", "explanation",
    "conclusion", "call", "calls", "demand", "threat", "joke", "quip", "motto", "mantra", "refrain", "account",
    "admonition", "criticism", "question", "retort", "observation",
];

/// Reporting verbs without an ending: no single person is their subject.
#[rustfmt::skip]
pub(super) const BARE: &[&str] = &["say", "tell", "write", "ask", "call", "argue", "claim", "describe", "tweet", "read"];

/// Before these stands no verb's subject but its noun phrase.
#[rustfmt::skip]
pub(super) const DETERMINERS: &[&str] = &[
    "a", "an", "the", "his", "her", "its", "their", "my", "our", "your", "these", "those", "no",
];

/// Stretches of time, which are no subjects.
#[rustfmt::skip]
pub(super) const TIMES: &[&str] = &[
    "week", "day", "month", "year", "morning", "night", "afternoon", "evening", "time", "hour", "moment", "spring",
    "summer", "fall", "autumn", "winter", "weekend", "season",
];

/// Pronouns that are subjects only.
#[rustfmt::skip]
pub(super) const SUBJECTS: &[&str] = &["he", "she", "they", "i", "we"];

/// Capitalised at the beginning of sentences or always, and no names.
#[rustfmt::skip]
pub(super) const NO_NAMES: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "the", "a", "an",
    "in", "on", "at", "but", "and", "its", "this", "that", "these", "those", "there", "what", "when", "according",
    "somewhere", "nowhere", "nobody", "everybody", "everyone", "everything", "none", "neither", "here", "where", "why", "how", "if", "as",
];

/// Whether a word belongs neither to the subject nor to the verb.
pub(super) fn is_adverb(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.is_empty() || word.ends_with("ly") || ADVERBS.contains(&word)
}

pub(super) fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.contains(&word)
}

pub(super) fn is_conjunction(word: &str) -> bool {
    CONJUNCTIONS.contains(&word)
}

pub(super) fn lower(text: &Text, word: &Word) -> Low {
    Low::of(&text.chars[word.start..word.end])
}

pub(super) fn capital(text: &Text, word: &Word) -> bool {
    text.chars[word.start].is_uppercase() || text.chars[word.start] == '@'
}

pub(super) fn hit_at(text: &Text, word: &Word, class: Class) -> bool {
    text.hits(word.start, word.end).iter().any(|h| h.class == class)
}

pub(super) fn is_verb(text: &Text, word: &Word) -> bool {
    // A word that is also a noun of posts or people (post, comment, star) is a noun here.
    // Not "self-described".
    text.hits(word.start, word.start + 1).iter().any(|h| matches!(h.class, Class::Say | Class::Write | Class::Call))
        && !text
            .hits(word.start.saturating_sub(20), word.end)
            .iter()
            .any(|h| h.class == Class::Post && h.end >= word.end)
        && !hit_at(text, word, Class::Person)
        && !hit_at(text, word, Class::Figure)
        && !hit_at(text, word, Class::Public)
        && !hit_at(text, word, Class::Other)
        && !capital(text, word)
}

/// A capitalised word that is no weekday, country or platform.
pub(super) fn is_name(text: &Text, word: &Word) -> bool {
    let letters = &text.chars[word.start..word.end];
    capital(text, word)
        && letters.len() > 1
        && !lower(text, word).is(NO_NAMES)
        && !lower(text, word).is(DETERMINERS)
        && !lower(text, word).is(SUBJECTS)
        && !(hit_at(text, word, Class::Stop)
            || hit_at(text, word, Class::Country)
            || hit_at(text, word, Class::Platform))
        && !is_adverb(&lower(text, word))
        || letters.starts_with(&['u', '/'])
}
