//! Holds, the links of their notices, and vetoes.

use passkeep_decision::hold::{Hold, HoldLink, HoldState, Told, Veto};
use passkeep_decision::id::AccountHandle;

use crate::statement::Statement;
use crate::stored_name::hold_subject;

pub(super) fn add(account: AccountHandle, hold: &Hold) -> Statement {
    Statement::new(
        "insert into hold (account, id, kind, subject, started_at, matures_at, told, state, due_at, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
            account.into(),
            hold.id.into(),
            hold.kind.name().as_str().into(),
            hold_subject(&hold.kind).as_str().into(),
            hold.started_at.into(),
            hold.matures_at.into(),
            hold.told.as_str().into(),
            hold.state.as_str().into(),
            hold.due_at.into(),
            hold.ended_at.into(),
        ],
    )
}

/// Fails where the hold stands otherwise than it stood when this was decided: the state becomes null then.
pub(super) fn set(account: AccountHandle, before: (HoldState, Told), hold: &Hold) -> Statement {
    Statement::new(
        "update hold
         set state = case when state = $3 and told = $4 then $5 end, told = $6, matures_at = $7, due_at = $8,
             ended_at = $9
         where account = $1 and id = $2",
        [
            account.into(),
            hold.id.into(),
            before.0.as_str().into(),
            before.1.as_str().into(),
            hold.state.as_str().into(),
            hold.told.as_str().into(),
            hold.matures_at.into(),
            hold.due_at.into(),
            hold.ended_at.into(),
        ],
    )
}

pub(super) fn add_link(account: AccountHandle, link: &HoldLink) -> Statement {
    Statement::new(
        "insert into hold_link (account, id, hold, kind, address, sent_at) values ($1, $2, $3, $4, $5, $6)",
        [
            account.into(),
            link.id.into(),
            link.hold.into(),
            link.address.kind().into(),
            link.address.as_str().into(),
            link.sent_at.into(),
        ],
    )
}

/// Fails where the opponent has opposed the same change before.
pub(super) fn add_veto(account: AccountHandle, veto: &Veto) -> Statement {
    Statement::new(
        "insert into veto (account, subject, opponent, hold, vetoed_at) values ($1, $2, $3, $4, $5)",
        [account.into(), veto.subject.0.into(), veto.opponent.0.into(), veto.hold.into(), veto.at.into()],
    )
}
