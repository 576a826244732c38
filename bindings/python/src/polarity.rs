//! VADER's four figures, for those who come from there.

use crate::engine::{engine, language};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use yoron::score::{Hit, Scratch, vader};

/// VADER's figures: of English with `english="vader"` exactly VADER's own; of everything else the tone as `compound`, and the
/// shares counted as VADER counts them, a toned word for its contribution and one, any other word for one.
#[pyfunction]
pub fn polarity_scores<'py>(
    py: Python<'py>,
    text: &str,
    lang: Option<&str>,
    english: Option<&str>,
    calibrated: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let engine = engine(english, calibrated, &[])?;
    let (tone, explanation) = engine.explain(text, language(lang)?, &mut Scratch::default());
    let own = english == Some("vader") && tone.route.code == "en" && tone.languages.iter().count() == 0;
    let figures = match (tone.tone, explanation) {
        _ if own => {
            let polarity = vader::polarity_scores(text);
            [polarity.neg, polarity.neu, polarity.pos, polarity.compound].map(Some)
        }
        (Some(compound), Some(explanation)) => {
            let [neg, neu, pos] = shares(text, &explanation.hits);
            [Some(neg), Some(neu), Some(pos), Some(compound)]
        }
        _ => [None; 4],
    };
    let dict = PyDict::new(py);
    for (name, figure) in ["neg", "neu", "pos", "compound"].into_iter().zip(figures) {
        dict.set_item(name, figure)?;
    }
    Ok(dict)
}

/// Negative, neutral and positive shares of a text, to three decimals.
fn shares(text: &str, hits: &[Hit]) -> [f64; 3] {
    let up: f64 = hits.iter().map(|hit| hit.contribution).filter(|c| *c > 0.0).map(|c| c + 1.0).sum();
    let down: f64 = hits.iter().map(|hit| hit.contribution).filter(|c| *c < 0.0).map(|c| 1.0 - c).sum();
    let neutral = untoned_words(text, hits) as f64;
    let all = up + down + neutral;
    let share = |part: f64| if all > 0.0 { (part / all * 1e3).round() / 1e3 } else { 0.0 };
    [share(down), share(neutral), share(up)]
}

#[derive(Clone, Copy, PartialEq)]
enum Script {
    Han,
    Katakana,
    Hiragana,
    Other,
}

/// Words without a hit: what stands between spaces, and where none are written, as in Japanese, runs of one script.
fn untoned_words(text: &str, hits: &[Hit]) -> usize {
    let (mut words, mut open) = (0, None::<(Script, bool)>);
    let mut hits = hits.iter().peekable();
    for (at, c) in text.chars().enumerate() {
        while hits.next_if(|hit| hit.end <= at).is_some() {}
        let toned = hits.peek().is_some_and(|hit| hit.start <= at);
        let script = match c {
            '\u{4e00}'..='\u{9fff}' | '々' => Script::Han,
            '\u{30a0}'..='\u{30ff}' => Script::Katakana,
            '\u{3040}'..='\u{309f}' => Script::Hiragana,
            c if c.is_alphanumeric() || c == '\'' => Script::Other,
            _ => {
                words += usize::from(open.take().is_some_and(|(_, toned)| !toned));
                continue;
            }
        };
        open = match open {
            Some((before, was)) if before == script => Some((script, was || toned)),
            before => {
                words += usize::from(before.is_some_and(|(_, toned)| !toned));
                Some((script, toned))
            }
        };
    }
    words + usize::from(open.is_some_and(|(_, toned)| !toned))
}
