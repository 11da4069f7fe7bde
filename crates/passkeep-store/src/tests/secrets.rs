//! What is at rest gives away no code and no message.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::contact::Identifier;

use super::databases::Database;
use super::people::{DIGITS, NOW, Person, digits};
use crate::{Keys, Value, statements};

const ADA: Person = Person(1);

fn with_codes() -> Changes {
    let again = Change::ReissueCode {
        key: ADA.code_key(),
        sends: 1,
        code: Some(digits()),
        sent_at: NOW,
        expires_at: NOW.plus_seconds(600),
    };
    let link = Change::AddHoldLink { account: ADA.handle(), link: ADA.link(1) };
    Changes::Tally(vec![ADA.issue_code(), again, ADA.send(1), ADA.ask(1), ADA.send_notice(1), link])
}

/// What the link of a notice carries.
fn link_token() -> String {
    ADA.link_token(1).expose().to_string()
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn no_statement_carries_a_code_a_link_or_a_body() {
    for statement in statements(&with_codes(), &Keys::derive(&[7; 32])) {
        for param in &statement.params {
            let bytes = match param {
                Value::Text(text) => text.as_bytes(),
                Value::Bytes(bytes) => bytes,
                Value::Null | Value::Boolean(_) | Value::Integer(_) => &[],
            };
            assert!(!holds(bytes, DIGITS.as_bytes()), "{}", statement.sql);
            assert!(!holds(bytes, b"to_kind"), "{}", statement.sql);
            assert!(!holds(bytes, link_token().as_bytes()), "{}", statement.sql);
        }
    }
}

#[test]
fn a_claim_is_no_hash_that_anybody_can_compute() {
    let claim =
        Change::ClaimIdentifier { account: ADA.handle(), identifier: Identifier::Address(ADA.address()) };
    let claims = |master| statements(&Changes::Tally(vec![claim.clone()]), &Keys::derive(master));
    assert_eq!(claims(&[7; 32]), claims(&[7; 32]));
    assert_ne!(claims(&[7; 32]), claims(&[8; 32]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_files_hold_no_code_and_no_link() {
    let database = Database::sqlite();
    let store = database.open().await;
    store.apply(&with_codes()).await.unwrap();
    let look = || {
        let files = std::fs::read_dir(database.folder())
            .unwrap()
            .map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
        let all: Vec<u8> = files.flatten().collect();
        // The address is there in the clear, so this is the right place to look.
        assert!(holds(&all, ADA.address().as_str().as_bytes()));
        assert!(!holds(&all, DIGITS.as_bytes()));
        assert!(!holds(&all, link_token().as_bytes()));
    };
    look();
    store.close().await;
    look();
}
