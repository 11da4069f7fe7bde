//! Finishing a sign-in: the assertion, and the session that it opens.

use passkeep_authenticator::{Misbehaviour, SignCountFault, UserHandleFault};
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::flow::Entered;
use passkeep_decision::id::MessageId;
use passkeep_decision::passkey::{LastUse, Passkey, Tombstone};
use passkeep_decision::refusal::{PasskeyFault, Refusal};
use passkeep_decision::session::{Novelty, Restriction, Session, Sharing};
use passkeep_decision::sign_in::*;
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};
use passkeep_decision::trust::Brought;
use passkeep_decision::webhook::{Webhook, WebhookName, WebhookTopic};

use crate::support::*;

/// Ada signs in with a synced passkey on her own browser, with nothing typed.
pub(crate) fn finish() -> Case<FinishSignIn> {
    let key = Key::synced(1, ADA);
    let first =
        Ticket { account: None, session: None, epoch: 0, ..ticket(Purpose::SignIn, TicketStep::Passkey) };
    finish_on(first, key)
}

fn finish_with_counter() -> Case<FinishSignIn> {
    let first = Ticket { session: None, epoch: 0, ..ticket(Purpose::SignIn, TicketStep::Passkey) };
    finish_on(first, Key::security_key(1, ADA))
}

fn finish_on(first: Ticket, mut key: Key) -> Case<FinishSignIn> {
    let (ticket, options) = asked(first);
    let step = FinishSignIn {
        ticket,
        response: key.sign(&options),
        sharing: Sharing::Own,
        device: DEVICE,
        client: client(),
        place: None,
        trust: Brought::default(),
        browser: BROWSER,
    };
    let mut here = device();
    here.passkey = Some(key.passkey.id);
    let holder = HolderFacts {
        account: account(ADA),
        credential: Credential::Live(Box::new(key.passkey.clone())),
        device: Some(here),
        contacts: contacts(),
        devices: vec![],
        pending: vec![],
    };
    let mut case = Case::new(step, FinishSignInFacts { spent: false, holder: Some(holder) });
    (case.keys, case.options) = (vec![key], Some(options));
    case
}

fn answer_again(c: &mut Case<FinishSignIn>, wrong: Misbehaviour) {
    c.step.response = c.keys[0].sign_with(c.options.as_ref().unwrap(), wrong);
}

pub(crate) fn holder(c: &mut Case<FinishSignIn>) -> &mut HolderFacts {
    c.facts.holder.as_mut().unwrap()
}

fn live(c: &mut Case<FinishSignIn>) -> &mut Passkey {
    let Credential::Live(passkey) = &mut holder(c).credential else { panic!("removed") };
    passkey
}

fn remove(c: &mut Case<FinishSignIn>) {
    let passkey = live(c).clone();
    holder(c).credential = Credential::Removed(Box::new(Tombstone {
        id: passkey.id,
        credential_id: passkey.credential_id,
        public_key: passkey.public_key,
        backup_eligible: passkey.backup_eligible,
        name: passkey.name,
        removed_at: NOW.plus_seconds(-HOUR),
    }));
}

fn refused(fault: PasskeyFault) -> Refusal {
    Refusal::PasskeyNotAccepted(fault)
}

#[test]
fn finishing() {
    const USUAL: &[&str] = &["event signed_in", "AddSession", "Spend passkey"];
    check(finish, ticket_rows!(FinishSignIn));
    check(finish, spent_row!(FinishSignIn));
    check(
        finish,
        [
            row("a synced passkey on a known browser writes no row of either", |_| (), writes(USUAL)),
            row(
                "an identifier of the same account",
                |c| {
                    let first = Ticket { session: None, ..ticket(Purpose::SignIn, TicketStep::Passkey) };
                    *c = finish_on(first, Key::synced(1, ADA));
                },
                writes(USUAL),
            ),
            row(
                "a new browser is remembered, and every address is told",
                |c| holder(c).device = None,
                writes(&[
                    "event signed_in",
                    "AddSession",
                    "Spend passkey",
                    "AddDevice",
                    "NewBrowser by phone",
                    "NewBrowser by email",
                ]),
            ),
            row(
                "webhooks are called that are told of new browsers, and no others",
                |c| {
                    holder(c).device = None;
                    holder(c).contacts.clear();
                    c.policy.webhooks = vec![
                        webhook("push", &[WebhookTopic::PasskeyCreated, WebhookTopic::NewBrowser]),
                        webhook("audit", &[WebhookTopic::EmailAdded]),
                        webhook("risk", &[WebhookTopic::NewBrowser]),
                    ];
                },
                writes(&[
                    "event signed_in",
                    "AddSession",
                    "Spend passkey",
                    "AddDevice",
                    "new_browser to push",
                    "new_browser to risk",
                ]),
            ),
            row(
                "a known browser calls no webhook",
                |c| c.policy.webhooks = vec![webhook("push", &WebhookTopic::ALL)],
                writes(USUAL),
            ),
            row(
                "a new browser that is shared is not remembered",
                |c| {
                    holder(c).device = None;
                    c.step.sharing = Sharing::Shared;
                },
                writes(&[
                    "event signed_in",
                    "AddSession",
                    "Spend passkey",
                    "NewBrowser by phone",
                    "NewBrowser by email",
                ]),
            ),
            row(
                "another passkey shows itself on a known browser",
                |c| {
                    holder(c).device.as_mut().unwrap().passkey = None;
                },
                writes(&["event signed_in", "AddSession", "Spend passkey", "SetDevicePasskey"]),
            ),
            row(
                "what is recorded of the browser's being seen is a week old",
                |c| {
                    let week_ago = NOW.plus_seconds(-7 * 24 * HOUR);
                    holder(c).device.as_mut().unwrap().seen_at = week_ago;
                },
                writes(&["event signed_in", "AddSession", "Spend passkey", "SeeDevice"]),
            ),
            row(
                "BS changed",
                |c| live(c).backup_state = false,
                writes(&["event signed_in", "AddSession", "Spend passkey", "UsePasskey"]),
            ),
            row(
                "the recorded use lies 63 events back",
                |c| {
                    holder(c).account.head.seq = 99;
                    live(c).last_use = Some(LastUse { seq: 37, at: NOW, client: client() });
                },
                writes(USUAL),
            ),
            row(
                "the recorded use lies 64 events back",
                |c| {
                    holder(c).account.head.seq = 100;
                    live(c).last_use = Some(LastUse { seq: 37, at: NOW, client: client() });
                },
                writes(&["event signed_in", "AddSession", "Spend passkey", "UsePasskey"]),
            ),
            row("nobody has the passkey", |c| c.facts.holder = None, refuses(refused(PasskeyFault::Unknown))),
            row(
                "Ada's passkey in Bob's flow",
                |c| {
                    let bobs = Ticket { account: Some(BOB), ..ticket(Purpose::SignIn, TicketStep::Passkey) };
                    *c = finish_on(bobs, Key::synced(1, ADA));
                },
                refuses(refused(PasskeyFault::OtherAccount)),
            ),
            row(
                "a user handle that isn't the account's",
                |c| {
                    let bob = UserHandleFault::Replace(BOB.0.to_vec());
                    answer_again(c, Misbehaviour { user_handle: Some(bob), ..Misbehaviour::default() });
                },
                not_accepted("user-handle-mismatch"),
            ),
            row(
                "a passkey that is stored for another account",
                |c| holder(c).account.handle = BOB,
                not_accepted("user-handle-mismatch"),
            ),
            row(
                "a bad signature",
                |c| {
                    answer_again(c, Misbehaviour { flip_signature_bit: Some(90), ..Misbehaviour::default() });
                },
                not_accepted("signature-invalid"),
            ),
            row(
                "another challenge",
                |c| c.step.ticket.challenge = Some([0; 32]),
                not_accepted("challenge-mismatch"),
            ),
            row(
                "a ticket without a challenge",
                |c| c.step.ticket.challenge = None,
                refuses(Refusal::TicketNotAccepted),
            ),
            row(
                "a removed passkey tells who proves to hold it",
                remove,
                refuses(Refusal::PasskeyRemoved { removed_at: NOW.plus_seconds(-HOUR) }),
            ),
            row(
                "a removed passkey tells nobody else",
                |c| {
                    remove(c);
                    answer_again(c, Misbehaviour { flip_signature_bit: Some(90), ..Misbehaviour::default() });
                },
                not_accepted("signature-invalid"),
            ),
            row(
                "the RP ID changed since",
                |c| c.policy.rp_id = "example.net".into(),
                refuses(refused(PasskeyFault::OptionsChanged)),
            ),
            row(
                "the algorithms changed since",
                |c| c.policy.algorithms.truncate(4),
                refuses(refused(PasskeyFault::OptionsChanged)),
            ),
            row(
                "the origins changed since",
                |c| c.policy.origins.push(c.policy.origins[0].clone()),
                refuses(refused(PasskeyFault::OptionsChanged)),
            ),
            row(
                "the top origins changed since",
                |c| c.policy.top_origins.push(c.policy.origins[0].clone()),
                refuses(refused(PasskeyFault::OptionsChanged)),
            ),
            row(
                "in a frame of another origin",
                |c| answer_again(c, Misbehaviour { cross_origin: Some(true), ..Misbehaviour::default() }),
                not_accepted("cross-origin-unexpected"),
            ),
        ],
    );
    check(
        finish_with_counter,
        [
            row(
                "a counter that grew is recorded",
                |_| (),
                writes(&["event signed_in", "AddSession", "Spend passkey", "UsePasskey"]),
            ),
            row(
                "a counter that went back",
                |c| {
                    let back = Some(SignCountFault::Exactly(1));
                    live(c).sign_count = 5;
                    answer_again(c, Misbehaviour { sign_count: back, ..Misbehaviour::default() });
                },
                not_accepted("sign-count-regressed"),
            ),
        ],
    );
}

fn opened(change: fn(&mut Case<FinishSignIn>)) -> Session {
    let mut case = finish();
    change(&mut case);
    let decision = case.decide();
    let reply = match decision.reply {
        Ok(Entered::SignedIn(reply)) => *reply,
        Ok(Entered::Waits(_)) => panic!("it waits"),
        Err(refusal) => panic!("{refusal:?}"),
    };
    let Changes::Account { rest, .. } = decision.changes else { panic!("no account") };
    let Change::AddSession(stored) = &rest[0] else { panic!("no session") };
    assert_eq!(stored.key, reply.opened.session.key);
    assert_eq!(reply.opened.secret.id(), stored.key.id, "the row holds the secret's hash");
    reply.opened.session
}

#[test]
fn the_session_that_opens() {
    let session = opened(|_| ());
    assert_eq!((session.device, session.epoch), (Some(DEVICE), 3));
    assert_eq!(session.restriction, None, "a known browser may change factors");
    assert_eq!(session.key.expires_at, NOW.plus_seconds(24 * HOUR));

    let session = opened(|c| holder(c).device = None);
    let new_browser = Restriction { until: NOW.plus_seconds(24 * HOUR), because: Novelty::Browser };
    assert_eq!((session.device, session.restriction), (Some(DEVICE), Some(new_browser)));

    let session = opened(|c| c.step.sharing = Sharing::Shared);
    assert_eq!((session.device, session.restriction), (None, Some(new_browser)));
    assert_eq!(session.idle_at(&policy()), NOW.plus_seconds(15 * 60));

    let young = Restriction { until: NOW.plus_seconds(70 * HOUR), because: Novelty::Passkey };
    let session = opened(|c| {
        live(c).restriction =
            Some(Restriction { until: NOW.plus_seconds(70 * HOUR), because: Novelty::Passkey });
    });
    assert_eq!(session.restriction, Some(young), "the passkey's own restriction goes with it");
    let session = opened(|c| {
        live(c).restriction = Some(Restriction { until: NOW, because: Novelty::Passkey });
    });
    assert_eq!(session.restriction, None, "and ends");
}

#[test]
fn a_fallen_model_is_flagged_and_let_in() {
    let told = |statuses: &[&str]| {
        let mut case = finish_with_counter();
        case.policy.authenticators = crate::authenticators::knowing(live(&mut case).aaguid, statuses);
        let decision = case.decide();
        assert!(decision.reply.is_ok());
        let Changes::Account { event, .. } = decision.changes else { panic!("no event") };
        let details: serde_json::Value = serde_json::from_slice(&event.bytes).unwrap();
        details["authenticator_status"].clone()
    };
    assert_eq!(told(&["FIDO_CERTIFIED_L1"]), serde_json::Value::Null);
    assert_eq!(told(&["FIDO_CERTIFIED_L1", "USER_KEY_PHYSICAL_COMPROMISE"]), "USER_KEY_PHYSICAL_COMPROMISE");
}

#[test]
fn no_two_messages_of_a_sign_in_bear_one_id() {
    let mut case = finish();
    holder(&mut case).device = None;
    case.policy.webhooks =
        ["push", "risk"].map(|name| webhook(name, &[WebhookTopic::NewBrowser])).into_iter().collect();
    let Changes::Account { rest, .. } = case.decide().changes else { panic!("the account changed") };
    let ids: Vec<MessageId> = rest
        .iter()
        .filter_map(|change| match change {
            Change::SendMessage { message, .. } => Some(message.id),
            Change::CallWebhook { call, .. } => Some(call.id),
            _ => None,
        })
        .collect();
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!((ids.len(), distinct.len()), (4, 4));
}

fn webhook(name: &str, topics: &[WebhookTopic]) -> Webhook {
    Webhook { name: WebhookName::parse(name).unwrap(), topics: topics.to_vec() }
}
