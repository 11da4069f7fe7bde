//! What the platforms' own attestations refuse: Android's key store (§8.4), Apple (§8.8) and TPMs (§8.3), each by
//! certificates made here around the credential's own key.

use crate::support::authority::{NOW_SECONDS, Subject, aaguid_extension};
use crate::support::{Expected, NewCredential, Statement, array, bytes, es256_cose, int, map, sha_256, text};
use passkeep_webauthn::{
    Attestation, AttestationPolicy, AttestationType, Error, Trust, TrustAnchor, Untrusted,
};
use rcgen::{
    BasicConstraints, CustomExtension, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    PublicKeyData,
};

fn verify(credential: &NewCredential, root: &Subject) -> Result<Attestation, Error> {
    let anchors = &[TrustAnchor { certificate: root.self_signed(), attestation_type: None }];
    let types = &[AttestationType::Basic, AttestationType::AttCa, AttestationType::AnonCa];
    let policy = AttestationPolicy {
        types,
        anchors,
        untrusted: Untrusted::Refused,
        now_seconds: NOW_SECONDS,
        ..AttestationPolicy::NOT_ASKED
    };
    Expected::new()
        .registration_under(&credential.response(), policy)
        .map(|registration| registration.attestation)
}

/// A DER item.
fn item(tag: &[u8], content: &[u8]) -> Vec<u8> {
    let length = match u8::try_from(content.len()).unwrap() {
        short @ 0..=0x7f => vec![short],
        long => vec![0x81, long],
    };
    [tag, &length, content].concat()
}

const INTEGER: &[u8] = &[0x02];
const OCTETS: &[u8] = &[0x04];
const NULL: &[u8] = &[0x05];
const ENUMERATED: &[u8] = &[0x0a];
const SEQUENCE: &[u8] = &[0x30];
const SET: &[u8] = &[0x31];

/// A credential of a subject's own key.
fn credential_of(subject: &Subject, format: &'static str) -> NewCredential {
    let point = subject.key.der_bytes();
    NewCredential { cose: es256_cose(&point[1..33], &point[33..]), format, ..NewCredential::new() }
}

/// What an Android key store says of a key.
struct Description {
    challenge: Option<Vec<u8>>,
    software: Vec<u8>,
    tee: Vec<u8>,
    of_another_key: bool,
}

const ALL_APPLICATIONS: &[u8] = &[0xbf, 0x84, 0x58];

fn origin(number: u8) -> Vec<u8> {
    item(&[0xbf, 0x85, 0x3e], &item(INTEGER, &[number]))
}

fn purpose(number: u8) -> Vec<u8> {
    item(&[0xa1], &item(SET, &item(INTEGER, &[number])))
}

fn described() -> Description {
    Description {
        challenge: None,
        software: vec![],
        tee: [purpose(2), origin(0)].concat(),
        of_another_key: false,
    }
}

fn android(description: Description) -> Result<Attestation, Error> {
    const KEY_DESCRIPTION: &[u64] = &[1, 3, 6, 1, 4, 1, 11129, 2, 1, 17];
    let (root, mut leaf) = (Subject::authority("Root"), Subject::authority("Android Keystore Key"));
    let mut credential = credential_of(&leaf, "android-key");
    if description.of_another_key {
        credential.cose = credential.key.cose();
    }
    let challenge = description.challenge.unwrap_or_else(|| sha_256(credential.client_data.as_bytes()));
    let members = [
        item(INTEGER, &[100]),
        item(ENUMERATED, &[1]),
        item(INTEGER, &[100]),
        item(ENUMERATED, &[1]),
        item(OCTETS, &challenge),
        item(OCTETS, &[]),
        item(SEQUENCE, &description.software),
        item(SEQUENCE, &description.tee),
    ];
    let content = item(SEQUENCE, &members.concat());
    leaf.params.is_ca = IsCa::NoCa;
    leaf.params.custom_extensions = vec![CustomExtension::from_oid_content(KEY_DESCRIPTION, content)];
    credential.statement = Statement::Given(map(&[
        (text("alg"), int(-7)),
        (text("sig"), bytes(&leaf.sign(&credential.message()))),
        (text("x5c"), array(&[bytes(&leaf.certified_by(&root))])),
    ]));
    verify(&credential, &root)
}

#[test]
fn an_android_key_was_made_in_the_key_store_for_this_creation_and_this_app_to_sign() {
    let attestation = android(described()).unwrap();
    assert_eq!((attestation.attestation_type, attestation.trust), (AttestationType::Basic, Trust::Anchored));
    let by_software = Description { software: described().tee, tee: vec![], ..described() };
    assert!(android(by_software).is_ok());

    let refused = |description, reason| {
        assert_eq!(android(description), Err(Error::AttestationRefused { format: "android-key", reason }));
    };
    let another_creation = Description { challenge: Some(vec![1; 32]), ..described() };
    refused(another_creation, "the key was described for another creation");
    let another_key = Description { of_another_key: true, ..described() };
    refused(another_key, "the certificate's key is not the credential's");
    for every_app in [
        Description { software: item(ALL_APPLICATIONS, NULL), ..described() },
        Description { tee: [purpose(2), item(ALL_APPLICATIONS, NULL), origin(0)].concat(), ..described() },
    ] {
        refused(every_app, "every app may use the key");
    }
    let imported = Description { tee: [purpose(2), origin(2)].concat(), ..described() };
    refused(imported, "the key was not made in the key store");
    let contradicting = Description { software: origin(2), ..described() };
    refused(contradicting, "the key was not made in the key store");
    let decrypts = Description { tee: [purpose(1), origin(0)].concat(), ..described() };
    refused(decrypts, "the key is not one that signs");
    let unreadable = Description { tee: vec![0xa1], ..described() };
    refused(unreadable, "the description of the certificate's key can't be read");
}

#[test]
fn an_apple_certificate_is_for_this_creation_and_this_key() {
    const NONCE: &[u64] = &[1, 2, 840, 113_635, 100, 8, 2];
    let apple = |nonce: Option<Vec<u8>>, of_another_key: bool| {
        let (root, mut leaf) = (Subject::authority("Root"), Subject::authority("Credential"));
        let mut credential = credential_of(&leaf, "apple");
        if of_another_key {
            credential.cose = credential.key.cose();
        }
        let nonce = nonce.unwrap_or_else(|| sha_256(&credential.message()));
        let content = item(SEQUENCE, &item(&[0xa1], &item(OCTETS, &nonce)));
        leaf.params.is_ca = IsCa::NoCa;
        leaf.params.custom_extensions = vec![CustomExtension::from_oid_content(NONCE, content)];
        let x5c = array(&[bytes(&leaf.certified_by(&root))]);
        credential.statement = Statement::Given(map(&[(text("x5c"), x5c)]));
        verify(&credential, &root)
    };
    let attestation = apple(None, false).unwrap();
    assert_eq!((attestation.attestation_type, attestation.trust), (AttestationType::AnonCa, Trust::Anchored));
    let refused = |reason| Err(Error::AttestationRefused { format: "apple", reason });
    assert_eq!(apple(Some(vec![0; 32]), false), refused("the certificate's nonce is not this creation's"));
    assert_eq!(apple(Some(vec![]), false), refused("the certificate's nonce is not this creation's"));
    assert_eq!(apple(None, true), refused("the certificate's key is not the credential's"));
}

/// What a TPM and its attestation key say, each part to be changed.
struct Tpm {
    key: Subject,
    attestation_key: Subject,
    area_of: Option<Vec<u8>>,
    magic: u32,
    extra_data: Option<Vec<u8>>,
    name: Option<Vec<u8>>,
    version: &'static str,
}

const ATTESTATION_KEY: &[u64] = &[2, 23, 133, 8, 3];

fn tpm_names(attributes: &[u8]) -> CustomExtension {
    // Object identifiers 2.23.133.2.1 to .3: manufacturer, model, version.
    let attribute = |number: &u8| {
        let oid = item(&[0x06], &[0x67, 0x81, 0x05, 0x02, *number]);
        item(SET, &item(SEQUENCE, &[oid, item(&[0x0c], b"id:FFFFF1D0")].concat()))
    };
    let name = item(SEQUENCE, &attributes.iter().flat_map(attribute).collect::<Vec<_>>());
    let mut extension =
        CustomExtension::from_oid_content(&[2, 5, 29, 17], item(SEQUENCE, &item(&[0xa4], &name)));
    extension.set_criticality(true);
    extension
}

impl Tpm {
    fn new() -> Self {
        let mut attestation_key = Subject::authority("");
        attestation_key.params.distinguished_name = DistinguishedName::new();
        attestation_key.params.is_ca = IsCa::ExplicitNoCa;
        attestation_key.params.custom_extensions = vec![tpm_names(&[1, 2, 3]), aaguid_extension(&[9; 16])];
        attestation_key.params.extended_key_usages =
            vec![ExtendedKeyUsagePurpose::Other(ATTESTATION_KEY.to_vec())];
        Tpm {
            key: Subject::authority("Key"),
            attestation_key,
            area_of: None,
            magic: 0xff54_4347,
            extra_data: None,
            name: None,
            version: "2.0",
        }
    }

    fn verify(self) -> Result<Attestation, Error> {
        const NULL_ALGORITHM: [u8; 2] = [0x00, 0x10];
        let sized = |content: &[u8]| [&u16::try_from(content.len()).unwrap().to_be_bytes(), content].concat();
        let root = Subject::authority("Root");
        let mut credential = credential_of(&self.key, "tpm");
        let point = self.area_of.unwrap_or_else(|| self.key.key.der_bytes().to_vec());
        let area = [
            &[0x00, 0x23, 0x00, 0x0b, 0x00, 0x04, 0x00, 0x72][..],
            &sized(&[]),
            &NULL_ALGORITHM,
            &NULL_ALGORITHM,
            &[0x00, 0x03],
            &NULL_ALGORITHM,
            &sized(&point[1..33]),
            &sized(&point[33..]),
        ]
        .concat();
        let name = self.name.unwrap_or_else(|| [vec![0x00, 0x0b], sha_256(&area)].concat());
        let extra_data = self.extra_data.unwrap_or_else(|| sha_256(&credential.message()));
        let info = [
            &self.magic.to_be_bytes()[..],
            &[0x80, 0x17],
            &sized(b"signer"),
            &sized(&extra_data),
            &[0; 25],
            &sized(&name),
            &sized(b"qualified"),
        ]
        .concat();
        credential.statement = Statement::Given(map(&[
            (text("alg"), int(-7)),
            (text("sig"), bytes(&self.attestation_key.sign(&info))),
            (text("ver"), text(self.version)),
            (text("x5c"), array(&[bytes(&self.attestation_key.certified_by(&root))])),
            (text("pubArea"), bytes(&area)),
            (text("certInfo"), bytes(&info)),
        ]));
        verify(&credential, &root)
    }
}

#[test]
fn a_tpm_certifies_this_key_for_this_creation() {
    let attestation = Tpm::new().verify().unwrap();
    assert_eq!((attestation.attestation_type, attestation.trust), (AttestationType::AttCa, Trust::Anchored));
    let refused = |tpm: Tpm, reason| {
        assert_eq!(tpm.verify(), Err(Error::AttestationRefused { format: "tpm", reason }));
    };
    let malformed = |tpm: Tpm, reason| {
        assert_eq!(tpm.verify(), Err(Error::AttestationStatementMalformed { format: "tpm", reason }));
    };
    malformed(Tpm { version: "1.2", ..Tpm::new() }, "ver is not 2.0");
    malformed(Tpm { magic: 0xff54_4348, ..Tpm::new() }, "certInfo is no attestation of a certified key");
    let another = Subject::authority("Another").key.der_bytes().to_vec();
    refused(Tpm { area_of: Some(another), ..Tpm::new() }, "pubArea holds another key than the credential's");
    let extra_data = Some(vec![0; 32]);
    refused(Tpm { extra_data, ..Tpm::new() }, "certInfo was made for another creation");
    for name in [vec![0; 34], vec![], [vec![0x00, 0x04], vec![0; 20]].concat()] {
        refused(Tpm { name: Some(name), ..Tpm::new() }, "certInfo certifies another key than pubArea's");
    }
}

#[test]
fn a_tpms_attestation_key_has_a_certificate_of_such() {
    let refused = |change: &dyn Fn(&mut rcgen::CertificateParams), reason| {
        let mut tpm = Tpm::new();
        change(&mut tpm.attestation_key.params);
        assert_eq!(tpm.verify(), Err(Error::AttestationRefused { format: "tpm", reason }));
    };
    refused(
        &|params| params.distinguished_name.push(DnType::CommonName, "TPM"),
        "the certificate's subject is not empty",
    );
    for names in [&[1, 2][..], &[1, 3], &[2, 3], &[]] {
        refused(
            &|params| params.custom_extensions[0] = tpm_names(names),
            "the certificate does not name the TPM's manufacturer, model and version",
        );
    }
    refused(
        &|params| params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth],
        "the certificate is not one for attestation keys",
    );
    refused(
        &|params| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained),
        "the certificate is a certification authority's",
    );
    refused(
        &|params| params.custom_extensions[1] = aaguid_extension(&[8; 16]),
        "the certificate names another AAGUID",
    );
}
