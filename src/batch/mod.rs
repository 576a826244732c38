//! Batches: records of many posts in, the same records with their tone out, in the same order.
//!
//! The library side works on readers and values; files are opened by the command line.

mod record;

pub use record::{Format, Records, Reject};

use crate::score::Scratch;
use crate::{Engine, Tone};
use record::Body;
use serde_json::{Map, Value};

/// What `score` reads and adds.
#[derive(Clone, Debug)]
pub struct Options {
    /// The field that holds the text.
    pub text_field: String,
    /// The field that holds a language tag, a hint for routing.
    pub language_field: Option<String>,
    /// The language of all posts, instead of routing.
    pub language: Option<&'static str>,
    /// Adds `tone_hits`.
    pub explain: bool,
    /// What to write.
    pub output: Format,
}

/// The fields `score` adds, in order; `tone_hits` only on request.
/// `tone_langs` is null unless the post was scored in several languages (`ko+en`).
pub const FIELDS: [&str; 7] =
    ["tone", "tone_label", "tone_status", "tone_lang", "tone_langs", "tone_lang_source", "tone_lang_confidence"];

/// The fields `score` adds to a record, in order.
fn fields(
    engine: &Engine,
    text: &str,
    hint: Option<&str>,
    options: &Options,
    scratch: &mut Scratch,
) -> Map<String, Value> {
    let (tone, hits) = if options.explain {
        let (tone, explanation) = engine.explain_hinted(text, options.language, hint, scratch);
        (tone, Some(explanation.and_then(|e| serde_json::to_value(e.hits).ok()).unwrap_or(Value::Null)))
    } else {
        (engine.tone_hinted(text, options.language, hint, scratch), None)
    };
    let Tone { tone: value, label, status, route, languages } = tone;
    let confidence = (route.confidence * 1e4).round() / 1e4;
    let values: [Value; 7] = [
        value.into(),
        label.name().into(),
        status.name().into(),
        route.code.into(),
        languages.codes().into(),
        route.source.name().into(),
        confidence.into(),
    ];
    let mut map: Map<String, Value> = FIELDS.iter().map(|f| (*f).to_owned()).zip(values).collect();
    if let Some(hits) = hits {
        map.insert("tone_hits".into(), hits);
    }
    map
}

/// Scores one record and gives the line to write, without its line break.
///
/// A JSON record keeps its own bytes; the new fields are put before its closing brace. A record that has tone fields
/// already gets them replaced.
///
/// # Errors
/// A record that cannot be scored, with its line and the reason.
///
/// ```
/// use yoron::{Engine, batch::{Format, Options, Records, score}, score::Scratch};
/// let options = Options { text_field: "text".into(), language_field: None, language: None, explain: false, output: Format::Jsonl };
/// let mut records = Records::new(&b"{\"id\": 1.0, \"text\": \"great\"}\n"[..], Format::Jsonl, "posts.jsonl").unwrap();
/// let line = score(&Engine::default(), records.next().unwrap(), &options, &mut Scratch::default()).unwrap();
/// assert!(line.starts_with("{\"id\": 1.0, \"text\": \"great\",\"tone\":0.6"), "{line}");
/// ```
pub fn score(
    engine: &Engine,
    record: record::Record,
    options: &Options,
    scratch: &mut Scratch,
) -> Result<String, Reject> {
    let record::Record { line, file, body } = record;
    let reject = |reason: String| Reject { file: file.to_string(), line, reason };
    match body {
        Body::Broken(reason) => Err(reject(reason)),
        Body::Json(raw) => {
            let value: Value = serde_json::from_str(&raw).map_err(|e| reject(format!("no JSON: {e}")))?;
            let Value::Object(mut object) = value else { return Err(reject("no JSON object".into())) };
            let text = match object.get(&options.text_field) {
                Some(Value::String(text)) => text.clone(),
                Some(Value::Null) => String::new(),
                Some(other) => return Err(reject(format!("field {:?} is no text: {other}", options.text_field))),
                None => {
                    let seen: Vec<&str> = object.keys().map(String::as_str).collect();
                    return Err(reject(format!("no field {:?}; there are: {}", options.text_field, seen.join(", "))));
                }
            };
            let hint =
                options.language_field.as_ref().and_then(|f| object.get(f)).and_then(Value::as_str).map(str::to_owned);
            let added = fields(engine, &text, hint.as_deref(), options, scratch);
            if object.keys().any(|key| added.contains_key(key)) {
                object.extend(added);
                return serde_json::to_string(&object).map_err(|e| reject(e.to_string()));
            }
            let added = serde_json::to_string(&added).map_err(|e| reject(e.to_string()))?;
            let open = raw.trim_end().strip_suffix('}').unwrap_or(&raw).trim_end();
            let comma = if object.is_empty() { "" } else { "," };
            Ok(format!("{}{comma}{}", open, &added[1..]))
        }
        Body::Row { header, row } => {
            let column = |name: &str| header.iter().position(|h| h == name);
            let at = column(&options.text_field).ok_or_else(|| {
                reject(format!("no column {:?}; there are: {}", options.text_field, header.join(", ")))
            })?;
            let hint = options.language_field.as_ref().and_then(|f| column(f)).and_then(|i| row.get(i));
            let added = fields(engine, row.get(at).unwrap_or_default(), hint, options, scratch);
            if options.output == Format::Jsonl {
                let mut object: Map<String, Value> =
                    header.iter().cloned().zip(row.iter().map(|cell| Value::from(cell.to_owned()))).collect();
                object.extend(added);
                return serde_json::to_string(&object).map_err(|e| reject(e.to_string()));
            }
            let cells = added.values().map(|value| match value {
                Value::String(text) => text.clone(),
                Value::Null => String::new(),
                other => other.to_string(),
            });
            record::row_text(options.output, row.iter().map(str::to_owned).chain(cells)).map_err(reject)
        }
    }
}

/// The first line of a scored CSV or TSV: the columns of the input and those `score` adds. `None` for JSON lines.
pub fn header_line(header: &[String], options: &Options) -> Option<String> {
    let hits = options.explain.then_some("tone_hits");
    let columns = header.iter().map(String::as_str).chain(FIELDS).chain(hits).map(str::to_owned);
    (options.output != Format::Jsonl).then(|| record::row_text(options.output, columns).ok()).flatten()
}
