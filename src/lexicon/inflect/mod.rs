//! From a lemma and its class to the stem forms that text shows, each with the grammar state its endings start from.
//!
//! A form is only the part of a word that changes with the stem (예쁘, 예뻐, 예뻤 …; 喜ば, 喜び, 喜ん …). What may follow
//! is the business of the ending grammar (`endings.tsv` of the language), which is the same for all words of a state.

mod en;
mod ja;
mod ko;

use super::{Class, Row};
use crate::Language;

/// A surface form and the name of the grammar state after it (`word`: nothing follows).
pub type Form = (String, &'static str);

/// The state of a form that takes no endings.
pub const WORD: &str = "word";

/// All stem forms of a row in a language.
pub fn forms(language: Option<Language>, row: &Row) -> Vec<Form> {
    let mut out = Vec::new();
    for spelling in std::iter::once(&row.lemma).chain(&row.spellings) {
        match language {
            Some(Language::Korean) => ko::forms(spelling, row, &mut out),
            Some(Language::Japanese) => ja::forms(spelling, row, &mut out),
            Some(Language::English) => en::forms(spelling, row, &mut out),
            None => out.push((spelling.clone(), WORD)),
        }
    }
    out.sort();
    out.dedup();
    out
}

/// Whether the class has a state of its own in the common classes, whatever the language.
fn stands_as_is(class: Class) -> bool {
    class.is_sign()
        || !class.is_tone()
        || matches!(class, Class::Vader | Class::Adv | Class::Intj | Class::Expr | Class::Jamo)
}
