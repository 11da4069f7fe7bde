//! A call to an app as JSON, to be sealed.

use passkeep_decision::client::ClientId;
use passkeep_decision::id::{AccountHandle, MessageId, Sid};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::oidc::LogoutCall;
use serde::{Deserialize, Serialize};

use super::{Channel, unreadable};
use crate::error::StoreError;

#[derive(Serialize, Deserialize)]
struct Call {
    to_kind: String,
    to: String,
    sid: String,
    at: Timestamp,
    expires_at: Timestamp,
}

pub(super) fn to_json(call: &LogoutCall) -> Vec<u8> {
    let body = Call {
        to_kind: Channel::Logout.as_str().to_owned(),
        to: call.client.to_string(),
        sid: call.sid.to_string(),
        at: call.at,
        expires_at: call.expires_at,
    };
    serde_json::to_vec(&body).expect("strings and numbers are JSON")
}

pub(super) fn of_json(account: AccountHandle, id: MessageId, json: &[u8]) -> Result<LogoutCall, StoreError> {
    let body: Call = serde_json::from_slice(json).map_err(|_| unreadable("the body"))?;
    Ok(LogoutCall {
        id,
        client: ClientId::parse(&body.to).ok_or(unreadable("the client"))?,
        account,
        sid: Sid::parse(&body.sid).ok_or(unreadable("the session"))?,
        at: body.at,
        expires_at: body.expires_at,
    })
}
