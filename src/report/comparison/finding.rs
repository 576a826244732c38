//! The finding: what may be said, with n, effect and how sure it is.

use super::Tongue;
use super::numbers::{count, interval_ends, signed};
use crate::compare::Compared;
use crate::stats::{Pair, Verdict};

/// The key of a verdict's texts.
pub(super) const fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "verdict_clear",
        Verdict::Suggestive => "verdict_suggestive",
        Verdict::NoDifferenceFound => "verdict_no_difference_found",
        Verdict::TooFew => "verdict_too_few",
    }
}

/// How large Cliff's delta is, by the thresholds of Romano and others (2006): .147, .33, .474.
pub(super) fn effect(delta: f64) -> &'static str {
    match delta.abs() {
        ..0.147 => "effect_negligible",
        ..0.33 => "effect_small",
        ..0.474 => "effect_medium",
        _ => "effect_large",
    }
}

const ORDER: [Verdict; 4] = [Verdict::Clear, Verdict::Suggestive, Verdict::NoDifferenceFound, Verdict::TooFew];

/// The finding in one sentence, then what is to be said of the other pairs: the surest and largest difference first.
pub(super) fn finding(compared: &Compared, tongue: Tongue) -> (String, Vec<String>) {
    let rank = |pair: &Pair| ORDER.iter().position(|verdict| *verdict == pair.verdict).unwrap_or(ORDER.len());
    let size = |pair: &Pair| pair.difference.map_or(0.0, |difference| difference.value.abs());
    let mut pairs: Vec<&Pair> = compared.pairs.iter().collect();
    pairs.sort_by(|a, b| rank(a).cmp(&rank(b)).then(size(b).total_cmp(&size(a))));
    let Some((main, others)) = pairs.split_first() else { return (alone(compared, tongue), Vec::new()) };
    let rest = ORDER.iter().filter_map(|verdict| {
        let same: Vec<String> = others
            .iter()
            .filter(|pair| pair.verdict == *verdict)
            .map(|pair| {
                let (upper, lower, sign) = ordered(pair);
                let ends = [upper, lower].map(|key| tongue.group(&compared.by, key));
                let difference = pair.difference.map(|d| signed(sign * d.value)).unwrap_or_default();
                format!("{} ({difference})", tongue.say("against", &[("a", &ends[0]), ("b", &ends[1])]))
            })
            .collect();
        let key = match verdict {
            Verdict::Clear => "others_clear",
            Verdict::Suggestive => "others_suggestive",
            Verdict::NoDifferenceFound => "others_no_difference_found",
            Verdict::TooFew => "others_too_few",
        };
        (!same.is_empty()).then(|| tongue.say(key, &[("pairs", &same.join(", "))]))
    });
    (sentence(compared, main, tongue), rest.collect())
}

/// The group with the higher mean, the other one, and what turns the difference into theirs.
fn ordered(pair: &Pair) -> (&str, &str, f64) {
    match pair.difference.is_none_or(|difference| difference.value >= 0.0) {
        true => (&pair.a, &pair.b, 1.0),
        false => (&pair.b, &pair.a, -1.0),
    }
}

fn sentence(compared: &Compared, pair: &Pair, tongue: Tongue) -> String {
    let (upper, lower, sign) = ordered(pair);
    let of = |key: &str| {
        let group = compared.group(key);
        let mean = group.and_then(|group| group.summary.mean).map_or(0.0, |mean| mean.value);
        (signed(mean), count(group.map_or(0, |group| group.summary.n)))
    };
    let ((ma, na), (mb, nb)) = (of(upper), of(lower));
    let difference = pair.difference.map_or(0.0, |difference| difference.value) * sign;
    let ends = pair.difference.and_then(|difference| difference.interval).map(|interval| interval_ends(interval, sign));
    let (low, high) = ends.unwrap_or_default();
    let delta = pair.delta.map_or(0.0, |delta| delta.value) * sign;
    let key = match pair.verdict {
        Verdict::Clear => "found_clear",
        Verdict::Suggestive => "found_suggestive",
        Verdict::NoDifferenceFound => "found_no_difference_found",
        Verdict::TooFew => "found_too_few",
    };
    tongue.say(
        key,
        &[
            ("a", &tongue.posts_of(&compared.by, upper)),
            ("b", &tongue.posts_of(&compared.by, lower)),
            ("ma", &ma),
            ("na", &na),
            ("mb", &mb),
            ("nb", &nb),
            ("d", &signed(difference)),
            ("low", &low),
            ("high", &high),
            ("effect", tongue.get(effect(delta))),
            ("delta", &signed(delta)),
        ],
    )
}

fn alone(compared: &Compared, tongue: Tongue) -> String {
    match compared.groups.first() {
        None => tongue.get("found_none").to_owned(),
        Some(group) => tongue.say(
            "found_one",
            &[
                ("a", &tongue.posts_of(&compared.by, &group.key)),
                ("ma", &group.summary.mean.map(|mean| signed(mean.value)).unwrap_or_default()),
                ("na", &count(group.summary.n)),
            ],
        ),
    }
}
