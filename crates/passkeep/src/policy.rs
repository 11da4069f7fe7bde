//! The operator's rules for platforms, looked at before they hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use passkeep_decision::platform::ClientFacts;
use passkeep_decision::platform::policy::{ClientPolicy, Fact, Method, Operation, PolicyNote, RuleState};
use passkeep_server::config::Config;
use passkeep_server::{clock, seen};
use passkeep_store::{ClientTally, Keys, Store};

/// The rules as shipped, as a file.
pub const SHIPPED: &str = ClientPolicy::SHIPPED;

/// How far back a preview looks.
const DAYS: i64 = 30;

/// Says what is wrong with a file.
pub fn check(file: &Path) -> anyhow::Result<()> {
    let (policy, notes) = read(file)?;
    let (count, rules) = (policy.rules.len(), if policy.rules.len() == 1 { "rule" } else { "rules" });
    println!(
        "{}: nothing is wrong: {}, revision {}, {count} {rules}",
        file.display(),
        policy.id,
        policy.revision
    );
    for note in notes {
        println!("  {note}");
    }
    Ok(())
}

fn read(file: &Path) -> anyhow::Result<(ClientPolicy, Vec<PolicyNote>)> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    match ClientPolicy::parse(&text) {
        Ok(read) => Ok(read),
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(|problem| format!("\n  {problem}")).collect();
            let count = if lines.len() == 1 { "one fault".into() } else { format!("{} faults", lines.len()) };
            bail!("{}: {count}{}", file.display(), lines.concat())
        }
    }
}

/// Says whom a file would stop.
pub async fn preview(config: Config, file: PathBuf) -> anyhow::Result<()> {
    let (then, _) = read(&file)?;
    let store = Store::open(&config.database, Keys::derive(config.master_key.expose())).await?;
    let since = seen::day(clock::now()) - DAYS;
    let tallies = store.client_tallies(since).await;
    store.close().await;
    println!("{}", text(&Preview::of(&tallies?, &config.client_policy, &then)));
    Ok(())
}

/// Who is stopped by the rules of now, and who would be by others.
#[derive(Default)]
struct Preview {
    /// For each operation.
    operations: BTreeMap<Operation, Stopped>,
    /// For each rule, operation and way.
    rules: BTreeMap<(String, Operation, Method), Stopped>,
    /// The kinds of client that would be stopped and are not, with how often they were seen.
    newly: BTreeMap<String, i64>,
    /// How many ceremonies there were of clients of whom nothing is known.
    unknown: i64,
    /// The new rules that ask for what is not tallied, each with the fact.
    untallied: Vec<(String, String)>,
}

#[derive(Clone, Copy, Default)]
struct Stopped {
    all: i64,
    now: i64,
    then: i64,
    newly: i64,
    no_longer: i64,
}

impl Stopped {
    fn add(&mut self, (now, then): (bool, bool), ceremonies: i64) {
        self.all += ceremonies;
        let mut count = |counted: bool, of: fn(&mut Self) -> &mut i64| {
            if counted {
                *of(self) += ceremonies;
            }
        };
        count(now, |stopped| &mut stopped.now);
        count(then, |stopped| &mut stopped.then);
        count(then && !now, |stopped| &mut stopped.newly);
        count(now && !then, |stopped| &mut stopped.no_longer);
    }
}

impl Preview {
    fn of(tallies: &[ClientTally], now: &ClientPolicy, then: &ClientPolicy) -> Self {
        let mut preview = Self { untallied: untallied(then), ..Self::default() };
        for tally in tallies {
            let Some(operation) = Operation::parse(&tally.operation) else { continue };
            let Ok(serde_json::Value::Object(facts)) = serde_json::from_str(&tally.facts) else { continue };
            preview.unknown += if facts.is_empty() { tally.ceremonies } else { 0 };
            preview.add(operation, &ClientFacts::from_json(&facts), (now, then), tally.ceremonies);
        }
        preview
    }

    fn add(
        &mut self,
        operation: Operation,
        facts: &ClientFacts,
        rules: (&ClientPolicy, &ClientPolicy),
        ceremonies: i64,
    ) {
        let (now, then) = rules;
        let stops = |policy: &ClientPolicy| policy.judge(facts, operation, Method::Platform).effect.stops();
        let stopped = (stops(now), stops(then));
        self.operations.entry(operation).or_default().add(stopped, ceremonies);
        if stopped == (false, true) {
            *self.newly.entry(kind(facts)).or_default() += ceremonies;
        }
        for method in Method::ALL {
            let rule = |policy: &ClientPolicy| {
                let verdict = policy.judge(facts, operation, *method);
                verdict.rule.filter(|_| verdict.effect.stops()).map(|rule| rule.id.clone())
            };
            let (by_now, by_then) = (rule(now), rule(then));
            let mut names: Vec<&String> = by_now.iter().chain(&by_then).collect();
            names.dedup();
            for name in names {
                let by = |rule: &Option<String>| rule.as_ref() == Some(name);
                let key = (name.clone(), operation, *method);
                // Newly stopped is who wasn't stopped at all, by whichever rule.
                let row = self.rules.entry(key).or_default();
                row.now += if by(&by_now) { ceremonies } else { 0 };
                row.then += if by(&by_then) { ceremonies } else { 0 };
                row.newly += if by(&by_then) && by_now.is_none() { ceremonies } else { 0 };
                row.no_longer += if by(&by_now) && by_then.is_none() { ceremonies } else { 0 };
            }
        }
    }
}

/// The rules that ask for what no tally has, each with the first such fact.
fn untallied(policy: &ClientPolicy) -> Vec<(String, String)> {
    let asked = policy.rules.iter().filter(|rule| rule.state == RuleState::On && rule.effect.stops());
    let fact = |fact: &Fact| matches!(fact, Fact::Capability(capability) if !capability.is_tallied());
    asked
        .filter_map(|rule| {
            let missing = rule.when.iter().find(|condition| fact(&condition.fact))?;
            Some((rule.id.clone(), missing.fact.name()))
        })
        .collect()
}

/// A kind of client in a line: what tells kinds apart.
fn kind(facts: &ClientFacts) -> String {
    let json = facts.to_json();
    let words = json.iter().map(|(name, value)| match value {
        serde_json::Value::String(text) => format!("{name} {text}"),
        other => format!("{name} {other}"),
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "nothing known".to_owned() } else { words.join(", ") }
}

/// How many kinds of client are listed.
const KINDS_MAX: usize = 20;

fn text(preview: &Preview) -> String {
    if preview.operations.is_empty() {
        return format!("No client was seen in the last {DAYS} days: there is nothing to compare with.");
    }
    let mut lines =
        vec![format!("Ceremonies of the last {DAYS} days, and who is stopped on the device at hand:")];
    let mut table =
        vec![["operation", "seen", "stopped now", "would be", "newly", "no longer"].map(str::to_owned)];
    for (operation, stopped) in &preview.operations {
        let numbers = [stopped.all, stopped.now, stopped.then, stopped.newly, stopped.no_longer].map(grouped);
        let [all, now, then, newly, no_longer] = numbers;
        table.push([operation.as_str().to_owned(), all, now, then, newly, no_longer]);
    }
    lines.extend(aligned(&table, 1));
    if !preview.rules.is_empty() {
        lines.extend([String::new(), "By rule:".to_owned()]);
        let mut table =
            vec![["rule", "operation", "method", "now", "would be", "newly", "no longer"].map(str::to_owned)];
        for ((rule, operation, method), stopped) in &preview.rules {
            let [now, then, newly, no_longer] =
                [stopped.now, stopped.then, stopped.newly, stopped.no_longer].map(grouped);
            table.push([
                rule.clone(),
                operation.as_str().to_owned(),
                method.as_str().to_owned(),
                now,
                then,
                newly,
                no_longer,
            ]);
        }
        lines.extend(aligned(&table, 3));
    }
    if !preview.newly.is_empty() {
        lines.extend([String::new(), "Newly stopped, the most seen first:".to_owned()]);
        let mut kinds: Vec<(&String, &i64)> = preview.newly.iter().collect();
        kinds.sort_by_key(|(_, ceremonies)| std::cmp::Reverse(**ceremonies));
        let width = kinds.first().map_or(0, |(_, most)| grouped(**most).len());
        lines.extend(
            kinds
                .iter()
                .take(KINDS_MAX)
                .map(|(kind, ceremonies)| format!("  {:>width$}  {kind}", grouped(**ceremonies))),
        );
        if kinds.len() > KINDS_MAX {
            lines.push(format!("  and {} kinds more", kinds.len() - KINDS_MAX));
        }
    }
    lines.extend(unseen(preview));
    lines.join("\n")
}

/// What the numbers leave out.
fn unseen(preview: &Preview) -> Vec<String> {
    let mut lines = Vec::new();
    if preview.unknown > 0 {
        lines.push(String::new());
        lines.push(format!(
            "Of {} ceremonies nothing is known: clients that say nothing, or more kinds in a day than are told apart. \
             A rule that asks for a fact stops none of them here.",
            grouped(preview.unknown)
        ));
    }
    if !preview.untallied.is_empty() {
        lines.extend([String::new(), "Not tallied, so these rules stop nobody here:".to_owned()]);
        lines.extend(preview.untallied.iter().map(|(rule, fact)| format!("  {rule} asks for {fact}")));
    }
    lines
}

/// Columns of one width; the first `words` stand at the left, numbers at the right.
fn aligned<const N: usize>(table: &[[String; N]], words: usize) -> Vec<String> {
    let width = |column: usize| table.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let line = |row: &[String; N]| {
        let cells = row.iter().enumerate().map(|(column, cell)| match column < words {
            true => format!("{cell:<width$}", width = width(column)),
            false => format!("{cell:>width$}", width = width(column)),
        });
        format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
    };
    table.iter().map(line).collect()
}

/// 90,311.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
