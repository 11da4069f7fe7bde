//! Each change does what it says, and nothing beside it.

use passkeep_decision::account::{AccountState, DisplayName, Freeze};
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::code::{Tally, TallyScope};
use passkeep_decision::contact::Identifier;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::{LastUse, PasskeyName};
use passkeep_decision::password::{HashCost, PasswordHash, Reach, StoredPassword};
use passkeep_decision::session::Session;
use passkeep_decision::sign_in::Credential;
use passkeep_decision::throttle::{Acquaintance, Factor, FailureKey, Failures};

use super::databases::Database;
use super::people::{HOUR, NOW, Person, client, digits};
use crate::{Store, read};

super::on_both!(
    account_state,
    names_and_addresses,
    passkeys,
    sessions,
    codes,
    tallies,
    passwords,
    failures,
    nothing
);

const ADA: Person = Person(1);
const BOB: Person = Person(2);

async fn two(database: &Database) -> Store {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    store.apply(&BOB.sign_up()).await.unwrap();
    store
}

async fn account_state(database: Database) {
    let store = two(&database).await;
    let state = AccountState {
        epoch: 5,
        freeze: Some(Freeze { at: NOW, lapses_at: Some(NOW.plus_seconds(9)) }),
        risk_until: Some(NOW.plus_seconds(7)),
        value_held_until: Some(NOW.plus_seconds(8)),
    };
    let account = ADA.handle();
    ADA.apply(&store, vec![Change::SetAccountState { account, state }]).await;
    let found =
        async |person: Person| read::account(&store.reader(), person.handle()).await.unwrap().unwrap().state;
    assert_eq!(found(ADA).await, state);
    assert_eq!(found(BOB).await, AccountState::default());
}

async fn names_and_addresses(database: Database) {
    let store = two(&database).await;
    let account = ADA.handle();
    let name = DisplayName::parse("Augusta").unwrap();
    ADA.apply(&store, vec![Change::RenameAccount { account, name: name.clone() }]).await;
    let named =
        async |person: Person| read::account(&store.reader(), person.handle()).await.unwrap().unwrap().name;
    assert_eq!((named(ADA).await, named(BOB).await.as_str()), (name, "Ada"));

    let identifier = Identifier::Address(ADA.address());
    let address = ADA.address();
    // Nobody gives back what is another's.
    let others = Change::ReleaseIdentifier { account: BOB.handle(), identifier: identifier.clone() };
    BOB.apply(
        &store,
        vec![others, Change::RemoveContact { account: BOB.handle(), address: address.clone() }],
    )
    .await;
    let contacts = async |person: Person| read::contacts(&store.reader(), person.handle()).await.unwrap();
    assert!(read::owner(&store.reader(), &identifier).await.unwrap().is_some());
    assert_eq!((contacts(ADA).await.len(), contacts(BOB).await.len()), (1, 1));
    let own = Change::ReleaseIdentifier { account, identifier: identifier.clone() };
    ADA.apply(&store, vec![own, Change::RemoveContact { account, address }]).await;
    assert!(read::owner(&store.reader(), &identifier).await.unwrap().is_none());
    assert_eq!((contacts(ADA).await.len(), contacts(BOB).await.len()), (0, 1));
    BOB.apply(&store, vec![Change::ClaimIdentifier { account: BOB.handle(), identifier }]).await;
}

async fn passkeys(database: Database) {
    let store = two(&database).await;
    let account = ADA.handle();
    let second = ADA.passkey(2);
    ADA.apply(&store, vec![Change::AddPasskey { account, passkey: Box::new(second.clone()) }]).await;
    let name = PasskeyName::parse("Work").unwrap();
    let last_use = LastUse { seq: 7, at: NOW, client: client() };
    let used = Change::UsePasskey {
        account,
        passkey: second.id,
        sign_count: 9,
        backup_state: true,
        last_use: last_use.clone(),
    };
    ADA.apply(&store, vec![Change::RenamePasskey { account, passkey: second.id, name: name.clone() }, used])
        .await;
    let found = read::passkeys(&store.reader(), account).await.unwrap();
    assert_eq!(format!("{:?}", found[0]), format!("{:?}", ADA.passkey(1)));
    assert_eq!((found[1].name.as_str(), found[1].sign_count, found[1].backup_state), ("Work", 9, true));
    assert_eq!(found[1].last_use, Some(last_use));

    let suspended = async || read::passkeys(&store.reader(), account).await.unwrap()[1].suspended_at;
    for at in [Some(NOW), None] {
        ADA.apply(&store, vec![Change::SuspendPasskey { account, passkey: second.id, at }]).await;
        assert_eq!(suspended().await, at);
    }

    let removed = Change::RemovePasskey { account, passkey: second.id };
    ADA.apply(&store, vec![removed, Change::AddTombstone { account, tombstone: ADA.tombstone(2) }]).await;
    let reader = store.reader();
    assert_eq!(read::passkeys(&reader, account).await.unwrap().len(), 1);
    let tombstones = read::tombstones(&reader, account, NOW).await.unwrap();
    assert_eq!(format!("{tombstones:?}"), format!("{:?}", [ADA.tombstone(2)]));
    assert!(read::tombstones(&reader, account, NOW.plus_seconds(1)).await.unwrap().is_empty());
    let holder = read::holder(&reader, account, second.id, None).await.unwrap().unwrap();
    assert!(matches!(holder.credential, Credential::Removed(tombstone) if tombstone.id == second.id));
    assert_eq!(read::passkeys(&reader, BOB.handle()).await.unwrap().len(), 1);
}

async fn sessions(database: Database) {
    let store = two(&database).await;
    let open = |number: u8| Session { passkey: Some(ADA.passkey(number).id), ..ADA.session(number) };
    for number in 2..=5 {
        ADA.apply(&store, vec![Change::AddSession(Box::new(open(number)))]).await;
    }
    let left = async |person: Person| -> Vec<u8> {
        let sessions = read::sessions(&store.reader(), person.handle(), NOW).await.unwrap();
        sessions.iter().map(|session| session.key.id.0[0]).collect()
    };
    let tally = async |change| store.apply(&Changes::Tally(vec![change])).await.unwrap();
    assert_eq!(left(ADA).await, [5, 4, 3, 2, 1]);

    let seen = async || read::session(&store.reader(), &open(2).key).await.unwrap().unwrap().session.seen_at;
    tally(Change::TouchSession { key: open(2).key, seen_at: NOW.plus_seconds(9) }).await;
    tally(Change::TouchSession { key: open(2).key, seen_at: NOW.plus_seconds(5) }).await;
    assert_eq!(seen().await, NOW.plus_seconds(9));

    let epoch = async |number| {
        read::session(&store.reader(), &open(number).key).await.unwrap().unwrap().session.epoch
    };
    tally(Change::KeepSession { key: open(2).key, epoch: 7 }).await;
    assert_eq!((epoch(2).await, epoch(3).await), (7, 0));

    tally(Change::EndSession(open(2).key)).await;
    assert_eq!(left(ADA).await, [5, 4, 3, 1]);
    let account = ADA.handle();
    let passkey = ADA.passkey(3).id;
    tally(Change::EndSessionsOfPasskey { account, passkey, except: Some(open(3).key) }).await;
    assert_eq!(left(ADA).await, [5, 4, 3, 1]);
    tally(Change::EndSessionsOfPasskey { account, passkey, except: None }).await;
    assert_eq!(left(ADA).await, [5, 4, 1]);
    tally(Change::EndSessions { account, except: Some(open(4).key) }).await;
    assert_eq!(left(ADA).await, [4]);
    tally(Change::EndSessions { account, except: None }).await;
    assert!(left(ADA).await.is_empty());
    assert_eq!(left(BOB).await, [1]);
}

async fn codes(database: Database) {
    let store = database.open().await;
    let key = ADA.code_key();
    let typed = digits();
    let code = async |typed| read::code(&store.reader(), key, typed).await.unwrap();
    let tally = async |change| store.apply(&Changes::Tally(vec![change])).await.unwrap();
    assert!(code(Some(&typed)).await.is_none());
    tally(ADA.issue_code()).await;
    let stored = code(Some(&typed)).await.unwrap();
    assert_eq!((stored.address, stored.attempts, stored.sends, stored.fits), (ADA.address(), 0, 1, true));
    assert_eq!((stored.sent_at, stored.expires_at), (NOW, NOW.plus_seconds(600)));
    assert!(!code(None).await.unwrap().fits);

    tally(Change::CountAttempt { key, attempts: 0 }).await;
    tally(Change::CountAttempt { key, attempts: 1 }).await;
    let (sent_at, expires_at) = (NOW.plus_seconds(60), NOW.plus_seconds(660));
    tally(Change::ReissueCode { key, sends: 1, code: None, sent_at, expires_at }).await;
    let stored = code(Some(&typed)).await.unwrap();
    // A flow's count goes on over its codes, and where there is no code nothing fits.
    assert_eq!((stored.attempts, stored.sends, stored.fits), (2, 2, false));
    assert_eq!((stored.sent_at, stored.expires_at), (sent_at, expires_at));
}

async fn tallies(database: Database) {
    let store = database.open().await;
    let window = Tally { window_start: NOW, sent: 0 };
    let scopes = TallyScope::all(&ADA.address(), Some(ADA.handle()), ADA.flow());
    assert_eq!(scopes.len(), 4, "address, account, prefix, country");
    let tally = async |scope: &TallyScope, at| read::tally(&store.reader(), scope, at).await.unwrap();
    for (number, scope) in scopes.iter().enumerate() {
        assert_eq!(tally(scope, NOW).await, window);
        for sent in 0..=number as i64 {
            let count = Change::CountSend { scope: scope.clone(), tally: Tally { sent, ..window } };
            store.apply(&Changes::Tally(vec![count])).await.unwrap();
        }
    }
    for (number, scope) in scopes.iter().enumerate() {
        assert_eq!(tally(scope, NOW).await.sent, number as i64 + 1);
        assert_eq!(tally(scope, Timestamp(0)).await.sent, 0);
    }
    assert_eq!(tally(&TallyScope::Address(BOB.address()), NOW).await.sent, 0);
    // Ada and Bob have numbers of one block and one country, and share those counts alone.
    let shared = TallyScope::all(&BOB.address(), Some(BOB.handle()), ADA.flow());
    let counts: Vec<_> = [tally(&shared[1], NOW).await.sent, tally(&shared[2], NOW).await.sent].into();
    assert_eq!(counts, [0, 3]);
}

async fn passwords(database: Database) {
    let store = two(&database).await;
    let account = ADA.handle();
    let stored = async |person: Person| {
        let found = read::password(&store.reader(), person.handle()).await.unwrap();
        found.map(|password| (password.hash.id(), password.reach, password.set_at))
    };
    let hash = |salt| PasswordHash::new(HashCost::SHIPPED, [salt; 16], [9; 32]);
    let password = |salt, reach| StoredPassword { hash: hash(salt), reach, set_at: NOW };
    let set = |salt, reach| Change::SetPassword { account, password: Box::new(password(salt, reach)) };
    assert_eq!(stored(ADA).await, None);
    ADA.apply(&store, vec![set(1, Reach::BesideAnother)]).await;
    assert_eq!(stored(ADA).await, Some((hash(1).id(), Reach::BesideAnother, NOW)));
    ADA.apply(&store, vec![set(2, Reach::Alone)]).await;
    assert_eq!(stored(ADA).await, Some((hash(2).id(), Reach::Alone, NOW)));
    // A hash that is no longer stored is replaced by nothing.
    for (of, expected) in [(1, 2), (2, 3)] {
        ADA.apply(&store, vec![Change::RehashPassword { account, of: hash(of).id(), hash: hash(3) }]).await;
        assert_eq!(stored(ADA).await, Some((hash(expected).id(), Reach::Alone, NOW)));
    }
    assert_eq!(stored(BOB).await, None);
    ADA.apply(&store, vec![Change::RemovePassword { account }]).await;
    assert_eq!(stored(ADA).await, None);
}

async fn failures(database: Database) {
    let store = database.open().await;
    let key = |from| FailureKey { account: ADA.handle(), factor: Factor::Password, from };
    let (known, stranger) = (key(Acquaintance::Known), key(Acquaintance::Stranger));
    let count = async |key, so_far| {
        let change = Change::CountFailure { key, failures: Failures(so_far), at: NOW };
        store.apply(&Changes::Tally(vec![change])).await
    };
    let failures = async |key| read::failures(&store.reader(), key).await.unwrap().0;
    for so_far in 0..3 {
        count(stranger, so_far).await.unwrap();
    }
    assert_eq!((failures(known).await, failures(stranger).await), (0, 3));
    // Two who saw the same count don't share it.
    assert!(matches!(count(stranger, 2).await, Err(crate::StoreError::Conflict)));
    assert!(matches!(count(stranger, 0).await, Err(crate::StoreError::Conflict)));
    assert!(matches!(count(known, 1).await, Err(crate::StoreError::Conflict)));
    count(known, 0).await.unwrap();
    store.apply(&Changes::Tally(vec![Change::ClearFailures(stranger)])).await.unwrap();
    assert_eq!((failures(known).await, failures(stranger).await), (1, 0));
}

async fn nothing(database: Database) {
    let store = database.open().await;
    let before = store.statistics();
    store.apply(&Changes::Nothing).await.unwrap();
    store.apply(&Changes::Tally(vec![])).await.unwrap();
    assert_eq!(store.statistics(), before);
    assert!(read::owner(&store.reader(), &Identifier::Address(ADA.address())).await.unwrap().is_none());
    assert!(read::sessions(&store.reader(), ADA.handle(), NOW.plus_seconds(HOUR)).await.unwrap().is_empty());
}
