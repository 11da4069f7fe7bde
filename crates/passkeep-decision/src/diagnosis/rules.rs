//! The rules, first match first. Each has a name, which `passkeep explain` prints, and says how sure it makes its code.
//!
//! What the server itself has checked comes first, then what the operator's rules say, then what the person saw, then
//! what systems say without hiding anything, then the page and the browser's own words; what only a clock tells comes last,
//! since browsers hide on purpose whether a person cancelled or had no passkey.

mod browser;
mod environment;
mod native;
mod server;
mod stopwatch;

use super::cause::Sure;
use super::code::Code;
use super::signs::{Operation, Signs};

/// A rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What it says where it matches.
    pub code: Code,
    /// How sure.
    pub sure: Sure,
    /// When it matches.
    pub when: fn(&Signs) -> bool,
}

const fn rule(name: &'static str, code: Code, sure: Sure, when: fn(&Signs) -> bool) -> Rule {
    Rule { name, code, sure, when }
}

/// Every rule, in the order in which they are asked.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [server::RULES, environment::SAID, native::RULES, environment::PAGE, browser::RULES, stopwatch::RULES]
        .into_iter()
        .flatten()
}

/// What is said where no rule matches: that it did not work, and what can be done.
pub const NOTHING_MATCHES: &str = "nothing matches";

/// The code of an attempt of which the signs tell nothing.
pub const fn unknown(operation: Operation) -> Code {
    match operation {
        Operation::Create => Code::Cre01,
        Operation::SignIn | Operation::Confirm | Operation::Prove => Code::Sig01,
    }
}

/// Whether the system said that nothing here matches: what is known of the account then tells why.
fn nothing_here(signs: &Signs) -> bool {
    !signs.creates()
        && (native::says_none(signs) || browser::says_none(signs) || stopwatch::immediate_found_none(signs))
}

/// What is known of the account and this device refines *no passkey here*. Nobody but the account is told.
const NONE_HERE: &[Rule] = &[
    rule("the passkey that was on this device does not answer", Code::Sig06, Sure::Likely, |signs| {
        nothing_here(signs) && signs.account.as_ref().is_some_and(|account| account.device.had_passkey)
    }),
    rule(
        "the account's passkeys live where this system does not reach",
        Code::Sig08,
        Sure::Likely,
        |signs| {
            nothing_here(signs)
                && signs.account.as_ref().is_some_and(|account| {
                    let reaches = |p: &super::signs::PasskeySigns| p.synced && p.place.reaches(signs.system);
                    !account.passkeys.is_empty() && !account.passkeys.iter().any(reaches)
                })
        },
    ),
];
