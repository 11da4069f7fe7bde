//! What systems and keys say: iOS (`ASAuthorizationError.Code`), Android's Credential Manager, Windows (`HRESULT`),
//! HarmonyOS, and CTAP's statuses. They tell more than browsers let through.

use super::{NONE_HERE, Rule, rule};
use crate::diagnosis::cause::Sure::{Certain, Likely, Possible};
use crate::diagnosis::code::Code;
use crate::diagnosis::fragment::Fragment;
use crate::diagnosis::signs::{AndroidType, Asked, ErrorName, Mediation, Native, Signs};

fn ios(signs: &Signs, code: u16) -> bool {
    signs.native == Some(Native::Ios(code))
}

fn windows(signs: &Signs, result: u32) -> bool {
    signs.native == Some(Native::Windows(result))
}

fn harmony(signs: &Signs, codes: &[u32]) -> bool {
    matches!(signs.native, Some(Native::Harmony(code)) if codes.contains(&code))
}

fn ctap(signs: &Signs, statuses: &[u8]) -> bool {
    matches!(signs.native, Some(Native::Ctap(status)) if statuses.contains(&status))
}

fn android(signs: &Signs, kind: AndroidType) -> bool {
    matches!(signs.native, Some(Native::Android(seen, _)) if seen == kind)
}

/// An exception that carries a `DomException`.
fn dom(signs: &Signs, name: ErrorName) -> bool {
    android(signs, AndroidType::Dom) && signs.error == Some(name)
}

/// Play services: *RP ID cannot be validated*.
const RP_ID_NOT_VALIDATED: u32 = 50_152;

const NTE_USER_CANCELLED: u32 = 0x8009_0036;
const ERROR_CANCELLED: u32 = 0x8007_04C7;
const ERROR_TIMEOUT: u32 = 0x8007_05B4;
const NTE_NOT_FOUND: u32 = 0x8009_0011;
const NTE_DEVICE_NOT_FOUND: u32 = 0x8009_0035;
const NTE_EXISTS: u32 = 0x8009_000F;
const NTE_NOT_SUPPORTED: u32 = 0x8009_0029;
const ERROR_NOT_SUPPORTED: u32 = 0x8007_0032;
const STORAGE_FULL: u32 = 0x8009_0023;
const NTE_INVALID_PARAMETER: u32 = 0x8009_0027;

fn cancelled(signs: &Signs) -> bool {
    ios(signs, 1001)
        || android(signs, AndroidType::Cancellation)
        || windows(signs, NTE_USER_CANCELLED)
        || windows(signs, ERROR_CANCELLED)
        || harmony(signs, &[1_021_300_004])
        || ctap(signs, &[0x2D])
}

fn timed_out(signs: &Signs) -> bool {
    windows(signs, ERROR_TIMEOUT)
        || harmony(signs, &[1_021_300_005])
        || ctap(signs, &[0x2F, 0x3A])
        || dom(signs, ErrorName::Timeout)
}

/// The system says that it has none. iOS says so by a cancel at once, where only what is here was asked for.
pub(super) fn says_none(signs: &Signs) -> bool {
    let at_once = signs.elapsed_ms.is_none_or(|elapsed| elapsed < 300);
    android(signs, AndroidType::NoCredential)
        || windows(signs, NTE_NOT_FOUND)
        || windows(signs, NTE_DEVICE_NOT_FOUND)
        || ios(signs, 1005)
        || (ios(signs, 1001) && signs.mediation == Mediation::Immediate && at_once)
        || ctap(signs, &[0x2E])
}

/// Whether a key was asked, and not the device.
fn key(signs: &Signs) -> bool {
    signs.asked_for(Asked::SecurityKey)
}

fn exists(signs: &Signs) -> bool {
    ios(signs, 1006)
        || dom(signs, ErrorName::InvalidState)
        || windows(signs, NTE_EXISTS)
        || harmony(signs, &[1_021_300_002])
        || ctap(signs, &[0x19])
}

fn broken_options(signs: &Signs) -> bool {
    windows(signs, NTE_INVALID_PARAMETER)
        || harmony(signs, &[1_021_300_006, 1_021_300_009])
        || (ios(signs, 1004) && signs.has(Fragment::Parameter))
        || dom(signs, ErrorName::Data)
        || dom(signs, ErrorName::Encoding)
}

fn not_linked(signs: &Signs) -> bool {
    let detail = matches!(signs.native, Some(Native::Android(_, Some(RP_ID_NOT_VALIDATED))));
    let native = matches!(signs.native, Some(Native::Android(..) | Native::Ios(_)));
    detail || (native && signs.has(Fragment::NotLinked))
}

/// A silent creation that did not come about: nobody has asked for it, and nobody is told.
fn silent_create(signs: &Signs) -> bool {
    signs.creates() && signs.mediation == Mediation::Conditional && signs.native.is_some()
}

fn trouble(signs: &Signs) -> bool {
    let known = [1001, 1005, 1006, 1010];
    let ios = matches!(signs.native, Some(Native::Ios(code)) if !known.contains(&code));
    let windows = matches!(signs.native, Some(Native::Windows(_)));
    let harmony = matches!(signs.native, Some(Native::Harmony(_)));
    ios || windows
        || harmony
        || android(signs, AndroidType::Unknown)
        || android(signs, AndroidType::Interrupted)
        || android(signs, AndroidType::Custom)
        || android(signs, AndroidType::ProviderConfiguration)
        || dom(signs, ErrorName::Unknown)
        || dom(signs, ErrorName::NotReadable)
}

pub(super) const RULES: &[Rule] = &[
    rule("a silent creation did not come about", Code::Cre13, Certain, silent_create),
    rule("the app is not linked to the site", Code::Env13, Certain, not_linked),
    rule("Android: the manager does not trust this browser", Code::Env14, Certain, |s| {
        matches!(s.native, Some(Native::Android(..))) && s.has(Fragment::NotPrivileged)
    }),
    rule("the system excluded it: one is here", Code::Cre03, Certain, |s| s.creates() && exists(s)),
    rule("iOS: the device is not set up for passkeys", Code::Cre07, Certain, |s| ios(s, 1010)),
    rule("iOS: iCloud Keychain is off", Code::Cre06, Certain, |s| {
        matches!(s.native, Some(Native::Ios(_))) && s.has(Fragment::Keychain)
    }),
    rule("the device has no lock", Code::Env05, Certain, |s| {
        harmony(s, &[1_021_300_010]) || (s.native.is_some() && s.has(Fragment::NoScreenLock))
    }),
    rule("Android: nothing can save a passkey", Code::Cre05, Certain, |s| {
        s.creates()
            && (android(s, AndroidType::NoCreateOption) || android(s, AndroidType::ProviderConfiguration))
    }),
    rule("Android: the chosen manager has no passkeys", Code::Cre04, Certain, |s| {
        s.creates() && android(s, AndroidType::Unsupported)
    }),
    rule("Android: no passkeys on this system", Code::Env01, Likely, |s| {
        android(s, AndroidType::Unsupported)
    }),
    rule("HarmonyOS: not on this device", Code::Env04, Certain, |s| harmony(s, &[801])),
    rule("HarmonyOS: the request is fine, the service is missing", Code::Env04, Likely, |s| {
        !s.creates() && harmony(s, &[1_021_300_001])
    }),
    rule("no algorithm in common", Code::Cre11, Certain, |s| {
        harmony(s, &[1_021_300_001]) || ctap(s, &[0x26])
    }),
    rule("the storage is full", Code::Cre09, Certain, |s| {
        windows(s, STORAGE_FULL) || harmony(s, &[1_021_300_012]) || ctap(s, &[0x28])
    }),
    rule("the key can't hold a passkey", Code::Cre10, Certain, |s| {
        s.creates() && (harmony(s, &[1_021_300_008]) || ctap(s, &[0x2B, 0x27, 0x2C]))
    }),
    rule("Windows Hello is not ready", Code::Cre08, Likely, |s| {
        windows(s, NTE_NOT_SUPPORTED) || windows(s, ERROR_NOT_SUPPORTED)
    }),
    rule("the options are broken", Code::Env12, Certain, broken_options),
    rule("the key has no PIN", Code::Key01, Certain, |s| ctap(s, &[0x35])),
    rule("the PIN was wrong", Code::Key02, Certain, |s| ctap(s, &[0x31])),
    rule("the PIN is paused", Code::Key03, Certain, |s| ctap(s, &[0x34])),
    rule("the PIN is locked", Code::Key04, Certain, |s| ctap(s, &[0x32])),
    rule("the device did not recognise the person", Code::Sig09, Certain, |s| {
        ctap(s, &[0x3F, 0x3C, 0x36]) || (s.native.is_some() && s.has(Fragment::UnlockGivenUp))
    }),
    rule("the key has no passkey of ours", Code::Key07, Likely, |s| key(s) && ctap(s, &[0x2E])),
    NONE_HERE[0],
    NONE_HERE[1],
    rule("the system has no passkey of ours", Code::Sig03, Certain, |s| !s.creates() && says_none(s)),
    rule("creating took too long", Code::Cre02, Certain, |s| s.creates() && timed_out(s)),
    rule("signing in took too long", Code::Sig02, Certain, timed_out),
    rule("the sheet for creating was closed", Code::Cre01, Certain, |s| s.creates() && cancelled(s)),
    rule("the sheet for signing in was closed", Code::Sig01, Certain, cancelled),
    rule("the passkey manager failed", Code::Cre12, Possible, trouble),
];
