//! English spans that nobody says: titles, terms, names of things.

use super::attribution::behind;
use super::cues::{Class, Hit};
use super::marks::Span;
use super::text::Text;
use super::{clause, words};

/// `“Salt Garden,” the drama that …`, `a page called “Free Dolly”`.
pub(super) fn named(
    text: &Text,
    span: &Span,
    prefix: (usize, usize),
    suffix: (usize, usize),
    words: usize,
) -> Option<&'static str> {
    if words > 8 {
        return None;
    }
    let behind = words::words(text, suffix.0, suffix.1.min(suffix.0 + 40));
    // `Russell “Rusty” Webb`: a nickname between the names.
    let first = words::words(text, prefix.0.max(prefix.1.saturating_sub(24)), prefix.1).pop();
    let name = |w: &words::Word| words::is_name(text, w) && !w.cut;
    if words <= 3
        && first.is_some_and(|w| name(&w) && w.end + 1 == span.open)
        && behind.first().is_some_and(|w| w.start == span.close + 1 && words::is_name(text, w))
    {
        return Some("a nickname between names");
    }
    let apposed = behind.first().is_some_and(|w| words::lower(text, w).is(&["a", "an", "the"]))
        && behind.iter().skip(1).take(3).take_while(|w| !w.cut).any(|w| words::hit_at(text, w, Class::Title));
    if apposed && behind_reads(text, span, suffix) {
        return None;
    }
    if apposed && suffix.0 <= span.close + 2 && words <= 6 {
        return Some("an apposition says what it is");
    }
    // "Its private label, “Maple & Main,” was"
    let between = prefix.0 < prefix.1 && text.chars[prefix.1 - 1] == ',' && words <= 6;
    if between
        && clause::title_case(text, span)
        && behind.first().is_some_and(|w| words::is_auxiliary(&words::lower(text, w)))
    {
        return Some("an apposition between noun and verb");
    }
    let before = words::words(text, prefix.0.max(prefix.1.saturating_sub(60)), prefix.1);
    // "the $60 “Barnaby” bears"
    let (start, end) = span.parts[0];
    let inside = words::words(text, start, end);
    let next = behind.first().filter(|w| suffix.0 == span.close + 1 && w.start == suffix.0);
    let noun_follows = next.is_some_and(|w| {
        let low = words::lower(text, w);
        text.chars[w.start].is_lowercase()
            && !words::is_auxiliary(&low)
            && !words::is_conjunction(&low)
            && !words::is_adverb(&low)
            && !low.is(words::DETERMINERS)
            && !words::hit_at(text, w, Class::Stop)
            && !words::is_verb(text, w)
    });
    let called =
        before.last().is_some_and(|w| words::hit_at(text, w, Class::Call) || words::hit_at(text, w, Class::Say));
    let plain = end > start && text.chars[end - 1].is_alphanumeric();
    if noun_follows && !called && plain && inside.len() <= 3 && inside.iter().all(|w| words::capital(text, w)) {
        return Some("a name before its noun");
    }
    let (verb, noun) = (before.last()?, before.len().checked_sub(2).map(|i| &before[i])?);
    // "a dummy, named it “Senator,”"
    // "named the animal Agricola, “patient farmer.”"
    let given = before.iter().rev().skip(1).take(5).take_while(|w| !w.cut).any(|w| {
        words::lower(text, w).is(&["named", "christened", "renamed"]) && !text.has(prefix.0, w.start, Class::Public)
    });
    if given {
        return Some("the name of something");
    }
    let object = words::lower(text, verb).is(&["it", "him", "her", "them"]);
    if object && words::lower(text, noun).is(&["named", "christened", "renamed", "titled", "entitled"]) {
        return Some("the name of something");
    }
    // "asked on “Today”", "the cast of “Hamilton”"
    let place = words::lower(text, verb).is(&["on", "in", "of", "watching", "starring"]);
    let proper = inside.iter().all(|w| words::capital(text, w) || w.end - w.start <= 3)
        && inside.first().is_some_and(|w| words::capital(text, w));
    let ended = text.chars[start..end].last().is_some_and(|c| matches!(c, '!' | '?' | '.')) && words > 3;
    if place && proper && words <= 5 && !ended && !verb.cut {
        return Some("a title by its preposition");
    }
    let called = words::lower(text, verb).is(&["called", "named", "titled", "entitled", "branded"]);
    let low = words::lower(text, noun);
    let active = words::capital(text, noun)
        || low.is(words::SUBJECTS)
        || words::is_auxiliary(&low)
        || words::is_adverb(&low)
        || low.is(&["who", "and", "but", "that"])
        || text.hits(noun.start, noun.end).iter().any(|h| {
            matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other | Class::Again)
                && h.end >= noun.end
        });
    // "It is called “The Heirloom,”"
    let passive = called && words::is_auxiliary(&low) && clause::passive(text, prefix.0, verb.start);
    if passive && proper && !ended && inside.iter().filter(|w| words::capital(text, w)).count() >= 2 {
        return Some("the name of something");
    }
    (called && !active && !noun.cut).then_some("the name of something")
}

/// "calling him “Drought Dean”" is said of somebody; what is branded or named only bears a name.
pub(super) fn calls(text: &Text, verb: &Hit) -> bool {
    let word = text.slice(verb.start, verb.end).to_lowercase();
    ["call", "dub", "describ", "label", "term", "deem", "deride", "mock"].iter().any(|stem| word.starts_with(stem))
}

/// Whether behind a quote stands anything that attributes.
pub(super) fn behind_reads(text: &Text, span: &Span, suffix: (usize, usize)) -> bool {
    behind(text, span, (span.open, span.open), suffix).is_some()
}
