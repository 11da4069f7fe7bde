//! Apps: sign-ins to them, their generations and their ends, and keys that sign.

use futures_util::future::join_all;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::client::{ClientId, Scope, Spendable};
use passkeep_decision::id::{AuthorizationId, ConfirmationId, Sid};
use passkeep_decision::jose::Algorithm;
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::oidc::*;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::session::Session;
use passkeep_decision::signing_key::KeyPurpose;

use super::databases::Database;
use super::people::{NOW, Person};
use crate::{DatabaseUrl, Keys, PushedName, SigningKey, Store, StoreError, read};

super::on_both!(
    it_reads_back_as_it_was_written,
    a_generation_is_used_once_and_in_its_epoch,
    of_two_nodes_one_uses_a_code_and_one_an_assertion,
    what_was_used_stays_used_in_whoever_opens_it_next,
    what_ends_a_session_ends_what_apps_had_of_it,
    an_end_is_told_once,
    a_grant_takes_the_place_of_the_one_before,
    keys_are_wrapped_and_bound_to_their_purpose,
    a_pushed_request_is_its_clients_and_sealed,
);

const ADA: Person = Person(1);

fn shop() -> ClientId {
    ClientId::parse("shop").unwrap()
}

/// A sign-in to the shop in the session of this number.
fn authorization(number: u8, session: u8) -> Authorization {
    Authorization {
        key: AuthorizationKey { account: ADA.handle(), id: AuthorizationId([number; 16]) },
        client: shop(),
        sid: Sid([session; 16]),
        scopes: ["openid", "trade"].map(|scope| Scope::parse(scope).unwrap()).to_vec(),
        claims: RequestedClaims { id_token: vec![Claim::Email], userinfo: vec![] },
        nonce: Some("once".into()),
        redirect_uri: "https://shop.example/cb".into(),
        challenge: "x".repeat(43),
        proof_key: None,
        level: Level::TwoP,
        standing: Standing::Ordinary,
        proofs: Proofs::one(Method::Passkey, NOW),
        authenticator: Some(AuthenticatorKind::Software),
        authenticated_at: NOW,
        epoch: 0,
        created_at: NOW,
        value_until: NOW.plus_seconds(60),
        refresh_until: Some(NOW.plus_seconds(600)),
        expires_at: NOW.plus_seconds(600),
        generation: Generation::CODE,
        ended_at: None,
        confirmation: None,
        tells_logout: true,
    }
}

async fn tally(store: &Store, change: Change) -> Result<(), StoreError> {
    store.apply(&Changes::Tally(vec![change])).await
}

async fn add(store: &Store, authorization: Authorization) -> Result<(), StoreError> {
    tally(store, Change::AddAuthorization(Box::new(authorization))).await
}

async fn kept(store: &Store, number: u8) -> Authorization {
    read::authorization(&store.reader(), authorization(number, 1).key).await.unwrap().unwrap()
}

fn advance(generation: i64, epoch: i64) -> Change {
    let key = authorization(1, 1).key;
    Change::AdvanceAuthorization {
        key,
        generation: Generation(generation),
        epoch,
        proof_key: Some("k".into()),
    }
}

async fn it_reads_back_as_it_was_written(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    add(&store, authorization(1, 1)).await.unwrap();
    assert_eq!(kept(&store, 1).await, authorization(1, 1));
    let plain = Authorization {
        nonce: None,
        refresh_until: None,
        authenticator: None,
        confirmation: Some(ConfirmationId([9; 16])),
        ..authorization(2, 1)
    };
    add(&store, plain.clone()).await.unwrap();
    assert_eq!(kept(&store, 2).await, plain);
    for (sid, has) in [(1, true), (2, false)] {
        let of = (&shop(), Sid([sid; 16]));
        assert_eq!(read::has_authorization(&store.reader(), ADA.handle(), of).await.unwrap(), has);
    }
    let late = Authorization { epoch: 1, ..authorization(3, 1) };
    assert!(matches!(add(&store, late).await, Err(StoreError::Conflict)), "the account is in another epoch");
    store.prune(NOW.plus_seconds(601)).await.unwrap();
    assert_eq!(read::authorization(&store.reader(), plain.key).await.unwrap(), None);
}

async fn a_generation_is_used_once_and_in_its_epoch(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    add(&store, authorization(1, 1)).await.unwrap();
    assert!(matches!(tally(&store, advance(0, 7)).await, Err(StoreError::Conflict)));
    assert!(matches!(tally(&store, advance(1, 0)).await, Err(StoreError::Conflict)));
    let outcomes = join_all((0..64).map(|_| tally(&store, advance(0, 0)))).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let now = kept(&store, 1).await;
    assert_eq!((now.generation, now.proof_key.as_deref()), (Generation(1), Some("k")));
    tally(&store, Change::EndAuthorization { key: now.key, at: NOW }).await.unwrap();
    assert!(matches!(tally(&store, advance(1, 0)).await, Err(StoreError::Conflict)), "it has ended");
    tally(&store, Change::EndAuthorization { key: now.key, at: NOW.plus_seconds(9) }).await.unwrap();
    assert_eq!(kept(&store, 1).await.ended_at, Some(NOW), "it ends once");
}

/// What a client says once: an assertion's id, or a proof's.
fn spend_once() -> Change {
    let Spendable { account, expires_at, flow, step } =
        Spendable::of("shop", "assertion", b"jti", NOW.plus_seconds(600));
    Change::Spend { account, flow_expires_at: expires_at, flow, step, restore_epoch: None }
}

async fn of_two_nodes_one_uses_a_code_and_one_an_assertion(database: Database) {
    let nodes = [database.open().await, database.open().await];
    nodes[0].apply(&ADA.sign_up()).await.unwrap();
    add(&nodes[0], authorization(1, 1)).await.unwrap();
    for change in [advance(0, 0), spend_once()] {
        let tries = (0..64).map(|number| {
            let (node, change) = (nodes[number % 2].clone(), change.clone());
            tokio::spawn(async move { tally(&node, change).await })
        });
        let outcomes: Vec<_> = join_all(tries).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        let beaten = |outcome: &Result<(), StoreError>| matches!(outcome, Ok(()) | Err(StoreError::Conflict));
        assert!(outcomes.iter().all(beaten), "{outcomes:?}");
    }
    assert_eq!(kept(&nodes[1], 1).await.generation, Generation(1));
}

async fn what_was_used_stays_used_in_whoever_opens_it_next(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    add(&store, authorization(1, 1)).await.unwrap();
    let used = [advance(0, 0), spend_once()];
    for change in &used {
        tally(&store, change.clone()).await.unwrap();
    }
    // Neither is waited for nor closed before another looks.
    let next = database.open().await;
    store.close().await;
    for store in [next, database.open().await] {
        for change in &used {
            assert!(matches!(tally(&store, change.clone()).await, Err(StoreError::Conflict)), "{change:?}");
        }
    }
}

/// As after kill -9: the files as they are while the store is open.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_used_is_in_the_files_once_it_is_said_to_be() {
    let database = Database::sqlite();
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    add(&store, authorization(1, 1)).await.unwrap();
    for change in [advance(0, 0), spend_once(), advance(1, 0)] {
        tally(&store, change.clone()).await.unwrap();
        let copies = tempfile::tempdir().unwrap();
        for name in ["passkeep.db", "passkeep.db-wal"] {
            std::fs::copy(database.folder().join(name), copies.path().join(name)).unwrap();
        }
        let url = DatabaseUrl::Sqlite(copies.path().join("passkeep.db"));
        let copy = Store::open(&url, Keys::derive(&[7; 32])).await.unwrap();
        assert!(matches!(tally(&copy, change.clone()).await, Err(StoreError::Conflict)), "{change:?}");
        copy.close().await;
    }
}

async fn what_ends_a_session_ends_what_apps_had_of_it(database: Database) {
    let opened = |number: u8| Session { passkey: Some(ADA.passkey(number).id), ..ADA.session(number) };
    let of = |number: u8| opened(number).key;
    let (account, passkey) = (ADA.handle(), ADA.passkey(2).id);
    let device = opened(3).device;
    let cases: [(&str, Change, &[u8]); 6] = [
        ("one", Change::EndSession(of(2)), &[2]),
        ("all", Change::EndSessions { account, except: None }, &[1, 2, 3]),
        ("all but one", Change::EndSessions { account, except: Some(of(1)) }, &[2, 3]),
        ("a passkey's", Change::EndSessionsOfPasskey { account, passkey, except: None }, &[2]),
        ("a passkey's but one", Change::EndSessionsOfPasskey { account, passkey, except: Some(of(2)) }, &[]),
        ("one whose id rotates", Change::ReplaceSession(of(2)), &[]),
    ];
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    let mut ids = 0;
    for (name, change, ended) in cases {
        let mut sids = vec![];
        for number in 1..=3u8 {
            // Sessions of the case before are gone or are put back.
            tally(&store, Change::ReplaceSession(of(number))).await.unwrap();
            ADA.apply(&store, vec![Change::AddSession(Box::new(opened(number)))]).await;
            ids += 1;
            add(&store, authorization(ids, number)).await.unwrap();
            sids.push((ids, number));
        }
        tally(&store, change).await.unwrap();
        for (id, number) in sids {
            assert_eq!(
                kept(&store, id).await.ended_at.is_some(),
                ended.contains(&number),
                "{name}: {number}"
            );
        }
    }
    if let Some(device) = device {
        tally(&store, Change::EndSessionsOfDevice { account, device }).await.unwrap();
        assert!(kept(&store, ids).await.ended_at.is_some());
    }
    use passkeep_decision::account::AccountState;
    let raised = AccountState { epoch: 1, ..AccountState::default() };
    add(&store, authorization(200, 9)).await.unwrap();
    tally(&store, Change::SetAccountState { account, state: raised }).await.unwrap();
    assert!(kept(&store, 200).await.ended_at.is_some(), "an epoch ends all of the one before");
}

async fn an_end_is_told_once(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    // Signing up has opened session 1.
    add(&store, authorization(1, 1)).await.unwrap();
    add(&store, authorization(2, 1)).await.unwrap();
    add(&store, Authorization { tells_logout: false, ..authorization(3, 1) }).await.unwrap();
    let due = async || read::logouts_due(&store.reader(), 9).await.unwrap();
    assert_eq!(due().await, []);
    tally(&store, Change::EndSession(ADA.session(1).key)).await.unwrap();
    let found = due().await;
    assert_eq!(found.len(), 2, "not the one that wants to be told nothing");
    let told = Change::ToldLogout(found[0].clone());
    let outcomes = join_all((0..16).map(|_| tally(&store, told.clone()))).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!(due().await, [], "both are of one session of one app");
}

async fn a_grant_takes_the_place_of_the_one_before(database: Database) {
    let store = database.open().await;
    store.apply(&ADA.sign_up()).await.unwrap();
    let grant = |scopes: &[&str]| ClientGrant {
        client: shop(),
        scopes: scopes.iter().map(|scope| Scope::parse(scope).unwrap()).collect(),
        first_at: NOW,
        given_at: NOW.plus_seconds(9),
    };
    let account = ADA.handle();
    let put = |scopes: &[&str]| Change::PutClientGrant { account, grant: Box::new(grant(scopes)) };
    ADA.apply(&store, vec![put(&["openid"])]).await;
    ADA.apply(&store, vec![put(&["openid", "trade"])]).await;
    let kept_grants = async || read::client_grants(&store.reader(), account).await.unwrap();
    assert_eq!(kept_grants().await, [grant(&["openid", "trade"])]);
    add(&store, authorization(1, 1)).await.unwrap();
    tally(&store, Change::RemoveClientGrant { account, client: shop(), at: NOW }).await.unwrap();
    assert_eq!(kept_grants().await, []);
    assert_eq!(kept(&store, 1).await.ended_at, Some(NOW));
}

async fn keys_are_wrapped_and_bound_to_their_purpose(database: Database) {
    let store = database.open().await;
    let key = SigningKey {
        id: "one".into(),
        purpose: KeyPurpose::Receipt,
        algorithm: Algorithm::Es256,
        pkcs8: zeroize::Zeroizing::new(vec![7; 99]),
        created_at: NOW,
    };
    store.add_signing_key(&key).await.unwrap();
    let found = store.signing_keys(KeyPurpose::Receipt).await.unwrap();
    assert_eq!((found[0].id.as_str(), found[0].pkcs8.as_slice()), ("one", key.pkcs8.as_slice()));
    assert!(store.signing_keys(KeyPurpose::OpenId).await.unwrap().is_empty());
    database.write_past_the_store("update signing_key set purpose = 'openid'").await;
    let tampered = store.signing_keys(KeyPurpose::OpenId).await;
    assert!(matches!(tampered, Err(StoreError::Tampered { table: "signing_key", .. })));
    store.drop_signing_key("one").await.unwrap();
    assert!(store.signing_keys(KeyPurpose::OpenId).await.unwrap().is_empty());
}

async fn a_pushed_request_is_its_clients_and_sealed(database: Database) {
    let store = database.open().await;
    let (name, other) = (PushedName([1; 32]), ClientId::parse("bank").unwrap());
    store.push_request(&name, &shop(), ("login_hint=ada", NOW.plus_seconds(60))).await.unwrap();
    let read = async |name: PushedName, client: &ClientId, after: i64| {
        store.pushed_request(&name, client, NOW.plus_seconds(after)).await.unwrap()
    };
    let kept = ("login_hint=ada".to_owned(), NOW.plus_seconds(60));
    assert_eq!(read(name, &shop(), 59).await, Some(kept));
    assert_eq!(read(name, &shop(), 60).await, None);
    assert_eq!(read(name, &other, 0).await, None);
    assert_eq!(read(PushedName([2; 32]), &shop(), 0).await, None);
    database.write_past_the_store("update pushed_request set client = 'bank'").await;
    assert!(matches!(store.pushed_request(&name, &other, NOW).await, Err(StoreError::Tampered { .. })));
    store.drop_pushed_request(&name).await.unwrap();
    assert_eq!(read(name, &other, 0).await, None);
}
