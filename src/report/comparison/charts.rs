//! The charts of a comparison: shares, distributions, trends. Text stays text, and each chart says in words what it shows.

use super::numbers::{count, percent, signed};
use super::{About, Tongue};
use crate::compare::{BINS, Compared, Every, Group, Point};
use crate::report::svg::{STYLE, fit, text, xml};
use crate::stats::{Estimate, Part};
use std::fmt::{Result, Write};

const WIDTH: f64 = 760.0;
const LEFT: f64 = 24.0;
const RIGHT: f64 = WIDTH - 24.0;
/// Where the plots begin; names stand to the left.
const PLOT: f64 = 180.0;
/// Where positive and negative part in the chart of shares, and the room to either side.
const ZERO: f64 = 346.0;
const HALF: f64 = 126.0;
const NEUTRAL: f64 = 530.0;
const APART: f64 = 64.0;
/// Dates under a trend besides the first.
const LABELS: i64 = 4;

const MORE: &str = "
    .mean { fill: #1f2328; } .whisker { stroke: #1f2328; stroke-width: 2; }
    .band { fill: #1a70c2; opacity: 0.18; } .curve { fill: none; stroke: #1a70c2; stroke-width: 2; }
    .others { fill: none; stroke: #8c959f; stroke-width: 1; opacity: 0.5; }
    @media (prefers-color-scheme: dark) {
      .mean { fill: #e6edf3; } .whisker { stroke: #e6edf3; }
      .band { fill: #5aa9f5; } .curve { stroke: #5aa9f5; }
    }
";

/// The rules all charts are drawn by.
pub(super) fn style() -> String {
    format!("{STYLE}{MORE}")
}

/// A chart: what it shows, its height, what is drawn.
pub(super) struct Chart {
    /// Its name in file names.
    pub name: &'static str,
    /// What it shows, in words.
    pub description: String,
    /// Its heading.
    pub head: &'static str,
    title: String,
    note: String,
    height: f64,
    drawn: String,
}

impl Chart {
    /// A file of its own, with ground, title and source.
    pub fn file(&self) -> String {
        let (top, height) = (64.0, self.height + 64.0 + 16.0);
        let mut out = String::new();
        let _ = self.open(&mut out, height);
        let _ = writeln!(out, "  <style>{}  </style>", style());
        let ground = (WIDTH - 1.0, height - 1.0);
        let _ = writeln!(
            out,
            r#"  <rect class="ground" x="0.5" y="0.5" width="{}" height="{}" rx="10"/>"#,
            ground.0, ground.1
        );
        let _ = text(&mut out, LEFT, 32.0, "title", "start", &fit(&self.title, 41.0));
        let _ = text(&mut out, LEFT, 52.0, "soft", "start", &fit(&self.note, 58.0));
        let _ = writeln!(out, r#"  <g transform="translate(0 {top})">"#);
        out.push_str(&self.drawn);
        out.push_str("  </g>\n</svg>\n");
        out
    }

    /// The same inside a page, which brings the style.
    pub fn inline(&self) -> String {
        let mut out = String::new();
        let _ = self.open(&mut out, self.height);
        out.push_str(&self.drawn);
        out.push_str("</svg>");
        out
    }

    fn open(&self, out: &mut String, height: f64) -> Result {
        let name = self.name;
        writeln!(
            out,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}-title {name}-desc">"#
        )?;
        writeln!(out, r#"  <title id="{name}-title">{}</title>"#, xml(&self.title))?;
        writeln!(out, r#"  <desc id="{name}-desc">{}</desc>"#, xml(&self.description))
    }
}

/// The charts there is something to draw for.
pub(super) fn charts(compared: &Compared, about: &About) -> Vec<Chart> {
    if compared.groups.is_empty() {
        return Vec::new();
    }
    let tongue = about.tongue;
    let chart = |name, head: &'static str, note: String, description: String, (height, drawn)| Chart {
        name,
        description,
        head: tongue.get(head),
        title: format!("{} – {}", about.title, tongue.get(head)),
        note,
        height,
        drawn,
    };
    let mut charts = vec![
        chart(
            "shares",
            "h_shares",
            tongue.get("shares_note").into(),
            shares_in_words(compared, tongue),
            shares(compared, tongue),
        ),
        chart(
            "tones",
            "h_tones",
            tongue.get("tones_note").into(),
            tones_in_words(compared, tongue),
            tones(compared, tongue),
        ),
    ];
    if let Some(every) = compared.every
        && compared.groups.iter().any(|group| group.trend.len() > 1)
    {
        let note = tongue.say("trend_note", &[("every", tongue.get(step(every)))]);
        charts.push(chart("trend", "h_trend", note, tongue.get("chart_trend").into(), trend(compared, tongue, every)));
    }
    charts
}

pub(super) const fn step(every: Every) -> &'static str {
    match every {
        Every::Hour => "every_hour",
        Every::Day => "every_day",
        Every::Week => "every_week",
    }
}

fn shares_in_words(compared: &Compared, tongue: Tongue) -> String {
    let of = |group: &Group| {
        let share =
            |part: Option<Part>| part.map_or_else(|| "–".into(), |part| format!("{}%", percent(part.share.value)));
        let [negative, neutral, positive] = ["negative", "neutral", "positive"].map(|key| tongue.get(key));
        let s = &group.summary;
        format!(
            "{}: {positive} {}, {neutral} {}, {negative} {}; n = {}.",
            tongue.group(&compared.by, &group.key),
            share(s.positive),
            share(s.neutral),
            share(s.negative),
            count(s.n)
        )
    };
    format!("{} {}", tongue.get("chart_shares"), compared.groups.iter().map(of).collect::<Vec<_>>().join(" "))
}

fn tones_in_words(compared: &Compared, tongue: Tongue) -> String {
    let of = |group: &Group| {
        let name = tongue.group(&compared.by, &group.key);
        let s = &group.summary;
        let value = |estimate: Option<Estimate>| estimate.map_or_else(|| "–".into(), |e| signed(e.value));
        let (mean, median) = (value(s.mean), value(s.median));
        format!("{name}: {} {mean}, {} {median}.", tongue.get("mean"), tongue.get("median"))
    };
    format!("{} {}", tongue.get("chart_tones"), compared.groups.iter().map(of).collect::<Vec<_>>().join(" "))
}

fn name(out: &mut String, group: &Group, compared: &Compared, tongue: Tongue, y: f64) -> Result {
    text(out, LEFT, y, "", "start", &fit(&tongue.group(&compared.by, &group.key), 11.0))?;
    text(out, LEFT, y + 16.0, "soft", "start", &format!("n = {}", count(group.summary.n)))
}

fn rect(out: &mut String, class: &str, x: f64, y: f64, width: f64, height: f64) -> Result {
    writeln!(out, r#"  <rect class="{class}" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="1.5"/>"#)
}

fn line(out: &mut String, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> Result {
    writeln!(out, r#"  <line class="{class}" x1="{x1:.1}" x2="{x2:.1}" y1="{y1:.1}" y2="{y2:.1}"/>"#)
}

fn shares(compared: &Compared, tongue: Tongue) -> (f64, String) {
    let (top, row, bar) = (40.0, 48.0, 24.0);
    let mut out = String::new();
    let share = |part: Option<Part>| part.map_or(0.0, |part| part.share.value);
    let groups = &compared.groups;
    let most = |of: &dyn Fn(&Group) -> f64| groups.iter().map(of).fold(0.01, f64::max);
    let sides = most(&|g| share(g.summary.negative).max(share(g.summary.positive)));
    let neutral = most(&|g| share(g.summary.neutral));
    let scale = (HALF / sides).min(APART / neutral);
    let mut draw = || -> Result {
        let y = 16.0;
        text(&mut out, ZERO - 8.0, y, "head negative", "end", &format!("← {}", tongue.get("negative")))?;
        text(&mut out, ZERO + 8.0, y, "head positive", "start", &format!("{} →", tongue.get("positive")))?;
        text(&mut out, NEUTRAL, y, "head neutral", "start", tongue.get("neutral"))?;
        text(&mut out, RIGHT, y, "head", "end", tongue.get("mean"))?;
        for (i, group) in groups.iter().enumerate() {
            let y = top + row * i as f64;
            line(&mut out, "rule", (LEFT, y - 12.0), (RIGHT, y - 12.0))?;
            name(&mut out, group, compared, tongue, y + 9.0)?;
            for (class, part, from, sign) in [
                ("negative", group.summary.negative, ZERO, -1.0),
                ("positive", group.summary.positive, ZERO, 1.0),
                ("neutral", group.summary.neutral, NEUTRAL, 1.0),
            ] {
                let width = share(part) * scale;
                let x = if sign < 0.0 { from - width } else { from };
                rect(&mut out, class, x, y, width, bar)?;
                let anchor = if sign < 0.0 { "end" } else { "start" };
                let shown = format!("{}%", percent(share(part)));
                text(&mut out, from + sign * (width + 6.0), y + 16.5, class, anchor, &shown)?;
            }
            let mean = group.summary.mean;
            text(&mut out, RIGHT, y + 9.0, "", "end", &mean.map_or_else(|| "–".into(), |mean| signed(mean.value)))?;
            if let Some(ends) = mean.and_then(|mean| mean.interval) {
                let shown = format!("{} … {}", signed(ends.low), signed(ends.high));
                text(&mut out, RIGHT, y + 25.0, "soft", "end", &shown)?;
            }
        }
        let bottom = top + row * groups.len() as f64 - 10.0;
        line(&mut out, "line", (ZERO, top - 8.0), (ZERO, bottom))?;
        line(&mut out, "line", (NEUTRAL, top - 8.0), (NEUTRAL, bottom))
    };
    let _ = draw();
    (top + row * groups.len() as f64, out)
}

fn tones(compared: &Compared, tongue: Tongue) -> (f64, String) {
    let (top, row, high) = (8.0, 78.0, 50.0);
    let mut out = String::new();
    let groups = &compared.groups;
    let share = |group: &Group, bin: usize| group.histogram[bin] as f64 / group.summary.n.max(1) as f64;
    let most = groups.iter().flat_map(|g| (0..BINS).map(|bin| share(g, bin))).fold(0.01, f64::max);
    let at = |tone: f64| PLOT + (tone + 1.0) / 2.0 * (RIGHT - PLOT);
    let step = (RIGHT - PLOT) / BINS as f64;
    let bottom = top + row * groups.len() as f64;
    let mut draw = || -> Result {
        line(&mut out, "rule", (at(0.0), top), (at(0.0), bottom))?;
        for (i, group) in groups.iter().enumerate() {
            let base = top + row * i as f64 + high;
            name(&mut out, group, compared, tongue, base - 18.0)?;
            for bin in 0..BINS {
                let height = share(group, bin) / most * high;
                if height > 0.0 {
                    // bins 19 and 20 lie between −0.05 and +0.05
                    let class = match bin {
                        ..19 => "negative",
                        19..=20 => "neutral",
                        _ => "positive",
                    };
                    rect(&mut out, class, PLOT + step * bin as f64 + 0.75, base - height, step - 1.5, height)?;
                }
            }
            line(&mut out, "line", (PLOT, base), (RIGHT, base))?;
            if let Some(mean) = group.summary.mean {
                let y = base + 11.0;
                if let Some(ends) = mean.interval {
                    line(&mut out, "whisker", (at(ends.low), y), (at(ends.high), y))?;
                }
                writeln!(out, r#"  <circle class="mean" cx="{:.1}" cy="{y:.1}" r="4"/>"#, at(mean.value))?;
            }
        }
        for tone in [-1.0, -0.5, 0.0, 0.5, 1.0] {
            let label = if tone == 0.0 {
                "0".into()
            } else {
                signed(tone).trim_end_matches('0').trim_end_matches('.').to_owned()
            };
            let anchor = match tone {
                -1.0 => "start",
                1.0 => "end",
                _ => "middle",
            };
            text(&mut out, at(tone), bottom + 14.0, "soft", anchor, &label)?;
        }
        Ok(())
    };
    let _ = draw();
    (bottom + 22.0, out)
}

fn trend(compared: &Compared, tongue: Tongue, every: Every) -> (f64, String) {
    let (top, row, high) = (10.0, 104.0, 84.0);
    let mut out = String::new();
    let groups = &compared.groups;
    let points = || groups.iter().flat_map(|group| &group.trend);
    let (first, last) = points().fold((i64::MAX, i64::MIN), |(first, last), p| (first.min(p.start), last.max(p.start)));
    let ends = |p: &Point| p.mean.interval.map_or((p.mean.value, p.mean.value), |i| (i.low, i.high));
    let (low, most) = points().map(ends).fold((0.0f64, 0.0f64), |(low, most), (l, h)| (low.min(l), most.max(h)));
    // an even scale with room at both ends
    let reach = ((low.abs().max(most) * 10.0).ceil() / 10.0).clamp(0.1, 1.0);
    let at = |time: i64| PLOT + (time - first) as f64 / (last - first).max(1) as f64 * (RIGHT - PLOT - 8.0);
    let path = |trend: &[Point], y: &dyn Fn(f64) -> f64| {
        let mut path = String::new();
        for (i, p) in trend.iter().enumerate() {
            // a step without posts breaks the line
            let joined = i > 0 && p.start - trend[i - 1].start <= every.seconds();
            let _ = write!(path, "{}{:.1} {:.1}", if joined { "L" } else { "M" }, at(p.start), y(p.mean.value));
        }
        path
    };
    let mut draw = || -> Result {
        for (i, group) in groups.iter().enumerate() {
            let middle = top + row * i as f64 + high / 2.0;
            let y = |tone: f64| middle - tone / reach * high / 2.0;
            name(&mut out, group, compared, tongue, middle - 4.0)?;
            for tone in [-reach, 0.0, reach] {
                line(&mut out, if tone == 0.0 { "line" } else { "rule" }, (PLOT, y(tone)), (RIGHT, y(tone)))?;
                let label = if tone == 0.0 {
                    "0".into()
                } else {
                    format!("{}{:.1}", if tone < 0.0 { "−" } else { "+" }, tone.abs())
                };
                text(&mut out, PLOT - 6.0, y(tone) + 4.0, "soft", "end", &label)?;
            }
            for other in groups.iter().filter(|other| other.key != group.key) {
                writeln!(out, r#"  <path class="others" d="{}"/>"#, path(&other.trend, &y))?;
            }
            for pair in group.trend.windows(2).filter(|w| w[1].start - w[0].start <= every.seconds()) {
                if pair.iter().all(|p| p.mean.interval.is_some()) {
                    let [(l0, h0), (l1, h1)] = [ends(&pair[0]), ends(&pair[1])];
                    let (x0, x1) = (at(pair[0].start), at(pair[1].start));
                    writeln!(
                        out,
                        r#"  <path class="band" d="M{x0:.1} {:.1}L{x1:.1} {:.1}L{x1:.1} {:.1}L{x0:.1} {:.1}Z"/>"#,
                        y(h0),
                        y(h1),
                        y(l1),
                        y(l0)
                    )?;
                }
            }
            writeln!(out, r#"  <path class="curve" d="{}"/>"#, path(&group.trend, &y))?;
            for p in group.trend.iter().filter(|_| group.trend.len() <= 60) {
                writeln!(
                    out,
                    r#"  <circle class="mean" cx="{:.1}" cy="{:.1}" r="3"><title>{}: {} (n = {})</title></circle>"#,
                    at(p.start),
                    y(p.mean.value),
                    every.label(p.start),
                    signed(p.mean.value),
                    count(p.n)
                )?;
            }
        }
        let bottom = top + row * groups.len() as f64 + 4.0;
        let steps = (last - first) / every.seconds();
        let labels = steps.clamp(1, LABELS);
        for i in 0..=labels {
            let start = first + steps * i / labels * every.seconds();
            let anchor = match i {
                0 => "start",
                i if i == labels => "end",
                _ => "middle",
            };
            text(&mut out, at(start), bottom, "soft", anchor, &every.label(start))?;
        }
        Ok(())
    };
    let _ = draw();
    (top + row * groups.len() as f64 + 16.0, out)
}
