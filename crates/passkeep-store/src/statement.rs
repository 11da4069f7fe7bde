//! A statement and its parameters, and a row that it gives: the same for both databases.

use passkeep_decision::moment::Timestamp;

use crate::error::{RowFault, StoreError};

/// SQL with `$1`, `$2`, …, in the subset that both databases share, and what stands for them.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The text. Static, so that each is prepared once.
    pub sql: &'static str,
    /// `$1` is the first.
    pub params: Vec<Value>,
}

impl Statement {
    /// A statement.
    pub fn new(sql: &'static str, params: impl Into<Vec<Value>>) -> Self {
        Self { sql, params: params.into() }
    }
}

/// A parameter.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// `boolean`.
    Boolean(bool),
    /// `bigint`.
    Integer(i64),
    /// `text`.
    Text(String),
    /// `bytea`, in SQLite `blob`.
    Bytes(Vec<u8>),
}

/// Parameters are personal data, MACs and sealed bytes: none of it belongs in a log.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean(_) => "boolean",
            Self::Integer(_) => "bigint",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytea",
        })
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(value.to_vec())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(value: [u8; N]) -> Self {
        Self::Bytes(value.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! from_newtype {
    ($($type:path),*) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                value.0.into()
            }
        })*
    };
}

from_newtype!(
    passkeep_decision::id::AccountHandle,
    passkeep_decision::id::ApprovalId,
    passkeep_decision::id::ConfirmationId,
    passkeep_decision::id::PayeeId,
    passkeep_decision::id::AuthorizationId,
    passkeep_decision::id::DeviceId,
    passkeep_decision::id::FlowId,
    passkeep_decision::id::HoldId,
    passkeep_decision::id::LinkId,
    passkeep_decision::id::MessageId,
    passkeep_decision::id::PasskeyId,
    passkeep_decision::id::PasswordHashId,
    passkeep_decision::id::ProposalId,
    passkeep_decision::id::ContactId,
    passkeep_decision::id::SessionId,
    passkeep_decision::id::Sid,
    passkeep_decision::trust::SecretHash,
    Timestamp
);

/// A row, read from left to right: each call takes the next column. So the columns of a noun are read by one
/// function, wherever they stand in a statement.
pub struct Row<'a> {
    source: RowSource<'a>,
    table: &'static str,
    column: usize,
}

/// The row of one of the databases.
enum RowSource<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl<'a> Row<'a> {
    pub(crate) const fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self::new(RowSource::Sqlite(row))
    }

    pub(crate) const fn postgres(row: &'a tokio_postgres::Row) -> Self {
        Self::new(RowSource::Postgres(row))
    }

    const fn new(source: RowSource<'a>) -> Self {
        Self { source, table: "the statement", column: 0 }
    }

    /// Says which table the next columns are of, for the error when one of them is not what it should be.
    pub fn of(&mut self, table: &'static str) -> &mut Self {
        self.table = table;
        self
    }

    /// Passes over `columns` columns.
    pub fn skip(&mut self, columns: usize) {
        self.column += columns;
    }

    /// The next column, which is an integer.
    pub fn integer(&mut self) -> Result<i64, StoreError> {
        self.optional_integer()?.ok_or_else(|| self.fault())
    }

    /// The next column, an integer or null.
    pub fn optional_integer(&mut self) -> Result<Option<i64>, StoreError> {
        let column = self.take();
        match &self.source {
            RowSource::Sqlite(row) => row.get(column).ok(),
            RowSource::Postgres(row) => row.try_get(column).ok(),
        }
        .ok_or_else(|| self.fault())
    }

    /// The next column, a time or null.
    pub fn optional_time(&mut self) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.optional_integer()?.map(Timestamp))
    }

    /// The next column, which is a boolean.
    pub fn boolean(&mut self) -> Result<bool, StoreError> {
        let column = self.take();
        match &self.source {
            RowSource::Sqlite(row) => row.get(column).ok(),
            RowSource::Postgres(row) => row.try_get(column).ok(),
        }
        .ok_or_else(|| self.fault())
    }

    /// The next column, which is text.
    pub fn text(&mut self) -> Result<&str, StoreError> {
        let column = self.take();
        let fault = self.fault();
        match &self.source {
            RowSource::Sqlite(row) => row.get_ref(column).ok().and_then(|value| value.as_str().ok()),
            RowSource::Postgres(row) => row.try_get(column).ok(),
        }
        .ok_or(fault)
    }

    /// The next column, text or null.
    pub fn optional_text(&mut self) -> Result<Option<&str>, StoreError> {
        let column = self.take();
        let fault = self.fault();
        match &self.source {
            RowSource::Sqlite(row) => row.get_ref(column).ok().and_then(|value| value.as_str_or_null().ok()),
            RowSource::Postgres(row) => row.try_get(column).ok(),
        }
        .ok_or(fault)
    }

    /// The next column, which is bytes.
    pub fn bytes(&mut self) -> Result<&[u8], StoreError> {
        let fault =
            StoreError::Tampered { table: self.table, fault: RowFault::Column { column: self.column } };
        self.optional_bytes()?.ok_or(fault)
    }

    /// The next column, bytes or null.
    pub fn optional_bytes(&mut self) -> Result<Option<&[u8]>, StoreError> {
        let column = self.take();
        let fault = self.fault();
        match &self.source {
            RowSource::Sqlite(row) => row.get_ref(column).ok().and_then(|value| value.as_blob_or_null().ok()),
            RowSource::Postgres(row) => row.try_get(column).ok(),
        }
        .ok_or(fault)
    }

    /// The next column, which is exactly `N` bytes.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        self.optional_array()?.ok_or_else(|| self.fault())
    }

    /// The next column, exactly `N` bytes or null.
    pub fn optional_array<const N: usize>(&mut self) -> Result<Option<[u8; N]>, StoreError> {
        let fault =
            StoreError::Tampered { table: self.table, fault: RowFault::Column { column: self.column } };
        self.optional_bytes()?.map(|bytes| bytes.try_into().map_err(|_| fault)).transpose()
    }

    fn take(&mut self) -> usize {
        self.column += 1;
        self.column - 1
    }

    // The column that was taken last.
    fn fault(&self) -> StoreError {
        StoreError::Tampered { table: self.table, fault: RowFault::Column { column: self.column - 1 } }
    }
}
