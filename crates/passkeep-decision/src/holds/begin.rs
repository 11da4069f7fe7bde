//! A hold begins: its event, its row, and the first notice on every channel.

use serde_json::{Value, json};

use super::announce::{Audience, announce, called};
use crate::ceremony::Context;
use crate::change::Change;
use crate::contact::Address;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::hold::{Hold, HoldKind, HoldNews};
use crate::moment::Moment;
use crate::policy::Policy;

/// What is about to wait.
pub(crate) struct Beginning {
    /// The change.
    pub(crate) kind: HoldKind,
    /// Who asked for it.
    pub(crate) actor: Actor,
    /// What else the event tells.
    pub(crate) details: Value,
}

/// The hold, its event, and what is written with it.
pub(crate) fn begin(
    beginning: Beginning,
    to: Audience<'_>,
    policy: &Policy,
    moment: &Moment,
) -> (Hold, Event, Vec<Change>) {
    let Beginning { kind, actor, details } = beginning;
    let seconds = match kind {
        HoldKind::Recovery => policy.recovery_seconds,
        HoldKind::ConfirmAction { .. } => policy.confirmation_hold_seconds,
        _ => policy.hold_seconds,
    };
    let hold = Hold::begin(kind, seconds, moment);
    let mut happening = happening(EventKind::HoldStarted, actor, &hold, to);
    if let (Value::Object(all), Value::Object(more)) = (&mut happening.details, details) {
        all.extend(more);
    }
    let event = Event::after(to.account.head, to.account.handle, happening, &policy.issuer, moment);
    let mut changes = vec![Change::AddHold { account: to.account.handle, hold: Box::new(hold.clone()) }];
    changes.extend(announce(&hold, HoldNews::Started, to, Context { policy, moment }));
    (hold, event, changes)
}

/// What happened to a hold: which, what waits in it, until when. Names and addresses stand aside, to be erasable.
pub(super) fn happening(kind: EventKind, actor: Actor, hold: &Hold, to: Audience<'_>) -> Happening {
    let (name, comes) = called(&hold.kind, to.passkeys, |address: &Address| address.as_str().to_owned());
    let mut details = json!({
        "hold": hold.id.to_string(),
        "matures_at": hold.matures_at.0,
        "what": hold.kind.name().as_str(),
    });
    if let Some(passkey) = hold.kind.passkey() {
        details["contested"] = passkey.to_string().into();
    }
    let personal = match (name.is_empty(), comes.is_empty()) {
        (true, _) => None,
        (false, true) => Some(json!({ "name": name })),
        (false, false) => Some(json!({ "name": name, "to": comes })),
    };
    Happening { kind, actor, details, personal }
}
