//! `[[confirmations]]`: the types of actions that apps may ask to be confirmed.

use std::collections::BTreeMap;
use std::path::Path;

use passkeep_decision::confirmations::{
    ActionType, Amount, AmountLimit, AmountStep, Choice, Currency, Effect, Field, FieldKind, Template,
    TypeName, parse_exact,
};
use passkeep_decision::level::Level;

use super::languages::read_languages;
use super::settings::Settings;

const HOUR: i64 = 60 * 60;
const YEAR_HOURS: i64 = 366 * 24;
const FIELDS_MAX: usize = 16;
const CHARACTERS_MAX: i64 = 200;
const LIMITS: &str = "a list of amounts in the field's currencies, as [\"USD 10000.00\"]";

/// Reads them.
pub(super) fn read_confirmations(settings: &mut Settings) -> Vec<ActionType> {
    let mut types: Vec<ActionType> = vec![];
    for (mut table, within) in settings.tables("confirmations", "a table for each type, as [[confirmations]]")
    {
        let read = read_one(&mut table);
        settings.take_problems(table, &within);
        let Some(read) = read else { continue };
        if types.iter().any(|other| other.name == read.name) {
            let seen = read.name.as_str().to_owned();
            settings.note(&format!("{within}.type"), "a type that no other table has", seen);
        }
        types.push(read);
    }
    types
}

/// The demo's.
pub(super) fn demo() -> Vec<ActionType> {
    let file = include_str!("../../data/confirmations.toml").parse().expect("a file of the build");
    read_confirmations(&mut Settings::new(file, &[], Path::new("")))
}

fn read_one(table: &mut Settings) -> Option<ActionType> {
    let name = table.required("type", "a name of a-z, 0-9 and _, at most 32", TypeName::parse);
    let version = table.integer("version", 1..=i64::from(i32::MAX)).unwrap_or(1);
    let effect = table.required("effect", "\"moves_value\", \"trades\" or \"nothing\"", Effect::parse);
    let level = table.optional("level", "\"2p\" or \"3\"", level).unwrap_or(Level::TwoP);
    // The floor of what moves value is the policy's own; here it can only rise.
    let passkey_seconds = table.integer("passkey_hours", 0..=YEAR_HOURS).unwrap_or(0) * HOUR;
    let lifetime_seconds = table.integer("lifetime_seconds", 60..=24 * HOUR).unwrap_or(300);
    let fields = read_fields(table);
    let amount = read_field_name(table, "amount", &fields, |kind| matches!(kind, FieldKind::Amount { .. }));
    let payee = read_field_name(table, "payee", &fields, |kind| matches!(kind, FieldKind::Payee { .. }));
    let currencies = amount.as_ref().and_then(|name| currencies(&fields, name)).unwrap_or_default();
    let second_over = read_limits(table, "second_over", &currencies);
    let restricted_up_to = read_limits(table, "restricted_up_to", &currencies);
    let steps = read_steps(table, &currencies);
    let title = read_title(table, &fields);
    let complete = fields.len() <= FIELDS_MAX && !fields.is_empty();
    if !complete {
        table.note("fields", "1 to 16 tables, as [[confirmations.fields]]", format!("{}", fields.len()));
    }
    Some(ActionType {
        name: name?,
        version,
        effect: effect?,
        level,
        passkey_seconds,
        lifetime_seconds,
        fields,
        title: title?,
        amount,
        payee,
        second_over,
        restricted_up_to,
        steps,
    })
}

/// A passkey's assertion reaches these, and none below.
fn level(text: &str) -> Option<Level> {
    Level::parse(text).filter(|level| *level >= Level::TwoP)
}

fn read_fields(table: &mut Settings) -> Vec<Field> {
    let mut fields: Vec<Field> = vec![];
    for (mut inner, within) in table.tables("fields", "a table for each field, as [[confirmations.fields]]") {
        let read = read_field(&mut inner);
        table.take_problems(inner, &within);
        let Some(read) = read else { continue };
        if fields.iter().any(|other| other.name == read.name) {
            table.note(&format!("{within}.name"), "a name that no other field has", read.name.clone());
        }
        fields.push(read);
    }
    fields
}

fn read_field(table: &mut Settings) -> Option<Field> {
    let name = table.required("name", "a name of a-z, 0-9 and _, at most 32", TypeName::parse);
    let optional = table.boolean("optional").unwrap_or(false);
    let label = read_texts(table, "label");
    let kinds = "\"amount\", \"quantity\", \"text\", \"payee\", \"account_number\" or \"choice\"";
    let known = ["amount", "quantity", "text", "payee", "account_number", "choice"];
    let kind = table.required("kind", kinds, |text| known.into_iter().find(|kind| *kind == text))?;
    let mut characters = || {
        let most = table.integer("characters_max", 1..=CHARACTERS_MAX);
        most.and_then(|most| usize::try_from(most).ok()).unwrap_or(80)
    };
    let kind = match kind {
        "amount" => FieldKind::Amount { currencies: read_currencies(table)? },
        "quantity" => FieldKind::Quantity { scale: read_scale(table) },
        "text" => FieldKind::Text { characters_max: characters() },
        "payee" => FieldKind::Payee { characters_max: characters() },
        "account_number" => FieldKind::AccountNumber,
        _ => FieldKind::Choice { choices: read_choices(table)? },
    };
    Some(Field { name: name?.as_str().to_owned(), kind, optional, label: label? })
}

fn read_scale(table: &mut Settings) -> u8 {
    table.integer("scale", 0..=8).and_then(|scale| u8::try_from(scale).ok()).unwrap_or(0)
}

fn read_currencies(table: &mut Settings) -> Option<BTreeMap<Currency, u8>> {
    let expected = "a list of currencies, each with its digits after the point, as [\"USD 2\", \"JPY 0\"]";
    if !table.has("currencies") {
        table.note("currencies", expected, "nothing");
    }
    let read = table.list("currencies", expected, |text| {
        let (code, scale) = text.split_once(' ')?;
        Some((Currency::parse(code)?, scale.parse::<u8>().ok().filter(|scale| *scale <= 8)?))
    });
    read.map(|list| list.into_iter().collect())
}

fn read_choices(table: &mut Settings) -> Option<Vec<Choice>> {
    let expected = "a list of values of a-z, 0-9 and _, as [\"buy\", \"sell\"]";
    if !table.has("choices") {
        table.note("choices", expected, "nothing");
    }
    let values = table.list("choices", expected, TypeName::parse)?;
    let labelled = |value: &TypeName| {
        let label = read_texts(table, &format!("choice.{}", value.as_str()))?;
        Some(Choice { value: value.as_str().to_owned(), label })
    };
    values.iter().map(labelled).collect()
}

/// A text in each of the server's languages.
fn read_texts(table: &mut Settings, name: &str) -> Option<BTreeMap<String, String>> {
    let expected = "a text of 1 to 80 characters without braces";
    read_languages(table, name, expected, |text| {
        let plain = (1..=80).contains(&text.chars().count()) && !text.contains(['{', '}']);
        Template::parse(text).ok().filter(|_| plain).map(|_| text.to_owned())
    })
}

fn read_title(table: &mut Settings, fields: &[Field]) -> Option<BTreeMap<String, Template>> {
    let expected = "a text with fields that are not optional in braces, as \"Withdraw {amount}\"";
    read_languages(table, "title", expected, |text| {
        let template = Template::parse(text).ok().filter(|_| text.chars().count() <= 120)?;
        let there = |name: &str| fields.iter().any(|field| field.name == name && !field.optional);
        let all = template.fields().all(there);
        all.then_some(template)
    })
}

fn read_field_name(
    table: &mut Settings,
    setting: &str,
    fields: &[Field],
    fits: fn(&FieldKind) -> bool,
) -> Option<String> {
    let expected = format!("the name of a field of kind \"{setting}\" that is not optional");
    table.optional(setting, &expected, |text| {
        let found = fields.iter().find(|field| field.name == text && !field.optional && fits(&field.kind));
        found.map(|field| field.name.clone())
    })
}

fn currencies(fields: &[Field], name: &str) -> Option<BTreeMap<Currency, u8>> {
    match &fields.iter().find(|field| field.name == name)?.kind {
        FieldKind::Amount { currencies } => Some(currencies.clone()),
        _ => None,
    }
}

fn read_limits(table: &mut Settings, name: &str, currencies: &BTreeMap<Currency, u8>) -> Vec<AmountLimit> {
    let limit = |text: &str| {
        let (code, value) = text.split_once(' ')?;
        let currency = Currency::parse(code)?;
        let units = parse_exact(value, *currencies.get(&currency)?)?;
        Some(AmountLimit(Amount { currency, units }))
    };
    table.list(name, LIMITS, limit).unwrap_or_default()
}

fn read_steps(table: &mut Settings, currencies: &BTreeMap<Currency, u8>) -> Vec<AmountStep> {
    let mut steps = vec![];
    for (mut inner, within) in table.tables("steps", "a table for each step, as [[confirmations.steps]]") {
        if !inner.has("over") {
            inner.note("over", LIMITS, "nothing");
        }
        let step = AmountStep {
            over: read_limits(&mut inner, "over", currencies),
            level: inner.optional("level", "\"2p\" or \"3\"", level),
            passkey_seconds: inner.integer("passkey_hours", 0..=YEAR_HOURS).map(|hours| hours * HOUR),
        };
        table.take_problems(inner, &within);
        steps.push(step);
    }
    steps
}
