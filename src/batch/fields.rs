//! Which field of a record is the post's text.

use super::preset::Place;
use super::record::{Body, plain};
use super::{Head, Markup, Path, Preset, Record};
use std::borrow::Cow;

/// Names that texts of posts go by. The first row wins over the second; within the second only one may be there.
const SURE: [&str; 2] = ["full_text", "text"];
const LIKELY: [&str; 24] = [
    "content",
    "body",
    "comment",
    "message",
    "tweet",
    "contents",
    "comment_text",
    "본문",
    "댓글",
    "댓글 내용",
    "내용",
    "리뷰",
    "본문 내용",
    "本文",
    "コメント",
    "テキスト",
    "内容",
    "投稿",
    "record.text",
    "snippet.textOriginal",
    "snippet.textDisplay",
    "snippet.topLevelComment.snippet.textOriginal",
    "data[].text",
    "data.text",
];

/// Where the text of an input's posts stands.
#[derive(Clone, Debug)]
pub struct TextFields {
    /// The array of posts, where a record is a page of them.
    pub unfold: Option<Path>,
    /// Its possible places in a post, the first that is there counts.
    pub places: Vec<Place>,
}

/// No field looks like the text, or several do.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoText {
    /// None of the names is known.
    #[error("no field looks like the post's text; there are: {0}; name it with --text-field")]
    None(String),
    /// More than one is.
    #[error("which field is the post's text: {0}? name it with --text-field")]
    Several(String),
}

impl TextFields {
    /// A field by its path, `data[].text` also.
    pub fn named(name: &str) -> Self {
        match Path::new(name).unfolded() {
            Some((array, rest)) => {
                Self { unfold: Some(array), places: vec![Place { parts: vec![rest], markup: Markup::Plain }] }
            }
            None => Self { unfold: None, places: vec![Place::plain(name)] },
        }
    }

    /// The places a preset knows.
    pub fn of_preset(preset: &Preset) -> Self {
        Self { unfold: preset.unfold.clone(), places: preset.text.clone() }
    }

    /// Finds the field by the names in an input's first records, in whatever case they are written.
    ///
    /// `full_text` and `text` come before all others; of the others there may be one. An input whose first records have no
    /// field at all (an empty one, a broken one) is taken to have `text`.
    ///
    /// # Errors
    /// No known name, or several of equal standing.
    ///
    /// ```
    /// use yoron::batch::{Format, Reader, Settings, TextFields};
    /// let open = |bytes: &'static [u8]| Reader::open(bytes, Format::Jsonl, "a", &Settings::default()).unwrap();
    /// assert!(TextFields::find(open(b"{\"id\": 1, \"Body\": \"so good\"}").head()).is_ok());
    /// let error = TextFields::find(open(b"{\"id\": 1, \"user\": {\"name\": \"a\"}}").head()).unwrap_err();
    /// assert!(error.to_string().contains("there are: id, user.name"));
    /// ```
    pub fn find(head: &Head) -> Result<Self, NoText> {
        if head.fields.is_empty() {
            return Ok(Self::named("text"));
        }
        let seen = |name: &str| head.fields.iter().find(|field| field.trim().eq_ignore_ascii_case(name));
        if let Some(field) = SURE.iter().find_map(|name| seen(name)) {
            return Ok(Self::named(field));
        }
        let found: Vec<&str> = LIKELY.iter().filter_map(|name| seen(name)).map(String::as_str).collect();
        match *found {
            [] => Err(NoText::None(head.fields.join(", "))),
            [field] => Ok(Self::named(field)),
            // a platform's plain text and the HTML of the same
            [field, "snippet.textDisplay"] => Ok(Self::named(field)),
            _ => Err(NoText::Several(found.join(", "))),
        }
    }

    /// The text of a post. Null is an empty text.
    ///
    /// # Errors
    /// A record that has no such field, or something else than text in it.
    pub fn text<'r>(&self, record: &'r Record) -> Result<Cow<'r, str>, String> {
        let mut null = false;
        for place in &self.places {
            let mut texts: Vec<Cow<str>> = Vec::new();
            for part in &place.parts {
                match &record.body {
                    Body::Json { .. } => match record.raw(part) {
                        None => {}
                        Some("null") => null = true,
                        Some(raw) if raw.starts_with('"') => texts.push(plain(raw)),
                        Some(raw) => {
                            let short: String = raw.chars().take(40).collect();
                            return Err(format!("field {:?} is no text: {short}", part.to_string()));
                        }
                    },
                    Body::Row { .. } => texts.extend(record.get(part)),
                    Body::Broken(reason) => return Err(reason.clone()),
                }
            }
            if !texts.is_empty() {
                return Ok(join(texts.into_iter(), place.markup));
            }
        }
        if null {
            return Ok(Cow::Borrowed(""));
        }
        if let Some(reason) = record.error() {
            return Err(reason.to_owned());
        }
        let names: Vec<String> =
            self.places.iter().flat_map(|p| &p.parts).map(|p| format!("{:?}", p.to_string())).collect();
        Err(format!("no field {}; there are: {}", names.join(" or "), record.fields().join(", ")))
    }
}

/// One text of its parts, with an empty line between, without markup.
pub(super) fn join<'t>(mut parts: impl Iterator<Item = Cow<'t, str>>, markup: Markup) -> Cow<'t, str> {
    let mut text = parts.next().unwrap_or_default();
    for part in parts.filter(|part| !part.is_empty()) {
        text += if text.is_empty() { "" } else { "\n\n" };
        text += part;
    }
    match (&*text, markup) {
        (_, Markup::Plain) => text,
        // what Reddit leaves of a post that is gone
        ("[removed]" | "[deleted]", _) => Cow::Borrowed(""),
        (marked, markup) => Cow::Owned(markup.text(marked).into_owned()),
    }
}
