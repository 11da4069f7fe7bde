//! The policy: what the operator may set, as data, with the defaults that ship.

use passkeep_webauthn::{Algorithm, Origin};

use crate::authenticator::AuthenticatorPolicy;
use crate::client::Scope;
use crate::confirmations::ActionType;
use crate::level::{Level, Standing};
use crate::right::Rights;
use crate::support::SupportPolicy;
use crate::webhook::Webhook;

/// Everything a decision needs to know that is neither fact nor input.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The base URL without a slash at its end: the issuer of tickets and events.
    pub issuer: String,
    /// The WebAuthn RP ID.
    pub rp_id: String,
    /// The name that authenticators show.
    pub rp_name: String,
    /// The exact origins from which a ceremony is taken.
    pub origins: Vec<Origin>,
    /// The exact origins of pages that may frame those above. With none, no ceremony is taken from a frame of another
    /// origin.
    pub top_origins: Vec<Origin>,
    /// The algorithms asked for, most wanted first.
    pub algorithms: Vec<Algorithm>,
    /// How long sign-in options live.
    pub sign_in_seconds: i64,
    /// How long every other ceremony lives.
    pub ceremony_seconds: i64,
    /// How long a code is taken.
    pub code_seconds: i64,
    /// How often a flow's codes may be compared.
    pub code_attempts: i64,
    /// How often a flow may send a code.
    pub code_sends: i64,
    /// How long to wait before the second code of a flow; twice as long before the third, and so on.
    pub code_resend_seconds: i64,
    /// The most codes to one address in a window.
    pub codes_per_address: i64,
    /// The most codes in a window to the ten thousand numbers around one.
    pub codes_per_prefix: i64,
    /// The most codes in a window to a country.
    pub codes_per_country: i64,
    /// The most codes in a window for an account.
    pub codes_per_account: i64,
    /// The length of that window.
    pub address_window_seconds: i64,
    /// Whether a code to a phone is a way to sign in. It is a restricted authenticator (NIST SP 800-63B-4, section
    /// 3.2.9): an operator may turn it off.
    pub phone_codes: Offered,
    /// After how many failures in a row a factor is off.
    pub failures_max: i64,
    /// What each right takes.
    pub rights: Rights,
    /// How long a session of level 1 lives and may idle (AAL1: at most 30 days).
    pub session_one: Lifetimes,
    /// The same for levels 2w and 2p, and in quarantine (AAL2: at most 24 h, and 1 h idle).
    pub session_two: Lifetimes,
    /// The same for level 3 (AAL3: at most 12 h, and 15 min idle).
    pub session_three: Lifetimes,
    /// How long any session may idle on a shared computer.
    pub shared_idle_seconds: i64,
    /// How long a browser that is new to the account may not change factors.
    pub new_browser_seconds: i64,
    /// How old a passkey must be to remove another.
    pub passkey_settles_seconds: i64,
    /// How long after the choice, or after its first full sign-in since, a device's next one makes it trusted.
    pub trust_settles_seconds: i64,
    /// When a new device takes the approval of a trusted one.
    pub new_device_approval: NewDeviceApproval,
    /// How long an approval waits.
    pub approval_seconds: i64,
    /// The most approvals of an account that wait at once.
    pub approvals_max: usize,
    /// How long a change waits that its owner might not have asked for.
    pub hold_seconds: i64,
    /// How old a passkey must be to decide a dispute about a hold.
    pub dispute_passkey_seconds: i64,
    /// How long a dispute waits for somebody to decide it.
    pub dispute_seconds: i64,
    /// How long after its proof an address may stop a hold.
    pub veto_proof_seconds: i64,
    /// How long a freeze stands that came from a browser which the account doesn't know, unless it is affirmed.
    pub freeze_lapses_seconds: i64,
    /// How long after such a freeze the same factor freezes from such a browser again.
    pub freeze_again_seconds: i64,
    /// How long nothing of value leaves an account after a thaw.
    pub thaw_holds_value_seconds: i64,
    /// How long a recovery waits: 72 hours, or 7 days where much is at stake.
    pub recovery_seconds: i64,
    /// How long after its wait it may be finished.
    pub recovery_lapses_seconds: i64,
    /// How long apps are told that an account was recovered.
    pub recovery_risk_seconds: i64,
    /// How long nothing of value leaves an account after it was recovered.
    pub recovery_holds_value_seconds: i64,
    /// How long after it came to the account an address proves nothing: neither in a recovery, nor against a hold.
    pub contact_proves_seconds: i64,
    /// How long a passkey counts as in use after its last use.
    pub passkey_used_seconds: i64,
    /// The most passkeys of an account.
    pub passkeys_max: usize,
    /// The most addresses of an account.
    pub contacts_max: usize,
    /// Which authenticators are taken.
    pub authenticators: AuthenticatorPolicy,
    /// What apps may ask to be confirmed.
    pub action_types: Vec<ActionType>,
    /// How long an action waits that no other trusted device has signed.
    pub confirmation_hold_seconds: i64,
    /// Which webhooks are told of what.
    pub webhooks: Vec<Webhook>,
    /// The scopes that move value.
    pub value_scopes: Vec<Scope>,
    /// How long an access token lives.
    pub access_token_seconds: i64,
    /// How long one lives that moves value.
    pub value_token_seconds: i64,
    /// How long an app may go on without the person.
    pub refresh_seconds: i64,
    /// Who is staff, and what that takes.
    pub support: SupportPolicy,
}

/// Whether a way is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// When a new device takes the approval of a trusted one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewDeviceApproval {
    /// Always, also after a passkey; where the account has no trusted device, a passkey goes on under the limits of a new
    /// browser.
    Always,
    /// After a fallback; a passkey alone goes on under the limits of a new browser.
    Fallback,
}

/// How long something lives, and how long it may be left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// From its beginning.
    pub seconds: i64,
    /// From its last use.
    pub idle_seconds: i64,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Policy {
    /// The policy as shipped, for a base URL whose parts the config has checked.
    pub fn new(issuer: String, rp_id: String, rp_name: String, origins: Vec<Origin>) -> Self {
        Self {
            issuer,
            rp_id,
            rp_name,
            origins,
            top_origins: vec![],
            algorithms: vec![
                Algorithm::Es256,
                Algorithm::EdDsa,
                Algorithm::Es384,
                Algorithm::Es512,
                Algorithm::Rs256,
            ],
            sign_in_seconds: 10 * MINUTE,
            ceremony_seconds: 5 * MINUTE,
            code_seconds: 10 * MINUTE,
            code_attempts: 5,
            code_sends: 4,
            code_resend_seconds: 30,
            codes_per_address: 6,
            codes_per_prefix: 60,
            codes_per_country: 16_000,
            codes_per_account: 10,
            phone_codes: Offered::Yes,
            failures_max: 100,
            address_window_seconds: HOUR,
            rights: Rights::shipped(),
            session_one: Lifetimes { seconds: 30 * 24 * HOUR, idle_seconds: 24 * HOUR },
            session_two: Lifetimes { seconds: 24 * HOUR, idle_seconds: HOUR },
            session_three: Lifetimes { seconds: 12 * HOUR, idle_seconds: 15 * MINUTE },
            shared_idle_seconds: 15 * MINUTE,
            new_browser_seconds: 24 * HOUR,
            passkey_settles_seconds: 72 * HOUR,
            trust_settles_seconds: 72 * HOUR,
            new_device_approval: NewDeviceApproval::Fallback,
            approval_seconds: 5 * MINUTE,
            approvals_max: 3,
            hold_seconds: 72 * HOUR,
            dispute_passkey_seconds: 7 * 24 * HOUR,
            dispute_seconds: 30 * DAY,
            veto_proof_seconds: 180 * 24 * HOUR,
            freeze_lapses_seconds: 24 * HOUR,
            freeze_again_seconds: 24 * HOUR,
            thaw_holds_value_seconds: 24 * HOUR,
            recovery_seconds: 72 * HOUR,
            recovery_lapses_seconds: 7 * DAY,
            recovery_risk_seconds: 7 * DAY,
            recovery_holds_value_seconds: 7 * DAY,
            contact_proves_seconds: 30 * DAY,
            passkey_used_seconds: 30 * DAY,
            passkeys_max: 20,
            contacts_max: 5,
            authenticators: AuthenticatorPolicy::default(),
            action_types: vec![],
            confirmation_hold_seconds: 24 * HOUR,
            webhooks: vec![],
            value_scopes: vec![],
            access_token_seconds: 10 * MINUTE,
            value_token_seconds: 5 * MINUTE,
            refresh_seconds: 30 * DAY,
            support: SupportPolicy::default(),
        }
    }

    /// How long a session of this level and standing lives.
    pub const fn lifetimes(&self, level: Level, standing: Standing) -> Lifetimes {
        match (standing, level) {
            (Standing::Ordinary, Level::One) => self.session_one,
            (Standing::Ordinary, Level::Three) => self.session_three,
            _ => self.session_two,
        }
    }

    /// The same rules with minutes for hours, for the demo: nobody waits three days to try a thing.
    pub fn minutes_for_hours(mut self) -> Self {
        self.new_browser_seconds /= 60;
        self.passkey_settles_seconds /= 60;
        self.trust_settles_seconds /= 60;
        self.hold_seconds /= 60;
        self.dispute_passkey_seconds /= 60;
        self.dispute_seconds /= 60;
        self.freeze_lapses_seconds /= 60;
        self.freeze_again_seconds /= 60;
        self.thaw_holds_value_seconds /= 60;
        self.recovery_seconds /= 60;
        self.recovery_lapses_seconds /= 60;
        self.recovery_risk_seconds /= 60;
        self.recovery_holds_value_seconds /= 60;
        self.contact_proves_seconds /= 60;
        self.passkey_used_seconds /= 60;
        self.confirmation_hold_seconds /= 60;
        self.support = self.support.minutes_for_hours();
        for kind in &mut self.action_types {
            kind.passkey_seconds /= 60;
            for step in &mut kind.steps {
                step.passkey_seconds = step.passkey_seconds.map(|seconds| seconds / 60);
            }
        }
        self
    }
}
