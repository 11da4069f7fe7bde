//! How nouns without a stable name of their own stand in columns.

use passkeep_decision::contact::Address;
use passkeep_decision::hold::{HoldKind, HoldName};
use passkeep_decision::id::{ConfirmationId, PasskeyId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::PasskeyOrigin;
use passkeep_decision::proof::{Method, Proof, Proofs};
use passkeep_decision::session::Sharing;
use passkeep_webauthn::Transport;
use serde_json::json;

pub(crate) const fn sharing_name(sharing: Sharing) -> &'static str {
    match sharing {
        Sharing::Own => "own",
        Sharing::Shared => "shared",
    }
}

pub(crate) fn parse_sharing(name: &str) -> Option<Sharing> {
    [Sharing::Own, Sharing::Shared].into_iter().find(|sharing| sharing_name(*sharing) == name)
}

pub(crate) const fn origin_name(origin: PasskeyOrigin) -> &'static str {
    match origin {
        PasskeyOrigin::SignUp => "sign_up",
        PasskeyOrigin::Grant => "grant",
    }
}

pub(crate) fn parse_origin(name: &str) -> Option<PasskeyOrigin> {
    [PasskeyOrigin::SignUp, PasskeyOrigin::Grant].into_iter().find(|origin| origin_name(*origin) == name)
}

/// `method@milliseconds`, with a space between.
pub(crate) fn proofs_text(proofs: &Proofs) -> String {
    let written: Vec<String> =
        proofs.iter().map(|proof| format!("{}@{}", proof.method.as_str(), proof.at.0)).collect();
    written.join(" ")
}

pub(crate) fn parse_proofs(text: &str) -> Option<Proofs> {
    let proof = |written: &str| {
        let (method, at) = written.split_once('@')?;
        Some(Proof { method: Method::parse(method)?, at: Timestamp(at.parse().ok()?) })
    };
    let proofs: Option<Vec<Proof>> = text.split_whitespace().map(proof).collect();
    proofs.map(Proofs::from_stored)
}

/// A JSON array: the standard may name any transport later, with any character.
pub(crate) fn transports_text(transports: &[Transport]) -> String {
    serde_json::Value::from(transports.iter().map(Transport::as_str).collect::<Vec<_>>()).to_string()
}

pub(crate) fn parse_transports(text: &str) -> Option<Vec<Transport>> {
    let names: Vec<String> = serde_json::from_str(text).ok()?;
    Some(names.iter().map(|name| Transport::parse(name)).collect())
}

/// What a hold is about, as a JSON object; its kind stands beside it.
pub(crate) fn hold_subject(kind: &HoldKind) -> String {
    let address = |address: &Address| json!({ "kind": address.kind(), "address": address.as_str() });
    let subject = match kind {
        HoldKind::RemovePasskey(id) | HoldKind::LosePasskey(id) => json!({ "passkey": id.to_string() }),
        HoldKind::RemoveContact(from) | HoldKind::GiveUpNumber(from) => json!({ "from": address(from) }),
        HoldKind::ReplaceContact { from, to } => json!({ "from": address(from), "to": address(to) }),
        HoldKind::ChangePassword | HoldKind::Recovery => json!({}),
        HoldKind::ConfirmAction { confirmation, client, title } => {
            json!({ "client": client, "confirmation": confirmation.to_string(), "title": title })
        }
    };
    subject.to_string()
}

pub(crate) fn parse_hold_kind(name: HoldName, subject: &str) -> Option<HoldKind> {
    let subject: serde_json::Value = serde_json::from_str(subject).ok()?;
    let passkey = || PasskeyId::parse(subject["passkey"].as_str()?);
    let address = |place: &str| {
        Address::from_stored(subject[place]["kind"].as_str()?, subject[place]["address"].as_str()?)
    };
    Some(match name {
        HoldName::RemovePasskey => HoldKind::RemovePasskey(passkey()?),
        HoldName::LosePasskey => HoldKind::LosePasskey(passkey()?),
        HoldName::RemoveContact => HoldKind::RemoveContact(address("from")?),
        HoldName::ReplaceContact => HoldKind::ReplaceContact { from: address("from")?, to: address("to")? },
        HoldName::GiveUpNumber => HoldKind::GiveUpNumber(address("from")?),
        HoldName::ChangePassword => HoldKind::ChangePassword,
        HoldName::Recovery => HoldKind::Recovery,
        HoldName::ConfirmAction => HoldKind::ConfirmAction {
            confirmation: ConfirmationId::parse(subject["confirmation"].as_str()?)?,
            client: subject["client"].as_str()?.to_owned(),
            title: subject["title"].as_str()?.to_owned(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_hold_is_read_as_it_is_written() {
        let address = |text| Address::from_stored("email", text).unwrap();
        let passkey = PasskeyId([9; 16]);
        let kinds = [
            HoldKind::RemovePasskey(passkey),
            HoldKind::LosePasskey(passkey),
            HoldKind::RemoveContact(address("a@b.cd")),
            HoldKind::ReplaceContact { from: address("a@b.cd"), to: address("c@d.ef") },
            HoldKind::GiveUpNumber(Address::from_stored("phone", "+14155550123").unwrap()),
            HoldKind::ChangePassword,
            HoldKind::Recovery,
            HoldKind::ConfirmAction {
                confirmation: ConfirmationId([5; 16]),
                client: "halden".into(),
                title: "Withdraw \"25.00\" to 李".into(),
            },
        ];
        for kind in kinds {
            assert_eq!(parse_hold_kind(kind.name(), &hold_subject(&kind)), Some(kind));
        }
        assert_eq!(parse_hold_kind(HoldName::RemovePasskey, "{}"), None);
        assert_eq!(parse_hold_kind(HoldName::Recovery, ""), None);
    }

    #[test]
    fn proofs_are_read_as_they_are_written() {
        let some = Proofs::one(Method::Password, Timestamp(5)).and(Method::PhoneCode, Timestamp(-7));
        assert_eq!(parse_proofs(&proofs_text(&some)), Some(some));
        assert_eq!(parse_proofs(""), Some(Proofs::NONE));
        assert_eq!(parse_proofs("password"), None);
        assert_eq!(parse_proofs("fax@5"), None);
    }

    #[test]
    fn transports_are_read_as_they_are_written() {
        let some = vec![Transport::Internal, Transport::Hybrid, Transport::Other("a \"b\", c".into())];
        assert_eq!(parse_transports(&transports_text(&some)), Some(some));
        assert_eq!(parse_transports(&transports_text(&[])), Some(vec![]));
        assert_eq!(parse_transports("usb"), None);
    }
}
