//! What a user agent still tells. Most of it is frozen: browsers say "Android 10; K", "Windows NT 10.0" and "Mac OS X
//! 10_15_7" on every version of these systems, and Safari keeps "iPhone OS 18_6" from version 26 on.

use super::system::windows_of_token;
use crate::platform::facts::{Browser, Channel, ClientFacts, OsName};
use crate::platform::known::{Known, Version};

pub(super) fn read(user_agent: &str) -> ClientFacts {
    let mut facts = ClientFacts { channel: Some(channel(user_agent)), ..ClientFacts::default() };
    if let Some((mark, browser)) = BROWSERS.iter().find(|(mark, _)| user_agent.contains(mark)) {
        facts.browser = Some(*browser);
        let version = if *browser == Browser::Safari { "Version/" } else { mark };
        facts.browser_version = after(user_agent, version).and_then(Version::parse);
    }
    read_system(user_agent, &mut facts);
    facts
}

/// The first mark that occurs decides: browsers name those that they descend from.
const BROWSERS: &[(&str, Browser)] = &[
    ("EdgA/", Browser::Edge),
    ("EdgiOS/", Browser::Edge),
    ("Edg/", Browser::Edge),
    ("OPR/", Browser::Opera),
    ("OPT/", Browser::Opera),
    ("OPX/", Browser::Opera),
    ("SamsungBrowser/", Browser::SamsungInternet),
    ("Vivaldi/", Browser::Vivaldi),
    ("YaBrowser/", Browser::Yandex),
    ("Brave/", Browser::Brave),
    ("DuckDuckGo/", Browser::DuckDuckGo),
    ("Ddg/", Browser::DuckDuckGo),
    ("UCBrowser/", Browser::Uc),
    ("MicroMessenger/", Browser::WeChat),
    ("MQQBrowser/", Browser::Qq),
    ("MiuiBrowser/", Browser::Miui),
    ("HuaweiBrowser/", Browser::Huawei),
    ("FxiOS/", Browser::Firefox),
    ("Firefox/", Browser::Firefox),
    ("CriOS/", Browser::Chrome),
    ("HeadlessChrome/", Browser::Chrome),
    ("Chrome/", Browser::Chrome),
    ("Safari/", Browser::Safari),
];

/// Marks of apps that show pages in a view of their own.
const EMBEDDERS: &[&str] = &[
    "; wv)",
    "FBAN/",
    "FBAV/",
    "Instagram ",
    "MicroMessenger/",
    "Line/",
    "KAKAOTALK",
    "Snapchat/",
    "BytedanceWebview/",
    "musical_ly",
    "LinkedInApp",
    "DingTalk/",
    "AlipayClient/",
    "GSA/",
];

fn channel(user_agent: &str) -> Channel {
    let on_ios = user_agent.contains("iPhone;") || user_agent.contains("iPad;");
    // A view of WebKit in an app leaves out what Safari and the browsers on iOS say at the end.
    let bare = on_ios && user_agent.contains("AppleWebKit/") && !user_agent.contains("Safari/");
    match bare || EMBEDDERS.iter().any(|mark| user_agent.contains(mark)) {
        true => Channel::WebView,
        false => Channel::Web,
    }
}

fn read_system(user_agent: &str, facts: &mut ClientFacts) {
    let has = |mark: &str| user_agent.contains(mark);
    if has("OpenHarmony") || has("ArkWeb/") {
        facts.os_name = Some(OsName::HarmonyOs);
        facts.os_version = after(user_agent, "OpenHarmony ").and_then(Version::parse).map(Known::Exactly);
    } else if has("HarmonyOS") && has("Android") {
        // With Android under it: versions 2 to 4.
        facts.os_name = Some(OsName::HarmonyOs);
        facts.os_version = Some(Known::Between(Version::from(2), Version::from(5)));
    } else if has("HarmonyOS") {
        facts.os_name = Some(OsName::HarmonyOs);
    } else if has("iPad;") {
        facts.os_name = Some(OsName::IpadOs);
        facts.os_version = ios_version(user_agent);
    } else if has("iPhone;") || has("iPod") {
        facts.os_name = Some(OsName::Ios);
        facts.os_version = ios_version(user_agent);
    } else if has("Android") {
        facts.os_name = Some(OsName::Android);
    } else if has("CrOS") {
        facts.os_name = Some(OsName::ChromeOs);
    } else if let Some(token) = after(user_agent, "Windows NT ") {
        facts.os_name = Some(OsName::Windows);
        windows_of_token(token, facts);
    } else if has("Macintosh") {
        read_mac(user_agent, facts);
    } else if has("Linux") {
        facts.os_name = Some(OsName::Linux);
    }
}

/// A Mac, or an iPad that asks for desktop pages as iPads do from the start: Safari's tell themselves apart by touch alone.
fn read_mac(user_agent: &str, facts: &mut ClientFacts) {
    if ["CriOS/", "FxiOS/", "EdgiOS/"].iter().any(|mark| user_agent.contains(mark)) {
        facts.os_name = Some(OsName::IpadOs);
        return;
    }
    facts.os_name = Some(OsName::MacOs);
    let version = after(user_agent, "Mac OS X ").and_then(|token| Version::parse(&token.replace('_', ".")));
    // From 10.15 on it is frozen.
    facts.os_version = version.filter(|version| version < &Version::from_parts(10, 15)).map(Known::Exactly);
}

/// What looks like a Mac has a touch screen: an iPad.
pub(super) fn correct_to_ipad(user_agent: &str, facts: &mut ClientFacts) {
    if facts.browser != Some(Browser::Safari) {
        return;
    }
    facts.os_name = Some(OsName::IpadOs);
    facts.os_version = after(user_agent, "Version/").and_then(Version::parse).map(Known::Exactly);
}

/// Safari's own version is that of its system. The system's token is exact until WebKit froze it at 18.6; what is larger
/// than 18 in it comes from browsers that write it themselves.
fn ios_version(user_agent: &str) -> Option<Known<Version>> {
    let token = after(user_agent, "CPU iPhone OS ").or_else(|| after(user_agent, "CPU OS "));
    let token = token.and_then(|token| Version::parse(&token.replace('_', ".")));
    let is_safari = BROWSERS
        .iter()
        .find(|(mark, _)| user_agent.contains(mark))
        .is_some_and(|(_, b)| *b == Browser::Safari);
    let safari = after(user_agent, "Version/").filter(|_| is_safari).and_then(Version::parse);
    let frozen = Version::from_parts(18, 6);
    let is_exact = |token: &Version| *token < frozen || token.major() > 18;
    match (token, safari) {
        (Some(token), None) if is_exact(&token) => Some(Known::Exactly(token)),
        (Some(token), Some(safari)) if is_exact(&token) && token.major() == safari.major() => {
            Some(Known::Exactly(token))
        }
        (_, Some(safari)) => Some(Known::Exactly(safari)),
        (Some(_), None) => Some(Known::From(frozen)),
        (None, None) => None,
    }
}

/// The digits, dots and underscores after a mark.
fn after<'a>(user_agent: &'a str, mark: &str) -> Option<&'a str> {
    let rest = &user_agent[user_agent.find(mark)? + mark.len()..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '_')).unwrap_or(rest.len());
    let token = rest[..end].trim_end_matches('.');
    (!token.is_empty()).then_some(token)
}
