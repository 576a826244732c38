//! Japanese: conjugation and rules, positive and negative sentences side by side.

use proptest::prelude::*;
use yoron::Language;
use yoron::score::{Scorer, Scratch};

fn tone(text: &str) -> f64 {
    Scorer::default().score(Some(Language::Japanese), text, &mut Scratch::default()).tone
}

/// Names every sentence that has not the sign asked for, not only the first.
fn assert_sign(sign: i8, sentences: &[&str]) {
    let wrong: Vec<_> = sentences
        .iter()
        .map(|s| (*s, tone(s)))
        .filter(|(_, t)| match sign {
            1 => *t < 0.05,
            -1 => *t > -0.05,
            _ => t.abs() >= 0.05,
        })
        .collect();
    assert!(wrong.is_empty(), "expected sign {sign}: {wrong:?}");
}

#[test]
fn negation_with_words_in_between() {
    assert_sign(-1, &["良い点が一つもない。", "いい所がない。", "清潔感が全くない。", "快適とは言えませんでした。"]);
    assert_sign(
        1,
        &["悪い点は特にありません。", "困ることはありませんでした。", "騒音も気になりませんでした。", "嫌いじゃない"],
    );
}

#[test]
fn wishes_complain_or_hope() {
    assert_sign(-1, &["もっと丁寧に対応してほしい。", "空気清浄機があればよかったのに。", "改善してほしいです。"]);
    assert_sign(1, &["幸せになってほしい"]);
}

#[test]
fn verbs_that_fail() {
    assert_sign(
        -1,
        &["お湯が出ませんでした。", "掃除が行き届いていない。", "エアコンが効かない。", "Wi-Fiが繋がらない。"],
    );
    assert_sign(1, &["掃除が行き届いていて、清潔感がありました。", "惚れない人はいない"]);
}

#[test]
fn spellings() {
    assert_sign(1, &["うまぁい", "ｶﾜｲｲ", "すごーーーい!", "うれしいいい"]);
    assert_sign(-1, &["つまんねえ", "だりぃ", "おもんない"]);
}

#[test]
fn no_false_hits() {
    assert_sign(0, &["からだが資本", "子供でもできる", "チェックインは15時からです。", "明日は9時集合です"]);
}

proptest! {
    #[test]
    fn any_text_scores_and_explains(text in "[ぁ-んァ-ヶｦ-ﾟ一-龥0-9 。、！？〜ー★☆点中満評価はないませんくていとほしい良悪(´;ω)😀a-z\n]{0,60}") {
        let explained = Scorer::default().explain(Some(Language::Japanese), &text, &mut Scratch::default());
        prop_assert!(explained.score.tone.abs() <= 1.0);
        let length = text.chars().count();
        for hit in &explained.hits {
            prop_assert!(hit.start <= hit.end && hit.end <= length);
        }
    }
}
