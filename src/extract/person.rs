//! Korean and Japanese speakers: the noun with its particle, and the words before it that belong to it.

use super::cues::{Class, Hit};
use super::grammar::{Grammar, begins, starts};
use super::lines::Role;
use super::names::{bare, handle, somebody, titled};
use super::said::Voice;
use super::text::Text;
use crate::article::Language;

/// A speaker in the narration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub start: usize,
    pub end: usize,
    /// The cue inside it.
    pub hit: usize,
    pub hit_end: usize,
    pub class: Class,
    /// Marked as where voices come from (사이에서, から).
    pub source: bool,
    /// Tied to its particle as a subject or a possessor.
    pub strong: bool,
    /// A name without a cue.
    pub bare: bool,
}

impl Person {
    /// Whether it stands right before a place.
    pub fn near(&self, place: usize) -> bool {
        place >= self.end && place - self.end <= 12
    }
}

/// The last speaker of a range that its particle makes a subject or a source.
pub(super) fn subject(text: &Text, grammar: &Grammar, from: usize, to: usize) -> Option<Person> {
    // ユーチューバーの「…」さんは: the title before the marks tells more than さん behind them.
    let marked = |h: &&Hit| {
        let behind_mark = h.start > from && matches!(text.chars[h.start - 1], '」' | '』' | '”');
        !behind_mark
            || !text
                .hits(from, h.start)
                .iter()
                .any(|t| t.class == Class::Figure && name_behind(text, grammar, t.end).is_some_and(|end| end > h.start))
    };
    let cue = text
        .hits(from, to)
        .iter()
        .rev()
        .filter(marked)
        .filter(|h| h.end <= to && matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other))
        .find_map(|hit| person(text, grammar, hit, from).filter(|p| p.strong && p.end <= to));
    let named = handle(text, grammar, from, to).or_else(|| titled(text, grammar, from, to));
    let found = match (cue, named) {
        (Some(cue), Some(named)) if named.end > cue.end || named.start <= cue.start && named.end >= cue.end => {
            Some(named)
        }
        (Some(cue), _) => Some(cue),
        (None, named) => named,
    };
    found.or_else(|| somebody(text, grammar, from, to)).or_else(|| bare(text, from, to))
}

/// The phrase around a cue.
pub(super) fn person(text: &Text, grammar: &Grammar, hit: &Hit, floor: usize) -> Option<Person> {
    let (mut end, mut particle) = right(text, grammar, hit.end);
    if particle == 0
        && matches!(hit.class, Class::Figure | Class::Other)
        && let Some(name) = name_behind(text, grammar, hit.end)
    {
        (end, particle) = (name, 1);
    }
    let rest = &text.chars[end..text.chars.len().min(end + 12)];
    let at_end = rest.first().is_none_or(|c| *c == '\n');
    let source = ["사이에서", " 사이에서", "에서", "から", "の間で", "より", " 사이에선", "로부터"]
        .iter()
        .any(|s| starts(rest, s));
    // A noun that runs on into another noun is not the head: 일본인 이용자, ファンクラブ.
    // 便箋の写真を: what belongs to a thing or an organisation is not what it says.
    let owner = text.language == Language::Ja
        && hit.class == Class::Other
        && rest.first() == Some(&'の')
        && !matches!(rest.get(1), Some('「' | '『' | '“'));
    // 배우의 게시물에는, あるイラストレーターの投稿には: others write there. 運営に対して: they write about them.
    let host = matches!(rest.first(), Some('の' | '의'))
        && text.hits(end + 1, (end + 3).min(text.chars.len())).iter().any(|h| {
            matches!(h.class, Class::Post | Class::Online | Class::Platform)
                && matches!(text.chars.get(h.end), Some('に' | '에'))
        });
    let about = ["に対", "に向け", "について", "に関"].iter().any(|w| starts(rest, w));
    let strong = (particle > 0 || at_end) && !owner && !host && !about;
    let start = left(text, grammar, hit, floor);
    let end = end.max(hit.end);
    let source = source || text.chars[..end].ends_with(&['の', '間']);
    // 別の|人は: the particle is part of the pattern.
    let inside = text.language == Language::Ja
        && text.chars[hit.start] == '人'
        && end == hit.end
        && matches!(text.chars[end - 1], 'は' | 'が' | 'も' | 'の' | 'ら');
    let end = match text.chars[end - 1] {
        'ら' if inside && end >= hit.start + 3 => end - 2,
        _ if inside && end > hit.start + 1 => end - 1,
        _ => end,
    };
    (start < end).then_some(Person {
        start,
        end,
        hit: hit.start,
        hit_end: hit.end,
        class: hit.class,
        source,
        strong,
        bare: false,
    })
}

/// The end of a noun with its plural, title and age, and the length of the particle behind it.
pub(super) fn right(text: &Text, grammar: &Grammar, from: usize) -> (usize, usize) {
    let chars = &text.chars;
    let mut end = from;
    for _ in 0..4 {
        let rest = &chars[end..chars.len().min(end + 30)];
        if begins(rest, grammar.subject) > 0 && !starts(rest, "（") {
            break;
        }
        // (61), （31）
        if matches!(rest.first(), Some('(' | '（'))
            && let Some(close) = rest.iter().position(|c| matches!(c, ')' | '）'))
        {
            end += close + 1;
            continue;
        }
        match begins(rest, grammar.between) {
            0 => break,
            more => end += more,
        }
    }
    let rest = &chars[end..chars.len().min(end + 12)];
    (end, begins(rest, grammar.subject))
}

/// The end of a Korean name that stands behind its title and is the subject: 배우 서도현은, 전문가 심영채(41) 씨는.
fn name_behind(text: &Text, grammar: &Grammar, from: usize) -> Option<usize> {
    let chars = &text.chars;
    // 유튜버 '밥집'은, ユーチューバーの「…」さんは: a name in marks.
    let at = from + usize::from(matches!(chars.get(from), Some(' ' | 'の' | '・')));
    let index = text.spans.partition_point(|s| s.open < at);
    if let Some(span) = text.spans.get(index).filter(|s| s.open == at && s.close - s.open <= 18) {
        let end = span.close + begins(&chars[span.close..], &["さん", "氏", "씨", " 씨", "님"]);
        const SUBJECT: &[&str] = &["은 ", "는 ", "이 ", "가 ", "도 ", "は", "が", "も"];
        return (begins(&chars[end..], SUBJECT) > 0).then_some(end);
    }
    if text.language == Language::Ja {
        // お笑いコンビ・ハンドブレーキの沢は
        let name = |c: char| {
            c.is_alphanumeric() && !matches!(c, '\u{3041}'..='\u{309f}')
                || matches!(c, 'ー' | '・' | 'の' | '々' | '＝')
        };
        let length = chars[from..].iter().take(20).take_while(|c| name(**c)).count();
        let marked = chars.get(from) == Some(&'・') && length >= 3;
        return (marked && matches!(chars.get(from + length), Some('は' | 'が' | 'も'))).then_some(from + length);
    }
    if chars.get(from) != Some(&' ') {
        return None;
    }
    let start = from + 1;
    let length = chars[start..].iter().take(7).take_while(|c| ('가'..='힣').contains(c)).count();
    (2..=length.min(4)).rev().find_map(|name| {
        let (end, particle) = right(text, grammar, start + name);
        // The particle ends the word.
        let whole = chars.get(end + particle).is_none_or(|c| !c.is_alphanumeric())
            || chars[end..end + particle].ends_with(&[' ']);
        let cue = text.hits(start, start + name).iter().any(|h| h.class != Class::Say && h.class != Class::Country);
        (particle > 0 && whole && !cue).then_some(end)
    })
}

/// Where the phrase of a cue begins.
fn left(text: &Text, grammar: &Grammar, hit: &Hit, floor: usize) -> usize {
    let floor = floor.max(hit.start.saturating_sub(40));
    if text.language == Language::Ko {
        left_ko(text, grammar, hit.start, floor, matches!(hit.class, Class::Public | Class::Person))
    } else {
        left_ja(text, grammar, hit.start, floor)
    }
}

/// `public`: the noun is common, so that a word in -ㄴ or -ㄹ before it is a verb (밝힌, 볼) and no name.
pub(super) fn left_ko(text: &Text, grammar: &Grammar, from: usize, floor: usize, public: bool) -> usize {
    let chars = &text.chars;
    // The word the cue stands in.
    let mut start = from;
    while start > floor && is_word(chars[start - 1]) {
        start -= 1;
    }
    for _ in 0..5 {
        // The word before.
        let mut end = start;
        while end > floor && chars[end - 1] == ' ' {
            end -= 1;
        }
        let mut begin = end;
        while begin > floor && (is_word(chars[begin - 1]) || matches!(chars[begin - 1], '(' | ')')) {
            begin -= 1;
        }
        if begin == end || end == start {
            break;
        }
        let word = text.slice(begin, end);
        let cue = text.hits(begin, end).iter().any(|h| {
            h.start < end
                && matches!(
                    h.class,
                    Class::Country | Class::Platform | Class::Figure | Class::Other | Class::Person | Class::Public
                )
        });
        let last = chars[end - 1];
        let particle = matches!(
            last,
            '은' | '는'
                | '을'
                | '를'
                | '에'
                | '서'
                | '로'
                | '며'
                | '고'
                | '된'
                | '던'
                | '린'
                | '와'
                | '과'
                | '도'
                | '해'
                | '자'
                | '긴'
                | '운'
                | '만'
                | '게'
                | '써'
                | '가'
        ) || (public && !cue && ends_in_n_or_l(last))
            || matches!(word.as_str(), "본" | "온" | "쓴" | "단" | "산" | "된" | "간" | "등")
            || (matches!(last, '한' | '인' | '의' | '이' | '간' | '온' | '본' | '쓴')
                && !cue
                && word.chars().count() > 1);
        if !(grammar.determiners.contains(&word.as_str())
            || (cue && !matches!(last, '은' | '는' | '을' | '를' | '에' | '서' | '로' | '가' | '도'))
            || !particle)
        {
            break;
        }
        start = begin;
    }
    start
}

/// Whether a syllable closes with ㄴ or ㄹ.
fn ends_in_n_or_l(c: char) -> bool {
    ('가'..='힣').contains(&c) && matches!((u32::from(c) - 0xac00) % 28, 4 | 8)
}

fn left_ja(text: &Text, grammar: &Grammar, from: usize, floor: usize) -> usize {
    let chars = &text.chars;
    let mut start = from;
    while start > floor {
        let c = chars[start - 1];
        let word = c == 'の'
            || c == 'ー'
            || c == '・'
            || c == '々'
            || (c.is_alphanumeric() && !matches!(c, '\u{3041}'..='\u{309f}'))
            || matches!(c, '@' | '_' | '!');
        if word {
            start -= 1;
            continue;
        }
        let before = &chars[floor..start];
        let determiner =
            grammar.determiners.iter().map(|d| d.chars().collect::<Vec<_>>()).find(|d| before.ends_with(d));
        match determiner {
            Some(d) => start -= d.len(),
            None => break,
        }
    }
    // A user name in hiragana: ぷりん部長さん.
    if starts(&chars[from..], "さん") {
        let plain = |c: char| {
            matches!(c, '\u{3041}'..='\u{309f}') && !matches!(c, 'は' | 'が' | 'を' | 'に' | 'で' | 'と' | 'も' | 'へ')
        };
        let run = (floor..start).rev().take_while(|i| plain(chars[*i])).count();
        // タレントの白鳥りえさん
        let name = |c: char| {
            plain(c) || c == 'ー' || c == '々' || c.is_alphanumeric() && !matches!(c, '\u{3041}'..='\u{309f}')
        };
        let whole = (floor..from).rev().take(20).take_while(|i| name(chars[*i])).count();
        let edge = chars.get((start - run).wrapping_sub(1)).is_none_or(|c| !c.is_alphanumeric());
        let to_edge = (floor..start)
            .rev()
            .take_while(|i| !matches!(chars[*i], '、' | '。' | '「' | '」' | '（' | '）' | ' ' | '　' | '\n'))
            .count();
        if start == from && to_edge > 0 && to_edge <= 10 {
            start -= to_edge;
        } else if run > 0 && run <= 8 && edge {
            start -= run;
        } else if chars[start..from].iter().all(|c| *c == 'の') {
            start = from - whole;
        }
    }
    while start < from && chars[start] == 'の' {
        start += 1;
    }
    start
}

/// The person a sentence says somebody is: 高校生だ, 대학생이다.
pub(super) fn copula(text: &Text, grammar: &Grammar, from: usize, to: usize) -> Option<Person> {
    let hit = text
        .hits(from, to)
        .iter()
        .rev()
        .find(|h| matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other))?;
    let found = person(text, grammar, hit, from)?;
    let rest = &text.chars[found.end..to.max(found.end)];
    ["だ", "です", "だった", "の投稿", "。", "이다", "였다", "이었다", "다."]
        .iter()
        .any(|w| starts(rest, w))
        .then_some(found)
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '·' | '-' | '_' | '@' | '&' | '\'')
}

/// Which kind of speaker a phrase is.
pub(super) fn voice(text: &Text, grammar: &Grammar, person: &Person, sentence: (usize, usize), line: usize) -> Voice {
    let hits = text.hits(sentence.0, sentence.1);
    let posts = hits.iter().any(|h| matches!(h.class, Class::Write | Class::Post | Class::Platform | Class::Online));
    // A paragraph that begins with somebody who was met goes on with what was heard there.
    let met = text.lines.get(line).is_some_and(|l| {
        person.class == Class::Person
            && !posts
            && text.has(l.start.max(sentence.0.saturating_sub(300)), sentence.0, Class::Interview)
    });
    // 街の人は。 70代女性「…」
    let street = person.class == Class::Person && {
        let above = (0..line).rev().take(5).take_while(|l| {
            let line = &text.lines[*l];
            !text
                .hits(line.start, line.end)
                .iter()
                .any(|h| matches!(h.class, Class::Public | Class::Post | Class::Platform))
        });
        text.language == Language::Ja
            && !posts
            && above.into_iter().any(|l| text.has(text.lines[l].start, text.lines[l].end, Class::Interview))
    };
    let interview = met || street || hits.iter().any(|h| h.class == Class::Interview);
    let inside = |class: Class| text.hits(person.start, person.end).iter().any(|h| h.class == class);
    match person.class {
        Class::Public if inside(Class::Figure) => Voice::Figure,
        Class::Public if interview && !hits.iter().any(|h| matches!(h.class, Class::Post | Class::Platform)) => {
            Voice::Other
        }
        Class::Public => Voice::Public,
        Class::Figure => Voice::Figure,
        // 会社員のゆずこしょうさん（@yuzu）
        _ if text.chars[person.start..person.end].contains(&'@') && !inside(Class::Figure) => Voice::Public,
        Class::Other if !interview && one_among_users(text, grammar, person, sentence.0, line) => Voice::Public,
        Class::Other if !person.bare => Voice::Other,
        _ => {
            if let Some(voice) = introduced(text, person) {
                return if voice == Voice::Public && interview { Voice::Other } else { voice };
            }
            let aged = text.chars[person.start..person.end]
                .windows(2)
                .any(|w| matches!(w[0], '(' | '（') && w[1].is_numeric());
            let named = person.bare || aged || starts(&text.chars[person.hit..], "さん") || grammar.between.is_empty();
            let platform = hits.iter().any(|h| matches!(h.class, Class::Platform | Class::Post));
            let public = if named {
                !interview && posts && platform && person.class == Class::Person
            } else {
                !interview && (text.online[line] || posts)
            };
            // 自身のXで, 자신의 인스타그램에: an account worth mentioning.
            let account = named
                && hits.iter().any(|h| {
                    let before: String = text.chars[h.start.saturating_sub(6)..h.start].iter().collect();
                    h.class == Class::Platform && (before.contains("自身の") || before.contains("자신의"))
                });
            if inside(Class::Figure) || account {
                Voice::Figure
            } else if inside(Class::Other) && (named || text.language == Language::Ja) {
                Voice::Other
            } else if public {
                Voice::Public
            } else {
                Voice::Other
            }
        }
    }
}

/// 블라인드에서도 의견이 갈렸다. 한 공기업 직원은 “…”: somebody of some trade, where the sentence before is about posts.
fn one_among_users(text: &Text, grammar: &Grammar, person: &Person, start: usize, line: usize) -> bool {
    const TRADES: &[&str] = &[
        "직원",
        "종업원",
        "의사",
        "변호사",
        "약사",
        "승무원",
        "상인",
        "농민",
        "점주",
        "아르바이트생",
        "社員",
        "従業員",
        "店員",
        "医師",
        "弁護士",
    ];
    let noun = text.slice(person.hit, person.hit_end);
    let somebody = begins(&text.chars[person.start..person.end], grammar.indefinite) > 0;
    if !somebody || !TRADES.iter().any(|t| noun.ends_with(t)) {
        return false;
    }
    text.sentence_before(start, line).is_some_and(|s| {
        text.has(s.start, s.end, Class::Platform)
            && (text.has(s.start, s.end, Class::Voice) || text.has(s.start, s.end, Class::Post))
            && !text.spans.iter().any(|span| span.open < s.end && span.close > s.start)
    })
}

/// What the article calls a name where it first stands: 작성자 A씨, 멤버 하린, 投稿主の.
fn introduced(text: &Text, person: &Person) -> Option<Voice> {
    if !person.bare && !starts(&text.chars[person.hit..], "さん") {
        return None;
    }
    let end = if person.class == Class::Person { person.hit } else { person.end };
    let name: Vec<char> = text.chars[person.start..end].to_vec();
    let name: Vec<char> = name.rsplit(|c| *c == ' ').find(|w| !w.is_empty()).map(<[char]>::to_vec).unwrap_or_default();
    let name: Vec<char> = name.into_iter().take_while(|c| !matches!(c, '(' | '（')).collect();
    if name.is_empty() || (name.len() < 2 && !name[0].is_ascii_uppercase()) {
        return None;
    }
    let reach = text.chars.len().min(40_000);
    let mut found = None;
    let mut wrote = false;
    for (start, _) in text.chars[..reach].windows(name.len()).enumerate().filter(|(_, w)| *w == name.as_slice()).take(4)
    {
        let index = text.lines.partition_point(|l| l.end <= start);
        let Some(line) = text.lines.get(index).filter(|l| l.start <= start && l.role != Role::Junk) else { continue };
        let (from, to) = (start.saturating_sub(16).max(line.start), (start + name.len() + 6).min(line.end));
        let near = text
            .hits(from, to)
            .iter()
            .filter(|h| h.end <= to + 2 && (h.start < start || h.start <= start + name.len() + 4));
        for hit in near {
            match hit.class {
                Class::Public => return Some(Voice::Public),
                Class::Figure => return Some(Voice::Figure),
                Class::Other if hit.start < start => found = found.or(Some(Voice::Other)),
                _ => {}
            }
        }
        // 아이 어머니 A씨가 쓴 글이 스레드에 올라왔다
        let behind = text.hits(start + name.len(), (to + 8).min(line.end));
        wrote |= behind.iter().any(|h| matches!(h.class, Class::Write | Class::Post))
            && text.has(line.start, line.end, Class::Platform);
    }
    found.or(wrote.then_some(Voice::Public))
}
