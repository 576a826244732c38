//! Records of batches for commands that only read them: each worked on in parallel, handed on in order.

use super::batch::inputs::Input;
use std::sync::Arc;
use yoron::batch::{self, Head, Record, Reject, Settings, TextFields};
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
        rejects.extend(batch::each(opened, fields, &work, &mut sink));
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
