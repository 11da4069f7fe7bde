//! What a message says, in the language of the account.

use std::sync::LazyLock;

use fluent_bundle::FluentValue;
use passkeep_decision::message::{Message, MessageKind};

use crate::brand::Brand;
use crate::texts::{Language, Texts};

use super::Outgoing;

static EN: LazyLock<Texts> =
    LazyLock::new(|| Texts::parse(Language::En, include_str!("../../texts/messages.en.ftl")));
static ZH_CN: LazyLock<Texts> =
    LazyLock::new(|| Texts::parse(Language::ZhCn, include_str!("../../texts/messages.zh-CN.ftl")));

/// In whose name messages speak.
#[derive(Clone, Debug)]
pub struct Voice {
    /// The brand's name.
    pub brand: String,
    /// The domain where people sign in.
    pub domain: String,
}

impl Voice {
    /// The operator's voice.
    pub fn new(brand: &Brand) -> Self {
        Self { brand: brand.name.clone(), domain: brand.host.clone() }
    }
}

/// Puts a message into words. One with a code ends in a line that binds the code to the domain, so that browsers
/// and phones fill it in there and nowhere else (origin-bound one-time codes delivered via SMS, section 3).
pub fn word(message: &Message, voice: &Voice) -> Outgoing {
    let texts: &Texts = match Language::from_tag(&message.locale.0).unwrap_or(Language::En) {
        Language::En => &EN,
        Language::ZhCn => &ZH_CN,
    };
    let (key, own) = parts(&message.kind);
    let mut args = vec![
        ("brand", FluentValue::from(voice.brand.as_str())),
        ("domain", FluentValue::from(voice.domain.as_str())),
        ("kind", FluentValue::from(message.to.kind())),
    ];
    args.extend(own.iter().map(|(name, value)| (*name, FluentValue::from(*value))));
    let mut text = texts.get(key, &args);
    if let [("code", code)] = own[..] {
        text.push_str(&format!("\n\n@{} #{code}", voice.domain));
    }
    let subject = texts.get(&format!("{key}-subject"), &args);
    Outgoing { id: message.id, to: message.to.clone(), at: message.at, subject, text }
}

fn parts(kind: &MessageKind) -> (&'static str, Vec<(&'static str, &str)>) {
    match kind {
        MessageKind::SignUpCode(code) => ("message-sign-up-code", vec![("code", code.expose())]),
        MessageKind::AlreadyHasAccount => ("message-already-has-account", vec![]),
        MessageKind::CreatePasskeyCode(code) => {
            ("message-create-passkey-code", vec![("code", code.expose())])
        }
        MessageKind::SignInCode(code) => ("message-sign-in-code", vec![("code", code.expose())]),
        MessageKind::SignedInWithoutPasskey(client) => (
            "message-signed-in-without-passkey",
            vec![("browser", &client.browser), ("system", &client.system)],
        ),
        MessageKind::PasswordSet => ("message-password-set", vec![]),
        MessageKind::PasswordChanged => ("message-password-changed", vec![]),
        MessageKind::PasswordRemoved => ("message-password-removed", vec![]),
        MessageKind::AddEmailCode(code) => ("message-add-email-code", vec![("code", code.expose())]),
        MessageKind::NewBrowser(client) => {
            ("message-new-browser", vec![("browser", &client.browser), ("system", &client.system)])
        }
        MessageKind::PasskeyCreated(name) => ("message-passkey-created", vec![("name", name)]),
        MessageKind::PasskeyRemoved(name) => ("message-passkey-removed", vec![("name", name)]),
        MessageKind::EmailAdded(email) => ("message-email-added", vec![("name", email)]),
        MessageKind::DeviceTrusted(client) => {
            ("message-device-trusted", vec![("browser", &client.browser), ("system", &client.system)])
        }
        MessageKind::DeviceRevoked(name) => ("message-device-revoked", vec![("name", name)]),
        MessageKind::DeviceCopied(client) => {
            ("message-device-copied", vec![("browser", &client.browser), ("system", &client.system)])
        }
        MessageKind::ApprovalRequested { client, place } => (
            "message-approval-requested",
            vec![
                ("browser", &client.browser),
                ("system", &client.system),
                ("place", place.as_deref().unwrap_or("-")),
            ],
        ),
        MessageKind::ApprovalFailed(client) => {
            ("message-approval-failed", vec![("browser", &client.browser), ("system", &client.system)])
        }
        MessageKind::AccountFrozen => ("message-account-frozen", vec![]),
    }
}

#[cfg(test)]
mod tests {
    use passkeep_decision::account::Locale;
    use passkeep_decision::code::SixDigits;
    use passkeep_decision::contact::{Address, Email, Phone};
    use passkeep_decision::device::Client;
    use passkeep_decision::id::MessageId;
    use passkeep_decision::moment::Timestamp;

    use super::*;

    fn message(to: Address, locale: &str, kind: MessageKind) -> Message {
        let locale = Locale(locale.to_owned());
        Message { id: MessageId([1; 16]), to, locale, at: Timestamp(0), expires_at: Timestamp(1), kind }
    }

    fn voice() -> Voice {
        Voice { brand: "Example".into(), domain: "account.example.com".into() }
    }

    fn phone() -> Address {
        Address::Phone(Phone::from_e164("+14155550123").unwrap())
    }

    fn email() -> Address {
        Address::Email(Email::parse("ada@example.com").unwrap())
    }

    fn linux() -> Client {
        Client { browser: "Firefox".into(), system: "Linux".into() }
    }

    fn every_kind() -> Vec<MessageKind> {
        let code = SixDigits::parse("012345").unwrap();
        vec![
            MessageKind::SignUpCode(code.clone()),
            MessageKind::AlreadyHasAccount,
            MessageKind::CreatePasskeyCode(code.clone()),
            MessageKind::AddEmailCode(code.clone()),
            MessageKind::SignInCode(code),
            MessageKind::SignedInWithoutPasskey(Client { browser: "Firefox".into(), system: "Linux".into() }),
            MessageKind::PasswordSet,
            MessageKind::PasswordChanged,
            MessageKind::PasswordRemoved,
            MessageKind::NewBrowser(Client { browser: "Firefox".into(), system: "Linux".into() }),
            MessageKind::PasskeyCreated("My key".into()),
            MessageKind::PasskeyRemoved("My key".into()),
            MessageKind::EmailAdded("ada@example.com".into()),
            MessageKind::DeviceTrusted(linux()),
            MessageKind::DeviceRevoked("My phone".into()),
            MessageKind::DeviceCopied(linux()),
            MessageKind::ApprovalRequested { client: linux(), place: Some("PT · 203.0.113.7".into()) },
            MessageKind::ApprovalFailed(linux()),
            MessageKind::AccountFrozen,
        ]
    }

    #[test]
    fn a_code_ends_with_the_line_that_browsers_read() {
        let code = SixDigits::parse("012345").unwrap();
        let worded = word(&message(phone(), "en", MessageKind::SignUpCode(code)), &voice());
        assert_eq!(
            worded.text,
            "012345 is your code to create an account at account.example.com. Never tell it to anyone, whoever \
             asks.\n\n@account.example.com #012345"
        );
    }

    #[test]
    fn a_notice_names_what_happened_and_holds_no_code() {
        let kind = MessageKind::NewBrowser(Client { browser: "Firefox".into(), system: "Linux".into() });
        let worded = word(&message(email(), "en-GB", kind), &voice());
        assert_eq!(worded.subject, "Your Example account is signed in on a new browser");
        assert!(worded.text.contains("Firefox, Linux"), "{}", worded.text);
        assert!(!worded.text.contains('#'), "{}", worded.text);
    }

    #[test]
    fn the_owner_of_a_number_reads_that_it_is_taken() {
        let by_phone = word(&message(phone(), "en", MessageKind::AlreadyHasAccount), &voice());
        let by_email = word(&message(email(), "en", MessageKind::AlreadyHasAccount), &voice());
        assert!(by_phone.text.contains("this number"), "{}", by_phone.text);
        assert!(by_email.text.contains("this address"), "{}", by_email.text);
    }

    #[test]
    fn every_kind_has_words_in_every_language_and_every_hole_is_filled() {
        for language in Language::ALL {
            for kind in every_kind() {
                let worded = word(&message(phone(), language.tag(), kind.clone()), &voice());
                for text in [&worded.subject, &worded.text] {
                    assert!(!text.starts_with("message-"), "{text} is missing in {}", language.tag());
                    assert!(!text.contains(['{', '}', '$']), "{text}");
                }
                assert!(worded.text.contains("account.example.com"), "{}", worded.text);
            }
        }
    }

    #[test]
    fn no_text_stands_in_the_catalogues_that_nothing_says() {
        let used: Vec<&str> = every_kind().iter().map(|kind| parts(kind).0).collect();
        for source in
            [include_str!("../../texts/messages.en.ftl"), include_str!("../../texts/messages.zh-CN.ftl")]
        {
            for line in source.lines().filter(|line| line.starts_with("message-")) {
                let key = line.split(" =").next().unwrap();
                assert!(used.contains(&key.trim_end_matches("-subject")), "{key}");
            }
        }
    }

    #[test]
    fn an_unknown_language_is_english() {
        let worded = word(&message(phone(), "tlh", MessageKind::AlreadyHasAccount), &voice());
        assert_eq!(worded.subject, "Your Example account");
    }
}
