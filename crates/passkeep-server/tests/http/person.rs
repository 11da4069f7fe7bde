//! People with an app and a passkey in it, and the real server on a port of its own.

use std::net::SocketAddr;
use std::path::Path;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_authenticator::{Authenticator, AuthenticatorKind, AuthenticatorOptions, Misbehaviour, Seed};
use passkeep_decision::approval::ApprovalState;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::id::{AccountHandle, ApprovalId, DeviceId};
use passkeep_decision::moment::Moment;
use passkeep_decision::policy::Policy;
use passkeep_decision::signing_key::KeyPurpose;
use passkeep_server::app::App;
use passkeep_server::clock;
use passkeep_server::config::{Config, MasterKey};
use passkeep_server::oidc::ALGORITHMS;
use passkeep_server::restoration::Lookout;
use passkeep_server::serve::{Mode, Server};
use passkeep_server::signing::Signers;
use passkeep_store::{DatabaseUrl, Keys, SigningKey, Store};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::OnceCell;

use crate::device::DeviceKey;

/// A running server and its folder.
pub struct House {
    pub app: Arc<App>,
    pub url: String,
    folder: tempfile::TempDir,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    running: Option<tokio::task::JoinHandle<()>>,
}

impl House {
    pub async fn open() -> Self {
        Self::open_under(|_| {}).await
    }

    /// One whose policy is changed.
    pub async fn open_under(change: impl FnOnce(&mut Policy)) -> Self {
        Self::open_with(|config| change(&mut config.policy)).await
    }

    /// One whose configuration is changed.
    pub async fn open_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::open_in(tempfile::tempdir().unwrap(), free_port(), change).await
    }

    /// The same, and it makes its own keys at its first start, as every server does: no other house has them.
    pub async fn open_with_its_own_keys(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = demo_config(&folder, free_port(), change);
        Self::run(folder, config).await
    }

    /// One that reads its configuration from a file with these lines.
    pub async fn open_configured(lines: &str) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let key = folder.path().join("master.key");
        std::fs::write(&key, "0f".repeat(32)).unwrap();
        std::fs::set_permissions(key, std::fs::Permissions::from_mode(0o600)).unwrap();
        let text = format!(
            "base_url = \"http://localhost:{port}\"\nlisten = \"127.0.0.1:{port}\"\n\
             master_key_file = \"master.key\"\n{lines}\n\
             [sms]\ngateway = \"http\"\nurl = \"http://localhost/\"\nbody = '{{\"to\":\"{{to}}\",\"text\":\"{{text}}\"}}'"
        );
        let path = folder.path().join("passkeep.toml");
        std::fs::write(&path, text).unwrap();
        let config = Config::load(&path, []).unwrap_or_else(|error| panic!("{error}"));
        Self::start(folder, config).await
    }

    async fn open_in(folder: tempfile::TempDir, port: u16, change: impl FnOnce(&mut Config)) -> Self {
        let config = demo_config(&folder, port, change);
        Self::start(folder, config).await
    }

    async fn start(folder: tempfile::TempDir, config: Config) -> Self {
        if let DatabaseUrl::Sqlite(path) = &config.database
            && !path.exists()
        {
            hand_over_keys(&config).await;
        }
        Self::run(folder, config).await
    }

    /// Its messages stay on the demo's page.
    async fn run(folder: tempfile::TempDir, config: Config) -> Self {
        let server = Server::open(config, Mode::Demo).await.unwrap();
        let app = server.app();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let running = tokio::spawn(server.run(Box::pin(async move {
            let _ = stopped.await;
        })));
        let url = app.base_url.as_str().to_owned();
        Self { app, url, folder, stop: Some(stop), running: Some(running) }
    }

    /// Stops it, and starts another on the same data and port.
    pub async fn restart(self) -> Self {
        self.restart_under(|_| {}).await
    }

    /// The same, with another policy from now on.
    pub async fn restart_under(self, change: impl FnOnce(&mut Policy)) -> Self {
        self.restart_with(|config| change(&mut config.policy)).await
    }

    /// The same, and while it is down something happens to its files.
    pub async fn restart_after(self, happens: impl FnOnce(&Path)) -> Self {
        self.restart_with(|config| {
            if let DatabaseUrl::Sqlite(path) = &config.database {
                happens(path.parent().unwrap());
            }
        })
        .await
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Looks once whether the database is the one that was there, as it does every few seconds.
    pub async fn look_out(&self) {
        let mark = self.folder().join("passkeep.mark");
        let mut lookout = Lookout::open(self.app.store.clone(), Some(mark), [1; 16]).unwrap();
        self.app.look_out(&mut lookout).await.unwrap();
    }

    /// The operator says that the database came back from a backup.
    pub async fn declare_restored(&self) {
        let now = clock::now();
        self.app.store.declare_restored(now, now.plus_seconds(72 * 3600)).await.unwrap();
        self.look_out().await;
    }

    /// The same, with another configuration from now on.
    pub async fn restart_with(mut self, change: impl FnOnce(&mut Config)) -> Self {
        // A message that the sender had taken when it was stopped would come a minute later, after a newer code.
        self.all_sent().await;
        self.stop.take();
        self.running.take().unwrap().await.unwrap();
        let port = self.url.rsplit(':').next().unwrap().parse().unwrap();
        Self::open_in(self.folder, port, change).await
    }

    /// Somebody who has not signed up.
    pub fn stranger(&self) -> Person {
        let random = clock::moment().draw("instance");
        Person {
            url: self.url.clone(),
            http: http_client(),
            instance: URL_SAFE_NO_PAD.encode(random),
            token: None,
            trust: None,
            key: None,
            forwarded: None,
            authenticator: Authenticator::new(Seed::random(), AuthenticatorOptions::platform()),
        }
    }

    /// Somebody with an account and a passkey.
    pub async fn member(&self, phone: &str) -> Person {
        self.member_with(phone, AuthenticatorOptions::platform()).await
    }

    /// The same, whose passkey lives with this authenticator.
    pub async fn member_with(&self, phone: &str, options: AuthenticatorOptions) -> Person {
        let mut person = self.stranger();
        let place = match options.kind {
            AuthenticatorKind::Platform => "this_device",
            AuthenticatorKind::SecurityKey => "security_key",
            AuthenticatorKind::Hybrid => "other_device",
        };
        person.authenticator = Authenticator::new(Seed::random(), options);
        let body = self.creating(&mut person, (phone, place), &Misbehaviour::default()).await;
        let signed_in = person.ok("/v1/sign-up/passkey", body).await;
        person.token = Some(signed_in["session"]["token"].as_str().unwrap().to_owned());
        person
    }

    /// Somebody who has yet to send the answer that creates the account's first passkey.
    pub async fn nearly_member(&self, phone: &str, misbehaviour: &Misbehaviour) -> (Person, Value) {
        let mut person = self.stranger();
        let body = self.creating(&mut person, (phone, "this_device"), misbehaviour).await;
        (person, body)
    }

    async fn creating(
        &self,
        person: &mut Person,
        (phone, place): (&str, &str),
        misbehaviour: &Misbehaviour,
    ) -> Value {
        let flow = person.ok("/v1/sign-up", json!({ "phone": phone })).await;
        let code = self.code(phone).await;
        let flow = person.ok("/v1/sign-up/code", json!({ "ticket": flow["ticket"], "code": code })).await;
        let named = json!({ "ticket": flow["ticket"], "name": "Ada", "place": place });
        let flow = person.ok("/v1/sign-up/name", named).await;
        let response = person.authenticator.create_with(&flow["options"], &self.url, misbehaviour).unwrap();
        json!({ "ticket": flow["ticket"], "name": "Ada", "response": response })
    }

    /// The newest code to an address, once it would have been sent.
    pub async fn code(&self, address: &str) -> String {
        let text = self.message(address).await;
        text.rsplit('#').next().unwrap().trim().to_owned()
    }

    /// Denies an approval as another node would: in the database, with nobody woken on this one.
    pub async fn deny_past_the_node(&self, id: &str) {
        let approval = ApprovalId::parse(id).unwrap();
        let reader = self.app.store.reader();
        let account = reader
            .query_one("select account from approval where id = $1", &[approval.into()], |row| row.array())
            .await
            .unwrap()
            .unwrap();
        let denied = Change::DecideApproval {
            account: AccountHandle(account),
            approval,
            state: ApprovalState::Denied,
            at: clock::now(),
            by: DeviceId([1; 16]),
        };
        self.app.store.apply(&Changes::Tally(vec![denied])).await.unwrap();
    }

    /// Waits until the sender has nothing left to do.
    async fn all_sent(&self) {
        // What `pass` leaves is due in hours; what is in the sender's hands, in seconds.
        let due = async || self.app.store.outbox().next_due().await.unwrap();
        while due().await.is_some_and(|at| at < clock::now().plus_seconds(3600)) {
            tokio::task::yield_now().await;
        }
    }

    /// Does what will be due about holds so many hours from now, as if they had passed, and counts the messages that it
    /// leaves. They go out then.
    pub async fn pass(&self, hours: i64) -> i64 {
        let ahead = || {
            let now = clock::moment();
            Moment::new(now.now.plus_seconds(hours * 3600), &now.draw("ahead"))
        };
        let later = async || {
            let due = "select count(*) from outbox where due_at > $1";
            let soon = clock::now().plus_seconds(3600).into();
            self.app.store.reader().query_one(due, &[soon], |row| row.integer()).await.unwrap().unwrap()
        };
        let before = later().await;
        passkeep_server::holds::round(&self.app, ahead).await.unwrap();
        later().await - before
    }

    /// The newest message to an address, once the sender has nothing left to do.
    pub async fn message(&self, address: &str) -> String {
        self.all_sent().await;
        let messages = self.app.demo.as_ref().unwrap().newest_first();
        let found = messages.into_iter().find(|message| message.to.as_str() == address);
        found.unwrap_or_else(|| panic!("nothing was sent to {address}")).text
    }
}

fn demo_config(folder: &tempfile::TempDir, port: u16, change: impl FnOnce(&mut Config)) -> Config {
    let listen = vec![SocketAddr::from(([127, 0, 0, 1], port))];
    let mut config = Config::demo(port, listen, folder.path(), MasterKey::new([7; 32]));
    change(&mut config);
    config
}

/// The keys that most houses sign with: to make one of RSA takes longer than most tests.
static SIGNING_KEYS: OnceCell<Vec<SigningKey>> = OnceCell::const_new();

/// Makes the keys in a database of their own, as a server does at its first start.
async fn make_keys() -> Vec<SigningKey> {
    let folder = tempfile::tempdir().unwrap();
    let database = DatabaseUrl::Sqlite(folder.path().join("passkeep.db"));
    let store = Store::open(&database, Keys::derive(&[7; 32])).await.unwrap();
    Signers::open(KeyPurpose::OpenId, ALGORITHMS, &store, clock::now()).await.unwrap();
    let made = store.signing_keys(KeyPurpose::OpenId).await.unwrap();
    store.close().await;
    made
}

/// Puts the keys into a new house's database, as another node that shares it would have.
async fn hand_over_keys(config: &Config) {
    let keys = Keys::derive(config.master_key.expose());
    let store = Store::open(&config.database, keys).await.unwrap();
    for key in SIGNING_KEYS.get_or_init(make_keys).await {
        store.add_signing_key(key).await.unwrap();
    }
    store.close().await;
}

/// A client for the servers of these tests, which speak no TLS: to read the roots that the machine trusts takes longer than
/// most requests.
pub fn http() -> reqwest::ClientBuilder {
    reqwest::Client::builder().tls_certs_only([])
}

pub fn http_client() -> reqwest::Client {
    http().build().unwrap()
}

/// One that doesn't follow where it is sent.
pub fn http_client_that_stays() -> reqwest::Client {
    http().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Somebody with an app of their own.
pub struct Person {
    pub url: String,
    pub http: reqwest::Client,
    pub instance: String,
    pub token: Option<String>,
    /// The secret that makes the app's device trusted.
    pub trust: Option<String>,
    /// The device's own key.
    pub key: Option<Arc<DeviceKey>>,
    /// What a proxy says of the app's address.
    pub forwarded: Option<String>,
    pub authenticator: Authenticator,
}

impl Person {
    /// The same person's app installed again: nobody knows it.
    pub fn on_another_device(&self, house: &House) -> Person {
        let mut other = house.stranger();
        for credential in self.authenticator.credentials() {
            other.authenticator.import(credential.clone());
        }
        other
    }

    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        self.ask(method, path, body.map(|body| body.to_string())).await
    }

    /// Sends JSON as it is written.
    pub async fn send_text(&self, method: &str, path: &str, body: String) -> (u16, Value) {
        self.ask(method, path, Some(body)).await
    }

    async fn ask(&self, method: &str, path: &str, body: Option<String>) -> (u16, Value) {
        self.ask_signed(method, path, body, None).await
    }

    /// Sends what a device has signed.
    pub async fn ask_signed(
        &self,
        method: &str,
        path: &str,
        body: Option<String>,
        signature: Option<String>,
    ) -> (u16, Value) {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method, format!("{}{path}", self.url));
        request = request.header("passkeep-instance", &self.instance);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(trust) = &self.trust {
            request = request.header("passkeep-trust", trust);
        }
        if let Some(forwarded) = &self.forwarded {
            request = request.header("x-forwarded-for", forwarded);
        }
        if let Some(signature) = signature {
            request = request.header("passkeep-device-signature", signature);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null))
    }

    /// Posts, and gives the answer as it comes.
    pub async fn stream(&self, path: &str, body: Value) -> reqwest::Response {
        let request =
            self.http.post(format!("{}{path}", self.url)).header("passkeep-instance", &self.instance);
        request.header("content-type", "application/json").body(body.to_string()).send().await.unwrap()
    }

    /// A page, as it is shown to who signed in.
    pub async fn page(&self, path: &str) -> reqwest::Response {
        let request =
            self.http.get(format!("{}{path}", self.url)).header("passkeep-instance", &self.instance);
        let token = self.token.as_deref().unwrap_or_default();
        let request = request.header("passkeep-trust", self.trust.as_deref().unwrap_or_default());
        request.header("authorization", format!("Bearer {token}")).send().await.unwrap()
    }

    /// Posts what is taken.
    pub async fn ok(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.send("POST", path, Some(body)).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    /// Posts what is refused: its code.
    pub async fn refused(&self, path: &str, body: Value) -> String {
        let (status, answer) = self.send("POST", path, Some(body)).await;
        assert!(status >= 400, "{path} was taken: {answer}");
        answer["code"].as_str().unwrap_or_else(|| panic!("{path}: {status} {answer}")).to_owned()
    }

    /// The body that finishes a sign-in that `flow` began.
    pub fn answer(&mut self, flow: &Value, misbehaviour: &Misbehaviour) -> Value {
        let response = self.authenticator.get_with(&flow["options"], &self.url, misbehaviour).unwrap();
        json!({ "ticket": flow["ticket"], "response": response })
    }

    /// Signs in with nothing typed.
    pub async fn sign_in(&mut self) -> Value {
        let flow = self.ok("/v1/sign-in", json!({})).await;
        let body = self.answer(&flow, &Misbehaviour::default());
        let signed_in = self.ok("/v1/sign-in/passkey", body).await;
        self.keep(&signed_in);
        signed_in
    }

    /// Begins a sign-in without a passkey.
    pub async fn another_way(&self, identifier: &str) -> Value {
        self.ok("/v1/sign-in/another-way", json!({ "identifier": identifier })).await
    }

    /// Proves a password in a flow.
    pub async fn prove_password(&self, flow: &Value, password: &str) -> (u16, Value) {
        let body = json!({ "ticket": flow["ticket"], "password": password });
        self.send("POST", "/v1/sign-in/password", Some(body)).await
    }

    /// Uses a passkey once more in this session.
    pub async fn reauthenticate(&mut self) -> (u16, Value) {
        let flow = self.ok("/v1/session/reauthenticate", json!({})).await;
        let body = self.answer(&flow, &Misbehaviour::default());
        let (status, answer) = self.send("POST", "/v1/session/passkey", Some(body)).await;
        if status == 200 {
            self.keep(&answer);
        }
        (status, answer)
    }

    /// Keeps what a sign-in gave.
    pub fn keep(&mut self, signed_in: &Value) {
        self.token = Some(signed_in["session"]["token"].as_str().unwrap().to_owned());
        if let Some(trust) = signed_in["trust"].as_str() {
            self.trust = Some(trust.to_owned());
        }
    }

    /// From the settings to the choice of a place: a code, then an own passkey.
    pub async fn walk_to_place(&mut self, house: &House, phone: &str) -> Value {
        let body = self.walk_to_grant(house, phone).await;
        self.ok("/v1/passkeys/grant", body).await
    }

    /// From the settings to the answer that completes the grant.
    pub async fn walk_to_grant(&mut self, house: &House, phone: &str) -> Value {
        let flow = self.ok("/v1/passkeys/code", json!({})).await;
        let checked = json!({ "ticket": flow["ticket"], "code": house.code(phone).await });
        let flow = self.ok("/v1/passkeys/code/check", checked).await;
        self.answer(&flow, &Misbehaviour::default())
    }

    /// The body that creates a passkey on a key of its own.
    pub async fn walk_to_create(&mut self, house: &House, phone: &str, key: &mut Authenticator) -> Value {
        let place = self.walk_to_place(house, phone).await;
        let chosen = json!({ "ticket": place["ticket"], "place": "security_key" });
        let flow = self.ok("/v1/passkeys/options", chosen).await;
        let response = key.create(&flow["options"], &self.url).unwrap();
        json!({ "ticket": flow["ticket"], "response": response })
    }

    /// The flow in which a passkey is asked for, to remove one.
    pub async fn start_removal(&self, id: &str) -> Value {
        self.ok(&format!("/v1/passkeys/{id}/removal"), json!({})).await
    }

    /// The ids of the account's passkeys, the oldest last.
    pub async fn passkeys(&self) -> Vec<String> {
        let (_, list) = self.send("GET", "/v1/passkeys", None).await;
        let id = |passkey: &Value| passkey["id"].as_str().unwrap().to_owned();
        list["passkeys"].as_array().unwrap().iter().map(id).collect()
    }
}

/// A security key that holds nothing yet.
pub fn new_key() -> Authenticator {
    Authenticator::new(Seed::random(), AuthenticatorOptions::security_key())
}
