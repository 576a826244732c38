//! Hashtags into words: at the capitals (#BestDayEver), or by a word list where there are none (#bestdayever).

use crate::Language;
use crate::lexicon::{Folded, Lexicon};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Hashtags without capitals: the shortest and the longest that are split.
const TAG: std::ops::RangeInclusive<usize> = 6..=32;
/// The longest word looked for in one.
const LONGEST_WORD: usize = 16;

/// Everyday words without tone, and words that would fall into two others (therapist).
static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../../lexicons/en/hashtag.txt").lines().filter(|l| !l.starts_with('#')).collect()
});

/// Puts a space between the words of each hashtag.
pub(super) fn split(original: &str, text: &mut Folded) {
    let mut cuts: Vec<usize> = Vec::new();
    let length = text.chars.len();
    let mut at = 0;
    while at < length {
        if text.chars[at] != '#' {
            at += 1;
            continue;
        }
        let start = at + 1;
        let end = start + text.chars[start..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
        let before = cuts.len();
        let byte =
            |i: usize| text.starts.get(i).and_then(|s| original.as_bytes().get(*s as usize)).copied().unwrap_or(b' ');
        cuts.extend((start + 1..end).filter(|&i| byte(i).is_ascii_uppercase() && byte(i - 1).is_ascii_lowercase()));
        if cuts.len() == before {
            words(&text.chars[start..end], start, &mut cuts);
        }
        at = end;
    }
    if cuts.is_empty() {
        return;
    }
    let mut spaced = Folded {
        chars: Vec::with_capacity(length + cuts.len()),
        starts: Vec::with_capacity(length + cuts.len() + 1),
        exclamations: text.exclamations,
    };
    let mut next = cuts.iter().copied().peekable();
    for i in 0..length {
        if next.next_if_eq(&i).is_some() {
            spaced.chars.push(' ');
            spaced.starts.push(text.starts[i]);
        }
        spaced.chars.push(text.chars[i]);
        spaced.starts.push(text.starts[i]);
    }
    spaced.starts.push(original.len() as u32);
    *text = spaced;
}

/// Where `tag` falls into known words, the fewest possible; nothing if it is one itself or holds an unknown part.
fn words(tag: &[char], offset: usize, cuts: &mut Vec<usize>) {
    if !TAG.contains(&tag.len()) || !tag.iter().all(char::is_ascii_lowercase) {
        return;
    }
    let lexicon = crate::score::lexicon(Some(Language::English));
    if known(lexicon, tag) {
        return;
    }
    // fewest[i]: how many words cover the first i letters, and where the last of them begins
    let mut fewest = [(u8::MAX, 0_usize); 33];
    fewest[0] = (0, 0);
    for end in 1..=tag.len() {
        for start in end.saturating_sub(LONGEST_WORD)..end {
            let (count, _) = fewest[start];
            if count < 6 && count + 1 < fewest[end].0 && known(lexicon, &tag[start..end]) {
                fewest[end] = (count + 1, start);
            }
        }
    }
    if fewest[tag.len()].0 == u8::MAX {
        return;
    }
    let from = cuts.len();
    let mut at = fewest[tag.len()].1;
    while at > 0 {
        cuts.push(offset + at);
        at = fewest[at].1;
    }
    cuts[from..].reverse();
}

fn known(lexicon: &Lexicon, word: &[char]) -> bool {
    let mut buffer = [0; 33];
    for (byte, c) in buffer.iter_mut().zip(word) {
        *byte = *c as u8;
    }
    let listed = std::str::from_utf8(&buffer[..word.len().min(33)]).is_ok_and(|w| WORDS.contains(w));
    listed || word.len() > 3 && lexicon.knows(word.iter().copied())
}
