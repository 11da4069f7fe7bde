//! What an account without passkeys changes, and how: an address, the password, on a device that it trusts in full and
//! whose own key has just signed. And what that device proves elsewhere.

use passkeep_decision::account::Locale;
use passkeep_decision::contact::{Address, Contact, Phone};
use passkeep_decision::contacts::*;
use passkeep_decision::hold::{Hold, HoldKind};
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::number_claim::NumberOwner;
use passkeep_decision::password::{Listing, Password, Reach};
use passkeep_decision::passwords::*;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::SessionFacts;
use passkeep_decision::sign_in::{FactorFacts, Intent, Knocking, ProveDevice, SignInReply};
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};
use passkeep_decision::trust::{Brought, End, Secrets, TrustReason};

use crate::fallback;
use crate::support::*;

/// A session of both weak kinds on a trusted device, whose key signed a minute ago.
fn on_a_device() -> SessionFacts {
    let mut who = who();
    weak(&mut who);
    who.session.proofs = who.session.proofs.and(Method::Device, NOW.plus_seconds(-60));
    who
}

fn trusted() -> passkeep_decision::device::Device {
    let mut device = device();
    device.trusting = Some(trusting(&OwnKey::new().key));
    device
}

fn brought() -> Brought {
    Brought::of(&[secret(1)])
}

fn changing() -> ChangingFacts {
    ChangingFacts { contacts: contacts(), holds: vec![], passkeys: vec![], device: Some(trusted()) }
}

fn mail() -> Address {
    Address::Email(email("ada@example.com"))
}

fn remove() -> Case<RemoveContact> {
    let step = RemoveContact { session: session(), contact: mail().id_in(ADA), trust: brought() };
    Case::new(step, RemoveContactFacts { who: Some(on_a_device()), changing: changing() })
}

const BEGINS: &[&str] = &["event hold_started", "AddHold", "Hold by phone", "AddHoldLink", "Hold by email"];

/// What every such change takes.
macro_rules! device_rows {
    ($step:ty, $device:expr) => {{
        let untrusted = |reason| refuses(Refusal::DeviceNotTrusted(reason));
        fn own(c: &mut Case<$step>) -> &mut Option<passkeep_decision::device::Device> {
            let device: fn(&mut Case<$step>) -> &mut Option<passkeep_decision::device::Device> = $device;
            device(c)
        }
        fn proofs(c: &mut Case<$step>) -> &mut Proofs {
            &mut c.facts.who.as_mut().unwrap().session.proofs
        }
        [
            row::<$step>("no device", |c| *own(c) = None, untrusted(TrustReason::NotChosen)),
            row(
                "a device that nobody chose",
                |c| own(c).as_mut().unwrap().trusting = None,
                untrusted(TrustReason::NotChosen),
            ),
            row(
                "the device of sign-up, before it has settled",
                |c| {
                    let device = own(c).as_mut().unwrap();
                    device.origin = passkeep_decision::device::DeviceOrigin::SignUp;
                    device.trusting.as_mut().unwrap().trusted_at = None;
                },
                untrusted(TrustReason::SignUp { until: NOW.plus_seconds(-28 * HOUR) }),
            ),
            row(
                "without the device's secret",
                |c| c.step.trust = Brought::default(),
                untrusted(TrustReason::Ended(End::SecretLost)),
            ),
            row(
                "the device has not signed",
                |c| weak(c.facts.who.as_mut().unwrap()),
                refuses(Refusal::ReauthenticationNeeded),
            ),
            row(
                "the device signed a quarter of an hour ago",
                |c| {
                    weak(c.facts.who.as_mut().unwrap());
                    let signed = NOW.plus_seconds(-15 * 60);
                    *proofs(c) = proofs(c).clone().and(Method::Device, signed);
                },
                refuses(Refusal::ReauthenticationNeeded),
            ),
            row(
                "one kind, and the device",
                |c| {
                    c.facts.who.as_mut().unwrap().session.level = Level::One;
                    *proofs(c) = Proofs::one(Method::Password, NOW).and(Method::Device, NOW);
                },
                refuses(Refusal::LevelTooLow { needed: Level::TwoW }),
            ),
            row(
                "a copied secret ends the trust of both copies",
                |c| {
                    let trusting = own(c).as_mut().unwrap().trusting.as_mut().unwrap();
                    trusting.secrets = Some(Secrets { now: secret(2).hash(), before: None });
                },
                refuses_and_writes(
                    Refusal::DeviceNotTrusted(TrustReason::Ended(End::Copied)),
                    &[
                        "event device_untrusted",
                        "SetTrusting",
                        "DeviceCopied by phone",
                        "DeviceCopied by email",
                    ],
                ),
            ),
        ]
    }};
}

#[test]
fn an_address_goes_after_a_hold() {
    check(remove, device_rows!(RemoveContact, |c| &mut c.facts.changing.device));
    check(
        remove,
        [
            row("by both kinds and the device", |_| (), writes(BEGINS)),
            row(
                "the newest secret was seen: the one before serves no more",
                |c| {
                    let trusting = c.facts.changing.device.as_mut().unwrap().trusting.as_mut().unwrap();
                    trusting.secrets =
                        Some(Secrets { now: secret(1).hash(), before: Some(secret(2).hash()) });
                },
                writes(&[BEGINS, &["SeeTrustSecret"]].concat()),
            ),
            row(
                "a passkey, also a suspended one, is asked for where there is one",
                |c| {
                    let mut passkey = Key::synced(1, ADA).passkey;
                    passkey.suspended_at = Some(NOW);
                    c.facts.changing.passkeys = vec![passkey];
                },
                refuses(Refusal::LevelTooLow { needed: Level::TwoP }),
            ),
        ],
    );
}

fn start() -> Case<StartReplacement> {
    let (contact, to) = (mail().id_in(ADA), Address::Email(email("lovelace@example.com")));
    let step = StartReplacement { session: session(), contact, to, trust: brought(), browser: BROWSER };
    let (who, tallies) = (Some(on_a_device()), tallies(0));
    Case::new(step, StartReplacementFacts { who, changing: changing(), owner: None, tallies })
}

fn check_code() -> Case<CheckReplacementCode> {
    let mut ticket = ticket(Purpose::ReplaceContact, TicketStep::Code);
    ticket.about = Some(mail().id_in(ADA).0);
    let (code, trust) = (digits(), brought());
    let step = CheckReplacementCode { session: session(), ticket, code, trust, browser: BROWSER };
    let code = Some(crate::support::code(Address::Email(email("lovelace@example.com"))));
    let (who, changing) = (Some(on_a_device()), changing());
    Case::new(
        step,
        CheckReplacementCodeFacts { who, spent: false, code, taken: false, owner: None, changing },
    )
}

#[test]
fn another_address_comes_after_a_hold() {
    check(start, device_rows!(StartReplacement, |c| &mut c.facts.changing.device));
    check(check_code, device_rows!(CheckReplacementCode, |c| &mut c.facts.changing.device));
    check(
        check_code,
        [row("the code begins it", |_| (), writes(&[BEGINS, &["CountAttempt 0", "Spend code"]].concat()))],
    );
}

fn passwords() -> PasswordsFacts {
    PasswordsFacts {
        who: Some(on_a_device()),
        password: Some(stored_password(1, Reach::Alone)),
        contacts: contacts(),
        passkeys: vec![],
        device: Some(trusted()),
        holds: vec![],
    }
}

fn set() -> Case<SetPassword> {
    let step = SetPassword {
        session: session(),
        trust: brought(),
        password: Password::parse("seven purple walruses").unwrap(),
        common: Listing::Absent,
        breached: Listing::Absent,
        hash: password_hash(2),
        client: client(),
    };
    Case::new(step, passwords())
}

fn ask() -> Case<StartPasswordChange> {
    Case::new(StartPasswordChange { session: session(), trust: brought() }, passwords())
}

#[test]
fn another_password_waits() {
    check(set, device_rows!(SetPassword, |c| &mut c.facts.device));
    check(ask, device_rows!(StartPasswordChange, |c| &mut c.facts.device));
    let waits = || vec![Hold::begin(HoldKind::ChangePassword, 72 * HOUR, &moment())];
    assert_eq!(waits().len(), 1);
    check(
        set,
        [
            row("and every address is told", |_| (), writes(&[BEGINS, &["HoldPassword"]].concat())),
            row(
                "one waits already",
                |c| c.facts.holds = vec![Hold::begin(HoldKind::ChangePassword, 72 * HOUR, &moment())],
                refuses(Refusal::HoldAlreadyWaits { matures_at: Some(NOW.plus_seconds(72 * HOUR)) }),
            ),
            row(
                "there is none whose place it could take",
                |c| c.facts.password = None,
                refuses(Refusal::LevelTooLow { needed: Level::TwoP }),
            ),
        ],
    );
    let PasswordWasSet::Waits(held) = set().decide().reply.unwrap() else { panic!("it is set at once") };
    assert_eq!(held.hold.matures_at, NOW.plus_seconds(72 * HOUR));
    check(ask, [row("before anything is hashed", |_| (), writes(&[]))]);
}

/// Bob has the number that Ada's session has proved.
fn claim() -> Case<CheckReplacementCode> {
    let number = Address::Phone(Phone::from_e164("+14155550199").unwrap());
    let mut case = check_code();
    case.facts.who = Some(who());
    case.facts.changing.passkeys = vec![Key::synced(1, ADA).passkey];
    case.step.ticket.about = Some(phone().id_in(ADA).0);
    case.facts.code = Some(crate::support::code(number.clone()));
    case.facts.taken = true;
    let proved_at = NOW.plus_seconds(-1000 * HOUR);
    let his_mail = Address::Email(email("bob@example.com"));
    let contacts = [number, his_mail].map(|address| Contact { address, proved_at }).into();
    let (account, passkeys) = (account(BOB), vec![Key::synced(2, BOB).passkey]);
    case.facts.owner = Some(NumberOwner { account, contacts, passkeys, holds: vec![] });
    case
}

#[test]
fn a_number_of_another_account_is_asked_for_and_opens_nothing_before() {
    let waits = || Refusal::NumberWaits { until: NOW.plus_seconds(72 * HOUR) };
    let written = &[
        "event hold_started",
        "CountAttempt 0",
        "Spend code",
        "AddHold",
        "Hold by phone",
        "AddHoldLink",
        "Hold by email",
    ];
    check(
        claim,
        [
            row("its account is told", |_| (), refuses_and_writes(waits(), written)),
            row(
                "once is enough",
                |c| {
                    let owner = c.facts.owner.as_mut().unwrap();
                    let number = owner.contacts[0].address.clone();
                    owner.holds = vec![Hold::begin(HoldKind::GiveUpNumber(number), 72 * HOUR, &moment())];
                },
                refuses_and_writes(waits(), &["CountAttempt 0", "Spend code"]),
            ),
            row(
                "of who has it since the code was sent nothing is asked",
                |c| c.facts.owner.as_mut().unwrap().contacts[0].proved_at = NOW,
                refuses_and_writes(Refusal::TicketExpired, &["CountAttempt 0"]),
            ),
            row(
                "an email is nobody else's to ask for",
                |c| {
                    c.facts.owner = None;
                    c.step.ticket.about = Some(mail().id_in(ADA).0);
                    c.facts.code.as_mut().unwrap().address = Address::Email(email("bob@example.com"));
                },
                refuses_and_writes(Refusal::TicketExpired, &["CountAttempt 0"]),
            ),
            row(
                "a wrong code asks for nothing",
                |c| c.facts.code.as_mut().unwrap().fits = false,
                refuses_and_writes(Refusal::CodeWrong { attempts_left: 4 }, &["CountAttempt 0"]),
            ),
        ],
    );
    // The event is of the account that has the number, and the language of who reads it now serves.
    let mut asked = start();
    asked.facts.who = Some(who());
    asked.facts.changing.passkeys = vec![Key::synced(1, ADA).passkey];
    asked.step.contact = phone().id_in(ADA);
    asked.step.to = Address::Phone(Phone::from_e164("+14155550199").unwrap());
    asked.facts.owner = Some(Locale("de".into()));
    let expected = ["CountSend", "IssueCode that fits", "ClaimNumberCode by phone"];
    assert_eq!(told(&asked.decide().changes), expected);
}

/// The device that signs, its key, and a recovery in which it knocks.
fn prove() -> Case<ProveDevice> {
    let key = OwnKey::new();
    let nonce = [9; 32];
    let ticket =
        Ticket { session: None, challenge: Some(nonce), ..ticket(Purpose::Recover, TicketStep::Factor) };
    let knocking = Knocking { ticket, ..fallback::knocking(TicketStep::Factor) };
    let step = ProveDevice { knocking, signed: key.signed(&nonce), trust: brought() };
    let mut device = device();
    device.trusting = Some(trusting(&key.key));
    Case::new(step, FactorFacts { device: Some(device), ..fallback::facts() })
}

/// In her session.
fn prove_again() -> Case<ProveDevice> {
    let mut case = prove();
    let knocking = &mut case.step.knocking;
    knocking.ticket.purpose = Purpose::Reauthenticate;
    knocking.ticket.session = Some(SESSION);
    knocking.session = session();
    let mut who = who();
    weak(&mut who);
    case.facts.who = Some(who);
    case.facts.passkeys = vec![];
    case
}

fn own(c: &mut Case<ProveDevice>) -> &mut passkeep_decision::device::Device {
    c.facts.device.as_mut().unwrap()
}

#[test]
fn a_device_proves_itself_by_its_own_key_in_full_trust() {
    let no = |reason| refuses(Refusal::DeviceNotTrusted(reason));
    check(
        prove,
        [
            row("it leads on", |_| (), writes(&["Spend factor"])),
            row("another key", |c| c.step.signed.signature[3] ^= 1, refuses(Refusal::DeviceProofNotAccepted)),
            row(
                "under another nonce",
                |c| c.step.knocking.ticket.challenge = Some([8; 32]),
                refuses(Refusal::DeviceProofNotAccepted),
            ),
            row(
                "without a nonce",
                |c| c.step.knocking.ticket.challenge = None,
                refuses(Refusal::TicketNotAccepted),
            ),
            row(
                "it signs nobody in",
                |c| c.step.knocking.ticket.purpose = Purpose::SignIn,
                refuses(Refusal::TicketNotAccepted),
            ),
            row("not chosen", |c| own(c).trusting = None, no(TrustReason::NotChosen)),
            row("an unknown browser", |c| c.facts.device = None, no(TrustReason::NotChosen)),
            row("an account that nobody has", |c| c.facts.account = None, no(TrustReason::NotChosen)),
            row(
                "the device of sign-up, before it has settled",
                |c| {
                    own(c).origin = passkeep_decision::device::DeviceOrigin::SignUp;
                    own(c).trusting.as_mut().unwrap().trusted_at = None;
                },
                no(TrustReason::SignUp { until: NOW.plus_seconds(-28 * HOUR) }),
            ),
            row(
                "a session's cookie without the device's secret",
                |c| c.step.trust = Brought::default(),
                no(TrustReason::Ended(End::SecretLost)),
            ),
            row("a spent ticket", |c| c.facts.spent = true, refuses(Refusal::TicketSpent)),
        ],
    );
}

#[test]
fn in_a_session_it_is_that_sessions_own_and_stands_beside_both_kinds() {
    check(
        prove_again,
        [
            row("it leads on to both kinds", |_| (), writes(&["Spend factor"])),
            row(
                "another device than the session's",
                |c| {
                    c.facts.who.as_mut().unwrap().session.device =
                        Some(passkeep_decision::id::DeviceId([1; 16]))
                },
                refuses(Refusal::DeviceNotTrusted(TrustReason::NotChosen)),
            ),
            row("another session", |c| c.step.knocking.session = None, writes(&["Spend factor"])),
        ],
    );
    let Ok(SignInReply::Flow(reply)) = prove_again().decide().reply else { panic!("it doesn't lead on") };
    assert_eq!(reply.methods, [Method::Password, Method::PhoneCode]);
    assert!(reply.ticket.challenge.is_some() && reply.ticket.proofs.has(Method::Device));

    // Beside both, the session is raised and remembers it.
    let mut last = prove_again();
    let proofs = Proofs::one(Method::Password, NOW).and(Method::PhoneCode, NOW);
    last.step.knocking.ticket.proofs = proofs;
    let Ok(SignInReply::SignedIn(raised)) = last.decide().reply else { panic!("it is not raised") };
    let session = raised.opened.session;
    assert_eq!((session.level, session.standing), (Level::TwoW, Standing::Ordinary));
    assert_eq!(session.proofs.at(Method::Device), Some(NOW));
    assert_eq!(last.step.knocking.intent, Intent::Enter);
}

/// What a device is worth in a recovery: a sheet's other half, and beside a password what an address is.
#[test]
fn a_device_recovers_beside_a_sheet_and_never_beside_an_address() {
    let after = |methods: &[Method], used_hours_ago: i64| {
        let mut case = prove();
        let all = methods.iter().fold(Proofs::NONE, |all, method| all.and(*method, NOW));
        case.step.knocking.ticket.proofs = all;
        case.facts.passkeys[0].created_at = NOW.plus_seconds(-used_hours_ago * HOUR);
        case.facts.passkeys[0].last_use = None;
        match case.decide().reply.unwrap() {
            SignInReply::Recovering(_) => "waits",
            SignInReply::Flow(_) => "goes on",
            _ => panic!("another thing"),
        }
    };
    use Method::{EmailCode, Password, PhoneCode, RecoveryCode};
    let (of_late, long_ago) = (1, 31 * 24);
    let rows: [(&[Method], i64, &str); 9] = [
        (&[], long_ago, "goes on"),
        (&[RecoveryCode], of_late, "waits"),
        (&[RecoveryCode], long_ago, "waits"),
        (&[Password], of_late, "goes on"),
        (&[Password], long_ago, "waits"),
        (&[PhoneCode], long_ago, "goes on"),
        (&[EmailCode, PhoneCode], long_ago, "goes on"),
        (&[Password, EmailCode], of_late, "goes on"),
        (&[Password, EmailCode], long_ago, "waits"),
    ];
    for (methods, hours, expected) in rows {
        assert_eq!(after(methods, hours), expected, "{methods:?}, {hours} hours ago");
    }
}
