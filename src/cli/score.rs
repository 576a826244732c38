//! `yoron score POSTS…`: a batch of posts in, the same records with their tone out.

use super::Outcome;
use anyhow::Context;
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use yoron::score::{English, Scratch};
use yoron::{Engine, Language, batch};

/// Records read, scored and written at a time.
const CHUNK: usize = 8192;

/// Score a batch of posts, one record a line
#[derive(clap::Args)]
pub struct Args {
    /// Files of posts (JSON lines); `-` is standard input
    #[arg(required = true, value_name = "POSTS")]
    posts: Vec<PathBuf>,
    /// Where to write; standard output if not given
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The field that holds the post's text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
    /// The language of all posts (en, ko, ja): no routing
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The English scorer: yoron's own or exactly VADER
    #[arg(long, value_name = "NAME", default_value = "yoron", value_parser = ["yoron", "vader"])]
    english: String,
    /// Add `tone_hits`: the words that made each tone
    #[arg(long)]
    explain: bool,
    /// Threads; all cores if not given
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let language = match &args.lang {
        None => None,
        Some(code) => Some(
            Language::from_code(code)
                .with_context(|| format!("--lang {code}: no scorer for it; there is one for en, ko and ja"))?
                .code(),
        ),
    };
    let options = batch::Options { language, explain: args.explain };
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    }
    let mut engine = Engine::default();
    if args.english == "vader" {
        engine.scorer.english = English::Vader;
    }
    let mut out: Box<dyn Write> = match &args.output {
        Some(path) => {
            Box::new(BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?))
        }
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    };
    for path in &args.posts {
        let reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(BufReader::new(std::io::stdin()))
        } else {
            Box::new(BufReader::new(File::open(path).with_context(|| format!("cannot open {}", path.display()))?))
        };
        let mut lines = reader.lines();
        loop {
            let chunk: Vec<String> = lines.by_ref().take(CHUNK).collect::<Result<_, _>>()?;
            if chunk.is_empty() {
                break;
            }
            let scored: Vec<anyhow::Result<String>> = chunk
                .par_iter()
                .map_init(Scratch::default, |scratch, line| {
                    let mut record: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line)?;
                    let text =
                        record.get(&args.text_field).and_then(|t| t.as_str()).context("no text field")?.to_owned();
                    record.extend(batch::fields(&engine, &text, options, scratch));
                    Ok(serde_json::to_string(&record)?)
                })
                .collect();
            for line in scored {
                writeln!(out, "{}", line?)?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
