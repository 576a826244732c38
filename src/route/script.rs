//! What the script alone says.

use super::clean::{References, is_reference, is_tag};
use super::words::rows;
use super::{Found, Kind, Route, Source, confidence, han, latin};
use crate::lexicon::{is_han, is_hiragana, is_jamo, is_katakana, is_syllable};
use std::sync::LazyLock;

/// The script of one character, as far as routing tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Hangul,
    Jamo,
    Kana,
    Han,
    Latin,
    Other,
    /// No letter, or one that any script uses.
    Common,
}

impl Script {
    #[inline]
    pub fn of(c: char) -> Self {
        match c {
            '가'..='\u{d6ff}' => Script::Hangul,
            '\u{4e00}'..='\u{9fff}' => Script::Han,
            'ぁ'..='ゖ' | 'ァ'..='ヺ' => Script::Kana,
            'a'..='z' | 'A'..='Z' => Script::Latin,
            '\0'..='\u{a9}' | 'ー' | '・' | '×' | '÷' => Script::Common,
            c if is_syllable(c) => Script::Hangul,
            c if is_hiragana(c) || is_katakana(c) => Script::Kana,
            c if is_han(c) => Script::Han,
            c if is_jamo(c) => Script::Jamo,
            '\u{1100}'..='\u{11ff}' => Script::Hangul,
            'ｦ'..='ﾟ' => Script::Kana,
            'À'..='ɏ' | 'Ḁ'..='ỿ' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Script::Latin,
            'ʰ'..='ͯ' | '\u{2000}'..='\u{2bff}' | '\u{1f000}'.. => Script::Common,
            c if c.is_alphabetic() => Script::Other,
            _ => Script::Common,
        }
    }
}

/// Letters of a text by script; drawn-out letters count twice at most.
struct Letters {
    hangul: usize,
    jamo: usize,
    kana: usize,
    han: usize,
    latin: usize,
    other: usize,
}

fn letters(text: &str) -> Letters {
    let mut counts = [0; 7];
    let references = References::of(text);
    // one pass over the text: a word is looked at as a whole only where it may be a reference
    let (mut last, mut run, mut skipped) = (' ', 0, 0);
    for (at, c) in text.char_indices() {
        let script = Script::of(c);
        if script == Script::Common && c.is_whitespace() {
            (last, run) = (' ', 0);
            continue;
        }
        if last == ' ' && at >= skipped && references.may_open(&text[at..]) {
            let word = text[at..].split(char::is_whitespace).next().unwrap_or_default();
            if is_reference(word) && !is_tag(word) {
                skipped = at + word.len();
            }
        }
        run = if c == last { run + 1 } else { 1 };
        last = c;
        if run <= 2 && at >= skipped {
            counts[script as usize] += 1;
        }
    }
    let [hangul, jamo, kana, han, latin, other, _] = counts;
    Letters { hangul, jamo, kana, han, latin, other }
}

/// Decides by script, and asks who knows where a script is shared. Hangul and kana weigh more than Latin letters, since
/// Korean and Japanese posts are full of English names; a stray ㅋㅋ or 草 turns no other text.
pub(super) fn decide(text: &str) -> (Found, bool) {
    if text.is_ascii() {
        return (latin::by_words_and_letters(text), false);
    }
    let Letters { hangul, jamo, kana, han, latin, other } = letters(text);
    let mixed = usize::from(hangul >= 2) + usize::from(kana >= 2) + usize::from(latin >= 3) >= 2;
    let by_script =
        |code, path| Found { route: Route::new(code, Source::Script, confidence::of(path, 0.0)), kind: Kind::Script };
    let latin_weight = latin / 4;
    let found = if other > 0 && other > hangul + kana + han && other > latin_weight {
        by_letters(text)
    } else if hangul > 0 && hangul + jamo >= latin_weight && hangul >= kana + han / 2 {
        by_script("ko", "hangul")
    } else if kana > 0 && kana + han > latin_weight {
        by_script("ja", "kana")
    } else if han > 0 && han > latin_weight {
        han::by_characters(text)
    } else if latin > 0 {
        latin::by_words_and_letters(text)
    } else if jamo > 0 {
        by_script("ko", "jamo")
    } else {
        Found { route: Route::new("und", Source::None, 0.0), kind: Kind::Nothing }
    };
    (found, mixed)
}

/// `lexicons/route/scripts.tsv`.
struct Scripts {
    /// First and last letter of a script and the language it is taken for, `?` where a model must tell.
    blocks: Vec<(char, char, &'static str)>,
    /// Letters that give a language away, in the order they are asked: block, letters, language.
    cues: Vec<(char, &'static str, &'static str)>,
}

static SCRIPTS: LazyLock<Scripts> = LazyLock::new(|| {
    let mut scripts = Scripts { blocks: Vec::new(), cues: Vec::new() };
    for (code, rest) in rows(include_str!("../../lexicons/route/scripts.tsv")) {
        let mut letters = rest.chars();
        match (letters.next(), letters.next(), letters.next()) {
            (Some(first), Some('-'), Some(last)) => scripts.blocks.push((first, last, code)),
            (Some(first), ..) => scripts.cues.push((first, rest, code)),
            _ => {}
        }
    }
    scripts
});

/// A script that is neither Latin nor of a scored language.
fn by_letters(text: &str) -> Found {
    let found = |code, source, path| Found {
        route: Route::new(code, source, confidence::of(path, 0.0)),
        kind: if source == Source::Script { Kind::Script } else { Kind::Shared },
    };
    let block = text.chars().filter(|c| !c.is_ascii()).find_map(|c| {
        SCRIPTS.blocks.iter().find(|(first, last, _)| (*first..=*last).contains(&c)).filter(|_| c.is_alphabetic())
    });
    let Some((first, last, code)) = block else { return found("und", Source::Detector, "unknown script") };
    let telling = |cues: &str| text.chars().filter(|c| !c.is_ascii()).any(|c| cues.contains(c));
    let of_block = SCRIPTS.cues.iter().filter(|(letter, ..)| (*first..=*last).contains(letter));
    if let Some((.., code)) = of_block.clone().find(|(_, cues, _)| telling(cues)) {
        return found(code, Source::Script, "script letters");
    }
    if *code != "?" {
        return found(code, Source::Script, "own script");
    }
    let end = text.char_indices().nth(120).map_or(text.len(), |(at, _)| at);
    found(whatlang::detect_lang(&text[..end]).map_or("und", other_script), Source::Detector, "shared script")
}

/// ISO 639-1 of the languages that share a script that is not Latin.
fn other_script(language: whatlang::Lang) -> &'static str {
    use whatlang::Lang as W;
    match language {
        W::Rus => "ru",
        W::Ukr => "uk",
        W::Bul => "bg",
        W::Srp => "sr",
        W::Bel => "be",
        W::Mkd => "mk",
        W::Hin => "hi",
        W::Mar => "mr",
        W::Nep => "ne",
        _ => "und",
    }
}
