//! The policy's numbers that an operator may set, each within its floor and ceiling.

use std::ops::RangeInclusive;

use passkeep_decision::policy::{NewDeviceApproval, Offered, Policy};

use super::settings::Settings;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Reads `policy.…` over what ships. NIST SP 800-63B-4 ends a session at AAL2 after 24 hours or one idle hour, and
/// a code sent out after 10 minutes: those may be shorter, never longer. The waits may be longer, never shorter.
pub(super) fn read_policy(settings: &mut Settings, policy: &mut Policy) {
    let seconds: [(&str, &mut i64, RangeInclusive<i64>); 38] = [
        ("policy.sign_in_seconds", &mut policy.sign_in_seconds, MINUTE..=10 * MINUTE),
        ("policy.ceremony_seconds", &mut policy.ceremony_seconds, MINUTE..=5 * MINUTE),
        ("policy.code_seconds", &mut policy.code_seconds, MINUTE..=10 * MINUTE),
        ("policy.code_attempts", &mut policy.code_attempts, 1..=5),
        ("policy.code_sends", &mut policy.code_sends, 1..=10),
        ("policy.code_resend_seconds", &mut policy.code_resend_seconds, 10..=10 * MINUTE),
        ("policy.codes_per_address", &mut policy.codes_per_address, 1..=20),
        ("policy.codes_per_prefix", &mut policy.codes_per_prefix, 1..=10_000),
        ("policy.codes_per_country", &mut policy.codes_per_country, 16..=1_000_000),
        ("policy.codes_per_account", &mut policy.codes_per_account, 1..=20),
        ("policy.failures_max", &mut policy.failures_max, 5..=100),
        ("policy.address_window_seconds", &mut policy.address_window_seconds, 10 * MINUTE..=DAY),
        ("policy.session_seconds", &mut policy.session_two.seconds, 5 * MINUTE..=DAY),
        ("policy.session_idle_seconds", &mut policy.session_two.idle_seconds, MINUTE..=HOUR),
        ("policy.session_one_seconds", &mut policy.session_one.seconds, 5 * MINUTE..=30 * DAY),
        ("policy.session_three_seconds", &mut policy.session_three.seconds, 5 * MINUTE..=12 * HOUR),
        ("policy.shared_idle_seconds", &mut policy.shared_idle_seconds, MINUTE..=15 * MINUTE),
        ("policy.new_browser_seconds", &mut policy.new_browser_seconds, DAY..=30 * DAY),
        ("policy.passkey_settles_seconds", &mut policy.passkey_settles_seconds, 3 * DAY..=30 * DAY),
        ("policy.trust_settles_seconds", &mut policy.trust_settles_seconds, 3 * DAY..=30 * DAY),
        ("policy.approval_seconds", &mut policy.approval_seconds, MINUTE..=5 * MINUTE),
        ("policy.hold_seconds", &mut policy.hold_seconds, DAY..=30 * DAY),
        ("policy.dispute_passkey_seconds", &mut policy.dispute_passkey_seconds, 7 * DAY..=90 * DAY),
        // Time enough to recover, and for the passkey that was made to be old enough to decide.
        ("policy.dispute_seconds", &mut policy.dispute_seconds, 14 * DAY..=180 * DAY),
        ("policy.veto_proof_seconds", &mut policy.veto_proof_seconds, 30 * DAY..=400 * DAY),
        ("policy.contact_proves_seconds", &mut policy.contact_proves_seconds, 30 * DAY..=365 * DAY),
        ("policy.passkey_used_seconds", &mut policy.passkey_used_seconds, 30 * DAY..=365 * DAY),
        ("policy.freeze_lapses_seconds", &mut policy.freeze_lapses_seconds, HOUR..=DAY),
        ("policy.freeze_again_seconds", &mut policy.freeze_again_seconds, DAY..=7 * DAY),
        ("policy.thaw_holds_value_seconds", &mut policy.thaw_holds_value_seconds, DAY..=30 * DAY),
        ("policy.confirmation_hold_seconds", &mut policy.confirmation_hold_seconds, DAY..=7 * DAY),
        ("policy.recovery_seconds", &mut policy.recovery_seconds, 3 * DAY..=30 * DAY),
        ("policy.recovery_lapses_seconds", &mut policy.recovery_lapses_seconds, DAY..=30 * DAY),
        ("policy.recovery_risk_seconds", &mut policy.recovery_risk_seconds, 7 * DAY..=90 * DAY),
        ("policy.access_token_seconds", &mut policy.access_token_seconds, MINUTE..=10 * MINUTE),
        ("policy.value_token_seconds", &mut policy.value_token_seconds, MINUTE..=5 * MINUTE),
        ("policy.refresh_seconds", &mut policy.refresh_seconds, HOUR..=30 * DAY),
        ("policy.recovery_holds_value_seconds", &mut policy.recovery_holds_value_seconds, 7 * DAY..=90 * DAY),
    ];
    for (name, field, range) in seconds {
        if let Some(number) = settings.integer(name, range) {
            *field = number;
        }
    }
    let offered = settings.optional("policy.phone_codes", "\"on\" or \"off\"", |text| match text {
        "on" => Some(Offered::Yes),
        "off" => Some(Offered::No),
        _ => None,
    });
    policy.phone_codes = offered.unwrap_or(policy.phone_codes);
    let expected = "\"always\" or \"fallback\"";
    let approval = settings.optional("policy.new_device_approval", expected, |text| match text {
        "always" => Some(NewDeviceApproval::Always),
        "fallback" => Some(NewDeviceApproval::Fallback),
        _ => None,
    });
    policy.new_device_approval = approval.unwrap_or(policy.new_device_approval);
    let counts: [(&str, &mut usize, RangeInclusive<i64>); 2] = [
        ("policy.passkeys_max", &mut policy.passkeys_max, 2..=100),
        ("policy.contacts_max", &mut policy.contacts_max, 2..=20),
    ];
    for (name, field, range) in counts {
        if let Some(number) = settings.integer(name, range).and_then(|number| usize::try_from(number).ok()) {
            *field = number;
        }
    }
}
