//! What Spark needs: which posts repeat others, and groups compared from their aggregates.

use crate::arrow;
use crate::engine::on_threads;
use crate::posts::{Asked, Comparison, failed};
use crate::table::Table;
use crate::texts::{Texts, view};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, BooleanArray, Int64Array, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::Deserialize;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use yoron::compare::{Cell, Counts, Merged, compare_merged as merged};
use yoron::stats::dedupe;

/// For each text, `says`: a number that texts saying the same share, null where the text says too little to be a repeat of
/// another; and `marked`: whether it says of itself that it repeats another.
#[pyfunction]
pub fn repeats(py: Python, texts: &Bound<PyAny>) -> PyResult<Table> {
    let texts = Texts::of(texts)?;
    let fields = [("says", DataType::Int64, true), ("marked", DataType::Boolean, false)];
    let schema = Arc::new(Schema::new(fields.map(|(name, kind, null)| Field::new(name, kind, null)).to_vec()));
    let batches: PyResult<Vec<RecordBatch>> = py.detach(|| {
        let of = |slice: &ArrayRef| {
            let texts = view(slice);
            let rows = (0..slice.len()).map(|row| {
                let text = texts.get(row).unwrap_or_default();
                let (key, marked) = (dedupe::key(text), dedupe::is_marked(text));
                let mut hasher = DefaultHasher::new();
                key.hash(&mut hasher);
                let says = !key.is_empty() && (marked || dedupe::is_telling(&key));
                (says.then(|| hasher.finish() as i64), marked)
            });
            let (says, marked): (Vec<Option<i64>>, Vec<bool>) = rows.unzip();
            let columns: Vec<ArrayRef> = vec![Arc::new(Int64Array::from(says)), Arc::new(BooleanArray::from(marked))];
            RecordBatch::try_new(schema.clone(), columns).map_err(arrow::failed)
        };
        texts.slices(65_536).iter().map(of).collect()
    });
    Ok(Table::new(schema, batches?))
}

#[derive(Deserialize)]
struct Aggregated {
    groups: Vec<Described>,
    counts: Counts,
    unscored: Vec<(String, usize)>,
}

#[derive(Deserialize)]
struct Described {
    key: Option<String>,
    counts: Counts,
    languages: Vec<(String, usize)>,
    blocks: Option<(usize, usize)>,
}

/// Compares groups: `aggregated` describes them, `cells` has a row for each group (its number), cluster and tone (in
/// ten-thousandths), with the number of posts.
#[pyfunction]
pub fn compare_merged(py: Python, aggregated: &str, cells: &Bound<PyAny>, asked: &str) -> PyResult<Comparison> {
    let asked: Asked = serde_json::from_str(asked).map_err(failed)?;
    let (plan, about) = (asked.plan()?, asked.about(0, false, false)?);
    let Aggregated { groups, counts, unscored } = serde_json::from_str(aggregated).map_err(failed)?;
    let described = |one: Described| Merged {
        key: one.key,
        counts: one.counts,
        languages: one.languages,
        cells: Vec::new(),
        blocks: one.blocks,
    };
    let mut groups: Vec<Merged> = groups.into_iter().map(described).collect();
    let wrong = || PyValueError::new_err("cells: group and tone are int32, cluster and posts int64");
    let (_, chunks) = arrow::import(cells)?.ok_or_else(wrong)?;
    // clusters numbered anew in each group
    let mut numbers: Vec<std::collections::HashMap<i64, u32>> = vec![Default::default(); groups.len()];
    for chunk in &chunks {
        let table = chunk.as_struct_opt().ok_or_else(wrong)?;
        let column = |name: &str| table.column_by_name(name).ok_or_else(wrong);
        let group = column("group")?.as_primitive_opt::<Int32Type>().ok_or_else(wrong)?;
        let tone = column("tone")?.as_primitive_opt::<Int32Type>().ok_or_else(wrong)?;
        let cluster = column("cluster")?.as_primitive_opt::<Int64Type>().ok_or_else(wrong)?;
        let posts = column("posts")?.as_primitive_opt::<Int64Type>().ok_or_else(wrong)?;
        for row in 0..table.len() {
            let at = group.value(row) as usize;
            let (Some(of), Some(known)) = (groups.get_mut(at), numbers.get_mut(at)) else { return Err(wrong()) };
            let next = known.len() as u32;
            let cluster = *known.entry(cluster.value(row)).or_insert(next);
            let tone = tone.value(row).clamp(-10_000, 10_000) as i16;
            of.cells.push(Cell { cluster, tone, posts: u32::try_from(posts.value(row)).unwrap_or(u32::MAX) });
        }
    }
    let calibrated = asked.calibrated;
    let compared = py.detach(|| on_threads(asked.threads, || merged(groups, counts, unscored, calibrated, &plan)))?;
    Ok(Comparison { report: yoron::report::comparison::Comparison::new(compared, about), rejects: Vec::new() })
}
