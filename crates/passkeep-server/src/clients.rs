//! Clients: found in one place, and who they are is proved in one place, for every endpoint that a backend calls.
//!
//! Whoever is not known and whoever did not prove it get one answer; the log says which it was.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use passkeep_decision::client::{
    AssertionFault, Audience, ClientAuthentication, ClientId, RegisteredClient, SpendOnce, verify_assertion,
};
use passkeep_decision::jose::Jws;
use passkeep_decision::moment::Moment;
use passkeep_decision::refusal::Refusal;
use passkeep_store::{Store, StoreError};
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use crate::answer::answer;
use crate::app::App;
use crate::failure::Failure;

/// The only kind of assertion. (RFC 7523, section 2.2)
pub const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The clients of the configuration. Those that were registered by command are read when they are asked for.
#[derive(Debug, Default)]
pub struct Clients(Vec<Arc<RegisteredClient>>);

impl Clients {
    /// Those of a configuration.
    pub fn new(configured: Vec<RegisteredClient>) -> Self {
        Self(configured.into_iter().map(Arc::new).collect())
    }

    /// Those of the configuration.
    pub fn configured(&self) -> impl Iterator<Item = &Arc<RegisteredClient>> {
        self.0.iter()
    }
}

/// Finds a client: the configuration's first, then what was registered by command.
pub async fn find(app: &App, id: &str) -> Result<Option<Arc<RegisteredClient>>, Failure> {
    Ok(find_in(&app.clients, &app.store, id).await?)
}

/// The same, for what runs beside the handlers.
pub async fn find_in(
    clients: &Clients,
    store: &Store,
    id: &str,
) -> Result<Option<Arc<RegisteredClient>>, StoreError> {
    let Some(id) = ClientId::parse(id) else { return Ok(None) };
    if let Some(client) = clients.configured().find(|client| client.id == id) {
        return Ok(Some(client.clone()));
    }
    let Some(kept) = store.client(&id).await? else { return Ok(None) };
    match kept.metadata.parse() {
        Ok(client) => Ok(Some(Arc::new(client))),
        Err(faults) => {
            // A newer build took what this one doesn't.
            tracing::error!(client = %id, ?faults, "a client that was registered by command can't be read");
            Ok(None)
        }
    }
}

/// How a client that calls says who it is. The members are those of a form; `basic` is of a header.
#[derive(Default)]
pub struct Presented {
    /// `Authorization: Basic`: `client_secret_basic`.
    pub basic: Option<(String, Zeroizing<String>)>,
    /// `client_id`.
    pub client_id: Option<String>,
    /// `client_secret`: `client_secret_post`.
    pub client_secret: Option<Zeroizing<String>>,
    /// `client_assertion`: `private_key_jwt`.
    pub assertion: Option<String>,
    /// `client_assertion_type`.
    pub assertion_type: Option<String>,
}

/// Why a client is not believed: for the log. Towards a stranger all are alike, but for what the request itself lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientRefusal {
    /// The request names no client, or two.
    Missing,
    /// It proves itself in two ways at once. (RFC 6749, section 2.3)
    TwoWays,
    /// The header or the kind of assertion can't be read.
    Malformed,
    /// There is no such client.
    Unknown,
    /// The secret is another, or the client has none.
    Secret,
    /// The client must prove who it is, and did not.
    Unproved,
    /// The assertion was not taken.
    Assertion(AssertionFault),
    /// The assertion was used before.
    AssertionSpent,
    /// A public client can't do this: it can prove nothing.
    Public,
}

impl Presented {
    /// What the headers say.
    pub fn of_headers(headers: &HeaderMap) -> Result<Self, Failure> {
        let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(Self::default()) };
        let text = value.to_str().map_err(|_| ClientRefusal::Malformed)?;
        let Some((scheme, credentials)) = text.split_once(' ') else { return Ok(Self::default()) };
        if !scheme.eq_ignore_ascii_case("Basic") {
            return Ok(Self::default());
        }
        let basic = basic(credentials.trim()).ok_or(ClientRefusal::Malformed)?;
        Ok(Self { basic: Some(basic), ..Self::default() })
    }

    /// The client that it names.
    fn named(&self) -> Result<String, ClientRefusal> {
        let asserted = match &self.assertion {
            Some(text) => Some(asserted(text).ok_or(ClientRefusal::Malformed)?),
            None => None,
        };
        let named = [self.basic.as_ref().map(|(id, _)| id), self.client_id.as_ref(), asserted.as_ref()];
        let mut named = named.into_iter().flatten();
        let first = named.next().ok_or(ClientRefusal::Missing)?;
        if named.any(|other| other != first) { Err(ClientRefusal::Missing) } else { Ok(first.clone()) }
    }
}

/// `id:secret`, each encoded as in a form. (RFC 6749, section 2.3.1)
fn basic(credentials: &str) -> Option<(String, Zeroizing<String>)> {
    let decoded = Zeroizing::new(STANDARD.decode(credentials).ok()?);
    let (id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    let plain =
        |text: &str| Some(percent_decode_str(&text.replace('+', " ")).decode_utf8().ok()?.into_owned());
    Some((plain(id)?, Zeroizing::new(plain(secret)?)))
}

/// The client that an assertion names, before it is verified: its keys are looked for under that name.
fn asserted(text: &str) -> Option<String> {
    Jws::parse(text).ok()?.unverified_text("sub").map(str::to_owned)
}

/// Who calls: a client that has proved it, or a public one, which proves nothing.
///
/// The assertion of a client is spent here, so that a second use of it is refused on every node.
pub async fn authenticate(
    app: &App,
    presented: &Presented,
    moment: &Moment,
) -> Result<Arc<RegisteredClient>, Failure> {
    let id = presented.named()?;
    let ways = [presented.basic.is_some(), presented.client_secret.is_some(), presented.assertion.is_some()];
    if ways.iter().filter(|way| **way).count() > 1 {
        return Err(ClientRefusal::TwoWays.into());
    }
    let client = find(app, &id).await?.ok_or(ClientRefusal::Unknown)?;
    let secret = presented.basic.as_ref().map(|(_, secret)| secret).or(presented.client_secret.as_ref());
    match (&client.authentication, secret, &presented.assertion) {
        (ClientAuthentication::Public, None, None) => {}
        (ClientAuthentication::Secret(hashes), Some(secret), None) => {
            if !hashes.iter().any(|hash| hash.fits(&client.id, secret)) {
                return Err(ClientRefusal::Secret.into());
            }
        }
        (ClientAuthentication::Keys(_), None, Some(assertion)) => {
            if presented.assertion_type.as_deref() != Some(ASSERTION_TYPE) {
                return Err(ClientRefusal::Malformed.into());
            }
            spend(app, &client, assertion, moment).await?;
        }
        (_, None, None) => return Err(ClientRefusal::Unproved.into()),
        (_, Some(_), _) => return Err(ClientRefusal::Secret.into()),
        (_, None, Some(_)) => return Err(ClientRefusal::Assertion(AssertionFault::Signature).into()),
    }
    Ok(client)
}

/// The same, and a public client is refused: what only a backend may ask.
pub async fn authenticate_backend(
    app: &App,
    presented: &Presented,
    moment: &Moment,
) -> Result<Arc<RegisteredClient>, Failure> {
    let client = authenticate(app, presented, moment).await?;
    match client.authentication {
        ClientAuthentication::Public => Err(ClientRefusal::Public.into()),
        ClientAuthentication::Secret(_) | ClientAuthentication::Keys(_) => Ok(client),
    }
}

async fn spend(app: &App, client: &RegisteredClient, text: &str, moment: &Moment) -> Result<(), Failure> {
    let audience = Audience { issuer: app.base_url.as_str() };
    let assertion = verify_assertion(text, client, audience, moment.now).map_err(ClientRefusal::Assertion)?;
    match answer(app, &SpendOnce(assertion.spendable), moment).await {
        Err(Failure::Refused(Refusal::TicketSpent)) => Err(ClientRefusal::AssertionSpent.into()),
        other => other,
    }
}
