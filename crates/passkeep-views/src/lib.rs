//! What pages show: one struct for each page, filled with plain data by its handler and rendered by its template.
//! Nothing here reads the store, decides, or knows HTTP. Every struct is a [`Document`]:
//! `page.html()` gives the whole HTML document. Values are escaped by the templates.
//!
//! A page is a [`Page`] (language, brand, who is signed in, the moment) and the data of its own.
//! Times go in as Unix milliseconds; the page writes them out in its language, in UTC.

mod app;
mod approval;
pub mod brand;
mod card;
mod confirm;
mod country;
mod demo;
mod devices;
mod document;
mod event;
mod factor;
mod fault;
mod guidance;
mod help;
mod history;
mod hold;
mod icon;
pub mod legal;
mod model;
mod outbox;
mod page;
mod passkey_flow;
mod passkeys;
mod place;
mod problems;
mod provider;
mod recovery;
mod rosette;
mod sessions;
mod settings;
mod sign_in;
mod sign_up;
mod support;
pub mod texts;
mod verdict;
mod waits;
mod when;

#[cfg(test)]
mod tests;

pub use when::exact as exact_time;

pub use app::{AppFault, AppFaultPage, AppView, AppsPage, ConsentPage, LogoutPage, ProceedPage, ScopeView};
pub use approval::{ApprovePage, WaitPage, WaitState};
pub use card::{CardView, EditView, Kind, LastUse, NameFault, RemovalView, SuspendedView};
pub use confirm::{ActionField, ConfirmPage, ConfirmRefusal, ConfirmState, FieldSize};
pub use country::{CountryView, countries};
pub use demo::{Channel, MessageView, MessagesPage};
pub use devices::{DeviceView, DevicesNotice, DevicesPage, RevokeDevicePage, TrustView};
pub use document::Document;
pub use event::EventView;
pub use factor::{
    DeviceProofView, FactorFault, FactorPage, FactorPurpose, OtherWayPage, PasswordNotice, PasswordPage,
    ReauthenticatePage,
};
pub use fault::{ErrorPage, Problem};
pub use help::{HelpPage, SaidBy};
pub use history::{HistoryEventPage, HistoryFile, HistoryPage};
pub use hold::{HeldKind, HoldPage, HoldStanding, HoldView, StopNotice, StopPage};
pub use model::{ModelView, Proof, Weakness};
pub use outbox::{DoneView, OutboxPage, WaitingView, Way};
pub use page::{Assets, ClientView, House, Nav, Page, Section};
pub use passkey_flow::{GrantPage, NewPasskeyPage, NewPasskeyRefusal, PlacePage};
pub use passkeys::{LostPasskeyPage, PasskeysNotice, PasskeysPage, RemovePasskeyPage, RemovedView};
pub use place::Platform;
pub use problems::{ProblemView, ProblemsPage};
pub use recovery::{
    AskedView, FreezePage, LossView, LostView, RecoverFactorPage, RecoverFault, RecoverPage, RecoverProgress,
    RecoverWays, RecoveryCodesPage, WayView, WhatIfPage,
};
pub use sessions::{SessionView, SessionsNotice, SessionsPage};
pub use settings::{
    AddEmailPage, AddressFault, ChangeContactPage, Changeable, ContactView, ContactsNotice, ContactsPage,
    EmailFault, LanguagePage, NamePage, RemoveContactPage, SettingsPage,
};
pub use sign_in::{SignInNotice, SignInPage};
pub use sign_up::{
    CodeFault, CodePage, CodePurpose, PhoneFault, SignUpNamePage, SignUpPage, SignUpPasskeyPage,
};
pub use support::{
    AttemptView, FailingView, ProposalView, SeriesView, ShareView, SupportAccountPage, SupportAttemptPage,
    SupportChartsPage, SupportContact, SupportDone, SupportNo, SupportNotice, SupportPage, SupportPasskey,
    SupportProposalPage, SupportProposePage, SupportStatus, support_refusal,
};
pub use verdict::{PlacesView, Reach, VerdictView, verdict_text};
pub use waits::Waits;
pub use when::machine as rfc_3339;
