//! The studentised permutation test of whole clusters, and the omnibus test before it.

use super::resample::{Purpose, below, stream};
use super::sample::Units;
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

/// Sums over clusters from which a mean and its cluster-robust variance follow.
#[derive(Clone, Copy, Default)]
struct Sums {
    count: f64,
    n: f64,
    s: f64,
    nn: f64,
    ns: f64,
    ss: f64,
}

impl Sums {
    fn add(&mut self, (n, s): (f64, f64)) {
        self.count += 1.0;
        self.n += n;
        self.s += s;
        self.nn += n * n;
        self.ns += n * s;
        self.ss += s * s;
    }

    fn of(units: &[(f64, f64)]) -> Self {
        let mut sums = Self::default();
        units.iter().for_each(|u| sums.add(*u));
        sums
    }

    fn join(self, sign: f64, other: Self) -> Self {
        Self {
            count: self.count + sign * other.count,
            n: self.n + sign * other.n,
            s: self.s + sign * other.s,
            nn: self.nn + sign * other.nn,
            ns: self.ns + sign * other.ns,
            ss: self.ss + sign * other.ss,
        }
    }

    fn mean(&self) -> f64 {
        self.s / self.n
    }

    fn variance(&self) -> f64 {
        let mean = self.mean();
        let squares = self.ss - 2.0 * mean * self.ns + mean * mean * self.nn;
        self.count / (self.count - 1.0) * squares.max(0.0) / (self.n * self.n)
    }
}

/// The distance of two means in standard errors.
fn distance(a: &Sums, b: &Sums) -> f64 {
    let difference = (a.mean() - b.mean()).abs();
    let error = (a.variance() + b.variance()).sqrt();
    match (difference < 1e-12, error < 1e-12) {
        (true, _) => 0.0,
        (false, true) => f64::INFINITY,
        (false, false) => difference / error,
    }
}

/// How the permutations of a family of pairs are done.
pub(super) struct Plan {
    /// Permutations of each pair.
    pub rounds: u32,
    /// Blocks of clusters in the smaller group of a pair, at most.
    blocks: usize,
}

/// Steps that all permutations together may take; beyond them, clusters are permuted in larger blocks.
const BUDGET: f64 = 2e9;

impl Plan {
    /// Enough permutations that the smallest *p* survives Holm's adjustment over the family.
    pub fn new(rounds: u32, family: usize) -> Self {
        let rounds = rounds.max((40 * family as u32).min(50_000));
        let blocks = (BUDGET / (f64::from(rounds) * family.max(1) as f64)).clamp(256.0, 4096.0);
        Self { rounds, blocks: blocks as usize }
    }
}

/// The two-sided *p* of no difference in means between two groups of clusters, (*b* + 1)/(*B* + 1) (Phipson and Smyth 2010).
///
/// Clusters change groups whole, and each permutation's difference is divided by its own cluster-robust standard error, so
/// that the test stays sound where the groups differ in spread (Janssen 1997, Chung and Romano 2013); where they differ much
/// in the size of their clusters it errs on the safe side. Where the smaller
/// group has more than 4,096 clusters, random blocks of as many clusters each change groups together (what is left over
/// stays): these permutations are a subgroup of all, so that the test keeps its level exactly, at a fraction of the work.
pub(super) fn permutation_p(a: &Units, b: &Units, plan: &Plan, seed: u64, pair: usize) -> f64 {
    let size = a.n.len().min(b.n.len()).div_ceil(plan.blocks).max(1);
    let centre = {
        let ((n, s), (m, t)) = (a.totals(), b.totals());
        (s + t) / (n + m)
    };
    let (of_a, rest_a) = blocks(a, size, centre, seed, 2 * pair);
    let (of_b, rest_b) = blocks(b, size, centre, seed, 2 * pair + 1);
    let (few, many, rest_few, rest_many) =
        if of_a.len() <= of_b.len() { (of_a, of_b, rest_a, rest_b) } else { (of_b, of_a, rest_b, rest_a) };
    let drawn = few.len();
    let pool: Vec<(f64, f64)> = few.into_iter().chain(many).collect();
    let whole = Sums::of(&pool);
    let far = |subset: Sums| distance(&subset.join(1.0, rest_few), &whole.join(-1.0, subset).join(1.0, rest_many));
    let observed = far(Sums::of(&pool[..drawn])) * (1.0 - 1e-9);
    let new_order = || (0..pool.len() as u32).collect::<Vec<u32>>();
    let extreme: usize = (0..plan.rounds)
        .into_par_iter()
        .map_init(new_order, |order, round| {
            let mut rng = stream(seed, Purpose::Permute, pair, round);
            let mut subset = Sums::default();
            let mut swaps = Vec::with_capacity(drawn);
            for i in 0..drawn {
                let j = i + below(&mut rng, pool.len() - i);
                order.swap(i, j);
                swaps.push(j);
                subset.add(pool[order[i] as usize]);
            }
            // each round starts from the same order, whatever was done before it
            for (i, j) in swaps.into_iter().enumerate().rev() {
                order.swap(i, j);
            }
            usize::from(far(subset) >= observed)
        })
        .sum();
    (extreme as f64 + 1.0) / (f64::from(plan.rounds) + 1.0)
}

/// The clusters in random blocks of `size`, centred, and the sums of those left over.
fn blocks(units: &Units, size: usize, centre: f64, seed: u64, part: usize) -> (Vec<(f64, f64)>, Sums) {
    let centred = |i: usize| (units.n[i], units.s[i] - centre * units.n[i]);
    if size == 1 {
        return ((0..units.n.len()).map(centred).collect(), Sums::default());
    }
    let mut order: Vec<u32> = (0..units.n.len() as u32).collect();
    let mut rng = stream(seed, Purpose::Block, part, 0);
    for i in (1..order.len()).rev() {
        order.swap(i, below(&mut rng, i + 1));
    }
    let chunks = order.chunks_exact(size);
    let rest: Vec<(f64, f64)> = chunks.remainder().iter().map(|i| centred(*i as usize)).collect();
    let block =
        |chunk: &[u32]| chunk.iter().map(|i| centred(*i as usize)).fold((0.0, 0.0), |(n, s), (m, t)| (n + m, s + t));
    // the rest counts as one more block
    let rest = if rest.is_empty() {
        Sums::default()
    } else {
        Sums::of(&[rest.iter().fold((0.0, 0.0), |(n, s), (m, t)| (n + m, s + t))])
    };
    (chunks.map(block).collect(), rest)
}

/// Welch's analysis of variance (Welch 1951) with cluster-robust variances: *F* and its *p* for no difference among the means;
/// `None` for fewer than two groups, or where a group does not vary at all.
pub(super) fn welch(groups: &[&Units]) -> Option<(f64, f64)> {
    let k = groups.len() as f64;
    let parts: Vec<(f64, f64, f64)> =
        groups.iter().map(|u| (u.ratio(), 1.0 / u.variance(), u.n.len() as f64 - 1.0)).collect();
    if parts.len() < 2 || parts.iter().any(|(_, weight, freedom)| !weight.is_finite() || *freedom < 1.0) {
        return None;
    }
    let total: f64 = parts.iter().map(|p| p.1).sum();
    let mean = parts.iter().map(|(mean, weight, _)| mean * weight).sum::<f64>() / total;
    let between = parts.iter().map(|(m, weight, _)| weight * (m - mean).powi(2)).sum::<f64>() / (k - 1.0);
    let spread: f64 = parts.iter().map(|(_, weight, freedom)| (1.0 - weight / total).powi(2) / freedom).sum();
    let f = between / (1.0 + 2.0 * (k - 2.0) / (k * k - 1.0) * spread);
    let freedom = (k * k - 1.0) / (3.0 * spread);
    let p = FisherSnedecor::new(k - 1.0, freedom.min(1e7)).ok()?.sf(f);
    Some((f, p))
}
