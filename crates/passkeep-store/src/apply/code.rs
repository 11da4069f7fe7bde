//! Codes and tallies: what a stranger can cause. Each count is compared and set on its own row.

use passkeep_decision::change::CodeKey;
use passkeep_decision::code::Tally;
use passkeep_decision::contact::Address;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::ticket::Purpose;

use crate::statement::Statement;

/// A code that goes out.
pub(super) struct Issued {
    pub(super) mac: [u8; 32],
    pub(super) sent_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

/// Fails where the flow has a code.
pub(super) fn issue(key: CodeKey, purpose: Purpose, address: &Address, issued: &Issued) -> Statement {
    Statement::new(
        "insert into code
           (account, flow, purpose, address_kind, address, mac, attempts, sends, sent_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, 0, 1, $7, $8)",
        [
            key.account.into(),
            key.flow.into(),
            purpose.as_str().into(),
            address.kind().into(),
            address.as_str().into(),
            issued.mac.into(),
            issued.sent_at.into(),
            issued.expires_at.into(),
        ],
    )
}

/// Fails unless the flow has a code that was sent `sends` times.
pub(super) fn reissue(list: &mut Vec<Statement>, key: CodeKey, sends: i64, issued: &Issued) {
    list.push(code_exists(key));
    list.push(Statement::new(
        "update code
         set mac = $3, sent_at = $4, expires_at = $5, sends = case when sends = $6 then sends + 1 end
         where account = $1 and flow = $2",
        [
            key.account.into(),
            key.flow.into(),
            issued.mac.into(),
            issued.sent_at.into(),
            issued.expires_at.into(),
            sends.into(),
        ],
    ));
}

/// Fails unless `attempts` comparisons were counted so far.
pub(super) fn count_attempt(list: &mut Vec<Statement>, key: CodeKey, attempts: i64) {
    list.push(code_exists(key));
    list.push(Statement::new(
        "update code set attempts = case when attempts = $3 then attempts + 1 end where account = $1 and flow = $2",
        [key.account.into(), key.flow.into(), attempts.into()],
    ));
}

/// Fails unless `tally.sent` messages were counted so far.
pub(super) fn count_send(list: &mut Vec<Statement>, address: [u8; 16], tally: Tally) {
    if tally.sent == 0 {
        list.push(Statement::new(
            "insert into address_tally (address, window_start, sent) values ($1, $2, 1)",
            [address.into(), tally.window_start.into()],
        ));
        return;
    }
    list.push(Statement::new(
        "insert into unmet (expectation)
         select 'the tally exists'
         where not exists (select sent from address_tally where address = $1 and window_start = $2)",
        [address.into(), tally.window_start.into()],
    ));
    list.push(Statement::new(
        "update address_tally set sent = case when sent = $3 then sent + 1 end where address = $1 and window_start = $2",
        [address.into(), tally.window_start.into(), tally.sent.into()],
    ));
}

// The update that follows would miss an absent row without a word.
fn code_exists(key: CodeKey) -> Statement {
    Statement::new(
        "insert into unmet (expectation)
         select 'the flow has a code'
         where not exists (select sends from code where account = $1 and flow = $2)",
        [key.account.into(), key.flow.into()],
    )
}
