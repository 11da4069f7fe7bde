//! OpenID Connect, as apps speak it: discovery, the authorization endpoint, tokens. The rules stand in the decision's
//! `oidc`; here are parameters, signatures and redirects.

mod authorize;
mod back_channel;
mod discovery;
mod introspect;
mod logout;
mod pending;
mod proof;
mod pushed;
mod token;
mod tokens;
mod userinfo;

use axum::extract::{FromRequest, Request};
use passkeep_decision::jose::Algorithm;
use passkeep_decision::oidc::Parameters;

use crate::body;
use crate::failure::OAuthFailure;

pub use authorize::{authorize, authorize_posted, cancelled, consent, proceed};
pub use back_channel::{Logouts, keep};
pub use discovery::{discovery, jwks};
pub use introspect::{introspect, revoke};
pub use logout::{logout, logout_posted};
pub use pending::{PROCEED, Pending, proceed_url};
pub use pushed::{push, resolve};
pub use token::token;
pub use userinfo::userinfo;

/// What tokens are signed with: both, so that every client finds one that it verifies.
pub const ALGORITHMS: &[Algorithm] = &Algorithm::ALL;

/// Where backends and other sites' pages may post to. None of these takes a cookie from such a request.
pub const FOREIGN: [&str; 7] =
    ["/par", "/token", "/introspect", "/revoke", "/userinfo", "/authorize", "/logout"];

/// The parameters of a form, as they came: each endpoint looks for those that stand there twice.
pub struct FormParameters(pub Parameters);

impl<S: Send + Sync> FromRequest<S> for FormParameters {
    type Rejection = OAuthFailure;

    async fn from_request(request: Request, _: &S) -> Result<Self, OAuthFailure> {
        let pairs = body::pairs(request).await.map_err(|_| OAuthFailure::Form)?;
        Ok(Self(Parameters(pairs)))
    }
}

/// The parameters of a query.
fn of_query(query: &str) -> Parameters {
    Parameters(url::form_urlencoded::parse(query.as_bytes()).into_owned().collect())
}

/// One parameter that must be there, once.
fn required<'a>(parameters: &'a Parameters, name: &'static str) -> Result<&'a str, OAuthFailure> {
    parameters.one(name).ok().flatten().ok_or(OAuthFailure::Missing(name))
}
