//! Whether two accounts of the staff are one person, as far as is known. It finds who is careless, and no conspiracy.

use crate::contact::{Address, Contact};
use crate::id::DeviceId;
use crate::ticket::BrowserHash;

/// One of two.
pub(super) struct Known<'a> {
    /// The browser that signed.
    pub(super) browser: BrowserHash,
    /// The browser as accounts remember it.
    pub(super) device: Option<DeviceId>,
    /// The account's addresses.
    pub(super) contacts: &'a [Contact],
}

/// Whether they sit at one browser, or read one mailbox or phone. No two accounts have the same address, so that what is
/// compared is where mail arrives: without what stands behind a `+`, and without dots before the `@`.
pub(super) fn are_one(first: &Known<'_>, second: &Known<'_>) -> bool {
    let device = first.device.is_some() && first.device == second.device;
    let arrives = |known: &Known<'_>| -> Vec<String> {
        known.contacts.iter().map(|contact| arrives_at(&contact.address)).collect()
    };
    let (ones, others) = (arrives(first), arrives(second));
    first.browser == second.browser || device || ones.iter().any(|one| others.contains(one))
}

fn arrives_at(address: &Address) -> String {
    let text = address.as_str().to_lowercase();
    let Some((local, domain)) = text.rsplit_once('@') else { return text };
    let local = local.split('+').next().unwrap_or_default().replace('.', "");
    format!("{local}@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{Email, Phone};
    use crate::moment::Timestamp;

    fn contact(text: &str) -> Contact {
        let address = match Phone::from_e164(text) {
            Some(phone) => Address::Phone(phone),
            None => Address::Email(Email::parse(text).unwrap()),
        };
        Contact { address, proved_at: Timestamp(0) }
    }

    #[test]
    fn one_browser_or_one_mailbox_is_one_person() {
        let known = |browser: u8, device: Option<u8>, contacts| Known {
            browser: BrowserHash([browser; 32]),
            device: device.map(|device| DeviceId([device; 16])),
            contacts,
        };
        let (ada, tagged) = ([contact("ada.lovelace@example.com")], [contact("AdaLovelace+2@example.com")]);
        let (bob, other) = ([contact("+442079460958")], [contact("ada@example.org")]);
        let rows = [
            (known(1, None, &ada), known(2, None, &bob), false),
            (known(1, Some(1), &ada), known(2, Some(2), &other), false),
            (known(1, None, &ada), known(1, None, &bob), true),
            (known(1, Some(3), &ada), known(2, Some(3), &bob), true),
            (known(1, None, &ada), known(2, None, &tagged), true),
        ];
        for (place, (first, second, one)) in rows.iter().enumerate() {
            assert_eq!(are_one(first, second), *one, "row {place}");
            assert_eq!(are_one(second, first), *one, "row {place}");
        }
    }
}
