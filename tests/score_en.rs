//! The default English rules, each with its opposite beside it.

use proptest::prelude::*;
use yoron::Language;
use yoron::score::{Label, Scorer, Scratch};

fn tone(text: &str) -> f64 {
    Scorer::default().score(Some(Language::English), text, &mut Scratch::default()).tone
}

fn positive(text: &str) {
    assert_eq!(Label::of(Some(tone(text))), Label::Positive, "{text}: {}", tone(text));
}

fn negative(text: &str) {
    assert_eq!(Label::of(Some(tone(text))), Label::Negative, "{text}: {}", tone(text));
}

fn neutral(text: &str) {
    assert_eq!(Label::of(Some(tone(text))), Label::Neutral, "{text}: {}", tone(text));
}

#[test]
fn drawn_out_words_keep_their_tone() {
    positive("sooooo amazinggggg");
    positive("we looooove it");
    negative("that was terribleeee");
    negative("i haaaaate it");
    assert!(tone("sooooo good") > tone("good"));
}

#[test]
fn hashtags_are_split_at_capitals() {
    positive("#BestDayEver");
    negative("#WorstServiceEver");
    negative("once again #awful");
}

#[test]
fn negation_reaches_over_adverbs_and_stops_at_the_clause() {
    negative("the food was not really very good");
    positive("not a word from them. The food was good");
    negative("we are far from happy");
    positive("not bad");
    assert!(tone("not bad") < tone("good"));
    assert!(tone("not good") < tone("not bad"));
}

#[test]
fn like_is_a_verb_only_after_a_subject() {
    positive("i like the new stand");
    positive("they really like it");
    neutral("it looks like a stand");
    neutral("shaped like a boat");
}

#[test]
fn swearing_strengthens_or_complains() {
    assert!(tone("fucking brilliant") > tone("brilliant"));
    assert!(tone("fucking awful") < tone("awful"));
    negative("this fucking door");
}

#[test]
fn contrast_weighs_the_second_half() {
    positive("the room was awful but the food was great");
    negative("the food was great but the room was awful");
}

#[test]
fn capitals_and_exclamation_strengthen() {
    assert!(tone("this is GREAT") > tone("this is great"));
    assert!(tone("this is AWFUL") < tone("this is awful"));
    assert!(tone("great!!!") > tone("great"));
    assert!(tone("awful!!!") < tone("awful"));
}

#[test]
fn wishes_are_no_praise() {
    positive("the ending was great");
    assert!(tone("the ending should have been great") < 0.0);
    negative("wish they'd open a second window");
}

#[test]
fn too_much_to_enjoy() {
    positive("close enough to enjoy");
    assert!(tone("too far to enjoy") < 0.0);
}

#[test]
fn brackets_are_punctuation_and_emoji_are_signs() {
    neutral("the second platform (north) is on Main Street");
    neutral("the form is at https://example.org/form");
    negative("the form again :/");
    positive("see you there 🎉");
    positive("👍🏽");
    negative("👎🏿");
}

#[test]
fn a_flood_is_read_in_linear_time() {
    for unit in ["😀", "#AaBb", "soooo ", "aaa", "not ", "too to ", "but good "] {
        let start = std::time::Instant::now();
        assert!(tone(&unit.repeat(100_000 / unit.len())).abs() <= 1.0);
        assert!(start.elapsed().as_secs() < 10, "{unit}: {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn any_text_scores_with_valid_offsets(text in "(?s).{0,120}") {
        check(&text)?;
    }

    #[test]
    fn text_of_signs_scores_with_valid_offsets(parts in prop::collection::vec(prop::sample::select(vec![
        "sooooo", "GOOOOD", "#BestDayEver", "#é", "not", "no", "too", "to", "like", "but", "wish", "fucking", "/s", "😀", "👩‍👩‍👧",
        "❤️", ":)", "(", ")", "^^", "!!!", "’t", "İ", "ﬁ", " ", "\n", "\u{200b}", "good", "bad", ",", ".",
    ]), 0..24), spaced in any::<bool>()) {
        check(&parts.join(if spaced { " " } else { "" }))?;
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let mut scratch = Scratch::default();
    let explained = Scorer::default().explain(Some(Language::English), text, &mut scratch);
    prop_assert!(explained.score.tone.is_finite() && explained.score.tone.abs() <= 1.0);
    let length = text.chars().count();
    for hit in &explained.hits {
        prop_assert!(hit.start <= hit.end && hit.end <= length, "{hit:?}");
        let found: String = text.chars().skip(hit.start).take(hit.end - hit.start).collect();
        prop_assert_eq!(found.trim_end(), hit.text.trim_end());
    }
    Ok(())
}
