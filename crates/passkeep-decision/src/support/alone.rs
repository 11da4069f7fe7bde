//! What one of the staff does alone: what only makes an account safer, or what its owner could cause at any time. Nothing is
//! proved for anybody, and what is sent goes to addresses of some age.

use serde_json::json;

use super::Concerned;
use super::staff::{Role, Staff, admit_staff};
use crate::account::{AccountState, Freeze, UserId};
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::event::{Event, EventKind, Happening};
use crate::flow::notices;
use crate::hold::{Hold, HoldNews, HoldState, Told};
use crate::holds::{Audience, announce};
use crate::id::HoldId;
use crate::message::MessageKind;
use crate::moment::{Moment, Timestamp};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey};
use crate::step::Step;

/// How long before the same may be sent again.
const AGAIN_SECONDS: i64 = 60 * 60;

/// Does something that takes one.
pub struct ActAlone {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The user ID of the account concerned.
    pub account: UserId,
    /// What is done.
    pub deed: Deed,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The account is frozen, until it is thawed.
    Freeze,
    /// Its addresses are sent the way to a recovery. Who goes there proves who they are, as anybody does.
    OfferRecovery,
    /// The newest notices about what waits are sent again.
    Resend(HoldId),
}

/// What `ActAlone` reads.
pub struct AloneFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account concerned.
    pub concerned: Option<Concerned>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acted {
    /// To how many addresses something goes.
    pub told: usize,
}

impl Step for ActAlone {
    type Facts = AloneFacts;
    type Reply = Acted;

    fn decide(&self, facts: &AloneFacts, policy: &Policy, moment: &Moment) -> Decision<Acted> {
        decided(|| {
            let staff = admit_staff(facts.who.as_ref(), Role::Help, policy, moment.now)?;
            let concerned = facts.concerned.as_ref().ok_or(Refusal::NotFound)?;
            staff.not_own(concerned)?;
            let acting = Acting { staff, concerned, context: Context { policy, moment } };
            let (event, mut rest) = match self.deed {
                Deed::Freeze => acting.freeze()?,
                Deed::OfferRecovery => acting.offer_recovery()?,
                Deed::Resend(hold) => acting.resend(hold)?,
            };
            let told = rest.iter().filter(|change| matches!(change, Change::SendMessage { .. })).count();
            rest.extend(staff.touched(policy, moment));
            Ok(Decision { reply: Ok(Acted { told }), changes: Changes::of_account(event, rest) })
        })
    }
}

struct Acting<'a> {
    staff: Staff<'a>,
    concerned: &'a Concerned,
    context: Context<'a>,
}

impl Acting<'_> {
    /// It stands until a passkey, a recovery or two of the staff thaw it. Every address is told.
    fn freeze(&self) -> Result<(Event, Vec<Change>), Refusal> {
        let Context { policy, moment } = self.context;
        let account = &self.concerned.account;
        let lapses = account.state.freeze.and_then(|freeze| freeze.lapses_at);
        if account.is_frozen(moment.now) && lapses.is_none() {
            return Err(Refusal::AccountFrozen);
        }
        let at = account.state.freeze.filter(|_| account.is_frozen(moment.now)).map_or(moment.now, |f| f.at);
        let state = AccountState {
            epoch: account.state.epoch + 1,
            freeze: Some(Freeze { at, lapses_at: None }),
            ..account.state
        };
        let event = self.event(EventKind::SupportFroze, json!({ "staff": self.staff.told(policy) }));
        let mut rest = vec![Change::SetAccountState { account: account.handle, state }];
        let told = (&account.locale, MessageKind::FrozenBySupport);
        rest.extend(notices(account.handle, &self.concerned.contacts, told, self.context));
        Ok((event, rest))
    }

    fn offer_recovery(&self) -> Result<(Event, Vec<Change>), Refusal> {
        let account = &self.concerned.account;
        let old = self.old_addresses()?;
        self.not_of_late(EventKind::RecoveryOffered, None)?;
        let told = json!({ "addresses": old.len(), "staff": self.staff.told(self.context.policy) });
        let event = self.event(EventKind::RecoveryOffered, told);
        let told = (&account.locale, MessageKind::RecoveryOffered);
        Ok((event, notices(account.handle, &old, told, self.context)))
    }

    fn resend(&self, id: HoldId) -> Result<(Event, Vec<Change>), Refusal> {
        let hold = self.concerned.holds.iter().find(|hold| hold.id == id).ok_or(Refusal::NotFound)?;
        let old = self.old_addresses()?;
        self.not_of_late(EventKind::NoticesResent, Some(id))?;
        let audience = Audience { contacts: &old, ..self.concerned.audience() };
        // Apps heard of it when it happened, and nothing has happened since.
        let again = |change: &Change| !matches!(change, Change::CallWebhook { .. });
        let rest = announce(hold, newest(hold), audience, self.context).into_iter().filter(again).collect();
        let told = json!({
            "addresses": old.len(),
            "hold": id.to_string(),
            "staff": self.staff.told(self.context.policy),
            "what": hold.kind.name().as_str(),
        });
        Ok((self.event(EventKind::NoticesResent, told), rest))
    }

    fn event(&self, kind: EventKind, details: serde_json::Value) -> Event {
        let Context { policy, moment } = self.context;
        let account = &self.concerned.account;
        let happening = Happening { kind, actor: self.staff.actor(), details, personal: None };
        Event::after(account.head, account.handle, happening, &policy.issuer, moment)
    }

    /// What came to the account of late may be whoever's the caller is.
    fn old_addresses(&self) -> Result<Vec<Contact>, Refusal> {
        let Context { policy, moment } = self.context;
        let old: Vec<Contact> = self
            .concerned
            .contacts
            .iter()
            .filter(|contact| !Rule::OldAddresses.holds() || is_old(contact, policy, moment.now))
            .cloned()
            .collect();
        if old.is_empty() { Err(Refusal::NoOldAddress) } else { Ok(old) }
    }

    /// Nobody is to be buried in messages.
    fn not_of_late(&self, kind: EventKind, hold: Option<HoldId>) -> Result<(), Refusal> {
        let since = self.context.moment.now.plus_seconds(-AGAIN_SECONDS);
        let about = hold.map(|id| format!("\"hold\":\"{id}\""));
        let same = |bytes: &[u8]| {
            about.as_ref().is_none_or(|about| String::from_utf8_lossy(bytes).contains(about.as_str()))
        };
        let events = &self.concerned.events;
        let of_late =
            events.iter().any(|event| event.kind == kind.as_str() && event.at > since && same(&event.bytes));
        if Rule::ResentOnce.holds() && of_late { Err(Refusal::ResentOfLate) } else { Ok(()) }
    }
}

pub(super) fn is_old(contact: &Contact, policy: &Policy, now: Timestamp) -> bool {
    now >= contact.proved_at.plus_seconds(policy.support.address_seconds)
}

/// What was told of it last.
fn newest(hold: &Hold) -> HoldNews {
    match (hold.state, hold.told) {
        (HoldState::Disputed, _) => HoldNews::Disputed,
        (HoldState::Upheld, _) => HoldNews::Upheld,
        (_, Told::Start) => HoldNews::Started,
        (_, Told::Middle | Told::Late) => HoldNews::Halfway,
        (_, Told::End) => HoldNews::Done,
    }
}
