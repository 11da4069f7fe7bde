//! Does it take as long, and look the same, whether or not an identifier has an account?
//!
//! `cargo run --release -p passkeep-server --example timing -- [--pairs N] [--plant-microseconds N]` makes accounts in
//! a server of its own, then asks its router, in this process and without a network in between, about known and
//! unknown identifiers: a pair at a time, in random order, as a browser that nobody knows. Every answer must look the
//! same but for its random parts. Of the times it tells the medians and the median difference within the pairs, with
//! the interval that holds it in 999 of 1000 such runs (the sign test's), and a verdict.
//!
//! Refused passkeys too: a badly signed one that an account has, and one that nobody has; and one that is brought under another
//! account's name. Those refusals are kept as attempts, of which a node keeps so many an hour: as many pairs are measured, first.
//!
//! Passwords cost 20 ms each, so they get a fiftieth of the pairs. `--plant-microseconds` adds a wait to each answer
//! about a known identifier, here and not in the server: the measurement must find it. The data lie in memory where
//! there is `/dev/shm`, so that no disk's noise hides anything; the sender of messages does not run meanwhile.

#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_authenticator::{
    Authenticator, AuthenticatorOptions, Misbehaviour, Seed, SigningKeyFault, UserHandleFault,
};
use passkeep_decision::account::UserId;
use passkeep_server::app::App;
use passkeep_server::clock;
use passkeep_server::config::{Config, MasterKey};
use passkeep_server::routes::router;
use passkeep_server::serve::{Mode, Server};
use serde_json::{Value, json};
use tower::ServiceExt;

const PEOPLE: usize = 32;
/// Of both routes, with those that only warm: under the 2,000 attempts that a node keeps in an hour.
const KEPT_PAIRS_MAX: u64 = 400;
const PASSWORD: &str = "seven purple walruses hum";
/// In the form of a recovery code.
const WRONG_CODE: &str = "0123-4567-89AB-CDEF";
/// What a difference must stay under: a fifth of the leak that SECURITY.md says is found.
const LIMIT_MICROSECONDS: f64 = 10.0;
/// Of the normal distribution: 999 of 1000 lie within so many deviations.
const DEVIATIONS: f64 = 3.29;

type Fault = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    let pairs = argument("--pairs")?.unwrap_or(10_000);
    let planted = Duration::from_micros(argument("--plant-microseconds")?.unwrap_or(0));
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory)? } else { tempfile::tempdir()? };
    let place = Place { folder: folder.path(), port: free_port()? };
    let people = place.make_people().await?;
    let server = Server::open(place.config(), Mode::Demo).await?;
    let url = server.app().base_url.as_str().to_owned();
    let mut bench = Bench { router: router(server.app()), people, url, planted, dice: Dice::new() };
    println!(
        "route                       status  pairs  known µs  unknown µs  difference µs  (99.9 % of runs)"
    );
    let mut leaks = 0;
    for route in Route::ALL {
        let pairs = match route {
            Route::Password => pairs.div_ceil(50),
            Route::Passkey | Route::ForeignPasskey => pairs.min(KEPT_PAIRS_MAX),
            _ => pairs,
        };
        let measured = bench.measure(route, usize::try_from(pairs)?).await?;
        println!("{}", measured.row(route));
        for look in measured.looks[0].symmetric_difference(&measured.looks[1]).take(2) {
            println!("    only one of the two is answered so: {look}");
        }
        leaks += usize::from(measured.verdict() != "alike");
    }
    println!("{}", if leaks == 0 { "No difference that matters." } else { "Known and unknown differ." });
    Ok(())
}

fn argument(name: &str) -> Result<Option<u64>, Fault> {
    let mut words = std::env::args().skip_while(|word| word != name).skip(1);
    Ok(words.next().map(|word| word.parse()).transpose()?)
}

fn free_port() -> Result<u16, Fault> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Where a request tells whether it knows an identifier, if it tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Route {
    Passkey,
    ForeignPasskey,
    SignIn,
    AnotherWay,
    Password,
    Code,
    CodeCheck,
    SignUp,
    Recovery,
    RecoveryCode,
    RecoveryContact,
}

impl Route {
    const ALL: [Self; 11] = [
        Self::Passkey,
        Self::ForeignPasskey,
        Self::SignIn,
        Self::AnotherWay,
        Self::Password,
        Self::Code,
        Self::CodeCheck,
        Self::SignUp,
        Self::Recovery,
        Self::RecoveryCode,
        Self::RecoveryContact,
    ];

    const fn path(self) -> &'static str {
        match self {
            Self::Passkey | Self::ForeignPasskey => "/v1/sign-in/passkey",
            Self::SignIn => "/v1/sign-in",
            Self::AnotherWay => "/v1/sign-in/another-way",
            Self::Password => "/v1/sign-in/password",
            Self::Code => "/v1/sign-in/code",
            Self::CodeCheck => "/v1/sign-in/code/check",
            Self::SignUp => "/v1/sign-up",
            Self::Recovery => "/v1/recovery",
            Self::RecoveryCode => "/v1/recovery/recovery-code",
            Self::RecoveryContact => "/v1/recovery/code",
        }
    }

    /// Where the ticket comes from that it takes, if it takes one.
    const fn begun_at(self) -> Option<Self> {
        match self {
            Self::Passkey | Self::ForeignPasskey => Some(Self::SignIn),
            Self::SignIn | Self::AnotherWay | Self::SignUp | Self::Recovery => None,
            Self::Password | Self::Code => Some(Self::AnotherWay),
            Self::CodeCheck => Some(Self::Code),
            Self::RecoveryCode | Self::RecoveryContact => Some(Self::Recovery),
        }
    }
}

/// Whether somebody has an identifier.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Known,
    Unknown,
}

/// The router, and whom it is asked about.
struct Bench {
    router: Router,
    people: Vec<Member>,
    url: String,
    planted: Duration,
    dice: Dice,
}

/// Somebody with an account.
struct Member {
    /// Their phone and user ID.
    identifiers: [String; 2],
    /// The passkey that the account has.
    own: RefCell<Authenticator>,
    /// One that was made in the same way, and that no server knows.
    nobodys: RefCell<Authenticator>,
}

/// The times of each pair, in microseconds, and how the answers looked.
#[derive(Default)]
struct Measured {
    known: Vec<f64>,
    unknown: Vec<f64>,
    looks: [BTreeSet<String>; 2],
}

impl Bench {
    async fn measure(&mut self, route: Route, pairs: usize) -> Result<Measured, Fault> {
        let mut measured = Measured::default();
        // What is first asked fills caches and makes rows that later requests find.
        let warm = pairs.div_ceil(20).max(2 * PEOPLE);
        for pair in 0..warm + pairs {
            if pair % 200 == 0 {
                eprint!("\r{} {pair}/{} ", route.path(), warm + pairs);
            }
            let order = match self.dice.below(2) {
                0 => [Kind::Known, Kind::Unknown],
                _ => [Kind::Unknown, Kind::Known],
            };
            let (who, way) = (self.dice.below(PEOPLE), self.dice.below(2));
            for kind in order {
                let identifier = self.identifier(kind, who, if route == Route::SignUp { 0 } else { way });
                let (took, look) = self.ask(route, (kind, who), &identifier).await?;
                if pair >= warm {
                    let times = if kind == Kind::Known { &mut measured.known } else { &mut measured.unknown };
                    times.push(took.as_secs_f64() * 1e6);
                    measured.looks[usize::from(kind == Kind::Known)].insert(look);
                }
            }
        }
        eprint!("\r{:60}\r", "");
        Ok(measured)
    }

    /// As many unknown ones as known ones, each as often, so that what is counted for each is found as often.
    fn identifier(&self, kind: Kind, who: usize, way: usize) -> String {
        match (kind, way) {
            (Kind::Known, way) => self.people[who].identifiers[way].clone(),
            (Kind::Unknown, 0) => phone(7000 + who),
            (Kind::Unknown, _) => unknown_user_id(who),
        }
    }

    async fn ask(
        &self,
        route: Route,
        (kind, who): (Kind, usize),
        identifier: &str,
    ) -> Result<(Duration, String), Fault> {
        let body = match route {
            Route::Passkey | Route::ForeignPasskey => self.passkey(route, kind, who).await?,
            _ => self.body(route, identifier).await?,
        };
        let from = Instant::now();
        let answer = self.post(route.path(), &body).await?;
        if kind == Kind::Known {
            wait(self.planted);
        }
        let took = from.elapsed();
        Ok((took, look(answer)))
    }

    /// A passkey's answer that is refused: one that an account has, badly signed or under another's name; or one that nobody has,
    /// which it has signed itself.
    async fn passkey(&self, route: Route, kind: Kind, who: usize) -> Result<Value, Fault> {
        let (_, _, flow) = self.post(Route::SignIn.path(), &json!({})).await?;
        let member = &self.people[who];
        let other = &self.people[(who + 1) % PEOPLE];
        let handle_of = |member: &Member| member.own.borrow().credentials()[0].user_handle().to_vec();
        let (authenticator, misbehaviour) = match (route, kind) {
            (_, Kind::Unknown) => (&member.nobodys, Misbehaviour::default()),
            (Route::ForeignPasskey, _) => {
                let user_handle = Some(UserHandleFault::Replace(handle_of(other)));
                (&member.own, Misbehaviour { user_handle, ..Misbehaviour::default() })
            }
            _ => {
                let signing_key = Some(SigningKeyFault::Another);
                (&member.own, Misbehaviour { signing_key, ..Misbehaviour::default() })
            }
        };
        let response = authenticator.borrow_mut().get_with(&flow["options"], &self.url, &misbehaviour)?;
        Ok(json!({ "ticket": flow["ticket"], "response": response }))
    }

    /// What is sent, with the ticket that the route before it gives.
    async fn body(&self, route: Route, identifier: &str) -> Result<Value, Fault> {
        let mut body = match route {
            Route::Passkey | Route::ForeignPasskey => json!({}),
            Route::SignIn | Route::AnotherWay | Route::Recovery => json!({ "identifier": identifier }),
            Route::SignUp => json!({ "phone": identifier }),
            Route::Password => json!({ "password": "wrong" }),
            Route::RecoveryCode => json!({ "code": WRONG_CODE }),
            Route::RecoveryContact => json!({ "channel": "phone" }),
            // By chance it is the right one once in a million.
            Route::CodeCheck => json!({ "code": "000000" }),
            Route::Code => json!({}),
        };
        if let Some(start) = route.begun_at() {
            let asked = Box::pin(self.body(start, identifier)).await?;
            let (_, _, mut flow) = self.post(start.path(), &asked).await?;
            body["ticket"] = flow["ticket"].take();
        }
        Ok(body)
    }

    async fn post(&self, path: &str, body: &Value) -> Result<(u16, Vec<String>, Value), Fault> {
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header("passkeep-instance", URL_SAFE_NO_PAD.encode([7; 32]))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))?;
        let (head, body) = self.router.clone().oneshot(request).await?.into_parts();
        let body = to_bytes(body, usize::MAX).await?;
        let headers = head.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        Ok((head.status.as_u16(), headers, serde_json::from_slice(&body)?))
    }
}

/// An answer without its random parts, of which the length stays.
fn look((status, headers, mut body): (u16, Vec<String>, Value)) -> String {
    for path in ["/ticket", "/nonce", "/options/challenge", "/diagnosis/reference"] {
        if let Some(random) = body.pointer_mut(path) {
            *random = random.as_str().map_or(0, str::len).into();
        }
    }
    format!("{status} {} {body}", headers.join(", "))
}

/// Keeps the processor, as a comparison that takes longer would.
fn wait(planted: Duration) {
    let from = Instant::now();
    while from.elapsed() < planted {
        std::hint::spin_loop();
    }
}

impl Measured {
    fn row(&self, route: Route) -> String {
        let (low, middle, high) = self.difference();
        let (known, unknown) = (median(&self.known), median(&self.unknown));
        format!(
            "{:<27} {:>6} {:>6} {known:>9.1} {unknown:>11.1} {middle:>14.1}  ({low:.1} to {high:.1}): {}",
            route.path(),
            self.looks[1].first().map_or("", |look| &look[..3]),
            self.known.len(),
            self.verdict(),
        )
    }

    fn verdict(&self) -> &'static str {
        let (low, _, high) = self.difference();
        if self.looks[0] != self.looks[1] {
            "LEAK: the answers differ"
        } else if low > LIMIT_MICROSECONDS || high < -LIMIT_MICROSECONDS {
            "LEAK"
        } else if low > -LIMIT_MICROSECONDS && high < LIMIT_MICROSECONDS {
            "alike"
        } else {
            "unclear: it takes more pairs, or a quieter machine"
        }
    }

    /// The median of known less unknown, pair by pair, and between which two differences it lies by the sign test.
    fn difference(&self) -> (f64, f64, f64) {
        let mut all: Vec<f64> =
            self.known.iter().zip(&self.unknown).map(|(one, other)| one - other).collect();
        all.sort_by(f64::total_cmp);
        let count = all.len() as f64;
        let reach = (DEVIATIONS * count.sqrt() / 2.0).ceil() as usize;
        let (last, middle) = (all.len() - 1, all.len() / 2);
        (all[middle.saturating_sub(reach)], all[middle], all[(middle + reach).min(last)])
    }
}

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// A generator that is random enough for an order (xorshift64*).
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        let drawn = clock::moment().draw("dice");
        Self(u64::from_be_bytes(std::array::from_fn(|at| drawn[at])) | 1)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound
    }
}

/// All of one prefix, so that what is counted for a prefix is the same for all.
fn phone(number: usize) -> String {
    format!("+1415555{number:04}")
}

/// A user ID with a check digit that fits.
fn unknown_user_id(who: usize) -> String {
    let from = 555_000_000 + 100 * u32::try_from(who).expect("a few people");
    let fitting = (from..).find_map(UserId::from_number);
    fitting.expect("one in ten fits").number().to_string()
}

/// Where the server's data lie.
struct Place<'a> {
    folder: &'a Path,
    port: u16,
}

impl Place<'_> {
    fn config(&self) -> Config {
        let listen = vec![SocketAddr::from(([127, 0, 0, 1], self.port))];
        let mut config = Config::demo(self.port, listen, self.folder, MasterKey::new([7; 32]));
        // Ten thousand times in an hour: what is counted is counted, and refuses nothing.
        let policy = &mut config.policy;
        for cap in [
            &mut policy.codes_per_address,
            &mut policy.codes_per_prefix,
            &mut policy.codes_per_country,
            &mut policy.codes_per_account,
            &mut policy.failures_max,
        ] {
            *cap = 1_000_000_000;
        }
        config
    }

    /// Accounts with a passkey, a password, recovery codes and a phone, made as people make them: each one's phone and user ID.
    async fn make_people(&self) -> Result<Vec<Member>, Fault> {
        let server = Server::open(self.config(), Mode::Demo).await?;
        let app = server.app();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = tokio::spawn(server.run(Box::pin(async move {
            let _ = stopped.await;
        })));
        let mut people = vec![];
        for number in 0..PEOPLE {
            eprint!("\raccount {}/{PEOPLE} ", number + 1);
            people.push(sign_up(&app, number).await?);
        }
        drop(stop);
        running.await?;
        Ok(people)
    }
}

async fn sign_up(app: &Arc<App>, number: usize) -> Result<Member, Fault> {
    let url = app.base_url.as_str();
    let client = Client { http: reqwest::Client::new(), url };
    let phone = phone(2000 + number);
    let mut authenticator = Authenticator::new(Seed::random(), AuthenticatorOptions::platform());
    let flow = client.send("POST", "/v1/sign-up", "", json!({ "phone": phone })).await?;
    let typed = json!({ "ticket": flow["ticket"], "code": code_for(app, &phone).await? });
    let flow = client.send("POST", "/v1/sign-up/code", "", typed).await?;
    let named = json!({ "ticket": flow["ticket"], "name": "Ada", "place": "this_device" });
    let flow = client.send("POST", "/v1/sign-up/name", "", named).await?;
    let response = authenticator.create(&flow["options"], url)?;
    let mut nobodys = Authenticator::new(Seed::random(), AuthenticatorOptions::platform());
    nobodys.create(&flow["options"], url)?;
    let finish = json!({ "ticket": flow["ticket"], "name": "Ada", "response": response });
    let signed_in = client.send("POST", "/v1/sign-up/passkey", "", finish).await?;
    let token = signed_in["session"]["token"].as_str().ok_or("no token")?;
    client.send("PUT", "/v1/password", token, json!({ "password": PASSWORD })).await?;
    client.send("POST", "/v1/recovery-codes", token, json!({})).await?;
    let user_id = signed_in["account"]["user_id"].as_str().ok_or("no user ID")?;
    Ok(Member {
        identifiers: [phone, user_id.to_owned()],
        own: RefCell::new(authenticator),
        nobodys: RefCell::new(nobodys),
    })
}

/// An app of somebody's own.
struct Client<'a> {
    http: reqwest::Client,
    url: &'a str,
}

impl Client<'_> {
    async fn send(&self, method: &str, path: &str, token: &str, body: Value) -> Result<Value, Fault> {
        let request = self.http.request(method.parse()?, format!("{}{path}", self.url));
        let request = request.header("passkeep-instance", URL_SAFE_NO_PAD.encode([9; 32]));
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        let answer = request.header("content-type", "application/json").body(body.to_string()).send().await?;
        let (status, body) = (answer.status(), answer.text().await?);
        if !status.is_success() {
            return Err(format!("{path}: {status}: {body}").into());
        }
        Ok(serde_json::from_str(&body)?)
    }
}

/// The code that would have been sent, once the sender has nothing left to do.
async fn code_for(app: &App, phone: &str) -> Result<String, Fault> {
    while app.store.outbox().next_due().await?.is_some() {
        tokio::task::yield_now().await;
    }
    let messages = app.demo.as_ref().ok_or("the demo keeps messages")?.newest_first();
    let message =
        messages.into_iter().find(|message| message.to.as_str() == phone).ok_or("nothing was sent")?;
    Ok(message.text.rsplit('#').next().unwrap_or_default().trim().to_owned())
}
