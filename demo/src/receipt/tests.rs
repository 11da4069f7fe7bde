//! The receipts that every verifier of this format is held to: good ones, and lies, each with the check that it fails.

use std::collections::BTreeMap;

use super::*;
use crate::action::{Action, Withdrawal};
use crate::money::Money;

#[derive(Deserialize)]
struct Corpus {
    trust: Trust,
    good: BTreeMap<String, String>,
    bad: BTreeMap<String, Lie>,
}

#[derive(Deserialize)]
struct Lie {
    check: String,
    jws: String,
}

fn corpus() -> Corpus {
    serde_json::from_str(include_str!("../../../sdk/receipt/tests/receipts.json")).unwrap()
}

#[test]
fn good_receipts_hold_and_lies_fail_the_check_that_they_must() {
    let Corpus { trust, good, bad } = corpus();
    for (name, jws) in good {
        assert!(verify(&jws, &trust).is_ok(), "{name}: {:?}", verify(&jws, &trust));
    }
    for (name, lie) in bad {
        // The action's one form is known by comparing it with what was asked.
        if lie.check != "action" {
            assert_eq!(
                verify(&lie.jws, &trust).err().map(|check| check.0),
                Some(lie.check.as_str()),
                "{name}"
            );
        }
    }
}

#[test]
fn a_receipt_of_anything_else_is_no_answer() {
    let Corpus { trust, good, .. } = corpus();
    let mut receipt = verify(&good["ES256"], &trust).unwrap();
    let action = |cents, name: &str| {
        Action::Withdrawal(Withdrawal { amount: Money(cents), name: name.into(), account: "8812".into() })
    };
    let subject = URL_SAFE_NO_PAD.encode([7; 16]);
    let account = hash("subject", &[trust.issuer.as_bytes(), b"larkfield", &[7; 16]]);
    receipt.client = "larkfield".into();
    receipt.account = URL_SAFE_NO_PAD.encode(account);
    receipt.action =
        r#"{"account":"8812","amount":{"currency":"USD","value":"25000.00"},"to":"Ada Okafor"}"#.into();
    let confirmation = receipt.confirmation.clone();
    let asked = action(2_500_000, "Ada Okafor");
    let answers = |client, subject: &str, confirmation: &str, action: &Action| {
        receipt.answers(&Asked { client, subject, confirmation, action })
    };
    assert!(answers("larkfield", &subject, &confirmation, &asked));
    assert!(!answers("another", &subject, &confirmation, &asked));
    assert!(!answers("larkfield", &URL_SAFE_NO_PAD.encode([8; 16]), &confirmation, &asked));
    assert!(!answers("larkfield", &subject, "another", &asked));
    assert!(!answers("larkfield", &subject, &confirmation, &action(2_500_001, "Ada Okafor")));
    assert!(!answers("larkfield", &subject, &confirmation, &action(2_500_000, "Bob")));
}
