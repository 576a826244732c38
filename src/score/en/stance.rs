//! Attitude or report: who speaks of themselves means what they say; a post about third parties with a colon or a link
//! mostly passes news on, where a toned word is part of the event ("report weighs down, not out").

use crate::lexicon::Folded;

/// Words of a speaker.
const SPEAKER: [u64; 9] = keys(["i", "i'm", "im", "i've", "i'll", "i'd", "my", "me", "myself"]);
/// Words that address or point, as spoken language does.
const SPOKEN: [u64; 7] = keys(["this", "so", "such", "very", "you", "you're", "your"]);
/// Words of a report: third parties, sources, times.
const REPORT: [u64; 8] = keys(["they", "they're", "he", "she", "by", "from", "after", "until"]);

/// What each kind multiplies the doubt with, once; from the log odds of neutral posts, rounded.
const SPEAKS: f32 = 0.135;
const POINTS: f32 = 0.37;
const REPORTS: f32 = 7.4;
const LINKS: f32 = 2.7;

/// How much doubt weak evidence deserves in `text`, 1 being a post without any of these marks.
pub(super) fn stance(text: &Folded) -> f32 {
    let (mut speaks, mut points, mut reports, mut links) = (false, false, false, false);
    let mut word = 0_u64;
    for (i, &c) in text.chars.iter().enumerate() {
        if c.is_ascii_lowercase() || c == '\'' {
            // eight letters or more match nothing: the first of them stays in the way
            word = if word >> 56 == 0 { word << 8 | c as u64 } else { u64::MAX };
            continue;
        }
        if word != 0 {
            speaks |= SPEAKER.contains(&word);
            points |= SPOKEN.contains(&word);
            reports |= REPORT.contains(&word);
            word = 0;
        }
        match c {
            '"' => reports = true,
            ':' => match text.chars.get(i + 1) {
                Some(' ') => reports = true,
                Some('/') => links |= text.chars.get(i + 2) == Some(&'/'),
                _ => {}
            },
            _ => {}
        }
    }
    speaks |= SPEAKER.contains(&word);
    points |= SPOKEN.contains(&word);
    reports |= REPORT.contains(&word);
    [(speaks, SPEAKS), (points, POINTS), (reports, REPORTS), (links, LINKS)]
        .iter()
        .filter(|(found, _)| *found)
        .map(|(_, factor)| factor)
        .product()
}

/// Words of up to seven letters as numbers, a letter a byte, so that the text is not compared letter by letter.
const fn keys<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut keys = [0; N];
    let mut i = 0;
    while i < N {
        let letters = words[i].as_bytes();
        let mut j = 0;
        while j < letters.len() {
            keys[i] = keys[i] << 8 | letters[j] as u64;
            j += 1;
        }
        i += 1;
    }
    keys
}
