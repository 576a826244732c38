//! The command line: parses flags, reads and writes files, prints. Everything else is the library's.

mod batch;
mod compare;
mod completions;
mod engine;
mod evaluate;
mod explain;
mod extract;
mod input;
mod lexicon;
mod records;
mod report;
mod score;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// How did people react, and did one country react differently?
///
/// Extracts the public's posts from news articles, scores their tone in Korean, Japanese and English on one scale,
/// and reports on it. The same engine scores batches of millions of posts.
#[derive(Parser)]
#[command(name = "yoron", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Report(report::Args),
    Extract(extract::Args),
    Score(score::Args),
    Compare(Box<compare::Args>),
    Explain(explain::Args),
    Evaluate(evaluate::Args),
    Lexicon(lexicon::Args),
    Completions(completions::Args),
}

/// How a command that did not fail ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// Some inputs could not be read or some records were rejected; the rest was done.
    Partly(u8),
}

/// Runs the command line. Exit codes: 0 all good, 1 failed, 2 wrong usage, 3 done but with rejects, 130 interrupted.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Report(args) => report::run(args),
        Command::Extract(args) => extract::run(args),
        Command::Score(args) => score::run(args),
        Command::Compare(args) => compare::run(*args),
        Command::Explain(args) => explain::run(args),
        Command::Evaluate(args) => evaluate::run(args),
        Command::Lexicon(args) => lexicon::run(args),
        Command::Completions(args) => completions::run(args),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partly(code)) => ExitCode::from(code),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            error_line(&error);
            ExitCode::FAILURE
        }
    }
}

/// Prints `yoron: …` to stderr, the causes joined by colons.
pub fn error_line(error: &anyhow::Error) {
    anstream::eprintln!("{}yoron:{} {error:#}", anstyle::AnsiColor::Red.on_default().bold(), anstyle::Reset);
}

/// A reader that went away (`yoron … | head`) is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

/// The code of a language that has a scorer, for `--lang`.
fn language_code(code: &str) -> anyhow::Result<&'static str> {
    match yoron::Language::from_code(code) {
        Some(language) => Ok(language.code()),
        None => anyhow::bail!("--lang {code}: no scorer for it; there is one for en, ko and ja"),
    }
}

/// Works on as many threads as `--threads` asks for, on all cores without it.
fn use_threads(threads: Option<usize>) -> anyhow::Result<()> {
    if let Some(threads) = threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build_global()?;
    }
    Ok(())
}
