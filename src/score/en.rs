//! English: words stand between characters that are no letters; capitals and *no* are read as VADER reads them.

use super::LanguageRules;
use super::rules::{Params, Sign};
use crate::lexicon::{Class, Entry, Folded, Match};

pub(super) struct English;

static PARAMS: Params =
    Params { booster_reach: 16, negator_reach: 24, wish: (-0.3, 0.6), laugh: (0.0, 0.0, 0.0), ..Params::DEFAULT };

/// VADER's increment for a word in capitals among others that are not.
const CAPITALS: f32 = 0.733;

impl LanguageRules for English {
    fn params(&self) -> &Params {
        &PARAMS
    }

    fn licensed(&self, text: &Folded, entry: &Entry, found: &Match, _: usize) -> bool {
        let (start, end) = (found.start as usize, found.end as usize);
        let word = |i: usize| text.chars.get(i).is_some_and(|c| c.is_alphanumeric());
        let inside = start > 0 && word(start - 1) && word(start) || word(end) && word(end - 1);
        // the hyphen of "well-known" joins, and n't belongs to its verb
        let apostrophe =
            text.chars.get(end) == Some(&'\'') && text.chars.get(end + 1) == Some(&'t') && entry.class.is_tone();
        !inside && !apostrophe
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
        // "no" before a toned word negates it instead of being one
        for i in 0..signs.len().saturating_sub(1) {
            let next = signs[i + 1];
            let no =
                signs[i].class.is_tone() && text.chars[signs[i].start as usize..signs[i].end as usize] == ['n', 'o'];
            if no && next.class.is_tone() && next.value != 0.0 && next.start.saturating_sub(signs[i].end) <= 8 {
                signs[i].class = Class::Negator;
            }
        }
    }
}
