//! A world that every table starts from: Ada's account, her browser, her session, at one moment.

mod check;
mod device;
mod keys;
mod rows;

pub use check::{Case, check, not_accepted, refuses, refuses_and_writes, row, told, writes};
pub use device::{OwnKey, secret, trusting};
pub use keys::{Key, asked, registration};
pub(crate) use rows::{belonging_rows, changing_rows, code_rows, session_rows, spent_row, ticket_rows};

use passkeep_decision::account::{Account, AccountState, DisplayName, Head, Locale, UserId};
use passkeep_decision::ceremony::Context;
use passkeep_decision::code::{SixDigits, StoredCode, Tallies, Tally, TallyScope};
use passkeep_decision::contact::{Address, Contact, Email, Phone};
use passkeep_decision::device::{Client, Device, DeviceOrigin};
use passkeep_decision::id::{AccountHandle, DeviceId, FlowId, SessionId};
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::moment::{Moment, Timestamp};
use passkeep_decision::passkey::id_of;
use passkeep_decision::password::{HashCost, PasswordHash, Reach, SALT_BYTES, StoredPassword, TAG_BYTES};
use passkeep_decision::policy::Policy;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::session::{Session, SessionFacts, SessionKey, Sharing};
use passkeep_decision::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use passkeep_webauthn::Origin;

pub const ORIGIN: &str = "https://id.example.com";
pub const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub const HOUR: i64 = 3600;
pub const BROWSER: BrowserHash = BrowserHash([1; 32]);
pub const OTHER_BROWSER: BrowserHash = BrowserHash([2; 32]);
pub const DEVICE: DeviceId = DeviceId([3; 16]);
pub const ADA: AccountHandle = AccountHandle([0xAD; 16]);
pub const BOB: AccountHandle = AccountHandle([0xB0; 16]);
pub const SESSION: SessionId = SessionId([5; 16]);
pub const FLOW: FlowId = FlowId([6; 16]);

pub fn policy() -> Policy {
    let origin = Origin::parse(ORIGIN).unwrap();
    Policy::new(ORIGIN.into(), "example.com".into(), "Example".into(), vec![origin])
}

pub fn moment_at(now: Timestamp) -> Moment {
    Moment::new(now, &[8; 32])
}

pub fn moment() -> Moment {
    moment_at(NOW)
}

pub fn context<'a>(policy: &'a Policy, moment: &'a Moment) -> Context<'a> {
    Context { policy, moment }
}

pub fn name(text: &str) -> DisplayName {
    DisplayName::parse(text).unwrap()
}

pub fn locale(tag: &str) -> Locale {
    Locale(tag.into())
}

pub fn account(handle: AccountHandle) -> Account {
    Account {
        handle,
        user_id: UserId::candidates(&moment())[usize::from(handle.0[0]) % 4],
        name: name("Ada"),
        locale: locale("en"),
        state: AccountState { epoch: 3, ..AccountState::default() },
        created_at: NOW.plus_seconds(-1000 * HOUR),
        head: Head { seq: 7, hash: [9; 32] },
        restored: None,
    }
}

pub fn client() -> Client {
    Client { browser: "Firefox".into(), system: "Linux".into() }
}

/// Ada's browser, known for long.
pub fn device() -> Device {
    let long_ago = NOW.plus_seconds(-900 * HOUR);
    Device {
        id: DEVICE,
        client: client(),
        name: None,
        first_seen_at: long_ago,
        seen_at: NOW.plus_seconds(-HOUR),
        place: None,
        settled_at: long_ago,
        passkey: None,
        origin: DeviceOrigin::Later,
        trusting: None,
    }
}

/// Ada's session on her browser, used a minute ago.
pub fn who() -> SessionFacts {
    let created_at = NOW.plus_seconds(-HOUR);
    let session = Session {
        key: SessionKey { account: ADA, expires_at: created_at.plus_seconds(24 * HOUR), id: SESSION },
        sid: passkeep_decision::id::Sid([7; 16]),
        level: Level::TwoP,
        standing: Standing::Ordinary,
        proofs: Proofs::one(Method::Passkey, NOW.plus_seconds(-60)),
        passkey: Some(id_of(b"opened by")),
        device: Some(DEVICE),
        client: client(),
        place: None,
        sharing: Sharing::Own,
        epoch: 3,
        created_at,
        seen_at: NOW.plus_seconds(-60),
        restriction: None,
    };
    SessionFacts { session, account: account(ADA) }
}

pub fn session() -> Option<SessionKey> {
    Some(who().session.key)
}

/// Her session by a password and a code of just now, in place of the passkey.
pub fn weak(who: &mut SessionFacts) {
    who.session.level = Level::TwoW;
    who.session.proofs =
        Proofs::one(Method::Password, NOW.plus_seconds(-60)).and(Method::PhoneCode, NOW.plus_seconds(-60));
}

/// A ticket of Ada's session, issued a minute ago and taken for nine more.
pub fn ticket(purpose: Purpose, step: TicketStep) -> Ticket {
    let issued = moment_at(NOW.plus_seconds(-60));
    let mut ticket = Ticket::first(purpose, step, BROWSER, &issued).living(600);
    ticket.flow = FLOW;
    ticket.account = Some(ADA);
    ticket.session = Some(SESSION);
    ticket.epoch = 3;
    ticket
}

/// The same before there is a session.
pub fn sign_up_ticket(step: TicketStep) -> Ticket {
    Ticket { session: None, epoch: 0, ..ticket(Purpose::SignUp, step) }
}

pub fn phone() -> Address {
    Address::Phone(Phone::from_e164("+14155550123").unwrap())
}

pub fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

pub fn contacts() -> Vec<Contact> {
    let proved_at = NOW.plus_seconds(-1000 * HOUR);
    [phone(), Address::Email(email("ada@example.com"))].map(|address| Contact { address, proved_at }).into()
}

pub fn digits() -> SixDigits {
    SixDigits::parse("123456").unwrap()
}

/// A code that was sent to `address` a minute ago, never compared, and fits.
pub fn code(address: Address) -> StoredCode {
    StoredCode {
        address,
        attempts: 0,
        sends: 1,
        sent_at: NOW.plus_seconds(-60),
        expires_at: NOW.plus_seconds(540),
        fits: true,
    }
}

/// So many messages to the phone in the running window.
pub fn tallies(sent: i64) -> Tallies {
    let tally = Tally { window_start: NOW.plus_seconds(-HOUR / 2), sent };
    Tallies(vec![(TallyScope::Address(phone()), tally)])
}

/// A hash whose bytes are all `tag`.
pub fn password_hash(tag: u8) -> PasswordHash {
    PasswordHash::new(HashCost::SHIPPED, [tag; SALT_BYTES], [tag; TAG_BYTES])
}

/// A password that was set long ago.
pub fn stored_password(tag: u8, reach: Reach) -> StoredPassword {
    StoredPassword { hash: password_hash(tag), reach, set_at: NOW.plus_seconds(-500 * HOUR) }
}
