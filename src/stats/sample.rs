//! What is measured of a group, and the compact form all resampling works on.

use crate::score::Label;
use rayon::prelude::*;

/// The tones of a group's scored posts.
///
/// ```
/// use yoron::stats::Sample;
/// // three posts, the first two by one author
/// let sample = Sample { values: vec![0.4, 0.6, -0.2], clusters: vec![0, 0, 1], weights: None };
/// assert_eq!(Sample::independent(vec![0.4, 0.6, -0.2]).clusters, [0, 1, 2]);
/// # assert_eq!(sample.values.len(), 3);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Tones, −1 … +1; taken to four decimals. What is no number is left out, what lies beyond ±1 is taken for ±1.
    pub values: Vec<f32>,
    /// The author or the article of each post: posts with one number are one cluster, since they are not independent.
    /// Give posts of unknown authors a number each; a post without a number here is a cluster of its own.
    pub clusters: Vec<u32>,
    /// What each post counts. Posts whose weight is not above 0, or missing, are left out: missing is not 0, so add 1
    /// before taking a logarithm of likes.
    pub weights: Option<Vec<f32>>,
}

impl Sample {
    /// Posts that have nothing to do with each other.
    pub fn independent(values: Vec<f32>) -> Self {
        Self { clusters: (0..values.len() as u32).collect(), values, weights: None }
    }
}

/// How much work to do, and what counts as a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Bootstrap rounds, and the least number of permutations. At least 100 are done.
    pub rounds: u32,
    /// Seeds the resampling: the same seed gives the same figures, on any number of threads.
    pub seed: u64,
    /// The smallest difference of mean tones that counts. Where a bias between the groups is known, see
    /// [`compare_biased`](super::compare_biased).
    pub margin: f64,
    /// The level of the tests; intervals are at 1 − alpha.
    pub alpha: f64,
}

impl Default for Options {
    /// 2,000 rounds, seed 20, a margin of 0.1 and a level of 5 %.
    fn default() -> Self {
        Self { rounds: 2000, seed: 20, margin: 0.1, alpha: 0.05 }
    }
}

impl Options {
    pub(super) fn rounds(&self) -> u32 {
        self.rounds.clamp(100, 1_000_000)
    }

    pub(super) fn alpha(&self) -> f64 {
        if self.alpha > 0.0 && self.alpha < 1.0 { self.alpha } else { 0.05 }
    }
}

/// The distinct tones of all groups that are looked at together, in ten-thousandths, ascending.
pub(super) struct Levels {
    pub values: Vec<f64>,
    pub labels: Vec<Label>,
    rank: Vec<u16>,
}

/// A tone has four decimals, so that there are 20,001 of them.
const TONES: usize = 20_001;

fn tone_index(value: f32) -> Option<usize> {
    value.is_finite().then(|| ((f64::from(value).clamp(-1.0, 1.0) * 1e4).round() + 1e4) as usize)
}

impl Levels {
    pub fn of(samples: &[&Sample]) -> Self {
        let mut seen = vec![false; TONES];
        for value in samples.iter().flat_map(|s| &s.values) {
            if let Some(index) = tone_index(*value) {
                seen[index] = true;
            }
        }
        let mut rank = vec![0; TONES];
        let (mut values, mut labels) = (Vec::new(), Vec::new());
        for index in (0..TONES).filter(|i| seen[*i]) {
            rank[index] = values.len() as u16;
            let tone = (index as f64 - 1e4) / 1e4;
            values.push(tone);
            labels.push(Label::of(Some(tone)));
        }
        Self { values, labels, rank }
    }
}

/// A group reduced to what resampling needs: the posts as ranks of their tones, cluster by cluster.
pub(super) struct Group {
    /// The rank of each post's tone among [`Levels`], in order of cluster.
    pub items: Vec<u16>,
    /// What each counts; empty where all count 1.
    pub weights: Vec<f32>,
    /// Where each cluster starts, and the end.
    pub starts: Vec<u32>,
    /// Each cluster's weight and sum of tones.
    pub units: Units,
    /// The weight of each level.
    pub histogram: Vec<f64>,
}

impl Group {
    /// Clusters are put in an order of their content, so that neither the order of posts nor the numbers of clusters
    /// change a result.
    pub fn new(sample: &Sample, levels: &Levels) -> Self {
        let mut posts: Vec<(u64, u16, f32)> = Vec::with_capacity(sample.values.len());
        for (i, value) in sample.values.iter().enumerate() {
            let weight = sample.weights.as_ref().map_or(1.0, |w| w.get(i).copied().unwrap_or(0.0));
            if let (Some(tone), true) = (tone_index(*value), weight > 0.0 && weight.is_finite()) {
                let cluster = sample.clusters.get(i).map_or(i as u64 | 1 << 32, |c| u64::from(*c));
                posts.push((cluster, levels.rank[tone], weight));
            }
        }
        posts.par_sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        let mut clusters: Vec<&[(u64, u16, f32)]> = posts.chunk_by(|a, b| a.0 == b.0).collect();
        clusters.par_sort_unstable_by(|a, b| {
            a.len().cmp(&b.len()).then_with(|| a.iter().map(|p| p.1).cmp(b.iter().map(|p| p.1))).then_with(|| {
                let weights = a.iter().zip(*b).map(|(a, b)| a.2.total_cmp(&b.2));
                weights.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
            })
        });
        let mut starts = Vec::with_capacity(clusters.len() + 1);
        starts.push(0);
        let mut items = Vec::with_capacity(posts.len());
        let mut weights = Vec::new();
        for cluster in clusters {
            items.extend(cluster.iter().map(|p| p.1));
            if sample.weights.is_some() {
                weights.extend(cluster.iter().map(|p| p.2));
            }
            starts.push(items.len() as u32);
        }
        let mut group = Self { items, weights, starts, units: Units::default(), histogram: Vec::new() };
        group.units = group.units_of(&levels.values);
        group.histogram = vec![0.0; levels.values.len()];
        for i in 0..group.items.len() {
            group.histogram[group.items[i] as usize] += group.weight(i);
        }
        group
    }

    pub fn weight(&self, post: usize) -> f64 {
        self.weights.get(post).map_or(1.0, |w| f64::from(*w))
    }

    pub fn clusters(&self) -> usize {
        self.starts.len() - 1
    }

    /// The posts of a cluster.
    pub fn posts(&self, cluster: usize) -> std::ops::Range<usize> {
        self.starts[cluster] as usize..self.starts[cluster + 1] as usize
    }

    /// Whether no two posts share a cluster.
    pub fn is_independent(&self) -> bool {
        self.clusters() == self.items.len()
    }

    /// Each cluster's weight and its weighted sum of `score`, which gives a number to each level.
    pub fn units_of(&self, score: &[f64]) -> Units {
        let mut units = Units { n: Vec::with_capacity(self.clusters()), s: Vec::with_capacity(self.clusters()) };
        for cluster in 0..self.clusters() {
            let (mut n, mut s) = (0.0, 0.0);
            for post in self.posts(cluster) {
                let weight = self.weight(post);
                n += weight;
                s += weight * score[self.items[post] as usize];
            }
            units.n.push(n);
            units.s.push(s);
        }
        units
    }
}

/// Clusters as their weights *n* and sums *s*; what is estimated is the ratio of the totals, Σ*s* / Σ*n*.
#[derive(Clone, Debug, Default)]
pub(super) struct Units {
    pub n: Vec<f64>,
    pub s: Vec<f64>,
}

impl Units {
    pub fn totals(&self) -> (f64, f64) {
        (self.n.iter().sum(), self.s.iter().sum())
    }

    pub fn ratio(&self) -> f64 {
        let (n, s) = self.totals();
        if n > 0.0 { s / n } else { 0.0 }
    }

    /// The cluster-robust variance of the ratio (linearised, with the correction *G*/(*G* − 1)); with clusters of one
    /// post it is the textbook's *s*²/*n*.
    pub fn variance(&self) -> f64 {
        let (n, s) = self.totals();
        let clusters = self.n.len() as f64;
        if clusters < 2.0 || n <= 0.0 {
            return 0.0;
        }
        let ratio = s / n;
        let squares: f64 = self.n.iter().zip(&self.s).map(|(n, s)| (s - ratio * n).powi(2)).sum();
        clusters / (clusters - 1.0) * squares / (n * n)
    }

    /// Second and third moments of the jackknife (each cluster left out once), for the acceleration of BCa.
    pub fn jackknife(&self) -> (f64, f64) {
        let (n, s) = self.totals();
        let without: Vec<f64> =
            self.n.iter().zip(&self.s).filter(|(k, _)| n - **k > 0.0).map(|(k, t)| (s - t) / (n - k)).collect();
        let centre = without.iter().sum::<f64>() / without.len().max(1) as f64;
        without.iter().fold((0.0, 0.0), |(two, three), value| {
            let u = centre - value;
            (two + u * u, three + u * u * u)
        })
    }
}
