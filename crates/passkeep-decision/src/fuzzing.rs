//! Doors for the fuzz targets to what is not public, each with what must hold of whatever it reads. No part of the API: it
//! is built under `cfg(fuzzing)` and for tests alone.

use std::collections::BTreeMap;

use crate::confirmations::{Action, ActionType, Currency, Effect, Field, FieldKind, TypeName, check_reading};
use crate::level::Level;
use crate::oidc::{Channel, check_details};

/// The parser of actions: what is read is written again as the same bytes, and any JSON parser reads the same.
pub fn action(bytes: &[u8]) {
    check_reading(bytes);
}

/// The reader of `authorization_details`: what is taken has every field that must be there, and its bytes are an action's.
pub fn authorization_details(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for channel in [Channel::Browser, Channel::Pushed] {
        let Ok(asked) = check_details(text, &[withdrawal()], channel) else { continue };
        assert_eq!(channel, Channel::Pushed, "what moves value came through a browser");
        assert_eq!(Action::parse(asked.action.as_bytes()).as_ref(), Ok(&asked.action));
        assert!(asked.action.value("amount").is_some() && asked.action.value("to").is_some());
    }
}

/// A type of several kinds of fields.
pub(crate) fn withdrawal() -> ActionType {
    let field =
        |name: &str, kind, optional| Field { name: name.to_owned(), kind, optional, label: BTreeMap::new() };
    let currencies = Currency::parse("USD").map(|currency| (currency, 2)).into_iter().collect();
    ActionType {
        name: TypeName::parse("withdrawal").expect("it is a name"),
        version: 1,
        effect: Effect::MovesValue,
        level: Level::TwoP,
        passkey_seconds: 0,
        lifetime_seconds: 60,
        fields: vec![
            field("amount", FieldKind::Amount { currencies }, false),
            field("to", FieldKind::Payee { characters_max: 40 }, false),
            field("account", FieldKind::AccountNumber, true),
            field("quantity", FieldKind::Quantity { scale: 4 }, true),
        ],
        title: BTreeMap::new(),
        amount: Some("amount".to_owned()),
        payee: Some("to".to_owned()),
        second_over: vec![],
        restricted_up_to: vec![],
        steps: vec![],
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    fn replay(target: &str, door: impl Fn(&[u8])) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let count = files.map(|file| door(&fs::read(file).unwrap())).count();
        assert!(count >= 4, "the seeds at least are in {}", folder.display());
    }

    #[test]
    fn what_fuzzing_keeps_is_read_as_it_must_be() {
        replay("action", super::action);
        replay("authorization_details", super::authorization_details);
    }
}
