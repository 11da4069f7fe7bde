//! Actions, from the question to their end. What an action does to cash, positions and payees is written in the same
//! transaction as its end, and only by the one who ends it: an answer that comes twice does nothing twice.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Store, StoreError};
use crate::action::{Action, NewPayee, Order, Side, Withdrawal};
use crate::money::Money;
use crate::state::{Failed, State};

/// An action, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// Its id, which is also the idempotency key of its confirmation.
    pub id: String,
    /// Whose.
    pub subject: String,
    /// What.
    pub action: Action,
    /// Where it stands.
    pub state: State,
    /// Its confirmation at Passkeep.
    pub confirmation: Option<String>,
    /// Where its person confirms it.
    pub url: Option<String>,
    /// Until when it can be confirmed, or waits.
    pub until_ms: Option<i64>,
    /// What an order came to.
    pub came_to: Option<Money>,
    /// The receipt.
    pub receipt: Option<String>,
    /// When it was asked for.
    pub asked_at: i64,
    /// When it ended.
    pub ended_at: Option<i64>,
}

/// What is known of an action now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It waits, perhaps longer.
    Waits {
        /// Signed already, or not.
        state: State,
        /// Until when.
        until_ms: Option<i64>,
    },
    /// It is over and nothing was done.
    Over(State),
    /// It was confirmed, or needs no confirming: it is done at this price, if it can be.
    Do {
        /// What an order's security costs.
        price: Money,
        /// The receipt.
        receipt: Option<String>,
    },
}

const COLUMNS: &str =
    "id, subject, body, state, confirmation, url, until_ms, came_to, receipt, asked_at, ended_at";

impl Store {
    /// Keeps a new action.
    pub fn begin_action(
        &self,
        id: &str,
        subject: &str,
        action: &Action,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        self.lock().execute(
            "insert into actions (id, subject, body, state, asked_at) values (?1, ?2, ?3, ?4, ?5)",
            params![id, subject, action.to_json(), State::Asked.as_str(), now_ms],
        )?;
        Ok(())
    }

    /// Keeps which confirmation an action has.
    pub fn ask_action(
        &self,
        id: &str,
        confirmation: &str,
        url: &str,
        until_ms: i64,
    ) -> Result<(), StoreError> {
        self.lock().execute(
            "update actions set confirmation = ?2, url = ?3, until_ms = ?4 where id = ?1",
            params![id, confirmation, url, until_ms],
        )?;
        Ok(())
    }

    /// An action of a customer.
    pub fn action(&self, subject: &str, id: &str) -> Result<Option<ActionRow>, StoreError> {
        let sql = format!("select {COLUMNS} from actions where id = ?1 and subject = ?2");
        Ok(self.lock().query_row(&sql, [id, subject], read).optional()?)
    }

    /// The action of a confirmation.
    pub fn action_of(&self, confirmation: &str) -> Result<Option<ActionRow>, StoreError> {
        let sql = format!("select {COLUMNS} from actions where confirmation = ?1");
        Ok(self.lock().query_row(&sql, [confirmation], read).optional()?)
    }

    /// The newest actions of a customer.
    pub fn actions(&self, subject: &str) -> Result<Vec<ActionRow>, StoreError> {
        let connection = self.lock();
        let sql =
            format!("select {COLUMNS} from actions where subject = ?1 order by asked_at desc, id limit 100");
        let mut statement = connection.prepare(&sql)?;
        Ok(statement.query_map([subject], read)?.collect::<Result<_, _>>()?)
    }

    /// Takes what is known of an action; gives where it stands then.
    pub fn settle(&self, row: &ActionRow, answer: &Answer, now_ms: i64) -> Result<State, StoreError> {
        let mut connection = self.lock();
        let list = connection.transaction()?;
        let known: String =
            list.query_row("select state from actions where id = ?1", [&row.id], |r| r.get(0))?;
        let known = State::parse(&known).unwrap_or(row.state);
        if !known.is_open() {
            return Ok(known);
        }
        let (state, came_to) = match answer {
            Answer::Waits { state, until_ms } => {
                list.execute(
                    "update actions set state = ?2, until_ms = coalesce(?3, until_ms) where id = ?1",
                    params![row.id, state.as_str(), until_ms],
                )?;
                list.commit()?;
                return Ok(*state);
            }
            Answer::Over(state) => (*state, None),
            Answer::Do { price, .. } => match perform(&list, row, *price, now_ms)? {
                Ok(came_to) => (State::Done, came_to),
                Err(failed) => (State::Failed(failed), None),
            },
        };
        let receipt = match answer {
            Answer::Do { receipt, .. } => receipt.as_deref(),
            Answer::Waits { .. } | Answer::Over(_) => None,
        };
        list.execute(
            "update actions set state = ?2, came_to = ?3, receipt = ?4, ended_at = ?5 where id = ?1",
            params![row.id, state.as_str(), came_to.map(|money: Money| money.0), receipt, now_ms],
        )?;
        list.commit()?;
        Ok(state)
    }
}

type Performed = Result<Option<Money>, Failed>;

fn perform(
    list: &Transaction<'_>,
    row: &ActionRow,
    price: Money,
    now_ms: i64,
) -> Result<Performed, StoreError> {
    match &row.action {
        Action::Order(order) => trade(list, &row.subject, order, price),
        Action::Withdrawal(Withdrawal { amount, .. }) => {
            Ok(pay(list, &row.subject, *amount)?.then_some(None).ok_or(Failed::Cash))
        }
        Action::NewPayee(NewPayee { name, account }) => {
            list.execute(
                "insert into payees (subject, account, name, added_at) values (?1, ?2, ?3, ?4) \
                 on conflict (subject, account) do update set name = excluded.name",
                params![row.subject, account, name, now_ms],
            )?;
            Ok(Ok(None))
        }
    }
}

fn trade(
    list: &Transaction<'_>,
    subject: &str,
    order: &Order,
    price: Money,
) -> Result<Performed, StoreError> {
    let Some(worth) = price.times(order.quantity).filter(|worth| *worth <= order.bound) else {
        return Ok(Err(Failed::Price));
    };
    match order.side {
        Side::Buy => {
            if !pay(list, subject, worth)? {
                return Ok(Err(Failed::Cash));
            }
            list.execute(
                "insert into positions (subject, symbol, quantity, cost) values (?1, ?2, ?3, ?4) \
                 on conflict (subject, symbol) do update \
                 set quantity = quantity + excluded.quantity, cost = cost + excluded.cost",
                params![subject, order.symbol, order.quantity, worth.0],
            )?;
        }
        Side::Sell => {
            // The cost goes down with the shares: what is left keeps its price.
            let sold = list.execute(
                "update positions set cost = cost - cost * ?3 / quantity, quantity = quantity - ?3 \
                 where subject = ?1 and symbol = ?2 and quantity >= ?3",
                params![subject, order.symbol, order.quantity],
            )?;
            if sold == 0 {
                return Ok(Err(Failed::Shares));
            }
            list.execute(
                "update customers set cash = cash + ?2 where subject = ?1",
                params![subject, worth.0],
            )?;
        }
    }
    Ok(Ok(Some(worth)))
}

/// Takes cash. False where there is too little.
fn pay(list: &Transaction<'_>, subject: &str, amount: Money) -> Result<bool, StoreError> {
    let sql = "update customers set cash = cash - ?2 where subject = ?1 and cash >= ?2";
    Ok(list.execute(sql, params![subject, amount.0])? == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ActionRow> {
    let text = |at: usize| row.get::<_, String>(at);
    let unreadable = |at: usize| {
        rusqlite::Error::InvalidColumnType(at, "what it holds".to_owned(), rusqlite::types::Type::Text)
    };
    Ok(ActionRow {
        id: text(0)?,
        subject: text(1)?,
        action: Action::of_json(&text(2)?).ok_or_else(|| unreadable(2))?,
        state: State::parse(&text(3)?).ok_or_else(|| unreadable(3))?,
        confirmation: row.get(4)?,
        url: row.get(5)?,
        until_ms: row.get(6)?,
        came_to: row.get::<_, Option<i64>>(7)?.map(Money),
        receipt: row.get(8)?,
        asked_at: row.get(9)?,
        ended_at: row.get(10)?,
    })
}
