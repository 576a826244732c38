//! Reposts: posts that only repeat another one.
//!
//! Two posts are one text when their [`key`]s are equal, or when the keys are long and nearly equal: at least 85 % of all
//! their four-character pieces in common (Broder 1997). Near ones are found by MinHash, one permutation in 32 bins (Li, Owen
//! and Zhang 2012), in eight bands of four; all that is found is then compared for real. The hashes have fixed seeds: the
//! same posts give the same answer everywhere.

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Keys below this width (a Hangul, kana or Han character counts 2) repeat each other without being reposts: *great!*, 최고.
const SHORT: usize = 8;
/// Keys below this width are compared for equality only: one word in them changes what they say.
const NEAR: usize = 40;
/// The share of common pieces from which two posts are one.
const ALIKE: f64 = 0.85;
/// Characters of a piece.
const PIECE: usize = 4;
const BINS: usize = 32;
const BANDS: usize = 8;
/// Candidates a post is compared with in one bucket.
const LEADERS: usize = 8;

/// What a post says, stripped of what reposting changes: compatibility forms and case (NFKC, lower case), `RT @name:` and
/// the like in front, addresses, handles, `#` signs, everything that is neither letter, number nor symbol, and letters
/// repeated more than twice (ㅋㅋㅋㅋ is ㅋㅋ).
///
/// ```
/// use yoron::stats::dedupe::key;
/// assert_eq!(key("RT @fan_1: 이번 노래 진짜 최고!!! ㅋㅋㅋㅋ https://t.co/abc"), key("이번 노래 진짜 최고 ㅋㅋ"));
/// assert_eq!(key("This is GREAT"), key("this is great… @friend"));
/// assert_ne!(key("good 👍"), key("good 👎"));
/// ```
pub fn key(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(folded.len());
    let mut run = 0;
    for word in without_prefix(&folded).split_whitespace() {
        if word.starts_with('@') || word.contains("://") || word.starts_with("www.") {
            continue;
        }
        let mut apart = true;
        for c in word.chars() {
            if !says_something(c) {
                apart |= !matches!(c, '\'' | '’' | '\u{fe0f}' | '\u{200d}');
                continue;
            }
            if std::mem::take(&mut apart) && !out.is_empty() {
                out.push(' ');
                run = 0;
            }
            run = if out.ends_with(c) { run + 1 } else { 0 };
            if run < 2 {
                out.push(c);
            }
        }
    }
    out
}

/// Letters, digits, and what stands for a face or a sign; not punctuation.
fn says_something(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '<' | '^' | '+' | '%' | '$')
}

/// The text after any number of `RT @name:` and `RT:`.
fn without_prefix(folded: &str) -> &str {
    let mut rest = folded.trim_start();
    loop {
        let after = rest.strip_prefix("rt").map(str::trim_start);
        rest = match after.and_then(|after| after.strip_prefix('@')) {
            Some(name) => {
                let end = name.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(name.len());
                name[end..].trim_start_matches(':').trim_start()
            }
            None => match rest.strip_prefix("rt:") {
                Some(after) => after.trim_start(),
                None => return rest,
            },
        }
    }
}

/// Whether a text says of itself that it repeats another (`RT @name: …`).
///
/// ```
/// use yoron::stats::dedupe::is_marked;
/// assert!(is_marked("RT @a: 최고") && !is_marked("rt is short for retweet"));
/// ```
pub fn is_marked(text: &str) -> bool {
    let start: String =
        text.trim_start().chars().take(8).collect::<String>().nfkc().flat_map(char::to_lowercase).collect();
    without_prefix(&start) != start.trim_start()
}

/// Whether a text with this key says enough to be told from what many say on their own.
///
/// ```
/// use yoron::stats::dedupe::{is_telling, key};
/// assert!(is_telling(&key("the ferry was late")) && !is_telling(&key("great!")));
/// ```
pub fn is_telling(key: &str) -> bool {
    width(key) >= SHORT
}

fn width(key: &str) -> usize {
    key.chars().filter(|c| *c != ' ').map(|c| if ('\u{1100}'..'\u{1f000}').contains(&c) { 2 } else { 1 }).sum()
}

/// For each text, the index of the first one that says the same, `None` for the first itself and for what stands alone.
///
/// Short texts, such as *great!*, are said by many on their own; they count as repeats only where they are marked as reposts.
/// Posts that are each near the next form one group, even if the ends of the chain are further apart.
///
/// ```
/// use yoron::stats::dedupe::duplicates;
/// let posts = ["The ferry was an hour late again", "great!", "RT @a: the ferry was an hour late again", "great!"];
/// assert_eq!(duplicates(&posts), [None, None, Some(0), None]);
/// ```
pub fn duplicates<T: AsRef<str> + Sync>(texts: &[T]) -> Vec<Option<usize>> {
    let keys: Vec<String> = texts.par_iter().map(|text| key(text.as_ref())).collect();
    let counts: Vec<bool> =
        keys.par_iter().zip(texts).map(|(key, text)| is_telling(key) || is_marked(text.as_ref())).collect();
    let mut first: Vec<u32> = (0..texts.len() as u32).collect();
    let mut order = first.clone();
    order.par_sort_unstable_by(|a, b| keys[*a as usize].cmp(&keys[*b as usize]).then(a.cmp(b)));
    for same in order.chunk_by(|a, b| keys[*a as usize] == keys[*b as usize]) {
        if keys[same[0] as usize].is_empty() {
            continue; // nothing was said
        }
        for repeat in same[1..].iter().filter(|i| counts[**i as usize]) {
            first[*repeat as usize] = same[0];
        }
    }
    near(&keys, &mut first);
    (0..texts.len()).map(|i| Some(root(&first, i as u32) as usize).filter(|root| *root != i)).collect()
}

/// The first of the group a post belongs to.
fn root(first: &[u32], mut post: u32) -> u32 {
    while first[post as usize] != post {
        post = first[post as usize];
    }
    post
}

/// Joins long posts that are nearly equal, band by band so that memory stays small.
fn near(keys: &[String], first: &mut [u32]) {
    let long: Vec<u32> =
        (0..keys.len() as u32).filter(|i| first[*i as usize] == *i && width(&keys[*i as usize]) >= NEAR).collect();
    let signatures: Vec<[u32; BANDS]> = long.par_iter().map(|i| bands(&keys[*i as usize])).collect();
    for band in 0..BANDS {
        let mut bucketed: Vec<(u32, u32)> = long.iter().zip(&signatures).map(|(i, s)| (s[band], *i)).collect();
        bucketed.par_sort_unstable();
        let buckets: Vec<&[(u32, u32)]> = bucketed.chunk_by(|a, b| a.0 == b.0).filter(|b| b.len() > 1).collect();
        let pairs: Vec<(u32, u32)> = buckets.into_par_iter().flat_map_iter(|bucket| alike(keys, bucket)).collect();
        for (leader, post) in pairs {
            let (one, other) = (root(first, leader), root(first, post));
            first[one.max(other) as usize] = one.min(other);
        }
    }
}

/// The posts of a bucket that are nearly equal to an earlier one, with that one.
fn alike(keys: &[String], bucket: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let (mut leaders, mut pairs) = (Vec::<(u32, Vec<u64>)>::new(), Vec::new());
    for (_, post) in bucket {
        let pieces = pieces(&keys[*post as usize]);
        match leaders.iter().find(|(_, leader)| jaccard(leader, &pieces) >= ALIKE) {
            Some((leader, _)) => pairs.push((*leader, *post)),
            None if leaders.len() < LEADERS => leaders.push((*post, pieces)),
            None => {}
        }
    }
    pairs
}

/// The hashes of a key's pieces, sorted, each once.
fn pieces(key: &str) -> Vec<u64> {
    let chars: Vec<char> = key.chars().filter(|c| *c != ' ').collect();
    let mut hashes: Vec<u64> = chars.windows(PIECE).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// FNV-1a over the characters, mixed so that all bits depend on all.
fn hash(piece: &[char]) -> u64 {
    let mixed =
        piece.iter().fold(0xcbf2_9ce4_8422_2325, |h: u64, c| (h ^ u64::from(*c)).wrapping_mul(0x0100_0000_01b3));
    let h = (mixed ^ (mixed >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (h ^ (h >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ (h >> 32)
}

/// The share of pieces in common among all pieces of both.
fn jaccard(a: &[u64], b: &[u64]) -> f64 {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    common as f64 / (a.len() + b.len() - common).max(1) as f64
}

/// One number a band: posts with a number in common may be alike.
fn bands(key: &str) -> [u32; BANDS] {
    let mut least = [u64::MAX; BINS];
    for piece in pieces(key) {
        let bin = (piece >> 59) as usize;
        least[bin] = least[bin].min(piece);
    }
    // an empty bin takes the value of the next filled one (Shrivastava and Li 2014)
    if let Some(filled) = (0..BINS).find(|bin| least[*bin] != u64::MAX) {
        for step in (0..BINS).rev() {
            let (bin, next) = ((filled + step) % BINS, (filled + step + 1) % BINS);
            if least[bin] == u64::MAX {
                least[bin] = least[next].wrapping_add(0x9e37_79b9_7f4a_7c15);
            }
        }
    }
    std::array::from_fn(|band| {
        let rows = &least[band * (BINS / BANDS)..(band + 1) * (BINS / BANDS)];
        let mixed =
            rows.iter().fold(band as u64, |h, row| (h ^ row).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31));
        (mixed >> 32) as u32
    })
}
