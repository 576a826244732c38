//! Statistics: pure functions of numbers, each usable alone.
//!
//! | question | function |
//! |---|---|
//! | how is one group? | [`describe`]: mean, median, shares with intervals that know authors from posts |
//! | do groups differ? | [`compare`]: difference and Cliff's delta with intervals, permutation of whole clusters, rank tests, Holm's adjustment, equivalence, a [`Verdict`] |
//! | … for another reason than the posts? | [`compare_biased`]: the same where a bias between groups is known |
//! | which posts only repeat others? | [`dedupe::duplicates`] |
//! | which words set a group apart? | [`log_odds`] |
//! | how far do the scorer's mistakes bend the shares? | [`corrected_shares`] |
//!
//! How it works at millions of posts: tones have four decimals, so that a group is a histogram of at most 20,001 levels and
//! its clusters. A bootstrap round draws clusters and adds their posts up by level; mean, median and Cliff's delta come
//! from the histograms, so that no round sorts anything. The permutations need only each cluster's size and sum. Every
//! round has a ChaCha8 stream of its own (seed and number of the round), and rounds are independent: threads cannot
//! change a figure. `benches/stats.rs` measures it.
//!
//! ```
//! use yoron::stats::{Options, Sample, Verdict, compare};
//!
//! // tones of posts, and who wrote them
//! let korea = Sample { values: [0.6, 0.4, 0.5, 0.0].repeat(20), clusters: (0..80).map(|i| i / 2).collect(), weights: None };
//! let japan = Sample { values: [0.1, -0.4, 0.0, 0.2].repeat(15), clusters: (0..60).collect(), weights: None };
//! let comparison = compare(&[("Korea", &korea), ("Japan", &japan)], &Options::default());
//! assert_eq!(comparison.groups[0].clusters, 40);
//! let pair = &comparison.pairs[0];
//! assert_eq!((pair.difference.unwrap().value, pair.verdict), (0.4, Verdict::Clear));
//! assert!(pair.delta.unwrap().value > 0.5);
//! ```
//!
//! What is counted is kept in integers, so that the order of adding up cannot change a result: a [`Tally`] is the same
//! for any number of threads.
//!
//! ```
//! use yoron::stats::{mean, median, wilson};
//!
//! assert_eq!(mean(&[0.5, -0.1, 0.2]), Some(0.2));
//! assert_eq!(median(&[0.5, -0.1, 0.2]), Some(0.2));
//! let share = wilson(8, 10).unwrap();
//! assert_eq!((share.value, share.low, share.high), (0.8, 0.4902, 0.9433));
//! ```

mod compare;
mod correct;
mod correlation;
pub mod dedupe;
mod describe;
mod permute;
mod rank;
mod resample;
mod sample;
mod tally;
mod words;

pub use compare::{Comparison, Equivalence, Pair, Test, Verdict, compare, compare_biased};
pub use correct::{Corrected, corrected_shares};
pub use correlation::{pearson, spearman};
pub use describe::{Caution, Estimate, FEW, Interval, Part, Summary, TOO_FEW, describe};
pub use rank::{brunner_munzel, cliffs_delta, holm, mann_whitney};
pub use sample::{Options, Sample};
use serde::Serialize;
pub use tally::Tally;
pub use words::{LogOdds, log_odds};

/// The 97.5 % point of the normal distribution, for two-sided 95 % intervals.
const Z: f64 = 1.959_963_984_540_054;

/// A share with its 95 % interval, all 0 … 1, rounded to four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// `count / of`.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// The share `count / of` with Wilson's score interval (Wilson 1927), 95 %, without continuity correction; `None` where
/// there is nothing to divide by, or more counted than there are.
///
/// It stays within 0 … 1 and is sound for few posts and for shares near 0 and 1, where the textbook interval collapses.
/// It takes the posts for independent.
///
/// ```
/// let one = yoron::stats::wilson(1, 1).unwrap();
/// assert_eq!((one.low, one.high), (0.2065, 1.0)); // one post proves little
/// assert_eq!(yoron::stats::wilson(0, 0), None);
/// ```
pub fn wilson(count: usize, of: usize) -> Option<Share> {
    if of == 0 || count > of {
        return None;
    }
    let p = count as f64 / of as f64;
    let (low, high) = wilson_at(p, of as f64, Z);
    Some(Share { count, of, value: round4(p), low: round4(low), high: round4(high) })
}

/// Wilson's interval of a share `p` of `n` posts, which need not be a whole number, `z` standard errors wide to each side.
fn wilson_at(p: f64, n: f64, z: f64) -> (f64, f64) {
    let z2 = z * z;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let low = if p <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if p >= 1.0 { 1.0 } else { (centre + half).min(1.0) };
    (low, high)
}

/// The arithmetic mean, to four decimals; `None` of nothing. Values beyond four decimals are rounded first.
pub fn mean(values: &[f64]) -> Option<f64> {
    let sum: i64 = values.iter().map(|v| ten_thousandths(*v)).sum();
    (!values.is_empty()).then(|| round4(sum as f64 / values.len() as f64 / 1e4))
}

/// The median, to four decimals (the mean of the middle two for an even number); `None` of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted: Vec<i64> = values.iter().map(|v| ten_thousandths(*v)).collect();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = if sorted.len().is_multiple_of(2) { sorted[sorted.len() / 2 - 1] } else { upper };
    Some(round4((lower + upper) as f64 / 2e4))
}

/// Four decimals, as tones have them; never −0.
pub(crate) fn round4(value: f64) -> f64 {
    (value * 1e4).round() / 1e4 + 0.0
}

/// A tone as the integer it is: sums of these are exact in any order.
fn ten_thousandths(value: f64) -> i64 {
    (value * 1e4).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wilson_equals_published_values() {
        // Newcombe 1998, table I, method 3
        for (count, of, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let share = wilson(count, of).unwrap();
            assert_eq!((share.low, share.high), (low, high), "{count}/{of}");
        }
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!((mean(&[]), median(&[]), wilson(2, 1)), (None, None, None));
        assert_eq!(median(&[0.1, 0.4]), Some(0.25));
        assert_eq!(mean(&[-0.00001]).unwrap().to_string(), "0");
    }

    proptest! {
        #[test]
        fn interval_holds_the_share(of in 1usize..5000, part in 0.0f64..=1.0) {
            let count = (of as f64 * part) as usize;
            let share = wilson(count, of).unwrap();
            prop_assert!(0.0 <= share.low && share.low <= share.value && share.value <= share.high && share.high <= 1.0);
        }

        #[test]
        fn order_does_not_matter(mut values in proptest::collection::vec(-1.0f64..1.0, 0..60)) {
            let before = (mean(&values), median(&values));
            values.reverse();
            prop_assert_eq!(before, (mean(&values), median(&values)));
        }
    }
}
