//! Reads what a client says it is: its user agent, its client hints, and the header `Passkeep-Client`.
//!
//! The header's word counts first, then the hints', then the user agent's, which is frozen in most of its parts. Nothing is
//! guessed: what none of them says stays unknown.

mod system;
mod user_agent;

use super::facts::{AppId, Browser, Capability, Channel, ClientFacts, OsName, Presence, Region, ScreenLock};
use super::known::{Known, Version};
use super::structured::{Bare, Member, dictionary, item, list};

pub(super) use system::android_version;

/// What a request's headers say of its client.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    /// `User-Agent`.
    pub user_agent: &'a str,
    /// `Sec-CH-UA-Full-Version-List`, or else `Sec-CH-UA`. (User-Agent Client Hints, section 3)
    pub brands: Option<&'a str>,
    /// `Sec-CH-UA-Platform`.
    pub platform: Option<&'a str>,
    /// `Sec-CH-UA-Platform-Version`.
    pub platform_version: Option<&'a str>,
    /// `Passkeep-Client`: what an app says of itself, and what a browser's script found.
    pub client: Option<&'a str>,
    /// Where the operator's proxies say that it is.
    pub region: Option<&'a str>,
    /// Whether it binds its tickets to an instance, as apps do and browsers don't.
    pub is_app: bool,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The facts.
    pub facts: ClientFacts,
    /// The members of `Passkeep-Client` that were not understood. They stay unknown; the log tells.
    pub unread: Vec<String>,
}

/// The longest user agent that is looked at.
const USER_AGENT_BYTES_MAX: usize = 512;

/// Reads what a request's headers say.
pub fn read(told: &Told<'_>) -> Reading {
    let user_agent = &told.user_agent[..told.user_agent.floor_char_boundary(USER_AGENT_BYTES_MAX)];
    let mut reading = Reading { facts: user_agent::read(user_agent), unread: vec![] };
    read_hints(told, &mut reading.facts);
    let mut touch_points = 0;
    if let Some(field) = told.client {
        read_header(field, &mut reading, &mut touch_points);
    }
    let facts = &mut reading.facts;
    if touch_points > 1 && facts.os_name == Some(OsName::MacOs) {
        user_agent::correct_to_ipad(user_agent, facts);
    }
    if told.is_app || facts.app_id.is_some() {
        facts.channel = Some(Channel::NativeApp);
    }
    if facts.region.is_none() {
        facts.region = told.region.and_then(Region::parse);
    }
    system::complete(facts);
    reading
}

fn read_hints(told: &Told<'_>, facts: &mut ClientFacts) {
    if let Some(brands) = told.brands.and_then(list) {
        read_brands(&brands, facts);
    }
    // HarmonyOS's own marks stand in the user agent alone; its hints are those of the engine that it took over.
    if facts.os_name == Some(OsName::HarmonyOs) {
        return;
    }
    let text = |field: Option<&str>| match item(field?)? {
        Bare::String(text) => Some(text),
        _ => None,
    };
    let Some(name) = text(told.platform).as_deref().and_then(platform) else { return };
    if facts.os_name != Some(name) {
        (facts.os_version, facts.os_api_level, facts.os_build) = (None, None, None);
    }
    facts.os_name = Some(name);
    let version = text(told.platform_version).as_deref().and_then(Version::parse);
    let Some(version) = version else { return };
    match name {
        OsName::Windows => system::windows_of_hint(&version, facts),
        OsName::Linux => {}
        _ => facts.os_version = Some(Known::Exactly(version)),
    }
}

/// The values of `Sec-CH-UA-Platform`. (User-Agent Client Hints, section 3.6)
fn platform(value: &str) -> Option<OsName> {
    Some(match value {
        "Android" => OsName::Android,
        "Chrome OS" | "Chromium OS" => OsName::ChromeOs,
        "iOS" => OsName::Ios,
        "Linux" => OsName::Linux,
        "macOS" => OsName::MacOs,
        "Windows" => OsName::Windows,
        "HarmonyOS" | "OpenHarmony" => OsName::HarmonyOs,
        _ => return None,
    })
}

fn read_brands(brands: &[Member], facts: &mut ClientFacts) {
    for brand in brands {
        let Member::Item(Bare::String(name), parameters) = brand else { continue };
        if matches!(name.as_str(), "Android WebView" | "Microsoft Edge WebView2") {
            facts.channel = Some(Channel::WebView);
        }
        let Some(browser) = browser_of_brand(name) else { continue };
        let version = parameters.iter().find_map(|parameter| match parameter {
            (key, Bare::String(version)) if key == "v" => Version::parse(version),
            _ => None,
        });
        (facts.browser, facts.browser_version) = (Some(browser), version);
    }
}

fn browser_of_brand(brand: &str) -> Option<Browser> {
    Some(match brand {
        "Google Chrome" | "HeadlessChrome" | "Android WebView" => Browser::Chrome,
        "Microsoft Edge" | "Microsoft Edge WebView2" => Browser::Edge,
        "Opera" | "Opera GX" | "OperaMobile" => Browser::Opera,
        "Samsung Internet" => Browser::SamsungInternet,
        "Vivaldi" => Browser::Vivaldi,
        "YaBrowser" | "Yandex" => Browser::Yandex,
        "Brave" => Browser::Brave,
        "DuckDuckGo" => Browser::DuckDuckGo,
        "HuaweiBrowser" => Browser::Huawei,
        _ => return None,
    })
}

/// Reads `Passkeep-Client`: a dictionary (RFC 9651) whose keys are the facts' own names. docs/native-apps.md describes it.
fn read_header(field: &str, reading: &mut Reading, touch_points: &mut i64) {
    let Some(members) = dictionary(field) else {
        reading.unread.push("passkeep-client".to_owned());
        return;
    };
    let facts = &mut reading.facts;
    if members.iter().any(|(key, _)| key == "os.name") {
        (facts.os_name, facts.os_version) = (None, None);
        (facts.os_api_level, facts.os_build) = (None, None);
    }
    for (key, member) in &members {
        if read_member(key, member, facts, touch_points).is_none() {
            reading.unread.push(key.clone());
        }
    }
}

/// Reads one member; none where it is not understood.
fn read_member(key: &str, member: &Member, facts: &mut ClientFacts, touch_points: &mut i64) -> Option<()> {
    let bare = match member {
        Member::Item(bare, _) => bare,
        Member::Inner(names) => return read_capabilities(key, names, facts),
    };
    let word = match bare {
        Bare::String(word) | Bare::Token(word) => word.as_str(),
        Bare::Integer(_) | Bare::Boolean(_) | Bare::Other => "",
    };
    let number = match bare {
        Bare::Integer(number) => u64::try_from(*number).ok(),
        _ => None,
    };
    let version = || Version::parse(word);
    match key {
        "app.id" => facts.app_id = Some(AppId::parse(word)?),
        "app.version" => facts.app_version = Some(version()?),
        "os.name" => facts.os_name = Some(OsName::parse(word)?),
        "os.version" => facts.os_version = Some(Known::Exactly(version()?)),
        "os.api_level" => facts.os_api_level = Some(Known::Exactly(number?)),
        "os.build" => facts.os_build = Some(Known::Exactly(number?)),
        "screen_lock" => facts.screen_lock = Some(ScreenLock::parse(word)?),
        "gms" => facts.gms = Some(Presence::parse(word)?),
        "region" => facts.region = Some(Region::parse(word)?),
        "touch_points" => *touch_points = i64::try_from(number?).ok()?,
        _ => return None,
    }
    Some(())
}

/// More than the standard knows; what is beyond is not read.
const CAPABILITIES_MAX: usize = 40;

fn read_capabilities(key: &str, names: &[Bare], facts: &mut ClientFacts) -> Option<()> {
    let can = match key {
        "can" => true,
        "cannot" => false,
        _ => return None,
    };
    for name in names.iter().take(CAPABILITIES_MAX) {
        let Bare::Token(name) = name else { return None };
        facts.capabilities.insert(Capability::parse(name)?, can);
    }
    Some(())
}
