//! The Latin script: English or not, by words first, then by `whatlang` and `lingua`.

use super::{Route, Source, clean};
use lingua::{LanguageDetector, LanguageDetectorBuilder};
use std::collections::HashMap;
use std::sync::LazyLock;

/// For each word the languages it speaks for, as bits; bit 0 is English.
static WORDS: LazyLock<(Vec<&'static str>, HashMap<&'static str, u64>)> = LazyLock::new(|| {
    let (mut codes, mut words) = (Vec::new(), HashMap::<_, u64>::new());
    for line in include_str!("../../lexicons/route/latin.tsv").lines().filter(|l| !l.starts_with('#')) {
        let Some((code, list)) = line.split_once('\t') else { continue };
        list.split(' ').for_each(|word| *words.entry(word).or_default() |= 1 << codes.len());
        codes.push(code);
    }
    (codes, words)
});

static LINGUA: LazyLock<LanguageDetector> = LazyLock::new(|| {
    use lingua::Language::{
        Dutch, English, French, German, Indonesian, Italian, Portuguese, Spanish, Tagalog, Turkish, Vietnamese,
    };
    let languages =
        [English, Spanish, French, German, Portuguese, Italian, Dutch, Indonesian, Tagalog, Vietnamese, Turkish];
    LanguageDetectorBuilder::from_languages(&languages).build()
});

/// What the words of a text say.
#[derive(Default)]
struct Votes {
    /// Words that could vote.
    words: usize,
    /// Of those, words English knows.
    english: usize,
    /// Of those, words only English knows.
    only_english: usize,
    /// Words that English does not know and the best other language does.
    other: usize,
    code: Option<&'static str>,
    /// Words with letters that English does not use.
    foreign: usize,
}

fn votes(text: &str) -> (Votes, String) {
    let (codes, known) = &*WORDS;
    let english = crate::score::lexicon(Some(crate::Language::English));
    let (mut votes, mut buffer, mut kept) = (Votes::default(), String::new(), String::new());
    let mut counts = [0usize; 64];
    for word in clean::words(text, &mut buffer).filter(|w| !clean::is_borrowed(w)) {
        votes.words += 1;
        votes.foreign += usize::from(!word.is_ascii());
        kept.push_str(word);
        kept.push(' ');
        let mut languages = known.get(word).copied().unwrap_or(0);
        if languages == 0 && english.contains(word) {
            languages = 1;
        }
        votes.english += (languages & 1) as usize;
        votes.only_english += usize::from(languages == 1);
        if languages & 1 == 0 {
            (1..codes.len()).filter(|l| languages >> l & 1 == 1).for_each(|l| counts[l] += 1);
        }
    }
    let best = (1..codes.len()).max_by_key(|&l| (counts[l], codes.len() - l)).unwrap_or(0);
    votes.other = counts[best];
    votes.code = (votes.other > 0).then(|| codes[best]);
    (votes, kept)
}

/// English or which other language.
pub(super) fn by_words_and_models(text: &str) -> Route {
    let (votes, kept) = votes(text);
    if votes.words == 0 {
        let borrowed = text.split_whitespace().any(|w| !clean::is_reference(w) && w.chars().any(char::is_alphabetic));
        return if borrowed { Route::new("en", Source::Detector, 0.5) } else { Route::new("und", Source::None, 0.0) };
    }
    let share = |n: usize| n as f64 / votes.words as f64;
    let sure = votes.only_english >= 2 && share(votes.english) >= 0.4 && votes.other * 4 <= votes.english
        || votes.words >= 2 && votes.only_english >= 1 && share(votes.english) >= 0.5 && votes.other == 0;
    if sure && votes.foreign * 5 <= votes.words {
        return Route::new("en", Source::Words, 0.97 + 0.02 * share(votes.english));
    }
    if votes.other >= 3 && votes.other > 2 * votes.english {
        return Route::new(votes.code.unwrap_or("und"), Source::Words, 0.9);
    }
    let quick = whatlang::detect(&kept);
    let quick_english = quick.as_ref().is_some_and(|q| q.lang() == whatlang::Lang::Eng);
    let likely = share(votes.english) >= 0.34 && quick_english || share(votes.only_english) >= 0.6;
    if likely && votes.other == 0 && votes.foreign == 0 {
        return Route::new("en", Source::Detector, 0.93);
    }
    let confidences = LINGUA.compute_language_confidence_values(kept.as_str());
    let english = confidences.iter().find(|(l, _)| *l == lingua::Language::English).map_or(0.0, |(_, c)| *c);
    let elsewhere =
        quick.as_ref().map_or(0.0, |q| if q.lang() == whatlang::Lang::Eng { -0.2 } else { q.confidence() * 0.35 });
    // one weight for each witness, fitted by hand on sentences, word pairs and posts
    let evidence = english + 0.9 * share(votes.english) + 0.3 * share(votes.only_english)
        - 1.2 * share(votes.other)
        - 0.5 * share(votes.foreign)
        - elsewhere
        - if votes.words >= 5 { 0.35 } else { 0.0 };
    if evidence >= 0.25 {
        return Route::new("en", Source::Detector, (0.55 + 0.3 * evidence).min(0.96));
    }
    let code = votes.code.filter(|_| votes.other >= 2).or_else(|| {
        let (language, confidence) = confidences.iter().find(|(l, _)| *l != lingua::Language::English)?;
        (*confidence > 0.3).then(|| code(*language))
    });
    Route::new(code.unwrap_or("und"), Source::Detector, (0.6 - 0.3 * evidence).clamp(0.5, 0.96))
}

fn code(language: lingua::Language) -> &'static str {
    use lingua::Language as L;
    match language {
        L::English => "en",
        L::Spanish => "es",
        L::French => "fr",
        L::German => "de",
        L::Portuguese => "pt",
        L::Italian => "it",
        L::Dutch => "nl",
        L::Indonesian => "id",
        L::Tagalog => "tl",
        L::Vietnamese => "vi",
        L::Turkish => "tr",
    }
}
