//! Posts without quote marks: lists that a line announces, one post an item.

use super::cues::Class;
use super::grammar::{self, contains};
use super::lines::Role;
use super::said::{Said, Voice};
use super::text::Text;
use super::types::Attribution;
use super::{person, phrase};
use crate::article::Language;

/// The posts of announced lists. The lines they come from are theirs alone.
pub(super) fn items(text: &Text) -> Vec<Said> {
    let mut found = Vec::new();
    let mut line = 0;
    while line < text.lines.len() {
        let lead = line;
        line += 1;
        if !matches!(text.lines[lead].role, Role::Body | Role::Head) {
            continue;
        }
        inline(text, lead, &mut found);
        let mut end = line;
        // "[+1,204, -33] They never disappoint": votes say by themselves that it is a comment.
        while text.lines.get(end).is_some_and(|l| l.role == Role::Item && voted(text, l.start)) {
            if let Some(said) = item_of(text, lead, end) {
                found.push(Said {
                    speaker: None,
                    who: (0, 0),
                    again: false,
                    from: (said.open, said.close),
                    near: (said.open, said.close),
                    attribution: Attribution::None,
                    why: "a comment with its votes".into(),
                    ..said
                });
            }
            end += 1;
        }
        if end > line {
            line = end;
            continue;
        }
        while text.lines.get(end).is_some_and(|l| l.role == Role::Item) {
            end += 1;
        }
        if end > line {
            let behind = summed_up(text, line, end);
            if behind.is_some() || announces(text, lead, end - line) {
                for item in line..end {
                    if let Some(said) = item_of(text, lead, item) {
                        found.push(match behind {
                            Some(who) => Said { speaker: None, who, attribution: Attribution::None, ..said },
                            None => said,
                        });
                    }
                }
            }
            line = end;
        } else if bare_lead(text, lead) {
            let many = text.has(text.lines[lead].start, text.lines[lead].end, Class::Post) && !single(text, lead);
            let last =
                (line..text.lines.len()).take(if many { 12 } else { 1 }).take_while(|l| bare_post(text, *l)).last();
            if let Some(last) = last {
                found.extend((line..=last).filter_map(|item| item_of(text, lead, item)));
                line = last + 1;
            }
        }
    }
    found
}

/// Whether a line announces what people wrote.
fn announces(text: &Text, lead: usize, count: usize) -> bool {
    let line = text.lines[lead];
    let last = last_sentence(text, lead);
    let strong = text
        .hits(line.start, line.end)
        .iter()
        .any(|h| matches!(h.class, Class::Public | Class::Post | Class::Platform | Class::Online));
    let named = text
        .hits(last.0, last.1)
        .iter()
        .any(|h| matches!(h.class, Class::Public | Class::Post | Class::Voice | Class::Write | Class::Person));
    let colon = matches!(text.chars[line.end - 1], ':' | '：' | '…');
    let figure = text.hits(last.0, last.1).iter().any(|h| matches!(h.class, Class::Figure));
    let says = match text.language {
        Language::En => colon,
        language => {
            colon
                || contains(&text.chars[last.0..last.1], grammar::of(language).announcing)
                || (count >= 2
                    && text
                        .hits(last.0, last.1)
                        .iter()
                        .any(|h| matches!(h.class, Class::Write | Class::Post | Class::Voice)))
                || !line.prose && count >= 2
        }
    };
    strong && named && says && !figure
}

/// The sentence behind a list of quotes that says what they were: "Those were among the milder posts on X".
fn summed_up(text: &Text, from: usize, end: usize) -> Option<(usize, usize)> {
    if text.language != Language::En || end - from < 2 {
        return None;
    }
    let quoted = |line: usize| {
        let index = text.spans.partition_point(|s| s.close <= text.lines[line].start);
        text.spans.get(index).is_some_and(|s| s.open == text.lines[line].start)
    };
    let line = text.lines.get(end).filter(|l| l.role == Role::Body)?;
    let index = text.sentences.partition_point(|s| s.end <= line.start);
    let sentence = text.sentences.get(index).filter(|s| s.line == end)?;
    let words = super::words::words(text, sentence.start, sentence.end.min(sentence.start + 40));
    let sums = words.first().is_some_and(|w| super::words::lower(text, w).is(&["those", "these", "such", "so"]))
        && words.get(1).is_some_and(|w| super::words::lower(text, w).is(&["were", "are", "ran", "went", "comments"]));
    let posts = text.hits(sentence.start, sentence.end).iter().any(|h| matches!(h.class, Class::Post | Class::Public))
        || text.has(sentence.start, sentence.end, Class::Voice) && text.online[end];
    (sums && posts && (from..end).all(quoted)).then_some((sentence.start, sentence.end))
}

/// Whether a bullet with votes stands before a place.
fn voted(text: &Text, start: usize) -> bool {
    let before = text.chars[..start].iter().rev().skip_while(|c| c.is_whitespace());
    before.clone().next() == Some(&']') && before.take(24).any(|c| *c == '+')
}

fn last_sentence(text: &Text, line: usize) -> (usize, usize) {
    let end = text.lines[line].end;
    let index = text.sentences.partition_point(|s| s.start < end);
    text.sentences[..index]
        .last()
        .filter(|s| s.line == line)
        .map_or((text.lines[line].start, end), |s| (s.start, s.end))
}

/// A lead with a colon whose posts follow as plain lines.
fn bare_lead(text: &Text, lead: usize) -> bool {
    let line = text.lines[lead];
    let last = last_sentence(text, lead);
    matches!(text.chars[line.end - 1], ':' | '：')
        && text.hits(last.0, last.1).iter().any(|h| matches!(h.class, Class::Public | Class::Post))
        && !text.hits(last.0, last.1).iter().any(|h| h.class == Class::Figure)
}

fn single(text: &Text, lead: usize) -> bool {
    let last = last_sentence(text, lead);
    let words = text.slice(last.0, last.1).to_lowercase();
    text.language == Language::En && ["one ", "a ", "an ", "another "].iter().any(|w| words.starts_with(w))
}

/// A line without quote marks that does not narrate.
fn bare_post(text: &Text, index: usize) -> bool {
    let line = text.lines[index];
    let quoted = text.spans.partition_point(|s| s.close <= line.start);
    let narrates = text
        .hits(line.start, line.end)
        .iter()
        .any(|h| matches!(h.class, Class::Public | Class::Platform | Class::Junk | Class::Section));
    line.role == Role::Body
        && line.end - line.start <= 280
        && !narrates
        && text.spans.get(quoted).is_none_or(|s| s.open >= line.end)
}

fn item_of(text: &Text, lead: usize, item: usize) -> Option<Said> {
    let line = text.lines[item];
    let (mut start, mut end) = (line.start, line.end);
    // A quoted item loses its marks, and what stands behind them.
    let index = text.spans.partition_point(|s| s.close <= line.start);
    if let Some(span) = text.spans.get(index).filter(|s| s.open == line.start && s.parts.len() == 1) {
        (start, end) = span.parts[0];
    }
    (start < end).then(|| post(text, lead, item, start, end))
}

fn post(text: &Text, lead: usize, item: usize, start: usize, end: usize) -> Said {
    let last = last_sentence(text, lead);
    let who = match text.language {
        Language::En => text
            .hits(last.0, last.1)
            .iter()
            .find(|h| matches!(h.class, Class::Public | Class::Post | Class::Person))
            .map(|h| {
                let around = phrase::around(text, h, last.0, last.1);
                (around.start, around.end)
            }),
        language => person::subject(text, grammar::of(language), last.0, last.1)
            .filter(|p| p.class == Class::Public || p.class == Class::Person)
            .map(|p| (p.start, p.end)),
    };
    Said {
        parts: vec![(start, end)],
        line: item,
        last_line: item,
        open: start,
        close: end,
        speaker: who.map(|(from, to)| text.slice(from, to)),
        who: who.unwrap_or((0, 0)),
        voice: Voice::Public,
        attribution: if who.is_some() { Attribution::Inferred } else { Attribution::None },
        why: "announced to be a list".into(),
        joins: false,
        again: true,
        from: (text.lines[lead].start, end),
        near: (text.lines[lead].start, end),
    }
}

/// `누리꾼들은 ▲대단하다 ▲부럽다 등의 반응을 보였다`, `Comments include: A / B / C`.
fn inline(text: &Text, line: usize, found: &mut Vec<Said>) {
    let Some(range) = text.lines.get(line) else { return };
    let (start, end) = (range.start, range.end);
    let marks: Vec<usize> = (start..end).filter(|i| matches!(text.chars[*i], '▲' | '△' | '▷' | '▶')).collect();
    let Some(first) = marks.first().filter(|_| marks.len() >= 2) else { return };
    let reacts = text.hits(start, end).iter().any(|h| matches!(h.class, Class::Public | Class::Post))
        && text
            .hits(start, *first)
            .iter()
            .any(|h| matches!(h.class, Class::Public | Class::Person | Class::Voice | Class::Post | Class::Platform));
    if !reacts || text.hits(start, *first).iter().any(|h| h.class == Class::Figure) {
        return;
    }
    for (index, mark) in marks.iter().enumerate() {
        let stop = marks.get(index + 1).copied().unwrap_or(end);
        let mut last = stop;
        if index + 1 == marks.len() {
            // "… 등의 반응": the last item ends where the sentence takes over.
            let rest = &text.chars[*mark..stop];
            last = (0..rest.len())
                .find(|at| {
                    [" 등의", " 등 ", "등의 반응", "라는 반응", "(이)라는", "이라는 반응"]
                        .iter()
                        .any(|w| grammar::starts(&rest[*at..], w))
                })
                .map_or(stop, |at| mark + at);
        }
        let (from, mut to) = text.trimmed(mark + 1, last);
        while to > from && matches!(text.chars[to - 1], ',' | '·' | ';') {
            to -= 1;
        }
        let (from, to) = match (text.chars.get(from), text.chars.get(to.saturating_sub(1))) {
            (Some('“' | '"' | '‘' | '\''), Some('”' | '"' | '’' | '\'')) if to > from + 2 => (from + 1, to - 1),
            _ => (from, to),
        };
        if to > from {
            let mut said = post(text, line, line, from, to);
            said.from = (start, end);
            said.again = false;
            found.push(said);
        }
    }
}
