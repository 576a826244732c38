//! Records out of Parquet, as JSON.

use super::reader::{Chunk, Head};
use super::{Format, Settings};
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::schema::types::{SchemaDescriptor, Type};
use std::io;
use std::sync::Arc;

/// Reads Parquet in chunks of records, each a JSON object: times and decimals become text, bytes base64.
///
/// Only the columns asked for are read.
pub struct ParquetReader {
    head: Arc<Head>,
    rows: RowIter<'static>,
    row: u64,
    chunk: usize,
    failure: Option<String>,
    ended: bool,
}

impl ParquetReader {
    /// Reads the file's description; `columns` are names of top-level columns, all if `None`.
    ///
    /// # Errors
    /// A file that is no Parquet, or compressed in a way not known here.
    pub fn open(
        file: impl ChunkReader + 'static,
        name: &str,
        columns: Option<&[&str]>,
        settings: &Settings,
    ) -> io::Result<Self> {
        let reader = SerializedFileReader::new(file).map_err(io::Error::other)?;
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        let wanted = columns.map(|columns| projection(&schema, columns)).transpose().map_err(io::Error::other)?;
        let rows = RowIter::from_file_into(Box::new(reader)).project(wanted).map_err(io::Error::other)?;
        let head = Head {
            file: name.to_owned(),
            format: Format::Parquet,
            columns: Vec::new(),
            delimiter: b',',
            array: false,
            encoding: "UTF-8",
            fields: fields(&schema),
            longest: usize::MAX,
        };
        Ok(Self { head: Arc::new(head), rows, row: 1, chunk: settings.chunk.max(1), failure: None, ended: false })
    }

    /// What is known of the file.
    pub fn head(&self) -> &Arc<Head> {
        &self.head
    }
}

/// The paths of all columns; list elements are not told apart.
pub(super) fn fields(schema: &SchemaDescriptor) -> Vec<String> {
    schema.columns().iter().map(|column| column.path().string()).collect()
}

fn projection(schema: &SchemaDescriptor, columns: &[&str]) -> parquet::errors::Result<Type> {
    let fields = schema.root_schema().get_fields().iter().filter(|field| columns.contains(&field.name()));
    Type::group_type_builder(schema.root_schema().name()).with_fields(fields.cloned().collect()).build()
}

impl Iterator for ParquetReader {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        let (mut bytes, first) = (Vec::new(), self.row);
        while bytes.len() < self.chunk && !self.ended {
            match self.rows.next() {
                Some(Ok(row)) => {
                    self.row += 1;
                    // writing into memory cannot fail
                    let _ = serde_json::to_writer(&mut bytes, &row.to_json_value());
                    bytes.push(b'\n');
                }
                Some(Err(error)) => {
                    self.ended = true;
                    self.failure = Some(format!("cannot be read on from here: {error}"));
                }
                None => self.ended = true,
            }
        }
        // a failure is told after the rows before it
        let failure = if bytes.is_empty() { self.failure.take() } else { None };
        let broken: Vec<_> = failure.into_iter().map(|reason| (self.row, reason)).collect();
        let some = !bytes.is_empty() || !broken.is_empty();
        some.then(|| Chunk { head: self.head.clone(), bytes, spans: None, line: first, broken })
    }
}
