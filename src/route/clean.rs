//! What of a post may vote on its language: not links, handles, tags, laughter, drawn-out letters, emoji.

/// Laughter and filler of the net that every language borrows.
const BORROWED: &[&str] = &[
    "rt", "lol", "lmao", "lmfao", "rofl", "omg", "wtf", "xd", "www", "haha", "hahaha", "hehe", "ok", "oh", "wow", "ah",
    "kkk",
];

/// The words of `text` that may vote: lower-cased, cut at everything that is no letter or apostrophe.
pub(super) fn words<'a>(text: &'a str, buffer: &'a mut String) -> impl Iterator<Item = &'a str> {
    buffer.clear();
    for word in text.split_whitespace().filter(|w| !is_reference(w)) {
        let (mut last, mut run) = (' ', 0);
        for c in word.chars().flat_map(char::to_lowercase) {
            let c = if c == '’' { '\'' } else { c };
            run = if c == last { run + 1 } else { 1 };
            last = c;
            if run <= 2 {
                buffer.push(if c.is_alphabetic() || c == '\'' { c } else { ' ' });
            }
        }
        buffer.push(' ');
    }
    buffer.split(' ').map(|w| w.trim_matches('\'')).filter(|w| !w.is_empty())
}

/// Links, handles and tags.
pub(super) fn is_reference(word: &str) -> bool {
    word.starts_with('@')
        || word.starts_with(['#', '＃']) && word.chars().nth(1).is_some()
        || word.contains("://")
        || word.starts_with("www.")
        || word.contains("[NAME]")
}

/// Whether every language uses this word.
pub(super) fn is_borrowed(word: &str) -> bool {
    BORROWED.contains(&word) || word.len() > 3 && word.bytes().all(|b| matches!(b, b'h' | b'a' | b'e'))
}
