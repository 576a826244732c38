//! Batches: records of many posts in, the same records with their tone out.
//!
//! The library side works on strings; files are opened by the command line.

use crate::score::Scratch;
use crate::{Engine, Tone};
use serde_json::{Map, Value};

/// What `score` adds to a record.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The language of all posts, instead of routing.
    pub language: Option<&'static str>,
    /// Adds `tone_hits`.
    pub explain: bool,
}

/// The fields `score` adds to a record, in order.
pub fn fields(engine: &Engine, text: &str, options: Options, scratch: &mut Scratch) -> Map<String, Value> {
    let (tone, hits) = if options.explain {
        let (tone, explanation) = engine.explain(text, options.language, scratch);
        (tone, explanation.and_then(|e| serde_json::to_value(e.hits).ok()))
    } else {
        (engine.tone(text, options.language, scratch), None)
    };
    let Tone { tone: value, label, status, route } = tone;
    let mut map = Map::new();
    map.insert("tone".into(), value.into());
    map.insert("tone_label".into(), label.name().into());
    map.insert("tone_status".into(), status.name().into());
    map.insert("tone_lang".into(), route.code.into());
    map.insert("tone_lang_source".into(), route.source.name().into());
    map.insert("tone_lang_confidence".into(), ((route.confidence * 1e4).round() / 1e4).into());
    if let Some(hits) = hits {
        map.insert("tone_hits".into(), hits);
    }
    map
}
