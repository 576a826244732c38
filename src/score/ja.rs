//! Japanese: words stand where the script changes, or where the lexicon knows what stands before them.

use super::rules::{Params, Sign};
use super::{LanguageRules, ja_clause, ja_stars};
use crate::lexicon::{Class, Entry, Folded, Match, is_han, is_hiragana, is_katakana};

pub(super) struct Japanese;

static PARAMS: Params =
    Params { booster_reach: 6, negator_reach: 8, negation_of_negative: -0.5, doubt: 0.12, ..Params::DEFAULT };

/// Kanji that strengthen the word after them, or end a word of time or person before it.
const PREFIXES: &[char] = &[
    '超', '激', '大', '神', '鬼', '爆', '最', '全', '実', '真', '毎', '今', '私', '僕', '俺', '人', '来', '後', '間',
    '晩',
];
/// Kanji that make a word of the same tone out of the word before them.
const SUFFIXES: &[char] = &[
    '的', '感', '性', '力', '度', '級', '者', '点', '値', '様', '系', '中', '時', '後', '気', '過', '笑', '泣', '心',
    '作', '曲', '回',
];

/// Particles and endings that a kana word may follow.
const PARTICLES: &[char] = &[
    'は', 'が', 'も', 'を', 'に', 'で', 'と', 'の', 'や', 'か', 'な', 'て', 'し', 'ら', 'く', 'い', 'り', 'た', 'ん',
    'ゃ', 'だ', 'っ', 'よ', 'ね',
];
/// What may follow an exclamation without making another word of it.
const TAGS: &[char] = &['ね', 'よ', 'な', 'わ', 'ぞ', 'っ', 'と', 'で', 'だ', 'ぁ', 'ー'];

/// Words of contrast that stand at the beginning of a clause only.
const OPENERS: &[&str] = &["でも", "しかし", "しかしながら", "ただ", "ところが", "それでも", "一方で", "逆に"];

const fn is_kana(c: char) -> bool {
    is_hiragana(c) || is_katakana(c)
}

/// Whether a run of kanji, and what stands before it, is a number with its counter (30分, 一時間以上).
fn counted(run: &[char], before: char) -> bool {
    const COUNTERS: &[char] = &[
        '分', '時', '間', '回', '度', '日', '年', '月', '週', '泊', '人', '名', '個', '本', '点', '円', '枚', '階',
        '割', '目',
    ];
    let from = run.iter().position(|c| !"一二三四五六七八九十百千万数何半".contains(*c)).unwrap_or(run.len());
    (from > 0 || before.is_ascii_digit())
        && run.get(from).is_some_and(|c| COUNTERS.contains(c))
        && run.len() - from <= 4
}

/// The vowel that a small kana draws out, as the last vowel of the syllables it may follow.
const fn vowel(c: char) -> usize {
    match c {
        'ぁ' | 'あ' => 0,
        'ぃ' | 'い' => 1,
        'ぅ' | 'う' => 2,
        'ぇ' | 'え' => 3,
        'ぉ' | 'お' => 4,
        _ => 5,
    }
}
const SYLLABLES: [&str; 5] = [
    "あかさたなはまやらわがざだばぱゃ",
    "いきしちにひみりぎじびぴ",
    "うくすつぬふむゆるぐずぶぷゅ",
    "えけせてねへめれげぜでべぺ",
    "おこそとのほもよろごぞどぼぽょ",
];

/// Whether the vowel `c` draws the syllable before it out: だあ.
fn draws_out(before: char, c: char) -> bool {
    SYLLABLES.get(vowel(c)).is_some_and(|syllables| syllables.contains(before))
}

impl LanguageRules for Japanese {
    fn params(&self) -> &Params {
        &PARAMS
    }

    fn licensed(&self, text: &Folded, entry: &Entry, found: &Match, known_until: usize) -> bool {
        let (start, end) = (found.start as usize, found.end as usize);
        if entry.inside {
            return true;
        }
        let at = |i: usize| text.chars.get(i).copied().unwrap_or(' ');
        let before = if start == 0 || known_until == start { ' ' } else { at(start - 1) };
        let (first, last, after) = (at(start), at(end - 1), at(end));
        // でも, しかし, ただ open a clause; inside one they are other words (子供でも, しかしない, いただく)
        if entry.class == Class::Contrast && OPENERS.contains(&entry.lemma.as_str()) {
            let before = if start == 0 { ' ' } else { at(start - 1) };
            return !is_kana(before) && !is_han(before) && !(entry.lemma == "ただ" && matches!(after, 'の' | 'い'));
        }
        if !entry.class.is_tone() {
            return !(is_han(first) && is_han(before)
                || is_katakana(first) && is_katakana(before)
                || is_katakana(last) && is_katakana(after));
        }
        // a compound of two-kanji words (韓国最高) is cut between them, so the word may stand after an even number; a verb
        // shows by its kana (今日疲れた); a counted word ends with its counter (30分待たされた)
        let compound = || {
            let run = text.chars[..start].iter().rev().take(16).take_while(|c| is_han(**c)).count();
            let whole = is_han(at(start + 1)) && !(is_han(last) && is_han(after));
            let verb = matches!(entry.class, Class::Verb1 | Class::Verb5 | Class::AdjNa) && is_hiragana(at(start + 1));
            run.is_multiple_of(2) && (whole || verb)
                || (whole || verb) && counted(&text.chars[start - run..start], at((start - run).wrapping_sub(1)))
        };
        // an i-adjective shows by its kana where it ends: 昨日楽しかった, 頭悪い
        let adjective = entry.class == Class::AdjI
            && is_hiragana(at(end - 1))
            && !is_han(at(start + 1))
            && !"がのはもにを".contains(at(start + 1));
        if is_han(first) && is_han(before) && !adjective && !PREFIXES.contains(&before) && !compound() {
            return false;
        }
        if is_han(last) && is_han(after) && !SUFFIXES.contains(&after) {
            return false;
        }
        if is_katakana(first) && is_katakana(before) || is_katakana(last) && is_katakana(after) {
            return false;
        }
        // Kana words stand inside other kana words: short ones need a pause or a particle before them, and
        // exclamations a pause on both sides (助けて, but not 助けてくれた).
        let kana = text.chars[start..found.stem_end as usize].iter().all(|c| is_hiragana(*c));
        let stem = found.stem_end - found.start;
        match entry.class {
            _ if entry.valence == 0.0 => true,
            // 大変 before another word is "very"
            Class::AdjNa if found.end == found.stem_end && entry.lemma == "大変" => {
                !is_han(after) && !is_kana(after) && !after.is_alphanumeric()
            }
            Class::Intj => {
                (!is_hiragana(first) || !is_kana(before) && !is_han(before))
                    && (!is_hiragana(after) || TAGS.contains(&after) || draws_out(last, after))
            }
            Class::Slang | Class::Expr if kana && stem <= 3 => {
                !is_hiragana(before) && (!is_hiragana(after) || TAGS.contains(&after))
            }
            // 臭い before a particle is the smell, else it smells
            Class::Noun if entry.lemma == "臭い" => matches!(after, 'が' | 'を' | 'の' | 'は' | 'も' | 'に' | 'や'),
            // くださって is no ださっ
            Class::AdjI if kana && at(end - 1) == 'っ' && matches!(after, 'て' | 'た') => false,
            Class::AdjI if kana && stem == 1 => {
                (!is_hiragana(before) || PARTICLES.contains(&before)) && at(start + 1) != 'っ' && at(start + 1) != 'き'
            }
            _ if kana && stem <= 2 => !is_hiragana(before) || PARTICLES.contains(&before),
            _ => true,
        }
    }

    /// うまぁい, すごおおい: vowels that only draw out the one before them.
    fn respell(&self, _: &str, text: &mut Folded) {
        let (mut read, mut kept) = (1, 1);
        while read < text.chars.len() {
            let c = text.chars[read];
            let row = vowel(c);
            let run = text.chars[read..].iter().take(8).take_while(|d| **d == c).count();
            let drawn = row < 5
                && matches!(text.chars.get(read + run), Some('い' | 'く' | 'か'))
                && (matches!(c, 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ') || run >= 2 && row != 1)
                && draws_out(text.chars[kept - 1], c);
            if drawn {
                read += run;
            }
            text.chars[kept] = text.chars[read];
            text.starts[kept] = text.starts[read];
            (read, kept) = (read + 1, kept + 1);
        }
        if kept < text.chars.len() {
            text.starts[kept] = text.starts[text.chars.len()];
            text.chars.truncate(kept);
            text.starts.truncate(kept + 1);
        }
    }

    fn annotate(&self, _: &str, text: &Folded, signs: &mut Vec<Sign>) {
        ja_stars::add(text, signs);
        ja_clause::annotate(text, signs);
    }
}
