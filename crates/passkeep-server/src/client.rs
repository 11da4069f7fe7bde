//! What a client says it is, read from a request's headers. For people to read, and for the rules for platforms; nothing is
//! granted by it.

use axum::http::HeaderMap;
use passkeep_decision::device::Client;
use passkeep_decision::platform::{Browser, ClientFacts, OsName, Told, read};

/// The header in which an app says what it is, and a browser's script what the browser can. (docs/native-apps.md)
pub const CLIENT: &str = "passkeep-client";

/// The client hints that pages ask for beyond those that browsers send by themselves. (RFC 8942, section 3.1)
pub const HINTS: &str = "Sec-CH-UA-Platform-Version";

/// Reads what a request says of its client. `region` is where the operator's proxies say that it is.
pub fn facts(headers: &HeaderMap, region: Option<&str>, is_app: bool) -> ClientFacts {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let reading = read(&Told {
        user_agent: text("user-agent").unwrap_or_default(),
        brands: text("sec-ch-ua-full-version-list").or_else(|| text("sec-ch-ua")),
        platform: text("sec-ch-ua-platform"),
        platform_version: text("sec-ch-ua-platform-version"),
        client: text(CLIENT),
        region,
        is_app,
    });
    if !reading.unread.is_empty() {
        // Names alone: what stands there may be anything.
        let names: Vec<&String> = reading.unread.iter().filter(|name| name.len() <= 40).collect();
        tracing::info!(?names, "a client's header has what isn't understood; it stays unknown");
    }
    reading.facts
}

/// Browser and system, by the names that people know them by. Only words of ours: they stand in messages to people, where
/// whoever signs in elsewhere must not write.
pub fn client(facts: &ClientFacts) -> Client {
    let browser = facts.browser.map_or(UNKNOWN_BROWSER, Browser::name);
    let system = facts.os_name.map_or(UNKNOWN_SYSTEM, system);
    Client { browser: browser.to_owned(), system: system.to_owned() }
}

/// A browser that is none of those that are known.
pub const UNKNOWN_BROWSER: &str = "Browser";

/// A system that is none of those that are known.
pub const UNKNOWN_SYSTEM: &str = "unknown system";

/// Devices, where people speak of them rather than of their systems.
const fn system(name: OsName) -> &'static str {
    match name {
        OsName::Ios => "iPhone",
        OsName::IpadOs => "iPad",
        OsName::MacOs => "Mac",
        OsName::Android | OsName::Windows | OsName::Linux | OsName::ChromeOs | OsName::HarmonyOs => {
            name.name()
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn names_browser_and_system() {
        let rows = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0",
                "Edge",
                "Windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
                "Chrome",
                "Linux",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
                "Samsung Internet",
                "Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox",
                "Mac",
            ),
            ("curl/8.0", "Browser", "unknown system"),
            ("", "Browser", "unknown system"),
        ];
        for (agent, browser, system) in rows {
            let mut headers = HeaderMap::new();
            headers.insert("user-agent", HeaderValue::from_static(agent));
            let seen = client(&facts(&headers, None, false));
            assert_eq!(seen, Client { browser: browser.into(), system: system.into() }, "{agent}");
        }
    }

    #[test]
    fn an_app_puts_no_words_of_its_own_into_messages() {
        let mut headers = HeaderMap::new();
        headers.insert(CLIENT, HeaderValue::from_static("app.id=call-555-0100, os.name=android"));
        let seen = client(&facts(&headers, None, true));
        assert_eq!(seen, Client { browser: "Browser".into(), system: "Android".into() });
    }
}
