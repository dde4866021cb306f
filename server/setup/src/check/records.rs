//! What a set-up says of records beside the queue: the questions after a visit, and the kinds of requests.

use super::Checker;
use crate::case_type::{CaseStep, CaseType};
use queue::ServiceId;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The longest that a request may be said to take, in working days.
const DAYS: u32 = 400;

impl Checker<'_, '_> {
    /// The services after which nobody is asked to recommend the branch.
    pub(super) fn no_recommendation(&mut self) -> BTreeSet<ServiceId> {
        let file = self.file;
        for id in &file.feedback.no_recommendation_after {
            let services = file.service.iter().map(|service| &service.id);
            self.known(id, "feedback.no_recommendation_after", "service", services);
        }
        file.feedback.no_recommendation_after.iter().map(|id| ServiceId::new(id.get_ref())).collect()
    }

    pub(super) fn case_types(&mut self) -> Arc<Vec<CaseType>> {
        let file = self.file;
        self.distinct("case_type", file.case_type.iter().map(|kind| &kind.id));
        let mut types = Vec::new();
        for kind in &file.case_type {
            let field = format!("case_type \"{}\"", kind.id.get_ref());
            self.known(
                &kind.service,
                &format!("{field}, service"),
                "service",
                file.service.iter().map(|service| &service.id),
            );
            self.distinct(&format!("{field}, steps"), kind.steps.iter().map(|step| &step.id));
            if kind.steps.is_empty() {
                self.add(&kind.id, &format!("{field}, steps"), "there is none; name at least one step");
            }
            let days = (*kind.from_days.get_ref(), *kind.to_days.get_ref());
            if days.0 > days.1 || days.1 == 0 || days.1 > DAYS {
                let what = format!("write a range of working days, up to {DAYS}, the smaller number in from_days");
                self.add(&kind.to_days, &format!("{field}, to_days"), what);
            }
            let step = |step: &crate::file::CaseStep| CaseStep {
                id: step.id.get_ref().clone(),
                name: self.text(&step.name),
                who: *step.who.get_ref(),
            };
            types.push(CaseType {
                id: kind.id.get_ref().clone(),
                name: self.text(&kind.name),
                days,
                service: ServiceId::new(kind.service.get_ref()),
                steps: kind.steps.iter().map(step).collect(),
            });
        }
        Arc::new(types)
    }
}
