//! Tables of posts compared and evaluated.

use crate::arrow;
use crate::engine::{engine, language, on_threads};
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_schema::{DataType, Schema};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;
use yoron::batch::{Chunk, Format, Head, ParquetReader, Preset, Reader, Record, Reject, Settings, TextFields, each};
use yoron::compare::{Every, Fields, Names, Plan, Posts, compare as compared};
use yoron::report::comparison::{About, Tongue};
use yoron::score::Scratch;
use yoron::stats::Options;
use yoron::{Engine, evaluate as gold};

pub fn failed(error: impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Records of posts, in a form the library reads.
enum Source {
    /// Lines of JSON.
    Lines(Bytes),
    /// Arrow data on their way through Parquet, in memory: so every type is read as the command line reads it.
    Parquet(Bytes),
}

impl Source {
    fn of(object: &Bound<PyAny>) -> PyResult<Source> {
        if let Ok(bytes) = object.cast::<PyBytes>() {
            return Ok(Source::Lines(bytes.as_bytes().to_vec().into()));
        }
        let Some((field, chunks)) = arrow::import(object)? else {
            return Err(PyTypeError::new_err(
                "no table: give a pandas, Polars, pyarrow or DuckDB table, or a list of dicts",
            ));
        };
        let DataType::Struct(fields) = field.data_type() else {
            return Err(PyTypeError::new_err("a single column where a table of posts is wanted"));
        };
        let mut writer =
            ArrowWriter::try_new(Vec::new(), Arc::new(Schema::new(fields.clone())), None).map_err(failed)?;
        for chunk in &chunks {
            writer.write(&RecordBatch::from(chunk.as_struct())).map_err(failed)?;
        }
        writer.into_inner().map(|bytes| Source::Parquet(bytes.into())).map_err(failed)
    }

    fn head(&self, name: &str) -> PyResult<Arc<Head>> {
        let settings = Settings::default();
        Ok(match self {
            Source::Lines(bytes) => Reader::open(std::io::Cursor::new(bytes.clone()), Format::Jsonl, name, &settings)
                .map_err(failed)?
                .head()
                .clone(),
            Source::Parquet(bytes) => {
                ParquetReader::open(bytes.clone(), name, None, &settings).map_err(failed)?.head().clone()
            }
        })
    }

    /// Works on every post, in order; gives the records that could not be read.
    fn each<T: Send>(
        self,
        name: &str,
        fields: &TextFields,
        work: impl Fn(&Record, &str, &mut Scratch) -> Result<T, String> + Sync,
        sink: impl FnMut(T),
    ) -> PyResult<Vec<Reject>> {
        let settings = Settings::default();
        let chunks: Box<dyn Iterator<Item = Chunk> + Send> = match self {
            Source::Lines(bytes) => {
                let reader = Reader::open(std::io::Cursor::new(bytes), Format::Jsonl, name, &settings);
                Box::new(reader.map_err(failed)?)
            }
            Source::Parquet(bytes) => Box::new(ParquetReader::open(bytes, name, None, &settings).map_err(failed)?),
        };
        Ok(each(chunks, fields, work, sink))
    }
}

/// What `yoron.compare` was asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    by: Vec<String>,
    text: Option<String>,
    lang_field: Option<String>,
    author: Option<String>,
    source: Option<String>,
    over: Option<String>,
    every: String,
    repost: Option<String>,
    weight: Option<String>,
    preset: Option<String>,
    keep_reposts: bool,
    min_n: usize,
    per_author: Option<usize>,
    margin: f64,
    seed: u64,
    rounds: u32,
    label: String,
    report_lang: String,
    title: String,
    show_authors: bool,
    english: Option<String>,
    pub calibrated: bool,
    lexicons: Vec<PathBuf>,
    pub threads: Option<usize>,
}

fn one_of<T>(what: &str, value: &str, all: &str, found: Option<T>) -> PyResult<T> {
    found.ok_or_else(|| PyValueError::new_err(format!("{what} {value:?}: there are {all}")))
}

impl Asked {
    fn names(&self) -> PyResult<Names> {
        let preset = self
            .preset
            .as_deref()
            .map(|name| one_of("preset", name, &Preset::names().collect::<Vec<_>>().join(", "), Preset::named(name)));
        Ok(Names {
            by: self.by.clone(),
            preset: preset.transpose()?,
            text: self.text.clone(),
            language: self.lang_field.clone(),
            author: self.author.clone(),
            source: self.source.clone(),
            time: self.over.clone(),
            weight: self.weight.clone(),
            repost: self.repost.clone(),
        })
    }

    pub fn plan(&self) -> PyResult<Plan> {
        let every = match self.every.as_str() {
            "hour" => Some(Every::Hour),
            "day" => Some(Every::Day),
            "week" => Some(Every::Week),
            _ => None,
        };
        let every = one_of("every", &self.every, "hour, day and week", every)?;
        Ok(Plan {
            by: self.by.clone(),
            every: self.over.is_some().then_some(every),
            keep_reposts: self.keep_reposts,
            min_n: self.min_n,
            per_author: self.per_author,
            show_authors: self.show_authors,
            weighted: self.weight.is_some(),
            options: Options { rounds: self.rounds, seed: self.seed, margin: self.margin, ..Options::default() },
        })
    }

    pub fn about(&self, rejects: usize, baseline: bool, gold: bool) -> PyResult<About> {
        let tongue = Tongue::from_code(&self.report_lang);
        Ok(About {
            rejects,
            calibrated: self.calibrated,
            english: self.english.clone().unwrap_or_else(|| "yoron".into()),
            weight: self.weight.clone(),
            baseline: baseline.then(|| "baseline".into()),
            gold: gold.then(|| "gold".into()),
            masked: !self.show_authors,
            tongue: one_of("report_lang", &self.report_lang, "en, ko and ja", tongue)?,
            ..About::new(self.title.clone())
        })
    }
}

/// A comparison, as the report has it.
#[pyclass(module = "yoron._yoron", frozen)]
pub struct Comparison {
    pub report: yoron::report::comparison::Comparison,
    /// Row and reason of records that could not be read.
    #[pyo3(get)]
    pub rejects: Vec<(u64, String)>,
}

#[pymethods]
impl Comparison {
    fn finding(&self) -> String {
        self.report.finding()
    }

    fn notes(&self) -> Vec<String> {
        self.report.notes()
    }

    fn lines(&self) -> Vec<String> {
        self.report.lines()
    }

    fn charts(&self) -> Vec<(&'static str, String)> {
        self.report.charts()
    }

    fn markdown(&self, name: &str) -> String {
        self.report.markdown(name)
    }

    fn html(&self) -> String {
        self.report.html()
    }

    fn json(&self) -> String {
        self.report.json()
    }
}

fn rows(rejects: Vec<Reject>) -> Vec<(u64, String)> {
    rejects
        .into_iter()
        .map(|reject| (reject.line, format!("{}:{}: {}", reject.file, reject.line, reject.reason)))
        .collect()
}

#[pyfunction]
pub fn compare(
    py: Python,
    table: &Bound<PyAny>,
    baseline: Option<&Bound<PyAny>>,
    gold: Option<&Bound<PyAny>>,
    asked: &str,
) -> PyResult<Comparison> {
    let asked: Asked = serde_json::from_str(asked).map_err(failed)?;
    let engine = engine(asked.english.as_deref(), asked.calibrated, &asked.lexicons)?;
    let (names, plan) = (asked.names()?, asked.plan()?);
    let posts = Source::of(table)?;
    let baseline = baseline.map(Source::of).transpose()?;
    let gold = gold.map(Source::of).transpose()?;
    let about = asked.about(0, baseline.is_some(), gold.is_some())?;
    py.detach(|| {
        on_threads(asked.threads, || {
            let head = posts.head("posts")?;
            let fields = Fields::new(&names, Some(&head));
            let mut rejects = Vec::new();
            let mut read = |source: Source, name: &str| {
                let mut posts = Posts::default();
                let work =
                    |record: &Record, text: &str, scratch: &mut Scratch| fields.facts(record, text, &engine, scratch);
                rejects.extend(source.each(name, &fields.text, work, |facts| posts.take(&facts))?);
                PyResult::Ok(posts)
            };
            let baseline = baseline.map(|baseline| read(baseline, "baseline")).transpose()?;
            let posts = read(posts, "posts")?;
            let mut labelled = Vec::new();
            if let Some(gold) = gold {
                let work = |record: &Record, text: &str, scratch: &mut Scratch| {
                    fields.gold(record, text, &asked.label, &engine, scratch)
                };
                rejects.extend(gold.each("gold", &fields.text, work, |post| labelled.push(post))?);
            }
            if posts.is_empty() {
                let reason = rejects
                    .first()
                    .map_or_else(|| "the input is empty".into(), |r| format!("{}:{}: {}", r.file, r.line, r.reason));
                return Err(PyValueError::new_err(format!("no post could be read; {reason}")));
            }
            if !posts.has_groups() {
                return Err(PyValueError::new_err(format!(
                    "no post has anything in {}; by takes `language` or a field of the posts: {}",
                    asked.by.join(", "),
                    head.fields.join(", ")
                )));
            }
            let facts = compared(&engine, &posts, baseline.as_ref(), &labelled, &plan);
            let about = About { rejects: rejects.len(), ..about };
            Ok(Comparison { report: yoron::report::comparison::Comparison::new(facts, about), rejects: rows(rejects) })
        })?
    })
}

/// Labelled posts evaluated, as JSON for `yoron.Evaluation`.
#[pyfunction]
#[pyo3(signature = (table, text, label, gold_field, lang_field, lang, english, calibrated, lexicons, worst, threads))]
#[allow(clippy::too_many_arguments)]
pub fn evaluate(
    py: Python,
    table: &Bound<PyAny>,
    text: String,
    label: Option<String>,
    gold_field: Option<String>,
    lang_field: Option<String>,
    lang: Option<&str>,
    english: Option<&str>,
    calibrated: bool,
    lexicons: Vec<PathBuf>,
    worst: usize,
    threads: Option<usize>,
) -> PyResult<(String, Vec<(u64, String)>)> {
    let engine = engine(english, calibrated, &lexicons)?;
    let language = language(lang)?;
    let source = Source::of(table)?;
    let fields = gold::Fields { text, label, gold: gold_field, language: lang_field };
    py.detach(|| {
        on_threads(threads, || {
            let mut cases = Vec::new();
            let work = |record: &Record, text: &str, scratch: &mut Scratch| {
                fields.case(&engine, language, record, text, scratch)
            };
            let rejects = source.each("gold", &TextFields::named(&fields.text), work, |case| cases.push(case))?;
            if cases.is_empty() {
                let reason = rejects.first().map_or_else(String::new, |r| format!(" ({}: {})", r.line, r.reason));
                return Err(PyValueError::new_err(format!(
                    "no labelled posts: name the fields with text= and label= or gold={reason}"
                )));
            }
            let facts = told(&engine, &fields, language, &cases, worst);
            Ok((facts.to_string(), rows(rejects)))
        })?
    })
}

fn told(
    engine: &Engine,
    fields: &gold::Fields,
    language: Option<&'static str>,
    cases: &[gold::Case],
    worst: usize,
) -> serde_json::Value {
    let mut scratch = Scratch::default();
    let worst: Vec<serde_json::Value> = gold::worst(cases, worst)
        .into_iter()
        .map(|index| {
            let case = &cases[index];
            let hint = fields.language.is_some().then_some(case.language.as_str());
            let explanation = engine.explain_hinted(&case.text, language, hint, &mut scratch).1;
            serde_json::json!({
                "language": case.language, "text": case.text, "gold": case.gold, "tone": case.tone, "label": case.label,
                "hits": explanation.map(|explanation| explanation.hits).unwrap_or_default(),
            })
        })
        .collect();
    serde_json::json!({ "languages": gold::evaluate(cases), "worst": worst })
}
