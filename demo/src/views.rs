//! What the pages show. Facts come in, words go out; nothing here reads or decides.

mod chart;
mod words;

use askama::Template;

pub use chart::Chart;
pub use words::Fault;
use words::{day_and_time, percent};

use crate::action::{Action, Side};
use crate::market::Security;
use crate::money::Money;
use crate::risk::Flag;
use crate::state::State;
use crate::store::{ActionRow, Payee};
use crate::texts::Language;

/// What every page shares.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its language.
    pub language: Language,
    /// Its path: the other language is a link to it.
    pub path: String,
    /// Who is signed in.
    pub customer: Option<String>,
    /// The flag that stands.
    pub flag: Option<Flag>,
    /// Where Passkeep is.
    pub issuer: String,
    /// Whether the price stream is wanted.
    pub section: Section,
}

/// Where a page stands in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What one has, and the market.
    Portfolio,
    /// Withdrawals and payees.
    Transfers,
    /// What was done.
    Activity,
    /// None of them.
    Elsewhere,
}

impl Page {
    fn text(&self, key: &str) -> String {
        self.language.text(key, &[])
    }

    fn with(&self, key: &str, name: &'static str, value: impl ToString) -> String {
        self.language.text(key, &[(name, value.to_string())])
    }

    fn with2(
        &self,
        key: &str,
        (name, value): (&'static str, impl ToString),
        (name2, value2): (&'static str, impl ToString),
    ) -> String {
        self.language.text(key, &[(name, value.to_string()), (name2, value2.to_string())])
    }

    fn is_in(&self, section: Section) -> bool {
        self.section == section
    }

    /// The tone of a state: a class, beside its word.
    fn tone(&self, state: &State) -> &'static str {
        match state {
            State::Done => "safe",
            State::Asked | State::Held => "wait",
            State::Cancelled | State::Denied | State::Expired => "plain",
            State::Blocked | State::Void | State::Failed(_) => "stop",
        }
    }

    /// Up, down or neither: a class, beside its sign.
    fn direction(&self, moved: &i64) -> &'static str {
        match moved {
            1.. => "up",
            0 => "still",
            _ => "down",
        }
    }

    fn moved(&self, moved: &i64) -> String {
        percent(*moved)
    }

    fn gain(&self, gained: &Money) -> String {
        let sign = if gained.0 > 0 { "+" } else { "" };
        format!("{sign}{gained}")
    }

    fn at(&self, at_ms: &i64) -> String {
        day_and_time(self.language, *at_ms)
    }

    /// Other languages, each with a link to this page in it.
    fn others(&self) -> Vec<Language> {
        Language::ALL.into_iter().filter(|language| *language != self.language).collect()
    }

    fn flag_text(&self) -> Option<String> {
        self.flag.map(|flag| words::flag(self, flag))
    }
}

/// The page for strangers.
#[derive(Template)]
#[template(path = "welcome.html")]
pub struct WelcomePage {
    pub page: Page,
    pub lines: Vec<SecurityLine>,
    pub signed_out: bool,
}

/// A security, as a list shows it.
pub struct SecurityLine {
    pub security: &'static Security,
    pub price: Money,
    pub moved: i64,
    pub chart: Chart,
}

/// Shares that a customer has, and what they are worth.
pub struct PositionLine {
    pub line: SecurityLine,
    pub quantity: u32,
    pub worth: Money,
    pub gained: Money,
}

/// What a customer has.
#[derive(Template)]
#[template(path = "portfolio.html")]
pub struct PortfolioPage {
    pub page: Page,
    pub total: Money,
    pub cash: Money,
    pub positions: Vec<PositionLine>,
    pub market: Vec<SecurityLine>,
}

/// One security, and the order form.
#[derive(Template)]
#[template(path = "security.html")]
pub struct SecurityPage {
    pub page: Page,
    pub line: SecurityLine,
    pub owned: u32,
    pub cash: Money,
    pub typed: TypedOrder,
    pub fault: Option<Fault>,
}

/// What was typed into an order.
#[derive(Clone, Debug, Default)]
pub struct TypedOrder {
    pub quantity: String,
    pub sells: bool,
}

/// Withdrawals and payees.
#[derive(Template)]
#[template(path = "transfers.html")]
pub struct TransfersPage {
    pub page: Page,
    pub cash: Money,
    pub payees: Vec<Payee>,
    pub typed: TypedTransfer,
    pub withdrawal_fault: Option<Fault>,
    pub payee_fault: Option<Fault>,
}

/// What was typed there.
#[derive(Clone, Debug, Default)]
pub struct TypedTransfer {
    pub amount: String,
    pub to: String,
    pub name: String,
    pub account: String,
}

/// What was done.
#[derive(Template)]
#[template(path = "activity.html")]
pub struct ActivityPage {
    pub page: Page,
    pub rows: Vec<ActionRow>,
}

/// One action.
#[derive(Template)]
#[template(path = "action.html")]
pub struct ActionPage {
    pub page: Page,
    pub row: ActionRow,
    pub proof: Option<Proof>,
}

/// What a receipt says, verified just now.
pub struct Proof {
    pub holds: bool,
    pub text: String,
    pub signed_at: i64,
    pub digest: String,
}

/// Something did not work.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    pub page: Page,
    pub fault: Fault,
}

macro_rules! words {
    ($($view:ident),*) => {
        $(impl $view {
            #[allow(dead_code, reason = "not every page says all of it")]
            fn title_of(&self, row: &ActionRow) -> String {
                words::title(&self.page, &row.action)
            }

            #[allow(dead_code, reason = "not every page says all of it")]
            fn state_of(&self, row: &ActionRow) -> String {
                words::state(&self.page, row.state)
            }

            #[allow(dead_code, reason = "not every page says all of it")]
            fn said(&self, fault: &Fault) -> String {
                fault.text(&self.page)
            }

            #[allow(dead_code, reason = "not every page says all of it")]
            fn mended_at(&self, fault: &Fault) -> Option<String> {
                fault.mended_at().map(|path| format!("{}{path}", self.page.issuer))
            }
        })*
    };
}

words!(SecurityPage, TransfersPage, ActivityPage, ActionPage, ErrorPage);

impl SecurityPage {
    fn chart_text(&self) -> String {
        let chart = &self.line.chart;
        self.page.with2("chart-text", ("from", chart.first), ("to", chart.last))
    }

    fn chart_range(&self) -> String {
        let chart = &self.line.chart;
        self.page.with2("chart-range", ("low", chart.low), ("high", chart.high))
    }
}

impl ActionPage {
    fn explained(&self) -> String {
        words::explained(&self.page, &self.row)
    }

    fn account(&self) -> Option<&str> {
        match &self.row.action {
            Action::Withdrawal(withdrawal) => Some(&withdrawal.account),
            Action::NewPayee(payee) => Some(&payee.account),
            Action::Order(_) => None,
        }
    }

    fn bound(&self) -> Option<Money> {
        match &self.row.action {
            Action::Order(order) => Some(order.bound),
            Action::Withdrawal(_) | Action::NewPayee(_) => None,
        }
    }

    fn is_buy(&self) -> bool {
        matches!(&self.row.action, Action::Order(order) if order.side == Side::Buy)
    }
}
