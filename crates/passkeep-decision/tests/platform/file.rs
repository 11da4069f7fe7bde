//! What is wrong with an operator's file is all named at once, each with its line and how to mend it.

use passkeep_decision::platform::policy::{ClientPolicy, OwnText};

fn problems(text: &str) -> Vec<String> {
    ClientPolicy::parse(text).expect_err("it has faults").iter().map(ToString::to_string).collect()
}

/// A file with one rule, which begins on line 3.
fn ruled(rule: &str) -> String {
    format!(
        "{{\"policy_id\": \"t\", \"revision\": 1, \"default\": {{\"effect\": \"allow\"}},\n\"rules\": [\n{rule}\n]}}"
    )
}

#[test]
fn the_shipped_file_is_whole() {
    let (policy, notes) = ClientPolicy::parse(ClientPolicy::SHIPPED).unwrap();
    assert_eq!(policy, ClientPolicy::shipped());
    let notes: Vec<String> = notes.iter().map(ToString::to_string).collect();
    let expected = [
        "line 35, /rules/2/link: \"store\" leads nowhere yet: write its address under \"links\"",
        "line 43, /rules/3/link: \"download\" leads nowhere yet: write its address under \"links\"",
    ];
    assert_eq!(notes, expected);
}

#[test]
fn every_fault_is_named_with_its_line() {
    let text = r#"{
  "policy_id": "",
  "revision": 0,
  "default": { "effect": "block" },
  "ruels": [],
  "rules": [
    {
      "id": "iOS floor",
      "when": { "os.verson": { "lt": "16" }, "os.version": { "below": "16" }, "os.name": "osx" },
      "effect": "blok"
    },
    { "id": "b", "when": {}, "effect": "block", "operation": ["create_passkey"] },
    { "id": "b", "when": { "app.version": { "lt": 16.20 } }, "effect": "allow" },
    7
  ],
  "texts": { "policy.own": "Use {browser}.", "policy.own": " " }
}"#;
    let expected = [
        "line 2, /policy_id: a name for these rules, as \"client-support\"",
        "line 3, /revision: a whole number from 1 on: raise it with each change",
        "line 4, /default/effect: must be \"allow\": what is unknown never stops. Name what is to be stopped in a rule",
        "line 5, /ruels: no member of this name; did you mean rules?",
        "line 8, /rules/0/id: 1 to 40 of a-z, 0-9 and -, as \"ios-floor\"",
        "line 9, /rules/0/when/os.name: \"osx\" is none of ios, ipados, android, windows, macos, linux, chromeos, harmonyos; did you mean ios?",
        "line 9, /rules/0/when/os.version/below: no test of this name: lt, lte, gt, gte, in, not, known",
        "line 9, /rules/0/when/os.verson: no such fact; did you mean os.version?. There are channel, app.id, app.version, os.name, os.version, os.api_level, os.build, screen_lock, gms, region, browser, browser.version and caps.NAME",
        "line 10, /rules/0/effect: \"blok\" is none of allow, warn, block, redirect; did you mean block?",
        "line 12, /rules/1/operation: no member of a rule has this name; did you mean operations?",
        "line 12, /rules/1/when: what must hold of the client, as { \"os.name\": \"ios\", \"os.version\": { \"lt\": \"16\" } }",
        "line 12, /rules/1: has no code: people and support name a stop by it, as \"code\": \"ENV-02\"",
        "line 12, /rules/1: has no text: nobody is stopped without a sentence, as \"text\": \"policy.update_os\"",
        "line 13, /rules/2/when/app.version/lt: write versions in quotes: as a number 16.20 is 16.2",
        "line 13, /rules/2/id: another rule is called \"b\" too: rename one",
        "line 14, /rules/3: a rule is an object: { \"id\": …, \"when\": {…}, \"effect\": … }",
        "line 16, /texts/policy.own: stands there twice, and only one would count: remove one",
        "line 16, /texts/policy.own: a sentence of 1 to 400 characters",
    ];
    let seen = problems(text);
    for (seen, expected) in seen.iter().zip(expected) {
        assert_eq!(seen, expected);
    }
    assert_eq!(seen.len(), expected.len(), "{seen:#?}");
}

#[test]
fn an_unknown_version_stops_nobody_whatever_is_written() {
    let block = |when: &str, more: &str| {
        ruled(&format!(
            "{{\"id\": \"r\", \"when\": {when}, \"effect\": \"block\", \"code\": \"E\", \"text\": \"policy.harmony\"{more}}}"
        ))
    };
    let matched = block(r#"{"os.version": {"lt": "16"}}"#, r#", "on_unknown": "match""#);
    assert_eq!(
        problems(&matched),
        ["line 3, /rules/0/on_unknown: must be \"no_match\" here: an unknown version never stops"]
    );
    let unknown = block(r#"{"os.build": {"known": false}}"#, "");
    assert_eq!(
        problems(&unknown),
        [
            "line 3, /rules/0/when/os.build: an unknown version never stops: leave \"known\": false to rules that allow or warn"
        ]
    );
    ClientPolicy::parse(&block(r#"{"screen_lock": "unset"}"#, r#", "on_unknown": "match""#)).unwrap();
}

#[test]
fn a_sentence_is_there_and_has_what_it_names() {
    let text = |text: &str, when: &str| {
        ruled(&format!(
            "{{\"id\": \"r\", \"when\": {when}, \"effect\": \"warn\", \"code\": \"E\", \"text\": \"{text}\"}}"
        ))
    };
    let lock = r#"{"screen_lock": "unset"}"#;
    assert_eq!(
        problems(&text("policy.update_so", lock)),
        [
            "line 3, /rules/0/text: no sentence of this name: write it under \"texts\"; did you mean policy.update_os?"
        ]
    );
    assert!(problems(&text("policy.update_os", lock))[0].contains("names a least version ({min})"));
    ClientPolicy::parse(&text("policy.update_os", r#"{"os.version": {"lt": "16"}}"#)).unwrap();
    ClientPolicy::parse(&text("policy.set_lock", lock)).unwrap();
}

#[test]
fn what_is_no_json_says_where() {
    assert_eq!(problems("{\n \"a\": 1,\n}"), ["line 3: not JSON: trailing comma at line 3 column 1"]);
    assert!(problems("[]")[0].starts_with("line 1: the file is one object"));
    assert!(problems("")[0].starts_with("line 1: not JSON"));
    assert!(problems(&" ".repeat(300_000))[0].contains("larger than 256 KiB"));
}

#[test]
fn words_numbers_and_flags_are_kept_apart() {
    let check = |when: &str, expected: &str| {
        let seen =
            problems(&ruled(&format!("{{\"id\": \"r\", \"when\": {{{when}}}, \"effect\": \"allow\"}}")));
        assert_eq!(seen.len(), 1, "{seen:?}");
        assert!(seen[0].contains(expected), "{}", seen[0]);
    };
    check(r#""os.api_level": {"lt": "28"}"#, "os.api_level is a whole number, without quotes");
    check(r#""caps.conditionalGet": "true""#, "caps.conditionalGet is true or false, without quotes");
    check(r#""os.name": {"lt": "ios"}"#, "os.name has no order");
    check(r#""screen_lock": "unknown""#, "write { \"known\": false } for what is unknown");
    check(r#""region": "china""#, "two capital letters");
    check(r#""os.version": "16.x""#, "\"16.x\" is no version");
    check(r#""os.name": {"in": []}"#, "a list of values");
    check(r#""app.id": "Mobile App""#, "no app's word");
    check(r#""os.version": {}"#, "an empty test");
    check(r#""os.version": {"known": "yes"}"#, "true or false");
}

#[test]
fn an_operator_s_sentence_is_found_by_language() {
    let text = r#"{"policy_id": "t", "revision": 1, "default": {"effect": "allow"}, "rules": [
        {"id": "r", "when": {"os.version": {"lt": "16"}}, "effect": "block", "code": "E", "text": "own"}],
        "texts": {"own": {"en": "Needs {min}.", "zh": "需要 {min}。"}, "same": "Everywhere."}}"#;
    let (policy, notes) = ClientPolicy::parse(text).unwrap();
    let own = |name: &str, language: &str| policy.texts[name].get(language).map(str::to_owned);
    assert_eq!(own("own", "zh-CN").as_deref(), Some("需要 {min}。"));
    assert_eq!(own("own", "en").as_deref(), Some("Needs {min}."));
    assert_eq!(own("own", "ja").as_deref(), Some("Needs {min}."), "English where there is none");
    assert_eq!(own("same", "ja").as_deref(), Some("Everywhere."));
    assert_eq!(OwnText::default().get("en"), None);
    assert_eq!(notes.len(), 1, "no rule says the other: {notes:?}");
}
