//! From what Passkeep says of a confirmation to what the brokerage does.

use crate::action::Action;
use crate::confirmations::{Confirmation, NoConfirmation};
use crate::market::security;
use crate::money::Money;
use crate::receipt;
use crate::risk::{flag, is_open_to_flagged};
use crate::serve::Shared;
use crate::state::{Failed, State};
use crate::store::{ActionRow, Answer, StoreError};

/// Looks how an open action stands at Passkeep, and takes it from there.
pub async fn settle(shared: &Shared, row: &ActionRow) -> Result<State, StoreError> {
    let Some(confirmation) = row.confirmation.as_deref().filter(|_| row.state.is_open()) else {
        return Ok(row.state);
    };
    let answer = match shared.confirmations.read(confirmation).await {
        Ok(found) => answer_of(shared, row, &found).await?,
        Err(NoConfirmation::Refused { code }) if code == "not_found" => Answer::Over(State::Expired),
        Err(error) => {
            tracing::warn!(%error, "how a confirmation stands is not known");
            return Ok(row.state);
        }
    };
    shared.store.settle(row, &answer, shared.now_ms())
}

/// Does at once what no passkey has to confirm.
pub fn perform(shared: &Shared, row: &ActionRow) -> Result<State, StoreError> {
    let answer = Answer::Do { price: price(shared, &row.action), receipt: None };
    shared.store.settle(row, &answer, shared.now_ms())
}

async fn answer_of(shared: &Shared, row: &ActionRow, found: &Confirmation) -> Result<Answer, StoreError> {
    Ok(match found.state.as_str() {
        "pending" => Answer::Waits { state: State::Asked, until_ms: Some(found.expires_at) },
        "held" => Answer::Waits { state: State::Held, until_ms: found.held_until },
        "denied" => Answer::Over(State::Denied),
        "withdrawn" => Answer::Over(State::Cancelled),
        "expired" => Answer::Over(State::Expired),
        "blocked" => Answer::Over(State::Blocked),
        "void" => Answer::Over(State::Void),
        "confirmed" => confirmed(shared, row, found).await?,
        // A state that is not known yet decides nothing.
        _ => Answer::Waits { state: row.state, until_ms: None },
    })
}

async fn confirmed(shared: &Shared, row: &ActionRow, found: &Confirmation) -> Result<Answer, StoreError> {
    let told = shared.store.told(&row.subject)?;
    if flag(told, shared.config.waits, shared.now_ms()).is_some() && !is_open_to_flagged(&row.action) {
        return Ok(Answer::Over(State::Failed(Failed::Flagged)));
    }
    let Some(jws) = found.receipt.as_deref() else {
        return Ok(Answer::Over(State::Failed(Failed::Receipt)));
    };
    let trust = match receipt::trust(shared).await {
        Ok(trust) => trust,
        Err(error) => {
            tracing::warn!(%error, "receipts can't be verified yet");
            return Ok(Answer::Waits { state: row.state, until_ms: None });
        }
    };
    let asked = receipt::Asked {
        client: &shared.config.client_id,
        subject: &row.subject,
        confirmation: row.confirmation.as_deref().unwrap_or_default(),
        action: &row.action,
    };
    let verified = receipt::verify(jws, &trust);
    if verified.as_ref().is_ok_and(|receipt| receipt.answers(&asked)) {
        return Ok(Answer::Do { price: price(shared, &row.action), receipt: Some(jws.to_owned()) });
    }
    tracing::error!(check = ?verified.err(), "a receipt is not of what was asked");
    Ok(Answer::Over(State::Failed(Failed::Receipt)))
}

fn price(shared: &Shared, action: &Action) -> Money {
    match action {
        Action::Order(order) => {
            let security = security(order.symbol).expect("an order's symbol is one of the market's");
            shared.market.price(security, shared.now_ms())
        }
        Action::Withdrawal(_) | Action::NewPayee(_) => Money(0),
    }
}
