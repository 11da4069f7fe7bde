//! The crate under test: the ceremony, put to its two verbs.

use crate::draft::Response;
use crate::seeds::{ORIGIN, Seed};
use crate::support::authority::NOW_SECONDS;
use crate::support::{RP_ID, USER_HANDLE};
use passkeep_webauthn::{
    Algorithm, AttestationPolicy, AttestationType, Authentication, AuthenticationExpectation,
    AuthenticationExtensionOutputs, AuthenticationResponse, Ceremony, Error, Origin, PublicKey, Registration,
    RegistrationExpectation, RegistrationExtensionOutputs, RegistrationResponse, SignCountPolicy,
    StoredCredential, TrustAnchor, Untrusted, UserIdentified, UserPresence, verify_authentication,
    verify_registration,
};

/// What both sides verify.
const ALGORITHMS: &[Algorithm] = &[Algorithm::Es256, Algorithm::Es384, Algorithm::Rs256];

/// What we keep of one seed's ceremony.
pub struct Ours {
    origins: Vec<Origin>,
    public_key: Option<PublicKey>,
    anchors: Vec<TrustAnchor>,
}

impl Ours {
    pub fn of(seed: &Seed) -> Self {
        let anchor = |der: &Vec<u8>| TrustAnchor { certificate: der.clone(), attestation_type: None };
        Ours {
            origins: vec![Origin::parse(ORIGIN).unwrap()],
            public_key: PublicKey::from_cose(&seed.cose).ok(),
            anchors: seed.anchor.iter().map(anchor).collect(),
        }
    }

    pub fn verify(&self, seed: &Seed, response: &Response) -> Result<(), Error> {
        match seed.ceremony {
            Ceremony::Registration => self.register(seed, &registration(response)).map(drop),
            Ceremony::Authentication => self.authenticate(seed, &authentication(response)).map(drop),
        }
    }

    pub fn register(&self, seed: &Seed, response: &RegistrationResponse) -> Result<Registration, Error> {
        let types = match seed.anchor {
            Some(_) => &[AttestationType::Basic, AttestationType::AttCa, AttestationType::AnonCa][..],
            None => AttestationPolicy::NOT_ASKED.types,
        };
        let expected = RegistrationExpectation {
            rp_id: RP_ID,
            origins: &self.origins,
            top_origins: &[],
            challenge: &seed.challenge,
            user_verification: seed.user_verification,
            user_presence: UserPresence::Required,
            algorithms: ALGORITHMS,
            attestation: AttestationPolicy {
                types,
                anchors: &self.anchors,
                untrusted: Untrusted::Refused,
                now_seconds: NOW_SECONDS,
                ..AttestationPolicy::NOT_ASKED
            },
            credential_protection_min: None,
        };
        verify_registration(response, &expected)
    }

    pub fn authenticate<'a>(
        &self,
        seed: &Seed,
        response: &'a AuthenticationResponse,
    ) -> Result<Authentication<'a>, Error> {
        let expected = AuthenticationExpectation {
            rp_id: RP_ID,
            origins: &self.origins,
            top_origins: &[],
            challenge: &seed.challenge,
            user_verification: seed.user_verification,
            allow_credentials: &[],
            app_id: None,
            sign_count: SignCountPolicy::Refuse,
        };
        let stored = StoredCredential {
            id: &seed.response.id,
            public_key: self.public_key.as_ref().expect("a seed has a key that we verify"),
            sign_count: seed.sign_count,
            backup_eligible: seed.backup_eligible,
            user_handle: USER_HANDLE,
            user_identified: UserIdentified::Before,
        };
        verify_authentication(response, &expected, &stored)
    }
}

pub fn registration(response: &Response) -> RegistrationResponse {
    RegistrationResponse {
        id: response.id.clone(),
        client_data_json: response.client_data.clone(),
        attestation_object: response.body.clone(),
        transports: vec![],
        attachment: None,
        client_extension_results: RegistrationExtensionOutputs::default(),
    }
}

pub fn authentication(response: &Response) -> AuthenticationResponse {
    AuthenticationResponse {
        id: response.id.clone(),
        client_data_json: response.client_data.clone(),
        authenticator_data: response.body.clone(),
        signature: response.signature.clone(),
        user_handle: response.user_handle.clone(),
        attachment: None,
        client_extension_results: AuthenticationExtensionOutputs::default(),
    }
}
