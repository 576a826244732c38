//! Tones as Arrow columns.

use super::added;
use crate::Tone;
use arrow_array::builder::{Float64Builder, StringBuilder};
use arrow_array::{ArrayRef, Float64Array};
use arrow_schema::{DataType, Field};
use std::sync::Arc;

/// The columns that scoring adds: [`FIELDS`](super::FIELDS), and with `explain` the hits as JSON.
pub fn fields(explain: bool) -> Vec<Field> {
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

/// The columns of these tones, in the order of [`fields`]; a post without a tone is null in all of them.
///
/// ```
/// use yoron::{Engine, batch, score::Scratch};
/// let tone = Engine::default().tone("great", None, &mut Scratch::default());
/// let columns = batch::arrays([Some(&tone), None].into_iter(), None::<std::iter::Empty<_>>);
/// assert_eq!((columns.len(), columns[0].len(), columns[1].null_count()), (7, 2, 1));
/// ```
pub fn arrays<'t>(
    tones: impl Iterator<Item = Option<&'t Tone>> + Clone,
    hits: Option<impl Iterator<Item = Option<&'t str>>>,
) -> Vec<ArrayRef> {
    let names = |name: fn(&Tone) -> &'static str| texts(tones.clone().map(|tone| tone.map(name)));
    let numbers = |number: fn(&Tone) -> Option<f64>| -> ArrayRef {
        let mut builder = Float64Builder::with_capacity(tones.size_hint().0);
        tones.clone().for_each(|tone| builder.append_option(tone.and_then(number)));
        let array: Float64Array = builder.finish();
        Arc::new(array)
    };
    let languages: Vec<Option<String>> = tones.clone().map(|tone| tone?.languages.codes()).collect();
    let mut arrays = vec![
        numbers(|tone| tone.tone),
        names(|tone| tone.label.name()),
        names(|tone| tone.status.name()),
        names(|tone| tone.route.code),
        texts(languages.iter().map(Option::as_deref)),
        names(|tone| tone.route.source.name()),
        numbers(|tone| Some(added::confidence(tone))),
    ];
    arrays.extend(hits.map(texts));
    arrays
}

pub(super) fn texts<'a>(values: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    let rows = values.size_hint().0;
    let mut builder = StringBuilder::with_capacity(rows, rows * 8);
    values.for_each(|value| builder.append_option(value));
    Arc::new(builder.finish())
}
