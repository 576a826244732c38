//! English: words stand between characters that are no letters; capitals and *no* are read as VADER reads them.

mod hashtag;
mod spelling;
mod stance;

use super::LanguageRules;
use super::rules::{NEAR, Params, Sign};
use crate::lexicon::{Class, Entry, Features, Folded, Match};

pub(super) struct English;

static PARAMS: Params = Params {
    booster_reach: 16,
    negator_reach: 24,
    negation_of_negative: -0.1,
    wish: (-0.3, 0.6),
    condition: 0.8,
    question: 0.7,
    contrast: (0.7, 1.3),
    laugh: (0.0, 0.0, 0.0),
    sarcasm: -0.4,
    cheer: 0.35,
    doubt: 0.51,
    doubt_power: 6,
    doubt_floor: 0.2,
    ..Params::DEFAULT
};

/// VADER's increment for a word in capitals among others that are not.
const CAPITALS: f32 = 0.733;
/// A swear word that strengthens nothing: "fucking traffic".
const BARE_SWEARING: f32 = -1.0;
/// A negator that negates nothing toned: refusal and denial lean to the negative, too little to decide a label alone.
const BARE_NEGATION: f32 = -0.35;
/// A wish that others did something, without a toned word: "wish they'd bring it back".
const BARE_WISH: f32 = -1.0;
/// A phrase of sarcasm without praise to turn: "yeah right, as if".
const BARE_SARCASM: f32 = -1.0;
/// How far *no* reaches to the toned word it negates.
const NO_REACH: u32 = 14;

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
            hashtag::split(original, text);
        }
        // a folded character that covers more than its own bytes was drawn out
        if text.chars.len() < original.len() {
            spelling::shorten(original, text);
        }
    }

    fn stance(&self, text: &Folded) -> f32 {
        stance::stance(text)
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
            let next =
                signs[i + 1..].iter().take(NEAR).find(|s| !matches!(s.class, Class::Booster | Class::Negator)).copied();
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
                _ if word.starts_with(&['t', 'o', 'o']) && matches!(word.get(3), None | Some(' ')) => {
                    too_to(text, signs, i)
                }
                Class::Negator if !toned(PARAMS.negator_reach) => {
                    signs[i].class = Class::Intj;
                    signs[i].value = BARE_NEGATION;
                }
                // a row below zero complains by itself
                Class::Wish if signs[i].value < 0.0 && !toned(60) => {
                    signs[i].class = Class::Intj;
                    signs[i].value = BARE_WISH;
                }
                _ => {}
            }
        }
        // "/s" alone says no more than that something was not meant
        if !signs.iter().any(|s| s.class.is_tone() && s.value != 0.0)
            && let Some(phrase) = signs.iter_mut().find(|s| s.class == Class::Sarcasm && s.end - s.start > 4)
        {
            phrase.class = Class::Intj;
            phrase.value = BARE_SARCASM;
        }
        moods(text, signs);
    }
}

/// Praise that is asked about, and words under a condition, count for less.
fn moods(text: &Folded, signs: &mut [Sign]) {
    let is_if = |i: usize| {
        text.chars[i..].starts_with(&['i', 'f'])
            && !text.chars.get(i + 2).is_some_and(|c| c.is_alphanumeric())
            && (i == 0 || !text.chars[i - 1].is_alphanumeric())
    };
    let (mut first, mut read) = (0, 0);
    let mut condition = false;
    for i in 0..signs.len() {
        let sign = signs[i];
        condition |= (read..sign.start as usize).any(is_if);
        read = read.max(sign.end as usize);
        if sign.class == Class::Stop {
            condition &= sign.value < 0.5;
            if sign.value >= 1.0 {
                if text.chars.get(sign.start as usize) == Some(&'?') {
                    for asked in signs[first..i].iter_mut().filter(|s| s.value > 0.0 && s.class.is_tone()) {
                        asked.features = asked.features.with(Features::QUESTION);
                    }
                }
                first = i + 1;
            }
        } else if condition && sign.class.is_tone() && !sign.class.is_sign() {
            signs[i].features = sign.features.with(Features::COND);
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
