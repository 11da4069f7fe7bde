//! What somebody can do who sits at the support desk, or tells whoever does what to do.

use super::super::people::{ADA, BROWSERS, Browser, STAFF, client, user_id_of};
use super::{Intruder, Power, Scene};
use crate::level::Level;
use crate::reauthentication::{FinishReauthentication, StartReauthentication};
use crate::session::SessionKey;
use crate::support::*;

impl Intruder {
    /// One of the staff signs in and touches the key, for whoever has them in hand.
    fn at_desk(&self, scene: &mut Scene, place: usize) -> Option<(SessionKey, Browser)> {
        let (member, browser) = STAFF[place];
        let key = self.keys.iter().find(|key| key.account == member)?;
        let theirs = scene.session.take();
        let signed_in = self.sign_in_by(scene, key, BROWSERS[browser]);
        let session = std::mem::replace(&mut scene.session, theirs);
        signed_in?;
        let (on, needed) = (BROWSERS[browser], Some(Level::Three));
        let start = StartReauthentication { session, browser: on.hash, needed };
        let asked = self.decide(scene, &start)?;
        let response = self.answer(key, asked.options)?;
        let (ticket, client) = (asked.ticket, client());
        let finish = FinishReauthentication { session, ticket, response, client, browser: on.hash };
        Some((self.decide(scene, &finish)?.opened.session.key, on))
    }

    pub(super) fn alone(&self, scene: &mut Scene, deed: Deed) -> Option<()> {
        let (session, _) = self.at_desk(scene, 0)?;
        self.decide(scene, &ActAlone { session: Some(session), account: user_id_of(ADA), deed })?;
        Some(())
    }

    /// Both sign, one after the other. Whoever has one of them in hand has that one propose, and sign for the second too.
    pub(super) fn by_two(&self, scene: &mut Scene, action: ProposedAction) -> Option<()> {
        let account = user_id_of(ADA);
        let newest = scene.world.row(ADA)?.open_holds().last().map(|hold| hold.id);
        let hold = newest.filter(|_| action.is_of_hold());
        if action.is_of_hold() && hold.is_none() {
            return None;
        }
        let wanted = Wanted { action, hold, reason: Reason::parse("Asked for").expect("a reason") };
        let (first, on) = self.at_desk(scene, 0)?;
        let (session, browser) = (Some(first), on.hash);
        let start = StartPropose { session, account, wanted: wanted.clone(), browser };
        let asked = self.decide(scene, &start)?;
        let response = self.answer(self.key_of(first)?, asked.options)?;
        let ticket = asked.ticket;
        let propose = Propose { session, account, wanted, ticket, response, client: client(), browser };
        let proposal = self.decide(scene, &propose)?.id;
        let second = usize::from(self.has(Power::Desks));
        let (second, on) = self.at_desk(scene, second)?;
        let (session, browser) = (Some(second), on.hash);
        let asked = self.decide(scene, &StartDecide { session, account, proposal, browser })?;
        let response = self.answer(self.key_of(second)?, asked.options)?;
        let ticket = asked.ticket;
        let decide = Decide { session, account, proposal, ticket, response, client: client(), browser };
        self.decide(scene, &decide)?;
        Some(())
    }

    fn key_of(&self, session: SessionKey) -> Option<&super::Key> {
        self.keys.iter().find(|key| key.account == session.account)
    }
}
