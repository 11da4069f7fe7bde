//! Approvals: what is written of them, and their numbers.

use passkeep_decision::approval::{ApprovalState, TwoDigits};
use passkeep_decision::change::Changes;

use super::databases::Database;
use super::people::{NOW, Person, two_digits};
use crate::{Keys, Value, read, statements};

super::on_both!(asked_and_answered);

const ADA: Person = Person(1);
const BOB: Person = Person(2);

async fn asked_and_answered(database: Database) {
    let store = database.open().await;
    let reader = store.reader();
    let account = ADA.handle();
    store.apply(&Changes::Tally(vec![ADA.ask(1), ADA.ask(2), BOB.ask(1)])).await.unwrap();
    let approval = async |person: Person, number: u8, typed: Option<&TwoDigits>| {
        read::approval(&reader, person.handle(), person.approval(number).id, typed).await.unwrap()
    };
    let right = two_digits();
    assert_eq!(approval(ADA, 1, Some(&right)).await, Some((ADA.approval(1), true)));
    let wrong = TwoDigits::parse("48").unwrap();
    assert_eq!(approval(ADA, 1, Some(&wrong)).await, Some((ADA.approval(1), false)));
    assert_eq!(approval(ADA, 1, None).await, Some((ADA.approval(1), false)));
    assert_eq!(approval(ADA, 9, Some(&right)).await, None);

    let pending = read::pending_approvals(&reader, account, NOW).await.unwrap();
    assert_eq!(pending, [ADA.approval(1), ADA.approval(2)]);
    store.apply(&Changes::Tally(vec![ADA.answer(1, ApprovalState::NumberWrong)])).await.unwrap();
    let pending = read::pending_approvals(&reader, account, NOW).await.unwrap();
    assert_eq!(pending, [ADA.approval(2)], "an answered one waits no more");
    assert_eq!(approval(ADA, 1, None).await.unwrap().0.state, ApprovalState::NumberWrong);
    assert!(read::pending_approvals(&reader, account, NOW.plus_seconds(300)).await.unwrap().is_empty());
    assert_eq!(approval(BOB, 1, None).await.unwrap().0.state, ApprovalState::Pending);
    // The first of the three is answered, so a third and a fourth may wait, and no fifth.
    store.apply(&Changes::Tally(vec![ADA.ask(3), ADA.ask(4)])).await.unwrap();
    assert!(store.apply(&Changes::Tally(vec![ADA.ask(5)])).await.is_err());
}

#[test]
fn a_number_is_stored_as_a_mac_of_its_own_approval() {
    let macs = |person: Person, number, master: &[u8; 32]| {
        let list = statements(&Changes::Tally(vec![person.ask(number)]), &Keys::derive(master));
        for param in list.iter().flat_map(|statement| &statement.params) {
            assert_ne!(*param, Value::from("47"));
        }
        list.last().unwrap().params[4].clone()
    };
    let one = macs(ADA, 1, &[7; 32]);
    assert_eq!(one, macs(ADA, 1, &[7; 32]));
    for other in [macs(ADA, 2, &[7; 32]), macs(BOB, 1, &[7; 32]), macs(ADA, 1, &[8; 32])] {
        assert_ne!(one, other);
    }
}
