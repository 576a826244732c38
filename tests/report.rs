//! `yoron report`, driven as a user drives it: the binary, in a directory of its own.

use assert_cmd::Command;
use std::fs;
use std::path::Path;

/// The article whose report stands in `reports/` and in the README.
const SAMPLE: &str = "harbour-duet";
/// Set to rewrite `reports/` and the report in the README.
const UPDATE: &str = "YORON_UPDATE";

const ENGLISH: &str =
    "“I love this so much,” one X user wrote in Korean.\n\n“This is terrible,” an X user wrote in Japanese.\n";
const KOREAN: &str = "한 누리꾼은 “정말 최고예요. 감동이에요”라고 적었다.\n";
const SILENT: &str = "The bridge opened on Monday. The weather was dry.\n";

fn yoron(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("yoron").expect("cargo builds the binary for its tests");
    command.current_dir(folder);
    command
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn stdout(command: &mut Command, code: i32) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn one_article_gives_page_chart_and_facts() {
    let folder = folder(&[("duet.txt", ENGLISH.as_bytes())]);
    let out = stdout(yoron(folder.path()).args(["report", "duet.txt"]), 0);
    assert!(out.contains("reports/duet.md"), "{out}");
    assert!(!out.contains('\u{1b}'), "no colour into a pipe");
    let page = read(folder.path(), "reports/duet.md");
    assert!(page.starts_with("# ") && page.contains("](duet.svg)") && page.contains("> I love this so much"), "{page}");
    let svg = read(folder.path(), "reports/duet.svg");
    assert!(svg.contains("한국어") && svg.contains("日本語") && svg.contains("prefers-color-scheme: dark"));
    let facts: serde_json::Value = serde_json::from_str(&read(folder.path(), "reports/duet.json")).unwrap();
    assert_eq!(facts["total"]["n"], 2);
    assert_eq!(facts["groups"][0]["code"], "ko");
    assert_eq!(facts["posts"][0]["place"]["line"], 1);
    assert_eq!(facts["method"]["version"], env!("CARGO_PKG_VERSION"));
    let finding = facts["finding"].as_str().unwrap();
    assert!(page.contains(finding) && out.contains(finding) && finding.contains("anecdote"), "{finding}");
    assert!(!folder.path().join("reports/overall.md").exists());
}

#[test]
fn an_article_without_posts_says_so() {
    let folder = folder(&[("bridge.txt", SILENT.as_bytes())]);
    let out = stdout(yoron(folder.path()).args(["report", "bridge.txt", "-o", "out"]), 0);
    assert!(out.contains("quotes no post by a member of the public"), "{out}");
    let page = read(folder.path(), "out/bridge.md");
    assert!(page.contains("quotes no post") && !page.contains("## The posts"), "{page}");
    assert!(read(folder.path(), "out/bridge.svg").contains("No public post is quoted"));
}

#[test]
fn several_articles_give_one_report_over_all_and_a_bad_one_stops_nothing() {
    let files: [(&str, &[u8]); 4] = [
        ("a.txt", ENGLISH.as_bytes()),
        ("b.md", KOREAN.as_bytes()),
        ("a.html", b"<p>\xe2\x80\x9cI love this so much,\xe2\x80\x9d one X user wrote in Korean.</p>"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
    ];
    let folder = folder(&files);
    let mut command = yoron(folder.path());
    let output =
        command.args(["report", "a.txt", "gone.txt", "b.md", "a.html", "picture.txt", "-o", "out"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("gone.txt") && errors.contains("picture.txt"), "{errors}");
    for name in ["a", "b", "a-2", "overall"] {
        for ending in ["md", "svg", "json"] {
            assert!(!read(folder.path(), &format!("out/{name}.{ending}")).is_empty());
        }
    }
    let facts: serde_json::Value = serde_json::from_str(&read(folder.path(), "out/overall.json")).unwrap();
    assert_eq!(facts["articles"].as_array().unwrap().len(), 3);
    assert_eq!(facts["unreadable"].as_array().unwrap().len(), 2);
    // the post that a.txt and a.html both quote counts once
    assert_eq!((&facts["total"]["n"], &facts["left_out"]["repeated"]), (&3.into(), &1.into()));
    let page = read(folder.path(), "out/overall.md");
    assert!(page.contains("a, line 1; a-2, line 1") && page.contains("Not read: "), "{page}");
}

#[test]
fn nothing_readable_writes_nothing() {
    let folder = folder(&[("empty.txt", b"")]);
    assert_eq!(stdout(yoron(folder.path()).args(["report", "empty.txt"]), 1), "");
    assert!(!folder.path().join("reports").exists());
}

#[test]
fn threads_and_runs_do_not_change_a_byte() {
    let folder = folder(&[("a.txt", ENGLISH.as_bytes()), ("b.txt", KOREAN.as_bytes())]);
    for (threads, out) in [("1", "one"), ("4", "four")] {
        stdout(yoron(folder.path()).args(["report", "a.txt", "b.txt", "--threads", threads, "-o", out]), 0);
    }
    for name in ["a.md", "b.json", "overall.md", "overall.svg", "overall.json"] {
        assert_eq!(read(folder.path(), &format!("one/{name}")), read(folder.path(), &format!("four/{name}")), "{name}");
    }
}

#[test]
fn english_exactly_as_vader_on_request() {
    let folder = folder(&[("a.txt", ENGLISH.as_bytes())]);
    stdout(yoron(folder.path()).args(["report", "a.txt", "--english", "vader"]), 0);
    let facts: serde_json::Value = serde_json::from_str(&read(folder.path(), "reports/a.json")).unwrap();
    assert_eq!(facts["method"]["english"], "vader");
    assert_eq!(facts["posts"][0]["tone"], 0.6369); // Python vaderSentiment 3.3.2: "I love this so much,"
}

#[test]
fn the_report_in_the_repository_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = tempfile::tempdir().unwrap();
    let update = std::env::var_os(UPDATE).is_some();
    let target = if update { root.join("reports") } else { made.path().to_owned() };
    let mut command = yoron(root);
    stdout(command.args(["report", &format!("samples/{SAMPLE}.txt"), "-o"]).arg(&target), 0);
    let way_out = format!("run `{UPDATE}=1 cargo test --release --test report` and look at what changed");
    for ending in ["md", "svg", "json"] {
        let name = format!("{SAMPLE}.{ending}");
        assert_eq!(read(&target, &name), read(&root.join("reports"), &name), "{name} is not up to date: {way_out}");
    }
    let page = read(&target, &format!("{SAMPLE}.md"));
    let readme = read(root, "README.md");
    let shown = excerpt(&page);
    let (before, rest) = readme.split_once(BEGIN).expect("the README shows a report");
    let (old, after) = rest.split_once(END).expect("the README shows a report");
    if update {
        fs::write(root.join("README.md"), format!("{before}{BEGIN}{shown}{END}{after}")).unwrap();
    } else {
        assert_eq!(old, shown, "README.md is not up to date: {way_out}");
    }
}

const BEGIN: &str = "<!-- report: kept true by a test -->\n";
const END: &str = "<!-- /report -->\n";

/// What the README shows of a report: the finding, the chart, the table and the first post.
fn excerpt(page: &str) -> String {
    let (_, page) = page.split_once("\n\n").unwrap();
    let (top, rest) = page.split_once("\n## ").unwrap();
    let top = top.replace(&format!("]({SAMPLE}.svg)"), &format!("](reports/{SAMPLE}.svg)"));
    let table: Vec<&str> = rest.lines().filter(|line| line.starts_with('|')).collect();
    let (_, posts) = page.split_once("## The posts\n").unwrap();
    let post = posts.split("\n\n**").nth(1).unwrap().split("\n\n#").next().unwrap().trim_end();
    format!("{top}\n{}\n\nEvery post is quoted with the words that made its tone:\n\n**{post}\n\n", table.join("\n"))
}
