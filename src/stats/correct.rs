//! Shares of labels, corrected for how often the scorer is wrong.

use super::describe::Interval;
use super::resample::{Purpose, stream};
use super::round4;
use super::sample::Options;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use rayon::prelude::*;
use serde::Serialize;
use statrs::distribution::ContinuousCDF;

/// Shares as measured and as corrected; each in the order of the labels given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Corrected {
    /// As the scorer counts.
    pub observed: [f64; 3],
    /// What they most likely are, 0 … 1, together 1.
    pub shares: [f64; 3],
    /// Their intervals at 1 − alpha, from the chance in the labelled sample and in the posts.
    pub intervals: [Interval; 3],
    /// Whether the correction left 0 … 1 and was moved back: the sample does not fit the posts well, or both are small.
    pub bounded: bool,
}

/// Corrects the counts of three labels for misclassification (Rogan and Gladen 1978, for more than two classes by the
/// inverse of the confusion matrix).
///
/// `confusion[t][p]` counts the posts of a labelled sample whose true label is `t` and which the scorer called `p`, in the
/// order of `observed`. With *P* the chances of `p` given `t`, the observed shares are *Pᵀ*·true, so that the true ones are
/// the solution; where it leaves 0 … 1 it is moved to the nearest shares that do not. The interval is a bootstrap over
/// both the labelled sample (each true label's row) and the posts; it widens fast where the scorer is weak, as it must.
///
/// The sample has to be labelled by people, blind to the scorer, and its posts be of the same kind as those counted.
///
/// `None` where a true label has fewer than five labelled posts, where nothing is observed, or where the scorer can hardly
/// tell two labels apart (determinant of *P* under 0.05): no correction would be better than the counts.
///
/// ```
/// use yoron::stats::{Options, corrected_shares};
/// // of 100 truly negative posts the scorer finds 60, and calls 30 neutral, 10 positive; …
/// let confusion = [[60.0, 30.0, 10.0], [10.0, 80.0, 10.0], [5.0, 25.0, 70.0]];
/// let corrected = corrected_shares([250, 450, 300], confusion, &Options::default()).unwrap();
/// assert_eq!(corrected.shares, [0.3333, 0.3333, 0.3333]);
/// assert!(corrected.intervals[0].holds(0.3333));
/// ```
pub fn corrected_shares(observed: [usize; 3], confusion: [[f64; 3]; 3], options: &Options) -> Option<Corrected> {
    let total: usize = observed.iter().sum();
    let rows = confusion.map(|row| row.iter().sum::<f64>());
    let valid = confusion.iter().flatten().all(|c| c.is_finite() && *c >= 0.0);
    if total == 0 || !valid || rows.iter().any(|row| *row < 5.0) {
        return None;
    }
    let shares = observed.map(|count| count as f64 / total as f64);
    let chances: [[f64; 3]; 3] = std::array::from_fn(|t| confusion[t].map(|c| c / rows[t]));
    if determinant(&chances).abs() < 0.05 {
        return None;
    }
    let solved = solve(&chances, shares)?;
    let bounded = solved.iter().any(|share| !(-1e-9..=1.0 + 1e-9).contains(share));
    let of_round = |round: u32| {
        let mut rng = stream(options.seed, Purpose::Correct, 0, round);
        let drawn: [[f64; 3]; 3] = std::array::from_fn(|t| multinomial(&mut rng, rows[t], &chances[t]));
        let posts = multinomial(&mut rng, total as f64, &shares);
        // a sample drawn without any use is left out
        (determinant(&drawn).abs() >= 0.01).then(|| solve(&drawn, posts).map(nearest)).flatten()
    };
    let rounds: Vec<[f64; 3]> = (0..options.rounds()).into_par_iter().filter_map(of_round).collect();
    let intervals = std::array::from_fn(|label| {
        let mut values: Vec<f64> = rounds.iter().map(|round| round[label]).collect();
        values.sort_unstable_by(f64::total_cmp);
        let at = |level: f64| values.get((level * values.len() as f64) as usize).or(values.last()).copied();
        let tail = options.alpha() / 2.0;
        Interval::new((at(tail).unwrap_or(0.0), at(1.0 - tail).unwrap_or(1.0)))
    });
    Some(Corrected { observed: shares.map(round4), shares: nearest(solved).map(round4), intervals, bounded })
}

fn determinant(m: &[[f64; 3]; 3]) -> f64 {
    let minor = |a: usize, b: usize| m[1][a] * m[2][b] - m[1][b] * m[2][a];
    m[0][0] * minor(1, 2) - m[0][1] * minor(0, 2) + m[0][2] * minor(0, 1)
}

/// The `x` with Σₜ `x[t]`·`chances[t][p]` = `shares[p]` (Cramer's rule).
fn solve(chances: &[[f64; 3]; 3], shares: [f64; 3]) -> Option<[f64; 3]> {
    let whole = determinant(chances);
    (whole != 0.0).then(|| {
        std::array::from_fn(|t| {
            let mut replaced = *chances;
            replaced[t] = shares;
            determinant(&replaced) / whole
        })
    })
}

/// The nearest shares that lie within 0 … 1 and add up to 1 (projection to the simplex).
fn nearest(shares: [f64; 3]) -> [f64; 3] {
    let mut sorted = shares;
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let (mut sum, mut shift) = (0.0, 0.0);
    for (i, share) in sorted.iter().enumerate() {
        sum += share;
        let candidate = (sum - 1.0) / (i as f64 + 1.0);
        if share - candidate > 0.0 {
            shift = candidate;
        }
    }
    shares.map(|share| (share - shift).max(0.0))
}

/// The shares of `n` posts drawn by `chances`: one by one, or by the normal approximation where they are many.
fn multinomial(rng: &mut ChaCha8Rng, n: f64, chances: &[f64; 3]) -> [f64; 3] {
    let first = binomial(rng, n, chances[0]);
    let left = 1.0 - chances[0];
    let second = if left > 0.0 { binomial(rng, n - first, chances[1] / left) } else { 0.0 };
    [first / n, second / n, (n - first - second) / n]
}

fn binomial(rng: &mut ChaCha8Rng, n: f64, p: f64) -> f64 {
    let p = p.clamp(0.0, 1.0);
    let n = n.max(0.0).round();
    let unit = |rng: &mut ChaCha8Rng| (f64::from(rng.next_u32()) + 0.5) / 4_294_967_296.0;
    if n * p * (1.0 - p) > 100.0 {
        let z = super::resample::normal().inverse_cdf(unit(rng));
        return (n * p + z * (n * p * (1.0 - p)).sqrt()).round().clamp(0.0, n);
    }
    if n > 2000.0 {
        // rare or nearly certain: count the rarer outcome by its gaps
        let rare = p.min(1.0 - p);
        let (mut at, mut count) = (0.0, 0.0);
        if rare > 0.0 {
            loop {
                at += (unit(rng).ln() / (1.0 - rare).ln()).floor() + 1.0;
                if at > n {
                    break;
                }
                count += 1.0;
            }
        }
        return if p <= 0.5 { count } else { n - count };
    }
    (0..n as u32).filter(|_| unit(rng) < p).count() as f64
}
