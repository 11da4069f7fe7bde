//! The W3C's own vectors pass, and fall with any one bit of what is signed.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use passkeep_webauthn::{
    Algorithm, Attestation, AttestationType, Authentication, AuthenticationExpectation,
    AuthenticationResponse, Error, Origin, PublicKey, PublicKeyFault, Registration, RegistrationExpectation,
    RegistrationResponse, StoredCredential, UserIdentified, UserPresence, UserVerification,
    verify_authentication, verify_registration,
};
use serde::Deserialize;

const VECTORS: &str = include_str!("vectors/webauthn-l3.json");

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vector {
    name: String,
    kind: String,
    rp_id: String,
    origin: String,
    top_origin: Option<String>,
    cross_origin: bool,
    #[serde(rename = "challenge_b64url")]
    challenge: String,
    #[serde(rename = "attestation_format")]
    attestation_format: String,
    #[serde(rename = "credential_public_key_cose")]
    public_key_cose: String,
    flags: Flags,
    #[serde(rename = "response_json")]
    response_json: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Flags {
    uv: bool,
    be: bool,
    bs: bool,
}

impl Vector {
    fn public_key_cose(&self) -> Vec<u8> {
        (0..self.public_key_cose.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&self.public_key_cose[at..at + 2], 16).unwrap())
            .collect()
    }

    fn challenge(&self) -> Vec<u8> {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&self.challenge).unwrap()
    }

    /// A vector in a frame is verified by a relying party that expects the frame.
    fn top_origins(&self) -> Vec<Origin> {
        match &self.top_origin {
            Some(top_origin) => vec![Origin::parse(top_origin).unwrap()],
            None if self.cross_origin => vec![Origin::parse("https://frame.example").unwrap()],
            None => vec![],
        }
    }

    fn registration(&self) -> RegistrationResponse {
        RegistrationResponse::from_json(self.response_json.to_string().as_bytes()).unwrap()
    }

    fn authentication(&self) -> AuthenticationResponse {
        AuthenticationResponse::from_json(self.response_json.to_string().as_bytes()).unwrap()
    }

    fn verify_registration(&self, response: &RegistrationResponse) -> Result<Registration, Error> {
        let expected = RegistrationExpectation {
            rp_id: &self.rp_id,
            origins: &[Origin::parse(&self.origin).unwrap()],
            top_origins: &self.top_origins(),
            challenge: &self.challenge(),
            user_verification: UserVerification::Preferred,
            user_presence: UserPresence::Required,
            algorithms: Algorithm::ALL,
            attestation: &[AttestationType::None, AttestationType::SelfAttestation],
        };
        verify_registration(response, &expected)
    }

    fn verify_authentication(&self, response: &AuthenticationResponse) -> Result<Authentication, Error> {
        let expected = AuthenticationExpectation {
            rp_id: &self.rp_id,
            origins: &[Origin::parse(&self.origin).unwrap()],
            top_origins: &self.top_origins(),
            challenge: &self.challenge(),
            user_verification: UserVerification::Preferred,
            allow_credentials: &[],
        };
        let stored = StoredCredential {
            id: &self.authentication().id,
            public_key: &PublicKey::from_cose(&self.public_key_cose()).unwrap(),
            sign_count: 0,
            backup_eligible: self.flags.be,
            user_handle: b"account",
            user_identified: UserIdentified::Before,
        };
        verify_authentication(response, &expected, &stored)
    }
}

fn vectors(kind: &str) -> Vec<Vector> {
    let all: Vectors = serde_json::from_str(VECTORS).unwrap();
    all.vectors.into_iter().filter(|vector| vector.kind == kind).collect()
}

/// Registrations whose attestation this crate verifies.
fn verified_registrations() -> Vec<Vector> {
    let is_verified =
        |vector: &Vector| vector.name.starts_with("none-") || vector.name.starts_with("packed-self-");
    vectors("registration").into_iter().filter(is_verified).collect()
}

/// Authentications with a key that this crate verifies: all but Ed448.
fn verified_authentications() -> Vec<Vector> {
    vectors("authentication").into_iter().filter(|vector| vector.name != "packed-ed448").collect()
}

fn flip(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut flipped = bytes.to_vec();
    flipped[bit / 8] ^= 1 << (bit % 8);
    flipped
}

#[test]
fn registrations_pass() {
    let vectors = verified_registrations();
    assert_eq!(vectors.len(), 5);
    for vector in vectors {
        let response = vector.registration();
        let registration =
            vector.verify_registration(&response).unwrap_or_else(|error| panic!("{}: {error}", vector.name));
        let attestation =
            if vector.attestation_format == "none" { Attestation::None } else { Attestation::SelfAttested };
        assert_eq!(registration.credential_id, response.id);
        assert_eq!(registration.public_key.as_cose(), vector.public_key_cose());
        assert_eq!(registration.attestation, attestation);
        assert_eq!(registration.user_verified, vector.flags.uv);
        assert_eq!(registration.backup_eligible, vector.flags.be);
        assert_eq!(registration.backup_state, vector.flags.bs);
        assert_eq!(registration.sign_count, 0);
    }
}

#[test]
fn authentications_pass_for_every_algorithm() {
    let vectors = verified_authentications();
    assert_eq!(vectors.len(), 14);
    let mut algorithms = vec![];
    for vector in vectors {
        let authentication = vector
            .verify_authentication(&vector.authentication())
            .unwrap_or_else(|error| panic!("{}: {error}", vector.name));
        assert_eq!(authentication.user_verified, vector.flags.uv);
        assert_eq!(authentication.backup_state, vector.flags.bs);
        algorithms.push(PublicKey::from_cose(&vector.public_key_cose()).unwrap().algorithm());
    }
    let shown = [Algorithm::Es256, Algorithm::Es384, Algorithm::Es512, Algorithm::EdDsa, Algorithm::Rs256];
    assert!(shown.iter().all(|algorithm| algorithms.contains(algorithm)));
}

#[test]
fn other_attestation_formats_are_refused_by_name() {
    let refused = [
        ("packed-es256", "packed with x5c"),
        ("packed-es384", "packed with x5c"),
        ("packed-es512", "packed with x5c"),
        ("packed-rs256", "packed with x5c"),
        ("packed-eddsa", "packed with x5c"),
        ("tpm-es256", "tpm"),
        ("android-key-es256", "android-key"),
        ("apple-es256", "apple"),
        ("fido-u2f-es256", "fido-u2f"),
    ];
    for (name, format) in refused {
        let vector = vectors("registration").into_iter().find(|vector| vector.name == name).unwrap();
        let error = vector.verify_registration(&vector.registration()).unwrap_err();
        assert_eq!(error, Error::AttestationFormatUnsupported { format: format.to_owned() }, "{name}");
    }
}

#[test]
fn an_unsupported_algorithm_is_refused_by_its_number() {
    let vector = vectors("registration").into_iter().find(|vector| vector.name == "packed-ed448").unwrap();
    let error = vector.verify_registration(&vector.registration()).unwrap_err();
    assert_eq!(error, Error::PublicKeyRefused(PublicKeyFault::AlgorithmUnsupported { seen: -53 }));
}

#[test]
fn an_authentication_falls_with_any_one_bit() {
    for vector in verified_authentications() {
        let response = vector.authentication();
        let refuse = |part: &str, bits: usize, flipped: &dyn Fn(usize) -> AuthenticationResponse| {
            for bit in 0..bits * 8 {
                assert!(
                    vector.verify_authentication(&flipped(bit)).is_err(),
                    "{} {part} bit {bit}",
                    vector.name
                );
            }
        };
        refuse("authenticatorData", response.authenticator_data.len(), &|bit| AuthenticationResponse {
            authenticator_data: flip(&response.authenticator_data, bit),
            ..response.clone()
        });
        refuse("clientDataJSON", response.client_data_json.len(), &|bit| AuthenticationResponse {
            client_data_json: flip(&response.client_data_json, bit),
            ..response.clone()
        });
        refuse("signature", response.signature.len(), &|bit| AuthenticationResponse {
            signature: flip(&response.signature, bit),
            ..response.clone()
        });
    }
}

#[test]
fn a_self_attested_registration_falls_with_any_one_bit() {
    let vector =
        verified_registrations().into_iter().find(|vector| vector.name == "packed-self-es256").unwrap();
    let response = vector.registration();
    for bit in 0..response.attestation_object.len() * 8 {
        let attestation_object = flip(&response.attestation_object, bit);
        let flipped = RegistrationResponse { attestation_object, ..response.clone() };
        assert!(vector.verify_registration(&flipped).is_err(), "attestationObject bit {bit}");
    }
    for bit in 0..response.client_data_json.len() * 8 {
        let client_data_json = flip(&response.client_data_json, bit);
        let flipped = RegistrationResponse { client_data_json, ..response.clone() };
        assert!(vector.verify_registration(&flipped).is_err(), "clientDataJSON bit {bit}");
    }
}

/// Nothing signs a registration without attestation. A flipped bit may pass where the standard checks nothing:
/// UV, BE and the reserved bits, the counter, the AAGUID. It never changes whose, for whom, or which key.
#[test]
fn an_unattested_registration_falls_with_any_one_bit_that_is_checked() {
    const RP_ID_SHA_256_BEGINS: &[u8] = &[0xbf, 0xab, 0xc3, 0x74];
    const FLAGS_AT: usize = 32;
    const UNCHECKED_FLAGS: u8 = 0b0000_0010 | 0b0000_0100 | 0b0000_1000 | 0b0001_0000 | 0b0010_0000;
    const CREDENTIAL_ID_LENGTH_AT: usize = 53;
    for vector in verified_registrations().into_iter().filter(|vector| vector.attestation_format == "none") {
        let response = vector.registration();
        let intact = vector.verify_registration(&response).unwrap();
        // The authenticator data begins with the hash of the RP ID.
        let rp_id_hash_at = position(&response.attestation_object, RP_ID_SHA_256_BEGINS);
        let mut passed = 0;
        for bit in 0..response.attestation_object.len() * 8 {
            let attestation_object = flip(&response.attestation_object, bit);
            let flipped = RegistrationResponse { attestation_object, ..response.clone() };
            let Ok(registration) = vector.verify_registration(&flipped) else { continue };
            passed += 1;
            let at = (bit / 8).checked_sub(rp_id_hash_at).expect("the bit stands in the authenticator data");
            let unchecked_flag = at == FLAGS_AT && 1 << (bit % 8) & UNCHECKED_FLAGS != 0;
            let counter_or_aaguid = FLAGS_AT < at && at < CREDENTIAL_ID_LENGTH_AT;
            assert!(unchecked_flag || counter_or_aaguid, "{} bit {bit}, byte {at}", vector.name);
            assert_eq!(registration.credential_id, intact.credential_id);
            assert_eq!(registration.public_key, intact.public_key);
        }
        assert!(passed >= (4 + 16) * 8, "the counter's and the AAGUID's bits pass");
    }
}

/// The client data of such a registration may change in members that nothing checks, and in no other way.
#[test]
fn unattested_client_data_keeps_type_challenge_and_origin_whatever_bit_is_flipped() {
    let checked = |json: &[u8]| {
        let value: serde_json::Value = serde_json::from_slice(json).unwrap();
        ["type", "challenge", "origin"].map(|member| value[member].clone())
    };
    for vector in verified_registrations().into_iter().filter(|vector| vector.attestation_format == "none") {
        let response = vector.registration();
        for bit in 0..response.client_data_json.len() * 8 {
            let client_data_json = flip(&response.client_data_json, bit);
            let flipped = RegistrationResponse { client_data_json, ..response.clone() };
            if vector.verify_registration(&flipped).is_ok() {
                assert_eq!(checked(&flipped.client_data_json), checked(&response.client_data_json));
            }
        }
    }
}

fn position(haystack: &[u8], needle: &[u8]) -> usize {
    haystack.windows(needle.len()).position(|window| window == needle).unwrap()
}
