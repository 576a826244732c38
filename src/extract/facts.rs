//! What the article states of a post: the platform, the language, the country. Nothing is guessed: a fact stands in the
//! words around the quote, or is carried over within its passage.

use super::cues::{Class, Hit};
use super::grammar::{contains, starts};
use super::lines::Role;
use super::said::{Said, Voice};
use super::text::Text;
use crate::article::Language;

/// The facts of one span.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub platform: Option<String>,
    pub language: Option<String>,
    pub country: Option<String>,
    /// The platform belongs to the user named (an X user), not to the passage (on X).
    personal: bool,
}

/// The facts of every span, in order.
pub(super) fn facts(text: &Text, said: &[Said]) -> Vec<Facts> {
    let mut facts: Vec<Facts> = Vec::with_capacity(said.len());
    let mut last_public: Option<usize> = None;
    for (index, one) in said.iter().enumerate() {
        if one.voice == Voice::NotSpeech {
            facts.push(Facts::default());
            continue;
        }
        if one.joins
            && let Some(previous) = (0..index).rev().take(6).find(|i| said[*i].voice == one.voice)
        {
            facts.push(facts[previous].clone());
            continue;
        }
        let country = (one.voice == Voice::Public).then(|| country(text, one)).flatten();
        let language = (one.voice == Voice::Public).then(|| language(text, said, index)).flatten();
        let (platform, personal) = platform(text, said, index, &facts, last_public, country.is_some());
        if one.voice == Voice::Public && one.why != "an embedded post" {
            last_public = Some(index);
        }
        facts.push(Facts { platform, language, country: country.map(str::to_owned), personal });
    }
    facts
}

fn platform(
    text: &Text,
    said: &[Said],
    index: usize,
    facts: &[Facts],
    last_public: Option<usize>,
    has_country: bool,
) -> (Option<String>, bool) {
    let one = &said[index];
    let found = |hit: &Hit| (Some(hit.value.to_owned()), personal(text, hit));
    if let Some(hit) = text.hits(one.who.0, one.who.1).iter().find(|h| h.class == Class::Platform) {
        return found(hit);
    }
    let (from, to) = one.from;
    // A platform named for another quote of the sentence is that quote's.
    let next = said.get(index + 1).map_or(to, |n| if n.open >= one.close { n.open.max(one.close) } else { to });
    let after = text.first(one.close, to.min(next).max(one.close), Class::Platform);
    let before = text.last(from, one.open.max(from), Class::Platform);
    let behind = one.who.0 >= one.close;
    if let Some(hit) = if behind { after.or(before) } else { before.or(after) } {
        return found(hit);
    }
    if one.voice != Voice::Public {
        return (None, false);
    }
    // A place of its own that no table knows: "on the dog owners' forum".
    let (from, to) = one.near;
    let place = text.hits(from, to).iter().any(|h| {
        h.class == Class::Online
            && !(one.who.0..one.who.1).contains(&h.start)
            && matches!(
                text.slice(h.start, h.end).to_lowercase().as_str(),
                "forum" | "forums" | "message board" | "message boards"
            )
    });
    if place && !text.has(from, to, Class::Again) {
        return (None, false);
    }
    // The same speaker again.
    let same = said[..index]
        .iter()
        .zip(facts)
        .rev()
        .take(60)
        .find(|(s, f)| f.platform.is_some() && s.voice == Voice::Public && same_name(s, one));
    if let Some((_, facts)) = same {
        return (facts.platform.clone(), false);
    }
    let line = &text.lines[one.line];
    let turn = |start: usize| {
        let comment = text.has(one.near.0, one.near.1, Class::Post) && text.language != Language::En;
        text.has(start, one.open.max(start), Class::Turn) && !again_strongly(text, one) && !comment
    };
    // Far up in an endless paragraph is no longer the same passage.
    let floor = line.start.max(one.open.saturating_sub(4_000));
    let start = from.max(floor).min(one.open);
    // Earlier in the paragraph.
    if let Some(hit) = text.last(floor, start, Class::Platform) {
        // "Trending on Weibo … one Weibo user": the passage is on Weibo all the same.
        let personal = text
            .hits(floor, start)
            .iter()
            .filter(|h| h.class == Class::Platform && h.value == hit.value)
            .all(|h| users(text, h));
        let keeps = !turn(hit.end) && (!personal || one.again || !has_country && goes_on(text, one));
        return if keeps { (Some(hit.value.to_owned()), personal) } else { (None, false) };
    }
    if turn(floor) {
        return (None, false);
    }
    if let Some(previous) = last_public.filter(|p| said[*p].last_line == one.line) {
        let carried = &facts[previous];
        return if carried.personal && has_country && !one.again {
            (None, false)
        } else {
            (carried.platform.clone(), carried.personal)
        };
    }
    // The paragraphs above: one that names a platform and quotes nobody opens the passage; else the post before.
    let embed =
        said[..index].iter().rposition(|s| s.why == "an embedded post" && one.line.saturating_sub(s.last_line) <= 3);
    let mut distance = 0;
    let mut at = one.line;
    while let Some(above) = text.line_above(at) {
        at = above;
        // Headings between paragraphs are no paragraphs.
        let named = text.last(text.lines[above].start, text.lines[above].end, Class::Platform);
        let embedded = one.why == "an embedded post";
        distance += usize::from(embedded || text.lines[above].prose || named.is_some());
        // A comment list whose element names no platform has it from its lead, if from anywhere.
        let reach = if embedded { 1 } else { 4 };
        if distance > reach || text.lines[above].role == Role::Head {
            break;
        }
        let reference = last_public.filter(|p| said[*p].last_line == above || said[*p].line == above);
        if let Some(previous) = reference {
            let carried = &facts[previous];
            // 国内のファンも: a group from somewhere else is not where the last one was.
            let elsewhere = has_country
                && match text.language {
                    Language::En => {
                        // "A Dutch engineer, posting in the same thread, was kinder. “…,” he wrote."
                        let from = if one.who.0 + 400 > one.open { one.who.0.min(one.near.0) } else { one.near.0 };
                        // A user is one of somewhere, a fan of anywhere.
                        ![Class::Again, Class::Public].iter().any(|c| text.has(one.who.0, one.who.1, *c))
                            && !text.has(from, one.near.1, Class::Again)
                    }
                    _ => !one_of_many(text, one),
                };
            let keeps = (one.again && !(elsewhere && text.language == Language::En)
                || goes_on(text, one) && !elsewhere)
                && !(carried.personal && has_country && !again_strongly(text, one));
            return if keeps { (carried.platform.clone(), carried.personal) } else { (None, false) };
        }
        // What a figure posted says nothing of where others do.
        let figure =
            said[..index].iter().rev().take(6).any(|s| s.last_line == above && matches!(s.voice, Voice::Figure));
        if let Some(hit) = named {
            let strange = personal(text, hit) && has_country;
            let replied = text.has(line.start, one.open.max(line.start), Class::Again);
            return if (figure || strange) && !one.again && !replied { (None, false) } else { found(hit) };
        }
    }
    // Embedded posts in between do not end a passage.
    match embed {
        Some(embed) if one_of_many(text, one) || one.again => (facts[embed].platform.clone(), false),
        _ => (None, false),
    }
}

/// "an X user", "Xユーザー": the platform is the user's, not the place of the passage.
fn personal(text: &Text, hit: &Hit) -> bool {
    // Where the passage has named the platform for itself, its users are no strangers to it.
    let before = text.hits(hit.start.saturating_sub(1_200), hit.start);
    users(text, hit) && !before.iter().any(|h| h.class == Class::Platform && h.value == hit.value && !users(text, h))
}

fn users(text: &Text, hit: &Hit) -> bool {
    text.hits(hit.start, hit.end + 4).iter().any(|h| h.class == Class::Public && h.end > hit.start)
}

fn same_name(a: &Said, b: &Said) -> bool {
    let (Some(a), Some(b)) = (&a.speaker, &b.speaker) else { return false };
    let generic = b.chars().count() < 2 || b.chars().next().is_some_and(|c| c.is_lowercase()) && !b.starts_with("u/");
    let named = b.contains('@')
        || b.contains("u/")
        || b.contains('씨')
        || b.contains("さん")
        || b.chars().next().is_some_and(char::is_uppercase)
            && b.split(' ').count() <= 3
            && !b.starts_with("A ")
            && !b.starts_with("One ")
            && !b.starts_with("An ")
            && !b.starts_with("Another");
    named && !generic && (a == b || a.ends_with(b.as_str()) || b.ends_with(a.as_str()))
}

/// One user of a passage about many: "one fan", "a commenter"; a plural group is a new one.
fn one_of_many(text: &Text, one: &Said) -> bool {
    let who = text.slice(one.who.0, one.who.1).to_lowercase();
    if text.language != Language::En {
        return ["한 ", "ある", "とある", "또 다른", "別の"].iter().any(|w| who.starts_with(w));
    }
    ["one ", "a ", "an ", "another", "others", "the "].iter().any(|w| who.starts_with(w))
        || who == "one"
        || who == "another"
        || one.attribution == super::types::Attribution::None && one.why != "a comment with its votes"
}

/// Whether a speaker without a platform may speak where the passage does: anybody but a group that is introduced anew.
fn goes_on(text: &Text, one: &Said) -> bool {
    let who = text.slice(one.who.0, one.who.1);
    let group = match text.language {
        Language::En => false,
        Language::Ko => who.ends_with('들') || matches!(who.as_str(), "누리꾼" | "네티즌"),
        Language::Ja => {
            matches!(who.as_str(), "ファン" | "ネットユーザー" | "ネット民" | "ユーザー" | "視聴者" | "利用者")
                || ["多く", "海外", "各国"].iter().any(|w| who.starts_with(w))
                || who.ends_with("たち")
        }
    };
    if text.language != Language::En && one.who.0 == one.who.1 {
        // Nobody named: a comment goes on, a mere voice need not.
        return text.has(one.near.0, one.near.1, Class::Post);
    }
    one_of_many(text, one) || one.who.0 < one.who.1 && !group
}

/// A reply or a comment on what stands above, whatever turn the passage takes.
fn again_strongly(text: &Text, one: &Said) -> bool {
    let words = [
        "another",
        "repl",
        "in the thread",
        "same thread",
        "the forum",
        "the platform",
        "a comment",
        "a reply",
        "the comments",
        "답글",
        "댓글로",
        "또 다른",
        "返信",
        "引用",
        "人目",
        "別の",
    ];
    let (from, to) = one.near;
    text.hits(from, to).iter().filter(|h| h.class == Class::Again).any(|h| {
        let word = text.slice(h.start, h.end).to_lowercase();
        words.iter().any(|w| word.starts_with(w))
    })
}

/// The language the sentence says the post is written in.
fn language(text: &Text, said: &[Said], index: usize) -> Option<String> {
    let one = &said[index];
    let before =
        said[..index].last().filter(|p| p.close > one.from.0 && p.close <= one.open).map_or(one.from.0, |p| p.close);
    let after =
        said.get(index + 1).filter(|n| n.open >= one.close && n.open < one.from.1).map_or(one.from.1, |n| n.open);
    let hits: Vec<&Hit> =
        text.hits(before.min(one.open), after.max(one.close)).iter().filter(|h| h.class == Class::Language).collect();
    // 「A」などのほか、英語で「B」: a language right before the next quote is that quote's.
    let next = said.get(index + 1).map_or(usize::MAX, |n| n.open);
    let hit = hits
        .iter()
        .rev()
        .find(|h| h.start < one.open)
        .or_else(|| hits.iter().find(|h| h.end + 2 < next || text.language == Language::En))?;
    if text.language == Language::En {
        // "a speech in Japanese" is not how the post is written.
        let lead: String = text.chars[hit.start.saturating_sub(24).max(one.from.0)..hit.start]
            .iter()
            .collect::<String>()
            .to_lowercase();
        let other = [
            "speech ",
            "song ",
            "sang ",
            "spoke ",
            "speaking ",
            "speak ",
            "lyrics ",
            "subtitles ",
            "version ",
            "greeting ",
            "greeted fans ",
            "sung ",
            "interview ",
            "apology ",
            "singing ",
            "learning ",
            "fluent ",
            "accent ",
            "verse ",
        ];
        if other.iter().any(|w| lead.ends_with(w)) {
            return None;
        }
    }
    Some(hit.value.to_owned())
}

fn countries(text: &Text, from: usize, to: usize) -> impl DoubleEndedIterator<Item = &Hit> {
    // "in Japanese" names a language.
    let language = move |hit: &Hit| {
        text.hits(hit.start.saturating_sub(24), hit.end)
            .iter()
            .any(|h| h.class == Class::Language && h.start <= hit.start && h.end >= hit.end)
    };
    // "a Welsh-speaking customer", "Korean-style".
    let manner = move |hit: &Hit| {
        ["-speaking", "-language", "-style", "-made", "-themed", "-inspired", "-subtitled"]
            .iter()
            .any(|w| starts(&text.chars[hit.end.min(text.chars.len())..], w))
    };
    text.hits(from, to).iter().filter(move |h| h.class == Class::Country && !language(h) && !manner(h))
}

/// Where the article says the writer is from.
fn country(text: &Text, one: &Said) -> Option<&'static str> {
    match text.language {
        Language::En => country_en(text, one),
        Language::Ko | Language::Ja => country_cjk(text, one),
    }
}

fn country_en(text: &Text, one: &Said) -> Option<&'static str> {
    let (start, end) = one.who;
    if start == end {
        return None;
    }
    let head = text
        .hits(start, end)
        .iter()
        .rev()
        .find(|h| matches!(h.class, Class::Public | Class::Person | Class::Post) && h.end <= end)
        .map_or(end, |h| h.end);
    for hit in countries(text, start, end) {
        // "Japanese X user", "user in Canada"; not "fans of the Japanese band".
        let before: String = text.chars[hit.start.saturating_sub(14).max(start)..hit.start].iter().collect();
        let of = text.slice(start, hit.start).contains(" of ")
            && !before.trim_end().ends_with("from")
            && !before.trim_end().ends_with("in");
        let located = ["in", "from", "in the", "from the"].iter().any(|w| before.trim_end().ends_with(w));
        if (hit.start < head && !of) || located {
            return Some(hit.value);
        }
    }
    // What is said of the speaker right behind: ", apparently from London", "who said he worked in Hefei".
    let stop = if one.open > end { one.open } else { text.lines[one.last_line].end };
    let reach = text.chars[end..stop.min(end + 110)]
        .iter()
        .position(|c| matches!(c, '.' | ';' | '“' | '"' | ':'))
        .map_or(stop.min(end + 110), |n| end + n);
    let described: String = text.chars[end..reach].iter().collect::<String>().to_lowercase();
    let relative = described.trim_start_matches([',', ' ']);
    let opens = [
        "who ",
        "from ",
        "based in",
        "living in",
        "apparently ",
        "writing from",
        "posting from",
        "a ",
        "an ",
        "in ",
        "identif",
        "born in",
        "currently ",
        "whose ",
    ]
    .iter()
    .any(|w| relative.starts_with(w));
    if opens {
        let identity = [
            "from ",
            "based in",
            "liv",
            "work",
            "born",
            "grew up",
            " in ",
            "resident",
            "said he",
            "said she",
            "said they",
            "identif",
            "describ",
        ];
        for hit in countries(text, end, reach) {
            let before: String = text.chars[end..hit.start].iter().collect::<String>().to_lowercase();
            let near = ["from", "in", "from the", "in the", "as a", "as an", "near", "outside", "a", "an"]
                .iter()
                .any(|w| before.trim_end().ends_with(w));
            let about = ["about", "video", "clip", "concert", "post", "wrote", "commented", "replied"]
                .iter()
                .any(|w| before.contains(w))
                && !before.contains("said");
            if near && !about && identity.iter().any(|w| before.contains(w) || relative.starts_with(w.trim())) {
                return Some(hit.value);
            }
        }
    }
    // "Chinese netizens, with many calling her …"
    let who = text.slice(start, end).to_lowercase();
    if matches!(who.as_str(), "many" | "some" | "most" | "several") {
        let from = one.from.0;
        return countries(text, from, start)
            .rev()
            .find(|hit| {
                text.hits(hit.end, hit.end + 3).iter().any(|h| matches!(h.class, Class::Public | Class::Person))
            })
            .map(|h| h.value);
    }
    None
}

fn country_cjk(text: &Text, one: &Said) -> Option<&'static str> {
    let (start, end) = one.who;
    if start < end {
        // 台湾在住の日本人ユーザー: the noun nearest to the user.
        if let Some(hit) = countries(text, start, end).next_back() {
            return Some(hit.value);
        }
        // 자신을 오사카 토박이라고 소개한, 韓国から旅行中だという
        let floor = start.saturating_sub(36).max(one.from.0);
        let hit = countries(text, floor, start).next_back()?;
        let between = &text.chars[hit.end..start];
        const IDENTITY: &[&str] = &[
            "소개",
            "밝힌",
            "거주",
            "사는",
            "산다",
            "살고",
            "출신",
            "유학",
            "여행 중",
            "토박이",
            "생활",
            "왔다는",
            "온 ",
            "근무",
            "다니",
            "から",
            "在住",
            "出身",
            "住む",
            "暮らす",
            "住んで",
            "留学",
            "旅行中",
            "名乗る",
            "在勤",
            "だという",
        ];
        // "오사카에 있는 영상을 본 누리꾼": a clause about something else breaks the tie.
        let broken = between.iter().any(|c| matches!(c, '。' | '.' | '、' | ','));
        return (contains(between, IDENTITY) && !broken).then_some(hit.value);
    }
    // Nobody named: 일본 온라인에서는, 韓国のSNSでは
    let hit = countries(text, one.from.0, one.open).next_back()?;
    let rest = &text.chars[hit.end..one.open];
    const PLACES: &[&str] = &[
        " 현지",
        " 온라인",
        " 누리꾼",
        " 네티즌",
        " 커뮤니티",
        " SNS",
        " 소셜",
        " 포털",
        " 인터넷",
        " 팬덤",
        " 내에서",
        "에서는",
        "에서도",
        "에선",
        "では",
        "でも",
        "からは",
        "からも",
        "의 SNS",
        "의 온라인",
        "のネット",
        "のSNS",
        "ネット",
        "のファン",
        "のユーザー",
        "のX",
        "のインターネット",
        "のサイト",
        "の掲示板",
        "のオンライン",
        "SNS",
        "ファン",
    ];
    // "일본 X에서는": of a platform that all the world uses the country is its users'; 中国の微博 says nothing of them.
    let worldwide = ["X", "YouTube", "Instagram", "TikTok", "Facebook", "Threads", "Reddit", "Bluesky"];
    let platform = text
        .hits(hit.end, hit.end + 12)
        .iter()
        .any(|h| h.class == Class::Platform && !(h.start <= hit.end + 2 && worldwide.contains(&h.value)));
    ((PLACES.iter().any(|place| starts(rest, place))
        || text.hits(hit.end, hit.end + 2).iter().any(|h| h.class == Class::Platform))
        && !platform)
        .then_some(hit.value)
}
