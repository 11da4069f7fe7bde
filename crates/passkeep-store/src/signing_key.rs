//! Keys that sign for this server: shared by all nodes through the database, wrapped by a key outside it.

use passkeep_decision::jose::Algorithm;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::signing_key::KeyPurpose;
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::statement::Statement;
use crate::store::Store;

/// A key, unwrapped.
#[derive(Clone)]
pub struct SigningKey {
    /// Its id: the thumbprint of its public half.
    pub id: String,
    /// What it signs.
    pub purpose: KeyPurpose,
    /// By which algorithm.
    pub algorithm: Algorithm,
    /// The private key, as PKCS #8.
    pub pkcs8: Zeroizing<Vec<u8>>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({})", self.id)
    }
}

impl Store {
    /// The keys of a purpose, the oldest first.
    pub async fn signing_keys(&self, purpose: KeyPurpose) -> Result<Vec<SigningKey>, StoreError> {
        let keys = self.keys();
        self.reader()
            .query(
                "select id, algorithm, created_at, wrapped from signing_key where purpose = $1
                 order by created_at, id",
                &[purpose.as_str().into()],
                |row| {
                    row.of("signing_key");
                    let id = row.text()?.to_owned();
                    let unreadable = StoreError::unreadable("signing_key", "the algorithm");
                    let algorithm = Algorithm::parse(row.text()?).ok_or(unreadable)?;
                    let created_at = Timestamp(row.integer()?);
                    let mut key =
                        SigningKey { id, purpose, algorithm, pkcs8: Zeroizing::default(), created_at };
                    key.pkcs8 = keys.unwrap_signing_key(&key, row.bytes()?)?;
                    Ok(key)
                },
            )
            .await
    }

    /// Adds a key.
    pub async fn add_signing_key(&self, key: &SigningKey) -> Result<(), StoreError> {
        let insert = Statement::new(
            "insert into signing_key (id, purpose, algorithm, wrapped, created_at) values ($1, $2, $3, $4, $5)",
            [
                key.id.as_str().into(),
                key.purpose.as_str().into(),
                key.algorithm.as_str().into(),
                self.keys().wrap_signing_key(key).into(),
                key.created_at.into(),
            ],
        );
        self.write(vec![insert]).await.map(drop)
    }

    /// Drops a key: what it signed is verified no more.
    pub async fn drop_signing_key(&self, id: &str) -> Result<(), StoreError> {
        let delete = Statement::new("delete from signing_key where id = $1", [id.into()]);
        self.write(vec![delete]).await.map(drop)
    }
}
