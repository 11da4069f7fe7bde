//! A passkey is reported lost. It signs in no more from this moment, every other session ends, and it is gone when its hold
//! has matured. Whoever is in may report, by whatever way: a report lowers nothing, so it takes no proof.

use serde_json::json;

use super::remove::{removable, working_beside};
use crate::account::AccountState;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::Actor;
use crate::hold::HoldKind;
use crate::holds::{Audience, Beginning, Held, begin};
use crate::id::PasskeyId;
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey, admit};
use crate::step::Step;

/// Reports a passkey lost.
pub struct ReportLoss {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which passkey.
    pub passkey: PasskeyId,
    /// Browser and system.
    pub client: Client,
}

/// What `ReportLoss` reads.
pub struct ReportLossFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// What a report comes to.
pub struct ReportedLoss {
    /// The hold of its removal.
    pub held: Held,
    /// How many passkeys of the account still sign in.
    pub remaining: usize,
}

impl Step for ReportLoss {
    type Facts = ReportLossFacts;
    type Reply = ReportedLoss;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<ReportedLoss> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::ReportLoss, policy, moment.now)?;
            let lost = removable(self.passkey, &facts.passkeys)?;
            let beginning = Beginning {
                kind: HoldKind::LosePasskey(lost.id),
                actor: Actor::Session(who.session.key.id),
                details: json!({ "on": self.client }),
            };
            let to = Audience { account: &who.account, contacts: &facts.contacts, passkeys: &facts.passkeys };
            let (hold, event, rest) = begin(beginning, to, policy, moment);
            let (account, key) = (who.account.handle, who.session.key);
            // The new epoch ends every session but the one that reports, which goes on in it.
            let epoch = who.account.state.epoch + i64::from(Rule::ReportEnds.holds());
            let suspended_at = Some(moment.now).filter(|_| Rule::ReportSuspends.holds());
            let mut changes = vec![
                Change::SuspendPasskey { account, passkey: lost.id, at: suspended_at },
                Change::SetAccountState { account, state: AccountState { epoch, ..who.account.state } },
            ];
            if Rule::ReportEnds.holds() {
                changes.push(Change::EndSessions { account, except: Some(key) });
            }
            changes.push(Change::KeepSession { key, epoch });
            changes.extend(rest);
            let remaining = working_beside(lost, &facts.passkeys);
            let reply = ReportedLoss { held: Held::of(hold, &facts.passkeys), remaining };
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, changes) })
        })
    }
}
