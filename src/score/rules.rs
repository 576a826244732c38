//! The rules that let signs act on each other, the same for all languages; [`Params`] holds what differs.

use super::{Score, Scratch};
use crate::lexicon::{Class, Features};
use serde::Serialize;

/// Characters of a text so short that its length tells nothing.
const SHORT: usize = 20;

/// Words this faint lean to one side and do not stop boosters and negators on their way to the next word.
const FAINT: f32 = 0.3;

/// One sign found in a text. Positions count folded characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sign {
    /// Which of the scorer's lexicons it is from.
    pub layer: u8,
    /// Entry in that lexicon; `u32::MAX` for punctuation.
    pub entry: u32,
    pub class: Class,
    /// Valence, increment, or strength of a stop.
    pub value: f32,
    pub start: u32,
    pub end: u32,
    pub features: Features,
    /// Added to the strength of the valence because of its shape (capitals).
    pub shape: f32,
    /// Factor that a language's own reading of the ending gives.
    pub mood: f32,
    /// What is left of the valence after the rules.
    pub contribution: f32,
}

/// What a rule did to a sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// Index of the sign acted on; `u32::MAX` for the text as a whole.
    pub on: u32,
    pub rule: Rule,
    /// Index of the sign that acted, `u32::MAX` if none did.
    pub by: u32,
    /// Added to the valence, or the factor it was multiplied with, as the rule says.
    pub amount: f32,
}

/// The rules, as `explain` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// A booster or downtoner: added.
    Booster,
    /// Negation: multiplied.
    Negation,
    /// Negation of a negation: multiplied.
    DoubleNegation,
    /// A wish or unreal condition: multiplied.
    Wish,
    /// A condition: multiplied.
    Condition,
    /// A question: multiplied.
    Question,
    /// Hearsay: multiplied.
    Hearsay,
    /// What else the ending makes of the word (quoted, intended, granted, denied by absence): multiplied.
    Mood,
    /// Contrast (*but*, 하지만, けど): multiplied.
    Contrast,
    /// Concession (*although*): multiplied.
    Concession,
    /// Laughter: added.
    Laughter,
    /// Tears: added.
    Tears,
    /// A mark of sarcasm: multiplied.
    Sarcasm,
    /// Capitals: added.
    Capitals,
    /// Exclamation marks, question marks, drawn-out letters: added to the sum.
    Emphasis,
    /// Praise and blame in one text: blame weighs more, added.
    Mixed,
    /// Weak evidence: multiplied.
    Doubt,
}

impl Rule {
    /// Whether the amount is added; otherwise it is a factor.
    pub const fn adds(self) -> bool {
        matches!(self, Rule::Booster | Rule::Laughter | Rule::Tears | Rule::Capitals | Rule::Emphasis | Rule::Mixed)
    }

    /// In words.
    pub const fn name(self) -> &'static str {
        match self {
            Rule::Booster => "booster",
            Rule::Negation => "negation",
            Rule::DoubleNegation => "double negation",
            Rule::Wish => "wish",
            Rule::Condition => "condition",
            Rule::Question => "question",
            Rule::Hearsay => "hearsay",
            Rule::Mood => "mood",
            Rule::Contrast => "contrast",
            Rule::Concession => "concession",
            Rule::Laughter => "laughter",
            Rule::Tears => "tears",
            Rule::Sarcasm => "sarcasm",
            Rule::Capitals => "capitals",
            Rule::Emphasis => "emphasis",
            Rule::Mixed => "mixed",
            Rule::Doubt => "weak evidence",
        }
    }
}

/// How many signs ahead or back a language's own rules look: nothing acts on a word further away, and floods stay linear.
pub(super) const NEAR: usize = 40;

/// Strengths of the shared rules in one language.
#[derive(Clone, Debug)]
pub(crate) struct Params {
    /// Factor of a negated word (VADER: −0.74).
    pub negation: f32,
    /// Factor of a negated word that is negative: "not bad" praises less than "not good" blames.
    pub negation_of_negative: f32,
    /// Factor of a word negated twice.
    pub double_negation: f32,
    /// Factors of positive and of negative words in a wish.
    pub wish: (f32, f32),
    pub condition: f32,
    pub question: f32,
    pub hearsay: f32,
    /// Factors of what stands before and after a contrast (VADER: 0.5, 1.5).
    pub contrast: (f32, f32),
    pub concession: f32,
    /// Increment of endings that strengthen or weaken.
    pub boost: f32,
    /// How many characters a booster and a negator reach over.
    pub booster_reach: u32,
    pub negator_reach: u32,
    /// Added by laughter: with positive text, with negative text, alone.
    pub laugh: (f32, f32, f32),
    /// Added by tears: with positive text, with negative text, alone.
    pub cry: (f32, f32, f32),
    /// Factor of the sum when a sarcasm mark follows praise.
    pub sarcasm: f32,
    /// Added per exclamation mark, up to four (VADER: 0.292).
    pub exclamation: f32,
    /// Added once where there is one: who exclaims is more often pleased than not.
    pub cheer: f32,
    /// Weak evidence: a sum s counts as s·sᵖ/(sᵖ+doubt), so that a single faint word decides no label; 0 is off.
    pub doubt: f32,
    /// Bad weighs more than good (Baumeister et al. 2001): where praise and blame both stand, this share of the weaker side is
    /// taken off the sum.
    pub mixed: f32,
    /// Added to the doubt of praise: per unit of the weaker side, and per character of the text beyond
    /// [`SHORT`].
    pub praise_doubt: (f32, f32),
    /// The p of `doubt`, even: the higher, the sharper the bound between too little and enough.
    pub doubt_power: i32,
    /// What is left at least of a doubted sum, as a factor: faint words decide no label, but still order the neutral posts.
    pub doubt_floor: f32,
    /// Normalisation constant (VADER: 15).
    pub alpha: f32,
}

impl Params {
    /// VADER's constants, and mild ones for what VADER does not have.
    pub const DEFAULT: Params = Params {
        negation: -0.74,
        negation_of_negative: -0.74,
        double_negation: 0.5,
        wish: (-0.4, 0.4),
        condition: 0.6,
        question: 0.8,
        hearsay: 0.8,
        contrast: (0.5, 1.5),
        concession: 0.5,
        boost: 0.293,
        booster_reach: 12,
        negator_reach: 12,
        laugh: (0.5, -0.3, 0.4),
        cry: (0.5, -0.5, -0.5),
        sarcasm: -0.8,
        exclamation: 0.292,
        cheer: 0.0,
        doubt: 0.0,
        mixed: 0.0,
        praise_doubt: (0.0, 0.0),
        doubt_power: 2,
        doubt_floor: 0.0,
        alpha: 15.0,
    };
}

/// Applies the rules to `scratch.signs`, fills their contributions and `scratch.steps`, and sums up.
///
/// `stance` multiplies the constant of weak evidence: below 1 the writer speaks for themselves, above 1 they report.
pub(super) fn apply(params: &Params, stance: f32, scratch: &mut Scratch) -> Score {
    let Scratch { text, signs, steps, .. } = scratch;
    steps.clear();
    for i in 0..signs.len() {
        if signs[i].class.is_tone() && signs[i].value != 0.0 {
            let contribution = word(params, signs, i, steps);
            signs[i].contribution = contribution;
        }
    }
    contrast(params, signs, steps);
    concession(params, signs, steps);
    let evidence = signs.iter().filter(|s| s.class.is_tone() && s.value != 0.0).count();
    let mut sum: f32 = signs.iter().map(|s| s.contribution).sum();
    sum = marks(params, signs, steps, sum);
    let emphasis = text.exclamations.min(4) as f32 * params.exclamation;
    if emphasis > 0.0 && sum != 0.0 {
        let amount = emphasis.copysign(sum) + params.cheer;
        steps.push(Step { on: u32::MAX, rule: Rule::Emphasis, by: u32::MAX, amount });
        sum += amount;
    }
    // a contrast has weighed the sides against each other already
    let weighed = steps.iter().any(|s| s.rule == Rule::Contrast);
    let weaker = weaker_side(signs) * if weighed { 0.5 } else { 1.0 };
    if params.mixed > 0.0 && weaker > 0.0 {
        let amount = -params.mixed * weaker;
        steps.push(Step { on: u32::MAX, rule: Rule::Mixed, by: u32::MAX, amount });
        sum += amount;
    }
    if params.doubt > 0.0 && sum != 0.0 {
        let (mixed, length) = if sum > 0.0 { params.praise_doubt } else { (0.0, 0.0) };
        let doubt = params.doubt * stance + mixed * weaker + length * text.chars.len().saturating_sub(SHORT) as f32;
        let power = sum.powi(params.doubt_power);
        // an infinite power leaves nothing to doubt
        let amount = if power.is_finite() { power / (power + doubt) } else { 1.0 }.max(params.doubt_floor);
        steps.push(Step { on: u32::MAX, rule: Rule::Doubt, by: u32::MAX, amount });
        sum *= amount;
    }
    let (sum, alpha) = (f64::from(sum), f64::from(params.alpha));
    Score { tone: sum / (sum * sum + alpha).sqrt(), sum, evidence }
}

/// How much praise or blame stands in the text, whichever is less.
fn weaker_side(signs: &[Sign]) -> f32 {
    let (mut praise, mut blame) = (0.0, 0.0);
    for sign in signs {
        praise += sign.contribution.max(0.0);
        blame -= sign.contribution.min(0.0);
    }
    f32::min(praise, blame)
}

/// Emoji and interjections stand outside the clause: nothing negates them.
fn is_cry(class: Class) -> bool {
    class.is_sign() || class == Class::Intj
}

/// What is left of one toned word after boosters, negation, mood.
fn word(params: &Params, signs: &[Sign], i: usize, steps: &mut Vec<Step>) -> f32 {
    let sign = &signs[i];
    let mut valence = sign.value;
    let mut step = |rule: Rule, by: u32, amount: f32, valence: &mut f32| {
        if rule.adds() {
            *valence += amount;
        } else {
            *valence *= amount;
        }
        steps.push(Step { on: i as u32, rule, by, amount });
    };
    if sign.shape != 0.0 {
        step(Rule::Capitals, u32::MAX, sign.shape.copysign(valence), &mut valence);
    }
    let mut wished = None;
    let mut negations = 0;
    let mut negator = u32::MAX;
    // backwards over what stands before it in the clause
    let mut damping = 1.0;
    for (j, before) in signs[..i].iter().enumerate().rev() {
        let distance = sign.start.saturating_sub(before.end);
        if distance > params.booster_reach.max(params.negator_reach) {
            break;
        }
        match before.class {
            Class::Stop | Class::Contrast if before.value >= 0.5 || before.class == Class::Contrast => break,
            Class::Booster if distance <= params.booster_reach => {
                // a downtoner never takes more than half
                let amount = (before.value * damping).max(-0.5 * valence.abs());
                step(Rule::Booster, j as u32, amount.copysign(amount * valence), &mut valence);
                damping *= 0.95;
            }
            Class::Negator if distance <= params.negator_reach && !is_cry(sign.class) => {
                negations += 1;
                negator = j as u32;
            }
            Class::Wish if distance <= params.negator_reach => wished = wished.or(Some(j)),
            // a booster or negator belongs to the first word after it
            class if class.is_tone() && before.value.abs() > FAINT => break,
            _ => {}
        }
        if before.features.has(Features::CLAUSE) || before.features.has(Features::CONTRAST) {
            break;
        }
    }
    if let Some(after) =
        signs.get(i + 1).filter(|s| s.class == Class::NegatorPost && s.start.saturating_sub(sign.end) <= 3)
    {
        negations += 1;
        negator = i as u32 + 1;
        if after.features.has(Features::NEG) {
            negations += 1;
        }
    }
    let has = |feature| sign.features.has(feature);
    if has(Features::BOOST) {
        step(Rule::Booster, u32::MAX, params.boost.copysign(valence), &mut valence);
    }
    if has(Features::DOWN) {
        step(Rule::Booster, u32::MAX, -params.boost.copysign(valence), &mut valence);
    }
    negations += u32::from(has(Features::NEG) || has(Features::UNABLE));
    if has(Features::DOUBLE) {
        negations = 2;
    }
    match negations {
        0 => {}
        1 => {
            let factor = if valence < 0.0 { params.negation_of_negative } else { params.negation };
            step(Rule::Negation, negator, factor, &mut valence);
        }
        _ => step(Rule::DoubleNegation, negator, params.double_negation, &mut valence),
    }
    if has(Features::WISH) || wished.is_some() && negations == 0 {
        // a row's own value below 1 is its factor for praise
        let (positive, by) = match wished {
            Some(j) if signs[j].value < 1.0 => (signs[j].value, j as u32),
            _ => (params.wish.0, wished.map_or(u32::MAX, |j| j as u32)),
        };
        let factor = if valence > 0.0 { positive } else { params.wish.1.max(positive) };
        step(Rule::Wish, by, factor, &mut valence);
    } else if has(Features::COND) {
        step(Rule::Condition, u32::MAX, params.condition, &mut valence);
    }
    if has(Features::QUESTION) {
        step(Rule::Question, u32::MAX, params.question, &mut valence);
    }
    if has(Features::HEARSAY) {
        step(Rule::Hearsay, u32::MAX, params.hearsay, &mut valence);
    }
    if sign.mood != 1.0 {
        step(Rule::Mood, u32::MAX, sign.mood, &mut valence);
    }
    valence
}

/// Weighs what a concession covers down, up to the next pause.
fn concession(params: &Params, signs: &mut [Sign], steps: &mut Vec<Step>) {
    let mut by = None;
    for (i, sign) in signs.iter_mut().enumerate() {
        match (sign.class, by) {
            (Class::Concede, _) => by = Some(i as u32),
            (Class::Stop, _) => by = None,
            (_, Some(by)) if sign.contribution != 0.0 => {
                sign.contribution *= params.concession;
                steps.push(Step { on: i as u32, rule: Rule::Concession, by, amount: params.concession });
            }
            _ => {}
        }
    }
}

/// Weighs what stands before the last contrast of a sentence down and what follows up.
fn contrast(params: &Params, signs: &mut [Sign], steps: &mut Vec<Step>) {
    let (mut start, mut previous) = (0, None);
    while start < signs.len() {
        let end = (start..signs.len())
            .find(|&i| signs[i].class == Class::Stop && signs[i].value >= 1.0)
            .unwrap_or(signs.len());
        let turn = (start..end)
            .rev()
            .find(|&i| signs[i].class == Class::Contrast || signs[i].features.has(Features::CONTRAST));
        if let Some(turn) = turn {
            // a contrast word that opens its sentence turns against the sentence before
            let opens =
                signs[turn].class == Class::Contrast && !signs[start..turn].iter().any(|s| s.contribution != 0.0);
            let from = previous.filter(|_| opens).unwrap_or(start);
            for (i, sign) in signs.iter_mut().enumerate().take(end).skip(from) {
                if sign.contribution == 0.0 {
                    continue;
                }
                let after = i > turn;
                let factor = if after { params.contrast.1 } else { params.contrast.0 };
                sign.contribution *= factor;
                steps.push(Step { on: i as u32, rule: Rule::Contrast, by: turn as u32, amount: factor });
            }
        }
        if signs[start..end].iter().any(|s| s.contribution != 0.0) {
            previous = Some(start);
        }
        start = end + 1;
    }
}

/// Laughter, tears and sarcasm marks, which act on the text as a whole.
fn marks(params: &Params, signs: &mut [Sign], steps: &mut Vec<Step>, mut sum: f32) -> f32 {
    let by_sum = |(positive, negative, alone): (f32, f32, f32), sum: f32| {
        if sum > 0.0 {
            positive
        } else if sum < 0.0 {
            negative
        } else {
            alone
        }
    };
    for (class, rule, amounts) in [(Class::Laugh, Rule::Laughter, params.laugh), (Class::Cry, Rule::Tears, params.cry)]
    {
        if let Some(by) = signs.iter().position(|s| s.class == class) {
            let amount = by_sum(amounts, sum);
            sum += amount;
            steps.push(Step { on: u32::MAX, rule, by: by as u32, amount });
        }
    }
    if let Some(by) = signs.iter().position(|s| s.class == Class::Sarcasm)
        && sum > 0.0
    {
        sum *= params.sarcasm;
        steps.push(Step { on: u32::MAX, rule: Rule::Sarcasm, by: by as u32, amount: params.sarcasm });
    }
    sum
}
