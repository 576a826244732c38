//! English clauses without a parser: what stands around a verb, and whether it is one.

use super::cues::{Class, Hit};
use super::head::head;
use super::marks::Span;
use super::phrase::{Phrase, is_person};
use super::text::Text;
use super::words::{
    BEFORE_NOUNS, DETERMINERS, MODALS, RELATIVES, capital, hit_at, is_adverb, is_auxiliary, lower, words,
};

/// Whether an auxiliary stands right before a verb.
pub(super) fn auxiliary(text: &Text, start: usize, verb: usize) -> bool {
    let words = words(text, start.max(verb.saturating_sub(40)), verb);
    words.iter().rev().find(|w| !is_adverb(&lower(text, w))).is_some_and(|w| {
        matches!(lower(text, w).as_str(), "has" | "had" | "have" | "is" | "was" | "were" | "are" | "would" | "will")
    })
}

pub(super) fn is_plural(text: &Text, hit: &Hit) -> bool {
    let word = text.slice(hit.start, hit.end).to_lowercase();
    word.ends_with('s') || matches!(word.as_str(), "people" | "social media" | "the internet")
}

/// Whether the verb at a place is passive: "was accused".
pub(super) fn passive(text: &Text, start: usize, verb: usize) -> bool {
    let words = words(text, start.max(verb.saturating_sub(40)), verb);
    words.iter().rev().find(|w| !is_adverb(&lower(text, w))).is_some_and(|w| {
        matches!(lower(text, w).as_str(), "was" | "were" | "been" | "being" | "is" | "are" | "be" | "got")
    })
}

/// Whether the verb at a place has a relative pronoun for its subject: "who proposed".
pub(super) fn relative(text: &Text, start: usize, verb: usize) -> bool {
    let words = words(text, start.max(verb.saturating_sub(40)).min(verb), verb);
    words
        .iter()
        .rev()
        .find(|w| !is_adverb(&lower(text, w)) && !is_auxiliary(&lower(text, w)))
        .is_some_and(|w| lower(text, w).is(RELATIVES))
}

/// Whether the verb at a place is what somebody should or would do.
pub(super) fn modal(text: &Text, start: usize, verb: usize) -> bool {
    let words = words(text, start.max(verb.saturating_sub(30)), verb);
    words.last().is_some_and(|w| lower(text, w).is(MODALS))
}

/// Whether a cue that may be a verb (post, comment, reply, read) is a noun here.
pub(super) fn is_noun(text: &Text, hit: &Hit, start: usize) -> bool {
    let noun = text.hits(hit.start, hit.start + 1).iter().any(|h| {
        matches!(h.class, Class::Post | Class::Person | Class::Figure | Class::Other | Class::Voice) && h.end >= hit.end
    });
    let words = words(text, start.max(hit.start.saturating_sub(40)).min(hit.start), hit.start);
    let Some(before) = words.last() else { return noun };
    let low = lower(text, before);
    if !noun {
        // "the senator's remarks", "the state", "his charges": no verb follows a determiner.
        let possessive = low.ends_with("'s") && !capital(text, before) || low.ends_with("s'");
        let participle = text.chars[hit.start..hit.end].ends_with(&['i', 'n', 'g']);
        return !before.cut
            && (!participle && (possessive || low.is(DETERMINERS))
                || participle && low.is(&["a", "an", "the", "one", "another", "no", "any", "this"]));
    }
    let possessive = low.ends_with("'s") || low.ends_with("’s") || low.ends_with("s'") || low.ends_with("s’");
    possessive || hit_at(text, before, Class::Platform) || low.is(BEFORE_NOUNS)
}

/// The person whose post a phrase is, where the sentence opens with one: "She followed it with a second post".
pub(super) fn poster(text: &Text, start: usize, who: &Phrase) -> Option<Phrase> {
    let hits = text.hits(who.start, who.end);
    if !hits.iter().any(|h| h.class == Class::Post)
        || hits.iter().any(|h| matches!(h.class, Class::Public | Class::Person | Class::Figure))
    {
        return None;
    }
    let before = words(text, start.max(who.start.saturating_sub(30)).min(who.start), who.start);
    let governed = before.last().is_some_and(|w| {
        matches!(
            lower(text, w).as_str(),
            "with"
                | "in"
                | "of"
                | "to"
                | "on"
                | "shared"
                | "posted"
                | "wrote"
                | "published"
                | "made"
                | "left"
                | "via"
                | "using"
                | "into"
                | "and"
        )
    });
    let head = head(text, start, who.start)?;
    (governed && head.end <= who.start && is_person(text, &head)).then_some(head)
}

/// "The Harbour Within": every long word of a span is capitalised.
pub(super) fn title_case(text: &Text, span: &Span) -> bool {
    let (start, end) = span.parts[0];
    let words = words(text, start, end);
    let capitals = words
        .iter()
        .filter(|w| {
            let verb = lower(text, w)
                .is(&["is", "was", "are", "has", "had", "can", "i", "he", "she", "it", "we", "you", "not", "do"]);
            capital(text, w) || w.end - w.start <= 3 && !verb || text.chars[w.start].is_ascii_digit()
        })
        .count();
    span.parts.len() == 1
        && words.len() >= 2
        && words.len() <= 9
        && capitals == words.len()
        && words.iter().filter(|w| capital(text, w)).count() >= 2
        && !matches!(text.chars[end - 1], '!' | '?')
}
