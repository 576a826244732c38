//! Extraction through the public API: articles in the styles of newsrooms, each with what a reader would note down.

use proptest::prelude::*;
use yoron::article::{self, Article, ArticleError, Format};
use yoron::extract::{self, Attribution, Kind, Quote};

fn posts(text: &str) -> Vec<Quote> {
    extract::extract(&Article::from_text(text)).into_iter().filter(Quote::is_post).collect()
}

/// "speaker · platform · language · country: part | part"
fn notes(quotes: &[Quote]) -> Vec<String> {
    let or_dash = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".into());
    quotes
        .iter()
        .map(|q| {
            let parts: Vec<&str> = q.parts.iter().map(|p| p.text.as_str()).collect();
            let facts = [&q.speaker, &q.platform, &q.stated_language, &q.stated_country].map(or_dash);
            format!("{}: {}", facts.join(" · "), parts.join(" | "))
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(notes(&posts(text)), expected);
}

fn sample(name: &str) -> Article {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    article::read(&bytes, Format::of_name(name)).expect("a readable sample")
}

#[test]
fn attribution_before_behind_and_between() {
    check(
        "The clip went viral on X. “I watched it twice,” one user wrote. “Then I watched it with my mother.” Another \
         commented: “Somebody give them a medal.” “Honestly,” joked a third, “I would vote for the dog.”",
        &[
            "one user · X · - · -: I watched it twice, | Then I watched it with my mother.",
            "Another · X · - · -: Somebody give them a medal.",
            "a third · X · - · -: Honestly, | I would vote for the dog.",
        ],
    );
}

#[test]
fn paragraphs_go_on_with_and_without_closing_marks() {
    check(
        "A nurse described her night in a post on Reddit.\n\n“I had been awake for thirty hours.\n\n“Then the old man \
         in bed nine sang to me.\n\n“I slept like a stone,” she wrote.",
        &[
            "A nurse · Reddit · - · -: I had been awake for thirty hours. | Then the old man in bed nine sang to me. | I slept like a stone,",
        ],
    );
    check(
        "“Just seeing them play together made my day,” an X user wrote in Japanese.\n\n“I hope they meet again next \
         year, wherever that may be.”\n\nThe ministers left on Friday without a statement.",
        &[
            "an X user · X · ja · -: Just seeing them play together made my day, | I hope they meet again next year, wherever that may be.",
        ],
    );
}

#[test]
fn figures_interviewees_and_scare_quotes_are_no_posts() {
    let text = "President Orla Venn called the deal “a gift to nobody”.\n\n“We are ready,” foreign minister Jo Park \
                wrote on X.\n\n“I queued for an hour,” said Ada Bruun, 34, who was outside the shop. The so-called \
                “ghost tax” starts in May. A banner reading “NOT IN MY HARBOUR” hung from the bridge. “The numbers do \
                not add up,” said Tom Reyes, an economist at Belmar University.";
    assert_eq!(notes(&posts(text)), Vec::<String>::new());
    let all = extract::extract(&Article::from_text(text));
    assert_eq!(all.len(), 6);
    assert_eq!(all[1].kind, Kind::Figure);
    assert_eq!(all[1].platform.as_deref(), Some("X"));
    assert_eq!(all[2].kind, Kind::Other);
    assert!(all.iter().any(|q| q.kind == Kind::NotSpeech && q.text == "ghost tax"));
}

#[test]
fn british_single_quotes() {
    check(
        "‘It’s the fans’ favourite bench, and you’ve sold it,’ one supporter wrote on Facebook. ‘Shame on you.’ But \
         another said: ‘It’s a bench.’",
        &[
            "one supporter · Facebook · - · -: It’s the fans’ favourite bench, and you’ve sold it, | Shame on you.",
            "another · Facebook · - · -: It’s a bench.",
        ],
    );
}

#[test]
fn what_a_group_calls_something() {
    check(
        "On Weibo many Chinese users called the bridge “a staircase with ambitions”. The mayor was accused of having \
         “the charm of a parking ticket” by users of the platform.",
        &[
            "many Chinese users · Weibo · - · CN: a staircase with ambitions",
            "users of the platform · Weibo · - · -: the charm of a parking ticket",
        ],
    );
}

#[test]
fn lists_of_comments() {
    check(
        "On Douyin, some of the most popular comments included: \"She read the menu!\"; \"Put it on my bill\"; and \
         \"The bun was plain but her life is not\".",
        &[
            "some of the most popular comments · Douyin · - · -: She read the menu!",
            "some of the most popular comments · Douyin · - · -: Put it on my bill",
            "some of the most popular comments · Douyin · - · -: The bun was plain but her life is not",
        ],
    );
    let found = posts(
        "Netizens on Theqoo commented:\n\n“The styling team deserves a raise.”\n\n“Finally two seconds of screen time.”\n",
    );
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|q| q.platform.as_deref() == Some("theqoo")));
}

#[test]
fn originals_with_a_gloss() {
    check(
        "“泣いた。本当に泣いた” (I cried. I really cried), one Japanese X user posted.",
        &["one Japanese X user · X · - · JP: 泣いた。本当に泣いた"],
    );
    check(
        "独のユーザーはXにドイツ語で「Tschüss」（さようなら）とだけ投稿した。",
        &["独のユーザー · X · de · -: Tschüss"],
    );
}

#[test]
fn posts_printed_under_their_signature() {
    check(
        "Supporters were not amused, and said so at length on the way home from the match on Saturday night.\n\nMy dad \
         has gone to bed in his scarf and will not come out\n— Soph (@soph_row_z) January 17, 2026\n\nThe club did not \
         answer questions about the scarf on Sunday morning, and nor did the manager.",
        &["Soph (@soph_row_z) · X · - · -: My dad has gone to bed in his scarf and will not come out"],
    );
}

#[test]
fn korean_lists_and_connectives() {
    check(
        "공연 영상은 유튜브에서 화제가 됐다. 일본 누리꾼들은 “믿을 수 없다”, “연습을 얼마나 한 거냐” 등의 반응을 보였다. 한 이용자는 \
         “세 번 봤다”며 “세 번 다 울었다”고 적었다.",
        &[
            "일본 누리꾼들 · YouTube · - · JP: 믿을 수 없다",
            "일본 누리꾼들 · YouTube · - · JP: 연습을 얼마나 한 거냐",
            "한 이용자 · YouTube · - · -: 세 번 봤다 | 세 번 다 울었다",
        ],
    );
    check(
        "디시인사이드에 올라온 누리꾼 반응은 다음과 같다.\n\n▲ 이 돈이면 진짜 창고를 빌리지\n\n▲ 고마웠다. 나는 간다\n",
        &["- · DC Inside · - · -: 이 돈이면 진짜 창고를 빌리지", "- · DC Inside · - · -: 고마웠다. 나는 간다"],
    );
}

#[test]
fn korean_officials_and_terms_are_no_posts() {
    let text = "김보라 국토부 장관은 “한 달 안에 끝내겠다”며 “책임지겠다”고 말했다. ‘희망 고문’이라는 말까지 나온다. 상인 최모(61) 씨는 \
                “공사 가림막만 쳐다본다”고 했다. 전문가들 사이에서는 “속도보다 안전이 먼저”라는 지적이 나온다.";
    assert_eq!(notes(&posts(text)), Vec::<String>::new());
    let all = extract::extract(&Article::from_text(text));
    assert_eq!(all[0].parts.len(), 2);
    assert_eq!(all[0].kind, Kind::Figure);
    assert_eq!(all[1].kind, Kind::NotSpeech);
}

#[test]
fn japanese_voices_and_named_users() {
    check(
        "X（旧ツイッター）上では「号泣した」「最強の二人」などの声が相次いだ。韓国のユーザーは韓国語で「고마워요」とコメント。別のユーザーが\
         「私も行きたかった」と返信した。",
        &[
            "- · X · - · -: 号泣した",
            "- · X · - · -: 最強の二人",
            "韓国のユーザー · X · ko · KR: 고마워요",
            "別のユーザー · X · - · -: 私も行きたかった",
        ],
    );
}

#[test]
fn japanese_officials_and_terms_are_no_posts() {
    let text = "知事は会見で「苦渋の決断だ」と述べた。県が掲げる「乗り継ぎゼロ構想」の行方は見えない。「間に合わない」。通学で使う高校2年の\
                男子生徒（17）は表情を曇らせた。番組『千日手』で共演した。";
    assert_eq!(notes(&posts(text)), Vec::<String>::new());
}

#[test]
fn the_samples_read_as_a_person_reads_them() {
    let english: Vec<Quote> =
        extract::extract(&sample("subway-piano.txt")).into_iter().filter(Quote::is_post).collect();
    assert_eq!(english.len(), 5, "{:#?}", notes(&english));
    assert_eq!(english[0].stated_language.as_deref(), Some("ko"));
    assert_eq!(english[4].platform.as_deref(), Some("Weibo"));
    let korean: Vec<Quote> =
        extract::extract(&sample("convenience-umbrella.ko.txt")).into_iter().filter(Quote::is_post).collect();
    assert_eq!(korean.len(), 9, "{:#?}", notes(&korean));
    let japanese: Vec<Quote> =
        extract::extract(&sample("station-cat.ja.txt")).into_iter().filter(Quote::is_post).collect();
    assert!(japanese.iter().any(|q| q.stated_country.as_deref() == Some("TW")), "{:#?}", notes(&japanese));
}

#[test]
fn a_page_gives_its_embedded_posts_and_nothing_from_its_chrome() {
    let page = sample("noodle-robot.html");
    assert_eq!(page.title.as_deref(), Some("Airport noodle robot bows to passengers, and the internet bows back"));
    assert_eq!(page.posts.len(), 3);
    let found: Vec<Quote> = extract::extract(&page).into_iter().filter(Quote::is_post).collect();
    assert_eq!(
        notes(&found),
        [
            "Dana W. (@danawanders) · X · - · -: The noodle robot bowed, I bowed, it bowed again. I have missed my flight.",
            "one Instagram user · Instagram · - · -: It has better manners than my entire office,",
            "Jun (@jun.eats.alone) · Instagram · - · -: Ordered three bowls. I only wanted one. I could not bear to leave it waiting.",
            "Marit (@marit.bsky.social) · Bluesky · - · -: Nobody has thanked me this sincerely since 2011.",
            "A Korean user · Instagram · ja · KR: Please do not fix it. Please fix the rest of us.",
            "the top comments · YouTube · - · -: Promote it to pilot",
            "the top comments · YouTube · - · -: My toddler now bows to the toaster",
        ]
    );
}

#[test]
fn cards_and_comment_lists_of_pages_are_posts() {
    let page = r##"<html><body><article><h1>Goose blocks tram</h1>
        <p>A goose blocked a tram for an hour on Monday and left only when it was addressed formally, the operator said.</p>
        <blockquote class="text-post-media"><div><a href="https://www.threads.net/@ida.reads/post/C1">ida.reads</a>
        <p>The goose has tenure.</p><a href="https://www.threads.net/@ida.reads/post/C1">View on Threads</a></div></blockquote>
        <div class="social-embed social-embed--x"><span class="author-name">Petra</span> <span>@petra_linz</span>
        <p>I was on that tram. We sang.</p><time>1 Feb 2026</time><div class="metrics">1.2K likes</div></div>
        <p>Under the video on YouTube, comments were equally supportive:</p>
        <ul class="comments"><li class="comment"><span class="comment-author">Uli M.</span><p>Give it a uniform.</p>
        <span class="likes">12 likes</span></li></ul>
        <p>“We do not comment on individual geese,” a spokesperson for the tram company said.</p></article></body></html>"##;
    let page = article::read(page.as_bytes(), Format::Auto).expect("a page");
    let found: Vec<Quote> = extract::extract(&page).into_iter().filter(Quote::is_post).collect();
    assert_eq!(
        notes(&found),
        [
            "@ida.reads · Threads · - · -: The goose has tenure.",
            "Petra (@petra_linz) · X · - · -: I was on that tram. We sang.",
            "Uli M. · YouTube · - · -: Give it a uniform.",
        ]
    );
}

#[test]
fn further_ways_to_attribute() {
    check(
        "The clip spread on X. Comments include, “I called my grandma,” “The judges were crying,” and more.",
        &["Comments · X · - · -: I called my grandma,", "Comments · X · - · -: The judges were crying,"],
    );
    check(
        "The video was shared on X by user Meera Kannan with the caption, “Got a free book with my ride.”",
        &["user Meera Kannan · X · - · -: Got a free book with my ride."],
    );
    check(
        "X（旧Twitter）では「相手のファンだけど拍手した」と投稿した女性も。中には「けがだけはしないで」と案じる声もあった。",
        &["女性 · X · - · -: 相手のファンだけど拍手した", "- · - · - · -: けがだけはしないで"],
    );
    check(
        "레딧에는 “Who is cutting onions”라고 적은 미국인 이용자의 댓글도 달렸다. 이용자들은 △급식실의 전설 △상 줘야 한다 등의 의견을 냈다.",
        &[
            "미국인 이용자 · Reddit · - · US: Who is cutting onions",
            "이용자들 · Reddit · - · -: 급식실의 전설",
            "이용자들 · Reddit · - · -: 상 줘야 한다",
        ],
    );
}

#[test]
fn offsets_are_characters_of_the_text() {
    for name in ["subway-piano.txt", "convenience-umbrella.ko.txt", "station-cat.ja.txt", "noodle-robot.html"] {
        let article = sample(name);
        let chars: Vec<char> = article.text.chars().collect();
        for quote in extract::extract(&article) {
            for part in &quote.parts {
                assert_eq!(chars[part.start..part.end].iter().collect::<String>(), part.text);
            }
        }
    }
}

#[test]
fn a_page_and_its_text_give_the_same_posts() {
    for name in ["subway-piano.txt", "convenience-umbrella.ko.txt", "station-cat.ja.txt"] {
        let article = sample(name);
        let escape = |s: &str| s.replace('&', "&amp;").replace('<', "&lt;");
        let paragraphs: String = article
            .text
            .split("\n\n")
            .map(|p| {
                if let Some(item) = p.strip_prefix('・') {
                    format!("<ul><li>{}</li></ul>", escape(item))
                } else {
                    format!("<p>{}</p>", escape(p))
                }
            })
            .collect();
        let html = format!(
            "<html><head><title>x</title></head><body><nav><p>“Menu,” one X user wrote.</p></nav><article>{paragraphs}</article></body></html>"
        );
        let page = article::read(html.as_bytes(), Format::Html).expect("a page");
        let texts =
            |a: &Article| extract::extract(a).into_iter().filter(Quote::is_post).map(|q| q.text).collect::<Vec<_>>();
        assert_eq!(texts(&page), texts(&article), "{name}");
    }
}

#[test]
fn headlines_that_repeat_a_post_count_once() {
    let text = "Fans in tears: “I cried in the car park”\n\nThe singer left the stage at midnight after a show that nobody \
                who was there will forget in a hurry.\n\n“I cried in the car park,” one X user wrote. “Then I went back in.”\n";
    assert_eq!(posts(text).len(), 1);
    assert!(extract::extract(&Article::from_text(text)).iter().any(|q| q.repeat));
}

#[test]
fn page_junk_holds_no_posts() {
    check(
        "“Lovely,” one X user wrote of the new bench, which was painted by volunteers over a long weekend in the rain.\n\n\
         Related Articles\n\nNetizens call for “bun index” as prices climb\n\n“I would eat it again,” X user says of shoe\n",
        &["one X user · X · - · -: Lovely,"],
    );
}

#[test]
fn pronouns_take_the_nearest_name() {
    let all = extract::extract(&Article::from_text(
        "Mayor Lena Ortiz met Dale Hargrove, a farmer, on Monday. “I was late,” she said. Hargrove shrugged. “So was I,” he said.",
    ));
    assert!(all[0].speaker.as_deref().is_some_and(|s| s.contains("Ortiz")), "{all:?}");
    assert_eq!(all[0].attribution, Attribution::Inferred);
    assert_eq!(all[1].speaker.as_deref(), Some("Hargrove"));
}

#[test]
fn very_long_articles_are_read_in_proportion() {
    let paragraph = "“It was fine,” one X user wrote. Others said it was “not fine”. 누리꾼들은 ‘좋다’고 했다. 「はい」と投稿。\n\n";
    let (short, long) = (paragraph.repeat(200), paragraph.repeat(4_000));
    let time = |text: &str| {
        let start = std::time::Instant::now();
        assert!(!posts(text).is_empty());
        start.elapsed().as_secs_f64()
    };
    time(&short);
    let (one, twenty) = (time(&short).max(0.000_5), time(&long));
    assert!(twenty < one * 20.0 * 12.0, "20 times the text took {:.0} times as long", twenty / one);
}

#[test]
fn speakers_of_news() {
    let speakers = |text: &str| {
        extract::extract(&Article::from_text(text))
            .into_iter()
            .filter(|q| q.kind != Kind::NotSpeech)
            .map(|q| q.speaker.unwrap_or_else(|| "-".into()))
            .collect::<Vec<_>>()
    };
    // Appositions, relative clauses and fronted clauses do not hide who speaks.
    for (text, speaker) in [
        ("The charter, three pages long, declared the pond “open to every child in the parish.”", "The charter"),
        ("“It never rained,” Lena Ostrow, the engineer who planned the dam, said on Monday.", "Lena Ostrow"),
        ("His sister, Mona Heath, said the barn was “held up by the swallows.”", "His sister, Mona Heath"),
        ("A baker who had tried it twice wrote, “I would rather eat the box.”", "A baker"),
        ("The tram was stopped while “carrying a piano,” according to the operator.", "the operator"),
        ("It starts, says Ruth Amadi, with “a sort of whistle.”", "Ruth Amadi"),
        ("The files contradict Ruth Amadi's testimony last May that the pages were “all blank.”", "Ruth Amadi"),
        ("“I paid for the bread with a song” is how she put it.", "-"),
        ("Asked about the fine, Hugo Brandt shrugged. “Have them send it,” he said.", "Hugo Brandt"),
        (
            "Paula Reyes used to hide her drums. A nurse on nights, she'd play in the car. “I was loud,” she says.",
            "Paula Reyes",
        ),
    ] {
        assert_eq!(speakers(text), [speaker], "{text}");
    }
}

#[test]
fn names_and_words_of_the_sentence_are_no_speech() {
    for text in [
        "The firm recalled its “Bruno” lamps in March after a fire.",
        "Shops must print a “fair wage” on every bill from Monday.",
        "She named the calf Fortuna, “the lucky one.”",
        "Its house brand, “Fig & Hammer,” was the only one to grow.",
    ] {
        let quotes = extract::extract(&Article::from_text(text));
        assert!(quotes.iter().all(|q| q.kind == Kind::NotSpeech), "{text}: {quotes:?}");
    }
}

#[test]
fn anybody_who_posts_is_the_public() {
    check(
        "The bridge sign went viral on Threads.\n\n“Please stop waving at it,” a Lyon-based plumber posted on \
         Threads.\n\nThe posters ask drivers to “sing while crossing.”",
        &["a Lyon-based plumber · Threads · - · FR: Please stop waving at it,"],
    );
    check(
        "Over on Reddit, one thread took the clock apart.\n\nu/tin_gull: it stops at noon, every single time",
        &["u/tin_gull · Reddit · - · -: it stops at noon, every single time"],
    );
}

#[test]
fn a_signature_takes_one_paragraph_of_running_text() {
    check(
        "The ferry got stuck sideways on Monday, and half the town came to look at it with folding chairs.\n\n\
         My uncle parks better than this and he has no licence\n\n— Dora Quill (@doraquill) May 3, 2031\n\nIt floated \
         off at noon without any help.",
        &["Dora Quill (@doraquill) · X · - · -: My uncle parks better than this and he has no licence"],
    );
}

#[test]
fn strange_articles_take_linear_time() {
    let unit = |n: usize| {
        [
            "“".repeat(n),
            "\"".repeat(n + 1),
            "“a ".repeat(n),
            " 'a".repeat(n),
            "he said that ".repeat(n) + "“x y z.”",
            "the man who saw ".repeat(n) + "said “x y z.”",
            "Smith, ".repeat(n) + "said “a b c d e.”",
            "“abc def\n\n".repeat(n),
            "u/abc: hi\n".repeat(n),
            "“A b c d e,” she said. ".repeat(n),
        ]
    };
    for text in unit(20_000) {
        let start = std::time::Instant::now();
        extract::extract(&Article::from_text(&text));
        assert!(start.elapsed().as_secs() < 60, "{}", &text.chars().take(20).collect::<String>());
    }
}

#[test]
fn unreadable_bytes_say_why() {
    assert_eq!(article::read(b"", Format::Auto).map(|a| a.text), Err(ArticleError::Empty));
    assert!(matches!(article::read(b"\x89PNG\r\n\x1a\n....", Format::Auto), Err(ArticleError::Binary(_))));
    assert_eq!(
        article::read(b"<html><body><script>x</script></body></html>", Format::Auto).map(|a| a.text),
        Err(ArticleError::NoText)
    );
}

/// Every part lies in the text and says what stands there; nothing panics.
fn sound(text: &str) {
    let article = Article::from_text(text);
    let chars: Vec<char> = article.text.chars().collect();
    let mut last = 0;
    for quote in extract::extract(&article) {
        assert!(!quote.parts.is_empty());
        assert!(quote.parts[0].start >= last, "in order");
        last = quote.parts[0].start;
        for part in &quote.parts {
            assert!(part.start < part.end);
            assert_eq!(chars[part.start..part.end].iter().collect::<String>(), part.text);
        }
    }
}

const SEEDS: [&str; 3] = [
    include_str!("../samples/subway-piano.txt"),
    include_str!("../samples/convenience-umbrella.ko.txt"),
    include_str!("../samples/station-cat.ja.txt"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn mutated_articles_never_break_extraction(seed in 0usize..3, cuts in prop::collection::vec((0usize..4000, 0u8..6), 0..12)) {
        let mut chars: Vec<char> = SEEDS[seed].chars().collect();
        for (at, what) in cuts {
            let at = at % chars.len().max(1);
            match what {
                0 => chars.truncate(at.max(1)),
                1 => { chars.remove(at); }
                2 => { let c = chars[at]; chars.insert(at, c); }
                3 => chars.insert(at, '“'),
                4 => chars.insert(at, '」'),
                // Drop the next quote mark.
                _ => if let Some(n) = chars[at..].iter().position(|c| "“”‘’「」\"'".contains(*c)) { chars.remove(at + n); },
            }
            if chars.is_empty() { break; }
        }
        sound(&chars.into_iter().collect::<String>());
    }

    #[test]
    fn marks_and_scripts_in_any_order(text in "([“”‘’\"'「」『』«»()（）.,。、:：—\n ]|[a-zA-Z가-힣ぁ-んァ-ン一-龥0-9@#😀]|one user wrote|누리꾼은|と投稿|X){0,120}") {
        sound(&text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), html in any::<bool>()) {
        let hint = if html { Format::Html } else { Format::Auto };
        if let Ok(article) = article::read(&bytes, hint) {
            let _ = extract::extract(&article);
        }
    }

    #[test]
    fn any_tags_are_read(html in "(<(p|div|li|ul|blockquote|article|h1|br|a|script)( class=\"(tweet|twitter-tweet|related|comment-card)\")?>|</(p|div|li|ul|blockquote|article|h1)>|one user wrote|“|”|@name|&mdash; Name \\(@name\\) May 1, 2026| ){0,60}") {
        if let Ok(article) = article::read(html.as_bytes(), Format::Html) {
            let chars: Vec<char> = article.text.chars().collect();
            for quote in extract::extract(&article) {
                for part in &quote.parts {
                    prop_assert_eq!(chars[part.start..part.end].iter().collect::<String>(), part.text.clone());
                }
            }
        }
    }
}
