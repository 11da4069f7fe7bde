//! What waits: the panel on the settings' pages, the page of one hold, and the page that a notice's link opens.

use askama::Template;

use super::icon::Icon;
use super::page::{Html, MOMENT, Page};
use super::when;

/// A change that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldView {
    /// Its id, as in URLs.
    pub id: String,
    /// What waits.
    pub what: HeldKind,
    /// The passkey's name, or the address that goes.
    pub name: String,
    /// The address that comes; else nothing.
    pub to: String,
    /// Where it stands.
    pub standing: HoldStanding,
    /// Since when, in Unix milliseconds.
    pub started_at_ms: i64,
    /// When its wait is over, in Unix milliseconds.
    pub matures_at_ms: i64,
    /// When a dispute about it ends that nobody decides.
    pub dispute_ends_at_ms: Option<i64>,
}

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldKind {
    /// A passkey is to be removed.
    RemovePasskey,
    /// A passkey was reported lost.
    LosePasskey,
    /// An address is to be removed.
    RemoveContact,
    /// An address is to take the place of another.
    ReplaceContact,
    /// Somebody else has proved a number.
    GiveUpNumber,
    /// Another password takes the place of the account's.
    ChangePassword,
    /// A recovery is to open.
    Recovery,
    /// A signed action is to be confirmed.
    ConfirmAction,
}

/// Where a hold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldStanding {
    /// It waits.
    Waiting,
    /// An old passkey decides.
    Disputed,
    /// One has decided that it goes on.
    Upheld,
    /// Its wait is over, and what it opens is still to be done: a recovery alone.
    Open,
}

impl HoldView {
    /// Its title where no zone but UTC can be known.
    pub(super) fn title(&self, page: &Page) -> String {
        self.title_until(page, &page.exact(&self.matures_at_ms))
    }

    pub(super) fn heading(&self, page: &Page) -> Html {
        page.with_moment(&self.title_until(page, MOMENT), &self.matures_at_ms)
    }

    pub(super) fn title_until(&self, page: &Page, until: &str) -> String {
        if self.standing == HoldStanding::Disputed {
            return self.disputed_title(page);
        }
        if self.is_open() {
            return page.text("hold-recovery-open");
        }
        let (name, until) = (("name", &self.name), ("until", until));
        match self.what {
            HeldKind::RemovePasskey => page.with2("hold-remove-passkey", name, until),
            HeldKind::LosePasskey => page.with2("hold-lose-passkey", name, until),
            HeldKind::RemoveContact => page.with2("hold-remove-contact", name, until),
            HeldKind::ReplaceContact => page.with2("hold-replace-contact", ("to", &self.to), until),
            HeldKind::GiveUpNumber => page.with2("hold-give-up-number", name, until),
            HeldKind::ChangePassword => page.with("hold-change-password", "until", until.1),
            HeldKind::Recovery => page.with("hold-recovery", "until", until.1),
            HeldKind::ConfirmAction => page.with2("hold-confirm-action", name, until),
        }
    }

    fn disputed_title(&self, page: &Page) -> String {
        match self.what {
            HeldKind::RemovePasskey | HeldKind::LosePasskey | HeldKind::RemoveContact => {
                page.with("hold-disputed-removal", "name", &self.name)
            }
            HeldKind::ReplaceContact => page.with("hold-disputed-replacement", "to", &self.to),
            HeldKind::GiveUpNumber => page.with("hold-disputed-number", "name", &self.name),
            HeldKind::ChangePassword => page.text("hold-disputed-password"),
            HeldKind::Recovery => page.text("hold-disputed-recovery"),
            HeldKind::ConfirmAction => page.with("hold-disputed-action", "name", &self.name),
        }
    }

    pub(super) fn told(&self, page: &Page) -> String {
        match (self.standing, self.what) {
            (HoldStanding::Disputed, HeldKind::Recovery) => page.ruled("hold-told-disputed-recovery"),
            (HoldStanding::Disputed, _) => page.ruled("hold-told-disputed"),
            (HoldStanding::Upheld, _) => page.ruled("hold-told-upheld"),
            (HoldStanding::Open, _) => page.text("hold-told-recovery-open"),
            (HoldStanding::Waiting, HeldKind::Recovery) => page.text("hold-told-recovery"),
            (HoldStanding::Waiting, HeldKind::ConfirmAction) => page.text("hold-told-action"),
            (HoldStanding::Waiting, HeldKind::LosePasskey) => page.text("hold-told-lost"),
            (HoldStanding::Waiting, HeldKind::RemovePasskey) => page.text("hold-told-passkey"),
            (HoldStanding::Waiting, HeldKind::ReplaceContact) => {
                page.with("hold-told-replacement", "name", &self.name)
            }
            (HoldStanding::Waiting, HeldKind::GiveUpNumber) => page.text("hold-told-number"),
            (HoldStanding::Waiting, _) => page.text("hold-told"),
        }
    }

    pub(super) fn is_disputed(&self) -> bool {
        self.standing == HoldStanding::Disputed
    }

    /// Whether time decides about it.
    pub(super) fn waits(&self) -> bool {
        !self.is_disputed() && !self.is_open()
    }

    fn is_open(&self) -> bool {
        self.standing == HoldStanding::Open
    }

    /// How much of the wait is over, in seconds.
    pub(super) fn gone_seconds(&self, page: &Page) -> i64 {
        ((page.now_ms - self.started_at_ms) / 1000).clamp(0, self.length_seconds())
    }

    pub(super) fn length_seconds(&self) -> i64 {
        ((self.matures_at_ms - self.started_at_ms) / 1000).max(1)
    }

    pub(super) fn left(&self, page: &Page) -> String {
        match self.wait(page) {
            Some(wait) => page.with("hold-left", "wait", wait),
            None => page.text("hold-any-moment"),
        }
    }

    /// What becomes of it where nobody does anything.
    pub(super) fn happens(&self, page: &Page) -> String {
        match self.wait(page) {
            _ if self.is_disputed() => self.undecided(page),
            _ if self.is_open() => page.text("hold-if-not-open"),
            Some(wait) if self.what == HeldKind::Recovery => page.with("hold-happens-recovery", "wait", wait),
            Some(wait) => page.with("hold-happens", "wait", wait),
            None => page.text("hold-any-moment"),
        }
    }

    /// What becomes of a dispute that nobody decides, and what whoever can't decide it does next.
    pub(super) fn undecided(&self, page: &Page) -> String {
        let until = page.exact(&self.dispute_ends_at_ms.unwrap_or(self.matures_at_ms));
        match self.what {
            HeldKind::LosePasskey => page.ruled_with("hold-undecided-lost", "until", until),
            HeldKind::RemovePasskey => page.ruled_with("hold-undecided-passkey", "until", until),
            HeldKind::Recovery => page.with("hold-undecided-recovery", "until", until),
            _ => page.ruled_with("hold-undecided", "until", until),
        }
    }

    fn wait(&self, page: &Page) -> Option<String> {
        let seconds = u64::try_from((self.matures_at_ms - page.now_ms) / 1000).ok()?;
        (seconds > 0).then(|| when::duration(page.language.texts(), seconds))
    }
}

/// `GET /settings/holds/ID`: what waits, and its end.
#[derive(Debug, Clone, Template)]
#[template(path = "hold.html")]
pub struct HoldPage {
    /// The shared part, signed in.
    pub page: Page,
    /// What waits.
    pub hold: HoldView,
    /// Where it is seen in the settings: a path on this host.
    pub back: String,
}

/// `GET /stop`: one button. It says nothing of any account: what the link stops stands in its message.
#[derive(Debug, Clone, Template)]
#[template(path = "stop.html")]
pub struct StopPage {
    /// The shared part.
    pub page: Page,
    /// What has just happened.
    pub notice: Option<StopNotice>,
}

/// What an answer about a hold came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopNotice {
    /// The hold is stopped.
    Stopped,
    /// It is one of two that it takes.
    Counted,
    /// A dispute is open.
    Disputed,
}

impl StopPage {
    /// A passkey may be the half that is missing; what is stopped or in dispute needs none.
    fn offers_passkey(&self) -> bool {
        matches!(self.notice, None | Some(StopNotice::Counted))
    }
}
