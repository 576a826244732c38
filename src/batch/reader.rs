//! From bytes to chunks of whole records, in constant memory.

use super::cut::{Cutter, Span};
use super::decode::{Transcoder, detect};
use super::{Format, Record, record, table};
use encoding_rs::{Encoding, UTF_8};
use std::io::{self, Cursor, Read};
use std::sync::Arc;

/// How much of an input is looked at for its encoding, its delimiter and its fields.
const SAMPLE: usize = 256 * 1024;
/// How many of its first records are looked at.
const SAMPLE_RECORDS: usize = 100;

/// How to read.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The encoding; found out if not given.
    pub encoding: Option<&'static Encoding>,
    /// Bytes of records to a chunk. What comes out does not depend on it.
    pub chunk: usize,
    /// Bytes a record may have; longer ones are passed over, and named as such.
    pub longest: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { encoding: None, chunk: 512 * 1024, longest: 16 << 20 }
    }
}

/// What is known of an input before its records.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its name.
    pub file: String,
    /// Its format; records out of Parquet are JSON.
    pub format: Format,
    /// The columns of a table.
    pub columns: Vec<String>,
    /// What stands between the cells of a table.
    pub delimiter: u8,
    /// Its records are the elements of one JSON array.
    pub array: bool,
    /// The encoding it was decoded from.
    pub encoding: &'static str,
    /// The fields of its first records, those of nested objects by their paths.
    pub fields: Vec<String>,
    pub(super) longest: usize,
}

/// A piece of an input: whole records.
#[derive(Clone, Debug)]
pub struct Chunk {
    pub(super) head: Arc<Head>,
    pub(super) bytes: Vec<u8>,
    /// `None`: a record a line, from `line` on.
    pub(super) spans: Option<Vec<Span>>,
    pub(super) line: u64,
    /// Lines that are no record, and why.
    pub(super) broken: Vec<(u64, String)>,
}

impl Chunk {
    /// What is known of its input.
    pub fn head(&self) -> &Arc<Head> {
        &self.head
    }

    /// Its records in order, those that cannot be read among them.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        record::records(self)
    }
}

/// Reads an input in chunks of whole records.
///
/// ```
/// use yoron::batch::{Format, Path, Reader, Settings};
/// let bytes = "id,text\n1,\"well, well\"\n".as_bytes();
/// let reader = Reader::open(bytes, Format::Csv, "posts.csv", &Settings::default()).unwrap();
/// for chunk in reader {
///     for record in chunk.records() {
///         assert_eq!(record.get(&Path::new("text")).unwrap(), "well, well");
///         assert_eq!(record.line(), 2);
///     }
/// }
/// ```
pub struct Reader {
    head: Arc<Head>,
    source: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    ended: bool,
    failure: Option<String>,
    /// The line the buffer begins in, where records are lines.
    line: u64,
    cutter: Option<Cutter>,
    chunk: usize,
}

impl Reader {
    /// Looks at the beginning of an input; for compressed ones see [`unpack`](super::unpack), for Parquet
    /// [`ParquetReader`](super::ParquetReader).
    ///
    /// # Errors
    /// A beginning that cannot be read, a header that is not text, or Parquet.
    pub fn open(
        mut source: impl Read + Send + 'static,
        format: Format,
        file: &str,
        settings: &Settings,
    ) -> io::Result<Self> {
        if format == Format::Parquet {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "Parquet is read from its end"));
        }
        let mut sample = Vec::new();
        // a source that breaks off is read as far as it goes
        let early = source.by_ref().take(SAMPLE as u64).read_to_end(&mut sample).err();
        let (encoding, mark) = match settings.encoding {
            Some(encoding) => (encoding, Encoding::for_bom(&sample).map_or(0, |(_, mark)| mark)),
            None => detect(&sample, format.is_table()),
        };
        sample.drain(..mark);
        let rest = Cursor::new(sample).chain(Failing { inner: source, early });
        let source: Box<dyn Read + Send> = match encoding == UTF_8 {
            true => Box::new(rest),
            false => Box::new(Transcoder::new(rest, encoding)),
        };
        let head = Head {
            file: file.to_owned(),
            format,
            columns: Vec::new(),
            delimiter: format.delimiter(),
            array: false,
            encoding: encoding.name(),
            fields: Vec::new(),
            longest: settings.longest,
        };
        let mut reader = Self {
            head: Arc::new(head),
            source,
            buffer: Vec::new(),
            ended: false,
            failure: None,
            line: 1,
            cutter: None,
            chunk: settings.chunk.max(1),
        };
        reader.begin()?;
        Ok(reader)
    }

    /// What is known of the input.
    pub fn head(&self) -> &Arc<Head> {
        &self.head
    }

    fn begin(&mut self) -> io::Result<()> {
        self.fill(SAMPLE);
        let mut head = (*self.head).clone();
        if head.format.is_json() {
            head.array = self.buffer.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'[');
            self.cutter = (head.array || head.format == Format::Json).then(|| Cutter::values(head.longest));
        }
        if head.format.is_table() {
            head.delimiter = table::delimiter(&self.buffer, head.format.delimiter());
            self.cutter = Some(Cutter::rows(head.delimiter, head.longest));
        }
        self.head = Arc::new(head);
        if self.head.format.is_table() {
            self.read_header()?;
        }
        let mut head = (*self.head).clone();
        head.fields = self.sample_fields();
        self.head = Arc::new(head);
        Ok(())
    }

    /// Takes the first row of a table for its columns.
    fn read_header(&mut self) -> io::Result<()> {
        let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidData, format!("its header {what}"));
        let Some(cutter) = &mut self.cutter else { return Ok(()) };
        cutter.scan(&self.buffer);
        if self.ended && cutter.spans.is_empty() {
            let _ = cutter.end(self.buffer.len());
        }
        let Some(span) = cutter.spans.first().copied() else {
            return if self.buffer.trim_ascii().is_empty() { Ok(()) } else { Err(wrong("does not end")) };
        };
        let row = std::str::from_utf8(&self.buffer[span.start..span.end])
            .map_err(|_| wrong("is not UTF-8; name its encoding with --encoding"))?;
        let mut columns = Vec::new();
        table::cells(row, self.head.delimiter, &mut columns);
        let columns: Vec<String> = columns.into_iter().map(|c| c.into_owned()).collect();
        let mut head = (*self.head).clone();
        head.columns = columns;
        self.head = Arc::new(head);
        // the header is a row that is left out: what follows is cut again
        cutter.spans.remove(0);
        Ok(())
    }

    /// The fields of the records that the buffer holds whole.
    fn sample_fields(&self) -> Vec<String> {
        if self.head.format.is_table() {
            return self.head.columns.clone();
        }
        let mut chunk =
            Chunk { head: self.head.clone(), bytes: self.buffer.clone(), spans: None, line: 1, broken: Vec::new() };
        if self.cutter.is_some() {
            let mut cutter = Cutter::values(self.head.longest);
            cutter.scan(&self.buffer);
            chunk.spans = Some(cutter.spans);
        } else if !self.ended {
            chunk.bytes.truncate(memchr::memrchr(b'\n', &self.buffer).map_or(0, |end| end + 1));
        }
        let mut fields: Vec<String> = Vec::new();
        for record in chunk.records().take(SAMPLE_RECORDS) {
            for field in record.fields() {
                if !fields.contains(&field) {
                    fields.push(field);
                }
            }
        }
        fields
    }

    /// Reads until the buffer holds `wanted` bytes or the input ends.
    fn fill(&mut self, wanted: usize) {
        while self.buffer.len() < wanted && !self.ended {
            let old = self.buffer.len();
            self.buffer.resize(wanted.max(old + 16), 0);
            let read = self.source.read(&mut self.buffer[old..]);
            self.buffer.truncate(old + *read.as_ref().unwrap_or(&0));
            match read {
                Ok(0) => self.ended = true,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    self.failure = Some(format!("cannot be read on from here: {error}"));
                }
            }
        }
    }

    fn chunk(&self, bytes: Vec<u8>, spans: Option<Vec<Span>>, line: u64) -> Chunk {
        Chunk { head: self.head.clone(), bytes, spans, line, broken: Vec::new() }
    }

    fn broken(&self, line: u64, reason: String) -> Chunk {
        let mut chunk = self.chunk(Vec::new(), Some(Vec::new()), line);
        chunk.broken.push((line, reason));
        chunk
    }

    /// Where the source failed, if it did. What stands before it on the same line is lost.
    fn failed(&mut self, line: u64) -> Option<Chunk> {
        self.buffer.clear();
        let failure = self.failure.take()?;
        Some(self.broken(line, failure))
    }

    fn next_lines(&mut self) -> Option<Chunk> {
        let mut wanted = self.chunk;
        loop {
            self.fill(wanted);
            let mut end = memchr::memrchr(b'\n', &self.buffer).map(|end| end + 1);
            if self.ended && self.failure.is_none() && !self.buffer.is_empty() {
                end = Some(self.buffer.len());
            }
            match end {
                Some(end) => {
                    let rest = self.buffer.split_off(end);
                    let bytes = std::mem::replace(&mut self.buffer, rest);
                    let line = self.line;
                    self.line += memchr::memchr_iter(b'\n', &bytes).count() as u64;
                    return Some(self.chunk(bytes, None, line));
                }
                None if self.ended => return self.failed(self.line),
                None if self.buffer.len() > self.head.longest => {
                    let line = self.line;
                    self.skip_line();
                    return Some(self.broken(line, too_long(self.head.longest)));
                }
                None => wanted = (self.buffer.len() * 2).max(wanted).min(self.head.longest + 1),
            }
        }
    }

    fn skip_line(&mut self) {
        while !self.buffer.is_empty() {
            if let Some(end) = memchr::memchr(b'\n', &self.buffer) {
                self.buffer.drain(..=end);
                self.line += 1;
                return;
            }
            self.buffer.clear();
            self.fill(self.chunk);
        }
    }

    fn next_spans(&mut self) -> Option<Chunk> {
        let mut wanted = self.chunk;
        loop {
            self.fill(wanted);
            let cutter = self.cutter.as_mut()?;
            cutter.scan(&self.buffer);
            let mut wrong = None;
            if self.ended && self.failure.is_none() {
                wrong = cutter.end(self.buffer.len()).err();
            }
            if std::mem::take(&mut cutter.skipped) {
                let line = cutter.skipped_line;
                return Some(self.broken(line, too_long(self.head.longest)));
            }
            if let Some(last) = cutter.spans.last().copied() {
                let spans = std::mem::take(&mut cutter.spans);
                let rest = self.buffer.split_off(last.end);
                cutter.forget(last.end);
                let bytes = std::mem::replace(&mut self.buffer, rest);
                return Some(self.chunk(bytes, Some(spans), 0));
            }
            let line = cutter.start_line;
            if cutter.skipping {
                self.buffer.clear();
                cutter.skip();
                if self.ended {
                    cutter.skipping = false;
                    return Some(self.broken(line, too_long(self.head.longest)));
                }
            } else if self.buffer.len().saturating_sub(cutter.start) > self.head.longest {
                self.buffer.clear();
                cutter.skip();
            } else if let Some(reason) = wrong {
                if cutter.is_rows() {
                    // a stray quote: its line is lost, not the rest
                    let next = cutter.restart(&self.buffer);
                    self.buffer.drain(..next);
                    cutter.forget(next);
                } else {
                    self.cutter = None;
                }
                return Some(self.broken(line, reason.to_owned()));
            } else if self.ended {
                self.buffer.clear();
                return self.failed(line);
            } else {
                wanted = (self.buffer.len() * 2).clamp(wanted, (cutter.start + self.head.longest + 1).max(wanted));
            }
        }
    }
}

pub(super) fn too_long(longest: usize) -> String {
    format!("longer than {longest} bytes; --max-record sets the limit")
}

impl Iterator for Reader {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        let spans = self.head.array || self.head.format != Format::Jsonl;
        if spans { self.next_spans() } else { self.next_lines() }
    }
}

/// A reader that failed while its beginning was looked at, and fails again when it comes to that place.
struct Failing<R> {
    inner: R,
    early: Option<io::Error>,
}

impl<R: Read> Read for Failing<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.early.take().map_or_else(|| self.inner.read(out), Err)
    }
}
