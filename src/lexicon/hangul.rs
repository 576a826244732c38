//! Hangul syllable arithmetic (Unicode 3.12): a syllable is lead + vowel + optional tail.

const BASE: u32 = 0xAC00;
const LEADS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const TAILS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// A syllable as compatibility jamo; `tail` is `None` for an open syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// Initial consonant.
    pub lead: char,
    /// Vowel.
    pub vowel: char,
    /// Final consonant.
    pub tail: Option<char>,
}

impl Syllable {
    /// Takes a precomposed syllable apart; `None` for any other character.
    pub fn of(c: char) -> Option<Self> {
        let index = (c as u32).checked_sub(BASE).filter(|i| *i < 11172)? as usize;
        Some(Self {
            lead: LEADS.chars().nth(index / 588)?,
            vowel: VOWELS.chars().nth(index % 588 / 28)?,
            tail: if index.is_multiple_of(28) { None } else { TAILS.chars().nth(index % 28 - 1) },
        })
    }

    /// The precomposed character; `None` where a part is not a modern jamo.
    pub fn compose(self) -> Option<char> {
        let lead = LEADS.chars().position(|c| c == self.lead)? as u32;
        let vowel = VOWELS.chars().position(|c| c == self.vowel)? as u32;
        let tail = match self.tail {
            None => 0,
            Some(tail) => TAILS.chars().position(|c| c == tail)? as u32 + 1,
        };
        char::from_u32(BASE + lead * 588 + vowel * 28 + tail)
    }
}

/// Whether `c` is a precomposed Hangul syllable.
pub const fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Whether `c` is a compatibility jamo (ㅋ ㅠ …).
pub const fn is_jamo(c: char) -> bool {
    matches!(c, 'ㄱ'..='ㆎ')
}
