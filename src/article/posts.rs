//! Posts embedded in a page: which elements they are, and the text, author, handle, date and link in them.

use super::html::{class_and_id, inline_text, paragraphs};
use dom_query::NodeRef;

/// How a platform's embed code is told: a class of its outer element, or a host its links lead to.
struct Embed {
    platform: &'static str,
    classes: &'static [&'static str],
    hosts: &'static [&'static str],
}

const EMBEDS: &[Embed] = &[
    Embed {
        platform: "X",
        classes: &["twitter-tweet", "twitter-video", "tweet-embed"],
        hosts: &["twitter.com/", "x.com/"],
    },
    Embed { platform: "Bluesky", classes: &["bluesky-embed"], hosts: &["bsky.app/"] },
    Embed {
        platform: "Threads",
        classes: &["text-post-media", "threads-embed"],
        hosts: &["threads.net/", "threads.com/"],
    },
    Embed { platform: "Instagram", classes: &["instagram-media"], hosts: &["instagram.com/"] },
    Embed { platform: "Mastodon", classes: &["mastodon-embed"], hosts: &["mastodon.", "mstdn."] },
    Embed { platform: "TikTok", classes: &["tiktok-embed"], hosts: &["tiktok.com/"] },
    Embed {
        platform: "Facebook",
        classes: &["fb-post", "fb-comment-embed", "fb-xfbml-parse-ignore"],
        hosts: &["facebook.com/"],
    },
    Embed { platform: "Reddit", classes: &["reddit-card", "reddit-embed-bq", "reddit-embed"], hosts: &["reddit.com/"] },
    Embed { platform: "YouTube", classes: &["youtube-comment", "yt-comment"], hosts: &["youtube.com/", "youtu.be/"] },
    Embed { platform: "Weibo", classes: &["weibo-embed"], hosts: &["weibo.com/", "weibo.cn/"] },
];

/// Words in a class name that mark a card with a post, whatever the platform.
const CARD: &[&str] = &[
    "social-embed",
    "post-embed",
    "embed-post",
    "social-post",
    "post-card",
    "tweet",
    "toot",
    "skeet",
    "comment-embed",
    "embedded-comment",
    "comment-card",
];

/// Class names of one comment in a list of them.
const COMMENT: &[&str] =
    &["comment", "comment-item", "comment_item", "commentitem", "reply-item", "cmt", "cmt-item", "comment-row"];

/// How the class name of an author's element ends.
const AUTHOR: &[&str] = &["author", "name", "user", "nick", "nickname", "writer"];

/// A post found in the page, not yet placed in the text.
#[derive(Default)]
pub(super) struct Found {
    pub paragraphs: Vec<String>,
    pub author: Option<String>,
    pub handle: Option<String>,
    pub platform: Option<String>,
    pub date: Option<String>,
    pub link: Option<String>,
}

/// The post an element is, if it is one and holds text.
pub(super) fn of_element(node: &NodeRef) -> Option<Found> {
    let names = class_and_id(node);
    let known = EMBEDS.iter().find(|e| e.classes.iter().any(|class| node.has_class(class)));
    let block =
        node.has_name("blockquote") || node.has_name("div") || node.has_name("article") || node.has_name("figure");
    let card = || block && CARD.iter().any(|word| names.split(' ').any(|name| name.contains(word)));
    // One comment of a list: it names its author.
    let comment = || {
        let item = block || node.has_name("li") || node.has_name("section");
        let named = |name: &str| COMMENT.contains(&name) || name.ends_with("__comment") || name.ends_with("_comment");
        item && names.split(' ').any(named) && labelled(node, AUTHOR).is_some()
    };
    let by_link =
        || node.has_name("blockquote").then(|| links(node).iter().rev().find_map(|l| platform_of_link(l))).flatten();
    let platform = match known {
        Some(embed) => Some(embed.platform),
        None if card() => {
            links(node).iter().rev().find_map(|l| platform_of_link(l)).or_else(|| platform_of_class(&names))
        }
        None if comment() => platform_of_class(&names),
        None => Some(by_link()?),
    };
    // A wrapper around the embed code is not the post; its child is.
    if known.is_none()
        && node
            .descendants_it()
            .any(|d| d.is_element() && EMBEDS.iter().any(|e| e.classes.iter().any(|c| d.has_class(c))))
    {
        return None;
    }
    let mut found = Found { platform: platform.map(str::to_owned), ..Found::default() };
    let all_links = links(node);
    found.link = all_links
        .iter()
        .rev()
        .find(|l| l.contains("/status/") || l.contains("/post/") || l.contains("/p/"))
        .or(all_links.last())
        .cloned();
    let mut body: Vec<String> = paragraphs(node);
    found.date = node.descendants_it().find(|d| d.has_name("time")).map(|t| inline_text(&t));
    sign(&mut found, &mut body);
    if let Some(author) = labelled(node, AUTHOR).filter(|a| !a.starts_with('@') && a.chars().count() < 60) {
        body.retain(|line| *line != author);
        found.author.get_or_insert(author);
    }
    let date = found.date.clone();
    body.retain(|line| !is_chrome(line) && Some(line) != date.as_ref());
    // "ida.reads" above the text is the handle without its mark.
    if let Some(handle) = found.link.as_deref().and_then(handle_of_link) {
        body.retain(|line| *line != handle[1..] && *line != handle);
    }
    if found.handle.is_none() {
        found.handle = found.link.as_deref().and_then(handle_of_link);
    }
    found.paragraphs = body;
    let content = found.paragraphs.iter().any(|p| p.chars().any(char::is_alphanumeric) || !p.is_ascii());
    // Without a name, a handle or a known platform it is a design element that happens to be called a card.
    let somebody = found.author.is_some() || found.handle.is_some() || known.is_some();
    (content && somebody).then_some(found)
}

/// Takes the signature ("— Name (@handle) January 17, 2026") off the paragraphs, or a header line "Name @handle".
fn sign(found: &mut Found, body: &mut Vec<String>) {
    // Reddit: "The title by u/name in r/place".
    if let Some(line) = body.last_mut()
        && let Some(at) = line.find("by u/").or_else(|| line.find("by /u/"))
        && (at == 0 || line[..at].ends_with(char::is_whitespace))
    {
        let name = line[at + 3..].split_whitespace().next().unwrap_or_default().trim_start_matches('/').to_owned();
        line.truncate(at);
        *line = line.trim_end().to_owned();
        if is_handle(&name) {
            found.handle = Some(name);
        }
        return;
    }
    let signature = body.iter().rposition(|l| {
        let shared = ["A post shared by", "Post by"].iter().any(|w| l.starts_with(w));
        let sharer = ["님의 공유 게시물", "님이 공유한 게시물", "がシェアした投稿"].iter().any(|w| l.contains(w));
        l.starts_with(['—', '–', '―']) || shared || sharer
    });
    if let Some(at) = signature {
        let line = body.remove(at);
        let line = line.trim_start_matches(['—', '–', '―', ' ']);
        let line = line.strip_prefix("A post shared by").or(line.strip_prefix("Post by")).unwrap_or(line).trim();
        let line = ["님의 공유", "님이 공유", "がシェア"]
            .iter()
            .find_map(|w| line.split(w).next().filter(|s| s.len() < line.len()))
            .unwrap_or(line);
        set_name(found, line);
        return;
    }
    let header = body.iter().position(|l| {
        l.chars().count() < 80 && l.split_whitespace().any(|w| is_handle(w.trim_matches(['(', ')', ',', '·'])))
    });
    if let Some(at) = header.filter(|_| body.len() > 1) {
        let line = body.remove(at);
        let alone = line.split_whitespace().count() == 1;
        set_name(found, &line);
        // A line above a bare handle is the display name.
        if alone && at > 0 && body[at - 1].chars().count() < 50 && found.author.is_none() {
            found.author = Some(body.remove(at - 1));
        }
    }
}

fn set_name(found: &mut Found, line: &str) {
    let Some(handle) = line.split([' ', '(', ')', ',', '·']).find(|w| is_handle(w)) else {
        if !line.is_empty() && line.chars().count() < 60 {
            found.author.get_or_insert(line.to_owned());
        }
        return;
    };
    let (before, after) = line.split_once(handle).unwrap_or((line, ""));
    let name = before.trim_matches([' ', '(', '·', ',']);
    if !name.is_empty() {
        found.author = Some(name.to_owned());
    }
    let date = after.trim_matches([' ', ')', '·', ',', '|']);
    if !date.is_empty() && found.date.is_none() {
        found.date = Some(date.to_owned());
    }
    found.handle = Some(handle.to_owned());
}

/// `@name`, `@name.bsky.social`, `@name@server`, `u/name`.
pub(crate) fn is_handle(word: &str) -> bool {
    let name = word.strip_prefix('@').or_else(|| word.strip_prefix("u/")).unwrap_or_default();
    name.chars().count() > 1 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@'))
}

fn is_chrome(line: &str) -> bool {
    const CHROME: &[&str] = &[
        "View this post on",
        "View on ",
        "View more on",
        "A post shared by",
        "Like Reply",
        "Reply",
        "Share",
        "Follow",
        "♬",
        "Show more",
        "Read more on",
        "Translate",
        "답글",
        "좋아요",
        "공감",
        "返信",
        "いいね",
    ];
    const COUNTED: &[&str] =
        &["like", "repost", "retweet", "repl", "view", "ago", "upvote", "좋아요", "조회", "공감", "いいね", "表示"];
    let line = line.trim();
    let counts = line.chars().count() < 24
        && (line.starts_with(|c: char| c.is_ascii_digit()) || line.ends_with(|c: char| c.is_ascii_digit()))
        && line.split_whitespace().count() <= 3
        && COUNTED.iter().any(|w| line.to_lowercase().contains(w));
    let fixed = CHROME.iter().any(|c| if c.contains([' ', '♬']) { line.starts_with(c) } else { line == *c });
    line.is_empty() || counts || fixed
}

fn labelled(node: &NodeRef, words: &[&str]) -> Option<String> {
    node.descendants_it()
        .filter(|d| d.is_element())
        .find(|d| {
            let names = class_and_id(d);
            d.attr("itemprop").is_some_and(|p| &*p == "author")
                || words.iter().any(|w| names.split(' ').any(|n| n.ends_with(w)))
        })
        .map(|d| inline_text(&d))
        .filter(|t| !t.is_empty())
}

fn links(node: &NodeRef) -> Vec<String> {
    const PLACES: &[&str] = &[
        "href",
        "cite",
        "data-href",
        "data-bluesky-uri",
        "data-instgrm-permalink",
        "data-text-post-permalink",
        "data-embed-url",
    ];
    let of = |n: &NodeRef| PLACES.iter().find_map(|p| n.attr(p)).map(|l| l.to_string());
    of(node).into_iter().chain(node.descendants_it().filter(|d| d.is_element()).filter_map(|d| of(&d))).collect()
}

fn platform_of_link(link: &str) -> Option<&'static str> {
    let link = link.trim_start_matches("https://").trim_start_matches("http://");
    let link = link.trim_start_matches("www.").trim_start_matches("mobile.");
    // A hashtag or a picture address says nothing about who posts.
    let post = ["/status/", "/post/", "/p/", "/reel/", "/video/", "/posts/", "/comments/", "/@", "lc=", "watch?"];
    EMBEDS
        .iter()
        .find(|e| e.hosts.iter().any(|h| link.starts_with(h)))
        .filter(|_| post.iter().any(|p| link.contains(p)))
        .map(|e| e.platform)
}

fn platform_of_class(names: &str) -> Option<&'static str> {
    let words = [
        ("tweet", "X"),
        ("twitter", "X"),
        ("bluesky", "Bluesky"),
        ("skeet", "Bluesky"),
        ("threads", "Threads"),
        ("instagram", "Instagram"),
        ("mastodon", "Mastodon"),
        ("toot", "Mastodon"),
        ("tiktok", "TikTok"),
        ("facebook", "Facebook"),
        ("reddit", "Reddit"),
        ("youtube", "YouTube"),
        ("weibo", "Weibo"),
        ("naver", "Naver"),
    ];
    let lone_x = names.split([' ', '-', '_']).any(|word| word == "x");
    words.iter().find(|(word, _)| names.contains(word)).map(|(_, platform)| *platform).or(lone_x.then_some("X"))
}

fn handle_of_link(link: &str) -> Option<String> {
    let path = link.split_once("://").map_or(link, |(_, rest)| rest);
    let name = path.split('/').nth(1)?.trim_start_matches('@');
    let name = if name == "profile" { path.split('/').nth(2)? } else { name };
    (path.contains("/status/") || path.contains("/post/")).then(|| format!("@{name}")).filter(|h| is_handle(h))
}
