//! Posts that mix scripts, cut into runs of one language each.

use super::clean::{References, is_reference};
use super::latin;
use super::script::Script;
use crate::Language;
use crate::lexicon::{Class, Folded};
use serde::Serialize;

/// A stretch of a post in one scored language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Its language.
    pub language: Language,
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset after its last.
    pub end: usize,
}

/// Cuts a post that is mainly in `home` into runs: in order, without gaps, from the first byte to the last. What belongs to no
/// script (spaces, digits, emoji, links) goes with the run before it. A stretch of another language makes a run only if
/// it says something: two English words or one that has a clear tone, two Korean words, four kana; a name, a brand, lol, ㅋㅋ or
/// 草 stays in the run around it, and so does what is cited in brackets or quotes.
///
/// ```
/// use yoron::{Language::*, route::runs};
/// let text = "오늘 콘서트 was insane 최고";
/// let found: Vec<_> = runs(text, Korean).iter().map(|r| (r.language, &text[r.start..r.end])).collect();
/// assert_eq!(found, [(Korean, "오늘 콘서트 "), (English, "was insane "), (Korean, "최고")]);
/// assert_eq!(runs("BTS 신곡 대박 lol", Korean).len(), 1);
/// ```
pub fn runs(text: &str, home: Language) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in stretches(text, home) {
        let said = &text[run.start..run.end];
        let first = run.start + said.find(char::is_alphabetic).unwrap_or(0);
        let says = run.language == home || !is_cited(&text[..first]) && says_something(run.language, said);
        let language = if says { run.language } else { home };
        match joined.last_mut() {
            Some(last) if last.language == language => last.end = run.end,
            _ => joined.push(Run { language, ..run }),
        }
    }
    if joined.is_empty() {
        joined.push(Run { language: home, start: 0, end: text.len() });
    }
    joined
}

/// The text by script alone.
fn stretches(text: &str, home: Language) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let references = References::of(text);
    let (mut reference_until, mut after_space) = (0, true);
    for (at, c) in text.char_indices() {
        let space = c.is_whitespace();
        if after_space && !space && references.may_open(&text[at..]) {
            let token = text[at..].split(char::is_whitespace).next().unwrap_or_default();
            if is_reference(token) {
                reference_until = at + token.len();
            }
        }
        after_space = space;
        let language = match Script::of(c) {
            _ if at < reference_until => None,
            Script::Hangul => Some(Language::Korean),
            Script::Kana => Some(Language::Japanese),
            Script::Han if home == Language::Japanese => Some(Language::Japanese),
            Script::Latin => Some(Language::English),
            Script::Han | Script::Jamo | Script::Other | Script::Common => None,
        };
        let end = at + c.len_utf8();
        match (found.last_mut(), language) {
            (Some(last), None) => last.end = end,
            (Some(last), Some(language)) if last.language == language => last.end = end,
            (None, None) => {}
            (None, Some(language)) => found.push(Run { language, start: 0, end }),
            (Some(_), Some(language)) => found.push(Run { language, start: at, end }),
        }
    }
    found
}

/// Whether what follows stands in the brackets or quotes of a title, a lyric, something cited.
fn is_cited(before: &str) -> bool {
    before.trim_end().ends_with(['<', '〈', '《', '「', '『', '＜', '[', '(', '（', '"', '“', '‘'])
}

/// Whether a stretch within a post of another language is more than a name or an exclamation.
fn says_something(language: Language, run: &str) -> bool {
    let letters = |script| run.chars().filter(|c| Script::of(*c) == script).count();
    match language {
        Language::English => latin::is_english_run(run) || has_tone(language, run),
        Language::Korean => {
            let words = run.split_whitespace().filter(|w| w.chars().any(|c| Script::of(c) == Script::Hangul)).count();
            letters(Script::Hangul) >= 2 && (words >= 2 || has_tone(language, run))
        }
        Language::Japanese => letters(Script::Kana) >= 4 || letters(Script::Kana) >= 2 && has_tone(language, run),
    }
}

/// Whether a word of the language's lexicon that has a tone begins a word of the run; in English, is one, has a clear tone and is no
/// exclamation (lol, omg).
fn has_tone(language: Language, run: &str) -> bool {
    let mut folded = Folded::default();
    folded.set(run);
    let lexicon = crate::score::lexicon(Some(language));
    let letter = |at: usize| folded.chars.get(at).is_some_and(|c| c.is_alphabetic());
    (0..folded.chars.len()).filter(|at| letter(*at) && !(*at > 0 && letter(at - 1))).any(|at| {
        let found = lexicon.find(&folded, at, |entry, found| {
            entry.class.is_tone()
                && !entry.class.is_sign()
                && (language != Language::English
                    || !letter(found.end as usize) && !matches!(entry.class, Class::Intj | Class::Slang))
        });
        let (length, valence) = if language == Language::English { (3, 1.8) } else { (2, 0.5) };
        found.is_some_and(|f| f.end - f.start >= length && lexicon.entry(f.entry).valence.abs() >= valence)
    })
}
