//! What a tidy lexicon file looks like, for the project's own files and for users'.

use super::{Class, Row, RowError, parse_rows};
use crate::Language;
use std::collections::HashSet;

/// Everything untidy in a lexicon file, in line order: rows that cannot be read, a lemma that does not end as its class
/// demands, rows out of order, a lemma and class twice. `language` decides which classes may stand in the file; `None` is for
/// signs common to all languages.
///
/// ```
/// use yoron::{Language, lexicon::check};
/// assert!(check(Some(Language::Korean), "꿀잼\tslang\t2.4\n노잼\tslang\t-2.2\n").is_empty());
/// let errors = check(Some(Language::Korean), "예쁨\tadj\t2.0\n");
/// assert_eq!(errors[0].to_string(), "line 1: \"예쁨\": a lemma of class adj ends in 다");
/// ```
pub fn check(language: Option<Language>, text: &str) -> Vec<RowError> {
    let (rows, mut errors) = parse_rows(text);
    let mut seen = HashSet::new();
    for (i, row) in rows.iter().enumerate() {
        let mut fail = |message: String| errors.push(RowError { line: row.line, message });
        if !allowed(language, row.class) {
            fail(format!("class {} does not belong in this language", row.class.name()));
        }
        for spelling in std::iter::once(&row.lemma).chain(&row.spellings) {
            if let Some(ending) = missing_ending(language, row.class, spelling) {
                fail(format!("{spelling:?}: a lemma of class {} ends in {ending}", row.class.name()));
            }
        }
        if !seen.insert((row.lemma.as_str(), row.class)) {
            fail(format!("{} ({}) stands twice: merge the rows", row.lemma, row.class.name()));
        }
        if i > 0 && key(&rows[i - 1]) > key(row) {
            fail(format!("{} stands after {}: sort the rows by lemma", row.lemma, rows[i - 1].lemma));
        }
    }
    errors.sort_by_key(|e| e.line);
    errors
}

fn key(row: &Row) -> (&str, &str) {
    (&row.lemma, row.class.name())
}

fn allowed(language: Option<Language>, class: Class) -> bool {
    use Class as C;
    let everywhere =
        !class.is_tone() || class.is_sign() || matches!(class, C::Noun | C::Adv | C::Intj | C::Slang | C::Expr);
    match language {
        None => class.is_sign(),
        Some(Language::English) => everywhere || matches!(class, C::Adj | C::Verb | C::Vader),
        Some(Language::Korean) => everywhere || matches!(class, C::Adj | C::Verb | C::Ono | C::Jamo),
        Some(Language::Japanese) => {
            everywhere
                || matches!(
                    class,
                    C::AdjI | C::AdjNa | C::NounSuru | C::Verb1 | C::Verb5 | C::VerbSuru | C::VerbKuru | C::Ono
                )
        }
    }
}

fn missing_ending(language: Option<Language>, class: Class, spelling: &str) -> Option<&'static str> {
    let (ending, fits): (_, fn(&str) -> bool) = match (language?, class) {
        (Language::Korean, Class::Adj | Class::Verb) => ("다", |s| s.ends_with('다')),
        (Language::Japanese, Class::AdjI) => ("い", |s| s.ends_with(['い', 'イ'])),
        (Language::Japanese, Class::Verb1) => ("る", |s| s.ends_with('る')),
        (Language::Japanese, Class::Verb5) => {
            ("a kana of the u row", |s| s.ends_with(['う', 'く', 'ぐ', 'す', 'つ', 'ぬ', 'ぶ', 'む', 'る']))
        }
        (Language::Japanese, Class::VerbSuru) => ("する", |s| s.ends_with("する")),
        (Language::Japanese, Class::VerbKuru) => ("来る or くる", |s| s.ends_with("来る") || s.ends_with("くる")),
        _ => return None,
    };
    (!fits(spelling)).then_some(ending)
}

/// The language a user's file is for: what a `# language: ko` line says, else what the script of its lemmas says.
pub fn language_of(text: &str) -> Language {
    let stated = text.lines().filter_map(|l| l.strip_prefix("# language:")).find_map(|l| Language::from_code(l.trim()));
    let has = |test: fn(char) -> bool| text.lines().filter(|l| !l.starts_with('#')).any(|l| l.chars().any(test));
    stated.unwrap_or_else(|| {
        if has(super::is_syllable) || has(super::is_jamo) {
            Language::Korean
        } else if has(|c| super::is_hiragana(c) || super::is_katakana(c) || super::is_han(c)) {
            Language::Japanese
        } else {
            Language::English
        }
    })
}
