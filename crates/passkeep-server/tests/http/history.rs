//! What happened to an account, for its owner alone.

use serde_json::{Value, json};

use crate::person::{House, Person};

const ADA: &str = "+14155552671";
const BOB: &str = "+442079460958";
const EMAIL: &str = "ada@example.org";

async fn history(person: &Person, query: &str) -> Value {
    let (status, history) = person.send("GET", &format!("/v1/history{query}"), None).await;
    assert_eq!(status, 200, "{history}");
    history
}

fn told(history: &Value, member: &str) -> Vec<Value> {
    history["events"].as_array().unwrap().iter().map(|event| event[member].clone()).collect()
}

async fn html(person: &Person, path: &str) -> (u16, String) {
    let answer = person.page(path).await;
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn what_was_done_stands_there_newest_first_with_who_and_on_what() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let first = ada.token.clone();
    let passkey = ada.passkeys().await.remove(0);
    ada.send("PATCH", &format!("/v1/passkeys/{passkey}"), Some(json!({ "name": "Blue key" }))).await;
    let flow = ada.ok("/v1/contacts/email", json!({ "email": EMAIL })).await;
    let body = json!({ "ticket": flow["ticket"], "code": house.code(EMAIL).await });
    ada.ok("/v1/contacts/email/code", body).await;
    let mut elsewhere = ada.on_another_device(&house);
    elsewhere.sign_in().await;
    ada.ok("/v1/sessions/end", json!({ "which": "others" })).await;

    let newest = history(&ada, "").await;
    let kinds = ["sessions_ended", "signed_in", "email_added", "passkey_renamed", "account_created"];
    assert_eq!(told(&newest, "kind"), kinds);
    assert_eq!(told(&newest, "seq"), [5, 4, 3, 2, 1]);
    let this = "this_session";
    assert_eq!(told(&newest, "nearness"), [this, "this_passkey", this, this, this]);
    let client = json!({ "browser": "Browser", "system": "unknown system" });
    assert_eq!(told(&newest, "client"), vec![client; 5], "each says on what");
    let places: Vec<_> = told(&newest, "personal").iter().map(|data| data["place"].clone()).collect();
    assert_eq!(places, vec![json!("127.0.0.1"); 5], "and from where");
    let [ended, _, email, renamed, _] = newest["events"].as_array().unwrap().as_slice() else {
        panic!("five")
    };
    assert_eq!(ended["details"]["ended"], 1);
    assert_eq!((&email["personal"]["email"], &email["erased"]), (&json!(EMAIL), &json!(false)));
    assert_eq!(renamed["personal"]["to"], "Blue key");
    assert_eq!(newest.get("older_before"), None);

    // Another session of the same app: it is the same device.
    ada.sign_in().await;
    assert_ne!(first, ada.token);
    let since = history(&ada, "?before=3").await;
    assert_eq!(told(&since, "nearness"), ["this_browser", "this_browser"]);
    let replaced = history(&ada, "?limit=1").await;
    assert_eq!(replaced["events"][0]["details"]["which"], "replaced");
}

#[tokio::test]
async fn history_is_read_page_by_page() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    for _ in 0..2 {
        ada.sign_in().await;
    }
    let (mut seqs, mut query) = (vec![], "?limit=2".to_owned());
    loop {
        let page = history(&ada, &query).await;
        seqs.extend(told(&page, "seq"));
        let Some(before) = page.get("older_before") else { break };
        query = format!("?limit=2&before={before}");
    }
    // A sign-in and the end of the session before it, twice, after the account's first event.
    assert_eq!(seqs, [5, 4, 3, 2, 1]);
    assert_eq!(told(&history(&ada, "?before=1").await, "seq"), Vec::<Value>::new());
}

#[tokio::test]
async fn a_query_that_is_none_is_named() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    for query in
        ["before=0", "before=-1", "before=x", "limit=0", "limit=101", "limit=", "page=2", "limit=1&limit=2"]
    {
        let (status, problem) = ada.send("GET", &format!("/v1/history?{query}"), None).await;
        assert_eq!((status, problem["code"].as_str()), (400, Some("request_not_accepted")), "{query}");
        assert!(problem["detail"].as_str().unwrap().starts_with("The query"), "{problem}");
    }
}

#[tokio::test]
async fn the_pages_say_it_in_words_and_what_can_be_undone() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    let mut elsewhere = ada.on_another_device(&house);
    elsewhere.sign_in().await;
    let (status, page) = html(&ada, "/settings/history").await;
    assert_eq!(status, 200);
    for words in
        ["Your account was created", "You signed in with", "New browser", "href=\"/settings/history/2\""]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("href=\"/settings/history/1\""), "nobody else made the account");
    assert!(!page.contains("signed_in") && !page.contains("account_created"), "never raw");
    // To whoever signed in there it is beyond doubt.
    assert!(!html(&elsewhere, "/settings/history").await.1.contains("href=\"/settings/history/2\""));

    let (status, page) = html(&ada, "/settings/history/2").await;
    let passkey = ada.passkeys().await.remove(0);
    assert_eq!(status, 200);
    for way in ["action=\"/settings/sessions/end-others\"", &format!("/settings/passkeys/{passkey}/remove")] {
        assert!(page.contains(way), "{way}");
    }
    for none in ["3", "0", "-1", "x", "9223372036854775807", "99999999999999999999"] {
        assert_eq!(html(&ada, &format!("/settings/history/{none}")).await.0, 404, "{none}");
    }
    let (status, page) = html(&ada, "/settings/history?before=2").await;
    assert!(
        status == 200 && !page.contains("You signed in with") && page.contains("Your account was created")
    );
    for query in ["?before=x", "?before=0"] {
        assert!(html(&ada, &format!("/settings/history{query}")).await.1.contains("You signed in with"));
    }
}

/// More than are read at once.
#[tokio::test]
async fn all_of_it_can_be_kept_as_a_file() {
    let house = House::open().await;
    let ada = house.member(ADA).await;
    let passkey = ada.passkeys().await.remove(0);
    let path = format!("/v1/passkeys/{passkey}");
    for n in 1..=105 {
        let name = format!("A \"good\" one, {n}");
        assert_eq!(ada.send("PATCH", &path, Some(json!({ "name": name }))).await.0, 200);
    }
    let answer = ada.page("/settings/history.csv").await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8; header=present");
    assert_eq!(answer.headers()["content-disposition"], "attachment; filename=\"history.csv\"");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let file = answer.text().await.unwrap();
    let lines: Vec<&str> = file.strip_suffix("\r\n").unwrap().split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}\"Number\",\"Time (UTC)\",\"What happened\",\"From\"");
    let numbers: Vec<String> = (1..=106).rev().map(|seq| format!("\"{seq}\"")).collect();
    let first = lines[1..].iter().map(|line| line.split(',').next().unwrap());
    assert_eq!(first.collect::<Vec<_>>(), numbers);
    assert!(lines[1].contains("A \"\"good\"\" one, 105"), "{}", lines[1]);
    assert!(lines[106].contains("Your account was created"), "{}", lines[106]);
    let stranger = house.stranger().page("/settings/history.csv").await;
    assert_ne!(stranger.headers().get("content-type").unwrap(), "text/csv; charset=utf-8; header=present");
}

#[tokio::test]
async fn nobody_reads_anothers_history() {
    let house = House::open().await;
    let mut ada = house.member(ADA).await;
    let bob = house.member(BOB).await;
    ada.sign_in().await;
    assert_eq!(told(&history(&bob, "").await, "kind"), ["account_created"]);
    assert_eq!(html(&bob, "/settings/history/2").await.0, 404);
    let (status, problem) = house.stranger().send("GET", "/v1/history", None).await;
    assert_eq!((status, problem["code"].as_str()), (401, Some("signed_out")));
}
