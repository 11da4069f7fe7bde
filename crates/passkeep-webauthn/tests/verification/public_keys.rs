//! Which COSE keys can become a public key, and by what name the others are refused.

use crate::support::{Key, bytes, es256_cose, int, map, text};
use passkeep_webauthn::{Algorithm, CborFault, Error, PublicKey, PublicKeyFault};

fn check(cose: &[u8], fault: PublicKeyFault) {
    assert_eq!(PublicKey::from_cose(cose).unwrap_err(), Error::PublicKeyRefused(fault));
}

fn ec2(alg: i64, crv: i64, coordinate_bytes: usize) -> Vec<u8> {
    let coordinate = bytes(&vec![1; coordinate_bytes]);
    map(&[
        (int(1), int(2)),
        (int(3), int(alg)),
        (int(-1), int(crv)),
        (int(-2), coordinate.clone()),
        (int(-3), coordinate),
    ])
}

fn okp(crv: i64, x: &[u8]) -> Vec<u8> {
    okp_of(-8, crv, x)
}

fn okp_of(alg: i64, crv: i64, x: &[u8]) -> Vec<u8> {
    map(&[(int(1), int(1)), (int(3), int(alg)), (int(-1), int(crv)), (int(-2), bytes(x))])
}

fn rsa(n: &[u8], e: &[u8]) -> Vec<u8> {
    rsa_of(-257, n, e)
}

fn rsa_of(alg: i64, n: &[u8], e: &[u8]) -> Vec<u8> {
    map(&[(int(1), int(3)), (int(3), int(alg)), (int(-1), bytes(n)), (int(-2), bytes(e))])
}

fn akp(alg: i64, key: &[u8]) -> Vec<u8> {
    map(&[(int(1), int(7)), (int(3), int(alg)), (int(-1), bytes(key))])
}

/// The point with this y and an even x.
fn ed25519_y(y: u8) -> [u8; 32] {
    let mut point = [0; 32];
    point[0] = y;
    point
}

fn modulus(bytes: usize) -> Vec<u8> {
    vec![0xff; bytes]
}

#[test]
fn a_key_comes_back_from_its_own_bytes() {
    let key = Key::new();
    let public_key = PublicKey::from_cose(&key.cose()).unwrap();
    assert_eq!(public_key.algorithm(), Algorithm::Es256);
    assert_eq!(PublicKey::from_cose(public_key.as_cose()).unwrap(), public_key);
    public_key.verify(b"message", &key.sign(b"message")).unwrap();
    let refused = public_key.verify(b"another", &key.sign(b"message")).unwrap_err();
    assert_eq!(refused, Error::SignatureInvalid { algorithm: Algorithm::Es256 });
}

#[test]
fn the_shape_of_the_key_is_checked() {
    let cose = Key::new().cose();
    let (x, y) = (&cose[10..42], &cose[45..77]);
    check(&cose[..76], PublicKeyFault::Cbor(CborFault::Truncated { at: 76 }));
    check(&[cose.clone(), vec![0]].concat(), PublicKeyFault::Cbor(CborFault::TrailingBytes { bytes: 1 }));
    check(&int(1), PublicKeyFault::NotMap);
    check(&map(&[(int(1), int(2))]), PublicKeyFault::ParameterMissing { label: 3 });
    check(&map(&[(int(3), int(-7))]), PublicKeyFault::ParameterMissing { label: 1 });
    check(&map(&[(int(1), int(2)), (int(3), text("ES256"))]), PublicKeyFault::ParameterMissing { label: 3 });
    // A compressed point: y is a boolean.
    let compressed =
        [(int(1), int(2)), (int(3), int(-7)), (int(-1), int(1)), (int(-2), bytes(x)), (int(-3), vec![0xf5])];
    check(&map(&compressed), PublicKeyFault::ParameterMissing { label: -3 });
    let with_key_ops = [
        (int(1), int(2)),
        (int(3), int(-7)),
        (int(4), bytes(b"")),
        (int(-1), int(1)),
        (int(-2), bytes(x)),
        (int(-3), bytes(y)),
    ];
    check(&map(&with_key_ops), PublicKeyFault::ParameterUnexpected);
    assert!(PublicKey::from_cose(&es256_cose(x, y)).is_ok());
}

#[test]
fn an_algorithm_goes_with_one_kind_of_key() {
    // Ed448 and ESP256: known to the registry, verified by no library here.
    check(&okp_of(-53, 7, &[1; 57]), PublicKeyFault::AlgorithmUnsupported { seen: -53 });
    check(&ec2(-9, 1, 32), PublicKeyFault::AlgorithmUnsupported { seen: -9 });
    let rsa = [Algorithm::Rs256, Algorithm::Rs384, Algorithm::Rs512, Algorithm::Ps256, Algorithm::Ps384];
    let rsa = rsa.into_iter().chain([Algorithm::Ps512, Algorithm::DangerRs1]).map(|algorithm| (algorithm, 3));
    let akp = [Algorithm::MlDsa44, Algorithm::MlDsa65, Algorithm::MlDsa87].map(|algorithm| (algorithm, 7));
    for (algorithm, expected) in rsa.chain(akp).chain([(Algorithm::EdDsa, 1)]) {
        let fault = PublicKeyFault::KeyTypeMismatch { algorithm, expected, seen: 2 };
        check(&ec2(algorithm.cose_identifier(), 1, 32), fault);
    }
    let curves = [
        (Algorithm::Es256, 1, 2, 32),
        (Algorithm::Es384, 2, 1, 48),
        (Algorithm::Es512, 3, 2, 66),
        (Algorithm::Es256k, 8, 1, 32),
    ];
    for (algorithm, expected, other, coordinate_bytes) in curves {
        let alg = algorithm.cose_identifier();
        let fault = PublicKeyFault::CurveMismatch { algorithm, expected, seen: other.into() };
        check(&ec2(alg, other, coordinate_bytes), fault);
        for seen in [0, coordinate_bytes - 1, coordinate_bytes + 1] {
            let fault = PublicKeyFault::NumberLength { algorithm, expected: coordinate_bytes, seen };
            check(&ec2(alg, expected.into(), seen), fault);
        }
        check(&ec2(alg, expected.into(), coordinate_bytes), PublicKeyFault::PointInvalid);
    }
    let algorithm = Algorithm::EdDsa;
    check(&okp(4, &ed25519_y(3)), PublicKeyFault::CurveMismatch { algorithm, expected: 6, seen: 4 });
    check(&okp(6, &[1; 31]), PublicKeyFault::NumberLength { algorithm, expected: 32, seen: 31 });
}

/// Which y have a point was computed apart, with Python's integers.
#[test]
fn an_ed25519_key_is_a_point_of_the_curve() {
    const ON_CURVE: &[u8] =
        &[3, 4, 5, 6, 9, 10, 14, 15, 16, 18, 19, 21, 23, 24, 25, 26, 27, 28, 29, 30, 32, 33, 35, 37, 39];
    for y in 2..40 {
        let point = PublicKey::from_cose(&okp(6, &ed25519_y(y)));
        assert_eq!(point.is_ok(), ON_CURVE.contains(&y), "y = {y}");
    }
    check(&okp(6, &ed25519_y(2)), PublicKeyFault::PointInvalid);
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
    for _ in 0..64 {
        let pair = Ed25519KeyPair::generate().unwrap();
        let public_key = PublicKey::from_cose(&okp(6, pair.public_key().as_ref())).unwrap();
        public_key.verify(b"message", pair.sign(b"message").as_ref()).unwrap();
    }
}

#[test]
fn an_ed25519_key_of_small_order_or_another_spelling_is_refused() {
    // The points of order 8, as libsodium's list of them has them.
    let order_8 = [
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ];
    let unhex =
        |hex: &str| (0..32).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect();
    let mut refused: Vec<Vec<u8>> = order_8.into_iter().map(unhex).collect();
    for y in [0, 1] {
        refused.push(ed25519_y(y).to_vec());
    }
    // p - 1 (order 2), p and p + 1 (0 and 1 in another spelling), p + 3 (3, which is on the curve).
    for low in [0xec, 0xed, 0xee, 0xf0] {
        let mut point = [0xff; 32];
        (point[0], point[31]) = (low, 0x7f);
        refused.push(point.to_vec());
    }
    for point in refused {
        check(&okp(6, &point), PublicKeyFault::PointInvalid);
    }
}

#[test]
fn an_rsa_key_is_of_a_fit_size_and_in_its_shortest_form() {
    let e = [1, 0, 1];
    assert!(PublicKey::from_cose(&rsa(&modulus(256), &e)).is_ok());
    let even = [vec![0xff; 255], vec![0xfe]].concat();
    let leading_zero = [vec![0], modulus(256)].concat();
    let moduli =
        [(modulus(255), 2040), (modulus(1025), 8200), (even, 2048), (leading_zero, 2048), (vec![], 0)];
    for (n, bits) in moduli {
        let refused = PublicKey::from_cose(&rsa(&n, &e)).unwrap_err();
        assert!(
            matches!(refused, Error::PublicKeyRefused(PublicKeyFault::ModulusInvalid { .. })),
            "{bits} bits: {refused}"
        );
    }
    let exponents: [&[u8]; 5] = [&[], &[1], &[2], &[0, 3], &[1, 0, 0, 0, 1]];
    for e in exponents {
        check(&rsa(&modulus(256), e), PublicKeyFault::ExponentInvalid);
    }
}

/// What the key signs, it alone verifies, and nothing changed.
fn check_signs(cose: &[u8], algorithm: Algorithm, signature: &[u8]) {
    let key = PublicKey::from_cose(cose).unwrap_or_else(|error| panic!("{algorithm}: {error}"));
    assert_eq!(key.algorithm(), algorithm);
    key.verify(b"message", signature).unwrap_or_else(|error| panic!("{algorithm}: {error}"));
    let refused = Err(Error::SignatureInvalid { algorithm });
    assert_eq!(key.verify(b"messagf", signature), refused);
    let mut flipped = signature.to_vec();
    flipped[signature.len() / 2] ^= 1;
    assert_eq!(key.verify(b"message", &flipped), refused);
    assert_eq!(key.verify(b"message", &signature[1..]), refused);
    assert_eq!(key.verify(b"message", &[]), refused);
}

#[test]
fn rsa_keys_verify_by_the_padding_and_hash_of_their_algorithm_alone() {
    use aws_lc_rs::rsa::KeySize;
    use aws_lc_rs::signature::{self as aws, KeyPair, RsaKeyPair};
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    // RFC 8017 A.1.1: headers and a zero byte of 9 bytes, the modulus of 2048 bits, a header of 2, the exponent.
    let der = pair.public_key().as_ref();
    let (n, e) = (&der[9..265], &der[267..]);
    let rows: [(Algorithm, &'static dyn aws::RsaEncoding); 6] = [
        (Algorithm::Rs256, &aws::RSA_PKCS1_SHA256),
        (Algorithm::Rs384, &aws::RSA_PKCS1_SHA384),
        (Algorithm::Rs512, &aws::RSA_PKCS1_SHA512),
        (Algorithm::Ps256, &aws::RSA_PSS_SHA256),
        (Algorithm::Ps384, &aws::RSA_PSS_SHA384),
        (Algorithm::Ps512, &aws::RSA_PSS_SHA512),
    ];
    for (algorithm, encoding) in rows {
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(encoding, &aws_lc_rs::rand::SystemRandom::new(), b"message", &mut signature).unwrap();
        for (other, _) in rows {
            let cose = rsa_of(other.cose_identifier(), n, e);
            match other == algorithm {
                true => check_signs(&cose, algorithm, &signature),
                false => {
                    let refused = PublicKey::from_cose(&cose).unwrap().verify(b"message", &signature);
                    assert_eq!(refused, Err(Error::SignatureInvalid { algorithm: other }));
                }
            }
        }
    }
}

#[test]
fn keys_of_secp256k1_verify() {
    use aws_lc_rs::signature::{ECDSA_P256K1_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
    let pair = EcdsaKeyPair::generate(&ECDSA_P256K1_SHA256_ASN1_SIGNING).unwrap();
    let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
    let cose = map(&[
        (int(1), int(2)),
        (int(3), int(-47)),
        (int(-1), int(8)),
        (int(-2), bytes(x)),
        (int(-3), bytes(y)),
    ]);
    let signature = pair.sign(&aws_lc_rs::rand::SystemRandom::new(), b"message").unwrap();
    check_signs(&cose, Algorithm::Es256k, signature.as_ref());
}

#[test]
fn ml_dsa_keys_verify_and_are_of_one_length() {
    use aws_lc_rs::signature::{self as aws, KeyPair, PqdsaKeyPair};
    let rows = [
        (Algorithm::MlDsa44, &aws::ML_DSA_44_SIGNING, 1312),
        (Algorithm::MlDsa65, &aws::ML_DSA_65_SIGNING, 1952),
        (Algorithm::MlDsa87, &aws::ML_DSA_87_SIGNING, 2592),
    ];
    for (algorithm, signing, key_bytes) in rows {
        let pair = PqdsaKeyPair::generate(signing).unwrap();
        let key = pair.public_key().as_ref();
        assert_eq!(key.len(), key_bytes);
        let mut signature = vec![0; signing.signature_len()];
        pair.sign(b"message", &mut signature).unwrap();
        let alg = algorithm.cose_identifier();
        check_signs(&akp(alg, key), algorithm, &signature);
        let fault = PublicKeyFault::NumberLength { algorithm, expected: key_bytes, seen: key_bytes - 1 };
        check(&akp(alg, &key[1..]), fault);
        // What other libraries take, the same key in its X.509 wrapping, is another length.
        let longer = [key, &[0; 22]].concat();
        let fault = PublicKeyFault::NumberLength { algorithm, expected: key_bytes, seen: key_bytes + 22 };
        check(&akp(alg, &longer), fault);
    }
}

#[test]
fn sha_1_stands_in_no_list_and_is_reached_by_its_name() {
    assert!(!Algorithm::ALL.contains(&Algorithm::DangerRs1));
    assert_eq!(Algorithm::from_cose_identifier(-65535), Some(Algorithm::DangerRs1));
    let identifiers: std::collections::BTreeSet<i64> =
        Algorithm::ALL.iter().map(|algorithm| algorithm.cose_identifier()).collect();
    assert_eq!(identifiers.len(), Algorithm::ALL.len());
}
