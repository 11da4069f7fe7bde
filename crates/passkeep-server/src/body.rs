//! Reading bodies and queries: JSON whose shape is checked, forms of our own pages, what stands behind the `?`.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::device_key::{SignedRequest, body_hash, ticket_hash};
use serde::de::DeserializeOwned;

use crate::failure::{Failure, RequestFault};

/// The most that a body may hold.
const BODY_MAX: usize = 64 * 1024;

/// A JSON body. Unknown fields are refused by the types.
pub struct Json<T>(pub T);

/// A form's body.
pub struct Form<T>(pub T);

/// The header in which a device signs a request: base64url of the 64 bytes of its signature.
pub const DEVICE_SIGNATURE: &str = "passkeep-device-signature";

/// A JSON body, and what a device signed of the request that brought it.
pub struct Signed<T> {
    /// The body.
    pub body: T,
    path: String,
    hash: [u8; 32],
    signature: Option<Vec<u8>>,
}

impl<T> Signed<T> {
    /// The request as the device signed it, with the ticket that it brings; none where it is not signed.
    pub fn request(&self, ticket: &str) -> Option<SignedRequest> {
        Some(SignedRequest {
            method: "POST",
            path: self.path.clone(),
            body: self.hash,
            ticket: ticket_hash(ticket),
            signature: self.signature.clone()?,
        })
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Signed<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        if !is(&request, "application/json") {
            return Err(RequestFault::MediaType.into());
        }
        let path = request.uri().path().to_owned();
        let header = request.headers().get(DEVICE_SIGNATURE).and_then(|value| value.to_str().ok());
        let signature = header.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        let bytes = bounded(request.into_body()).await?;
        let body = read(&bytes)?;
        Ok(Self { body, path, hash: body_hash(&bytes), signature })
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        if !is(&request, "application/json") {
            return Err(RequestFault::MediaType.into());
        }
        let bytes = bounded(request.into_body()).await?;
        read(&bytes).map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        if !is(&request, "application/x-www-form-urlencoded") {
            return Err(RequestFault::MediaType.into());
        }
        let bytes = bounded(request.into_body()).await?;
        let what = || RequestFault::Shape("The form is not the one that this page has.".to_owned());
        serde_urlencoded::from_bytes(&bytes).map(Self).map_err(|_| what().into())
    }
}

/// The pairs of a form, as they came.
pub async fn pairs(request: Request) -> Result<Vec<(String, String)>, Failure> {
    if !is(&request, "application/x-www-form-urlencoded") {
        return Err(RequestFault::MediaType.into());
    }
    let bytes = bounded(request.into_body()).await?;
    Ok(url::form_urlencoded::parse(&bytes).into_owned().collect())
}

/// What the query says. Unknown names are refused by the types.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or_default();
        let what =
            "The query has a name or a value that this address does not take; /v1/openapi.json lists them.";
        serde_urlencoded::from_str(query).map(Self).map_err(|_| RequestFault::Shape(what.to_owned()).into())
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(bytes).map_err(|error| RequestFault::Shape(named(&error)).into())
}

fn is(request: &Request, media_type: &str) -> bool {
    let given =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    given.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(media_type)
}

async fn bounded(body: Body) -> Result<axum::body::Bytes, Failure> {
    to_bytes(body, BODY_MAX).await.map_err(|_| RequestFault::TooLarge.into())
}

/// What is wrong, and where, without the value that stands there: it may be a code.
fn named(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let (place, what) = (format!("line {}, column {}", error.line(), error.column()), text);
    let what = what.split(" at line ").next().unwrap_or_default();
    match what.split_once(", expected ") {
        Some((seen, expected)) if seen.starts_with("invalid") => format!("{place}: expected {expected}"),
        _ => format!("{place}: {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[expect(dead_code, reason = "only its absence and type are tried")]
        code: String,
    }

    #[test]
    fn names_the_fault_and_not_the_value() {
        let fault = |text: &str| named(&serde_json::from_str::<Body>(text).unwrap_err());
        assert_eq!(fault(r#"{"code": 123456}"#), "line 1, column 15: expected a string");
        assert_eq!(
            fault(r#"{"code": "1", "x": 2}"#),
            "line 1, column 17: unknown field `x`, expected `code`"
        );
        assert_eq!(fault("{}"), "line 1, column 2: missing field `code`");
    }
}
