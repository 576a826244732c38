//! `yoron report ARTICLE…`: articles in, reports on the public's reaction out.

use super::engine::EngineArgs;
use super::{Outcome, error_line, input};
use anstyle::{AnsiColor, Style};
use anyhow::Context;
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use yoron::report::{Group, Reading, Report};
use yoron::score::Label;

/// Report how the public reacted, by the posts that news articles quote
///
/// Writes DIR/NAME.md, its chart DIR/NAME.svg and the same facts as DIR/NAME.json for each article; for several articles
/// also DIR/overall.md, .svg and .json over all of them.
#[derive(clap::Args)]
pub struct Args {
    /// Articles: plain text, Markdown or HTML; - reads standard input
    #[arg(required = true, value_name = "ARTICLE")]
    articles: Vec<PathBuf>,
    /// Where to write the reports
    #[arg(short, long, value_name = "DIR", default_value = "reports")]
    output: PathBuf,
    #[command(flatten)]
    scoring: EngineArgs,
    /// Threads; all cores if not given
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// Reads on after an article that cannot be read, and says so with the exit code.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    super::use_threads(args.threads)?;
    let engine = args.scoring.engine()?;
    let several = args.articles.len() > 1;
    let names = names(&args.articles, several);
    let read: Vec<anyhow::Result<Reading>> = args
        .articles
        .par_iter()
        .zip(&names)
        .map(|(path, name)| {
            let article = input::read_article(path)?;
            Ok(Reading::new(name, path.display().to_string(), &article))
        })
        .collect();
    let (mut readings, mut unreadable) = (Vec::new(), Vec::new());
    for result in read {
        match result {
            Ok(reading) => readings.push(reading),
            Err(error) => {
                error_line(&error);
                unreadable.push(format!("{error:#}"));
            }
        }
    }
    let outcome = if unreadable.is_empty() { Outcome::Done } else { Outcome::Partly(1) };
    if readings.is_empty() {
        return Ok(outcome);
    }
    fs::create_dir_all(&args.output)
        .with_context(|| format!("cannot make the directory {}; name another with -o", args.output.display()))?;
    let mut out = anstream::stdout().lock();
    for reading in &readings {
        let report = Report::new(&engine, std::slice::from_ref(reading));
        write(&args.output, &reading.name, &report)?;
        summary(&mut out, &reading.source, &report, &args.output, &reading.name)?;
    }
    if several {
        let mut report = Report::new(&engine, &readings);
        report.unreadable = unreadable;
        write(&args.output, OVERALL, &report)?;
        summary(&mut out, &report.subject(), &report, &args.output, OVERALL)?;
    }
    out.flush()?;
    Ok(outcome)
}

/// The name of the report over all articles.
const OVERALL: &str = "overall";

/// The name of each article's report: the file's without its extension, and numbered where two would be the same.
fn names(paths: &[PathBuf], several: bool) -> Vec<String> {
    let mut taken: HashSet<String> = several.then(|| OVERALL.to_owned()).into_iter().collect();
    paths
        .iter()
        .map(|path| {
            let stem = match path.file_stem() {
                Some(stem) if path.as_os_str() != "-" => stem.to_string_lossy().into_owned(),
                _ => "article".into(),
            };
            let numbered = (2..).map(|number| format!("{stem}-{number}"));
            let name = std::iter::once(stem.clone()).chain(numbered).find(|name| !taken.contains(&name.to_lowercase()));
            let name = name.unwrap_or(stem);
            taken.insert(name.to_lowercase()); // some file systems do not tell cases apart
            name
        })
        .collect()
}

fn write(folder: &Path, name: &str, report: &Report) -> anyhow::Result<()> {
    let chart = format!("{name}.svg");
    for (ending, content) in [("md", report.markdown(&chart)), ("svg", report.svg()), ("json", report.json())] {
        let path = folder.join(format!("{name}.{ending}"));
        fs::write(&path, content)
            .with_context(|| format!("cannot write {}; name another directory with -o", path.display()))?;
    }
    Ok(())
}

fn summary(out: &mut impl Write, of: &str, report: &Report, folder: &Path, name: &str) -> std::io::Result<()> {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    writeln!(out, "{bold}{of}{bold:#}")?;
    writeln!(out, "  {}", report.finding)?;
    let widest = report.groups.iter().map(|group| group.name.chars().count()).max().unwrap_or(0);
    for group in &report.groups {
        write!(out, "    {}{:pad$}", group.name, "", pad = widest - group.name.chars().count())?;
        counts(out, group)?;
    }
    writeln!(out, "  {dim}{}{dim:#}\n", folder.join(format!("{name}.md")).display())
}

fn counts(out: &mut impl Write, group: &Group) -> std::io::Result<()> {
    let dim = Style::new().dimmed();
    let labels = [
        (Label::Positive, AnsiColor::Green.on_default()),
        (Label::Neutral, Style::new()),
        (Label::Negative, AnsiColor::Red.on_default()),
    ];
    for (label, style) in labels {
        let count = group.count(label);
        let style = if count == 0 { dim } else { style };
        write!(out, "  {style}{count} {}{style:#}", label.name())?;
    }
    match group.n - group.scored {
        0 => {}
        n => write!(out, "  {dim}{n} without a score{dim:#}")?,
    }
    match group.mean {
        Some(mean) => writeln!(out, "  mean {mean:+.2}"),
        None => writeln!(out),
    }
}
