//! What people say of a post, as files write it.

/// What people say of a post: a label, a number, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Gold {
    /// −1 negative, 0 neutral, +1 positive.
    pub label: Option<i8>,
    /// A tone in any unit; larger is more positive.
    pub number: Option<f64>,
}

impl Gold {
    /// The number, else the label, else 0.
    pub fn value(&self) -> f64 {
        self.number.or(self.label.map(f64::from)).unwrap_or(0.0)
    }
}

const POSITIVE: &[&str] = &["positive", "pos", "긍정", "긍정적", "ポジティブ", "肯定", "肯定的"];
const NEUTRAL: &[&str] = &["neutral", "neu", "중립", "중립적", "ニュートラル", "中立", "中立的"];
const NEGATIVE: &[&str] = &["negative", "neg", "부정", "부정적", "ネガティブ", "否定", "否定的"];

/// A label as people write it: −1, 0, 1, or its name in English, Korean or Japanese; `None` for anything else.
///
/// ```
/// use yoron::evaluate::parse_label;
/// assert_eq!(["-1", "1.0", "Neutral", "긍정", "5"].map(parse_label), [Some(-1), Some(1), Some(0), Some(1), None]);
/// ```
pub fn parse_label(text: &str) -> Option<i8> {
    let name = text.trim().to_lowercase();
    let named = [(1, POSITIVE), (0, NEUTRAL), (-1, NEGATIVE)].into_iter().find(|(_, names)| names.contains(&&*name));
    named.map(|(label, _)| label).or_else(|| match name.parse::<f64>() {
        Ok(1.0) => Some(1),
        Ok(0.0) => Some(0),
        Ok(-1.0) => Some(-1),
        _ => None,
    })
}

/// A gold number; `None` for what is none.
///
/// ```
/// use yoron::evaluate::parse_gold;
/// assert_eq!([" -0.5", "inf", "good"].map(parse_gold), [Some(-0.5), None, None]);
/// ```
pub fn parse_gold(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|n: &f64| n.is_finite())
}
