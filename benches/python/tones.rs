//! Seconds that routing and scoring a file's lines take: `tones FILE THREADS`. What `benches/python.py` measures the Python
//! package against.

use rayon::prelude::*;
use std::time::Instant;
use yoron::score::Scratch;
use yoron::{Engine, Tone};

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("tones FILE THREADS");
    let threads = args.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let text = std::fs::read_to_string(path).expect("a file of UTF-8 text");
    let texts: Vec<&str> = text.lines().collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let engine = Engine::default();
    let tones = |texts: &[&str]| -> Vec<Tone> {
        pool.install(|| texts.par_iter().map_init(Scratch::default, |s, text| engine.tone(text, None, s)).collect())
    };
    tones(&texts[..texts.len().min(5000)]);
    let start = Instant::now();
    let toned = tones(&texts);
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(toned.len(), texts.len());
    println!("{seconds}");
}
