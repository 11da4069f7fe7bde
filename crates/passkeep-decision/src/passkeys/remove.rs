//! A passkey is removed, by an assertion of it or of one that is old enough.

use passkeep_webauthn::AuthenticationResponse;
use serde_json::json;

use crate::ceremony::{Context, Holder, begin_assertion, finish_assertion};
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{CeremonyOptions, FlowReply, notices};
use crate::id::PasskeyId;
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::passkey::{Passkey, Tombstone};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::session_flow::{answering, belongs, first_ticket};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::usage::use_passkey;

/// Begins the assertion that removes a passkey. Writes nothing.
pub struct StartRemoval {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which passkey.
    pub passkey: PasskeyId,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartRemoval` reads.
pub struct StartRemovalFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
}

impl Step for StartRemoval {
    type Facts = StartRemovalFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::RemovePasskey, policy, moment.now)?;
            removable(self.passkey, &facts.passkeys)?;
            let asked = (who, moment);
            let mut ticket = first_ticket(Purpose::RemovePasskey, TicketStep::Passkey, self.browser, asked);
            ticket.passkey = Some(self.passkey);
            let context = Context { policy, moment };
            let (ticket, options) =
                begin_assertion(ticket, &facts.passkeys, policy.ceremony_seconds, context);
            Ok(Decision::reply(FlowReply::ceremony(ticket, CeremonyOptions::Request(options))))
        })
    }
}

/// Removes a passkey.
pub struct RemovePasskey {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which passkey: the one that the ticket names.
    pub passkey: PasskeyId,
    /// The ticket of step `passkey`.
    pub ticket: Ticket,
    /// The authenticator's answer.
    pub response: AuthenticationResponse,
    /// Whether the sessions that it opened end with it.
    pub sessions: OpenedByIt,
    /// Browser and system.
    pub client: Client,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What becomes of the sessions that a removed passkey opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedByIt {
    /// They end, but for the one that asks.
    End,
    /// They stay.
    Stay,
}

/// What `RemovePasskey` reads.
pub struct RemovePasskeyFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// What a removal leaves.
pub struct RemovedPasskey {
    /// What remains of it.
    pub tombstone: Tombstone,
    /// How many passkeys the account still has.
    pub remaining: usize,
}

impl Step for RemovePasskey {
    type Facts = RemovePasskeyFacts;
    type Reply = RemovedPasskey;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<RemovedPasskey> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::RemovePasskey, policy, moment.now)?;
            belongs(&self.ticket, who)?;
            if self.ticket.passkey != Some(self.passkey) {
                return Err(Refusal::TicketNotAccepted);
            }
            self.ticket.admit(self.browser, facts.spent, moment.now)?;
            let removed = removable(self.passkey, &facts.passkeys)?;
            let signer = answering(&self.response, &facts.passkeys)?;
            let holder = Holder::of(&who.account.handle, signer);
            let proof = finish_assertion(&self.ticket, &self.response, holder, policy)?;
            let settled_at = signer.settled_at(policy);
            if signer.id != removed.id && moment.now < settled_at {
                return Err(Refusal::PasskeyTooNew { until: settled_at });
            }
            let event = self.event(who, (removed, signer), policy, moment);
            let mut rest = self.changes(who, removed, moment);
            if signer.id != removed.id {
                rest.extend(use_passkey(who.account.handle, signer, &proof, (&event, &self.client)));
            }
            let kind = MessageKind::PasskeyRemoved(removed.name.to_string());
            rest.extend(notices(
                who.account.handle,
                &facts.contacts,
                (&who.account.locale, kind),
                Context { policy, moment },
            ));
            let reply =
                RemovedPasskey { tombstone: tombstone(removed, moment), remaining: facts.passkeys.len() - 1 };
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}

impl RemovePasskey {
    fn event(
        &self,
        who: &SessionFacts,
        which: (&Passkey, &Passkey),
        policy: &Policy,
        moment: &Moment,
    ) -> Event {
        let (removed, signer) = which;
        let happening = Happening {
            kind: EventKind::PasskeyRemoved,
            actor: Actor::Passkey(signer.id),
            details: json!({
                "client": self.client,
                "device": who.session.device,
                "passkey": signer.id.to_string(),
                "removed": removed.id.to_string(),
            }),
            personal: Some(json!({ "name": removed.name.as_str() })),
        };
        Event::after(who.account.head, who.account.handle, happening, &policy.issuer, moment)
    }

    fn changes(&self, who: &SessionFacts, removed: &Passkey, moment: &Moment) -> Vec<Change> {
        let account = who.account.handle;
        let mut changes = vec![
            Change::RemovePasskey { account, passkey: removed.id },
            Change::AddTombstone { account, tombstone: tombstone(removed, moment) },
            self.ticket.spend(account),
        ];
        if self.sessions == OpenedByIt::End {
            let except = Some(who.session.key);
            changes.push(Change::EndSessionsOfPasskey { account, passkey: removed.id, except });
        }
        changes
    }
}

/// The passkey, unless it is the last: until other ways in exist, that one stays.
fn removable(id: PasskeyId, passkeys: &[Passkey]) -> Result<&Passkey, Refusal> {
    let passkey = passkeys.iter().find(|passkey| passkey.id == id).ok_or(Refusal::NotFound)?;
    if passkeys.len() == 1 {
        return Err(Refusal::LastPasskey);
    }
    Ok(passkey)
}

fn tombstone(passkey: &Passkey, moment: &Moment) -> Tombstone {
    Tombstone {
        id: passkey.id,
        credential_id: passkey.credential_id.clone(),
        public_key: passkey.public_key.clone(),
        backup_eligible: passkey.backup_eligible,
        name: passkey.name.clone(),
        removed_at: moment.now,
    }
}
