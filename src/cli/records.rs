//! Records of batches for commands that only read them: each worked on in parallel, handed on in order.

use super::batch::inputs::Input;
use std::convert::Infallible;
use std::sync::Arc;
use yoron::batch::{Chunk, Head, Record, Reject, Settings, TextFields, in_order};
use yoron::score::Scratch;

/// Calls `work` on every post of the inputs and `sink` on what it gives, in order; gives the records that could not be read.
///
/// # Errors
/// An input that cannot be opened.
pub fn each<T: Send>(
    inputs: &[Input],
    fields: &TextFields,
    work: impl Fn(&Record, &str, &mut Scratch) -> Result<T, String> + Sync,
    mut sink: impl FnMut(T),
) -> anyhow::Result<Vec<Reject>> {
    let mut rejects = Vec::new();
    for input in inputs {
        let opened = input.open(&Settings::default(), &Arc::default())?;
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
        let Ok(()) = in_order(opened, of_chunk, hand_on);
    }
    Ok(rejects)
}

/// What the first input begins with; `None` if there is none, or it can be read only once.
///
/// # Errors
/// An input that cannot be opened.
pub fn head(inputs: &[Input]) -> anyhow::Result<Option<Arc<Head>>> {
    match inputs.first().filter(|first| !first.is_stdin()) {
        Some(first) => Ok(Some(first.open(&Settings::default(), &Arc::default())?.head().clone())),
        None => Ok(None),
    }
}

/// Says on stderr which records could not be read, the first twenty by name.
pub fn complain(rejects: &[Reject]) {
    for reject in rejects.iter().take(20) {
        anstream::eprintln!("yoron: {}:{}: {}", reject.file, reject.line, reject.reason);
    }
    if rejects.len() > 20 {
        anstream::eprintln!("yoron: … and {} records more", rejects.len() - 20);
    }
}
