//! Quotes in articles: who said what, where, and whether anybody did.
//!
//! [`extract`] pairs the quote marks, attributes every span with the cues of the article's language
//! (`lexicons/cues/*.tsv`), adds embedded posts and announced lists, and joins what belongs together.
//!
//! ```
//! use yoron::{article::Article, extract::{self, Kind}};
//!
//! let article = Article::from_text("The clip spread fast. “Best duet ever,” one X user wrote in Korean. “More, please.”");
//! let quotes = extract::extract(&article);
//! assert_eq!(quotes[0].kind, Kind::Public);
//! assert_eq!(quotes[0].text, "Best duet ever, More, please.");
//! assert_eq!(quotes[0].platform.as_deref(), Some("X"));
//! assert_eq!(quotes[0].stated_language.as_deref(), Some("ko"));
//! ```

mod attribution;
mod cjk;
mod clause;
mod cues;
mod embeds;
mod en;
mod facts;
mod grammar;
mod head;
mod lines;
mod lists;
mod lone;
mod marks;
mod names;
mod origin;
mod person;
mod phrase;
mod pronouns;
mod said;
mod sentences;
mod speech;
mod terms;
mod text;
mod types;
mod who;
mod words;

pub use types::{Attribution, Kind, Part, Quote};

use crate::article::{Article, Language};
use cues::Class;
use facts::Facts;
use lines::Role;
use said::{Said, Voice};
use std::collections::HashSet;
use text::Text;

/// The quotes of an article in order of appearance: every outermost quoted span, embedded post and item of an announced
/// list, with its speaker and what the article states of it.
///
/// Linear in the length of the article; never fails.
pub fn extract(article: &Article) -> Vec<Quote> {
    let language = article.language.unwrap_or(Language::En);
    let mut embedded = Vec::new();
    let text = Text::new(article.text.chars().collect(), language, |chars, lines| {
        embedded = embeds::embeds(article, chars, lines);
        embedded.iter().flat_map(|embed| embed.lines.iter().copied()).filter(|line| *line < lines.len()).collect()
    });
    let spans = match language {
        Language::En => en::attribute(&text),
        Language::Ko | Language::Ja => cjk::attribute(&text),
    };
    let items = lists::items(&text);
    let listed: HashSet<usize> = items
        .iter()
        .filter(|i| text.lines[i.line].role == Role::Item || i.from.0 != text.lines[i.line].start)
        .map(|i| i.line)
        .collect();
    let ranges: Vec<(usize, usize)> = items.iter().map(|i| (i.open, i.close)).collect();
    let mut said: Vec<Said> = spans
        .into_iter()
        .filter(|s| {
            !listed.contains(&s.line)
                && ranges.get(ranges.partition_point(|r| r.1 <= s.open)).is_none_or(|r| r.0 > s.close)
        })
        .collect();
    let platforms: Vec<(usize, Option<String>)> =
        embedded.iter().filter_map(|e| e.parts.first().map(|p| (p.0, e.platform.clone()))).collect();
    said.extend(items);
    said.extend(embedded.iter().filter_map(|embed| embeds::said(&text, embed)));
    said.sort_by_key(|s| (s.open, s.close));
    for one in &mut said {
        outside_the_article(&text, one);
    }
    let mut facts = facts::facts(&text, &said);
    for (one, facts) in said.iter().zip(&mut facts) {
        if one.why == "an embedded post" {
            // The page knows best; a comment list without a name belongs to the passage it stands in.
            if let Some((_, Some(platform))) = platforms.iter().find(|p| p.0 == one.open) {
                facts.platform = Some(platform.clone());
            }
            facts.country = None;
        }
    }
    let mut quotes = joined(&text, said, facts);
    repeats(&text, &mut quotes);
    quotes.into_iter().map(|(quote, _)| quote).collect()
}

/// Links and notices hold no posts, and a headline holds one only where it says so itself.
fn outside_the_article(text: &Text, said: &mut Said) {
    if said.voice != Voice::Public {
        return;
    }
    let line = text.lines[said.line];
    let cue = || {
        text.hits(line.start, line.end).iter().any(|h| {
            matches!(h.class, Class::Public | Class::Person | Class::Post | Class::Voice | Class::Online | Class::Again)
        })
    };
    if line.role == Role::Junk {
        said.voice = Voice::Other;
        said.why = format!("no part of the article; {}", said.why);
    } else if line.role == Role::Head && !cue() {
        said.voice = Voice::Other;
        said.why = format!("a headline; {}", said.why);
    }
}

/// Spans to quotes: further parts go to the quote they belong to.
fn joined(text: &Text, said: Vec<Said>, facts: Vec<Facts>) -> Vec<(Quote, usize)> {
    let mut quotes: Vec<(Quote, usize)> = Vec::with_capacity(said.len());
    let mut open: Option<usize> = None;
    for (one, facts) in said.into_iter().zip(facts) {
        let parts: Vec<Part> = one
            .parts
            .iter()
            .map(|(start, end)| text.trimmed(*start, *end))
            .filter(|(start, end)| start < end)
            .map(|(start, end)| Part { text: text.slice(start, end), start, end })
            .collect();
        if parts.is_empty() {
            continue;
        }
        let kind = match one.voice {
            Voice::Public => Kind::Public,
            Voice::Figure => Kind::Figure,
            Voice::Other => Kind::Other,
            Voice::NotSpeech => Kind::NotSpeech,
        };
        if let Some((quote, _)) = open.filter(|_| one.joins).and_then(|i| quotes.get_mut(i))
            && quote.kind == kind
        {
            quote.text.push(' ');
            quote.text.push_str(&texts(&parts));
            quote.parts.extend(parts);
            continue;
        }
        if kind != Kind::NotSpeech {
            // Nothing goes on with an embedded post.
            open = Some(quotes.len()).filter(|_| one.why != "an embedded post");
        }
        let speech = kind != Kind::NotSpeech;
        let quote = Quote {
            text: texts(&parts),
            parts,
            speaker: one.speaker.filter(|s| speech && !s.is_empty()),
            kind,
            platform: facts.platform.filter(|_| speech),
            stated_language: facts.language,
            stated_country: facts.country,
            attribution: if speech { one.attribution } else { Attribution::None },
            why: one.why,
            repeat: false,
            line: text.lines[one.line].number,
        };
        quotes.push((quote, one.line));
    }
    quotes
}

fn texts(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Marks the headline, teaser or pull quote that repeats a post of the text: it is no second post.
fn repeats(text: &Text, quotes: &mut [(Quote, usize)]) {
    let bare = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let body: Vec<String> = quotes
        .iter()
        .filter(|(q, line)| q.kind == Kind::Public && text.lines[*line].role != Role::Head)
        .map(|(q, _)| bare(&q.text))
        .collect();
    let body = body.join("\n");
    let mut seen: HashSet<String> = HashSet::new();
    // A headline need not say who says what the text says.
    let long = if text.language == Language::En { 16 } else { 8 };
    for (quote, _) in quotes
        .iter_mut()
        .filter(|(q, line)| q.kind != Kind::Public && q.kind != Kind::Figure && text.lines[*line].role == Role::Head)
    {
        let words = bare(&quote.text);
        if words.chars().count() >= long && body.contains(&words) {
            quote.kind = Kind::Public;
            quote.why = "a headline that repeats a post".into();
        }
    }
    for (quote, line) in quotes.iter_mut().filter(|(q, _)| q.kind == Kind::Public) {
        let words = bare(&quote.text);
        quote.repeat = match text.lines[*line].role {
            Role::Head => body.contains(&words),
            _ => words.chars().count() >= 4 && !seen.insert(words),
        };
    }
}
