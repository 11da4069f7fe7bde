//! Who calls the token endpoint: by secret, by signature, or nobody.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::client::ClientMetadata;
use passkeep_decision::jose::PublicJwk;
use passkeep_store::KeptClient;
use serde_json::{Value, json};

use super::party::*;
use crate::person::{House, http_client};

async fn post(house: &House, form: &[(&str, &str)], basic: Option<(&str, &str)>) -> (u16, Value) {
    let mut request = http_client().post(format!("{}/token", house.url));
    if let Some((id, secret)) = basic {
        request = request.basic_auth(id, Some(secret));
    }
    let body = serde_urlencoded::to_string(form).unwrap();
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap())
}

#[tokio::test]
async fn who_is_unknown_and_who_does_not_prove_it_get_one_answer() {
    let house = house().await;
    let code = [
        ("grant_type", "authorization_code"),
        ("code", "x"),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let with = |more: &[(&'static str, &'static str)]| [code.as_slice(), more].concat();
    let wrong = "another-secret-that-nobody-will-ever-guess-0123";
    let unknown = post(&house, &with(&[]), Some(("nobody", SECRET))).await;
    assert_eq!((unknown.0, unknown.1["error"].as_str()), (401, Some("invalid_client")));
    for answer in [
        post(&house, &with(&[]), Some(("shop", wrong))).await,
        post(&house, &with(&[("client_id", "shop")]), None).await,
        post(&house, &with(&[("client_id", "shop"), ("client_secret", wrong)]), None).await,
        post(&house, &with(&[("client_id", "phone"), ("client_secret", SECRET)]), None).await,
        post(&house, &with(&[]), Some(("shop", ""))).await,
    ] {
        assert_eq!(answer, unknown);
    }
    for answer in [
        post(&house, &with(&[]), None).await,
        post(&house, &with(&[("client_id", "other")]), Some(("shop", SECRET))).await,
        post(&house, &with(&[("client_secret", SECRET)]), Some(("shop", SECRET))).await,
    ] {
        assert_eq!((answer.0, answer.1["error"].as_str()), (401, Some("invalid_client")));
    }
    for taken in [
        post(&house, &with(&[]), Some(("shop", SECRET))).await,
        post(&house, &with(&[("client_id", "shop"), ("client_secret", SECRET)]), None).await,
    ] {
        assert_eq!((taken.0, taken.1["error"].as_str()), (400, Some("invalid_grant")));
    }
    let public = Backend::of(&house, "phone");
    assert_eq!(
        public.post("/introspect", &[("token", "x")]).await.0,
        401,
        "who proves nothing learns nothing"
    );
}

#[tokio::test]
async fn a_signature_proves_a_client_once() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let jwk = PublicJwk::p256(key.public_key().as_ref().try_into().unwrap()).to_json();
    let metadata = ClientMetadata {
        client_id: "shop".into(),
        name: "The shop".into(),
        jwks: Some(json!({ "keys": [jwk] })),
        redirect_uris: vec![CALLBACK.into()],
        first_party: true,
        ..ClientMetadata::default()
    };
    // Registered while the server runs.
    let kept = KeptClient { metadata, created_at: passkeep_server::clock::now() };
    house.app.store.add_client(&kept).await.unwrap();
    let browser = Browser::of(&house, &ada);
    let now = passkeep_server::clock::now().0 / 1000;
    let assertion = |id: &str, audience: &str| {
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let claims = json!({ "iss": "shop", "sub": "shop", "aud": audience, "exp": now + 60, "jti": id });
        let text = format!("{}.{}", part(&json!({ "alg": "ES256" })), part(&claims));
        let signature = key.sign(&aws_lc_rs::rand::SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    };
    let redeem = async |assertion: &str| {
        let code = browser.authorize(&request_with(&[("scope", "openid")])).await.code();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion),
        ];
        post(&house, &form, None).await
    };
    let good = assertion("one", &house.url);
    assert_eq!(redeem(&good).await.0, 200);
    assert_eq!(redeem(&good).await.1["error"], "invalid_client", "once");
    assert_eq!(redeem(&assertion("two", "https://other.example")).await.1["error"], "invalid_client");
    let answers = futures_util::future::join_all((0..16).map(|_| redeem_alone(&house, &good))).await;
    assert!(answers.iter().all(|status| *status == 401));
    let fresh = assertion("three", &house.url);
    let answers = futures_util::future::join_all((0..64).map(|_| redeem_alone(&house, &fresh))).await;
    assert_eq!(answers.iter().filter(|status| **status == 400).count(), 1, "one was believed: {answers:?}");
}

/// The status: 401 for who is not believed, 400 for who is, and brings no code.
async fn redeem_alone(house: &House, assertion: &str) -> u16 {
    let form = [
        ("grant_type", "authorization_code"),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion),
    ];
    post(house, &form, None).await.0
}
