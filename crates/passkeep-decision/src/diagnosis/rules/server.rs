//! What the server checked, what its answer was, and what the operator's rules say: certain, all of it.

use super::{Rule, rule};
use crate::diagnosis::cause::Sure::{self, Certain};
use crate::diagnosis::check::Check;
use crate::diagnosis::code::Code;
use crate::diagnosis::signs::{Answered, RuleBlock, Signs, Stage};

fn failed(signs: &Signs, check: Check) -> bool {
    signs.check.as_ref().is_some_and(|failed| failed.check == check)
}

fn blocked(signs: &Signs, rule: RuleBlock) -> bool {
    signs.rules == Some(rule)
}

fn status(signs: &Signs) -> Option<u16> {
    match signs.answered {
        Some(Answered::Status(status)) => Some(status),
        Some(Answered::Nothing) | None => None,
    }
}

/// Whether the device had answered when the way to the server failed: a new passkey may be on it already.
fn lost_after_saving(signs: &Signs) -> bool {
    let lost = signs.answered == Some(Answered::Nothing) || status(signs).is_some_and(|status| status >= 500);
    signs.creates() && signs.stage == Stage::Answer && lost
}

pub(super) const RULES: &[Rule] = &[
    rule("the ticket was spent, too old or another's", Code::Srv01, Certain, |s| failed(s, Check::Ticket)),
    rule("the origin is none of the configured ones", Code::Srv02, Certain, |s| failed(s, Check::Origin)),
    rule("the authenticator answered for another RP ID", Code::Srv03, Certain, |s| failed(s, Check::RpId)),
    rule("the client's data is not as the standard has it", Code::Srv04, Certain, |s| {
        failed(s, Check::ClientData)
    }),
    rule("the person was not verified (UV)", Code::Srv05, Certain, |s| failed(s, Check::UserVerification)),
    rule("the signature does not verify", Code::Srv06, Certain, |s| failed(s, Check::Signature)),
    rule("the signature counter went back", Code::Srv07, Certain, |s| failed(s, Check::Counter)),
    rule("the backup flags are not those of before", Code::Srv08, Certain, |s| failed(s, Check::BackupFlags)),
    rule("the user handle is not the holder's", Code::Srv09, Certain, |s| failed(s, Check::UserHandle)),
    rule("the passkey was removed, and signed", Code::Sig05, Certain, |s| failed(s, Check::RemovedPasskey)),
    rule("the passkey is on its way out, and signed", Code::Sig05, Certain, |s| {
        failed(s, Check::SuspendedPasskey)
    }),
    rule("no account has this passkey", Code::Sig05, Sure::Likely, |s| failed(s, Check::UnknownPasskey)),
    rule("the passkey signed, and is another account's", Code::Sig07, Certain, |s| {
        failed(s, Check::OtherAccount)
    }),
    rule("the account is frozen or on hold", Code::Sig10, Certain, |s| failed(s, Check::OnHold)),
    rule("no trusted device said yes", Code::Sig11, Certain, |s| failed(s, Check::Approval)),
    rule("the attestation can't be trusted", Code::Srv10, Certain, |s| failed(s, Check::Attestation)),
    rule("the operator doesn't take this kind", Code::Cre17, Certain, |s| failed(s, Check::Model)),
    rule("the key's algorithm was not asked for", Code::Cre11, Certain, |s| failed(s, Check::Algorithm)),
    rule("the credential is on file already", Code::Srv11, Certain, |s| failed(s, Check::CredentialTaken)),
    rule("the account has as many passkeys as it may", Code::Cre16, Certain, |s| {
        failed(s, Check::TooManyPasskeys)
    }),
    rule("the proof before creating failed", Code::Cre14, Certain, |s| failed(s, Check::StepUp)),
    rule("too many tries", Code::Srv12, Certain, |s| failed(s, Check::TooMany) || status(s) == Some(429)),
    rule("the device saved, and the server was not reached", Code::Cre15, Certain, lost_after_saving),
    rule("the server has trouble", Code::Srv13, Certain, |s| {
        failed(s, Check::Unavailable) || status(s).is_some_and(|status| status >= 500)
    }),
    rule("no answer came", Code::Srv14, Certain, |s| s.answered == Some(Answered::Nothing)),
    rule("the operator's rules: the system is too old", Code::Env02, Certain, |s| {
        blocked(s, RuleBlock::SystemTooOld)
    }),
    rule("the operator's rules: the app is too old", Code::Env03, Certain, |s| {
        blocked(s, RuleBlock::AppTooOld)
    }),
    rule("the operator's rules: not on this platform", Code::Env04, Certain, |s| {
        blocked(s, RuleBlock::PlatformNotSupported)
    }),
    rule("the operator's rules: a screen lock is needed", Code::Env05, Certain, |s| {
        blocked(s, RuleBlock::NoScreenLock)
    }),
];
