//! Articles a second, from text to quotes, on one thread.

use divan::counter::{BytesCount, ItemsCount};
use yoron::article::Article;
use yoron::extract;

fn main() {
    divan::main();
}

const SAMPLES: [(&str, &str); 3] = [
    ("en", include_str!("../samples/subway-piano.txt")),
    ("ko", include_str!("../samples/convenience-umbrella.ko.txt")),
    ("ja", include_str!("../samples/station-cat.ja.txt")),
];

/// An article of about five kilobytes of UTF-8 in each language.
#[divan::bench(args = ["en", "ko", "ja"])]
fn article_of_5_kb(bencher: divan::Bencher, language: &str) {
    let (_, sample) = SAMPLES.iter().find(|(name, _)| *name == language).expect("a sample");
    let repeated = sample.repeat(5_000 / sample.len() + 1);
    let end = (0..=5_000).rev().find(|end| repeated.is_char_boundary(*end)).unwrap_or(0);
    let text = &repeated[..end];
    let article = Article::from_text(text);
    bencher
        .counter(ItemsCount::new(1usize))
        .counter(BytesCount::of_str(&article.text))
        .bench(|| extract::extract(divan::black_box(&article)));
}
