//! Labelled posts out of records: which field says what.

use super::{Case, Gold, parse_gold, parse_label};
use crate::Engine;
use crate::batch::{Path, Record};
use crate::score::Scratch;

/// Where the gold stands in a record.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// The text.
    pub text: String,
    /// The label.
    pub label: Option<String>,
    /// A gold number.
    pub gold: Option<String>,
    /// A language tag: what posts are counted by, and a hint for scoring.
    pub language: Option<String>,
}

impl Fields {
    /// A case out of a record with this text; `language` states the language of all posts.
    ///
    /// # Errors
    /// Gold that is missing, or is none.
    pub fn case(
        &self,
        engine: &Engine,
        language: Option<&'static str>,
        record: &Record,
        text: &str,
        scratch: &mut Scratch,
    ) -> Result<Case, String> {
        let wanted =
            |name: &str| record.get(&Path::new(name)).ok_or_else(|| format!("no field {name:?}, or nothing in it"));
        let label = match &self.label {
            Some(name) => Some(wanted(name).and_then(|value| {
                let labels = "-1, 0, 1, positive, neutral, negative";
                parse_label(&value).ok_or_else(|| format!("field {name:?}: {value:?} is no label ({labels})"))
            })?),
            None => None,
        };
        let number = match &self.gold {
            Some(name) => Some(wanted(name).and_then(|value| {
                parse_gold(&value).ok_or_else(|| format!("field {name:?}: {value:?} is no number"))
            })?),
            None => None,
        };
        let own = self.language.as_ref().and_then(|name| record.get(&Path::new(name))).filter(|tag| !tag.is_empty());
        let tone = engine.tone_hinted(text, language, own.as_deref(), scratch);
        Ok(Case {
            language: own.map_or_else(|| tone.route.code.to_owned(), |tag| tag.into_owned()),
            text: text.to_owned(),
            gold: Gold { label, number },
            tone: tone.tone,
            label: tone.label,
        })
    }
}
