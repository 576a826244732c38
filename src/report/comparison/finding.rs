//! The finding: what may be said, with n, effect and how sure it is.

use super::Tongue;
use super::numbers::{count, interval_ends, signed};
use crate::compare::Compared;
use crate::score::THRESHOLD;
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

/// Pairs named in a sentence, at most; the table has them all.
const NAMED: usize = 3;

/// Whether a pair was found to be alike, which is more than no difference found.
fn is_alike(pair: &Pair) -> bool {
    pair.verdict == Verdict::NoDifferenceFound && pair.equivalence.is_some_and(|test| test.equivalent)
}

/// The verdict on a pair, in a few words.
pub(super) fn verdict(pair: &Pair, tongue: Tongue) -> String {
    match is_alike(pair) {
        true => tongue.say("alike", &[("margin", &format!("{:.2}", pair.margin))]),
        false => tongue.get(name(pair.verdict)).to_owned(),
    }
}

/// What is said of all pairs with one verdict, the surest first.
const OTHERS: [&str; 5] =
    ["others_clear", "others_suggestive", "others_no_difference_found", "others_alike", "others_too_few"];

fn rank(pair: &Pair) -> usize {
    match pair.verdict {
        Verdict::Clear => 0,
        Verdict::Suggestive => 1,
        Verdict::NoDifferenceFound => 2 + usize::from(is_alike(pair)),
        Verdict::TooFew => 4,
    }
}

/// The pair a report begins with: the surest and largest difference.
pub(super) fn main_pair(compared: &Compared) -> Option<&Pair> {
    sorted(compared).first().copied()
}

fn sorted(compared: &Compared) -> Vec<&Pair> {
    let size = |pair: &Pair| pair.difference.map_or(0.0, |difference| difference.value.abs());
    let mut pairs: Vec<&Pair> = compared.pairs.iter().collect();
    pairs.sort_by(|a, b| rank(a).cmp(&rank(b)).then(size(b).total_cmp(&size(a))));
    pairs
}

/// The finding in one sentence, then what the baselines say of it and what is to be said of the other pairs.
pub(super) fn finding(compared: &Compared, tongue: Tongue) -> (String, Vec<String>) {
    let pairs = sorted(compared);
    let Some((main, others)) = pairs.split_first() else { return (alone(compared, tongue), Vec::new()) };
    let rest = OTHERS.iter().enumerate().filter_map(|(place, key)| {
        let same: Vec<String> = others
            .iter()
            .filter(|pair| rank(pair) == place)
            .map(|pair| {
                let (upper, lower, sign) = ordered(pair);
                let ends = [upper, lower].map(|key| tongue.group(&compared.by, key));
                let difference = pair.difference.map(|d| signed(sign * d.value)).unwrap_or_default();
                format!("{} ({difference})", tongue.say("against", &[("a", &ends[0]), ("b", &ends[1])]))
            })
            .collect();
        let shown = &same[..same.len().min(NAMED)];
        let mut list = shown.join(tongue.get("list_sep"));
        if same.len() > shown.len() {
            let more = count(same.len() - shown.len());
            list = tongue.say("and_more", &[("list", &list), ("n", &more)]);
        }
        (!same.is_empty()).then(|| tongue.say(key, &[("pairs", &list)]))
    });
    (sentence(compared, main, tongue), shifted(compared, main, tongue).into_iter().chain(rest).collect())
}

/// What the baselines say of a pair.
fn shifted(compared: &Compared, pair: &Pair, tongue: Tongue) -> Option<String> {
    let shift = compared.shifts.iter().find(|shift| (&shift.a, &shift.b) == (&pair.a, &pair.b))?;
    let (upper, lower, sign) = ordered(pair);
    let [a, b] = [upper, lower].map(|key| tongue.group(&compared.by, key));
    let (low, high) = interval_ends(shift.interval, sign);
    let verdict = tongue.get(name(shift.verdict));
    let d = signed(sign * shift.value);
    Some(
        tongue.say(
            "found_shift",
            &[("a", &a), ("b", &b), ("d", &d), ("low", &low), ("high", &high), ("verdict", verdict)],
        ),
    )
}

/// The group with the higher mean, the other one, and what turns the difference into theirs.
pub(super) fn ordered(pair: &Pair) -> (&str, &str, f64) {
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
    let delta = pair.delta.map_or(0.0, |delta| delta.value) * sign;
    let own = pair.difference.and_then(|difference| difference.interval);
    let (key, interval) = match pair.verdict {
        Verdict::Clear => ("found_clear", own),
        Verdict::Suggestive => ("found_suggestive", own),
        Verdict::NoDifferenceFound if is_alike(pair) => ("found_alike", pair.equivalence.map(|test| test.interval)),
        Verdict::NoDifferenceFound => ("found_no_difference_found", own),
        Verdict::TooFew => ("found_too_few", own),
    };
    let (low, high) = interval.map(|interval| interval_ends(interval, sign)).unwrap_or_default();
    let effect = effect(delta);
    let below = compared.group(upper).and_then(|group| group.summary.mean).is_some_and(|mean| mean.value <= -THRESHOLD);
    tongue.say(
        key,
        &[
            ("lead", tongue.get(if effect == "effect_negligible" { "lead_slight" } else { "lead_clear" })),
            ("more", tongue.get(if below { "less_negative" } else { "more_positive" })),
            ("a", &tongue.posts_of(&compared.by, upper)),
            ("b", &tongue.posts_of(&compared.by, lower)),
            ("ma", &ma),
            ("na", &na),
            ("mb", &mb),
            ("nb", &nb),
            ("d", &signed(difference)),
            ("low", &low),
            ("high", &high),
            ("effect", tongue.get(effect)),
            ("delta", &signed(delta)),
            ("margin", &format!("{:.2}", pair.margin)),
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
