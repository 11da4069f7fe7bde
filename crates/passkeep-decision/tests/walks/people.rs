//! Who is there when a walk begins: Ada and Bob with passkeys, Cy and Dan without, three browsers.

use std::collections::BTreeMap;

use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Credential, Seed};
use passkeep_webauthn::Origin;

use super::model::{Birth, Born, COMPARISONS, FAILURES, Known, Length, Model};
use super::world::{Row, World};
use crate::account::{Account, AccountState, DisplayName, Head, Locale, UserId};
use crate::ceremony::{Context, Owner, Place, Wish, begin_creation, finish_creation};
use crate::contact::{Address, Contact, Email, Identifier, Phone};
use crate::device::{Client, Device, DeviceOrigin};
use crate::hash::Hash;
use crate::id::{AccountHandle, DeviceId, FlowId, PasskeyId};
use crate::moment::{Moment, Timestamp};
use crate::passkey::{Made, Passkey, PasskeyOrigin};
use crate::password::{HashCost, PasswordHash, Reach, StoredPassword};
use crate::policy::Policy;
use crate::session::{Novelty, Restriction};
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

pub(super) const ORIGIN: &str = "https://id.example.com";
pub(super) const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub(super) const HOUR: i64 = 3600;
pub(super) const ADA: AccountHandle = AccountHandle([0xAD; 16]);
pub(super) const BOB: AccountHandle = AccountHandle([0xB0; 16]);
pub(super) const CY: AccountHandle = AccountHandle([0xC1; 16]);
pub(super) const DAN: AccountHandle = AccountHandle([0xDA; 16]);
pub(super) const EVERYBODY: [AccountHandle; 4] = [ADA, BOB, CY, DAN];
pub(super) const SHORT: &str = "violet kayak";
pub(super) const LONG: &str = "seven wet umbrellas";

/// A browser: what binds its tickets, and its device cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Browser {
    pub(super) number: usize,
    pub(super) hash: BrowserHash,
    pub(super) device: DeviceId,
}

/// Ada's, which all but Bob use; Bob's; and one in a library.
pub(super) const BROWSERS: [Browser; 3] = [browser(0), browser(1), browser(2)];
pub(super) const OWN: usize = 0;
pub(super) const BOBS: usize = 1;
pub(super) const LIBRARY: usize = 2;

const fn browser(number: usize) -> Browser {
    let byte = number as u8 + 1;
    Browser { number, hash: BrowserHash([byte; 32]), device: DeviceId([byte; 16]) }
}

/// A passkey's private part.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) account: AccountHandle,
    pub(super) id: PasskeyId,
    pub(super) credential: Credential,
}

/// All of a beginning.
#[derive(Clone)]
pub(super) struct Start {
    pub(super) world: World,
    pub(super) model: Model,
    pub(super) keys: Vec<Key>,
}

pub(super) fn policy() -> Policy {
    let origin = Origin::parse(ORIGIN).expect("an origin");
    let mut policy = Policy::new(ORIGIN.into(), "example.com".into(), "Example".into(), vec![origin]);
    // Few enough that a walk gets there; and what is only counted never stands in its way.
    policy.code_attempts = COMPARISONS;
    policy.failures_max = FAILURES;
    (policy.codes_per_address, policy.codes_per_account, policy.codes_per_prefix) = (1000, 1000, 1000);
    policy
}

pub(super) fn client() -> Client {
    Client { browser: "Firefox".into(), system: "Linux".into() }
}

pub(super) fn phone_of(account: AccountHandle) -> Phone {
    Phone::from_e164(&format!("+1415555{:04}", account.0[0])).expect("a number")
}

/// A hash that costs nothing: which password it is of is what a walk is about.
pub(super) fn hash_of(password: &str, salt: [u8; 16]) -> PasswordHash {
    PasswordHash::new(HashCost::SHIPPED, salt, tag_of(password, &salt))
}

pub(super) fn tag_of(password: &str, salt: &[u8; 16]) -> [u8; 32] {
    Hash::new("walk").bytes(password.as_bytes()).bytes(salt).finish()
}

impl Start {
    pub(super) fn new(policy: &Policy) -> Self {
        let mut start = Self { world: World::default(), model: Model::default(), keys: vec![] };
        start.add_person(ADA, Some((LONG, Length::Long)), OWN);
        start.add_person(BOB, Some((SHORT, Length::Short)), BOBS);
        start.add_person(CY, Some((LONG, Length::Long)), OWN);
        start.add_person(DAN, Some((SHORT, Length::Short)), OWN);
        start.world.rows.get_mut(&CY).expect("Cy is there").contacts.clear();
        start.model.accounts.get_mut(&CY).expect("Cy is there").has_phone = false;
        let day = -24 * HOUR;
        start.add_passkey(policy, ADA, (Birth::SignUp, 40 * day));
        start.add_passkey(policy, ADA, (Birth::Authorised, 10 * day));
        start.add_passkey(policy, ADA, (Birth::Alone, day));
        start.add_passkey(policy, BOB, (Birth::SignUp, 40 * day));
        start
    }

    fn add_person(&mut self, handle: AccountHandle, password: Option<(&str, Length)>, home: usize) {
        let long_ago = NOW.plus_seconds(-1000 * HOUR);
        let mut row = Row::of(Account {
            handle,
            user_id: UserId::candidates(&Moment::new(NOW, &[handle.0[0]; 32]))[0],
            name: DisplayName::parse("Person").expect("a name"),
            locale: Locale("en".into()),
            state: AccountState::default(),
            created_at: long_ago,
            head: Head { seq: 7, hash: [9; 32] },
        });
        let email = Email::parse(&format!("{}@mail.example", handle.0[0])).expect("an email");
        for address in [Address::Phone(phone_of(handle)), Address::Email(email)] {
            self.world.claims.insert(Identifier::Address(address.clone()).claim_bytes(), handle);
            row.contacts.push(Contact { address, proved_at: long_ago });
        }
        row.password = password.map(|(text, length)| StoredPassword {
            hash: hash_of(text, [handle.0[0]; 16]),
            reach: if length == Length::Long { Reach::Alone } else { Reach::BesideAnother },
            set_at: long_ago,
        });
        let id = BROWSERS[home].device;
        row.devices.push(Device {
            id,
            client: client(),
            name: None,
            first_seen_at: long_ago,
            seen_at: long_ago,
            place: None,
            settled_at: long_ago,
            passkey: None,
            origin: DeviceOrigin::Later,
            trusting: None,
        });
        self.world.rows.insert(handle, row);
        let known = Known {
            browsers: BTreeMap::from([(id, None)]),
            password: password.map(|(_, length)| length),
            has_phone: true,
            emails: 1,
            ..Known::default()
        };
        self.model.accounts.insert(handle, known);
    }

    /// A passkey of so many seconds ago.
    pub(super) fn add_passkey(&mut self, policy: &Policy, account: AccountHandle, birth: (Birth, i64)) {
        let (by, seconds) = birth;
        let at = NOW.plus_seconds(seconds);
        let number = self.keys.len() as u64;
        let (credential, passkey) = made(policy, account, (by, at), number);
        self.keys.push(Key { account, id: passkey.id, credential });
        self.world.credentials.insert(passkey.credential_id.clone(), account);
        let born = Born { at, by, is_suspended: false, is_removed: false };
        self.model.accounts.get_mut(&account).expect("a person").passkeys.insert(passkey.id, born);
        self.world.rows.get_mut(&account).expect("a person").passkeys.push(passkey);
    }
}

fn made(
    policy: &Policy,
    account: AccountHandle,
    (by, at): (Birth, Timestamp),
    number: u64,
) -> (Credential, Passkey) {
    let moment = Moment::new(at, &[number as u8; 32]);
    let name = DisplayName::parse("Person").expect("a name");
    let owner = Owner { handle: account, user_id: UserId::candidates(&moment)[0], name: &name };
    let context = Context { policy, moment: &moment };
    let ticket = Ticket::first(Purpose::CreatePasskey, TicketStep::Create, BROWSERS[OWN].hash, &moment);
    let wish = Wish { place: Place::ThisDevice, exclude: &[] };
    let (ticket, options) = begin_creation(ticket, &owner, &wish, context);
    let mut authenticator = Authenticator::new(Seed::from(number), AuthenticatorOptions::platform());
    let options = serde_json::to_value(&*options).expect("options are JSON");
    let answer = authenticator.create(&options, ORIGIN).expect("it behaves");
    let answer = serde_json::from_value(answer).expect("an answer is read as it is written");
    let registration = finish_creation(&ticket, &answer, context).expect("it is a good answer");
    let until = at.plus_seconds(policy.passkey_settles_seconds);
    let passkey = Passkey::from_registration(
        &registration,
        Made {
            at,
            client: &client(),
            flow: FlowId([number as u8; 16]),
            origin: if by == Birth::SignUp { PasskeyOrigin::SignUp } else { PasskeyOrigin::Grant },
            restriction: (by == Birth::Alone).then_some(Restriction { until, because: Novelty::Passkey }),
            others: &[],
            authenticators: &policy.authenticators,
        },
    );
    let credential = authenticator.credentials().last().expect("it was made just now").clone();
    (credential, passkey)
}
