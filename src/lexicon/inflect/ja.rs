//! Japanese: stems by class; the endings (活用 and 助動詞) are in `endings.tsv`.
//!
//! States: `adj` (stem of an i-adjective), `na`, `noun`, `suru` (verbal noun), `ono`, `v1` (ichidan stem), godan stems by
//! their kana row `va` `vi` `vu` `ve` `vo` and the te-form stem `vt` (った) `vd` (んだ) , `sa` `si` `su` `se` for する.

use super::{Form, WORD, stands_as_is};
use crate::lexicon::{Class, Row, is_han, is_hiragana, is_katakana};

/// Godan rows: dictionary kana, then the a, i, e, o columns and the te-form stem with its state.
const GODAN: &[(char, [char; 4], char, &str)] = &[
    ('う', ['わ', 'い', 'え', 'お'], 'っ', "vt"),
    ('く', ['か', 'き', 'け', 'こ'], 'い', "vt"),
    ('ぐ', ['が', 'ぎ', 'げ', 'ご'], 'い', "vd"),
    ('す', ['さ', 'し', 'せ', 'そ'], 'し', "vt"),
    ('つ', ['た', 'ち', 'て', 'と'], 'っ', "vt"),
    ('ぬ', ['な', 'に', 'ね', 'の'], 'ん', "vd"),
    ('ぶ', ['ば', 'び', 'べ', 'ぼ'], 'ん', "vd"),
    ('む', ['ま', 'み', 'め', 'も'], 'ん', "vd"),
    ('る', ['ら', 'り', 'れ', 'ろ'], 'っ', "vt"),
];

pub fn forms(lemma: &str, row: &Row, out: &mut Vec<Form>) {
    if !row.strict
        && matches!(row.class, Class::AdjI | Class::Verb1 | Class::Verb5)
        && let Some((subject, predicate)) = subject(lemma)
    {
        for particle in ["は", "も", "の", ""] {
            inflected(&format!("{subject}{particle}{predicate}"), row, out);
        }
    }
    inflected(lemma, row, out);
}

/// 腹が立つ → 腹, 立つ: the subject of an expression of several words takes は, も, の or nothing as well.
fn subject(lemma: &str) -> Option<(&str, &str)> {
    let (subject, predicate) = lemma.split_once('が')?;
    let noun = |c: char| is_han(c) || is_katakana(c);
    let whole = subject.chars().next_back().is_some_and(noun) && predicate.chars().next().is_some_and(|c| c != 'が');
    (whole && !predicate.contains('が') && !predicate.starts_with(['る', 'り', 'っ', 'ら', 'い']))
        .then_some((subject, predicate))
}

fn inflected(lemma: &str, row: &Row, out: &mut Vec<Form>) {
    let mut push = |form: String, state| out.push((form, state));
    match row.class {
        Class::AdjI => match lemma.strip_suffix(['い', 'イ']) {
            Some(stem) => {
                match good(stem) {
                    // ええ, いい: the other forms are 良い's
                    Some(head) => {
                        push(lemma.into(), "dict");
                        push(format!("{head}よ"), "adj");
                    }
                    None => push(stem.into(), "adj"),
                }
                slurred(stem, &mut push);
                if let Some(verb) = stem.strip_suffix('な') {
                    negated(verb, &mut push);
                }
                // かわいー, たのしー: the fold drops the mark
                if stem.chars().count() > 2 && stem.chars().all(is_hiragana) && stem.ends_with(['い', 'し']) {
                    push(stem.into(), WORD);
                }
                // カワイイ, ウマい
                if stem.chars().count() > 1 && stem.chars().all(is_hiragana) {
                    push(stem.chars().map(to_katakana).collect(), "adj");
                }
            }
            None => push(lemma.into(), WORD),
        },
        Class::AdjNa => push(lemma.into(), "na"),
        Class::Noun | Class::Slang => push(lemma.into(), "noun"),
        Class::NounSuru => push(lemma.into(), "suru"),
        Class::Ono => push(lemma.into(), "ono"),
        Class::Verb1 => match lemma.strip_suffix('る') {
            Some(stem) => push(stem.into(), "v1"),
            None => push(lemma.into(), WORD),
        },
        Class::Verb5 => godan(lemma, &mut push),
        Class::VerbSuru => {
            if let Some(head) = lemma.strip_suffix("する") {
                for (kana, state) in [("さ", "sa"), ("し", "si"), ("す", "su"), ("せ", "se")] {
                    push(format!("{head}{kana}"), state);
                }
                push(format!("{head}でき"), "v1");
                push(format!("{head}出来"), "v1");
            }
        }
        Class::VerbKuru => {
            for (ending, stems) in [("来る", &["来"][..]), ("くる", &["こ", "き", "く"])] {
                if let Some(head) = lemma.strip_suffix(ending) {
                    for stem in stems {
                        push(format!("{head}{stem}"), "v1");
                    }
                }
            }
        }
        class if stands_as_is(class) => push(lemma.into(), WORD),
        _ => push(lemma.into(), "noun"),
    }
}

/// What stands before the いい of an expression (頭がいい, 都合いい), given without its last い.
fn good(stem: &str) -> Option<&str> {
    let head = stem.strip_suffix(['い', 'え'])?;
    head.chars().next_back().is_none_or(|c| is_han(c) || "がはもの".contains(c)).then_some(head)
}

fn godan(lemma: &str, push: &mut impl FnMut(String, &'static str)) {
    let Some(last) = lemma.chars().next_back() else { return };
    let head = &lemma[..lemma.len() - last.len_utf8()];
    let Some((_, [a, i, e, o], te, te_state)) = GODAN.iter().find(|row| row.0 == last) else {
        return push(lemma.into(), WORD);
    };
    push(format!("{head}{a}"), "va");
    push(format!("{head}{i}"), "vi");
    push(lemma.into(), "vu");
    push(format!("{head}{e}"), "ve");
    push(format!("{head}{o}"), "vo");
    // 行く is the one く verb with 行った
    let te = if lemma.ends_with("行く") || lemma.ends_with("いく") { 'っ' } else { *te };
    push(format!("{head}{te}"), te_state);
}

fn to_katakana(c: char) -> char {
    if is_hiragana(c) { char::from_u32(c as u32 + 0x60).unwrap_or(c) } else { c }
}

/// An expression in 〜ない that is a negated verb also says no in the verb's other ways: お湯が出ません, 行き届いておらず.
fn negated(verb: &str, push: &mut impl FnMut(String, &'static str)) {
    let count = verb.chars().count();
    let Some(last) = verb.chars().next_back() else { return };
    if count < 2 || count < 4 && verb.chars().all(is_hiragana) {
        return;
    }
    let head = &verb[..verb.len() - last.len_utf8()];
    let (mut polite, mut other) = (Vec::new(), Vec::new());
    if verb.ends_with(['が', 'は', 'も', 'の', 'に', 'で', 'く']) {
        polite.push(format!("{verb}あり"));
    } else if let Some(head) = verb.strip_suffix("てい") {
        polite.extend([format!("{head}て"), format!("{head}ており"), verb.to_owned()]);
        push(format!("{head}てな"), "adj");
        other.push(format!("{head}ておらず"));
    } else if last == 'し' {
        polite.push(verb.to_owned());
        other.push(format!("{head}せず"));
    } else {
        polite.push(match GODAN.iter().find(|(_, [a, ..], ..)| *a == last) {
            Some((_, [_, i, ..], ..)) => format!("{head}{i}"),
            None => verb.to_owned(),
        });
        other.extend([format!("{verb}ず"), format!("{verb}ずに")]);
    }
    for stem in polite {
        push(format!("{stem}ません"), "dict");
        push(format!("{stem}ませんでした"), "dict");
    }
    for form in other {
        push(form, "end");
    }
}

/// Spoken forms of i-adjectives: うまい → うめえ, すごい → すげえ, 悪い → 悪りぃ stays in the lexicon.
fn slurred(stem: &str, push: &mut impl FnMut(String, &'static str)) {
    const E_ROW: &[(&str, &str)] = &[
        ("あかさたなはまらわがざだば", "えけせてねへめれえげぜでべ"),
        ("おこそとのほもろごぞどぼ", "えけせてねへめれげぜでべ"),
    ];
    let Some(last) = stem.chars().next_back() else { return };
    let head = &stem[..stem.len() - last.len_utf8()];
    for (from, to) in E_ROW {
        if let Some(e) = from.chars().position(|c| c == last).and_then(|i| to.chars().nth(i)) {
            if head.is_empty() {
                return;
            }
            // 〜ない → 〜ねえ also as 〜ねぇ, 〜ねー; the fold drops the mark, so the bare form needs its own vowel
            for vowel in ["え", "ぇ"] {
                push(format!("{head}{e}{vowel}"), WORD);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_of_each_class() {
        let row = |class| Row {
            lemma: String::new(),
            spellings: vec![],
            class,
            inside: false,
            strict: false,
            valence: 1.0,
            line: 1,
        };
        for (lemma, class, form, state) in [
            ("嬉しい", Class::AdjI, "嬉し", "adj"),
            ("すごい", Class::AdjI, "すげえ", WORD),
            ("喜ぶ", Class::Verb5, "喜ん", "vd"),
            ("腹が立つ", Class::Verb5, "腹が立た", "va"),
            ("泣く", Class::Verb5, "泣い", "vt"),
            ("納得いく", Class::Verb5, "納得いっ", "vt"),
            ("褒める", Class::Verb1, "褒め", "v1"),
            ("馬鹿にする", Class::VerbSuru, "馬鹿にし", "si"),
            ("頭に来る", Class::VerbKuru, "頭に来", "v1"),
            ("感動", Class::NounSuru, "感動", "suru"),
        ] {
            let mut out = Vec::new();
            forms(lemma, &row(class), &mut out);
            assert!(out.contains(&(form.to_owned(), state)), "{lemma} has no {form} ({state}): {out:?}");
        }
    }
}
