//! `--english vader` against figures recorded from Python `vaderSentiment` 3.3.2.

use yoron::score::vader::{Polarity, polarity_scores};

/// `\t`, `\n`, `\r`, `\\` and `\u{…}`.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('t') => out.push('\t'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('u') => {
                let code: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
            }
            other => out.extend(other),
        }
    }
    out
}

#[test]
fn equals_the_reference_on_every_recorded_text() {
    let mut count = 0;
    for line in include_str!("data/vader.tsv").split('\n').skip(1).filter(|line| !line.is_empty()) {
        let columns: Vec<&str> = line.splitn(5, '\t').collect();
        let figure = |i: usize| columns[i].parse::<f64>().expect("a figure");
        let expected = Polarity { compound: figure(0), pos: figure(1), neu: figure(2), neg: figure(3) };
        let text = unescape(columns[4]);
        assert_eq!(polarity_scores(&text), expected, "{text:?}");
        count += 1;
    }
    assert!(count >= 250, "{count} texts");
}

#[test]
fn an_emoji_flood_is_read_in_linear_time() {
    let flood = "😀".repeat(60_000) + " but " + &"😡".repeat(20_000);
    let start = std::time::Instant::now();
    assert!(polarity_scores(&flood).compound.abs() <= 1.0);
    // quadratic time takes minutes
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
