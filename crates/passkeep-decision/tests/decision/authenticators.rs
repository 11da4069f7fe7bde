//! Which authenticators are taken, and what becomes of a model that falls.

use std::sync::Arc;

use passkeep_authenticator::{
    Authenticator, AuthenticatorOptions, MetadataPublisher, Misbehaviour, Seed, Vendor,
};
use passkeep_decision::authenticator::AuthenticatorPolicy;
use passkeep_decision::ceremony::Place;
use passkeep_decision::change::Changes;
use passkeep_decision::flow::CeremonyOptions;
use passkeep_decision::passkey::Passkey;
use passkeep_decision::passkeys::*;
use passkeep_decision::policy::Policy;
use passkeep_decision::refusal::{PasskeyFault, Refusal};
use passkeep_decision::step::Step;
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_webauthn::{Aaguid, AttestationConveyance, Metadata, MetadataAuthority, TrustAnchor, Untrusted};

use crate::support::*;

const MODEL: [u8; 16] = [7; 16];

fn metadata(vendor: &Vendor, statuses: &[&str]) -> Arc<Metadata> {
    let service = MetadataPublisher::new();
    let anchors = [TrustAnchor { certificate: service.root().to_vec(), attestation_type: None }];
    let now_seconds = NOW.0 / 1000;
    let authority =
        MetadataAuthority { anchors: &anchors, signer: MetadataAuthority::FIDO_SIGNER, now_seconds };
    let blob = service.blob(1, &[vendor.entry("Vendor Key", statuses)]);
    Arc::new(Metadata::verify(blob.as_bytes(), &authority).unwrap())
}

/// Nothing is asked, and these statuses are known of a model.
pub fn knowing(aaguid: Aaguid, statuses: &[&str]) -> AuthenticatorPolicy {
    let metadata = Some(metadata(&Vendor::new(aaguid.0), statuses));
    AuthenticatorPolicy { metadata, ..AuthenticatorPolicy::default() }
}

/// A policy that asks for attestations, and knows the vendor's model.
fn asking(vendor: &Vendor, statuses: &[&str], untrusted: Untrusted) -> Policy {
    let authenticators = AuthenticatorPolicy {
        conveyance: AttestationConveyance::Direct,
        untrusted,
        metadata: Some(metadata(vendor, statuses)),
        ..AuthenticatorPolicy::default()
    };
    Policy { authenticators, ..policy() }
}

/// Ada creates a passkey on a security key, under a policy.
fn create(options: AuthenticatorOptions, policy: Policy) -> Case<CreatePasskey> {
    let ticket = ticket(Purpose::CreatePasskey, TicketStep::Place);
    let choosing = ChoosePlace { session: session(), ticket, place: Place::SecurityKey, browser: BROWSER };
    let facts =
        ChoosePlaceFacts { who: Some(who()), spent: false, passkeys: vec![Key::synced(1, ADA).passkey] };
    let reply = choosing.decide(&facts, &policy, &moment()).reply.unwrap();
    let Some(CeremonyOptions::Create(asked)) = reply.options else { panic!("no options") };
    let mut authenticator = Authenticator::new(Seed::from(9), options);
    let step = CreatePasskey {
        session: session(),
        ticket: reply.ticket,
        response: registration(&mut authenticator, &asked, &Misbehaviour::default()),
        client: client(),
        browser: BROWSER,
    };
    let ChoosePlaceFacts { who, spent, passkeys } = facts;
    let facts = CreatePasskeyFacts {
        who,
        spent,
        passkeys,
        credential_taken: false,
        contacts: vec![],
        recovery: None,
    };
    Case { policy, ..Case::new(step, facts) }
}

fn made(case: &Case<CreatePasskey>) -> Result<Passkey, Refusal> {
    case.decide().reply.map(|created| created.passkey)
}

#[test]
fn a_model_is_proved_where_an_attestation_was_asked_for() {
    let vendor = Arc::new(Vendor::new(MODEL));
    let proving = AuthenticatorOptions::security_key_of(vendor.clone());
    let claiming = AuthenticatorOptions { aaguid: MODEL, ..AuthenticatorOptions::security_key() };

    let unasked = made(&create(proving.clone(), policy())).unwrap();
    assert!(!unasked.attested);
    let proved = made(&create(proving, asking(&vendor, &[], Untrusted::Refused))).unwrap();
    assert_eq!(
        (proved.attested, proved.aaguid, &*proved.name.to_string()),
        (true, Aaguid(MODEL), "Vendor Key")
    );
    let claimed = made(&create(claiming.clone(), asking(&vendor, &[], Untrusted::Accepted))).unwrap();
    assert!(!claimed.attested);
    let refused = made(&create(claiming, asking(&vendor, &[], Untrusted::Refused))).unwrap_err();
    assert_eq!(refused.code(), "authenticator_not_accepted");
}

#[test]
fn a_model_that_fell_is_refused_whether_it_proves_itself_or_not() {
    let vendor = Arc::new(Vendor::new(MODEL));
    let claiming = AuthenticatorOptions { aaguid: MODEL, ..AuthenticatorOptions::security_key() };
    for options in [AuthenticatorOptions::security_key_of(vendor.clone()), claiming] {
        let case = create(options, asking(&vendor, &["REVOKED"], Untrusted::Accepted));
        assert_eq!(made(&case).unwrap_err().code(), "authenticator_not_accepted");
        assert!(matches!(case.decide().changes, Changes::Nothing));
    }
}

#[test]
fn what_was_asked_is_sealed() {
    let vendor = Arc::new(Vendor::new(MODEL));
    let key = AuthenticatorOptions::security_key_of(vendor.clone());
    let mut asked_since = create(key.clone(), policy());
    asked_since.policy = asking(&vendor, &[], Untrusted::Accepted);
    let mut harder_since = create(key, asking(&vendor, &[], Untrusted::Accepted));
    harder_since.policy.authenticators.untrusted = Untrusted::Refused;
    for case in [asked_since, harder_since] {
        assert_eq!(made(&case).unwrap_err(), Refusal::PasskeyNotAccepted(PasskeyFault::OptionsChanged));
    }
}
