//! The tone of a group over time.

use super::Every;
use super::posts::Posts;
use crate::stats::{Estimate, Options, Sample, describe};
use serde::Serialize;
use std::collections::BTreeMap;

/// Rounds for each step: its interval is drawn, not tested.
const ROUNDS: u32 = 400;

/// One step of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// Where it begins, seconds since 1970.
    pub start: i64,
    /// Scored posts.
    pub n: usize,
    /// Their mean tone; an interval from ten clusters on.
    pub mean: Estimate,
}

/// The trend of the posts with these rows; posts without a time are not in it.
pub(super) fn trend(posts: &Posts, rows: &[usize], every: Every, options: &Options) -> Vec<Point> {
    let mut steps: BTreeMap<i64, Sample> = BTreeMap::new();
    for row in rows {
        if let Some(time) = posts.rows[*row].time {
            let step = steps.entry(every.start(time)).or_default();
            step.values.push(posts.rows[*row].tone);
            step.clusters.push(posts.cluster(*row));
        }
    }
    let options = Options { rounds: options.rounds.min(ROUNDS), ..*options };
    let point = |(start, sample): (i64, Sample)| {
        let summary = describe(&sample, &options);
        summary.mean.map(|mean| Point { start, n: summary.n, mean })
    };
    steps.into_iter().filter_map(point).collect()
}
