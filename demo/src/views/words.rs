//! Sentences: for what an action is, where it stands, and why something did not work.

use super::Page;
use crate::action::{Action, Mistyped, Side};
use crate::risk::Flag;
use crate::state::{Failed, Refused, State};
use crate::store::ActionRow;
use crate::texts::Language;

/// Something that did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An action that was not begun.
    Refused(Refused),
    /// Passkeep's stable code, for an action that it took no question about.
    NotAsked(String),
    /// Passkeep can't be reached.
    Unreachable,
    /// The sign-in came back with this error of OpenID Connect.
    SignIn(String),
    /// The sign-in is over, or began in another browser.
    SignInOver,
    /// No such page.
    Nowhere,
    /// It came from another site.
    Foreign,
    /// Something here is broken.
    Broken,
}

impl Fault {
    /// Where at Passkeep it can be mended.
    pub(super) fn mended_at(&self) -> Option<&'static str> {
        match self {
            Self::NotAsked(code) => match code.as_str() {
                "second_way_needed" => Some("/settings/recovery"),
                "account_frozen" | "value_held" => Some("/settings/history"),
                _ => None,
            },
            Self::SignIn(error) if error == "unmet_authentication_requirements" => Some("/settings/passkeys"),
            _ => None,
        }
    }

    /// The sentence.
    pub(super) fn text(&self, page: &Page) -> String {
        match self {
            Self::Refused(refused) => match refused {
                Refused::Mistyped(Mistyped::Symbol) => page.text("fault-symbol"),
                Refused::Mistyped(Mistyped::Quantity) => page.text("fault-quantity"),
                Refused::Mistyped(Mistyped::Amount) => page.text("fault-amount"),
                Refused::Mistyped(Mistyped::Name) => page.text("fault-name"),
                Refused::Mistyped(Mistyped::Account) => page.text("fault-account"),
                Refused::Cash => page.text("fault-cash"),
                Refused::Shares => page.text("fault-shares"),
                Refused::Payee => page.text("fault-payee"),
                Refused::Flagged(at) => flag(page, *at),
            },
            Self::NotAsked(code) => match code.as_str() {
                "second_way_needed" => page.text("fault-second-way"),
                "too_many_confirmations" => page.text("fault-too-many"),
                "account_frozen" | "value_held" => page.text("fault-held"),
                _ => page.with("fault-not-asked", "code", code),
            },
            Self::Unreachable => page.text("fault-unreachable"),
            Self::SignIn(error) => match error.as_str() {
                "access_denied" => page.text("fault-sign-in-denied"),
                "unmet_authentication_requirements" => page.text("fault-sign-in-unmet"),
                _ => page.with("fault-sign-in", "code", error),
            },
            Self::SignInOver => page.text("fault-sign-in-over"),
            Self::Nowhere => page.text("fault-nowhere"),
            Self::Foreign => page.text("fault-foreign"),
            Self::Broken => page.text("fault-broken"),
        }
    }
}

pub(super) fn flag(page: &Page, flag: Flag) -> String {
    match flag {
        Flag::Frozen => page.text("flag-frozen"),
        Flag::Thawed { until_ms } => page.with("flag-thawed", "until", page.at(&until_ms)),
        Flag::Recovered { until_ms } => page.with("flag-recovered", "until", page.at(&until_ms)),
    }
}

/// What an action is, in a line.
pub(super) fn title(page: &Page, action: &Action) -> String {
    match action {
        Action::Order(order) => {
            let (quantity, symbol) = (("quantity", order.quantity), ("symbol", order.symbol));
            match order.side {
                Side::Buy => page.with2("title-buy", quantity, symbol),
                Side::Sell => page.with2("title-sell", quantity, symbol),
            }
        }
        Action::Withdrawal(withdrawal) => {
            page.with2("title-withdrawal", ("amount", withdrawal.amount), ("name", &withdrawal.name))
        }
        Action::NewPayee(payee) => page.with("title-payee", "name", &payee.name),
    }
}

/// Where it stands, in a word or two.
pub(super) fn state(page: &Page, state: State) -> String {
    match state {
        State::Asked => page.text("state-asked"),
        State::Held => page.text("state-held"),
        State::Done => page.text("state-done"),
        State::Denied => page.text("state-denied"),
        State::Cancelled => page.text("state-cancelled"),
        State::Expired => page.text("state-expired"),
        State::Blocked => page.text("state-blocked"),
        State::Void => page.text("state-void"),
        State::Failed(_) => page.text("state-failed"),
    }
}

/// What that means, and what can be done about it.
pub(super) fn explained(page: &Page, row: &ActionRow) -> String {
    let until = row.until_ms.map(|until| page.at(&until)).unwrap_or_default();
    match row.state {
        State::Asked => page.with("explained-asked", "until", until),
        State::Held => page.with("explained-held", "until", until),
        State::Done if row.receipt.is_some() => page.text("explained-done"),
        State::Done => page.text("explained-done-small"),
        State::Denied => page.text("explained-denied"),
        State::Cancelled => page.text("explained-cancelled"),
        State::Expired => page.text("explained-expired"),
        State::Blocked => page.text("explained-blocked"),
        State::Void => page.text("explained-void"),
        State::Failed(Failed::Cash) => page.text("fault-cash"),
        State::Failed(Failed::Shares) => page.text("fault-shares"),
        State::Failed(Failed::Price) => page.text("explained-price"),
        State::Failed(Failed::Flagged) => page.text("explained-flagged"),
        State::Failed(Failed::Receipt) => page.text("explained-receipt"),
        State::Failed(Failed::NotAsked) => page.text("explained-not-asked"),
    }
}

/// `+1.25%`: from hundredths of a percent.
pub(super) fn percent(moved: i64) -> String {
    let sign = match moved {
        0 => "",
        1.. => "+",
        _ => "\u{2212}",
    };
    let moved = moved.unsigned_abs();
    format!("{sign}{}.{:02}%", moved / 100, moved % 100)
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "3 Sep 2026, 09:41 UTC". The server doesn't know a person's zone; a script writes it in theirs.
pub(super) fn day_and_time(language: Language, at_ms: i64) -> String {
    let minutes = at_ms.div_euclid(60_000);
    let (days, minute) = (minutes.div_euclid(1440), minutes.rem_euclid(1440));
    let (year, month, day) = civil(days);
    let time = format!("{:02}:{:02}", minute / 60, minute % 60);
    match language {
        Language::En => {
            let month = MONTHS[usize::try_from(month - 1).unwrap_or_default()];
            format!("{day} {month} {year}, {time} UTC")
        }
        Language::ZhCn | Language::ZhTw | Language::Ja => format!("{year}年{month}月{day}日 {time} UTC"),
    }
}

/// The date of a day since 1970. (H. Hinnant, days_from_civil, backwards)
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_percents_are_written_for_people() {
        assert_eq!(day_and_time(Language::En, 1_795_513_680_000), "24 Nov 2026, 09:48 UTC");
        assert_eq!(day_and_time(Language::ZhCn, 951_827_696_000), "2000年2月29日 12:34 UTC");
        assert_eq!(day_and_time(Language::En, 0), "1 Jan 1970, 00:00 UTC");
        let check = |moved, text: &str| assert_eq!(percent(moved), text);
        check(0, "0.00%");
        check(125, "+1.25%");
        check(-7, "\u{2212}0.07%");
    }
}
