//! English noun phrases without a parser: the words left or right of a verb that are its subject.

use super::cues::{Class, Hit};
use super::lines::Role;
use super::marks::Span;
use super::said::Voice;
use super::text::Text;

/// A stretch of text that names somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub start: usize,
    pub end: usize,
}

impl Phrase {
    pub fn text(self, text: &Text) -> String {
        text.slice(self.start, self.end).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A word with what stands behind it.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    /// A comma, dash, semicolon or bracket follows.
    cut: bool,
}

fn words(text: &Text, start: usize, end: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = start;
    while at < end {
        let c = text.chars[at];
        if c.is_alphanumeric() || matches!(c, '@' | '#' | '_' | '$') {
            let from = at;
            while at < end && is_inside(text, at, end) {
                at += 1;
            }
            // A possessive stays, a full stop does not unless it abbreviates.
            words.push(Word { start: from, end: at, cut: false });
        } else {
            if matches!(c, ',' | ';' | '—' | '–' | '(' | ')' | ':' | '”' | '"')
                && let Some(last) = words.last_mut()
            {
                last.cut = true;
            }
            at += 1;
        }
    }
    words
}

fn is_inside(text: &Text, at: usize, end: usize) -> bool {
    let c = text.chars[at];
    let next = (at + 1 < end).then(|| text.chars[at + 1]);
    c.is_alphanumeric()
        || matches!(c, '@' | '_' | '#' | '$')
        || (matches!(c, '\'' | '’' | '-' | '.' | '/' | '&') && next.is_some_and(|n| n.is_alphanumeric() || n == '_'))
        || (c == '.'
            && text.chars[..at].iter().rev().take_while(|c| c.is_alphabetic()).count() <= 3
            && next == Some(' ')
            && text.chars.get(at + 2).is_some_and(|c| c.is_uppercase()))
}

/// The lower-case word at a place.
pub(super) fn word(text: &Text, start: usize, end: usize) -> Option<String> {
    let mut from = start;
    while from < end && !text.chars[from].is_alphanumeric() {
        from += 1;
    }
    let to = (from..end).find(|i| !text.chars[*i].is_alphanumeric()).unwrap_or(end);
    (from < to && from < start + 3).then(|| text.slice(from, to).to_lowercase())
}

const PREPOSITIONS: &[&str] = &[
    "of", "from", "in", "at", "on", "for", "with", "to", "by", "called", "named", "under", "behind", "near", "outside",
    "using",
];
const RELATIVES: &[&str] = &["who", "whose", "which", "that", "whom"];
const ARTICLES: &[&str] = &["a", "an", "the", "one", "now", "currently", "himself", "herself", "themselves"];

/// Words between subject and verb, or between verb and quote, that belong to neither.
pub(super) fn is_adverb(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    word.ends_with("ly")
        || matches!(
            word.as_str(),
            "" | "also"
                | "then"
                | "later"
                | "once"
                | "even"
                | "just"
                | "simply"
                | "again"
                | "still"
                | "soon"
                | "never"
                | "now"
                | "often"
                | "further"
                | "instead"
                | "too"
                | "to"
                | "only"
                | "first"
                | "yesterday"
                | "today"
                | "both"
                | "all"
                | "went"
                | "on"
                | "so"
                | "back"
                | "afterward"
                | "afterwards"
                | "meanwhile"
                | "always"
                | "twice"
                | "famously"
        )
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "was"
            | "were"
            | "is"
            | "are"
            | "be"
            | "been"
            | "being"
            | "has"
            | "had"
            | "have"
            | "did"
            | "does"
            | "do"
            | "would"
            | "could"
            | "should"
            | "will"
            | "can"
            | "may"
            | "might"
            | "must"
            | "to"
            | "not"
            | "didn't"
            | "don't"
            | "wouldn't"
            | "hadn't"
            | "seemed"
            | "seems"
            | "couldn't"
            | "can't"
    )
}

pub(super) fn is_conjunction(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "and"
            | "but"
            | "or"
            | "as"
            | "while"
            | "when"
            | "after"
            | "because"
            | "if"
            | "for"
            | "in"
            | "on"
            | "at"
            | "that"
            | "with"
            | "to"
            | "of"
            | "before"
            | "during"
            | "which"
            | "who"
            | "where"
            | "since"
            | "although"
            | "though"
            | "until"
            | "about"
            | "into"
            | "over"
            | "from"
            | "by"
            | "is"
            | "was"
            | "are"
            | "were"
            | "has"
            | "had"
            | "would"
            | "will"
    )
}

fn lower(text: &Text, word: &Word) -> String {
    text.slice(word.start, word.end).to_lowercase()
}

fn capital(text: &Text, word: &Word) -> bool {
    text.chars[word.start].is_uppercase() || text.chars[word.start] == '@'
}

fn hit_at(text: &Text, word: &Word, class: Class) -> bool {
    text.hits(word.start, word.end).iter().any(|h| h.class == class)
}

fn is_verb(text: &Text, word: &Word) -> bool {
    // A word that is also a noun of posts or people (post, comment, star) is a noun here.
    (hit_at(text, word, Class::Say) || hit_at(text, word, Class::Write) || hit_at(text, word, Class::Call))
        && !hit_at(text, word, Class::Post)
        && !hit_at(text, word, Class::Person)
        && !hit_at(text, word, Class::Figure)
        && !hit_at(text, word, Class::Public)
        && !hit_at(text, word, Class::Other)
        && !capital(text, word)
}

/// The subject left of a verb.
pub(super) fn left(text: &Text, start: usize, verb: usize) -> Option<Phrase> {
    let start = after_dateline(text, start, verb);
    // Only the nearest words matter, however long the sentence.
    let words = words(text, start.max(verb.saturating_sub(600)), verb);
    let mut last = words.len().checked_sub(1)?;
    while is_adverb(&lower(text, &words[last])) || is_auxiliary(&lower(text, &words[last])) {
        // "The user, later, said": the comma belongs to the adverb.
        last = last.checked_sub(1)?;
    }
    // "Hargrove said he would not, calling it": the participle goes with the sentence's subject.
    let participle = text.chars[verb..].iter().take_while(|c| c.is_alphabetic()).collect::<String>().ends_with("ing");
    if participle
        && words[words.len() - 1].cut
        && !is_name(text, &words[words.len() - 1])
        && let Some(subject) = head(text, start, verb).filter(|phrase| is_person(text, phrase))
    {
        return Some(subject);
    }
    // A relative clause right before the verb: "a user who wrote".
    let relative = |w: &Word| RELATIVES.contains(&lower(text, w).as_str());
    if relative(&words[last]) {
        last = last.checked_sub(1)?;
    } else if words[last].cut {
        last = before_apposition(text, &words, last);
    }
    let mut first = last + 1;
    let mut index = last + 1;
    while index > 0 {
        index -= 1;
        let word = &words[index];
        let low = lower(text, word);
        if index != last && word.cut {
            break;
        }
        if relative(word) {
            // "a user who said he had followed him": the subject stands before.
            if index == 0 || first > last {
                break;
            }
            if !person_in(text, words[first].start, words[last].end) || lower(text, &words[first]) == "he" {
                last = index - 1;
                if words[last].cut {
                    last = before_apposition(text, &words, last);
                }
                first = last + 1;
                index = last + 1;
                continue;
            }
            break;
        }
        if low == "and" {
            let names = index > 0 && first <= last && capital(text, &words[index - 1]) && capital(text, &words[first]);
            if names { continue } else { break }
        }
        if PREPOSITIONS.contains(&low.as_str()) {
            let noun = index > 0
                && !words[index - 1].cut
                && !PREPOSITIONS.contains(&lower(text, &words[index - 1]).as_str())
                && !is_auxiliary(&lower(text, &words[index - 1]));
            // "with many calling": what the preposition governs is the subject where it is a person by itself.
            if first > last || !noun || low == "with" && person_in(text, words[first].start, words[last].end) {
                break;
            }
            continue;
        }
        if is_verb(text, word) || is_auxiliary(&low) || (hit_at(text, word, Class::Stop) && !capital(text, word)) {
            break;
        }
        first = index;
    }
    // "On Weibo many users": the platform belongs to the preposition.
    let placed = first > 0 && first < last && matches!(lower(text, &words[first - 1]).as_str(), "on" | "over");
    if placed
        && hit_at(text, &words[first], Class::Platform)
        && person_in(text, words[first + 1].start, words[last].end)
    {
        first += 1;
    }
    let found = (first <= last).then(|| tidy(text, &words[first..=last])).flatten();
    match found {
        Some(phrase) if is_person(text, &phrase) => Some(phrase),
        found => text
            .last(start.max(verb.saturating_sub(200)), verb, Class::Public)
            .map(|hit| widened(text, hit, start))
            .or_else(|| head(text, start, verb).filter(|phrase| is_person(text, phrase)))
            .or(found),
    }
}

/// A cue with the adjectives before it: "Japanese social media users".
fn widened(text: &Text, hit: &Hit, floor: usize) -> Phrase {
    let before = words(text, floor.max(hit.start.saturating_sub(60)).min(hit.start), hit.start);
    let belongs = |w: &&Word| {
        !w.cut
            && !hit_at(text, w, Class::Stop)
            && !is_verb(text, w)
            && !is_conjunction(&lower(text, w))
            && !is_auxiliary(&lower(text, w))
    };
    let start = before.iter().rev().take(4).take_while(belongs).last().map_or(hit.start, |w| w.start);
    Phrase { start, end: hit.end }
}

/// Whether an auxiliary stands right before a verb.
pub(super) fn auxiliary(text: &Text, start: usize, verb: usize) -> bool {
    let words = words(text, start.max(verb.saturating_sub(40)), verb);
    words.iter().rev().find(|w| !is_adverb(&lower(text, w))).is_some_and(|w| {
        matches!(lower(text, w).as_str(), "has" | "had" | "have" | "is" | "was" | "were" | "are" | "would" | "will")
    })
}

/// The index of the word before an apposition or relative clause that ends in a comma at `last`.
fn before_apposition(text: &Text, words: &[Word], last: usize) -> usize {
    let mut last = last;
    for _ in 0..3 {
        let Some(cut) = (0..last).rev().find(|i| words[*i].cut) else { return last };
        let opener = &words[cut + 1];
        let low = lower(text, opener);
        let apposed = RELATIVES.contains(&low.as_str())
            || ARTICLES.contains(&low.as_str())
            || low.ends_with("ing")
            || low.ends_with("ed")
            || matches!(low.as_str(), "from" | "apparently" | "himself" | "herself" | "speaking" | "of" | "in" | "writing" | "surnamed")
            || low.chars().all(|c| c.is_ascii_digit())
            // "Kellyanne Conway, Trump's campaign manager, said"
            || (hit_in(text, opener.start, words[last].end, &[Class::Figure, Class::Other, Class::Person]) && capital(text, &words[cut]))
            || (capital(text, &words[cut]) && !capital(text, opener));
        let front = lower(text, &words[cut]);
        if !apposed || is_adverb(&front) || is_phrase_of_time(text, words, cut) {
            return last;
        }
        last = cut;
        if !words[..last].iter().any(|w| w.cut) {
            return last;
        }
    }
    last
}

/// "On Tuesday, a user …": the part before the comma is a preposition's.
fn is_phrase_of_time(text: &Text, words: &[Word], cut: usize) -> bool {
    let from = (0..cut).rev().find(|i| words[*i].cut).map_or(0, |i| i + 1);
    let low = lower(text, &words[from]);
    matches!(
        low.as_str(),
        "on" | "in"
            | "at"
            | "after"
            | "before"
            | "by"
            | "during"
            | "under"
            | "since"
            | "for"
            | "as"
            | "when"
            | "while"
            | "if"
            | "with"
            | "but"
            | "to"
            | "within"
            | "according"
            | "meanwhile"
            | "last"
            | "this"
            | "earlier"
            | "later"
    )
}

fn hit_in(text: &Text, start: usize, end: usize, classes: &[Class]) -> bool {
    text.hits(start, end).iter().any(|h| classes.contains(&h.class))
}

fn tidy(text: &Text, words: &[Word]) -> Option<Phrase> {
    let mut words = words;
    while let Some((first, rest)) = words.split_first() {
        let low = lower(text, first);
        if rest.is_empty()
            || !(is_adverb(&low) && low != "all" && low != "both"
                || matches!(
                    low.as_str(),
                    "but" | "and" | "that" | "as" | "while" | "yet" | "however" | "still" | "because"
                ))
        {
            break;
        }
        words = rest;
    }
    let (first, last) = (words.first()?, words.last()?);
    Some(Phrase { start: first.start, end: last.end })
}

/// The subject behind an inverted verb: "wrote one Japanese X user, whose post …".
pub(super) fn right(text: &Text, start: usize, end: usize) -> Option<Phrase> {
    let words = words(text, start, end.min(start + 300));
    let mut last = None;
    let mut index = 0;
    while index < words.len() {
        let word = &words[index];
        let low = lower(text, word);
        let opens = last.is_none();
        if opens && is_adverb(&low) && !capital(text, word) && low != "all" {
            index += 1;
            continue;
        }
        if opens
            && matches!(
                low.as_str(),
                "in" | "on"
                    | "at"
                    | "as"
                    | "to"
                    | "with"
                    | "after"
                    | "that"
                    | "about"
                    | "during"
                    | "by"
                    | "from"
                    | "when"
                    | "while"
            )
        {
            return None;
        }
        if !opens && hit_at(text, word, Class::Language) {
            break;
        }
        let stop = hit_at(text, word, Class::Stop) && !(capital(text, word) && !opens);
        let binds = matches!(low.as_str(), "of" | "from" | "for" | "and") || (matches!(low.as_str(), "in") && !opens);
        if !opens && RELATIVES.contains(&low.as_str())
            || (stop && !binds)
            || (!opens && is_verb(text, word) && low != "called" && low != "named")
        {
            break;
        }
        if low == "and" && words.get(index + 1).is_none_or(|next| !capital(text, next)) {
            break;
        }
        last = Some(index);
        if word.cut {
            break;
        }
        index += 1;
    }
    let last = last?;
    let first =
        words.iter().position(|w| !(is_adverb(&lower(text, w)) && !capital(text, w)) || lower(text, w) == "all")?;
    // A preposition at the end belongs to what follows.
    let mut last = last;
    while last > first && PREPOSITIONS.contains(&lower(text, &words[last]).as_str()) {
        last -= 1;
    }
    let phrase = Phrase { start: words[first].start, end: words[last].end };
    (is_person(text, &phrase) || !hit_at(text, &words[first], Class::Stop)).then_some(phrase)
}

/// Past "WASHINGTON — " or "SEOUL, March 3 (Yonhap) -- ".
fn after_dateline(text: &Text, start: usize, end: usize) -> usize {
    let reach = end.min(start + 60);
    let capitals = text.chars[start..reach].iter().take_while(|c| c.is_uppercase() || matches!(c, '.' | ' ')).count();
    if capitals < 4 {
        return start;
    }
    (start..reach)
        .find(|i| {
            matches!(text.chars[*i], '—' | '–' | ':') || text.chars[*i] == '-' && text.chars[i - 1].is_whitespace()
        })
        .map_or(start, |i| i + 1)
}

/// The subject a sentence opens with.
pub(super) fn head(text: &Text, start: usize, end: usize) -> Option<Phrase> {
    let end = text.spans.get(text.spans.partition_point(|s| s.open < start)).map_or(end, |s| s.open.min(end));
    let start = after_dateline(text, start, end);
    let words = words(text, start, end.min(start + 500));
    let mut first = 0;
    loop {
        let low = lower(text, words.get(first)?);
        if matches!(
            low.as_str(),
            "but"
                | "and"
                | "meanwhile"
                | "however"
                | "still"
                | "yet"
                | "instead"
                | "later"
                | "then"
                | "so"
                | "also"
                | "now"
        ) {
            first += 1;
        } else if is_conjunction(&low)
            || matches!(
                low.as_str(),
                "by" | "under"
                    | "among"
                    | "within"
                    | "amid"
                    | "following"
                    | "despite"
                    | "like"
                    | "last"
                    | "earlier"
                    | "across"
                    | "posting"
                    | "writing"
                    | "speaking"
                    | "over"
            )
        {
            // An adverbial up to its comma.
            first = (first..words.len()).find(|i| words[*i].cut)? + 1;
        } else {
            break;
        }
    }
    let mut last = first;
    let mut index = first;
    while index < words.len() {
        let word = &words[index];
        let low = lower(text, word);
        let preposition = PREPOSITIONS.contains(&low.as_str());
        // A name's verb need not be in any table: "Lee heaped praise".
        if index > first
            && is_name(text, &words[index - 1])
            && !capital(text, word)
            && !preposition
            && low != "and"
            && !text
                .hits(word.start, word.end)
                .iter()
                .any(|h| matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other | Class::Post))
        {
            break;
        }
        if index > first
            && (is_verb(text, word)
                || is_auxiliary(&low)
                || RELATIVES.contains(&low.as_str())
                || (hit_at(text, word, Class::Stop) && !preposition && low != "and" && !capital(text, word)))
        {
            break;
        }
        if index > first && low == "and" && words.get(index + 1).is_none_or(|w| !capital(text, w)) {
            break;
        }
        if !preposition {
            last = index;
        }
        if word.cut {
            break;
        }
        index += 1;
    }
    Some(Phrase { start: words.get(first)?.start, end: words.get(last)?.end })
}

/// The noun phrase around a cue: its article and adjectives, and "in Canada" behind it.
pub(super) fn around(text: &Text, hit: &Hit, start: usize, end: usize) -> Phrase {
    let before = left(text, start.min(hit.start), hit.end)
        .filter(|p| p.start <= hit.start && p.end >= hit.end && hit.start - p.start < 50);
    before.unwrap_or(Phrase { start: hit.start, end: hit.end.min(end.max(hit.end)) })
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

/// Whether the verb at a place is what somebody should or would do.
pub(super) fn modal(text: &Text, start: usize, verb: usize) -> bool {
    let words = words(text, start.max(verb.saturating_sub(30)), verb);
    words.last().is_some_and(|w| {
        matches!(
            lower(text, w).as_str(),
            "should"
                | "would"
                | "could"
                | "can"
                | "must"
                | "may"
                | "might"
                | "will"
                | "to"
                | "cannot"
                | "not"
                | "i'd"
                | "he'd"
                | "she'd"
        )
    })
}

/// Whether a cue that may be a verb (post, comment, reply, read) is a noun here.
pub(super) fn is_noun(text: &Text, hit: &Hit, start: usize) -> bool {
    if !text.hits(hit.start, hit.start + 1).iter().any(|h| {
        matches!(h.class, Class::Post | Class::Person | Class::Figure | Class::Other | Class::Voice) && h.end >= hit.end
    }) {
        return false;
    }
    let words = words(text, start.max(hit.start.saturating_sub(40)).min(hit.start), hit.start);
    let Some(before) = words.last() else { return true };
    let low = lower(text, before);
    let possessive = low.ends_with("'s") || low.ends_with("’s") || low.ends_with("s'") || low.ends_with("s’");
    possessive
        || hit_at(text, before, Class::Platform)
        || matches!(
            low.as_str(),
            "a" | "an"
                | "the"
                | "one"
                | "this"
                | "that"
                | "her"
                | "his"
                | "their"
                | "its"
                | "top"
                | "another"
                | "second"
                | "first"
                | "third"
                | "popular"
                | "own"
                | "of"
                | "in"
                | "with"
                | "some"
                | "many"
                | "most"
                | "other"
                | "same"
                | "follow-up"
                | "recent"
                | "such"
                | "viral"
                | "now-deleted"
                | "deleted"
                | "online"
                | "from"
                | "and"
                | "long"
                | "short"
                | "brief"
                | "original"
                | "liked"
                | "upvoted"
                | "to"
                | "for"
                | "these"
                | "those"
                | "single"
                | "new"
                | "each"
                | "every"
                | "few"
                | "several"
                | "separate"
                | "typical"
                | "common"
        )
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

fn person_in(text: &Text, start: usize, end: usize) -> bool {
    is_person(text, &Phrase { start, end })
}

/// Whether a phrase names somebody or something that speaks: a cue, a pronoun, a name.
pub(super) fn is_person(text: &Text, phrase: &Phrase) -> bool {
    let cue = text.hits(phrase.start, phrase.end).iter().any(|h| {
        matches!(
            h.class,
            Class::Public | Class::Person | Class::Figure | Class::Other | Class::Post | Class::Again | Class::Name
        ) && h.end <= phrase.end
    });
    cue || pronoun(text, phrase).is_some() || words(text, phrase.start, phrase.end).iter().any(|w| is_name(text, w))
}

/// A capitalised word that is no weekday, country or platform.
fn is_name(text: &Text, word: &Word) -> bool {
    let letters = &text.chars[word.start..word.end];
    capital(text, word)
        && letters.len() > 1
        && !is_calendar(&lower(text, word))
        && !(hit_at(text, word, Class::Stop)
            || hit_at(text, word, Class::Country)
            || hit_at(text, word, Class::Platform))
        && !is_adverb(&lower(text, word))
        || letters.starts_with(&['u', '/'])
}

fn is_calendar(word: &str) -> bool {
    const DAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "but",
        "and",
        "its",
        "this",
        "that",
        "these",
        "those",
        "there",
        "what",
        "when",
        "according",
    ];
    DAYS.contains(&word)
}

/// The pronoun a phrase is, if it is one.
pub(super) fn pronoun(text: &Text, phrase: &Phrase) -> Option<String> {
    let words = phrase.text(text).to_lowercase();
    matches!(
        words.as_str(),
        "he" | "she"
            | "they"
            | "it"
            | "i"
            | "we"
            | "who"
            | "him"
            | "her"
            | "them"
            | "its full text"
            | "the text"
            | "his"
            | "it all"
    )
    .then_some(words)
    .or_else(|| phrase.text(text).to_lowercase().strip_prefix("its ").map(|_| "its".to_owned()))
}

/// What a pronoun stands for: the nearest subject before it, or the last speaker.
pub(super) fn antecedent(
    text: &Text,
    place: usize,
    line: usize,
    pronoun: &str,
    last: Option<Phrase>,
) -> Option<Phrase> {
    let floor = text
        .line_above(line)
        .and_then(|l| text.line_above(l).or(Some(l)))
        .map_or(text.lines[line].start, |l| text.lines[l].start);
    let from = text.sentences.partition_point(|s| s.start < place);
    let thing = matches!(pronoun, "it" | "its" | "its full text" | "the text");
    for sentence in text.sentences[..from].iter().rev().take_while(|s| s.start >= floor).take(8) {
        if matches!(text.lines[sentence.line].role, Role::Junk | Role::Embed) {
            continue;
        }
        // What others say does not introduce anybody.
        let quoted = text.spans.partition_point(|span| span.close <= sentence.start);
        if text.spans.get(quoted).is_some_and(|span| span.open <= sentence.start && span.close + 1 >= sentence.end) {
            continue;
        }
        // The last speaker is nearer than this sentence's subject.
        if let Some(last) =
            last.filter(|l| !thing && l.start >= sentence.start && l.start < place && agrees(text, l, pronoun))
        {
            return Some(last);
        }
        let end = sentence.end.min(place);
        // "… a user named Kim. She" : within the sentence itself the subject before the pronoun counts.
        let Some(subject) = head(text, sentence.start, end).filter(|p| p.end < place) else { continue };
        let named = text.hits(subject.start, subject.end).iter().any(|h| {
            matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other | Class::Name)
                || thing && h.class == Class::Post
        });
        let possessor = subject.text(text).ends_with("'s") || subject.text(text).ends_with("’s");
        if self::pronoun(text, &subject).is_none()
            && !possessor
            && (named || is_named(text, &subject))
            && agrees(text, &subject, pronoun)
        {
            return Some(subject);
        }
        // "The cleaner, Mr Noh, 71, has declined": whoever the sentence is about.
        let near = sentence.line == line && !thing && matches!(pronoun, "he" | "she" | "they");
        let apposed = words(text, subject.end, end.min(subject.end + 60));
        if near && apposed.len() > 1 && text.chars[subject.end] == ',' && is_name(text, &apposed[0]) {
            let last = apposed.iter().take(5).take_while(|w| is_name(text, w)).last().unwrap_or(&apposed[0]);
            return Some(Phrase { start: apposed[0].start, end: last.end });
        }
        if let Some(name) = introduced(text, sentence.start, end).filter(|name| !thing && agrees(text, name, pronoun)) {
            return Some(name);
        }
        if let Some(hit) = text.hits(sentence.start, end).iter().find(|h| h.class == Class::Public) {
            return Some(around(text, hit, sentence.start, end));
        }
        if let Some(name) = nearest_of_gender(text, end, sentence.start, pronoun).filter(|_| sentence.line == line) {
            return Some(name);
        }
        let noun = !text.chars[subject.start].is_ascii_digit()
            && !matches!(subject.text(text).rsplit(['\'', '’']).next(), Some("s"));
        if near && noun && self::pronoun(text, &subject).is_none() && agrees(text, &subject, pronoun) {
            return Some(subject);
        }
    }
    let last = last.filter(|last| agrees(text, last, pronoun));
    last.or_else(|| nearest_of_gender(text, place, floor, pronoun))
}

/// The nearest name before a place that is known to be of a pronoun's gender.
fn nearest_of_gender(text: &Text, place: usize, floor: usize, pronoun: &str) -> Option<Phrase> {
    if !matches!(pronoun, "he" | "she" | "him" | "her") {
        return None;
    }
    let words = words(text, floor.max(place.saturating_sub(900)), place);
    words
        .iter()
        .rev()
        .filter(|w| is_name(text, w))
        .map(|w| Phrase { start: w.start, end: w.end })
        .find(|name| gender(text, name).is_some() && agrees(text, name, pronoun))
}

/// A name does not agree with a pronoun of the other gender.
fn agrees(text: &Text, subject: &Phrase, pronoun: &str) -> bool {
    let wanted = match pronoun {
        "he" | "him" | "his" => "m",
        "she" | "her" => "f",
        _ => return true,
    };
    gender(text, subject).is_none_or(|gender| gender == wanted)
}

fn is_named(text: &Text, phrase: &Phrase) -> bool {
    words(text, phrase.start, phrase.end).iter().any(|w| is_name(text, w) && w.end - w.start > 2)
}

/// The gender of a name, by its first name or title, here or where the article first gives it.
fn gender(text: &Text, subject: &Phrase) -> Option<&'static str> {
    if let Some(name) = text.first(subject.start, subject.end, Class::Name) {
        return Some(name.value);
    }
    let words = words(text, subject.start, subject.end);
    let titled = |word: &str| match word {
        "mr" | "mr." | "sir" | "king" | "prince" => Some("m"),
        "mrs" | "mrs." | "ms" | "ms." | "miss" | "queen" | "princess" => Some("f"),
        _ => None,
    };
    if let Some(gender) = words.iter().find_map(|w| titled(&lower(text, w))) {
        return Some(gender);
    }
    let surname = words.iter().rev().find(|w| is_name(text, w))?;
    let name: Vec<char> = text.chars[surname.start..surname.end].to_vec();
    mentions_of(text, &name).take(6).find_map(|at| {
        let from = at.saturating_sub(24);
        let before = self::words(text, from, at);
        let title = before.last().filter(|w| !w.cut).and_then(|w| titled(&lower(text, w)));
        let first = text.hits(from, at).iter().rev().find(|h| {
            h.class == Class::Name
                && text.chars[h.end..at].iter().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-'))
                && at - h.end <= 12
        });
        title.or(first.map(|h| h.value))
    })
}

/// A name right behind a role ("retired schoolteacher Oupa van Tonder"), or a handle, anywhere in a sentence.
fn introduced(text: &Text, start: usize, end: usize) -> Option<Phrase> {
    let words = words(text, start, end.min(start + 600));
    let is_handle = |w: &&Word| text.chars[w.start] == '@' || text.chars[w.start..w.end].starts_with(&['u', '/']);
    if let Some(word) = words.iter().rev().find(is_handle) {
        return Some(Phrase { start: word.start, end: word.end });
    }
    let roles =
        text.hits(start, end).iter().rev().filter(|h| matches!(h.class, Class::Figure | Class::Other | Class::Person));
    for hit in roles {
        let Some(first) = words.iter().position(|w| w.start >= hit.end) else { continue };
        if words[first].start > hit.end + 2 || !is_name(text, &words[first]) {
            continue;
        }
        let particle = |w: &Word| matches!(lower(text, w).as_str(), "van" | "de" | "von" | "bin" | "al");
        let last = (first..words.len().min(first + 6))
            .take_while(|i| (is_name(text, &words[*i]) || particle(&words[*i])) && (*i == first || !words[*i - 1].cut))
            .last()?;
        return Some(Phrase { start: words[first].start, end: words[last].end });
    }
    None
}

/// Who speaks where no phrase names anybody.
pub(super) fn nobody(text: &Text, verb: &Hit, sentence: (usize, usize), line: usize) -> Voice {
    let hits = text.hits(sentence.0, sentence.1);
    let public = hits.iter().any(|h| matches!(h.class, Class::Public | Class::Post));
    let interview = hits.iter().any(|h| matches!(h.class, Class::Interview));
    let writes = matches!(verb.class, Class::Write | Class::Post | Class::Public);
    if (public || writes && text.online[line]) && !interview { Voice::Public } else { Voice::Other }
}

/// Which kind of speaker a phrase is.
pub(super) fn voice(text: &Text, who: &Phrase, verb: &Hit, sentence: (usize, usize), line: usize) -> Voice {
    let hits: Vec<&Hit> = text.hits(who.start, who.end).iter().collect();
    let has = |class: Class| hits.iter().any(|h| h.class == class);
    let told = text.slice(verb.start, verb.end).to_lowercase();
    let interview =
        text.has(sentence.0, sentence.1, Class::Interview) || matches!(told.as_str(), "told" | "tells" | "telling");
    let names: Vec<Word> = words(text, who.start, who.end)
        .into_iter()
        .skip_while(|w| w.start == sentence.0 && !hit_at(text, w, Class::Name))
        .filter(|w| capital(text, w) && !is_calendar(&lower(text, w)))
        .filter(|w| {
            !hit_at(text, w, Class::Platform) && !hit_at(text, w, Class::Country) && !hit_at(text, w, Class::Public)
        })
        .collect();
    let writes = verb.class == Class::Write
        || text.has(verb.start, verb.end, Class::Write)
        || text
            .hits(sentence.0, sentence.1)
            .iter()
            .any(|h| h.class == Class::Platform || h.class == Class::Post || h.class == Class::Online);
    let handle =
        words(text, who.start, who.end).iter().any(|w| text.chars[w.start] == '@') || who.text(text).starts_with("u/");
    if has(Class::Public) || handle {
        return if interview && !writes && !text.online[line] { Voice::Other } else { Voice::Public };
    }
    if has(Class::Figure) {
        return Voice::Figure;
    }
    if has(Class::Other) && !(has(Class::Person) || has(Class::Again)) {
        return Voice::Other;
    }
    if has(Class::Post) {
        return Voice::Public;
    }
    let role = names.last().and_then(|name| role(text, name));
    if names.iter().any(|w| w.end - w.start > 1) && !has(Class::Person) && !has(Class::Again) {
        return match role {
            Some(voice) => voice,
            None if writes
                && !interview
                && mentions(text, names.last()) <= 2
                && text.has(sentence.0, sentence.1, Class::Platform) =>
            {
                Voice::Public
            }
            None => Voice::Other,
        };
    }
    let named = names.len() >= 2;
    if has(Class::Person) || has(Class::Again) || is_number(text, who) {
        let public = !interview
            && ((text.online[line] || text.has(sentence.0, sentence.1, Class::Again)) && !named
                || writes && (!named || text.has(sentence.0, sentence.1, Class::Platform)));
        return if public { Voice::Public } else { Voice::Other };
    }
    Voice::Other
}

/// "one", "two of them".
fn is_number(text: &Text, who: &Phrase) -> bool {
    matches!(word(text, who.start, who.end).as_deref(), Some("one" | "two" | "three" | "some" | "many" | "most"))
}

/// What the article says of a name where it introduces it.
fn role(text: &Text, name: &Word) -> Option<Voice> {
    let letters = &text.chars[name.start..name.end];
    let possessive = letters.len() > 2 && matches!(letters[letters.len() - 2], '\'' | '’');
    let letters = if possessive { &letters[..letters.len() - 2] } else { letters };
    let mut found = None;
    for start in mentions_of(text, letters).take(4) {
        let line = text.lines.partition_point(|l| l.end <= start);
        let Some(line) = text.lines.get(line).filter(|l| l.start <= start && l.role != Role::Junk) else { continue };
        let (from, to) = (start.saturating_sub(45).max(line.start), (start + letters.len() + 60).min(line.end));
        let voice = text.hits(from, to).iter().filter(|h| h.end <= to).min_by_key(|h| match h.class {
            Class::Figure | Class::Other => h.start.abs_diff(start),
            _ => usize::MAX,
        });
        match voice.map(|h| h.class) {
            Some(Class::Figure) => return Some(Voice::Figure),
            Some(Class::Other) => found = found.or(Some(Voice::Other)),
            _ => {}
        }
    }
    found
}

fn mentions(text: &Text, name: Option<&Word>) -> usize {
    name.map_or(0, |name| mentions_of(text, &text.chars[name.start..name.end]).take(4).count())
}

/// Where a name stands, at most the first 40,000 characters of an article.
fn mentions_of<'t>(text: &'t Text, name: &'t [char]) -> impl Iterator<Item = usize> + 't {
    let length = name.len().max(1);
    let reach = text.chars.len().min(40_000);
    text.chars[..reach].windows(length).enumerate().filter(move |(_, w)| *w == name).map(|(at, _)| at)
}

/// "The Harbour Within": every long word of a span is capitalised.
pub(super) fn title_case(text: &Text, span: &Span) -> bool {
    let (start, end) = span.parts[0];
    let words = words(text, start, end);
    let capitals = words
        .iter()
        .filter(|w| capital(text, w) || w.end - w.start <= 3 || text.chars[w.start].is_ascii_digit())
        .count();
    span.parts.len() == 1
        && words.len() >= 2
        && words.len() <= 9
        && capitals == words.len()
        && words.iter().filter(|w| capital(text, w)).count() >= 2
        && !matches!(text.chars[end - 1], '.' | '!' | '?')
}
