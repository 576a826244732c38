//! English pronouns: whom they stand for.

use super::cues::{Class, Hit};
use super::head::head;
use super::lines::Role;
use super::phrase::{Phrase, around};
use super::text::Text;
use super::who::{is_number, mentions, mentions_of, with_name};
use super::words::{DETERMINERS, Low, PREPOSITIONS, Word, hit_at, is_name, lower, word, words};

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
            | "their"
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
        // "A first look suggested a bearing had failed, said Ana Ruiz, the inspector. “…,” she said."
        if let Some(name) = inverted(text, sentence.start, end).filter(|p| !thing && agrees(text, p, pronoun)) {
            return Some(name);
        }
        // "… a user named Kim. She" : within the sentence itself the subject before the pronoun counts.
        // "The dog, she said, had": what the pronoun's clause is put into is not she.
        let Some(subject) = head(text, sentence.start, end).filter(|p| p.end + 2 < place) else {
            // "By noon someone had taped a card to the door."
            match near_thing(text, sentence.start, end).filter(|h| thing && h.end + 2 < place) {
                Some(hit) => return Some(around(text, hit, sentence.start, end)),
                // "Among them was Sen. Tom Reed, who left early."
                None => match introduced(text, sentence.start, end, pronoun) {
                    Some(name) if !thing && agrees(text, &name, pronoun) => return Some(name),
                    _ => continue,
                },
            }
        };
        let named = speaks(text, &subject)
            || text.hits(subject.start, subject.end).iter().any(|h| {
                matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other | Class::Name)
                    || thing && h.class == Class::Post
            });
        // "A coach once called him a name": he is not the coach.
        if !thing && is_object(text, &subject, end, pronoun) {
            continue;
        }
        // "A nurse on the night shift, she'd slip into …": what a pronoun is said to be, the name before is.
        if fronted(text, &subject, end, pronoun) {
            continue;
        }
        let possessor = subject.text(text).ends_with("'s") || subject.text(text).ends_with("’s");
        if self::pronoun(text, &subject).is_none()
            && !possessor
            && (named || is_named(text, &subject))
            && agrees(text, &subject, pronoun)
            && !(thing
                && near_thing(text, sentence.start, end).is_some()
                && !text.hits(subject.start, subject.end).iter().any(|h| matches!(h.class, Class::Thing | Class::Post)))
        {
            return Some(with_name(text, subject, end));
        }
        if thing && let Some(hit) = near_thing(text, sentence.start, end) {
            return Some(around(text, hit, sentence.start, end));
        }
        // "The cleaner, Mr Noh, 71, has declined": whoever the sentence is about.
        let near = sentence.line == line && !thing && matches!(pronoun, "he" | "she" | "they");
        let apposed = words(text, subject.end, end.min(subject.end + 60));
        let fits = gender(text, &subject).is_none_or(|g| (g == "m") == (pronoun == "he"));
        let body = text.has(subject.start, subject.end, Class::Thing);
        if near && fits && !body && apposed.len() > 1 && text.chars[subject.end] == ',' && is_name(text, &apposed[0]) {
            let last = apposed.iter().take(5).take_while(|w| is_name(text, w)).last().unwrap_or(&apposed[0]);
            return Some(Phrase { start: apposed[0].start, end: last.end });
        }
        if let Some(name) =
            introduced(text, sentence.start, end, pronoun).filter(|name| !thing && agrees(text, name, pronoun))
        {
            return Some(name);
        }
        if let Some(hit) = text.hits(sentence.start, end).iter().find(|h| h.class == Class::Public)
            && let Some(user) = Some(around(text, hit, sentence.start, end)).filter(|p| agrees(text, p, pronoun))
        {
            return Some(user);
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
    last.or_else(|| nearest_of_gender(text, place, floor, pronoun)).or_else(|| topic(text, place, floor, pronoun))
}

/// Whoever a sentence without a quote is attributed to at its end: "…, said Ana Ruiz, the inspector."
fn inverted(text: &Text, start: usize, end: usize) -> Option<Phrase> {
    let says = text.hits(start, end).iter().rev().find(|h| {
        h.class == Class::Say
            && Low::of(&text.chars[h.start..h.end]).is(&["said", "says", "according to"])
            && text.chars[start..h.start].iter().rev().find(|c| !c.is_whitespace()) == Some(&',')
    })?;
    let name = words(text, says.end, end.min(says.end + 60));
    let close = name.first().is_some_and(|w| w.start == says.end + 1 && is_name(text, w));
    close.then(|| super::phrase::right(text, says.end, end)).flatten().filter(|p| is_named(text, p))
}

/// Whether a sentence does something to whom its pronoun stands for: "a coach once called him".
fn is_object(text: &Text, subject: &Phrase, end: usize, pronoun: &str) -> bool {
    let object = match pronoun {
        "he" => "him",
        "she" => "her",
        _ => return false,
    };
    let somebody = word(text, subject.start, subject.end).is_some_and(|w| matches!(w.as_str(), "a" | "an" | "one"));
    let behind = words(text, subject.end, end.min(subject.end + 60).max(subject.end));
    // "her" is an object only before what is no noun of hers: "called her a thief", not "described her night".
    let follows = |at: usize| {
        pronoun == "he"
            || behind.get(at + 2).is_none_or(|w| lower(text, w).is(DETERMINERS) || lower(text, w).is(&["to", "that"]))
    };
    somebody
        && behind.windows(2).take(4).enumerate().any(|(at, w)| {
            lower(text, &w[1]) == object
                && !w[0].cut
                && (pronoun == "he" && !lower(text, &w[0]).is(PREPOSITIONS)
                    || text.hits(w[0].start, w[0].end).iter().any(|h| matches!(h.class, Class::Say | Class::Call)))
                && follows(at)
        })
}

/// "A woodworker in Vermont argued": whoever it is, they speak.
fn speaks(text: &Text, subject: &Phrase) -> bool {
    let opener = word(text, subject.start, subject.end);
    opener.is_some_and(|w| matches!(w.as_str(), "a" | "an" | "one" | "another"))
        && text.hits(subject.end, subject.end + 3).iter().any(|h| matches!(h.class, Class::Say | Class::Write))
}

/// Whether the sentence's own subject is the pronoun, behind what it opens with.
fn fronted(text: &Text, subject: &Phrase, end: usize, pronoun: &str) -> bool {
    let behind = words(text, subject.end, end.min(subject.end + 80).max(subject.end));
    let comma = text.chars.get(subject.end) == Some(&',');
    let opens = |i: usize| comma && i == 0 || i > 0 && behind[i - 1].cut;
    (0..behind.len()).take(8).any(|i| {
        let low = lower(text, &behind[i]);
        opens(i) && low.split('\'').next() == Some(pronoun)
    })
}

/// The nearest name that the article keeps coming back to.
fn topic(text: &Text, place: usize, floor: usize, pronoun: &str) -> Option<Phrase> {
    if !matches!(pronoun, "he" | "she" | "him" | "her") {
        return None;
    }
    let words = words(text, floor.max(place.saturating_sub(900)), place);
    let name = words.iter().rev().find(|w| {
        is_name(text, w)
            && w.end - w.start > 3
            && !hit_at(text, w, Class::Thing)
            && !text.chars[w.start..w.end].iter().all(|c| c.is_uppercase())
            && mentions(text, Some(w)) >= 3
            && agrees(text, &Phrase { start: w.start, end: w.end }, pronoun)
    })?;
    Some(Phrase { start: name.start, end: name.end })
}

/// The last document or organisation of a stretch.
fn near_thing(text: &Text, start: usize, end: usize) -> Option<&Hit> {
    text.hits(start, end).iter().rev().find(|h| h.class == Class::Thing)
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
pub(super) fn agrees(text: &Text, subject: &Phrase, pronoun: &str) -> bool {
    let wanted = match pronoun {
        "he" | "him" | "his" => "m",
        "she" | "her" => "f",
        _ => return true,
    };
    let plural = |h: &Hit| text.chars[h.end - 1] == 's' && !matches!(text.chars.get(h.end), Some('’' | '\''));
    // What a preposition adds is not who is meant: "a critic for the magazine".
    let prepositions = [" of ", " at ", " from ", " for ", " with ", " in "];
    let reach = (subject.start..subject.end)
        .find(|at| prepositions.iter().any(|p| super::grammar::starts(&text.chars[*at..], p)))
        .unwrap_or(subject.end);
    let hits = text.hits(subject.start, reach).iter().filter(|h| {
        h.end <= subject.end
            && matches!(
                h.class,
                Class::Thing | Class::Public | Class::Person | Class::Figure | Class::Other | Class::Again
            )
    });
    // "the objections of neighbors": nobody at all.
    let nobody = hits.clone().next().is_none()
        && !speaks(text, subject)
        && !is_named(text, subject)
        && !is_number(text, subject)
        && !subject.text(text).contains("-old");
    // "Mayor Lucia Brand" is no brand.
    let titled = |h: &Hit| {
        text.chars[h.start].is_uppercase()
            && text
                .hits(subject.start, h.start)
                .iter()
                .any(|t| matches!(t.class, Class::Figure | Class::Name | Class::Other))
    };
    let many = hits
        .filter(|h| h.class != Class::Thing || !titled(h))
        .max_by_key(|h| (h.end, h.class == Class::Thing))
        .is_some_and(|h| h.class == Class::Thing || plural(h));
    let low = subject.text(text).to_lowercase();
    let group = [
        "many",
        "some",
        "few",
        "a few",
        "others",
        "several",
        "most",
        "both",
        "none",
        "neither",
        "all",
        "each",
        "the crowd",
        "the audience",
        "the public",
        "a crowd",
        "a couple",
        "the couple",
        "two",
        "three",
        "dozens",
        "hundreds",
        "thousands",
        "nobody",
        "everyone",
        "everybody",
        "no one",
    ];
    let group = group.iter().any(|w| low.strip_prefix(w).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    !many && !group && !nobody && gender(text, subject).is_none_or(|gender| gender == wanted)
}

fn is_named(text: &Text, phrase: &Phrase) -> bool {
    words(text, phrase.start, phrase.end).iter().any(|w| is_name(text, w) && w.end - w.start > 1)
}

/// The gender of a name, by its first name or title, here or where the article first gives it.
fn gender(text: &Text, subject: &Phrase) -> Option<&'static str> {
    if let Some(name) = text.first(subject.start, subject.end, Class::Name) {
        return Some(name.value);
    }
    let words = words(text, subject.start, subject.end);
    let titled = |word: &str| match word {
        "mr" | "mr." | "sir" | "king" | "prince" | "man" | "boy" | "lad" | "guy" | "gentleman" | "bloke" => Some("m"),
        "mrs" | "mrs." | "ms" | "ms." | "miss" | "queen" | "princess" | "woman" | "girl" | "lady" | "dame" => Some("f"),
        "father" | "dad" | "grandfather" | "husband" | "son" | "brother" | "uncle" | "nephew" | "widower" => Some("m"),
        "mother" | "mom" | "mum" | "grandmother" | "wife" | "daughter" | "sister" | "aunt" | "niece" | "widow" => {
            Some("f")
        }
        "boyfriend" | "monk" | "waiter" | "actor" | "father-of-two" | "priest" => Some("m"),
        "girlfriend" | "nun" | "waitress" | "actress" | "mother-of-two" | "heroine" => Some("f"),
        _ if word.ends_with("woman") => Some("f"),
        _ if word.ends_with("sman") || word.ends_with("rman") || word.ends_with("lman") => Some("m"),
        _ => None,
    };
    // "her husband" is he, "the president's wife" she, "a man's sister" she: the last of them.
    if let Some(gender) = words.iter().rev().find_map(|w| titled(&lower(text, w))) {
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
fn introduced(text: &Text, start: usize, end: usize, pronoun: &str) -> Option<Phrase> {
    let words = words(text, start, end.min(start + 600));
    let is_handle = |w: &&Word| text.chars[w.start] == '@' || text.chars[w.start..w.end].starts_with(&['u', '/']);
    if let Some(word) = words.iter().rev().find(is_handle) {
        return Some(Phrase { start: word.start, end: word.end });
    }
    let roles =
        text.hits(start, end).iter().rev().filter(|h| matches!(h.class, Class::Figure | Class::Other | Class::Person));
    for hit in roles {
        let Some(first) = words.iter().position(|w| w.start >= hit.end) else { continue };
        let other = gender(text, &Phrase { start: hit.start, end: hit.end })
            .is_some_and(|g| pronoun == "he" && g == "f" || pronoun == "she" && g == "m");
        if other || words[first].start > hit.end + 2 || !is_name(text, &words[first]) {
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
