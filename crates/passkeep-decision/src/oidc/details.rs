//! `authorization_details`: an action that an app asks to be confirmed on the way to its code (RFC 9396), and what its
//! tokens say of it.
//!
//! One detail, `{"type": …, "fields": {…}}`, as `POST /v1/confirmations` takes them, and read by the same rules. What moves
//! value or trades must have been pushed by a client that has proved who it is: whatever comes through a browser, anyone may
//! have written, and the person is told that this app asks.

use serde_json::{Value, json};

use crate::client::RegisteredClient;
use crate::confirmations::{
    Action, ActionType, Effect, FieldProblem, Given, RequestedAction, TypeName, asked_action,
};
use crate::id::ConfirmationId;
use crate::refusal::Refusal;
use crate::rule::Rule;

/// By which way a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Through a browser.
    Browser,
    /// Pushed by the client itself, which has proved who it is. (RFC 9126)
    Pushed,
}

/// Why details can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DetailsFault {
    /// No JSON array of objects, each with `type` and `fields` and nothing else.
    Shape,
    /// None, or more than one.
    Count,
    /// There is no such type, or none that this client may ask for.
    Type,
    /// A field, with its place in the detail.
    Field(FieldProblem),
    /// The type moves value or trades, and the request came through a browser.
    NotPushed,
}

/// Reads them.
pub(super) fn parse(
    text: &str,
    client: &RegisteredClient,
    types: &[ActionType],
    channel: Channel,
) -> Result<RequestedAction, DetailsFault> {
    let given: Vec<Given> = serde_json::from_str(text).map_err(|_| DetailsFault::Shape)?;
    let [one] = given.as_slice() else { return Err(DetailsFault::Count) };
    let (name, fields) = members(one).ok_or(DetailsFault::Shape)?;
    let (kind, action) = asked_action(types, client, (name, fields)).map_err(|refusal| match refusal {
        Refusal::FieldNotAccepted(problem) => DetailsFault::Field(problem),
        _ => DetailsFault::Type,
    })?;
    if Rule::ActionPushed.holds() && kind.effect != Effect::Nothing && channel != Channel::Pushed {
        return Err(DetailsFault::NotPushed);
    }
    Ok(RequestedAction { action_type: kind.name.clone(), type_version: kind.version, action })
}

/// The same for a client of all these types: for the fuzz target and the tests.
#[cfg(any(test, fuzzing))]
pub(crate) fn check_details(
    text: &str,
    types: &[ActionType],
    channel: Channel,
) -> Result<RequestedAction, DetailsFault> {
    use crate::client::{ClientId, ClientMetadata, ClientSecretHash};
    let id = ClientId::parse("shop").expect("it is an id");
    let metadata = ClientMetadata {
        client_id: "shop".into(),
        name: "Shop".into(),
        secret_hashes: vec![ClientSecretHash::of(&id, &"s".repeat(43)).to_string()],
        redirect_uris: vec!["https://shop.example/cb".into()],
        confirmations: types.iter().map(|kind| kind.name.as_str().to_owned()).collect(),
        ..ClientMetadata::default()
    };
    parse(text, &metadata.parse().expect("it can be taken"), types, channel)
}

fn members(given: &Given) -> Option<(&str, &Given)> {
    let Given::Object(members) = given else { return None };
    let part = |name| members.iter().find(|(member, _)| member == name).map(|(_, value)| value);
    match (part("type")?, part("fields")?) {
        // A name can't stand twice in what was given.
        (Given::Text(name), fields) if members.len() == 2 => Some((name.as_str(), fields)),
        _ => None,
    }
}

/// An action that was confirmed for a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantedAction {
    /// The confirmation, of which the client gets the receipt.
    pub confirmation: ConfirmationId,
    /// The action's type.
    pub action_type: TypeName,
    /// The action.
    pub action: Action,
    /// What it does; none where the operator has taken the type out: then it counts as what moves value.
    pub effect: Option<Effect>,
}

impl GrantedAction {
    /// Whether tokens that hold it live as those with scopes that move value.
    pub fn moves_value(&self) -> bool {
        self.effect != Some(Effect::Nothing)
    }

    /// As tokens and introspection say it. (RFC 9396, sections 7 and 9)
    pub fn details(&self) -> Value {
        let fields: Value = serde_json::from_str(self.action.as_str()).expect("an action's bytes are JSON");
        json!([{
            "type": self.action_type.as_str(),
            "fields": fields,
            "confirmation": self.confirmation.to_string(),
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confirmations::{Field, FieldFault, FieldKind, Template};
    use crate::level::Level;

    fn kind(name: &str, effect: Effect) -> ActionType {
        let texts = |text: &str| [("en".to_owned(), text.to_owned())].into();
        ActionType {
            name: TypeName::parse(name).unwrap(),
            version: 3,
            effect,
            level: Level::TwoP,
            passkey_seconds: 0,
            lifetime_seconds: 60,
            fields: vec![Field {
                name: "to".into(),
                kind: FieldKind::Text { characters_max: 9 },
                optional: false,
                label: texts("To"),
            }],
            title: [("en".to_owned(), Template::parse("Tell {to}").unwrap())].into(),
            amount: None,
            payee: None,
            second_over: vec![],
            restricted_up_to: vec![],
            steps: vec![],
        }
    }

    fn read(text: &str, channel: Channel) -> Result<RequestedAction, DetailsFault> {
        let types = [
            kind("letter", Effect::Nothing),
            kind("order", Effect::Trades),
            kind("withdrawal", Effect::MovesValue),
        ];
        check_details(text, &types, channel)
    }

    #[test]
    fn one_detail_of_the_clients_own_types_becomes_an_action() {
        let asked = read(r#"[{"fields":{"to":"Ada"},"type":"letter"}]"#, Channel::Browser).unwrap();
        assert_eq!((asked.action.as_str(), asked.type_version), (r#"{"to":"Ada"}"#, 3));
        for kind in ["order", "withdrawal"] {
            let text = format!(r#"[{{"type":"{kind}","fields":{{"to":"Ada"}}}}]"#);
            assert_eq!(read(&text, Channel::Browser), Err(DetailsFault::NotPushed), "{kind}");
            assert!(read(&text, Channel::Pushed).is_ok(), "{kind}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let check = |text: &str, fault| assert_eq!(read(text, Channel::Pushed), Err(fault), "{text}");
        for text in [
            "",
            "{}",
            "\"letter\"",
            r#"{"type":"letter","fields":{"to":"Ada"}}"#,
            r#"["letter"]"#,
            "[{}]",
            r#"[{"type":"letter"}]"#,
            r#"[{"fields":{"to":"Ada"}}]"#,
            r#"[{"type":1,"fields":{"to":"Ada"}}]"#,
            r#"[{"type":["letter"],"fields":{"to":"Ada"}}]"#,
            r#"[{"type":"letter","fields":{"to":"Ada"},"actions":["read"]}]"#,
            r#"[{"type":"letter","type":"letter","fields":{"to":"Ada"}}]"#,
            r#"[{"type":"letter","fields":{"to":"Ada","to":"Eve"}}]"#,
            r#"[{"type":"letter","fields":{"to":"Ada"}}]x"#,
        ] {
            check(text, DetailsFault::Shape);
        }
        let letter = r#"{"type":"letter","fields":{"to":"Ada"}}"#;
        check("[]", DetailsFault::Count);
        check(&format!("[{letter},{letter}]"), DetailsFault::Count);
        for kind in ["made_up", "", "Letter", "letter "] {
            check(&format!("[{}]", letter.replace("letter", kind)), DetailsFault::Type);
        }
        let field =
            |pointer: &str, fault| DetailsFault::Field(FieldProblem { pointer: pointer.into(), fault });
        check(r#"[{"type":"letter","fields":{}}]"#, field("/fields/to", FieldFault::Missing));
        check(r#"[{"type":"letter","fields":{"to":1}}]"#, field("/fields/to", FieldFault::Number));
        check(
            r#"[{"type":"letter","fields":{"to":"Ada","x":"y"}}]"#,
            field("/fields/x", FieldFault::Unknown),
        );
        check(r#"[{"type":"letter","fields":"Ada"}]"#, field("/fields", FieldFault::WrongType));
        check(
            "[{\"type\":\"letter\",\"fields\":{\"to\":\"A\u{202e}\"}}]",
            field("/fields/to", FieldFault::Hidden),
        );
    }
}
