//! Withdrawals, and whom they may go to. Both are always confirmed.

use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::orders::{begin, fault};
use super::visitor::{Acting, Member, broken};
use crate::action::{Action, Mistyped, NewPayee, Withdrawal};
use crate::money::Money;
use crate::state::Refused;
use crate::store::StoreError;
use crate::views::{Fault, Section, TransfersPage, TypedTransfer};

/// The page.
pub async fn transfers_page(member: Member) -> Response {
    shown(&member, TypedTransfer::default(), None, None)
}

/// What a withdrawal's form sends.
#[derive(Deserialize)]
pub struct WithdrawalForm {
    amount: String,
    #[serde(default)]
    to: String,
}

/// A withdrawal.
pub async fn withdraw(Acting(member): Acting, Form(typed): Form<WithdrawalForm>) -> Response {
    match try_withdraw(&member, &typed).await {
        Ok(response) => response,
        Err(fault) => {
            let typed = TypedTransfer { amount: typed.amount, to: typed.to, ..TypedTransfer::default() };
            shown(&member, typed, Some(fault), None)
        }
    }
}

async fn try_withdraw(member: &Member, typed: &WithdrawalForm) -> Result<Response, Fault> {
    let amount = Money::parse(&typed.amount).ok_or(Fault::Refused(Refused::Mistyped(Mistyped::Amount)))?;
    let payees = member.visitor.shared.store.payees(&member.customer.subject).map_err(fault)?;
    let payee = payees.into_iter().find(|payee| payee.account == typed.to);
    let payee = payee.ok_or(Fault::Refused(Refused::Payee))?;
    if amount > member.customer.cash {
        return Err(Fault::Refused(Refused::Cash));
    }
    let withdrawal = Withdrawal { amount, name: payee.name, account: payee.account };
    begin(member, Action::Withdrawal(withdrawal)).await
}

/// What a payee's form sends.
#[derive(Deserialize)]
pub struct PayeeForm {
    name: String,
    account: String,
}

/// A new payee.
pub async fn add_payee(Acting(member): Acting, Form(typed): Form<PayeeForm>) -> Response {
    match try_add(&member, &typed).await {
        Ok(response) => response,
        Err(fault) => {
            let typed =
                TypedTransfer { name: typed.name, account: typed.account, ..TypedTransfer::default() };
            shown(&member, typed, None, Some(fault))
        }
    }
}

async fn try_add(member: &Member, typed: &PayeeForm) -> Result<Response, Fault> {
    let payee = NewPayee::parse(&typed.name, &typed.account)
        .map_err(|mistyped| Fault::Refused(Refused::Mistyped(mistyped)))?;
    begin(member, Action::NewPayee(payee)).await
}

fn shown(
    member: &Member,
    typed: TypedTransfer,
    withdrawal_fault: Option<Fault>,
    payee_fault: Option<Fault>,
) -> Response {
    let wrong = withdrawal_fault.is_some() || payee_fault.is_some();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = || {
        let payees = member.visitor.shared.store.payees(&member.customer.subject)?;
        let (page, cash) = (member.page(Section::Transfers)?, member.customer.cash);
        let view = TransfersPage { page, cash, payees, typed, withdrawal_fault, payee_fault };
        Ok(member.visitor.shown(status, &view))
    };
    page().unwrap_or_else(|error: StoreError| broken(&error))
}
