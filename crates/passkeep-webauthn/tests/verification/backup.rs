//! Where a passkey is kept, over its life (§6.1.3).

use crate::support::{Assertion, BE, BS, Expected, UP, UV};
use passkeep_webauthn::{BackupChange, Error};

#[test]
fn backup_may_come_and_go_while_eligibility_stays() {
    let cases = [
        (false, BE, BackupChange::Unchanged),
        (false, BE | BS, BackupChange::BackedUp),
        (true, BE | BS, BackupChange::Unchanged),
        (true, BE, BackupChange::NoLongerBackedUp),
    ];
    for (stored, flags, change) in cases {
        let assertion = Assertion { flags: UP | UV | flags, ..Assertion::new() };
        let eligible = Expected { backup_eligible: true, ..Expected::new() };
        let change_seen =
            eligible.authentication(&assertion).map(|authentication| authentication.backup_change(stored));
        assert_eq!(change_seen, Ok(change));
        let error = Expected::new().authentication(&assertion).map(drop).unwrap_err();
        assert_eq!(error, Error::BackupEligibilityChanged { expected: false, seen: true });
    }
}
