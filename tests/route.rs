//! Routing: scripts, Han without kana, Latin languages, noise that must not vote.

use proptest::prelude::*;
use yoron::Engine;
use yoron::Language::{self, English, Japanese, Korean};
use yoron::route::{Hints, Source, language_of_tag, route, route_with, runs};
use yoron::score::{Label, Scratch};

#[track_caller]
fn routed(code: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(route(text).code, code, "{text}");
    }
}

#[test]
fn scripts_decide_at_once() {
    routed(
        "ko",
        &[
            "오늘 날씨 좋다",
            "ㅋㅋㅋㅋ",
            "ㅇㅈ",
            "BTS 신곡 dynamite 진짜 좋음",
            "대박bbbbbbbbbbbbb",
            "진짜 https://example.com/some/long/path",
        ],
    );
    routed("ja", &["今日はいい天気", "ｽｺﾞｲ", "やばい lol", "この曲 love it すぎる"]);
    routed("und", &["", "😀😀", "!!! 12:30 ...", "@someone https://example.com"]);
    assert_eq!(route("ㅠㅠ").source, Source::Script);
    // laughter goes with the syllables beside it
    routed("ko", &["달빛 = Moonlight Road ㅋㅋㅋㅋ"]);
}

#[test]
fn a_stray_sign_of_another_language_turns_nothing() {
    routed(
        "en",
        &[
            "That was the best show of the year ㅋㅋㅋ",
            "I can't believe they won this 草",
            "this is so cute ㅠㅠ I want one",
            "when 하늘 walked in I lost it completely ㅋㅋㅋ",
        ],
    );
}

#[test]
fn han_without_kana() {
    routed("ja", &["最悪", "反対", "大歓迎", "韓国最高！", "実写化決定", "駅前再開発反対"]);
    routed("zh", &["这个电影太好看了", "這部電影真的很好看", "我们今天去吃饭"]);
}

#[test]
fn english_among_latin_languages() {
    routed(
        "en",
        &[
            "What a beautiful performance",
            "lol that was so bad",
            "ngl this slaps",
            "I love it!",
            "RT @fan: they deserve it #winner",
            "Sooooo good",
        ],
    );
    for text in [
        "Qué vergüenza de partido, no vuelvo nunca más",
        "C'est vraiment n'importe quoi cette histoire",
        "Das ist wirklich nicht zu fassen, was die da machen",
        "Filmnya bagus banget, aku suka sama ceritanya",
        "Ang ganda ng kanta na ito, mahal ko siya",
        "Bu filmi çok sevdim ama sonu kötüydü",
        "Phim này hay quá, tôi rất thích",
        "Eu não gostei muito desse filme, mas a trilha é boa",
    ] {
        assert_ne!(route(text).code, "en", "{text}");
        assert!(route(text).language().is_none(), "{text}");
    }
}

#[test]
fn other_scripts_keep_their_code() {
    routed("ru", &["Это просто прекрасно, спасибо вам большое"]);
    routed("th", &["สวยมากเลย"]);
    routed("ar", &["هذا رائع جدا شكرا لكم"]);
}

#[test]
fn laughter_and_signs() {
    routed("ja", &["wwww", "ｗｗｗ", "草生える", "ｶﾜｲｲ"]);
    routed("ko", &["ㅋㅋㅋ", "ㅇㅈ ㄹㅇ", "ㅠㅠ"]);
    routed("und", &["❤️❤️❤️", "@a @b", "100%"]);
    // borrowed words say little, and say so
    let lol = route("lol omg");
    assert!(lol.code == "en" && lol.confidence < 0.7, "{lol:?}");
    routed("en", &["soooooo deliciousss", "HA HA #hilarious", "wtf was that"]);
}

#[test]
fn a_language_of_its_own_is_named() {
    routed("es", &["Qué bonito día para salir a caminar con los niños"]);
    routed("fr", &["Je suis vraiment déçue par ce film, quel ennui"]);
    routed("de", &["Die Schlange vor dem Laden war viel zu lang"]);
    routed("pt", &["Que saudade da minha avó, queria muito voltar"]);
    routed("it", &["Che bella giornata, andiamo al mare con gli amici"]);
    routed("nl", &["Wat een mooie dag, we gaan lekker naar het strand"]);
    routed("id", &["Lagunya enak banget, aku dengerin terus dari tadi"]);
    routed("tl", &["Ang saya namin kahapon, sana maulit ulit"]);
    routed("vi", &["Bài hát này hay quá, mình nghe mãi không chán"]);
    routed("tr", &["Çok güzel bir gün, herkese teşekkürler"]);
    routed("uk", &["Дуже дякую, це було чудово, її голос неймовірний"]);
    routed("el", &["Πολύ όμορφη μέρα σήμερα"]);
    routed("fa", &["این فیلم خیلی خوب بود"]);
    routed("he", &["איזה יום יפה היום"]);
    routed("hi", &["यह फिल्म बहुत अच्छी है और मुझे पसंद आई"]);
}

#[test]
fn tags_of_records() {
    for (tag, code) in [
        ("ko-KR", Some("ko")),
        ("en_US", Some("en")),
        ("zh-Hant", Some("zh")),
        ("in", Some("id")),
        ("iw", Some("he")),
        ("ji", Some("yi")),
        ("JPN", Some("ja")),
        ("und", None),
        ("qme", None),
        ("zxx", None),
        ("qht", None),
        ("", None),
    ] {
        assert_eq!(language_of_tag(tag), code, "{tag}");
    }
}

#[test]
fn hints_are_believed_in_order() {
    let with = |text, field, prior| {
        let route = route_with(text, Hints { field, prior });
        (route.code, route.source)
    };
    // script and clear words stand over a field
    assert_eq!(with("정말 좋아요", Some("ja"), None), ("ko", Source::Script));
    assert_eq!(with("I thought this was the best one yet", Some("fr"), None), ("en", Source::Words));
    // a field stands over a detector, and where nothing tells
    assert_eq!(with("東京大会", Some("ja-JP"), None), ("ja", Source::Field));
    assert_eq!(with("lol", Some("ko"), None), ("ko", Source::Field));
    assert_eq!(with("sorbet granola", Some("es"), None), ("es", Source::Field));
    // but no field makes Latin words Korean
    assert_ne!(with("sorbet granola", Some("ko"), None).0, "ko");
    // the surroundings come last
    assert_eq!(with("東京大会", None, Some("ja")), ("ja", Source::Prior));
    assert_eq!(with("東京大会", Some("zh"), Some("ja")), ("zh", Source::Field));
    assert_eq!(with("这家店很好吃", None, Some("ja")), ("zh", Source::Script));
    assert_eq!(with("omg", None, Some("ja")), ("ja", Source::Prior));
    assert_eq!(with("I thought this was the best one yet", None, Some("ja")), ("en", Source::Words));
    assert_eq!(with("😀", Some("ja"), Some("ko")), ("und", Source::None));
    // a field that names no language is none
    assert_eq!(with("lol", Some("qme"), None), with("lol", None, None));
}

fn cut(text: &str, home: Language) -> Vec<(Language, &str)> {
    runs(text, home).into_iter().map(|run| (run.language, text[run.start..run.end].trim())).collect()
}

#[test]
fn mixed_posts_are_cut() {
    assert_eq!(
        cut("오늘 콘서트 was insane 최고", Korean),
        [(Korean, "오늘 콘서트"), (English, "was insane"), (Korean, "최고")]
    );
    assert_eq!(
        cut("この曲 I love it すぎる", Japanese),
        [(Japanese, "この曲"), (English, "I love it"), (Japanese, "すぎる")]
    );
    assert_eq!(cut("배우 연기 terrible!! 실망", Korean)[1], (English, "terrible!!"));
    assert_eq!(cut("So proud of our team 정말 최고야", English)[1], (Korean, "정말 최고야"));
    // names, brands, what everybody borrows, titles
    for (text, home) in [
        ("BTS 신곡 dynamite 진짜 좋음", Korean),
        ("iPhone 배터리 lol", Korean),
        ("SNSで見た OMG やばい", Japanese),
        ("<Love Is Terrible> 보고 왔다", Korean),
        ("That was so good ㅋㅋㅋㅋ", English),
        ("he really did it 草", English),
        ("@love_hate 좋아요 https://love.example/hate", Korean),
    ] {
        assert_eq!(cut(text, home).len(), 1, "{text}");
    }
}

#[test]
fn mixed_posts_get_one_tone_of_all_their_runs() {
    let (engine, mut scratch) = (Engine::default(), Scratch::default());
    let text = "오늘 공연 was absolutely terrible 실망했다";
    let (tone, explanation) = engine.explain(text, None, &mut scratch);
    assert_eq!((tone.route.code, tone.languages.codes().as_deref()), ("ko", Some("ko+en")));
    assert_eq!(tone, engine.tone(text, None, &mut scratch));
    let explanation = explanation.expect("Korean has a scorer");
    let chars: Vec<char> = text.chars().collect();
    for hit in &explanation.hits {
        assert_eq!(chars[hit.start..hit.end].iter().collect::<String>(), hit.text);
    }
    assert!(explanation.hits.iter().any(|hit| hit.text.contains("terrible")), "{:?}", explanation.hits);
    assert!(explanation.hits.iter().any(|hit| hit.text.starts_with("실망")), "{:?}", explanation.hits);
    assert!(explanation.hits.windows(2).all(|two| two[0].start <= two[1].start));
    // alone, each run says less than both
    let alone = |text| engine.tone(text, None, &mut Scratch::default()).tone;
    assert!(tone.tone < alone("오늘 공연 실망했다") && tone.label == Label::Negative);
    // whoever states the language gets that scorer alone
    assert_eq!(engine.tone(text, Some("ko"), &mut scratch).languages.codes(), None);
}

proptest! {
    #[test]
    fn any_text_gets_a_route(text in "\\PC*") {
        let route = route(&text);
        prop_assert!((0.0..=1.0).contains(&route.confidence));
        prop_assert!(!route.code.is_empty());
    }

    #[test]
    fn runs_cover_any_text_in_order(
        text in "([가-힣ㅋㅠ]{1,4}|[ぁ-んァ-ヶー]{1,4}|[一-龠]{1,2}|love|terrible|I am|[a-zé']{1,6}|@a|#b|https://c|[ 。!<「\n😀]|\\PC){0,16}",
        home in 0..3usize,
    ) {
        let found = runs(&text, Language::ALL[home]);
        prop_assert_eq!(found[0].start, 0);
        prop_assert_eq!(found[found.len() - 1].end, text.len());
        for two in found.windows(2) {
            prop_assert_eq!(two[0].end, two[1].start);
            prop_assert!(two[0].language != two[1].language);
        }
        for run in &found {
            prop_assert!(text.get(run.start..run.end).is_some());
        }
        let (tone, explanation) = Engine::default().explain(&text, None, &mut Scratch::default());
        let chars: Vec<char> = text.chars().collect();
        for hit in explanation.iter().flat_map(|e| &e.hits) {
            prop_assert!(hit.start <= hit.end && hit.end <= chars.len());
            prop_assert_eq!(chars[hit.start..hit.end].iter().collect::<String>(), hit.text.as_str());
        }
        prop_assert!(tone.tone.is_none_or(|t| (-1.0..=1.0).contains(&t)));
        let again = Engine::default().tone(&text, None, &mut Scratch::default());
        prop_assert_eq!(again, tone);
        if let (Some(explanation), Some(_)) = (explanation, tone.languages.codes()) {
            let hits: f64 = explanation.hits.iter().map(|hit| hit.contribution).sum();
            let whole: f64 = explanation.on_text.iter().map(|effect| effect.amount).sum();
            prop_assert!((hits + whole - explanation.score.sum).abs() < 0.02, "{hits} + {whole}: {explanation:?}");
        }
    }
}
