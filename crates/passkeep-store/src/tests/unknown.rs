//! Where a commit's answer is lost, its event tells whether it happened.

use passkeep_decision::change::Changes;
use passkeep_decision::ticket::TicketStep;

use super::databases::Database;
use super::faults::WriteFault::{AnswerLost, NeverArrived};
use super::people::{NOW, Person};
use crate::{StoreError, read};

super::on_both!(
    a_lost_answer_is_found,
    what_never_arrived_is_sent_again,
    after_the_last_attempt_nobody_knows,
    a_tally_has_no_event
);

const ADA: Person = Person(1);

async fn a_lost_answer_is_found(database: Database) {
    let store = database.open().await;
    store.faults().plan([AnswerLost]);
    store.apply(&ADA.sign_up()).await.unwrap();
    assert_eq!(ADA.head(&store).await.seq, 1);
}

async fn what_never_arrived_is_sent_again(database: Database) {
    let store = database.open().await;
    store.faults().plan([NeverArrived, AnswerLost]);
    store.apply(&ADA.sign_up()).await.unwrap();
    assert_eq!(ADA.head(&store).await.seq, 1);
    assert_eq!(read::sessions(&store.reader(), ADA.handle(), NOW).await.unwrap().len(), 1);
}

async fn after_the_last_attempt_nobody_knows(database: Database) {
    let store = database.open().await;
    store.faults().plan([NeverArrived, NeverArrived, NeverArrived]);
    assert!(matches!(store.apply(&ADA.sign_up()).await, Err(StoreError::Unknown)));
    store.apply(&ADA.sign_up()).await.unwrap();
}

async fn a_tally_has_no_event(database: Database) {
    let store = database.open().await;
    store.faults().plan([AnswerLost]);
    let spend = Changes::Tally(vec![ADA.spend(TicketStep::Code)]);
    assert!(matches!(store.apply(&spend).await, Err(StoreError::Unknown)));
    assert!(matches!(store.apply(&spend).await, Err(StoreError::Conflict)));
}
