//! Records that are only read: each worked on in parallel, handed on in order.

use super::{Chunk, Record, Reject, TextFields, in_order};
use crate::score::Scratch;
use std::convert::Infallible;

/// Calls `work` on every post and its text, and `sink` on what it gives, in order; gives the records that could not be read.
///
/// ```
/// use yoron::batch::{Format, Reader, Settings, TextFields, each};
/// let reader = Reader::open("{\"text\": \"a\"}\n{\"id\": 2}".as_bytes(), Format::Jsonl, "x", &Settings::default()).unwrap();
/// let mut texts = Vec::new();
/// let rejects = each(reader, &TextFields::named("text"), |_, text, _| Ok(text.to_owned()), |text| texts.push(text));
/// assert_eq!((texts, rejects[0].line), (vec!["a".to_owned()], 2));
/// ```
pub fn each<T: Send>(
    chunks: impl Iterator<Item = Chunk> + Send,
    fields: &TextFields,
    work: impl Fn(&Record, &str, &mut Scratch) -> Result<T, String> + Sync,
    mut sink: impl FnMut(T),
) -> Vec<Reject> {
    let mut rejects = Vec::new();
    let one = |record: &Record, scratch: &mut Scratch| -> Result<T, Reject> {
        if let Some(reason) = record.error() {
            return Err(record.reject(reason.to_owned()));
        }
        let text = fields.text(record).map_err(|reason| record.reject(reason))?;
        work(record, &text, scratch).map_err(|reason| record.reject(reason))
    };
    let of_chunk = |chunk: Chunk| -> Vec<Result<T, Reject>> {
        let mut scratch = Scratch::default();
        let mut out = Vec::new();
        for record in chunk.records() {
            match fields.unfold.as_ref().and_then(|array| record.unfold(array)) {
                Some(posts) => out.extend(posts.iter().map(|post| one(post, &mut scratch))),
                None => out.push(one(&record, &mut scratch)),
            }
        }
        out
    };
    let hand_on = |results: Vec<Result<T, Reject>>| {
        for result in results {
            match result {
                Ok(value) => sink(value),
                Err(reject) => rejects.push(reject),
            }
        }
        Ok::<(), Infallible>(())
    };
    let Ok(()) = in_order(chunks, of_chunk, hand_on);
    rejects
}
