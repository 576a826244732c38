//! Extraction from English articles: whose words they are and where the writer is from, one habit of newsrooms a test.

mod common;

use common::check;
use yoron::article::Article;
use yoron::extract::{self, Kind};

#[test]
fn verbs_that_share_a_subject_and_pronouns_of_the_right_person() {
    check(
        "A TikTok user in Peru dubbed the clip for her followers and wrote in Spanish, “La cabra tiene razón.”",
        &["A TikTok user in Peru · TikTok · es · PE: La cabra tiene razón."],
    );
    let speakers = |text: &str| -> Vec<String> {
        extract::extract(&Article::from_text(text)).into_iter().filter_map(|q| q.speaker).collect()
    };
    assert_eq!(
        speakers(
            "An early look suggested that a seal had cracked, said Ana Brook, the lead inspector.\n\n“Call it a guess,” she said."
        ),
        ["Ana Brook"]
    );
    assert_eq!(
        speakers(
            "Tom Reed has kept the bell for years. In 1990, a sexton in Dell called him a thief.\n\n“I still have the rope,” he says."
        ),
        ["Tom Reed"]
    );
    assert_eq!(
        speakers(
            "Three senators left early. Among them was Sen. Tom Reed of Utah, who was whistling.\n\n“No comment,” he said."
        ),
        ["Tom Reed"]
    );
    assert_eq!(
        speakers("Dr. Lea Roth built the pond. Next spring the team will fill it. “It may leak,” she said."),
        ["Dr. Lea Roth"]
    );
    assert_eq!(
        speakers("Okoro said families near the dam were told to leave as “a matter of habit” and could return."),
        ["Okoro"]
    );
}

#[test]
fn a_group_lends_its_name_and_country_to_those_who_speak_for_it() {
    check(
        "Norwegian fans, who had seen it all before, shrugged on X. “Welcome aboard,” posted one. On Naver's open board, \
         Korean viewers were split. “I thought my screen died,” and “Ten hours for a lamp?” were among the comments.",
        &[
            "one · X · - · NO: Welcome aboard,",
            "Korean viewers · Naver · - · KR: I thought my screen died,",
            "Korean viewers · Naver · - · KR: Ten hours for a lamp?",
        ],
    );
    check(
        "A viewer from Manila cried at work. “I am in the stock room,” she wrote on X.\n\nIn Japan, where it streams a day \
         later, some begged for silence. “Not one word,” wrote one user in Osaka.",
        &[
            "A viewer from Manila · X · - · PH: I am in the stock room,",
            "one user in Osaka · - · - · JP: Not one word,",
        ],
    );
}

#[test]
fn a_place_that_opens_the_sentence_or_holds_the_group() {
    check(
        "Fans in Norway were quick to forgive on X. “He is still ours,” wrote one.",
        &["one · X · - · NO: He is still ours,"],
    );
    check("In Ghana, a fan wrote on X, “Give him the ball.”", &["a fan · X · - · GH: Give him the ball."]);
    // What the clip is about says nothing of who writes.
    check("The clip shows a bus in Norway. “Nice bus,” one user wrote on X.", &["one user · X · - · -: Nice bus,"]);
}

#[test]
fn lists_summed_up_behind_and_cards_printed_as_text() {
    check(
        "The own goal took a second to sink in, and the crowd fell silent.\n\n— \"I have called my mother about this\"\n\n\
         — \"Somebody hide the remote\"\n\nThose were among the kinder posts on X that night.\n\nEmbedded post:\n\n\
         Wet Rovers Dad (@wetroversdad)\ni am lying in the driveway and the driveway is fine\n9:58 PM · Jun 2, 2031 · 1.2M Views\n\n\
         The club said nothing.",
        &[
            "- · X · - · -: I have called my mother about this",
            "- · X · - · -: Somebody hide the remote",
            "Wet Rovers Dad (@wetroversdad) · X · - · -: i am lying in the driveway and the driveway is fine",
        ],
    );
    // A label on a jar and the owner's own caption are no public reaction.
    check(
        "On its museum label, in 1934, a collector wrote a single word: “Mute.” Nobody heard the frog for years.",
        &[],
    );
    check("Owner Lea Roth posted a photo of the cake on Instagram with the caption: “As ordered.” It sold out.", &[]);
}

#[test]
fn countries_of_the_gazetteer() {
    for (place, code) in [
        ("a Ghanaian fan", "GH"),
        ("a fan from Tbilisi", "GE"),
        ("an Ecuadorian fan", "EC"),
        ("a fan in Riga", "LV"),
        ("a Senegalese fan", "SN"),
        ("a fan from Memphis", "US"),
        ("a Mancunian fan", "GB"),
    ] {
        check(
            &format!("“Play it again,” {place} wrote on X."),
            &[&format!("{place} · X · - · {code}: Play it again,")],
        );
    }
}

#[test]
fn nicknames_and_labels_are_no_speech_and_a_headline_may_be() {
    let kinds =
        |text: &str| -> Vec<Kind> { extract::extract(&Article::from_text(text)).into_iter().map(|q| q.kind).collect() };
    assert_eq!(
        kinds("Before the ruling, Russell “Rusty” Webb had asked the town for its blessing and a key."),
        [Kind::NotSpeech]
    );
    assert_eq!(
        kinds("The bill is what she calls the “bell rule,” and it would let the neighbors ring it."),
        [Kind::NotSpeech]
    );
    assert_eq!(
        kinds(
            "‘Nobody sold me a bridge’: Buyer takes town to court\n\nThe buyer of a bridge that was never built sued the town on Monday."
        ),
        [Kind::Other]
    );
}

#[test]
fn a_quote_split_by_its_attribution_is_one_whoever_says_it() {
    for said in ["Reed said", "she said", "the mayor said"] {
        let text = format!("Mayor Ann Reed spoke on Monday.\n\n“We did it,” {said}, “and we would do it again.”");
        let quotes = extract::extract(&Article::from_text(text));
        assert_eq!(quotes.iter().map(|q| q.parts.len()).collect::<Vec<_>>(), [2], "{said}");
    }
}
