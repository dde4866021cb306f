//! The people of the bank, for an admin's programs; people do it in the office.

use crate::http::AppState;
use crate::http::authorise::Admin;
use crate::http::openapi::Problems;
use crate::http::problem::Result;
use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Account, AccountRole};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Everybody who may sign in, and what each may do where.
#[utoipa::path(
    get, path = "/api/v1/staff", tag = "staff", responses((status = 200, body = [Account]), Problems<(Admin,)>),
    security(("session" = ["Admin"]))
)]
async fn list(Admin(admin): Admin, State(state): State<AppState>) -> Result<Json<Vec<Account>>> {
    let people = store::staff::all(&state.store).await?;
    tracing::debug!(admin = admin.id.0, "the bank's people were listed");
    let account = |person: store::Person| Account {
        id: person.id.0,
        login: person.login,
        name: person.name,
        roles: person
            .roles
            .iter()
            .map(|(branch, role)| AccountRole {
                branch: Some(branch.to_string()).filter(|branch| !branch.is_empty()),
                role: role.as_str().to_owned(),
            })
            .collect(),
        languages: person.languages,
        locked: person.locked.is_some(),
    };
    Ok(Json(people.into_iter().map(account).collect()))
}
