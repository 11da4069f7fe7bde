//! The account holder's yes to an app of somebody else's.

use std::sync::Arc;

use serde_json::json;

use super::{AppsFacts, AuthorizationRequest, ClientGrant};
use crate::change::{Change, Changes};
use crate::client::{RegisteredClient, Scope};
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionKey, admit};
use crate::step::Step;

/// Says yes. What is consented to is what the page said: the request is the same.
pub struct GiveConsent {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// To which app.
    pub client: Arc<RegisteredClient>,
    /// To what.
    pub request: AuthorizationRequest,
    /// Browser and system.
    pub browser: Client,
}

impl Step for GiveConsent {
    type Facts = AppsFacts;
    type Reply = ();

    fn decide(&self, facts: &AppsFacts, policy: &Policy, moment: &Moment) -> Decision<()> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            if self.request.subject.is_some_and(|subject| subject != who.account.handle) {
                return Err(Refusal::NotFound);
            }
            let before = facts.grants.iter().find(|grant| grant.client == self.client.id);
            let asked = self.request.consented();
            let grant = ClientGrant::widened(before, &self.client.id, &asked, moment.now);
            let account = who.account.handle;
            let happening = Happening {
                kind: EventKind::AppGranted,
                actor: Actor::Session(who.session.key.id),
                details: json!({
                    "app": self.client.id.as_str(),
                    "app_name": self.client.name.as_str(),
                    "client": self.browser,
                    "device": who.session.device,
                    "scopes": asked.iter().map(Scope::as_str).collect::<Vec<_>>(),
                }),
                personal: None,
            };
            let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
            let rest = vec![Change::PutClientGrant { account, grant: Box::new(grant) }];
            Ok(Decision { reply: Ok(()), changes: Changes::of_account(event, rest) })
        })
    }
}
