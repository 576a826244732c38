//! Where the script is shared: detectors, the quick one first.

use super::{Route, Source};
use lingua::{Language as L, LanguageDetector, LanguageDetectorBuilder};
use std::sync::LazyLock;

/// Below this `whatlang` is not believed.
const SURE: f64 = 0.9;

static LINGUA: LazyLock<LanguageDetector> = LazyLock::new(|| {
    LanguageDetectorBuilder::from_languages(&[
        L::English,
        L::Spanish,
        L::French,
        L::German,
        L::Portuguese,
        L::Italian,
        L::Dutch,
        L::Indonesian,
        L::Tagalog,
        L::Vietnamese,
        L::Turkish,
    ])
    .build()
});

pub(super) fn by_model(text: &str) -> Route {
    let quick = whatlang::detect(text);
    if let Some(info) =
        quick.as_ref().filter(|info| info.confidence() >= SURE || info.script() != whatlang::Script::Latin)
    {
        return Route::new(code(info.lang()), Source::Detector, info.confidence());
    }
    match LINGUA.compute_language_confidence_values(text).first() {
        Some((language, confidence)) if *confidence > 0.0 => {
            let code = quick.as_ref().map(|q| q.lang()).map_or("und", code);
            let code = match language {
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
                _ => code,
            };
            Route::new(code, Source::Detector, *confidence)
        }
        _ => Route::new("und", Source::None, 0.0),
    }
}

/// ISO 639-1 of what `whatlang` found.
fn code(language: whatlang::Lang) -> &'static str {
    use whatlang::Lang as W;
    match language {
        W::Eng => "en",
        W::Kor => "ko",
        W::Jpn => "ja",
        W::Cmn => "zh",
        W::Rus => "ru",
        W::Spa => "es",
        W::Por => "pt",
        W::Ita => "it",
        W::Fra => "fr",
        W::Deu => "de",
        W::Ukr => "uk",
        W::Ara => "ar",
        W::Hin => "hi",
        W::Tha => "th",
        W::Vie => "vi",
        W::Ind => "id",
        W::Tur => "tr",
        W::Nld => "nl",
        W::Pol => "pl",
        W::Heb => "he",
        W::Ell => "el",
        W::Pes => "fa",
        W::Tgl => "tl",
        W::Swe => "sv",
        W::Fin => "fi",
        W::Dan => "da",
        W::Ces => "cs",
        W::Hun => "hu",
        W::Ron => "ro",
        W::Bul => "bg",
        _ => "und",
    }
}
