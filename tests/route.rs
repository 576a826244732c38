//! Routing: scripts, Han without kana, Latin languages, noise that must not vote.

use proptest::prelude::*;
use yoron::route::{Source, route};

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
}

#[test]
fn a_stray_sign_of_another_language_turns_nothing() {
    routed(
        "en",
        &[
            "That was the best show of the year ㅋㅋㅋ",
            "I can't believe they won this 草",
            "this is so cute ㅠㅠ I want one",
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

proptest! {
    #[test]
    fn any_text_gets_a_route(text in "\\PC*") {
        let route = route(&text);
        prop_assert!((0.0..=1.0).contains(&route.confidence));
        prop_assert!(!route.code.is_empty());
    }
}
