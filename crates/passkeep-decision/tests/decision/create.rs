//! A place is chosen, and the new passkey comes back.

use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Misbehaviour, Seed, flag};
use passkeep_decision::ceremony::Place;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::flow::CeremonyOptions;
use passkeep_decision::hold::{HoldState, Told};
use passkeep_decision::level::Standing;
use passkeep_decision::passkeys::*;
use passkeep_decision::refusal::{PasskeyFault, Refusal};
use passkeep_decision::step::Step;
use passkeep_decision::ticket::{Purpose, TicketStep};

use crate::support::*;

fn place() -> Case<ChoosePlace> {
    let ticket = ticket(Purpose::CreatePasskey, TicketStep::Place);
    let step = ChoosePlace { session: session(), ticket, place: Place::ThisDevice, browser: BROWSER };
    let passkeys = vec![Key::synced(1, ADA).passkey];
    Case::new(step, ChoosePlaceFacts { who: Some(who()), spent: false, passkeys })
}

/// Ada, who has key 1, makes another on this device.
fn create() -> Case<CreatePasskey> {
    create_with(&Misbehaviour::default())
}

fn create_with(wrong: &Misbehaviour) -> Case<CreatePasskey> {
    let Case { step, facts, policy, moment, .. } = place();
    let reply = step.decide(&facts, &policy, &moment).reply.unwrap();
    let Some(CeremonyOptions::Create(options)) = reply.options else { panic!("no options") };
    assert_eq!(options.exclude_credentials.len(), 1);
    let mut authenticator = Authenticator::new(Seed::from(9), AuthenticatorOptions::platform());
    let response = registration(&mut authenticator, &options, wrong);
    let step = CreatePasskey {
        session: session(),
        ticket: reply.ticket,
        response,
        client: client(),
        browser: BROWSER,
    };
    let ChoosePlaceFacts { who, spent, passkeys } = facts;
    let facts = CreatePasskeyFacts {
        who,
        spent,
        passkeys,
        credential_taken: false,
        contacts: contacts(),
        recovery: None,
    };
    Case::new(step, facts)
}

/// The same registration again, after its answer was lost.
fn again() -> Case<CreatePasskey> {
    let mut case = create();
    let made = case.decide().reply.unwrap_or_else(|refusal| panic!("{refusal:?}")).passkey;
    case.facts.passkeys.push(made);
    (case.facts.spent, case.facts.credential_taken) = (true, true);
    case
}

#[test]
fn placing() {
    check(place, changing_rows!(ChoosePlace));
    check(place, belonging_rows!(ChoosePlace));
    check(place, ticket_rows!(ChoosePlace));
    check(place, spent_row!(ChoosePlace));
    check(place, [row("writes nothing", |_| (), writes(&[]))]);
}

#[test]
fn creating() {
    check(create, changing_rows!(CreatePasskey));
    check(create, belonging_rows!(CreatePasskey));
    check(create, ticket_rows!(CreatePasskey));
    check(create, spent_row!(CreatePasskey));
    check(again, changing_rows!(CreatePasskey));
    check(again, belonging_rows!(CreatePasskey));
    check(again, ticket_rows!(CreatePasskey));
    check(
        again,
        [
            row("sent again, it gets the same answer without changes", |_| (), writes(&[])),
            row(
                "another flow's, it does not",
                |c| c.step.ticket.flow.0 = [0; 16],
                refuses(Refusal::TicketSpent),
            ),
        ],
    );
    check(
        create,
        [
            row(
                "on this device",
                |_| (),
                writes(&[
                    "event passkey_created",
                    "ClaimCredential",
                    "AddPasskey",
                    "Spend create",
                    "SetDevicePasskey",
                    "PasskeyCreated by phone",
                    "PasskeyCreated by email",
                ]),
            ),
            row(
                "elsewhere, or in a browser that isn't remembered",
                |c| {
                    c.facts.who.as_mut().unwrap().session.device = None;
                },
                writes(&[
                    "event passkey_created",
                    "ClaimCredential",
                    "AddPasskey",
                    "Spend create",
                    "PasskeyCreated by phone",
                    "PasskeyCreated by email",
                ]),
            ),
            row(
                "a credential id that is taken",
                |c| c.facts.credential_taken = true,
                refuses(Refusal::PasskeyAlreadyExists),
            ),
            row("one too many", |c| c.policy.passkeys_max = 1, refuses(Refusal::TooManyPasskeys)),
            row(
                "the options changed since",
                |c| c.policy.algorithms.truncate(4),
                refuses(Refusal::PasskeyNotAccepted(PasskeyFault::OptionsChanged)),
            ),
            row(
                "the user was not verified",
                |c| {
                    *c = create_with(&Misbehaviour { clear_flags: flag::UV, ..Misbehaviour::default() });
                },
                not_accepted("user-not-verified"),
            ),
            row(
                "from another origin",
                |c| {
                    let origin = Some("https://evil.example.net".to_owned());
                    *c = create_with(&Misbehaviour { origin, ..Misbehaviour::default() });
                },
                not_accepted("origin-unexpected"),
            ),
        ],
    );
}

#[test]
fn a_new_passkey_is_not_old() {
    let Changes::Account { rest, .. } = create().decide().changes else { panic!("no account") };
    let added = rest.iter().find_map(|change| match change {
        Change::AddPasskey { passkey, .. } => Some(passkey),
        _ => None,
    });
    assert_eq!(added.unwrap().settled_at(&policy()), NOW.plus_seconds(72 * HOUR));
}

/// Whoever has recovered the account makes a passkey; the recovery stands as `told` and `state` say.
fn recovered() -> Case<CreatePasskey> {
    let mut case = create();
    case.facts.who.as_mut().unwrap().session.standing = Standing::Recovery;
    case.facts.recovery = Some(crate::recovery::begun(72, Told::End));
    case
}

#[test]
fn a_recovery_makes_one_passkey_while_nothing_stops_it() {
    const MADE: &[&str] = &[
        "event passkey_created",
        "ClaimCredential",
        "AddPasskey",
        "Spend create",
        "EndSession",
        "SetHold",
        "SetDevicePasskey",
        "PasskeyCreated by phone",
        "PasskeyCreated by email",
    ];
    check(
        recovered,
        [
            row("one that is open", |_| (), writes(MADE)),
            row("of an account that has as many as may be", |c| c.policy.passkeys_max = 1, writes(MADE)),
            row("one that was stopped, or was used", |c| c.facts.recovery = None, refuses(Refusal::HoldOver)),
            row(
                "one that is disputed",
                |c| c.facts.recovery.as_mut().unwrap().state = HoldState::Disputed,
                refuses(Refusal::HoldOver),
            ),
            row(
                "one that waits",
                |c| c.facts.recovery = Some(crate::recovery::begun(71, Told::Late)),
                refuses(Refusal::HoldOver),
            ),
        ],
    );
    let changes = recovered().decide().changes;
    let Changes::Account { rest, .. } = changes else { panic!("no event") };
    let hold = rest.iter().find_map(|change| match change {
        Change::SetHold { hold, .. } => Some(hold.state),
        _ => None,
    });
    assert_eq!(hold, Some(HoldState::Done));
    let restriction = rest.iter().find_map(|change| match change {
        Change::AddPasskey { passkey, .. } => passkey.restriction,
        _ => None,
    });
    assert_eq!(
        restriction.map(|it| it.until),
        Some(NOW.plus_seconds(72 * HOUR)),
        "no older passkey authorised it"
    );
}
