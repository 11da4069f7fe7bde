//! The operator's look into the outbox: channels, times and faults, an address masked; never what a message says.

use passkeep_server::clock;
use passkeep_server::config::Config;
use passkeep_server::views::rfc_3339;
use passkeep_store::outbox::{Closed, Counts, Outcome, Waiting};
use passkeep_store::{Keys, Store, StoreError};
use serde_json::{Value, json};

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// How far back "of late" goes.
const LATE_SECONDS: i64 = 24 * 60 * 60;

struct Report {
    counts: Counts,
    waiting: Vec<Waiting>,
    dropped: Vec<Closed>,
}

/// Shows what waits and why, and what was dropped in the last 24 hours.
pub async fn show(config: Config, limit: i64, form: Form) -> anyhow::Result<()> {
    let store = Store::open(&config.database, Keys::derive(config.master_key.expose())).await?;
    let report = read(&store, limit).await;
    store.close().await;
    let report = report?;
    match form {
        Form::Text => println!("{}", text(&report)),
        Form::Json => println!("{:#}", json_of(&report)),
    }
    Ok(())
}

async fn read(store: &Store, limit: i64) -> Result<Report, StoreError> {
    let (outbox, since) = (store.outbox(), clock::now().plus_seconds(-LATE_SECONDS));
    Ok(Report {
        counts: outbox.counts(since).await?,
        waiting: outbox.waiting(limit).await?,
        dropped: outbox.dropped_since(since, limit).await?,
    })
}

fn text(report: &Report) -> String {
    let Counts { waiting, failing, sent, dropped } = report.counts;
    let mut lines = vec![
        format!("Waiting: {waiting}, of them offered before without success: {failing}."),
        format!("In the last 24 hours: {sent} sent, {dropped} dropped."),
    ];
    if !report.waiting.is_empty() {
        lines.extend(["".into(), "Waiting, what is due first first:".into()]);
        lines.extend(report.waiting.iter().map(waiting_lines));
    }
    if !report.dropped.is_empty() {
        lines.extend(["".into(), "Dropped in the last 24 hours, the newest first:".into()]);
        lines.extend(report.dropped.iter().map(dropped_lines));
    }
    lines.join("\n")
}

fn waiting_lines(waiting: &Waiting) -> String {
    let Waiting { id, channel, to, caused_at, due_at, expires_at, attempts, failure } = waiting;
    let to = to.as_deref().unwrap_or("(its body can't be read)");
    let reason = failure.as_deref().unwrap_or("it was not offered yet, or is on its way");
    format!(
        "  {id}  {} {to}\n    why       {reason}\n    attempts  {attempts}\n    caused    {}\n    due       {}\n    \
         expires   {}",
        channel.as_str(),
        rfc_3339(caused_at.0),
        rfc_3339(due_at.0),
        rfc_3339(expires_at.0),
    )
}

fn dropped_lines(closed: &Closed) -> String {
    let Closed { id, channel, caused_at, closed_at, attempts, outcome } = closed;
    format!(
        "  {id}  {}\n    why       {}\n    attempts  {attempts}\n    caused    {}\n    dropped   {}",
        channel.as_str(),
        reason(outcome),
        rfc_3339(caused_at.0),
        rfc_3339(closed_at.0),
    )
}

fn reason(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Sent => "sent",
        Outcome::Dropped { reason } => reason,
    }
}

fn json_of(report: &Report) -> Value {
    let waiting = report.waiting.iter().map(|waiting| {
        json!({
            "id": waiting.id.to_string(),
            "channel": waiting.channel.as_str(),
            "to": waiting.to,
            "caused_at": waiting.caused_at.0,
            "expires_at": waiting.expires_at.0,
            "due_at": waiting.due_at.0,
            "attempts": waiting.attempts,
            "reason": waiting.failure,
        })
    });
    let dropped = report.dropped.iter().map(|closed| {
        json!({
            "id": closed.id.to_string(),
            "channel": closed.channel.as_str(),
            "caused_at": closed.caused_at.0,
            "dropped_at": closed.closed_at.0,
            "attempts": closed.attempts,
            "reason": reason(&closed.outcome),
        })
    });
    let Counts { waiting: all, failing, sent, dropped: given_up } = report.counts;
    json!({
        "counts": { "waiting": all, "failing": failing, "sent": sent, "dropped": given_up },
        "waiting": waiting.collect::<Vec<_>>(),
        "dropped": dropped.collect::<Vec<_>>(),
    })
}
