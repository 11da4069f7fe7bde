//! What operators write in each language: legal texts, and the words of what they have confirmed.

use super::super::{load, with, wrong};
use passkeep_server::texts::Language;

const REGIONS: &str = r#"
    [legal.default]
    name = { en = "Example Ltd" }
    terms = { en = "https://example.com/terms", zh-CN = "https://example.com/zh/terms" }
    [legal.eu]
    hosts = ["account.example.eu", "login.example.eu"]
    name = { en = "Example SE", ja = "エグザンプル" }
    imprint = { en = "https://example.eu/imprint" }
    [legal.CN]
    name = { en = "Example China", zh-CN = "示例" }
"#;

fn of(host: &str, line: &str) -> String {
    with("").replace("account.example.com", host) + line
}

#[test]
fn legal_texts_are_of_the_region_that_the_operator_names() {
    let name = |text: &str, language: Language| {
        load(text, &[]).legal.in_language(language).name.unwrap_or_default().to_owned()
    };
    let check = |host: &str, line: &str, expected: &str| {
        assert_eq!(name(&of(host, &format!("{line}{REGIONS}")), Language::En), expected, "{host} {line}");
    };
    check("account.example.com", "", "Example Ltd");
    check("login.example.eu", "", "Example SE");
    check("account.example.com", "[legal]\nregion = \"CN\"\n", "Example China");
    // What is named beats what follows from the host.
    check("login.example.eu", "[legal]\nregion = \"default\"\n", "Example Ltd");
    let legal = load(&with(""), &[]).legal;
    assert!(Language::ALL.iter().all(|language| !legal.in_language(*language).any()));
}

#[test]
fn a_legal_text_that_is_not_written_in_a_language_is_read_in_the_next_best() {
    let legal = load(&format!("{}{REGIONS}", with("")), &[]).legal;
    let terms = |language| legal.in_language(language).terms.unwrap();
    assert_eq!(terms(Language::En), "https://example.com/terms");
    assert_eq!(terms(Language::ZhCn), "https://example.com/zh/terms");
    assert_eq!(terms(Language::ZhTw), "https://example.com/zh/terms");
    assert_eq!(terms(Language::Ja), "https://example.com/terms");
    assert_eq!(legal.in_language(Language::Ja).privacy, None);
}

#[test]
fn a_fault_in_a_legal_text_is_named_in_whichever_region_it_is() {
    let check = |lines: &str, settings: &[&str]| {
        assert_eq!(wrong(&format!("{}{lines}", with("")), &[]), settings, "{lines}");
    };
    check("[legal]\nregion = \"eu\"", &["legal.region"]);
    check("[legal.eu]\nname = { en = \"Example\" }", &["legal.region"]);
    check("[legal.default]\nterms = { ja = \"https://example.com/\" }", &["legal.default.terms.en"]);
    check(
        "[legal.default]\nterms = { en = \"https://example.com/\", fr = \"x\" }",
        &["legal.default.terms.fr"],
    );
    check("[legal.default]\ncookies = { en = \"https://example.com/\" }", &["legal.default.cookies.en"]);
    check("[legal.default]\nname = { en = \"\" }", &["legal.default.name.en"]);
    for link in
        ["javascript:alert(1)", "http://example.com/", "/terms", "https://a:b@example.com/", "https:", ""]
    {
        check(&format!("[legal.default]\nterms = {{ en = \"{link}\" }}"), &["legal.default.terms.en"]);
    }
    check(
        "[legal.default]\nhosts = [\"https://example.com\"]\nname = { en = \"A\" }",
        &["legal.default.hosts"],
    );
    check(&format!("{REGIONS}\n[legal.other]\nterms = {{ en = \"x\" }}"), &["legal.other.terms.en"]);
}

#[test]
fn the_words_of_an_action_need_english_and_fall_back_to_what_is_nearest() {
    let of = |label: &str| {
        let table = format!(
            "[[confirmations]]\ntype = \"a\"\neffect = \"nothing\"\ntitle = {{ en = \"A {{b}}\" }}\n\
             [[confirmations.fields]]\nname = \"b\"\nkind = \"text\"\nlabel = {{ {label} }}\n"
        );
        format!("{}{table}", with(""))
    };
    let labels = load(&of("en = \"B\", zh-CN = \"乙\""), &[]).policy.action_types[0].fields[0].label.clone();
    let label = |tag: &str| labels[tag].as_str();
    assert_eq!([label("en"), label("zh-CN"), label("zh-TW"), label("ja")], ["B", "乙", "乙", "B"]);
    let labels = load(&of("en = \"B\", zh-TW = \"已\""), &[]).policy.action_types[0].fields[0].label.clone();
    assert_eq!(labels["zh-CN"], "已");
    let names = |label: &str, setting: &str| {
        let found = wrong(&of(label), &[]);
        assert!(found.contains(&format!("confirmations[0].fields[0].label.{setting}")), "{found:?}");
    };
    names("zh-CN = \"乙\"", "en");
    names("en = \"B\", ja = \"{\"", "ja");
    names("en = \"B\", fr = \"B\"", "fr");
}
