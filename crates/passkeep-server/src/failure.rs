//! The only table of status codes and sentences for what went wrong.

mod oauth;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use passkeep_decision::refusal::{NameFault, Refusal};
use passkeep_store::StoreError;
use serde_json::{Map, Value, json};

use crate::api::shapes::{DiagnosisShape, PlatformVerdict};
use crate::clients::ClientRefusal;
use crate::diagnoses::Telling;

pub use oauth::OAuthFailure;

/// Why a request got no reply.
#[derive(Debug)]
pub enum Failure {
    /// The decision said no.
    Refused(Refusal),
    /// The request is not what the route takes.
    Request(RequestFault),
    /// A ceremony was refused, and why is told with it.
    Diagnosed(Box<Failure>, Box<Telling>),
    /// The client that calls is not believed.
    Client(ClientRefusal),
    /// The operator's rules for platforms don't let this begin on this client.
    ClientNotSupported(Box<PlatformVerdict>),
    /// Too many changed the same thing at once.
    Busy,
    /// As many passwords as may wait are waiting to be hashed.
    PasswordsBusy,
    /// The store can't be reached, or its answer was lost.
    Unavailable,
    /// The database came back from a backup or moved to another server, and the operator has not said so.
    InDoubt,
}

/// What is wrong with a request.
#[derive(Debug)]
pub enum RequestFault {
    /// Not the JSON that the route takes; what is wrong with it, without its values.
    Shape(String),
    /// Larger than the route takes.
    TooLarge,
    /// Not `application/json`.
    MediaType,
    /// Not sent by a page of ours.
    Origin,
    /// A phone number that no numbering plan has.
    Phone,
    /// Not an email address.
    Email,
    /// Neither a user ID, an email nor a phone.
    Identifier,
    /// Not six digits.
    Code,
    /// No such address.
    NoSuchPage,
    /// The address doesn't take this method.
    Method,
    /// Too many requests from one network.
    TooManyRequests {
        /// When one more is taken.
        retry_after_seconds: i64,
    },
    /// Not two digits.
    Number,
    /// Not a device's public key.
    DeviceKey,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<RequestFault> for Failure {
    fn from(fault: RequestFault) -> Self {
        Self::Request(fault)
    }
}

impl From<ClientRefusal> for Failure {
    fn from(refusal: ClientRefusal) -> Self {
        Self::Client(refusal)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        match error {
            StoreError::Busy => Self::Busy,
            _ => Self::Unavailable,
        }
    }
}

impl Failure {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Diagnosed(failure, _) => failure.code(),
            Self::Client(_) => "client_not_accepted",
            Self::ClientNotSupported(_) => "client_not_supported",
            Self::Busy => "busy",
            Self::PasswordsBusy => "passwords_busy",
            Self::Unavailable => "unavailable",
            Self::InDoubt => "database_in_doubt",
            Self::Request(fault) => match fault {
                RequestFault::Shape(_) => "request_not_accepted",
                RequestFault::TooLarge => "too_large",
                RequestFault::MediaType => "media_type_not_accepted",
                RequestFault::Origin => "origin_not_accepted",
                RequestFault::Phone => "phone_not_accepted",
                RequestFault::Email => "email_not_accepted",
                RequestFault::Identifier => "identifier_not_accepted",
                RequestFault::Code => "code_not_accepted",
                RequestFault::NoSuchPage => "not_found",
                RequestFault::Method => "method_not_allowed",
                RequestFault::TooManyRequests { .. } => "too_many_requests",
                RequestFault::Number => "number_not_accepted",
                RequestFault::DeviceKey => "device_key_not_accepted",
            },
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self.code() {
            "signed_out" | "reauthentication_needed" | "client_not_accepted" => StatusCode::UNAUTHORIZED,
            "new_browser_waits"
            | "quarantined"
            | "recovery_only_creates"
            | "account_frozen"
            | "value_held"
            | "changes_held"
            | "level_too_low"
            | "approval_needed"
            | "another_factor_needed"
            | "factor_off"
            | "way_not_offered"
            | "passkey_suspended"
            | "passkey_not_accepted"
            | "authenticator_not_accepted"
            | "passkey_removed"
            | "passkey_too_new"
            | "device_not_trusted"
            | "device_proof_not_accepted"
            | "approval_denied"
            | "number_wrong"
            | "address_too_old"
            | "address_too_new"
            | "second_way_needed"
            | "role_too_low"
            | "own_account"
            | "same_person"
            | "staff_hold"
            | "client_not_supported"
            | "origin_not_accepted" => StatusCode::FORBIDDEN,
            "ticket_expired" | "code_expired" | "approval_over" | "hold_over" | "confirmation_over"
            | "proposal_over" => StatusCode::GONE,
            "ticket_spent"
            | "passkey_already_exists"
            | "not_frozen"
            | "too_many_passkeys"
            | "too_many_contacts"
            | "contact_already_exists"
            | "device_not_remembered"
            | "approval_pending"
            | "hold_already_waits"
            | "hold_disputed"
            | "number_waits"
            | "no_old_address"
            | "already_proposed"
            | "too_little_left"
            | "idempotency_key_reused"
            | "confirmation_held"
            | "last_contact" => StatusCode::CONFLICT,
            "code_locked"
            | "too_many_codes"
            | "too_many_approvals"
            | "too_many_confirmations"
            | "freeze_too_soon"
            | "too_many_looks"
            | "resent_of_late"
            | "too_many_requests" => StatusCode::TOO_MANY_REQUESTS,
            "code_wrong"
            | "password_wrong"
            | "recovery_code_wrong"
            | "password_not_accepted"
            | "code_not_accepted"
            | "name_not_accepted"
            | "reason_not_accepted"
            | "phone_not_accepted"
            | "email_not_accepted"
            | "other_kind_of_contact"
            | "identifier_not_accepted"
            | "confirmation_type_not_accepted"
            | "field_not_accepted"
            | "redirect_not_accepted"
            | "number_not_accepted"
            | "device_key_not_accepted" => StatusCode::UNPROCESSABLE_ENTITY,
            "not_found" | "link_not_accepted" => StatusCode::NOT_FOUND,
            "method_not_allowed" => StatusCode::METHOD_NOT_ALLOWED,
            "too_large" => StatusCode::PAYLOAD_TOO_LARGE,
            "media_type_not_accepted" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "busy" | "passwords_busy" | "unavailable" | "database_in_doubt" => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// What happened and what to do, for developers. Pages have sentences of their own, in the person's language.
    fn detail(&self) -> String {
        let text = match self {
            Self::Request(RequestFault::Shape(what)) => return what.clone(),
            Self::Refused(refusal) => refused(refusal),
            Self::Diagnosed(failure, _) => return failure.detail(),
            Self::Client(refusal) => client(*refusal),
            Self::ClientNotSupported(_) => {
                "The operator's rules for platforms do not let this begin on this client. Show `text`, and lead on by a way of `offer`."
            }
            Self::Busy => "Too many requests changed the same account at once. Send the request again.",
            Self::PasswordsBusy => {
                "As many passwords as this server checks at once are waiting already; this one was not looked at. Send the request again."
            }
            Self::Unavailable => {
                "The server has a problem. Nothing was lost, and passkeys are fine. Try again in a minute."
            }
            Self::InDoubt => {
                "The server's database may lack what was written last, so nothing is answered until its operator has looked. Passkeys are fine; delete none."
            }
            Self::Request(fault) => match fault {
                RequestFault::Shape(_) => unreachable!("returned above"),
                RequestFault::TooLarge => "The body is larger than 64 KiB.",
                RequestFault::MediaType => "Send the body as application/json.",
                RequestFault::Origin => {
                    "State-changing requests come from a page of this server (its Origin header), or from a native app with a Passkeep-Instance header and no cookies."
                }
                RequestFault::Phone => {
                    "No country's numbering plan has this phone number. Send it with + and the country's code."
                }
                RequestFault::Email => "This is not an email address.",
                RequestFault::Identifier => "This is neither a user ID, an email nor a phone number.",
                RequestFault::Code => "A code is six digits.",
                RequestFault::NoSuchPage => "There is nothing at this address.",
                RequestFault::Method => "This address does not take this method.",
                RequestFault::TooManyRequests { .. } => {
                    "Too many requests came from this network in the last minute. Wait, then go on; nothing was lost."
                }
                RequestFault::Number => "The number on the new device has two digits.",
                RequestFault::DeviceKey => {
                    "A device's key is an uncompressed point of P-256 (SEC 1, section 2.3.3): base64url of 65 bytes."
                }
            },
        };
        text.to_owned()
    }

    /// Members of the problem beside the standard's.
    fn members(&self) -> Map<String, Value> {
        let extra = match self {
            Self::Diagnosed(failure, telling) => {
                let mut members = failure.members();
                if let Self::ClientNotSupported(_) = **failure {
                    // The operator's rules have said why, in words of their own.
                    let reference = telling.reference.map(|reference| reference.after(telling.told.as_str()));
                    members.insert("reference".into(), reference.into());
                    return members;
                }
                let told = serde_json::to_value(DiagnosisShape::of(telling)).unwrap_or_default();
                members.insert("diagnosis".into(), told);
                return members;
            }
            Self::Refused(
                Refusal::NewBrowserWaits { until }
                | Refusal::PasskeyTooNew { until }
                | Refusal::NumberWaits { until }
                | Refusal::FreezeTooSoon { until }
                | Refusal::ConfirmationHeld { until }
                | Refusal::ValueHeld { until }
                | Refusal::ChangesHeld { until },
            ) => {
                json!({ "until_ms": until.0 })
            }
            Self::ClientNotSupported(verdict) => json!(verdict),
            Self::Refused(Refusal::FieldNotAccepted(problem)) => {
                json!({ "pointer": problem.pointer, "reason": problem.fault.as_str() })
            }
            Self::Refused(Refusal::PasswordNotAccepted(fault)) => json!({ "reason": fault.as_str() }),
            Self::Refused(Refusal::HoldAlreadyWaits { matures_at: Some(matures_at) }) => {
                json!({ "matures_at_ms": matures_at.0 })
            }
            Self::Refused(Refusal::LevelTooLow { needed }) => json!({ "level_needed": needed.as_str() }),
            Self::Refused(Refusal::PasskeySuspended { suspended_at }) => {
                json!({ "suspended_at_ms": suspended_at.0 })
            }
            Self::Refused(Refusal::CodeWrong { attempts_left }) => json!({ "attempts_left": attempts_left }),
            Self::Refused(Refusal::AuthenticatorNotAccepted(error)) => json!({ "reason": error.code() }),
            Self::Refused(Refusal::PasskeyRemoved { removed_at }) => json!({ "removed_at_ms": removed_at.0 }),
            Self::Refused(
                Refusal::TooManyCodes { retry_after_seconds }
                | Refusal::TooManyApprovals { retry_after_seconds }
                | Refusal::TooManyConfirmations { retry_after_seconds }
                | Refusal::TooManyLooks { retry_after_seconds },
            )
            | Self::Request(RequestFault::TooManyRequests { retry_after_seconds }) => {
                json!({ "retry_after_seconds": retry_after_seconds })
            }
            Self::Refused(Refusal::DeviceNotTrusted(reason)) => json!({ "reason": reason.as_str() }),
            Self::Refused(Refusal::NameNotAccepted(fault)) => json!({ "reason": name_fault(*fault) }),
            _ => return Map::new(),
        };
        match extra {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }

    /// The problem details (RFC 9457).
    pub fn problem(&self) -> Value {
        let mut problem = self.members();
        problem.insert("type".into(), "about:blank".into());
        problem.insert("title".into(), self.status().canonical_reason().unwrap_or("Problem").into());
        problem.insert("status".into(), self.status().as_u16().into());
        problem.insert("detail".into(), self.detail().into());
        problem.insert("code".into(), self.code().into());
        Value::Object(problem)
    }

    /// When to come back, in seconds.
    pub fn retry_after_seconds(&self) -> Option<i64> {
        match self {
            Self::Refused(
                Refusal::TooManyCodes { retry_after_seconds }
                | Refusal::TooManyApprovals { retry_after_seconds }
                | Refusal::TooManyConfirmations { retry_after_seconds }
                | Refusal::TooManyLooks { retry_after_seconds },
            )
            | Self::Request(RequestFault::TooManyRequests { retry_after_seconds }) => {
                Some(*retry_after_seconds)
            }
            Self::Diagnosed(failure, _) => failure.retry_after_seconds(),
            Self::Busy | Self::PasswordsBusy => Some(1),
            Self::Unavailable | Self::InDoubt => Some(30),
            _ => None,
        }
    }

    /// Tells the log what the client is not told.
    pub fn log(&self) {
        match self {
            Self::Diagnosed(failure, telling) => {
                failure.log();
                let reference = telling.reference.map(|reference| reference.to_string());
                tracing::info!(
                    code = telling.diagnosis.code.as_str(),
                    rule = telling.diagnosis.rule,
                    reference
                );
            }
            Self::Refused(Refusal::PasskeyNotAccepted(fault)) => {
                tracing::info!(?fault, "a passkey was not accepted");
            }
            Self::Refused(Refusal::AuthenticatorNotAccepted(error)) => {
                tracing::info!(%error, "an authenticator was not accepted");
            }
            Self::Client(refusal) => tracing::warn!(?refusal, "a client was not believed"),
            _ => {}
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        self.log();
        let body = self.problem().to_string();
        let mut response =
            (self.status(), [("content-type", "application/problem+json")], body).into_response();
        if let Some(seconds) = self.retry_after_seconds() {
            response.headers_mut().insert("retry-after", seconds.into());
        }
        response
    }
}

fn refused(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::SignedOut => "Nobody is signed in here, or the session has ended. Sign in again.",
        Refusal::NewBrowserWaits { .. } => {
            "This session came from a browser that is new to the account. Until the time in until_ms it may not create or remove passkeys or change addresses; a browser that the account knows may."
        }
        Refusal::Quarantined => {
            "This session came in without a passkey, so it may look, report a loss, end sessions and freeze. Use a passkey in it to lift that."
        }
        Refusal::RecoveryOnlyCreates => {
            "A recovery opened this session: it creates a passkey, and nothing else."
        }
        Refusal::AccountFrozen => "The account is frozen. A passkey thaws it.",
        Refusal::NotFrozen => "The account is not frozen.",
        Refusal::FreezeTooSoon { .. } => {
            "This factor froze the account not long ago from a browser that the account does not know. It may again at the time in until_ms; a browser that the account knows, or another factor, may now."
        }
        Refusal::ValueHeld { .. } => {
            "The account was thawed or recovered of late: nothing of value leaves it until the time in until_ms."
        }
        Refusal::ChangesHeld { .. } => {
            "The server's database came back from a backup of late. So that owners can look at what came back first, factors stay as they are and nothing of value leaves until the time in until_ms. To look, report, freeze and stop is possible."
        }
        Refusal::RecoveryCodeWrong => "The recovery code is another, was used already, or there is none.",
        Refusal::LevelTooLow { .. } => {
            "This takes a session of a higher level, which stands in level_needed. Prove more in this session."
        }
        Refusal::ReauthenticationNeeded => {
            "This takes a proof of just now. Prove again who you are in this session, then send the request again."
        }
        Refusal::TicketNotAccepted => {
            "The ticket is not one for this step, this browser and this session. Start the flow again."
        }
        Refusal::TicketExpired => "The ticket's time is over. Start the flow again; nothing was lost.",
        Refusal::TicketSpent => {
            "The ticket was used already: another tab finished, or the answer was sent twice."
        }
        Refusal::CodeWrong { .. } => "The code is another. Look at the newest message.",
        Refusal::PasswordWrong => "The password is another, or there is none.",
        Refusal::PasswordNotAccepted(_) => {
            "The password can't be taken: it is too short or too long, has hidden characters, or is among those that are guessed first. The reason stands in reason."
        }
        Refusal::FactorOff => {
            "This way failed too often in a row, and is off here until it is set up again. Passkeys are not touched."
        }
        Refusal::WayNotOffered => "The operator does not offer this way.",
        Refusal::AnotherFactorNeeded => {
            "What was proved takes another factor beside it, and the account has none."
        }
        Refusal::ApprovalNeeded => {
            "The account does not know this browser. Use a passkey, or a browser where the account was signed in before."
        }
        Refusal::CodeExpired => "The code's time is over. Ask for another.",
        Refusal::CodeLocked => "Too many wrong codes. Start the flow again.",
        Refusal::TooManyCodes { .. } => "No more codes for now. Wait, then ask again.",
        Refusal::PasskeyNotAccepted(_) => "The passkey was not accepted.",
        Refusal::AuthenticatorNotAccepted(_) => {
            "The operator does not take this kind of authenticator, or it does not prove which kind it is. Create the passkey in another place; the reason stands in reason."
        }
        Refusal::PasskeyRemoved { .. } => "This passkey was removed from its account. Use another.",
        Refusal::PasskeySuspended { .. } => {
            "This passkey was reported lost or is being removed: it signs in no more. Use another, or let it stop its own removal at /v1/holds/stop."
        }
        Refusal::PasskeyAlreadyExists => "This passkey is set up already.",
        Refusal::PasskeyTooNew { .. } => {
            "The passkey is too new for this, and no older one authorised it. Use an older one, or wait until the time in until_ms."
        }
        Refusal::TooManyPasskeys => "The account has as many passkeys as it may. Remove one first.",
        Refusal::TooManyContacts => "The account has as many addresses as it may.",
        Refusal::ContactAlreadyExists => "The account has this address already.",
        Refusal::NameNotAccepted(NameFault::Taken) => "Another one of the account bears this name.",
        Refusal::NameNotAccepted(NameFault::Text(_)) => "A name is 1 to 40 visible characters.",
        Refusal::AuthorizationNotAccepted(_) => "The code or token is worth nothing.",
        Refusal::NotFound => "The account has no such thing.",
        Refusal::DeviceNotRemembered => {
            "This session's browser is not remembered, as on a shared computer: it can't be trusted."
        }
        Refusal::DeviceNotTrusted(_) => {
            "This takes a trusted device. Why this one is not trusted, or not far enough, stands in reason."
        }
        Refusal::DeviceProofNotAccepted => {
            "The request must be signed by the device's own key, in the Passkeep-Device-Signature header, over the nonce that came with the ticket."
        }
        Refusal::TooManyApprovals { .. } => {
            "As many approvals as may are waiting. Answer one on a trusted device, or wait until one has ended."
        }
        Refusal::ApprovalPending => "No trusted device has answered yet.",
        Refusal::ApprovalDenied => "A trusted device said no, or another number. Nothing was opened.",
        Refusal::ApprovalOver => "The approval was answered already, or its time is over.",
        Refusal::NumberWrong => {
            "The number is another than the one on the new device. The attempt has ended, and nothing was opened."
        }
        Refusal::HoldAlreadyWaits { .. } => {
            "This change waits already: see /v1/holds. Stop it there before another is begun."
        }
        Refusal::HoldDisputed => {
            "This change is in dispute: a passkey of some age that is not contested itself stops or upholds it."
        }
        Refusal::HoldOver => "This change waits no more: it was stopped, or it was made.",
        Refusal::LinkNotAccepted => {
            "This is not the token of a notice's link, or what it was sent about is long over."
        }
        Refusal::AddressTooOld => {
            "The address that this link went to is the account's no more, or was proved too long ago to stop anything. Sign in to stop it."
        }
        Refusal::AddressTooNew => {
            "The address that this link went to came to the account in the last 30 days: it stops nothing yet. Sign in to stop it."
        }
        Refusal::LastContact => {
            "The last phone and the last address stay: codes and notices go there. Another can take its place."
        }
        Refusal::NumberWaits { .. } => {
            "This number is an account's. That account has been asked for it; unless it says no, the number is free after the time in until_ms. Sign up again then."
        }
        Refusal::ConfirmationTypeNotAccepted => {
            "There is no confirmation of this type that this client may ask for. The operator lists a client's types in its confirmations."
        }
        Refusal::FieldNotAccepted(_) => {
            "A field of the action can't be taken: which stands in pointer (RFC 6901), why in reason. Amounts are decimal strings in exactly the currency's scale, never JSON numbers."
        }
        Refusal::RedirectNotAccepted => "return_to is none of the client's redirect URIs, compared exactly.",
        Refusal::IdempotencyKeyReused => {
            "The client has used this idempotency_key for another action. Take another key, or send the same request."
        }
        Refusal::TooManyConfirmations { .. } => {
            "As many of the client's confirmations as may are waiting for this account. Withdraw one, or wait until one has ended."
        }
        Refusal::ConfirmationOver => {
            "The confirmation is over: it was answered, withdrawn or blocked, or its time is over."
        }
        Refusal::TooManyLooks { .. } => "As many accounts were looked at in this hour as may be.",
        Refusal::RoleTooLow => "The role among the staff does not reach as far.",
        Refusal::OwnAccount => {
            "Nobody among the staff has to do with their own account, nor with that of somebody at the same browser."
        }
        Refusal::SamePerson => {
            "This takes another person than the one who proposed it: another account, another browser, other addresses."
        }
        Refusal::NoOldAddress => {
            "The account has no address that is old enough: what staff has sent goes to addresses of 72 hours and more."
        }
        Refusal::ResentOfLate => "It was sent in the last hour already.",
        Refusal::ProposalOver => {
            "The proposal was decided or taken back, its time is over, or who proposed it is no longer staff."
        }
        Refusal::AlreadyProposed => "The same waits for a second already.",
        Refusal::TooLittleLeft => "As little of the wait is left as staff may leave: 24 hours from now on.",
        Refusal::StaffHold => "Staff began this wait, and does not shorten it.",
        Refusal::ReasonNotAccepted => "A reason has 1 to 300 visible characters.",
        Refusal::ConfirmationHeld { .. } => {
            "It was signed here. Another trusted device of the account signs it too, or it waits until the time in until_ms."
        }
        Refusal::SecondWayNeeded => {
            "Before value moves, the account needs a second passkey or saved recovery codes: one lost phone must not lock its owner out."
        }
        Refusal::OtherKindOfContact => {
            "A phone takes the place of a phone, and an email of an email. Add the other kind instead."
        }
    }
}

/// Towards a stranger, who is unknown and who did not prove it are alike; what the request itself lacks is said.
fn client(refusal: ClientRefusal) -> &'static str {
    match refusal {
        ClientRefusal::Missing => {
            "The request must name one client: in the user name of Authorization: Basic, in client_id, or in the sub of client_assertion."
        }
        ClientRefusal::TwoWays => {
            "The client proves who it is in one way alone: by Authorization: Basic, by client_secret, or by client_assertion."
        }
        ClientRefusal::Malformed => {
            "Authorization: Basic is the Base64 of id:secret, each encoded as in a form; a client_assertion is a JWT, and its client_assertion_type is urn:ietf:params:oauth:client-assertion-type:jwt-bearer."
        }
        _ => {
            "There is no such client, or it did not prove who it is. The server's log says which. A client with a secret sends it, one with keys sends a client_assertion (aud: this issuer alone; exp: within ten minutes; jti: never used before), a public one sends its client_id alone and may not ask this everywhere."
        }
    }
}

fn name_fault(fault: NameFault) -> &'static str {
    use passkeep_decision::text::TextFault;
    match fault {
        NameFault::Taken => "taken",
        NameFault::Text(TextFault::Empty) => "empty",
        NameFault::Text(TextFault::TooLong) => "too_long",
        NameFault::Text(TextFault::Hidden) => "hidden_characters",
    }
}
