//! Passwords at work: hashed and checked by Argon2id on threads of their own, and looked up in lists.
//!
//! So many are worked on at once, so many wait, and who comes then is told to come back: a flood of passwords takes
//! neither more memory nor the threads of anything else. What a password may be, and what a check proves, is decided
//! in `passkeep_decision::password`.

mod breach;
mod hasher;
mod most_used;
mod pool;
mod strength;

use std::sync::Arc;

use passkeep_decision::id::AccountHandle;
use passkeep_decision::password::{
    Checked, HashCost, Listing, Password, PasswordEvidence, PasswordHash, PersonalWords,
};
use passkeep_store::PasswordPepper;

pub use breach::{BreachList, BreachListFault, BuildFault, Built, LineFault, build};
pub use pool::{Busy, Room};
pub use strength::Strength;

use hasher::{Hasher, Memory};
use pool::Pool;

use crate::config::PasswordsConfig;
use crate::failure::Failure;

/// The hasher, its threads and the lists.
pub struct Passwords {
    hasher: Arc<Hasher>,
    decoy: PasswordHash,
    breach_list: Option<Arc<BreachList>>,
    pool: Pool,
}

/// What is known of a password before it is judged, but for the person's own words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Looked {
    /// Whether many people use it.
    pub common: Listing,
    /// Whether it stands in the operator's breach list.
    pub breached: Listing,
    /// How strong it looks.
    pub strength: Strength,
}

impl Passwords {
    /// Starts the threads. They end when this is dropped, each after what it is at.
    pub fn start(config: &PasswordsConfig, pepper: PasswordPepper) -> std::io::Result<Self> {
        let hasher = Hasher::new(config.cost, pepper);
        Ok(Self {
            decoy: hasher.decoy(),
            breach_list: config.breach_list.clone(),
            pool: Pool::start(config.room)?,
            hasher: Arc::new(hasher),
        })
    }

    /// Hashes a password that was judged and taken, for its account alone.
    pub async fn hash(&self, account: AccountHandle, password: Password) -> Result<PasswordHash, Busy> {
        let hasher = self.hasher.clone();
        self.pool.run(move |memory| hasher.hash(account, &password, memory)).await
    }

    /// Checks a password against what is stored. Without one (no such account, or no password) a decoy is checked at
    /// the same cost, and the evidence never fits. Where it fits and was hashed at another cost than today's, the
    /// evidence brings a new hash.
    pub async fn verify(
        &self,
        account: AccountHandle,
        password: Password,
        stored: Option<PasswordHash>,
    ) -> Result<PasswordEvidence, Busy> {
        let (hasher, decoy) = (self.hasher.clone(), self.decoy.clone());
        let work = move |memory: &mut Memory| {
            let checked = stored.as_ref().map_or(Checked::Decoy(&decoy), Checked::Stored);
            let evidence = hasher.check((account, &password), checked, memory);
            let outdated = stored.is_some_and(|stored| stored.needs_rehash(hasher.cost()));
            if !outdated || !evidence.fits() {
                return evidence;
            }
            let rehash = hasher.hash(account, &password, memory);
            evidence.with_rehash(rehash)
        };
        self.pool.run(work).await
    }

    /// Looks a password up in the lists, and estimates how strong it looks, given what is known of the person.
    pub async fn look(&self, password: Password, personal: PersonalWords) -> Result<Looked, Failure> {
        let breach_list = self.breach_list.clone();
        let work = move |_: &mut Memory| -> std::io::Result<Looked> {
            Ok(Looked {
                common: most_used::look(&password),
                breached: breach_list.map_or(Ok(Listing::Absent), |list| list.look(&password))?,
                strength: Strength::estimate(&password, &personal),
            })
        };
        self.pool.run(work).await?.map_err(|error| {
            tracing::error!(%error, "the breach list can't be read");
            Failure::Unavailable
        })
    }

    /// What a hash costs today.
    pub fn cost(&self) -> HashCost {
        self.hasher.cost()
    }
}

#[cfg(test)]
mod tests;
