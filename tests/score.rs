//! `yoron score` through the binary: order, bytes, formats, rejects.

use assert_cmd::Command;
use std::fs;
use std::path::Path;

fn yoron(arguments: &[&str], folder: &Path) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("yoron").unwrap().args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn records_keep_their_bytes_and_order_for_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let texts = ["진짜 최고다", "最悪だった", "what a lovely day this is", "so-so", "", "12:30"];
    let lines: String =
        (0..20_000).map(|i| format!("{{\"n\": {i}.50, \"text\": \"{}\"}}\n", texts[i % texts.len()])).collect();
    fs::write(folder.path().join("a.jsonl"), &lines).unwrap();
    let mut outputs = Vec::new();
    for threads in ["1", "2", "8"] {
        let name = format!("o{threads}.jsonl");
        assert_eq!(yoron(&["score", "a.jsonl", "--threads", threads, "-o", &name], folder.path()).0, Some(0));
        outputs.push(fs::read_to_string(folder.path().join(name)).unwrap());
    }
    assert!(outputs.windows(2).all(|pair| pair[0] == pair[1]));
    for (input, output) in lines.lines().zip(outputs[0].lines()) {
        assert!(output.starts_with(input.trim_end_matches('}')), "{output}");
    }
    assert_eq!(outputs[0].lines().count(), 20_000);
    assert!(outputs[0].contains(r#""text": "","tone":0.0,"tone_label":"neutral","tone_status":"no_evidence""#));
}

#[test]
fn tables_keep_their_cells() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), "\u{feff}id,text\n1,\"great,\nreally\"\n2,별로네\n").unwrap();
    let (code, out, _) = yoron(&["score", "a.csv"], folder.path());
    assert_eq!(code, Some(0));
    assert!(out.starts_with("id,text,tone,tone_label,"), "{out}");
    assert!(out.contains("1,\"great,\nreally\",0.") && out.contains("2,별로네,-0."), "{out}");
    let (_, out, _) = yoron(&["score", "a.csv", "-o", "b.jsonl", "--explain"], folder.path());
    assert!(out.is_empty());
    assert!(fs::read_to_string(folder.path().join("b.jsonl")).unwrap().contains("tone_hits"));
}

#[test]
fn what_cannot_be_scored_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("a.jsonl"),
        b"{\"text\": 5}\nno json\n{\"text\": \"\xff\"}\n{\"text\": \"good\"}\n{\"body\": \"x\"}\n",
    )
    .unwrap();
    let (code, _, error) = yoron(&["score", "a.jsonl", "-o", "o.jsonl"], folder.path());
    assert_eq!(code, Some(3), "{error}");
    assert_eq!(fs::read_to_string(folder.path().join("o.jsonl")).unwrap().lines().count(), 1);
    let rejects = fs::read_to_string(folder.path().join("o.jsonl.rejects.jsonl")).unwrap();
    assert_eq!(rejects.lines().count(), 4);
    assert!(rejects.contains("there are: body"), "{rejects}");
    assert_eq!(yoron(&["score", "a.jsonl", "--strict", "-o", "p.jsonl"], folder.path()).0, Some(1));
    assert!(!folder.path().join("p.jsonl").exists());
}

#[test]
fn wrong_use_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"text\": \"good\"}\n").unwrap();
    let (code, _, error) = yoron(&["score", "a.jsonl", "-o", "a.jsonl"], folder.path());
    assert!(code == Some(1) && error.contains("is an input too"), "{error}");
    assert_eq!(yoron(&["score", "missing.jsonl"], folder.path()).0, Some(1));
    let (code, _, error) = yoron(&["score", "a.jsonl", "--lang", "fr"], folder.path());
    assert!(code == Some(1) && error.contains("en, ko and ja"), "{error}");
}
