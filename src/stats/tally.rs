//! Counts that can be added up in any order.

use super::{Share, mean, median, ten_thousandths, wilson};
use crate::score::Label;
use crate::{Status, Tone};

/// What is counted of a group of posts. Tallies merge: halves counted apart give what the whole gives.
///
/// Shares, mean and median are of the *scored* posts; posts without evidence and posts of languages without a scorer are
/// counted apart, never as neutral.
///
/// ```
/// use yoron::{Engine, score::Scratch, stats::Tally};
///
/// let (engine, mut scratch) = (Engine::default(), Scratch::default());
/// let mut tally = Tally::default();
/// for post in ["정말 최고예요", "最悪だった", "The door is made of wood"] {
///     tally.add(&engine.tone(post, None, &mut scratch));
/// }
/// assert_eq!((tally.posts(), tally.scored()), (3, 2));
/// assert_eq!((tally.positive, tally.negative, tally.no_evidence), (1, 1, 1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Scored posts with a positive tone.
    pub positive: usize,
    /// Scored posts whose tone is neither.
    pub neutral: usize,
    /// Scored posts with a negative tone.
    pub negative: usize,
    /// Posts of a scored language without a word of the lexicon.
    pub no_evidence: usize,
    /// Posts of a language without a scorer.
    pub unscored: usize,
    /// Tones of the scored posts in ten-thousandths: exact, and sorted only when read.
    tones: Vec<i32>,
}

impl Tally {
    /// Counts one post.
    pub fn add(&mut self, tone: &Tone) {
        self.add_parts(tone.status, tone.tone);
    }

    /// Counts one post, given its status and tone.
    pub fn add_parts(&mut self, status: Status, tone: Option<f64>) {
        match (status, tone) {
            (Status::Scored, Some(value)) => {
                match Label::of(Some(value)) {
                    Label::Positive => self.positive += 1,
                    Label::Negative => self.negative += 1,
                    Label::Neutral | Label::Unscored => self.neutral += 1,
                }
                self.tones.push(ten_thousandths(value) as i32);
            }
            (Status::NoEvidence, _) => self.no_evidence += 1,
            (Status::Scored | Status::Unsupported, _) => self.unscored += 1,
        }
    }

    /// Counts all that `other` has counted.
    #[must_use]
    pub fn merge(mut self, other: Tally) -> Tally {
        self.positive += other.positive;
        self.neutral += other.neutral;
        self.negative += other.negative;
        self.no_evidence += other.no_evidence;
        self.unscored += other.unscored;
        self.tones.extend(other.tones);
        self
    }

    /// All posts.
    pub fn posts(&self) -> usize {
        self.scored() + self.no_evidence + self.unscored
    }

    /// The posts whose tone rests on at least one word.
    pub fn scored(&self) -> usize {
        self.positive + self.neutral + self.negative
    }

    /// The share of a label among the scored posts; `None` where none is scored.
    pub fn share(&self, label: Label) -> Option<Share> {
        let count = match label {
            Label::Positive => self.positive,
            Label::Neutral => self.neutral,
            Label::Negative => self.negative,
            Label::Unscored => return None,
        };
        wilson(count, self.scored())
    }

    /// The mean tone of the scored posts, −1 … +1.
    pub fn mean(&self) -> Option<f64> {
        mean(&self.values())
    }

    /// The median tone of the scored posts, −1 … +1.
    pub fn median(&self) -> Option<f64> {
        median(&self.values())
    }

    fn values(&self) -> Vec<f64> {
        self.tones.iter().map(|tone| f64::from(*tone) / 1e4).collect()
    }
}
