//! What has served its time is deleted.

use passkeep_decision::diagnosis::ATTEMPT_KEPT_SECONDS;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::ticket::FLOW_SECONDS_MAX;

use crate::error::StoreError;
use crate::statement::Statement;
use crate::store::Store;

const DAY: i64 = 24 * 60 * 60;

/// How long the floor of spends must have stood before what is below it goes: longer than any transaction lasts.
const FLOOR_SETTLES_SECONDS: i64 = 60;

/// How far nodes' clocks may be apart, many times over: the floor stays this far behind.
const FLOOR_BEHIND_SECONDS: i64 = 60;

/// Codes outlive their flow: until then a flow's counts stand.
const CODE_KEPT_SECONDS: i64 = 2 * FLOW_SECONDS_MAX;

/// An account's failures stay until they are cleared; those of identifiers that nobody has would only gather.
const FAILURE_OF_NOBODY_KEPT_SECONDS: i64 = 400 * DAY;

const TALLY_KEPT_SECONDS: i64 = 2 * DAY;
/// An approval that is over holds where somebody was: it doesn't stay long.
const APPROVAL_KEPT_SECONDS: i64 = FLOW_SECONDS_MAX;

const MESSAGE_KEPT_SECONDS: i64 = 30 * DAY;
/// An ended hold answers who presses the link of an old notice.
const HOLD_KEPT_SECONDS: i64 = 90 * DAY;
/// A confirmation without a receipt is asked after for a while; one with a receipt stays.
const CONFIRMATION_KEPT_SECONDS: i64 = 30 * DAY;
/// What kinds of client there were serves a preview of other rules for platforms.
const CLIENT_KEPT_DAYS: i64 = 30;
/// What two of the staff have signed is evidence, should somebody ask.
const PROPOSAL_KEPT_SECONDS: i64 = 400 * DAY;
const TOMBSTONE_KEPT_SECONDS: i64 = 400 * DAY;
/// What a node has written is forgotten when it is long gone.
const WITNESS_KEPT_SECONDS: i64 = 400 * DAY;

fn day(now: Timestamp) -> i64 {
    now.0.div_euclid(DAY * 1000)
}

impl Store {
    /// Deletes tallies of clients after 30 days, ended sessions and sign-ins to apps, spends of flows that are over, old codes, tallies and approvals,
    /// messages that were done 30 days ago, holds that ended 90 days ago with the links of their notices, confirmations that
    /// left no receipt after 30 days, failed attempts after 30 days, tombstones, what staff proposed and nodes not seen after 400 days. To be called
    /// every few minutes.
    pub async fn prune(&self, now: Timestamp) -> Result<(), StoreError> {
        let before = |seconds: i64| now.plus_seconds(-seconds).into();
        let deletes = [
            Statement::new("delete from session where expires_at < $1", [now.into()]),
            Statement::new("delete from code where expires_at < $1", [before(CODE_KEPT_SECONDS)]),
            Statement::new("delete from address_tally where window_start < $1", [before(TALLY_KEPT_SECONDS)]),
            Statement::new("delete from outbox where closed_at < $1", [before(MESSAGE_KEPT_SECONDS)]),
            Statement::new(
                "delete from factor_failure
                 where failed_at < $1
                   and not exists (select handle from account a where a.handle = factor_failure.account)",
                [before(FAILURE_OF_NOBODY_KEPT_SECONDS)],
            ),
            Statement::new("delete from client_authorization where expires_at < $1", [now.into()]),
            Statement::new("delete from pushed_request where expires_at < $1", [now.into()]),
            Statement::new("delete from approval where expires_at < $1", [before(APPROVAL_KEPT_SECONDS)]),
            Statement::new("delete from hold where ended_at < $1", [before(HOLD_KEPT_SECONDS)]),
            Statement::new("delete from hold_link where sent_at < $1", [before(HOLD_KEPT_SECONDS)]),
            Statement::new(
                "delete from confirmation where expires_at < $1 and receipt is null and state <> 'held'",
                [before(CONFIRMATION_KEPT_SECONDS)],
            ),
            Statement::new("delete from attempt where attempted_at < $1", [before(ATTEMPT_KEPT_SECONDS)]),
            Statement::new("delete from client_tally where day < $1", [(day(now) - CLIENT_KEPT_DAYS).into()]),
            Statement::new("delete from witness where seen_at < $1", [before(WITNESS_KEPT_SECONDS)]),
            Statement::new(
                "delete from support_proposal where expires_at < $1",
                [before(PROPOSAL_KEPT_SECONDS)],
            ),
            Statement::new(
                "delete from sign_in_tally where day < $1",
                [(day(now) - CLIENT_KEPT_DAYS).into()],
            ),
            Statement::new("delete from tombstone where removed_at < $1", [before(TOMBSTONE_KEPT_SECONDS)]),
        ];
        // One at a time, so that none keeps the sign-ins waiting behind the others.
        for delete in deletes {
            self.write(vec![delete]).await?;
        }
        self.prune_spends(now).await
    }

    /// Spends go in two calls: one raises the floor, under which none is written any more; a later one, when every
    /// transaction that may not have seen it has ended, deletes what is below.
    async fn prune_spends(&self, now: Timestamp) -> Result<(), StoreError> {
        let settled = now.plus_seconds(-FLOOR_SETTLES_SECONDS);
        let delete = Statement::new(
            "delete from spend
             where flow_expires_at <= (select until from spend_floor where id = 1 and raised_at <= $1)",
            [settled.into()],
        );
        let raise = Statement::new(
            "update spend_floor set until = $1, raised_at = $2 where id = 1 and until < $1 and raised_at <= $3",
            [now.plus_seconds(-FLOOR_BEHIND_SECONDS).into(), now.into(), settled.into()],
        );
        self.write(vec![delete]).await?;
        self.write(vec![raise]).await.map(drop)
    }
}
