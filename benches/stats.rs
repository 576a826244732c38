//! Two million scored posts in six groups compared with 2,000 bootstrap rounds: seconds and peak memory.
//!
//! `independent`: every post its own author. `authors`: authors of one to nine posts. `weighted`: authors, and posts that
//! count by their likes. `repeats`: 400,000 posts searched for reposts.

use divan::Bencher;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use yoron::stats::{Options, Sample, compare, dedupe};

fn main() {
    divan::main();
    // the operating system's own count, where it keeps one
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find(|line| line.starts_with("VmHWM")) {
        println!("peak memory {}", peak.trim_start_matches("VmHWM:").trim());
    }
}

const POSTS: usize = 2_000_000;
const GROUPS: usize = 6;

/// Tones as posts have them: a third neutral, the others spread to both sides.
fn samples(authors: bool, weighted: bool) -> Vec<Sample> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut unit = || f64::from(rng.next_u32()) / 4_294_967_296.0;
    let mut group = |shift: f64| {
        let mut sample = Sample { weights: weighted.then(Vec::new), ..Sample::default() };
        let mut author = 0;
        while sample.values.len() < POSTS / GROUPS {
            author += 1;
            let own = unit() - 0.5;
            for _ in 0..if authors { 1 + (unit() * unit() * 9.0) as usize } else { 1 } {
                let tone = if unit() < 0.33 { 0.0 } else { (own + 2.0 * unit() - 1.0 + shift).clamp(-0.95, 0.95) };
                sample.values.push(tone as f32);
                sample.clusters.push(author);
                if let Some(weights) = &mut sample.weights {
                    weights.push((1.0 + unit() * 100.0).ln() as f32 + 1.0);
                }
            }
        }
        sample
    };
    (0..GROUPS).map(|g| group(g as f64 * 0.01)).collect()
}

fn compared(bencher: Bencher, authors: bool, weighted: bool) {
    let samples = samples(authors, weighted);
    let names = ["a", "b", "c", "d", "e", "f"];
    let groups: Vec<(&str, &Sample)> = names.into_iter().zip(&samples).collect();
    bencher.counter(divan::counter::ItemsCount::new(POSTS)).bench_local(|| compare(&groups, &Options::default()));
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn independent(bencher: Bencher) {
    compared(bencher, false, false);
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn authors(bencher: Bencher) {
    compared(bencher, true, false);
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn weighted(bencher: Bencher) {
    compared(bencher, true, true);
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn repeats(bencher: Bencher) {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let letters = b"etaoinshrdlcumwfgypbvk";
    let mut unit = || f64::from(rng.next_u32()) / 4_294_967_296.0;
    let words: Vec<String> =
        (0..8_000).map(|i| (0..3 + i % 6).map(|_| char::from(letters[(unit() * 22.0) as usize])).collect()).collect();
    // as in any language, few words make up most of a text
    let mut word = || words[(8_000.0_f64.powf(unit()) - 1.0) as usize].as_str();
    let mut posts: Vec<String> = (0..400_000).map(|_| (0..14).map(|_| word()).collect::<Vec<_>>().join(" ")).collect();
    // a tenth comes again, with a word more
    for i in 0..40_000 {
        posts[400_000 - 1 - i] = format!("{} indeed", posts[i]);
    }
    bencher.counter(divan::counter::ItemsCount::new(posts.len())).bench_local(|| dedupe::duplicates(&posts));
}
