//! The server's check that failed, as a sign: named, without what failed it.

use passkeep_webauthn::Error;
use serde::{Deserialize, Serialize};

use crate::named::named;
use crate::refusal::{PasskeyFault, Refusal};

named!(
    /// A check of a ceremony.
    Check {
        /// The ticket is spent, too old, or another's.
        Ticket = "ticket",
        /// The page's origin, or that of the page around it.
        Origin = "origin",
        /// The RP ID that the authenticator saw.
        RpId = "rp_id",
        /// The client's or authenticator's data.
        ClientData = "client_data",
        /// The person was not verified.
        UserVerification = "user_verification",
        /// The signature.
        Signature = "signature",
        /// The counter went back.
        Counter = "counter",
        /// The backup flags changed, or contradict each other.
        BackupFlags = "backup_flags",
        /// The user handle.
        UserHandle = "user_handle",
        /// No account has the passkey.
        UnknownPasskey = "unknown_passkey",
        /// The passkey was removed; its signature proved who holds it.
        RemovedPasskey = "removed_passkey",
        /// The passkey was reported lost or is being removed; its signature proved who holds it.
        SuspendedPasskey = "suspended_passkey",
        /// The passkey is another account's; its signature proved who holds it.
        OtherAccount = "other_account",
        /// The algorithm is none that was asked for.
        Algorithm = "algorithm",
        /// The attestation can't be trusted.
        Attestation = "attestation",
        /// The model or kind of authenticator is not taken.
        Model = "model",
        /// The credential is on file already.
        CredentialTaken = "credential_taken",
        /// The account has as many passkeys as it may.
        TooManyPasskeys = "too_many_passkeys",
        /// The code or other proof before creating.
        StepUp = "step_up",
        /// The account is frozen or on hold.
        OnHold = "on_hold",
        /// A trusted device did not say yes.
        Approval = "approval",
        /// Too many tries.
        TooMany = "too_many",
        /// The server has trouble.
        Unavailable = "unavailable",
    }
);

/// A check that failed, and the standard's name for it, where it was one of WebAuthn's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedCheck {
    /// Which.
    pub check: Check,
    /// `user-not-verified` and the like: a code of ours, never what a client wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl From<Check> for FailedCheck {
    fn from(check: Check) -> Self {
        Self { check, detail: None }
    }
}

impl FailedCheck {
    /// The check behind a refusal; none for one that is no failed attempt, as where a right is missing.
    pub fn of(refusal: &Refusal) -> Option<Self> {
        let check = match refusal {
            Refusal::PasskeyNotAccepted(fault) => return Some(Self::of_fault(fault)),
            Refusal::AuthenticatorNotAccepted(error) => return Some(Self::of_error(error)),
            Refusal::TicketNotAccepted | Refusal::TicketExpired | Refusal::TicketSpent => Check::Ticket,
            Refusal::PasskeyRemoved { .. } => Check::RemovedPasskey,
            Refusal::PasskeySuspended { .. } => Check::SuspendedPasskey,
            Refusal::PasskeyAlreadyExists => Check::CredentialTaken,
            Refusal::TooManyPasskeys => Check::TooManyPasskeys,
            Refusal::CodeWrong { .. }
            | Refusal::CodeExpired
            | Refusal::CodeLocked
            | Refusal::PasswordWrong
            | Refusal::FactorOff
            | Refusal::RecoveryCodeWrong => Check::StepUp,
            Refusal::AccountFrozen | Refusal::ValueHeld { .. } | Refusal::ChangesHeld { .. } => Check::OnHold,
            Refusal::ApprovalDenied
            | Refusal::ApprovalOver
            | Refusal::ApprovalPending
            | Refusal::ApprovalNeeded
            | Refusal::NumberWrong => Check::Approval,
            Refusal::TooManyCodes { .. } | Refusal::TooManyApprovals { .. } => Check::TooMany,
            _ => return None,
        };
        Some(check.into())
    }

    fn of_fault(fault: &PasskeyFault) -> Self {
        match fault {
            PasskeyFault::Unknown => Check::UnknownPasskey.into(),
            PasskeyFault::OtherAccount => Check::OtherAccount.into(),
            PasskeyFault::OptionsChanged => {
                Self { check: Check::Ticket, detail: Some("options-changed".to_owned()) }
            }
            PasskeyFault::Check(error) => Self::of_error(error),
        }
    }

    fn of_error(error: &Error) -> Self {
        Self { check: check_of(error), detail: Some(error.code().to_owned()) }
    }

    /// Whether the request that failed had proved to hold the passkey: its signature was verified before.
    pub const fn proves_possession(&self) -> bool {
        matches!(
            self.check,
            Check::RemovedPasskey | Check::SuspendedPasskey | Check::OtherAccount | Check::Approval
        )
    }
}

fn check_of(error: &Error) -> Check {
    match error {
        Error::ChallengeTooShort { .. } | Error::ChallengeMismatch { .. } => Check::Ticket,
        Error::OriginUnexpected { .. }
        | Error::CrossOriginUnexpected { .. }
        | Error::TopOriginUnexpected { .. } => Check::Origin,
        Error::RpIdMismatch { .. } => Check::RpId,
        Error::UserNotVerified { .. } => Check::UserVerification,
        Error::SignatureInvalid { .. } | Error::PublicKeyRefused(_) => Check::Signature,
        Error::SignCountRegressed { .. } => Check::Counter,
        Error::BackupStateWithoutEligibility { .. } | Error::BackupEligibilityChanged { .. } => {
            Check::BackupFlags
        }
        Error::UserHandleMissing | Error::UserHandleMismatch { .. } => Check::UserHandle,
        Error::CredentialNotAllowed { .. } | Error::CredentialMismatch { .. } => Check::UnknownPasskey,
        Error::AlgorithmNotRequested { .. } => Check::Algorithm,
        Error::ModelRefused { .. }
        | Error::AttestationNotAccepted { .. }
        | Error::CredentialProtectionTooWeak { .. } => Check::Model,
        Error::AttestationUntrusted { .. }
        | Error::AttestationFormatUnsupported { .. }
        | Error::AttestationStatementMalformed { .. }
        | Error::AttestationRefused { .. }
        | Error::AttestationAlgorithmMismatch { .. }
        | Error::AttestationSignatureInvalid { .. } => Check::Attestation,
        _ => Check::ClientData,
    }
}
