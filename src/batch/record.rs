//! Records out of JSON lines, CSV and TSV.

use serde_json::{Map, Value};
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// How records are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated with a header.
    Csv,
    /// Tab-separated with a header.
    Tsv,
}

impl Format {
    /// The format with this name or file extension.
    ///
    /// ```
    /// use yoron::batch::Format;
    /// assert_eq!(Format::from_name("ndjson"), Some(Format::Jsonl));
    /// assert_eq!(Format::from_name("xlsx"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" | "json" => Some(Format::Jsonl),
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            _ => None,
        }
    }

    pub(super) const fn delimiter(self) -> u8 {
        if matches!(self, Format::Tsv) { b'\t' } else { b',' }
    }
}

/// A record that could not be scored.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Reject {
    /// The file it stands in.
    pub file: String,
    /// Its line, from 1.
    pub line: u64,
    /// Why.
    pub reason: String,
}

/// One record as read.
#[derive(Clone, Debug)]
pub struct Record {
    pub(super) line: u64,
    pub(super) file: Arc<str>,
    pub(super) body: Body,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Json(String),
    Row { header: Arc<Vec<String>>, row: csv::StringRecord },
    Broken(String),
}

enum Source<R: Read> {
    Lines { reader: R, line: u64, buffer: Vec<u8> },
    Rows { reader: Box<csv::Reader<R>>, header: Arc<Vec<String>> },
}

/// The records of one input, in order; what cannot be read comes out as a record that scoring rejects.
pub struct Records<R: Read> {
    source: Source<R>,
    file: Arc<str>,
    failed: bool,
}

impl<R: BufRead> Records<R> {
    /// Starts reading; for CSV and TSV the header is read at once.
    ///
    /// # Errors
    /// A header that cannot be read.
    pub fn new(reader: R, format: Format, file: &str) -> io::Result<Self> {
        let source = match format {
            Format::Jsonl => Source::Lines { reader, line: 0, buffer: Vec::new() },
            Format::Csv | Format::Tsv => {
                let mut reader = csv::ReaderBuilder::new().delimiter(format.delimiter()).from_reader(reader);
                let header = reader.headers()?.iter().map(|h| h.trim_start_matches('\u{feff}').to_owned()).collect();
                Source::Rows { reader: Box::new(reader), header: Arc::new(header) }
            }
        };
        Ok(Self { source, file: file.into(), failed: false })
    }

    /// The columns of a CSV or TSV, none for JSON lines.
    pub fn header(&self) -> &[String] {
        match &self.source {
            Source::Lines { .. } => &[],
            Source::Rows { header, .. } => header,
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.failed {
            return None;
        }
        let (line, body) = match &mut self.source {
            Source::Lines { reader, line, buffer } => loop {
                buffer.clear();
                *line += 1;
                match reader.read_until(b'\n', buffer) {
                    Ok(0) => return None,
                    Ok(_) => {}
                    Err(error) => {
                        self.failed = true;
                        break (*line, Body::Broken(format!("cannot be read on: {error}")));
                    }
                }
                let bytes = buffer.strip_prefix(b"\xef\xbb\xbf").filter(|_| *line == 1).unwrap_or(buffer);
                match std::str::from_utf8(bytes) {
                    Ok(text) if text.trim().is_empty() => {}
                    Ok(text) => break (*line, Body::Json(text.trim().to_owned())),
                    Err(_) => break (*line, Body::Broken("not UTF-8: save the file as UTF-8".into())),
                }
            },
            Source::Rows { reader, header } => {
                let line = reader.position().line();
                let mut row = csv::StringRecord::new();
                match reader.read_record(&mut row) {
                    Ok(false) => return None,
                    Ok(true) => (line, Body::Row { header: header.clone(), row }),
                    Err(error) => {
                        self.failed = error.is_io_error();
                        (line, Body::Broken(error.to_string()))
                    }
                }
            }
        };
        Some(Record { line, file: self.file.clone(), body })
    }
}

impl Record {
    /// What is wrong with a record that cannot be read. It has no fields.
    pub fn error(&self) -> Option<String> {
        match &self.body {
            Body::Broken(reason) => Some(reason.clone()),
            Body::Json(raw) => serde_json::from_str::<Map<String, Value>>(raw).err().map(|e| format!("no JSON: {e}")),
            Body::Row { .. } => None,
        }
    }

    /// The reject this record is, for a reason.
    pub fn reject(&self, reason: String) -> Reject {
        Reject { file: self.file.to_string(), line: self.line, reason }
    }

    /// The text in a field, of a number its digits; `None` where there is no such field, or null in it.
    pub fn get(&self, name: &str) -> Option<String> {
        match &self.body {
            Body::Json(raw) => match serde_json::from_str::<Map<String, Value>>(raw).ok()?.remove(name)? {
                Value::Null => None,
                Value::String(text) => Some(text),
                other => Some(other.to_string()),
            },
            Body::Row { header, row } => row.get(header.iter().position(|column| column == name)?).map(str::to_owned),
            Body::Broken(_) => None,
        }
    }
}

/// One line of CSV or TSV, without its line break.
pub(super) fn row_text(format: Format, cells: impl Iterator<Item = String>) -> Result<String, String> {
    let mut writer = csv::WriterBuilder::new().delimiter(format.delimiter()).from_writer(Vec::new());
    writer.write_record(cells).map_err(|e| e.to_string())?;
    let bytes = writer.into_inner().map_err(|e| e.to_string())?;
    let text = String::from_utf8(bytes).map_err(|e| e.to_string())?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}
