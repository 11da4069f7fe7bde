//! How mutants differ from valid responses. Each change has a name by which a disagreement is judged.

use crate::cbor::{Form, Item, text};
use crate::chains::Oddity;
use crate::draft::{Draft, Response};
use crate::random::Random;
use crate::seeds::Seed;
use passkeep_webauthn::Ceremony;

mod json;

pub use json::Json;

/// One change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Json(Json),
    Flags,
    SignCount,
    RpIdHash,
    Aaguid,
    /// The credential id in the authenticator data.
    CredentialId,
    KeyForm(Form),
    KeyParameterAdded,
    KeyParameterOther,
    KeyNumber,
    ExtensionOutputs,
    ExtensionForm(Form),
    /// Bytes after the authenticator data.
    After,
    ObjectForm(Form),
    ObjectMember,
    Format,
    StatementMember,
    StatementAlgorithm,
    Chain,
    Odd(Oddity),
    /// The id that the client tells.
    Id,
    UserHandle,
    Flip(Field),
    Cut(Field),
    Grow(Field),
    Swap(Field),
}

/// A part of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Id,
    ClientData,
    Body,
    Signature,
    UserHandle,
}

/// A response that was valid before it was changed.
pub struct Mutant<'a> {
    pub seed: &'a Seed,
    pub changes: Vec<Change>,
    /// Whether the signature is one over the changed bytes.
    pub signed_again: bool,
    pub response: Response,
}

impl<'a> Mutant<'a> {
    /// The mutant of this number: the same changes at each run.
    pub fn of(number: u64, seeds: &'a [Seed]) -> Self {
        let mut random = Random::of(number);
        let seed = random.of_list(seeds);
        let (mut changes, mut draft) = (vec![], seed.draft());
        if random.one_in(3) {
            changes.push(Change::Json(json::change(&mut draft.client_data, &mut random)));
        }
        if random.one_in(2) {
            changes.push(change_data(&mut draft, &mut random));
        }
        draft.settle();
        if random.one_in(4) {
            changes.push(change_unsigned(&mut draft, seed, &mut random));
        }
        let signed_again =
            !changes.is_empty() && !random.one_in(6) && draft.sign(seed.key.as_ref(), &seed.signer);
        if random.one_in(4) && seed.ceremony == Ceremony::Registration {
            let form = *random.of_list(&Form::ALL);
            draft.object.deform(form, &mut random);
            changes.push(Change::ObjectForm(form));
        }
        let mut response = draft.response();
        // One in a hundred stays as it is, which both must take.
        if random.one_in(4) || changes.is_empty() && !random.one_in(25) {
            changes.push(change_bytes(&mut response, seed, seeds, &mut random));
        }
        Mutant { seed, changes, signed_again, response }
    }

    /// Whether it has any of these changes.
    pub fn has(&self, any: &[Change]) -> bool {
        self.changes.iter().any(|change| any.contains(change))
    }
}

impl Change {
    /// Whether the same was written in a form that is not canonical.
    pub fn is_form(&self) -> bool {
        matches!(self, Change::KeyForm(_) | Change::ExtensionForm(_) | Change::ObjectForm(_))
    }
}

/// Changes what the authenticator signs.
fn change_data(draft: &mut Draft, random: &mut Random) -> Change {
    let data = &mut draft.data;
    let form = *random.of_list(&Form::ALL);
    match (random.below(13), &mut data.attested) {
        (0 | 1, _) => {
            data.flags ^= 1 << random.below(8);
            Change::Flags
        }
        (2, _) => {
            data.sign_count = *random.of_list(&[0, 1, 3, 4, 5, u32::MAX]);
            Change::SignCount
        }
        (3, _) => {
            data.rp_id_hash[random.below(32)] ^= 1 << random.below(8);
            Change::RpIdHash
        }
        (4, _) => {
            data.after = vec![random.next() as u8; 1 + random.below(3)];
            Change::After
        }
        (5 | 6, _) => {
            data.flags |= crate::support::ED;
            data.extensions = Some(extension_outputs(random));
            Change::ExtensionOutputs
        }
        (7, _) => {
            data.flags |= crate::support::ED;
            let mut outputs = extension_outputs(random);
            outputs.deform(form, random);
            data.extensions = Some(outputs);
            Change::ExtensionForm(form)
        }
        (8, Some((aaguid, _, _))) => {
            aaguid[random.below(16)] ^= 1 << random.below(8);
            Change::Aaguid
        }
        (9, Some((_, id, _))) => {
            *id = vec![7; *random.of_list(&[0, 1, 10, 1023, 1024])];
            if random.one_in(2) {
                draft.id = id.clone();
            }
            Change::CredentialId
        }
        (10, Some((_, _, key))) => {
            key.deform(form, random);
            Change::KeyForm(form)
        }
        (11, Some((_, _, key))) => change_key_parameter(key, random),
        (12, Some((_, _, key))) => {
            let label = *random.of_list(&[-1, -2, -3]);
            if let Some(Item::Bytes(number)) = key.at(&Item::Integer(label)) {
                change_number(number, random);
            }
            Change::KeyNumber
        }
        // An authentication has no credential data; one is put there that a registration could have.
        (_, attested @ None) => {
            *attested = Some((vec![9; 16], draft.id.clone(), crate::keys::Key::es256().cose()));
            data.flags |= crate::support::AT;
            Change::Flags
        }
        (_, Some(_)) => {
            data.flags ^= 1 << random.below(8);
            Change::Flags
        }
    }
}

fn change_number(number: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(number.len());
    match random.below(5) {
        0 => number.insert(0, 0),
        1 => drop(number.pop()),
        2 => number.iter_mut().for_each(|byte| *byte = 0),
        _ => number[at] ^= 1 << random.below(8),
    }
}

fn change_key_parameter(key: &mut Item, random: &mut Random) -> Change {
    if random.one_in(2) {
        // A parameter that no credential key has, in its canonical place.
        let (label, value) = random.of_list(&[(2, Item::Bytes(vec![1])), (4, Item::Array(vec![]))]).clone();
        let place = if label == 2 { 1 } else { 2 };
        key.entries().insert(place, (Item::Integer(label), value));
        return Change::KeyParameterAdded;
    }
    let label = *random.of_list(&[1, 3, -1]);
    let other = *random.of_list(&[1, 2, 3, 4, 6, 8, -7, -8, -35, -36, -257, -65535, 1 << 40]);
    *key.at(&Item::Integer(label)).expect("a seed's key has it") = Item::Integer(other);
    Change::KeyParameterOther
}

fn extension_outputs(random: &mut Random) -> Item {
    let entry = |key: &str, value| (text(key), value);
    let (yes, number) = (Item::Simple(0xf5), Item::Integer(random.below(6) as i64));
    match random.below(8) {
        0 => Item::Map(vec![]),
        1 => Item::Map(vec![entry("credProtect", number)]),
        2 => Item::Map(vec![entry("credProtect", number), entry("hmac-secret", yes)]),
        3 => Item::Map(vec![entry("hmac-secret", Item::Bytes(vec![1; 32]))]),
        4 => Item::Map(vec![entry("hmac-secret", yes)]),
        5 => Item::Map(vec![entry("minPinLength", number), entry("unheardOf", Item::Array(vec![yes]))]),
        6 => Item::Array(vec![]),
        _ => number,
    }
}

/// Changes what nobody signs.
fn change_unsigned(draft: &mut Draft, seed: &Seed, random: &mut Random) -> Change {
    if draft.ceremony == Ceremony::Authentication {
        draft.user_handle = random.of_list(&[None, Some(vec![]), Some(b"another".to_vec())]).clone();
        return Change::UserHandle;
    }
    let other =
        random.of_list(&[Item::Integer(5), Item::Bytes(vec![]), text("x"), Item::Simple(0xf6)]).clone();
    let statement = draft.object.member("attStmt").expect("a seed has a statement");
    if !seed.chains.is_empty() && random.one_in(2) {
        let (oddity, chain) = random.of_list(&seed.chains);
        *statement.member("x5c").expect("it has certificates") =
            Item::Array(chain.iter().cloned().map(Item::Bytes).collect());
        return Change::Odd(*oddity);
    }
    match random.below(6) {
        0 => {
            draft.id = b"another".to_vec();
            Change::Id
        }
        1 => {
            let name = *random.of_list(&["none", "packed", "tpm", "fido-u2f", "apple", "compound", "x", ""]);
            *draft.object.member("fmt").expect("a seed has a format") = text(name);
            Change::Format
        }
        2 => {
            let name = *random.of_list(&["epAtt", "largeBlobKey", "other"]);
            let place = draft.object.entries().iter().position(|(key, _)| longer(key, name));
            let place = place.unwrap_or(draft.object.entries().len());
            draft.object.entries().insert(place, (text(name), other));
            Change::ObjectMember
        }
        3 => {
            let place = random.below(statement.entries().len() + 1);
            match random.below(3) {
                0 if place < statement.entries().len() => drop(statement.entries().remove(place)),
                1 if place < statement.entries().len() => statement.entries()[place].1 = other,
                _ => statement.entries().push((text("zzzzzzzz"), other)),
            }
            Change::StatementMember
        }
        4 => {
            let other = *random.of_list(&[-7, -35, -36, -47, -257, -65535, 0, 7]);
            if let Some(algorithm) = statement.member("alg") {
                *algorithm = Item::Integer(other);
            }
            Change::StatementAlgorithm
        }

        _ => {
            if let Some(Item::Array(chain)) = statement.member("x5c") {
                let root = seed.anchor.clone().unwrap_or_default();
                match random.below(4) {
                    0 => chain.clear(),
                    1 => chain.push(chain[0].clone()),
                    2 => chain.push(Item::Bytes(root)),
                    _ => chain.insert(0, Item::Bytes(root)),
                }
            }
            Change::Chain
        }
    }
}

/// Canonical order of text keys: the shorter first, then by bytes.
fn longer(key: &Item, name: &str) -> bool {
    matches!(key, Item::Text(key) if (key.len(), key.as_str()) > (name.len(), name))
}

/// Changes bytes, whatever they mean, after all is signed.
fn change_bytes(response: &mut Response, seed: &Seed, seeds: &[Seed], random: &mut Random) -> Change {
    let of_registration = [Field::Id, Field::ClientData, Field::Body, Field::Body, Field::Body];
    let of_authentication =
        [Field::Id, Field::ClientData, Field::Body, Field::Signature, Field::Signature, Field::UserHandle];
    let field = match seed.ceremony {
        Ceremony::Registration => *random.of_list(&of_registration),
        Ceremony::Authentication => *random.of_list(&of_authentication),
    };
    if random.one_in(6) {
        let others: Vec<_> = seeds.iter().filter(|other| other.ceremony == seed.ceremony).collect();
        let mut other = random.of_list(&others).response.clone();
        std::mem::swap(field_of(response, field), field_of(&mut other, field));
        return Change::Swap(field);
    }
    let bytes = field_of(response, field);
    match random.below(8) {
        0 => {
            bytes.truncate(random.below(bytes.len().max(1)));
            Change::Cut(field)
        }
        1 => {
            bytes.extend(vec![random.next() as u8; 1 + random.below(3)]);
            Change::Grow(field)
        }
        _ if bytes.is_empty() => {
            bytes.push(0);
            Change::Grow(field)
        }
        _ => {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
            Change::Flip(field)
        }
    }
}

fn field_of(response: &mut Response, field: Field) -> &mut Vec<u8> {
    match field {
        Field::Id => &mut response.id,
        Field::ClientData => &mut response.client_data,
        Field::Body => &mut response.body,
        Field::Signature => &mut response.signature,
        Field::UserHandle => response.user_handle.get_or_insert_default(),
    }
}
