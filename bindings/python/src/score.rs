//! Scoring columns of texts, and explaining one.

use crate::arrow::failed;
use crate::engine::{self, engine, language, on_threads};
use crate::table::Table;
use crate::texts::{Texts, view};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rayon::prelude::*;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
use yoron::route::runs;
use yoron::score::{Effect, Hit, Scratch};
use yoron::{Engine, Tone, batch};

/// Rows of a record batch.
const ROWS: usize = 16_384;
/// Slices worked on before Python is asked whether it was interrupted.
const TURN: usize = 64;

#[pyfunction]
#[pyo3(signature = (texts, lang, hints, english, calibrated, explain, lexicons, threads))]
#[allow(clippy::too_many_arguments)]
pub fn score(
    py: Python,
    texts: &Bound<PyAny>,
    lang: Option<&str>,
    hints: Option<&Bound<PyAny>>,
    english: Option<&str>,
    calibrated: bool,
    explain: bool,
    lexicons: Vec<PathBuf>,
    threads: Option<usize>,
) -> PyResult<Table> {
    let engine = engine(english, calibrated, &lexicons)?;
    let language = language(lang)?;
    let texts = Texts::of(texts)?;
    let hints = hints.map(|hints| Texts::of(hints)?.whole()).transpose()?;
    if let Some(hints) = hints.as_ref().filter(|hints| hints.len() != texts.len()) {
        return Err(PyValueError::new_err(format!("{} texts and {} lang_hints", texts.len(), hints.len())));
    }
    if threads == Some(0) {
        return Err(PyValueError::new_err("threads 0: give 1 or more, or None for all cores"));
    }
    let fields: Vec<_> = batch::fields(explain).into_iter().map(|field| field.with_nullable(true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let wanted = threads.unwrap_or_else(cores);
    // small columns are cut so that every thread gets some
    let rows = texts.len().div_ceil(4 * wanted.max(1)).clamp(256, ROWS);
    let mut start = 0;
    let slices: Vec<(ArrayRef, Option<ArrayRef>)> = texts
        .slices(rows)
        .into_iter()
        .map(|slice| {
            let hints = hints.as_ref().map(|hints| hints.slice(start, slice.len()));
            start += slice.len();
            (slice, hints)
        })
        .collect();
    let job = Job { engine: &engine, language, explain, schema: &schema };
    let mut batches = Vec::with_capacity(slices.len());
    for turn in slices.chunks(TURN.max(wanted)) {
        let done: Result<Vec<RecordBatch>, ArrowError> = py.detach(|| match threads {
            Some(1) => {
                let mut scratch = Scratch::default();
                Ok(turn.iter().map(|slice| job.score(slice, &mut scratch)).collect())
            }
            _ => on_threads(threads, || {
                turn.par_iter().map_init(Scratch::default, |scratch, slice| job.score(slice, scratch)).collect()
            }),
        })?;
        batches.extend(done.map_err(failed)?);
        py.check_signals()?;
    }
    Ok(Table::new(schema, batches))
}

struct Job<'a> {
    engine: &'a Engine,
    language: Option<&'static str>,
    explain: bool,
    schema: &'a SchemaRef,
}

impl Job<'_> {
    fn score(
        &self,
        (slice, hints): &(ArrayRef, Option<ArrayRef>),
        scratch: &mut Scratch,
    ) -> Result<RecordBatch, ArrowError> {
        let (texts, hints) = (view(slice), hints.as_ref().map(view));
        let mut tones: Vec<Option<Tone>> = Vec::with_capacity(slice.len());
        let mut hits: Vec<Option<String>> = Vec::new();
        for row in 0..slice.len() {
            let hint = hints.and_then(|hints| hints.get(row));
            let Some(text) = texts.get(row) else {
                tones.push(None);
                hits.push(None);
                continue;
            };
            if self.explain {
                let (tone, explanation) = self.engine.explain_hinted(text, self.language, hint, scratch);
                tones.push(Some(tone));
                hits.push(explanation.and_then(|e| serde_json::to_string(&e.hits).ok()));
            } else {
                tones.push(Some(self.engine.tone_hinted(text, self.language, hint, scratch)));
            }
        }
        let hits = self.explain.then(|| hits.iter().map(Option::as_deref));
        RecordBatch::try_new(self.schema.clone(), batch::arrays(tones.iter().map(Option::as_ref), hits))
    }
}

/// A text explained, as JSON for `yoron.Explanation`.
#[derive(Serialize)]
struct Explained<'a> {
    text: &'a str,
    tone: Option<f64>,
    label: &'static str,
    status: &'static str,
    lang: &'static str,
    langs: Option<String>,
    lang_source: &'static str,
    lang_confidence: f64,
    sum: Option<f64>,
    raw_tone: Option<f64>,
    hits: Vec<Hit>,
    on_text: Vec<Effect>,
    runs: Vec<(&'static str, &'a str)>,
    adds: Vec<&'static str>,
}

#[pyfunction]
pub fn explain(text: &str, lang: Option<&str>, calibrated: bool, lexicons: Vec<PathBuf>) -> PyResult<String> {
    let engine = engine(None, calibrated, &lexicons)?;
    let (tone, explanation) = engine.explain(text, language(lang)?, &mut Scratch::default());
    let four = |value: f64| (value * 1e4).round() / 1e4 + 0.0;
    let score = explanation.as_ref().map(|e| e.score);
    let (hits, on_text) = explanation.map(|e| (e.hits, e.on_text)).unwrap_or_default();
    let mut adds: Vec<&'static str> = hits
        .iter()
        .flat_map(|hit| &hit.effects)
        .chain(&on_text)
        .filter(|effect| effect.rule.adds())
        .map(|effect| effect.rule.name())
        .collect();
    adds.sort_unstable();
    adds.dedup();
    let several = tone.languages.iter().count() > 1;
    let runs = match tone.route.language().filter(|_| several) {
        Some(home) => runs(text, home).iter().map(|run| (run.language.code(), &text[run.start..run.end])).collect(),
        None => Vec::new(),
    };
    let explained = Explained {
        text,
        tone: tone.tone,
        label: tone.label.name(),
        status: tone.status.name(),
        lang: tone.route.code,
        langs: tone.languages.codes(),
        lang_source: tone.route.source.name(),
        lang_confidence: four(tone.route.confidence),
        sum: score.map(|s| four(s.sum)),
        raw_tone: score.map(|s| four(s.tone)),
        hits,
        on_text,
        runs,
        adds,
    };
    serde_json::to_string(&explained).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// How many engines this process has made: one for each set of options, whatever the number of calls.
#[pyfunction]
pub fn engines() -> usize {
    engine::made()
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
