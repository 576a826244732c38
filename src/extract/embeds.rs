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
    (0..lines.len())
        .filter_map(|index| {
            let signed = of_text(chars, lines, index);
            signed.or_else(|| after_handle(chars, lines, index)).or_else(|| headed(chars, lines, index))
        })
        .collect()
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

/// A card printed as text: `Name (@handle)`, the post, `10:58 PM · Jun 21, 2031 · 1.2M Views`.
fn headed(chars: &[char], lines: &[Line], index: usize) -> Option<Embed> {
    let head = lines[index];
    if head.role == Role::Item || head.end - head.start > 80 {
        return None;
    }
    let words: String = chars[head.start..head.end].iter().collect();
    let handle = words.split([' ', '(', ')', '（', '）', '·']).find(|w| w.starts_with('@') && is_handle(w))?;
    let (before, after) = words.split_once(handle)?;
    let author = before.trim_end_matches([' ', '(', '（', '·']);
    let after = after.trim_matches([' ', ')', '）', '·']);
    // A name and its handle, and nothing else but the post's age: `· 3h`.
    let named = author.chars().count() <= 50 && !author.contains([':', '.', '“', '"', ',']);
    if !named || after.chars().count() > 14 {
        return None;
    }
    let last = (index + 1..lines.len()).take(8).find(|i| is_counts(&chars[lines[*i].start..lines[*i].end]))?;
    let narrates = |l: &Line| chars[l.start] == '“' || l.end - l.start > 600;
    if last == index + 1 || lines[index + 1..last].iter().any(narrates) {
        return None;
    }
    let counts: String = chars[lines[last].start..lines[last].end].iter().collect();
    let platform = if handle.ends_with(".bsky.social") {
        Some("Bluesky")
    } else if handle[1..].contains('@') {
        Some("Mastodon")
    } else if counts.contains("Views") || counts.contains(" · ") && counts.contains(':') {
        // The time, the date and the views are how X prints a card.
        Some("X")
    } else {
        None
    };
    Some(Embed {
        parts: lines[index + 1..last].iter().map(|l| (l.start, l.end)).collect(),
        lines: (index..=last).collect(),
        author: Some(author.to_owned()).filter(|a| !a.is_empty()),
        handle: Some(handle.to_owned()),
        platform: platform.map(str::to_owned),
    })
}

/// The last line of a card: its time and date, or its counts.
fn is_counts(line: &[char]) -> bool {
    let text: String = line.iter().collect::<String>().to_lowercase();
    let counted = ["views", "likes", "reposts", "retweets", "replies", "조회", "표시"].iter().any(|w| text.contains(w));
    let timed = text.contains(':')
        && ["am ·", "pm ·", " · 20", "오전", "오후", "午前", "午後"].iter().any(|w| text.contains(w));
    let digits = line.iter().filter(|c| c.is_ascii_digit()).count();
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).count();
    line.len() <= 90 && (timed || counted && words <= 8) && digits > 0
}

/// A comment behind its writer's handle: `u/gantry_goblin: the clock stops at 11:20`.
fn after_handle(chars: &[char], lines: &[Line], index: usize) -> Option<Embed> {
    let line = lines[index];
    let colon = (line.start..line.end.min(line.start + 40)).find(|i| matches!(chars[*i], ':' | '：' | ' '))?;
    let handle: String = chars[line.start..colon].iter().collect();
    let reddit = handle.strip_prefix("u/").is_some_and(|name| is_handle(&format!("@{name}")));
    if matches!(chars[colon], ' ') || !(reddit || handle.starts_with('@') && is_handle(&handle)) {
        return None;
    }
    let start = (colon + 1..line.end).find(|i| !chars[*i].is_whitespace())?;
    // Quoted words are found by their marks.
    (!matches!(chars[start], '“' | '"' | '‘' | '\'' | '「')).then(|| Embed {
        parts: vec![(start, line.end)],
        lines: vec![index],
        author: None,
        handle: Some(handle),
        platform: reddit.then(|| "Reddit".to_owned()),
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
        // A text with blank lines between all paragraphs has them between the post and the article, too: only a short
        // line that is no sentence of an article belongs to a post below.
        if lines[signature].apart && above.prose {
            break;
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
