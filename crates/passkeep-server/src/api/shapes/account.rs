//! The account that asks, as the API shows it.

use passkeep_decision::contact::{Address, Contact};
use passkeep_decision::contacts::AccountView;
use passkeep_decision::what_if::{Loss, Means, Way, WhatIf};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

/// The account that asks.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AccountShape {
    /// The user ID.
    pub user_id: String,
    /// The name to be called by.
    pub name: String,
    /// The language of its messages: `en`, `zh-CN`, `zh-TW` or `ja`.
    pub language: String,
    /// Proved phones.
    pub phones: Vec<ContactShape>,
    /// Proved emails.
    pub emails: Vec<ContactShape>,
    /// The freeze; absent where the account is not frozen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen: Option<FreezeShape>,
    /// Until when the account counts as at risk, because it was recovered; absent where it doesn't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_until: Option<i64>,
    /// Until when nothing of value may leave it, because it was thawed or recovered; absent where it may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_held_until: Option<i64>,
    /// Whether a second passkey or recovery codes stand behind the first passkey. An account without them should not
    /// move value: one lost phone would leave it to your staff.
    pub has_second_way: bool,
}

/// A language.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LanguageBody {
    /// Its tag: `en`, `zh-CN`, `zh-TW` or `ja`.
    pub language: String,
}

/// A freeze.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct FreezeShape {
    /// Since when.
    pub at: i64,
    /// When it ends by itself unless it is affirmed; absent where it doesn't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lapses_at: Option<i64>,
}

impl From<passkeep_decision::account::Freeze> for FreezeShape {
    fn from(freeze: passkeep_decision::account::Freeze) -> Self {
        Self { at: freeze.at.0, lapses_at: freeze.lapses_at.map(|at| at.0) }
    }
}

/// A proved address.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ContactShape {
    /// Its id.
    pub id: String,
    /// E.164, or an email.
    pub address: String,
    /// When a code sent there came back.
    pub proved_at: i64,
}

/// An account's shape.
pub fn account(view: AccountView, means: &Means, now: passkeep_decision::moment::Timestamp) -> AccountShape {
    let of_kind = |phones: bool| {
        let is = move |contact: &&Contact| matches!(contact.address, Address::Phone(_)) == phones;
        let shape = |contact: &Contact| ContactShape {
            id: contact.address.id_in(view.who.account.handle).to_string(),
            address: contact.address.as_str().to_owned(),
            proved_at: contact.proved_at.0,
        };
        view.contacts.iter().filter(is).map(shape).collect()
    };
    let account = &view.who.account;
    let ahead =
        |time: Option<passkeep_decision::moment::Timestamp>| time.filter(|at| now < *at).map(|at| at.0);
    AccountShape {
        phones: of_kind(true),
        emails: of_kind(false),
        user_id: format!("{:09}", account.user_id.number()),
        name: account.name.to_string(),
        language: account.locale.0.clone(),
        frozen: account.state.freeze.filter(|_| account.is_frozen(now)).map(FreezeShape::from),
        risk_until: ahead(account.state.risk_until),
        value_held_until: account.value_held_until(now).map(|at| at.0),
        has_second_way: means.has_second_way(),
    }
}

/// What each loss would mean.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Losses {
    /// Each thing that could be lost.
    pub losses: Vec<LossShape>,
}

/// A loss, and the way back in.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct LossShape {
    /// `phone`, `passkey` or `recovery_codes`.
    pub lost: &'static str,
    /// Which passkey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passkey: Option<String>,
    /// `other_passkey`, `recovery` or `staff`.
    pub way: &'static str,
    /// With which other passkey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_passkey: Option<String>,
    /// How long it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<i64>,
}

impl From<WhatIf> for Losses {
    fn from(told: WhatIf) -> Self {
        Self { losses: told.losses.into_iter().map(|(loss, way)| loss_shape(loss, &way)).collect() }
    }
}

fn loss_shape(loss: Loss, way: &Way) -> LossShape {
    let (lost, passkey) = match loss {
        Loss::Phone => ("phone", None),
        Loss::Passkey(id) => ("passkey", Some(id.to_string())),
        Loss::RecoveryCodes => ("recovery_codes", None),
    };
    let (way, with_passkey, seconds) = match way {
        Way::OtherPasskey(id) => ("other_passkey", Some(id.to_string()), None),
        Way::Recovery { seconds } => ("recovery", None, Some(*seconds)),
        Way::StaffOnly => ("staff", None, None),
    };
    LossShape { lost, passkey, way, with_passkey, seconds }
}

body!(
    /// What is to be proved again.
    ReauthenticateBody {
        /// The level that any passkey isn't enough for.
        level: Option<LevelWanted>,
    }
);

/// A level that any passkey isn't enough for.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
pub enum LevelWanted {
    /// A passkey that never leaves its device, and has proved that.
    #[serde(rename = "3")]
    Three,
}
