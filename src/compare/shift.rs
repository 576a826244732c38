//! Against a baseline: how far a group's posts are from ordinary posts of the same group.

use super::posts::Posts;
use crate::stats::{Interval, Options, Verdict, holm};
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};
use std::collections::HashMap;

/// A group less its baseline.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Shift {
    /// Scored posts of the baseline.
    pub n: usize,
    /// Their mean tone.
    pub baseline: f64,
    /// The group's mean tone less that.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
    #[serde(skip)]
    pub(super) variance: f64,
    #[serde(skip)]
    pub(super) clusters: usize,
}

/// The shift of one group less that of another: what is left when each language is measured against its own ordinary posts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShiftPair {
    /// The first group.
    pub a: String,
    /// The second.
    pub b: String,
    /// Difference of the shifts.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
    /// Welch's test on cluster-robust variances.
    pub p: f64,
    /// It, adjusted over all pairs (Holm 1979).
    pub adjusted_p: f64,
    /// What may be said.
    pub verdict: Verdict,
}

/// Mean, its cluster-robust variance, posts and clusters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Robust {
    pub mean: f64,
    pub variance: f64,
    pub n: usize,
    pub clusters: usize,
}

/// The mean of the posts with these rows and the variance of it that allows for clusters (Liang and Zeger 1986, with
/// *G*/(*G* − 1)); `None` with fewer than two clusters.
pub(super) fn robust(posts: &Posts, rows: &[usize]) -> Option<Robust> {
    let n = rows.len() as f64;
    let mean = rows.iter().map(|row| f64::from(posts.rows[*row].tone)).sum::<f64>() / n;
    let mut sums: HashMap<u32, f64> = HashMap::new();
    for row in rows {
        *sums.entry(posts.cluster(*row)).or_default() += f64::from(posts.rows[*row].tone) - mean;
    }
    let clusters = sums.len();
    if clusters < 2 {
        return None;
    }
    // sorted, since the order of a map would show in the last digits
    let mut squares: Vec<f64> = sums.into_values().map(|sum| sum * sum).collect();
    squares.sort_unstable_by(f64::total_cmp);
    let variance = squares.iter().sum::<f64>() / (n * n) * clusters as f64 / (clusters as f64 - 1.0);
    Some(Robust { mean, variance, n: rows.len(), clusters })
}

fn round4(value: f64) -> f64 {
    (value * 1e4).round() / 1e4 + 0.0
}

/// How many standard errors an interval reaches, by the fewest clusters there are.
fn reach(alpha: f64, clusters: usize) -> f64 {
    let level = 1.0 - alpha / 2.0;
    match StudentsT::new(0.0, 1.0, clusters.saturating_sub(1).max(1) as f64) {
        Ok(student) => student.inverse_cdf(level),
        Err(_) => Normal::standard().inverse_cdf(level),
    }
}

fn p_of(statistic: f64, clusters: usize) -> f64 {
    let tail = match StudentsT::new(0.0, 1.0, clusters.saturating_sub(1).max(1) as f64) {
        Ok(student) => student.cdf(-statistic.abs()),
        Err(_) => Normal::standard().cdf(-statistic.abs()),
    };
    (2.0 * tail).min(1.0)
}

fn around(value: f64, half: f64) -> Interval {
    Interval { low: round4(value - half), high: round4(value + half) }
}

/// The shift of a group from its baseline.
pub(super) fn shift(group: Robust, baseline: Robust, options: &Options) -> Shift {
    let value = group.mean - baseline.mean;
    let variance = group.variance + baseline.variance;
    let clusters = group.clusters.min(baseline.clusters);
    Shift {
        n: baseline.n,
        baseline: round4(baseline.mean),
        value: round4(value),
        interval: around(value, reach(options.alpha, clusters) * variance.sqrt()),
        variance,
        clusters,
    }
}

/// Every pair of shifts compared. The biases of the languages are the same in group and baseline and fall out; the margin
/// stays, since they need not be quite the same.
pub(super) fn pairs(shifts: &[(&str, Shift)], margin: &dyn Fn(&str, &str) -> f64, options: &Options) -> Vec<ShiftPair> {
    let mut pairs = Vec::new();
    for (i, (a, x)) in shifts.iter().enumerate() {
        for (b, y) in &shifts[i + 1..] {
            let value = x.value - y.value;
            let error = (x.variance + y.variance).sqrt();
            let clusters = x.clusters.min(y.clusters);
            let p = if error > 0.0 { p_of(value / error, clusters) } else { 1.0 };
            let interval = around(value, reach(options.alpha, clusters) * error);
            pairs.push((
                clusters,
                ShiftPair {
                    a: (*a).to_owned(),
                    b: (*b).to_owned(),
                    value: round4(value),
                    interval,
                    p,
                    adjusted_p: p,
                    verdict: Verdict::TooFew,
                },
            ));
        }
    }
    let tested: Vec<f64> = pairs.iter().filter(|(n, _)| *n >= crate::stats::TOO_FEW).map(|(_, pair)| pair.p).collect();
    let mut adjusted = holm(&tested).into_iter();
    for (clusters, pair) in &mut pairs {
        if *clusters < crate::stats::TOO_FEW {
            continue;
        }
        pair.adjusted_p = adjusted.next().unwrap_or(1.0);
        let large = pair.value.abs() > margin(&pair.a, &pair.b);
        pair.verdict = match large {
            true if pair.adjusted_p < options.alpha && *clusters >= crate::stats::FEW => Verdict::Clear,
            true if pair.p < options.alpha => Verdict::Suggestive,
            _ => Verdict::NoDifferenceFound,
        };
    }
    let tidy = |p: f64| format!("{p:.3e}").parse().unwrap_or(p);
    pairs
        .into_iter()
        .map(|(_, pair)| ShiftPair { p: tidy(pair.p), adjusted_p: tidy(pair.adjusted_p), ..pair })
        .collect()
}
