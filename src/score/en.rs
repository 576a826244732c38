//! English: words stand between characters that are no letters; capitals and *no* are read as VADER reads them.

use super::LanguageRules;
use super::rules::{Params, Sign};
use crate::Language;
use crate::lexicon::{Class, Entry, Features, Folded, Match};

pub(super) struct English;

static PARAMS: Params = Params {
    booster_reach: 16,
    negator_reach: 24,
    negation_of_negative: -0.5,
    wish: (-0.3, 0.6),
    laugh: (0.0, 0.0, 0.0),
    sarcasm: -0.4,
    doubt: 0.25,
    ..Params::DEFAULT
};

/// VADER's increment for a word in capitals among others that are not.
const CAPITALS: f32 = 0.733;
/// A swear word that strengthens nothing: "fucking traffic".
const BARE_SWEARING: f32 = -1.0;
/// A negator that negates nothing toned: refusal and denial lean to the negative, too little to decide a label alone.
const BARE_NEGATION: f32 = -0.15;
/// A wish without a toned word: "wish they'd bring it back".
const BARE_WISH: f32 = -0.5;
/// How far *no* reaches to the toned word it negates.
const NO_REACH: u32 = 14;
/// Words longer than this are not respelled.
const LONGEST: usize = 40;

const SWEARING: [&str; 7] = ["fuckin", "damn", "goddamn", "effing", "frickin", "friggin", "bloody"];

/// Words before *like* that make it a verb ("I like", "don't like", "really like").
const LIKERS: [&str; 26] = [
    "i", "you", "we", "they", "who", "really", "also", "do", "don't", "dont", "didn't", "doesn't", "did", "does",
    "would", "i'd", "not", "never", "still", "might", "to", "people", "actually", "y'all", "always", "both",
];

impl LanguageRules for English {
    fn params(&self) -> &Params {
        &PARAMS
    }

    fn may_begin(&self, text: &Folded, at: usize) -> bool {
        at == 0 || !text.chars[at - 1].is_ascii_alphanumeric() || !text.chars[at].is_ascii_alphanumeric()
    }

    fn licensed(&self, text: &Folded, entry: &Entry, found: &Match, _: usize) -> bool {
        let (start, end) = (found.start as usize, found.end as usize);
        let word = |i: usize| text.chars.get(i).is_some_and(|c| c.is_alphanumeric());
        let inside = start > 0 && word(start - 1) && word(start) || word(end) && word(end - 1);
        // the hyphen of "well-known" joins, and n't belongs to its verb
        let apostrophe =
            text.chars.get(end) == Some(&'\'') && text.chars.get(end + 1) == Some(&'t') && entry.class.is_tone();
        // VADER's emoticons ("]:") stand apart from words; ours are signs of their own
        let glued = entry.class == Class::Vader && !word(start) && start > 0 && word(start - 1);
        !inside && !apostrophe && !glued
    }

    fn respell(&self, original: &str, text: &mut Folded) {
        if original.contains('#') {
            split_hashtags(original, text);
        }
        // a folded character that covers more than its own bytes was drawn out
        if text.chars.len() < original.len() {
            shorten(original, text);
        }
    }

    fn annotate(&self, original: &str, text: &Folded, signs: &mut Vec<Sign>) {
        let shouts = |word: &str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
        if original.bytes().any(|b| b.is_ascii_lowercase()) {
            for sign in signs.iter_mut().filter(|s| s.class.is_tone() && !s.class.is_sign()) {
                let span = &original[text.span(sign.start as usize, sign.end as usize)];
                if sign.end - sign.start > 2 && shouts(span) {
                    sign.shape = CAPITALS;
                }
            }
        }
        for i in 0..signs.len() {
            let next = signs[i + 1..].iter().find(|s| !matches!(s.class, Class::Booster | Class::Negator)).copied();
            let toned = |reach: u32| {
                next.is_some_and(|n| {
                    n.class.is_tone() && n.value != 0.0 && n.start.saturating_sub(signs[i].end) <= reach
                })
            };
            let word = &text.chars[signs[i].start as usize..signs[i].end as usize];
            let class = signs[i].class;
            match class {
                // brackets and pointers ("^^this") are punctuation here
                Class::Kaomoji if word.len() == 1 || word.iter().all(|c| *c == '^') => signs[i].value = 0.0,
                // "no" before a toned word negates it instead of being one
                _ if class.is_tone() && word == ['n', 'o'] && toned(NO_REACH) => signs[i].class = Class::Negator,
                _ if class.is_tone() && word == ['l', 'i', 'k', 'e'] && !is_verb(text, signs[i].start as usize) => {
                    signs[i].value = 0.0;
                }
                Class::Booster if !toned(PARAMS.booster_reach) && is_swearing(word) => {
                    signs[i].class = Class::Intj;
                    signs[i].value = BARE_SWEARING;
                }
                Class::Booster if word == ['t', 'o', 'o'] => too_to(text, signs, i),
                Class::Negator if !toned(PARAMS.negator_reach) => {
                    signs[i].class = Class::Intj;
                    signs[i].value = BARE_NEGATION;
                }
                Class::Wish
                    if !toned(60) && word.starts_with(&['w', 'i', 's', 'h'])
                        || class == Class::Wish && !toned(60) && word.ends_with(&['o', 'n', 'l', 'y']) =>
                {
                    signs[i].class = Class::Intj;
                    signs[i].value = BARE_WISH;
                }
                _ => {}
            }
        }
    }
}

fn is_swearing(word: &[char]) -> bool {
    SWEARING.iter().any(|swear| swear.chars().count() <= word.len() && swear.chars().zip(word).all(|(a, b)| a == *b))
}

/// Whether the *like* at `at` is the verb; else it compares ("looks like", "like this").
fn is_verb(text: &Folded, at: usize) -> bool {
    let before = &text.chars[..at];
    let Some(end) = before.iter().rposition(|c| *c != ' ').map(|i| i + 1) else { return false };
    let start = before[..end].iter().rposition(|c| *c == ' ').map_or(0, |i| i + 1);
    let word = &before[start..end];
    LIKERS.iter().any(|liker| liker.chars().eq(word.iter().copied()))
}

/// "too tired to enjoy": what follows *to* does not happen.
fn too_to(text: &Folded, signs: &mut [Sign], too: usize) {
    let from = signs[too].end as usize;
    let window = &text.chars[from..text.chars.len().min(from + 20)];
    let Some(to) = window.windows(4).position(|w| w == [' ', 't', 'o', ' ']).map(|i| from + i + 4) else { return };
    if let Some(sign) = signs[too + 1..].iter_mut().find(|s| s.start as usize >= to)
        && sign.start as usize <= to + 3
        && sign.class.is_tone()
        && sign.value > 0.0
    {
        sign.features = sign.features.with(Features::NEG);
    }
}

/// Puts a space between the words of #BestDayEver.
fn split_hashtags(original: &str, text: &mut Folded) {
    let bytes = original.as_bytes();
    let at = |text: &Folded, i: usize| text.starts.get(i).and_then(|s| bytes.get(*s as usize)).copied().unwrap_or(b' ');
    let mut tag = false;
    let mut cuts = 0;
    let mut is_cut = |text: &Folded, i: usize| {
        let byte = at(text, i);
        tag = byte == b'#' || tag && byte.is_ascii_alphanumeric();
        tag && i > 0 && byte.is_ascii_uppercase() && at(text, i - 1).is_ascii_lowercase()
    };
    let positions = 0..text.chars.len();
    for i in positions.clone() {
        cuts += usize::from(is_cut(text, i));
    }
    if cuts == 0 {
        return;
    }
    let mut spaced = Folded { chars: Vec::with_capacity(text.chars.len() + cuts), ..Folded::default() };
    for i in positions {
        if is_cut(text, i) {
            spaced.chars.push(' ');
            spaced.starts.push(text.starts[i]);
        }
        spaced.chars.push(text.chars[i]);
        spaced.starts.push(text.starts[i]);
    }
    spaced.starts.push(original.len() as u32);
    spaced.exclamations = text.exclamations;
    *text = spaced;
}

/// Folding leaves two letters of a drawn-out run ("soo", "omgg"): where the lexicon does not know such a word but knows it
/// with one letter, the second goes. In place, since words only get shorter.
fn shorten(original: &str, text: &mut Folded) {
    let lexicon = super::lexicon(Some(Language::English));
    let length = text.chars.len();
    let drawn = |text: &Folded, i: usize| {
        i > 0 && text.chars[i] == text.chars[i - 1] && text.chars[i].is_ascii_lowercase() && {
            let span = text.span(i, i + 1);
            span.len() > 1 && original.as_bytes().get(span.start + 1).is_some_and(u8::is_ascii_alphabetic)
        }
    };
    let (mut read, mut write) = (0, 0);
    while read < length {
        let mut end = read;
        let (mut runs, mut count) = ([0; 3], 0);
        while end < length && text.chars[end].is_ascii_alphanumeric() {
            if end > read && drawn(text, end) && count < 3 {
                runs[count] = end;
                count += 1;
            }
            end += 1;
        }
        end = end.max(read + 1);
        let mut keep = u8::MAX;
        if count > 0 && end - read <= LONGEST && !lexicon.knows(text.chars[read..end].iter().copied()) {
            let mut buffer = ['\0'; LONGEST];
            // all runs shortened first, then with some of them left double
            for mask in 0..1u8 << count {
                let mut n = 0;
                for i in read..end {
                    if !dropped(&runs[..count], mask, i) {
                        buffer[n] = text.chars[i];
                        n += 1;
                    }
                }
                if lexicon.knows(buffer[..n].iter().copied()) {
                    keep = mask;
                    break;
                }
            }
        }
        for i in read..end {
            if keep == u8::MAX || !dropped(&runs[..count], keep, i) {
                text.chars[write] = text.chars[i];
                text.starts[write] = text.starts[i];
                write += 1;
            }
        }
        read = end;
    }
    text.chars.truncate(write);
    text.starts.truncate(write);
    text.starts.push(original.len() as u32);
}

/// Whether the run that ends at `i` is shortened; bit k of `mask` keeps run k.
fn dropped(runs: &[usize], mask: u8, i: usize) -> bool {
    runs.iter().enumerate().any(|(k, run)| *run == i && mask >> k & 1 == 0)
}
