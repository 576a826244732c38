//! The fields that scoring adds, as JSON and as cells.

use super::{json, table};
use crate::Tone;

/// The fields `score` adds, in order; `tone_hits` only on request.
/// `tone_langs` is null unless the post was scored in several languages (`ko+en`).
pub const FIELDS: [&str; 7] =
    ["tone", "tone_label", "tone_status", "tone_lang", "tone_langs", "tone_lang_source", "tone_lang_confidence"];

/// The field of the words that made the tone.
pub(super) const HITS: &str = "tone_hits";

/// Whether a field is one of ours, from an earlier run.
pub(super) fn is_ours(name: &str) -> bool {
    name.starts_with("tone") && (FIELDS.contains(&name) || name == HITS)
}

/// Confidences are written with four decimals.
pub(super) fn confidence(tone: &Tone) -> f64 {
    (tone.route.confidence * 1e4).round() / 1e4
}

/// A number of at most four decimals, as `1.0` and `-0.25`.
fn write_number(value: f64, out: &mut Vec<u8>) {
    let scaled = (value * 1e4).round();
    if !scaled.is_finite() || scaled.abs() > 1e12 {
        out.extend_from_slice(b"null");
        return;
    }
    let scaled = scaled as i64;
    if scaled < 0 {
        out.push(b'-');
    }
    let (whole, mut decimals) = (scaled.unsigned_abs() / 10_000, scaled.unsigned_abs() % 10_000);
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = whole;
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
    out.push(b'.');
    let mut unit = 1000;
    loop {
        out.push(b'0' + (decimals / unit) as u8);
        decimals %= unit;
        unit /= 10;
        if decimals == 0 {
            break;
        }
    }
}

/// Appends the members, without braces: `"tone":0.5,…`.
pub(super) fn write_members(tone: &Tone, hits: Option<&str>, out: &mut Vec<u8>) {
    let text = |name: &str, value: &str, out: &mut Vec<u8>| {
        out.extend_from_slice(b",\"");
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":\"");
        out.extend_from_slice(value.as_bytes());
        out.push(b'"');
    };
    out.extend_from_slice(b"\"tone\":");
    match tone.tone {
        Some(value) => write_number(value, out),
        None => out.extend_from_slice(b"null"),
    }
    text(FIELDS[1], tone.label.name(), out);
    text(FIELDS[2], tone.status.name(), out);
    text(FIELDS[3], tone.route.code, out);
    match tone.languages.codes() {
        Some(codes) => text(FIELDS[4], &codes, out),
        None => out.extend_from_slice(b",\"tone_langs\":null"),
    }
    text(FIELDS[5], tone.route.source.name(), out);
    out.extend_from_slice(b",\"tone_lang_confidence\":");
    write_number(tone.route.confidence, out);
    if let Some(hits) = hits {
        out.push(b',');
        json::quote(HITS, out);
        out.push(b':');
        out.extend_from_slice(hits.as_bytes());
    }
}

/// Appends the cells, each after a delimiter.
pub(super) fn write_cells(tone: &Tone, hits: Option<&str>, delimiter: u8, out: &mut Vec<u8>) {
    out.push(delimiter);
    if let Some(value) = tone.tone {
        write_number(value, out);
    }
    let languages = tone.languages.codes().unwrap_or_default();
    for text in [tone.label.name(), tone.status.name(), tone.route.code, &languages, tone.route.source.name()] {
        out.push(delimiter);
        out.extend_from_slice(text.as_bytes());
    }
    out.push(delimiter);
    write_number(tone.route.confidence, out);
    if let Some(hits) = hits {
        out.push(delimiter);
        table::write_cell(hits, delimiter, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_look_as_serde_json_writes_them(n in -20_000i64..20_000) {
            let value = n as f64 / 1e4 + 0.0;
            let mut out = Vec::new();
            write_number(value, &mut out);
            prop_assert_eq!(std::str::from_utf8(&out).unwrap(), serde_json::to_string(&value).unwrap());
        }
    }
}
