//! Word classes: how a word inflects and what part it plays in a sentence.

use serde::{Deserialize, Serialize};

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The class of a lexicon entry; `lexicons/README.md` explains each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            /// Every class there is.
            pub const ALL: &'static [Class] = &[$(Class::$name,)*];

            /// The class as the lexicon files write it.
            pub const fn name(self) -> &'static str {
                match self { $(Class::$name => $text,)* }
            }
        }
    };
}

classes! {
    /// Adjective (Korean 형용사, English adjective).
    Adj = "adj",
    /// Verb (Korean 동사, English verb or verb phrase).
    Verb = "verb",
    /// Noun.
    Noun = "noun",
    /// Adverb.
    Adv = "adv",
    /// Interjection.
    Intj = "intj",
    /// Word of the net, inflects as a noun.
    Slang = "slang",
    /// Fixed expression.
    Expr = "expr",
    /// Onomatopoeia, mimetic.
    Ono = "ono",
    /// Korean abbreviation in jamo.
    Jamo = "jamo",
    /// Japanese i-adjective.
    AdjI = "adj-i",
    /// Japanese na-adjective.
    AdjNa = "adj-na",
    /// Japanese verbal noun.
    NounSuru = "noun-suru",
    /// Japanese ichidan verb.
    Verb1 = "verb-1",
    /// Japanese godan verb.
    Verb5 = "verb-5",
    /// Japanese expression in する.
    VerbSuru = "verb-suru",
    /// Japanese expression in 来る.
    VerbKuru = "verb-kuru",
    /// One emoji.
    Emoji = "emoji",
    /// Western emoticon.
    Emoticon = "emoticon",
    /// Eastern emoticon.
    Kaomoji = "kaomoji",
    /// A word of the VADER lexicon: matched as it stands.
    Vader = "vader",
    /// Strengthens (positive value) or weakens (negative value) the word it belongs to.
    Booster = "booster",
    /// Flips what follows in its clause.
    Negator = "negator",
    /// Flips what stands before it.
    NegatorPost = "negator-post",
    /// Contrast: what follows weighs more than what stands before.
    Contrast = "contrast",
    /// Concession: what follows, up to the clause's end, weighs less.
    Concede = "concede",
    /// A wish or an unreal condition: what stands before it did not happen.
    Wish = "wish",
    /// Marks the text before it as not meant.
    Sarcasm = "sarcasm",
    /// Laughter: warm with praise, mockery with blame.
    Laugh = "laugh",
    /// Tears: strengthen what they stand with, mildly negative alone.
    Cry = "cry",
    /// Ends the reach of boosters and negators.
    Stop = "stop",
}

impl Class {
    /// The class with this name in the lexicon files.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name)
    }

    /// Whether words of this class carry tone themselves (the others act on words that do).
    pub const fn is_tone(self) -> bool {
        !matches!(
            self,
            Class::Booster
                | Class::Negator
                | Class::NegatorPost
                | Class::Contrast
                | Class::Concede
                | Class::Wish
                | Class::Sarcasm
                | Class::Laugh
                | Class::Cry
                | Class::Stop
        )
    }

    /// Whether this is a sign rather than a word (it can stand anywhere and word negation passes it by).
    pub const fn is_sign(self) -> bool {
        matches!(self, Class::Emoji | Class::Emoticon | Class::Kaomoji)
    }
}
