//! One fetch, as a platform makes it: no redirect, no cookie, no patience.

use std::time::Duration;

/// What came.
#[derive(Clone, Debug, Default)]
pub struct Fetched {
    /// The status.
    pub status: u16,
    /// `Content-Type`, without parameters and in lower case.
    pub content_type: String,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// The body, as far as it was read.
    pub body: Vec<u8>,
}

/// More than the largest that any platform takes.
const BYTES_MAX: usize = 512 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) fn client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(PATIENCE)
        .timeout(2 * PATIENCE)
        .user_agent(crate::USER_AGENT)
        .build()
}

/// Fetches an address; the error is a reason in words.
pub(super) async fn fetch(client: &reqwest::Client, url: &str) -> Result<Fetched, String> {
    let mut response = client.get(url).send().await.map_err(reason)?;
    let text = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    let content_type = text("content-type").unwrap_or_default();
    let mut fetched = Fetched {
        status: response.status().as_u16(),
        content_type: content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase(),
        location: text("location").map(str::to_owned),
        body: vec![],
    };
    while let Some(chunk) = response.chunk().await.map_err(reason)? {
        fetched.body.extend_from_slice(&chunk);
        if fetched.body.len() > BYTES_MAX {
            break;
        }
    }
    Ok(fetched)
}

/// The innermost cause says most: "connection refused", "certificate has expired".
fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
