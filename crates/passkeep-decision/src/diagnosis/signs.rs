//! The signs: what client and server saw of an attempt. No text that a client wrote is kept in them: messages are read
//! for their fragments, and dropped.

use serde::{Deserialize, Serialize};

use super::check::FailedCheck;
use super::fragment::Fragment;
use super::passkey_place::PasskeyPlace;
use crate::moment::Timestamp;
use crate::named::named;

named!(
    /// What was tried.
    Operation {
        /// Creating a passkey.
        Create = "create",
        /// Signing in.
        SignIn = "sign_in",
        /// Confirming an action of an app.
        Confirm = "confirm",
        /// Proving once more who one is, in a session.
        Prove = "prove",
    }
);

named!(
    /// How the browser was asked. (WebAuthn L3, 5.1.3 and 5.1.4)
    Mediation {
        /// With a sheet.
        Modal = "modal",
        /// Silently: in the autofill, or after a password.
        Conditional = "conditional",
        /// With what is here, at once or not at all.
        Immediate = "immediate",
    }
);

named!(
    /// How far the attempt had come.
    Stage {
        /// Before anything was asked: the page looked at what the browser can do.
        Before = "before",
        /// The server was asked for options.
        Options = "options",
        /// The browser or system was asked for a passkey.
        Device = "device",
        /// The passkey's answer was on its way to the server, or judged there.
        Answer = "answer",
    }
);

named!(
    /// The system that the client says it runs on.
    System {
        /// iPhone and iPad.
        Ios = "ios",
        /// Android.
        Android = "android",
        /// Windows.
        Windows = "windows",
        /// Mac.
        Mac = "mac",
        /// Linux.
        Linux = "linux",
        /// ChromeOS.
        ChromeOs = "chromeos",
        /// HarmonyOS.
        Harmony = "harmony",
        /// None of them.
        Unknown = "unknown",
    }
);

named!(
    /// The family of browsers, which share an engine and its messages.
    Family {
        /// Chrome, Edge and what descends from them.
        Chromium = "chromium",
        /// Safari, and every browser on iPhone and iPad.
        WebKit = "webkit",
        /// Firefox.
        Firefox = "firefox",
        /// A window inside another app.
        Embedded = "embedded",
        /// A native app.
        App = "app",
        /// Another.
        Other = "other",
    }
);

named!(
    /// The name of what the browser threw. (WebAuthn L3, 5.1.3 and 5.1.4; WebIDL, 2.8.1)
    ErrorName {
        /// `NotAllowedError`.
        NotAllowed = "NotAllowedError",
        /// `AbortError`.
        Abort = "AbortError",
        /// `TimeoutError`.
        Timeout = "TimeoutError",
        /// `InvalidStateError`.
        InvalidState = "InvalidStateError",
        /// `SecurityError`.
        Security = "SecurityError",
        /// `NotSupportedError`.
        NotSupported = "NotSupportedError",
        /// `ConstraintError`.
        Constraint = "ConstraintError",
        /// `OperationError`.
        Operation = "OperationError",
        /// `NotReadableError`.
        NotReadable = "NotReadableError",
        /// `UnknownError`.
        Unknown = "UnknownError",
        /// `DataError`.
        Data = "DataError",
        /// `EncodingError`.
        Encoding = "EncodingError",
        /// `TypeError`.
        Type = "TypeError",
        /// Another name.
        Other = "other",
    }
);

named!(
    /// Which authenticator was asked for. (WebAuthn L3, 5.4.5)
    Attached {
        /// This device.
        Platform = "platform",
        /// Another.
        CrossPlatform = "cross-platform",
    }
);

named!(
    /// Where the passkey was said to be. (WebAuthn L3, 5.8.7)
    Asked {
        /// On this device.
        ClientDevice = "client-device",
        /// On a phone, by QR code.
        Hybrid = "hybrid",
        /// On a security key.
        SecurityKey = "security-key",
    }
);

named!(
    /// What Android's Credential Manager threw, without `CreateCredential` or `GetCredential` before it and `Exception` after.
    AndroidType {
        /// The person closed it.
        Cancellation = "Cancellation",
        /// It was interrupted.
        Interrupted = "Interrupted",
        /// Nothing can save one.
        NoCreateOption = "NoCreateOption",
        /// There is none.
        NoCredential = "NoCredential",
        /// No provider is set up.
        ProviderConfiguration = "ProviderConfiguration",
        /// Something else.
        Unknown = "Unknown",
        /// Not supported.
        Unsupported = "Unsupported",
        /// A provider's own.
        Custom = "Custom",
        /// A `DomException`: its name stands in the signs' `error`.
        Dom = "PublicKeyCredentialDom",
    }
);

named!(
    /// What the person says they saw: browsers hide most of it.
    Said {
        /// The window asked for Bluetooth.
        BluetoothOff = "bluetooth_off",
        /// After the scan both devices kept waiting.
        NothingAfterScan = "nothing_after_scan",
        /// The phone said that it has no passkey.
        PhoneHasNone = "phone_has_none",
        /// The QR code did nothing, or opened another app.
        QrNotRead = "qr_not_read",
        /// The key asked for a PIN that it doesn't have.
        KeyHasNoPin = "key_has_no_pin",
        /// The key did not react.
        KeyDoesNothing = "key_does_nothing",
        /// It is the account's own key, and has no passkey.
        OwnKeyHasNone = "own_key_has_none",
        /// A password manager opened its own window.
        ManagerOpened = "manager_opened",
        /// Nothing asked.
        NeverAsked = "never_asked",
        /// The system asked to turn iCloud Keychain on.
        KeychainAsked = "keychain_asked",
        /// Work or school forbids it.
        OrganisationForbids = "organisation_forbids",
        /// The device is lost.
        LostDevice = "lost_device",
    }
);

named!(
    /// The operator's rules for platforms said no, with this code.
    RuleBlock {
        /// ENV-02.
        SystemTooOld = "os_too_old",
        /// ENV-03.
        AppTooOld = "app_too_old",
        /// ENV-04.
        PlatformNotSupported = "platform_not_supported",
        /// ENV-05.
        NoScreenLock = "no_screen_lock",
    }
);

/// What a native interface said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Native {
    /// `ASAuthorizationError.Code`.
    Ios(u16),
    /// The exception's type, and Play services' detail code in the message's `[…]`.
    Android(AndroidType, Option<u32>),
    /// An `HRESULT`.
    Windows(u32),
    /// A code of HarmonyOS.
    Harmony(u32),
    /// A status of CTAP (2.2, section 8.2).
    Ctap(u8),
}

/// What came back from the server, as the client saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answered {
    /// Nothing.
    Nothing,
    /// A status that is no success.
    Status(u16),
}

/// What the page is, as far as it was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageSigns {
    /// Whether the browser has `PublicKeyCredential`.
    pub webauthn: Option<bool>,
    /// Whether the page is a secure context.
    pub secure: Option<bool>,
    /// Whether it is in a frame of another origin.
    pub framed: Option<bool>,
    /// Whether a click was fresh when the passkey was asked for.
    pub activated: Option<bool>,
    /// `userVerifyingPlatformAuthenticator`.
    pub platform: Option<bool>,
    /// `conditionalGet`.
    pub autofill: Option<bool>,
    /// `hybridTransport`.
    pub hybrid: Option<bool>,
}

/// What this page or app has seen before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Earlier {
    /// Attempts that were refused at once, in a row.
    pub at_once: u16,
    /// Sheets that were closed.
    pub cancelled: u16,
}

/// What the account knows of this device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeviceSigns {
    /// Whether a passkey of the account has shown itself on it.
    pub had_passkey: bool,
    /// What worked on it last.
    pub worked: Option<Worked>,
}

/// A passkey of the account that was used with success in this very browser, which is remembered: so its data was not deleted since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worked {
    /// Where it lives, and so how it was reached.
    pub place: PasskeyPlace,
    /// When that was.
    pub at: Timestamp,
}

/// A passkey of the account, without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeySigns {
    /// Where it lives.
    pub place: PasskeyPlace,
    /// Whether it may be synced, and is: BE and BS.
    pub synced: bool,
    /// Whether it lives on this device.
    pub here: bool,
}

/// What the server knows of the account that asks: only where it has proved that it is the account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountSigns {
    /// Its passkeys that sign in.
    pub passkeys: Vec<PasskeySigns>,
    /// Whether one was removed in the last 30 days.
    pub removed: bool,
    /// This device.
    pub device: DeviceSigns,
}

/// Everything that was seen of one attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signs {
    /// What was tried.
    pub operation: Operation,
    /// How.
    pub mediation: Mediation,
    /// How far it had come.
    pub stage: Stage,
    /// The system.
    pub system: System,
    /// The browser's family.
    pub family: Family,
    /// What was thrown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorName>,
    /// What is known of the message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fragments: Vec<Fragment>,
    /// From the call to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elapsed_ms: Option<u32>,
    /// The time that the options gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
    /// How often the page was hidden meanwhile.
    #[serde(default)]
    pub hidden: u16,
    /// How often it lost the focus meanwhile.
    #[serde(default)]
    pub blurred: u16,
    /// The authenticator that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<Attached>,
    /// Where it was said to be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Asked>,
    /// The page.
    #[serde(default)]
    pub page: PageSigns,
    /// What a native interface said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native: Option<Native>,
    /// What came back from the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Answered>,
    /// What the person says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Said>,
    /// What went before.
    #[serde(default)]
    pub earlier: Earlier,
    /// The server's check that failed. Only the server writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<FailedCheck>,
    /// When what the check found had happened, as where a passkey was removed. Only the server writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// The operator's rules said no. Only the server writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<RuleBlock>,
    /// The account. Only the server writes it, and never into what is kept.
    #[serde(skip)]
    pub account: Option<AccountSigns>,
}

impl Signs {
    /// An attempt of which nothing more is known.
    pub fn new(operation: Operation) -> Self {
        Self {
            operation,
            mediation: Mediation::Modal,
            stage: Stage::Device,
            system: System::Unknown,
            family: Family::Other,
            error: None,
            fragments: vec![],
            elapsed_ms: None,
            timeout_ms: None,
            hidden: 0,
            blurred: 0,
            attachment: None,
            hints: vec![],
            page: PageSigns::default(),
            native: None,
            answered: None,
            said: None,
            earlier: Earlier::default(),
            check: None,
            since: None,
            rules: None,
            account: None,
        }
    }

    /// On what it was tried, as the client says: the one place where facts about clients come in.
    pub fn on(mut self, client: &crate::device::Client) -> Self {
        (self.system, self.family) = (System::of(client), Family::of(client));
        self
    }

    pub(super) fn creates(&self) -> bool {
        self.operation == Operation::Create
    }

    pub(super) fn has(&self, fragment: Fragment) -> bool {
        self.fragments.contains(&fragment)
    }

    pub(super) fn asked_for(&self, place: Asked) -> bool {
        self.hints.contains(&place)
    }
}

impl RuleBlock {
    /// The block that says a code; none for one that is no device's.
    pub fn of(code: super::Code) -> Option<Self> {
        Self::ALL.iter().copied().find(|block| block.as_str() == code.name())
    }
}

impl System {
    /// The system of a client.
    pub fn of(client: &crate::device::Client) -> Self {
        match client.system.as_str() {
            "iPhone" | "iPad" => Self::Ios,
            "Android" => Self::Android,
            "Windows" => Self::Windows,
            "Mac" => Self::Mac,
            "Linux" => Self::Linux,
            "ChromeOS" => Self::ChromeOs,
            "HarmonyOS" => Self::Harmony,
            _ => Self::Unknown,
        }
    }
}

impl Family {
    /// The family of a client's browser. On iPhone and iPad all are of one.
    pub fn of(client: &crate::device::Client) -> Self {
        match client.browser.as_str() {
            "WeChat" => Self::Embedded,
            "Passkeep app" => Self::App,
            _ if System::of(client) == System::Ios => Self::WebKit,
            "Chrome" | "Edge" | "Opera" | "Samsung Internet" | "Vivaldi" | "Yandex" | "Huawei Browser" => {
                Self::Chromium
            }
            "Safari" => Self::WebKit,
            "Firefox" => Self::Firefox,
            _ => Self::Other,
        }
    }
}
