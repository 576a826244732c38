//! English: who says a span, from the words before, behind and above it.

use super::cues::{Class, Hit};
use super::marks::Span;
use super::phrase::{self, Phrase};
use super::said::{Said, Voice};
use super::text::{Sentence, Text};
use super::types::Attribution;
use super::{who, words};

/// The speakers met so far, for pronouns and quotes without attribution.
#[derive(Default)]
struct Memory {
    last: Option<(Phrase, Voice)>,
}

/// A speaker found, and which cue did it.
struct Found {
    who: Option<Phrase>,
    verb: Hit,
    /// The sentence says so itself.
    explicit: bool,
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
    let mut said = Said {
        parts: span.parts.clone(),
        line: span.first,
        last_line: span.last,
        open: span.open,
        close: span.close,
        speaker: None,
        who: (0, 0),
        voice: Voice::NotSpeech,
        attribution: Attribution::None,
        why: String::new(),
        joins: false,
        again: false,
        from: (opening.start.min(closing.start), closing.end),
        near: (prefix.0, suffix.1.max(span.close)),
    };
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
        let listed = continued(said, p, "one of a list");
        return Said { joins: false, ..listed };
    }
    // Between two spans of one sentence stands one attribution: the second goes on with the first.
    if let Some(p) = joined
        && p.close > opening.start
        && goes_on(text, p, span.open)
    {
        return continued(said, p, "goes on after its attribution");
    }
    // Right behind the attributed sentence, a sentence that is all quote.
    let alone = prefix.0 == prefix.1;
    let bare = alone && (suffix.0 == suffix.1 || !behind_reads(text, span, suffix));
    let after = behind(text, span, prefix, suffix);
    if after.is_none() && phrase::title_case(text, span) && (prefix.0 < prefix.1 || suffix.0 < suffix.1) {
        said.why = "written as a title".into();
        return said;
    }
    if let Some(found) = after.or_else(|| ahead(text, prefix, suffix, span)) {
        return settle(text, said, found, memory, opening, closing);
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
            return continued(said, p, "the next sentence is all quote");
        }
        if opening.start <= text.lines[span.first].start
            && let Some(p) = previous
            && p.voice != Voice::NotSpeech
            && follows_on(text, p, span.first)
        {
            if p.why.starts_with("announced") && p.who.0 < p.open {
                let mut listed = continued(said, p, "announced by a list's lead");
                listed.joins = is_single(text, p);
                return listed;
            }
            return continued(said, p, "a paragraph that is all quote");
        }
        if let Some(found) = above(text, span, opening) {
            let list = found.verb.class == Class::Section;
            let mut said = settle(text, said, found, memory, opening, closing);
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

/// What follows a span in its sentence; for one of a list (“A”, “B”) and for a quote with its translation, what follows
/// the last of them.
fn behind_list(text: &Text, index: usize, closing: Sentence, to: usize) -> (usize, usize) {
    let mut suffix = text.trimmed(text.spans[index].close.min(to), to);
    for next in index + 1..text.spans.len().min(index + 30) {
        let span = &text.spans[next];
        if span.open >= closing.end || !separates(text, text.spans[next - 1].close, span.open) {
            break;
        }
        let end = text.spans.get(next + 1).map_or(closing.end, |after| after.open.min(closing.end)).max(span.close);
        suffix = text.trimmed(span.close, end);
    }
    suffix
}

/// Whether only what separates the quotes of a list stands between two spans: `; and`, `(`.
fn separates(text: &Text, from: usize, to: usize) -> bool {
    to - from <= 8
        && text.slice(from, to).split(|c: char| !c.is_alphabetic()).all(|w| matches!(w, "" | "and" | "or"))
        && !text.chars[from..to].iter().any(|c| matches!(c, '.' | ':' | '\n'))
}

/// Whether behind a quote stands anything that attributes.
fn behind_reads(text: &Text, span: &Span, suffix: (usize, usize)) -> bool {
    behind(text, span, (span.open, span.open), suffix).is_some()
}

fn continued(mut said: Said, p: &Said, why: &str) -> Said {
    said.speaker.clone_from(&p.speaker);
    said.who = p.who;
    said.voice = p.voice;
    said.attribution = p.attribution;
    said.why = why.into();
    said.joins = true;
    said.again = p.again;
    said.from = p.from;
    said
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
    if start == end || p.who.0 < p.close && p.who.1 > p.who.0 {
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

/// A title, a term or a name is announced right before the span.
fn title_before<'t>(text: &'t Text, prefix: (usize, usize), span: &Span, words: usize) -> Option<&'t Hit> {
    if words > 9 {
        return None;
    }
    let hit = text.last(prefix.0, prefix.1, Class::Title)?;
    // "comments such as “…”" are comments.
    let examples = matches!(text.slice(hit.start, hit.end).as_str(), "such as" | "words like" | "terms like");
    if examples
        && text
            .hits(hit.start.saturating_sub(24).max(prefix.0), hit.start)
            .iter()
            .any(|h| matches!(h.class, Class::Post | Class::Voice | Class::Public))
    {
        return None;
    }
    let gap = &text.chars[hit.end..span.open];
    let near = gap.iter().all(|c| c.is_whitespace() || matches!(c, ',' | '—' | '–' | '(' | '-'));
    // "the film, “The Harbour,”", "the so-called “safe spin”", "a word like “x”".
    let between = text.slice(hit.end, span.open);
    let linked = between.split(|c: char| !c.is_alphanumeric()).all(|w| {
        matches!(w, "" | "the" | "a" | "an" | "of" | "called" | "is" | "was" | "named" | "simply" | "like" | "for")
    });
    let close = gap.len() <= 22 && linked && !gap.contains(&':') && !gap.contains(&'.');
    let speaks = text.hits(hit.end, span.open).iter().any(|h| matches!(h.class, Class::Say | Class::Write));
    let called = text.slice(hit.start, hit.end);
    let strong = !matches!(called.as_str(), "hit" | "means" | "single" | "segment" | "category" | "labels");
    // People said to call something a name speak: "fans dubbed it “the sofa”" is left to the verbs.
    ((near || close && strong) && !speaks).then_some(hit)
}

fn count_words(text: &Text, span: &Span) -> usize {
    span.parts
        .iter()
        .map(|(start, end)| text.chars[*start..*end].split(|c| c.is_whitespace()).filter(|w| !w.is_empty()).count())
        .sum()
}

/// The reporting verbs of a range; a post or a comment is no verb.
fn verbs_in(text: &Text, range: (usize, usize)) -> impl DoubleEndedIterator<Item = &Hit> {
    text.hits(range.0, range.1).iter().filter(move |h| {
        matches!(h.class, Class::Say | Class::Write | Class::Call) && !phrase::is_noun(text, h, range.0)
    })
}

/// Attribution behind the span: `“…,” one user wrote`, `“…,” wrote one user`, `“…” by critics`.
fn behind(text: &Text, span: &Span, prefix: (usize, usize), suffix: (usize, usize)) -> Option<Found> {
    if suffix.0 == suffix.1 {
        return None;
    }
    let last = span.parts.last().filter(|(s, e)| e > s).map(|(_, e)| text.chars[e - 1])?;
    let mut start = suffix.0;
    // A gloss in brackets stands between a foreign quote and its attribution.
    if text.chars[start] == '('
        && let Some(close) = text.chars[start..suffix.1].iter().position(|c| *c == ')')
    {
        start += close + 1;
    }
    let lead = text.chars[start..suffix.1]
        .iter()
        .take_while(|c| c.is_whitespace() || matches!(c, ',' | '—' | '–' | '-' | '…'))
        .count();
    let punctuated = matches!(last, ',' | '?' | '!' | '—' | '–' | '…' | '.')
        || lead > 1
        || start > suffix.0
        || !last.is_alphanumeric() && last != '\'' && last != '’';
    let begins = prefix.0 == prefix.1;
    start += lead;
    let by = words::word(text, start, suffix.1).filter(|w| matches!(w.as_str(), "by" | "from" | "among")).is_some();
    if by && !begins {
        // Passive: "was called “…” by supporters".
        let who = phrase::right(text, start + 3, suffix.1)?;
        let verb = verbs_in(text, prefix).next_back().copied().filter(|v| phrase::passive(text, prefix.0, v.start));
        if let Some(verb) = verb.filter(|_| phrase::is_person(text, &who)) {
            return Some(Found { who: Some(who), verb, explicit: true });
        }
    }
    if !punctuated && !begins {
        return None;
    }
    let first = verbs_in(text, (start, suffix.1)).find(|h| h.class != Class::Call)?;
    let words_before = text.chars[start..first.start].iter().filter(|c| c.is_whitespace()).count();
    if words_before > 26 {
        return None;
    }
    let says = text.slice(first.start, first.end).to_lowercase();
    if says.starts_with("according to") || says.starts_with("in the words of") {
        let who = phrase::right(text, first.end, suffix.1);
        return Some(Found { who, verb: *first, explicit: true });
    }
    let between = text.slice(start, first.start);
    let adverbs = between.split_whitespace().all(words::is_adverb);
    if adverbs {
        let who = phrase::right(text, first.end, suffix.1);
        if who.is_some() || begins {
            return Some(Found { who, verb: *first, explicit: true });
        }
        return None;
    }
    // A clause of its own ("and so on, he said that …") only where the span is punctuated for it.
    let conjunction = between.split_whitespace().next().is_some_and(words::is_conjunction);
    if conjunction {
        return None;
    }
    // "“…,” a line she has quoted often": said before, not here.
    if !begins && phrase::auxiliary(text, start, first.start) {
        return None;
    }
    let who = phrase::left(text, start, first.start);
    who.is_some().then_some(Found { who, verb: *first, explicit: true })
}

/// Attribution before the span: `One user wrote: “…”`, `he called it “…”`.
fn ahead(text: &Text, prefix: (usize, usize), suffix: (usize, usize), span: &Span) -> Option<Found> {
    if prefix.0 == prefix.1 {
        return None;
    }
    let colon = text.chars[prefix.1 - 1] == ':';
    let candidates: Vec<&Hit> = verbs_in(text, prefix).collect();
    // The last verb that has a person for its subject, or the last one.
    let mut fallback = None;
    let modal = |verb: &Hit| phrase::modal(text, prefix.0, verb.start);
    let plain = candidates.iter().any(|verb| !modal(verb));
    for verb in candidates.iter().rev().filter(|verb| !plain || !modal(verb)) {
        let says = text.slice(verb.start, verb.end).to_lowercase();
        if says.starts_with("according to") || says.starts_with("in the words of") {
            if let Some(who) = phrase::right(text, verb.end, prefix.1) {
                return Some(Found { who: Some(who), verb: **verb, explicit: true });
            }
            continue;
        }
        let who = phrase::left(text, prefix.0, verb.start);
        let passive = phrase::passive(text, prefix.0, verb.start);
        if passive && verb.class == Class::Call {
            // "was called “…” by": the agent, if any, was looked for behind.
            let agent = text.chars[verb.end..prefix.1]
                .windows(4)
                .position(|w| w == [' ', 'b', 'y', ' '])
                .and_then(|at| phrase::right(text, verb.end + at + 4, prefix.1));
            if agent.is_some() {
                return Some(Found { who: agent, verb: **verb, explicit: true });
            }
        }
        match who {
            Some(who) if phrase::is_person(text, &who) => {
                // "She followed it with a second post, reading": the post is hers.
                let whose = phrase::poster(text, prefix.0, &who).unwrap_or(who);
                return Some(Found { who: Some(whose), verb: **verb, explicit: true });
            }
            who => fallback = fallback.or(Some(Found { who, verb: **verb, explicit: true })),
        }
    }
    if fallback.is_some() {
        return fallback;
    }
    // "One supporter's post summed up the mood: “…”", "The top reply was shorter: “…”".
    let heads = text
        .hits(prefix.0, prefix.1)
        .iter()
        .find(|h| matches!(h.class, Class::Public | Class::Post | Class::Person | Class::Figure));
    if let Some(hit) =
        heads.filter(|h| colon || h.class == Class::Public && suffix.0 == suffix.1 && span.close >= prefix.1)
    {
        let who = phrase::head(text, prefix.0, prefix.1)
            .filter(|w| w.end > hit.start)
            .unwrap_or(Phrase { start: hit.start, end: hit.end });
        return Some(Found { who: Some(who), verb: *hit, explicit: true });
    }
    // `Chairman: “…”`, and after the span `“…”: manager on slow starts`.
    if colon && prefix.1 - prefix.0 < 60 {
        let who = Phrase { start: prefix.0, end: prefix.1 - 1 };
        let verb = Hit { start: prefix.1 - 1, end: prefix.1, class: Class::Say, value: "" };
        return phrase::is_person(text, &who).then_some(Found { who: Some(who), verb, explicit: true });
    }
    None
}

/// Whether the line above ends in a colon.
fn announced(text: &Text, span: &Span) -> bool {
    text.line_above(span.first).is_some_and(|above| text.chars[text.lines[above].end - 1] == ':')
}

/// The sentence or line before announces the span: it ends in a colon, or its subject speaks on.
fn above(text: &Text, span: &Span, opening: Sentence) -> Option<Found> {
    let (sentence, same_line) = match text.sentence_before(opening.start, span.first) {
        Some(sentence) => (sentence, true),
        None => {
            let line = text.line_above(span.first)?;
            (
                *text.sentences[..text.sentences.partition_point(|s| s.start < span.open)]
                    .iter()
                    .rev()
                    .take(200)
                    .find(|s| s.line == line)?,
                false,
            )
        }
    };
    let colon = text.chars[sentence.end - 1] == ':';
    let strong = |h: &&Hit| matches!(h.class, Class::Public | Class::Post);
    let hits = text.hits(sentence.start, sentence.end);
    let public = hits.iter().rev().find(strong);
    let verb = verbs_in(text, (sentence.start, sentence.end)).next_back().copied();
    let mut cue = verb.or(public.copied()).unwrap_or(Hit {
        start: sentence.start,
        end: sentence.start,
        class: Class::Say,
        value: "",
    });
    if colon && !same_line {
        cue.class = Class::Section;
    }
    // "… came from a Japanese user who said he had followed him since school."
    if let Some(hit) = public.filter(|h| !phrase::is_plural(text, h)) {
        let who = phrase::around(text, hit, sentence.start, sentence.end);
        return Some(Found { who: Some(who), verb: cue, explicit: false });
    }
    let subject = phrase::head(text, sentence.start, sentence.end);
    match subject {
        Some(who) if phrase::is_person(text, &who) => Some(Found { who: Some(who), verb: cue, explicit: false }),
        _ if colon || (same_line && public.is_some()) => {
            let who = public.map(|hit| phrase::around(text, hit, sentence.start, sentence.end));
            Some(Found { who, verb: cue, explicit: false })
        }
        _ => None,
    }
}

/// Fills in speaker and voice from what was found.
fn settle(
    text: &Text,
    mut said: Said,
    found: Found,
    memory: &mut Memory,
    opening: Sentence,
    closing: Sentence,
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
        said.voice = who::nobody(text, &found.verb, (opening.start, closing.end), said.line);
        said.attribution = Attribution::None;
        return said;
    };
    said.who = (who.start, who.end);
    if let Some(pronoun) = who::pronoun(text, &who) {
        let antecedent = who::antecedent(text, who.start, said.line, &pronoun, memory.last.as_ref().map(|(p, _)| *p));
        said.attribution = Attribution::Inferred;
        match antecedent {
            Some(name) => {
                said.who = (name.start, name.end);
                said.speaker = Some(name.text(text));
                said.voice = match &memory.last {
                    Some((last, voice)) if last.text(text) == name.text(text) => *voice,
                    _ => who::voice(text, &name, &found.verb, (opening.start, closing.end), said.line),
                };
                if matches!(pronoun.as_str(), "it" | "its") && said.voice == Voice::Public {
                    said.speaker = Some(name.text(text)).filter(|_| phrase::is_person(text, &name));
                }
                memory.last = Some((name, said.voice));
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
    memory.last = Some((who, said.voice));
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
    let titled = phrase::title_case(text, span);
    // "… were “A” and that the vote was “B”": what the same sentence reports goes on.
    if let Some(p) = previous
        && p.close > said.from.0
        && p.last_line == span.first
        && matches!(p.voice, Voice::Figure | Voice::Other | Voice::Public)
        && words::word(text, prefix.0, prefix.1).is_some_and(|w| matches!(w.as_str(), "and" | "but" | "or" | "while"))
        && !titled
        && words >= 2
    {
        let goes_on = continued(said, p, "the same sentence goes on");
        return Said { joins: false, attribution: Attribution::Inferred, ..goes_on };
    }
    let speaks = verbs_in(text, prefix).chain(verbs_in(text, suffix)).next();
    let public = text.last(prefix.0, prefix.1, Class::Public).or(text.first(suffix.0, suffix.1, Class::Public));
    let whole = prefix.0 == prefix.1 && suffix.0 == suffix.1;
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
    let named = speaks.and_then(|verb| phrase::left(text, prefix.0.min(verb.start), verb.start));
    said.speaker = named.filter(|who| phrase::is_person(text, who)).map(|who| who.text(text));
    said.attribution = if said.speaker.is_some() { Attribution::Inferred } else { Attribution::None };
    said.why = "speech of nobody named".into();
    said
}
