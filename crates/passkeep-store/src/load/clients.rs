//! The facts of what clients say.

use passkeep_decision::client::{SpendOnce, SpendOnceFacts};

use super::{Context, Load, Loading};
use crate::{Reader, read};

impl Load for SpendOnce {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, SpendOnceFacts> {
        Box::pin(async move {
            let what = &self.0;
            let spent =
                read::spent(reader, what.account, (what.expires_at, what.flow), what.step, None).await?;
            Ok(SpendOnceFacts { spent })
        })
    }
}
