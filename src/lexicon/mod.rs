//! Lexicons: rows as people edit them, the forms their words take, and the table that finds those forms in text.
//!
//! The built-in lexicons are compiled by `build.rs` with this same module and embedded; a user's own is compiled at run
//! time by [`Lexicon::build`].

mod check;
mod class;
mod entry;
mod fold;
mod grammar;
mod hangul;
mod inflect;
mod table;

pub use check::{check, language_of};
pub use class::Class;
pub use entry::{Row, RowError, parse_rows};
pub use fold::{Folded, fold, is_han, is_hiragana, is_katakana};
pub use grammar::{Features, Grammar};
pub use hangul::{is_jamo, is_syllable};
pub use table::{Entry, Lexicon, Match};
