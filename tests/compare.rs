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

#[test]
fn names_that_would_turn_or_hide_the_text_are_made_plain() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for i in 0..40 {
        let group = ["\u{202e}olleh\n# x\u{0}", "=1+1|<b>"][i % 2];
        let post = json!({"text": format!("@홍길동 lovely evening {i} {} https://x.com/somebody/status/{i}", i * 7919 % 991), "g": group});
        lines += &format!("{post}\n");
    }
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let told = stdout(yoron(folder.path()).args(["compare", "a.jsonl", "--by", "g", "-o", "out"]), 0);
    let out = folder.path().join("out");
    for text in [&told, &read(&out, "a.html"), &read(&out, "a.md"), &read(&out, "a-shares.svg")] {
        for sign in ["\u{202e}", "\u{0}", "\n# x", "홍길동", "somebody"] {
            assert!(!text.contains(sign), "{sign:?}: {text}");
        }
        assert!(text.contains("olleh # x") || text.contains("olleh \\# x"), "{text}");
    }
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
    let seen = |part: &str| {
        let output = std::process::Command::new(browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom"])
            .arg(format!("--user-data-dir={}", made.path().join("profile").display()))
            .arg(format!("file://{}{part}", made.path().join("lantern-tide.html").display()))
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let page = seen("");
    assert!(page.contains("<svg") && page.contains("<mark"), "charts and words: {}", page.len());
    let rows = page.matches("<tr data-group").count();
    assert!(rows > 300, "the table of posts is filled: {rows}");
    // the policy of the page lets its own script run, and nothing else
    assert!(page.contains(&format!("{rows} of {rows} posts shown")), "the filter counts");
    assert_eq!(page.matches("<button").count(), 7, "six columns to sort by, and one button to show all");
    // a word of the lexicon finds its other forms: no post here has 좋다 as it stands
    let found = seen("#group=0&word=%EC%A2%8B%EB%8B%A4&sort=0");
    let hidden = found.matches("hidden=\"\"").count();
    assert!(hidden < rows && hidden > rows / 2, "{hidden} of {rows} are hidden");
    let table = found.split("<table id=\"list\">").nth(1).unwrap();
    assert!(table.contains("aria-sort=\"ascending\""));
    let tones: Vec<f64> =
        table.split("data-value=\"").skip(1).map(|cell| cell.split('"').next().unwrap().parse().unwrap()).collect();
    assert!(tones.windows(2).all(|pair| pair[0] <= pair[1]), "sorted by tone");
    let none = seen("#word=%3Cscript%3E");
    assert!(none.contains(&format!("0 of {rows} posts shown")));
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

/// Scored posts of two groups, `n` each: all that a comparison needs of them.
fn scored(folder: &Path, name: &str, n: usize, groups: [(&str, &str, f64); 2]) {
    let mut lines = String::new();
    for i in 0..n {
        for (group, language, mean) in groups {
            // spread evenly around the mean
            let tone = mean + (i % 21) as f64 / 100.0 - 0.1;
            let text = format!("{group} {} {}", i * 7919 % 10_007, i * 104_729 % 99_991);
            let post = json!({"text": text, "group": group, "tone": (tone * 1e4).round() / 1e4, "tone_status": "scored",
                "tone_lang": language, "author": format!("{group}{i}")});
            lines += &format!("{post}\n");
        }
    }
    fs::write(folder.join(name), lines).unwrap();
}

/// The finding in a terminal, and the facts.
fn finding(folder: &Path, name: &str, flags: &[&str]) -> (String, Value) {
    let out = stdout(yoron(folder).args(["compare", name, "--by", "group", "-o", "out"]).args(flags), 0);
    let facts = facts(&folder.join("out"), &name.replace(".jsonl", ".json"));
    (out, facts)
}

#[test]
fn a_difference_that_the_bias_between_languages_can_make_is_never_called_real() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let bound = yoron::calibrate::Calibration::embedded()
        .remaining_bias(yoron::Language::Korean, yoron::Language::English)
        .unwrap();
    // far beyond chance: a standard error of 0.003
    let within = bound - 0.005;
    scored(path, "two.jsonl", 500, [("a", "ko", 0.2 + within), ("b", "en", 0.2)]);
    let (out, all) = finding(path, "two.jsonl", &["--margin", "0.01"]);
    assert_eq!(all["pairs"][0]["verdict"], "no_difference_found", "{out}");
    assert!(all["pairs"][0]["permutation_p"].as_f64().unwrap() < 0.001);
    assert!((all["pairs"][0]["margin"].as_f64().unwrap() - bound).abs() < 1e-4);
    assert!(read(&path.join("out"), "two.md").contains(&format!("up to {bound:.2} possible")));
    // within one language there is no such bias
    scored(path, "one.jsonl", 500, [("a", "ko", 0.2 + within), ("b", "ko", 0.2)]);
    let (out, all) = finding(path, "one.jsonl", &["--margin", "0.01"]);
    assert_eq!(all["pairs"][0]["verdict"], "clear", "{out}");
    // a little beyond the bias is not clear as long as the interval reaches into it
    scored(path, "edge.jsonl", 500, [("a", "ko", 0.2 + bound + 0.002), ("b", "en", 0.2)]);
    assert_eq!(finding(path, "edge.jsonl", &[]).1["pairs"][0]["verdict"], "suggestive");
    scored(path, "far.jsonl", 500, [("a", "ko", 0.2 + bound + 0.05), ("b", "en", 0.2)]);
    assert_eq!(finding(path, "far.jsonl", &[]).1["pairs"][0]["verdict"], "clear");
    // raw tones are further apart
    let (out, all) = finding(path, "far.jsonl", &["--uncalibrated"]);
    assert_eq!(all["pairs"][0]["verdict"], "no_difference_found", "{out}");
    assert!(read(&path.join("out"), "far.md").contains("Raw tones of different languages"));
}

#[test]
fn findings_are_worded_by_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    scored(path, "alike.jsonl", 500, [("a", "en", 0.2), ("b", "en", 0.201)]);
    let (out, _) = finding(path, "alike.jsonl", &[]);
    assert!(out.starts_with("No difference that counts: ") && out.contains("alike to within ±0.05"), "{out}");
    scored(path, "unsure.jsonl", 12, [("a", "en", 0.2), ("b", "en", 0.24)]);
    let (out, _) = finding(path, "unsure.jsonl", &[]);
    assert!(out.starts_with("No difference found: ") && out.contains("does not show the two to be alike"), "{out}");
    scored(path, "low.jsonl", 500, [("a", "en", -0.6), ("b", "en", -0.3)]);
    let (out, all) = finding(path, "low.jsonl", &[]);
    assert!(out.contains("posts marked “b” were less negative than posts marked “a”"), "{out}");
    assert!(read(&path.join("out"), "low.md").contains("| b – a | clear difference | +1.00"), "the higher one first");
    assert!(read(&path.join("out"), "low.md").contains("1,000 posts came with a tone of an earlier run"));
    assert_eq!(all["about"]["scored_before"], 1000);
    let (out, _) = finding(path, "low.jsonl", &["--report-lang", "ko"]);
    assert!(out.starts_with("차이가 뚜렷합니다.") && out.contains("보다 덜 부정적입니다"), "{out}");
    let (out, _) = finding(path, "low.jsonl", &["--report-lang", "ja"]);
    assert!(out.starts_with("明確な差がある。") && out.contains("より否定の度合いが小さかった"), "{out}");
}

#[test]
fn many_pairs_are_not_all_read_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for i in 0..300 {
        let post =
            json!({"text": format!("What a lovely day number {i} {}", i * 7919 % 991), "group": format!("g{}", i % 6)});
        lines += &format!("{post}\n");
    }
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let (out, all) = finding(folder.path(), "a.jsonl", &[]);
    assert_eq!(all["pairs"].as_array().unwrap().len(), 15);
    assert!(out.contains(" more below."), "{out}");
}

#[test]
fn every_option_shows_in_the_facts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let post = |group: &str, i: usize, base: &str| {
        let praise = i * 7 % 10 < if group == "a" && base.is_empty() { 8 } else { 4 };
        let text = if praise { "a lovely, wonderful evening" } else { "a terrible, boring evening" };
        json!({"text": format!("{text} {base} number {i} {group}{}", i * 7919 % 991), "group": group, "who": format!("{group}{}", i % 40),
            "day": format!("2026-11-{:02} 10:00", 1 + i % 5), "likes": if i.is_multiple_of(4) { json!(null) } else { json!(i) }})
    };
    let lines = |base: &str| -> String {
        let mut lines: Vec<String> =
            (0..120).flat_map(|i| ["a", "b"].map(|group| post(group, i, base).to_string())).collect();
        lines.push(
            json!({"text": "RT @x: a lovely, wonderful evening  number 0 a0", "group": "a", "who": "z"}).to_string(),
        );
        lines.extend((0..4).map(|i| json!({"text": format!("lovely thing {i}"), "group": "c"}).to_string()));
        lines.push(json!({"text": "lovely, and of no group"}).to_string());
        lines.join("\n")
    };
    fs::write(path.join("posts.jsonl"), lines("")).unwrap();
    fs::write(path.join("usual.jsonl"), lines("plain")).unwrap();
    let gold: String = (0..60)
        .map(|i| {
            let (text, label) =
                [("a lovely day", 1), ("a terrible day", -1), ("Lovely performances stuck in a dull story", 0)][i % 3];
            // the scorer is right in nine of ten
            format!(
                "{}\n",
                json!({"text": format!("{text} {i}"), "label": if i / 3 % 10 == 0 { -label } else { label }})
            )
        })
        .collect();
    fs::write(path.join("gold.jsonl"), gold).unwrap();
    let flags = [
        "--author-field",
        "who",
        "--over",
        "day",
        "--weight",
        "likes",
        "--keep-reposts",
        "--per-author",
        "2",
        "--baseline",
        "usual.jsonl",
        "--gold",
        "gold.jsonl",
        "--seed",
        "7",
        "--rounds",
        "500",
        "--title",
        "An <evening>",
    ];
    let (out, all) = finding(path, "posts.jsonl", &flags);
    let group = all["groups"].as_array().unwrap().iter().find(|group| group["key"] == "a").unwrap();
    assert_eq!((&group["counts"]["reposts"], &group["counts"]["over_limit"]), (&json!(1), &json!(40)), "{group}");
    assert_eq!((&group["summary"]["n"], &group["summary"]["clusters"]), (&json!(80), &json!(40)));
    assert_eq!(group["with_reposts"]["n"], 81);
    let weighted = &group["weighted"];
    assert_eq!(weighted["n"], 60, "posts of unknown likes are left out");
    assert!(weighted["effective_n"].as_f64().unwrap() < 60.0);
    assert_eq!(group["trend"].as_array().unwrap().len(), 5);
    assert!(group["shift"]["value"].as_f64().unwrap() > 0.1);
    assert_eq!(all["shifts"].as_array().unwrap().len(), 1);
    assert!(group["corrected"]["shares"].is_array());
    assert_eq!((&all["seed"], &all["rounds"]), (&json!(7), &json!(500)));
    let listed: Vec<_> = all["listed"].as_array().unwrap().iter().map(|l| (&l["key"], &l["counts"]["posts"])).collect();
    assert_eq!(listed, [(&json!("c"), &json!(4)), (&json!(null), &json!(1))]);
    assert!(out.contains("Against ordinary posts of the same groups, the difference between a and b is +"), "{out}");
    let page = read(&path.join("out"), "posts.md");
    for said in [
        "Over the limit",
        "Weighted mean",
        "Mean with reposts",
        "## Against the baseline",
        "posts-trend.svg",
        "Measured → Corrected",
        "1 + ln(1 + likes)",
        "An &lt;evening&gt;",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    // a sample that cannot correct is told
    fs::write(path.join("gold.jsonl"), "{\"text\": \"a lovely day\", \"label\": 1}\n").unwrap();
    let (_, all) = finding(path, "posts.jsonl", &["--gold", "gold.jsonl"]);
    assert!(all["groups"][0]["corrected"].is_null());
    assert!(read(&path.join("out"), "posts.md").contains("a, b: not corrected."));
}

#[test]
fn several_fields_make_groups_and_weeks_make_steps() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for i in 0..120 {
        let post = json!({"text": format!("What a lovely evening {i} {}", i * 7919 % 991), "country": (["kr", "JP"][i % 2]),
            "topic": (["sound", "price"][i / 2 % 2]), "created_at": format!("2026-11-{:02}T12:00:00+09:00", 2 + i % 14)});
        lines += &format!("{post}\n");
    }
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let args = ["compare", "a.jsonl", "--by", "country,topic", "--over", "created_at", "--every", "week", "-o", "out"];
    stdout(yoron(folder.path()).args(args), 0);
    let all = facts(&folder.path().join("out"), "a.json");
    let keys: Vec<&str> = all["groups"].as_array().unwrap().iter().map(|g| g["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["JP · price", "JP · sound", "KR · price", "KR · sound"]);
    assert_eq!(all["groups"][0]["trend"].as_array().unwrap().len(), 2);
    assert!(read(&folder.path().join("out"), "a.md").contains("South Korea · price"));
}

#[test]
fn quoted_and_scraped_posts_are_kept_apart() {
    let folder = tempfile::tempdir().unwrap();
    batch(folder.path(), "a.jsonl", 20);
    let quote = |i: usize| format!("“What a lovely evening number {i},” one X user wrote in Korean.\n\n");
    for name in ["one.txt", "two.txt"] {
        fs::write(folder.path().join(name), (0..6).map(quote).collect::<String>()).unwrap();
    }
    let args = ["compare", "a.jsonl", "one.txt", "two.txt", "--by", "language", "--min-n", "1", "-o", "out"];
    stdout(yoron(folder.path()).args(args), 0);
    let out = folder.path().join("out");
    let (scraped, quoted) = (facts(&out, "a.json"), facts(&out, "comparison-quoted.json"));
    assert_eq!((&scraped["about"]["quoted"], &scraped["counts"]["posts"]), (&json!(false), &json!(40)));
    assert_eq!((&quoted["about"]["quoted"], &quoted["counts"]["posts"]), (&json!(true), &json!(12)));
    assert_eq!(quoted["counts"]["reposts"], 6, "the same quotes in both articles");
    assert!(read(&out, "comparison-quoted.md").contains("chosen by editors"));
}
