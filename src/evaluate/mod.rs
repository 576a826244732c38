//! How well the tones agree with people: the figures of a labelled file, per language.
//!
//! Believe yoron on your own kind of posts only after a look at these. All figures count a post that could not be scored as
//! neutral, with tone 0: what is not understood is an error like another.

mod fields;
mod gold;

pub use fields::Fields;
pub use gold::{Gold, parse_gold, parse_label};

use crate::Language;
use crate::score::Label;
use crate::stats::{Share, pearson, spearman, wilson};
use serde::Serialize;

/// A labelled post with its tone.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The tag of its language.
    pub language: String,
    /// The text.
    pub text: String,
    /// What people say.
    pub gold: Gold,
    /// What yoron says; `None` where it has no scorer.
    pub tone: Option<f64>,
    /// Its label.
    pub label: Label,
}

impl Case {
    fn tone(&self) -> f64 {
        self.tone.unwrap_or(0.0)
    }

    /// −1, 0, +1; a post that was not scored counts as neutral.
    fn predicted(&self) -> usize {
        class(match self.label {
            Label::Positive => 1,
            Label::Negative => -1,
            Label::Neutral | Label::Unscored => 0,
        })
    }
}

/// The place of a label in a confusion table: negative, neutral, positive.
fn class(label: i8) -> usize {
    (label.signum() + 1) as usize
}

/// Six decimals: enough that rounding them again to three gives what rounding once would.
fn six(value: f64) -> f64 {
    (value * 1e6).round() / 1e6 + 0.0
}

/// The tones a post can have are looked at in these steps; the middle one is neutral.
const EDGES: [f64; 10] = [-1.0, -0.75, -0.5, -0.25, -0.05, 0.05, 0.25, 0.5, 0.75, 1.0];

/// The posts within a step of tones, and what people say of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// Where the step starts.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How many posts lie there.
    pub n: usize,
    /// Their mean tone; `None` of none.
    pub tone: Option<f64>,
    /// Their mean gold.
    pub gold: Option<f64>,
    /// The shares people call negative, neutral, positive; `None` without labels.
    pub labels: Option<[f64; 3]>,
}

/// The figures of one language, or of all posts. What needs labels is `None` without them, as is what nothing varies in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// The code of the language; `other` for those without a scorer, `all` for the whole.
    pub language: String,
    /// Posts.
    pub n: usize,
    /// How many of them have no scorer, 0 … 1.
    pub unscored: f64,
    /// The share of posts with the right label.
    pub accuracy: Option<Share>,
    /// The mean of the labels' F1, over the labels people gave at all.
    pub macro_f1: Option<f64>,
    /// The mean of the labels' recall, over the same: what chance gets right 1/3 of, whatever the balance.
    pub average_recall: Option<f64>,
    /// The mean of two shares: tone > 0 among the posts that people call positive, and tone ≤ 0 among those called negative.
    pub balanced_accuracy: Option<f64>,
    /// Spearman's correlation of tone and gold (the gold number, else the label).
    pub spearman: Option<f64>,
    /// Pearson's.
    pub pearson: Option<f64>,
    /// Counts of posts, `confusion[gold][yoron]`, each negative, neutral, positive.
    pub confusion: Option<[[usize; 3]; 3]>,
    /// What people say of the posts with a tone of about so much.
    pub reliability: Vec<Bin>,
}

/// Evaluates the posts of each language, languages in order of their code, then those of languages without a scorer together
/// as `other`, and last all of them, where there is more than one group.
///
/// ```
/// use yoron::evaluate::{Case, Gold, evaluate};
/// use yoron::score::Label;
/// let case = |label: i8, tone: f64| Case {
///     language: "ko".into(), text: String::new(), gold: Gold { label: Some(label), number: None },
///     tone: Some(tone), label: Label::of(Some(tone)),
/// };
/// let figures = evaluate(&[case(1, 0.6), case(1, 0.0), case(-1, -0.4), case(0, 0.0)]);
/// assert_eq!(figures.len(), 1);
/// assert_eq!(figures[0].accuracy.unwrap().value, 0.75);
/// assert_eq!(figures[0].average_recall, Some(0.833333));
/// assert_eq!(figures[0].confusion, Some([[1, 0, 0], [0, 1, 0], [0, 1, 1]]));
/// ```
pub fn evaluate(cases: &[Case]) -> Vec<Figures> {
    let group = |case: &Case| Language::from_code(&case.language).map_or("other", Language::code);
    let mut languages: Vec<&str> = cases.iter().map(group).collect();
    languages.sort_unstable_by_key(|code| (*code == "other", *code));
    languages.dedup();
    let mut all: Vec<Figures> = languages
        .iter()
        .map(|language| figures(language, &cases.iter().filter(|c| group(c) == *language).collect::<Vec<_>>()))
        .collect();
    if languages.len() > 1 {
        all.push(figures("all", &cases.iter().collect::<Vec<_>>()));
    }
    all
}

fn figures(language: &str, cases: &[&Case]) -> Figures {
    let labelled = !cases.is_empty() && cases.iter().all(|c| c.gold.label.is_some());
    let mut confusion = [[0; 3]; 3];
    for case in cases {
        if let Some(label) = case.gold.label {
            confusion[class(label)][case.predicted()] += 1;
        }
    }
    let tones: Vec<f64> = cases.iter().map(|c| c.tone()).collect();
    let golds: Vec<f64> = cases.iter().map(|c| c.gold.value()).collect();
    let classes = labelled.then(|| by_class(&confusion));
    Figures {
        language: language.to_owned(),
        n: cases.len(),
        unscored: six(cases.iter().filter(|c| c.tone.is_none()).count() as f64 / cases.len().max(1) as f64),
        accuracy: labelled.then(|| wilson((0..3).map(|c| confusion[c][c]).sum(), cases.len())).flatten(),
        macro_f1: classes.map(|(f1, _)| six(f1)),
        average_recall: classes.map(|(_, recall)| six(recall)),
        balanced_accuracy: labelled.then(|| balanced(cases)).flatten().map(six),
        spearman: spearman(&golds, &tones).map(six),
        pearson: pearson(&golds, &tones).map(six),
        confusion: labelled.then_some(confusion),
        reliability: reliability(cases, labelled),
    }
}

/// Mean F1 and mean recall over the labels that occur in the gold.
fn by_class(confusion: &[[usize; 3]; 3]) -> (f64, f64) {
    let (mut f1, mut recall, mut labels) = (0.0, 0.0, 0.0);
    for (label, row) in confusion.iter().enumerate() {
        let given: usize = row.iter().sum();
        if given == 0 {
            continue;
        }
        let found: usize = confusion.iter().map(|row| row[label]).sum();
        let right = row[label] as f64;
        labels += 1.0;
        recall += right / given as f64;
        f1 += 2.0 * right / (given + found) as f64;
    }
    (f1 / labels, recall / labels)
}

fn balanced(cases: &[&Case]) -> Option<f64> {
    let share = |label: i8| {
        let of: Vec<bool> =
            cases.iter().filter(|c| c.gold.label == Some(label)).map(|c| (c.tone() > 0.0) == (label > 0)).collect();
        (!of.is_empty()).then(|| of.iter().filter(|hit| **hit).count() as f64 / of.len() as f64)
    };
    Some(f64::midpoint(share(1)?, share(-1)?))
}

fn reliability(cases: &[&Case], labelled: bool) -> Vec<Bin> {
    // like the labels: ±0.05 itself is toned, and so is each end that lies further out
    let bin_of = |tone: f64| match tone {
        t if t >= 0.05 => EDGES[1..9].iter().filter(|edge| t >= **edge).count(),
        t => EDGES[1..9].iter().filter(|edge| t > **edge).count(),
    };
    (0..EDGES.len() - 1)
        .map(|index| {
            let inside: Vec<&&Case> =
                cases.iter().filter(|c| c.tone.is_some_and(|tone| bin_of(tone) == index)).collect();
            let n = inside.len();
            let mean = |value: &dyn Fn(&Case) -> f64| {
                (n > 0).then(|| six(inside.iter().map(|c| value(c)).sum::<f64>() / n as f64))
            };
            let share =
                |label: i8| six(inside.iter().filter(|c| c.gold.label == Some(label)).count() as f64 / n as f64);
            Bin {
                from: EDGES[index],
                to: EDGES[index + 1],
                n,
                tone: mean(&|c| c.tone()),
                gold: mean(&|c| c.gold.value()),
                labels: (labelled && n > 0).then(|| [-1, 0, 1].map(share)),
            }
        })
        .collect()
}

/// The posts yoron is furthest off on, at most `most`, the worst first: |tone − gold|, gold numbers divided by the largest
/// of them; where there are labels, only posts with the wrong one. Equal ones in their order.
///
/// ```
/// use yoron::evaluate::{Case, Gold, worst};
/// use yoron::score::Label;
/// let case = |label: i8, tone: f64| Case {
///     language: "en".into(), text: String::new(), gold: Gold { label: Some(label), number: None },
///     tone: Some(tone), label: Label::of(Some(tone)),
/// };
/// assert_eq!(worst(&[case(1, 0.2), case(1, -0.1), case(-1, 0.9)], 10), [2, 1]);
/// ```
pub fn worst(cases: &[Case], most: usize) -> Vec<usize> {
    let largest = cases.iter().map(|c| c.gold.value().abs()).fold(1e-9, f64::max);
    let error = |case: &Case| (case.tone() - case.gold.label.map_or(case.gold.value() / largest, f64::from)).abs();
    let wrong = |case: &Case| case.gold.label.is_none_or(|label| class(label) != case.predicted());
    let mut order: Vec<usize> = (0..cases.len()).filter(|i| wrong(&cases[*i])).collect();
    order.sort_by(|i, j| error(&cases[*j]).total_cmp(&error(&cases[*i])));
    order.truncate(most);
    order
}
