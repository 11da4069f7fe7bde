//! Causes: why a code comes about, in the order in which they are likely, and what makes one of them likelier.

use self::Likelihood::{Likely, Possible, Rare};
use super::check::Check;
use super::code::Code;
use super::fragment::Fragment;
use super::passkey_place::PasskeyPlace;
use super::signs::{AndroidType, Asked, Native, Signs, Stage, System};

/// How sure the code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// It was said.
    Certain,
    /// It fits, and little else does.
    Likely,
    /// It fits, and so does more.
    Possible,
}

/// How likely a cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likelihood {
    /// The signs point to it.
    Likely,
    /// It is one of several.
    Possible,
    /// It happens.
    Rare,
}

impl Sure {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

impl Likelihood {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Likely => "likely",
            Self::Possible => "possible",
            Self::Rare => "rare",
        }
    }
}

/// A cause of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its stable name within the code: the texts have its words.
    pub name: &'static str,
    /// How likely it is.
    pub likelihood: Likelihood,
}

/// A cause, how likely it is of itself, and the signs that make it the likely one.
struct Known {
    name: &'static str,
    of_itself: Likelihood,
    pointed_to: fn(&Signs) -> bool,
    spoken_against: fn(&Signs) -> bool,
}

const fn known(name: &'static str, of_itself: Likelihood) -> Known {
    Known { name, of_itself, pointed_to: |_| false, spoken_against: |_| false }
}

const fn pointed(name: &'static str, of_itself: Likelihood, pointed_to: fn(&Signs) -> bool) -> Known {
    Known { name, of_itself, pointed_to, spoken_against: |_| false }
}

/// One that what worked before speaks against.
const fn doubted(name: &'static str, of_itself: Likelihood, spoken_against: fn(&Signs) -> bool) -> Known {
    Known { name, of_itself, pointed_to: |_| false, spoken_against }
}

/// The causes of a code, as the signs order them.
pub fn causes(code: Code, signs: &Signs) -> Vec<Cause> {
    let likelihood = |known: &Known| match ((known.pointed_to)(signs), (known.spoken_against)(signs)) {
        (true, _) => Likelihood::Likely,
        (false, true) => Likelihood::Rare,
        (false, false) => known.of_itself,
    };
    let mut causes: Vec<Cause> =
        of(code).iter().map(|known| Cause { name: known.name, likelihood: likelihood(known) }).collect();
    causes.sort_by_key(|cause| cause.likelihood);
    causes
}

impl Code {
    /// The names of its causes, which the texts have words for.
    pub fn causes(self) -> Vec<&'static str> {
        of(self).iter().map(|known| known.name).collect()
    }
}

fn insecure(signs: &Signs) -> bool {
    signs.page.secure == Some(false)
}

fn hybrid(signs: &Signs) -> bool {
    signs.asked_for(Asked::Hybrid)
}

fn key(signs: &Signs) -> bool {
    signs.asked_for(Asked::SecurityKey)
}

fn check(signs: &Signs, check: Check) -> bool {
    signs.check.as_ref().is_some_and(|failed| failed.check == check)
}

fn android(signs: &Signs, kind: AndroidType) -> bool {
    matches!(signs.native, Some(Native::Android(seen, _)) if seen == kind)
}

/// Whether a passkey that shows itself here, without being carried here or scanned, has worked in this very browser. It is
/// remembered, so its data was not deleted since.
fn shows_itself_here(signs: &Signs) -> bool {
    let worked = signs.account.as_ref().and_then(|account| account.device.worked);
    worked.is_some_and(|worked| {
        worked.place == PasskeyPlace::WindowsHello || worked.place.reaches(signs.system)
    })
}

fn own(signs: &Signs, which: impl Fn(&super::signs::PasskeySigns) -> bool) -> bool {
    signs.account.as_ref().is_some_and(|account| account.passkeys.iter().any(which))
}

/// The table. The texts hold a sentence for each name.
fn of(code: Code) -> Vec<Known> {
    match code {
        Code::Env01 => vec![
            pointed("inside-app", Possible, |s| s.page.framed == Some(true)),
            pointed("not-secure", Possible, insecure),
            known("old-browser", Likely),
        ],
        Code::Env02 => vec![known("system-old", Likely)],
        Code::Env03 => vec![known("app-old", Likely)],
        Code::Env04 => vec![known("no-service", Likely), known("region", Possible)],
        Code::Env05 => vec![known("no-lock", Likely)],
        Code::Env06 => vec![
            pointed("http", Possible, insecure),
            pointed("certificate", Possible, |s| s.has(Fragment::Certificate)),
            pointed("address", Possible, |s| s.has(Fragment::InvalidDomain)),
        ],
        Code::Env07 => vec![
            pointed("related-origins", Possible, |s| s.has(Fragment::RelatedOrigins)),
            known("sister-domain", Likely),
            known("rp-id", Possible),
        ],
        Code::Env08 => vec![known("opened-in-app", Likely), known("app-not-linked", Possible)],
        Code::Env09 => vec![
            known("not-allowed", Likely),
            pointed("no-click", Possible, |s| s.page.activated == Some(false)),
        ],
        Code::Env10 => vec![
            pointed("no-click", Possible, |s| s.page.activated == Some(false) || s.has(Fragment::NoClick)),
            pointed("other-window", Possible, |s| s.blurred > 0 || s.has(Fragment::NoFocus)),
            known("late-options", Rare),
        ],
        Code::Env11 => vec![known("autofill-open", Likely), known("double-click", Possible)],
        Code::Env12 => vec![known("option-broken", Likely), known("client-old", Possible)],
        Code::Env13 => vec![
            known("file-missing", Likely),
            known("one-relation", Possible),
            known("signing-key", Possible),
            pointed("cached", Rare, |s| s.system == System::Ios),
        ],
        Code::Env14 => vec![
            known("manager-fails", Likely),
            known("vault-locked", Possible),
            pointed("not-trusted", Possible, |s| s.has(Fragment::NotPrivileged)),
        ],
        Code::Env15 => vec![known("policy", Likely)],
        Code::Cre01 => vec![
            known("closed", Likely),
            pointed("wrong-place", Possible, |s| s.earlier.cancelled > 0),
            known("unlock", Possible),
        ],
        Code::Cre02 => vec![known("left-open", Likely), pointed("qr-slow", Possible, hybrid)],
        Code::Cre03 => vec![known("has-one", Likely)],
        Code::Cre04 => vec![known("no-passkeys", Likely), known("manager-old", Possible)],
        Code::Cre05 => vec![
            pointed("no-play-services", Possible, |s| android(s, AndroidType::ProviderConfiguration)),
            known("no-account", Likely),
            known("all-off", Possible),
        ],
        Code::Cre06 => {
            vec![known("keychain-off", Likely), known("not-signed-in", Possible), known("two-factor", Rare)]
        }
        Code::Cre07 => vec![known("no-passcode", Likely), known("keychain-off", Possible)],
        Code::Cre08 => vec![known("no-pin", Likely), known("pin-reset", Possible), known("tpm", Rare)],
        Code::Cre09 => vec![known("full", Likely)],
        Code::Cre10 => vec![known("u2f", Likely), known("no-verification", Possible)],
        Code::Cre11 => vec![known("algorithms", Likely)],
        Code::Cre12 => vec![
            known("crashed", Likely),
            pointed("updating", Possible, |s| s.system == System::Android),
            known("strict-options", Rare),
        ],
        Code::Cre13 => vec![
            known("other-manager", Likely),
            known("too-long-ago", Possible),
            known("opted-out", Possible),
        ],
        Code::Cre14 => {
            vec![known("code-wrong", Likely), known("code-old", Possible), known("number-lost", Rare)]
        }
        Code::Cre15 => vec![
            pointed("network", Possible, |s| s.stage == Stage::Answer),
            known("tab-closed", Possible),
            known("refused", Rare),
        ],
        Code::Cre16 => vec![known("old-ones", Likely)],
        Code::Cre17 => vec![known("rule", Likely)],
        Code::Sig01 => vec![
            known("closed", Likely),
            doubted("none-listed", Possible, shows_itself_here),
            pointed("qr-shown", Possible, hybrid),
        ],
        Code::Sig02 => vec![known("left-open", Likely), pointed("phone-not-found", Possible, hybrid)],
        Code::Sig03 => vec![
            known("other-device", Likely),
            known("other-manager", Possible),
            doubted("not-synced", Possible, shows_itself_here),
            pointed("deleted-here", Rare, shows_itself_here),
        ],
        Code::Sig04 => vec![
            pointed("browser", Possible, |s| s.page.autofill == Some(false)),
            pointed("removed", Possible, |s| s.account.as_ref().is_some_and(|a| a.removed)),
            pointed("none-here", Possible, |s| s.page.autofill == Some(true)),
            known("autofill-off", Possible),
        ],
        Code::Sig05 => vec![
            pointed("on-hold", Rare, |s| check(s, Check::SuspendedPasskey)),
            pointed("still-on-device", Possible, |s| check(s, Check::RemovedPasskey)),
            pointed("never-known", Possible, |s| check(s, Check::UnknownPasskey)),
        ],
        Code::Sig06 => vec![
            doubted("reset", Likely, shows_itself_here),
            pointed("deleted-here", Possible, shows_itself_here),
            pointed("pin-reset", Rare, |s| s.system == System::Windows),
            known("new-fingerprint", Rare),
        ],
        Code::Sig07 => vec![known("several-accounts", Likely)],
        Code::Sig08 => vec![
            pointed("one-device", Possible, |s| own(s, |p| !p.synced && !p.place.reaches(s.system))),
            pointed("other-ecosystem", Possible, |s| own(s, |p| p.synced && !p.place.reaches(s.system))),
            pointed("sync-off", Possible, shows_itself_here),
            pointed("other-account", Possible, shows_itself_here),
            doubted("manager-missing", Possible, shows_itself_here),
        ],
        Code::Sig09 => vec![known("not-recognised", Likely), known("too-many", Possible)],
        Code::Sig10 => vec![known("hold", Likely)],
        Code::Sig11 => vec![known("not-answered", Likely), known("none-at-hand", Possible)],
        Code::Sig12 => vec![known("lost", Likely)],
        Code::Hyb01 => vec![
            known("off", Likely),
            known("not-allowed", Possible),
            pointed("none", Rare, |s| s.page.hybrid == Some(false)),
        ],
        Code::Hyb02 => vec![known("offline", Likely), known("vpn", Possible), known("apart", Possible)],
        Code::Hyb03 => vec![known("never-there", Likely), known("other-account", Possible)],
        Code::Hyb04 => vec![known("chat-app", Likely), known("expired", Possible), known("phone-old", Rare)],
        Code::Key01 => vec![known("new", Likely), known("reset", Possible)],
        Code::Key02 => vec![known("typing", Likely), known("other-key", Possible)],
        Code::Key03 => vec![known("three-wrong", Likely)],
        Code::Key04 => vec![known("all-used", Likely)],
        Code::Key05 => vec![known("reset", Likely)],
        Code::Key06 => vec![
            known("plug", Likely),
            pointed("nfc", Possible, |s| s.system == System::Android && key(s)),
            known("nfc-off", Possible),
        ],
        Code::Key07 => vec![known("other-key", Likely)],
        Code::Srv01 => vec![known("page-open", Likely), known("back", Possible), known("twice", Possible)],
        Code::Srv02 => vec![known("not-configured", Possible), known("between", Possible)],
        Code::Srv03 => vec![known("rp-changed", Likely), known("subdomain", Possible)],
        Code::Srv04 => vec![known("client-broken", Likely), known("tampered", Rare)],
        Code::Srv05 => vec![
            pointed("key-no-pin", Possible, key),
            known("not-asked", Likely),
            pointed("lid", Rare, |s| s.system == System::Mac),
        ],
        Code::Srv06 => {
            vec![known("other-key-stored", Possible), known("broken", Possible), known("tampered", Rare)]
        }
        Code::Srv07 => vec![known("copied", Possible), known("order", Possible)],
        Code::Srv08 => vec![known("faulty", Likely), known("swapped", Rare)],
        Code::Srv09 => vec![known("old-key", Likely), known("restored", Rare)],
        Code::Srv10 => {
            vec![known("synced", Possible), known("not-trusted", Possible), known("revoked", Rare)]
        }
        Code::Srv11 => vec![known("twice", Likely), known("other", Rare)],
        Code::Srv12 => vec![known("tries", Likely)],
        Code::Srv13 => vec![known("outage", Likely)],
        Code::Srv14 => vec![known("offline", Likely)],
    }
}
