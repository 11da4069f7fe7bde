//! What takes two of the staff.

use passkeep_decision::id::AccountHandle;
use passkeep_decision::support::{Proposal, SupportSignature};

use crate::statement::Statement;

/// Fails where the id is taken.
pub(super) fn propose(account: AccountHandle, proposal: &Proposal) -> Statement {
    Statement::new(
        "insert into support_proposal
           (account, id, action, hold, reason, proposer, browser_hash, proposed_at, expires_at, state, first_signature)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [
            account.into(),
            proposal.id.into(),
            proposal.action.as_str().into(),
            proposal.hold.into(),
            proposal.reason.as_str().into(),
            proposal.proposer.into(),
            proposal.browser.0.into(),
            proposal.proposed_at.into(),
            proposal.expires_at.into(),
            proposal.state.as_str().into(),
            written(&proposal.first).as_str().into(),
        ],
    )
}

/// Fails unless it was open: the state becomes null then.
pub(super) fn end(account: AccountHandle, proposal: &Proposal) -> Statement {
    let second = proposal.second.as_ref();
    Statement::new(
        "update support_proposal
         set state = case when state = 'open' then $3 end, decider = $4, second_signature = $5, ended_at = $6,
             began = $7
         where account = $1 and id = $2",
        [
            account.into(),
            proposal.id.into(),
            proposal.state.as_str().into(),
            second.map(|(decider, _)| *decider).into(),
            second.map(|(_, signature)| written(signature)).as_deref().into(),
            proposal.ended_at.into(),
            proposal.began.into(),
        ],
    )
}

fn written(signature: &SupportSignature) -> String {
    serde_json::to_string(signature).expect("a signature is plain JSON")
}
