//! Apps: what they may ask for, and sign-ins to them.
//!
//! What ends a session ends what apps had of it, in the same list and before the session's row goes, and marks those that
//! want to know. A mark is a time that is due: zero, since it is due at once.

use passkeep_decision::client::{ClientId, Scope};
use passkeep_decision::id::{AccountHandle, DeviceId, PasskeyId};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::oidc::{Authorization, AuthorizationKey, ClientGrant, DueLogout, Generation};
use passkeep_decision::session::SessionKey;

use super::session::staying;
use crate::statement::Statement;
use crate::stored_name::proofs_text;

pub(super) fn put_grant(list: &mut Vec<Statement>, account: AccountHandle, grant: &ClientGrant) {
    let client = grant.client.as_str();
    list.push(Statement::new(
        "delete from client_grant where account = $1 and client = $2",
        [account.into(), client.into()],
    ));
    list.push(Statement::new(
        "insert into client_grant (account, client, scopes, first_at, given_at) values ($1, $2, $3, $4, $5)",
        [
            account.into(),
            client.into(),
            scopes_text(&grant.scopes).as_str().into(),
            grant.first_at.into(),
            grant.given_at.into(),
        ],
    ));
}

pub(super) fn remove_grant(
    list: &mut Vec<Statement>,
    account: AccountHandle,
    client: &ClientId,
    at: Timestamp,
) {
    list.push(Statement::new(
        "delete from client_grant where account = $1 and client = $2",
        [account.into(), client.as_str().into()],
    ));
    list.push(Statement::new(
        "update client_authorization
         set ended_at = $3, logout_due_at = case when tells_logout then 0 end
         where account = $1 and client = $2 and ended_at is null",
        [account.into(), client.as_str().into(), at.into()],
    ));
}

/// The account's epoch is read where it is written: where it is another, there is none, and the insert fails.
pub(super) fn add(authorization: &Authorization) -> Statement {
    let claims = serde_json::to_string(&authorization.claims).expect("names are JSON");
    Statement::new(
        "insert into client_authorization
           (account, id, client, sid, scopes, claims, nonce, redirect_uri, challenge, proof_key, level, standing, proofs,
            authenticator, authenticated_at, epoch, created_at, value_until, refresh_until, expires_at, generation,
            tells_logout, confirmation)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                 (select epoch from account where handle = $1 and epoch = $16), $17, $18, $19, $20, $21, $22, $23)",
        [
            authorization.key.account.into(),
            authorization.key.id.into(),
            authorization.client.as_str().into(),
            authorization.sid.into(),
            scopes_text(&authorization.scopes).as_str().into(),
            claims.as_str().into(),
            authorization.nonce.as_deref().into(),
            authorization.redirect_uri.as_str().into(),
            authorization.challenge.as_str().into(),
            authorization.proof_key.as_deref().into(),
            authorization.level.as_str().into(),
            authorization.standing.as_str().into(),
            proofs_text(&authorization.proofs).as_str().into(),
            authorization.authenticator.map(|kind| kind.as_str()).into(),
            authorization.authenticated_at.into(),
            authorization.epoch.into(),
            authorization.created_at.into(),
            authorization.value_until.into(),
            authorization.refresh_until.into(),
            authorization.expires_at.into(),
            authorization.generation.0.into(),
            authorization.tells_logout.into(),
            authorization.confirmation.into(),
        ],
    )
}

/// Whose turn it is, that it has not ended, and the account's epoch: what fails is the column that must have a value.
pub(super) fn advance(
    list: &mut Vec<Statement>,
    key: AuthorizationKey,
    generation: Generation,
    (epoch, proof_key): (i64, Option<&str>),
) {
    list.push(Statement::new(
        "insert into unmet (expectation)
         select 'the token is the one whose turn it is' where not exists
           (select a.id from client_authorization a
            where a.account = $1 and a.id = $2 and a.generation = $3 and a.ended_at is null
              and exists (select handle from account where handle = $1 and epoch = $4))",
        [key.account.into(), key.id.into(), generation.0.into(), epoch.into()],
    ));
    list.push(Statement::new(
        "update client_authorization
         set generation = case when generation = $3 then generation + 1 end, proof_key = $4
         where account = $1 and id = $2",
        [key.account.into(), key.id.into(), generation.0.into(), proof_key.into()],
    ));
}

pub(super) fn end(key: AuthorizationKey, at: Timestamp) -> Statement {
    Statement::new(
        "update client_authorization set ended_at = $3 where account = $1 and id = $2 and ended_at is null",
        [key.account.into(), key.id.into(), at.into()],
    )
}

/// Of every sign-in of the app in that session: it is told once that the session has ended.
pub(super) fn told_logout(list: &mut Vec<Statement>, due: &DueLogout) {
    let DueLogout { key, client, sid } = due;
    list.push(Statement::new(
        "insert into unmet (expectation)
         select 'the logout is still to be told' where not exists
           (select id from client_authorization where account = $1 and id = $2 and logout_due_at is not null)",
        [key.account.into(), key.id.into()],
    ));
    list.push(Statement::new(
        "update client_authorization set logout_due_at = null where account = $1 and client = $2 and sid = $3",
        [key.account.into(), client.as_str().into(), (*sid).into()],
    ));
}

/// Of one session.
pub(super) fn end_of_session(key: &SessionKey) -> Statement {
    Statement::new(
        "update client_authorization
         set ended_at = 0, logout_due_at = case when tells_logout then 0 end
         where account = $1 and ended_at is null
           and sid in (select sid from session where account = $1 and expires_at = $2 and id = $3)",
        [key.account.into(), key.expires_at.into(), key.id.into()],
    )
}

/// Of all sessions, but for one where it is named.
pub(super) fn end_of_sessions(account: AccountHandle, except: Option<SessionKey>) -> Statement {
    Statement::new(
        "update client_authorization
         set ended_at = 0, logout_due_at = case when tells_logout then 0 end
         where account = $1 and ended_at is null
           and not exists (select s.sid from session s
                           where s.account = $1 and s.expires_at = $2 and s.id = $3
                             and s.sid = client_authorization.sid)",
        [account.into(), expiry(except).into(), staying(except).into()],
    )
}

/// Of the sessions that a passkey opened, but for one where it is named.
pub(super) fn end_of_passkey(
    account: AccountHandle,
    passkey: PasskeyId,
    except: Option<SessionKey>,
) -> Statement {
    Statement::new(
        "update client_authorization
         set ended_at = 0, logout_due_at = case when tells_logout then 0 end
         where account = $1 and ended_at is null
           and sid in (select sid from session
                       where account = $1 and id <> $2 and passkey = $3
                         and expires_at in (select session_expires_at from event
                                            where account = $1 and session_expires_at is not null))",
        [account.into(), staying(except).into(), passkey.into()],
    )
}

/// Of the sessions that live on a device.
pub(super) fn end_of_device(account: AccountHandle, device: DeviceId) -> Statement {
    Statement::new(
        "update client_authorization
         set ended_at = 0, logout_due_at = case when tells_logout then 0 end
         where account = $1 and ended_at is null
           and sid in (select sid from session
                       where account = $1 and device = $2
                         and expires_at in (select session_expires_at from event
                                            where account = $1 and session_expires_at is not null))",
        [account.into(), device.into()],
    )
}

/// Of earlier epochs of the account.
pub(super) fn end_of_epochs(account: AccountHandle, epoch: i64) -> Statement {
    Statement::new(
        "update client_authorization
         set ended_at = 0, logout_due_at = case when tells_logout then 0 end
         where account = $1 and ended_at is null and epoch < $2",
        [account.into(), epoch.into()],
    )
}

fn scopes_text(scopes: &[Scope]) -> String {
    scopes.iter().map(Scope::as_str).collect::<Vec<_>>().join(" ")
}

fn expiry(except: Option<SessionKey>) -> Timestamp {
    except.map_or(Timestamp(0), |key| key.expires_at)
}
