//! Korean: every irregular class and every kind of ending, on lemmas given here so that no valence of the lexicon matters.

use yoron::Language;
use yoron::lexicon::parse_rows;
use yoron::score::{Scorer, Scratch};

/// A scorer that also knows `rows`.
fn scorer(rows: &str) -> Scorer {
    let (rows, errors) = parse_rows(rows);
    assert!(errors.is_empty(), "{errors:?}");
    let mut scorer = Scorer::default();
    scorer.add_rows(Language::Korean, &rows);
    scorer
}

/// Which of the forms are not read, to the end, as the lemma.
fn unread<'a>(scorer: &Scorer, lemma: &str, forms: &[&'a str]) -> Vec<&'a str> {
    let mut scratch = Scratch::default();
    let mut missing = Vec::new();
    for form in forms {
        let explained = scorer.explain(Some(Language::Korean), form, &mut scratch);
        if !explained.hits.iter().any(|h| h.lemma == lemma && h.start == 0 && h.end == form.chars().count()) {
            missing.push(*form);
        }
    }
    missing
}

#[test]
fn irregular_classes() {
    let classes: &[(&str, &str, &[&str])] = &[
        // ㅂ: 우, 오; regular
        ("몽롭다", "adj", &["몽롭다", "몽로워", "몽로웠어요", "몽로운", "몽로우면", "몽로울 듯", "몽로움"]),
        ("돕다", "verb", &["돕는다", "도와", "도왔다", "도운", "도우면", "도울게요"]),
        ("비좁다", "adj", &["비좁아", "비좁았다", "비좁은", "비좁으니까", "비좁음"]),
        // ㄷ: ㄹ; regular
        ("엿듣다", "verb", &["엿듣고", "엿들어", "엿들었다", "엿들은", "엿들으면"]),
        ("얻다", "verb", &["얻고", "얻어", "얻었다", "얻은", "얻으면"]),
        // ㅅ drops; regular
        ("긋다", "verb", &["긋고", "그어", "그었다", "그은", "그으면"]),
        ("빗다", "verb", &["빗고", "빗어", "빗었다", "빗은", "빗으면"]),
        // ㅎ drops; regular
        ("허옇다", "adj", &["허옇다", "허옇고", "허연", "허예", "허옜다", "허여면"]),
        ("커다랗다", "adj", &["커다랗게", "커다란", "커다래", "커다랬다"]),
        ("빻다", "verb", &["빻고", "빻아", "빻았다", "빻은"]),
        // 르 doubles, 러 is added, 으 drops
        ("가파르다", "adj", &["가파르다", "가팔라", "가팔랐다", "가파른", "가파를"]),
        ("푸르다", "adj", &["푸르다", "푸르러", "푸르렀다", "푸른"]),
        ("뒤따르다", "verb", &["뒤따르고", "뒤따라", "뒤따랐다", "뒤따른"]),
        ("가쁘다", "adj", &["가쁘다", "가빠", "가빴다", "가쁜", "가쁨"]),
        ("시쁘다", "adj", &["시쁘다", "시뻐", "시뻤다", "시쁜"]),
        // 우 drops; 하다, 되다, 스럽다, 롭다, 답다
        ("푸다", "verb", &["푸고", "퍼서", "펐다", "푼다"]),
        ("뭉툭하다", "adj", &["뭉툭해", "뭉툭하여", "뭉툭했다", "뭉툭한", "뭉툭합니다", "뭉툭함", "뭉툭"]),
        ("둔갑되다", "verb", &["둔갑돼", "둔갑되어", "둔갑됐다", "둔갑된", "둔갑됨"]),
        ("뭉실스럽다", "adj", &["뭉실스러워", "뭉실스러운", "뭉실스럽게", "뭉실스러웠다"]),
        ("나무롭다", "adj", &["나무로워", "나무로운", "나무롭게"]),
        ("바위답다", "adj", &["바위다워", "바위다운", "바위답게"]),
        // ㄹ drops; contractions
        ("움들다", "verb", &["움들어", "움들었다", "움든", "움드네", "움듭니다", "움들면", "움듦"]),
        ("움치다", "verb", &["움쳐", "움치어", "움쳤다", "움친", "움칠 듯"]),
        ("움쏘다", "verb", &["움쏴", "움쏘아", "움쐈다", "움쏜"]),
        ("움누다", "verb", &["움눠", "움누어", "움눴다", "움눈"]),
        ("움매다", "verb", &["움매", "움맸다", "움맨", "움매어"]),
        ("움켜다", "verb", &["움켜", "움켰다", "움켠"]),
        ("움놓다", "verb", &["움놓아", "움놔", "움놨다", "움놓은"]),
        ("움뀌다", "verb", &["움뀌어", "움껴", "움꼈다", "움뀐"]),
    ];
    let mut missing = Vec::new();
    for (lemma, class, forms) in classes {
        let scorer = scorer(&format!("{lemma}\t{class}\t-3.0\n"));
        missing.extend(unread(&scorer, lemma, forms).into_iter().map(|form| format!("{lemma}: {form}")));
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn endings_of_speech_and_of_the_net() {
    let scorer = scorer("뭉툽다\tadj!\t-3.0\n뭉먹다\tverb\t-3.0\n뭉숙하다\tadj\t-3.0\n");
    let vowel = &[
        "뭉툽다",
        "뭉툽네",
        "뭉툽네요",
        "뭉툽군",
        "뭉툽구나",
        "뭉툽잖아",
        "뭉툽잖냐",
        "뭉툽자나",
        "뭉투워도",
        "뭉툽지",
        "뭉툽죠",
        "뭉툽쥬",
        "뭉툽더라",
        "뭉툽던데",
        "뭉툽습니다",
        "뭉툽당",
        "뭉툽거든",
        "뭉툽길래",
        "뭉툽고",
        "뭉툽지만",
        "뭉툽게",
        "뭉툽도록",
        "뭉툽기",
        "뭉툽기는",
        "뭉투움",
        "뭉투운데",
        "뭉투운데요",
        "뭉투울 듯",
        "뭉투울듯",
        "뭉투울 것 같다",
        "뭉투워",
        "뭉투워요",
        "뭉투워서",
        "뭉투웠는데",
        "뭉투웠음",
        "뭉투웠던",
        "뭉투웠으면",
        "뭉투우면",
        "뭉투우니",
        "뭉투우니까",
        "뭉투우나",
        "뭉투우시다",
        "뭉투우셨어요",
        "뭉투워 보인다",
        "뭉투워 죽겠다",
        "뭉툽다는",
        "뭉툽다고",
        "뭉툽대",
        "뭉툽지 않다",
        "뭉툽지는 않네",
        "뭉툽지 못해",
    ];
    let consonant = &[
        "뭉먹어",
        "뭉먹었다",
        "뭉먹는다",
        "뭉먹는",
        "뭉먹은",
        "뭉먹을",
        "뭉먹음",
        "뭉먹고 싶다",
        "뭉먹어라",
        "뭉먹자",
        "뭉먹으려고",
        "뭉먹지 마",
        "뭉먹지 마세요",
        "뭉먹어 버렸다",
        "뭉먹게 되다",
        "뭉먹었슴",
        "뭉먹었네여",
        "뭉먹었어용",
    ];
    let hada = &[
        "뭉숙하다",
        "뭉숙해요",
        "뭉숙해여",
        "뭉숙함",
        "뭉숙했음",
        "뭉숙하네",
        "뭉숙한",
        "뭉숙할",
        "뭉숙합니다",
        "뭉숙하셔",
        "뭉숙하삼",
        "뭉숙치 않다",
        "뭉숙햇다",
        "뭉숙",
    ];
    let mut missing = unread(&scorer, "뭉툽다", vowel);
    missing.extend(unread(&scorer, "뭉먹다", consonant));
    missing.extend(unread(&scorer, "뭉숙하다", hada));
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn particles_and_the_copula() {
    let scorer = scorer("뭉둠\tnoun\t-3.0\n뭉두\tslang\t-3.0\n뭉뭉\tono\t-3.0\n");
    let closed = &[
        "뭉둠",
        "뭉둠이",
        "뭉둠은",
        "뭉둠을",
        "뭉둠도",
        "뭉둠만",
        "뭉둠의",
        "뭉둠에",
        "뭉둠으로",
        "뭉둠과",
        "뭉둠이다",
        "뭉둠이에요",
        "뭉둠입니다",
        "뭉둠임",
        "뭉둠이네",
        "뭉둠이었다",
        "뭉둠하다",
        "뭉둠스럽다",
        "뭉둠적인",
        "뭉둠이 없다",
        "뭉둠도 없네",
        "뭉둠이 전혀 없다",
        "뭉둠 한 번 없었다",
        "뭉둠이 딱히 없네요",
        "뭉둠이 너무 없어요",
        "뭉둠은 아니다",
        "뭉둠이 아니야",
        "뭉둠까지",
        "뭉둠부터",
        "뭉둠보다",
    ];
    let open = &[
        "뭉두",
        "뭉두가",
        "뭉두는",
        "뭉두를",
        "뭉두다",
        "뭉두예요",
        "뭉두임",
        "뭉두네",
        "뭉두였다",
        "뭉두로",
        "뭉두와",
    ];
    let mimetic = &["뭉뭉", "뭉뭉하다", "뭉뭉거리는", "뭉뭉댔다", "뭉뭉해요"];
    let mut missing = unread(&scorer, "뭉둠", closed);
    missing.extend(unread(&scorer, "뭉두", open));
    missing.extend(unread(&scorer, "뭉뭉", mimetic));
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn expressions_change_their_particle_and_their_spaces() {
    let scorer = scorer("돌이 뭉나다\tverb\t-3.0\n");
    let forms = &["돌이 뭉났다", "돌 뭉나네", "돌뭉났다", "돌이뭉나", "돌은 뭉나고", "돌도 뭉나는"];
    assert_eq!(unread(&scorer, "돌이 뭉나다", forms), Vec::<&str>::new());
}

#[test]
fn words_that_only_look_like_forms() {
    let mut scratch = Scratch::default();
    let korean = Scorer::default();
    for text in [
        "경험했다",
        "가능한 날짜",
        "마무리 작업",
        "감상하는 방법",
        "이 가방",
        "취급하는 품목",
        "구분하는 기준",
        "영화 내용",
        "포장하는 곳",
        "등장하는 인물",
        "장난감 가게",
        "거북이",
        "불우이웃",
        "소피마르소",
        "사과하기 전",
        "구독하는 법",
        "도착하는 시각",
        "복귀하는 날",
    ] {
        let tone = korean.score(Some(Language::Korean), text, &mut scratch).tone;
        assert!(tone.abs() < 0.05, "{text}: {tone}");
    }
}
