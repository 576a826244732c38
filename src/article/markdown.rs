//! Markdown to text: the marks go, the words and the quote marks stay.

use super::page::Page;
use regex::Regex;
use std::sync::LazyLock;

static LINK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+[^)]*)?\)"));
/// Longest marks first: bold is not two italics.
static EMPHASIS: LazyLock<[Regex; 5]> = LazyLock::new(|| {
    [r"\*\*\*", r"\*\*", "__", "~~", r"\*"].map(|mark| pattern(&format!(r"{mark}(\S|\S[^\n]*?\S){mark}")))
});
static ESCAPE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\([!-/:-@\[-`{-~])"));
static SIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^(#{1,6} \S|\s*> |```)|\]\([^)\s]+\)|\*\*\S"));

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

/// Whether a text without a file name is Markdown: at least two signs that plain articles do not have.
pub(super) fn looks_like_markdown(text: &str) -> bool {
    SIGN.find_iter(text).take(2).count() == 2
}

pub(super) fn read(source: &str) -> Page {
    let mut page = Page::default();
    let mut blank = false;
    let mut fenced = false;
    for line in without_front_matter(source).lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let (mut line, heading) = unmarked(line.trim_end());
        if !fenced {
            line = ESCAPE.replace_all(&inline(&line), "$1").into_owned();
        }
        if line.trim().is_empty() {
            blank = true;
            continue;
        }
        if heading && page.title.is_none() {
            page.title = Some(line.trim().to_owned());
        }
        if blank || heading {
            page.paragraph(&line);
        } else {
            page.line(&line);
        }
        // A heading needs no blank line below it.
        blank = heading;
    }
    page
}

/// The line without heading, block quote and rule marks, and whether it was a heading. List bullets stay: they say
/// that a line is an item.
fn unmarked(line: &str) -> (String, bool) {
    let mut rest = line.trim_start();
    while let Some(inner) = rest.strip_prefix('>') {
        rest = inner.trim_start();
    }
    let level = rest.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&level) && rest[level..].starts_with([' ', '\t']) {
        return (rest[level..].trim().trim_end_matches('#').trim_end().to_owned(), true);
    }
    let rule = rest.len() >= 3 && rest.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' '));
    (if rule { String::new() } else { rest.to_owned() }, false)
}

fn inline(line: &str) -> String {
    let linked = LINK.replace_all(line, "$1");
    let plain = EMPHASIS.iter().fold(linked.into_owned(), |text, mark| mark.replace_all(&text, "$1").into_owned());
    plain.replace('`', "")
}

fn without_front_matter(source: &str) -> &str {
    let Some(rest) = source.strip_prefix("---\n") else { return source };
    rest.split_once("\n---\n").map_or(source, |(_, body)| body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let page = read(
            "---\ntitle: x\n---\n# The *big* match\n\n> “Great [save](http://a.b/c_(d))”, **one** fan wrote.\n> Again.\n\n---\n\n- item \\* one\n",
        );
        assert_eq!(page.title.as_deref(), Some("The big match"));
        assert_eq!(page.text, "The big match\n\n“Great save”, one fan wrote.\nAgain.\n\n- item * one");
    }

    #[test]
    fn plain_text_is_no_markdown() {
        assert!(!looks_like_markdown("Fans said “wow”.\n- Marcus (@m)\n# 1 hit\n"));
        assert!(looks_like_markdown("# Title\n\nText with a [link](http://a.b).\n"));
    }
}
