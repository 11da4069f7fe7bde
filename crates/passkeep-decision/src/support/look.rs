//! A look: an account is found, and shown. Its event is written first, in the same step: without it nothing is shown.
//!
//! A look lasts a few minutes. What the same person opens of the account within it stands under the one event, so that a call
//! is a line of the history and not a page of it.

use serde_json::json;

use super::Concerned;
use super::staff::{Role, Staff, admit_staff};
use crate::account::UserId;
use crate::change::{Change, Changes};
use crate::code::{Tally, TallyScope};
use crate::contact::Identifier;
use crate::decision::{Decision, decided};
use crate::diagnosis::{AccountSigns, Attempt, Diagnosis, Reference, Signs, Told, Viewer, diagnose, tell};
use crate::event::{Event, EventKind, Happening};
use crate::history::{ToldEvent, told_of};
use crate::id::{ContactId, MessageId};
use crate::moment::{Moment, Timestamp};
use crate::named::named;
use crate::passkey::Tombstone;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::{Session, SessionFacts, SessionKey};
use crate::step::Step;

/// How long a look lasts.
pub const LOOK_SECONDS: i64 = 10 * 60;

const HOUR: i64 = 60 * 60;

named!(
    /// By what an account was found.
    FoundBy {
        /// The user ID.
        UserId = "user_id",
        /// An email.
        Email = "email",
        /// A phone number.
        Phone = "phone",
        /// The reference of an attempt.
        Reference = "reference",
    }
);

/// Looks at whatever is found.
pub struct LookAt {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Where to look.
    pub whom: Whom,
}

/// Where to look.
#[derive(Clone, Debug)]
pub enum Whom {
    /// What was typed, as a user ID, an email or a phone.
    Identifiers(Vec<Identifier>),
    /// The attempt of a reference, and the account that it is about.
    Reference(Reference),
}

/// What `LookAt` reads.
pub struct LookFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// At how many accounts they have looked in the running hour.
    pub looks: Tally,
    /// The account, and by what it was found.
    pub found: Option<(FoundBy, Box<Seen>)>,
    /// The attempt of the reference.
    pub attempt: Option<Attempt>,
}

/// What support sees of an account.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The account, its factors, and what waits.
    pub of: Concerned,
    /// What remains of removed passkeys.
    pub tombstones: Vec<Tombstone>,
    /// Its sessions that have not ended.
    pub sessions: Vec<Session>,
    /// The notices of late, the newest first.
    pub notices: Vec<SentNotice>,
    /// Its attempts of late, the newest first.
    pub attempts: Vec<Attempt>,
    /// What is known of its passkeys.
    pub signs: AccountSigns,
    /// Whether it has a password, and since when.
    pub password_at: Option<Timestamp>,
    /// How many recovery codes are left.
    pub recovery_codes: usize,
}

/// A message that was sent, or waits: never what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentNotice {
    /// Its id.
    pub id: MessageId,
    /// Its kind's stable name; none where it was written before that was kept.
    pub kind: Option<String>,
    /// How it goes: `phone` or `email`.
    pub channel: String,
    /// The address, as an id among the account's.
    pub contact: Option<ContactId>,
    /// When it was caused.
    pub caused_at: Timestamp,
    /// When a gateway took it.
    pub sent_at: Option<Timestamp>,
    /// When it was done, sent or not.
    pub closed_at: Option<Timestamp>,
    /// Why it did not go when it was offered last.
    pub failure: Option<String>,
}

/// An attempt as support sees it.
pub struct SeenAttempt {
    /// The attempt.
    pub attempt: Attempt,
    /// What it says, with what is known of the account today.
    pub diagnosis: Diagnosis,
    /// What its owner would be told.
    pub told: Told,
}

/// What a look comes to.
pub struct Looked {
    /// Who asks.
    pub who: SessionFacts,
    /// What they may.
    pub role: Role,
    /// The account, where one was found.
    pub seen: Option<Box<Seen>>,
    /// Its newest events, without what is personal in them.
    pub events: Vec<ToldEvent>,
    /// Its attempts of late, the newest first.
    pub attempts: Vec<SeenAttempt>,
    /// The attempt of the reference.
    pub attempt: Option<SeenAttempt>,
}

impl Step for LookAt {
    type Facts = LookFacts;
    type Reply = Looked;

    fn decide(&self, facts: &LookFacts, policy: &Policy, moment: &Moment) -> Decision<Looked> {
        decided(|| {
            let staff = admit_staff(facts.who.as_ref(), Role::Look, policy, moment.now)?;
            let found = facts.found.as_ref();
            if let Some((_, seen)) = found {
                staff.not_own(&seen.of)?;
            }
            // A search that finds nothing is counted too: whoever tries numbers learns which are somebody's.
            let counted = match found {
                Some((_, seen)) => !has_looked(&staff, &seen.of, HOUR, moment),
                None => true,
            };
            let mut rest = staff.touched(policy, moment);
            if counted {
                rest.push(count(&staff, facts.looks, policy, moment)?);
            }
            let changes = match found {
                Some((by, seen))
                    if !has_looked(&staff, &seen.of, LOOK_SECONDS, moment) && Rule::LookTold.holds() =>
                {
                    Changes::of_account(looked(&staff, *by, &seen.of, (policy, moment)), rest)
                }
                _ => Changes::Tally(rest),
            };
            Ok(Decision { reply: Ok(self.reply(&staff, facts)), changes })
        })
    }
}

impl LookAt {
    fn reply(&self, staff: &Staff<'_>, facts: &LookFacts) -> Looked {
        let seen = facts.found.as_ref().map(|(_, seen)| seen.clone());
        let signs = seen.as_ref().map(|seen| &seen.signs);
        let attempt = facts.attempt.as_ref().map(|attempt| SeenAttempt::of(attempt, signs));
        let attempts = |seen: &Seen| -> Vec<SeenAttempt> {
            seen.attempts.iter().map(|attempt| SeenAttempt::of(attempt, Some(&seen.signs))).collect()
        };
        let events = |seen: &Seen| -> Vec<ToldEvent> {
            let told = |event| told_of(event, (&seen.of.passkeys, &seen.tombstones), None).without_personal();
            seen.of.events.iter().map(told).collect()
        };
        Looked {
            who: staff.who.clone(),
            role: staff.role,
            events: seen.as_deref().map(events).unwrap_or_default(),
            attempts: seen.as_deref().map(attempts).unwrap_or_default(),
            attempt,
            seen,
        }
    }
}

impl SeenAttempt {
    /// Decides again on what was seen, with what is known of the account. Support hears what the owner would hear.
    fn of(attempt: &Attempt, account: Option<&AccountSigns>) -> Self {
        let signs = Signs { account: account.cloned(), ..attempt.signs.clone() };
        let diagnosis = diagnose(&signs);
        let told = tell(&diagnosis, &signs, Viewer::Owner);
        Self { attempt: attempt.clone(), diagnosis, told }
    }
}

/// Whether they have looked at the account so short a time ago.
fn has_looked(staff: &Staff<'_>, concerned: &Concerned, seconds: i64, moment: &Moment) -> bool {
    let (actor, since) = (staff.actor().to_string(), moment.now.plus_seconds(-seconds));
    let kind = EventKind::SupportLooked.as_str();
    concerned.events.iter().any(|event| event.kind == kind && event.actor == actor && event.at > since)
}

fn looked(
    staff: &Staff<'_>,
    by: FoundBy,
    concerned: &Concerned,
    (policy, moment): (&Policy, &Moment),
) -> Event {
    let happening = Happening {
        kind: EventKind::SupportLooked,
        actor: staff.actor(),
        details: json!({ "found_by": by.as_str(), "staff": staff.told(policy) }),
        personal: None,
    };
    let account = &concerned.account;
    Event::after(account.head, account.handle, happening, &policy.issuer, moment)
}

fn count(staff: &Staff<'_>, looks: Tally, policy: &Policy, moment: &Moment) -> Result<Change, Refusal> {
    if Rule::LooksMax.holds() && looks.sent >= policy.support.looks_per_hour {
        let until = looks.window_start.plus_seconds(HOUR);
        return Err(Refusal::TooManyLooks { retry_after_seconds: until.seconds_since(moment.now).max(1) });
    }
    Ok(Change::CountSend { scope: TallyScope::Looks(staff.handle()), tally: looks })
}

/// The start of the hour in which looks are counted.
pub fn looks_window(now: Timestamp) -> Timestamp {
    Timestamp(now.0 - now.0.rem_euclid(HOUR * 1000))
}

impl Whom {
    /// An account by its user ID.
    pub fn user_id(user_id: UserId) -> Self {
        Self::Identifiers(vec![Identifier::UserId(user_id)])
    }
}
