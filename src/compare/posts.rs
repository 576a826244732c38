//! Millions of posts in little memory: numbers, and the texts end to end.

use crate::Status;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What stands between the parts of a key made of several fields.
pub const BETWEEN: &str = " · ";

/// One post as it comes in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Post<'a> {
    /// The group, fields joined by [`BETWEEN`]; `None` where the record does not say.
    pub key: Option<&'a str>,
    /// The text.
    pub text: &'a str,
    /// Whether its tone rests on anything.
    pub status: Status,
    /// −1 … +1; `None` where the language has no scorer.
    pub tone: Option<f64>,
    /// ISO 639-1 of the language it was scored in, `und` where undetermined.
    pub language: &'a str,
    /// Who wrote it.
    pub author: Option<&'a str>,
    /// The article or thread it stands under; where known, it makes the clusters instead of the author.
    pub source: Option<&'a str>,
    /// Seconds since 1970.
    pub time: Option<i64>,
    /// What it counts in weighted figures, above 0; `None` where unknown.
    pub weight: Option<f64>,
    /// Whether the record says that it repeats another post.
    pub repost: bool,
}

impl<'a> Post<'a> {
    /// A post of which nothing else is known.
    pub const fn new(text: &'a str, status: Status, tone: Option<f64>, language: &'a str) -> Self {
        Post {
            key: None,
            text,
            status,
            tone,
            language,
            author: None,
            source: None,
            time: None,
            weight: None,
            repost: false,
        }
    }
}

/// Stands for a name that is not known.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// The numbers of one post.
pub(super) struct Row {
    pub tone: f32,
    pub weight: f32,
    pub key: u32,
    pub language: u32,
    pub author: u32,
    pub source: u32,
    pub time: Option<i64>,
    pub status: Status,
    pub repost: bool,
    end: usize,
}

/// Names numbered in the order they come.
#[derive(Default)]
pub(super) struct Names {
    known: HashMap<u64, u32>,
    text: String,
    ends: Vec<usize>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let next = self.ends.len() as u32;
        let number = *self.known.entry(hasher.finish()).or_insert(next);
        if number == next {
            self.text.push_str(name);
            self.ends.push(self.text.len());
        }
        number
    }

    pub fn name(&self, number: u32) -> Option<&str> {
        let end = *self.ends.get(number as usize)?;
        let start = (number as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }
}

/// The posts to compare, added one by one.
#[derive(Default)]
pub struct Posts {
    pub(super) rows: Vec<Row>,
    texts: String,
    pub(super) keys: Names,
    pub(super) languages: Names,
    pub(super) authors: Names,
    pub(super) sources: Names,
}

impl Posts {
    /// Takes a post in; the order of posts decides which of two equal ones counts: the first.
    pub fn add(&mut self, post: &Post) {
        self.texts.push_str(post.text);
        let number = |names: &mut Names, name: Option<&str>| name.map_or(UNKNOWN, |name| names.number(name));
        let row = Row {
            tone: post.tone.map_or(f32::NAN, |tone| tone as f32),
            weight: post.weight.map_or(0.0, |weight| weight as f32),
            key: number(&mut self.keys, post.key),
            language: self.languages.number(post.language),
            author: number(&mut self.authors, post.author),
            source: number(&mut self.sources, post.source),
            time: post.time,
            status: if post.tone.is_none() { Status::Unsupported } else { post.status },
            repost: post.repost,
            end: self.texts.len(),
        };
        self.rows.push(row);
    }

    /// Whether any post belongs to a group.
    pub fn has_groups(&self) -> bool {
        self.rows.iter().any(|row| row.key != UNKNOWN)
    }

    /// How many posts there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn text(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.rows[before].end);
        &self.texts[start..self.rows[row].end]
    }

    pub(super) fn language(&self, row: usize) -> &str {
        self.languages.name(self.rows[row].language).unwrap_or("und")
    }

    /// The number of the cluster a post belongs to: its source, else its author, else its own.
    pub(super) fn cluster(&self, row: usize) -> u32 {
        let Row { author, source, .. } = self.rows[row];
        let (sources, authors) = (self.sources.len() as u32, self.authors.len() as u32);
        match (source, author) {
            (UNKNOWN, UNKNOWN) => (sources + authors).saturating_add(row as u32),
            (UNKNOWN, author) => sources + author,
            (source, _) => source,
        }
    }
}
