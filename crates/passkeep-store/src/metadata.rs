//! FIDO's metadata as it was fetched: one row that all nodes share. What it says is believed by whoever verifies it again.

use passkeep_decision::moment::Timestamp;

use crate::error::StoreError;
use crate::statement::Statement;
use crate::store::Store;

/// A blob, and when it was kept: the time by which its certificates were judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMetadata {
    /// Its number.
    pub number: i64,
    /// The blob as it was fetched.
    pub blob: Vec<u8>,
    /// When.
    pub kept_at: Timestamp,
}

impl Store {
    /// The number of the blob that is kept; zero before the first.
    pub async fn metadata_number(&self) -> Result<i64, StoreError> {
        let number = self
            .reader()
            .query_one("select number from metadata where id = 1", &[], |row| row.of("metadata").integer())
            .await?;
        Ok(number.unwrap_or(0))
    }

    /// The blob that is kept.
    pub async fn metadata(&self) -> Result<Option<KeptMetadata>, StoreError> {
        self.reader()
            .query_one("select number, kept_at, blob from metadata where id = 1 and number > 0", &[], |row| {
                row.of("metadata");
                let (number, kept_at) = (row.integer()?, Timestamp(row.integer()?));
                Ok(KeptMetadata { number, kept_at, blob: row.bytes()?.to_owned() })
            })
            .await
    }

    /// Keeps a blob in place of an older one, and says whether it did: the number only rises, whoever writes at once.
    pub async fn keep_metadata(&self, metadata: &KeptMetadata) -> Result<bool, StoreError> {
        let keep = Statement::new(
            "update metadata set number = $1, blob = $2, kept_at = $3 where id = 1 and number < $1",
            [metadata.number.into(), metadata.blob.as_slice().into(), metadata.kept_at.into()],
        );
        Ok(self.write(vec![keep]).await? == [1])
    }
}
