//! What lasts for the whole process: engines and threads.

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use yoron::lexicon::{language_of, parse_rows};
use yoron::score::English;
use yoron::{Engine, Language};

/// What an engine is made of: the English scorer, calibration, the texts of own lexicons.
type Key = (bool, bool, Vec<String>);

static ENGINES: LazyLock<Mutex<HashMap<Key, Arc<Engine>>>> = LazyLock::new(Mutex::default);

/// How many engines this process has made.
pub fn made() -> usize {
    ENGINES.lock().unwrap_or_else(PoisonError::into_inner).len()
}

/// The engine with these options, made once in a process.
///
/// # Errors
/// No such English scorer, or a lexicon that cannot be read.
pub fn engine(english: Option<&str>, calibrated: bool, lexicons: &[PathBuf]) -> PyResult<Arc<Engine>> {
    let vader = match english {
        None | Some("yoron") => false,
        Some("vader") => true,
        Some(other) => return Err(PyValueError::new_err(format!("english {other:?}: there are yoron and vader"))),
    };
    let read = |path: &PathBuf| {
        std::fs::read_to_string(path)
            .map_err(|error| PyOSError::new_err(format!("cannot read {} as UTF-8 text: {error}", path.display())))
    };
    let texts = lexicons.iter().map(read).collect::<PyResult<Vec<String>>>()?;
    let key = (vader, calibrated, texts);
    let mut engines = ENGINES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(engine) = engines.get(&key) {
        return Ok(engine.clone());
    }
    let mut engine = Engine { calibrated, ..Engine::default() };
    if vader {
        engine.scorer.english = English::Vader;
    }
    for (path, text) in lexicons.iter().zip(&key.2) {
        let (rows, errors) = parse_rows(text);
        if let Some(error) = errors.first() {
            let path = path.display();
            return Err(PyValueError::new_err(format!(
                "{path}: {error} ({} rows to mend: yoron lexicon check {path})",
                errors.len()
            )));
        }
        engine.scorer.add_rows(language_of(text), &rows);
    }
    let engine = Arc::new(engine);
    engines.insert(key, engine.clone());
    Ok(engine)
}

/// The code of a language that has a scorer.
///
/// # Errors
/// One that has none.
pub fn language(code: Option<&str>) -> PyResult<Option<&'static str>> {
    code.map(|code| match Language::from_code(code) {
        Some(language) => Ok(language.code()),
        None => Err(PyValueError::new_err(format!("lang {code}: no scorer for it; there is one for en, ko and ja"))),
    })
    .transpose()
}

/// The process that made the pools, and the pools by number of threads (0: all cores).
type Pools = (u32, HashMap<usize, Arc<ThreadPool>>);

static POOLS: LazyLock<Mutex<Pools>> = LazyLock::new(Mutex::default);

/// Runs `work` on so many threads, all cores if `None`; one is the caller's own.
///
/// # Errors
/// Threads that cannot be started.
pub fn on_threads<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    let wanted = threads.unwrap_or(0);
    let pool = {
        let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
        if pools.0 != std::process::id() {
            // a fork has none of its parent's threads: whoever waited for them would wait for ever
            std::mem::forget(std::mem::replace(&mut *pools, (std::process::id(), HashMap::new())));
        }
        match pools.1.get(&wanted) {
            Some(pool) => pool.clone(),
            None => {
                let pool = ThreadPoolBuilder::new().num_threads(wanted).build();
                let pool = Arc::new(pool.map_err(|error| PyOSError::new_err(error.to_string()))?);
                pools.1.insert(wanted, pool.clone());
                pool
            }
        }
    };
    Ok(pool.install(work))
}
