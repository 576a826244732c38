//! Japanese: what the end of a clause does to praise and blame in it.
//!
//! Japanese says no, and says what it wishes, at the end: 良い点が一つもない, もっと丁寧に対応してほしい. Endings that follow a word
//! at once are in `endings.tsv`; here are those with other words in between.

use super::rules::{NEAR, Sign};
use crate::lexicon::{Class, Features, Folded, is_han, is_katakana};

/// Nouns that a toned word describes and a negation then denies: 良い点がない, 困ることはない.
const HEADS: &[&str] = &[
    "ところ",
    "とこ",
    "こと",
    "もの",
    "部分",
    "箇所",
    "要素",
    "気持ち",
    "感じ",
    "わけ",
    "はず",
    "つもり",
    "ひと",
    "やつ",
];
const PARTICLES: &[&str] =
    &["など", "なんて", "なんか", "とは", "とも", "では", "じゃ", "さえ", "すら", "が", "は", "も", "を", "に", "の"];
/// Words that may stand between the particle and the negation.
const DEGREES: &[&str] = &[
    "一つも",
    "1つも",
    "ひとつも",
    "一個も",
    "何一つ",
    "何ひとつ",
    "まったく",
    "全く",
    "全然",
    "一切",
    "特に",
    "とくに",
    "ほとんど",
    "ほぼ",
    "あまり",
    "あんまり",
    "それほど",
    "さほど",
    "そこまで",
    "少しも",
    "すこしも",
    "ちっとも",
    "微塵も",
    "どこにも",
    "何も",
    "なにも",
    "別に",
    "決して",
    "もう",
    "まだ",
    "まるで",
    "とても",
    "1ミリも",
    "一度も",
    "誰も",
    "何処にも",
    "これといって",
    "かけらも",
    "なかなか",
    " ",
    "、",
];
/// Negated predicates, as far as needed to know them.
const DENIALS: &[&str] = &[
    "ない",
    "なかっ",
    "なく",
    "なさ",
    "無い",
    "無かっ",
    "無く",
    "ありませ",
    "ございませ",
    "ねえ",
    "ねぇ",
    "感じな",
    "感じませ",
    "感じられな",
    "感じられませ",
    "見つからな",
    "見つかりませ",
    "見当たらな",
    "見当たりませ",
    "見えな",
    "見えませ",
    "見られな",
    "見られませ",
    "しな",
    "しませ",
    "思わな",
    "思いませ",
    "思えな",
    "思えませ",
    "いな",
    "いませ",
    "おらず",
    "おりませ",
    "持てな",
    "持てませ",
    "気にならな",
    "気になりませ",
    "ならな",
    "なりませ",
    "言えな",
    "言えませ",
    "出な",
    "出ませ",
    "出来な",
    "出来ませ",
    "できな",
    "できませ",
    "聞こえな",
    "聞こえませ",
    "伝わらな",
    "伝わりませ",
    "得られな",
    "足りな",
    "足りませ",
    "少な",
    "乏し",
    "皆無",
    "ゼロ",
    "期待できな",
    "望めな",
    "見せな",
    "味わえな",
    "なれな",
    "なれませ",
    "受けな",
    "受けませ",
    "せず",
    "覚えな",
    "起きな",
    "起きませ",
    "起こらな",
    "湧かな",
];
/// What makes ない no negation after all: a question, 〜しかない, 〜なければならない.
const NO_DENIALS: &[&str] = &[
    "ないか",
    "ないでしょうか",
    "ないの",
    "ないと",
    "ないわけ",
    "なければ",
    "なきゃ",
    "なくちゃ",
    "なくては",
    "なくも",
    "なくはな",
    "しなが",
    "しなさ",
];

/// What in a wish says that it is a complaint.
const COMPLAINTS: &[&str] = &[
    "もっと",
    "もう少し",
    "もうすこし",
    "もうちょっと",
    "もうちょい",
    "せめて",
    "ちゃんと",
    "きちんと",
    "しっかり",
    "最低限",
    "いい加減",
    "早急",
    "もう一工夫",
];
/// 〜ばと思います, 〜ば良い, 〜と嬉しい: with もう少し before them, a complaint.
const UNFULFILLED: &[&str] = &[
    "ばと思",
    "ば良",
    "ばよ",
    "ばいい",
    "ば嬉",
    "ばうれ",
    "ばあり",
    "ば助",
    "ば最高",
    "ば完璧",
    "ば文句",
    "ば言う",
    "ば。",
    "と嬉",
    "とうれ",
    "とあり",
    "と助",
    "と良",
    "とよ",
    "といい",
    "たら良",
    "たらよ",
    "たらいい",
    "たら嬉",
    "たら最高",
    "必要",
    "べき",
    "ほしか",
    "欲しか",
    "望み",
    "望む",
    "お願い",
    "期待",
];

pub(super) fn annotate(text: &Folded, signs: &mut Vec<Sign>) {
    agree(signs);
    confirm(text, signs);
    deny(text, signs);
    wish(text, signs);
    idle_contrast(text, signs);
}

fn starts(chars: &[char], word: &str) -> bool {
    let mut rest = chars.iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

/// The length of the longest of `words` that `chars` begin with.
fn longest(chars: &[char], words: &[&str]) -> Option<usize> {
    words.iter().filter(|word| starts(chars, word)).map(|word| word.chars().count()).max()
}

fn find(chars: &[char], words: &[&str]) -> Option<usize> {
    // most characters begin none of the words: a set of 64 places says so at once
    let place = |c: char| 1_u64 << (c as u32 % 64);
    let begins = words.iter().filter_map(|word| word.chars().next()).fold(0, |set, c| set | place(c));
    (0..chars.len()).find(|&i| begins & place(chars[i]) != 0 && words.iter().any(|word| starts(&chars[i..], word)))
}

fn is_word(sign: &Sign) -> bool {
    sign.class.is_tone() && !sign.class.is_sign() && sign.value != 0.0
}

/// 決して and お世辞にも announce a negation that the ending brings; they are none of their own.
fn agree(signs: &mut [Sign]) {
    for i in 0..signs.len() {
        if signs[i].class != Class::Negator {
            continue;
        }
        if let Some(next) = signs[i + 1..].iter().take(NEAR).find(|s| is_word(s) || s.class == Class::Stop)
            && (next.features.has(Features::NEG) || next.class == Class::Stop)
        {
            signs[i].class = Class::Booster;
            signs[i].value = 0.0;
        }
    }
}

/// かわいくない？ asks the listener to agree.
fn confirm(text: &Folded, signs: &mut [Sign]) {
    for sign in signs.iter_mut() {
        if sign.class != Class::AdjI || !sign.features.has(Features::NEG) || sign.features.has(Features::DOUBLE) {
            continue;
        }
        let word = &text.chars[sign.start as usize..sign.end as usize];
        let rest = &text.chars[sign.end as usize..];
        let asked = word.last() == Some(&'?') || longest(rest, &["?", "ですか", "か?"]).is_some();
        if asked && find(word, &["くない"]).is_some() {
            sign.features = Features(sign.features.0 & !Features::NEG.0);
        }
    }
}

/// Whether what stands before a denied word makes it the highest of its kind: こんなに美味しい店はない, 彼ほど優しい人はいない.
fn unequalled(before: &[char]) -> bool {
    let clause = before.iter().rev().take(14).take_while(|c| !matches!(c, '。' | '、' | ',' | '.' | '!' | '?' | ' '));
    let clause = &before[before.len() - clause.count()..];
    let than = |i: usize| {
        let noun =
            i > 0 && (is_han(clause[i - 1]) || is_katakana(clause[i - 1]) || "らのつろど".contains(clause[i - 1]));
        noun && starts(&clause[i..], "ほど") && clause.len() <= i + 4
    };
    find(clause, &["こんなに", "これほど", "ここまで", "こんな", "これだけ"]).is_some() || (0..clause.len()).any(than)
}

/// Negation with other words in between: 清潔感が全くない, 良い点が一つもない.
fn deny(text: &Folded, signs: &mut [Sign]) {
    let any = |set: &[Features], sign: &Sign| set.iter().any(|f| sign.features.has(*f));
    for i in 0..signs.len() {
        let sign = signs[i];
        let closed = [
            Features::NEG,
            Features::DOUBLE,
            Features::CLAUSE,
            Features::CONTRAST,
            Features::WISH,
            Features::COND,
            Features::OBLIG,
            Features::UNABLE,
        ];
        if !is_word(&sign) {
            continue;
        }
        let before = &text.chars[..sign.start as usize];
        if sign.features.has(Features::NEG)
            && find(&text.chars[sign.start as usize..sign.end as usize], &["とは思", "とは考え", "とは予想"]).is_some()
            && unequalled(before)
        {
            signs[i].features = Features(sign.features.0 & !Features::NEG.0).with(Features::BOOST);
        }
        if any(&closed, &sign) {
            continue;
        }
        let until = signs[i + 1..]
            .iter()
            .find(|s| is_word(s) || s.class == Class::Stop && s.value >= 1.0)
            .map_or(text.chars.len(), |s| s.start as usize);
        let from = sign.end as usize;
        // a toned word may begin inside the negation (もない), so its first characters are still read
        let chars = &text.chars[from..text.chars.len().min(until + 4).max(from)];
        // かわいいじゃない asks to agree, it does not deny
        if sign.class == Class::AdjI && longest(chars, &["じゃ", "では"]).is_some() {
            continue;
        }
        let reach = until.saturating_sub(from);
        if denied(chars, reach, &text.chars[sign.start as usize..from])
            || sign.value > 0.0 && only(&text.chars[from.saturating_sub(1)..])
        {
            let highest = longest(chars, PARTICLES).is_none() && unequalled(before);
            signs[i].features = signs[i].features.with(if highest { Features::BOOST } else { Features::NEG });
        }
    }
}

/// Whether what follows a word denies it: a noun it describes, a particle, adverbs, and a negated predicate.
fn denied(chars: &[char], reach: usize, word: &[char]) -> bool {
    let mut at = longest(chars, HEADS).unwrap_or_else(|| {
        let kanji = chars.iter().take(8).take_while(|c| is_han(**c)).count();
        let kana = chars.iter().take(8).take_while(|c| is_katakana(**c)).count();
        kanji.max(kana)
    });
    if at > 6 || at > reach {
        return false;
    }
    // the particle may have been read as part of the word
    let read = matches!(word.last(), Some('に' | 'の' | 'が' | 'は' | 'も'));
    match longest(&chars[at..], PARTICLES) {
        Some(length) => at += length,
        None if at == 0 && read => {}
        None => return false,
    }
    if let Some(length) = longest(&chars[at..], &["は", "も", "しも"]) {
        at += length;
    }
    while let Some(length) = longest(&chars[at..], DEGREES) {
        at += length;
    }
    at <= reach && longest(&chars[at..], DENIALS).is_some() && longest(&chars[at..], NO_DENIALS).is_none()
}

/// 良かったのは立地だけ: the rest was not. `chars` begin with the last character of the word.
fn only(chars: &[char]) -> bool {
    let Some(length) = longest(chars, &["のは", "たのは", "いのは", "な点は", "い点は", "た点は", "たところは"])
    else {
        return false;
    };
    let clause = chars[length..].iter().take(20).take_while(|c| !matches!(c, '。' | '、' | ',' | '.' | '!' | '?'));
    let clause: &[char] = &chars[length..length + clause.count()];
    let end = ["だけ", "だけです", "だけでした", "だけだった", "だけかな", "くらい", "ぐらい", "のみ", "くらいです"];
    clause.len() <= 14
        && end.iter().any(|word| {
            clause.len() > word.chars().count() && starts(&clause[clause.len() - word.chars().count()..], word)
        })
}

/// Wishes: what is wished for is missing, if the wish complains (もっと丁寧に対応してほしい), not if it hopes
/// (幸せになってほしい). The wish itself is then the tone.
fn wish(text: &Folded, signs: &mut Vec<Sign>) {
    let mut sentence = 0;
    for j in 0..signs.len() {
        let sign = signs[j];
        if sign.class == Class::Stop && sign.value >= 1.0 {
            sentence = j + 1;
            continue;
        }
        let asks = sign.features.has(Features::WISH) && sign.features.has(Features::REQUEST);
        // 安かったらよかったのに: however faint the word, the wish is not
        if is_word(&sign) && sign.features.has(Features::WISH) && !asks && sign.value > 0.0 {
            signs[j].value = sign.value.max(2.0);
        }
        if sign.class != Class::Wish && !asks {
            continue;
        }
        let opens = signs.get(sentence.wrapping_sub(1)).map_or(0, |s| s.end as usize);
        let from = opens.max((sign.start as usize).saturating_sub(60));
        let complains = find(&text.chars[from..sign.start as usize], COMPLAINTS).is_some();
        // もっと早く買えばよかった praises what came late, もっと早く言ってくれれば does not
        let said = &text.chars[from..sign.end as usize];
        if find(said, &["もっと早く", "もっとはやく"]).is_some()
            && find(
                &said[said.len() - (sign.end - sign.start) as usize..],
                &["ばよか", "ば良か", "たらよか", "たら良か"],
            )
            .is_some()
            && find(said, &["くれ", "もらえ", "いただけ"]).is_none()
        {
            signs[j].class = Class::Expr;
            signs[j].features = Features::default();
            signs[j].value = 1.3;
            continue;
        }
        let missed = complains || sign.class == Class::Wish && sign.value <= -1.0;
        let hope = Features(Features::WISH.0);
        if asks && !missed {
            signs[j].features = Features(sign.features.0 & !hope.0).with(Features::COND);
        }
        if sign.class != Class::Wish {
            continue;
        }
        let mut praised = false;
        for i in (sentence..j).rev().take(NEAR) {
            if signs[i].features.has(Features::CONTRAST) || signs[i].class == Class::Contrast {
                break;
            }
            if is_word(&signs[i]) && signs[i].value > 0.0 {
                praised = true;
                signs[i].features = signs[i].features.with(if missed { Features::WISH } else { Features::COND });
            }
        }
        signs[j].class = Class::Expr;
        signs[j].features = Features::default();
        signs[j].value = if praised && !missed { 0.0 } else { sign.value - if complains { 0.9 } else { 0.0 } };
    }
    unfulfilled(text, signs);
}

/// もう少し広ければと思います, せめて椅子があると嬉しい.
fn unfulfilled(text: &Folded, signs: &mut Vec<Sign>) {
    const LACKS: &[&str] = &["もう少し", "もうすこし", "もうちょっと", "もうちょい", "せめて", "もう一工夫"];
    let Some(start) = find(&text.chars, LACKS) else { return };
    let end = signs
        .iter()
        .find(|s| s.class == Class::Stop && s.value >= 1.0 && s.start as usize > start)
        .map_or(text.chars.len(), |s| s.end as usize);
    let Some(mark) = find(&text.chars[start..end], UNFULFILLED) else { return };
    let (start, end) = (start as u32, start as u32 + mark as u32);
    let mut told = false;
    for sign in signs.iter_mut().filter(|s| s.start >= start && s.start <= end + 1 && is_word(s)) {
        if sign.value > 0.0 {
            sign.features = sign.features.with(Features::WISH);
        }
        told |= sign.value < -0.2 || sign.value > 0.5;
    }
    if !told {
        signs.retain(|s| s.start != start);
        let place = signs.partition_point(|s| s.start < start);
        signs.insert(place, Sign::unlisted(Class::Expr, start, start + 4, -0.9));
    }
}

/// 良かったんですけど。 turns nothing if the sentence ends there.
fn idle_contrast(text: &Folded, signs: &mut [Sign]) {
    for i in 0..signs.len() {
        let word_follows = signs.get(i + 1).is_some_and(|next| is_word(next) && next.start <= signs[i].end + 2);
        let sign = &mut signs[i];
        let turns = sign.class == Class::Contrast || sign.features.has(Features::CONTRAST);
        let rest = &text.chars[sign.end as usize..];
        let ends = rest.iter().take(3).take_while(|c| !matches!(c, '。' | '.' | '!' | '?' | '…')).count() <= 2
            && !word_follows;
        if turns && ends {
            sign.features = Features(sign.features.0 & !Features::CONTRAST.0);
            if sign.class == Class::Contrast {
                sign.class = Class::Booster;
                sign.value = 0.0;
            }
        }
    }
}
