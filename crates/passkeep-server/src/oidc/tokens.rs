//! ID tokens and access tokens: which claims they hold. (OpenID Connect Core, section 2; RFC 9068)

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::client::{ClientId, RegisteredClient, Scope};
use passkeep_decision::contact::{Address, Contact};
use passkeep_decision::id::{AccountHandle, AuthorizationId};
use passkeep_decision::jose::Jws;
use passkeep_decision::moment::{Moment, Timestamp};
use passkeep_decision::oidc::{AuthorizationKey, Claim, GrantedAction, TokenGrant};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::signing::Signed;

/// The `typ` of an ID token.
pub const ID_TOKEN: &str = "JWT";

/// The `typ` of an access token. (RFC 9068, section 2.1)
pub const ACCESS_TOKEN: &str = "at+jwt";

/// An access token, and how long it lives.
pub struct AccessToken {
    /// The token.
    pub token: Signed,
    /// Its life.
    pub lives_seconds: i64,
}

/// Makes an access token. With a scope or an action that moves value it lives shorter.
pub fn access_token(
    app: &App,
    client: &RegisteredClient,
    grant: &TokenGrant,
    moment: &Moment,
) -> AccessToken {
    let policy = app.rules.now();
    let moves_value = grant.scopes.iter().any(|scope| policy.value_scopes.contains(scope))
        || grant.action.as_ref().is_some_and(GrantedAction::moves_value);
    let lives_seconds = if moves_value { policy.value_token_seconds } else { policy.access_token_seconds };
    let authorization = &grant.authorization;
    let id = [authorization.key.id.0.as_slice(), &moment.draw_16("access token")].concat();
    let issuer = app.base_url.as_str();
    let audience = match &client.audience {
        Some(audience) => json!([audience, issuer]),
        None => json!(issuer),
    };
    let mut claims = common(app, grant, lives_seconds, moment.now);
    claims.insert("aud".into(), audience);
    claims.insert("client_id".into(), client.id.as_str().into());
    claims.insert("jti".into(), URL_SAFE_NO_PAD.encode(id).into());
    claims.insert("scope".into(), words(&grant.scopes).into());
    if let Some(action) = &grant.action {
        claims.insert("authorization_details".into(), action.details());
    }
    if let Some(key) = &authorization.proof_key {
        claims.insert("cnf".into(), json!({ "jkt": key }));
    }
    let token = app.signers.sign(client.signing, ACCESS_TOKEN, &claims, moment.now);
    AccessToken { token, lives_seconds }
}

/// Which of an authorization's ID tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// With the code: it repeats the nonce.
    SignIn,
    /// With a refresh.
    Refresh,
}

/// Makes an ID token.
pub fn id_token(
    app: &App,
    client: &RegisteredClient,
    grant: &TokenGrant,
    (access_token, occasion): (&AccessToken, Occasion),
    now: Timestamp,
) -> Signed {
    let authorization = &grant.authorization;
    let mut claims = common(app, grant, app.rules.now().access_token_seconds, now);
    claims.insert("aud".into(), client.id.as_str().into());
    if occasion == Occasion::SignIn
        && let Some(nonce) = &authorization.nonce
    {
        claims.insert("nonce".into(), nonce.as_str().into());
    }
    let hash = digest(&SHA256, access_token.token.0.as_bytes());
    claims.insert("at_hash".into(), URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16]).into());
    person(&mut claims, grant, |claim| authorization.claims.id_token.contains(&claim));
    app.signers.sign(client.signing, ID_TOKEN, &claims, now)
}

/// What the userinfo endpoint says.
pub fn userinfo(grant: &TokenGrant) -> Map<String, Value> {
    let mut claims = Map::new();
    claims.insert("sub".into(), grant.account.handle.to_string().into());
    person(&mut claims, grant, |claim| {
        let by_scope = grant.scopes.iter().any(|scope| scope.as_str() == claim.scope());
        by_scope || grant.authorization.claims.userinfo.contains(&claim)
    });
    claims
}

/// What both say: of whom, of which session, and how and when it was proved.
fn common(app: &App, grant: &TokenGrant, lives_seconds: i64, now: Timestamp) -> Map<String, Value> {
    let authorization = &grant.authorization;
    let json = json!({
        "iss": app.base_url.as_str(),
        "sub": authorization.key.account.to_string(),
        "iat": now.0 / 1000,
        "exp": now.0 / 1000 + lives_seconds,
        "auth_time": authorization.authenticated_at.0 / 1000,
        "acr": authorization.level.acr(),
        "amr": authorization.methods(),
        "sid": authorization.sid.to_string(),
    });
    let Value::Object(claims) = json else { unreachable!("an object was written") };
    claims
}

fn person(claims: &mut Map<String, Value>, grant: &TokenGrant, opened: impl Fn(Claim) -> bool) {
    for claim in Claim::ALL.into_iter().filter(|claim| opened(*claim)) {
        if let Some(value) = value(claim, grant) {
            claims.insert(claim.as_str().into(), value);
        }
    }
}

/// What is known of a person. An address that is not there is left out.
fn value(claim: Claim, grant: &TokenGrant) -> Option<Value> {
    let first = |kind: fn(&Address) -> bool| {
        let of: Option<&Contact> = grant.contacts.iter().find(|contact| kind(&contact.address));
        of.map(|contact| contact.address.as_str().to_owned())
    };
    let email = || first(|address| matches!(address, Address::Email(_)));
    let phone = || first(|address| matches!(address, Address::Phone(_)));
    match claim {
        Claim::Name => Some(grant.account.name.as_str().into()),
        Claim::Locale => Some(grant.account.locale.0.as_str().into()),
        Claim::PreferredUsername => Some(format!("{:09}", grant.account.user_id.number()).into()),
        Claim::Email => email().map(Value::from),
        // Every address of an account was proved by a code.
        Claim::EmailVerified => email().map(|_| true.into()),
        Claim::PhoneNumber => phone().map(Value::from),
        Claim::PhoneNumberVerified => phone().map(|_| true.into()),
    }
}

/// Scopes as they are written.
pub fn words(scopes: &[Scope]) -> String {
    scopes.iter().map(Scope::as_str).collect::<Vec<_>>().join(" ")
}

/// An access token that is ours and has not expired. What it is worth now, its authorization tells.
#[derive(Debug)]
pub struct OpenedToken {
    /// The sign-in that it is of.
    pub key: AuthorizationKey,
    /// The client that it was given to.
    pub client: ClientId,
    /// Its claims.
    pub claims: Map<String, Value>,
}

/// Verifies an access token.
pub async fn open(app: &App, text: &str, now: Timestamp) -> Option<OpenedToken> {
    let claims = verify(app, text, ACCESS_TOKEN).await?;
    let says = |name: &str| claims.get(name).and_then(Value::as_str);
    let expires_at = claims.get("exp").and_then(Value::as_i64)?;
    if says("iss") != Some(app.base_url.as_str()) || now.0 / 1000 >= expires_at {
        return None;
    }
    let id = URL_SAFE_NO_PAD.decode(says("jti")?).ok()?;
    let key = AuthorizationKey {
        account: AccountHandle::parse(says("sub")?)?,
        id: AuthorizationId(id.get(..16)?.try_into().ok()?),
    };
    Some(OpenedToken { key, client: ClientId::parse(says("client_id")?)?, claims })
}

/// The claims of what this server signed. A key that this node has not read yet is read: another node may have made it.
pub async fn verify(app: &App, text: &str, kind: &str) -> Option<Map<String, Value>> {
    let named = Jws::parse(text).ok()?.header_text("kid")?.to_owned();
    if !app.signers.has(&named) {
        app.signers.read(&app.store).await.ok()?;
    }
    app.signers.verify(text, kind)
}
