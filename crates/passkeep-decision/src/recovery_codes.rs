//! An account's recovery codes: how many are left, and a new set in the place of the old one.

use serde_json::json;

use crate::ceremony::Context;
use crate::change::{Change, Changes};
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::{Actor, Event, EventKind, Happening};
use crate::flow::notices;
use crate::message::MessageKind;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::recovery_code::{RecoveryCode, RecoveryCodeSet};
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::step::Step;
use crate::throttle::{Factor, clear_all};

/// Reads how many are left.
pub struct ReadRecoveryCodes {
    /// Who asks.
    pub session: Option<SessionKey>,
}

/// What the steps of recovery codes read.
pub struct RecoveryCodesFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// The set, where one was made.
    pub codes: Option<RecoveryCodeSet>,
    /// Whom to tell.
    pub contacts: Vec<Contact>,
}

/// What may be shown of recovery codes.
pub struct RecoveryCodesView {
    /// Who asks.
    pub who: SessionFacts,
    /// The set, where one was made.
    pub codes: Option<RecoveryCodeSet>,
}

impl Step for ReadRecoveryCodes {
    type Facts = RecoveryCodesFacts;
    type Reply = RecoveryCodesView;

    fn decide(
        &self,
        facts: &RecoveryCodesFacts,
        policy: &Policy,
        moment: &Moment,
    ) -> Decision<RecoveryCodesView> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let reply = RecoveryCodesView { who: who.clone(), codes: facts.codes };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}

/// Makes a new set. It takes the place of the old one as a whole, and is shown in this reply and never again.
pub struct ReplaceRecoveryCodes {
    /// Who asks.
    pub session: Option<SessionKey>,
    /// Browser and system.
    pub client: Client,
}

/// A new set.
pub struct NewRecoveryCodes {
    /// Who asks.
    pub who: SessionFacts,
    /// The codes, in the order of their slots.
    pub codes: Vec<RecoveryCode>,
}

impl Step for ReplaceRecoveryCodes {
    type Facts = RecoveryCodesFacts;
    type Reply = NewRecoveryCodes;

    fn decide(
        &self,
        facts: &RecoveryCodesFacts,
        policy: &Policy,
        moment: &Moment,
    ) -> Decision<NewRecoveryCodes> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::ReplaceRecoveryCodes, policy, moment.now)?;
            let account = who.account.handle;
            let codes = RecoveryCode::draw_set(moment);
            let happening = Happening {
                kind: EventKind::RecoveryCodesReplaced,
                actor: Actor::Session(who.session.key.id),
                details: json!({ "client": self.client, "codes": codes.len() }),
                personal: None,
            };
            let event = Event::after(who.account.head, account, happening, &policy.issuer, moment);
            let mut rest =
                vec![Change::ReplaceRecoveryCodes { account, codes: codes.clone(), made_at: moment.now }];
            // A factor that is bound again begins anew.
            rest.extend(clear_all(account, Factor::RecoveryCode));
            let told = (&who.account.locale, MessageKind::RecoveryCodesReplaced);
            rest.extend(notices(account, &facts.contacts, told, Context { policy, moment }));
            let reply = NewRecoveryCodes { who: who.clone(), codes };
            Ok(Decision { reply: Ok(reply), changes: Changes::of_account(event, rest) })
        })
    }
}
