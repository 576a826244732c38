//! `yoron compare`, driven as a user drives it: the binary, in a directory of its own.

use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The batch whose report stands in `reports/`, and how it is made.
const SAMPLE: &[&str] = &["compare", "samples/lantern-tide.jsonl", "--by", "country", "--over", "created_at"];
const FILES: [&str; 6] = [
    "lantern-tide.html",
    "lantern-tide.json",
    "lantern-tide.md",
    "lantern-tide-shares.svg",
    "lantern-tide-tones.svg",
    "lantern-tide-trend.svg",
];
/// Set to rewrite `reports/`.
const UPDATE: &str = "YORON_UPDATE";

fn yoron(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("yoron").expect("cargo builds the binary for its tests");
    command.current_dir(folder);
    command
}

fn stdout(command: &mut Command, code: i32) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Two groups of `n` posts by as many people, the first in praise, the second in blame, and each third post a plain fact.
fn batch(folder: &Path, name: &str, n: usize) {
    let mut lines = String::new();
    for i in 0..n {
        let facts = format!("The shop on street {i} opens at nine.");
        let (praise, blame) = if i % 3 == 0 {
            (facts.clone(), facts)
        } else {
            (format!("What a lovely evening number {i}!"), format!("A terrible, boring evening number {i}."))
        };
        lines += &json!({"text": praise, "team": "north", "author": format!("n{i}")}).to_string();
        lines.push('\n');
        lines += &json!({"text": blame, "team": "south", "author": format!("s{i}")}).to_string();
        lines.push('\n');
    }
    fs::write(folder.join(name), lines).unwrap();
}

fn facts(folder: &Path, name: &str) -> Value {
    serde_json::from_str(&read(folder, name)).unwrap()
}

#[test]
fn a_clear_difference_is_said_and_a_small_sample_is_only_described() {
    let folder = tempfile::tempdir().unwrap();
    batch(folder.path(), "many.jsonl", 60);
    let out = stdout(yoron(folder.path()).args(["compare", "many.jsonl", "--by", "team"]), 0);
    assert!(out.starts_with("A clear difference: "), "{out}");
    for name in ["many.md", "many.html", "many.json", "many-shares.svg", "many-tones.svg"] {
        assert!(!read(&folder.path().join("reports"), name).is_empty(), "{name}");
    }
    batch(folder.path(), "few.jsonl", 6);
    let out = stdout(yoron(folder.path()).args(["compare", "few.jsonl", "--by", "team", "--min-n", "1"]), 0);
    assert!(!out.contains("clear difference") && !out.contains("No difference found"), "{out}");
}

#[test]
fn a_scored_batch_and_any_number_of_threads_give_the_same_figures() {
    let folder = tempfile::tempdir().unwrap();
    batch(folder.path(), "a.jsonl", 40);
    stdout(yoron(folder.path()).args(["score", "a.jsonl", "-o", "scored/a.parquet", "--quiet"]), 1);
    fs::create_dir(folder.path().join("scored")).unwrap();
    stdout(yoron(folder.path()).args(["score", "a.jsonl", "-o", "scored/a.parquet", "--quiet"]), 0);
    let mut seen = Vec::new();
    for (posts, threads, out) in [("a.jsonl", "1", "one"), ("a.jsonl", "4", "four"), ("scored/a.parquet", "2", "two")] {
        stdout(yoron(folder.path()).args(["compare", posts, "--by", "team", "--threads", threads, "-o", out]), 0);
        let all = facts(&folder.path().join(out), "a.json");
        seen.push((all["groups"].clone(), all["pairs"].clone()));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
    assert_eq!(read(&folder.path().join("one"), "a.html"), read(&folder.path().join("four"), "a.html"));
}

#[test]
fn nothing_in_a_post_gets_out_of_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = [
        "</script><script>alert(1)</script> terrible",
        "<img src=x onerror=alert(1)> lovely",
        "| a | b |\n|---|---|\n# not a heading [x](javascript:alert(1)) great ![y](http://e.example/p.png)",
        "=HYPERLINK(\"http://e.example\") awful",
        "`code` <!-- great --> &lt;b&gt; \u{202e} good",
    ];
    let mut lines = String::new();
    for i in 0..60 {
        let post = json!({"text": format!("{} {i}", hostile[i % 5]), "g": "<b>&\"'|g", "author": "<i>me</i>"});
        lines += &format!("{post}\n");
        lines += &format!("{}\n", json!({"text": format!("lovely day {i}"), "g": "h", "author": i}));
    }
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    stdout(yoron(folder.path()).args(["compare", "a.jsonl", "--by", "g", "--show-authors", "-o", "out"]), 0);
    let out = folder.path().join("out");
    let page = read(&out, "a.html");
    for sign in ["<script>alert", "<img src=x", "<i>me</i>", "<b>&", "http://e.example/p.png\"", "src=\"http"] {
        assert!(!page.contains(sign), "{sign}");
    }
    assert!(page.contains("Content-Security-Policy"));
    let markdown = read(&out, "a.md");
    for line in markdown.lines() {
        assert!(!line.starts_with("# not") && !line.starts_with("| a | b"), "{line}");
    }
    for sign in ["](javascript", "<script", "<img", "![y]"] {
        assert!(!markdown.contains(sign), "{sign}");
    }
    for name in ["a-shares.svg", "a-tones.svg"] {
        assert!(!read(&out, name).contains("<b>"), "{name}");
    }
}

#[test]
fn handles_are_covered_unless_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    batch(folder.path(), "a.jsonl", 20);
    stdout(yoron(folder.path()).args(["compare", "a.jsonl", "--by", "team", "--author-field", "author"]), 0);
    assert!(!read(&folder.path().join("reports"), "a.html").contains("n17"));
    stdout(
        yoron(folder.path()).args(["compare", "a.jsonl", "--by", "team", "--author-field", "author", "--show-authors"]),
        0,
    );
    assert!(read(&folder.path().join("reports"), "a.html").contains("n1"));
}

#[test]
fn bad_input_is_told_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    batch(folder.path(), "a.jsonl", 12);
    let output = yoron(folder.path()).args(["compare", "a.jsonl", "--by", "colour"]).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains("colour") && error.contains("team"), "{error}");
    let output = yoron(folder.path()).args(["compare", "none.jsonl"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("none.jsonl"));
}

#[test]
fn three_languages_of_reports_say_the_same_figures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = tempfile::tempdir().unwrap();
    let mut figures = Vec::new();
    for (code, word) in [("en", "positive"), ("ko", "긍정"), ("ja", "肯定")] {
        let out = made.path().join(code);
        stdout(yoron(root).args(SAMPLE).args(["--report-lang", code, "-o"]).arg(&out), 0);
        let page = read(&out, "lantern-tide.html");
        assert!(page.contains(&format!("<html lang=\"{code}\"")) && page.contains(word), "{code}");
        figures.push(facts(&out, "lantern-tide.json")["pairs"].to_string());
    }
    assert!(figures.windows(2).all(|pair| pair[0] == pair[1]));
}

/// What a reader sees, in a browser; passed over where there is none.
#[test]
fn the_page_works_in_a_browser() {
    let Some(browser) = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| std::process::Command::new(name).arg("--version").output().is_ok_and(|o| o.status.success()))
    else {
        eprintln!("no Chromium here: the page is not rendered");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = tempfile::tempdir().unwrap();
    stdout(yoron(root).args(SAMPLE).arg("-o").arg(made.path()), 0);
    let output = std::process::Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", made.path().join("profile").display()))
        .arg(format!("file://{}", made.path().join("lantern-tide.html").display()))
        .output()
        .unwrap();
    let seen = String::from_utf8_lossy(&output.stdout);
    assert!(seen.contains("<svg") && seen.contains("<mark"), "charts and words: {}", seen.len());
    assert!(seen.matches("<tr").count() > 300, "the table of posts is filled: {}", seen.matches("<tr").count());
}

#[test]
fn the_report_in_the_repository_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = tempfile::tempdir().unwrap();
    let update = std::env::var_os(UPDATE).is_some();
    let target = if update { root.join("reports") } else { made.path().to_owned() };
    stdout(yoron(root).args(SAMPLE).arg("-o").arg(&target), 0);
    for name in FILES {
        let same = read(&target, name) == read(&root.join("reports"), name);
        assert!(same, "{name} is not up to date: run `{UPDATE}=1 cargo test --release --test compare` and look at it");
    }
}
