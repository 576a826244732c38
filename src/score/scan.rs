//! Finds the signs of a text: lexicon entries where they may stand, and the punctuation that ends a clause.

use super::rules::{Params, Sign};
use super::{LanguageRules, Scratch};
use crate::lexicon::{Class, Entry, Features, Folded, Lexicon, Match, is_syllable};

/// Text without a scorer: only emoji, emoticons and kaomoji count.
pub(super) struct SignsOnly;

impl LanguageRules for SignsOnly {
    fn params(&self) -> &Params {
        &Params::DEFAULT
    }

    fn licensed(&self, _: &Folded, _: &Entry, _: &Match, _: usize) -> bool {
        false // words; signs are not asked about here
    }
}

/// An emoticon stands apart from letters and digits (`:D` is none in `10:Dec`, `:/` none in `https://`); of the other signs,
/// those that begin or end with a Latin letter do (`ToT` is none in `prototype`).
fn sign_licensed(text: &Folded, entry: &Entry, found: &Match) -> bool {
    let (start, end) = (found.start as usize, found.end as usize);
    let alphanumeric = |i: usize| text.chars.get(i).is_some_and(|c| c.is_ascii_alphanumeric());
    let before = start > 0 && alphanumeric(start - 1);
    let glued = before && alphanumeric(start) || alphanumeric(end) && end > 0 && alphanumeric(end - 1);
    match entry.class {
        Class::Emoticon => !glued && !(before && (alphanumeric(end) || text.chars.get(end) == Some(&'/'))),
        Class::Kaomoji => !glued,
        _ => true,
    }
}

/// Fills `scratch.signs` from left to right, longest match first; `scratch.text` holds the folded text.
pub(super) fn scan<'a>(
    (embedded, own): (&'a Lexicon, impl Iterator<Item = &'a Lexicon> + Clone),
    rules: &impl LanguageRules,
    original: &str,
    scratch: &mut Scratch,
) {
    let Scratch { text, signs, .. } = scratch;
    signs.clear();
    let breaks = memchr::memchr(b'\n', original.as_bytes()).is_some();
    let (mut at, mut known_until) = (0, 0);
    let alone = own.clone().next().is_none();
    while at < text.chars.len() {
        let open = embedded.may_open(text, at) || !alone && own.clone().any(|lexicon| lexicon.may_open(text, at));
        if !open || !rules.may_begin(text, at) {
            at = step(text, breaks.then_some(original), signs, at);
            continue;
        }
        let find = |lexicon: &Lexicon| {
            lexicon.find(text, at, |entry, found| {
                if entry.class.is_sign() {
                    sign_licensed(text, entry, found)
                } else {
                    rules.licensed(text, entry, found, known_until)
                }
            })
        };
        let mut best = find(embedded).map(|found| (found, 0, embedded.entry(found.entry)));
        for (layer, lexicon) in (1..).zip(own.clone()) {
            // the user's own: it wins where it reaches as far
            if let Some(found) = find(lexicon).filter(|f| best.is_none_or(|(b, ..)| f.end >= b.end)) {
                best = Some((found, layer, lexicon.entry(found.entry)));
            }
        }
        if let Some((found, layer, entry)) = best {
            signs.push(Sign::new(&found, layer, entry));
            at = (found.end as usize).max(at + 1);
            known_until = at;
            continue;
        }
        at = step(text, breaks.then_some(original), signs, at);
    }
}

/// Goes past a character that begins no sign; a pause is one of its own. `broken` is the original if it has line breaks.
#[inline(always)]
fn step(text: &Folded, broken: Option<&str>, signs: &mut Vec<Sign>, at: usize) -> usize {
    let c = text.chars[at];
    if !is_syllable(c)
        && let Some(strength) =
            pause(c, || broken.is_some_and(|original| original[text.span(at, at + 1)].contains('\n')))
    {
        signs.push(Sign::unlisted(Class::Stop, at as u32, at as u32 + 1, strength));
    }
    at + 1
}

/// 1 for the end of a sentence, 0.5 for a comma, `None` for what is no pause.
fn pause(c: char, breaks: impl Fn() -> bool) -> Option<f32> {
    match c {
        '.' | '!' | '?' | '。' | '…' | '|' | '‼' | '⁉' => Some(1.0),
        ' ' if breaks() => Some(1.0),
        ',' | ';' | '、' | '(' | ')' => Some(0.5),
        _ => None,
    }
}

impl Sign {
    fn new(found: &Match, layer: u8, entry: &Entry) -> Self {
        Self {
            layer,
            entry: found.entry,
            class: entry.class,
            value: entry.valence,
            start: found.start,
            end: found.end,
            features: found.features,
            shape: 0.0,
            mood: 1.0,
            contribution: 0.0,
        }
    }

    /// A sign that no lexicon row stands for.
    pub(super) fn unlisted(class: Class, start: u32, end: u32, value: f32) -> Self {
        Self {
            layer: u8::MAX,
            entry: u32::MAX,
            class,
            value,
            start,
            end,
            features: Features::default(),
            shape: 0.0,
            mood: 1.0,
            contribution: 0.0,
        }
    }
}
