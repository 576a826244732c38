//! Japanese: sentences with the sign they must have, positive and negative side by side.

mod forms;
mod inflection;
mod posts;
mod reviews;
mod rules;
mod service;
mod spelling;

use proptest::prelude::*;
use yoron::Language;
use yoron::score::{Label, Scorer, Scratch};

/// Names every sentence that has not the sign asked for, not only the first.
fn assert_sign(sign: i8, sentences: &[&str]) {
    let (scorer, mut scratch) = (Scorer::default(), Scratch::default());
    let wanted = match sign {
        1 => Label::Positive,
        -1 => Label::Negative,
        _ => Label::Neutral,
    };
    let mut wrong = Vec::new();
    for sentence in sentences {
        let tone = scorer.score(Some(Language::Japanese), sentence, &mut scratch).tone;
        if Label::of(Some(tone)) != wanted {
            wrong.push((*sentence, tone));
        }
    }
    assert!(wrong.is_empty(), "expected {wanted:?}: {wrong:?}");
}

proptest! {
    #[test]
    fn any_text_scores_and_explains(text in "[ぁ-んァ-ヶｦ-ﾟ一-龥0-9 。、！？〜ー★☆点中満評価はないませんくていとほしい良悪(´;ω`)😀a-z\n]{0,60}") {
        let explained = Scorer::default().explain(Some(Language::Japanese), &text, &mut Scratch::default());
        prop_assert!(explained.score.tone.abs() <= 1.0);
        let characters: Vec<char> = text.chars().collect();
        for hit in &explained.hits {
            prop_assert!(hit.start <= hit.end && hit.end <= characters.len());
            prop_assert_eq!(&characters[hit.start..hit.end].iter().collect::<String>(), &hit.text);
        }
    }
}
