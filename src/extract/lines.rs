//! The lines of an article: which are headline, prose, list items, embedded posts, page junk.

use super::cues::{Class, Hit, is_latin};
use crate::article::Language;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Above the first prose: headline, kicker, date line.
    Head,
    /// Running text, with or without quotes.
    Body,
    /// Starts with a bullet; the text begins at the second position.
    Item,
    /// Part of an embedded post, or its signature.
    Embed,
    /// Not the article's: related links, share bars, notices.
    Junk,
}

/// A line that holds something besides white space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// In characters, without surrounding white space and, for items, without the bullet.
    pub start: usize,
    pub end: usize,
    pub role: Role,
    /// The line of the text, from 1.
    pub number: usize,
    /// Whether a blank line (or the text's beginning) stands above.
    pub apart: bool,
    /// A full sentence or more, ended as sentences end.
    pub prose: bool,
}

/// The lines of a text. `hits` are all cues found in it.
pub(super) fn lines(chars: &[char], hits: &[Hit], language: Language) -> Vec<Line> {
    let mut lines = split(chars, language);
    mark(chars, hits, language, &mut lines);
    lines
}

fn split(chars: &[char], language: Language) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut at = 0;
    let mut number = 0;
    let mut blank = true;
    while at < chars.len() {
        let end = chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |n| at + n);
        number += 1;
        let (start, stop) = trim(chars, at, end);
        at = end + 1;
        if start == stop {
            blank = true;
            continue;
        }
        // A sentence broken over lines goes on in lower case: it is one line.
        if let Some(last) = lines.last_mut()
            && !blank
            && language == Language::En
            && chars[start].is_lowercase()
            && (chars[last.end - 1].is_alphanumeric() || chars[last.end - 1] == ',')
            && last.end - last.start > 40
        {
            last.end = stop;
            continue;
        }
        let bullet = bullet(chars, start, stop);
        lines.push(Line {
            start: start + bullet,
            end: stop,
            role: if bullet > 0 { Role::Item } else { Role::Body },
            number,
            apart: blank,
            prose: false,
        });
        blank = false;
    }
    for line in &mut lines {
        line.prose = is_prose(&chars[line.start..line.end], language);
    }
    lines
}

fn trim(chars: &[char], mut start: usize, mut end: usize) -> (usize, usize) {
    while start < end && (chars[start].is_whitespace() || chars[start] == '\u{feff}') {
        start += 1;
    }
    while end > start && chars[end - 1].is_whitespace() {
        end -= 1;
    }
    (start, end)
}

/// The length of a list mark at the start of a line with its space: `▲ `, `・`, `- `, `1. `, `[+12, -3]`.
fn bullet(chars: &[char], start: usize, end: usize) -> usize {
    let line = &chars[start..end];
    let spaces = |from: usize| line[from..].iter().take_while(|c| c.is_whitespace()).count();
    let length = match line[0] {
        '▲'
        | '△'
        | '▶'
        | '▷'
        | '►'
        | '▸'
        | '・'
        | '･'
        | '•'
        | '●'
        | '○'
        | '◦'
        | '■'
        | '□'
        | '◆'
        | '◇'
        | '★'
        | '☆'
        | '‣'
        | '∙'
        | '└'
        | '→'
        | '➤'
        | '✔'
        | '①'..='⑳' => 1,
        // 👍 2.1만, ❤️ 320: a sign of approval and how many gave it.
        '👍' | '👎' | '❤' | '♥' | '♡' | '💬' | '🔥' | '😂' | '🤣' | '😢' | '😡' | '😮' | '🗨' | '⬆' =>
        {
            let sign = 1 + usize::from(line.get(1) == Some(&'\u{fe0f}'));
            let count = sign + spaces(sign);
            let number = line[count.min(line.len())..]
                .iter()
                .take_while(|c| {
                    c.is_ascii_digit() || matches!(c, '.' | ',' | '만' | '천' | '万' | '千' | 'k' | 'K' | 'M')
                })
                .count();
            if number > 0 && line.get(count + number).is_some_and(|c| c.is_whitespace()) {
                count + number
            } else {
                sign
            }
        }
        '＞' | '»' | '▪' | '▫' | '◎' => 1,
        '>' if line.get(1).is_some_and(|c| c.is_whitespace()) => 1,
        '-' | '*' | '–' | '—' | 'ㄴ' | '+' | '·' if line.len() > 1 && line[1].is_whitespace() => 1,
        '0'..='9' => {
            let digits = line.iter().take_while(|c| c.is_ascii_digit()).count();
            let dot = matches!(line.get(digits), Some('.' | ')' | ':' | '：' | '．'));
            if digits <= 3 && dot && line.get(digits + 1).is_some_and(|c| c.is_whitespace() || *c == '「') {
                digits + 1
            } else {
                0
            }
        }
        '[' => {
            let close = line.iter().take(24).position(|c| *c == ']');
            match close {
                Some(close) if line[1..close].iter().any(char::is_ascii_digit) && line[1..close].contains(&'+') => {
                    close + 1
                }
                _ => 0,
            }
        }
        _ => 0,
    };
    let length = if length == 0 { 0 } else { length + spaces(length) };
    // "1. [+12, -3] text" wears two.
    if length > 0 && length < line.len() {
        length + if line[length] == '[' { bullet(chars, start + length, end) } else { 0 }
    } else {
        0
    }
}

/// A line that ends as a sentence ends, and is long enough to be one of running text.
fn is_prose(line: &[char], language: Language) -> bool {
    let mut end = line.len();
    while end > 0 && matches!(line[end - 1], '”' | '"' | '’' | '\'' | '」' | '』' | ')' | '）' | ']') {
        end -= 1;
    }
    let ended = end > 0 && matches!(line[end - 1], '.' | '!' | '?' | '。' | '！' | '？' | '…' | ':' | '：' | '．');
    let long = if language == Language::En { 70 } else { 30 };
    ended && line.len() >= long
}

fn mark(chars: &[char], hits: &[Hit], language: Language, lines: &mut [Line]) {
    // A short sentence will do: headlines end without a full stop.
    let sentence = |l: &Line| {
        let long = if language == Language::En { 40 } else { 20 };
        l.prose || (l.end - l.start >= long && matches!(chars[l.end - 1], '.' | ':' | '。' | '：'))
    };
    let first = lines.iter().position(|l| l.role == Role::Body && sentence(l)).unwrap_or(0);
    let mut section = false;
    let mut at = 0;
    for (index, line) in lines.iter_mut().enumerate() {
        while at < hits.len() && hits[at].start < line.start {
            at += 1;
        }
        let length = line.end - line.start;
        let mut junk = false;
        for hit in hits[at..].iter().take_while(|h| h.start < line.end) {
            let leads = hit.start <= line.start + 3;
            let short = length <= hit.end - hit.start + 24;
            match hit.class {
                // A heading is little more than its cue.
                Class::Section if leads && short => section = true,
                Class::Junk => {
                    let trails = hit.end + 2 >= line.end;
                    // A list's item is a post or a link, and a link has its cue at an end.
                    junk |= leads || trails || (!line.prose && length < 120 && line.role != Role::Item);
                }
                _ => {}
            }
        }
        if section
            && line.prose
            && !junk
            && line.role != Role::Item
            && sentences_of_article(&chars[line.start..line.end], language)
        {
            section = false;
        }
        if index < first && line.role == Role::Body && !junk && !section {
            line.role = Role::Head;
        } else if junk || section {
            line.role = Role::Junk;
        }
    }
}

/// Whether a line of prose is long enough to end a section of links.
fn sentences_of_article(line: &[char], language: Language) -> bool {
    let ends = line.iter().filter(|c| matches!(c, '.' | '!' | '?' | '。' | '！' | '？')).count();
    let long = if language == Language::En { 120 } else { 50 };
    ends > 0 && line.len() >= long && line.iter().any(|c| is_latin(*c) || !c.is_ascii())
}
