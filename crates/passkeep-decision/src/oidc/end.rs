//! The end of an authorization: by its client, and what apps are told of a session's end.
//!
//! A session that ends marks what apps had of it, in the same commit; each node looks for marks, and puts a call for each
//! into the outbox. (OpenID Connect Back-Channel Logout 1.0)

use crate::change::{Change, Changes};
use crate::client::ClientId;
use crate::decision::Decision;
use crate::hash::Hash;
use crate::id::{AccountHandle, MessageId, Sid};
use crate::moment::{Moment, Timestamp};
use crate::oidc::{Authorization, AuthorizationKey};
use crate::policy::Policy;
use crate::step::Step;

/// A client gives up a token of its own. (RFC 7009) What is not its own, or not there, is nothing to it.
pub struct EndAuthorization {
    /// Which.
    pub key: AuthorizationKey,
    /// Whose token it is.
    pub client: ClientId,
}

/// What `EndAuthorization` reads.
pub struct EndAuthorizationFacts {
    /// The authorization.
    pub authorization: Option<Authorization>,
}

impl Step for EndAuthorization {
    type Facts = EndAuthorizationFacts;
    type Reply = ();

    fn decide(&self, facts: &EndAuthorizationFacts, _: &Policy, moment: &Moment) -> Decision<()> {
        let own = facts
            .authorization
            .as_ref()
            .filter(|found| found.client == self.client && found.ended_at.is_none());
        let end = own.map(|found| Change::EndAuthorization { key: found.key, at: moment.now });
        let changes = end.map_or(Changes::Nothing, |end| Changes::Tally(vec![end]));
        Decision { reply: Ok(()), changes }
    }
}

/// A logout that an app is still to be told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueLogout {
    /// The authorization that ended.
    pub key: AuthorizationKey,
    /// The app.
    pub client: ClientId,
    /// What it knows the session by.
    pub sid: Sid,
}

/// A call to an app: this session has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoutCall {
    /// Its id, the same however often it is offered.
    pub id: MessageId,
    /// The app.
    pub client: ClientId,
    /// Whose session.
    pub account: AccountHandle,
    /// Which.
    pub sid: Sid,
    /// When it was caused.
    pub at: Timestamp,
    /// From when it is worth nothing.
    pub expires_at: Timestamp,
}

/// Puts the call into the outbox, once.
pub struct TellLogout(pub DueLogout);

/// What `TellLogout` reads.
pub struct TellLogoutFacts {
    /// Whether it is still to be told.
    pub due: bool,
}

/// How long an app's backend may be away. (as long as a webhook's)
const CALL_SECONDS: i64 = 72 * 60 * 60;

impl Step for TellLogout {
    type Facts = TellLogoutFacts;
    type Reply = ();

    fn decide(&self, facts: &TellLogoutFacts, _: &Policy, moment: &Moment) -> Decision<()> {
        if !facts.due {
            return Decision::reply(());
        }
        let DueLogout { key, client, sid } = &self.0;
        // Of the row, not of the moment: two nodes that see the same mark put one call, not two.
        let id = Hash::new("logout-call").bytes(&key.account.0).bytes(&key.id.0).finish_16();
        let call = LogoutCall {
            id: MessageId(id),
            client: client.clone(),
            account: key.account,
            sid: *sid,
            at: moment.now,
            expires_at: moment.now.plus_seconds(CALL_SECONDS),
        };
        let changes = vec![Change::ToldLogout(self.0.clone()), Change::CallLogout(Box::new(call))];
        Decision { reply: Ok(()), changes: Changes::Tally(changes) }
    }
}
