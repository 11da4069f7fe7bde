//! `passkeep explain`: a failed attempt, decided again on what was seen of it. It holds no name, no address and nothing
//! that a client wrote.

use anyhow::{Context, bail};
use passkeep_decision::diagnosis::{Attempt, Reference};
use passkeep_server::config::Config;
use passkeep_server::diagnoses::{self, Explanation};
use passkeep_server::texts::Language;
use passkeep_server::views::rfc_3339;
use passkeep_store::{Keys, Store, read};
use serde_json::{Map, Value, json};

use crate::outbox::Form;

/// Finds an attempt by its reference, and explains it.
pub async fn show(config: Config, reference: &str, form: Form) -> anyhow::Result<()> {
    let reference = Reference::parse(reference)
        .context("this is no reference: it has eight characters, as in SIG-05 / 7F3K-9M2Q")?;
    let store = Store::open(&config.database, Keys::derive(config.master_key.expose())).await?;
    let found = read::attempt(&store.reader(), reference).await;
    store.close().await;
    let Some(attempt) = found? else {
        bail!("{reference}: no such attempt is kept. Attempts are kept for 30 days");
    };
    let explanation = diagnoses::explain(&attempt, Language::En);
    match form {
        Form::Text => println!("{}", text(&attempt, &explanation)),
        Form::Json => println!("{:#}", json_of(&attempt, &explanation)),
    }
    Ok(())
}

fn text(attempt: &Attempt, explanation: &Explanation) -> String {
    let Explanation { diagnosis, facts, say, causes, steps, staff } = explanation;
    let code = diagnosis.code;
    let mut lines = vec![
        attempt.reference.after(&attempt.told),
        format!("{}, {} on {}", rfc_3339(attempt.at.0), attempt.client.browser, attempt.client.system),
        whose(attempt),
        String::new(),
        format!("{} {}: {say}", code.as_str(), code.name()),
        format!("Rule: {} ({})", diagnosis.rule, diagnosis.sure.as_str()),
    ];
    let mut list = |title: &str, items: Vec<String>| {
        if !items.is_empty() {
            lines.extend([String::new(), format!("{title}:")]);
            lines.extend(items.into_iter().map(|item| format!("  {item}")));
        }
    };
    list("Seen", facts.iter().map(|fact| format!("{} = {}", fact.name, fact.value)).collect());
    list("Causes", causes.iter().map(|(_, likelihood, say)| format!("{likelihood}: {say}")).collect());
    list("What the person does", steps.clone());
    list("What you do", staff.clone());
    let considered = diagnosis.considered.iter();
    list(
        "Considered as well",
        considered
            .map(|other| format!("{}: {} ({})", other.code.as_str(), other.rule, other.sure.as_str()))
            .collect(),
    );
    lines.join("\n")
}

fn whose(attempt: &Attempt) -> String {
    match attempt.account {
        Some((account, standing)) => format!("Account {account}, {}", standing.as_str()),
        None => "No account was proved or named".to_owned(),
    }
}

fn json_of(attempt: &Attempt, explanation: &Explanation) -> Value {
    let Explanation { diagnosis, facts, say, causes, steps, staff } = explanation;
    let facts: Map<String, Value> =
        facts.iter().map(|fact| (fact.name.clone(), fact.value.clone().into())).collect();
    let account = attempt
        .account
        .map(|(account, standing)| json!({ "handle": account.to_string(), "standing": standing.as_str() }));
    let causes: Vec<Value> = causes
        .iter()
        .map(|(name, likelihood, say)| json!({ "name": name, "likelihood": likelihood, "say": say }))
        .collect();
    let considered: Vec<Value> = diagnosis
        .considered
        .iter()
        .map(|other| json!({ "code": other.code.as_str(), "rule": other.rule, "sure": other.sure.as_str() }))
        .collect();
    json!({
        "reference": attempt.reference.to_string(),
        "told": attempt.told,
        "at": attempt.at.0,
        "browser": attempt.client.browser,
        "system": attempt.client.system,
        "account": account,
        "code": diagnosis.code.as_str(),
        "name": diagnosis.code.name(),
        "audience": diagnosis.code.audience().as_str(),
        "sure": diagnosis.sure.as_str(),
        "rule": diagnosis.rule,
        "say": say,
        "seen": facts,
        "causes": causes,
        "steps": steps,
        "steps_of_staff": staff,
        "considered": considered,
    })
}
