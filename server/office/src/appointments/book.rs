//! What is offered, and a new booking.

use super::facts::{Facts, search, to_row, wall};
use super::{BookError, BookingWish, BranchBook, NEXT, OfferSearch, Offers, Wish, parts};
use crate::change::once;
use jiff::ToSpan;
use jiff::civil::Date;
use machine::random;
use queue::{AppointmentId, CsrId, Language, ServiceId, Timestamp, Token};
use records::Version;
use records::appointment::{Appointment, Code, Party, State};
use records::grid::{Quarter, date};
use records::reminder::MessageKind;
use records::slots::{BookRules, Search, Taken, midnight};
use store::{AppointmentStep, BookedAppointment, Failure, RequestKey, Transaction, appointment};

/// How often a code that another booking has is thrown again.
const CODE_TRIES: u32 = 5;

impl BranchBook {
    /// The starts that are offered on the days from `first` on, so many.
    pub async fn offers(
        &self,
        wanted: &OfferSearch,
        first: Date,
        days: u32,
        party: Party,
        now: Timestamp,
    ) -> Result<Offers, BookError> {
        let rules = self.rules(party);
        let search = self.search(&wanted.service, wanted.officer, wanted.language.as_ref())?;
        let zone = self.setup.calendar.time_zone();
        let days = days.min(rules.days_ahead.saturating_add(1));
        let after = first.checked_add(i64::from(days).days()).unwrap_or(first);
        let (from, to) = (Quarter::containing(midnight(zone, first)), Quarter::containing(midnight(zone, after)));
        let facts = self.facts(from, to).await?;
        let offers = self.ask(&facts, rules, |book| book.offers(&search, first, days, now));
        Ok(Offers { quarters: search.quarters, offers })
    }

    /// The settings by which a party books. The staff may book for right away: they see who is free.
    pub(super) fn rules(&self, party: Party) -> BookRules {
        let rules = self.setup.book;
        match party {
            Party::Visitor => rules,
            Party::Staff(_) => BookRules { notice: queue::Duration(1), ..rules },
        }
    }

    pub(super) fn search<'a>(
        &self,
        service: &'a ServiceId,
        officer: Option<CsrId>,
        language: Option<&'a Language>,
    ) -> Result<Search<'a>, BookError> {
        search(&self.setup, service, officer, language).ok_or_else(|| BookError::ServiceUnknown(service.clone()))
    }

    /// Books a time. The quarter hours, the booking, who booked it and what is to be told of it are written together or not at all.
    pub async fn book(
        &self,
        key: &RequestKey,
        wish: &BookingWish,
        party: Party,
        now: Timestamp,
    ) -> Result<Appointment, BookError> {
        let BookingWish { service, start, officer, language, contact } = wish;
        let rules = self.rules(party);
        let search = self.search(service, *officer, None)?;
        let wished = Wish::Book { service, start: *start, officer: *officer, language, contact: parts(contact) };
        let book =
            async |transaction: &mut Transaction<'_>| self.book_in(transaction, wish, &search, rules, party, now).await;
        once(self.store.begin().await?, &self.id(), key, &wished, book).await
    }

    async fn book_in(
        &self,
        transaction: &mut Transaction<'_>,
        wish: &BookingWish,
        search: &Search<'_>,
        rules: BookRules,
        party: Party,
        now: Timestamp,
    ) -> Result<Appointment, BookError> {
        appointment::take_book(transaction, &self.id()).await?;
        if party == Party::Visitor {
            self.check_contact(transaction, wish, now).await?;
        }
        let (start, officer) = self.find(transaction, search, wish.start, rules, None, now).await?;
        let mut booked = Appointment {
            id: AppointmentId::new(&random_id()),
            token: Token::new(&random_id()),
            code: Code::of_random(u64::from_le_bytes(random())),
            officer,
            service: wish.service.clone(),
            language: wish.language.clone(),
            start,
            quarters: search.quarters,
            wall: wall(&self.setup, wish.start),
            state: State::Booked,
            version: Version::FIRST,
        };
        if !appointment::take_slots(transaction, &to_row(&self.id(), &booked)).await? {
            return Err(BookError::Taken { next: self.next(transaction, search, wish.start, rules, now).await? });
        }
        self.insert(transaction, &mut booked).await?;
        note(transaction, &booked, party, now).await?;
        self.keep_contact(transaction, &booked, &wish.contact).await?;
        self.tell(transaction, &booked, &wish.contact, MessageKind::Booked, now).await?;
        Ok(booked)
    }

    /// Keeps a new booking. A code that another booking has is thrown again: there are 191 million of them.
    async fn insert(&self, transaction: &mut Transaction<'_>, booked: &mut Appointment) -> Result<(), Failure> {
        for _ in 0..CODE_TRIES {
            let row: BookedAppointment = to_row(&self.id(), booked);
            if appointment::insert(&mut *transaction, &row).await? {
                return Ok(());
            }
            booked.code = Code::of_random(u64::from_le_bytes(random()));
        }
        Err(Failure::Other("no free code was found for a booking".to_owned()))
    }

    /// Refuses a contact that has as many bookings to come as one may have.
    async fn check_contact(
        &self,
        transaction: &mut Transaction<'_>,
        wish: &BookingWish,
        now: Timestamp,
    ) -> Result<(), BookError> {
        let Some(contact) = wish.contact.key() else { return Ok(()) };
        let most = self.setup.book.open_per_contact;
        let open = appointment::open_of_contact(transaction, &contact, Quarter::from(now).0).await?;
        if open >= i64::from(most) { Err(BookError::ContactFull { most }) } else { Ok(()) }
    }

    /// An officer who is free at that start. `own` are the quarter hours of the booking that is moved: they do not stand in its way.
    pub(super) async fn find(
        &self,
        transaction: &mut Transaction<'_>,
        search: &Search<'_>,
        at: Timestamp,
        rules: BookRules,
        own: Option<&Appointment>,
        now: Timestamp,
    ) -> Result<(Quarter, CsrId), BookError> {
        let zone = self.setup.calendar.time_zone();
        let day = date(zone, at);
        let after = day.tomorrow().unwrap_or(day);
        let (from, to) = (Quarter::containing(midnight(zone, day)), Quarter::from(midnight(zone, after)));
        let mut facts = self.facts_in(transaction, from, to).await?;
        if let Some(own) = own {
            for quarter in own.start.run(own.quarters) {
                facts.taken.remove(&(own.officer, quarter));
            }
        }
        let start = self.ask(&facts, rules, |book| book.start(at, now))?;
        let free = self.ask(&facts, rules, |book| book.free_at(search, start, now));
        if let Some(officer) = free.first() {
            return Ok((start, *officer));
        }
        let empty = Facts { officers: facts.officers, taken: Taken::new() };
        let nobody = self.ask(&empty, rules, |book| book.free_at(search, start, now)).is_empty();
        let next = self.next(transaction, search, at, rules, now).await?;
        Err(if nobody { BookError::NotOffered { next } } else { BookError::Taken { next } })
    }

    /// The next starts after one that cannot be had.
    async fn next(
        &self,
        transaction: &mut Transaction<'_>,
        search: &Search<'_>,
        from: Timestamp,
        rules: BookRules,
        now: Timestamp,
    ) -> Result<Vec<Quarter>, Failure> {
        let zone = self.setup.calendar.time_zone();
        // The share of a day counts the whole of it.
        let first = Quarter::containing(midnight(zone, date(zone, from)));
        let last = self.ask(&Facts { officers: Vec::new(), taken: Taken::new() }, rules, |book| book.last(now));
        let facts = self.facts_in(transaction, first, Quarter::from(last).plus(96)).await?;
        let offers = self.ask(&facts, rules, |book| book.next(search, from, NEXT, now));
        Ok(offers.into_iter().map(|offer| offer.start).collect())
    }
}

/// Notes the step that a booking has just made.
pub(super) async fn note(
    transaction: &mut Transaction<'_>,
    booked: &Appointment,
    party: Party,
    now: Timestamp,
) -> Result<(), Failure> {
    let step = AppointmentStep {
        version: booked.version.0,
        at: now,
        actor: party.written(),
        state: booked.state.as_str().to_owned(),
        officer: booked.officer,
        quarter: booked.start.0,
    };
    appointment::note_step(transaction, &booked.id, &step).await
}

/// 128 random bits as 32 hexadecimal digits.
fn random_id() -> String {
    format!("{:032x}", u128::from_le_bytes(random()))
}
