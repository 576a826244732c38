//! Posts that are one thing over and over: nothing panics, and the time stays linear. These run in a moment; with any part of
//! the engine quadratic they would take minutes.

use yoron::score::Scratch;
use yoron::{Engine, extract};

const LENGTH: usize = 100_000;

/// What acts on other words, and what is looked for over a distance.
const UNITS: &[&str] = &[
    ":(",
    "💓",
    "👩‍❤️‍💋‍👨",
    "🇰🇷",
    "not ",
    "n't ",
    "but. ",
    "but good. ",
    "lol ",
    "very ",
    "no ",
    "too to ",
    "at all ",
    "no longer ",
    "please ",
    "yeah right ",
    "if ",
    "although ",
    "wish ",
    "GOOD ",
    "good ",
    "not good ",
    "never so ",
    "soooo",
    "#goodbad",
    "#",
    "@a ",
    "http://a ",
    "*",
    "(",
    "a",
    "a ",
    "\n",
    ".",
    "!",
    "?",
    ",",
    "'",
    "1/",
    "10/10 ",
    "é",
    "\u{301}",
    "\u{200d}",
    "&",
    "<",
    "ㅋ",
    "ㅋㅠ",
    "안 ",
    "못 ",
    "안 좋",
    "하지만 ",
    "하지만. ",
    "지만 좋",
    "좋아",
    "지않",
    "지 않",
    "도 없",
    "좋은데 ",
    "5점 ",
    "별 두 개 ",
    "★",
    "~",
    "가~",
    "한",
    "www",
    "草",
    "けど",
    "けど。",
    "が、",
    "でも。良い",
    "良いのは",
    "良い",
    "ない",
    "なくない",
    "じゃない",
    "すぎ",
    "もっと",
    "ほしい",
    "もっとほしい",
    "もう少し",
    "決して",
    "最悪漢",
    "ー",
    "い",
    "すごおおい",
    "うまぁ",
    "ｶﾞ",
    "ﾞ",
    "（笑）",
    "「",
    "´",
    "`",
    "(´",
    "^",
    "漢",
    "国",
    "中文的",
    "le ",
    "que ",
    "ไท",
    "ا",
    "оп",
    "ß",
    "most ",
    "least ",
    "more ",
];

#[test]
fn floods_of_anything_take_linear_time() {
    let engine = Engine::default();
    let mut scratch = Scratch::default();
    for unit in UNITS {
        let post = unit.repeat(LENGTH / unit.chars().count());
        for language in [None, Some("en"), Some("ko"), Some("ja")] {
            let tone = engine.tone(&post, language, &mut scratch);
            assert!(tone.tone.is_none_or(|t| (-1.0..=1.0).contains(&t)), "{unit:?} as {language:?}: {tone:?}");
        }
    }
}

#[test]
fn explanations_of_floods_too() {
    let engine = Engine::default();
    let mut scratch = Scratch::default();
    for unit in UNITS {
        let post = unit.repeat(LENGTH / 10 / unit.chars().count());
        engine.explain(&post, None, &mut scratch);
    }
}

#[test]
fn articles_of_floods_too() {
    for unit in [
        "“",
        "”",
        "\"",
        "'",
        "「",
        "」",
        "『",
        "“a”, ",
        "“a” said b. ",
        "a said, ",
        "「a」と",
        "“가”라고 ",
        "▲",
        "・",
        "- ",
        "\n",
        "said ",
    ] {
        let article = yoron::article::Article::from_text(unit.repeat(LENGTH / unit.chars().count()));
        extract::extract(&article);
    }
}
