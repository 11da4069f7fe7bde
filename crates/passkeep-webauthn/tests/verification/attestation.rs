//! Attestations by certificates: what each rule of §8 refuses, and where chains lead.

use crate::support::authority::{NOW_SECONDS, Subject, aaguid_extension};
use crate::support::{Expected, NewCredential, Statement, array, bytes, int, map, sha_256, text};
use base64::{Engine, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_webauthn::{
    Attestation, AttestationFormat, AttestationPolicy, AttestationType, Error, Trust, TrustAnchor,
    TrustFault, Untrusted,
};
use rcgen::{BasicConstraints, DnType, IsCa, KeyUsagePurpose, date_time_ymd};
use serde_json::json;

fn anchor(certificate: Vec<u8>) -> TrustAnchor {
    TrustAnchor { certificate, attestation_type: None }
}

fn verify(credential: &NewCredential, anchors: &[TrustAnchor]) -> Result<Attestation, Error> {
    let (types, untrusted, now_seconds) = (AttestationType::ALL, Untrusted::Accepted, NOW_SECONDS);
    let policy = AttestationPolicy { types, anchors, untrusted, now_seconds, ..AttestationPolicy::NOT_ASKED };
    Expected::new()
        .registration_under(&credential.response(), policy)
        .map(|registration| registration.attestation)
}

fn packed(credential: &NewCredential, signer: &Subject, path: &[Vec<u8>]) -> Vec<u8> {
    let x5c = array(&path.iter().map(|der| bytes(der)).collect::<Vec<_>>());
    let signature = bytes(&signer.sign(&credential.message()));
    map(&[(text("alg"), int(-7)), (text("sig"), signature), (text("x5c"), x5c)])
}

/// A registration that an authenticator's certificate attests.
fn attested(signer: &Subject, path: &[Vec<u8>]) -> NewCredential {
    let mut credential = NewCredential { format: "packed", ..NewCredential::new() };
    credential.statement = Statement::Given(packed(&credential, signer, path));
    credential
}

/// A root, an authority below it, and an authenticator.
struct Chain {
    root: Subject,
    middle: Subject,
    leaf: Subject,
}

impl Chain {
    fn new() -> Self {
        Chain {
            root: Subject::authority("Root"),
            middle: Subject::authority("Middle"),
            leaf: Subject::authenticator([9; 16]),
        }
    }

    fn path(&self) -> [Vec<u8>; 2] {
        [self.leaf.certified_by(&self.middle), self.middle.certified_by(&self.root)]
    }

    fn trust(&self, anchors: &[TrustAnchor]) -> Trust {
        verify(&attested(&self.leaf, &self.path()), anchors).unwrap().trust
    }
}

#[test]
fn a_chain_leads_to_any_of_its_certificates_that_is_an_anchor() {
    let chain = Chain::new();
    let path = chain.path();
    let root = chain.root.self_signed();
    for certificate in [root.clone(), path[1].clone(), path[0].clone()] {
        let attestation = verify(&attested(&chain.leaf, &path), &[anchor(certificate)]).unwrap();
        assert_eq!(attestation.trust, Trust::Anchored);
    }
    let with_root = [path[0].clone(), path[1].clone(), root.clone()];
    let attestation = verify(&attested(&chain.leaf, &with_root), &[anchor(root.clone())]).unwrap();
    assert_eq!((attestation.trust, attestation.trust_path), (Trust::Anchored, with_root.to_vec()));
    assert_eq!(attestation.attestation_type, AttestationType::Basic);
    let att_ca = TrustAnchor { attestation_type: Some(AttestationType::AttCa), ..anchor(root) };
    let attestation = verify(&attested(&chain.leaf, &path), &[att_ca]).unwrap();
    assert_eq!(attestation.attestation_type, AttestationType::AttCa);
    let another = anchor(Chain::new().root.self_signed());
    assert_eq!(chain.trust(&[]), Trust::Untrusted(TrustFault::NoAnchor));
    assert_eq!(
        chain.trust(&[another]),
        Trust::Untrusted(TrustFault::NoAnchor),
        "of the same name, with another key"
    );
}

#[test]
fn a_chain_breaks_at_what_is_wrong_with_it() {
    let untrusted = |chain: &Chain| match chain.trust(&[anchor(chain.root.self_signed())]) {
        Trust::Untrusted(fault) => fault,
        other => panic!("{other:?}"),
    };
    let mut chain = Chain::new();
    chain.leaf.params.not_after = date_time_ymd(2025, 1, 1);
    assert_eq!(untrusted(&chain), TrustFault::Expired { at: 0 });
    let mut chain = Chain::new();
    chain.middle.params.not_before = date_time_ymd(2030, 1, 1);
    assert_eq!(untrusted(&chain), TrustFault::NotYetValid { at: 1 });
    let mut chain = Chain::new();
    chain.root.params.not_after = date_time_ymd(2025, 1, 1);
    assert_eq!(untrusted(&chain), TrustFault::NoAnchor, "an anchor that has expired anchors nothing");
    for is_ca in [IsCa::NoCa, IsCa::ExplicitNoCa] {
        let mut chain = Chain::new();
        chain.middle.params.is_ca = is_ca;
        assert_eq!(untrusted(&chain), TrustFault::NotAuthority { at: 1 });
    }
    for (usage, fault) in [
        (KeyUsagePurpose::KeyCertSign, None),
        (KeyUsagePurpose::DigitalSignature, Some(TrustFault::NotAuthority { at: 1 })),
    ] {
        let mut chain = Chain::new();
        chain.middle.params.key_usages = vec![usage];
        let trust = chain.trust(&[anchor(chain.root.self_signed())]);
        assert_eq!(trust, fault.map_or(Trust::Anchored, Trust::Untrusted), "{usage:?}");
    }
    let mut chain = Chain::new();
    chain.root.params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    assert_eq!(untrusted(&chain), TrustFault::NoAnchor, "the root lets no authority stand below it");

    let (chain, other) = (Chain::new(), Chain::new());
    let root = [anchor(chain.root.self_signed())];
    let with = |path: &[Vec<u8>]| verify(&attested(&chain.leaf, path), &root).unwrap().trust;
    let middle = chain.middle.certified_by(&chain.root);
    let by_another = chain.leaf.certified_by(&other.middle);
    let fault = TrustFault::SignatureInvalid { at: 0 };
    assert_eq!(with(&[by_another, middle]), Trust::Untrusted(fault), "the same name, another key");
    let stranger = Subject::authority("Stranger").certified_by(&chain.root);
    let fault = TrustFault::IssuerMismatch { at: 0 };
    assert_eq!(with(&[chain.leaf.certified_by(&chain.middle), stranger]), Trust::Untrusted(fault));
}

#[test]
fn a_packed_statement_by_a_certificate() {
    let refused = |change: &dyn Fn(&mut Subject), reason: &'static str| {
        let root = Subject::authority("Root");
        let mut leaf = Subject::authenticator([9; 16]);
        change(&mut leaf);
        let verdict = verify(&attested(&leaf, &[leaf.certified_by(&root)]), &[]);
        assert_eq!(verdict, Err(Error::AttestationRefused { format: "packed", reason }));
    };
    let without =
        |kind: DnType| move |leaf: &mut Subject| assert!(leaf.params.distinguished_name.remove(kind.clone()));
    let no_country = "the certificate's subject names no country by two letters";
    refused(&without(DnType::CountryName), no_country);
    refused(&|leaf| leaf.params.distinguished_name.push(DnType::CountryName, "PRT"), no_country);
    refused(&without(DnType::OrganizationName), "the certificate's subject names no vendor");
    refused(&without(DnType::CommonName), "the certificate's subject names no vendor");
    let no_authenticator = "the certificate's subject is no authenticator attestation";
    refused(&without(DnType::OrganizationalUnitName), no_authenticator);
    let unit = DnType::OrganizationalUnitName;
    refused(
        &|leaf| leaf.params.distinguished_name.push(unit.clone(), "Authenticator attestation"),
        no_authenticator,
    );
    refused(
        &|leaf| leaf.params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained),
        "the certificate is a certification authority's",
    );
    for aaguid in [&[8; 16][..], &[9; 15], &[9; 17], &[]] {
        refused(
            &|leaf| leaf.params.custom_extensions = vec![aaguid_extension(aaguid)],
            "the certificate names another AAGUID",
        );
    }
    refused(
        &|leaf| leaf.params.custom_extensions[0].set_criticality(true),
        "the certificate's AAGUID is marked critical",
    );

    // SHA-1, by one who did not ask for it by its name.
    let (root, leaf) = (Subject::authority("Root"), Subject::authenticator([9; 16]));
    let mut by_sha_1 = attested(&leaf, &[]);
    let x5c = array(&[bytes(&leaf.certified_by(&root))]);
    by_sha_1.statement = Statement::Given(map(&[
        (text("alg"), int(-65535)),
        (text("sig"), bytes(&[1; 256])),
        (text("x5c"), x5c),
    ]));
    let reason = "its algorithm is not one that is taken";
    assert_eq!(verify(&by_sha_1, &[]), Err(Error::AttestationRefused { format: "packed", reason }));

    // A certificate that names no model serves any.
    let (root, mut leaf) = (Subject::authority("Root"), Subject::authenticator([9; 16]));
    leaf.params.custom_extensions = vec![];
    assert!(verify(&attested(&leaf, &[leaf.certified_by(&root)]), &[]).is_ok());
    let by_another = attested(&Subject::authenticator([9; 16]), &[leaf.certified_by(&root)]);
    assert_eq!(verify(&by_another, &[]), Err(Error::AttestationSignatureInvalid { format: "packed" }));
}

#[test]
fn a_compound_statement_stands_with_all_of_its_statements() {
    let (root, leaf) = (Subject::authority("Root"), Subject::authenticator([9; 16]));
    let path = [leaf.certified_by(&root)];
    let member = |format: &str, statement: &[u8]| {
        map(&[(text("fmt"), text(format)), (text("attStmt"), statement.to_vec())])
    };
    let credential = |statements: &dyn Fn(&NewCredential) -> Vec<Vec<u8>>| {
        let mut credential = NewCredential { format: "compound", ..NewCredential::new() };
        credential.statement = Statement::Given(array(&statements(&credential)));
        credential
    };
    let by_itself = |credential: &NewCredential| {
        map(&[(text("alg"), int(-7)), (text("sig"), bytes(&credential.key.sign(&credential.message())))])
    };
    let both = credential(&|credential| {
        vec![member("packed", &by_itself(credential)), member("packed", &packed(credential, &leaf, &path))]
    });
    let attestation = verify(&both, &[anchor(root.self_signed())]).unwrap();
    assert_eq!(attestation.format, AttestationFormat::Compound);
    assert_eq!((attestation.attestation_type, attestation.trust), (AttestationType::Basic, Trust::Anchored));
    let inner: Vec<_> = attestation.statements.iter().map(|inner| inner.attestation_type).collect();
    assert_eq!(inner, [AttestationType::SelfAttestation, AttestationType::Basic]);

    let one_wrong = credential(&|credential| {
        let another = Subject::authenticator([9; 16]);
        vec![member("packed", &by_itself(credential)), member("packed", &packed(credential, &another, &path))]
    });
    assert_eq!(verify(&one_wrong, &[]), Err(Error::AttestationSignatureInvalid { format: "packed" }));
    let malformed = |reason| Err(Error::AttestationStatementMalformed { format: "compound", reason });
    let one = credential(&|credential| vec![member("packed", &by_itself(credential))]);
    assert_eq!(verify(&one, &[]), malformed("it holds fewer than two statements, or more than four"));
    let nested = credential(&|credential| {
        vec![member("packed", &by_itself(credential)), member("compound", &array(&[]))]
    });
    assert!(verify(&nested, &[]).is_err());
    let bare = credential(&|_| vec![int(1), int(2)]);
    assert_eq!(verify(&bare, &[]), malformed("a member is not fmt and attStmt"));
    let map_for_array =
        NewCredential { format: "compound", statement: Statement::Given(map(&[])), ..NewCredential::new() };
    assert_eq!(verify(&map_for_array, &[]), malformed("it is not an array"));
}

/// A SafetyNet statement; `change` is done to its payload.
fn safety_net(host: &str, change: impl Fn(&mut serde_json::Value)) -> (NewCredential, TrustAnchor) {
    let (root, mut leaf) = (Subject::authority("Root"), Subject::authority(host));
    leaf.key = rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048).unwrap();
    leaf.params.is_ca = IsCa::NoCa;
    let mut credential = NewCredential { format: "android-safetynet", ..NewCredential::new() };
    let nonce = STANDARD.encode(sha_256(&credential.message()));
    let mut payload = json!({ "nonce": nonce, "ctsProfileMatch": true, "timestampMs": 1 });
    change(&mut payload);
    let header = json!({ "alg": "RS256", "x5c": [STANDARD.encode(leaf.certified_by(&root))] });
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&header), part(&payload));
    let jws = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(leaf.sign(signed.as_bytes())));
    credential.statement =
        Statement::Given(map(&[(text("ver"), text("1")), (text("response"), bytes(jws.as_bytes()))]));
    (credential, anchor(root.self_signed()))
}

#[test]
fn a_safetynet_statement_is_verified_and_marked_legacy() {
    const HOST: &str = "attest.android.com";
    let (credential, root) = safety_net(HOST, |_| {});
    let attestation = verify(&credential, &[root]).unwrap();
    assert_eq!((attestation.attestation_type, attestation.trust), (AttestationType::Basic, Trust::Anchored));
    assert!(attestation.format.is_legacy() && !AttestationFormat::Packed.is_legacy());

    let refused = |credential: &NewCredential, reason| {
        let expected = Err(Error::AttestationRefused { format: "android-safetynet", reason });
        assert_eq!(verify(credential, &[]), expected);
    };
    let other_nonce = |payload: &mut serde_json::Value| payload["nonce"] = STANDARD.encode([0; 32]).into();
    refused(&safety_net(HOST, other_nonce).0, "the nonce is not this creation's");
    let failed = |payload: &mut serde_json::Value| payload["ctsProfileMatch"] = false.into();
    refused(&safety_net(HOST, failed).0, "the device did not pass (ctsProfileMatch is false)");
    let elsewhere = safety_net("attest.android.com.example", |_| {}).0;
    refused(&elsewhere, "the certificate is not that of attest.android.com");
    let (mut credential, _) = safety_net(HOST, |_| {});
    credential.client_data.push(' ');
    refused(&credential, "the nonce is not this creation's");
    // The statement ends with the JWS, and the JWS with its signature.
    let (mut credential, _) = safety_net(HOST, |_| {});
    let Statement::Given(statement) = &mut credential.statement else { unreachable!("it was given") };
    let at = statement.len() - 100;
    statement[at] = if statement[at] == b'A' { b'B' } else { b'A' };
    let invalid = Error::AttestationSignatureInvalid { format: "android-safetynet" };
    assert_eq!(verify(&credential, &[]), Err(invalid));
}
