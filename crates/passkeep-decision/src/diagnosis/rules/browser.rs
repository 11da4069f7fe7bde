//! What browsers throw: names of the standard, and what is known of their messages.

use super::{NONE_HERE, Rule, rule};
use crate::diagnosis::cause::Sure::{Certain, Likely, Possible};
use crate::diagnosis::code::Code;
use crate::diagnosis::fragment::Fragment;
use crate::diagnosis::signs::{Asked, Attached, ErrorName, Mediation, Signs, System};

fn threw(signs: &Signs, name: ErrorName) -> bool {
    signs.error == Some(name)
}

fn silent(signs: &Signs) -> bool {
    signs.mediation == Mediation::Conditional
}

/// Safari says so; others only let it be guessed.
pub(super) fn says_none(signs: &Signs) -> bool {
    signs.has(Fragment::NoMatch)
}

/// Whether the authenticator of this device was asked for, and no other.
fn here(signs: &Signs) -> bool {
    signs.attachment == Some(Attached::Platform) || signs.asked_for(Asked::ClientDevice)
}

fn refused_fast(signs: &Signs) -> bool {
    signs.elapsed_ms.is_some_and(|elapsed| elapsed < 1000)
}

pub(super) const RULES: &[Rule] = &[
    rule("the request was ended by the page", Code::Env11, Certain, |s| threw(s, ErrorName::Abort)),
    rule("another request runs", Code::Env11, Certain, |s| {
        threw(s, ErrorName::Operation) || s.has(Fragment::Pending)
    }),
    rule("a silent creation did not come about", Code::Cre13, Certain, |s| {
        s.creates() && silent(s) && s.error.is_some()
    }),
    rule("the page's certificate is not trusted", Code::Env06, Certain, |s| s.has(Fragment::Certificate)),
    rule("the page's host can have no passkeys", Code::Env06, Likely, |s| {
        threw(s, ErrorName::Security) && s.has(Fragment::InvalidDomain)
    }),
    rule("an app is not linked to the site", Code::Env13, Certain, |s| s.has(Fragment::NotLinked)),
    rule("the RP ID is not the page's", Code::Env07, Certain, |s| {
        s.has(Fragment::RpId) || s.has(Fragment::RelatedOrigins)
    }),
    rule("the browser refused the page", Code::Env07, Likely, |s| threw(s, ErrorName::Security)),
    rule("the frame may not use passkeys", Code::Env09, Certain, |s| s.has(Fragment::FrameBlocked)),
    rule("no click was fresh, or the page had no focus", Code::Env10, Certain, |s| {
        s.has(Fragment::NoClick) || s.has(Fragment::NoFocus)
    }),
    rule("the manager does not trust this browser", Code::Env14, Certain, |s| s.has(Fragment::NotPrivileged)),
    rule("the device has no lock", Code::Env05, Certain, |s| s.has(Fragment::NoScreenLock)),
    rule("iCloud Keychain is off", Code::Cre06, Certain, |s| s.creates() && s.has(Fragment::Keychain)),
    rule("Bluetooth is off", Code::Hyb01, Certain, |s| s.has(Fragment::Bluetooth)),
    rule("the key is not registered", Code::Key07, Certain, |s| s.has(Fragment::KeyNotRegistered)),
    rule("the unlocking was given up", Code::Sig09, Certain, |s| s.has(Fragment::UnlockGivenUp)),
    rule("the browser has no public key credentials", Code::Env01, Certain, |s| {
        s.has(Fragment::NoPasskeysInBrowser)
    }),
    rule("the browser excluded it: one is here", Code::Cre03, Certain, |s| {
        s.creates() && threw(s, ErrorName::InvalidState)
    }),
    rule("the key can't be used here", Code::Cre10, Likely, |s| {
        s.creates() && s.has(Fragment::NotUsableHere)
    }),
    rule("the options can't be read", Code::Env12, Certain, |s| {
        threw(s, ErrorName::Type) || threw(s, ErrorName::Data) || threw(s, ErrorName::Encoding)
    }),
    rule("Android: this device does not verify its user", Code::Env05, Likely, |s| {
        s.system == System::Android && s.page.platform == Some(false) && here(s) && s.error.is_some()
    }),
    rule("Windows: this device does not verify its user", Code::Cre08, Likely, |s| {
        let hello = s.page.platform == Some(false) || threw(s, ErrorName::Constraint);
        s.system == System::Windows && here(s) && hello && s.error.is_some()
    }),
    rule("the authenticator can't do what was asked", Code::Cre10, Likely, |s| {
        s.creates() && threw(s, ErrorName::Constraint)
    }),
    rule("refused fast, though the device can", Code::Cre04, Likely, |s| {
        s.creates() && threw(s, ErrorName::NotSupported) && here(s) && s.page.platform == Some(true)
    }),
    rule("no algorithm in common", Code::Cre11, Likely, |s| s.creates() && threw(s, ErrorName::NotSupported)),
    rule("what was asked is not supported", Code::Env12, Likely, |s| threw(s, ErrorName::NotSupported)),
    rule("the passkey manager failed", Code::Cre12, Certain, |s| s.has(Fragment::ManagerTrouble)),
    rule("the browser met something unknown", Code::Cre12, Likely, |s| {
        threw(s, ErrorName::Unknown) || threw(s, ErrorName::NotReadable) || threw(s, ErrorName::Other)
    }),
    rule("a state that only creating has", Code::Cre12, Possible, |s| threw(s, ErrorName::InvalidState)),
    NONE_HERE[0],
    NONE_HERE[1],
    rule("the browser has no passkey of ours", Code::Sig03, Certain, |s| !s.creates() && says_none(s)),
    rule("creating took too long", Code::Cre02, Certain, |s| s.creates() && threw(s, ErrorName::Timeout)),
    rule("signing in took too long", Code::Sig02, Certain, |s| threw(s, ErrorName::Timeout)),
    rule("the autofill has nothing to offer", Code::Sig04, Possible, |s| {
        !s.creates() && silent(s) && (s.page.autofill == Some(false) || refused_fast(s))
    }),
];
