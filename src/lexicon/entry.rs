//! Lexicon rows: text to entries, with errors that name line and remedy.

use super::Class;

/// One row of a lexicon file.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The lemma, the first of the spellings.
    pub lemma: String,
    /// Other spellings of the lemma.
    pub spellings: Vec<String>,
    /// How the word inflects and acts.
    pub class: Class,
    /// May be found inside a longer word (`+`).
    pub inside: bool,
    /// Only the full inflected form counts (`!`).
    pub strict: bool,
    /// −4 … +4; for boosters the increment; 0 blocks.
    pub valence: f32,
    /// Line in the file, from 1.
    pub line: usize,
}

/// A row that cannot be used, with the line and the way out.
#[derive(Clone, Debug, PartialEq)]
pub struct RowError {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl std::fmt::Display for RowError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for RowError {}

/// Reads the rows of a lexicon file; `#` lines and empty lines are skipped.
///
/// Returns the good rows and the errors of the others, both in file order.
pub fn parse_rows(text: &str) -> (Vec<Row>, Vec<RowError>) {
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        match parse_row(line, index + 1) {
            Ok(row) => rows.push(row),
            Err(message) => errors.push(RowError { line: index + 1, message }),
        }
    }
    (rows, errors)
}

fn parse_row(line: &str, number: usize) -> Result<Row, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [lemma, class, valence] = columns[..] else {
        return match columns[..] {
            [lemma, class, valence, note] => {
                if valence == "0" && note.trim().is_empty() {
                    return Err("a blocking entry (valence 0) needs a note that says what it blocks".into());
                }
                make_row(lemma, class, valence, number)
            }
            _ => Err(format!(
                "expected lemma, class, valence and an optional note separated by tabs, found {} columns",
                columns.len()
            )),
        };
    };
    if valence == "0" {
        return Err("a blocking entry (valence 0) needs a note that says what it blocks".into());
    }
    make_row(lemma, class, valence, number)
}

fn make_row(lemma: &str, class: &str, valence: &str, line: usize) -> Result<Row, String> {
    let mut spellings: Vec<String> = lemma.split('|').map(str::to_owned).collect();
    if spellings.iter().any(|s| s.is_empty() || s.trim() != s) {
        return Err(format!("empty spelling or spaces around one in {lemma:?}"));
    }
    let name = class.trim_end_matches(['+', '!']);
    let class_of = Class::from_name(name).ok_or_else(|| {
        format!("unknown class {name:?}; known: {}", Class::ALL.iter().map(|c| c.name()).collect::<Vec<_>>().join(" "))
    })?;
    let value: f32 = valence.parse().map_err(|_| format!("valence {valence:?} is no number from -4.0 to 4.0"))?;
    if !(-4.0..=4.0).contains(&value) {
        return Err(format!("valence {valence} is outside -4.0 to 4.0"));
    }
    let lemma = spellings.remove(0);
    Ok(Row {
        lemma,
        spellings,
        class: class_of,
        inside: class[name.len()..].contains('+'),
        strict: class[name.len()..].contains('!'),
        valence: value,
        line,
    })
}
