//! Pages that show: the start, what was done, one action, its receipt.

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::{Path, RawQuery};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::visitor::{Acting, Member, Visitor, broken};
use crate::market::{SECURITIES, Security, security};
use crate::money::Money;
use crate::receipt;
use crate::serve::Shared;
use crate::settle::settle;
use crate::store::{ActionRow, Position, StoreError};
use crate::views::{
    ActionPage, ActivityPage, Chart, Fault, PortfolioPage, PositionLine, Proof, Section, SecurityLine,
    WelcomePage,
};

/// What one has; for strangers, what this is.
pub async fn start(mut visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let lines = SECURITIES.iter().map(|security| line(&visitor.shared, security, visitor.now_ms)).collect();
    match visitor.signed_in.take() {
        Some((session, customer)) => {
            let member = Member { visitor, session, customer };
            portfolio(&member, lines).unwrap_or_else(|error| broken(&error))
        }
        None => match visitor.page(Section::Elsewhere, None) {
            Ok(page) => {
                let signed_out = query.is_some_and(|query| query.contains("signed-out"));
                visitor.shown(StatusCode::OK, &WelcomePage { page, lines, signed_out })
            }
            Err(error) => broken(&error),
        },
    }
}

fn portfolio(member: &Member, market: Vec<SecurityLine>) -> Result<Response, StoreError> {
    let Member { visitor, customer, .. } = member;
    let owned = visitor.shared.store.positions(&customer.subject)?;
    let positions: Vec<PositionLine> =
        owned.iter().filter_map(|position| position_line(member, position)).collect();
    let worth: i64 = positions.iter().map(|position| position.worth.0).sum();
    let page = member.page(Section::Portfolio)?;
    let total = Money(customer.cash.0 + worth);
    Ok(visitor.shown(StatusCode::OK, &PortfolioPage { page, total, cash: customer.cash, positions, market }))
}

fn position_line(member: &Member, position: &Position) -> Option<PositionLine> {
    let line = line(&member.visitor.shared, security(&position.symbol)?, member.visitor.now_ms);
    let worth = line.price.times(position.quantity)?;
    let gained = Money(worth.0 - position.cost.0);
    Some(PositionLine { line, quantity: position.quantity, worth, gained })
}

/// A security as it stands now.
pub fn line(shared: &Shared, security: &'static Security, now_ms: i64) -> SecurityLine {
    let hour = shared.market.hour(security, now_ms);
    SecurityLine { security, price: hour.last(), moved: hour.moved(), chart: Chart::of(&hour) }
}

/// What was done.
pub async fn activity(member: Member) -> Result<Response, Response> {
    let shown = || {
        let page = member.page(Section::Activity)?;
        let rows = member.visitor.shared.store.actions(&member.customer.subject)?;
        Ok(member.visitor.shown(StatusCode::OK, &ActivityPage { page, rows }))
    };
    shown().map_err(|error: StoreError| broken(&error))
}

/// One action, as it stands now.
pub async fn action(member: Member, Path(id): Path<String>) -> Result<Response, Response> {
    let shared = member.visitor.shared.clone();
    let row = fresh(&member, &id).await?;
    let proof = match (&row.receipt, &row.confirmation) {
        (Some(jws), Some(_)) => Some(proof(&shared, &row, jws).await),
        _ => None,
    };
    let page = member.page(Section::Activity).map_err(|error| broken(&error))?;
    Ok(member.visitor.shown(StatusCode::OK, &ActionPage { page, row, proof }))
}

/// Where an action stands, for the page that waits for it.
pub async fn action_state(member: Member, Path(id): Path<String>) -> Result<Response, Response> {
    let row = fresh(&member, &id).await?;
    Ok(axum::Json(serde_json::json!({ "state": row.state.as_str() })).into_response())
}

/// The receipt, as a file.
pub async fn receipt(member: Member, Path(id): Path<String>) -> Result<Response, Response> {
    let row = kept(&member, &id)?;
    let jws = row.receipt.ok_or_else(|| member.visitor.failed(StatusCode::NOT_FOUND, Fault::Nowhere))?;
    let name = format!("attachment; filename=\"receipt-{}.jws\"", row.id);
    let kind = "application/jose; charset=utf-8".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], jws + "\n").into_response())
}

/// Takes an open action back.
pub async fn cancel(Acting(member): Acting, Path(id): Path<String>) -> Result<Response, Response> {
    let row = kept(&member, &id)?;
    let shared = &member.visitor.shared;
    if let Some(confirmation) = row.confirmation.as_deref().filter(|_| row.state.is_open())
        && let Err(error) = shared.confirmations.withdraw(confirmation).await
    {
        tracing::warn!(%error, "a confirmation was not taken back");
    }
    settle(shared, &row).await.map_err(|error| broken(&error))?;
    Ok(Redirect::to(&format!("/activity/{}", row.id)).into_response())
}

/// No such page.
pub async fn nowhere(visitor: Visitor) -> Response {
    visitor.failed(StatusCode::NOT_FOUND, Fault::Nowhere)
}

#[expect(clippy::result_large_err, reason = "the answer goes out as it is")]
fn kept(member: &Member, id: &str) -> Result<ActionRow, Response> {
    let found = member.visitor.shared.store.action(&member.customer.subject, id);
    let found = found.map_err(|error| broken(&error))?;
    found.ok_or_else(|| member.visitor.failed(StatusCode::NOT_FOUND, Fault::Nowhere))
}

async fn fresh(member: &Member, id: &str) -> Result<ActionRow, Response> {
    let row = kept(member, id)?;
    if !row.state.is_open() {
        return Ok(row);
    }
    settle(&member.visitor.shared, &row).await.map_err(|error| broken(&error))?;
    kept(member, id)
}

async fn proof(shared: &Shared, row: &ActionRow, jws: &str) -> Proof {
    let asked = receipt::Asked {
        client: &shared.config.client_id,
        subject: &row.subject,
        confirmation: row.confirmation.as_deref().unwrap_or_default(),
        action: &row.action,
    };
    let verified = match receipt::trust(shared).await {
        Ok(trust) => receipt::verify(jws, &trust).ok().filter(|receipt| receipt.answers(&asked)),
        Err(error) => {
            tracing::warn!(%error, "receipts can't be verified yet");
            None
        }
    };
    let hash = digest(&SHA256, jws.as_bytes());
    let hex = hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let signature = verified.as_ref().and_then(|receipt| receipt.signatures.first());
    Proof {
        holds: verified.is_some(),
        text: signature.map(|signature| signature.text.clone()).unwrap_or_default(),
        signed_at: signature.map(|signature| signature.signed_at).unwrap_or_default(),
        digest: hex.as_bytes().chunks(8).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" "),
    }
}
