//! Han characters without kana: Japanese or Chinese?

use super::{Route, Source};
use crate::Language;
use crate::lexicon::{Folded, is_han};
use std::collections::HashSet;
use std::sync::LazyLock;

static FORMS: LazyLock<[HashSet<char>; 2]> = LazyLock::new(|| {
    ["ja\t", "zh\t"].map(|prefix| {
        let lines = include_str!("../../lexicons/route/han.tsv").lines();
        lines.filter_map(|line| line.strip_prefix(prefix)).flat_map(str::chars).collect()
    })
});

/// Japanese where the text has forms only Japan uses, or (in a short text) words of our Japanese lexicon and no form only
/// Chinese uses; else Chinese where it has such forms or is long; else undetermined.
pub(super) fn by_characters(text: &str) -> Route {
    let [japanese, chinese] = &*FORMS;
    let count = |set: &HashSet<char>| text.chars().filter(|c| set.contains(c)).count();
    let (ja, zh) = (count(japanese), count(chinese));
    let han = text.chars().filter(|c| is_han(*c)).count();
    if zh > 0 && zh >= ja {
        return Route::new("zh", Source::Script, 0.95);
    }
    if ja > 0 {
        return Route::new("ja", Source::Script, 0.9);
    }
    if han <= 12 && known_words(text) * 3 >= han {
        return Route::new("ja", Source::Words, 0.8);
    }
    if han > 12 { Route::new("zh", Source::Detector, 0.7) } else { Route::new("und", Source::Detector, 0.5) }
}

/// How many characters of the text belong to words of the Japanese lexicon.
fn known_words(text: &str) -> usize {
    let mut folded = Folded::default();
    folded.set(text);
    let lexicon = crate::score::lexicon(Some(Language::Japanese));
    let (mut at, mut known) = (0, 0);
    while at < folded.chars.len() {
        match lexicon.find(&folded, at, |_, found| found.end - found.start >= 2) {
            Some(found) => {
                known += (found.end - found.start) as usize;
                at = found.end as usize;
            }
            None => at += 1,
        }
    }
    known
}
