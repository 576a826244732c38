//! `yoron explain TEXT`: which words did what to the score.

use super::Outcome;
use super::engine::EngineArgs;
use anstyle::{AnsiColor, Style};
use std::io::Write;
use yoron::Language;
use yoron::route::runs;
use yoron::score::{Explanation, Scratch};

/// Show which words did what to the score of a text
#[derive(clap::Args)]
pub struct Args {
    /// The text; several words need no quotes
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
    /// The language of the text (en, ko, ja): no routing
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    #[command(flatten)]
    scoring: EngineArgs,
}

pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let language = args.lang.as_deref().map(super::language_code).transpose()?;
    let engine = args.scoring.engine()?;
    let text = args.text.join(" ");
    let (tone, explanation) = engine.explain(&text, language, &mut Scratch::default());
    let mut out = anstream::stdout().lock();
    match explanation {
        Some(explanation) => {
            print(&mut out, &text, &explanation)?;
            if let Some(value) = tone.tone.filter(|value| (value - explanation.score.tone).abs() >= 1e-4) {
                writeln!(out, "  on the common scale of the languages: {value:+.4}")?;
            }
        }
        None => writeln!(out, "{text}")?,
    }
    let (style, value) = match tone.tone {
        Some(value) => (colour(value), format!("{value:+.4}")),
        None => (Style::new().bold(), "none".into()),
    };
    let several: Vec<&str> = tone.languages.iter().map(Language::name).collect();
    let language = match tone.route.language() {
        Some(home) if !several.is_empty() => {
            let dim = Style::new().dimmed();
            for run in runs(&text, home) {
                writeln!(out, "  {dim}{}{dim:#} {}", run.language, text[run.start..run.end].trim())?;
            }
            several.join(" and ")
        }
        home => home.map_or(tone.route.code, Language::name).to_owned(),
    };
    writeln!(
        out,
        "\ntone {style}{value} {}{style:#} ({language}, by {}, {})",
        tone.label.name(),
        tone.route.source.name(),
        tone.status.name()
    )?;
    Ok(Outcome::Done)
}

fn colour(value: f64) -> Style {
    let colour = match value {
        v if v > 0.0 => AnsiColor::Green,
        v if v < 0.0 => AnsiColor::Red,
        _ => return Style::new().bold(),
    };
    colour.on_default().bold()
}

fn print(out: &mut impl Write, text: &str, explanation: &Explanation) -> std::io::Result<()> {
    let mut at = 0;
    let chars: Vec<char> = text.chars().collect();
    for hit in &explanation.hits {
        let style = colour(hit.contribution);
        let before: String = chars[at.min(hit.start)..hit.start].iter().collect();
        write!(out, "{before}{style}{}{style:#}", hit.text)?;
        at = hit.end;
    }
    writeln!(out, "{}\n", chars[at.min(chars.len())..].iter().collect::<String>())?;
    let dim = Style::new().dimmed();
    for hit in &explanation.hits {
        let style = colour(hit.contribution);
        write!(
            out,
            "  {style}{}{style:#} {dim}{} {}{dim:#}  {:+.2}",
            hit.text,
            hit.lemma,
            hit.class.name(),
            hit.valence
        )?;
        for effect in &hit.effects {
            effect_text(out, effect)?;
        }
        writeln!(out, "  = {style}{:+.2}{style:#}", hit.contribution)?;
    }
    let sum = explanation.score.sum;
    if explanation.hits.is_empty() && explanation.score.evidence > 0 {
        write!(out, "  VADER's rules keep no record of words;  s")?;
    } else {
        // not -0: nothing found is no negative sum
        let of_hits = explanation.hits.iter().map(|h| h.contribution).sum::<f64>() + 0.0;
        write!(out, "  sum {of_hits:+.2}")?;
        for effect in &explanation.on_text {
            effect_text(out, effect)?;
        }
    }
    writeln!(out, " = {sum:+.2};  tone = s / √(s² + 15) = {:+.4}", explanation.score.tone)
}

fn effect_text(out: &mut impl Write, effect: &yoron::score::Effect) -> std::io::Result<()> {
    let sign = if effect.rule.adds() { format!("{:+.2}", effect.amount) } else { format!("× {:.2}", effect.amount) };
    match &effect.by {
        Some(by) => write!(out, "  {sign} ({}: {by})", effect.rule.name()),
        None => write!(out, "  {sign} ({})", effect.rule.name()),
    }
}
