//! Batches through the binary: formats, places of the text, the same bytes every time, going on after a cut.

use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn score(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = Command::cargo_bin("yoron").unwrap();
    let output = command.arg("score").args(arguments).current_dir(folder).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn read(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"))).collect()
}

const TEXTS: [&str; 6] =
    ["진짜 최고다", "最悪だった", "what a lovely day this is", "so-so \u{1f600}", "", "별로, \"정말\"\n별로"];

fn posts(count: usize) -> String {
    let post = |i: usize| {
        let text = serde_json::to_string(TEXTS[i % TEXTS.len()]).unwrap();
        format!("{{\"id\": {i}, \"share\": {}.50, \"text\": {text}, \"ok\": true, \"tags\": [\"a\", {i}]}}\n", i % 10)
    };
    (0..count).map(post).collect()
}

#[test]
fn any_threads_and_any_chunks_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    // more than two blocks of output, and rejects in between
    let broken = "{\"text\": 1}\nno json\n";
    let text = posts(20_000) + broken + &posts(20_000) + broken;
    fs::write(folder.path().join("a.jsonl"), &text).unwrap();
    assert_eq!(score(folder.path(), &["a.jsonl", "-o", "a.csv"], b"").code, Some(3));
    assert_eq!(score(folder.path(), &["a.jsonl", "-o", "a.parquet"], b"").code, Some(3));
    for (input, output) in [
        ("a.jsonl", "o.jsonl"),
        ("a.jsonl", "o.json"),
        ("a.jsonl", "o.csv"),
        ("a.jsonl", "o.parquet"),
        ("a.jsonl", "o.jsonl.gz"),
        ("a.jsonl", "o.jsonl.zst"),
        ("a.csv", "o2.csv"),
        ("a.parquet", "o2.parquet"),
        ("a.parquet", "o3.jsonl"),
    ] {
        let mut seen = Vec::new();
        for (threads, chunk) in [("1", "300000"), ("2", "300000"), ("16", "7001"), ("2", "3000000")] {
            let arguments = [input, "-o", output, "--threads", threads, "--chunk", chunk];
            let ran = score(folder.path(), &arguments, b"");
            assert!(matches!(ran.code, Some(0 | 3)), "{}", ran.err);
            let rejects = fs::read(folder.path().join(format!("{output}.rejects.jsonl"))).unwrap_or_default();
            seen.push((read(folder.path(), output), rejects));
        }
        assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{input} {output}");
        assert_eq!(seen[0].1.is_empty(), input != "a.jsonl");
    }
}

#[test]
fn formats_become_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let tricky = "{\"big\": 1.2E+18, \"text\": \"great\", \"x\": null}\n{\"n\": {\"a\": [1, 2]}, \"text\": \"bad\", \"id\": \"007\"}\n";
    fs::write(folder.path().join("a.jsonl"), tricky).unwrap();
    for name in ["b.csv", "b.tsv", "b.json", "b.parquet", "b.jsonl", "b.csv.gz"] {
        let ran = score(folder.path(), &["a.jsonl", "-o", name], b"");
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.err);
    }
    let csv = String::from_utf8(read(folder.path(), "b.csv")).unwrap();
    let mut rows = csv.lines();
    assert_eq!(
        rows.next().unwrap(),
        "big,text,x,n,id,tone,tone_label,tone_status,tone_lang,tone_langs,tone_lang_source,tone_lang_confidence"
    );
    assert!(rows.next().unwrap().starts_with("1.2E+18,great,,,,0."), "{csv}");
    assert!(rows.next().unwrap().starts_with(",bad,,\"{\"\"a\"\": [1, 2]}\",007,-0."), "{csv}");
    let array: Value = serde_json::from_slice(&read(folder.path(), "b.json")).unwrap();
    assert_eq!(array[1]["n"], json!({"a": [1, 2]}));
    assert!(
        read(folder.path(), "b.jsonl").starts_with(b"{\"big\": 1.2E+18, \"text\": \"great\", \"x\": null,\"tone\":0.")
    );
    // and back: the tones are the same everywhere, and fields of an earlier run are replaced
    let tones = |text: &str| lines(text).iter().map(|l| l["tone"].clone()).collect::<Vec<_>>();
    let expected = tones(&String::from_utf8(read(folder.path(), "b.jsonl")).unwrap());
    for name in ["b.csv", "b.tsv", "b.json", "b.parquet", "b.jsonl", "b.csv.gz"] {
        let ran = score(folder.path(), &[name, "--out-format", "jsonl"], b"");
        assert_eq!(tones(&ran.out), expected, "{name}: {}", ran.err);
        assert_eq!(ran.out.matches("\"tone\":").count(), 2, "{name}");
    }
    let again = score(folder.path(), &["b.csv"], b"");
    assert_eq!(again.out, csv);
    let again = score(folder.path(), &["b.jsonl"], b"");
    assert_eq!(lines(&again.out), lines(&String::from_utf8(read(folder.path(), "b.jsonl")).unwrap()));
}

#[test]
fn parquet_keeps_types_nulls_and_row_groups() {
    use arrow_array::{Array, ArrayRef, Float64Array, Int32Array, RecordBatch, StringArray, TimestampMillisecondArray};
    use parquet::arrow::{ArrowWriter, arrow_reader::ParquetRecordBatchReaderBuilder};
    use parquet::file::properties::{EnabledStatistics, WriterProperties};
    use std::sync::Arc;
    let folder = tempfile::tempdir().unwrap();
    let rows = 1_000usize;
    let batch = RecordBatch::try_from_iter_with_nullable([
        ("n", Arc::new((0..rows).map(|i| (i % 3 > 0).then_some(i as i32)).collect::<Int32Array>()) as ArrayRef, true),
        ("text", Arc::new((0..rows).map(|i| (i % 7 > 0).then_some(TEXTS[i % 6])).collect::<StringArray>()), true),
        ("at", Arc::new(TimestampMillisecondArray::from_iter_values((0..rows as i64).map(|i| i * 1000))), false),
        ("tone", Arc::new((0..rows).map(|_| Some(9.0)).collect::<Float64Array>()), true),
    ])
    .unwrap();
    // as others write it: without an index of pages
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(300));
    for (name, properties) in [
        ("a.parquet", properties.clone().build()),
        (
            "plain.parquet",
            properties.set_offset_index_disabled(true).set_statistics_enabled(EnabledStatistics::None).build(),
        ),
    ] {
        let file = fs::File::create(folder.path().join(name)).unwrap();
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
    }
    let ran = score(folder.path(), &["plain.parquet", "a.parquet", "-o", "both.parquet"], b"");
    assert!(ran.code == Some(0) && ran.err.contains("2,000 posts"), "{}", ran.err);
    let ran = score(folder.path(), &["a.parquet", "-o", "b.parquet", "--explain"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let open = |name: &str| {
        ParquetRecordBatchReaderBuilder::try_new(fs::File::open(folder.path().join(name)).unwrap()).unwrap()
    };
    let groups: Vec<i64> = open("b.parquet").metadata().row_groups().iter().map(|g| g.num_rows()).collect();
    assert_eq!(groups, [300, 300, 300, 100]);
    let schema = open("b.parquet").schema().clone();
    let names: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
    let added = [
        "tone",
        "tone_label",
        "tone_status",
        "tone_lang",
        "tone_langs",
        "tone_lang_source",
        "tone_lang_confidence",
        "tone_hits",
    ];
    assert_eq!(names, ["n", "text", "at"].into_iter().chain(added).collect::<Vec<_>>());
    let all: Vec<RecordBatch> = open("b.parquet").with_batch_size(rows).build().unwrap().map(Result::unwrap).collect();
    assert_eq!(all.iter().map(RecordBatch::num_rows).sum::<usize>(), rows);
    for (i, column) in ["n", "text", "at"].iter().enumerate() {
        assert_eq!(schema.field(i), batch.schema().field(i), "{column}");
        assert_eq!(&all[0].column(i).to_data(), &batch.column(i).to_data(), "{column}");
    }
    let tone = all[0].column(3).as_any().downcast_ref::<Float64Array>().unwrap();
    assert!(tone.value(6).abs() <= 1.0 && tone.value(1) < 0.0, "{tone:?}");
    let lines = lines(&score(folder.path(), &["b.parquet", "--out-format", "jsonl"], b"").out);
    assert_eq!(
        (&lines[1]["n"], &lines[0]["n"], &lines[2]["at"]),
        (&json!(1), &Value::Null, &json!("1970-01-01 00:00:02.000 +00:00"))
    );
}

#[test]
fn tables_of_excel_come_in_their_encodings() {
    let folder = tempfile::tempdir().unwrap();
    let korean = "번호,댓글\r\n1,정말 최고예요\r\n2,\"별로,\r\n최악이에요\"\r\n";
    let japanese = "番号;本文\r\n1;最高に楽しかったです\r\n";
    let wide = korean.encode_utf16().flat_map(u16::to_le_bytes);
    for (name, bytes, rows) in [
        ("a.csv", encoding_rs::EUC_KR.encode(korean).0.into_owned(), 2),
        ("b.csv", encoding_rs::SHIFT_JIS.encode(japanese).0.into_owned(), 1),
        ("c.csv", encoding_rs::EUC_JP.encode(japanese).0.into_owned(), 1),
        ("d.csv", [0xff, 0xfe].into_iter().chain(wide).collect(), 2),
        ("e.csv", [b"\xef\xbb\xbf", korean.as_bytes()].concat(), 2),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let ran = score(folder.path(), &[name, "--out-format", "jsonl"], b"");
        assert_eq!((ran.code, lines(&ran.out).len()), (Some(0), rows), "{name}: {}", ran.err);
        assert!(lines(&ran.out)[0]["tone"].as_f64().unwrap() > 0.0, "{name}: {}", ran.out);
    }
    let named = score(folder.path(), &["a.csv", "--encoding", "cp949", "--bom"], b"");
    assert!(named.out.starts_with("\u{feff}번호,댓글,tone,"), "{}", named.out);
    let semicolons = score(folder.path(), &["b.csv"], b"");
    assert!(semicolons.out.starts_with("番号;本文;tone;"), "{}", semicolons.out);
    assert_eq!(score(folder.path(), &["a.csv", "--encoding", "klingon"], b"").code, Some(1));
}

#[test]
fn the_text_is_found_where_platforms_put_it() {
    let folder = tempfile::tempdir().unwrap();
    let long = json!({"id": "1", "text": "cut", "note_tweet": {"text": "I love this &amp; that"}, "lang": "en"});
    let page = json!({"data": [{"id": "1", "text": "최고예요"}, {"id": "2", "text": "awful"}], "meta": {"n": 2}});
    let bluesky = json!({"uri": "at://x", "author": {"did": "d"}, "record": {"text": "最高だった", "langs": ["ja"]}});
    let mastodon = json!({"content": "<p>So &quot;good&quot;<br>I love it</p>", "language": "en"});
    let reddit = json!({"title": "Great news", "selftext": "", "author": "a"});
    let comment = json!({"body": "[removed]"});
    let thread = json!({"items": [{"snippet": {"topLevelComment": {"snippet": {"textDisplay": "I <b>love</b> it"}}}}]});
    for (preset, record, path, expected) in [
        ("x", &long, "/tone_label", "positive"),
        ("x", &page, "/data/0/tone_label", "positive"),
        ("x", &page, "/data/1/tone_label", "negative"),
        ("bluesky", &bluesky, "/tone_label", "positive"),
        ("mastodon", &mastodon, "/tone_label", "positive"),
        ("reddit", &reddit, "/tone_label", "positive"),
        ("reddit", &comment, "/tone_status", "no_evidence"),
        ("youtube", &thread, "/items/0/tone_label", "positive"),
    ] {
        let ran = score(folder.path(), &["-", "--preset", preset, "--explain"], format!("{record}\n").as_bytes());
        assert_eq!(ran.code, Some(0), "{preset}: {}", ran.err);
        assert_eq!(lines(&ran.out)[0].pointer(path), Some(&expected.into()), "{preset}: {}", ran.out);
    }
    // found by name
    for (record, path) in [
        (&bluesky, "/tone_label"),
        (&json!({"댓글": "최고예요"}), "/tone_label"),
        (&page, "/data/0/tone_label"),
        (&json!({"Comment": "I love it"}), "/tone_label"),
    ] {
        let ran = score(folder.path(), &["-"], format!("{record}\n").as_bytes());
        assert_eq!(lines(&ran.out)[0].pointer(path), Some(&"positive".into()), "{} {}", ran.out, ran.err);
    }
    // a page written over several lines stays one object
    fs::write(folder.path().join("page.json"), serde_json::to_string_pretty(&page).unwrap()).unwrap();
    let ran = score(folder.path(), &["page.json", "--preset", "x"], b"");
    let out: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&out["meta"], out["data"][1]["tone"].as_f64().unwrap() < 0.0), (&json!({"n": 2}), true));
    assert!(ran.err.contains("2 posts"), "{}", ran.err);
    assert_eq!(score(folder.path(), &["page.json", "--preset", "x", "-o", "o.csv"], b"").code, Some(3));
}

#[test]
fn records_as_platforms_write_them() {
    let folder = tempfile::tempdir().unwrap();
    for (preset, record, text) in [
        (
            "x",
            r#"{"edit_history_tweet_ids":["1860000000000000001"],"author_id":"44196397","created_at":"2026-11-02T08:15:00.000Z","id":"1860000000000000001","lang":"ko","public_metrics":{"retweet_count":3,"reply_count":0,"like_count":12,"quote_count":1,"impression_count":905},"possibly_sensitive":false,"text":"새 노선 진짜 편하고 좋아요 &lt;3 https://t.co/abc"}"#,
            "좋아요",
        ),
        (
            "bluesky",
            r#"{"uri":"at://did:plc:abc/app.bsky.feed.post/3k","cid":"bafy","author":{"did":"did:plc:abc","handle":"a.example","labels":[]},"record":{"$type":"app.bsky.feed.post","createdAt":"2026-11-02T08:15:00.000Z","langs":["ja"],"text":"花火、最高でした！"},"replyCount":0,"repostCount":2,"likeCount":7.0,"indexedAt":"2026-11-02T08:15:01.000Z"}"#,
            "最高",
        ),
        (
            "mastodon",
            r#"{"id":"113","created_at":"2026-11-02T08:15:00.000Z","in_reply_to_id":null,"sensitive":false,"spoiler_text":"","visibility":"public","language":"en","replies_count":0,"reblogs_count":1,"favourites_count":4,"content":"<p>What a <strong>lovely</strong> evening &amp; a great crowd<br />thank you <a href=\"https://m.example/tags/tram\" class=\"mention hashtag\">#<span>tram</span></a></p>","reblog":null,"account":{"id":"9","username":"b","acct":"b@m.example","bot":false}}"#,
            "lovely",
        ),
        (
            "reddit",
            r#"{"author":"c","body":"Honestly? I loved it &gt; the first one.","controversiality":0,"created_utc":1793600100,"id":"kx1","link_id":"t3_abc","parent_id":"t1_def","score":-3,"subreddit":"trams","ups":1e2}"#,
            "loved",
        ),
        (
            "youtube",
            r#"{"kind":"youtube#comment","etag":"e","id":"Ug","snippet":{"textDisplay":"정말 &quot;감동&quot;이에요<br>최고","textOriginal":"정말 \"감동\"이에요\n최고","authorDisplayName":"@d","likeCount":5,"publishedAt":"2026-11-02T08:15:00Z"}}"#,
            "감동",
        ),
    ] {
        let ran = score(folder.path(), &["-", "--preset", preset, "--explain"], format!("{record}\n").as_bytes());
        assert_eq!(ran.code, Some(0), "{preset}: {}", ran.err);
        // every byte of the record stays: order of keys, digits, white space, escapes
        let own = record.strip_suffix('}').unwrap();
        assert!(ran.out.starts_with(&format!("{own},\"tone\":0.")), "{preset}: {}", ran.out);
        let hits = lines(&ran.out)[0]["tone_hits"].to_string();
        assert!(hits.contains(text), "{preset}: {hits}");
    }
}

#[test]
fn a_prior_decides_where_nothing_else_does() {
    let folder = tempfile::tempdir().unwrap();
    let texts = ["東京大会", "lol", "정말 좋아요", "what a lovely evening that was"];
    let text: String = texts.map(|text| format!("{{\"text\": \"{text}\"}}\n")).concat();
    fs::write(folder.path().join("a.jsonl"), text).unwrap();
    let codes = |arguments: &[&str]| -> Vec<String> {
        let ran = score(folder.path(), &[&["a.jsonl", "--out-format", "jsonl"], arguments].concat(), b"");
        lines(&ran.out).iter().map(|line| line["tone_lang"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(&["--prior", "ja-JP"]), ["ja", "ja", "ko", "en"]);
    assert_eq!(codes(&[])[1..], ["en", "ko", "en"]);
    assert_eq!(score(folder.path(), &["a.jsonl", "--prior", "klingon"], b"").code, Some(1));
    // the same from Parquet
    assert_eq!(score(folder.path(), &["a.jsonl", "-o", "a.parquet"], b"").code, Some(0));
    assert_eq!(score(folder.path(), &["a.parquet", "-o", "b.parquet", "--prior", "ja"], b"").code, Some(0));
    let out = score(folder.path(), &["b.parquet", "--out-format", "csv", "--prior", "ja"], b"").out;
    assert!(out.lines().nth(1).unwrap().ends_with(",ja,,prior,0.7"), "{out}");
}

#[test]
fn folders_and_several_files() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("in/sub")).unwrap();
    fs::write(folder.path().join("in/b.jsonl"), "{\"text\": \"good\", \"id\": 2}\n").unwrap();
    fs::write(folder.path().join("in/a.csv"), "id,text\n1,bad\n").unwrap();
    fs::write(folder.path().join("in/sub/c.jsonl"), "{\"text\": \"great\", \"id\": 3}\n").unwrap();
    fs::write(folder.path().join("in/notes.txt"), "not posts").unwrap();
    fs::write(folder.path().join("in/b.jsonl.rejects.jsonl"), "{}").unwrap();
    let ran = score(folder.path(), &["in", "-o", "all.jsonl"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let all = lines(&String::from_utf8(read(folder.path(), "all.jsonl")).unwrap());
    assert_eq!(all.iter().map(|l| l["id"].to_string()).collect::<Vec<_>>(), ["\"1\"", "2", "3"]);
    assert_eq!(score(folder.path(), &["in", "-o", "all.csv"], b"").code, Some(0));
    assert_eq!(String::from_utf8(read(folder.path(), "all.csv")).unwrap().lines().count(), 4);
    assert_eq!(score(folder.path(), &["in", "-o", "all.parquet"], b"").code, Some(0));
    assert_eq!(score(folder.path(), &["in", "-o", "out"], b"").code, Some(0));
    for name in ["out/a.csv", "out/b.jsonl", "out/sub/c.jsonl"] {
        assert!(
            read(folder.path(), name).windows(10).any(|w| w == b"tone_label" || w == b"positive\",".as_slice()),
            "{name}"
        );
    }
    assert_eq!(score(folder.path(), &["in", "-o", "out", "--out-format", "csv"], b"").code, Some(0));
    assert!(folder.path().join("out/sub/c.csv").exists());
    assert_eq!(score(folder.path(), &["out/sub", "-o", "in/"], b"").code, Some(0));
    fs::create_dir(folder.path().join("none")).unwrap();
    assert_eq!(score(folder.path(), &["none"], b"").code, Some(1));
}

#[test]
fn quiet_is_quiet_and_the_summary_counts() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), posts(12)).unwrap();
    let ran = score(folder.path(), &["a.jsonl", "-o", "o.jsonl", "--quiet"], b"");
    assert_eq!((ran.code, ran.err.as_str(), ran.out.as_str()), (Some(0), "", ""));
    let ran = score(folder.path(), &["a.jsonl", "-o", "o.jsonl"], b"");
    for part in
        ["12 posts", "posts/s", "languages: en 4 · ko 4 · ja 2", "labels: positive", "no evidence: ", "rejects: 0"]
    {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_batch_that_was_cut_off_is_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let broken = "no json\n";
    fs::write(folder.path().join("a.jsonl"), posts(60_000) + broken + &posts(30_000) + broken).unwrap();
    let binary = assert_cmd::cargo::cargo_bin("yoron");
    for output in ["o.jsonl", "o.jsonl.gz", "o.jsonl.zst", "o.csv", "o.json"] {
        assert_eq!(score(folder.path(), &["a.jsonl", "-o", output], b"").code, Some(3));
        let whole = read(folder.path(), output);
        let rejects = read(folder.path(), &format!("{output}.rejects.jsonl"));
        fs::remove_file(folder.path().join(output)).unwrap();
        fs::remove_file(folder.path().join(format!("{output}.rejects.jsonl"))).unwrap();
        // killed by the system when the output passes most of its size
        let blocks = whole.len() * 3 / 4 / 1024;
        let script =
            format!("ulimit -c 0; ulimit -f {blocks}; exec {} score a.jsonl --threads 1 -o {output}", binary.display());
        let cut = std::process::Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        assert!(!cut.status.success());
        assert!(!folder.path().join(output).exists());
        assert!(folder.path().join(format!("{output}.partial.state")).exists(), "{output}");
        let other = score(folder.path(), &["a.jsonl", "-o", output, "--resume", "--explain"], b"");
        assert!(other.code == Some(1) && other.err.contains("other inputs"), "{}", other.err);
        let ran = score(folder.path(), &["a.jsonl", "-o", output, "--resume"], b"");
        assert_eq!(ran.code, Some(3), "{output}: {}", ran.err);
        assert!(read(folder.path(), output) == whole, "{output}");
        assert_eq!(read(folder.path(), &format!("{output}.rejects.jsonl")), rejects, "{output}");
        assert!(ran.err.contains("90,000 posts"), "{}", ran.err);
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().contains("partial")), "{left:?}");
    }
    assert_eq!(score(folder.path(), &["-", "-o", "o.jsonl", "--resume"], b"").code, Some(1));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_half_file() {
    use std::io::Write;
    use std::process::Stdio;
    let folder = tempfile::tempdir().unwrap();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("yoron"))
        .args(["score", "-", "-o", "o.jsonl"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(posts(20_000).as_bytes()).unwrap();
    while !folder.path().join("o.jsonl.partial").exists() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&output.stderr).contains("interrupted"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
