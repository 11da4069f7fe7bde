//! Requests that apps have pushed. (RFC 9126)

use passkeep_decision::client::ClientId;
use passkeep_decision::hash::Hash;
use passkeep_decision::moment::Timestamp;

use crate::error::{RowFault, StoreError};
use crate::statement::Statement;
use crate::store::Store;

/// What names a pushed request: random, and known to its client alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PushedName(pub [u8; 32]);

impl PushedName {
    fn id(&self) -> [u8; 16] {
        Hash::new("pushed-request").bytes(&self.0).finish_16()
    }
}

impl Store {
    /// Keeps a request.
    pub async fn push_request(
        &self,
        name: &PushedName,
        client: &ClientId,
        (query, expires_at): (&str, Timestamp),
    ) -> Result<(), StoreError> {
        let sealed = self.keys().seal_pushed(&name.id(), client, query);
        let insert = Statement::new(
            "insert into pushed_request (id, client, sealed, expires_at) values ($1, $2, $3, $4)",
            [name.id().into(), client.as_str().into(), sealed.into(), expires_at.into()],
        );
        self.write(vec![insert]).await.map(drop)
    }

    /// A request of a client, while its time lasts, and until when that is.
    pub async fn pushed_request(
        &self,
        name: &PushedName,
        client: &ClientId,
        now: Timestamp,
    ) -> Result<Option<(String, Timestamp)>, StoreError> {
        let keys = self.keys();
        self.reader()
            .query_one(
                "select sealed, expires_at from pushed_request where id = $1 and client = $2 and expires_at > $3",
                &[name.id().into(), client.as_str().into(), now.into()],
                |row| {
                    let opened = keys.open_pushed(&name.id(), client, row.of("pushed_request").bytes()?);
                    let fault = StoreError::Tampered { table: "pushed_request", fault: RowFault::Seal };
                    Ok((opened.ok_or(fault)?, Timestamp(row.integer()?)))
                },
            )
            .await
    }

    /// Forgets a request that was answered.
    pub async fn drop_pushed_request(&self, name: &PushedName) -> Result<(), StoreError> {
        let delete = Statement::new("delete from pushed_request where id = $1", [name.id().into()]);
        self.write(vec![delete]).await.map(drop)
    }
}
