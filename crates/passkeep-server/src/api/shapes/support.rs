//! What support sees and does, in JSON. No credential, no code, no message and no whole address stands in it.

use passkeep_decision::account::UserId;
use passkeep_decision::contact::Contact;
use passkeep_decision::hold::Hold;
use passkeep_decision::policy::Policy;
use passkeep_decision::support::{Desk, Looked, Proposal, Seen, SeenAttempt, SentNotice};
use passkeep_decision::trust::trust;
use passkeep_webauthn::AuthenticationResponse;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

use super::ClientShape;
use crate::diagnoses::words;
use crate::texts::Language;

/// What to look for.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FindBody {
    /// A reference, a user ID, an email or a phone number.
    pub text: String,
}

/// What is proposed.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WantedBody {
    /// `stop_hold`, `shorten_hold`, `thaw` or `prove_identity`.
    pub action: String,
    /// The hold that it is about.
    pub hold: Option<String>,
    /// Why: 1 to 300 characters, which both sign and the account's owner reads.
    pub reason: String,
}

/// What is proposed, signed.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProposeBody {
    /// As the ceremony began.
    pub action: String,
    /// As the ceremony began.
    pub hold: Option<String>,
    /// As the ceremony began.
    pub reason: String,
    /// The ticket.
    pub ticket: String,
    /// The passkey's answer.
    #[cfg_attr(test, schema(value_type = Object))]
    pub response: AuthenticationResponse,
}

/// The desk.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportDesk {
    /// `look`, `help` or `decide`.
    pub role: &'static str,
    /// What waits for a second, for whom may be that.
    pub proposals: Vec<SupportProposal>,
}

/// What one of the staff proposed.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportProposal {
    /// Its id.
    pub id: String,
    /// The user ID of the account concerned.
    pub user_id: String,
    /// `stop_hold`, `shorten_hold`, `thaw` or `prove_identity`.
    pub action: &'static str,
    /// The hold that it is about, or that it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold: Option<String>,
    /// When that hold's wait is over now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matures_at: Option<i64>,
    /// Why.
    pub reason: String,
    /// `open`, `done` or `withdrawn`.
    pub state: &'static str,
    /// When.
    pub proposed_at: i64,
    /// From when nobody may be the second.
    pub expires_at: i64,
}

/// What one of the staff did alone.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportActed {
    /// To how many addresses something goes.
    pub told: usize,
}

/// What was found.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportFound {
    /// The attempt of the reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<SupportAttempt>,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<SupportAccount>,
}

/// A failed attempt.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportAttempt {
    /// Its reference, with the code.
    pub reference: String,
    /// When.
    pub at: i64,
    /// What was tried.
    pub operation: &'static str,
    /// On what.
    pub client: ClientShape,
    /// The code that was told at the time.
    pub told: String,
    /// The rule that says so.
    pub rule: &'static str,
    /// What happened, in the language of who asks.
    pub say: String,
    /// What to do.
    pub steps: Vec<String>,
    /// What was seen.
    #[cfg_attr(test, schema(value_type = Object))]
    pub signs: serde_json::Value,
}

/// An account.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportAccount {
    /// Its user ID.
    pub user_id: String,
    /// The name to be called by.
    pub name: String,
    /// The language of its messages.
    pub locale: String,
    /// Since when it is frozen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen_at: Option<i64>,
    /// Its passkeys, without their keys.
    pub passkeys: Vec<SupportPasskeyShape>,
    /// Its devices.
    pub devices: Vec<SupportDeviceShape>,
    /// What waits.
    pub holds: Vec<SupportHoldShape>,
    /// Its addresses, masked.
    pub contacts: Vec<SupportContactShape>,
    /// The messages of late, without what they say.
    pub notices: Vec<SupportNoticeShape>,
    /// What did not work of late.
    pub attempts: Vec<SupportAttempt>,
    /// What happened, without what is personal: the newest first.
    pub events: Vec<SupportEventShape>,
}

/// A passkey.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportPasskeyShape {
    /// Its name.
    pub name: String,
    /// `synced`, `device_bound` or `security_key`.
    pub kind: &'static str,
    /// The highest level that it proves.
    pub level: &'static str,
    /// When it was made.
    pub created_at: i64,
    /// When it was last used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<i64>,
    /// Since when it signs in no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<i64>,
}

/// A device.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportDeviceShape {
    /// What it is.
    pub client: ClientShape,
    /// How far it is trusted.
    pub trust: &'static str,
    /// Why.
    pub reason: &'static str,
    /// When it was last seen.
    pub seen_at: i64,
}

/// A change that waits.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportHoldShape {
    /// Its id.
    pub id: String,
    /// What waits.
    pub kind: &'static str,
    /// Where it stands.
    pub state: &'static str,
    /// When it began.
    pub started_at: i64,
    /// When its wait is over.
    pub matures_at: i64,
}

/// An address.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportContactShape {
    /// `phone` or `email`.
    pub kind: &'static str,
    /// Masked.
    pub masked: String,
    /// When it was proved.
    pub proved_at: i64,
}

/// A message.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportNoticeShape {
    /// What kind of message.
    pub kind: String,
    /// `phone` or `email`.
    pub channel: String,
    /// Where it went, masked; absent where the account has the address no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub masked: Option<String>,
    /// When it was caused.
    pub at: i64,
    /// `sent`, `waiting`, `failing` or `dropped`.
    pub state: &'static str,
}

/// An event.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SupportEventShape {
    /// Its place.
    pub seq: i64,
    /// When.
    pub at: i64,
    /// What.
    pub kind: String,
}

/// The desk's shape.
pub fn support_desk(desk: &Desk) -> SupportDesk {
    let shape = |(of, proposal): &(UserId, Proposal)| support_proposal(proposal, *of, None);
    SupportDesk { role: desk.role.as_str(), proposals: desk.proposals.iter().map(shape).collect() }
}

/// A proposal's shape.
pub fn support_proposal(proposal: &Proposal, of: UserId, hold: Option<&Hold>) -> SupportProposal {
    let about = hold.map(|hold| hold.id).or(proposal.hold);
    SupportProposal {
        id: proposal.id.to_string(),
        user_id: digits(of),
        action: proposal.action.as_str(),
        hold: about.map(|hold| hold.to_string()),
        matures_at: hold.map(|hold| hold.matures_at.0),
        reason: proposal.reason.to_string(),
        state: proposal.state.as_str(),
        proposed_at: proposal.proposed_at.0,
        expires_at: proposal.expires_at.0,
    }
}

/// What was found, as support may see it.
pub fn support_found(looked: &Looked, policy: &Policy, language: Language) -> SupportFound {
    SupportFound {
        attempt: looked.attempt.as_ref().map(|seen| attempt(seen, language)),
        account: looked.seen.as_deref().map(|seen| account(seen, looked, (policy, language))),
    }
}

fn attempt(seen: &SeenAttempt, language: Language) -> SupportAttempt {
    let kept = &seen.attempt;
    let words = words(language);
    SupportAttempt {
        reference: kept.reference.after(seen.told.as_str()),
        at: kept.at.0,
        operation: kept.signs.operation.as_str(),
        client: ClientShape::from(kept.client.clone()),
        told: kept.told.clone(),
        rule: seen.diagnosis.rule,
        say: words.say(seen.told),
        steps: words.steps(seen.told, kept.signs.system),
        signs: serde_json::to_value(&kept.signs).unwrap_or_default(),
    }
}

fn account(seen: &Seen, looked: &Looked, (policy, language): (&Policy, Language)) -> SupportAccount {
    let of = &seen.of.account;
    let passkey = |passkey: &passkeep_decision::passkey::Passkey| SupportPasskeyShape {
        name: passkey.name.to_string(),
        kind: passkey.kind().as_str(),
        level: passkey.level().as_str(),
        created_at: passkey.created_at.0,
        last_used_at: passkey.last_use.as_ref().map(|last| last.at.0),
        suspended_at: passkey.suspended_at.map(|at| at.0),
    };
    let device = |device: &passkeep_decision::device::Device| {
        let (far, why) = trust(device, policy);
        SupportDeviceShape {
            client: ClientShape::from(device.client.clone()),
            trust: far.as_str(),
            reason: why.as_str(),
            seen_at: device.seen_at.0,
        }
    };
    let hold = |hold: &Hold| SupportHoldShape {
        id: hold.id.to_string(),
        kind: hold.kind.name().as_str(),
        state: hold.state.as_str(),
        started_at: hold.started_at.0,
        matures_at: hold.matures_at.0,
    };
    let contact = |contact: &Contact| SupportContactShape {
        kind: contact.address.kind(),
        masked: contact.address.masked(),
        proved_at: contact.proved_at.0,
    };
    SupportAccount {
        user_id: digits(of.user_id),
        name: of.name.to_string(),
        locale: of.locale.0.clone(),
        frozen_at: of.state.freeze.map(|freeze| freeze.at.0),
        passkeys: seen.of.passkeys.iter().map(passkey).collect(),
        devices: seen.of.devices.iter().map(device).collect(),
        holds: seen.of.holds.iter().map(hold).collect(),
        contacts: seen.of.contacts.iter().map(contact).collect(),
        notices: seen.notices.iter().map(|sent| notice(sent, seen)).collect(),
        attempts: looked.attempts.iter().map(|seen| attempt(seen, language)).collect(),
        events: looked
            .events
            .iter()
            .map(|event| SupportEventShape { seq: event.seq, at: event.at.0, kind: event.kind_name.clone() })
            .collect(),
    }
}

fn notice(sent: &SentNotice, seen: &Seen) -> SupportNoticeShape {
    let account = seen.of.account.handle;
    let to = seen.of.contacts.iter().find(|contact| Some(contact.address.id_in(account)) == sent.contact);
    SupportNoticeShape {
        kind: sent.kind.clone().unwrap_or_default(),
        channel: sent.channel.clone(),
        masked: to.map(|contact| contact.address.masked()),
        at: sent.caused_at.0,
        state: match (sent.sent_at, sent.closed_at, &sent.failure) {
            (Some(_), ..) => "sent",
            (None, Some(_), _) => "dropped",
            (None, None, Some(_)) => "failing",
            (None, None, None) => "waiting",
        },
    }
}

fn digits(user_id: UserId) -> String {
    format!("{:09}", user_id.number())
}
