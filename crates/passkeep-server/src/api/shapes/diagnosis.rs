//! What a client saw of an attempt, and what it is told of it.

use passkeep_decision::device::Client;
use passkeep_decision::diagnosis::{
    AndroidType, Answered, Asked, Attached, Earlier, ErrorName, Mediation, NOT_ACCEPTED, Native, Operation,
    PageSigns, Problem, Retry, Said, Signs, Stage, Sure, Told, Way, fragments,
};
use passkeep_decision::guidance::Question;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

use crate::diagnoses::{Telling, words};
use crate::failure::{Failure, RequestFault};

/// The longest message that is read: browsers' own are shorter.
const MESSAGE_MAX: usize = 1_000;

/// The longest name of an error or exception.
const NAME_MAX: usize = 128;

/// What a client saw of an attempt that failed on its side. Everything but `operation` may be left out. Messages are read
/// for what is known of them, and not kept.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DiagnoseBody {
    /// What was tried: `create`, `sign_in`, `confirm` or `prove`.
    pub operation: String,
    /// `modal` (or absent), `conditional` or `immediate`.
    pub mediation: Option<String>,
    /// How far it had come: `before`, `options`, `device` (or absent) or `answer`.
    pub stage: Option<String>,
    /// What the browser threw, or the `DomException` inside Android's exception.
    pub error: Option<ThrownBody>,
    /// From the call to its end.
    pub elapsed_ms: Option<u32>,
    /// The `timeout` of the options.
    pub timeout_ms: Option<u32>,
    /// How often the page was hidden meanwhile.
    pub hidden: Option<u16>,
    /// How often it lost the focus meanwhile.
    pub blurred: Option<u16>,
    /// The `authenticatorAttachment` that was asked for.
    pub attachment: Option<String>,
    /// The `hints` of the options.
    #[serde(default)]
    #[cfg_attr(test, schema(max_items = 8))]
    pub hints: Vec<String>,
    /// What the page is.
    pub page: Option<PageBody>,
    /// What a native interface said.
    pub native: Option<NativeBody>,
    /// What came back from the server, where something went wrong there: `0` for nothing, else the status.
    pub answered: Option<u16>,
    /// What the person says they saw, of a list: `bluetooth_off`, `nothing_after_scan`, `phone_has_none`, `qr_not_read`,
    /// `key_has_no_pin`, `key_does_nothing`, `own_key_has_none`, `manager_opened`, `never_asked`, `keychain_asked`,
    /// `organisation_forbids`, `lost_device`.
    pub said: Option<String>,
    /// What this page or app has seen before.
    pub earlier: Option<EarlierBody>,
}

/// What was thrown.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ThrownBody {
    /// Its `name`.
    pub name: String,
    /// Its message, at most 1,000 characters.
    #[serde(default)]
    pub message: String,
}

/// The page, as far as it was looked at.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PageBody {
    /// Whether there is `PublicKeyCredential`.
    pub webauthn: Option<bool>,
    /// `isSecureContext`.
    pub secure: Option<bool>,
    /// Whether it is in a frame of another origin.
    pub framed: Option<bool>,
    /// `navigator.userActivation.isActive` when the passkey was asked for.
    pub activated: Option<bool>,
    /// `userVerifyingPlatformAuthenticator` of `getClientCapabilities`.
    pub platform: Option<bool>,
    /// `conditionalGet`.
    pub autofill: Option<bool>,
    /// `hybridTransport`.
    pub hybrid: Option<bool>,
}

/// What went before.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EarlierBody {
    /// Attempts in a row that were refused within 300 ms.
    #[serde(default)]
    pub at_once: u16,
    /// Sheets that were closed.
    #[serde(default)]
    pub cancelled: u16,
}

/// One system's word.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum NativeBody {
    /// The `ASAuthorizationError` code: 1000 to 1010.
    Ios(u16),
    /// The simple name of the exception's class, as `GetCredentialCancellationException`. A `DomException` inside it stands in
    /// `error`, and so does its message.
    Android(String),
    /// The `HRESULT`, unsigned or signed.
    Windows(i64),
    /// The error's code: 801, or 1021300001 and on.
    Harmony(u32),
    /// A status of CTAP.
    Ctap(u8),
}

impl DiagnoseBody {
    /// As signs. What is not of the lists is refused, so that a mistyped word is found.
    pub fn signs(self, client: &Client) -> Result<Signs, Failure> {
        let operation = Operation::parse(&self.operation).ok_or_else(|| not_taken("operation"))?;
        let mut signs = Signs::new(operation).on(client);
        if let Some(text) = self.mediation {
            signs.mediation = Mediation::parse(&text).ok_or_else(|| not_taken("mediation"))?;
        }
        if let Some(text) = self.stage {
            signs.stage = Stage::parse(&text).ok_or_else(|| not_taken("stage"))?;
        }
        let message = self.error.as_ref().map(|thrown| thrown.message.as_str()).unwrap_or_default();
        if message.chars().count() > MESSAGE_MAX {
            return Err(not_taken("error.message"));
        }
        signs.fragments = fragments(message, signs.family);
        signs.native = self.native.map(|native| native.read(message)).transpose()?;
        if let Some(thrown) = &self.error {
            if thrown.name.chars().count() > NAME_MAX {
                return Err(not_taken("error.name"));
            }
            signs.error = Some(ErrorName::parse(&thrown.name).unwrap_or(ErrorName::Other));
        }
        (signs.elapsed_ms, signs.timeout_ms) = (self.elapsed_ms, self.timeout_ms);
        (signs.hidden, signs.blurred) = (self.hidden.unwrap_or(0), self.blurred.unwrap_or(0));
        if let Some(text) = self.attachment {
            signs.attachment = Some(Attached::parse(&text).ok_or_else(|| not_taken("attachment"))?);
        }
        // Browsers pass over hints that they don't know (WebAuthn L3, 5.8.7), and so does this.
        signs.hints =
            self.hints.iter().filter_map(|hint| Asked::parse(hint)).take(Asked::ALL.len()).collect();
        signs.page = self.page.map(PageBody::signs).unwrap_or_default();
        signs.answered = self.answered.map(|status| match status {
            0 => Answered::Nothing,
            status => Answered::Status(status),
        });
        if let Some(text) = self.said {
            signs.said = Some(Said::parse(&text).ok_or_else(|| not_taken("said"))?);
        }
        let earlier = self.earlier.unwrap_or(EarlierBody { at_once: 0, cancelled: 0 });
        signs.earlier = Earlier { at_once: earlier.at_once, cancelled: earlier.cancelled };
        Ok(signs)
    }
}

impl PageBody {
    fn signs(self) -> PageSigns {
        PageSigns {
            webauthn: self.webauthn,
            secure: self.secure,
            framed: self.framed,
            activated: self.activated,
            platform: self.platform,
            autofill: self.autofill,
            hybrid: self.hybrid,
        }
    }
}

impl NativeBody {
    fn read(self, message: &str) -> Result<Native, Failure> {
        Ok(match self {
            Self::Ios(code) => Native::Ios(code),
            Self::Android(class) => {
                let kind = android_type(&class).ok_or_else(|| not_taken("native.android"))?;
                Native::Android(kind, detail_code(message))
            }
            Self::Windows(result) => {
                let unsigned = u32::try_from(result).ok();
                let signed = || i32::try_from(result).ok().map(i32::cast_unsigned);
                Native::Windows(unsigned.or_else(signed).ok_or_else(|| not_taken("native.windows"))?)
            }
            Self::Harmony(code) => Native::Harmony(code),
            Self::Ctap(status) => Native::Ctap(status),
        })
    }
}

/// `androidx.credentials.exceptions`: the class without its package.
fn android_type(class: &str) -> Option<AndroidType> {
    let name = class.rsplit('.').next()?.strip_suffix("Exception")?;
    let name = name.strip_prefix("Create").or_else(|| name.strip_prefix("Get")).unwrap_or(name);
    if let Some(known) = AndroidType::parse(name) {
        return Some(known);
    }
    AndroidType::parse(name.strip_prefix("Credential")?)
}

/// Play services put a code of their own before some messages: `[50152] RP ID cannot be validated`.
fn detail_code(message: &str) -> Option<u32> {
    let (code, _) = message.trim_start().strip_prefix('[')?.split_once(']')?;
    code.parse().ok()
}

fn not_taken(field: &str) -> Failure {
    let what = format!("{field} is none of the values that this address takes; /v1/openapi.json lists them.");
    RequestFault::Shape(what).into()
}

/// What is said of an attempt.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct DiagnosisShape {
    /// The stable code, as `SIG-05`; `SIG-00` where strangers are told no more than that the passkey was not accepted.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What a person reads out to whoever helps: the code and eight characters. Absent where the attempt is not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What happened, in one sentence.
    pub say: String,
    /// How to show it: `silent`, `calm`, `good` or `care`. Never as an alarm.
    pub tone: &'static str,
    /// How sure it is: `certain`, `likely` or `possible`.
    pub sure: &'static str,
    /// Whether the same again may work: `same`, `after_fix` or `no`.
    pub retry: &'static str,
    /// Why, the likeliest first.
    pub causes: Vec<CauseShape>,
    /// What to do on this system, in order.
    pub steps: Vec<String>,
    /// Ways on, the best first: `try_again`, `start_again`, `other_ways`, `another_device`, `security_key`,
    /// `device_settings`, `update`, `open_in_browser`, `passkeys`, `recovery`, `support`, `wait`.
    #[cfg_attr(test, schema(value_type = Vec<String>))]
    pub ways: Vec<&'static str>,
    /// What the person may have seen: ask, and send what they say as `said` with the same signs. Mostly empty.
    #[cfg_attr(test, schema(value_type = Vec<String>))]
    pub may_have_seen: Vec<&'static str>,
    /// Where the page of help says more: a path with its anchor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// When what is told of happened, as where a passkey was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    /// What worked in this browser last; told to whoever is signed in as the account alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worked: Option<WorkedShape>,
}

/// A passkey of the account that worked in this browser before.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct WorkedShape {
    /// When.
    pub at: i64,
    /// Where it lives: `apple`, `google`, `microsoft`, `windows_hello`, `security_key`, `one_device` or `other_manager`.
    pub place: &'static str,
}

/// A cause.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct CauseShape {
    /// Its stable name within the code.
    pub name: &'static str,
    /// `likely`, `possible` or `rare`.
    pub likelihood: &'static str,
    /// In words.
    pub say: String,
}

impl DiagnosisShape {
    /// In the words of whoever asked.
    pub fn of(telling: &Telling) -> Self {
        let words = words(telling.language);
        let Told::Code(code) = telling.told else { return Self::not_accepted(telling) };
        let causes = &telling.diagnosis.causes;
        Self {
            code: code.as_str(),
            name: code.name(),
            reference: telling.reference.map(|reference| reference.after(code.as_str())),
            say: words.say(telling.told),
            tone: code.tone().as_str(),
            sure: telling.diagnosis.sure.as_str(),
            retry: code.retry().as_str(),
            causes: causes
                .iter()
                .map(|cause| CauseShape {
                    name: cause.name,
                    likelihood: cause.likelihood.as_str(),
                    say: words.cause(telling.told, *cause),
                })
                .collect(),
            steps: words.steps(telling.told, telling.system),
            ways: code.ways().iter().map(|way| way.as_str()).collect(),
            may_have_seen: telling.diagnosis.may_have_seen.iter().map(|said| said.as_str()).collect(),
            help: Question::of(code).map(|question| format!("/help/passkeys#{}", question.as_str())),
            at: telling.at.map(|at| at.0),
            worked: telling
                .worked
                .map(|worked| WorkedShape { at: worked.at.0, place: worked.place.as_str() }),
        }
    }

    /// The same for whatever is not told: nothing here may come from the diagnosis.
    fn not_accepted(telling: &Telling) -> Self {
        let words = words(telling.language);
        Self {
            code: NOT_ACCEPTED,
            name: telling.told.name(),
            reference: telling.reference.map(|reference| reference.after(NOT_ACCEPTED)),
            say: words.say(telling.told),
            tone: "care",
            sure: Sure::Certain.as_str(),
            retry: Retry::No.as_str(),
            causes: vec![CauseShape { name: "not-told", likelihood: "likely", say: words.not_told() }],
            steps: words.steps(telling.told, telling.system),
            ways: vec![Way::OtherWays.as_str(), Way::Support.as_str()],
            may_have_seen: vec![],
            help: None,
            at: None,
            worked: None,
        }
    }
}

/// The account's failed attempts of the last 30 days.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Problems {
    /// Newest first.
    pub problems: Vec<ProblemShape>,
}

/// A failed attempt.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ProblemShape {
    /// When.
    pub at: i64,
    /// What was tried: `create`, `sign_in`, `confirm` or `prove`.
    pub operation: &'static str,
    /// The browser, as it named itself.
    pub browser: String,
    /// The system.
    pub system: String,
    /// Why it failed, as its owner is told.
    pub diagnosis: DiagnosisShape,
}

impl ProblemShape {
    /// In the words of its owner.
    pub fn of(problem: &Problem, language: crate::texts::Language) -> Self {
        let Problem { attempt, diagnosis, told, .. } = problem;
        let telling = Telling {
            told: *told,
            diagnosis: diagnosis.clone(),
            reference: Some(attempt.reference),
            system: attempt.signs.system,
            language,
            at: attempt.signs.since,
            worked: problem.worked,
        };
        Self {
            at: attempt.at.0,
            operation: attempt.signs.operation.as_str(),
            browser: attempt.client.browser.clone(),
            system: attempt.client.system.clone(),
            diagnosis: DiagnosisShape::of(&telling),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn androids_classes_are_known_by_their_simple_names() {
        let check = |class, expected| assert_eq!(android_type(class), expected, "{class}");
        check("CreateCredentialCancellationException", Some(AndroidType::Cancellation));
        check("androidx.credentials.exceptions.GetCredentialUnknownException", Some(AndroidType::Unknown));
        check("NoCredentialException", Some(AndroidType::NoCredential));
        check("CreateCredentialNoCreateOptionException", Some(AndroidType::NoCreateOption));
        check("GetCredentialProviderConfigurationException", Some(AndroidType::ProviderConfiguration));
        check("CreatePublicKeyCredentialDomException", Some(AndroidType::Dom));
        check("GetPublicKeyCredentialDomException", Some(AndroidType::Dom));
        check("IllegalStateException", None);
        check("", None);
        assert_eq!(detail_code("[50152] RP ID cannot be validated."), Some(50_152));
        assert_eq!(detail_code("RP ID [50152]"), None);
    }
}
