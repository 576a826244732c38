//! What a report says, in its language.

use crate::compare::BETWEEN;
use crate::report::group::name_in;
use crate::report::markdown::is_bidi;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The language a report is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
    /// Japanese.
    Japanese,
}

type Row = [&'static str; 3];

static WORDS: LazyLock<HashMap<&'static str, Row>> = LazyLock::new(|| {
    let rows = include_str!("../words.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, [cells.next()?, cells.next()?, cells.next()?]))
    })
    .collect()
});

impl Tongue {
    /// The report language with this code: `en`, `ko` or `ja`.
    ///
    /// ```
    /// use yoron::report::comparison::Tongue;
    /// assert_eq!(Tongue::from_code("ko"), Some(Tongue::Korean));
    /// ```
    pub fn from_code(code: &str) -> Option<Self> {
        [Tongue::English, Tongue::Korean, Tongue::Japanese].into_iter().find(|tongue| tongue.code() == code)
    }

    /// Its ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::Korean => "ko",
            Tongue::Japanese => "ja",
        }
    }

    const fn index(self) -> usize {
        match self {
            Tongue::English => 0,
            Tongue::Korean => 1,
            Tongue::Japanese => 2,
        }
    }

    /// The text under a key; the key itself where there is none, which a test rules out.
    pub(super) fn get(self, key: &'static str) -> &'static str {
        WORDS.get(key).map_or(key, |row| row[self.index()])
    }

    /// The text under a key with its gaps filled in; what is filled in is not read for gaps again.
    pub(super) fn say(self, key: &'static str, gaps: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.get(key);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else { break };
            out.push_str(gaps.iter().find(|(gap, _)| *gap == name).map_or("", |(_, value)| value));
            rest = after;
        }
        out + rest
    }

    /// All texts, for templates.
    pub(super) fn all(self) -> HashMap<&'static str, &'static str> {
        WORDS.iter().map(|(key, row)| (*key, row[self.index()])).collect()
    }

    /// A language's name.
    pub(super) fn language(self, code: &str) -> String {
        let column = [2, 4, 5][self.index()];
        name_in("language", code, column).map_or_else(|| code.to_owned(), str::to_owned)
    }

    /// A group's name, as a table has it: languages and countries by theirs, other values as they stand.
    pub(super) fn group(self, by: &[String], key: &str) -> String {
        let name = self.named(by, key);
        name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
    }

    /// A group's name within a sentence: *the United States*.
    fn named(self, by: &[String], key: &str) -> String {
        let column = [2, 4, 5][self.index()];
        let parts: Vec<&str> = match by.len() {
            1 => vec![key],
            _ => key.split(BETWEEN).collect(),
        };
        let named = parts.iter().enumerate().map(|(i, part)| {
            let what = by.get(i).map_or("", String::as_str);
            let name = match what {
                "language" => name_in("language", part, column),
                "country" => name_in("country", part, column),
                _ => None,
            };
            name.map_or_else(|| plain(part), str::to_owned)
        });
        named.collect::<Vec<_>>().join(BETWEEN)
    }

    /// The posts of a group, as a sentence says it.
    pub(super) fn posts_of(self, by: &[String], key: &str) -> String {
        let how = match by {
            [one] if one == "language" => "posts_language",
            [one] if one == "country" => "posts_country",
            _ => "posts_other",
        };
        self.say(how, &[("name", &self.named(by, key))])
    }

    /// What groups are made by.
    pub(super) fn fields(self, by: &[String]) -> String {
        let named = by.iter().map(|field| match field.as_str() {
            "language" => self.get("by_language"),
            "country" => self.get("by_country"),
            other => other,
        });
        named.collect::<Vec<_>>().join(BETWEEN)
    }
}

/// A value on one line, without characters that would turn or hide what stands beside it.
fn plain(value: &str) -> String {
    let words: Vec<&str> = value.split(|c: char| c.is_whitespace() || c.is_control() || is_bidi(c)).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_the_same_gaps_in_all_languages() {
        let gaps = |text: &str| {
            let mut gaps: Vec<String> =
                text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
            gaps.sort();
            gaps.dedup();
            gaps
        };
        assert!(WORDS.len() > 100);
        for (key, row) in WORDS.iter() {
            assert!(row.iter().all(|text| !text.is_empty()), "{key}");
            assert!(gaps(row[0]) == gaps(row[1]) && gaps(row[0]) == gaps(row[2]), "{key}");
        }
    }

    #[test]
    fn every_text_asked_for_is_there() {
        let sources = [
            include_str!("view.rs"),
            include_str!("finding.rs"),
            include_str!("charts.rs"),
            include_str!("page.html.j2"),
            include_str!("page.md.j2"),
        ];
        let asked = regex::Regex::new(r#"\b(?:get|say)\("([a-z_]+)"|\bt\.([a-z_]+)"#).unwrap();
        for source in sources {
            for found in asked.captures_iter(source) {
                let key = found.get(1).or(found.get(2)).unwrap().as_str();
                assert!(WORDS.contains_key(key), "{key}");
            }
        }
    }

    #[test]
    fn names_of_groups() {
        let by = ["country".to_owned(), "language".to_owned()];
        assert_eq!(Tongue::Japanese.group(&by, "KR · en"), "韓国 · 英語");
        assert_eq!(Tongue::Korean.posts_of(&by[1..], "ja"), "일본어 글");
        assert_eq!(Tongue::English.say("posts_other", &[("name", "{name}")]), "posts marked “{name}”");
        let us = "US".to_owned();
        assert_eq!(Tongue::English.group(&by[..1], &us), "United States");
        assert_eq!(Tongue::English.posts_of(&by[..1], &us), "posts from the United States");
        assert_eq!(Tongue::English.group(&["team".to_owned()], "a\u{202e}b\n\u{0}c"), "a b c");
    }
}
