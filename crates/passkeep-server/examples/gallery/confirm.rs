//! The page of a confirmation, in each state that it can be in.

use passkeep_server::views::{ActionField, ConfirmPage, ConfirmRefusal, ConfirmState, FieldSize};

use super::*;

/// A withdrawal, whose title says the amount, in every state; and an order, whose title doesn't.
pub(super) fn confirm_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let later = NOW_MS + DAY_MS;
    let states = [
        ("confirm", ConfirmState::Open { takes_second: false }),
        ("confirm-second", ConfirmState::Open { takes_second: true }),
        ("confirm-held", ConfirmState::Held { until_ms: later }),
        ("confirm-second-here", ConfirmState::SecondHere { until_ms: later }),
        ("confirm-frozen", ConfirmState::Refused(ConfirmRefusal::Frozen)),
        ("confirm-needs-proof", ConfirmState::Refused(ConfirmRefusal::NeedsProof)),
        ("confirm-value-held", ConfirmState::Refused(ConfirmRefusal::ValueHeld(later))),
        ("confirm-new-browser", ConfirmState::Refused(ConfirmRefusal::NewBrowser(later))),
        ("confirm-too-new", ConfirmState::Refused(ConfirmRefusal::PasskeyTooNew(later))),
        ("confirm-level", ConfirmState::Refused(ConfirmRefusal::LevelTooLow)),
        ("confirm-second-way", ConfirmState::Refused(ConfirmRefusal::SecondWayNeeded)),
        ("confirm-confirmed", ConfirmState::Confirmed { digest: Some(*b"a digest of a receipt, 32 bytes!") }),
        ("confirm-denied", ConfirmState::Denied),
        ("confirm-withdrawn", ConfirmState::Withdrawn),
        ("confirm-expired", ConfirmState::Expired),
        ("confirm-blocked", ConfirmState::Blocked),
        ("confirm-void", ConfirmState::Void),
    ];
    let mut pages: Vec<_> =
        states.map(|(name, state)| (name, rendered(&withdrawal(sample, state)))).into_iter().collect();
    pages.push(("confirm-order", rendered(&order(sample))));
    pages
}

fn withdrawal(sample: &Sample, state: ConfirmState) -> ConfirmPage {
    let words = match sample.language {
        Language::En => ["Withdraw 25,000.00 USD", "Amount", "To", "Account", "Note"],
        Language::ZhCn => ["提现 25,000.00 USD", "金额", "收款人", "账号", "备注"],
        Language::ZhTw => ["提領 25,000.00 USD", "金額", "收款人", "帳號", "備註"],
        Language::Ja => ["25,000.00 USD の出金", "金額", "受取人", "口座", "メモ"],
    };
    let [title, amount, to, account, note] = words;
    let fields = vec![
        field(amount, "25,000.00 USD", FieldSize::Amount),
        field(to, "Fairmead Bank of the Northern Provinces", FieldSize::Large),
        field(account, "PT50 0002 0123 1234 5678 9015 4", FieldSize::Text),
        field(note, "November", FieldSize::Text),
    ];
    page(sample, (title, fields), state)
}

fn order(sample: &Sample) -> ConfirmPage {
    let words = match sample.language {
        Language::En => ["Buy 10.5 VWCE", "Side", "Buy", "Security", "Quantity", "Value at most"],
        Language::ZhCn => ["买入 10.5 VWCE", "方向", "买入", "证券", "数量", "最高金额"],
        Language::ZhTw => ["買入 10.5 VWCE", "方向", "買入", "證券", "數量", "最高金額"],
        Language::Ja => ["VWCE を 10.5 口購入", "売買", "購入", "銘柄", "数量", "上限金額"],
    };
    let [title, side, buy, security, quantity, value] = words;
    let fields = vec![
        field(side, buy, FieldSize::Text),
        field(security, "VWCE", FieldSize::Text),
        field(quantity, "10.5", FieldSize::Text),
        field(value, "1,301.00 EUR", FieldSize::Amount),
    ];
    page(sample, (title, fields), ConfirmState::Open { takes_second: false })
}

fn field(label: &str, value: &str, size: FieldSize) -> ActionField {
    ActionField { label: label.into(), value: value.into(), size }
}

fn page(sample: &Sample, (title, fields): (&str, Vec<ActionField>), state: ConfirmState) -> ConfirmPage {
    ConfirmPage {
        page: sample.owner("/confirm/AAAAAAAAAAAAAAAAAAAAAA", Section::History),
        id: "AAAAAAAAAAAAAAAAAAAAAA".into(),
        app: "Larkfield".into(),
        title: title.into(),
        fields,
        asked_at_ms: NOW_MS - MINUTE_MS,
        expires_at_ms: NOW_MS + 9 * MINUTE_MS,
        state,
        return_to: Some("https://larkfield.example/confirmed".into()),
    }
}
