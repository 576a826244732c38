//! English: who says a span, from the words before, behind and above it.

use super::attribution::{Found, above, ahead, announced, behind, behind_list, separates, title_before, verbs_in};
use super::cues::{Class, Hit};
use super::marks::Span;
use super::phrase::{self, Phrase};
use super::said::{Said, Voice};
use super::terms::{behind_reads, calls, named};
use super::text::{Sentence, Text};
use super::types::Attribution;
use super::{clause, head, pronouns, who, words};

/// The speakers met so far, for pronouns and quotes without attribution.
#[derive(Default)]
struct Memory {
    last: Option<(Phrase, Voice)>,
    /// The last that is no document and no organisation.
    person: Option<Phrase>,
}

impl Memory {
    fn met(&mut self, text: &Text, who: Phrase, voice: Voice) {
        self.last = Some((who, voice));
        if phrase::is_person(text, &who) && !text.has(who.start, who.end, Class::Thing) {
            self.person = Some(who);
        }
    }
}

pub(super) fn attribute(text: &Text) -> Vec<Said> {
    let mut memory = Memory::default();
    let mut done: Vec<Said> = Vec::with_capacity(text.spans.len());
    for index in 0..text.spans.len() {
        let said = one(text, index, &done, &mut memory);
        done.push(said);
    }
    done
}

fn one(text: &Text, index: usize, done: &[Said], memory: &mut Memory) -> Said {
    let span = &text.spans[index];
    let opening = text.sentence_at(span.open, span.first);
    let closing = text.sentence_at(span.close - 1, span.last);
    let before_from = match index.checked_sub(1).map(|i| &text.spans[i]) {
        Some(previous) if previous.close > opening.start => previous.close,
        _ => opening.start,
    };
    let after_to = match text.spans.get(index + 1) {
        Some(next) if next.open < closing.end => next.open,
        _ => closing.end,
    };
    let prefix = text.trimmed(before_from.min(span.open), span.open);
    let suffix = behind_list(text, index, closing, after_to);
    let mut said =
        Said::new(span, (opening.start.min(closing.start), closing.end), (prefix.0, suffix.1.max(span.close)));
    let previous = done.last();
    let words = count_words(text, span);
    // “garbage time,” “lying flat,” and …: if the first is a term, so are the others.
    if let Some(p) = previous.filter(|p| p.voice == Voice::NotSpeech && p.last_line == span.first && words <= 6)
        && p.close > opening.start
        && separates(text, p.close, span.open)
    {
        said.why = p.why.clone();
        return said;
    }
    if let Some(title) = title_before(text, prefix, span, words) {
        said.why = format!("“{}” announces a name or term", text.slice(title.start, title.end));
        return said;
    }
    if let Some(why) = named(text, span, prefix, suffix, words) {
        said.why = why.into();
        return said;
    }
    let starts = |c: char| text.chars[span.parts[0].0] == c;
    if starts('#') && words <= 2 {
        said.why = "a hashtag".into();
        return said;
    }
    let joined = previous.filter(|p| p.voice != Voice::NotSpeech && p.last_line == span.first && p.close <= span.open);
    if let Some(p) = joined
        && p.close > opening.start
        && separates(text, p.close, span.open)
    {
        let listed = said.continuing(p, "one of a list");
        return Said { joins: false, ..listed };
    }
    // Between two spans of one sentence stands one attribution: the second goes on with the first.
    if let Some(p) = joined
        && p.close > opening.start
        && goes_on(text, p, span.open)
    {
        return said.continuing(p, "goes on after its attribution");
    }
    // Right behind the attributed sentence, a sentence that is all quote.
    let alone = prefix.0 == prefix.1;
    let bare = alone && (suffix.0 == suffix.1 || !behind_reads(text, span, suffix));
    let after = behind(text, span, prefix, suffix);
    // "signs reading “Justice for Jack”"
    let uttered = verbs_in(text, prefix).next_back().is_some_and(|v| {
        let object = words::words(text, v.end, prefix.1);
        let near = text.trimmed(v.end, prefix.1).1 <= v.end + 1;
        matches!(v.class, Class::Say | Class::Write) && near
            || calls(text, v) && object.len() <= 3 && !object.iter().any(|w| w.cut)
    });
    let colon = prefix.0 < prefix.1 && text.chars[prefix.1 - 1] == ':' && !text.has(prefix.0, prefix.1, Class::Title);
    let titled = !uttered && !colon && clause::title_case(text, span);
    // "appear the words “Dean Would Like You To”"
    let shown = text.last(prefix.0, prefix.1, Class::Title).is_some_and(|h| {
        text.slice(h.start, h.end).to_lowercase() == "the words" && text.trimmed(h.end, prefix.1).1 <= h.end + 1
    });
    if shown && after.is_none() {
        said.voice = Voice::Other;
        said.why = "words that are shown".into();
        return said;
    }
    if after.is_none() && titled && (prefix.0 < prefix.1 || suffix.0 < suffix.1) {
        said.why = "written as a title".into();
        return said;
    }
    // "told an aide not to “put that in writing,” according to emails": whose clause the quote stands in, says it.
    let inside = prefix.0 < prefix.1 && text.chars[prefix.1 - 1].is_alphanumeric();
    let own = Some(()).filter(|()| inside && after.is_some()).and_then(|()| ahead(text, prefix, suffix, span));
    let own = own.filter(|f| {
        matches!(f.verb.class, Class::Say | Class::Write)
            && f.who.is_some_and(|who| phrase::is_person(text, &who))
            && !clause::passive(text, prefix.0, f.verb.start)
    });
    let mut found = own.or(after).or_else(|| ahead(text, prefix, suffix, span));
    // "Gov. Christie, asked on “Today” whether …, said": a title in between cuts nobody off.
    let cut = found.as_ref().is_some_and(|f| f.who.is_none_or(|who| !phrase::is_person(text, &who)));
    let from = done.iter().rev().take(4).take_while(|p| p.voice == Voice::NotSpeech && p.open >= opening.start).last();
    if let Some(from) = from.filter(|_| cut)
        && let Some(longer) = ahead(text, text.trimmed(opening.start.min(from.open), span.open), suffix, span)
        && longer.who.is_some_and(|who| phrase::is_person(text, &who))
    {
        found = Some(longer);
    }
    if let Some(mut found) = found {
        // "Korean users were sold. “A,” “B” and “C” were among the reactions."
        let comments = found.who.is_none_or(|who| {
            let hits = text.hits(who.start, who.end);
            let somebody = |h: &Hit| matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other);
            who.start > span.close && hits.iter().any(|h| h.class == Class::Post) && !hits.iter().any(somebody)
        });
        if comments && found.verb.class == Class::Post {
            let group = above(text, span, opening).and_then(|f| f.who).filter(|who| {
                let hits = text.hits(who.start, who.end);
                hits.iter().any(|h| {
                    h.class == Class::Public
                        || h.class == Class::Person && clause::is_plural(text, h) && text.online[span.first]
                })
            });
            found.who = group.or(found.who);
        }
        return settle(text, said, found, memory, (opening, closing), previous);
    }
    let ended = span.parts.last().is_some_and(|(_, end)| matches!(text.chars[end - 1], '.' | '!' | '?' | ',' | '…'));
    let line = &text.lines[span.first];
    if bare
        && words <= 5
        && !ended
        && span.open == line.start
        && span.close >= line.end
        && !previous.is_some_and(|p| p.why.starts_with("announced"))
        && !announced(text, span)
    {
        said.why = "a heading".into();
        return said;
    }
    if bare && closing.end <= span.close + 1 {
        if let Some(p) = joined
            && text
                .sentence_before(span.open, span.first)
                .is_some_and(|s| s.end > p.close || s.end >= p.close && s.start <= p.open)
            && text.sentence_before(span.open, span.first).is_some_and(|s| s.start <= p.close)
        {
            return said.continuing(p, "the next sentence is all quote");
        }
        if opening.start <= text.lines[span.first].start
            && let Some(p) = previous
            && p.voice != Voice::NotSpeech
            && follows_on(text, p, span.first)
        {
            if p.why.starts_with("announced") && p.who.0 < p.open {
                let mut listed = said.continuing(p, "announced by a list's lead");
                listed.joins = is_single(text, p);
                return listed;
            }
            return said.continuing(p, "a paragraph that is all quote");
        }
        if let Some(found) = above(text, span, opening) {
            let list = found.verb.class == Class::Section;
            let mut said = settle(text, said, found, memory, (opening, closing), previous);
            said.attribution = if said.speaker.is_some() { Attribution::Inferred } else { Attribution::None };
            if list {
                said.why = "announced by the line above".into();
            }
            return said;
        }
        if let Some((who, voice)) = memory.last.filter(|_| words >= 4) {
            said.speaker = Some(who.text(text));
            said.who = (who.start, who.end);
            said.voice = voice;
            said.attribution = Attribution::Inferred;
            said.why = "no attribution: the last speaker".into();
            return said;
        }
    }
    fragment(text, said, span, (prefix, suffix), words, previous)
}

fn is_single(text: &Text, p: &Said) -> bool {
    let words = text.slice(p.who.0, p.who.1).to_lowercase();
    ["a ", "an ", "one ", "another"].iter().any(|w| words.starts_with(w)) && !words.contains("comments")
}

/// Whether the line follows the quote before directly, with nothing but quotes in between.
fn follows_on(text: &Text, p: &Said, line: usize) -> bool {
    text.line_above(line) == Some(p.last_line) && text.lines[p.last_line].role == text.lines[line].role && {
        // The quote before ends its line, or its attribution does.
        let rest = text.trimmed(p.close, text.lines[p.last_line].end);
        rest.1 - rest.0 < 160 && text.sentence_at(p.close.saturating_sub(1), p.last_line).end + 2 >= rest.1
    }
}

/// `“A,” she said, “B.”`: what stands between is one attribution, closed by a comma or colon.
fn goes_on(text: &Text, p: &Said, to: usize) -> bool {
    let (start, end) = text.trimmed(p.close, to);
    // A pronoun's antecedent stands before the quote, the attribution does not.
    let first: String = text.chars[start..end].iter().take_while(|c| c.is_alphabetic()).collect();
    let pronoun = matches!(first.to_lowercase().as_str(), "he" | "she" | "they");
    if start == end || p.who.0 < p.close && p.who.1 > p.who.0 && !pronoun {
        return false;
    }
    let mut verbs = 0;
    let mut last = 0;
    let mut adding = false;
    for hit in verbs_in(text, (start, end)).filter(|h| h.class != Class::Call) {
        // One word may be two cues (wrote: say and write).
        verbs += usize::from(hit.start >= last);
        last = last.max(hit.end);
        let word = text.slice(hit.start, hit.end).to_lowercase();
        adding |= word.starts_with("add") && word != "added";
    }
    let closed = matches!(text.chars[end - 1], ',' | '—' | ':');
    verbs == 1 && !adding && closed && end - start < 160 && !text.chars[start..end].contains(&';')
}

fn count_words(text: &Text, span: &Span) -> usize {
    span.parts
        .iter()
        .map(|(start, end)| text.chars[*start..*end].split(|c| c.is_whitespace()).filter(|w| !w.is_empty()).count())
        .sum()
}

/// Fills in speaker and voice from what was found.
fn settle(
    text: &Text,
    mut said: Said,
    found: Found,
    memory: &mut Memory,
    (opening, closing): (Sentence, Sentence),
    previous: Option<&Said>,
) -> Said {
    let cue = text.slice(found.verb.start, found.verb.end);
    said.why = if cue.is_empty() { "the sentence before".into() } else { format!("“{cue}”") };
    said.attribution = if found.explicit { Attribution::Explicit } else { Attribution::Inferred };
    if !found.explicit {
        said.from.0 = found.verb.start.min(said.from.0);
    }
    let Some(who) = found.who else {
        // "… “A” and urged them to “B”": the subject of the sentence goes on.
        if let Some((who, voice)) =
            memory.last.filter(|(who, _)| who.start >= opening.start && who.end <= found.verb.start && found.explicit)
        {
            said.who = (who.start, who.end);
            said.speaker = Some(who.text(text));
            said.voice = voice;
            said.attribution = Attribution::Inferred;
            return said;
        }
        // "It argued that the law “…,” and asked the legislature to “…”"
        let subject = previous.filter(|p| {
            found.explicit
                && p.close > opening.start
                && p.speaker.is_some()
                && p.who.0 < p.open
                && p.voice != Voice::NotSpeech
        });
        if let Some(p) = subject.filter(|p| words::word(text, p.close, found.verb.start).is_some_and(|w| w == "and")) {
            let joined = said.continuing(p, "the same sentence goes on");
            return Said { joins: false, attribution: Attribution::Inferred, ..joined };
        }
        said.voice = who::nobody(text, &found.verb, (opening.start, closing.end), said.line);
        said.attribution = Attribution::None;
        return said;
    };
    // "Fisk said in a statement, which accused her of “…”": the statement is Fisk's.
    let paper = text.chars[who.start..who.end].starts_with(&['a', ' '])
        && text.hits(who.start, who.end).iter().any(|h| matches!(h.class, Class::Thing | Class::Post));
    if let Some(p) = previous.filter(|p| {
        paper && p.close > opening.start && p.close <= who.start && p.speaker.is_some() && p.voice != Voice::NotSpeech
    }) {
        let joined = said.continuing(p, "the same sentence goes on");
        return Said { joins: false, attribution: Attribution::Inferred, ..joined };
    }
    said.who = (who.start, who.end);
    if let Some(pronoun) = pronouns::pronoun(text, &who) {
        let last = memory.last.as_ref().map(|(p, _)| *p);
        let antecedent = pronouns::antecedent(text, who.start, said.line, &pronoun, last)
            .or_else(|| memory.person.filter(|p| pronouns::agrees(text, p, &pronoun)));
        said.attribution = Attribution::Inferred;
        match antecedent {
            Some(name) => {
                said.who = (name.start, name.end);
                said.speaker = Some(name.text(text));
                // What the sentence that names the speaker says of them counts too: met, or read?
                let from = text.sentence_at(name.start, said.line).start.min(opening.start);
                said.voice = match &memory.last {
                    Some((last, voice)) if last.text(text) == name.text(text) => *voice,
                    _ => who::voice(text, &name, &found.verb, (from, closing.end), said.line),
                };
                if matches!(pronoun.as_str(), "it" | "its") && said.voice == Voice::Public {
                    said.speaker = Some(name.text(text)).filter(|_| phrase::is_person(text, &name));
                }
                memory.met(text, name, said.voice);
            }
            None => {
                said.voice = who::nobody(text, &found.verb, (opening.start, closing.end), said.line);
                said.attribution = Attribution::None;
            }
        }
        said.again = true;
        return said;
    }
    said.voice = who::voice(text, &who, &found.verb, (opening.start, closing.end), said.line);
    said.again = text.has(who.start.saturating_sub(1), who.end, Class::Again)
        || text.has(opening.start, closing.end, Class::Again);
    said.speaker = Some(who.text(text));
    memory.met(text, who, said.voice);
    said
}

/// A span nobody is said to say: long enough to be speech, or a term.
fn fragment(
    text: &Text,
    mut said: Said,
    span: &Span,
    (prefix, suffix): ((usize, usize), (usize, usize)),
    words: usize,
    previous: Option<&Said>,
) -> Said {
    let titled = clause::title_case(text, span);
    // "… were “A” and that the vote was “B”": what the same sentence reports goes on.
    if let Some(p) = previous
        && p.close > said.from.0
        && p.last_line == span.first
        && matches!(p.voice, Voice::Figure | Voice::Other | Voice::Public)
        && !titled
        && (words >= 2 || p.close + 60 >= span.open)
        && p.parts.last().is_some_and(|(_, end)| *end > 0)
        && connects(text, p, prefix)
    {
        let goes_on = said.continuing(p, "the same sentence goes on");
        // "called “clueless” and, by one congressman, “the tin man”"
        let by = text.chars[prefix.0..prefix.1].windows(4).rposition(|w| w == [' ', 'b', 'y', ' ']);
        let agent = by.and_then(|at| phrase::right(text, prefix.0 + at + 4, prefix.1));
        if let Some(who) = agent.filter(|who| who.end + 2 >= prefix.1 && phrase::is_person(text, who)) {
            let speaker = Some(who.text(text));
            return Said { joins: false, speaker, who: (who.start, who.end), ..goes_on };
        }
        return Said { joins: false, attribution: Attribution::Inferred, ..goes_on };
    }
    // "a campaign that had been, by her own description, “allergic to volume”"
    let tail = text.slice(prefix.1.saturating_sub(40).max(prefix.0), prefix.1).to_lowercase();
    if let Some(p) = previous.filter(|p| {
        p.voice != Voice::NotSpeech
            && [" her own ", " his own ", " their own ", " its own "].iter().any(|w| tail.contains(&format!("by{w}")))
    }) {
        let own = said.continuing(p, "by the speaker's own words");
        return Said { joins: false, attribution: Attribution::Inferred, ..own };
    }
    let speaks = verbs_in(text, prefix).chain(verbs_in(text, suffix)).next();
    let public = text.last(prefix.0, prefix.1, Class::Public).or(text.first(suffix.0, suffix.1, Class::Public));
    let whole = prefix.0 == prefix.1 && suffix.0 == suffix.1;
    // `‘You sold them a lake’: Judge sentences developer`
    let line = &text.lines[span.first];
    if line.role == super::lines::Role::Head && words >= 4 && opens_headline(text, span, suffix) && !titled {
        said.voice = Voice::Other;
        said.why = "a headline's quote".into();
        return said;
    }
    // "must print a “suggested fair wage” on every bill"
    let before = words::words(text, prefix.0.max(prefix.1.saturating_sub(12)), prefix.1);
    let article = before.last().is_some_and(|w| words::lower(text, w).is(words::DETERMINERS) && !w.cut);
    if article && words <= 4 && public.is_none() && suffix.0 <= span.close + 1 && suffix.0 < suffix.1 {
        said.why = "a term: a noun of the sentence".into();
        return said;
    }
    if span.mark == '‘' && words <= 4 || titled || (words < 6 && speaks.is_none() && !whole) {
        said.why = "a term: nobody says it".into();
        return said;
    }
    said.voice = Voice::Other;
    if let Some(hit) = public.filter(|_| speaks.is_some()) {
        let who = phrase::around(text, hit, said.from.0, said.from.1);
        said.speaker = Some(who.text(text));
        said.who = (who.start, who.end);
        said.voice = Voice::Public;
        said.attribution = Attribution::Inferred;
        said.why = format!("“{}” in its sentence", text.slice(hit.start, hit.end));
        return said;
    }
    let named = match speaks {
        Some(verb) => phrase::left(text, prefix.0.min(verb.start), verb.start),
        None => head::head(text, said.from.0, span.open),
    };
    let named = named.filter(|who| phrase::is_person(text, who) && pronouns::pronoun(text, who).is_none());
    said.who = named.map_or((0, 0), |who| (who.start, who.end));
    said.speaker = named.map(|who| who.text(text));
    said.attribution = if said.speaker.is_some() { Attribution::Inferred } else { Attribution::None };
    said.why = "speech of nobody named".into();
    said
}

/// Whether a quote opens its line and a colon follows.
fn opens_headline(text: &Text, span: &Span, suffix: (usize, usize)) -> bool {
    span.open == text.lines[span.first].start && suffix.0 < suffix.1 && text.chars[suffix.0] == ':'
}

/// `“a diva” who “does what she wants”`, `“A” and that it was “B”`: nobody else comes between.
fn connects(text: &Text, p: &Said, gap: (usize, usize)) -> bool {
    let Some(first) = words::word(text, gap.0, gap.1) else { return false };
    if matches!(first.as_str(), "and" | "but" | "or" | "while") {
        return true;
    }
    let clause = matches!(first.as_str(), "who" | "that" | "which" | "with" | "to" | "as" | "because" | "of" | "for");
    let other = text.hits(gap.0, gap.1).iter().any(|h| matches!(h.class, Class::Title));
    p.close + 60 >= gap.1 && clause && !other && verbs_in(text, gap).next().is_none()
}
