//! One normal form for lexicon keys and for text, with the offsets of the original kept.
//!
//! Folded: case, full-width ASCII, half-width katakana, decomposed Hangul and kana, curly quotes, white space runs,
//! variation selectors, emoji modifiers, and drawn-out letters (a run of three or more becomes two).

/// Text in normal form: characters and where each began in the original.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded characters.
    pub chars: Vec<char>,
    /// Byte offset in the original of each character, and the length of the original as the last element.
    pub starts: Vec<u32>,
    /// How many exclamation marks the original has.
    pub exclamations: usize,
}

impl Folded {
    /// Replaces the content by the normal form of `text`; the buffers are reused.
    pub fn set(&mut self, text: &str) {
        self.chars.clear();
        self.starts.clear();
        self.exclamations = 0;
        // a folded character stands for one byte at least
        self.chars.reserve(text.len());
        self.starts.reserve(text.len() + 1);
        let (mut last, mut run) = ('\0', 0);
        for (start, original) in text.char_indices() {
            // most of a Korean text neither folds nor joins
            if original != last && (matches!(original, '가'..='힣') || original == ' ') {
                (last, run) = (original, 1);
                self.chars.push(original);
                self.starts.push(start as u32);
                continue;
            }
            let (c, plain) = match original {
                '\0'..='\x7f' => ASCII[original as usize],
                _ if is_plain(original) => (original, true),
                _ => {
                    let c = fold_char(original);
                    (c, is_plain(c))
                }
            };
            // it´s; elsewhere the two accents are the eyebrows of faces: (´・ω・`) is sad, (`・ω・´) is not
            let c = if matches!(c, '`' | '´') && last.is_ascii_alphabetic() { '\'' } else { c };
            self.exclamations += usize::from(c == '!');
            if plain && c != last {
                run = 1;
            } else {
                // a single space joins nothing
                if !plain && (c != ' ' || last == ' ') && self.joins(last, c) {
                    last = self.chars.last().copied().unwrap_or('\0');
                    continue;
                }
                run = if last == c { run + 1 } else { 1 };
                if run > 2 && !c.is_ascii_digit() {
                    continue;
                }
            }
            last = c;
            self.chars.push(c);
            self.starts.push(start as u32);
        }
        self.starts.push(text.len() as u32);
    }

    /// Takes up `c` where it is no character of its own but joins the one before it or falls away.
    fn joins(&mut self, last: char, c: char) -> bool {
        match (last, c) {
            (
                _,
                '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{feff}',
            )
            | (' ', ' ')
            | ('ー', 'ー' | '〜' | '~' | '～') => true,
            // ー and 〜 after hiragana or kanji only draw the word out (すごーい)
            (_, 'ー' | '〜' | '~' | '～') => is_hiragana(last) || is_han(last),
            // 웃곀ㅋㅋ, 그런뎈ㅋ: laughter run into the last syllable
            (_, 'ㅋ' | 'ㅎ') => {
                if let Some(syllable) = self.chars.last_mut() {
                    *syllable = without_laughter(*syllable, c);
                }
                false
            }
            _ => match (compose(last, c), self.chars.last_mut()) {
                (Some(joined), Some(last)) => {
                    *last = joined;
                    true
                }
                _ => false,
            },
        }
    }

    /// The original bytes of the characters `from..to`.
    pub fn span(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let at = |i: usize| self.starts.get(i).copied().unwrap_or(0) as usize;
        at(from)..at(to)
    }
}

/// The normal form of a lexicon key.
pub fn fold(text: &str) -> String {
    let mut folded = Folded::default();
    folded.set(text);
    folded.chars.into_iter().collect()
}

/// Hiragana.
pub const fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゟ')
}

/// Katakana, with the long vowel mark.
pub const fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー'..='ヿ')
}

/// Han characters (kanji, hanja, hanzi), with the iteration mark.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}' | '々' | '〆')
}

/// Characters that are their own normal form but for case, and neither join nor fall away.
const fn is_plain(c: char) -> bool {
    matches!(c, '!'..='_' | 'a'..='}' | '가'..='힣' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '\u{4e00}'..='\u{9fff}' | '、'..='〗')
}

/// For each ASCII character its normal form, and whether that is plain.
static ASCII: [(char, bool); 128] = {
    let mut table = [('\0', false); 128];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8 as char;
        let folded = match c {
            _ if c.is_ascii_whitespace() => ' ',
            _ => c.to_ascii_lowercase(),
        };
        table[byte] = (folded, is_plain(folded));
        byte += 1;
    }
    table
};

const HALF_KATAKANA: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309a}";

fn fold_char(c: char) -> char {
    match c {
        '\0'..='\x7f' => ASCII[c as usize].0,
        '가'..='힣' | 'ぁ'..='ヿ' | '\u{4e00}'..='\u{9fff}' | 'ㄱ'..='ㆎ' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        '\u{ff61}'..='\u{ff9f}' => HALF_KATAKANA.chars().nth(c as usize - 0xff61).unwrap_or(c),
        '‘' | '’' | '‛' | 'ʼ' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        c if c.is_whitespace() => ' ',
        c => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// The syllable without the laughter `jamo` fused into it as its final consonant; other characters as they are.
fn without_laughter(syllable: char, jamo: char) -> char {
    let tail = match syllable {
        '좋' => return syllable,
        '가'..='힣' => (syllable as u32 - 0xac00) % 28,
        _ => return syllable,
    };
    match (tail, jamo) {
        (24, 'ㅋ') | (27, 'ㅎ') => char::from_u32(syllable as u32 - tail).unwrap_or(syllable),
        _ => syllable,
    }
}

/// Joins a character with the combining one after it: kana with a voicing mark, Hangul lead + vowel (+ tail).
fn compose(first: char, second: char) -> Option<char> {
    match (first, second) {
        ('か'..='ヿ', '\u{3099}' | '\u{309a}')
        | ('\u{1100}'..='\u{1112}', '\u{1161}'..='\u{1175}')
        | ('가'..='힣', '\u{11a8}'..='\u{11c2}') => unicode_normalization::char::compose(first, second),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width_case_and_length() {
        assert_eq!(fold("ＡＢＣ　ｶﾞﾝﾊﾞﾚ"), "abc ガンバレ");
        assert_eq!(fold("すごーーーい〜〜"), "すごい");
        assert_eq!(fold("Soooooo GOOD"), "soo good");
        assert_eq!(fold("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"), "한국");
        assert_eq!(fold("웃곀ㅋㅋㅋ 좋ㅎㅎ 부엌"), "웃겨ㅋㅋ 좋ㅎㅎ 부엌");
        assert_eq!(fold("it´s don`t"), "it's don't");
        assert_eq!(fold("（´・ω・｀）"), "(´・ω・`)");
        assert_eq!(fold("👍🏽❤\u{fe0f}"), "👍❤");
    }

    #[test]
    fn spans_point_at_the_original() {
        let text = "す ごーーい";
        let mut folded = Folded::default();
        folded.set(text);
        assert_eq!(&text[folded.span(2, 4)], "ごーーい");
    }
}
