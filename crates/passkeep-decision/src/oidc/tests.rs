//! The rules of apps in a table: what each refuses, and that the table misses each when it is taken out.

mod made;

use std::sync::Arc;

use made::*;

use super::*;
use crate::account::{Account, Freeze};
use crate::change::{Change, Changes};
use crate::client::{Party, Quarantined, RegisteredClient, Scope};
use crate::confirmations::{ActionFacts, Confirmation, ConfirmationState, RequestedAction};
use crate::fuzzing::withdrawal;
use crate::id::{AccountHandle, ConfirmationId};
use crate::level::{Level, Standing};
use crate::moment::Moment;
use crate::proof::{Method, Proofs};
use crate::refusal::Refusal;
use crate::rule::Rule;
use crate::session::{Novelty, Restriction, Session};
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

/// Rows that change one thing of what would be taken.
type Rows<T, const N: usize> = [(&'static str, fn(&mut T)); N];

/// A code or a refresh token about to be used: everything fits, until a row changes something.
struct Token {
    authorization: Authorization,
    account: Account,
    confirmation: Confirmation,
    client: RegisteredClient,
    redirect_uri: String,
    verifier: String,
    proof_key: Option<String>,
    scopes: Option<Vec<Scope>>,
}

impl Token {
    fn code() -> Self {
        Self {
            authorization: authorization(),
            account: account(),
            confirmation: confirmation(),
            client: client("shop"),
            redirect_uri: REDIRECT.into(),
            verifier: VERIFIER.into(),
            proof_key: None,
            scopes: None,
        }
    }

    fn facts(&self) -> TokenFacts {
        TokenFacts {
            authorization: Some(self.authorization.clone()),
            account: Some(self.account.clone()),
            contacts: vec![],
            confirmation: Some(self.confirmation.clone()),
        }
    }

    fn name(&self, kind: TokenKind, generation: i64) -> TokenName {
        TokenName { kind, key: self.authorization.key, generation: Generation(generation) }
    }

    fn redeem(&self) -> Result<TokenGrant, Refusal> {
        let step = RedeemCode {
            code: self.name(TokenKind::Code, 0),
            client: Arc::new(self.client.clone()),
            redirect_uri: self.redirect_uri.clone(),
            verifier: self.verifier.clone(),
            proof_key: self.proof_key.clone(),
        };
        step.decide(&self.facts(), &policy(), &moment()).reply
    }

    /// Brings the first refresh token.
    fn refresh(&self) -> Result<TokenGrant, Refusal> {
        let step = Refresh {
            token: self.name(TokenKind::Refresh, 1),
            client: Arc::new(self.client.clone()),
            scopes: self.scopes.clone(),
            proof_key: self.proof_key.clone(),
        };
        step.decide(&self.facts(), &policy(), &moment()).reply
    }

    fn read(&self) -> Result<TokenGrant, Refusal> {
        let client = Arc::new(self.client.clone());
        let step = ReadAuthorization { key: self.authorization.key, client };
        step.decide(&self.facts(), &policy(), &moment()).reply
    }
}

fn token(change: impl FnOnce(&mut Token)) -> Token {
    let mut token = Token::code();
    change(&mut token);
    token
}

/// The same once the code was used.
fn used(change: impl FnOnce(&mut Token)) -> Token {
    token(|token| {
        token.authorization.generation = Generation(1);
        change(token);
    })
}

fn is_fault<T>(reply: &Result<T, Refusal>, fault: AuthorizationFault) -> bool {
    matches!(reply, Err(Refusal::AuthorizationNotAccepted(found)) if *found == fault)
}

/// What did not come as a row says.
#[derive(Default)]
struct Missed(Vec<&'static str>);

impl Missed {
    fn row(&mut self, name: &'static str, came: bool) {
        if !came {
            self.0.push(name);
        }
    }
}

fn codes(missed: &mut Missed) {
    use AuthorizationFault as Fault;
    let mut refused = |name, change: fn(&mut Token), fault| {
        missed.row(name, is_fault(&token(change).redeem(), fault));
    };
    refused("another client's code", |token| token.client = client("other"), Fault::OtherClient);
    refused("a code that was used", |token| token.authorization.generation = Generation(1), Fault::CodeSpent);
    refused("a code of an end", |token| token.authorization.ended_at = Some(NOW), Fault::Ended);
    refused("a code that is over", |token| token.authorization.expires_at = NOW, Fault::Expired);
    refused(
        "a code after its minute",
        |token| token.authorization.created_at = NOW.plus_seconds(-CODE_SECONDS),
        Fault::Expired,
    );
    refused("a code of another epoch", |token| token.account.state.epoch = 4, Fault::Epoch);
    refused(
        "a quarantined code",
        |token| token.authorization.standing = Standing::Quarantine,
        Fault::Quarantined,
    );
    refused("another redirect", |token| token.redirect_uri.push('?'), Fault::Redirect);
    refused("another verifier", |token| token.verifier = VERIFIER.replace('d', "e"), Fault::Verifier);
    refused("the challenge as the verifier", |token| token.verifier = challenge(), Fault::Verifier);
    refused(
        "a bound code without its key",
        |token| token.authorization.proof_key = Some("k".into()),
        Fault::ProofKey,
    );
    missed.row("a code", token(|_| {}).redeem().is_ok_and(|grant| grant.scopes.len() == 3));
    let ends = token(|token| token.authorization.generation = Generation(1));
    let step = RedeemCode {
        code: ends.name(TokenKind::Code, 0),
        client: Arc::new(ends.client.clone()),
        redirect_uri: ends.redirect_uri.clone(),
        verifier: ends.verifier.clone(),
        proof_key: None,
    };
    let changes = step.decide(&ends.facts(), &policy(), &moment()).changes;
    let ended = matches!(&changes, Changes::Account { rest, .. } if matches!(rest[..], [Change::EndAuthorization { .. }]));
    missed.row("a code that comes twice ends all", ended);
}

fn refreshes(missed: &mut Missed) {
    use AuthorizationFault as Fault;
    let mut refused = |name, change: fn(&mut Token), fault| {
        missed.row(name, is_fault(&used(change).refresh(), fault));
    };
    refused("another client's refresh token", |token| token.client = client("other"), Fault::OtherClient);
    refused(
        "a refresh token that was used",
        |token| token.authorization.generation = Generation(2),
        Fault::RefreshSpent,
    );
    refused("without the wish to go on", |token| token.authorization.refresh_until = None, Fault::Expired);
    refused("after its time", |token| token.authorization.refresh_until = Some(NOW), Fault::Expired);
    refused("more scopes", |token| token.scopes = Some(vec![scope("profile")]), Fault::Scope);
    refused("a refresh of another epoch", |token| token.account.state.epoch = 4, Fault::Epoch);
    refused(
        "a public client's bound token without its key",
        |token| {
            token.client.authentication = crate::client::ClientAuthentication::Public;
            token.authorization.proof_key = Some("k".into());
        },
        Fault::ProofKey,
    );
    let fewer = used(|token| token.scopes = Some(vec![scope("openid")])).refresh();
    missed.row("fewer scopes", fewer.is_ok_and(|grant| grant.scopes == [scope("openid")]));
    missed.row("a refresh", used(|_| {}).refresh().is_ok_and(|grant| grant.action.is_none()));
}

fn value(missed: &mut Missed) {
    let held: Rows<Token, 3> = [
        ("value held", |token| token.account.state.value_held_until = Some(NOW.plus_seconds(1))),
        ("frozen", |token| token.account.state.freeze = Some(Freeze { at: NOW, lapses_at: None })),
        ("beyond the session", |token| token.authorization.value_until = NOW),
    ];
    for (name, change) in held {
        let (code, read) = (token(change).redeem(), used(change).read());
        let moves = |grant: &TokenGrant| grant.scopes.contains(&scope("trade"));
        missed.row(name, code.as_ref().is_ok_and(|grant| !moves(grant) && grant.action.is_none()));
        missed.row(name, read.as_ref().is_ok_and(|grant| !moves(grant) && grant.action.is_none()));
        missed.row(name, used(change).refresh().is_ok_and(|grant| !moves(&grant)));
    }
    missed.row("an action", token(|_| {}).redeem().is_ok_and(|grant| grant.action.is_some()));
    let none: Rows<Token, 5> = [
        ("an action that nobody confirmed", |token| token.confirmation.state = ConfirmationState::Held),
        ("another confirmation", |token| token.confirmation.id = ConfirmationId([1; 16])),
        ("another account's", |token| token.confirmation.account = AccountHandle([1; 16])),
        ("another client's", |token| token.confirmation.client = "other".into()),
        ("a type that the client may not ask for", |token| token.client.confirmations.clear()),
    ];
    for (name, change) in none {
        missed.row(name, token(change).redeem().is_ok_and(|grant| grant.action.is_none()));
    }
}

/// An app asks for a code: it gets one, until a row changes something.
struct Asked {
    step: Authorize,
    facts: AuthorizeFacts,
}

fn asked(change: impl FnOnce(&mut Asked)) -> AuthorizeReply {
    let client = client("shop");
    let parameters = [
        ("response_type", "code"),
        ("scope", "openid profile trade"),
        ("code_challenge", &challenge()),
        ("code_challenge_method", "S256"),
    ];
    let parameters = Parameters(parameters.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
    let context =
        RequestContext { client: &client, hinted: None, action_types: &[], channel: Channel::Browser };
    let request = AuthorizationRequest::parse(&parameters, REDIRECT, &context).unwrap();
    let issued = Moment::new(NOW.plus_seconds(-60), &[4; 32]);
    let ticket = Ticket::first(Purpose::Authorize, TicketStep::Request, BrowserHash([1; 32]), &issued);
    let mut asked = Asked {
        step: Authorize {
            session: Some(who().session.key),
            client: Arc::new(client),
            request,
            ticket: ticket.living(3600),
            pushed_until: None,
            proceed: "https://id.example.com/authorize/proceed".into(),
            browser: browser(),
        },
        facts: AuthorizeFacts { who: Some(who()), passkeys: vec![], grant: None, known: false, action: None },
    };
    change(&mut asked);
    asked.step.decide(&asked.facts, &policy(), &moment()).reply.unwrap()
}

impl Asked {
    fn session(&mut self) -> &mut Session {
        &mut self.facts.who.as_mut().unwrap().session
    }

    fn client(&mut self, change: impl FnOnce(&mut RegisteredClient)) {
        change(Arc::make_mut(&mut self.step.client));
    }

    /// It asks for an action, of which this was asked before.
    fn action(&mut self, state: Option<ConfirmationState>) {
        let kind = withdrawal();
        let requested =
            RequestedAction { action_type: kind.name, type_version: kind.version, action: action() };
        self.step.request.action = Some(requested);
        let id = self.step.confirmation_id(ADA, &policy()).unwrap();
        let confirmation = state.map(|state| Confirmation { id, state, ..confirmation() });
        self.facts.action = Some(ActionFacts { spent: false, confirmation, open: vec![], recovery_codes: 9 });
    }
}

const fn is_code(reply: &AuthorizeReply) -> bool {
    matches!(reply, AuthorizeReply::Code(_))
}

fn requests(missed: &mut Missed) {
    use AuthorizeReply as Reply;
    missed.row("a code is given", is_code(&asked(|_| {})));
    missed.row("nobody", matches!(asked(|asked| asked.facts.who = None), Reply::SignIn));
    let other = |asked: &mut Asked| asked.step.request.subject = Some(AccountHandle([1; 16]));
    missed.row("another person", matches!(asked(other), Reply::SignIn));
    let chosen = |asked: &mut Asked| asked.step.request.prompt.select_account = true;
    missed.row("an account is to be chosen", matches!(asked(chosen), Reply::SignIn));
    let quarantined = |asked: &mut Asked| asked.session().standing = Standing::Quarantine;
    missed.row("quarantine", matches!(asked(quarantined), Reply::Unmet(Unmet::Quarantine)));
    let admitted = asked(|asked| {
        quarantined(asked);
        asked.client(|client| client.quarantine = Quarantined::Admitted);
    });
    missed.row("quarantine, admitted", is_code(&admitted));
    let low = |asked: &mut Asked| {
        asked.session().level = Level::One;
        asked.session().proofs = Proofs::one(Method::Password, NOW.plus_seconds(-60));
    };
    missed.row("the client's least", matches!(asked(low), Reply::Prove(Level::TwoW)));
    let fresh_and_low = asked(|asked| {
        low(asked);
        asked.session().proofs = Proofs::one(Method::Password, NOW);
        asked.step.request.max_age_seconds = Some(3600);
    });
    missed.row("a fresh weak proof", matches!(fresh_and_low, Reply::Prove(Level::TwoW)));
    let wish = |asked: &mut Asked| asked.step.request.demanded = Some(Level::Three);
    missed.row("a level out of reach", matches!(asked(wish), Reply::Unmet(Unmet::Level(Level::Three))));
    let old = |asked: &mut Asked| asked.step.request.max_age_seconds = Some(599);
    missed.row("a proof that is too old", matches!(asked(old), Reply::Prove(Level::TwoP)));
    missed.row("young enough", is_code(&asked(|asked| asked.step.request.max_age_seconds = Some(600))));
    let again = |asked: &mut Asked| asked.step.request.prompt.login = true;
    missed.row("proved before it asked", matches!(asked(again), Reply::Prove(Level::TwoP)));
    let proved = asked(|asked| {
        again(asked);
        asked.session().proofs = Proofs::one(Method::Passkey, NOW.plus_seconds(-60));
    });
    missed.row("proved since", is_code(&proved));
    let third = |asked: &mut Asked| asked.client(|client| client.party = Party::Third);
    missed.row("consent", matches!(asked(third), Reply::Consent { .. }));
    let covered = |asked: &mut Asked, scopes: &[&str], given_at| {
        third(asked);
        let scopes = scopes.iter().map(|text| scope(text)).collect();
        let client = asked.step.client.id.clone();
        asked.facts.grant = Some(ClientGrant { client, scopes, first_at: given_at, given_at });
    };
    let all = ["openid", "profile", "trade"];
    missed.row("consented", is_code(&asked(|asked| covered(asked, &all, NOW))));
    let more = asked(|asked| covered(asked, &all[..2], NOW));
    missed.row("consent to more", matches!(more, Reply::Consent { .. }));
    let anew = asked(|asked| {
        covered(asked, &all, NOW.plus_seconds(-600));
        asked.step.request.prompt.consent = true;
    });
    missed.row("consent anew", matches!(anew, Reply::Consent { .. }));
    let silent: Rows<Asked, 3> = [
        ("silent: sign in", |asked| asked.facts.who = None),
        ("silent: prove", |asked| asked.step.request.max_age_seconds = Some(1)),
        ("silent: consent", |asked| asked.client(|client| client.party = Party::Third)),
    ];
    for ((name, change), unmet) in silent.into_iter().zip([Unmet::Login, Unmet::Login, Unmet::Consent]) {
        let reply = asked(|asked| {
            change(asked);
            asked.step.request.prompt.none = true;
        });
        missed.row(name, matches!(reply, Reply::Unmet(found) if found == unmet));
    }
}

/// What is written with a code.
fn written(change: impl FnOnce(&mut Asked)) -> Vec<Change> {
    let mut written = vec![];
    asked(|asked| {
        change(asked);
        let decision = asked.step.decide(&asked.facts, &policy(), &moment());
        if let Changes::Tally(list) | Changes::Account { rest: list, .. } = decision.changes {
            written = list;
        }
    });
    written
}

/// The authorization that is.
fn authorized(change: impl FnOnce(&mut Asked)) -> Authorization {
    let found = written(change).into_iter().find_map(|change| match change {
        Change::AddAuthorization(authorization) => Some(*authorization),
        _ => None,
    });
    found.expect("a code is given")
}

fn spends(changes: &[Change]) -> bool {
    let step = TicketStep::Request;
    changes.iter().any(|change| matches!(change, Change::Spend { step: spent, .. } if *spent == step))
}

fn actions(missed: &mut Missed) {
    use AuthorizeReply as Reply;
    let confirmed = |asked: &mut Asked| asked.action(Some(ConfirmationState::Confirmed));
    missed.row("what is confirmed gives a code", is_code(&asked(confirmed)));
    for state in [ConfirmationState::Pending, ConfirmationState::Held] {
        let reply = asked(|asked| asked.action(Some(state)));
        missed.row("what waits is shown", matches!(reply, Reply::Confirm(_)));
    }
    for state in [ConfirmationState::Denied, ConfirmationState::Withdrawn] {
        let reply = asked(|asked| asked.action(Some(state)));
        missed.row("what ended gives none", matches!(reply, Reply::Unmet(Unmet::NotConfirmed(_))));
    }
    let of_others: Rows<Confirmation, 2> = [
        ("another confirmation gives no code", |found| found.id = ConfirmationId([2; 16])),
        ("another account's gives no code", |found| found.account = AccountHandle([2; 16])),
    ];
    for (name, change) in of_others {
        let reply = asked(|asked| {
            confirmed(asked);
            change(asked.facts.action.as_mut().unwrap().confirmation.as_mut().unwrap());
        });
        missed.row(name, !is_code(&reply));
    }
    missed.row("a code for it spends the request", spends(&written(confirmed)));
    missed.row("and names it", authorized(confirmed).confirmation.is_some());
    missed.row("no other does", !spends(&written(|_| {})) && authorized(|_| {}).confirmation.is_none());
    let twice = asked(|asked| {
        confirmed(asked);
        asked.facts.action.as_mut().unwrap().spent = true;
    });
    missed.row("one code", matches!(twice, Reply::Unmet(Unmet::Answered)));
    let silent = asked(|asked| {
        asked.action(None);
        asked.facts.passkeys = vec![];
        asked.step.request.prompt.none = true;
    });
    missed.row("nobody is asked in silence", matches!(silent, Reply::Unmet(_)));
}

fn texts(missed: &mut Missed) {
    let kinds = [withdrawal()];
    let details =
        r#"[{"type":"withdrawal","fields":{"amount":{"currency":"USD","value":"25.00"},"to":"Ada"}}]"#;
    missed.row("pushed", check_details(details, &kinds, Channel::Pushed).is_ok());
    let foreign = check_details(details, &kinds, Channel::Browser);
    missed.row("not pushed", foreign == Err(DetailsFault::NotPushed));
    let shop = client("shop");
    for other in [
        "https://shop.example/cb/",
        "https://shop.example/cb?",
        "https://shop.example/c",
        "http://shop.example/cb",
    ] {
        missed.row("another redirect than is registered", !shop.redirects_to(other));
    }
    missed.row("the redirect", shop.redirects_to(REDIRECT));
    for (name, value) in [
        ("code_challenge", ""),
        ("code_challenge", "short"),
        ("code_challenge_method", "plain"),
        ("code_challenge_method", ""),
    ] {
        let parameters =
            [("response_type", "code"), ("code_challenge", &challenge()), ("code_challenge_method", "S256")]
                .map(|(other, text)| (other.to_owned(), if other == name { value } else { text }.to_owned()));
        let context =
            RequestContext { client: &shop, hinted: None, action_types: &[], channel: Channel::Browser };
        let read = AuthorizationRequest::parse(&Parameters(parameters.to_vec()), REDIRECT, &context);
        missed.row("no challenge but S256", read.is_err());
    }
    let restricted = authorized(|asked| {
        let until = NOW.plus_seconds(60);
        asked.session().restriction = Some(Restriction { until, because: Novelty::Browser });
    });
    missed.row("a new browser moves no value", restricted.scopes == ["openid", "profile"].map(scope));
    missed.row("what is granted", authorized(|_| {}).scopes.len() == 3);
}

fn missed() -> Vec<&'static str> {
    let mut missed = Missed::default();
    codes(&mut missed);
    refreshes(&mut missed);
    value(&mut missed);
    requests(&mut missed);
    actions(&mut missed);
    texts(&mut missed);
    missed.0
}

#[test]
fn every_row_comes_as_it_says() {
    assert_eq!(missed(), Vec::<&str>::new());
}

#[test]
fn a_rule_that_is_taken_out_is_missed() {
    let unseen: Vec<Rule> =
        Rule::TABLED.iter().copied().filter(|rule| rule.without(missed).is_empty()).collect();
    assert!(unseen.is_empty(), "nobody misses {unseen:?}");
}
