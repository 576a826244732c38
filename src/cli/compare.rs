//! `yoron compare POSTS…`: groups of posts compared, a report out.

use super::batch::inputs::{self, Input};
use super::engine::EngineArgs;
use super::{Outcome, error_line, input, records};
use anstyle::Style;
use anyhow::{Context, ensure};
use rayon::prelude::*;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use yoron::Engine;
use yoron::batch::{Format, Preset, Record, Reject};
use yoron::compare::{BETWEEN, Every, Fields, Gold, Names, Plan, Post, Posts, compare};
use yoron::report::Reading;
use yoron::report::comparison::{About, Comparison, Tongue};
use yoron::score::Scratch;
use yoron::stats::Options;

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
    #[command(flatten)]
    scoring: EngineArgs,
    /// Threads; all cores if not given
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let engine = args.scoring.engine()?;
    super::use_threads(args.threads)?;
    let (articles, batches): (Vec<PathBuf>, Vec<PathBuf>) =
        args.posts.iter().cloned().partition(|path| is_article(path));
    let head = records::head(&collect(&batches, args.format.as_deref())?)?;
    let fields = Fields::new(&names(&args), head.as_deref());
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
        calibrated: !args.scoring.uncalibrated,
        english: args.scoring.english.clone(),
        weight: args.weight.clone(),
        baseline: args.baseline.as_ref().and_then(file),
        gold: args.gold.as_ref().and_then(file),
        masked: !args.show_authors,
        tongue: Tongue::from_code(&args.report_lang).unwrap_or_default(),
        ..About::new(title)
    }
}

fn names(args: &Args) -> Names {
    Names {
        by: args.by.clone(),
        preset: args.preset.as_deref().and_then(Preset::named),
        text: args.text_field.clone(),
        language: args.lang_field.clone(),
        author: args.author_field.clone(),
        source: args.source_field.clone(),
        time: args.over.clone(),
        weight: args.weight.clone(),
        repost: args.repost_field.clone(),
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
        posts.take(&facts);
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
    let work = |record: &Record, text: &str, scratch: &mut Scratch| {
        fields.gold(record, text, &args.label_field, engine, scratch)
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
