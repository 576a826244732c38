//! What drives a group's tone: the words of the lexicon that moved it, and the words its positive and negative posts are about.

use super::examples::{Read, Shown};
use crate::stats::{LogOdds, log_odds};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

/// Words shown of each kind.
const SHOWN: usize = 8;
/// A word stands out from here on: 95 % of words that do not stay below.
const STANDS_OUT: f64 = 1.96;
/// Posts that have to use a word.
const POSTS: u64 = 3;

/// A word of the lexicon and how much it moved a group's tone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Driver {
    /// The lexicon's lemma.
    pub word: String,
    /// Posts looked at that have it.
    pub posts: usize,
    /// What it added to the sums of all posts looked at, for every hundred of them.
    pub per_hundred: f64,
    /// A post that it moved so.
    pub example: Option<Shown>,
}

/// A word that belongs to some posts rather than to others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Word {
    /// The word.
    pub word: String,
    /// Standard errors of its log-odds (Monroe, Colaresi and Quinn 2008); from 1.96 on it stands out.
    pub z: f64,
    /// Posts looked at that use it here.
    pub here: u64,
    /// Posts looked at that use it in what is compared with.
    pub there: u64,
    /// A post that uses it.
    pub example: Option<Shown>,
}

static STOP: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let rows = include_str!("stop.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t')).flat_map(|(_, words)| words.split(' ')).collect()
});

/// Endings a Korean noun may carry, longest first.
const PARTICLES: [&str; 30] = [
    "에서는",
    "이라고",
    "이지만",
    "에게는",
    "으로는",
    "이에요",
    "입니다",
    "에서",
    "에게",
    "까지",
    "부터",
    "으로",
    "이랑",
    "처럼",
    "보다",
    "만큼",
    "라고",
    "이나",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "도",
    "와",
    "과",
    "로",
];

/// The words of a post, each once: of Korean the stems before particles, of Japanese runs of kanji or katakana, of others
/// lower-case words. Handles, addresses and very common words are left out.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for token in text.split_whitespace().filter(|t| !t.starts_with('@') && !t.contains("://")) {
        for run in runs(token) {
            let word = match run.chars().next() {
                Some('\u{ac00}'..='\u{d7a3}') => stem(run).to_owned(),
                _ => run.to_lowercase(),
            };
            let length = word.chars().count();
            let latin = word.starts_with(|c: char| c.is_ascii());
            if (if latin { 3 } else { 2 }..=24).contains(&length) && !STOP.contains(word.as_str()) {
                out.insert(word);
            }
        }
    }
    out
}

fn stem(word: &str) -> &str {
    let stem =
        PARTICLES.iter().find_map(|particle| word.strip_suffix(particle).filter(|stem| stem.chars().count() >= 2));
    stem.unwrap_or(word)
}

#[derive(PartialEq, Clone, Copy)]
enum Script {
    Hangul,
    Han,
    Katakana,
    Letter,
    None,
}

fn script(c: char) -> Script {
    match c {
        '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{4e00}'..='\u{9fff}' | '々' => Script::Han,
        '\u{30a1}'..='\u{30fa}' | 'ー' => Script::Katakana,
        // hiragana is endings and function words
        '\u{3040}'..='\u{309f}' => Script::None,
        '\'' | '’' => Script::Letter,
        c if c.is_alphabetic() && !('\u{3130}'..='\u{318f}').contains(&c) => Script::Letter,
        _ => Script::None,
    }
}

fn runs(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = token;
    std::iter::from_fn(move || {
        loop {
            let first = script(rest.chars().next()?);
            let end = rest.find(|c| script(c) != first).unwrap_or(rest.len());
            let run = &rest[..end];
            rest = &rest[end..];
            if first != Script::None {
                let bare = run.trim_matches(['\'', '’']);
                if !bare.is_empty() {
                    return Some(bare);
                }
            }
        }
    })
}

/// In how many posts of a group each word stands: positive ones, negative ones, all.
pub(super) type Counts = BTreeMap<String, [u64; 3]>;

pub(super) fn count(read: &[Read]) -> Counts {
    let mut counts = Counts::new();
    for post in read {
        for word in &post.words {
            let count = counts.entry(word.clone()).or_default();
            count[0] += u64::from(post.shown.tone >= crate::score::THRESHOLD);
            count[1] += u64::from(post.shown.tone <= -crate::score::THRESHOLD);
            count[2] += 1;
        }
    }
    counts
}

/// The words that stand out on one side (`of`) of a group's own posts.
pub(super) fn of_side(counts: &Counts, read: &[Read], positive: bool) -> Vec<Word> {
    let side = usize::from(!positive);
    let here = |count: &[u64; 3]| count[side];
    let there = |count: &[u64; 3]| count[1 - side];
    stand_out(counts.iter().map(|(word, count)| (word.as_str(), here(count), there(count))), |word| {
        let fits = read.iter().filter(|post| (post.shown.tone > 0.0) == positive && post.words.contains(word));
        best(fits)
    })
}

/// The words a group uses more than the others in its language.
pub(super) fn of_group(counts: &Counts, others: &[&Counts], read: &[Read]) -> Vec<Word> {
    let there = |word: &str| others.iter().filter_map(|other| other.get(word)).map(|count| count[2]).sum();
    let mut all: BTreeMap<&str, (u64, u64)> =
        counts.iter().map(|(word, count)| (word.as_str(), (count[2], there(word)))).collect();
    for word in others.iter().flat_map(|other| other.keys()) {
        all.entry(word).or_insert_with(|| (0, there(word)));
    }
    let counted = all.into_iter().map(|(word, (here, there))| (word, here, there));
    stand_out(counted, |word| best(read.iter().filter(|post| post.words.contains(word))))
}

/// Of the posts that use a word, the one with the most tone that is short enough to read.
fn best<'a>(posts: impl Iterator<Item = &'a Read>) -> Option<Shown> {
    let fit = |post: &&Read| post.shown.text.chars().count() <= 160;
    let tone = |post: &&Read| (post.shown.tone.abs() * 1e4) as i64;
    posts
        .filter(fit)
        .max_by_key(|post| (tone(post), std::cmp::Reverse(post.shown.text.as_str())))
        .map(|p| p.shown.clone())
}

fn stand_out<'a>(
    counted: impl Iterator<Item = (&'a str, u64, u64)>,
    example: impl Fn(&str) -> Option<Shown>,
) -> Vec<Word> {
    let counted: Vec<(&str, u64, u64)> = counted.collect();
    let here: Vec<u64> = counted.iter().map(|(_, here, _)| *here).collect();
    let there: Vec<u64> = counted.iter().map(|(_, _, there)| *there).collect();
    let prior: Vec<f64> = counted.iter().map(|(_, here, there)| (here + there) as f64).collect();
    // a prior as heavy as a tenth of all words: common words need to differ, rare ones to be there at all
    let weight = (prior.iter().sum::<f64>() / 10.0).max(10.0);
    let odds = log_odds(&here, &there, &prior, weight);
    let mut found: Vec<(&(&str, u64, u64), &LogOdds)> =
        counted.iter().zip(&odds).filter(|((_, here, _), odds)| *here >= POSTS && odds.z >= STANDS_OUT).collect();
    found.sort_by(|a, b| b.1.z.total_cmp(&a.1.z).then(a.0.cmp(b.0)));
    found
        .into_iter()
        .take(SHOWN)
        .map(|((word, here, there), odds)| Word {
            word: (*word).to_owned(),
            z: (odds.z * 100.0).round() / 100.0,
            here: *here,
            there: *there,
            example: example(word),
        })
        .collect()
}

/// The words of the lexicon that moved a group's tone most: those that raised it, then those that lowered it.
pub(super) fn drivers(read: &[Read]) -> Vec<Driver> {
    let mut sums: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
    for post in read {
        let mut seen = HashSet::new();
        for mark in &post.shown.marks {
            let entry = sums.entry(&mark.lemma).or_default();
            entry.0 += mark.contribution;
            entry.1 += usize::from(seen.insert(mark.lemma.as_str()));
        }
    }
    let mut all: Vec<Driver> = sums
        .into_iter()
        .map(|(word, (sum, posts))| Driver {
            word: word.to_owned(),
            posts,
            per_hundred: (sum / read.len().max(1) as f64 * 1e4).round() / 1e2,
            example: None,
        })
        .filter(|driver| driver.per_hundred != 0.0)
        .collect();
    all.sort_by(|a, b| b.per_hundred.total_cmp(&a.per_hundred).then_with(|| a.word.cmp(&b.word)));
    let up = all.iter().filter(|driver| driver.per_hundred > 0.0).take(SHOWN).cloned();
    let down = all.iter().rev().filter(|driver| driver.per_hundred < 0.0).take(SHOWN).cloned();
    let mut shown: Vec<Driver> = up.chain(down).collect();
    for driver in &mut shown {
        let moves = |post: &&Read| {
            let side = driver.per_hundred.signum();
            let mut marks = post.shown.marks.iter();
            post.shown.tone * side > 0.0 && marks.any(|m| m.lemma == driver.word && m.contribution * side > 0.0)
        };
        driver.example = best(read.iter().filter(moves));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_three_languages() {
        let found = |text| words(text).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(
            found("The ending was rushed, I can't forgive THE ENDING @bob https://x.y/z"),
            "can't ending forgive rushed"
        );
        assert_eq!(found("결말이 아쉽지만 음악은 최고ㅋㅋ"), "결말 아쉽지만 음악 최고");
        assert_eq!(found("原作の結末を変えたのはショック"), "ショック 原作 結末");
    }
}
