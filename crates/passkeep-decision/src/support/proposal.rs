//! What takes two of the staff: the proposal, and what each of them signs.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_webauthn::AuthenticationResponse;
use serde::{Deserialize, Serialize};

use super::Concerned;
use crate::hash::Hash;
use crate::hold::{Hold, HoldKind, HoldState, Told};
use crate::id::{AccountHandle, HoldId, ProposalId};
use crate::moment::Timestamp;
use crate::named::named;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::text::VisibleText;
use crate::ticket::BrowserHash;

named!(
    /// What takes two.
    ProposedAction {
        /// A hold is stopped.
        StopHold = "stop_hold",
        /// A hold's wait is shortened.
        ShortenHold = "shorten_hold",
        /// The account is thawed.
        Thaw = "thaw",
        /// Who somebody is was proved outside: a recovery begins, with that as one of its proofs.
        ProveIdentity = "prove_identity",
    }
);

impl ProposedAction {
    /// Whether it is about a hold.
    pub const fn is_of_hold(self) -> bool {
        matches!(self, Self::StopHold | Self::ShortenHold)
    }
}

/// The most characters of a reason.
pub const REASON_LENGTH_MAX: usize = 300;

/// Why: what both sign, and what the account's owner reads.
pub type Reason = VisibleText<REASON_LENGTH_MAX>;

/// What one of the staff proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// What.
    pub action: ProposedAction,
    /// About which hold.
    pub hold: Option<HoldId>,
    /// Why.
    pub reason: Reason,
    /// Whose account proposed it.
    pub proposer: AccountHandle,
    /// The browser on which it was signed.
    pub browser: BrowserHash,
    /// When.
    pub proposed_at: Timestamp,
    /// From when nobody may be the second.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: ProposalState,
    /// What the first signed.
    pub first: SupportSignature,
    /// What the second signed, and whose account that was.
    pub second: Option<(AccountHandle, SupportSignature)>,
    /// When it was decided or taken back.
    pub ended_at: Option<Timestamp>,
    /// The hold that it began: a recovery.
    pub began: Option<HoldId>,
}

named!(
    /// Where a proposal stands.
    ProposalState {
        /// It waits for a second.
        Open = "open",
        /// Two have signed, and it was done.
        Done = "done",
        /// It was taken back.
        Withdrawn = "withdrawn",
    }
);

impl Proposal {
    /// Whether somebody may be the second.
    pub fn is_open(&self, now: Timestamp) -> bool {
        let in_time = !Rule::ProposalTime.holds() || now < self.expires_at;
        let undecided = !Rule::ProposalOnce.holds() || self.state == ProposalState::Open;
        undecided && in_time
    }
}

/// What one of the two signs.
#[derive(Clone, Copy, Debug)]
pub struct SupportChallenge<'a> {
    /// The issuer.
    pub issuer: &'a str,
    /// The RP ID.
    pub rp_id: &'a str,
    /// Whose account it is about.
    pub account: AccountHandle,
    /// The proposal's id.
    pub id: ProposalId,
    /// What.
    pub action: ProposedAction,
    /// About which hold.
    pub hold: Option<HoldId>,
    /// Why.
    pub reason: &'a Reason,
    /// When the proposal ends.
    pub expires_at: Timestamp,
    /// 1 for who proposes, 2 for the second.
    pub place: i64,
    /// Fresh for each ceremony.
    pub nonce: &'a [u8; 32],
}

impl SupportChallenge<'_> {
    /// `H("support", issuer, rp id, account, id, action, hold, reason, expires, place, nonce)`.
    pub fn hash(&self) -> [u8; 32] {
        let (mut action, mut reason) = (self.action.as_str(), self.reason.as_str());
        if !Rule::SignedReason.holds() {
            (action, reason) = ("", "");
        }
        Hash::new("support")
            .bytes(self.issuer.as_bytes())
            .bytes(self.rp_id.as_bytes())
            .bytes(&self.account.0)
            .bytes(&self.id.0)
            .bytes(action.as_bytes())
            .optional(self.hold.as_ref().map(|hold| hold.0.as_slice()))
            .bytes(reason.as_bytes())
            .integer(self.expires_at.0)
            .integer(self.place)
            .bytes(self.nonce)
            .finish()
    }
}

/// A signature, and what is needed beside the proposal to check it again. Bytes stand in base64url.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportSignature {
    /// When.
    pub at: Timestamp,
    /// What was fresh in the challenge.
    pub nonce: String,
    /// The passkey's public key, in COSE.
    pub public_key: String,
    /// `authenticatorData`.
    pub authenticator_data: String,
    /// `clientDataJSON`.
    pub client_data_json: String,
    /// The signature.
    pub signature: String,
}

impl SupportSignature {
    pub(super) fn of(
        response: &AuthenticationResponse,
        passkey: &Passkey,
        nonce: &[u8; 32],
        at: Timestamp,
    ) -> Self {
        let encoded = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        Self {
            at,
            nonce: encoded(nonce),
            public_key: encoded(passkey.public_key.as_cose()),
            authenticator_data: encoded(&response.authenticator_data),
            client_data_json: encoded(&response.client_data_json),
            signature: encoded(&response.signature),
        }
    }
}

/// What can be done now, and to what.
#[derive(Clone, Copy)]
pub(super) enum Possible<'a> {
    Stop(&'a Hold),
    Shorten(&'a Hold),
    Thaw,
    ProveIdentity,
}

/// Whether it can be done now, and to what.
pub(super) fn possible<'a>(
    action: ProposedAction,
    hold: Option<HoldId>,
    concerned: &'a Concerned,
    (policy, now): (&Policy, Timestamp),
) -> Result<Possible<'a>, Refusal> {
    if action.is_of_hold() != hold.is_some() {
        return Err(Refusal::NotFound);
    }
    let found = hold.and_then(|id| concerned.holds.iter().find(|found| found.id == id));
    match action {
        ProposedAction::StopHold => found.map(Possible::Stop).ok_or(Refusal::HoldOver),
        ProposedAction::ShortenHold => {
            let found = found.ok_or(Refusal::HoldOver)?;
            if found.state != HoldState::Waiting || found.told == Told::End {
                return Err(Refusal::HoldDisputed);
            }
            if Rule::StaffHoldStays.holds() && began_by_staff(found, concerned) {
                return Err(Refusal::StaffHold);
            }
            if now.plus_seconds(policy.support.shortest_wait_seconds) >= found.matures_at {
                return Err(Refusal::TooLittleLeft);
            }
            Ok(Possible::Shorten(found))
        }
        ProposedAction::Thaw if concerned.account.is_frozen(now) => Ok(Possible::Thaw),
        ProposedAction::Thaw => Err(Refusal::NotFrozen),
        ProposedAction::ProveIdentity => {
            match concerned.holds.iter().find(|open| open.kind == HoldKind::Recovery) {
                Some(open) => Err(Refusal::HoldAlreadyWaits { matures_at: Some(open.matures_at) }),
                None => Ok(Possible::ProveIdentity),
            }
        }
    }
}

fn began_by_staff(hold: &Hold, concerned: &Concerned) -> bool {
    concerned.proposals.iter().any(|proposal| proposal.began == Some(hold.id))
}
