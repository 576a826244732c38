//! Groups of scored posts compared: reposts counted once, groups described and tested, what drives them shown.
//!
//! ```
//! use yoron::compare::{Plan, Post, Posts, compare};
//! use yoron::{Engine, Status, stats::Verdict};
//!
//! let mut posts = Posts::default();
//! for i in 0..200 {
//!     let (group, tone) = if i % 2 == 0 { ("KR", 0.5) } else { ("JP", -0.2) };
//!     let text = format!("post number {i}");
//!     posts.add(&Post { key: Some(group), ..Post::new(&text, Status::Scored, Some(tone + (i % 7) as f64 / 50.0), "en") });
//! }
//! let compared = compare(&Engine::default(), &posts, None, &[], &Plan::default());
//! assert_eq!(compared.groups.len(), 2);
//! assert_eq!(compared.pairs[0].verdict, Verdict::Clear);
//! ```

mod build;
mod examples;
mod fields;
mod merged;
mod posts;
mod repeats;
mod shift;
mod time;
mod trend;
mod words;

pub use build::compare;
pub use examples::{Examples, Mark, Shown, mask_author, mask_text};
pub use fields::{Facts, Fields, Names};
pub use merged::{Cell, Merged, compare_merged};
pub use posts::{BETWEEN, Post, Posts};
pub use shift::{Shift, ShiftPair};
pub use time::{Every, parse_time};
pub use trend::Point;
pub use words::{Driver, Word};

use crate::calibrate::Bias;
use crate::score::Label;
use crate::stats::{Corrected, Options, Pair, Summary, Test};
use serde::{Deserialize, Serialize};

/// Groups that are compared at most, the largest; more would make more pairs than anyone reads.
pub const MOST_GROUPS: usize = 12;

/// Bins of a distribution, each 0.05 wide, from −1 to +1.
pub const BINS: usize = 40;

/// What to compare and how.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The fields that make the groups, as the user named them.
    pub by: Vec<String>,
    /// The width of the steps of a trend, where one is asked for.
    pub every: Option<Every>,
    /// Show the figures with reposts too.
    pub keep_reposts: bool,
    /// Groups with fewer scored posts are listed, not compared.
    pub min_n: usize,
    /// Posts of one author that count at most, the first ones.
    pub per_author: Option<usize>,
    /// Show names of authors as they are.
    pub show_authors: bool,
    /// Show the figures weighted by [`Post::weight`] too.
    pub weighted: bool,
    /// Seeds, rounds, the level, and the smallest difference that counts (raised, between languages, to what the calibration
    /// leaves).
    pub options: Options,
}

impl Default for Plan {
    /// By language, ten posts at least, a margin of 0.05.
    fn default() -> Self {
        Plan {
            by: vec!["language".into()],
            every: None,
            keep_reposts: false,
            min_n: 10,
            per_author: None,
            show_authors: false,
            weighted: false,
            options: Options { margin: 0.05, ..Options::default() },
        }
    }
}

/// Where the posts of a group went: `posts` is the sum of all others but `authors`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All records.
    pub posts: usize,
    /// Reposts and repeats of a post that is counted.
    pub reposts: usize,
    /// Left out because their author has said enough (`--per-author`).
    pub over_limit: usize,
    /// Of a language without a scorer.
    pub unscored: usize,
    /// Of a scored language, without a word of the lexicon.
    pub no_evidence: usize,
    /// With a tone.
    pub scored: usize,
    /// Known authors of the counted posts.
    pub authors: usize,
    /// Known articles or other sources of the counted posts.
    pub sources: usize,
}

/// A group that is compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// What its posts share, by the fields of the plan, joined by [`BETWEEN`].
    pub key: String,
    /// The language most of its scored posts are written in.
    pub language: String,
    /// Where its posts went.
    pub counts: Counts,
    /// The tone of its scored posts.
    pub summary: Summary,
    /// Scored posts by tone, [`BINS`] bins from −1 to +1.
    pub histogram: Vec<usize>,
    /// The same weighted by engagement; posts of unknown engagement left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<Summary>,
    /// The same with every repost counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_reposts: Option<Summary>,
    /// The shares corrected for misclassification, as a labelled sample measured it: negative, neutral, positive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
    /// Against the baseline of the same group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shift: Option<Shift>,
    /// Its tone over time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trend: Vec<Point>,
    /// The words of the lexicon that moved its mean most, up first.
    pub drivers: Vec<Driver>,
    /// Words of its positive posts rather than of its negative ones.
    pub praised: Vec<Word>,
    /// Words of its negative posts rather than of its positive ones.
    pub blamed: Vec<Word>,
    /// Words of it rather than of the other groups in its language.
    pub own: Vec<Word>,
    /// The posts that show best what it is like.
    pub examples: Examples,
}

/// A group that is too small to be compared, or one too many.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listed {
    /// What its posts share; `None` where their records do not say.
    pub key: Option<String>,
    /// Where its posts went.
    pub counts: Counts,
}

/// One labelled post: what people and the scorer say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gold {
    /// ISO 639-1.
    pub language: String,
    /// What people say.
    pub truth: Label,
    /// What the scorer says.
    pub scored: Label,
}

/// The comparison, with everything a report shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// The fields that make the groups.
    pub by: Vec<String>,
    /// All posts.
    pub counts: Counts,
    /// The groups compared: most scored posts first.
    pub groups: Vec<Group>,
    /// The groups only listed, and the posts that belong to none.
    pub listed: Vec<Listed>,
    /// Posts of languages without a scorer, most first.
    pub unscored: Vec<(String, usize)>,
    /// Every pair of groups.
    pub pairs: Vec<Pair>,
    /// Whether the means differ at all, for more than two groups.
    pub omnibus: Option<Test>,
    /// Pairs tested: what adjusted *p* are adjusted for.
    pub family: usize,
    /// Every pair's difference of differences to the baselines, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<ShiftPair>,
    /// The smallest difference that counts within a language; see [`Pair::margin`].
    pub margin: f64,
    /// How far languages are still apart after calibration, for those compared.
    pub biases: Vec<Bias>,
    /// Bootstrap rounds, seed and level.
    pub rounds: u32,
    /// The seed.
    pub seed: u64,
    /// The level of the tests.
    pub alpha: f64,
    /// Step of the trend.
    pub every: Option<Every>,
    /// First and last time of the posts, seconds since 1970.
    pub span: Option<(i64, i64)>,
    /// Posts to look at: all counted ones with a tone, or a systematic sample of each group.
    pub posts: Vec<Shown>,
    /// Whether that is a sample.
    pub sampled: bool,
}

impl Compared {
    /// The place of a group.
    pub fn group(&self, key: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.key == key)
    }
}
