//! What a report says of a single quote.

use super::By;
use crate::extract::{Attribution, Quote};
use crate::score::{Effect, Explanation, Hit, Label};
use crate::{Status, Tone};
use serde::Serialize;

/// A place in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The article's name.
    pub article: String,
    /// The line of its text, from 1.
    pub line: usize,
}

/// A post of the public with its tone and what made it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Post {
    /// Where it is quoted first.
    pub place: Place,
    /// Other articles that quote it too.
    pub also: Vec<Place>,
    /// Its words: the parts joined by one space.
    pub text: String,
    /// The parts as the article quotes them.
    pub parts: Vec<String>,
    /// Who said it, in the article's words.
    pub speaker: Option<String>,
    /// The platform, where the article names one.
    pub platform: Option<String>,
    /// ISO 639-1: the language the article says it was written in.
    pub stated_language: Option<String>,
    /// ISO 3166 alpha-2: where the article says the writer is from.
    pub stated_country: Option<String>,
    /// How sure the speaker is.
    pub attribution: Attribution,
    /// What it is grouped by.
    pub by: By,
    /// −1 … +1; null where the language has no scorer.
    pub tone: Option<f64>,
    /// The class of the tone.
    pub label: Label,
    /// Whether the tone rests on anything.
    pub status: Status,
    /// ISO 639-1 of the language it was scored in; `und` if undetermined.
    pub language: &'static str,
    /// The words that made the tone.
    pub hits: Vec<Hit>,
    /// What acted on the tone as a whole.
    pub on_text: Vec<Effect>,
}

impl Post {
    /// Puts together a quote and its tone; `article` is the name it is cited by.
    pub fn new(article: &str, quote: &Quote, tone: Tone, explanation: Option<Explanation>) -> Post {
        let (hits, on_text) = explanation.map_or_else(Default::default, |e| (e.hits, e.on_text));
        Post {
            place: Place { article: article.to_owned(), line: quote.line },
            also: Vec::new(),
            text: quote.text.clone(),
            parts: quote.parts.iter().map(|part| part.text.clone()).collect(),
            speaker: quote.speaker.clone(),
            platform: quote.platform.clone(),
            stated_language: quote.stated_language.clone(),
            stated_country: quote.stated_country.clone(),
            attribution: quote.attribution,
            by: super::group_of(quote.stated_language.as_deref(), quote.stated_country.as_deref()),
            tone: tone.tone,
            label: tone.label,
            status: tone.status,
            language: tone.route.code,
            hits,
            on_text,
        }
    }
}

/// A quote that is listed but not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// Where it is quoted.
    pub place: Place,
    /// Its words: the parts joined by one space.
    pub text: String,
    /// The parts as the article quotes them.
    pub parts: Vec<String>,
    /// Who said it, in the article's words.
    pub speaker: Option<String>,
    /// The platform, where the article names one.
    pub platform: Option<String>,
}

impl Aside {
    pub(super) fn new(article: &str, quote: &Quote) -> Aside {
        Aside {
            place: Place { article: article.to_owned(), line: quote.line },
            text: quote.text.clone(),
            parts: quote.parts.iter().map(|part| part.text.clone()).collect(),
            speaker: quote.speaker.clone(),
            platform: quote.platform.clone(),
        }
    }
}

/// How many quotes were left out, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Witnesses, experts, companies, documents, signs, lyrics.
    pub other: usize,
    /// Scare quotes, titles, nicknames, headlines.
    pub not_speech: usize,
    /// Headlines, teasers and pull quotes that repeat a post, and posts that another article of the same report quotes
    /// too: each post is counted once.
    pub repeated: usize,
}

/// Counts a post that several articles quote once: the later places move to [`Post::also`]. Within one article nothing
/// is merged, as two people may say the same there. Returns the posts and the number taken out.
pub(super) fn once(posts: Vec<Post>) -> (Vec<Post>, usize) {
    let before = posts.len();
    let mut kept: Vec<Post> = Vec::with_capacity(before);
    let mut known: std::collections::HashMap<(String, By), usize> = std::collections::HashMap::new();
    for post in posts {
        let letters: String = post.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let key = (letters, post.by.clone());
        match known.get(&key).map(|at| &mut kept[*at]) {
            Some(first) if !key.0.is_empty() && first.place.article != post.place.article => {
                first.also.push(post.place);
            }
            _ => {
                known.entry(key).or_insert(kept.len());
                kept.push(post);
            }
        }
    }
    let repeated = before - kept.len();
    (kept, repeated)
}
