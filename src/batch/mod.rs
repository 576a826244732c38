//! Batches: records of many posts in, the same records with their tone out, in the same order.
//!
//! ```text
//! bytes ──unpack, Reader──▶ Chunk ──records──▶ Record ──Plan::score──▶ Scored (bytes, rejects, counts)
//! ```
//!
//! A chunk is some hundred kilobytes of whole records; chunks are worked on in parallel ([`in_order`]). The library side works
//! on readers and values; files are opened by the command line.

mod added;
mod arrow;
mod blocks;
mod columns;
mod cut;
mod decode;
mod each;
mod fields;
mod flow;
mod format;
mod json;
mod parquet_in;
mod parquet_out;
mod parquet_same;
mod path;
mod preset;
mod reader;
mod record;
mod score;
mod summary;
mod table;
mod text;

pub use added::FIELDS;
pub use arrow::{arrays, fields};
pub use blocks::{BLOCK, Blocks};
pub use columns::{Columns, Kind};
pub use decode::unpack;
pub use each::each;
pub use fields::{NoText, TextFields};
pub use flow::in_order;
pub use format::{Format, Packing};
pub use parquet_in::ParquetReader;
pub use parquet_out::RowsWriter;
pub use parquet_same::score_parquet;
pub use path::Path;
pub use preset::{Place, Preset};
pub use reader::{Chunk, Head, Reader, Settings};
pub use record::{Record, Reject};
pub use score::{Options, Plan, Row, Scored, Target};
pub use summary::Summary;
pub use text::Markup;
