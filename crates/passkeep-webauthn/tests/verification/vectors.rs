//! The W3C's own vectors pass, and fall with any one bit of what is signed.

use crate::support::authority::NOW_SECONDS;
use passkeep_webauthn::{
    Algorithm, AttestationPolicy, AttestationType, Authentication, AuthenticationExpectation,
    AuthenticationResponse, Error, Origin, PublicKey, PublicKeyFault, Registration, RegistrationExpectation,
    RegistrationResponse, SignCountPolicy, StoredCredential, Trust, TrustAnchor, TrustFault, Untrusted,
    UserIdentified, UserPresence, UserVerification, verify_authentication, verify_registration,
};
use serde::Deserialize;

const VECTORS: &str = include_str!("../vectors/webauthn-l3.json");

#[derive(Deserialize)]
struct Vectors {
    attestation_ca_cert: String,
    vectors: Vec<Vector>,
}

fn unhex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn attestation_ca() -> TrustAnchor {
    let all: Vectors = serde_json::from_str(VECTORS).unwrap();
    TrustAnchor { certificate: unhex(&all.attestation_ca_cert), attestation_type: None }
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
        unhex(&self.public_key_cose)
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
        let anchors = &[attestation_ca()];
        let untrusted = Untrusted::Refused;
        self.verify_registration_under(
            response,
            AttestationPolicy {
                types: AttestationType::ALL,
                anchors,
                untrusted,
                now_seconds: NOW_SECONDS,
                ..AttestationPolicy::NOT_ASKED
            },
        )
    }

    fn verify_registration_under(
        &self,
        response: &RegistrationResponse,
        attestation: AttestationPolicy<'_>,
    ) -> Result<Registration, Error> {
        let expected = RegistrationExpectation {
            rp_id: &self.rp_id,
            origins: &[Origin::parse(&self.origin).unwrap()],
            top_origins: &self.top_origins(),
            challenge: &self.challenge(),
            user_verification: UserVerification::Preferred,
            user_presence: UserPresence::Required,
            algorithms: Algorithm::ALL,
            attestation,
            credential_protection_min: None,
        };
        verify_registration(response, &expected)
    }

    fn verify_authentication<'a>(
        &self,
        response: &'a AuthenticationResponse,
    ) -> Result<Authentication<'a>, Error> {
        let expected = AuthenticationExpectation {
            rp_id: &self.rp_id,
            origins: &[Origin::parse(&self.origin).unwrap()],
            top_origins: &self.top_origins(),
            challenge: &self.challenge(),
            user_verification: UserVerification::Preferred,
            allow_credentials: &[],
            app_id: None,
            sign_count: SignCountPolicy::Flag,
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

/// Registrations of a key that this crate verifies: all but Ed448.
fn verified_registrations() -> Vec<Vector> {
    vectors("registration").into_iter().filter(|vector| vector.name != "packed-ed448").collect()
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
    assert_eq!(vectors.len(), 14);
    for vector in vectors {
        let response = vector.registration();
        let registration =
            vector.verify_registration(&response).unwrap_or_else(|error| panic!("{}: {error}", vector.name));
        assert_eq!(registration.credential_id, response.id);
        assert_eq!(registration.public_key.as_cose(), vector.public_key_cose());
        assert_eq!(registration.user_verified, vector.flags.uv);
        assert_eq!(registration.backup_eligible, vector.flags.be);
        assert_eq!(registration.backup_state, vector.flags.bs);
        assert_eq!(registration.sign_count, 0);
        let attestation = registration.attestation;
        let (attestation_type, trust) = match vector.name.split_once('-').unwrap().0 {
            "none" => (AttestationType::None, Trust::NotNeeded),
            "packed" if vector.name.starts_with("packed-self") => {
                (AttestationType::SelfAttestation, Trust::NotNeeded)
            }
            "tpm" => (AttestationType::AttCa, Trust::Anchored),
            "apple" => (AttestationType::AnonCa, Trust::Anchored),
            _ => (AttestationType::Basic, Trust::Anchored),
        };
        assert_eq!(attestation.format.as_str(), vector.attestation_format);
        assert_eq!(
            (attestation.attestation_type, attestation.trust),
            (attestation_type, trust),
            "{}",
            vector.name
        );
        assert_eq!(attestation.trust_path.is_empty(), trust == Trust::NotNeeded);
    }
}

#[test]
fn without_an_anchor_an_attestation_is_refused_or_told_to_be_untrusted() {
    for vector in verified_registrations() {
        let response = vector.registration();
        let intact = vector.verify_registration(&response).unwrap().attestation;
        if intact.trust == Trust::NotNeeded {
            continue;
        }
        let refused = AttestationPolicy {
            types: AttestationType::ALL,
            anchors: &[],
            untrusted: Untrusted::Refused,
            now_seconds: NOW_SECONDS,
            ..AttestationPolicy::NOT_ASKED
        };
        let error = vector.verify_registration_under(&response, refused).unwrap_err();
        let format = intact.format.as_str();
        assert_eq!(
            error,
            Error::AttestationUntrusted { format, fault: TrustFault::NoAnchor },
            "{}",
            vector.name
        );
        let accepted = AttestationPolicy { untrusted: Untrusted::Accepted, ..refused };
        let taken = vector.verify_registration_under(&response, accepted).unwrap().attestation;
        assert_eq!(taken.trust, Trust::Untrusted(TrustFault::NoAnchor));
        let early = AttestationPolicy { now_seconds: 0, ..accepted };
        let taken = vector.verify_registration_under(&response, early).unwrap().attestation;
        assert_eq!(taken.trust, Trust::Untrusted(TrustFault::NotYetValid { at: 0 }), "{}", vector.name);
        let unasked = vector.verify_registration_under(&response, AttestationPolicy::NOT_ASKED).unwrap_err();
        assert!(matches!(unasked, Error::AttestationNotAccepted { .. }), "{unasked}");
    }
}

#[test]
fn authentications_pass_for_every_algorithm() {
    let vectors = verified_authentications();
    assert_eq!(vectors.len(), 14);
    let mut algorithms = vec![];
    for vector in vectors {
        let response = vector.authentication();
        let authentication = vector
            .verify_authentication(&response)
            .unwrap_or_else(|error| panic!("{}: {error}", vector.name));
        assert_eq!(authentication.user_verified, vector.flags.uv);
        assert_eq!(authentication.backup_state, vector.flags.bs);
        algorithms.push(PublicKey::from_cose(&vector.public_key_cose()).unwrap().algorithm());
    }
    let shown = [Algorithm::Es256, Algorithm::Es384, Algorithm::Es512, Algorithm::EdDsa, Algorithm::Rs256];
    assert!(shown.iter().all(|algorithm| algorithms.contains(algorithm)));
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

/// Registrations of which a statement signs the whole authenticator data.
fn signs_all(vector: &Vector) -> bool {
    !["none", "fido-u2f"].contains(&&*vector.attestation_format)
}

/// Every bit where the credential's own key signs; of each byte one, another in each, where certificates do.
#[test]
fn an_attested_registration_falls_with_any_one_bit() {
    for vector in verified_registrations().into_iter().filter(signs_all) {
        let response = vector.registration();
        let every = vector.name == "packed-self-es256";
        let bits = |bytes: &[u8]| (0..bytes.len() * 8).filter(move |bit| every || bit % 8 == bit / 8 % 8);
        for bit in bits(&response.attestation_object) {
            let attestation_object = flip(&response.attestation_object, bit);
            let flipped = RegistrationResponse { attestation_object, ..response.clone() };
            let verdict = vector.verify_registration(&flipped);
            assert!(verdict.is_err(), "{} attestationObject bit {bit}", vector.name);
        }
        for bit in bits(&response.client_data_json) {
            let client_data_json = flip(&response.client_data_json, bit);
            let flipped = RegistrationResponse { client_data_json, ..response.clone() };
            assert!(
                vector.verify_registration(&flipped).is_err(),
                "{} clientDataJSON bit {bit}",
                vector.name
            );
        }
    }
}

/// Nothing signs a registration without attestation, and U2F signs neither flags, counter nor AAGUID. A flipped bit may pass where the standard checks nothing:
/// UV, BE and the reserved bits, the counter, the AAGUID. It never changes whose, for whom, or which key.
#[test]
fn an_unattested_registration_falls_with_any_one_bit_that_is_checked() {
    const RP_ID_SHA_256_BEGINS: &[u8] = &[0xbf, 0xab, 0xc3, 0x74];
    const FLAGS_AT: usize = 32;
    const UNCHECKED_FLAGS: u8 = 0b0000_0010 | 0b0000_0100 | 0b0000_1000 | 0b0001_0000 | 0b0010_0000;
    const CREDENTIAL_ID_LENGTH_AT: usize = 53;
    for vector in verified_registrations().into_iter().filter(|vector| !signs_all(vector)) {
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
