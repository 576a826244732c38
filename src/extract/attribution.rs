//! English attributions: the verb and the speaker before, behind or above a span.

use super::cues::{Class, Hit};
use super::marks::Span;
use super::phrase::{self, Phrase};
use super::text::{Sentence, Text};
use super::{clause, head, words};

/// A speaker found, and which cue did it.
pub(super) struct Found {
    pub who: Option<Phrase>,
    pub verb: Hit,
    /// The sentence says so itself.
    pub explicit: bool,
}

/// What follows a span in its sentence; for one of a list (“A”, “B”) and for a quote with its translation, what follows
/// the last of them.
pub(super) fn behind_list(text: &Text, index: usize, closing: Sentence, to: usize) -> (usize, usize) {
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
pub(super) fn separates(text: &Text, from: usize, to: usize) -> bool {
    to - from <= 8
        && text.slice(from, to).split(|c: char| !c.is_alphabetic()).all(|w| matches!(w, "" | "and" | "or"))
        && !text.chars[from..to].iter().any(|c| matches!(c, '.' | ':' | '\n'))
}

/// The reporting verbs of a range; a post or a comment is no verb.
pub(super) fn verbs_in(text: &Text, range: (usize, usize)) -> impl DoubleEndedIterator<Item = &Hit> {
    text.hits(range.0, range.1).iter().filter(move |h| {
        matches!(h.class, Class::Say | Class::Write | Class::Call) && !clause::is_noun(text, h, range.0)
    })
}

/// Attribution behind the span: `“…,” one user wrote`, `“…,” wrote one user`, `“…” by critics`.
pub(super) fn behind(text: &Text, span: &Span, prefix: (usize, usize), suffix: (usize, usize)) -> Option<Found> {
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
        let verb = verbs_in(text, prefix).next_back().copied().filter(|v| clause::passive(text, prefix.0, v.start));
        if let Some(verb) = verb.filter(|_| phrase::is_person(text, &who)) {
            return Some(Found { who: Some(who), verb, explicit: true });
        }
    }
    if let Some(found) = predicate(text, start, suffix.1) {
        return Some(found);
    }
    if !punctuated && !begins {
        return None;
    }
    let mut verbs = verbs_in(text, (start, suffix.1)).filter(|h| h.class != Class::Call);
    let mut first = verbs.next()?;
    // "Petra Lindqvist, the designer who proposed it, said": the verb of a clause in between is not the speaker's.
    if clause::relative(text, start, first.start)
        && let Some(main) = verbs.find(|v| {
            v.start > first.end + 1 && text.chars[..v.start].iter().rev().find(|c| !c.is_whitespace()) == Some(&',')
        })
    {
        first = main;
    }
    // "… as “chatter,” noting that": the participle goes with the clause before.
    let word = text.slice(start, first.end).to_lowercase();
    let participle = word.split(' ').next().is_some_and(|w| w.ends_with("ing") && w != "according");
    if first.start == start && !begins && participle {
        return None;
    }
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
    let conjunction =
        between.split_whitespace().find(|w| !matches!(*w, "even" | "just" | "only")).is_some_and(words::is_conjunction);
    if conjunction {
        return None;
    }
    // "“…,” a line she has quoted often": said before, not here.
    if !begins && clause::auxiliary(text, start, first.start) {
        return None;
    }
    let who = phrase::left(text, start, first.start);
    who.is_some().then_some(Found { who, verb: *first, explicit: true })
}

/// Whether a verb that mostly reports nothing stands too far from the quote to report it.
fn strays(text: &Text, verb: &Hit, to: usize) -> bool {
    let word = text.slice(verb.start, verb.end).to_lowercase();
    let stem = word.trim_end_matches("ing").trim_end_matches("ed").trim_end_matches('s');
    (words::WEAK.contains(&word.as_str()) || words::WEAK.contains(&stem)) && words::words(text, verb.end, to).len() > 2
}

/// `“…,” was the verdict of another user`, `“…” became the most liked comment`.
fn predicate(text: &Text, start: usize, end: usize) -> Option<Found> {
    let verb = words::word(text, start, end)?;
    if !matches!(verb.as_str(), "was" | "is" | "were" | "became" | "came" | "ran" | "remains") {
        return None;
    }
    // "“…” is how he put it", "“…” was what she told the board"
    let rest = words::words(text, start + verb.len(), end.min(start + 60));
    if rest.first().is_some_and(|w| words::lower(text, w).is(&["how", "what"])) {
        let who = head::head(text, rest[0].end, end).filter(|who| phrase::is_person(text, who));
        let verb = Hit { start, end: start + verb.len(), class: Class::Say, value: "" };
        return who.map(|who| Found { who: Some(who), verb, explicit: true });
    }
    let stop = text.chars[start..end.min(start + 90)]
        .iter()
        .position(|c| matches!(c, '.' | ';' | ','))
        .map_or(end.min(start + 90), |n| start + n);
    let hits = text.hits(start, stop);
    let who = hits.iter().find(|h| h.class == Class::Public);
    let post = hits.iter().find(|h| h.class == Class::Post);
    let person = hits.iter().find(|h| {
        matches!(h.class, Class::Person | Class::Again)
            && text.chars[start..h.start].windows(4).any(|w| matches!(w, [' ', 'o', 'f', ' '] | ['r', 'o', 'm', ' ']))
    });
    // "… were among the reactions"
    if who.or(person).or(post).is_none() && hits.iter().any(|h| h.class == Class::Voice) && verb == "were" {
        let verb = Hit { start, end: start + verb.len(), class: Class::Post, value: "" };
        return Some(Found { who: None, verb, explicit: true });
    }
    let hit = *who.or(person).or(post)?;
    let phrase = phrase::around(text, &hit, start, stop);
    let from = phrase.start.max(start + verb.len()).min(phrase.end);
    let verb = Hit { start, end: start + verb.len(), class: Class::Post, value: "" };
    Some(Found { who: Some(Phrase { start: from, end: phrase.end }), verb, explicit: true })
}

/// Attribution before the span: `One user wrote: “…”`, `he called it “…”`.
pub(super) fn ahead(text: &Text, prefix: (usize, usize), suffix: (usize, usize), span: &Span) -> Option<Found> {
    if prefix.0 == prefix.1 {
        return None;
    }
    let colon = text.chars[prefix.1 - 1] == ':';
    let candidates: Vec<&Hit> = verbs_in(text, prefix).filter(|verb| !strays(text, verb, prefix.1)).collect();
    // The last verb that has a person for its subject, or the last one.
    let mut fallback = None;
    let modal = |verb: &Hit| clause::modal(text, prefix.0, verb.start);
    let plain = candidates.iter().any(|verb| !modal(verb));
    for verb in candidates.iter().rev().filter(|verb| !plain || !modal(verb)) {
        let says = text.slice(verb.start, verb.end).to_lowercase();
        if says.starts_with("according to") || says.starts_with("in the words of") {
            if let Some(who) = phrase::right(text, verb.end, prefix.1) {
                return Some(Found { who: Some(who), verb: **verb, explicit: true });
            }
            continue;
        }
        // "It begins, says Ragna Thorsdottir, with “…”"
        let inserted = text.chars[prefix.0..verb.start].iter().rev().find(|c| !c.is_whitespace()) == Some(&',');
        if inserted
            && let Some(who) = phrase::right(text, verb.end, prefix.1)
            && text.chars.get(who.end) == Some(&',')
            && phrase::is_person(text, &who)
        {
            return Some(Found { who: Some(who), verb: **verb, explicit: true });
        }
        // "the video was reposted on Weibo, where users were less forgiving:"
        let users = colon && text.has(verb.end, prefix.1, Class::Public);
        if users && clause::passive(text, prefix.0, verb.start) {
            continue;
        }
        let who = phrase::left(text, prefix.0, verb.start);
        let passive = clause::passive(text, prefix.0, verb.start);
        if passive {
            // "was called “…” by": the agent, if any, was looked for behind.
            let agent = text.chars[verb.end..prefix.1]
                .windows(4)
                .position(|w| w == [' ', 'b', 'y', ' '])
                .and_then(|at| phrase::right(text, verb.end + at + 4, prefix.1));
            if agent.is_some() {
                return Some(Found { who: agent, verb: **verb, explicit: true });
            }
            // "According to a memo, staffers had been told to “…”": whoever is called or told does not speak.
            if verb.class == Class::Call || says.starts_with("told") || says.starts_with("asked") {
                let source = candidates
                    .iter()
                    .find(|h| text.slice(h.start, h.end).to_lowercase().starts_with("according to"))
                    .and_then(|h| phrase::right(text, h.end, prefix.1))
                    // "Okoro said residents were told to leave “…”": the sentence is hers.
                    .or_else(|| {
                        let outer = candidates.iter().find(|h| h.end < verb.start && h.class == Class::Say)?;
                        let active = !clause::passive(text, prefix.0, outer.start);
                        phrase::left(text, prefix.0, outer.start)
                            .filter(|who| active && !says.starts_with("call") && phrase::is_person(text, who))
                    });
                return Some(Found { who: source, verb: **verb, explicit: true });
            }
        }
        // "suggested that Clinton tell bankers": nobody says that she did.
        let bare = text.slice(verb.start, verb.end).to_lowercase();
        let bare = words::BARE.contains(&bare.as_str()) && !clause::auxiliary(text, prefix.0, verb.start);
        let single = who.is_some_and(|who| {
            let last = words::words(text, who.start, who.end).pop();
            last.is_some_and(|w| words::is_name(text, &w)) && !who.text(text).contains(" and ")
        });
        if bare && single && candidates.len() > 1 {
            continue;
        }
        match who {
            Some(who) if phrase::is_person(text, &who) || phrase::is_subject(text, prefix.0, &who) => {
                // "She followed it with a second post, reading": the post is hers.
                let whose = clause::poster(text, prefix.0, &who).unwrap_or(who);
                return Some(Found { who: Some(whose), verb: **verb, explicit: true });
            }
            who => fallback = fallback.or(Some(Found { who, verb: **verb, explicit: true })),
        }
    }
    if let Some(found) = statement(text, prefix) {
        return Some(found);
    }
    if fallback.is_some() {
        return fallback;
    }
    // "One supporter's post summed up the mood: “…”", "The top reply was shorter: “…”".
    let heads = text.hits(prefix.0, prefix.1).iter().find(|h| {
        matches!(h.class, Class::Public | Class::Post | Class::Person | Class::Figure)
            || colon && h.class == Class::Thing
    });
    // "Comments include “…”"
    let last = text.slice(prefix.1.saturating_sub(12).max(prefix.0), prefix.1).to_lowercase();
    let last = last.trim_end_matches([',', ' ']);
    let examples = ["such as", "include", "includes", "included", "including", "ranged from"];
    let examples = examples.iter().any(|w| last.ends_with(w));
    // "Locals have a name for it, and so does the internet: “…”"
    let from = text.sentence_before(prefix.0, span.first).map_or(prefix.0, |s| s.start);
    let names = text.hits(from, prefix.1).iter().any(|h| {
        h.class == Class::Title
            && matches!(
                text.slice(h.start, h.end).to_lowercase().as_str(),
                "a name" | "official name" | "a nickname" | "nicknames" | "names"
            )
    });
    if names && colon {
        return None;
    }
    // "with the caption “…”"
    let caption = text.hits(prefix.0, prefix.1).iter().rev().find(|h| {
        h.class == Class::Post && h.end >= prefix.1 && text.slice(h.start, h.end).to_lowercase().contains("caption")
    });
    if let Some(hit) = heads.filter(|h| {
        colon
            || caption.is_some()
            || examples && h.class != Class::Figure
            || h.class == Class::Public && suffix.0 == suffix.1 && span.close >= prefix.1
    }) {
        let who = head::head(text, prefix.0, prefix.1)
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

/// "Keene's testimony last fall that she was “…”", "The camp's word was “…”": whoever has the noun says it.
fn statement(text: &Text, prefix: (usize, usize)) -> Option<Found> {
    let words = words::words(text, prefix.0.max(prefix.1.saturating_sub(160)), prefix.1);
    let noun = (1..words.len()).rev().find(|i| words::lower(text, &words[*i]).is(words::STATEMENTS))?;
    let owner = (0..noun).rev().take(3).find(|i| {
        let low = words::lower(text, &words[*i]);
        low.ends_with("'s") || low.ends_with("s'") || low.is(&["his", "her", "their", "its"])
    })?;
    let behind = &words[noun + 1..];
    let says = behind
        .iter()
        .take(4)
        .any(|w| words::lower(text, w).is(&["that", "of", "was", "is", "were", "about", "as", "to"]))
        || behind.is_empty();
    if !says || words[owner..noun].iter().any(|w| w.cut) {
        return None;
    }
    let low = words::lower(text, &words[owner]);
    let pronoun = low.is(&["his", "her", "their", "its"]);
    // Back over the owner's other words: "the Petrakis camp's".
    let first = (0..owner)
        .rev()
        .take(4)
        .take_while(|i| {
            !pronoun
                && !words[*i].cut
                && (words::is_name(text, &words[*i]) || words::lower(text, &words[*i]).is(words::DETERMINERS))
        })
        .last()
        .unwrap_or(owner);
    let length = if pronoun {
        0
    } else if low.ends_with("'s") {
        2
    } else {
        1
    };
    let who = Phrase { start: words[first].start, end: words[owner].end - length };
    let verb = Hit { start: words[noun].start, end: words[noun].end, class: Class::Say, value: "" };
    Some(Found { who: Some(who), verb, explicit: true })
}

/// Whether the line above ends in a colon.
pub(super) fn announced(text: &Text, span: &Span) -> bool {
    text.line_above(span.first).is_some_and(|above| text.chars[text.lines[above].end - 1] == ':')
}

/// The sentence or line before announces the span: it ends in a colon, or its subject speaks on.
pub(super) fn above(text: &Text, span: &Span, opening: Sentence) -> Option<Found> {
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
    // "other users were quick to respond:", "… came from a Japanese user who had followed him since school."
    if let Some(hit) = public.filter(|h| !clause::is_plural(text, h) || colon && h.class == Class::Public) {
        let who = phrase::around(text, hit, sentence.start, sentence.end);
        return Some(Found { who: Some(who), verb: cue, explicit: false });
    }
    let subject = head::head(text, sentence.start, sentence.end);
    match subject {
        Some(who) if phrase::is_person(text, &who) => Some(Found { who: Some(who), verb: cue, explicit: false }),
        _ if colon || (same_line && public.is_some()) => {
            let who = public.map(|hit| phrase::around(text, hit, sentence.start, sentence.end));
            Some(Found { who, verb: cue, explicit: false })
        }
        _ => None,
    }
}

fn called_words(text: &Text, hit: &Hit) -> bool {
    text.slice(hit.start, hit.end).to_lowercase() == "the words"
}

/// A title, a term or a name is announced right before the span.
pub(super) fn title_before<'t>(text: &'t Text, prefix: (usize, usize), span: &Span, words: usize) -> Option<&'t Hit> {
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
    // "above the words “Your crunch is somebody’s crisis.”": words that something says.
    if called_words(text, hit) && words >= 4 {
        return None;
    }
    let close = gap.len() <= 22 && linked && !gap.contains(&':') && !gap.contains(&'.');
    // "the program was “held together with tape”": what is said of a thing is not its name.
    let predicate = between.split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "is" | "was"));
    let named = ["title", "slogan", "nickname", "headline", "keyword", "phrase", "word", "term", "hashtag", "name"];
    let called = text.slice(hit.start, hit.end).to_lowercase();
    if predicate && !named.iter().any(|w| called.ends_with(w)) {
        return None;
    }
    // "bags he referred to as “lunch”": said by him.
    let low = ["referred to as", "dubbed", "called a", "labeled", "labelled"];
    let nick = called == "nicknamed" && text.has(prefix.0, hit.start, Class::Public);
    if nick || low.contains(&called.as_str()) {
        let subject = |who: &Phrase| phrase::is_person(text, who) || phrase::is_subject(text, prefix.0, who);
        let who = phrase::left(text, prefix.0, hit.start).filter(subject);
        if who.is_some() && !clause::passive(text, prefix.0, hit.start) {
            return None;
        }
    }
    let speaks = text.hits(hit.end, span.open).iter().any(|h| matches!(h.class, Class::Say | Class::Write));
    let called = text.slice(hit.start, hit.end);
    let strong = !matches!(called.as_str(), "hit" | "means" | "single" | "segment" | "category" | "labels");
    // People said to call something a name speak: "fans dubbed it “the sofa”" is left to the verbs.
    ((near || close && strong) && !speaks).then_some(hit)
}
