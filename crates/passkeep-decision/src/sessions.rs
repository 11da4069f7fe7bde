//! An account's sessions: the list, and ending them here, elsewhere, everywhere.

use serde_json::json;

use crate::change::{Change, Changes, TrustOf};
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::id::SessionId;
use crate::moment::Moment;
use crate::passkey::PasskeyName;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{Session, SessionFacts, SessionKey, admit, is_live, touch};
use crate::step::Step;

/// Lists sessions.
pub struct ListSessions {
    /// Who asks.
    pub session: Option<SessionKey>,
}

/// What listing and ending sessions read.
pub struct SessionsFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The account's sessions that have not ended, and the name of the passkey that opened each, where it is there.
    pub sessions: Vec<(Session, Option<PasskeyName>)>,
}

/// The list.
pub struct SessionList {
    /// Who asks.
    pub who: SessionFacts,
    /// The sessions: this one first, then the last seen.
    pub sessions: Vec<(Session, Option<PasskeyName>)>,
}

impl Step for ListSessions {
    type Facts = SessionsFacts;
    type Reply = SessionList;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<SessionList> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let mut sessions: Vec<_> = live(facts, who, policy, moment).cloned().collect();
            let own = who.session.key.id;
            sessions.sort_by_key(|(s, _)| (s.key.id != own, std::cmp::Reverse(s.seen_at)));
            let reply = SessionList { who: who.clone(), sessions };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}

/// Ends sessions.
pub struct EndSessions {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which end.
    pub which: Which,
    /// Browser and system.
    pub client: Client,
}

/// Which sessions end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one that asks.
    This,
    /// The one that asks, which another has taken the place of: nobody signed out, so trust stays.
    Replaced,
    /// One of the account's.
    One(SessionId),
    /// All but the one that asks.
    Others,
    /// All.
    All,
}

/// How many sessions ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended(pub usize);

impl Step for EndSessions {
    type Facts = SessionsFacts;
    type Reply = Ended;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Ended> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::EndSessions, policy, moment.now)?;
            let account = who.account.handle;
            let own = who.session.key;
            let (changes, ended) = match self.which {
                Which::This | Which::Replaced => (Change::EndSession(own), 1),
                Which::One(id) => {
                    let found = live(facts, who, policy, moment).find(|(s, _)| s.key.id == id);
                    (Change::EndSession(found.ok_or(Refusal::NotFound)?.0.key), 1)
                }
                Which::Others => {
                    let others = live(facts, who, policy, moment).filter(|(s, _)| s.key != own).count();
                    (Change::EndSessions { account, except: Some(own) }, others)
                }
                Which::All => {
                    let all = live(facts, who, policy, moment).count();
                    (Change::EndSessions { account, except: None }, all)
                }
            };
            let happening = Happening {
                kind: EventKind::SessionsEnded,
                actor: Actor::Session(own.id),
                details: json!({
                    "client": self.client,
                    "device": who.session.device,
                    "ended": ended,
                    "which": self.which.as_str(),
                }),
                personal: None,
            };
            let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
            let mut rest = vec![changes];
            rest.extend(self.trust_that_ends(facts, who, moment).filter(|_| Rule::SignOutEndsTrust.holds()));
            Ok(Decision { reply: Ok(Ended(ended)), changes: Changes::of_account(event, rest) })
        })
    }
}

impl EndSessions {
    /// Signing out ends trust, there or from here.
    fn trust_that_ends(&self, facts: &SessionsFacts, who: &SessionFacts, moment: &Moment) -> Option<Change> {
        let own = who.session.device;
        let which = match self.which {
            Which::Replaced => return None,
            Which::This => TrustOf::One(own?),
            Which::One(id) => {
                let (session, _) = facts.sessions.iter().find(|(session, _)| session.key.id == id)?;
                TrustOf::One(session.device?)
            }
            Which::Others => TrustOf::AllBut(own),
            Which::All => TrustOf::AllBut(None),
        };
        Some(Change::EndTrust { account: who.account.handle, which, at: moment.now })
    }
}

impl Which {
    const fn as_str(self) -> &'static str {
        match self {
            Self::This => "this",
            Self::Replaced => "replaced",
            Self::One(_) => "one",
            Self::Others => "others",
            Self::All => "all",
        }
    }
}

/// The sessions that the gate would still admit.
fn live<'a>(
    facts: &'a SessionsFacts,
    who: &'a SessionFacts,
    policy: &'a Policy,
    moment: &'a Moment,
) -> impl Iterator<Item = &'a (Session, Option<PasskeyName>)> {
    facts.sessions.iter().filter(move |(session, _)| is_live(session, &who.account, policy, moment.now))
}
