//! The columns of a table made of records that need not agree.

use super::added::is_ours;
use super::record::{Body, plain};
use super::{Chunk, Record};
use std::borrow::Cow;
use std::collections::HashMap;

/// What a column holds, as far as records have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only null.
    Empty,
    /// `true` and `false`.
    Boolean,
    /// Whole numbers of 64 bits.
    Integer,
    /// Numbers.
    Number,
    /// Anything: text as it is, everything else as JSON.
    Text,
}

impl Kind {
    fn of(raw: &str) -> Self {
        match raw.as_bytes().first() {
            Some(b'n') | None => Kind::Empty,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'-' | b'0'..=b'9') if raw.parse::<i64>().is_ok() => Kind::Integer,
            Some(b'-' | b'0'..=b'9') if raw.parse::<f64>().is_ok_and(f64::is_finite) => Kind::Number,
            _ => Kind::Text,
        }
    }

    fn and(self, other: Kind) -> Kind {
        match (self, other) {
            (a, b) if a == b => a,
            (Kind::Empty, kind) | (kind, Kind::Empty) => kind,
            (Kind::Integer, Kind::Number) | (Kind::Number, Kind::Integer) => Kind::Number,
            _ => Kind::Text,
        }
    }
}

/// Columns in the order in which their names first occur: those of all records of all inputs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    columns: Vec<(String, Kind)>,
    index: HashMap<String, usize>,
}

impl Columns {
    /// The columns of a table's header.
    pub fn of_header(names: &[String]) -> Self {
        let mut columns = Self::default();
        names.iter().filter(|name| !is_ours(name)).for_each(|name| columns.put(name, Kind::Text));
        columns
    }

    fn put(&mut self, name: &str, kind: Kind) {
        match self.index.get(name) {
            Some(&at) => self.columns[at].1 = self.columns[at].1.and(kind),
            None => {
                self.index.insert(name.to_owned(), self.columns.len());
                self.columns.push((name.to_owned(), kind));
            }
        }
    }

    /// The columns that the records of a chunk need. Fields that an earlier run added are left out.
    pub fn of_chunk(chunk: &Chunk) -> Self {
        let mut columns = Self::default();
        if chunk.head().format.is_table() {
            return Self::of_header(&chunk.head().columns);
        }
        for record in chunk.records() {
            let Body::Json { raw, members, .. } = &record.body else { continue };
            for member in members {
                let name = member.name(raw);
                if !is_ours(&name) {
                    columns.put(&name, Kind::of(&raw[member.value.clone()]));
                }
            }
        }
        columns
    }

    /// Adds the columns of what comes later.
    pub fn merge(&mut self, other: &Columns) {
        other.columns.iter().for_each(|(name, kind)| self.put(name, *kind));
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// Their names and what they hold.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Kind)> {
        self.columns.iter().map(|(name, kind)| (name.as_str(), *kind))
    }

    /// The cells of a record: its own texts, everything else as JSON; `None` for null and what is not there.
    pub(super) fn cells<'r>(&self, record: &'r Record) -> Vec<Option<Cow<'r, str>>> {
        let mut out = vec![None; self.columns.len()];
        match &record.body {
            Body::Json { raw, members, .. } => {
                for member in members {
                    let name = member.name(raw);
                    let value = &raw[member.value.clone()];
                    if let Some(&at) = self.index.get(&*name) {
                        out[at] = (value != "null").then(|| plain(value));
                    }
                }
            }
            Body::Row { cells, .. } => {
                for (name, cell) in record.head.columns.iter().zip(cells) {
                    if let Some(&at) = self.index.get(name) {
                        out[at] = Some(Cow::Borrowed(&**cell));
                    }
                }
            }
            Body::Broken(_) => {}
        }
        out
    }
}
