//! A recovery code answers about a recovery: it opposes one as an address does, and decides a dispute that no old passkey has
//! decided.

use serde_json::json;

use super::announce::Audience;
use super::contest::{Verdict, by_recovery_code};
use super::stop::{Ruled, StoppedHold};
use crate::ceremony::Context;
use crate::change::Change;
use crate::device::Client;
use crate::event::{Actor, Event};
use crate::hold::{Hold, Veto};
use crate::refusal::Refusal;
use crate::throttle::Factor;

/// What the code comes to, its event, and what is written with it.
pub(crate) fn rule_by_code(
    (hold, vetoes): (&Hold, &[Veto]),
    audience: Audience<'_>,
    (verdict, client): (Verdict, &Client),
    Context { policy, moment }: Context<'_>,
) -> Result<(StoppedHold, Event, Vec<Change>), Refusal> {
    let ruling = by_recovery_code((hold, vetoes), verdict, moment.now)?;
    let actor = Actor::Factor(Factor::RecoveryCode);
    let ruled = Ruled { audience, hold, ruling, actor, told: json!({ "client": client }) };
    Ok(ruled.write(policy, moment))
}
