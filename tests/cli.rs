//! The command line's contract: exit codes, errors that name the way out, colour.

use assert_cmd::Command;

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn yoron(args: &[&str], env: &[(&str, &str)]) -> Ran {
    let mut command = Command::cargo_bin("yoron").expect("cargo builds the binary for its tests");
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    let output = command.args(args).envs(env.iter().copied()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn wrong_usage_exits_2_and_says_how() {
    for args in [
        &["nonsense"][..],
        &["report"],
        &["extract"],
        &["report", "a.txt", "--english", "french"],
        &["report", "a.txt", "--threads", "many"],
        &["completions", "tcsh"],
    ] {
        let ran = yoron(args, &[]);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.err);
        assert!(
            ran.err.contains("Usage") || ran.err.contains("possible values") || ran.err.contains("--help"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn help_and_version_exit_0() {
    let help = yoron(&["--help"], &[]);
    assert_eq!(help.code, Some(0));
    for command in ["report", "extract", "score", "explain", "completions"] {
        assert!(help.out.contains(command), "{command} in {}", help.out);
    }
    assert_eq!(yoron(&["--version"], &[]).out.trim(), format!("yoron {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn unreadable_articles_exit_1_and_name_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("empty.txt"), " \n").unwrap();
    std::fs::write(path("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").unwrap();
    for command in ["report", "extract"] {
        for (name, way_out) in [
            ("gone.txt", "check the path"),
            ("", "is a directory"),
            ("empty.txt", "the file is empty"),
            ("picture.txt", "not text"),
        ] {
            let ran = yoron(&[command, &path(name)], &[]);
            assert_eq!(ran.code, Some(1), "{command} {name}");
            assert!(ran.err.starts_with("yoron: ") && ran.err.contains(&path(name)), "{}", ran.err);
            assert!(ran.err.contains(way_out), "{}", ran.err);
            assert_eq!(ran.out, "");
        }
    }
}

#[test]
fn extract_prints_one_public_post_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "“Lovely,” one X user wrote in Korean.\n\n“We are pleased,” the minister said.\n").unwrap();
    let ran = yoron(&["extract", path.to_str().unwrap()], &[]);
    let lines: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((ran.code, lines.len()), (Some(0), 1), "{}", ran.out);
    assert_eq!((&lines[0]["kind"], &lines[0]["stated_language"]), (&"public".into(), &"ko".into()));
    let all = yoron(&["extract", "--all", path.to_str().unwrap()], &[]);
    assert_eq!(all.out.lines().count(), 2);
}

#[test]
fn explain_shows_the_words() {
    for (text, word, label) in [
        ("not good at all", "good", "negative"),
        ("정말 최고예요", "최고", "positive"),
        ("最悪だった", "最悪", "negative"),
    ] {
        let ran = yoron(&["explain", text], &[]);
        assert_eq!(ran.code, Some(0));
        assert!(ran.out.contains(word) && ran.out.contains(label) && ran.out.contains("tone ="), "{}", ran.out);
    }
    let wrong = yoron(&["explain", "--lang", "fr", "bonjour"], &[]);
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.err.contains("en, ko and ja"), "{}", wrong.err);
}

#[test]
fn words_of_ones_own_count_in_every_command_that_scores() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("mine.tsv"), "zorply\tadj\t-3.0\n").unwrap();
    std::fs::write(path("a.txt"), "“This is zorply,” one X user wrote.\n").unwrap();
    std::fs::write(path("a.jsonl"), "{\"text\":\"This is zorply\",\"label\":-1}\n").unwrap();
    for command in [
        &["explain", "This is zorply"][..],
        &["score", &path("a.jsonl")],
        &["report", &path("a.txt"), "-o", &path("out")],
    ] {
        let ran = yoron(&[command, &["--lexicon", &path("mine.tsv")]].concat(), &[]);
        assert!(ran.code == Some(0) && ran.out.contains("negative"), "{command:?}: {}{}", ran.out, ran.err);
        assert!(!yoron(command, &[]).out.contains("label\":\"negative"), "{command:?}");
    }
    std::fs::write(path("bad.tsv"), "zorply\tadj\tawful\n").unwrap();
    let bad = yoron(&["evaluate", &path("a.jsonl"), "--lexicon", &path("bad.tsv")], &[]);
    assert!(bad.code == Some(1) && bad.err.contains("bad.tsv: line 1"), "{}", bad.err);
}

#[test]
fn vader_explains_what_it_can() {
    let ran = yoron(&["explain", "--english", "vader", "I love this"], &[]);
    assert!(ran.code == Some(0) && ran.out.contains("+0.6369") && ran.out.contains("no record"), "{}", ran.out);
}

#[test]
fn colour_only_where_it_is_wanted() {
    let text = &["explain", "I love this"][..];
    assert!(!yoron(text, &[]).out.contains('\u{1b}'), "a pipe gets none");
    assert!(yoron(text, &[("CLICOLOR_FORCE", "1")]).out.contains('\u{1b}'), "unless forced");
    assert!(!yoron(text, &[("NO_COLOR", "1")]).out.contains('\u{1b}'));
    assert!(!yoron(&["report", "gone.txt"], &[("NO_COLOR", "1")]).err.contains('\u{1b}'));
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = yoron(&["completions", shell], &[]);
        assert_eq!(ran.code, Some(0));
        assert!(ran.out.contains("yoron") && ran.out.contains("completions"), "{shell}");
    }
}
