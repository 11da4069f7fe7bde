//! Registers a passkey and signs in with it, on a vector of the W3C's: `cargo run -p passkeep-webauthn --example verify`.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_webauthn::{
    Algorithm, AttestationPolicy, AuthenticationExpectation, AuthenticationResponse, Origin,
    RegistrationExpectation, RegistrationResponse, SignCountPolicy, StoredCredential, UserIdentified,
    UserPresence, UserVerification, verify_authentication, verify_registration,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let vectors: serde_json::Value = serde_json::from_str(include_str!("../tests/vectors/webauthn-l3.json"))?;
    // What a browser sent, and the challenge that the server had kept.
    let ceremony = |kind: &str| {
        let all = vectors["vectors"].as_array().expect("the file has vectors");
        let vector =
            all.iter().find(|v| v["name"] == "none-es256" && v["kind"] == kind).expect("it is there");
        let challenge = URL_SAFE_NO_PAD.decode(vector["challenge_b64url"].as_str().unwrap_or_default());
        challenge.map(|challenge| (vector["response_json"].to_string(), challenge))
    };
    let origins = [Origin::parse("https://example.org")?];
    let (json, challenge) = ceremony("registration")?;
    let response = RegistrationResponse::from_json(json.as_bytes())?;
    let expected = RegistrationExpectation {
        rp_id: "example.org",
        origins: &origins,
        top_origins: &[],
        challenge: &challenge,
        user_verification: UserVerification::Preferred,
        user_presence: UserPresence::Required,
        algorithms: Algorithm::ALL,
        attestation: AttestationPolicy::NOT_ASKED,
        credential_protection_min: None,
    };
    let passkey = verify_registration(&response, &expected)?;
    println!("registered {:?}, synced: {}", passkey.public_key, passkey.backup_state);

    let (json, challenge) = ceremony("authentication")?;
    let response = AuthenticationResponse::from_json(json.as_bytes())?;
    let expected = AuthenticationExpectation {
        rp_id: "example.org",
        origins: &origins,
        top_origins: &[],
        challenge: &challenge,
        user_verification: UserVerification::Preferred,
        allow_credentials: &[],
        app_id: None,
        sign_count: SignCountPolicy::Flag,
    };
    let stored = StoredCredential {
        id: &passkey.credential_id,
        public_key: &passkey.public_key,
        sign_count: passkey.sign_count,
        backup_eligible: passkey.backup_eligible,
        user_handle: b"account",
        user_identified: UserIdentified::Before,
    };
    println!("signed in: {:?}", verify_authentication(&response, &expected, &stored)?);
    Ok(())
}
