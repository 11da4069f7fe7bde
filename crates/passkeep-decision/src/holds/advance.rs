//! A hold is due: it is told again, or its time has come and its change is made. The end of a recovery makes no change: it
//! opens what the owner has yet to do, and lapses where nobody comes.
//!
//! Nobody asks for this step; each node takes it for what is due, and the account's event decides who was first. While the
//! account is frozen nothing matures but a recovery, and a last passkey that was reported lost is kept, suspended, until
//! another works: a report never lowers what anything else takes. Nothing at all matures so soon after the database came
//! back from a backup: what was stopped since then waits again.

use serde_json::json;

use super::announce::{Audience, announce};
use super::begin::happening;
use crate::account::Account;
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::confirmations::{
    Confirmation, ConfirmationState, Confirming, History, Second, Status, calls_of, confirmed,
};
use crate::contact::{Address, Contact, Identifier};
use crate::decision::Decision;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::hold::{Hold, HoldKind, HoldNews, HoldState, Told};
use crate::id::{AccountHandle, HoldId, PasskeyId};
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::password::StoredPassword;
use crate::policy::Policy;
use crate::rule::Rule;
use crate::step::Step;
use crate::throttle::{Factor, clear_all};

/// Does what is due about a hold.
pub struct AdvanceHold {
    /// Whose.
    pub account: AccountHandle,
    /// Which.
    pub hold: HoldId,
}

/// What `AdvanceHold` reads.
pub struct AdvanceHoldFacts {
    /// The account.
    pub account: Option<Account>,
    /// The hold.
    pub hold: Option<Hold>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// The account's addresses.
    pub contacts: Vec<Contact>,
    /// Whether the address that comes has found an owner since it was proved.
    pub taken: bool,
    /// The confirmation that waits in it, and whether the account knows its payee by now.
    pub confirmation: Option<(Confirmation, bool)>,
    /// The password that waits in it, and the one that the account has.
    pub passwords: HeldPasswords,
}

/// The password that waits in a hold, and the one that the account has.
#[derive(Clone, Debug, Default)]
pub struct HeldPasswords {
    /// What is to come.
    pub held: Option<StoredPassword>,
    /// What stands.
    pub stands: Option<StoredPassword>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advanced {
    /// Nothing: another node was first, or it is not due.
    Nothing,
    /// It was told again.
    Told,
    /// It waits on.
    Deferred,
    /// Its change was made, or what it opens stands open.
    Done,
    /// There was nothing left to do, or nobody came to do it.
    Lapsed,
    /// Nobody decided a dispute about it.
    Undecided,
}

/// What can't mature now is looked at again after this part of its length: an hour of three days.
const DEFERRALS: i64 = 72;

impl Step for AdvanceHold {
    type Facts = AdvanceHoldFacts;
    type Reply = Advanced;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Advanced> {
        let (Some(account), Some(hold)) = (&facts.account, &facts.hold) else {
            return Decision::reply(Advanced::Nothing);
        };
        let is_due = hold.due_at.is_some_and(|due_at| due_at <= moment.now || !Rule::HoldWaits.holds());
        if !is_due || !hold.state.is_open() {
            return Decision::reply(Advanced::Nothing);
        }
        let audience = Audience { account, contacts: &facts.contacts, passkeys: &facts.passkeys };
        let due = Due {
            hold,
            audience,
            taken: facts.taken,
            confirmation: facts.confirmation.as_ref(),
            passwords: &facts.passwords,
        };
        if Rule::DisputeWaits.holds() && hold.state == HoldState::Disputed {
            return due.end_dispute(policy, moment);
        }
        if let Some(told) = hold.told_next().filter(|_| Rule::HoldMiddle.holds()) {
            return due.tell_again(told, policy, moment);
        }
        if hold.told == Told::End {
            return due.lapse(policy, moment);
        }
        let is_early = Rule::HoldWaits.holds() && moment.now < hold.matures_at;
        if is_early || due.must_wait(moment) {
            return due.defer(moment);
        }
        due.mature(policy, moment)
    }
}

/// A hold that is due, with what is known of it.
struct Due<'a> {
    hold: &'a Hold,
    audience: Audience<'a>,
    taken: bool,
    confirmation: Option<&'a (Confirmation, bool)>,
    passwords: &'a HeldPasswords,
}

impl Due<'_> {
    /// Told late, it matures later: nobody learns of two parts at once.
    fn tell_again(&self, told: Told, policy: &Policy, moment: &Moment) -> Decision<Advanced> {
        let part_seconds = self.length_seconds() / self.hold.kind.parts();
        let after = Hold { told, ..self.hold.clone() };
        let parts_left = if after.told_next().is_some() { 2 } else { 1 };
        let half_seconds = part_seconds / 2;
        let matures_at = self.hold.matures_at.max(moment.now.plus_seconds(parts_left * half_seconds));
        let next_part_at = matures_at.plus_seconds(-(parts_left - 1) * part_seconds);
        let due_at = Some(next_part_at.max(moment.now.plus_seconds(half_seconds)));
        let after = Hold { matures_at, due_at, ..after };
        let mut changes = announce(&after, HoldNews::Halfway, self.audience, Context { policy, moment });
        changes.insert(0, self.set(after));
        Decision { reply: Ok(Advanced::Told), changes: Changes::Tally(changes) }
    }

    fn defer(&self, moment: &Moment) -> Decision<Advanced> {
        let later = moment.now.plus_seconds((self.length_seconds() / DEFERRALS).max(1));
        let due_at = Some(if moment.now < self.hold.matures_at { self.hold.matures_at } else { later });
        let after = Hold { due_at, ..self.hold.clone() };
        Decision { reply: Ok(Advanced::Deferred), changes: Changes::Tally(vec![self.set(after)]) }
    }

    const fn length_seconds(&self) -> i64 {
        self.hold.matures_at.seconds_since(self.hold.started_at)
    }

    fn must_wait(&self, moment: &Moment) -> bool {
        let works = |other: &Passkey, id: PasskeyId| other.id != id && other.works();
        match self.hold.kind {
            // It may have been stopped after the backup that the database came back from.
            _ if self.audience.account.changes_held_until(moment.now).is_some() => true,
            HoldKind::Recovery => false,
            _ if Rule::HoldFrozen.holds() && self.audience.account.is_frozen(moment.now) => true,
            // Nothing of value leaves the account while that is held.
            HoldKind::ConfirmAction { .. } => {
                Rule::ValueHeld.holds() && self.audience.account.value_held_until(moment.now).is_some()
            }
            HoldKind::LosePasskey(id) if Rule::LossKept.holds() => {
                !self.audience.passkeys.iter().any(|other| works(other, id))
            }
            _ => false,
        }
    }

    fn set(&self, hold: Hold) -> Change {
        let before = (self.hold.state, self.hold.told);
        Change::SetHold { account: self.audience.account.handle, before, hold: Box::new(hold) }
    }

    fn mature(&self, policy: &Policy, moment: &Moment) -> Decision<Advanced> {
        if let HoldKind::ConfirmAction { .. } = self.hold.kind {
            return self.confirm(policy, moment);
        }
        let Some(matured) = self.matured(moment) else { return self.lapse(policy, moment) };
        let after = match self.hold.kind {
            HoldKind::Recovery => {
                let due_at = Some(moment.now.plus_seconds(policy.recovery_lapses_seconds));
                Hold { told: Told::End, due_at, ..self.hold.clone() }
            }
            _ => self.hold.ended(HoldState::Done, moment.now),
        };
        self.end((after, HoldNews::Done, Advanced::Done), matured, policy, moment)
    }

    fn lapse(&self, policy: &Policy, moment: &Moment) -> Decision<Advanced> {
        let after = self.hold.ended(HoldState::Lapsed, moment.now);
        let lapsed = Matured {
            event: happening(EventKind::HoldLapsed, self.actor(), self.hold, self.audience),
            changes: self.drop_password().into_iter().collect(),
            news_to: None,
        };
        self.end((after, HoldNews::Lapsed, Advanced::Lapsed), lapsed, policy, moment)
    }

    /// Nobody has decided a dispute. Neither side wins by time: the change is not made, and whoever wants it asks anew. But a
    /// passkey that was reported lost stays suspended, and its owners are told once more who can decide.
    fn end_dispute(&self, policy: &Policy, moment: &Moment) -> Decision<Advanced> {
        if let HoldKind::LosePasskey(_) = self.hold.kind
            && Rule::LossUndecided.holds()
        {
            // Told by an event of its own, which decides which node was first.
            let due_at = Some(moment.now.plus_seconds(policy.dispute_seconds));
            let after = Hold { due_at, ..self.hold.clone() };
            let event = happening(EventKind::HoldDisputed, self.actor(), self.hold, self.audience);
            let again = Matured { event, changes: vec![], news_to: None };
            return self.end((after, HoldNews::Disputed, Advanced::Told), again, policy, moment);
        }
        let account = self.audience.account.handle;
        let back = self.hold.kind.passkey().filter(|_| Rule::UndecidedBack.holds());
        let mut changes: Vec<Change> = self.drop_password().into_iter().collect();
        changes.extend(back.map(|passkey| Change::SuspendPasskey { account, passkey, at: None }));
        let after = self.hold.ended(HoldState::Undecided, moment.now);
        let event = happening(EventKind::HoldUndecided, self.actor(), self.hold, self.audience);
        let undecided = Matured { event, changes, news_to: None };
        let decision = self.end((after, HoldNews::Undecided, Advanced::Undecided), undecided, policy, moment);
        self.denying(decision, policy, moment)
    }

    fn end(
        &self,
        (after, news, reply): (Hold, HoldNews, Advanced),
        matured: Matured,
        policy: &Policy,
        moment: &Moment,
    ) -> Decision<Advanced> {
        let account = self.audience.account;
        let event = Event::after(account.head, account.handle, matured.event, &policy.issuer, moment);
        let mut rest = vec![self.set(after.clone())];
        rest.extend(matured.changes);
        // Who was told of the start is told of the end, and the address that came is told too.
        let mut contacts = self.audience.contacts.to_vec();
        contacts.extend(matured.news_to);
        rest.extend(announce(
            &after,
            news,
            Audience { contacts: &contacts, ..self.audience },
            Context { policy, moment },
        ));
        Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) }
    }

    const fn actor(&self) -> Actor {
        Actor::Hold(self.hold.id)
    }

    /// What the change writes; none where what it is about is gone.
    fn matured(&self, moment: &Moment) -> Option<Matured> {
        match &self.hold.kind {
            HoldKind::RemovePasskey(id) | HoldKind::LosePasskey(id) => self.passkey_goes(*id, moment),
            HoldKind::RemoveContact(address) => self.contact_goes(address, Last::Stays),
            HoldKind::GiveUpNumber(address) => self.contact_goes(address, Last::Goes),
            HoldKind::ReplaceContact { from, to } => self.contact_changes(from, to),
            HoldKind::ChangePassword => self.password_changes(moment),
            // Its own way: it leaves a receipt.
            HoldKind::ConfirmAction { .. } => None,
            // Its own steps read that its wait is over.
            HoldKind::Recovery => Some(Matured {
                event: happening(EventKind::HoldMatured, self.actor(), self.hold, self.audience),
                changes: vec![],
                news_to: None,
            }),
        }
    }

    /// Nobody stopped it: the action is confirmed, with the one signature that it has. Where the account was frozen or
    /// recovered since, or the passkey that signed works no more, it lapses.
    fn confirm(&self, policy: &Policy, moment: &Moment) -> Decision<Advanced> {
        let account = self.audience.account;
        let waits = self.confirmation.filter(|(found, _)| {
            let status = found.status(account.state.epoch, moment.now);
            status == Status::Stands(ConfirmationState::Held)
        });
        let signed = waits.and_then(|(found, known)| {
            let first = found.first.as_ref()?;
            let signer =
                |passkey: &&Passkey| History::of(passkey).public_key == first.signature.passkey.public_key;
            let works = self.audience.passkeys.iter().find(signer).is_some_and(Passkey::works);
            (works && first.hold == self.hold.id).then_some((found, first, *known))
        });
        let Some((found, first, known)) = signed else {
            return self.lapse_confirmation(policy, moment);
        };
        let payee = found.kind(policy).ok().and_then(|kind| found.payee(kind)).filter(|_| !known);
        let confirming = Confirming {
            account,
            confirmation: found,
            actor: self.actor(),
            more: json!({ "hold": self.hold.id.to_string() }),
            second: Second::Waited,
            signatures: vec![first.signature.clone()],
            payee,
        };
        let (event, mut rest) = confirmed(&confirming, policy, moment);
        let after = self.hold.ended(HoldState::Done, moment.now);
        rest.push(self.set(after.clone()));
        rest.extend(announce(&after, HoldNews::Done, self.audience, Context { policy, moment }));
        Decision { reply: Ok(Advanced::Done), changes: Changes::of_account(event, rest) }
    }

    /// What waits no more is denied, unless its account's epoch has ended it already.
    fn lapse_confirmation(&self, policy: &Policy, moment: &Moment) -> Decision<Advanced> {
        self.denying(self.lapse(policy, moment), policy, moment)
    }

    fn denying(
        &self,
        mut lapsed: Decision<Advanced>,
        policy: &Policy,
        moment: &Moment,
    ) -> Decision<Advanced> {
        let held = self.confirmation.filter(|(found, _)| found.state == ConfirmationState::Held);
        if let (Changes::Account { event, rest }, Some((found, _))) = (&mut lapsed.changes, held) {
            let (account, confirmation) = (found.account, found.id);
            rest.push(Change::DenyHeldConfirmation { account, confirmation, at: moment.now });
            let told = (found.client.as_str(), ConfirmationState::Denied.as_str());
            rest.extend(calls_of((account, confirmation), told, event.seq, Context { policy, moment }));
        }
        lapsed
    }

    fn passkey_goes(&self, id: PasskeyId, moment: &Moment) -> Option<Matured> {
        let passkey = self.audience.passkeys.iter().find(|passkey| passkey.id == id)?;
        let account = self.audience.account.handle;
        let tombstone = passkey.tombstone(moment.now);
        let event = Happening {
            kind: EventKind::PasskeyRemoved,
            actor: self.actor(),
            details: json!({ "hold": self.hold.id.to_string(), "removed": id.to_string() }),
            personal: Some(json!({ "name": passkey.name.as_str() })),
        };
        let changes = vec![
            Change::RemovePasskey { account, passkey: id },
            Change::AddTombstone { account, tombstone },
            Change::EndSessionsOfPasskey { account, passkey: id, except: None },
        ];
        Some(Matured { event, changes, news_to: None })
    }

    fn contact_goes(&self, address: &Address, last: Last) -> Option<Matured> {
        self.contact(address)?;
        if last == Last::Stays && !can_do_without(address, self.audience.contacts) {
            return None;
        }
        let event = happening(EventKind::ContactRemoved, self.actor(), self.hold, self.audience);
        Some(Matured { event, changes: self.release(address), news_to: None })
    }

    fn contact_changes(&self, from: &Address, to: &Address) -> Option<Matured> {
        self.contact(from)?;
        if self.taken || self.contact(to).is_some() {
            return None;
        }
        let account = self.audience.account.handle;
        // Its code came back when the hold began.
        let contact = Contact { address: to.clone(), proved_at: self.hold.started_at };
        let mut changes = self.release(from);
        changes.push(Change::ClaimIdentifier { account, identifier: Identifier::Address(to.clone()) });
        changes.push(Change::AddContact { account, contact: contact.clone() });
        let event = happening(EventKind::ContactReplaced, self.actor(), self.hold, self.audience);
        Some(Matured { event, changes, news_to: Some(contact) })
    }

    /// One that was set or removed meanwhile is newer: a passkey has done that.
    fn password_changes(&self, moment: &Moment) -> Option<Matured> {
        let held = self.passwords.held.as_ref()?;
        let stands = self.passwords.stands.as_ref()?;
        if stands.set_at > self.hold.started_at {
            return None;
        }
        let account = self.audience.account.handle;
        let password = Box::new(StoredPassword { set_at: moment.now, ..held.clone() });
        let mut changes = vec![Change::SetPassword { account, password }];
        changes.extend(self.drop_password());
        // A factor that is bound again begins anew.
        changes.extend(clear_all(account, Factor::Password));
        let event = happening(EventKind::PasswordChanged, self.actor(), self.hold, self.audience);
        Some(Matured { event, changes, news_to: None })
    }

    fn drop_password(&self) -> Option<Change> {
        let account = self.audience.account.handle;
        let waits = self.hold.kind == HoldKind::ChangePassword;
        waits.then_some(Change::DropHeldPassword { account, hold: self.hold.id })
    }

    fn contact(&self, address: &Address) -> Option<&Contact> {
        self.audience.contacts.iter().find(|contact| contact.address.is(address))
    }

    fn release(&self, address: &Address) -> Vec<Change> {
        let account = self.audience.account.handle;
        let stored = self.contact(address).map_or(address, |contact| &contact.address).clone();
        let identifier = Identifier::Address(stored.clone());
        vec![
            Change::RemoveContact { account, address: stored },
            Change::ReleaseIdentifier { account, identifier },
        ]
    }
}

/// What the end of a wait writes beside the hold itself.
struct Matured {
    event: Happening,
    changes: Vec<Change>,
    news_to: Option<Contact>,
}

/// Whether an address goes though nothing of its kind remains.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Stays,
    Goes,
}

/// Whether an account can do without an address: another one remains, and of phones one, since codes go there.
pub(crate) fn can_do_without(address: &Address, contacts: &[Contact]) -> bool {
    let mut others = contacts.iter().filter(|contact| !contact.address.is(address));
    match address {
        Address::Phone(_) => others.any(|contact| matches!(contact.address, Address::Phone(_))),
        Address::Email(_) => others.next().is_some(),
    }
}
