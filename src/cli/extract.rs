//! `yoron extract ARTICLE…`: the quoted posts of articles as JSON lines.

use super::{Outcome, error_line, input};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use yoron::extract::{self, Quote};

/// Print the quoted posts of news articles, one JSON object a line
#[derive(clap::Args)]
pub struct Args {
    /// Articles: plain text, Markdown or HTML; - reads standard input
    #[arg(required = true, value_name = "ARTICLE")]
    articles: Vec<PathBuf>,
    /// Print every quote, not only the public's
    #[arg(long)]
    all: bool,
}

/// One line of output.
#[derive(Serialize)]
struct Line<'a> {
    source: String,
    #[serde(flatten)]
    quote: &'a Quote,
}

/// Reads on after an article that cannot be read, and says so with the exit code.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::Done;
    for path in &args.articles {
        let article = match input::read_article(path) {
            Ok(article) => article,
            Err(error) => {
                error_line(&error);
                outcome = Outcome::Partly(1);
                continue;
            }
        };
        for quote in extract::extract(&article).iter().filter(|quote| args.all || quote.is_post()) {
            serde_json::to_writer(&mut out, &Line { source: path.display().to_string(), quote })
                .map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(outcome)
}
