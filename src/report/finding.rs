//! The finding: one sentence that cannot be quoted without its caveat.

use super::{ANECDOTE, Report, markdown};
use crate::score::Label;
use crate::stats::Share;

/// Says what the posts are like and how far that carries. It compares no groups: quoted posts cannot bear that.
pub(super) fn finding(report: &Report) -> String {
    let total = &report.total;
    let (n, scored) = (total.n, total.scored);
    let several = report.articles.len() > 1;
    let place = if several { "these articles" } else { "this article" };
    if n == 0 {
        let quote = if several { "These articles quote" } else { "This article quotes" };
        return format!("{quote} no post by a member of the public, so there is no reaction to measure.");
    }
    let posts = match n {
        1 => "the one public post".to_owned(),
        _ => format!("the {n} public posts"),
    };
    if scored == 0 {
        return format!(
            "Nothing can be said of the reaction: {posts} quoted in {place} {} no tone that yoron can read.",
            if n == 1 { "has" } else { "have" }
        );
    }
    let shares =
        [(Label::Positive, total.positive), (Label::Neutral, total.neutral), (Label::Negative, total.negative)];
    let present: Vec<(Label, Share)> =
        shares.into_iter().filter_map(|(label, share)| Some((label, share?))).filter(|(_, s)| s.count > 0).collect();
    let what = match present.as_slice() {
        [(label, share)] if share.count == n => {
            let all = match n {
                1 => "The one public post".to_owned(),
                2 => "Both public posts".to_owned(),
                _ => format!("All {n} public posts"),
            };
            format!("{all} quoted in {place} {} {}", is(n), label.name())
        }
        _ => {
            let mut says: Vec<String> = present
                .iter()
                .map(|(label, share)| format!("{} {} {}", amount(share), is(share.count), label.name()))
                .collect();
            let last = says.pop().unwrap_or_default();
            let list = if says.is_empty() { last } else { format!("{} and {last}", says.join(", ")) };
            let readable = match scored {
                _ if scored == n => String::new(),
                1 => "one has a tone that yoron can read: ".to_owned(),
                _ => format!("{scored} have a tone that yoron can read: "),
            };
            format!("Of {posts} quoted in {place}, {readable}{list}")
        }
    };
    let mean = total.mean.map(markdown::signed).unwrap_or_default();
    let caveat = match scored {
        1 => format!("(tone {mean}) – an anecdote of one post that an editor chose"),
        2..ANECDOTE => format!("(mean tone {mean}) – an anecdote of {scored} posts that an editor chose"),
        _ => format!("(mean tone {mean}; 95% intervals in brackets) – a description of posts that editors chose"),
    };
    format!("{what} {caveat}, not a measurement of how people or countries reacted.")
}

fn is(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// A count below [`ANECDOTE`] posts; from there on a share with its interval too.
fn amount(share: &Share) -> String {
    if share.of < ANECDOTE {
        return share.count.to_string();
    }
    let [value, low, high] = [share.value, share.low, share.high].map(markdown::percent);
    format!("{} ({value}%, {low}–{high}%)", share.count)
}
