//! Failed attempts.

use passkeep_decision::diagnosis::{Attempt, Standing};

use crate::statement::Statement;

/// Keeps one. Fails where the reference is taken.
pub(super) fn keep(attempt: &Attempt) -> Statement {
    let signs = serde_json::to_string(&attempt.signs).expect("signs are plain JSON");
    Statement::new(
        "insert into attempt
           (reference, attempted_at, browser_hash, account, standing, browser, system, told, signs, code, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [
            attempt.reference.0.into(),
            attempt.at.into(),
            attempt.browser.0.into(),
            attempt.account.map(|(account, _)| account).into(),
            attempt.account.map(|(_, standing): (_, Standing)| standing.as_str()).into(),
            attempt.client.browser.as_str().into(),
            attempt.client.system.as_str().into(),
            attempt.told.as_str().into(),
            signs.as_str().into(),
            attempt.code.as_str().into(),
            attempt.version.as_deref().into(),
        ],
    )
}
