//! The list of passkeys, their names and kinds.

use passkeep_authenticator::{AuthenticatorOptions, Backup};
use passkeep_decision::account::Restored;
use passkeep_decision::ceremony::Place;
use passkeep_decision::hold::{Hold, HoldKind, HoldState};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::{Kind, LastUse, PasskeyName, Tombstone};
use passkeep_decision::passkeys::*;
use passkeep_decision::refusal::{NameFault, Refusal};
use passkeep_decision::session::SessionFacts;

use crate::support::*;

fn list() -> Case<ListPasskeys> {
    let passkeys: Vec<_> = (1..=3).map(|seed| Key::synced(seed, ADA).passkey).collect();
    let mut device = device();
    device.passkey = Some(passkeys[0].id);
    let facts = ListPasskeysFacts {
        who: Some(who()),
        passkeys,
        tombstones: vec![],
        device: Some(device),
        making: Making::default(),
    };
    Case::new(ListPasskeys { session: session(), listed_for: ListedFor::Person }, facts)
}

fn rename() -> Case<RenamePasskey> {
    let passkeys: Vec<_> = (1..=2).map(|seed| Key::synced(seed, ADA).passkey).collect();
    let name = PasskeyName::parse("Phone").unwrap();
    let step = RenamePasskey { session: session(), passkey: passkeys[0].id, name, client: client() };
    Case::new(step, RenamePasskeyFacts { who: Some(who()), passkeys, device: None })
}

#[test]
fn listing() {
    check(list, session_rows!(ListPasskeys));
    check(list, [row("writes nothing", |_| (), writes(&[]))]);
    let mut case = list();
    case.facts.passkeys[2].last_use = Some(LastUse { seq: 5, at: NOW, client: client() });
    let Ok(reply) = case.decide().reply else { panic!("refused") };
    let listed: Vec<_> = reply.passkeys.iter().map(|p| (p.passkey.name.as_str(), p.here)).collect();
    assert_eq!(listed, [("Key 1", true), ("Key 3", false), ("Key 2", false)]);
}

#[test]
fn a_device_is_told_what_was_removed_and_never_of_a_passkey_that_lives() {
    let removed = |key: &Key| Tombstone {
        id: key.passkey.id,
        credential_id: key.passkey.credential_id.clone(),
        public_key: key.passkey.public_key.clone(),
        backup_eligible: true,
        name: key.passkey.name.clone(),
        removed_at: NOW,
    };
    let mut case = list();
    case.facts.passkeys[1].suspended_at = Some(NOW);
    let gone = Key::synced(9, ADA);
    // A tombstone of a passkey that lives is nothing that can be, and takes nothing away.
    case.facts.tombstones =
        vec![removed(&gone), removed(&Key::synced(1, ADA)), removed(&Key::synced(2, ADA))];
    let Ok(reply) = case.decide().reply else { panic!("refused") };
    assert_eq!(reply.signals.removed, [gone.passkey.credential_id]);
    assert_eq!(reply.signals.handle, ADA);
    assert_eq!(reply.signals.user_id, who().account.user_id);
    assert_eq!(reply.signals.name.as_str(), who().account.name.as_str());
}

/// Browsers delete what is not in the list, for good: so nothing is said that may lack a passkey in use.
#[test]
fn all_that_is_accepted_is_told_where_nothing_speaks_against_it() {
    fn to_a_device() -> Case<ListPasskeys> {
        let mut case = list();
        case.step.listed_for = ListedFor::Device;
        case.facts.passkeys[1].suspended_at = Some(NOW);
        case
    }
    fn recovery(c: &mut Case<ListPasskeys>, state: HoldState) {
        let hold = Hold::begin(HoldKind::Recovery, 72 * HOUR, &moment());
        c.facts.making.holds = vec![Hold { state, ..hold }];
    }
    type Row = (&'static str, fn(&mut Case<ListPasskeys>), Result<usize, Withheld>);
    let rows: [Row; 11] = [
        ("nothing does: a suspended one is among them", |_| (), Ok(3)),
        ("a person looks", |c| c.step.listed_for = ListedFor::Person, Err(Withheld::NotAsked)),
        (
            "the database came back of late",
            |c| who_of(c).account.restored = Some(Restored { held_until: NOW.plus_seconds(1) }),
            Err(Withheld::Restored),
        ),
        (
            "it came back, however long ago",
            |c| who_of(c).account.restored = Some(Restored { held_until: Timestamp(0) }),
            Err(Withheld::Restored),
        ),
        (
            "a grant was given within the life of its flow",
            |c| c.facts.making.granted_at = Some(NOW.plus_seconds(-HOUR)),
            Err(Withheld::Creating),
        ),
        ("one before that", |c| c.facts.making.granted_at = Some(NOW.plus_seconds(-HOUR - 1)), Ok(3)),
        (
            "so much happened that one may be overlooked",
            |c| c.facts.making.read_from = Some(NOW.plus_seconds(-HOUR)),
            Err(Withheld::Creating),
        ),
        (
            "what was read reaches back",
            |c| c.facts.making.read_from = Some(NOW.plus_seconds(-HOUR - 1)),
            Ok(3),
        ),
        ("a recovery waits or stands open", |c| recovery(c, HoldState::Waiting), Err(Withheld::Creating)),
        ("a recovery in dispute", |c| recovery(c, HoldState::Disputed), Err(Withheld::Creating)),
        ("a recovery that is over", |c| recovery(c, HoldState::Done), Ok(3)),
    ];
    for (what, change, expected) in rows {
        let mut case = to_a_device();
        change(&mut case);
        let decision = case.decide();
        let Ok(reply) = decision.reply else { panic!("refused") };
        assert_eq!(reply.signals.accepted.as_ref().map(Vec::len), expected.as_ref().copied(), "{what}");
        // It goes out with a commit that fails where what was read is not the newest, and without one never.
        let affirmed = told(&decision.changes) == ["AffirmHead", "TouchSession"];
        assert_eq!(affirmed, expected.is_ok(), "{what}");
    }
}

fn who_of(case: &mut Case<ListPasskeys>) -> &mut SessionFacts {
    case.facts.who.as_mut().unwrap()
}

#[test]
fn renaming() {
    check(rename, session_rows!(RenamePasskey));
    check(
        rename,
        [
            row("another name", |_| (), writes(&["event passkey_renamed", "RenamePasskey"])),
            row("the name that it has", |c| c.step.name = PasskeyName::parse("Key 1").unwrap(), writes(&[])),
            row(
                "a name that another bears",
                |c| c.step.name = PasskeyName::parse("Key 2").unwrap(),
                refuses(Refusal::NameNotAccepted(NameFault::Taken)),
            ),
            row("not the account's", |c| c.step.passkey.0 = [0; 16], refuses(Refusal::NotFound)),
        ],
    );
}

#[test]
fn kinds() {
    let bound = AuthenticatorOptions { backup: Backup::Ineligible, ..AuthenticatorOptions::platform() };
    for (key, kind) in [
        (Key::synced(1, ADA), Kind::Synced),
        (Key::security_key(1, ADA), Kind::SecurityKey),
        (Key::made(1, ADA, (bound, Place::ThisDevice)), Kind::DeviceBound),
    ] {
        assert_eq!(key.passkey.kind(), kind);
    }
}

/// What a new passkey is called, where the account has `others`.
fn named(aaguid: [u8; 16], others: &[&str]) -> String {
    let options = AuthenticatorOptions { aaguid, ..AuthenticatorOptions::platform() };
    let others: Vec<_> = others.iter().map(|text| PasskeyName::parse(text).unwrap()).collect();
    let others: Vec<_> = others.iter().collect();
    let on = (options, Place::ThisDevice);
    Key::registered(1, ADA, on, (&others, &locale("en"))).passkey.name.to_string()
}

#[test]
fn names() {
    const GOOGLE: [u8; 16] = *b"\xea\x9b\x8d\x66\x4d\x01\x1d\x21\x3c\xe4\xb6\xb4\x8c\xb5\x75\xd4";
    assert_eq!(named([0; 16], &[]), "Firefox · Linux");
    assert_eq!(named([0; 16], &["Firefox · Linux"]), "Firefox · Linux (2)");
    assert_eq!(named([0; 16], &["Firefox · Linux", "Firefox · Linux (2)"]), "Firefox · Linux (3)");
    assert_eq!(named([0; 16], &["Firefox · Linux (2)"]), "Firefox · Linux");
    assert_eq!(named(GOOGLE, &[]), "Google Password Manager");
    assert_eq!(named(GOOGLE, &["Google Password Manager"]), "Google Password Manager (2)");
}

/// What is not on this device isn't named after its browser.
#[test]
fn names_of_what_is_elsewhere() {
    let named = |on, tag| Key::registered(1, ADA, on, (&[], &locale(tag))).passkey.name.to_string();
    for (tag, key, phone) in [
        ("en", "Security key", "Phone or tablet"),
        ("zh-CN", "安全密钥", "手机或平板"),
        ("zh-TW", "安全金鑰", "手機或平板"),
        ("ja", "セキュリティキー", "スマートフォンやタブレット"),
        ("de", "Security key", "Phone or tablet"),
    ] {
        assert_eq!(named((AuthenticatorOptions::security_key(), Place::SecurityKey), tag), key);
        assert_eq!(named((AuthenticatorOptions::hybrid(), Place::OtherDevice), tag), phone);
    }
}
