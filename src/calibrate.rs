//! One scale for all languages: a monotone curve each, fitted on posts that say the same in all of them.
//!
//! A Korean and a Japanese lexicon are as strong as the people who made them: without calibration a difference between
//! languages may be one between lexicons. English stays as it is, on VADER's scale. The curve of a language has two
//! parameters, one for positive and one for negative tones. With *u* = (|*t*| − 0.05)/0.95, how far a tone *t* lies beyond the
//! threshold of its label, *u* becomes
//!
//! > *ku* / (1 + (*k* − 1)*u*)
//!
//! which multiplies its odds *u*/(1 − *u*) by *k*: 0 stays 0 and 1 stays 1, the order of tones and their sign stay, and so
//! does everything within ±0.05. A calibrated tone thus has the label the raw one had; 1 changes nothing.
//!
//! The parameters and what they leave are data, `lexicons/calibration.tsv`, written by `tools/calibrate.py`.

use crate::Language;
use crate::score::THRESHOLD;
use std::sync::LazyLock;

/// The curves of all languages and the biases they leave.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// By language; odds factors of positive and of negative tones.
    curves: [(f64, f64); Language::ALL.len()],
    biases: Vec<Bias>,
}

/// How far two languages are still apart on posts that say the same, by cross-validation: the curve was fitted on other
/// posts than those it is measured on.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Bias {
    /// The first language.
    pub a: Language,
    /// The second.
    pub b: Language,
    /// Parallel posts.
    pub posts: usize,
    /// Mean tone of `a` less that of `b`.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
    /// Mean absolute difference.
    pub absolute: f64,
    /// Pearson correlation.
    pub correlation: f64,
}

impl Bias {
    /// The bias that cannot be ruled out: |mean| + 1.96 standard errors.
    pub fn bound(&self) -> f64 {
        self.mean.abs() + 1.96 * self.error
    }
}

impl Calibration {
    /// The calibration that comes with yoron.
    pub fn embedded() -> &'static Calibration {
        static EMBEDDED: LazyLock<Calibration> = LazyLock::new(|| {
            // a test reads the same file without error
            Calibration::parse(include_str!("../lexicons/calibration.tsv")).unwrap_or_else(|_| Calibration::none())
        });
        &EMBEDDED
    }

    /// Leaves every tone as it is.
    pub fn none() -> Self {
        Self { curves: [(1.0, 1.0); Language::ALL.len()], biases: Vec::new() }
    }

    /// Reads the format of `lexicons/calibration.tsv`: rows `curve LANGUAGE POSITIVE NEGATIVE` and
    /// `bias LANGUAGE LANGUAGE POSTS MEAN ERROR ABSOLUTE CORRELATION`, tab-separated; `#` starts a comment. A language without
    /// a curve stays as it is.
    ///
    /// # Errors
    /// The first line that is none of these, and why.
    ///
    /// ```
    /// use yoron::{Language, calibrate::Calibration};
    /// let calibration = Calibration::parse("curve\tko\t1\t0.5").unwrap();
    /// assert!(calibration.apply(Some(Language::Korean), -0.5) > -0.4);
    /// assert_eq!(Calibration::parse("curve\tko\t1\t-2").unwrap_err(), "line 1: factors lie within 0.1 and 10");
    /// ```
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut calibration = Self::none();
        for (index, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
            let fail = |why: &str| format!("line {}: {why}", index + 1);
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let language = |cell: &str| Language::from_code(cell).ok_or_else(|| fail("no such language"));
            let number = |cell: &str| {
                cell.parse::<f64>().ok().filter(|n| n.is_finite()).ok_or_else(|| fail("a number is missing"))
            };
            match cells[..] {
                ["curve", code, positive, negative] => {
                    let factors = (number(positive)?, number(negative)?);
                    if ![factors.0, factors.1].iter().all(|k| (0.1..=10.0).contains(k)) {
                        return Err(fail("factors lie within 0.1 and 10"));
                    }
                    calibration.curves[language(code)? as usize] = factors;
                }
                ["bias", a, b, posts, mean, error, absolute, correlation] => calibration.biases.push(Bias {
                    a: language(a)?,
                    b: language(b)?,
                    posts: posts.parse().map_err(|_| fail("a count is missing"))?,
                    mean: number(mean)?,
                    error: number(error)?,
                    absolute: number(absolute)?,
                    correlation: number(correlation)?,
                }),
                _ => return Err(fail("neither a curve nor a bias")),
            }
        }
        Ok(calibration)
    }

    /// A raw tone of a language on the common scale. Sign and label stay; so does the tone of a text without language.
    ///
    /// ```
    /// use yoron::{Language, calibrate::Calibration};
    /// let calibration = Calibration::embedded();
    /// assert_eq!(calibration.apply(Some(Language::English), 0.7), 0.7);
    /// assert_eq!(calibration.apply(Some(Language::Korean), 0.0), 0.0);
    /// ```
    pub fn apply(&self, language: Option<Language>, tone: f64) -> f64 {
        let Some(language) = language else { return tone };
        let (positive, negative) = self.curves[language as usize];
        let factor = if tone > 0.0 { positive } else { negative };
        let beyond = (tone.abs() - THRESHOLD) / (1.0 - THRESHOLD);
        // exactly as it was where nothing is to change
        if factor == 1.0 || !(0.0..1.0).contains(&beyond) {
            return tone;
        }
        let moved = beyond * factor / (1.0 + (factor - 1.0) * beyond);
        tone.signum() * (THRESHOLD + (1.0 - THRESHOLD) * moved)
    }

    /// What was measured of the languages after calibration, every pair once.
    pub fn biases(&self) -> &[Bias] {
        &self.biases
    }

    /// The difference between the mean tones of two languages that may be the scorers' alone ([`Bias::bound`]): a
    /// comparison must not call a smaller one real. 0 within a language; `None` where it was not measured.
    ///
    /// ```
    /// use yoron::{Language, calibrate::Calibration};
    /// let bias = Calibration::embedded().remaining_bias(Language::Japanese, Language::English).unwrap();
    /// assert!(bias > 0.0 && bias < 0.15);
    /// ```
    pub fn remaining_bias(&self, a: Language, b: Language) -> Option<f64> {
        if a == b {
            return Some(0.0);
        }
        self.biases.iter().find(|bias| [(a, b), (b, a)].contains(&(bias.a, bias.b))).map(Bias::bound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Label;
    use proptest::prelude::*;

    #[test]
    fn the_embedded_file_is_sound() {
        let calibration = Calibration::parse(include_str!("../lexicons/calibration.tsv")).unwrap();
        assert_eq!(calibration.curves[Language::English as usize], (1.0, 1.0), "English is the scale");
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            assert!(calibration.remaining_bias(Language::ALL[a], Language::ALL[b]).is_some());
        }
    }

    #[test]
    fn broken_rows_are_named() {
        for (text, error) in [
            ("curve\tko\t1", "line 1: neither a curve nor a bias"),
            ("# a\n\ncurve\tfr\t1\t1", "line 3: no such language"),
            ("curve\tko\tx\t1", "line 1: a number is missing"),
            ("bias\tko\ten\tmany\t0\t0\t0\t0", "line 1: a count is missing"),
        ] {
            assert_eq!(Calibration::parse(text).unwrap_err(), error);
        }
    }

    proptest! {
        #[test]
        fn order_sign_and_label_stay(a in -1.0f64..=1.0, b in -1.0f64..=1.0, up in 0.1f64..10.0, down in 0.1f64..10.0) {
            let calibration = Calibration::parse(&format!("curve\tja\t{up}\t{down}")).unwrap();
            let (x, y) = (calibration.apply(Some(Language::Japanese), a), calibration.apply(Some(Language::Japanese), b));
            prop_assert!((-1.0..=1.0).contains(&x));
            prop_assert_eq!(Label::of(Some(x)), Label::of(Some(a)));
            let (less, more) = if a < b { (x, y) } else { (y, x) };
            prop_assert!(less <= more);
        }
    }
}
