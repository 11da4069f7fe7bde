//! The store's tests: each runs on SQLite in a folder of its own and on PostgreSQL in a database of its own.

mod approvals;
mod attempts;
mod chain;
mod changes;
mod client_tally;
mod clients;
mod confirmations;
pub(crate) mod databases;
mod devices;
mod durability;
pub(crate) mod faults;
mod guards;
mod history;
mod holds;
mod metadata;
mod oidc;
mod outbox;
mod outbox_report;
pub(crate) mod people;
mod prune;
mod races;
mod recovery;
mod restoration;
mod schema;
mod secrets;
mod sign_up;
mod sqlite;
mod unknown;

/// Makes each `async fn(Database)` a test on either database.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(crate::tests::databases::Database::sqlite()).await;
            })+
        }

        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(database) = crate::tests::databases::Database::postgres().await {
                    super::$name(database).await;
                }
            })+
        }
    };
}
use on_both;
