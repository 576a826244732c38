//! The flags that say how posts are scored; every command that scores has them.

use super::lexicon;
use std::path::PathBuf;
use yoron::Engine;
use yoron::score::English;

#[derive(clap::Args)]
pub struct EngineArgs {
    /// The English scorer: yoron's own or exactly VADER
    #[arg(long, value_name = "NAME", default_value = "yoron", value_parser = ["yoron", "vader"])]
    pub english: String,
    /// A lexicon of your own to add (see `yoron lexicon check`)
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
    /// Raw tones: do not bring the languages to one scale
    #[arg(long)]
    pub uncalibrated: bool,
}

impl EngineArgs {
    /// The engine asked for; a lexicon that cannot be read is an error that names its file and line.
    pub fn engine(&self) -> anyhow::Result<Engine> {
        let mut engine = Engine { calibrated: !self.uncalibrated, ..Default::default() };
        if self.english == "vader" {
            engine.scorer.english = English::Vader;
        }
        lexicon::add(&mut engine.scorer, &self.lexicon)?;
        Ok(engine)
    }
}
