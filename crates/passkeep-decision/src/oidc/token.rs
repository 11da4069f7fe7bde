//! The token endpoint: a code or a refresh token is used, once. (RFC 6749, sections 4.1.3 and 6; RFC 9700, section 4.14)

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use super::{
    Authorization, AuthorizationFault, AuthorizationKey, CODE_SECONDS, Generation, GrantedAction, TokenKind,
    TokenName,
};
use crate::account::Account;
use crate::change::{Change, Changes};
use crate::client::{ClientAuthentication, RegisteredClient, Scope};
use crate::confirmations::Confirmation;
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::event::{Actor, Event, EventKind, Happening};
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::step::Step;

/// What these steps read.
pub struct TokenFacts {
    /// The authorization that the token names.
    pub authorization: Option<Authorization>,
    /// Its account.
    pub account: Option<Account>,
    /// The account's addresses, oldest first.
    pub contacts: Vec<Contact>,
    /// The confirmation that its code was given for.
    pub confirmation: Option<Confirmation>,
}

/// What tokens are made of.
#[derive(Clone, Debug)]
pub struct TokenGrant {
    /// The sign-in.
    pub authorization: Authorization,
    /// The account.
    pub account: Account,
    /// Its addresses, oldest first.
    pub contacts: Vec<Contact>,
    /// The scopes of these tokens.
    pub scopes: Vec<Scope>,
    /// The action that was confirmed for these tokens.
    pub action: Option<GrantedAction>,
    /// The refresh token that follows, where the app asked to go on without the person.
    pub refresh: Option<TokenName>,
}

/// A client brings a code.
pub struct RedeemCode {
    /// What its code says.
    pub code: TokenName,
    /// Who brings it.
    pub client: Arc<RegisteredClient>,
    /// `redirect_uri`.
    pub redirect_uri: String,
    /// `code_verifier`.
    pub verifier: String,
    /// The key that was proved with the request.
    pub proof_key: Option<String>,
}

/// A client brings a refresh token.
pub struct Refresh {
    /// What its token says.
    pub token: TokenName,
    /// Who brings it.
    pub client: Arc<RegisteredClient>,
    /// The scopes that it wants; none: those that were granted.
    pub scopes: Option<Vec<Scope>>,
    /// The key that was proved with the request.
    pub proof_key: Option<String>,
}

impl Step for RedeemCode {
    type Facts = TokenFacts;
    type Reply = TokenGrant;

    fn decide(&self, facts: &TokenFacts, policy: &Policy, moment: &Moment) -> Decision<TokenGrant> {
        decided(|| {
            let found = found(facts)?;
            let (authorization, account) = found;
            authorization.of(&self.client).map_err(Refusal::AuthorizationNotAccepted)?;
            if Rule::CodeOnce.holds() && authorization.generation != Generation::CODE {
                return Ok(reused(found, AuthorizationFault::CodeSpent, policy, moment));
            }
            authorization
                .judge(account, &self.client, moment.now)
                .map_err(Refusal::AuthorizationNotAccepted)?;
            let over = moment.now >= authorization.created_at.plus_seconds(CODE_SECONDS);
            if Rule::CodeMinute.holds() && over {
                return refuse(AuthorizationFault::Expired);
            }
            if Rule::CodeRedirect.holds() && authorization.redirect_uri != self.redirect_uri {
                return refuse(AuthorizationFault::Redirect);
            }
            if Rule::CodeVerifier.holds() && !fits(&self.verifier, &authorization.challenge) {
                return refuse(AuthorizationFault::Verifier);
            }
            let other_key = authorization.proof_key.is_some() && authorization.proof_key != self.proof_key;
            if Rule::CodeKey.holds() && other_key {
                return refuse(AuthorizationFault::ProofKey);
            }
            // Tokens of a client that can prove nothing are bound to its key from here on. (RFC 9449, section 5)
            let mut authorization = authorization.clone();
            authorization.proof_key = self.proof_key.clone();
            let scopes = authorization.scopes_now(account, &self.client, policy, moment.now);
            let of = (account, facts.confirmation.as_ref());
            let action = authorization.action_now(of, &self.client, policy, moment.now);
            Ok(granted(facts, authorization, account, (scopes, action)))
        })
    }
}

impl Step for Refresh {
    type Facts = TokenFacts;
    type Reply = TokenGrant;

    fn decide(&self, facts: &TokenFacts, policy: &Policy, moment: &Moment) -> Decision<TokenGrant> {
        decided(|| {
            let found = found(facts)?;
            let (authorization, account) = found;
            authorization.of(&self.client).map_err(Refusal::AuthorizationNotAccepted)?;
            authorization
                .judge(account, &self.client, moment.now)
                .map_err(Refusal::AuthorizationNotAccepted)?;
            if Rule::RefreshOnce.holds() && authorization.generation != self.token.generation {
                return Ok(reused(found, AuthorizationFault::RefreshSpent, policy, moment));
            }
            let over = authorization.refresh_until.is_none_or(|until| moment.now >= until);
            if Rule::RefreshUntil.holds() && over {
                return refuse(AuthorizationFault::Expired);
            }
            let public = self.client.authentication == ClientAuthentication::Public;
            let other_key = authorization.proof_key.is_some() && authorization.proof_key != self.proof_key;
            if Rule::RefreshKey.holds() && public && other_key {
                return refuse(AuthorizationFault::ProofKey);
            }
            let mut authorization = authorization.clone();
            if !public {
                // Who proves itself may change its key with each token. (RFC 9449, section 5)
                authorization.proof_key = self.proof_key.clone();
            }
            let mut scopes = authorization.scopes_now(account, &self.client, policy, moment.now);
            if let Some(wanted) = &self.scopes {
                let more = wanted.iter().any(|scope| !authorization.scopes.contains(scope));
                if Rule::RefreshScopes.holds() && more {
                    return refuse(AuthorizationFault::Scope);
                }
                scopes.retain(|scope| wanted.contains(scope));
            }
            // An action was confirmed for once: no refresh renews it.
            let of = (account, facts.confirmation.as_ref().filter(|_| !Rule::ActionFirstToken.holds()));
            let action = authorization.action_now(of, &self.client, policy, moment.now);
            Ok(granted(facts, authorization, account, (scopes, action)))
        })
    }
}

/// Reads what an access token is of: for userinfo and introspection. Writes nothing.
pub struct ReadAuthorization {
    /// Which.
    pub key: AuthorizationKey,
    /// The client that the token was given to.
    pub client: Arc<RegisteredClient>,
}

impl Step for ReadAuthorization {
    type Facts = TokenFacts;
    type Reply = TokenGrant;

    fn decide(&self, facts: &TokenFacts, policy: &Policy, moment: &Moment) -> Decision<TokenGrant> {
        decided(|| {
            let (authorization, account) = found(facts)?;
            authorization
                .judge(account, &self.client, moment.now)
                .map_err(Refusal::AuthorizationNotAccepted)?;
            let scopes = authorization.scopes_now(account, &self.client, policy, moment.now);
            let of = (account, facts.confirmation.as_ref());
            let action = authorization.action_now(of, &self.client, policy, moment.now);
            Ok(Decision::reply(TokenGrant {
                authorization: authorization.clone(),
                account: account.clone(),
                contacts: facts.contacts.clone(),
                scopes,
                action,
                refresh: None,
            }))
        })
    }
}

fn found(facts: &TokenFacts) -> Result<(&Authorization, &Account), Refusal> {
    let found = facts.authorization.as_ref().zip(facts.account.as_ref());
    found.ok_or(Refusal::AuthorizationNotAccepted(AuthorizationFault::Unknown))
}

fn refuse<T>(fault: AuthorizationFault) -> Result<T, Refusal> {
    Err(Refusal::AuthorizationNotAccepted(fault))
}

/// Whether the verifier is the challenge's. (RFC 7636, section 4.6)
fn fits(verifier: &str, challenge: &str) -> bool {
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    let whole = (43..=128).contains(&verifier.len()) && verifier.bytes().all(unreserved);
    let hashed = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
    whole && verify_slices_are_equal(hashed.as_bytes(), challenge.as_bytes()).is_ok()
}

fn granted(
    facts: &TokenFacts,
    authorization: Authorization,
    account: &Account,
    (scopes, action): (Vec<Scope>, Option<GrantedAction>),
) -> Decision<TokenGrant> {
    let generation = authorization.generation.next();
    let key = authorization.key;
    let advance = Change::AdvanceAuthorization {
        key,
        generation: authorization.generation,
        epoch: account.state.epoch,
        proof_key: authorization.proof_key.clone(),
    };
    let refresh =
        authorization.refresh_until.map(|_| TokenName { kind: TokenKind::Refresh, key, generation });
    let account = account.clone();
    let contacts = facts.contacts.clone();
    let reply = TokenGrant { authorization, account, contacts, scopes, action, refresh };
    Decision { reply: Ok(reply), changes: Changes::Tally(vec![advance]) }
}

/// A token that was used before: whoever has it now, somebody had it who should not. All that came of it ends, once.
fn reused(
    (authorization, account): (&Authorization, &Account),
    fault: AuthorizationFault,
    policy: &Policy,
    moment: &Moment,
) -> Decision<TokenGrant> {
    let reply = Err(Refusal::AuthorizationNotAccepted(fault));
    if authorization.ended_at.is_some() {
        return Decision { reply, changes: Changes::Nothing };
    }
    let happening = Happening {
        kind: EventKind::AppTokenReused,
        actor: Actor::App,
        details: json!({ "app": authorization.client.as_str() }),
        personal: None,
    };
    let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
    let end = Change::EndAuthorization { key: authorization.key, at: moment.now };
    Decision { reply, changes: Changes::of_account(event, vec![end]) }
}
