use super::*;

fn texts(en: &str, zh: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("en".to_owned(), en.to_owned()), ("zh-CN".to_owned(), zh.to_owned())])
}

fn field(name: &str, kind: FieldKind) -> Field {
    Field { name: name.into(), kind, optional: false, label: texts(name, "标签") }
}

fn limit(currency: &str, units: u128) -> AmountLimit {
    AmountLimit(Amount { currency: Currency::parse(currency).unwrap(), units })
}

fn withdrawal() -> ActionType {
    let currencies =
        BTreeMap::from([(Currency::parse("USD").unwrap(), 2), (Currency::parse("JPY").unwrap(), 0)]);
    let choices = vec![Choice { value: "fast".into(), label: texts("At once", "立即") }];
    let template = |text| Template::parse(text).unwrap();
    ActionType {
        name: TypeName::parse("withdrawal").unwrap(),
        version: 1,
        effect: Effect::MovesValue,
        level: Level::TwoP,
        passkey_seconds: 0,
        lifetime_seconds: 300,
        fields: vec![
            field("amount", FieldKind::Amount { currencies }),
            field("to", FieldKind::Payee { characters_max: 20 }),
            field("iban", FieldKind::AccountNumber),
            field("speed", FieldKind::Choice { choices }),
            Field { optional: true, ..field("note", FieldKind::Text { characters_max: 20 }) },
            Field { optional: true, ..field("shares", FieldKind::Quantity { scale: 3 }) },
        ],
        title: BTreeMap::from([
            ("en".to_owned(), template("Withdraw {amount} to {to}")),
            ("zh-CN".to_owned(), template("提现 {amount} 到 {to}")),
        ]),
        amount: Some("amount".into()),
        payee: Some("to".into()),
        second_over: vec![limit("USD", 1_000_000)],
        restricted_up_to: vec![],
        steps: vec![],
    }
}

const GOOD: &str = r#"{"to":"Ada Okafor","amount":{"value":"25000.00","currency":"USD"},"iban":"DE89370400440532013000","speed":"fast"}"#;

fn made(json: &str) -> Result<Action, FieldProblem> {
    withdrawal().action(&serde_json::from_str::<Given>(json).unwrap())
}

#[test]
fn an_action_is_what_was_given_in_order() {
    let action = made(GOOD).unwrap();
    let expected = r#"{"amount":{"currency":"USD","value":"25000.00"},"iban":"DE89370400440532013000","speed":"fast","to":"Ada Okafor"}"#;
    assert_eq!(action.as_str(), expected);
    let amount = withdrawal().amount(&action).unwrap();
    assert_eq!((amount.currency.as_str(), amount.units), ("USD", 2_500_000));
    assert_eq!(withdrawal().payee(&action), Some("Ada Okafor"));
}

#[test]
fn what_is_shown_is_signed_in_each_language() {
    let action = made(GOOD).unwrap();
    let english = withdrawal().shown(&action, "Halden", "en").text();
    assert_eq!(
        english,
        "Halden\nWithdraw 25,000.00 USD to Ada Okafor\namount: 25,000.00 USD\nto: Ada Okafor\n\
         iban: DE89 3704 0044 0532 0130 00\nspeed: At once"
    );
    let chinese = withdrawal().shown(&action, "Halden", "zh-CN").text();
    assert!(
        chinese.starts_with("Halden\n提现 25,000.00 USD 到 Ada Okafor\n标签: 25,000.00 USD"),
        "{chinese}"
    );
    assert_eq!(withdrawal().shown(&action, "Halden", "fr").text(), english);
}

#[test]
fn every_field_is_refused_by_its_place() {
    for (json, pointer, fault) in [
        ("[]", "/fields", FieldFault::WrongType),
        ("7", "/fields", FieldFault::Number),
        (r#"{"other":"a"}"#, "/fields/other", FieldFault::Unknown),
        (r#"{"a/b~c":"a"}"#, "/fields/a~1b~0c", FieldFault::Unknown),
        ("{}", "/fields/amount", FieldFault::Missing),
        (r#"{"amount":25000.00}"#, "/fields/amount", FieldFault::Number),
        (r#"{"amount":"25000.00"}"#, "/fields/amount", FieldFault::WrongType),
        (r#"{"amount":{"value":"1.00"}}"#, "/fields/amount/currency", FieldFault::Missing),
        (r#"{"amount":{"currency":"USD","value":1.00}}"#, "/fields/amount/value", FieldFault::Number),
        (r#"{"amount":{"currency":"USD","value":"1.0"}}"#, "/fields/amount/value", FieldFault::Scale),
        (r#"{"amount":{"currency":"JPY","value":"1.0"}}"#, "/fields/amount/value", FieldFault::Scale),
        (r#"{"amount":{"currency":"EUR","value":"1.00"}}"#, "/fields/amount/currency", FieldFault::Currency),
        (r#"{"amount":{"currency":"USD","value":"1.00","x":"y"}}"#, "/fields/amount", FieldFault::Unknown),
        (r#"{"to":7}"#, "/fields/to", FieldFault::Number),
        (r#"{"to":null}"#, "/fields/to", FieldFault::WrongType),
        (r#"{"to":""}"#, "/fields/to", FieldFault::Empty),
        (r#"{"to":" Ada"}"#, "/fields/to", FieldFault::Empty),
        (r#"{"to":"abcdefghijklmnopqrstuvw"}"#, "/fields/to", FieldFault::TooLong),
        (r#"{"to":"A\u202eda"}"#, "/fields/to", FieldFault::Hidden),
        (r#"{"to":"A\nda"}"#, "/fields/to", FieldFault::Hidden),
        (r#"{"to":"e\u0301"}"#, "/fields/to", FieldFault::NotNfc),
        (r#"{"iban":"de89"}"#, "/fields/iban", FieldFault::Characters),
        (r#"{"iban":"DE89 3704"}"#, "/fields/iban", FieldFault::Characters),
        (r#"{"speed":"slow"}"#, "/fields/speed", FieldFault::Choice),
        (r#"{"shares":"1.50"}"#, "/fields/shares", FieldFault::Scale),
        (r#"{"shares":1}"#, "/fields/shares", FieldFault::Number),
    ] {
        assert_eq!(made(json), Err(FieldProblem { pointer: pointer.into(), fault }), "{json}");
    }
}

#[test]
fn a_currency_without_a_limit_is_over_it() {
    let amount = |currency, units| limit(currency, units).0;
    let limits = [limit("USD", 1_000_000)];
    for (amount, over) in [
        (Some(amount("USD", 1_000_000)), false),
        (Some(amount("USD", 1_000_001)), true),
        (Some(amount("JPY", 1)), true),
        (None, true),
    ] {
        assert_eq!(is_over(&limits, amount.as_ref()), over, "{amount:?}");
        assert!(!is_over(&[], amount.as_ref()));
        assert!(!is_within(&[], amount.as_ref()));
    }
    assert!(is_within(&limits, Some(&amount("USD", 1_000_000))));
    assert!(!is_within(&limits, Some(&amount("JPY", 1))));
    assert!(!is_within(&limits, None));
}
