//! Which words set one group apart from the rest.

use serde::Serialize;

/// How much more a word belongs to a group than to the rest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LogOdds {
    /// The difference of the log-odds, smoothed by the prior; above 0 where the group uses the word more.
    pub delta: f64,
    /// It in standard errors: beyond ±1.96 a word stands out. What to sort by.
    pub z: f64,
}

/// Log-odds of every word with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, formulas 15, 19 and 22).
///
/// `group[i]` and `rest[i]` count word *i* in the group and in all other posts, `prior[i]` anywhere (for instance in both
/// together): how common a word is at all. The prior weighs `weight` words, shared out by `prior`; rare words then need
/// more to stand out than a plain ratio asks of them. Counts must have one length; missing ones are 0. A word without a
/// prior gets a tenth of a count, and a word that fills the whole text leaves 0.
///
/// ```
/// use yoron::stats::log_odds;
/// // "great" in the group 40 times of 100, in the rest 10 of 100; "the" in both 50 times; "hm" once and never
/// let words = log_odds(&[40, 50, 1], &[10, 50, 0], &[50.0, 100.0, 1.0], 100.0);
/// assert!(words[0].z > 2.0 && words[1].z < 0.0 && words[2].z < 1.0);
/// ```
pub fn log_odds(group: &[u64], rest: &[u64], prior: &[f64], weight: f64) -> Vec<LogOdds> {
    let length = group.len().max(rest.len());
    let count = |of: &[u64], i: usize| of.get(i).map_or(0.0, |n| *n as f64);
    let known: f64 = prior.iter().take(length).filter(|p| p.is_finite() && **p > 0.0).sum();
    let share = |i: usize| match prior.get(i) {
        Some(p) if p.is_finite() && *p > 0.0 => (weight.max(0.0) * p / known).max(1e-6),
        _ => 0.1,
    };
    let priors: Vec<f64> = (0..length).map(share).collect();
    let total = |of: &[u64]| (0..length).map(|i| count(of, i)).sum::<f64>() + priors.iter().sum::<f64>();
    let (in_group, in_rest) = (total(group), total(rest));
    (0..length)
        .map(|i| {
            let (y, x) = (count(group, i) + priors[i], count(rest, i) + priors[i]);
            let delta = (y / (in_group - y)).ln() - (x / (in_rest - x)).ln();
            let z = delta / (1.0 / y + 1.0 / x).sqrt();
            if delta.is_finite() { LogOdds { delta, z } } else { LogOdds { delta: 0.0, z: 0.0 } }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_the_formulas_worked_out_by_hand() {
        // prior of 10 words on shares ½, ¼, ¼: 5, 2.5, 2.5
        let words = log_odds(&[8, 2, 0], &[3, 4, 3], &[2.0, 1.0, 1.0], 10.0);
        let by_hand = [
            (13.0_f64 / 7.0).ln() - (8.0_f64 / 12.0).ln(),
            (4.5_f64 / 15.5).ln() - (6.5_f64 / 13.5).ln(),
            (2.5_f64 / 17.5).ln() - (5.5_f64 / 14.5).ln(),
        ];
        let errors = [1.0_f64 / 13.0 + 1.0 / 8.0, 1.0 / 4.5 + 1.0 / 6.5, 1.0 / 2.5 + 1.0 / 5.5];
        for ((word, delta), variance) in words.iter().zip(by_hand).zip(errors) {
            assert!((word.delta - delta).abs() < 1e-12 && (word.z - delta / variance.sqrt()).abs() < 1e-12);
        }
    }

    #[test]
    fn nothing_to_compare_gives_zeros_not_errors() {
        assert_eq!(log_odds(&[], &[], &[], 100.0), []);
        assert_eq!(log_odds(&[5], &[3], &[8.0], 10.0)[0].z, 0.0);
        for word in log_odds(&[1, 0, 3], &[0, 0], &[f64::NAN, -1.0], f64::MAX) {
            assert!(word.delta.is_finite() && word.z.is_finite());
        }
    }
}
