//! The report of a comparison: a page of Markdown with charts, a self-contained page of HTML, and the facts as JSON.
//!
//! ```
//! use yoron::compare::{Plan, Posts, compare};
//! use yoron::report::comparison::{About, Comparison};
//! let compared = compare(&yoron::Engine::default(), &Posts::default(), None, &[], &Plan::default());
//! let report = Comparison::new(compared, About::new("nothing yet"));
//! assert!(report.html().starts_with("<!doctype html>"));
//! assert!(report.finding().starts_with("No group"));
//! ```

mod charts;
mod finding;
mod numbers;
mod strings;
mod view;

pub use strings::Tongue;

use crate::compare::Compared;
use crate::score::LEXICON_HASH;
use serde::Serialize;

/// What a report says of where its numbers come from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About {
    /// What the posts are about.
    pub title: String,
    /// The files the posts came from.
    pub inputs: Vec<String>,
    /// Records that could not be read.
    pub rejects: usize,
    /// Posts that came with a tone.
    pub scored_before: usize,
    /// Whether the posts are quotes out of articles.
    pub quoted: bool,
    /// Whether tones are calibrated.
    pub calibrated: bool,
    /// The English scorer.
    pub english: String,
    /// The field of the weights.
    pub weight: Option<String>,
    /// The name of the baseline.
    pub baseline: Option<String>,
    /// The name of the labelled sample.
    pub gold: Option<String>,
    /// Whether handles are covered.
    pub masked: bool,
    /// The language the report is written in.
    #[serde(skip)]
    pub tongue: Tongue,
}

impl About {
    /// A report in English on calibrated tones, with this title and nothing else known.
    pub fn new(title: impl Into<String>) -> Self {
        About {
            title: title.into(),
            inputs: Vec::new(),
            rejects: 0,
            scored_before: 0,
            quoted: false,
            calibrated: true,
            english: "yoron".into(),
            weight: None,
            baseline: None,
            gold: None,
            masked: true,
            tongue: Tongue::English,
        }
    }
}

/// A comparison and how it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    compared: Compared,
    about: About,
}

impl Comparison {
    /// Puts a comparison and its circumstances together.
    pub fn new(compared: Compared, about: About) -> Self {
        Comparison { compared, about }
    }

    /// The numbers.
    pub fn compared(&self) -> &Compared {
        &self.compared
    }

    /// The finding in one sentence or two, with n, effect and how sure it is.
    pub fn finding(&self) -> String {
        finding::finding(&self.compared, self.about.tongue).0
    }

    /// What is to be said of the other pairs, and the caveat that belongs to it all.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = finding::finding(&self.compared, self.about.tongue).1;
        notes.push(self.caveat().to_owned());
        notes
    }

    fn caveat(&self) -> &'static str {
        self.about.tongue.get(if self.about.quoted { "caveat_quoted" } else { "caveat_posts" })
    }

    /// Groups, their numbers of posts, shares and means, for a terminal: a line each.
    pub fn lines(&self) -> Vec<String> {
        view::lines(&self.compared, self.about.tongue)
    }

    /// The charts as SVG files: the end of each name (`shares`, `tones`, `trend`) and its content.
    pub fn charts(&self) -> Vec<(&'static str, String)> {
        charts::charts(&self.compared, &self.about).iter().map(|chart| (chart.name, chart.file())).collect()
    }

    /// The report as Markdown; the charts are expected beside it as `NAME-shares.svg` and so on. Nothing in a post acts as
    /// Markdown or HTML.
    pub fn markdown(&self, name: &str) -> String {
        view::markdown(self, name)
    }

    /// The report as one page that needs nothing else: no network, no other file. Nothing in a post acts as HTML, and the
    /// page forbids every script but its own.
    pub fn html(&self) -> String {
        view::html(self)
    }

    /// The same facts for programs, indented, ending in a line break.
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        struct Facts<'a> {
            schema: u32,
            tool: &'static str,
            version: &'static str,
            lexicon_hash: &'static str,
            about: &'a About,
            finding: String,
            notes: Vec<String>,
            #[serde(flatten)]
            compared: &'a Compared,
        }
        let facts = Facts {
            schema: 1,
            tool: "yoron",
            version: env!("CARGO_PKG_VERSION"),
            lexicon_hash: LEXICON_HASH,
            about: &self.about,
            finding: self.finding(),
            notes: self.notes(),
            compared: &self.compared,
        };
        // no map with keys other than strings, and no failing serialiser
        serde_json::to_string_pretty(&facts).map_or_else(|_| String::new(), |json| json + "\n")
    }
}
