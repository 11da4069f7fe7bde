//! What the account's owner reads of devices and holds, said of them to one of the staff.

use super::super::devices::TrustView;
use super::super::hold::{HeldKind, HoldStanding};
use super::super::page::{Html, MOMENT, Page};
use super::super::{DeviceView, HoldView};

/// How far a device is trusted, and why. What speaks to nobody stands as its owner reads it.
pub(crate) fn trust(device: &DeviceView, page: &Page) -> Html {
    let text = match device.trust {
        TrustView::SignUp { until_ms } => return page.timed("support-trust-sign-up", "until", &until_ms),
        TrustView::NotChosen => page.text("support-trust-not-chosen"),
        TrustView::SignedOut => page.text("support-trust-signed-out"),
        TrustView::SecretLost => page.text("support-trust-secret-lost"),
        TrustView::Copied => page.text("support-trust-copied"),
        TrustView::Settled | TrustView::NotYet { .. } | TrustView::NoFullSignIn => {
            return device.trust_in_words(page);
        }
    };
    Html::of_text(text)
}

/// What waits, with its moment in the reader's zone.
pub(crate) fn heading(hold: &HoldView, page: &Page) -> Html {
    page.with_moment(&title_until(hold, page, MOMENT), &hold.matures_at_ms)
}

/// The same where no zone but UTC can be known.
pub(crate) fn title(hold: &HoldView, page: &Page) -> String {
    title_until(hold, page, &page.exact(&hold.matures_at_ms))
}

fn title_until(hold: &HoldView, page: &Page, until: &str) -> String {
    let (name, to, when) = (("name", &hold.name), ("to", &hold.to), ("until", until));
    match (hold.standing, hold.what) {
        (HoldStanding::Disputed, HeldKind::ReplaceContact) => {
            page.with("support-hold-disputed-replacement", to.0, to.1)
        }
        (HoldStanding::Disputed, HeldKind::GiveUpNumber) => {
            page.with("support-hold-disputed-number", name.0, name.1)
        }
        (HoldStanding::Disputed, HeldKind::ChangePassword) => page.text("support-hold-disputed-password"),
        (HoldStanding::Disputed | HoldStanding::Open, _) => hold.title_until(page, until),
        (_, HeldKind::ReplaceContact) => page.with2("support-hold-replace-contact", to, when),
        (_, HeldKind::GiveUpNumber) => page.with2("support-hold-give-up-number", name, when),
        (_, HeldKind::ChangePassword) => page.with("support-hold-change-password", when.0, when.1),
        (_, HeldKind::Recovery) => page.with("support-hold-recovery", when.0, when.1),
        _ => hold.title_until(page, until),
    }
}
