//! English: comparatives, adverbs in -ly, plurals, -s -ed -ing. Every form is whole, so nothing follows it.

use super::{Form, WORD, stands_as_is};
use crate::lexicon::{Class, Row};

pub fn forms(lemma: &str, row: &Row, out: &mut Vec<Form>) {
    out.push((lemma.into(), WORD));
    if stands_as_is(row.class) || row.strict {
        return;
    }
    let (first, rest) = lemma.split_once(' ').map_or((lemma, ""), |(first, _)| (first, &lemma[first.len()..]));
    let mut push = |form: String| out.push((format!("{form}{rest}"), WORD));
    match row.class {
        Class::Verb => {
            push(s_form(first));
            push(attach(first, "ed"));
            push(attach(first, "ing"));
            if let Some(g) = attach(first, "ing").strip_suffix('g') {
                push(g.into());
            }
        }
        Class::Noun if rest.is_empty() => push(s_form(first)),
        Class::Noun => out.push((s_form(lemma), WORD)),
        Class::Adj if rest.is_empty() && !lemma.contains('-') => {
            push(ly(first));
            if syllables(first) <= 2 && !first.ends_with("ed") && !first.ends_with("ing") {
                push(attach(first, "er"));
                push(attach(first, "est"));
            }
        }
        _ => {}
    }
}

fn vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn syllables(word: &str) -> usize {
    let bytes = word.as_bytes();
    (0..bytes.len()).filter(|&i| (vowel(bytes[i]) || bytes[i] == b'y') && (i == 0 || !vowel(bytes[i - 1]))).count()
        - usize::from(word.ends_with('e') && !word.ends_with("le") && word.len() > 3)
}

fn s_form(word: &str) -> String {
    let bytes = word.as_bytes();
    match bytes {
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] => format!("{word}es"),
        [.., before, b'y'] if !vowel(*before) => format!("{}ies", &word[..word.len() - 1]),
        _ => format!("{word}s"),
    }
}

fn attach(word: &str, suffix: &str) -> String {
    match word.as_bytes() {
        [.., b'e', b'e'] if suffix == "ing" => format!("{word}{suffix}"),
        [.., b'i', b'e'] if suffix == "ing" => format!("{}ying", &word[..word.len() - 2]),
        [.., b'e'] => format!("{}{suffix}", &word[..word.len() - 1]),
        [.., before, b'y'] if !vowel(*before) && suffix != "ing" => format!("{}i{suffix}", &word[..word.len() - 1]),
        // stop → stopped, but not fix, show, play
        [.., before, v, last]
            if syllables(word) == 1
                && vowel(*v)
                && !vowel(*before)
                && !vowel(*last)
                && !matches!(last, b'w' | b'x' | b'y') =>
        {
            format!("{word}{}{suffix}", *last as char)
        }
        _ => format!("{word}{suffix}"),
    }
}

fn ly(word: &str) -> String {
    match word.as_bytes() {
        [.., before, b'l', b'e'] if !vowel(*before) => format!("{}y", &word[..word.len() - 1]),
        [.., b'l', b'l'] => format!("{word}y"),
        [.., before, b'y'] if !vowel(*before) => format!("{}ily", &word[..word.len() - 1]),
        [.., b'i', b'c'] => format!("{word}ally"),
        _ => format!("{word}ly"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_of_suffixes() {
        assert_eq!(attach("stop", "ed"), "stopped");
        assert_eq!(attach("ruin", "ed"), "ruined");
        assert_eq!(attach("annoy", "ing"), "annoying");
        assert_eq!(attach("lie", "ing"), "lying");
        assert_eq!(attach("messy", "er"), "messier");
        assert_eq!(s_form("glitch"), "glitches");
        assert_eq!(s_form("travesty"), "travesties");
        assert_eq!(ly("horrible"), "horribly");
        assert_eq!(ly("crappy"), "crappily");
    }
}
