//! What the table begins with: a customer, two of the staff with a key each, and what they would do.

use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Misbehaviour, Seed};
use passkeep_webauthn::{AuthenticationResponse, Origin};

use super::super::*;
use crate::account::{Account, AccountState, DisplayName, Freeze, Head, Locale, UserId};
use crate::ceremony::{Context, Owner, Place, Wish, begin_creation, finish_creation};
use crate::change::{Change, Changes};
use crate::code::Tally;
use crate::contact::{Address, Contact, Email};
use crate::decision::Decision;
use crate::device::{Client, Device, DeviceOrigin};
use crate::diagnosis::AccountSigns;
use crate::event::{Actor, EventKind};
use crate::flow::{CeremonyOptions, FlowReply};
use crate::history::RecordedEvent;
use crate::hold::{Hold, HoldKind};
use crate::id::{AccountHandle, DeviceId, FlowId, HoldId, PasskeyId, ProposalId, SessionId, Sid, StaffId};
use crate::level::{Level, Standing};
use crate::moment::{Moment, Timestamp};
use crate::passkey::{Made, Passkey, PasskeyOrigin};
use crate::policy::Policy;
use crate::proof::{Method, Proofs};
use crate::session::{Session, SessionFacts, SessionKey, Sharing};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

pub(super) const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub(super) const HOUR: i64 = 3600;
pub(super) const FIRST: AccountHandle = AccountHandle([0xB1; 16]);
pub(super) const SECOND: AccountHandle = AccountHandle([0xC2; 16]);
pub(super) const FIRST_DEVICE: DeviceId = DeviceId([1; 16]);
const ADA: AccountHandle = AccountHandle([0xA3; 16]);
const ORIGIN: &str = "https://id.example.com";
const HELD: HoldId = HoldId([4; 16]);

pub(super) fn moment() -> Moment {
    Moment::new(NOW, &[8; 32])
}

/// Whether a passkey never leaves its device.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Yes,
    No,
}

/// One of the staff.
pub(super) struct Member {
    pub(super) who: SessionFacts,
    pub(super) key: (u64, Passkey),
    pub(super) contacts: Vec<Contact>,
    pub(super) browser: BrowserHash,
}

/// Everything fits, until a row changes something.
pub(super) struct World {
    pub(super) policy: Policy,
    pub(super) first: Member,
    pub(super) second: Member,
    pub(super) concerned: Concerned,
    pub(super) looks: i64,
    pub(super) found: bool,
    pub(super) reason: Reason,
    about: Option<ProposalId>,
}

/// What is proposed, and about which hold.
type Want = (ProposedAction, Option<HoldId>);

pub(super) const fn thaw() -> Want {
    (ProposedAction::Thaw, None)
}

pub(super) const fn identity() -> Want {
    (ProposedAction::ProveIdentity, None)
}

pub(super) const fn stop() -> Want {
    (ProposedAction::StopHold, Some(HELD))
}

pub(super) const fn shorten() -> Want {
    (ProposedAction::ShortenHold, Some(HELD))
}

pub(super) fn reason(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}

impl World {
    pub(super) fn new() -> Self {
        Self::of(Role::Decide)
    }

    /// The first with a role, and a second who decides; a frozen customer with a removal that waits.
    pub(super) fn of(role: Role) -> Self {
        let mut policy = policy();
        policy.support.staff = vec![
            StaffMember { user_id: user_id(FIRST), role },
            StaffMember { user_id: user_id(SECOND), role: Role::Decide },
        ];
        let mut account = account(ADA);
        account.state.freeze =
            Some(Freeze { at: NOW.plus_seconds(-HOUR), lapses_at: Some(NOW.plus_seconds(HOUR)) });
        let kind = HoldKind::RemovePasskey(PasskeyId([5; 16]));
        let hold = Hold { id: HELD, ..Hold::begin(kind, 72 * HOUR, &moment()) };
        Self {
            policy,
            first: member(FIRST, (1, FIRST_DEVICE), "ben@example.com"),
            second: member(SECOND, (2, DeviceId([2; 16])), "cay@example.com"),
            concerned: Concerned {
                account,
                passkeys: vec![],
                contacts: vec![mailbox("ada@example.com"), mailbox("ada@example.org")],
                devices: vec![],
                holds: vec![hold],
                proposals: vec![],
                events: vec![],
            },
            looks: 0,
            found: true,
            reason: reason("On the phone, knew the last deposit"),
            about: None,
        }
    }

    /// The same with the first's signature on a proposal.
    pub(super) fn proposed(want: Want) -> Self {
        let mut world = Self::new();
        let proposal = world.proposal(want);
        world.concerned.proposals = vec![proposal];
        world
    }

    pub(super) fn proposal(&mut self, want: Want) -> Proposal {
        let holds = self.concerned.holds.clone();
        if want.0 == ProposedAction::ProveIdentity {
            self.concerned.holds.clear();
        }
        let proposal = self.propose_with(want, |_| {}).reply.unwrap_or_else(|no| panic!("{no:?}"));
        self.concerned.holds = holds;
        proposal
    }

    pub(super) fn look(&self) -> Decision<Looked> {
        let step = LookAt { session: None, whom: Whom::Identifiers(vec![]) };
        let seen = Seen {
            of: self.concerned.clone(),
            tombstones: vec![],
            sessions: vec![],
            notices: vec![],
            attempts: vec![],
            signs: AccountSigns::default(),
            password_at: None,
            recovery_codes: 0,
        };
        let facts = LookFacts {
            who: Some(self.first.who.clone()),
            looks: Tally { window_start: looks_window(NOW), sent: self.looks },
            found: self.found.then(|| (FoundBy::UserId, Box::new(seen))),
            attempt: None,
        };
        step.decide(&facts, &self.policy, &moment())
    }

    pub(super) fn alone(&self, deed: Deed) -> Decision<Acted> {
        let step = ActAlone { session: None, account: self.concerned.account.user_id, deed };
        let facts = AloneFacts { who: Some(self.first.who.clone()), concerned: Some(self.concerned.clone()) };
        step.decide(&facts, &self.policy, &moment())
    }

    /// The first begins.
    pub(super) fn start(&self, want: Want) -> Decision<FlowReply> {
        let step = StartPropose {
            session: None,
            account: self.concerned.account.user_id,
            wanted: self.wanted(want),
            browser: self.first.browser,
        };
        step.decide(&self.propose_facts(), &self.policy, &moment())
    }

    /// The first signs, and then something changes.
    pub(super) fn propose_with(&mut self, want: Want, change: impl FnOnce(&mut Self)) -> Decision<Proposal> {
        let key = self.first.key.clone();
        let begun = self.start(want).reply;
        let Ok(begun) = begun else { return Decision::refuse(begun.err().unwrap()) };
        let wanted = self.wanted(want);
        change(self);
        let signer = if self.first.key.0 == key.0 { &key } else { &self.first.key };
        let response = sign(signer, &begun.options.unwrap());
        let step = Propose {
            session: None,
            account: self.concerned.account.user_id,
            wanted: Wanted { reason: self.reason.clone(), ..wanted },
            ticket: begun.ticket,
            response,
            client: client(),
            browser: self.first.browser,
        };
        step.decide(&self.propose_facts(), &self.policy, &moment())
    }

    /// The second begins.
    pub(super) fn begin(&self) -> Decision<FlowReply> {
        let step = StartDecide {
            session: None,
            account: self.concerned.account.user_id,
            proposal: self.concerned.proposals[0].id,
            browser: self.second.browser,
        };
        step.decide(&self.decide_facts(), &self.policy, &moment())
    }

    /// The second signs, and then something changes.
    pub(super) fn decide_with(&mut self, change: impl FnOnce(&mut Self)) -> Decision<Decided> {
        if self.concerned.proposals[0].action == ProposedAction::ProveIdentity {
            self.concerned.holds.clear();
        }
        let begun = self.begin().reply.unwrap_or_else(|no| panic!("{no:?}"));
        let response = sign(&self.second.key, &begun.options.unwrap());
        change(self);
        let mut ticket = begun.ticket;
        if let Some(about) = self.about {
            ticket.about = Some(about.0);
        }
        let step = Decide {
            session: None,
            account: self.concerned.account.user_id,
            proposal: self.concerned.proposals[0].id,
            ticket,
            response,
            client: client(),
            browser: self.second.browser,
        };
        step.decide(&self.decide_facts(), &self.policy, &moment())
    }

    /// The ticket is of another proposal.
    pub(super) fn ticket_about(&mut self, _: ProposalState) {
        self.about = Some(ProposalId([0xEE; 16]));
    }

    /// The first did something so many seconds ago.
    pub(super) fn happened(&mut self, kind: EventKind, seconds: i64) {
        self.concerned.events.insert(
            0,
            RecordedEvent {
                seq: 7,
                at: NOW.plus_seconds(-seconds),
                kind: kind.as_str().into(),
                actor: Actor::Staff(StaffId::of(FIRST)).to_string(),
                bytes: b"{}".to_vec(),
                personal: None,
            },
        );
    }

    fn wanted(&self, (action, hold): Want) -> Wanted {
        let hold = hold.map(|held| self.concerned.holds.first().map_or(held, |found| found.id));
        Wanted { action, hold, reason: self.reason.clone() }
    }

    fn propose_facts(&self) -> ProposeFacts {
        ProposeFacts {
            who: Some(self.first.who.clone()),
            spent: false,
            own: vec![self.first.key.1.clone()],
            concerned: Some(self.concerned.clone()),
        }
    }

    fn decide_facts(&self) -> DecideFacts {
        DecideFacts {
            who: Some(self.second.who.clone()),
            spent: false,
            own: vec![self.second.key.1.clone()],
            own_contacts: self.second.contacts.clone(),
            concerned: Some(self.concerned.clone()),
            proposer: Some(Proposer {
                account: self.first.who.account.clone(),
                contacts: self.first.contacts.clone(),
                devices: vec![device(FIRST_DEVICE)],
            }),
        }
    }
}

pub(super) fn list(changes: &Changes) -> &[Change] {
    match changes {
        Changes::Nothing => &[],
        Changes::Tally(list) | Changes::Account { rest: list, .. } => list,
    }
}

pub(super) fn event(changes: &Changes) -> Option<EventKind> {
    match changes {
        Changes::Account { event, .. } => Some(event.kind),
        Changes::Nothing | Changes::Tally(_) => None,
    }
}

pub(super) fn sent(changes: &Changes) -> usize {
    list(changes).iter().filter(|change| matches!(change, Change::SendMessage { .. })).count()
}

pub(super) fn counts(changes: &Changes) -> usize {
    list(changes).iter().filter(|change| matches!(change, Change::CountSend { .. })).count()
}

/// Whether a change neither opens a session nor touches a factor: all that the desk ever writes.
pub(super) const fn is_harmless(change: &Change) -> bool {
    matches!(
        change,
        Change::SetAccountState { .. }
            | Change::SendMessage { .. }
            | Change::AddHold { .. }
            | Change::SetHold { .. }
            | Change::AddHoldLink { .. }
            | Change::AddProposal { .. }
            | Change::EndProposal { .. }
            | Change::Spend { .. }
            | Change::UsePasskey { .. }
            | Change::TouchSession { .. }
            | Change::SeeDevice { .. }
            // A removal that is stopped gives its owner the passkey back.
            | Change::SuspendPasskey { at: None, .. }
    )
}

fn policy() -> Policy {
    Policy::new(ORIGIN.into(), "example.com".into(), "Example".into(), vec![Origin::parse(ORIGIN).unwrap()])
}

fn user_id(handle: AccountHandle) -> UserId {
    UserId::candidates(&Moment::new(NOW, &[handle.0[0]; 32]))[0]
}

fn account(handle: AccountHandle) -> Account {
    Account {
        handle,
        user_id: user_id(handle),
        name: DisplayName::parse("Ada").unwrap(),
        locale: Locale("en".into()),
        state: AccountState { epoch: 3, ..AccountState::default() },
        created_at: NOW.plus_seconds(-1000 * HOUR),
        head: Head { seq: 7, hash: [9; 32] },
        restored: None,
    }
}

fn client() -> Client {
    Client { browser: "Firefox".into(), system: "Linux".into() }
}

fn mailbox(text: &str) -> Contact {
    let address = Address::Email(Email::parse(text).unwrap());
    Contact { address, proved_at: NOW.plus_seconds(-900 * HOUR) }
}

pub(super) fn device(id: DeviceId) -> Device {
    Device {
        id,
        client: client(),
        name: None,
        first_seen_at: NOW.plus_seconds(-900 * HOUR),
        seen_at: NOW,
        place: None,
        settled_at: NOW.plus_seconds(-800 * HOUR),
        passkey: None,
        origin: DeviceOrigin::Later,
        trusting: None,
    }
}

fn member(handle: AccountHandle, (tag, device): (u8, DeviceId), mail: &str) -> Member {
    let created_at = NOW.plus_seconds(-60);
    let session = Session {
        key: SessionKey { account: handle, expires_at: NOW.plus_seconds(HOUR), id: SessionId([tag; 16]) },
        sid: Sid([tag; 16]),
        level: Level::Three,
        standing: Standing::Ordinary,
        proofs: Proofs::one(Method::Passkey, created_at),
        passkey: None,
        device: Some(device),
        client: client(),
        place: None,
        sharing: Sharing::Own,
        epoch: 3,
        created_at,
        seen_at: created_at,
        restriction: None,
    };
    Member {
        who: SessionFacts { session, account: account(handle) },
        key: key(handle, Bound::Yes),
        contacts: vec![mailbox(mail)],
        browser: BrowserHash([tag; 32]),
    }
}

/// A passkey, and the seed of the authenticator that holds it.
pub(super) fn key(handle: AccountHandle, bound: Bound) -> (u64, Passkey) {
    let seed = u64::from(handle.0[0]) * 2 + u64::from(bound == Bound::Yes);
    let (_, passkey) = made(seed, handle);
    (seed, passkey)
}

fn made(seed: u64, handle: AccountHandle) -> (Authenticator, Passkey) {
    let (policy, moment) = (policy(), moment());
    let account = account(handle);
    let owner = Owner { handle, user_id: account.user_id, name: &account.name };
    let ticket = Ticket::first(Purpose::CreatePasskey, TicketStep::Create, BrowserHash([1; 32]), &moment);
    let wish = Wish { place: Place::SecurityKey, exclude: &[] };
    let context = Context { policy: &policy, moment: &moment };
    let (ticket, options) = begin_creation(ticket, &owner, &wish, context);
    let is_bound = seed % 2 == 1;
    let kind = if is_bound { AuthenticatorOptions::security_key() } else { AuthenticatorOptions::hybrid() };
    let mut authenticator = Authenticator::new(Seed::from(seed), kind);
    let options = serde_json::to_value(&options).unwrap();
    let answer = authenticator.create_with(&options, ORIGIN, &Misbehaviour::default()).unwrap();
    let proof = finish_creation(&ticket, &serde_json::from_value(answer).unwrap(), context).unwrap();
    let made = Made {
        at: NOW.plus_seconds(-100 * HOUR),
        client: &client(),
        flow: FlowId([6; 16]),
        origin: PasskeyOrigin::Grant,
        restriction: None,
        others: &[],
        authenticators: &policy.authenticators,
        locale: &Locale("en".into()),
    };
    let passkey = Passkey { attested: is_bound, ..Passkey::from_registration(&proof, made) };
    (authenticator, passkey)
}

fn sign((seed, passkey): &(u64, Passkey), options: &CeremonyOptions) -> AuthenticationResponse {
    let CeremonyOptions::Request(options) = options else { panic!("no assertion") };
    let owner = [FIRST, SECOND].into_iter().find(|handle| u64::from(handle.0[0]) == seed / 2).unwrap();
    let (mut authenticator, _) = made(*seed, owner);
    let misbehaviour =
        Misbehaviour { credential: Some(passkey.credential_id.clone()), ..Misbehaviour::default() };
    let options = serde_json::to_value(options).unwrap();
    serde_json::from_value(authenticator.get_with(&options, ORIGIN, &misbehaviour).unwrap()).unwrap()
}
