//! The tables of cues: what newsrooms write around quotes, one table per language.
//!
//! `lexicons/cues/*.tsv` hold the words; this file finds them in a text, all of them in one pass.

use crate::article::Language;
use std::sync::LazyLock;

/// What a cue says. The head of each table explains the classes to people who edit them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// A member of the public by the word alone: user, netizen, 누리꾼, ネットユーザー.
    Public,
    /// One where the passage is about posts, an interviewee elsewhere: fan, mother, 시민, 住民.
    Person,
    /// An official, a celebrity.
    Figure,
    /// An expert, an interviewee, a document.
    Other,
    /// A document, an organisation: speaks, but is no "he" or "she".
    Thing,
    /// A post, comment, reply.
    Post,
    /// A reaction noun that says nothing of where it was uttered: 의견, 声.
    Voice,
    /// Words that make a passage one about posts.
    Online,
    /// A reporting verb.
    Say,
    /// A reporting verb for writing in public.
    Write,
    /// A verb that gives something a name or a label.
    Call,
    /// Announces a title, a term, a name: what follows is no speech.
    Title,
    /// Says that the speaker was met or asked, not read.
    Interview,
    /// Goes back to the speaker or place before: another, the thread, 또 다른, 別の.
    Again,
    /// Opens a passage of its own: not all, 일각, 一方.
    Turn,
    /// Right behind a quote, makes it what a user calls themselves.
    Nick,
    /// Pronoun.
    Pronoun,
    /// A place to post that has no name of its own: a forum, 커뮤니티, ネット上.
    Place,
    /// A platform; the value is its canonical name.
    Platform,
    /// A country; the value is its code.
    Country,
    /// "In Korean"; the value is the language's code.
    Language,
    /// A line that is no part of the article.
    Junk,
    /// A line that opens a section which is no part of the article.
    Section,
    /// Function words the English noun phrase finder stops at.
    Stop,
    /// A first name; the value is `m` or `f`.
    Name,
    /// A longer word that only contains a cue.
    Block,
}

impl Class {
    fn named(name: &str) -> Option<Class> {
        Some(match name {
            "public" => Class::Public,
            "person" => Class::Person,
            "figure" => Class::Figure,
            "other" => Class::Other,
            "thing" => Class::Thing,
            "post" => Class::Post,
            "voice" => Class::Voice,
            "online" => Class::Online,
            "say" => Class::Say,
            "write" => Class::Write,
            "call" => Class::Call,
            "title" => Class::Title,
            "interview" => Class::Interview,
            "again" => Class::Again,
            "turn" => Class::Turn,
            "nick" => Class::Nick,
            "pronoun" => Class::Pronoun,
            "place" => Class::Place,
            "platform" => Class::Platform,
            "country" => Class::Country,
            "language" => Class::Language,
            "junk" => Class::Junk,
            "section" => Class::Section,
            "stop" => Class::Stop,
            "name" => Class::Name,
            "block" => Class::Block,
            _ => return None,
        })
    }
}

/// A cue found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// In characters.
    pub start: usize,
    pub end: usize,
    pub class: Class,
    /// The table's value; empty where the class needs none.
    pub value: &'static str,
}

struct Entry {
    class: Class,
    value: &'static str,
    /// The pattern as written where its capitals count.
    exact: Option<Vec<char>>,
    /// `^`: only at the beginning of a word.
    begins: bool,
    /// `$`: only at the end of a word.
    ends: bool,
}

/// One language's table.
pub(super) struct Cues {
    trie: crawdad::Trie,
    /// Indexed by the trie's values: the entries that share a spelling.
    entries: Vec<Vec<Entry>>,
}

static EN: LazyLock<Cues> = LazyLock::new(|| Cues::parse(include_str!("../../lexicons/cues/en.tsv")));
static KO: LazyLock<Cues> = LazyLock::new(|| Cues::parse(include_str!("../../lexicons/cues/ko.tsv")));
static JA: LazyLock<Cues> = LazyLock::new(|| Cues::parse(include_str!("../../lexicons/cues/ja.tsv")));

impl Cues {
    /// The table of a language.
    pub fn of(language: Language) -> &'static Cues {
        match language {
            Language::En => &EN,
            Language::Ko => &KO,
            Language::Ja => &JA,
        }
    }

    fn parse(table: &'static str) -> Cues {
        let mut spellings: std::collections::BTreeMap<String, Vec<Entry>> = std::collections::BTreeMap::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(class), Some(value), Some(patterns)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let Some(class) = Class::named(class) else { continue };
            let value = if value == "-" { "" } else { value };
            for pattern in patterns.split('|') {
                let begins = pattern.starts_with('^');
                let ends = pattern.ends_with('$');
                let pattern = pattern.trim_start_matches('^').trim_end_matches('$');
                if pattern.is_empty() {
                    continue;
                }
                let exact = pattern.chars().any(char::is_uppercase).then(|| pattern.chars().collect());
                let key: String = pattern.chars().map(plain).collect();
                spellings.entry(key).or_default().push(Entry { class, value, exact, begins, ends });
            }
        }
        let keys: Vec<String> = spellings.keys().cloned().collect();
        let trie = crawdad::Trie::from_keys(&keys).expect("distinct, sorted, non-empty keys");
        Cues { trie, entries: spellings.into_values().collect() }
    }

    /// All cues of a text, by where they start; of one class the longest at each place, without overlaps.
    pub fn find(&self, chars: &[char]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        // How far each class has been matched already.
        let mut done = [0usize; 32];
        let mut blocked = 0;
        for start in 0..chars.len() {
            if start < blocked {
                continue;
            }
            let first = hits.len();
            // A cue that begins with a Latin letter or digit begins a word.
            if is_latin(chars[start]) && start > 0 && is_latin(chars[start - 1]) {
                continue;
            }
            for (value, length) in self.trie.common_prefix_search(chars[start..].iter().map(|c| plain(*c))) {
                let end = start + length;
                if is_latin(chars[end - 1]) && chars.get(end).is_some_and(|c| is_latin(*c)) {
                    continue;
                }
                for entry in self.entries.get(value as usize).into_iter().flatten() {
                    if entry.exact.as_ref().is_some_and(|exact| !same(exact, &chars[start..end])) {
                        continue;
                    }
                    if entry.begins && start > 0 && chars[start - 1].is_alphanumeric() {
                        continue;
                    }
                    if entry.ends && chars.get(end).is_some_and(|c| c.is_alphanumeric()) {
                        continue;
                    }
                    if entry.class == Class::Block {
                        blocked = blocked.max(end);
                        continue;
                    }
                    // Longer spellings come later and replace shorter ones of their class.
                    match hits[first..].iter_mut().find(|hit| hit.class == entry.class) {
                        Some(hit) => (hit.end, hit.value) = (end, entry.value),
                        None if done[entry.class as usize] > start => {}
                        None => hits.push(Hit { start, end, class: entry.class, value: entry.value }),
                    }
                }
            }
            if blocked > start {
                hits.retain(|hit| hit.start < start || hit.end > blocked);
            }
            for hit in hits.iter().skip(first.min(hits.len())) {
                done[hit.class as usize] = hit.end;
            }
        }
        hits
    }
}

fn same(exact: &[char], text: &[char]) -> bool {
    exact.iter().zip(text).all(|(a, b)| *a == *b || (plain(*a) == '\'' && plain(*b) == '\''))
}

/// Lower case, with straight apostrophes and plain spaces: one character stays one.
pub(super) fn plain(c: char) -> char {
    match c {
        '’' | '‘' | '＇' => '\'',
        '\u{a0}' => ' ',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_lowercase()
        }
        c => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// Letters and digits of scripts that put spaces between words.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{24f}' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(language: Language, text: &str) -> Vec<(Class, String, &'static str)> {
        let chars: Vec<char> = text.chars().collect();
        Cues::of(language)
            .find(&chars)
            .iter()
            .map(|h| (h.class, chars[h.start..h.end].iter().collect(), h.value))
            .collect()
    }

    #[test]
    fn words_are_whole_and_the_longest_wins() {
        let hits = found(Language::En, "One Redditor in the U.S. wrote about fanatics.");
        assert!(hits.contains(&(Class::Public, "Redditor".into(), "")));
        assert!(!hits.iter().any(|h| h.1.starts_with("fan")));
    }

    #[test]
    fn capitals_count_where_the_table_has_them() {
        assert!(found(Language::En, "on X today").contains(&(Class::Platform, "X".into(), "X")));
        assert!(!found(Language::En, "an x mark").iter().any(|h| h.0 == Class::Platform));
    }

    #[test]
    fn a_word_that_contains_a_cue_is_no_cue() {
        assert!(!found(Language::Ko, "팬데믹 이후").iter().any(|h| h.0 == Class::Person));
    }

    #[test]
    fn every_row_of_the_tables_is_read() {
        for table in [
            include_str!("../../lexicons/cues/en.tsv"),
            include_str!("../../lexicons/cues/ko.tsv"),
            include_str!("../../lexicons/cues/ja.tsv"),
        ] {
            for line in table.lines().filter(|line| !line.starts_with('#')) {
                let fields: Vec<&str> = line.split('\t').collect();
                assert_eq!(fields.len(), 3, "three fields: {line}");
                assert!(Class::named(fields[0]).is_some(), "a known class: {line}");
                assert!(fields[2].split('|').all(|p| !p.trim_matches(['^', '$']).trim().is_empty()), "{line}");
            }
        }
    }
}
