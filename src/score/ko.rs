//! Korean: words stand at the start of an eojeol, after a known word, or after a prefix of the net (개꿀잼).

use super::LanguageRules;
use super::rules::Params;
use crate::lexicon::{Class, Entry, Folded, Match, is_jamo, is_syllable};

pub(super) struct Korean;

static PARAMS: Params = Params { booster_reach: 8, negator_reach: 4, ..Params::DEFAULT };

/// Prefixes of the net and of the language that strengthen or merely precede a word.
const PREFIXES: &[char] =
    &['개', '존', '핵', '꿀', '노', '극', '왕', '최', '안', '못', '초', '쌉', '씹', '넘', '참', '더', '젤'];

impl LanguageRules for Korean {
    fn params(&self) -> &Params {
        &PARAMS
    }

    fn licensed(&self, text: &Folded, entry: &Entry, found: &Match, known_until: usize) -> bool {
        let (start, end) = (found.start as usize, found.end as usize);
        let at = |i: usize| text.chars.get(i).copied().unwrap_or(' ');
        if entry.class == Class::Jamo {
            return (start == 0 || !is_jamo(at(start - 1)) || at(start - 1) == at(start))
                && (!is_jamo(at(end)) || at(end) == at(end - 1));
        }
        if start == 0 || !is_syllable(at(start - 1)) || !is_syllable(at(start)) || known_until == start || entry.inside
        {
            return true;
        }
        PREFIXES.contains(&at(start - 1)) && (start == 1 || !is_syllable(at(start - 2)) || known_until == start - 1)
    }
}
