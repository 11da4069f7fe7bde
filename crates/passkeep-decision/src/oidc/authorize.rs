//! The authorization endpoint: whether an app gets a code, and if not, what stands between. (OpenID Connect Core, section
//! 3.1.2; RFC 9470)
//!
//! It is asked again after each step that it sends a person through, and judges anew by facts alone: a page that was left
//! out is a fact that is missing.

use std::sync::Arc;

use serde_json::json;

use super::{
    AuthenticatorKind, Authorization, AuthorizationKey, AuthorizationRequest, ClientGrant, Generation,
    TokenKind, TokenName,
};
use crate::change::{Change, Changes};
use crate::client::{Party, Quarantined, RegisteredClient, Scope};
use crate::decision::Decision;
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::id::AuthorizationId;
use crate::level::{Level, Standing};
use crate::moment::{Moment, Timestamp};
use crate::oidc::CODE_SECONDS;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::step::Step;

/// An app asks for a code.
pub struct Authorize {
    /// Who is signed in.
    pub session: Option<SessionKey>,
    /// Which app.
    pub client: Arc<RegisteredClient>,
    /// What it asks.
    pub request: AuthorizationRequest,
    /// When this request came for the first time: what was proved and said since counts as said to it.
    pub started_at: Timestamp,
    /// Browser and system.
    pub browser: Client,
}

/// What `Authorize` reads.
pub struct AuthorizeFacts {
    /// Who is signed in.
    pub who: Option<SessionFacts>,
    /// The account's passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whether the account uses the app.
    pub grant: Option<ClientGrant>,
    /// Whether the app has had a code in this session: then history knows.
    pub known: bool,
}

/// What comes of it.
#[derive(Debug)]
pub enum AuthorizeReply {
    /// A code, as its MAC is to be written.
    Code(TokenName),
    /// The person signs in.
    SignIn,
    /// The person proves more, in the session that is there: this level.
    Prove(Level),
    /// The person is asked for consent.
    Consent {
        /// Who is asked.
        who: Box<SessionFacts>,
        /// To what.
        scopes: Vec<Scope>,
    },
    /// The app gets an error.
    Unmet(Unmet),
}

/// Why an app gets no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// Nobody is signed in, or not as is asked; and nobody may be shown anything.
    Login,
    /// Consent is missing; and nobody may be shown anything.
    Consent,
    /// The account can't reach the level that is asked for.
    Level(Level),
    /// The session is in quarantine, and the client takes none.
    Quarantine,
    /// What is asked for can be met by nobody.
    Impossible,
}

impl Step for Authorize {
    type Facts = AuthorizeFacts;
    type Reply = AuthorizeReply;

    fn decide(&self, facts: &AuthorizeFacts, policy: &Policy, moment: &Moment) -> Decision<AuthorizeReply> {
        let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now).ok();
        if self.request.impossible {
            return Decision::reply(AuthorizeReply::Unmet(Unmet::Impossible));
        }
        let Some(who) = who else { return self.ask(AuthorizeReply::SignIn, Unmet::Login) };
        if let Some(missing) = self.missing(who, facts, moment.now) {
            return missing;
        }
        let asked = self.request.consented();
        if self.asks_consent(facts.grant.as_ref(), &asked) {
            let ask = AuthorizeReply::Consent { who: Box::new(who.clone()), scopes: asked };
            return self.ask(ask, Unmet::Consent);
        }
        self.grant_code(who, facts, policy, moment)
    }
}

impl Authorize {
    /// Sends the person through a page, or tells the app where no page may be shown.
    fn ask(&self, page: AuthorizeReply, unmet: Unmet) -> Decision<AuthorizeReply> {
        Decision::reply(if self.request.prompt.none { AuthorizeReply::Unmet(unmet) } else { page })
    }

    /// What the session lacks.
    fn missing(
        &self,
        who: &SessionFacts,
        facts: &AuthorizeFacts,
        now: Timestamp,
    ) -> Option<Decision<AuthorizeReply>> {
        let session = &who.session;
        if self.request.subject.is_some_and(|subject| subject != who.account.handle) {
            return Some(self.ask(AuthorizeReply::SignIn, Unmet::Login));
        }
        // Whoever came in since was chosen since.
        if self.request.prompt.select_account && session.created_at < self.started_at {
            return Some(self.ask(AuthorizeReply::SignIn, Unmet::Login));
        }
        let reachable = reachable(&facts.passkeys);
        match session.standing {
            Standing::Ordinary => {}
            Standing::Recovery => return Some(Decision::reply(AuthorizeReply::Unmet(Unmet::Quarantine))),
            Standing::Quarantine if self.client.quarantine == Quarantined::Admitted => {}
            Standing::Quarantine if reachable >= Level::TwoP => {
                return Some(self.ask(AuthorizeReply::Prove(Level::TwoP), Unmet::Login));
            }
            Standing::Quarantine => return Some(Decision::reply(AuthorizeReply::Unmet(Unmet::Quarantine))),
        }
        let needed = self.request.demanded.unwrap_or(Level::One).max(self.client.least);
        if session.level < needed {
            if needed > reachable {
                return Some(Decision::reply(AuthorizeReply::Unmet(Unmet::Level(needed))));
            }
            return Some(self.ask(AuthorizeReply::Prove(needed), Unmet::Login));
        }
        let fresh = self.is_fresh(session.proofs.whole_at(session.level), now);
        (!fresh).then(|| self.ask(AuthorizeReply::Prove(session.level), Unmet::Login))
    }

    /// Whether the proof is as new as the app asks: made since it asked, or not older than it allows.
    fn is_fresh(&self, proved_at: Option<Timestamp>, now: Timestamp) -> bool {
        let Some(proved_at) = proved_at else { return false };
        if proved_at >= self.started_at {
            return true;
        }
        let young = |seconds: i64| now <= proved_at.plus_seconds(seconds);
        !self.request.prompt.login && self.request.max_age_seconds.is_none_or(young)
    }

    fn asks_consent(&self, grant: Option<&ClientGrant>, asked: &[Scope]) -> bool {
        if self.client.party == Party::First {
            return false;
        }
        let again = self.request.prompt.consent;
        !grant.is_some_and(|grant| grant.covers(asked) && (!again || grant.given_at >= self.started_at))
    }

    fn grant_code(
        &self,
        who: &SessionFacts,
        facts: &AuthorizeFacts,
        policy: &Policy,
        moment: &Moment,
    ) -> Decision<AuthorizeReply> {
        let authorization = self.authorization(who, facts, policy, moment);
        let account = &who.account;
        let key = authorization.key;
        let mut rest = vec![];
        let asked = self.request.consented();
        if !facts.grant.as_ref().is_some_and(|grant| grant.covers(&asked)) {
            let grant = ClientGrant::widened(facts.grant.as_ref(), &self.client.id, &asked, moment.now);
            rest.push(Change::PutClientGrant { account: account.handle, grant: Box::new(grant) });
        }
        let scopes: Vec<&str> = authorization.scopes.iter().map(Scope::as_str).collect();
        let happening = Happening {
            kind: EventKind::AppSignedIn,
            actor: Actor::Session(who.session.key.id),
            details: json!({
                "app": self.client.id.as_str(),
                "app_name": self.client.name.as_str(),
                "client": self.browser,
                "device": who.session.device,
                "scopes": scopes,
            }),
            personal: None,
        };
        let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
        rest.push(Change::AddAuthorization(Box::new(authorization)));
        if let Changes::Tally(seen) = touch(who, policy, moment) {
            rest.extend(seen);
        }
        let code = TokenName { kind: TokenKind::Code, key, generation: Generation::CODE };
        // An app that asks again within a session is no news.
        let changes = if facts.known { Changes::Tally(rest) } else { Changes::of_account(event, rest) };
        Decision { reply: Ok(AuthorizeReply::Code(code)), changes }
    }

    fn authorization(
        &self,
        who: &SessionFacts,
        facts: &AuthorizeFacts,
        policy: &Policy,
        moment: &Moment,
    ) -> Authorization {
        let (session, now) = (&who.session, moment.now);
        let moves_value = policy.rights.of(Right::MoveValue).check(who, now).is_ok();
        let granted = |scope: &&Scope| moves_value || !policy.value_scopes.contains(scope);
        let refresh_until = self.request.is_offline().then(|| now.plus_seconds(policy.refresh_seconds));
        let ends = session.key.expires_at;
        Authorization {
            key: AuthorizationKey {
                account: who.account.handle,
                id: AuthorizationId(moment.draw_16("authorization")),
            },
            client: self.client.id.clone(),
            sid: session.sid,
            scopes: self.request.scopes.iter().filter(granted).cloned().collect(),
            claims: self.request.claims.clone(),
            nonce: self.request.nonce.clone(),
            redirect_uri: self.request.redirect_uri.clone(),
            challenge: self.request.challenge.clone(),
            proof_key: self.request.proof_key.clone(),
            level: session.level,
            standing: session.standing,
            proofs: session.proofs.clone(),
            authenticator: authenticator(
                session.passkey.and_then(|id| facts.passkeys.iter().find(|p| p.id == id)),
            ),
            authenticated_at: session.proofs.whole_at(session.level).unwrap_or(session.created_at),
            epoch: who.account.state.epoch,
            created_at: now,
            value_until: ends,
            refresh_until,
            expires_at: refresh_until
                .map_or(ends, |until| until.max(ends))
                .max(now.plus_seconds(CODE_SECONDS)),
            generation: Generation::CODE,
            ended_at: None,
            tells_logout: self.client.backchannel_logout_uri.is_some(),
        }
    }
}

/// The highest level that the account can prove with what it has.
fn reachable(passkeys: &[Passkey]) -> Level {
    let works = |passkey: &&Passkey| passkey.suspended_at.is_none();
    let highest = passkeys.iter().filter(works).map(Passkey::level).max();
    highest.unwrap_or(Level::TwoW)
}

fn authenticator(passkey: Option<&Passkey>) -> Option<AuthenticatorKind> {
    passkey.map(|passkey| match (passkey.backup_eligible, passkey.attested) {
        (true, _) => AuthenticatorKind::Software,
        (false, true) => AuthenticatorKind::Hardware,
        (false, false) => AuthenticatorKind::Unproved,
    })
}
