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

/// Every string a pattern stands for: `{お湯,水}が{出,漏れ}` is お湯が出, お湯が漏れ, 水が出, 水が漏れ. Groups may nest; an
/// alternative may be empty. A brace without its other stays as it is.
pub(super) fn expand(pattern: &str) -> Vec<String> {
    let mut parts = vec![""];
    let (mut depth, mut from, mut close) = (0_usize, 0, None);
    let open = pattern.find('{');
    for (i, c) in pattern.char_indices().skip_while(|(i, _)| Some(*i) != open) {
        match c {
            '{' => {
                depth += 1;
                if depth == 1 {
                    from = i + 1;
                }
            }
            ',' if depth == 1 => {
                parts.push(&pattern[from..i]);
                from = i + 1;
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    parts.push(&pattern[from..i]);
                    close = Some(i);
                    break;
                }
            }
            _ => {}
        }
    }
    let (Some(open), Some(close)) = (open, close) else { return vec![pattern.to_owned()] };
    let (head, tails) = (&pattern[..open], expand(&pattern[close + 1..]));
    let middles = parts[1..].iter().flat_map(|part| expand(part));
    middles.flat_map(|middle| tails.iter().map(move |tail| format!("{head}{middle}{tail}"))).collect()
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
    let name = class.trim_end_matches(['+', '!']);
    let class_of = Class::from_name(name).ok_or_else(|| {
        format!("unknown class {name:?}; known: {}", Class::ALL.iter().map(|c| c.name()).collect::<Vec<_>>().join(" "))
    })?;
    let value: f32 = valence.parse().map_err(|_| format!("valence {valence:?} is no number from -4.0 to 4.0"))?;
    if !(-4.0..=4.0).contains(&value) {
        return Err(format!("valence {valence} is outside -4.0 to 4.0"));
    }
    // emoticons have braces of their own: :-{
    let all = lemma.split('|');
    let mut spellings: Vec<String> =
        if class_of.is_sign() { all.map(str::to_owned).collect() } else { all.flat_map(expand).collect() };
    if spellings.iter().any(|s| s.is_empty() || s.trim() != s) {
        return Err(format!("empty spelling or spaces around one in {lemma:?}"));
    }
    if !class_of.is_sign() && spellings.iter().any(|s| s.contains(['{', '}'])) {
        return Err(format!("a brace without its other in {lemma:?}"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_stand_for_every_combination() {
        assert_eq!(expand("{a,b}x{c,}"), ["axc", "ax", "bxc", "bx"]);
        assert_eq!(expand("{a{1,2},b}"), ["a1", "a2", "b"]);
        assert_eq!(expand("plain"), ["plain"]);
        let (rows, errors) = parse_rows("{お湯,水}が出ない|断水\tadj-i\t-1.0\n:-{\temoticon\t-1.6\n{a,b\tnoun\t1.0\n");
        assert_eq!((rows[0].lemma.as_str(), rows[0].spellings.len()), ("お湯が出ない", 2));
        assert_eq!(rows[1].lemma, ":-{");
        assert_eq!(errors[0].to_string(), "line 3: a brace without its other in \"{a,b\"");
    }
}
