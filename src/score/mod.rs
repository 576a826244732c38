//! Tone: text of a known language to a score, with every word and rule that made it.
//!
//! One engine for all languages: the lexicon finds *signs* in the text (toned words, boosters, negators, contrast …), the
//! rules let them act on each other, the sum *s* of what is left becomes *s*/√(*s*²+15) as in VADER (Hutto & Gilbert 2014).

mod en;
mod explain;
mod ja;
mod ja_clause;
mod ja_stars;
mod ko;
mod ko_mood;
mod ko_stars;
mod rules;
mod scan;
pub mod vader;

pub use explain::{Effect, Explanation, Hit};
pub use rules::Rule;

use crate::Language;
use crate::lexicon::{Entry, Folded, Grammar, Lexicon, Match, Row};
use rules::{Params, Sign, Step};
use serde::Serialize;
use std::sync::LazyLock;

/// Tones at or beyond this are positive or negative, as VADER's authors recommend.
pub const THRESHOLD: f64 = 0.05;

/// The class of a tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Tone ≤ −0.05.
    Negative,
    /// Between.
    Neutral,
    /// Tone ≥ +0.05.
    Positive,
    /// The language has no scorer.
    Unscored,
}

impl Label {
    /// The label of a tone.
    ///
    /// ```
    /// use yoron::score::Label;
    /// assert_eq!(Label::of(Some(0.3)), Label::Positive);
    /// assert_eq!(Label::of(None), Label::Unscored);
    /// ```
    pub fn of(tone: Option<f64>) -> Self {
        match tone {
            None => Label::Unscored,
            Some(tone) if tone >= THRESHOLD => Label::Positive,
            Some(tone) if tone <= -THRESHOLD => Label::Negative,
            Some(_) => Label::Neutral,
        }
    }

    /// As it is written in output.
    pub const fn name(self) -> &'static str {
        match self {
            Label::Negative => "negative",
            Label::Neutral => "neutral",
            Label::Positive => "positive",
            Label::Unscored => "unscored",
        }
    }
}

/// What a language adds to the shared engine.
pub(crate) trait LanguageRules: Sync {
    /// Strengths of the shared rules in this language.
    fn params(&self) -> &Params;
    /// Whether any entry may begin at this character: a quick answer that spares the search.
    fn may_begin(&self, _text: &Folded, _at: usize) -> bool {
        true
    }
    /// Whether an entry may stand where it was found; `known_until` is where the last sign ended.
    fn licensed(&self, text: &Folded, entry: &Entry, found: &Match, known_until: usize) -> bool;
    /// Mends the folded text before signs are looked for, in place.
    fn respell(&self, _original: &str, _text: &mut Folded) {}
    /// How much doubt weak evidence deserves: below 1 where the writer speaks for themselves, above 1 where they report.
    fn stance(&self, _text: &Folded) -> f32 {
        1.0
    }
    /// What only this language does: changes to the signs before the shared rules run.
    fn annotate(&self, _original: &str, _text: &Folded, _signs: &mut Vec<Sign>) {}
}

/// The embedded lexicon of a language; `None` gives the signs common to all (emoji, emoticons, kaomoji).
pub fn lexicon(language: Option<Language>) -> &'static Lexicon {
    static TABLES: [LazyLock<Lexicon>; 4] = [
        LazyLock::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/common.lexicon")))),
        LazyLock::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/en.lexicon")))),
        LazyLock::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/ko.lexicon")))),
        LazyLock::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/ja.lexicon")))),
    ];
    &TABLES[language.map_or(0, |l| l as usize + 1)]
}

/// Reads all embedded lexicons on rayon's threads, side by side; else each is read when a text first needs it. Returns at
/// once. With one thread it does nothing.
pub fn warm_up() {
    if rayon::current_num_threads() > 1 {
        for language in Language::ALL {
            rayon::spawn(move || {
                lexicon(Some(language));
            });
        }
    }
}

fn unpack(bytes: &[u8]) -> Lexicon {
    Lexicon::unpack(bytes).unwrap_or_else(|| Lexicon::build(None, &[], &Grammar::default()))
}

/// Names the state of all embedded lexicons: twelve hexadecimal digits that change with any row.
pub const LEXICON_HASH: &str = env!("YORON_LEXICON_HASH");

/// Buffers that scoring reuses from post to post; keep one per thread.
#[derive(Default)]
pub struct Scratch {
    pub(crate) text: Folded,
    pub(crate) signs: Vec<Sign>,
    pub(crate) steps: Vec<Step>,
    vader: vader::Buffers,
}

/// A raw score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// −1 … +1 before calibration.
    pub tone: f64,
    /// The sum of all contributions, before it is squeezed into −1 … +1.
    pub sum: f64,
    /// How many toned lexicon entries were found.
    pub evidence: usize,
}

/// Which scorer English texts get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum English {
    /// Our own lexicon on top of VADER's, and the rules of the other languages.
    #[default]
    Yoron,
    /// Exactly the reference ([`vader`]); it keeps no hits to explain.
    Vader,
}

/// Scores texts of a known language. One scorer serves all threads.
///
/// ```
/// use yoron::{Language, score::{Scorer, Scratch}};
/// let scorer = Scorer::default();
/// let mut scratch = Scratch::default();
/// assert!(scorer.score(Some(Language::Korean), "정말 최고예요", &mut scratch).tone > 0.3);
/// assert!(scorer.score(Some(Language::Japanese), "最悪だった", &mut scratch).tone < -0.3);
/// ```
#[derive(Default)]
pub struct Scorer {
    /// Which scorer English texts get.
    pub english: English,
    user: Vec<(Option<Language>, Lexicon)>,
}

impl Scorer {
    /// Adds a user's rows of one language on top of the embedded lexicon: they inflect like its own, and win where both know
    /// a word.
    ///
    /// ```
    /// use yoron::{Language, lexicon::parse_rows, score::{Scorer, Scratch}};
    /// let mut scorer = Scorer::default();
    /// scorer.add_rows(Language::Korean, &parse_rows("루미롱\tnoun\t-3.0\n").0);
    /// assert!(scorer.score(Some(Language::Korean), "루미롱이네", &mut Scratch::default()).tone < -0.5);
    /// ```
    pub fn add_rows(&mut self, language: Language, rows: &[Row]) {
        let endings = match language {
            Language::English => "",
            Language::Korean => include_str!("../../lexicons/ko/endings.tsv"),
            Language::Japanese => include_str!("../../lexicons/ja/endings.tsv"),
        };
        // the build script has read the same grammar without error
        let grammar = Grammar::parse(endings).unwrap_or_default();
        self.user.push((Some(language), Lexicon::build(Some(language), rows, &grammar)));
    }

    /// The user's lexicons of a language.
    fn own(&self, language: Option<Language>) -> impl Iterator<Item = &Lexicon> + Clone {
        self.user.iter().filter(move |(l, _)| *l == language).map(|(_, l)| l)
    }

    /// Scores `text` as `language`; with `None` by its emoji and emoticons alone. Never fails; an empty text scores 0.
    pub fn score(&self, language: Option<Language>, text: &str, scratch: &mut Scratch) -> Score {
        if language == Some(Language::English) && self.english == English::Vader {
            return vader_score(text, scratch);
        }
        // one copy of the engine for each language, so that its rules are inlined
        match language {
            Some(Language::English) => self.run(&en::English, language, text, scratch),
            Some(Language::Korean) => self.run(&ko::Korean, language, text, scratch),
            Some(Language::Japanese) => self.run(&ja::Japanese, language, text, scratch),
            None => self.run(&scan::SignsOnly, language, text, scratch),
        }
    }

    fn run(&self, rules: &impl LanguageRules, language: Option<Language>, text: &str, scratch: &mut Scratch) -> Score {
        scratch.text.set(text);
        rules.respell(text, &mut scratch.text);
        scan::scan((lexicon(language), self.own(language)), rules, text, scratch);
        rules.annotate(text, &scratch.text, &mut scratch.signs);
        let stance = rules.stance(&scratch.text);
        rules::apply(rules.params(), stance, scratch)
    }

    /// Scores `text` and returns the words and rules behind the score.
    pub fn explain(&self, language: Option<Language>, text: &str, scratch: &mut Scratch) -> Explanation {
        let score = self.score(language, text, scratch);
        let layers: Vec<&Lexicon> = std::iter::once(lexicon(language)).chain(self.own(language)).collect();
        explain::explanation(&layers, text, score, scratch)
    }
}

/// VADER's compound as a score; the sum is what the compound was squeezed from.
fn vader_score(text: &str, scratch: &mut Scratch) -> Score {
    scratch.signs.clear();
    scratch.steps.clear();
    let (polarity, evidence) = vader::polarity_with(text, &mut scratch.vader);
    let tone = polarity.compound;
    Score { tone, sum: tone * (15.0 / (1.0 - tone * tone).max(1e-9)).sqrt(), evidence }
}
