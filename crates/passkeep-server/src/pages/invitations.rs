//! Invitations to create a passkey, on the pages of the settings.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use passkeep_decision::guidance::Keeper;
use passkeep_decision::invitations::{DeclineInvitation, Holds, Invitation, Invite};
use passkeep_decision::platform::policy::{Method, Operation};

use super::{failed, see_other};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;

/// The invitation that a page of the settings shows; none for whoever is on the way to an app, which may ask for something
/// that matters more. A store that fails here takes no page away.
pub(super) async fn invitation(app: &App, asker: &Asker) -> Option<Invitation> {
    if asker.on_the_way {
        return None;
    }
    let open = app.client_policy.open(&asker.facts, Operation::CreatePasskey);
    let here = Keeper::of(&asker.facts).is_there() && open.contains(&Method::Platform);
    let holds = if here { Holds::Yes } else { Holds::No };
    let step = Invite { session: asker.session, holds };
    match answer(app, &step, &asker.moment).await {
        Ok(invitation) => invitation,
        Err(failure) => {
            tracing::debug!(code = failure.code(), "nobody was invited");
            None
        }
    }
}

/// "Not now".
pub async fn decline_invitation(State(app): AppState, Extension(asker): Who) -> Response {
    const PATH: &str = "/settings/passkeys";
    match answer(&app, &DeclineInvitation { session: asker.session }, &asker.moment).await {
        Ok(()) => see_other(PATH),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}
