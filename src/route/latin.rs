//! The Latin script: English or not, by words and letters first; `lingua` only where they do not tell.

use super::clean::{Word, each_word};
use super::words::{BORROWED, LETTERS, WORDS};
use super::{Found, Kind, Route, Source, confidence};
use crate::lexicon::Lexicon;
use lingua::{LanguageDetector, LanguageDetectorBuilder};
use std::sync::LazyLock;

/// Bytes of words that a model is shown: what more there is would change its mind no more.
const PREFIX: usize = 120;
/// Words that vote.
const VOTERS: usize = 64;
/// The vote of a word for a language that it shares with none; those that share it share the vote.
const WHOLE: u16 = 24;

static LINGUA: LazyLock<LanguageDetector> = LazyLock::new(|| {
    use lingua::Language::{
        Dutch, English, French, German, Indonesian, Italian, Portuguese, Spanish, Tagalog, Turkish, Vietnamese,
    };
    let languages =
        [English, Spanish, French, German, Portuguese, Italian, Dutch, Indonesian, Tagalog, Vietnamese, Turkish];
    LanguageDetectorBuilder::from_languages(&languages).build()
});

fn lexicon() -> &'static Lexicon {
    crate::score::lexicon(Some(crate::Language::English))
}

/// What the words of a text say.
struct Votes {
    /// Words that voted.
    words: usize,
    /// Words that every language borrows.
    borrowed: usize,
    /// Whether all of those are Japanese laughter (wwww).
    laughter: bool,
    /// Words that only English knows.
    english: u8,
    /// Log odds of English.
    odds: f64,
    /// The likeliest of the other languages, and how many words or letters speak for any one of them.
    code: Option<&'static str>,
    other: u8,
}

/// The languages whose list has the word, as bits; if none has, whether the English lexicon does.
fn look_up(word: &Word) -> (u64, bool) {
    let languages = WORDS.languages(word);
    (languages, languages == 0 && lexicon().knows(word.letters().iter().copied()))
}

fn votes(text: &str, tags: bool) -> Votes {
    let (known, letters) = (&*WORDS, &*LETTERS);
    let (mut words, mut borrowed, mut laughter, mut only, mut sum) = (0, 0, true, 0, 0);
    let (mut counts, mut shares) = ([0u8; 64], [0u16; 64]);
    // the languages that have any, as bits
    let (mut last, mut touched) = (0, 0_u64);
    each_word(text, tags, |word: &Word| {
        if words == VOTERS || word.hash() == last {
            return;
        }
        last = word.hash();
        let (mut languages, mut listed) = look_up(word);
        let short = if languages == 0 && !listed { word.cut_short() } else { None };
        if let Some(short) = &short {
            (languages, listed) = look_up(short);
        }
        let word = short.as_ref().filter(|_| languages != 0 || listed).unwrap_or(word);
        if languages & BORROWED != 0 || is_laughter(word) {
            borrowed += 1;
            laughter &= word.letters().iter().all(|letter| *letter == 'w');
            return;
        }
        words += 1;
        only += u8::from(languages == 1);
        sum += letters.weigh(word);
        sum += match languages {
            0 if listed => letters.lexicon,
            0 => 0,
            1 => letters.english,
            _ if languages & 1 == 1 => letters.shared,
            _ => letters.other,
        };
        if languages & 1 == 0 {
            touched |= languages;
            let share = WHOLE / languages.count_ones().max(1) as u16;
            while languages != 0 {
                let language = languages.trailing_zeros() as usize;
                counts[language] += 1;
                shares[language] += share;
                languages &= languages - 1;
            }
        }
        if !word.ascii {
            sum += letters.foreign;
            let cues = letters.cues(word).count().max(1) as u16;
            for cue in letters.cues(word) {
                if let Some(language) = known.codes.iter().position(|code| *code == cue) {
                    touched |= 1 << language;
                    counts[language] = counts[language].saturating_add(1);
                    shares[language] += WHOLE / cues;
                }
            }
        }
    });
    let (mut best, mut other) = (0, 0);
    while touched != 0 {
        let language = touched.trailing_zeros() as usize;
        other = other.max(counts[language]);
        // the first of equals; English, the very first, is none of the others
        if language > 0 && (best == 0 || shares[language] > shares[best]) {
            best = language;
        }
        touched &= touched - 1;
    }
    let odds = (f64::from(sum) / (words.max(1) as f64).sqrt() + f64::from(letters.constant)) / 100.0;
    let code = (best > 0 && shares[best] > 0).then(|| known.codes[best]);
    Votes { words, borrowed, laughter: laughter && borrowed > 0, english: only, odds, code, other }
}

/// hahaha, heheh, ahaha
fn is_laughter(word: &Word) -> bool {
    word.letters().len() > 3 && word.letters().iter().all(|c| matches!(c, 'h' | 'a' | 'e'))
}

/// English or which other language.
pub(super) fn by_words_and_letters(text: &str) -> Found {
    let mut votes = votes(text, false);
    if votes.words == 0 && votes.borrowed == 0 {
        votes = self::votes(text, true);
    }
    if votes.words == 0 {
        let route = match (votes.laughter, votes.borrowed) {
            (true, _) => Route::new("ja", Source::Words, confidence::of("laughter", 0.0)),
            (_, 0) => Route::new("und", Source::None, 0.0),
            _ => Route::new("en", Source::Detector, confidence::of("borrowed", 0.0)),
        };
        return Found { route, kind: if votes.borrowed > 0 { Kind::Borrowed } else { Kind::Nothing } };
    }
    Found { route: by_odds(text, &votes), kind: Kind::Latin }
}

/// Names of rows of `lexicons/route/confidence.tsv`.
struct Way {
    alone: &'static str,
    ask: &'static str,
    lingua: &'static str,
    asked: &'static str,
    from: &'static str,
}

macro_rules! way {
    ($name:literal) => {
        Way {
            alone: $name,
            ask: concat!($name, ", ask"),
            lingua: concat!($name, ", lingua"),
            asked: concat!($name, ", asked"),
            from: concat!($name, ", from"),
        }
    };
}

static WAYS: [Way; 3] = [way!("one word"), way!("two words"), way!("words")];

fn by_odds(text: &str, votes: &Votes) -> Route {
    let way = &WAYS[votes.words.clamp(1, 3) - 1];
    let (low, high) = confidence::bounds(way.ask);
    let elsewhere = votes.other >= 3 && votes.other > votes.english;
    if votes.odds >= high && !elsewhere {
        return Route::new("en", Source::Words, confidence::of(way.alone, votes.odds));
    }
    if votes.odds <= low || elsewhere {
        let certain = 1.0 - confidence::of(way.alone, votes.odds.min(low));
        return match votes.code {
            Some(code) => Route::new(code, Source::Words, certain),
            None => Route::new(by_whatlang(&prefix(text)), Source::Detector, certain),
        };
    }
    let confidences = LINGUA.compute_language_confidence_values(prefix(text));
    let english = confidences.iter().find(|(l, _)| *l == lingua::Language::English).map_or(0.0, |(_, c)| *c);
    // lingua adds in no fixed order: its last digits differ from call to call
    let english = (english * 1e4).round() / 1e4;
    let likely = confidence::of(way.asked, votes.odds + confidence::of(way.lingua, english));
    if likely >= confidence::of(way.from, 0.0) {
        return Route::new("en", Source::Detector, likely);
    }
    let code = votes.code.filter(|_| votes.other >= 2).or_else(|| {
        let (language, confidence) = confidences.iter().find(|(l, _)| *l != lingua::Language::English)?;
        (*confidence > 0.3).then(|| code(*language))
    });
    Route::new(code.unwrap_or("und"), Source::Detector, 1.0 - likely)
}

/// The first words of a text, cleaned, for a model.
fn prefix(text: &str) -> String {
    let mut kept = String::with_capacity(PREFIX + 48);
    for tags in [false, true] {
        each_word(text, tags, |word| {
            if kept.len() < PREFIX && WORDS.languages(word) & BORROWED == 0 {
                kept.extend(word.letters());
                kept.push(' ');
            }
        });
        if !kept.is_empty() {
            break;
        }
    }
    kept
}

/// Whether a run of Latin letters within a text of another script is English: two words that English knows, and no more than
/// a third that it does not. Names, brands and what every language borrows do not count.
pub(super) fn is_english_run(run: &str) -> bool {
    let (mut words, mut known, mut letters) = (0, 0, 0);
    each_word(run, false, |word| {
        let (languages, listed) = look_up(word);
        if languages & BORROWED == 0 && !is_laughter(word) {
            words += 1;
            if languages & 1 == 1 || listed {
                known += 1;
                letters += word.letters().len();
            }
        }
    });
    known >= 2 && letters >= 5 && known * 3 >= words * 2
}

fn by_whatlang(text: &str) -> &'static str {
    use whatlang::Lang as W;
    let Some(found) = whatlang::detect(text).filter(|found| found.confidence() > 0.3) else { return "und" };
    match found.lang() {
        W::Afr => "af",
        W::Aze => "az",
        W::Cat => "ca",
        W::Ces => "cs",
        W::Cym => "cy",
        W::Dan => "da",
        W::Deu => "de",
        W::Epo => "eo",
        W::Est => "et",
        W::Fin => "fi",
        W::Fra => "fr",
        W::Hrv => "hr",
        W::Hun => "hu",
        W::Ind => "id",
        W::Ita => "it",
        W::Lat => "la",
        W::Lav => "lv",
        W::Lit => "lt",
        W::Nld => "nl",
        W::Nob => "no",
        W::Pol => "pl",
        W::Por => "pt",
        W::Ron => "ro",
        W::Slk => "sk",
        W::Slv => "sl",
        W::Sna => "sn",
        W::Spa => "es",
        W::Swe => "sv",
        W::Tgl => "tl",
        W::Tur => "tr",
        W::Vie => "vi",
        W::Zul => "zu",
        _ => "und",
    }
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
