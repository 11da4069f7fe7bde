//! Whether 32 bytes are a point that an Ed25519 key may be: canonical, on the curve (RFC 8032 §5.1.3), and not
//! one of the eight points of small order, under which anybody can make signatures that verify.
//!
//! The signature library looks only when it verifies, so a key that can never verify would be registered.
//! Everything here is public, so nothing runs in constant time.

/// A number modulo p = 2^255 - 19, least limb first, not always reduced.
type Field = [u64; 4];

const P: Field = [0xffff_ffff_ffff_ffed, u64::MAX, u64::MAX, 0x7fff_ffff_ffff_ffff];
/// (p - 1) / 2: a number to this power is 0 or 1 if it is a square.
const HALF: Field = [0xffff_ffff_ffff_fff6, u64::MAX, u64::MAX, 0x3fff_ffff_ffff_ffff];
/// The curve is y² - x² = 1 + d x² y².
const D: Field = [0x75eb_4dca_1359_78a3, 0x0070_0a4d_4141_d8ab, 0x8cc7_4079_7779_e898, 0x5203_6cee_2b6f_fe73];
const ZERO: Field = [0; 4];
const ONE: Field = [1, 0, 0, 0];

pub(super) fn is_usable(point: &[u8; 32]) -> bool {
    let y = y_coordinate(point);
    if reduce(y) != y {
        return false;
    }
    // x² = u / v. As v is never zero, there is such an x when u v is a square.
    let y_squared = multiply(y, y);
    let u = subtract(y_squared, ONE);
    let v = add(multiply(D, y_squared), ONE);
    if ![ZERO, ONE].contains(&reduce(power(multiply(u, v), HALF))) {
        return false;
    }
    // Orders 1 and 2 have x = 0, order 4 has y = 0, order 8 has x² = -y² (its double has y = 0).
    let order_8 = add(u, multiply(y_squared, v));
    [u, y, order_8].into_iter().all(|zero_if_small| reduce(zero_if_small) != ZERO)
}

/// The low 255 bits; the top bit is the sign of x.
fn y_coordinate(point: &[u8; 32]) -> Field {
    let mut y = ZERO;
    for (limb, bytes) in y.iter_mut().zip(point.chunks_exact(8)) {
        *limb = bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
    }
    y[3] &= u64::MAX >> 1;
    y
}

fn add(a: Field, b: Field) -> Field {
    let mut sum = ZERO;
    let mut carry = 0;
    for ((limb, a), b) in sum.iter_mut().zip(a).zip(b) {
        carry += u128::from(a) + u128::from(b);
        *limb = carry as u64;
        carry >>= 64;
    }
    fold_carry(sum, carry)
}

fn subtract(a: Field, b: Field) -> Field {
    add(a, minus(P, reduce(b)))
}

fn multiply(a: Field, b: Field) -> Field {
    let mut product = [0u64; 8];
    for (i, a) in a.into_iter().enumerate() {
        let mut carry = 0;
        for (j, b) in b.into_iter().enumerate() {
            carry += u128::from(product[i + j]) + u128::from(a) * u128::from(b);
            product[i + j] = carry as u64;
            carry >>= 64;
        }
        product[i + 4] = carry as u64;
    }
    let mut folded = ZERO;
    let mut carry = 0;
    for (i, limb) in folded.iter_mut().enumerate() {
        carry += u128::from(product[i]) + 38 * u128::from(product[i + 4]);
        *limb = carry as u64;
        carry >>= 64;
    }
    fold_carry(folded, carry)
}

fn power(base: Field, exponent: Field) -> Field {
    (0..256).rev().fold(ONE, |result, bit| {
        let squared = multiply(result, result);
        if exponent[bit / 64] >> (bit % 64) & 1 == 1 { multiply(squared, base) } else { squared }
    })
}

/// What overflows 256 bits counts 38 times, as 2^256 = 38 modulo p.
fn fold_carry(mut number: Field, mut carry: u128) -> Field {
    while carry != 0 {
        carry *= 38;
        for limb in &mut number {
            carry += u128::from(*limb);
            *limb = carry as u64;
            carry >>= 64;
        }
    }
    number
}

fn reduce(mut number: Field) -> Field {
    while number.iter().rev().ge(P.iter().rev()) {
        number = minus(number, P);
    }
    number
}

/// a - b, where b is not greater.
fn minus(a: Field, b: Field) -> Field {
    let mut difference = ZERO;
    let mut borrow = false;
    for ((limb, a), b) in difference.iter_mut().zip(a).zip(b) {
        let (without_borrow, first) = a.overflowing_sub(b);
        let (result, second) = without_borrow.overflowing_sub(borrow.into());
        *limb = result;
        borrow = first || second;
    }
    difference
}
