//! What only a clock tells of a `NotAllowedError`: browsers use it for a cancel, for no passkey, for a policy and for the
//! end of the time alike. (WebAuthn L3, 14.5.2)

use super::{NONE_HERE, Rule, rule};
use crate::diagnosis::cause::Sure::{Certain, Likely, Possible};
use crate::diagnosis::code::Code;
use crate::diagnosis::signs::{Asked, ErrorName, Mediation, Signs};

/// Nobody has seen a window that was shut after less.
const WINDOW_MILLISECONDS_MIN: u32 = 300;

/// Nobody reads a sheet, decides and closes it in less.
const PERSON_MILLISECONDS_MIN: u32 = 1000;

/// How much earlier than the options' own end browsers give up.
const TIMEOUT_EARLY_MILLISECONDS: u32 = 1500;

/// So many refusals at once, one after another: nothing here will ever say yes.
const AT_ONCE_MIN: u16 = 3;

fn refused(signs: &Signs) -> bool {
    signs.error == Some(ErrorName::NotAllowed) && signs.native.is_none()
}

fn at_once(signs: &Signs) -> bool {
    refused(signs) && signs.elapsed_ms.is_some_and(|elapsed| elapsed < WINDOW_MILLISECONDS_MIN)
}

fn automatic(signs: &Signs) -> bool {
    let between = |elapsed: u32| (WINDOW_MILLISECONDS_MIN..PERSON_MILLISECONDS_MIN).contains(&elapsed);
    refused(signs) && signs.elapsed_ms.is_some_and(between)
}

fn timed_out(signs: &Signs) -> bool {
    let (Some(elapsed), Some(timeout)) = (signs.elapsed_ms, signs.timeout_ms) else { return false };
    refused(signs) && timeout > 0 && elapsed.saturating_add(TIMEOUT_EARLY_MILLISECONDS) >= timeout
}

/// With immediate mediation nothing here means an answer at once, and a window else.
pub(super) fn immediate_found_none(signs: &Signs) -> bool {
    at_once(signs) && signs.mediation == Mediation::Immediate
}

pub(super) const RULES: &[Rule] = &[
    NONE_HERE[0],
    NONE_HERE[1],
    rule("immediate: nothing here", Code::Sig03, Likely, |s| !s.creates() && immediate_found_none(s)),
    rule("in a frame, refused before a window could open", Code::Env09, Likely, |s| {
        at_once(s) && s.page.framed == Some(true)
    }),
    rule("no click was fresh, refused before a window could open", Code::Env10, Likely, |s| {
        at_once(s) && s.page.activated == Some(false)
    }),
    rule("refused at once, again and again", Code::Env15, Likely, |s| {
        at_once(s) && s.earlier.at_once >= AT_ONCE_MIN
    }),
    rule("refused before a window could open", Code::Env10, Possible, at_once),
    rule("refused before a person could", Code::Env14, Possible, automatic),
    rule("a key was waited for until the end", Code::Key06, Possible, |s| {
        timed_out(s) && s.asked_for(Asked::SecurityKey)
    }),
    rule("a phone was waited for until the end", Code::Hyb02, Possible, |s| {
        timed_out(s) && s.asked_for(Asked::Hybrid)
    }),
    rule("creating lasted until the end", Code::Cre02, Likely, |s| s.creates() && timed_out(s)),
    rule("signing in lasted until the end", Code::Sig02, Likely, timed_out),
    rule("creating: a person had time to close the window", Code::Cre01, Likely, |s| {
        s.creates() && refused(s)
    }),
    rule("signing in: a person had time to close the window", Code::Sig01, Likely, |s| {
        refused(s) && s.elapsed_ms.is_none_or(|elapsed| elapsed >= PERSON_MILLISECONDS_MIN)
    }),
    rule("creating was refused", Code::Cre01, Certain, |s| s.creates() && refused(s)),
];
