//! One scale for all languages, on the command line and through the library.

use assert_cmd::Command;
use serde_json::Value;
use yoron::calibrate::Calibration;
use yoron::score::Scratch;
use yoron::{Engine, Language};

const POSTS: [&str; 8] = [
    "정말 최고예요 너무 좋았어요",
    "진짜 최악이다 실망했다",
    "표는 창구에서 팔아요",
    "最高に楽しかった",
    "最悪だった、二度と行かない",
    "駅は北口にある",
    "What a lovely day, thank you so much!",
    "This is a terrible, terrible idea",
];

#[test]
fn labels_status_and_english_stay() {
    let (calibrated, raw) = (Engine::default(), Engine { calibrated: false, ..Engine::default() });
    let mut scratch = Scratch::default();
    for post in POSTS {
        let (one, other) = (calibrated.tone(post, None, &mut scratch), raw.tone(post, None, &mut scratch));
        assert_eq!((one.label, one.status, one.route), (other.label, other.status, other.route), "{post}");
        let language = one.route.language();
        let moved = Calibration::embedded().apply(language, other.tone.unwrap());
        assert!((one.tone.unwrap() - moved).abs() <= 5.1e-5, "{post}");
        if language == Some(Language::English) {
            assert_eq!(one.tone, other.tone);
        }
        assert_eq!(one, calibrated.explain(post, None, &mut scratch).0);
    }
}

#[test]
fn the_flag_gives_raw_tones() {
    let lines: String = POSTS.iter().map(|post| serde_json::json!({ "text": post }).to_string() + "\n").collect();
    let tones = |flags: &[&str]| -> Vec<f64> {
        let mut command = Command::cargo_bin("yoron").unwrap();
        let output = command.args(["score", "-"]).args(flags).write_stdin(lines.clone()).output().unwrap();
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["tone"].as_f64().unwrap()).collect()
    };
    let mut scratch = Scratch::default();
    for (flags, calibrated) in [(&["--uncalibrated"][..], false), (&[], true)] {
        let engine = Engine { calibrated, ..Engine::default() };
        let expected: Vec<f64> = POSTS.iter().map(|post| engine.tone(post, None, &mut scratch).tone.unwrap()).collect();
        assert_eq!(tones(flags), expected, "{flags:?}");
    }
}

#[test]
fn what_is_left_between_two_languages_is_known() {
    let calibration = Calibration::embedded();
    for (i, a) in Language::ALL.into_iter().enumerate() {
        assert_eq!(calibration.remaining_bias(a, a), Some(0.0));
        for b in &Language::ALL[i + 1..] {
            let bias = calibration.remaining_bias(a, *b).expect("every pair is measured");
            assert_eq!(calibration.remaining_bias(*b, a), Some(bias));
            assert!((0.0..0.2).contains(&bias), "{a}-{b} {bias}");
        }
    }
    for bias in calibration.biases() {
        assert!(bias.mean.abs() <= 0.03 && bias.absolute <= 0.3 && bias.correlation >= 0.75, "{bias:?}");
    }
}
