//! Groups compared from their aggregates, for posts that are too many to be in one place.
//!
//! What a cluster (an author, an article) brings to a comparison is how often it has each tone; that can be counted where the
//! posts are, and added up. The figures are those of [`compare`](super::compare) on the posts themselves, as long as the clusters
//! come one by one. Where even they are too many, they come in random *blocks*, which are resampled in their stead (the random
//! groups of Wolter 1985): means, shares, medians and deltas stay what they are, their intervals rest on the blocks.

use super::build::{bias, biases, spoken};
use super::{BINS, Compared, Counts, Examples, Group, Listed, MOST_GROUPS, Plan};
use crate::score::Label;
use crate::stats::{self, Sample, Summary};
use std::cmp::Reverse;

/// Posts of one cluster, or block of clusters, with the same tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The cluster.
    pub cluster: u32,
    /// The tone in ten-thousandths.
    pub tone: i16,
    /// How many posts.
    pub posts: u32,
}

/// A group in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// What its posts share; `None` where their records do not say.
    pub key: Option<String>,
    /// Where its posts went.
    pub counts: Counts,
    /// Its scored posts by language.
    pub languages: Vec<(String, usize)>,
    /// The tones of its scored posts; may be empty for groups that are only listed.
    pub cells: Vec<Cell>,
    /// Where the cells are blocks of clusters: how many clusters there are, and the posts of the largest.
    pub blocks: Option<(usize, usize)>,
}

/// Compares groups from their aggregates; `all` are the counts of all posts, `unscored` posts of languages without a scorer.
/// Words, examples and trends need the posts themselves and stay empty.
///
/// ```
/// use yoron::compare::{Cell, Counts, Merged, Plan, compare_merged};
/// let group = |key: &str, tone: i16| Merged {
///     key: Some(key.to_owned()),
///     counts: Counts { posts: 60, scored: 60, ..Counts::default() },
///     languages: vec![("ko".to_owned(), 60)],
///     cells: (0..60).map(|i| Cell { cluster: i, tone: tone + (i % 7) as i16 * 200, posts: 1 }).collect(),
///     blocks: None,
/// };
/// let compared = compare_merged(vec![group("KR", 3000), group("JP", -500)], Counts::default(), Vec::new(), true, &Plan::default());
/// assert_eq!(compared.groups[0].key, "JP");
/// assert_eq!(compared.pairs[0].difference.unwrap().value, -0.35);
/// ```
pub fn compare_merged(
    mut all: Vec<Merged>,
    counts: Counts,
    unscored: Vec<(String, usize)>,
    calibrated: bool,
    plan: &Plan,
) -> Compared {
    let unnamed = all.iter().position(|group| group.key.is_none()).map(|at| all.remove(at));
    all.sort_by(|a, b| Reverse(a.counts.scored).cmp(&Reverse(b.counts.scored)).then_with(|| a.key.cmp(&b.key)));
    let large = all.iter().take(MOST_GROUPS).take_while(|group| group.counts.scored >= plan.min_n.max(1)).count();
    let small = all.split_off(large);
    let mut listed: Vec<Listed> =
        small.into_iter().chain(unnamed).map(|g| Listed { key: g.key, counts: g.counts }).collect();
    let by_language = plan.by.len() == 1 && plan.by[0] == "language";
    listed.retain(|group| group.counts.posts > group.counts.unscored || !by_language);
    let spoken: Vec<_> = all
        .iter()
        .map(|group| spoken(group.languages.iter().map(|(code, n)| (code.as_str(), *n)), group.counts.scored))
        .collect();
    let between = |a: usize, b: usize| bias(&spoken[a], &spoken[b], calibrated);
    let samples: Vec<Sample> = all.iter().map(sample).collect();
    let lent: Vec<(&str, &Sample)> =
        all.iter().zip(&samples).map(|(group, sample)| (group.key.as_deref().unwrap_or_default(), sample)).collect();
    let mut comparison = stats::compare_biased(&lent, &plan.options, &between);
    drop(lent);
    if all.iter().any(|group| group.blocks.is_some()) {
        // it would take blocks for posts
        comparison.pairs.iter_mut().for_each(|pair| pair.mann_whitney_p = None);
    }
    let groups = all.into_iter().zip(comparison.groups).map(|(group, mut summary)| {
        if let Some((clusters, largest)) = group.blocks {
            of_blocks(&group.cells, clusters, largest, &mut summary);
        }
        Group {
            language: main_language(&group.languages),
            counts: group.counts,
            histogram: histogram(&group.cells),
            weighted: None,
            with_reposts: None,
            corrected: None,
            shift: None,
            trend: Vec::new(),
            drivers: Vec::new(),
            praised: Vec::new(),
            blamed: Vec::new(),
            own: Vec::new(),
            examples: Examples::default(),
            summary,
            key: group.key.unwrap_or_default(),
        }
    });
    Compared {
        by: plan.by.clone(),
        counts,
        groups: groups.collect(),
        listed,
        unscored,
        pairs: comparison.pairs,
        omnibus: comparison.omnibus,
        family: comparison.family,
        shifts: Vec::new(),
        margin: comparison.margin,
        biases: biases(&spoken),
        rounds: comparison.rounds,
        seed: comparison.seed,
        alpha: comparison.alpha,
        every: None,
        span: None,
        posts: Vec::new(),
        sampled: false,
    }
}

fn main_language(languages: &[(String, usize)]) -> String {
    let most = languages.iter().max_by_key(|(code, n)| (*n, Reverse(code)));
    most.map_or("und", |(code, _)| code).to_owned()
}

fn tone(cell: &Cell) -> f32 {
    f32::from(cell.tone) / 1e4
}

/// The posts one by one; of blocks each tone once, weighted by its posts.
fn sample(group: &Merged) -> Sample {
    let cells = &group.cells;
    if group.blocks.is_some() {
        return Sample {
            values: cells.iter().map(tone).collect(),
            clusters: cells.iter().map(|cell| cell.cluster).collect(),
            weights: Some(cells.iter().map(|cell| cell.posts as f32).collect()),
        };
    }
    let repeated = |cell: &Cell| std::iter::repeat_n(*cell, cell.posts as usize);
    Sample {
        values: cells.iter().flat_map(repeated).map(|cell| tone(&cell)).collect(),
        clusters: cells.iter().flat_map(repeated).map(|cell| cell.cluster).collect(),
        weights: None,
    }
}

/// What a summary of blocks says of posts and clusters, set right.
fn of_blocks(cells: &[Cell], clusters: usize, largest: usize, summary: &mut Summary) {
    let of = |label: Option<Label>| -> usize {
        let fits = |cell: &&Cell| label.is_none_or(|label| Label::of(Some(f64::from(cell.tone) / 1e4)) == label);
        cells.iter().filter(fits).map(|cell| cell.posts as usize).sum()
    };
    let n = of(None);
    (summary.n, summary.clusters, summary.largest_cluster, summary.icc) = (n, clusters, largest, None);
    for (part, label) in [
        (&mut summary.positive, Label::Positive),
        (&mut summary.neutral, Label::Neutral),
        (&mut summary.negative, Label::Negative),
    ] {
        if let Some(part) = part {
            part.count = of(Some(label));
        }
    }
    // independent posts with the same variance of their mean as the blocks show
    let mean = cells.iter().map(|c| f64::from(c.tone) * f64::from(c.posts)).sum::<f64>() / n.max(1) as f64;
    let spread: f64 = cells.iter().map(|c| (f64::from(c.tone) - mean).powi(2) * f64::from(c.posts)).sum();
    let mut sums = std::collections::BTreeMap::<u32, f64>::new();
    cells.iter().for_each(|c| *sums.entry(c.cluster).or_default() += (f64::from(c.tone) - mean) * f64::from(c.posts));
    let between: f64 = sums.values().map(|sum| sum * sum).sum();
    if between > 0.0 {
        summary.effective_n = ((spread / between * n as f64).min(n as f64) * 10.0).round() / 10.0;
    }
}

fn histogram(cells: &[Cell]) -> Vec<usize> {
    let mut bins = vec![0; BINS];
    for cell in cells {
        let at = (f64::from(tone(cell)) + 1.0) / 2.0 * BINS as f64;
        bins[(at as usize).min(BINS - 1)] += cell.posts as usize;
    }
    bins
}
