//! Sending codes: the first of a flow, and again. Signing up, creating a passkey and adding an email send alike.

use crate::account::Locale;
use crate::change::{Change, Changes, CodeKey};
use crate::code::{SixDigits, StoredCode, Tallies, TooMany, count_send};
use crate::contact::Address;
use crate::decision::Decision;
use crate::flow::{FlowReply, Letter, message};
use crate::id::AccountHandle;
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::ticket::{Purpose, Ticket};

/// Whether the address may be proved in this flow.
#[derive(Clone, Debug)]
pub enum Reach {
    /// It may: a code goes there.
    Open {
        /// In which language.
        locale: Locale,
    },
    /// There is no such address: no code fits, and the flow goes on as for anyone. A message is written like any other,
    /// so that it takes as long, and dropped instead of sent: it is worth nothing from the first.
    Nowhere {
        /// In which language it would be.
        locale: Locale,
    },
    /// It is another account's: its owner is told, no code fits, and the flow goes on as for anyone.
    Taken {
        /// The owner's language.
        locale: Locale,
    },
    /// It is another account's, and whoever proves it may ask that account for it: a number may have found another
    /// owner. The flow goes on as for anyone, until the code comes back.
    Claimable {
        /// The language of who asks: they may read the messages now.
        locale: Locale,
    },
}

impl Reach {
    /// What happens to a code too many.
    const fn too_many(&self) -> TooMany {
        match self {
            Self::Nowhere { .. } => TooMany::Counted,
            Self::Open { .. } | Self::Taken { .. } | Self::Claimable { .. } => TooMany::Refused,
        }
    }

    /// Open where nobody has the address: then the asker's language serves.
    pub fn of(owner: Option<&Locale>, asker: &Locale) -> Self {
        match owner {
            Some(locale) => Self::Taken { locale: locale.clone() },
            None => Self::Open { locale: asker.clone() },
        }
    }

    /// For an address that is to be an account's: a number may be asked for, an email may not.
    pub fn of_change(address: &Address, owner: Option<&Locale>, asker: &Locale) -> Self {
        match address {
            Address::Phone(_) => Self::of_number(owner, asker),
            Address::Email(_) => Self::of(owner, asker),
        }
    }

    /// The same for a number that may be asked for.
    pub fn of_number(owner: Option<&Locale>, asker: &Locale) -> Self {
        match owner {
            Some(_) => Self::Claimable { locale: asker.clone() },
            None => Self::Open { locale: asker.clone() },
        }
    }
}

/// A code that is about to be sent.
pub struct Dispatch<'a> {
    /// The ticket that the next answer must bring; its flow and account name the code.
    pub ticket: Ticket,
    /// The account.
    pub account: AccountHandle,
    /// Where it goes.
    pub address: &'a Address,
    /// Whether it may be proved.
    pub reach: &'a Reach,
    /// What is counted for it so far.
    pub tallies: &'a Tallies,
}

/// The first code of a flow.
pub fn send(
    dispatch: Dispatch<'_>,
    policy: &Policy,
    moment: &Moment,
) -> Result<Decision<FlowReply>, Refusal> {
    let key = dispatch.key();
    let (code, letter) = dispatch.letter(policy, moment);
    let mut changes = count_send(dispatch.tallies, dispatch.reach.too_many(), policy, moment.now)?;
    changes.push(Change::IssueCode {
        key,
        purpose: dispatch.ticket.purpose,
        address: dispatch.address.clone(),
        code,
        sent_at: moment.now,
        expires_at: moment.now.plus_seconds(policy.code_seconds),
    });
    changes.push(message(dispatch.account, 0, letter, moment));
    Ok(Decision { reply: Ok(dispatch.reply(policy)), changes: Changes::Tally(changes) })
}

/// Another code of the same flow: the one before fits no more, the attempts stay counted, the wait grows.
pub fn send_again(
    dispatch: Dispatch<'_>,
    before: &StoredCode,
    policy: &Policy,
    moment: &Moment,
) -> Result<Decision<FlowReply>, Refusal> {
    if before.attempts >= policy.code_attempts {
        return Err(Refusal::CodeLocked);
    }
    if before.sends >= policy.code_sends {
        let flow_ends_in = dispatch.ticket.flow_expires_at.seconds_since(moment.now).max(1);
        return Err(Refusal::TooManyCodes { retry_after_seconds: flow_ends_in });
    }
    let wait = policy.code_resend_seconds << (before.sends - 1).clamp(0, 10);
    let ready_at = before.sent_at.plus_seconds(wait);
    if moment.now < ready_at {
        let retry_after_seconds = ready_at.seconds_since(moment.now).max(1);
        return Err(Refusal::TooManyCodes { retry_after_seconds });
    }
    let key = dispatch.key();
    let (code, letter) = dispatch.letter(policy, moment);
    let mut changes = count_send(dispatch.tallies, dispatch.reach.too_many(), policy, moment.now)?;
    changes.push(Change::ReissueCode {
        key,
        sends: before.sends,
        code,
        sent_at: moment.now,
        expires_at: moment.now.plus_seconds(policy.code_seconds),
    });
    changes.push(message(dispatch.account, 0, letter, moment));
    Ok(Decision { reply: Ok(dispatch.reply(policy)), changes: Changes::Tally(changes) })
}

impl<'a> Dispatch<'a> {
    fn key(&self) -> CodeKey {
        CodeKey { account: self.account, flow: self.ticket.flow }
    }

    /// The code, unless none may fit, and the letter that goes out, or would.
    fn letter(&self, policy: &Policy, moment: &Moment) -> (Option<SixDigits>, Letter<'a>) {
        let digits = SixDigits::draw(moment);
        let lives_seconds = policy.code_seconds;
        let (code, locale, kind, lives_seconds) = match self.reach {
            Reach::Open { locale } => {
                (Some(digits.clone()), locale, code_message(self.ticket.purpose, digits), lives_seconds)
            }
            Reach::Taken { locale } => (None, locale, MessageKind::AlreadyHasAccount, lives_seconds),
            Reach::Nowhere { locale } => (None, locale, code_message(self.ticket.purpose, digits), 0),
            Reach::Claimable { locale } => {
                (Some(digits.clone()), locale, MessageKind::ClaimNumberCode(digits), lives_seconds)
            }
        };
        (code, Letter { to: self.address, locale, kind, lives_seconds })
    }

    fn reply(self, policy: &Policy) -> FlowReply {
        FlowReply {
            sent_to: Some(self.address.masked()),
            ..FlowReply::to(self.ticket.living(policy.code_seconds))
        }
    }
}

fn code_message(purpose: Purpose, digits: SixDigits) -> MessageKind {
    match purpose {
        Purpose::SignUp => MessageKind::SignUpCode(digits),
        Purpose::AddEmail => MessageKind::AddEmailCode(digits),
        Purpose::ReplaceContact => MessageKind::ReplaceContactCode(digits),
        Purpose::SignIn | Purpose::Reauthenticate => MessageKind::SignInCode(digits),
        Purpose::Recover => MessageKind::RecoveryContactCode(digits),
        // Of these, creating alone sends codes.
        Purpose::CreatePasskey
        | Purpose::RemovePasskey
        | Purpose::StopHold
        | Purpose::TrustDevice
        | Purpose::Approve
        | Purpose::Authorize
        | Purpose::Support
        | Purpose::Confirm
        | Purpose::Thaw => MessageKind::CreatePasskeyCode(digits),
    }
}
