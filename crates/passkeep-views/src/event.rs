//! What an event says to its account's owner: the one table, a line and a function for each kind.

use passkeep_decision::event::EventKind;
use passkeep_decision::history::{Nearness, Personal, Standing, ToldEvent};
use passkeep_decision::support::{ProposedAction, Role};

use super::icon::Icon;
use super::page::{Html, MOMENT};
use super::support::action_in_words;
use super::{ClientView, Page};
use crate::texts::Language;

/// An event of an account's history.
#[derive(Debug, Clone, PartialEq)]
pub struct EventView {
    /// The event.
    pub event: ToldEvent,
    /// On which browser and system, where the event says so.
    pub on: Option<ClientView>,
}

/// What the pages say of an event.
pub(super) struct Told {
    /// What happened, as a sentence.
    pub(super) what: String,
    /// What can be done if it was somebody else; none where nobody else can have caused it.
    pub(super) doubt: Option<Doubt>,
}

/// For whoever says that it was somebody else. Signing out everywhere else stands first on the page, whatever the event.
pub(super) struct Doubt {
    /// What is safe all the same.
    pub(super) safe: String,
    /// What to do next.
    pub(super) next: String,
    /// Where else to go. Those that lead nowhere today are left out.
    pub(super) ways: &'static [Way],
}

/// A way to undo something. A further one is a variant here, a line in
/// [`EventView::way`], and a place in the table's lines that it helps.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// Remove the passkey that the event names, while it is there.
    RemoveThatPasskey,
    /// Look at the passkeys.
    Passkeys,
    /// Create another passkey.
    CreatePasskey,
    /// Look at the addresses.
    Contacts,
    /// Change or remove the password.
    Password,
    /// Look at the devices.
    Devices,
    /// Look at what waits, and stop it.
    Holds,
    /// Freeze the account, or thaw it.
    Freeze,
    /// Look at the apps in use.
    Apps,
    /// Look at the recovery codes, and make new ones.
    Recovery,
    /// Save the receipt of what was confirmed.
    Receipt,
}

/// A way as the page shows it.
pub(super) struct WayOut {
    pub(super) icon: Icon,
    pub(super) href: String,
    pub(super) label: String,
}

impl EventView {
    /// The table: a line for each kind.
    pub(super) fn told(&self, page: &Page) -> Told {
        let Some(kind) = self.event.kind else { return unknown(page) };
        // Of what two of the staff did to a hold, this is what its owner wants to know.
        if self.event.details["proposed_by"].is_object() {
            return support(page, page.with("event-support-decided", "action", self.proposed(page)));
        }
        match kind {
            EventKind::AccountCreated => certain(page.text("event-account-created")),
            EventKind::PasskeyCreated => self.passkey_created(page),
            EventKind::PasskeyRenamed => self.passkey_renamed(page),
            EventKind::PasskeyRemoved => self.passkey_removed(page),
            EventKind::GrantGiven => self.grant_given(page),
            EventKind::SignedIn => self.signed_in(page),
            EventKind::SessionsEnded => self.sessions_ended(page),
            EventKind::EmailAdded => self.email_added(page),
            EventKind::DeviceTrusted => device(page, page.text("event-device-trusted")),
            EventKind::DeviceRenamed => device(page, page.text("event-device-renamed")),
            EventKind::DeviceRevoked => device(page, page.text("event-device-revoked")),
            EventKind::DeviceUntrusted => device(page, page.text("event-device-untrusted")),
            EventKind::ApprovalRequested => device(page, page.text("event-approval-requested")),
            EventKind::ApprovalGiven => device(page, page.text("event-approval-given")),
            EventKind::ApprovalDenied => device(page, page.text("event-approval-denied")),
            EventKind::ContactRemoved => contact(page, page.text("event-contact-removed")),
            EventKind::ContactReplaced => contact(page, page.text("event-contact-replaced")),
            EventKind::AccountRenamed => contact(page, page.text("event-account-renamed")),
            EventKind::LanguageChosen => contact(page, self.language(page)),
            EventKind::HoldStarted if self.event.details["what"] == "confirm_action" => {
                hold(page, page.with("event-action-held", "action", self.named(page, "name")))
            }
            EventKind::HoldStarted if self.is_of_recovery() => {
                hold(page, page.text("event-recovery-started"))
            }
            EventKind::HoldMatured if self.is_of_recovery() => {
                hold(page, page.text("event-recovery-matured"))
            }
            EventKind::HoldStarted => hold(page, page.text("event-hold-started")),
            EventKind::HoldOpposed => hold(page, page.text("event-hold-opposed")),
            EventKind::HoldDisputed => hold(page, page.text("event-hold-disputed")),
            EventKind::HoldUpheld => hold(page, page.text("event-hold-upheld")),
            EventKind::HoldStopped => hold(page, page.text("event-hold-stopped")),
            EventKind::HoldLapsed => hold(page, page.text("event-hold-lapsed")),
            EventKind::HoldUndecided => hold(page, page.text("event-hold-undecided")),
            EventKind::HoldMatured => hold(page, page.text("event-hold-matured")),
            EventKind::Reauthenticated => self.reauthenticated(page),
            EventKind::PasswordSet => password(page, page.text("event-password-set")),
            EventKind::PasswordChanged => password(page, page.text("event-password-changed")),
            EventKind::PasswordRemoved => password(page, page.text("event-password-removed")),
            EventKind::AccountFrozen => frozen(page, page.text("event-account-frozen")),
            EventKind::AccountThawed => frozen(page, page.text("event-account-thawed")),
            EventKind::AccountRecovered => frozen(page, page.text("event-account-recovered")),
            EventKind::AppSignedIn => app(page, page.with("event-app-signed-in", "app", self.app())),
            EventKind::AppGranted => app(page, page.with("event-app-granted", "app", self.app())),
            EventKind::AppRevoked => app(page, page.with("event-app-revoked", "app", self.app())),
            EventKind::AppTokenReused => app(page, page.with("event-app-token-reused", "app", self.app())),
            EventKind::RecoveryCodesReplaced => codes(page, page.text("event-recovery-codes-replaced")),
            EventKind::SupportLooked => {
                support(page, page.with("event-support-looked", "who", self.staff(page)))
            }
            EventKind::SupportFroze => {
                support(page, page.with("event-support-froze", "who", self.staff(page)))
            }
            EventKind::RecoveryOffered => {
                support(page, page.with("event-recovery-offered", "who", self.staff(page)))
            }
            EventKind::NoticesResent => {
                support(page, page.with("event-notices-resent", "who", self.staff(page)))
            }
            EventKind::SupportProposed => {
                let (action, who) = (self.proposed(page), self.staff(page));
                support(page, page.with2("event-support-proposed", ("action", action), ("who", who)))
            }
            EventKind::SupportWithdrew => {
                certain(page.with("event-support-withdrew", "action", self.proposed(page)))
            }
            EventKind::SupportDecided => {
                support(page, page.with("event-support-decided", "action", self.proposed(page)))
            }
            EventKind::ConfirmationAsked => {
                let (app, action) = (self.personal(page, "to"), self.named(page, "name"));
                certain(page.with2("event-confirmation-asked", ("app", app), ("action", action)))
            }
            EventKind::ActionConfirmed => {
                let what = page.with("event-action-confirmed", "action", self.named(page, "name"));
                let ways = &[Way::Receipt, Way::Freeze, Way::RemoveThatPasskey, Way::Passkeys];
                doubtful(what, page.text("confirmed-safe"), page.text("confirmed-next"), ways)
            }
            EventKind::ConfirmationDenied => {
                let what = page.with("event-confirmation-denied", "action", self.named(page, "name"));
                doubtful(what, page.text("denied-safe"), page.text("denied-next"), &[Way::Freeze])
            }
            EventKind::ConfirmationWithdrawn => {
                let (app, action) = (self.personal(page, "to"), self.named(page, "name"));
                certain(page.with2("event-confirmation-withdrawn", ("app", app), ("action", action)))
            }
        }
    }

    /// Who of the staff it was: the role, and the user ID where the operator tells it.
    fn staff(&self, p: &Page) -> String {
        let staff = &self.event.details["staff"];
        let role = staff["role"].as_str().and_then(Role::parse).unwrap_or(Role::Look);
        let role = match role {
            Role::Look => p.text("support-name-look"),
            Role::Help => p.text("support-name-help"),
            Role::Decide => p.text("support-name-decide"),
        };
        match staff["user_id"].as_str() {
            Some(id) => p.with2("support-name-with-id", ("role", role), ("id", id)),
            None => role,
        }
    }

    fn proposed(&self, p: &Page) -> String {
        let action = self.event.details["action"].as_str().and_then(ProposedAction::parse);
        action_in_words(&action.unwrap_or(ProposedAction::StopHold), p)
    }

    fn passkey_created(&self, p: &Page) -> Told {
        let what = p.with("event-passkey-created", "passkey", self.passkey(p));
        let ways = &[Way::RemoveThatPasskey, Way::Passkeys];
        doubtful(what, p.text("created-safe"), p.text("created-next"), ways)
    }

    fn passkey_renamed(&self, p: &Page) -> Told {
        let (from, to) = (self.named(p, "from"), self.named(p, "to"));
        let what = p.with2("event-passkey-renamed", ("from", from), ("to", to));
        doubtful(what, p.text("renamed-safe"), p.text("renamed-next"), &[Way::Passkeys])
    }

    fn passkey_removed(&self, p: &Page) -> Told {
        let (name, passkey) = (self.named(p, "name"), self.passkey(p));
        let what = p.with2("event-passkey-removed", ("name", name), ("passkey", passkey));
        let ways = &[Way::RemoveThatPasskey, Way::CreatePasskey, Way::Passkeys];
        doubtful(what, p.text("passkey-removed-safe"), p.text("passkey-removed-next"), ways)
    }

    fn grant_given(&self, p: &Page) -> Told {
        let what = p.with("event-grant-given", "passkey", self.passkey(p));
        let ways = &[Way::RemoveThatPasskey, Way::Passkeys];
        doubtful(what, p.text("grant-safe"), p.text("grant-given-next"), ways)
    }

    /// What opened the session that asks is whoever asks.
    fn signed_in(&self, p: &Page) -> Told {
        let what = match self.methods() {
            Some(methods) => p.with("event-signed-in-without-passkey", "methods", self.written(p, &methods)),
            None => p.with("event-signed-in", "passkey", self.passkey(p)),
        };
        if self.event.nearness == Nearness::ThisSession {
            return certain(what);
        }
        let ways = &[Way::RemoveThatPasskey, Way::Passkeys];
        doubtful(what, p.text("signed-in-safe"), p.text("signed-in-next"), ways)
    }

    fn reauthenticated(&self, p: &Page) -> Told {
        let what = match self.methods() {
            Some(methods) => p.with("event-proved-again", "methods", self.written(p, &methods)),
            None => p.with("event-proved-again", "methods", self.passkey(p)),
        };
        if self.event.nearness == Nearness::ThisSession {
            return certain(what);
        }
        let ways = &[Way::RemoveThatPasskey, Way::Passkeys];
        doubtful(what, p.text("signed-in-safe"), p.text("signed-in-next"), ways)
    }

    /// Whether it tells of a recovery that waits or waited.
    fn is_of_recovery(&self) -> bool {
        self.event.details["what"] == "recovery"
    }

    /// How somebody came in, where it was not by a passkey.
    fn methods(&self) -> Option<Vec<String>> {
        let methods = self.event.details["methods"].as_array()?;
        let names = methods.iter().filter_map(|name| name.as_str()).map(str::to_owned);
        let names: Vec<String> = names.filter(|name| name != "passkey").collect();
        (!names.is_empty()).then_some(names)
    }

    fn written(&self, p: &Page, methods: &[String]) -> String {
        let word = |name: &String| match name.as_str() {
            "password" => p.text("method-password"),
            "phone_code" => p.text("method-phone-code"),
            "email_code" => p.text("method-email-code"),
            "recovery_code" => p.text("method-recovery-code"),
            _ => p.text("method-approval"),
        };
        let words: Vec<String> = methods.iter().map(word).collect();
        p.list(&words)
    }

    /// Who signs out where they are harms nobody.
    fn sessions_ended(&self, p: &Page) -> Told {
        let ended = self.event.details["ended"].as_i64().unwrap_or(0);
        let what = match self.event.details["which"].as_str() {
            Some("this") => return certain(p.text("event-signed-out")),
            Some("replaced") => return certain(p.text("event-session-replaced")),
            Some("one") => p.text("event-session-ended"),
            Some("others") => p.count("event-others-ended", ended),
            _ => p.count("event-sessions-ended", ended),
        };
        doubtful(what, p.text("ended-safe"), p.text("ended-next"), &[Way::Passkeys])
    }

    fn language(&self, p: &Page) -> String {
        let chosen = self.event.details["to"].as_str().and_then(Language::from_tag);
        p.with("event-language-chosen", "language", chosen.unwrap_or(p.language).own_name().to_owned())
    }

    fn email_added(&self, p: &Page) -> Told {
        let what = p.with("event-email-added", "email", self.personal(p, "email"));
        doubtful(what, p.text("email-added-safe"), p.text("email-added-next"), &[Way::Contacts])
    }

    /// "Safari on iPhone · PT · 203.0.113.7 · this browser": as much of it as the event has.
    pub(super) fn whence(&self, page: &Page) -> String {
        let here = matches!(self.event.nearness, Nearness::ThisSession | Nearness::ThisBrowser);
        let parts = [
            self.on.as_ref().map(|on| page.client(on)),
            self.kept("place").map(str::to_owned),
            here.then(|| page.text("event-this-browser")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// What tells its link from the others, for whoever hears the links alone.
    pub(super) fn told_apart(&self, page: &Page, what: &str) -> Html {
        let text = page.with2("not-me-which", ("what", what), ("time", MOMENT));
        page.with_moment(&text, &self.event.at.0)
    }

    /// Whether it was a sign-in on a browser that the account did not know.
    pub(super) fn is_from_new_browser(&self) -> bool {
        self.event.kind == Some(EventKind::SignedIn) && self.event.details["known_browser"] == false
    }

    /// The confirmation whose receipt this event tells of.
    pub(super) fn receipt(&self) -> Option<&str> {
        let confirmed = self.event.kind == Some(EventKind::ActionConfirmed);
        self.event.details["confirmation"].as_str().filter(|_| confirmed)
    }

    /// Where to go from here, of what the table names.
    pub(super) fn ways_out(&self, page: &Page, ways: &[Way]) -> Vec<WayOut> {
        ways.iter().filter_map(|way| self.way(page, *way)).collect()
    }

    fn way(&self, page: &Page, way: Way) -> Option<WayOut> {
        let (icon, href, label) = match way {
            Way::RemoveThatPasskey => {
                let passkey = self.event.passkey.as_ref().filter(|named| named.standing == Standing::Live)?;
                let href = format!("/settings/passkeys/{}/remove", passkey.id);
                (Icon::Bin, href, page.with("way-remove-passkey", "passkey", self.passkey(page)))
            }
            Way::Passkeys => (Icon::Passkey, "/settings/passkeys".to_owned(), page.text("way-passkeys")),
            Way::CreatePasskey => {
                (Icon::Plus, "/settings/passkeys/new".to_owned(), page.text("way-create-passkey"))
            }
            Way::Password => (Icon::Password, "/settings/password".to_owned(), page.text("way-password")),
            Way::Holds => (Icon::Wait, "/settings".to_owned(), page.text("way-holds")),
            Way::Apps => (Icon::Page, "/settings/apps".to_owned(), page.text("way-apps")),
            Way::Freeze => (Icon::Freeze, "/settings/freeze".to_owned(), page.text("way-freeze")),
            Way::Recovery => (Icon::Recovery, "/settings/recovery".to_owned(), page.text("way-codes")),
            Way::Receipt => {
                let confirmation = self.receipt()?;
                (Icon::Receipt, format!("/settings/receipts/{confirmation}"), page.text("way-receipt"))
            }
            Way::Devices => (Icon::Devices, "/settings/devices".to_owned(), page.text("way-devices")),
            Way::Contacts => (Icon::Message, "/settings/contacts".to_owned(), page.text("way-contacts")),
        };
        Some(WayOut { icon, href, label })
    }

    /// The passkey that the event names, by the name that it bears or bore at the end.
    fn passkey(&self, page: &Page) -> String {
        match self.event.passkey.as_ref().and_then(|passkey| passkey.name.as_ref()) {
            Some(name) => page.with("event-name", "name", name),
            None => page.text("event-some-passkey"),
        }
    }

    /// The app that the event is about, by the name that it had then, or else by its id.
    fn app(&self) -> &str {
        let name = |member: &str| self.event.details[member].as_str();
        name("app_name").or_else(|| name("app")).unwrap_or_default()
    }

    /// A name among the event's personal data.
    fn named(&self, page: &Page, member: &str) -> String {
        match self.kept(member) {
            Some(name) => page.with("event-name", "name", name),
            None => self.missing(page),
        }
    }

    /// An address among the event's personal data.
    fn personal(&self, page: &Page, member: &str) -> String {
        self.kept(member).map_or_else(|| self.missing(page), str::to_owned)
    }

    fn missing(&self, page: &Page) -> String {
        match self.event.personal {
            Personal::Withheld => page.text("event-withheld"),
            Personal::Kept(_) | Personal::Nothing | Personal::Erased => page.text("event-erased"),
        }
    }

    fn kept(&self, member: &str) -> Option<&str> {
        match &self.event.personal {
            Personal::Kept(data) => data[member].as_str(),
            Personal::Nothing | Personal::Erased | Personal::Withheld => None,
        }
    }
}

fn app(p: &Page, what: String) -> Told {
    doubtful(what, p.text("app-event-safe"), p.text("app-event-next"), &[Way::Apps, Way::Passkeys])
}

fn device(p: &Page, what: String) -> Told {
    doubtful(what, p.text("device-event-safe"), p.text("device-event-next"), &[Way::Devices])
}

fn contact(p: &Page, what: String) -> Told {
    doubtful(what, p.text("contact-event-safe"), p.text("contact-event-next"), &[Way::Contacts])
}

fn hold(p: &Page, what: String) -> Told {
    doubtful(what, p.text("hold-event-safe"), p.text("hold-event-next"), &[Way::Holds, Way::Freeze])
}

fn frozen(p: &Page, what: String) -> Told {
    doubtful(what, p.ruled("freeze-event-safe"), p.text("freeze-event-next"), &[Way::Freeze, Way::Passkeys])
}

fn support(p: &Page, what: String) -> Told {
    let ways = &[Way::Holds, Way::Freeze, Way::Passkeys];
    doubtful(what, p.text("support-event-safe"), p.text("support-event-next"), ways)
}

fn codes(p: &Page, what: String) -> Told {
    doubtful(what, p.text("codes-event-safe"), p.text("codes-event-next"), &[Way::Recovery, Way::Freeze])
}

fn password(p: &Page, what: String) -> Told {
    doubtful(what, p.text("password-event-safe"), p.text("password-event-next"), &[Way::Password])
}

/// What nobody else can have caused, or what harms nobody.
fn certain(what: String) -> Told {
    Told { what, doubt: None }
}

/// What somebody else may have done.
fn doubtful(what: String, safe: String, next: String, ways: &'static [Way]) -> Told {
    Told { what, doubt: Some(Doubt { safe, next, ways }) }
}

/// What a newer node wrote, and this build has no words for.
fn unknown(p: &Page) -> Told {
    let ways = &[Way::Passkeys, Way::Contacts];
    doubtful(p.text("event-unknown"), p.text("unknown-safe"), p.text("unknown-next"), ways)
}
