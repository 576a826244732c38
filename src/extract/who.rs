//! English speakers: which kind of speaker a phrase names, and what the article says of a name.

use super::cues::{Class, Hit};
use super::lines::Role;
use super::phrase::Phrase;
use super::said::Voice;
use super::text::{Text, initials};
use super::words::{Low, NO_NAMES, PREPOSITIONS, Word, capital, hit_at, is_name, lower, word, words};

/// The name in apposition behind a subject: "Pike's lawyer, Susan Blaine, asked".
pub(super) fn with_name(text: &Text, subject: Phrase, end: usize) -> Phrase {
    // "The courier himself, who goes by the handle Old Qiu, seemed …"
    let behind = words(text, subject.end, end.min(subject.end + 70).max(subject.end));
    let goes_by = |w: &[Word]| lower(text, &w[0]) == "goes" && lower(text, &w[1]) == "by";
    let identified = |w: &[Word]| lower(text, &w[0]).is(&["identified", "only"]) && lower(text, &w[1]) == "as";
    if let Some(by) = behind.windows(2).position(|w| goes_by(w) || identified(w)) {
        let name: Vec<&Word> = behind[by + 2..]
            .iter()
            .skip_while(|w| {
                !capital(text, w) && lower(text, w).is(&["the", "a", "handle", "name", "username", "nickname"])
            })
            .take_while(|w| is_name(text, w))
            .collect();
        if let (Some(first), Some(last)) = (name.first(), name.last()) {
            return Phrase { start: first.start, end: last.end };
        }
    }
    // "A public defender assigned to the case, Moira Stein, entered"
    if text.chars.get(subject.end) == Some(&' ') {
        let opens = behind.first().is_some_and(|w| {
            let low = lower(text, w);
            low.ends_with("ed") || low.ends_with("ing") || low.is(PREPOSITIONS)
        });
        let names: Vec<&Word> = behind
            .iter()
            .position(|w| w.cut)
            .map(|cut| behind[cut + 1..].iter().take(4).take_while(|w| is_name(text, w)).collect())
            .unwrap_or_default();
        return match names.iter().position(|w| w.cut) {
            Some(last) if opens && last > 0 => Phrase { start: names[0].start, end: names[last].end },
            _ => subject,
        };
    }
    if text.chars.get(subject.end) != Some(&',') {
        return subject;
    }
    let words = words(text, subject.end, end.min(subject.end + 60).max(subject.end));
    let names = words.iter().take_while(|w| is_name(text, w)).take(5);
    let mut last = None;
    for word in names {
        last = Some(word);
        if word.cut {
            break;
        }
    }
    match last {
        Some(last)
            if last.cut
                || matches!(text.chars.get(last.end), None | Some('.' | '\n'))
                || text.chars[last.end - 1] == '.' =>
        {
            Phrase { start: subject.start, end: last.end }
        }
        _ => subject,
    }
}

/// Who speaks where no phrase names anybody.
pub(super) fn nobody(text: &Text, verb: &Hit, sentence: (usize, usize), line: usize) -> Voice {
    let hits = text.hits(sentence.0, sentence.1);
    let public = hits.iter().any(|h| matches!(h.class, Class::Public | Class::Post))
        // "And this, liked 61,000 times on Bluesky:"
        || verb.class == Class::Section && text.online[line] && hits.iter().any(|h| h.class == Class::Platform);
    let interview = hits.iter().any(|h| matches!(h.class, Class::Interview));
    let writes = matches!(verb.class, Class::Write | Class::Post | Class::Public);
    if (public || writes && text.online[line]) && !interview { Voice::Public } else { Voice::Other }
}

/// Which kind of speaker a phrase is.
pub(super) fn voice(text: &Text, who: &Phrase, verb: &Hit, sentence: (usize, usize), line: usize) -> Voice {
    let hits: Vec<&Hit> = text.hits(who.start, who.end).iter().collect();
    let has = |class: Class| hits.iter().any(|h| h.class == class);
    let interview = text.has(sentence.0, sentence.1, Class::Interview)
        || text.hits(sentence.0, sentence.1).iter().any(|h| {
            h.class == Class::Say
                && h.start <= verb.start
                && Low::of(&text.chars[h.start..h.end]).is(&["told", "tells", "telling"])
        });
    let names: Vec<Word> = words(text, who.start, who.end)
        .into_iter()
        .skip_while(|w| w.start == sentence.0 && !hit_at(text, w, Class::Name) && mentions(text, Some(w)) < 2)
        .filter(|w| capital(text, w) && !lower(text, w).is(NO_NAMES))
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
        // "Aviation blogger Marcus Yip said": a person with a name who was asked.
        let after = hits.iter().find(|h| h.class == Class::Public).map_or(who.end, |h| h.end);
        if !handle && !writes && names.iter().filter(|w| w.start > after).count() >= 2 {
            return Voice::Other;
        }
        return if interview && !writes && !text.online[line] { Voice::Other } else { Voice::Public };
    }
    // "my grandmother", "a teacher I know": the writer's own acquaintance.
    let low = who.text(text).to_lowercase();
    let behind: String = text.chars[who.end..text.chars.len().min(who.end + 8)].iter().collect();
    if low.starts_with("my ") || behind.starts_with(" I know") || low.ends_with(" i") && behind.starts_with(" know") {
        return Voice::Other;
    }
    // "a company spokesperson" is the company's, not a spokesperson.
    let private = |figure: &&&Hit| {
        hits.iter().any(|h| {
            h.class == Class::Other && h.end >= figure.end && h.start < figure.start && h.start + 30 > figure.start
        })
    };
    if hits.iter().filter(|h| h.class == Class::Figure).any(|figure| !private(&figure)) {
        return Voice::Figure;
    }
    let opener = word(text, who.start, who.end);
    let somebody = opener.as_deref().is_some_and(|w| matches!(w, "a" | "an" | "one" | "another"));
    if has(Class::Other) && !(has(Class::Person) || has(Class::Again)) {
        // "wrote a self-described marine biologist" under a video: whatever the trade, a commenter; "a Dutch engineer,
        // posting in the same thread, …".
        let apposed = text.hits(who.end, who.end + 16).iter().any(|h| {
            h.class == Class::Write
                && text.chars.get(who.end) == Some(&',')
                && text.chars[h.start..h.end].ends_with(&['i', 'n', 'g'])
        });
        let writes = apposed || text.has(verb.start, verb.end, Class::Write);
        let comments = somebody && names.is_empty() && writes && text.online[line] && !interview && !has(Class::Thing);
        return if comments { Voice::Public } else { Voice::Other };
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
            // "a plumber's pictures on Threads … “Thank you,” he wrote": introduced as one of many people.
            None if text.has(verb.start, verb.end, Class::Write)
                && !interview
                && text.online[line]
                && names.last().is_some_and(|name| is_private(text, name)) =>
            {
                Voice::Public
            }
            None => Voice::Other,
        };
    }
    // "Owner Lea Roth posted a photo": a business's, and no member of the public.
    let owner = hits.iter().any(|h| text.slice(h.start, h.end).to_lowercase() == "owner");
    if owner && names.len() >= 2 && text.chars[who.start..who.end].starts_with(&['O']) {
        return Voice::Other;
    }
    // "On its label, in 1934, a collector wrote": on paper, not on a platform.
    let paper = text.hits(sentence.0, who.start).iter().any(|h| {
        h.class == Class::Thing
            && Low::of(&text.chars[h.start..h.end])
                .is(&["label", "card", "note", "sign", "letter", "banner", "placard", "plaque", "memo"])
    });
    if paper && !text.has(sentence.0, sentence.1, Class::Platform) && has(Class::Person) && somebody {
        return Voice::Other;
    }
    // "A Mariners fan from Tacoma" has no name.
    let named = names.len() >= 2 && !(somebody && has(Class::Person));
    // "a Honolulu-based baker posted on Threads": whatever the trade, a commenter.
    let posts = somebody && names.is_empty() && !interview && text.has(verb.start, verb.end, Class::Write);
    if posts && (text.online[line] || text.has(sentence.0, sentence.1, Class::Platform)) && !has(Class::Thing) {
        return Voice::Public;
    }
    if has(Class::Person) || has(Class::Again) || is_number(text, who) {
        let public = !interview
            && ((text.online[line] || text.has(sentence.0, sentence.1, Class::Again)) && !named
                || writes && (!named || text.has(sentence.0, sentence.1, Class::Platform))
                || text.online[line] && text.has(verb.start, verb.end, Class::Write));
        return if public { Voice::Public } else { Voice::Other };
    }
    Voice::Other
}

/// "one", "two of them".
pub(super) fn is_number(text: &Text, who: &Phrase) -> bool {
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
        let voice = beside(text, line.start, line.end, start, start + letters.len());
        // "who goes by the handle Old Qiu"
        if text.hits(start.saturating_sub(20).max(line.start), start).iter().any(|h| {
            h.class == Class::Public
                && h.end < start
                && text.chars.get(h.end + 1).is_some_and(|c| c.is_uppercase())
                && !text.chars[h.end..start].iter().any(|c| matches!(c, ',' | '.'))
        }) {
            return Some(Voice::Public);
        }
        match voice {
            Some(Class::Figure) => return Some(Voice::Figure),
            Some(Class::Other) => found = found.or(Some(Voice::Other)),
            _ => {}
        }
    }
    found
}

/// The role right before a name ("crew chief Ed Noonan"), or in apposition behind it ("Ed Noonan, 54, the chief of").
fn beside(text: &Text, floor: usize, ceiling: usize, start: usize, end: usize) -> Option<Class> {
    let role = |h: &&Hit| matches!(h.class, Class::Figure | Class::Other);
    let before = words(text, start.saturating_sub(45).max(floor), start);
    // Back over first names to the noun.
    let noun = before.iter().rev().take(4).find(|w| !is_name(text, w) || hit_at(text, w, Class::Figure));
    let bare = |w: &&Word| text.chars[w.end..start].iter().all(|c| !matches!(c, ';' | ':' | '“' | '”' | '"'));
    if let Some(noun) = noun.filter(bare)
        && let Some(hit) = text.hits(noun.start.saturating_sub(24).max(floor), start).iter().rev().find(role)
        && hit.end >= noun.end
    {
        return Some(hit.class);
    }
    // "Sichuan's vice governor for culture, Tan Yueqin,"
    let first = before.iter().rev().take_while(|w| is_name(text, w) && !w.cut).last().map_or(start, |w| w.start);
    let comma = text.chars[..first].iter().rev().find(|c| !c.is_whitespace()) == Some(&',');
    if comma && text.chars.get(end) == Some(&',') {
        let hits = text.hits(first.saturating_sub(80).max(floor), first);
        let verb = hits.iter().rposition(|h| matches!(h.class, Class::Say | Class::Write | Class::Call));
        if let Some(hit) = hits[verb.map_or(0, |v| v + 1)..].iter().rev().find(role) {
            return Some(hit.class);
        }
    }
    let last =
        words(text, end, ceiling.min(end + 40)).iter().take_while(|w| is_name(text, w)).last().map_or(end, |w| w.end);
    let last =
        if text.chars[last.min(ceiling - 1)] == ',' || text.chars[last.min(ceiling - 1)] == '(' { last } else { end };
    if !matches!(text.chars.get(last), Some(',' | '(' | '—')) {
        return None;
    }
    let reach = (last + 90).min(ceiling);
    let stop = text.chars[last + 1..reach]
        .iter()
        .position(|c| matches!(c, '.' | ';' | '“' | '"' | ':'))
        .map_or(reach, |n| last + 1 + n);
    // Its own clause: "…, who owns", but not the sentence's verb.
    let hits = text.hits(last, stop);
    let verb = verbs(hits).map_or(stop, |v| v.start);
    hits.iter().find(|h| role(h) && h.end <= stop && h.start < verb).map(|h| h.class)
}

fn verbs(hits: &[Hit]) -> Option<&Hit> {
    hits.iter().find(|h| matches!(h.class, Class::Say | Class::Write))
}

/// Whether the article introduces a name as somebody's mother, a fan, a student.
fn is_private(text: &Text, name: &Word) -> bool {
    let letters = &text.chars[name.start..name.end];
    mentions_of(text, letters).take(2).any(|at| {
        text.hits(at.saturating_sub(60), at).iter().any(|h| matches!(h.class, Class::Person | Class::Public))
            && !text.hits(at.saturating_sub(60), at).iter().any(|h| matches!(h.class, Class::Interview))
    })
}

pub(super) fn mentions(text: &Text, name: Option<&Word>) -> usize {
    name.map_or(0, |name| mentions_of(text, &text.chars[name.start..name.end]).take(4).count())
}

/// Where a name stands, in the first stretch of an article.
pub(super) fn mentions_of<'t>(text: &'t Text, name: &'t [char]) -> impl Iterator<Item = usize> + 't {
    let places = text.capitals.get(&initials(name)).map_or(&[][..], Vec::as_slice);
    places.iter().map(|at| *at as usize).filter(move |at| text.chars[*at..].starts_with(name))
}
