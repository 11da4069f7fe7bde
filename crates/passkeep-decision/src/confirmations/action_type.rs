//! The types of actions that an operator's apps may ask to be confirmed: fields, texts, and what each takes. Data of the
//! policy; what is given for a type becomes an action here, or is refused with a pointer to the field.

use std::collections::BTreeMap;

use unicode_normalization::is_nfc;

use super::action::{Action, ActionValue, is_name};
use super::amount::{Amount, Currency, is_shortest, parse_exact};
use super::given::Given;
use super::template::Template;
use crate::level::Level;
use crate::text::hides;

/// A type's name: 1 to 32 of `[a-z0-9_]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName(String);

impl TypeName {
    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() <= 32 && is_name(text)).then(|| Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What an action does, as the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Value leaves the account, or may from then on: withdrawals, transfers, payees, API keys.
    MovesValue,
    /// Value changes its form: orders. What is new to the account may trade up to a cap.
    Trades,
    /// Neither.
    Nothing,
}

impl Effect {
    /// Every effect.
    pub const ALL: [Self; 3] = [Self::MovesValue, Self::Trades, Self::Nothing];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MovesValue => "moves_value",
            Self::Trades => "trades",
            Self::Nothing => "nothing",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.as_str() == text)
    }
}

/// A type of actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionType {
    /// Its name.
    pub name: TypeName,
    /// Raised by the operator whenever fields or texts change.
    pub version: i64,
    /// What it does.
    pub effect: Effect,
    /// The least level of the passkey that signs.
    pub level: Level,
    /// How old that passkey must be.
    pub passkey_seconds: i64,
    /// How long a confirmation waits for its person.
    pub lifetime_seconds: i64,
    /// Its fields, in the order in which they are shown.
    pub fields: Vec<Field>,
    /// What it is called, by language.
    pub title: BTreeMap<String, Template>,
    /// The field that is the amount.
    pub amount: Option<String>,
    /// The field that is the payee: one that the account has confirmed before is not new.
    pub payee: Option<String>,
    /// Amounts over which a second trusted device signs too, or else the action waits. Where there are any, another
    /// currency is over its limit.
    pub second_over: Vec<AmountLimit>,
    /// Up to which amount what is new to the account may trade. Another currency: not at all.
    pub restricted_up_to: Vec<AmountLimit>,
    /// What larger amounts take.
    pub steps: Vec<AmountStep>,
}

/// A limit in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountLimit(pub Amount);

/// What amounts over a limit take, beyond what the type takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountStep {
    /// The limits. Another currency is over its limit.
    pub over: Vec<AmountLimit>,
    /// The least level.
    pub level: Option<Level>,
    /// How old the passkey must be.
    pub passkey_seconds: Option<i64>,
}

/// A field of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it may be absent.
    pub optional: bool,
    /// What it is called, by language.
    pub label: BTreeMap<String, String>,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// `{"currency": …, "value": …}`: a currency, and a decimal string in exactly its scale.
    Amount {
        /// The currencies, each with its scale.
        currencies: BTreeMap<Currency, u8>,
    },
    /// A decimal string in its shortest form.
    Quantity {
        /// The most digits after the point.
        scale: u8,
    },
    /// A text.
    Text {
        /// The most characters.
        characters_max: usize,
    },
    /// Who gets something: a text.
    Payee {
        /// The most characters.
        characters_max: usize,
    },
    /// An account's number: 4 to 34 of `A-Z` and `0-9`, shown in groups of four.
    AccountNumber,
    /// One of a few values.
    Choice {
        /// Which.
        choices: Vec<Choice>,
    },
}

/// A value that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// What it is called, by language.
    pub label: BTreeMap<String, String>,
}

/// Why a field was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// The type has no such field.
    Unknown,
    /// The field is absent.
    Missing,
    /// A JSON number: different parsers read different ones.
    Number,
    /// JSON of another type.
    WrongType,
    /// No decimal string in the exact scale.
    Scale,
    /// A currency that the field doesn't take.
    Currency,
    /// None of the values that can be chosen.
    Choice,
    /// Nothing visible in it.
    Empty,
    /// Longer than it may be.
    TooLong,
    /// Characters that don't belong there.
    Characters,
    /// Not in NFC.
    NotNfc,
    /// A control, bidirectional or zero-width character.
    Hidden,
}

impl FieldFault {
    /// Every fault.
    pub const ALL: [Self; 12] = [
        Self::Unknown,
        Self::Missing,
        Self::Number,
        Self::WrongType,
        Self::Scale,
        Self::Currency,
        Self::Choice,
        Self::Empty,
        Self::TooLong,
        Self::Characters,
        Self::NotNfc,
        Self::Hidden,
    ];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Missing => "missing",
            Self::Number => "number",
            Self::WrongType => "wrong_type",
            Self::Scale => "scale",
            Self::Currency => "currency",
            Self::Choice => "choice",
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::Characters => "characters",
            Self::NotNfc => "not_nfc",
            Self::Hidden => "hidden",
        }
    }
}

/// A field that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// Where, as a JSON pointer (RFC 6901) into the request.
    pub pointer: String,
    /// Why.
    pub fault: FieldFault,
}

impl ActionType {
    /// Makes an action of what was given. Nothing is mended: what is signed is what the app sent.
    pub fn action(&self, given: &Given) -> Result<Action, FieldProblem> {
        let problem = |pointer: String, fault| FieldProblem { pointer, fault };
        let Given::Object(members) = given else {
            return Err(problem("/fields".into(), wrong_type(given)));
        };
        let mut values = BTreeMap::new();
        for (name, given) in members {
            let pointer = format!("/fields/{}", escaped(name));
            let field = self.fields.iter().find(|field| field.name == *name);
            let Some(field) = field else { return Err(problem(pointer, FieldFault::Unknown)) };
            let value = field.kind.value(given).map_err(|(inner, fault)| problem(pointer + inner, fault))?;
            values.insert(name.clone(), value);
        }
        if let Some(absent) =
            self.fields.iter().find(|field| !field.optional && !values.contains_key(&field.name))
        {
            return Err(problem(format!("/fields/{}", absent.name), FieldFault::Missing));
        }
        Action::of(values).map_err(|_| problem("/fields".into(), FieldFault::TooLong))
    }

    /// The amount of an action of this type.
    pub fn amount(&self, action: &Action) -> Option<Amount> {
        let name = self.amount.as_ref()?;
        let field = self.fields.iter().find(|field| field.name == *name)?;
        let (FieldKind::Amount { currencies }, ActionValue::Object(amount)) =
            (&field.kind, action.value(name)?)
        else {
            return None;
        };
        let currency = Currency::parse(amount.get("currency")?)?;
        let units = parse_exact(amount.get("value")?, *currencies.get(&currency)?)?;
        Some(Amount { currency, units })
    }

    /// The payee of an action of this type.
    pub fn payee<'a>(&self, action: &'a Action) -> Option<&'a str> {
        match action.value(self.payee.as_ref()?)? {
            ActionValue::Text(text) => Some(text),
            ActionValue::Object(_) => None,
        }
    }
}

/// Whether an amount is over its limit: so is one whose currency has none, where there are any, and an amount that is not
/// known.
pub(super) fn is_over(limits: &[AmountLimit], amount: Option<&Amount>) -> bool {
    if limits.is_empty() {
        return false;
    }
    let limit =
        |amount: &Amount| limits.iter().find(|limit| limit.0.currency == amount.currency).map(|l| l.0.units);
    amount.and_then(|amount| Some(amount.units > limit(amount)?)).unwrap_or(true)
}

/// Whether an amount is within a cap: only where its currency has one.
pub(super) fn is_within(caps: &[AmountLimit], amount: Option<&Amount>) -> bool {
    amount.is_some_and(|amount| {
        caps.iter().any(|cap| cap.0.currency == amount.currency && amount.units <= cap.0.units)
    })
}

type Fault = (&'static str, FieldFault);

impl FieldKind {
    fn value(&self, given: &Given) -> Result<ActionValue, Fault> {
        match self {
            Self::Amount { currencies } => amount(currencies, given),
            Self::Quantity { scale } => {
                let text = text(given)?;
                if is_shortest(text, *scale) { kept(text) } else { Err(("", FieldFault::Scale)) }
            }
            Self::Text { characters_max } | Self::Payee { characters_max } => {
                visible(text(given)?, *characters_max).map_err(|fault| ("", fault))
            }
            Self::AccountNumber => {
                let text = text(given)?;
                let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
                let fits = (4..=34).contains(&text.len()) && text.bytes().all(plain);
                if fits { kept(text) } else { Err(("", FieldFault::Characters)) }
            }
            Self::Choice { choices } => {
                let text = text(given)?;
                let known = choices.iter().any(|choice| choice.value == text);
                if known { kept(text) } else { Err(("", FieldFault::Choice)) }
            }
        }
    }
}

fn kept(text: &str) -> Result<ActionValue, Fault> {
    Ok(ActionValue::Text(text.to_owned()))
}

fn text(given: &Given) -> Result<&str, Fault> {
    match given {
        Given::Text(text) => Ok(text),
        other => Err(("", wrong_type(other))),
    }
}

const fn wrong_type(given: &Given) -> FieldFault {
    if matches!(given, Given::Number) { FieldFault::Number } else { FieldFault::WrongType }
}

fn visible(text: &str, characters_max: usize) -> Result<ActionValue, FieldFault> {
    if text.chars().count() > characters_max {
        return Err(FieldFault::TooLong);
    }
    if text.chars().any(hides) {
        return Err(FieldFault::Hidden);
    }
    if text.trim() != text || text.is_empty() {
        return Err(FieldFault::Empty);
    }
    if !is_nfc(text) {
        return Err(FieldFault::NotNfc);
    }
    Ok(ActionValue::Text(text.to_owned()))
}

fn amount(currencies: &BTreeMap<Currency, u8>, given: &Given) -> Result<ActionValue, Fault> {
    let Given::Object(members) = given else { return Err(("", wrong_type(given))) };
    if members.iter().any(|(name, _)| !matches!(name.as_str(), "currency" | "value")) {
        return Err(("", FieldFault::Unknown));
    }
    let part = |name: &str, pointer| {
        let found =
            members.iter().find(|(member, _)| member == name).ok_or((pointer, FieldFault::Missing))?;
        text(&found.1).map_err(|(_, fault)| (pointer, fault))
    };
    let (code, value) = (part("currency", "/currency")?, part("value", "/value")?);
    let scale = Currency::parse(code).and_then(|currency| currencies.get(&currency).copied());
    let scale = scale.ok_or(("/currency", FieldFault::Currency))?;
    if parse_exact(value, scale).is_none() {
        return Err(("/value", FieldFault::Scale));
    }
    let parts = [("currency".to_owned(), code.to_owned()), ("value".to_owned(), value.to_owned())];
    Ok(ActionValue::Object(BTreeMap::from(parts)))
}

/// RFC 6901, section 3; cut, since a name may be anything.
fn escaped(name: &str) -> String {
    let cut: String = name.chars().filter(|c| !hides(*c)).take(64).collect();
    cut.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
#[path = "action_type/tests.rs"]
mod tests;
