//! Korean: marks out of ten or five as signs (평점 3점, 5점 만점에 1점, ★★★☆☆, 별 두 개, 10/10).

use super::rules::Sign;
use crate::lexicon::{Class, Folded, is_syllable};

/// Words that make a number of 점 a mark rather than a score of a match or a grade.
const BEFORE: &[&str] = &["평점", "별점", "점수", "만점", "네티즌", "관객"];
const AFTER: &[&str] = &[
    "준", "줌", "주", "줬", "드", "짜리", "도 아", "도아", "만 ", "이하", "대", "이다", "임", "만점", "이 ", "도 ",
    "입", "처", "을",
];
/// What follows the points of a match or an exam.
const NO_MARK: &[&str] = &[
    "차", "슛", "포", "홈", "리드", "뒤", "앞", "을넣", "을뽑", "을내", "씩", "득점", "실점", "대", "라인", "골",
    "선취", "째",
];
/// Who gave the mark: it is then spoken of, mostly to complain (10점 준 놈들, 1점 주는 알바).
const GIVEN: &[&str] = &["준", "주는", "준다는", "을준", "을주는", "짜리준", "도배"];
const GIVERS: &[&str] = &[
    "놈", "넘", "년", "애", "새", "사람", "인간", "것", "거", "건", "게", "알바", "이유", "분", "들", "데", "미",
    "관계",
];
/// What is left of a mark that others gave.
const OTHERS: f32 = -0.4;
/// How a share of the full mark reads: 60 % is neither good nor bad.
const MIDDLE: f32 = 0.6;
const SLOPE: f32 = 6.0;

/// Adds a sign for every mark, in text order; what other signs stood there goes.
pub(super) fn add(text: &Folded, signs: &mut Vec<Sign>) {
    let chars = &text.chars;
    let Some(mut at) = chars.iter().position(|c| c.is_ascii_digit() || matches!(c, '★' | '☆' | '별')) else {
        return;
    };
    while at < chars.len() {
        let found = match chars[at] {
            '★' | '☆' => stars(text, at),
            '0'..='9' => mark(chars, at),
            '별' => counted(chars, at),
            _ => None,
        };
        let Some((end, share)) = found else {
            at += 1;
            // the rest of a number is not a number of its own
            while at < chars.len() && chars[at - 1].is_ascii_digit() && matches!(chars[at], '0'..='9' | '.' | '/') {
                at += 1;
            }
            continue;
        };
        let value = value(share);
        insert(signs, at as u32, end as u32, if given_by_others(chars, end) { value * OTHERS } else { value });
        at = end;
    }
}

fn given_by_others(chars: &[char], end: usize) -> bool {
    let rest: String = chars[end..].iter().take(9).filter(|c| **c != ' ').collect();
    GIVEN.iter().filter_map(|given| rest.strip_prefix(given)).any(|rest| GIVERS.iter().any(|by| rest.starts_with(by)))
}

/// The valence of a share of the full mark.
pub(super) fn value(share: f32) -> f32 {
    ((share - MIDDLE) * SLOPE).clamp(-3.0, 2.4)
}

pub(super) fn insert(signs: &mut Vec<Sign>, start: u32, end: u32, value: f32) {
    let (from, to) = (signs.partition_point(|s| s.end <= start), signs.partition_point(|s| s.start < end));
    signs.splice(from..to.max(from), [Sign::unlisted(Class::Expr, start, end, value)]);
}

/// ★★★☆☆: full ones of all; without empty ones, of five. A single star is a bullet, not a mark.
pub(super) fn stars(text: &Folded, from: usize) -> Option<(usize, f32)> {
    let mut end = from;
    let (mut full, mut all) = (0, 0);
    while let Some(c @ ('★' | '☆')) = text.chars.get(end) {
        // drawn-out runs are folded; the original bytes still count them
        let n = text.span(end, end + 1).len() / c.len_utf8();
        all += n;
        full += if *c == '★' { n } else { 0 };
        end += 1;
    }
    ((2..=10).contains(&all) && full > 0).then(|| (end, full as f32 / if all > 5 { 10.0 } else { 5.0 }))
}

/// 3점, 9.5점, 10/10 where the words around say that it is a mark.
fn mark(chars: &[char], from: usize) -> Option<(usize, f32)> {
    let (end, value) = number(chars, from)?;
    if chars.get(end) == Some(&'/') {
        let (end, base) = number(chars, end + 1)?;
        let full = value == base && value == 10.0;
        let mark = (base == 10.0 || base == 5.0)
            && value <= base
            && (full || chars.get(end) == Some(&'점') || says(chars, from, end));
        return mark.then_some((end, value / base));
    }
    let space = usize::from(chars.get(end) == Some(&' '));
    if chars.get(end + space) != Some(&'점') || value > 10.0 {
        return None;
    }
    let end = end + space + 1;
    let rest: String = chars[end..].iter().take(7).filter(|c| **c != ' ').collect();
    if rest.starts_with("만점에") || rest.starts_with("만점중") {
        // the full mark, not the mark: read what follows it
        let next = (end..chars.len().min(end + 8)).find(|i| chars[*i].is_ascii_digit())?;
        let (after, mark) = number(chars, next)?;
        let after = after + usize::from(chars.get(after) == Some(&'점'));
        return (mark <= value && value > 0.0).then(|| (after, mark / value));
    }
    // the extremes are marks unless a match or an exam is spoken of, the others where nothing more is said of them
    let spoken = NO_MARK.iter().any(|word| rest.starts_with(word));
    let open =
        chars.get(end).is_none_or(|c| !is_syllable(*c) || ['은', '도', '만', '이', '준', '줄', '짜'].contains(c));
    let extreme = !spoken && (matches!(value as u32, 0..=3 | 10) || open && !before(chars, from).contains("승"));
    let alone = extreme || from == 0 && end == chars.len();
    let five = value <= 5.0 && before(chars, from).contains("5점");
    (alone || !spoken && says(chars, from, end)).then_some((end, value / if five { 5.0 } else { 10.0 }))
}

/// 별 두 개, 별점 4.5, 별 반개.
fn counted(chars: &[char], from: usize) -> Option<(usize, f32)> {
    if from > 0 && is_syllable(chars[from - 1]) {
        return None;
    }
    let mut at = from + 1 + usize::from(chars.get(from + 1) == Some(&'점'));
    let named = at == from + 2;
    at += usize::from(chars.get(at) == Some(&' '));
    let (mut end, value) = match chars.get(at)? {
        '반' => (at + 1, 0.5),
        '한' | '하' => (at + if chars[at] == '하' { 2 } else { 1 }, 1.0),
        '두' => (at + 1, 2.0),
        '세' => (at + 1, 3.0),
        '네' => (at + 1, 4.0),
        '다' if chars.get(at + 1) == Some(&'섯') => (at + 2, 5.0),
        _ => number(chars, at)?,
    };
    end += usize::from(chars.get(end) == Some(&' '));
    if value <= 5.0 && chars.get(end) == Some(&'개') {
        return Some((end + 1, value / 5.0));
    }
    (named && value <= 10.0 && chars[at].is_ascii_digit()).then(|| (end, value / if value > 5.0 { 10.0 } else { 5.0 }))
}

/// A number of at most two digits with one decimal at most, and where it ends.
pub(super) fn number(chars: &[char], from: usize) -> Option<(usize, f32)> {
    let digit = |i: usize| chars.get(i).and_then(|c| c.to_digit(10)).map(|d| d as f32);
    let (mut end, mut value) = (from + 1, digit(from)?);
    if let Some(second) = digit(end) {
        value = value * 10.0 + second;
        end += 1;
    }
    if chars.get(end) == Some(&'.')
        && let Some(tenth) = digit(end + 1)
    {
        value += tenth / 10.0;
        end += 2;
    }
    digit(end).is_none().then_some((end, value))
}

fn before(chars: &[char], from: usize) -> String {
    chars[from.saturating_sub(12)..from].iter().collect()
}

fn says(chars: &[char], from: usize, end: usize) -> bool {
    let ahead = before(chars, from);
    let after: String = chars[end..].iter().take(3).collect();
    let after = after.trim_start();
    BEFORE.iter().any(|word| ahead.contains(word)) || AFTER.iter().any(|word| after.starts_with(word))
}
