//! The chart: one row a group, negative to the left of a common line, positive to the right, neutral apart.
//!
//! A stand-alone SVG with text as text. It paints its own ground and follows the reader's light or dark scheme by a media
//! query, so that it stays readable where page and reader disagree; viewers without media queries show the light one.

use super::markdown::{percent, signed};
use super::svg::{STYLE, fit, text, xml};
use super::{ANECDOTE, Group, Report};
use crate::score::Label;
use std::fmt::Write;

const WIDTH: f64 = 760.0;
const TOP: f64 = 128.0;
const ROW: f64 = 46.0;
const BAR: f64 = 22.0;
/// Where positive and negative part, and where the neutral bars begin.
const ZERO: f64 = 322.0;
const NEUTRAL: f64 = 502.0;
/// Room for a bar on either side of the line, and for a neutral one.
const HALF: f64 = 118.0;
const APART: f64 = 66.0;
/// Where the column of counts ends.
const POSTS: f64 = 642.0;
/// Up to this many posts in each group the chart draws every post as a box of its own.
const BOXES: usize = 20;
/// The widest a single post is drawn.
const BOX: f64 = 30.0;

/// What the chart shows, in words: for screen readers and where no image is shown.
pub(super) fn description(report: &Report) -> String {
    if report.total.n == 0 {
        return "No public post is quoted.".into();
    }
    let rows: Vec<String> = report
        .groups
        .iter()
        .map(|group| {
            let [negative, neutral, positive] = LABELS.map(|label| group.count(label));
            let not = match group.n - group.scored {
                0 => String::new(),
                n => format!(", {n} without a score"),
            };
            let mean = group.mean.map(|mean| format!("; mean tone {}", signed(mean))).unwrap_or_default();
            format!("{}: {positive} positive, {neutral} neutral, {negative} negative{not}{mean}", group.name)
        })
        .collect();
    format!("Public posts by tone. {}.", rows.join(". "))
}

const LABELS: [Label; 3] = [Label::Negative, Label::Neutral, Label::Positive];

pub(super) fn svg(report: &Report) -> String {
    let rows = &report.groups;
    let boxes = rows.iter().all(|group| group.scored <= BOXES);
    let height = TOP + ROW * rows.len().max(1) as f64 + 44.0;
    let mut out = String::new();
    // writing to a String cannot fail
    let _ = draw(&mut out, report, boxes, height);
    out
}

fn draw(out: &mut String, report: &Report, boxes: bool, height: f64) -> std::fmt::Result {
    let title = format!("Tone of public posts: {}", report.subject());
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title desc">"#
    )?;
    writeln!(out, r#"  <title id="title">{}</title>"#, xml(&title))?;
    writeln!(out, r#"  <desc id="desc">{}</desc>"#, xml(&description(report)))?;
    writeln!(out, "  <style>{STYLE}  </style>")?;
    writeln!(
        out,
        r#"  <rect class="ground" x="0.5" y="0.5" width="{}" height="{}" rx="10"/>"#,
        WIDTH - 1.0,
        height - 1.0
    )?;
    text(out, 24.0, 38.0, "title", "start", &fit(&report.subject(), 41.0))?;
    text(out, 24.0, 60.0, "soft", "start", &subtitle(report, boxes))?;
    let foot = height - 20.0;
    if report.groups.is_empty() {
        text(out, WIDTH / 2.0, TOP + 12.0, "soft", "middle", "No public post is quoted: there is nothing to draw.")?;
    } else {
        heads(out)?;
        let scale = scale(report, boxes);
        for (i, group) in report.groups.iter().enumerate() {
            row(out, group, TOP + ROW * i as f64, boxes, scale)?;
        }
        let bottom = TOP + ROW * report.groups.len() as f64 - 8.0;
        for x in [ZERO, NEUTRAL] {
            writeln!(out, r#"  <line class="line" x1="{x}" x2="{x}" y1="{}" y2="{bottom}"/>"#, TOP - 8.0)?;
        }
    }
    let caveat = match report.total.scored < ANECDOTE {
        true => "An anecdote, not a measurement: quoted posts are an editor’s choice.",
        false => "Quoted posts are an editor’s choice: they describe the coverage, not the public.",
    };
    text(out, 24.0, foot, "soft", "start", caveat)?;
    text(out, WIDTH - 24.0, foot, "soft", "end", &format!("yoron {}", report.method.version))?;
    out.push_str("</svg>\n");
    Ok(())
}

fn subtitle(report: &Report, boxes: bool) -> String {
    let n = report.total.n;
    let posts = format!("{n} quoted public post{}", if n == 1 { "" } else { "s" });
    match (n, boxes) {
        (0, _) => posts,
        (_, true) => format!("{posts} by tone and stated language or country · each box is one post"),
        (_, false) => {
            format!("{posts} by tone and stated language or country · share of scored posts, pale below {ANECDOTE}")
        }
    }
}

fn heads(out: &mut String) -> std::fmt::Result {
    let y = TOP - 20.0;
    text(out, ZERO - 10.0, y, "head negative", "end", "← negative")?;
    text(out, ZERO + 10.0, y, "head positive", "start", "positive →")?;
    text(out, NEUTRAL, y, "head neutral", "start", "neutral")?;
    text(out, POSTS, y, "head", "end", "posts")?;
    text(out, WIDTH - 24.0, y, "head", "end", "mean tone")
}

/// Pixels a post (boxes) or for the whole group (shares): one scale for all bars of the chart.
fn scale(report: &Report, boxes: bool) -> f64 {
    let largest = |labels: &[Label]| {
        let values = report.groups.iter().flat_map(|group| labels.iter().map(|label| length(group, *label, boxes)));
        values.fold(0.0, f64::max)
    };
    let sides = largest(&[Label::Negative, Label::Positive]);
    let neutral = largest(&[Label::Neutral]);
    let most = if boxes { BOX } else { HALF };
    (HALF / sides.max(f64::MIN_POSITIVE)).min(APART / neutral.max(f64::MIN_POSITIVE)).min(most)
}

/// What a bar stands for: posts, or their share.
fn length(group: &Group, label: Label, boxes: bool) -> f64 {
    let count = group.count(label) as f64;
    if boxes { count } else { count / group.scored.max(1) as f64 }
}

fn row(out: &mut String, group: &Group, top: f64, boxes: bool, scale: f64) -> std::fmt::Result {
    let middle = top + BAR / 2.0;
    writeln!(
        out,
        r#"  <line class="rule" x1="24" x2="{}" y1="{y}" y2="{y}"/>"#,
        WIDTH - 24.0,
        y = top - (ROW - BAR) / 2.0
    )?;
    match group.own_name {
        Some(own) => {
            text(out, 24.0, middle - 3.0, "", "start", &fit(&group.name, 12.5))?;
            text(out, 24.0, middle + 13.0, "soft", "start", own)?;
        }
        None => text(out, 24.0, middle + 5.0, "", "start", &fit(&group.name, 12.5))?,
    }
    for label in LABELS {
        let (from, sign) = match label {
            Label::Negative => (ZERO, -1.0),
            Label::Positive => (ZERO, 1.0),
            _ => (NEUTRAL, 1.0),
        };
        let count = group.count(label);
        let width = length(group, label, boxes) * scale;
        let pale = if group.anecdote && !boxes { " pale" } else { "" };
        let pieces = if boxes { count } else { count.min(1) };
        for piece in 0..pieces {
            let piece_width = width / pieces as f64;
            let near = from + sign * (piece_width * piece as f64 + 1.5);
            let far = from + sign * piece_width * (piece + 1) as f64;
            writeln!(
                out,
                r#"  <rect class="{}{pale}" x="{:.1}" y="{top}" width="{:.1}" height="{BAR}" rx="2.5"/>"#,
                label.name(),
                near.min(far),
                (far - near).abs().max(1.0)
            )?;
        }
        if count > 0 {
            let shown = match group.anecdote {
                _ if boxes => count.to_string(),
                true => format!("{count} of {}", group.scored),
                false => format!("{}%", percent(length(group, label, false))),
            };
            let anchor = if sign < 0.0 { "end" } else { "start" };
            text(out, from + sign * (width + 7.0), middle + 4.5, label.name(), anchor, &shown)?;
        }
    }
    let mean = group.mean.map_or_else(|| "–".into(), signed);
    text(out, WIDTH - 24.0, middle + 4.5, "", "end", &mean)?;
    if group.scored == group.n {
        return text(out, POSTS, middle + 4.5, "", "end", &group.n.to_string());
    }
    text(out, POSTS, middle - 3.0, "", "end", &group.n.to_string())?;
    text(out, POSTS, middle + 13.0, "soft", "end", &format!("{} scored", group.scored))
}
