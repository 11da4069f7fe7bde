//! An account's history, read by its owner: a page of events, or one of them. What an event says is read here from
//! its stored bytes; the words for it are the server's. Nothing here checks the chain, and nothing is left out.

use serde_json::Value;

use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, EventKind};
use crate::id::{DeviceId, PasskeyId, SessionId};
use crate::moment::{Moment, Timestamp};
use crate::passkey::{Passkey, PasskeyName, Tombstone};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{Session, SessionFacts, SessionKey, admit, touch};
use crate::step::Step;

/// How many events a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize(i64);

impl PageSize {
    /// A page where nobody asked for another size.
    pub const USUAL: Self = Self(50);

    /// The largest page.
    pub const MAX: i64 = 100;

    /// As many as there may be.
    pub const MOST: Self = Self(Self::MAX);

    /// Takes 1 to [`PageSize::MAX`].
    pub fn parse(events: i64) -> Option<Self> {
        (1..=Self::MAX).contains(&events).then_some(Self(events))
    }

    /// How many events are read for a page: one more tells whether older ones follow.
    pub const fn read(self) -> i64 {
        self.0 + 1
    }
}

/// Reads a page of events, newest first.
pub struct ReadHistory {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The place before which the page begins; none for the newest page.
    pub before: Option<i64>,
    /// How many events it has.
    pub size: PageSize,
}

/// Reads one event.
pub struct ReadEvent {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Its place.
    pub seq: i64,
}

/// What both read.
pub struct HistoryFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's events as they are stored, newest first.
    pub events: Vec<RecordedEvent>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// What remains of removed ones.
    pub tombstones: Vec<Tombstone>,
}

/// An event as it is stored.
#[derive(Clone, Debug)]
pub struct RecordedEvent {
    /// Its place.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// The kind's name.
    pub kind: String,
    /// The actor's name.
    pub actor: String,
    /// The details: JSON.
    pub bytes: Vec<u8>,
    /// Personal data, JSON, unless there was none or it was erased.
    pub personal: Option<Vec<u8>>,
}

/// A page of history.
pub struct History {
    /// Who asks.
    pub who: SessionFacts,
    /// The events, newest first.
    pub events: Vec<ToldEvent>,
    /// The place before which the next page begins; none where this one ends with the first event.
    pub older_before: Option<i64>,
}

/// One event, for the page about it.
pub struct OneEvent {
    /// Who asks.
    pub who: SessionFacts,
    /// The event.
    pub event: ToldEvent,
}

/// An event, as it is told to the account's owner.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldEvent {
    /// Its place.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What happened; none where a newer node wrote a kind that this build doesn't know.
    pub kind: Option<EventKind>,
    /// The kind's stored name.
    pub kind_name: String,
    /// Who did it, as it is stored.
    pub actor: String,
    /// How near who did it is to who asks.
    pub nearness: Nearness,
    /// Browser and system, where the event has them.
    pub client: Option<Client>,
    /// The passkey that the event names, where it names one.
    pub passkey: Option<ToldPasskey>,
    /// The stored details.
    pub details: Value,
    /// Personal data beside them.
    pub personal: Personal,
}

/// How near who did it is to who asks: the nearest that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// The session that asks did it, or was opened by it.
    ThisSession,
    /// Another session of the browser that asks.
    ThisBrowser,
    /// The passkey that opened the session that asks, elsewhere.
    ThisPasskey,
    /// None of them.
    Elsewhere,
}

impl Nearness {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ThisSession => "this_session",
            Self::ThisBrowser => "this_browser",
            Self::ThisPasskey => "this_passkey",
            Self::Elsewhere => "elsewhere",
        }
    }
}

/// A passkey that an event names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldPasskey {
    /// Its id.
    pub id: PasskeyId,
    /// The name that it bears, or bore at the end; none where nothing remains of it.
    pub name: Option<PasskeyName>,
    /// Whether it still signs in.
    pub standing: Standing,
}

/// Whether a passkey still signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Live,
    /// It was removed.
    Removed,
}

/// What stands beside an event and can be erased.
#[derive(Clone, Debug, PartialEq)]
pub enum Personal {
    /// There never was any.
    Nothing,
    /// It was erased.
    Erased,
    /// It is there: JSON.
    Kept(Value),
    /// It is there, and not shown to who asks.
    Withheld,
}

impl Step for ReadHistory {
    type Facts = HistoryFacts;
    type Reply = History;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<History> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let size = usize::try_from(self.size.0).expect("a page's size is 1 to 100");
            let events: Vec<_> = facts.events.iter().take(size).map(|event| facts.tell(event, who)).collect();
            let more = facts.events.len() > size;
            let older_before = events.last().filter(|_| more).map(|last| last.seq);
            let reply = History { who: who.clone(), events, older_before };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}

impl Step for ReadEvent {
    type Facts = HistoryFacts;
    type Reply = OneEvent;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<OneEvent> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let event = facts.events.iter().find(|event| event.seq == self.seq).ok_or(Refusal::NotFound)?;
            let reply = OneEvent { who: who.clone(), event: facts.tell(event, who) };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}

impl HistoryFacts {
    fn tell(&self, event: &RecordedEvent, who: &SessionFacts) -> ToldEvent {
        told_of(event, (&self.passkeys, &self.tombstones), Some(&who.session))
    }
}

/// An event as it is told to a session of the account, or to nobody of it.
pub(crate) fn told_of(
    event: &RecordedEvent,
    (passkeys, tombstones): (&[Passkey], &[Tombstone]),
    own: Option<&Session>,
) -> ToldEvent {
    // What can't be read is told as if it said nothing; whoever checks the chain finds it.
    let details: Value = serde_json::from_slice(&event.bytes).unwrap_or_default();
    let personal = match &event.personal {
        Some(bytes) => Personal::Kept(serde_json::from_slice(bytes).unwrap_or_default()),
        None if details["pii"].is_string() => Personal::Erased,
        None => Personal::Nothing,
    };
    let passkey = details["passkey"].as_str().and_then(PasskeyId::parse);
    ToldEvent {
        seq: event.seq,
        at: event.at,
        kind: EventKind::parse(&event.kind),
        kind_name: event.kind.clone(),
        actor: event.actor.clone(),
        nearness: own.map_or(Nearness::Elsewhere, |own| nearness(&event.actor, &details, own)),
        client: serde_json::from_value(details["client"].clone()).ok(),
        passkey: passkey.map(|id| named(id, passkeys, tombstones)),
        details,
        personal,
    }
}

impl ToldEvent {
    /// The same for who is not its owner: addresses, names and places stay away.
    pub(crate) fn without_personal(self) -> Self {
        let personal = match self.personal {
            Personal::Kept(_) => Personal::Withheld,
            other => other,
        };
        Self { personal, ..self }
    }
}

fn named(id: PasskeyId, passkeys: &[Passkey], tombstones: &[Tombstone]) -> ToldPasskey {
    let live = passkeys.iter().find(|passkey| passkey.id == id).map(|passkey| &passkey.name);
    let removed = || tombstones.iter().find(|left| left.id == id).map(|left| &left.name);
    let standing = if live.is_some() { Standing::Live } else { Standing::Removed };
    ToldPasskey { id, name: live.or_else(removed).cloned(), standing }
}

fn nearness(actor: &str, details: &Value, own: &Session) -> Nearness {
    let actor = Actor::parse(actor);
    let session = match actor {
        Some(Actor::Session(id)) => Some(id),
        // A sign-in names the session that it opened.
        _ => details["session"].as_str().and_then(SessionId::parse),
    };
    let device = details["device"].as_str().and_then(DeviceId::parse);
    if session == Some(own.key.id) {
        Nearness::ThisSession
    } else if device.is_some() && device == own.device {
        Nearness::ThisBrowser
    } else if actor.is_some() && actor == own.passkey.map(Actor::Passkey) {
        Nearness::ThisPasskey
    } else {
        Nearness::Elsewhere
    }
}
