//! Posts to compare out of records: which field says what.

use super::posts::{BETWEEN, Post, Posts};
use super::{Gold, parse_time};
use crate::batch::{Head, Path as Field, Preset, Record, TextFields};
use crate::evaluate::parse_label;
use crate::score::{Label, Scratch};
use crate::{Engine, Status};

/// The fields as a user names them; what is not named is looked for by its usual names.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// What makes the groups: `language`, `country`, any field.
    pub by: Vec<String>,
    /// The platform the posts come from.
    pub preset: Option<&'static Preset>,
    /// The post's text.
    pub text: Option<String>,
    /// A language tag.
    pub language: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// The article or thread a post stands under.
    pub source: Option<String>,
    /// The time of posting.
    pub time: Option<String>,
    /// What weighted figures are weighted by: a post counts 1 + ln(1 + field).
    pub weight: Option<String>,
    /// Set where a post repeats another.
    pub repost: Option<String>,
}

/// Where the facts of a post stand.
pub struct Fields {
    /// The text.
    pub text: TextFields,
    groups: Vec<Option<Vec<Field>>>,
    upper: Vec<bool>,
    language: Vec<Field>,
    author: Vec<Field>,
    source: Option<Field>,
    time: Vec<Field>,
    weight: Option<Field>,
    repost: Vec<Field>,
    preset: Option<&'static Preset>,
    tone: [Field; 3],
}

impl Fields {
    /// Settles the fields; `head` is what the posts' records begin with.
    pub fn new(names: &Names, head: Option<&Head>) -> Fields {
        let preset = names.preset;
        let named = |name: &Option<String>, of_preset: Option<&Vec<Field>>, usual: &[&str]| match (name, of_preset) {
            (Some(name), _) => vec![Field::new(name)],
            (None, Some(fields)) => fields.clone(),
            (None, None) => usual.iter().map(|name| Field::new(name)).collect(),
        };
        let group = |by: &String| match by.as_str() {
            "language" => None,
            "country" => Some(["country", "country_code", "place.country_code"].map(Field::new).to_vec()),
            other => Some(vec![Field::new(other)]),
        };
        Fields {
            text: match (&names.text, preset) {
                (Some(name), _) => TextFields::named(name),
                (None, Some(preset)) => TextFields::of_preset(preset),
                // what no rule finds is asked for by its usual name, so that the rejects say what is missing
                (None, None) => {
                    head.and_then(|head| TextFields::find(head).ok()).unwrap_or_else(|| TextFields::named("text"))
                }
            },
            groups: names.by.iter().map(group).collect(),
            upper: names.by.iter().map(|by| by == "country").collect(),
            language: named(&names.language, preset.map(|p| &p.language), &[]),
            author: named(&names.author, preset.map(|p| &p.author), &["author", "author_id", "user"]),
            source: names.source.as_deref().map(Field::new),
            time: named(&names.time, preset.map(|p| &p.time), &["created_at", "time", "date"]),
            weight: names.weight.as_deref().map(Field::new),
            repost: named(&names.repost, None, &["repost", "is_repost", "is_retweet"]),
            preset,
            tone: ["tone", "tone_status", "tone_lang"].map(Field::new),
        }
    }

    /// The facts of a record with this text; a record that has no tone is scored.
    ///
    /// # Errors
    /// A tone that is none.
    pub fn facts(&self, record: &Record, text: &str, engine: &Engine, scratch: &mut Scratch) -> Result<Facts, String> {
        let scored = self.scored(record)?;
        let scored_before = scored.is_some();
        let (tone, status, language) = match scored {
            Some(scored) => scored,
            None => {
                let hint = first(record, &self.language);
                let tone = engine.tone_hinted(text, None, hint.as_deref(), scratch);
                (tone.tone, tone.status, tone.route.code.to_owned())
            }
        };
        let part = |(fields, upper): (&Option<Vec<Field>>, &bool)| match fields {
            None => Some(language.clone()),
            Some(fields) => first(record, fields).map(|value| if *upper { value.to_uppercase() } else { value }),
        };
        let parts: Option<Vec<String>> = self.groups.iter().zip(&self.upper).map(part).collect();
        let weight = |field: &Field| record.get(field)?.trim().parse::<f64>().ok().filter(|w| w.is_finite());
        let set = |field: &Field| {
            record
                .get(field)
                .is_some_and(|value| !matches!(value.trim(), "" | "false" | "False" | "FALSE" | "0" | "[]" | "{}"))
        };
        Ok(Facts {
            key: parts.map(|parts| parts.join(BETWEEN)),
            text: text.to_owned(),
            status,
            tone,
            author: first(record, &self.author),
            source: self.source.as_ref().and_then(|field| first(record, std::slice::from_ref(field))),
            time: first(record, &self.time).as_deref().and_then(parse_time),
            weight: self.weight.as_ref().and_then(weight).map(|w| 1.0 + w.max(0.0).ln_1p()),
            repost: self.repost.iter().any(set) || self.preset.is_some_and(|preset| preset.is_repost(record)),
            scored_before,
            language,
        })
    }

    /// The tone, its status and the language of a record that is scored already.
    fn scored(&self, record: &Record) -> Result<Option<(Option<f64>, Status, String)>, String> {
        let [tone, status, language] = &self.tone;
        let (Some(status), Some(language)) = (record.get(status), record.get(language)) else { return Ok(None) };
        let status = match &*status {
            "scored" => Status::Scored,
            "no_evidence" => Status::NoEvidence,
            "unsupported" => Status::Unsupported,
            "" => return Ok(None),
            other => return Err(format!("tone_status {other:?} is none: scored, no_evidence, unsupported")),
        };
        let value = record.get(tone).filter(|_| status != Status::Unsupported);
        let value = match value.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(text) => Some(
                text.parse::<f64>()
                    .ok()
                    .filter(|tone| (-1.0..=1.0).contains(tone))
                    .ok_or_else(|| format!("tone {text:?} is no number from -1 to 1"))?,
            ),
        };
        Ok(Some((value, status, language.into_owned())))
    }

    /// A labelled post out of a record whose label stands in `label`.
    ///
    /// # Errors
    /// No label, or something else in its place.
    pub fn gold(
        &self,
        record: &Record,
        text: &str,
        label: &str,
        engine: &Engine,
        scratch: &mut Scratch,
    ) -> Result<Gold, String> {
        let said = record.get(&Field::new(label)).ok_or_else(|| format!("no field {label:?}, or nothing in it"))?;
        let truth = match parse_label(&said) {
            Some(-1) => Label::Negative,
            Some(0) => Label::Neutral,
            Some(_) => Label::Positive,
            None => return Err(format!("{said:?} is no label (-1, 0, 1, positive, neutral, negative)")),
        };
        let tone = engine.tone_hinted(text, None, first(record, &self.language).as_deref(), scratch);
        let scored = if tone.status == Status::Scored { tone.label } else { Label::Unscored };
        Ok(Gold { language: tone.route.code.to_owned(), truth, scored })
    }
}

/// The first of several fields that a record has something in.
fn first(record: &Record, fields: &[Field]) -> Option<String> {
    fields.iter().find_map(|field| record.get(field).map(|value| value.trim().to_owned()).filter(|v| !v.is_empty()))
}

/// What is kept of a record.
pub struct Facts {
    key: Option<String>,
    text: String,
    status: Status,
    tone: Option<f64>,
    language: String,
    author: Option<String>,
    source: Option<String>,
    time: Option<i64>,
    weight: Option<f64>,
    repost: bool,
    /// Whether the record brought its tone along.
    pub scored_before: bool,
}

impl Posts {
    /// Takes in what a record says.
    pub fn take(&mut self, facts: &Facts) {
        self.add(&Post {
            key: facts.key.as_deref(),
            author: facts.author.as_deref(),
            source: facts.source.as_deref(),
            time: facts.time,
            weight: facts.weight,
            repost: facts.repost,
            ..Post::new(&facts.text, facts.status, facts.tone, &facts.language)
        });
    }
}
