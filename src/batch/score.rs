//! Chunks of records in, what to write of them out.

use super::added::{self, is_ours};
use super::record::Body;
use super::{Chunk, Columns, Format, Head, NoText, Path, Preset, Record, Reject, Summary, TextFields, json, table};
use crate::route::Hints;
use crate::score::Scratch;
use crate::{Engine, Tone};
use std::sync::Arc;

/// What to score and what to add.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The field that holds the text; found by its name if not given.
    pub text_field: Option<String>,
    /// The field that holds a language tag, a hint for routing.
    pub language_field: Option<String>,
    /// The platform the posts come from.
    pub preset: Option<&'static Preset>,
    /// The language of all posts, instead of routing.
    pub language: Option<&'static str>,
    /// The language of most posts: decides where neither text nor tag does ([`Hints::prior`]).
    pub prior: Option<&'static str>,
    /// Adds `tone_hits`.
    pub explain: bool,
}

/// What records are written as.
#[derive(Clone, Debug)]
pub enum Target {
    /// JSON lines, or the elements of an array without their separators.
    Json(Format),
    /// Rows as they came, with cells added.
    SameRows,
    /// Rows of a table with these columns and this delimiter.
    Rows(Arc<Columns>, u8),
    /// Values for Parquet.
    Cells(Arc<Columns>),
}

/// How the records of one input are scored and written.
#[derive(Clone, Debug)]
pub struct Plan {
    text: TextFields,
    language: Vec<Path>,
    options: Options,
    target: Target,
}

/// What became of a chunk.
#[derive(Debug, Default)]
pub struct Scored {
    /// The records to write: each on a line of its own, or, for a JSON array, with a comma and a line break between them.
    pub bytes: Vec<u8>,
    /// Their number.
    pub records: u64,
    /// For Parquet: the cells of each record, then its tone and hits.
    pub rows: Vec<Row>,
    /// Records that could not be scored.
    pub rejects: Vec<Reject>,
    /// Counts of all this.
    pub summary: Summary,
}

/// One row on its way into Parquet.
#[derive(Clone, Debug)]
pub struct Row {
    /// The record's own cells.
    pub cells: Vec<Option<Box<str>>>,
    /// Its tone.
    pub tone: Tone,
    /// The words that made it, as JSON.
    pub hits: Option<String>,
}

impl Plan {
    /// Settles which fields count for an input.
    ///
    /// # Errors
    /// No field that can be the text.
    pub fn new(head: &Head, options: &Options, target: Target) -> Result<Self, NoText> {
        let text = match (&options.text_field, options.preset) {
            (Some(name), preset) => {
                let mut text = TextFields::named(name);
                // a field named for a preset's platform holds that platform's markup
                if let Some(place) =
                    preset.and_then(|p| p.text.iter().find(|place| place.parts == text.places[0].parts))
                {
                    text.places[0].markup = place.markup;
                }
                text
            }
            (None, Some(preset)) => TextFields::of_preset(preset),
            (None, None) => TextFields::find(head)?,
        };
        let language = match (&options.language_field, options.preset) {
            (Some(name), _) => vec![Path::new(name)],
            (None, Some(preset)) => preset.language.clone(),
            (None, None) => Vec::new(),
        };
        Ok(Self { text, language, options: options.clone(), target })
    }

    /// Scores the records of a chunk.
    ///
    /// A JSON record keeps its own bytes, the new fields stand before its closing brace; a row keeps its own, the new cells
    /// stand at its end. Fields that an earlier run added are replaced.
    ///
    /// ```
    /// use yoron::{Engine, batch::{Format, Options, Plan, Reader, Settings, Target}};
    /// let bytes = "{\"id\": 1.0, \"text\": \"great\"}\n{\"id\": 2}\n".as_bytes();
    /// let mut reader = Reader::open(bytes, Format::Jsonl, "posts.jsonl", &Settings::default()).unwrap();
    /// let plan = Plan::new(reader.head(), &Options::default(), Target::Json(Format::Jsonl)).unwrap();
    /// let scored = plan.score(&Engine::default(), &reader.next().unwrap());
    /// assert!(scored.bytes.starts_with(b"{\"id\": 1.0, \"text\": \"great\",\"tone\":0.6"));
    /// assert_eq!(scored.rejects[0].line, 2);
    /// ```
    pub fn score(&self, engine: &Engine, chunk: &Chunk) -> Scored {
        let mut scratch = Scratch::default();
        let mut scored = Scored { bytes: Vec::with_capacity(chunk.bytes.len() * 2), ..Scored::default() };
        for record in chunk.records() {
            let start = scored.bytes.len();
            if let Err(reason) = self.record(engine, &record, &mut scratch, &mut scored) {
                scored.bytes.truncate(start);
                scored.summary.rejects += 1;
                scored.rejects.push(record.reject(reason));
            }
        }
        scored
    }

    fn record(
        &self,
        engine: &Engine,
        record: &Record,
        scratch: &mut Scratch,
        scored: &mut Scored,
    ) -> Result<(), String> {
        if let Some(pages) = self.text.unfold.as_ref().and_then(|array| record.unfold(array)) {
            return self.page(engine, record, &pages, scratch, scored);
        }
        let (tone, hits) = self.tone(engine, record, scratch)?;
        let out = &mut scored.bytes;
        match &self.target {
            Target::Json(format) => {
                separate(*format, scored.records, out);
                match &record.body {
                    Body::Json { raw, .. } if *format == Format::Jsonl && json::has_breaks(raw) => {
                        let from = out.len();
                        self.splice(record, &tone, hits.as_deref(), out);
                        let line = String::from_utf8_lossy(&out[from..]).into_owned();
                        out.truncate(from);
                        out.extend_from_slice(json::one_line(&line).as_bytes());
                    }
                    _ => self.splice(record, &tone, hits.as_deref(), out),
                }
                if *format == Format::Jsonl {
                    out.push(b'\n');
                }
            }
            Target::SameRows => {
                let delimiter = record.head.delimiter;
                if let Body::Row { raw, cells } = &record.body {
                    if record.head.columns.iter().any(|column| is_ours(column)) {
                        let kept = record.head.columns.iter().zip(cells).filter(|(column, _)| !is_ours(column));
                        write_row(kept.map(|(_, cell)| &**cell), delimiter, out);
                    } else {
                        out.extend_from_slice(raw.as_bytes());
                    }
                }
                added::write_cells(&tone, hits.as_deref(), delimiter, out);
                out.push(b'\n');
            }
            Target::Rows(columns, delimiter) => {
                let cells = columns.cells(record);
                write_row(cells.iter().map(|cell| cell.as_deref().unwrap_or_default()), *delimiter, out);
                added::write_cells(&tone, hits.as_deref(), *delimiter, out);
                out.push(b'\n');
            }
            Target::Cells(columns) => {
                let cells = columns.cells(record).into_iter().map(|cell| cell.map(|c| c.into_owned().into_boxed_str()));
                scored.rows.push(Row { cells: cells.collect(), tone, hits });
            }
        }
        scored.summary.add(&tone);
        scored.records += 1;
        Ok(())
    }

    fn tone(&self, engine: &Engine, record: &Record, scratch: &mut Scratch) -> Result<(Tone, Option<String>), String> {
        let text = self.text.text(record)?;
        let hint = self.language.iter().find_map(|path| record.get(path));
        Ok(tone(engine, &text, hint.as_deref(), &self.options, scratch))
    }

    /// A page of posts: each gets its tone in its place. The page is rejected as a whole if one post cannot be scored.
    fn page(
        &self,
        engine: &Engine,
        record: &Record,
        posts: &[Record],
        scratch: &mut Scratch,
        scored: &mut Scored,
    ) -> Result<(), String> {
        let (Target::Json(format), Some(array)) = (&self.target, &self.text.unfold) else {
            return Err("a page of posts can be written to JSON only; name the output .jsonl".into());
        };
        let Body::Json { raw: page, .. } = &record.body else { return Ok(()) };
        let Some(range) = record.place(array) else { return Ok(()) };
        let (list, inner) = (&page[range.clone()], range.start);
        let mut summary = Summary::default();
        let mut whole = Vec::with_capacity(page.len() * 2);
        let mut done = 0;
        for (place, post) in json::elements(list).into_iter().zip(posts) {
            let (tone, hits) = self.tone(engine, post, scratch).map_err(|e| format!("in {array}[]: {e}"))?;
            whole.extend_from_slice(&page.as_bytes()[done..inner + place.start]);
            self.splice(post, &tone, hits.as_deref(), &mut whole);
            done = inner + place.end;
            summary.add(&tone);
        }
        whole.extend_from_slice(&page.as_bytes()[done..]);
        separate(*format, scored.records, &mut scored.bytes);
        match (format, String::from_utf8(whole)) {
            (Format::Jsonl, Ok(text)) => {
                scored.bytes.extend_from_slice(json::one_line(&text).as_bytes());
                scored.bytes.push(b'\n');
            }
            (_, Ok(text)) => scored.bytes.extend_from_slice(text.as_bytes()),
            (_, Err(error)) => return Err(error.to_string()),
        }
        scored.summary.merge(&summary);
        scored.records += 1;
        Ok(())
    }

    /// Appends the record as an object with the new members.
    fn splice(&self, record: &Record, tone: &Tone, hits: Option<&str>, out: &mut Vec<u8>) {
        let mut empty = true;
        match &record.body {
            Body::Json { raw, members, close } => {
                if members.iter().any(|m| is_ours(&m.name(raw))) {
                    out.push(b'{');
                    for member in members.iter().filter(|m| !is_ours(&m.name(raw))) {
                        if !empty {
                            out.push(b',');
                        }
                        out.extend_from_slice(&raw.as_bytes()[member.key.start - 1..member.value.end]);
                        empty = false;
                    }
                } else {
                    out.extend_from_slice(raw[..*close].trim_ascii_end().as_bytes());
                    empty = members.is_empty();
                }
            }
            Body::Row { cells, .. } => {
                out.push(b'{');
                for (column, cell) in record.head.columns.iter().zip(cells).filter(|(column, _)| !is_ours(column)) {
                    if !empty {
                        out.push(b',');
                    }
                    json::quote(column, out);
                    out.push(b':');
                    json::quote(cell, out);
                    empty = false;
                }
            }
            Body::Broken(_) => {}
        }
        if !empty {
            out.push(b',');
        }
        added::write_members(tone, hits, out);
        out.push(b'}');
    }

    /// The first row of a table, for targets that have one.
    pub fn header(&self, head: &Head) -> Option<Vec<u8>> {
        let ours = added::FIELDS.into_iter().chain(self.options.explain.then_some(added::HITS));
        match &self.target {
            Target::Json(_) | Target::Cells(_) => None,
            Target::SameRows => {
                let own = head.columns.iter().map(String::as_str).filter(|column| !is_ours(column));
                Some(table::header(own.chain(ours), head.delimiter))
            }
            Target::Rows(columns, delimiter) => Some(table::header(columns.names().chain(ours), *delimiter)),
        }
    }
}

/// The tone of a text and, if asked for, its hits as JSON.
pub(super) fn tone(
    engine: &Engine,
    text: &str,
    field: Option<&str>,
    options: &Options,
    scratch: &mut Scratch,
) -> (Tone, Option<String>) {
    let hints = Hints { field, prior: options.prior };
    if !options.explain {
        return (engine.tone_with(text, options.language, hints, scratch), None);
    }
    let (tone, explanation) = engine.explain_with(text, options.language, hints, scratch);
    let hits = explanation.and_then(|e| serde_json::to_string(&e.hits).ok()).unwrap_or_else(|| "null".into());
    (tone, Some(hits))
}

fn separate(format: Format, records: u64, out: &mut Vec<u8>) {
    if format == Format::Json && records > 0 {
        out.extend_from_slice(b",\n");
    }
}

fn write_row<'a>(cells: impl Iterator<Item = &'a str>, delimiter: u8, out: &mut Vec<u8>) {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            out.push(delimiter);
        }
        table::write_cell(cell, delimiter, out);
    }
}
