//! The keys that guard what is at rest. They are derived from one master key, which stands outside the database.
//!
//! What a thief of the database may not learn or forge: which identifier a claim is of, which code was sent, which
//! public key an account has, what a waiting message says, which passwords were hashed, and the keys that seal tickets.

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::{constant_time, hkdf, hmac};
use passkeep_decision::approval::TwoDigits;
use passkeep_decision::change::CodeKey;
use passkeep_decision::client::ClientId;
use passkeep_decision::code::{SixDigits, TallyScope};
use passkeep_decision::contact::Identifier;
use passkeep_decision::hash::Hash;
use passkeep_decision::id::{AccountHandle, ApprovalId, DeviceId, MessageId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::{Passkey, id_of};
use passkeep_decision::recovery_code::RecoveryCode;
use passkeep_decision::trust::Trusting;
use zeroize::Zeroizing;

use crate::error::{RowFault, StoreError};
use crate::receipt_key::ReceiptKey;
use crate::signing_key::SigningKey;

/// The keys of one installation.
pub struct Keys {
    claims: hmac::Key,
    clients: hmac::Key,
    codes: hmac::Key,
    numbers: hmac::Key,
    devices: hmac::Key,
    credentials: hmac::Key,
    outbox: hkdf::Prk,
    passwords: PasswordPepper,
    receipts: ReceiptKey,
    tickets: RandomizedNonceKey,
    signing: RandomizedNonceKey,
    pushed: RandomizedNonceKey,
    authorizations: hmac::Key,
    check: [u8; 32],
}

/// The secret that goes into every hash of a password, so that the database alone is no use to who guesses. A secret:
/// its `Debug` says nothing.
#[derive(Clone)]
pub struct PasswordPepper(Zeroizing<[u8; 32]>);

impl PasswordPepper {
    /// The bytes, for the hash alone.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for PasswordPepper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordPepper(..)")
    }
}

impl Keys {
    /// Derives them from the 32 bytes of the master key: HKDF-SHA-256 with `passkeep/v1/key/NAME` as info.
    pub fn derive(master: &[u8; 32]) -> Self {
        let root = hkdf::Prk::new_less_safe(hkdf::HKDF_SHA256, master);
        let mac = |name| hmac::Key::new(hmac::HMAC_SHA256, derive(&root, name).as_slice());
        Self {
            claims: mac(b"claims"),
            clients: mac(b"clients"),
            codes: mac(b"codes"),
            numbers: mac(b"approval-numbers"),
            devices: mac(b"devices"),
            credentials: mac(b"credentials"),
            outbox: hkdf::Prk::new_less_safe(hkdf::HKDF_SHA256, derive(&root, b"outbox").as_slice()),
            passwords: PasswordPepper(derive(&root, b"passwords")),
            receipts: ReceiptKey::derive(&root),
            tickets: sealing_key(&derive(&root, b"tickets")),
            signing: sealing_key(&derive(&root, b"signing-keys")),
            pushed: sealing_key(&derive(&root, b"pushed-requests")),
            authorizations: mac(b"authorizations"),
            check: *derive(&root, b"check"),
        }
    }

    /// The pepper of passwords, for the one place that hashes them.
    pub fn password_pepper(&self) -> PasswordPepper {
        self.passwords.clone()
    }

    /// The key that signs receipts.
    pub const fn receipt_key(&self) -> &ReceiptKey {
        &self.receipts
    }

    /// Stands in the database, so that another master key is noticed at once. It opens nothing.
    pub(crate) const fn check(&self) -> &[u8; 32] {
        &self.check
    }

    /// The key of an identifier's claim.
    pub(crate) fn identifier_claim(&self, identifier: &Identifier) -> [u8; 16] {
        self.claim("identifier", &identifier.claim_bytes())
    }

    /// The key of a credential id's claim.
    pub(crate) fn credential_claim(&self, credential_id: &[u8]) -> [u8; 16] {
        self.claim("credential", credential_id)
    }

    /// The key of a tally.
    pub(crate) fn tally(&self, scope: &TallyScope) -> [u8; 16] {
        self.claim("tally", &scope.key_bytes())
    }

    /// A handle that no account has, the same for the same identifiers: what is looked for when nothing is found, so
    /// that an unknown identifier costs what a known one does.
    pub(crate) fn handle_of_nobody(&self, claim: &[u8; 16]) -> AccountHandle {
        AccountHandle(self.claim("nobody", claim))
    }

    fn claim(&self, tag: &'static str, bytes: &[u8]) -> [u8; 16] {
        cut(hmac::sign(&self.claims, &Hash::new(tag).bytes(bytes).finish()))
    }

    /// The MAC that is stored for a flow's code. Without a code it is one that nothing typed can fit.
    pub(crate) fn code(&self, key: CodeKey, code: Option<&SixDigits>) -> [u8; 32] {
        let digits = code.map(|code| code.expose().as_bytes());
        let text = Hash::new("code").bytes(&key.account.0).bytes(&key.flow.0).optional(digits).finish();
        whole(hmac::sign(&self.codes, &text))
    }

    /// Whether the typed code is the stored one, in constant time.
    pub(crate) fn code_fits(&self, key: CodeKey, typed: &SixDigits, stored: &[u8]) -> bool {
        constant_time::verify_slices_are_equal(&self.code(key, Some(typed)), stored).is_ok()
    }

    /// The MAC that is stored for a recovery code.
    pub(crate) fn recovery_code(&self, account: AccountHandle, code: &RecoveryCode) -> [u8; 32] {
        let text = Hash::new("recovery-code").bytes(&account.0).bytes(code.bytes()).finish();
        whole(hmac::sign(&self.codes, &text))
    }

    /// The MAC of a credential: over account, id, public key, flags and creation, so that nobody who writes
    /// the database alone can put another key in its place.
    pub(crate) fn credential(&self, account: AccountHandle, passkey: &Passkey) -> [u8; 32] {
        whole(hmac::sign(&self.credentials, &credential_text(account, passkey)))
    }

    /// Checks a credential's MAC.
    pub(crate) fn check_credential(
        &self,
        account: AccountHandle,
        passkey: &Passkey,
        mac: &[u8],
    ) -> Result<(), StoreError> {
        let text = credential_text(account, passkey);
        let fits = hmac::verify(&self.credentials, &text, mac).is_ok()
            && id_of(&passkey.credential_id) == passkey.id;
        if !fits {
            return Err(StoreError::Tampered { table: "passkey", fault: RowFault::Mac { account } });
        }
        Ok(())
    }

    /// The MAC of what was written of a client, so that nobody who writes the database alone can add a place where codes
    /// go.
    pub(crate) fn client(&self, id: &str, metadata: &str, created_at: Timestamp) -> [u8; 32] {
        whole(hmac::sign(&self.clients, &client_text(id, metadata, created_at)))
    }

    /// Checks that MAC.
    pub(crate) fn client_fits(&self, id: &str, metadata: &str, created_at: Timestamp, mac: &[u8]) -> bool {
        hmac::verify(&self.clients, &client_text(id, metadata, created_at), mac).is_ok()
    }

    /// The MAC that is stored for an approval's number.
    pub(crate) fn number(&self, of: (AccountHandle, ApprovalId), number: &TwoDigits) -> [u8; 32] {
        let digits = number.expose().as_bytes();
        let text = Hash::new("approval-number").bytes(&of.0.0).bytes(&of.1.0).bytes(digits).finish();
        whole(hmac::sign(&self.numbers, &text))
    }

    /// Whether the typed number is the stored one, in constant time.
    pub(crate) fn number_fits(
        &self,
        of: (AccountHandle, ApprovalId),
        typed: &TwoDigits,
        stored: &[u8],
    ) -> bool {
        constant_time::verify_slices_are_equal(&self.number(of, typed), stored).is_ok()
    }

    /// The MAC of what makes a device trusted: over account, device, choice, key and full sign-ins, so that nobody who
    /// writes the database alone can make one that approves.
    pub(crate) fn trusting(&self, of: (AccountHandle, DeviceId), trusting: &Trusting) -> [u8; 32] {
        whole(hmac::sign(&self.devices, &trusting_text(of, trusting)))
    }

    /// Checks that MAC.
    pub(crate) fn check_trusting(
        &self,
        of: (AccountHandle, DeviceId),
        trusting: &Trusting,
        mac: &[u8],
    ) -> Result<(), StoreError> {
        let fault = RowFault::Mac { account: of.0 };
        hmac::verify(&self.devices, &trusting_text(of, trusting), mac)
            .map_err(|_| StoreError::Tampered { table: "device", fault })
    }

    /// Seals a message's body for its row.
    pub(crate) fn seal_body(&self, account: AccountHandle, message: MessageId, body: &[u8]) -> Vec<u8> {
        seal(&self.body_key(message), &account.0, body)
    }

    /// Opens a message's body.
    pub(crate) fn open_body(
        &self,
        account: AccountHandle,
        message: MessageId,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        open(&self.body_key(message), &account.0, sealed)
            .ok_or(StoreError::Tampered { table: "outbox", fault: RowFault::Seal })
    }

    // A key for each message, so that no key seals more than the attempts at one commit.
    fn body_key(&self, message: MessageId) -> RandomizedNonceKey {
        let mut key = Zeroizing::new([0; 32]);
        self.outbox
            .expand(&[b"passkeep/v1/outbox/", &message.0], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(key.as_mut_slice()))
            .expect("HKDF-SHA-256 gives 32 bytes");
        sealing_key(&key)
    }

    /// Wraps the root key of tickets for the table that all nodes share.
    pub(crate) fn wrap_ticket_key(&self, id: [u8; 8], root: &[u8; 32]) -> Vec<u8> {
        seal(&self.tickets, &id, root)
    }

    /// Unwraps it.
    pub(crate) fn unwrap_ticket_key(
        &self,
        id: [u8; 8],
        wrapped: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let fault = StoreError::Tampered { table: "ticket_key", fault: RowFault::Seal };
        let root = open(&self.tickets, &id, wrapped).ok_or(fault.clone())?;
        root.as_slice().try_into().map(Zeroizing::new).map_err(|_| fault)
    }

    /// Wraps a key that signs for the table that all nodes share.
    pub(crate) fn wrap_signing_key(&self, key: &SigningKey) -> Vec<u8> {
        seal(&self.signing, &signing_text(key), &key.pkcs8)
    }

    /// Unwraps it.
    pub(crate) fn unwrap_signing_key(
        &self,
        key: &SigningKey,
        wrapped: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        open(&self.signing, &signing_text(key), wrapped)
            .ok_or(StoreError::Tampered { table: "signing_key", fault: RowFault::Seal })
    }

    /// Seals a request that an app has pushed.
    pub(crate) fn seal_pushed(&self, id: &[u8; 16], client: &ClientId, query: &str) -> Vec<u8> {
        seal(&self.pushed, &pushed_text(id, client), query.as_bytes())
    }

    /// Opens it.
    pub(crate) fn open_pushed(&self, id: &[u8; 16], client: &ClientId, sealed: &[u8]) -> Option<String> {
        let text = open(&self.pushed, &pushed_text(id, client), sealed)?;
        String::from_utf8(text.to_vec()).ok()
    }

    /// The MAC of an app's code or refresh token.
    pub(crate) fn authorization(&self, text: &[u8; 32]) -> [u8; 32] {
        whole(hmac::sign(&self.authorizations, text))
    }

    /// Checks that MAC.
    pub(crate) fn authorization_fits(&self, text: &[u8; 32], mac: &[u8]) -> bool {
        hmac::verify(&self.authorizations, text, mac).is_ok()
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(..)")
    }
}

const BACKUP_ELIGIBLE: u8 = 1 << 3;
const ATTESTED: u8 = 1 << 6;
const NONCE_BYTES: usize = 12;

/// `E(account), E(passkey id), E(public key), flags, creation`; the passkey id is the hash of the credential id. The
/// flags are those that never change: BE, and in the place of AT whether a trusted attestation proved the model.
fn credential_text(account: AccountHandle, passkey: &Passkey) -> [u8; 32] {
    let mut flags = 0;
    if passkey.backup_eligible {
        flags |= BACKUP_ELIGIBLE;
    }
    if passkey.attested {
        flags |= ATTESTED;
    }
    Hash::new("credential")
        .bytes(&account.0)
        .bytes(&passkey.id.0)
        .bytes(passkey.public_key.as_cose())
        .bytes(&[flags])
        .integer(passkey.created_at.0)
        .finish()
}

fn client_text(id: &str, metadata: &str, created_at: Timestamp) -> [u8; 32] {
    Hash::new("client").bytes(id.as_bytes()).bytes(metadata.as_bytes()).integer(created_at.0).finish()
}

fn pushed_text(id: &[u8; 16], client: &ClientId) -> [u8; 32] {
    Hash::new("pushed-request-row").bytes(id).bytes(client.as_str().as_bytes()).finish()
}

/// What a signing key is for is bound to it: nobody who writes the database makes one serve another purpose.
fn signing_text(key: &SigningKey) -> [u8; 32] {
    Hash::new("signing-key")
        .bytes(key.id.as_bytes())
        .bytes(key.purpose.as_str().as_bytes())
        .bytes(key.algorithm.as_str().as_bytes())
        .integer(key.created_at.0)
        .finish()
}

fn trusting_text(of: (AccountHandle, DeviceId), trusting: &Trusting) -> [u8; 32] {
    let (first, settled) = (trusting.first_full_at, trusting.trusted_at);
    Hash::new("device-trust")
        .bytes(&of.0.0)
        .bytes(&of.1.0)
        .integer(trusting.chosen_at.0)
        .bytes(trusting.key.as_sec1())
        .optional(first.map(|at| at.0.to_be_bytes()).as_ref().map(|bytes| bytes.as_slice()))
        .optional(settled.map(|at| at.0.to_be_bytes()).as_ref().map(|bytes| bytes.as_slice()))
        .finish()
}

fn derive(root: &hkdf::Prk, name: &'static [u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    root.expand(&[b"passkeep/v1/key/", name], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(key.as_mut_slice()))
        .expect("HKDF-SHA-256 gives 32 bytes");
    key
}

fn sealing_key(key: &[u8; 32]) -> RandomizedNonceKey {
    RandomizedNonceKey::new(&AES_256_GCM, key).expect("AES-256 takes 32 bytes")
}

/// AES-256-GCM: nonce, ciphertext, tag. What `aad` says is bound in.
fn seal(key: &RandomizedNonceKey, aad: &[u8], text: &[u8]) -> Vec<u8> {
    let mut sealed = text.to_vec();
    let nonce = key.seal_in_place_append_tag(Aad::from(aad), &mut sealed).expect("a row is far under 64 GiB");
    [nonce.as_ref().as_slice(), &sealed].concat()
}

fn open(key: &RandomizedNonceKey, aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, rest) = sealed.split_at_checked(NONCE_BYTES)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut text = Zeroizing::new(rest.to_vec());
    let length = key.open_in_place(nonce, Aad::from(aad), &mut text).ok()?.len();
    text.truncate(length);
    Some(text)
}

fn whole(tag: hmac::Tag) -> [u8; 32] {
    tag.as_ref().try_into().expect("HMAC-SHA-256 gives 32 bytes")
}

fn cut(tag: hmac::Tag) -> [u8; 16] {
    tag.as_ref()[..16].try_into().expect("HMAC-SHA-256 gives 32 bytes")
}

#[cfg(test)]
mod tests {
    use passkeep_decision::account::UserId;
    use passkeep_decision::contact::{Address, Email, Phone};
    use passkeep_decision::id::FlowId;

    use super::*;

    fn keys() -> Keys {
        Keys::derive(&[7; 32])
    }

    #[test]
    fn claims_depend_on_key_and_kind_and_not_on_the_case_of_an_email() {
        let email = |text| Identifier::Address(Address::Email(Email::parse(text).unwrap()));
        let phone = Address::Phone(Phone::from_e164("+14155550123").unwrap());
        let claim = keys().identifier_claim(&email("Ada@example.com"));
        assert_eq!(claim, keys().identifier_claim(&email("ada@example.com")));
        assert_ne!(claim, Keys::derive(&[8; 32]).identifier_claim(&email("ada@example.com")));
        assert_ne!(
            keys().tally(&TallyScope::Address(phone.clone())),
            keys().identifier_claim(&Identifier::Address(phone))
        );
        let id = Identifier::UserId(UserId::from_number(100_000_009).unwrap());
        assert_ne!(keys().identifier_claim(&id), claim);
    }

    #[test]
    fn a_code_fits_its_flow_alone_and_none_fits_nothing() {
        let key = CodeKey { account: AccountHandle([1; 16]), flow: FlowId([2; 16]) };
        let code = SixDigits::parse("123456").unwrap();
        let stored = keys().code(key, Some(&code));
        assert!(keys().code_fits(key, &code, &stored));
        assert!(!keys().code_fits(key, &SixDigits::parse("123457").unwrap(), &stored));
        assert!(!keys().code_fits(CodeKey { flow: FlowId([3; 16]), ..key }, &code, &stored));
        assert!(!keys().code_fits(key, &code, &keys().code(key, None)));
    }

    #[test]
    fn the_pepper_is_a_key_of_its_own() {
        let pepper = keys().password_pepper();
        assert_ne!(pepper.expose(), Keys::derive(&[8; 32]).password_pepper().expose());
        assert_ne!(pepper.expose(), &keys().check);
        assert_eq!(format!("{pepper:?}"), "PasswordPepper(..)");
    }

    #[test]
    fn a_seal_opens_for_its_own_row_alone() {
        let (account, message) = (AccountHandle([1; 16]), MessageId([2; 16]));
        let sealed = keys().seal_body(account, message, b"123456");
        assert_ne!(sealed, keys().seal_body(account, message, b"123456"), "a nonce of its own each time");
        assert_eq!(keys().open_body(account, message, &sealed).unwrap().as_slice(), b"123456");
        assert!(keys().open_body(AccountHandle([3; 16]), message, &sealed).is_err());
        assert!(keys().open_body(account, MessageId([3; 16]), &sealed).is_err());
        assert!(keys().open_body(account, message, &sealed[..5]).is_err());
        let wrapped = keys().wrap_ticket_key([1; 8], &[9; 32]);
        assert_eq!(*keys().unwrap_ticket_key([1; 8], &wrapped).unwrap(), [9; 32]);
        assert!(keys().unwrap_ticket_key([2; 8], &wrapped).is_err());
    }
}
