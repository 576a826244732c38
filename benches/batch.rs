//! Batches, side by side in one run: the limit, yoron from JSON lines to JSON lines, from Parquet to Parquet, routing and
//! scoring alone. `cargo bench --bench batch`; with a number of posts as argument for other sizes than 240,000.

use rayon::prelude::*;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use yoron::Engine;
use yoron::score::Scratch;

const POSTS: usize = 240_000;
/// Runs of each; the quickest counts.
const ROUNDS: usize = 5;

const ENGLISH: [&str; 16] = [
    "The new tram line is a joy, we love riding it to work",
    "honestly the worst queue i have ever stood in, never again",
    "Council meets on Tuesday at seven to discuss the bridge",
    "lol my cat opened the fridge again 😂😂",
    "I don't hate it, I just don't get why they changed the colours",
    "Delayed three hours, no explanation, no apology. Great.",
    "Congrats to the girls' team, what a comeback!!",
    "Prices went up by two per cent in March, says the office",
    "So proud of everyone who helped after the storm ❤️",
    "This update is broken, slow and ugly, please bring the old one back",
    "At least the soup was warm and the staff were kind",
    "can't wait for the weekend, seeing them live at last",
    "He lied, and then he lied about lying. Disgusting.",
    "The book is kind of slow but the ending is AMAZING",
    "anyone know when the library opens on sundays?",
    "They could have been honest with us from the start",
];
const KOREAN: [&str; 16] = [
    "오늘 공연 진짜 최고였어요 눈물 날 뻔했네요",
    "배송이 너무 늦어서 화가 나네요 다시는 안 살 겁니다",
    "내일 오전 열 시에 시청 앞에서 설명회가 있습니다",
    "ㅋㅋㅋㅋ 고양이가 또 냉장고 문을 열었어",
    "기대 안 했는데 생각보다 훨씬 재미있었다",
    "값만 비싸고 맛은 별로예요 실망했습니다",
    "선수들 정말 수고 많았어요 자랑스럽습니다 👏",
    "이걸 돈 주고 보라고? 시간이 아깝다",
    "직원분들이 친절하고 매장도 깨끗해서 좋았어요",
    "왜 자꾸 말을 바꾸는지 모르겠다 답답하네",
    "다음 주부터 지하철 막차 시간이 바뀐다고 합니다",
    "노래 너무 좋다ㅠㅠ 하루 종일 듣는 중",
    "솔직히 나쁘지 않은데 굳이 추천하지는 않아요",
    "사과도 없이 넘어가려는 태도가 최악이다",
    "덕분에 많이 웃었습니다 감사합니다",
    "도서관 일요일에도 여나요?",
];
const JAPANESE: [&str; 16] = [
    "昨日のライブ、本当に最高だった。泣きそうになった",
    "対応がひどすぎる。二度と行かないと思う",
    "明日の午前十時から市役所で説明会があります",
    "うちの猫がまた冷蔵庫を開けててwww",
    "期待してなかったけど思ったより面白かった！",
    "値段のわりにおいしくない、がっかりした",
    "選手のみなさん、感動をありがとう👏",
    "なんで毎回言うことが変わるのか理解できない",
    "店員さんが親切で、店内もきれいで良かったです",
    "アプリの更新で使いにくくなった。前に戻してほしい",
    "来週から終電の時間が変わるそうです",
    "この曲好きすぎる、ずっと聴いてる",
    "悪くはないけど、人にすすめるほどでもないかな",
    "謝罪もないのは最低だと思います",
    "おかげさまで楽しい一日になりました",
    "図書館って日曜も開いてますか？",
];

/// A small generator of numbers, so that the batch is the same everywhere.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

/// The text of one post: one to three sentences of one language, now and then with a handle, a tag or a link.
fn text(state: &mut u64) -> String {
    let sentences = [&ENGLISH, &KOREAN, &JAPANESE][next(state) % 3];
    let mut text = String::new();
    if next(state).is_multiple_of(8) {
        text += &format!("@user{} ", next(state) % 9000);
    }
    for i in 0..=next(state) % 3 {
        text += if i > 0 { " " } else { "" };
        text += sentences[next(state) % sentences.len()];
    }
    match next(state) % 12 {
        0 => text += &format!(" #tag{}", next(state) % 500),
        1 => text += &format!(" https://example.com/{}", next(state) % 100_000),
        2 => text += "!!!",
        _ => {}
    }
    text
}

fn generate(path: &Path, posts: usize) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut state = 20_261_124;
    for i in 0..posts {
        let text = serde_json::to_string(&text(&mut state))?;
        let (hour, minute) = (next(&mut state) % 24, next(&mut state) % 60);
        writeln!(
            out,
            "{{\"id\": \"17{i:017}\", \"author_id\": \"{}\", \"created_at\": \"2026-11-{:02}T{hour:02}:{minute:02}:00Z\", \"text\": {text}, \
             \"like_count\": {}, \"retweet_count\": {}}}",
            1_000_000 + next(&mut state) % 50_000,
            1 + next(&mut state) % 28,
            next(&mut state) % 400,
            next(&mut state) % 40,
        )?;
    }
    out.flush()
}

/// The limit: parse each line, add two fields, write it, on all cores, a bounded number of lines at a time.
fn limit(input: &Path, output: &Path) -> std::io::Result<()> {
    let mut reader = BufReader::with_capacity(1 << 20, File::open(input)?);
    let mut out = BufWriter::with_capacity(1 << 20, File::create(output)?);
    let mut lines = Vec::new();
    loop {
        lines.clear();
        while lines.len() < 16_384 {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                break;
            }
            lines.push(line);
        }
        if lines.is_empty() {
            return out.flush();
        }
        let written: Vec<String> = lines
            .par_iter()
            .map(|line| {
                let mut value: Value = serde_json::from_str(line).unwrap_or(Value::Null);
                if let Value::Object(map) = &mut value {
                    map.insert("tone".into(), 0.5.into());
                    map.insert("tone_label".into(), "positive".into());
                }
                serde_json::to_string(&value).unwrap_or_default()
            })
            .collect();
        for line in written {
            out.write_all(line.as_bytes())?;
            out.write_all(b"\n")?;
        }
    }
}

fn best(mut run: impl FnMut()) -> f64 {
    (0..ROUNDS).fold(f64::INFINITY, |best, _| {
        let start = Instant::now();
        run();
        best.min(start.elapsed().as_secs_f64())
    })
}

/// Runs `yoron score`; gives the most memory it had, in MB, where the system tells.
fn score(arguments: &[&str], folder: &Path) -> f64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yoron"))
        .arg("score")
        .args(arguments)
        .arg("--quiet")
        .current_dir(folder)
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0.0f64;
    while child.try_wait().is_ok_and(|ended| ended.is_none()) {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok());
        most = most.max(kilobytes.unwrap_or(0.0) / 1024.0);
        std::thread::sleep(std::time::Duration::from_micros(500));
    }
    assert!(child.wait().is_ok_and(|status| status.success()), "yoron score {arguments:?}");
    most
}

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let posts: usize = asked.unwrap_or(POSTS);
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    generate(&path("a.jsonl"), posts).expect("the batch is written");
    let size = fs::metadata(path("a.jsonl")).map_or(0, |file| file.len());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{posts} posts, {:.1} MB of JSON lines, {cores} cores, best of {ROUNDS}", size as f64 / 1e6);
    println!("{:<44} {:>9} {:>12} {:>10} {:>9}", "", "seconds", "posts/s", "x limit", "peak MB");
    let show = |name: &str, seconds: f64, base: Option<f64>, memory: Option<f64>| {
        let times = base.map_or_else(String::new, |base| format!("{:.2}", seconds / base));
        let memory = memory.map_or_else(String::new, |memory| format!("{memory:.0}"));
        println!("{name:<44} {seconds:>9.3} {:>12.0} {times:>10} {memory:>9}", posts as f64 / seconds);
    };
    let base = best(|| limit(&path("a.jsonl"), &path("limit.jsonl")).expect("the limit runs"));
    show("limit: serde_json, two fields, all cores", base, Some(base), None);
    let mut memory = 0.0f64;
    let mut timed = |arguments: &[&str]| {
        memory = 0.0;
        let seconds = best(|| memory = memory.max(score(arguments, folder.path())));
        (seconds, memory)
    };
    let (one, memory) = timed(&["a.jsonl", "-o", "o.jsonl", "--threads", "1"]);
    show("JSON lines to JSON lines, 1 thread", one, Some(base), Some(memory));
    let (two, memory) = timed(&["a.jsonl", "-o", "o.jsonl", "--threads", "2"]);
    show("JSON lines to JSON lines, 2 threads", two, Some(base), Some(memory));
    println!("{:<44} {:>9.2}", "  two threads against one", one / two);
    let (seconds, memory) = timed(&["a.jsonl", "-o", "o.csv"]);
    show("JSON lines to CSV (read twice)", seconds, Some(base), Some(memory));
    let (seconds, memory) = timed(&["a.jsonl", "-o", "o.jsonl.zst"]);
    show("JSON lines to JSON lines .zst", seconds, Some(base), Some(memory));
    let (seconds, memory) = timed(&["a.jsonl", "-o", "a.parquet"]);
    show("JSON lines to Parquet (zstd)", seconds, Some(base), Some(memory));
    // what is scored is not ours yet
    let (seconds, memory) = timed(&["a.parquet", "-o", "o.parquet"]);
    show("Parquet to Parquet (zstd)", seconds, Some(base), Some(memory));
    println!("{:<44} {:>9.2}", "  posts/s against JSON lines, 2 threads", two / seconds);
    let mut state = 20_261_124;
    let texts: Vec<String> = (0..posts.min(POSTS)).map(|_| text(&mut state)).collect();
    let (engine, mut scratch) = (Engine::default(), Scratch::default());
    let alone = best(|| {
        for text in &texts {
            std::hint::black_box(engine.tone(text, None, &mut scratch));
        }
    });
    show("routing and scoring alone, 1 thread", alone * posts as f64 / texts.len() as f64, None, None);
}
