//! Korean and Japanese: how a span is tied to its sentence, and whether it is speech at all.

use super::cues::{Class, Hit};
use super::grammar::{self, Grammar, begins};
use super::lines::Role;
use super::person;
use super::said::Said;
use super::text::{Sentence, Text};
use crate::article::Language;

/// How a span is tied to what stands behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tie {
    /// 라고, と: somebody uttered it.
    Quoted,
    /// 등, など: one of several.
    Listed,
    /// Nothing follows in the sentence.
    Open,
    /// A noun of reaction follows at once: 「…」の声.
    Noun,
    /// A particle: the span is a word of the sentence.
    Word,
}

/// The rules at work on one span.
pub(super) struct Rules<'t> {
    pub text: &'t Text,
    pub grammar: &'static Grammar,
    pub index: usize,
    pub done: &'t [Said],
}

impl Rules<'_> {
    /// Where the narration before the span, or before the list it belongs to, begins and ends in its sentence.
    pub(super) fn clause_start(&self, opening: Sentence) -> (usize, usize) {
        let text = self.text;
        let mut index = self.index;
        for _ in 0..40 {
            match index.checked_sub(1).map(|i| &text.spans[i]) {
                Some(before)
                    if before.close > opening.start && self.separates(before.close, text.spans[index].open) =>
                {
                    index -= 1
                }
                Some(before) if before.close > opening.start => return (before.close, text.spans[index].open),
                _ => break,
            }
        }
        (opening.start.min(text.spans[index].open), text.spans[index].open)
    }

    /// What follows the span, or the list of spans it belongs to, in its sentence.
    pub(super) fn tail(&self, closing: Sentence) -> (usize, usize) {
        let text = self.text;
        let mut last = self.index;
        let mut end = text.spans[last].close;
        let mut closing = closing;
        for next in text.spans.iter().skip(self.index + 1).take(40) {
            if next.open >= closing.end || !self.separates(end, next.open) {
                break;
            }
            last += 1;
            end = text.spans[last].close;
            closing = text.sentence_at(end - 1, text.spans[last].last);
        }
        let start = self.after_gloss(end, closing.end);
        let to = text.spans.get(last + 1).map_or(closing.end, |next| next.open.min(closing.end));
        (start.min(to.max(start)), to.max(start))
    }

    /// Skips "(translation)" behind a foreign quote.
    pub(super) fn after_gloss(&self, at: usize, end: usize) -> usize {
        let chars = &self.text.chars;
        match chars.get(at) {
            Some('(' | '（') if at < end => {
                chars[at..end].iter().position(|c| matches!(c, ')' | '）')).map_or(at, |n| at + n + 1)
            }
            _ => at,
        }
    }

    /// Whether only list separators stand between two spans.
    pub(super) fn separates(&self, from: usize, to: usize) -> bool {
        let from = self.after_gloss(from, to);
        let gap: String = self.text.chars[from..to]
            .iter()
            .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '、' | '·' | '・' | '/' | '／' | '，' | '；' | ';'))
            .collect();
        to - from <= 8 && (gap.is_empty() || self.grammar.separators.contains(&gap.as_str()))
    }

    pub(super) fn tie(&self, tail: (usize, usize)) -> (Tie, usize) {
        let text = self.text;
        let rest = &text.chars[tail.0..tail.1];
        let blank = rest.iter().take_while(|c| c.is_whitespace() || matches!(c, '、' | ',' | '…')).count();
        let rest = &rest[blank..];
        if rest.is_empty() || matches!(rest[0], '。' | '.' | '!' | '?' | ';') {
            return (Tie::Open, 0);
        }
        // 가장 많은 공감을 받은 댓글은 “…”였다
        let copula = begins(rest, self.grammar.copula);
        if copula > 0 && blank == 0 {
            let (from, to) =
                self.clause_start(text.sentence_at(text.spans[self.index].open, text.spans[self.index].first));
            if text.hits(from, to).iter().any(|h| matches!(h.class, Class::Post | Class::Voice)) {
                return (Tie::Listed, copula);
            }
        }
        let listing = begins(rest, self.grammar.listing);
        let quotative = begins(rest, self.grammar.quotative);
        if quotative > 0
            && (quotative >= listing || text.language == Language::Ja)
            && !(blank > 0 && text.language == Language::Ko && quotative < 2)
        {
            return (Tie::Quoted, blank + quotative);
        }
        if listing > 0 {
            return (Tie::Listed, blank + listing);
        }
        let genitive = begins(rest, self.grammar.genitive);
        let at = tail.0 + blank + genitive;
        let at = at + usize::from(text.chars.get(at) == Some(&' '));
        let noun = text.hits(at, at + 1).iter().any(|h| matches!(h.class, Class::Voice | Class::Post));
        if noun {
            return (Tie::Noun, blank + genitive);
        }
        if blank > 0 || !rest[0].is_alphanumeric() {
            return (Tie::Open, 0);
        }
        (Tie::Word, 0)
    }

    /// Why a span is no speech, if it is none.
    pub(super) fn no_speech(&self, opening: Sentence, tail: (usize, usize), tie: Tie) -> Option<String> {
        let text = self.text;
        let span = &text.spans[self.index];
        let length: usize = span.parts.iter().map(|(start, end)| end - start).sum();
        let (start, end) = (opening.start, span.open);
        let inner = &text.chars[span.parts[0].0..span.parts[0].1];
        if inner.starts_with(&['#']) || inner.is_empty() {
            return Some("a hashtag".into());
        }
        let single = matches!(span.mark, '‘' | '『')
            || (text.language == Language::Ja && span.mark == '“' && inner.iter().all(|c| !c.is_ascii_alphabetic()));
        let verb = self.verb(tail);
        // ‘부산맘’이라는 이름을 쓰는 누리꾼, 「ぷりん部長」を名乗るユーザー
        let called = text.hits(tail.0, (tail.0 + 8).min(tail.1)).iter().any(|h| h.class == Class::Nick)
            && text.hits(tail.0, (tail.0 + 20).min(tail.1)).iter().any(|h| h.class == Class::Public);
        if called && length <= 20 {
            return Some("a user name".into());
        }
        // "… 라는 제목의 글", "…と題した動画"
        let near = text
            .hits(tail.0, (tail.0 + 9).min(tail.1))
            .iter()
            .find(|h| h.class == Class::Title && h.start <= tail.0 + 3);
        if let Some(title) = near {
            return Some(format!("“{}” names it", text.slice(title.start, title.end)));
        }
        let before = text.last(end.saturating_sub(16).max(start), end, Class::Title).filter(|h| {
            let gap: String = text.chars[h.end..end]
                .iter()
                .filter(|c| !c.is_whitespace() && !matches!(c, '、' | ',' | ':' | '：'))
                .collect();
            gap.is_empty() || h.end + 1 >= end
        });
        let reacts = (tie == Tie::Listed
            && text.hits(start, end).iter().any(|h| {
                matches!(h.class, Class::Voice | Class::Post | Class::Public | Class::Online | Class::Platform)
            }))
            || text.has(tail.0, tail.1, Class::Voice)
            || text.has(tail.0, tail.1, Class::Write)
            || text.has(tail.0, tail.1, Class::Say);
        if let Some(title) = before.filter(|_| !(matches!(tie, Tie::Quoted | Tie::Listed) && reacts) || single) {
            return Some(format!("“{}” announces a name", text.slice(title.start, title.end)));
        }
        let label: String = text.chars[end.saturating_sub(9).max(start)..end].iter().collect();
        let nick = self.grammar.nickname.iter().any(|n| label.trim_end().ends_with(n)) && self.names(tail);
        if nick {
            return Some("a user name".into());
        }
        let called = verb.filter(|v| v.class == Class::Call && v.start < tail.0 + 14);
        let public = person::subject(text, self.grammar, start, span.open)
            .is_some_and(|p| p.class == Class::Public || p.class == Class::Person);
        if called.is_some() && !public && tie == Tie::Quoted && (single || length <= 12) {
            return Some("a name for something".into());
        }
        match tie {
            Tie::Word => Some("a word of the sentence".into()),
            Tie::Noun => (single && length < 16).then(|| "a term".into()),
            Tie::Listed => {
                // '대박', '부럽다' 등의 반응: single marks will do where people react.
                let near = text.hits(tail.0, (tail.0 + 12).min(tail.1)).iter();
                let reaction =
                    near.clone().any(|h| matches!(h.class, Class::Voice | Class::Post)) && text.online[span.first];
                let before =
                    text.sentence_before(opening.start, span.first).filter(|_| span.mark == '“' || span.mark == '「');
                if before.is_some_and(|s| self.announces(&s)) {
                    return None;
                }
                (!reacts || single && length < 8 && !(reaction || public)).then(|| "terms in a list".into())
            }
            Tie::Quoted if single => {
                let speaks =
                    verb.is_some_and(|v| v.class != Class::Call || public) || text.has(tail.0, tail.1, Class::Voice);
                (!speaks || length < 5 || (length < 9 && self.noun_follows(tail) && text.language == Language::Ko))
                    .then(|| "a term in single marks".into())
            }
            Tie::Quoted => {
                // 「封じ手」とは？, “A”라는 점
                let somebody = person::subject(text, self.grammar, start, span.open).is_some_and(|p| !p.bare);
                let speaks = verb.is_some()
                    || reacts
                    || somebody
                    || text.has(tail.0, tail.1, Class::Post)
                    || tail.1 - tail.0 < 4
                    // 「…」とファン: a headline needs no verb.
                    || text.lines[span.first].role == Role::Head
                        && text.hits(tail.0, tail.1).iter().any(|h| matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other));
                (!speaks && length < 14).then(|| "nobody utters it".into())
            }
            Tie::Open => {
                // 首相の「おでこごっつん」
                if text.language == Language::Ja
                    && length < 12
                    && span.open > start
                    && text.chars[span.open - 1] == 'の'
                    && !inner.last().is_some_and(|c| matches!(c, '。' | '！' | '？' | '!' | '?'))
                {
                    return Some("a term".into());
                }
                if text.lines[span.first].role == Role::Item && text.language == Language::Ja && span.mark == '「' {
                    return None;
                }
                // “A”、“B”――。 The first of a list opens the sentence for all.
                let sentence = self.clause_start(opening).1 <= opening.start
                    && !text.chars[tail.0..tail.1].iter().any(|c| c.is_alphanumeric());
                let subject = person::subject(text, self.grammar, start, span.open).is_some()
                    || text.has(start, span.open, Class::Online);
                let ended = inner.last().is_some_and(|c| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '…'));
                (single && !(subject && length >= 8) && !(sentence && length >= 10)
                    || (!subject && !sentence && !ended && length < 20))
                    .then(|| "a term".into())
            }
        }
    }

    /// `라는` + noun: the span describes the noun.
    pub(super) fn noun_follows(&self, tail: (usize, usize)) -> bool {
        let rest = &self.text.chars[tail.0..tail.1];
        grammar::starts(rest, "라는")
            || grammar::starts(rest, "이라는")
            || grammar::starts(rest, "란")
            || grammar::starts(rest, "이란")
            || grammar::starts(rest, "는")
    }

    /// `닉네임 ‘두부장수’는`: a particle that follows a name.
    pub(super) fn names(&self, tail: (usize, usize)) -> bool {
        const BEHIND: &[&str] = &[
            "는 ",
            "은 ",
            " 역시",
            "도 ",
            "이 ",
            "가 ",
            "님",
            "씨",
            "라는 이용자",
            "이라는 이용자",
            "라는 누리꾼",
            "이라는 누리꾼",
            "라는 닉네임",
            "을 쓰는",
            "를 쓰는",
            "さん",
            "は",
            "が",
            "氏",
            "を名乗る",
            "の投稿",
            "のポスト",
        ];
        begins(&self.text.chars[tail.0..tail.1], BEHIND) > 0
    }

    pub(super) fn verb(&self, tail: (usize, usize)) -> Option<&Hit> {
        self.text.hits(tail.0, tail.1).iter().find(|h| matches!(h.class, Class::Say | Class::Write | Class::Call))
    }
}
