//! What is stored of a password, and what a check of one proves.
//!
//! The slow hash is computed outside, between two steps. Here its cost is read from the stored text, and its result is
//! compared.

use aws_lc_rs::constant_time;
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use zeroize::Zeroizing;

use crate::hash::Hash;
use crate::id::PasswordHashId;

/// What one hash by Argon2id costs (RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashCost {
    /// Memory.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes.
    pub parallelism: u32,
}

impl HashCost {
    /// As shipped, and the least that an operator may choose: 19 MiB, two passes, one lane.
    pub const SHIPPED: Self = Self { memory_kib: 19 * 1024, iterations: 2, parallelism: 1 };

    /// The most: a stored hash that asks for more is none of ours.
    pub const MOST: Self = Self { memory_kib: 1024 * 1024, iterations: 64, parallelism: 16 };

    /// Whether Argon2 takes it, and this server can bear it.
    pub fn is_possible(self) -> bool {
        self.iterations >= 1
            && self.iterations <= Self::MOST.iterations
            && self.parallelism >= 1
            && self.parallelism <= Self::MOST.parallelism
            && self.memory_kib >= 8 * self.parallelism
            && self.memory_kib <= Self::MOST.memory_kib
    }
}

/// The bytes of a salt.
pub const SALT_BYTES: usize = 16;

/// The bytes that a hash gives.
pub const TAG_BYTES: usize = 32;

/// What is stored of a password: a PHC string with its cost and salt. Its `Debug` says nothing.
#[derive(Clone)]
pub struct PasswordHash {
    cost: HashCost,
    salt: [u8; SALT_BYTES],
    tag: Zeroizing<[u8; TAG_BYTES]>,
    phc: Zeroizing<String>,
}

impl PasswordHash {
    /// What Argon2id gave.
    pub fn new(cost: HashCost, salt: [u8; SALT_BYTES], tag: [u8; TAG_BYTES]) -> Self {
        let HashCost { memory_kib, iterations, parallelism } = cost;
        let (salt_text, tag_text) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(tag));
        let phc =
            format!("$argon2id$v=19$m={memory_kib},t={iterations},p={parallelism}${salt_text}${tag_text}");
        Self { cost, salt, tag: Zeroizing::new(tag), phc: Zeroizing::new(phc) }
    }

    /// Reads what [`as_str`](Self::as_str) gives, and nothing else.
    pub fn parse(phc: &str) -> Option<Self> {
        let mut parts = phc.strip_prefix("$argon2id$v=19$")?.split('$');
        let (cost, salt, tag) = (parts.next()?, parts.next()?, parts.next()?);
        let mut numbers = ["m=", "t=", "p="]
            .into_iter()
            .zip(cost.split(','))
            .map(|(name, text)| text.strip_prefix(name)?.parse::<u32>().ok());
        let cost = HashCost {
            memory_kib: numbers.next()??,
            iterations: numbers.next()??,
            parallelism: numbers.next()??,
        };
        let salt = STANDARD_NO_PAD.decode(salt).ok()?.try_into().ok()?;
        let tag = STANDARD_NO_PAD.decode(tag).ok()?.try_into().ok()?;
        let hash = Self::new(cost, salt, tag);
        (cost.is_possible() && hash.as_str() == phc).then_some(hash)
    }

    /// The PHC string, as it is stored.
    pub fn as_str(&self) -> &str {
        &self.phc
    }

    /// Names this very hash: another one of the same password bears another.
    pub fn id(&self) -> PasswordHashId {
        PasswordHashId(Hash::new("password").bytes(self.phc.as_bytes()).finish_16())
    }

    /// What it cost, and what a check of it costs.
    pub fn cost(&self) -> HashCost {
        self.cost
    }

    /// What it was salted with.
    pub fn salt(&self) -> &[u8; SALT_BYTES] {
        &self.salt
    }

    /// Whether it was made at another cost than is asked today.
    pub fn needs_rehash(&self, today: HashCost) -> bool {
        self.cost != today
    }
}

impl PartialEq for PasswordHash {
    fn eq(&self, other: &Self) -> bool {
        constant_time::verify_slices_are_equal(self.phc.as_bytes(), other.phc.as_bytes()).is_ok()
    }
}

impl Eq for PasswordHash {}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// What a typed password was hashed against.
#[derive(Clone, Copy)]
pub enum Checked<'a> {
    /// The hash that an account has.
    Stored(&'a PasswordHash),
    /// One that no account has, so that an unknown account costs what a known one does. Nothing fits it.
    Decoy(&'a PasswordHash),
}

/// What the check of a password proved. [`PasswordEvidence::check`] alone makes it, from what the slow hash gave:
/// nobody says that a password fits, the bytes do.
#[derive(Clone, Debug)]
pub struct PasswordEvidence {
    of: PasswordHashId,
    fits: bool,
    rehash: Option<PasswordHash>,
}

impl PasswordEvidence {
    /// Compares what Argon2id gave for the typed password, at the cost and with the salt of the hash that is checked,
    /// in constant time. The only way to evidence.
    pub fn check(checked: Checked<'_>, recomputed: &[u8; TAG_BYTES]) -> Self {
        let (Checked::Stored(hash) | Checked::Decoy(hash)) = checked;
        let same = constant_time::verify_slices_are_equal(hash.tag.as_slice(), recomputed).is_ok();
        Self { of: hash.id(), fits: same && matches!(checked, Checked::Stored(_)), rehash: None }
    }

    /// With a new hash of the same password at today's cost. Kept only where the password fits.
    pub fn with_rehash(mut self, rehash: PasswordHash) -> Self {
        self.rehash = self.fits.then_some(rehash);
        self
    }

    /// The hash that was checked. A step compares it with the one that is stored by then: evidence of another hash
    /// proves nothing.
    pub fn of(&self) -> PasswordHashId {
        self.of
    }

    /// Whether the typed password is the one that was hashed.
    pub fn fits(&self) -> bool {
        self.fits
    }

    /// What to store in the place of the hash that was checked, where its cost is not today's.
    pub fn rehash(&self) -> Option<&PasswordHash> {
        self.rehash.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored() -> PasswordHash {
        PasswordHash::new(HashCost::SHIPPED, [1; 16], [2; 32])
    }

    #[test]
    fn is_a_phc_string_that_is_read_as_it_is_written() {
        let phc = "$argon2id$v=19$m=19456,t=2,p=1$AQEBAQEBAQEBAQEBAQEBAQ$AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI";
        assert_eq!(stored().as_str(), phc);
        let read = PasswordHash::parse(phc).unwrap();
        assert_eq!((read.cost(), read.salt()), (HashCost::SHIPPED, &[1; 16]));
        assert_eq!(read, stored());
        assert_eq!(format!("{read:?}"), "PasswordHash(..)");
    }

    #[test]
    fn other_strings_are_no_hashes() {
        let phc = stored().as_str().to_owned();
        for (from, to) in [
            ("argon2id", "argon2i"),
            ("v=19", "v=16"),
            ("m=19456", "m=019456"),
            ("m=19456", "m=+19456"),
            ("m=19456", "m=1048577"),
            ("m=19456", "m=7"),
            ("t=2", "t=0"),
            ("t=2", "t=65"),
            ("p=1", "p=0"),
            ("p=1", "p=17"),
            ("p=1", "p=1,keyid=AA"),
            ("$AQEB", "$AQ"),
            ("AgI", "AgJ"),
            ("$AgIC", "$AgIC$"),
        ] {
            let other =
                if from == "AgI" { format!("{}J", &phc[..phc.len() - 1]) } else { phc.replace(from, to) };
            assert_ne!(other, phc);
            assert!(PasswordHash::parse(&other).is_none(), "{other}");
        }
        assert!(PasswordHash::parse(&format!("{phc}$")).is_none());
        assert!(PasswordHash::parse("").is_none());
    }

    #[test]
    fn evidence_names_its_hash_and_fits_by_its_bytes_alone() {
        let hash = stored();
        let right = PasswordEvidence::check(Checked::Stored(&hash), &[2; 32]);
        assert!(right.fits() && right.of() == hash.id());
        assert!(!PasswordEvidence::check(Checked::Stored(&hash), &[3; 32]).fits());
        let nobody = PasswordEvidence::check(Checked::Decoy(&hash), &[2; 32]);
        assert!(!nobody.fits(), "nothing fits a decoy");
        let other = PasswordHash::new(HashCost::SHIPPED, [9; 16], [2; 32]);
        assert_ne!(other.id(), hash.id());
    }

    #[test]
    fn a_new_hash_comes_with_a_password_that_fits_alone() {
        let (hash, new) = (stored(), PasswordHash::new(HashCost::SHIPPED, [4; 16], [5; 32]));
        let evidence = |tag| PasswordEvidence::check(Checked::Stored(&hash), tag).with_rehash(new.clone());
        assert_eq!(evidence(&[2; 32]).rehash(), Some(&new));
        assert_eq!(evidence(&[3; 32]).rehash(), None);
        assert!(!hash.needs_rehash(HashCost::SHIPPED));
        assert!(hash.needs_rehash(HashCost { iterations: 3, ..HashCost::SHIPPED }));
    }
}
