//! What apps may learn of a person, and the `claims` parameter. (OpenID Connect Core, sections 5.1, 5.4 and 5.5)

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::client::Scope;
use crate::id::AccountHandle;
use crate::level::Level;

/// A claim about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// The name to be called by.
    Name,
    /// The language of its messages.
    Locale,
    /// The user ID that people read out.
    PreferredUsername,
    /// The oldest email.
    Email,
    /// Whether a code proved it.
    EmailVerified,
    /// The oldest phone number.
    PhoneNumber,
    /// Whether a code proved it.
    PhoneNumberVerified,
}

impl Claim {
    /// Every claim.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Locale,
        Self::PreferredUsername,
        Self::Email,
        Self::EmailVerified,
        Self::PhoneNumber,
        Self::PhoneNumberVerified,
    ];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Locale => "locale",
            Self::PreferredUsername => "preferred_username",
            Self::Email => "email",
            Self::EmailVerified => "email_verified",
            Self::PhoneNumber => "phone_number",
            Self::PhoneNumberVerified => "phone_number_verified",
        }
    }

    /// The scope that opens it.
    pub const fn scope(self) -> &'static str {
        match self {
            Self::Name | Self::Locale | Self::PreferredUsername => "profile",
            Self::Email | Self::EmailVerified => "email",
            Self::PhoneNumber | Self::PhoneNumberVerified => "phone",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|claim| claim.as_str() == text)
    }
}

/// The claims that an app asks for one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestedClaims {
    /// In the ID token.
    pub id_token: Vec<Claim>,
    /// From the userinfo endpoint.
    pub userinfo: Vec<Claim>,
}

/// What a `claims` parameter demands of the sign-in itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ClaimsDemand {
    /// The least level among the `acr` values that are known here.
    pub(super) level: Option<Level>,
    /// An essential `acr` has none that is known here.
    pub(super) unknown_level: bool,
    /// The only person it may be.
    pub(super) subject: Option<AccountHandle>,
    /// A person that nobody is.
    pub(super) unknown_subject: bool,
}

impl RequestedClaims {
    /// Reads the parameter. Claims that nobody knows, and those that the client's scopes don't open, are left out.
    pub(super) fn parse(text: &str, allowed: &[Scope]) -> Option<(Self, ClaimsDemand)> {
        let json: Value = serde_json::from_str(text).ok()?;
        let members = json.as_object()?;
        let part = |name| match members.get(name) {
            None => Some(None),
            Some(value) => value.as_object().map(Some),
        };
        let (id_token, userinfo) = (part("id_token")?, part("userinfo")?);
        let open = |asked: Option<&Map<String, Value>>| -> Vec<Claim> {
            let known = asked.into_iter().flatten().filter_map(|(name, _)| Claim::parse(name));
            known.filter(|claim| allowed.iter().any(|scope| scope.as_str() == claim.scope())).collect()
        };
        let requested = Self { id_token: open(id_token), userinfo: open(userinfo) };
        Some((requested, id_token.map(ClaimsDemand::of).unwrap_or_default()))
    }
}

impl ClaimsDemand {
    fn of(id_token: &Map<String, Value>) -> Self {
        let mut demand = Self::default();
        if let Some(acr) = id_token.get("acr").and_then(Value::as_object) {
            let one = acr.get("value").into_iter();
            let asked: Vec<&str> = one
                .chain(acr.get("values").and_then(Value::as_array).into_iter().flatten())
                .filter_map(Value::as_str)
                .collect();
            demand.level = asked.iter().filter_map(|text| Level::of_acr(text)).min();
            let essential = acr.get("essential") == Some(&Value::Bool(true));
            demand.unknown_level = essential && !asked.is_empty() && demand.level.is_none();
        }
        let subject = id_token.get("sub").and_then(Value::as_object).and_then(|sub| sub.get("value"));
        if let Some(subject) = subject {
            demand.subject = subject.as_str().and_then(AccountHandle::parse);
            demand.unknown_subject = demand.subject.is_none();
        }
        demand
    }
}
