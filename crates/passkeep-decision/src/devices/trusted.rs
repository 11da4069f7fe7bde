//! The gate of what takes a trusted device: it is that of who asks, it brings its secret, and it is trusted far enough.

use serde_json::json;

use crate::account::Account;
use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::Decision;
use crate::device::Device;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::notices;
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::SessionFacts;
use crate::ticket::Purpose;
use crate::trust::{Brought, End, Held, Trust, TrustReason, trust};

/// Who asks, and from where.
pub(crate) struct Asking<'a> {
    /// Whose device it should be.
    pub(crate) account: &'a Account,
    /// Who asks, for the event.
    pub(crate) actor: Actor,
    /// The device that is asked with: a session's own, or the one that somebody knocks from.
    pub(crate) device: Option<&'a Device>,
    /// The secrets that its client brought.
    pub(crate) brought: &'a Brought,
    /// Whom to tell.
    pub(crate) contacts: &'a [Contact],
}

impl<'a> Asking<'a> {
    /// On the device that a session lives on.
    pub(crate) fn in_session(
        who: &'a SessionFacts,
        device: Option<&'a Device>,
        brought: &'a Brought,
        contacts: &'a [Contact],
    ) -> Self {
        Self { account: &who.account, actor: Actor::Session(who.session.key.id), device, brought, contacts }
    }
}

/// A no, and what is written with it.
pub(crate) struct NotTrusted {
    /// The no.
    pub(crate) refusal: Refusal,
    /// The end of a copied device's trust.
    pub(crate) changes: Changes,
}

/// A trusted device, and what its being seen changes.
pub(crate) struct Trusted<'a> {
    /// The device.
    pub(crate) device: &'a Device,
    /// How far it is trusted.
    pub(crate) trust: Trust,
    /// The secret before this one is good no more.
    pub(crate) seen: Option<Change>,
}

impl Trusted<'_> {
    /// Notes that it was seen, where nothing else is written.
    pub(super) fn noted(self) -> Changes {
        self.seen.map_or(Changes::Nothing, |seen| Changes::Tally(vec![seen]))
    }
}

/// Admits the device of a session.
pub(crate) fn admit_device<'a>(
    asking: &Asking<'a>,
    policy: &Policy,
    moment: &Moment,
) -> Result<Trusted<'a>, Box<NotTrusted>> {
    let refuse = |reason| NotTrusted::plain(Refusal::DeviceNotTrusted(reason));
    let device = asking.device.ok_or_else(|| refuse(TrustReason::NotChosen))?;
    let account = asking.account.handle;
    let held = asking.brought.held(account, device);
    if held == Held::Old {
        let refusal = Refusal::DeviceNotTrusted(TrustReason::Ended(End::Copied));
        return Err(Box::new(NotTrusted { refusal, changes: copied(asking, device, policy, moment) }));
    }
    let (trust, reason) = trust(device, policy);
    if Rule::DeviceTrusted.holds() && trust == Trust::None {
        return Err(refuse(reason));
    }
    let seen = match held {
        Held::Newest | Held::Before => see(device, held, account),
        // A session alone is no device: it may have been taken along.
        _ if Rule::SecretBrought.holds() => return Err(refuse(TrustReason::Ended(End::SecretLost))),
        _ => None,
    };
    Ok(Trusted { device, trust, seen })
}

/// How far a device must be trusted to approve what is asked for.
pub(super) fn trust_needed(purpose: Purpose) -> Trust {
    match purpose {
        Purpose::SignIn => Trust::SignIn,
        _ => Trust::Full,
    }
}

fn see(device: &Device, held: Held, account: crate::id::AccountHandle) -> Option<Change> {
    let secrets = device.trusting.as_ref()?.secrets?;
    secrets.before.filter(|_| held == Held::Newest)?;
    Some(Change::SeeTrustSecret { account, device: device.id, secret: secrets.now })
}

/// An old secret was seen: both copies are trusted no more, and the owner is told.
fn copied(asking: &Asking<'_>, device: &Device, policy: &Policy, moment: &Moment) -> Changes {
    let Some(trusting) = device.trusting.clone() else { return Changes::Nothing };
    let account = asking.account;
    let happening = Happening {
        kind: EventKind::DeviceUntrusted,
        actor: asking.actor,
        details: json!({ "client": device.client, "device": device.id.to_string(), "reason": "copied" }),
        personal: None,
    };
    let event = Event::after(account.head, account.handle, happening, &policy.issuer, moment);
    let trusting = Box::new(trusting.ended(End::Copied, moment.now));
    let mut rest = vec![Change::SetTrusting { account: account.handle, device: device.id, trusting }];
    let kind = MessageKind::DeviceCopied(device.client.clone());
    rest.extend(notices(
        account.handle,
        asking.contacts,
        (&account.locale, kind),
        Context { policy, moment },
    ));
    Changes::of_account(event, rest)
}

impl NotTrusted {
    /// A no with which nothing is written.
    pub(crate) fn plain(refusal: Refusal) -> Box<Self> {
        Box::new(Self { refusal, changes: Changes::Nothing })
    }

    /// The no as a decision.
    pub(crate) fn decision<R>(self) -> Decision<R> {
        let Self { refusal, changes } = self;
        Decision { reply: Err(refusal), changes }
    }
}
