//! Who somebody is, by OpenID Connect: the code flow with PKCE, signing out, and being told that a session ended elsewhere.
//! The protocol's checks are the library's; what is asked for, and what is believed, stands here.

use std::collections::HashMap;
use std::str::FromStr;
use std::time::Duration;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EmptyAdditionalClaims,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken, IdTokenFields, IssuerUrl,
    JsonWebTokenType, LanguageTag, LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl, Scope,
    StandardErrorResponse, StandardTokenResponse, TokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::config::Config;
use crate::http_client;

/// What an ID token says beside the standard's own claims. (Front- and Back-Channel Logout)
#[derive(Clone, Debug, Serialize, Deserialize)]
struct SessionClaims {
    sid: Option<String>,
}

impl AdditionalClaims for SessionClaims {}

/// What a logout token says. (OpenID Connect Back-Channel Logout 1.0, section 2.4)
#[derive(Clone, Debug, Serialize, Deserialize)]
struct LogoutClaims {
    sid: Option<String>,
    jti: String,
    events: HashMap<String, serde_json::Value>,
}

impl AdditionalClaims for LogoutClaims {}

type Token<C> = IdToken<C, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

type Fields = IdTokenFields<
    SessionClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type OpenIdClient = Client<
    SessionClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// How long what was discovered is believed: keys rotate.
const DISCOVERED_FOR: Duration = Duration::from_secs(10 * 60);

const LOGOUT_EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Passkeep, as an OpenID provider.
pub struct Identity {
    http: reqwest::Client,
    issuer: String,
    client_id: String,
    client_secret: crate::Secret,
    base_url: String,
    discovered: Mutex<Option<Discovered>>,
}

#[derive(Clone)]
struct Discovered {
    metadata: ProviderMetadataWithLogout,
    at_ms: i64,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// It can't be reached, or says what nobody understands.
    #[error("the OpenID provider can't be used: {0}")]
    Provider(String),
    /// Its answer is not to be believed.
    #[error("the OpenID provider's answer is not believed: {0}")]
    Answer(String),
}

/// A sign-in about to begin.
pub struct Begun {
    /// Where the browser goes.
    pub url: String,
    /// Which one it is.
    pub state: String,
    /// What the ID token must bear.
    pub nonce: String,
    /// PKCE's secret.
    pub verifier: String,
}

/// Somebody, proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Somebody {
    /// The account at Passkeep.
    pub subject: String,
    /// What to call them.
    pub name: String,
    /// The session at Passkeep.
    pub sid: Option<String>,
    /// The ID token.
    pub id_token: String,
}

/// A session that ended at Passkeep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedOut {
    /// The token's id: taken once.
    pub jti: String,
    /// Whose.
    pub subject: String,
    /// Which; without it, all of them.
    pub sid: Option<String>,
}

impl Identity {
    /// A client of the configured provider. Nothing is asked yet.
    pub fn new(config: &Config, http: reqwest::Client) -> Self {
        Self {
            http,
            issuer: config.issuer.clone(),
            client_id: config.client_id.clone(),
            client_secret: config.client_secret.clone(),
            base_url: config.base_url.clone(),
            discovered: Mutex::new(None),
        }
    }

    /// Begins a sign-in, in the language of the page that it began on.
    pub async fn begin(&self, language: &str) -> Result<Begun, IdentityError> {
        let client = self.client(Fresh::Enough).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let (url, state, nonce) = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .add_ui_locale(LanguageTag::new(language.to_owned()))
            .url();
        Ok(Begun {
            url: url.into(),
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        })
    }

    /// Ends a sign-in: exchanges the code, verifies the ID token, asks for the name.
    pub async fn finish(
        &self,
        code: String,
        verifier: String,
        nonce: String,
    ) -> Result<Somebody, IdentityError> {
        let mut client = self.client(Fresh::Enough).await?;
        let http = |request| http_client::send(self.http.clone(), request);
        let exchange = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(provider)?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        let tokens = exchange.request_async(&http).await.map_err(answer)?;
        let id_token = tokens.id_token().ok_or_else(|| answer("no ID token"))?;
        let nonce = Nonce::new(nonce);
        if id_token.claims(&client.id_token_verifier(), &nonce).is_err() {
            // Perhaps by a key that is newer than what we know.
            client = self.client(Fresh::Now).await?;
        }
        let claims = id_token.claims(&client.id_token_verifier(), &nonce).map_err(answer)?;
        let subject = claims.subject().clone();
        let about =
            client.user_info(tokens.access_token().clone(), Some(subject.clone())).map_err(provider)?;
        let about: UserInfoClaims<EmptyAdditionalClaims, CoreGenderClaim> =
            about.request_async(&http).await.map_err(answer)?;
        let name = about.name().and_then(|name| name.get(None)).map(|name| name.as_str());
        let number = about.preferred_username().map(|number| number.as_str());
        Ok(Somebody {
            subject: subject.to_string(),
            name: name.or(number).unwrap_or_default().to_owned(),
            sid: claims.additional_claims().sid.clone(),
            id_token: id_token.to_string(),
        })
    }

    /// Where the browser goes to be signed out there too. (RP-Initiated Logout)
    pub async fn sign_out_url(&self, id_token: &str) -> Result<String, IdentityError> {
        let discovered = self.discovered(Fresh::Enough).await?;
        let end = discovered.metadata.additional_metadata().end_session_endpoint.clone();
        let end = end.ok_or_else(|| provider("it has no end_session_endpoint"))?;
        let hint = Token::<SessionClaims>::from_str(id_token).map_err(answer)?;
        let after = PostLogoutRedirectUrl::new(format!("{}/?signed-out", self.base_url)).map_err(answer)?;
        let request = LogoutRequest::from(end)
            .set_id_token_hint(&hint)
            .set_client_id(ClientId::new(self.client_id.clone()))
            .set_post_logout_redirect_uri(after);
        Ok(request.http_get_url().into())
    }

    /// Verifies a logout token. (Back-Channel Logout, section 2.6)
    pub async fn signed_out(&self, logout_token: &str) -> Result<SignedOut, IdentityError> {
        let token = Token::<LogoutClaims>::from_str(logout_token).map_err(answer)?;
        let mut client = self.client(Fresh::Enough).await?;
        if self.claims_of(&token, &client).is_err() {
            client = self.client(Fresh::Now).await?;
        }
        self.claims_of(&token, &client)
    }

    fn claims_of(
        &self,
        token: &Token<LogoutClaims>,
        client: &OpenIdClient,
    ) -> Result<SignedOut, IdentityError> {
        let kind = JsonWebTokenType::new("logout+jwt".to_owned()).normalize().map_err(answer)?;
        let verifier = client.id_token_verifier().set_allowed_jose_types([kind]);
        // A nonce is forbidden in it, so that no ID token passes for one.
        let no_nonce = |nonce: Option<&Nonce>| match nonce {
            None => Ok(()),
            Some(_) => Err("a logout token bears no nonce".to_owned()),
        };
        let claims = token.claims(&verifier, no_nonce).map_err(answer)?;
        let own = claims.additional_claims();
        if !own.events.contains_key(LOGOUT_EVENT) {
            return Err(answer("no logout event"));
        }
        let (jti, sid) = (own.jti.clone(), own.sid.clone());
        Ok(SignedOut { jti, subject: claims.subject().to_string(), sid })
    }

    async fn client(&self, fresh: Fresh) -> Result<OpenIdClient, IdentityError> {
        let metadata = self.discovered(fresh).await?.metadata;
        let redirect = RedirectUrl::new(format!("{}/callback", self.base_url)).map_err(provider)?;
        let id = ClientId::new(self.client_id.clone());
        let secret = ClientSecret::new(self.client_secret.expose().to_owned());
        Ok(OpenIdClient::from_provider_metadata(metadata, id, Some(secret)).set_redirect_uri(redirect))
    }

    async fn discovered(&self, fresh: Fresh) -> Result<Discovered, IdentityError> {
        let mut known = self.discovered.lock().await;
        let now = crate::clock::now_ms();
        let lifetime = i64::try_from(DISCOVERED_FOR.as_millis()).unwrap_or(i64::MAX);
        let still = known.as_ref().filter(|found| match fresh {
            Fresh::Enough => now - found.at_ms < lifetime,
            Fresh::Now => false,
        });
        if let Some(found) = still {
            return Ok(found.clone());
        }
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(provider)?;
        let http = |request| http_client::send(self.http.clone(), request);
        let metadata = ProviderMetadataWithLogout::discover_async(issuer, &http).await.map_err(provider)?;
        let found = Discovered { metadata, at_ms: now };
        *known = Some(found.clone());
        Ok(found)
    }
}

#[derive(Clone, Copy)]
enum Fresh {
    Enough,
    Now,
}

fn provider(why: impl ToString) -> IdentityError {
    IdentityError::Provider(why.to_string())
}

fn answer(why: impl ToString) -> IdentityError {
    IdentityError::Answer(why.to_string())
}
