//! What every WebAuthn ceremony of ours asks for, and how its answer is judged.
//!
//! Discoverable, user verification required, attestation as the policy has it: the same in every flow. The ticket seals
//! the hash of the options, and the answer is judged by what the server wants, never by what the client says it was
//! asked.

use passkeep_webauthn as webauthn;
use webauthn::{Attachment, UserPresence, UserVerification};
use webauthn::{
    AuthenticatorSelection, CreationExtensions, CreationOptions, CredentialDescriptor, Hint, RelyingParty,
    RequestOptions, ResidentKey, User,
};

use crate::account::{DisplayName, UserId};
use crate::hash::Hash;
use crate::id::AccountHandle;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::{PasskeyFault, Refusal};
use crate::ticket::Ticket;

/// Where a new passkey is to live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// On this device, or in the password manager of it.
    ThisDevice,
    /// On a phone or tablet, by QR code.
    OtherDevice,
    /// On a security key by USB or NFC.
    SecurityKey,
}

impl Place {
    const fn attachment(self) -> Attachment {
        match self {
            Self::ThisDevice => Attachment::Platform,
            Self::OtherDevice | Self::SecurityKey => Attachment::CrossPlatform,
        }
    }

    const fn hint(self) -> Hint {
        match self {
            Self::ThisDevice => Hint::ClientDevice,
            Self::OtherDevice => Hint::Hybrid,
            Self::SecurityKey => Hint::SecurityKey,
        }
    }
}

/// Whose passkey is to be created.
pub struct Owner<'a> {
    /// WebAuthn's `user.id`.
    pub handle: AccountHandle,
    /// WebAuthn's `user.name`.
    pub user_id: UserId,
    /// WebAuthn's `user.displayName`.
    pub name: &'a DisplayName,
}

/// Begins a registration: the options, and the ticket that binds its answer.
pub fn begin_creation(
    ticket: Ticket,
    owner: &Owner<'_>,
    wish: &Wish<'_>,
    context: Context<'_>,
) -> (Ticket, Box<CreationOptions>) {
    let Context { policy, moment } = context;
    let challenge = moment.draw("challenge");
    let ticket = bound(ticket, challenge, policy).living(policy.ceremony_seconds);
    let options = CreationOptions {
        rp: RelyingParty { id: policy.rp_id.clone(), name: policy.rp_name.clone() },
        user: User {
            id: owner.handle.0.to_vec(),
            name: owner.user_id.to_string(),
            display_name: owner.name.to_string(),
        },
        challenge: challenge.to_vec(),
        algorithms: policy.algorithms.clone(),
        timeout_milliseconds: Some(timeout_milliseconds(&ticket, moment)),
        exclude_credentials: wish.exclude.iter().map(descriptor).collect(),
        authenticator_selection: AuthenticatorSelection {
            attachment: Some(wish.place.attachment()),
            resident_key: ResidentKey::Required,
            user_verification: UserVerification::Required,
        },
        hints: vec![wish.place.hint()],
        attestation: policy.authenticators.conveyance,
        attestation_formats: vec![],
        extensions: CreationExtensions { cred_props: true, ..Default::default() },
    };
    (ticket, Box::new(options))
}

/// What a creation asks of the client's device.
pub struct Wish<'a> {
    /// Where the passkey is to live.
    pub place: Place,
    /// What the account has: a second on the same device ends friendly.
    pub exclude: &'a [Passkey],
}

/// Policy and moment, which every ceremony begins with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The moment.
    pub moment: &'a Moment,
}

/// Begins an authentication with the passkeys of `allow`, or with any discoverable one where it is empty.
pub fn begin_assertion(
    ticket: Ticket,
    allow: &[Passkey],
    seconds: i64,
    context: Context<'_>,
) -> (Ticket, Box<RequestOptions>) {
    let ticket = bound(ticket, context.moment.draw("challenge"), context.policy).living(seconds);
    let options = assertion_options(&ticket, allow, context);
    (ticket, Box::new(options))
}

/// Begins an authentication whose challenge says what is signed: `over` makes it of a fresh nonce, which the ticket
/// keeps in the challenge's place.
pub fn begin_assertion_over(
    ticket: Ticket,
    allow: &[Passkey],
    over: impl FnOnce(&[u8; 32]) -> [u8; 32],
    context: Context<'_>,
) -> (Ticket, Box<RequestOptions>) {
    let nonce = context.moment.draw("challenge");
    let ticket = bound(ticket, nonce, context.policy).living(context.policy.ceremony_seconds);
    let asked = Ticket { challenge: Some(over(&nonce)), ..ticket.clone() };
    let options = assertion_options(&asked, allow, context);
    (ticket, Box::new(options))
}

/// The options of an authentication that has begun: the same again for a page that is loaded again.
pub fn assertion_options(ticket: &Ticket, allow: &[Passkey], context: Context<'_>) -> RequestOptions {
    RequestOptions {
        challenge: ticket.challenge.unwrap_or_default().to_vec(),
        timeout_milliseconds: Some(timeout_milliseconds(ticket, context.moment)),
        rp_id: context.policy.rp_id.clone(),
        allow_credentials: allow
            .iter()
            .filter(|passkey| passkey.suspended_at.is_none())
            .map(descriptor)
            .collect(),
        user_verification: UserVerification::Required,
        hints: vec![],
        extensions: webauthn::RequestExtensions::default(),
    }
}

/// Judges the answer to `begin_creation`.
pub fn finish_creation(
    ticket: &Ticket,
    response: &webauthn::RegistrationResponse,
    Context { policy, moment }: Context<'_>,
) -> Result<webauthn::Registration, Refusal> {
    let challenge = unchanged(ticket, policy)?;
    let expected = webauthn::RegistrationExpectation {
        rp_id: &policy.rp_id,
        origins: &policy.origins,
        top_origins: &policy.top_origins,
        challenge: &challenge,
        user_presence: UserPresence::Required,
        user_verification: UserVerification::Required,
        algorithms: &policy.algorithms,
        attestation: policy.authenticators.judge(moment.now),
        credential_protection_min: None,
    };
    webauthn::verify_registration(response, &expected).map_err(|error| match error {
        webauthn::Error::ModelRefused { .. }
        | webauthn::Error::AttestationNotAccepted { .. }
        | webauthn::Error::AttestationUntrusted { .. } => Refusal::AuthenticatorNotAccepted(error),
        other => failed(other),
    })
}

/// Judges the answer to `begin_assertion` by the key that the account's row holds.
pub fn finish_assertion<'a>(
    ticket: &Ticket,
    response: &'a webauthn::AuthenticationResponse,
    holder: Holder<'_>,
    policy: &Policy,
) -> Result<webauthn::Authentication<'a>, Refusal> {
    let challenge = unchanged(ticket, policy)?;
    let expected = webauthn::AuthenticationExpectation {
        rp_id: &policy.rp_id,
        origins: &policy.origins,
        top_origins: &policy.top_origins,
        challenge: &challenge,
        user_verification: UserVerification::Required,
        allow_credentials: &[],
        app_id: None,
        sign_count: webauthn::SignCountPolicy::Refuse,
    };
    let credential = webauthn::StoredCredential {
        id: holder.credential_id,
        public_key: holder.public_key,
        sign_count: holder.sign_count,
        backup_eligible: holder.backup_eligible,
        user_handle: holder.user_handle,
        // The account was found by the stored credential; a handle that is given must agree.
        user_identified: webauthn::UserIdentified::Before,
    };
    webauthn::verify_authentication(response, &expected, &credential).map_err(failed)
}

/// The stored credential that an assertion is judged by.
pub struct Holder<'a> {
    /// The handle of whose it is.
    pub user_handle: &'a [u8],
    /// Its id.
    pub credential_id: &'a [u8],
    /// Its key.
    pub public_key: &'a webauthn::PublicKey,
    /// Its counter as recorded.
    pub sign_count: u32,
    /// BE as recorded.
    pub backup_eligible: bool,
}

impl<'a> Holder<'a> {
    /// A passkey's holder.
    pub fn of(account: &'a AccountHandle, passkey: &'a Passkey) -> Self {
        Self {
            user_handle: &account.0,
            credential_id: &passkey.credential_id,
            public_key: &passkey.public_key,
            sign_count: passkey.sign_count,
            backup_eligible: passkey.backup_eligible,
        }
    }
}

fn bound(mut ticket: Ticket, challenge: [u8; 32], policy: &Policy) -> Ticket {
    ticket.challenge = Some(challenge);
    ticket.options = Some(options_hash(&ticket, policy));
    ticket
}

/// The challenge, if the options are still those that the ticket was sealed with.
fn unchanged(ticket: &Ticket, policy: &Policy) -> Result<[u8; 32], Refusal> {
    let challenge = ticket.challenge.ok_or(Refusal::TicketNotAccepted)?;
    if ticket.options != Some(options_hash(ticket, policy)) {
        return Err(Refusal::PasskeyNotAccepted(PasskeyFault::OptionsChanged));
    }
    Ok(challenge)
}

/// H("options", RP ID, user verification, algorithms, origins, top origins, attestation, whose passkeys): what an
/// answer is judged by.
fn options_hash(ticket: &Ticket, policy: &Policy) -> [u8; 32] {
    let mut algorithms = Hash::new("algorithms");
    for algorithm in &policy.algorithms {
        algorithms = algorithms.integer(algorithm.cose_identifier());
    }
    let list = |tag, origins: &[webauthn::Origin]| {
        let hash = origins.iter().fold(Hash::new(tag), |hash, origin| hash.bytes(origin.as_str().as_bytes()));
        hash.finish()
    };
    Hash::new("options")
        .bytes(policy.rp_id.as_bytes())
        .bytes(b"required")
        .bytes(&algorithms.finish())
        .bytes(&list("origins", &policy.origins))
        .bytes(&list("top-origins", &policy.top_origins))
        .bytes(&policy.authenticators.hash())
        .optional(ticket.account.as_ref().map(|account| account.0.as_slice()))
        .finish()
}

fn descriptor(passkey: &Passkey) -> CredentialDescriptor {
    CredentialDescriptor::new(passkey.credential_id.clone(), passkey.transports.clone())
}

fn timeout_milliseconds(ticket: &Ticket, moment: &Moment) -> u32 {
    u32::try_from(ticket.seconds_left(moment.now) * 1000).unwrap_or(0)
}

fn failed(error: webauthn::Error) -> Refusal {
    Refusal::PasskeyNotAccepted(PasskeyFault::Check(error))
}
