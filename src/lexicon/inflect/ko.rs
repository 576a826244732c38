//! Korean: stems of 용언 with their irregular classes, and the contractions of stem and 아/어.
//!
//! States: `s` stem, `n` `l` `m` `b` stem with ㄴ ㄹ ㅁ ㅂ below, `a` stem + 아/어, `p` past stem, `noun`.

use super::{Form, WORD, stands_as_is};
use crate::lexicon::hangul::Syllable;
use crate::lexicon::{Class, Row};

/// Stems in ㅂ that stay ㅂ before vowels (regular); all others change it to 우.
const REGULAR_B: &[&str] = &[
    "좁",
    "뽑",
    "씹",
    "입",
    "잡",
    "접",
    "집",
    "업",
    "꼽",
    "수줍",
    "굽",
    "헤집",
    "비집",
    "꼬집",
    "붙잡",
    "사로잡",
    "괴롭잡",
    "곱씹",
];
/// Stems in ㅅ that drop it before vowels.
const IRREGULAR_S: &[&str] = &["낫", "짓", "붓", "잇", "긋", "젓"];
/// Stems in ㄷ that change it to ㄹ before vowels.
const IRREGULAR_D: &[&str] = &["걷", "듣", "싣", "깨닫", "일컫", "긷", "붇", "눋", "엿듣", "치닫", "묻"];
/// Stems in ㅎ that keep it (verbs and 좋다); colour words and 그렇다 … lose it.
const REGULAR_H: &[&str] = &["좋", "놓", "낳", "넣", "닿", "쌓", "찧", "빻", "땋"];
/// Stems in 르 that are not 르-irregular: 으 drops (따르다) …
const DROPS_EU: &[&str] = &["따르", "치르", "들르", "다다르", "우러르", "잠그", "담그"];
/// … or 러 is added (푸르다).
const ADDS_REO: &[&str] = &["푸르", "누르", "이르"];

/// Roots of -하다 words that mean something else when they stand alone (너무, 느끼는, 이상의, 한가인).
const NOT_BARE: &[&str] = &[
    "너무",
    "느끼",
    "이상",
    "한가",
    "유해",
    "박정",
    "좋아",
    "싫어",
    "미워",
    "아파",
    "힘들어",
    "그리워",
    "부러워",
    "단순",
    "못마땅",
    "심상",
    "대단",
    "단지",
    "가당",
    "해당",
    "착실",
    "고루",
    "구수",
    "고지식",
    "성대",
    "상당",
    "시원",
    "미안",
    "다정",
    "무사",
    "수수",
    "소소",
    "유수",
    "영민",
    "진정",
    "지대",
    "기대도",
    "조용",
    "강하",
    "무한",
    "장한",
    "당연",
    "여전",
    "마땅",
    "관대",
    "정정",
    "사사",
    "정통",
    "유유",
    "정당",
    "부정",
    "영원",
    "지지",
    "가지",
    "이지",
    "공정",
    "중요",
    "필요",
    "유명",
    "유력",
    "가능",
    "진짜",
];

pub fn forms(lemma: &str, row: &Row, out: &mut Vec<Form>) {
    match row.class {
        Class::Adj | Class::Verb => match lemma.strip_suffix('다') {
            Some(stem) => predicate(stem, row.strict, out),
            None => out.push((lemma.into(), WORD)),
        },
        Class::Ono => out.push((lemma.into(), "ono")),
        class if stands_as_is(class) => out.push((lemma.into(), WORD)),
        _ => out.push((lemma.into(), "noun")),
    }
}

/// Bytes of one syllable.
const FIRST_OF_ONE: usize = '가'.len_utf8();

fn predicate(stem: &str, strict: bool, out: &mut Vec<Form>) {
    let own = stem;
    let mut variants = vec![stem.to_owned()];
    spelled_with_other_particles(stem, &mut variants);
    // 흠잡을 데가 하나도 없다
    if let Some(head) = stem.strip_suffix(" 없") {
        variants.extend(["하나도", "전혀", "정말"].map(|adverb| format!("{head} {adverb} 없")));
    }
    for stem in variants {
        // 정이 가다 is not found in 정도가, 기가 차다 not in 기차
        let changed =
            stem != own && own.find(' ').is_some_and(|i| i <= 2 * FIRST_OF_ONE && own.len() - i - 1 <= FIRST_OF_ONE);
        let spaced = (stem.contains(' ') && !changed).then(|| stem.replace(' ', ""));
        for stem in spaced.iter().chain([&stem]) {
            stems(stem, out);
            if let Some(root) = stem.strip_suffix('하')
                && !strict
                && root.chars().count() >= 2
                && !root.contains(' ')
                && !NOT_BARE.contains(&root)
            {
                out.push((root.into(), "noun"));
            }
        }
    }
}

/// 속이 시원하 → 속 시원하, 속은 시원하, 속도 시원하 …
fn spelled_with_other_particles(stem: &str, variants: &mut Vec<String>) {
    let words: Vec<&str> = stem.split(' ').collect();
    for (index, word) in words.iter().enumerate().take(words.len().saturating_sub(1)) {
        let Some((cut, particle)) = word.char_indices().next_back() else { continue };
        let noun = &word[..cut];
        // 이 갈(수록), 기는 참(…) are something else
        if matches!(noun, "이" | "기") {
            continue;
        }
        let closed = noun.chars().next_back().and_then(Syllable::of).is_some_and(|s| s.tail.is_some());
        let others: &[&str] = match (particle, closed) {
            ('이', true) | ('을', true) => &["", "이", "은", "을", "도", "만"],
            ('가', false) | ('를', false) => &["", "가", "는", "를", "도", "만"],
            _ => continue,
        };
        for other in others {
            let mut changed: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
            changed[index] = format!("{noun}{other}");
            variants.push(changed.join(" "));
        }
    }
    variants.sort();
    variants.dedup();
}

fn stems(stem: &str, out: &mut Vec<Form>) {
    let Some(last) = stem.chars().next_back() else { return };
    let head = &stem[..stem.len() - last.len_utf8()];
    let Some(syllable) = Syllable::of(last) else {
        out.push((stem.into(), "s"));
        return;
    };
    out.push((stem.into(), "s"));
    match syllable.tail {
        None => open_stem(head, syllable, stem, out),
        Some('ㄹ') => {
            let open = Syllable { tail: None, ..syllable };
            // a lone syllable without its ㄹ is anything: 우(리), 조(심), 운(동)
            let parts: &[(char, &'static str)] = if head.is_empty() {
                &[('ㅂ', "b"), ('ㄻ', "m")]
            } else {
                &[('ㄴ', "n"), ('ㅂ', "b"), ('ㄻ', "m")]
            };
            if !head.is_empty() {
                out.push((with(head, open), "s"));
            }
            for &(tail, state) in parts {
                out.push((with(head, Syllable { tail: Some(tail), ..syllable }), state));
            }
            // 걱정하지 마
            if last == '말' && head.trim_end().ends_with('지') {
                out.push((with(head, open), "i"));
            }
            out.push((stem.into(), "l"));
            infinitive(stem, harmony(syllable.vowel), out);
        }
        Some('ㅂ') if !ends_with_any(stem, REGULAR_B) => {
            let open = with(head, Syllable { tail: None, ..syllable });
            let vowel = if matches!(stem, "돕" | "곱") { 'ㅘ' } else { 'ㅝ' };
            tails(&open, Syllable { lead: 'ㅇ', vowel: 'ㅜ', tail: None }, out);
            closing(&open, Syllable { lead: 'ㅇ', vowel, tail: None }, out);
        }
        Some('ㅅ') if ends_with_any(stem, IRREGULAR_S) => {
            let open = with(head, Syllable { tail: None, ..syllable });
            tails(&open, Syllable { lead: 'ㅇ', vowel: 'ㅡ', tail: None }, out);
            infinitive(&open, harmony(syllable.vowel), out);
        }
        Some('ㄷ') if ends_with_any(stem, IRREGULAR_D) => {
            let changed = with(head, Syllable { tail: Some('ㄹ'), ..syllable });
            tails(&changed, Syllable { lead: 'ㅇ', vowel: 'ㅡ', tail: None }, out);
            infinitive(&changed, harmony(syllable.vowel), out);
        }
        Some('ㅎ') if !ends_with_any(stem, REGULAR_H) => {
            let open = Syllable { tail: None, ..syllable };
            tails(head, open, out);
            // 하얘, 허예, 퍼레 (and 그래), 까매
            let vowels: &[char] = match syllable.vowel {
                'ㅑ' => &['ㅒ'],
                'ㅕ' => &['ㅖ'],
                'ㅓ' => &['ㅔ', 'ㅐ'],
                _ => &['ㅐ'],
            };
            for &vowel in vowels {
                closing(head, Syllable { vowel, ..open }, out);
            }
        }
        Some(tail) => {
            tails(stem, Syllable { lead: 'ㅇ', vowel: 'ㅡ', tail: None }, out);
            infinitive(stem, harmony(syllable.vowel), out);
            // 놓아 → 놔, as it is said
            if tail == 'ㅎ' && syllable.lead == 'ㄴ' && syllable.vowel == 'ㅗ' {
                closing(head, Syllable { vowel: 'ㅘ', tail: None, ..syllable }, out);
            }
        }
    }
}

fn open_stem(head: &str, syllable: Syllable, stem: &str, out: &mut Vec<Form>) {
    for (tail, state) in [('ㄴ', "n"), ('ㄹ', "l"), ('ㅁ', "m"), ('ㅂ', "b")] {
        out.push((with(head, Syllable { tail: Some(tail), ..syllable }), state));
    }
    let vowel = |vowel| Syllable { vowel, ..syllable };
    match syllable.vowel {
        'ㅏ' if syllable.lead == 'ㅎ' => {
            closing(head, vowel('ㅐ'), out);
            closing(stem, Syllable { lead: 'ㅇ', vowel: 'ㅕ', tail: None }, out);
        }
        'ㅏ' | 'ㅓ' | 'ㅐ' | 'ㅔ' | 'ㅕ' => {
            closing(head, syllable, out);
            if matches!(syllable.vowel, 'ㅐ' | 'ㅔ') {
                infinitive(stem, 'ㅓ', out);
            }
        }
        'ㅗ' => {
            closing(head, vowel('ㅘ'), out);
            infinitive(stem, 'ㅏ', out);
        }
        'ㅜ' if syllable.lead == 'ㅍ' && head.is_empty() => closing(head, vowel('ㅓ'), out),
        'ㅜ' => {
            closing(head, vowel('ㅝ'), out);
            infinitive(stem, 'ㅓ', out);
        }
        'ㅣ' => {
            closing(head, vowel('ㅕ'), out);
            infinitive(stem, 'ㅓ', out);
        }
        'ㅚ' => {
            closing(head, vowel('ㅙ'), out);
            infinitive(stem, 'ㅓ', out);
        }
        'ㅡ' => {
            let before = head.chars().next_back().and_then(Syllable::of);
            let vowel_before = before.map_or('ㅓ', |s| harmony(s.vowel));
            if syllable.lead == 'ㄹ' && !ends_with_any(stem, DROPS_EU) && !ADDS_REO.contains(&stem) {
                // 모르 → 몰라, 다르 → 달라
                if let (Some(before), Some(cut)) =
                    (before.filter(|s| s.tail.is_none()), head.char_indices().next_back())
                {
                    let head = with(&head[..cut.0], Syllable { tail: Some('ㄹ'), ..before });
                    closing(&head, Syllable { lead: 'ㄹ', vowel: vowel_before, tail: None }, out);
                }
            } else if ADDS_REO.contains(&stem) {
                closing(stem, Syllable { lead: 'ㄹ', vowel: 'ㅓ', tail: None }, out);
            } else {
                closing(head, vowel(vowel_before), out);
            }
        }
        // 바뀌어 → 바껴, 사귀어 → 사겨, as they are said
        'ㅟ' if !head.is_empty() => {
            closing(head, vowel('ㅕ'), out);
            infinitive(stem, 'ㅓ', out);
        }
        _ => infinitive(stem, 'ㅓ', out),
    }
}

/// `head` + an open syllable as a vowel stem: the syllable itself and with ㄴ ㄹ ㅁ below.
fn tails(head: &str, open: Syllable, out: &mut Vec<Form>) {
    out.push((with(head, open), "s"));
    for (tail, state) in [('ㄴ', "n"), ('ㄹ', "l"), ('ㅁ', "m")] {
        out.push((with(head, Syllable { tail: Some(tail), ..open }), state));
    }
}

/// Stem + 아/어 uncontracted.
fn infinitive(stem: &str, vowel: char, out: &mut Vec<Form>) {
    closing(stem, Syllable { lead: 'ㅇ', vowel, tail: None }, out);
}

/// The 아/어 form that ends in this open syllable, and the past stem made from it (also spelled with ㅅ: 했 → 햇).
fn closing(head: &str, open: Syllable, out: &mut Vec<Form>) {
    out.push((with(head, open), "a"));
    out.push((with(head, Syllable { tail: Some('ㅆ'), ..open }), "p"));
    if head.chars().count() >= 2 {
        out.push((with(head, Syllable { tail: Some('ㅅ'), ..open }), "p"));
    }
}

fn harmony(vowel: char) -> char {
    if matches!(vowel, 'ㅏ' | 'ㅗ' | 'ㅑ') { 'ㅏ' } else { 'ㅓ' }
}

fn with(head: &str, syllable: Syllable) -> String {
    let mut form = head.to_owned();
    form.extend(syllable.compose());
    form
}

fn ends_with_any(stem: &str, list: &[&str]) -> bool {
    list.iter().any(|item| stem.ends_with(item))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(lemma: &str, form: &str, state: &str) -> bool {
        let mut out = Vec::new();
        predicate(lemma.strip_suffix('다').expect("a dictionary form"), false, &mut out);
        out.iter().any(|(f, s)| f == form && *s == state)
    }

    #[test]
    fn regular_and_irregular_stems() {
        for (lemma, form, state) in [
            ("예쁘다", "예뻐", "a"),
            ("예쁘다", "예뻤", "p"),
            ("예쁘다", "예쁜", "n"),
            ("좋다", "좋아", "a"),
            ("좋다", "좋은", "n"),
            ("춥다", "추워", "a"),
            ("춥다", "추운", "n"),
            ("돕다", "도와", "a"),
            ("좁다", "좁아", "a"),
            ("듣다", "들어", "a"),
            ("믿다", "믿어", "a"),
            ("낫다", "나았", "p"),
            ("웃다", "웃었", "p"),
            ("빨갛다", "빨간", "n"),
            ("빨갛다", "빨개", "a"),
            ("모르다", "몰라", "a"),
            ("따르다", "따라", "a"),
            ("푸르다", "푸르러", "a"),
            ("힘들다", "힘든", "n"),
            ("힘들다", "힘들어", "a"),
            ("행복하다", "행복해", "a"),
            ("행복하다", "행복", "noun"),
            ("사랑스럽다", "사랑스러운", "n"),
            ("되다", "돼", "a"),
            ("재미있다", "재미있었", "p"),
            ("속이 시원하다", "속시원한", "n"),
        ] {
            assert!(has(lemma, form, state), "{lemma} has no {form} ({state})");
        }
    }

    #[test]
    fn no_false_forms() {
        for (lemma, form) in
            [("좁다", "조워"), ("믿다", "밀어"), ("웃다", "우어"), ("좋다", "조아"), ("모르다", "모라")]
        {
            assert!(!["a", "n", "p", "s"].iter().any(|s| has(lemma, form, s)), "{lemma} gives {form}");
        }
    }
}
