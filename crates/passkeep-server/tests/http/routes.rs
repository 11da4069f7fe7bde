//! One gate for every route: each answers each kind of session as its row says. A route that stands in the document and
//! not here fails the test, and so does one that stands in neither.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_authenticator::Misbehaviour;
use passkeep_decision::account::{AccountState, Freeze, UserId};
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::confirmations::{Action, Confirmation, ConfirmationState, TypeName};
use passkeep_decision::device::Client;
use passkeep_decision::hash::Hash;
use passkeep_decision::id::{AccountHandle, ConfirmationId, PasskeyId, SessionId};
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::moment::Moment;
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::session::{self, Novelty, Place, Restriction, Session, Sharing, Verified};
use passkeep_decision::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
use passkeep_server::{clock, token};
use serde_json::{Map, Value, json};

use crate::device::DeviceKey;
use crate::person::{House, Person};

/// The columns, after the route:
///
/// - `none`: nobody is signed in; `1`: one factor, into an account without passkeys;
/// - `1q`, `2wq`: one factor, two weak ones, in quarantine; `2p`: a passkey; `new`: the same in a browser that is new;
/// - `frozen`: a passkey, into a frozen account; `rec`: the session that a recovery opened.
///
/// `.` is past the gate, whatever comes then. `-` signed_out, `L` level_too_low, `Q` quarantined, `B` new_browser_waits,
/// `F` account_frozen, `R` recovery_only_creates. `X` is ticket_expired, where the ticket of an approval is all that lets in, and
/// this one is of no approval. `N` is not_found: nobody here is staff, whatever their session (`support.rs` walks the roles).
///
/// After the bar stand the ticket that the body holds, and its other members.
const TABLE: &str = "
route                                 none 1 1q 2wq 2p new frozen rec
GET    /v1/account                    -    . .  .   .  .   .      .   |
PATCH  /v1/account                    -    L Q  Q   .  .   F      R   | name
PUT    /v1/account/language           -    L Q  Q   .  .   F      R   | language
POST   /v1/account/freeze             -    . .  .   .  .   F      R   | nothing
POST   /v1/account/thaw               -    L Q  Q   .  B   .      R   | thaw/passkey assertion
POST   /v1/account/thaw/options       -    L Q  Q   .  B   .      R   | nothing
GET    /v1/account/what-if            -    . .  .   .  .   .      .   |
GET    /v1/approvals                  -    L Q  Q   .  B   F      R   |
GET    /v1/apps                       -    . .  .   .  .   .      .   |
DELETE /v1/apps/{id}                  -    . .  .   .  .   .      .   |
POST   /v1/approvals/state            X    X X  X   X  X   X      X   | sign-in/approval
POST   /v1/approvals/wait             X    X X  X   X  X   X      X   | sign-in/approval
POST   /v1/approvals/{id}/answer      -    L Q  Q   .  B   F      R   | approve/device verdict signed
POST   /v1/approvals/{id}/options     -    L Q  Q   .  B   F      R   | verdict
GET    /v1/client                     .    . .  .   .  .   .      .   |
GET    /v1/confirm/{id}               -    . .  .   .  .   .      .   |
POST   /v1/confirm/{id}               -    L Q  Q   .  B   F      R   | confirm/passkey assertion locale
POST   /v1/confirm/{id}/deny          -    . .  .   .  .   .      R   | nothing
POST   /v1/confirm/{id}/options       -    L Q  Q   .  B   F      R   | locale
POST   /v1/confirm/{id}/report        -    . .  .   .  .   F      R   | nothing
POST   /v1/confirmations              .    . .  .   .  .   .      .   | ask
GET    /v1/confirmations/{id}         .    . .  .   .  .   .      .   |
DELETE /v1/confirmations/{id}         .    . .  .   .  .   .      .   |
POST   /v1/contacts/email             -    L Q  Q   .  B   F      R   | email
POST   /v1/contacts/email/again       -    L Q  Q   .  B   F      R   | add-email/code
POST   /v1/contacts/email/code        -    L Q  Q   .  B   F      R   | add-email/code code
POST   /v1/contacts/replacement/again -    L Q  Q   .  B   F      R   | replace-contact/code
POST   /v1/contacts/replacement/code  -    L Q  Q   .  B   F      R   | replace-contact/code code
DELETE /v1/contacts/{id}              -    L Q  Q   .  B   F      R   |
POST   /v1/contacts/{id}/replacement  -    L Q  Q   .  B   F      R   | address
GET    /v1/devices                    -    . .  .   .  .   .      .   |
POST   /v1/devices/trust              -    L Q  Q   .  .   F      R   | trust-device/device public_key signed
POST   /v1/devices/trust/options      -    L Q  Q   .  .   F      R   | nothing
PATCH  /v1/devices/{id}               -    L Q  Q   .  .   F      R   | name
POST   /v1/devices/{id}/revoke        -    L Q  Q   .  B   F      R   | nothing
GET    /v1/diagnoses                  -    . .  .   .  .   .      .   |
POST   /v1/diagnoses                  .    . .  .   .  .   .      .   | operation
GET    /v1/history                    -    . .  .   .  .   .      .   |
GET    /v1/holds                      -    . .  .   .  .   .      .   |
POST   /v1/holds/stop                 .    . .  .   .  .   .      R   | stop-hold/passkey assertion
POST   /v1/holds/stop-by-link         .    . .  .   .  .   .      .   | token
POST   /v1/holds/stop/options         .    . .  .   .  .   .      .   | nothing
POST   /v1/holds/{id}/stop            .    . .  .   .  .   .      R   | stop-hold/passkey assertion
POST   /v1/holds/{id}/stop/options    -    . .  .   .  .   .      R   | nothing
GET    /v1/passkeys                   -    . .  .   .  .   .      .   |
POST   /v1/passkeys                   -    L Q  Q   .  B   F      .   | create-passkey/create registration
POST   /v1/passkeys/code              -    L Q  Q   .  B   F      .   | nothing
POST   /v1/passkeys/code/again        -    L Q  Q   .  B   F      .   | create-passkey/code
POST   /v1/passkeys/code/check        -    L Q  Q   .  B   F      .   | create-passkey/code code
POST   /v1/passkeys/grant             -    L Q  Q   .  B   F      .   | create-passkey/passkey assertion
POST   /v1/passkeys/options           -    L Q  Q   .  B   F      .   | create-passkey/place place
PATCH  /v1/passkeys/{id}              -    L Q  Q   .  .   F      R   | name
POST   /v1/passkeys/{id}/loss         -    . .  .   .  .   .      R   | nothing
POST   /v1/passkeys/{id}/removal      -    L Q  Q   .  B   F      R   | nothing
POST   /v1/passkeys/{id}/remove       -    L Q  Q   .  B   F      R   | remove-passkey/passkey assertion
GET    /v1/password                   -    . .  .   .  .   .      .   |
PUT    /v1/password                   -    L Q  Q   .  B   F      R   | password
DELETE /v1/password                   -    L Q  Q   .  B   F      R   |
POST   /v1/password/strength          -    . .  .   .  .   .      .   | password
GET    /v1/receipts/{id}              -    . .  .   .  .   .      .   |
POST   /v1/recovery                   .    . .  .   .  .   .      .   | identifier
POST   /v1/recovery/code              .    . .  .   .  .   .      .   | recover/factor channel
POST   /v1/recovery/code/again        .    . .  .   .  .   .      .   | recover/code
POST   /v1/recovery/code/check        .    . .  .   .  .   .      .   | recover/code code
POST   /v1/recovery/device            .    . .  .   .  .   .      .   | recover/factor signed
POST   /v1/recovery/password          .    . .  .   .  .   .      .   | recover/factor password
POST   /v1/recovery/recovery-code     .    . .  .   .  .   .      .   | recover/factor printed
GET    /v1/recovery-codes             -    . .  .   .  .   .      .   |
POST   /v1/recovery-codes             -    L Q  Q   .  B   F      R   | nothing
GET    /v1/session                    -    . .  .   .  .   .      .   |
DELETE /v1/session                    -    . .  .   .  .   .      .   |
POST   /v1/session/code               -    . .  .   .  .   .      R   | reauthenticate/factor
POST   /v1/session/code/again         -    . .  .   .  .   .      R   | reauthenticate/code
POST   /v1/session/code/check         -    . .  .   .  .   .      R   | reauthenticate/code code
POST   /v1/session/device             -    . .  .   .  .   .      R   | reauthenticate/factor signed
POST   /v1/session/passkey            -    . .  .   .  .   .      R   | reauthenticate/passkey assertion
POST   /v1/session/password           -    . .  .   .  .   .      R   | reauthenticate/factor password
POST   /v1/session/reauthenticate     -    . .  .   .  .   .      R   | nothing
GET    /v1/sessions                   -    . .  .   .  .   .      .   |
POST   /v1/sessions/end               -    . .  .   .  .   .      .   | which
DELETE /v1/sessions/{id}              -    . .  .   .  .   .      .   |
POST   /v1/sign-in                    .    . .  .   .  .   .      .   | nothing
POST   /v1/sign-in/another-way        .    . .  .   .  .   .      .   | identifier
POST   /v1/sign-in/approved           X    X X  X   X  X   X      X   | sign-in/approval
POST   /v1/sign-in/code               .    . .  .   .  .   .      .   | sign-in/factor
POST   /v1/sign-in/code/again         .    . .  .   .  .   .      .   | sign-in/code
POST   /v1/sign-in/code/check         .    . .  .   .  .   .      .   | sign-in/code code
POST   /v1/sign-in/passkey            .    . .  .   .  .   .      .   | sign-in/passkey assertion
POST   /v1/sign-in/password           .    . .  .   .  .   .      .   | sign-in/factor password
POST   /v1/sign-up                    .    . .  .   .  .   .      .   | phone
POST   /v1/sign-up/code               .    . .  .   .  .   .      .   | sign-up/code code
POST   /v1/sign-up/code/again         .    . .  .   .  .   .      .   | sign-up/code
POST   /v1/sign-up/name               .    . .  .   .  .   .      .   | sign-up/name name place
POST   /v1/sign-up/passkey            .    . .  .   .  .   .      .   | sign-up/passkey name registration
GET    /v1/support                    N    N N  N   N  N   N      N   |
POST   /v1/support/find               N    N N  N   N  N   N      N   | text
POST   /v1/support/accounts/{user_id}/freeze N N N N N N N N | nothing
POST   /v1/support/accounts/{user_id}/recovery N N N N N N N N | nothing
POST   /v1/support/accounts/{user_id}/holds/{hold}/resend N N N N N N N N | nothing
POST   /v1/support/accounts/{user_id}/proposals N N N N N N N N | support/passkey assertion action reason
POST   /v1/support/accounts/{user_id}/proposals/options N N N N N N N N | action reason
POST   /v1/support/accounts/{user_id}/proposals/{proposal}/options N N N N N N N N | nothing
POST   /v1/support/accounts/{user_id}/proposals/{proposal}/decide N N N N N N N N | support/passkey assertion
POST   /v1/support/accounts/{user_id}/proposals/{proposal}/withdraw N N N N N N N N | nothing
";

/// The id of no hold, device, contact or approval.
const NOTHING: &str = "AAAAAAAAAAAAAAAAAAAAAA";
const ADA: &str = "+14155552671";
const BOB: &str = "+14155552672";

struct Row {
    method: &'static str,
    path: &'static str,
    /// Each column's name, and the sign under it.
    signs: Vec<(&'static str, &'static str)>,
    body: Vec<&'static str>,
}

fn table() -> Vec<Row> {
    let mut lines = TABLE.trim().lines();
    let columns: Vec<&str> = lines.next().unwrap().split_whitespace().skip(1).collect();
    let row = |line: &'static str| {
        let (row, body) = line.split_once('|').unwrap();
        let mut words = row.split_whitespace();
        let (method, path) = (words.next().unwrap(), words.next().unwrap());
        let signs: Vec<_> = columns.iter().copied().zip(words).collect();
        assert_eq!(signs.len(), columns.len(), "{method} {path}");
        Row { method, path, signs, body: body.split_whitespace().collect() }
    };
    lines.map(row).collect()
}

#[tokio::test]
async fn every_route_at_every_level() {
    let stage = Stage::set().await;
    let rows = table();
    let listed: BTreeSet<String> = rows.iter().map(|row| format!("{} {}", row.method, row.path)).collect();
    assert_eq!(listed, stage.documented().await, "the table's routes, and the document's");
    let mut wrong = vec![];
    for row in &rows {
        for (column, expected) in &row.signs {
            let (status, answer) = stage.ask(row, column).await;
            let found = sign(&answer, row);
            if found != *expected {
                let told = format!("{} {} under {column}: {found}, not {expected}", row.method, row.path);
                wrong.push(format!("{told} ({status} {answer})"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What no document lists would be tried by no table.
#[test]
fn every_route_of_the_api_is_documented() {
    let routes = include_str!("../../src/routes.rs");
    let routed: BTreeSet<&str> = routes
        .split("\"/v1/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .filter(|path| *path != "openapi.json")
        .collect();
    let listed: BTreeSet<&str> = table().iter().map(|row| &row.path["/v1/".len()..]).collect();
    assert_eq!(routed, listed);
}

/// The gate's answer as a sign. What never got as far as the gate proves nothing, and shows as its code.
fn sign(answer: &Value, row: &Row) -> String {
    let code = answer["code"].as_str().unwrap_or_default();
    match code {
        "signed_out" => "-",
        "level_too_low" => "L",
        "quarantined" => "Q",
        "new_browser_waits" => "B",
        "account_frozen" => "F",
        "recovery_only_creates" => "R",
        "ticket_expired" => "X",
        "not_found" if row.path.starts_with("/v1/support") => "N",
        "request_not_accepted"
        | "ticket_not_accepted"
        | "method_not_allowed"
        | "reauthentication_needed"
        | "passkey_too_new"
        | "busy"
        | "unavailable"
        | "passwords_busy" => code,
        _ => ".",
    }
    .to_owned()
}

/// A house with Ada in it, whose sessions are made as each column wants them.
struct Stage {
    house: House,
    account: AccountHandle,
    user_id: String,
    passkey: String,
    assertion: Value,
    registration: Value,
}

impl Stage {
    async fn set() -> Self {
        let house = House::open().await;
        let mut ada = house.member(ADA).await;
        let account = token::read(ada.token.as_ref().unwrap()).unwrap().account;
        let passkey = ada.passkeys().await.remove(0);
        ada.ok("/v1/recovery-codes", json!({})).await;
        let flow = ada.ok("/v1/sign-in", json!({})).await;
        let assertion = ada.answer(&flow, &Misbehaviour::default())["response"].clone();
        let (_, mut body) = house.nearly_member(BOB, &Misbehaviour::default()).await;
        let (_, own) = ada.send("GET", "/v1/account", None).await;
        let user_id = own["user_id"].as_str().unwrap().to_owned();
        Self { house, account, user_id, passkey, assertion, registration: body["response"].take() }
    }

    async fn documented(&self) -> BTreeSet<String> {
        let (_, document) = self.house.stranger().send("GET", "/v1/openapi.json", None).await;
        let paths = document["paths"].as_object().unwrap().iter();
        let routes = paths.flat_map(|(path, methods)| {
            methods.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
        });
        routes.collect()
    }

    async fn ask(&self, row: &Row, column: &str) -> (u16, Value) {
        let moment = clock::moment();
        let (person, own) = self.person_at(column, &moment).await;
        let action = self.action(row.path).await;
        let id = action.map_or_else(|| self.id(row.path).to_owned(), |action| action.to_string());
        let path = row.path.replace("{id}", &id).replace("{user_id}", &self.user_id);
        let path = path.replace("{hold}", NOTHING).replace("{proposal}", NOTHING);
        let body = (!row.body.is_empty()).then(|| self.body(row, (&person, own, action), &moment));
        let signature = row.body.contains(&"signed").then(|| URL_SAFE_NO_PAD.encode([0; 64]));
        person.ask_signed(row.method, &path, body.map(|body| body.to_string()), signature).await
    }

    /// Somebody new with a session as the column has it, whatever the requests before have ended or changed.
    async fn person_at(&self, column: &str, moment: &Moment) -> (Person, Option<SessionId>) {
        let mut person = self.house.stranger();
        let freeze = (column == "frozen").then_some(Freeze { at: moment.now, lapses_at: None });
        let state = AccountState { freeze, ..AccountState::default() };
        let mut changes = vec![Change::SetAccountState { account: self.account, state }];
        let mut own = None;
        if column != "none" {
            let policy = self.house.app.rules.now();
            let client = Client { browser: "Firefox".into(), system: "Linux".into() };
            let place = Place {
                account: self.account,
                epoch: 0,
                passkey: None,
                device: None,
                client: &client,
                network: None,
                sharing: Sharing::Own,
            };
            let verified = Verified::Fallback(&Proofs::NONE, Standing::Ordinary);
            let mut opened = session::open(verified, &place, &policy, moment);
            dress(&mut opened.session, column, moment);
            own = Some(opened.session.key.id);
            person.token = Some(token::write(&opened));
            changes.push(Change::AddSession(Box::new(opened.session)));
        }
        self.house.app.store.apply(&Changes::Tally(changes)).await.unwrap();
        (person, own)
    }

    /// An action that waits for Ada, where the path is one's: value moves by it.
    async fn action(&self, path: &str) -> Option<ConfirmationId> {
        if !path.starts_with("/v1/confirm/") && !path.starts_with("/v1/receipts/") {
            return None;
        }
        let (now, id) = (clock::now(), ConfirmationId(clock::moment().draw_16("action")));
        let fields = r#"{"account":"DE89370400440532013000","name":"Eve"}"#;
        let asked = Confirmation {
            id,
            account: self.account,
            client: "app".into(),
            app: "App".into(),
            subject: "AAAA".into(),
            action_type: TypeName::parse("payee").unwrap(),
            type_version: 1,
            action: Action::parse(fields.as_bytes()).unwrap(),
            return_to: None,
            epoch: 0,
            asked_at: now,
            expires_at: now.plus_seconds(600),
            state: ConfirmationState::Pending,
            failures: 0,
            first: None,
            decided_at: None,
            refused: None,
            receipt: None,
        };
        let add = Change::AddConfirmation { confirmation: Box::new(asked), pending_max: 10_000 };
        self.house.app.store.apply(&Changes::Tally(vec![add])).await.unwrap();
        Some(id)
    }

    /// An id of the kind that the path takes: the passkey's own, or one that nothing has.
    fn id(&self, path: &str) -> &str {
        if path.starts_with("/v1/passkeys/") { &self.passkey } else { NOTHING }
    }

    fn body(
        &self,
        row: &Row,
        who: (&Person, Option<SessionId>, Option<ConfirmationId>),
        moment: &Moment,
    ) -> Value {
        let mut body = Map::new();
        for word in &row.body {
            let (member, value) = match *word {
                "nothing" | "signed" => continue,
                "ask" => {
                    return json!({ "account": NOTHING, "type": "order", "fields": {}, "idempotency_key": "1" });
                }
                "locale" => ("locale", json!("en")),
                "address" => ("address", json!("+442079460958")),
                "channel" => ("channel", json!("phone")),
                "code" => ("code", json!("123456")),
                "email" => ("email", json!("ada@example.com")),
                "identifier" => ("identifier", json!(ADA)),
                "name" => ("name", json!("Ada")),
                "language" => ("language", json!("ja")),
                "operation" => ("operation", json!("sign_in")),
                "password" => ("password", json!("seven purple walruses hum")),
                "phone" => ("phone", json!("+442079460958")),
                "place" => ("place", json!("this_device")),
                "printed" => ("code", json!("0000-0000-0000-0000")),
                "public_key" => ("public_key", json!(DeviceKey::new().public_key())),
                "text" => ("text", json!(ADA)),
                "action" => ("action", json!("thaw")),
                "reason" => ("reason", json!("Called from abroad")),
                "token" => ("token", json!(URL_SAFE_NO_PAD.encode([0; 32]))),
                "verdict" => ("verdict", json!("no")),
                "which" => ("which", json!("others")),
                "assertion" => ("response", self.assertion.clone()),
                "registration" => ("response", self.registration.clone()),
                ticket => ("ticket", json!(self.ticket(ticket, row, who, moment))),
            };
            body.insert(member.to_owned(), value);
        }
        Value::Object(body)
    }

    /// A ticket of this account, browser and session, as if a flow had led there.
    fn ticket(
        &self,
        named: &str,
        row: &Row,
        who: (&Person, Option<SessionId>, Option<ConfirmationId>),
        moment: &Moment,
    ) -> String {
        let (purpose, step) = named.split_once('/').unwrap();
        let purpose = Purpose::ALL.into_iter().find(|known| known.as_str() == purpose).unwrap();
        let step = TicketStep::ALL.into_iter().find(|known| known.as_str() == step).unwrap();
        let (person, own, action) = who;
        let instance = URL_SAFE_NO_PAD.decode(&person.instance).unwrap();
        let browser = BrowserHash(Hash::new("instance").bytes(&instance).finish());
        let mut ticket = Ticket::first(purpose, step, browser, moment).living(600);
        ticket.account = Some(self.account);
        ticket.challenge = Some([0; 32]);
        ticket.passkey = PasskeyId::parse(&self.passkey);
        ticket.user_id = Some(UserId::candidates(moment)[0]);
        let hold = row.path.starts_with("/v1/holds/{id}").then_some([0; 16]);
        ticket.about = hold.or(action.map(|action| action.0));
        ticket.session =
            own.filter(|_| !matches!(purpose, Purpose::SignIn | Purpose::SignUp | Purpose::Recover));
        self.house.app.seal(&ticket, moment)
    }
}

fn dress(session: &mut Session, column: &str, moment: &Moment) {
    let now = moment.now;
    let passkey = (Level::TwoP, Standing::Ordinary, Proofs::one(Method::Passkey, now));
    let password = Proofs::one(Method::Password, now);
    (session.level, session.standing, session.proofs) = match column {
        "1" => (Level::One, Standing::Ordinary, password),
        "1q" => (Level::One, Standing::Quarantine, password),
        "2wq" => (Level::TwoW, Standing::Quarantine, password.and(Method::PhoneCode, now)),
        "rec" => (Level::One, Standing::Recovery, Proofs::NONE),
        "2p" | "new" | "frozen" => passkey,
        other => panic!("no such column: {other}"),
    };
    let until = now.plus_seconds(3600);
    session.restriction = (column == "new").then_some(Restriction { until, because: Novelty::Browser });
}
