//! Bytes to text: which encoding, and is it text at all.

use super::ArticleError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, EUC_KR, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes of a file are looked at to find its encoding or its charset declaration.
const SAMPLE: usize = 64 * 1024;

/// Decodes bytes and names the encoding. A byte order mark is believed and removed.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, &'static str), ArticleError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ArticleError::Empty);
    }
    if let Some(kind) = magic(bytes) {
        return Err(ArticleError::Binary(kind));
    }
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return finish(encoding, &bytes[skip..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return check(text.to_owned(), UTF_8);
    }
    if let Some(encoding) = bare_utf16(bytes) {
        return finish(encoding, bytes);
    }
    if bytes.contains(&0) {
        return Err(ArticleError::Binary("it holds zero bytes"));
    }
    if let Some(encoding) = declared(bytes)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return check(text.into_owned(), encoding);
    }
    // UTF-8 with a few broken bytes (a cut file, a pasted fragment) is still UTF-8.
    let lossy = String::from_utf8_lossy(bytes);
    let (broken, foreign) = lossy.chars().fold((0usize, 0usize), |(broken, foreign), c| match c {
        '\u{fffd}' => (broken + 1, foreign),
        c => (broken, foreign + usize::from(!c.is_ascii())),
    });
    if foreign > broken * 8 {
        return check(lossy.into_owned(), UTF_8);
    }
    finish(guess(bytes), bytes)
}

/// The detector's guess, or the East Asian encoding that decodes without an error where the guess does not. Very short
/// texts fool the detector, and articles here are Korean, Japanese or English.
pub(crate) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], bytes.len() <= SAMPLE);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if [EUC_KR, SHIFT_JIS, EUC_JP].contains(&guess) || guess.name().starts_with("ISO-2022") {
        return guess;
    }
    let mut best = guess;
    let mut most = 0;
    for encoding in [EUC_KR, EUC_JP, SHIFT_JIS] {
        let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else { continue };
        let native = text.chars().filter(|c| matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{3041}'..='\u{30fe}')).count();
        let foreign = text.chars().filter(|c| !c.is_ascii()).count();
        if native * 2 > foreign && native > most {
            (best, most) = (encoding, native);
        }
    }
    best
}

/// UTF-16 without a mark: every other byte of ASCII is zero, and Hangul or kana share their high bytes.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd == 0 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let encoding = if odd > even { UTF_16LE } else { UTF_16BE };
    let text = encoding.decode_without_bom_handling_and_without_replacement(sample)?;
    let (plain, all) = text.chars().fold((0usize, 0usize), |(plain, all), c| {
        let known = matches!(c, ' '..='~' | '\n' | '\r' | '\t' | '\u{2010}'..='\u{201f}' | '\u{3000}'..='\u{30ff}'
            | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff5e}' | '\u{a0}'..='\u{ff}');
        (plain + usize::from(known), all + 1)
    });
    (plain * 20 >= all * 19).then_some(encoding)
}

/// The charset an HTML page declares in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let label = head.split_once("charset=")?.1.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

fn finish(encoding: &'static Encoding, bytes: &[u8]) -> Result<(String, &'static str), ArticleError> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    check(text.into_owned(), encoding)
}

/// Text holds next to no control characters and few characters that could not be decoded.
fn check(text: String, encoding: &'static Encoding) -> Result<(String, &'static str), ArticleError> {
    let (mut odd, mut all, mut high) = (0usize, 0usize, 0usize);
    for c in text.chars() {
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{1b}' | '\u{85}');
        odd += usize::from(control || c == '\u{fffd}');
        high += usize::from(!c.is_ascii());
    }
    // A Western reading of noise is mostly accented letters and signs, which no Western text is.
    if odd * 20 > all || (encoding == WINDOWS_1252 && high * 2 > all) {
        return Err(ArticleError::Binary("it reads as noise in every encoding known here"));
    }
    if text.trim().is_empty() {
        return Err(ArticleError::Empty);
    }
    Ok((text, encoding.name()))
}

/// The kind of a binary file by its first bytes.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"PK\x03\x04", "a ZIP archive or Office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "an SQLite database"),
        (b"PAR1", "a Parquet file"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn east_asian_encodings_are_found() {
        let korean = "누리꾼들은 “정말 멋지다”는 반응을 보였다. 한 이용자는 눈물이 났다고 적었다.";
        let japanese = "ネットでは「泣いた」「最高の試合だった」といった声が相次いだ。";
        for (text, encoding) in [(korean, EUC_KR), (japanese, SHIFT_JIS), (japanese, EUC_JP)] {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy);
            assert_eq!(decode(&bytes), Ok((text.to_owned(), encoding.name())));
        }
    }

    #[test]
    fn utf_16_needs_no_mark() {
        let text = "Fans said “wow”. 팬들은 놀랐다.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little).map(|d| d.0), Ok(text.to_owned()));
        assert_eq!(decode(&big).map(|d| d.0), Ok(text.to_owned()));
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(little).collect();
        assert_eq!(decode(&marked).map(|d| d.0), Ok(text.to_owned()));
    }

    #[test]
    fn binary_and_empty_are_refused() {
        assert_eq!(decode(b""), Err(ArticleError::Empty));
        assert_eq!(decode(b" \n\t"), Err(ArticleError::Empty));
        assert_eq!(decode(b"%PDF-1.7\n..."), Err(ArticleError::Binary("a PDF")));
        let noise: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(matches!(decode(&noise), Err(ArticleError::Binary(_))));
    }

    #[test]
    fn a_broken_byte_does_not_change_the_encoding() {
        let mut bytes = "누리꾼들은 “정말 멋지다”는 반응을 보였다.".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        assert_eq!(decode(&bytes).map(|d| d.1), Ok("UTF-8"));
    }
}
