//! Files that are not complete yet, and what becomes of them when the program is told to stop.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// The files of an output under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// The name the output will have.
    pub output: PathBuf,
    /// Whether a later run can go on where this one stopped.
    pub resumable: bool,
}

/// A file's name with something after it.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

impl Unfinished {
    pub fn partial(&self) -> PathBuf {
        beside(&self.output, ".partial")
    }

    pub fn state(&self) -> PathBuf {
        beside(&self.output, ".partial.state")
    }

    pub fn rejects(&self) -> PathBuf {
        beside(&self.output, ".rejects.jsonl.partial")
    }

    /// Takes the files away, or leaves them where they can be gone on with; says so then.
    fn give_up(&self, keep: bool) -> Option<String> {
        if keep && self.resumable && self.state().exists() {
            let partial = self.partial().display().to_string();
            return Some(format!("{partial} holds what is done: the same command with --resume goes on with it"));
        }
        for path in [self.partial(), self.state(), self.rejects()] {
            // what was not written yet is not there
            let _ = fs::remove_file(path);
        }
        None
    }
}

static UNDER_WAY: Mutex<Option<Unfinished>> = Mutex::new(None);

fn under_way() -> MutexGuard<'static, Option<Unfinished>> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Notes an output under way, and sees to Ctrl-C from now on.
///
/// # Errors
/// Where the system does not let us.
pub fn begin(unfinished: &Unfinished) -> anyhow::Result<()> {
    static HANDLER: Once = Once::new();
    let mut result = Ok(());
    HANDLER.call_once(|| {
        result = ctrlc::set_handler(|| {
            // held to the end: nothing gets its final name any more
            let mut under_way = under_way();
            let kept = under_way.take().and_then(|unfinished| unfinished.give_up(true));
            anstream::eprintln!("yoron: interrupted{}", kept.map_or_else(String::new, |kept| format!("; {kept}")));
            std::process::exit(130);
        });
    });
    result?;
    *under_way() = Some(unfinished.clone());
    Ok(())
}

/// Completes an output: `finish` gives the files their names, with nothing able to interrupt it.
///
/// # Errors
/// What `finish` says.
pub fn complete(finish: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut under_way = under_way();
    finish()?;
    *under_way = None;
    Ok(())
}

/// Cleans up after a failure; `keep` what a later run can go on with. Says what was kept.
pub fn abandon(keep: bool) -> Option<String> {
    under_way().take().and_then(|unfinished| unfinished.give_up(keep))
}
