//! Embedded posts: those an HTML page marks, and those a scraper printed into plain text.

use super::lines::{Line, Role};
use super::said::{Said, Voice};
use super::text::Text;
use super::types::Attribution;
use crate::article::{Article, EmbeddedPost, is_handle};

/// An embedded post with the lines it covers.
pub(super) struct Embed {
    pub parts: Vec<(usize, usize)>,
    pub lines: Vec<usize>,
    pub author: Option<String>,
    pub handle: Option<String>,
    pub platform: Option<String>,
}

impl Embed {
    /// `Name (@handle)`, or whichever there is.
    pub fn speaker(&self) -> Option<String> {
        match (&self.author, &self.handle) {
            (Some(author), Some(handle)) => Some(format!("{author} ({handle})")),
            (Some(one), None) | (None, Some(one)) => Some(one.clone()),
            (None, None) => None,
        }
    }
}

/// The embedded posts of an article.
pub(super) fn embeds(article: &Article, chars: &[char], lines: &[Line]) -> Vec<Embed> {
    if !article.posts.is_empty() {
        return article.posts.iter().map(|post| of_page(post, chars, lines)).collect();
    }
    (1..lines.len()).filter_map(|index| of_text(chars, lines, index)).collect()
}

fn of_page(post: &EmbeddedPost, chars: &[char], lines: &[Line]) -> Embed {
    let mut covered: Vec<usize> = Vec::new();
    for (start, end) in &post.parts {
        let from = lines.partition_point(|l| l.end <= *start);
        covered.extend((from..lines.len()).take_while(|i| lines[*i].start < *end));
    }
    let signature = covered.last().map(|last| last + 1).filter(|i| {
        lines.get(*i).is_some_and(|l| {
            is_dash(chars[l.start]) || l.start > 0 && chars[..l.start].iter().rev().take(3).any(|c| is_dash(*c))
        })
    });
    covered.extend(signature);
    Embed {
        parts: post.parts.clone(),
        lines: covered,
        author: post.author.clone(),
        handle: post.handle.clone(),
        platform: post.platform.clone(),
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '-')
}

/// A signature line below text: `— Marcus Bell (@marcusb) January 17, 2026`.
fn of_text(chars: &[char], lines: &[Line], index: usize) -> Option<Embed> {
    let line = lines[index];
    let text: String = chars[line.start..line.end].iter().collect();
    // The dash may have been taken for a bullet.
    let dashed = is_dash(chars[line.start])
        || (line.role == Role::Item
            && chars[..line.start].iter().rev().find(|c| !c.is_whitespace()).is_some_and(|c| is_dash(*c)));
    let shared = ["A post shared by ", "Post by ", "Posted by "].iter().find_map(|p| text.strip_prefix(p));
    // Instagram's embed code in Korean and Japanese.
    const SHARED: &[&str] = &[
        "님의 공유 게시물",
        "님이 공유한 게시물",
        "님의 게시물",
        "がシェアした投稿",
        "さんの投稿",
        "がシェアした動画",
    ];
    let localized = !line.prose && SHARED.iter().any(|s| text.contains(s)) && text.contains('@');
    if !(dashed || localized || shared.is_some()) || text.chars().count() > 120 {
        return None;
    }
    let body = shared.unwrap_or(&text).trim_start_matches(is_dash).trim();
    let handle = body
        .split([' ', '(', ')', '（', '）', ',', '·', '、'])
        .find(|w| is_handle(w) && w.starts_with('@'))?
        .to_owned();
    let (before, after) = body.split_once(&handle)?;
    let author = before.trim_matches([' ', '(', '（', '·', ',', '、']).to_owned();
    let platform = if handle.ends_with(".bsky.social") || after.contains("Bluesky") {
        Some("Bluesky")
    } else if handle[1..].contains('@') || after.contains("Mastodon") {
        Some("Mastodon")
    } else if after.contains("Threads") {
        Some("Threads")
    } else if after.contains("Instagram") || localized || text.starts_with("A post shared by") {
        Some("Instagram")
    } else if after.contains("TikTok") {
        Some("TikTok")
    } else if after.chars().any(|c| c.is_ascii_digit()) || after.contains(" X") {
        // The embed code of X prints a date behind the handle.
        Some("X")
    } else {
        None
    };
    let first = first_line(chars, lines, index)?;
    let parts = lines[first..index].iter().map(|l| (l.start, l.end)).collect();
    Some(Embed {
        parts,
        lines: (first..=index).collect(),
        author: Some(author).filter(|a| !a.is_empty()),
        handle: Some(handle),
        platform: platform.map(str::to_owned),
    })
}

/// The first line of the post above a signature: the lines joined to it, and paragraphs before that read like a post.
fn first_line(chars: &[char], lines: &[Line], signature: usize) -> Option<usize> {
    let mut first = signature.checked_sub(1)?;
    if lines[first].role == Role::Junk || !lines[signature].apart && lines[first].end - lines[first].start > 1200 {
        return None;
    }
    let mut total = lines[first].end - lines[first].start;
    while first > 0 {
        let above = lines[first - 1];
        let length = above.end - above.start;
        total += length;
        if total > 560 || above.role == Role::Junk {
            break;
        }
        if !lines[first].apart {
            first -= 1;
            continue;
        }
        let text: Vec<char> = chars[above.start..above.end].to_vec();
        let narrates =
            text.iter().any(|c| matches!(c, '“' | '”' | '「' | '"')) || text.last() == Some(&':') || length > 180;
        let signed = is_dash(text[0]) || text.contains(&'@') || text.contains(&'—') && length < 90;
        if narrates || signed || !first_person(&text) {
            break;
        }
        first -= 1;
    }
    Some(first)
}

/// Narration does not say "I".
fn first_person(text: &[char]) -> bool {
    let text: String = text.iter().collect::<String>().to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').collect();
    words.iter().any(|w| {
        matches!(
            *w,
            "i" | "i'm" | "i’m" | "i've" | "i’ve" | "my" | "me" | "we" | "our" | "us" | "you" | "your" | "i'd" | "i’d"
        )
    }) || text.contains('#')
        || !text.ends_with(['.', '。', '!', '?'])
}

/// What an embedded post says, as the rules of the languages give it.
pub(super) fn said(text: &Text, embed: &Embed) -> Option<Said> {
    let (first, last) = (embed.parts.first()?, embed.parts.last()?);
    let line = *embed.lines.first()?;
    let figure = embed.author.as_ref().is_some_and(|author| is_figure(text, author, line));
    Some(Said {
        parts: embed.parts.clone(),
        line,
        last_line: *embed.lines.last()?,
        open: first.0,
        close: last.1,
        speaker: embed.speaker(),
        who: (0, 0),
        voice: if figure { Voice::Figure } else { Voice::Public },
        attribution: Attribution::Explicit,
        why: "an embedded post".into(),
        joins: false,
        again: embed.platform.is_none(),
        from: (first.0, first.0),
        near: (first.0, first.0),
    })
}

/// Whether the article introduces the author as a figure, or the account is an official one.
fn is_figure(text: &Text, author: &str, line: usize) -> bool {
    use super::cues::Class;
    let lower = author.to_lowercase();
    let official = ["official", "ministry", "embassy", "office", "fc", "news", "公式", "공식", "대사관", "省", "庁"]
        .iter()
        .any(|w| lower.split(|c: char| !c.is_alphanumeric()).any(|p| p == *w) || !w.is_ascii() && lower.contains(w));
    let name: Vec<char> = author
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '·' | '・' | '-'))
        .collect::<String>()
        .trim()
        .chars()
        .collect();
    if official || name.len() < 2 {
        return official;
    }
    let reach = text.chars.len().min(60_000);
    text.chars[..reach].windows(name.len()).enumerate().filter(|(_, w)| *w == name.as_slice()).take(5).any(|(at, _)| {
        let index = text.lines.partition_point(|l| l.end <= at);
        let narration = text
            .lines
            .get(index)
            .is_some_and(|l| l.start <= at && matches!(l.role, Role::Body | Role::Head) && index != line);
        narration
            && text
                .hits(at.saturating_sub(40), at + name.len() + 50)
                .iter()
                .any(|h| matches!(h.class, Class::Figure | Class::Other))
    })
}
