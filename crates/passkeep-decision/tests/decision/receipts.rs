//! Receipts: whoever has one can verify it, and no byte of it can change.
//!
//! The same receipts stand in a file that the verifiers in other languages read, with the check that each of the bad ones
//! must fail: all say the same. `UPDATE=1` makes them anew.

use std::collections::BTreeMap;
use std::path::PathBuf;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_authenticator::{Algorithm, AuthenticatorOptions, Misbehaviour, flag};
use passkeep_decision::ceremony::{Place, begin_assertion_over};
use passkeep_decision::confirmations::{
    Challenge, Check, History, Receipt, Second, Signature, Trust, coordinates, kid, subject, verify,
};
use passkeep_decision::flow::CeremonyOptions;
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_webauthn::Origin;
use serde_json::{Value, json};

use crate::support::*;

const ACTION: &str = r#"{"amount":{"currency":"USD","value":"25000.00"},"to":"Ada Okafor"}"#;
const TEXT: &str = "Halden\nWithdraw 25,000.00 USD to Ada Okafor\nAmount: 25,000.00 USD\nTo: Ada Okafor";
const ID: [u8; 16] = [0xC0; 16];

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../sdk/receipt/tests/receipts.json")
}

/// A receipt before the issuer signs it.
struct Made {
    receipt: Receipt,
    key: Key,
}

impl Made {
    fn by(algorithm: Algorithm, wrong: &Misbehaviour) -> Self {
        let platform =
            AuthenticatorOptions { algorithms: vec![algorithm], ..AuthenticatorOptions::platform() };
        let key = Key::made(77, ADA, (platform, Place::ThisDevice));
        let receipt = Receipt {
            account: subject(ORIGIN, "halden", ADA),
            action: ACTION.into(),
            client: "halden".into(),
            confirmation: URL_SAFE_NO_PAD.encode(ID),
            decided_at: NOW.0,
            events: account(ADA).head.into(),
            expires_at: NOW.plus_seconds(300).0,
            issuer: ORIGIN.into(),
            rp_id: policy().rp_id,
            second: Second::NotNeeded,
            signatures: vec![],
            action_type: "withdrawal".into(),
            type_version: 1,
            version: 1,
        };
        let mut made = Self { receipt, key };
        made.sign(wrong);
        made
    }

    /// The passkey signs the receipt as it stands.
    fn sign(&mut self, wrong: &Misbehaviour) {
        let (policy, moment) = (policy(), moment());
        let receipt = &self.receipt;
        let over = |nonce: &[u8; 32]| {
            let challenge = Challenge {
                issuer: &receipt.issuer,
                rp_id: &receipt.rp_id,
                client: &receipt.client,
                account: &receipt.account,
                id: &ID,
                action_type: &receipt.action_type,
                type_version: receipt.type_version,
                expires_at: receipt.expires_at,
                nonce,
                action: receipt.action.as_bytes(),
                locale: "en",
                text: TEXT,
            };
            challenge.hash()
        };
        let ticket = ticket(Purpose::Approve, TicketStep::Passkey);
        let (ticket, options) = begin_assertion_over(ticket, &[], over, context(&policy, &moment));
        let answer = self.key.sign_with(&CeremonyOptions::Request(options), wrong.clone());
        self.receipt.signatures.push(Signature {
            authenticator_data: URL_SAFE_NO_PAD.encode(answer.authenticator_data),
            client_data: URL_SAFE_NO_PAD.encode(answer.client_data_json),
            locale: "en".into(),
            nonce: URL_SAFE_NO_PAD.encode(ticket.challenge.unwrap()),
            passkey: History::of(&self.key.passkey),
            signature: URL_SAFE_NO_PAD.encode(answer.signature),
            signed_at: NOW.0,
            text: TEXT.into(),
        });
    }
}

struct Issuer(EcdsaKeyPair);

impl Issuer {
    fn new() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    fn point(&self) -> [u8; 65] {
        self.0.public_key().as_ref().try_into().unwrap()
    }

    fn sign_text(&self, text: &str) -> String {
        Receipt::jws(text, self.0.sign(&SystemRandom::new(), text.as_bytes()).unwrap().as_ref())
    }

    fn sign(&self, payload: &[u8]) -> String {
        self.sign_text(&Receipt::signing_input(payload, &kid(&self.point())))
    }

    fn signs(&self, made: &Made) -> String {
        self.sign(&made.receipt.payload())
    }

    fn trust(&self) -> Value {
        let [x, y] = coordinates(&self.point());
        let key =
            json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": kid(&self.point()), "alg": "ES256" });
        json!({ "issuer": ORIGIN, "keys": [key], "origins": [ORIGIN], "rp_id": policy().rp_id })
    }
}

/// Bad receipts, each with the check that it fails. All but the first few are signed by the issuer: as if it lied.
fn bad(issuer: &Issuer) -> BTreeMap<String, Value> {
    let good = Made::by(Algorithm::Es256, &Misbehaviour::default());
    let payload: Value = serde_json::to_value(&good.receipt).unwrap();
    let signed = issuer.signs(&good);
    let (input, _) = signed.rsplit_once('.').unwrap();
    let header = |text: &str| {
        let (_, payload) = input.split_once('.').unwrap();
        issuer.sign_text(&format!("{}.{payload}", URL_SAFE_NO_PAD.encode(text)))
    };
    let named = kid(&issuer.point());
    let mut cases = BTreeMap::new();
    let mut add = |name: &str, check: Check, jws: String| {
        cases.insert(name.to_owned(), json!({ "check": check.as_str(), "jws": jws }));
    };
    add("nothing", Check::Format, String::new());
    add("two parts", Check::Format, input.to_owned());
    add("padding", Check::Format, format!("{signed}="));
    add("no payload of a receipt", Check::Format, issuer.sign(br#"{"version":1}"#));
    let other_type = format!(r#"{{"alg":"ES256","kid":"{named}","typ":"JWT"}}"#);
    add("another type", Check::Type, header(&other_type));
    for algorithm in ["none", "HS256", "RS256"] {
        let text = format!(r#"{{"alg":"{algorithm}","kid":"{named}","typ":"passkeep-receipt+jws"}}"#);
        add(&format!("algorithm {algorithm}"), Check::Algorithm, header(&text));
    }
    add("another issuer's key", Check::Key, Issuer::new().signs(&good));
    let stranger = Issuer::new().sign_text(input);
    add("signed by another key", Check::IssuerSignature, stranger);

    let mut change = |name: &str, check: Check, at: &str, value: Value| {
        let mut changed = payload.clone();
        *changed.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value;
        add(name, check, issuer.sign(&serde_json::to_vec(&changed).unwrap()));
    };
    change("another format", Check::Format, "/version", 2.into());
    change("another issuer", Check::Issuer, "/issuer", "https://evil.example".into());
    change("another RP ID", Check::RpId, "/rp_id", "evil.example".into());
    let spaced = ACTION.replace(":{", ": {");
    change("an action that is not canonical", Check::Action, "/action", spaced.into());
    change("another amount", Check::Challenge, "/action", ACTION.replace("25000", "95000").into());
    change("another payee", Check::Challenge, "/action", ACTION.replace("Ada", "Eve").into());
    change("another text", Check::Challenge, "/signatures/0/text", TEXT.replace("25,000", "2,500").into());
    change("another language", Check::Challenge, "/signatures/0/locale", "zh-CN".into());
    change("another nonce", Check::Challenge, "/signatures/0/nonce", URL_SAFE_NO_PAD.encode([1; 32]).into());
    change("a short nonce", Check::Format, "/signatures/0/nonce", URL_SAFE_NO_PAD.encode([1; 16]).into());
    change("another client", Check::Challenge, "/client", "other".into());
    change("another account", Check::Challenge, "/account", subject(ORIGIN, "halden", BOB).into());
    change("another confirmation", Check::Challenge, "/confirmation", URL_SAFE_NO_PAD.encode([1; 16]).into());
    change("another action type", Check::Challenge, "/type", "order".into());
    change("another version of the type", Check::Challenge, "/type_version", 2.into());
    change("another end", Check::Challenge, "/expires_at", NOW.plus_seconds(301).0.into());
    change("signed too late", Check::Time, "/signatures/0/signed_at", NOW.plus_seconds(300).0.into());
    change("decided before it was signed", Check::Time, "/decided_at", NOW.plus_seconds(-1).0.into());
    change("one signature of two", Check::Second, "/second", "device".into());
    change("no signature", Check::Second, "/signatures", json!([]));
    change("synced", Check::Synced, "/signatures/0/passkey/synced", false.into());
    let other_key = Key::synced(78, ADA).passkey;
    let cose = URL_SAFE_NO_PAD.encode(other_key.public_key.as_cose());
    change("another passkey", Check::PasskeySignature, "/signatures/0/passkey/public_key", cose.into());
    change("no key", Check::PublicKey, "/signatures/0/passkey/public_key", "oA".into());
    change("no client data", Check::ClientData, "/signatures/0/client_data", "e30".into());
    change(
        "no authenticator data",
        Check::AuthenticatorData,
        "/signatures/0/authenticator_data",
        "AAAA".into(),
    );

    let mut misbehave = |name: &str, check: Check, wrong: Misbehaviour| {
        add(name, check, issuer.signs(&Made::by(Algorithm::Es256, &wrong)));
    };
    let wrong = Misbehaviour::default;
    let kind = Some("webauthn.create".to_owned());
    misbehave("a registration", Check::ClientDataType, Misbehaviour { ceremony_type: kind, ..wrong() });
    let origin = Some("https://evil.example".to_owned());
    misbehave("another origin", Check::Origin, Misbehaviour { origin, ..wrong() });
    misbehave("a frame", Check::CrossOrigin, Misbehaviour { cross_origin: Some(true), ..wrong() });
    misbehave("another RP ID's hash", Check::RpIdHash, Misbehaviour { rp_id_hash: Some([1; 32]), ..wrong() });
    misbehave("nobody present", Check::UserPresent, Misbehaviour { clear_flags: flag::UP, ..wrong() });
    misbehave("nobody verified", Check::UserVerified, Misbehaviour { clear_flags: flag::UV, ..wrong() });
    misbehave("BE changed", Check::Synced, Misbehaviour { clear_flags: flag::BE | flag::BS, ..wrong() });
    let flipped = Misbehaviour { flip_authenticator_data_bit: Some(33 * 8), ..wrong() };
    misbehave("a changed counter", Check::PasskeySignature, flipped);
    cases
}

fn make() -> Value {
    let issuer = Issuer::new();
    let mut good = BTreeMap::new();
    for (name, algorithm) in [
        ("ES256", Algorithm::Es256),
        ("EdDSA", Algorithm::EdDsa),
        ("ES384", Algorithm::Es384),
        ("ES512", Algorithm::Es512),
        ("RS256", Algorithm::Rs256),
    ] {
        good.insert(name, issuer.signs(&Made::by(algorithm, &Misbehaviour::default())));
    }
    let mut two = Made::by(Algorithm::Es256, &Misbehaviour::default());
    two.receipt.second = Second::Device;
    two.sign(&Misbehaviour::default());
    good.insert("two devices", issuer.signs(&two));
    json!({ "bad": bad(&issuer), "good": good, "trust": issuer.trust() })
}

fn kept() -> (Trust, Value) {
    if std::env::var_os("UPDATE").is_some() {
        let text = serde_json::to_string_pretty(&make()).unwrap() + "\n";
        std::fs::write(file(), text).unwrap();
    }
    let kept: Value = serde_json::from_slice(&std::fs::read(file()).unwrap()).unwrap();
    let trust = &kept["trust"];
    let coordinate = |name: &str| URL_SAFE_NO_PAD.decode(trust["keys"][0][name].as_str().unwrap()).unwrap();
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let trust = Trust {
        issuer: trust["issuer"].as_str().unwrap().into(),
        keys: vec![point.try_into().unwrap()],
        rp_id: trust["rp_id"].as_str().unwrap().into(),
        origins: vec![Origin::parse(trust["origins"][0].as_str().unwrap()).unwrap()],
    };
    (trust, kept)
}

fn failed(jws: &[u8], trust: &Trust) -> Option<&'static str> {
    verify(jws, trust).err().map(|unverified| unverified.check.as_str())
}

#[test]
fn receipts_are_verified_and_every_lie_fails_its_check() {
    let (trust, kept) = kept();
    for (name, jws) in kept["good"].as_object().unwrap() {
        let jws = jws.as_str().unwrap();
        assert_eq!(failed(jws.as_bytes(), &trust), None, "{name}");
        assert_eq!(failed(format!("{jws}\n").as_bytes(), &trust), None, "{name}");
    }
    let bad = kept["bad"].as_object().unwrap();
    for (name, case) in bad {
        let expected = case["check"].as_str();
        assert_eq!(failed(case["jws"].as_str().unwrap().as_bytes(), &trust), expected, "{name}");
    }
    for check in Check::ALL {
        assert!(bad.values().any(|case| case["check"] == check.as_str()), "nothing fails {}", check.as_str());
    }
}

#[test]
fn a_receipt_with_any_byte_changed_fails() {
    let (trust, kept) = kept();
    for (name, jws) in kept["good"].as_object().unwrap() {
        let jws = jws.as_str().unwrap().as_bytes();
        for at in 0..jws.len() {
            let mut changed = jws.to_vec();
            for other in [jws[at] ^ 1, jws[at] ^ 2, b'A', b'.', b'\n', 0xff] {
                if other != jws[at] {
                    changed[at] = other;
                    assert!(verify(&changed, &trust).is_err(), "{name}, byte {at}: {other}");
                }
            }
        }
        for at in 0..jws.len() {
            assert!(verify(&jws[..at], &trust).is_err(), "{name}, cut at {at}");
        }
    }
}

#[test]
fn another_verifier_pins_other_things() {
    let (trust, kept) = kept();
    let jws = kept["good"]["ES256"].as_str().unwrap().as_bytes();
    let other = |change: fn(&mut Trust)| {
        let mut other = trust.clone();
        change(&mut other);
        failed(jws, &other)
    };
    assert_eq!(other(|trust| trust.keys = vec![]), Some("key"));
    assert_eq!(other(|trust| trust.issuer.push('x')), Some("issuer"));
    assert_eq!(other(|trust| trust.rp_id.push('x')), Some("rp_id"));
    assert_eq!(other(|trust| trust.origins = vec![]), Some("origin"));
}

#[test]
fn no_receipt_holds_the_handle() {
    let made = Made::by(Algorithm::Es256, &Misbehaviour::default());
    let payload = String::from_utf8(made.receipt.payload()).unwrap();
    assert!(!payload.contains(&ADA.to_string()));
    assert_ne!(subject(ORIGIN, "halden", ADA), subject(ORIGIN, "other", ADA));
    assert_ne!(subject(ORIGIN, "halden", ADA), subject(ORIGIN, "halden", BOB));
}
