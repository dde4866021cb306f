//! What a CSR presses. Every command goes the same way: the desk, the CSR, the key, the rule.

use super::AppState;
use super::authorise::Csr;
use super::extract::{Body, Branch, Desk, Key};
use super::problem::Result;
use crate::branch::{Actor, Handle, RequestKey};
use crate::store::Person;
use crate::{clock, feed, view};
use axum::Json;
use queue::{Command, CsrId, DeskId, Outcome};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{DeskCommand, NextAnswer, Problem};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(open))
        .routes(routes!(close))
        .routes(routes!(next))
        .routes(routes!(recall))
        .routes(routes!(start))
        .routes(routes!(finish))
        .routes(routes!(no_show))
}

async fn command(
    branch: &Handle,
    person: &Person,
    key: RequestKey,
    desk: DeskId,
    make: fn(DeskId, CsrId) -> Command,
) -> Result<Json<NextAnswer>> {
    let events = branch.command(key, Actor::Staff(person.id), make(desk, person.id)).await?;
    let ticket = feed::scene(branch.live(), clock::now(), |scene| view::called_ticket(scene, &events));
    Ok(Json(NextAnswer { ticket }))
}

/// One handler a command: they differ by their address and by what they make.
macro_rules! desk_command {
    ($(#[$doc:meta])* $name:ident, $path:literal, $command:ident $($(, $field:ident: $value:expr)+)?) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, tag = "desks",
            params(("branch" = String, Path), ("desk" = String, Path), ("Idempotency-Key" = String, Header)),
            request_body = DeskCommand,
            responses(
                (status = 200, body = NextAnswer), (status = 400, body = Problem), (status = 401, body = Problem),
                (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
                (status = 503, body = Problem),
            ),
            security(("session" = []))
        )]
        async fn $name(
            Csr(person): Csr,
            Branch(branch): Branch,
            Desk(desk): Desk,
            Key(key): Key,
            Body(DeskCommand {}): Body<DeskCommand>,
        ) -> Result<Json<NextAnswer>> {
            command(&branch, &person, key, desk, |desk, csr| Command::$command { desk, csr $($(, $field: $value)+)? }).await
        }
    };
}

desk_command! {
    /// Sit down at the desk.
    open, "/api/v1/branches/{branch}/desks/{desk}/open", OpenDesk
}
desk_command! {
    /// Leave the desk.
    close, "/api/v1/branches/{branch}/desks/{desk}/close", CloseDesk
}
desk_command! {
    /// Call the next visitor; `ticket` is null when nobody waits.
    next, "/api/v1/branches/{branch}/desks/{desk}/next", CallNext
}
desk_command! {
    /// Call the same visitor once more.
    recall, "/api/v1/branches/{branch}/desks/{desk}/recall", Recall
}
desk_command! {
    /// The visitor is at the desk.
    start, "/api/v1/branches/{branch}/desks/{desk}/start", Start
}
desk_command! {
    /// The visitor has been served.
    finish, "/api/v1/branches/{branch}/desks/{desk}/finish", Finish, outcome: Outcome::Resolved, delivered: Vec::new(), follow_up: false
}
desk_command! {
    /// The visitor did not come.
    no_show, "/api/v1/branches/{branch}/desks/{desk}/no-show", NoShow
}
