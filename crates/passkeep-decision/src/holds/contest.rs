//! What a veto comes to. Whoever may stop a hold, how often, and who decides when two vetoes stand against each other.
//!
//! A passkey that nothing contests stops a hold at once. One that is contested opposes its own removal once, an address
//! each change once; a second time opens a dispute, which a passkey of some age decides that nothing contests. Where nobody
//! decides it, it ends after a while, and the change is not made. What was reported lost comes back by two: the passkey itself
//! and an address.

use crate::account::Account;
use crate::contact::Contact;
use crate::hold::{Hold, HoldKind, HoldState, Opponent, Told, Veto};
use crate::moment::Timestamp;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;

/// What who answers wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The change is stopped.
    Stop,
    /// The change goes on, against a dispute.
    Uphold,
}

/// What a veto, or the decision of a dispute, came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VetoOutcome {
    /// The hold is stopped.
    Stopped,
    /// It is one of two that it takes.
    Counted,
    /// A dispute is open.
    Disputed,
    /// The hold goes on.
    Upheld,
}

/// A ruling, and the veto to be remembered.
pub(super) struct Ruling {
    pub(super) outcome: VetoOutcome,
    pub(super) veto: Option<Veto>,
}

impl Ruling {
    const fn of(outcome: VetoOutcome) -> Self {
        Self { outcome, veto: None }
    }
}

/// A passkey answers. `vetoes` are those about the same subject, of all time.
pub(super) fn by_passkey(
    (hold, vetoes): (&Hold, &[Veto]),
    passkey: &Passkey,
    verdict: Verdict,
    (policy, now): (&Policy, Timestamp),
) -> Result<Ruling, Refusal> {
    if Rule::HoldOver.holds() && !hold.state.is_open() {
        return Err(Refusal::HoldOver);
    }
    // What no older passkey authorised says no to nothing, not even to its own end.
    if let Some(restriction) = passkey.restriction.filter(|restriction| now < restriction.until)
        && Rule::VetoRestricted.holds()
    {
        return Err(restriction.refusal());
    }
    if let Some(suspended_at) = passkey.suspended_at {
        // It may say one thing yet: that it is no other's.
        let is_own = hold.kind.passkey() == Some(passkey.id) && verdict == Verdict::Stop;
        if Rule::VetoSuspended.holds() && !is_own {
            return Err(Refusal::PasskeySuspended { suspended_at });
        }
        return oppose(hold, vetoes, Opponent::passkey(passkey.id), now);
    }
    let decides_at = passkey.decides_at(policy);
    match (hold.state, verdict) {
        (HoldState::Waiting, Verdict::Stop) => Ok(Ruling::of(VetoOutcome::Stopped)),
        // Nothing is in dispute that could be decided.
        (HoldState::Waiting, Verdict::Uphold) => Err(Refusal::NotFound),
        _ if Rule::DisputeAge.holds() && now < decides_at => {
            Err(Refusal::PasskeyTooNew { until: decides_at })
        }
        (_, Verdict::Stop) => Ok(Ruling::of(VetoOutcome::Stopped)),
        (_, Verdict::Uphold) => Ok(Ruling::of(VetoOutcome::Upheld)),
    }
}

/// Who reads an address answers by a notice's link. It counts only where the address was proved not too long ago, and did
/// not come to the account of late: whoever has taken a passkey may have added it.
pub(super) fn by_address(
    (hold, vetoes): (&Hold, &[Veto]),
    (account, contact): (&Account, Option<&Contact>),
    policy: &Policy,
    now: Timestamp,
) -> Result<Ruling, Refusal> {
    if !hold.state.is_open() {
        return Err(Refusal::HoldOver);
    }
    let proved_of_late = |contact: &&Contact| {
        !Rule::VetoProved.holds() || now < contact.proved_at.plus_seconds(policy.veto_proof_seconds)
    };
    let contact = contact.filter(proved_of_late).ok_or(Refusal::AddressTooOld)?;
    if Rule::VetoLate.holds() && !contact.proves(account.created_at, policy, now) {
        return Err(Refusal::AddressTooNew);
    }
    oppose(hold, vetoes, Opponent::address(&contact.address), now)
}

/// A code of the printed set answers, about a recovery alone. It stops one as an address does, and decides a dispute that no
/// old passkey has decided: to stop one so is its veto too.
pub(super) fn by_recovery_code(
    (hold, vetoes): (&Hold, &[Veto]),
    verdict: Verdict,
    now: Timestamp,
) -> Result<Ruling, Refusal> {
    match (hold.state, verdict) {
        _ if !hold.state.is_open() || hold.kind != HoldKind::Recovery => Err(Refusal::HoldOver),
        (HoldState::Disputed, Verdict::Stop) => {
            let opponent = Opponent::recovery_code();
            let is_first = vetoes.iter().all(|veto| veto.opponent != opponent);
            Ok(Ruling {
                outcome: VetoOutcome::Stopped,
                veto: is_first.then(|| hold.vetoed_by(opponent, now)),
            })
        }
        (HoldState::Disputed, Verdict::Uphold) => Ok(Ruling::of(VetoOutcome::Upheld)),
        (_, Verdict::Stop) => oppose(hold, vetoes, Opponent::recovery_code(), now),
        (_, Verdict::Uphold) => Err(Refusal::NotFound),
    }
}

fn oppose(hold: &Hold, vetoes: &[Veto], opponent: Opponent, now: Timestamp) -> Result<Ruling, Refusal> {
    if Rule::DisputeStands.holds() && hold.state != HoldState::Waiting {
        return Err(Refusal::HoldDisputed);
    }
    match vetoes.iter().find(|veto| veto.opponent == opponent) {
        Some(before) if before.hold == hold.id => return Ok(Ruling::of(VetoOutcome::Counted)),
        Some(_) if Rule::VetoOnce.holds() => return Ok(Ruling::of(VetoOutcome::Disputed)),
        _ => {}
    }
    let outcome = if is_whole(hold, vetoes, opponent) { VetoOutcome::Stopped } else { VetoOutcome::Counted };
    Ok(Ruling { outcome, veto: Some(hold.vetoed_by(opponent, now)) })
}

/// Whether nothing more is needed. A report of a loss takes the passkey itself and an address: who has only taken the
/// phone, or only reads the mail, does not bring it back.
fn is_whole(hold: &Hold, vetoes: &[Veto], opponent: Opponent) -> bool {
    let HoldKind::LosePasskey(passkey) = hold.kind else { return true };
    if !Rule::LossTakesTwo.holds() {
        return true;
    }
    let lost = Opponent::passkey(passkey);
    let others = || vetoes.iter().filter(|veto| veto.hold == hold.id).map(|veto| veto.opponent);
    if opponent == lost { others().any(|other| other != lost) } else { others().any(|other| other == lost) }
}

/// What a ruling makes of the hold.
pub(super) fn ruled(hold: &Hold, outcome: VetoOutcome, policy: &Policy, now: Timestamp) -> Hold {
    match outcome {
        VetoOutcome::Stopped => hold.ended(HoldState::Stopped, now),
        VetoOutcome::Counted => hold.clone(),
        VetoOutcome::Disputed => {
            let due_at = match Rule::DisputeWaits.holds() {
                true => Some(now.plus_seconds(policy.dispute_seconds)),
                false => hold.due_at,
            };
            Hold { state: HoldState::Disputed, due_at, ..hold.clone() }
        }
        VetoOutcome::Upheld => {
            // Where its wait was over already, that is told again.
            let told = if hold.told == Told::End { Told::Late } else { hold.told };
            Hold { state: HoldState::Upheld, told, due_at: Some(hold.matures_at.max(now)), ..hold.clone() }
        }
    }
}
