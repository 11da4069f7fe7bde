//! Both verbs whole, by the public API alone, so that `cargo test` replays what fuzzing has kept.
//!
//! An input's first byte names a ceremony of the W3C's vectors; the response's JSON follows.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_webauthn::{
    Algorithm, AttestationPolicy, AttestationType, AuthenticationExpectation, AuthenticationResponse, Origin,
    PublicKey, RegistrationExpectation, RegistrationResponse, SignCountPolicy, StoredCredential, TrustAnchor,
    Untrusted, UserIdentified, UserPresence, UserVerification, verify_authentication, verify_registration,
};
use std::sync::LazyLock;

/// 2026-01-01.
const NOW_SECONDS: i64 = 1_767_225_600;

/// What a relying party keeps of a ceremony.
struct Ceremony {
    challenge: Vec<u8>,
    id: Vec<u8>,
    public_key: PublicKey,
    backup_eligible: bool,
}

static ANCHORS: LazyLock<Vec<TrustAnchor>> = LazyLock::new(|| {
    let certificate = unhex(&vectors()["attestation_ca_cert"]);
    vec![TrustAnchor { certificate, attestation_type: None }]
});
static REGISTRATIONS: LazyLock<Vec<Ceremony>> = LazyLock::new(|| ceremonies("registration"));
static AUTHENTICATIONS: LazyLock<Vec<Ceremony>> = LazyLock::new(|| ceremonies("authentication"));

/// What is verified says the same when it is read again, and is refused under any other challenge.
pub fn registration(input: &[u8]) {
    let Some((ceremony, json)) = split(input, &REGISTRATIONS) else { return };
    let Ok(response) = RegistrationResponse::from_json(json) else { return };
    let again = serde_json::to_vec(&response).expect("a response can be written");
    if let Ok(again) = RegistrationResponse::from_json(&again) {
        assert!(again == response, "written and read again");
    }
    let verify = |challenge: &[u8]| {
        let expected = RegistrationExpectation {
            rp_id: "example.org",
            origins: &[Origin::parse("https://example.org").expect("it is an origin")],
            top_origins: &[Origin::parse("https://example.com").expect("it is an origin")],
            challenge,
            user_verification: UserVerification::Preferred,
            user_presence: UserPresence::Required,
            algorithms: Algorithm::ALL,
            attestation: AttestationPolicy {
                types: AttestationType::ALL,
                anchors: &ANCHORS,
                untrusted: Untrusted::Accepted,
                now_seconds: NOW_SECONDS,
                ..AttestationPolicy::NOT_ASKED
            },
            credential_protection_min: None,
        };
        verify_registration(&response, &expected)
    };
    if let Ok(verified) = verify(&ceremony.challenge) {
        assert!(PublicKey::from_cose(verified.public_key.as_cose()).is_ok(), "the key can be stored");
        assert!(verify(&other(&ceremony.challenge)).is_err(), "another challenge");
    }
}

/// What is verified is refused under any other challenge.
pub fn authentication(input: &[u8]) {
    let Some((ceremony, json)) = split(input, &AUTHENTICATIONS) else { return };
    let Ok(response) = AuthenticationResponse::from_json(json) else { return };
    let again = serde_json::to_vec(&response).expect("a response can be written");
    if let Ok(again) = AuthenticationResponse::from_json(&again) {
        assert!(again == response, "written and read again");
    }
    let verify = |challenge: &[u8]| {
        let expected = AuthenticationExpectation {
            rp_id: "example.org",
            origins: &[Origin::parse("https://example.org").expect("it is an origin")],
            top_origins: &[Origin::parse("https://example.com").expect("it is an origin")],
            challenge,
            user_verification: UserVerification::Preferred,
            allow_credentials: &[],
            app_id: None,
            sign_count: SignCountPolicy::Flag,
        };
        let stored = StoredCredential {
            id: &ceremony.id,
            public_key: &ceremony.public_key,
            sign_count: 0,
            backup_eligible: ceremony.backup_eligible,
            user_handle: b"account",
            user_identified: UserIdentified::Before,
        };
        verify_authentication(&response, &expected, &stored)
    };
    if verify(&ceremony.challenge).is_ok() {
        assert!(verify(&other(&ceremony.challenge)).is_err(), "another challenge");
    }
}

fn split<'a>(input: &'a [u8], ceremonies: &'static [Ceremony]) -> Option<(&'static Ceremony, &'a [u8])> {
    let (first, json) = input.split_first()?;
    Some((&ceremonies[usize::from(*first) % ceremonies.len()], json))
}

fn other(challenge: &[u8]) -> Vec<u8> {
    challenge.iter().map(|byte| !byte).collect()
}

fn vectors() -> serde_json::Value {
    serde_json::from_str(include_str!("../tests/vectors/webauthn-l3.json")).expect("the file is JSON")
}

/// In the order of the file, without Ed448, which has no verifier.
fn ceremonies(kind: &str) -> Vec<Ceremony> {
    let all = vectors();
    let of_kind =
        all["vectors"].as_array().expect("it has vectors").iter().filter(|vector| vector["kind"] == kind);
    let ceremony = |vector: &serde_json::Value| {
        let base64url =
            |value: &serde_json::Value| URL_SAFE_NO_PAD.decode(value.as_str().unwrap_or_default()).ok();
        Some(Ceremony {
            challenge: base64url(&vector["challenge_b64url"])?,
            id: base64url(&vector["response_json"]["rawId"])?,
            public_key: PublicKey::from_cose(&unhex(&vector["credential_public_key_cose"])).ok()?,
            backup_eligible: vector["flags"]["BE"] == true,
        })
    };
    of_kind.filter_map(ceremony).collect()
}

fn unhex(digits: &serde_json::Value) -> Vec<u8> {
    let digits = digits.as_str().unwrap_or_default();
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("the file has bytes in hex");
    (0..digits.len()).step_by(2).map(byte).collect()
}
