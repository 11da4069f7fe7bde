//! What verification takes from the heap: counted, so that it stays little.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

use allocation_counter::measure;
use passkeep_webauthn::{
    AuthenticationExpectation, Origin, PublicKey, SignCountPolicy, StoredCredential, UserIdentified,
    UserVerification, verify_authentication,
};
use support::{Assertion, CHALLENGE, CREDENTIAL_ID, RP_ID, USER_HANDLE};

#[test]
fn an_authentication_allocates_nothing() {
    let assertion = Assertion::new();
    let response = assertion.response();
    let origins = [Origin::parse("https://example.org").unwrap()];
    let public_key = PublicKey::from_cose(&assertion.key.cose()).unwrap();
    let expected = AuthenticationExpectation {
        rp_id: RP_ID,
        origins: &origins,
        top_origins: &[],
        challenge: CHALLENGE,
        user_verification: UserVerification::Required,
        allow_credentials: &[CREDENTIAL_ID],
        app_id: None,
        sign_count: SignCountPolicy::Flag,
    };
    let stored = StoredCredential {
        id: CREDENTIAL_ID,
        public_key: &public_key,
        sign_count: 3,
        backup_eligible: false,
        user_handle: USER_HANDLE,
        user_identified: UserIdentified::ByResponse,
    };
    let counted = measure(|| {
        let verdict = verify_authentication(&response, &expected, &stored);
        assert!(verdict.is_ok());
    });
    assert_eq!(counted.count_total, 0);
}
