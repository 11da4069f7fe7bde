//! What the person saw, and what the page is.

use super::{Rule, rule};
use crate::diagnosis::cause::Sure::{Certain, Likely};
use crate::diagnosis::code::Code;
use crate::diagnosis::signs::{Family, Said, Signs};

fn said(signs: &Signs, what: Said) -> bool {
    signs.said == Some(what)
}

/// A person's own word beats what browsers let us guess.
pub(super) const SAID: &[Rule] = &[
    rule("the person says: the device is lost", Code::Sig12, Certain, |s| said(s, Said::LostDevice)),
    rule("the person says: it asked for Bluetooth", Code::Hyb01, Certain, |s| said(s, Said::BluetoothOff)),
    rule("the person says: nothing after the scan", Code::Hyb02, Likely, |s| said(s, Said::NothingAfterScan)),
    rule("the person says: the phone has none", Code::Hyb03, Certain, |s| said(s, Said::PhoneHasNone)),
    rule("the person says: the QR code did nothing", Code::Hyb04, Likely, |s| said(s, Said::QrNotRead)),
    rule("the person says: the key has no PIN", Code::Key01, Certain, |s| said(s, Said::KeyHasNoPin)),
    rule("the person says: the key does nothing", Code::Key06, Likely, |s| said(s, Said::KeyDoesNothing)),
    rule("the person says: the account's own key has none", Code::Key05, Likely, |s| {
        said(s, Said::OwnKeyHasNone)
    }),
    rule("the person says: a password manager opened", Code::Env14, Likely, |s| said(s, Said::ManagerOpened)),
    rule("the person says: nothing asked", Code::Sig04, Likely, |s| {
        said(s, Said::NeverAsked) && !s.creates()
    }),
    rule("the person says: iCloud Keychain is asked for", Code::Cre06, Certain, |s| {
        said(s, Said::KeychainAsked)
    }),
    rule("the person says: work or school forbids it", Code::Env15, Certain, |s| {
        said(s, Said::OrganisationForbids)
    }),
];

fn has_no_webauthn(signs: &Signs) -> bool {
    signs.page.webauthn == Some(false)
}

/// The page, before the browser was asked.
pub(super) const PAGE: &[Rule] = &[
    rule("the page is not secure", Code::Env06, Certain, |s| s.page.secure == Some(false)),
    rule("a window inside an app has no passkeys", Code::Env08, Certain, |s| {
        s.family == Family::Embedded && (has_no_webauthn(s) || s.error.is_some())
    }),
    rule("the browser has no passkeys", Code::Env01, Certain, has_no_webauthn),
];
