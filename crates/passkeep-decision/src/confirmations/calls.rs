//! What webhooks are told of a confirmation: which, whose app's, and where it stands. Never what it is about.

use super::confirmation::Confirmation;
use crate::ceremony::Context;
use crate::change::Change;
use crate::flow::NOTICE_SECONDS;
use crate::hash::Hash;
use crate::id::{AccountHandle, ConfirmationId, MessageId};
use crate::webhook::{CallOrder, WebhookCall, WebhookEvent, WebhookTopic};

/// Where a confirmation stands now.
pub(super) struct Told<'a> {
    /// The confirmation.
    pub(super) confirmation: &'a Confirmation,
    /// Where it stands.
    pub(super) state: &'static str,
    /// The number of the event that made it so: calls go out in this order.
    pub(super) seq: i64,
}

/// The calls of the webhooks that are told of confirmations.
pub(super) fn calls(told: &Told<'_>, context: Context<'_>) -> Vec<Change> {
    let Told { confirmation, state, seq } = *told;
    calls_of((confirmation.account, confirmation.id), (&confirmation.client, state), seq, context)
}

/// The same for who knows a confirmation by its hold alone.
pub(crate) fn calls_of(
    (account, id): (AccountHandle, ConfirmationId),
    (client, state): (&str, &'static str),
    seq: i64,
    Context { policy, moment }: Context<'_>,
) -> Vec<Change> {
    let told = |topics: &[WebhookTopic]| topics.contains(&WebhookTopic::Confirmation);
    let webhooks = policy.webhooks.iter().filter(|webhook| told(&webhook.topics));
    let call = |webhook: &crate::webhook::Webhook| {
        let name = webhook.name.as_str().as_bytes();
        let drawn = moment.draw("confirmation call");
        let line = Hash::new("confirmation-calls").bytes(name).bytes(&id.0).finish_16();
        let call = WebhookCall {
            id: MessageId(Hash::new("message").bytes(&drawn).bytes(name).finish_16()),
            to: webhook.name.clone(),
            at: moment.now,
            expires_at: moment.now.plus_seconds(NOTICE_SECONDS),
            event: WebhookEvent::Confirmation {
                confirmation: id.to_string(),
                client: client.to_owned(),
                state: state.to_owned(),
            },
            order: Some(CallOrder { line, place: seq }),
        };
        Change::CallWebhook { account, call: Box::new(call) }
    };
    webhooks.map(call).collect()
}
