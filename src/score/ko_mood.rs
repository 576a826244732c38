//! Korean: what an ending leaves of praise and of blame. The factors are regression slopes on labelled film reviews and comments.

use super::rules::Sign;
use crate::lexicon::{Class, Features, Folded};

/// Ending, what it leaves of praise, what it leaves of blame.
const MOODS: &[(Features, f32, f32)] = &[
    // 감동이 없다 denies more than 감동적이지 않다; 군더더기가 없다 praises little
    (Features::ABSENT, -1.2, -0.05),
    // 걸작은 아니다 blames mildly, 최악은 아니다 hardly praises
    (Features::ISNT, -0.4, -0.1),
    // 낭비하지 마라 warns; words of comfort (걱정하지 마) are rows
    (Features::FORBID, -0.6, 0.05),
    (Features::QUOTE, 0.5, 0.5),
    // 감동을 주려고, 웃기려는
    (Features::INTENT, -0.3, 0.9),
    // 재밌겠다 is not fun yet, 짜증나겠다 is
    (Features::IRREAL, 0.5, 1.2),
    // 재밌지만, 좋긴 하다 prepare blame; 지루하지만 prepares praise
    (Features::CONCEDED, 0.3, -0.2),
    (Features::COND, 0.2, 1.0),
];

/// Blame this faint is not turned into praise by a negation: 현실성이 없다.
const FAINT: f32 = -0.3;

/// 부족한 점이 없다, 나쁠 리가 없다 praise more than 문제가 없다.
const NOTHING_BAD: f32 = -0.4;

/// Gives every toned sign the factor of its endings, which the shared rules apply.
pub(super) fn read(text: &Folded, signs: &mut [Sign]) {
    let word = |s: &Sign| s.class.is_tone() && !s.class.is_sign() && !s.features.has(Features::DOUBLE);
    for sign in signs.iter_mut().filter(|s| word(s)) {
        if (FAINT..0.0).contains(&sign.value) && sign.features.has(Features::NEG) {
            sign.features = without(sign.features, Features::NEG);
            continue;
        }
        if text.chars[sign.start as usize..sign.end as usize].ends_with(&['으', '나']) {
            sign.features = sign.features.with(Features::CONTRAST).with(Features::CONCEDED);
        }
        let said = sign.features;
        for &(ending, praise, blame) in MOODS.iter().filter(|m| said.has(m.0)) {
            let blame = if ending == Features::ABSENT && sign.class == Class::Adj { NOTHING_BAD } else { blame };
            sign.mood *= if sign.value > 0.0 { praise } else { blame };
            // the factor stands for the shared rule
            sign.features = without(sign.features, ending);
            if [Features::ABSENT, Features::ISNT, Features::FORBID].contains(&ending) {
                sign.features = without(sign.features, Features::NEG);
            }
        }
    }
}

fn without(features: Features, gone: Features) -> Features {
    Features(features.0 & !gone.0)
}
