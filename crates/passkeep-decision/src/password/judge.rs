//! Which passwords are refused although they are long enough: those that are guessed first.

use super::{Listed, Password, PasswordFault, Reach, folded};
use crate::account::{DisplayName, UserId};
use crate::contact::Address;

/// Whether a list holds a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// It doesn't.
    Absent,
    /// It does.
    Present,
}

/// What is known of a password that somebody wants to set.
pub struct PasswordFacts<'a> {
    /// Whether it is one that many people use.
    pub common: Listing,
    /// Whether it stands in the operator's breach list. Without one it is absent.
    pub breached: Listing,
    /// What is known of the person and of the site.
    pub personal: &'a PersonalWords,
}

/// Judges a password that somebody wants to set, and says what it may do. A list is compared with the whole password,
/// never with a part of it (NIST SP 800-63B-4, section 3.1.1.2), and the reason is given.
pub fn judge(password: &Password, facts: &PasswordFacts<'_>) -> Result<Reach, PasswordFault> {
    let reach = password.reach()?;
    let refused = |listed| Err(PasswordFault::Listed(listed));
    let text = password.folded();
    if is_repetitive(&text) {
        return refused(Listed::Repetitive);
    }
    if facts.personal.hold(&text) {
        return refused(Listed::Personal);
    }
    if facts.common == Listing::Present {
        return refused(Listed::Common);
    }
    if facts.breached == Listing::Present {
        return refused(Listed::Breached);
    }
    Ok(reach)
}

/// What an attacker knows of a person and would try first: case folded, without what stands between words.
#[derive(Clone)]
pub struct PersonalWords(Vec<String>);

impl PersonalWords {
    /// The site's own: its name, its host, the parts of both, and the domains above the host.
    pub fn of_site(name: &str, host: &str) -> Self {
        let mut words = Self(vec![]);
        words.take_words(name);
        words.take_host(host);
        words
    }

    /// And the person's name.
    pub fn with_name(mut self, name: &DisplayName) -> Self {
        self.take_words(name.as_str());
        self
    }

    /// And the user ID.
    pub fn with_user_id(mut self, user_id: UserId) -> Self {
        self.take(&user_id.number().to_string());
        self
    }

    /// And an address: an email and its parts, or a number with and without its country's code.
    pub fn with_address(mut self, address: &Address) -> Self {
        self.take(address.as_str());
        match address {
            Address::Email(email) => {
                let (local, domain) = email.as_str().rsplit_once('@').expect("an Email holds an @");
                self.take_words(local);
                self.take_host(domain);
            }
            Address::Phone(phone) => {
                let digits = &phone.as_str()[1..];
                for country_digits in 1..=COUNTRY_DIGITS_MAX {
                    self.take(&digits[country_digits..]);
                }
            }
        }
        self
    }

    /// The words, for an estimate of how strong a password looks.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// A text whole, each of its words, and its words the other way round.
    fn take_words(&mut self, text: &str) {
        let words: Vec<&str> = text.split(separates).collect();
        self.take(text);
        words.iter().for_each(|word| self.take(word));
        self.take(&words.iter().rev().copied().collect::<String>());
    }

    /// A host, the domains above it, and each label.
    fn take_host(&mut self, host: &str) {
        let labels: Vec<&str> = host.split('.').collect();
        for (at, label) in labels.iter().enumerate() {
            self.take(&labels[at..].concat());
            self.take(label);
        }
    }

    fn take(&mut self, word: &str) {
        let word = squeezed(&folded(word));
        if !word.is_empty() && !self.0.contains(&word) {
            self.0.push(word);
        }
    }

    /// Whether one of them is the whole of a folded text, but for a few digits and what stands between words.
    fn hold(&self, text: &str) -> bool {
        let text = zeroize::Zeroizing::new(squeezed(text));
        self.0.iter().any(|word| {
            text.match_indices(word.as_str()).any(|(at, _)| {
                let around = [&text[..at], &text[at + word.len()..]];
                let digits_alone = around.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
                digits_alone && around[0].len() + around[1].len() <= DIGITS_MAX
            })
        })
    }
}

/// Says how many there are, and none of them.
impl std::fmt::Debug for PersonalWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PersonalWords({})", self.0.len())
    }
}

/// A few digits: a year, or a day and a month.
const DIGITS_MAX: usize = 4;

/// No country's code is longer.
const COUNTRY_DIGITS_MAX: usize = 3;

/// What is repeated is itself too short to be a password.
const PERIOD_MAX: usize = Reach::BesideAnother.code_points_min() - 1;

fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | ',' | '_' | '-' | '+' | '\'' | '’' | '·' | '@' | '(' | ')' | '/')
}

fn squeezed(text: &str) -> String {
    // One allocation, so that clearing it clears all there was.
    let mut kept = String::with_capacity(text.len());
    kept.extend(text.chars().filter(|c| !separates(*c)));
    kept
}

/// A few characters over and over (the last time perhaps cut short), or all in a row, up or down.
fn is_repetitive(text: &str) -> bool {
    let characters = zeroize::Zeroizing::new(text.chars().collect::<Vec<char>>());
    let repeats = |period: usize| {
        characters.len() >= 2 * period && characters.iter().zip(&characters[period..]).all(|(a, b)| a == b)
    };
    let in_a_row =
        |step: fn(char) -> Option<char>| characters.windows(2).all(|pair| step(pair[0]) == Some(pair[1]));
    (1..=PERIOD_MAX).any(repeats) || in_a_row(next) || in_a_row(previous)
}

fn next(c: char) -> Option<char> {
    if c == '9' { Some('0') } else { char::from_u32(u32::from(c) + 1) }
}

fn previous(c: char) -> Option<char> {
    if c == '0' { Some('9') } else { char::from_u32(u32::from(c).checked_sub(1)?) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{Email, Phone};

    const NOTHING: [Listing; 2] = [Listing::Absent; 2];

    fn personal() -> PersonalWords {
        PersonalWords::of_site("Acme Brokers", "account.acme-brokers.example")
            .with_name(&DisplayName::parse("Augusta Ada King-Noel").unwrap())
            .with_user_id(UserId::from_number(100_000_009).unwrap())
            .with_address(&Address::Email(Email::parse("countess.byron@mailbox.example").unwrap()))
            .with_address(&Address::Phone(Phone::from_e164("+442071838750").unwrap()))
    }

    fn check(typed: &str, [common, breached]: [Listing; 2]) -> Result<Reach, PasswordFault> {
        let personal = personal();
        judge(&Password::parse(typed).unwrap(), &PasswordFacts { common, breached, personal: &personal })
    }

    fn listed(listed: Listed) -> Result<Reach, PasswordFault> {
        Err(PasswordFault::Listed(listed))
    }

    #[test]
    fn the_length_is_looked_at_first_and_then_the_lists() {
        assert_eq!(check("correct horse battery", NOTHING), Ok(Reach::Alone));
        assert_eq!(check("horse 42", NOTHING), Ok(Reach::BesideAnother));
        assert_eq!(check("horse 4", [Listing::Present; 2]), Err(PasswordFault::TooShort { min: 8 }));
        assert_eq!(check("iloveyou", [Listing::Present, Listing::Absent]), listed(Listed::Common));
        assert_eq!(check("correct horse", [Listing::Absent, Listing::Present]), listed(Listed::Breached));
    }

    #[test]
    fn what_an_attacker_knows_is_refused_whole_and_with_a_few_digits() {
        for typed in [
            "Augusta Ada King-Noel",
            "augusta.ada.king.noel",
            "NoelKing Ada Augusta",
            "AUGUSTA1",
            "1815augusta",
            "12augusta34",
            "100 000 009",
            "1000000092026",
            "countess.byron@mailbox.example",
            "countessbyron",
            "Countess1815",
            "mailbox.example",
            "mailbox1",
            "+44 20 7183 8750",
            "02071838750",
            "2071838750",
            "acme brokers",
            "Acme-Brokers-2026",
            "account.acme-brokers.example",
            "acme-brokers.example",
            "account1",
        ] {
            assert_eq!(check(typed, NOTHING), listed(Listed::Personal), "{typed}");
        }
    }

    #[test]
    fn a_part_of_a_password_is_compared_with_nothing() {
        for typed in ["augusta12345", "augusta rides", "my acme broker", "x2071838750", "augustaandada"] {
            assert_eq!(check(typed, NOTHING), Ok(Reach::BesideAnother), "{typed}");
        }
        let nobody = PersonalWords::of_site("", "");
        let facts = PasswordFacts { common: Listing::Absent, breached: Listing::Absent, personal: &nobody };
        let judged = judge(&Password::parse("12 34 5 . . . .").unwrap(), &facts);
        assert_eq!(judged, Ok(Reach::Alone), "an empty word is none");
    }

    #[test]
    fn a_few_characters_over_and_over_or_in_a_row_are_refused() {
        for typed in [
            "aaaaaaaaaaaaaaa",
            "               ",
            "ababababababab",
            "AbaBabaBabaBabab",
            "abcdeabcdeabcdeab",
            "passpass",
            "12345671234567",
            "abcdefghijklmnop",
            "zyxwvuts",
            "67890123456",
            "3210987654",
            "абвгдежзийклмно",
        ] {
            assert_eq!(check(typed, NOTHING), listed(Listed::Repetitive), "{typed}");
        }
        for typed in ["abcdefgi", "aaaaaaab", "1234567812345678", "passpase"] {
            assert!(check(typed, NOTHING).is_ok(), "{typed}");
        }
    }

    #[test]
    fn debug_says_nothing_of_a_person() {
        assert!(format!("{:?}", personal()).starts_with("PersonalWords("));
        assert!(!format!("{:?}", personal()).contains("augusta"));
    }
}
