//! The facts of what clients say.

use passkeep_decision::client::{SpendOnce, SpendOnceFacts};

use super::{Context, Load};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for SpendOnce {
    async fn load(&self, reader: &Reader<'_>, _: Context<'_>) -> Result<SpendOnceFacts, StoreError> {
        let what = &self.0;
        let spent = read::spent(reader, what.account, what.expires_at, what.flow, what.step).await?;
        Ok(SpendOnceFacts { spent })
    }
}
