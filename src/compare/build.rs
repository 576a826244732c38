//! The comparison put together.

use super::posts::{Posts, UNKNOWN};
use super::repeats::{Fate, fates};
use super::{BINS, Compared, Counts, Gold, Group, Listed, MOST_GROUPS, Plan};
use super::{examples, shift, trend, words};
use crate::calibrate::{Bias, Calibration};
use crate::score::Label;
use crate::stats::{self, Options, Sample};
use crate::{Engine, Language, Status};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

/// Posts of a group that are read again for their words, at most: every so-manyth.
const READ: usize = 20_000;
/// Posts shown in all.
const SHOWN: usize = 1500;
/// A language counts for the bias of a group from this share of its scored posts on.
const SHARE: f64 = 0.05;
/// Raw tones of different languages may be this far apart for posts that say the same: what published tools show.
const RAW_BIAS: f64 = 0.15;

/// Compares the groups of `posts`; `baseline` are ordinary posts with the same keys, `gold` a labelled sample.
///
/// The same for any number of threads. The engine reads posts again for their words; their tones stay as they came in.
pub fn compare(engine: &Engine, posts: &Posts, baseline: Option<&Posts>, gold: &[Gold], plan: &Plan) -> Compared {
    let fates = fates(posts, plan.per_author);
    let Sorted { mut groups, mut listed, counts } = sort(posts, &fates, plan);
    let by_language = plan.by.len() == 1 && plan.by[0] == "language";
    listed.retain(|group| group.counts.posts > group.counts.unscored || !by_language);
    let spoken: Vec<Vec<Language>> =
        groups.iter().map(|group| self::spoken(of_languages(posts, &group.rows), group.rows.len())).collect();
    let options = plan.options;
    let bias = |a: usize, b: usize| bias(&spoken[a], &spoken[b], engine.calibrated);
    let samples: Vec<(&str, Sample)> = groups.iter().map(|g| (g.key.as_str(), sample(posts, &g.rows, false))).collect();
    let lent: Vec<(&str, &Sample)> = samples.iter().map(|(key, sample)| (*key, sample)).collect();
    let comparison = stats::compare_biased(&lent, &options, &bias);
    drop(lent);
    drop(samples);
    let read: Vec<Vec<examples::Read>> =
        groups.iter().map(|group| examples::read(engine, posts, &thin(&group.rows, READ), plan.show_authors)).collect();
    let counted: Vec<words::Counts> = read.iter().map(|read| words::count(read)).collect();
    let main: Vec<String> = groups.iter().map(|group| main_language(posts, &group.rows)).collect();
    let baselines = baseline.map(|baseline| by_key(baseline, plan));
    let mut out: Vec<Group> = Vec::with_capacity(groups.len());
    for (i, (group, summary)) in groups.iter_mut().zip(comparison.groups).enumerate() {
        let rows = &group.rows;
        let others: Vec<&words::Counts> =
            (0..counted.len()).filter(|j| *j != i && main[*j] == main[i]).map(|j| &counted[j]).collect();
        let median = summary.median.map_or(0.0, |median| median.value);
        let shift = baselines.as_ref().zip(baseline).and_then(|(keys, of)| {
            let ordinary = shift::robust(of, keys.get(&group.key)?)?;
            Some(shift::shift(shift::robust(posts, rows)?, ordinary, &options))
        });
        out.push(Group {
            language: main[i].clone(),
            counts: group.counts,
            histogram: histogram(posts, rows),
            weighted: plan.weighted.then(|| stats::describe(&sample(posts, rows, true), &options)),
            with_reposts: plan
                .keep_reposts
                .then(|| stats::describe(&sample(posts, &group.with_reposts, false), &options)),
            corrected: corrected(posts, rows, gold, &options),
            shift,
            trend: plan.every.map(|every| trend::trend(posts, rows, every, &options)).unwrap_or_default(),
            drivers: words::drivers(&read[i]),
            praised: words::of_side(&counted[i], &read[i], true),
            blamed: words::of_side(&counted[i], &read[i], false),
            own: if others.is_empty() { Vec::new() } else { words::of_group(&counted[i], &others, &read[i]) },
            examples: examples::pick(engine, posts, rows, median, plan.show_authors),
            summary,
            key: std::mem::take(&mut group.key),
        });
    }
    drop((read, counted));
    let margins = |a: &str, b: &str| {
        let of = comparison.pairs.iter().find(|pair| pair.a == a && pair.b == b);
        of.map_or(options.margin, |pair| pair.margin)
    };
    let shifts: Vec<(&str, shift::Shift)> =
        out.iter().filter_map(|group| Some((group.key.as_str(), group.shift?))).collect();
    let each = SHOWN / groups.len().max(1);
    let shown = groups.iter().flat_map(|group| {
        let mut rows = group.rows.clone();
        rows.extend(&group.no_evidence);
        rows.sort_unstable();
        examples::read(engine, posts, &thin(&rows, each), plan.show_authors)
    });
    let shown = shown.map(|read| read.shown).collect();
    let times = || posts.rows.iter().filter_map(|row| row.time);
    Compared {
        by: plan.by.clone(),
        counts,
        listed,
        unscored: unscored(posts, &fates),
        omnibus: comparison.omnibus,
        family: comparison.family,
        shifts: shift::pairs(&shifts, &margins, &options),
        margin: comparison.margin,
        pairs: comparison.pairs,
        biases: biases(&spoken),
        rounds: comparison.rounds,
        seed: comparison.seed,
        alpha: comparison.alpha,
        every: plan.every,
        span: times().min().zip(times().max()),
        posts: shown,
        sampled: groups.iter().any(|group| group.rows.len() + group.no_evidence.len() > each),
        groups: out,
    }
}

/// A group's rows.
#[derive(Default)]
struct Rows {
    key: String,
    counts: Counts,
    rows: Vec<usize>,
    no_evidence: Vec<usize>,
    with_reposts: Vec<usize>,
}

struct Sorted {
    groups: Vec<Rows>,
    listed: Vec<Listed>,
    counts: Counts,
}

fn sort(posts: &Posts, fates: &[Fate], plan: &Plan) -> Sorted {
    let mut all: Vec<Rows> = (0..=posts.keys.len()).map(|_| Rows::default()).collect();
    let nobody = posts.keys.len();
    for (row, fate) in fates.iter().enumerate() {
        let numbers = &posts.rows[row];
        let group = &mut all[if numbers.key == UNKNOWN { nobody } else { numbers.key as usize }];
        group.counts.posts += 1;
        if plan.keep_reposts && numbers.status == Status::Scored && *fate != Fate::OverLimit {
            group.with_reposts.push(row);
        }
        match (fate, numbers.status) {
            (Fate::Repost, _) => group.counts.reposts += 1,
            (Fate::OverLimit, _) => group.counts.over_limit += 1,
            (_, Status::Unsupported) => group.counts.unscored += 1,
            (_, Status::NoEvidence) => {
                group.counts.no_evidence += 1;
                group.no_evidence.push(row);
            }
            (_, Status::Scored) => {
                group.counts.scored += 1;
                group.rows.push(row);
            }
        }
    }
    let mut counts = Counts::default();
    for (number, group) in all.iter_mut().enumerate() {
        group.key = posts.keys.name(number as u32).unwrap_or_default().to_owned();
        let counted = || group.rows.iter().chain(&group.no_evidence).map(|row| &posts.rows[*row]);
        let distinct = |names: HashSet<u32>| names.len() - usize::from(names.contains(&UNKNOWN));
        let (authors, sources) =
            (distinct(counted().map(|row| row.author).collect()), distinct(counted().map(|row| row.source).collect()));
        (group.counts.authors, group.counts.sources) = (authors, sources);
        counts = add(counts, group.counts);
    }
    let known = |names: usize, of: &dyn Fn(usize) -> u32| {
        let mut seen = vec![false; names];
        for (row, _) in fates.iter().enumerate().filter(|(_, fate)| **fate == Fate::Counted) {
            if let Some(seen) = seen.get_mut(of(row) as usize) {
                *seen = true;
            }
        }
        seen.into_iter().filter(|seen| *seen).count()
    };
    counts.authors = known(posts.authors.len(), &|row| posts.rows[row].author);
    counts.sources = known(posts.sources.len(), &|row| posts.rows[row].source);
    let unnamed = all.pop().filter(|group| group.counts.posts > 0);
    all.sort_by(|a, b| Reverse(a.counts.scored).cmp(&Reverse(b.counts.scored)).then_with(|| a.key.cmp(&b.key)));
    let large = all.iter().take(MOST_GROUPS).take_while(|group| group.counts.scored >= plan.min_n.max(1)).count();
    let small = all.split_off(large);
    let mut listed: Vec<Listed> =
        small.into_iter().map(|group| Listed { key: Some(group.key), counts: group.counts }).collect();
    listed.extend(unnamed.map(|group| Listed { key: None, counts: group.counts }));
    Sorted { groups: all, listed, counts }
}

fn add(a: Counts, b: Counts) -> Counts {
    Counts {
        posts: a.posts + b.posts,
        reposts: a.reposts + b.reposts,
        over_limit: a.over_limit + b.over_limit,
        unscored: a.unscored + b.unscored,
        no_evidence: a.no_evidence + b.no_evidence,
        scored: a.scored + b.scored,
        authors: 0,
        sources: 0,
    }
}

fn sample(posts: &Posts, rows: &[usize], weighted: bool) -> Sample {
    Sample {
        values: rows.iter().map(|row| posts.rows[*row].tone).collect(),
        clusters: rows.iter().map(|row| posts.cluster(*row)).collect(),
        weights: weighted.then(|| rows.iter().map(|row| posts.rows[*row].weight).collect()),
    }
}

/// The counted, scored rows of a baseline by key.
fn by_key(baseline: &Posts, plan: &Plan) -> BTreeMap<String, Vec<usize>> {
    let mut keys: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (row, fate) in fates(baseline, plan.per_author).into_iter().enumerate() {
        let numbers = &baseline.rows[row];
        if let (Fate::Counted, Status::Scored, Some(key)) = (fate, numbers.status, baseline.keys.name(numbers.key)) {
            keys.entry(key.to_owned()).or_default().push(row);
        }
    }
    keys
}

/// At most so many rows, evenly spaced.
fn thin(rows: &[usize], most: usize) -> Vec<usize> {
    let step = rows.len().div_ceil(most.max(1)).max(1);
    rows.iter().copied().step_by(step).collect()
}

fn histogram(posts: &Posts, rows: &[usize]) -> Vec<usize> {
    let mut bins = vec![0; BINS];
    for row in rows {
        let at = (f64::from(posts.rows[*row].tone) + 1.0) / 2.0 * BINS as f64;
        bins[(at as usize).min(BINS - 1)] += 1;
    }
    bins
}

fn main_language(posts: &Posts, rows: &[usize]) -> String {
    let counts = of_languages(posts, rows);
    let best = counts.iter().max_by_key(|(language, count)| (**count, Reverse(**language)));
    best.map_or("und", |(language, _)| language).to_owned()
}

fn of_languages<'a>(posts: &'a Posts, rows: &[usize]) -> BTreeMap<&'a str, usize> {
    let mut counts = vec![0; posts.languages.len()];
    for row in rows {
        counts[posts.rows[*row].language as usize] += 1;
    }
    let named = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
    named.filter_map(|(number, count)| Some((posts.languages.name(number as u32)?, count))).collect()
}

/// The languages a group of `n` posts is written in, leaving out those of a few posts.
pub(super) fn spoken<'a>(counts: impl IntoIterator<Item = (&'a str, usize)>, n: usize) -> Vec<Language> {
    let large = counts.into_iter().filter(|(_, count)| *count as f64 >= SHARE * n as f64);
    large.filter_map(|(code, _)| Language::from_code(code)).collect()
}

/// What may stand between two groups because of the languages they are written in.
pub(super) fn bias(a: &[Language], b: &[Language], calibrated: bool) -> f64 {
    let between = |a: Language, b: Language| match calibrated {
        _ if a == b => 0.0,
        true => Calibration::embedded().remaining_bias(a, b).unwrap_or(RAW_BIAS),
        false => RAW_BIAS,
    };
    a.iter().flat_map(|a| b.iter().map(|b| between(*a, *b))).fold(0.0, f64::max)
}

/// The biases between any languages of the groups.
pub(super) fn biases(spoken: &[Vec<Language>]) -> Vec<Bias> {
    let is_spoken = |language| spoken.iter().any(|languages| languages.contains(&language));
    let both = |bias: &&Bias| is_spoken(bias.a) && is_spoken(bias.b);
    Calibration::embedded().biases().iter().filter(both).copied().collect()
}

/// The shares of a group in one language, corrected by the labelled posts in it.
fn corrected(posts: &Posts, rows: &[usize], gold: &[Gold], options: &Options) -> Option<stats::Corrected> {
    let counts = of_languages(posts, rows);
    let (language, most) = counts.iter().max_by_key(|(_, count)| **count)?;
    if (*most as f64) < (1.0 - SHARE) * rows.len() as f64 {
        return None;
    }
    let place = |label| match label {
        Label::Negative => Some(0),
        Label::Neutral => Some(1),
        Label::Positive => Some(2),
        Label::Unscored => None,
    };
    let mut confusion = [[0.0; 3]; 3];
    for post in gold.iter().filter(|post| post.language == *language) {
        if let (Some(truth), Some(scored)) = (place(post.truth), place(post.scored)) {
            confusion[truth][scored] += 1.0;
        }
    }
    let mut observed = [0; 3];
    for row in rows {
        if let Some(label) = place(Label::of(Some(f64::from(posts.rows[*row].tone)))) {
            observed[label] += 1;
        }
    }
    stats::corrected_shares(observed, confusion, options)
}

fn unscored(posts: &Posts, fates: &[Fate]) -> Vec<(String, usize)> {
    let rows: Vec<usize> = (0..posts.len())
        .filter(|row| fates[*row] == Fate::Counted && posts.rows[*row].status == Status::Unsupported)
        .collect();
    let mut counts: Vec<(String, usize)> =
        of_languages(posts, &rows).into_iter().map(|(code, count)| (code.to_owned(), count)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}
