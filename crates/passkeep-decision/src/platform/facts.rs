//! What is known of a client: the facts that rules, diagnoses and tallies speak of.
//!
//! All of it is the client's own word. It serves people, and never grants anything.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::known::{Known, Version};
use crate::named::named;

/// What a client is, as far as it says. What it doesn't say is absent, never guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientFacts {
    /// How it reaches this server.
    pub channel: Option<Channel>,
    /// Which of the operator's apps it is.
    pub app_id: Option<AppId>,
    /// The app's version.
    pub app_version: Option<Version>,
    /// The operating system.
    pub os_name: Option<OsName>,
    /// Its version, as its maker names it: `11` of Windows, `14` of Android.
    pub os_version: Option<Known<Version>>,
    /// Android's API level.
    pub os_api_level: Option<Known<u64>>,
    /// The build of Windows.
    pub os_build: Option<Known<u64>>,
    /// Whether the device opens without a lock.
    pub screen_lock: Option<ScreenLock>,
    /// Whether Google's services are there.
    pub gms: Option<Presence>,
    /// The region that the device is set up for.
    pub region: Option<Region>,
    /// The browser.
    pub browser: Option<Browser>,
    /// Its version.
    pub browser_version: Option<Version>,
    /// What the browser says it can do, and what not (`getClientCapabilities`, WebAuthn L3, section 5.1.7).
    pub capabilities: BTreeMap<Capability, bool>,
}

named!(
    /// How a client reaches this server.
    Channel {
        /// One of the operator's own apps, as it says in its header.
        NativeApp = "native_app",
        /// A browser.
        Web = "web",
        /// A browser's view within an app of somebody else.
        WebView = "webview",
    }
);

named!(
    /// An operating system.
    OsName {
        /// iPhone.
        Ios = "ios",
        /// iPad.
        IpadOs = "ipados",
        /// Android.
        Android = "android",
        /// Windows.
        Windows = "windows",
        /// Mac.
        MacOs = "macos",
        /// Linux on a computer.
        Linux = "linux",
        /// A Chromebook.
        ChromeOs = "chromeos",
        /// HarmonyOS, with Android under it (to 4) or without (from 5).
        HarmonyOs = "harmonyos",
    }
);

named!(
    /// Whether a device opens without a lock.
    ScreenLock {
        /// It has a lock.
        Set = "set",
        /// It has none.
        Unset = "unset",
    }
);

named!(
    /// Whether something is there.
    Presence {
        /// It is.
        Present = "present",
        /// It is not.
        Absent = "absent",
    }
);

named!(
    /// A browser.
    Browser {
        /// Microsoft Edge.
        Edge = "edge",
        /// Opera.
        Opera = "opera",
        /// Samsung Internet.
        SamsungInternet = "samsung_internet",
        /// Vivaldi.
        Vivaldi = "vivaldi",
        /// Yandex Browser.
        Yandex = "yandex",
        /// Brave.
        Brave = "brave",
        /// DuckDuckGo.
        DuckDuckGo = "duckduckgo",
        /// UC Browser.
        Uc = "uc_browser",
        /// QQ Browser.
        Qq = "qq_browser",
        /// Xiaomi's browser.
        Miui = "miui_browser",
        /// WeChat.
        WeChat = "wechat",
        /// Huawei Browser.
        Huawei = "huawei_browser",
        /// Firefox.
        Firefox = "firefox",
        /// Chrome.
        Chrome = "chrome",
        /// Safari.
        Safari = "safari",
    }
);

impl Browser {
    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edge => "Edge",
            Self::Opera => "Opera",
            Self::SamsungInternet => "Samsung Internet",
            Self::Vivaldi => "Vivaldi",
            Self::Yandex => "Yandex",
            Self::Brave => "Brave",
            Self::DuckDuckGo => "DuckDuckGo",
            Self::Uc => "UC Browser",
            Self::Qq => "QQ Browser",
            Self::Miui => "Mi Browser",
            Self::WeChat => "WeChat",
            Self::Huawei => "Huawei Browser",
            Self::Firefox => "Firefox",
            Self::Chrome => "Chrome",
            Self::Safari => "Safari",
        }
    }
}

impl OsName {
    /// What its maker calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ios => "iOS",
            Self::IpadOs => "iPadOS",
            Self::Android => "Android",
            Self::Windows => "Windows",
            Self::MacOs => "macOS",
            Self::Linux => "Linux",
            Self::ChromeOs => "ChromeOS",
            Self::HarmonyOs => "HarmonyOS",
        }
    }
}

/// An app of the operator's, by a word of the operator's: 1 to 40 of `a-z`, `0-9`, `-`, `.` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AppId(String);

impl AppId {
    /// Reads one.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'_');
        ((1..=40).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A region by two capital letters (ISO 3166-1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region(String);

impl Region {
    /// Reads one.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase())).then(|| Self(text.to_owned()))
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a client can do, by the name that the standard gives it: 1 to 40 of letters, digits, `:`, `-` and `.`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capability(String);

impl Capability {
    /// Reads one.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'.');
        ((1..=40).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a tally of clients keeps it: what browsers of one kind have in common, and rules for platforms may ask for.
    pub fn is_tallied(&self) -> bool {
        Self::TALLIED.contains(&self.as_str())
    }

    const TALLIED: [&str; 8] = [
        "publicKeyCredential",
        "conditionalCreate",
        "conditionalGet",
        "hybridTransport",
        "immediateGet",
        "passkeyPlatformAuthenticator",
        "relatedOrigins",
        "userVerifyingPlatformAuthenticator",
    ];
}

/// The prefix of facts that are capabilities.
pub const CAPABILITY_PREFIX: &str = "caps.";

impl ClientFacts {
    /// The facts by the names that rules use; a range as `{"from": …, "below": …}`.
    pub fn to_json(&self) -> Map<String, Value> {
        let mut json = Map::new();
        let mut tell = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                json.insert(name.to_owned(), value);
            }
        };
        tell("channel", self.channel.map(|channel| channel.as_str().into()));
        tell("app.id", self.app_id.as_ref().map(|id| id.as_str().into()));
        tell("app.version", self.app_version.as_ref().map(|version| version.to_string().into()));
        tell("os.name", self.os_name.map(|name| name.as_str().into()));
        tell("os.version", self.os_version.as_ref().map(|known| known_json(known, |v| v.to_string().into())));
        tell("os.api_level", self.os_api_level.as_ref().map(|known| known_json(known, |n| (*n).into())));
        tell("os.build", self.os_build.as_ref().map(|known| known_json(known, |n| (*n).into())));
        tell("screen_lock", self.screen_lock.map(|lock| lock.as_str().into()));
        tell("gms", self.gms.map(|presence| presence.as_str().into()));
        tell("region", self.region.as_ref().map(|region| region.as_str().into()));
        tell("browser", self.browser.map(|browser| browser.as_str().into()));
        tell("browser.version", self.browser_version.as_ref().map(|version| version.to_string().into()));
        for (capability, can) in &self.capabilities {
            tell(&format!("{CAPABILITY_PREFIX}{}", capability.as_str()), Some((*can).into()));
        }
        json
    }

    /// Reads what `to_json` writes. What is not understood stays unknown.
    pub fn from_json(json: &Map<String, Value>) -> Self {
        let word = |name: &str| json.get(name).and_then(Value::as_str);
        let version = |value: &Value| Version::parse(value.as_str()?);
        let capability = |(name, can): (&String, &Value)| {
            let name = name.strip_prefix(CAPABILITY_PREFIX)?;
            Some((Capability::parse(name)?, can.as_bool()?))
        };
        Self {
            channel: word("channel").and_then(Channel::parse),
            app_id: word("app.id").and_then(AppId::parse),
            app_version: json.get("app.version").and_then(version),
            os_name: word("os.name").and_then(OsName::parse),
            os_version: json.get("os.version").and_then(|value| known_of(value, version)),
            os_api_level: json.get("os.api_level").and_then(|value| known_of(value, Value::as_u64)),
            os_build: json.get("os.build").and_then(|value| known_of(value, Value::as_u64)),
            screen_lock: word("screen_lock").and_then(ScreenLock::parse),
            gms: word("gms").and_then(Presence::parse),
            region: word("region").and_then(Region::parse),
            browser: word("browser").and_then(Browser::parse),
            browser_version: json.get("browser.version").and_then(version),
            capabilities: json.iter().filter_map(capability).collect(),
        }
    }

    fn tallied_capabilities(&self) -> BTreeMap<Capability, bool> {
        let told = self.capabilities.iter().filter(|(capability, _)| capability.is_tallied());
        told.map(|(capability, can)| (capability.clone(), *can)).collect()
    }

    /// The same as far as a tally of clients keeps it: nothing that singles out one device among many of its kind.
    pub fn coarse(&self) -> Self {
        Self {
            browser_version: self.browser_version.as_ref().map(|version| Version::from(version.major())),
            capabilities: self.tallied_capabilities(),
            ..self.clone()
        }
    }
}

fn known_json<T>(known: &Known<T>, json: impl Fn(&T) -> Value) -> Value {
    match known {
        Known::Exactly(value) => json(value),
        Known::From(from) => json!({ "from": json(from) }),
        Known::Between(from, below) => json!({ "from": json(from), "below": json(below) }),
    }
}

fn known_of<T>(json: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Known<T>> {
    let Value::Object(bounds) = json else { return read(json).map(Known::Exactly) };
    let from = read(bounds.get("from")?)?;
    match bounds.get("below") {
        Some(below) => Some(Known::Between(from, read(below)?)),
        None => Some(Known::From(from)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_outlive_their_json() {
        let capability = |name: &str, can: bool| (Capability::parse(name).unwrap(), can);
        let facts = ClientFacts {
            channel: Some(Channel::WebView),
            app_id: AppId::parse("mobile"),
            app_version: Version::parse("16.20.25608"),
            os_name: Some(OsName::Windows),
            os_version: Some(Known::Exactly(Version::from(11))),
            os_api_level: Some(Known::Between(31, 33)),
            os_build: Some(Known::From(22000)),
            screen_lock: Some(ScreenLock::Unset),
            gms: Some(Presence::Absent),
            region: Region::parse("CN"),
            browser: Some(Browser::SamsungInternet),
            browser_version: Version::parse("28.0"),
            capabilities: [capability("conditionalGet", true), capability("extension:prf", false)].into(),
        };
        assert_eq!(ClientFacts::from_json(&facts.to_json()), facts);
        assert_eq!(facts.to_json()["os.build"], json!({ "from": 22000 }));
        let coarse = facts.coarse();
        assert_eq!((coarse.browser_version, coarse.capabilities.len()), (Some(Version::from(28)), 1));
    }

    #[test]
    fn what_is_not_understood_is_unknown() {
        let json = json!({
            "channel": "pigeon", "app.id": "Mobile App", "app.version": "16.x", "os.name": "beos", "os.version": 16,
            "os.api_level": "34", "os.build": -1, "screen_lock": true, "region": "china", "browser": "mosaic", "caps.x": 1,
        });
        assert_eq!(ClientFacts::from_json(json.as_object().unwrap()), ClientFacts::default());
    }
}
