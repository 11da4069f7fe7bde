//! The world of a walk: what a store would hold, in memory.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::account::{Account, Locale};
use crate::approval::{Approval, TwoDigits};
use crate::code::{SixDigits, StoredCode, Tallies, Tally, TallyScope, window_start};
use crate::confirmations::Confirmation;
use crate::contact::{Address, Contact, Identifier};
use crate::device::Device;
use crate::history::RecordedEvent;
use crate::hold::{Hold, HoldKind, HoldLink, Veto};
use crate::id::{AccountHandle, ApprovalId, ConfirmationId, DeviceId, FlowId, HoldId, PasskeyId, PayeeId};
use crate::message::Message;
use crate::moment::Timestamp;
use crate::number_claim::NumberOwner;
use crate::passkey::{LastUse, Passkey, Tombstone};
use crate::password::StoredPassword;
use crate::policy::Policy;
use crate::recovery_code::{RecoveryCode, Slot};
use crate::session::{Session, SessionFacts, SessionKey};
use crate::support::{Proposal, ProposalState};
use crate::throttle::{FailureKey, Failures};
use crate::ticket::Ticket;

/// Everything that is stored.
#[derive(Clone, Default)]
pub(super) struct World {
    /// Shared by copies of this world until one of them changes a row.
    pub(super) rows: BTreeMap<AccountHandle, Arc<Row>>,
    pub(super) claims: HashMap<Vec<u8>, AccountHandle>,
    pub(super) credentials: HashMap<Vec<u8>, AccountHandle>,
    pub(super) codes: HashMap<(AccountHandle, FlowId), CodeRow>,
    pub(super) spends: HashSet<(AccountHandle, FlowId, &'static str)>,
    pub(super) tallies: HashMap<(Vec<u8>, Timestamp), i64>,
    pub(super) failures: HashMap<FailureRow, i64>,
    /// Every message that went out, the newest last.
    pub(super) messages: Vec<(AccountHandle, Message)>,
}

/// The key of a count of failures.
pub(super) type FailureRow = (AccountHandle, &'static str, &'static str);

/// All that stands under an account's handle.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) account: Account,
    pub(super) passkeys: Vec<Passkey>,
    pub(super) tombstones: Vec<Tombstone>,
    pub(super) contacts: Vec<Contact>,
    pub(super) password: Option<StoredPassword>,
    /// Passwords that wait, each in its hold.
    pub(super) held_passwords: Vec<(HoldId, StoredPassword)>,
    pub(super) devices: Vec<Device>,
    pub(super) sessions: Vec<Session>,
    pub(super) holds: Vec<Hold>,
    pub(super) links: Vec<HoldLink>,
    pub(super) vetoes: Vec<Veto>,
    pub(super) approvals: Vec<(Approval, TwoDigits)>,
    /// What an app asks to be confirmed.
    pub(super) confirmations: Vec<Confirmation>,
    pub(super) payees: Vec<PayeeId>,
    /// The recovery codes that are left, by their slots.
    pub(super) codes: Vec<(Slot, RecoveryCode)>,
    /// What two of the staff have to do with, the newest first.
    pub(super) proposals: Vec<Proposal>,
    /// What has happened, the newest first.
    pub(super) events: Vec<RecordedEvent>,
    /// When each factor froze the account from an unknown browser.
    pub(super) stranger_freezes: Vec<(&'static str, Timestamp)>,
    /// When each passkey was last used, as the events tell.
    pub(super) uses: Vec<(PasskeyId, LastUse)>,
}

/// A flow's code.
#[derive(Clone)]
pub(super) struct CodeRow {
    pub(super) address: Address,
    pub(super) code: Option<SixDigits>,
    pub(super) attempts: i64,
    pub(super) sends: i64,
    pub(super) sent_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

impl Row {
    pub(super) fn device(&self, id: DeviceId) -> Option<&Device> {
        self.devices.iter().find(|device| device.id == id)
    }

    pub(super) fn open_holds(&self) -> Vec<Hold> {
        self.holds.iter().filter(|hold| hold.state.is_open()).cloned().collect()
    }

    /// The recovery that is open.
    pub(super) fn recovery(&self) -> Option<Hold> {
        self.open_holds().into_iter().find(|hold| hold.kind == HoldKind::Recovery)
    }

    /// The passkeys, each with its last use.
    pub(super) fn passkeys_with_uses(&self) -> Vec<Passkey> {
        let last = |id| self.uses.iter().rev().find(|(one, _)| *one == id).map(|(_, last)| last.clone());
        let with = |passkey: &Passkey| Passkey {
            last_use: last(passkey.id).or(passkey.last_use.clone()),
            ..passkey.clone()
        };
        self.passkeys.iter().map(with).collect()
    }

    /// The recovery that began with a proof of identity, if one did: the newest.
    pub(super) fn identity(&self) -> Option<HoldId> {
        let done = self.proposals.iter().filter(|one| one.state == ProposalState::Done);
        done.filter(|one| one.began.is_some()).max_by_key(|one| one.ended_at)?.began
    }

    pub(super) fn hold(&self, id: HoldId) -> Option<&Hold> {
        self.holds.iter().find(|hold| hold.id == id)
    }

    pub(super) fn confirmation(&self, id: ConfirmationId) -> Option<&Confirmation> {
        self.confirmations.iter().find(|one| one.id == id)
    }

    pub(super) fn approval(&self, id: ApprovalId) -> Option<&(Approval, TwoDigits)> {
        self.approvals.iter().find(|(approval, _)| approval.id == id)
    }

    /// When each approval that waits ends.
    pub(super) fn pending(&self, now: Timestamp) -> Vec<Timestamp> {
        let open = self.approvals.iter().filter(|(approval, _)| approval.is_open(now));
        open.map(|(approval, _)| approval.expires_at).collect()
    }

    pub(super) fn phone(&self) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.address.kind() == "phone")
    }
}

impl World {
    pub(super) fn row(&self, account: AccountHandle) -> Option<&Row> {
        self.rows.get(&account).map(Arc::as_ref)
    }

    pub(super) fn who(&self, key: Option<SessionKey>) -> Option<SessionFacts> {
        let key = key?;
        let row = self.row(key.account)?;
        let session = row.sessions.iter().find(|session| session.key == key)?.clone();
        Some(SessionFacts { session, account: row.account.clone() })
    }

    pub(super) fn spent(&self, ticket: &Ticket) -> bool {
        ticket
            .account
            .is_some_and(|account| self.spends.contains(&(account, ticket.flow, ticket.step.as_str())))
    }

    pub(super) fn code(&self, ticket: &Ticket, typed: Option<&SixDigits>) -> Option<StoredCode> {
        let row = self.codes.get(&(ticket.account?, ticket.flow))?;
        Some(StoredCode {
            address: row.address.clone(),
            attempts: row.attempts,
            sends: row.sends,
            sent_at: row.sent_at,
            expires_at: row.expires_at,
            fits: typed.is_some() && row.code.as_ref() == typed,
        })
    }

    pub(super) fn tallies(
        &self,
        message: (&Address, Option<AccountHandle>, FlowId),
        policy: &Policy,
        now: Timestamp,
    ) -> Tallies {
        let (address, account, flow) = message;
        let window_start = window_start(policy, now);
        let tally = |scope: TallyScope| {
            let sent = self.tallies.get(&(scope.key_bytes(), window_start)).copied().unwrap_or(0);
            (scope, Tally { window_start, sent })
        };
        Tallies(TallyScope::all(address, account, flow).into_iter().map(tally).collect())
    }

    pub(super) fn failures(&self, key: FailureKey) -> Failures {
        Failures(self.failures.get(&failure_row(key)).copied().unwrap_or(0))
    }

    pub(super) fn found(&self, identifiers: &[Identifier]) -> Option<&Row> {
        let account = identifiers.iter().find_map(|one| self.claims.get(&one.claim_bytes()))?;
        self.row(*account)
    }

    /// The account that has the number of a code that fits.
    pub(super) fn number_owner(&self, code: Option<&StoredCode>) -> Option<NumberOwner> {
        let fits = code.filter(|code| code.fits && matches!(code.address, Address::Phone(_)))?;
        let row = self.found(&[Identifier::Address(fits.address.clone())])?;
        Some(NumberOwner {
            account: row.account.clone(),
            contacts: row.contacts.clone(),
            passkeys: row.passkeys.clone(),
            holds: row.open_holds(),
        })
    }

    /// The language of whoever has an address.
    pub(super) fn owner(&self, address: &Address) -> Option<Locale> {
        Some(self.found(&[Identifier::Address(address.clone())])?.account.locale.clone())
    }
}

pub(super) fn failure_row(key: FailureKey) -> FailureRow {
    (key.account, key.factor.as_str(), key.from.as_str())
}
