//! Webhooks, and roots for SMTP: what is taken, and what is refused by name.

use passkeep_decision::webhook::WebhookTopic;

use crate::{BASE, SMS, folder, load, load_in, no_problems, with, write, wrong};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn webhook(lines: &str) -> String {
    format!("{}\n[webhooks.push]\n{lines}", with(""))
}

fn whole(url: &str) -> String {
    webhook(&format!("url = \"{url}\"\nsecret = \"{SECRET}\"\nevents = [\"new_browser\"]"))
}

#[test]
fn a_webhook_is_a_rule_and_a_place() {
    let folder = folder();
    write(folder.path(), "push.secret", &format!("{SECRET}\n"), 0o600);
    let text = webhook(
        "url = \"https://api.example.com/hooks\"\nsecret_file = \"push.secret\"\ntimeout_seconds = 3\n\
         events = [\"email_added\", \"new_browser\"]\n[webhooks.audit]\nurl = \"http://[::1]:8/\"\n\
         events = [\"passkey_removed\"]",
    );
    let environment =
        [("PASSKEEP_WEBHOOKS__AUDIT__SECRET", SECRET), ("PASSKEEP_WEBHOOKS__AUDIT__FORMER_SECRET", SECRET)];
    let config = load_in(&folder, &text, &environment).unwrap_or_else(|error| panic!("{error}"));
    let [audit, push] = config.webhooks.try_into().unwrap();
    assert_eq!((audit.name.as_str(), audit.secrets.len(), audit.patience.as_secs()), ("audit", 2, 10));
    assert_eq!((push.name.as_str(), push.secrets.len(), push.patience.as_secs()), ("push", 1, 3));
    assert_eq!(push.topics, [WebhookTopic::EmailAdded, WebhookTopic::NewBrowser]);
    let rules: Vec<_> =
        config.policy.webhooks.iter().map(|rule| (rule.name.as_str(), &rule.topics)).collect();
    assert_eq!(rules, [("audit", &audit.topics), ("push", &push.topics)]);
}

#[test]
fn every_topic_stands_in_the_example_and_on_the_page() {
    let example = include_str!("../../../../docs/config.example.toml");
    let page = include_str!("../../../../docs/webhooks.md");
    let lines = example.lines().skip_while(|line| !line.starts_with("# [webhooks.push]"));
    let table: Vec<&str> =
        lines.take_while(|line| !line.is_empty()).map(|line| line.strip_prefix("# ").unwrap()).collect();
    let folder = folder();
    for name in ["push.secret", "push.former"] {
        write(folder.path(), name, SECRET, 0o600);
    }
    let text = format!("{}\n{}", with(""), table.join("\n"));
    let config = load_in(&folder, &text, &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(config.webhooks[0].topics, WebhookTopic::ALL);
    assert_eq!((config.webhooks[0].secrets.len(), config.webhooks[0].patience.as_secs()), (2, 10));
    for topic in WebhookTopic::ALL {
        assert!(page.contains(&format!("| `{}` |", topic.as_str())), "{}", topic.as_str());
    }
}

#[test]
fn a_webhook_leaves_this_machine_by_tls_alone() {
    for url in ["https://api.example.com/", "http://localhost:1/", "http://127.0.0.1:1/", "http://[::1]:1/"] {
        assert_eq!(wrong(&whole(url), &[]), no_problems(), "{url}");
    }
    for url in ["http://api.example.com/", "http://10.0.0.1/", "ftp://api.example.com/", "api.example.com"] {
        assert_eq!(wrong(&whole(url), &[]), ["webhooks.push.url"], "{url}");
    }
}

#[test]
fn each_wrong_setting_of_a_webhook_is_refused() {
    let all = ["webhooks.push.url", "webhooks.push.secret_file", "webhooks.push.events"];
    assert_eq!(wrong(&webhook("timeout_seconds = 1"), &[]), all);
    let check = |from: &str, to: &str, setting: &str| {
        let text = whole("https://api.example.com/").replace(from, to);
        assert_eq!(wrong(&text, &[]), [setting], "{to}");
    };
    check(SECRET, "hunter2", "webhooks.push.secret");
    check("[\"new_browser\"]", "[\"sign_up_code\"]", "webhooks.push.events");
    check("[\"new_browser\"]", "[]", "webhooks.push.events");
    check("[webhooks.push]", "[webhooks.push]\ntimeout_seconds = 31", "webhooks.push.timeout_seconds");
    check("[webhooks.push]", "[webhooks.Push]", "webhooks.Push");
    check("[webhooks.push]", "[webhooks.push]\nformer_secret = \"x\"", "webhooks.push.former_secret");
    check("[webhooks.push]", "[webhooks.push]\nsecrt = \"x\"", "webhooks.push.secrt");
    check("[webhooks.push]", "[[webhooks]]", "webhooks");
}

#[test]
fn no_secret_of_a_webhook_is_shown() {
    let hidden = "hunter2";
    let list = whole("https://api.example.com/").replace("[webhooks.push]", "[[webhooks]]");
    let faults = whole(&format!("ftp://api.example.com/{hidden}"));
    for text in [&list.replace(SECRET, hidden), &faults.replace(SECRET, hidden)] {
        let error = load_in(&folder(), text, &[]).unwrap_err().to_string();
        assert!(!error.contains(hidden), "{error}");
    }
    let config = load(&whole(&format!("https://api.example.com/{hidden}")), &[]);
    let shown = format!("{config:?}");
    assert!(!shown.contains(hidden) && !shown.contains(SECRET), "{shown}");
}

#[test]
fn roots_for_smtp_are_read_and_refused_by_name() {
    let root = passkeep_authenticator::MetadataPublisher::new();
    let folder = folder();
    write(folder.path(), "ca.pem", &root.root_pem(), 0o644);
    let text = |roots: &str| {
        format!(
            "{BASE}{SMS}\n[email]\nhost = \"mail.example.net\"\nfrom = \"a@example.com\"\nroots = {roots}"
        )
    };
    let config = load_in(&folder, &text("[\"ca.pem\"]"), &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(config.email.unwrap().roots.len(), 1);
    assert_eq!(wrong(&text("[\"absent.pem\"]"), &[]), ["email.roots"]);
    assert_eq!(wrong(&text("[\"master.key\"]"), &[]), ["email.roots"]);
}
