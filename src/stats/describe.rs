//! One group in numbers.

use super::resample::{Rounds, bootstrap, interval, normal, student};
use super::sample::{Group, Levels, Options, Sample, Units};
use super::{round4, wilson_at};
use crate::score::Label;
use serde::Serialize;
use statrs::distribution::ContinuousCDF;

/// Fewer clusters than this are only described: no intervals, no tests.
pub const TOO_FEW: usize = 10;
/// Fewer clusters than this carry a warning: intervals from so few are known to be too short.
pub const FEW: usize = 30;

/// Where an estimate may lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    pub(super) fn new((low, high): (f64, f64)) -> Self {
        Self { low: round4(low), high: round4(high) }
    }

    /// Whether a value lies in it.
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// A figure, to four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its interval at 1 − alpha (95 %); `None` where there are too few clusters for one.
    pub interval: Option<Interval>,
}

/// The share of a label.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Part {
    /// How many posts.
    pub count: usize,
    /// Their share of the posts, or of their weight, 0 … 1.
    #[serde(flatten)]
    pub share: Estimate,
}

/// How far the figures of a group carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Caution {
    /// At least [`FEW`] clusters.
    None,
    /// Fewer than [`FEW`]: intervals may be too short.
    FewClusters,
    /// Fewer than [`TOO_FEW`]: description only.
    TooFew,
}

/// A group described.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Its name; empty from [`describe`].
    pub name: String,
    /// Posts.
    pub n: usize,
    /// Clusters (authors, articles).
    pub clusters: usize,
    /// Posts of the largest cluster.
    pub largest_cluster: usize,
    /// How alike the posts of one cluster are: the intraclass correlation (one-way analysis of variance), 0 … 1; `None`
    /// where no cluster has two posts or there is only one.
    pub icc: Option<f64>,
    /// How many independent posts these are worth: (Σ*w*)²/Σ*w*² (Kish 1965) over 1 + (*m* − 1)·ICC, *m* = Σ*m*ᵢ²/Σ*m*ᵢ the
    /// size of the cluster a post finds itself in.
    pub effective_n: f64,
    /// Mean tone; its interval is a BCa bootstrap of whole clusters.
    pub mean: Option<Estimate>,
    /// Median tone; its interval are percentiles of the bootstrap.
    pub median: Option<Estimate>,
    /// Share of positive posts (tone ≥ 0.05).
    pub positive: Option<Part>,
    /// Share of neutral posts.
    pub neutral: Option<Part>,
    /// Share of negative posts (tone ≤ −0.05).
    pub negative: Option<Part>,
    /// How far to trust all this.
    pub caution: Caution,
}

/// Describes one group.
///
/// * Mean: Σ*wx*/Σ*w*. Interval: bootstrap of whole clusters (`options.rounds` rounds), bias-corrected and accelerated (Efron
///   1987), the acceleration by leaving out each cluster once; its normal points are widened to Student's with *G* − 1
///   degrees of freedom times √(*G*/(*G* − 1)), without which intervals of few clusters are too short (Hesterberg 2015).
/// * Median: of the weighted values; its interval are percentiles, widened alike.
/// * Shares: Wilson's interval at an effective number of posts *n*\* = *p*(1 − *p*)/*v*, *v* the cluster-robust variance of the
///   share, at most *n*; for clustered posts *n*\* also shrinks by (*z*/*t*)² with Student's point at *G* − 1 (Korn and Graubard
///   1998). For posts each on its own it is Wilson's interval itself.
///
/// ```
/// use yoron::stats::{Caution, Options, Sample, describe};
/// let tones: Vec<f32> = (0..200).map(|i| if i % 4 == 0 { 0.0 } else { 0.4 }).collect();
/// let summary = describe(&Sample::independent(tones), &Options::default());
/// let mean = summary.mean.unwrap();
/// assert_eq!(mean.value, 0.3);
/// assert!(mean.interval.is_some_and(|i| i.low > 0.26 && i.high < 0.34));
/// assert_eq!(summary.positive.unwrap().count, 150);
/// assert_eq!(summary.caution, Caution::None);
/// ```
pub fn describe(sample: &Sample, options: &Options) -> Summary {
    let levels = Levels::of(&[sample]);
    let group = Group::new(sample, &levels);
    let rounds = (group.clusters() >= TOO_FEW).then(|| bootstrap(std::slice::from_ref(&group), &levels, &[], options));
    summarise(String::new(), &group, &levels, rounds.as_ref().map(|r| (r, 0)), options)
}

/// The summary of a group; `rounds` and its index there, where it has enough clusters.
pub(super) fn summarise(
    name: String,
    group: &Group,
    levels: &Levels,
    rounds: Option<(&Rounds, usize)>,
    options: &Options,
) -> Summary {
    let (n, clusters) = (group.items.len(), group.clusters());
    let largest_cluster = (0..clusters).map(|c| group.posts(c).len()).max().unwrap_or(0);
    let caution = match clusters {
        c if c < TOO_FEW => Caution::TooFew,
        c if c < FEW => Caution::FewClusters,
        _ => Caution::None,
    };
    let icc = intraclass(group, levels);
    let effective = effective_n(group, icc);
    let mut summary = Summary {
        name,
        n,
        clusters,
        largest_cluster,
        icc: icc.map(round4),
        effective_n: (effective * 10.0).round() / 10.0,
        mean: None,
        median: None,
        positive: None,
        neutral: None,
        negative: None,
        caution,
    };
    if n == 0 {
        return summary;
    }
    let rounds = rounds.filter(|_| caution != Caution::TooFew);
    let reach = reach(options.alpha(), &[&group.units]);
    let estimate = |value: f64, of: &dyn Fn(&Rounds, usize) -> (f64, f64)| Estimate {
        value: round4(value),
        interval: rounds.map(|(rounds, index)| Interval::new(of(rounds, index))),
    };
    let mean = group.units.ratio();
    summary.mean = Some(estimate(mean, &|r, i| interval(&r.means[i], mean, group.units.jackknife(), reach, true)));
    let median = super::resample::middle(&group.histogram, &levels.values);
    summary.median = Some(estimate(median, &|r, i| interval(&r.medians[i], median, (0.0, 0.0), reach, false)));
    let part = |label| Some(share(group, levels, label, effective, options.alpha(), caution));
    summary.positive = part(Label::Positive);
    summary.neutral = part(Label::Neutral);
    summary.negative = part(Label::Negative);
    summary
}

/// How many standard errors an interval reaches to each side: Student's point times the shortfall of the bootstrap's own
/// standard error. One group or the difference of two (degrees of freedom after Satterthwaite).
pub(super) fn reach(alpha: f64, groups: &[&Units]) -> f64 {
    let (mut whole, mut short) = (0.0, 0.0);
    for units in groups {
        let (variance, clusters) = (units.variance(), units.n.len() as f64);
        whole += variance;
        short += variance * (clusters - 1.0) / clusters.max(1.0);
    }
    let stretch = if short > 0.0 { (whole / short).sqrt() } else { 1.0 };
    student(alpha / 2.0, freedom(groups)) * stretch
}

/// Degrees of freedom of the sum of the groups' variances (Satterthwaite 1946).
pub(super) fn freedom(groups: &[&Units]) -> f64 {
    let variance: f64 = groups.iter().map(|u| u.variance()).sum();
    let parts: f64 = groups.iter().map(|u| u.variance().powi(2) / (u.n.len() as f64 - 1.0).max(1.0)).sum();
    let least = groups.iter().map(|u| u.n.len().saturating_sub(1)).min().unwrap_or(1).max(1) as f64;
    if parts > 0.0 { variance * variance / parts } else { least }
}

/// The intraclass correlation by one-way analysis of variance, not below 0.
fn intraclass(group: &Group, levels: &Levels) -> Option<f64> {
    let (n, clusters) = (group.items.len() as f64, group.clusters() as f64);
    if clusters < 2.0 || group.is_independent() {
        return None;
    }
    let value = |post: usize| levels.values[group.items[post] as usize];
    let mean = (0..group.items.len()).map(value).sum::<f64>() / n;
    let (mut between, mut within, mut squares) = (0.0, 0.0, 0.0);
    for cluster in 0..group.clusters() {
        let posts = group.posts(cluster);
        let size = posts.len() as f64;
        let own = posts.clone().map(value).sum::<f64>() / size;
        between += size * (own - mean).powi(2);
        within += posts.map(|p| (value(p) - own).powi(2)).sum::<f64>();
        squares += size * size;
    }
    let (between, within) = (between / (clusters - 1.0), within / (n - clusters));
    let size = (n - squares / n) / (clusters - 1.0);
    let all = between + (size - 1.0) * within;
    (all > 0.0).then(|| ((between - within) / all).clamp(0.0, 1.0))
}

fn effective_n(group: &Group, icc: Option<f64>) -> f64 {
    if group.items.is_empty() {
        return 0.0;
    }
    let n = group.items.len() as f64;
    let (sum, squares) =
        (0..group.items.len()).map(|p| group.weight(p)).fold((0.0, 0.0), |(s, q), w| (s + w, q + w * w));
    let size = (0..group.clusters()).map(|c| (group.posts(c).len() as f64).powi(2)).sum::<f64>() / n;
    // one cluster alone cannot say how alike its posts are: as alike as can be
    let icc = icc.unwrap_or(if group.clusters() == 1 { 1.0 } else { 0.0 });
    sum * sum / squares / (1.0 + (size - 1.0) * icc)
}

fn share(group: &Group, levels: &Levels, label: Label, effective: f64, alpha: f64, caution: Caution) -> Part {
    let is_label: Vec<f64> = levels.labels.iter().map(|l| f64::from(u8::from(*l == label))).collect();
    let count = group.items.iter().filter(|i| levels.labels[**i as usize] == label).count();
    let units = group.units_of(&is_label);
    let (n, p, z) = (group.items.len() as f64, units.ratio(), normal().inverse_cdf(1.0 - alpha / 2.0));
    let independent = group.is_independent() && group.weights.is_empty();
    let worth = match units.variance() {
        _ if independent => n,
        v if v > 0.0 => (p * (1.0 - p) / v).min(n) * (z / student(alpha / 2.0, group.clusters() as f64 - 1.0)).powi(2),
        _ => effective,
    };
    let interval = (caution != Caution::TooFew).then(|| Interval::new(wilson_at(p, worth, z)));
    Part { count, share: Estimate { value: round4(p), interval } }
}
