//! The rows that steps have alike: macros, since steps name their fields alike and share no trait of them.

/// Whoever has no session, or one that ended, is refused.
macro_rules! session_rows {
    ($step:ty) => {{
        use crate::support::{HOUR, NOW, refuses, row};
        use passkeep_decision::{refusal::Refusal::SignedOut, session::Sharing};
        [
            row::<$step>("no session", |c| c.facts.who = None, refuses(SignedOut)),
            row(
                "a session over its life",
                |c| c.facts.who.as_mut().unwrap().session.key.expires_at = NOW,
                refuses(SignedOut),
            ),
            row(
                "a session left alone for an hour",
                |c| c.facts.who.as_mut().unwrap().session.seen_at = NOW.plus_seconds(-HOUR),
                refuses(SignedOut),
            ),
            row(
                "a shared computer left alone for a quarter of an hour",
                |c| {
                    let session = &mut c.facts.who.as_mut().unwrap().session;
                    session.sharing = Sharing::Shared;
                    session.seen_at = NOW.plus_seconds(-15 * 60);
                },
                refuses(SignedOut),
            ),
            row(
                "a session of an older epoch",
                |c| c.facts.who.as_mut().unwrap().account.state.epoch += 1,
                refuses(SignedOut),
            ),
        ]
    }};
}

/// The same, and the browser must have been known for long enough to change factors.
macro_rules! changing_rows {
    ($step:ty) => {{
        use crate::support::{NOW, refuses, row};
        use passkeep_decision::account::Freeze;
        use passkeep_decision::level::{Level, Standing};
        use passkeep_decision::refusal::Refusal;
        use passkeep_decision::session::{Novelty, Restriction};
        let until = NOW.plus_seconds(1);
        let [none, over, idle, shared, epoch] = crate::support::session_rows!($step);
        let new = row::<$step>(
            "a browser that is new to the account",
            |c| {
                let restriction = Restriction { until: NOW.plus_seconds(1), because: Novelty::Browser };
                c.facts.who.as_mut().unwrap().session.restriction = Some(restriction);
            },
            refuses(Refusal::NewBrowserWaits { until }),
        );
        let young = row::<$step>(
            "a passkey that no older one authorised",
            |c| {
                let restriction = Restriction { until: NOW.plus_seconds(1), because: Novelty::Passkey };
                c.facts.who.as_mut().unwrap().session.restriction = Some(restriction);
            },
            refuses(Refusal::PasskeyTooNew { until }),
        );
        let quarantined = row::<$step>(
            "a session in quarantine",
            |c| c.facts.who.as_mut().unwrap().session.standing = Standing::Quarantine,
            refuses(Refusal::Quarantined),
        );
        let frozen = row::<$step>(
            "a frozen account",
            |c| {
                c.facts.who.as_mut().unwrap().account.state.freeze =
                    Some(Freeze { at: NOW, lapses_at: Some(NOW.plus_seconds(1)) });
            },
            refuses(Refusal::AccountFrozen),
        );
        let weak = row::<$step>(
            "one factor",
            |c| c.facts.who.as_mut().unwrap().session.level = Level::One,
            refuses(Refusal::LevelTooLow { needed: Level::TwoW }),
        );
        [none, over, idle, shared, epoch, new, young, quarantined, frozen, weak]
    }};
}

/// A ticket that isn't this browser's, or not now, or no more.
macro_rules! ticket_rows {
    ($step:ty) => {{
        use crate::support::{NOW, OTHER_BROWSER, refuses, row};
        use passkeep_decision::refusal::Refusal::{TicketExpired, TicketNotAccepted};
        [
            row::<$step>(
                "another browser's ticket",
                |c| c.step.browser = OTHER_BROWSER,
                refuses(TicketNotAccepted),
            ),
            row("an expired ticket", |c| c.step.ticket.expires_at = NOW, refuses(TicketExpired)),
            row(
                "a ticket issued in the future",
                |c| c.step.ticket.issued_at = NOW.plus_seconds(3),
                refuses(TicketExpired),
            ),
        ]
    }};
}

/// A ticket whose step was spent.
macro_rules! spent_row {
    ($step:ty) => {
        [crate::support::row::<$step>(
            "a spent ticket",
            |c| c.facts.spent = true,
            crate::support::refuses(passkeep_decision::refusal::Refusal::TicketSpent),
        )]
    };
}

/// A ticket that isn't this session's.
macro_rules! belonging_rows {
    ($step:ty) => {{
        use crate::support::{BOB, refuses, row};
        use passkeep_decision::{id::SessionId, refusal::Refusal::TicketNotAccepted};
        [
            row::<$step>(
                "another account's ticket",
                |c| c.step.ticket.account = Some(BOB),
                refuses(TicketNotAccepted),
            ),
            row(
                "another session's ticket",
                |c| c.step.ticket.session = Some(SessionId([0; 16])),
                refuses(TicketNotAccepted),
            ),
            row("an older epoch's ticket", |c| c.step.ticket.epoch -= 1, refuses(TicketNotAccepted)),
        ]
    }};
}

/// A code that is another, too old, or guessed too often. Each comparison is counted, whatever comes of it.
macro_rules! code_rows {
    ($step:ty) => {{
        use crate::support::{NOW, refuses, refuses_and_writes, row};
        use passkeep_decision::refusal::Refusal::{CodeExpired, CodeLocked, CodeWrong};
        [
            row::<$step>("no code", |c| c.facts.code = None, refuses(CodeExpired)),
            row("an expired code", |c| c.facts.code.as_mut().unwrap().expires_at = NOW, refuses(CodeExpired)),
            row(
                "a wrong code",
                |c| c.facts.code.as_mut().unwrap().fits = false,
                refuses_and_writes(CodeWrong { attempts_left: 4 }, &["CountAttempt 0"]),
            ),
            row(
                "the fifth wrong code",
                |c| {
                    let code = c.facts.code.as_mut().unwrap();
                    (code.fits, code.attempts) = (false, 4);
                },
                refuses_and_writes(CodeLocked, &["CountAttempt 4"]),
            ),
            row(
                "the right code after five wrong ones",
                |c| c.facts.code.as_mut().unwrap().attempts = 5,
                refuses(CodeLocked),
            ),
        ]
    }};
}

pub(crate) use {belonging_rows, changing_rows, code_rows, session_rows, spent_row, ticket_rows};
