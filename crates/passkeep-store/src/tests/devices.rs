//! Devices: what is written of them, and that nobody who writes the database alone can make one trusted.

use passkeep_decision::change::{Change, TrustOf};
use passkeep_decision::device::{Device, DeviceName, NetworkPlace};
use passkeep_decision::id::{DeviceId, SessionId};
use passkeep_decision::invitations::Invited;
use passkeep_decision::session::{Session, SessionKey};
use passkeep_decision::trust::{End, Ended, SecretHash, Secrets, Trusting};

use super::databases::Database;
use super::people::{HOUR, NOW, Person};
use crate::{RowFault, Store, StoreError, read};

super::on_both!(rows, invitations, trust, signing_out, revoking, forged_trust_is_not_read);

const ADA: Person = Person(1);
const BOB: Person = Person(2);

async fn two(database: &Database) -> Store {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    store.apply(&BOB.sign_up()).await.unwrap();
    store
}

async fn found(store: &Store, person: Person) -> Device {
    read::device(&store.reader(), person.handle(), person.device().id).await.unwrap().unwrap()
}

async fn rows(database: Database) {
    let store = two(&database).await;
    assert_eq!(found(&store, ADA).await, ADA.device());
    let (account, device, passkey) = (ADA.handle(), ADA.device().id, ADA.passkey(1).id);
    let name = DeviceName::parse("Desk").unwrap();
    let place = NetworkPlace::parse("198.51.100.1").ok();
    let see = |seconds| Change::SeeDevice {
        account,
        device,
        seen_at: NOW.plus_seconds(seconds),
        place: place.clone(),
    };
    ADA.apply(&store, vec![see(HOUR - 1)]).await;
    assert_eq!(found(&store, ADA).await, ADA.device(), "recorded within the hour");
    let changes = vec![
        Change::SetDevicePasskey { account, device, passkey },
        see(HOUR),
        Change::RenameDevice { account, device, name: name.clone() },
    ];
    ADA.apply(&store, changes).await;
    let expected = Device {
        passkey: Some(passkey),
        name: Some(name),
        seen_at: NOW.plus_seconds(HOUR),
        place,
        ..ADA.device()
    };
    assert_eq!(found(&store, ADA).await, expected);
    assert_eq!(read::devices(&store.reader(), account).await.unwrap(), std::slice::from_ref(&expected));
    let holder = read::holder(&store.reader(), account, passkey, Some(device)).await.unwrap().unwrap();
    assert_eq!(holder.device, Some(expected));
    assert_eq!(found(&store, BOB).await, BOB.device());
}

/// What a device was invited to stands in its row alone, and goes with it.
async fn invitations(database: Database) {
    let store = two(&database).await;
    let (account, device) = (ADA.handle(), ADA.device().id);
    let invited = async || read::invited(&store.reader(), account, device).await.unwrap();
    assert_eq!(invited().await, None);
    let first = Invited { times: 1, at: NOW, declined_at: None };
    let declined = Invited { declined_at: Some(NOW.plus_seconds(HOUR)), ..first };
    for told in [first, declined] {
        ADA.apply(&store, vec![Change::SetInvited(account, device, told)]).await;
        assert_eq!(invited().await, Some(told));
    }
    assert_eq!(found(&store, ADA).await, ADA.device(), "nothing else of it");
    assert_eq!(read::invited(&store.reader(), BOB.handle(), BOB.device().id).await.unwrap(), None);
    ADA.apply(&store, vec![Change::RemoveDevice { account, device }]).await;
    assert_eq!(invited().await, None);
}

async fn trusting(store: &Store, person: Person) -> Option<Trusting> {
    found(store, person).await.trusting
}

async fn trust(database: Database) {
    let store = two(&database).await;
    let chosen = ADA.trusting(1, Some(2));
    ADA.apply(&store, vec![ADA.set_trusting(chosen.clone())]).await;
    assert_eq!(trusting(&store, ADA).await, Some(chosen));
    let (account, device) = (ADA.handle(), ADA.device().id);
    let seen = |byte| Change::SeeTrustSecret { account, device, secret: SecretHash([byte; 32]) };
    ADA.apply(&store, vec![seen(2)]).await;
    let before = async || trusting(&store, ADA).await.unwrap().secrets.unwrap().before;
    assert_eq!(before().await, Some(SecretHash([2; 32])), "not the newest");
    ADA.apply(&store, vec![seen(1)]).await;
    assert_eq!(before().await, None);
    let ended = ADA.trusting(3, None).ended(End::Copied, NOW.plus_seconds(5));
    ADA.apply(&store, vec![ADA.set_trusting(ended.clone())]).await;
    assert_eq!(trusting(&store, ADA).await, Some(ended));
    assert_eq!(trusting(&store, BOB).await, None);
}

async fn signing_out(database: Database) {
    let store = two(&database).await;
    for person in [ADA, BOB] {
        person.apply(&store, vec![person.set_trusting(person.trusting(1, None))]).await;
    }
    let end = |which| Change::EndTrust { account: ADA.handle(), which, at: NOW.plus_seconds(9) };
    let own = ADA.device().id;
    ADA.apply(&store, vec![end(TrustOf::AllBut(Some(own))), end(TrustOf::One(DeviceId([9; 16])))]).await;
    let secrets = Some(Secrets { now: SecretHash([1; 32]), before: None });
    assert_eq!(trusting(&store, ADA).await.unwrap().secrets, secrets);
    ADA.apply(&store, vec![end(TrustOf::One(own))]).await;
    let ended = trusting(&store, ADA).await.unwrap();
    let signed_out = Some(Ended { at: NOW.plus_seconds(9), because: End::SignedOut });
    assert_eq!((ended.secrets, ended.ended), (None, signed_out));
    assert_eq!(ended.trusted_at, ADA.trusting(1, None).trusted_at, "what it had settled is kept");
    // Once ended, the first end stands.
    let later = Change::EndTrust { account: ADA.handle(), which: TrustOf::AllBut(None), at: NOW };
    ADA.apply(&store, vec![later]).await;
    assert_eq!(trusting(&store, ADA).await.unwrap().ended, signed_out);
    assert_eq!(trusting(&store, BOB).await.unwrap().secrets, secrets);
}

async fn revoking(database: Database) {
    let store = two(&database).await;
    let (account, device) = (ADA.handle(), ADA.device().id);
    let elsewhere = Session {
        key: SessionKey { id: SessionId([5; 16]), ..ADA.session(5).key },
        device: Some(DeviceId([8; 16])),
        ..ADA.session(5)
    };
    ADA.apply(&store, vec![Change::AddSession(Box::new(elsewhere.clone()))]).await;
    let gone =
        vec![Change::RemoveDevice { account, device }, Change::EndSessionsOfDevice { account, device }];
    ADA.apply(&store, gone).await;
    assert!(read::devices(&store.reader(), account).await.unwrap().is_empty());
    let left = read::sessions(&store.reader(), account, NOW).await.unwrap();
    let left: Vec<_> = left.iter().map(|session| session.key.id).collect();
    assert_eq!(left, [elsewhere.key.id]);
    assert_eq!(read::sessions(&store.reader(), BOB.handle(), NOW).await.unwrap().len(), 1);
}

async fn forged_trust_is_not_read(database: Database) {
    let forgeries = [
        "update device set trusted_at = 1",
        "update device set first_full_at = 1",
        "update device set chosen_at = 1",
        "update device set mac = null",
    ];
    let store = two(&database).await;
    for forgery in forgeries {
        ADA.apply(&store, vec![ADA.set_trusting(ADA.trusting(1, None))]).await;
        database.write_past_the_store(forgery).await;
        let read = read::device(&store.reader(), ADA.handle(), ADA.device().id).await;
        let fault = StoreError::Tampered { table: "device", fault: RowFault::Mac { account: ADA.handle() } };
        assert_eq!(format!("{:?}", read.unwrap_err()), format!("{fault:?}"), "{forgery}");
    }
}
