//! Argon2id (RFC 9106) with the pepper as its secret and the account as its associated data: a hash that somebody moves
//! to another account fits nothing there.

use argon2::{Algorithm, Argon2, AssociatedData, Block, Params, ParamsBuilder, Version};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::password::{
    Checked, HashCost, Password, PasswordEvidence, PasswordHash, SALT_BYTES, TAG_BYTES,
};
use passkeep_store::PasswordPepper;
use zeroize::Zeroizing;

use crate::clock;

/// The memory of one hash. A thread keeps it from hash to hash: what a hash leaves there is not taken back to its
/// password for less than another hash.
pub(super) type Memory = Vec<Block>;

pub(super) struct Hasher {
    cost: HashCost,
    pepper: PasswordPepper,
}

impl Hasher {
    pub(super) fn new(cost: HashCost, pepper: PasswordPepper) -> Self {
        Self { cost, pepper }
    }

    pub(super) fn cost(&self) -> HashCost {
        self.cost
    }

    /// A hash of nothing: its bytes are random.
    pub(super) fn decoy(&self) -> PasswordHash {
        let moment = clock::moment();
        PasswordHash::new(self.cost, moment.draw_16("decoy salt"), moment.draw("decoy tag"))
    }

    /// Hashes at today's cost, with a fresh salt.
    pub(super) fn hash(
        &self,
        account: AccountHandle,
        password: &Password,
        memory: &mut Memory,
    ) -> PasswordHash {
        let salt = clock::moment().draw_16("password salt");
        let tag = self.tag((account, password), (self.cost, &salt), memory);
        PasswordHash::new(self.cost, salt, *tag)
    }

    /// Hashes at the cost and with the salt of a hash, and compares.
    pub(super) fn check(
        &self,
        (account, password): (AccountHandle, &Password),
        checked: Checked<'_>,
        memory: &mut Memory,
    ) -> PasswordEvidence {
        let (Checked::Stored(hash) | Checked::Decoy(hash)) = checked;
        let tag = self.tag((account, password), (hash.cost(), hash.salt()), memory);
        PasswordEvidence::check(checked, &tag)
    }

    fn tag(
        &self,
        (account, password): (AccountHandle, &Password),
        (cost, salt): (HashCost, &[u8; SALT_BYTES]),
        memory: &mut Memory,
    ) -> Zeroizing<[u8; TAG_BYTES]> {
        let params = params_of(cost, account);
        let blocks = params.block_count();
        let argon2 =
            Argon2::new_with_secret(self.pepper.expose(), Algorithm::Argon2id, Version::V0x13, params)
                .expect("the pepper has 32 bytes");
        let mut tag = Zeroizing::new([0; TAG_BYTES]);
        let mut hash = |memory: &mut [Block]| {
            argon2
                .hash_password_into_with_memory(
                    password.expose().as_bytes(),
                    salt,
                    tag.as_mut_slice(),
                    memory,
                )
                .expect("password, salt and memory are of lengths that Argon2 takes");
        };
        // A hash of an older, larger cost brings memory of its own, and what a thread keeps stays what today's takes.
        let kept = params_of(self.cost, account).block_count();
        if blocks > kept {
            hash(&mut vec![Block::default(); blocks]);
        } else {
            memory.resize(kept, Block::default());
            hash(memory);
        }
        tag
    }
}

fn params_of(cost: HashCost, account: AccountHandle) -> Params {
    let mut params = ParamsBuilder::new();
    params.m_cost(cost.memory_kib).t_cost(cost.iterations).p_cost(cost.parallelism).output_len(TAG_BYTES);
    params.data(AssociatedData::new(&account.0).expect("a handle has 16 bytes, of 32 at most"));
    params.build().expect("a cost is possible wherever it is read")
}

#[cfg(test)]
mod tests {
    use passkeep_store::Keys;

    use super::*;

    #[test]
    fn is_argon2id_of_the_whole_password_with_salt_pepper_and_account() {
        let cost = HashCost { memory_kib: 32, iterations: 3, parallelism: 4 };
        let hasher = |master: u8| Hasher::new(cost, Keys::derive(&[master; 32]).password_pepper());
        let password = Password::parse(&"long ".repeat(40)).unwrap();
        let by_hand = |pepper: &[u8]| {
            let mut params = ParamsBuilder::new();
            params.m_cost(32).t_cost(3).p_cost(4).output_len(32);
            params.data(AssociatedData::new(&[5; 16]).unwrap());
            let argon2 =
                Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params.build().unwrap());
            let mut tag = [0; 32];
            argon2.unwrap().hash_password_into("long ".repeat(40).as_bytes(), &[2; 16], &mut tag).unwrap();
            tag
        };
        let mut memory = vec![];
        let tag = |master, memory: &mut Memory| {
            *hasher(master).tag((AccountHandle([5; 16]), &password), (cost, &[2; 16]), memory)
        };
        assert_eq!(tag(7, &mut memory), by_hand(Keys::derive(&[7; 32]).password_pepper().expose()));
        assert_ne!(tag(7, &mut memory), by_hand(b""));
        assert_ne!(tag(7, &mut memory), tag(8, &mut memory), "another master key is another pepper");
        let mut used = vec![Block::default(); 40];
        assert_eq!(tag(7, &mut used), tag(7, &mut used), "what a hash leaves in memory changes nothing");
        assert_eq!(tag(7, &mut used), tag(7, &mut memory));
    }
}
