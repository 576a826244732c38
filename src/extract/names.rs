//! Korean and Japanese speakers that no cue marks: names, handles, and whoever an indefinite word makes somebody.

use super::cues::Class;
use super::grammar::{Grammar, begins, starts};
use super::person::{Person, is_word, left_ko, right};
use super::text::Text;
use crate::article::Language;

/// Whoever an indefinite word says is one of many, known to the tables or not: 한 공무원은, ある会計士は.
pub(super) fn somebody(text: &Text, grammar: &Grammar, from: usize, to: usize) -> Option<Person> {
    const THINGS: &[&str] =
        &["것", "곳", "점", "수", "번", "때", "데", "적", "편", "쪽", "일", "채", "줄", "건", "차례"];
    let chars = &text.chars;
    let indefinite = |at: usize| {
        grammar
            .indefinite
            .iter()
            .find(|w| starts(&chars[at..to], w))
            .filter(|_| text.language == Language::Ja || at == from || !chars[at - 1].is_alphanumeric())
            .map(|w| w.chars().count())
    };
    if text.language == Language::Ja
        && let Some(found) = agents(text, grammar, from, to)
    {
        return Some(found);
    }
    let start = (from..to).rev().take(60).find(|at| indefinite(*at).is_some())?;
    let noun = start + indefinite(start)?;
    let length = chars[noun..to]
        .iter()
        .take(10)
        .take_while(|c| match text.language {
            Language::Ko => ('가'..='힣').contains(c),
            _ => c.is_alphanumeric() && !matches!(c, '\u{3041}'..='\u{309f}') || **c == 'ー',
        })
        .count();
    let end = (2..=length).rev().map(|n| noun + n).find(|end| {
        let particle = begins(&chars[*end..], grammar.subject);
        // あるイラストレーターの投稿には: others write there.
        if matches!(chars.get(*end), Some('の' | '의')) && !matches!(chars.get(end + 1), Some('「' | '『' | '“'))
        {
            return false;
        }
        let whole = text.language == Language::Ja
            || chars.get(end + particle).is_none_or(|c| !c.is_alphanumeric())
            || chars[*end..end + particle].ends_with(&[' ']);
        particle > 0 && whole
    })?;
    let thing = text.hits(noun, end).iter().any(|h| !matches!(h.class, Class::Say | Class::Country))
        || THINGS.iter().any(|t| chars[noun..end] == t.chars().collect::<Vec<_>>());
    (!thing).then_some(Person {
        start,
        end,
        hit: noun,
        hit_end: end,
        class: Class::Person,
        source: false,
        strong: true,
        bare: false,
    })
}

/// 同業者から「…」, 受験勢は「…」: a noun for people, right before a quote.
fn agents(text: &Text, grammar: &Grammar, from: usize, to: usize) -> Option<Person> {
    let chars = &text.chars;
    let floor = from.max(to.saturating_sub(8));
    let end = (floor..to).rev().find(|at| {
        *at > floor
            && ["から", "からは", "からも", "は", "が", "も"].iter().any(|p| {
                let behind = at + p.chars().count();
                starts(&chars[*at..], p) && (behind == to || behind + 1 == to && chars[behind] == '、')
            })
            && !matches!(chars[at - 1], '\u{3041}'..='\u{309f}')
    })?;
    let begin = (from..end).rev().take_while(|at| {
        let c = chars[*at];
        c.is_alphanumeric() && !matches!(c, '\u{3041}'..='\u{309f}') || c == 'ー'
    });
    let start = begin.last()?;
    let named = grammar.agents.iter().any(|a| chars[start..end].ends_with(&a.chars().collect::<Vec<_>>()));
    (named && end - start >= 2 && end - start <= 8).then_some(Person {
        start,
        end,
        hit: start,
        hit_end: end,
        class: Class::Person,
        source: starts(&chars[end..], "から"),
        strong: true,
        bare: false,
    })
}

/// `@name` with a particle behind it.
pub(super) fn handle(text: &Text, grammar: &Grammar, from: usize, to: usize) -> Option<Person> {
    let chars = &text.chars;
    let at = (from..to).rev().take(200).find(|i| matches!(chars[*i], '@' | '＠'))?;
    let name =
        (at + 1..to).take_while(|i| chars[*i].is_ascii_alphanumeric() || matches!(chars[*i], '_' | '.')).last()? + 1;
    let (end, particle) = right(text, grammar, name);
    (particle > 0 || end >= to || matches!(chars.get(end), Some('。' | '.'))).then_some(Person {
        start: at,
        end,
        hit: at,
        hit_end: name,
        class: Class::Public,
        source: false,
        strong: true,
        bare: false,
    })
}

/// A Korean name with 씨: `최순덕(61) 씨는`, `A씨는`.
pub(super) fn titled(text: &Text, grammar: &Grammar, from: usize, to: usize) -> Option<Person> {
    if text.language != Language::Ko {
        return None;
    }
    let chars = &text.chars;
    let at = (from + 1..to).rev().take(160).find(|i| {
        (chars[*i] == '씨'
            || matches!(chars[*i], '군' | '양' | '옹') && matches!(&chars[from..*i], [.., ')', ' '] | [.., ')']))
            && (is_word(chars[i - 1]) || matches!(chars[i - 1], ' ' | ')'))
            && begins(&chars[i + 1..chars.len().min(i + 13)], grammar.subject) > 0
    })?;
    let mut name = at;
    while name > from && matches!(chars[name - 1], ' ') {
        name -= 1;
    }
    // 최순덕(61)
    if chars[name - 1] == ')'
        && let Some(open) = (from..name).rev().take(12).find(|i| chars[*i] == '(')
    {
        name = open.max(from + 1);
    }
    let start = left_ko(text, grammar, name.saturating_sub(1).max(from), from.max(at.saturating_sub(40)), false);
    Some(Person {
        start,
        end: at + 1,
        hit: at,
        hit_end: at + 1,
        class: Class::Person,
        source: false,
        strong: true,
        bare: true,
    })
}

/// A name without any cue that opens the sentence as its subject.
pub(super) fn bare(text: &Text, from: usize, to: usize) -> Option<Person> {
    let chars = &text.chars;
    let mut start = from;
    // Past an opening adverbial: "공연 직후", "一方、".
    for _ in 0..4 {
        let end = (start..to).find(|i| match chars[*i] {
            ' ' | '、' | ',' | 'は' | 'が' | 'も' | '\n' => true,
            // A syllable of a name is no particle: 서도현은.
            '은' | '는' | '이' | '가' | '도' => chars.get(i + 1).is_none_or(|c| !c.is_alphanumeric()),
            _ => false,
        })?;
        let particle = match text.language {
            Language::Ko => matches!(chars[end], '은' | '는' | '이' | '가' | '도') && chars.get(end + 1) == Some(&' '),
            _ => matches!(chars[end], 'は' | 'が' | 'も'),
        };
        // この投稿に八代本人が: the name is what stands before the particle.
        if text.language == Language::Ja && particle {
            start = (start..end)
                .rev()
                .take_while(|at| !matches!(chars[*at], '\u{3041}'..='\u{309f}'))
                .last()
                .unwrap_or(end);
        }
        let length = end - start;
        if particle && (2..=if text.language == Language::Ko { 5 } else { 14 }).contains(&length) {
            let thing = text.hits(start, end).iter().any(|h| match h.class {
                Class::Voice | Class::Online | Class::Post | Class::Platform | Class::Country | Class::Title => {
                    h.end == end
                }
                Class::Pronoun | Class::Turn | Class::Again => true,
                // 감싸는 쪽: a verb.
                Class::Say | Class::Write => text.language == Language::Ko && h.start == start,
                _ => false,
            });
            // A place or a nominalised verb is no name: 게시판에서는, 投稿したのは.
            let bound = matches!(
                chars[end - 1],
                '서' | '에' | '로' | '와' | '과' | 'の' | 'に' | 'で' | 'ら' | 'と' | '지' | '만'
            );
            let name = !bound
                && chars[start..end].iter().all(|c| c.is_alphanumeric() || matches!(c, '・' | 'ー'))
                && chars[start..end].iter().any(|c| !matches!(c, '\u{3041}'..='\u{309f}'));
            // 閲覧数が2億回を超え、「…」と: the subject of a clause that is over.
            let over = text.language == Language::Ja && chars[end] == 'が' && chars[end..to].contains(&'、');
            let next = text.spans.partition_point(|s| s.close <= start);
            let quoted = text.spans.get(next).is_some_and(|s| s.open <= start);
            if !thing && name && !over && !quoted {
                return Some(Person {
                    start,
                    end,
                    hit: start,
                    hit_end: end,
                    class: Class::Other,
                    source: false,
                    strong: true,
                    bare: true,
                });
            }
        }
        start = end + 1;
    }
    None
}
