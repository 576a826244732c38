//! The text of a page under construction, which knows its length in characters.

use super::EmbeddedPost;

/// What a format reader hands back.
#[derive(Default)]
pub(super) struct Page {
    pub text: String,
    pub title: Option<String>,
    pub posts: Vec<EmbeddedPost>,
    chars: usize,
}

impl Page {
    /// A page that is all text.
    pub fn plain(text: String) -> Page {
        Page { text, ..Page::default() }
    }

    /// Adds a paragraph, a blank line before it, and returns where it stands in characters.
    pub fn paragraph(&mut self, text: &str) -> (usize, usize) {
        if !self.text.is_empty() {
            self.push("\n\n");
        }
        self.push(text)
    }

    /// Adds a line directly below the last.
    pub fn line(&mut self, text: &str) -> (usize, usize) {
        if !self.text.is_empty() {
            self.push("\n");
        }
        self.push(text)
    }

    fn push(&mut self, text: &str) -> (usize, usize) {
        let start = self.chars;
        self.text.push_str(text);
        self.chars += text.chars().count();
        (start, self.chars)
    }
}
