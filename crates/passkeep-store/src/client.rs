//! The apps that an operator registered by command. Those of the configuration stand nowhere here.

use passkeep_decision::client::{ClientId, ClientMetadata};
use passkeep_decision::moment::Timestamp;

use crate::error::{RowFault, StoreError};
use crate::statement::{Row, Statement};
use crate::store::{Reader, Store};

/// A client as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptClient {
    /// What was written of it.
    pub metadata: ClientMetadata,
    /// When.
    pub created_at: Timestamp,
}

impl Store {
    /// Keeps a client. A conflict says that there is one of its id.
    pub async fn add_client(&self, client: &KeptClient) -> Result<(), StoreError> {
        let metadata = client.metadata.to_json().to_string();
        let id = client.metadata.client_id.as_str();
        let mac = self.keys().client(id, &metadata, client.created_at);
        let insert = Statement::new(
            "insert into client (id, metadata, mac, created_at) values ($1, $2, $3, $4)",
            [id.into(), metadata.as_str().into(), mac.into(), client.created_at.into()],
        );
        self.write(vec![insert]).await.map(drop)
    }

    /// Forgets a client, and says whether there was one.
    pub async fn remove_client(&self, id: &ClientId) -> Result<bool, StoreError> {
        let delete = Statement::new("delete from client where id = $1", [id.as_str().into()]);
        Ok(self.write(vec![delete]).await? == [1])
    }

    /// All of them, by id.
    pub async fn clients(&self) -> Result<Vec<KeptClient>, StoreError> {
        let reader = self.reader();
        let columns = |row: &mut Row<'_>| columns(&reader, row);
        reader.query("select id, metadata, created_at, mac from client order by id", &[], columns).await
    }

    /// The one of an id.
    pub async fn client(&self, id: &ClientId) -> Result<Option<KeptClient>, StoreError> {
        let reader = self.reader();
        reader
            .query_one(
                "select id, metadata, created_at, mac from client where id = $1",
                &[id.as_str().into()],
                |row| columns(&reader, row),
            )
            .await
    }
}

fn columns(reader: &Reader<'_>, row: &mut Row<'_>) -> Result<KeptClient, StoreError> {
    row.of("client");
    let (id, metadata) = (row.text()?.to_owned(), row.text()?.to_owned());
    let created_at = Timestamp(row.integer()?);
    if !reader.keys().client_fits(&id, &metadata, created_at, row.bytes()?) {
        return Err(StoreError::Tampered { table: "client", fault: RowFault::Seal });
    }
    let unreadable = |_| StoreError::unreadable("client", "the metadata");
    let metadata: ClientMetadata = serde_json::from_str(&metadata).map_err(unreadable)?;
    Ok(KeptClient { metadata, created_at })
}
