//! Compiles `lexicons/` into one table per language that the library embeds.

#[path = "src/language.rs"]
#[allow(dead_code)]
mod language;
#[path = "src/lexicon/mod.rs"]
#[allow(dead_code, unused_imports)]
mod lexicon;

use language::Language;
use lexicon::{Class, Grammar, Lexicon, Row, fold, parse_rows};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=lexicons");
    println!("cargo::rerun-if-changed=src/lexicon");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let common = rows_of(Path::new("lexicons/common"), &mut hash);
    for language in [None, Some(Language::English), Some(Language::Korean), Some(Language::Japanese)] {
        let mut rows = common.clone();
        let mut grammar = Grammar::default();
        if let Some(language) = language {
            let folder = Path::new("lexicons").join(language.code());
            rows.extend(rows_of(&folder, &mut hash));
            if let Ok(text) = fs::read_to_string(folder.join("endings.tsv")) {
                grammar = Grammar::parse(&text).unwrap_or_else(|e| panic!("{}/endings.tsv: {e}", folder.display()));
                fnv(&mut hash, text.as_bytes());
            }
        }
        if language == Some(Language::English) {
            add_vader(&mut rows);
        }
        if let Some(language) = language {
            refit(&mut rows, &Path::new("lexicons").join(language.code()).join("fitted.tsv"), &mut hash);
        }
        let name = language.map_or("common", Language::code);
        fs::write(out.join(format!("{name}.lexicon")), Lexicon::build(language, &rows, &grammar).pack())
            .expect("OUT_DIR is writable");
    }
    let calibration = fs::read("lexicons/calibration.tsv").expect("lexicons/calibration.tsv can be read");
    fnv(&mut hash, &calibration);
    println!("cargo::rustc-env=YORON_LEXICON_HASH={:012x}", hash & 0xffff_ffff_ffff);
}

/// All rows of a folder's word lists, in order of file name.
fn rows_of(folder: &Path, hash: &mut u64) -> Vec<Row> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension().is_some_and(|e| e == "tsv")
                && !path.ends_with("endings.tsv")
                && !path.ends_with("fitted.tsv")
        })
        .collect();
    files.sort();
    let mut all = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        fnv(hash, text.as_bytes());
        let (rows, errors) = parse_rows(&text);
        if let Some(error) = errors.first() {
            panic!("{}: {error}", path.display());
        }
        all.extend(rows);
    }
    all
}

/// Replaces valences by those of a `fitted.tsv`, if there is one: same lemma, same class.
fn refit(rows: &mut [Row], path: &Path, hash: &mut u64) {
    let Ok(text) = fs::read_to_string(path) else { return };
    fnv(hash, text.as_bytes());
    let (fitted, errors) = parse_rows(&text);
    if let Some(error) = errors.first() {
        panic!("{}: {error}", path.display());
    }
    let fitted: std::collections::HashMap<(&str, Class), f32> =
        fitted.iter().map(|row| ((row.lemma.as_str(), row.class), row.valence)).collect();
    for row in rows {
        if let Some(valence) = fitted.get(&(row.lemma.as_str(), row.class)) {
            row.valence = *valence;
        }
    }
}

/// The words of the VADER lexicon that no row of ours speaks of.
fn add_vader(rows: &mut Vec<Row>) {
    let ours: std::collections::HashSet<String> =
        rows.iter().flat_map(|row| std::iter::once(&row.lemma).chain(&row.spellings)).map(|s| fold(s)).collect();
    let mut theirs: Vec<(String, f64)> =
        vader_sentiment::LEXICON.iter().map(|(word, valence)| (fold(word), *valence)).collect();
    theirs.sort_by(|a, b| a.0.cmp(&b.0));
    theirs.dedup_by(|a, b| a.0 == b.0);
    rows.extend(theirs.into_iter().filter(|(word, _)| !ours.contains(word)).map(|(lemma, valence)| Row {
        lemma,
        spellings: Vec::new(),
        class: Class::Vader,
        inside: false,
        strict: false,
        valence: valence as f32,
        line: 0,
    }));
}

/// FNV-1a, to name the state of the lexicons in reports.
fn fnv(hash: &mut u64, bytes: &[u8]) {
    for byte in bytes {
        *hash = (*hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
}
