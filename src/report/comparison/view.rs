//! What the templates show, in the language of the report. Escaping is theirs.

use super::numbers::{count, estimate, interval_ends, p, p_is, part, percent, signed};
use super::{Comparison, Tongue, charts, finding};
use crate::compare::{Compared, Driver, Every, Examples, Group, Listed, MOST_GROUPS, Shown, Word};
use crate::report::markdown::{self, address};
use crate::score::{LEXICON_HASH, Label, THRESHOLD};
use crate::stats::{Caution, Estimate, Interval};
use minijinja::{Environment, Value, context};
use std::sync::LazyLock;

static HTML: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut env = Environment::new();
    if let Some(syntax) = markdown::syntax() {
        env.set_syntax(syntax);
    }
    env.set_auto_escape_callback(|_| minijinja::AutoEscape::Html);
    // the template is part of the program: the tests render it
    let _ = env.add_template("page", include_str!("page.html.j2"));
    env
});

pub(super) fn html(report: &Comparison) -> String {
    let mut charts = charts::charts(&report.compared, &report.about).into_iter();
    let inline: Vec<Value> = charts
        .by_ref()
        .map(|chart| context! { name => chart.name, title => chart.head, svg => Value::from_safe_string(chart.inline()) })
        .collect();
    let style = format!("{}{}", charts::style(), include_str!("page.css"));
    let values = context! {
        charts => inline,
        style => Value::from_safe_string(style),
        script => Value::from_safe_string(include_str!("page.js").to_owned()),
        rows => report.compared.posts.iter().map(|post| row(post, &report.compared, report.about.tongue)).collect::<Vec<_>>(),
        ..facts(report)
    };
    HTML.get_template("page").and_then(|page| page.render(values)).unwrap_or_else(|error| error.to_string())
}

pub(super) fn markdown(report: &Comparison, name: &str) -> String {
    let charts: Vec<Value> = charts::charts(&report.compared, &report.about)
        .iter()
        .map(|chart| {
            let file = address(&format!("{name}-{}.svg", chart.name));
            context! { name => chart.name, file => Value::from_safe_string(file), description => chart.description.clone() }
        })
        .collect();
    let page = Value::from_safe_string(address(&format!("{name}.html")));
    let values = context! { charts, page, ..facts(report) };
    markdown::render("comparison", values)
}

/// All that both pages show.
fn facts(report: &Comparison) -> Value {
    let (compared, about) = (&report.compared, &report.about);
    let tongue = about.tongue;
    let (found, others) = finding::finding(compared, tongue);
    let main = finding::main_pair(compared);
    let any = |has: &dyn Fn(&Group) -> bool| compared.groups.iter().any(has);
    context! {
        t => Value::from_pairs(tongue.all()),
        lang => tongue.code(),
        title => tongue.say("title", &[("name", &about.title)]),
        scheme => tongue.say("scheme", &[("by", &tongue.fields(&compared.by))]),
        finding => found,
        verdict => main.map(|pair| finding::verdict(pair, tongue)),
        verdict_class => main.map(|pair| finding::name(pair.verdict)),
        others,
        caveat => report.caveat(),
        groups => compared.groups.iter().map(|group| group_value(group, compared, tongue)).collect::<Vec<_>>(),
        pairs => pairs(compared, tongue),
        shifts => shifts(compared, tongue),
        corrected => corrected(compared, tongue),
        not_corrected => not_corrected(report),
        has_weighted => any(&|group| group.weighted.is_some()),
        has_reposts => any(&|group| group.with_reposts.is_some()),
        has_sources => compared.counts.sources > 0,
        has_over => compared.counts.over_limit > 0,
        has_shift => any(&|group| group.shift.is_some()),
        has_own => any(&|group| !group.own.is_empty()),
        left => left(report),
        method => method(report),
        labels => [Label::Positive, Label::Neutral, Label::Negative].map(label_key).map(|key| context! { key, name => tongue.get(key) }).to_vec(),
        sampled => compared.sampled,
        total => compared.posts.len(),
        trend_note => compared.every.map(|every| tongue.say("trend_note", &[("every", tongue.get(charts::step(every)))])),
    }
}

fn group_value(group: &Group, compared: &Compared, tongue: Tongue) -> Value {
    let summary = &group.summary;
    let dagger = if summary.caution == Caution::None { "" } else { " †" };
    let mean = |summary: &Option<crate::stats::Summary>| {
        let of = summary.as_ref();
        of.map(|s| format!("{} · n* {:.0}", estimate(s.mean), s.effective_n))
    };
    context! {
        key => group.key.clone(),
        name => tongue.group(&compared.by, &group.key),
        counts => vec![
            count(group.counts.posts),
            count(group.counts.reposts),
            count(group.counts.no_evidence),
            count(group.counts.unscored),
            count(summary.n),
            count(group.counts.authors),
        ],
        over => count(group.counts.over_limit),
        effective => format!("{:.0}", summary.effective_n),
        n => format!("{}{dagger}", count(summary.n)),
        cells => vec![
            estimate(summary.mean),
            estimate(summary.median),
            part(summary.positive),
            part(summary.neutral),
            part(summary.negative),
        ],
        sources => count(group.counts.sources),
        weighted => mean(&group.weighted),
        with_reposts => mean(&group.with_reposts),
        shift => group.shift.map(|shift| {
            let (low, high) = interval_ends(shift.interval, 1.0);
            vec![
                format!("{} (n = {})", signed(shift.baseline), count(shift.n)),
                format!("{} ({low} … {high})", signed(shift.value)),
            ]
        }),
        raised => drivers(group, 1.0, tongue),
        lowered => drivers(group, -1.0, tongue),
        lists => [("praised", &group.praised), ("blamed", &group.blamed), ("own", &group.own)]
            .into_iter()
            .filter(|(_, list)| !list.is_empty())
            .map(|(kind, list)| words(kind, list, tongue))
            .collect::<Vec<_>>(),
        examples => examples(&group.examples, tongue),
    }
}

/// The words that moved a group's tone to one side.
fn drivers(group: &Group, side: f64, tongue: Tongue) -> Value {
    let of: Vec<&Driver> = group.drivers.iter().filter(|driver| driver.per_hundred * side > 0.0).collect();
    let example = of.iter().find_map(|driver| driver.example.as_ref());
    context! {
        words => of.iter().copied().map(driver).collect::<Vec<_>>(),
        example => example.map(|example| shown(example, tongue)),
    }
}

fn driver(driver: &Driver) -> Value {
    context! { word => driver.word.clone(), link => Value::from_safe_string(address(&driver.word)), figure => signed(driver.per_hundred), posts => count(driver.posts) }
}

fn words(kind: &'static str, list: &[Word], tongue: Tongue) -> Value {
    let word = |word: &Word| {
        context! {
            word => word.word.clone(),
            link => Value::from_safe_string(address(&word.word)),
            z => format!("z = {:.1}", word.z),
            here => count(word.here as usize),
            there => count(word.there as usize),
        }
    };
    let example = list.iter().find_map(|word| word.example.as_ref());
    context! {
        title => tongue.get(match kind {
            "praised" => "praised",
            "blamed" => "blamed",
            _ => "own",
        }),
        words => list.iter().map(word).collect::<Vec<_>>(),
        example => example.map(|example| shown(example, tongue)),
    }
}

fn examples(examples: &Examples, tongue: Tongue) -> Vec<Value> {
    [("most_positive", &examples.positive), ("most_negative", &examples.negative), ("most_typical", &examples.typical)]
        .into_iter()
        .filter(|(_, posts)| !posts.is_empty())
        .map(|(key, posts)| {
            let posts: Vec<Value> = posts.iter().map(|post| shown(post, tongue)).collect();
            let title = tongue.all().get(key).copied().unwrap_or_default();
            context! { title, posts }
        })
        .collect()
}

fn shown(post: &Shown, tongue: Tongue) -> Value {
    context! {
        tone => signed(post.tone),
        number => post.tone,
        kind => if post.status == crate::Status::NoEvidence { "none" } else { label_key(post.label) },
        label_name => tongue.get(if post.status == crate::Status::NoEvidence { "no_evidence" } else { label_key(post.label) }),
        text => post.text.clone(),
        lemmas => post.marks.iter().map(|mark| mark.lemma.as_str()).collect::<Vec<_>>().join("\n"),
        pieces => pieces(post),
        author => post.author.clone(),
        time => post.time.map(|time| format!("{} {:02}:{:02}", Every::Day.label(time), time.rem_euclid(86_400) / 3600, time.rem_euclid(3600) / 60)),
        language => post.language.clone(),
    }
}

/// A row of the table of posts.
fn row(post: &Shown, compared: &Compared, tongue: Tongue) -> Value {
    let group = compared.groups.iter().position(|group| group.key == post.group).unwrap_or(0);
    context! { group, group_name => tongue.group(&compared.by, &post.group), post => shown(post, tongue) }
}

fn label_key(label: Label) -> &'static str {
    match label {
        Label::Positive => "positive",
        Label::Negative => "negative",
        Label::Neutral => "neutral",
        Label::Unscored => "unscored",
    }
}

/// The text cut at its words that carry tone: each piece with the class of its mark, if it has one.
fn pieces(post: &Shown) -> Vec<Value> {
    let letters: Vec<char> = post.text.chars().collect();
    let mut marks: Vec<_> = post.marks.iter().filter(|mark| mark.contribution != 0.0).collect();
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut pieces = Vec::new();
    let mut at = 0;
    let text = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    for mark in marks {
        let end = mark.end.min(letters.len());
        if mark.start < at || mark.start >= end {
            continue; // a sign within another
        }
        if mark.start > at {
            pieces.push(context! { text => text(at, mark.start) });
        }
        let class = if mark.contribution > 0.0 { "up" } else { "down" };
        pieces.push(context! { text => text(mark.start, end), class, figure => signed(mark.contribution) });
        at = end;
    }
    if at < letters.len() {
        pieces.push(context! { text => text(at, letters.len()) });
    }
    pieces
}

/// The names of a pair, the group with the higher mean first, and the sign its figures have that way round.
fn pair_name(pair: &crate::stats::Pair, compared: &Compared, tongue: Tongue) -> (String, f64) {
    let (upper, lower, sign) = finding::ordered(pair);
    let [a, b] = [upper, lower].map(|key| tongue.group(&compared.by, key));
    (tongue.say("against", &[("a", &a), ("b", &b)]), sign)
}

fn turned(of: Option<Estimate>, sign: f64) -> Option<Estimate> {
    let turn = |interval: Interval| match sign < 0.0 {
        true => Interval { low: -interval.high, high: -interval.low },
        false => interval,
    };
    of.map(|of| Estimate { value: sign * of.value, interval: of.interval.map(turn) })
}

fn pairs(compared: &Compared, tongue: Tongue) -> Vec<Value> {
    let row = |pair: &crate::stats::Pair| {
        let (name, sign) = pair_name(pair, compared, tongue);
        let size = pair.delta.map(|delta| tongue.get(finding::effect(delta.value)));
        let tests = [pair.permutation_p, pair.brunner_munzel_p, pair.mann_whitney_p].map(p).join(" · ");
        let cells = vec![
            match size {
                Some(size) => format!("{}, {size}", estimate(turned(pair.delta, sign))),
                None => "–".into(),
            },
            estimate(turned(pair.difference, sign)),
            p(pair.adjusted_p),
            tests,
        ];
        context! { name, verdict => finding::verdict(pair, tongue), class => finding::name(pair.verdict), cells }
    };
    compared.pairs.iter().map(row).collect()
}

fn shifts(compared: &Compared, tongue: Tongue) -> Vec<Value> {
    let row = |shift: &crate::compare::ShiftPair| {
        let pair = compared.pairs.iter().find(|pair| (&pair.a, &pair.b) == (&shift.a, &shift.b))?;
        let (name, sign) = pair_name(pair, compared, tongue);
        let (low, high) = interval_ends(shift.interval, sign);
        let cells = vec![format!("{} ({low} … {high})", signed(sign * shift.value)), p(Some(shift.adjusted_p))];
        let verdict = finding::name(shift.verdict);
        Some(context! { name, verdict => tongue.get(verdict), class => verdict, cells })
    };
    compared.shifts.iter().filter_map(row).collect()
}

fn corrected(compared: &Compared, tongue: Tongue) -> Vec<Value> {
    let row = |group: &Group| {
        let corrected = group.corrected.as_ref()?;
        // negative, neutral, positive there; positive first here
        let cells = [2, 1, 0].map(|i| {
            let ends = corrected.intervals[i];
            let [low, high] = [ends.low, ends.high].map(percent);
            format!("{}% → {}% ({low}–{high})", percent(corrected.observed[i]), percent(corrected.shares[i]))
        });
        Some(context! { name => tongue.group(&compared.by, &group.key), cells => cells.to_vec() })
    };
    compared.groups.iter().filter_map(row).collect()
}

/// Which groups a labelled sample could not correct, and what it takes.
fn not_corrected(report: &Comparison) -> Option<String> {
    let (compared, tongue) = (&report.compared, report.about.tongue);
    let without = compared.groups.iter().filter(|group| group.corrected.is_none());
    let names: Vec<String> = without.map(|group| tongue.group(&compared.by, &group.key)).collect();
    let names = names.join(tongue.get("list_sep"));
    (report.about.gold.is_some() && !names.is_empty()).then(|| tongue.say("not_corrected", &[("names", &names)]))
}

fn left(report: &Comparison) -> Vec<String> {
    let (compared, tongue) = (&report.compared, report.about.tongue);
    let counts = &compared.counts;
    let list: Vec<String> =
        compared.unscored.iter().map(|(code, n)| format!("{} {}", tongue.language(code), count(*n))).collect();
    let list = list.join(tongue.get("list_sep"));
    let mut left = Vec::new();
    let mut say = |n: usize, key: &'static str| {
        if n > 0 {
            left.push(tongue.say(key, &[("n", &count(n)), ("list", &list)]));
        }
    };
    say(counts.reposts, "left_reposts");
    say(counts.over_limit, "left_over");
    say(counts.no_evidence, "left_evidence");
    say(counts.unscored, "left_unscored");
    say(report.about.rejects, "left_rejects");
    let small = |listed: &Listed| {
        let [n, scored] = [listed.counts.posts, listed.counts.scored].map(count);
        Some(format!("{} {n} ({scored})", tongue.group(&compared.by, listed.key.as_ref()?)))
    };
    let list: Vec<String> = compared.listed.iter().filter_map(small).collect();
    if !list.is_empty() {
        let (list, most) = (list.join(tongue.get("list_sep")), count(MOST_GROUPS));
        left.push(tongue.say("left_groups", &[("list", &list), ("most", &most)]));
    }
    let unnamed = compared.listed.iter().filter(|listed| listed.key.is_none());
    left.extend(unnamed.map(|listed| tongue.say("left_unnamed", &[("n", &count(listed.counts.posts))])));
    if left.is_empty() {
        left.push(tongue.get("left_nothing").to_owned());
    }
    left
}

fn method(report: &Comparison) -> Vec<String> {
    let (compared, about) = (&report.compared, &report.about);
    let tongue = about.tongue;
    let margin = format!("{:.2}", compared.margin);
    let calibration = tongue.get(if about.calibrated { "m_calibrated" } else { "m_raw" });
    let mut lines = vec![tongue.say(
        "m_tool",
        &[
            ("version", env!("CARGO_PKG_VERSION")),
            ("lexicon", LEXICON_HASH),
            ("english", &about.english),
            ("calibration", calibration),
            ("seed", &compared.seed.to_string()),
            ("rounds", &count(compared.rounds as usize)),
        ],
    )];
    if !about.inputs.is_empty() {
        lines.push(tongue.say("m_inputs", &[("inputs", &about.inputs.join(tongue.get("list_sep")))]));
    }
    if about.scored_before > 0 {
        lines.push(tongue.say("m_scored", &[("n", &count(about.scored_before))]));
    }
    lines.push(tongue.say("m_scale", &[("threshold", &format!("{THRESHOLD:.2}"))]));
    let biases: Vec<String> = compared
        .biases
        .iter()
        .map(|bias| {
            let [a, b] = [bias.a, bias.b].map(|language| tongue.language(language.code()));
            let (mean, bound) = (signed(bias.mean), format!("{:.2}", bias.bound()));
            tongue.say("bias", &[("a", &a), ("b", &b), ("mean", &mean), ("bound", &bound)])
        })
        .collect();
    lines.push(tongue.say("m_margin", &[("margin", &margin)]));
    if about.calibrated && !biases.is_empty() {
        lines.push(tongue.say("m_bias", &[("biases", &biases.join("; "))]));
    } else if !biases.is_empty() {
        let most = compared.pairs.iter().map(|pair| pair.margin).fold(0.0, f64::max);
        lines.push(tongue.say("m_raw_bias", &[("margin", &format!("{most:.2}"))]));
    }
    lines.push(tongue.get("m_clusters").to_owned());
    let gaps = [("alpha", compared.alpha.to_string()), ("family", count(compared.family))];
    let gaps = [(gaps[0].0, gaps[0].1.as_str()), (gaps[1].0, gaps[1].1.as_str())];
    lines.push(tongue.say("m_tests", &gaps));
    if let Some(test) = &compared.omnibus {
        let gaps = [("name", test.name), ("f", &format!("{:.2}", test.statistic)), ("p", &p_is(test.p))];
        lines.push(tongue.say("m_omnibus", &gaps));
    }
    let named = [
        ("m_weighted", "field", &about.weight),
        ("m_baseline", "name", &about.baseline),
        ("m_gold", "name", &about.gold),
    ];
    lines.extend(named.into_iter().filter_map(|(key, gap, value)| Some(tongue.say(key, &[(gap, value.as_ref()?)]))));
    lines.push(report.caveat().to_owned());
    lines.push(tongue.get("m_limits").to_owned());
    if about.masked {
        lines.push(tongue.get("m_masked").to_owned());
    }
    lines
}

/// Groups for a terminal, a line each.
pub(super) fn lines(compared: &Compared, tongue: Tongue) -> Vec<String> {
    let line = |group: &Group| {
        let s = &group.summary;
        let [positive, neutral, negative] =
            [s.positive, s.neutral, s.negative].map(|part| part.map_or_else(|| "–".into(), |p| percent(p.share.value)));
        format!(
            "{}: n = {}, {} {positive}%, {} {neutral}%, {} {negative}%, {} {}",
            tongue.group(&compared.by, &group.key),
            count(s.n),
            tongue.get("positive"),
            tongue.get("neutral"),
            tongue.get("negative"),
            tongue.get("mean"),
            estimate(s.mean)
        )
    };
    compared.groups.iter().map(line).collect()
}
