//! The list of sessions, and ending them.

use passkeep_decision::change::{Change, Changes, TrustOf};
use passkeep_decision::id::SessionId;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::Session;
use passkeep_decision::sessions::*;

use crate::support::*;

const OTHER: SessionId = SessionId([1; 16]);
const IDLE: SessionId = SessionId([2; 16]);
const OF_OLD_EPOCH: SessionId = SessionId([3; 16]);
const OVER: SessionId = SessionId([4; 16]);

/// Ada's two live sessions, and three that have ended in one way each.
fn facts() -> SessionsFacts {
    let like = |id: SessionId| {
        let mut session = who().session;
        session.key.id = id;
        session
    };
    let other = Session { seen_at: NOW, ..like(OTHER) };
    let idle = Session { seen_at: NOW.plus_seconds(-HOUR), ..like(IDLE) };
    let old = Session { epoch: 2, ..like(OF_OLD_EPOCH) };
    let mut over = like(OVER);
    over.key.expires_at = NOW;
    let sessions = [other, idle, old, over, who().session].map(|session| (session, None));
    SessionsFacts { who: Some(who()), sessions: sessions.into() }
}

fn list() -> Case<ListSessions> {
    Case::new(ListSessions { session: session() }, facts())
}

fn end(which: Which) -> Case<EndSessions> {
    Case::new(EndSessions { session: session(), which, client: client() }, facts())
}

fn end_this() -> Case<EndSessions> {
    end(Which::This)
}

#[test]
fn listing() {
    check(list, session_rows!(ListSessions));
    check(
        list,
        [
            row("used a minute ago", |_| (), writes(&[])),
            row(
                "used just under a fifteenth of its idle time ago",
                |c| c.facts.who.as_mut().unwrap().session.seen_at = NOW.plus_seconds(-239),
                writes(&[]),
            ),
            row(
                "used a fifteenth of its idle time ago",
                |c| c.facts.who.as_mut().unwrap().session.seen_at = NOW.plus_seconds(-240),
                writes(&["TouchSession", "SeeDevice"]),
            ),
        ],
    );
    let Ok(reply) = list().decide().reply else { panic!("refused") };
    let listed: Vec<_> = reply.sessions.iter().map(|(session, _)| session.key.id).collect();
    assert_eq!(listed, [SESSION, OTHER], "this one first, and none that has ended");
}

#[test]
fn ending() {
    check(end_this, session_rows!(EndSessions));
    check(
        end_this,
        [
            row(
                "this one: signing out ends its device's trust",
                |_| (),
                writes(&["event sessions_ended", "EndSession", "EndTrust"]),
            ),
            row(
                "this one, which another has taken the place of: nobody signed out",
                |c| c.step.which = Which::Replaced,
                writes(&["event sessions_ended", "EndSession"]),
            ),
            row(
                "this one, on a shared computer",
                |c| c.facts.who.as_mut().unwrap().session.device = None,
                writes(&["event sessions_ended", "EndSession"]),
            ),
            row(
                "another",
                |c| c.step.which = Which::One(OTHER),
                writes(&["event sessions_ended", "EndSession", "EndTrust"]),
            ),
            row(
                "one that the account doesn't have",
                |c| c.step.which = Which::One(SessionId([9; 16])),
                refuses(Refusal::NotFound),
            ),
            row("one that has ended", |c| c.step.which = Which::One(IDLE), refuses(Refusal::NotFound)),
            row(
                "the others",
                |c| c.step.which = Which::Others,
                writes(&["event sessions_ended", "EndSessions", "EndTrust"]),
            ),
            row(
                "all",
                |c| c.step.which = Which::All,
                writes(&["event sessions_ended", "EndSessions", "EndTrust"]),
            ),
        ],
    );
}

#[test]
fn how_many_end_and_which_stays() {
    for (which, count, stays) in [
        (Which::This, 1, None),
        (Which::Replaced, 1, None),
        (Which::Others, 1, session()),
        (Which::All, 2, None),
    ] {
        let decision = end(which).decide();
        assert_eq!(decision.reply, Ok(Ended(count)), "{which:?}");
        let Changes::Account { rest, .. } = decision.changes else { panic!("no account") };
        let kept = match &rest[0] {
            Change::EndSessions { except, .. } => *except,
            Change::EndSession(key) => {
                assert_eq!(key.id, SESSION);
                None
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(kept, stays, "{which:?}");
        if which == Which::Replaced {
            assert_eq!(rest.len(), 1, "nobody signed out: trust stays");
            continue;
        }
        let Change::EndTrust { which: ended, .. } = &rest[1] else { panic!("trust stays") };
        let expected = match which {
            Which::Others => TrustOf::AllBut(Some(DEVICE)),
            Which::All => TrustOf::AllBut(None),
            _ => TrustOf::One(DEVICE),
        };
        assert_eq!(*ended, expected, "{which:?}");
    }
}
