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
fn hashtags_in_small_letters_fall_into_words() {
    positive("the opening night #bestdayever");
    negative("the opening night #worstserviceever");
    positive("monday again and yet #ilovemyjob");
    neutral("meeting at the clinic #therapist");
    neutral("the results are out #election");
}

#[test]
fn drawn_out_words_strengthen_and_are_found() {
    positive("that goal was soooo gooood");
    negative("the queue is sooo booooring");
    positive("yesssss finallyyyy");
    negative("nooooo whyyyy");
}

#[test]
fn emoji_of_several_characters_are_one_sign() {
    for smile in ["👍", "👍🏽", "👏🏿", "❤️", "❤️\u{200d}🔥", "🙌🏼"] {
        positive(&format!("the new library {smile}"));
    }
    for frown in ["👎", "👎🏽", "😡", "🤦🏽\u{200d}♀️", "🤦", "💔"] {
        negative(&format!("the new library {frown}"));
    }
    neutral("the library 👩🏽\u{200d}💻 opens at nine");
    // an emoji is no word of the clause
    positive("not a word about it 😍");
}

#[test]
fn no_longer_and_far_from_turn_what_follows() {
    positive("the coach is happy here");
    negative("the coach is no longer happy here");
    positive("the hall was spotless");
    negative("the hall was far from spotless");
    negative("i did not like it at all");
    negative("she was not happy with it at all");
    negative("anything but good");
}

#[test]
fn what_is_not_bad_is_hardly_praise() {
    positive("not bad at all");
    positive("no complaints, smooth check-in");
    assert!(tone("i don't hate it").abs() < 0.3);
    assert!(tone("the soup is not terrible").abs() < 0.3);
    negative("not the best");
}

#[test]
fn too_to_denies() {
    positive("it is easy to enjoy");
    assert!(tone("too tired to enjoy it") <= 0.0);
    assert!(tone("too slow to be useful") < 0.0);
}

#[test]
fn missing_someone_is_no_complaint() {
    neutral("i miss you");
    assert!(tone("miss you all so much ❤️") > 0.0);
    negative("i missed my train and the last bus");
}

#[test]
fn marks_of_sarcasm_turn_praise() {
    positive("what a wonderful idea");
    negative("what a wonderful idea /s");
    negative("yeah right, a great plan");
    negative("great, another delay");
    negative("oh great, the lift is out again");
    negative("thanks for nothing");
    positive("thanks for everything");
}

#[test]
fn wishes_and_hindsight() {
    negative("the second half should have been better");
    negative("it could have been better");
    positive("the second half was better");
    positive("wishing you all the best");
    assert!(tone("it used to be good") <= 0.0);
    assert!(tone("it is supposed to be fun") <= 0.0);
}

#[test]
fn comparisons() {
    positive("far better than the old one");
    negative("worse than the old one");
    negative("even worse than last year");
    positive("the best stand in town");
    negative("the worst stand in town");
}

#[test]
fn questions_and_conditions_weigh_less() {
    assert!(tone("is the food good?") < tone("the food is good"));
    assert!(tone("if the food is good we stay") < tone("the food is good and we stay"));
    assert!(tone("if it rains, the food is good") > tone("if the food is good it rains"));
    neutral("is it any better?");
    neutral("could you please send me the form?");
    neutral("what time does the fair open?");
}

#[test]
fn news_is_reported_not_felt() {
    assert!(tone("Two killed in quake off the coast") > tone("this is a terrible, cruel decision"));
    assert!(tone("Death toll rises to 14 after landslide") > -0.5);
    assert!(tone("Death toll rises to 14 after landslide") < 0.0);
    neutral("The minister will meet the Supreme Court on Black Friday");
    neutral("Labour Party conference opens in Manchester");
    neutral("Department of Justice publishes its report");
    negative("He was indicted for bribery and perjury");
    negative("another corrupt politician caught lying");
    positive("a landslide victory for the reformers");
    positive("she endorsed him, and rightly so. Great news");
}

#[test]
fn agreement_and_refusal() {
    positive("you're right");
    positive("good point, makes sense");
    negative("makes no sense");
    negative("nobody cares");
    negative("shut up");
    negative("i can't stand this ad");
    positive("happy for you, you deserve it");
    negative("they didn't deserve this");
}

#[test]
fn interjections_are_not_negated() {
    positive("not the second one lol");
    negative("not again, ugh");
}

#[test]
fn everyday_facts_stay_neutral() {
    for text in [
        "The library opens at nine on weekdays",
        "I took the 8:15 train to work",
        "He said he would call me after lunch",
        "The meeting is on the second floor, room 204",
        "They announced the new schedule this morning",
        "I think it was around 2015",
        "Pretty much the same as last year",
        "My brother plays the drums in a band",
        "You have to press the button twice",
        "She moved to Leeds in March",
        "Not sure which one they mean",
        "I don't know the answer",
        "We need two more chairs for the hall",
        "The president spoke for an hour",
        "Turnout was 54 percent, officials said",
    ] {
        neutral(text);
    }
}

#[test]
fn slang_of_the_day() {
    positive("this track slaps");
    positive("she ate that up, no crumbs");
    negative("that take is mid at best");
    negative("what a dumpster fire");
    negative("this update is trash");
    positive("that goal was fire 🔥");
    negative("ratioed again, take the l");
    positive("absolute legend");
}

#[test]
fn attitude_or_report() {
    // the same faint word counts for more in the first person than in a report with a source
    assert!(tone("i found it odd and a little sad") < 0.0);
    assert!(tone("my brother is tired") < tone("Players tired after the tour: coach"));
    neutral("Court rejects appeal in extradition case");
    neutral("Minister denies report on judges' pay");
    neutral("Unions and employers reach agreement on pay, sources say");
    neutral("Rebels accuse army of breaking truce");
    negative("i feel rejected and i deserve better");
    positive("i honestly agree with her");
}

#[test]
fn exclamations_cheer() {
    assert!(tone("decent soup!") > tone("decent soup"));
    assert!(tone("awful soup!!") < tone("awful soup"));
    assert_eq!(tone("the soup!"), 0.0);
}

#[test]
fn faint_words_order_neutral_posts() {
    neutral("they share a kitchen");
    neutral("he quit the committee and they pay less");
    assert!(tone("Prices drop") < 0.0 && tone("Prices drop") > -0.05);
}

#[test]
fn sarcasm_needs_a_mark() {
    negative("yeah right, like they will ever fix it");
    negative("wow, thanks for nothing");
    positive("great, another goal!");
    positive("great, another win for us");
    neutral("meet at gate 4 /s");
}

#[test]
fn words_inside_other_uses() {
    for text in [
        "The film is based on a true story",
        "A Leeds-based startup",
        "Mia lives in Bristol",
        "Highs in the mid 40s on Saturday",
        "The mid-season break starts in March",
        "The props department moved to studio 4",
        "Oscar noms are out on Tuesday",
        "They went south on the A1",
        "Amazon opens a warehouse near Cork",
        "House of Cards season two starts on Friday",
        "A period drama on Sunday at nine",
        "Great British menu at eight",
    ] {
        neutral(text);
    }
    positive("that take is based");
    negative("the sequel is mid");
    positive("props to the stage crew");
}

#[test]
fn what_could_not_be_worse_or_better() {
    positive("couldn't be better");
    negative("couldn't be worse");
    positive("nothing better than warm bread");
    negative("nothing worse than cold chips");
    negative("not what i would call a good result");
    assert!(tone("i wished for a better ending") < 0.0);
    assert!(tone("i wish it were good") < 0.0);
}

#[test]
fn frowns_are_not_negated() {
    negative("not :( but close");
    negative("no way :(");
    positive("not yet :)");
    positive("the show 💓");
    positive("🏳️\u{200d}🌈 what a day");
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
