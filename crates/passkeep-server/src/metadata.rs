//! FIDO's metadata at work: fetched by the operator, kept in the store for all nodes, and read again by each when its
//! number has risen. Without it everything works, and models have no names of FIDO's and no status.

use std::sync::Arc;
use std::time::Duration;

use passkeep_decision::moment::Timestamp;
use passkeep_store::{KeptMetadata, Store, StoreError};
use passkeep_webauthn::{METADATA_BYTES_MAX, Metadata, MetadataAuthority, MetadataFault};

use crate::config::MetadataSource;

/// Why metadata was not taken.
#[derive(Debug, thiserror::Error)]
pub enum MetadataError {
    /// It can't be fetched. The URL is not shown: it may hold a token.
    #[error("it can't be fetched: {0}")]
    Unreachable(String),
    /// It is not to be believed, or old.
    #[error("it is not taken: {0} ({code})", code = .0.code())]
    Refused(MetadataFault),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<MetadataFault> for MetadataError {
    fn from(fault: MetadataFault) -> Self {
        Self::Refused(fault)
    }
}

/// Metadata that was taken.
pub struct Taken {
    /// The metadata.
    pub metadata: Metadata,
    /// The number of what was there before; zero: nothing.
    pub before: u64,
}

/// Verifies a blob and keeps it, if it is newer than what is kept.
pub async fn keep(
    store: &Store,
    source: &MetadataSource,
    blob: Vec<u8>,
    now: Timestamp,
) -> Result<Taken, MetadataError> {
    let metadata = verify(source, &blob, now)?;
    let before = store.metadata_number().await?.unsigned_abs();
    // A number beyond the column's would be FIDO's last.
    let number = i64::try_from(metadata.number).unwrap_or(i64::MAX);
    if !store.keep_metadata(&KeptMetadata { number, blob, kept_at: now }).await? {
        let kept = store.metadata_number().await?.unsigned_abs();
        return Err(MetadataFault::NotNewer { kept, seen: metadata.number }.into());
    }
    Ok(Taken { metadata, before })
}

/// The metadata that is kept. It is verified as when it was taken: who writes the database alone can't forge it.
pub async fn read(store: &Store, source: &MetadataSource) -> Result<Option<Metadata>, MetadataError> {
    let Some(kept) = store.metadata().await? else { return Ok(None) };
    Ok(Some(verify(source, &kept.blob, kept.kept_at)?))
}

fn verify(source: &MetadataSource, blob: &[u8], at: Timestamp) -> Result<Metadata, MetadataFault> {
    let now_seconds = at.0.div_euclid(1000);
    let authority = MetadataAuthority { anchors: &source.anchors, signer: &source.signer, now_seconds };
    Metadata::verify(blob, &authority)
}

/// What a node knows of the metadata that is kept.
pub struct Watch {
    store: Store,
    source: MetadataSource,
    number: i64,
}

impl Watch {
    /// A watch that has seen nothing yet.
    pub fn new(store: Store, source: MetadataSource) -> Self {
        Self { store, source, number: 0 }
    }

    /// The metadata, where its number has changed since the last look.
    pub async fn look(&mut self) -> Result<Option<Arc<Metadata>>, MetadataError> {
        let number = self.store.metadata_number().await?;
        if number == self.number {
            return Ok(None);
        }
        let read = read(&self.store, &self.source).await;
        // What can't be believed is told once, not at each look; what can't be read is looked at again.
        if !matches!(read, Err(MetadataError::Store(_))) {
            self.number = number;
        }
        Ok(read?.map(Arc::new))
    }
}

/// How long FIDO's server may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// Fetches a blob. What counts is its signature, so that a mirror serves as well; `progress` hears how many bytes came.
pub async fn fetch(url: &str, progress: impl Fn(usize)) -> Result<Vec<u8>, MetadataError> {
    let unreachable = |error: reqwest::Error| MetadataError::Unreachable(error.without_url().to_string());
    let client = reqwest::Client::builder()
        .connect_timeout(PATIENCE)
        .read_timeout(PATIENCE)
        .user_agent(crate::USER_AGENT)
        .build()
        .map_err(unreachable)?;
    let mut response =
        client.get(url).send().await.and_then(reqwest::Response::error_for_status).map_err(unreachable)?;
    let mut blob = vec![];
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        blob.extend_from_slice(&chunk);
        progress(blob.len());
        if blob.len() > METADATA_BYTES_MAX {
            let (bytes, bytes_max) = (blob.len(), METADATA_BYTES_MAX);
            return Err(MetadataFault::TooLarge { bytes, bytes_max }.into());
        }
    }
    Ok(blob)
}
