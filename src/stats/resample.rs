//! Resampling of whole clusters, reproducible on any number of threads.

use super::sample::{Group, Levels, Options};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// What a stream of random numbers is for, so that no two purposes share one.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Bootstrap = 0,
    Permute = 1,
    Block = 2,
    Correct = 3,
}

/// Random numbers of one round: a stream of its own, whichever thread works on it.
pub(super) fn stream(seed: u64, purpose: Purpose, part: usize, round: u32) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream((purpose as u64) << 60 | (part as u64 & 0xfff_ffff) << 32 | u64::from(round));
    rng
}

/// A number below `n`; its unevenness, *n*/2³², is far below what so many rounds could show.
pub(super) fn below(rng: &mut ChaCha8Rng, n: usize) -> usize {
    ((u64::from(rng.next_u32()) * n as u64) >> 32) as usize
}

/// The estimates of every bootstrap round.
pub(super) struct Rounds {
    /// Per group, the mean of each round.
    pub means: Vec<Vec<f64>>,
    /// Per group, the median of each round.
    pub medians: Vec<Vec<f64>>,
    /// Per pair (first of `pairs` first), Cliff's delta of each round.
    pub deltas: Vec<Vec<f64>>,
}

/// Draws as many clusters as there are, with replacement, and adds their posts up by level.
fn draw(group: &Group, rng: &mut ChaCha8Rng, histogram: &mut [f64]) {
    histogram.fill(0.0);
    let clusters = group.clusters();
    if group.is_independent() && group.weights.is_empty() {
        for _ in 0..clusters {
            histogram[group.items[below(rng, clusters)] as usize] += 1.0;
        }
        return;
    }
    for _ in 0..clusters {
        for post in group.posts(below(rng, clusters)) {
            histogram[group.items[post] as usize] += group.weight(post);
        }
    }
}

/// Bootstraps all groups, round by round, and the pairs among them.
pub(super) fn bootstrap(groups: &[Group], levels: &Levels, pairs: &[(usize, usize)], options: &Options) -> Rounds {
    let size = levels.values.len();
    let of_round = |buffers: &mut (Vec<Vec<f64>>, Vec<Vec<f64>>), round: u32| {
        let (histograms, placements) = buffers;
        let mut out = Vec::with_capacity(2 * groups.len() + pairs.len());
        for (index, group) in groups.iter().enumerate() {
            draw(group, &mut stream(options.seed, Purpose::Bootstrap, index, round), &mut histograms[index]);
            let total: f64 = histograms[index].iter().sum();
            out.push(dot(&histograms[index], &levels.values) / total);
            out.push(middle(&histograms[index], &levels.values));
            if !pairs.is_empty() {
                place(&histograms[index], &mut placements[index]);
                // so that the products below need no division
                histograms[index].iter_mut().for_each(|weight| *weight /= total);
            }
        }
        out.extend(pairs.iter().map(|(a, b)| dot(&histograms[*a], &placements[*b])));
        out
    };
    let buffers = || {
        let empty = vec![vec![0.0; size]; groups.len()];
        (empty.clone(), if pairs.is_empty() { Vec::new() } else { empty })
    };
    let rounds: Vec<Vec<f64>> = (0..options.rounds()).into_par_iter().map_init(buffers, of_round).collect();
    let column = |index: usize| rounds.iter().map(|round| round[index]).collect();
    Rounds {
        means: (0..groups.len()).map(|g| column(2 * g)).collect(),
        medians: (0..groups.len()).map(|g| column(2 * g + 1)).collect(),
        deltas: (0..pairs.len()).map(|p| column(2 * groups.len() + p)).collect(),
    }
}

/// The sum of products, in eight lanes so that the processor can work on several at once.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (a_parts, b_parts) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f64 = a_parts.remainder().iter().zip(b_parts.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a_parts.zip(b_parts) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum::<f64>() + rest
}

/// For each level, the share of the histogram below it less the share above: where a post of another group stands.
pub(super) fn place(histogram: &[f64], placement: &mut [f64]) {
    let total: f64 = histogram.iter().sum();
    let mut below = 0.0;
    for (weight, place) in histogram.iter().zip(placement) {
        *place = (2.0 * below + weight - total) / total;
        below += weight;
    }
}

/// The median of a histogram: the mean of the two middle levels where half the weight lies on each side.
pub(super) fn middle(histogram: &[f64], values: &[f64]) -> f64 {
    let half = histogram.iter().sum::<f64>() / 2.0;
    let mut sum = 0.0;
    for (index, weight) in histogram.iter().enumerate() {
        sum += weight;
        if sum > half {
            return values[index];
        }
        if sum == half && *weight > 0.0 {
            let next = (index + 1..histogram.len()).find(|i| histogram[*i] > 0.0).unwrap_or(index);
            return f64::midpoint(values[index], values[next]);
        }
    }
    values.last().copied().unwrap_or(0.0)
}

pub(super) fn normal() -> Normal {
    Normal::standard()
}

/// The upper point of Student's distribution; the normal one where there is nothing to tell them apart.
pub(super) fn student(upper: f64, freedom: f64) -> f64 {
    match StudentsT::new(0.0, 1.0, freedom) {
        Ok(t) if freedom < 1e4 => t.inverse_cdf(1.0 - upper),
        _ => normal().inverse_cdf(1.0 - upper),
    }
}

/// The two-sided *p* of a *t* value.
pub(super) fn student_p(t: f64, freedom: f64) -> f64 {
    if t.is_nan() {
        return 1.0;
    }
    match StudentsT::new(0.0, 1.0, freedom) {
        Ok(distribution) if t.is_finite() => (2.0 * distribution.sf(t.abs())).min(1.0),
        _ if t.is_finite() => (2.0 * normal().sf(t.abs())).min(1.0),
        _ => 0.0,
    }
}

/// The BCa interval (Efron 1987) out of the estimates of all rounds.
///
/// `reach` is how many standard errors it goes to each side: the normal 1.96 would leave intervals of few clusters too
/// short, so the caller gives Student's point times the bootstrap's known shortfall √(*G*/(*G* − 1)) (Hesterberg 2015).
/// `corrected` is off for medians, whose jackknife means nothing: plain percentiles then.
pub(super) fn interval(rounds: &[f64], estimate: f64, moments: (f64, f64), reach: f64, corrected: bool) -> (f64, f64) {
    let mut sorted: Vec<f64> = rounds.iter().copied().filter(|v| v.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return (estimate, estimate) };
    if first == last {
        return (*first, *last);
    }
    let count = sorted.len() as f64;
    let near = 1e-12;
    let less = sorted.partition_point(|v| *v < estimate - near) as f64;
    let not_more = sorted.partition_point(|v| *v <= estimate + near) as f64;
    let share = (f64::midpoint(less, not_more) / count).clamp(1.0 / (count + 1.0), count / (count + 1.0));
    let (bias, acceleration) = match moments {
        _ if !corrected => (0.0, 0.0),
        (two, three) if two > 0.0 => (normal().inverse_cdf(share), three / (6.0 * two.powf(1.5))),
        _ => (normal().inverse_cdf(share), 0.0),
    };
    let end = |z: f64| {
        let moved = bias + z;
        let level = normal().cdf(bias + moved / (1.0 - acceleration * moved).max(0.05));
        let at = (level * (count + 1.0) - 1.0).clamp(0.0, count - 1.0);
        let (low, part) = (at.floor() as usize, at.fract());
        let high = (low + 1).min(sorted.len() - 1);
        sorted[low] + part * (sorted[high] - sorted[low])
    };
    (end(-reach), end(reach))
}
