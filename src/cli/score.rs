//! `yoron score POSTS…`: a batch of posts in, the same records with their tone out.

use super::Outcome;
use anyhow::{Context, bail, ensure};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use yoron::batch::{self, Format, Records, Reject};
use yoron::score::Scratch;

/// Records read, scored and written at a time: memory does not grow with the input.
const CHUNK: usize = 8192;

/// Score a batch of posts: the same records, in the same order, with their tone
///
/// Adds `tone`, `tone_label`, `tone_status`, `tone_lang`, `tone_lang_source` and `tone_lang_confidence`. A record that
/// cannot be scored goes to OUT.rejects.jsonl with file, line and reason (exit code 3).
#[derive(clap::Args)]
pub struct Args {
    /// Files of posts (JSON lines, CSV, TSV; .gz and .zst too); `-` is standard input
    #[arg(required = true, value_name = "POSTS")]
    posts: Vec<PathBuf>,
    /// Where to write; standard output if not given
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The format of the input (jsonl, csv, tsv); by the file's extension if not given
    #[arg(long, value_name = "NAME")]
    format: Option<String>,
    /// The field that holds the post's text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
    /// The field that holds a language tag: a hint where the script of the text cannot tell
    #[arg(long, value_name = "NAME")]
    lang_field: Option<String>,
    /// The language of all posts (en, ko, ja): no routing
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The English scorer: yoron's own or exactly VADER
    #[arg(long, value_name = "NAME", default_value = "yoron", value_parser = ["yoron", "vader"])]
    english: String,
    /// A lexicon of your own to add (see `yoron lexicon check`)
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
    /// Raw tones: do not bring the languages to one scale
    #[arg(long)]
    uncalibrated: bool,
    /// Add `tone_hits`: the words that made each tone
    #[arg(long)]
    explain: bool,
    /// Stop at the first record that cannot be scored
    #[arg(long)]
    strict: bool,
    /// Threads; all cores if not given
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let engine = super::engine(&args.english, &args.lexicon, args.uncalibrated)?;
    let formats: Vec<Format> =
        args.posts.iter().map(|path| format_of(path, args.format.as_deref())).collect::<Result<_, _>>()?;
    let output = match &args.output {
        Some(path) => format_of(path, None)?,
        None => formats[0],
    };
    ensure!(
        output == Format::Jsonl || formats.iter().all(|f| *f != Format::Jsonl) && args.posts.len() == 1,
        "CSV and TSV can be written from one CSV or TSV file only; name the output .jsonl"
    );
    let options = batch::Options {
        text_field: args.text_field.clone(),
        language_field: args.lang_field.clone(),
        language: args.lang.as_deref().map(super::language_code).transpose()?,
        explain: args.explain,
        output,
    };
    super::use_threads(args.threads)?;
    let mut sink = Sink::open(args.output.as_deref(), &args.posts)?;
    for (path, format) in args.posts.iter().zip(formats) {
        let name = path.display().to_string();
        let mut records =
            Records::new(open(path)?, format, &name).with_context(|| format!("{name}: its header cannot be read"))?;
        if let Some(header) = batch::header_line(records.header(), &options) {
            sink.line(&header)?;
        }
        loop {
            let chunk: Vec<_> = records.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            let scored: Vec<Result<String, Reject>> = chunk
                .into_par_iter()
                .map_init(Scratch::default, |scratch, record| batch::score(&engine, record, &options, scratch))
                .collect();
            for line in scored {
                match line {
                    Ok(line) => sink.line(&line)?,
                    Err(reject) if args.strict => bail!("{}:{}: {}", reject.file, reject.line, reject.reason),
                    Err(reject) => sink.rejects.push(reject),
                }
            }
        }
    }
    sink.finish()
}

/// The format a name stands for: what was asked, else the extension before `.gz` or `.zst`; JSON lines for `-`.
pub(super) fn format_of(path: &Path, asked: Option<&str>) -> anyhow::Result<Format> {
    let name = path.to_string_lossy();
    let bare = name.trim_end_matches(".gz").trim_end_matches(".zst");
    let extension = asked.or_else(|| Path::new(bare).extension().and_then(|e| e.to_str())).unwrap_or("jsonl");
    Format::from_name(extension)
        .with_context(|| format!("{name}: no format {extension:?}; there are jsonl, csv and tsv (--format)"))
}

pub(super) fn open(path: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    ensure!(!path.is_dir(), "{} is a directory; name the files in it", path.display());
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    Ok(match path.extension().and_then(|e| e.to_str()) {
        Some("gz") => Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file))),
        Some("zst") => Box::new(BufReader::new(
            zstd::Decoder::new(file).with_context(|| format!("{}: no zstd file", path.display()))?,
        )),
        _ => Box::new(BufReader::with_capacity(1 << 16, file)),
    })
}

/// Where scored records and rejects go. A file is written under a temporary name and gets its own when it is complete.
struct Sink<'a> {
    out: Box<dyn Write>,
    file: Option<(tempfile::TempPath, &'a Path)>,
    rejects: Vec<Reject>,
}

impl<'a> Sink<'a> {
    fn open(output: Option<&'a Path>, inputs: &[PathBuf]) -> anyhow::Result<Self> {
        let Some(path) = output else {
            return Ok(Self {
                out: Box::new(BufWriter::new(std::io::stdout().lock())),
                file: None,
                rejects: Vec::new(),
            });
        };
        let same = |input: &PathBuf| matches!((input.canonicalize(), path.canonicalize()), (Ok(a), Ok(b)) if a == b);
        ensure!(!inputs.iter().any(same), "{} is an input too: name another file to write", path.display());
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (file, temporary) = tempfile::NamedTempFile::new_in(folder)
            .with_context(|| format!("cannot write in {}", folder.display()))?
            .into_parts();
        let out: Box<dyn Write> = match path.extension().and_then(|e| e.to_str()) {
            Some("gz") => Box::new(flate2::write::GzEncoder::new(BufWriter::new(file), flate2::Compression::default())),
            Some("zst") => Box::new(zstd::Encoder::new(BufWriter::new(file), 0)?.auto_finish()),
            _ => Box::new(BufWriter::with_capacity(1 << 16, file)),
        };
        Ok(Self { out, file: Some((temporary, path)), rejects: Vec::new() })
    }

    fn line(&mut self, line: &str) -> std::io::Result<()> {
        self.out.write_all(line.as_bytes())?;
        self.out.write_all(b"\n")
    }

    fn finish(mut self) -> anyhow::Result<Outcome> {
        self.out.flush().context("cannot write the output")?;
        drop(self.out);
        let beside = self.file.as_ref().map(|(_, path)| PathBuf::from(format!("{}.rejects.jsonl", path.display())));
        if let Some((temporary, path)) = self.file {
            temporary.persist(path).with_context(|| format!("cannot write {}", path.display()))?;
        }
        if self.rejects.is_empty() {
            return Ok(Outcome::Done);
        }
        let count = self.rejects.len();
        match beside {
            Some(path) => {
                let mut lines = String::new();
                for reject in &self.rejects {
                    lines += &serde_json::to_string(reject)?;
                    lines.push('\n');
                }
                std::fs::write(&path, lines).with_context(|| format!("cannot write {}", path.display()))?;
                anstream::eprintln!("yoron: {count} records could not be scored: see {}", path.display());
            }
            None => self.rejects.iter().for_each(|r| anstream::eprintln!("yoron: {}:{}: {}", r.file, r.line, r.reason)),
        }
        Ok(Outcome::Partly(3))
    }
}
