//! Times as platforms write them, and the steps of a trend.

use serde::Serialize;

/// The width of a step of a trend, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Every {
    /// Full hours.
    Hour,
    /// Days.
    Day,
    /// Weeks, from Monday.
    Week,
}

const DAY: i64 = 86_400;

impl Every {
    /// Seconds in a step.
    pub const fn seconds(self) -> i64 {
        match self {
            Every::Hour => 3600,
            Every::Day => DAY,
            Every::Week => 7 * DAY,
        }
    }

    /// The beginning of the step a time falls into.
    ///
    /// ```
    /// use yoron::compare::{Every, parse_time};
    /// let time = parse_time("2026-11-25T14:30:00+09:00").unwrap(); // a Wednesday
    /// assert_eq!(Every::Week.start(time), parse_time("2026-11-23").unwrap());
    /// ```
    pub const fn start(self, time: i64) -> i64 {
        // 1970-01-01 was a Thursday
        let shift = if matches!(self, Every::Week) { 3 * DAY } else { 0 };
        (time + shift).div_euclid(self.seconds()) * self.seconds() - shift
    }

    /// A step's beginning as it is written: `10-09 14:00`, `2026-10-09`.
    pub fn label(self, start: i64) -> String {
        let (year, month, day) = civil(start.div_euclid(DAY));
        match self {
            Every::Hour => format!("{month:02}-{day:02} {:02}:00", start.rem_euclid(DAY) / 3600),
            _ => format!("{year}-{month:02}-{day:02}"),
        }
    }
}

/// Year, month and day of a day since 1970 (Hinnant's algorithm).
const fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let part = (5 * of_year + 2) / 153;
    let month = if part < 10 { part + 3 } else { part - 9 };
    (year_of_era + era * 400 + (month <= 2) as i64, month, of_year - (153 * part + 2) / 5 + 1)
}

const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Seconds since 1970 of a time as records have it: RFC 3339 and its relatives (`2026-10-09 14:05`, `2026.10.9. 14:05`), the
/// form of X's first API (`Wed Oct 10 20:19:24 +0000 2018`), seconds, milliseconds or microseconds since 1970. Times without
/// an offset are taken for UTC; `None` for anything else.
///
/// ```
/// use yoron::compare::parse_time;
/// assert_eq!(parse_time("2018-10-10T20:19:24Z"), Some(1539202764));
/// assert_eq!(parse_time("Wed Oct 10 20:19:24 +0000 2018"), Some(1539202764));
/// assert_eq!(parse_time("1539202764000"), Some(1539202764));
/// assert_eq!(parse_time("yesterday"), None);
/// ```
pub fn parse_time(text: &str) -> Option<i64> {
    let text = text.trim();
    let whole = text.split_once('.').map_or(text, |(whole, rest)| {
        if !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()) { whole } else { text }
    });
    if whole.len() >= 9 && whole.bytes().all(|b| b.is_ascii_digit()) {
        let number: i64 = whole.parse().ok()?;
        return match whole.len() {
            9..=11 => Some(number),
            12..=14 => Some(number / 1000),
            15..=17 => Some(number / 1_000_000),
            _ => None,
        };
    }
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return named_month(text);
    }
    let mut parts = text.splitn(3, |c: char| !c.is_ascii_digit());
    let (year, month) = (parts.next()?, parts.next()?);
    let rest = parts.next()?.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if year.len() != 4 || digits == 0 {
        return None;
    }
    let (day, rest) = rest.split_at(digits);
    at(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?, rest.trim_start_matches(['T', 't', '.', ' ', '일']))
}

fn named_month(text: &str) -> Option<i64> {
    let mut words = text.split_ascii_whitespace();
    let (_, month, day, clock, offset, year) =
        (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|name| *name == month)? as i64 + 1;
    at(year.parse().ok()?, month, day.parse().ok()?, &format!("{clock}{offset}"))
}

/// The time of a day and a clock such as `14:05:09.250+09:00`.
fn at(year: i64, month: i64, day: i64, clock: &str) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1..=9999).contains(&year) {
        return None;
    }
    let end = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
    let (clock, offset) = clock.split_at(end);
    let mut parts = clock.split(':').map(|part| part.trim().split('.').next().unwrap_or_default());
    let mut next = |most: i64| match parts.next() {
        None | Some("") => Some(0),
        Some(part) => part.parse::<i64>().ok().filter(|value| (0..=most).contains(value)),
    };
    let seconds = next(23)? * 3600 + next(59)? * 60 + next(60)?;
    let shift = match offset.trim_matches(['Z', 'z', ' ']) {
        "" => 0,
        offset => {
            let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
            let sign = if offset.starts_with('-') { -1 } else { 1 };
            let number: i64 = digits.parse().ok()?;
            let minutes = if digits.len() <= 2 { number * 60 } else { number / 100 * 60 + number % 100 };
            sign * minutes * 60
        }
    };
    Some(days(year, month, day) * DAY + seconds - shift)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_of_platforms() {
        let noon = parse_time("2026-10-09T12:00:00Z").unwrap();
        assert_eq!(noon, 1_791_547_200);
        for text in [
            "2026-10-09 12:00",
            "2026.10.09. 12:00",
            "2026/10/9 12:00:00",
            "2026-10-09T21:00:00.000+09:00",
            "2026-10-09T21:00:00+0900",
            "1791547200",
            "1791547200.0",
            "Fri Oct 09 12:00:00 +0000 2026",
        ] {
            assert_eq!(parse_time(text), Some(noon), "{text}");
        }
        for text in ["", "12:00", "2026", "2026-13-01", "2026-10-09T25:00", "n/a"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
        assert_eq!(Every::Day.label(Every::Day.start(noon)), "2026-10-09");
        assert_eq!(Every::Hour.label(Every::Hour.start(noon + 59)), "10-09 12:00");
    }

    proptest! {
        #[test]
        fn days_and_dates_are_each_others_reverse(day in -700_000i64..2_000_000) {
            let (year, month, of_month) = civil(day);
            prop_assert_eq!(days(year, month, of_month), day);
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            parse_time(&text);
        }
    }
}
