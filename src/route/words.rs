//! Word lists: which languages of the Latin script know a word, and what three letters of a word say.

use super::clean::{Word, hash};
use std::sync::LazyLock;

/// What every language borrows: no vote.
pub(super) const BORROWED: u64 = 1 << 63;

/// `lexicons/route/latin.tsv` as a table open to look-up by hash.
pub(super) struct Words {
    /// Hash and languages of each word, as bits; no languages where a place is free.
    places: Vec<(u64, u64)>,
    /// The code behind each bit; English is bit 0.
    pub codes: Vec<&'static str>,
}

pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::parse(include_str!("../../lexicons/route/latin.tsv")));

impl Words {
    fn parse(lists: &'static str) -> Self {
        let mut words = Self { places: vec![(0, 0); 1 << 14], codes: Vec::new() };
        for (code, list) in rows(lists) {
            let languages = if code == "*" { BORROWED } else { 1 << words.codes.len() };
            for word in list.split(' ') {
                let hash = hash(word.chars());
                let place = words.place(hash);
                words.places[place] = (hash, words.places[place].1 | languages);
            }
            if code != "*" {
                words.codes.push(code);
            }
        }
        words
    }

    /// Where the word with this hash is, or could be put.
    fn place(&self, hash: u64) -> usize {
        let last = self.places.len() - 1;
        let mut place = hash as usize & last;
        while self.places[place].1 != 0 && self.places[place].0 != hash {
            place = (place + 1) & last;
        }
        place
    }

    /// The languages that know a word, as bits.
    pub fn languages(&self, word: &Word) -> u64 {
        self.places[self.place(word.hash())].1
    }
}

/// `lexicons/route/letters.tsv`: weights for English, in hundredths of a log odds.
pub(super) struct Letters {
    trigrams: Vec<i16>,
    classes: Vec<(char, u8)>,
    cues: Vec<(char, &'static str)>,
    pub constant: i32,
    /// What a word adds that is known as English only, as English and other, as other only; that the English lexicon knows;
    /// that has letters English does not use.
    pub english: i32,
    pub shared: i32,
    pub other: i32,
    pub lexicon: i32,
    pub foreign: i32,
}

pub(super) static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    Letters::parse(include_str!("../../lexicons/route/letters.tsv"), include_str!("../../lexicons/route/cues.tsv"))
});

impl Letters {
    fn parse(weights: &'static str, cues: &'static str) -> Self {
        let mut letters = Self {
            trigrams: vec![0; 32 * 32 * 32],
            classes: Vec::new(),
            cues: rows(cues).flat_map(|(code, cues)| cues.chars().map(move |cue| (cue, code))).collect(),
            constant: 0,
            english: 0,
            shared: 0,
            other: 0,
            lexicon: 0,
            foreign: 0,
        };
        letters.cues.sort_unstable();
        for (key, value) in rows(weights) {
            match (key, value.split_once('\t')) {
                ("class", Some((_, members))) => {
                    let class = 28 + letters.classes.last().map_or(0, |c: &(char, u8)| c.1 - 27);
                    letters.classes.extend(members.chars().map(|member| (member, class)));
                }
                ("word", Some((name, weight))) => {
                    let weight = weight.parse().unwrap_or(0);
                    match name {
                        "constant" => letters.constant = weight,
                        "english" => letters.english = weight,
                        "shared" => letters.shared = weight,
                        "other" => letters.other = weight,
                        "lexicon" => letters.lexicon = weight,
                        _ => letters.foreign = weight,
                    }
                }
                _ => {
                    let place = key.chars().fold(0, |place, letter| place << 5 | letters.symbol(letter));
                    letters.trigrams[place & 0x7fff] = value.parse().unwrap_or(0);
                }
            }
        }
        letters
    }

    fn symbol(&self, letter: char) -> usize {
        match letter {
            'a'..='z' => letter as usize - 96,
            '_' => 0,
            '\'' => 27,
            _ => self.classes.iter().find(|(member, _)| *member == letter).map_or(31, |(_, class)| *class as usize),
        }
    }

    /// The sum over the trigrams of a word with its ends.
    pub fn weigh(&self, word: &Word) -> i32 {
        let (mut place, mut sum) = (0, 0);
        for letter in word.letters() {
            place = (place << 5 | self.symbol(*letter)) & 0x7fff;
            sum += i32::from(self.trigrams[place]);
        }
        sum + i32::from(self.trigrams[place << 5 & 0x7fff])
    }

    /// The languages that a letter of the word points at.
    pub fn cues<'a>(&'a self, word: &'a Word) -> impl Iterator<Item = &'static str> + 'a {
        word.letters().iter().filter(|letter| !letter.is_ascii()).flat_map(move |letter| {
            let from = self.cues.partition_point(|(cue, _)| cue < letter);
            self.cues[from..].iter().take_while(move |(cue, _)| cue == letter).map(|(_, code)| *code)
        })
    }
}

/// The rows of a list: what stands before the first tab, and the rest.
pub(super) fn rows(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_two_words_share_a_hash() {
        let mut seen = BTreeMap::new();
        for (_, list) in rows(include_str!("../../lexicons/route/latin.tsv")) {
            for word in list.split(' ') {
                assert_eq!(*seen.entry(hash(word.chars())).or_insert(word), word);
            }
        }
        assert!(seen.len() * 2 < WORDS.places.len(), "the table is too full");
        assert!(WORDS.codes.len() < 63 && WORDS.codes[0] == "en");
    }
}
