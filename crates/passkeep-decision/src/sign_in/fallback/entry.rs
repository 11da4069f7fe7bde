//! What proved factors lead to: another factor, a session, or no.

use serde_json::json;

use super::freeze::{ByFactor, Intent};
use super::start::Ways;
use crate::account::{Account, Freeze};
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::Decision;
use crate::device::{Client, Device, NetworkPlace};
use crate::devices::{Asked, Requested, request};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::{ApprovalWait, FlowReply, SignedIn, notices};
use crate::hold::{Hold, Veto};
use crate::holds::{Audience, StoppedHold};
use crate::id::{DeviceId, HoldId};
use crate::level::{Level, Standing};
use crate::message::MessageKind;
use crate::moment::{Moment, Timestamp};
use crate::passkey::Passkey;
use crate::password::{Reach, StoredPassword};
use crate::policy::Policy;
use crate::proof::{Method, Proofs};
use crate::recovery::{Recovering, stop_by_code};
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::{OpenedSession, Place, SessionFacts, SessionKey, Sharing, Verified, open, raise};
use crate::throttle::{Acquaintance, Factor, FailureKey, Failures};
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::trust::{Trust, trust};

/// Who knocks, and where: what every step of a fallback is told.
#[derive(Clone)]
pub struct Knocking {
    /// The ticket of the step.
    pub ticket: Ticket,
    /// The session that asks: a flow of proving again belongs to one.
    pub session: Option<SessionKey>,
    /// The browser's device cookie, hashed: the one it has, or the one it will get.
    pub device: DeviceId,
    /// Own or shared computer.
    pub sharing: Sharing,
    /// Browser and system.
    pub client: Client,
    /// Where that is.
    pub place: Option<NetworkPlace>,
    /// The browser that asks.
    pub browser: BrowserHash,
    /// What a factor is proved for.
    pub intent: Intent,
}

/// What every step of a fallback reads. All of it is read for a handle that nobody has too, so that it takes as long.
pub struct FactorFacts {
    /// The account of the ticket.
    pub account: Option<Account>,
    /// Whether the step was spent.
    pub spent: bool,
    /// The session that is to be raised, where the flow belongs to one.
    pub who: Option<SessionFacts>,
    /// The browser, where the account knows it.
    pub device: Option<Device>,
    /// Its password.
    pub password: Option<StoredPassword>,
    /// Its passkeys. A suspended one counts as working until it is gone.
    pub passkeys: Vec<Passkey>,
    /// Its addresses.
    pub contacts: Vec<Contact>,
    /// Its devices: whether one of them may approve another.
    pub devices: Vec<Device>,
    /// When each of its approvals that wait ends.
    pub pending: Vec<Timestamp>,
    /// How often the factor at hand failed in a row, from such a browser.
    pub failures: Failures,
    /// When the factor at hand last froze the account from a browser that the account doesn't know.
    pub frozen_by_stranger_at: Option<Timestamp>,
    /// The recovery that is open.
    pub recovery: Option<Hold>,
    /// Vetoes about the account's recoveries, of all time.
    pub vetoes: Vec<Veto>,
    /// The recovery that two of the staff began: who somebody is was proved outside.
    pub identity: Option<HoldId>,
}

/// What a step of a sign-in comes to.
pub enum SignInReply {
    /// Somebody is signed in.
    SignedIn(Box<SignedIn>),
    /// It goes on.
    Flow(Box<FlowReply>),
    /// A trusted device is asked first.
    Waits(Box<ApprovalWait>),
    /// The account is frozen: that was asked for.
    Frozen(Freeze),
    /// A recovery waits.
    Recovering(Box<Hold>),
    /// What a recovery code came to against a recovery.
    Stopped(Box<StoppedHold>),
}

/// What a fallback's session is for: in an account that has passkeys, a suspended one too, it is a quarantine.
pub fn fallback_standing(passkeys: &[Passkey]) -> Standing {
    match passkeys.is_empty() {
        true => Standing::Ordinary,
        false => Standing::Quarantine,
    }
}

impl FactorFacts {
    /// The phone that codes go to: the account's oldest.
    pub fn phone(&self) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.address.kind() == "phone")
    }

    /// Whom a hold of the account is told.
    pub(crate) fn audience<'a>(&'a self, account: &'a Account) -> Audience<'a> {
        Audience { account, contacts: &self.contacts, passkeys: &self.passkeys }
    }

    /// What the account has, where it knows the browser.
    pub(super) fn ways(&self) -> Option<Ways> {
        self.device.as_ref()?;
        Some(Ways { password: self.password.is_some(), phone: self.phone().is_some() })
    }
}

impl Knocking {
    /// Whose failures are counted: the ticket's account, or nobody.
    pub(crate) fn failures(&self, factor: Factor, facts: &FactorFacts) -> Result<FailureKey, Refusal> {
        let account = self.ticket.account.ok_or(Refusal::TicketNotAccepted)?;
        Ok(FailureKey { account, factor, from: Acquaintance::of(facts.device.as_ref()) })
    }

    /// Whether the ticket is taken: a flow of a session belongs to it too.
    pub(crate) fn admit(&self, facts: &FactorFacts, policy: &Policy, moment: &Moment) -> Result<(), Refusal> {
        if self.ticket.purpose == Purpose::Reauthenticate {
            let who = crate::session::admit(
                facts.who.as_ref(),
                crate::right::Right::Reauthenticate,
                policy,
                moment.now,
            )?;
            crate::session_flow::belongs(&self.ticket, who)?;
        }
        self.ticket.admit(self.browser, facts.spent, moment.now)?;
        // A freeze, a quarantine or a loss that came between ends what was begun before it.
        let raised = facts.account.as_ref().is_some_and(|account| account.state.epoch != self.ticket.epoch);
        if Rule::TicketEpoch.holds() && raised {
            return Err(Refusal::TicketExpired);
        }
        Ok(())
    }

    /// What a factor that was just proved leads to. `done` is what must be written whatever it is: the count cleared, the step spent.
    pub(crate) fn enter(
        &self,
        account: &Account,
        (factor, method): (Factor, Method),
        (facts, done): (&FactorFacts, Vec<Change>),
        context: Context<'_>,
    ) -> Decision<SignInReply> {
        if self.intent == Intent::Freeze {
            return ByFactor { account, knocking: self, facts, factor }.decide(done, context);
        }
        if self.intent == Intent::StopRecovery && factor == Factor::RecoveryCode {
            return stop_by_code(self, account, (facts, done), context);
        }
        let proofs = self.ticket.proofs.clone().and(method, context.moment.now);
        if self.ticket.purpose == Purpose::Recover {
            return Recovering { knocking: self, account, proofs, facts, factor }.decide(done, context);
        }
        let entry = Entry { knocking: self, account, proofs, facts };
        entry.decide(done, context.policy, context.moment)
    }

    /// Another proof is asked for, in a flow of its own, so that its steps are spent apart from those of the first.
    pub(crate) fn lead_on(&self, proofs: Proofs, methods: Vec<Method>, context: Context<'_>) -> SignInReply {
        let Context { policy, moment } = context;
        let before = &self.ticket;
        let mut ticket = Ticket::first(before.purpose, TicketStep::Factor, before.browser, moment)
            .living(policy.sign_in_seconds);
        ticket.account = before.account;
        ticket.session = before.session;
        ticket.epoch = before.epoch;
        ticket.proofs = proofs;
        // What a device's own key signs, where that proves something: it signs nobody in.
        ticket.challenge = (before.purpose != Purpose::SignIn).then(|| moment.draw("nonce"));
        SignInReply::Flow(Box::new(FlowReply { methods, ..FlowReply::to(ticket) }))
    }

    /// A session under an epoch, by what was proved.
    pub(crate) fn open(
        &self,
        (account, epoch): (&Account, i64),
        device: Option<&Device>,
        verified: Verified<'_>,
        Context { policy, moment }: Context<'_>,
    ) -> OpenedSession {
        let place = Place {
            account: account.handle,
            epoch,
            passkey: None,
            device: device.filter(|_| self.sharing == Sharing::Own),
            client: &self.client,
            network: self.place.as_ref(),
            sharing: self.sharing,
        };
        open(verified, &place, policy, moment)
    }
}

impl SignInReply {
    /// A session was opened without a passkey.
    pub(crate) fn signed_in(account: &Account, opened: OpenedSession) -> Self {
        Self::SignedIn(Box::new(SignedIn {
            user_id: account.user_id,
            name: account.name.clone(),
            passkey: None,
            opened,
            trust: None,
        }))
    }
}

struct Entry<'a> {
    knocking: &'a Knocking,
    account: &'a Account,
    proofs: Proofs,
    facts: &'a FactorFacts,
}

impl Entry<'_> {
    fn decide(self, done: Vec<Change>, policy: &Policy, moment: &Moment) -> Decision<SignInReply> {
        let more = Ways::offered(self.facts.ways(), &self.proofs, policy);
        if self.another_is_needed(&more) {
            return self.lead_on(more, done, policy, moment);
        }
        if self.knocking.ticket.purpose == Purpose::Reauthenticate {
            return self.raise(done, policy, moment);
        }
        // A browser that the account doesn't know gets nothing by a fallback, until a trusted device approves it.
        if Rule::KnownBrowser.holds() && self.facts.device.is_none() {
            return self.ask(done, policy, moment);
        }
        self.open(done, policy, moment)
    }

    /// A short password never stands alone; an account without passkeys takes two kinds, where it has two.
    fn another_is_needed(&self, more: &[Method]) -> bool {
        let short =
            self.facts.password.as_ref().is_some_and(|password| password.reach == Reach::BesideAnother);
        let alone = self.proofs.weak_level() != Some(Level::TwoW);
        let only_short = short && self.proofs.has(Method::Password) && !self.proofs.has(Method::PhoneCode);
        (Rule::ShortPassword.holds() && only_short)
            || (Rule::TwoKinds.holds() && alone && self.facts.passkeys.is_empty() && !more.is_empty())
    }

    fn lead_on(
        self,
        methods: Vec<Method>,
        done: Vec<Change>,
        policy: &Policy,
        moment: &Moment,
    ) -> Decision<SignInReply> {
        if methods.is_empty() {
            return Decision { reply: Err(Refusal::AnotherFactorNeeded), changes: Changes::Tally(done) };
        }
        let methods = match self.knocking.ticket.purpose {
            Purpose::Reauthenticate => {
                Ways::and_device(methods, self.facts.device.as_ref(), &self.proofs, policy)
            }
            _ => methods,
        };
        let reply = self.knocking.lead_on(self.proofs, methods, Context { policy, moment });
        Decision { reply: Ok(reply), changes: Changes::Tally(done) }
    }

    /// Asks the account's trusted devices. Where there is none, nothing is opened here: a passkey or a recovery is the
    /// way.
    fn ask(self, done: Vec<Change>, policy: &Policy, moment: &Moment) -> Decision<SignInReply> {
        let refuse = |refusal, done| Decision { reply: Err(refusal), changes: Changes::Tally(done) };
        let someone_answers = |device: &Device| trust(device, policy).0 >= Trust::SignIn;
        if !self.facts.devices.iter().any(someone_answers) {
            return refuse(Refusal::ApprovalNeeded, done);
        }
        // A flow of its own: an approval is its flow's, and another factor of the same ticket may ask again.
        let before = &self.knocking.ticket;
        let mut ticket = Ticket::first(before.purpose, TicketStep::Approval, before.browser, moment);
        ticket.proofs = self.proofs;
        let account = self.account;
        let asked = Asked {
            account,
            contacts: &self.facts.contacts,
            pending: &self.facts.pending,
            ticket,
            actor: Actor::Device(self.knocking.device),
            device: self.knocking.device,
            client: &self.knocking.client,
            place: self.knocking.place.as_ref(),
            sharing: self.knocking.sharing,
        };
        let Requested { reply, happening, mut rest } = match request(asked, policy, moment) {
            Ok(requested) => requested,
            Err(refusal) => return refuse(refusal, done),
        };
        rest.extend(done);
        let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
        Decision { reply: Ok(SignInReply::Waits(Box::new(reply))), changes: Changes::of_account(event, rest) }
    }

    /// A session: in quarantine where the account has passkeys. That raises the account's epoch, so no session of
    /// before goes on beside it.
    fn open(&self, done: Vec<Change>, policy: &Policy, moment: &Moment) -> Decision<SignInReply> {
        let account = self.account;
        let standing = fallback_standing(&self.facts.passkeys);
        let mut state = account.state;
        let mut rest = done;
        if Rule::QuarantineEnds.holds() && standing == Standing::Quarantine {
            state.epoch += 1;
            rest.push(Change::SetAccountState { account: account.handle, state });
        }
        let context = Context { policy, moment };
        let (device, verified) = (self.facts.device.as_ref(), Verified::Fallback(&self.proofs, standing));
        let opened = self.knocking.open((account, state.epoch), device, verified, context);
        let details = json!({
            "client": self.knocking.client,
            "known_browser": true,
            "methods": self.methods(),
            "session": opened.session.key.id.to_string(),
            "standing": standing.as_str(),
        });
        let happening = Happening {
            kind: EventKind::SignedIn,
            actor: Actor::Session(opened.session.key.id),
            details,
            personal: None,
        };
        let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
        rest.push(Change::AddSession(Box::new(opened.session.clone())));
        let kind = MessageKind::SignedInWithoutPasskey(self.knocking.client.clone());
        rest.extend(notices(account.handle, &self.facts.contacts, (&account.locale, kind), context));
        let reply = Ok(SignInReply::signed_in(account, opened));
        Decision { reply, changes: Changes::of_account(event, rest) }
    }

    fn raise(&self, done: Vec<Change>, policy: &Policy, moment: &Moment) -> Decision<SignInReply> {
        let Some(who) = &self.facts.who else { return Decision::refuse(Refusal::SignedOut) };
        let raised = raise(who, Verified::Fallback(&self.proofs, who.session.standing), None, policy, moment);
        let happening = Happening {
            kind: EventKind::Reauthenticated,
            actor: Actor::Session(raised.opened.session.key.id),
            details: json!({
                "client": self.knocking.client,
                "methods": self.methods(),
                "session": raised.opened.session.key.id.to_string(),
            }),
            personal: None,
        };
        let event = Event::after(self.account.head, self.account.handle, happening, &policy.issuer, moment);
        let rest = done.into_iter().chain(raised.changes).collect();
        let reply = Ok(SignInReply::signed_in(self.account, raised.opened));
        Decision { reply, changes: Changes::of_account(event, rest) }
    }

    fn methods(&self) -> Vec<&'static str> {
        self.proofs.names()
    }
}
