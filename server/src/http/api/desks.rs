//! What a CSR presses at a desk. Every command goes the same way: the CSR, the desk, the key, the rule.

mod calls;
mod lend;
mod practice;
mod presence;
mod visit;

use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::extract::{Body, Branch, Desk, Key};
use crate::http::openapi::Problems;
use crate::http::problem::{Error, Result, Ruled};
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use branch::{Actor, Handle, RequestKey, feed};
use machine::clock;
use queue::{Command, CsrId, DeskId};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::NextAnswer;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(presence::open))
        .routes(routes!(presence::close))
        .routes(routes!(presence::pause))
        .routes(routes!(presence::take_over))
        .routes(routes!(calls::next))
        .routes(routes!(calls::auto_call))
        .routes(routes!(calls::call))
        .routes(routes!(calls::recall))
        .routes(routes!(calls::no_show))
        .routes(routes!(lend::lend))
        .routes(routes!(lend::accept))
        .routes(routes!(lend::give_back))
        .routes(routes!(visit::start))
        .routes(routes!(visit::finish))
        .routes(routes!(visit::park))
        .routes(routes!(visit::transfer))
        .routes(routes!(practice::visitor))
}

/// A CSR at a desk of a branch, and the key of what they press.
struct AtDesk {
    branch: Handle,
    desk: DeskId,
    csr: CsrId,
    key: RequestKey,
}

/// With which problems a command at a desk is refused.
type DeskProblems = Problems<(Csr, Branch, Desk, Key, Body<()>, Ruled)>;

impl FromRequestParts<AppState> for AtDesk {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let Csr(person) = Csr::from_request_parts(parts, state).await?;
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let Desk(desk) = Desk::from_request_parts(parts, state).await?;
        let Key(key) = Key::from_request_parts(parts, state).await?;
        Ok(Self { branch, desk, csr: person.id, key })
    }
}

impl IntoParams for AtDesk {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        [Branch::into_params(&place), Desk::into_params(&place), Key::into_params(&place)].concat()
    }
}

impl AtDesk {
    /// Gives the branch the command of this CSR at this desk; the answer is the ticket that is open there then.
    async fn command(self, command: impl FnOnce(DeskId, CsrId) -> Command) -> Result<Json<NextAnswer>> {
        let Self { branch, desk, csr, key } = self;
        let events = branch.command(key, Actor::Staff(csr), command(desk, csr)).await?;
        let ticket = feed::scene(branch.live(), clock::now(), |scene| view::called_ticket(scene, &events));
        Ok(Json(NextAnswer { ticket }))
    }
}
