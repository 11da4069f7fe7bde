//! Sealing tickets: the state of a flow, carried by the client.
//!
//! `version u8, key id 8, salt 32, ciphertext, tag`. AES-256-GCM with a key from HKDF-SHA-256(root[key id], salt,
//! "passkeep/v1/ticket/" purpose), so each key seals once and its nonce may be zeros. The AAD is E of version, key
//! id, purpose, issuer, step. Inside stands definite-length CBOR and nothing after it; among it two epochs, the account's
//! and the database's, for what a backup brings back must not make an old ticket good. The root is chosen by key id,
//! never by trial; the route, never the ticket, supplies purpose and step.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use minicbor::{Decoder, Encoder};
use passkeep_decision::account::UserId;
use passkeep_decision::id::{AccountHandle, FlowId, PasskeyId, SessionId};
use passkeep_decision::level::Level;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::proof::{Method, Proof, Proofs};
use passkeep_decision::restoration::RestoreEpoch;
use passkeep_decision::session::Sharing;
use passkeep_decision::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const HEAD: usize = 1 + 8 + 32;
const TAG: usize = 16;

/// A ticket over this is refused unread.
pub const SEALED_MAX: usize = 4096;

/// The root from which a key's tickets are sealed.
#[derive(Clone)]
pub struct Root {
    /// Its id, which tickets bear.
    pub id: [u8; 8],
    /// Its 32 bytes.
    pub bytes: Zeroizing<[u8; 32]>,
}

/// What a seal is made over besides the ticket.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The server's base URL.
    pub issuer: &'a str,
    /// What the route is for.
    pub purpose: Purpose,
    /// The step that the route takes.
    pub step: TicketStep,
}

/// Seals a ticket. `salt` is 32 fresh random bytes.
pub fn seal(ticket: &Ticket, root: &Root, issuer: &str, salt: [u8; 32]) -> String {
    let scope = Scope { issuer, purpose: ticket.purpose, step: ticket.step };
    let mut sealed = encode(ticket);
    let tag = key(root, &salt, ticket.purpose)
        .seal_in_place_separate_tag(nonce(), Aad::from(aad(&root.id, scope)), &mut sealed)
        .expect("AES-GCM seals what is far under its limit");
    let mut out = Vec::with_capacity(HEAD + sealed.len() + TAG);
    out.push(VERSION);
    out.extend_from_slice(&root.id);
    out.extend_from_slice(&salt);
    out.extend_from_slice(&sealed);
    out.extend_from_slice(tag.as_ref());
    URL_SAFE_NO_PAD.encode(out)
}

/// A ticket's bytes, before its key is known.
pub struct Sealed {
    bytes: Vec<u8>,
}

impl Sealed {
    /// Reads what `seal` wrote. `None` for what can't be a ticket.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > SEALED_MAX {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() > HEAD + TAG && bytes[0] == VERSION).then_some(Self { bytes })
    }

    /// The id of the root that it names.
    pub fn key_id(&self) -> [u8; 8] {
        self.bytes[1..9].try_into().expect("parse saw the head")
    }

    /// Opens it for a purpose and step. `None` when it was sealed for another, by another key, or altered.
    pub fn open(mut self, root: &Root, scope: Scope<'_>) -> Option<Ticket> {
        let salt: [u8; 32] = self.bytes[9..HEAD].try_into().ok()?;
        let aad = Aad::from(aad(&root.id, scope));
        let plain =
            key(root, &salt, scope.purpose).open_in_place(nonce(), aad, &mut self.bytes[HEAD..]).ok()?;
        decode(plain, scope)
    }
}

fn key(root: &Root, salt: &[u8; 32], purpose: Purpose) -> LessSafeKey {
    let info = [b"passkeep/v1/ticket/".as_slice(), purpose.as_str().as_bytes()];
    let key: UnboundKey = Salt::new(HKDF_SHA256, salt)
        .extract(root.bytes.as_slice())
        .expand(&info, &AES_256_GCM)
        .map(UnboundKey::from)
        .expect("HKDF gives 32 bytes");
    LessSafeKey::new(key)
}

/// Each key seals once, so one nonce serves.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; NONCE_LEN])
}

fn aad(key_id: &[u8; 8], scope: Scope<'_>) -> Vec<u8> {
    let fields: [&[u8]; 5] = [
        &[VERSION],
        key_id,
        scope.purpose.as_str().as_bytes(),
        scope.issuer.as_bytes(),
        scope.step.as_str().as_bytes(),
    ];
    let mut out = Vec::with_capacity(64 + scope.issuer.len());
    for field in fields {
        out.extend_from_slice(&(field.len() as u32).to_be_bytes());
        out.extend_from_slice(field);
    }
    out
}

/// An array of fixed length, an absent field null: its order is the ticket's format.
fn encode(ticket: &Ticket) -> Vec<u8> {
    let mut out = Encoder::new(Vec::with_capacity(256));
    let mut write = || -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        out.array(17)?;
        out.bytes(&ticket.flow.0)?.i64(ticket.flow_expires_at.0)?;
        optional(&mut out, ticket.account.as_ref().map(|id| id.0.as_slice()))?;
        optional(&mut out, ticket.session.as_ref().map(|id| id.0.as_slice()))?;
        out.i64(ticket.epoch)?.i64(ticket.restore_epoch.unwrap_or_default().0)?;
        out.i64(ticket.issued_at.0)?.i64(ticket.expires_at.0)?;
        out.bytes(&ticket.browser.0)?;
        optional(&mut out, ticket.challenge.as_ref().map(|c| c.as_slice()))?;
        optional(&mut out, ticket.options.as_ref().map(|o| o.as_slice()))?;
        match ticket.user_id {
            Some(id) => out.u32(id.number())?,
            None => out.null()?,
        };
        optional(&mut out, ticket.passkey.as_ref().map(|id| id.0.as_slice()))?;
        out.array(2 * ticket.proofs.iter().count() as u64)?;
        for proof in ticket.proofs.iter() {
            out.str(proof.method.as_str())?.i64(proof.at.0)?;
        }
        out.bool(ticket.sharing == Sharing::Shared)?;
        match ticket.demanded {
            Some(level) => out.str(level.as_str())?,
            None => out.null()?,
        };
        optional(&mut out, ticket.about.as_ref().map(|id| id.as_slice()))
    };
    write().expect("writing to memory does not fail");
    out.into_writer()
}

fn optional(
    out: &mut Encoder<Vec<u8>>,
    field: Option<&[u8]>,
) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
    match field {
        Some(bytes) => out.bytes(bytes)?,
        None => out.null()?,
    };
    Ok(())
}

fn decode(plain: &[u8], scope: Scope<'_>) -> Option<Ticket> {
    let mut input = Decoder::new(plain);
    if input.array().ok()? != Some(17) {
        return None;
    }
    let ticket = Ticket {
        purpose: scope.purpose,
        step: scope.step,
        flow: FlowId(fixed(&mut input)?),
        flow_expires_at: Timestamp(input.i64().ok()?),
        account: maybe(&mut input)?.map(AccountHandle),
        session: maybe(&mut input)?.map(SessionId),
        epoch: input.i64().ok()?,
        restore_epoch: Some(RestoreEpoch(input.i64().ok()?)),
        issued_at: Timestamp(input.i64().ok()?),
        expires_at: Timestamp(input.i64().ok()?),
        browser: BrowserHash(fixed(&mut input)?),
        challenge: maybe(&mut input)?,
        options: maybe(&mut input)?,
        user_id: match is_null(&mut input)? {
            true => None,
            false => Some(UserId::from_number(input.u32().ok()?)?),
        },
        passkey: maybe(&mut input)?.map(PasskeyId),
        proofs: proofs(&mut input)?,
        sharing: if input.bool().ok()? { Sharing::Shared } else { Sharing::Own },
        demanded: match is_null(&mut input)? {
            true => None,
            false => Some(Level::parse(input.str().ok()?)?),
        },
        about: maybe(&mut input)?,
    };
    (input.position() == plain.len()).then_some(ticket)
}

fn proofs(input: &mut Decoder<'_>) -> Option<Proofs> {
    let count = input.array().ok()?? / 2;
    let proof =
        |_| Some(Proof { method: Method::parse(input.str().ok()?)?, at: Timestamp(input.i64().ok()?) });
    let proofs: Option<Vec<Proof>> = (0..count.min(Method::ALL.len() as u64)).map(proof).collect();
    proofs.map(Proofs::from_stored)
}

fn fixed<const N: usize>(input: &mut Decoder<'_>) -> Option<[u8; N]> {
    input.bytes().ok()?.try_into().ok()
}

fn maybe<const N: usize>(input: &mut Decoder<'_>) -> Option<Option<[u8; N]>> {
    match is_null(input)? {
        true => Some(None),
        false => fixed(input).map(Some),
    }
}

fn is_null(input: &mut Decoder<'_>) -> Option<bool> {
    let null = input.datatype().ok()? == minicbor::data::Type::Null;
    if null {
        input.null().ok()?;
    }
    Some(null)
}

#[cfg(test)]
mod tests {
    use super::*;
    use passkeep_decision::moment::Moment;

    const ISSUER: &str = "https://account.example";

    fn root(byte: u8) -> Root {
        Root { id: [byte; 8], bytes: Zeroizing::new([byte; 32]) }
    }

    fn ticket(purpose: Purpose, step: TicketStep) -> Ticket {
        let moment = Moment::new(Timestamp(1_700_000_000_000), &[3; 32]);
        let mut ticket = Ticket::first(purpose, step, BrowserHash([9; 32]), &moment).living(600);
        ticket.account = Some(AccountHandle([4; 16]));
        ticket.session = Some(SessionId([5; 16]));
        ticket.challenge = Some([6; 32]);
        ticket.options = Some([7; 32]);
        ticket.user_id = Some(UserId::candidates(&moment)[0]);
        ticket.passkey = Some(PasskeyId([8; 16]));
        ticket.proofs = Proofs::one(Method::Password, moment.now).and(Method::PhoneCode, Timestamp(-7));
        ticket.sharing = Sharing::Shared;
        ticket.demanded = Some(Level::Three);
        ticket.about = Some([10; 16]);
        ticket.restore_epoch = Some(RestoreEpoch(1_700_000_000_000));
        ticket
    }

    #[test]
    fn opens_as_it_was_sealed_and_stays_small() {
        let ticket = ticket(Purpose::SignIn, TicketStep::Passkey);
        let text = seal(&ticket, &root(1), ISSUER, [2; 32]);
        assert!(text.len() < 1536, "{}", text.len());
        let sealed = Sealed::parse(&text).unwrap();
        assert_eq!(sealed.key_id(), [1; 8]);
        let scope = Scope { issuer: ISSUER, purpose: Purpose::SignIn, step: TicketStep::Passkey };
        assert_eq!(sealed.open(&root(1), scope), Some(ticket));
    }

    #[test]
    fn of_all_pairs_of_purpose_and_step_only_its_own_opens_it() {
        let scopes: Vec<_> = Purpose::ALL.into_iter().flat_map(|p| TicketStep::ALL.map(|s| (p, s))).collect();
        for &(purpose, step) in &scopes {
            let text = seal(&ticket(purpose, step), &root(1), ISSUER, [2; 32]);
            for &(other_purpose, other_step) in &scopes {
                let scope = Scope { issuer: ISSUER, purpose: other_purpose, step: other_step };
                let opened = Sealed::parse(&text).unwrap().open(&root(1), scope).is_some();
                assert_eq!(opened, (purpose, step) == (other_purpose, other_step));
            }
        }
    }

    #[test]
    fn another_issuer_root_or_any_flipped_bit_does_not_open_it() {
        let scope = Scope { issuer: ISSUER, purpose: Purpose::SignIn, step: TicketStep::Passkey };
        let text = seal(&ticket(Purpose::SignIn, TicketStep::Passkey), &root(1), ISSUER, [2; 32]);
        let other = Scope { issuer: "https://other.example", ..scope };
        assert!(Sealed::parse(&text).unwrap().open(&root(1), other).is_none());
        assert!(Sealed::parse(&text).unwrap().open(&root(2), scope).is_none());
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut altered = bytes.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            // The key id chooses the root: a flip there names a root that is not there.
            let opened = Sealed::parse(&URL_SAFE_NO_PAD.encode(&altered))
                .filter(|sealed| sealed.key_id() == [1; 8])
                .and_then(|sealed| sealed.open(&root(1), scope));
            assert!(opened.is_none(), "bit {bit}");
        }
        assert!(Sealed::parse(&"A".repeat(SEALED_MAX + 1)).is_none());
    }
}
