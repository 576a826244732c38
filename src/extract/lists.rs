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
    // ネットは荒れに荒れた。 온라인은 들끓었다. Where posts are made is hot: what follows is them.
    let hot = count >= 2 && text.language != Language::En && heated(text, last);
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
    strong && (named && says || hot) && !figure
}

/// Whether a sentence has the net itself as what cries out: ネットは荒れた, SNS上では賛否, 온라인이 들끓었다.
fn heated(text: &Text, sentence: (usize, usize)) -> bool {
    const PARTICLES: &[&str] = &[
        "は", "が", "も", "上は", "上が", "でも", "では", "には", "은", "는", "이 ", "가 ", "도 ", "에서", "에는",
        "에선",
    ];
    let hits = text.hits(sentence.0, sentence.1);
    hits.iter().any(|h| {
        matches!(h.class, Class::Online | Class::Place | Class::Platform)
            && grammar::begins(&text.chars[h.end..], PARTICLES) > 0
            && hits.iter().any(|s| matches!(s.class, Class::Say | Class::Voice) && s.start >= h.end)
    })
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
    let labels = text.language != Language::En;
    // A quoted item loses its marks, and what stands behind them.
    let index = text.spans.partition_point(|s| s.close <= line.start);
    let label = |from: usize, to: usize| to - from <= 16 && text.has(from, to, Class::Country);
    let span = text.spans.get(index).filter(|s| {
        s.parts.len() == 1
            && (s.open == line.start || labels && s.close == line.end && label(line.start, s.open.max(line.start)))
    });
    let mut from = None;
    if let Some(span) = span {
        (start, end) = span.parts[0];
        from =
            labels.then(|| place(text, line.start, span.open).or_else(|| place(text, span.close, line.end))).flatten();
    } else if labels {
        // …（アメリカ）, … (좋아요 1.2만), 미국: …
        let (stop, inside) = parenthesis(text, start, end);
        from = inside.and_then(|(a, b)| place(text, a, b));
        end = stop;
        let colon = (start..end.min(start + 14)).find(|at| matches!(text.chars[*at], ':' | '：'));
        if let Some(colon) = colon.filter(|c| from.is_none() && label(start, *c)) {
            from = place(text, start, colon);
            start = text.trimmed(colon + 1, end).0;
        }
    }
    let mut said = (start < end).then(|| post(text, lead, item, start, end, last_sentence(text, lead)))?;
    if let Some(from) = from {
        said.who = from;
        said.speaker = None;
        said.attribution = Attribution::None;
    }
    Some(said)
}

/// The country a label of an item names, if it is little more than that: （アメリカ）, 미국:, ― フランスの女性.
fn place(text: &Text, from: usize, to: usize) -> Option<(usize, usize)> {
    let hit = text.hits(from, to).iter().find(|h| h.class == Class::Country && h.end <= to)?;
    let rest = text.chars[from..hit.start].iter().chain(&text.chars[hit.end..to]).filter(|c| c.is_alphanumeric());
    (rest.count() <= 8).then_some((hit.start, hit.end))
}

/// Where an item ends before a parenthesis that says who wrote it or how many liked it, and what it says.
fn parenthesis(text: &Text, start: usize, end: usize) -> (usize, Option<(usize, usize)>) {
    let none = (end, None);
    if !matches!(text.chars[end - 1], ')' | '）' | ']' | '］') {
        return none;
    }
    let Some(open) = (start..end - 1).rev().take(16).find(|at| matches!(text.chars[*at], '(' | '（' | '[' | '［'))
    else {
        return none;
    };
    let inside = &text.chars[open + 1..end - 1];
    let counts = inside.iter().any(char::is_ascii_digit)
        && ["좋아요", "추천", "공감", "👍", "♥", "❤", "いいね", "共感", "高評価"]
            .iter()
            .any(|w| grammar::contains(inside, &[w]));
    if !(counts || place(text, open + 1, end - 1).is_some()) || open <= start + 1 {
        return none;
    }
    (text.trimmed(start, open).1, Some((open + 1, end - 1)))
}

/// `last`: the sentence that announces it.
fn post(text: &Text, lead: usize, item: usize, start: usize, end: usize, last: (usize, usize)) -> Said {
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
    // Who speaks stands before the first item: 우리 아빠 in an item is nobody's source.
    let sentence = text.sentences.iter().rev().find(|s| s.start <= *first).map_or(start, |s| s.start.max(start));
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
            let mut said = post(text, line, line, from, to, (sentence, *first));
            said.from = (start, end);
            said.again = false;
            found.push(said);
        }
    }
}
