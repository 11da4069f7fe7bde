//! The valid responses that mutants are made of: the W3C's vectors, and some of keys that can sign again.

use crate::cbor::{Item, text};
use crate::chains::{Authorities, Chain, Oddity};
use crate::draft::{Data, Draft, Response};
use crate::keys::{Key, Signer};
use crate::support::authority::Subject;
use crate::support::{AT, CHALLENGE, CREDENTIAL_ID, RP_ID, UP, USER_HANDLE, UV, client_data, sha_256};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_webauthn::{AuthenticationResponse, Ceremony, RegistrationResponse, UserVerification};

pub const ORIGIN: &str = "https://example.org";
const AAGUID: [u8; 16] = [9; 16];

/// A valid response, with what a relying party keeps of the ceremony.
pub struct Seed {
    pub name: String,
    pub ceremony: Ceremony,
    pub challenge: Vec<u8>,
    pub response: Response,
    /// The credential's key, in COSE.
    pub cose: Vec<u8>,
    pub backup_eligible: bool,
    pub sign_count: u32,
    pub user_verification: UserVerification,
    /// The root to which an attestation must lead; none: types None and Self are accepted.
    pub anchor: Option<Vec<u8>>,
    pub key: Option<Key>,
    pub signer: Signer,
    /// The signer's certificates, and others of its key, each wrong or odd in one way.
    pub chains: Vec<(Oddity, Chain)>,
}

impl Seed {
    pub fn all() -> Vec<Seed> {
        let mut seeds = vectors();
        for (name, key) in
            [("ES256", Key::es256 as fn() -> Key), ("ES384", Key::es384), ("RS256", Key::rs256)]
        {
            seeds.push(own_registration(&format!("{name}, none"), key(), "none", Signer::Nobody));
            seeds.push(own_registration(
                &format!("{name}, packed, self"),
                key(),
                "packed",
                Signer::Credential,
            ));
            seeds.push(own_authentication(name, key()));
        }
        let authorities = Authorities::new();
        for (name, between) in [("packed", false), ("packed", true), ("fido-u2f", false)] {
            let subject = Box::new(Subject::authenticator(AAGUID));
            let chains = authorities.chains(&subject, between);
            let signer = if name == "packed" { Signer::Certificate } else { Signer::U2f };
            let title = format!("ES256, {name}, {} certificates", chains[0].1.len());
            let mut seed = own_registration(&title, Key::es256(), name, signer(subject));
            (seed.chains, seed.anchor) = (chains, Some(authorities.root.self_signed()));
            seed.sign_first();
            seeds.push(seed);
        }
        seeds
    }

    pub fn draft(&self) -> Draft {
        Draft::of(self.ceremony, &self.response)
    }

    /// Signs an own seed, with the right certificate where it has one.
    fn sign_first(&mut self) {
        let mut draft = self.draft();
        if let Some((_, chain)) = self.chains.first() {
            let entries = draft.object.member("attStmt").expect("a seed has a statement").entries();
            entries.retain(|(key, _)| *key != text("x5c"));
            entries.push((text("x5c"), Item::Array(chain.iter().cloned().map(Item::Bytes).collect())));
        }
        draft.settle();
        draft.sign(self.key.as_ref(), &self.signer);
        self.response = draft.response();
    }
}

fn own_registration(name: &str, key: Key, format: &str, signer: Signer) -> Seed {
    let statement = match signer {
        Signer::Nobody => vec![],
        Signer::U2f(_) => vec![(text("sig"), Item::Bytes(vec![]))],
        // The certificate's key is one of P-256.
        Signer::Certificate(_) => vec![(text("alg"), Item::Integer(-7)), (text("sig"), Item::Bytes(vec![]))],
        Signer::Credential => {
            vec![(text("alg"), Item::Integer(key.algorithm())), (text("sig"), Item::Bytes(vec![]))]
        }
    };
    let data = Data {
        rp_id_hash: sha_256(RP_ID.as_bytes()),
        flags: UP | UV | AT,
        sign_count: 3,
        attested: Some((AAGUID.to_vec(), CREDENTIAL_ID.to_vec(), key.cose())),
        extensions: None,
        after: vec![],
    };
    let object = Item::Map(vec![
        (text("fmt"), text(format)),
        (text("attStmt"), Item::Map(statement)),
        (text("authData"), Item::Bytes(data.encode())),
    ]);
    own(name, Ceremony::Registration, key, signer, data, object)
}

fn own_authentication(name: &str, key: Key) -> Seed {
    let rp_id_hash = sha_256(RP_ID.as_bytes());
    let data =
        Data { rp_id_hash, flags: UP | UV, sign_count: 4, attested: None, extensions: None, after: vec![] };
    own(name, Ceremony::Authentication, key, Signer::Credential, data, Item::Map(vec![]))
}

fn own(name: &str, ceremony: Ceremony, key: Key, signer: Signer, data: Data, object: Item) -> Seed {
    let (kind, user_handle) = match ceremony {
        Ceremony::Registration => ("webauthn.create", None),
        Ceremony::Authentication => ("webauthn.get", Some(USER_HANDLE.to_vec())),
    };
    let draft = Draft {
        ceremony,
        id: CREDENTIAL_ID.to_vec(),
        client_data: client_data(kind).into_bytes(),
        data,
        object,
        signature: vec![],
        user_handle,
    };
    let mut seed = Seed {
        name: format!("own {ceremony}, {name}"),
        ceremony,
        challenge: CHALLENGE.to_vec(),
        response: draft.response(),
        cose: key.cose().encode(),
        backup_eligible: false,
        sign_count: 3,
        user_verification: UserVerification::Required,
        anchor: None,
        key: Some(key),
        signer,
        chains: vec![],
    };
    seed.sign_first();
    seed
}

fn vectors() -> Vec<Seed> {
    let all: serde_json::Value = serde_json::from_str(include_str!("../vectors/webauthn-l3.json")).unwrap();
    let unhex = |value: &serde_json::Value| -> Vec<u8> {
        let digits = value.as_str().unwrap();
        (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
    };
    let seed = |vector: &serde_json::Value| {
        let json = vector["response_json"].to_string();
        let is_registration = vector["kind"] == "registration";
        let (ceremony, response) = if is_registration {
            let response = RegistrationResponse::from_json(json.as_bytes()).unwrap();
            let body = response.attestation_object;
            (Ceremony::Registration, (response.id, response.client_data_json, body, vec![], None))
        } else {
            let response = AuthenticationResponse::from_json(json.as_bytes()).unwrap();
            let (body, signature) = (response.authenticator_data, response.signature);
            let of = (response.id, response.client_data_json, body, signature, response.user_handle);
            (Ceremony::Authentication, of)
        };
        let (id, client_data, body, signature, user_handle) = response;
        let name = vector["name"].as_str().unwrap();
        let certified = !name.starts_with("none") && !name.starts_with("packed-self");
        Seed {
            name: format!("W3C {ceremony}, {name}"),
            ceremony,
            challenge: URL_SAFE_NO_PAD.decode(vector["challenge_b64url"].as_str().unwrap()).unwrap(),
            response: Response { id, client_data, body, signature, user_handle },
            cose: unhex(&vector["credential_public_key_cose"]),
            backup_eligible: vector["flags"]["BE"] == true,
            sign_count: 0,
            user_verification: UserVerification::Preferred,
            anchor: (is_registration && certified).then(|| unhex(&all["attestation_ca_cert"])),
            key: None,
            signer: Signer::Nobody,
            chains: vec![],
        }
    };
    let all = all["vectors"].as_array().unwrap().iter();
    // Neither side verifies Ed448.
    all.filter(|vector| vector["name"] != "packed-ed448").map(seed).collect()
}
