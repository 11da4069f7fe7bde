//! The two steps: an attempt is diagnosed and kept, and an account looks at those of late.

use super::attempt::{Attempt, Standing};
use super::code::Tone;
use super::diagnose::{Diagnosis, diagnose};
use super::passkey_place::PasskeyPlace;
use super::reference::Reference;
use super::signs::{AccountSigns, DeviceSigns, PasskeySigns, Signs, Worked};
use super::tell::{Told, Viewer, tell};
use crate::change::{Change, Changes};
use crate::decision::{Decision, decided};
use crate::device::{Client, Device};
use crate::id::{AccountHandle, PasskeyId};
use crate::moment::{Moment, Timestamp};
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit, is_live, touch};
use crate::step::Step;
use crate::ticket::BrowserHash;

/// How long an attempt is kept.
pub const ATTEMPT_KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// As many attempts as an account is shown.
pub const PROBLEMS_SHOWN: usize = 50;

/// Diagnoses what a client saw, or what the server refused.
pub struct Diagnose {
    /// Who asks, where anybody is signed in.
    pub session: Option<SessionKey>,
    /// The browser that asks.
    pub browser: BrowserHash,
    /// On what.
    pub client: Client,
    /// Of which version, coarsely.
    pub version: Option<String>,
    /// What was seen; the account is left to the facts.
    pub signs: Signs,
    /// The account that the passkey's answer named.
    pub named: Option<AccountHandle>,
    /// Whether this attempt may still be kept: strangers are not to fill the disk.
    pub keep: Keep,
}

/// Whether an attempt is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It is.
    Yes,
    /// Too many were of late.
    TooMany,
}

/// What `Diagnose` reads.
pub struct DiagnoseFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// What is known of their passkeys.
    pub account: AccountSigns,
}

/// What is said of an attempt.
pub struct Diagnosed {
    /// The diagnosis.
    pub diagnosis: Diagnosis,
    /// What of it is told.
    pub told: Told,
    /// Under what it was kept; none where it was not.
    pub reference: Option<Reference>,
    /// What worked in this browser last; told to whoever is signed in as the account, and to nobody else.
    pub worked: Option<Worked>,
}

impl Step for Diagnose {
    type Facts = DiagnoseFacts;
    type Reply = Diagnosed;

    fn decide(&self, facts: &DiagnoseFacts, policy: &Policy, moment: &Moment) -> Decision<Diagnosed> {
        // Any session that lives proves who asks; none is needed.
        let live = |who: &&SessionFacts| is_live(&who.session, &who.account, policy, moment.now);
        let who = facts.who.as_ref().filter(live);
        let check = self.signs.check.as_ref();
        let viewer = match (who, check.is_some_and(super::FailedCheck::proves_possession)) {
            (Some(_), _) => Viewer::Owner,
            (None, true) => Viewer::Holder,
            (None, false) => Viewer::Stranger,
        };
        let signs = Signs { account: who.map(|_| facts.account.clone()), ..self.signs.clone() };
        let diagnosis = diagnose(&signs);
        let told = tell(&diagnosis, &signs, viewer);
        let worked = worked_here(&signs, told);
        // What nobody is told is no attempt of a person.
        let silent = told != Told::NotAccepted && diagnosis.code.tone() == Tone::Silent;
        if self.keep == Keep::TooMany || silent {
            return Decision::reply(Diagnosed { diagnosis, told, reference: None, worked });
        }
        let reference = Reference::draw(moment);
        let session = who.map(|who| who.account.handle);
        let account = match check {
            Some(check) => Attempt::account_of(session, self.named, check),
            None => session.map(|account| (account, Standing::Proved)),
        };
        let attempt = Attempt {
            reference,
            at: moment.now,
            browser: self.browser,
            account,
            client: self.client.clone(),
            version: self.version.clone(),
            told: told.as_str().to_owned(),
            // Without what is known of an account, which is not kept.
            code: diagnose(&self.signs).code.as_str().to_owned(),
            signs: self.signs.clone(),
        };
        let changes = Changes::Tally(vec![Change::KeepAttempt(Box::new(attempt))]);
        Decision { reply: Ok(Diagnosed { diagnosis, told, reference: Some(reference), worked }), changes }
    }
}

/// Looks at the account's attempts of the last 30 days.
pub struct RecentProblems {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `RecentProblems` reads.
pub struct RecentProblemsFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// What is known of their passkeys.
    pub account: AccountSigns,
    /// The attempts of the account and of this browser, newest first.
    pub attempts: Vec<Attempt>,
}

/// An attempt as its owner sees it.
pub struct Problem {
    /// The attempt.
    pub attempt: Attempt,
    /// What it says with what is known of the account today.
    pub diagnosis: Diagnosis,
    /// What of it is told.
    pub told: Told,
    /// What worked in this browser last, where the attempt was made in it.
    pub worked: Option<Worked>,
}

/// What worked here last: where there is a passkey, and it is told apart why it did not work this time.
fn worked_here(signs: &Signs, told: Told) -> Option<Worked> {
    let account = signs.account.as_ref().filter(|_| told != Told::NotAccepted && !signs.creates())?;
    account.device.worked
}

impl Step for RecentProblems {
    type Facts = RecentProblemsFacts;
    type Reply = (SessionFacts, Vec<Problem>);

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<Self::Reply> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let since = moment.now.plus_seconds(-ATTEMPT_KEPT_SECONDS);
            let problems = facts
                .attempts
                .iter()
                .filter(|attempt| attempt.at >= since)
                .filter_map(|attempt| self.problem(attempt, who.account.handle, &facts.account))
                .take(PROBLEMS_SHOWN)
                .collect();
            Ok(Decision { reply: Ok((who.clone(), problems)), changes: touch(who, policy, moment) })
        })
    }
}

impl RecentProblems {
    /// An attempt of this account is told in full. One of this browser that names no account is told as to a stranger,
    /// since others may use the browser too; with one exception: what the client itself saw is read with what the account
    /// knows, which tells the account about itself.
    fn problem(&self, attempt: &Attempt, account: AccountHandle, known: &AccountSigns) -> Option<Problem> {
        let mine = attempt.account.is_some_and(|(of, _)| of == account);
        let nobodys = attempt.account.is_none() && attempt.browser == self.browser;
        if !mine && !nobodys {
            return None;
        }
        let seen_by_client = attempt.signs.check.is_none();
        let viewer = if mine || seen_by_client { Viewer::Owner } else { Viewer::Stranger };
        let mut known = known.clone();
        if attempt.browser != self.browser {
            // What worked in this browser says nothing of another.
            known.device = DeviceSigns::default();
        }
        let signs = Signs { account: Some(known), ..attempt.signs.clone() };
        let diagnosis = diagnose(&signs);
        let told = tell(&diagnosis, &signs, viewer);
        let worked = worked_here(&signs, told).filter(|worked| worked.at < attempt.at);
        Some(Problem { attempt: attempt.clone(), diagnosis, told, worked })
    }
}

impl AccountSigns {
    /// What is known of an account's passkeys and of this device, without a name.
    pub fn of(
        passkeys: &[Passkey],
        (device, used): (Option<&Device>, Option<(PasskeyId, Timestamp)>),
        removed_since: Option<Timestamp>,
    ) -> Self {
        let worked = used.and_then(|(id, at)| {
            let passkey = passkeys.iter().find(|passkey| passkey.id == id && passkey.works())?;
            Some(Worked { place: PasskeyPlace::of(passkey), at })
        });
        let here = device.and_then(|device| device.passkey);
        let signs = |passkey: &Passkey| PasskeySigns {
            place: PasskeyPlace::of(passkey),
            synced: passkey.backup_eligible && passkey.backup_state,
            here: here == Some(passkey.id),
        };
        Self {
            passkeys: passkeys.iter().filter(|p| p.suspended_at.is_none()).map(signs).collect(),
            removed: removed_since.is_some(),
            device: DeviceSigns { had_passkey: here.is_some(), worked },
        }
    }
}
