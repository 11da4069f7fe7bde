//! What happened to an account, in JSON.

use passkeep_decision::history::{History, Personal, ToldEvent};
use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

use super::ClientShape;

/// A page of an account's history.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct HistoryShape {
    /// The events, newest first.
    pub events: Vec<EventShape>,
    /// What `before` is for the next page; absent where this one ends with the first event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older_before: Option<i64>,
}

/// An event.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct EventShape {
    /// Its place: 1 for the account's first.
    pub seq: i64,
    /// When.
    pub at: i64,
    /// What: `account_created`, `signed_in`, and more to come.
    pub kind: String,
    /// By whom: `passkey:` or `session:` and an id.
    pub actor: String,
    /// How near that is to who asks: `this_session`, `this_browser`, `this_passkey` or `elsewhere`.
    pub nearness: &'static str,
    /// On what, where the event says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientShape>,
    /// The details as they are stored and hashed; what stands there depends on the kind.
    #[cfg_attr(test, schema(value_type = Object))]
    pub details: serde_json::Value,
    /// Personal data beside them; absent where there never was any, or where it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schema(value_type = Option<Object>))]
    pub personal: Option<serde_json::Value>,
    /// Whether there was personal data that has been erased.
    pub erased: bool,
}

/// A page's shape.
pub fn history(history: History) -> HistoryShape {
    HistoryShape {
        events: history.events.into_iter().map(event).collect(),
        older_before: history.older_before,
    }
}

fn event(event: ToldEvent) -> EventShape {
    let erased = event.personal == Personal::Erased;
    EventShape {
        seq: event.seq,
        at: event.at.0,
        kind: event.kind_name,
        actor: event.actor,
        nearness: event.nearness.as_str(),
        client: event.client.map(ClientShape::from),
        details: event.details,
        personal: match event.personal {
            Personal::Kept(data) => Some(data),
            Personal::Nothing | Personal::Erased | Personal::Withheld => None,
        },
        erased,
    }
}
