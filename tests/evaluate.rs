//! `yoron evaluate`: figures, errors, exit codes.

use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;
use yoron::evaluate::{Case, Gold, evaluate};
use yoron::score::Label;

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("yoron").unwrap().arg("evaluate").args(args).env("NO_COLOR", "1").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn file(folder: &Path, name: &str, content: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}

const POSTS: &str = r#"{"text": "정말 최고예요", "label": 1, "gold": 0.9, "lang": "ko"}
{"text": "너무 실망했어요", "label": -1, "gold": -0.8, "lang": "ko"}
{"text": "표는 창구에서 팔아요", "label": 0, "gold": 0.1, "lang": "ko"}
{"text": "最悪だった", "label": "negative", "gold": -1, "lang": "ja"}
{"text": "とても嬉しい", "label": "부정", "gold": 0.5, "lang": "ja"}
{"text": "What a lovely day", "label": "Positive", "gold": 0.7, "lang": "en"}
"#;

#[test]
fn figures_of_each_language_and_of_all() {
    let folder = tempfile::tempdir().unwrap();
    let gold = file(folder.path(), "gold.jsonl", POSTS);
    let (code, out, err) =
        run(&[&gold, "--label-field", "label", "--gold-field", "gold", "--lang-field", "lang", "--json"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let facts: Value = serde_json::from_str(&out).unwrap();
    let languages = facts["languages"].as_array().unwrap();
    let names: Vec<&str> = languages.iter().map(|l| l["language"].as_str().unwrap()).collect();
    assert_eq!(names, ["en", "ja", "ko", "all"]);
    let all = &languages[3];
    assert_eq!(all["n"], 6);
    assert_eq!(all["confusion"], serde_json::json!([[2, 0, 1], [0, 1, 0], [0, 0, 2]]));
    assert_eq!(all["accuracy"]["value"], 0.8333);
    // recalls 2/3, 1, 1; F1 4/5, 1, 4/5
    assert_eq!(all["average_recall"], 0.888889);
    assert_eq!(all["macro_f1"], 0.866667);
    assert_eq!(all["balanced_accuracy"], 0.833333);
    assert!(all["spearman"].as_f64().unwrap() > 0.6);
    let binned: u64 = all["reliability"].as_array().unwrap().iter().map(|bin| bin["n"].as_u64().unwrap()).sum();
    assert_eq!(binned, 6);
    let worst = facts["worst"].as_array().unwrap();
    assert_eq!(worst.len(), 1, "one label is wrong");
    assert_eq!(worst[0]["text"], "とても嬉しい");
    assert_eq!(worst[0]["hits"][0]["lemma"], "嬉しい");
}

#[test]
fn a_table_for_people_from_csv_and_numbers_alone() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "내용,점수\n정말 최고예요,5\n너무 실망했어요,1\n표는 창구에서 팔아요,3\n그저 그래요,3\n";
    let gold = file(folder.path(), "gold.csv", rows);
    let (code, out, err) = run(&[&gold, "--text-field", "내용", "--gold-field", "점수", "--lang", "ko"]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let line = out.lines().find(|l| l.starts_with("ko ")).unwrap();
    let cells: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(cells[..4], ["ko", "4", "0.0%", "-"], "no labels, no accuracy: {line}");
    assert!(cells[7].parse::<f64>().unwrap() > 0.8, "{line}");
    assert!(!out.contains('\u{1b}'), "no colour where none is wanted");
}

#[test]
fn records_without_a_label_are_named_and_the_rest_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let gold = file(
        folder.path(),
        "gold.jsonl",
        "{\"text\": \"great\", \"label\": 1}\n{\"text\": \"bad\", \"label\": 4}\n{}\n",
    );
    let (code, out, err) = run(&[&gold]);
    assert_eq!(code, Some(3), "{err}");
    assert!(err.contains("gold.jsonl:2: field \"label\": \"4\" is no label"), "{err}");
    assert!(err.contains("gold.jsonl:3: "), "{err}");
    assert!(out.lines().any(|l| l.starts_with("en ") && l.contains(" 1 ")), "{out}");
    let none = file(folder.path(), "none.jsonl", "{\"text\": \"great\"}\n");
    let (code, _, err) = run(&[&none]);
    assert_eq!(code, Some(1));
    assert!(err.contains("--label-field"), "{err}");
    // a field that scoring writes is a field like another
    let scored =
        file(folder.path(), "scored.jsonl", "{\"text\": \"great\", \"tone\": -0.5, \"tone_label\": \"negative\"}\n");
    let (code, out, err) = run(&[&scored, "--label-field", "tone_label", "--gold-field", "tone"]);
    assert!(code == Some(0) && out.contains("people negative, yoron +0.6"), "{out}{err}");
}

// worked out with scikit-learn's definitions: f1_score(average='macro'), balanced_accuracy_score over the labels given,
// and SciPy 1.17.1's spearmanr and pearsonr
#[test]
fn figures_equal_their_definitions() {
    let gold = [1, 1, 1, 0, 0, -1, -1, -1, -1, 0];
    let tones = [0.6, -0.2, 0.0, 0.04, 0.3, -0.7, -0.4, 0.1, 0.0, -0.04];
    let cases: Vec<Case> = gold
        .iter()
        .zip(tones)
        .map(|(label, tone)| Case {
            language: "ko".into(),
            text: String::new(),
            gold: Gold { label: Some(*label), number: None },
            tone: Some(tone),
            label: Label::of(Some(tone)),
        })
        .collect();
    let figures = &evaluate(&cases)[0];
    assert_eq!(figures.confusion, Some([[2, 1, 1], [0, 2, 1], [1, 1, 1]]));
    assert_eq!(figures.macro_f1, Some(0.492063));
    assert_eq!(figures.average_recall, Some(0.5));
    // one of three above 0; three of four not
    assert_eq!(figures.balanced_accuracy, Some(0.541667));
    assert_eq!(figures.spearman, Some(0.325245));
    assert_eq!(figures.pearson, Some(0.487579));
    let unscored = Case { tone: None, label: Label::Unscored, ..cases[0].clone() };
    assert_eq!(evaluate(&[unscored])[0].accuracy.unwrap().value, 0.0, "what is not scored is an error");
}
