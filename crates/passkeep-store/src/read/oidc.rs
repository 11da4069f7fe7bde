//! Apps: what they may ask for, and sign-ins to them.

use passkeep_decision::client::{ClientId, Scope};
use passkeep_decision::id::{AccountHandle, AuthorizationId, ConfirmationId, Sid};
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::oidc::{
    AuthenticatorKind, Authorization, AuthorizationKey, ClientGrant, DueLogout, Generation,
};

use crate::error::StoreError;
use crate::statement::Row;
use crate::store::Reader;
use crate::stored_name::parse_proofs;

/// The apps that an account uses.
pub async fn client_grants(
    reader: &Reader<'_>,
    account: AccountHandle,
) -> Result<Vec<ClientGrant>, StoreError> {
    reader
        .query(
            "select client, scopes, first_at, given_at from client_grant where account = $1 order by client",
            &[account.into()],
            |row| {
                row.of("client_grant");
                Ok(ClientGrant {
                    client: client_column(row, "client_grant")?,
                    scopes: scopes_column(row, "client_grant")?,
                    first_at: Timestamp(row.integer()?),
                    given_at: Timestamp(row.integer()?),
                })
            },
        )
        .await
}

/// One sign-in to an app.
pub async fn authorization(
    reader: &Reader<'_>,
    key: AuthorizationKey,
) -> Result<Option<Authorization>, StoreError> {
    reader
        .query_one(
            "select account, id, client, sid, scopes, claims, nonce, redirect_uri, challenge, proof_key, level, standing,
                    proofs, authenticator, authenticated_at, epoch, created_at, value_until, refresh_until, expires_at,
                    generation, ended_at, tells_logout, confirmation
             from client_authorization where account = $1 and id = $2",
            &[key.account.into(), key.id.into()],
            authorization_columns,
        )
        .await
}

/// Whether an app has had a code in a session.
pub async fn has_authorization(
    reader: &Reader<'_>,
    account: AccountHandle,
    of: (&ClientId, Sid),
) -> Result<bool, StoreError> {
    let (client, sid) = of;
    let found = reader
        .query(
            "select created_at from client_authorization
             where account = $1 and client = $2 and sid = $3 and ended_at is null limit 1",
            &[account.into(), client.as_str().into(), sid.into()],
            |row| row.of("client_authorization").integer(),
        )
        .await?;
    Ok(!found.is_empty())
}

/// Logouts that apps are still to be told of, at most so many.
pub async fn logouts_due(reader: &Reader<'_>, limit: i64) -> Result<Vec<DueLogout>, StoreError> {
    reader
        .query(
            "select account, id, client, sid from client_authorization
             where logout_due_at >= 0 order by logout_due_at limit $1",
            &[limit.into()],
            |row| {
                row.of("client_authorization");
                Ok(DueLogout {
                    key: key_columns(row)?,
                    client: client_column(row, "client_authorization")?,
                    sid: Sid(row.array()?),
                })
            },
        )
        .await
}

/// Whether an app is still to be told of one.
pub async fn is_logout_due(reader: &Reader<'_>, key: AuthorizationKey) -> Result<bool, StoreError> {
    let due = reader
        .query_one(
            "select logout_due_at from client_authorization
             where account = $1 and id = $2 and logout_due_at is not null",
            &[key.account.into(), key.id.into()],
            |row| row.of("client_authorization").integer(),
        )
        .await?;
    Ok(due.is_some())
}

/// The columns as `authorization` lists them.
fn authorization_columns(row: &mut Row<'_>) -> Result<Authorization, StoreError> {
    const TABLE: &str = "client_authorization";
    let unreadable = |name| StoreError::unreadable(TABLE, name);
    row.of(TABLE);
    Ok(Authorization {
        key: key_columns(row)?,
        client: client_column(row, TABLE)?,
        sid: Sid(row.array()?),
        scopes: scopes_column(row, TABLE)?,
        claims: serde_json::from_str(row.text()?).map_err(|_| unreadable("the claims"))?,
        nonce: row.optional_text()?.map(str::to_owned),
        redirect_uri: row.text()?.to_owned(),
        challenge: row.text()?.to_owned(),
        proof_key: row.optional_text()?.map(str::to_owned),
        level: Level::parse(row.text()?).ok_or(unreadable("the level"))?,
        standing: Standing::parse(row.text()?).ok_or(unreadable("the standing"))?,
        proofs: parse_proofs(row.text()?).ok_or(unreadable("the proofs"))?,
        authenticator: row.optional_text()?.and_then(AuthenticatorKind::parse),
        authenticated_at: Timestamp(row.integer()?),
        epoch: row.integer()?,
        created_at: Timestamp(row.integer()?),
        value_until: Timestamp(row.integer()?),
        refresh_until: row.optional_time()?,
        expires_at: Timestamp(row.integer()?),
        generation: Generation(row.integer()?),
        ended_at: row.optional_time()?,
        tells_logout: row.boolean()?,
        confirmation: row.optional_array()?.map(ConfirmationId),
    })
}

fn key_columns(row: &mut Row<'_>) -> Result<AuthorizationKey, StoreError> {
    Ok(AuthorizationKey { account: AccountHandle(row.array()?), id: AuthorizationId(row.array()?) })
}

fn client_column(row: &mut Row<'_>, table: &'static str) -> Result<ClientId, StoreError> {
    ClientId::parse(row.text()?).ok_or(StoreError::unreadable(table, "the client"))
}

fn scopes_column(row: &mut Row<'_>, table: &'static str) -> Result<Vec<Scope>, StoreError> {
    let words = row.text()?.split(' ').filter(|word| !word.is_empty());
    words.map(Scope::parse).collect::<Option<_>>().ok_or(StoreError::unreadable(table, "the scopes"))
}
