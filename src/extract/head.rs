//! The subject an English sentence opens with.

use super::cues::Class;
use super::phrase::{Phrase, hit_in};
use super::text::Text;
use super::words::{
    DETERMINERS, PREPOSITIONS, RELATIVES, TIMES, Word, capital, hit_at, is_adverb, is_auxiliary, is_conjunction,
    is_name, is_verb, lower, words,
};

/// Past "WASHINGTON — " or "SEOUL, March 3 (Yonhap) -- ".
pub(super) fn after_dateline(text: &Text, start: usize, end: usize) -> usize {
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
        } else if low.is(&["next", "last", "this", "that", "every", "one", "each"])
            && words.get(first + 1).is_some_and(|w| lower(text, w).is(TIMES))
        {
            // "Next spring the team will …"
            first += 2;
        } else if is_conjunction(&low)
            || low.ends_with("ing") && first == 0 && words[..words.len().min(12)].iter().any(|w| w.cut)
            || participle_opens(text, &words, first)
            || matches!(
                low.as_str(),
                "by" | "under"
                    | "somewhere"
                    | "outside"
                    | "inside"
                    | "unlike"
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
            // "on Douyin, China's version of TikTok, a woman …": what the adverbial's last noun is, comes first.
            while let Some(cut) = (first..words.len().min(first + 8)).find(|i| words[*i].cut) {
                let Some(next) = words.get(cut + 1) else { break };
                let somebody = [Class::Public, Class::Person, Class::Figure, Class::Other, Class::Name, Class::Again];
                let apposed = !hit_in(text, words[first].start, words[cut].end, &somebody)
                    && !words[first..=cut].iter().any(|w| is_name(text, w) && !hit_at(text, w, Class::Post))
                    && (lower(text, next).is(DETERMINERS) || is_name(text, next));
                if !apposed {
                    break;
                }
                first = cut + 1;
            }
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
    while last > first && is_adverb(&lower(text, &words[last])) && !capital(text, &words[last]) {
        last -= 1;
    }
    Some(Phrase { start: words.get(first)?.start, end: words.get(last)?.end })
}

/// "Asked whether …, Delgado closed his eyes."
fn participle_opens(text: &Text, words: &[Word], first: usize) -> bool {
    let low = lower(text, &words[first]);
    first == 0
        && (low.ends_with("ed") || low.is(&["born", "known", "told", "caught", "seen", "left"]))
        && text
            .hits(words[0].start, words[0].start + 1)
            .iter()
            .any(|h| matches!(h.class, Class::Say | Class::Call | Class::Stop | Class::Interview))
        && words[..words.len().min(24)].iter().any(|w| w.cut)
}
