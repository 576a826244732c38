//! How far a batch is, on a terminal, and what it came to.

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use yoron::batch::Summary;

/// Short work shows no bar.
const BAR_AFTER: Duration = Duration::from_secs(1);

/// A bar on stderr, where that is a terminal.
pub struct Progress {
    started: Instant,
    /// Bytes of input read.
    pub read: Arc<AtomicU64>,
    total: Option<u64>,
    /// Posts that an earlier run had scored.
    pub before: u64,
    bar: Option<ProgressBar>,
    shown: bool,
}

impl Progress {
    /// `total` bytes of input, if known.
    pub fn new(total: Option<u64>, quiet: bool) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        Self { started: Instant::now(), read: Arc::default(), total, before: 0, bar: None, shown }
    }

    /// Shows the counts so far.
    pub fn show(&mut self, posts: u64, rejects: u64) {
        let passed = self.started.elapsed();
        if !self.shown || passed < BAR_AFTER {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(self.total, ProgressDrawTarget::stderr_with_hz(5));
            let template = match self.total {
                Some(_) => "{wide_bar} {percent}% · {msg}",
                None => "{spinner} {msg} · {elapsed}",
            };
            // a template that cannot be read leaves the plain bar
            let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.with_style(style).with_elapsed(passed)
        });
        let rate = HumanCount(((posts - self.before) as f64 / passed.as_secs_f64()) as u64);
        let read = self.read.load(Ordering::Relaxed);
        let left = self.total.filter(|total| (1..*total).contains(&read)).map_or_else(String::new, |total| {
            let left = passed.as_secs_f64() / read as f64 * (total - read) as f64;
            format!(" · {} left", HumanDuration(Duration::from_secs_f64(left.ceil())))
        });
        let rejects = if rejects > 0 { format!(" · {} rejects", HumanCount(rejects)) } else { String::new() };
        bar.set_message(format!("{} posts · {rate} posts/s{rejects}{left}", HumanCount(posts)));
        bar.set_position(read);
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// What it came to, for people.
    pub fn summary(&self, summary: &Summary, output: Option<&Path>) -> String {
        let seconds = self.started.elapsed().as_secs_f64();
        let Summary { posts, rejects, languages, positive, neutral, negative, unscored, no_evidence } = summary;
        let mut by_count: Vec<_> = languages.iter().collect();
        by_count.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let languages: Vec<String> =
            by_count.iter().map(|(code, count)| format!("{code} {}", HumanCount(**count))).collect();
        let count = |count: &u64| HumanCount(*count);
        let to = output.map_or_else(String::new, |path| format!(" → {}", path.display()));
        let rate = HumanCount(((*posts - self.before) as f64 / seconds.max(1e-9)) as u64);
        let mut text = format!("{} posts in {seconds:.1} s, {rate} posts/s{to}\n", count(posts));
        if *posts > 0 {
            text += &format!("  languages: {}\n", languages.join(" · "));
            text += &format!(
                "  labels: positive {} · neutral {} · negative {} · unscored {}\n  no evidence: {}\n",
                count(positive),
                count(neutral),
                count(negative),
                count(unscored),
                count(no_evidence)
            );
        }
        text + &format!("  rejects: {}", count(rejects))
    }
}
