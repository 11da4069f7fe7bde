//! What versions of systems say of each other: API levels, builds, and the numbers by which hints name Windows.

use crate::platform::facts::{ClientFacts, OsName};
use crate::platform::known::{Known, Version};

/// The first build of Windows 11.
const WINDOWS_11_BUILD: u64 = 22_000;

/// The first build of Windows 10.
const WINDOWS_10_BUILD: u64 = 10_240;

/// Windows by `Sec-CH-UA-Platform-Version`, the version of its API contract: 13 and more is Windows 11, 1 to 10 is
/// Windows 10, and 0 is what it was before. (Microsoft Learn, "Detect Windows 11 and CPU architecture using User-Agent Client
/// Hints")
pub(super) fn windows_of_hint(version: &Version, facts: &mut ClientFacts) {
    match version.major() {
        1..=10 => {
            facts.os_version = Some(Known::Exactly(Version::from(10)));
            facts.os_build = Some(Known::Between(WINDOWS_10_BUILD, WINDOWS_11_BUILD));
        }
        13.. => {
            facts.os_version = Some(Known::Exactly(Version::from(11)));
            facts.os_build = Some(Known::From(WINDOWS_11_BUILD));
        }
        _ => {}
    }
}

/// Windows by the token `Windows NT`. 10.0 is frozen: Chrome said it on Windows 7 as on 11.
pub(super) fn windows_of_token(token: &str, facts: &mut ClientFacts) {
    let (version, build) = match token {
        "6.3" => ("8.1", Known::Exactly(9600)),
        "6.2" => ("8", Known::Exactly(9200)),
        "6.1" => ("7", Known::Between(7600, 7602)),
        _ => return,
    };
    facts.os_version = Version::parse(version).map(Known::Exactly);
    facts.os_build = Some(build);
}

/// Fills in what follows from what is known.
pub(super) fn complete(facts: &mut ClientFacts) {
    match facts.os_name {
        Some(OsName::Android) if facts.os_api_level.is_none() => {
            let version = facts.os_version.as_ref().and_then(Known::exactly);
            facts.os_api_level = version.map(|version| android_level(version.major()));
        }
        Some(OsName::Windows) if facts.os_version.is_none() => {
            let build = facts.os_build.as_ref().and_then(Known::exactly);
            facts.os_version = match build {
                Some(WINDOWS_11_BUILD..) => Some(Known::Exactly(Version::from(11))),
                Some(WINDOWS_10_BUILD..) => Some(Known::Exactly(Version::from(10))),
                _ => None,
            };
        }
        _ => {}
    }
}

/// The API levels of a version of Android. (developer.android.com, "uses-sdk-element", table of API levels)
fn android_level(major: u64) -> Known<u64> {
    match major {
        0..=4 => Known::Between(1, 21),
        5 => Known::Between(21, 23),
        6 => Known::Exactly(23),
        7 => Known::Between(24, 26),
        8 => Known::Between(26, 28),
        9 => Known::Exactly(28),
        10 => Known::Exactly(29),
        11 => Known::Exactly(30),
        12 => Known::Between(31, 33),
        13 => Known::Exactly(33),
        14 => Known::Exactly(34),
        15 => Known::Exactly(35),
        16 => Known::Exactly(36),
        _ => Known::From(37),
    }
}

/// What people call an API level: the version of Android that began with it.
pub(in crate::platform) fn android_version(level: u64) -> Option<&'static str> {
    Some(match level {
        21 => "5",
        23 => "6",
        24 => "7",
        26 => "8",
        27 => "8.1",
        28 => "9",
        29 => "10",
        30 => "11",
        31 => "12",
        33 => "13",
        34 => "14",
        35 => "15",
        36 => "16",
        _ => return None,
    })
}
