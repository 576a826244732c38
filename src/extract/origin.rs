//! What the article states of a post's writer: the language they wrote in and the country they are from.

use super::cues::{Class, Hit};
use super::facts::beside;
use super::grammar::{contains, starts};
use super::said::Said;
use super::text::Text;
use crate::article::Language;

/// The language the sentence says the post is written in.
pub(super) fn language(text: &Text, said: &[Said], index: usize) -> Option<String> {
    let one = &said[index];
    let before =
        said[..index].last().filter(|p| p.close > one.from.0 && p.close <= one.open).map_or(one.from.0, |p| p.close);
    let last =
        (index..said.len()).take(40).find(|i| text.language == Language::En || !beside(said, *i)).unwrap_or(index);
    let after =
        said.get(last + 1).filter(|n| n.open >= one.close && n.open < one.from.1).map_or(one.from.1, |n| n.open);
    let hits: Vec<&Hit> =
        text.hits(before.min(one.open), after.max(one.close)).iter().filter(|h| h.class == Class::Language).collect();
    // 「A」などのほか、英語で「B」: a language right before the next quote is that quote's.
    let next = said.get(last + 1).map_or(usize::MAX, |n| n.open);
    let hit = hits
        .iter()
        .rev()
        .find(|h| h.start < one.open)
        .or_else(|| hits.iter().find(|h| h.end + 2 < next || text.language == Language::En));
    let Some(hit) = hit else {
        // 일본어 댓글만 1만 개가 달렸다. “…” 등이다: the sentence before says what the comments are written in.
        let before = text.sentence_before(one.from.0, one.line).filter(|_| text.language != Language::En)?;
        let quotes = said[..index].iter().rev().take(4).any(|p| p.close > before.start && p.open < before.end);
        return text
            .first(before.start, before.end, Class::Language)
            .filter(|h| !quotes && text.hits(h.start, h.end + 3).iter().any(|p| p.class == Class::Post))
            .map(|h| h.value.to_owned());
    };
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
pub(super) fn country(text: &Text, one: &Said) -> Option<&'static str> {
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
    let stop = if one.open > end { one.open } else { text.lines[one.last_line].end.max(end) };
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
            "driven",
            "drove",
            "flew",
            "flown",
            "travel",
            "came from",
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
    let group = |from: usize, to: usize| {
        let plural = |h: &Hit| matches!(h.class, Class::Public | Class::Person) && super::clause::is_plural(text, h);
        // "Norwegian fans", "fans in Norway"
        let noun = |hit: &Hit| {
            text.hits(hit.end, hit.end + 3).iter().any(plural)
                || text.hits(hit.start.saturating_sub(20).max(from), hit.start).iter().any(|h| {
                    plural(h)
                        && matches!(
                            text.slice(h.end, hit.start).trim(),
                            "in" | "from" | "across" | "in the" | "from the"
                        )
                })
        };
        countries(text, from, to).rev().find(|hit| noun(hit)).map(|h| h.value)
    };
    let many = matches!(who.as_str(), "many" | "some" | "most" | "several");
    let one_of_them = who == "one" || who.starts_with("one ") || who == "others";
    // "In Brazil, a fan wrote": somebody there.
    let place = countries(text, one.from.0, (one.from.0 + 12).min(start.max(one.from.0))).next().filter(|hit| {
        let lead = text.slice(one.from.0, hit.start).to_lowercase();
        matches!(lead.as_str(), "in " | "in the " | "over in " | "across ") && start == hit.end + 2
    });
    if let Some(hit) = place.filter(|hit| text.chars[hit.end] == ',') {
        return Some(hit.value);
    }
    if (many || one_of_them)
        && let Some(found) = group(one.from.0, start.max(one.from.0))
    {
        return Some(found);
    }
    // "Norwegian fans were less shocked. “…,” posted one."
    let above = text.sentence_before(one.from.0, one.line).filter(|_| many || one_of_them)?;
    let quoted = text.spans.partition_point(|s| s.close <= above.start);
    let quotes = text.spans.get(quoted).is_some_and(|s| s.open < above.end);
    // Whom the sentence is about stands at its beginning.
    (!quotes).then(|| group(above.start, above.end.min(above.start + 60))).flatten()
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
        let Some(hit) = countries(text, floor, start).next_back() else {
            return opened(text, one).or_else(|| introduced(text, one));
        };
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
            "とみられる",
            "と思われる",
            "国籍",
            "국적",
            "보이는",
            "추정되는",
        ];
        // "오사카에 있는 영상을 본 누리꾼": a clause about something else breaks the tie.
        let broken = between.iter().any(|c| matches!(c, '。' | '.' | '、' | ','));
        let stated = (contains(between, IDENTITY) && !broken).then_some(hit.value);
        return stated.or_else(|| opened(text, one)).or_else(|| introduced(text, one));
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
        .hits(hit.end, (hit.end + 24).min(one.open.max(hit.end)))
        .iter()
        .filter(|h| !text.chars[hit.end..h.start.max(hit.end)].iter().any(|c| matches!(c, '、' | ',' | '。' | '.')))
        .any(|h| h.class == Class::Platform && !(h.start <= hit.end + 2 && worldwide.contains(&h.value)));
    ((PLACES.iter().any(|place| starts(rest, place))
        || text.hits(hit.end, hit.end + 2).iter().any(|h| h.class == Class::Platform))
        && !platform)
        .then_some(hit.value)
}

/// 국내에서도 반응이 뜨거웠다. 한 누리꾼은 “…”: a paragraph whose first sentence says where its posts are from.
fn opened(text: &Text, one: &Said) -> Option<&'static str> {
    const WHERE: &[&str] =
        &["에서도", "에서는", "에서 ", "에선", " 내에서도", "でも", "では", "内でも", "国内でも", "のネットでも"];
    let start = text.lines[one.line].start;
    let hit = text.hits(start, start + 1).iter().find(|h| h.class == Class::Country)?;
    let first = text.sentences.get(text.sentences.partition_point(|s| s.end <= start))?;
    let quotes = text.spans.get(text.spans.partition_point(|s| s.close <= start)).is_some_and(|s| s.open < first.end);
    let posts = [Class::Voice, Class::Online, Class::Post].iter().any(|c| text.has(hit.end, first.end, *c));
    let named = text.has(one.who.0, one.who.1, Class::Public);
    let moved = countries(text, first.end, one.open).next().is_some();
    let holds = named && posts && !quotes && !moved && first.end <= one.who.0 && one.who.0 < one.open;
    (holds && WHERE.iter().any(|w| starts(&text.chars[hit.end..], w))).then_some(hit.value)
}

/// 仙台市の会社員ゆうかさん, 부산에 사는 김모 씨: where the article first names somebody it may say where they live.
fn introduced(text: &Text, one: &Said) -> Option<&'static str> {
    let (start, end) = one.who;
    let name = &text.chars[start..end];
    let called = name.ends_with(&['さ', 'ん']) || name.ends_with(&['씨']);
    if !called || name.len() < 3 || name.len() > 14 {
        return None;
    }
    let at = text.chars[..start.min(20_000)].windows(name.len()).position(|w| w == name)?;
    let from = (at.saturating_sub(20)..at)
        .rev()
        .find(|i| matches!(text.chars[*i], '、' | '。' | ',' | '.' | '\n' | 'は' | '「' | '“'))
        .map_or(at.saturating_sub(20), |i| i + 1);
    let hit = countries(text, from, at).next_back()?;
    // Where they live, not what they went to see.
    let tied: &[&str] =
        &["の", "市の", "県の", "在住の", "出身の", "に住む", "市に住む", "에 사는", "의 ", " 출신", " 거주"];
    tied.iter().any(|w| starts(&text.chars[hit.end..], w)).then_some(hit.value)
}
