//! From a post to its tone: routing and scoring put together.

use crate::Language;
use crate::calibrate::Calibration;
use crate::route::{Route, Source, route};
use crate::score::{Explanation, Label, Score, Scorer, Scratch};
use serde::Serialize;

/// Whether a tone rests on anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At least one word of the lexicon was found.
    Scored,
    /// A scored language, but no word of the lexicon: tone 0, counted apart.
    NoEvidence,
    /// No scorer for the language: tone null.
    Unsupported,
}

impl Status {
    /// As it is written in output.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Scored => "scored",
            Status::NoEvidence => "no_evidence",
            Status::Unsupported => "unsupported",
        }
    }
}

/// The tone of one post.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Tone {
    /// −1 … +1, `None` where the language has no scorer.
    pub tone: Option<f64>,
    /// Its class.
    pub label: Label,
    /// Whether it rests on anything.
    pub status: Status,
    /// The language it was scored as, and how that is known.
    pub route: Route,
}

impl Tone {
    fn new(route: Route, score: Option<Score>, calibration: Option<&Calibration>) -> Self {
        // four decimals, as VADER rounds its compound
        let round = |tone: f64| (tone * 1e4).round() / 1e4 + 0.0;
        let scale = |tone| calibration.map_or(tone, |c| round(c.apply(route.language(), tone)));
        let tone = score.map(|s| scale(round(s.tone)));
        let status = match score {
            None => Status::Unsupported,
            Some(s) if s.evidence == 0 && s.sum == 0.0 => Status::NoEvidence,
            Some(_) => Status::Scored,
        };
        Self { tone, label: Label::of(tone), status, route }
    }
}

/// Routes and scores posts. One engine serves all threads; each thread keeps its own [`Scratch`].
///
/// ```
/// use yoron::{Engine, score::Scratch};
/// let engine = Engine::default();
/// let tone = engine.tone("너무 좋았어요", None, &mut Scratch::default());
/// assert_eq!((tone.route.code, tone.label.name()), ("ko", "positive"));
/// ```
pub struct Engine {
    /// Scores the routed texts.
    pub scorer: Scorer,
    /// Whether tones are brought to one scale ([`Calibration`]), so that languages can be compared; off, they are what the
    /// sum of the hits comes to.
    pub calibrated: bool,
}

impl Default for Engine {
    fn default() -> Self {
        Self { scorer: Scorer::default(), calibrated: true }
    }
}

impl Engine {
    fn calibration(&self) -> Option<&'static Calibration> {
        self.calibrated.then(Calibration::embedded)
    }

    /// The tone of `text`; `language` (`ja`, `ko` …) states its language instead of routing.
    pub fn tone(&self, text: &str, language: Option<&'static str>, scratch: &mut Scratch) -> Tone {
        self.tone_hinted(text, language, None, scratch)
    }

    /// The tone of `text` and the words and rules behind it, `None` where the language has no scorer.
    pub fn explain(
        &self,
        text: &str,
        language: Option<&'static str>,
        scratch: &mut Scratch,
    ) -> (Tone, Option<Explanation>) {
        self.explain_hinted(text, language, None, scratch)
    }

    /// [`tone`](Self::tone) with a language tag from the record as a hint: it decides where the script of the text does
    /// not (Latin letters, Han without kana), and is passed over where it does (Hangul, kana).
    pub fn tone_hinted(
        &self,
        text: &str,
        language: Option<&'static str>,
        hint: Option<&str>,
        scratch: &mut Scratch,
    ) -> Tone {
        let route = decide(text, language, hint);
        let score = scored(route).map(|language| self.scorer.score(language, text, scratch));
        Tone::new(route, score, self.calibration())
    }

    /// [`explain`](Self::explain) with a language tag as a hint.
    pub fn explain_hinted(
        &self,
        text: &str,
        language: Option<&'static str>,
        hint: Option<&str>,
        scratch: &mut Scratch,
    ) -> (Tone, Option<Explanation>) {
        let route = decide(text, language, hint);
        let explanation = scored(route).map(|language| self.scorer.explain(language, text, scratch));
        (Tone::new(route, explanation.as_ref().map(|e| e.score), self.calibration()), explanation)
    }
}

fn decide(text: &str, language: Option<&'static str>, hint: Option<&str>) -> Route {
    if let Some(code) = language {
        return Route { code, source: Source::Stated, confidence: 1.0 };
    }
    let route = route(text);
    match hint.and_then(Language::from_code) {
        Some(hinted) if !matches!(route.source, Source::Script | Source::None) => {
            let confidence = if route.code == hinted.code() { route.confidence.max(0.95) } else { 0.8 };
            Route { code: hinted.code(), source: Source::Field, confidence }
        }
        _ => route,
    }
}

/// The scorer for a route: `Some(None)` is the one of emoji alone, for posts without letters.
fn scored(route: Route) -> Option<Option<Language>> {
    match route.language() {
        Some(language) => Some(Some(language)),
        None => (route.source == Source::None).then_some(None),
    }
}
