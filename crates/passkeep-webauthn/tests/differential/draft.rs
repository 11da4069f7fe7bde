//! A response taken apart, so that it can be changed, signed again, and put together.

use crate::cbor::{Item, text};
use crate::keys::{Key, Signer};
use crate::support::{AT, ED, sha_256};
use passkeep_webauthn::Ceremony;

/// A response as both verifiers get it.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    pub id: Vec<u8>,
    pub client_data: Vec<u8>,
    /// The attestation object, or the authenticator data.
    pub body: Vec<u8>,
    /// Empty in a registration.
    pub signature: Vec<u8>,
    pub user_handle: Option<Vec<u8>>,
}

/// The parts of authenticator data.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    pub rp_id_hash: Vec<u8>,
    pub flags: u8,
    pub sign_count: u32,
    /// AAGUID, credential id and key.
    pub attested: Option<(Vec<u8>, Vec<u8>, Item)>,
    pub extensions: Option<Item>,
    pub after: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub ceremony: Ceremony,
    pub id: Vec<u8>,
    pub client_data: Vec<u8>,
    pub data: Data,
    /// A registration's attestation object; its `authData` is set from `data`.
    pub object: Item,
    pub signature: Vec<u8>,
    pub user_handle: Option<Vec<u8>>,
}

impl Data {
    fn read(bytes: &[u8]) -> Self {
        let (flags, mut rest) = (bytes[32], &bytes[37..]);
        let attested = (flags & AT != 0).then(|| {
            let length = usize::from(u16::from_be_bytes([rest[16], rest[17]]));
            let (aaguid, id) = (rest[..16].to_vec(), rest[18..18 + length].to_vec());
            let (key, after) = Item::read(&rest[18 + length..]);
            rest = after;
            (aaguid, id, key)
        });
        let extensions = (flags & ED != 0).then(|| {
            let (extensions, after) = Item::read(rest);
            rest = after;
            extensions
        });
        assert!(rest.is_empty(), "a seed is valid");
        let sign_count = u32::from_be_bytes(bytes[33..37].try_into().unwrap());
        Data { rp_id_hash: bytes[..32].to_vec(), flags, sign_count, attested, extensions, after: vec![] }
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = self.rp_id_hash.clone();
        bytes.push(self.flags);
        bytes.extend(self.sign_count.to_be_bytes());
        if let Some((aaguid, id, key)) = &self.attested {
            bytes.extend(aaguid);
            bytes.extend((id.len() as u16).to_be_bytes());
            bytes.extend(id);
            bytes.extend(key.encode());
        }
        bytes.extend(self.extensions.iter().flat_map(Item::encode));
        bytes.extend(&self.after);
        bytes
    }
}

impl Draft {
    pub fn of(ceremony: Ceremony, response: &Response) -> Self {
        let (object, data) = match ceremony {
            Ceremony::Registration => {
                let (mut object, _) = Item::read(&response.body);
                let Some(Item::Bytes(data)) = object.member("authData") else { panic!("a seed is valid") };
                let data = Data::read(data);
                (object, data)
            }
            Ceremony::Authentication => (Item::Simple(0xf6), Data::read(&response.body)),
        };
        Draft {
            ceremony,
            id: response.id.clone(),
            client_data: response.client_data.clone(),
            data,
            object,
            signature: response.signature.clone(),
            user_handle: response.user_handle.clone(),
        }
    }

    /// Puts the authenticator data where it belongs, before the object gets another form.
    pub fn settle(&mut self) {
        let data = Item::Bytes(self.data.encode());
        if self.ceremony == Ceremony::Registration {
            *self.object.member("authData").expect("a seed is valid") = data;
        }
    }

    /// Signs what is there now, as the authenticator would; false where nobody can.
    pub fn sign(&mut self, key: Option<&Key>, signer: &Signer) -> bool {
        let hash = sha_256(&self.client_data);
        let message = [self.data.encode(), hash.clone()].concat();
        let signature = match (signer, key) {
            (Signer::Credential, Some(key)) => key.sign(&message),
            (Signer::Certificate(subject), _) => subject.sign(&message),
            (Signer::U2f(subject), _) => {
                let Some((_, id, key)) = &mut self.data.attested else { return false };
                let mut coordinate = |label| match key.at(&Item::Integer(label)) {
                    Some(Item::Bytes(bytes)) => bytes.clone(),
                    _ => vec![],
                };
                let point = [vec![4], coordinate(-2), coordinate(-3)].concat();
                subject.sign(&[vec![0], self.data.rp_id_hash.clone(), hash, id.clone(), point].concat())
            }
            _ => return false,
        };
        match self.ceremony {
            Ceremony::Authentication => self.signature = signature,
            Ceremony::Registration => {
                let statement = self.object.member("attStmt").expect("a seed is valid");
                let entries = statement.entries();
                match entries.iter_mut().find(|(key, _)| *key == text("sig")) {
                    Some((_, value)) => *value = Item::Bytes(signature),
                    None => entries.push((text("sig"), Item::Bytes(signature))),
                }
            }
        }
        true
    }

    pub fn response(&self) -> Response {
        Response {
            id: self.id.clone(),
            client_data: self.client_data.clone(),
            body: match self.ceremony {
                Ceremony::Registration => self.object.encode(),
                Ceremony::Authentication => self.data.encode(),
            },
            signature: self.signature.clone(),
            user_handle: self.user_handle.clone(),
        }
    }
}
