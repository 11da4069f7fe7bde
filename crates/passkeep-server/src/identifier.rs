//! What people type to be found, and phone numbers: read here, at the edge.

use passkeep_decision::account::UserId;
use passkeep_decision::contact::{Address, Email, Identifier, Phone};
use rlibphonenumber::{PHONE_NUMBER_UTIL as PHONES, PhoneNumberFormat, Region};

/// Reads a phone number of any country: with `+` and the country's code, or as people write it in `region` (ISO 3166,
/// two letters). `None` when no numbering plan has such a number.
pub fn phone(text: &str, region: &str) -> Option<Phone> {
    if text.len() > 64 {
        return None;
    }
    let region = Region::try_from(region).ok();
    let number = PHONES.parse(text, region).ok()?;
    if !PHONES.is_valid_number(&number) {
        return None;
    }
    Phone::from_e164(&PHONES.format(&number, PhoneNumberFormat::E164))
}

/// A phone number as people write it: with the country's code, in groups.
pub fn written(phone: &Phone) -> String {
    match PHONES.parse(phone.as_str(), None) {
        Ok(number) => PHONES.format(&number, PhoneNumberFormat::International).into_owned(),
        Err(_) => phone.as_str().to_owned(),
    }
}

/// Everything that a typed identifier may mean: a user ID, an email, a phone in one of `regions`. Empty when it can
/// be none of them.
pub fn identifiers(text: &str, region: &str) -> Vec<Identifier> {
    let text = text.trim();
    if text.len() > 254 {
        return vec![];
    }
    let email = Email::parse(text).map(|email| Identifier::Address(Address::Email(email)));
    let user_id = UserId::parse(text).map(Identifier::UserId);
    let phone = phone(text, region).map(|phone| Identifier::Address(Address::Phone(phone)));
    [email, user_id, phone].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_of_many_countries_become_e164() {
        let rows = [
            ("+1 415 555 2671", "GB", Some("+14155552671")),
            ("(415) 555-2671", "US", Some("+14155552671")),
            ("020 7946 0958", "GB", Some("+442079460958")),
            ("138 0013 8000", "CN", Some("+8613800138000")),
            ("+852 6123 4567", "US", Some("+85261234567")),
            ("0170 1234567", "DE", Some("+491701234567")),
            ("123", "US", None),
            ("+999 123456789", "US", None),
            ("hello", "US", None),
        ];
        for (text, region, expected) in rows {
            assert_eq!(phone(text, region).as_ref().map(Phone::as_str), expected, "{text}");
        }
    }

    #[test]
    fn an_identifier_may_mean_more_than_one_thing() {
        assert!(identifiers("nobody at all", "US").is_empty());
        assert_eq!(identifiers("ada@example.com", "US").len(), 1);
        assert_eq!(identifiers("+14155552671", "US").len(), 1);
    }
}
