//! Rank tests and effect sizes of two groups of numbers.

use super::describe::freedom;
use super::resample::{dot, normal, place, student_p};
use super::sample::{Group, Units};
use statrs::distribution::ContinuousCDF;

/// Two groups of numbers as the counts of their distinct values.
fn counts(a: &[f64], b: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let mut values: Vec<f64> = a.iter().chain(b).copied().filter(|v| !v.is_nan()).collect();
    values.sort_unstable_by(f64::total_cmp);
    values.dedup_by(|x, y| x == y);
    let count = |of: &[f64]| {
        let mut counts = vec![0.0; values.len()];
        for value in of.iter().filter(|v| !v.is_nan()) {
            counts[values.partition_point(|v| v < value)] += 1.0;
        }
        counts
    };
    (count(a), count(b))
}

/// Cliff's delta (Cliff 1993): how much likelier a value of `a` is above one of `b` than below it, −1 … +1; 0 where either
/// is empty. It equals 2·P(*a* > *b*) + P(*a* = *b*) − 1.
///
/// ```
/// assert_eq!(yoron::stats::cliffs_delta(&[0.5, 0.5, 0.1], &[0.1, -0.2]), 5.0 / 6.0);
/// assert_eq!(yoron::stats::cliffs_delta(&[], &[0.1]), 0.0);
/// ```
pub fn cliffs_delta(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = counts(a, b);
    delta(&a, &b)
}

/// [`cliffs_delta`] of two histograms over the same levels.
pub(super) fn delta(a: &[f64], b: &[f64]) -> f64 {
    let (n, m): (f64, f64) = (a.iter().sum(), b.iter().sum());
    if n <= 0.0 || m <= 0.0 {
        return 0.0;
    }
    let mut placement = vec![0.0; b.len()];
    place(b, &mut placement);
    dot(a, &placement) / n
}

/// The two-sided *p* of the Mann-Whitney test (Mann and Whitney 1947): normal approximation, corrected for ties and for
/// continuity, as R's `wilcox.test(exact = FALSE)` and SciPy's `mannwhitneyu(method = "asymptotic")`. Its null hypothesis
/// is that both groups have one distribution, in spread too; it takes the values for independent. 1 where there is
/// nothing to tell apart.
///
/// ```
/// let p = yoron::stats::mann_whitney(&[1.0, 2.0, 2.0, 3.0, 5.0], &[2.0, 4.0, 5.0, 6.0, 7.0]);
/// assert!((p - 0.1116).abs() < 5e-5, "{p}");
/// ```
pub fn mann_whitney(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = counts(a, b);
    mann_whitney_counts(&a, &b)
}

pub(super) fn mann_whitney_counts(a: &[f64], b: &[f64]) -> f64 {
    let (n, m): (f64, f64) = (a.iter().sum(), b.iter().sum());
    let all = n + m;
    let ties: f64 = a.iter().zip(b).map(|(x, y)| (x + y).powi(3) - (x + y)).sum();
    let variance = n * m / 12.0 * (all + 1.0 - ties / (all * (all - 1.0)));
    if variance.is_nan() || variance <= 0.0 {
        return 1.0;
    }
    let distance = (delta(a, b).abs() * n * m / 2.0 - 0.5).max(0.0);
    (2.0 * normal().sf(distance / variance.sqrt())).min(1.0)
}

/// The two-sided *p* of the Brunner-Munzel test (Brunner and Munzel 2000) of P(*a* > *b*) + ½P(*a* = *b*) = ½, by Student's
/// distribution with Satterthwaite's degrees of freedom; the groups may differ in spread. 1 where either has fewer than
/// two values or nothing differs.
///
/// ```
/// let p = yoron::stats::brunner_munzel(&[1.0, 2.0, 2.0, 3.0, 5.0], &[2.0, 4.0, 5.0, 6.0, 7.0]);
/// assert!((p - 0.0546).abs() < 5e-5, "{p}");
/// ```
pub fn brunner_munzel(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = counts(a, b);
    let mut places = (vec![0.0; a.len()], vec![0.0; a.len()]);
    place(&b, &mut places.0);
    place(&a, &mut places.1);
    let units = |counts: &[f64], places: &[f64]| {
        let mut units = Units::default();
        for (count, place) in counts.iter().zip(places) {
            for _ in 0..*count as usize {
                units.n.push(1.0);
                units.s.push(*place);
            }
        }
        units
    };
    brunner_munzel_units(&units(&a, &places.0), &units(&b, &places.1))
}

/// Brunner-Munzel where each unit is a cluster with its sum of placements among the other group: the variance of a
/// placement's mean is then the cluster-robust one (Obuchowski 1997), and with clusters of one post the test is the
/// original.
pub(super) fn brunner_munzel_units(a: &Units, b: &Units) -> f64 {
    if a.n.len() < 2 || b.n.len() < 2 {
        return 1.0;
    }
    let delta = a.ratio();
    let variance = a.variance() + b.variance();
    if variance <= 0.0 {
        return if delta.abs() < 1e-12 { 1.0 } else { 0.0 };
    }
    student_p(delta / variance.sqrt(), freedom(&[a, b]))
}

/// Each cluster's placements among the other group: of `a` among `b`, and of `b` among `a`.
pub(super) fn placements(a: &Group, b: &Group) -> (Units, Units) {
    let mut placement = vec![0.0; a.histogram.len()];
    place(&b.histogram, &mut placement);
    let of_a = a.units_of(&placement);
    place(&a.histogram, &mut placement);
    (of_a, b.units_of(&placement))
}

/// Holm's adjustment (Holm 1979) of a family of *p*: the chance of even one false alarm among them stays below the level.
/// In the order given, each at most 1.
///
/// ```
/// let adjusted = yoron::stats::holm(&[0.01, 0.04, 0.03]);
/// assert!(adjusted.iter().zip([0.03, 0.06, 0.06]).all(|(a, b)| (a - b).abs() < 1e-12));
/// ```
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|i, j| p[*i].total_cmp(&p[*j]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least: f64 = 0.0;
    for (rank, index) in order.into_iter().enumerate() {
        least = least.max(p[index] * (p.len() - rank) as f64).min(1.0);
        adjusted[index] = least;
    }
    adjusted
}
