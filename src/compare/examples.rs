//! Posts to show: read again for their words, with the handles of people covered.

use super::posts::{Posts, UNKNOWN};
use super::words;
use crate::score::{Hit, Label, Scratch};
use crate::{Engine, Language, Status};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;

/// Posts of each kind.
const SHOWN: usize = 3;
/// A word from this valence on is praise or blame; weaker ones (노래 +0.3) are rather what is spoken of.
const TONED: f64 = 0.5;

/// A word of a post that carries tone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// Character offset of its first character.
    pub start: usize,
    /// Character offset after its last.
    pub end: usize,
    /// The lexicon's lemma.
    pub lemma: String,
    /// What it adds to the sum.
    pub contribution: f64,
}

/// A post as a report shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// The key of its group.
    pub group: String,
    /// Its text; handles in it are covered unless asked otherwise.
    pub text: String,
    /// Its author, covered alike.
    pub author: Option<String>,
    /// Seconds since 1970.
    pub time: Option<i64>,
    /// −1 … +1.
    pub tone: f64,
    /// The class of the tone.
    pub label: Label,
    /// Whether the tone rests on anything.
    pub status: Status,
    /// ISO 639-1.
    pub language: String,
    /// Its words that carry tone.
    pub marks: Vec<Mark>,
}

/// The posts that show best what a group is like.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Examples {
    /// The most positive.
    pub positive: Vec<Shown>,
    /// The most negative.
    pub negative: Vec<Shown>,
    /// Those nearest to the median tone.
    pub typical: Vec<Shown>,
}

/// A post read again.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub shown: Shown,
    pub words: BTreeSet<String>,
}

/// An author's name covered: its first character stays, so that a reader can tell some apart.
///
/// ```
/// assert_eq!(yoron::compare::mask_author("umi_no_hi"), "u•••");
/// ```
pub fn mask_author(name: &str) -> String {
    name.trim_start_matches('@').chars().take(1).chain("•••".chars()).collect()
}

/// A text with the handles in it covered, and what follows the host in addresses, which often is one.
///
/// ```
/// use yoron::compare::mask_text;
/// assert_eq!(mask_text("RT @umi_no_hi: 最高 (via @b)"), "RT @•••: 最高 (via @•••)");
/// assert_eq!(mask_text("mail me@home.example, 6 @ 7, @홍길동 님"), "mail me@•••, 6 @ 7, @••• 님");
/// assert_eq!(mask_text("see https://x.com/umi/status/1 now"), "see https://x.com/… now");
/// ```
pub fn mask_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['@', '＠', ':']) {
        let sign = rest[at..].chars().next().map_or(1, char::len_utf8);
        out.push_str(&rest[..at + sign]);
        rest = &rest[at + sign..];
        if out.ends_with(':') {
            let Some(address) = rest.strip_prefix("//") else { continue };
            let end = address.find(|c: char| c.is_whitespace() || matches!(c, ')' | '"' | '<' | '>' | '」' | '』'));
            let (address, after) = address.split_at(end.unwrap_or(address.len()));
            let host = address.split(['/', '?', '#']).next().unwrap_or_default();
            // a name before the host is one too
            out = out + "//" + host.rsplit('@').next().unwrap_or_default();
            if address.len() > host.len() + 1 {
                out.push_str("/…");
            }
            rest = after;
            continue;
        }
        // where a handle is ASCII, what follows in Hangul or kana belongs to the sentence
        let ascii = rest.starts_with(|c: char| c.is_ascii());
        let inside =
            |c: char| (if ascii { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }) || "_.-".contains(c);
        let mut end = rest.find(|c: char| !inside(c)).unwrap_or(rest.len());
        end = rest[..end].trim_end_matches(['.', '-']).len();
        if end > 0 {
            out.push_str("•••");
            rest = &rest[end..];
        }
    }
    out + rest
}

/// A text without the words that carry a tone of their own: what is left is what it speaks of.
fn without(text: &str, hits: &[Hit]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for hit in hits.iter().filter(|hit| hit.valence.abs() >= TONED) {
        let end = hit.end.min(letters.len());
        letters[hit.start.min(end)..end].fill(' ');
    }
    letters.into_iter().collect()
}

/// Reads posts again: their words, and where these stand.
pub(super) fn read(engine: &Engine, posts: &Posts, rows: &[usize], show_authors: bool) -> Vec<Read> {
    let one = |scratch: &mut Scratch, row: &usize| {
        let numbers = &posts.rows[*row];
        let raw = posts.text(*row);
        let text = if show_authors { raw.to_owned() } else { mask_text(raw) };
        let language = posts.language(*row);
        let code = Language::from_code(language).map_or("und", Language::code);
        let explanation = match code {
            // signs alone
            "und" => engine.explain(&text, None, scratch).1,
            code => engine.explain(&text, Some(code), scratch).1,
        };
        let hits = explanation.map(|e| e.hits).unwrap_or_default();
        let tone = (f64::from(numbers.tone) * 1e4).round() / 1e4;
        let name = (numbers.author != UNKNOWN).then(|| posts.authors.name(numbers.author)).flatten();
        Read {
            words: words::words(&without(&text, &hits)),
            shown: Shown {
                group: posts.keys.name(numbers.key).unwrap_or_default().to_owned(),
                author: name.map(|name| if show_authors { name.to_owned() } else { mask_author(name) }),
                time: numbers.time,
                tone,
                label: Label::of(Some(tone)),
                status: numbers.status,
                language: language.to_owned(),
                marks: hits
                    .into_iter()
                    .map(|hit| Mark {
                        start: hit.start,
                        end: hit.end,
                        lemma: hit.lemma,
                        contribution: hit.contribution,
                    })
                    .collect(),
                text,
            },
        }
    };
    rows.par_iter().map_init(Scratch::default, one).collect()
}

/// The most positive, most negative and most typical of the scored rows of a group.
pub(super) fn pick(engine: &Engine, posts: &Posts, rows: &[usize], median: f64, show_authors: bool) -> Examples {
    let tone = |row: usize| (f64::from(posts.rows[row].tone) * 1e4).round() as i64;
    let middle = (median * 1e4).round() as i64;
    let readable = |row: usize| {
        let length = posts.text(row).trim().chars().count();
        i64::from(!(8..=240).contains(&length))
    };
    let nearest = |rank: &dyn Fn(usize) -> i64, fits: &dyn Fn(i64) -> bool| {
        let mut ranked: Vec<(i64, i64, &str, usize)> = Vec::new();
        for row in rows.iter().copied().filter(|row| fits(tone(*row))) {
            // the few best so far, whatever the order the posts come in
            let entry = (readable(row), rank(row), posts.text(row), row);
            if ranked.len() < SHOWN || ranked.last().is_some_and(|last| entry < *last) {
                let at = ranked.partition_point(|other| *other < entry);
                ranked.insert(at, entry);
                ranked.truncate(SHOWN);
            }
        }
        let rows: Vec<usize> = ranked.iter().map(|entry| entry.3).collect();
        read(engine, posts, &rows, show_authors).into_iter().map(|read| read.shown).collect::<Vec<_>>()
    };
    let (up, down) = (|tone: i64| tone >= 500, |tone: i64| tone <= -500);
    Examples {
        positive: nearest(&|row| -tone(row), &up),
        negative: nearest(&|row| tone(row), &down),
        typical: nearest(&|row| (tone(row) - middle).abs(), &|_| true),
    }
}
