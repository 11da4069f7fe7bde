//! The support desk, over HTTP: who is let in, what each role may, and what two of the staff do.

use std::sync::Arc;

use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Misbehaviour, Seed, Vendor};
use passkeep_decision::account::UserId;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::contact::{Address, Contact, Phone};
use passkeep_decision::id::AccountHandle;
use passkeep_decision::support::{Role, StaffMember};
use passkeep_server::config::Config;
use passkeep_server::{clock, token};
use passkeep_webauthn::{AttestationConveyance, TrustAnchor};
use serde_json::{Value, json};

use crate::person::{House, Person, http_client_that_stays};

const ADA: &str = "+14155552671";
const BEN: &str = "+14155552672";
const CAY: &str = "+14155552673";

/// A house whose staff come with a vendor's keys.
pub struct Desk {
    pub house: House,
    pub ada: Person,
    pub ben: Person,
    pub cay: Person,
    pub ada_id: String,
}

fn asks(config: &mut Config, vendor: &Vendor, staff: &[(String, Role)]) {
    config.policy.authenticators.conveyance = AttestationConveyance::Direct;
    config.policy.authenticators.anchors =
        vec![TrustAnchor { certificate: vendor.root().to_vec(), attestation_type: None }];
    config.policy.support.staff = staff
        .iter()
        .map(|(id, role)| StaffMember { user_id: UserId::parse(id).unwrap(), role: *role })
        .collect();
}

impl Desk {
    /// Ben in a role, Cay who decides, and Ada, who is nobody's colleague.
    pub async fn open(role: Role) -> Self {
        Self::open_with(role, |_| {}).await
    }

    pub async fn open_with(role: Role, change: impl Fn(&mut Config)) -> Self {
        let vendor = Arc::new(Vendor::new([7; 16]));
        let house = House::open_with(|config| asks(config, &vendor, &[])).await;
        let ada = house.member(ADA).await;
        let mut ben = staff(&house, BEN, &vendor).await;
        let mut cay = staff(&house, CAY, &vendor).await;
        let roles = [(id_of(&ben).await, role), (id_of(&cay).await, Role::Decide)];
        let house = house
            .restart_with(|config| {
                asks(config, &vendor, &roles);
                change(config);
            })
            .await;
        rise(&mut ben).await;
        rise(&mut cay).await;
        let ada_id = id_of(&ada).await;
        Self { house, ada, ben, cay, ada_id }
    }

    fn path(&self, rest: &str) -> String {
        format!("/v1/support/accounts/{}/{rest}", self.ada_id)
    }

    fn account(&self) -> AccountHandle {
        token::read(self.ada.token.as_ref().unwrap()).unwrap().account
    }

    /// Ada's addresses are as old as this.
    async fn age_contacts(&self, hours: i64) {
        let (account, address) = (self.account(), Address::Phone(Phone::from_e164(ADA).unwrap()));
        let proved_at = clock::now().plus_seconds(-hours * 3600);
        let contact = Contact { address: address.clone(), proved_at };
        let changes =
            vec![Change::RemoveContact { account, address }, Change::AddContact { account, contact }];
        self.house.app.store.apply(&Changes::Tally(changes)).await.unwrap();
    }

    async fn kinds(&self) -> Vec<String> {
        let (_, history) = self.ada.send("GET", "/v1/history", None).await;
        let kind = |event: &Value| event["kind"].as_str().unwrap().to_owned();
        history["events"].as_array().unwrap().iter().map(kind).collect()
    }

    /// Ben proposes.
    async fn propose(&mut self, wanted: Value) -> Value {
        let flow = self.ben.ok(&self.path("proposals/options"), wanted.clone()).await;
        let mut body = self.ben.answer(&flow, &Misbehaviour::default());
        body.as_object_mut().unwrap().extend(wanted.as_object().unwrap().clone());
        self.ben.ok(&self.path("proposals"), body).await
    }

    /// Cay signs the same.
    async fn second(&mut self, proposal: &Value) -> (u16, Value) {
        let path = self.path(&format!("proposals/{}", proposal["id"].as_str().unwrap()));
        let (status, flow) = self.cay.send("POST", &format!("{path}/options"), Some(json!({}))).await;
        if status != 200 {
            return (status, flow);
        }
        let body = self.cay.answer(&flow, &Misbehaviour::default());
        self.cay.send("POST", &format!("{path}/decide"), Some(body)).await
    }
}

async fn staff(house: &House, phone: &str, vendor: &Arc<Vendor>) -> Person {
    let mut person = house.stranger();
    let options = AuthenticatorOptions::security_key_of(vendor.clone());
    person.authenticator = Authenticator::new(Seed::random(), options);
    let flow = person.ok("/v1/sign-up", json!({ "phone": phone })).await;
    let code = house.code(phone).await;
    let flow = person.ok("/v1/sign-up/code", json!({ "ticket": flow["ticket"], "code": code })).await;
    let named = json!({ "ticket": flow["ticket"], "name": "Ben", "place": "security_key" });
    let flow = person.ok("/v1/sign-up/name", named).await;
    let response = person.authenticator.create(&flow["options"], &person.url).unwrap();
    let body = json!({ "ticket": flow["ticket"], "name": "Ben", "response": response });
    let signed_in = person.ok("/v1/sign-up/passkey", body).await;
    person.keep(&signed_in);
    person
}

async fn id_of(person: &Person) -> String {
    let (_, account) = person.send("GET", "/v1/account", None).await;
    account["user_id"].as_str().unwrap().to_owned()
}

/// Proves the key, so that the session is of level 3.
async fn rise(person: &mut Person) {
    let flow = person.ok("/v1/session/reauthenticate", json!({ "level": "3" })).await;
    let body = person.answer(&flow, &Misbehaviour::default());
    let raised = person.ok("/v1/session/passkey", body).await;
    assert_eq!(raised["session"]["level"], "3");
    person.keep(&raised);
}

const REASON: &str = "On the phone, knew the last deposit";

/// Every route of the desk, and the least role that it takes.
const ROUTES: &[(&str, &str, &str, Role)] = &[
    ("GET", "/v1/support", "", Role::Look),
    ("POST", "/v1/support/find", "find", Role::Look),
    ("POST", "freeze", "{}", Role::Help),
    ("POST", "recovery", "{}", Role::Help),
    ("POST", "holds/AAAAAAAAAAAAAAAAAAAAAA/resend", "{}", Role::Help),
    ("POST", "proposals/options", "wanted", Role::Decide),
    ("POST", "proposals", "proposed", Role::Decide),
    ("POST", "proposals/AAAAAAAAAAAAAAAAAAAAAA/options", "{}", Role::Decide),
    ("POST", "proposals/AAAAAAAAAAAAAAAAAAAAAA/decide", "decided", Role::Decide),
    ("POST", "proposals/AAAAAAAAAAAAAAAAAAAAAA/withdraw", "{}", Role::Decide),
];

#[tokio::test]
async fn every_route_of_the_desk_for_every_role() {
    let source = include_str!("../../src/routes.rs");
    let routed = source.matches("\"/v1/support").count();
    assert_eq!(routed, ROUTES.len(), "a row for each route of the desk");
    for role in [Role::Look, Role::Help, Role::Decide] {
        let mut desk = Desk::open(role).await;
        let flow = desk.ben.ok("/v1/session/reauthenticate", json!({ "level": "3" })).await;
        let response = desk.ben.answer(&flow, &Misbehaviour::default())["response"].clone();
        let ticket = desk.ticket(&desk.ben);
        for (method, path, body, least) in ROUTES {
            let full = if path.starts_with('/') { (*path).to_owned() } else { desk.path(path) };
            let body = match *body {
                "" => None,
                "{}" => Some(json!({})),
                "find" => Some(json!({ "text": ADA })),
                "wanted" => Some(json!({ "action": "thaw", "reason": REASON })),
                "decided" => Some(json!({ "ticket": ticket, "response": response })),
                _ => Some(
                    json!({ "action": "thaw", "reason": REASON, "ticket": ticket, "response": response }),
                ),
            };
            let (_, answer) = desk.ben.send(method, &full, body.clone()).await;
            let kept_out = answer["code"] == "role_too_low";
            assert_eq!(kept_out, role < *least, "{method} {path} as {role:?}: {answer}");
            // Who is no staff finds nothing, whatever they send, as at an address that nobody knows.
            let nowhere = desk.ada.send(method, "/v1/nowhere", body.clone()).await;
            assert_eq!(desk.ada.send(method, &full, body).await, nowhere, "{method} {path}");
            assert_eq!(desk.ada.send(method, &full, Some(json!({ "x": 1 }))).await, nowhere);
        }
    }
}

/// What stands in no answer of the desk, for whom it may be: keys, codes, whole addresses, bodies, sessions and their tokens.
#[tokio::test]
async fn staff_reads_no_credential_no_code_and_no_address_and_opens_no_session() {
    let mut desk = Desk::open(Role::Decide).await;
    let code_flow = desk.ada.ok("/v1/passkeys/code", json!({})).await;
    let code = desk.house.code(ADA).await;
    let (_, passkeys) = desk.ada.send("GET", "/v1/passkeys", None).await;
    let credential = passkeys["passkeys"][0]["credential_id"].as_str().map(str::to_owned);
    desk.age_contacts(80).await;
    let before = desk.sessions().await;
    let found = desk.ben.ok("/v1/support/find", json!({ "text": desk.ada_id })).await;
    let page = desk.ben.page(&format!("/support/accounts/{}", desk.ada_id)).await.text().await.unwrap();
    let acted = desk.ben.ok(&desk.path("recovery"), json!({})).await;
    let frozen = desk.ben.ok(&desk.path("freeze"), json!({})).await;
    let proposal = desk.propose(json!({ "action": "thaw", "reason": REASON })).await;
    let (_, decided) = desk.second(&proposal).await;
    for answer in [found.to_string(), page, acted.to_string(), frozen.to_string(), decided.to_string()] {
        let secret = code_flow["ticket"].as_str().unwrap();
        for hidden in [ADA, "415 555 2671", "4155552671", &code, secret, "\"token\"", "set-cookie"] {
            assert!(!answer.contains(hidden), "{hidden} stands in {answer}");
        }
        if let Some(credential) = &credential {
            assert!(!answer.contains(credential.as_str()), "{answer}");
        }
    }
    assert!(found["account"]["contacts"][0]["masked"].as_str().unwrap().ends_with("71"));
    assert!(desk.sessions().await <= before, "no session was opened");
    let routes = include_str!("../../src/routes.rs");
    for verb in ["delete(", "put(", "patch("] {
        let lines = routes.lines().filter(|line| line.contains("/support") && line.contains(verb));
        assert_eq!(lines.count(), 0, "{verb}: the desk sets and removes nothing");
    }
}

#[tokio::test]
async fn every_look_is_an_event_and_so_many_an_hour() {
    let desk = Desk::open_with(Role::Look, |config| config.policy.support.looks_per_hour = 2).await;
    let found = desk.ben.ok("/v1/support/find", json!({ "text": ADA })).await;
    assert_eq!(found["account"]["user_id"], desk.ada_id.as_str());
    assert_eq!(desk.kinds().await[0], "support_looked");
    // Within ten minutes it is the same look, by whatever it is found.
    desk.ben.ok("/v1/support/find", json!({ "text": desk.ada_id })).await;
    assert_eq!(desk.kinds().await.iter().filter(|kind| *kind == "support_looked").count(), 1);
    let history = desk.ada.page("/settings/history").await.text().await.unwrap();
    assert!(history.contains("Support looked at your account (reader)"), "{history}");
    assert_eq!(
        desk.ben.refused("/v1/support/find", json!({ "text": "nobody@example.com" })).await,
        "not_found"
    );
    let code = desk.ben.refused("/v1/support/find", json!({ "text": "someone@example.com" })).await;
    assert_eq!(code, "too_many_looks");
    desk.ben.ok("/v1/support/find", json!({ "text": desk.ada_id })).await;
    let own = id_of(&desk.ben).await;
    assert_eq!(desk.ben.refused("/v1/support/find", json!({ "text": own })).await, "own_account");
}

#[tokio::test]
async fn the_history_names_who_it_was_as_the_operator_says() {
    use passkeep_decision::support::ToldAs;
    let desk = Desk::open_with(Role::Look, |config| config.policy.support.told_as = ToldAs::UserId).await;
    desk.ben.ok("/v1/support/find", json!({ "text": ADA })).await;
    let history = desk.ada.page("/settings/history").await.text().await.unwrap();
    let ben = UserId::parse(&id_of(&desk.ben).await).unwrap();
    assert!(history.contains(&format!("(reader, user ID {ben})")), "{history}");
}

#[tokio::test]
async fn a_session_below_level_3_is_led_through_what_is_missing() {
    let mut desk = Desk::open(Role::Help).await;
    desk.ben.sign_in().await;
    let (status, answer) = desk.ben.send("GET", "/v1/support", None).await;
    assert_eq!(
        (status, &answer["code"], &answer["level_needed"]),
        (403, &json!("level_too_low"), &json!("3"))
    );
    let no_redirects = http_client_that_stays();
    desk.ben.http = no_redirects;
    let page = desk.ben.page("/support").await;
    assert_eq!(page.headers()["location"], "/reauthenticate?next=/support&level=3");
    let asked = desk.ben.page("/reauthenticate?next=/support&level=3").await.text().await.unwrap();
    assert!(asked.contains("data-next=\"/support\""), "{asked}");
    // Who has a role and no such key is told so, in words.
    let synced = desk.house.member("+442079460958").await;
    let told = synced.page("/reauthenticate?next=/support&level=3").await;
    assert_eq!(told.status(), 403);
    assert!(told.text().await.unwrap().contains("A security key is needed here"));
    // For everybody else it is the page of an address that nobody knows.
    for path in ["/support", "/support/accounts/100000009", "/support/charts"] {
        let (there, nowhere) = (desk.ada.page(path).await, desk.ada.page("/nowhere").await);
        assert_eq!(there.status(), nowhere.status(), "{path}");
        assert_eq!(there.text().await.unwrap(), nowhere.text().await.unwrap(), "{path}");
    }
}

#[tokio::test]
async fn one_alone_freezes_and_has_things_sent_to_old_addresses() {
    let desk = Desk::open(Role::Help).await;
    assert_eq!(desk.ben.refused(&desk.path("recovery"), json!({})).await, "no_old_address");
    desk.age_contacts(73).await;
    assert_eq!(desk.ben.ok(&desk.path("recovery"), json!({})).await["told"], 1);
    let sent = desk.house.message(ADA).await;
    assert!(sent.contains("/recovery") && !sent.contains('#'), "a way, and no token: {sent}");
    assert_eq!(desk.ben.refused(&desk.path("recovery"), json!({})).await, "resent_of_late");
    assert_eq!(desk.ben.ok(&desk.path("freeze"), json!({})).await["told"], 1);
    assert!(desk.house.message(ADA).await.contains("Support froze your account"));
    assert_eq!(desk.ben.refused(&desk.path("freeze"), json!({})).await, "account_frozen");
    let (status, _) = desk.ada.send("GET", "/v1/account", None).await;
    assert_eq!(status, 401, "whoever was in is out");
}

#[tokio::test]
async fn two_of_the_staff_thaw_and_one_does_not() {
    let mut desk = Desk::open(Role::Decide).await;
    desk.ben.ok(&desk.path("freeze"), json!({})).await;
    let proposal = desk.propose(json!({ "action": "thaw", "reason": REASON })).await;
    assert!(desk.house.message(ADA).await.contains("Another has to sign it first"));
    let path = desk.path(&format!("proposals/{}/options", proposal["id"].as_str().unwrap()));
    assert_eq!(desk.ben.refused(&path, json!({})).await, "same_person");
    let (_, waiting) = desk.cay.send("GET", "/v1/support", None).await;
    assert_eq!(waiting["proposals"][0]["reason"], REASON);
    let (status, decided) = desk.second(&proposal).await;
    assert_eq!((status, &decided["state"]), (200, &json!("done")), "{decided}");
    assert!(desk.house.message(ADA).await.contains("Two people of support signed"));
    desk.ada.sign_in().await;
    let history = desk.ada.page("/settings/history").await.text().await.unwrap();
    assert!(history.contains("Two of support signed and did: Thaw the account"), "{history}");
    assert_eq!(desk.second(&proposal).await.1["code"], "proposal_over");
}

#[tokio::test]
async fn two_of_the_staff_stop_and_shorten_a_wait_but_never_under_a_day() {
    let mut desk = Desk::open_with(Role::Decide, |config| {
        // Hours as in earnest, not minutes.
        config.policy.hold_seconds = 72 * 3600;
        config.policy.support.shortest_wait_seconds = 24 * 3600;
    })
    .await;
    let own = desk.ada.passkeys().await.remove(0);
    let flow = desk.ada.start_removal(&own).await;
    let body = desk.ada.answer(&flow, &Misbehaviour::default());
    let removal = desk.ada.ok(&format!("/v1/passkeys/{own}/remove"), body).await;
    let hold = removal["hold"]["id"].as_str().unwrap().to_owned();
    let wanted = json!({ "action": "shorten_hold", "hold": hold, "reason": REASON });
    let proposal = desk.propose(wanted.clone()).await;
    let (status, decided) = desk.second(&proposal).await;
    assert_eq!(status, 200, "{decided}");
    let left = decided["matures_at"].as_i64().unwrap() - clock::now().0;
    let day = 24 * 3600 * 1000;
    assert!((day - 60_000..=day).contains(&left), "{left}");
    assert_eq!(desk.ben.refused(&desk.path("proposals/options"), wanted).await, "too_little_left");
    let proposal = desk.propose(json!({ "action": "stop_hold", "hold": hold, "reason": REASON })).await;
    let (status, _) = desk.second(&proposal).await;
    assert_eq!(status, 200);
    let (_, holds) = desk.ada.send("GET", "/v1/holds", None).await;
    assert_eq!(holds["holds"], json!([]));
    assert!(desk.ada.sign_in().await["session"].is_object(), "the passkey works again");
}

#[tokio::test]
async fn proof_of_identity_is_one_of_two_kinds_and_waits_as_long_as_any_recovery() {
    let mut desk = Desk::open_with(Role::Decide, |config| {
        config.policy.recovery_seconds = 72 * 3600;
        config.policy.contact_proves_seconds = 30 * 24 * 3600;
    })
    .await;
    desk.age_contacts(31 * 24).await;
    let proposal = desk.propose(json!({ "action": "prove_identity", "reason": REASON })).await;
    let (status, decided) = desk.second(&proposal).await;
    assert_eq!(status, 200, "{decided}");
    let hold = decided["hold"].as_str().unwrap().to_owned();
    let wanted = json!({ "action": "shorten_hold", "hold": hold, "reason": REASON });
    assert_eq!(desk.ben.refused(&desk.path("proposals/options"), wanted).await, "staff_hold");
    // A code to an address, and the wait is not over.
    let stranger = desk.house.stranger();
    let (status, answer) = recover(&desk, &stranger).await;
    assert_eq!(status, 200, "{answer}");
    assert!(answer.get("session").is_none() && answer["recovery"].is_object(), "{answer}");
    for hours in [24, 48, 72] {
        desk.house.pass(hours).await;
    }
    let (status, answer) = recover(&desk, &desk.house.stranger()).await;
    assert_eq!((status, &answer["session"]["standing"]), (200, &json!("recovery")), "{answer}");
}

async fn recover(desk: &Desk, stranger: &Person) -> (u16, Value) {
    let flow = stranger.ok("/v1/recovery", json!({ "identifier": desk.ada_id })).await;
    let body = json!({ "ticket": flow["ticket"], "channel": "phone" });
    let flow = stranger.ok("/v1/recovery/code", body).await;
    let body = json!({ "ticket": flow["ticket"], "code": desk.house.code(ADA).await });
    stranger.send("POST", "/v1/recovery/code/check", Some(body)).await
}

impl Desk {
    async fn sessions(&self) -> i64 {
        let sql = "select count(*) from session where account = $1";
        let reader = self.house.app.store.reader();
        reader.query_one(sql, &[self.account().into()], |row| row.integer()).await.unwrap().unwrap()
    }

    /// A ticket of the desk, as if a flow had led there.
    fn ticket(&self, person: &Person) -> String {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        use passkeep_decision::hash::Hash;
        use passkeep_decision::ticket::{BrowserHash, Purpose, Ticket, TicketStep};
        let moment = clock::moment();
        let instance = URL_SAFE_NO_PAD.decode(&person.instance).unwrap();
        let browser = BrowserHash(Hash::new("instance").bytes(&instance).finish());
        let ticket = Ticket::first(Purpose::Support, TicketStep::Passkey, browser, &moment).living(600);
        self.house.app.seal(&ticket, &moment)
    }
}
