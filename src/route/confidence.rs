//! Honest confidence: what share of posts decided this way, with this evidence, were decided right.

use super::words::rows;
use std::sync::LazyLock;

/// Evidence and the share right, in rising order.
type Points = Vec<(f64, f64)>;

/// `lexicons/route/confidence.tsv`: the points of each way of deciding.
static TABLE: LazyLock<Vec<(&'static str, Points)>> = LazyLock::new(|| {
    let lines = rows(include_str!("../../lexicons/route/confidence.tsv"));
    let points = |list: &str| {
        let pairs = list.split(' ').filter_map(|pair| pair.split_once(':'));
        pairs.filter_map(|(evidence, share)| Some((evidence.parse().ok()?, share.parse().ok()?))).collect()
    };
    lines.map(|(path, list)| (path, points(list))).collect()
});

fn points(path: &str) -> &'static [(f64, f64)] {
    TABLE.iter().find(|(name, _)| *name == path).map_or(&[], |(_, points)| points)
}

/// The value for `evidence`, straight lines between the points of the table; 0.5 for a way that is not in it.
pub(super) fn of(path: &str, evidence: f64) -> f64 {
    let points = points(path);
    let after = points.partition_point(|(at, _)| *at <= evidence);
    match (points[..after].last(), points.get(after)) {
        (Some(low), Some(high)) => low.1 + (high.1 - low.1) * (evidence - low.0) / (high.0 - low.0),
        (Some(end), None) | (None, Some(end)) => end.1,
        (None, None) => 0.5,
    }
}

/// The two numbers of a row that holds bounds instead of points.
pub(super) fn bounds(path: &str) -> (f64, f64) {
    points(path).first().copied().unwrap_or((0.0, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_rises_and_stays_within_bounds() {
        for (path, points) in TABLE.iter() {
            assert!(!points.is_empty() && points.windows(2).all(|w| w[0].0 < w[1].0), "{path}");
            let shares = points.iter().all(|p| (0.0..=1.0).contains(&p.1));
            assert!(shares || path.ends_with("ask") || path.ends_with("lingua"), "{path}");
        }
        assert_eq!(of("no such way", 3.0), 0.5);
    }
}
