//! One record: its place, and its fields by path.

use super::json::{self, Member};
use super::reader::{Chunk, Head, too_long};
use super::{Path, table};
use std::borrow::Cow;
use std::ops::Range;

/// A record that could not be scored.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Reject {
    /// The file it stands in.
    pub file: String,
    /// The line it begins in, from 1; in Parquet its row.
    pub line: u64,
    /// Why.
    pub reason: String,
}

/// One record as read.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    pub(super) head: &'a Head,
    line: u64,
    pub(super) body: Body<'a>,
}

#[derive(Clone, Debug)]
pub(super) enum Body<'a> {
    Json { raw: &'a str, members: Vec<Member>, close: usize },
    Row { raw: &'a str, cells: Vec<Cow<'a, str>> },
    Broken(String),
}

impl<'a> Record<'a> {
    fn new(head: &'a Head, line: u64, bytes: &'a [u8]) -> Self {
        Self { head, line, body: body(head, bytes).unwrap_or_else(Body::Broken) }
    }

    /// The object in JSON text that was looked at before.
    fn object(&self, raw: &'a str) -> Self {
        let body = json_body(raw).unwrap_or_else(Body::Broken);
        Self { head: self.head, line: self.line, body }
    }

    /// The line it begins in, from 1; in Parquet its row.
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// What is wrong with a record that cannot be read. It has no fields.
    pub fn error(&self) -> Option<&str> {
        if let Body::Broken(reason) = &self.body { Some(reason) } else { None }
    }

    /// The reject this record is, for a reason.
    pub fn reject(&self, reason: String) -> Reject {
        Reject { file: self.head.file.clone(), line: self.line, reason }
    }

    /// The text in a field: of a JSON string what it stands for, of numbers, objects and arrays their JSON. `None` where there
    /// is no such field, or null in it.
    pub fn get(&self, path: &Path) -> Option<Cow<'_, str>> {
        match &self.body {
            Body::Json { .. } => match self.raw(path)? {
                "null" => None,
                raw => Some(plain(raw)),
            },
            Body::Row { cells, .. } => Some(Cow::Borrowed(&**cells.get(path.column(&self.head.columns)?)?)),
            Body::Broken(_) => None,
        }
    }

    /// The JSON in a field of a JSON record.
    pub(super) fn raw(&self, path: &Path) -> Option<&'a str> {
        match &self.body {
            Body::Json { raw, .. } => self.place(path).map(|place| &raw[place]),
            _ => None,
        }
    }

    /// Where that stands in the record.
    pub(super) fn place(&self, path: &Path) -> Option<Range<usize>> {
        match &self.body {
            Body::Json { raw, members, .. } => path.find(raw, members),
            _ => None,
        }
    }

    /// The elements of an array of objects, each a record of its own; `None` where there is no such array.
    pub fn unfold(&self, array: &Path) -> Option<Vec<Record<'a>>> {
        let raw = self.raw(array).filter(|raw| raw.starts_with('['))?;
        Some(json::elements(raw).into_iter().map(|range| self.object(&raw[range])).collect())
    }

    /// The paths of its fields, those of objects in objects and in arrays included.
    pub fn fields(&self) -> Vec<String> {
        match &self.body {
            Body::Row { .. } => self.head.columns.clone(),
            Body::Broken(_) => Vec::new(),
            Body::Json { raw, members, .. } => {
                let mut out = Vec::new();
                paths(raw, members, "", 4, &mut out);
                out
            }
        }
    }
}

fn paths(object: &str, members: &[Member], before: &str, levels: u32, out: &mut Vec<String>) {
    for member in members {
        let name = format!("{before}{}", member.name(object));
        let mut value = &object[member.value.clone()];
        let mut inside = format!("{name}.");
        if value.starts_with('[') {
            value = json::elements(value).first().map_or("", |first| &value[first.clone()]);
            inside = format!("{name}[].");
        }
        let mut inner = Vec::new();
        if levels > 1 && value.starts_with('{') && json::members(value, &mut inner).is_ok() && !inner.is_empty() {
            paths(value, &inner, &inside, levels - 1, out);
        } else {
            out.push(name);
        }
    }
}

/// What a raw JSON value stands for, as text.
pub(super) fn plain(raw: &str) -> Cow<'_, str> {
    match raw.strip_prefix('"').and_then(|r| r.strip_suffix('"')) {
        Some(string) => json::unescape(string),
        None => json::one_line(raw),
    }
}

fn body<'a>(head: &Head, bytes: &'a [u8]) -> Result<Body<'a>, String> {
    if bytes.len() > head.longest {
        return Err(too_long(head.longest));
    }
    let Ok(raw) = std::str::from_utf8(bytes) else {
        return Err(match head.encoding {
            "UTF-8" if head.format.is_table() => {
                "not UTF-8; if the file is in another encoding name it: --encoding".into()
            }
            encoding => format!("not {encoding}"),
        });
    };
    if !head.format.is_table() {
        return json_body(raw);
    }
    let mut cells = Vec::with_capacity(head.columns.len());
    table::cells(raw, head.delimiter, &mut cells);
    if cells.len() != head.columns.len() {
        return Err(format!("{} cells in the row, {} columns in the header", cells.len(), head.columns.len()));
    }
    Ok(Body::Row { raw, cells })
}

fn json_body(raw: &str) -> Result<Body<'_>, String> {
    let mut members = Vec::with_capacity(16);
    let close = json::members(raw, &mut members).map_err(|fault| format!("no JSON: {fault}"))?;
    Ok(Body::Json { raw, members, close })
}

/// The records of a chunk.
pub(super) fn records(chunk: &Chunk) -> impl Iterator<Item = Record<'_>> {
    let Chunk { head, bytes, spans, line, broken } = chunk;
    let broken = broken.iter().map(|(line, reason)| Record { head, line: *line, body: Body::Broken(reason.clone()) });
    let lines = spans.is_none().then(|| {
        let mut rest = bytes.as_slice();
        let mut number = *line;
        std::iter::from_fn(move || {
            loop {
                if rest.is_empty() {
                    return None;
                }
                let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                let found = rest[..end].trim_ascii();
                rest = rest.get(end + 1..).unwrap_or_default();
                number += 1;
                if !found.is_empty() {
                    return Some(Record::new(head, number - 1, found));
                }
            }
        })
    });
    let spans = spans.iter().flatten().map(|span| Record::new(head, span.line, &bytes[span.start..span.end]));
    broken.chain(lines.into_iter().flatten()).chain(spans)
}
