//! Sentences of a line, with quotes as wholes: a full stop inside a quote ends the sentence only where the quote does.

use super::cues::Class;
use super::text::{Sentence, Text};
use crate::article::Language;

/// All sentences of all lines, in order.
pub(super) fn sentences(text: &Text) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut span = 0;
    for (index, line) in text.lines.iter().enumerate() {
        let mut start = line.start;
        let mut at = line.start;
        while at < line.end {
            while span < text.spans.len() && text.spans[span].close <= at {
                span += 1;
            }
            let ends = match text.spans.get(span) {
                Some(quote) if quote.open <= at => {
                    let close = quote.close.min(line.end);
                    at = close;
                    close == line.end || ends_with_quote(text, span, close, line.end)
                }
                // A translation or aside in brackets ends no sentence.
                _ if matches!(text.chars[at], '（' | '(') && bracket(text, at, line.end).is_some() => {
                    at = bracket(text, at, line.end).unwrap_or(at + 1);
                    at == line.end
                }
                _ => {
                    at += 1;
                    ends_here(text, at - 1, line.end)
                }
            };
            if ends {
                push(text, &mut sentences, start, at, index);
                start = at;
            }
        }
        push(text, &mut sentences, start, line.end, index);
    }
    sentences
}

fn push(text: &Text, sentences: &mut Vec<Sentence>, start: usize, end: usize, line: usize) {
    let (start, end) = text.trimmed(start, end);
    if start < end {
        sentences.push(Sentence { start, end, line });
    }
}

/// The place behind a short stretch in brackets that holds no quote.
fn bracket(text: &Text, at: usize, end: usize) -> Option<usize> {
    let close = (at..end.min(at + 160)).find(|i| matches!(text.chars[*i], '）' | ')'))?;
    let next = text.spans.partition_point(|s| s.close <= at);
    text.spans.get(next).is_none_or(|s| s.open > close).then_some(close + 1)
}

fn ends_here(text: &Text, at: usize, end: usize) -> bool {
    let next = text.chars.get(at + 1).copied().filter(|_| at + 1 < end);
    match text.chars[at] {
        '。' | '！' | '？' | '．' => {
            next.is_none_or(|c| !matches!(c, '」' | '』' | '）' | ')' | '。' | '！' | '？'))
        }
        '.' => next.is_none_or(|c| c.is_whitespace() || matches!(c, '“' | '"')) && !abbreviation(&text.chars, at),
        '!' | '?' => next.is_none_or(|c| c.is_whitespace() || matches!(c, '“' | '"')),
        _ => false,
    }
}

/// Whether the full stop ends a title, an initial or an abbreviation.
fn abbreviation(chars: &[char], at: usize) -> bool {
    const SHORT: &[&str] = &[
        "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Sgt", "Capt", "Jr", "Sr",
        "vs", "No", "Rev", "Hon", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec",
        "Sens", "Reps", "Gov", "Amb", "Inc", "Corp", "Co", "Ltd", "a.m", "p.m", "U.S", "U.K", "U.N", "D.C", "e.g",
        "i.e",
    ];
    let start = (0..at)
        .rev()
        .take(6)
        .find(|i| chars[*i].is_whitespace() || matches!(chars[*i], '(' | '“'))
        .map_or(at.saturating_sub(6), |i| i + 1);
    let word: String = chars[start..at].iter().collect();
    // "posted on X. Others …" ends its sentence; "Malcolm X. Smith" does not.
    let platform = word == "X" && {
        let before = chars[..start].iter().rev().skip(1).take_while(|c| c.is_alphabetic());
        before.last().is_some_and(|c| c.is_lowercase())
    };
    let initial = !platform && word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let goes_on =
        chars[at + 1..].iter().find(|c| !c.is_whitespace()).is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
    // "U.S. officials" goes on; "in the U.S. The" does not matter much.
    initial || SHORT.contains(&word.as_str()) || (goes_on && word.contains('.'))
}

/// Whether a quote that ends here ends its sentence.
fn ends_with_quote(text: &Text, span: usize, close: usize, end: usize) -> bool {
    let quote = &text.spans[span];
    let Some(last) = quote.parts.last().and_then(|(start, end)| (end > start).then(|| text.chars[end - 1])) else {
        return false;
    };
    let rest = (close..end).find(|i| !text.chars[*i].is_whitespace());
    let Some(next) = rest else { return true };
    let c = text.chars[next];
    match text.language {
        // Korean and Japanese attribute after the quote whatever it ends with; a space or a new quote tells.
        Language::Ko => {
            let follows: String = text.chars[next..end.min(next + 3)].iter().collect();
            const QUOTATIVE: &[&str] = &[
                "등", "라고", "라는", "라며", "이라", "이란", "하고", "하며", "며", "고 ", "같은", "식의", "(", ",",
                "·",
            ];
            next > close
                && matches!(last, '.' | '!' | '?' | '…')
                && !QUOTATIVE.iter().any(|word| follows.starts_with(word))
                && !quotes_next(text, span, next)
        }
        Language::Ja => false,
        Language::En => {
            let terminal = matches!(last, '.' | '?' | '!' | '…');
            if !terminal || c.is_lowercase() || matches!(c, ',' | ';' | '—' | '–' | '-' | '(' | ':' | ')') {
                return false;
            }
            if quotes_next(text, span, next) || last == '.' {
                return true;
            }
            // “Really?” Smith asked.
            let reach = (next + 70).min(end);
            let verb = text.hits(next, reach).iter().find(|h| matches!(h.class, Class::Say | Class::Write));
            verb.is_none_or(|verb| text.chars[next..verb.start].iter().any(|c| matches!(c, '.' | ',' | ';' | ':')))
        }
    }
}

fn quotes_next(text: &Text, span: usize, next: usize) -> bool {
    text.spans.get(span + 1).is_some_and(|after| after.open == next)
}
