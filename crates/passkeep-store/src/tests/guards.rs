//! Each guard refuses its whole list, and that list alone: a neighbour in the same commit is written.

use passkeep_decision::account::Head;
use passkeep_decision::approval::ApprovalState;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::code::{Tally, TallyScope};
use passkeep_decision::contact::Identifier;
use passkeep_decision::hold::{HoldState, Told};
use passkeep_decision::restoration::RestoreEpoch;
use passkeep_decision::ticket::TicketStep;

use super::databases::Database;
use super::people::{HOUR, NOW, Person};
use crate::{StoreError, read};

super::on_both!(each_refuses_its_list_alone, an_event_has_one_place);

const ADA: Person = Person(1);
const BOB: Person = Person(2);

fn count_of(person: Person, sent: i64) -> Change {
    Change::CountSend {
        scope: TallyScope::Address(person.address()),
        tally: Tally { window_start: NOW, sent },
    }
}

/// Changes that no longer hold once Ada has signed up, asked for a code, and removed a passkey.
fn unmet() -> Vec<(&'static str, Change)> {
    let account = ADA.handle();
    let (key, absent) = (ADA.code_key(), BOB.code_key());
    let reissue = |key, sends| Change::ReissueCode { key, sends, code: None, sent_at: NOW, expires_at: NOW };
    let count_send = count_of;
    let spend = |seconds, step| Change::Spend {
        account,
        flow_expires_at: NOW.plus_seconds(seconds),
        flow: ADA.flow(),
        step,
        restore_epoch: None,
    };
    let spend_in = |epoch| Change::Spend {
        account,
        flow_expires_at: NOW.plus_seconds(HOUR),
        flow: ADA.flow(),
        step: TicketStep::Create,
        restore_epoch: Some(RestoreEpoch(epoch)),
    };
    let affirm = |seq, hash| Change::AffirmHead { account, head: Head { seq, hash } };
    let set_hold = |state, told| Change::SetHold {
        account,
        before: (state, told),
        hold: Box::new(ADA.hold(2).ended(HoldState::Stopped, NOW)),
    };
    vec![
        (
            "user ID taken",
            Change::ClaimIdentifier { account: BOB.handle(), identifier: Identifier::UserId(ADA.user_id()) },
        ),
        (
            "address taken",
            Change::ClaimIdentifier { account: BOB.handle(), identifier: Identifier::Address(ADA.address()) },
        ),
        (
            "credential taken",
            Change::ClaimCredential { account: BOB.handle(), credential_id: ADA.passkey(1).credential_id },
        ),
        ("a ticket of another epoch", spend_in(1)),
        ("an event that is not the newest", affirm(1, [0; 32])),
        ("an event that never was", affirm(9, [0; 32])),
        ("contact there", Change::AddContact { account, contact: ADA.contact() }),
        ("passkey there", Change::AddPasskey { account, passkey: Box::new(ADA.passkey(1)) }),
        ("tombstone there", Change::AddTombstone { account, tombstone: ADA.tombstone(2) }),
        ("device there", Change::AddDevice { account, device: Box::new(ADA.device()) }),
        ("session there", Change::AddSession(Box::new(ADA.session(1)))),
        ("hold there", Change::AddHold { account, hold: Box::new(ADA.hold(2)) }),
        ("link there", Change::AddHoldLink { account, link: ADA.link(2) }),
        ("veto there", Change::AddVeto { account, veto: ADA.veto(2) }),
        ("hold stands otherwise", set_hold(HoldState::Disputed, Told::Start)),
        ("hold was told further", set_hold(HoldState::Waiting, Told::Middle)),
        ("step spent", spend(HOUR, TicketStep::Passkey)),
        ("flow below the floor", spend(-NOW.0 / 1000, TicketStep::Code)),
        ("flow has a code", ADA.issue_code()),
        ("sent more often", reissue(key, 0)),
        ("no code to send again", reissue(absent, 1)),
        ("compared more often", Change::CountAttempt { key, attempts: 0 }),
        ("compared less often", Change::CountAttempt { key, attempts: 2 }),
        ("no code to compare", Change::CountAttempt { key: absent, attempts: 0 }),
        ("address has a tally", count_send(ADA, 0)),
        ("tally is higher", count_send(ADA, 2)),
        ("no tally", count_send(BOB, 1)),
        ("message there", ADA.send(1)),
        ("approval there", ADA.ask(1)),
        ("three approvals wait", ADA.ask(9)),
        ("approval answered", ADA.answer(1, ApprovalState::Approved)),
        ("no approval to answer", ADA.answer(9, ApprovalState::Denied)),
    ]
}

async fn each_refuses_its_list_alone(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    ADA.apply(&store, vec![Change::AddTombstone { account: ADA.handle(), tombstone: ADA.tombstone(2) }])
        .await;
    let account = ADA.handle();
    let before = vec![
        Change::AddHold { account, hold: Box::new(ADA.hold(2)) },
        Change::AddHoldLink { account, link: ADA.link(2) },
        Change::AddVeto { account, veto: ADA.veto(2) },
        ADA.issue_code(),
        Change::CountAttempt { key: ADA.code_key(), attempts: 0 },
        count_of(ADA, 0),
        ADA.send(1),
        ADA.ask(1),
        ADA.answer(1, ApprovalState::Denied),
        ADA.ask(2),
        ADA.ask(3),
        ADA.ask(4),
    ];
    store.apply(&Changes::Tally(before)).await.unwrap();
    for (number, (name, change)) in (10..).zip(unmet()) {
        let (refused, neighbour) = (Person(number), Person(number + 100));
        let window = |sent| Tally { window_start: NOW, sent };
        let count = |person: Person| count_of(person, 0);
        // What comes before the guard and what comes after it is undone with it.
        let guarded = Changes::Tally(vec![count(refused), change, refused.issue_code()]);
        let innocent = Changes::Tally(vec![count(neighbour), neighbour.issue_code()]);
        let (first, second, third) = tokio::join!(store.apply(&innocent), store.apply(&guarded), async {
            store.apply(&neighbour.sign_up()).await
        });
        assert!(matches!(second, Err(StoreError::Conflict)), "{name}: {second:?}");
        first.and(third).unwrap_or_else(|error| panic!("a neighbour of {name}: {error}"));
        let reader = store.reader();
        for (person, sent) in [(refused, 0), (neighbour, 1)] {
            assert_eq!(
                read::tally(&reader, &TallyScope::Address(person.address()), NOW).await.unwrap(),
                window(sent),
                "{name}"
            );
            let code = read::code(&reader, person.code_key(), None).await.unwrap();
            assert_eq!(code.is_some(), sent == 1, "{name}");
        }
    }
}

async fn an_event_has_one_place(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    let stale = ADA.change(&store, vec![ADA.issue_code()]).await;
    ADA.apply(&store, vec![]).await;
    assert!(matches!(store.apply(&stale).await, Err(StoreError::Conflict)));
    assert!(read::code(&store.reader(), ADA.code_key(), None).await.unwrap().is_none());
    assert!(matches!(store.apply(&ADA.sign_up()).await, Err(StoreError::Conflict)));
}
