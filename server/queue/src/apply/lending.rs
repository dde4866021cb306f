//! What a desk serves while it is lent, and what it gained.

use super::day::sharing;
use crate::branch::OpenedDay;
use crate::{Branch, DeskId, Lending, LendingState, ServiceId, Timestamp};
use std::sync::Arc;

impl Branch {
    pub(super) fn add_lending(&mut self, id: &DeskId, services: &[ServiceId], until: Timestamp, at: Timestamp) {
        let (desk, services) = (id.clone(), services.iter().cloned().collect());
        let state = LendingState::Asked;
        self.lendings.push(Lending { desk, services, until, asked_at: at, state, served: 0 });
    }

    pub(super) fn begin_lending(&mut self, id: &DeskId, since: Timestamp) {
        let services = self.end_of_asking(id, LendingState::Lent { since });
        if let Some(desk) = self.desks.get_mut(id) {
            desk.profile.extend(services);
        }
        self.share_anew();
    }

    /// Ends what a desk was asked, or what it was lent for.
    pub(super) fn end_lending_at(&mut self, id: &DeskId, at: Timestamp) {
        let state = match self.lending_of(id).map(|lending| lending.state) {
            Some(LendingState::Lent { since }) => LendingState::Returned { since, at },
            _ => LendingState::NotLent { at },
        };
        self.end_of_asking(id, state);
        let own = self.setup().and_then(|setup| setup.desks.get(id)).cloned();
        if let (Some(desk), Some(own)) = (self.desks.get_mut(id), own) {
            desk.profile = own;
        }
        self.share_anew();
    }

    /// Counts a visit that ended at a desk, where the desk is lent for its service.
    pub(super) fn count_lent(&mut self, id: &DeskId, service: &ServiceId) {
        let lent = |lending: &&mut Lending| lending.desk == *id && matches!(lending.state, LendingState::Lent { .. });
        if let Some(lending) = self.lendings.iter_mut().find(lent)
            && lending.services.contains(service)
        {
            lending.served += 1;
        }
    }

    /// Moves the open lending of a desk to another state. Returns its services.
    fn end_of_asking(&mut self, id: &DeskId, state: LendingState) -> Vec<ServiceId> {
        let open = self.lendings.iter_mut().find(|lending| lending.desk == *id && lending.is_open());
        let Some(lending) = open else { return Vec::new() };
        lending.state = state;
        lending.services.iter().cloned().collect()
    }

    /// Which services share a desk, by what the desks serve now.
    fn share_anew(&mut self) {
        let Some(opened) = &self.opened else { return };
        let sharing = sharing(self.desks.values().map(|desk| &desk.profile));
        let (day, setup) = (opened.day.clone(), opened.setup.clone());
        self.opened = Some(Arc::new(OpenedDay { day, setup, sharing }));
    }
}
