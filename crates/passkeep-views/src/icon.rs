//! The icons: drawn for Passkeep on a 24 grid with one pen, and one filled dot where the secret or the point is.
//! They stand inline, in the ink of their text, beside a word always.

use std::fmt::{self, Display};

use askama::filters::HtmlSafe;

/// An icon of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    /// Remove.
    Bin,
    /// Look at this.
    Care,
    /// Done, yours.
    Check,
    /// Sessions on devices.
    Devices,
    /// A crystal of snow: everything stands still.
    Freeze,
    /// What happened.
    History,
    /// A laptop.
    Laptop,
    /// A message; phone and email.
    Message,
    /// A neutral remark.
    Note,
    /// A page in a browser.
    Page,
    /// A person with a key.
    Passkey,
    /// A field with what nobody sees.
    Password,
    /// A desktop computer.
    Pc,
    /// Rename.
    Pencil,
    /// A phone.
    Phone,
    /// Create.
    Plus,
    /// A receipt.
    Receipt,
    /// A lifebuoy: recovery.
    Recovery,
    /// Onwards.
    Right,
    /// Keep as a file.
    Save,
    /// A security key.
    SecurityKey,
    /// Wrong.
    Stop,
    /// A tablet.
    Tablet,
    /// A clock.
    Wait,
}

impl Icon {
    /// The icon with further classes of the stylesheet.
    pub(super) fn class(self, class: &'static str) -> Drawn {
        Drawn { icon: self, class }
    }

    fn shape(self) -> &'static str {
        match self {
            Icon::Bin => BIN,
            Icon::Care => CARE,
            Icon::Check => CHECK,
            Icon::Devices => DEVICES,
            Icon::Freeze => FREEZE,
            Icon::History => HISTORY,
            Icon::Laptop => LAPTOP,
            Icon::Message => MESSAGE,
            Icon::Note => NOTE,
            Icon::Page => PAGE,
            Icon::Passkey => PASSKEY,
            Icon::Password => PASSWORD,
            Icon::Pc => PC,
            Icon::Pencil => PENCIL,
            Icon::Phone => PHONE,
            Icon::Plus => PLUS,
            Icon::Receipt => RECEIPT,
            Icon::Recovery => RECOVERY,
            Icon::Right => RIGHT,
            Icon::Save => SAVE,
            Icon::SecurityKey => SECURITY_KEY,
            Icon::Stop => STOP,
            Icon::Tablet => TABLET,
            Icon::Wait => WAIT,
        }
    }
}

impl Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.class("").fmt(f)
    }
}

impl HtmlSafe for Icon {}

/// An icon and its classes.
pub(super) struct Drawn {
    icon: Icon,
    class: &'static str,
}

impl Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let glue = if self.class.is_empty() { "" } else { " " };
        let Drawn { icon, class } = self;
        write!(
            f,
            r#"<svg class="icon{glue}{class}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>"#,
            icon.shape()
        )
    }
}

impl HtmlSafe for Drawn {}

const BIN: &str = concat!(
    r#"<path d="M4 6.5h16M9.25 6.5V4.75A1.25 1.25 0 0 1 10.5 3.5h3a1.25 1.25 0 0 1 1.25 1.25V6.5M6 6.5l.85 12.6a1.5 1.5 0 0 0 1.5 1.4h7.3a1.5 1.5 0 0 0 1.5-1.4L18 6.5"/>"#,
    r#"<path d="M10.25 10.75v5.5M13.75 10.75v5.5"/>"#,
);
const CARE: &str = concat!(
    r#"<path d="M10.6 4.1 2.75 17.9a1.6 1.6 0 0 0 1.4 2.4h15.7a1.6 1.6 0 0 0 1.4-2.4L13.4 4.1a1.6 1.6 0 0 0-2.8 0z"/>"#,
    r#"<path d="M12 9.25v4.5"/>"#,
    r#"<circle class="dot" cx="12" cy="17" r="1.15"/>"#,
);
const CHECK: &str = r#"<path d="m4.5 12.75 4.75 4.75L19.5 6.75"/>"#;
const DEVICES: &str = concat!(
    r#"<path d="M13 17.25H4.25a1.5 1.5 0 0 1-1.5-1.5V6a1.5 1.5 0 0 1 1.5-1.5h13.5a1.5 1.5 0 0 1 1.5 1.5v1.25"/>"#,
    r#"<path d="M8 20.5h5"/>"#,
    r#"<rect x="15.75" y="9.75" width="6" height="11" rx="1.5"/>"#,
    r#"<circle class="dot" cx="18.75" cy="18.1" r="1"/>"#,
);
const FREEZE: &str = concat!(
    r#"<path d="M12 2.75v18.5M4 7.4l16 9.2M20 7.4 4 16.6"/>"#,
    r#"<path d="m9.4 4.6 2.6 2.2 2.6-2.2M9.4 19.4l2.6-2.2 2.6 2.2M4.2 10.9l3.2-1.2-.6-3.4M19.8 13.1l-3.2 1.2.6 3.4M19.8 10.9l-3.2-1.2.6-3.4M4.2 13.1l3.2 1.2-.6 3.4"/>"#,
);
const HISTORY: &str = concat!(
    r#"<path d="M3.5 12a8.5 8.5 0 1 0 2.75-6.25L3.5 8.25"/>"#,
    r#"<path d="M3.5 3.75v4.5H8M12 7.5V12l3 1.9"/>"#,
);
const LAPTOP: &str = concat!(
    r#"<rect x="3.5" y="4.75" width="17" height="11" rx="2"/>"#,
    r#"<path d="M1.5 19.25h21"/>"#,
    r#"<circle class="dot" cx="12" cy="7.75" r="1.05"/>"#,
);
const MESSAGE: &str = concat!(
    r#"<path d="M4.75 4.25h14.5a2 2 0 0 1 2 2v8.5a2 2 0 0 1-2 2h-7.5L7 20.5v-3.75H4.75a2 2 0 0 1-2-2v-8.5a2 2 0 0 1 2-2z"/>"#,
    r#"<circle class="dot" cx="8.25" cy="10.5" r="1.1"/>"#,
    r#"<circle class="dot" cx="12" cy="10.5" r="1.1"/>"#,
    r#"<circle class="dot" cx="15.75" cy="10.5" r="1.1"/>"#,
);
const NOTE: &str = concat!(
    r#"<circle cx="12" cy="12" r="8.75"/>"#,
    r#"<path d="M12 11.25v5.25"/>"#,
    r#"<circle class="dot" cx="12" cy="7.75" r="1.15"/>"#,
);
const PAGE: &str = concat!(
    r#"<rect x="2.75" y="4.25" width="18.5" height="15.5" rx="2.25"/>"#,
    r#"<path d="M2.75 9h18.5"/>"#,
    r#"<circle class="dot" cx="6.4" cy="6.65" r="1"/>"#,
);
const PASSKEY: &str = concat!(
    r#"<circle cx="8.75" cy="7" r="4"/>"#,
    r#"<path d="M2 20.5v-.75a6.75 6.75 0 0 1 9-6.37"/>"#,
    r#"<circle cx="17.75" cy="11.25" r="3.75"/>"#,
    r#"<path d="M17.75 15v6.75M17.75 18.4h2.5"/>"#,
    r#"<circle class="dot" cx="17.75" cy="11.25" r="1.25"/>"#,
);
const PASSWORD: &str = concat!(
    r#"<rect x="2.5" y="7" width="19" height="10" rx="2.25"/>"#,
    r#"<circle class="dot" cx="7.5" cy="12" r="1.2"/>"#,
    r#"<circle class="dot" cx="12" cy="12" r="1.2"/>"#,
    r#"<circle class="dot" cx="16.5" cy="12" r="1.2"/>"#,
);
const PC: &str = concat!(
    r#"<rect x="2.75" y="3.75" width="18.5" height="12.5" rx="2"/>"#,
    r#"<path d="M12 16.25v4M7.75 20.25h8.5"/>"#,
    r#"<circle class="dot" cx="12" cy="6.75" r="1.05"/>"#,
);
const PENCIL: &str = concat!(
    r#"<path d="m4 20 1-4.25L16.1 4.65a1.9 1.9 0 0 1 2.7 0l.55.55a1.9 1.9 0 0 1 0 2.7L8.25 19z"/>"#,
    r#"<path d="m14 6.75 3.25 3.25"/>"#,
);
const PHONE: &str = concat!(
    r#"<rect x="6.75" y="2.5" width="10.5" height="19" rx="2.5"/>"#,
    r#"<circle class="dot" cx="12" cy="18.2" r="1.05"/>"#,
);
const PLUS: &str = r#"<path d="M12 4.75v14.5M4.75 12h14.5"/>"#;
const RECEIPT: &str = concat!(
    r#"<path d="M5.5 2.75h13v18.5l-2.2-1.5-2.15 1.5L12 19.75l-2.15 1.5-2.15-1.5-2.2 1.5z"/>"#,
    r#"<path d="M9 8h6M9 12h6"/>"#,
);
const RECOVERY: &str = concat!(
    r#"<circle cx="12" cy="12" r="8.75"/><circle cx="12" cy="12" r="3.5"/>"#,
    r#"<path d="m5.8 5.8 3.7 3.7M14.5 14.5l3.7 3.7M18.2 5.8l-3.7 3.7M9.5 14.5l-3.7 3.7"/>"#,
);
const RIGHT: &str = r#"<path d="m9 5.5 6.5 6.5L9 18.5"/>"#;
const SAVE: &str = r#"<path d="M12 3.5v11.75M7.25 10.75 12 15.5l4.75-4.75M4 20.25h16"/>"#;
const SECURITY_KEY: &str = concat!(
    r#"<rect x="7.25" y="8" width="9.5" height="13.5" rx="2.75"/>"#,
    r#"<path d="M9.5 8V3.75A1.25 1.25 0 0 1 10.75 2.5h2.5a1.25 1.25 0 0 1 1.25 1.25V8"/>"#,
    r#"<circle class="dot" cx="12" cy="14.25" r="1.7"/>"#,
);
const STOP: &str = concat!(
    r#"<path d="M8.4 3.25h7.2l5.15 5.15v7.2l-5.15 5.15H8.4L3.25 15.6V8.4z"/>"#,
    r#"<path d="M12 7.5v5.25"/>"#,
    r#"<circle class="dot" cx="12" cy="16.25" r="1.15"/>"#,
);
const TABLET: &str = concat!(
    r#"<rect x="4" y="2.75" width="16" height="18.5" rx="2.25"/>"#,
    r#"<circle class="dot" cx="12" cy="18.1" r="1.05"/>"#,
);
const WAIT: &str = concat!(r#"<circle cx="12" cy="12" r="8.75"/>"#, r#"<path d="M12 7v5l3.4 2"/>"#,);
