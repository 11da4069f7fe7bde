//! Confirmations, as the API takes and gives them.

use passkeep_decision::confirmations::{
    Asked, Confirmation, ConfirmationState, Given, ShownConfirmation, Status,
};
use passkeep_webauthn::AuthenticationResponse;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

use crate::app::App;

body!(
    /// An action that an app asks to be confirmed.
    AskBody {
        /// The account, as the client knows it: `sub` of its ID token.
        account: String,
        /// The action's type, of those that the operator lists for the client.
        r#type: String,
        /// The type's fields. An amount is `{"currency": "USD", "value": "25000.00"}`: a decimal string in exactly the
        /// currency's scale. JSON numbers are refused.
        #[cfg_attr(test, schema(value_type = Object))]
        fields: Given,
        /// The client's own name for this request, 1 to 128 printable characters: sent again, it gives the same confirmation.
        idempotency_key: String,
        /// Where the person is led back to: one of the client's redirect URIs, exactly. It gets `confirmation`, the id.
        #[serde(default)]
        return_to: Option<String>,
    }
);
body!(
    /// The language in which an action is shown.
    LocaleBody {
        /// A language of the server, as `en` or `zh-CN`; the text that is signed is in it.
        locale: String,
    }
);
body!(
    /// A passkey's answer to an action.
    ConfirmBody {
        /// The ticket of step `passkey`, or of step `device` where the action waits for another device.
        ticket: String,
        /// AuthenticationResponseJSON (WebAuthn L3, 5.1).
        #[cfg_attr(test, schema(value_type = Object))]
        response: AuthenticationResponse,
        /// The language in which it was shown: the same that the ceremony began with.
        locale: String,
    }
);

/// A confirmation, as its client sees it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ConfirmationShape {
    /// Its id.
    pub id: String,
    /// Where its person confirms it.
    pub url: String,
    /// `pending`, `held` (signed; it waits for another trusted device or until `held_until`), `confirmed`, `denied`,
    /// `withdrawn`, `expired`, `blocked` (five answers failed) or `void` (the account was frozen or recovered, or the wait stopped).
    pub state: &'static str,
    /// The account, as the client knows it.
    pub account: String,
    /// The action's type.
    pub r#type: String,
    /// The action's exact bytes, which are JSON.
    pub action: String,
    /// When it was asked.
    pub asked_at: i64,
    /// Until when its person can sign it.
    pub expires_at: i64,
    /// Until when it waits where no other device signs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_until: Option<i64>,
    /// When it came to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<i64>,
    /// What stood in its person's way last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedShape>,
    /// The receipt, a JWS, once it is confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// What stood in the way.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct RefusedShape {
    /// The refusal's code.
    pub code: String,
    /// From when it would be taken, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<i64>,
}

/// A confirmation, as its person sees it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ShownShape {
    /// Its id.
    pub id: String,
    /// As for its client.
    pub state: &'static str,
    /// Which app asks.
    pub app: String,
    /// The language of what follows.
    pub locale: String,
    /// What for, in a line.
    pub title: String,
    /// Every field, in the order in which they are shown.
    pub fields: Vec<ShownFieldShape>,
    /// The text that is signed: app, title and fields, a line each. Show exactly this.
    pub text: String,
    /// Until when it can be signed.
    pub expires_at: i64,
    /// Whether another trusted device must sign it too, or it waits.
    pub takes_second: bool,
    /// Why it can't be signed here now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedShape>,
    /// Where the person is led back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
}

/// A field of an action.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ShownFieldShape {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its value, as people read it.
    pub value: String,
}

/// What an answer came to.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ConfirmedShape {
    /// `confirmed`, `held` or `denied`.
    pub state: &'static str,
    /// Until when it waits where no other device signs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_until: Option<i64>,
    /// Where the person is led back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
}

/// A confirmation's shape.
pub fn confirmation(app: &App, asked: &Asked) -> ConfirmationShape {
    let Asked { confirmation, status } = asked;
    let held = *status == Status::Stands(ConfirmationState::Held);
    let first = confirmation.first.as_ref().filter(|_| held);
    ConfirmationShape {
        id: confirmation.id.to_string(),
        url: format!("{}/confirm/{}", app.base_url.as_str(), confirmation.id),
        state: status.as_str(),
        account: confirmation.account.to_string(),
        r#type: confirmation.action_type.as_str().to_owned(),
        action: confirmation.action.as_str().to_owned(),
        asked_at: confirmation.asked_at.0,
        expires_at: confirmation.expires_at.0,
        held_until: first.map(|first| first.matures_at.0),
        decided_at: confirmation.decided_at.map(|at| at.0),
        refused: confirmation.refused.as_ref().map(|refused| RefusedShape {
            code: refused.code.clone(),
            until_ms: refused.until.map(|until| until.0),
        }),
        receipt: confirmation.receipt.clone(),
    }
}

/// What a person is shown.
pub fn shown(found: &ShownConfirmation, locale: &str) -> ShownShape {
    let shown = found.shown.as_ref();
    let fields = shown.map(|shown| shown.fields.as_slice()).unwrap_or_default();
    ShownShape {
        id: found.confirmation.id.to_string(),
        state: found.status.as_str(),
        app: found.confirmation.app.clone(),
        locale: locale.to_owned(),
        title: shown.map(|shown| shown.title.clone()).unwrap_or_default(),
        fields: fields
            .iter()
            .map(|field| ShownFieldShape {
                name: field.name.clone(),
                label: field.label.clone(),
                value: field.value.clone(),
            })
            .collect(),
        text: shown.map(|shown| shown.text()).unwrap_or_default(),
        expires_at: found.confirmation.expires_at.0,
        takes_second: found.takes_second,
        refused: found.refusal.as_ref().map(|refusal| RefusedShape {
            code: refusal.code().to_owned(),
            until_ms: refusal.until().map(|until| until.0),
        }),
        return_to: return_to(&found.confirmation),
    }
}

/// What an answer came to.
pub fn confirmed(confirmation: &Confirmation) -> ConfirmedShape {
    let held = confirmation.state == ConfirmationState::Held;
    let first = confirmation.first.as_ref().filter(|_| held);
    ConfirmedShape {
        state: confirmation.state.as_str(),
        held_until: first.map(|first| first.matures_at.0),
        return_to: return_to(confirmation),
    }
}

/// Where a person is led back to: the client's own redirect, and which confirmation it is about.
pub fn return_to(confirmation: &Confirmation) -> Option<String> {
    let mut url = url::Url::parse(confirmation.return_to.as_deref()?).ok()?;
    url.query_pairs_mut().append_pair("confirmation", &confirmation.id.to_string());
    Some(url.into())
}
