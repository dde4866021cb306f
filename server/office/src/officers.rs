//! Officers: who can be booked, when, and when not. Each change leaves a line in the audit.

mod bookable;

pub use bookable::Bookable;

use queue::{CsrId, Timestamp};
use records::officer::WorkHours;
use store::audit::{Entry, What, Who, note};
use store::{BookableOfficer, BranchId, Failure, OfficerAbsence, OfficerHours, Store, Transaction, officer};

/// What an officer does, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duty {
    /// What the officer advises on, by the ids of services.
    pub services: Vec<String>,
    /// The languages that the officer speaks with visitors, by their codes; none where nobody has said.
    pub languages: Vec<String>,
    pub week: Vec<WorkHours>,
}

/// Somebody who can be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerOnDuty {
    pub person: CsrId,
    pub duty: Duty,
    /// The absences that are not over, by their beginnings.
    pub absences: Vec<OfficerAbsence>,
}

/// Returns who can be booked in a branch, by number.
pub async fn all(store: &Store, branch: &BranchId, now: Timestamp) -> Result<Vec<OfficerOnDuty>, Failure> {
    let officers = officer::of_branch(store, branch).await?;
    let (weeks, absences) = (officer::weeks(store, branch).await?, officer::absences(store, branch, now).await?);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let on_duty = |of: &BookableOfficer| {
        let week = weeks.iter().filter(|hours| hours.person == of.person);
        let week = week.map(|hours| WorkHours { weekday: hours.weekday, from: hours.from_minute, to: hours.to_minute });
        let duty = Duty { services: words(&of.services), languages: words(&of.languages), week: week.collect() };
        let absences = absences.iter().filter(|absence| absence.person == of.person).copied().collect();
        OfficerOnDuty { person: of.person, duty, absences }
    };
    Ok(officers.iter().map(on_duty).collect())
}

/// A branch whose officers are changed by somebody, now.
#[derive(Debug, Clone, Copy)]
pub struct Officers<'a> {
    pub store: &'a Store,
    pub branch: &'a BranchId,
    pub by: &'a Who,
    pub now: Timestamp,
}

impl Officers<'_> {
    /// Lets a person be booked, or changes what they do.
    pub async fn put(&self, person: CsrId, duty: &Duty) -> Result<(), Failure> {
        let row = BookableOfficer { person, services: duty.services.join(" "), languages: duty.languages.join(" ") };
        let hours = duty.week.iter().map(|hours| OfficerHours {
            person,
            weekday: hours.weekday,
            from_minute: hours.from,
            to_minute: hours.to,
        });
        let mut transaction = self.store.begin().await?;
        officer::put(&mut transaction, self.branch, &row, &hours.collect::<Vec<_>>()).await?;
        self.done(transaction, person).await
    }

    /// Takes a person out of those who can be booked; what is booked stays.
    pub async fn remove(&self, person: CsrId) -> Result<(), Failure> {
        let mut transaction = self.store.begin().await?;
        officer::remove(&mut transaction, self.branch, person).await?;
        self.done(transaction, person).await
    }

    /// Keeps an absence; what is booked in it stays, and somebody calls its visitors.
    pub async fn away(&self, absence: &OfficerAbsence) -> Result<(), Failure> {
        let mut transaction = self.store.begin().await?;
        officer::put_absence(&mut transaction, self.branch, absence).await?;
        self.done(transaction, absence.person).await
    }

    /// Forgets the absence that begins at a moment.
    pub async fn back(&self, person: CsrId, from: Timestamp) -> Result<(), Failure> {
        let mut transaction = self.store.begin().await?;
        officer::forget_absence(&mut transaction, self.branch, person, from).await?;
        self.done(transaction, person).await
    }

    async fn done(&self, mut transaction: Transaction<'_>, person: CsrId) -> Result<(), Failure> {
        let entry = Entry::new(self.branch, self.now, self.by.clone(), What::RecordChanged);
        note(&mut transaction, &[entry.about(format!("officer:{}", person.0))]).await?;
        transaction.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::audit::lines;

    #[tokio::test]
    async fn an_officer_is_booked_by_week_and_absences_and_each_change_is_noted() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("office.db")).await.unwrap();
        let (branch, by) = (BranchId::new("centro"), Who::staff(CsrId(7)));
        let officers = Officers { store: &store, branch: &branch, by: &by, now: Timestamp(1_000) };
        let duty = Duty {
            services: vec!["mortgage".to_owned()],
            languages: Vec::new(),
            week: WorkHours::parse_week("mon 08:30-13:30").unwrap(),
        };
        officers.put(CsrId(3), &duty).await.unwrap();
        let absence = OfficerAbsence { person: CsrId(3), from: Timestamp(2_000), to: Timestamp(3_000) };
        officers.away(&absence).await.unwrap();
        let known = all(&store, &branch, Timestamp(1_000)).await.unwrap();
        assert_eq!(known, [OfficerOnDuty { person: CsrId(3), duty, absences: vec![absence] }]);
        officers.back(CsrId(3), Timestamp(2_000)).await.unwrap();
        assert!(all(&store, &branch, Timestamp(1_000)).await.unwrap()[0].absences.is_empty());
        officers.remove(CsrId(3)).await.unwrap();
        assert!(all(&store, &branch, Timestamp(1_000)).await.unwrap().is_empty());
        let noted = lines(&store, &branch, 1, 10).await.unwrap();
        assert_eq!(noted.len(), 4);
        assert!(noted.iter().all(|line| line.about == "officer:3" && line.who == "staff:7"), "{noted:?}");
    }
}
