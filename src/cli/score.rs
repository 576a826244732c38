//! `yoron score POSTS…`: a batch of posts in, the same records with their tone out.

use super::Outcome;
use super::batch::inputs::{self, Input, Opened};
use super::batch::jobs::{self, Job};
use super::batch::output::{self, Output};
use super::batch::progress::Progress;
use super::batch::unfinished::{self, Unfinished};
use super::engine::EngineArgs;
use anyhow::{Context, bail, ensure};
use serde_json::json;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use yoron::Engine;
use yoron::batch::{self, Columns, Format, Options, Plan, Preset, Reject, RowsWriter, Settings, Target};
use yoron::route::language_of_tag;

/// Score a batch of posts: the same records, in the same order, with their tone
///
/// Adds `tone`, `tone_label`, `tone_status`, `tone_lang`, `tone_langs`, `tone_lang_source` and `tone_lang_confidence`. A
/// record that cannot be scored goes to OUT.rejects.jsonl with file, line and reason (exit code 3).
///
/// Formats are JSON lines, JSON, CSV, TSV and Parquet, all but the last also compressed (.gz, .zst). Between formats, nested
/// values become JSON text, and a table gets the columns of all records, in the order in which they first occur.
#[derive(clap::Args)]
pub struct Args {
    /// Files of posts, or folders of them; `-` is standard input
    #[arg(required = true, value_name = "POSTS")]
    posts: Vec<PathBuf>,
    /// Where to write: a file, or a folder for a file each; standard output if not given
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The format of the input (jsonl, json, csv, tsv, parquet); by the file's extension if not given
    #[arg(long, value_name = "NAME", value_parser = format)]
    format: Option<Format>,
    /// The format of the output; by OUT's extension if not given, else the input's
    #[arg(long, value_name = "NAME", value_parser = format)]
    out_format: Option<Format>,
    /// The encoding of the input (utf-8, cp949, shift_jis …); found out if not given
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The platform the posts come from: which fields count, and what markup they hold
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(Preset::names()))]
    preset: Option<String>,
    /// The field that holds the post's text (`text`, `record.text`, `data[].text`); found by its name if not given
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// The field that holds a language tag: a hint where the script of the text cannot tell
    #[arg(long, value_name = "NAME")]
    lang_field: Option<String>,
    /// The language of all posts (en, ko, ja): no routing
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The language that most of the posts are in: decides where neither text nor field tells (大会, lol)
    #[arg(long, value_name = "CODE")]
    prior: Option<String>,
    #[command(flatten)]
    scoring: EngineArgs,
    /// Add `tone_hits`: the words that made each tone
    #[arg(long)]
    explain: bool,
    /// Stop at the first record that cannot be scored
    #[arg(long)]
    strict: bool,
    /// Go on with a batch that was cut off
    #[arg(long, requires = "output")]
    resume: bool,
    /// Begin a CSV or TSV with a byte order mark, for Excel
    #[arg(long)]
    bom: bool,
    /// Show no progress and no summary
    #[arg(short, long)]
    quiet: bool,
    /// Threads; all cores if not given
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Bytes a record may have
    #[arg(long, value_name = "BYTES", default_value_t = Settings::default().longest, value_parser = bytes)]
    max_record: usize,
    /// Bytes of input worked on at a time
    #[arg(long, value_name = "BYTES", default_value_t = Settings::default().chunk, hide = true, value_parser = bytes)]
    chunk: usize,
}

fn prior(tag: &str) -> anyhow::Result<&'static str> {
    language_of_tag(tag).with_context(|| format!("--prior {tag}: no language; for instance en, ko, ja, zh"))
}

fn format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| "there are jsonl, json, csv, tsv and parquet".to_owned())
}

fn bytes(number: &str) -> Result<usize, String> {
    match number.parse::<u32>() {
        Ok(bytes @ 1..) => Ok(bytes as usize),
        _ => Err(format!("a number of bytes from 1 to {}", u32::MAX)),
    }
}

/// What all jobs share.
struct Batch<'a> {
    engine: Engine,
    options: Options,
    settings: Settings,
    args: &'a Args,
}

pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let jobs = jobs::jobs(&args.posts, args.output.as_deref(), args.format, args.out_format)?;
    let settings = Settings {
        encoding: args.encoding.as_deref().map(inputs::encoding).transpose()?,
        chunk: args.chunk,
        longest: args.max_record,
    };
    let options = Options {
        text_field: args.text_field.clone(),
        language_field: args.lang_field.clone(),
        preset: args.preset.as_deref().and_then(Preset::named),
        language: args.lang.as_deref().map(super::language_code).transpose()?,
        prior: args.prior.as_deref().map(prior).transpose()?,
        explain: args.explain,
    };
    let engine = args.scoring.engine()?;
    super::use_threads(args.threads)?;
    yoron::score::warm_up();
    let shared = Batch { engine, options, settings, args: &args };
    let mut outcome = Outcome::Done;
    for job in jobs {
        let result = shared.score(job);
        match result {
            Ok(0) => {}
            Ok(_) => outcome = Outcome::Partly(3),
            Err(error) => {
                let disk = error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some());
                let kept = unfinished::abandon(disk && !args.strict);
                return Err(match kept {
                    Some(kept) => error.context(kept),
                    None => error,
                });
            }
        }
    }
    Ok(outcome)
}

impl Batch<'_> {
    /// Scores one job; gives the number of rejects.
    fn score(&self, mut job: Job) -> anyhow::Result<u64> {
        if let Some(folder) = job.output.as_deref().and_then(Path::parent).filter(|f| self.makes(f)) {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let lengths: Option<Vec<u64>> = job.inputs.iter().map(Input::length).collect();
        let mut progress = Progress::new(lengths.map(|l| l.iter().sum()), self.args.quiet);
        let all_parquet = job.inputs.iter().all(|input| input.format == Format::Parquet);
        let (summary, rejects) = match job.format {
            Format::Parquet => {
                ensure!(
                    !self.args.resume,
                    "--resume: Parquet is complete only at its end and cannot be gone on with; write .jsonl.zst"
                );
                let output = job.output.clone().context("Parquet needs a file to write: name it with -o")?;
                ensure!(output::is_plain(&output), "{} is no file, which Parquet needs", output.display());
                let unfinished = Unfinished { output, resumable: false };
                if all_parquet {
                    self.parquet(&mut job, &unfinished, &mut progress)?
                } else {
                    self.rows(&mut job, &unfinished, &mut progress)?
                }
            }
            _ => self.text(&mut job, &mut progress)?,
        };
        progress.clear();
        if !self.args.quiet {
            let text = progress.summary(&summary, job.output.as_deref());
            let see = rejects.map_or_else(String::new, |path| format!(" (see {})", path.display()));
            anstream::eprintln!("yoron: {text}{see}");
        } else if summary.rejects > 0 {
            let see = rejects.map_or_else(String::new, |path| format!(": see {}", path.display()));
            anstream::eprintln!("yoron: {} records could not be scored{see}", summary.rejects);
        }
        Ok(summary.rejects)
    }

    /// Folders below the one named with `-o` are made, and that one too where it stands for a folder.
    fn makes(&self, folder: &Path) -> bool {
        self.args.output.as_deref().is_some_and(|output| folder.starts_with(output)) && !folder.is_dir()
    }

    /// The columns of all records.
    fn columns(&self, job: &mut Job) -> anyhow::Result<Columns> {
        let mut columns = Columns::default();
        for input in &mut job.inputs {
            input.settle()?;
            let opened = input.open(&self.settings, &Arc::default())?;
            if opened.head().format.is_table() {
                columns.merge(&Columns::of_header(&opened.head().columns));
                continue;
            }
            let add = |found: Columns| {
                columns.merge(&found);
                Ok::<(), std::convert::Infallible>(())
            };
            let Ok(()) = batch::in_order(opened, |chunk| Columns::of_chunk(&chunk), add);
        }
        Ok(columns)
    }

    /// What records are written as.
    fn target(&self, job: &mut Job) -> anyhow::Result<Target> {
        if job.format == Format::Parquet {
            return Ok(Target::Cells(Arc::new(self.columns(job)?)));
        }
        let one = job.inputs.len() == 1;
        if job.format.is_table() {
            if one && job.inputs[0].format == job.format {
                return Ok(Target::SameRows);
            }
            return Ok(Target::Rows(
                Arc::new(self.columns(job)?),
                if job.format == Format::Tsv { b'\t' } else { b',' },
            ));
        }
        Ok(Target::Json(job.format))
    }

    /// All chunks of all inputs, each with the plan of its input. An input that cannot be opened ends them.
    fn chunks<'j>(
        &'j self,
        inputs: &'j [Input],
        target: &'j Target,
        read: Arc<AtomicU64>,
        failure: &'j Mutex<Option<anyhow::Error>>,
    ) -> impl Iterator<Item = (Arc<Plan>, batch::Chunk)> + Send + 'j {
        let mut inputs = inputs.iter();
        let mut current: Option<(Arc<Plan>, Opened)> = None;
        std::iter::from_fn(move || {
            loop {
                if let Some((plan, opened)) = &mut current
                    && let Some(chunk) = opened.next()
                {
                    return Some((plan.clone(), chunk));
                }
                let input = inputs.next()?;
                let opened = input.open(&self.settings, &read).and_then(|opened| {
                    let plan = self.plan(input, opened.head(), target)?;
                    Ok((Arc::new(plan), opened))
                });
                match opened {
                    Ok(opened) => current = Some(opened),
                    Err(error) => {
                        *failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                        return None;
                    }
                }
            }
        })
    }

    fn plan(&self, input: &Input, head: &batch::Head, target: &Target) -> anyhow::Result<Plan> {
        Plan::new(head, &self.options, target.clone()).with_context(|| input.name.clone())
    }

    fn strict(&self, rejects: &[Reject]) -> anyhow::Result<()> {
        match rejects.first().filter(|_| self.args.strict) {
            Some(reject) => bail!("{}:{}: {}", reject.file, reject.line, reject.reason),
            None => Ok(()),
        }
    }

    /// Writes JSON, CSV or TSV.
    fn text(&self, job: &mut Job, progress: &mut Progress) -> anyhow::Result<(batch::Summary, Option<PathBuf>)> {
        let output = job.output.clone();
        let path = output.as_deref();
        let files = job.inputs.iter().all(|input| !input.is_stdin() && input.length().is_some());
        ensure!(files || !self.args.resume, "--resume needs files to read again: standard input cannot be");
        let identity = self.identity(job);
        let resumed = match path {
            Some(path) if self.args.resume => {
                ensure!(output::is_plain(path), "--resume: {} is no file", path.display());
                Output::resume(path, &identity)?
            }
            _ => None,
        };
        let mut target = self.target(job)?;
        let read = progress.read.clone();
        // the first input says whether JSON is one array, and what the header is
        let mut header = None;
        let failure = Mutex::new(None);
        let mut array = job.format == Format::Json;
        if let (Target::Json(Format::Json), [input]) = (&target, job.inputs.as_mut_slice()) {
            if input.format == Format::Json {
                input.settle()?;
                array = input.open(&self.settings, &Arc::default())?.head().array;
            }
            if !array {
                target = Target::Json(Format::Jsonl);
            }
        }
        if let Some(input) = job.inputs.first_mut().filter(|_| job.format.is_table()) {
            input.settle()?;
            let opened = input.open(&self.settings, &Arc::default())?;
            header = self.plan(input, opened.head(), &target)?.header(opened.head());
            if let (Some(header), true) = (&mut header, self.args.bom) {
                header.splice(0..0, *b"\xef\xbb\xbf");
            }
        }
        let mut out = match resumed {
            Some(out) => out,
            None => Output::start(path, identity, files)?,
        };
        let done = out.state().chunk;
        progress.before = out.state().summary.posts;
        let mut chunks = self.chunks(&job.inputs, &target, read, &failure);
        for _ in 0..done {
            chunks.next();
        }
        let work = |(plan, chunk): (Arc<Plan>, batch::Chunk)| plan.score(&self.engine, &chunk);
        let before = |out: &Output| -> Vec<u8> {
            match (out.state().chunk, &header) {
                (0, Some(header)) => header.clone(),
                _ if array && out.state().records > 0 => b",\n".to_vec(),
                _ if array => b"[\n".to_vec(),
                _ => Vec::new(),
            }
        };
        batch::in_order(chunks, work, |scored| {
            self.strict(&scored.rejects)?;
            let mut start = before(&out);
            if scored.records == 0 && array {
                start.clear();
            }
            out.chunk(&[&start, &scored.bytes], &scored.rejects, scored.records, &scored.summary)?;
            let summary = &out.state().summary;
            progress.show(summary.posts, summary.rejects);
            anyhow::Ok(())
        })?;
        if let Some(error) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let end: Vec<u8> = match (array, out.state().records, out.state().chunk) {
            (true, 0, _) => b"[]\n".to_vec(),
            (true, ..) => b"\n]\n".to_vec(),
            (false, _, 0) => header.unwrap_or_default(),
            _ => Vec::new(),
        };
        out.finish(&end)
    }

    /// Writes Parquet of other formats.
    fn rows(
        &self,
        job: &mut Job,
        unfinished: &Unfinished,
        progress: &mut Progress,
    ) -> anyhow::Result<(batch::Summary, Option<PathBuf>)> {
        let Target::Cells(columns) = self.target(job)? else { bail!("no columns") };
        let target = Target::Cells(columns.clone());
        let file = output::create_partial(unfinished)?;
        let mut rejects = output::Rejects::beside(unfinished);
        let mut writer = RowsWriter::new(file, &columns, self.options.explain)?;
        let mut summary = batch::Summary::default();
        let failure = Mutex::new(None);
        let chunks = self.chunks(&job.inputs, &target, progress.read.clone(), &failure);
        let work = |(plan, chunk): (Arc<Plan>, batch::Chunk)| plan.score(&self.engine, &chunk);
        batch::in_order(chunks, work, |scored| {
            self.strict(&scored.rejects)?;
            rejects.write(&scored.rejects)?;
            writer.push(scored.rows)?;
            summary.merge(&scored.summary);
            progress.show(summary.posts, summary.rejects);
            anyhow::Ok(())
        })?;
        if let Some(error) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        writer.finish()?.sync_all()?;
        rejects.flush()?;
        Ok((summary, output::publish(unfinished, rejects.any())?))
    }

    /// Writes Parquet of Parquet.
    fn parquet(
        &self,
        job: &mut Job,
        unfinished: &Unfinished,
        progress: &mut Progress,
    ) -> anyhow::Result<(batch::Summary, Option<PathBuf>)> {
        let mut inputs = Vec::new();
        for input in &mut job.inputs {
            input.settle()?;
            inputs.push((input.name.clone(), input.shared(&progress.read)?));
        }
        let file = output::create_partial(unfinished)?;
        let show = |summary: &batch::Summary| progress.show(summary.posts, summary.rejects);
        let (file, summary) = batch::score_parquet(&self.engine, inputs, file, &self.options, show)?;
        file.sync_all()?;
        Ok((summary, output::publish(unfinished, false)?))
    }

    /// What a run has to share with the one it goes on with.
    fn identity(&self, job: &Job) -> serde_json::Value {
        let file = |path: &Path| {
            let file = fs::metadata(path).ok();
            let modified = file.as_ref().and_then(|f| f.modified().ok());
            let since = modified.and_then(|m| m.duration_since(std::time::UNIX_EPOCH).ok());
            json!([path.display().to_string(), file.map(|f| f.len()), since.map(|s| s.as_nanos().to_string())])
        };
        let args = self.args;
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "lexicons": yoron::score::LEXICON_HASH,
            "inputs": job.inputs.iter().map(|input| file(&input.path)).collect::<Vec<_>>(),
            "own lexicons": args.scoring.lexicon.iter().map(|path| file(path)).collect::<Vec<_>>(),
            "formats": [job.inputs.iter().map(|i| i.format.extension()).collect::<Vec<_>>().join(" "), job.format.extension().to_owned()],
            "options": [
                &args.text_field, &args.lang_field, &args.lang, &args.preset, &args.encoding, &Some(args.scoring.english.clone()), &args.prior,
            ],
            "flags": [args.explain, args.bom, args.scoring.uncalibrated],
            "sizes": [args.chunk, args.max_record],
        })
    }
}
