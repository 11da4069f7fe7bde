//! `passkeep events verify`, as an operator meets it, on a database that somebody has written past the server.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use passkeep_decision::account::{DisplayName, Head, Locale, UserId};
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::contact::Identifier;
use passkeep_decision::event::{Actor, Event, EventKind, Happening};
use passkeep_decision::id::{AccountHandle, SessionId};
use passkeep_decision::moment::{Moment, Timestamp};
use passkeep_store::{DatabaseUrl, Keys, Store};
use serde_json::json;

const ISSUER: &str = "https://account.example.com";

const CONFIG: &str = "base_url = \"https://account.example.com\"
master_key_file = \"master.key\"
database = \"sqlite:passkeep.db\"
proxies = [\"10.0.0.0/8\"]
[sms]
gateway = \"http\"
method = \"GET\"
url = \"https://sms.example.net/?to={to}&text={text}\"
";

fn moment(number: u8) -> Moment {
    Moment::new(Timestamp(1_800_000_000_000), &[number; 32])
}

fn user_id(number: u8) -> UserId {
    UserId::candidates(&moment(number))[0]
}

/// The lists that make an account with three events. Another `telling` makes other events in their places.
fn life(number: u8, telling: &str) -> Vec<Changes> {
    let account = AccountHandle([number; 16]);
    let mut head = Head::START;
    let mut event = |kind| {
        let happening = Happening {
            kind,
            actor: Actor::Session(SessionId([number; 16])),
            details: json!({ "telling": telling }),
            personal: Some(json!({ "name": "Ada" })),
        };
        let event = Event::after(head, account, happening, ISSUER, &moment(number));
        head = event.head();
        event
    };
    let create = vec![
        Change::CreateAccount {
            handle: account,
            user_id: user_id(number),
            name: DisplayName::parse("Ada").unwrap(),
            locale: Locale("en".into()),
            created_at: moment(number).now,
        },
        Change::ClaimIdentifier { account, identifier: Identifier::UserId(user_id(number)) },
    ];
    vec![
        Changes::of_account(event(EventKind::AccountCreated), create),
        Changes::of_account(event(EventKind::SignedIn), vec![]),
        Changes::of_account(event(EventKind::SignedIn), vec![]),
    ]
}

/// A folder with a configuration, and a database in it.
struct House {
    folder: tempfile::TempDir,
}

impl House {
    /// One with the accounts 1 and 2, of three events each.
    fn with_two_accounts() -> Self {
        let house = Self::empty();
        house.apply(&[life(1, "as it was"), life(2, "as it was")].concat());
        house
    }

    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("master.key");
        std::fs::write(&key, "0f".repeat(32)).unwrap();
        std::fs::set_permissions(key, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(folder.path().join("passkeep.toml"), CONFIG).unwrap();
        Self { folder }
    }

    fn at(&self) -> &Path {
        self.folder.path()
    }

    fn apply(&self, lists: &[Changes]) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let url = DatabaseUrl::Sqlite(self.at().join("passkeep.db"));
            let store = Store::open(&url, Keys::derive(&[0x0f; 32])).await.unwrap();
            for list in lists {
                store.apply(list).await.unwrap();
            }
            store.close().await;
        });
    }

    /// Does what somebody could who writes the file past the server.
    fn tamper(&self, sql: &str) {
        let database = rusqlite::Connection::open(self.at().join("passkeep.db")).unwrap();
        assert!(database.execute(sql, []).unwrap() > 0, "{sql}");
    }

    /// Runs `passkeep events verify`: how it ended, what it said, and what it complained of.
    fn verify(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_passkeep"));
        for name in std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("PASSKEEP_")) {
            command.env_remove(name);
        }
        command.current_dir(self.at()).args(["events", "verify", "--config", "passkeep.toml"]);
        let output = command.args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn is_whole(&self, arguments: &[&str], said: &str) {
        assert_eq!(self.verify(arguments), (Some(0), said.to_owned(), String::new()));
    }

    /// One chain is broken, and named.
    fn is_broken(&self, arguments: &[&str], named: &str, walked: &str) {
        let said = format!("{named}\n{walked}: 1 chain broken, and named above.\n");
        let complaint = "passkeep: 1 of the histories can't be trusted\n".to_owned();
        assert_eq!(self.verify(arguments), (Some(1), said, complaint));
    }

    fn kept(&self) -> String {
        std::fs::read_to_string(self.at().join("heads.jsonl")).unwrap()
    }
}

const WHOLE: &str = "2 accounts, 6 events: every chain is whole.\n";

#[test]
fn whole_chains_are_counted() {
    let house = House::with_two_accounts();
    house.is_whole(&[], WHOLE);
    house.is_whole(&["--account", &user_id(2).to_string()], "1 account, 3 events: every chain is whole.\n");
    house.tamper("delete from event_personal_data where seq = 2");
    house.is_whole(&[], WHOLE);
}

#[test]
fn a_chain_that_was_written_past_the_server_is_named() {
    let second = user_id(2);
    let ones = "account = x'02020202020202020202020202020202'";
    for (change, fault, events) in [
        (
            "update event set bytes = cast(replace(cast(bytes as text), 'as it was', 'as it Was') as blob)
             where seq = 2",
            "event 2 is not as it was hashed",
            6,
        ),
        (
            "update event set happened_at = happened_at + 1 where seq = 3",
            "event 3 is not as it was hashed",
            6,
        ),
        ("delete from event where seq = 2", "event 2 is missing", 5),
        (
            "update event_personal_data set bytes = x'7b7d' where seq = 1",
            "the personal data of event 1 is not as it was hashed",
            6,
        ),
        ("delete from event where seq > 0", "it has no events", 3),
        (
            "update event set hash = 1 where seq = 3",
            "a row of event is not as it was written: column 6 holds something else",
            3,
        ),
    ] {
        let house = House::with_two_accounts();
        house.tamper(&format!("{change} and {ones}"));
        house.is_broken(&[], &format!("{second}: {fault}"), &format!("2 accounts, {events} events"));
        house.is_whole(
            &["--account", &user_id(1).to_string()],
            "1 account, 3 events: every chain is whole.\n",
        );
        assert_eq!(house.verify(&["--account", &second.to_string()]).0, Some(1), "{change}");
    }
}

#[test]
fn kept_heads_show_what_a_chain_alone_cannot() {
    let (first, second) = (user_id(1), user_id(2));
    let cut = "delete from event where account = x'02020202020202020202020202020202' and seq = 3";
    let house = House::with_two_accounts();
    let keeps =
        format!("{WHOLE}The heads are in heads.jsonl. Keep it where no one who writes the database can.\n");
    house.is_whole(&["--heads", "heads.jsonl"], &keeps);
    let first_line = house.kept().lines().next().unwrap().to_owned();
    let number = first.number();
    let expected = format!(r#"{{"handle":"AQEBAQEBAQEBAQEBAQEBAQ","user_id":"{number:09}","seq":3,"hash":""#);
    assert!(first_line.starts_with(&expected), "{first_line}");
    let holds = format!("{WHOLE}Each begins with what heads.jsonl has of it.\n");
    house.is_whole(&["--against", "heads.jsonl"], &holds);

    house.tamper(cut);
    house.is_whole(&[], "2 accounts, 5 events: every chain is whole.\n");
    let fault = format!("{second}: it ends with event 2, and event 3 was kept");
    house.is_broken(&["--against", "heads.jsonl"], &fault, "2 accounts, 5 events");

    // A whole new chain in the place of the old one.
    for table in ["event", "event_personal_data", "account", "identifier_claim"] {
        let of = if table == "account" { "handle" } else { "account" };
        house.tamper(&format!("delete from {table} where {of} = x'02020202020202020202020202020202'"));
    }
    house.is_whole(&[], "1 account, 3 events: every chain is whole.\n");
    let fault = format!("{second}: the account is gone; its event 3 was kept");
    house.is_broken(&["--against", "heads.jsonl"], &fault, "1 account, 3 events");
    let only = ["--against", "heads.jsonl", "--account", &second.to_string()];
    house.is_broken(&only, &format!("{second}: it has no events"), "1 account, 0 events");
    house.apply(&life(2, "otherwise"));
    house.is_whole(&[], WHOLE);
    let fault = format!("{second}: event 3 is not the one that was kept");
    house.is_broken(&["--against", "heads.jsonl"], &fault, "2 accounts, 6 events");
    let only = ["--against", "heads.jsonl", "--account", &second.to_string()];
    house.is_broken(&only, &fault, "1 account, 3 events");
    let only = ["--against", "heads.jsonl", "--account", &first.to_string()];
    house.is_whole(
        &only,
        "1 account, 3 events: every chain is whole.\nEach begins with what heads.jsonl has of it.\n",
    );
}

#[test]
fn a_chain_may_have_grown_since_its_head_was_kept() {
    let house = House::empty();
    house.apply(&[life(1, "as it was"), life(2, "as it was")[..2].to_vec()].concat());
    assert_eq!(house.verify(&["--heads", "heads.jsonl"]).0, Some(0));
    house.apply(&life(2, "as it was")[2..]);
    house.apply(&life(3, "as it was"));
    let said = "3 accounts, 9 events: every chain is whole.\nEach begins with what heads.jsonl has of it.\n";
    house.is_whole(&["--against", "heads.jsonl"], said);
}

#[test]
fn heads_of_broken_chains_replace_none_that_were_kept() {
    let house = House::with_two_accounts();
    assert_eq!(house.verify(&["--heads", "heads.jsonl"]).0, Some(0));
    let kept = house.kept();
    house.tamper("delete from event where seq = 3 and account = x'01010101010101010101010101010101'");
    let both = ["--against", "heads.jsonl", "--heads", "heads.jsonl"];
    let fault = format!("{}: it ends with event 2, and event 3 was kept", user_id(1));
    house.is_broken(&both, &fault, "2 accounts, 5 events");
    assert_eq!(house.kept(), kept);
    assert!(!house.at().join("heads.jsonl.partial").exists());
    // Whoever means it says so, by not comparing.
    assert_eq!(house.verify(&["--heads", "heads.jsonl"]).0, Some(0));
    assert_ne!(house.kept(), kept);
}

#[test]
fn what_can_not_be_verified_is_said_and_changes_nothing() {
    let house = House::empty();
    let complains = |arguments: &[&str], complaint: &str| {
        let expected = (Some(1), String::new(), format!("passkeep: {complaint}\n"));
        assert_eq!(house.verify(arguments), expected, "{arguments:?}");
    };
    let database = std::fs::canonicalize(house.at()).unwrap().join("passkeep.db");
    let (_, _, complaint) = house.verify(&[]);
    assert!(complaint.starts_with("passkeep: there is no database at "), "{complaint}");
    assert!(!database.exists(), "none was made");

    house.apply(&[life(1, "as it was"), life(2, "as it was")].concat());
    complains(
        &["--account", "123"],
        "123 is no user ID: it has nine digits, the last of which checks the others",
    );
    let (code, _, complaint) = house.verify(&["--account", "123", "--heads", "heads.jsonl"]);
    assert_eq!(code, Some(2), "one account's head would take the place of all: {complaint}");
    let nobody = user_id(3);
    complains(&["--account", &nobody.to_string()], &format!("no account has the user ID {nobody}"));
    complains(
        &["--against", "absent.jsonl"],
        "can't read absent.jsonl: No such file or directory (os error 2)",
    );
    let write = |text: &str| std::fs::write(house.at().join("kept.jsonl"), text).unwrap();
    let line = |handle: &str, seq: i64| {
        let user_id = user_id(1).number();
        let hash = "A".repeat(43);
        format!(r#"{{"handle":"{handle}","user_id":"{user_id}","seq":{seq},"hash":"{hash}"}}"#)
    };
    let handle = "AQEBAQEBAQEBAQEBAQEBAQ";
    write(&format!("{0}\n{0}\n", line(handle, 1)));
    complains(&["--against", "kept.jsonl"], "kept.jsonl, line 2: the account stands twice");
    write(&line("short", 1));
    complains(&["--against", "kept.jsonl"], "kept.jsonl, line 1: the handle can't be read");
    write(&line(handle, 0));
    complains(&["--against", "kept.jsonl"], "kept.jsonl, line 1: the place of an event is 1 at least");
    write("{}");
    let (code, _, complaint) = house.verify(&["--against", "kept.jsonl"]);
    assert_eq!(code, Some(1));
    assert!(
        complaint.starts_with("passkeep: kept.jsonl, line 1: this is no head of a chain: "),
        "{complaint}"
    );
}
