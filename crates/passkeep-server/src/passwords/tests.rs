use passkeep_decision::contact::{Address, Email};
use passkeep_decision::password::{PasswordFacts, PasswordFault, Reach, judge};
use passkeep_store::Keys;

use super::*;

/// Costs next to nothing; a configuration could not ask for so little.
const CHEAP: HashCost = HashCost { memory_kib: 8, iterations: 1, parallelism: 1 };

const ADA: AccountHandle = AccountHandle([0xAD; 16]);

fn passwords(cost: HashCost) -> Passwords {
    let config =
        PasswordsConfig { cost, room: Room { concurrent: 2, waiting: 4 }, ..PasswordsConfig::default() };
    Passwords::start(&config, Keys::derive(&[7; 32]).password_pepper()).unwrap()
}

fn password(typed: &str) -> Password {
    Password::parse(typed).unwrap()
}

#[tokio::test]
async fn what_was_hashed_fits_and_nothing_else_does() {
    let passwords = passwords(CHEAP);
    let stored = passwords.hash(ADA, password("correct horse battery")).await.unwrap();
    let check = async |typed| passwords.verify(ADA, password(typed), Some(stored.clone())).await.unwrap();
    let right = check("correct horse battery").await;
    assert!(right.fits() && right.of() == stored.id() && right.rehash().is_none());
    assert!(check("correct horse batter\u{79}").await.fits(), "the same text");
    for typed in ["Correct horse battery", "correct horse battery ", "correct horse batter"] {
        assert!(!check(typed).await.fits(), "{typed}");
    }
    let again = passwords.hash(ADA, password("correct horse battery")).await.unwrap();
    assert_ne!(again, stored, "a salt of its own each time");
    assert_eq!(PasswordHash::parse(stored.as_str()).as_ref(), Some(&stored));
}

#[tokio::test]
async fn the_end_of_a_long_password_counts() {
    let passwords = passwords(CHEAP);
    let long = "é".repeat(255);
    let stored = passwords.hash(ADA, password(&format!("{long}a"))).await.unwrap();
    let check =
        async |last| passwords.verify(ADA, password(&format!("{long}{last}")), Some(stored.clone())).await;
    assert!(check("a").await.unwrap().fits());
    assert!(!check("b").await.unwrap().fits());
}

#[tokio::test]
async fn another_pepper_fits_nothing() {
    let stored = passwords(CHEAP).hash(ADA, password("correct horse battery")).await.unwrap();
    let config = PasswordsConfig { cost: CHEAP, ..PasswordsConfig::default() };
    let other = Passwords::start(&config, Keys::derive(&[8; 32]).password_pepper()).unwrap();
    assert!(!other.verify(ADA, password("correct horse battery"), Some(stored)).await.unwrap().fits());
}

/// Who can write the database, and knows one password, gets into no other account with it.
#[tokio::test]
async fn a_hash_that_was_moved_to_another_account_fits_nothing() {
    let passwords = passwords(CHEAP);
    let stored = passwords.hash(ADA, password("correct horse battery")).await.unwrap();
    let bob = AccountHandle([0xB0; 16]);
    assert!(!passwords.verify(bob, password("correct horse battery"), Some(stored)).await.unwrap().fits());
}

#[tokio::test]
async fn without_a_stored_hash_a_decoy_of_the_same_cost_is_checked_and_nothing_fits() {
    let passwords = passwords(CHEAP);
    assert_eq!(passwords.decoy.cost(), passwords.cost());
    let evidence = passwords.verify(ADA, password("correct horse battery"), None).await.unwrap();
    assert!(!evidence.fits() && evidence.rehash().is_none());
    assert_eq!(evidence.of(), passwords.decoy.id());
}

#[tokio::test]
async fn a_password_that_fits_is_hashed_again_at_todays_cost() {
    let stored = passwords(CHEAP).hash(ADA, password("correct horse battery")).await.unwrap();
    let dearer = HashCost { memory_kib: 64, iterations: 2, parallelism: 2 };
    for (yesterday, today) in [(CHEAP, dearer), (dearer, CHEAP)] {
        let stored = match yesterday == CHEAP {
            true => stored.clone(),
            false => passwords(dearer).hash(ADA, password("correct horse battery")).await.unwrap(),
        };
        let passwords = passwords(today);
        let right =
            passwords.verify(ADA, password("correct horse battery"), Some(stored.clone())).await.unwrap();
        let rehash = right.rehash().expect("the cost is another").clone();
        assert!(right.fits() && right.of() == stored.id() && rehash.cost() == today);
        let evidence = passwords.verify(ADA, password("correct horse battery"), Some(rehash)).await.unwrap();
        assert!(evidence.fits() && evidence.rehash().is_none());
        let wrong = passwords.verify(ADA, password("wrong horse battery"), Some(stored)).await.unwrap();
        assert!(!wrong.fits() && wrong.rehash().is_none());
    }
}

#[tokio::test]
async fn a_password_is_looked_up_and_judged() {
    let passwords = passwords(CHEAP);
    let email = Address::Email(Email::parse("countess.byron@example.com").unwrap());
    let personal = PersonalWords::of_site("Acme", "account.example.com").with_address(&email);
    let judged = async |typed| {
        let looked = passwords.look(password(typed), personal.clone()).await.unwrap();
        let facts = PasswordFacts { common: looked.common, breached: looked.breached, personal: &personal };
        (judge(&password(typed), &facts).map_err(PasswordFault::as_str), looked.strength.score)
    };
    assert_eq!(judged("correct horse battery staple").await, (Ok(Reach::Alone), 4));
    assert_eq!(judged("iloveyou").await.0, Err("common"));
    assert_eq!(judged("countess-byron-1815").await.0, Err("personal"));
    assert_eq!(judged("abcdefghijklmnop").await, (Err("repetitive"), 0));
}

#[test]
fn no_room_answers_503_with_a_code_of_its_own() {
    use axum::response::IntoResponse;
    let response = Failure::from(Busy).into_response();
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["retry-after"], "1");
    assert_eq!(Failure::from(Busy).code(), "passwords_busy");
}
