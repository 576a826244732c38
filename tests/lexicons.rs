//! The lexicon files are tidy: readable, sorted, no lemma twice, every class in its place.

use std::collections::HashMap;
use std::path::Path;
use yoron::Language;
use yoron::lexicon::{check, parse_rows};

fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".tsv") && name != "endings.tsv")
        .map(|name| (name.clone(), std::fs::read_to_string(folder.join(name)).expect("lexicons are UTF-8")))
        .collect();
    files.sort();
    files
}

#[test]
fn every_row_is_tidy() {
    let mut untidy = Vec::new();
    let folders = [None, Some(Language::English), Some(Language::Korean), Some(Language::Japanese)];
    for language in folders {
        let folder = language.map_or("common", Language::code);
        for (name, text) in files(folder) {
            untidy.extend(check(language, &text).into_iter().map(|e| format!("{folder}/{name}: {e}")));
        }
    }
    assert!(untidy.is_empty(), "{} untidy rows:\n{}", untidy.len(), untidy.join("\n"));
}

#[test]
fn no_lemma_and_class_stands_in_two_files() {
    for language in ["common", "en", "ko", "ja"] {
        let mut seen: HashMap<_, String> = HashMap::new();
        let mut doubled = Vec::new();
        for (name, text) in files(language).into_iter().filter(|(name, _)| name != "fitted.tsv") {
            for row in parse_rows(&text).0 {
                if let Some(other) = seen.insert((row.lemma.clone(), row.class), name.clone()) {
                    doubled.push(format!("{} ({}) in {other} and {name}", row.lemma, row.class.name()));
                }
            }
        }
        assert!(doubled.is_empty(), "{language}:\n{}", doubled.join("\n"));
    }
}

#[test]
fn a_lexicon_is_deep_enough() {
    for (language, lemmas) in [("en", 5000), ("ko", 5000), ("ja", 5000)] {
        let n: usize = files(language)
            .iter()
            .map(|(_, text)| parse_rows(text).0.iter().filter(|r| r.valence != 0.0).count())
            .sum();
        assert!(n >= lemmas, "{language}: {n} toned lemmas");
    }
}
