//! A security, and orders: small ones are done at once, larger ones are confirmed.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::pages::line;
use super::visitor::{Acting, Member, broken};
use crate::action::{Action, Order, Side};
use crate::clock;
use crate::confirmations::NoConfirmation;
use crate::market::security;
use crate::risk::is_open_to_flagged;
use crate::settle::perform;
use crate::state::{Failed, Refused, State};
use crate::store::{Answer, StoreError};
use crate::views::{Fault, Section, SecurityPage, TypedOrder};

/// A security.
pub async fn security_page(member: Member, Path(symbol): Path<String>) -> Response {
    form(&member, &symbol, TypedOrder { quantity: "1".to_owned(), sells: false }, None)
}

/// What an order's form sends.
#[derive(Deserialize)]
pub struct OrderForm {
    side: Side,
    symbol: String,
    quantity: String,
}

/// An order.
pub async fn order(Acting(member): Acting, Form(typed): Form<OrderForm>) -> Response {
    let kept = TypedOrder { quantity: typed.quantity.clone(), sells: typed.side == Side::Sell };
    match try_order(&member, &typed).await {
        Ok(response) => response,
        Err(fault) => form(&member, &typed.symbol, kept, Some(fault)),
    }
}

async fn try_order(member: &Member, typed: &OrderForm) -> Result<Response, Fault> {
    let shared = &member.visitor.shared;
    let refused = |why| Fault::Refused(why);
    let security =
        security(&typed.symbol).ok_or(refused(Refused::Mistyped(crate::action::Mistyped::Symbol)))?;
    let price = shared.market.price(security, member.visitor.now_ms);
    let order = Order::parse(typed.side, security.symbol, &typed.quantity, price)
        .map_err(|mistyped| refused(Refused::Mistyped(mistyped)))?;
    match order.side {
        Side::Buy if order.bound > member.customer.cash => return Err(refused(Refused::Cash)),
        Side::Sell if order.quantity > owned(member, security.symbol)? => {
            return Err(refused(Refused::Shares));
        }
        Side::Buy | Side::Sell => {}
    }
    begin(member, Action::Order(order)).await
}

/// Begins an action: does it at once, or leads to where it is confirmed.
pub async fn begin(member: &Member, action: Action) -> Result<Response, Fault> {
    let shared = &member.visitor.shared;
    let page = member.page(Section::Elsewhere).map_err(fault)?;
    if let Some(flag) = page.flag.filter(|_| !is_open_to_flagged(&action)) {
        return Err(Fault::Refused(Refused::Flagged(flag)));
    }
    let (id, subject) = (clock::random_text::<16>(), &member.customer.subject);
    shared.store.begin_action(&id, subject, &action, member.visitor.now_ms).map_err(fault)?;
    if !action.is_confirmed() {
        let row = shared.store.action(subject, &id).map_err(fault)?.ok_or(Fault::Broken)?;
        perform(shared, &row).map_err(fault)?;
        return Ok(Redirect::to(&format!("/activity/{id}")).into_response());
    }
    match shared.confirmations.ask(&id, subject, &action).await {
        Ok(asked) => {
            shared.store.ask_action(&id, &asked.id, &asked.url, asked.expires_at).map_err(fault)?;
            Ok(Redirect::to(&asked.url).into_response())
        }
        Err(error) => {
            tracing::warn!(%error, "an action was not asked about");
            if let Some(row) = shared.store.action(subject, &id).map_err(fault)? {
                let over = Answer::Over(State::Failed(Failed::NotAsked));
                shared.store.settle(&row, &over, member.visitor.now_ms).map_err(fault)?;
            }
            Err(match error {
                NoConfirmation::Refused { code } => Fault::NotAsked(code),
                NoConfirmation::Unreachable(_) => Fault::Unreachable,
            })
        }
    }
}

/// What went wrong here, for the page; the log has it in full.
pub fn fault(error: StoreError) -> Fault {
    tracing::error!(%error, "a request can't be answered");
    Fault::Broken
}

fn owned(member: &Member, symbol: &str) -> Result<u32, Fault> {
    let positions = member.visitor.shared.store.positions(&member.customer.subject).map_err(fault)?;
    Ok(positions.iter().find(|position| position.symbol == symbol).map_or(0, |position| position.quantity))
}

fn form(member: &Member, symbol: &str, typed: TypedOrder, fault: Option<Fault>) -> Response {
    let Some(security) = security(symbol) else {
        return member.visitor.failed(StatusCode::NOT_FOUND, Fault::Nowhere);
    };
    let line = line(&member.visitor.shared, security, member.visitor.now_ms);
    let owned = match owned(member, symbol) {
        Ok(owned) => owned,
        Err(fault) => return member.visitor.failed(StatusCode::INTERNAL_SERVER_ERROR, fault),
    };
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    match member.page(Section::Portfolio) {
        Ok(page) => {
            let cash = member.customer.cash;
            member.visitor.shown(status, &SecurityPage { page, line, owned, cash, typed, fault })
        }
        Err(error) => broken(&error),
    }
}
