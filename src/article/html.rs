//! HTML pages to text.
//!
//! The readability crate says which paragraphs are the article's; everything between the first and the last of them is
//! kept in the page's own order, unless its element is named as navigation, sharing, advertising or related links.
//! Embedded posts are taken from the page as it came, because readability cleans many of them away.

use super::EmbeddedPost;
use super::page::Page;
use super::posts::{self, Found};
use dom_query::{Document, NodeRef};
use std::collections::HashSet;

/// Pages nested deeper than this are no articles; the readability crate is not asked about them.
const DEEP: usize = 256;

/// Whether text is an HTML page.
pub(super) fn looks_like_html(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(2000).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<?xml") && head.contains("<html")
        || ["<html", "<head>", "<body", "<article", "<div ", "<p>"].iter().any(|tag| head.starts_with(tag))
        || head.starts_with("<!--") && head.contains("<html")
}

pub(super) fn read(source: &str) -> Page {
    let document = Document::from(source);
    let mut walk = Walk::default();
    if let Some(body) = document.body() {
        walk.run(&body, true);
    }
    let title = title(&document, &walk.blocks);
    let kept = keep(source, &walk);
    let mut page = Page::default();
    page.title.clone_from(&title);
    if let Some(title) = title.filter(|title| kept.first().is_none_or(|first| first.text != *title)) {
        page.paragraph(&title);
    }
    let seen_title = page.text.clone();
    let mut list = false;
    for block in kept {
        if block.text == seen_title && block.post.is_none() {
            continue;
        }
        match &block.post {
            Some(found) => place(&mut page, found),
            None if block.item && list => drop(page.line(&block.shown())),
            None if block.line => drop(page.line(&block.shown())),
            None => drop(page.paragraph(&block.shown())),
        }
        list = block.item;
    }
    page
}

/// Puts a post into the text as a scraper prints it: its paragraphs, then "— Name (@handle) date".
fn place(page: &mut Page, found: &Found) {
    let parts = found.paragraphs.iter().map(|p| page.paragraph(p)).collect();
    let mut signature = String::from("—");
    for piece in [found.author.clone(), found.handle.as_ref().map(|h| format!("({h})")), found.date.clone()]
        .into_iter()
        .flatten()
    {
        signature.push(' ');
        signature.push_str(&piece);
    }
    if signature.len() > "—".len() {
        page.line(&signature);
    }
    page.posts.push(EmbeddedPost {
        parts,
        author: found.author.clone(),
        handle: found.handle.clone(),
        platform: found.platform.clone(),
        date: found.date.clone(),
        link: found.link.clone(),
    });
}

/// The headline: the first `h1` that is not the site's name, else what the metadata say.
fn title(document: &Document, blocks: &[Block]) -> Option<String> {
    let mut headings = blocks.iter().filter(|b| b.h1 && !b.text.is_empty());
    let named = |selector: &str| {
        let found = document.select_single(selector).attr("content")?;
        Some(squeeze(&found)).filter(|t| !t.is_empty())
    };
    let meta = named("meta[property='og:title']").or_else(|| named("meta[name='title']"));
    headings
        .clone()
        .find(|b| !b.chrome && meta.as_ref().is_none_or(|m| m.contains(&b.text) || b.text.contains(m)))
        .or_else(|| headings.find(|b| !b.chrome))
        .map(|b| b.text.clone())
        .or(meta)
        .or_else(|| Some(squeeze(&document.select_single("title").text())).filter(|t| !t.is_empty()))
}

/// The blocks that are the article.
fn keep<'b>(source: &str, walk: &'b Walk) -> Vec<&'b Block> {
    let clean: Vec<&Block> = walk.blocks.iter().filter(|b| !b.chrome || b.post.is_some()).collect();
    let main = if walk.deepest > DEEP { HashSet::new() } else { readable(source) };
    let is_main = |b: &&Block| b.post.is_none() && main.contains(&key(&b.text));
    let (Some(first), Some(last)) = (clean.iter().position(&is_main), clean.iter().rposition(is_main)) else {
        return clean;
    };
    // Posts and list items that belong to the same article element may follow the last paragraph readability kept.
    let article = clean[last].article;
    let end =
        clean.iter().rposition(|b| b.article == article && article > 0 && (b.post.is_some() || b.item)).unwrap_or(last);
    let start = clean.iter().position(|b| b.article == article && article > 0 && b.post.is_some()).unwrap_or(first);
    clean[start.min(first)..=end.max(last)].to_vec()
}

/// The paragraphs the readability crate takes for the article, as keys.
fn readable(source: &str) -> HashSet<String> {
    let Ok(mut reader) = dom_smoothie::Readability::new(source, None, None) else { return HashSet::new() };
    let Ok(article) = reader.parse() else { return HashSet::new() };
    let content = Document::fragment(&*article.content);
    let mut walk = Walk::default();
    walk.run(&content.root(), false);
    walk.blocks.into_iter().map(|b| key(&b.text)).collect()
}

/// A paragraph without its spaces, which differ between the page and its cleaned copy.
fn key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A stretch of text of its own, or an embedded post.
#[derive(Default)]
struct Block {
    text: String,
    h1: bool,
    /// Inside an element named as no part of the article.
    chrome: bool,
    item: bool,
    quote: bool,
    /// Set below the last block without a blank line: a single line break.
    line: bool,
    /// Which article element it stands in; 0 outside of all.
    article: usize,
    post: Option<Found>,
}

impl Block {
    fn shown(&self) -> String {
        let bare = self.text.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '#' || c == '@');
        match (self.item && bare, self.quote && bare) {
            (true, _) => format!("• {}", self.text),
            // A block quote is a quote, and in running text it would wear its marks.
            (false, true) => format!("“{}”", self.text),
            (false, false) => self.text.clone(),
        }
    }
}

/// Walks a tree without recursion, which deep pages would turn into a crash.
#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    deepest: usize,
    buffer: String,
    chrome: usize,
    items: usize,
    quotes: usize,
    h1: usize,
    articles: Vec<usize>,
    article_count: usize,
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(NodeRef<'a>, bool),
}

impl Walk {
    fn run(&mut self, root: &NodeRef, find_posts: bool) {
        let mut steps = vec![Step::Enter(*root)];
        let mut depth = 0usize;
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(node, chrome) => {
                    depth -= 1;
                    self.leave(&node, chrome);
                }
                Step::Enter(node) if node.is_text() => {
                    self.buffer.push_str(&node.text().replace(['\n', '\r', '\t'], " "))
                }
                Step::Enter(node) if node.is_element() || node.is_document() || node.is_fragment() => {
                    let post = if find_posts && depth > 0 && depth < DEEP { posts::of_element(&node) } else { None };
                    if let Some(found) = post {
                        self.flush();
                        let (chrome, article) = (self.chrome > 0, self.article());
                        self.blocks.push(Block { chrome, article, post: Some(found), ..Block::default() });
                        continue;
                    }
                    let name = node.node_name().map(|n| n.to_string()).unwrap_or_default();
                    if SILENT.contains(&name.as_str()) {
                        continue;
                    }
                    if name == "br" {
                        self.buffer.push('\n');
                        continue;
                    }
                    let chrome = find_posts && depth > 0 && is_chrome(&node, &name);
                    self.enter(&name, chrome);
                    depth += 1;
                    self.deepest = self.deepest.max(depth);
                    steps.push(Step::Leave(node, chrome));
                    steps.extend(node.children_it(true).map(Step::Enter));
                }
                Step::Enter(_) => {}
            }
        }
        self.flush();
    }

    fn article(&self) -> usize {
        self.articles.last().copied().unwrap_or(0)
    }

    fn enter(&mut self, name: &str, chrome: bool) {
        if !INLINE.contains(&name) {
            self.flush();
        }
        self.chrome += usize::from(chrome);
        match name {
            "li" => self.items += 1,
            "blockquote" => self.quotes += 1,
            "h1" => self.h1 += 1,
            "article" | "main" => {
                self.article_count += 1;
                self.articles.push(self.article_count);
            }
            _ => {}
        }
    }

    fn leave(&mut self, node: &NodeRef, chrome: bool) {
        let name = node.node_name().map(|n| n.to_string()).unwrap_or_default();
        if !INLINE.contains(&name.as_str()) {
            self.flush();
        }
        self.chrome -= usize::from(chrome);
        match name.as_str() {
            "li" => self.items -= 1,
            "blockquote" => self.quotes -= 1,
            "h1" => self.h1 -= 1,
            "article" | "main" => drop(self.articles.pop()),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        let mut blank = true;
        for line in buffer.split('\n') {
            let text = squeeze(line);
            if text.is_empty() {
                blank = true;
                continue;
            }
            self.blocks.push(Block {
                text,
                h1: self.h1 > 0,
                chrome: self.chrome > 0,
                item: self.items > 0,
                quote: self.quotes > 0,
                line: !blank,
                article: self.article(),
                post: None,
            });
            blank = false;
        }
    }
}

const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "head", "object", "audio",
    "video", "canvas", "math", "input",
];
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "kbd", "mark", "q", "rb", "ruby",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "ins", "del", "img",
    "label", "center",
];

/// Element names and the words of class names and ids that are no part of an article.
fn is_chrome(node: &NodeRef, name: &str) -> bool {
    const NAMES: &[&str] = &["nav", "footer", "aside", "form", "button", "dialog", "menu"];
    const WORDS: &[&str] = &[
        "nav",
        "navbar",
        "navigation",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "sidebar",
        "footer",
        "related",
        "recommend",
        "recommended",
        "recommendation",
        "recirc",
        "share",
        "sharing",
        "sns",
        "promo",
        "promotion",
        "newsletter",
        "subscribe",
        "subscription",
        "paywall",
        "ad",
        "ads",
        "advert",
        "advertisement",
        "sponsored",
        "popular",
        "ranking",
        "mostread",
        "tags",
        "toolbar",
        "cookie",
        "consent",
        "copyright",
        "reaction",
        "sharetools",
        "taboola",
        "outbrain",
        "readmore",
        "trending",
        "pickup",
        "hidden",
    ];
    // "most-read" is two words; "reaction" is a row of smileys only when it is one.
    const PAIRS: &[&str] = &[
        "most-read",
        "most-viewed",
        "read-more",
        "more-news",
        "see-also",
        "sr-only",
        "visually-hidden",
        "share-bar",
        "also-read",
    ];
    if NAMES.contains(&name) {
        return true;
    }
    if node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|v| &*v == "true") {
        return true;
    }
    if node
        .attr("role")
        .is_some_and(|r| matches!(&*r, "navigation" | "complementary" | "banner" | "contentinfo" | "dialog"))
    {
        return true;
    }
    if node.attr("style").is_some_and(|s| s.replace(' ', "").contains("display:none")) {
        return true;
    }
    if matches!(name, "body" | "article" | "main" | "html") {
        return false;
    }
    let names = class_and_id(node);
    names
        .split(' ')
        .any(|n| PAIRS.iter().any(|p| n.contains(p)) || n.split(['-', '_', ':']).any(|w| WORDS.contains(&w)))
}

/// The lower-case class names and id of an element, separated by spaces.
pub(super) fn class_and_id(node: &NodeRef) -> String {
    let mut names = node.class().map(|c| c.to_ascii_lowercase()).unwrap_or_default();
    if let Some(id) = node.id_attr() {
        names.push(' ');
        names.push_str(&id.to_ascii_lowercase());
    }
    names
}

/// The text of an element on one line.
pub(super) fn inline_text(node: &NodeRef) -> String {
    paragraphs(node).join(" ")
}

/// The paragraphs and lines of an element.
pub(super) fn paragraphs(node: &NodeRef) -> Vec<String> {
    let mut walk = Walk::default();
    walk.run(node, false);
    let mut lines: Vec<String> = Vec::new();
    for block in walk.blocks {
        match lines.last_mut() {
            Some(last) if block.line => {
                last.push(' ');
                last.push_str(&block.text);
            }
            _ => lines.push(block.text),
        }
    }
    lines
}

fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\n', '\r', '\u{a0}']).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
