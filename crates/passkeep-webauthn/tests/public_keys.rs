//! Which COSE keys can become a public key, and by what name the others are refused.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

use passkeep_webauthn::{Algorithm, CborFault, Error, PublicKey, PublicKeyFault};
use support::{Key, bytes, es256_cose, int, map, text};

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
    map(&[(int(1), int(1)), (int(3), int(-8)), (int(-1), int(crv)), (int(-2), bytes(x))])
}

fn rsa(n: &[u8], e: &[u8]) -> Vec<u8> {
    map(&[(int(1), int(3)), (int(3), int(-257)), (int(-1), bytes(n)), (int(-2), bytes(e))])
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
    check(&ec2(-47, 8, 32), PublicKeyFault::AlgorithmUnsupported { seen: -47 });
    check(&ec2(-65535, 1, 32), PublicKeyFault::AlgorithmUnsupported { seen: -65535 });
    let kinds = [(Algorithm::EdDsa, 1), (Algorithm::Rs256, 3)];
    for (algorithm, expected) in kinds {
        let fault = PublicKeyFault::KeyTypeMismatch { algorithm, expected, seen: 2 };
        check(&ec2(algorithm.cose_identifier(), 1, 32), fault);
    }
    let curves = [(Algorithm::Es256, 1, 2, 32), (Algorithm::Es384, 2, 1, 48), (Algorithm::Es512, 3, 2, 66)];
    for (algorithm, expected, other, coordinate_bytes) in curves {
        let alg = algorithm.cose_identifier();
        let fault = PublicKeyFault::CurveMismatch { algorithm, expected, seen: other.into() };
        check(&ec2(alg, other, coordinate_bytes), fault);
        for seen in [0, coordinate_bytes - 1, coordinate_bytes + 1] {
            let fault = PublicKeyFault::CoordinateLength { algorithm, expected: coordinate_bytes, seen };
            check(&ec2(alg, expected.into(), seen), fault);
        }
        check(&ec2(alg, expected.into(), coordinate_bytes), PublicKeyFault::PointInvalid);
    }
    let algorithm = Algorithm::EdDsa;
    check(&okp(4, &ed25519_y(3)), PublicKeyFault::CurveMismatch { algorithm, expected: 6, seen: 4 });
    check(&okp(6, &[1; 31]), PublicKeyFault::CoordinateLength { algorithm, expected: 32, seen: 31 });
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
