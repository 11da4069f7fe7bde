//! Help with passkeys, for each system.

use passkeep_decision::diagnosis::System;
use passkeep_server::views::{HelpPage, SaidBy};

use super::{Sample, rendered};

pub(super) fn help_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let page = |system: System, said_by| HelpPage {
        page: sample.stranger(&format!("/help/passkeys?platform={}", system.as_str())),
        system,
        said_by,
        verdict: None,
    };
    vec![
        ("help-ios", rendered(&page(System::Ios, SaidBy::Browser))),
        ("help-android", rendered(&page(System::Android, SaidBy::Browser))),
        ("help-mac", rendered(&page(System::Mac, SaidBy::Browser))),
        ("help-windows", rendered(&page(System::Windows, SaidBy::Person))),
        ("help-linux", rendered(&page(System::Linux, SaidBy::Person))),
        ("help-chromeos", rendered(&page(System::ChromeOs, SaidBy::Person))),
        ("help-harmony", rendered(&page(System::Harmony, SaidBy::Person))),
        ("help-unknown", rendered(&page(System::Unknown, SaidBy::Browser))),
    ]
}
