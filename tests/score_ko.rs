//! Korean: every irregular class and every rule, positive and negative sentences side by side.

use proptest::prelude::*;
use yoron::Language;
use yoron::score::{Scorer, Scratch};

fn tone(text: &str) -> f64 {
    Scorer::default().score(Some(Language::Korean), text, &mut Scratch::default()).tone
}

/// Names every sentence that has not the sign asked for, not only the first.
fn assert_sign(sign: i8, sentences: &[&str]) {
    let wrong: Vec<_> = sentences
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
fn regular_stems_in_all_endings() {
    assert_sign(
        1,
        &[
            "좋다",
            "좋네요",
            "좋았어요",
            "좋습니다",
            "좋은 곳",
            "좋군",
            "좋잖아",
            "좋을 듯",
            "좋음",
            "좋더라",
            "좋당",
            "좋아용",
            "재밌었음",
            "재미있을 것 같아요",
            "맛있던데요",
            "멋있으세요",
            "맛있었다는",
        ],
    );
    assert_sign(
        -1,
        &["싫다", "싫네", "싫었어", "싫습니다", "싫은 날", "싫음", "재미없었음", "맛없더라", "맛없을 듯", "재미없슴"],
    );
}

#[test]
fn irregular_stems() {
    // ㅂ: 우
    assert_sign(1, &["고마워요", "고마웠습니다", "아름다운 밤", "사랑스러워", "즐거웠다", "자랑스러웠어요"]);
    assert_sign(-1, &["무서워", "더러웠다", "괴로운 하루", "실망스러웠어요", "지겨워 죽겠다", "어려웠음"]);
    // 으 drops, 르 doubles
    assert_sign(1, &["예뻐", "예뻤는데", "기뻐요", "기뻤다"]);
    assert_sign(-1, &["나빠요", "나빴다", "아팠다", "슬퍼요", "슬펐어"]);
    // 하다 and its bare root
    assert_sign(1, &["행복해", "행복했다", "행복합니다", "깔끔 그 자체", "완벽함"]);
    assert_sign(-1, &["답답해", "답답했어요", "한심합니다", "지루함", "허접함"]);
    // ㄹ and ㅅ
    assert_sign(-1, &["힘든 하루", "힘들었어요", "힘듭니다"]);
    // vowels that join
    assert_sign(1, &["잘생겼다", "웃겨", "설렜다", "반가웠어요"]);
    assert_sign(-1, &["망했다", "짜증나", "짜증났어", "속았다"]);
}

#[test]
fn negation_after_the_word() {
    assert_sign(
        -1,
        &[
            "좋지 않다",
            "좋지않네요",
            "재밌지도 않고",
            "예쁘지가 않아",
            "좋진 않았다",
            "추천하지 않습니다",
            "만족스럽지 못했다",
            "깨끗하지 못함",
            "추천하기 힘들다",
            "공감하기 어려웠다",
            "사랑할 수 없다",
        ],
    );
    assert_sign(1, &["지루하지 않다", "지루하지가 않네요", "답답하지 않아요", "걱정하지 마세요", "나쁘지 않네"]);
}

#[test]
fn negation_before_the_word() {
    assert_sign(-1, &["안 좋다", "안좋음", "하나도 안 예쁘다", "안 웃겨요"]);
    assert_sign(1, &["안 지루해요", "안 답답해"]);
    // the first syllable of other words
    assert_sign(0, &["안내 방송", "안전벨트", "못자리"]);
}

#[test]
fn negation_after_nouns() {
    assert_sign(
        -1,
        &["감동이 없다", "재미가 전혀 없어요", "매력이라고는 없음", "행복은커녕", "감동 제로", "감동이 부족"],
    );
    assert_sign(1, &["걱정 없다", "장난 아니다", "지루할 틈이 없다", "흠잡을 데가 없네요"]);
}

#[test]
fn double_negation_is_mild() {
    assert_sign(1, &["재미가 없지는 않다", "좋지 않을 수 없다", "매력이 없지 않네요", "나쁘지 않다"]);
    assert!(tone("나쁘지 않다") < tone("좋다"));
    assert!(tone("매력이 없지 않다") < tone("매력이 있다"));
}

#[test]
fn a_shortened_not_that_negates_nothing() {
    assert_sign(1, &["진짜 좋잖아", "예쁘잖아요"]);
    assert_sign(-1, &["진짜 싫잖아", "나쁘잖아요"]);
}

#[test]
fn boosters_and_downtoners() {
    for word in ["좋다", "예쁘다", "행복하다"] {
        let plain = tone(word);
        for booster in ["너무", "진짜", "완전", "정말", "매우", "존나", "ㄹㅇ"] {
            assert!(tone(&format!("{booster} {word}")) > plain, "{booster} {word}");
        }
        for downtoner in ["좀", "약간", "살짝", "다소"] {
            assert!(tone(&format!("{downtoner} {word}")) < plain, "{downtoner} {word}");
        }
    }
    assert!(tone("너무 나쁘다") < tone("나쁘다"));
    assert!(tone("힘들어 죽겠다") < tone("힘들다"));
}

#[test]
fn contrast_gives_the_last_word() {
    assert_sign(-1, &["연기는 좋은데 결말이 최악", "예쁘지만 지루하다", "음악은 훌륭했다. 하지만 이야기는 엉망이었다"]);
    assert_sign(1, &["좀 지루하지만 정말 감동적이다", "비싼데 진짜 맛있다", "결말은 별로였다. 그래도 최고다"]);
    // nothing follows: nothing turns
    assert_eq!(tone("좋은데"), tone("좋은"));
}

#[test]
fn wishes_did_not_happen() {
    assert_sign(-1, &["더 재미있었으면", "재밌는 줄 알았는데"]);
    assert!(tone("행복했으면 좋겠다") < tone("행복했다"));
    assert_sign(0, &["내일 왔으면 좋겠다"]);
}

#[test]
fn rhetorical_questions() {
    assert_sign(-1, &["뭐가 재밌다는 건지", "이게 감동이냐?", "좋기는 뭐가", "어딜 봐서 좋은 영화임?"]);
    assert_sign(1, &["얼마나 좋은지 몰라요", "정말 재밌다"]);
}

#[test]
fn laughter_and_tears() {
    assert!(tone("재밌다 ㅋㅋㅋ") > tone("재밌다"));
    assert!(tone("감동이야 ㅠㅠ") > tone("감동이야"));
    assert!(tone("망했다 ㅠㅠ") < tone("망했다"));
    assert_sign(-1, &["ㅠㅠ"]);
    assert_sign(0, &["ㅋㅋㅋㅋ", "네 ㅋㅋ"]);
    // run into the last syllable
    assert_sign(1, &["개웃곀ㅋㅋㅋㅋ", "너무 좋앜ㅋㅋ"]);
}

#[test]
fn marks_and_stars() {
    assert_sign(1, &["평점 10점", "5점 만점에 5점", "10점 만점에 9점 준다", "★★★★★", "별 다섯개", "별점 4.5", "10/10"]);
    assert_sign(-1, &["평점 1점", "5점 만점에 1점", "10점 만점에 3점", "★☆☆☆☆", "별 한개", "별점 0.5", "별 반개"]);
    assert_sign(0, &["3점 차 승부", "3점슛 라인", "100점 문제집", "9/10 개최", "★ 공지"]);
}

#[test]
fn unspaced_and_misspelt() {
    assert_sign(
        1,
        &["너무재밌었다그래서추천", "연기가너무좋았어요", "잼있어요", "이뿌다", "갠찮네", "머찌다", "조아요"],
    );
    assert_sign(-1, &["진짜재미없었다", "짜증나죽겠네", "시러", "잼없음", "어의없네"]);
}

#[test]
fn words_of_the_net() {
    assert_sign(1, &["꿀잼", "개꿀잼", "핵꿀잼임", "갓벽", "존맛", "강추", "ㄱㅅ"]);
    assert_sign(-1, &["노잼", "핵노잼", "개노잼임", "극혐", "발연기", "ㅅㅂ", "ㅡㅡ"]);
}

#[test]
fn expressions() {
    assert_sign(
        1,
        &["손에 땀을 쥐었다", "손에 땀을 쥐게 하는", "속이 시원하다", "속 시원해", "시간 가는 줄 모르고 봤다"],
    );
    assert_sign(-1, &["말이 안 된다", "말도 안돼", "어이가 없네", "시간이 아깝다", "돈 아까워", "기가 찬다"]);
}

#[test]
fn neutral_facts_stay_neutral() {
    assert_sign(
        0,
        &[
            "회의는 오후 3시에 시작한다",
            "가격은 15,000원이다",
            "이번 역은 시청역입니다",
            "버스는 10분 간격으로 운행된다",
            "개봉일은 다음 달 4일이다",
            "우리나라 인구는 약 5천만 명이다",
            "총 3권으로 되어 있다",
            "감독은 다음 주에 출국한다",
            "조리 시간은 20분",
            "기차역 앞에서 만나요",
            "개발자 회의가 열렸다",
            "정도의 차이",
            "내일은 전국에 비가 온다",
        ],
    );
}

#[test]
fn explained_offsets_count_characters() {
    let text = "아 진짜 너무 좋았어요ㅋㅋ 근데 별로";
    let explained = Scorer::default().explain(Some(Language::Korean), text, &mut Scratch::default());
    let chars: Vec<char> = text.chars().collect();
    assert!(explained.hits.iter().any(|h| h.lemma.contains("좋다")));
    for hit in &explained.hits {
        assert_eq!(chars[hit.start..hit.end].iter().collect::<String>(), hit.text);
    }
}

proptest! {
    #[test]
    fn any_text_scores_and_explains(text in "[가-힣ㄱ-ㅣ0-9 .,!?~★☆점만점에별개안못않없좋재밌다ㅋㅠ😀👍a-z/\u{1100}-\u{11c2}\n]{0,60}") {
        let explained = Scorer::default().explain(Some(Language::Korean), &text, &mut Scratch::default());
        prop_assert!(explained.score.tone.abs() <= 1.0);
        let length = text.chars().count();
        for hit in &explained.hits {
            prop_assert!(hit.start <= hit.end && hit.end <= length);
        }
        let sum: f64 = explained.hits.iter().map(|h| h.contribution).sum();
        prop_assert!(sum.is_finite());
    }
}
