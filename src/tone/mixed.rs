//! Posts in several languages: each language's scorer sees its own runs, the sums are added and squeezed once.

use crate::Language;
use crate::route::{Route, Run};
use crate::score::{Effect, Explanation, Score};

/// The languages a post was scored in, if they are several: the dominant one first, the others in the order of
/// [`Language::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Languages([Option<Language>; 3]);

impl Languages {
    pub(super) fn of(route: Route, runs: &[Run]) -> Self {
        let home = route.language();
        let others = Language::ALL.into_iter().filter(|l| Some(*l) != home && runs.iter().any(|r| r.language == *l));
        let mut all = home.into_iter().chain(others);
        Self(std::array::from_fn(|_| all.next()))
    }

    /// The languages, dominant first; none if the post is in one language only.
    ///
    /// ```
    /// use yoron::{Engine, Language::*, score::Scratch};
    /// let languages = |text| Engine::default().tone(text, None, &mut Scratch::default()).languages;
    /// assert_eq!(languages("오늘 콘서트 was insane 최고").iter().collect::<Vec<_>>(), [Korean, English]);
    /// assert_eq!(languages("오늘 콘서트 최고").iter().count(), 0);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = Language> + '_ {
        self.0.iter().flatten().copied()
    }

    /// Their codes with `+` between (`ko+en`); `None` if the post is in one language only.
    pub fn codes(&self) -> Option<String> {
        let codes: Vec<&str> = self.iter().map(Language::code).collect();
        (!codes.is_empty()).then(|| codes.join("+"))
    }
}

/// For each language of the runs, the text with everything that is not in it blanked out, character by character: offsets
/// stay those of the whole post.
pub(super) fn pieces<'a>(
    text: &'a str,
    home: Language,
    runs: &'a [Run],
) -> impl Iterator<Item = (Language, String)> + 'a {
    let order = std::iter::once(home).chain(Language::ALL.into_iter().filter(move |l| *l != home));
    order.filter(|language| runs.iter().any(|run| run.language == *language)).map(move |language| {
        let mut piece = String::with_capacity(text.len());
        for run in runs {
            let own = &text[run.start..run.end];
            if run.language == language {
                piece.push_str(own);
            } else {
                piece.extend(own.chars().map(|_| ' '));
            }
        }
        (language, piece)
    })
}

/// VADER's constant, the same for all languages.
const ALPHA: f64 = 15.0;

/// One score from the scores of the runs.
pub(super) fn join(scores: impl Iterator<Item = Score>) -> Score {
    let (sum, evidence) = scores.fold((0.0, 0), |(sum, evidence), s| (sum + s.sum, evidence + s.evidence));
    Score { tone: sum / (sum * sum + ALPHA).sqrt(), sum, evidence }
}

/// One explanation from those of the runs: a factor on the whole of a run becomes one on each of its hits, so that the joined
/// sum is again the sum of the contributions and of what is added to the whole.
pub(super) fn join_explained(parts: impl Iterator<Item = Explanation>) -> Explanation {
    let (mut hits, mut on_text, mut scores) = (Vec::new(), Vec::<Effect>::new(), Vec::new());
    for mut part in parts {
        scores.push(part.score);
        let mut added: Vec<Effect> = Vec::new();
        for effect in part.on_text {
            if effect.rule.adds() {
                added.push(effect);
                continue;
            }
            added.iter_mut().for_each(|earlier| earlier.amount *= effect.amount);
            for hit in &mut part.hits {
                hit.contribution *= effect.amount;
                hit.effects.push(effect.clone());
            }
        }
        hits.append(&mut part.hits);
        on_text.append(&mut added);
    }
    hits.sort_by_key(|hit| hit.start);
    Explanation { score: join(scores.into_iter()), hits, on_text }
}
