//! `passkeep database`: what the operator says of it.

use passkeep_decision::restoration::RestoreEpoch;
use passkeep_store::{DatabaseUrl, Keys, Store};

use crate::{passkeep, served_folder, text};

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_says_that_it_came_back_or_that_nothing_is_missing() {
    let folder = served_folder();
    let say = |what: &str| {
        let output = passkeep()
            .args(["database", what, "--config"])
            .arg(folder.path().join("passkeep.toml"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let found = async || {
        let url = DatabaseUrl::Sqlite(folder.path().join("passkeep.db"));
        let store = Store::open(&url, Keys::derive(&[0x0f; 32])).await.unwrap();
        let found = store.restoration().await.unwrap();
        store.close().await;
        found
    };
    assert!(say("whole").contains("nothing is missing"));
    assert_eq!(found().await.epoch, RestoreEpoch(0));
    let said = say("restored");
    for part in ["The restore is noted. Until 20", "Everybody is signed out."] {
        assert!(said.contains(part), "{said}");
    }
    let restored = found().await;
    let held_until = restored.held_until.unwrap();
    assert_eq!(held_until.0 - restored.epoch.0, 72 * 3_600_000, "as long as what waits for a veto");
}
