//! What the script alone says.

use super::{Route, Source, clean, han, latin};
use crate::lexicon::{is_han, is_hiragana, is_jamo, is_katakana, is_syllable};

/// Letters of a text by script; drawn-out letters count twice at most.
#[derive(Default)]
struct Letters {
    hangul: usize,
    jamo: usize,
    kana: usize,
    han: usize,
    latin: usize,
    other: usize,
}

fn letters(text: &str) -> Letters {
    let mut letters = Letters::default();
    for word in text.split_whitespace().filter(|w| !clean::is_reference(w) || w.starts_with(['#', '＃'])) {
        let (mut last, mut run) = (' ', 0);
        for c in word.chars() {
            run = if c == last { run + 1 } else { 1 };
            last = c;
            if run > 2 {
                continue;
            }
            match c {
                'a'..='z' | 'A'..='Z' => letters.latin += 1,
                '\0'..='\x7f' | 'ー' | '・' => {}
                c if is_syllable(c) || ('\u{1100}'..='\u{11ff}').contains(&c) => letters.hangul += 1,
                c if is_jamo(c) => letters.jamo += 1,
                c if is_hiragana(c) || is_katakana(c) || ('ｦ'..='ﾟ').contains(&c) => letters.kana += 1,
                c if is_han(c) => letters.han += 1,
                'À'..='ɏ' | 'Ḁ'..='ỿ' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => letters.latin += 1,
                c if c.is_alphabetic() && !('ʰ'..='ͯ').contains(&c) => letters.other += 1,
                _ => {}
            }
        }
    }
    letters
}

/// Decides by script, and asks who knows where a script is shared. Hangul and kana weigh more than Latin letters, since
/// Korean and Japanese posts are full of English names; a stray ㅋㅋ or 草 turns no other text.
pub(super) fn decide(text: &str) -> Route {
    let Letters { hangul, jamo, kana, han, latin, other } = letters(text);
    let latin_weight = latin / 4;
    if other > 0 && other > hangul + kana + han && other > latin_weight {
        return Route::new(whatlang::detect_lang(text).map_or("und", other_script), Source::Detector, 0.9);
    }
    if hangul > 0 && hangul >= latin_weight && hangul >= kana + han / 2 {
        return Route::new("ko", Source::Script, 0.99);
    }
    if kana > 0 && kana + han > latin_weight {
        return Route::new("ja", Source::Script, 0.99);
    }
    if han > 0 && han > latin_weight {
        return han::by_characters(text);
    }
    if latin > 0 {
        return latin::by_words_and_models(text);
    }
    if jamo > 0 { Route::new("ko", Source::Script, 0.95) } else { Route::new("und", Source::None, 0.0) }
}

/// ISO 639-1 of the languages that have a script of their own or share one that is not Latin.
fn other_script(language: whatlang::Lang) -> &'static str {
    use whatlang::Lang as W;
    match language {
        W::Rus => "ru",
        W::Ukr => "uk",
        W::Bul => "bg",
        W::Srp => "sr",
        W::Bel => "be",
        W::Mkd => "mk",
        W::Ara => "ar",
        W::Pes => "fa",
        W::Urd => "ur",
        W::Heb => "he",
        W::Ell => "el",
        W::Hin => "hi",
        W::Mar => "mr",
        W::Nep => "ne",
        W::Ben => "bn",
        W::Tam => "ta",
        W::Tel => "te",
        W::Kan => "kn",
        W::Mal => "ml",
        W::Guj => "gu",
        W::Pan => "pa",
        W::Tha => "th",
        W::Mya => "my",
        W::Khm => "km",
        W::Kat => "ka",
        W::Hye => "hy",
        W::Amh => "am",
        W::Sin => "si",
        _ => "und",
    }
}
