//! What proved factors come to in a recovery: another proof, the wait, or the session at its end.

use serde_json::json;

use super::kinds::{Kind, PasskeyUse, Verdict, suffices};
use super::start::offered;
use crate::account::{Account, AccountState};
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::decision::Decision;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::notices;
use crate::hold::{Hold, HoldKind, HoldState};
use crate::holds::{Beginning, Verdict as About, begin, rule_by_code};
use crate::level::Standing;
use crate::message::MessageKind;
use crate::proof::Proofs;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::{SessionFacts, Verified};
use crate::sign_in::{FactorFacts, Knocking, SignInReply};
use crate::throttle::Factor;

/// Somebody who recovers, with what was proved so far.
pub(crate) struct Recovering<'a> {
    pub(crate) knocking: &'a Knocking,
    pub(crate) account: &'a Account,
    pub(crate) proofs: Proofs,
    pub(crate) facts: &'a FactorFacts,
    /// The factor that was proved last.
    pub(crate) factor: Factor,
}

impl Recovering<'_> {
    /// `done` is what must be written whatever comes of it.
    pub(crate) fn decide(self, done: Vec<Change>, context: Context<'_>) -> Decision<SignInReply> {
        let passkeys = PasskeyUse::of(&self.facts.passkeys, context.policy, context.moment.now);
        let mut kinds = Kind::all(&self.proofs);
        kinds.extend(self.identity());
        if suffices(&kinds, passkeys) != Verdict::Enough {
            return self.lead_on(done, context);
        }
        match &self.facts.recovery {
            None => self.begin(done, context),
            Some(hold) if hold.is_mature() || !Rule::RecoveryWaits.holds() => self.finish(done, context),
            Some(hold) if hold.state == HoldState::Disputed && kinds.contains(&Kind::RecoveryCode) => {
                self.uphold(hold, done, context)
            }
            // What waits already waits on: no proof shortens it, none begins it anew.
            Some(hold) => {
                let reply = Ok(SignInReply::Recovering(Box::new(hold.clone())));
                Decision { reply, changes: Changes::Tally(done) }
            }
        }
    }

    /// What two of the staff have entered counts in the recovery that began with it, and in no other.
    fn identity(&self) -> Option<Kind> {
        let recovery = self.facts.recovery.as_ref()?;
        (self.facts.identity == Some(recovery.id)).then_some(Kind::Identity)
    }

    fn lead_on(self, mut done: Vec<Change>, context: Context<'_>) -> Decision<SignInReply> {
        if self.factor == Factor::RecoveryCode {
            // Its owner learns that somebody has the sheet, before a second kind is proved.
            let (account, kind) = (self.account, MessageKind::RecoveryCodeUsed(self.knocking.client.clone()));
            done.extend(notices(account.handle, &self.facts.contacts, (&account.locale, kind), context));
        }
        let methods = offered(&self.proofs, context.policy);
        let reply = self.knocking.lead_on(self.proofs, methods, context);
        Decision { reply: Ok(reply), changes: Changes::Tally(done) }
    }

    /// The wait begins: the account's epoch rises, so that whoever is in now stays in no longer, and every address is
    /// told.
    fn begin(&self, done: Vec<Change>, context: Context<'_>) -> Decision<SignInReply> {
        let Context { policy, moment } = context;
        let account = self.account;
        let beginning = Beginning {
            kind: HoldKind::Recovery,
            actor: Actor::Factor(self.factor),
            details: json!({ "client": self.knocking.client, "methods": self.proofs.names() }),
        };
        let (hold, event, begun) = begin(beginning, self.facts.audience(account), policy, moment);
        let state = AccountState { epoch: account.state.epoch + 1, ..account.state };
        let mut rest = done;
        rest.push(Change::SetAccountState { account: account.handle, state });
        rest.extend(begun);
        let reply = Ok(SignInReply::Recovering(Box::new(hold)));
        Decision { reply, changes: Changes::of_account(event, rest) }
    }

    /// A dispute about it is decided by a code of the printed set, unless an old passkey decides otherwise.
    fn uphold(&self, hold: &Hold, done: Vec<Change>, context: Context<'_>) -> Decision<SignInReply> {
        let ruled = rule_by_code(
            (hold, &self.facts.vetoes),
            self.facts.audience(self.account),
            (About::Uphold, &self.knocking.client),
            context,
        );
        let (stands, event, rest) = match ruled {
            Ok(ruled) => ruled,
            Err(refusal) => return Decision { reply: Err(refusal), changes: Changes::Tally(done) },
        };
        let rest = done.into_iter().chain(rest).collect();
        let reply = Ok(SignInReply::Recovering(Box::new(stands.held.hold)));
        Decision { reply, changes: Changes::of_account(event, rest) }
    }

    /// The wait is over, and two kinds were proved anew: a session that creates a passkey. All others end, a freeze
    /// ends, apps are told of the risk, and nothing of value leaves the account for a while. The hold stays open until
    /// the passkey is made, and whoever may stop it may do so still.
    fn finish(&self, done: Vec<Change>, context: Context<'_>) -> Decision<SignInReply> {
        let Context { policy, moment } = context;
        let account = self.account;
        let held_until = moment.now.plus_seconds(policy.recovery_holds_value_seconds);
        let state = AccountState {
            epoch: account.state.epoch + i64::from(Rule::RecoveryEnds.holds()),
            freeze: None,
            risk_until: Some(moment.now.plus_seconds(policy.recovery_risk_seconds)),
            value_held_until: account.state.value_held_until.max(Some(held_until)),
        };
        let verified = Verified::Fallback(&self.proofs, Standing::Recovery);
        let opened = self.knocking.open((account, state.epoch), None, verified, context);
        let happening = Happening {
            kind: EventKind::AccountRecovered,
            actor: Actor::Factor(self.factor),
            details: json!({
                "client": self.knocking.client,
                "methods": self.proofs.names(),
                "session": opened.session.key.id.to_string(),
            }),
            personal: None,
        };
        let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
        let mut rest = done;
        rest.push(Change::SetAccountState { account: account.handle, state });
        if Rule::RecoveryEnds.holds() {
            rest.push(Change::EndSessions { account: account.handle, except: None });
        }
        rest.push(Change::AddSession(Box::new(opened.session.clone())));
        let kind = MessageKind::AccountRecovered(self.knocking.client.clone());
        rest.extend(notices(account.handle, &self.facts.contacts, (&account.locale, kind), context));
        let reply = Ok(SignInReply::signed_in(account, opened));
        Decision { reply, changes: Changes::of_account(event, rest) }
    }
}

/// The recovery that a session of one belongs to; none for any other session. What was stopped meanwhile, or was used,
/// gives no right any more.
pub(crate) fn still_open<'a>(
    who: &SessionFacts,
    recovery: Option<&'a Hold>,
) -> Result<Option<&'a Hold>, Refusal> {
    match (who.session.standing, recovery) {
        (Standing::Recovery, Some(hold)) if hold.is_mature() => Ok(Some(hold)),
        (Standing::Recovery, recovery) if !Rule::RecoveryOpen.holds() => Ok(recovery),
        (Standing::Recovery, _) => Err(Refusal::HoldOver),
        _ => Ok(None),
    }
}

/// A code of the set opposes the recovery that is open. The code is used up, and `done` written, even where nothing
/// waits.
pub(crate) fn stop_by_code(
    knocking: &Knocking,
    account: &Account,
    (facts, done): (&FactorFacts, Vec<Change>),
    context: Context<'_>,
) -> Decision<SignInReply> {
    let refused = |refusal, done| Decision { reply: Err(refusal), changes: Changes::Tally(done) };
    let Some(hold) = &facts.recovery else { return refused(Refusal::NotFound, done) };
    let about = (About::Stop, &knocking.client);
    match rule_by_code((hold, &facts.vetoes), facts.audience(account), about, context) {
        Ok((stands, event, rest)) => {
            let rest = done.into_iter().chain(rest).collect();
            let reply = Ok(SignInReply::Stopped(Box::new(stands)));
            Decision { reply, changes: Changes::of_account(event, rest) }
        }
        Err(refusal) => refused(refusal, done),
    }
}
