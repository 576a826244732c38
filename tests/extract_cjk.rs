//! Extraction from Korean and Japanese articles: what their newsrooms do to posts, one habit a test.

use yoron::article::Article;
use yoron::extract::{self, Quote};

/// "speaker · platform · language · country: part | part"
fn notes(text: &str) -> Vec<String> {
    let or_dash = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".into());
    extract::extract(&Article::from_text(text))
        .iter()
        .filter(|q| q.is_post())
        .map(|q: &Quote| {
            let parts: Vec<&str> = q.parts.iter().map(|p| p.text.as_str()).collect();
            let facts = [&q.speaker, &q.platform, &q.stated_language, &q.stated_country].map(or_dash);
            format!("{}: {}", facts.join(" · "), parts.join(" | "))
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(notes(text), expected);
}

#[track_caller]
fn nobody(text: &str) {
    check(text, &[]);
}

#[test]
fn headlines_drop_particles_and_verbs() {
    check(
        "시청자 갑론을박… “십 년 만의 걸작” vs “작가가 지쳤나”\n\n드라마의 결말을 두고 온라인에서 시청자 반응이 갈렸다. 게시판에는 글이 쏟아졌다.\n",
        &["시청자 · - · - · -: 십 년 만의 걸작", "시청자 · - · - · -: 작가가 지쳤나"],
    );
    nobody(
        "파라솔값 논란에…강릉시 “현장 점검 나설 것”\n\n강릉시는 15일 보도자료를 내고 이같이 밝혔다. 온라인에는 비판 글이 올라왔다.\n",
    );
    check(
        "連続ドラマ最終回に視聴者あ然「犬どこ行った」「伏線どこ」\n\n放送直後、SNSではドラマの結末が話題になり、投稿が相次いだ。\n",
        &["視聴者 · - · - · -: 犬どこ行った", "視聴者 · - · - · -: 伏線どこ"],
    );
}

#[test]
fn a_sentence_about_posts_announces_those_behind_it() {
    check(
        "사진이 당근 게시판에 올라오자 주민들의 답글이 줄을 이었다. “우리 아이 자전거를 고쳐 주신 분”, “송별회를 엽시다” 등이다.",
        &["주민들 · Danggeun · - · -: 우리 아이 자전거를 고쳐 주신 분", "주민들 · Danggeun · - · -: 송별회를 엽시다"],
    );
    check(
        "写真は9日、Xに投稿された。\n\n返信欄には、共感の声が届いた。\n\n「うちも同じです」\n\n「時効にします」\n",
        &["- · X · - · -: うちも同じです", "- · X · - · -: 時効にします"],
    );
    check(
        "球団がXでこの件を紹介すると、ファンから反響が相次いだ。〈優しい世界〉〈明日も応援する〉。",
        &["ファン · X · - · -: 優しい世界", "ファン · X · - · -: 明日も応援する"],
    );
}

#[test]
fn names_behind_their_titles_and_ages_are_no_public() {
    nobody(
        "사연은 온라인 커뮤니티에서 화제가 됐다. 반려동물 전문가 심영아 씨는 “개에게도 회사는 힘들다”고 조언했다. 2학년 정하온(17) 군은 “할 일을 했을 뿐”이라고 했다.",
    );
    nobody("배우 서도윤은 17일 자신의 인스타그램에 “모두 사랑합니다”라는 글과 함께 사진을 올렸다.");
    nobody("動画がSNSで拡散された。お笑いコンビ・トマト缶の沢田は、「同窓会なら司会やります」とX上で名乗り出た。");
}

#[test]
fn somebody_of_whom_only_the_trade_is_said() {
    check(
        "직장인 커뮤니티 블라인드에서는 반대 의견도 많았다. 한 조리사는 ‘세금으로 빨래하는 시대는 끝나야 한다’고 적었다.",
        &["한 조리사 · Blind · - · -: 세금으로 빨래하는 시대는 끝나야 한다"],
    );
    check(
        "TikTokでこの動画をまねた投稿が流行。ある看護師が「夢の中で帰れた」と投稿すると、同業者から「夢でも呼び出された」と共感が寄せられた。",
        &["ある看護師 · TikTok · - · -: 夢の中で帰れた", "同業者 · TikTok · - · -: 夢でも呼び出された"],
    );
}

#[test]
fn what_stands_written_on_things_is_no_post() {
    nobody(
        "사연은 SNS에서 화제가 됐다. 편지에는 ‘아빠가 안 나와도 맨날 아빠 봐’라는 글이 적혀 있었다. 관객들은 ‘우리가 여기 있을게’라고 적힌 종이를 들었다.",
    );
    nobody("駅の告知には「貸し傘はもう帰りません」とあり、この写真がXに投稿されると9万件の反応を集めた。");
}

#[test]
fn user_names_in_marks() {
    check(
        "페이스북에서 ‘부산이모’라는 이름을 쓰는 누리꾼의 글도 화제다.\n\n“매일 그 곰을 안고 출근했습니다. 곰은 한 번도 먼저 내린 적이 없어요.”\n",
        &["부산이모 · Facebook · - · -: 매일 그 곰을 안고 출근했습니다. 곰은 한 번도 먼저 내린 적이 없어요."],
    );
}

#[test]
fn a_new_group_or_place_is_not_where_the_last_one_was() {
    check(
        "승객 한 명이 페이스북에 “교복 입은 어른들이었다”는 글을 올렸다.\n\n누리꾼들은 “내 자식도 저렇게 키워야지” 등의 댓글로 칭찬했다.\n",
        &["승객 한 명 · Facebook · - · -: 교복 입은 어른들이었다", "누리꾼들 · - · - · -: 내 자식도 저렇게 키워야지"],
    );
    check(
        "한 회원은 네이버 카페에 “속았다”고 적었다. 맘카페에는 “걸어서 가지러 갈게요”라는 글이 올라왔다.",
        &["한 회원 · Naver · - · -: 속았다", "- · - · - · -: 걸어서 가지러 갈게요"],
    );
}

#[test]
fn platforms_named_together_are_no_place() {
    check(
        "사연은 트위터와 인스타그램 등 SNS로 퍼졌다. 이를 본 누리꾼들은 “세상이 아직 살 만하다”고 호응했다.",
        &["누리꾼들 · - · - · -: 세상이 아직 살 만하다"],
    );
}

#[test]
fn lists_by_country() {
    check(
        "動画のコメント欄には各国の視聴者から驚きの声が寄せられた。\n\nアメリカ「飛行機代込みでも安い」\nドイツ「正座して見た動画は初めて」\n",
        &["- · - · - · US: 飛行機代込みでも安い", "- · - · - · DE: 正座して見た動画は初めて"],
    );
}

#[test]
fn clauses_name_their_own_speakers() {
    check(
        "클리앙에서는 댓글이 뜨거웠다. “출근길이니 이해하자”며 감싸는 쪽과 “긴장감이 없다”고 나무라는 쪽이 맞섰다.",
        &["- · Clien · - · -: 출근길이니 이해하자", "- · Clien · - · -: 긴장감이 없다"],
    );
    check(
        "Xでは意見が割れた。ある主婦は「家の海苔を巻けばいい」と節約術を披露し、別の人は「海苔持参で入店する時代」とつづった。",
        &["ある主婦 · X · - · -: 家の海苔を巻けばいい", "別の人 · X · - · -: 海苔持参で入店する時代"],
    );
    nobody(
        "動画はXで拡散された。この投稿に八代本人が「その声まね、聞いてみたい」とリプライした。元アイドルの白鳥えりさんも「結婚する側です」と引用ポストで反応し、話題となった。",
    );
}

#[test]
fn languages_hold_for_the_whole_list() {
    check(
        "유튜브 영상에는 일본어 댓글만 수천 개가 달렸다. 일본 네티즌들은 “한강이 어디야”, “내일 해 보겠다” 등의 반응을 보였다.",
        &["일본 네티즌들 · YouTube · ja · JP: 한강이 어디야", "일본 네티즌들 · YouTube · ja · JP: 내일 해 보겠다"],
    );
    check(
        "X上では日本語で「行く理由が一つ減った」「辛さが通じた」といった投稿が見られた。",
        &["- · X · ja · -: 行く理由が一つ減った", "- · X · ja · -: 辛さが通じた"],
    );
}

#[test]
fn items_say_where_they_are_from() {
    check(
        "夜の図書館を紹介した動画が海外の掲示板Redditで話題になり、驚きの声が続出。反応をまとめました。\n\n■ 「静かすぎて泣ける」（カナダ）\n\n■ 「うちの町にも欲しい」（ポーランド）\n\n■ 「本はどこ？」（国籍不明）\n",
        &[
            "- · Reddit · - · CA: 静かすぎて泣ける",
            "- · Reddit · - · PL: うちの町にも欲しい",
            "- · Reddit · - · -: 本はどこ？",
        ],
    );
}

#[test]
fn approval_and_its_count_open_an_item() {
    check(
        "다리 위 결혼식 영상은 유튜브에서 화제가 됐다.\n\n유튜브 댓글 반응\n\n👍 3.2만 “하객이 갈매기라니”\n👍 8700 “축의금은 새우깡으로”\n",
        &["- · YouTube · - · -: 하객이 갈매기라니", "- · YouTube · - · -: 축의금은 새우깡으로"],
    );
}

#[test]
fn the_net_itself_cries_out() {
    check(
        "試合は延長の末に中止となり、払い戻しの案内が出た。\n\n発表後、ネットは荒れに荒れた。\n\n・雨雲に退場を命じろ\n・傘を買った金も返して\n\n5ちゃんねるにもスレッドが立った。\n",
        &["- · - · - · -: 雨雲に退場を命じろ", "- · - · - · -: 傘を買った金も返して"],
    );
}

#[test]
fn a_figure_with_a_name_in_marks_is_a_figure() {
    nobody(
        "구독자 90만 명의 유튜버 '국자왕'은 이날 영상에서 \"한 숟갈에 여행을 다녀왔다\"는 평을 남겼다. 온라인에서도 화제다.",
    );
}

#[test]
fn paragraphs_that_nobody_in_particular_wrote_are_posts_each() {
    check(
        "일본 누리꾼의 반응은 뜨거웠다. 야후재팬 댓글창에는 다음과 같은 글이 올라왔다.\n\n“역장이 고양이라니 부럽다.”\n\n“우리 역에는 비둘기뿐인데 승진시켜 줄 수 없나.”\n",
        &[
            "일본 누리꾼 · Yahoo! Japan · - · JP: 역장이 고양이라니 부럽다.",
            "일본 누리꾼 · Yahoo! Japan · - · JP: 우리 역에는 비둘기뿐인데 승진시켜 줄 수 없나.",
        ],
    );
}
