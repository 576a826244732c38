//! Articles: bytes in, the text a reader sees out.
//!
//! [`read`] finds the encoding, tells text from binary, takes the article out of an HTML page and the marks out of
//! Markdown. Plain text stays as it is, to the character, so that offsets into [`Article::text`] are offsets into the
//! file as Python's `open(path).read()` gives it (every line ends in one `\n`).
//!
//! ```
//! use yoron::article::{self, Format};
//!
//! let article = article::read("Fans were split.\n\n“Too loud,” one X user wrote.\n".as_bytes(), Format::Auto)?;
//! assert_eq!(article.language, Some(article::Language::En));
//! assert_eq!(article.format, Format::Text);
//! # Ok::<(), article::ArticleError>(())
//! ```

mod encoding;
mod html;
mod markdown;
mod page;
mod posts;

pub(crate) use encoding::guess as guess_encoding;
pub(crate) use posts::is_handle;
use serde::{Deserialize, Serialize};

/// How an article's bytes are to be understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Decide from the content. A read article never has this format.
    #[default]
    Auto,
    /// Plain text, taken as it stands.
    Text,
    /// Markdown: marks, link targets and front matter are taken out.
    Markdown,
    /// An HTML page: its main text, with embedded posts.
    Html,
}

impl Format {
    /// The format a file name promises; [`Format::Auto`] where it promises nothing.
    ///
    /// ```
    /// use yoron::article::Format;
    /// assert_eq!(Format::of_name("news.HTM"), Format::Html);
    /// assert_eq!(Format::of_name("news"), Format::Auto);
    /// ```
    pub fn of_name(name: &str) -> Format {
        match name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).as_deref() {
            Some("html" | "htm" | "xhtml") => Format::Html,
            Some("md" | "markdown") => Format::Markdown,
            Some("txt" | "text") => Format::Text,
            _ => Format::Auto,
        }
    }
}

/// The language an article is written in, which picks the table of cues it is read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, and anything else that is neither Korean nor Japanese.
    En,
    /// Korean.
    Ko,
    /// Japanese.
    Ja,
}

impl Language {
    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ko => "ko",
            Language::Ja => "ja",
        }
    }

    /// The language of a text by its script: Hangul is Korean, kana Japanese, Latin letters English; `None` without
    /// any of these. A few foreign quotes do not change the answer.
    pub fn of_text(text: &str) -> Option<Language> {
        let (mut hangul, mut kana, mut latin) = (0usize, 0usize, 0usize);
        for c in text.chars() {
            match c {
                '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' => hangul += 1,
                '\u{3041}'..='\u{309f}' | '\u{30a0}'..='\u{30ff}' => kana += 1,
                'a'..='z' | 'A'..='Z' => latin += 1,
                _ => {}
            }
        }
        // A syllable of Hangul or kana says about as much as three Latin letters.
        match (hangul * 3, kana * 3, latin) {
            (0, 0, 0) => None,
            (h, k, l) if h >= k && h >= l => Some(Language::Ko),
            (_, k, l) if k >= l => Some(Language::Ja),
            _ => Some(Language::En),
        }
    }
}

/// A social-media post that an HTML page embeds as such (not one quoted in running text).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddedPost {
    /// Where its paragraphs stand in [`Article::text`], in characters.
    pub parts: Vec<(usize, usize)>,
    /// The display name.
    pub author: Option<String>,
    /// The handle with its `@`.
    pub handle: Option<String>,
    /// The platform's canonical name (`X`, `Bluesky`, …).
    pub platform: Option<String>,
    /// The date as the page prints it.
    pub date: Option<String>,
    /// The address of the post.
    pub link: Option<String>,
}

/// An article as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The text. For plain text, all of the file without a byte order mark; paragraphs stand on lines of their own.
    pub text: String,
    /// The headline where the format names one (HTML `h1` or title, Markdown heading).
    pub title: Option<String>,
    /// The language, by script; `None` where there are no letters.
    pub language: Option<Language>,
    /// What it was read as: never [`Format::Auto`].
    pub format: Format,
    /// The WHATWG name of the encoding the bytes were in, for instance `UTF-8` or `EUC-KR`.
    pub encoding: &'static str,
    /// Posts the page embeds, in order of appearance; empty for plain text.
    pub posts: Vec<EmbeddedPost>,
}

impl Article {
    /// An article from text that is already decoded, taken as plain text.
    ///
    /// ```
    /// let article = yoron::article::Article::from_text("누리꾼들은 “멋지다”고 했다.");
    /// assert_eq!(article.language, Some(yoron::article::Language::Ko));
    /// ```
    pub fn from_text(text: impl Into<String>) -> Article {
        let text = text.into();
        let language = Language::of_text(&text);
        Article { text, title: None, language, format: Format::Text, encoding: "UTF-8", posts: Vec::new() }
    }
}

/// Why bytes are no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArticleError {
    /// No bytes, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// The bytes are no text in any encoding we know: an image, an archive, a PDF …
    #[error("this is not text ({0})")]
    Binary(&'static str),
    /// An HTML page without any text of its own.
    #[error("the page holds no text")]
    NoText,
}

impl ArticleError {
    /// What to do about it.
    pub const fn way_out(self) -> &'static str {
        match self {
            ArticleError::Empty => "save the article's text or page into it and try again",
            ArticleError::Binary(_) => "save the article as plain text, Markdown or HTML",
            ArticleError::NoText => "pages built by scripts arrive empty: save the page from a browser, or its text",
        }
    }
}

/// Reads an article from bytes.
///
/// UTF-8 and UTF-16 (with or without a byte order mark), CP949/EUC-KR, Shift_JIS, EUC-JP and the older Western
/// encodings are recognised; an HTML page's own charset declaration is believed where the bytes bear it out.
///
/// # Errors
///
/// [`ArticleError`] where the bytes are empty, binary, or a page without text.
pub fn read(bytes: &[u8], hint: Format) -> Result<Article, ArticleError> {
    let (text, encoding) = encoding::decode(bytes)?;
    let format = match hint {
        Format::Auto if html::looks_like_html(&text) => Format::Html,
        Format::Auto if markdown::looks_like_markdown(&text) => Format::Markdown,
        Format::Auto => Format::Text,
        other => other,
    };
    let page = match format {
        Format::Html => html::read(&text),
        Format::Markdown => markdown::read(&text),
        Format::Auto | Format::Text => page::Page::plain(unified(text)),
    };
    if page.text.trim().is_empty() {
        return Err(if format == Format::Html { ArticleError::NoText } else { ArticleError::Empty });
    }
    let language = Language::of_text(&page.text);
    Ok(Article { language, title: page.title, format, encoding, posts: page.posts, text: page.text })
}

/// Line ends as `\n`.
fn unified(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}
