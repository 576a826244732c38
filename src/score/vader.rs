//! English exactly as VADER (Hutto & Gilbert 2014): the reference, Python `vaderSentiment` 3.3.2, to its last quirk.
//!
//! The word and emoji lists are those of the `vader_sentiment` crate, mended where they differ from the Python release
//! (`lexicons/vader/overlay.tsv`). The rules are written anew, since the crate's drift from the reference: it compares words
//! without regard to case over all of Unicode (so `:D` and `:d` share a value), takes words of one letter and punctuation for
//! capitals, and lacks the reference's "no" rule, several idioms and its order of checks in "never so" and "without doubt".

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

const BOOST: f64 = 0.293;
const CAPITALS: f64 = 0.733;
const NEGATION: f64 = -0.74;

/// Words that negate (the reference's `NEGATE`).
const NEGATORS: &str = "aint arent cannot cant couldnt darent didnt doesnt ain't aren't can't couldn't daren't didn't doesn't dont \
hadnt hasnt havent isnt mightnt mustnt neither don't hadn't hasn't haven't isn't mightn't mustn't neednt needn't never none nope nor \
not nothing nowhere oughtnt shant shouldnt uhuh wasnt werent oughtn't shan't shouldn't uh-uh wasn't weren't without wont wouldnt won't \
wouldn't rarely seldom despite";
/// Words that strengthen (the reference's `BOOSTER_DICT`, its positive half).
const BOOSTERS: &str = "absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously \
entirely especially exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking fricking frickin frigging \
friggin fully fuckin fucking fuggin fugging greatly hella highly hugely incredible incredibly intensely major majorly more most \
particularly purely quite really remarkably so substantially thoroughly total totally tremendous tremendously uber unbelievably \
unusually utter utterly very";
/// Words that weaken, its negative half; "just enough", "kind of" and "sort of" are of two words and apply elsewhere.
const DAMPENERS: &str = "almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally partly scarce \
scarcely slight slightly somewhat sorta sortof sort-of";

/// The four figures of VADER, rounded as the reference rounds them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Polarity {
    /// Share of negative text, 0 … 1, three decimals.
    pub neg: f64,
    /// Share of neutral text, 0 … 1, three decimals.
    pub neu: f64,
    /// Share of positive text, 0 … 1, three decimals.
    pub pos: f64,
    /// The normalised sum, −1 … +1, four decimals.
    pub compound: f64,
}

/// What the reference's lists say of a word.
#[derive(Clone, Copy, Default)]
struct Word {
    valence: Option<f64>,
    boost: f64,
    negates: bool,
}

static WORDS: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Word> = HashMap::new();
    for (word, valence) in vader_sentiment::LEXICON.iter() {
        words.entry(word.as_ref()).or_default().valence = Some(*valence);
    }
    for line in include_str!("../../lexicons/vader/overlay.tsv").lines().filter(|l| !l.starts_with("# ")) {
        let (word, valence) = line.split_once('\t').unwrap_or((line, ""));
        words.entry(word).or_default().valence = valence.parse().ok();
    }
    BOOSTERS.split(' ').for_each(|word| words.entry(word).or_default().boost = BOOST);
    DAMPENERS.split(' ').for_each(|word| words.entry(word).or_default().boost = -BOOST);
    NEGATORS.split(' ').for_each(|word| words.entry(word).or_default().negates = true);
    words
});

static EMOJI: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let single = |s: &str| s.chars().next().filter(|c| c.len_utf8() == s.len());
    vader_sentiment::EMOJI_LEXICON.iter().filter_map(|(emoji, words)| Some((single(emoji)?, *words))).collect()
});

/// A word of the text with all that the rules ask of it.
#[derive(Clone)]
struct Token {
    lower: Range<usize>,
    word: Word,
    capitals: bool,
}

/// Buffers reused from text to text.
#[derive(Default)]
pub(super) struct Buffers {
    text: String,
    lower: String,
    tokens: Vec<Token>,
    sentiments: Vec<f64>,
}

/// VADER's figures for a text; an empty text gives zeros.
///
/// ```
/// let polarity = yoron::score::vader::polarity_scores("VADER is VERY SMART, handsome, and FUNNY!!!");
/// assert_eq!((polarity.compound, polarity.pos, polarity.neu, polarity.neg), (0.9342, 0.767, 0.233, 0.0));
/// ```
pub fn polarity_scores(text: &str) -> Polarity {
    polarity_with(text, &mut Buffers::default()).0
}

/// [`polarity_scores`] with buffers to reuse, and the number of words of the lexicon.
pub(super) fn polarity_with(text: &str, buffers: &mut Buffers) -> (Polarity, usize) {
    buffers.tokenize(text);
    let Buffers { text, lower, tokens, sentiments } = buffers;
    let words = Words { lower, tokens };
    sentiments.clear();
    if tokens.is_empty() {
        return (Polarity::default(), 0);
    }
    let capitals = tokens.iter().filter(|t| t.capitals).count();
    let mixed = capitals > 0 && capitals < tokens.len();
    for (i, token) in tokens.iter().enumerate() {
        let modifier = token.word.boost != 0.0 || words.at(i) == "kind" && words.get(i + 1) == Some("of");
        sentiments.push(if modifier {
            0.0
        } else {
            token.word.valence.map_or(0.0, |valence| words.valence(i, valence, mixed))
        });
    }
    if let Some(but) = (0..tokens.len()).find(|&i| words.at(i) == "but") {
        weigh_around_but(sentiments, but);
    }
    (figures(sentiments, emphasis(text)), tokens.iter().filter(|t| t.word.valence.is_some()).count())
}

impl Buffers {
    /// Emoji become their names; words are split at white space and lose the punctuation around them.
    fn tokenize(&mut self, original: &str) {
        self.text.clear();
        self.lower.clear();
        self.tokens.clear();
        let mut after_space = true;
        for c in original.chars() {
            if let Some(name) = (!c.is_ascii()).then(|| EMOJI.get(&c)).flatten() {
                if !after_space {
                    self.text.push(' ');
                }
                self.text.push_str(name);
                after_space = false;
            } else {
                self.text.push(c);
                after_space = c == ' ';
            }
        }
        for raw in self.text.split(is_space).filter(|w| !w.is_empty()) {
            let stripped = raw.trim_matches(|c: char| c.is_ascii_punctuation());
            let token = if stripped.chars().nth(2).is_none() { raw } else { stripped };
            let start = self.lower.len();
            if token.is_ascii() {
                self.lower.push_str(token);
                self.lower[start..].make_ascii_lowercase();
            } else {
                self.lower.push_str(&token.to_lowercase());
            }
            let lower = &self.lower[start..];
            let mut word = WORDS.get(lower).copied().unwrap_or_default();
            word.negates |= lower.contains("n't");
            self.tokens.push(Token { lower: start..self.lower.len(), word, capitals: is_upper(token) });
        }
    }
}

/// The words of a text, lower-cased.
struct Words<'a> {
    lower: &'a str,
    tokens: &'a [Token],
}

impl<'a> Words<'a> {
    fn get(&self, i: usize) -> Option<&'a str> {
        self.tokens.get(i).map(|token| &self.lower[token.lower.clone()])
    }

    /// The word at `i`, empty past the end.
    fn at(&self, i: usize) -> &'a str {
        self.get(i).unwrap_or_default()
    }

    /// `sentiment_valence` of the reference.
    fn valence(&self, i: usize, lexicon: f64, mixed: bool) -> f64 {
        let mut valence = lexicon;
        if self.at(i) == "no" && self.tokens.get(i + 1).is_some_and(|next| next.word.valence.is_some()) {
            valence = 0.0;
        }
        if i > 0 && self.at(i - 1) == "no"
            || i > 1 && self.at(i - 2) == "no"
            || i > 2 && self.at(i - 3) == "no" && matches!(self.at(i - 1), "or" | "nor")
        {
            valence = lexicon * NEGATION;
        }
        if self.tokens[i].capitals && mixed {
            valence += if valence > 0.0 { CAPITALS } else { -CAPITALS };
        }
        for back in 0..3 {
            if i <= back || self.tokens[i - back - 1].word.valence.is_some() {
                continue;
            }
            let before = &self.tokens[i - back - 1];
            let mut boost = before.word.boost;
            if boost != 0.0 {
                if valence < 0.0 {
                    boost = -boost;
                }
                if before.capitals && mixed {
                    boost += if valence > 0.0 { CAPITALS } else { -CAPITALS };
                }
            }
            valence += boost * [1.0, 0.95, 0.9][back];
            valence = self.negated(valence, back, i);
            if back == 2 {
                valence = self.idioms(valence, i);
            }
        }
        self.least(valence, i)
    }

    /// `_negation_check`.
    fn negated(&self, valence: f64, back: usize, i: usize) -> f64 {
        let so = |word: &str| matches!(word, "so" | "this");
        let negates = self.tokens[i - back - 1].word.negates;
        let plain = if negates { valence * NEGATION } else { valence };
        match back {
            1 if self.at(i - 2) == "never" && so(self.at(i - 1)) => valence * 1.25,
            1 if self.at(i - 2) == "without" && self.at(i - 1) == "doubt" => valence,
            2 if self.at(i - 3) == "never" && so(self.at(i - 2)) || back == 2 && so(self.at(i - 1)) => valence * 1.25,
            2 if self.at(i - 3) == "without" && (self.at(i - 2) == "doubt" || self.at(i - 1) == "doubt") => valence,
            _ => plain,
        }
    }

    /// `_special_idioms_check`; `i` is at least 3.
    fn idioms(&self, mut valence: f64, i: usize) -> f64 {
        let (three, two, one, zero) = (self.at(i - 3), self.at(i - 2), self.at(i - 1), self.at(i));
        let found = special(&[one, zero])
            .or_else(|| special(&[two, one, zero]))
            .or_else(|| special(&[two, one]))
            .or_else(|| special(&[three, two, one]))
            .or_else(|| special(&[three, two]));
        valence = found.unwrap_or(valence);
        if let Some(next) = self.get(i + 1) {
            valence = special(&[zero, next]).unwrap_or(valence);
            if let Some(after) = self.get(i + 2) {
                valence = special(&[zero, next, after]).unwrap_or(valence);
            }
        }
        for pair in [(three, two), (two, one)] {
            if matches!(pair, ("just", "enough") | ("kind" | "sort", "of")) {
                valence -= BOOST;
            }
        }
        valence
    }

    /// `_least_check`.
    fn least(&self, valence: f64, i: usize) -> f64 {
        if i == 0 || self.at(i - 1) != "least" || self.tokens[i - 1].word.valence.is_some() {
            return valence;
        }
        if i > 1 && matches!(self.at(i - 2), "at" | "very") { valence } else { valence * NEGATION }
    }
}

/// The reference's `SPECIAL_CASES`.
fn special(words: &[&str]) -> Option<f64> {
    Some(match words {
        ["the", "shit" | "bomb"] => 3.0,
        ["bad", "ass"] => 1.5,
        ["bus", "stop"] => 0.0,
        ["yeah", "right"] => -2.0,
        ["kiss", "of", "death"] => -1.5,
        ["to", "die", "for"] => 3.0,
        ["beating", "heart"] => 3.5,
        _ => return None,
    })
}

/// `_but_check`: halves what stands before *but* and raises what follows. The reference looks every value up by equality and
/// changes the *first* equal one; an index of positions per value gives the same result without its quadratic time.
fn weigh_around_but(sentiments: &mut [f64], but: usize) {
    let mut positions: HashMap<u64, BTreeSet<usize>> = HashMap::new();
    for (i, value) in sentiments.iter().enumerate().filter(|(_, v)| **v != 0.0) {
        positions.entry(value.to_bits()).or_default().insert(i);
    }
    for k in 0..sentiments.len() {
        let value = sentiments[k];
        let Some(first) = positions.get(&value.to_bits()).and_then(|set| set.first().copied()) else { continue };
        let changed = match first.cmp(&but) {
            std::cmp::Ordering::Less => value * 0.5,
            std::cmp::Ordering::Greater => value * 1.5,
            std::cmp::Ordering::Equal => continue,
        };
        if let Some(set) = positions.get_mut(&value.to_bits()) {
            set.remove(&first);
        }
        sentiments[first] = changed;
        if changed != 0.0 {
            positions.entry(changed.to_bits()).or_default().insert(first);
        }
    }
}

/// Emphasis from exclamation marks (up to four) and question marks (two or more).
fn emphasis(text: &str) -> f64 {
    let count = |mark: u8| text.bytes().filter(|b| *b == mark).count();
    let questions = match count(b'?') {
        0 | 1 => 0.0,
        n @ (2 | 3) => n as f64 * 0.18,
        _ => 0.96,
    };
    count(b'!').min(4) as f64 * 0.292 + questions
}

/// `score_valence`.
fn figures(sentiments: &[f64], emphasis: f64) -> Polarity {
    let mut sum: f64 = sentiments.iter().sum();
    if sum > 0.0 {
        sum += emphasis;
    } else if sum < 0.0 {
        sum -= emphasis;
    }
    let compound = (sum / (sum * sum + 15.0).sqrt()).clamp(-1.0, 1.0);
    let mut positive: f64 = sentiments.iter().filter(|s| **s > 0.0).map(|s| s + 1.0).sum();
    let mut negative: f64 = sentiments.iter().filter(|s| **s < 0.0).map(|s| s - 1.0).sum();
    let neutral = sentiments.iter().filter(|s| **s == 0.0).count() as f64;
    if positive > negative.abs() {
        positive += emphasis;
    } else if positive < negative.abs() {
        negative -= emphasis;
    }
    let total = positive + negative.abs() + neutral;
    Polarity {
        neg: rounded((negative / total).abs(), 3),
        neu: rounded((neutral / total).abs(), 3),
        pos: rounded((positive / total).abs(), 3),
        compound: rounded(compound, 4),
    }
}

/// Rounds as Python's `round`: by the exact decimal expansion, half to even.
fn rounded(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value) + 0.0
}

/// White space as Python's `str.split` sees it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}

/// Python's `str.isupper`: a cased letter, and none that is lower or title case.
fn is_upper(word: &str) -> bool {
    let title = |c| matches!(c, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | 'ᾈ'..='ᾏ' | 'ᾘ'..='ᾟ' | 'ᾨ'..='ᾯ' | 'ᾼ' | 'ῌ' | 'ῼ');
    let mut cased = false;
    for c in word.chars() {
        if c.is_lowercase() || title(c) {
            return false;
        }
        cased |= c.is_uppercase();
    }
    cased
}
