//! The configuration: what is taken, and how every fault is named.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod config {
    mod clients;
    mod languages;
    mod webhooks;
}

use std::path::Path;

use passkeep_decision::password::HashCost;
use passkeep_decision::policy::NewDeviceApproval;
use passkeep_server::config::{Config, ConfigError, ForwardedHeader, SmsConfig, Transport};
use passkeep_store::DatabaseUrl;
use passkeep_webauthn::{AttestationConveyance, Certification, Compromised, KeyExport, Untrusted};
use tempfile::TempDir;

const BASE: &str = r#"
    base_url = "https://account.example.com"
    master_key_file = "master.key"
    proxies = ["10.0.0.0/8"]
"#;
const SMS: &str = r#"
    [sms]
    gateway = "http"
    url = "https://sms.example.net/"
    body = '{"to":"{to}","text":"{text}"}'
"#;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "master.key", &"0f".repeat(32), 0o600);
    folder
}

fn write(folder: &Path, name: &str, text: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

fn load_in(folder: &TempDir, text: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let path = folder.path().join("passkeep.toml");
    std::fs::write(&path, text).unwrap();
    Config::load(&path, environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

fn load(text: &str, environment: &[(&str, &str)]) -> Config {
    load_in(&folder(), text, environment).unwrap_or_else(|error| panic!("{error}"))
}

/// The dotted names of what is wrong.
fn wrong(text: &str, environment: &[(&str, &str)]) -> Vec<String> {
    match load_in(&folder(), text, environment) {
        Err(ConfigError::Wrong { problems, .. }) => {
            problems.into_iter().map(|problem| problem.setting).collect()
        }
        Err(other) => panic!("{other}"),
        Ok(_) => vec![],
    }
}

fn no_problems() -> Vec<String> {
    vec![]
}

fn with(line: &str) -> String {
    format!("{line}\n{BASE}{SMS}")
}

#[test]
fn a_mark_stands_beside_a_database_in_a_file_and_for_another_where_somebody_says() {
    let postgres = "database = \"postgres://passkeep@db.internal/passkeep\"\n";
    let rows = [
        ("", Some("passkeep.mark")),
        ("database = \"sqlite:data/one.db\"\n", Some("one.mark")),
        ("mark_file = \"node-1.mark\"\n", Some("node-1.mark")),
        (postgres, None),
    ];
    for (line, expected) in rows {
        let mark = load(&format!("{line}{BASE}{SMS}"), &[]).mark;
        let name = mark.as_deref().and_then(Path::file_name).and_then(|name| name.to_str());
        assert_eq!(name, expected, "{line}");
    }
}

#[test]
fn the_rules_for_platforms_are_a_file_of_their_own() {
    use passkeep_decision::platform::policy::ClientPolicy;
    assert_eq!(load(&with(""), &[]).client_policy, ClientPolicy::shipped());
    assert_eq!(wrong(&with("client_policy = \"nowhere.json\""), &[]), ["client_policy"]);
    let folder = folder();
    let rules = ClientPolicy::SHIPPED.replace("\"revision\": 1", "\"revision\": 7");
    write(folder.path(), "rules.json", &rules, 0o644);
    let config = load_in(&folder, &with("client_policy = \"rules.json\""), &[]).unwrap();
    assert_eq!(config.client_policy.revision, 7);
    // Two faults are two problems, and no rule holds in place of a faulty one.
    write(folder.path(), "rules.json", &rules.replace("\"block\"", "\"blok\""), 0o644);
    let Err(ConfigError::Wrong { problems, .. }) =
        load_in(&folder, &with("client_policy = \"rules.json\""), &[])
    else {
        panic!("it was taken")
    };
    assert_eq!(problems.len(), 7);
    assert!(problems[0].seen.contains("rules.json, line 24, /rules/1/effect"), "{}", problems[0]);
    // Links open in apps that there are.
    assert_eq!(wrong(&with("apps.apple_links = [\"/confirm/*\"]"), &[]), ["apps.apple"]);
    assert_eq!(wrong(&with("apps.apple_links = [\"confirm\"]"), &[]), ["apps.apple_links"]);
}

#[test]
fn a_small_file_is_enough() {
    let folder = folder();
    let config = load_in(&folder, &with(""), &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(config.policy.rp_id, "account.example.com");
    assert_eq!(config.policy.issuer, "https://account.example.com");
    assert!(
        matches!(&config.database, DatabaseUrl::Sqlite(path) if *path == folder.path().join("passkeep.db"))
    );
    assert!(matches!(&config.transport, Transport::Proxied(proxies) if proxies.networks.len() == 1));
    assert!(config.email.is_none());
}

#[test]
fn the_example_is_taken() {
    let folder = folder();
    write(folder.path(), "fullchain.pem", "", 0o644);
    write(folder.path(), "privkey.pem", "", 0o600);
    let example = include_str!("../../../docs/config.example.toml");
    let token = [("PASSKEEP_SMS__HEADERS__AUTHORIZATION", "Bearer 1")];
    let config = load_in(&folder, example, &token).unwrap_or_else(|error| panic!("{error}"));
    assert!(matches!(config.transport, Transport::Tls { .. }));
}

#[test]
fn the_numbers_in_the_example_are_those_that_hold_without_it() {
    let example = include_str!("../../../docs/config.example.toml");
    let policy =
        example.split("# [policy]").nth(1).unwrap().split("\n\n").next().unwrap().replace("\n# ", "\n");
    let written = load(&format!("{}\n[policy]{policy}", with("")), &[]).policy;
    assert_eq!(format!("{written:?}"), format!("{:?}", load(&with(""), &[]).policy));
    assert_eq!(policy.matches(" = ").count(), 42);
}

#[test]
fn what_passwords_cost_in_the_example_is_what_holds_without_it() {
    let example = include_str!("../../../docs/config.example.toml");
    let written =
        example.split("# [passwords]").nth(1).unwrap().split("\n\n").next().unwrap().replace("\n# ", "\n");
    assert_eq!(written.matches(" = ").count(), 5);
    let written = load(&format!("{}\n[passwords]{written}", with("")), &[]).passwords;
    let shipped = load(&with(""), &[]).passwords;
    assert_eq!((written.cost, written.room.waiting), (shipped.cost, shipped.room.waiting));
    assert_eq!(written.cost, HashCost { memory_kib: 19_456, iterations: 2, parallelism: 1 });
    assert!(shipped.room.concurrent >= 1 && shipped.breach_list.is_none());
}

#[test]
fn a_password_may_cost_more_than_what_is_shipped_and_never_less() {
    let rules =
        "[passwords]\nmemory_kib = 65536\niterations = 3\nparallelism = 4\nconcurrent = 3\nwaiting = 9";
    let config = load(&format!("{}{rules}", with("")), &[]).passwords;
    assert_eq!(config.cost, HashCost { memory_kib: 65_536, iterations: 3, parallelism: 4 });
    assert_eq!((config.room.concurrent, config.room.waiting), (3, 9));
    let check = |line: &str, setting: &str| {
        assert_eq!(wrong(&format!("{}[passwords]\n{line}", with("")), &[]), [setting], "{line}");
    };
    check("memory_kib = 19455", "passwords.memory_kib");
    check("memory_kib = 1048577", "passwords.memory_kib");
    check("iterations = 1", "passwords.iterations");
    check("parallelism = 0", "passwords.parallelism");
    check("parallelism = 17", "passwords.parallelism");
    check("concurrent = 0", "passwords.concurrent");
    check("waiting = 0", "passwords.waiting");
    check("min_length = 4", "passwords.min_length");
    check("breach_list = \"absent.list\"", "passwords.breach_list");
    check("breach_list = \"master.key\"", "passwords.breach_list");
}

#[test]
fn a_breach_list_is_opened_with_the_configuration() {
    let folder = folder();
    let hash = "E5E9FA1BA31ECD1AE84F75CAAA474F3A663F05F4:1\n";
    let built = passkeep_server::passwords::build(
        hash.as_bytes(),
        &folder.path().join("breach.list"),
        None,
        &mut |_| {},
    );
    assert_eq!(built.unwrap().hashes, 1);
    let text = format!("{}[passwords]\nbreach_list = \"breach.list\"", with(""));
    let config = load_in(&folder, &text, &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(config.passwords.breach_list.unwrap().count(), 1);
    std::fs::write(folder.path().join("breach.list"), "passkeep breach\n").unwrap();
    let error = load_in(&folder, &text, &[]).unwrap_err().to_string();
    assert!(error.contains("breach.list: it is no breach list"), "{error}");
}

#[test]
fn the_apps_in_the_example_are_taken() {
    let example = include_str!("../../../docs/config.example.toml");
    let written = |setting: &str| {
        let line = example.lines().find(|line| line.starts_with(&format!("# {setting} = ["))).unwrap();
        line.strip_prefix("# ").unwrap()
    };
    let text = format!(
        "{}\n{}\n[apps]\n{}\n[apps.android]\n{}\n[brand]\n{SMS}",
        written("origins"),
        written("top_origins"),
        written("apple"),
        written("\"com.example.app\""),
    );
    let config = load(&format!("{BASE}{text}"), &[]);
    let origins: Vec<&str> = config.policy.origins.iter().map(|origin| origin.as_str()).collect();
    assert_eq!(
        origins,
        [
            "https://account.example.com",
            "https://www.example.com",
            "https://www.example.net",
            "android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU",
        ]
    );
    assert_eq!(config.policy.top_origins[0].as_str(), "https://partner.example.org");
    assert_eq!((config.apps.android.len(), config.apps.apple.len()), (1, 1));
}

#[test]
fn a_variable_beats_the_file() {
    let environment = [
        ("PASSKEEP_BASE_URL", "https://login.example.com"),
        ("PASSKEEP_LISTEN", "127.0.0.1:1, 127.0.0.1:2"),
        ("PASSKEEP_POLICY__SESSION_SECONDS", "3600"),
        ("PASSKEEP_SERVICE_HOST", "10.0.0.1"),
        ("PASSKEEP_PORT_8443_TCP", "tcp://10.0.0.1:8443"),
        ("HOME", "/root"),
    ];
    let config = load(&with(""), &environment);
    assert_eq!(config.base_url.as_str(), "https://login.example.com");
    assert_eq!(config.listen.len(), 2);
    assert_eq!(config.policy.session_two.seconds, 3600);
}

#[test]
fn all_that_is_wrong_is_named_at_once() {
    let text = r#"
        base_url = "http://account.example.com"
        listen = "everywhere"
        master_key_file = "nothing.key"
        colour = "red"
        [policy]
        session_seconds = 86401
        passkey_settles_seconds = 60
        [sms]
        gateway = "pigeon"
        url = "https://sms.example.net"
    "#;
    assert_eq!(
        wrong(text, &[]),
        [
            "base_url",
            "listen",
            "master_key_file",
            "policy.session_seconds",
            "policy.passkey_settles_seconds",
            "sms.gateway",
            "colour",
        ]
    );
    assert_eq!(wrong("", &[]), ["base_url", "master_key_file", "sms.gateway"]);
}

#[test]
fn a_fault_says_what_belongs_there_and_what_stands_there() {
    let error = load_in(&folder(), &with("rp_id = \"example.org\""), &[]).unwrap_err().to_string();
    let expected = "rp_id: expected base_url's host, or a parent domain of it, found \"example.org\"";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn each_wrong_setting_is_refused() {
    let check = |line: &str, setting: &str| assert_eq!(wrong(&with(line), &[]), [setting], "{line}");
    check("rp_id = \"com\"", "rp_id");
    check("origins = [\"https://www.example.com/\"]", "origins");
    check("origins = [\"android:apk-key-hash:short\"]", "origins");
    check("top_origins = [\"https://shop.example/\"]", "top_origins");
    check("apps.apple = [\"com.example.app\"]", "apps.apple");
    check("apps.android.\"com.example.app\" = [\"14:6D\"]", "apps.android.com.example.app");
    check("database = \"mysql://localhost\"", "database");
    check("brand.logo = \"logo.exe\"", "brand.logo");
    check("brand.colour = \"red\"", "brand.colour");
    check("log.level = \"loud\"", "log.level");
    check("log.format = \"xml\"", "log.format");
    check("listen = 8080", "listen");
    check("policy.session_idle_seconds = 3601", "policy.session_idle_seconds");
    check("policy.code_seconds = 601", "policy.code_seconds");
    check("policy.code_attempts = 6", "policy.code_attempts");
    check("policy.new_browser_seconds = 86399", "policy.new_browser_seconds");
    check("policy.trust_settles_seconds = 259199", "policy.trust_settles_seconds");
    check("policy.approval_seconds = 301", "policy.approval_seconds");
    check("policy.new_device_approval = \"never\"", "policy.new_device_approval");
    check("limits.requests_per_minute = 9", "limits.requests_per_minute");
    check("forwarded_header = \"x-real-ip\"", "forwarded_header");
    check("place_header = \"two words\"", "place_header");
    check("policy.hold_seconds = 86399", "policy.hold_seconds");
    check("policy.dispute_passkey_seconds = 604799", "policy.dispute_passkey_seconds");
    check("policy.recovery_seconds = 259199", "policy.recovery_seconds");
    check("policy.contact_proves_seconds = 2591999", "policy.contact_proves_seconds");
    check("policy.freeze_lapses_seconds = 86401", "policy.freeze_lapses_seconds");
    check("policy.session_seconds = \"3600\"", "policy.session_seconds");
    check("email.host = \"mail.example.net\"", "email.from");
}

#[test]
fn the_proxies_headers_are_named_and_mean_nothing_without_proxies() {
    let named = load(&with("forwarded_header = \"Forwarded\"\nplace_header = \"cf-ipcountry\""), &[]);
    let Transport::Proxied(proxies) = named.transport else { panic!("no proxies") };
    assert_eq!(proxies.header, ForwardedHeader::Forwarded);
    assert_eq!(proxies.place_header.unwrap(), "cf-ipcountry");
    let Transport::Proxied(proxies) = load(&with(""), &[]).transport else { panic!("no proxies") };
    assert_eq!((proxies.header, proxies.place_header), (ForwardedHeader::XForwardedFor, None));
    let local = "base_url = \"http://localhost:8080\"\nmaster_key_file = \"master.key\"";
    assert_eq!(wrong(&format!("forwarded_header = \"forwarded\"\n{local}{SMS}"), &[]), ["forwarded_header"]);
}

#[test]
fn when_a_new_device_takes_approval_is_the_operators_choice() {
    let policy = |line: &str| load(&with(line), &[]).policy.new_device_approval;
    assert_eq!(policy(""), NewDeviceApproval::Fallback);
    assert_eq!(policy("policy.new_device_approval = \"always\""), NewDeviceApproval::Always);
}

#[test]
fn a_public_address_needs_tls_or_proxies() {
    let key = "master_key_file = \"master.key\"";
    let https = format!("base_url = \"https://account.example.com\"\n{key}{SMS}");
    assert_eq!(wrong(&https, &[]), ["tls.certificate"]);
    let tls = "tls.certificate = \"master.key\"\ntls.key = \"master.key\"";
    assert_eq!(wrong(&format!("proxies = [\"10.0.0.0/8\"]\n{tls}\n{https}"), &[]), ["proxies"]);
    let everybody = format!("proxies = [\"0.0.0.0/0\"]\n{https}");
    assert_eq!(wrong(&everybody, &[]), ["proxies"]);
    let local = format!("base_url = \"http://localhost:8080\"\n{key}{SMS}");
    assert_eq!(wrong(&local, &[]), Vec::<String>::new());
    assert_eq!(wrong(&format!("listen = \"0.0.0.0:8080\"\n{local}"), &[]), ["listen"]);
}

#[test]
fn messages_leave_in_the_clear_only_where_nobody_listens() {
    let sms = |url: &str| {
        format!("{BASE}\n[sms]\ngateway = \"http\"\nmethod = \"GET\"\nurl = \"{url}?to={{to}}&t={{text}}\"")
    };
    assert_eq!(wrong(&sms("http://sms.example.net/"), &[]), ["sms.url"]);
    assert_eq!(wrong(&sms("http://8.8.8.8/"), &[]), ["sms.url"]);
    for url in ["https://sms.example.net/", "http://localhost:13013/", "http://10.1.2.3/", "http://[::1]/"] {
        assert_eq!(wrong(&sms(url), &[]), Vec::<String>::new(), "{url}");
    }
    let email = |host: &str| {
        format!("{BASE}{SMS}\n[email]\nhost = \"{host}\"\ntls = \"none\"\nfrom = \"a@example.com\"")
    };
    assert_eq!(wrong(&email("mail.example.net"), &[]), ["email.tls"]);
    assert_eq!(wrong(&email("127.0.0.1"), &[]), Vec::<String>::new());
}

#[test]
fn a_template_must_carry_number_and_text() {
    let body = |body: &str| {
        format!("{BASE}\n[sms]\ngateway = \"http\"\nurl = \"https://sms.example.net\"\nbody = '{body}'")
    };
    assert_eq!(wrong(&body(r#"{"to":"{to}"}"#), &[]), ["sms.body"]);
    assert_eq!(wrong(&body(r#"{"to":"{to}","text":"{text}""#), &[]), ["sms.body"]);
    let form =
        format!("{}\ncontent_type = \"application/x-www-form-urlencoded\"", body("to={to}&text={text}"));
    assert_eq!(wrong(&form, &[]), Vec::<String>::new());
}

#[test]
fn twilio_takes_its_token_from_a_file() {
    let folder = folder();
    write(folder.path(), "token", "hunter2\n", 0o600);
    let sid = "0".repeat(32);
    let text = format!(
        "{BASE}\n[sms]\ngateway = \"twilio\"\naccount_sid = \"AC{sid}\"\nauth_token_file = \"token\"\nmessaging_service_sid = \"MG{sid}\""
    );
    let config = load_in(&folder, &text, &[]).unwrap_or_else(|error| panic!("{error}"));
    let Some(SmsConfig::Twilio(twilio)) = &config.sms else { panic!("{:?}", config.sms) };
    assert_eq!(twilio.auth_token.expose(), "hunter2");
    assert_eq!(twilio.base_url.as_str(), "https://api.twilio.com/");
    let both = format!("{text}\nfrom = \"+14155550100\"");
    assert_eq!(wrong(&both.replace("auth_token_file = \"token\"", "auth_token = \"x\""), &[]), ["sms.from"]);
    let neither = format!("{BASE}\n[sms]\ngateway = \"twilio\"\naccount_sid = \"AC{sid}\"");
    assert_eq!(wrong(&neither, &[]), ["sms.auth_token_file", "sms.from"]);
}

#[test]
fn a_master_key_that_everybody_can_read_is_refused() {
    let folder = folder();
    write(folder.path(), "master.key", &"0f".repeat(32), 0o644);
    let error = load_in(&folder, &with(""), &[]).unwrap_err().to_string();
    assert!(error.contains("master_key_file") && error.contains("which everybody can read"), "{error}");
}

#[test]
fn no_secret_is_shown() {
    let secret = "hunter2";
    let faults = format!(
        "{BASE}\ndatabase = \"mysql://u:{secret}@h\"\nauth_tokn = \"{secret}\"\n[sms]\ngateway = \"http\"\n\
         url = \"ftp://h/{secret}\"\nbody = '{{to}} {{text}} {secret}'\n[sms.headers]\n\"a b\" = \"{secret}\""
    );
    let error = load_in(&folder(), &faults, &[]).unwrap_err().to_string();
    for setting in ["database", "auth_tokn", "sms.url", "sms.body", "sms.headers.a b"] {
        assert!(error.contains(setting), "{setting} is missing in {error}");
    }
    assert!(!error.contains(secret), "{error}");

    let broken =
        load_in(&folder(), &format!("a = 1\nauth_token = \"{secret}\" x"), &[]).unwrap_err().to_string();
    assert!(broken.contains("line 2") && !broken.contains(secret), "{broken}");

    let text = format!(
        "{}\n[sms.headers]\nauthorization = \"{secret}\"",
        with(&format!("database = \"postgres://u:{secret}@h/n\""))
    );
    let config = load(&text, &[]);
    assert!(!format!("{config:?}").contains(secret));
    assert!(!format!("{config:?}").contains(&"0f".repeat(32)));
}

#[test]
fn what_is_asked_of_authenticators_is_read_whole() {
    let service = passkeep_authenticator::MetadataPublisher::new();
    let folder = folder();
    write(folder.path(), "vendor.pem", &service.root_pem(), 0o644);
    let rules = r#"
        [attestation]
        conveyance = "direct"
        untrusted = "refuse"
        compromised = "accept"
        key_export = "refuse"
        certification = "L2plus"
        models = ["cb69481e-8ff7-4039-93ec-0a2729a154a8"]
        refused_models = ["ee882879-721c-4913-9775-3dfcce97072a"]
        roots = ["vendor.pem"]
        [metadata]
        roots = ["vendor.pem"]
        signer = "mds.example.org"
    "#;
    let config =
        load_in(&folder, &format!("{}{rules}", with("")), &[]).unwrap_or_else(|error| panic!("{error}"));
    let authenticators = &config.policy.authenticators;
    assert_eq!(authenticators.conveyance, AttestationConveyance::Direct);
    assert_eq!(authenticators.untrusted, Untrusted::Refused);
    assert_eq!(authenticators.compromised, Compromised::Accepted);
    assert_eq!(authenticators.key_export, KeyExport::Refused);
    assert_eq!(authenticators.certification_min, Some(Certification::L2Plus));
    assert_eq!((authenticators.allowed.len(), authenticators.refused.len()), (1, 1));
    assert_eq!(authenticators.anchors[0].certificate, service.root());
    assert_eq!(config.metadata.anchors, authenticators.anchors);
    assert_eq!(config.metadata.signer, "mds.example.org");

    let shipped = load(&with(""), &[]);
    assert_eq!(shipped.policy.authenticators.conveyance, AttestationConveyance::None);
    assert_eq!(shipped.policy.authenticators.compromised, Compromised::Refused);
    assert_eq!((shipped.metadata.anchors.len(), &*shipped.metadata.signer), (1, "mds.fidoalliance.org"));
}

#[test]
fn what_is_asked_of_authenticators_is_refused_by_name() {
    let check = |rules: &str, settings: &[&str]| {
        assert_eq!(wrong(&format!("{}{rules}", with("")), &[]), settings, "{rules}");
    };
    check("[attestation]\nconveyance = \"indirect\"", &["attestation.conveyance"]);
    check("[attestation]\nuntrusted = \"no\"", &["attestation.untrusted"]);
    check("[attestation]\nconveyance = \"direct\"\ncertification = \"l1\"", &["attestation.certification"]);
    check(
        "[attestation]\nrefused_models = [\"00000000-0000-0000-0000-000000000000\"]",
        &["attestation.refused_models"],
    );
    check("[attestation]\nroots = [\"absent.pem\"]", &["attestation.roots"]);
    check("[metadata]\nroots = [\"master.key\"]", &["metadata.roots"]);
    check("[metadata]\nsigner = \"https://mds.example.org\"", &["metadata.signer"]);
    // What only an attestation proves is not demanded without asking for one.
    for rule in [
        "untrusted = \"refuse\"",
        "key_export = \"refuse\"",
        "certification = \"L1\"",
        "models = [\"cb69481e-8ff7-4039-93ec-0a2729a154a8\"]",
    ] {
        check(&format!("[attestation]\n{rule}"), &["attestation.conveyance"]);
        check(&format!("[attestation]\nconveyance = \"direct\"\n{rule}"), &[]);
    }
}

#[test]
fn staff_are_named_by_user_ids_whose_check_digits_fit() {
    use passkeep_decision::support::{Role, SupportPolicy, ToldAs};
    assert_eq!(load(&format!("{BASE}{SMS}"), &[]).policy.support, SupportPolicy::default());
    let staff = "[support]\ntold_as = \"user_id\"\nlooks_per_hour = 20\n[support.staff]\n";
    let ids = "\"100 000 009\" = \"decide\"\n200000008 = \"look\"\n";
    let support = load(&format!("{BASE}{SMS}{staff}{ids}"), &[]).policy.support;
    assert_eq!((support.told_as, support.looks_per_hour), (ToldAs::UserId, 20));
    let roles: Vec<Role> = support.staff.iter().map(|member| member.role).collect();
    assert_eq!(roles, [Role::Decide, Role::Look]);
    let rows = [
        ("\"100 000 008\" = \"look\"\n", "support.staff.100 000 008"),
        ("\"100 000 009\" = \"boss\"\n", "support.staff.100 000 009"),
        ("\"100 000 009\" = \"look\"\n100000009 = \"help\"\n", "support.staff.100000009"),
    ];
    for (lines, setting) in rows {
        assert_eq!(wrong(&format!("{BASE}{SMS}[support.staff]\n{lines}"), &[]), [setting], "{lines}");
    }
    // The waits may be longer, never shorter.
    for name in ["shortest_wait_seconds = 86399", "address_seconds = 259199", "looks_per_hour = 0"] {
        let setting = format!("support.{}", name.split(' ').next().unwrap());
        assert_eq!(wrong(&format!("{BASE}{SMS}[support]\n{name}\n"), &[]), [setting]);
    }
}
