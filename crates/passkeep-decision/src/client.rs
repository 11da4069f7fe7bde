//! Clients: the apps that send people here. (OAuth 2.0, RFC 6749, section 2; OpenID Connect Core)
//!
//! A client is what its operator wrote of it, in the configuration or by a command. Nobody registers one over the network.

mod assertion;
mod metadata;
mod uri;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::hash::Hash;
use crate::jose::{Algorithm, PublicJwk};
use crate::level::Level;
use crate::rule::Rule;
use crate::text::VisibleText;

pub use assertion::{
    Assertion, AssertionFault, Audience, SpendOnce, SpendOnceFacts, Spendable, verify_assertion,
};
pub use metadata::{ClientFault, ClientMetadata};
pub use uri::{RedirectUri, SecureUri};

/// A client's id: 1 to 64 of `A-Z`, `a-z`, `0-9`, `-`, `.`, `_` and `~`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientId(String);

impl ClientId {
    /// Reads one.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
        ((1..=64).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ClientId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A client's name, as people see it.
pub type ClientName = VisibleText<60>;

/// What an app may ask for in one word: 1 to 64 printable characters without quotes and backslashes. (RFC 6749, section
/// 3.3)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope(String);

impl Scope {
    /// Reads one.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |b: u8| b == 0x21 || (0x23..=0x5b).contains(&b) || (0x5d..=0x7e).contains(&b);
        ((1..=64).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A client, as its operator has registered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredClient {
    /// Its id.
    pub id: ClientId,
    /// Its name.
    pub name: ClientName,
    /// Where people find it: the settings lead there. (RFC 7591, section 2: `client_uri`)
    pub home: Option<SecureUri>,
    /// How it proves who it is.
    pub authentication: ClientAuthentication,
    /// Where answers may go, each exactly.
    pub redirect_uris: Vec<RedirectUri>,
    /// Where people may go after they signed out, each exactly.
    pub post_logout_redirect_uris: Vec<SecureUri>,
    /// Where it is told that a session has ended. (OpenID Connect Back-Channel Logout)
    pub backchannel_logout_uri: Option<SecureUri>,
    /// Whose it is.
    pub party: Party,
    /// The least that a session must have proved before the client gets a code.
    pub least: Level,
    /// What it may ask for.
    pub scopes: Vec<Scope>,
    /// The types of confirmation that it may ask for.
    pub confirmations: Vec<String>,
    /// The API that its access tokens are for, beside this server.
    pub audience: Option<String>,
    /// By which algorithm its tokens are signed.
    pub signing: Algorithm,
    /// Whether a quarantined session gets a code for it.
    pub quarantine: Quarantined,
}

/// How a client proves who it is. (OpenID Connect Core, section 9)
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// By nothing: a native app or a page, which can keep no secret. PKCE and the redirect alone bind its codes.
    Public,
    /// By a secret: `client_secret_basic`, `client_secret_post`. Two while it changes.
    Secret(Vec<ClientSecretHash>),
    /// By a signature: `private_key_jwt`.
    Keys(Vec<PublicJwk>),
}

/// Whose a client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The operator's own: nobody is asked for consent.
    First,
    /// Another's: the account holder is asked.
    Third,
}

/// Whether a quarantined session gets a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quarantined {
    /// It gets none.
    Refused,
    /// It gets one, and the app is told by `acr` and `amr` how the person came in.
    Admitted,
}

/// What is stored of a client's secret: `H("client-secret", client, secret)`. The secret has enough entropy of its own: it
/// was drawn here, or is at least 32 characters long.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ClientSecretHash([u8; 32]);

/// The fewest characters of a secret that an operator brings.
pub const SECRET_LENGTH_MIN: usize = 32;

impl ClientSecretHash {
    /// Of a secret.
    pub fn of(client: &ClientId, secret: &str) -> Self {
        Self(Hash::new("client-secret").bytes(client.as_str().as_bytes()).bytes(secret.as_bytes()).finish())
    }

    /// Reads what `Display` writes: base64url without padding.
    pub fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// Whether the secret is the one, in constant time.
    pub fn fits(&self, client: &ClientId, secret: &str) -> bool {
        verify_slices_are_equal(&self.0, &Self::of(client, secret).0).is_ok()
    }
}

impl std::fmt::Display for ClientSecretHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl std::fmt::Debug for ClientSecretHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientSecretHash(..)")
    }
}

impl RegisteredClient {
    /// Whether an answer may go there. (RFC 9700, section 4.1.3)
    pub fn redirects_to(&self, uri: &str) -> bool {
        self.redirect_uris.iter().any(|registered| registered.takes(uri) || !Rule::RedirectExact.holds())
    }

    /// Whether it may ask for a type of confirmation.
    pub fn confirms(&self, kind: &str) -> bool {
        self.confirmations.iter().any(|listed| listed == kind)
    }
}
