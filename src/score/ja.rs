//! Japanese: words stand where the script changes, or where the lexicon knows what stands before them.

use super::LanguageRules;
use super::rules::Params;
use crate::lexicon::{Entry, Folded, Match, is_han, is_katakana};

pub(super) struct Japanese;

static PARAMS: Params = Params { booster_reach: 6, negator_reach: 4, ..Params::DEFAULT };

/// Kanji that strengthen the word after them.
const PREFIXES: &[char] =
    &['超', '激', '大', '神', '鬼', '爆', '最', '全', '実', '真', '毎', '今', '私', '僕', '俺', '人'];
/// Kanji that make a word of the same tone out of the word before them.
const SUFFIXES: &[char] = &[
    '的', '感', '性', '力', '度', '級', '者', '点', '値', '様', '系', '中', '時', '後', '気', '過', '笑', '泣', '心',
    '度', '作', '曲', '回',
];

impl LanguageRules for Japanese {
    fn params(&self) -> &Params {
        &PARAMS
    }

    fn licensed(&self, text: &Folded, entry: &Entry, found: &Match, known_until: usize) -> bool {
        let (start, end) = (found.start as usize, found.end as usize);
        if entry.inside {
            return true;
        }
        let at = |i: usize| text.chars.get(i).copied().unwrap_or(' ');
        let before = if start == 0 || known_until == start { ' ' } else { at(start - 1) };
        let (first, last, after) = (at(start), at(end - 1), at(end));
        if is_han(first) && is_han(before) && !PREFIXES.contains(&before) {
            return false;
        }
        if is_han(last) && is_han(after) && !SUFFIXES.contains(&after) {
            return false;
        }
        !(is_katakana(first) && is_katakana(before) || is_katakana(last) && is_katakana(after))
    }
}
