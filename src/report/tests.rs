use super::*;
use crate::extract::{Attribution, Part};

fn quote(text: &str, kind: Kind, stated: (Option<&str>, Option<&str>), line: usize) -> Quote {
    let parts: Vec<Part> =
        text.split(" / ").map(|text| Part { text: text.into(), start: 0, end: text.chars().count() }).collect();
    Quote {
        text: text.replace(" / ", " "),
        parts,
        speaker: Some("one X user".into()),
        kind,
        platform: Some("X".into()),
        stated_language: stated.0.map(str::to_owned),
        stated_country: stated.1.map(str::to_owned),
        attribution: Attribution::Explicit,
        why: "test".into(),
        line,
    }
}

fn reading(name: &str, quotes: Vec<Quote>) -> Reading {
    Reading { name: name.into(), source: format!("{name}.txt"), title: None, language: Some("en".into()), quotes }
}

const KO: (Option<&str>, Option<&str>) = (Some("ko"), None);
const JP: (Option<&str>, Option<&str>) = (None, Some("JP"));
const NONE: (Option<&str>, Option<&str>) = (None, None);

fn report(quotes: Vec<Quote>) -> Report {
    Report::new(&Engine::default(), &[reading("test", quotes)])
}

fn public(texts: &[&str]) -> Report {
    report(texts.iter().enumerate().map(|(i, text)| quote(text, Kind::Public, NONE, i + 1)).collect())
}

#[test]
fn findings_carry_their_caveat() {
    insta::assert_snapshot!(public(&[]).finding, @"");
    insta::assert_snapshot!(public(&["I love this"]).finding, @"");
    insta::assert_snapshot!(public(&["I love this", "So happy"]).finding, @"");
    insta::assert_snapshot!(public(&["I love this", "I hate this", "The door is made of wood"]).finding, @"");
    insta::assert_snapshot!(public(&["The door is made of wood"]).finding, @"");
    let many: Vec<String> = (0..12).map(|i| format!("I {} number {i}", if i < 9 { "love" } else { "hate" })).collect();
    insta::assert_snapshot!(public(&many.iter().map(String::as_str).collect::<Vec<_>>()).finding, @"");
}

#[test]
fn groups_follow_what_is_stated() {
    let report = report(vec![
        quote("I love this", Kind::Public, KO, 3),
        quote("I hate this", Kind::Public, JP, 5),
        quote("So happy", Kind::Public, (Some("ko"), Some("US")), 7),
        quote("The door is made of wood", Kind::Public, NONE, 9),
        quote("We are proud", Kind::Figure, NONE, 11),
        quote("the kill line", Kind::NotSpeech, NONE, 12),
    ]);
    let groups: Vec<(&str, usize, usize)> = report.groups.iter().map(|g| (g.name.as_str(), g.n, g.scored)).collect();
    assert_eq!(groups, [("in Korean", 2, 2), ("from Japan", 1, 1), ("not stated", 1, 0)]);
    assert_eq!((report.figures.len(), report.left_out.not_speech, report.total.n), (1, 1, 4));
    assert_eq!(report.posts.iter().map(|p| p.place.line).collect::<Vec<_>>(), [3, 7, 5, 9]);
}

#[test]
fn a_post_in_two_articles_counts_once() {
    let one = reading("one", vec![quote("I love this!", Kind::Public, KO, 3), quote("So happy", Kind::Public, KO, 4)]);
    let two = reading("two", vec![quote("“I LOVE this”", Kind::Public, KO, 8), quote("So happy", Kind::Public, JP, 9)]);
    let report = Report::new(&Engine::default(), &[one, two]);
    assert_eq!((report.total.n, report.left_out.repeated), (3, 1));
    assert_eq!(report.posts[0].also, [Place { article: "two".into(), line: 8 }]);
}

#[test]
fn nothing_in_a_post_acts_as_markup() {
    let bad = "<img src=x onerror=alert(1)> / # big | ![x](https://x.example/y.png) **love**";
    let mut quote = quote(bad, Kind::Public, (Some("</text><script>"), None), 1);
    quote.speaker = Some("[me](https://x.example) | <b>".into());
    let report = report(vec![quote]);
    let page = report.markdown("a chart).svg");
    for harmful in ["<img", "<b>", "<script", "](https:", "\n# big", "\n> # big", "https://"] {
        assert!(!page.contains(harmful), "{harmful} in\n{page}");
    }
    assert!(page.contains("(a%20chart%29.svg)"));
    assert!(!report.svg().contains("<script"));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let texts = [
        "I love this",
        "I hate this",
        "최고예요",
        "最悪だった",
        "The door is made of wood",
        "Qué día tan bonito hace hoy",
    ];
    let quotes: Vec<Quote> =
        (0..400).map(|i| quote(&format!("{} {i}", texts[i % 6]), Kind::Public, [KO, JP, NONE][i % 3], i)).collect();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let readings = [reading("a", quotes[..150].to_vec()), reading("b", quotes[150..].to_vec())];
        let report = pool.install(|| Report::new(&Engine::default(), &readings));
        (report.markdown("x.svg"), report.svg(), report.json())
    };
    let one = with(1);
    assert!(one == with(2) && one == with(7));
}

#[test]
fn the_page_reads_from_the_top() {
    let page = report(vec![
        quote("I love this / So much fun", Kind::Public, KO, 3),
        quote("not good at all", Kind::Public, JP, 5),
        quote("We are proud", Kind::Figure, NONE, 11),
        quote("the kill line", Kind::NotSpeech, NONE, 12),
    ])
    .markdown("test.svg");
    let page = page.replace(LEXICON_HASH, "HASH");
    insta::assert_snapshot!(page, @"");
}

#[test]
fn the_chart_is_text_and_boxes() {
    let svg = report(vec![
        quote("I love this", Kind::Public, KO, 3),
        quote("So happy", Kind::Public, KO, 4),
        quote("I hate this", Kind::Public, JP, 5),
        quote("The door is made of wood", Kind::Public, NONE, 9),
    ])
    .svg();
    let (_, drawn) = svg.split_once("</style>").unwrap();
    insta::assert_snapshot!(drawn.replace(env!("CARGO_PKG_VERSION"), "VERSION"), @"");
}
