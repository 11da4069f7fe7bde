//! The authorization: one sign-in to an app, and what its tokens are worth.

use crate::account::Account;
use crate::client::{ClientId, Quarantined, RegisteredClient, Scope};
use crate::confirmations::{Confirmation, ConfirmationState, Effect};
use crate::hash::Hash;
use crate::id::{AccountHandle, AuthorizationId, ConfirmationId, Sid};
use crate::level::{Level, Standing};
use crate::moment::Timestamp;
use crate::oidc::{GrantedAction, RequestedClaims};
use crate::policy::Policy;
use crate::proof::{Method, Proofs};
use crate::rule::Rule;

/// The whole key of an authorization's row; its tokens carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthorizationKey {
    /// The account.
    pub account: AccountHandle,
    /// Drawn at random.
    pub id: AuthorizationId,
}

/// How many tokens of an authorization were used: the code is generation 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(pub i64);

impl Generation {
    /// The code's.
    pub const CODE: Self = Self(0);

    /// The one after it.
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A code.
    Code,
    /// A refresh token.
    Refresh,
}

/// What a code or a refresh token says, once its MAC is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenName {
    /// What it is.
    pub kind: TokenKind,
    /// Of which authorization.
    pub key: AuthorizationKey,
    /// Which one.
    pub generation: Generation,
}

impl TokenName {
    /// What the MAC is over.
    pub fn text(&self) -> [u8; 32] {
        let kind: &[u8] = match self.kind {
            TokenKind::Code => b"code",
            TokenKind::Refresh => b"refresh",
        };
        Hash::new("authorization-token")
            .bytes(kind)
            .bytes(&self.key.account.0)
            .bytes(&self.key.id.0)
            .integer(self.generation.0)
            .finish()
    }
}

/// What kind of authenticator signed, as far as the account knows. (RFC 8176)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthenticatorKind {
    /// A key that never leaves its device, by an attestation: `hwk`.
    Hardware,
    /// A key that may be on several devices: `swk`.
    Software,
    /// A key that says it stays, and did not prove it: `pop`.
    Unproved,
}

impl AuthenticatorKind {
    /// Its name in `amr`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hardware => "hwk",
            Self::Software => "swk",
            Self::Unproved => "pop",
        }
    }

    /// From the name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Hardware, Self::Software, Self::Unproved].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// One sign-in to an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorization {
    /// Its row's key.
    pub key: AuthorizationKey,
    /// Which app.
    pub client: ClientId,
    /// What the app knows the session by.
    pub sid: Sid,
    /// What was granted.
    pub scopes: Vec<Scope>,
    /// Claims that were asked for one by one.
    pub claims: RequestedClaims,
    /// What the ID token repeats.
    pub nonce: Option<String>,
    /// Where the code went.
    pub redirect_uri: String,
    /// The S256 challenge.
    pub challenge: String,
    /// The thumbprint of the key that tokens are bound to. (RFC 9449)
    pub proof_key: Option<String>,
    /// The session's level.
    pub level: Level,
    /// The session's standing.
    pub standing: Standing,
    /// What was proved in the session.
    pub proofs: Proofs,
    /// By what kind of authenticator.
    pub authenticator: Option<AuthenticatorKind>,
    /// When the level was last proved as a whole.
    pub authenticated_at: Timestamp,
    /// The account's epoch.
    pub epoch: i64,
    /// When the code was made.
    pub created_at: Timestamp,
    /// Until when scopes that move value are refreshed: the session's own end.
    pub value_until: Timestamp,
    /// Until when tokens are refreshed; none: the app did not ask to go on without the person.
    pub refresh_until: Option<Timestamp>,
    /// From when the row means nothing.
    pub expires_at: Timestamp,
    /// How many of its tokens were used.
    pub generation: Generation,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The action that was confirmed on the way to the code.
    pub confirmation: Option<ConfirmationId>,
    /// Whether the app wants to know when the session ends.
    pub tells_logout: bool,
}

/// Why a code, a refresh token or an access token is worth nothing: for the log, and for the client's developer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorizationFault {
    /// There is none such, or not any more.
    Unknown,
    /// It is another client's.
    OtherClient,
    /// The code was used before; what came of it ended.
    CodeSpent,
    /// The refresh token was used before; what came of it ended.
    RefreshSpent,
    /// Its time is over.
    Expired,
    /// `redirect_uri` is not the one of the request.
    Redirect,
    /// `code_verifier` is not the challenge's.
    Verifier,
    /// It ended: by sign-out, by the account holder, or by a token that was used twice.
    Ended,
    /// The account was frozen, recovered or reported since.
    Epoch,
    /// The session was in quarantine, and the client takes none.
    Quarantined,
    /// More scopes than were granted.
    Scope,
    /// It is bound to another key, or to one and none was proved.
    ProofKey,
}

impl Authorization {
    /// Whether it is worth something to this client now, by what holds for the account.
    pub(super) fn judge(
        &self,
        account: &Account,
        client: &RegisteredClient,
        now: Timestamp,
    ) -> Result<(), AuthorizationFault> {
        self.of(client)?;
        if Rule::TokenEnded.holds() && self.ended_at.is_some() {
            return Err(AuthorizationFault::Ended);
        }
        if Rule::TokenExpiry.holds() && now >= self.expires_at {
            return Err(AuthorizationFault::Expired);
        }
        if Rule::TokenEpoch.holds() && self.epoch != account.state.epoch {
            return Err(AuthorizationFault::Epoch);
        }
        let admitted = !Rule::TokenQuarantine.holds()
            || self.standing == Standing::Ordinary
            || (self.standing == Standing::Quarantine && client.quarantine == Quarantined::Admitted);
        if admitted { Ok(()) } else { Err(AuthorizationFault::Quarantined) }
    }

    /// Whether it is this client's.
    pub(super) fn of(&self, client: &RegisteredClient) -> Result<(), AuthorizationFault> {
        if Rule::TokenClient.holds() && self.client != client.id {
            return Err(AuthorizationFault::OtherClient);
        }
        Ok(())
    }

    /// The scopes that hold now: those that move value only while the account lets value go, and not beyond the session.
    pub fn scopes_now(
        &self,
        account: &Account,
        client: &RegisteredClient,
        policy: &Policy,
        now: Timestamp,
    ) -> Vec<Scope> {
        let held = self.holds_value(account, now);
        let stays =
            |scope: &&Scope| client.scopes.contains(scope) && !(held && policy.value_scopes.contains(scope));
        self.scopes.iter().filter(stays).cloned().collect()
    }

    /// The action that holds now, by the same rule. It is in the code's own access token and in no later one: it was
    /// confirmed for once.
    pub(super) fn action_now(
        &self,
        (account, confirmation): (&Account, Option<&Confirmation>),
        client: &RegisteredClient,
        policy: &Policy,
        now: Timestamp,
    ) -> Option<GrantedAction> {
        let own = |found: &&Confirmation| {
            let same = Some(found.id) == self.confirmation
                && found.account == self.key.account
                && found.client == self.client.as_str();
            (!Rule::ActionOwn.holds() || same)
                && (!Rule::ActionConfirmed.holds() || found.state == ConfirmationState::Confirmed)
        };
        let may = |found: &&Confirmation| {
            !Rule::ActionClient.holds() || client.confirms(found.action_type.as_str())
        };
        let found = confirmation.filter(own).filter(may)?;
        let effect: Option<Effect> = found.kind(policy).ok().map(|kind| kind.effect);
        let granted = GrantedAction {
            confirmation: found.id,
            action_type: found.action_type.clone(),
            action: found.action.clone(),
            effect,
        };
        let held = granted.moves_value() && self.holds_value(account, now);
        (!held).then_some(granted)
    }

    /// Whether nothing that moves value goes to the app now.
    fn holds_value(&self, account: &Account, now: Timestamp) -> bool {
        let held =
            account.is_frozen(now) || account.value_held_until(now).is_some() || now >= self.value_until;
        Rule::TokenValue.holds() && held
    }

    /// How the person proved who they are. (RFC 8176, section 2)
    pub fn methods(&self) -> Vec<&'static str> {
        let mut names = vec![];
        for proof in self.proofs.iter() {
            match proof.method {
                Method::Passkey => {
                    names.push(self.authenticator.unwrap_or(AuthenticatorKind::Unproved).as_str());
                    names.push("user");
                }
                Method::Password => names.push("pwd"),
                Method::PhoneCode => names.extend(["sms", "otp"]),
                // Neither is a factor of a sign-in.
                Method::EmailCode | Method::RecoveryCode | Method::Approval | Method::Device => {}
            }
        }
        if self.level > Level::One {
            names.push("mfa");
        }
        names
    }
}

/// That an account uses an app: what the account holder can see, and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientGrant {
    /// The app.
    pub client: ClientId,
    /// What it may ask for.
    pub scopes: Vec<Scope>,
    /// Since when.
    pub first_at: Timestamp,
    /// When that was last said.
    pub given_at: Timestamp,
}

impl ClientGrant {
    /// Whether it covers what is asked for.
    pub fn covers(&self, asked: &[Scope]) -> bool {
        asked.iter().all(|scope| self.scopes.contains(scope))
    }

    /// It, with more.
    pub(super) fn widened(before: Option<&Self>, client: &ClientId, asked: &[Scope], now: Timestamp) -> Self {
        let mut scopes = before.map_or(vec![], |grant| grant.scopes.clone());
        scopes.extend(
            asked.iter().filter(|scope| !before.is_some_and(|grant| grant.scopes.contains(scope))).cloned(),
        );
        let first_at = before.map_or(now, |grant| grant.first_at);
        Self { client: client.clone(), scopes, first_at, given_at: now }
    }
}
