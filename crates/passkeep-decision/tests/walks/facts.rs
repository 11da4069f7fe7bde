//! How the facts of each step are read from the world: what `passkeep-store` reads from a database. A new step gets its
//! facts here.

mod confirmations;
mod devices;
mod holds;
mod reading;
mod recovery;
mod support;

use super::world::{Row, World};
use crate::contact::Address;
use crate::contacts::*;
use crate::flow::Entered;
use crate::hold::{HoldKind, Veto};
use crate::id::AccountHandle;
use crate::moment::{Moment, Timestamp};
use crate::passkey::{Passkey, id_of};
use crate::passkeys::*;
use crate::passwords::*;
use crate::policy::Policy;
use crate::reauthentication::*;
use crate::session::{SessionFacts, SessionKey};
use crate::sessions::*;
use crate::sign_in::*;
use crate::sign_up::*;
use crate::step::Step;
use crate::throttle::{Acquaintance, Factor, FailureKey};
use crate::ticket::{Purpose, Ticket};

/// Policy and moment, which some facts take.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) policy: &'a Policy,
    pub(super) moment: &'a Moment,
}

/// A step whose facts the world has.
pub(super) trait Read: Step {
    fn read(&self, world: &World, at: At<'_>) -> Self::Facts;

    /// What a reply comes to, where it can be more than one thing.
    fn outcome(_: &Self::Reply) -> &'static str {
        "ok"
    }
}

fn of<T: Clone>(who: Option<&SessionFacts>, world: &World, list: fn(&Row) -> &Vec<T>) -> Vec<T> {
    who.and_then(|who| world.row(who.account.handle)).map(list).cloned().unwrap_or_default()
}

fn asking(world: &World, key: Option<SessionKey>) -> (Option<SessionFacts>, Vec<Passkey>) {
    let who = world.who(key);
    let passkeys = of(who.as_ref(), world, |row| &row.passkeys);
    (who, passkeys)
}

impl Read for StartSignUp {
    fn read(&self, world: &World, at: At<'_>) -> StartSignUpFacts {
        let address = Address::Phone(self.phone.clone());
        let flow = Ticket::first_flow(at.moment);
        let tallies = world.tallies((&address, None, flow), at.policy, at.moment.now);
        StartSignUpFacts { owner: world.owner(&address), tallies }
    }
}

impl Read for CheckSignUpCode {
    fn read(&self, world: &World, _: At<'_>) -> CheckSignUpCodeFacts {
        let code = world.code(&self.ticket, Some(&self.code));
        let owner = world.number_owner(code.as_ref());
        CheckSignUpCodeFacts { spent: world.spent(&self.ticket), code, owner }
    }
}

impl Read for NameSignUp {
    fn read(&self, world: &World, _: At<'_>) -> NameSignUpFacts {
        NameSignUpFacts { spent: world.spent(&self.ticket), taken: [false; 4] }
    }
}

impl Read for FinishSignUp {
    fn read(&self, world: &World, _: At<'_>) -> FinishSignUpFacts {
        let proved = world.code(&self.ticket, None).map(|code| code.address);
        let taken = proved.as_ref().is_some_and(|address| world.owner(address).is_some());
        let credential_taken = world.credentials.contains_key(&self.response.id);
        FinishSignUpFacts { spent: world.spent(&self.ticket), proved, taken, credential_taken }
    }
}

impl Read for StartSignIn {
    fn read(&self, world: &World, _: At<'_>) -> StartSignInFacts {
        let found = self.identifiers.as_ref().and_then(|identifiers| world.found(identifiers));
        let found = found.map(|row| {
            let device = self.device.and_then(|device| row.device(device)).cloned();
            let passkeys = if device.is_some() { row.passkeys.clone() } else { vec![] };
            FoundFacts { account: row.account.handle, device, passkeys }
        });
        StartSignInFacts { found }
    }
}

impl Read for FinishSignIn {
    fn outcome(reply: &Entered) -> &'static str {
        if matches!(reply, Entered::Waits(_)) { "waits" } else { "ok" }
    }

    fn read(&self, world: &World, at: At<'_>) -> FinishSignInFacts {
        let named = match &self.response.user_handle {
            Some(handle) => handle.as_slice().try_into().ok().map(AccountHandle),
            None => world.credentials.get(&self.response.id).copied(),
        };
        let Some(row) = named.and_then(|account| world.row(account)) else {
            return FinishSignInFacts { spent: false, holder: None };
        };
        let id = id_of(&self.response.id);
        let live = row.passkeys.iter().find(|passkey| passkey.id == id);
        let removed = row.tombstones.iter().find(|tombstone| tombstone.id == id);
        let credential = match (live, removed) {
            (Some(passkey), _) => Some(Credential::Live(Box::new(passkey.clone()))),
            (None, Some(tombstone)) => Some(Credential::Removed(Box::new(tombstone.clone()))),
            (None, None) => None,
        };
        let holder = credential.map(|credential| HolderFacts {
            account: row.account.clone(),
            credential,
            device: row.device(self.device).cloned(),
            contacts: row.contacts.clone(),
            devices: row.devices.clone(),
            pending: row.pending(at.moment.now),
        });
        let mut ticket = self.ticket.clone();
        ticket.account = Some(row.account.handle);
        FinishSignInFacts { spent: world.spent(&ticket), holder }
    }
}

/// The address of nobody, where no account is asked for.
fn nobody() -> Address {
    nowhere(AccountHandle([0; 16]), Channel::Phone)
}

fn entered(reply: &SignInReply) -> &'static str {
    match reply {
        SignInReply::SignedIn(_) => "ok",
        SignInReply::Flow(_) => "goes on",
        SignInReply::Waits(_) => "waits",
        SignInReply::Frozen(_) => "frozen",
        SignInReply::Recovering(_) => "recovering",
        SignInReply::Stopped(_) => "stopped",
    }
}

fn ways(row: &Row) -> Ways {
    Ways { password: row.password.is_some(), phone: row.phone().is_some() }
}

impl Read for StartFallback {
    fn read(&self, world: &World, _: At<'_>) -> FallbackFacts {
        let Some(row) = world.found(&self.identifiers) else {
            return FallbackFacts { account: AccountHandle([0; 16]), epoch: 0, ways: None };
        };
        let known = self.device.and_then(|device| row.device(device));
        FallbackFacts {
            account: row.account.handle,
            epoch: row.account.state.epoch,
            ways: known.map(|_| ways(row)),
        }
    }
}

fn recovery_vetoes(row: &Row) -> Vec<Veto> {
    let subject = HoldKind::Recovery.subject();
    row.vetoes.iter().filter(|veto| veto.subject == subject).copied().collect()
}

fn row_of(world: &World, session: Option<SessionKey>) -> Option<&Row> {
    world.row(session?.account)
}

fn factor_facts(knocking: &Knocking, factor: Factor, world: &World, now: Timestamp) -> FactorFacts {
    let handle = knocking.ticket.account.unwrap_or(AccountHandle([0; 16]));
    let row = world.row(handle);
    let device = row.and_then(|row| row.device(knocking.device)).cloned();
    let key = FailureKey { account: handle, factor, from: Acquaintance::of(device.as_ref()) };
    FactorFacts {
        account: row.map(|row| row.account.clone()),
        spent: world.spent(&knocking.ticket),
        who: world.who(knocking.session),
        password: row.and_then(|row| row.password.clone()),
        passkeys: row.map(Row::passkeys_with_uses).unwrap_or_default(),
        contacts: row.map(|row| row.contacts.clone()).unwrap_or_default(),
        devices: row.map(|row| row.devices.clone()).unwrap_or_default(),
        pending: row.map(|row| row.pending(now)).unwrap_or_default(),
        failures: world.failures(key),
        frozen_by_stranger_at: row.and_then(|row| {
            let froze = row.stranger_freezes.iter().rev().find(|(one, _)| *one == factor.as_str());
            froze.map(|(_, at)| *at)
        }),
        recovery: row.and_then(Row::recovery),
        vetoes: row.map(recovery_vetoes).unwrap_or_default(),
        identity: row.filter(|_| knocking.ticket.purpose == Purpose::Recover).and_then(Row::identity),
        device,
    }
}

impl Read for CountPassword {
    fn read(&self, world: &World, at: At<'_>) -> FactorFacts {
        factor_facts(&self.0, Factor::Password, world, at.moment.now)
    }
}

impl Read for FinishPassword {
    fn outcome(reply: &SignInReply) -> &'static str {
        entered(reply)
    }

    fn read(&self, world: &World, at: At<'_>) -> FactorFacts {
        factor_facts(&self.knocking, Factor::Password, world, at.moment.now)
    }
}

impl Read for SendSignInCode {
    fn read(&self, world: &World, at: At<'_>) -> SendSignInCodeFacts {
        let ticket = &self.knocking.ticket;
        let now = at.moment.now;
        let code = world.code(ticket, None).filter(|_| !self.begins_flow());
        let channel = code.as_ref().map_or(self.channel, |code| Channel::of(&code.address));
        let factor = factor_facts(&self.knocking, channel.factor(), world, now);
        let nobody = || nowhere(ticket.account.unwrap_or(AccountHandle([0; 16])), channel);
        let contact = self.contact(&factor, channel, (at.policy, now));
        let address = contact.map_or_else(nobody, |contact| contact.address.clone());
        let tallies = world.tallies((&address, ticket.account, ticket.flow), at.policy, now);
        SendSignInCodeFacts { factor, code, tallies }
    }
}

impl Read for CheckSignInCode {
    fn outcome(reply: &SignInReply) -> &'static str {
        entered(reply)
    }

    fn read(&self, world: &World, at: At<'_>) -> CheckSignInCodeFacts {
        let code = world.code(&self.knocking.ticket, Some(&self.code));
        let channel = code.as_ref().map_or(Channel::Phone, |code| Channel::of(&code.address));
        CheckSignInCodeFacts {
            factor: factor_facts(&self.knocking, channel.factor(), world, at.moment.now),
            code,
        }
    }
}

impl Read for StartReauthentication {
    fn read(&self, world: &World, _: At<'_>) -> StartReauthenticationFacts {
        let (who, passkeys) = asking(world, self.session);
        let row = who.as_ref().and_then(|who| world.row(who.account.handle));
        let ways = row.map_or(Ways { password: false, phone: false }, ways);
        let device = devices::own_device(world, who.as_ref());
        StartReauthenticationFacts { who, passkeys, ways, device }
    }
}

impl Read for FinishReauthentication {
    fn read(&self, world: &World, _: At<'_>) -> FinishReauthenticationFacts {
        let (who, passkeys) = asking(world, self.session);
        FinishReauthenticationFacts { who, spent: world.spent(&self.ticket), passkeys }
    }
}

impl Read for SendGrantCode {
    fn read(&self, world: &World, at: At<'_>) -> SendGrantCodeFacts {
        let (who, passkeys) = asking(world, self.session);
        let row = who.as_ref().and_then(|who| world.row(who.account.handle));
        let phone = row.and_then(Row::phone).cloned();
        let address = phone.as_ref().map_or_else(nobody, |contact| contact.address.clone());
        let account = row.map(|row| row.account.handle);
        let flow = Ticket::first_flow(at.moment);
        let tallies = world.tallies((&address, account, flow), at.policy, at.moment.now);
        SendGrantCodeFacts {
            who,
            phone,
            passkeys: passkeys.len(),
            tallies,
            code: None,
            spent: false,
            recovery: row_of(world, self.session).and_then(Row::recovery),
        }
    }
}

impl Read for ResendGrantCode {
    fn read(&self, world: &World, at: At<'_>) -> SendGrantCodeFacts {
        let (who, passkeys) = asking(world, self.session);
        let code = world.code(&self.ticket, None);
        let address = code.as_ref().map_or_else(nobody, |code| code.address.clone());
        let message = (&address, self.ticket.account, self.ticket.flow);
        let tallies = world.tallies(message, at.policy, at.moment.now);
        let spent = world.spent(&self.ticket);
        SendGrantCodeFacts {
            who,
            phone: None,
            passkeys: passkeys.len(),
            tallies,
            code,
            spent,
            recovery: row_of(world, self.session).and_then(Row::recovery),
        }
    }
}

impl Read for CheckGrantCode {
    fn read(&self, world: &World, _: At<'_>) -> CheckGrantCodeFacts {
        let (who, passkeys) = asking(world, self.session);
        let code = world.code(&self.ticket, Some(&self.code));
        CheckGrantCodeFacts { who, spent: world.spent(&self.ticket), code, passkeys }
    }
}

impl Read for AuthorizeGrant {
    fn read(&self, world: &World, _: At<'_>) -> AuthorizeGrantFacts {
        let (who, passkeys) = asking(world, self.session);
        AuthorizeGrantFacts { who, spent: world.spent(&self.ticket), passkeys }
    }
}

impl Read for ChoosePlace {
    fn read(&self, world: &World, _: At<'_>) -> ChoosePlaceFacts {
        let (who, passkeys) = asking(world, self.session);
        ChoosePlaceFacts { who, spent: world.spent(&self.ticket), passkeys }
    }
}

impl Read for CreatePasskey {
    fn read(&self, world: &World, _: At<'_>) -> CreatePasskeyFacts {
        let (who, passkeys) = asking(world, self.session);
        let contacts = of(who.as_ref(), world, |row| &row.contacts);
        let credential_taken = world.credentials.contains_key(&self.response.id);
        CreatePasskeyFacts {
            who,
            spent: world.spent(&self.ticket),
            passkeys,
            credential_taken,
            contacts,
            recovery: row_of(world, self.session).and_then(Row::recovery),
        }
    }
}

impl Read for StartRemoval {
    fn read(&self, world: &World, _: At<'_>) -> StartRemovalFacts {
        let (who, passkeys) = asking(world, self.session);
        StartRemovalFacts { who, passkeys }
    }
}

impl Read for RemovePasskey {
    fn outcome(reply: &RemovedPasskey) -> &'static str {
        if matches!(reply.removal, Removal::Waits(_)) { "waits" } else { "ok" }
    }

    fn read(&self, world: &World, _: At<'_>) -> RemovePasskeyFacts {
        let (who, passkeys) = asking(world, self.session);
        let contacts = of(who.as_ref(), world, |row| &row.contacts);
        RemovePasskeyFacts { who, spent: world.spent(&self.ticket), passkeys, contacts }
    }
}

impl Read for RenamePasskey {
    fn read(&self, world: &World, _: At<'_>) -> RenamePasskeyFacts {
        let (who, passkeys) = asking(world, self.session);
        RenamePasskeyFacts { who, passkeys, device: None }
    }
}

impl Read for ReadAccount {
    fn read(&self, world: &World, _: At<'_>) -> ReadAccountFacts {
        let who = world.who(self.session);
        let contacts = of(who.as_ref(), world, |row| &row.contacts);
        ReadAccountFacts { who, contacts }
    }
}

impl Read for EndSessions {
    fn read(&self, world: &World, _: At<'_>) -> SessionsFacts {
        let who = world.who(self.session);
        let sessions = of(who.as_ref(), world, |row| &row.sessions);
        SessionsFacts { who, sessions: sessions.into_iter().map(|session| (session, None)).collect() }
    }
}

impl Read for StartEmail {
    fn read(&self, world: &World, at: At<'_>) -> StartEmailFacts {
        let who = world.who(self.session);
        let contacts = of(who.as_ref(), world, |row| &row.contacts);
        let address = Address::Email(self.email.clone());
        let account = who.as_ref().map(|who| who.account.handle);
        let message = (&address, account, Ticket::first_flow(at.moment));
        let tallies = world.tallies(message, at.policy, at.moment.now);
        StartEmailFacts { who, contacts, owner: world.owner(&address), tallies }
    }
}

impl Read for ResendEmailCode {
    fn read(&self, world: &World, at: At<'_>) -> ResendEmailCodeFacts {
        let code = world.code(&self.ticket, None);
        let address = code.as_ref().map_or_else(nobody, |code| code.address.clone());
        let message = (&address, self.ticket.account, self.ticket.flow);
        ResendEmailCodeFacts {
            who: world.who(self.session),
            spent: world.spent(&self.ticket),
            owner: code.as_ref().and_then(|code| world.owner(&code.address)),
            tallies: world.tallies(message, at.policy, at.moment.now),
            code,
        }
    }
}

impl Read for ResendReplacementCode {
    fn read(&self, world: &World, at: At<'_>) -> ResendEmailCodeFacts {
        self.0.read(world, at)
    }
}

impl Read for ResendSignUpCode {
    fn read(&self, world: &World, at: At<'_>) -> ResendSignUpCodeFacts {
        let code = world.code(&self.ticket, None);
        let address = code.as_ref().map_or_else(nobody, |code| code.address.clone());
        let message = (&address, None, self.ticket.flow);
        ResendSignUpCodeFacts {
            spent: world.spent(&self.ticket),
            owner: code.as_ref().and_then(|code| world.owner(&code.address)),
            tallies: world.tallies(message, at.policy, at.moment.now),
            code,
        }
    }
}

impl Read for CheckEmailCode {
    fn read(&self, world: &World, _: At<'_>) -> CheckEmailCodeFacts {
        let who = world.who(self.session);
        let contacts = of(who.as_ref(), world, |row| &row.contacts);
        let code = world.code(&self.ticket, Some(&self.code));
        let taken = code.as_ref().is_some_and(|code| world.owner(&code.address).is_some());
        CheckEmailCodeFacts { who, spent: world.spent(&self.ticket), code, taken, contacts }
    }
}

fn passwords(world: &World, key: Option<SessionKey>) -> PasswordsFacts {
    let who = world.who(key);
    let row = who.as_ref().and_then(|who| world.row(who.account.handle));
    let password = row.and_then(|row| row.password.clone());
    let contacts = row.map(|row| row.contacts.clone()).unwrap_or_default();
    PasswordsFacts {
        password,
        contacts,
        passkeys: of(who.as_ref(), world, |row| &row.passkeys),
        device: devices::own_device(world, who.as_ref()),
        holds: holds::own_holds(world, who.as_ref()),
        who,
    }
}

impl Read for StartPasswordChange {
    fn read(&self, world: &World, _: At<'_>) -> PasswordsFacts {
        passwords(world, self.session)
    }
}

impl Read for ProveDevice {
    fn outcome(reply: &SignInReply) -> &'static str {
        entered(reply)
    }

    fn read(&self, world: &World, at: At<'_>) -> FactorFacts {
        factor_facts(&self.knocking, Factor::Device, world, at.moment.now)
    }
}

impl Read for SetPassword {
    fn outcome(reply: &PasswordWasSet) -> &'static str {
        if matches!(reply, PasswordWasSet::Waits(_)) { "waits" } else { "ok" }
    }

    fn read(&self, world: &World, _: At<'_>) -> PasswordsFacts {
        passwords(world, self.session)
    }
}

impl Read for RemovePassword {
    fn read(&self, world: &World, _: At<'_>) -> PasswordsFacts {
        passwords(world, self.session)
    }
}

impl Read for RenameAccount {
    fn read(&self, world: &World, _: At<'_>) -> RenameAccountFacts {
        let who = world.who(self.session);
        let contacts = of(who.as_ref(), world, |row| &row.contacts);
        RenameAccountFacts { who, contacts }
    }
}
