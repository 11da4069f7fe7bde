//! The roots from which tickets are sealed: shared by all nodes through the database, wrapped by a key outside it.

use passkeep_decision::moment::Timestamp;
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::statement::Statement;
use crate::store::Store;

/// A root, unwrapped.
#[derive(Clone)]
pub struct TicketKey {
    /// Stands in each ticket that was sealed under it.
    pub id: [u8; 8],
    /// The root.
    pub root: Zeroizing<[u8; 32]>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl std::fmt::Debug for TicketKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TicketKey(..)")
    }
}

impl Store {
    /// Every root, the oldest first.
    pub async fn ticket_keys(&self) -> Result<Vec<TicketKey>, StoreError> {
        let keys = self.keys();
        self.reader()
            .query("select id, root, created_at from ticket_key order by created_at, id", &[], |row| {
                row.of("ticket_key");
                let id = row.array()?;
                let root = keys.unwrap_ticket_key(id, row.bytes()?)?;
                Ok(TicketKey { id, root, created_at: Timestamp(row.integer()?) })
            })
            .await
    }

    /// Adds a root.
    pub async fn add_ticket_key(&self, key: &TicketKey) -> Result<(), StoreError> {
        let wrapped = self.keys().wrap_ticket_key(key.id, &key.root);
        let insert = Statement::new(
            "insert into ticket_key (id, root, created_at) values ($1, $2, $3)",
            [key.id.into(), wrapped.into(), key.created_at.into()],
        );
        self.write(vec![insert]).await.map(drop)
    }

    /// Drops the roots that were made before: no ticket that was sealed under them opens any more.
    pub async fn drop_ticket_keys(&self, before: Timestamp) -> Result<(), StoreError> {
        let delete = Statement::new("delete from ticket_key where created_at < $1", [before.into()]);
        self.write(vec![delete]).await.map(drop)
    }
}
