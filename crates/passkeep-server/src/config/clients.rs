//! `[[clients]]`: the apps that send people here. The rest of them, registered by `passkeep client add`, stand in the
//! database.

use passkeep_decision::client::{
    ClientId, ClientMetadata, ClientSecretHash, RegisteredClient, SECRET_LENGTH_MIN, Scope,
};
use serde_json::Value;

use super::settings::{Settings, unreadable};

const TEXTS: &str = "a list of texts, as [\"one\", \"two\"]";

/// Reads them.
pub(super) fn read_clients(settings: &mut Settings) -> Vec<RegisteredClient> {
    let mut clients: Vec<RegisteredClient> = vec![];
    for (mut table, within) in settings.tables("clients", "a table for each app, as [[clients]]") {
        let read = read_one(&mut table);
        settings.take_problems(table, &within);
        let Some(client) = read else { continue };
        if clients.iter().any(|other| other.id == client.id) {
            settings.note(&format!("{within}.id"), "an id that no other client has", client.id.to_string());
        }
        clients.push(client);
    }
    clients
}

/// Reads `oidc.value_scopes`.
pub(super) fn read_value_scopes(settings: &mut Settings) -> Vec<Scope> {
    let expected = "scopes: words without spaces, quotes and backslashes, as [\"trade\"]";
    settings.list("oidc.value_scopes", expected, Scope::parse).unwrap_or_default()
}

fn read_one(table: &mut Settings) -> Option<RegisteredClient> {
    let text = |text: &str| Some(text.to_owned());
    let client_id = table.required("id", "an id of the client", text).unwrap_or_default();
    let id = ClientId::parse(&client_id);
    let secret_hashes = read_secrets(table, id.as_ref());
    let mut list = |name| table.list(name, TEXTS, text).unwrap_or_default();
    let redirect_uris = list("redirect_uris");
    let post_logout_redirect_uris = list("post_logout_redirect_uris");
    let (scopes, confirmations) = (list("scopes"), list("confirmations"));
    let metadata = ClientMetadata {
        client_id,
        name: table.required("name", "a name of 1 to 60 characters", text).unwrap_or_default(),
        client_uri: table.optional("client_uri", "a URI", text),
        secret_hashes,
        jwks: read_jwks(table),
        public: table.boolean("public").unwrap_or(false),
        redirect_uris,
        post_logout_redirect_uris,
        backchannel_logout_uri: table.optional("backchannel_logout_uri", "a URI", text),
        first_party: table.boolean("first_party").unwrap_or(false),
        least_acr: table.optional("least_acr", "\"aal1\", \"aal2\", \"phr\" or \"phrh\"", text),
        scopes,
        confirmations,
        audience: table.optional("audience", "the URI of an API", text),
        signing_alg: table.optional("signing_alg", "\"ES256\" or \"RS256\"", text),
        quarantine: table.boolean("quarantine").unwrap_or(false),
    };
    match metadata.parse() {
        Ok(client) => Some(client),
        Err(faults) => {
            for fault in faults {
                let name = if fault.field == "client_id" { "id" } else { fault.field };
                // What stands there may be a secret.
                table.note(name, fault.expected, "something else, which is not shown here");
            }
            None
        }
    }
}

/// Secrets by file, or what is stored of them: never the secrets themselves.
fn read_secrets(table: &mut Settings, id: Option<&ClientId>) -> Vec<String> {
    let expected = "what `passkeep client secret` writes, or a list of two while it changes";
    let text = |text: &str| Some(text.to_owned());
    let mut hashes = table.list("secret_hash", expected, text).unwrap_or_default();
    for name in ["secret_file", "former_secret_file"] {
        let Some(path) = table.path(name) else { continue };
        let expected = format!("a file with a secret of at least {SECRET_LENGTH_MIN} characters");
        match std::fs::read_to_string(&path).map(zeroize::Zeroizing::new) {
            Ok(secret) if secret.trim().len() >= SECRET_LENGTH_MIN => {
                hashes.extend(id.map(|id| ClientSecretHash::of(id, secret.trim()).to_string()));
            }
            Ok(_) => table.note(name, &expected, "a shorter one"),
            Err(error) => table.note(name, &expected, unreadable(&path, &error)),
        }
    }
    hashes
}

fn read_jwks(table: &mut Settings) -> Option<Value> {
    let (name, expected) = ("jwks_file", "a file with a JWK Set of public keys");
    let path = table.path(name)?;
    match std::fs::read_to_string(&path) {
        Ok(text) => match serde_json::from_str(&text) {
            Ok(jwks) => Some(jwks),
            Err(_) => {
                table.note(name, expected, format!("{}, which holds something else", path.display()));
                None
            }
        },
        Err(error) => {
            table.note(name, expected, unreadable(&path, &error));
            None
        }
    }
}
