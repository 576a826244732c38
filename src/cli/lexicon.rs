//! `yoron lexicon check FILE`, and the user's lexicons that `--lexicon FILE` adds.

use super::Outcome;
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use yoron::Language;
use yoron::lexicon::{self, parse_rows};
use yoron::score::Scorer;

/// Check a lexicon of your own
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Say what is wrong in lexicon files, line by line
    Check {
        /// Lexicon files: lemma, class, valence, note, separated by tabs
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The language of the files (en, ko, ja); read off the file if not given
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
    },
}

pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let Action::Check { files, lang } = args.action;
    let stated = lang
        .map(|code| Language::from_code(&code).with_context(|| format!("--lang {code}: one of en, ko, ja")))
        .transpose()?;
    let mut untidy = 0;
    for path in &files {
        let text = read(path)?;
        let language = stated.unwrap_or_else(|| lexicon::language_of(&text));
        let errors = lexicon::check(Some(language), &text);
        for error in &errors {
            anstream::eprintln!("{}: {error}", path.display());
        }
        untidy += errors.len();
        anstream::println!(
            "{}: {} entries ({}), {} to mend",
            path.display(),
            parse_rows(&text).0.len(),
            language.name(),
            errors.len()
        );
    }
    Ok(if untidy == 0 { Outcome::Done } else { Outcome::Partly(1) })
}

/// Adds each file to the scorer; a row that cannot be read is an error that names it.
pub fn add(scorer: &mut Scorer, files: &[PathBuf]) -> anyhow::Result<()> {
    for path in files {
        let text = read(path)?;
        let language = lexicon::language_of(&text);
        let (rows, errors) = parse_rows(&text);
        if let Some(error) = errors.first() {
            bail!(
                "{}: {error} ({} rows to mend: yoron lexicon check {})",
                path.display(),
                errors.len(),
                path.display()
            );
        }
        scorer.add_rows(language, &rows);
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {} as UTF-8 text", path.display()))
}
