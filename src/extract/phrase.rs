//! English noun phrases without a parser: the words left or right of a verb that are its subject.

use super::cues::{Class, Hit};
use super::head::{after_dateline, head};
use super::pronouns::pronoun;
use super::text::Text;
use super::who::with_name;
use super::words::{
    ADVERBIALS, ARTICLES, DETERMINERS, HABITS, PREPOSITIONS, RELATIVES, SUBJECTS, TIMES, Word, capital, hit_at,
    is_adverb, is_auxiliary, is_conjunction, is_name, is_verb, lower, words,
};

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
    // "as my grandmother used to say"
    if words.get(last + 1).is_some_and(|w| lower(text, w) == "to") && lower(text, &words[last]).is(HABITS) {
        last = last.checked_sub(1)?;
    }
    if let Some(noun) = before_relative(text, &words, last) {
        last = noun;
    }
    // "the woman he calls", "The dog, she said,": a pronoun right before the verb is its subject.
    if lower(text, &words[last]).is(SUBJECTS) && !words[last].cut {
        return Some(Phrase { start: words[last].start, end: words[last].end });
    }
    // "Hargrove said he would not, calling it": the participle goes with the sentence's subject.
    let participle = text.chars[verb..].iter().take_while(|c| c.is_alphabetic()).collect::<String>().ends_with("ing");
    if participle
        && words[words.len() - 1].cut
        && !is_name(text, &words[words.len() - 1])
        && let Some(subject) = head(text, start, verb).filter(|phrase| is_person(text, phrase))
    {
        return Some(with_name(text, subject, verb));
    }
    // A relative clause right before the verb: "a user who wrote".
    let relative = |w: &Word| RELATIVES.contains(&lower(text, w).as_str());
    if last > 1 && lower(text, &words[last]) == "which" && lower(text, &words[last - 1]) == "of" {
        // "a vest covered with buttons, one of which read": what is read is on the buttons.
        let noun = (0..last - 1).rev().find(|i| words[*i].cut);
        return noun.map(|i| Phrase { start: words[i].start, end: words[i].end });
    }
    if relative(&words[last]) {
        // "Dane, who came up … and who once told": the first of the relative clauses follows the noun.
        let joined = last > 0 && lower(text, &words[last - 1]).is(&["and", "but", "or"]);
        let first = joined.then(|| (0..last - 1).rev().find(|i| relative(&words[*i]))).flatten();
        last = first.unwrap_or(last).checked_sub(1)?;
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
            // "a cap that growers had called": the clause has a subject of its own.
            let own = low.is(&["that", "which", "whom"])
                && words[index - 1].end + 1 == word.start
                && !is_verb(text, &words[index - 1])
                && (is_bare_plural(text, &words[first..=last]) || lower(text, &words[first]).is(DETERMINERS));
            if own {
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
            let somebody = || {
                person_in(text, words[first].start, words[last].end)
                    || lower(text, &words[first]).is(&["one", "two", "three", "most"])
            };
            if first > last || !noun || low == "with" && somebody() {
                break;
            }
            continue;
        }
        if is_verb(text, word)
            || is_auxiliary(&low)
            || (hit_at(text, word, Class::Stop) && (!capital(text, word) || index == 0 && is_conjunction(&low)))
        {
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
    // "His campaign manager, Toby Lin, said"
    let unnamed = |p: &Phrase| !super::words::words(text, p.start, p.end).iter().any(|w| is_name(text, w));
    let found = found.map(|p| if unnamed(&p) { with_name(text, p, verb) } else { p });
    match found {
        Some(phrase) if is_person(text, &phrase) => Some(phrase),
        // "Netizens chimed in, with one saying"
        Some(phrase)
            if first > 0
                && first == last
                && lower(text, &words[first - 1]) == "with"
                && lower(text, &words[first]).is(&["one", "two", "three", "most"]) =>
        {
            Some(phrase)
        }
        // "At the crossing, a hand-painted board warns": whatever it is, it has the verb.
        Some(phrase) if is_subject(text, start, &phrase) => Some(phrase),
        // "A Lisbon user translated it for her followers and wrote": the verbs share the sentence's subject.
        _ if lower(text, &words[words.len() - 1]).is(&["and", "then"])
            && let Some(subject) = head(text, start, verb).filter(|p| is_person(text, p)) =>
        {
            Some(if unnamed(&subject) { with_name(text, subject, verb) } else { subject })
        }
        found => text
            .last(start.max(verb.saturating_sub(200)), verb, Class::Public)
            .map(|hit| widened(text, hit, start))
            .or_else(|| {
                head(text, start, verb)
                    .filter(|phrase| is_person(text, phrase))
                    .map(|p| if unnamed(&p) { with_name(text, p, verb) } else { p })
            })
            .or(found),
    }
}

/// "A trucker who had passed it twice wrote": the noun that a whole relative clause, verb and all, belongs to.
fn before_relative(text: &Text, words: &[Word], last: usize) -> Option<usize> {
    let from = (0..last).rev().find(|i| words[*i].cut).map_or(0, |i| i + 1);
    let pronoun = (from + 1..last).rev().find(|i| lower(text, &words[*i]).is(&["who", "whose", "that", "which"]))?;
    let noun = &words[pronoun - 1];
    let complement = lower(text, &words[pronoun]) == "that" && (is_verb(text, noun) || is_name(text, noun));
    let own = lower(text, &words[last]).is(SUBJECTS);
    let verb = &words[pronoun + 1];
    let low = lower(text, verb);
    let finite = low.ends_with("ed") || is_verb(text, verb) || is_auxiliary(&low) || hit_at(text, verb, Class::Stop);
    (finite && !own && !complement && !words[last].cut && pronoun + 1 < last).then_some(pronoun - 1)
}

/// A noun with its article that opens a clause and is no time: "what an indictment", not "the next day".
pub(super) fn is_subject(text: &Text, start: usize, phrase: &Phrase) -> bool {
    let before = words(text, start.max(phrase.start.saturating_sub(40)).min(phrase.start), phrase.start);
    let inside = words(text, phrase.start, phrase.end);
    let Some(opener) = before.last() else { return false };
    let relative = lower(text, opener).is(&["that", "which", "whom"]) && before.len() > 1 && {
        let noun = &before[before.len() - 2];
        !noun.cut && !is_verb(text, noun)
    };
    if relative && is_bare_plural(text, &inside) {
        return true;
    }
    if !(opener.cut || relative || lower(text, opener) == "what") {
        return false;
    }
    let words = inside;
    words.len() >= 2
        && lower(text, &words[0]).is(&["a", "an", "the", "its", "his", "her", "their"])
        && words.last().is_some_and(|w| !lower(text, w).is(TIMES))
}

/// "growers", "local officials".
fn is_bare_plural(text: &Text, words: &[Word]) -> bool {
    words.len() <= 3
        && words.iter().all(|w| !w.cut || w.start == words[words.len() - 1].start)
        && words.last().is_some_and(|w| {
            let low = lower(text, w);
            low.len() > 4 && low.ends_with('s') && !low.ends_with("'s") && !low.ends_with("ss") && !is_adverb(&low)
        })
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
            || ["r-", "d-", "i-"].iter().any(|party| low.starts_with(party))
            || low.chars().all(|c| c.is_ascii_digit())
            // "Kellyanne Conway, Trump's campaign manager, said"
            || (hit_in(text, opener.start, words[last].end, &[Class::Figure, Class::Other, Class::Person]) && capital(text, &words[cut]))
            || (capital(text, &words[cut]) && !capital(text, opener))
            // "The settlement, two paragraphs long, declared": what stands between a noun and its verb's comma.
            || lower(text, &words[(0..cut).rev().find(|i| words[*i].cut).map_or(0, |i| i + 1)]).is(DETERMINERS);
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
    low.is(ADVERBIALS)
}

pub(super) fn hit_in(text: &Text, start: usize, end: usize, classes: &[Class]) -> bool {
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
        let stop = text.hits(word.start, word.start + 1).iter().any(|h| h.class == Class::Stop)
            && !(capital(text, word) && !opens);
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
    let mut phrase = Phrase { start: words[first].start, end: words[last].end };
    // "said one of them, Ines Duarte"
    if !words[first..=last].iter().any(|w| is_name(text, w)) {
        phrase = with_name(text, phrase, end);
    }
    (is_person(text, &phrase) || !hit_at(text, &words[first], Class::Stop)).then_some(phrase)
}

/// The noun phrase around a cue: its article and adjectives, and the name or handle behind it.
pub(super) fn around(text: &Text, hit: &Hit, start: usize, end: usize) -> Phrase {
    let phrase = widened(text, hit, start.min(hit.start));
    let behind = words(text, hit.end, end.min(hit.end + 40).max(hit.end));
    match behind.first() {
        Some(word) if word.start <= hit.end + 1 && (is_name(text, word) || text.chars[word.start] == '@') => {
            let last = behind.iter().take(3).take_while(|w| is_name(text, w) || text.chars[w.start] == '@').last();
            Phrase { start: phrase.start, end: last.unwrap_or(word).end }
        }
        _ => phrase,
    }
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
