//! Whether the database is the one that was there before: what it says of itself, what a node has written, and what the
//! operator says when it came back from a backup. What follows from that is decided in `decision/src/restoration.rs`.

use passkeep_decision::moment::Timestamp;
use passkeep_decision::restoration::{Lineage, Restoration, RestoreEpoch};

use crate::connection::Belief;
use crate::error::StoreError;
use crate::statement::{Row, Statement, Value};
use crate::store::Store;

/// Names a node: random bytes that it keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeId(pub [u8; 16]);

impl Store {
    /// What the database says of itself.
    pub async fn restoration(&self) -> Result<Restoration, StoreError> {
        let mut found = None;
        let mut read = |row: &mut Row<'_>| {
            row.of("restoration");
            found = Some(Restoration {
                epoch: RestoreEpoch(row.integer()?),
                held_until: row.optional_time()?,
                lineage: row.optional_text()?.map(|text| Lineage(text.to_owned())),
            });
            Ok(())
        };
        let sql = "select epoch, held_until, lineage from restoration where id = 1";
        self.connection().query_under(sql, &[], &mut read, Belief::Waived).await?;
        found.ok_or(StoreError::unreadable("restoration", "the row"))
    }

    /// How often a node has written, as the database has it.
    pub async fn beats(&self, node: NodeId) -> Result<Option<i64>, StoreError> {
        let mut found = None;
        let mut read = |row: &mut Row<'_>| {
            found = Some(row.of("witness").integer()?);
            Ok(())
        };
        let sql = "select beats from witness where node = $1";
        self.connection().query_under(sql, &[node.0.into()], &mut read, Belief::Waived).await?;
        Ok(found)
    }

    /// Writes once more for a node: `beats` times by now.
    pub async fn beat(&self, node: NodeId, beats: i64, now: Timestamp) -> Result<(), StoreError> {
        let params = [Value::from(node.0), beats.into(), now.into()];
        let again =
            Statement::new("update witness set beats = $2, seen_at = $3 where node = $1", params.clone());
        if self.write_anyway(vec![again]).await? == [1] {
            return Ok(());
        }
        let first = Statement::new("insert into witness (node, beats, seen_at) values ($1, $2, $3)", params);
        self.write_anyway(vec![first]).await.map(drop)
    }

    /// The server that the database is on now; none for a file, and where a server doesn't say.
    pub async fn lineage(&self) -> Result<Option<Lineage>, StoreError> {
        self.connection().lineage().await
    }

    /// Whether a connection led to another server than the first did, or to a promoted one, since the last `believe`.
    pub fn has_moved(&self) -> bool {
        self.connection().has_moved()
    }

    /// The server of `lineage` is the one that is believed.
    pub fn believe(&self, lineage: Option<Lineage>) {
        self.connection().believe(lineage);
    }

    /// Keeps the server that the database is on, where none was kept.
    pub async fn keep_lineage(&self, lineage: &Lineage) -> Result<(), StoreError> {
        let keep = Statement::new(
            "update restoration set lineage = $1 where id = 1 and lineage is null",
            [lineage.0.as_str().into()],
        );
        self.write_anyway(vec![keep]).await.map(drop)
    }

    /// The operator says that the database came back from a backup, or from a replica that lacked something: its epoch
    /// rises, so that no ticket of before is taken; sessions, what apps had of them, codes and approvals end, which may have ended
    /// since the backup; value and factors are held; and what waits is told again, for it may have been stopped.
    pub async fn declare_restored(
        &self,
        now: Timestamp,
        held_until: Timestamp,
    ) -> Result<Restoration, StoreError> {
        let lineage = self.lineage().await?.map(|lineage| lineage.0);
        let list = vec![
            // Not a count: one that was restored with the backup would be given out a second time.
            Statement::new(
                "update restoration
                 set epoch = case when epoch < $1 then $1 else epoch + 1 end, held_until = $2, lineage = $3
                 where id = 1",
                [now.into(), held_until.into(), lineage.as_deref().into()],
            ),
            Statement::new("delete from session", []),
            Statement::new("delete from client_authorization", []),
            Statement::new("delete from pushed_request", []),
            Statement::new("delete from approval", []),
            Statement::new("delete from code", []),
            Statement::new(
                "update hold set told = 'start', due_at = $1
                 where ended_at is null and state <> 'disputed'",
                [now.into()],
            ),
        ];
        self.write_anyway(list).await?;
        self.restoration().await
    }

    /// The operator says that nothing is missing: the server was promoted or moved with all that was written.
    pub async fn declare_whole(&self) -> Result<Restoration, StoreError> {
        let lineage = self.lineage().await?.map(|lineage| lineage.0);
        let keep =
            Statement::new("update restoration set lineage = $1 where id = 1", [lineage.as_deref().into()]);
        self.write_anyway(vec![keep]).await?;
        self.restoration().await
    }

    async fn write_anyway(&self, list: Vec<Statement>) -> Result<Vec<u64>, StoreError> {
        self.connection().write_under(list, Belief::Waived).await
    }
}
