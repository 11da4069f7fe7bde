//! The disagreements that are known, each with its reason. Any other fails the test.
//!
//! A disagreement is of a kind by the error of the one that refuses and by what was changed, together: a new way to get
//! past one of the two is not known because it ends in a known error.

use crate::cbor::Item;
use crate::chains::Oddity;
use crate::changes::{Change, Field, Json, Mutant};
use crate::draft::Response;
use crate::keys::Signer;
use passkeep_webauthn::{
    AuthenticatorDataFault, Ceremony, ClientDataFault, Error, JsonFault, PublicKeyFault,
};
use webauthn_rs_core::error::WebauthnError;

/// A known disagreement. First those in which we refuse, then those in which we take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// CTAP2 writes CBOR in one form; the peer reads any.
    CborForm,
    /// The peer takes bytes for text where both say the same: the format's name, a member's, or an extension's.
    BytesForText,
    /// The peer passes over bytes after authenticator data, which no flag announces.
    BytesAfter,
    /// §6.1 forbids attested credential data in an authentication; the peer passes over it.
    CredentialInAuthentication,
    /// The peer takes a credential id of no bytes, and one of 1,024: §4 and §7.1 step 25 say 1,023 at most.
    CredentialIdLength,
    /// §6.5.1: a credential's key has the parameters of its kind and no other.
    KeyParameters,
    /// §5.8.5: ES256 is on P-256, ES384 on P-384; the peer takes each on the other.
    KeyCurve,
    /// The peer takes an RSA key whose modulus or exponent no key has.
    RsaNumbers,
    /// An origin is compared as text (§7.1 step 9); the peer parses URLs, and passes over path, user and form.
    OriginForm,
    /// The peer takes a challenge with padding.
    ChallengeForm,
    /// `crossOrigin` is a boolean and `topOrigin` a text where they are there (§5.8.1); the peer takes null.
    NullMember,
    /// Two members of one name are two documents to two parsers; the peer takes one of them where it reads neither.
    MemberTwice,
    /// §7.2 step 13: the peer looks at `crossOrigin` in registrations alone.
    CrossOrigin,
    /// §7.1 step 11: the peer does not look at `topOrigin`, which Level 2 had not.
    TopOrigin,
    /// No client writes 8 KiB of client data; the peer has no limit.
    ClientDataLength,
    /// §7.2 step 6: the peer leaves the user handle to its caller.
    UserHandle,
    /// The peer keeps the id of the authenticator data, and does not compare it with the response's.
    CredentialId,
    /// The peer passes over what more a statement holds, one of format none included.
    StatementMembers,
    /// The peer verifies by the certificate's key, whatever algorithm the statement names.
    StatementAlgorithm,
    /// §8.2.1 tells what a packed certificate's subject holds; the peer looks whether something is there.
    CertificateSubject,
    /// DER has one form; the peer takes other ones in the parts of a certificate that no signature covers.
    CertificateForm,
    /// The peer has no list of attestation types: without roots it takes all of them.
    AttestationType,
    /// WE TAKE: "UTF-8 decode" takes off a byte order mark (§7.1 step 5).
    TakenByteOrderMark,
    /// WE TAKE: `tokenBinding` is no member of Level 3; the peer still parses it.
    TakenTokenBinding,
    /// WE TAKE: extension outputs that are canonical maps, whatever they hold; the peer parses two of them.
    TakenExtensionOutputs,
    /// WE TAKE: members of the attestation object that verification does not need; the peer parses two of them.
    TakenObjectMember,
    /// WE TAKE: certificates above the one that leads to the anchor, which add nothing; the peer walks all of them.
    TakenChain,
    /// WE TAKE: an authority between without key usages, which RFC 5280 §6.1.4 (n) checks where they are.
    TakenWithoutKeyUsage,
    /// WE TAKE: an authority's certificate in a statement of U2F: §8.6 does not forbid it as §8.2.1 does.
    TakenU2fByAuthority,
    /// WE TAKE: a certificate without basic constraints, which is no authority's; the peer wants it said.
    TakenWithoutBasicConstraints,
}

/// The kind of what we refuse and the peer takes.
pub fn refused_by_us(error: &Error, mutant: &Mutant<'_>) -> Option<Kind> {
    let (kind, is_changed) = of_client(error, mutant)
        .or_else(|| of_authenticator_data(error, mutant))
        .or_else(|| of_statement(error, mutant))?;
    is_changed.then_some(kind)
}

/// What the client says: a kind, and whether something was changed of which it comes.
fn of_client(error: &Error, mutant: &Mutant<'_>) -> Option<(Kind, bool)> {
    let json = |changes: &[Json]| changes.iter().any(|change| mutant.has(&[Change::Json(*change)]));
    let flipped = mutant.has(&[Change::Flip(Field::ClientData)]);
    Some(match error {
        Error::OriginUnexpected { .. } => (Kind::OriginForm, json(&[Json::Origin]) || flipped),
        Error::ChallengeMismatch { .. } => (Kind::ChallengeForm, json(&[Json::ChallengeForm]) || flipped),
        Error::ClientDataMalformed { fault: ClientDataFault::Json(JsonFault::NotJson { .. }), .. } => {
            (Kind::NullMember, json(&[Json::CrossOrigin, Json::TopOrigin]))
        }
        Error::ClientDataMalformed {
            fault: ClientDataFault::Json(JsonFault::MemberTwice { .. }), ..
        } => (Kind::MemberTwice, json(&[Json::Unread])),
        Error::ClientDataMalformed { fault: ClientDataFault::TooLarge { .. }, .. } => {
            (Kind::ClientDataLength, json(&[Json::Long]))
        }
        Error::CrossOriginUnexpected { ceremony: Ceremony::Authentication } => {
            (Kind::CrossOrigin, json(&[Json::CrossOrigin]))
        }
        Error::TopOriginUnexpected { .. } => (Kind::TopOrigin, json(&[Json::TopOrigin])),
        Error::UserHandleMismatch { .. } => {
            let field = Field::UserHandle;
            let bytes = [Change::Flip(field), Change::Cut(field), Change::Grow(field), Change::Swap(field)];
            (Kind::UserHandle, mutant.has(&bytes) || mutant.has(&[Change::UserHandle]))
        }
        Error::CredentialIdMismatch { .. } => {
            let field = Field::Id;
            let bytes = [Change::Flip(field), Change::Cut(field), Change::Grow(field), Change::Swap(field)];
            let within = [Change::Id, Change::CredentialId];
            (Kind::CredentialId, mutant.has(&bytes) || mutant.has(&within) || has_bytes(mutant))
        }
        _ => return None,
    })
}

/// What the authenticator says, and how it writes it.
fn of_authenticator_data(error: &Error, mutant: &Mutant<'_>) -> Option<(Kind, bool)> {
    use AuthenticatorDataFault as Fault;
    let (bytes, form) = (has_bytes(mutant), mutant.changes.iter().any(Change::is_form));
    Some(match error {
        Error::AttestationObjectNotCbor { .. } => {
            let members = [Change::StatementMember, Change::ObjectMember];
            (Kind::CborForm, form || bytes || mutant.has(&members))
        }
        Error::AttestationObjectMemberMissing { .. }
        | Error::AuthenticatorDataMalformed { fault: Fault::ExtensionIdentifierNotText, .. } => {
            (Kind::BytesForText, bytes)
        }
        Error::AuthenticatorDataMalformed { fault: Fault::PublicKey(_) | Fault::Extensions(_), .. } => {
            let inside = [Change::Flags, Change::KeyParameterOther, Change::ExtensionOutputs];
            (Kind::CborForm, form || bytes || mutant.has(&inside))
        }
        Error::AuthenticatorDataMalformed { fault: Fault::TrailingBytes { .. }, .. } => {
            (Kind::BytesAfter, bytes || mutant.has(&[Change::After, Change::Flags]))
        }
        Error::AuthenticatorDataMalformed { fault: Fault::CredentialDataUnexpected, .. } => {
            (Kind::CredentialInAuthentication, mutant.has(&[Change::Flags]))
        }
        Error::AuthenticatorDataMalformed { fault: Fault::CredentialIdEmpty, .. }
        | Error::CredentialIdTooLong { .. } => {
            (Kind::CredentialIdLength, bytes || mutant.has(&[Change::CredentialId]))
        }
        Error::PublicKeyRefused(PublicKeyFault::ParameterUnexpected) => {
            (Kind::KeyParameters, mutant.has(&[Change::KeyParameterAdded]))
        }
        Error::PublicKeyRefused(PublicKeyFault::CurveMismatch { .. }) => {
            (Kind::KeyCurve, bytes || mutant.has(&[Change::KeyParameterOther]))
        }
        Error::PublicKeyRefused(PublicKeyFault::ModulusInvalid { .. } | PublicKeyFault::ExponentInvalid) => {
            (Kind::RsaNumbers, bytes || mutant.has(&[Change::KeyNumber]))
        }
        _ => return None,
    })
}

/// What is attested, and by whom.
fn of_statement(error: &Error, mutant: &Mutant<'_>) -> Option<(Kind, bool)> {
    let bytes = has_bytes(mutant);
    Some(match error {
        Error::AttestationSignatureInvalid { .. } | Error::AttestationRefused { .. }
            if algorithm(&mutant.response) != algorithm(&mutant.seed.response) =>
        {
            let by_flip = mutant.has(&[Change::Flip(Field::Body)]);
            (Kind::StatementAlgorithm, by_flip || mutant.has(&[Change::StatementAlgorithm]))
        }
        Error::AttestationStatementMalformed { .. } if bytes => (Kind::CertificateForm, true),
        Error::AttestationStatementMalformed { .. } => {
            (Kind::StatementMembers, mutant.has(&[Change::StatementMember, Change::Format]))
        }
        Error::AttestationRefused { .. } => {
            let is_subject = |change: &Change| {
                matches!(change, Change::Odd(Oddity::SubjectLacks(_) | Oddity::SubjectOther(_)))
            };
            (Kind::CertificateSubject, mutant.changes.iter().any(is_subject))
        }
        Error::AttestationNotAccepted { .. } => {
            (Kind::AttestationType, mutant.seed.anchor.is_none() && mutant.has(&[Change::Swap(Field::Body)]))
        }
        _ => return None,
    })
}

/// The algorithm that a statement names; the attestation object was read before, so that it is canonical.
fn algorithm(response: &Response) -> Option<Item> {
    let (mut object, _) = Item::read(&response.body);
    object.member("attStmt")?.member("alg").cloned()
}

/// The kind of what we take and the peer refuses. Each is one thing that a mutant has, and one error of the peer's.
pub fn taken_by_us(error: &WebauthnError, mutant: &Mutant<'_>) -> Option<Kind> {
    use WebauthnError as Peer;
    let json = |change| mutant.has(&[Change::Json(change)]);
    let odd = |oddity| mutant.has(&[Change::Odd(oddity)]);
    let outputs = |change: &Change| matches!(change, Change::ExtensionOutputs | Change::ExtensionForm(_));
    match error {
        Peer::ParseJSONFailure(_) if json(Json::ByteOrderMark) => Some(Kind::TakenByteOrderMark),
        Peer::ParseJSONFailure(_) if json(Json::TokenBinding) => Some(Kind::TakenTokenBinding),
        Peer::ParseNOMFailure if mutant.changes.iter().any(outputs) => Some(Kind::TakenExtensionOutputs),
        Peer::ParseCBORFailure(_) if mutant.has(&[Change::ObjectMember]) => Some(Kind::TakenObjectMember),
        Peer::AttestationChainNotTrusted(_) if mutant.has(&[Change::Chain]) => Some(Kind::TakenChain),
        Peer::X509DerInvalid if mutant.has(&[Change::Chain]) && has_bytes(mutant) => Some(Kind::TakenChain),
        Peer::AttestationChainNotTrusted(_) if odd(Oddity::BetweenWithoutKeyUsage) => {
            Some(Kind::TakenWithoutKeyUsage)
        }
        Peer::AttestationChainNotTrusted(_)
            if odd(Oddity::Authority) && matches!(mutant.seed.signer, Signer::U2f(_)) =>
        {
            Some(Kind::TakenU2fByAuthority)
        }
        Peer::AttestationCertificateRequirementsNotMet if odd(Oddity::WithoutBasicConstraints) => {
            Some(Kind::TakenWithoutBasicConstraints)
        }
        _ => None,
    }
}

/// Whether the bytes of the attestation object or authenticator data were changed at random.
fn has_bytes(mutant: &Mutant<'_>) -> bool {
    let field = Field::Body;
    mutant.has(&[Change::Flip(field), Change::Cut(field), Change::Grow(field), Change::Swap(field)])
}
