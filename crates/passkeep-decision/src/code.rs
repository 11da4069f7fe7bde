//! Six-digit codes sent to an address: one at a time for a flow, counted before they are compared.

use zeroize::Zeroizing;

use crate::change::{Change, CodeKey};
use crate::contact::{Address, Identifier};
use crate::id::{AccountHandle, FlowId};
use crate::moment::{Moment, Timestamp};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;

/// Six digits. A secret: its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct SixDigits(Zeroizing<String>);

impl SixDigits {
    /// Draws a code; 10^6 divides 2^64 well enough that no digit is likelier by more than 10^-13.
    pub fn draw(moment: &Moment) -> Self {
        let drawn = moment.draw("code");
        let chunk: [u8; 8] = std::array::from_fn(|i| drawn[i]);
        Self(Zeroizing::new(format!("{:06}", u64::from_be_bytes(chunk) % 1_000_000)))
    }

    /// Reads six digits as typed; spaces and hyphens between them are forgiven.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 32 {
            return None;
        }
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
        (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| Self(Zeroizing::new(digits)))
    }

    /// The digits, for the message and for the MAC that is stored.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SixDigits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SixDigits(..)")
    }
}

/// A flow's code as it is stored. The store compares the MAC of what was typed and says only whether it fits.
#[derive(Clone, Debug)]
pub struct StoredCode {
    /// Where the code went; once proved, the address that the flow may use.
    pub address: Address,
    /// How often a code of this flow was compared.
    pub attempts: i64,
    /// How often a code of this flow was sent.
    pub sends: i64,
    /// When the newest code was sent.
    pub sent_at: Timestamp,
    /// From when the newest code is no longer taken.
    pub expires_at: Timestamp,
    /// Whether the code that was typed is the newest code: the store's comparison of MACs, in constant time.
    pub fits: bool,
}

/// What a code's comparison came to.
pub enum CodeVerdict {
    /// It fits; the attempt that must be counted.
    Right(Change),
    /// It doesn't, or may not be compared; what must be counted, and the refusal.
    Wrong(Vec<Change>, Refusal),
}

/// Judges a typed code. The attempt is counted before the compare, in the same commit, whatever the verdict: a
/// compare without its count never leaves the database, so parallel guesses can't share one.
pub fn judge(key: CodeKey, code: Option<&StoredCode>, policy: &Policy, now: Timestamp) -> CodeVerdict {
    let Some(code) = code else { return CodeVerdict::Wrong(vec![], Refusal::CodeExpired) };
    if Rule::CodeAttempts.holds() && code.attempts >= policy.code_attempts {
        return CodeVerdict::Wrong(vec![], Refusal::CodeLocked);
    }
    if now >= code.expires_at {
        return CodeVerdict::Wrong(vec![], Refusal::CodeExpired);
    }
    let count = Change::CountAttempt { key, attempts: code.attempts };
    if code.fits || !Rule::CodeFits.holds() {
        return CodeVerdict::Right(count);
    }
    let attempts_left = policy.code_attempts - code.attempts - 1;
    let refusal = if attempts_left == 0 { Refusal::CodeLocked } else { Refusal::CodeWrong { attempts_left } };
    CodeVerdict::Wrong(vec![count], refusal)
}

/// How many messages with a code went somewhere in the running window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// When the window began; it is part of the tally's key.
    pub window_start: Timestamp,
    /// Messages in it.
    pub sent: i64,
}

/// What messages with a code are counted for: against guessing, against annoying a person, and against those who earn
/// by the text messages that they make others send (SMS pumping).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TallyScope {
    /// One address.
    Address(Address),
    /// The ten thousand numbers around a phone number.
    Prefix(String),
    /// A share of a country, by its calling code. A country is counted in sixteen shares, so that sign-ups of one
    /// country don't wait for each other's counts.
    Country(String, u8),
    /// One account.
    Account(AccountHandle),
    /// The accounts that one of the staff looks at: no message, and counted alike.
    Looks(AccountHandle),
}

/// In how many shares a country is counted.
const COUNTRY_SHARES: u8 = 16;

impl TallyScope {
    /// What a message to `address` counts for.
    pub fn all(address: &Address, account: Option<AccountHandle>, flow: FlowId) -> Vec<Self> {
        let mut scopes = vec![Self::Address(address.clone())];
        scopes.extend(account.map(Self::Account));
        if let Address::Phone(phone) = address {
            let number = phone.as_str();
            // What nobody has lies among no other numbers and in no country. It is counted as often as any other, and
            // by itself: a count that it shared would fill, and tell it from those that somebody has.
            let (prefix, country) = match phone.is_of_nobody() {
                true => (number, number),
                false => (&number[..number.len() - 4], phone.calling_code()),
            };
            scopes.push(Self::Prefix(prefix.to_owned()));
            scopes.push(Self::Country(country.to_owned(), flow.0[0] % COUNTRY_SHARES));
        }
        scopes
    }

    /// The bytes whose keyed hash is the tally's key.
    pub fn key_bytes(&self) -> Vec<u8> {
        match self {
            Self::Address(address) => Identifier::Address(address.clone()).claim_bytes(),
            Self::Prefix(prefix) => format!("prefix:{prefix}").into_bytes(),
            Self::Country(code, share) => format!("country:{code}:{share}").into_bytes(),
            Self::Account(account) => [b"account:".as_slice(), &account.0].concat(),
            Self::Looks(staff) => [b"looks:".as_slice(), &staff.0].concat(),
        }
    }

    fn cap(&self, policy: &Policy) -> i64 {
        match self {
            Self::Address(_) => policy.codes_per_address,
            Self::Prefix(_) => policy.codes_per_prefix,
            Self::Country(..) => policy.codes_per_country / i64::from(COUNTRY_SHARES),
            Self::Account(_) => policy.codes_per_account,
            Self::Looks(_) => policy.support.looks_per_hour,
        }
    }
}

/// What was counted so far, for each that a message counts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallies(pub Vec<(TallyScope, Tally)>);

impl Tallies {
    /// Whether one of them has had its fill.
    pub fn are_full(&self, policy: &Policy) -> bool {
        self.0.iter().any(|(scope, tally)| tally.sent >= scope.cap(policy))
    }
}

/// What happens to a message too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMany {
    /// It is refused.
    Refused,
    /// It is counted like any other: nothing is sent anyway, and a refusal would tell that somebody is there.
    Counted,
}

/// Counts a message for all that it counts for, or refuses it: in an hour each gets only so many, from whatever flow.
pub fn count_send(
    tallies: &Tallies,
    too_many: TooMany,
    policy: &Policy,
    now: Timestamp,
) -> Result<Vec<Change>, Refusal> {
    let counted = |(scope, tally): &(TallyScope, Tally)| {
        if too_many == TooMany::Refused && tally.sent >= scope.cap(policy) {
            let until = tally.window_start.plus_seconds(policy.address_window_seconds);
            return Err(Refusal::TooManyCodes { retry_after_seconds: until.seconds_since(now).max(1) });
        }
        Ok(Change::CountSend { scope: scope.clone(), tally: *tally })
    };
    tallies.0.iter().map(counted).collect()
}

/// The start of the window that `now` falls in.
pub fn window_start(policy: &Policy, now: Timestamp) -> Timestamp {
    let length = policy.address_window_seconds * 1000;
    Timestamp(now.0 - now.0.rem_euclid(length))
}
