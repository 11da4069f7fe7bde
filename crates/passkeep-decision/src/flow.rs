//! What the steps of a flow share: who asks, and what a step that isn't the last one says.

use passkeep_webauthn::{CreationOptions, RequestOptions};

use crate::account::{DisplayName, Locale, UserId};
use crate::approval::TwoDigits;
use crate::ceremony::Context;
use crate::change::Change;
use crate::contact::{Address, Contact};
use crate::hash::Hash;
use crate::id::{AccountHandle, MessageId};
use crate::message::{Message, MessageKind};
use crate::moment::{Moment, Timestamp};
use crate::passkey::Passkey;
use crate::proof::Method;
use crate::session::OpenedSession;
use crate::ticket::{Ticket, TicketStep};
use crate::trust::TrustSecret;
use crate::webhook::{WebhookCall, WebhookEvent};

/// A step that leads on to another.
#[derive(Clone, Debug)]
pub struct FlowReply {
    /// The ticket of the next step, to be sealed.
    pub ticket: Ticket,
    /// The options of the ceremony that is to follow.
    pub options: Option<CeremonyOptions>,
    /// Whether a prompt can be answered on this device.
    pub prompt: Prompt,
    /// Where a code went, masked.
    pub sent_to: Option<String>,
    /// The ways that lead on, where a factor is asked for.
    pub methods: Vec<Method>,
}

impl FlowReply {
    /// Leads on with nothing but a ticket.
    pub const fn to(ticket: Ticket) -> Self {
        Self { ticket, options: None, prompt: Prompt::Now, sent_to: None, methods: vec![] }
    }

    /// Leads on to a ceremony.
    pub fn ceremony(ticket: Ticket, options: CeremonyOptions) -> Self {
        Self { options: Some(options), ..Self::to(ticket) }
    }

    /// The step that is possible now.
    pub const fn step(&self) -> TicketStep {
        self.ticket.step
    }
}

/// WebAuthn options in the standard's JSON form.
#[derive(Clone, Debug)]
pub enum CeremonyOptions {
    /// For `navigator.credentials.create`.
    Create(Box<CreationOptions>),
    /// For `navigator.credentials.get`.
    Request(Box<RequestOptions>),
}

/// Whether the passkey should be asked for at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// Ask.
    Now,
    /// This browser is known to the account and never had a passkey of it: offer the QR code and the security key.
    Elsewhere,
}

/// What signing up and signing in come to.
pub struct SignedIn {
    /// The account's user ID.
    pub user_id: UserId,
    /// Its name.
    pub name: DisplayName,
    /// The passkey that opened the session, where one did.
    pub passkey: Option<Passkey>,
    /// The session.
    pub opened: OpenedSession,
    /// The secret that a trusted device keeps from now on.
    pub trust: Option<TrustSecret>,
}

/// What a sign-in comes to.
pub enum Entered {
    /// A session.
    SignedIn(Box<SignedIn>),
    /// A trusted device is asked first.
    Waits(Box<ApprovalWait>),
}

/// A sign-in that waits for a trusted device.
pub struct ApprovalWait {
    /// The ticket of step `approval`, to be sealed.
    pub ticket: Ticket,
    /// The number that the new screen shows.
    pub number: TwoDigits,
    /// From when no answer is taken.
    pub expires_at: Timestamp,
}

/// How long a message that only tells is worth sending.
pub(crate) const NOTICE_SECONDS: i64 = 72 * 60 * 60;

/// A message that tells every address of the account what happened, and a call of every webhook that is told of such
/// things.
pub fn notices(
    account: AccountHandle,
    contacts: &[Contact],
    told: (&Locale, MessageKind),
    context: Context<'_>,
) -> Vec<Change> {
    let moment = context.moment;
    let (locale, kind) = told;
    let send = |(index, contact): (usize, &Contact)| {
        let letter =
            Letter { to: &contact.address, locale, kind: kind.clone(), lives_seconds: NOTICE_SECONDS };
        message(account, index, letter, moment)
    };
    let mut changes: Vec<Change> = contacts.iter().enumerate().map(send).collect();
    changes.extend(calls(account, &kind, changes.len(), context));
    changes
}

/// The calls of the webhooks that are told of what a message says; `first` is the place of the first in its list.
pub(crate) fn calls(
    account: AccountHandle,
    kind: &MessageKind,
    first: usize,
    Context { policy, moment }: Context<'_>,
) -> Vec<Change> {
    let mut changes = vec![];
    let Some(event) = WebhookEvent::of(kind) else { return changes };
    for webhook in policy.webhooks.iter().filter(|webhook| webhook.topics.contains(&event.topic())) {
        let call = WebhookCall {
            id: message_id(first + changes.len(), moment),
            to: webhook.name.clone(),
            at: moment.now,
            expires_at: moment.now.plus_seconds(NOTICE_SECONDS),
            event: event.clone(),
            order: None,
        };
        changes.push(Change::CallWebhook { account, call: Box::new(call) });
    }
    changes
}

/// What goes into a message.
pub struct Letter<'a> {
    /// Where it goes.
    pub to: &'a Address,
    /// In which language.
    pub locale: &'a Locale,
    /// What it says.
    pub kind: MessageKind,
    /// How long it is worth sending.
    pub lives_seconds: i64,
}

/// The `index`th message of a list.
pub fn message(account: AccountHandle, index: usize, letter: Letter<'_>, moment: &Moment) -> Change {
    let message = Message {
        id: message_id(index, moment),
        to: letter.to.clone(),
        locale: letter.locale.clone(),
        at: moment.now,
        expires_at: moment.now.plus_seconds(letter.lives_seconds),
        kind: letter.kind,
    };
    Change::SendMessage { account, message: Box::new(message) }
}

fn message_id(index: usize, moment: &Moment) -> MessageId {
    MessageId(Hash::new("message").bytes(&moment.draw("message")).integer(index as i64).finish_16())
}
