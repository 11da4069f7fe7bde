//! Which kinds of client take part in ceremonies: a row a day, an operation and a kind, with a count. All nodes add to it.

use crate::error::StoreError;
use crate::statement::Statement;
use crate::store::Store;

/// How many ceremonies a kind of client took part in on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientTally {
    /// The day, counted from 1970.
    pub day: i64,
    /// What was done.
    pub operation: String,
    /// The kind of client: coarse facts, as JSON.
    pub facts: String,
    /// How often.
    pub ceremonies: i64,
}

impl Store {
    /// Adds to a row, or makes it; where another node makes it at the same time, adds to that.
    pub async fn tally_client(&self, tally: &ClientTally) -> Result<(), StoreError> {
        let key = || {
            [
                tally.ceremonies.into(),
                tally.day.into(),
                tally.operation.as_str().into(),
                tally.facts.as_str().into(),
            ]
        };
        let add = || {
            Statement::new(
                "update client_tally set ceremonies = ceremonies + $1
                 where day = $2 and operation = $3 and facts = $4",
                key(),
            )
        };
        let make = Statement::new(
            "insert into client_tally (ceremonies, day, operation, facts) values ($1, $2, $3, $4)",
            key(),
        );
        if self.write(vec![add()]).await? == [1] {
            return Ok(());
        }
        match self.write(vec![make]).await {
            Err(StoreError::Conflict) => self.write(vec![add()]).await.map(drop),
            made => made.map(drop),
        }
    }

    /// The rows of a day and of those after it.
    pub async fn client_tallies(&self, since_day: i64) -> Result<Vec<ClientTally>, StoreError> {
        self.reader()
            .query(
                "select day, operation, facts, ceremonies from client_tally where day >= $1",
                &[since_day.into()],
                |row| {
                    row.of("client_tally");
                    Ok(ClientTally {
                        day: row.integer()?,
                        operation: row.text()?.to_owned(),
                        facts: row.text()?.to_owned(),
                        ceremonies: row.integer()?,
                    })
                },
            )
            .await
    }
}
