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
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::client::{Party, Quarantined, RegisteredClient, Scope};
use crate::confirmations::{ActionFacts, InRequest, Obstacle, Progress, Status};
use crate::decision::Decision;
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::id::{AccountHandle, AuthorizationId, ConfirmationId};
use crate::level::{Level, Standing};
use crate::moment::{Moment, Timestamp};
use crate::oidc::CODE_SECONDS;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::step::Step;
use crate::ticket::Ticket;

/// An app asks for a code.
pub struct Authorize {
    /// Who is signed in.
    pub session: Option<SessionKey>,
    /// Which app.
    pub client: Arc<RegisteredClient>,
    /// What it asks.
    pub request: AuthorizationRequest,
    /// The request's ticket, issued when it came for the first time: what was proved and said since counts as said to it.
    pub ticket: Ticket,
    /// Until when it can be taken up again, where it was pushed.
    pub pushed_until: Option<Timestamp>,
    /// Where the person goes on who was sent through a page.
    pub proceed: String,
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
    /// What is read of an action that is asked for.
    pub action: Option<ActionFacts>,
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
    /// The person is shown the action that is asked for.
    Confirm(ConfirmationId),
    /// The app gets an error.
    Unmet(Unmet),
}

/// Why an app gets no code.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// An action is to be confirmed; and nobody may be shown anything.
    Interaction,
    /// The action can't be confirmed now.
    Action(Refusal),
    /// The action was not confirmed: the person said no, the app took it back, or its time is over.
    NotConfirmed(Status),
    /// The action was confirmed, and a code was given for it.
    Answered,
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
        let context = Context { policy, moment };
        match self.confirmed(who, facts, context) {
            Ok(confirmation) => self.grant_code(who, facts, confirmation, context),
            Err(missing) => *missing,
        }
    }
}

impl Authorize {
    /// The confirmation that the request asks for in an account. What reads it, and what asks it, name it alike.
    pub fn confirmation_id(&self, account: AccountHandle, policy: &Policy) -> Option<ConfirmationId> {
        Some(self.in_request()?.id(account, policy))
    }

    fn in_request(&self) -> Option<InRequest<'_>> {
        let until = self.pushed_until.map_or(self.ticket.expires_at, |end| end.min(self.ticket.expires_at));
        self.request.action.as_ref().map(|requested| InRequest {
            client: &self.client,
            requested,
            flow: self.ticket.flow,
            until,
            return_to: &self.proceed,
        })
    }

    /// The confirmation that the code is for, where one is asked for: it is given for nothing less.
    fn confirmed(
        &self,
        who: &SessionFacts,
        facts: &AuthorizeFacts,
        context: Context<'_>,
    ) -> Result<Option<ConfirmationId>, Box<Decision<AuthorizeReply>>> {
        let Some(in_request) = self.in_request() else { return Ok(None) };
        let unmet = |unmet| Err(Box::new(Decision::reply(AuthorizeReply::Unmet(unmet))));
        let Some(read) = &facts.action else { return unmet(Unmet::Answered) };
        let progress = in_request.progress((who, &facts.passkeys), read, context);
        let show = |id| self.ask(AuthorizeReply::Confirm(id), Unmet::Interaction);
        match progress {
            Ok(Progress::Confirmed(id)) => Ok(Some(id)),
            Ok(Progress::Waits(id)) => Err(Box::new(show(id))),
            // Where nobody may be shown it, nothing is asked.
            Ok(Progress::Asks(..)) if self.request.prompt.none => unmet(Unmet::Interaction),
            Ok(Progress::Asks(id, event, rest)) => {
                let changes = Changes::of_account(*event, rest);
                Err(Box::new(Decision { reply: Ok(AuthorizeReply::Confirm(id)), changes }))
            }
            Err(Obstacle::Answered) => unmet(Unmet::Answered),
            Err(Obstacle::Over(status)) => unmet(Unmet::NotConfirmed(status)),
            Err(Obstacle::Session(refusal)) => Err(Box::new(self.lacking(refusal, facts))),
            Err(Obstacle::Refused(refusal)) => unmet(Unmet::Action(refusal)),
        }
    }

    /// What the session lacks for the action: the missing step alone, where one leads on.
    fn lacking(&self, refusal: Refusal, facts: &AuthorizeFacts) -> Decision<AuthorizeReply> {
        let level = match refusal {
            Refusal::LevelTooLow { needed } => Some(needed),
            Refusal::ReauthenticationNeeded | Refusal::Quarantined => Some(Level::TwoP),
            _ => None,
        };
        match level {
            Some(level) if level <= reachable(&facts.passkeys) => {
                self.ask(AuthorizeReply::Prove(level), Unmet::Login)
            }
            Some(level) => Decision::reply(AuthorizeReply::Unmet(Unmet::Level(level))),
            None => Decision::reply(AuthorizeReply::Unmet(Unmet::Action(refusal))),
        }
    }

    /// Sends the person through a page, or tells the app where no page may be shown.
    fn ask(&self, page: AuthorizeReply, unmet: Unmet) -> Decision<AuthorizeReply> {
        let silent = Rule::AuthorizeSilent.holds() && self.request.prompt.none;
        Decision::reply(if silent { AuthorizeReply::Unmet(unmet) } else { page })
    }

    /// What the session lacks.
    fn missing(
        &self,
        who: &SessionFacts,
        facts: &AuthorizeFacts,
        now: Timestamp,
    ) -> Option<Decision<AuthorizeReply>> {
        let session = &who.session;
        let other = self.request.subject.is_some_and(|subject| subject != who.account.handle);
        if Rule::AuthorizePerson.holds() && other {
            return Some(self.ask(AuthorizeReply::SignIn, Unmet::Login));
        }
        // Whoever came in since was chosen since.
        let chosen = !self.request.prompt.select_account || session.created_at >= self.ticket.issued_at;
        if Rule::AuthorizeChosen.holds() && !chosen {
            return Some(self.ask(AuthorizeReply::SignIn, Unmet::Login));
        }
        let reachable = reachable(&facts.passkeys);
        match session.standing {
            Standing::Ordinary => {}
            _ if !Rule::AuthorizeQuarantine.holds() => {}
            Standing::Recovery => return Some(Decision::reply(AuthorizeReply::Unmet(Unmet::Quarantine))),
            Standing::Quarantine if self.client.quarantine == Quarantined::Admitted => {}
            Standing::Quarantine if reachable >= Level::TwoP => {
                return Some(self.ask(AuthorizeReply::Prove(Level::TwoP), Unmet::Login));
            }
            Standing::Quarantine => return Some(Decision::reply(AuthorizeReply::Unmet(Unmet::Quarantine))),
        }
        let needed = self.request.demanded.unwrap_or(Level::One).max(self.client.least);
        if Rule::AuthorizeLevel.holds() && session.level < needed {
            if needed > reachable {
                return Some(Decision::reply(AuthorizeReply::Unmet(Unmet::Level(needed))));
            }
            return Some(self.ask(AuthorizeReply::Prove(needed), Unmet::Login));
        }
        let fresh = self.is_fresh(session.proofs.whole_at(session.level), now);
        (Rule::AuthorizeFresh.holds() && !fresh)
            .then(|| self.ask(AuthorizeReply::Prove(session.level), Unmet::Login))
    }

    /// Whether the proof is as new as the app asks: made since it asked, or not older than it allows.
    fn is_fresh(&self, proved_at: Option<Timestamp>, now: Timestamp) -> bool {
        let Some(proved_at) = proved_at else { return false };
        if proved_at >= self.ticket.issued_at {
            return true;
        }
        let young = |seconds: i64| now <= proved_at.plus_seconds(seconds);
        !self.request.prompt.login && self.request.max_age_seconds.is_none_or(young)
    }

    fn asks_consent(&self, grant: Option<&ClientGrant>, asked: &[Scope]) -> bool {
        if self.client.party == Party::First || !Rule::AuthorizeConsent.holds() {
            return false;
        }
        let again = self.request.prompt.consent;
        !grant.is_some_and(|grant| grant.covers(asked) && (!again || grant.given_at >= self.ticket.issued_at))
    }

    fn grant_code(
        &self,
        who: &SessionFacts,
        facts: &AuthorizeFacts,
        confirmation: Option<ConfirmationId>,
        context: Context<'_>,
    ) -> Decision<AuthorizeReply> {
        let Context { policy, moment } = context;
        let authorization = Authorization { confirmation, ..self.authorization(who, facts, policy, moment) };
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
        // What was confirmed is for one code, whichever node gives it.
        rest.extend(confirmation.map(|_| self.ticket.spend(account.handle)));
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
        let held = Rule::GrantedValue.holds() && !moves_value;
        let granted = |scope: &&Scope| !(held && policy.value_scopes.contains(scope));
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
            confirmation: None,
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
