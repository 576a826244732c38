//! Korean: words stand at the start of an eojeol, after a known word, or after a prefix of the net (개꿀잼).

use super::rules::{NEAR, Params, Sign};
use super::{LanguageRules, ko_mood, ko_stars};
use crate::lexicon::{Class, Entry, Features, Folded, Match, is_jamo, is_syllable};

pub(super) struct Korean;

static PARAMS: Params = Params {
    booster_reach: 8,
    negator_reach: 4,
    negation: -0.85,
    negation_of_negative: -0.5,
    question: 0.5,
    contrast: (0.65, 1.25),
    laugh: (0.4, 0.1, 0.19),
    cry: (0.5, -0.1, -0.6),
    doubt: 0.08,
    mixed: 0.3,
    praise_doubt: (1.0, 0.03),
    ..Params::DEFAULT
};

/// Weighs in a toned post and leaves an otherwise untoned one neutral.
const FAINT: f32 = -0.19;

/// The most that faint words of praise say together.
const FAINT_PRAISE: f32 = 0.3;

/// Prefixes of the net and of the language that strengthen or merely precede a word.
const PREFIXES: &[char] =
    &['개', '존', '핵', '꿀', '노', '극', '왕', '최', '안', '못', '초', '쌉', '씹', '넘', '참', '더', '젤'];
/// Particles that may follow a noun of one syllable.
const PARTICLES: &[char] =
    &['이', '가', '은', '는', '을', '를', '도', '만', '의', '에', '로', '과', '와', '임', '인', '입'];
/// Before praise they ask what there is to praise: 뭐가 재밌다는 건지.
const ASKS: &[&str] = &["뭐가", "머가", "긴 뭘", "기는 뭘", "어디가", "어딜 봐서", "어디서"];
/// With a question they do the same: 이게 재밌냐?
const POINTS: &[&str] = &["이게", "이걸", "이딴", "이런", "이거", "이것", "누가", "무슨"];

/// Negations that affirm when they are asked.
const AFFIRMED: &[&str] = &[
    "지 않",
    "지않",
    "지 안",
    "지안",
    "진 않",
    "진않",
    "거 아",
    "거아",
    "것 아",
    "것아",
    "게 아닌",
    "게아닌",
    "건 아닌",
    "건아닌",
];

/// Exaggerations, not errors.
const AS_IF: &[&str] = &[
    "죽는 줄",
    "죽는줄",
    "빠지는 줄",
    "빠지는줄",
    "터지는 줄",
    "터지는줄",
    "넘어가는 줄",
    "멎는 줄",
    "멎는줄",
    "녹는 줄",
];

/// What the endings of a denial say, and the question that takes it back.
const DENIALS: u32 =
    Features::NEG.0 | Features::ABSENT.0 | Features::ISNT.0 | Features::FORBID.0 | Features::QUESTION.0;

impl LanguageRules for Korean {
    fn params(&self) -> &Params {
        &PARAMS
    }

    fn licensed(&self, text: &Folded, entry: &Entry, found: &Match, known_until: usize) -> bool {
        let (start, end) = (found.start as usize, found.end as usize);
        let at = |i: usize| text.chars.get(i).copied().unwrap_or(' ');
        if entry.class == Class::Jamo {
            return (start == 0 || !is_jamo(at(start - 1)) || at(start - 1) == at(start))
                && (!is_jamo(at(end)) || at(end) == at(end - 1));
        }
        let first = at(start);
        if first.is_ascii_alphanumeric() {
            let before = if start == 0 { ' ' } else { at(start - 1) };
            let joined = before.is_ascii_alphanumeric() || before == '.' && first.is_ascii_digit();
            return !(joined || at(end - 1).is_ascii_alphabetic() && at(end).is_ascii_alphabetic());
        }
        // one syllable that nothing confirms is too little to go by: 미(국), 짱(구), 커(피)
        if end - start == 1 && is_syllable(first) && is_syllable(at(end)) && is_open_class(entry.class) {
            return false;
        }
        if found.stem_end == found.start + 1
            && end > start + 1
            && entry.class == Class::Noun
            && is_syllable(at(end))
            && !PARTICLES.contains(&at(start + 1))
        {
            return false;
        }
        if start == 0 || !is_syllable(at(start - 1)) || !is_syllable(first) || known_until == start || entry.inside {
            return true;
        }
        let long = is_unmistakable(text, entry, found);
        long || PREFIXES.contains(&at(start - 1))
            && (start == 1 || !is_syllable(at(start - 2)) || known_until == start - 1)
    }

    fn respell(&self, _: &str, text: &mut Folded) {
        close_up(text);
    }

    fn annotate(&self, _: &str, text: &Folded, signs: &mut Vec<Sign>) {
        drop_stray_prefixes(text, signs);
        asked_back(text, signs);
        denies_nothing(text, signs);
        denied_list(text, signs);
        ko_mood::read(text, signs);
        ko_stars::add(text, signs);
        rhetorical(text, signs);
        idle_contrast(signs);
        open_negation(text, signs);
        manner(text, signs);
        faint_alone(signs);
    }
}

/// 대~박, 좋~~다: the sign only draws the word out.
fn close_up(text: &mut Folded) {
    if !text.chars.contains(&'~') {
        return;
    }
    let mut kept = 0;
    for i in 0..text.chars.len() {
        let next = text.chars[i..].iter().find(|c| **c != '~');
        let inside = kept > 0 && is_syllable(text.chars[kept - 1]) && next.is_some_and(|c| is_syllable(*c));
        if text.chars[i] != '~' || !inside {
            text.chars[kept] = text.chars[i];
            text.starts[kept] = text.starts[i];
            kept += 1;
        }
    }
    text.starts[kept] = text.starts[text.chars.len()];
    text.chars.truncate(kept);
    text.starts.truncate(kept + 1);
}

/// A long word is itself wherever it stands: 연기가재미있었다, 기분이나쁘지않아서다행인데; but 영화나, 경험한, 마무리 hold no 화나다,
/// 험하다, 무리하다.
fn is_unmistakable(text: &Folded, entry: &Entry, found: &Match) -> bool {
    let (whole, stem) = (found.end - found.start, found.stem_end - found.start);
    let enough = match entry.class {
        Class::Adj => stem >= 2 && !(stem == 2 && entry.lemma.ends_with("하다")),
        Class::Verb => stem >= 3,
        _ => false,
    };
    let first = entry.lemma.split(' ').next().unwrap_or("");
    let short_noun = first.len() < entry.lemma.len()
        && (first.len() <= 3 || first.len() <= 6 && first.ends_with(['이', '가', '을', '를', '은', '도']));
    enough && whole >= 4 && !short_noun && text.chars.get(found.start as usize + 1) != Some(&' ')
}

/// Words that must not be one bare syllable in front of others; 안, 못, 개 … are checked with what follows them.
fn is_open_class(class: Class) -> bool {
    !matches!(class, Class::Negator | Class::Booster | Class::Laugh | Class::Cry | Class::Stop) && !class.is_sign()
}

/// 안, 못, 개, 핵 … written together with what follows count only if that is a word of the lexicon (안좋다, not 안내).
fn drop_stray_prefixes(text: &Folded, signs: &mut Vec<Sign>) {
    let mut i = 0;
    while i < signs.len() {
        let sign = signs[i];
        let short = sign.end == sign.start + 1 && matches!(sign.class, Class::Negator | Class::Booster);
        let joined = text.chars.get(sign.end as usize).is_some_and(|c| is_syllable(*c));
        let stray = joined && signs.get(i + 1).is_none_or(|next| next.start != sign.end);
        // 울 뻔했다 is no 뻔하다
        let at = sign.start as usize;
        let nearly = text.chars.get(at) == Some(&'뻔') && after_future_stem(&text.chars[..at]);
        if short && stray || nearly {
            signs.remove(i);
        } else {
            i += 1;
        }
    }
}

/// Whether a syllable closed by ㄹ stands at the end, spaces aside.
fn after_future_stem(chars: &[char]) -> bool {
    let last = chars.iter().rev().find(|c| **c != ' ');
    last.is_some_and(|c| is_syllable(*c) && (*c as u32 - 0xac00) % 28 == 8)
}

/// A negation that is asked back affirms: 예쁘지 않나요, 미친 거 아니냐, 뻔한 거 아님?
fn asked_back(text: &Folded, signs: &mut [Sign]) {
    for sign in signs.iter_mut().filter(|s| s.features.has(Features::NEG) && !s.features.has(Features::DOUBLE)) {
        let (start, end) = (sign.start as usize, sign.end as usize);
        let word = &text.chars[start..end];
        let mark = text.chars[end..].iter().take(3).find(|c| **c != ' ').is_some_and(|c| *c == '?');
        let asks = sign.features.has(Features::QUESTION)
            || mark
            || ["나", "까", "냐", "닌가", "니까", "나요", "까요", "닌가요", "닌지"]
                .iter()
                .any(|tail| ends_with(word, tail));
        if asks && (sign.features.has(Features::ISNT) || AFFIRMED.iter().any(|not| contains(word, not))) {
            sign.features = Features(sign.features.0 & !DENIALS);
        }
    }
}

/// 어떻게 안 반해?, 얼굴만 고운 게 아니라: nothing is denied.
fn denies_nothing(text: &Folded, signs: &mut Vec<Sign>) {
    let before = |at: usize| &text.chars[at.saturating_sub(6)..at];
    signs.retain(|s| {
        let how = before(s.start as usize);
        s.class != Class::Negator || !["어떻게 ", "어찌 ", "어떻게", "어찌"].iter().any(|word| ends_with(how, word))
    });
    for sign in signs.iter_mut() {
        let word = &text.chars[sign.start as usize..sign.end as usize];
        // 배꼽 빠지는 줄 알았다 is no error
        if sign.features.has(Features::WISH) && AS_IF.iter().any(|as_if| contains(word, as_if)) {
            sign.features = Features(sign.features.0 & !Features::WISH.0);
        }
        if !sign.features.has(Features::NEG) {
            continue;
        }
        if ends_with(word, "아니라") && contains(before(sign.start as usize), "만 ") {
            sign.features = Features(sign.features.0 & !DENIALS);
        }
    }
}

/// 재미도 감동도 없다: the one denial serves the whole list.
fn denied_list(text: &Folded, signs: &mut [Sign]) {
    for sign in signs.iter_mut().filter(|s| s.class.is_tone() && !s.class.is_sign() && !s.features.has(Features::NEG)) {
        let end = sign.end as usize;
        if text.chars[end - 1] != '도' {
            continue;
        }
        let rest = &text.chars[end..text.chars.len().min(end + 14)];
        let clause = rest.iter().position(|c| matches!(c, '.' | ',' | '!' | '?')).map_or(rest, |i| &rest[..i]);
        if contains(clause, "도 없") || contains(clause, "도없") {
            sign.features = sign.features.with(Features::NEG).with(Features::ABSENT);
        }
    }
}

/// Praise that is asked for is denied: 뭐가 재밌다는 건지, 이게 감동이냐?
fn rhetorical(text: &Folded, signs: &mut [Sign]) {
    for sign in signs.iter_mut().filter(|s| s.class.is_tone() && !s.class.is_sign() && s.value > 0.0) {
        let (start, end) = (sign.start as usize, sign.end as usize);
        let window = &text.chars[start.saturating_sub(9)..start];
        let sentence = window.iter().rposition(|c| matches!(c, '.' | '!' | '?')).map_or(window, |i| &window[i + 1..]);
        let asked = sign.features.has(Features::QUESTION)
            || text.chars[end..].iter().take(3).find(|c| **c != ' ').is_some_and(|c| *c == '?');
        let near = &sentence[sentence.len().saturating_sub(6)..];
        let what =
            near.windows(2).any(|w| matches!(w[0], '뭐' | '머' | '뭘') || w[0] == '어' && matches!(w[1], '디' | '딜'))
                && ASKS.iter().any(|word| contains(near, word));
        // 무슨 명작이야 asks without a mark
        let asked = asked || ends_with(near, "무슨 ") && text.chars[end - 1] == '야';
        if what || asked && POINTS.iter().any(|word| contains(sentence, word)) {
            sign.features = sign.features.with(Features::NEG);
        }
    }
}

/// -지만, -는데 with nothing toned after them in the sentence turn nothing.
fn idle_contrast(signs: &mut [Sign]) {
    let mut toned_after = false;
    for sign in signs.iter_mut().rev() {
        if sign.class == Class::Stop && sign.value >= 1.0 {
            toned_after = false;
        }
        if !toned_after && sign.features.has(Features::CONTRAST) {
            sign.features = Features(sign.features.0 & !Features::CONTRAST.0);
        }
        toned_after |= sign.class.is_tone() && sign.value != 0.0;
    }
}

/// 안 and 못 before a word that the lexicon does not know (일 안 하냐 핵쟁이들) deny that word and nothing after it: faintly
/// negative, too little to give a post a label.
fn open_negation(text: &Folded, signs: &mut [Sign]) {
    for i in 0..signs.len() {
        if signs[i].class != Class::Negator {
            continue;
        }
        let mut known = signs[i].end;
        let next = signs[i + 1..].iter().take(NEAR).find(|sign| {
            let booster = sign.class == Class::Booster;
            known = if booster { sign.end } else { known };
            !booster
        });
        let unknown = |to: u32| text.chars[known.min(to) as usize..to as usize].iter().any(|c| is_syllable(*c));
        let taken = next.is_some_and(|n| {
            n.class.is_tone()
                && n.value != 0.0
                && n.start.saturating_sub(signs[i].end) <= PARAMS.negator_reach
                && !unknown(n.start)
        });
        if !taken {
            signs[i].class = Class::Expr;
            signs[i].value = FAINT;
        }
    }
}

/// How a toned post is punctuated: questions and trailing dots go with complaint, ~ and ! with warmth.
fn manner(text: &Folded, signs: &mut Vec<Sign>) {
    if !signs.iter().any(|s| s.class.is_tone() && s.value != 0.0) {
        return;
    }
    let marks = [('?', -0.3, -0.5), ('.', 0.0, -0.2), ('~', 0.3, 0.3), ('!', 0.25, 0.25)];
    let mut last = [None; 4];
    for (at, c) in text.chars.iter().enumerate().filter(|(_, c)| c.is_ascii_punctuation()) {
        if let Some(kind) = marks.iter().position(|(mark, ..)| mark == c) {
            last[kind] = Some(at);
        }
    }
    for ((mark, once, twice), at) in marks.into_iter().zip(last) {
        let Some(at) = at else { continue };
        let doubled = at > 0 && text.chars[at - 1] == mark;
        let value = if doubled { twice } else { once };
        if value != 0.0 && !signs.iter().any(|s| s.class.is_sign() && s.start <= at as u32 && s.end > at as u32) {
            signs.push(Sign::unlisted(Class::Expr, at as u32, at as u32 + 1, value));
        }
    }
}

/// Faint words that lean to praise and stand alone (강아지 하루 두 번) stay together as faint as one of them; those that lean
/// to blame do add up in comments.
fn faint_alone(signs: &mut [Sign]) {
    let toned = |s: &&mut Sign| s.class.is_tone() && !s.class.is_sign();
    let (mut praise, mut strong) = (0.0, false);
    for sign in signs.iter().filter(|s| s.class.is_tone()) {
        strong |= sign.value.abs() > FAINT_PRAISE || sign.class.is_sign();
        praise += sign.value.max(0.0);
    }
    if !strong && praise > FAINT_PRAISE {
        for sign in signs.iter_mut().filter(toned).filter(|s| s.value > 0.0) {
            sign.value *= FAINT_PRAISE / praise;
        }
    }
}

fn ends_with(chars: &[char], tail: &str) -> bool {
    let mut rest = chars.iter().rev();
    tail.chars().rev().all(|c| rest.next() == Some(&c))
}

fn contains(chars: &[char], word: &str) -> bool {
    let Some(first) = word.chars().next() else { return !chars.is_empty() };
    let mut rest = chars;
    while let Some(at) = rest.iter().position(|c| *c == first) {
        rest = &rest[at + 1..];
        let mut next = rest.iter();
        if word.chars().skip(1).all(|c| next.next() == Some(&c)) {
            return true;
        }
    }
    false
}
