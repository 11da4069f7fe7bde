//! What a customer can do that Passkeep may have to confirm: orders, withdrawals, new payees. Here they are read from what
//! was typed, and said in the terms of a confirmation.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::market;
use crate::money::{CURRENCY, Money};

/// Something that a customer wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Buy or sell.
    Order(Order),
    /// Money leaves.
    Withdrawal(Withdrawal),
    /// An account that money may go to.
    NewPayee(NewPayee),
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Cash becomes shares.
    Buy,
    /// Shares become cash.
    Sell,
}

/// An order at the market, within a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Which way.
    pub side: Side,
    /// What.
    pub symbol: &'static str,
    /// How many shares.
    pub quantity: u32,
    /// What it may come to at most: it is what is confirmed.
    pub bound: Money,
}

/// Money to a payee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// How much.
    pub amount: Money,
    /// The payee's name.
    pub name: String,
    /// The payee's account.
    pub account: String,
}

/// Somebody to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPayee {
    /// The name.
    pub name: String,
    /// The account number.
    pub account: String,
}

/// Orders up to this are taken at once; beyond it a passkey confirms them.
pub const ORDER_UNCONFIRMED_MAX: Money = Money(100_000);

/// The most shares in an order.
pub const QUANTITY_MAX: u32 = 1_000_000;

const NAME_MAX: usize = 60;

impl Action {
    /// The type of its confirmation, as the operator of Passkeep has it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Order(_) => "order",
            Self::Withdrawal(_) => "withdrawal",
            Self::NewPayee(_) => "payee",
        }
    }

    /// Whether a passkey has to confirm it.
    pub fn is_confirmed(&self) -> bool {
        match self {
            Self::Order(order) => order.bound > ORDER_UNCONFIRMED_MAX,
            Self::Withdrawal(_) | Self::NewPayee(_) => true,
        }
    }

    /// The fields of its confirmation.
    pub fn fields(&self) -> Value {
        let money = |amount: Money| json!({ "currency": CURRENCY, "value": amount.exact() });
        match self {
            Self::Order(order) => json!({
                "side": order.side,
                "symbol": order.symbol,
                "quantity": order.quantity.to_string(),
                "value": money(order.bound),
            }),
            Self::Withdrawal(withdrawal) => json!({
                "amount": money(withdrawal.amount),
                "to": withdrawal.name,
                "account": withdrawal.account,
            }),
            Self::NewPayee(payee) => json!({ "name": payee.name, "account": payee.account }),
        }
    }
}

/// What is wrong with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistyped {
    /// The security.
    Symbol,
    /// How many shares.
    Quantity,
    /// How much money.
    Amount,
    /// A payee's name.
    Name,
    /// A payee's account.
    Account,
}

impl Order {
    /// From what was typed, at a price.
    pub fn parse(side: Side, symbol: &str, quantity: &str, price: Money) -> Result<Self, Mistyped> {
        let security = market::security(symbol).ok_or(Mistyped::Symbol)?;
        let quantity = quantity.trim().parse().ok().filter(|n| (1..=QUANTITY_MAX).contains(n));
        let quantity = quantity.ok_or(Mistyped::Quantity)?;
        // The price may move between the click and the trade, by a percent.
        let bound = price.times(quantity).ok_or(Mistyped::Quantity)?.and_a_percent();
        Ok(Self { side, symbol: security.symbol, quantity, bound })
    }
}

impl NewPayee {
    /// From what was typed: a name that can be seen, an account number of 4 to 34 letters and digits.
    pub fn parse(name: &str, account: &str) -> Result<Self, Mistyped> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let visible = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || " .,'’-·&".contains(c));
        if !visible || name.chars().count() > NAME_MAX {
            return Err(Mistyped::Name);
        }
        let account: String = account
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect::<String>()
            .to_ascii_uppercase();
        let plain = account.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !plain || !(4..=34).contains(&account.len()) {
            return Err(Mistyped::Account);
        }
        Ok(Self { name, account })
    }
}

/// How an action is kept.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Kept {
    Order { side: Side, symbol: String, quantity: u32, bound: Money },
    Withdrawal(Withdrawal),
    Payee(NewPayee),
}

impl Action {
    /// As it is kept.
    pub fn to_json(&self) -> String {
        let kept = match self.clone() {
            Self::Order(Order { side, symbol, quantity, bound }) => {
                Kept::Order { side, symbol: symbol.to_owned(), quantity, bound }
            }
            Self::Withdrawal(withdrawal) => Kept::Withdrawal(withdrawal),
            Self::NewPayee(payee) => Kept::Payee(payee),
        };
        serde_json::to_string(&kept).expect("texts and numbers are JSON")
    }

    /// From what was kept.
    pub fn of_json(json: &str) -> Option<Self> {
        Some(match serde_json::from_str(json).ok()? {
            Kept::Order { side, symbol, quantity, bound } => {
                Self::Order(Order { side, symbol: market::security(&symbol)?.symbol, quantity, bound })
            }
            Kept::Withdrawal(withdrawal) => Self::Withdrawal(withdrawal),
            Kept::Payee(payee) => Self::NewPayee(payee),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_over_the_limit_is_confirmed_and_bounded() {
        let order = |quantity: &str| Order::parse(Side::Buy, "ALDR", quantity, Money(10_000));
        assert!(!Action::Order(order("9").unwrap()).is_confirmed());
        let over = order("10").unwrap();
        assert_eq!(over.bound, Money(101_000));
        assert!(Action::Order(over).is_confirmed());
        for mistyped in ["", "0", "-1", "1.5", "1000001", "ten"] {
            assert_eq!(order(mistyped), Err(Mistyped::Quantity), "{mistyped}");
        }
        assert_eq!(Order::parse(Side::Buy, "NONE", "1", Money(1)), Err(Mistyped::Symbol));
    }

    #[test]
    fn whatever_leaves_is_confirmed_whatever_it_is_worth() {
        let payee = NewPayee::parse("Ada Okafor", "8812").unwrap();
        let NewPayee { name, account } = payee.clone();
        assert!(Action::NewPayee(payee).is_confirmed());
        assert!(Action::Withdrawal(Withdrawal { amount: Money(1), name, account }).is_confirmed());
    }

    #[test]
    fn a_payee_is_read_as_a_confirmation_takes_it() {
        let check = |name, account, expected: Result<(&str, &str), Mistyped>| {
            let read = NewPayee::parse(name, account);
            let expected =
                expected.map(|(name, account)| NewPayee { name: name.into(), account: account.into() });
            assert_eq!(read, expected, "{name} {account}");
        };
        check("  Ada   Okafor ", "gb29 nwbk-6016", Ok(("Ada Okafor", "GB29NWBK6016")));
        check("王 小明", "6222 0212", Ok(("王 小明", "62220212")));
        check("", "8812", Err(Mistyped::Name));
        check("Ada\u{202e}", "8812", Err(Mistyped::Name));
        check("Ada", "881", Err(Mistyped::Account));
        check("Ada", "88/12", Err(Mistyped::Account));
    }

    #[test]
    fn fields_are_texts_and_what_is_kept_comes_back() {
        let order = Action::Order(Order::parse(Side::Sell, "MNTA", "12", Money(41_260)).unwrap());
        assert_eq!(
            order.fields().to_string(),
            r#"{"quantity":"12","side":"sell","symbol":"MNTA","value":{"currency":"USD","value":"5000.72"}}"#
        );
        let payee = Action::NewPayee(NewPayee::parse("Ada", "8812").unwrap());
        for action in [order, payee] {
            assert_eq!(Action::of_json(&action.to_json()), Some(action));
        }
    }
}
