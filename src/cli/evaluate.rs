//! `yoron evaluate GOLD`: labelled posts in, how well the tones agree with the labels out.

use super::batch::inputs;
use super::engine::EngineArgs;
use super::{Outcome, records};
use anstyle::{AnsiColor, Style};
use anyhow::{Context, ensure};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use yoron::Engine;
use yoron::batch::{Format, Record, Reject, TextFields};
use yoron::evaluate::{Case, Fields, Figures, Gold, evaluate, worst};
use yoron::score::{Explanation, Label, Scratch};

/// Check the tones against labels that people gave
///
/// Prints, for each language, accuracy, macro-F1, average recall, correlations, the confusion table, what people say of the
/// posts at each tone, and the worst errors with the words behind them. Labels are -1, 0, 1 or positive, neutral, negative;
/// gold numbers may have any unit.
#[derive(clap::Args)]
pub struct Args {
    /// Files of labelled posts (JSON lines, CSV, TSV; .gz and .zst too); `-` is standard input
    #[arg(required = true, value_name = "GOLD")]
    gold: Vec<PathBuf>,
    /// The format of the input (jsonl, csv, tsv); by the file's extension if not given
    #[arg(long, value_name = "NAME")]
    format: Option<String>,
    /// The field that holds the post's text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
    /// The field that holds the label; `label` if neither this nor --gold-field is given
    #[arg(long, value_name = "NAME")]
    label_field: Option<String>,
    /// The field that holds a gold number, for the correlations
    #[arg(long, value_name = "NAME")]
    gold_field: Option<String>,
    /// The field that holds a language tag: what posts are counted by, and a hint for scoring
    #[arg(long, value_name = "NAME")]
    lang_field: Option<String>,
    /// The language of all posts (en, ko, ja): no routing
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    #[command(flatten)]
    scoring: EngineArgs,
    /// How many of the worst errors to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    worst: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Threads; all cores if not given
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// One of the worst errors.
#[derive(Serialize)]
struct Error<'a> {
    language: &'a str,
    text: &'a str,
    gold: Gold,
    tone: Option<f64>,
    label: Label,
    #[serde(flatten)]
    explanation: Option<Explanation>,
}

pub fn run(mut args: Args) -> anyhow::Result<Outcome> {
    if args.label_field.is_none() && args.gold_field.is_none() {
        args.label_field = Some("label".into());
    }
    let fields = Fields {
        text: args.text_field.clone(),
        label: args.label_field.clone(),
        gold: args.gold_field.clone(),
        language: args.lang_field.clone(),
    };
    let engine = args.scoring.engine()?;
    super::use_threads(args.threads)?;
    let (cases, rejects) = read(&args, &fields, &engine)?;
    records::complain(&rejects);
    ensure!(
        !cases.is_empty(),
        "no labelled posts: name the fields with --text-field and --label-field or --gold-field"
    );
    let figures = evaluate(&cases);
    let language = args.lang.as_deref().map(super::language_code).transpose()?;
    let mut scratch = Scratch::default();
    let errors: Vec<Error> = worst(&cases, args.worst)
        .into_iter()
        .map(|index| {
            let case = &cases[index];
            let hint = fields.language.is_some().then_some(case.language.as_str());
            Error {
                language: &case.language,
                text: &case.text,
                gold: case.gold,
                tone: case.tone,
                label: case.label,
                explanation: engine.explain_hinted(&case.text, language, hint, &mut scratch).1,
            }
        })
        .collect();
    let mut out = anstream::stdout().lock();
    if args.json {
        let all = serde_json::json!({
            "yoron": env!("CARGO_PKG_VERSION"), "lexicon": yoron::score::LEXICON_HASH, "rejected": rejects.len(),
            "languages": figures, "worst": errors,
        });
        writeln!(out, "{all:#}")?;
    } else {
        print(&mut out, &figures, &errors)?;
    }
    out.flush()?;
    Ok(if rejects.is_empty() { Outcome::Done } else { Outcome::Partly(3) })
}

fn read(args: &Args, fields: &Fields, engine: &Engine) -> anyhow::Result<(Vec<Case>, Vec<Reject>)> {
    let language = args.lang.as_deref().map(super::language_code).transpose()?;
    let format = args.format.as_deref().map(|name| {
        Format::from_name(name).with_context(|| format!("--format {name}: there are jsonl, json, csv, tsv and parquet"))
    });
    let inputs = inputs::collect(&args.gold, format.transpose()?)?;
    let mut cases = Vec::new();
    let work =
        |record: &Record, text: &str, scratch: &mut Scratch| fields.case(engine, language, record, text, scratch);
    let rejects = records::each(&inputs, &TextFields::named(&fields.text), work, |case| cases.push(case))?;
    Ok((cases, rejects))
}

const LABELS: [&str; 3] = ["negative", "neutral", "positive"];

fn print(out: &mut impl Write, figures: &[Figures], errors: &[Error]) -> std::io::Result<()> {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    writeln!(
        out,
        "{bold}{:<8} {:>8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}{bold:#}",
        "language", "posts", "unscored", "accuracy", "macro-F1", "recall", "balanced", "Spearman", "Pearson"
    )?;
    let figure = |value: Option<f64>| value.map_or("-".into(), |v| format!("{v:.3}"));
    for of in figures {
        writeln!(
            out,
            "{:<8} {:>8} {:>8.1}% {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
            of.language,
            of.n,
            of.unscored * 100.0,
            figure(of.accuracy.map(|share| share.value)),
            figure(of.macro_f1),
            figure(of.average_recall),
            figure(of.balanced_accuracy),
            figure(of.spearman),
            figure(of.pearson)
        )?;
    }
    // tables of a handful of posts tell nothing
    let several = figures.iter().filter(|f| f.n >= 20 && f.language != "all").count() != 1;
    for of in figures.iter().filter(|f| figures.len() == 1 || f.n >= 20 && (several || f.language != "all")) {
        if let Some(confusion) = of.confusion {
            writeln!(out, "\n{bold}{}: people (rows) and yoron (columns){bold:#}", of.language)?;
            writeln!(out, "{:<10} {:>9} {:>9} {:>9}", "", LABELS[0], LABELS[1], LABELS[2])?;
            for (label, row) in LABELS.iter().zip(confusion) {
                writeln!(out, "{label:<10} {:>9} {:>9} {:>9}", row[0], row[1], row[2])?;
            }
        }
        writeln!(out, "\n{bold}{}: what people say at each tone{bold:#}", of.language)?;
        writeln!(
            out,
            "{:<16} {:>7} {:>9} {:>9} {:>9} {:>9}",
            "tone", "posts", "gold", LABELS[0], LABELS[1], LABELS[2]
        )?;
        for bin in &of.reliability {
            let range = format!("{:+.2} … {:+.2}", bin.from, bin.to);
            let gold = bin.gold.map_or("-".into(), |gold| format!("{gold:+.2}"));
            let share = |i: usize| bin.labels.map_or("-".into(), |l| format!("{:.0}%", l[i] * 100.0));
            writeln!(out, "{range:<16} {:>7} {gold:>9} {:>9} {:>9} {:>9}", bin.n, share(0), share(1), share(2))?;
        }
    }
    if !errors.is_empty() {
        writeln!(out, "\n{bold}Furthest off{bold:#}")?;
    }
    for error in errors {
        let gold = match (error.gold.label, error.gold.number) {
            (Some(label), _) => LABELS[(label + 1) as usize].to_owned(),
            (None, Some(number)) => format!("{number:+}"),
            (None, None) => String::new(),
        };
        let tone = error.tone.map_or("no score".into(), |tone| format!("{tone:+.2}"));
        let text = error.text.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "{dim}{}{dim:#} people {gold}, yoron {tone}: {text}", error.language)?;
        for hit in error.explanation.iter().flat_map(|e| &e.hits) {
            let colour = if hit.contribution < 0.0 { AnsiColor::Red } else { AnsiColor::Green }.on_default();
            writeln!(out, "     {colour}{}{colour:#} {:+.2} = {:+.2}", hit.text, hit.valence, hit.contribution)?;
        }
    }
    Ok(())
}
