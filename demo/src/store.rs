//! The brokerage's own database: SQLite in one file. A connection behind a lock is all that a demo's traffic needs; nothing
//! waits for the network while it is held.

mod actions;
mod sessions;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use rusqlite::{Connection, OptionalExtension, Row, params};

pub use actions::{ActionRow, Answer};
pub use sessions::{Session, SignIn};

use crate::money::Money;
use crate::risk::Told;

/// The database.
#[derive(Clone)]
pub struct Store(Arc<Mutex<Connection>>);

/// What went wrong with it.
#[derive(Debug, thiserror::Error)]
#[error("the brokerage's database: {0}")]
pub struct StoreError(#[from] rusqlite::Error);

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The account at Passkeep.
    pub subject: String,
    /// The name, as Passkeep gave it last.
    pub name: String,
    /// The cash.
    pub cash: Money,
}

/// Shares of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// What.
    pub symbol: String,
    /// How many.
    pub quantity: u32,
    /// What they cost, all together.
    pub cost: Money,
}

/// Somebody who can be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// The name.
    pub name: String,
    /// The account number.
    pub account: String,
}

/// What a new customer of the demo finds: cash, and a few shares at what they cost once.
const OPENING_CASH: Money = Money(2_500_000);
const OPENING_POSITIONS: [(&str, i64, i64); 3] =
    [("ALDR", 40, 712_000), ("MNTA", 25, 988_500), ("BRIO", 120, 781_200)];

impl Store {
    /// Opens the database, and makes it where it is not there yet.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path)?;
        connection.execute_batch("pragma journal_mode = wal; pragma synchronous = full;")?;
        connection.execute_batch(include_str!("schema.sql"))?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic while it was held left a transaction at most, and that is rolled back.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Lets a customer in, who gets an account here at the first time.
    pub fn welcome(&self, subject: &str, name: &str, now_ms: i64) -> Result<(), StoreError> {
        let mut connection = self.lock();
        let list = connection.transaction()?;
        let known =
            list.execute("update customers set name = ?2 where subject = ?1", params![subject, name])?;
        if known == 0 {
            list.execute(
                "insert into customers (subject, name, cash, opened_at) values (?1, ?2, ?3, ?4)",
                params![subject, name, OPENING_CASH.0, now_ms],
            )?;
            for (symbol, quantity, cost) in OPENING_POSITIONS {
                list.execute(
                    "insert into positions (subject, symbol, quantity, cost) values (?1, ?2, ?3, ?4)",
                    params![subject, symbol, quantity, cost],
                )?;
            }
        }
        Ok(list.commit()?)
    }

    /// A customer.
    pub fn customer(&self, subject: &str) -> Result<Option<Customer>, StoreError> {
        let read = |row: &Row<'_>| {
            Ok(Customer { subject: row.get(0)?, name: row.get(1)?, cash: Money(row.get(2)?) })
        };
        let sql = "select subject, name, cash from customers where subject = ?1";
        Ok(self.lock().query_row(sql, [subject], read).optional()?)
    }

    /// What a customer has, by symbol.
    pub fn positions(&self, subject: &str) -> Result<Vec<Position>, StoreError> {
        let connection = self.lock();
        let mut statement = connection.prepare(
            "select symbol, quantity, cost from positions where subject = ?1 and quantity > 0 order by symbol",
        )?;
        let read = |row: &Row<'_>| {
            Ok(Position { symbol: row.get(0)?, quantity: row.get(1)?, cost: Money(row.get(2)?) })
        };
        Ok(statement.query_map([subject], read)?.collect::<Result<_, _>>()?)
    }

    /// Whom a customer can pay.
    pub fn payees(&self, subject: &str) -> Result<Vec<Payee>, StoreError> {
        let connection = self.lock();
        let mut statement = connection
            .prepare("select name, account from payees where subject = ?1 order by added_at, account")?;
        let read = |row: &Row<'_>| Ok(Payee { name: row.get(0)?, account: row.get(1)? });
        Ok(statement.query_map([subject], read)?.collect::<Result<_, _>>()?)
    }

    /// What was told of an account.
    pub fn told(&self, subject: &str) -> Result<Told, StoreError> {
        let connection = self.lock();
        let mut statement = connection.prepare("select kind, at from told where subject = ?1")?;
        let mut told = Told::default();
        let mut rows = statement.query([subject])?;
        while let Some(row) = rows.next()? {
            let at = Some(row.get(1)?);
            match row.get::<_, String>(0)?.as_str() {
                "account_frozen" => told.frozen_at = at,
                "account_thawed" => told.thawed_at = at,
                "account_recovered" => told.recovered_at = at,
                _ => {}
            }
        }
        Ok(told)
    }

    /// Keeps what was told; an older word than the one that is known changes nothing.
    pub fn tell(&self, subject: &str, kind: &str, at_ms: i64) -> Result<(), StoreError> {
        let sql = "insert into told (subject, kind, at) values (?1, ?2, ?3) \
            on conflict (subject, kind) do update set at = max(at, excluded.at)";
        self.lock().execute(sql, params![subject, kind, at_ms])?;
        Ok(())
    }

    /// Takes an id that can be taken once. False where it was taken before.
    pub fn spend(&self, id: &str, expires_at: i64) -> Result<bool, StoreError> {
        let sql = "insert into spent (id, expires_at) values (?1, ?2) on conflict (id) do nothing";
        Ok(self.lock().execute(sql, params![id, expires_at])? == 1)
    }

    /// What is believed since first sight.
    pub fn pinned(&self, name: &str) -> Result<Option<String>, StoreError> {
        let sql = "select value from pinned where name = ?1";
        Ok(self.lock().query_row(sql, [name], |row| row.get(0)).optional()?)
    }

    /// Believes a value from now on, where none is believed yet.
    pub fn pin(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let sql = "insert into pinned (name, value) values (?1, ?2) on conflict (name) do nothing";
        self.lock().execute(sql, params![name, value])?;
        Ok(())
    }

    /// Deletes what is over.
    pub fn prune(&self, now_ms: i64) -> Result<(), StoreError> {
        let connection = self.lock();
        connection.execute("delete from spent where expires_at < ?1", [now_ms])?;
        connection.execute("delete from sign_ins where expires_at < ?1", [now_ms])?;
        connection.execute("delete from sessions where began_at < ?1", [now_ms - sessions::LIFETIME_MS])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
