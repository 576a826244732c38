//! Language tags of records: BCP 47, and what platforms make of it.

use super::words::rows;

/// The ISO 639-1 code a tag stands for: its first subtag, old and three-letter codes made new (`ko-KR`, `zh_Hant`, `in` is
/// `id`, `iw` is `he`, `kor` is `ko`). `None` where it names no language (`und`, `zxx`, X's `qme`, `qht`, empty).
///
/// ```
/// use yoron::route::language_of_tag;
/// assert_eq!(language_of_tag("en_US"), Some("en"));
/// assert_eq!(language_of_tag("iw"), Some("he"));
/// assert_eq!(language_of_tag("qme"), None);
/// ```
pub fn language_of_tag(tag: &str) -> Option<&'static str> {
    let primary = tag.trim().split(['-', '_', '.']).next().unwrap_or_default();
    let known = |list: &str| list.split(' ').any(|name| name.eq_ignore_ascii_case(primary));
    rows(include_str!("../../lexicons/route/tags.tsv"))
        .find(|(code, names)| code.eq_ignore_ascii_case(primary) || known(names))
        .map(|(code, _)| code)
}

/// Whether a language is written in letters other than Latin ones; what `lexicons/route/scripts.tsv` and the scored languages
/// of East Asia have in common.
pub(super) fn is_written_otherwise(code: &str) -> bool {
    matches!(code, "ko" | "ja" | "zh" | "hi" | "bg" | "ne" | "yi")
        || rows(include_str!("../../lexicons/route/scripts.tsv")).any(|(other, _)| other == code)
}
