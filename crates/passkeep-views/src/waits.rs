//! How long the policy makes people wait, for the texts that say so.

use fluent_bundle::FluentValue;
use passkeep_decision::policy::Policy;

use super::when;
use crate::texts::Language;

/// The policy's waits by their names in the config, without `policy.`, `support.` and `_seconds`: the arguments of texts, written
/// out once for each language, since pages that anybody opens say them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits(Vec<(Language, Vec<(&'static str, String)>)>);

impl Waits {
    /// Those of a policy.
    pub fn of(policy: &Policy) -> Self {
        let seconds = [
            ("confirmation_hold", policy.confirmation_hold_seconds),
            ("contact_proves", policy.contact_proves_seconds),
            ("dispute_passkey", policy.dispute_passkey_seconds),
            ("freeze_again", policy.freeze_again_seconds),
            ("passkey_settles", policy.passkey_settles_seconds),
            ("passkey_used", policy.passkey_used_seconds),
            ("proposal", policy.support.proposal_seconds),
            ("recovery", policy.recovery_seconds),
            ("shared_idle", policy.shared_idle_seconds),
            ("shortest_wait", policy.support.shortest_wait_seconds),
            ("thaw_holds_value", policy.thaw_holds_value_seconds),
        ];
        let words = |language: Language| {
            let in_words =
                |seconds: i64| when::duration(language.texts(), u64::try_from(seconds).unwrap_or(0));
            seconds.map(|(name, seconds)| (name, in_words(seconds))).to_vec()
        };
        Self(Language::ALL.map(|language| (language, words(language))).to_vec())
    }

    /// The arguments of a text in a language.
    pub(super) fn args(&self, language: Language) -> Vec<(&'static str, FluentValue<'_>)> {
        let words = self.0.iter().filter(|(own, _)| *own == language).flat_map(|(_, words)| words);
        words.map(|(name, words)| (*name, words.as_str().into())).collect()
    }
}
