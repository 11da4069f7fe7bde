//! A webhook's call as JSON, to be sealed.

use passkeep_decision::id::MessageId;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::webhook::{WebhookCall, WebhookEvent, WebhookName};
use serde::{Deserialize, Serialize};

use super::{Channel, unreadable};
use crate::error::StoreError;

#[derive(Serialize, Deserialize)]
struct Call {
    to_kind: String,
    to: String,
    at: Timestamp,
    expires_at: Timestamp,
    event: WebhookEvent,
}

pub(super) fn to_json(call: &WebhookCall) -> Vec<u8> {
    let body = Call {
        to_kind: Channel::Webhook.as_str().to_owned(),
        to: call.to.as_str().to_owned(),
        at: call.at,
        expires_at: call.expires_at,
        event: call.event.clone(),
    };
    serde_json::to_vec(&body).expect("strings and numbers are JSON")
}

pub(super) fn of_json(id: MessageId, json: &[u8]) -> Result<WebhookCall, StoreError> {
    let body: Call = serde_json::from_slice(json).map_err(|_| unreadable("the body"))?;
    Ok(WebhookCall {
        id,
        to: WebhookName::parse(&body.to).ok_or(unreadable("the webhook's name"))?,
        at: body.at,
        expires_at: body.expires_at,
        event: body.event,
        // Where it stands in a line, its row says.
        order: None,
    })
}
