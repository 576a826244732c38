//! Quote marks to spans: pairs, nested pairs, apostrophes, inches, marks that are missing.
//!
//! Marks are paired within a line; a quote that a line leaves open goes on in the next lines where these take it up
//! again or close it, and ends with its line where nothing does.

use super::lines::{Line, Role};

/// An outermost quoted span.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// The words of each stretch, in characters, without marks.
    pub parts: Vec<(usize, usize)>,
    /// The lines of the first and the last stretch, as indices.
    pub first: usize,
    pub last: usize,
    /// The opening mark of the first and the end of the last with its mark.
    pub open: usize,
    pub close: usize,
    /// `“` for every double mark, `‘` for every single one, `「`, `『`, `«`.
    pub mark: char,
}

/// Quotes within quotes within quotes: beyond this the marks are no quotes.
const DEEPEST: usize = 16;
/// How far a quote left open is followed.
const REACH: usize = 14;

/// The spans of a text, in order. Embedded posts are skipped: they are quotes themselves.
pub(super) fn spans(chars: &[char], lines: &[Line]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut line = 0;
    while line < lines.len() {
        line += 1;
        if lines[line - 1].role == Role::Embed {
            continue;
        }
        let mut at = lines[line - 1].start;
        // The line may change while a quote runs on.
        let mut here = line - 1;
        while at < lines[here].end {
            let Some(opened) = opener(chars, &lines[here], at) else {
                at += 1;
                continue;
            };
            let begin = at + opened.length;
            if let Some((end, after)) = closer(chars, &lines[here], begin, &opened) {
                // rock 'n' roll
                if end > begin + usize::from(opened.mark == '‘' && chars[begin].is_ascii_alphanumeric()) {
                    push(&mut spans, &opened, vec![(begin, end)], here, here, at, after);
                }
                at = after.max(at + 1);
            } else if opened.mark == '‘' {
                // A lone single mark is an apostrophe.
                at += 1;
            } else if let Some((parts, last, after)) = run_on(chars, lines, here, begin, &opened) {
                push(&mut spans, &opened, parts, here, last, at, after);
                (here, at) = (last, after);
            } else {
                // Never closed: it ends with its line, if it is more than a stray mark.
                let end = lines[here].end;
                if chars[begin..end.min(begin + 100)].iter().filter(|c| c.is_alphanumeric()).count() >= 6
                    && !opened.doubtful
                {
                    push(&mut spans, &opened, vec![(begin, end)], here, here, at, end);
                    at = end;
                } else {
                    at += opened.length;
                }
            }
        }
        line = line.max(here + 1);
    }
    spans
}

fn push(
    spans: &mut Vec<Span>,
    opened: &Opened,
    parts: Vec<(usize, usize)>,
    first: usize,
    last: usize,
    open: usize,
    close: usize,
) {
    spans.push(Span { parts, first, last, open, close, mark: opened.mark });
}

struct Opened {
    /// As in [`Span::mark`].
    mark: char,
    /// The characters that close it.
    close: char,
    open: char,
    length: usize,
    /// A straight mark that may be an inch or a stray.
    doubtful: bool,
}

fn opener(chars: &[char], line: &Line, at: usize) -> Option<Opened> {
    let before = (at > line.start).then(|| chars[at - 1]);
    let after = (at + 1 < line.end).then(|| chars[at + 1])?;
    let of = |mark, open, close| Some(Opened { mark, open, close, length: 1, doubtful: false });
    match chars[at] {
        '「' => of('「', '「', '」'),
        '『' => of('『', '『', '』'),
        '«' => of('«', '«', '»'),
        // Japanese pages cite posts in these as well: 〈…〉〈…〉と書き込まれた. Elsewhere they hold titles and labels.
        '〈' if cited(chars, line, at, '〉') => of('「', '〈', '〉'),
        '＜' if cited(chars, line, at, '＞') => of('「', '＜', '＞'),
        '《' if cited(chars, line, at, '》') => of('「', '《', '》'),
        '〝' => of('“', '〝', '〟'),
        '“' | '„' | '‟' if !after.is_whitespace() || before.is_none() => of('“', '“', '”'),
        // A closing mark used to open, as careless typing does.
        '”' if before.is_none_or(opens_after)
            && !after.is_whitespace()
            && ahead(chars, at + 1, line.end).contains(&'”') =>
        {
            of('“', '”', '”')
        }
        '"' | '＂' => {
            let inch =
                before.is_some_and(|c| c.is_ascii_digit()) && !ahead(chars, at + 1, line.end).contains(&chars[at]);
            (!inch && !after.is_whitespace()).then_some(Opened {
                mark: '“',
                open: '"',
                close: chars[at],
                length: 1,
                doubtful: before.is_some_and(|c| c.is_ascii_alphanumeric()),
            })
        }
        '`' if after == '`' => Some(Opened { mark: '“', open: '`', close: '\'', length: 2, doubtful: true }),
        '‘' | '\'' if decade(chars, at) => None,
        '‘' | '\''
            if before.is_none_or(opens_after) && !after.is_whitespace() && !matches!(after, '.' | ',' | '’' | '\'') =>
        {
            Some(Opened {
                mark: '‘',
                open: chars[at],
                close: if chars[at] == '‘' { '’' } else { '\'' },
                length: 1,
                doubtful: true,
            })
        }
        _ => None,
    }
}

/// Whether a bracket holds words that the text behind it says were uttered, alone or as the first of several.
fn cited(chars: &[char], line: &Line, at: usize, close: char) -> bool {
    const BEHIND: &[&str] = &["と", "って", "など", "といった", "という", "との", "や", "等"];
    let mut from = at;
    for _ in 0..12 {
        let Some(end) = ahead(chars, from + 1, line.end).iter().position(|c| *c == close).map(|n| from + 1 + n) else {
            return false;
        };
        if end - from < 4 {
            return false;
        }
        let rest = &chars[end + 1..line.end];
        if rest.first() == Some(&chars[at]) {
            from = end + 1;
            continue;
        }
        if matches!(rest.first(), Some('、' | '・')) && rest.get(1) == Some(&chars[at]) {
            from = end + 2;
            continue;
        }
        // 〈A〉〈B〉。 stands for itself.
        let several = from > at || at > line.start && chars[at - 1] == close;
        return BEHIND.iter().any(|w| super::grammar::starts(rest, w))
            || rest.is_empty() && at == line.start
            || several && rest.first().is_none_or(|c| *c == '。');
    }
    false
}

/// The next stretch of a line: no line needs more than this to be judged, and a very long one must not cost its square.
fn ahead(chars: &[char], from: usize, end: usize) -> &[char] {
    &chars[from.min(end)..end.min(from + 2_000)]
}

/// `'90s`
fn decade(chars: &[char], at: usize) -> bool {
    chars.get(at + 1..at + 3).is_some_and(|two| two.iter().all(char::is_ascii_digit)) && chars.get(at + 3) == Some(&'s')
}

/// What may stand before an opening mark: not a Latin letter or digit.
fn opens_after(c: char) -> bool {
    !super::cues::is_latin(c) && !matches!(c, '”' | '"' | '.' | ',' | '!' | '?')
}

/// Where a quote ends within its line: the end of its words and the place after its mark.
fn closer(chars: &[char], line: &Line, begin: usize, opened: &Opened) -> Option<(usize, usize)> {
    if opened.mark == '‘' {
        return single(chars, line, begin, opened);
    }
    let mut depth = 0usize;
    for at in begin..line.end {
        let c = chars[at];
        if opened.open == '`' {
            if c == '\'' && at + 1 < line.end && chars[at + 1] == '\'' {
                return Some((at, at + 2));
            }
        } else if c == opened.close || (opened.open == '“' && matches!(c, '＂')) {
            if opened.open == '"' && inch(chars, line, at) {
                continue;
            }
            if depth == 0 {
                return Some((at, at + 1));
            }
            depth -= 1;
        } else if c == opened.open {
            // “A“ closed with an opening mark; in English “A, he said. “B” lacks one; in 「「」」 it is nesting.
            let next = chars.get(at + 1).filter(|_| at + 1 < line.end);
            if opened.open == '“' {
                if at > begin
                    && !chars[at - 1].is_whitespace()
                    && next.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
                {
                    return Some((at, at + 1));
                }
                if chars[at - 1].is_whitespace() && !balanced(ahead(chars, at, line.end)) {
                    return Some((end_of_words(chars, begin, at), at));
                }
            }
            depth += 1;
            if depth > DEEPEST {
                return None;
            }
        } else if opened.open == '“' && c == '"' && !ahead(chars, at + 1, line.end).contains(&'”') {
            return Some((at, at + 1));
        }
    }
    None
}

/// Whether a stretch that starts with an opening mark closes more than it opens: the first of its marks is nested.
fn balanced(chars: &[char]) -> bool {
    let opens = chars.iter().filter(|c| **c == '“').count();
    let closes = chars.iter().filter(|c| **c == '”').count();
    closes > opens
}

fn end_of_words(chars: &[char], begin: usize, mut end: usize) -> usize {
    while end > begin && chars[end - 1].is_whitespace() {
        end -= 1;
    }
    end
}

/// `6'2" tall`: a mark after a digit with another mark to come that closes better.
fn inch(chars: &[char], line: &Line, at: usize) -> bool {
    at > line.start
        && chars[at - 1].is_ascii_digit()
        && chars.get(at + 1).is_some_and(|c| *c == ' ' || *c == '-')
        && ahead(chars, at + 1, line.end).iter().filter(|c| **c == '"').count() % 2 == 1
}

/// The end of a single-marked quote: the first mark that is no apostrophe.
fn single(chars: &[char], line: &Line, begin: usize, opened: &Opened) -> Option<(usize, usize)> {
    let mut candidate = None;
    let mut inner = 0usize;
    for at in begin..line.end.min(begin + 1200) {
        let c = chars[at];
        if c == '“' {
            inner += 1;
        } else if c == '”' {
            // The double quote around this mark ends here: the mark was an apostrophe.
            if inner == 0 {
                break;
            }
            inner -= 1;
        }
        if c == opened.open && opened.open != opened.close && at > begin && !chars[at - 1].is_alphanumeric() {
            break;
        }
        if c != opened.close && c != '’' {
            continue;
        }
        let before = chars[at - 1];
        let after = chars.get(at + 1).copied().filter(|_| at + 1 < line.end);
        if before.is_whitespace() || after.is_some_and(super::cues::is_latin) || inner > 0 || at == begin {
            continue;
        }
        // "the fans' choice": a plural's apostrophe, if a better mark follows.
        let plural = before == 's' && after == Some(' ') && chars.get(at + 2).is_some_and(|c| c.is_lowercase());
        if plural && candidate.is_none() {
            candidate = Some((at, at + 1));
            continue;
        }
        if candidate.is_some() && !matches!(before, ',' | '.' | '?' | '!' | '…') {
            break;
        }
        return Some((at, at + 1));
    }
    candidate
}

/// Follows a quote into the next lines. Returns its parts, the line it ends in, and the place after it.
#[allow(clippy::type_complexity)]
fn run_on(
    chars: &[char],
    lines: &[Line],
    here: usize,
    begin: usize,
    opened: &Opened,
) -> Option<(Vec<(usize, usize)>, usize, usize)> {
    let mut parts = vec![(begin, lines[here].end)];
    let next = lines.get(here + 1).filter(|l| l.role != Role::Embed)?;
    let taken_up = |line: &Line| {
        matches!(
            (opened.open, chars[line.start]),
            ('“' | '”', '“' | '”') | ('"', '"') | ('「', '「') | ('『', '『') | ('`', '`')
        ) || (chars[line.start] == opened.open)
    };
    if taken_up(next) {
        // Each paragraph opens again; the last one closes.
        for (offset, line) in lines[here + 1..].iter().take(REACH).enumerate() {
            if !taken_up(line) {
                return Some((parts, here + offset, lines[here + offset].end));
            }
            let start = line.start + opened.length;
            let again = Opened {
                mark: opened.mark,
                open: opened.open,
                close: opened.close,
                length: opened.length,
                doubtful: false,
            };
            match closer(chars, line, start, &again) {
                Some((end, after)) => {
                    parts.push((start, end));
                    return Some((parts, here + 1 + offset, after));
                }
                None => parts.push((start, line.end)),
            }
        }
        return None;
    }
    if opened.doubtful || opened.open == '"' && opened.close != '"' {
        return None;
    }
    // Later paragraphs do not open again, but one of them closes, before anything else of the kind opens.
    for (offset, line) in lines[here + 1..].iter().take(REACH).enumerate() {
        let mut depth = 0usize;
        for at in line.start..line.end {
            if opened.open == opened.close && chars[at] == opened.close {
                // A straight mark closes when it follows a word and not a space.
                if at == line.start || chars[at - 1].is_whitespace() {
                    return None;
                }
                parts.push((line.start, at));
                return Some((parts, here + 1 + offset, at + 1));
            } else if chars[at] == opened.open {
                if opened.open == '“' {
                    return None;
                }
                depth += 1;
            } else if chars[at] == opened.close {
                if depth > 0 {
                    depth -= 1;
                    continue;
                }
                if at > line.start {
                    parts.push((line.start, at));
                }
                return Some((parts, here + 1 + offset, at + 1));
            }
        }
        parts.push((line.start, line.end));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Language;

    fn quotes(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let lines = super::super::lines::lines(&chars, &[], Language::of_text(text).unwrap_or(Language::En));
        spans(&chars, &lines)
            .iter()
            .map(|s| {
                s.parts.iter().map(|(a, b)| chars[*a..*b].iter().collect::<String>()).collect::<Vec<_>>().join("|")
            })
            .collect()
    }

    #[test]
    fn pairs_and_nested_pairs() {
        assert_eq!(
            quotes("“A ‘b’ c,” she said. \"D 'e' f\" 「あ『い』う」 «G»"),
            ["A ‘b’ c,", "D 'e' f", "あ『い』う", "G"]
        );
        assert_eq!(quotes("``Yes,'' he said."), ["Yes,"]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotes() {
        assert_eq!(quotes("It’s the fans’ choice, isn't it? The '90s rock 'n' roll was theirs."), Vec::<String>::new());
        assert_eq!(quotes("The 6'2\" striker bought a 15\" screen."), Vec::<String>::new());
        assert_eq!(quotes("‘It’s the fans’ choice,’ she said."), ["It’s the fans’ choice,"]);
        assert_eq!(quotes("'창고세'라고 부르며 '라그란'을"), ["창고세", "라그란"]);
    }

    #[test]
    fn quotes_run_over_paragraphs() {
        assert_eq!(quotes("“One two.\n\n“Three four.\n\n“Five,” she wrote."), ["One two.|Three four.|Five,"]);
        assert_eq!(quotes("知事は述べた。\n\n「一つ。\n\nただ、二つ。\n\n三つ」"), ["一つ。|ただ、二つ。|三つ"]);
    }

    #[test]
    fn missing_marks_do_not_swallow_the_article() {
        assert_eq!(
            quotes("“One two three, he said.\n\nNothing here.\n\n“Four,” she said."),
            ["One two three, he said.", "Four,"]
        );
        assert_eq!(quotes("She said “one two, he said. “Three,” she said."), ["one two, he said.", "Three,"]);
        assert_eq!(quotes("\"\"="), Vec::<String>::new());
    }
}
