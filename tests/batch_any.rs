//! Whatever bytes come in: no panic, every record is written or rejected, and what is written can be read.

use proptest::prelude::*;
use std::io::Cursor;
use std::sync::Arc;
use yoron::Engine;
use yoron::batch::{Columns, Format, Options, Packing, Plan, Preset, Reader, Settings, Target, in_order, unpack};

const PARTS: [&str; 34] = [
    "{\"text\":\"good\"}",
    "{\"text\": \"최고, \\\"정말\\\"\"}",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    ",",
    "\n",
    "\r\n",
    ";",
    "\t",
    ":",
    " ",
    "\"text\"",
    "\"data\"",
    "null",
    "1.50",
    "text",
    "id,text",
    "id;text",
    "最悪",
    "\u{feff}",
    "\u{0}",
    "\\ud83d",
    "{\"data\":[",
    "{\"record\":{\"text\":\"bad\"}}",
    "\"tone\":1",
    "<p>",
    "&amp;",
    "{\"content\":\"<p>so good</p>\"}",
    "\u{1f600}",
    "tone_label",
];

fn settings(longest: usize, chunk: usize) -> Settings {
    Settings { longest, chunk, ..Settings::default() }
}

fn check(bytes: &[u8], format: Format, preset: Option<&str>, longest: usize) {
    let Ok(unpacked) = unpack(Cursor::new(bytes.to_vec())) else { return };
    let Ok(mut reader) = Reader::open(unpacked, format, "any", &settings(longest, 64)) else { return };
    let head = reader.head().clone();
    let options = Options { preset: preset.and_then(Preset::named), ..Options::default() };
    let chunks: Vec<_> = reader.by_ref().collect();
    let records: usize = chunks.iter().map(|chunk| chunk.records().count()).sum();
    let mut columns = Columns::default();
    chunks.iter().for_each(|chunk| columns.merge(&Columns::of_chunk(chunk)));
    let columns = Arc::new(columns);
    for target in [Target::Json(Format::Jsonl), Target::Rows(columns.clone(), b','), Target::Cells(columns.clone())] {
        let Ok(plan) = Plan::new(&head, &options, target.clone()) else { continue };
        let (mut written, mut rejected) = (0, 0);
        let mut text = plan.header(&head).unwrap_or_default();
        let engine = Engine::default();
        let scored = |chunk: &_| plan.score(&engine, chunk);
        in_order(chunks.iter(), scored, |scored| {
            written += scored.records as usize;
            rejected += scored.rejects.len();
            text.extend_from_slice(&scored.bytes);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(written + rejected, records);
        match target {
            Target::Json(_) => {
                let text = String::from_utf8(text).unwrap();
                assert_eq!(text.lines().count(), written, "{text}");
                for line in text.lines() {
                    let value: Result<serde_json::Value, _> = serde_json::from_str(line);
                    // half of a surrogate pair stays where it was
                    assert!(value.is_ok() || line.contains("\\ud83d"), "{line}: {value:?}");
                }
            }
            Target::Rows(..) => {
                let mut rows = csv::ReaderBuilder::new().from_reader(&text[..]);
                assert_eq!(rows.records().filter(Result::is_ok).count(), written, "{}", String::from_utf8_lossy(&text));
            }
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn any_text_is_survived(
        parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..24),
        format in prop::sample::select(&[Format::Jsonl, Format::Json, Format::Csv, Format::Tsv][..]),
        preset in prop::sample::select(&[None, Some("x"), Some("bluesky"), Some("mastodon")][..]),
        longest in prop::sample::select(&[5usize, 40, 1 << 20][..]),
    ) {
        check(parts.concat().as_bytes(), format, preset, longest);
    }

    #[test]
    fn any_bytes_are_survived(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        format in prop::sample::select(&[Format::Jsonl, Format::Json, Format::Csv, Format::Tsv][..]),
    ) {
        check(&bytes, format, None, 1 << 20);
        check(&[b"\x1f\x8b\x08", &bytes[..]].concat(), format, None, 1 << 20);
        check(&[b"\x28\xb5\x2f\xfd", &bytes[..]].concat(), format, None, 1 << 20);
        check(&[b"\xff\xfe", &bytes[..]].concat(), format, None, 1 << 20);
    }
}

#[test]
fn names_of_files_tell_format_and_packing() {
    for (name, format, packing) in [
        ("a.jsonl", Some(Format::Jsonl), Packing::Plain),
        ("a.NDJSON.gz", Some(Format::Jsonl), Packing::Gzip),
        ("a.tar.zst", None, Packing::Zstd),
        ("a.parquet", Some(Format::Parquet), Packing::Plain),
    ] {
        assert_eq!((Format::of_file(name), Packing::of_file(name).0), (format, packing), "{name}");
    }
}
