//! What apps are told, in OAuth's words: the error, its status, and a sentence for the developer that says how to mend it.
//! (RFC 6749, sections 4.1.2.1 and 5.2; OpenID Connect Core, section 3.1.2.6; RFC 6750; RFC 9449)
//!
//! A sentence tells an app of its own request; what concerns another app, or a person who may not be one, it doesn't tell.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use passkeep_decision::confirmations::Status;
use passkeep_decision::oidc::{AuthorizationFault, DetailsFault, RequestFault, Unmet};
use passkeep_decision::refusal::Refusal;
use serde_json::json;

use super::Failure;

/// Why an app did not get what it asked for.
#[derive(Debug)]
pub enum OAuthFailure {
    /// The authorization request can't be taken.
    Request(RequestFault),
    /// The request can be taken, and is not met.
    Unmet(Unmet),
    /// The person went back.
    Denied,
    /// A parameter is missing.
    Missing(&'static str),
    /// `grant_type` is none of those that are taken here.
    GrantType,
    /// The redirect of a pushed request is none of the client's.
    Redirect,
    /// The body is no form.
    Form,
    /// Details of an authorization stand where none are taken.
    Details,
    /// A DPoP proof was not taken.
    Proof(&'static str),
    /// The access token is missing.
    TokenMissing,
    /// The access token is worth nothing.
    Token,
    /// The access token's scopes don't open this.
    Scope(&'static str),
    /// Everything else.
    Other(Failure),
}

impl<F: Into<Failure>> From<F> for OAuthFailure {
    fn from(failure: F) -> Self {
        Self::Other(failure.into())
    }
}

impl From<RequestFault> for OAuthFailure {
    fn from(fault: RequestFault) -> Self {
        Self::Request(fault)
    }
}

impl OAuthFailure {
    /// The stable code, one of the standards'.
    pub fn error(&self) -> &'static str {
        match self {
            Self::Request(fault) => match fault {
                RequestFault::ResponseType => "unsupported_response_type",
                RequestFault::RequestObject => "request_not_supported",
                RequestFault::RequestUri => "invalid_request_uri",
                RequestFault::Registration => "registration_not_supported",
                RequestFault::AuthorizationDetails(_) => "invalid_authorization_details",
                _ => "invalid_request",
            },
            Self::Unmet(Unmet::Login) => "login_required",
            Self::Unmet(Unmet::Consent) => "consent_required",
            Self::Unmet(Unmet::Level(_) | Unmet::Quarantine | Unmet::Impossible) => {
                "unmet_authentication_requirements"
            }
            Self::Unmet(Unmet::Interaction) => "interaction_required",
            Self::Unmet(Unmet::Action(Refusal::TooManyConfirmations { .. })) => "temporarily_unavailable",
            Self::Unmet(Unmet::Action(_) | Unmet::NotConfirmed(_) | Unmet::Answered) | Self::Denied => {
                "access_denied"
            }
            Self::Details => "invalid_authorization_details",
            Self::Missing(_) | Self::Redirect | Self::Form => "invalid_request",
            Self::GrantType => "unsupported_grant_type",
            Self::Proof(_) => "invalid_dpop_proof",
            Self::TokenMissing | Self::Token => "invalid_token",
            Self::Scope(_) => "insufficient_scope",
            Self::Other(failure) => match failure {
                Failure::Client(_) => "invalid_client",
                Failure::Refused(Refusal::AuthorizationNotAccepted(AuthorizationFault::Scope)) => {
                    "invalid_scope"
                }
                Failure::Refused(Refusal::AuthorizationNotAccepted(_)) => "invalid_grant",
                Failure::Busy | Failure::PasswordsBusy | Failure::Unavailable | Failure::InDoubt => {
                    "temporarily_unavailable"
                }
                _ => "invalid_request",
            },
        }
    }

    /// The HTTP status, where the answer goes to the app itself.
    pub fn status(&self) -> StatusCode {
        match self.error() {
            "invalid_client" | "invalid_token" => StatusCode::UNAUTHORIZED,
            "insufficient_scope" => StatusCode::FORBIDDEN,
            "temporarily_unavailable" => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// What is wrong and how to mend it: for the developer. Of the characters that the standard allows. (RFC 6749,
    /// section 4.1.2.1)
    pub fn description(&self) -> String {
        let text = match self {
            Self::Request(fault) => return requested(fault),
            Self::Missing(name) => return format!("The parameter {name} is missing, or stands there twice."),
            Self::Scope(scope) => return format!("This takes an access token with the scope {scope}."),
            Self::Unmet(Unmet::Action(refusal)) => return refused_action(refusal),
            Self::Unmet(unmet) => unmet_sentence(unmet),
            Self::Denied => "The person went back without signing in.",
            Self::Redirect => {
                "redirect_uri must be there once, and be one that is registered for this client, byte by byte."
            }
            Self::Details => {
                "Send authorization_details with the authorization request: a token is for all that was granted there."
            }
            Self::Form => "Send the parameters as application/x-www-form-urlencoded, each once.",
            Self::GrantType => "grant_type is authorization_code or refresh_token here.",
            Self::Proof(what) => what,
            Self::TokenMissing => {
                "Send the access token in Authorization: Bearer, or with a proof in Authorization: DPoP."
            }
            Self::Token => {
                "The access token is none of this server's, has expired, or what it is of has ended."
            }
            Self::Other(failure) => match failure {
                Failure::Refused(Refusal::AuthorizationNotAccepted(fault)) => worthless(*fault),
                other => return plain(&other.detail()),
            },
        };
        text.to_owned()
    }

    /// Tells the log what the app is not told.
    pub fn log(&self) {
        match self {
            Self::Other(Failure::Refused(Refusal::AuthorizationNotAccepted(fault))) => {
                tracing::warn!(?fault, "a code or token of an app was not accepted");
            }
            Self::Other(failure) => failure.log(),
            other => tracing::info!(error = other.error(), why = other.description(), "an app was refused"),
        }
    }

    /// The `WWW-Authenticate` of a protected resource. (RFC 6750, section 3)
    pub fn challenge(&self) -> Option<HeaderValue> {
        let text = match self {
            Self::TokenMissing => "Bearer".to_owned(),
            Self::Token => "Bearer error=\"invalid_token\"".to_owned(),
            Self::Scope(scope) => format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\""),
            Self::Other(Failure::Client(_)) => "Basic realm=\"token\"".to_owned(),
            _ => return None,
        };
        HeaderValue::try_from(text).ok()
    }
}

impl IntoResponse for OAuthFailure {
    fn into_response(self) -> Response {
        self.log();
        let body = json!({ "error": self.error(), "error_description": self.description() });
        let mut response =
            (self.status(), [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response();
        if let Some(challenge) = self.challenge() {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Self::Other(failure) = &self
            && let Some(seconds) = failure.retry_after_seconds()
        {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// In the characters that the standard allows.
fn plain(text: &str) -> String {
    text.chars().map(|c| if matches!(c, ' '..='~') && !matches!(c, '"' | '\\') { c } else { '\'' }).collect()
}

/// What stands in an action's way: the code of the confirmations' API, and until when.
fn refused_action(refusal: &Refusal) -> String {
    let code = refusal.code();
    let until = refusal.until().map(|until| format!(", until_ms {}", until.0)).unwrap_or_default();
    let detail = Failure::Refused(refusal.clone()).detail();
    plain(&format!("The action can't be confirmed ({code}{until}). {detail}"))
}

fn requested(fault: &RequestFault) -> String {
    let text = match fault {
        RequestFault::Twice(name) => return format!("The parameter {name} stands there twice."),
        RequestFault::TooLong(name) => {
            return format!(
                "{name} is too long: at most 512 characters, and 2600 for a request as a whole. Push a longer one."
            );
        }
        RequestFault::ResponseType => "response_type must be code: there is no other flow here.",
        RequestFault::ResponseMode => "response_mode may be query, or be left out.",
        RequestFault::ChallengeMissing => {
            "code_challenge is missing. Draw a code_verifier, send BASE64URL(SHA256(code_verifier)) here with code_challenge_method=S256, and the verifier with the code (RFC 7636)."
        }
        RequestFault::ChallengeMethod => "code_challenge_method must be S256; without it, it would be plain.",
        RequestFault::Challenge => {
            "code_challenge must be the 43 characters of a SHA-256 in base64url without padding."
        }
        RequestFault::Prompt => "prompt is none alone, or some of login, consent and select_account.",
        RequestFault::MaxAge => "max_age is a whole number of seconds.",
        RequestFault::Claims => {
            "claims is a JSON object with id_token and userinfo, each an object (OpenID Connect Core, 5.5)."
        }
        RequestFault::ProofKey => "dpop_jkt is the SHA-256 thumbprint of a key, in base64url (RFC 7638).",
        RequestFault::RequestObject => {
            "There are no request objects here. Push the request instead (RFC 9126)."
        }
        RequestFault::RequestUri => {
            "request_uri must be one that was pushed here by this client in the last minutes (RFC 9126). Push the request again."
        }
        RequestFault::Registration => "Nobody registers here: the operator registers apps.",
        RequestFault::AuthorizationDetails(fault) => return details(fault),
        RequestFault::Hint => "id_token_hint must be an ID token that this server gave to this client.",
    };
    text.to_owned()
}

fn details(fault: &DetailsFault) -> String {
    let text = match fault {
        DetailsFault::Shape => {
            "authorization_details is a JSON array of one object with type and fields, as POST /v1/confirmations takes them, and nothing else."
        }
        DetailsFault::Count => {
            "authorization_details holds one action: a person confirms one at a time. Ask for others on their own."
        }
        DetailsFault::Type => {
            "The type in authorization_details is none that this client may have confirmed. The operator lists its types."
        }
        DetailsFault::NotPushed => {
            "This type moves value or trades: push the request (RFC 9126), as a client that proves itself. What comes through a browser anyone may have written."
        }
        DetailsFault::Field(problem) => {
            let at = format!("/0{}", problem.pointer);
            return plain(&format!("authorization_details{at} can't be taken: {}.", problem.fault.as_str()));
        }
    };
    text.to_owned()
}

const fn unmet_sentence(unmet: &Unmet) -> &'static str {
    match unmet {
        Unmet::Login => {
            "The person has to sign in, or to prove more or anew, and with prompt=none no page may be shown. Ask again without it."
        }
        Unmet::Consent => {
            "The person has to consent, and with prompt=none no page may be shown. Ask again without it."
        }
        Unmet::Level(_) => {
            "What was asked for in acr_values or claims, or the least acr of this client, can't be met by this account today: it has no passkey of that kind."
        }
        Unmet::Quarantine => {
            "The person came in without a passkey, into an account that has some or is in recovery: such a session gets no code."
        }
        Unmet::Interaction => {
            "The person has to confirm what authorization_details asks for, and with prompt=none no page may be shown. Ask again without it."
        }
        Unmet::NotConfirmed(Status::Expired) => "The person did not confirm the action in its time.",
        Unmet::NotConfirmed(Status::Blocked) => "Too many answers to the action failed.",
        Unmet::NotConfirmed(Status::Void) => {
            "The account was frozen or recovered before the action was confirmed."
        }
        Unmet::NotConfirmed(Status::Stands(_)) => {
            "The person did not confirm the action, or the app took it back."
        }
        Unmet::Answered => "A code was given for this action. Ask anew for another.",
        Unmet::Action(_) => "The action can't be confirmed.",
        Unmet::Impossible => "An essential acr, or a sub, was asked for that nobody here can meet.",
    }
}

/// Told to a client that proved itself, of its own token. Who brings another's learns no more than who makes one up.
const fn worthless(fault: AuthorizationFault) -> &'static str {
    match fault {
        AuthorizationFault::Unknown | AuthorizationFault::OtherClient => {
            "The code or token is none of this client's: it was given to no one, to another, or is long over."
        }
        AuthorizationFault::CodeSpent => {
            "The code was used before. All that came of it has ended; the person has to sign in again."
        }
        AuthorizationFault::RefreshSpent => {
            "The refresh token was used before. All that came of it has ended; the person has to sign in again. Keep the newest token, and use it once."
        }
        AuthorizationFault::Expired => "Its time is over: a code is taken for 60 seconds. Ask for another.",
        AuthorizationFault::Redirect => {
            "redirect_uri must be the one of the authorization request, byte by byte."
        }
        AuthorizationFault::Verifier => {
            "code_verifier is not the one whose SHA-256 was sent as code_challenge. It has 43 to 128 characters."
        }
        AuthorizationFault::Ended => {
            "What it is of has ended: the person signed out, or ended what this app may do."
        }
        AuthorizationFault::Epoch => {
            "The account was frozen, recovered or reported since. The person has to sign in again."
        }
        AuthorizationFault::Quarantined => {
            "The person came in without a passkey, into an account that has some: this client takes no such session."
        }
        AuthorizationFault::Scope => "More scopes than were granted can't be had by a refresh.",
        AuthorizationFault::ProofKey => "The token is bound to a key: send a DPoP proof by that key.",
    }
}
