//! The apps that an account uses: the list, and ending what one may do.

use serde_json::json;

use super::ClientGrant;
use crate::change::{Change, Changes};
use crate::client::ClientId;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::step::Step;

/// Lists them.
pub struct ListApps {
    /// Who asks.
    pub session: Option<SessionKey>,
}

/// What listing and ending read.
pub struct AppsFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The apps.
    pub grants: Vec<ClientGrant>,
}

/// The list.
pub struct UsedApp {
    /// Who asks.
    pub who: SessionFacts,
    /// The apps, the newest first.
    pub grants: Vec<ClientGrant>,
}

impl Step for ListApps {
    type Facts = AppsFacts;
    type Reply = UsedApp;

    fn decide(&self, facts: &AppsFacts, policy: &Policy, moment: &Moment) -> Decision<UsedApp> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let mut grants = facts.grants.clone();
            grants.sort_by_key(|grant| std::cmp::Reverse(grant.given_at));
            let reply = UsedApp { who: who.clone(), grants };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}

/// Ends what an app may do: its grant, and every token that it has. To stop what goes wrong is given to whoever is in.
pub struct RevokeApp {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Which app.
    pub app: ClientId,
    /// Browser and system.
    pub browser: Client,
}

impl Step for RevokeApp {
    type Facts = AppsFacts;
    type Reply = ();

    fn decide(&self, facts: &AppsFacts, policy: &Policy, moment: &Moment) -> Decision<()> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::EndSessions, policy, moment.now)?;
            if !facts.grants.iter().any(|grant| grant.client == self.app) {
                return Err(Refusal::NotFound);
            }
            let account = who.account.handle;
            let happening = Happening {
                kind: EventKind::AppRevoked,
                actor: Actor::Session(who.session.key.id),
                details: json!({
                    "app": self.app.as_str(),
                    "client": self.browser,
                    "device": who.session.device,
                }),
                personal: None,
            };
            let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
            let rest = vec![Change::RemoveClientGrant { account, client: self.app.clone(), at: moment.now }];
            Ok(Decision { reply: Ok(()), changes: Changes::of_account(event, rest) })
        })
    }
}
