//! English: yoron's exact and default scorers beside the `vader_sentiment` crate, and time over the length of the text.

use divan::{Bencher, black_box, counter::ItemsCount};
use yoron::Language;
use yoron::score::{English, Scorer, Scratch};

const POSTS: &str = "\
The new tram line is a joy, I love it!
Not a very good start to the week, honestly.
WORST customer service EVER!!! Never again
Meh. It works, but the colours are ugly :(
lol my cat opened the fridge again 😂😂
The council meets on Tuesday at seven.
Thank you so much for the kind words <3
Why would anybody pay for this?? It's broken, slow and ugly
At least the soup was warm...
She sang beautifully and everyone cheered 🎉
I don't hate it, I just don't get it
This is the bomb, truly to die for
Delayed three hours, no explanation, no apology. Great.
Congrats to the girls' team, what a comeback!
Prices rose by two per cent in March.
Such a sad day for our town. Rest in peace.
so tired of excuses, fix the road already
The book is kind of slow but the ending is AMAZING
I wish the shop were open on Sundays
Nobody asked for this update
Best pancakes in the county, hands down 😍
It was never so crowded as this year, awful
He lied, and then he lied about lying.
Can't wait for the weekend!!
The bridge closes at nine for repairs
They could have been honest with us
Yeah right, as if they ever listened
Beautiful photos, thanks for sharing :)
My phone died twice today, what a useless battery
Hope everyone is safe after the storm
Absolutely gorgeous view from the top
The verdict is a disgrace and an insult to the victims
ok cool, see you at eight then
Their coffee tastes burnt, the cake is lovely though
Finally some good news this morning
smh, same mistakes every single season
I laughed, I cried, I would watch it again
The form asks for a date and a signature
Without doubt the most boring lecture of the term
We're proud of you, keep going 💪";

fn main() {
    divan::main();
}

fn posts() -> Vec<&'static str> {
    POSTS.lines().collect()
}

fn ours(bencher: Bencher, english: English) {
    let mut scorer = Scorer::default();
    scorer.english = english;
    let mut scratch = Scratch::default();
    let posts = posts();
    bencher.counter(ItemsCount::new(posts.len())).bench_local(|| {
        posts.iter().map(|post| scorer.score(Some(Language::English), black_box(post), &mut scratch).tone).sum::<f64>()
    });
}

#[divan::bench]
fn posts_exact(bencher: Bencher) {
    ours(bencher, English::Vader);
}

#[divan::bench]
fn posts_default(bencher: Bencher) {
    ours(bencher, English::Yoron);
}

#[divan::bench]
fn posts_vader_sentiment_crate(bencher: Bencher) {
    let analyzer = vader_sentiment::SentimentIntensityAnalyzer::new();
    let posts = posts();
    bencher
        .counter(ItemsCount::new(posts.len()))
        .bench_local(|| posts.iter().map(|post| analyzer.polarity_scores(black_box(post))["compound"]).sum::<f64>());
}

const LENGTHS: [usize; 3] = [1_000, 10_000, 100_000];

fn flood(bencher: Bencher, length: usize, english: English) {
    let mut scorer = Scorer::default();
    scorer.english = english;
    let mut scratch = Scratch::default();
    let text = "😀".repeat(length);
    bencher
        .counter(ItemsCount::new(length))
        .bench_local(|| scorer.score(Some(Language::English), black_box(&text), &mut scratch).tone);
}

#[divan::bench(args = LENGTHS, sample_count = 5)]
fn emoji_flood_exact(bencher: Bencher, length: usize) {
    flood(bencher, length, English::Vader);
}

#[divan::bench(args = LENGTHS, sample_count = 5)]
fn emoji_flood_default(bencher: Bencher, length: usize) {
    flood(bencher, length, English::Yoron);
}

/// Slower per emoji: only short floods.
#[divan::bench(args = [1_000, 4_000], sample_count = 3)]
fn emoji_flood_vader_sentiment_crate(bencher: Bencher, length: usize) {
    let analyzer = vader_sentiment::SentimentIntensityAnalyzer::new();
    let text = "😀".repeat(length);
    bencher.counter(ItemsCount::new(length)).bench_local(|| analyzer.polarity_scores(black_box(&text))["compound"]);
}
