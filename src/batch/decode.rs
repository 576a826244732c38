//! Bytes as they come to UTF-8: decompressed, decoded.

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Cursor, Read};

/// The widest window a zstd frame may ask for, 2 GB: dumps of Reddit are written with `--long=31`.
const WINDOW_LOG: u32 = 31;

/// Reads on through gzip (of several members) or Zstandard, which are known by their first bytes; other bytes pass.
///
/// # Errors
/// A source whose first bytes cannot be read.
///
/// ```
/// use std::io::Read;
/// let packed = zstd::encode_all(&b"{}"[..], 0).unwrap();
/// let mut text = String::new();
/// yoron::batch::unpack(std::io::Cursor::new(packed)).unwrap().read_to_string(&mut text).unwrap();
/// assert_eq!(text, "{}");
/// ```
pub fn unpack(mut reader: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut start = Vec::new();
    reader.by_ref().take(4).read_to_end(&mut start)?;
    let whole = io::BufReader::with_capacity(1 << 17, Cursor::new(start.clone()).chain(reader));
    Ok(match start.as_slice() {
        [0x1f, 0x8b, ..] => Box::new(flate2::bufread::MultiGzDecoder::new(whole)),
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => {
            let mut decoder = zstd::Decoder::with_buffer(whole)?;
            decoder.window_log_max(WINDOW_LOG)?;
            Box::new(decoder)
        }
        _ => Box::new(whole),
    })
}

/// The encoding of a file by a sample from its beginning, and how many bytes of mark stand before the text. JSON is UTF-8 or
/// UTF-16 by its standards; only tables are guessed about.
pub(super) fn detect(sample: &[u8], table: bool) -> (&'static Encoding, usize) {
    if let Some(found) = Encoding::for_bom(sample) {
        return found;
    }
    // what stands after the last line break may be half a character
    let lines = memchr::memrchr(b'\n', sample).map_or(sample, |end| &sample[..=end]);
    if let Some(utf_16) = bare_utf_16(sample) {
        return (utf_16, 0);
    }
    let lossy = String::from_utf8_lossy(lines);
    let broken = lossy.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let foreign = lossy.chars().filter(|c| !c.is_ascii()).count() - broken;
    // a table of UTF-8 with a few broken bytes is still UTF-8
    if !table || broken == 0 || foreign > broken * 8 || lines.contains(&0) {
        return (UTF_8, 0);
    }
    (crate::article::guess_encoding(lines), 0)
}

/// UTF-16 without a mark shows by the zero in the first two bytes: tables and JSON begin with ASCII more often than not.
fn bare_utf_16(sample: &[u8]) -> Option<&'static Encoding> {
    match sample {
        [0, b, ..] if *b != 0 => Some(UTF_16BE),
        [a, 0, ..] if *a != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// A reader of UTF-8 over a reader of another encoding. What cannot be decoded comes out as a byte 0xFF, which no text holds,
/// so that the record it stands in is found out.
pub(super) struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    at: usize,
    ended: bool,
    mark: bool,
}

impl<R: Read> Transcoder<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { inner, decoder, input: Vec::new(), at: 0, ended: false, mark: false }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // room for one character of any length
        if out.len() < 16 {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a buffer of at least 16 bytes is needed"));
        }
        loop {
            if self.mark {
                self.mark = false;
                out[0] = 0xff;
                return Ok(1);
            }
            if self.at == self.input.len() && !self.ended {
                self.input.resize(1 << 16, 0);
                self.at = 0;
                let read = self.inner.read(&mut self.input);
                self.input.truncate(*read.as_ref().unwrap_or(&0));
                self.ended = read? == 0;
            } else if self.at == self.input.len() {
                return Ok(0);
            }
            let last = self.ended;
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(&self.input[self.at..], out, last);
            self.at += read;
            self.mark = matches!(result, DecoderResult::Malformed(..));
            if written > 0 {
                return Ok(written);
            }
            if last && !self.mark && self.at == self.input.len() {
                return Ok(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{EUC_JP, EUC_KR, SHIFT_JIS};

    #[test]
    fn tables_of_excel_are_recognised() {
        let (korean, japanese) = ("번호,댓글\r\n1,정말 좋아요\r\n2,별로예요\r\n", "番号,本文\r\n1,楽しかったです\r\n");
        for (text, encoding) in [(korean, EUC_KR), (japanese, SHIFT_JIS), (japanese, EUC_JP)] {
            let bytes = encoding.encode(text).0.into_owned();
            assert_eq!(detect(&bytes, true), (encoding, 0));
            let mut buffer = [0; 64];
            let mut reader = Transcoder::new(&bytes[..], encoding);
            let mut all = Vec::new();
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                all.extend_from_slice(&buffer[..n]);
            }
            assert_eq!(String::from_utf8(all).unwrap(), text);
        }
        let wide: Vec<u8> = korean.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(detect(&[&[0xff, 0xfe], &wide[..]].concat(), true), (UTF_16LE, 2));
        let ascii: Vec<u8> = "id,text\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(detect(&ascii, true), (UTF_16BE, 0));
    }

    #[test]
    fn undecodable_bytes_leave_a_mark() {
        let mut bytes = EUC_KR.encode("가,나").0.into_owned();
        bytes.insert(2, 0xff);
        bytes.push(0xb0);
        let (mut reader, mut buffer, mut all) = (Transcoder::new(&bytes[..], EUC_KR), [0; 32], Vec::new());
        while let Ok(n @ 1..) = reader.read(&mut buffer) {
            all.extend_from_slice(&buffer[..n]);
        }
        assert_eq!(all, ["가".as_bytes(), &[0xff], ",나".as_bytes(), &[0xff]].concat());
    }
}
