//! Phones and emails: where messages go, and what people type to be found.

use crate::account::UserId;
use crate::hash::Hash;
use crate::id::{AccountHandle, ContactId};
use crate::moment::Timestamp;

/// A phone number in E.164. The edge checks it against the numbering plans; this type holds the form.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// A calling code that the ITU has reserved and assigned to no country.
const NOBODY: &str = "+999";

impl Phone {
    /// Takes `+` and 7 to 15 digits, the first not 0.
    pub fn from_e164(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let fits = (7..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        fits.then(|| Self(text.to_owned()))
    }

    /// The number in E.164.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number of an account that nobody has, or that has no phone: one for each handle, the same for the same, in a
    /// calling code that is assigned to nobody. Messages to it are counted like any other's, and none is sent.
    pub fn of_nobody(account: AccountHandle) -> Self {
        let drawn = u64::from_be_bytes(std::array::from_fn(|at| account.0[at]));
        Self(format!("{NOBODY}{:011}", drawn % 100_000_000_000))
    }

    /// Whether it is one of those.
    pub fn is_of_nobody(&self) -> bool {
        self.0.starts_with(NOBODY)
    }

    /// The calling code that it begins with (ITU-T E.164, list of assigned country codes): none is the beginning of
    /// another, so the first digits tell how long it is.
    pub fn calling_code(&self) -> &str {
        let digits = &self.0.as_bytes()[1..];
        let length = match (digits[0], digits[1]) {
            (b'1' | b'7', _) => 1,
            (b'2', b'0' | b'7') => 2,
            (b'3', b'0'..=b'4' | b'6' | b'9') => 2,
            (b'4', b'0' | b'1' | b'3'..=b'9') => 2,
            (b'5', b'1'..=b'8') => 2,
            (b'6', b'0'..=b'6') => 2,
            (b'8', b'1' | b'2' | b'4' | b'6') => 2,
            (b'9', b'0'..=b'5' | b'8') => 2,
            _ => 3,
        };
        &self.0[1..=length]
    }
}

/// An email address: local part as typed, domain in lower case. Compared without regard to case.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// Takes an address of at most 254 bytes with one `@`, a dotted domain and no spaces or controls.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@')?;
        let plain = |c: char| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"' | ',' | ';' | '@' | '\\')
        };
        let local_fits = (1..=64).contains(&local.len()) && local.chars().all(plain);
        let labels_fit = domain.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
        let fits = text.len() <= 254 && local_fits && domain.contains('.') && labels_fit;
        fits.then(|| Self(format!("{local}@{}", domain.to_lowercase())))
    }

    /// The address of an account that nobody has, or that has no email, in a domain that can't be (RFC 2606, section 2).
    pub fn of_nobody(account: AccountHandle) -> Self {
        let drawn = u64::from_be_bytes(std::array::from_fn(|at| account.0[at]));
        Self(format!("{drawn}@nobody.invalid"))
    }

    /// The address as messages use it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// Logs and panics never show an address.
impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(..)")
    }
}

impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Email(..)")
    }
}

/// Where a message can go.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// By text message.
    Phone(Phone),
    /// By email.
    Email(Email),
}

impl Address {
    /// The kind's stable name: `phone` or `email`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Phone(_) => "phone",
            Self::Email(_) => "email",
        }
    }

    /// The number or address.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(phone) => phone.as_str(),
            Self::Email(email) => email.as_str(),
        }
    }

    /// From a kind's name and the number or address, as they are stored.
    pub fn from_stored(kind: &str, text: &str) -> Option<Self> {
        match kind {
            "phone" => Phone::from_e164(text).map(Self::Phone),
            "email" => Email::parse(text).map(Self::Email),
            _ => None,
        }
    }

    /// Its id among the addresses of an account: URLs hold no address.
    pub fn id_in(&self, account: AccountHandle) -> ContactId {
        let claim = Identifier::Address(self.clone()).claim_bytes();
        ContactId(Hash::new("contact").bytes(&account.0).bytes(&claim).finish_16())
    }

    /// Whether both are one: compared as identifiers are, without regard to case.
    pub fn is(&self, other: &Self) -> bool {
        let claim = |address: &Self| Identifier::Address(address.clone()).claim_bytes();
        claim(self) == claim(other)
    }

    /// What may be shown to somebody who has not proved it: the last two digits, or the first letter and the domain.
    pub fn masked(&self) -> String {
        match self {
            Self::Phone(Phone(number)) => format!("••• {}", &number[number.len() - 2..]),
            Self::Email(Email(address)) => {
                let (local, domain) = address.rsplit_once('@').expect("an Email holds an @");
                format!("{}•••@{domain}", local.chars().next().unwrap_or('•'))
            }
        }
    }
}

/// What finds an account: unique over all accounts, each with a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Identifier {
    /// The numeric user ID.
    UserId(UserId),
    /// A proved phone number or email.
    Address(Address),
}

impl Identifier {
    /// The bytes whose keyed hash is the claim: the kind and the value, emails in lower case.
    pub fn claim_bytes(&self) -> Vec<u8> {
        match self {
            Self::UserId(id) => format!("user_id:{}", id.number()).into_bytes(),
            Self::Address(Address::Phone(phone)) => format!("phone:{}", phone.as_str()).into_bytes(),
            Self::Address(Address::Email(email)) => {
                format!("email:{}", email.as_str().to_lowercase()).into_bytes()
            }
        }
    }
}

/// An address that its account has proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Where messages go.
    pub address: Address,
    /// When a code sent there came back.
    pub proved_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_e164() {
        assert!(Phone::from_e164("+14155550123").is_some());
        for text in ["14155550123", "+0123456789", "+1", "+1415555012a", "+1234567890123456"] {
            assert!(Phone::from_e164(text).is_none(), "{text}");
        }
    }

    #[test]
    fn calling_codes_are_of_one_to_three_digits() {
        for (number, code) in
            [("+14155550123", "1"), ("+79161234567", "7"), ("+442079460958", "44"), ("+351912345678", "351")]
        {
            assert_eq!(Phone::from_e164(number).unwrap().calling_code(), code);
        }
    }

    #[test]
    fn emails_are_one_address() {
        assert_eq!(Email::parse(" Ada@Example.COM ").map(|e| e.0), Some("Ada@example.com".into()));
        for text in [
            "",
            "a",
            "a@b",
            "a@b.",
            "@b.c",
            "a b@c.de",
            "a@b.c, d@e.f",
            "a@-b.cd",
            "a@@b.cd",
            "a@b.cd\r\nTo: x@y.z",
        ] {
            assert!(Email::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn masks_keep_two_digits_or_a_letter() {
        assert_eq!(Address::Phone(Phone("+14155550123".into())).masked(), "••• 23");
        assert_eq!(Address::Email(Email("ada@example.com".into())).masked(), "a•••@example.com");
    }
}
