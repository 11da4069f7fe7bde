//! How this server calls Passkeep. Redirects are never followed: where a call goes is written in the configuration.

use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse};

const TIMEOUT: Duration = Duration::from_secs(10);

/// The client of HTTP.
pub fn new() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(TIMEOUT).build()
}

/// Sends a request of the OpenID library.
pub async fn send(client: reqwest::Client, request: HttpRequest) -> reqwest::Result<HttpResponse> {
    let answer = client.execute(request.try_into()?).await?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = HttpResponse::new(answer.bytes().await?.to_vec());
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}
