//! What a batch came to.

use crate::score::Label;
use crate::{Status, Tone};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Counts over scored posts; sums of summaries are summaries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Posts scored, the unsupported ones included.
    pub posts: u64,
    /// Records that could not be scored.
    pub rejects: u64,
    /// Posts by language.
    pub languages: BTreeMap<Cow<'static, str>, u64>,
    /// Posts labelled positive.
    pub positive: u64,
    /// Posts labelled neutral, those without evidence included.
    pub neutral: u64,
    /// Posts labelled negative.
    pub negative: u64,
    /// Posts in a language without a scorer.
    pub unscored: u64,
    /// Posts without any word of the lexicon.
    pub no_evidence: u64,
}

impl Summary {
    /// Counts one post.
    pub fn add(&mut self, tone: &Tone) {
        self.posts += 1;
        match self.languages.get_mut(tone.route.code) {
            Some(count) => *count += 1,
            None => drop(self.languages.insert(Cow::Borrowed(tone.route.code), 1)),
        }
        *match tone.label {
            Label::Positive => &mut self.positive,
            Label::Neutral => &mut self.neutral,
            Label::Negative => &mut self.negative,
            Label::Unscored => &mut self.unscored,
        } += 1;
        self.no_evidence += u64::from(tone.status == Status::NoEvidence);
    }

    /// Adds the counts of another part of the batch.
    pub fn merge(&mut self, other: &Summary) {
        for (code, count) in &other.languages {
            *self.languages.entry(code.clone()).or_default() += count;
        }
        for (mine, its) in [
            (&mut self.posts, other.posts),
            (&mut self.rejects, other.rejects),
            (&mut self.positive, other.positive),
            (&mut self.neutral, other.neutral),
            (&mut self.negative, other.negative),
            (&mut self.unscored, other.unscored),
            (&mut self.no_evidence, other.no_evidence),
        ] {
            *mine += its;
        }
    }
}
