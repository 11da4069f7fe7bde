//! What begins to wait: a passkey that was reported lost, an address that goes or is replaced. And what doesn't: a name.

use passkeep_decision::account::AccountState;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::contact::{Address, Contact};
use passkeep_decision::contacts::*;
use passkeep_decision::hold::{Hold, HoldKind};
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::passkeys::{ReportLoss, ReportLossFacts};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_decision::trust::Brought;

use crate::support::*;

const BEGINS: &[&str] = &["event hold_started", "AddHold", "Hold by phone", "AddHoldLink", "Hold by email"];

fn report() -> Case<ReportLoss> {
    let passkeys = vec![Key::synced(1, ADA).passkey, Key::synced(2, ADA).passkey];
    let step = ReportLoss { session: session(), passkey: passkeys[1].id, client: client() };
    Case::new(step, ReportLossFacts { who: Some(who()), passkeys, contacts: contacts() })
}

#[test]
fn reporting_a_loss() {
    check(report, session_rows!(ReportLoss));
    const LOST: &[&str] = &[
        "event hold_started",
        "SuspendPasskey",
        "SetAccountState",
        "EndSessions",
        "KeepSession",
        "AddHold",
        "Hold by phone",
        "AddHoldLink",
        "Hold by email",
    ];
    check(
        report,
        [
            row("takes no proof", |_| (), writes(LOST)),
            row(
                "nor a strong session",
                |c| {
                    let session = &mut c.facts.who.as_mut().unwrap().session;
                    (session.level, session.standing) = (Level::One, Standing::Quarantine);
                },
                writes(LOST),
            ),
            row("the last one too", |c| drop(c.facts.passkeys.remove(0)), writes(LOST)),
            row("not the account's", |c| c.step.passkey.0 = [0; 16], refuses(Refusal::NotFound)),
            row(
                "on its way out already",
                |c| c.facts.passkeys[1].suspended_at = Some(NOW),
                refuses(Refusal::HoldAlreadyWaits { matures_at: None }),
            ),
        ],
    );
}

#[test]
fn a_report_ends_every_session_but_its_own() {
    let Changes::Account { rest, .. } = report().decide().changes else { panic!("no account") };
    let epoch = who().account.state.epoch + 1;
    let expected = AccountState { epoch, ..AccountState::default() };
    let mut found = 0;
    for change in &rest {
        match change {
            Change::SetAccountState { state, .. } => assert_eq!(*state, expected),
            Change::EndSessions { except, .. } => assert_eq!(*except, session()),
            Change::KeepSession { key, epoch: kept } => assert_eq!((Some(*key), *kept), (session(), epoch)),
            _ => continue,
        }
        found += 1;
    }
    assert_eq!(found, 3);
}

fn first_email() -> Address {
    Address::Email(email("ada@example.com"))
}

fn waits(kind: HoldKind) -> Vec<Hold> {
    vec![Hold::begin(kind, 72 * HOUR, &moment())]
}

fn on_hold() -> Refusal {
    Refusal::HoldAlreadyWaits { matures_at: Some(NOW.plus_seconds(72 * HOUR)) }
}

fn remove() -> Case<RemoveContact> {
    let step =
        RemoveContact { session: session(), contact: first_email().id_in(ADA), trust: Brought::default() };
    let changing = ChangingFacts {
        contacts: contacts(),
        holds: vec![],
        passkeys: vec![Key::synced(1, ADA).passkey],
        device: Some(device()),
    };
    Case::new(step, RemoveContactFacts { who: Some(who()), changing })
}

#[test]
fn removing_an_address() {
    check(remove, changing_rows!(RemoveContact));
    check(
        remove,
        [
            row("an email", |_| (), writes(BEGINS)),
            row("not the account's", |c| c.step.contact.0 = [0; 16], refuses(Refusal::NotFound)),
            row(
                "the last phone stays",
                |c| c.step.contact = phone().id_in(ADA),
                refuses(Refusal::LastContact),
            ),
            row(
                "the last address stays",
                |c| drop(c.facts.changing.contacts.remove(0)),
                refuses(Refusal::LastContact),
            ),
            row(
                "what leaves already does not remain",
                |c| c.facts.changing.holds = waits(HoldKind::GiveUpNumber(phone())),
                refuses(Refusal::LastContact),
            ),
            row(
                "waits already",
                |c| c.facts.changing.holds = waits(HoldKind::RemoveContact(first_email())),
                refuses(on_hold()),
            ),
            row(
                "two phishable factors, where the account has a passkey",
                |c| c.facts.who.as_mut().unwrap().session.level = Level::TwoW,
                refuses(Refusal::ReauthenticationNeeded),
            ),
        ],
    );
}

#[test]
fn an_address_takes_a_passkey() {
    use passkeep_decision::proof::{Method, Proofs};
    let mut case = remove();
    let session = &mut case.facts.who.as_mut().unwrap().session;
    session.level = Level::TwoW;
    session.proofs = Proofs::one(Method::Password, NOW).and(Method::PhoneCode, NOW);
    let needed = Refusal::LevelTooLow { needed: Level::TwoP };
    assert_eq!(case.decide().reply.unwrap_err(), needed);
    case.facts.changing.passkeys[0].suspended_at = Some(NOW);
    assert_eq!(case.decide().reply.unwrap_err(), needed, "a suspended one counts");
}

fn new_email() -> Address {
    Address::Email(email("lovelace@example.com"))
}

fn start() -> Case<StartReplacement> {
    let RemoveContactFacts { who, changing } = remove().facts;
    let (contact, to, trust) = (first_email().id_in(ADA), new_email(), Brought::default());
    let step = StartReplacement { session: session(), contact, to, trust, browser: BROWSER };
    let facts = StartReplacementFacts { who, changing, owner: None, tallies: tallies(0) };
    Case::new(step, facts)
}

#[test]
fn asking_for_another_address() {
    check(start, changing_rows!(StartReplacement));
    check(
        start,
        [
            row(
                "a free one",
                |_| (),
                writes(&["CountSend", "IssueCode that fits", "ReplaceContactCode by email"]),
            ),
            row(
                "a taken one",
                |c| c.facts.owner = Some(locale("de")),
                writes(&["CountSend", "IssueCode that never fits", "AlreadyHasAccount by email"]),
            ),
            row("of another kind", |c| c.step.to = phone(), refuses(Refusal::OtherKindOfContact)),
            row(
                "one that the account has",
                |c| c.step.to = Address::Email(email("ADA@example.com")),
                refuses(Refusal::ContactAlreadyExists),
            ),
            row("not the account's", |c| c.step.contact.0 = [0; 16], refuses(Refusal::NotFound)),
            row(
                "waits already",
                |c| c.facts.changing.holds = waits(HoldKind::RemoveContact(first_email())),
                refuses(on_hold()),
            ),
        ],
    );
    let free = start().decide().reply.unwrap();
    let mut case = start();
    case.facts.owner = Some(locale("de"));
    assert_eq!(format!("{:?}", case.decide().reply.unwrap()), format!("{free:?}"), "the same reply");
}

fn check_code() -> Case<CheckReplacementCode> {
    let RemoveContactFacts { who, changing } = remove().facts;
    let mut ticket = ticket(Purpose::ReplaceContact, TicketStep::Code);
    ticket.about = Some(first_email().id_in(ADA).0);
    let (code, trust) = (digits(), Brought::default());
    let step = CheckReplacementCode { session: session(), ticket, code, trust, browser: BROWSER };
    let code = Some(crate::support::code(new_email()));
    let facts = CheckReplacementCodeFacts { who, spent: false, code, taken: false, owner: None, changing };
    Case::new(step, facts)
}

#[test]
fn proving_the_other_address() {
    check(check_code, changing_rows!(CheckReplacementCode));
    check(check_code, belonging_rows!(CheckReplacementCode));
    check(check_code, ticket_rows!(CheckReplacementCode));
    check(check_code, spent_row!(CheckReplacementCode));
    check(check_code, code_rows!(CheckReplacementCode));
    let counted = |refusal| refuses_and_writes(refusal, &["CountAttempt 0"]);
    check(
        check_code,
        [
            row(
                "the right code begins the hold",
                |_| (),
                writes(&[BEGINS, &["CountAttempt 0", "Spend code"]].concat()),
            ),
            row("taken since", |c| c.facts.taken = true, counted(Refusal::TicketExpired)),
            row(
                "added since",
                |c| c.facts.changing.contacts.push(Contact { address: new_email(), proved_at: NOW }),
                counted(Refusal::ContactAlreadyExists),
            ),
            row("the old one is gone", |c| drop(c.facts.changing.contacts.pop()), counted(Refusal::NotFound)),
            row(
                "waits since",
                |c| c.facts.changing.holds = waits(HoldKind::RemoveContact(first_email())),
                counted(on_hold()),
            ),
            row(
                "a ticket that names no address",
                |c| c.step.ticket.about = None,
                counted(Refusal::TicketNotAccepted),
            ),
        ],
    );
    let held = check_code().decide().reply.unwrap();
    let expected = HoldKind::ReplaceContact { from: first_email(), to: new_email() };
    assert_eq!(held.hold.kind, expected);
}

fn choose() -> Case<ChooseLanguage> {
    let step = ChooseLanguage { session: session(), locale: locale("ja") };
    Case::new(step, ChooseLanguageFacts { who: Some(who()), contacts: contacts() })
}

#[test]
fn choosing_the_language_of_messages() {
    check(choose, session_rows!(ChooseLanguage));
    check(
        choose,
        [
            row("another", |_| (), writes(&["event language_chosen", "SetLocale"])),
            row("the one that it has", |c| c.step.locale = locale("en"), writes(&[])),
            row(
                "in quarantine: notices stay readable",
                |c| c.facts.who.as_mut().unwrap().session.standing = Standing::Quarantine,
                refuses(Refusal::Quarantined),
            ),
        ],
    );
}

fn rename() -> Case<RenameAccount> {
    let step = RenameAccount { session: session(), name: name("Augusta") };
    Case::new(step, RenameAccountFacts { who: Some(who()), contacts: contacts() })
}

#[test]
fn another_name() {
    check(rename, session_rows!(RenameAccount));
    check(
        rename,
        [
            row(
                "at once",
                |_| (),
                writes(&[
                    "event account_renamed",
                    "RenameAccount",
                    "AccountRenamed by phone",
                    "AccountRenamed by email",
                ]),
            ),
            row("the same name", |c| c.step.name = name("Ada"), writes(&[])),
            row(
                "in quarantine",
                |c| c.facts.who.as_mut().unwrap().session.standing = Standing::Quarantine,
                refuses(Refusal::Quarantined),
            ),
        ],
    );
    assert_eq!(rename().decide().reply.unwrap().who.account.name, name("Augusta"));
}
