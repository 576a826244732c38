//! Reports: the quotes of articles in; the tone of the public's posts, by group, out: as values, Markdown, a chart, JSON.
//!
//! ```
//! use yoron::article::Article;
//! use yoron::report::{Reading, Report};
//! use yoron::{Engine, extract};
//!
//! let article = Article::from_text("“What a lovely surprise,” one X user wrote in Korean.");
//! let quotes = extract::extract(&article);
//! let reading = Reading { name: "surprise".into(), source: "surprise.txt".into(), title: None, language: None, quotes };
//! let report = Report::new(&Engine::default(), &[reading]);
//! let page = report.markdown("surprise.svg");
//! assert!(page.starts_with("# "));
//! assert!(report.svg().starts_with("<svg"));
//! assert!(report.json().contains("\"lexicon_hash\""));
//! ```

mod chart;
pub mod comparison;
mod finding;
mod group;
mod markdown;
mod post;
mod svg;

pub use group::{By, Group, aggregate, group_of};
pub use post::{Aside, LeftOut, Place, Post};

use crate::Engine;
use crate::article::Article;
use crate::extract::{Kind, Quote, extract};
use crate::route::Hints;
use crate::score::{English, LEXICON_HASH, Scratch, THRESHOLD};
use rayon::prelude::*;
use serde::Serialize;

/// Fewer posts than this are an anecdote: described one by one, not measured.
pub const ANECDOTE: usize = 10;

/// An article that has been read: what a report is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The short name, as posts cite it.
    pub name: String,
    /// Where it came from: a path or an address.
    pub source: String,
    /// The headline, where known.
    pub title: Option<String>,
    /// ISO 639-1 code of the language the article is written in, where known.
    pub language: Option<String>,
    /// All its quotes, of every kind.
    pub quotes: Vec<Quote>,
}

impl Reading {
    /// Extracts the quotes of an article.
    pub fn new(name: impl Into<String>, source: impl Into<String>, article: &Article) -> Reading {
        Reading {
            name: name.into(),
            source: source.into(),
            title: article.title.clone(),
            language: article.language.map(|language| language.code().to_owned()),
            quotes: extract(article),
        }
    }
}

/// What made the numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Method {
    /// Always `yoron`.
    pub tool: &'static str,
    /// The version of the tool.
    pub version: &'static str,
    /// The state of the embedded lexicons ([`LEXICON_HASH`]).
    pub lexicon_hash: &'static str,
    /// The English scorer: `yoron` or `vader`.
    pub english: &'static str,
    /// Tones at or beyond ± this are positive or negative ([`THRESHOLD`]).
    pub threshold: f64,
    /// Fewer posts are an anecdote ([`ANECDOTE`]).
    pub anecdote: usize,
}

/// An article a report covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// The short name, as posts cite it.
    pub name: String,
    /// Where it came from.
    pub source: String,
    /// The headline, where known.
    pub title: Option<String>,
    /// ISO 639-1, where known.
    pub language: Option<String>,
    /// Its public posts, those that other articles quote too included.
    pub posts: usize,
}

/// A report on one article or several. It serialises to what [`Report::json`] writes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The version of this layout.
    pub schema: u32,
    /// What made the numbers.
    pub method: Method,
    /// The articles, in the order given.
    pub articles: Vec<Covered>,
    /// Articles that could not be read, each with the reason; for the caller to fill in.
    pub unreadable: Vec<String>,
    /// The finding in one sentence, with its caveat.
    pub finding: String,
    /// All counted posts together.
    pub total: Group,
    /// Posts by stated language, else stated country, else neither: largest first.
    pub groups: Vec<Group>,
    /// Every counted post, in the order of the groups, then of the articles.
    pub posts: Vec<Post>,
    /// Quotes of officials and other known people: listed, not counted.
    pub figures: Vec<Aside>,
    /// What was left out.
    pub left_out: LeftOut,
}

impl Report {
    /// Scores the public posts of the readings, in parallel, and aggregates them. The same for any number of threads.
    pub fn new(engine: &Engine, readings: &[Reading]) -> Report {
        let quotes: Vec<(&Reading, &Quote)> =
            readings.iter().flat_map(|reading| reading.quotes.iter().map(move |quote| (reading, quote))).collect();
        let posts: Vec<Post> = quotes
            .par_iter()
            .filter(|(_, quote)| quote.is_post())
            .map_init(Scratch::default, |scratch, (reading, quote)| {
                // what the article says of the post's language helps where its text does not tell
                let hints = Hints { field: None, prior: quote.stated_language.as_deref() };
                let (tone, explanation) = engine.explain_with(&quote.text, None, hints, scratch);
                Post::new(&reading.name, quote, tone, explanation)
            })
            .collect();
        let of_kind = |kind: Kind| quotes.iter().filter(move |(_, quote)| quote.kind == kind);
        let figures = of_kind(Kind::Figure).map(|(reading, quote)| Aside::new(&reading.name, quote)).collect();
        let (mut posts, elsewhere) = post::once(posts);
        let repeated = elsewhere + of_kind(Kind::Public).filter(|(_, quote)| quote.repeat).count();
        let groups = aggregate(&posts);
        let rank = |post: &Post| groups.iter().position(|group| group.is_of(post));
        posts.sort_by_cached_key(rank); // stable: articles and lines stay in order
        let mut report = Report {
            schema: 1,
            method: Method {
                tool: "yoron",
                version: env!("CARGO_PKG_VERSION"),
                lexicon_hash: LEXICON_HASH,
                english: match engine.scorer.english {
                    English::Yoron => "yoron",
                    English::Vader => "vader",
                },
                threshold: THRESHOLD,
                anecdote: ANECDOTE,
            },
            articles: readings.iter().map(Covered::new).collect(),
            unreadable: Vec::new(),
            finding: String::new(),
            total: Group::total(&posts),
            groups,
            posts,
            figures,
            left_out: LeftOut {
                other: of_kind(Kind::Other).count(),
                not_speech: of_kind(Kind::NotSpeech).count(),
                repeated,
            },
        };
        report.finding = finding::finding(&report);
        report
    }

    /// The report as Markdown for people; `chart` is the address of the chart, relative to the page. Nothing in an
    /// article can act as Markdown or HTML.
    pub fn markdown(&self, chart: &str) -> String {
        markdown::page(self, chart)
    }

    /// The chart: shares of negative, neutral and positive posts by group.
    pub fn svg(&self) -> String {
        chart::svg(self)
    }

    /// The same facts for programs, indented, ending in a line break.
    pub fn json(&self) -> String {
        // a report holds no map with keys other than strings and no failing serialiser
        serde_json::to_string_pretty(self).map_or_else(|_| String::new(), |json| json + "\n")
    }

    /// What the report is about, for titles: the headline or name of one article, or how many there are.
    pub fn subject(&self) -> String {
        match self.articles.as_slice() {
            [one] => one.title.clone().unwrap_or_else(|| one.name.clone()),
            many => format!("{} articles", many.len()),
        }
    }
}

impl Covered {
    fn new(reading: &Reading) -> Covered {
        Covered {
            name: reading.name.clone(),
            source: reading.source.clone(),
            title: reading.title.clone(),
            language: reading.language.clone(),
            posts: reading.quotes.iter().filter(|quote| quote.is_post()).count(),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
