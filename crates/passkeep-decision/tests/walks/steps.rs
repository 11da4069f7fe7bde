//! The steps that a walk can take. A new step is an entry here: its name, what it takes, how often it is tried, and a
//! function that makes its input, decides it, and tells the model what an onlooker saw. Its facts stand in `facts.rs`.

mod approvals;
mod confirmations;
mod contacts;
mod devices;
mod errands;
mod fallback;
mod holds;
mod outside;
mod passkeys;
mod passwords;
mod reading;
mod reauthentication;
mod recovery;
mod removal;
mod sessions;
mod sign_in;
mod sign_up;
mod support;

pub(super) use sign_in::identifier;

use passkeep_authenticator::Misbehaviour;

use super::people::{Key, ORIGIN};
use super::walk::{Fault, Given, Held, Moved, Walk};
use crate::code::SixDigits;
use crate::flow::CeremonyOptions;
use crate::message::MessageKind;
use crate::refusal::Refusal;
use crate::ticket::{Purpose, TicketStep};

/// Makes a step's input, decides it, and tells the model.
pub(super) type Make = fn(&mut Walk<'_>) -> Moved;

/// A step that can be taken.
pub(super) struct Kind {
    pub(super) name: &'static str,
    takes: Takes,
    /// How often it is tried among the others.
    pub(super) weight: usize,
    pub(super) make: Make,
}

/// What a step takes from an earlier one.
#[derive(Clone, Copy)]
enum Takes {
    Nothing,
    Ticket(&'static [Purpose], TicketStep),
}

impl Kind {
    /// Whether a ticket of this purpose and step leads here.
    pub(super) fn admits(&self, purpose: Purpose, step: TicketStep) -> bool {
        matches!(self.takes, Takes::Ticket(purposes, at) if purposes.contains(&purpose) && at == step)
    }
}

const fn begins(name: &'static str, weight: usize, make: Make) -> Kind {
    Kind { name, takes: Takes::Nothing, weight, make }
}

const fn goes_on(
    name: &'static str,
    weight: usize,
    from: (&'static [Purpose], TicketStep),
    make: Make,
) -> Kind {
    Kind { name, takes: Takes::Ticket(from.0, from.1), weight, make }
}

use Purpose::*;

/// The purposes of a fallback.
pub(super) const KNOCKING: &[Purpose] = &[SignIn, Reauthenticate, Recover];

/// Every step.
pub(super) const KINDS: &[Kind] = &[
    begins("the clock", 12, outside::clock),
    begins("a whole errand", 18, errands::make),
    begins("a day of use", 1, outside::a_day),
    begins("start_sign_up", 1, sign_up::start),
    goes_on("resend_sign_up_code", 1, (&[SignUp], TicketStep::Code), sign_up::resend),
    goes_on("check_sign_up_code", 1, (&[SignUp], TicketStep::Code), sign_up::check),
    goes_on("name_sign_up", 1, (&[SignUp], TicketStep::Name), sign_up::name),
    goes_on("finish_sign_up", 1, (&[SignUp], TicketStep::Passkey), sign_up::finish),
    begins("start_sign_in", 14, sign_in::start),
    goes_on("finish_sign_in", 4, (&[SignIn], TicketStep::Passkey), sign_in::finish),
    begins("start_fallback", 10, fallback::start),
    goes_on("password", 5, (KNOCKING, TicketStep::Factor), fallback::password),
    goes_on("prove_device", 3, (&[Reauthenticate, Recover], TicketStep::Factor), fallback::device),
    goes_on("send_sign_in_code", 4, (KNOCKING, TicketStep::Factor), fallback::send),
    goes_on("send_sign_in_code again", 1, (KNOCKING, TicketStep::Code), fallback::send_again),
    goes_on("check_sign_in_code", 4, (KNOCKING, TicketStep::Code), fallback::check),
    begins("start_reauthentication", 7, reauthentication::start),
    goes_on("finish_reauthentication", 4, (&[Reauthenticate], TicketStep::Passkey), reauthentication::finish),
    begins("send_grant_code", 9, passkeys::send),
    goes_on("resend_grant_code", 1, (&[CreatePasskey], TicketStep::Code), passkeys::resend),
    goes_on("check_grant_code", 5, (&[CreatePasskey], TicketStep::Code), passkeys::check),
    goes_on("authorize_grant", 3, (&[CreatePasskey], TicketStep::Passkey), passkeys::authorize),
    goes_on("choose_place", 3, (&[CreatePasskey], TicketStep::Place), passkeys::place),
    goes_on("create_passkey", 3, (&[CreatePasskey], TicketStep::Create), passkeys::create),
    begins("rename_passkey", 2, passkeys::rename),
    begins("start_removal", 7, removal::start),
    goes_on("remove_passkey", 4, (&[RemovePasskey], TicketStep::Passkey), removal::finish),
    begins("read_account", 4, sessions::look),
    begins("end_sessions", 2, sessions::end),
    begins("move_value", 3, sessions::move_value),
    begins("start_email", 4, contacts::start),
    goes_on("check_email_code", 4, (&[AddEmail], TicketStep::Code), contacts::check),
    begins("remove_contact", 2, contacts::remove),
    begins("start_replacement", 2, contacts::start_replacement),
    goes_on("check_replacement_code", 3, (&[ReplaceContact], TicketStep::Code), contacts::check_replacement),
    begins("rename_account", 1, contacts::rename),
    goes_on("resend_email_code", 1, (&[AddEmail], TicketStep::Code), contacts::resend),
    goes_on(
        "resend_replacement_code",
        1,
        (&[ReplaceContact], TicketStep::Code),
        contacts::resend_replacement,
    ),
    begins("rename_device", 1, reading::rename_device),
    begins("what is read", 3, reading::look),
    begins("show_confirmation", 1, confirmations::show),
    begins("report_loss", 2, holds::report),
    begins("advance_hold", 5, holds::advance),
    begins("a wait comes to its end", 2, holds::see_it_through),
    begins("start_stop", 6, holds::start_stop),
    goes_on("stop_hold", 3, (&[StopHold], TicketStep::Passkey), holds::stop),
    begins("stop_by_link", 5, holds::press),
    begins("start_trust", 4, devices::start),
    goes_on("trust_device", 3, (&[TrustDevice], TicketStep::Device), devices::choose),
    begins("revoke_device", 1, devices::revoke),
    begins("list_approvals", 2, approvals::list),
    begins("start_answer", 4, approvals::start),
    goes_on("answer_approval", 3, (&[Approve], TicketStep::Device), approvals::answer),
    goes_on("read_approval", 1, (&[SignIn], TicketStep::Approval), approvals::read),
    goes_on("finish_approved_sign_in", 3, (&[SignIn], TicketStep::Approval), approvals::finish),
    begins("freeze_account", 1, recovery::freeze),
    begins("start_thaw", 4, recovery::start_thaw),
    goes_on("thaw_account", 3, (&[Thaw], TicketStep::Passkey), recovery::thaw),
    begins("replace_recovery_codes", 1, recovery::replace_codes),
    begins("start_recovery", 3, recovery::start),
    goes_on("check_recovery_code", 4, (&[Recover], TicketStep::Factor), recovery::check_code),
    begins("ask_confirmation", 3, confirmations::ask),
    begins("start_confirm", 4, confirmations::start),
    goes_on("confirm", 4, (&[Confirm], TicketStep::Passkey), confirmations::confirm),
    goes_on("confirm_elsewhere", 4, (&[Confirm], TicketStep::Device), confirmations::confirm_elsewhere),
    begins("deny_confirmation", 1, confirmations::say_no),
    begins("set_password", 3, passwords::set),
    begins("remove_password", 1, passwords::remove),
    begins("enter_support", 1, support::enter),
    begins("look_at", 1, support::look),
    begins("act_alone", 2, support::alone),
    begins("start_propose", 4, support::start_propose),
    goes_on("one of two signs", 4, (&[Support], TicketStep::Passkey), support::sign),
    begins("start_decide", 4, support::start_decide),
    begins("withdraw", 1, support::withdraw),
];

/// An answer of a passkey, and whether it is what it should be: of this ticket's challenge, by its own key.
pub(super) struct Signed {
    pub(super) given: Given,
    pub(super) genuine: bool,
}

impl Walk<'_> {
    /// Somebody answers a ceremony: mostly with a passkey of the account that it asks for, sometimes with a stranger's,
    /// forged, or with an answer of before.
    pub(super) fn sign(&mut self, held: &Held) -> Option<Signed> {
        let challenge = held.ticket.challenge;
        if self.dice.in_hundred(3)
            && let Some(given) = self.dice.pick(&self.given).cloned()
        {
            let genuine = given.challenge == challenge;
            return Some(Signed { given, genuine });
        }
        let key = self.key(held)?;
        let CeremonyOptions::Request(options) = held.options.as_ref()? else { return None };
        let forged = self.dice.in_hundred(3);
        let wrong = Misbehaviour {
            credential: Some(key.credential.id().to_vec()),
            flip_signature_bit: forged.then_some(77),
            ..Misbehaviour::default()
        };
        let options = serde_json::to_value(&**options).expect("options are JSON");
        let answer = self.signer.get_with(&options, ORIGIN, &wrong).expect("the signer holds every key");
        let response = serde_json::from_value(answer).expect("an answer is read as it is written");
        let given = Given { response, by: key.id, challenge };
        if !forged {
            self.given.push(given.clone());
        }
        Some(Signed { given, genuine: !forged })
    }

    fn key(&mut self, held: &Held) -> Option<Key> {
        // Whoever is on the way out is heard too, more than by chance.
        if let Some(contested) = self.contested(held) {
            return Some(contested);
        }
        let own: Vec<&Key> =
            self.keys.iter().filter(|key| held.truth.account.is_none_or(|own| own == key.account)).collect();
        match self.dice.in_hundred(93) {
            true if self.cast.by_newest => own.last().copied().cloned(),
            true => self.dice.pick(&own).copied().cloned(),
            false => self.dice.pick(&self.keys).cloned(),
        }
    }

    /// A passkey that is on its way out, where something is to be stopped.
    fn contested(&mut self, held: &Held) -> Option<Key> {
        if held.ticket.purpose != StopHold || !self.dice.in_hundred(40) {
            return None;
        }
        let goes = |key: &&Key| {
            let born = self.model.accounts.get(&key.account).and_then(|known| known.passkeys.get(&key.id));
            born.is_some_and(|born| born.is_suspended && !born.is_removed)
        };
        self.keys.iter().rfind(goes).cloned()
    }

    /// What is typed for a code: mostly what was sent.
    pub(super) fn typed(&mut self, held: &Held) -> SixDigits {
        let sent = self.model.codes.get(&held.truth.flow).and_then(|sent| sent.digits.clone());
        let right = sent.filter(|_| self.dice.in_hundred(80));
        let any = || format!("{:06}", held.truth.at.0 % 1_000_000);
        SixDigits::parse(&right.unwrap_or_else(any)).expect("six digits")
    }

    /// What was sent last, where anything was.
    pub(super) fn note_code(&mut self, flow: [u8; 16], sent_before: usize) {
        let message = self.world.messages.get(sent_before).map(|(_, message)| message);
        let to = message.map(|message| message.to.as_str().to_owned());
        let new = message.map(|message| &message.kind);
        let digits = match new {
            Some(
                MessageKind::SignUpCode(digits)
                | MessageKind::SignInCode(digits)
                | MessageKind::CreatePasskeyCode(digits)
                | MessageKind::AddEmailCode(digits)
                | MessageKind::ReplaceContactCode(digits)
                | MessageKind::ClaimNumberCode(digits)
                | MessageKind::RecoveryContactCode(digits),
            ) => Some(digits.expose().to_owned()),
            _ => None,
        };
        let compared = self.model.codes.get(&flow).map_or(0, |sent| sent.compared);
        self.model
            .codes
            .insert(flow, super::tickets::Sent { digits, to, at: self.now, compared, by_email: false });
    }

    /// Tells the model how a code fared; gives whether it was taken.
    pub(super) fn note_typed<R>(
        &mut self,
        held: &Held,
        typed: &SixDigits,
        reply: &Result<R, Refusal>,
    ) -> Result<Compared, Fault> {
        let before = self.model.codes.get(&held.truth.flow).map_or(0, |sent| sent.compared);
        match reply {
            Err(Refusal::CodeWrong { .. }) => self.model.code_wrong(&held.truth),
            Err(Refusal::CodeLocked) if before + 1 == super::model::COMPARISONS => {
                self.model.code_wrong(&held.truth);
            }
            // What comes after a right code counts it too.
            Ok(_)
            | Err(
                Refusal::ApprovalNeeded
                | Refusal::AnotherFactorNeeded
                | Refusal::TooManyApprovals { .. }
                | Refusal::NumberWaits { .. }
                | Refusal::FreezeTooSoon { .. },
            ) => {
                self.model.code_taken(&held.truth, typed.expose(), self.now)?;
                return Ok(Compared::Right);
            }
            Err(_) => return Ok(Compared::Not),
        }
        Ok(Compared::Wrong)
    }
}

/// How a guess fared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    Right,
    Wrong,
    Not,
}
