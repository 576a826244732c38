//! The ending grammar of a language: which ending may follow a stem form, what it means, and what may follow it in turn.
//!
//! A file (`endings.tsv`) has two kinds of rows, tab-separated. `state NAME accept|reject`: whether a word may stop in that
//! state. `FROM SURFACE TO FEATURES`: from one of the states (comma-separated), reading the surface leads to a state and
//! adds features (comma-separated, may be empty). A space in a surface stands for optional white space, braces for
//! alternatives (`{が,は}{感じな,見えな}`).

use std::collections::HashMap;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $bit:literal $text:literal,)*) => {
        /// What the endings of a word say, as a set of bits.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct Features(pub u32);

        impl Features {
            $($(#[$doc])* pub const $name: Features = Features(1 << $bit);)*

            /// The feature with this name in `endings.tsv`.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

features! {
    /// Negated (-지 않다, 〜ない).
    NEG = 0 "neg",
    /// Cannot (-지 못하다, 〜できない): negated as well.
    UNABLE = 1 "unable",
    /// A wish or unreal condition (-았으면, 〜ばいいのに).
    WISH = 2 "wish",
    /// A condition (-면, 〜ば).
    COND = 3 "cond",
    /// The clause ends in contrast (-지만, 〜けど).
    CONTRAST = 4 "contrast",
    /// The clause ends here.
    CLAUSE = 5 "clause",
    /// Obligation (-아야 하다, 〜なければならない).
    OBLIG = 6 "oblig",
    /// Strengthened (-아 죽겠다, 〜すぎる).
    BOOST = 7 "boost",
    /// Weakened (-ㄴ 편이다, 〜っぽい).
    DOWN = 8 "down",
    /// A question or a tag that asks.
    QUESTION = 9 "question",
    /// Hearsay (-대, 〜らしい).
    HEARSAY = 10 "hearsay",
    /// Past.
    PAST = 11 "past",
    /// A request or command (-아라, 〜てください).
    REQUEST = 12 "request",
    /// Adnominal: the word describes what follows.
    ADNOMINAL = 13 "adnominal",
    /// Guess or appearance (-ㄹ 듯, 〜そう).
    SEEM = 14 "seem",
    /// Desire (-고 싶다, 〜たい).
    WANT = 15 "want",
    /// A second negation on top of the first (없지 않다, 〜なくはない): weakly the original sign.
    DOUBLE = 16 "double",
    /// Passive or received (받다/당하다, 〜られる).
    PASSIVE = 17 "passive",
    /// Mere noun use without predicate.
    NOMINAL = 18 "nominal",
    /// Denied by absence (감동이 없다); stands with `neg`.
    ABSENT = 19 "absent",
    /// Denied by a copula (걸작은 아니다); stands with `neg`.
    ISNT = 20 "isnt",
    /// A negative command (-지 마라); stands with `neg`.
    FORBID = 21 "forbid",
    /// Quoted (-다고, -다는).
    QUOTE = 22 "quote",
    /// Intent (-려고).
    INTENT = 23 "intent",
    /// Would be (-겠-).
    IRREAL = 24 "irreal",
    /// Granted before the point is made (-지만, -긴 하다).
    CONCEDED = 25 "conceded",
}

impl Features {
    /// Whether all bits of `other` are set.
    pub const fn has(self, other: Features) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets.
    #[must_use]
    pub const fn with(self, other: Features) -> Features {
        Features(self.0 | other.0)
    }
}

/// One ending, compiled.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
pub struct Ending {
    /// States it may follow, as a bit set.
    pub from: u64,
    /// The state after it.
    pub to: u8,
    /// What it adds.
    pub features: Features,
}

/// A grammar as read: states in file order, and endings by surface.
#[derive(Clone, Debug)]
pub struct Grammar {
    /// Name of each state and whether a word may stop there. State 0 is `word`.
    pub states: Vec<(String, bool)>,
    /// Surface and ending.
    pub endings: Vec<(String, Ending)>,
}

impl Default for Grammar {
    /// No endings: every word stands as it is.
    fn default() -> Self {
        Self { states: vec![("word".into(), true)], endings: Vec::new() }
    }
}

impl Grammar {
    /// Reads an `endings.tsv`.
    ///
    /// # Errors
    /// The line and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut grammar = Self::default();
        let mut index: HashMap<String, u8> = HashMap::from([("word".into(), 0)]);
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
            let fail = |what: &str| format!("line {}: {what}: {line}", number + 1);
            let columns: Vec<&str> = line.split('\t').collect();
            if let ["state", name, accept] = columns[..] {
                if grammar.states.len() >= 64 {
                    return Err(fail("more than 64 states"));
                }
                index.insert(name.into(), grammar.states.len() as u8);
                grammar.states.push((name.into(), accept == "accept"));
                continue;
            }
            let (from, surface, to, features) = match columns[..] {
                [from, surface, to] => (from, surface, to, ""),
                [from, surface, to, features] => (from, surface, to, features),
                _ => return Err(fail("expected FROM, SURFACE, TO and FEATURES separated by tabs")),
            };
            let state = |name: &str| index.get(name).copied().ok_or_else(|| fail(&format!("unknown state {name}")));
            let mut mask = 0;
            for name in from.split(',') {
                mask |= 1 << state(name)?;
            }
            let mut set = Features::default();
            for name in features.split(',').filter(|n| !n.is_empty()) {
                set = set.with(Features::from_name(name).ok_or_else(|| fail(&format!("unknown feature {name}")))?);
            }
            let ending = Ending { from: mask, to: state(to)?, features: set };
            for surface in super::entry::expand(surface).iter().flat_map(|surface| with_optional_spaces(surface)) {
                grammar.endings.push((surface, ending));
            }
        }
        Ok(grammar)
    }

    /// The number of a state; `word` where the grammar does not know the name.
    pub fn state(&self, name: &str) -> u8 {
        self.states.iter().position(|(n, _)| n == name).unwrap_or(0) as u8
    }
}

/// "지 않" → "지않" and "지 않".
fn with_optional_spaces(surface: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for c in surface.chars() {
        if c == ' ' {
            out.extend(out.clone().into_iter().map(|s| s + " "));
        } else {
            out.iter_mut().for_each(|s| s.push(c));
        }
    }
    out
}
