//! Korean rules as minimal pairs: the same words with and without what the rule is about.

use yoron::Language;
use yoron::score::{Scorer, Scratch};

fn tone(text: &str) -> f64 {
    Scorer::default().score(Some(Language::Korean), text, &mut Scratch::default()).tone
}

/// Names every pair whose first text is not clearly below its second.
fn assert_below(pairs: &[(&str, &str)]) {
    let wrong: Vec<_> =
        pairs.iter().map(|(a, b)| (*a, tone(a), *b, tone(b))).filter(|(_, a, _, b)| *a >= *b - 0.01).collect();
    assert!(wrong.is_empty(), "not below: {wrong:?}");
}

fn assert_sign(sign: i8, texts: &[&str]) {
    let wrong: Vec<_> = texts
        .iter()
        .map(|s| (*s, tone(s)))
        .filter(|(_, t)| match sign {
            1 => *t < 0.05,
            -1 => *t > -0.05,
            _ => t.abs() >= 0.05,
        })
        .collect();
    assert!(wrong.is_empty(), "expected sign {sign}: {wrong:?}");
}

#[test]
fn negation_of_every_kind() {
    assert_below(&[
        ("안 예쁘다", "예쁘다"),
        ("못 믿겠다", "믿음이 간다"),
        ("예쁘지 않다", "예쁘다"),
        ("친절하지 못하다", "친절하다"),
        ("감동이 없다", "감동이 있다"),
        ("명작은 아니다", "명작이다"),
        ("별로 안 좋다", "좋다"),
        ("전혀 재미있지 않다", "재미있다"),
        ("절대 추천 안 함", "추천함"),
        ("지루하다", "지루하지 않다"),
        ("불편하다", "불편하지 않다"),
        ("쓰레기다", "쓰레기는 아니다"),
        ("행복하기는커녕 괴롭다", "행복하다"),
    ]);
}

#[test]
fn absence_denies_more_than_negation() {
    assert_below(&[("감동이 없다", "걸작은 아니다"), ("희망이 없다", "희망은 아니다")]);
}

#[test]
fn denied_blame_is_faint_praise_at_most() {
    for text in ["최악은 아니다", "쓰레기는 아니다", "졸작까지는 아니다"] {
        assert!(tone(text) < 0.2, "{text}: {}", tone(text));
    }
    assert!(tone("나쁘지 않다") > 0.05);
}

#[test]
fn a_negation_asked_back_affirms() {
    assert_sign(1, &["예쁘지 않아?", "멋있지 않나요?", "귀엽지 않니?", "완전 재밌지 않냐"]);
    assert_sign(-1, &["뻔한 거 아니냐", "너무한 거 아닌가요", "사기 아닌가요?", "짜증나지 않냐?"]);
    assert_sign(-1, &["예쁘지 않다", "재밌지 않음"]);
}

#[test]
fn praise_that_is_asked_for_is_denied() {
    assert_below(&[
        ("뭐가 재밌다는 거야", "재밌다는 거야"),
        ("이게 재밌냐?", "재밌다"),
        ("이게 웃겨?", "이거 웃겨"),
        ("좋기는 개뿔", "좋기는 하다"),
        ("어디가 감동이라는 건지", "감동이다"),
    ]);
    assert_sign(1, &["얼마나 행복한지 몰라", "어쩜 이렇게 예쁘지"]);
}

#[test]
fn intent_pretence_and_quotation() {
    assert_below(&[
        ("감동을 주려고 한다", "감동을 준다"),
        ("웃기려는 영화", "웃기는 영화"),
        ("착한 척한다", "착하다"),
        ("재밌다는 사람들", "재밌는 사람들"),
        ("명작이라고 하던데", "명작이던데"),
    ]);
}

#[test]
fn what_would_be_is_not_yet() {
    assert_below(&[
        ("재밌으면 본다", "재밌어서 본다"),
        ("더 좋았을 텐데", "더 좋았다"),
        ("편하면 좋을 텐데", "편해서 좋다"),
        ("행복했으면 좋겠다", "행복해서 좋다"),
        ("대박 날 뻔했다", "대박 났다"),
    ]);
    assert_sign(-1, &["좀 더 친절했으면", "음악만 좋았더라면"]);
}

#[test]
fn what_is_granted_weighs_little() {
    assert_below(&[
        ("재밌긴 한데 너무 길고 지루하다", "재밌고 길다"),
        ("예쁘지만 비싸다", "비싸지만 예쁘다"),
        ("예뻤으나", "예뻤다"),
        ("지루하다", "지루하지만"),
        ("맛있는데 불친절하다", "불친절한데 맛있다"),
        ("예쁘다. 그러나 불편하다", "불편하다. 그러나 예쁘다"),
    ]);
}

#[test]
fn praise_and_blame_together() {
    assert!(tone("연기는 훌륭하고 각본은 엉망이다") < 0.05);
    assert!(tone("맛있고 친절하고 분위기도 좋은데 주차가 불편해요") > 0.0);
}

#[test]
fn boosters_written_apart_and_together() {
    assert_below(&[
        ("예쁘다", "개예쁘다"),
        ("예쁘다", "존예쁘다"),
        ("맛있다", "핵맛있다"),
        ("좀 예쁘다", "예쁘다"),
        ("그럭저럭 괜찮다", "정말 괜찮다"),
        ("짜증나 죽겠다", "짜증난다"),
        ("너무너무 싫다", "싫다"),
        ("예쁜 편이다", "예쁘다"),
    ]);
}

#[test]
fn laughter_follows_what_it_stands_with() {
    assert_below(&[
        ("재밌다", "재밌다 ㅋㅋㅋㅋ"),
        ("감동", "감동 ㅠㅠ"),
        ("짜증난다 ㅠㅠ", "짜증난다"),
        ("ㅠㅠ", "ㅋㅋ"),
        ("이걸 영화라고 만들었냐 ㅋㅋㅋ", "이 영화 재밌다 ㅋㅋㅋ"),
    ]);
    assert_sign(-1, &["수준 하고는 ㅋㅋㅋ", "한심하다 ㅋㅋ", "노답ㅋㅋㅋㅋ"]);
}

#[test]
fn marks_of_warmth_and_of_silence() {
    assert_below(&[
        ("좋아요...", "좋아요~"),
        ("네;;", "네^^"),
        ("좋다", "좋다!"),
        ("싫다!!", "싫다"),
        ("좋아요?", "좋아요"),
    ]);
}

#[test]
fn the_adverb_may_stand_inside_an_expression() {
    assert_sign(
        -1,
        &["화가 너무 난다", "기분이 정말 나쁘다", "재미가 너무 없다", "시간이 진짜 아깝다", "맛이 하나도 없다"],
    );
    assert_sign(1, &["기분이 너무 좋다", "마음에 쏙 들어요", "힘이 많이 됩니다", "도움이 정말 됐어요"]);
}

#[test]
fn negative_commands() {
    assert_sign(1, &["걱정하지 마세요", "포기하지 마", "아프지 말고 건강하자"]);
    assert_sign(-1, &["보지 마세요", "절대 사지 마세요", "속지 마라"]);
    assert!(tone("시간 낭비하지 마라") < 0.1);
}

#[test]
fn nearly_is_not_dull() {
    assert_sign(0, &["지갑을 잃을 뻔했다", "넘어질 뻔했네"]);
    assert_sign(-1, &["내용이 뻔하다", "너무 뻔했네요"]);
}

#[test]
fn words_of_the_net_and_misspellings() {
    assert_sign(
        1,
        &["ㅇㅈ", "ㄱㅇㄷ", "존버 성공", "개이득", "띵작", "조앙", "잼나요", "갠차나요", "마싯어요", "기여워"],
    );
    assert_sign(-1, &["ㅄ", "극혐", "노답", "핵노잼", "짱나", "시러요", "빡친다", "ㅂㄷㅂㄷ", "잼업다"]);
}

#[test]
fn glued_text() {
    assert_sign(1, &["진짜너무재밌어요강추", "음식이맛있고친절해요", "배우가정말멋있었다"]);
    assert_sign(-1, &["진짜너무지루해요비추", "음식이맛없고불친절해요", "시간이너무아까웠다"]);
}

#[test]
fn a_list_is_denied_as_one() {
    assert_sign(-1, &["재미도 감동도 없다", "스릴도 긴장감도 하나도 없는 영화", "매력도 개성도 없음"]);
    assert_sign(1, &["재미도 감동도 있다", "재미도 있고 감동도 크다"]);
}

#[test]
fn marks_that_others_gave() {
    assert_below(&[("10점 준 놈들 뭐냐", "10점 준다"), ("1점 준다", "1점 준 사람들 뭐냐")]);
}

#[test]
fn drawn_out_words() {
    assert_sign(1, &["대~박", "진짜 좋~~다", "최~~고예요"]);
    assert_sign(0, &["서울~부산 구간", "3~4시"]);
}

#[test]
fn faint_words_decide_nothing_alone() {
    assert_sign(0, &["감독이 누구지", "오늘 영화관", "음악 시간", "우리 학교", "엄마 전화", "회사 점심"]);
}

#[test]
fn a_negator_denies_the_word_it_stands_with() {
    assert_below(&[("관리 안 하냐 쓰레기들이 넘친다", "관리 안 해도 깨끗하다")]);
    assert_sign(-1, &["신고해도 안 막네 사기꾼들", "청소 안 하나 더럽다"]);
    assert_sign(1, &["안 지루하다", "안 너무 비싸서 좋다"]);
}

#[test]
fn nothing_bad_is_praise() {
    assert_sign(
        1,
        &["부족한 점이 없다", "나쁠 리가 없다", "안 좋은 게 없다", "맛없는 메뉴가 없어요", "아쉬울 게 없네"],
    );
    assert_sign(-1, &["좋은 점이 없다", "좋을 리가 없다", "재밌는 구석이 없다", "배울 게 없었다"]);
}

#[test]
fn defects_that_are_not_there() {
    assert_sign(1, &["3년 동안 고장 한번 없네요", "소음이 거의 없어요", "보풀이 안 생겨요", "잡내가 안 나요"]);
    assert_sign(-1, &["고장이 잦아요", "소음이 심해요", "보풀이 생겨요", "잡내가 나요"]);
}

#[test]
fn good_wishes_are_kind() {
    assert_sign(1, &["행복하셨으면 좋겠어요", "다들 건강했으면 좋겠다", "꽃길만 걷길"]);
    assert_sign(-1, &["조금 더 친절했으면 좋겠어요", "음식이 더 따뜻했으면"]);
}

#[test]
fn even_if_weighs_little() {
    assert_below(&[("비싸서 산다", "비싸도 산다"), ("예뻐도 안 산다", "예뻐서 산다")]);
}

#[test]
fn praise_asked_for_without_a_mark() {
    assert_sign(-1, &["이게 무슨 걸작이야", "잘하긴 뭘 잘해"]);
    assert_sign(1, &["이거 완전 걸작이야"]);
}

#[test]
fn a_booster_opens_the_next_word_of_glued_text() {
    assert_sign(-1, &["포장이너무엉망이에요", "국물이진짜느끼해요", "배송이너무늦고답답해요"]);
    assert_sign(1, &["국물이진짜맛있어요", "포장이정말예뻐요"]);
}

#[test]
fn a_rate_with_points_is_a_mark() {
    assert_sign(-1, &["2/10점", "1/10점"]);
    assert_sign(1, &["9/10점"]);
    assert_sign(0, &["2/10 공지", "1/10 확률"]);
}

#[test]
fn news_and_notices_are_no_complaint() {
    assert_sign(
        0,
        &[
            "혐의를 받는 남성이 조사를 받았다",
            "기온이 영하 3도까지 떨어지겠습니다",
            "약한 불에서 5분 끓인다",
            "체에 거른 밀가루 200g",
            "우승 상금은 5천만 원이다",
            "미세먼지 농도는 나쁨 수준이다",
            "이틀 전부터 접수 중",
        ],
    );
    assert_sign(-1, &["서비스 수준이 떨어진다", "기분이 나쁨", "혐오스럽다"]);
}
