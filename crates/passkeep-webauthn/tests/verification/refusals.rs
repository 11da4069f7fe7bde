//! A row for each refusal: one thing is changed in a ceremony that passes, and the error names it.

use crate::support::{
    AT, Assertion, BE, BS, CHALLENGE, CHALLENGE_TEXT, CREDENTIAL_ID, ED, Expected, Key, NewCredential, RP_ID,
    Statement, UP, USER_HANDLE, UV, bytes, client_data, int, map, sha_256, text,
};
use passkeep_webauthn::{
    Algorithm, AttestationType, AuthenticatorDataFault, CborFault, Ceremony, ClientDataFault, Error,
    JsonFault, Origin, PublicKeyFault, Registration, SignCountVerdict, Step, UserIdentified, UserPresence,
    UserVerification,
};

const REGISTRATION: Ceremony = Ceremony::Registration;
const AUTHENTICATION: Ceremony = Ceremony::Authentication;

fn register(change: impl Fn(&mut NewCredential, &mut Expected)) -> Result<Registration, Error> {
    let (mut credential, mut expected) = (NewCredential::new(), Expected::new());
    change(&mut credential, &mut expected);
    expected.registration(&credential.response())
}

fn refuse_registration(step: u8, error: Error, change: impl Fn(&mut NewCredential, &mut Expected)) {
    assert_eq!(error.step(), Some(Step { ceremony: REGISTRATION, number: step }), "{error}");
    assert_eq!(register(change).unwrap_err(), error);
}

fn refuse_authentication(step: u8, error: Error, change: impl Fn(&mut Assertion, &mut Expected)) {
    let (mut assertion, mut expected) = (Assertion::new(), Expected::new());
    change(&mut assertion, &mut expected);
    assert_eq!(error.step(), Some(Step { ceremony: AUTHENTICATION, number: step }), "{error}");
    assert_eq!(expected.authentication(&assertion).unwrap_err(), error);
}

/// The client data is checked alike in both ceremonies, at steps of their own.
fn refuse_client_data(
    (registration, authentication): (u8, u8),
    error: impl Fn(Ceremony) -> Error,
    client_data_of: impl Fn(&str) -> String,
    expect: impl Fn(&mut Expected),
) {
    refuse_registration(registration, error(REGISTRATION), |credential, expected| {
        credential.client_data = client_data_of("webauthn.create");
        expect(expected);
    });
    refuse_authentication(authentication, error(AUTHENTICATION), |assertion, expected| {
        assertion.client_data = client_data_of("webauthn.get");
        expect(expected);
    });
}

fn nothing(_: &mut Expected) {}

fn example() -> Origin {
    Origin::parse("https://example.org").unwrap()
}

fn top() -> Origin {
    Origin::parse("https://top.example").unwrap()
}

#[test]
fn an_unchanged_ceremony_passes() {
    let none = register(|_, _| ()).unwrap();
    assert_eq!(
        (none.attestation.attestation_type, none.sign_count, none.aaguid.0),
        (AttestationType::None, 3, [9; 16])
    );
    let credential = NewCredential::self_attested();
    let registration = Expected::new().registration(&credential.response()).unwrap();
    assert_eq!(registration.attestation.attestation_type, AttestationType::SelfAttestation);
    let authentication = Expected::new().authentication(&Assertion::new()).unwrap();
    assert_eq!(authentication.credential_id, CREDENTIAL_ID);
    assert_eq!(authentication.sign_count_verdict, SignCountVerdict::Increased);
}

#[test]
fn client_data_that_cannot_be_read() {
    let malformed = |fault: ClientDataFault| {
        move |ceremony| Error::ClientDataMalformed { ceremony, fault: fault.clone() }
    };
    let too_large = ClientDataFault::TooLarge { bytes: 8193, bytes_max: 8192 };
    refuse_client_data((6, 9), malformed(too_large), |_| " ".repeat(8193), nothing);
    for member in ["type", "challenge", "origin"] {
        let missing = ClientDataFault::MemberMissing { member };
        refuse_client_data(
            (6, 9),
            malformed(missing),
            |kind| client_data(kind).replace(&format!("\"{member}\""), "\"other\""),
            nothing,
        );
    }
    let members = [
        ("type", r#""webauthn.get""#),
        ("challenge", r#""x""#),
        ("origin", r#""https://example.org""#),
        ("crossOrigin", "false"),
    ];
    for (member, value) in members {
        let again = format!(r#","{member}":{value}}}"#);
        let twice = |kind: &str| client_data(kind).replace('}', &again);
        refuse_client_data((6, 9), malformed(twice_fault(member)), twice, nothing);
    }
    let top_origin_twice =
        |kind: &str| client_data(kind).replace('}', r#","topOrigin":"a","topOrigin":"b"}"#);
    refuse_client_data((6, 9), malformed(twice_fault("topOrigin")), top_origin_twice, nothing);
    // The same name in another spelling of JSON is the same name.
    let escaped = |kind: &str| client_data(kind).replace('}', r#","\u006frigin":"https://example.org"}"#);
    refuse_client_data((6, 9), malformed(twice_fault("origin")), escaped, nothing);
}

fn twice_fault(member: &str) -> ClientDataFault {
    ClientDataFault::Json(JsonFault::MemberTwice { member: member.to_owned() })
}

#[test]
fn client_data_repeats_nothing_at_any_depth_and_nests_little() {
    let malformed = |fault: JsonFault| {
        move |ceremony| Error::ClientDataMalformed { ceremony, fault: ClientDataFault::Json(fault.clone()) }
    };
    let with = |new: &str| {
        let new = format!(r#","new":{new}}}"#);
        move |kind: &str| client_data(kind).replace('}', &new)
    };
    let twice = |member: &str| malformed(JsonFault::MemberTwice { member: member.to_owned() });
    refuse_client_data((6, 9), twice("a"), with(r#"{"a":1,"a":1}"#), nothing);
    refuse_client_data((6, 9), twice("a"), with(r#"[[{"b":0,"a":1,"\u0061":1}]]"#), nothing);
    refuse_client_data((6, 9), twice("new"), with(r#"1,"new":2"#), nothing);
    let many: Vec<_> = (0..40).map(|number| format!(r#""{number}":0"#)).collect();
    refuse_client_data((6, 9), twice("39"), with(&format!(r#"{{{},"39":0}}"#, many.join(","))), nothing);
    register(|credential, _| {
        credential.client_data = with(&format!("{{{}}}", many.join(",")))("webauthn.create");
    })
    .unwrap();

    let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    register(|credential, _| credential.client_data = with(&nested(15))("webauthn.create")).unwrap();
    for depth in [16, 2000] {
        let too_deep = malformed(JsonFault::TooDeep { depth_max: 16 });
        refuse_client_data((6, 9), too_deep, with(&nested(depth)), nothing);
    }
    for wrong in [r#""\ud800""#, "1e999", "\"\u{1}\"", "01", "[1,]", "NaN"] {
        let error = register(|credential, _| credential.client_data = with(wrong)("webauthn.create"));
        assert_eq!(error.unwrap_err().code(), "client-data-malformed", "{wrong}");
    }
}

#[test]
fn client_data_that_is_not_its_json() {
    let bad = [
        "",
        "[]",
        "null",
        "{",
        r#"{"type":1}"#,
        r#"{"crossOrigin":"true"}"#,
        r#"{"crossOrigin":null}"#,
        "{}x",
    ];
    for json in bad {
        let error = register(|credential, _| credential.client_data = json.to_owned()).unwrap_err();
        let is_named = matches!(
            error,
            Error::ClientDataMalformed {
                ceremony: REGISTRATION,
                fault: ClientDataFault::Json(JsonFault::NotJson { .. })
            }
        );
        assert!(is_named, "{json}: {error}");
    }
    let mut response = NewCredential::new().response();
    response.client_data_json.push(0xff);
    let error = Expected::new().registration(&response).unwrap_err();
    let fault = ClientDataFault::Json(JsonFault::NotUtf8);
    assert_eq!(error, Error::ClientDataMalformed { ceremony: REGISTRATION, fault });
    assert_eq!(error.step().unwrap().number, 5);
}

#[test]
fn client_data_may_grow_and_begin_with_a_byte_order_mark() {
    let grown = client_data("webauthn.create").replace('}', r#","new":{"a":[1,{"b":null}]},"new2":2}"#);
    register(|credential, _| credential.client_data = grown.clone()).unwrap();
    register(|credential, _| credential.client_data.insert(0, '\u{feff}')).unwrap();
    let mut self_attested = NewCredential::self_attested();
    self_attested.client_data.insert(0, '\u{feff}');
    Expected::new().registration(&self_attested.response()).expect("the hash is over the bytes as they came");
}

#[test]
fn another_type() {
    for seen in ["webauthn.get", "webauthn.created", "Webauthn.create", "payment.get", ""] {
        let error = Error::TypeMismatch {
            ceremony: REGISTRATION,
            expected: "webauthn.create",
            seen: seen.to_owned(),
        };
        refuse_registration(7, error, |credential, _| credential.client_data = client_data(seen));
    }
    let seen = "webauthn.create".to_owned();
    let error = Error::TypeMismatch { ceremony: AUTHENTICATION, expected: "webauthn.get", seen };
    refuse_authentication(10, error, |assertion, _| assertion.client_data = client_data("webauthn.create"));
}

#[test]
fn another_challenge() {
    let shorter = &CHALLENGE_TEXT[..42];
    let padded = format!("{CHALLENGE_TEXT}=");
    for seen in ["", "AAAA", shorter, &padded] {
        let error = |ceremony| Error::ChallengeMismatch {
            ceremony,
            expected: CHALLENGE_TEXT.to_owned(),
            seen: seen.to_owned(),
        };
        refuse_client_data((8, 11), error, |kind| client_data(kind).replace(CHALLENGE_TEXT, seen), nothing);
    }
    for bytes in [0, 15] {
        let error = |ceremony| Error::ChallengeTooShort { ceremony, bytes, bytes_min: 16 };
        refuse_client_data((8, 11), error, client_data, |expected| {
            expected.challenge = CHALLENGE[..bytes].to_vec()
        });
    }
}

#[test]
fn another_origin() {
    let others = [
        "https://example.org/",
        "https://example.org:443",
        "https://example.org:8443",
        "https://EXAMPLE.org",
        "https://Example.org",
        "HTTPS://example.org",
        "http://example.org",
        "https://example.org.evil.example",
        "https://evil-example.org",
        "https://sub.example.org",
        "https://example.or",
        "https://example.orgg",
        "https://xn--exmple-cua.org",
        "https://ex\u{430}mple.org",
        "https://example.org\u{0}",
        " https://example.org",
        "android:apk-key-hash:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
        "null",
        "",
    ];
    for seen in others {
        let error =
            |ceremony| Error::OriginUnexpected { ceremony, expected: vec![example()], seen: seen.to_owned() };
        let json = serde_json::to_string(seen).unwrap();
        let other = |kind: &str| client_data(kind).replace(r#""https://example.org""#, &json);
        refuse_client_data((9, 12), error, other, nothing);
    }
    let error = |ceremony| Error::OriginUnexpected {
        ceremony,
        expected: vec![],
        seen: "https://example.org".to_owned(),
    };
    refuse_client_data((9, 12), error, client_data, |expected| expected.origins.clear());
}

#[test]
fn every_listed_origin_passes_as_its_own() {
    let origins = ["https://example.org:8443", "http://localhost:8080", "http://localhost"]
        .into_iter()
        .chain(["android:apk-key-hash:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"]);
    for origin in origins {
        let client_data = client_data("webauthn.create").replace("https://example.org", origin);
        register(|credential, expected| {
            credential.client_data = client_data.clone();
            expected.origins = vec![example(), Origin::parse(origin).unwrap()];
        })
        .unwrap();
    }
}

#[test]
fn a_frame_of_another_origin() {
    let framed = |kind: &str| client_data(kind).replace("false", "true");
    let topped = |kind: &str| framed(kind).replace('}', r#","topOrigin":"https://top.example"}"#);
    refuse_client_data((10, 13), |ceremony| Error::CrossOriginUnexpected { ceremony }, framed, nothing);
    refuse_client_data((10, 13), |ceremony| Error::CrossOriginUnexpected { ceremony }, topped, nothing);
    let seen = || "https://top.example".to_owned();
    let unlisted =
        |ceremony| Error::TopOriginUnexpected { ceremony, expected: vec![example()], seen: seen() };
    refuse_client_data((11, 14), unlisted, topped, |expected| expected.top_origins = vec![example()]);
    // A top origin without crossOrigin is no way around the list.
    let alone = |kind: &str| topped(kind).replace("true", "false");
    let none_listed = |ceremony| Error::TopOriginUnexpected { ceremony, expected: vec![], seen: seen() };
    refuse_client_data((11, 14), none_listed, alone, nothing);
    for client_data in [framed("webauthn.create"), topped("webauthn.create")] {
        register(|credential, expected| {
            credential.client_data = client_data.clone();
            expected.top_origins = vec![example(), top()];
        })
        .unwrap();
    }
}

#[test]
fn an_attestation_object_that_cannot_be_read() {
    let expected = Expected::new();
    let intact = NewCredential::new();
    let refuse = |attestation_object: Vec<u8>, error: Error| {
        let mut response = intact.response();
        response.attestation_object = attestation_object;
        assert_eq!(error.step().unwrap().number, 13);
        assert_eq!(expected.registration(&response).unwrap_err(), error);
    };
    let not_cbor = |fault| Error::AttestationObjectNotCbor { fault };
    let missing = |member| Error::AttestationObjectMemberMissing { member };
    let data = || bytes(&intact.authenticator_data());
    refuse(vec![], not_cbor(CborFault::Truncated { at: 0 }));
    let trailing = [intact.attestation_object(), vec![0]].concat();
    refuse(trailing, not_cbor(CborFault::TrailingBytes { bytes: 1 }));
    let too_large = CborFault::TooLarge { bytes: 50_000, bytes_max: 48 * 1024 };
    refuse(vec![0; 50_000], not_cbor(too_large));
    refuse(text("none"), missing("map"));
    refuse(map(&[(text("attStmt"), map(&[])), (text("authData"), data())]), missing("fmt"));
    refuse(
        map(&[(text("fmt"), int(1)), (text("attStmt"), map(&[])), (text("authData"), data())]),
        missing("fmt"),
    );
    refuse(map(&[(text("fmt"), text("none")), (text("authData"), data())]), missing("attStmt"));
    refuse(map(&[(text("fmt"), text("none")), (text("attStmt"), map(&[]))]), missing("authData"));
}

#[test]
fn authenticator_data_that_cannot_be_read() {
    let registration = |fault| Error::AuthenticatorDataMalformed { ceremony: REGISTRATION, fault };
    let authentication = |fault| Error::AuthenticatorDataMalformed { ceremony: AUTHENTICATION, fault };
    refuse_registration(13, registration(AuthenticatorDataFault::CredentialDataMissing), |credential, _| {
        credential.flags = UP | UV;
    });
    refuse_registration(13, registration(AuthenticatorDataFault::CredentialIdEmpty), |credential, _| {
        credential.credential_id = vec![];
    });
    let not_cbor = AuthenticatorDataFault::PublicKey(CborFault::Truncated { at: 1 });
    refuse_registration(13, registration(not_cbor), |credential, _| credential.cose = vec![0xa1]);
    refuse_registration(
        13,
        registration(AuthenticatorDataFault::TrailingBytes { bytes: 1 }),
        |credential, _| {
            credential.after_key = vec![0xa0];
        },
    );
    let extensions = |after_key: Vec<u8>, fault| {
        refuse_registration(13, registration(fault), |credential, _| {
            credential.flags |= ED;
            credential.after_key = after_key.clone();
        });
    };
    extensions(vec![], AuthenticatorDataFault::Extensions(CborFault::Truncated { at: 0 }));
    extensions(text("x"), AuthenticatorDataFault::ExtensionsNotMap);
    extensions([map(&[]), vec![0]].concat(), AuthenticatorDataFault::TrailingBytes { bytes: 1 });

    let data_unexpected = authentication(AuthenticatorDataFault::CredentialDataUnexpected);
    refuse_authentication(7, data_unexpected, |assertion, _| {
        let data = [vec![9; 16], vec![0, 1, 1], assertion.key.cose()].concat();
        (assertion.flags, assertion.after_sign_count) = (UP | UV | AT, data);
    });
    refuse_authentication(
        7,
        authentication(AuthenticatorDataFault::TrailingBytes { bytes: 2 }),
        |assertion, _| {
            assertion.after_sign_count = vec![0, 0];
        },
    );
    refuse_authentication(
        7,
        authentication(AuthenticatorDataFault::Truncated { bytes: 38 }),
        |assertion, _| {
            (assertion.flags, assertion.after_sign_count) = (UP | UV | AT, vec![0]);
        },
    );
}

#[test]
fn another_relying_party() {
    let error = |ceremony| Error::RpIdMismatch {
        ceremony,
        expected: RP_ID.to_owned(),
        seen_hash: sha_256(b"example.com").try_into().unwrap(),
    };
    refuse_registration(14, error(REGISTRATION), |credential, _| credential.rp_id = "example.com");
    refuse_authentication(15, error(AUTHENTICATION), |assertion, _| assertion.rp_id = "example.com");
}

/// All 16 settings of UP, UV, BE and BS against what is required.
#[test]
fn flags() {
    for bits in 0..16u8 {
        let flag = |bit: u8, flag: u8| if bits & bit != 0 { flag } else { 0 };
        let flags = flag(1, UP) | flag(2, UV) | flag(4, BE) | flag(8, BS);
        let (up, uv, be, bs) = (flags & UP != 0, flags & UV != 0, flags & BE != 0, flags & BS != 0);
        let required =
            [UserVerification::Required, UserVerification::Preferred, UserVerification::Discouraged];
        for user_verification in required {
            let uv_lacks = user_verification == UserVerification::Required && !uv;
            for user_presence in [UserPresence::Required, UserPresence::Waived] {
                let code = register(|credential, expected| {
                    credential.flags = AT | flags;
                    (expected.user_verification, expected.user_presence) = (user_verification, user_presence);
                })
                .map(|registration| {
                    assert_eq!(registration.user_verified, uv);
                    assert_eq!((registration.backup_eligible, registration.backup_state), (be, bs));
                })
                .map_err(|error| error.code());
                let wanted = match (user_presence, up) {
                    (UserPresence::Required, false) => Err("user-not-present"),
                    _ if uv_lacks => Err("user-not-verified"),
                    _ if bs && !be => Err("backup-state-without-eligibility"),
                    _ => Ok(()),
                };
                assert_eq!(code, wanted, "registration {flags:08b}");
            }
            for stored_be in [false, true] {
                let (mut assertion, mut expected) = (Assertion::new(), Expected::new());
                assertion.flags = flags;
                (expected.user_verification, expected.backup_eligible) = (user_verification, stored_be);
                let code = expected
                    .authentication(&assertion)
                    .map(|authentication| {
                        assert_eq!(authentication.user_verified, uv);
                        assert_eq!((authentication.backup_eligible, authentication.backup_state), (be, bs));
                    })
                    .map_err(|error| error.code());
                let wanted = match () {
                    () if !up => Err("user-not-present"),
                    () if uv_lacks => Err("user-not-verified"),
                    () if bs && !be => Err("backup-state-without-eligibility"),
                    () if be != stored_be => Err("backup-eligibility-changed"),
                    () => Ok(()),
                };
                assert_eq!(code, wanted, "authentication {flags:08b}");
            }
        }
    }
}

#[test]
fn flags_are_refused_at_their_steps() {
    let changed = Error::BackupEligibilityChanged { expected: false, seen: true };
    refuse_authentication(19, changed, |assertion, _| assertion.flags |= BE);
    refuse_registration(15, Error::UserNotPresent { ceremony: REGISTRATION }, |credential, _| {
        credential.flags &= !UP;
    });
    refuse_authentication(16, Error::UserNotPresent { ceremony: AUTHENTICATION }, |assertion, _| {
        assertion.flags &= !UP;
    });
    refuse_registration(16, Error::UserNotVerified { ceremony: REGISTRATION }, |credential, _| {
        credential.flags &= !UV;
    });
    refuse_authentication(17, Error::UserNotVerified { ceremony: AUTHENTICATION }, |assertion, _| {
        assertion.flags &= !UV;
    });
    let without = |ceremony| Error::BackupStateWithoutEligibility { ceremony };
    refuse_registration(17, without(REGISTRATION), |credential, _| credential.flags |= BS);
    refuse_authentication(18, without(AUTHENTICATION), |assertion, _| assertion.flags |= BS);
}

#[test]
fn a_key_that_was_not_asked_for() {
    let error = Error::AlgorithmNotRequested { expected: vec![Algorithm::EdDsa], seen: Algorithm::Es256 };
    refuse_registration(20, error, |_, expected| expected.algorithms = vec![Algorithm::EdDsa]);
    let error = Error::PublicKeyRefused(PublicKeyFault::NotMap);
    refuse_registration(20, error, |credential, _| credential.cose = int(1));
}

#[test]
fn attestations() {
    let unsupported = |format: &str| Error::AttestationFormatUnsupported { format: format.to_owned() };
    let malformed = |format, reason| Error::AttestationStatementMalformed { format, reason };
    let refuse = |step, error, format: &'static str, statement: Vec<u8>| {
        refuse_registration(step, error, |credential, _| {
            (credential.format, credential.statement) = (format, Statement::Given(statement.clone()));
        });
    };
    for format in ["None", "packed ", "fido-u2f\0", "TPM"] {
        refuse(21, unsupported(format), format, map(&[]));
    }
    let x5c = map(&[(text("alg"), int(-7)), (text("sig"), bytes(b"s")), (text("x5c"), vec![0x80])]);
    refuse(22, malformed("packed", "x5c holds no certificate, or more than eight"), "packed", x5c);
    refuse(22, malformed("none", "it is not empty"), "none", map(&[(text("x"), int(1))]));
    let no_alg = map(&[(text("sig"), bytes(b"s"))]);
    refuse(22, malformed("packed", "alg is absent or not an integer"), "packed", no_alg);
    let no_sig = map(&[(text("alg"), int(-7))]);
    refuse(22, malformed("packed", "sig is absent or not bytes"), "packed", no_sig);
    let more = map(&[(text("alg"), int(-7)), (text("sig"), bytes(b"s")), (text("ver"), int(1))]);
    refuse(22, malformed("packed", "it holds more than alg and sig"), "packed", more);
    let wrong = map(&[(text("alg"), int(-7)), (text("sig"), bytes(b"s"))]);
    refuse(22, Error::AttestationSignatureInvalid { format: "packed" }, "packed", wrong);

    let mismatch = Error::AttestationAlgorithmMismatch { expected: Algorithm::Es256, seen: -8 };
    refuse_registration(22, mismatch, |credential, _| {
        (credential.format, credential.statement) = ("packed", Statement::SelfSigned { alg: -8 });
    });
    let by_another = Error::AttestationSignatureInvalid { format: "packed" };
    refuse_registration(22, by_another, |credential, _| {
        (credential.format, credential.statement) = ("packed", Statement::SelfSigned { alg: -7 });
        credential.key = Key::new();
    });
    let types = [AttestationType::None, AttestationType::SelfAttestation];
    for (seen, accepted) in [(types[0], types[1]), (types[1], types[0])] {
        refuse_registration(
            24,
            Error::AttestationNotAccepted { expected: vec![accepted], seen },
            |credential, expected| {
                if seen == AttestationType::SelfAttestation {
                    (credential.format, credential.statement) = ("packed", Statement::SelfSigned { alg: -7 });
                }
                expected.attestation = vec![accepted];
            },
        );
    }
}

#[test]
fn credential_ids() {
    register(|credential, _| credential.credential_id = vec![1; 1023]).unwrap();
    let too_long = Error::CredentialIdTooLong { bytes: 1024, bytes_max: 1023 };
    refuse_registration(25, too_long, |credential, _| credential.credential_id = vec![1; 1024]);

    let mut response = NewCredential::new().response();
    response.id = b"another".to_vec();
    let error = Expected::new().registration(&response).unwrap_err();
    let mismatch =
        Error::CredentialIdMismatch { expected: CREDENTIAL_ID.to_vec(), seen: b"another".to_vec() };
    assert_eq!((error.step().unwrap().number, error), (27, mismatch));

    let not_allowed = Error::CredentialNotAllowed { allowed: 2, seen: CREDENTIAL_ID.to_vec() };
    refuse_authentication(5, not_allowed, |_, expected| expected.allow_credentials = vec![b"one", b"two"]);
    let mismatch = Error::CredentialMismatch { expected: b"another".to_vec(), seen: CREDENTIAL_ID.to_vec() };
    refuse_authentication(6, mismatch, |_, expected| expected.stored_id = b"another");
    let mut expected = Expected::new();
    expected.allow_credentials = vec![b"one", CREDENTIAL_ID];
    expected.authentication(&Assertion::new()).unwrap();
}

#[test]
fn user_handles() {
    refuse_authentication(6, Error::UserHandleMissing, |assertion, _| assertion.user_handle = None);
    let mut known_before = Expected::new();
    known_before.user_identified = UserIdentified::Before;
    let mut without = Assertion::new();
    without.user_handle = None;
    known_before.authentication(&without).unwrap();
    let handles: [&[u8]; 4] = [b"another", b"", b"accoun", b"account "];
    for user_identified in [UserIdentified::Before, UserIdentified::ByResponse] {
        for seen in handles {
            let error = Error::UserHandleMismatch { expected: USER_HANDLE.to_vec(), seen: seen.to_vec() };
            refuse_authentication(6, error, |assertion, expected| {
                assertion.user_handle = Some(seen.to_vec());
                expected.user_identified = user_identified;
            });
        }
        // Nobody's handle is not nobody's handle.
        let error = Error::UserHandleMismatch { expected: vec![], seen: vec![] };
        refuse_authentication(6, error, |assertion, expected| {
            assertion.user_handle = Some(vec![]);
            (expected.user_handle, expected.user_identified) = (b"", user_identified);
        });
    }
}

#[test]
fn a_signature_by_another_key() {
    let error = Error::SignatureInvalid { algorithm: Algorithm::Es256 };
    refuse_authentication(21, error, |assertion, _| assertion.signed_with = Some(Key::new()));
}

#[test]
fn an_error_keeps_little_of_what_a_client_wrote_and_escapes_it() {
    let origin = format!("https://{}\\n", "a".repeat(4000));
    let client_data = client_data("webauthn.create").replace("https://example.org", &origin);
    let error = register(|credential, _| credential.client_data = client_data.clone()).unwrap_err();
    assert!(error.to_string().len() < 300);
    let with_line_break = "line\\nbreak";
    let client_data =
        crate::support::client_data("webauthn.create").replace("https://example.org", with_line_break);
    let error = register(|credential, _| credential.client_data = client_data.clone()).unwrap_err();
    assert!(!error.to_string().contains('\n'));
}
