//! Pages as text.

use askama::Template;

/// A page that becomes a whole HTML document.
pub trait Document {
    /// The document.
    ///
    /// # Errors
    /// Where a value can't be written out.
    fn html(&self) -> askama::Result<String>;
}

/// What a template renders is compiled here, once for each page, not in every crate that shows it.
macro_rules! documents {
    ($($page:ident),* $(,)?) => {
        $(
            impl Document for crate::$page {
                fn html(&self) -> askama::Result<String> {
                    self.render()
                }
            }
        )*
    };
}

documents![
    AddEmailPage,
    AppFaultPage,
    ApprovePage,
    AppsPage,
    ChangeContactPage,
    CodePage,
    ConfirmPage,
    ConsentPage,
    ContactsPage,
    DevicesPage,
    ErrorPage,
    FactorPage,
    FreezePage,
    GrantPage,
    HelpPage,
    HistoryEventPage,
    HistoryPage,
    HoldPage,
    LanguagePage,
    LogoutPage,
    LostPasskeyPage,
    MessagesPage,
    NamePage,
    NewPasskeyPage,
    OtherWayPage,
    OutboxPage,
    PasskeysPage,
    PasswordPage,
    PlacePage,
    ProblemsPage,
    ProceedPage,
    ReauthenticatePage,
    RecoverFactorPage,
    RecoverPage,
    RecoveryCodesPage,
    RemoveContactPage,
    RemovePasskeyPage,
    RevokeDevicePage,
    SessionsPage,
    SettingsPage,
    SignInPage,
    SignUpNamePage,
    SignUpPage,
    SignUpPasskeyPage,
    StopPage,
    SupportAccountPage,
    SupportAttemptPage,
    SupportChartsPage,
    SupportPage,
    SupportProposalPage,
    SupportProposePage,
    WaitPage,
    WhatIfPage,
];
