//! Bad input and bad places: a clear word, no half file, and the rest goes on.

use assert_cmd::Command;
use std::fs;
use std::io::Write;
use std::path::Path;

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn score(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::cargo_bin("yoron").unwrap();
    let output = command.arg("score").args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn rejects(folder: &Path, output: &str) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(folder.join(format!("{output}.rejects.jsonl"))).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn truncated_gzip_gives_what_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String =
        (0..20_000).map(|i| format!("{{\"n\": {i}, \"text\": \"good {}\"}}\n", i * 7919 % 4001)).collect();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(lines.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    fs::write(folder.path().join("a.jsonl.gz"), &packed[..packed.len() / 2]).unwrap();
    let ran = score(folder.path(), &["a.jsonl.gz", "-o", "o.jsonl"]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    let out = fs::read_to_string(folder.path().join("o.jsonl")).unwrap();
    let count = out.lines().count();
    assert!(count > 5_000 && out.ends_with("}\n"), "{count}");
    let rejects = rejects(folder.path(), "o.jsonl");
    assert_eq!(rejects.len(), 1);
    assert_eq!(rejects[0]["line"], count + 1);
    assert!(rejects[0]["reason"].as_str().unwrap().starts_with("cannot be read on from here"), "{rejects:?}");
    let strict = score(folder.path(), &["a.jsonl.gz", "-o", "s.jsonl", "--strict"]);
    assert_eq!(strict.code, Some(1));
    assert_eq!(names(folder.path()), ["a.jsonl.gz", "o.jsonl", "o.jsonl.rejects.jsonl"]);
}

#[test]
fn several_gzip_members_are_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut packed = Vec::new();
    for text in ["{\"text\": \"good\"}\n{\"te", "xt\": \"bad\"}\n"] {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        packed.extend(encoder.finish().unwrap());
    }
    fs::write(folder.path().join("a.jsonl.gz"), packed).unwrap();
    let ran = score(folder.path(), &["a.jsonl.gz"]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 2), "{}", ran.err);
}

#[test]
fn broken_utf_8_in_the_middle_costs_one_record() {
    let folder = tempfile::tempdir().unwrap();
    let good = "{\"text\": \"정말 좋아요\"}\n".repeat(30_000);
    let bytes = [good.as_bytes(), b"{\"text\": \"\xea\xb0\"}\n", good.as_bytes()].concat();
    fs::write(folder.path().join("a.jsonl"), bytes).unwrap();
    assert_eq!(score(folder.path(), &["a.jsonl", "-o", "o.jsonl"]).code, Some(3));
    assert_eq!(fs::read_to_string(folder.path().join("o.jsonl")).unwrap().lines().count(), 60_000);
    let found = rejects(folder.path(), "o.jsonl");
    assert_eq!((found.len(), &found[0]["line"], &found[0]["reason"]), (1, &30_001.into(), &"not UTF-8".into()));
    let rows = "1,정말 좋아요\n".repeat(10);
    let bytes = ["id,text\n".as_bytes(), rows.as_bytes(), b"2,\xea\xb0\n", rows.as_bytes()].concat();
    fs::write(folder.path().join("a.csv"), bytes).unwrap();
    assert_eq!(score(folder.path(), &["a.csv", "-o", "o.csv"]).code, Some(3));
    assert_eq!(rejects(folder.path(), "o.csv")[0]["line"], 12);
}

#[test]
fn a_line_of_100_mb_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    for (name, open, between, close) in
        [("a.jsonl", "", "\n", "\n"), ("b.json", "[", ",\n", "]\n"), ("c.csv", "id,text\n", "\n", "\n")]
    {
        let path = folder.path().join(name);
        let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
        let (start, end) = if name == "c.csv" { ("1,", "") } else { ("{\"text\": \"", "\"}") };
        write!(file, "{open}{start}good{end}{between}{start}").unwrap();
        for _ in 0..100 {
            file.write_all("so good ".repeat(131_072).as_bytes()).unwrap();
        }
        write!(file, "{end}{between}{start}bad{end}{close}").unwrap();
        drop(file);
        let ran = score(folder.path(), &[name, "-o", "o.jsonl"]);
        assert_eq!(ran.code, Some(3), "{name}: {}", ran.err);
        assert_eq!(fs::read_to_string(folder.path().join("o.jsonl")).unwrap().lines().count(), 2, "{name}");
        let found = rejects(folder.path(), "o.jsonl");
        assert_eq!((found.len(), &found[0]["line"]), (1, &(2 + u64::from(name == "c.csv")).into()), "{name}");
        assert_eq!(found[0]["reason"], "longer than 16777216 bytes; --max-record sets the limit");
    }
}

#[test]
fn the_limit_does_not_depend_on_chunks() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = (0..3_000).map(|i| format!("{{\"text\": \"good {}\"}}\n", "x".repeat(i % 400))).collect();
    fs::write(folder.path().join("a.jsonl"), &lines).unwrap();
    fs::write(folder.path().join("b.json"), format!("[{}]", lines.trim().replace('\n', ","))).unwrap();
    for input in ["a.jsonl", "b.json"] {
        let mut seen = Vec::new();
        for chunk in ["1", "100", "5000", "1000000"] {
            let ran = score(folder.path(), &[input, "-o", "o.jsonl", "--max-record", "250", "--chunk", chunk]);
            assert_eq!(ran.code, Some(3), "{}", ran.err);
            let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
            seen.push((read("o.jsonl"), read("o.jsonl.rejects.jsonl")));
        }
        assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{input}");
    }
}

#[test]
fn of_duplicate_keys_the_last_counts_and_all_stay() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"text\": \"awful\", \"text\": \"great\"}\n").unwrap();
    let ran = score(folder.path(), &["a.jsonl"]);
    assert!(ran.out.starts_with("{\"text\": \"awful\", \"text\": \"great\",\"tone\":0."), "{}", ran.out);
}

#[test]
fn deep_nesting_is_refused_and_harms_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let deep = |n: usize| format!("{{\"text\": \"good\", \"a\": {}{}}}\n", "[".repeat(n), "]".repeat(n));
    fs::write(folder.path().join("a.jsonl"), deep(100) + &deep(200_000) + &deep(1)).unwrap();
    let ran = score(folder.path(), &["a.jsonl", "-o", "o.jsonl"]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("o.jsonl")).unwrap().lines().count(), 2);
    let found = rejects(folder.path(), "o.jsonl");
    assert!(found[0]["reason"].as_str().unwrap().contains("nested deeper than 127 levels"), "{found:?}");
    let text_value = format!("{{\"text\": {}{}}}\n", "[".repeat(50), "]".repeat(50));
    fs::write(folder.path().join("b.jsonl"), text_value).unwrap();
    assert_eq!(score(folder.path(), &["b.jsonl", "-o", "p.jsonl", "--text-field", "text"]).code, Some(3));
}

#[test]
fn missing_fields_are_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"id\": 1, \"user\": {\"name\": \"x\"}}\n").unwrap();
    let ran = score(folder.path(), &["a.jsonl", "-o", "o.jsonl"]);
    assert_eq!(ran.code, Some(1));
    for part in ["a.jsonl", "there are: id, user.name", "--text-field"] {
        assert!(ran.err.contains(part), "{}", ran.err);
    }
    assert_eq!(names(folder.path()), ["a.jsonl"]);
    fs::write(folder.path().join("b.jsonl"), "{\"text\": \"good\"}\n{\"id\": 2}\n{\"text\": null}\n").unwrap();
    assert_eq!(score(folder.path(), &["b.jsonl", "-o", "o.jsonl"]).code, Some(3));
    let found = rejects(folder.path(), "o.jsonl");
    assert_eq!((found.len(), &found[0]["line"]), (1, &2.into()));
    assert_eq!(found[0]["reason"], "no field \"text\"; there are: id");
    fs::write(folder.path().join("c.csv"), "id,text\n1,good\n2\n3,bad,more\n").unwrap();
    assert_eq!(score(folder.path(), &["c.csv", "-o", "o.csv"]).code, Some(3));
    assert_eq!(rejects(folder.path(), "o.csv").len(), 2);
    fs::write(folder.path().join("d.csv"), "id,body,comment\n1,good,bad\n").unwrap();
    let ran = score(folder.path(), &["d.csv"]);
    assert!(ran.code == Some(1) && ran.err.contains("body, comment"), "{}", ran.err);
}

#[test]
fn a_quote_that_does_not_end_costs_its_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), "id,text\n1,good\n2,\"oh\n3,bad\n4,fine\n").unwrap();
    assert_eq!(score(folder.path(), &["a.csv", "-o", "o.csv"]).code, Some(3));
    let out = fs::read_to_string(folder.path().join("o.csv")).unwrap();
    assert_eq!(out.lines().count(), 4, "{out}");
    assert_eq!(rejects(folder.path(), "o.csv")[0]["line"], 3);
    fs::write(folder.path().join("b.json"), "[{\"text\": \"good\"}, {\"text\": \"b").unwrap();
    assert_eq!(score(folder.path(), &["b.json", "-o", "o.json"]).code, Some(3));
    let out: serde_json::Value = serde_json::from_slice(&fs::read(folder.path().join("o.json")).unwrap()).unwrap();
    assert_eq!(out.as_array().unwrap().len(), 1);
}

#[test]
fn empty_files_are_empty_batches() {
    let folder = tempfile::tempdir().unwrap();
    for (name, expected) in [("a.jsonl", ""), ("a.json", ""), ("a.jsonl.gz", ""), ("a.jsonl.zst", "")] {
        fs::write(folder.path().join(name), "").unwrap();
        let ran = score(folder.path(), &[name, "-o", "o.jsonl"]);
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.err);
        assert_eq!(fs::read_to_string(folder.path().join("o.jsonl")).unwrap(), expected);
        assert!(ran.err.contains("0 posts"), "{}", ran.err);
    }
    fs::write(folder.path().join("b.json"), "[]").unwrap();
    assert_eq!(score(folder.path(), &["b.json"]).out.trim(), "[]");
    fs::write(folder.path().join("c.csv"), "id,text\n").unwrap();
    assert_eq!(score(folder.path(), &["c.csv"]).out.lines().count(), 1);
    fs::write(folder.path().join("d.csv"), "").unwrap();
    assert_eq!(score(folder.path(), &["d.csv"]).code, Some(0));
    fs::write(folder.path().join("e.parquet"), "").unwrap();
    let ran = score(folder.path(), &["e.parquet", "-o", "o.parquet"]);
    assert!(ran.code == Some(1) && ran.err.contains("e.parquet") && !folder.path().join("o.parquet").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"text\": \"good\"}\n".repeat(200_000)).unwrap();
    let ran = score(folder.path(), &["a.jsonl", "-o", "/dev/full"]);
    assert!(ran.code == Some(1) && ran.err.contains("No space left"), "{:?} {}", ran.code, ran.err);
    // the same at a file: a limit on its size
    let binary = assert_cmd::cargo::cargo_bin("yoron");
    let limited = |arguments: &str| {
        let script = format!("trap '' XFSZ; ulimit -f 2048; exec {} score a.jsonl {arguments}", binary.display());
        std::process::Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output().unwrap()
    };
    for output in ["o.jsonl", "o.csv", "o.parquet --explain"] {
        let ran = limited(&format!("-o {output}"));
        if output.contains("parquet") && ran.status.success() {
            continue;
        }
        assert_eq!(ran.status.code(), Some(1), "{output}: {}", String::from_utf8_lossy(&ran.stderr));
        assert!(String::from_utf8_lossy(&ran.stderr).contains("File too large"), "{output}");
        assert_eq!(names(folder.path()), ["a.jsonl"], "{output}");
    }
}

#[cfg(unix)]
#[test]
fn unwritable_folders_are_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"text\": \"good\"}\n").unwrap();
    let ran = score(folder.path(), &["a.jsonl", "-o", "missing/o.jsonl"]);
    assert!(ran.code == Some(1) && ran.err.contains("cannot write in missing"), "{}", ran.err);
    let locked = folder.path().join("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    // root may write anywhere
    if fs::write(locked.join("probe"), "").is_err() {
        let ran = score(folder.path(), &["a.jsonl", "-o", "locked/o.jsonl"]);
        assert!(ran.code == Some(1) && ran.err.contains("cannot write in locked"), "{}", ran.err);
    }
    let ran = score(folder.path(), &["a.jsonl", "-o", "/proc/yoron.jsonl"]);
    assert!(ran.code == Some(1) && ran.err.contains("cannot write in /proc"), "{}", ran.err);
}

#[test]
fn the_input_is_never_the_output() {
    let folder = tempfile::tempdir().unwrap();
    let text = "{\"text\": \"good\"}\n";
    fs::write(folder.path().join("a.jsonl"), text).unwrap();
    fs::hard_link(folder.path().join("a.jsonl"), folder.path().join("b.jsonl")).unwrap();
    for output in ["a.jsonl", "./a.jsonl", "b.jsonl", "."] {
        let ran = score(folder.path(), &["a.jsonl", "-o", output]);
        assert!(ran.code == Some(1) && ran.err.contains("is an input too"), "{output}: {}", ran.err);
    }
    assert_eq!(fs::read_to_string(folder.path().join("a.jsonl")).unwrap(), text);
}

#[test]
fn what_is_no_parquet_or_no_text_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"n\": 1, \"text\": \"good\"}\n").unwrap();
    assert_eq!(score(folder.path(), &["a.jsonl", "-o", "a.parquet"]).code, Some(0));
    let ran = score(folder.path(), &["a.parquet", "-o", "b.parquet", "--text-field", "n"]);
    assert!(ran.code == Some(1) && ran.err.contains("no text but Int64"), "{}", ran.err);
    let ran = score(folder.path(), &["a.parquet", "-o", "b.parquet", "--text-field", "x"]);
    assert!(ran.code == Some(1) && ran.err.contains("there are: n, text"), "{}", ran.err);
    let bytes = fs::read(folder.path().join("a.parquet")).unwrap();
    fs::write(folder.path().join("cut.parquet"), &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(score(folder.path(), &["cut.parquet", "-o", "b.parquet"]).code, Some(1));
    assert_eq!(names(folder.path()), ["a.jsonl", "a.parquet", "cut.parquet"]);
    fs::write(folder.path().join("a.xlsx"), "x").unwrap();
    let ran = score(folder.path(), &["a.xlsx"]);
    assert!(ran.code == Some(1) && ran.err.contains("--format"), "{}", ran.err);
    let ran = score(folder.path(), &["a.jsonl", "-o", "c.parquet", "--resume"]);
    assert!(ran.code == Some(1) && ran.err.contains("cannot be gone on with"), "{}", ran.err);
}
