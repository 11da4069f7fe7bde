//! Which RP ID an origin may use (WebAuthn 5.1.3 steps 7 and 8). There is no public suffix list here: a name
//! without a dot stands for one, so `com` is refused and `co.uk` is not. Related origins are not followed.

use std::net::IpAddr;

use crate::error::ClientError;

/// The RP ID to use: the one asked for when the origin may use it, the origin's own domain when none is.
pub(crate) fn rp_id_for(origin: &str, asked: Option<&str>) -> Result<String, ClientError> {
    let refused =
        || ClientError::Security { origin: origin.to_owned(), rp_id: asked.unwrap_or_default().to_owned() };
    let domain = effective_domain(origin).ok_or_else(refused)?;
    let Some(rp_id) = asked else { return Ok(domain) };

    let is_suffix = domain.strip_suffix(rp_id).is_some_and(|rest| rest.ends_with('.'));
    if domain == rp_id || (is_suffix && rp_id.contains('.')) { Ok(rp_id.to_owned()) } else { Err(refused()) }
}

/// The host of a secure origin: HTTPS, or HTTP on localhost. An address is no domain.
fn effective_domain(origin: &str) -> Option<String> {
    let (scheme, authority) = origin.split_once("://")?;
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        Some(_) => return None,
        None => authority,
    };
    let is_local = host == "localhost" || host.ends_with(".localhost");
    let is_secure = scheme == "https" || (scheme == "http" && is_local);
    let is_domain =
        !host.is_empty() && !host.contains(['/', '?', '#', '@', '[']) && host.parse::<IpAddr>().is_err();
    (is_secure && is_domain).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_uses_its_domain_or_a_suffix_of_it() {
        #[track_caller]
        fn check(origin: &str, asked: Option<&str>, expected: Option<&str>) {
            assert_eq!(rp_id_for(origin, asked).ok().as_deref(), expected, "{origin} {asked:?}");
        }
        check("https://example.com", None, Some("example.com"));
        check("https://login.example.com:8443", None, Some("login.example.com"));
        check("https://login.example.com", Some("example.com"), Some("example.com"));
        check("http://localhost:8080", Some("localhost"), Some("localhost"));
        check("http://app.localhost", None, Some("app.localhost"));
        check("https://example.com", Some("login.example.com"), None);
        check("https://notexample.com", Some("example.com"), None);
        check("https://example.com", Some("com"), None);
        check("https://example.com", Some(""), None);
        check("http://example.com", None, None);
        check("https://127.0.0.1", None, None);
        check("https://[::1]:443", None, None);
        check("https://example.com/path", None, None);
        check("https://example.com:", None, None);
        check("null", None, None);
    }
}
