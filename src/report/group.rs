//! Groups of posts: by the language the article states, else the country, else neither.

use super::{ANECDOTE, Post};
use crate::Language;
use crate::score::Label;
use crate::stats::{Share, Tally, round4};
use rayon::prelude::*;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a post is grouped by. Language is not country, so the two are never put together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "by", content = "code", rename_all = "snake_case")]
pub enum By {
    /// The stated language, ISO 639-1.
    Language(String),
    /// The stated country, ISO 3166 alpha-2, where no language is stated.
    Country(String),
    /// The article states neither.
    NotStated,
    /// All posts together.
    Total,
}

impl By {
    /// As a reader says it: `in Korean`, `from Japan`, `not stated`.
    ///
    /// ```
    /// use yoron::report::By;
    /// assert_eq!(By::Language("ko".into()).name(), "in Korean");
    /// assert_eq!(By::Country("US".into()).name(), "from the United States");
    /// assert_eq!(By::Country("XK".into()).name(), "from XK");
    /// ```
    pub fn name(&self) -> String {
        match self {
            By::Language(code) => format!("in {}", known("language", code).map_or(code.as_str(), |(name, _)| name)),
            By::Country(code) => format!("from {}", known("country", code).map_or(code.as_str(), |(name, _)| name)),
            By::NotStated => "not stated".into(),
            By::Total => "all".into(),
        }
    }

    /// The language's or country's own name, where it differs and is on record.
    pub fn own_name(&self) -> Option<&'static str> {
        let (_, own) = match self {
            By::Language(code) => known("language", code)?,
            By::Country(code) => known("country", code)?,
            By::NotStated | By::Total => return None,
        };
        (!own.is_empty()).then_some(own)
    }

    /// The languages with a scorer first, then the others, then countries.
    fn rank(&self) -> usize {
        match self {
            By::Language(code) => {
                let scored = Language::ALL.iter().position(|language| language.code() == code);
                scored.unwrap_or(Language::ALL.len())
            }
            By::Country(_) => 10,
            By::NotStated | By::Total => 11,
        }
    }
}

/// English and own name of a language or country.
fn known(what: &str, code: &str) -> Option<(&'static str, &'static str)> {
    include_str!("names.tsv").lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut cells = line.split('\t');
        (cells.next() == Some(what) && cells.next() == Some(code))
            .then(|| (cells.next().unwrap_or_default(), cells.next().unwrap_or_default()))
    })
}

/// The name of a language or country in the language of column `column` (2 English, 4 Korean, 5 Japanese).
pub(super) fn name_in(what: &str, code: &str, column: usize) -> Option<&'static str> {
    include_str!("names.tsv").lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        (cells.first() == Some(&what) && cells.get(1) == Some(&code)).then(|| cells.get(column).copied())?
    })
}

/// The English name of an ISO 639-1 language; the code itself where it is not on record.
pub(super) fn language_name(code: &str) -> &str {
    known("language", code).map_or(code, |(name, _)| name)
}

/// The group of a post with these stated facts.
///
/// ```
/// use yoron::report::{By, group_of};
/// assert_eq!(group_of(Some("ko"), Some("US")), By::Language("ko".into()));
/// assert_eq!(group_of(None, Some("JP")), By::Country("JP".into()));
/// ```
pub fn group_of(stated_language: Option<&str>, stated_country: Option<&str>) -> By {
    match (stated_language, stated_country) {
        (Some(code), _) => By::Language(code.to_owned()),
        (None, Some(code)) => By::Country(code.to_owned()),
        (None, None) => By::NotStated,
    }
}

/// A group of posts in numbers. Shares, mean and median are of the scored posts; `null` where none is scored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// What its posts share.
    #[serde(flatten)]
    pub by: By,
    /// That, as a reader says it.
    pub name: String,
    /// The language's or country's own name.
    pub own_name: Option<&'static str>,
    /// All posts.
    pub n: usize,
    /// Posts whose tone rests on at least one word.
    pub scored: usize,
    /// Posts of a scored language without a word of the lexicon.
    pub no_evidence: usize,
    /// Posts of a language without a scorer.
    pub unscored: usize,
    /// Whether it is too small to measure anything (fewer than [`ANECDOTE`] scored posts).
    pub anecdote: bool,
    /// Share of positive posts.
    pub positive: Option<Share>,
    /// Share of neutral posts.
    pub neutral: Option<Share>,
    /// Share of negative posts.
    pub negative: Option<Share>,
    /// Mean tone, −1 … +1.
    pub mean: Option<f64>,
    /// Median tone, −1 … +1.
    pub median: Option<f64>,
}

impl Group {
    fn new(by: By, tally: &Tally) -> Group {
        Group {
            name: by.name(),
            own_name: by.own_name(),
            by,
            n: tally.posts(),
            scored: tally.scored(),
            no_evidence: tally.no_evidence,
            unscored: tally.unscored,
            anecdote: tally.scored() < ANECDOTE,
            positive: tally.share(Label::Positive),
            neutral: tally.share(Label::Neutral),
            negative: tally.share(Label::Negative),
            mean: tally.mean().map(round4),
            median: tally.median().map(round4),
        }
    }

    /// All posts as one group.
    pub fn total(posts: &[Post]) -> Group {
        let count = |mut tally: Tally, post: &Post| {
            tally.add_parts(post.status, post.tone);
            tally
        };
        let tally = posts.par_iter().fold(Tally::default, count).reduce(Tally::default, Tally::merge);
        Group::new(By::Total, &tally)
    }

    /// Whether a post belongs to it.
    pub fn is_of(&self, post: &Post) -> bool {
        self.by == post.by
    }

    /// How many scored posts have a label.
    pub fn count(&self, label: Label) -> usize {
        let share = match label {
            Label::Positive => self.positive,
            Label::Neutral => self.neutral,
            Label::Negative => self.negative,
            Label::Unscored => return self.unscored,
        };
        share.map_or(0, |share| share.count)
    }
}

/// Groups posts ([`group_of`]) and counts them in parallel: the largest group first, posts without a stated origin last.
/// The result is the same for any number of threads and any order of posts.
pub fn aggregate(posts: &[Post]) -> Vec<Group> {
    type Tallies = BTreeMap<By, Tally>;
    let tallies = posts
        .par_iter()
        .fold(Tallies::new, |mut tallies, post| {
            tallies.entry(post.by.clone()).or_default().add_parts(post.status, post.tone);
            tallies
        })
        .reduce(Tallies::new, |mut left, right| {
            for (by, tally) in right {
                let whole = left.remove(&by).unwrap_or_default().merge(tally);
                left.insert(by, whole);
            }
            left
        });
    let mut groups: Vec<Group> = tallies.into_iter().map(|(by, tally)| Group::new(by, &tally)).collect();
    groups.sort_by_key(|group| (group.by == By::NotStated, Reverse(group.n), group.by.rank()));
    groups
}
