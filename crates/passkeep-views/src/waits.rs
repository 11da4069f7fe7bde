//! How long the policy makes people wait, for the texts that say so.

use fluent_bundle::FluentValue;
use passkeep_decision::policy::Policy;

use super::when;
use crate::texts::Language;

/// The policy's waits by their names in the config, without `policy.`, `support.` and `_seconds`: the arguments of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits(Vec<(&'static str, i64)>);

impl Waits {
    /// Those of a policy.
    pub fn of(policy: &Policy) -> Self {
        Self(vec![
            ("confirmation_hold", policy.confirmation_hold_seconds),
            ("contact_proves", policy.contact_proves_seconds),
            ("dispute_passkey", policy.dispute_passkey_seconds),
            ("freeze_again", policy.freeze_again_seconds),
            ("passkey_settles", policy.passkey_settles_seconds),
            ("passkey_used", policy.passkey_used_seconds),
            ("proposal", policy.support.proposal_seconds),
            ("recovery", policy.recovery_seconds),
            ("shortest_wait", policy.support.shortest_wait_seconds),
            ("thaw_holds_value", policy.thaw_holds_value_seconds),
        ])
    }

    pub(super) fn in_words(&self, language: Language) -> Vec<(&'static str, FluentValue<'static>)> {
        let in_words = |seconds: i64| when::duration(language.texts(), u64::try_from(seconds).unwrap_or(0));
        self.0.iter().map(|(name, seconds)| (*name, in_words(*seconds).into())).collect()
    }
}
