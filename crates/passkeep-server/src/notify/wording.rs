//! What a message says, in the language of the account.

use fluent_bundle::FluentValue;
use passkeep_decision::contact::Address;
use passkeep_decision::device::Client;
use passkeep_decision::hold::{HoldNews, HoldNotice};
use passkeep_decision::message::{Message, MessageKind};

use crate::brand::Brand;
use crate::config::BaseUrl;
use crate::legal::{Legal, LegalTexts};
use crate::texts::{Language, Texts};
use crate::views;

use super::Outgoing;

/// In whose name messages speak.
#[derive(Clone, Debug)]
pub struct Voice {
    /// The brand's name.
    pub brand: String,
    /// The domain where people sign in.
    pub domain: String,
    /// The URL under which people see the server: links begin with it.
    pub base_url: String,
    /// What the law wants in a letter, in each language.
    pub legal: Legal,
}

impl Voice {
    /// The operator's voice.
    pub fn new(brand: &Brand, base_url: &BaseUrl, legal: &Legal) -> Self {
        Self {
            brand: brand.name.clone(),
            domain: brand.host.clone(),
            base_url: base_url.as_str().to_owned(),
            legal: legal.clone(),
        }
    }

    /// Who writes, at the end of an email: the name, and where it says more.
    fn signature(&self, language: Language) -> Option<String> {
        let LegalTexts { name, imprint, .. } = self.legal.in_language(language);
        let lines: Vec<&str> = [name, imprint].into_iter().flatten().collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

/// Puts a message into words. One with a code ends in a line that binds the code to the domain, so that browsers
/// and phones fill it in there and nowhere else (origin-bound one-time codes delivered via SMS, section 3).
pub fn word(message: &Message, voice: &Voice) -> Outgoing {
    let language = Language::from_tag(&message.locale.0).unwrap_or(Language::En);
    let texts: &Texts = language.messages();
    let (key, own) = parts(&message.kind);
    let mut args = vec![
        ("brand", FluentValue::from(voice.brand.as_str())),
        ("domain", FluentValue::from(voice.domain.as_str())),
        ("kind", FluentValue::from(message.to.kind())),
    ];
    args.extend(own.iter().map(|(name, value)| (*name, FluentValue::from(*value))));
    match &message.kind {
        MessageKind::Hold(notice) => args.extend(of_hold(notice, language, voice)),
        MessageKind::RecoveryOffered => {
            args.push(("link", FluentValue::from(format!("{}/recovery", voice.base_url))));
        }
        MessageKind::SupportDecided(notice) => {
            let until = notice.matures_at.map(|at| views::exact_time(language, at.0));
            args.push(("until", until.unwrap_or_else(|| "none".to_owned()).into()));
        }
        _ => {}
    }
    let mut text = texts.get(key, &args);
    if let Some(signature) = voice.signature(language).filter(|_| matches!(message.to, Address::Email(_))) {
        text.push_str(&format!("\n\n{signature}"));
    }
    if let [("code", code)] = own[..] {
        text.push_str(&format!("\n\n@{} #{code}", voice.domain));
    }
    let subject = texts.get(&format!("{key}-subject"), &args);
    Outgoing { id: message.id, to: message.to.clone(), at: message.at, subject, text }
}

/// When a hold is over, and what stops it. The token stands in the fragment, which browsers send to nobody.
fn of_hold(
    notice: &HoldNotice,
    language: Language,
    voice: &Voice,
) -> [(&'static str, FluentValue<'static>); 2] {
    let link =
        notice.link.as_ref().map(|token| format!("{}/stop#{}", voice.base_url, token.expose().as_str()));
    let until = views::exact_time(language, notice.matures_at.0);
    [("until", until.into()), ("link", link.unwrap_or_default().into())]
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
        MessageKind::ReplaceContactCode(code) => {
            ("message-replace-contact-code", vec![("code", code.expose())])
        }
        MessageKind::ClaimNumberCode(code) => ("message-claim-number-code", vec![("code", code.expose())]),
        MessageKind::AccountRenamed(name) => ("message-account-renamed", vec![("name", name)]),
        MessageKind::AccountFrozen(client) => ("message-account-frozen", from(client)),
        MessageKind::AccountThawed(client) => ("message-account-thawed", from(client)),
        MessageKind::RecoveryContactCode(code) => {
            ("message-recovery-contact-code", vec![("code", code.expose())])
        }
        MessageKind::RecoveryCodesReplaced => ("message-recovery-codes-replaced", vec![]),
        MessageKind::RecoveryCodeUsed(client) => ("message-recovery-code-used", from(client)),
        MessageKind::AccountRecovered(client) => ("message-account-recovered", from(client)),
        MessageKind::FrozenBySupport => ("message-frozen-by-support", vec![]),
        MessageKind::RecoveryOffered => ("message-recovery-offered", vec![]),
        MessageKind::SupportProposed(notice) => {
            ("message-support-proposed", vec![("action", notice.action.as_str())])
        }
        MessageKind::SupportDecided(notice) => {
            ("message-support-decided", vec![("action", notice.action.as_str())])
        }
        MessageKind::Hold(notice) => {
            let own = vec![("what", notice.what.as_str()), ("name", &notice.name), ("to", &notice.to)];
            (hold_key(notice.news), own)
        }
    }
}

/// What a message is about, by its kind's stable name: its subject, which says nothing of what stands in it.
pub fn subject(kind: &str, language: Language, brand: &str) -> String {
    let texts: &Texts = language.messages();
    let key = format!("message-{}-subject", kind.replace('_', "-"));
    let subject = texts.get(&key, &[("brand", FluentValue::from(brand))]);
    // A kind that a newer node wrote has no words here.
    if subject == key { kind.to_owned() } else { subject }
}

const fn hold_key(news: HoldNews) -> &'static str {
    match news {
        HoldNews::Started => "message-hold-started",
        HoldNews::Halfway => "message-hold-halfway",
        HoldNews::Done => "message-hold-done",
        HoldNews::Stopped => "message-hold-stopped",
        HoldNews::Disputed => "message-hold-disputed",
        HoldNews::Upheld => "message-hold-upheld",
        HoldNews::Lapsed => "message-hold-lapsed",
        HoldNews::Opposed => "message-hold-opposed",
        HoldNews::Undecided => "message-hold-undecided",
    }
}

fn from(client: &Client) -> Vec<(&'static str, &str)> {
    vec![("browser", &client.browser), ("system", &client.system)]
}

#[cfg(test)]
mod tests {
    use passkeep_decision::account::Locale;
    use passkeep_decision::code::SixDigits;
    use passkeep_decision::contact::{Email, Phone};
    use passkeep_decision::hold::{HoldName, LinkToken};
    use passkeep_decision::id::{AccountHandle, MessageId};
    use passkeep_decision::message::SupportNotice;
    use passkeep_decision::moment::{Moment, Timestamp};
    use passkeep_decision::support::ProposedAction;

    use super::*;

    fn message(to: Address, locale: &str, kind: MessageKind) -> Message {
        let locale = Locale(locale.to_owned());
        Message { id: MessageId([1; 16]), to, locale, at: Timestamp(0), expires_at: Timestamp(1), kind }
    }

    fn voice() -> Voice {
        Voice {
            brand: "Example".into(),
            domain: "account.example.com".into(),
            base_url: "https://account.example.com".into(),
            legal: Legal::default(),
        }
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

    fn hold(news: HoldNews, what: HoldName) -> MessageKind {
        let moment = Moment::new(Timestamp(0), &[1; 32]);
        MessageKind::Hold(Box::new(HoldNotice {
            news,
            what,
            name: "My key".into(),
            to: "b•••@example.com".into(),
            matures_at: Timestamp(1_795_513_680_000),
            link: news.leads_to_stop().then(|| LinkToken::draw(AccountHandle([7; 16]), 0, &moment)),
        }))
    }

    fn every_kind() -> Vec<MessageKind> {
        let code = SixDigits::parse("012345").unwrap();
        let of_holds = HoldNews::ALL.into_iter().flat_map(|news| HoldName::ALL.map(|what| hold(news, what)));
        let others = vec![
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
            MessageKind::ReplaceContactCode(SixDigits::parse("012345").unwrap()),
            MessageKind::ClaimNumberCode(SixDigits::parse("012345").unwrap()),
            MessageKind::AccountFrozen(linux()),
            MessageKind::AccountThawed(linux()),
            MessageKind::RecoveryContactCode(SixDigits::parse("012345").unwrap()),
            MessageKind::RecoveryCodesReplaced,
            MessageKind::RecoveryCodeUsed(linux()),
            MessageKind::AccountRecovered(linux()),
            MessageKind::AccountRenamed("Ada".into()),
            MessageKind::FrozenBySupport,
            MessageKind::RecoveryOffered,
        ];
        let of_support = ProposedAction::ALL.iter().flat_map(|action| {
            [None, Some(Timestamp(1_796_000_000_000))].into_iter().flat_map(|matures_at| {
                let notice = SupportNotice { action: *action, what: None, matures_at };
                [MessageKind::SupportProposed(notice), MessageKind::SupportDecided(notice)]
            })
        });
        others.into_iter().chain(of_support).chain(of_holds).collect()
    }

    #[test]
    fn an_email_about_a_hold_carries_its_link_in_the_fragment_and_a_text_message_none() {
        let started = hold(HoldNews::Started, HoldName::RemovePasskey);
        let by_email = word(&message(email(), "en", started.clone()), &voice());
        let link = by_email.text.split_whitespace().find(|piece| piece.starts_with("https://")).unwrap();
        let token = link.strip_prefix("https://account.example.com/stop#").unwrap();
        assert!(LinkToken::parse(token).is_some(), "{token}");
        assert!(by_email.text.contains("“My key”"), "{}", by_email.text);
        assert!(by_email.text.contains("Tue 24 Nov 2026"), "{}", by_email.text);
        let by_phone = word(&message(phone(), "en", started), &voice());
        assert!(!by_phone.text.contains("https://") && !by_phone.text.contains('#'), "{}", by_phone.text);
        assert!(by_phone.text.contains("sign in at account.example.com"), "{}", by_phone.text);
    }

    #[test]
    fn each_thing_on_hold_is_told_in_words_of_its_own() {
        for news in HoldNews::ALL {
            let said =
                HoldName::ALL.map(|what| word(&message(email(), "en", hold(news, what)), &voice()).text);
            for (at, text) in said.iter().enumerate() {
                assert!(!said[..at].contains(text), "{text}");
            }
        }
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
        // Every other catalogue has the keys of this one: see `texts/tests.rs`.
        let source = include_str!("../../../passkeep-views/texts/messages.en.ftl");
        for line in source.lines().filter(|line| line.starts_with("message-")) {
            let key = line.split(" =").next().unwrap();
            assert!(used.contains(&key.trim_end_matches("-subject")), "{key}");
        }
    }

    /// Outside GSM 7-bit's alphabet a text message goes out in UCS-2, 70 units a part (3GPP TS 23.038 and 23.040). The
    /// one about a number that has an account explains more than a part can hold.
    #[test]
    fn a_code_in_chinese_or_japanese_fits_one_part_and_ends_with_its_line_whole() {
        for language in [Language::ZhCn, Language::ZhTw, Language::Ja] {
            let codes = every_kind().into_iter().filter(|kind| {
                let (key, own) = parts(kind);
                matches!(own[..], [("code", _)])
                    && !["message-claim-number-code", "message-add-email-code"].contains(&key)
            });
            for kind in codes {
                let text = word(&message(phone(), language.tag(), kind), &voice()).text;
                let units = text.encode_utf16().count();
                assert!(units <= 70, "{units} units: {text}");
                assert!(text.ends_with("\n\n@account.example.com #012345"), "{text}");
                assert!(text.starts_with("012345"), "the code is seen in a notification: {text}");
            }
        }
    }

    #[test]
    fn an_email_says_who_writes_and_a_text_message_does_not() {
        let of = |text: &str| [("en".to_owned(), text.to_owned())].into();
        let (name, imprint) = (of("Example Ltd"), of("https://example.com/imprint"));
        let voice = Voice { legal: Legal { name, imprint, ..Legal::default() }, ..voice() };
        let code = || MessageKind::AddEmailCode(SixDigits::parse("012345").unwrap());
        let text = word(&message(email(), "en", code()), &voice).text;
        let end = "\n\nExample Ltd\nhttps://example.com/imprint\n\n@account.example.com #012345";
        assert!(text.ends_with(end), "{text}");
        assert!(!word(&message(phone(), "en", code()), &voice).text.contains("Example Ltd"));
        assert!(!word(&message(email(), "ja", code()), &voice).text.contains("Example Ltd"));
    }

    #[test]
    fn an_unknown_language_is_english() {
        let worded = word(&message(phone(), "tlh", MessageKind::AlreadyHasAccount), &voice());
        assert_eq!(worded.subject, "Your Example account");
    }
}
