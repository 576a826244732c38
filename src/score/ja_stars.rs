//! Japanese: marks as signs (★★★☆☆, 5点満点中3点, 10点中8点, 100点満点で40点, 4.5/5点).

use super::ko_stars::{insert, number, stars, value};
use super::rules::Sign;
use crate::lexicon::Folded;

/// Adds a sign for every mark, in text order; what other signs stood there goes.
pub(super) fn add(text: &Folded, signs: &mut Vec<Sign>) {
    let chars = &text.chars;
    let mut at = 0;
    while at < chars.len() {
        let found = match chars[at] {
            '★' | '☆' => stars(text, at),
            '0'..='9' => mark(chars, at),
            '評' | '採' => rated(chars, at),
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
        insert(signs, at as u32, end as u32, value(share));
        at = end;
    }
}

/// 5点満点中3点, 5点中3点, 100点満点で80点, 3/5点.
fn mark(chars: &[char], from: usize) -> Option<(usize, f32)> {
    let (mut end, full) = points(chars, from)?;
    if chars.get(end) == Some(&'/') {
        let (end, base) = points(chars, end + 1)?;
        return (chars.get(end) == Some(&'点') && matches!(base as u32, 5 | 10 | 100) && full <= base)
            .then(|| (end + 1, full / base));
    }
    if chars.get(end) != Some(&'点') || !matches!(full as u32, 5 | 10 | 100) {
        return None;
    }
    end += 1;
    let perfect = chars.get(end) == Some(&'満') && chars.get(end + 1) == Some(&'点');
    end += if perfect { 2 } else { 0 };
    let of = matches!(chars.get(end), Some('中')) || perfect && matches!(chars.get(end), Some('で' | 'の' | 'な'));
    if !of {
        // 100点です, 10点満点
        let alone = full >= 100.0 || perfect;
        return alone.then_some((end, 1.0)).filter(|_| !matches!(chars.get(end), Some('差' | '台' | '取' | '満')));
    }
    let next = (end..chars.len().min(end + 5)).find(|i| chars[*i].is_ascii_digit())?;
    let (after, mark) = points(chars, next)?;
    (mark <= full).then(|| (after + usize::from(chars.get(after) == Some(&'点')), mark / full))
}

/// 評価は3, 採点2点.
fn rated(chars: &[char], from: usize) -> Option<(usize, f32)> {
    if !matches!(chars.get(from + 1), Some('価' | '点')) {
        return None;
    }
    let mut at = from + 2;
    at += usize::from(matches!(chars.get(at), Some('は' | ':' | ' ' | 'が')));
    let (end, mark) = number(chars, at)?;
    let other =
        matches!(chars.get(end), Some('位' | '件' | '人' | '年' | '月' | '回' | '割' | '段' | '項' | '/' | '%'));
    (mark <= 5.0 && !other).then_some((end, mark / 5.0))
}

/// A mark of up to three digits.
fn points(chars: &[char], from: usize) -> Option<(usize, f32)> {
    if starts_hundred(chars, from) {
        return Some((from + 3, 100.0));
    }
    number(chars, from)
}

fn starts_hundred(chars: &[char], from: usize) -> bool {
    chars[from.min(chars.len())..].starts_with(&['1', '0', '0'])
        && !chars.get(from + 3).is_some_and(char::is_ascii_digit)
}
