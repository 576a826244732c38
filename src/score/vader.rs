//! English exactly as VADER (Hutto & Gilbert 2014): the reference, Python `vaderSentiment` 3.3.2, to its last quirk.
//!
//! The word and emoji lists are those of the `vader_sentiment` crate, mended where they differ from the Python release
//! (`lexicons/vader/overlay.tsv`). The rules are written anew, since the crate's drift from the reference: it compares words
//! without regard to case over all of Unicode (so `:D` and `:d` share a value), takes words of one letter and punctuation for
//! capitals, and lacks the reference's "no" rule, several idioms and its order of checks in "never so" and "without doubt".

use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
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

/// Words that the rules name; a token keeps its place in this list, so that no rule compares strings over the text.
const NAMED: [&str; 34] = [
    "", "but", "kind", "of", "no", "or", "nor", "never", "so", "this", "without", "doubt", "least", "at", "very",
    "just", "enough", "sort", "the", "shit", "bomb", "bad", "ass", "bus", "stop", "yeah", "right", "kiss", "death",
    "to", "die", "for", "beating", "heart",
];
const BUT: u8 = 1;
const KIND: u8 = 2;
const OF: u8 = 3;

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
    /// Index in [`NAMED`].
    named: u8,
}

static WORDS: LazyLock<FxHashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Word> = FxHashMap::default();
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
    NAMED.iter().zip(0..).for_each(|(word, named)| words.entry(word).or_default().named = named);
    words
});

static EMOJI: LazyLock<FxHashMap<char, &'static str>> = LazyLock::new(|| {
    let single = |s: &str| s.chars().next().filter(|c| c.len_utf8() == s.len());
    vader_sentiment::EMOJI_LEXICON.iter().filter_map(|(emoji, words)| Some((single(emoji)?, *words))).collect()
});

/// A word of the text with all that the rules ask of it.
#[derive(Clone)]
struct Token {
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
    let Buffers { text, tokens, sentiments, .. } = buffers;
    let words = Words { tokens };
    sentiments.clear();
    if tokens.is_empty() {
        return (Polarity::default(), 0);
    }
    let capitals = tokens.iter().filter(|t| t.capitals).count();
    let mixed = capitals > 0 && capitals < tokens.len();
    for (i, token) in tokens.iter().enumerate() {
        let modifier = token.word.boost != 0.0
            || token.word.named == KIND && tokens.get(i + 1).is_some_and(|next| next.word.named == OF);
        sentiments.push(match token.word.valence {
            Some(valence) if !modifier => words.valence(i, valence, mixed),
            _ => 0.0,
        });
    }
    if let Some(but) = tokens.iter().position(|t| t.word.named == BUT) {
        weigh_around_but(sentiments, but);
    }
    (figures(sentiments, emphasis(text)), tokens.iter().filter(|t| t.word.valence.is_some()).count())
}

impl Buffers {
    /// Emoji become their names; words are split at white space and lose the punctuation around them.
    fn tokenize(&mut self, original: &str) {
        let Self { text, lower, tokens, .. } = self;
        text.clear();
        lower.clear();
        tokens.clear();
        let ascii = original.is_ascii();
        if ascii {
            text.push_str(original);
        } else {
            name_emoji(original, text);
        }
        lower.push_str(text);
        lower.make_ascii_lowercase();
        let mut start = 0;
        let mut token = |start: usize, end: usize| {
            if start < end {
                tokens.push(Token::new(&text[start..end], &lower[start..end]));
            }
        };
        if ascii {
            for (end, byte) in text.bytes().enumerate() {
                if matches!(byte, b' ' | b'\t'..=b'\r' | 0x1c..=0x1f) {
                    token(start, end);
                    start = end + 1;
                }
            }
        } else {
            for (end, c) in text.char_indices().filter(|(_, c)| is_space(*c)) {
                token(start, end);
                start = end + c.len_utf8();
            }
        }
        token(start, text.len());
    }
}

/// Copies the text with the emoji of the reference's list spelled out.
fn name_emoji(original: &str, text: &mut String) {
    let mut after_space = true;
    for c in original.chars() {
        if let Some(name) = (!c.is_ascii()).then(|| EMOJI.get(&c)).flatten() {
            if !after_space {
                text.push(' ');
            }
            text.push_str(name);
            after_space = false;
        } else {
            text.push(c);
            after_space = c == ' ';
        }
    }
}

impl Token {
    /// A run of characters without white space, and the same with its ASCII letters in lower case.
    fn new(raw: &str, lower: &str) -> Self {
        let punctuation = |b: &u8| b.is_ascii_punctuation();
        let from = raw.bytes().position(|b| !punctuation(&b)).unwrap_or(raw.len());
        let to = raw.bytes().rposition(|b| !punctuation(&b)).map_or(from, |i| i + 1);
        let short = to - from <= 2 || to - from <= 8 && raw[from..to].chars().nth(2).is_none();
        let range = if short { 0..raw.len() } else { from..to };
        let (token, lower) = (&raw[range.clone()], &lower[range]);
        if token.is_ascii() {
            let capitals = token != lower && !token.bytes().any(|b| b.is_ascii_lowercase());
            return Self { word: look_up(lower), capitals };
        }
        Self { word: look_up(&token.to_lowercase()), capitals: is_upper(token) }
    }
}

fn look_up(lower: &str) -> Word {
    let mut word = WORDS.get(lower).copied().unwrap_or_default();
    word.negates = word.negates || lower.as_bytes().windows(3).any(|w| w == b"n't");
    word
}

/// The words of a text.
struct Words<'a> {
    tokens: &'a [Token],
}

impl Words<'_> {
    /// The word at `i` if the rules name it, else empty.
    fn at(&self, i: usize) -> &'static str {
        self.tokens.get(i).map_or("", |token| NAMED[token.word.named as usize])
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
        let (next, after) = (self.at(i + 1), self.at(i + 2));
        valence = special(&[zero, next]).unwrap_or(valence);
        valence = special(&[zero, next, after]).unwrap_or(valence);
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
    let mut positions: BTreeSet<(u64, usize)> =
        sentiments.iter().enumerate().filter(|(_, v)| **v != 0.0).map(|(i, v)| (v.to_bits(), i)).collect();
    for k in 0..sentiments.len() {
        let value = sentiments[k];
        if value == 0.0 {
            continue;
        }
        let Some(&(bits, first)) = positions.range((value.to_bits(), 0)..).next() else { continue };
        let changed = match first.cmp(&but) {
            std::cmp::Ordering::Less => value * 0.5,
            std::cmp::Ordering::Greater => value * 1.5,
            std::cmp::Ordering::Equal => continue,
        };
        positions.remove(&(bits, first));
        positions.insert((changed.to_bits(), first));
        sentiments[first] = changed;
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
    let (mut positive, mut negative, mut neutral) = (0.0, 0.0, 0.0);
    for s in sentiments {
        if *s > 0.0 {
            positive += s + 1.0;
        } else if *s < 0.0 {
            negative += s - 1.0;
        } else {
            neutral += 1.0;
        }
    }
    if positive > f64::abs(negative) {
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
    let scale = [1.0, 10.0, 100.0, 1e3, 1e4][decimals];
    let scaled = value * scale;
    // away from a half the nearest integer is beyond doubt, and its quotient is the double nearest to that decimal
    if ((scaled - scaled.floor()) - 0.5).abs() > 1e-6 {
        return scaled.round() / scale + 0.0;
    }
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
