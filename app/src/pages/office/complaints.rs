//! The register of complaints, and the page on which one is entered.

use crate::address;
use crate::ui::{
    AreaField, ComplaintClient, ComplaintPaper, ComplaintSubject, Faults, FormKey, RadioField, SelectField, Table,
    TextField, complaint_kind, complaint_labels, day_words,
};
use leptos::prelude::*;
use wire::{ComplaintRow, ComplaintsOffice, DueWhy, NewComplaintOffice, OfficeHead};
use words::{Locale, t};

/// The name of a state.
pub fn state_words(locale: Locale, state: &str) -> &'static str {
    match state {
        "received" => t!(locale, complaints.received),
        "in_hand" => t!(locale, complaints.in_hand),
        "interim" => t!(locale, complaints.interim),
        "answered" => t!(locale, complaints.answered),
        "closed" => t!(locale, complaints.closed),
        "reopened" => t!(locale, complaints.reopened),
        "referred" => t!(locale, complaints.referred),
        _ => t!(locale, complaints.withdrawn),
    }
}

/// Why a due date is what it is: "15 business days after Friday 18 December 2026; not counted: 3 feasts, 8 weekend days".
pub fn why_words(locale: Locale, why: &DueWhy) -> String {
    let from = day_words(locale, &why.from);
    let mut said = if why.business {
        t!(locale, complaints.business_days, count = why.days, from = from)
    } else {
        t!(locale, complaints.calendar_days, count = why.days, from = from)
    };
    if why.business {
        said.push_str("; ");
        said.push_str(&t!(locale, complaints.weekend_days, count = why.weekend_days));
        for feast in &why.feasts {
            said.push_str(", ");
            said.push_str(&day_words(locale, feast));
        }
    }
    if why.on_feast {
        said.push_str("; ");
        said.push_str(t!(locale, complaints.on_feast));
    }
    said
}

#[component]
pub fn Complaints(locale: Locale, head: OfficeHead, page: ComplaintsOffice) -> impl IntoView {
    let branch = head.branch;
    let none = page.rows.is_empty();
    let today = page.today.clone();
    let rows = page
        .rows
        .into_iter()
        .map(|row| view! { <Row locale branch=branch.clone() row today=today.clone() /> })
        .collect_view();
    let other = if page.open_only { "&all=1" } else { "" };
    let other_words = if page.open_only { t!(locale, complaints.show_all) } else { t!(locale, complaints.show_open) };
    let statement = format!("/b/{branch}/office/complaints/statement.csv?year={}", page.year);
    let columns = vec![
        t!(locale, complaints.number),
        t!(locale, complaints.kind),
        t!(locale, complaints.state),
        t!(locale, complaints.due),
        t!(locale, complaints.owner),
    ];
    view! {
        <div class="office-actions">
            <a class="button button-primary" href=address::office(&branch, "complaints/new", locale)>
                {t!(locale, complaints.new)}
            </a>
            <a class="button" href=[&address::office(&branch, "complaints", locale), other].concat()>
                {other_words}
            </a>
            <a class="button" href=statement download="">
                {t!(locale, complaints.statement, year = page.year)}
            </a>
        </div>
        {none.then(|| view! { <p>{t!(locale, complaints.none)}</p> })}
        <Table label=t!(locale, complaints.title) columns>
            {rows}
        </Table>
    }
}

#[component]
fn Row(locale: Locale, branch: String, row: ComplaintRow, today: String) -> impl IntoView {
    let late = row.open && row.due < today;
    let href = address::office(&branch, &format!("complaints/{}", row.id), locale);
    let service = row.service.get(locale.code()).to_owned();
    view! {
        <tr>
            <th scope="row">
                <a href=href>{row.number}</a>
            </th>
            <td>{complaint_kind(locale, &row.kind)} " " <span class="hint">{service}</span></td>
            <td>{state_words(locale, &row.state)}</td>
            <td>
                <strong class=late.then_some("late")>{day_words(locale, &row.due)}</strong>
                {late.then(|| [" ", t!(locale, complaints.late)].concat())}
                <br />
                <span class="hint">{why_words(locale, &row.why)}</span>
            </td>
            <td>{row.owner}</td>
        </tr>
    }
}

/// Entering a complaint that came to the desk or by letter; then the receipt.
#[component]
pub fn NewComplaint(locale: Locale, head: OfficeHead, page: NewComplaintOffice) -> impl IntoView {
    let NewComplaintOffice { form, services, staff, receipt, practice } = page;
    if let Some((id, receipt)) = receipt {
        let paper = format!("/b/{}/office/complaints/{id}/receipt.pdf", head.branch);
        return view! {
            <ComplaintPaper locale receipt />
            <div class="office-actions">
                <a class="button button-primary" href=paper target="_blank">
                    {t!(locale, complaints.receipt_paper)}
                </a>
                <a class="button" href=address::office(&head.branch, "complaints", locale)>
                    {t!(locale, complaints.to_register)}
                </a>
            </div>
        }
        .into_any();
    }
    let label = |words: &str| words.to_owned();
    let mut labels = complaint_labels(locale);
    labels.push(("received", label(t!(locale, complain.received_on))));
    let staff: Vec<_> = staff.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let channels = vec![
        ("desk".to_owned(), label(t!(locale, complaints.channel_desk))),
        ("letter".to_owned(), label(t!(locale, complaints.channel_letter))),
        ("mail".to_owned(), label(t!(locale, complaints.channel_mail))),
    ];
    let practice = practice.then(|| {
        view! {
            <p class="practice-bar">{t!(locale, practice.bar)}</p>
            <p>{t!(locale, lesson_step.enter_complaint)}</p>
        }
    });
    view! {
        <p class="lead">{t!(locale, complaints.new_lead)}</p>
        {practice}
        <Faults locale form=form.clone() labels />
        <form method="post" class="fields">
            <FormKey form=form.clone() />
            <ComplaintClient locale form=form.clone() by_client=false />
            <AreaField locale form=form.clone() name="words" label=t!(locale, complain.words) rows=6 most=8000 />
            <ComplaintSubject locale form=form.clone() services />
            <AreaField locale form=form.clone() name="wish" label=t!(locale, complain.wish) rows=2 most=2000 optional=true />
            <RadioField locale form=form.clone() name="channel" legend=t!(locale, complaints.channel) choices=channels />
            <TextField locale form=form.clone() name="received" label=t!(locale, complain.received_on) kind="date" />
            <SelectField
                locale
                form=form
                name="about"
                label=t!(locale, complaints.about)
                choices=staff
                none=t!(locale, complaints.about_nobody)
                optional=true
            />
            <button type="submit" class="button button-primary">
                {t!(locale, complaints.enter)}
            </button>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_register_says_why_a_date_is_what_it_is() {
        let why = DueWhy {
            from: "2026-12-18".to_owned(),
            days: 15,
            business: true,
            weekend_days: 8,
            feasts: vec!["2026-12-25".to_owned()],
            on_feast: false,
        };
        let said = why_words(Locale::en, &why);
        for words in ["15 business days", "Friday 18 December 2026", "8 weekend days", "Friday 25 December 2026"] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }
}
