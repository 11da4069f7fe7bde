//! OpenID Connect: apps that send people here, and what they get. (OpenID Connect Core 1.0; OAuth 2.0, RFC 6749)
//!
//! A sign-in to an app is one row, an *authorization*: its code, then its refresh tokens, each a generation. A token names
//! the row and a generation under a MAC, so nothing secret is stored, an old token is told from a made-up one, and the
//! use of an old one ends the row. What a token is worth is judged anew each time by what holds for its account then.

mod app_list;
mod authorization;
mod authorize;
mod claims;
mod consent;
mod details;
mod end;
mod proof;
mod request;
mod token;

pub use app_list::{AppsFacts, ListApps, RevokeApp, UsedApp};
pub use authorization::{
    AuthenticatorKind, Authorization, AuthorizationFault, AuthorizationKey, ClientGrant, Generation,
    TokenKind, TokenName,
};
pub use authorize::{Authorize, AuthorizeFacts, AuthorizeReply, Unmet};
pub use claims::{Claim, RequestedClaims};
pub use consent::GiveConsent;
#[cfg(any(test, fuzzing))]
pub(crate) use details::check_details;
pub use details::{Channel, DetailsFault, GrantedAction};
pub use end::{DueLogout, EndAuthorization, EndAuthorizationFacts, LogoutCall, TellLogout, TellLogoutFacts};
pub use proof::{KeyProof, KeyProofFault, ProvedRequest, verify_key_proof};
pub use request::{AuthorizationRequest, Parameters, Prompt, RequestContext, RequestFault};
pub use token::{ReadAuthorization, RedeemCode, Refresh, TokenFacts, TokenGrant};

#[cfg(test)]
mod tests;

/// How long a code is taken. (OWASP ASVS 5, 10.4.3)
pub const CODE_SECONDS: i64 = 60;

/// The scope by which an app asks to go on without the person. (OpenID Connect Core, section 11)
pub const OFFLINE_ACCESS: &str = "offline_access";
