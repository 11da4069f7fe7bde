//! Which authenticators are taken, what their owners see of them, and what becomes of a model that falls.

use std::sync::Arc;

use passkeep_authenticator::{
    Authenticator, AuthenticatorOptions, MetadataPublisher, Misbehaviour, Seed, Vendor,
};
use passkeep_server::clock;
use passkeep_server::config::{Config, MetadataSource};
use passkeep_server::metadata;
use passkeep_webauthn::{Aaguid, AttestationConveyance, MetadataAuthority, TrustAnchor, Untrusted};
use serde_json::{Value, json};

use crate::person::{House, Person, new_key};

const ADA: &str = "+14155552671";
const MODEL: [u8; 16] = [7; 16];
const ICON: &str = "/authenticators/07070707-0707-0707-0707-070707070707/icon";

fn source(service: &MetadataPublisher) -> MetadataSource {
    let anchors = vec![TrustAnchor { certificate: service.root().to_vec(), attestation_type: None }];
    MetadataSource { anchors, signer: MetadataAuthority::FIDO_SIGNER.to_owned() }
}

fn asks(config: &mut Config, service: &MetadataPublisher, untrusted: Untrusted) {
    config.metadata = source(service);
    config.policy.authenticators.conveyance = AttestationConveyance::Direct;
    config.policy.authenticators.untrusted = untrusted;
}

/// A server that asks for attestations, with metadata of the vendor's model.
async fn house(service: &MetadataPublisher, vendor: &Vendor, statuses: &[&str]) -> House {
    let house = House::open_with(|config| asks(config, service, Untrusted::Accepted)).await;
    keep(&house, service, 1, vendor, statuses).await;
    house.restart_with(|config| asks(config, service, Untrusted::Accepted)).await
}

async fn keep(house: &House, service: &MetadataPublisher, number: u64, vendor: &Vendor, statuses: &[&str]) {
    let blob = service.blob(number, &[vendor.entry("Blue <Key>", statuses)]);
    metadata::keep(&house.app.store, &source(service), blob.into_bytes(), clock::now()).await.unwrap();
}

fn key_of(vendor: &Arc<Vendor>) -> Authenticator {
    Authenticator::new(Seed::random(), AuthenticatorOptions::security_key_of(vendor.clone()))
}

async fn create(ada: &mut Person, house: &House, key: &mut Authenticator) -> (u16, Value) {
    let body = ada.walk_to_create(house, ADA, key).await;
    ada.send("POST", "/v1/passkeys", Some(body)).await
}

#[tokio::test]
async fn a_model_that_proves_itself_is_shown_by_its_certified_name() {
    let (service, vendor) = (MetadataPublisher::new(), Arc::new(Vendor::new(MODEL)));
    let house = house(&service, &vendor, &["FIDO_CERTIFIED_L2"]).await;
    let mut ada = house.member(ADA).await;
    let (status, created) = create(&mut ada, &house, &mut key_of(&vendor)).await;
    assert_eq!(status, 200, "{created}");
    let known = json!({ "name": "Blue <Key>", "attested": true, "certification": "L2" });
    assert_eq!((&created["authenticator"], &created["name"]), (&known, &json!("Blue <Key>")));

    // Another of the same AAGUID, which proves nothing.
    let claiming = AuthenticatorOptions { aaguid: MODEL, ..AuthenticatorOptions::security_key() };
    let (_, claimed) = create(&mut ada, &house, &mut Authenticator::new(Seed::random(), claiming)).await;
    assert_eq!(claimed["authenticator"]["attested"], false);

    let page = ada.page("/settings/passkeys").await.text().await.unwrap();
    for shown in ["Blue &#60;Key&#62;", "Certified by FIDO (L2)", "nothing proves it", ICON] {
        assert!(page.contains(shown), "{shown}");
    }
    let icon = ada.page(ICON).await;
    assert_eq!(icon.headers()["content-type"], "image/svg+xml");
    assert!(icon.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    assert!(icon.text().await.unwrap().starts_with("<svg"));
    for unknown in ["/authenticators/08080808-0808-0808-0808-080808080808/icon", "/authenticators/x/icon"] {
        assert_eq!(ada.page(unknown).await.status(), 404, "{unknown}");
    }
}

#[tokio::test]
async fn what_does_not_prove_itself_is_refused_where_a_proof_is_demanded() {
    let (service, vendor) = (MetadataPublisher::new(), Arc::new(Vendor::new(MODEL)));
    let house = house(&service, &vendor, &[]).await;
    let mut ada = house.member(ADA).await;
    let house = house.restart_with(|config| asks(config, &service, Untrusted::Refused)).await;
    let forged = AuthenticatorOptions::security_key_of(Arc::new(Vendor::new(MODEL)));
    let forged = Authenticator::new(Seed::random(), forged);
    for (mut key, reason) in [(new_key(), "attestation-not-accepted"), (forged, "attestation-untrusted")] {
        let (status, problem) = create(&mut ada, &house, &mut key).await;
        let told = (status, problem["code"].as_str(), problem["reason"].as_str());
        assert_eq!(told, (403, Some("authenticator_not_accepted"), Some(reason)));
    }
    // A client that drops the attestation, which the sealed options asked for.
    let place = ada.walk_to_place(&house, ADA).await;
    let chosen = json!({ "ticket": place["ticket"], "place": "security_key" });
    let mut flow = ada.ok("/v1/passkeys/options", chosen).await;
    assert_eq!(flow["options"]["attestation"], "direct");
    flow["options"]["attestation"] = json!("none");
    let response =
        key_of(&vendor).create_with(&flow["options"], &house.url, &Misbehaviour::default()).unwrap();
    let body = json!({ "ticket": flow["ticket"], "response": response });
    assert_eq!(ada.refused("/v1/passkeys", body).await, "authenticator_not_accepted");
    assert_eq!(ada.passkeys().await.len(), 1);
    assert_eq!(create(&mut ada, &house, &mut key_of(&vendor)).await.0, 200);
}

#[tokio::test]
async fn a_model_that_falls_is_flagged_at_sign_in_and_taken_no_more() {
    let (service, vendor) = (MetadataPublisher::new(), Arc::new(Vendor::new(MODEL)));
    let house = house(&service, &vendor, &["FIDO_CERTIFIED_L1"]).await;
    let mut ada = house.member(ADA).await;
    let mut key = key_of(&vendor);
    assert_eq!(create(&mut ada, &house, &mut key).await.0, 200);

    keep(&house, &service, 2, &vendor, &["FIDO_CERTIFIED_L1", "USER_KEY_REMOTE_COMPROMISE"]).await;
    let house = house.restart_with(|config| asks(config, &service, Untrusted::Accepted)).await;
    let flow = ada.ok("/v1/sign-in", json!({})).await;
    let response = key.get(&flow["options"], &house.url).unwrap();
    let signed_in =
        ada.ok("/v1/sign-in/passkey", json!({ "ticket": flow["ticket"], "response": response })).await;
    assert_eq!(signed_in["passkey"]["authenticator"]["compromise"], "USER_KEY_REMOTE_COMPROMISE");
    ada.token = Some(signed_in["session"]["token"].as_str().unwrap().to_owned());
    let page = ada.page("/settings/passkeys").await.text().await.unwrap();
    assert!(page.contains("its passkeys can be copied from afar"));

    let (status, problem) = create(&mut ada, &house, &mut key_of(&vendor)).await;
    let told = (status, problem["code"].as_str(), problem["reason"].as_str());
    assert_eq!(told, (403, Some("authenticator_not_accepted"), Some("model-refused")));
}

#[tokio::test]
async fn a_running_server_takes_newer_metadata_and_none_that_is_forged() {
    let (service, vendor) = (MetadataPublisher::new(), Arc::new(Vendor::new(MODEL)));
    let house = house(&service, &vendor, &[]).await;
    let mut watch = metadata::Watch::new(house.app.store.clone(), source(&service));
    assert_eq!(watch.look().await.unwrap().unwrap().number, 1);
    assert!(watch.look().await.unwrap().is_none(), "seen already");
    keep(&house, &service, 2, &vendor, &["REVOKED"]).await;
    let newer = watch.look().await.unwrap().unwrap();
    assert!(newer.model(&Aaguid(MODEL)).unwrap().compromise().is_some());

    let again = service.blob(2, &[]).into_bytes();
    let old = metadata::keep(&house.app.store, &source(&service), again, clock::now()).await;
    assert_eq!(
        old.err().unwrap().to_string(),
        "it is not taken: its number is 2, and number 2 is known already (metadata-not-newer)"
    );
    // Somebody who writes the database alone.
    let other = MetadataPublisher::new();
    let forged = other.blob(3, &[]).into_bytes();
    metadata::keep(&house.app.store, &source(&other), forged, clock::now()).await.unwrap();
    assert!(watch.look().await.is_err());
    assert!(watch.look().await.unwrap().is_none(), "told once");
}
