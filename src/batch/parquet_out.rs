//! Records of other formats into Parquet.

use super::added;
use super::{Columns, Kind, Row};
use crate::Tone;
use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows written at a time; a row group holds a whole number of these.
const ROWS: usize = 8192;
/// Rows to a row group.
const GROUP: usize = ROWS * 16;

/// Writes scored rows as Parquet, compressed with Zstandard: columns of whole numbers, numbers and booleans where all their
/// values are such, of text else.
pub struct RowsWriter<W: Write + Send> {
    writer: ArrowWriter<W>,
    schema: SchemaRef,
    kinds: Vec<Kind>,
    explain: bool,
    pending: Vec<Row>,
}

/// How the library compresses what it writes itself.
pub(super) fn compression() -> Compression {
    Compression::ZSTD(ZstdLevel::default())
}

/// The columns that scoring adds.
pub(super) fn added_fields(explain: bool) -> Vec<Field> {
    let text = |name: &str| Field::new(name, DataType::Utf8, false);
    let [tone, label, status, language, languages, source, confidence] = added::FIELDS;
    let mut fields = vec![
        Field::new(tone, DataType::Float64, true),
        text(label),
        text(status),
        text(language),
        text(languages).with_nullable(true),
        text(source),
        Field::new(confidence, DataType::Float64, false),
    ];
    if explain {
        fields.push(text(added::HITS).with_nullable(true));
    }
    fields
}

/// What goes into them.
pub(super) fn added_arrays<'a>(
    tones: impl Iterator<Item = &'a Tone> + Clone,
    hits: Option<impl Iterator<Item = Option<&'a str>>>,
) -> Vec<ArrayRef> {
    let number = |values: &mut dyn Iterator<Item = Option<f64>>| -> ArrayRef {
        let mut builder = Float64Builder::new();
        values.for_each(|value| builder.append_option(value));
        Arc::new(builder.finish())
    };
    let names = |name: fn(&Tone) -> &'static str| texts(tones.clone().map(|tone| Some(name(tone))));
    let languages: Vec<Option<String>> = tones.clone().map(|tone| tone.languages.codes()).collect();
    let mut arrays = vec![
        number(&mut tones.clone().map(|tone| tone.tone)),
        names(|tone| tone.label.name()),
        names(|tone| tone.status.name()),
        names(|tone| tone.route.code),
        texts(languages.iter().map(Option::as_deref)),
        names(|tone| tone.route.source.name()),
        number(&mut tones.clone().map(|tone| Some(added::confidence(tone)))),
    ];
    arrays.extend(hits.map(texts));
    arrays
}

impl<W: Write + Send> RowsWriter<W> {
    /// Starts a file.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(out: W, columns: &Columns, explain: bool) -> io::Result<Self> {
        let own = columns.iter().map(|(name, kind)| {
            let kind = match kind {
                Kind::Boolean => DataType::Boolean,
                Kind::Integer => DataType::Int64,
                Kind::Number => DataType::Float64,
                Kind::Empty | Kind::Text => DataType::Utf8,
            };
            Field::new(name, kind, true)
        });
        let schema = Arc::new(Schema::new(own.chain(added_fields(explain)).collect::<Vec<_>>()));
        let properties = WriterProperties::builder()
            .set_compression(compression())
            .set_max_row_group_row_count(Some(GROUP))
            .set_created_by(concat!("yoron ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties)).map_err(io::Error::other)?;
        let kinds = columns.iter().map(|(_, kind)| kind).collect();
        Ok(Self { writer, schema, kinds, explain, pending: Vec::new() })
    }

    /// Takes rows.
    ///
    /// # Errors
    /// What the writer says.
    pub fn push(&mut self, rows: Vec<Row>) -> io::Result<()> {
        self.pending.extend(rows);
        while self.pending.len() >= ROWS {
            let rest = self.pending.split_off(ROWS);
            self.write()?;
            self.pending = rest;
        }
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        let rows = &self.pending;
        let mut arrays: Vec<ArrayRef> = Vec::new();
        for (i, kind) in self.kinds.iter().enumerate() {
            let cells = rows.iter().map(|row| row.cells.get(i).and_then(|cell| cell.as_deref()));
            arrays.push(match kind {
                Kind::Boolean => {
                    let mut builder = BooleanBuilder::with_capacity(rows.len());
                    cells.for_each(|cell| builder.append_option(cell.map(|c| c == "true")));
                    Arc::new(builder.finish())
                }
                Kind::Integer => {
                    let mut builder = Int64Builder::with_capacity(rows.len());
                    cells.for_each(|cell| builder.append_option(cell.and_then(|c| c.parse().ok())));
                    Arc::new(builder.finish())
                }
                Kind::Number => {
                    let mut builder = Float64Builder::with_capacity(rows.len());
                    cells.for_each(|cell| builder.append_option(cell.and_then(|c| c.parse().ok())));
                    Arc::new(builder.finish())
                }
                Kind::Empty | Kind::Text => texts(cells),
            });
        }
        let tones = rows.iter().map(|row| &row.tone);
        arrays.extend(added_arrays(tones, self.explain.then(|| rows.iter().map(|row| row.hits.as_deref()))));
        let batch = RecordBatch::try_new(self.schema.clone(), arrays).map_err(io::Error::other)?;
        self.pending.clear();
        self.writer.write(&batch).map_err(plain_error)
    }

    /// Writes what is left and the file's description, and gives the writer back.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self) -> io::Result<W> {
        if !self.pending.is_empty() {
            self.write()?;
        }
        self.writer.into_inner().map_err(plain_error)
    }
}

fn texts<'a>(values: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    let mut builder = StringBuilder::new();
    values.for_each(|value| builder.append_option(value));
    Arc::new(builder.finish())
}

/// The error of the file below, where there is one.
pub(super) fn plain_error(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(inner) => *inner,
            Err(inner) => io::Error::other(inner),
        },
        other => io::Error::other(other),
    }
}
