//! The `DPoP` header: which key a client has proved to hold with this request. (RFC 9449)

use axum::http::HeaderMap;
use passkeep_decision::client::SpendOnce;
use passkeep_decision::moment::Moment;
use passkeep_decision::oidc::{KeyProofFault, ProvedRequest, verify_key_proof};
use passkeep_decision::refusal::Refusal;

use crate::answer::answer;
use crate::app::App;
use crate::failure::{Failure, OAuthFailure};

/// A request that a proof is for.
pub struct ProofFor<'a> {
    /// The method.
    pub method: &'a str,
    /// The path.
    pub path: &'a str,
    /// The access token that comes with it.
    pub access_token: Option<&'a str>,
}

/// The thumbprint of the key that was proved; none where no proof was sent. A proof is taken once.
pub async fn proved(
    app: &App,
    headers: &HeaderMap,
    what: ProofFor<'_>,
    moment: &Moment,
) -> Result<Option<String>, OAuthFailure> {
    let mut sent = headers.get_all("dpop").iter();
    let Some(text) = sent.next() else { return Ok(None) };
    let text = text.to_str().ok().filter(|_| sent.next().is_none());
    let text = text.ok_or(OAuthFailure::Proof("Send one DPoP header, with one proof."))?;
    let url = format!("{}{}", app.base_url.as_str(), what.path);
    let request = ProvedRequest { method: what.method, url: &url, access_token: what.access_token };
    let proof =
        verify_key_proof(text, request, moment.now).map_err(|fault| OAuthFailure::Proof(mend(fault)))?;
    match answer(app, &SpendOnce(proof.spendable), moment).await {
        Ok(()) => Ok(Some(proof.thumbprint)),
        Err(Failure::Refused(Refusal::TicketSpent)) => Err(OAuthFailure::Proof(
            "The DPoP proof was used before: make a new one, with a jti of its own, for each request.",
        )),
        Err(other) => Err(other.into()),
    }
}

const fn mend(fault: KeyProofFault) -> &'static str {
    match fault {
        KeyProofFault::Shape => {
            "A DPoP proof is a JWT with typ dpop+jwt, alg ES256 or RS256, and the public key alone in jwk."
        }
        KeyProofFault::Signature => "The DPoP proof is not signed by the key in its jwk.",
        KeyProofFault::Request => {
            "htm and htu of the DPoP proof must be this request's method and URL, the latter without query and fragment."
        }
        KeyProofFault::Time => "iat of the DPoP proof must be within a minute of this server's clock.",
        KeyProofFault::Id => "The DPoP proof has no jti, or one of more than 256 characters.",
        KeyProofFault::Token => {
            "ath of the DPoP proof must be the SHA-256 of the access token, in base64url."
        }
    }
}
