//! Han characters without kana: Japanese or Chinese?

use super::words::rows;
use super::{Found, Kind, Route, Source, confidence};
use crate::Language;
use crate::lexicon::{Folded, is_han};
use std::sync::LazyLock;

const FIRST: usize = 0x4e00;

/// For each character from U+4E00 to U+9FFF: 1 if only Japan writes it, 2 if only Chinese does, 0 if both do.
static FORMS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut forms = vec![0; 0x5200];
    for (code, characters) in rows(include_str!("../../lexicons/route/han.tsv")) {
        let mark = if code == "ja" { 1 } else { 2 };
        for at in characters.chars().filter_map(|c| (c as usize).checked_sub(FIRST)).filter(|at| *at < 0x5200) {
            forms[at] = mark;
        }
    }
    forms
});

/// Japanese where the text has forms only Japan uses, or (in a short text) words of our Japanese lexicon and no form only
/// Chinese uses; else Chinese where it has such forms or is long; else undetermined.
pub(super) fn by_characters(text: &str) -> Found {
    let (mut han, mut ja, mut zh) = (0, 0, 0);
    for c in text.chars().filter(|c| is_han(*c)) {
        han += 1;
        match (c as usize).checked_sub(FIRST).and_then(|at| FORMS.get(at)) {
            Some(1) => ja += 1,
            Some(2) => zh += 1,
            _ => {}
        }
    }
    let found = |code, source, path, kind| Found { route: Route::new(code, source, confidence::of(path, 0.0)), kind };
    if zh > 0 && zh >= ja {
        return found("zh", Source::Script, "han chinese", Kind::Script);
    }
    if ja > 0 {
        return found("ja", Source::Script, "han japanese", Kind::Script);
    }
    if han <= 12 && known_words(text) * 3 >= han {
        return found("ja", Source::Words, "han words", Kind::Han);
    }
    let code = if han > 12 { "zh" } else { "und" };
    found(code, Source::Detector, if han > 12 { "han long" } else { "han short" }, Kind::Han)
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
