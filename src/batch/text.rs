//! The text of a post out of what a platform's interface delivers: HTML, or plain text with entities.

use std::borrow::Cow;

/// What a field holds beside the post's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Nothing: the text as the author wrote it.
    #[default]
    Plain,
    /// `&amp;`, `&lt;` and the like.
    Entities,
    /// HTML.
    Html,
}

impl Markup {
    /// The text without the markup.
    ///
    /// ```
    /// use yoron::batch::Markup;
    /// assert_eq!(Markup::Html.text("<p>Tea &amp; toast<br>at <a href=\"#\">nine</a></p><p>Join us</p>"), "Tea & toast\nat nine\nJoin us");
    /// assert_eq!(Markup::Entities.text("2 &lt; 3 &#39;yes&#39;"), "2 < 3 'yes'");
    /// ```
    pub fn text(self, text: &str) -> Cow<'_, str> {
        match self {
            Markup::Plain => Cow::Borrowed(text),
            Markup::Entities => entities(text),
            Markup::Html if !text.contains(['<', '&']) => Cow::Borrowed(text),
            Markup::Html => {
                let bare = without_tags(text);
                Cow::Owned(entities(bare.trim()).into_owned())
            }
        }
    }
}

fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at + 1..];
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some(end) = tag.find('>').filter(|_| is_tag) else {
            out.push('<');
            rest = tag;
            continue;
        };
        let name = tag[..end].trim_end_matches('/').split_whitespace().next().unwrap_or_default();
        if ["br", "/p", "/div", "/li", "/blockquote"].iter().any(|line| name.eq_ignore_ascii_case(line)) {
            out.push('\n');
        }
        rest = &tag[end + 1..];
    }
    out.push_str(rest);
    out
}

fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        // the longest name read here is &thinsp;, the longest number &#x10ffff;
        let entity = rest.as_bytes().iter().take(10).position(|b| *b == b';').and_then(|end| {
            let character = match &rest[..end] {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" => '\u{a0}',
                "hellip" => '…',
                "ndash" => '–',
                "mdash" => '—',
                "lsquo" => '‘',
                "rsquo" => '’',
                "ldquo" => '“',
                "rdquo" => '”',
                number => {
                    let number = number.strip_prefix('#')?;
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16),
                        None => number.parse(),
                    };
                    code.ok().and_then(char::from_u32)?
                }
            };
            Some((character, end + 1))
        });
        match entity {
            Some((character, length)) => {
                out.push(character);
                rest = &rest[length..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn signs_that_are_no_markup_stay() {
        assert_eq!(Markup::Html.text("I <3 this & that; a < b"), "I <3 this & that; a < b");
        assert_eq!(Markup::Entities.text("&한국; &#xd800; &amp;lt;"), "&한국; &#xd800; &lt;");
        assert_eq!(Markup::Html.text("<span class=\"x\">最高</span>&#x2764;"), "最高❤");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[<>&;#xa한a/p ]{0,30}") {
            Markup::Html.text(&text);
            Markup::Entities.text(&text);
        }
    }
}
