//! DPoP: tokens bound to a key, and proofs of it, each for one request.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures_util::future::join_all;
use passkeep_decision::jose::PublicJwk;
use serde_json::{Value, json};

use super::party::*;
use crate::person::{House, http_client};

struct Key(EcdsaKeyPair);

impl Key {
    fn new() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    fn jwk(&self) -> PublicJwk {
        PublicJwk::p256(self.0.public_key().as_ref().try_into().unwrap())
    }

    /// A proof with the header and the claims as they were changed.
    fn prove(&self, url: &str, method: &str, change: impl FnOnce(&mut Value, &mut Value)) -> String {
        let id = URL_SAFE_NO_PAD.encode(passkeep_server::clock::moment().draw("jti"));
        let now = passkeep_server::clock::now().0 / 1000;
        let mut header = json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": self.jwk().to_json() });
        let mut claims = json!({ "htm": method, "htu": url, "iat": now, "jti": id });
        change(&mut header, &mut claims);
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let text = format!("{}.{}", part(&header), part(&claims));
        let signature = self.0.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }
}

/// Posts to the token endpoint as the shop, with a proof.
async fn token(house: &House, form: &[(&str, &str)], proof: &str) -> (u16, Value) {
    let request = http_client().post(format!("{}/token", house.url)).basic_auth("shop", Some(SECRET));
    let body = serde_urlencoded::to_string(form).unwrap();
    let request = request.header("content-type", "application/x-www-form-urlencoded").header("dpop", proof);
    let answer = request.body(body).send().await.unwrap();
    (answer.status().as_u16(), serde_json::from_str(&answer.text().await.unwrap()).unwrap())
}

fn form(code: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ]
}

#[tokio::test]
async fn every_part_of_a_proof_is_looked_at() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let browser = Browser::of(&house, &ada);
    let (key, other, url) = (Key::new(), Key::new(), format!("{}/token", house.url));
    let code = browser.authorize(&request()).await.code();
    let refused = async |proof: String| {
        let (status, answer) = token(&house, &form(&code), &proof).await;
        assert_eq!((status, answer["error"].as_str()), (400, Some("invalid_dpop_proof")), "{answer}");
    };
    let now = passkeep_server::clock::now().0 / 1000;
    refused(key.prove(&url, "GET", |_, _| {})).await;
    refused(key.prove("https://other.example/token", "POST", |_, _| {})).await;
    refused(key.prove(&format!("{url}/"), "POST", |_, _| {})).await;
    refused(key.prove(&url, "POST", |header, _| header["typ"] = "JWT".into())).await;
    refused(key.prove(&url, "POST", |header, _| header["alg"] = "none".into())).await;
    refused(key.prove(&url, "POST", |header, _| header["alg"] = "HS256".into())).await;
    refused(key.prove(&url, "POST", |header, _| header["jwk"] = json!(other.jwk().to_json()))).await;
    refused(key.prove(&url, "POST", |header, _| header["jwk"]["d"] = "AAAA".into())).await;
    refused(key.prove(&url, "POST", |_, claims| claims["iat"] = (now - 120).into())).await;
    refused(key.prove(&url, "POST", |_, claims| claims["iat"] = (now + 120).into())).await;
    refused(key.prove(&url, "POST", |_, claims| claims["jti"] = "".into())).await;
    refused("e30.e30.".into()).await;
    let proof = key.prove(&format!("{url}?x=1"), "POST", |_, _| {});
    let (status, tokens) = token(&house, &form(&code), &proof).await;
    assert_eq!((status, tokens["token_type"].as_str()), (200, Some("DPoP")), "{tokens}");
    assert_eq!(claims(&tokens, "access_token")["cnf"]["jkt"], key.jwk().thumbprint());
    // A proof is taken once.
    let code = browser.authorize(&request()).await.code();
    assert_eq!(token(&house, &form(&code), &proof).await.1["error"], "invalid_dpop_proof");
    let fresh = key.prove(&url, "POST", |_, _| {});
    let nothing = [("grant_type", "refresh_token")];
    let answers = join_all((0..64).map(|_| token(&house, &nothing, &fresh))).await;
    let taken = answers.iter().filter(|(_, answer)| answer["error"] == "invalid_request").count();
    assert_eq!(taken, 1, "sixty-four at once");
}

#[tokio::test]
async fn a_bound_token_is_worth_nothing_without_its_key() {
    let house = house().await;
    let ada = house.member(ADA).await;
    let browser = Browser::of(&house, &ada);
    let (key, other) = (Key::new(), Key::new());
    let (url, info) = (format!("{}/token", house.url), format!("{}/userinfo", house.url));
    // A code that was asked for with a key is redeemed with that key.
    let bound = request_with(&[("dpop_jkt", &key.jwk().thumbprint())]);
    let code = browser.authorize(&bound).await.code();
    assert_eq!(
        token(&house, &form(&code), &other.prove(&url, "POST", |_, _| {})).await.1["error"],
        "invalid_grant"
    );
    assert_eq!(Backend::of(&house, "shop").redeem(&code).await.1["error"], "invalid_grant");
    let (_, tokens) = token(&house, &form(&code), &key.prove(&url, "POST", |_, _| {})).await;
    let access = tokens["access_token"].as_str().unwrap();
    let ask = async |scheme: &str, proof: Option<String>| {
        let mut request = http_client().get(&info).header("authorization", format!("{scheme} {access}"));
        if let Some(proof) = proof {
            request = request.header("dpop", proof);
        }
        request.send().await.unwrap().status().as_u16()
    };
    let hash = URL_SAFE_NO_PAD.encode(digest(&SHA256, access.as_bytes()));
    let with = |key: &Key, hash: &str| key.prove(&info, "GET", |_, claims| claims["ath"] = hash.into());
    assert_eq!(ask("Bearer", None).await, 401);
    assert_eq!(ask("Bearer", Some(with(&key, &hash))).await, 401);
    assert_eq!(ask("DPoP", None).await, 401);
    assert_eq!(ask("DPoP", Some(with(&other, &hash))).await, 401);
    assert_eq!(ask("DPoP", Some(key.prove(&info, "GET", |_, _| {}))).await, 400, "a proof of no token");
    assert_eq!(ask("DPoP", Some(with(&key, &"A".repeat(43)))).await, 400);
    assert_eq!(ask("DPoP", Some(with(&key, &hash))).await, 200);
}
