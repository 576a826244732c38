//! Parquet to Parquet: the columns of the input are copied as they are, compressed pages and all; only the text is read, and
//! the new columns are written after it, row group for row group.

use super::arrow::{arrays, fields as added_fields};
use super::fields::join;
use super::parquet_out::{compression, plain_error};
use super::score::tone;
use super::{Head, Options, ParquetReader, Path, Settings, Summary, TextFields, added, in_order};
use crate::Engine;
use crate::score::Scratch;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::{ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::arrow::{
    ARROW_SCHEMA_META_KEY, ArrowSchemaConverter, ProjectionMask, encode_arrow_schema, parquet_to_arrow_schema,
};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{KeyValue, PageIndexPolicy, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::ChunkReader;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{SchemaDescriptor, Type};
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows scored at a time.
const ROWS: usize = 2048;

/// What became of some rows: the columns to add.
struct Scored {
    columns: Vec<ArrayRef>,
    rows: usize,
    summary: Summary,
}

/// Encodes the columns that scoring adds, rows as they come, so that little is left to do when a row group is complete.
struct Added {
    fields: Vec<Field>,
    /// As the file's schema has them.
    types: Arc<Type>,
    writers: ArrowRowGroupWriterFactory,
}

impl Added {
    fn new(explain: bool) -> Result<Self> {
        let fields = added_fields(explain);
        let schema = Schema::new(fields.clone());
        let types = ArrowSchemaConverter::new().convert(&schema)?.root_schema_ptr();
        let properties = WriterProperties::builder().set_compression(compression()).build();
        let unwritten = SerializedFileWriter::new(io::sink(), types.clone(), Arc::new(properties))?;
        let writers = ArrowRowGroupWriterFactory::new(&unwritten, Arc::new(schema));
        Ok(Self { fields, types, writers })
    }

    /// Starts the columns of a row group.
    fn group(&self) -> Result<Vec<ArrowColumnWriter>> {
        self.writers.create_column_writers(0)
    }

    fn write(&self, scored: &Scored, from: usize, rows: usize, out: &mut [ArrowColumnWriter]) -> Result<()> {
        for ((field, column), out) in self.fields.iter().zip(&scored.columns).zip(out) {
            for leaf in compute_leaves(field, &column.slice(from, rows))? {
                out.write(&leaf)?;
            }
        }
        Ok(())
    }
}

/// Scores Parquet into Parquet. Columns keep their types, nulls, encodings and compression, row groups their borders; columns
/// that an earlier run added are replaced. Clones of a file are read by several threads at once, so each needs a place of its
/// own in the file (clones of [`std::fs::File`] share one). `progress` gets the counts so far now and then. Several inputs have to have the
/// same columns.
///
/// # Errors
/// Files that are no Parquet or differ in their columns, a text column that is none, and what the writer says.
pub fn score_parquet<F: ChunkReader + Clone + 'static, W: Write + Send>(
    engine: &Engine,
    inputs: Vec<(String, F)>,
    out: W,
    options: &Options,
    mut progress: impl FnMut(&Summary),
) -> io::Result<(W, Summary)> {
    let mut summary = Summary::default();
    let mut writer: Option<(SerializedFileWriter<W>, Vec<usize>, Arc<SchemaDescriptor>)> = None;
    let mut out = Some(out);
    let ours = Added::new(options.explain).map_err(plain_error)?;
    for (name, file) in inputs {
        let named = |error: ParquetError| {
            let error = plain_error(error);
            io::Error::new(error.kind(), format!("{name}: {error}"))
        };
        let metadata = ParquetMetaDataReader::new()
            .with_page_index_policy(PageIndexPolicy::Optional)
            .parse_and_finish(&file)
            .map_err(named)?;
        let metadata = &metadata;
        let schema = metadata.file_metadata().schema_descr_ptr();
        if let Some((_, _, first)) = &writer
            && first.root_schema() != schema.root_schema()
        {
            let message = format!("{name}: its columns are not those of the first file; write them as JSON lines");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let text = Text::new(&name, &file, options)?;
        if let Some(out) = out.take() {
            let kept = kept_columns(&schema);
            writer = Some((start(out, metadata, &ours).map_err(named)?, kept, schema.clone()));
        }
        let Some((writer, kept, _)) = &mut writer else { continue };
        let groups: Vec<i64> = metadata.row_groups().iter().map(|group| group.num_rows()).collect();
        let mut groups = groups.into_iter().enumerate();
        let mut group = groups.next();
        let (mut columns, mut filled) = (ours.group().map_err(named)?, 0);
        // writes the groups that are complete; those without rows are kept too
        let mut close = |columns: &mut Vec<_>, filled: &mut usize, writer: &mut SerializedFileWriter<W>| {
            while let Some((index, rows)) = group
                && *filled as i64 >= rows
            {
                copy_group(&file, metadata, index, kept, std::mem::replace(columns, ours.group()?), writer)?;
                *filled = 0;
                group = groups.next();
            }
            // how many rows the next one takes
            Ok::<usize, ParquetError>(group.map_or(usize::MAX, |(_, rows)| rows as usize - *filled))
        };
        let mut room = close(&mut columns, &mut filled, writer).map_err(named)?;
        let work = |batch: std::result::Result<RecordBatch, ArrowError>| {
            batch.map_err(ParquetError::from).and_then(|batch| text.score(engine, &batch, options))
        };
        let batches = text.batches(&file).map_err(named)?;
        in_order(batches, work, |scored: Result<Scored>| {
            let scored = scored?;
            summary.merge(&scored.summary);
            progress(&summary);
            // a batch of rows may reach over the ends of groups
            let mut from = 0;
            while from < scored.rows {
                let rows = room.min(scored.rows - from);
                ours.write(&scored, from, rows, &mut columns)?;
                from += rows;
                filled += rows;
                room = close(&mut columns, &mut filled, writer)?;
            }
            Ok(())
        })
        .map_err(named)?;
    }
    match (writer, out) {
        (Some((writer, ..)), _) => Ok((writer.into_inner().map_err(plain_error)?, summary)),
        (None, Some(out)) => Ok((out, summary)),
        (None, None) => Err(io::Error::other("no output")),
    }
}

/// Leaf columns that are not ours.
fn kept_columns(schema: &SchemaDescriptor) -> Vec<usize> {
    let ours = |leaf: usize| added::is_ours(schema.get_column_root(leaf).name());
    (0..schema.num_columns()).filter(|leaf| !ours(*leaf)).collect()
}

fn start<W: Write + Send>(out: W, metadata: &ParquetMetaData, ours: &Added) -> Result<SerializedFileWriter<W>> {
    let file = metadata.file_metadata();
    let root = file.schema_descr().root_schema();
    let mut fields: Vec<_> = root.get_fields().iter().filter(|f| !added::is_ours(f.name())).cloned().collect();
    fields.extend(ours.types.get_fields().iter().cloned());
    let schema = Type::group_type_builder(root.name()).with_fields(fields).build()?;
    // readers that take types from the Arrow schema in the file look for all columns there
    let arrow = parquet_to_arrow_schema(file.schema_descr(), file.key_value_metadata())?;
    let own = arrow.fields().iter().filter(|f| !added::is_ours(f.name())).cloned();
    let arrow = Schema::new(own.chain(ours.fields.iter().cloned().map(Arc::new)).collect::<Vec<_>>());
    let had = file.key_value_metadata().into_iter().flatten();
    let told = had.clone().any(|entry| entry.key == ARROW_SCHEMA_META_KEY);
    let mut entries: Vec<KeyValue> = had.filter(|entry| entry.key != ARROW_SCHEMA_META_KEY).cloned().collect();
    if told {
        entries.push(KeyValue::new(ARROW_SCHEMA_META_KEY.to_owned(), encode_arrow_schema(&arrow)));
    }
    let properties = WriterProperties::builder()
        .set_compression(compression())
        .set_key_value_metadata((!entries.is_empty()).then_some(entries))
        .set_created_by(concat!("yoron ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))
}

fn copy_group<F: ChunkReader, W: Write + Send>(
    file: &F,
    metadata: &ParquetMetaData,
    index: usize,
    kept: &[usize],
    added: Vec<ArrowColumnWriter>,
    writer: &mut SerializedFileWriter<W>,
) -> Result<()> {
    let group = metadata.row_group(index);
    let pages = metadata.page_index();
    let mut out = writer.next_row_group()?;
    for &leaf in kept {
        let column = group.column(leaf);
        let close = ColumnCloseResult {
            bytes_written: column.compressed_size() as u64,
            rows_written: group.num_rows() as u64,
            metadata: column.clone(),
            bloom_filter: None,
            column_index: pages.and_then(|p| p.column_index(index, leaf)).cloned(),
            offset_index: pages.and_then(|p| p.offset_index(index, leaf)).cloned(),
        };
        out.append_column(file, close)?;
    }
    for column in added {
        column.close()?.append_to_row_group(&mut out)?;
    }
    out.close()?;
    Ok(())
}

/// The columns that are read.
struct Text {
    places: Vec<(Vec<Vec<String>>, super::Markup)>,
    language: Vec<Vec<String>>,
}

impl Text {
    fn new<F: ChunkReader + Clone + 'static>(name: &str, file: &F, options: &Options) -> io::Result<Self> {
        let wrong = |message: String| io::Error::new(io::ErrorKind::InvalidInput, format!("{name}: {message}"));
        let reader = ParquetReader::open(file.clone(), name, None, &Settings::default())?;
        let head: &Head = reader.head();
        let text = match (&options.text_field, options.preset) {
            (Some(field), _) => TextFields::named(field),
            (None, Some(preset)) => TextFields::of_preset(preset),
            (None, None) => TextFields::find(head).map_err(|error| wrong(error.to_string()))?,
        };
        let there = |path: &Path| head.fields.contains(&path.to_string());
        let steps = |path: &Path| path.to_string().split('.').map(str::to_owned).collect::<Vec<_>>();
        let places: Vec<_> = text
            .places
            .iter()
            .map(|place| (place.parts.iter().filter(|p| there(p)).map(steps).collect::<Vec<_>>(), place.markup))
            .filter(|(parts, _)| !parts.is_empty())
            .collect();
        if places.is_empty() {
            let wanted: Vec<String> = text.places.iter().flat_map(|p| &p.parts).map(Path::to_string).collect();
            return Err(wrong(format!("no column {}; there are: {}", wanted.join(" or "), head.fields.join(", "))));
        }
        let language: Vec<Path> = match (&options.language_field, options.preset) {
            (Some(field), _) => vec![Path::new(field)],
            (None, Some(preset)) => preset.language.clone(),
            (None, None) => Vec::new(),
        };
        let language = language.iter().filter(|path| there(path)).map(steps).collect();
        Ok(Self { places, language })
    }

    fn batches<F: ChunkReader + Clone + 'static>(
        &self,
        file: &F,
    ) -> Result<parquet::arrow::arrow_reader::ParquetRecordBatchReader> {
        // without the Arrow schema all text comes in one type
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(file.clone(), options)?;
        let wanted: Vec<String> = self
            .places
            .iter()
            .flat_map(|(parts, _)| parts)
            .chain(&self.language)
            .map(|steps| steps.join("."))
            .collect();
        let mask = ProjectionMask::columns(builder.parquet_schema(), wanted.iter().map(String::as_str));
        builder.with_projection(mask).with_batch_size(ROWS).build()
    }

    fn score(&self, engine: &Engine, batch: &RecordBatch, options: &Options) -> Result<Scored> {
        let column = |steps: &Vec<String>| find(batch, steps);
        let places: Vec<(Vec<ArrayRef>, super::Markup)> = self
            .places
            .iter()
            .map(|(parts, markup)| Ok((parts.iter().map(column).collect::<Result<Vec<_>>>()?, *markup)))
            .collect::<Result<Vec<_>>>()?;
        let language: Vec<ArrayRef> = self.language.iter().map(column).collect::<Result<Vec<_>>>()?;
        let mut scratch = Scratch::default();
        let (mut tones, mut all_hits) = (Vec::with_capacity(batch.num_rows()), Vec::new());
        let mut summary = Summary::default();
        for row in 0..batch.num_rows() {
            let place = places.iter().find(|(parts, _)| parts.iter().any(|part| cell(part, row).is_some()));
            let text = match place.map(|(parts, markup)| (parts.as_slice(), *markup)) {
                None => Cow::Borrowed(""),
                Some((parts, markup)) => {
                    let parts: Vec<&str> = parts.iter().filter_map(|part| cell(part, row)).collect();
                    join(parts.into_iter().map(Cow::Borrowed), markup)
                }
            };
            let hint = language.iter().find_map(|column| cell(column, row));
            let (tone, hits) = tone(engine, &text, hint, options, &mut scratch);
            summary.add(&tone);
            tones.push(tone);
            if options.explain {
                all_hits.push(hits.filter(|hits| hits != "null"));
            }
        }
        let hits = options.explain.then(|| all_hits.iter().map(Option::as_deref));
        Ok(Scored { columns: arrays(tones.iter().map(Some), hits), rows: tones.len(), summary })
    }
}

fn find(batch: &RecordBatch, steps: &[String]) -> Result<ArrayRef> {
    let name = steps.join(".");
    let missing = || ParquetError::General(format!("no column {name}"));
    let whole = batch.column_by_name(&name).cloned();
    let (first, rest) = steps.split_first().ok_or_else(missing)?;
    let mut array = match whole {
        Some(array) => array,
        None => {
            let mut array = batch.column_by_name(first).cloned().ok_or_else(missing)?;
            for step in rest {
                array = array.as_struct_opt().and_then(|s| s.column_by_name(step).cloned()).ok_or_else(missing)?;
            }
            array
        }
    };
    // text without its annotation comes as bytes
    if let Some(bytes) = array.as_binary_opt::<i32>() {
        let texts: arrow_array::StringArray =
            bytes.iter().map(|b| b.map(|b| String::from_utf8_lossy(b).into_owned())).collect();
        array = Arc::new(texts);
    }
    match array.data_type() {
        DataType::Utf8 => Ok(array),
        other => Err(ParquetError::General(format!("column {name} is no text but {other}"))),
    }
}

fn cell(array: &ArrayRef, row: usize) -> Option<&str> {
    let texts = array.as_string_opt::<i32>()?;
    texts.is_valid(row).then(|| texts.value(row))
}
