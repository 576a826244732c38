//! `yoron compare POSTS…`: groups of posts compared, a report out.

use super::batch::inputs::{self, Input};
use super::{Outcome, error_line, input, records};
use anstyle::Style;
use anyhow::{Context, ensure};
use rayon::prelude::*;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use yoron::batch::{Format, Head, Path as Field, Preset, Record, Reject, TextFields};
use yoron::compare::{BETWEEN, Every, Gold, Plan, Post, Posts, compare, parse_time};
use yoron::evaluate::parse_label;
use yoron::report::Reading;
use yoron::report::comparison::{About, Comparison, Tongue};
use yoron::score::{Label, Scratch};
use yoron::stats::Options;
use yoron::{Engine, Status};

/// Compare groups of posts: by country, by language, by any field
///
/// Writes DIR/NAME.html (one page that needs nothing else), DIR/NAME.md with its charts as SVG, and DIR/NAME.json. Posts
/// that have tone fields keep them; others are scored first. Articles (text, Markdown, HTML) are compared by the posts they
/// quote, which are never put together with scraped ones: they get a report of their own, DIR/NAME-quoted.
#[derive(clap::Args)]
pub struct Args {
    /// Files of posts, folders of them, or articles
    #[arg(required = true, value_name = "POSTS")]
    posts: Vec<PathBuf>,
    /// What makes the groups: `language`, `country`, any field; several with commas
    #[arg(long, value_name = "FIELD", default_value = "language", value_delimiter = ',')]
    by: Vec<String>,
    /// The field that holds the time of posting: adds a trend
    #[arg(long, value_name = "FIELD")]
    over: Option<String>,
    /// The step of the trend
    #[arg(long, value_name = "STEP", default_value = "day", value_parser = ["hour", "day", "week"])]
    every: String,
    /// Where to write
    #[arg(short, long, value_name = "DIR", default_value = "reports")]
    output: PathBuf,
    /// The format of the posts (jsonl, json, csv, tsv, parquet); by the file's extension if not given
    #[arg(long, value_name = "NAME")]
    format: Option<String>,
    /// The platform the posts come from: which fields count
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(Preset::names()))]
    preset: Option<String>,
    /// The field that holds the post's text
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// The field that holds a language tag: a hint where the script of the text cannot tell
    #[arg(long, value_name = "NAME")]
    lang_field: Option<String>,
    /// The field that holds the author; posts of one author are one cluster
    #[arg(long, value_name = "NAME")]
    author_field: Option<String>,
    /// The field that holds the article or thread a post stands under; it makes the clusters instead of the author
    #[arg(long, value_name = "NAME", visible_alias = "article-field")]
    source_field: Option<String>,
    /// The field that is set where a post repeats another
    #[arg(long, value_name = "NAME")]
    repost_field: Option<String>,
    /// Show the figures with reposts too (the comparison itself counts each post once)
    #[arg(long)]
    keep_reposts: bool,
    /// Show the figures weighted by this field too: a post counts 1 + ln(1 + FIELD)
    #[arg(long, value_name = "FIELD")]
    weight: Option<String>,
    /// Groups with fewer scored posts are listed, not compared
    #[arg(long, value_name = "N", default_value_t = 10)]
    min_n: usize,
    /// Posts of one author that count at most
    #[arg(long, value_name = "N")]
    per_author: Option<usize>,
    /// The smallest difference that counts, raised to the bias that remains between languages
    #[arg(long, value_name = "TONE", default_value_t = 0.05)]
    margin: f64,
    /// Seeds the resampling
    #[arg(long, value_name = "N", default_value_t = 20)]
    seed: u64,
    /// Rounds of the bootstrap
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    rounds: u32,
    /// Ordinary posts of the same groups: each group is compared with its own, and the differences with each other
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// A sample of the posts labelled by people (text and label): corrects the shares for the scorer's errors
    #[arg(long, value_name = "FILE")]
    gold: Option<PathBuf>,
    /// The field of the labels in the sample
    #[arg(long, value_name = "NAME", default_value = "label")]
    label_field: String,
    /// The language of the report
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = ["en", "ko", "ja"])]
    report_lang: String,
    /// The title of the report; the file's name if not given
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Show the names of authors, which are covered otherwise
    #[arg(long)]
    show_authors: bool,
    /// The English scorer: yoron's own or exactly VADER
    #[arg(long, value_name = "NAME", default_value = "yoron", value_parser = ["yoron", "vader"])]
    english: String,
    /// A lexicon of your own to add (see `yoron lexicon check`)
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
    /// Raw tones: do not bring the languages to one scale
    #[arg(long)]
    uncalibrated: bool,
    /// Threads; all cores if not given
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let engine = super::engine(&args.english, &args.lexicon, args.uncalibrated)?;
    super::use_threads(args.threads)?;
    let (articles, batches): (Vec<PathBuf>, Vec<PathBuf>) =
        args.posts.iter().cloned().partition(|path| is_article(path));
    let head = records::head(&collect(&batches, args.format.as_deref())?)?;
    let fields = Fields::new(&args, head.as_deref());
    let mut rejects = Vec::new();
    let baseline = match &args.baseline {
        Some(path) => Some(read(std::slice::from_ref(path), &args, &fields, &engine, &mut rejects)?.0),
        None => None,
    };
    let gold = match &args.gold {
        Some(path) => gold(path, &args, &fields, &engine, &mut rejects)?,
        None => Vec::new(),
    };
    fs::create_dir_all(&args.output)
        .with_context(|| format!("cannot make the directory {}; name another with -o", args.output.display()))?;
    let mut unreadable = false;
    if !batches.is_empty() {
        let (posts, scored_before) = read(&batches, &args, &fields, &engine, &mut rejects)?;
        ensure!(!posts.is_empty(), "no post could be read; {}", first_reason(&rejects));
        ensure!(
            posts.has_groups(),
            "no post has anything in {}; --by takes `language` or a field of the posts: {}",
            args.by.join(", "),
            head.map(|head| head.fields.join(", ")).unwrap_or_default()
        );
        let name = name(&batches);
        let title = args.title.clone().unwrap_or_else(|| name.clone());
        let about = About { scored_before, ..about(&args, title, &batches, rejects.len(), false) };
        let compared = compare(&engine, &posts, baseline.as_ref(), &gold, &plan(&args, args.over.is_some()));
        drop(posts);
        finish(&args.output, &name, &Comparison::new(compared, about))?;
    }
    if !articles.is_empty() {
        let (posts, failed) = quoted(&articles, &args.by, &engine);
        unreadable = failed;
        let name = match batches.is_empty() {
            true => name(&articles),
            false => format!("{}-quoted", name(&articles)),
        };
        let title = args.title.clone().unwrap_or_else(|| name.clone());
        let about = about(&args, title, &articles, 0, true);
        let compared = compare(&engine, &posts, None, &[], &plan(&args, false));
        finish(&args.output, &name, &Comparison::new(compared, about))?;
    }
    records::complain(&rejects);
    Ok(match (unreadable, rejects.is_empty()) {
        (true, _) => Outcome::Partly(1),
        (false, false) => Outcome::Partly(3),
        _ => Outcome::Done,
    })
}

fn is_article(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    matches!(extension.as_deref(), Some("txt" | "md" | "markdown" | "html" | "htm"))
}

fn first_reason(rejects: &[Reject]) -> String {
    rejects.first().map_or_else(|| "the input is empty".into(), |r| format!("{}:{}: {}", r.file, r.line, r.reason))
}

/// The name of a report: that of its one file, without extensions.
fn name(paths: &[PathBuf]) -> String {
    match paths {
        [one] => {
            let file = one.file_name().map(|f| f.to_string_lossy().into_owned()).unwrap_or_default();
            match file.split('.').next() {
                Some(stem) if !stem.is_empty() && stem != "-" => stem.to_owned(),
                _ => "comparison".into(),
            }
        }
        _ => "comparison".into(),
    }
}

fn plan(args: &Args, trend: bool) -> Plan {
    let every = match args.every.as_str() {
        "hour" => Every::Hour,
        "week" => Every::Week,
        _ => Every::Day,
    };
    Plan {
        by: args.by.clone(),
        every: trend.then_some(every),
        keep_reposts: args.keep_reposts,
        min_n: args.min_n,
        per_author: args.per_author,
        show_authors: args.show_authors,
        weighted: args.weight.is_some(),
        options: Options { rounds: args.rounds, seed: args.seed, margin: args.margin, ..Options::default() },
    }
}

fn about(args: &Args, title: String, inputs: &[PathBuf], rejects: usize, quoted: bool) -> About {
    let file = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
    About {
        inputs: inputs.iter().map(|path| path.display().to_string()).collect(),
        rejects,
        quoted,
        calibrated: !args.uncalibrated,
        english: args.english.clone(),
        weight: args.weight.clone(),
        baseline: args.baseline.as_ref().and_then(file),
        gold: args.gold.as_ref().and_then(file),
        masked: !args.show_authors,
        tongue: Tongue::from_code(&args.report_lang).unwrap_or_default(),
        ..About::new(title)
    }
}

/// Where the facts of a post stand.
struct Fields {
    text: TextFields,
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
    fn new(args: &Args, head: Option<&Head>) -> Fields {
        let preset = args.preset.as_deref().and_then(Preset::named);
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
            text: match (&args.text_field, preset) {
                (Some(name), _) => TextFields::named(name),
                (None, Some(preset)) => TextFields::of_preset(preset),
                // what no rule finds is asked for by its usual name, so that the rejects say what is missing
                (None, None) => {
                    head.and_then(|head| TextFields::find(head).ok()).unwrap_or_else(|| TextFields::named("text"))
                }
            },
            groups: args.by.iter().map(group).collect(),
            upper: args.by.iter().map(|by| by == "country").collect(),
            language: named(&args.lang_field, preset.map(|p| &p.language), &[]),
            author: named(&args.author_field, preset.map(|p| &p.author), &["author", "author_id", "user"]),
            source: args.source_field.as_deref().map(Field::new),
            time: named(&args.over, preset.map(|p| &p.time), &["created_at", "time", "date"]),
            weight: args.weight.as_deref().map(Field::new),
            repost: named(&args.repost_field, None, &["repost", "is_repost", "is_retweet"]),
            preset,
            tone: ["tone", "tone_status", "tone_lang"].map(Field::new),
        }
    }
}

/// The first of several fields that a record has something in.
fn first(record: &Record, fields: &[Field]) -> Option<String> {
    fields.iter().find_map(|field| record.get(field).map(|value| value.trim().to_owned()).filter(|v| !v.is_empty()))
}

/// What is kept of a record.
struct Facts {
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
    scored_before: bool,
}

impl Fields {
    fn facts(&self, record: &Record, text: &str, engine: &Engine, scratch: &mut Scratch) -> Result<Facts, String> {
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
}

fn collect(paths: &[PathBuf], format: Option<&str>) -> anyhow::Result<Vec<Input>> {
    let format = format
        .map(|name| {
            Format::from_name(name)
                .with_context(|| format!("--format {name}: there are jsonl, json, csv, tsv and parquet"))
        })
        .transpose()?;
    inputs::collect(paths, format)
}

fn read(
    paths: &[PathBuf],
    args: &Args,
    fields: &Fields,
    engine: &Engine,
    rejects: &mut Vec<Reject>,
) -> anyhow::Result<(Posts, usize)> {
    let (mut posts, mut scored_before) = (Posts::default(), 0);
    let work = |record: &Record, text: &str, scratch: &mut Scratch| fields.facts(record, text, engine, scratch);
    let bad = records::each(&collect(paths, args.format.as_deref())?, &fields.text, work, |facts| {
        scored_before += usize::from(facts.scored_before);
        posts.add(&Post {
            key: facts.key.as_deref(),
            author: facts.author.as_deref(),
            source: facts.source.as_deref(),
            time: facts.time,
            weight: facts.weight,
            repost: facts.repost,
            ..Post::new(&facts.text, facts.status, facts.tone, &facts.language)
        });
    })?;
    rejects.extend(bad);
    Ok((posts, scored_before))
}

fn gold(
    path: &PathBuf,
    args: &Args,
    fields: &Fields,
    engine: &Engine,
    rejects: &mut Vec<Reject>,
) -> anyhow::Result<Vec<Gold>> {
    let label = Field::new(&args.label_field);
    let work = |record: &Record, text: &str, scratch: &mut Scratch| {
        let said = record.get(&label).ok_or_else(|| format!("no field {:?}, or nothing in it", args.label_field))?;
        let truth = match parse_label(&said) {
            Some(-1) => Label::Negative,
            Some(0) => Label::Neutral,
            Some(_) => Label::Positive,
            None => return Err(format!("{said:?} is no label (-1, 0, 1, positive, neutral, negative)")),
        };
        let tone = engine.tone_hinted(text, None, first(record, &fields.language).as_deref(), scratch);
        let scored = if tone.status == Status::Scored { tone.label } else { Label::Unscored };
        Ok(Gold { language: tone.route.code.to_owned(), truth, scored })
    };
    let mut gold = Vec::new();
    let bad = records::each(&collect(std::slice::from_ref(path), None)?, &fields.text, work, |post| gold.push(post))?;
    rejects.extend(bad);
    Ok(gold)
}

/// The posts that articles quote, each article a source; whether one could not be read.
fn quoted(paths: &[PathBuf], by: &[String], engine: &Engine) -> (Posts, bool) {
    let read: Vec<anyhow::Result<Reading>> = paths
        .par_iter()
        .map(|path| {
            let article = input::read_article(path)?;
            let name = path.display().to_string();
            Ok(Reading::new(&name, name.clone(), &article))
        })
        .collect();
    let (mut posts, mut failed, mut scratch) = (Posts::default(), false, Scratch::default());
    for reading in read {
        let reading = match reading {
            Ok(reading) => reading,
            Err(error) => {
                error_line(&error);
                failed = true;
                continue;
            }
        };
        for quote in reading.quotes.iter().filter(|quote| quote.is_post()) {
            let tone = engine.tone(&quote.text, None, &mut scratch);
            let part = |by: &String| match by.as_str() {
                "language" => quote.stated_language.clone(),
                "country" => quote.stated_country.clone(),
                "platform" => quote.platform.clone(),
                "source" | "article" => Some(reading.name.clone()),
                _ => None,
            };
            let parts: Option<Vec<String>> = by.iter().map(part).collect();
            let key = parts.map(|parts| parts.join(BETWEEN));
            posts.add(&Post {
                key: key.as_deref(),
                source: Some(&reading.name),
                ..Post::new(&quote.text, tone.status, tone.tone, tone.route.code)
            });
        }
    }
    (posts, failed)
}

fn finish(folder: &Path, name: &str, report: &Comparison) -> anyhow::Result<()> {
    let mut files = vec![
        (format!("{name}.html"), report.html()),
        (format!("{name}.md"), report.markdown(name)),
        (format!("{name}.json"), report.json()),
    ];
    files.extend(report.charts().into_iter().map(|(kind, svg)| (format!("{name}-{kind}.svg"), svg)));
    for (file, content) in files {
        let path = folder.join(file);
        fs::write(&path, content)
            .with_context(|| format!("cannot write {}; name another directory with -o", path.display()))?;
    }
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let mut out = anstream::stdout().lock();
    writeln!(out, "{bold}{}{bold:#}", report.finding())?;
    for note in report.notes() {
        writeln!(out, "{note}")?;
    }
    for line in report.lines() {
        writeln!(out, "  {line}")?;
    }
    writeln!(out, "{dim}{}{dim:#}", folder.join(format!("{name}.html")).display())?;
    Ok(())
}
