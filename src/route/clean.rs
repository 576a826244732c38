//! What of a post may vote on its language: not links, handles, tags, drawn-out letters, emoji.

/// Letters of a word that are looked at.
const LONGEST: usize = 40;

/// A word in lower case, apostrophes kept inside it, no letter more than twice in a row.
pub(super) struct Word {
    letters: [char; LONGEST],
    length: usize,
    /// Whether it has letters of `a` to `z` only.
    pub ascii: bool,
    hash: u64,
    /// The second letters of runs that were longer, as bits.
    drawn_out: u64,
}

impl Word {
    const EMPTY: Self = Self { letters: [' '; LONGEST], length: 0, ascii: true, hash: SEED, drawn_out: 0 };

    pub fn letters(&self) -> &[char] {
        &self.letters[..self.length]
    }

    /// [`hash`] of the word.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// A drawn-out word with its runs cut to one letter (soooo: so), `None` for other words.
    pub fn cut_short(&self) -> Option<Word> {
        let mut short = Word::EMPTY;
        let kept = self.letters().iter().enumerate().filter(|(at, _)| self.drawn_out >> at & 1 == 0);
        kept.for_each(|(_, letter)| short.push(*letter));
        (self.drawn_out != 0).then_some(short)
    }

    fn clear(&mut self) {
        (self.length, self.ascii, self.hash, self.drawn_out) = (0, true, SEED, 0);
    }

    #[inline]
    fn push(&mut self, letter: char) {
        if self.length < LONGEST && (letter != '\'' || self.length > 0) {
            self.letters[self.length] = letter;
            self.length += 1;
            self.ascii &= letter.is_ascii();
            self.hash = step(self.hash, letter);
        }
    }

    /// Ends the word; false if there is none.
    fn close(&mut self) -> bool {
        if self.length > 0 && self.letters[self.length - 1] == '\'' {
            while self.length > 0 && self.letters[self.length - 1] == '\'' {
                self.length -= 1;
            }
            self.hash = hash(self.letters().iter().copied());
        }
        self.length > 0
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

const fn step(hash: u64, letter: char) -> u64 {
    (hash ^ letter as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
}

/// A number for a word; two words of a list never share one (the tests see to it).
pub(super) fn hash(word: impl Iterator<Item = char>) -> u64 {
    word.fold(SEED, step)
}

/// Calls `vote` with each word of `text`, cut at everything that is no Latin letter and no apostrophe. With `tags`, hashtags
/// vote too.
pub(super) fn each_word(text: &str, tags: bool, mut vote: impl FnMut(&Word)) {
    let mut word = Word::EMPTY;
    let references = References::of(text);
    let (mut last, mut run) = (' ', 0);
    let (mut after_space, mut skipped) = (true, 0);
    for (at, original) in text.char_indices() {
        if at < skipped {
            continue;
        }
        if after_space && references.may_open(&text[at..]) {
            let token = text[at..].split(char::is_whitespace).next().unwrap_or_default();
            if is_reference(token) && !(tags && is_tag(token)) {
                skipped = at + token.len();
                continue;
            }
        }
        let letter = lower(original);
        after_space = letter == ' ' && original.is_whitespace();
        run = if letter == last { run + 1 } else { 1 };
        last = letter;
        if letter == '\u{300}' {
            word.ascii = false; // an accent of its own: its letter stands before it
        } else if letter == ' ' {
            if word.close() {
                vote(&word);
            }
            word.clear();
        } else if run <= 2 {
            word.push(letter);
        } else {
            word.drawn_out |= (1 << word.length) >> 1;
        }
    }
    if word.close() {
        vote(&word);
    }
}

/// ASCII letters in lower case, the apostrophe, a space for everything else.
static ASCII: [char; 128] = {
    let mut table = [' '; 128];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8 as char;
        if c.is_ascii_alphabetic() || c == '\'' {
            table[byte] = c.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// The letter in lower case, an apostrophe, U+0300 for any combining accent, a space for everything else.
#[inline]
fn lower(c: char) -> char {
    match c {
        '\0'..='\x7f' => ASCII[c as usize],
        '’' | 'ʼ' => '\'',
        '\u{300}'..='\u{36f}' => '\u{300}',
        '×' | '÷' => ' ',
        'À'..='ɏ' | 'Ḁ'..='ỿ' => c.to_lowercase().next().unwrap_or(c),
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(c as u32 - 0xfee0).map_or(' ', |narrow| narrow.to_ascii_lowercase())
        }
        _ => ' ',
    }
}

/// [`is_reference`] for the words of one text, most of which hold nothing that could make one of a word.
pub(super) struct References {
    /// Whether a colon or bracket stands anywhere in the text.
    marks: bool,
}

impl References {
    pub fn of(text: &str) -> Self {
        Self { marks: memchr::memchr2(b':', b'[', text.as_bytes()).is_some() }
    }

    /// Whether the word that begins here may be one.
    pub fn may_open(&self, word: &str) -> bool {
        self.marks || matches!(word.as_bytes().first(), Some(b'@' | b'#' | b'w' | 0xef))
    }
}

/// Links, handles and tags, and the names that published collections of posts hide.
pub(super) fn is_reference(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes.first() {
        Some(b'@') => true,
        Some(b'#' | 0xef) if is_tag(word) => true,
        Some(b'w') if word.starts_with("www.") => true,
        _ => bytes.iter().any(|b| matches!(b, b':' | b'[')) && (word.contains("://") || word.contains("[NAME]")),
    }
}

/// Hashtags.
pub(super) fn is_tag(word: &str) -> bool {
    word.strip_prefix(['#', '＃']).is_some_and(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, tags: bool) -> Vec<String> {
        let mut found = Vec::new();
        each_word(text, tags, |word| {
            assert_eq!(word.hash(), hash(word.letters().iter().copied()));
            found.push(word.letters().iter().collect());
        });
        found
    }

    #[test]
    fn words_are_cleaned() {
        assert_eq!(
            words("'Soooo' GOOD!! don’t @you #tag https://a.b/c x.y", false),
            ["soo", "good", "don't", "x", "y"]
        );
        assert_eq!(words("#best Ｌｏｌ ÇA 좋다ok", true), ["best", "lol", "ça", "ok"]);
        let mut short = String::new();
        each_word("soooo coool", false, |word| short.extend(word.cut_short().unwrap_or(Word::EMPTY).letters()));
        assert_eq!(short, "socol");
        assert_eq!(words(&"ab".repeat(50), false), ["ab".repeat(20)]);
    }
}
