//! What platforms call their fields.

use super::{Markup, Path, Record};
use std::sync::LazyLock;

/// A text in one of its possible places: the fields it is joined from, and the markup in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Joined by an empty line.
    pub parts: Vec<Path>,
    /// What to take out.
    pub markup: Markup,
}

impl Place {
    /// One field of plain text.
    pub fn plain(name: &str) -> Self {
        Self { parts: vec![Path::new(name)], markup: Markup::Plain }
    }
}

/// The fields of one platform's posts. Of several fields of a kind, the first that a record has counts.
#[derive(Clone, Debug, Default)]
pub struct Preset {
    /// Its name.
    pub name: &'static str,
    /// The array that holds the posts where a record is a page of results.
    pub unfold: Option<Path>,
    /// Where the text may stand.
    pub text: Vec<Place>,
    /// Where the language tag may stand.
    pub language: Vec<Path>,
    /// Where the author may stand.
    pub author: Vec<Path>,
    /// Where the time of posting may stand.
    pub time: Vec<Path>,
    /// Signs of a repost: a field, and the value it has to have; without one, anything but null, false and nothing.
    pub repost: Vec<(Path, Option<&'static str>)>,
    /// Counts of likes, reposts, replies; they add up.
    pub engagement: Vec<Path>,
}

static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    let mut presets: Vec<Preset> = Vec::new();
    for line in include_str!("presets.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(name), Some(role), Some(field)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let markup = match cells.next() {
            Some("entities") => Markup::Entities,
            Some("html") => Markup::Html,
            _ => Markup::Plain,
        };
        if presets.last().is_none_or(|last| last.name != name) {
            presets.push(Preset { name, ..Preset::default() });
        }
        let Some(preset) = presets.last_mut() else { continue };
        match role {
            "unfold" => preset.unfold = Some(Path::new(field)),
            "text" => preset.text.push(Place { parts: field.split(" + ").map(Path::new).collect(), markup }),
            "language" => preset.language.push(Path::new(field)),
            "author" => preset.author.push(Path::new(field)),
            "time" => preset.time.push(Path::new(field)),
            "repost" => {
                let (field, value) = field.split_once('=').map_or((field, None), |(f, v)| (f, Some(v)));
                preset.repost.push((Path::new(field), value));
            }
            _ => preset.engagement.push(Path::new(field)),
        }
    }
    presets
});

impl Preset {
    /// The names of all presets.
    pub fn names() -> impl Iterator<Item = &'static str> {
        PRESETS.iter().map(|preset| preset.name)
    }

    /// The preset of this name.
    ///
    /// ```
    /// use yoron::batch::Preset;
    /// assert_eq!(Preset::named("mastodon").unwrap().author[0].to_string(), "account.acct");
    /// assert!(Preset::named("myspace").is_none());
    /// ```
    pub fn named(name: &str) -> Option<&'static Preset> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// Whether a record repeats another's post.
    pub fn is_repost(&self, record: &Record) -> bool {
        self.repost.iter().any(|(path, wanted)| match (record.get(path), wanted) {
            (Some(value), Some(wanted)) => value == *wanted,
            (Some(value), None) => !matches!(&*value, "" | "false" | "[]" | "{}"),
            (None, _) => false,
        })
    }

    /// The sum of a record's counts, `None` where it has none.
    pub fn engagement(&self, record: &Record) -> Option<f64> {
        let counts = self.engagement.iter().filter_map(|path| record.get(path)?.parse::<f64>().ok());
        counts.filter(|count| count.is_finite()).fold(None, |sum, count| Some(sum.unwrap_or(0.0) + count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::{Format, Reader, Settings};

    #[test]
    fn every_row_of_the_table_counts() {
        let rows = include_str!("presets.tsv").lines().filter(|l| !l.starts_with('#')).count();
        let read = |p: &Preset| {
            usize::from(p.unfold.is_some())
                + [p.text.len(), p.language.len(), p.author.len(), p.time.len(), p.repost.len(), p.engagement.len()]
                    .iter()
                    .sum::<usize>()
        };
        assert_eq!(PRESETS.iter().map(read).sum::<usize>(), rows);
        assert_eq!(Preset::names().collect::<Vec<_>>(), ["x", "bluesky", "mastodon", "reddit", "youtube"]);
    }

    #[test]
    fn reposts_and_engagement() {
        let lines = concat!(
            r#"{"text":"a","referenced_tweets":[{"type":"retweeted"}],"public_metrics":{"like_count":2,"retweet_count":3}}"#,
            "\n",
            r#"{"text":"b","referenced_tweets":[{"type":"quoted"}],"retweeted_status":null}"#,
        );
        let mut reader = Reader::open(lines.as_bytes(), Format::Jsonl, "a", &Settings::default()).unwrap();
        let chunk = reader.next().unwrap();
        let records: Vec<Record> = chunk.records().collect();
        let preset = Preset::named("x").unwrap();
        assert!(preset.is_repost(&records[0]) && !preset.is_repost(&records[1]));
        assert_eq!((preset.engagement(&records[0]), preset.engagement(&records[1])), (Some(5.0), None));
    }
}
