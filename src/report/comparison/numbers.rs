//! Numbers as reports write them.

use crate::stats::{Estimate, Interval, Part};

pub(super) use crate::report::markdown::signed;

/// A count with its thousands apart: `12,345`.
pub(super) fn count(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The ends of an interval, turned round where the sign is negative.
pub(super) fn interval_ends(interval: Interval, sign: f64) -> (String, String) {
    let ends = if sign < 0.0 { (-interval.high, -interval.low) } else { (interval.low, interval.high) };
    (signed(ends.0), signed(ends.1))
}

/// An estimate with its interval: `+0.16 (+0.05 … +0.27)`.
pub(super) fn estimate(estimate: Option<Estimate>) -> String {
    match estimate {
        None => "–".into(),
        Some(Estimate { value, interval: None }) => signed(value),
        Some(Estimate { value, interval: Some(interval) }) => {
            let (low, high) = interval_ends(interval, 1.0);
            format!("{} ({low} … {high})", signed(value))
        }
    }
}

/// A share with its interval in per cent: `58% (51–65)`.
pub(super) fn part(part: Option<Part>) -> String {
    match part {
        None => "–".into(),
        Some(Part { share, .. }) => match share.interval {
            None => format!("{}%", percent(share.value)),
            Some(ends) => format!("{}% ({}–{})", percent(share.value), percent(ends.low), percent(ends.high)),
        },
    }
}

/// A share in whole per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// A *p*: three decimals, and no zero.
pub(super) fn p(value: Option<f64>) -> String {
    match value {
        None => "–".into(),
        Some(p) if p < 0.001 => "< 0.001".into(),
        Some(p) => format!("{p:.3}"),
    }
}

/// A *p* after its letter: `= 0.030`, `< 0.001`.
pub(super) fn p_is(value: f64) -> String {
    let p = p(Some(value));
    if p.starts_with('<') { p } else { format!("= {p}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_written() {
        assert_eq!([7, 1234, 2_000_000].map(count), ["7", "1,234", "2,000,000"]);
        assert_eq!([0.0004, 0.03].map(p_is), ["< 0.001", "= 0.030"]);
        assert_eq!([Some(0.0004), Some(0.03), None].map(p), ["< 0.001", "0.030", "–"]);
        let ends = Interval { low: -0.05, high: 0.2 };
        assert_eq!(estimate(Some(Estimate { value: 0.1, interval: Some(ends) })), "+0.10 (−0.05 … +0.20)");
        assert_eq!(interval_ends(ends, -1.0), ("−0.20".into(), "+0.05".into()));
    }
}
