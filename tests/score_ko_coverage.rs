//! Korean: clearly toned posts carry a hit, neutral facts get no tone.

use yoron::Language;
use yoron::score::{Label, Scorer, Scratch};

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[test]
fn toned_posts_carry_a_hit() {
    let (scorer, mut scratch) = (Scorer::default(), Scratch::default());
    let posts: Vec<(&str, &str)> =
        include_str!("data/ko_toned.tsv").lines().map(|l| l.split_once('\t').expect("sign and post")).collect();
    let (mut hit, mut right) = (0, 0);
    for (sign, post) in &posts {
        let score = scorer.score(Some(Language::Korean), post, &mut scratch);
        hit += usize::from(score.evidence > 0);
        let wanted = if *sign == "+" { Label::Positive } else { Label::Negative };
        if Label::of(Some(score.tone)) == wanted {
            right += 1;
        } else {
            println!("{sign} {:+.2} {post}", score.tone);
        }
    }
    println!("{} toned posts: {hit} with a hit, {right} with the right label", posts.len());
    assert!(share(hit, posts.len()) >= 0.88);
    assert!(share(right, posts.len()) >= 0.85);
}

#[test]
fn neutral_facts_get_no_tone() {
    let (scorer, mut scratch) = (Scorer::default(), Scratch::default());
    let facts: Vec<&str> = include_str!("data/ko_facts.txt").lines().collect();
    let mut toned = 0;
    for fact in &facts {
        let tone = scorer.score(Some(Language::Korean), fact, &mut scratch).tone;
        if Label::of(Some(tone)) != Label::Neutral {
            toned += 1;
            println!("{tone:+.2} {fact}");
        }
    }
    println!("{} neutral facts: {toned} got a tone", facts.len());
    assert!(share(toned, facts.len()) <= 0.12);
}
