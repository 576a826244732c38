//! An article laid out for the rules: characters, cues outside quotes, lines, spans, sentences.

use super::cues::{Class, Cues, Hit};
use super::lines::{Line, Role};
use super::marks::{self, Span};
use crate::article::Language;
use std::collections::HashMap;

/// A sentence of a line, quotes in it included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    pub start: usize,
    pub end: usize,
    /// The line it stands in, as an index.
    pub line: usize,
}

pub(super) struct Text {
    pub chars: Vec<char>,
    pub language: Language,
    /// Cues of the narration: those inside quotes are gone.
    pub hits: Vec<Hit>,
    pub lines: Vec<Line>,
    pub spans: Vec<Span>,
    pub sentences: Vec<Sentence>,
    /// For each line, whether its passage is about posts.
    pub online: Vec<bool>,
    /// Where the capitalised words of the first stretch begin, by their first two characters: English names are looked
    /// up for every speaker.
    pub capitals: HashMap<[char; 2], Vec<u32>>,
}

/// What [`Text::capitals`] is keyed by.
pub(super) fn initials(word: &[char]) -> [char; 2] {
    [word.first().copied().unwrap_or_default(), word.get(1).copied().filter(|c| c.is_alphabetic()).unwrap_or_default()]
}

/// How far names are looked for, in characters.
const NAMES: usize = 40_000;

fn capitals(chars: &[char], language: Language) -> HashMap<[char; 2], Vec<u32>> {
    let mut found: HashMap<[char; 2], Vec<u32>> = HashMap::new();
    if language != Language::En {
        return found;
    }
    for at in 0..chars.len().min(NAMES) {
        if (chars[at].is_uppercase() || chars[at] == '@') && (at == 0 || !chars[at - 1].is_alphanumeric()) {
            found.entry(initials(&chars[at..])).or_default().push(at as u32);
        }
    }
    found
}

/// Without the speakers that are only part of a longer word: 会社 in 会社員, 대학 in 대학생, 掲示 in 掲示板.
fn whole(hits: Vec<Hit>) -> Vec<Hit> {
    let speaker = |h: &Hit| matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other);
    let mut keep = vec![true; hits.len()];
    for (index, long) in hits.iter().enumerate() {
        if !speaker(long) && !matches!(long.class, Class::Online | Class::Post) {
            continue;
        }
        let from = hits[..index].partition_point(|h| h.start < long.start);
        for (at, short) in hits.iter().enumerate().skip(from).take_while(|(_, h)| h.start < long.end) {
            keep[at] &= !(speaker(short) && short.end <= long.end && short.end - short.start < long.end - long.start);
        }
    }
    let mut kept = keep.iter();
    hits.into_iter().filter(|_| *kept.next().unwrap_or(&true)).collect()
}

/// No sentence is looked at further than this from a quote's marks, in characters.
const REACH: usize = 2_000;

impl Text {
    /// Lays a text out. `embedded` are the character ranges of embedded posts and their signatures.
    pub fn new(chars: Vec<char>, language: Language, embedded: impl FnOnce(&[char], &[Line]) -> Vec<usize>) -> Text {
        let all = Cues::of(language).find(&chars);
        let mut lines = super::lines::lines(&chars, &all, language);
        for index in embedded(&chars, &lines) {
            lines[index].role = Role::Embed;
        }
        let spans = marks::spans(&chars, &lines);
        let mut at = 0;
        let hits = all
            .into_iter()
            .filter(|hit| {
                while at < spans.len() && spans[at].close <= hit.start {
                    at += 1;
                }
                if hit.class == Class::Platform && compared(&chars, hit.start) {
                    return false;
                }
                // The mark itself belongs to the quote: cues that reach over it are none. A platform's name in marks of
                // its own, 「ネイバー」, is one all the same.
                spans.get(at).is_none_or(|span| {
                    let alone =
                        hit.class == Class::Platform && span.parts[0].0 == hit.start && span.parts[0].1 == hit.end;
                    hit.end <= span.open || alone && span.parts.len() == 1
                })
            })
            .collect();
        let hits = if language == Language::En { hits } else { whole(hits) };
        let capitals = capitals(&chars, language);
        let (sentences, online) = (Vec::new(), Vec::new());
        let mut text = Text { chars, language, hits, lines, spans, sentences, online, capitals };
        text.sentences = super::sentences::sentences(&text);
        text.online = text.passages();
        text
    }

    /// The cues that begin in a range.
    pub fn hits(&self, start: usize, end: usize) -> &[Hit] {
        let from = self.hits.partition_point(|hit| hit.start < start);
        let to = self.hits.partition_point(|hit| hit.start < end);
        &self.hits[from..to.max(from)]
    }

    /// The first cue of a class in a range.
    pub fn first(&self, start: usize, end: usize, class: Class) -> Option<&Hit> {
        self.hits(start, end).iter().find(|hit| hit.class == class)
    }

    /// The last cue of a class in a range.
    pub fn last(&self, start: usize, end: usize, class: Class) -> Option<&Hit> {
        self.hits(start, end).iter().rev().find(|hit| hit.class == class)
    }

    /// Whether a range has a cue of a class.
    pub fn has(&self, start: usize, end: usize, class: Class) -> bool {
        self.first(start, end, class).is_some()
    }

    /// The words of a range.
    pub fn slice(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    /// The sentence that holds a place of a line; of one without an end, the stretch around the place.
    pub fn sentence_at(&self, place: usize, line: usize) -> Sentence {
        let index = self.sentences.partition_point(|s| s.end <= place);
        let (start, end) = match self.sentences.get(index) {
            Some(s) if s.line == line && s.start <= place => (s.start, s.end),
            _ => (self.lines[line].start, self.lines[line].end),
        };
        Sentence { start: start.max(place.saturating_sub(REACH)), end: end.min(place + REACH), line }
    }

    /// The sentence before a place, in the same line.
    pub fn sentence_before(&self, place: usize, line: usize) -> Option<Sentence> {
        let index = self.sentences.partition_point(|s| s.start < place);
        let before = self.sentences.get(index.checked_sub(1)?)?;
        (before.line == line && before.end <= place).then_some(*before)
    }

    /// The range without white space at its ends.
    pub fn trimmed(&self, mut start: usize, mut end: usize) -> (usize, usize) {
        while start < end && self.chars[start].is_whitespace() {
            start += 1;
        }
        while end > start && self.chars[end - 1].is_whitespace() {
            end -= 1;
        }
        (start, end)
    }

    /// The index of the nearest line above that is running text, headline or item.
    pub fn line_above(&self, line: usize) -> Option<usize> {
        (0..line).rev().take(60).find(|l| !matches!(self.lines[*l].role, Role::Junk | Role::Embed))
    }

    /// A passage is about posts where its line names users, posts or a platform, and a few lines on; a headline is
    /// where any line below is.
    fn passages(&self) -> Vec<bool> {
        let mut left = 0usize;
        let mut span = 0;
        let mut online: Vec<bool> = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            let strong = self
                .hits(line.start, line.end)
                .iter()
                .any(|hit| matches!(hit.class, Class::Public | Class::Platform | Class::Online | Class::Post));
            while self.spans.get(span).is_some_and(|s| s.close < line.end) {
                span += 1;
            }
            let quote = self.spans.get(span).is_some_and(|s| s.open <= line.start && s.close >= line.end);
            if line.role == Role::Embed || (strong && line.role != Role::Junk) {
                left = 3;
            } else if !quote && line.role != Role::Item && !self.has(line.start, line.end, Class::Again) {
                left = left.saturating_sub(1);
            }
            online.push(left > 0);
        }
        // An article that names no user and no platform anywhere is not about posts.
        let count = |wanted: &[Class]| self.hits.iter().filter(|h| wanted.contains(&h.class)).take(3).count();
        let few = if self.language == Language::En { 3 } else { 2 };
        let embedded = self.lines.iter().any(|l| l.role == Role::Embed);
        if !embedded && count(&[Class::Public, Class::Platform]) == 0 && count(&[Class::Online, Class::Post]) < few {
            return vec![false; self.lines.len()];
        }
        let any = online.iter().zip(&self.lines).any(|(online, line)| *online && line.role == Role::Body);
        for (flag, line) in online.iter_mut().zip(&self.lines) {
            *flag |= any && line.role == Role::Head;
        }
        online
    }
}

/// "Douyin, China's version of TikTok": the platform is only what another is compared to.
fn compared(chars: &[char], start: usize) -> bool {
    const LEADS: &[&str] = &[
        "version of ",
        "answer to ",
        "equivalent of ",
        "equivalent to ",
        "similar to ",
        "akin to ",
        "rival to ",
        "counterpart of ",
        "counterpart to ",
    ];
    let before: String = chars[start.saturating_sub(16)..start].iter().collect();
    LEADS.iter().any(|lead| before.ends_with(lead))
}
