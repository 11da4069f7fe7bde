//! What the JSON API takes and gives. Times are Unix milliseconds; ids are base64url of 16 bytes.

mod apps;
mod authenticator;
mod devices;
mod diagnosis;
mod history;
mod password;
mod platform;
mod support;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::ceremony::Place as DecisionPlace;
use passkeep_decision::device::Client;
use passkeep_decision::passkey;
use passkeep_decision::passkeys::{Removed, Signals};
use passkeep_decision::policy::Policy;
use passkeep_decision::session::Session;
use passkeep_webauthn::{AuthenticationResponse, Certification, RegistrationResponse};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

pub use apps::{AppShape, Apps};
pub use authenticator::Authenticator;
pub use devices::*;
pub use diagnosis::*;
pub use history::{EventShape, HistoryShape, history};
pub use password::{PasswordShape, PasswordStrength};
pub use platform::{AskingClient, PlatformVerdict};
pub use support::*;

/// A step of a flow: its ticket, and what may follow.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Flow {
    /// The ticket that the next step brings back. Opaque, bound to this browser or app.
    pub ticket: String,
    /// The steps that are possible now.
    #[cfg_attr(test, schema(value_type = Vec<String>))]
    pub steps: [&'static str; 1],
    /// How long the ticket is taken.
    pub expires_in_seconds: i64,
    /// Options for the ceremony that follows: PublicKeyCredentialCreationOptionsJSON or
    /// PublicKeyCredentialRequestOptionsJSON (WebAuthn L3, 5.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schema(value_type = Option<Object>))]
    pub options: Option<serde_json::Value>,
    /// `now`, or `elsewhere` where this browser is known to the account and never had a passkey of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<&'static str>,
    /// Where a code went, masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_to: Option<String>,
    /// The ways that lead on where a factor is asked for: `password`, `phone_code`; in a recovery also `email_code`,
    /// `recovery_code` and `device`, and `device` where a session proves again on a trusted device.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schema(value_type = Vec<String>))]
    pub methods: Vec<&'static str>,
    /// What the operator's rules for platforms say to this client about what follows: what they warn of, and the ways that
    /// they stop. A step with a way that is stopped is refused as `client_not_supported`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub platform: Vec<PlatformVerdict>,
    /// What a device signs at step `device`, and at step `factor` to be the proof `device`: base64url of 32 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// At step `approval`: the two digits that a person types on a trusted device. Given once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// Somebody is signed in.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SignedIn {
    /// Who.
    pub account: AccountName,
    /// The session.
    pub session: NewSession,
    /// The passkey that opened it, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passkey: Option<Passkey>,
    /// For native apps on a trusted device: its secret from now on, for the `Passkeep-Trust` header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust: Option<String>,
    /// Where browsers go on.
    pub next: &'static str,
}

/// An account's names.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AccountName {
    /// The user ID: nine digits.
    pub user_id: String,
    /// The name to be called by.
    pub name: String,
}

/// A session that was just opened.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct NewSession {
    /// Its id.
    pub id: String,
    /// Its level: `1`, `2w`, `2p` or `3`.
    pub level: &'static str,
    /// `ordinary`, `quarantine` or `recovery`.
    pub standing: &'static str,
    /// When it ends at the latest.
    pub expires_at: i64,
    /// The token, for native apps alone; browsers get a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// A passkey, for its owner.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Passkey {
    /// Its id.
    pub id: String,
    /// Its credential id, base64url.
    pub credential_id: String,
    /// Its name.
    pub name: String,
    /// The provider or model by its AAGUID, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<&'static str>,
    /// Its authenticator's model, where FIDO's metadata knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authenticator: Option<Authenticator>,
    /// `synced`, `device_bound` or `security_key`.
    pub kind: &'static str,
    /// Whether it lives on this device.
    pub this_device: bool,
    /// When it was made.
    pub created_at: i64,
    /// On what it was made.
    pub created_on: ClientShape,
    /// Its last use; absent before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used: Option<LastUsed>,
    /// How it can be reached.
    pub transports: Vec<String>,
    /// BS: whether it is backed up now.
    pub backup_state: bool,
    /// Since when it signs in no more: it was reported lost, or is on its way out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<i64>,
}

/// A browser and its system.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ClientShape {
    /// For example `Chrome`.
    pub browser: String,
    /// For example `Windows`.
    pub system: String,
}

/// When and on what.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct LastUsed {
    /// When.
    pub at: i64,
    /// The browser.
    pub browser: String,
    /// Its system.
    pub system: String,
}

/// The passkeys of an account.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Passkeys {
    /// Those that work.
    pub passkeys: Vec<Passkey>,
    /// Those removed in the last 30 days.
    pub removed: Vec<RemovedShape>,
    /// What the device is told of all this.
    pub signals: SignalsShape,
}

/// What the SDK, or a native app's own call, tells the device (WebAuthn Level 3, 5.1.10).
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SignalsShape {
    /// The RP ID.
    pub rp_id: String,
    /// WebAuthn's `user.id`, base64url.
    pub user_id: String,
    /// WebAuthn's `user.name`: the user ID.
    pub name: String,
    /// WebAuthn's `user.displayName`.
    pub display_name: String,
    /// Credential ids that were removed, base64url: for `signalUnknownCredential`.
    pub removed: Vec<String>,
    /// All credential ids that are accepted, base64url: for `signalAllAcceptedCredentials`. Absent where it can't be said for
    /// certain; then the device is not told either. Never keep it for later: what is not in it, a browser deletes for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Vec<String>>,
}

/// What remains of a passkey.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct RemovedShape {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it was removed.
    pub removed_at: i64,
}

/// What a removal leaves.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Removal {
    /// What was removed at once: the passkey that signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<RemovedShape>,
    /// The removal that waits: any other, and the last one. The passkey signs in no more meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldShape>,
    /// How many passkeys of the account still sign in.
    pub remaining: usize,
}

/// The sessions of an account.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Sessions {
    /// This one first.
    pub sessions: Vec<SessionShape>,
}

/// A session.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SessionShape {
    /// Its id.
    pub id: String,
    /// Whether it is the one that asks.
    pub current: bool,
    /// When it was opened.
    pub created_at: i64,
    /// When it was last used.
    pub last_seen_at: i64,
    /// When it ends at the latest.
    pub expires_at: i64,
    /// The browser.
    pub browser: String,
    /// Its system.
    pub system: String,
    /// Its level: `1`, `2w`, `2p` or `3`.
    pub level: &'static str,
    /// `ordinary`, `quarantine` or `recovery`.
    pub standing: &'static str,
    /// What was proved in it, and when.
    pub proofs: Vec<ProofShape>,
}

/// A method that was proved.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ProofShape {
    /// `passkey`, `password`, `phone_code`, `email_code`, `recovery_code` or `approval`.
    pub method: &'static str,
    /// When.
    pub at: i64,
}

/// How many sessions ended.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Ended {
    /// How many.
    pub ended: usize,
}

/// Problem details (RFC 9457) with a stable code.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Problem {
    /// Always `about:blank`: the code tells.
    pub r#type: String,
    /// The status in words.
    pub title: String,
    /// The status.
    pub status: u16,
    /// What happened and what to do, for developers.
    pub detail: String,
    /// The stable code.
    pub code: String,
    /// Where a ceremony was refused: why, and what to do.
    pub diagnosis: Option<DiagnosisShape>,
}

macro_rules! body {
    ($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Deserialize)]
        #[cfg_attr(test, derive(ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$attribute])* pub $field: $type),* }
    };
}

mod account;
mod confirmation;
mod hold;
mod recovery;

pub use account::*;
pub use confirmation::*;
pub use hold::*;
pub use recovery::*;

body!(
    /// Starts a sign-up.
    StartSignUp {
        /// The phone number of any country, with `+` and the country's code.
        phone: String,
    }
);
body!(
    /// A ticket alone.
    TicketBody {
        /// The ticket of the step.
        ticket: String,
    }
);
body!(
    /// A ticket and a code.
    CodeBody {
        /// The ticket of the step.
        ticket: String,
        /// The six digits.
        code: String,
    }
);
body!(
    /// Names a sign-up and chooses where its passkey lives.
    NameSignUp {
        /// The ticket of the step.
        ticket: String,
        /// The name to be called by.
        name: String,
        /// Where the passkey is to live.
        place: Place,
    }
);
body!(
    /// Finishes a sign-up.
    FinishSignUp {
        /// The ticket of the step.
        ticket: String,
        /// The name, again.
        name: String,
        /// RegistrationResponseJSON (WebAuthn L3, 5.1).
        #[cfg_attr(test, schema(value_type = Object))]
        response: RegistrationResponse,
        /// Whether others use this computer too.
        #[serde(default)]
        shared_computer: bool,
    }
);
body!(
    /// Starts a sign-in.
    StartSignIn {
        /// User ID, email or phone; absent with nothing typed.
        #[serde(default)]
        identifier: Option<String>,
    }
);
body!(
    /// Starts a sign-in without a passkey.
    AnotherWay {
        /// User ID, email or phone.
        identifier: String,
    }
);
body!(
    /// Proves a password.
    FactorPassword {
        /// The ticket of step `factor`.
        ticket: String,
        /// The password, as it was typed.
        password: String,
        /// Whether others use this computer too.
        #[serde(default)]
        shared_computer: bool,
        /// What it is proved for.
        #[serde(default)]
        intent: Intent,
    }
);
body!(
    /// Proves a code.
    FactorCode {
        /// The ticket of step `code`.
        ticket: String,
        /// The six digits.
        code: String,
        /// Whether others use this computer too.
        #[serde(default)]
        shared_computer: bool,
        /// What it is proved for.
        #[serde(default)]
        intent: Intent,
    }
);
body!(
    /// A password that is to be set.
    PasswordBody {
        /// The password, as it was typed.
        password: String,
    }
);
body!(
    /// Finishes a sign-in.
    FinishSignIn {
        /// The ticket of the step.
        ticket: String,
        /// AuthenticationResponseJSON (WebAuthn L3, 5.1).
        #[cfg_attr(test, schema(value_type = Object))]
        response: AuthenticationResponse,
        /// Whether others use this computer too.
        #[serde(default)]
        shared_computer: bool,
    }
);
body!(
    /// Nothing: an empty object.
    Empty {}
);
body!(
    /// A ticket and an assertion.
    AssertionBody {
        /// The ticket of the step.
        ticket: String,
        /// AuthenticationResponseJSON (WebAuthn L3, 5.1).
        #[cfg_attr(test, schema(value_type = Object))]
        response: AuthenticationResponse,
    }
);
body!(
    /// Chooses where a passkey is to live.
    PlaceBody {
        /// The ticket of the step.
        ticket: String,
        /// The place.
        place: Place,
    }
);
body!(
    /// A new passkey.
    CreateBody {
        /// The ticket of the step.
        ticket: String,
        /// RegistrationResponseJSON (WebAuthn L3, 5.1).
        #[cfg_attr(test, schema(value_type = Object))]
        response: RegistrationResponse,
    }
);
body!(
    /// A new name.
    RenameBody {
        /// 1 to 40 visible characters.
        name: String,
    }
);
body!(
    /// Removes a passkey.
    RemoveBody {
        /// The ticket of the step.
        ticket: String,
        /// AuthenticationResponseJSON (WebAuthn L3, 5.1).
        #[cfg_attr(test, schema(value_type = Object))]
        response: AuthenticationResponse,
        /// Whether the sessions that it opened end with it, but for this one.
        #[serde(default)]
        end_sessions: bool,
    }
);
body!(
    /// Adds an email.
    EmailBody {
        /// The address.
        email: String,
    }
);
body!(
    /// Ends sessions.
    EndBody {
        /// Which.
        which: WhichSessions,
    }
);

/// Where a passkey is to live.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// On this device.
    ThisDevice,
    /// On a phone or tablet, by QR code.
    OtherDevice,
    /// On a security key.
    SecurityKey,
}

impl From<Place> for DecisionPlace {
    fn from(place: Place) -> Self {
        match place {
            Place::ThisDevice => Self::ThisDevice,
            Place::OtherDevice => Self::OtherDevice,
            Place::SecurityKey => Self::SecurityKey,
        }
    }
}

/// Which sessions end.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhichSessions {
    /// All but the one that asks.
    Others,
    /// All.
    All,
}

impl From<Client> for ClientShape {
    fn from(client: Client) -> Self {
        Self { browser: client.browser, system: client.system }
    }
}

/// A passkey's shape.
pub fn passkey(passkey: passkey::Passkey, here: bool, policy: &Policy) -> Passkey {
    let model = policy.authenticators.model(&passkey.aaguid);
    Passkey {
        authenticator: model.map(|model| Authenticator {
            name: model.name.clone(),
            attested: passkey.attested,
            certification: model.certification().map(Certification::as_str),
            compromise: model.compromise().map(|report| report.status.as_str().to_owned()),
        }),
        id: passkey.id.to_string(),
        credential_id: URL_SAFE_NO_PAD.encode(&passkey.credential_id),
        name: passkey.name.to_string(),
        provider: passkeep_decision::platform::provider_name(&passkey.aaguid),
        kind: passkey.kind().as_str(),
        this_device: here,
        created_at: passkey.created_at.0,
        last_used: passkey.last_use.map(|last| LastUsed {
            at: last.at.0,
            browser: last.client.browser,
            system: last.client.system,
        }),
        transports: passkey.transports.iter().map(|transport| transport.as_str().to_owned()).collect(),
        backup_state: passkey.backup_state,
        suspended_at: passkey.suspended_at.map(|at| at.0),
        created_on: passkey.created_on.into(),
    }
}

/// A removed passkey's shape.
pub fn removed(removed: &Removed) -> RemovedShape {
    RemovedShape {
        id: removed.id.to_string(),
        name: removed.name.to_string(),
        removed_at: removed.removed_at.0,
    }
}

/// The signals' shape.
pub fn signals(signals: &Signals) -> SignalsShape {
    let ids = |ids: &[Vec<u8>]| ids.iter().map(|id| URL_SAFE_NO_PAD.encode(id)).collect();
    SignalsShape {
        rp_id: signals.rp_id.clone(),
        user_id: URL_SAFE_NO_PAD.encode(signals.handle.0),
        name: signals.user_id.to_string(),
        display_name: signals.name.to_string(),
        removed: ids(&signals.removed),
        accepted: signals.accepted.as_deref().ok().map(ids),
    }
}

/// A session's shape.
pub fn session(session: &Session, current: bool) -> SessionShape {
    SessionShape {
        id: session.key.id.to_string(),
        current,
        created_at: session.created_at.0,
        last_seen_at: session.seen_at.0,
        expires_at: session.key.expires_at.0,
        browser: session.client.browser.clone(),
        system: session.client.system.clone(),
        level: session.level.as_str(),
        standing: session.standing.as_str(),
        proofs: session
            .proofs
            .iter()
            .map(|proof| ProofShape { method: proof.method.as_str(), at: proof.at.0 })
            .collect(),
    }
}
