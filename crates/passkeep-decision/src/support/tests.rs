//! The rules of the support desk in a table: what each is there for, and that the table misses each when it is taken out.

mod made;

use made::*;

use super::*;
use crate::account::Restored;
use crate::change::{Change, Changes};
use crate::contact::{Address, Contact, Email};
use crate::decision::Decision;
use crate::event::EventKind;
use crate::hold::{Hold, HoldKind};
use crate::level::Level;
use crate::moment::Timestamp;
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::ticket::BrowserHash;

/// What a rule is there for: whether it is kept.
type Kept = (Rule, &'static str, fn() -> bool);

const TABLE: &[Kept] = &[
    (Rule::StaffRole, "who has no role finds nothing", || {
        let mut world = World::new();
        world.policy.support.staff.clear();
        refused(&world.look()) == Some(Refusal::NotFound)
    }),
    (Rule::StaffPower, "who may read freezes nobody", || {
        let world = World::of(Role::Look);
        refused(&world.alone(Deed::Freeze)) == Some(Refusal::RoleTooLow)
    }),
    (Rule::StaffOwn, "nobody helps themselves", || {
        let mut world = World::new();
        world.concerned.account = world.first.who.account.clone();
        refused(&world.look()) == Some(Refusal::OwnAccount)
            && refused(&world.alone(Deed::Freeze)) == Some(Refusal::OwnAccount)
            && refused(&world.start(thaw())) == Some(Refusal::OwnAccount)
    }),
    (Rule::StaffOwn, "nobody helps who sits at their browser", || {
        let mut world = World::new();
        world.concerned.devices = vec![device(FIRST_DEVICE)];
        refused(&world.look()) == Some(Refusal::OwnAccount)
    }),
    (Rule::LookTold, "a look is an event", || {
        let world = World::new();
        event(&world.look().changes) == Some(EventKind::SupportLooked)
    }),
    (Rule::LooksMax, "so many accounts an hour", || {
        let mut world = World::new();
        world.looks = 60;
        matches!(refused(&world.look()), Some(Refusal::TooManyLooks { .. }))
    }),
    (Rule::LooksMax, "nothing found counts too", || {
        let mut world = World::new();
        world.looks = 60;
        world.found = false;
        matches!(refused(&world.look()), Some(Refusal::TooManyLooks { .. }))
    }),
    (Rule::OldAddresses, "nothing goes to an address of late", || {
        let mut world = World::new();
        world.concerned.contacts = vec![contact("ada@example.com", 71)];
        refused(&world.alone(Deed::OfferRecovery)) == Some(Refusal::NoOldAddress)
    }),
    (Rule::OldAddresses, "of two addresses it goes to the older", || {
        let mut world = World::new();
        world.concerned.contacts = vec![contact("ada@example.com", 72), contact("eve@example.com", 71)];
        let hold = world.concerned.holds[0].id;
        [Deed::OfferRecovery, Deed::Resend(hold)]
            .into_iter()
            .all(|deed| sent(&world.alone(deed).changes) == 1)
    }),
    (Rule::ResentOnce, "nobody is buried in messages", || {
        let mut world = World::new();
        world.happened(EventKind::RecoveryOffered, 3599);
        refused(&world.alone(Deed::OfferRecovery)) == Some(Refusal::ResentOfLate)
    }),
    (Rule::TwoOfStaff, "two are two accounts", || {
        let mut world = World::proposed(thaw());
        // As if the other checks were fooled: another browser, no shared device.
        world.second.who = world.first.who.clone();
        world.second.key = world.first.key.clone();
        (world.second.who.session.device, world.second.contacts) = (None, vec![]);
        refused(&world.begin()) == Some(Refusal::SamePerson)
    }),
    (Rule::TwoPersons, "two sit at two browsers", || {
        let mut world = World::proposed(thaw());
        world.second.browser = world.first.browser;
        refused(&world.begin()) == Some(Refusal::SamePerson)
    }),
    (Rule::TwoPersons, "two read two mailboxes", || {
        let mut world = World::proposed(thaw());
        world.second.contacts = vec![contact("b.en+2@example.com", 900)];
        refused(&world.begin()) == Some(Refusal::SamePerson)
    }),
    (Rule::StaffSignsBound, "a synced passkey signs nothing", || {
        let mut world = World::new();
        world.first.key = key(FIRST, Bound::No);
        let asked =
            matches!(refused(&world.start(thaw())), Some(Refusal::LevelTooLow { needed: Level::Three }));
        let mut world = World::new();
        let other = key(FIRST, Bound::No);
        let answered = world.propose_with(thaw(), |world| world.first.key = other);
        asked && matches!(refused(&answered), Some(Refusal::LevelTooLow { needed: Level::Three }))
    }),
    (Rule::StaffSignsOld, "a key of late signs nothing", || {
        let mut world = World::new();
        world.first.key.1.created_at = NOW.plus_seconds(-71 * HOUR);
        matches!(refused(&world.propose_with(thaw(), |_| {})), Some(Refusal::PasskeyTooNew { .. }))
    }),
    (Rule::SignedReason, "another reason is not what was signed", || {
        let mut world = World::new();
        let answered = world.propose_with(thaw(), |world| world.reason = reason("Something else"));
        matches!(refused(&answered), Some(Refusal::PasskeyNotAccepted(_)))
    }),
    (Rule::SignedReason, "the second signs the reason that the first gave", || {
        let mut world = World::proposed(thaw());
        let answered = world.decide_with(|world| {
            world.concerned.proposals[0].reason = reason("Something else");
        });
        matches!(refused(&answered), Some(Refusal::PasskeyNotAccepted(_)))
    }),
    (Rule::ProposalTime, "a proposal ends after a day", || {
        let mut world = World::proposed(thaw());
        world.concerned.proposals[0].expires_at = NOW;
        refused(&world.begin()) == Some(Refusal::ProposalOver)
    }),
    (Rule::ProposalOnce, "what was taken back is over", || {
        let mut world = World::proposed(thaw());
        world.concerned.proposals[0].state = ProposalState::Withdrawn;
        refused(&world.begin()) == Some(Refusal::ProposalOver)
    }),
    (Rule::ShortenFloor, "a day is left from the second signature on", || {
        let mut world = World::proposed(shorten());
        let decided = world.decide_with(|_| {}).reply.unwrap();
        decided.hold.unwrap().matures_at == NOW.plus_seconds(24 * HOUR)
    }),
    (Rule::StaffHoldStays, "what staff began it does not shorten", || {
        let mut world = World::new();
        world.concerned.holds = vec![Hold::begin(HoldKind::Recovery, 72 * HOUR, &moment())];
        let mut began = world.proposal(identity());
        (began.state, began.began) = (ProposalState::Done, Some(world.concerned.holds[0].id));
        world.concerned.proposals = vec![began];
        refused(&world.start(shorten())) == Some(Refusal::StaffHold)
    }),
    (Rule::IdentityAlone, "proof of identity is never enough", || {
        use crate::recovery::{Kind, PasskeyUse, Verdict, suffices};
        suffices(&[Kind::Identity], PasskeyUse::LongAgo) == Verdict::AnotherKind
    }),
];

fn refused<R>(decision: &Decision<R>) -> Option<Refusal> {
    decision.reply.as_ref().err().cloned()
}

#[test]
fn each_rule_is_kept() {
    for (rule, told, kept) in TABLE {
        assert!(kept(), "{rule:?}: {told}");
    }
}

#[test]
fn each_rule_is_missed() {
    for rule in Rule::STAFFED {
        let rows: Vec<&Kept> = TABLE.iter().filter(|(of, ..)| of == rule).collect();
        assert!(!rows.is_empty(), "{rule:?} stands in no row");
        for (_, told, kept) in rows {
            assert!(!rule.without(kept), "{rule:?}, taken out: {told}");
        }
    }
}

#[test]
fn every_no_refuses_before_anything_is_written() {
    let world = World::of(Role::Help);
    for decision in [world.start(thaw()), World::of(Role::Look).start(thaw())] {
        assert_eq!(refused(&decision), Some(Refusal::RoleTooLow));
        assert!(matches!(decision.changes, Changes::Nothing));
    }
    let mut weak = World::new();
    weak.first.who.session.level = Level::TwoP;
    assert_eq!(refused(&weak.look()), Some(Refusal::LevelTooLow { needed: Level::Three }));
    let mut stale = World::new();
    stale.first.who.session.proofs =
        crate::proof::Proofs::one(crate::proof::Method::Passkey, NOW.plus_seconds(-HOUR));
    assert_eq!(refused(&stale.look()), Some(Refusal::ReauthenticationNeeded));
    let mut ended = World::new();
    ended.first.who.session.epoch += 1;
    assert_eq!(refused(&ended.look()), Some(Refusal::SignedOut));
}

#[test]
fn a_look_lasts_ten_minutes_and_an_account_counts_once_an_hour() {
    let mut world = World::new();
    world.happened(EventKind::SupportLooked, 599);
    let again = world.look();
    assert!(again.reply.is_ok());
    assert_eq!((event(&again.changes), counts(&again.changes)), (None, 0));
    let mut later = World::new();
    later.happened(EventKind::SupportLooked, 600);
    let anew = later.look();
    assert_eq!((event(&anew.changes), counts(&anew.changes)), (Some(EventKind::SupportLooked), 0));
    // What a colleague saw is theirs.
    let mut others = World::new();
    others.happened(EventKind::SupportLooked, 10);
    others.concerned.events[0].actor = "staff:AAAAAAAAAAAAAAAAAAAAAA".into();
    assert_eq!(event(&others.look().changes), Some(EventKind::SupportLooked));
}

#[test]
fn a_look_shows_nothing_personal_of_the_history() {
    let mut world = World::new();
    world.happened(EventKind::EmailAdded, 60);
    world.concerned.events[0].personal = Some(br#"{"email":"ada@example.com"}"#.to_vec());
    let looked = world.look().reply.unwrap();
    assert_eq!(looked.events[0].personal, crate::history::Personal::Withheld);
}

#[test]
fn one_alone_freezes_for_good_and_tells_every_address() {
    let world = World::new();
    let frozen = world.alone(Deed::Freeze);
    assert_eq!(event(&frozen.changes), Some(EventKind::SupportFroze));
    assert_eq!(sent(&frozen.changes), world.concerned.contacts.len());
    let state = list(&frozen.changes).iter().find_map(|change| match change {
        Change::SetAccountState { state, .. } => Some(*state),
        _ => None,
    });
    let state = state.unwrap();
    assert_eq!(state.freeze.unwrap().lapses_at, None);
    assert_eq!(state.epoch, world.concerned.account.state.epoch + 1);
    // No session is opened, and no factor touched, by anything that one does alone.
    for deed in [Deed::Freeze, Deed::OfferRecovery, Deed::Resend(world.concerned.holds[0].id)] {
        assert!(list(&world.alone(deed).changes).iter().all(is_harmless), "{deed:?}");
    }
}

#[test]
fn two_do_what_takes_two_in_one_commit_that_tells_every_channel() {
    for (wanted, kind) in [
        (thaw(), EventKind::SupportDecided),
        (shorten(), EventKind::SupportDecided),
        (stop(), EventKind::HoldStopped),
        (identity(), EventKind::HoldStarted),
    ] {
        let action = wanted.0;
        let mut world = World::proposed(wanted);
        let contacts = world.concerned.contacts.len();
        let decided = world.decide_with(|_| {});
        let changes = &decided.changes;
        assert_eq!(event(changes), Some(kind), "{action:?}");
        assert_eq!(sent(changes), contacts, "{action:?}: every address");
        assert!(
            list(changes).iter().any(|change| matches!(change, Change::EndProposal { .. })),
            "{action:?}"
        );
        assert!(list(changes).iter().all(is_harmless), "{action:?}");
        let proposal = decided.reply.unwrap().proposal;
        assert_eq!(proposal.state, ProposalState::Done);
        assert_eq!(proposal.second.unwrap().0, SECOND);
    }
}

#[test]
fn what_the_first_signs_is_told_and_does_nothing_yet() {
    let mut world = World::new();
    let proposed = world.propose_with(thaw(), |_| {});
    assert_eq!(event(&proposed.changes), Some(EventKind::SupportProposed));
    assert_eq!(sent(&proposed.changes), world.concerned.contacts.len());
    let does = |change: &Change| matches!(change, Change::SetAccountState { .. } | Change::SetHold { .. });
    assert!(!list(&proposed.changes).iter().any(does));
    world.concerned.proposals.push(proposed.reply.unwrap());
    assert_eq!(refused(&world.start(thaw())), Some(Refusal::AlreadyProposed));
}

#[test]
fn a_proposal_ends_with_the_role_or_the_freeze_of_who_made_it() {
    let mut gone = World::proposed(thaw());
    gone.policy.support.staff.remove(0);
    assert_eq!(refused(&gone.begin()), Some(Refusal::ProposalOver));
    let mut stolen = World::proposed(thaw());
    stolen.first.who.account.state.freeze = Some(crate::account::Freeze { at: NOW, lapses_at: None });
    assert_eq!(refused(&stolen.begin()), Some(Refusal::ProposalOver));
    let mut moved = World::proposed(stop());
    moved.concerned.holds.clear();
    assert_eq!(refused(&moved.begin()), Some(Refusal::HoldOver));
}

#[test]
fn a_ticket_serves_one_of_two_and_one_proposal() {
    // The first's own answer, brought for the second signature.
    let mut world = World::proposed(thaw());
    let answered = world.decide_with(|world| world.ticket_about(ProposalState::Open));
    assert_eq!(refused(&answered), Some(Refusal::TicketNotAccepted));
    let mut other = World::proposed(thaw());
    other.second.browser = BrowserHash([2; 32]);
    let answered = other.decide_with(|world| world.second.browser = BrowserHash([9; 32]));
    assert_eq!(refused(&answered), Some(Refusal::TicketNotAccepted));
}

#[test]
fn a_wait_of_a_day_or_less_is_not_shortened() {
    let mut world = World::new();
    world.concerned.holds[0].matures_at = NOW.plus_seconds(24 * HOUR);
    assert_eq!(refused(&world.start(shorten())), Some(Refusal::TooLittleLeft));
    world.concerned.holds[0].matures_at = Timestamp(NOW.0 + 24 * HOUR * 1000 + 1);
    assert!(world.start(shorten()).reply.is_ok());
}

fn contact(text: &str, hours: i64) -> Contact {
    let address = Address::Email(Email::parse(text).unwrap());
    Contact { address, proved_at: NOW.plus_seconds(-hours * HOUR) }
}

#[test]
fn after_a_restore_staff_look_and_undo_nothing() {
    let mut world = World::new();
    let held_until = made::NOW.plus_seconds(60);
    world.first.who.account.restored = Some(Restored { held_until });
    assert_eq!(refused(&world.look()), None);
    assert_eq!(refused(&world.start(thaw())), Some(Refusal::ChangesHeld { until: held_until }));
}
