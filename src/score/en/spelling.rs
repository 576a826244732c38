//! Mends the spelling of drawn-out words ("amazingggg") in folded text.

use crate::Language;
use crate::lexicon::Folded;

/// Words longer than this are not respelled.
const LONGEST: usize = 40;

/// Folding leaves two letters of a drawn-out run ("soo", "omgg"): where the lexicon does not know such a word but knows it
/// with one letter, the second goes. In place, since words only get shorter.
pub(super) fn shorten(original: &str, text: &mut Folded) {
    let lexicon = crate::score::lexicon(Some(Language::English));
    let length = text.chars.len();
    let drawn = |text: &Folded, i: usize| {
        i > 0 && text.chars[i] == text.chars[i - 1] && text.chars[i].is_ascii_lowercase() && {
            let span = text.span(i, i + 1);
            span.len() > 1 && original.as_bytes().get(span.start + 1).is_some_and(u8::is_ascii_alphabetic)
        }
    };
    let (mut read, mut write) = (0, 0);
    while read < length {
        let mut end = read;
        let (mut runs, mut count) = ([0; 3], 0);
        while end < length && text.chars[end].is_ascii_alphanumeric() {
            if end > read && drawn(text, end) && count < 3 {
                runs[count] = end;
                count += 1;
            }
            end += 1;
        }
        end = end.max(read + 1);
        let mut keep = u8::MAX;
        if count > 0 && end - read <= LONGEST && !lexicon.knows(text.chars[read..end].iter().copied()) {
            let mut buffer = ['\0'; LONGEST];
            // all runs shortened first, then with some of them left double
            for mask in 0..1u8 << count {
                let mut n = 0;
                for i in read..end {
                    if !dropped(&runs[..count], mask, i) {
                        buffer[n] = text.chars[i];
                        n += 1;
                    }
                }
                if lexicon.knows(buffer[..n].iter().copied()) {
                    keep = mask;
                    break;
                }
            }
        }
        for i in read..end {
            if keep == u8::MAX || !dropped(&runs[..count], keep, i) {
                text.chars[write] = text.chars[i];
                text.starts[write] = text.starts[i];
                write += 1;
            }
        }
        read = end;
    }
    text.chars.truncate(write);
    text.starts.truncate(write);
    text.starts.push(original.len() as u32);
}

/// Whether the run that ends at `i` is shortened; bit k of `mask` keeps run k.
fn dropped(runs: &[usize], mask: u8, i: usize) -> bool {
    runs.iter().enumerate().any(|(k, run)| *run == i && mask >> k & 1 == 0)
}
