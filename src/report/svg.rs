//! What all charts share: their style, and text that is text.

use std::fmt::Write;

pub(super) const STYLE: &str = "
    text { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Apple SD Gothic Neo', 'Malgun Gothic',
      'Noto Sans CJK KR', 'Noto Sans KR', 'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans CJK JP', 'Noto Sans JP', sans-serif;
      font-size: 13px; fill: #1f2328; font-variant-numeric: tabular-nums; }
    .ground { fill: #ffffff; stroke: #d1d9e0; }
    .title { font-size: 17px; font-weight: 600; }
    .soft { fill: #59636e; font-size: 12px; }
    .head { font-size: 12px; font-weight: 600; }
    .line { stroke: #59636e; stroke-width: 1; }
    .rule { stroke: #d1d9e0; stroke-width: 1; }
    .negative { fill: #c4501b; } .neutral { fill: #8c959f; } .positive { fill: #1a70c2; }
    .pale { opacity: 0.45; }
    text.negative { fill: #ad4313; } text.neutral { fill: #59636e; } text.positive { fill: #115ea8; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .ground { fill: #0d1117; stroke: #3d444d; }
      .soft { fill: #9da7b1; }
      .line { stroke: #9da7b1; } .rule { stroke: #30363d; }
      .negative { fill: #ee8a4f; } .neutral { fill: #7d8590; } .positive { fill: #5aa9f5; }
      text.negative { fill: #f5a06e; } text.neutral { fill: #9da7b1; } text.positive { fill: #79bbff; }
    }
";

/// A line of text at a place; `class` and `anchor` may be the default.
pub(super) fn text(out: &mut String, x: f64, y: f64, class: &str, anchor: &str, content: &str) -> std::fmt::Result {
    let class = if class.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
    let anchor = if anchor == "start" { String::new() } else { format!(r#" text-anchor="{anchor}""#) };
    writeln!(out, r#"  <text x="{x}" y="{y}"{class}{anchor}>{}</text>"#, xml(content))
}

/// Shortens a text to about so many em: East Asian characters are one wide, others about half.
pub(super) fn fit(text: &str, room: f64) -> String {
    let wide = |c: char| if c >= '\u{1100}' && !('\u{2000}'..='\u{206f}').contains(&c) { 1.0 } else { 0.56 };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().map(wide).sum::<f64>() <= room {
        return text;
    }
    let mut used = 1.0;
    let mut out: String = text
        .chars()
        .take_while(|c| {
            used += wide(*c);
            used <= room
        })
        .collect();
    out.truncate(out.trim_end().len());
    out + "…"
}

/// Text as XML content; characters that XML 1.0 does not allow are left out.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() || super::markdown::is_bidi(c) => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_are_cut_by_their_width() {
        assert_eq!(fit("short", 10.0), "short");
        assert_eq!(fit("日本と韓国の首脳がドラム", 8.0), "日本と韓国の首…");
        assert_eq!(fit("a title that goes on", 6.0), "a title…");
    }

    #[test]
    fn xml_holds_nothing_but_text() {
        assert_eq!(xml("<script>&\"\u{1}\u{ffff}"), "&lt;script&gt;&amp;&quot;");
    }
}
