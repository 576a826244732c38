//! A report as Markdown, by the template `report.md.j2`. Every value the template prints is escaped.

use super::group::{By, language_name};
use super::{ANECDOTE, Aside, Group, Place, Post, Report, chart};
use crate::Status;
use crate::score::{Effect, Hit, Rule};
use crate::stats::Share;
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, Value, context};
use std::fmt::Write;
use std::sync::LazyLock;

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut env = Environment::new();
    if let Some(syntax) = syntax() {
        env.set_syntax(syntax);
    }
    env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    env.set_formatter(|out, _, value| {
        let text = value.to_string();
        let text = if value.is_safe() { text } else { escape(&text) };
        out.write_str(&text).map_err(Error::from)
    });
    // the template is part of the program: the tests render it
    let _ = env.add_template("report", include_str!("report.md.j2"));
    let _ = env.add_template("comparison", include_str!("comparison/page.md.j2"));
    env
});

/// The default syntax with other white space; building it cannot fail.
pub(super) fn syntax() -> Option<SyntaxConfig> {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build().ok()
}

/// A template filled in, every value escaped as Markdown.
pub(super) fn render(template: &str, values: Value) -> String {
    let page = ENVIRONMENT.get_template(template).and_then(|template| template.render(values));
    page.unwrap_or_else(|error| error.to_string())
}

pub(super) fn page(report: &Report, chart: &str) -> String {
    let several = report.articles.len() > 1;
    let cite = |place: &Place| match several {
        true => format!("{}, line {}", place.article, place.line),
        false => format!("line {}", place.line),
    };
    let sections: Vec<Value> = report
        .groups
        .iter()
        .map(|group| {
            let posts = report.posts.iter().filter(|post| group.is_of(post));
            let posts: Vec<Value> = posts.map(|post| post_value(post, &cite)).collect();
            context! { title => format!("{} ({})", capital(&group.name), group.n), posts }
        })
        .collect();
    let mut rows: Vec<Value> = report.groups.iter().map(row).collect();
    if report.groups.len() > 1 {
        rows.push(row(&report.total));
    }
    let figures: Vec<String> = report.figures.iter().map(|figure| aside(figure, &cite)).collect();
    let articles: Vec<Value> = report
        .articles
        .iter()
        .map(|article| {
            context! {
                title => article.title.clone().unwrap_or_else(|| article.name.clone()),
                source => article.source.clone(),
                language => article.language.as_deref().map_or("–", language_name).to_owned(),
                posts => article.posts,
            }
        })
        .collect();
    let values = context! {
        finding => report.finding.clone(),
        subject => report.subject(),
        chart => Value::from_safe_string(address(chart)),
        chart_text => chart::description(report),
        several,
        rows,
        sections,
        figures,
        left_out => left_out(report),
        articles,
        threshold => format!("{:.2}", report.method.threshold),
        anecdote => ANECDOTE,
        version => report.method.version,
        lexicon => report.method.lexicon_hash,
        english => report.method.english,
        unreadable => report.unreadable.clone(),
    };
    render("report", values)
}

fn row(group: &Group) -> Value {
    let cells = [
        if group.by == By::Total { "all together".into() } else { group.name.clone() },
        group.n.to_string(),
        share(group.positive),
        share(group.neutral),
        share(group.negative),
        group.mean.map_or_else(|| "–".into(), signed),
        group.no_evidence.to_string(),
        group.unscored.to_string(),
    ];
    Value::from(cells.to_vec())
}

/// A count below [`ANECDOTE`] posts; a share with its interval from there on.
fn share(share: Option<Share>) -> String {
    match share {
        None => "–".into(),
        Some(share) if share.of < ANECDOTE => share.count.to_string(),
        Some(Share { value, low, high, .. }) => {
            format!("{}% ({}–{})", percent(value), percent(low), percent(high))
        }
    }
}

fn post_value(post: &Post, cite: &impl Fn(&Place) -> String) -> Value {
    let verdict = match (post.status, post.tone) {
        (Status::Scored, Some(tone)) => format!("{} {}", signed(tone), post.label.name()),
        (Status::NoEvidence, _) => "no tone word".into(),
        _ => "not scored".into(),
    };
    let mut about = vec![post.speaker.clone().unwrap_or_else(|| "nobody named".into())];
    about.extend(post.platform.clone());
    if let (By::Language(_), Some(code)) = (&post.by, &post.stated_country) {
        about.push(By::Country(code.clone()).name());
    }
    about.push(std::iter::once(&post.place).chain(&post.also).map(cite).collect::<Vec<_>>().join("; "));
    context! { verdict, about => about.join(" · "), parts => post.parts.iter().map(|part| clipped(part).to_owned()).collect::<Vec<_>>(), words => Value::from_safe_string(words(post)) }
}

fn aside(figure: &Aside, cite: &impl Fn(&Place) -> String) -> String {
    let mut about = vec![figure.speaker.clone().unwrap_or_else(|| "nobody named".into())];
    about.extend(figure.platform.clone());
    about.push(cite(&figure.place));
    let parts: Vec<&str> = figure.parts.iter().map(|part| clipped(part)).collect();
    format!("“{}” ({})", parts.join(" … "), about.join(", "))
}

/// A quote without the comma that only led on to who said it.
fn clipped(part: &str) -> &str {
    part.trim_end_matches([',', '、'])
}

/// What made the tone: the words with what each added, and what acted on the whole. Markdown, its words escaped.
fn words(post: &Post) -> String {
    let language = escape(language_name(post.language));
    match post.status {
        Status::Unsupported if post.language == "und" => return "The language could not be told: not scored.".into(),
        Status::Unsupported => return format!("Printed in {language}, for which there is no scorer."),
        Status::NoEvidence => return format!("Scored as {language}: no word of the lexicon found."),
        Status::Scored if post.hits.is_empty() => return format!("Scored as {language}; this scorer lists no words."),
        Status::Scored => {}
    }
    let by = |out: &mut String, effects: &[Effect]| {
        for effect in effects {
            let _ = match &effect.by {
                Some(by) => write!(out, ", {}: {}", effect.rule.name(), escape(by)),
                None => write!(out, ", {}", effect.rule.name()),
            };
        }
    };
    let mut out = format!("Scored as {language}:");
    for (i, Hit { text, effects, contribution, .. }) in post.hits.iter().enumerate() {
        let _ = write!(out, "{} **{}** {}", if i > 0 { " ·" } else { "" }, escape(text), signed(*contribution));
        let mut why = String::new();
        by(&mut why, effects);
        if !why.is_empty() {
            let _ = write!(out, " ({})", &why[2..]);
        }
    }
    // weak evidence that counts almost in full is no news
    let told: Vec<Effect> = post.on_text.iter().filter(|e| e.rule != Rule::Doubt || e.amount < 0.9).cloned().collect();
    by(&mut out, &told);
    out
}

fn left_out(report: &Report) -> String {
    let super::LeftOut { other, not_speech, repeated } = report.left_out;
    let mut counts = Vec::new();
    let mut say = |n: usize, one: &str, many: &str| {
        if n > 0 {
            counts.push(format!("{n} {}", if n == 1 { one } else { many }));
        }
    };
    say(
        other,
        "quote of a witness, expert, company or document",
        "quotes of witnesses, experts, companies or documents",
    );
    say(
        not_speech,
        "quoted span that is no speech (a title, nickname, headline or scare quote)",
        "quoted spans that are no speech (titles, nicknames, headlines, scare quotes)",
    );
    say(
        repeated,
        "repeat of a post in a headline, teaser, pull quote or second article",
        "repeats of posts in headlines, teasers, pull quotes or second articles",
    );
    match counts.is_empty() {
        true => "Nothing: every other quote is listed above.".into(),
        false => format!("{}.", counts.join("; ")),
    }
}

/// A tone with its sign and two decimals: `+0.64`, `−0.30`, `0.00`.
pub(crate) fn signed(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    match text.as_str() {
        "0.00" => text,
        _ if value < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}

/// A share in whole per cent.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Text as Markdown that shows exactly this text: on one line, no mark, tag, entity or address in it acts as such.
/// Control characters, and those that turn the direction of what follows, are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if out.is_empty() && is_line_mark(word) {
            let (head, mark) = word.split_at(word.len() - 1);
            out.extend([if head.starts_with(['#', '-', '=']) { "\\" } else { "" }, head, "\\", mark]);
        } else {
            escape_word(&mut out, word);
        }
        if words.peek().is_some() {
            out.push(' ');
        }
    }
    out
}

fn escape_word(out: &mut String, word: &str) {
    for (at, c) in word.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', c]),
            ':' | '.' if is_address(&word[..at], c) => out.extend(['\\', c]),
            c if c.is_control() || is_bidi(c) => {}
            c => out.push(c),
        }
    }
}

/// Whether a word at the beginning of a line makes it a heading, a list item or a rule: `##`, `-`, `+`, `---`, `12.`.
fn is_line_mark(word: &str) -> bool {
    match word.as_bytes() {
        [first @ (b'#' | b'-' | b'='), rest @ ..] => rest.iter().all(|byte| byte == first),
        [b'+'] => true,
        [digits @ .., b'.' | b')'] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// Whether what stands before a `:` or `.` would make GitHub link an address of its own accord.
fn is_address(before: &str, mark: char) -> bool {
    let ends_with = |end: &str| {
        before.len() >= end.len() && before.as_bytes()[before.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
    };
    match mark {
        ':' => ["http", "https", "ftp", "mailto", "xmpp"].into_iter().any(ends_with),
        _ => ends_with("www"),
    }
}

/// Characters that change the direction of text beyond their own.
pub(super) fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A relative address in a Markdown link.
pub(super) fn address(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_show_as_they_stand() {
        for (text, shown) in [
            ("so *good* <b>now</b> & here", r"so \*good\* &lt;b&gt;now&lt;/b&gt; &amp; here"),
            ("# no title\n\n- no list\n1. no list", r"\# no title - no list 1. no list"),
            ("12. no list", r"12\. no list"),
            ("![x](http://x.y) www.x.y", r"!\[x\](http\://x.y) www\.x.y"),
            ("a | b ~~c~~ `d` $e$ \\", r"a \| b \~\~c\~\~ \`d\` \$e\$ \\"),
            ("--- === ", r"\--\- ==="),
            ("+0.70 1.5 - 2 -", "+0.70 1.5 - 2 -"),
            ("right \u{202e}left", "right left"),
            ("(*´ω｀*) ㅋㅋㅋ 「最高」", r"(\*´ω｀\*) ㅋㅋㅋ 「最高」"),
        ] {
            assert_eq!(escape(text), shown);
        }
    }

    #[test]
    fn signs_and_addresses() {
        assert_eq!([0.6399, -0.3, 0.0, -0.001].map(signed), ["+0.64", "−0.30", "0.00", "0.00"]);
        assert_eq!(address("a b)한.svg"), "a%20b%29%ED%95%9C.svg");
    }

    #[test]
    fn words_say_what_made_the_tone() {
        use crate::extract::Attribution;
        use crate::lexicon::Class;
        use crate::score::{Label, Rule};
        let hit = |text: &str, contribution, effects| Hit {
            text: text.into(),
            start: 0,
            end: 0,
            lemma: text.into(),
            class: Class::Adj,
            valence: 2.0,
            effects,
            contribution,
        };
        let not = Effect { rule: Rule::Negation, by: Some("not*".into()), amount: -0.74 };
        let mut post = Post {
            place: Place { article: "a".into(), line: 1 },
            also: Vec::new(),
            text: String::new(),
            parts: Vec::new(),
            speaker: None,
            platform: None,
            stated_language: None,
            stated_country: None,
            attribution: Attribution::None,
            by: By::NotStated,
            tone: Some(0.1),
            label: Label::Positive,
            status: Status::Scored,
            language: "en",
            hits: vec![hit("kind", -1.48, vec![not]), hit("so_good", 2.0, Vec::new())],
            on_text: vec![Effect { rule: Rule::Emphasis, by: None, amount: 0.3 }],
        };
        assert_eq!(words(&post), r"Scored as English: **kind** −1.48 (negation: not\*) · **so\_good** +2.00, emphasis");
        (post.status, post.language) = (Status::Unsupported, "es");
        assert_eq!(words(&post), "Printed in Spanish, for which there is no scorer.");
        post.status = Status::NoEvidence;
        assert_eq!(words(&post), "Scored as Spanish: no word of the lexicon found.");
    }

    proptest! {
        #[test]
        fn escaped_text_is_one_line_without_tags(text in any::<String>()) {
            let shown = escape(&text);
            prop_assert!(!shown.contains(['\n', '\r', '<', '>']));
        }
    }
}
