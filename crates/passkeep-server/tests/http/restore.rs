//! A database that came back from a backup: noticed, refused, and after the operator's word nothing is told that would
//! take a passkey in use away.

use std::path::Path;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::person::{House, Person, new_key};

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";

/// A copy of the database's files as they are, as a backup takes them. The mark of the node is not among them.
fn copy(from: &Path, to: &Path) {
    for name in ["passkeep.db", "passkeep.db-wal"] {
        let (from, to) = (from.join(name), to.join(name));
        let _ = std::fs::remove_file(&to);
        if from.exists() {
            std::fs::copy(from, to).unwrap();
        }
    }
    let _ = std::fs::remove_file(to.join("passkeep.db-shm"));
}

/// The id of the passkey that somebody signed up with.
fn id_of(person: &Person) -> String {
    URL_SAFE_NO_PAD.encode(person.authenticator.credentials()[0].id())
}

async fn signals(person: &Person) -> Value {
    let (status, list) = person.send("GET", "/v1/passkeys", None).await;
    assert_eq!(status, 200, "{list}");
    list["signals"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_backup_is_noticed_and_no_passkey_is_taken_away() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let first = id_of(&ada);
    assert_eq!(signals(&ada).await["accepted"], json!([first]), "nothing speaks against it");
    let before = ada.ok("/v1/sign-in", json!({})).await;
    let backup = tempfile::tempdir().unwrap();
    copy(house.folder(), backup.path());

    // After the backup: a second passkey, in use.
    let mut key = new_key();
    let body = ada.walk_to_create(&house, ADA, &mut key).await;
    let second = ada.ok("/v1/passkeys", body).await["credential_id"].clone();
    assert!(signals(&ada).await.get("accepted").is_none(), "another may be in the making");
    house.look_out().await;

    let house = house.restart_after(|folder| copy(backup.path(), folder)).await;
    let refused = async |person: &Person, path: &str| {
        let (status, problem) = person.send("GET", path, None).await;
        (status, problem["code"].as_str().unwrap_or_default().to_owned())
    };
    let in_doubt = (503, "database_in_doubt".to_owned());
    assert_eq!(refused(&ada, "/readyz").await, in_doubt);
    assert_eq!(refused(&ada, "/v1/passkeys").await, in_doubt, "no list, and no tombstones");
    assert_eq!(ada.refused("/v1/sign-in", json!({})).await, "database_in_doubt");
    assert_eq!(ada.page("/settings").await.status(), 503);
    assert_eq!(ada.page("/healthz").await.status(), 200, "the process answers");

    house.declare_restored().await;
    assert_eq!(refused(&ada, "/v1/passkeys").await, (401, "signed_out".to_owned()), "every session ended");
    let answered = ada.answer(&before, &Default::default());
    assert_eq!(ada.refused("/v1/sign-in/passkey", answered).await, "ticket_not_accepted");
    ada.sign_in().await;
    let told = signals(&ada).await;
    assert!(told.get("accepted").is_none(), "the second passkey is missing here, and in use there: {told}");
    assert_eq!(told["removed"], json!([]));
    // Who uses it hears nothing that would have it deleted.
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let response = key.get(&flow["options"], &house.url).unwrap();
    let body = json!({ "ticket": flow["ticket"], "response": response });
    assert_eq!(ada.refused("/v1/sign-in/passkey", body).await, "passkey_not_accepted");
    assert_ne!(second, json!(first));

    assert_eq!(ada.refused("/v1/passkeys/code", json!({})).await, "changes_held");
    let bob = house.member(BOB).await;
    let bobs = id_of(&bob);
    assert_eq!(
        signals(&bob).await["accepted"],
        json!([bobs]),
        "an account of after it has all its passkeys here"
    );

    // The word stands, and so does what follows from it.
    let house = house.restart().await;
    assert_eq!(refused(&ada, "/readyz").await.0, 200);
    assert!(signals(&ada).await.get("accepted").is_none());
    drop(house);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_whose_mark_is_lost_or_that_is_new_goes_on() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    let house =
        house.restart_after(|folder| std::fs::remove_file(folder.join("passkeep.mark")).unwrap()).await;
    assert!(signals(&ada).await["accepted"].is_array());
    house.look_out().await;
    assert_eq!(ada.send("GET", "/readyz", None).await.0, 200);
}
