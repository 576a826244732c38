//! What the tests of extraction say of an article.

use yoron::article::Article;
use yoron::extract::{self, Quote};

/// "speaker · platform · language · country: part | part"
pub fn notes(text: &str) -> Vec<String> {
    let or_dash = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".into());
    extract::extract(&Article::from_text(text))
        .iter()
        .filter(|q| q.is_post())
        .map(|q: &Quote| {
            let parts: Vec<&str> = q.parts.iter().map(|p| p.text.as_str()).collect();
            let facts = [&q.speaker, &q.platform, &q.stated_language, &q.stated_country].map(or_dash);
            format!("{}: {}", facts.join(" · "), parts.join(" | "))
        })
        .collect()
}

/// The public posts of an article, as [`notes`].
#[track_caller]
pub fn check(text: &str, expected: &[&str]) {
    assert_eq!(notes(text), expected);
}
