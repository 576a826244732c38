//! JSON text looked at, not taken apart: where the members of an object stand, and whether the whole is valid.
//!
//! A record keeps its own bytes in the output, so no tree is built. Nesting is followed without recursion.

use std::borrow::Cow;
use std::ops::Range;

/// Levels of nesting a record may have.
pub(super) const DEPTH: u32 = 127;

/// One member of an object, by its place in the object's text.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// The key between its quotes.
    pub key: Range<usize>,
    /// Whether something in the key is escaped.
    pub escaped: bool,
    /// The value.
    pub value: Range<usize>,
}

/// Why a text is no JSON, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub at: usize,
    pub what: &'static str,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at byte {}", self.what, self.at + 1)
    }
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Whether any of eight bytes is a quote, a backslash or a control character.
fn stops(word: u64) -> bool {
    const ONES: u64 = u64::MAX / 255;
    let zero = |x: u64| x.wrapping_sub(ONES) & !x & (ONES << 7);
    let control = word.wrapping_sub(ONES * 0x20) & !word & (ONES << 7);
    (zero(word ^ (ONES * b'"' as u64)) | zero(word ^ (ONES * b'\\' as u64)) | control) != 0
}

impl<'a> Scanner<'a> {
    fn fault<T>(&self, what: &'static str) -> Result<T, Fault> {
        Err(Fault { at: self.at, what })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// A string with its quotes; gives the place between them, and whether anything there is escaped.
    fn string(&mut self) -> Result<(Range<usize>, bool), Fault> {
        if self.peek() != Some(b'"') {
            return self.fault("a string should stand");
        }
        self.at += 1;
        let (start, mut escaped) = (self.at, false);
        loop {
            while let Some(word) = self.bytes.get(self.at..self.at + 8).and_then(|w| w.try_into().ok()) {
                if stops(u64::from_le_bytes(word)) {
                    break;
                }
                self.at += 8;
            }
            match self.peek() {
                None => return self.fault("the text ends in a string"),
                Some(b'"') => {
                    self.at += 1;
                    return Ok((start..self.at - 1, escaped));
                }
                Some(b'\\') => {
                    self.escape()?;
                    escaped = true;
                }
                Some(0..=0x1f) => return self.fault("a control character in a string"),
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<(), Fault> {
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u')
                if self.bytes.get(self.at + 2..self.at + 6).is_some_and(|h| h.iter().all(u8::is_ascii_hexdigit)) =>
            {
                self.at += 6;
            }
            _ => return self.fault("an unknown escape"),
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Fault> {
        if !self.peek().is_some_and(|b| b.is_ascii_digit()) {
            return self.fault("a digit should stand");
        }
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Fault> {
        self.at += usize::from(self.peek() == Some(b'-'));
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(())
    }

    fn literal(&mut self, word: &'static str) -> Result<(), Fault> {
        if !self.bytes[self.at..].starts_with(word.as_bytes()) {
            return self.fault("an unknown word");
        }
        self.at += word.len();
        Ok(())
    }

    fn key(&mut self) -> Result<(Range<usize>, bool), Fault> {
        self.space();
        let key = self.string()?;
        self.space();
        if self.peek() != Some(b':') {
            return self.fault("a colon should stand");
        }
        self.at += 1;
        Ok(key)
    }

    /// Passes over one value; `outer` is how deep it stands.
    fn value(&mut self, outer: u32) -> Result<Range<usize>, Fault> {
        self.space();
        let start = self.at;
        // one bit a level: is it an object?
        let (mut levels, mut depth) = (0u128, 0u32);
        loop {
            self.space();
            match self.peek() {
                Some(open @ (b'{' | b'[')) => {
                    if depth + outer >= DEPTH {
                        return self.fault("nested deeper than 127 levels");
                    }
                    self.at += 1;
                    self.space();
                    if self.peek() == Some(open + 2) {
                        self.at += 1;
                    } else {
                        levels = levels << 1 | u128::from(open == b'{');
                        depth += 1;
                        if open == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                Some(b'"') => {
                    self.string()?;
                }
                Some(b'-' | b'0'..=b'9') => self.number()?,
                Some(b't') => self.literal("true")?,
                Some(b'f') => self.literal("false")?,
                Some(b'n') => self.literal("null")?,
                _ => return self.fault("a value should stand"),
            }
            loop {
                if depth == 0 {
                    return Ok(start..self.at);
                }
                self.space();
                match (self.peek(), levels & 1 == 1) {
                    (Some(b','), object) => {
                        self.at += 1;
                        if object {
                            self.key()?;
                        }
                        break;
                    }
                    (Some(b'}'), true) | (Some(b']'), false) => {
                        self.at += 1;
                        levels >>= 1;
                        depth -= 1;
                    }
                    _ => return self.fault("a comma or a closing bracket should stand"),
                }
            }
        }
    }
}

/// Finds the members of the object that `text` is, into `out`, and gives the place of its closing brace.
pub(super) fn members(text: &str, out: &mut Vec<Member>) -> Result<usize, Fault> {
    out.clear();
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
    scanner.space();
    if scanner.peek() != Some(b'{') {
        return scanner.fault("no JSON object: a brace should stand");
    }
    scanner.at += 1;
    scanner.space();
    if scanner.peek() != Some(b'}') {
        loop {
            let (key, escaped) = scanner.key()?;
            let value = scanner.value(1)?;
            out.push(Member { key, escaped, value });
            scanner.space();
            match scanner.peek() {
                Some(b',') => scanner.at += 1,
                Some(b'}') => break,
                _ => return scanner.fault("a comma or a closing brace should stand"),
            }
        }
    }
    let close = scanner.at;
    scanner.at += 1;
    scanner.space();
    if scanner.at < text.len() {
        return scanner.fault("text after the object");
    }
    Ok(close)
}

/// The places of an array's elements; none if `text` is no array.
pub(super) fn elements(text: &str) -> Vec<Range<usize>> {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
    let mut out = Vec::new();
    scanner.space();
    if scanner.peek() != Some(b'[') {
        return out;
    }
    scanner.at += 1;
    while let Ok(value) = scanner.value(1) {
        out.push(value);
        scanner.space();
        if scanner.peek() != Some(b',') {
            break;
        }
        scanner.at += 1;
    }
    out
}

impl Member {
    /// What the key stands for; `object` is the text the member is of.
    pub fn name<'a>(&self, object: &'a str) -> Cow<'a, str> {
        let raw = &object[self.key.clone()];
        if self.escaped { unescape(raw) } else { Cow::Borrowed(raw) }
    }

    /// Whether the key stands for `name`.
    pub fn is(&self, object: &str, name: &str) -> bool {
        (self.escaped || self.key.len() == name.len()) && self.name(object) == name
    }
}

/// What the raw text between a string's quotes stands for. Half of a surrogate pair, as tools leave them that cut texts,
/// becomes U+FFFD.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let unit = |rest: &str| {
        let digits = rest.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(first) = unit(rest) else {
            let mut characters = rest[1..].chars();
            match characters.next() {
                Some('b') => out.push('\u{8}'),
                Some('f') => out.push('\u{c}'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some(other) => out.push(other),
                None => {}
            }
            rest = characters.as_str();
            continue;
        };
        rest = &rest[6..];
        let pair = unit(rest).filter(|low| (0xd800..0xdc00).contains(&first) && (0xdc00..0xe000).contains(low));
        let code = match pair {
            Some(low) => {
                rest = &rest[6..];
                0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00)
            }
            None => first,
        };
        out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Appends `text` as a JSON string with its quotes.
pub(super) fn quote(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate().filter(|(_, b)| *b < 0x20 || matches!(b, b'"' | b'\\')) {
        out.extend_from_slice(&text.as_bytes()[done..at]);
        done = at + 1;
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            other => {
                let hex = b"0123456789abcdef";
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&[hex[usize::from(other >> 4)], hex[usize::from(other & 15)]]);
            }
        }
    }
    out.extend_from_slice(&text.as_bytes()[done..]);
    out.push(b'"');
}

/// Whether JSON stands on more than one line.
pub(super) fn has_breaks(raw: &str) -> bool {
    memchr::memchr2(b'\n', b'\r', raw.as_bytes()).is_some()
}

/// The same JSON on one line: a line break can only stand between values.
pub(super) fn one_line(raw: &str) -> Cow<'_, str> {
    if !has_breaks(raw) {
        return Cow::Borrowed(raw);
    }
    let mut lines = raw.split(['\n', '\r']);
    let first = lines.next().unwrap_or_default().to_owned();
    Cow::Owned(lines.fold(first, |all, line| all + line.trim_start_matches([' ', '\t'])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn check(text: &str) {
        let mut found = Vec::new();
        let ours = members(text, &mut found);
        let theirs: Result<serde_json::Map<String, Value>, _> = serde_json::from_str(text);
        match theirs {
            Ok(map) => {
                assert!(ours.is_ok(), "{text}: {ours:?}");
                for member in &found {
                    let key = unescape(&text[member.key.clone()]);
                    let last = found.iter().rev().find(|m| unescape(&text[m.key.clone()]) == key).unwrap();
                    let value: Value = serde_json::from_str(&text[last.value.clone()]).unwrap();
                    assert_eq!(map[&*key], value, "{text}");
                    if let Value::String(string) = value {
                        assert_eq!(unescape(&text[last.value.start + 1..last.value.end - 1]), string);
                        let mut quoted = Vec::new();
                        quote(&string, &mut quoted);
                        assert_eq!(serde_json::from_slice::<String>(&quoted).unwrap(), string);
                    }
                }
            }
            // halves of surrogate pairs and numbers beyond f64 are let through
            Err(error) if error.to_string().contains("surrogate") || error.to_string().contains("range") => {}
            Err(error) if error.to_string().contains("hex escape") => {}
            Err(error) => assert!(ours.is_err(), "{text}: serde_json says {error}"),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn agrees_with_serde_json(parts in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\n\"", "\"\\u00e9\\ud83d\\ude00\"", "1", "-0.5e+3", "01", "1.", "true",
            "false", "null", "nul", " ", "\n", "\"text\":", "\"\\q\"", "\"한국 very long string\"", "\u{1}", "\"\t\"", "x",
        ]), 0..14)) {
            check(&format!("{{{}}}", parts.concat()));
            check(&format!("{{\"k\":{}}}", parts.concat()));
            check(&parts.concat());
        }
    }

    #[test]
    fn nesting_has_a_limit_and_no_recursion() {
        for (depth, fine) in [(100, true), (126, true), (127, false), (1_000_000, false)] {
            let text = format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
            assert_eq!(members(&text, &mut Vec::new()).is_ok(), fine, "{depth}");
        }
    }

    #[test]
    fn cut_surrogates_and_line_breaks() {
        assert_eq!(unescape(r"a\ud83d b"), "a\u{fffd} b");
        assert_eq!(one_line("{\r\n  \"a\": 1,\n\t\"b\": 2\n}"), "{\"a\": 1,\"b\": 2}");
        assert_eq!(elements("[1, {\"a\": [2]}, \"x\"]"), vec![1..2, 4..14, 16..19]);
    }
}
