//! An authenticator and client in a few lines, whose every byte a test can change.
#![allow(dead_code)]

pub mod authority;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use passkeep_webauthn::{
    Algorithm, AttestationPolicy, AttestationType, Authentication, AuthenticationExpectation,
    AuthenticationExtensionOutputs, AuthenticationResponse, CredentialProtection, Error, Origin, PublicKey,
    Registration, RegistrationExpectation, RegistrationExtensionOutputs, RegistrationResponse,
    SignCountPolicy, StoredCredential, UserIdentified, UserPresence, UserVerification, verify_authentication,
    verify_registration,
};

pub const RP_ID: &str = "example.org";
pub const CHALLENGE: &[u8] = &[7; 32];
pub const CHALLENGE_TEXT: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
pub const CREDENTIAL_ID: &[u8] = b"credential";
pub const USER_HANDLE: &[u8] = b"account";

pub const UP: u8 = 1;
pub const UV: u8 = 1 << 2;
pub const BE: u8 = 1 << 3;
pub const BS: u8 = 1 << 4;
pub const AT: u8 = 1 << 6;
pub const ED: u8 = 1 << 7;

pub fn sha_256(bytes: &[u8]) -> Vec<u8> {
    digest(&SHA256, bytes).as_ref().to_vec()
}

/// CBOR of one item, shortest form.
pub fn head(major: u8, argument: usize) -> Vec<u8> {
    match argument {
        0..=23 => vec![major << 5 | argument as u8],
        24..=0xff => vec![major << 5 | 24, argument as u8],
        _ => vec![major << 5 | 25, (argument >> 8) as u8, argument as u8],
    }
}

pub fn bytes(content: &[u8]) -> Vec<u8> {
    [head(2, content.len()), content.to_vec()].concat()
}

pub fn text(content: &str) -> Vec<u8> {
    [head(3, content.len()), content.as_bytes().to_vec()].concat()
}

pub fn int(number: i64) -> Vec<u8> {
    if number < 0 { head(1, (-1 - number) as usize) } else { head(0, number as usize) }
}

pub fn array(items: &[Vec<u8>]) -> Vec<u8> {
    [head(4, items.len()), items.concat()].concat()
}

/// A map with its entries in the order given.
pub fn map(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let items = entries.iter().flat_map(|(key, value)| [key.as_slice(), value]).collect::<Vec<_>>().concat();
    [head(5, entries.len()), items].concat()
}

pub fn client_data(kind: &str) -> String {
    format!(
        r#"{{"type":"{kind}","challenge":"{CHALLENGE_TEXT}","origin":"https://example.org","crossOrigin":false}}"#
    )
}

/// A P-256 key pair with its COSE key.
pub struct Key {
    pair: EcdsaKeyPair,
}

impl Key {
    pub fn new() -> Self {
        Key { pair: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap() }
    }

    pub fn cose(&self) -> Vec<u8> {
        let point = self.point();
        es256_cose(&point[1..33], &point[33..])
    }

    /// Its public key as a point of 65 bytes.
    pub fn point(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.pair.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec()
    }
}

pub fn es256_cose(x: &[u8], y: &[u8]) -> Vec<u8> {
    map(&[(int(1), int(2)), (int(3), int(-7)), (int(-1), int(1)), (int(-2), bytes(x)), (int(-3), bytes(y))])
}

/// Everything that goes into a registration, to be changed before it is verified.
pub struct NewCredential {
    pub key: Key,
    pub client_data: String,
    pub rp_id: &'static str,
    pub flags: u8,
    pub sign_count: u32,
    pub aaguid: [u8; 16],
    pub credential_id: Vec<u8>,
    pub cose: Vec<u8>,
    pub after_key: Vec<u8>,
    pub format: &'static str,
    pub statement: Statement,
}

pub enum Statement {
    Given(Vec<u8>),
    /// alg and sig, signed by the credential's key.
    SelfSigned {
        alg: i64,
    },
}

impl NewCredential {
    pub fn new() -> Self {
        let key = Key::new();
        NewCredential {
            cose: key.cose(),
            key,
            client_data: client_data("webauthn.create"),
            rp_id: RP_ID,
            flags: UP | UV | AT,
            sign_count: 3,
            aaguid: [9; 16],
            credential_id: CREDENTIAL_ID.to_vec(),
            after_key: vec![],
            format: "none",
            statement: Statement::Given(map(&[])),
        }
    }

    pub fn self_attested() -> Self {
        NewCredential { format: "packed", statement: Statement::SelfSigned { alg: -7 }, ..Self::new() }
    }

    pub fn authenticator_data(&self) -> Vec<u8> {
        let mut data = sha_256(self.rp_id.as_bytes());
        data.push(self.flags);
        data.extend(self.sign_count.to_be_bytes());
        if self.flags & AT != 0 {
            data.extend(self.aaguid);
            data.extend((self.credential_id.len() as u16).to_be_bytes());
            data.extend(&self.credential_id);
            data.extend(&self.cose);
        }
        data.extend(&self.after_key);
        data
    }

    /// What a statement signs: authenticator data, then the client data's hash.
    pub fn message(&self) -> Vec<u8> {
        [self.authenticator_data(), sha_256(self.client_data.as_bytes())].concat()
    }

    pub fn attestation_object(&self) -> Vec<u8> {
        let authenticator_data = self.authenticator_data();
        let statement = match &self.statement {
            Statement::Given(statement) => statement.clone(),
            Statement::SelfSigned { alg } => {
                map(&[(text("alg"), int(*alg)), (text("sig"), bytes(&self.key.sign(&self.message())))])
            }
        };
        map(&[
            (text("fmt"), text(self.format)),
            (text("attStmt"), statement),
            (text("authData"), bytes(&authenticator_data)),
        ])
    }

    pub fn response(&self) -> RegistrationResponse {
        RegistrationResponse {
            id: self.credential_id.clone(),
            client_data_json: self.client_data.clone().into_bytes(),
            attestation_object: self.attestation_object(),
            transports: vec![],
            attachment: None,
            client_extension_results: RegistrationExtensionOutputs::default(),
        }
    }
}

/// Everything that goes into an authentication, to be changed before it is verified.
pub struct Assertion {
    pub key: Key,
    pub id: Vec<u8>,
    pub client_data: String,
    pub rp_id: &'static str,
    pub flags: u8,
    pub sign_count: u32,
    pub after_sign_count: Vec<u8>,
    pub user_handle: Option<Vec<u8>>,
    pub signed_with: Option<Key>,
    /// What the client says of the extension `appid`.
    pub app_id_told: Option<bool>,
}

impl Assertion {
    pub fn new() -> Self {
        Assertion {
            key: Key::new(),
            id: CREDENTIAL_ID.to_vec(),
            client_data: client_data("webauthn.get"),
            rp_id: RP_ID,
            flags: UP | UV,
            sign_count: 4,
            after_sign_count: vec![],
            user_handle: Some(USER_HANDLE.to_vec()),
            signed_with: None,
            app_id_told: None,
        }
    }

    pub fn response(&self) -> AuthenticationResponse {
        let mut authenticator_data = sha_256(self.rp_id.as_bytes());
        authenticator_data.push(self.flags);
        authenticator_data.extend(self.sign_count.to_be_bytes());
        authenticator_data.extend(&self.after_sign_count);
        let message = [authenticator_data.clone(), sha_256(self.client_data.as_bytes())].concat();
        AuthenticationResponse {
            id: self.id.clone(),
            client_data_json: self.client_data.clone().into_bytes(),
            authenticator_data,
            signature: self.signed_with.as_ref().unwrap_or(&self.key).sign(&message),
            user_handle: self.user_handle.clone(),
            attachment: None,
            client_extension_results: AuthenticationExtensionOutputs {
                app_id: self.app_id_told,
                ..AuthenticationExtensionOutputs::default()
            },
        }
    }
}

/// What a relying party expects, to be changed before it is compared.
pub struct Expected {
    pub origins: Vec<Origin>,
    pub top_origins: Vec<Origin>,
    pub challenge: Vec<u8>,
    pub user_verification: UserVerification,
    pub user_presence: UserPresence,
    pub algorithms: Vec<Algorithm>,
    pub attestation: Vec<AttestationType>,
    pub allow_credentials: Vec<&'static [u8]>,
    pub sign_count: u32,
    pub sign_count_policy: SignCountPolicy,
    pub app_id: Option<&'static str>,
    pub credential_protection_min: Option<CredentialProtection>,
    pub backup_eligible: bool,
    pub stored_id: &'static [u8],
    pub user_handle: &'static [u8],
    pub user_identified: UserIdentified,
}

impl Expected {
    pub fn new() -> Self {
        Expected {
            origins: vec![Origin::parse("https://example.org").unwrap()],
            top_origins: vec![],
            challenge: CHALLENGE.to_vec(),
            user_verification: UserVerification::Required,
            user_presence: UserPresence::Required,
            algorithms: Algorithm::ALL.to_vec(),
            attestation: vec![AttestationType::None, AttestationType::SelfAttestation],
            allow_credentials: vec![],
            sign_count: 3,
            sign_count_policy: SignCountPolicy::Flag,
            app_id: None,
            credential_protection_min: None,
            backup_eligible: false,
            stored_id: CREDENTIAL_ID,
            user_handle: USER_HANDLE,
            user_identified: UserIdentified::ByResponse,
        }
    }

    pub fn registration(&self, response: &RegistrationResponse) -> Result<Registration, Error> {
        let attestation = AttestationPolicy { types: &self.attestation, ..AttestationPolicy::NOT_ASKED };
        self.registration_under(response, attestation)
    }

    pub fn registration_under(
        &self,
        response: &RegistrationResponse,
        attestation: AttestationPolicy<'_>,
    ) -> Result<Registration, Error> {
        let expected = RegistrationExpectation {
            rp_id: RP_ID,
            origins: &self.origins,
            top_origins: &self.top_origins,
            challenge: &self.challenge,
            user_verification: self.user_verification,
            user_presence: self.user_presence,
            algorithms: &self.algorithms,
            attestation,
            credential_protection_min: self.credential_protection_min,
        };
        verify_registration(response, &expected)
    }

    /// The response is never given back, so that a test may look at its verdict.
    pub fn authentication(&self, assertion: &Assertion) -> Result<Authentication<'static>, Error> {
        let expected = AuthenticationExpectation {
            rp_id: RP_ID,
            origins: &self.origins,
            top_origins: &self.top_origins,
            challenge: &self.challenge,
            user_verification: self.user_verification,
            allow_credentials: &self.allow_credentials,
            app_id: self.app_id,
            sign_count: self.sign_count_policy,
        };
        let stored = StoredCredential {
            id: self.stored_id,
            public_key: &PublicKey::from_cose(&assertion.key.cose()).unwrap(),
            sign_count: self.sign_count,
            backup_eligible: self.backup_eligible,
            user_handle: self.user_handle,
            user_identified: self.user_identified,
        };
        verify_authentication(Box::leak(Box::new(assertion.response())), &expected, &stored)
    }
}
