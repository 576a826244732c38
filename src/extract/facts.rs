//! What the article states of a post: the platform, the language, the country. Nothing is guessed: a fact stands in the
//! words around the quote, or is carried over within its passage.

use super::cues::{Class, Hit};
use super::grammar::{contains, starts};
use super::lines::Role;
use super::origin::{country, language};
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
        // The further items of a list.
        if index > 0
            && one.why == "announced to be a list"
            && said[index - 1].why == one.why
            && said[index - 1].from.0 == one.from.0
        {
            let mut carried = facts[index - 1].clone();
            // （アメリカ）: items that say where each is from.
            if one.who != said[index - 1].who && text.language != Language::En {
                carried.country = country(text, one).map(str::to_owned);
            }
            facts.push(carried);
            last_public = Some(index);
            continue;
        }
        let country = (one.voice == Voice::Public).then(|| country(text, one)).flatten();
        // 日本語で「A」「B」: the first of a list speaks for all.
        let listed =
            index > 0 && text.language != Language::En && said[index - 1].line == one.line && beside(said, index - 1);
        let language = (one.voice == Voice::Public)
            .then(|| {
                language(text, said, index).or_else(|| listed.then(|| facts[index - 1].language.clone()).flatten())
            })
            .flatten();
        let (platform, personal) = platform(text, said, index, &facts, last_public, country.is_some());
        if one.voice == Voice::Public && one.why != "an embedded post" {
            last_public = Some(index);
        }
        facts.push(Facts { platform, language, country: country.map(str::to_owned), personal });
    }
    facts
}

/// Whether the next span stands right beside this one.
pub(super) fn beside(said: &[Said], index: usize) -> bool {
    said.get(index + 1).is_some_and(|next| next.open >= said[index].close && next.open - said[index].close <= 2)
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
    let last =
        (index..said.len()).take(40).find(|i| text.language == Language::En || !beside(said, *i)).unwrap_or(index);
    let next = said.get(last + 1).map_or(to, |n| if n.open >= one.close { n.open.max(one.close) } else { to });
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
    let place = text.language == Language::En
        && text.hits(from, to).iter().any(|h| {
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
    if elsewhere(text, one) {
        return (None, false);
    }
    let group = text.language != Language::En && one.who.0 < one.who.1 && !goes_on(text, one);
    let again = one.again && (!group || again_strongly(text, one));
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
    // "In Japan, where it streams a day later, …": the passage is about another place.
    let moved = text.language == Language::En && has_country && {
        let opener = text.slice(line.start, line.end.min(line.start + 8)).to_lowercase();
        let reach = line.end.min(line.start + 24);
        ["in ", "over in", "back in", "across "].iter().any(|w| opener.starts_with(w))
            && text.first(line.start, reach, Class::Country).is_some_and(|h| text.chars.get(h.end) == Some(&','))
    };
    if moved && !again_strongly(text, one) && text.last(line.start, one.open.max(line.start), Class::Platform).is_none()
    {
        return (None, false);
    }
    let turn = |start: usize| {
        let comment = text.has(one.near.0, one.near.1, Class::Post) && text.language != Language::En;
        let same = text.language != Language::En && one_of_many(text, one) && one.who.0 < one.who.1;
        text.has(start, one.open.max(start), Class::Turn) && !again_strongly(text, one) && !comment && !same
    };
    // Far up in an endless paragraph is no longer the same passage.
    let floor = line.start.max(one.open.saturating_sub(4_000));
    let start = from.max(floor).min(one.open);
    // Earlier in the paragraph.
    if let Some(hit) = text.last(floor, start, Class::Platform) {
        if several(text, hit) {
            return (None, false);
        }
        // "Trending on Weibo … one Weibo user": the passage is on Weibo all the same.
        let personal = text
            .hits(floor, start)
            .iter()
            .filter(|h| h.class == Class::Platform && h.value == hit.value)
            .all(|h| users(text, h));
        let keeps = !turn(hit.end) && (!personal || again || !has_country && goes_on(text, one));
        return if keeps { (Some(hit.value.to_owned()), personal) } else { (None, false) };
    }
    // 팬 커뮤니티 ‘…’에서는 …. 아이디 ‘…’은 “…”: the paragraph stands in a place of its own.
    let own = text.language != Language::En
        && text.hits(floor, start).iter().any(|h| h.class == Class::Place && names_one(text, h));
    if turn(floor) || own {
        return (None, false);
    }
    if let Some(previous) = last_public.filter(|p| said[*p].last_line == one.line) {
        let carried = &facts[previous];
        return if carried.personal && has_country && !again {
            (None, false)
        } else {
            (carried.platform.clone(), carried.personal)
        };
    }
    // 유튜버 …의 영상 댓글창: whose videos are on YouTube, and so are the comments.
    if text.language != Language::En && under_a_video(text, one) {
        return (Some("YouTube".into()), false);
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
                    _ => !one_of_many(text, one) && !described(text, one),
                };
            let keeps = (again && !(elsewhere && text.language == Language::En) || goes_on(text, one) && !elsewhere)
                && !(carried.personal && has_country && !again_strongly(text, one));
            return if keeps { (carried.platform.clone(), carried.personal) } else { (None, false) };
        }
        // What a figure posted says nothing of where others do.
        let figure =
            said[..index].iter().rev().take(6).any(|s| s.last_line == above && matches!(s.voice, Voice::Figure));
        if let Some(hit) = named {
            if several(text, hit) {
                return (None, false);
            }
            let strange = personal(text, hit) && has_country;
            let replied = text.has(line.start, one.open.max(line.start), Class::Again);
            return if (figure || strange) && !again && !replied { (None, false) } else { found(hit) };
        }
    }
    // Embedded posts in between do not end a passage.
    match embed {
        Some(embed) if one_of_many(text, one) || again => (facts[embed].platform.clone(), false),
        _ => (None, false),
    }
}

/// A place of its own that no table knows (육아 카페에는, IMDb 같은 사이트), or none in particular (온라인에서는, ネット上では).
fn elsewhere(text: &Text, one: &Said) -> bool {
    if text.language == Language::En {
        return false;
    }
    let (from, to) = one.near;
    let to = to.min(one.open);
    let place = |h: &&Hit| {
        h.class == Class::Place
            && starts_any(
                &text.chars[h.end..],
                &[
                    "에서",
                    "에는",
                    "에도",
                    "에선",
                    "엔 ",
                    "에 ",
                    " 등에",
                    " 상에",
                    "상에",
                    "에서도",
                    "では",
                    "には",
                    "でも",
                    "にも",
                    "で、",
                    "で「",
                    "上で",
                    "上に",
                    "内で",
                    "などで",
                    "のコメント",
                    "の投稿",
                    "の口コミ",
                    "のレビュー",
                    "の書き込み",
                    "の反応",
                    "の声",
                    "の反響",
                    " 댓글",
                    " 게시판",
                    " 반응",
                ],
            )
    };
    // 사이트 IMDb에는, 掲示板「…」では
    let named = |h: &&Hit| h.class == Class::Place && names_one(text, h);
    if unknown(text, from, to) {
        return true;
    }
    let same = |h: &Hit| text.hits(h.start.saturating_sub(4), h.end).iter().any(|a| a.class == Class::Again);
    text.hits(from, to).iter().rev().find(|h| place(h) || named(h)).is_some_and(|h| !same(h))
}

/// 사이트 IMDb에는, 掲示板「…」では, 커뮤니티 ‘…’에서는: a place with a name of its own that no table knows.
fn names_one(text: &Text, place: &Hit) -> bool {
    let mark = |at: usize| text.chars.get(at).is_some_and(|c| matches!(c, '「' | '『' | '‘' | '\''));
    let blank = usize::from(text.chars.get(place.end) == Some(&' '));
    let at = place.end + blank;
    if text.chars.get(at + usize::from(mark(at))).is_some_and(char::is_ascii_alphabetic) && (blank > 0 || mark(at)) {
        return true;
    }
    // The name's mark is closed before a particle of place.
    let close = mark(at).then(|| {
        text.chars[at + 1..].iter().take(24).position(|c| matches!(c, '」' | '』' | '’' | '\'')).map(|n| at + n + 2)
    });
    close.flatten().is_some_and(|end| {
        blank == 0 || starts_any(&text.chars[end..], &["에서", "에는", "에선", "에도", "에 ", "の", "で", "に"])
    })
}

/// 바하무트에서 “…”, バハムートでは「…」: a name that no table knows, right before the quote.
fn unknown(text: &Text, from: usize, to: usize) -> bool {
    let chars: Vec<char> = text.chars[from..to].iter().copied().filter(|c| !c.is_whitespace()).collect();
    let (ends, name): (&[&str], fn(char) -> bool) = match text.language {
        Language::Ko => {
            (&["에서", "에서는", "에선"], |c| ('가'..='힣').contains(&c) || c.is_ascii_alphanumeric())
        }
        _ => (&["で", "では", "にも"], |c| matches!(c, '\u{30a1}'..='\u{30ff}') || c.is_ascii_alphanumeric()),
    };
    let Some(end) = ends.iter().find(|e| chars.ends_with(&e.chars().collect::<Vec<_>>())) else { return false };
    let mut at = to;
    while at > from && text.chars[at - 1].is_whitespace() {
        at -= 1;
    }
    let stop = at - end.chars().count();
    let length = (from..stop).rev().take(12).take_while(|i| name(text.chars[*i])).count();
    (4..=11).contains(&length) && text.hits(stop - length, stop).is_empty()
}

/// 트위터와 인스타그램 등으로, XやInstagramなどで: all over, not in one place.
fn several(text: &Text, hit: &Hit) -> bool {
    if text.language == Language::En {
        return false;
    }
    let near = text.hits(hit.start.saturating_sub(12), hit.start).iter().rev().find(|h| h.class == Class::Platform);
    let joined = near.is_some_and(|h| h.end <= hit.start && hit.start - h.end <= 3 && h.value != hit.value);
    joined
        || starts_any(
            &text.chars[hit.end..],
            &[" 등 ", " 등으로", " 등에", " 등을", "などの", "などで", "など、", "等の"],
        )
}

fn starts_any(chars: &[char], words: &[&str]) -> bool {
    words.iter().any(|w| starts(chars, w))
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

/// Whether the paragraph is about comments on a video of somebody whom it calls a YouTuber.
fn under_a_video(text: &Text, one: &Said) -> bool {
    let from = one.from.0.min(text.lines[one.line].start);
    let start = text.line_above(one.line).map_or(from, |above| from.min(text.lines[above].start));
    let to = one.open.max(from);
    contains(&text.chars[start..to], &["유튜버", "ユーチューバー", "YouTuber"])
        && text.has(from, to, Class::Post)
        && contains(&text.chars[from..to], &["영상 댓글", "영상의 댓글", "영상에", "動画のコメント", "動画に"])
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

/// A single person of whom the article says something: 名古屋市に住むという男性, 부산에 산다는 이용자.
fn described(text: &Text, one: &Said) -> bool {
    let who = text.slice(one.who.0, one.who.1);
    // 海外在住とみられる|ユーザー
    let relative = one.who.0 > 0 && matches!(text.chars[one.who.0 - 1], 'る' | 'う' | 'た' | 'む' | 'い' | 'す' | 'く');
    relative && text.language == Language::Ja
        || ["在住", "出身"].iter().any(|w| who.contains(w))
        || ["男性", "女性", "さん", "人", "씨", "남성", "여성"].iter().any(|w| who.ends_with(w))
        || ["という", "とみられる", "名乗る", "다는", "밝힌", "소개한"].iter().any(|w| who.contains(w))
}

/// Whether a speaker without a platform may speak where the passage does: anybody but a group that is introduced anew.
fn goes_on(text: &Text, one: &Said) -> bool {
    let who = text.slice(one.who.0, one.who.1);
    let group = match text.language {
        Language::En => false,
        Language::Ko => who.ends_with('들') || matches!(who.as_str(), "누리꾼" | "네티즌"),
        Language::Ja => {
            matches!(who.as_str(), "ファン" | "ネットユーザー" | "ネット民" | "ユーザー" | "視聴者" | "利用者")
                || ["多く", "海外", "各国"].iter().any(|w| who.starts_with(w)) && who.chars().count() <= 9
                || who.ends_with("たち")
        }
    };
    if text.language != Language::En && one.who.0 == one.who.1 {
        // Nobody named: a comment goes on, a mere voice need not.
        return text.has(one.near.0, one.near.1, Class::Post);
    }
    one_of_many(text, one) || one.who.0 < one.who.1 && (!group || text.language == Language::Ja && described(text, one))
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
        "댓글",
        "リプ",
        "コメント欄",
        "또 다른",
        "返信",
        "引用",
        "人目",
        "別の",
    ];
    let (from, to) = one.near;
    text.hits(from, to).iter().filter(|h| h.class == Class::Again).any(|h| {
        // 등의 댓글로: what these words are themselves.
        if text.language == Language::Ko && h.start > one.open && text.chars[h.start] == '댓' {
            return false;
        }
        let word = text.slice(h.start, h.end).to_lowercase();
        words.iter().any(|w| word.starts_with(w))
    })
}
