//! Names of fields, also of nested ones: `text`, `record.text`, `data[].text`.

use super::json::{self, Member};
use std::ops::Range;

/// Where a field stands in a record: names joined by dots; `[]` after a name stands for the elements of an array. A field
/// that has the whole name, dots included, comes first, as flattened tables have them.
///
/// ```
/// use yoron::batch::Path;
/// assert_eq!(Path::new("record.text").to_string(), "record.text");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    whole: String,
    steps: Vec<(String, bool)>,
}

impl Path {
    /// The path that is written as `name`; every text is one.
    pub fn new(name: &str) -> Self {
        let step = |part: &str| match part.strip_suffix("[]") {
            Some(array) => (array.to_owned(), true),
            None => (part.to_owned(), false),
        };
        Self { whole: name.to_owned(), steps: name.split('.').map(step).collect() }
    }

    /// The path of an array and the path within its elements, for `data[].text`.
    pub(super) fn unfolded(&self) -> Option<(Path, Path)> {
        let (array, rest) = self.whole.split_once("[].")?;
        Some((Path::new(array), Path::new(rest)))
    }

    /// The place of a column of this name.
    pub(super) fn column(&self, columns: &[String]) -> Option<usize> {
        columns.iter().position(|column| *column == self.whole)
    }

    /// The raw value in an object whose members are known; the last one where a key stands twice, as most programs read it.
    pub(super) fn find(&self, object: &str, members: &[Member]) -> Option<Range<usize>> {
        let named = |name: &str, text: &str, members: &[Member]| {
            members.iter().rev().find(|m| m.is(text, name)).map(|m| m.value.clone())
        };
        if let Some(found) = named(&self.whole, object, members) {
            return Some(found);
        }
        let ((first, each), rest) = self.steps.split_first()?;
        if rest.is_empty() && !each {
            return None;
        }
        let value = named(first, object, members)?;
        let found = descend(&object[value.clone()], *each, rest)?;
        Some(value.start + found.start..value.start + found.end)
    }
}

/// Follows the steps that are left from `value`, which may have to be an array.
fn descend(value: &str, each: bool, rest: &[(String, bool)]) -> Option<Range<usize>> {
    if each {
        return json::elements(value).into_iter().find_map(|element| {
            let found = descend(&value[element.clone()], false, rest)?;
            Some(element.start + found.start..element.start + found.end)
        });
    }
    let Some(((name, each), rest)) = rest.split_first() else { return Some(0..value.len()) };
    let mut members = Vec::new();
    json::members(value, &mut members).ok()?;
    let member = members.iter().rev().find(|m| m.is(value, name))?.value.clone();
    let found = descend(&value[member.clone()], *each, rest)?;
    Some(member.start + found.start..member.start + found.end)
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find<'a>(text: &'a str, path: &str) -> Option<&'a str> {
        let mut members = Vec::new();
        json::members(text, &mut members).unwrap();
        Path::new(path).find(text, &members).map(|range| &text[range])
    }

    #[test]
    fn paths_lead_into_objects_and_arrays() {
        let text =
            r#"{"a": 1, "r": {"text": "x", "t": [{"n": 1}, {"m": {"o": 2}}]}, "a": 3, "a.b": null, "k\u0031": 4}"#;
        assert_eq!(find(text, "a"), Some("3"));
        assert_eq!(find(text, "r.text"), Some("\"x\""));
        assert_eq!(find(text, "r.t[].m.o"), Some("2"));
        assert_eq!(find(text, "r.t[].n"), Some("1"));
        assert_eq!(find(text, "a.b"), Some("null"));
        assert_eq!(find(text, "k1"), Some("4"));
        for missing in ["b", "a.c", "r.text.x", "r.t[].z", "", ".", "[]", "r[].t"] {
            assert_eq!(find(text, missing), None, "{missing}");
        }
    }
}
