//! The page for everything that can't go on: what happened, what is safe, what to do next.

use askama::Template;

use super::icon::Icon;
use super::page::{Html, MOMENT, Page};
use super::support::SupportNo;
use super::when;

/// Any page that can't be shown, and any form that can't be taken.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The shared part.
    pub page: Page,
    /// What happened.
    pub problem: Problem,
    /// Where to go on, such as the start of the flow: a path on this host.
    pub next: String,
}

/// What happened, by the stable codes of problem details.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// `not_found`.
    NotFound,
    /// `ticket_expired`.
    TicketExpired,
    /// `ticket_spent`.
    TicketSpent,
    /// `ticket_not_accepted`.
    TicketNotAccepted,
    /// `signed_out`.
    SignedOut,
    /// `origin_not_accepted`.
    OriginNotAccepted,
    /// `request_not_accepted`, and what has no sentence of its own.
    RequestNotAccepted,
    /// `too_large`.
    TooLarge,
    /// `too_many_codes`.
    TooManyCodes {
        /// When one more may be sent.
        retry_after_seconds: u64,
    },
    /// `new_browser_waits`.
    NewBrowserWaits {
        /// When it may, in Unix milliseconds.
        until_ms: i64,
    },
    /// `changes_held`.
    ChangesHeld {
        /// From when it may, in Unix milliseconds.
        until_ms: i64,
    },
    /// `passkey_too_new`.
    PasskeyTooNew {
        /// When it may, in Unix milliseconds.
        until_ms: i64,
    },
    /// `hold_already_waits`.
    OnHold,
    /// `last_contact`.
    LastContact,
    /// `number_waits`.
    NumberWaits {
        /// When it is free, in Unix milliseconds.
        until_ms: i64,
    },
    /// `freeze_too_soon`.
    FreezeTooSoon {
        /// When it may, in Unix milliseconds.
        until_ms: i64,
    },
    /// `quarantined`, `level_too_low` and `reauthentication_needed`: a stronger or newer proof mends it.
    ProofNeeded,
    /// `recovery_only_creates`.
    RecoveryOnlyCreates,
    /// `account_frozen`.
    AccountFrozen,
    /// `passkey_suspended`.
    PasskeySuspended,
    /// `device_not_trusted`.
    DeviceNotTrusted,
    /// `approval_over` and `approval_denied`.
    ApprovalOver,
    /// `too_many_requests`.
    TooManyRequests {
        /// When one more is taken.
        retry_after_seconds: u64,
    },
    /// What the support desk says no to.
    Support(SupportNo),
    /// `level_too_low` at the support desk, of an account without such a passkey.
    KeyNeeded,
    /// `busy`, `passwords_busy`.
    Busy,
    /// `unavailable`, and faults of our own.
    Unavailable,
}

impl Problem {
    /// When it is over, where what to do next names that.
    fn until_ms(self) -> Option<i64> {
        match self {
            Problem::NewBrowserWaits { until_ms }
            | Problem::ChangesHeld { until_ms }
            | Problem::PasskeyTooNew { until_ms }
            | Problem::NumberWaits { until_ms }
            | Problem::FreezeTooSoon { until_ms } => Some(until_ms),
            _ => None,
        }
    }
}

/// The three things that a page about a problem says, and the words on its button.
struct Story {
    title: String,
    happened: String,
    safe: String,
    next: Html,
}

impl ErrorPage {
    fn story(&self) -> Story {
        let p = &self.page;
        let [title, happened, safe, next] = match self.problem {
            Problem::NotFound => [
                p.text("not-found-title"),
                p.text("not-found-happened"),
                p.text("safe-nothing-changed"),
                p.text("not-found-next"),
            ],
            Problem::TicketExpired => [
                p.text("expired-title"),
                p.text("expired-happened"),
                p.text("safe-nothing-changed"),
                p.text("next-start-again"),
            ],
            Problem::TicketSpent => {
                [p.text("spent-title"), p.text("spent-happened"), p.text("spent-safe"), p.text("spent-next")]
            }
            Problem::TicketNotAccepted => [
                p.text("ticket-title"),
                p.text("ticket-happened"),
                p.text("safe-nothing-changed"),
                p.text("next-start-again"),
            ],
            Problem::SignedOut => [
                p.text("signed-out-title"),
                p.text("signed-out-happened"),
                p.text("signed-out-safe"),
                p.text("signed-out-next"),
            ],
            Problem::OriginNotAccepted => [
                p.text("origin-title"),
                p.text("origin-happened"),
                p.text("safe-nothing-changed"),
                p.text("origin-next"),
            ],
            Problem::RequestNotAccepted => [
                p.text("request-title"),
                p.text("request-happened"),
                p.text("safe-nothing-changed"),
                p.text("next-start-again"),
            ],
            Problem::TooLarge => [
                p.text("large-title"),
                p.text("large-happened"),
                p.text("safe-nothing-changed"),
                p.text("next-start-again"),
            ],
            Problem::TooManyCodes { retry_after_seconds } => {
                let wait = when::duration(p.language.texts(), retry_after_seconds);
                [
                    p.text("many-title"),
                    p.text("many-happened"),
                    p.text("many-safe"),
                    p.with("many-next", "wait", wait),
                ]
            }
            Problem::NewBrowserWaits { .. } => [
                p.text("waits-title"),
                p.text("waits-happened"),
                p.text("safe-nothing-changed"),
                p.with("waits-next", "until", MOMENT),
            ],
            Problem::ChangesHeld { .. } => [
                p.text("changes-held-title"),
                p.text("changes-held-happened"),
                p.text("safe-nothing-changed"),
                p.with("changes-held-next", "until", MOMENT),
            ],
            Problem::PasskeyTooNew { .. } => [
                p.text("new-title"),
                p.text("new-happened"),
                p.text("safe-nothing-changed"),
                p.with("new-next", "until", MOMENT),
            ],
            Problem::OnHold => [
                p.text("on-hold-title"),
                p.text("on-hold-happened"),
                p.text("safe-nothing-changed"),
                p.text("on-hold-next"),
            ],
            Problem::NumberWaits { .. } => [
                p.text("number-title"),
                p.text("number-happened"),
                p.text("number-safe"),
                p.with("number-next", "until", MOMENT),
            ],
            Problem::LastContact => [
                p.text("last-contact-title"),
                p.text("last-contact-happened"),
                p.text("safe-nothing-changed"),
                p.text("last-contact-next"),
            ],
            Problem::FreezeTooSoon { .. } => [
                p.text("freeze-soon-title"),
                p.ruled("freeze-soon-happened"),
                p.text("safe-nothing-changed"),
                p.with("freeze-soon-next", "until", MOMENT),
            ],
            Problem::ProofNeeded => {
                [p.text("proof-title"), p.text("proof-happened"), p.text("proof-safe"), p.text("proof-next")]
            }
            Problem::RecoveryOnlyCreates => [
                p.text("recovering-title"),
                p.text("recovering-happened"),
                p.text("safe-nothing-changed"),
                p.text("recovering-next"),
            ],
            Problem::AccountFrozen => [
                p.text("frozen-title"),
                p.text("frozen-happened"),
                p.text("frozen-safe"),
                p.text("frozen-next"),
            ],
            Problem::PasskeySuspended => [
                p.text("suspended-title"),
                p.text("suspended-happened"),
                p.text("safe-nothing-changed"),
                p.text("suspended-next"),
            ],
            Problem::DeviceNotTrusted => [
                p.text("untrusted-title"),
                p.text("untrusted-happened"),
                p.text("safe-nothing-changed"),
                p.text("untrusted-next"),
            ],
            Problem::ApprovalOver => [
                p.text("over-title"),
                p.text("over-happened"),
                p.text("safe-nothing-changed"),
                p.text("over-next"),
            ],
            Problem::TooManyRequests { retry_after_seconds } => {
                let wait = when::duration(p.language.texts(), retry_after_seconds);
                [
                    p.text("requests-title"),
                    p.text("requests-happened"),
                    p.text("safe-nothing-changed"),
                    p.with("requests-next", "wait", wait),
                ]
            }
            Problem::Support(no) => [
                p.text("support-no-title"),
                no.in_words(p),
                p.text("safe-nothing-changed"),
                p.text("support-no-next"),
            ],
            Problem::KeyNeeded => [
                p.text("support-no-key-title"),
                p.text("support-no-key"),
                p.text("safe-nothing-changed"),
                p.text("support-no-key-next"),
            ],
            Problem::Busy => {
                [p.text("busy-title"), p.text("busy-happened"), p.text("busy-safe"), p.text("busy-next")]
            }
            Problem::Unavailable => [
                p.text("unavailable-title"),
                p.text("unavailable-happened"),
                p.text("unavailable-safe"),
                p.text("unavailable-next"),
            ],
        };
        let next = match self.problem.until_ms() {
            Some(until_ms) => p.with_moment(&next, &until_ms),
            None => Html::of_text(next),
        };
        Story { title, happened, safe, next }
    }

    fn label(&self) -> String {
        match self.problem {
            Problem::SignedOut => self.page.text("sign-in-again"),
            Problem::RecoveryOnlyCreates => self.page.text("create-passkey"),
            Problem::ProofNeeded => self.page.text("prove-again"),
            Problem::Busy | Problem::Unavailable | Problem::TooManyRequests { .. } => {
                self.page.text("try-again")
            }
            Problem::TicketExpired
            | Problem::TicketNotAccepted
            | Problem::RequestNotAccepted
            | Problem::TooLarge => self.page.text("start-again"),
            _ => self.page.text("go-on"),
        }
    }
}
