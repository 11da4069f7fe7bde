//! Each statement is prepared once on a connection, whatever is bound to it.

use passkeep_decision::account::{AccountState, DisplayName, Locale};
use passkeep_decision::approval::ApprovalState;
use passkeep_decision::change::{Change, Changes, TrustOf};
use passkeep_decision::code::{Tally, TallyScope};
use passkeep_decision::contact::Identifier;
use passkeep_decision::device::DeviceName;
use passkeep_decision::hold::{HoldState, Told};
use passkeep_decision::invitations::Invited;
use passkeep_decision::passkey::{LastUse, PasskeyName};
use passkeep_decision::restoration::RestoreEpoch;
use passkeep_decision::ticket::TicketStep;
use passkeep_decision::trust::SecretHash;
use rusqlite::StatementStatus;

use super::super::{Prepared, numbered};
use super::CONNECTIONS;
use crate::tests::databases::Database;
use crate::tests::people::{NOW, Person, client, digits, two_digits};
use crate::{Keys, Store, read, statements};

const TIMES: i32 = 100;

// On one thread, so that all reads are on one connection.
#[tokio::test(flavor = "current_thread")]
async fn each_read_is_prepared_once() {
    let database = Database::sqlite();
    let store = database.open().await;
    for number in 0..TIMES {
        let person = Person(number as u8);
        store.apply(&person.sign_up()).await.unwrap();
        every_read(&store, person).await;
    }
    CONNECTIONS.with_borrow_mut(|connections| {
        let [open] = connections.as_mut_slice() else { panic!("{} connections", connections.len()) };
        assert_prepared_once(&mut open.connection, 28);
    });
}

#[tokio::test(flavor = "current_thread")]
async fn each_write_is_prepared_once() {
    let database = Database::sqlite();
    database.open().await.close().await;
    let mut connection = Prepared::open(&database.folder().join("passkeep.db")).unwrap();
    let keys = Keys::derive(&[7; 32]);
    for number in 0..TIMES {
        for list in every_change(Person(number as u8)).iter().map(|changes| statements(changes, &keys)) {
            for statement in list {
                connection.execute(statement.sql, &statement.params).unwrap();
            }
        }
    }
    assert_prepared_once(&mut connection, 34);
}

fn assert_prepared_once(prepared: &mut Prepared, known_min: usize) {
    let known: Vec<_> = prepared.numbered.keys().copied().collect();
    assert!(known.len() >= known_min, "{}", known.len());
    for sql in known {
        let statement = prepared.connection.prepare_cached(numbered(&mut prepared.numbered, sql)).unwrap();
        let runs = statement.get_status(StatementStatus::Run);
        // What is written at the opening alone runs once.
        assert!(runs >= TIMES || sql.contains("installation"), "{runs} runs of {sql}");
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0, "{sql}");
    }
}

/// Every change, in an order in which each can be applied.
fn every_change(person: Person) -> Vec<Changes> {
    let account = person.handle();
    let (passkey, device, key) = (person.passkey(1).id, person.device().id, person.code_key());
    let last_use = LastUse { seq: 1, at: NOW, client: client() };
    let count = |sent| Change::CountSend {
        scope: TallyScope::Address(person.address()),
        tally: Tally { window_start: NOW, sent },
    };
    let session = person.session(1).key;
    let stopped = Box::new(person.hold(1).ended(HoldState::Stopped, NOW));
    let address = person.address();
    let rest = vec![
        Change::RenameAccount { account, name: DisplayName::parse("Augusta").unwrap() },
        Change::SetLocale { account, locale: Locale("ja".into()) },
        Change::SetAccountState { account, state: AccountState::default() },
        Change::SuspendPasskey { account, passkey, at: Some(NOW) },
        Change::AddHold { account, hold: Box::new(person.hold(1)) },
        Change::SetHold { account, before: (HoldState::Waiting, Told::Start), hold: stopped },
        Change::AddHoldLink { account, link: person.link(1) },
        Change::AddVeto { account, veto: person.veto(1) },
        Change::KeepSession { key: session, epoch: 1 },
        Change::ReleaseIdentifier { account, identifier: Identifier::Address(address.clone()) },
        Change::RemoveContact { account, address },
        Change::RenamePasskey { account, passkey, name: PasskeyName::parse("Work").unwrap() },
        Change::UsePasskey { account, passkey, sign_count: 1, backup_state: true, last_use },
        Change::SetDevicePasskey { account, device, passkey },
        person.issue_code(),
        Change::ReissueCode { key, sends: 1, code: Some(digits()), sent_at: NOW, expires_at: NOW },
        Change::CountAttempt { key, attempts: 0 },
        count(0),
        count(1),
        person.send(1),
        Change::TouchSession { key: session, seen_at: NOW },
        Change::EndSession(session),
        Change::EndSessions { account, except: None },
        Change::EndSessionsOfPasskey { account, passkey, except: Some(session) },
        Change::SeeDevice { account, device, seen_at: NOW.plus_seconds(7200), place: None },
        Change::SetInvited(account, device, Invited { times: 1, at: NOW, declined_at: None }),
        Change::RenameDevice { account, device, name: DeviceName::parse("Desk").unwrap() },
        person.set_trusting(person.trusting(1, Some(2))),
        Change::SeeTrustSecret { account, device, secret: SecretHash([1; 32]) },
        Change::EndTrust { account, which: TrustOf::One(device), at: NOW },
        Change::EndTrust { account, which: TrustOf::AllBut(None), at: NOW },
        person.ask(1),
        person.answer(1, ApprovalState::Approved),
        Change::EndSessionsOfDevice { account, device },
        Change::RemoveDevice { account, device },
        Change::RemovePasskey { account, passkey },
        Change::AddTombstone { account, tombstone: person.tombstone(1) },
    ];
    vec![person.sign_up(), Changes::Tally(rest)]
}

/// Every read that there is.
async fn every_read(store: &Store, person: Person) {
    let reader = store.reader();
    let account = person.handle();
    let identifier = Identifier::Address(person.address());
    let device = person.device().id;
    read::session(&reader, &person.session(1).key).await.unwrap();
    read::sessions(&reader, account, NOW).await.unwrap();
    read::account(&reader, account).await.unwrap();
    read::contacts(&reader, account).await.unwrap();
    read::passkeys(&reader, account).await.unwrap();
    read::tombstones(&reader, account, NOW).await.unwrap();
    read::holder(&reader, account, person.passkey(1).id, Some(device)).await.unwrap();
    read::device(&reader, account, device).await.unwrap();
    read::devices(&reader, account).await.unwrap();
    read::invited(&reader, account, device).await.unwrap();
    let approval = person.approval(1).id;
    read::approval(&reader, account, approval, Some(&two_digits())).await.unwrap();
    read::pending_approvals(&reader, account, NOW).await.unwrap();
    read::owner(&reader, &identifier).await.unwrap();
    read::found(&reader, &[identifier], Some(device)).await.unwrap();
    read::user_ids_taken(&reader, &[person.user_id()]).await.unwrap();
    read::credential_taken(&reader, b"credential").await.unwrap();
    read::spent(&reader, account, (NOW, person.flow()), TicketStep::Code, Some(RestoreEpoch(0)))
        .await
        .unwrap();
    read::code(&reader, person.code_key(), Some(&digits())).await.unwrap();
    read::tally(&reader, &TallyScope::Address(person.address()), NOW).await.unwrap();
    read::events(&reader, account).await.unwrap();
    read::events_before(&reader, account, 9, 9).await.unwrap();
    read::accounts_after(&reader, Some(account), 9).await.unwrap();
    read::accounts_count(&reader).await.unwrap();
    read::newest_events(&reader, account, 0).await.unwrap();
    read::uses(&reader, account, 0..9).await.unwrap();
    read::holds(&reader, account).await.unwrap();
    read::hold(&reader, account, person.hold(1).id).await.unwrap();
    read::holds_due(&reader, NOW, 9).await.unwrap();
    read::hold_link(&reader, account, person.link(1).id).await.unwrap();
    read::vetoes(&reader, account).await.unwrap();
    store.ticket_keys().await.unwrap();
    store.outbox().next_due().await.unwrap();
    store.outbox().lease_due(crate::outbox::Channel::Phone, NOW, NOW.plus_seconds(60), 9).await.unwrap();
}
