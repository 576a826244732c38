//! The compiled lexicon: a trie over all surface forms, the entries they belong to, and the ending grammar.

use super::grammar::Ending;
use super::{Class, Features, Folded, Grammar, Row, fold, inflect, is_katakana};
use crate::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many characters of endings are read after a stem: no word has more, and floods of endings stay linear.
const LONGEST_TAIL: usize = 40;

/// One lemma of a compiled lexicon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Dictionary form.
    pub lemma: String,
    /// Word class.
    pub class: Class,
    /// −4 … +4; the increment for boosters; 0 blocks.
    pub valence: f32,
    /// May be found inside a longer word.
    pub inside: bool,
}

/// A form of an entry: where the endings start.
#[derive(Clone, Copy, Debug)]
struct Form {
    entry: u32,
    state: u8,
}

/// Surfaces with what each leads to, as a trie whose values are indices into `groups`.
#[derive(Default)]
struct Index {
    trie: Option<crawdad::Trie>,
    groups: Vec<u32>,
}

/// An entry found in text; positions count folded characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Index of the entry in its lexicon.
    pub entry: u32,
    /// First character.
    pub start: u32,
    /// End of the stem form.
    pub stem_end: u32,
    /// End of the endings.
    pub end: u32,
    /// What the endings say.
    pub features: Features,
}

/// A compiled lexicon of one language.
pub struct Lexicon {
    entries: Vec<Entry>,
    forms: Vec<Form>,
    surfaces: Index,
    endings: Vec<Ending>,
    ending_surfaces: Index,
    accepts: u64,
    openings: Openings,
}

#[derive(Serialize, Deserialize)]
struct Packed<'a> {
    entries: Vec<Entry>,
    forms: &'a [u8],
    /// The trie and the groups.
    surfaces: (&'a [u8], &'a [u8]),
    endings: Vec<Ending>,
    ending_surfaces: (&'a [u8], &'a [u8]),
    accepts: u64,
    openings: Openings,
}

/// Numbers as four bytes each, least first: hundreds of thousands of them are read at the start of every run.
fn pack_numbers(numbers: impl Iterator<Item = u32>) -> Vec<u8> {
    numbers.flat_map(u32::to_le_bytes).collect()
}

fn unpack_numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.as_chunks().0.iter().map(|number| u32::from_le_bytes(*number))
}

impl Form {
    /// Both numbers in one: there are fewer than 2²⁴ entries.
    const fn to_number(self) -> u32 {
        self.entry << 8 | self.state as u32
    }

    const fn of_number(number: u32) -> Self {
        Self { entry: number >> 8, state: number as u8 }
    }
}

/// The first two characters of all surfaces, as a set that errs only on the side of *yes* (Bloom 1970, one hash): most
/// places in a text begin no entry, and this says so without a walk through the trie.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Openings(Vec<u64>);

impl Openings {
    const BITS: u32 = 18;

    fn place(first: char, second: char) -> (usize, u64) {
        let hash = (first as u32).wrapping_mul(0x9e37_79b1) ^ (second as u32).wrapping_mul(0x85eb_ca6b);
        let bit = hash.wrapping_mul(0xc2b2_ae35) >> (32 - Self::BITS);
        (bit as usize / 64, 1 << (bit % 64))
    }

    fn add(&mut self, surface: &str) {
        self.0.resize(1 << (Self::BITS - 6), 0);
        let mut chars = surface.chars();
        let first = chars.next().unwrap_or('\0');
        let (word, bit) = Self::place(first, chars.next().unwrap_or('\0'));
        self.0[word] |= bit;
    }

    /// Whether an entry may begin with these two characters, or with the first alone.
    fn may_open(&self, chars: &[char]) -> bool {
        let first = chars.first().copied().unwrap_or('\0');
        let holds = |(word, bit): (usize, u64)| self.0.get(word).is_some_and(|w| w & bit != 0);
        holds(Self::place(first, chars.get(1).copied().unwrap_or('\0'))) || holds(Self::place(first, '\0'))
    }
}

impl Index {
    fn new<T>(by_surface: BTreeMap<String, Vec<T>>, items: &mut Vec<T>) -> Self {
        let mut groups = vec![items.len() as u32];
        let mut keys = Vec::with_capacity(by_surface.len());
        for (surface, group) in by_surface {
            keys.push((surface, keys.len() as u32));
            items.extend(group);
            groups.push(items.len() as u32);
        }
        // The map holds unique, sorted, non-empty keys: what the trie asks for.
        Self { trie: crawdad::Trie::from_records(keys).ok(), groups }
    }

    /// The groups of all surfaces that `chars` begins with, shortest first, each with its length in characters. Inlined, since
    /// this is where most of the time of scoring goes.
    #[inline(always)]
    fn each_prefix(&self, chars: &[char], mut found: impl FnMut(std::ops::Range<usize>, usize)) {
        let Some(trie) = &self.trie else { return };
        for (value, length) in trie.common_prefix_search(chars.iter().copied()) {
            let at = value as usize;
            if let (Some(from), Some(to)) = (self.groups.get(at), self.groups.get(at + 1)) {
                found(*from as usize..*to as usize, length);
            }
        }
    }

    fn pack(&self) -> (Vec<u8>, Vec<u8>) {
        let trie = self.trie.as_ref().map(crawdad::Trie::serialize_to_vec).unwrap_or_default();
        (trie, pack_numbers(self.groups.iter().copied()))
    }

    fn unpack((trie, groups): (&[u8], &[u8])) -> Self {
        let trie = (!trie.is_empty()).then(|| crawdad::Trie::deserialize_from_slice(trie).0);
        Self { trie, groups: unpack_numbers(groups).collect() }
    }
}

impl Lexicon {
    /// Compiles rows. `language` decides inflection; `None` takes every spelling as it stands (signs, emoji).
    pub fn build(language: Option<Language>, rows: &[Row], grammar: &Grammar) -> Self {
        let mut entries = Vec::with_capacity(rows.len());
        let mut by_surface: BTreeMap<String, Vec<Form>> = BTreeMap::new();
        for row in rows {
            let entry = entries.len() as u32;
            entries.push(Entry {
                lemma: row.lemma.clone(),
                class: row.class,
                valence: row.valence,
                inside: row.inside,
            });
            for (surface, state) in inflect::forms(language.filter(|_| !row.class.is_sign()), row) {
                // what the fold leaves of わー or 来たー is an everyday word, no exclamation
                let drawn_out = row.class.is_tone() && surface.ends_with(['ー', '〜', '～']);
                let surface = fold(&surface);
                let worn = drawn_out && surface.chars().count() <= 2 && !surface.ends_with(is_katakana);
                if !surface.is_empty() && !worn {
                    let group = by_surface.entry(surface).or_default();
                    let form = Form { entry, state: grammar.state(state) };
                    if !group.iter().any(|f| f.entry == form.entry && f.state == form.state) {
                        group.push(form);
                    }
                }
            }
        }
        let mut openings = Openings::default();
        by_surface.keys().for_each(|surface| openings.add(surface));
        let mut forms = Vec::new();
        let surfaces = Index::new(by_surface, &mut forms);
        let mut by_surface: BTreeMap<String, Vec<Ending>> = BTreeMap::new();
        for (surface, ending) in &grammar.endings {
            by_surface.entry(fold(surface)).or_default().push(*ending);
        }
        let mut endings = Vec::new();
        let ending_surfaces = Index::new(by_surface, &mut endings);
        let accepts = grammar.states.iter().enumerate().filter(|(_, s)| s.1).fold(0, |mask, (i, _)| mask | 1 << i);
        Self { entries, forms, surfaces, endings, ending_surfaces, accepts, openings }
    }

    /// The lexicon as bytes to embed.
    pub fn pack(&self) -> Vec<u8> {
        let forms = pack_numbers(self.forms.iter().map(|form| form.to_number()));
        let (surfaces, endings) = (self.surfaces.pack(), self.ending_surfaces.pack());
        let packed = Packed {
            entries: self.entries.clone(),
            forms: &forms,
            surfaces: (&surfaces.0, &surfaces.1),
            endings: self.endings.clone(),
            ending_surfaces: (&endings.0, &endings.1),
            accepts: self.accepts,
            openings: self.openings.clone(),
        };
        postcard::to_allocvec(&packed).unwrap_or_default()
    }

    /// Reads what [`pack`](Self::pack) wrote; `None` if the bytes are not that.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let packed: Packed = postcard::from_bytes(bytes).ok()?;
        Some(Self {
            entries: packed.entries,
            forms: unpack_numbers(packed.forms).map(Form::of_number).collect(),
            surfaces: Index::unpack(packed.surfaces),
            endings: packed.endings,
            ending_surfaces: Index::unpack(packed.ending_surfaces),
            accepts: packed.accepts,
            openings: packed.openings,
        })
    }

    /// The entry with this index.
    pub fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// Whether this folded word, the whole of it, is a form of an entry.
    pub fn knows(&self, word: impl Iterator<Item = char>) -> bool {
        self.surfaces.trie.as_ref().is_some_and(|trie| trie.exact_match(word).is_some())
    }

    /// Whether an entry may begin at character `at`: *no* is certain, and spares the search.
    #[inline]
    pub fn may_open(&self, text: &Folded, at: usize) -> bool {
        self.openings.may_open(&text.chars[at..])
    }

    /// The best entry that begins at character `at`: of those that `licensed` lets stand there, the one that reaches
    /// furthest, endings included.
    pub fn find(&self, text: &Folded, at: usize, mut licensed: impl FnMut(&Entry, &Match) -> bool) -> Option<Match> {
        if !self.may_open(text, at) {
            return None;
        }
        let mut best: Option<Match> = None;
        self.surfaces.each_prefix(&text.chars[at..], |group, length| {
            for form in &self.forms[group] {
                let stem_end = at + length;
                let Some((end, features)) = self.endings_after(text, stem_end, form.state) else { continue };
                let found =
                    Match { entry: form.entry, start: at as u32, stem_end: stem_end as u32, end: end as u32, features };
                if best.is_none_or(|b| (found.end, found.stem_end) > (b.end, b.stem_end))
                    && licensed(&self.entries[form.entry as usize], &found)
                {
                    best = Some(found);
                }
            }
        });
        best
    }

    /// Reads endings from a state, always the longest that fits; where the word last could stop, and what was read.
    fn endings_after(&self, text: &Folded, from: usize, state: u8) -> Option<(usize, Features)> {
        let (mut at, mut state, mut features) = (from, state, Features::default());
        let accepts = |state: u8| self.accepts >> state & 1 == 1;
        let mut stop = accepts(state).then_some((at, features));
        while state != 0 && at < from + LONGEST_TAIL {
            let mut next: Option<(usize, Ending)> = None;
            self.ending_surfaces.each_prefix(&text.chars[at..], |group, length| {
                if let Some(ending) = self.endings[group].iter().find(|e| e.from >> state & 1 == 1) {
                    next = Some((length, *ending));
                }
            });
            let Some((length, ending)) = next else { break };
            at += length;
            state = ending.to;
            features = features.with(ending.features);
            if accepts(state) {
                stop = Some((at, features));
            }
        }
        stop
    }
}
