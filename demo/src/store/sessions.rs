//! Sign-ins on their way, and sessions. Of a session's token the database has the hash alone.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};

/// How long a session lives, whatever happens in it.
pub const LIFETIME_MS: i64 = 12 * 60 * 60 * 1000;
/// How long it lives while nothing happens.
const IDLE_MS: i64 = 60 * 60 * 1000;

/// A sign-in that Passkeep has been asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// `state`: which one it is.
    pub state: String,
    /// The cookie of the browser that began it.
    pub browser: String,
    /// What the ID token must bear.
    pub nonce: String,
    /// PKCE's secret.
    pub verifier: String,
    /// Where the person wanted to go.
    pub return_to: String,
    /// Until when it can end.
    pub expires_at: i64,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub subject: String,
    /// The session at Passkeep.
    pub sid: Option<String>,
    /// The ID token, a hint for signing out.
    pub id_token: String,
}

impl Store {
    /// Keeps a sign-in until its answer comes.
    pub fn begin_sign_in(&self, sign_in: &SignIn) -> Result<(), StoreError> {
        let SignIn { state, browser, nonce, verifier, return_to, expires_at } = sign_in;
        self.lock().execute(
            "insert into sign_ins (state, browser, nonce, verifier, return_to, expires_at) \
             values (?1, ?2, ?3, ?4, ?5, ?6)",
            params![hash(state), hash(browser), nonce, verifier, return_to, expires_at],
        )?;
        Ok(())
    }

    /// Takes a sign-in, once, in the browser that began it.
    pub fn take_sign_in(
        &self,
        state: &str,
        browser: &str,
        now_ms: i64,
    ) -> Result<Option<SignIn>, StoreError> {
        let sql = "delete from sign_ins where state = ?1 and browser = ?2 \
            returning nonce, verifier, return_to, expires_at";
        let found = self.lock().query_row(sql, params![hash(state), hash(browser)], |row| {
            Ok(SignIn {
                state: state.to_owned(),
                browser: browser.to_owned(),
                nonce: row.get(0)?,
                verifier: row.get(1)?,
                return_to: row.get(2)?,
                expires_at: row.get(3)?,
            })
        });
        Ok(found.optional()?.filter(|sign_in| now_ms < sign_in.expires_at))
    }

    /// Opens a session.
    pub fn begin_session(&self, token: &str, session: &Session, now_ms: i64) -> Result<(), StoreError> {
        self.lock().execute(
            "insert into sessions (token_hash, subject, sid, id_token, began_at, seen_at) \
             values (?1, ?2, ?3, ?4, ?5, ?5)",
            params![hash(token), session.subject, session.sid, session.id_token, now_ms],
        )?;
        Ok(())
    }

    /// The session of a token, while it lives; it has been seen now.
    pub fn session(&self, token: &str, now_ms: i64) -> Result<Option<Session>, StoreError> {
        let sql = "update sessions set seen_at = ?2 where token_hash = ?1 and began_at > ?3 and seen_at > ?4 \
            returning subject, sid, id_token";
        let found = self.lock().query_row(
            sql,
            params![hash(token), now_ms, now_ms - LIFETIME_MS, now_ms - IDLE_MS],
            |row| Ok(Session { subject: row.get(0)?, sid: row.get(1)?, id_token: row.get(2)? }),
        );
        Ok(found.optional()?)
    }

    /// Ends the session of a token.
    pub fn end_session(&self, token: &str) -> Result<(), StoreError> {
        self.lock().execute("delete from sessions where token_hash = ?1", [hash(token)])?;
        Ok(())
    }

    /// Ends what a logout token names: one session at Passkeep, or all of an account. (Back-Channel Logout, section 2.4)
    pub fn end_sessions(&self, subject: Option<&str>, sid: Option<&str>) -> Result<usize, StoreError> {
        let connection = self.lock();
        Ok(match (subject, sid) {
            (Some(subject), Some(sid)) => connection
                .execute("delete from sessions where subject = ?1 and sid = ?2", params![subject, sid])?,
            (None, Some(sid)) => connection.execute("delete from sessions where sid = ?1", [sid])?,
            (Some(subject), None) => {
                connection.execute("delete from sessions where subject = ?1", [subject])?
            }
            (None, None) => 0,
        })
    }
}

fn hash(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, text.as_bytes()))
}
