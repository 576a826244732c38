//! The words and rules behind a score, in a form to print or serialise.

use super::rules::Step;
use super::{Rule, Score, Scratch};
use crate::lexicon::{Class, Lexicon};
use serde::Serialize;

/// One lexicon entry found in a text and what the rules did to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// The text as it stands in the post.
    pub text: String,
    /// Character offset of its first character.
    pub start: usize,
    /// Character offset after its last.
    pub end: usize,
    /// The lexicon's lemma.
    pub lemma: String,
    /// The lemma's class.
    #[serde(serialize_with = "class_name")]
    pub class: Class,
    /// The lexicon's valence, −4 … +4.
    pub valence: f64,
    /// What the rules did, in order.
    pub effects: Vec<Effect>,
    /// What the hit adds to the sum.
    pub contribution: f64,
}

/// One step of a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// The rule.
    pub rule: Rule,
    /// The words that triggered it, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Added to the valence, or the factor it was multiplied with ([`Rule::adds`]).
    pub amount: f64,
}

/// A score with everything behind it: `sum` is the sum of the contributions with `on_text` applied in order, and `tone` is
/// sum/√(sum²+15).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The score.
    #[serde(skip)]
    pub score: Score,
    /// Toned entries in text order.
    pub hits: Vec<Hit>,
    /// What acted on the sum as a whole.
    pub on_text: Vec<Effect>,
}

fn class_name<S: serde::Serializer>(class: &Class, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(class.name())
}

/// Six decimals are plenty and keep f32 noise out of the output.
fn tidy(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}

pub(super) fn explanation(layers: &[&Lexicon], original: &str, score: Score, scratch: &Scratch) -> Explanation {
    let Scratch { text, signs, steps, .. } = scratch;
    let surface = |i: u32| {
        let sign = signs.get(i as usize)?;
        Some(original[text.span(sign.start as usize, sign.end as usize)].trim().to_owned())
    };
    let effect = |step: &Step| Effect { rule: step.rule, by: surface(step.by), amount: tidy(step.amount) };
    let hits = signs.iter().enumerate().filter(|(_, s)| s.class.is_tone() && s.value != 0.0).map(|(i, sign)| {
        let span = text.span(sign.start as usize, sign.end as usize);
        let start = original[..span.start].chars().count();
        let found = original[span].trim_end();
        Hit {
            text: found.to_owned(),
            start,
            end: start + found.chars().count(),
            lemma: layers.get(sign.layer as usize).map_or_else(String::new, |l| l.entry(sign.entry).lemma.clone()),
            class: sign.class,
            valence: tidy(sign.value),
            effects: steps.iter().filter(|s| s.on == i as u32).map(effect).collect(),
            contribution: tidy(sign.contribution),
        }
    });
    Explanation {
        score,
        hits: hits.collect(),
        on_text: steps.iter().filter(|s| s.on == u32::MAX).map(effect).collect(),
    }
}
