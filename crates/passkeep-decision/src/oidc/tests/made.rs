//! What the table begins with: an account, its session, an app, a sign-in to it, a confirmed action.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::account::{Account, AccountState, DisplayName, Head, Locale, UserId};
use crate::client::{ClientId, ClientMetadata, ClientSecretHash, RegisteredClient, Scope};
use crate::confirmations::{Action, Confirmation, ConfirmationState, TypeName};
use crate::device::Client;
use crate::fuzzing::withdrawal;
use crate::id::{AccountHandle, AuthorizationId, ConfirmationId, SessionId, Sid};
use crate::level::{Level, Standing};
use crate::moment::{Moment, Timestamp};
use crate::oidc::{Authorization, AuthorizationKey, Generation, RequestedClaims};
use crate::policy::Policy;
use crate::proof::{Method, Proofs};
use crate::session::{Session, SessionFacts, SessionKey, Sharing};

pub(super) const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub(super) const ADA: AccountHandle = AccountHandle([0xAD; 16]);
pub(super) const REDIRECT: &str = "https://shop.example/cb";
pub(super) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(super) const CONFIRMED: ConfirmationId = ConfirmationId([0xC0; 16]);

pub(super) fn moment() -> Moment {
    Moment::new(NOW, &[8; 32])
}

pub(super) fn scope(text: &str) -> Scope {
    Scope::parse(text).unwrap()
}

pub(super) fn policy() -> Policy {
    let mut policy =
        Policy::new("https://id.example.com".into(), "example.com".into(), "Example".into(), vec![]);
    policy.value_scopes = vec![scope("trade")];
    policy.action_types = vec![withdrawal()];
    policy
}

pub(super) fn client(id: &str) -> RegisteredClient {
    let name = ClientId::parse(id).unwrap();
    let metadata = ClientMetadata {
        client_id: id.into(),
        name: id.into(),
        secret_hashes: vec![ClientSecretHash::of(&name, &"s".repeat(43)).to_string()],
        redirect_uris: vec![REDIRECT.into()],
        first_party: true,
        scopes: ["openid", "profile", "offline_access", "trade"].map(String::from).to_vec(),
        confirmations: vec!["withdrawal".into()],
        ..ClientMetadata::default()
    };
    metadata.parse().unwrap()
}

pub(super) fn account() -> Account {
    Account {
        handle: ADA,
        user_id: UserId::candidates(&moment())[0],
        name: DisplayName::parse("Ada").unwrap(),
        locale: Locale("en".into()),
        state: AccountState { epoch: 3, ..AccountState::default() },
        created_at: NOW.plus_seconds(-1_000_000),
        head: Head { seq: 7, hash: [9; 32] },
        restored: None,
    }
}

pub(super) fn who() -> SessionFacts {
    let created_at = NOW.plus_seconds(-3600);
    let session = Session {
        key: SessionKey { account: ADA, expires_at: NOW.plus_seconds(3600), id: SessionId([5; 16]) },
        sid: Sid([7; 16]),
        level: Level::TwoP,
        standing: Standing::Ordinary,
        proofs: Proofs::one(Method::Passkey, NOW.plus_seconds(-600)),
        passkey: None,
        device: None,
        client: browser(),
        place: None,
        sharing: Sharing::Own,
        epoch: 3,
        created_at,
        seen_at: NOW.plus_seconds(-60),
        restriction: None,
    };
    SessionFacts { session, account: account() }
}

pub(super) fn browser() -> Client {
    Client { browser: "Firefox".into(), system: "Linux".into() }
}

pub(super) fn confirmation() -> Confirmation {
    Confirmation {
        id: CONFIRMED,
        account: ADA,
        client: "shop".into(),
        app: "Shop".into(),
        subject: "x".into(),
        action_type: TypeName::parse("withdrawal").unwrap(),
        type_version: 1,
        action: action(),
        return_to: None,
        epoch: 3,
        asked_at: NOW.plus_seconds(-30),
        expires_at: NOW.plus_seconds(600),
        state: ConfirmationState::Confirmed,
        failures: 0,
        first: None,
        decided_at: Some(NOW.plus_seconds(-10)),
        refused: None,
        receipt: Some("jws".into()),
    }
}

pub(super) fn action() -> Action {
    Action::parse(br#"{"amount":{"currency":"USD","value":"25.00"},"to":"Ada"}"#).unwrap()
}

pub(super) fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, VERIFIER.as_bytes()))
}

pub(super) fn authorization() -> Authorization {
    Authorization {
        key: AuthorizationKey { account: ADA, id: AuthorizationId([1; 16]) },
        client: ClientId::parse("shop").unwrap(),
        sid: Sid([7; 16]),
        scopes: ["openid", "offline_access", "trade"].map(scope).to_vec(),
        claims: RequestedClaims::default(),
        nonce: None,
        redirect_uri: REDIRECT.into(),
        challenge: challenge(),
        proof_key: None,
        level: Level::TwoP,
        standing: Standing::Ordinary,
        proofs: Proofs::one(Method::Passkey, NOW.plus_seconds(-600)),
        authenticator: None,
        authenticated_at: NOW.plus_seconds(-600),
        epoch: 3,
        created_at: NOW.plus_seconds(-30),
        value_until: NOW.plus_seconds(3600),
        refresh_until: Some(NOW.plus_seconds(7200)),
        expires_at: NOW.plus_seconds(7200),
        generation: Generation::CODE,
        ended_at: None,
        confirmation: Some(CONFIRMED),
        tells_logout: false,
    }
}
