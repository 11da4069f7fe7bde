//! Who is there when a walk begins: Ada and Bob with passkeys, Cy and Dan without, three browsers; and at the support desk Sid
//! and Tess, each with a browser of their own.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Backup, Credential, Seed};
use passkeep_webauthn::Origin;
use zeroize::Zeroizing;

use super::model::{Birth, Born, COMPARISONS, Chosen, FAILURES, Known, Length, Model, Proved};
use super::world::{Row, World};
use crate::account::{Account, AccountState, DisplayName, Head, Locale, UserId};
use crate::ceremony::{Context, Owner, Place, Wish, begin_creation, finish_creation};
use crate::client::{ClientMetadata, RegisteredClient};
use crate::confirmations::{ActionType, Effect, Field, FieldKind, Template, TypeName};
use crate::contact::{Address, Contact, Email, Identifier, Phone};
use crate::device::{Client, Device, DeviceOrigin};
use crate::device_key::{DeviceKey, SignedRequest, body_hash, ticket_hash};
use crate::hash::Hash;
use crate::id::{AccountHandle, DeviceId, FlowId, PasskeyId};
use crate::level::Level;
use crate::moment::{Moment, Timestamp};
use crate::passkey::{Made, Passkey, PasskeyOrigin};
use crate::password::{HashCost, PasswordHash, Reach, StoredPassword};
use crate::policy::Policy;
use crate::recovery_code::{RecoveryCode, Slot};
use crate::session::{Novelty, Restriction};
use crate::support::{Role, StaffMember};
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use crate::trust::{Secrets, TrustSecret, Trusting, tag};

pub(super) const ORIGIN: &str = "https://id.example.com";
pub(super) const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub(super) const HOUR: i64 = 3600;
pub(super) const ADA: AccountHandle = AccountHandle([0xAD; 16]);
pub(super) const BOB: AccountHandle = AccountHandle([0xB0; 16]);
pub(super) const CY: AccountHandle = AccountHandle([0xC1; 16]);
pub(super) const DAN: AccountHandle = AccountHandle([0xDA; 16]);
pub(super) const EVERYBODY: [AccountHandle; 4] = [ADA, BOB, CY, DAN];
pub(super) const SID: AccountHandle = AccountHandle([0x51; 16]);
pub(super) const TESS: AccountHandle = AccountHandle([0x7E; 16]);
/// Whoever helps, and the browser of each.
pub(super) const STAFF: [(AccountHandle, usize); 2] = [(SID, SIDS), (TESS, TESSS)];
pub(super) const SHORT: &str = "violet kayak";
pub(super) const LONG: &str = "seven wet umbrellas";

/// A browser: what binds its tickets, and its device cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Browser {
    pub(super) number: usize,
    pub(super) hash: BrowserHash,
    pub(super) device: DeviceId,
}

/// Ada's, which all but Bob use; Bob's; one in a library; and two at the support desk.
pub(super) const BROWSERS: [Browser; 5] = [browser(0), browser(1), browser(2), browser(3), browser(4)];
pub(super) const OWN: usize = 0;
pub(super) const BOBS: usize = 1;
pub(super) const LIBRARY: usize = 2;
pub(super) const SIDS: usize = 3;
pub(super) const TESSS: usize = 4;
/// How many of them anybody may sit at.
pub(super) const ANYBODYS: usize = 3;

const fn browser(number: usize) -> Browser {
    let byte = number as u8 + 1;
    Browser { number, hash: BrowserHash([byte; 32]), device: DeviceId([byte; 16]) }
}

/// Whether a passkey follows its owner to other devices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lives {
    Here,
    /// It has proved that it never leaves its device.
    Proved,
    Anywhere,
}

impl Lives {
    pub(super) fn options(self) -> AuthenticatorOptions {
        let backup = match self {
            Self::Here | Self::Proved => Backup::Ineligible,
            Self::Anywhere => Backup::BackedUp,
        };
        AuthenticatorOptions { backup, ..AuthenticatorOptions::platform() }
    }
}

/// The signing key of each browser.
pub(super) static DEVICE_KEYS: LazyLock<Vec<(DeviceKey, EcdsaKeyPair)>> = LazyLock::new(|| {
    let pair = |_| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("keys can be made");
    let keyed = |pair: EcdsaKeyPair| {
        let key = DeviceKey::from_sec1(pair.public_key().as_ref()).expect("it is a point");
        (key, pair)
    };
    (0..BROWSERS.len()).map(pair).map(keyed).collect()
});

/// A request that a browser's key signed under a nonce.
pub(super) fn signed_by(browser: usize, nonce: &[u8; 32]) -> SignedRequest {
    let (key, pair) = &DEVICE_KEYS[browser];
    let mut request = SignedRequest {
        method: "POST",
        path: "/v1/devices".into(),
        body: body_hash(b"{}"),
        ticket: ticket_hash("sealed"),
        signature: vec![],
    };
    let text = request.text(key, nonce, ORIGIN);
    request.signature = pair.sign(&SystemRandom::new(), &text).expect("it signs").as_ref().to_vec();
    request
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
    pub(super) secrets: Vec<(AccountHandle, DeviceId, TrustSecret)>,
    pub(super) sheets: Vec<(AccountHandle, RecoveryCode)>,
}

pub(super) fn policy() -> Policy {
    let origin = Origin::parse(ORIGIN).expect("an origin");
    let mut policy = Policy::new(ORIGIN.into(), "example.com".into(), "Example".into(), vec![origin]);
    // Few enough that a walk gets there; and what is only counted never stands in its way.
    policy.code_attempts = COMPARISONS;
    policy.failures_max = FAILURES;
    policy.action_types = vec![action_type("withdrawal", Level::TwoP), action_type("vault", Level::Three)];
    let member = |(account, _)| StaffMember { user_id: user_id_of(account), role: Role::Decide };
    policy.support.staff = STAFF.into_iter().map(member).collect();
    (policy.codes_per_address, policy.codes_per_account, policy.codes_per_prefix) = (1000, 1000, 1000);
    policy
}

/// A payment to somebody.
fn action_type(name: &str, level: Level) -> ActionType {
    let title = Template::parse("Pay {to}").expect("a template");
    let payee = Field {
        name: "to".into(),
        kind: FieldKind::Payee { characters_max: 20 },
        optional: false,
        label: BTreeMap::from([("en".into(), "To".into())]),
    };
    ActionType {
        name: TypeName::parse(name).expect("a name"),
        version: 1,
        effect: Effect::MovesValue,
        level,
        passkey_seconds: 0,
        lifetime_seconds: ACTION_SECONDS,
        fields: vec![payee],
        title: BTreeMap::from([("en".into(), title)]),
        amount: None,
        payee: Some("to".into()),
        second_over: vec![],
        restricted_up_to: vec![],
        steps: vec![],
    }
}

/// How long an action waits for its person.
pub(super) const ACTION_SECONDS: i64 = 600;

/// The app that asks.
pub(super) static APP: LazyLock<Arc<RegisteredClient>> = LazyLock::new(|| {
    let written = ClientMetadata {
        client_id: "app".into(),
        name: "App".into(),
        public: true,
        redirect_uris: vec!["https://app.example/".into()],
        confirmations: vec!["withdrawal".into(), "vault".into()],
        ..ClientMetadata::default()
    };
    Arc::new(written.parse().expect("a client"))
});

pub(super) fn client() -> Client {
    Client { browser: "Firefox".into(), system: "Linux".into() }
}

pub(super) fn user_id_of(account: AccountHandle) -> UserId {
    UserId::candidates(&Moment::new(NOW, &[account.0[0]; 32]))[0]
}

pub(super) fn email_of(account: AccountHandle) -> Email {
    Email::parse(&format!("{}@mail.example", account.0[0])).expect("an email")
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
        let mut start = Self {
            world: World::default(),
            model: Model::default(),
            keys: vec![],
            secrets: vec![],
            sheets: vec![],
        };
        start.add_person(ADA, Some((LONG, Length::Long)), OWN);
        start.add_person(BOB, Some((SHORT, Length::Short)), BOBS);
        start.add_person(CY, Some((LONG, Length::Long)), OWN);
        start.add_person(DAN, Some((SHORT, Length::Short)), OWN);
        start.world.row_mut(CY).contacts.clear();
        start.model.accounts.get_mut(&CY).expect("Cy is there").contacts.clear();
        let day = -24 * HOUR;
        start.add_passkey(policy, ADA, (Birth::SignUp, 40 * day), Lives::Anywhere);
        start.add_passkey(policy, ADA, (Birth::Authorised, 10 * day), Lives::Proved);
        start.add_passkey(policy, ADA, (Birth::Alone, day), Lives::Anywhere);
        start.add_passkey(policy, BOB, (Birth::SignUp, 40 * day), Lives::Anywhere);
        for (member, browser) in STAFF {
            start.add_person(member, None, browser);
            start.add_passkey(policy, member, (Birth::SignUp, 40 * day), Lives::Proved);
            start.found(member);
        }
        start.found(ADA);
        start.found(BOB);
        start.trust(ADA);
        start.trust(DAN);
        [ADA, CY].into_iter().for_each(|handle| start.print(handle));
        // His mail was proved long ago.
        let email = email_of(BOB);
        let at = NOW.plus_seconds(-150 * 24 * HOUR);
        start.world.row_mut(BOB).contacts[1].proved_at = at;
        let known = start.model.accounts.get_mut(&BOB).expect("Bob is there");
        known.contacts.get_mut(email.as_str()).expect("he has it").at = at;
        start
    }

    fn add_person(&mut self, handle: AccountHandle, password: Option<(&str, Length)>, home: usize) {
        let long_ago = NOW.plus_seconds(-1000 * HOUR);
        let mut row = Row::of(Account {
            handle,
            user_id: user_id_of(handle),
            name: DisplayName::parse("Person").expect("a name"),
            locale: Locale("en".into()),
            state: AccountState::default(),
            created_at: long_ago,
            head: Head { seq: 7, hash: [9; 32] },
            restored: None,
        });
        self.world.claims.insert(Identifier::UserId(row.account.user_id).claim_bytes(), handle);
        for address in [Address::Phone(phone_of(handle)), Address::Email(email_of(handle))] {
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
        let known = Known {
            browsers: BTreeMap::from([(id, None)]),
            password: password.map(|(_, length)| length),
            contacts: first_contacts(&row, long_ago),
            ..Known::default()
        };
        self.world.rows.insert(handle, row.into());
        self.model.accounts.insert(handle, known);
    }

    /// The account was made on the browser that it knows.
    fn found(&mut self, handle: AccountHandle) {
        let device = &mut self.world.row_mut(handle).devices[0];
        device.origin = DeviceOrigin::SignUp;
        self.model.accounts.get_mut(&handle).expect("a person").founded_on = Some(device.id);
    }

    /// The browser that the account knows has been trusted for long.
    fn trust(&mut self, handle: AccountHandle) {
        let device = &mut self.world.row_mut(handle).devices[0];
        let secret = TrustSecret { tag: tag(handle, device.id), bytes: Zeroizing::new([handle.0[0]; 32]) };
        let chosen_at = NOW.plus_seconds(-100 * HOUR);
        device.trusting = Some(Trusting {
            chosen_at,
            key: DEVICE_KEYS[OWN].0.clone(),
            first_full_at: Some(chosen_at),
            trusted_at: Some(NOW.plus_seconds(-20 * HOUR)),
            secrets: Some(Secrets { now: secret.hash(), before: None }),
            ended: None,
        });
        let chosen = Chosen {
            key: OWN,
            first_full: Some(chosen_at),
            first_old: Some(chosen_at),
            has_settled: true,
            surely_settled: true,
            newest: Some(secret.hash()),
            before: None,
            was_copied: false,
        };
        self.model.accounts.get_mut(&handle).expect("a person").chosen.insert(device.id, chosen);
        self.secrets.push((handle, device.id, secret));
    }

    /// Recovery codes were printed.
    fn print(&mut self, handle: AccountHandle) {
        let codes = RecoveryCode::draw_set(&Moment::new(NOW, &[handle.0[0]; 32]));
        let slots = (0..).map(Slot).zip(codes.iter().cloned());
        self.world.row_mut(handle).codes = slots.collect();
        let texts = codes.iter().map(|code| code.expose().to_string()).collect();
        self.model.accounts.get_mut(&handle).expect("a person").codes = texts;
        self.sheets.extend(codes.into_iter().map(|code| (handle, code)));
    }

    /// A passkey of so many seconds ago.
    fn add_passkey(&mut self, policy: &Policy, account: AccountHandle, birth: (Birth, i64), lives: Lives) {
        let (by, seconds) = birth;
        let at = NOW.plus_seconds(seconds);
        let number = self.keys.len() as u64;
        let (credential, mut passkey) = made(policy, account, (by, at, lives), number);
        // The attestation of a model is verified elsewhere.
        passkey.attested = lives == Lives::Proved;
        self.keys.push(Key { account, id: passkey.id, credential });
        self.world.credentials.insert(passkey.credential_id.clone(), account);
        let (is_bound, is_proved) = (lives != Lives::Anywhere, lives == Lives::Proved);
        let born = Born { at, by, is_suspended: false, is_removed: false, is_bound, is_proved, used: at };
        self.model.accounts.get_mut(&account).expect("a person").passkeys.insert(passkey.id, born);
        self.world.row_mut(account).passkeys.push(passkey);
    }
}

fn first_contacts(row: &Row, at: Timestamp) -> BTreeMap<String, Proved> {
    let first = |contact: &Contact| (contact.address.as_str().to_owned(), Proved { at, is_first: true });
    row.contacts.iter().map(first).collect()
}

fn made(
    policy: &Policy,
    account: AccountHandle,
    (by, at, lives): (Birth, Timestamp, Lives),
    number: u64,
) -> (Credential, Passkey) {
    let moment = Moment::new(at, &[number as u8; 32]);
    let name = DisplayName::parse("Person").expect("a name");
    let owner = Owner { handle: account, user_id: UserId::candidates(&moment)[0], name: &name };
    let context = Context { policy, moment: &moment };
    let ticket = Ticket::first(Purpose::CreatePasskey, TicketStep::Create, BROWSERS[OWN].hash, &moment);
    let wish = Wish { place: Place::ThisDevice, exclude: &[] };
    let (ticket, options) = begin_creation(ticket, &owner, &wish, context);
    let mut authenticator = Authenticator::new(Seed::from(number), lives.options());
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
            locale: &Locale("en".into()),
        },
    );
    let credential = authenticator.credentials().last().expect("it was made just now").clone();
    (credential, passkey)
}
