//! Routing: posts a second on one thread, and what share of them goes where it should, beside whatlang, whichlang and lingua;
//! and what the router keeps in memory. `cargo bench --bench route`, on Linux (memory is read from /proc).

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};
use yoron::route::route;

const POSTS: &str = "\
ko	오늘 공연 진짜 최고였어 다음에 또 가고 싶다
ko	배송이 너무 늦어요. 사흘이나 기다렸는데 연락도 없네요
ko	ㅋㅋㅋㅋㅋ 이걸 이렇게 만든다고?
ko	새로 나온 빵집 크림빵 진짜 맛있더라 🥐
ko	비 온다고 했는데 하늘이 이렇게 맑다니
ko	시장님 말씀 듣고 너무 화가 났습니다. 그게 할 말인가요
ko	이 노래 계속 듣게 되네 OST 미쳤다
ko	ㅇㅈ ㄹㅇ 그 장면은 레전드
ko	@hangang_walk 다리 공사는 언제 끝나나요? https://example.com/bridge
ko	엄마 생신이라 미역국 끓였는데 간이 좀 짜다 ㅠㅠ
ko	버스 기사님이 친절하셔서 아침부터 기분 좋음
ko	화면은 예쁜데 배터리가 하루를 못 가요
ko	이번 시즌 우리 팀 왜 이러냐 답답하다
ko	서점에서 우연히 만난 시집 한 권에 위로받음
ko	환불 요청했더니 세 번이나 거절당했어요
ja	今日のライブ最高だった、また絶対に行きたい
ja	電車が止まって一時間も待たされた。説明もなし
ja	新しいパン屋さんのメロンパンがおいしすぎる🥐
ja	この猫、寝相がひどくて笑ったwww
ja	最悪だ、傘を忘れた日に限って大雨
ja	市長の会見を見たけど、まったく納得できない
ja	駅前再開発反対
ja	ｽｺﾞｲ！ 花火がこんなに近くで見えるなんて
ja	@midori_cafe 予約しました、楽しみにしています
ja	推しの新曲がBGMになってて泣いた
ja	字幕が小さくて読みにくいのが残念
ja	店員さんが丁寧でまた来ようと思いました
ja	延長戦でまさかの逆転、心臓に悪い
ja	夏休みの宿題、まだ一ページも終わってない…
ja	箱を開けたら割れていた。交換してほしい
en	Best pancakes in the county, hands down 😍
en	Delayed three hours, no explanation, no apology. Great.
en	@tramline when will the new stop open? https://example.com/stop
en	lol my cat opened the fridge again
en	The verdict is an insult to the victims
en	ngl this album slaps
en	Thank you so much for the kind words <3
en	My phone died twice today, what a useless battery
en	Can't wait for the weekend!!
en	they really cancelled the show after one season smh
en	Such a sad day for our town. Rest in peace.
en	soooo tired of excuses, fix the road already
en	The council meets on Tuesday at seven.
en	I laughed, I cried, I would watch it again
en	Nobody asked for this update
other	El concierto estuvo increíble, quiero volver mañana
other	Llevo tres días esperando el paquete y nadie contesta
other	La boulangerie du coin a fermé, je suis trop triste
other	C'est magnifique, merci pour les photos
other	Der Zug hatte schon wieder eine Stunde Verspätung
other	Das neue Album ist richtig gut geworden
other	Que jogo horrível, não acredito que a gente perdeu
other	Filmnya bagus banget, aku nangis di akhir
other	Ang sarap ng pagkain dito, babalik kami bukas
other	Quán này ngon lắm, mọi người nên thử
other	Bu akşamki maç gerçekten çok kötüydü
other	Il gelato più buono della città, davvero
other	Этот фильм просто замечательный, всем советую
other	สนุกมากเลย อยากไปอีก
other	这家店的面真的很好吃，下次还来";

/// How long each router is measured, and how often; the fastest round counts.
const ROUND: Duration = Duration::from_millis(300);
const ROUNDS: usize = 5;

fn main() {
    // `cargo test --benches` passes --test: once is enough
    let once = std::env::args().any(|argument| argument == "--test");
    let posts: Vec<(&str, &str)> = POSTS.lines().filter_map(|line| line.split_once('\t')).collect();
    println!("{} posts, {} bytes each on average", posts.len(), POSTS.len() / posts.len());

    let before = resident();
    for (_, post) in &posts {
        black_box(route(post));
    }
    let used = resident();
    // no word of these is in any list and their letters fit English and others alike
    for post in ["bonanza ravela", "melodia", "tempest karo", "sorbet granola"] {
        black_box(route(post));
    }
    let asked = resident();
    println!(
        "memory: {before} kB before, {} kB more after routing the posts, {} kB more after lingua was asked",
        used - before,
        asked - before
    );

    measure("yoron", &posts, once, |post| route(post).code);
    for code in ["ko", "ja", "en", "other"] {
        let some: Vec<_> = posts.iter().copied().filter(|(language, _)| *language == code).collect();
        measure(&format!("  {code} only"), &some, once, |post| route(post).code);
    }
    measure("whichlang", &posts, once, |post| match whichlang::detect_language(post) {
        whichlang::Lang::Eng => "en",
        whichlang::Lang::Kor => "ko",
        whichlang::Lang::Jpn => "ja",
        _ => "other",
    });
    measure("whatlang", &posts, once, |post| match whatlang::detect_lang(post) {
        Some(whatlang::Lang::Eng) => "en",
        Some(whatlang::Lang::Kor) => "ko",
        Some(whatlang::Lang::Jpn) => "ja",
        _ => "other",
    });
    // the languages the router asks it for: Korean and Japanese are not among them
    let detector = lingua::LanguageDetectorBuilder::from_all_languages().build();
    measure("lingua, 11 Latin", &posts, once, |post| match detector.detect_language_of(post) {
        Some(lingua::Language::English) => "en",
        _ => "other",
    });
}

fn measure(name: &str, posts: &[(&str, &str)], once: bool, route: impl Fn(&str) -> &'static str) {
    let named = |code| if matches!(code, "en" | "ko" | "ja") { code } else { "other" };
    let right = posts.iter().filter(|(code, post)| named(route(post)) == *code).count();
    let mut fastest = 0.0_f64;
    for _ in 0..if once { 1 } else { ROUNDS } {
        let (start, mut routed) = (Instant::now(), 0);
        while routed == 0 || !once && start.elapsed() < ROUND {
            for (_, post) in posts {
                black_box(route(black_box(post)));
            }
            routed += posts.len();
        }
        fastest = fastest.max(routed as f64 / start.elapsed().as_secs_f64());
    }
    println!("{name:16} {fastest:>12.0} posts/s   {right} of {} right", posts.len());
}

/// Resident memory in kB; 0 where the system does not say.
fn resident() -> i64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
