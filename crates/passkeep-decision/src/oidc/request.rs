//! An authorization request, parsed. (RFC 6749, section 4.1.1; OpenID Connect Core, section 3.1.2.1; RFC 7636)
//!
//! Before this the client and its redirect are known to belong together: what is refused here may be told to the client.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::claims::ClaimsDemand;
use super::details::{self, Channel, DetailsFault};
use super::{OFFLINE_ACCESS, RequestedClaims};
use crate::client::{RegisteredClient, Scope};
use crate::confirmations::{ActionType, RequestedAction};
use crate::id::AccountHandle;
use crate::level::Level;
use crate::rule::Rule;

/// Parameters as they came. What is empty counts as left out. (RFC 6749, section 3.1)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters(pub Vec<(String, String)>);

impl Parameters {
    /// The value of one.
    pub fn one(&self, name: &'static str) -> Result<Option<&str>, RequestFault> {
        let mut found = self.0.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
        let first = found.next();
        if found.next().is_some() {
            return Err(RequestFault::Twice(name));
        }
        Ok(first.filter(|value| !value.is_empty()))
    }
}

/// Why a request can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestFault {
    /// A parameter stands there twice.
    Twice(&'static str),
    /// `response_type` is not `code`.
    ResponseType,
    /// `response_mode` is not `query`.
    ResponseMode,
    /// `code_challenge` is missing.
    ChallengeMissing,
    /// `code_challenge_method` is not `S256`.
    ChallengeMethod,
    /// `code_challenge` is no SHA-256 in base64url.
    Challenge,
    /// `prompt` has a word that is not known, or `none` beside another.
    Prompt,
    /// `max_age` is no number of seconds.
    MaxAge,
    /// `claims` is no JSON of its form.
    Claims,
    /// `nonce` or `state` is too long.
    TooLong(&'static str),
    /// `dpop_jkt` is no thumbprint.
    ProofKey,
    /// `request`: there are no request objects here.
    RequestObject,
    /// `request_uri` is none that was pushed here by this client, or its time is over.
    RequestUri,
    /// `registration`: nobody registers here.
    Registration,
    /// `authorization_details` can't be taken. (RFC 9396, section 5)
    AuthorizationDetails(DetailsFault),
    /// `id_token_hint` is none of this server's.
    Hint,
}

/// What `prompt` asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// Nobody may be shown anything.
    pub none: bool,
    /// The person proves again who they are.
    pub login: bool,
    /// The person is asked for consent, whatever was said before.
    pub consent: bool,
    /// The person chooses an account.
    pub select_account: bool,
}

/// A request that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// Where the answer goes.
    pub redirect_uri: String,
    /// What is asked for, as far as the client may.
    pub scopes: Vec<Scope>,
    /// The S256 challenge.
    pub challenge: String,
    /// What the ID token repeats.
    pub nonce: Option<String>,
    /// What may be shown.
    pub prompt: Prompt,
    /// How old the proof may be.
    pub max_age_seconds: Option<i64>,
    /// The level that is asked for.
    pub demanded: Option<Level>,
    /// What is demanded can't be met by anybody.
    pub impossible: bool,
    /// The only person it may be.
    pub subject: Option<AccountHandle>,
    /// Claims that are asked for one by one.
    pub claims: RequestedClaims,
    /// The key that the code is bound to. (RFC 9449, section 10)
    pub proof_key: Option<String>,
    /// An action that is to be confirmed on the way. (RFC 9396)
    pub action: Option<RequestedAction>,
}

/// What a request is read against.
pub struct RequestContext<'a> {
    /// Who asks.
    pub client: &'a RegisteredClient,
    /// The person that a verified `id_token_hint` names.
    pub hinted: Option<AccountHandle>,
    /// The types of actions that the operator has written down.
    pub action_types: &'a [ActionType],
    /// By which way it came.
    pub channel: Channel,
}

const TEXT_MAX: usize = 512;

impl AuthorizationRequest {
    /// Parses one.
    pub fn parse(
        parameters: &Parameters,
        redirect_uri: &str,
        context: &RequestContext<'_>,
    ) -> Result<Self, RequestFault> {
        let RequestContext { client, hinted, action_types, channel } = *context;
        unsupported(parameters)?;
        if parameters.one("response_type")? != Some("code") {
            return Err(RequestFault::ResponseType);
        }
        if parameters.one("response_mode")?.is_some_and(|mode| mode != "query") {
            return Err(RequestFault::ResponseMode);
        }
        if parameters.one("state")?.is_some_and(|state| state.len() > TEXT_MAX) {
            return Err(RequestFault::TooLong("state"));
        }
        let nonce = parameters.one("nonce")?;
        if nonce.is_some_and(|nonce| nonce.len() > TEXT_MAX) {
            return Err(RequestFault::TooLong("nonce"));
        }
        let max_age_seconds = match parameters.one("max_age")? {
            Some(text) => Some(i64::from(text.parse::<u32>().map_err(|_| RequestFault::MaxAge)?)),
            None => None,
        };
        let (claims, demand) = match parameters.one("claims")? {
            Some(text) => RequestedClaims::parse(text, &client.scopes).ok_or(RequestFault::Claims)?,
            None => (RequestedClaims::default(), ClaimsDemand::default()),
        };
        let proof_key = parameters.one("dpop_jkt")?;
        if proof_key.is_some_and(|key| !is_sha256(key)) {
            return Err(RequestFault::ProofKey);
        }
        let action = match parameters.one("authorization_details")? {
            Some(text) => Some(
                details::parse(text, client, action_types, channel)
                    .map_err(RequestFault::AuthorizationDetails)?,
            ),
            None => None,
        };
        let two_people = matches!((hinted, demand.subject), (Some(one), Some(other)) if one != other);
        Ok(Self {
            redirect_uri: redirect_uri.to_owned(),
            scopes: scopes(parameters.one("scope")?.unwrap_or_default(), client),
            challenge: challenge(parameters)?,
            nonce: nonce.map(str::to_owned),
            prompt: prompt(parameters.one("prompt")?.unwrap_or_default())?,
            max_age_seconds,
            demanded: demanded(parameters.one("acr_values")?.unwrap_or_default()).max(demand.level),
            impossible: demand.unknown_level || demand.unknown_subject || two_people,
            subject: hinted.or(demand.subject),
            claims,
            proof_key: proof_key.map(str::to_owned),
            action,
        })
    }

    /// Whether a scope is asked for.
    pub fn asks(&self, scope: &str) -> bool {
        self.scopes.iter().any(|asked| asked.as_str() == scope)
    }

    /// Whether the app wants to go on without the person.
    pub fn is_offline(&self) -> bool {
        self.asks(OFFLINE_ACCESS)
    }

    /// What a person would consent to: the scopes, and those that open claims which are asked for one by one.
    pub fn consented(&self) -> Vec<Scope> {
        let mut all = self.scopes.clone();
        for claim in self.claims.id_token.iter().chain(&self.claims.userinfo) {
            let opens = Scope::parse(claim.scope());
            all.extend(opens.filter(|scope| !self.asks(scope.as_str())));
        }
        let mut each: Vec<Scope> = vec![];
        all.retain(|scope| {
            let first = !each.contains(scope);
            each.push(scope.clone());
            first
        });
        all
    }
}

fn unsupported(parameters: &Parameters) -> Result<(), RequestFault> {
    for (name, fault) in [
        ("request", RequestFault::RequestObject),
        ("request_uri", RequestFault::RequestUri),
        ("registration", RequestFault::Registration),
    ] {
        if parameters.one(name)?.is_some() {
            return Err(fault);
        }
    }
    Ok(())
}

fn challenge(parameters: &Parameters) -> Result<String, RequestFault> {
    let challenge = parameters.one("code_challenge")?.ok_or(RequestFault::ChallengeMissing)?;
    // Without a method it would be `plain`, which shows the verifier to whoever sees the request.
    if Rule::ChallengeS256.holds() && parameters.one("code_challenge_method")? != Some("S256") {
        return Err(RequestFault::ChallengeMethod);
    }
    if is_sha256(challenge) { Ok(challenge.to_owned()) } else { Err(RequestFault::Challenge) }
}

fn is_sha256(text: &str) -> bool {
    URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

fn prompt(text: &str) -> Result<Prompt, RequestFault> {
    let mut prompt = Prompt::default();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match word {
            "none" => prompt.none = true,
            "login" => prompt.login = true,
            "consent" => prompt.consent = true,
            "select_account" => prompt.select_account = true,
            _ => return Err(RequestFault::Prompt),
        }
    }
    let beside = prompt.login || prompt.consent || prompt.select_account;
    if prompt.none && beside { Err(RequestFault::Prompt) } else { Ok(prompt) }
}

/// The scopes that the client may ask for, each once. Others are left out, and the answer says what was given. (RFC 6749,
/// section 3.3)
fn scopes(text: &str, client: &RegisteredClient) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = vec![];
    for scope in text.split(' ').filter_map(Scope::parse) {
        if client.scopes.contains(&scope) && !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    scopes
}

/// The least of the levels that would do. Values that nobody knows here are wishes, and ask for nothing. (OpenID Connect
/// Core, section 3.1.2.1)
fn demanded(text: &str) -> Option<Level> {
    text.split(' ').filter_map(Level::of_acr).min()
}
