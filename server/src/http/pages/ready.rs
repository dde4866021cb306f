//! The page that a visitor takes away: what to have ready for a service.

use super::{Page, Visit};
use crate::http::api::articles::visitors_read;
use crate::http::api::forms::Service;
use crate::http::api::tickets::ServiceUnknown;
use crate::http::extract::Branch;
use queue::ServiceId;
use wire::{PhoneCode, ReadyPage};

/// `/b/{branch}/ready/{service}`
pub async fn page(visit: Visit, Branch(branch): Branch, Service(service): Service) -> Page {
    let setup = branch.live().setup();
    let found = setup.service(&ServiceId::new(&service)).ok_or(ServiceUnknown::InPath(service))?;
    let articles = visitors_read(&visit.state, &branch, &found.id).await?;
    let page = ReadyPage {
        branch: setup.id.clone(),
        name: setup.name.clone(),
        languages: setup.languages.clone(),
        disclaimer: setup.catalogue.disclaimer.clone(),
        service: found.clone(),
        articles,
        code: visit.phone_code() == PhoneCode::Shown,
    };
    Ok(visit.own(&setup.languages, &page).await)
}
