//! Changes are applied to the world as a store applies them: whole or not at all, each guard a condition that fails.

use std::sync::Arc;

use super::world::{CodeRow, Row, World, failure_row};
use crate::account::{Account, AccountState, Head};
use crate::approval::ApprovalState;
use crate::change::{Change, Changes, TrustOf};
use crate::confirmations::{Confirmation, ConfirmationState};
use crate::event::{Actor, Event};
use crate::history::RecordedEvent;
use crate::hold::Veto;
use crate::id::AccountHandle;
use crate::passkey::LastUse;
use crate::recovery_code::Slot;
use crate::support::{Proposal, ProposalState};
use crate::trust::End;

/// A guard didn't hold: nothing was written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Conflict;

impl World {
    pub(super) fn apply(&mut self, changes: &Changes) -> Result<(), Conflict> {
        let (event, rest) = match changes {
            Changes::Nothing => return Ok(()),
            Changes::Tally(rest) => (None, rest),
            Changes::Account { event, rest } => (Some(event.as_ref()), rest),
        };
        let free = event.is_none_or(|event| self.follows(event));
        if !free || !rest.iter().all(|change| self.holds(change)) {
            return Err(Conflict);
        }
        rest.iter().for_each(|change| self.write(change));
        if let Some(event) = event {
            let row = self.row_mut(event.account);
            row.account.head = event.head();
            let Event { seq, at, kind, actor, bytes, .. } = event.clone();
            let (kind, actor) = (kind.as_str().to_owned(), actor.to_string());
            row.events.insert(0, RecordedEvent { seq, at, kind, actor, bytes, personal: None });
            if let Actor::Passkey(passkey) = event.actor {
                let (seq, at, client) = (event.seq, event.at, super::people::client());
                row.uses.push((passkey, LastUse { seq, at, client }));
            }
        }
        Ok(())
    }

    fn follows(&self, event: &Event) -> bool {
        let head = self.row(event.account).map_or(Head::START, |row| row.account.head);
        event.seq == head.seq + 1 && event.previous == head.hash
    }

    /// Whether the guard of a change holds.
    fn holds(&self, change: &Change) -> bool {
        match change {
            Change::ClaimIdentifier { identifier, .. } => {
                !self.claims.contains_key(&identifier.claim_bytes())
            }
            Change::ClaimCredential { credential_id, .. } => !self.credentials.contains_key(credential_id),
            Change::AffirmHead { account, head } => {
                self.row(*account).is_some_and(|row| row.account.head == *head)
            }
            Change::Spend { account, flow, step, .. } => {
                !self.spends.contains(&(*account, *flow, step.as_str()))
            }
            Change::IssueCode { key, .. } => !self.codes.contains_key(&(key.account, key.flow)),
            Change::ReissueCode { key, sends, .. } => {
                self.codes.get(&(key.account, key.flow)).is_some_and(|code| code.sends == *sends)
            }
            Change::CountAttempt { key, attempts } => {
                self.codes.get(&(key.account, key.flow)).is_some_and(|code| code.attempts == *attempts)
            }
            Change::CountSend { scope, tally } => {
                let sent = self.tallies.get(&(scope.key_bytes(), tally.window_start)).copied().unwrap_or(0);
                sent == tally.sent
            }
            Change::CountFailure { key, failures, .. } => self.failures(*key) == *failures,
            Change::SetHold { account, before, hold } => self.row(*account).is_some_and(|row| {
                row.hold(hold.id).is_some_and(|stands| (stands.state, stands.told) == *before)
            }),
            Change::AddVeto { account, veto } => self.row(*account).is_some_and(|row| {
                let same = |one: &Veto| (one.subject, one.opponent) == (veto.subject, veto.opponent);
                !row.vetoes.iter().any(same)
            }),
            Change::AddApproval { account, approval, pending_max, .. } => {
                self.row(*account).is_some_and(|row| {
                    row.approval(approval.id).is_none()
                        && row.pending(approval.requested_at).len() <= *pending_max
                })
            }
            Change::DecideApproval { account, approval, .. } => self.row(*account).is_some_and(|row| {
                row.approval(*approval).is_some_and(|(one, _)| one.state == ApprovalState::Pending)
            }),
            Change::UseRecoveryCode { account, slot, .. } => {
                self.row(*account).is_some_and(|row| row.codes.iter().any(|(one, _)| one == slot))
            }
            Change::AddConfirmation { confirmation, .. } => {
                self.row(confirmation.account).is_some_and(|row| row.confirmation(confirmation.id).is_none())
            }
            Change::SetConfirmation { before, after, .. } => self.row(after.account).is_some_and(|row| {
                row.confirmation(after.id).is_some_and(|one| (one.state, one.failures) == *before)
            }),
            Change::DenyHeldConfirmation { account, confirmation, .. } => {
                self.row(*account).is_some_and(|row| {
                    row.confirmation(*confirmation).is_some_and(|one| one.state == ConfirmationState::Held)
                })
            }
            Change::CountConfirmationFailure { account, confirmation, failures } => {
                self.row(*account).is_some_and(|row| {
                    row.confirmation(*confirmation).is_some_and(|one| one.failures == *failures)
                })
            }
            Change::KnowPayee { account, payee, .. } => {
                self.row(*account).is_some_and(|row| !row.payees.contains(payee))
            }
            Change::EndProposal(account, ended) => self.row(*account).is_some_and(|row| {
                let open = |one: &Proposal| one.id == ended.id && one.state == ProposalState::Open;
                row.proposals.iter().any(open)
            }),
            Change::AddDevice { account, device } => {
                self.row(*account).is_none_or(|row| row.device(device.id).is_none())
            }
            _ => true,
        }
    }

    fn write(&mut self, change: &Change) {
        match change {
            Change::ClaimIdentifier { account, identifier } => {
                self.claims.insert(identifier.claim_bytes(), *account);
            }
            Change::ClaimCredential { account, credential_id } => {
                self.credentials.insert(credential_id.clone(), *account);
            }
            Change::Spend { account, flow, step, .. } => {
                self.spends.insert((*account, *flow, step.as_str()));
            }
            Change::IssueCode { .. } | Change::ReissueCode { .. } | Change::CountAttempt { .. } => {
                self.write_code(change);
            }
            Change::CountSend { scope, tally } => {
                self.tallies.insert((scope.key_bytes(), tally.window_start), tally.sent + 1);
            }
            Change::CountFailure { key, failures, .. } => {
                self.failures.insert(failure_row(*key), failures.0 + 1);
            }
            Change::ClearFailures(key) => {
                self.failures.remove(&failure_row(*key));
            }
            Change::SendMessage { account, message } => {
                self.messages.push((*account, message.as_ref().clone()));
            }
            other => self.write_row(other),
        }
    }

    fn write_code(&mut self, change: &Change) {
        match change {
            Change::IssueCode { key, address, code, sent_at, expires_at, .. } => {
                let (attempts, sends) = (0, 1);
                let (address, code) = (address.clone(), code.clone());
                let row =
                    CodeRow { address, code, attempts, sends, sent_at: *sent_at, expires_at: *expires_at };
                self.codes.insert((key.account, key.flow), row);
            }
            Change::ReissueCode { key, sends, code, sent_at, expires_at } => {
                let row = self.codes.get_mut(&(key.account, key.flow)).expect("the guard has seen it");
                row.code = code.clone();
                (row.sends, row.sent_at, row.expires_at) = (sends + 1, *sent_at, *expires_at);
            }
            Change::CountAttempt { key, attempts } => {
                let row = self.codes.get_mut(&(key.account, key.flow)).expect("the guard has seen it");
                row.attempts = attempts + 1;
            }
            other => panic!("not of a code: {other:?}"),
        }
    }

    /// What changes the rows of one account.
    fn write_row(&mut self, change: &Change) {
        match change {
            Change::CreateAccount { handle, user_id, name, locale, created_at } => {
                let account = Account {
                    handle: *handle,
                    user_id: *user_id,
                    name: name.clone(),
                    locale: locale.clone(),
                    state: AccountState::default(),
                    created_at: *created_at,
                    head: Head::START,
                    restored: None,
                };
                self.rows.insert(*handle, Arc::new(Row::of(account)));
            }
            Change::SetAccountState { account, state } => self.row_mut(*account).account.state = *state,
            Change::AddContact { account, contact } => self.row_mut(*account).contacts.push(contact.clone()),
            Change::AddDevice { account, device } => {
                self.row_mut(*account).devices.push(device.as_ref().clone());
            }
            Change::SetDevicePasskey { account, device, passkey } => {
                let devices = &mut self.row_mut(*account).devices;
                for known in devices.iter_mut().filter(|known| known.id == *device) {
                    known.passkey = Some(*passkey);
                }
            }
            Change::SetPassword { account, password } => {
                self.row_mut(*account).password = Some(password.as_ref().clone());
            }
            Change::RemovePassword { account } => self.row_mut(*account).password = None,
            Change::HoldPassword { account, hold, password } => {
                self.row_mut(*account).held_passwords.push((*hold, password.as_ref().clone()));
            }
            Change::DropHeldPassword { account, hold } => {
                self.row_mut(*account).held_passwords.retain(|(one, _)| one != hold);
            }
            Change::AddSession(session) => {
                self.row_mut(session.key.account).sessions.push(session.as_ref().clone());
            }
            other => self.write_more(other),
        }
    }

    fn write_more(&mut self, change: &Change) {
        match change {
            Change::TouchSession { key, seen_at } => {
                let sessions = &mut self.row_mut(key.account).sessions;
                for session in sessions.iter_mut().filter(|session| session.key == *key) {
                    session.seen_at = session.seen_at.max(*seen_at);
                }
            }
            Change::EndSession(key) | Change::ReplaceSession(key) => {
                self.row_mut(key.account).sessions.retain(|one| one.key != *key)
            }
            Change::EndSessions { account, except } => {
                self.row_mut(*account).sessions.retain(|one| Some(one.key) == *except);
            }
            Change::EndSessionsOfPasskey { account, passkey, except } => {
                let stays =
                    |one: &crate::session::Session| Some(one.key) == *except || one.passkey != Some(*passkey);
                self.row_mut(*account).sessions.retain(stays);
            }
            Change::AddPasskey { account, passkey } => {
                self.row_mut(*account).passkeys.push(passkey.as_ref().clone());
            }
            Change::RemovePasskey { account, passkey } => {
                self.row_mut(*account).passkeys.retain(|one| one.id != *passkey);
            }
            Change::AddTombstone { account, tombstone } => {
                self.row_mut(*account).tombstones.push(tombstone.clone());
            }
            Change::RenamePasskey { account, passkey, name } => {
                let passkeys = &mut self.row_mut(*account).passkeys;
                passkeys.iter_mut().filter(|one| one.id == *passkey).for_each(|one| one.name = name.clone());
            }
            Change::SuspendPasskey { account, passkey, at } => {
                let passkeys = &mut self.row_mut(*account).passkeys;
                passkeys.iter_mut().filter(|one| one.id == *passkey).for_each(|one| one.suspended_at = *at);
            }
            Change::UsePasskey { account, passkey, sign_count, backup_state, last_use } => {
                let passkeys = &mut self.row_mut(*account).passkeys;
                for used in passkeys.iter_mut().filter(|one| one.id == *passkey) {
                    (used.sign_count, used.backup_state) = (*sign_count, *backup_state);
                    used.last_use = Some(last_use.clone());
                }
            }
            other => self.write_hold(other),
        }
    }

    fn write_hold(&mut self, change: &Change) {
        match change {
            Change::AddHold { account, hold } => self.row_mut(*account).holds.push(hold.as_ref().clone()),
            Change::SetHold { account, hold, .. } => {
                let holds = &mut self.row_mut(*account).holds;
                holds.iter_mut().filter(|one| one.id == hold.id).for_each(|one| *one = hold.as_ref().clone());
            }
            Change::AddHoldLink { account, link } => self.row_mut(*account).links.push(link.clone()),
            Change::AddVeto { account, veto } => self.row_mut(*account).vetoes.push(*veto),
            Change::KeepSession { key, epoch } => {
                let sessions = &mut self.row_mut(key.account).sessions;
                sessions.iter_mut().filter(|one| one.key == *key).for_each(|one| one.epoch = *epoch);
            }
            Change::RemoveContact { account, address } => {
                self.row_mut(*account).contacts.retain(|one| one.address != *address);
            }
            Change::ReleaseIdentifier { identifier, .. } => {
                self.claims.remove(&identifier.claim_bytes());
            }
            Change::ReplaceRecoveryCodes { account, codes, .. } => {
                let slots = (0..).map(Slot);
                self.row_mut(*account).codes = slots.zip(codes.iter().cloned()).collect();
            }
            Change::UseRecoveryCode { account, slot, .. } => {
                self.row_mut(*account).codes.retain(|(one, _)| one != slot);
            }
            Change::RecordStrangerFreeze { account, factor, at } => {
                self.row_mut(*account).stranger_freezes.push((factor.as_str(), *at));
            }
            Change::RenameDevice { account, device, name } => {
                let devices = &mut self.row_mut(*account).devices;
                devices
                    .iter_mut()
                    .filter(|one| one.id == *device)
                    .for_each(|one| one.name = Some(name.clone()));
            }
            Change::SetLocale { account, locale } => self.row_mut(*account).account.locale = locale.clone(),
            Change::RenameAccount { account, name } => self.row_mut(*account).account.name = name.clone(),
            other => self.write_device(other),
        }
    }

    fn write_device(&mut self, change: &Change) {
        match change {
            // Where and when it was seen grants nothing.
            Change::SeeDevice { .. } | Change::SetInvited(..) => {}
            Change::SetTrusting { account, device, trusting } => {
                let devices = &mut self.row_mut(*account).devices;
                let this = devices.iter_mut().filter(|one| one.id == *device);
                this.for_each(|one| one.trusting = Some(trusting.as_ref().clone()));
            }
            Change::SeeTrustSecret { account, device, secret } => {
                let devices = &mut self.row_mut(*account).devices;
                let this = devices.iter_mut().filter(|one| one.id == *device);
                for secrets in this.filter_map(|one| one.trusting.as_mut()?.secrets.as_mut()) {
                    secrets.before = secrets.before.filter(|_| secrets.now != *secret);
                }
            }
            Change::EndTrust { account, which, at } => {
                let meant = |id| match which {
                    TrustOf::One(one) => id == *one,
                    TrustOf::AllBut(one) => Some(id) != *one,
                };
                for device in self.row_mut(*account).devices.iter_mut().filter(|one| meant(one.id)) {
                    let trusted = device.trusting.take();
                    device.trusting = trusted.map(|before| match before.secrets {
                        Some(_) => before.ended(End::SignedOut, *at),
                        None => before,
                    });
                }
            }
            Change::RemoveDevice { account, device } => {
                self.row_mut(*account).devices.retain(|one| one.id != *device);
            }
            Change::EndSessionsOfDevice { account, device } => {
                self.row_mut(*account).sessions.retain(|one| one.device != Some(*device));
            }
            Change::AddApproval { account, approval, number, .. } => {
                let row = self.row_mut(*account);
                row.approvals.push((approval.as_ref().clone(), number.clone()));
            }
            Change::DecideApproval { account, approval, state, .. } => {
                let approvals = &mut self.row_mut(*account).approvals;
                approvals
                    .iter_mut()
                    .filter(|(one, _)| one.id == *approval)
                    .for_each(|(one, _)| one.state = *state);
            }
            other => self.write_confirmation(other),
        }
    }

    fn write_confirmation(&mut self, change: &Change) {
        let mut set = |account, id, write: &dyn Fn(&mut Confirmation)| {
            let confirmations = &mut self.row_mut(account).confirmations;
            confirmations.iter_mut().filter(|one| one.id == id).for_each(write);
        };
        match change {
            Change::AddConfirmation { confirmation, .. } => {
                self.row_mut(confirmation.account).confirmations.push(confirmation.as_ref().clone());
            }
            Change::SetConfirmation { after, .. } => {
                set(after.account, after.id, &|one| *one = after.as_ref().clone());
            }
            Change::DenyHeldConfirmation { account, confirmation, at } => {
                set(*account, *confirmation, &|one| {
                    (one.state, one.decided_at) = (ConfirmationState::Denied, Some(*at));
                });
            }
            Change::CountConfirmationFailure { account, confirmation, failures } => {
                set(*account, *confirmation, &|one| one.failures = failures + 1);
            }
            Change::NoteRefusal { account, confirmation, refused } => {
                set(*account, *confirmation, &|one| one.refused = Some(refused.clone()));
            }
            Change::KnowPayee { account, payee, .. } => self.row_mut(*account).payees.push(*payee),
            Change::AddProposal(account, proposal) => {
                self.row_mut(*account).proposals.insert(0, proposal.as_ref().clone());
            }
            Change::EndProposal(account, ended) => {
                let proposals = &mut self.row_mut(*account).proposals;
                let this = proposals.iter_mut().filter(|one| one.id == ended.id);
                this.for_each(|one| *one = ended.as_ref().clone());
            }
            // It writes nothing.
            Change::AffirmHead { .. } => {}
            other => panic!("the world doesn't know how to write {other:?}"),
        }
    }

    pub(super) fn row_mut(&mut self, account: AccountHandle) -> &mut Row {
        Arc::make_mut(self.rows.get_mut(&account).expect("a change names an account that is there"))
    }
}

impl Row {
    pub(super) fn of(account: Account) -> Self {
        Self {
            account,
            passkeys: vec![],
            tombstones: vec![],
            contacts: vec![],
            password: None,
            held_passwords: vec![],
            devices: vec![],
            sessions: vec![],
            holds: vec![],
            links: vec![],
            vetoes: vec![],
            approvals: vec![],
            confirmations: vec![],
            payees: vec![],
            codes: vec![],
            proposals: vec![],
            events: vec![],
            stranger_freezes: vec![],
            uses: vec![],
        }
    }
}
