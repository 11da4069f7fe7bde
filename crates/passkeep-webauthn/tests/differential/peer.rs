//! webauthn-rs-core as the peer: the same ceremony, put to its verbs.

use crate::cbor::Item;
use crate::draft::Response;
use crate::seeds::{ORIGIN, Seed};
use crate::support::RP_ID;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use passkeep_webauthn::{Ceremony, UserVerification};
use serde_json::json;
use webauthn_rs_core::WebauthnCore;
use webauthn_rs_core::error::WebauthnError;
use webauthn_rs_core::proto::{
    AttestationCaList, AttestationFormat, AuthenticationResult, AuthenticationState,
    AuthenticatorAssertionResponseRaw, AuthenticatorAttestationResponseRaw, COSEAlgorithm, COSEEC2Key,
    COSEKey, COSEKeyType, COSERSAKey, Credential, ECDSACurve, ParsedAttestation, PublicKeyCredential,
    RegisterPublicKeyCredential, RegisteredExtensions, RegistrationState, UserVerificationPolicy,
};

/// The peer with what it keeps of one seed's ceremony.
pub struct Peer {
    core: WebauthnCore,
    registration: RegistrationState,
    authentication: AuthenticationState,
    credential: Option<Credential>,
    anchors: Option<AttestationCaList>,
}

impl Peer {
    pub fn of(seed: &Seed) -> Self {
        let challenge = URL_SAFE_NO_PAD.encode(&seed.challenge);
        let policy = match seed.user_verification {
            UserVerification::Required => "required",
            _ => "preferred",
        };
        let registration = json!({
            "policy": policy, "exclude_credentials": [], "challenge": challenge,
            "credential_algorithms": ["ES256", "ES384", "RS256"], "require_resident_key": false,
            "authenticator_attachment": null, "extensions": {}, "allow_synchronised_authenticators": true,
        });
        let authentication = json!({
            "credentials": [], "policy": policy, "challenge": challenge, "appid": null,
            "allow_backup_eligible_upgrade": false,
        });
        let core = WebauthnCore::new_unsafe_experts_only(
            "",
            RP_ID,
            vec![ORIGIN.parse().unwrap()],
            std::time::Duration::ZERO,
            None,
            None,
        );
        let anchors = seed.anchor.as_ref().map(|der| {
            // Of 48 bytes a line of 64 characters, as PEM wants them.
            let lines: String = der.chunks(48).map(|line| STANDARD.encode(line) + "\n").collect();
            let pem = format!("-----BEGIN CERTIFICATE-----\n{lines}-----END CERTIFICATE-----\n");
            AttestationCaList::try_from(pem.as_bytes()).unwrap()
        });
        Peer {
            core,
            registration: serde_json::from_value(registration).unwrap(),
            authentication: serde_json::from_value(authentication).unwrap(),
            credential: credential(seed),
            anchors,
        }
    }

    pub fn verify(&self, seed: &Seed, response: &Response) -> Result<(), WebauthnError> {
        match seed.ceremony {
            Ceremony::Registration => self.register(&registration(response)).map(drop),
            Ceremony::Authentication => self.authenticate(&authentication(response)).map(drop),
        }
    }

    pub fn register(&self, response: &RegisterPublicKeyCredential) -> Result<Credential, WebauthnError> {
        self.core.register_credential(response, &self.registration, self.anchors.as_ref())
    }

    pub fn authenticate(
        &self,
        response: &PublicKeyCredential,
    ) -> Result<AuthenticationResult, WebauthnError> {
        let credential = self.credential.as_ref().ok_or(WebauthnError::COSEKeyInvalidType)?;
        self.core.authenticate_single_credential(response, &self.authentication, credential)
    }
}

pub fn registration(response: &Response) -> RegisterPublicKeyCredential {
    RegisterPublicKeyCredential {
        id: URL_SAFE_NO_PAD.encode(&response.id),
        raw_id: response.id.clone(),
        response: AuthenticatorAttestationResponseRaw {
            attestation_object: response.body.clone(),
            client_data_json: response.client_data.clone(),
            transports: None,
        },
        type_: "public-key".to_owned(),
        extensions: Default::default(),
    }
}

pub fn authentication(response: &Response) -> PublicKeyCredential {
    PublicKeyCredential {
        id: URL_SAFE_NO_PAD.encode(&response.id),
        raw_id: response.id.clone(),
        response: AuthenticatorAssertionResponseRaw {
            authenticator_data: response.body.clone(),
            client_data_json: response.client_data.clone(),
            signature: response.signature.clone(),
            user_handle: response.user_handle.clone(),
        },
        extensions: Default::default(),
        type_: "public-key".to_owned(),
    }
}

/// The credential as the peer would have stored it; none for an algorithm that it does not verify.
fn credential(seed: &Seed) -> Option<Credential> {
    let (mut key, _) = Item::read(&seed.cose);
    let mut bytes = |label| match key.at(&Item::Integer(label)) {
        Some(Item::Bytes(bytes)) => bytes.clone(),
        _ => vec![],
    };
    let (first, second, third) = (bytes(-1), bytes(-2), bytes(-3));
    let (type_, key) = match key.at(&Item::Integer(3))? {
        Item::Integer(-7) => (COSEAlgorithm::ES256, ec2(ECDSACurve::SECP256R1, second, third)),
        Item::Integer(-35) => (COSEAlgorithm::ES384, ec2(ECDSACurve::SECP384R1, second, third)),
        Item::Integer(-257) => {
            let key = COSERSAKey { n: first, e: second.try_into().ok()? };
            (COSEAlgorithm::RS256, COSEKeyType::RSA(key))
        }
        _ => return None,
    };
    Some(Credential {
        cred_id: seed.response.id.clone(),
        cred: COSEKey { type_, key },
        counter: seed.sign_count,
        transports: None,
        user_verified: false,
        backup_eligible: seed.backup_eligible,
        backup_state: false,
        registration_policy: UserVerificationPolicy::Preferred,
        extensions: RegisteredExtensions::none(),
        attestation: ParsedAttestation::default(),
        attestation_format: AttestationFormat::None,
    })
}

fn ec2(curve: ECDSACurve, x: Vec<u8>, y: Vec<u8>) -> COSEKeyType {
    COSEKeyType::EC_EC2(COSEEC2Key { curve, x, y })
}
