//! Who stops a hold, how often, and who decides a dispute.

use passkeep_decision::change::{Change, Changes};
use passkeep_decision::contact::{Address, Contact};
use passkeep_decision::hold::{Hold, HoldKind, HoldLink, HoldState, LinkToken, Opponent, Veto};
use passkeep_decision::holds::*;
use passkeep_decision::id::HoldId;
use passkeep_decision::message::MessageKind;
use passkeep_decision::passkey::PasskeyOrigin;
use passkeep_decision::passkeys::{ReportLoss, ReportLossFacts};
use passkeep_decision::refusal::{PasskeyFault, Refusal};
use passkeep_decision::session::{Novelty, Restriction};
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};

use crate::support::*;

const DAY: i64 = 24 * HOUR;
const EARLIER: HoldId = HoldId([0xEA; 16]);

/// Key 1 is old and works; key 2 is suspended, since `hold` is to remove it.
fn held_by(kind: fn(&[Key]) -> HoldKind, signer: usize, about: About) -> Case<StopHold> {
    let mut keys = vec![Key::synced(1, ADA), Key::synced(2, ADA)];
    keys[0].passkey.created_at = NOW.plus_seconds(-7 * DAY);
    keys[1].passkey.suspended_at = Some(NOW.plus_seconds(-HOUR));
    let begun = moment_at(NOW.plus_seconds(-HOUR));
    let hold = Hold::begin(kind(&keys), 72 * HOUR, &begun);
    let mut ticket = ticket(Purpose::StopHold, TicketStep::Passkey);
    match about {
        About::Hold => ticket.about = Some(hold.id.0),
        About::Itself => ticket = Ticket { account: None, session: None, epoch: 0, ..ticket },
    }
    let (ticket, options) = asked(ticket);
    let response = keys[signer].sign(&options);
    let session = session();
    let step =
        StopHold { session, ticket, response, verdict: Verdict::Stop, client: client(), browser: BROWSER };
    let stopper = Stopper {
        account: account(ADA),
        passkeys: keys.iter().map(|key| key.passkey.clone()).collect(),
        holds: vec![hold],
        vetoes: vec![],
        contacts: contacts(),
    };
    let facts = StopHoldFacts { who: Some(who()), spent: false, stopper: Some(stopper) };
    let mut case = Case::new(step, facts);
    (case.keys, case.options) = (keys, Some(options));
    case
}

/// What the ticket is for.
#[derive(Clone, Copy)]
enum About {
    /// The hold, in a session.
    Hold,
    /// The removal of the passkey that answers, without one.
    Itself,
}

fn removal(keys: &[Key]) -> HoldKind {
    HoldKind::RemovePasskey(keys[1].passkey.id)
}

fn loss(keys: &[Key]) -> HoldKind {
    HoldKind::LosePasskey(keys[1].passkey.id)
}

fn by_another() -> Case<StopHold> {
    held_by(removal, 0, About::Hold)
}

fn by_itself() -> Case<StopHold> {
    held_by(removal, 1, About::Itself)
}

fn lost_by_itself() -> Case<StopHold> {
    held_by(loss, 1, About::Itself)
}

fn stopper(c: &mut Case<StopHold>) -> &mut Stopper {
    c.facts.stopper.as_mut().unwrap()
}

fn stand(c: &mut Case<StopHold>, state: HoldState) {
    stopper(c).holds[0].state = state;
}

/// Remembers a veto about the hold's subject, in this hold or in an earlier one.
fn remember(c: &mut Case<StopHold>, opponent: Opponent, hold: Option<HoldId>) {
    let stopper = stopper(c);
    let held = &stopper.holds[0];
    let (subject, hold) = (held.kind.subject(), hold.unwrap_or(held.id));
    stopper.vetoes.push(Veto { subject, opponent, hold, at: NOW });
}

fn own(c: &Case<StopHold>) -> Opponent {
    Opponent::passkey(c.keys[1].passkey.id)
}

const STOPPED: &[&str] =
    &["event hold_stopped", "SetHold", "SuspendPasskey", "Hold by phone", "Hold by email", "Spend passkey"];
const STOPPED_BY_VETO: &[&str] = &[
    "event hold_stopped",
    "SetHold",
    "AddVeto",
    "SuspendPasskey",
    "Hold by phone",
    "Hold by email",
    "Spend passkey",
];
/// Half of what it takes, and every address hears of it: an email carries the other half.
const HALF: &[&str] = &["event hold_opposed", "AddVeto", "Hold by phone", "AddHoldLink", "Hold by email"];
const DISPUTED: &[&str] =
    &["event hold_disputed", "SetHold", "Hold by phone", "Hold by email", "Spend passkey"];
const UPHELD: &[&str] = &["event hold_upheld", "SetHold", "Hold by phone", "Hold by email", "Spend passkey"];

fn start() -> Case<StartStop> {
    let Case { facts, .. } = by_another();
    let holds = facts.stopper.unwrap().holds;
    let step = StartStop { session: session(), hold: Some(holds[0].id), browser: BROWSER };
    Case::new(step, StartStopFacts { who: Some(who()), holds })
}

#[test]
fn starting() {
    check(start, session_rows!(StartStop));
    check(
        start,
        [
            row("writes nothing", |_| (), writes(&[])),
            row("not the account's", |c| c.step.hold = Some(EARLIER), refuses(Refusal::NotFound)),
            row(
                "without a session, for a passkey's own removal",
                |c| {
                    c.step.hold = None;
                    c.facts.who = None;
                },
                writes(&[]),
            ),
        ],
    );
}

#[test]
fn by_a_passkey_that_nothing_contests() {
    check(by_another, session_rows!(StopHold));
    check(by_another, belonging_rows!(StopHold));
    check(by_another, ticket_rows!(StopHold));
    check(by_another, spent_row!(StopHold));
    check(
        by_another,
        [
            row("at once", |_| (), writes(STOPPED)),
            row("however new", |c| stopper(c).passkeys[0].created_at = NOW, writes(STOPPED)),
            row(
                "but one that no older one authorised",
                |c| {
                    let until = NOW.plus_seconds(1);
                    stopper(c).passkeys[0].restriction =
                        Some(Restriction { until, because: Novelty::Passkey });
                },
                refuses(Refusal::PasskeyTooNew { until: NOW.plus_seconds(1) }),
            ),
            row("it is over", |c| stand(c, HoldState::Stopped), refuses(Refusal::HoldOver)),
            row("it is done", |c| stand(c, HoldState::Done), refuses(Refusal::HoldOver)),
            row("gone", |c| stopper(c).holds.clear(), refuses(Refusal::NotFound)),
            row("nothing is in dispute", |c| c.step.verdict = Verdict::Uphold, refuses(Refusal::NotFound)),
            row("a bad signature", |c| c.step.response.signature[20] ^= 1, not_accepted("signature-invalid")),
            row(
                "an unknown one",
                |c| c.facts.stopper = None,
                refuses(Refusal::PasskeyNotAccepted(PasskeyFault::Unknown)),
            ),
            row(
                "another account's ticket, though its passkey answers",
                |c| {
                    c.facts.who.as_mut().unwrap().account.handle = BOB;
                    c.step.ticket.account = Some(BOB);
                    let (ticket, options) = asked(c.step.ticket.clone());
                    c.step.ticket = ticket;
                    c.step.response = c.keys[0].sign(&options);
                },
                refuses(Refusal::PasskeyNotAccepted(PasskeyFault::OtherAccount)),
            ),
        ],
    );
}

#[test]
fn by_the_passkey_that_is_on_its_way_out() {
    check(
        by_itself,
        [
            row("once", |_| (), writes(STOPPED_BY_VETO)),
            row("a second time is a dispute", |c| remember(c, own(c), Some(EARLIER)), writes(DISPUTED)),
            row(
                "but one that was made in a stolen session",
                |c| {
                    let until = NOW.plus_seconds(1);
                    stopper(c).passkeys[1].restriction =
                        Some(Restriction { until, because: Novelty::Passkey });
                },
                refuses(Refusal::PasskeyTooNew { until: NOW.plus_seconds(1) }),
            ),
            row("in a dispute", |c| stand(c, HoldState::Disputed), refuses(Refusal::HoldDisputed)),
            row("after a decision", |c| stand(c, HoldState::Upheld), refuses(Refusal::HoldDisputed)),
            row(
                "it decides nothing",
                |c| {
                    stand(c, HoldState::Disputed);
                    c.step.verdict = Verdict::Uphold;
                },
                refuses(Refusal::PasskeySuspended { suspended_at: NOW.plus_seconds(-HOUR) }),
            ),
        ],
    );
    let of_others = || held_by(|_| HoldKind::Recovery, 1, About::Hold);
    check(
        of_others,
        [row(
            "nor stops a recovery",
            |_| (),
            refuses(Refusal::PasskeySuspended { suspended_at: NOW.plus_seconds(-HOUR) }),
        )],
    );
}

#[test]
fn a_dispute_is_decided_by_an_old_passkey() {
    let too_new = Refusal::PasskeyTooNew { until: NOW.plus_seconds(1) };
    check(
        by_another,
        [
            row("7 days old", |c| stand(c, HoldState::Disputed), writes(STOPPED)),
            row(
                "that it goes on",
                |c| {
                    stand(c, HoldState::Disputed);
                    c.step.verdict = Verdict::Uphold;
                },
                writes(UPHELD),
            ),
            row(
                "a second younger",
                |c| {
                    stand(c, HoldState::Disputed);
                    stopper(c).passkeys[0].created_at = NOW.plus_seconds(1 - 7 * DAY);
                },
                refuses(too_new.clone()),
            ),
            row(
                "nor is a decision undone by a young one",
                |c| {
                    stand(c, HoldState::Upheld);
                    stopper(c).passkeys[0].created_at = NOW.plus_seconds(1 - 7 * DAY);
                },
                refuses(too_new),
            ),
            row(
                "the first of the account counts as old",
                |c| {
                    stand(c, HoldState::Disputed);
                    let passkey = &mut stopper(c).passkeys[0];
                    (passkey.created_at, passkey.origin) = (NOW, PasskeyOrigin::SignUp);
                },
                writes(STOPPED),
            ),
        ],
    );
}

#[test]
fn what_was_reported_lost_comes_back_by_two() {
    let half =
        &["event hold_opposed", "AddVeto", "Hold by phone", "AddHoldLink", "Hold by email", "Spend passkey"];
    check(
        lost_by_itself,
        [
            row("itself alone is a half", |_| (), writes(half)),
            row(
                "itself after an address",
                |c| remember(c, Opponent::address(&phone()), None),
                writes(STOPPED_BY_VETO),
            ),
            row(
                "an address of an earlier hold is none of this one",
                |c| remember(c, Opponent::address(&phone()), Some(EARLIER)),
                writes(half),
            ),
            row(
                "itself again is the same half",
                |c| remember(c, own(c), None),
                writes(&["event hold_opposed", "Spend passkey"]),
            ),
        ],
    );
    check(|| held_by(loss, 0, About::Hold), [row("another passkey needs no other", |_| (), writes(STOPPED))]);
}

fn link_to(kind: fn(&[Key]) -> HoldKind) -> Case<StopByLink> {
    let keys = vec![Key::synced(1, ADA), Key::synced(2, ADA)];
    let hold = Hold::begin(kind(&keys), 72 * HOUR, &moment_at(NOW.plus_seconds(-HOUR)));
    let token = LinkToken::draw(ADA, 0, &moment());
    let link = HoldLink { id: token.id(), hold: hold.id, address: address(), sent_at: NOW };
    let mut contacts = contacts();
    contacts[1].proved_at = NOW.plus_seconds(1 - 180 * DAY);
    let facts = StopByLinkFacts {
        account: Some(account(ADA)),
        link: Some(link),
        hold: Some(hold),
        vetoes: vec![],
        passkeys: keys.iter().map(|key| key.passkey.clone()).collect(),
        contacts,
    };
    let mut case = Case::new(StopByLink { token, client: client() }, facts);
    case.keys = keys;
    case
}

fn address() -> Address {
    Address::Email(email("ada@example.com"))
}

fn link() -> Case<StopByLink> {
    link_to(removal)
}

fn opposed(c: &mut Case<StopByLink>, opponent: Opponent, hold: Option<HoldId>) {
    let held = c.facts.hold.as_ref().unwrap();
    let (subject, hold) = (held.kind.subject(), hold.unwrap_or(held.id));
    c.facts.vetoes.push(Veto { subject, opponent, hold, at: NOW });
}

#[test]
fn by_the_link_of_a_notice() {
    let stopped =
        &["event hold_stopped", "SetHold", "AddVeto", "SuspendPasskey", "Hold by phone", "Hold by email"];
    let disputed = &["event hold_disputed", "SetHold", "Hold by phone", "Hold by email"];
    check(
        link,
        [
            row("once", |_| (), writes(stopped)),
            row(
                "a second time is a dispute",
                |c| opposed(c, Opponent::address(&address()), Some(EARLIER)),
                writes(disputed),
            ),
            row("no such link", |c| c.facts.link = None, refuses(Refusal::LinkNotAccepted)),
            row("no such account", |c| c.facts.account = None, refuses(Refusal::LinkNotAccepted)),
            row("its hold is long over", |c| c.facts.hold = None, refuses(Refusal::LinkNotAccepted)),
            row(
                "another hold's",
                |c| c.facts.link.as_mut().unwrap().hold = EARLIER,
                refuses(Refusal::LinkNotAccepted),
            ),
            row(
                "another account's",
                |c| c.facts.account.as_mut().unwrap().handle = BOB,
                refuses(Refusal::LinkNotAccepted),
            ),
            row(
                "it was stopped",
                |c| c.facts.hold.as_mut().unwrap().state = HoldState::Stopped,
                refuses(Refusal::HoldOver),
            ),
            row(
                "in a dispute",
                |c| c.facts.hold.as_mut().unwrap().state = HoldState::Disputed,
                refuses(Refusal::HoldDisputed),
            ),
            row(
                "an address that was proved too long ago",
                |c| c.facts.contacts[1].proved_at = NOW.plus_seconds(-180 * DAY),
                refuses(Refusal::AddressTooOld),
            ),
            row(
                "an address that came a month ago",
                |c| c.facts.contacts[1].proved_at = NOW.plus_seconds(-30 * DAY),
                writes(stopped),
            ),
            row(
                "an address that came of late, as a thief's would",
                |c| c.facts.contacts[1].proved_at = NOW.plus_seconds(-30 * DAY + 1),
                refuses(Refusal::AddressTooNew),
            ),
            row(
                "an address that came with a new account",
                |c| {
                    c.facts.contacts[1].proved_at = NOW.plus_seconds(-HOUR);
                    c.facts.account.as_mut().unwrap().created_at = NOW.plus_seconds(-HOUR);
                },
                writes(stopped),
            ),
            row(
                "an address that is the account's no more",
                |c| drop(c.facts.contacts.pop()),
                refuses(Refusal::AddressTooOld),
            ),
        ],
    );
    check(
        || link_to(loss),
        [
            row("of a loss, alone is a half", |_| (), writes(HALF)),
            row(
                "of a loss, pressed twice writes nothing",
                |c| opposed(c, Opponent::address(&address()), None),
                writes(&[]),
            ),
            row(
                "of a loss, after the passkey itself",
                |c| opposed(c, Opponent::passkey(c.keys[1].passkey.id), None),
                writes(stopped),
            ),
            row(
                "of a loss, another address is no other half",
                |c| opposed(c, Opponent::address(&phone()), None),
                writes(HALF),
            ),
        ],
    );
    check(
        || link_to(|_| HoldKind::Recovery),
        [row(
            "a recovery",
            |_| (),
            writes(&["event hold_stopped", "SetHold", "AddVeto", "Hold by phone", "Hold by email"]),
        )],
    );
}

#[test]
fn who_holds_a_link_reads_no_address_whole() {
    let to = |text| Address::Email(email(text));
    let mut case = link();
    let kind = HoldKind::ReplaceContact { from: address(), to: to("lovelace@example.com") };
    let hold = Hold { kind, ..case.facts.hold.clone().unwrap() };
    case.facts.link.as_mut().unwrap().hold = hold.id;
    case.facts.hold = Some(hold);
    let stopped = case.decide().reply.unwrap();
    assert_eq!(
        (stopped.held.name.as_str(), stopped.held.to.as_str()),
        ("a•••@example.com", "l•••@example.com")
    );
}

#[test]
fn each_email_gets_a_link_of_its_own_and_no_text_message_one() {
    let passkey = Key::synced(1, ADA).passkey;
    let step = ReportLoss { session: session(), passkey: passkey.id, client: client() };
    let mut contacts = contacts();
    let second = Address::Email(email("second@example.com"));
    contacts.push(Contact { address: second, proved_at: NOW });
    let facts = ReportLossFacts { who: Some(who()), passkeys: vec![passkey], contacts };
    let case = Case::new(step, facts);
    let Changes::Account { rest, .. } = case.decide().changes else { panic!("no account") };
    let mut ids = vec![];
    for change in &rest {
        match change {
            Change::AddHoldLink { link, .. } => {
                assert_eq!(link.address.kind(), "email");
                ids.push(link.id);
            }
            Change::SendMessage { message, .. } => {
                let MessageKind::Hold(notice) = &message.kind else { panic!("{message:?}") };
                let carried = notice.link.as_ref().map(LinkToken::id);
                assert_eq!(carried.is_some(), message.to.kind() == "email");
                assert_eq!(carried, carried.and(ids.last().copied()), "the link that was just stored");
            }
            _ => {}
        }
    }
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
}
