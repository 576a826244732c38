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
        repeat: false,
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

/// Hides the tones and their words, which change with every lexicon, and keeps all else.
fn masked(text: &str) -> String {
    let text = regex::Regex::new(r"[+−]\d\.\d\d\b( or)?").unwrap().replace_all(text, |found: &regex::Captures| {
        if found.get(1).is_some() { found[0].to_owned() } else { "TONE".to_owned() }
    });
    regex::Regex::new("(?m)^Scored as English: .*$")
        .unwrap()
        .replace_all(&text, "Scored as English: WORDS")
        .into_owned()
}

#[test]
fn findings_carry_their_caveat() {
    insta::assert_snapshot!(masked(&public(&[]).finding), @"This article quotes no post by a member of the public, so there is no reaction to measure.");
    insta::assert_snapshot!(masked(&public(&["I love this"]).finding), @"The one public post quoted in this article is positive (tone TONE) – an anecdote of one post that an editor chose, not a measurement of how people or countries reacted.");
    insta::assert_snapshot!(masked(&public(&["I love this", "So happy"]).finding), @"Both public posts quoted in this article are positive (mean tone TONE) – an anecdote of 2 posts that an editor chose, not a measurement of how people or countries reacted.");
    insta::assert_snapshot!(masked(&public(&["I love this", "I hate this", "The door is made of wood"]).finding), @"Of the 3 public posts quoted in this article, 2 have a tone that yoron can read: 1 is positive and 1 is negative (mean tone TONE) – an anecdote of 2 posts that an editor chose, not a measurement of how people or countries reacted.");
    insta::assert_snapshot!(masked(&public(&["The door is made of wood"]).finding), @"Nothing can be said of the reaction: the one public post quoted in this article has no tone that yoron can read.");
    let many: Vec<String> = (0..12).map(|i| format!("I {} number {i}", if i < 9 { "love" } else { "hate" })).collect();
    insta::assert_snapshot!(masked(&public(&many.iter().map(String::as_str).collect::<Vec<_>>()).finding), @"Of the 12 public posts quoted in this article, 9 (75%, 47–91%) are positive and 3 (25%, 9–53%) are negative (mean tone TONE; 95% intervals in brackets) – a description of posts that editors chose, not a measurement of how people or countries reacted.");
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
        Quote { repeat: true, ..quote("So happy", Kind::Public, NONE, 1) },
    ]);
    assert_eq!(report.left_out.repeated, 1);
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
    let page = masked(&page).replace(LEXICON_HASH, "HASH").replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!(page, @r##"
    # How people reacted: test

    **Of the 2 public posts quoted in this article, 1 is positive and 1 is negative (mean tone TONE) – an anecdote of 2 posts that an editor chose, not a measurement of how people or countries reacted.**

    ![Public posts by tone. in Korean: 1 positive, 0 neutral, 0 negative; mean tone TONE. from Japan: 0 positive, 0 neutral, 1 negative; mean tone TONE.](test.svg)

    ## By what the article states

    | Voices | Posts | Positive | Neutral | Negative | Mean tone | No tone word | No scorer |
    |:--|--:|--:|--:|--:|--:|--:|--:|
    | in Korean | 1 | 1 | 0 | 0 | TONE | 0 | 0 |
    | from Japan | 1 | 0 | 0 | 1 | TONE | 0 | 0 |
    | all together | 2 | 1 | 0 | 1 | TONE | 0 | 0 |

    A post is grouped by the language the article says it was written in, else by the country it names, else as “not
    stated”; language is not country. Tone runs from −1 to +1. Shares and means are of the posts with at least one word that
    carries tone; the last two columns count the others. Fewer than 10 posts are given as counts, more as shares with
    95% intervals. Differences between these groups may be the editors’ doing: they are no evidence that countries differ.

    ## The posts

    ### In Korean (1)

    **TONE positive** · one X user · X · line 3

    > I love this
    >
    > So much fun

    Scored as English: WORDS

    ### From Japan (1)

    **TONE negative** · one X user · X · line 5

    > not good at all

    Scored as English: WORDS

    ## Officials and other known people

    Listed for context, not counted.

    - “We are proud” (one X user, X, line 11)

    ## Left out

    1 quoted span that is no speech (a title, nickname, headline or scare quote).

    ## How this was made

    - yoron VERSION · lexicon HASH · English scorer: yoron · article: test.txt
    - Quoted posts are an editor’s choice: they show what an article presents as the reaction, and are no sample of what was
      posted.
    - A tone of +0.05 or more is positive, of −0.05 or less negative, neutral in between. A post without any word of the
      lexicon is counted apart, not as neutral.
    - A post is scored in the language its quote is printed in: news translates, so what was written in Korean may be scored
      as English. After each word stands what it added to the sum s; the tone is s / √(s² + 15). “Weak evidence”: too little
      was found to rest a label on, and the sum was shrunk.
    - Intervals are Wilson’s and take posts for independent. Fewer than 10 posts are an anecdote and get none.
    "##);
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
    insta::assert_snapshot!(masked(drawn.trim_matches('\n')).replace(env!("CARGO_PKG_VERSION"), "VERSION"), @r##"
      <rect class="ground" x="0.5" y="0.5" width="759" height="309" rx="10"/>
      <text x="24" y="38" class="title">test</text>
      <text x="24" y="60" class="soft">4 quoted public posts by tone and stated language or country · each box is one post</text>
      <text x="312" y="108" class="head negative" text-anchor="end">← negative</text>
      <text x="332" y="108" class="head positive">positive →</text>
      <text x="502" y="108" class="head neutral">neutral</text>
      <text x="642" y="108" class="head" text-anchor="end">posts</text>
      <text x="736" y="108" class="head" text-anchor="end">mean tone</text>
      <line class="rule" x1="24" x2="736" y1="116" y2="116"/>
      <text x="24" y="136">in Korean</text>
      <text x="24" y="152" class="soft">한국어</text>
      <rect class="positive" x="323.5" y="128" width="28.5" height="22" rx="2.5"/>
      <rect class="positive" x="353.5" y="128" width="28.5" height="22" rx="2.5"/>
      <text x="389" y="143.5" class="positive">2</text>
      <text x="736" y="143.5" text-anchor="end">TONE</text>
      <text x="642" y="143.5" text-anchor="end">2</text>
      <line class="rule" x1="24" x2="736" y1="162" y2="162"/>
      <text x="24" y="182">from Japan</text>
      <text x="24" y="198" class="soft">日本</text>
      <rect class="negative" x="292.0" y="174" width="28.5" height="22" rx="2.5"/>
      <text x="285" y="189.5" class="negative" text-anchor="end">1</text>
      <text x="736" y="189.5" text-anchor="end">TONE</text>
      <text x="642" y="189.5" text-anchor="end">1</text>
      <line class="rule" x1="24" x2="736" y1="208" y2="208"/>
      <text x="24" y="236">not stated</text>
      <text x="736" y="235.5" text-anchor="end">–</text>
      <text x="642" y="228" text-anchor="end">1</text>
      <text x="642" y="244" class="soft" text-anchor="end">0 scored</text>
      <line class="line" x1="322" x2="322" y1="120" y2="258"/>
      <line class="line" x1="502" x2="502" y1="120" y2="258"/>
      <text x="24" y="290" class="soft">An anecdote, not a measurement: quoted posts are an editor’s choice.</text>
      <text x="736" y="290" class="soft" text-anchor="end">yoron VERSION</text>
    </svg>
    "##);
}
