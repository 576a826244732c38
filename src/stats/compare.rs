//! Groups compared with each other.

use super::describe::{Estimate, FEW, Interval, Summary, TOO_FEW, reach, summarise};
use super::permute::{Plan, permutation_p, welch};
use super::rank::{brunner_munzel_units, delta, holm, mann_whitney_counts, placements};
use super::resample::{Rounds, bootstrap, interval};
use super::round4;
use super::sample::{Group, Levels, Options, Sample};
use serde::Serialize;

/// Groups, and the differences between any two of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The groups, in the order given.
    pub groups: Vec<Summary>,
    /// For more than two groups with enough clusters: whether their means differ at all.
    pub omnibus: Option<Test>,
    /// Every pair, first with second, first with third, …, second with third, ….
    pub pairs: Vec<Pair>,
    /// How many pairs were tested: what the adjusted *p* are adjusted for.
    pub family: usize,
    /// Bootstrap rounds done.
    pub rounds: u32,
    /// Permutations of each pair.
    pub permutations: u32,
    /// The seed they came from.
    pub seed: u64,
    /// The smallest difference that counts; see [`Pair::margin`].
    pub margin: f64,
    /// The level of the tests.
    pub alpha: f64,
}

/// A test's outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Test {
    /// Its name.
    pub name: &'static str,
    /// The statistic.
    pub statistic: f64,
    /// Its *p*.
    pub p: f64,
}

/// How sure a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The difference is larger than the margin and its adjusted *p* below alpha; its whole interval lies beyond the known
    /// bias, so that neither chance nor the bias can have made it alone; the interval of Cliff's delta lies on the same side
    /// of 0; and both groups have at least [`FEW`] clusters.
    Clear,
    /// The difference is larger than the margin and its own *p* below alpha, but something of what makes it clear is missing.
    Suggestive,
    /// Neither; whether the groups are *alike* is another question: see [`Equivalence`].
    NoDifferenceFound,
    /// A group has fewer than [`TOO_FEW`] clusters: nothing is tested.
    TooFew,
}

/// Whether two groups are alike: the two one-sided tests (Schuirmann 1987).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Equivalence {
    /// The interval of the difference at 1 − 2·alpha (90 %).
    pub interval: Interval,
    /// Whether it lies within ±margin: only then may a reader be told that there is no difference that counts.
    pub equivalent: bool,
}

/// Two groups compared; the figures are those of `a` less those of `b`. Where a group has fewer than [`TOO_FEW`] clusters
/// there is the difference and nothing else.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The first group.
    pub a: String,
    /// The second.
    pub b: String,
    /// Difference of the mean tones, −2 … +2; BCa bootstrap of whole clusters. `None` where a group is empty.
    pub difference: Option<Estimate>,
    /// Cliff's delta, −1 … +1: how much likelier a post of `a` is above one of `b` than below it; same bootstrap.
    pub delta: Option<Estimate>,
    /// Studentised permutation of whole clusters: the *p* that the verdict rests on.
    pub permutation_p: Option<f64>,
    /// It, adjusted over all pairs tested (Holm 1979).
    pub adjusted_p: Option<f64>,
    /// Brunner-Munzel test, its variance cluster-robust.
    pub brunner_munzel_p: Option<f64>,
    /// Mann-Whitney test, tie-corrected; it knows no clusters and no weights.
    pub mann_whitney_p: Option<f64>,
    /// The smallest difference of this pair that counts: that of the options, or the known bias where it is larger.
    pub margin: f64,
    /// Whether the groups are alike.
    pub equivalence: Option<Equivalence>,
    /// What may be said.
    pub verdict: Verdict,
}

/// Compares every two of the named groups.
///
/// Resampling takes whole clusters: posts by one author share their luck. A cluster that has posts in both groups is taken
/// for two. Every round has its own stream of random numbers, so that the result is the same, bit for bit, on any number
/// of threads; neither the order of the posts nor the numbers of the clusters matter. The order of the groups changes the
/// ends of intervals and the permutations' *p* by the chance of resampling.
///
/// ```
/// use yoron::stats::{Options, Sample, Verdict, compare};
/// let tones = |shift: f32| Sample::independent((0..300).map(|i| (i % 7) as f32 / 10.0 - 0.3 + shift).collect());
/// let (korea, japan) = (tones(0.25), tones(0.0));
/// let comparison = compare(&[("Korea", &korea), ("Japan", &japan)], &Options::default());
/// let pair = &comparison.pairs[0];
/// assert_eq!(pair.difference.unwrap().value, 0.25);
/// assert_eq!(pair.verdict, Verdict::Clear);
/// assert_eq!(pair.permutation_p, Some(0.0004998)); // 1/2001: no permutation came near
/// ```
pub fn compare(samples: &[(&str, &Sample)], options: &Options) -> Comparison {
    compare_biased(samples, options, &|_, _| 0.0)
}

/// [`compare`] where a bias is known: `bias(a, b)` is how far the means of the groups with these indices may be apart for a
/// reason other than the posts, such as [what calibration leaves](crate::calibrate::Calibration::remaining_bias) between two
/// languages. A pair's margin is at least its bias, and a difference is [clear](Verdict::Clear) only where its whole interval
/// lies beyond it.
///
/// ```
/// use yoron::stats::{Options, Sample, Verdict, compare_biased};
/// let tones = |shift: f32| Sample::independent((0..300).map(|i| (i % 7) as f32 / 10.0 - 0.3 + shift).collect());
/// let verdict = |bias: f64| {
///     let (korea, japan) = (tones(0.25), tones(0.0));
///     compare_biased(&[("Korea", &korea), ("Japan", &japan)], &Options::default(), &|_, _| bias).pairs[0].verdict
/// };
/// assert_eq!(verdict(0.1), Verdict::Clear);
/// assert_eq!(verdict(0.24), Verdict::Suggestive); // 0.25, but the interval begins below 0.24
/// assert_eq!(verdict(0.26), Verdict::NoDifferenceFound);
/// ```
pub fn compare_biased(
    samples: &[(&str, &Sample)],
    options: &Options,
    bias: &dyn Fn(usize, usize) -> f64,
) -> Comparison {
    let levels = Levels::of(&samples.iter().map(|(_, sample)| *sample).collect::<Vec<_>>());
    let groups: Vec<Group> = samples.iter().map(|(_, sample)| Group::new(sample, &levels)).collect();
    let enough: Vec<usize> = (0..groups.len()).filter(|g| groups[*g].clusters() >= TOO_FEW).collect();
    let all: Vec<(usize, usize)> = (0..groups.len()).flat_map(|a| (a + 1..groups.len()).map(move |b| (a, b))).collect();
    let tested: Vec<(usize, usize)> =
        all.iter().copied().filter(|(a, b)| enough.contains(a) && enough.contains(b)).collect();
    let rounds = bootstrap(&groups, &levels, &tested, options);
    let plan = Plan::new(options.rounds(), tested.len());
    let ps: Vec<f64> = tested
        .iter()
        .enumerate()
        .map(|(i, (a, b))| permutation_p(&groups[*a].units, &groups[*b].units, &plan, options.seed, i))
        .collect();
    let adjusted = holm(&ps);
    let pairs = all.iter().map(|(a, b)| {
        let (a, b) = (*a, *b);
        let names = (samples[a].0, samples[b].0);
        let bias = bias(a, b);
        let margin = options.margin.max(bias);
        match tested.iter().position(|pair| *pair == (a, b)) {
            Some(i) => {
                let of = Tested {
                    groups: [&groups[a], &groups[b]],
                    index: [a, b, i],
                    p: ps[i],
                    adjusted: adjusted[i],
                    bias,
                    margin,
                };
                of.pair(names, &rounds, options)
            }
            None => untested(names, [&groups[a], &groups[b]], margin),
        }
    });
    let pairs = pairs.collect();
    let units: Vec<_> = enough.iter().map(|g| &groups[*g].units).collect();
    let omnibus = (units.len() > 2).then(|| welch(&units)).flatten();
    Comparison {
        groups: samples
            .iter()
            .enumerate()
            .map(|(i, (name, _))| summarise((*name).to_owned(), &groups[i], &levels, Some((&rounds, i)), options))
            .collect(),
        omnibus: omnibus.map(|(f, p)| Test { name: "Welch", statistic: round4(f), p: tidy(p) }),
        pairs,
        family: tested.len(),
        rounds: options.rounds(),
        permutations: plan.rounds,
        seed: options.seed,
        margin: options.margin,
        alpha: options.alpha(),
    }
}

/// Four significant digits, as much as a *p* can bear.
fn tidy(p: f64) -> f64 {
    format!("{p:.3e}").parse().unwrap_or(p)
}

fn untested((a, b): (&str, &str), groups: [&Group; 2], margin: f64) -> Pair {
    let filled = groups.iter().all(|g| !g.items.is_empty());
    let plain = |value: f64| filled.then(|| Estimate { value: round4(value), interval: None });
    Pair {
        a: a.to_owned(),
        b: b.to_owned(),
        difference: plain(groups[0].units.ratio() - groups[1].units.ratio()),
        delta: plain(delta(&groups[0].histogram, &groups[1].histogram)),
        permutation_p: None,
        adjusted_p: None,
        brunner_munzel_p: None,
        mann_whitney_p: None,
        margin: round4(margin),
        equivalence: None,
        verdict: Verdict::TooFew,
    }
}

/// A pair with enough clusters: the groups, their numbers and the pair's, and the permutations' *p*.
struct Tested<'a> {
    groups: [&'a Group; 2],
    index: [usize; 3],
    p: f64,
    adjusted: f64,
    bias: f64,
    margin: f64,
}

impl Tested<'_> {
    fn pair(&self, names: (&str, &str), rounds: &Rounds, options: &Options) -> Pair {
        let [a, b] = self.groups;
        let (units_a, units_b) = (&a.units, &b.units);
        let difference = units_a.ratio() - units_b.ratio();
        let differences: Vec<f64> =
            rounds.means[self.index[0]].iter().zip(&rounds.means[self.index[1]]).map(|(x, y)| x - y).collect();
        let moments = against(units_a.jackknife(), units_b.jackknife());
        let at = |alpha: f64| interval(&differences, difference, moments, reach(alpha, &[units_a, units_b]), true);
        let (places_a, places_b) = placements(a, b);
        let delta = places_a.ratio();
        let delta_interval = interval(
            &rounds.deltas[self.index[2]],
            delta,
            against(places_a.jackknife(), places_b.jackknife()),
            reach(options.alpha(), &[&places_a, &places_b]),
            true,
        );
        let estimate = |value: f64, ends| Some(Estimate { value: round4(value), interval: Some(Interval::new(ends)) });
        let alike = Interval::new(at(2.0 * options.alpha()));
        let counts = |group: &Group| {
            let mut counts = vec![0.0; group.histogram.len()];
            group.items.iter().for_each(|item| counts[*item as usize] += 1.0);
            counts
        };
        let few = a.clusters().min(b.clusters()) < FEW;
        let ends = at(options.alpha());
        // how far an interval lies beyond 0, on the side of the difference
        let beyond = |(low, high): (f64, f64)| if difference < 0.0 { -high } else { low };
        let sure = beyond(ends) > self.bias && beyond(delta_interval) > 0.0;
        let verdict = match difference.abs() > self.margin {
            true if self.adjusted < options.alpha() && sure && !few => Verdict::Clear,
            true if self.p < options.alpha() => Verdict::Suggestive,
            _ => Verdict::NoDifferenceFound,
        };
        Pair {
            difference: estimate(difference, ends),
            delta: estimate(delta, delta_interval),
            permutation_p: Some(tidy(self.p)),
            adjusted_p: Some(tidy(self.adjusted)),
            brunner_munzel_p: Some(tidy(brunner_munzel_units(&places_a, &places_b))),
            mann_whitney_p: Some(tidy(mann_whitney_counts(&counts(a), &counts(b)))),
            equivalence: Some(Equivalence {
                interval: alike,
                equivalent: alike.low > -self.margin && alike.high < self.margin,
            }),
            margin: round4(self.margin),
            verdict,
            a: names.0.to_owned(),
            b: names.1.to_owned(),
        }
    }
}

/// The jackknife's moments of a difference.
fn against((two_a, three_a): (f64, f64), (two_b, three_b): (f64, f64)) -> (f64, f64) {
    (two_a + two_b, three_a - three_b)
}
