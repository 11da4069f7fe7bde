//! Who asks: the browser or app that a request came from, read once.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use passkeep_decision::account::Locale;
use passkeep_decision::device::{Client, NetworkPlace};
use passkeep_decision::hash::Hash;
use passkeep_decision::id::DeviceId;
use passkeep_decision::moment::Moment;
use passkeep_decision::platform::ClientFacts;
use passkeep_decision::session::SessionKey;
use passkeep_decision::ticket::BrowserHash;
use passkeep_decision::trust::{Brought, TrustSecret};
use zeroize::Zeroizing;

use crate::app::App;
use crate::client::{HINTS, client, facts};
use crate::clock;
use crate::cookies::{CookieSecret, Name, parse_trust};
use crate::failure::{Failure, RequestFault};
use crate::limits::is_limited;
use crate::network::Peer;
use crate::oidc::{FOREIGN, PROCEED};
use crate::pages::turned_away;
use crate::texts::Language;
use crate::token;

/// The header by which a native app binds its tickets to itself: base64url of 32 random bytes that it keeps.
pub const INSTANCE: &str = "passkeep-instance";

/// The header in which a native app sends the secret that makes its device trusted.
pub const TRUST: &str = "passkeep-trust";

/// Who asks. An extension of every request.
#[derive(Clone)]
pub struct Asker {
    /// The moment of the request.
    pub moment: Moment,
    /// What its tickets are bound to.
    pub browser: BrowserHash,
    /// The session that it names.
    pub session: Option<SessionKey>,
    /// The device cookie that it has.
    pub device: Option<CookieSecret>,
    /// Browser and system.
    pub client: Client,
    /// What is known of it. Serves people, and grants nothing.
    pub facts: Arc<ClientFacts>,
    /// Its address, where one is known. Never logged.
    pub address: Option<IpAddr>,
    /// Where that is, in words for people.
    pub place: Option<NetworkPlace>,
    /// The secrets of trusted devices that it brought.
    pub trust: Vec<TrustSecret>,
    /// The language of its pages.
    pub language: Language,
    /// The region of phone numbers without a country's code: two letters.
    pub region: String,
    /// A browser with cookies, or an app with tokens.
    pub kind: Kind,
    /// Whether the person is on the way to an app, as their browser says: then every way in leads there.
    pub on_the_way: bool,
}

/// How a client keeps what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In cookies.
    Browser,
    /// In its own store.
    Native,
}

impl Asker {
    /// The language of messages.
    pub fn locale(&self) -> Locale {
        Locale(self.language.tag().to_owned())
    }

    /// Where a person goes on who is in: to the app that they are on the way to, or else there.
    pub const fn next(&self, otherwise: &'static str) -> &'static str {
        if self.on_the_way { PROCEED } else { otherwise }
    }

    /// The known device, hashed.
    pub fn known_device(&self) -> Option<DeviceId> {
        self.device.as_ref().map(device_id)
    }

    /// What it brought of trusted devices' secrets, as steps take it.
    pub fn brought(&self) -> Brought {
        Brought::of(&self.trust)
    }

    /// The device's secret: the one that it has, or a new one.
    pub fn device_secret(&self) -> CookieSecret {
        let fresh = || CookieSecret(Zeroizing::new(self.moment.draw("device cookie")));
        self.device.clone().unwrap_or_else(fresh)
    }
}

/// What is stored of a device's cookie.
pub fn device_id(secret: &CookieSecret) -> DeviceId {
    DeviceId(Hash::new("device-cookie").bytes(secret.0.as_slice()).finish_16())
}

/// Goes around every route: refuses requests of other pages, reads who asks, and says how browsers must treat us.
pub async fn enter(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    if let Some(redirect) = to_localhost(&app, &request).or_else(|| choose_language(&app, &request)) {
        return harden(&app, redirect);
    }
    let backend = is_of_backends(request.uri().path());
    let foreign = is_foreign(&app, &request);
    let admitted = if backend {
        admit_backend(request.headers()).map(|()| None)
    } else {
        admit(&app, request.headers(), request.method())
    };
    let secret = match admitted {
        Err(_) if foreign => None,
        Ok(kind) => kind,
        Err(failure) => return harden(&app, failure.into_response()),
    };
    let moment = clock::moment();
    let peer = request.extensions().get::<Peer>().copied();
    let (mut asker, mut new_browser) = read(&app, request.headers(), (peer, secret), moment);
    if foreign {
        // Nobody's cookie speaks for a request that another site may have sent.
        asker.session = None;
        new_browser = None;
    }
    if is_limited(request.method(), request.uri().path())
        && let Err(retry_after_seconds) = app.limits.admit(asker.address, asker.moment.now)
    {
        let failure = RequestFault::TooManyRequests { retry_after_seconds }.into();
        let answer = turned_away(&app, &asker, failure, request.uri().path());
        return harden(&app, answer);
    }
    request.extensions_mut().insert(asker);
    let opened = request.method() == Method::GET;
    let mut response = next.run(request).await;
    if opened {
        ask_for_hints(response.headers_mut());
    }
    // What caches may share must set nobody's cookie.
    let shared = response.headers().get(header::CACHE_CONTROL);
    let shared = shared.is_some_and(|caching| caching.as_bytes().starts_with(b"public"));
    if let Some(secret) = new_browser.filter(|_| !shared && !backend) {
        let cookie = app.cookies.set(Name::Browser, &secret.encode());
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    harden(&app, response)
}

/// A page asks for the hints that it is made of. They come with every request of the origin from then on; a browser that has
/// not sent them yet asks for the page once more. (RFC 8942, section 3.1; Client Hints Reliability, section 3)
fn ask_for_hints(headers: &mut HeaderMap) {
    if headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        headers.insert("accept-ch", HeaderValue::from_static(HINTS));
        headers.insert("critical-ch", HeaderValue::from_static(HINTS));
    }
}

/// Whether a request comes from a backend, or from a page of another site, and may.
fn is_foreign(app: &App, request: &Request) -> bool {
    let posted = *request.method() == Method::POST;
    posted && FOREIGN.contains(&request.uri().path()) && !is_ours(app, request.headers())
}

/// Whether a page of ours sent it.
pub fn is_ours(app: &App, headers: &HeaderMap) -> bool {
    headers.get(header::ORIGIN).is_some_and(|origin| origin.as_bytes() == app.base_url.as_str().as_bytes())
}

/// `127.0.0.1` leads to `localhost`: passkeys are bound to a name, and cookies to a host.
fn to_localhost(app: &App, request: &Request) -> Option<Response> {
    let host: Authority = request.headers().get(header::HOST)?.to_str().ok()?.parse().ok()?;
    if app.base_url.host() != "localhost" || !["127.0.0.1", "[::1]"].contains(&host.host()) {
        return None;
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let target = format!("{}{path}", app.base_url.as_str());
    Some(match *request.method() {
        Method::GET | Method::HEAD => Redirect::temporary(&target).into_response(),
        _ => (StatusCode::MISDIRECTED_REQUEST, format!("Use {}.\n", app.base_url.as_str())).into_response(),
    })
}

/// `?lang=` chooses a language for this browser, and leads to the same page without it.
fn choose_language(app: &App, request: &Request) -> Option<Response> {
    let (path, query) = (request.uri().path(), request.uri().query()?);
    if request.method() != Method::GET || path.starts_with("/v1/") {
        return None;
    }
    let (chosen, others): (Vec<&str>, Vec<&str>) =
        query.split('&').partition(|pair| pair.starts_with("lang="));
    let language = Language::from_tag(chosen.first()?.strip_prefix("lang=")?)?;
    let glue = if others.is_empty() { "" } else { "?" };
    // Whole, so that no path (`//host`, `/\host`) can name another host.
    let target = format!("{}{path}{glue}{}", app.base_url.as_str(), others.join("&"));
    let cookie = app.cookies.set(Name::Language, language.tag());
    Some(([(header::SET_COOKIE, cookie)], Redirect::to(&target)).into_response())
}

/// A state-changing request comes from a page of ours, or from an app: with an instance of its own, and with nothing
/// that only browsers send. So no script in a page gets at a token, and no other page at anything.
fn admit(app: &App, headers: &HeaderMap, method: &Method) -> Result<Option<CookieSecret>, Failure> {
    if let Some(instance) = headers.get(INSTANCE) {
        let secret = instance.to_str().ok().and_then(CookieSecret::parse);
        let browser = [header::ORIGIN, header::COOKIE, header::HeaderName::from_static("sec-fetch-site")];
        return match secret {
            Some(secret) if !browser.iter().any(|name| headers.contains_key(name)) => Ok(Some(secret)),
            _ => Err(RequestFault::Origin.into()),
        };
    }
    let ours = is_ours(app, headers);
    let safe = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || ours { Ok(None) } else { Err(RequestFault::Origin.into()) }
}

/// What apps' backends call: they prove who they are themselves, and have neither cookies nor a session.
fn is_of_backends(path: &str) -> bool {
    path == "/v1/confirmations" || path.starts_with("/v1/confirmations/")
}

/// No page and no script in one calls as a backend: a browser can't leave these headers out.
fn admit_backend(headers: &HeaderMap) -> Result<(), Failure> {
    let browser = [header::ORIGIN, header::COOKIE, header::HeaderName::from_static("sec-fetch-site")];
    if browser.iter().any(|name| headers.contains_key(name)) {
        Err(RequestFault::Origin.into())
    } else {
        Ok(())
    }
}

fn read(
    app: &App,
    headers: &HeaderMap,
    from: (Option<Peer>, Option<CookieSecret>),
    moment: Moment,
) -> (Asker, Option<CookieSecret>) {
    let (peer, instance) = from;
    let address = app.network.address(peer, headers);
    let place = app.network.place(address, headers);
    let moment = moment.at_place(place.clone());
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let accept_language = text(header::ACCEPT_LANGUAGE);
    let cookie = |name| app.cookies.read(name, headers);
    let language = Language::negotiate(None, cookie(Name::Language), accept_language);
    let facts = facts(headers, place.as_ref().map(|place| place.as_str()), instance.is_some());
    let client = client(&facts);
    let facts = Arc::new(facts);
    let region = region(accept_language.unwrap_or_default());
    if let Some(instance) = instance {
        let bearer = text(header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        let asker = Asker {
            browser: BrowserHash(Hash::new("instance").bytes(instance.0.as_slice()).finish()),
            session: bearer.and_then(token::read),
            // An app's instance is its device: it lives as long as the installation.
            device: Some(instance),
            kind: Kind::Native,
            on_the_way: false,
            trust: headers
                .get(TRUST)
                .and_then(|value| parse_trust(value.to_str().ok()?))
                .into_iter()
                .collect(),
            moment,
            client,
            facts,
            address,
            place,
            language,
            region,
        };
        return (asker, None);
    }
    let known = cookie(Name::Browser).and_then(CookieSecret::parse);
    let fresh = known.is_none().then(|| CookieSecret(Zeroizing::new(moment.draw("browser cookie"))));
    let secret = known.as_ref().or(fresh.as_ref()).expect("one of them is there");
    let asker = Asker {
        browser: BrowserHash(Hash::new("browser-cookie").bytes(secret.0.as_slice()).finish()),
        session: cookie(Name::Session).and_then(token::read),
        device: cookie(Name::Device).and_then(CookieSecret::parse),
        kind: Kind::Browser,
        on_the_way: cookie(Name::Authorize).is_some(),
        trust: app.cookies.read_trust(headers),
        moment,
        client,
        facts,
        address,
        place,
        language,
        region,
    };
    (asker, fresh)
}

/// The first region that the browser's languages name.
fn region(accept_language: &str) -> String {
    let tags = accept_language.split(',').map(|tag| tag.split(';').next().unwrap_or_default().trim());
    let regions = tags.flat_map(|tag| tag.split('-').skip(1));
    let two_letters = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
    regions.filter(two_letters).map(str::to_ascii_uppercase).next().unwrap_or_else(|| "US".to_owned())
}

/// What browsers are told with every answer.
fn harden(app: &App, mut response: Response) -> Response {
    let headers = response.headers_mut();
    let mut tell =
        |name: &'static str, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    tell(
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    tell("x-content-type-options", "nosniff");
    tell("x-frame-options", "DENY");
    // Not no-referrer: with that, browsers send `Origin: null` with our own forms.
    tell("referrer-policy", "same-origin");
    tell("cross-origin-opener-policy", "same-origin");
    tell("cross-origin-resource-policy", "same-origin");
    tell(
        "permissions-policy",
        "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), geolocation=()",
    );
    if app.base_url.is_https() {
        tell("strict-transport-security", "max-age=63072000; includeSubDomains");
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::region;

    #[test]
    fn the_region_is_the_first_that_a_language_names() {
        assert_eq!(region("pt-PT,pt;q=0.9,en-GB;q=0.8"), "PT");
        assert_eq!(region("zh-Hans-CN;q=1"), "CN");
        assert_eq!(region("en"), "US");
        assert_eq!(region(""), "US");
    }
}
