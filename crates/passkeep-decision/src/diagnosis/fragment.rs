//! What is known of browsers' and systems' error messages. A message refines, and never decides what is granted; it is
//! read once, and what was read of it is all that is kept.

use super::signs::Family;
use crate::named::named;

named!(
    /// What a message said.
    Fragment {
        /// The device has no lock.
        NoScreenLock = "no_screen_lock",
        /// The page's certificate is not trusted.
        Certificate = "certificate",
        /// The domain is no domain.
        InvalidDomain = "invalid_domain",
        /// The RP ID is not the page's.
        RpId = "rp_id",
        /// The list of related origins did not help.
        RelatedOrigins = "related_origins",
        /// The frame may not.
        FrameBlocked = "frame_blocked",
        /// No click was fresh.
        NoClick = "no_click",
        /// The page had no focus.
        NoFocus = "no_focus",
        /// Another request runs.
        Pending = "pending",
        /// The app is not linked to the site.
        NotLinked = "not_linked",
        /// The manager doesn't trust the browser.
        NotPrivileged = "not_privileged",
        /// No passkey matches.
        NoMatch = "no_match",
        /// The credential manager had trouble.
        ManagerTrouble = "manager_trouble",
        /// The unlocking was given up.
        UnlockGivenUp = "unlock_given_up",
        /// iCloud Keychain is off.
        Keychain = "keychain",
        /// A parameter is wrong.
        Parameter = "parameter",
        /// The authenticator can't be used here.
        NotUsableHere = "not_usable_here",
        /// The key is not registered.
        KeyNotRegistered = "key_not_registered",
        /// Bluetooth is off.
        Bluetooth = "bluetooth",
        /// No passkeys in this browser.
        NoPasskeysInBrowser = "no_passkeys_in_browser",
    }
);

/// What says it, in small letters, and in which family of browsers; in every family where none is named.
const TABLE: &[(&str, Option<Family>, Fragment)] = &[
    ("screen lock", None, Fragment::NoScreenLock),
    ("tls certificate", Some(Family::Chromium), Fragment::Certificate),
    ("invalid domain", None, Fragment::InvalidDomain),
    ("registrable domain suffix", None, Fragment::RpId),
    ("relying party id is not", None, Fragment::RpId),
    ("rpid", Some(Family::WebKit), Fragment::RpId),
    (".well-known/webauthn", Some(Family::Chromium), Fragment::RelatedOrigins),
    ("feature is not enabled in this document", Some(Family::Chromium), Fragment::FrameBlocked),
    ("not enabled in this document", None, Fragment::FrameBlocked),
    ("same as its ancestors", Some(Family::WebKit), Fragment::FrameBlocked),
    ("same-origin with its ancestors", None, Fragment::FrameBlocked),
    ("user gesture", Some(Family::WebKit), Fragment::NoClick),
    ("user activation", None, Fragment::NoClick),
    ("not focused", None, Fragment::NoFocus),
    ("already pending", None, Fragment::Pending),
    ("cannot be validated", None, Fragment::NotLinked),
    ("not associated with domain", None, Fragment::NotLinked),
    ("not privileged", None, Fragment::NotPrivileged),
    ("no matched credentials", Some(Family::WebKit), Fragment::NoMatch),
    ("no credentials available", None, Fragment::NoMatch),
    ("talking to the credential manager", None, Fragment::ManagerTrouble),
    ("user verification is cancelled", None, Fragment::UnlockGivenUp),
    ("icloud keychain", None, Fragment::Keychain),
    ("invalid parameter", None, Fragment::Parameter),
    ("cannot be used with this site", None, Fragment::NotUsableHere),
    ("can't be used with this site", None, Fragment::NotUsableHere),
    ("not registered this key", None, Fragment::KeyNotRegistered),
    ("bluetooth", None, Fragment::Bluetooth),
    ("does not support public key", None, Fragment::NoPasskeysInBrowser),
];

/// Reads a message. Nothing of its text is in what comes out.
pub fn fragments(message: &str, family: Family) -> Vec<Fragment> {
    let message = message.to_ascii_lowercase();
    let mut found = Vec::new();
    for (text, of, fragment) in TABLE {
        if of.is_none_or(|of| of == family) && message.contains(text) && !found.contains(fragment) {
            found.push(*fragment);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_chromium_156_are_read() {
        // As its virtual authenticators throw them.
        let check = |message: &str, expected: &[Fragment]| {
            assert_eq!(fragments(message, Family::Chromium), expected, "{message}");
        };
        check(
            "The operation either timed out or was not allowed. See: https://www.w3.org/TR/webauthn-2/#sctn-privacy-considerations-client.",
            &[],
        );
        check(
            "The relying party ID is not a registrable domain suffix of, nor equal to the current domain. Subsequently, an attempt to fetch the .well-known/webauthn resource of the claimed RP ID failed.",
            &[Fragment::RpId, Fragment::RelatedOrigins],
        );
        check("This is an invalid domain.", &[Fragment::InvalidDomain]);
        check(
            "The 'publickey-credentials-get' feature is not enabled in this document. Permissions Policy may be used to delegate Web Authentication capabilities to cross-origin child frames.",
            &[Fragment::FrameBlocked],
        );
        check("A request is already pending.", &[Fragment::Pending]);
    }

    #[test]
    fn a_message_of_one_family_says_nothing_in_another() {
        let message = "No matched credentials are found.";
        assert_eq!(fragments(message, Family::WebKit), [Fragment::NoMatch]);
        assert_eq!(fragments(message, Family::Chromium), []);
    }
}
