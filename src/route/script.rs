//! What the script alone says.

use super::{Route, Source};
use crate::lexicon::{is_han, is_hiragana, is_jamo, is_katakana, is_syllable};

/// Hangul is Korean, kana is Japanese, no letters at all is undetermined; `None` where the script cannot tell.
pub(super) fn by_script(text: &str) -> Option<Route> {
    let (mut hangul, mut jamo, mut kana, mut han, mut latin, mut other) =
        (0usize, 0usize, 0usize, 0usize, 0usize, 0usize);
    for word in text.split_whitespace().filter(|w| !w.starts_with("http") && !w.starts_with('@')) {
        for c in word.chars() {
            match c {
                c if is_syllable(c) => hangul += 1,
                c if is_jamo(c) => jamo += 1,
                'ー' | '・' => {}
                c if is_hiragana(c) || is_katakana(c) || ('ｦ'..='ﾟ').contains(&c) => kana += 1,
                c if is_han(c) => han += 1,
                c if c.is_ascii_alphabetic() => latin += 1,
                c if c.is_alphabetic() => other += 1,
                _ => {}
            }
        }
    }
    let best = hangul.max(kana + han).max(latin / 4).max(other);
    if best == 0 && latin == 0 {
        return Some(if jamo > 0 {
            Route::new("ko", Source::Script, 0.9)
        } else {
            Route::new("und", Source::None, 0.0)
        });
    }
    if hangul > 0 && hangul == best {
        return Some(Route::new("ko", Source::Script, 0.99));
    }
    if kana > 0 && kana + han == best {
        return Some(Route::new("ja", Source::Script, 0.99));
    }
    None
}
