//! English: words stand between characters that are no letters.

use super::LanguageRules;
use super::rules::Params;
use crate::lexicon::{Entry, Folded, Match};

pub(super) struct English;

static PARAMS: Params = Params { booster_reach: 20, negator_reach: 24, ..Params::DEFAULT };

impl LanguageRules for English {
    fn params(&self) -> &Params {
        &PARAMS
    }

    fn licensed(&self, text: &Folded, _: &Entry, found: &Match, _: usize) -> bool {
        let word = |i: usize| text.chars.get(i).is_some_and(|c| c.is_alphanumeric());
        !(found.start > 0 && word(found.start as usize - 1) && word(found.start as usize))
            && !(word(found.end as usize) && word(found.end as usize - 1))
    }
}
