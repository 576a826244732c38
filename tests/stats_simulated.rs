//! The statistics against simulations of known truth: intervals hold it 95 times in 100, tests err 5 times. Seeds are fixed.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use yoron::stats::{
    Options, Sample, Summary, Verdict, cliffs_delta, compare, compare_biased, corrected_shares, describe,
};

/// Random numbers 0 … 1 of a fixed seed.
struct Dice(ChaCha8Rng);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    fn below(&mut self, n: usize) -> usize {
        self.0.next_u32() as usize % n
    }
}

/// Tones of people in a bad, a middling and a good mood: what the posts of one author have in common.
const MOODS: [[f32; 6]; 3] =
    [[-0.8, -0.6, -0.5, -0.3, 0.0, 0.0], [-0.4, 0.0, 0.0, 0.0, 0.2, 0.4], [-0.2, 0.0, 0.3, 0.4, 0.6, 0.9]];

fn mean_of(moods: &[usize]) -> f64 {
    let all: Vec<f64> = moods.iter().flat_map(|m| MOODS[*m]).map(f64::from).collect();
    all.iter().sum::<f64>() / all.len() as f64
}

/// `authors` who have one of the `moods` each and write `1..=most` posts in it.
fn people(dice: &mut Dice, authors: usize, most: usize, moods: &[usize]) -> Sample {
    let mut sample = Sample::default();
    for author in 0..authors {
        let mood = MOODS[moods[dice.below(moods.len())]];
        for _ in 0..=dice.below(most) {
            sample.values.push(mood[dice.below(mood.len())]);
            sample.clusters.push(author as u32);
        }
    }
    sample
}

const QUICK: Options = Options { rounds: 499, seed: 5, margin: 0.0, alpha: 0.05 };

/// How often `holds` holds of the summaries of 1,000 samples.
fn coverage(authors: usize, most: usize, moods: &[usize], holds: impl Fn(&Summary) -> bool) -> f64 {
    let mut dice = Dice::new(11);
    let held = (0..1000).filter(|_| holds(&describe(&people(&mut dice, authors, most, moods), &QUICK))).count();
    held as f64 / 1000.0
}

#[test]
fn intervals_of_means_hold_the_truth_95_times_in_100() {
    for (authors, most, moods) in [
        (60, 1, &[0, 1, 2][..]),
        (40, 1, &[2, 1, 1]),
        (40, 9, &[0, 1, 2]),
        (100, 9, &[0, 0, 0, 1]),
        (30, 5, &[0, 1, 2]),
    ] {
        let truth = mean_of(moods);
        let share = coverage(authors, most, moods, |s| s.mean.unwrap().interval.unwrap().holds(truth));
        assert!((0.93..=0.97).contains(&share), "{authors} authors of up to {most} posts: {share}");
    }
}

#[test]
fn intervals_of_shares_hold_the_truth_95_times_in_100() {
    for (authors, most) in [(60, 1), (40, 9), (100, 5)] {
        let negative = MOODS.iter().flatten().filter(|t| **t <= -0.05).count() as f64 / 18.0;
        let share =
            coverage(authors, most, &[0, 1, 2], |s| s.negative.unwrap().share.interval.unwrap().holds(negative));
        assert!((0.93..=0.975).contains(&share), "{authors} authors of up to {most} posts: {share}");
    }
}

/// How often each is true of so many comparisons: *p* < 0.05 by permutation, by Brunner-Munzel; interval of the difference and
/// of delta hold the truth.
fn compared(times: u32, a: (usize, usize, &[usize]), b: (usize, usize, &[usize])) -> [f64; 4] {
    let tones = |moods: &[usize]| moods.iter().flat_map(|m| MOODS[*m]).map(f64::from).collect::<Vec<f64>>();
    let (difference, delta) = (mean_of(a.2) - mean_of(b.2), cliffs_delta(&tones(a.2), &tones(b.2)));
    let mut dice = Dice::new(12);
    let mut counts = [0.0; 4];
    for _ in 0..times {
        let (one, other) = (people(&mut dice, a.0, a.1, a.2), people(&mut dice, b.0, b.1, b.2));
        let comparison = compare(&[("a", &one), ("b", &other)], &QUICK);
        let pair = &comparison.pairs[0];
        let holds = [
            pair.permutation_p.unwrap() < 0.05,
            pair.brunner_munzel_p.unwrap() < 0.05,
            pair.difference.unwrap().interval.unwrap().holds(difference),
            pair.delta.unwrap().interval.unwrap().holds(delta),
        ];
        for (count, held) in counts.iter_mut().zip(holds) {
            *count += f64::from(u8::from(held)) / f64::from(times);
        }
    }
    counts
}

#[test]
fn tests_raise_a_false_alarm_5_times_in_100() {
    // where one group has clusters and the other has not, the permutation test errs on the safe side
    for (a, b, least) in
        [((40, 1), (40, 1), 0.035), ((30, 7), (60, 7), 0.035), ((15, 4), (25, 4), 0.035), ((35, 9), (80, 1), 0.02)]
    {
        let [permutation, ranks, difference, delta] = compared(1000, (a.0, a.1, &[0, 1, 2]), (b.0, b.1, &[0, 1, 2]));
        assert!((least..=0.066).contains(&permutation), "{a:?} {b:?}: {permutation}");
        assert!((0.035..=0.07).contains(&ranks), "{a:?} {b:?}: {ranks}");
        assert!((0.93..=0.97).contains(&difference), "{a:?} {b:?}: {difference}");
        assert!((0.93..=0.97).contains(&delta), "{a:?} {b:?}: {delta}");
    }
}

#[test]
fn differences_are_found_and_measured() {
    let [permutation, ranks, difference, delta] = compared(400, (50, 5, &[1, 2]), (70, 5, &[0, 1, 2]));
    assert!(permutation > 0.8 && ranks > 0.8, "{permutation} {ranks}");
    assert!((0.93..=0.97).contains(&difference), "{difference}");
    assert!((0.93..=0.97).contains(&delta), "{delta}");
}

#[test]
fn a_difference_made_by_the_bias_alone_is_hardly_ever_clear() {
    // the second group is scored 0.06 too low, and no more than that is known of the scorers
    let options = Options { margin: 0.05, ..QUICK };
    let mut dice = Dice::new(18);
    let mut clear = [0, 0];
    for _ in 0..200 {
        let one = people(&mut dice, 500, 3, &[0, 1, 2]);
        let mut other = people(&mut dice, 500, 3, &[0, 1, 2]);
        other.values.iter_mut().for_each(|tone| *tone -= 0.06);
        for (count, bias) in clear.iter_mut().zip([0.0, 0.06]) {
            let comparison = compare_biased(&[("a", &one), ("b", &other)], &options, &|_, _| bias);
            *count += usize::from(comparison.pairs[0].verdict == Verdict::Clear);
        }
    }
    assert!(clear[0] > 60 && clear[1] <= 8, "{clear:?} of 200");
}

#[test]
fn clusters_taken_for_independent_would_raise_many() {
    // what the clusters are for: the same posts without them
    let mut dice = Dice::new(13);
    let alarms = (0..300)
        .filter(|_| {
            let sample = |mut sample: Sample| {
                sample.clusters = (0..sample.values.len() as u32).collect();
                sample
            };
            let one = sample(people(&mut dice, 30, 9, &[0, 1, 2]));
            let other = sample(people(&mut dice, 30, 9, &[0, 1, 2]));
            compare(&[("a", &one), ("b", &other)], &QUICK).pairs[0].permutation_p.unwrap() < 0.05
        })
        .count();
    assert!(alarms > 40, "{alarms} of 300");
}

#[test]
fn large_groups_are_permuted_in_blocks_at_the_same_level() {
    let options = Options { rounds: 199, ..QUICK };
    let mut dice = Dice::new(14);
    let alarms = (0..80)
        .filter(|_| {
            let (one, other) = (people(&mut dice, 9000, 1, &[0, 1, 2]), people(&mut dice, 10_000, 1, &[0, 1, 2]));
            compare(&[("a", &one), ("b", &other)], &options).pairs[0].permutation_p.unwrap() < 0.05
        })
        .count();
    assert!((1..=9).contains(&alarms), "{alarms} of 80");
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let mut dice = Dice::new(15);
    let (a, b, c) =
        (people(&mut dice, 50, 7, &[0, 1]), people(&mut dice, 5000, 2, &[1, 2]), people(&mut dice, 12, 3, &[2]));
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let comparison = compare(&[("a", &a), ("b", &b), ("c", &c)], &QUICK);
            serde_json::to_string(&comparison).unwrap()
        })
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn correction_finds_the_true_shares() {
    let mut dice = Dice::new(16);
    let chances = [[0.7, 0.2, 0.1], [0.15, 0.75, 0.1], [0.05, 0.25, 0.7]];
    let draw = |dice: &mut Dice, row: &[f64; 3]| {
        let at = dice.below(1_000_000) as f64 / 1e6;
        if at < row[0] {
            0
        } else if at < row[0] + row[1] {
            1
        } else {
            2
        }
    };
    let truth = [0.5, 0.2, 0.3];
    let mut held = [0; 3];
    for _ in 0..400 {
        let (mut confusion, mut observed) = ([[0.0; 3]; 3], [0; 3]);
        for _ in 0..400 {
            let label = draw(&mut dice, &truth);
            confusion[label][draw(&mut dice, &chances[label])] += 1.0;
        }
        for _ in 0..800 {
            let label = draw(&mut dice, &truth);
            observed[draw(&mut dice, &chances[label])] += 1;
        }
        let corrected = corrected_shares(observed, confusion, &QUICK).unwrap();
        for label in 0..3 {
            held[label] += usize::from(corrected.intervals[label].holds(truth[label]));
        }
    }
    assert!(held.iter().all(|h| (368..=392).contains(h)), "{held:?} of 400");
    assert!(corrected_shares([5, 5, 5], [[5.0, 5.0, 5.0]; 3], &QUICK).is_none(), "a scorer that guesses");
}
