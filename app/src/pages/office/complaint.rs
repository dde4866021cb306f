//! One complaint: what the client said, what was done, and what may be done now.

use super::complaints::{state_words, why_words};
use crate::ui::{
    AreaField, Faults, FormKey, Notice, RadioField, SelectField, Table, TextField, TickField, complaint_kind,
    complaint_kinds, day_words,
};
use leptos::prelude::*;
use wire::{ComplaintOffice, ComplaintRefused, ComplaintStepMade, ComplaintWords, FilledForm, OfficeHead};
use words::{Locale, t};

fn step_words(locale: Locale, step: &str) -> &'static str {
    match step {
        "receive" => t!(locale, complaints.received),
        "take" => t!(locale, complaints.take),
        "type" => t!(locale, complaints.change_type),
        "interim" => t!(locale, complaints.send_interim),
        "answer" => t!(locale, complaints.send_answer),
        "close" => t!(locale, complaints.close),
        "reopen" => t!(locale, complaints.reopen),
        "refer" => t!(locale, complaints.refer),
        "withdraw" => t!(locale, complaints.withdraw),
        _ => t!(locale, complaints.recounted),
    }
}

fn outcome_words(locale: Locale, outcome: &str) -> &'static str {
    match outcome {
        "upheld" => t!(locale, complaints.upheld),
        "partly" => t!(locale, complaints.partly),
        _ => t!(locale, complaints.rejected),
    }
}

#[component]
pub fn Complaint(locale: Locale, head: OfficeHead, page: ComplaintOffice) -> impl IntoView {
    let row = page.row.clone();
    let refused = page.refused.map(|refused| match refused {
        ComplaintRefused::State => t!(locale, complaints.refused_state),
        ComplaintRefused::ComplainedOf => t!(locale, complaints.refused_about),
        ComplaintRefused::NoInterim => t!(locale, complaints.refused_interim),
        ComplaintRefused::InterimTwice => t!(locale, complaints.refused_twice),
        ComplaintRefused::Stale => t!(locale, complaints.refused_stale),
    });
    let paper = |name: &str| format!("/b/{}/office/complaints/{}/{name}.pdf", head.branch, row.id);
    let (receipt, answer) = (paper("receipt"), paper("answer"));
    let answered = (!page.outcome.is_empty()).then(|| {
        let outcome = outcome_words(locale, &page.outcome);
        view! {
            <dt>{t!(locale, complaints.outcome)}</dt>
            <dd>{outcome} ", " {day_words(locale, &page.answered_on)}</dd>
        }
    });
    let answer = (!page.outcome.is_empty()).then(|| {
        view! {
            <a class="button" href=answer target="_blank">
                {t!(locale, complaints.answer_paper)}
            </a>
        }
    });
    let about = (!page.about.is_empty()).then(|| {
        view! {
            <dt>{t!(locale, complaints.about)}</dt>
            <dd>{page.about.clone()}</dd>
        }
    });
    view! {
        {refused.map(|words| view! { <Notice words=words /> })}
        {page.complained_of.then(|| view! { <Notice words=t!(locale, complaints.refused_about) /> })}
        <dl class="receipt">
            <dt>{t!(locale, complaints.state)}</dt>
            <dd>{state_words(locale, &row.state)}</dd>
            <dt>{t!(locale, complaints.kind)}</dt>
            <dd>{complaint_kind(locale, &row.kind)} " " {row.service.get(locale.code()).to_owned()}</dd>
            <dt>{t!(locale, complain.due)}</dt>
            <dd>
                <strong>{day_words(locale, &row.due)}</strong>
                <br />
                <span class="hint">{why_words(locale, &row.why)}</span>
            </dd>
            <dt>{t!(locale, complaints.owner)}</dt>
            <dd>{row.owner.clone()}</dd>
            {about}
            {answered}
        </dl>
        <div class="office-actions">
            <a class="button" href=receipt target="_blank">
                {t!(locale, complaints.receipt_paper)}
            </a>
            {answer}
        </div>
        <Words locale words=page.words.clone() />
        <Steps locale page=page.clone() />
        <Story locale steps=page.steps />
    }
}

#[component]
fn Words(locale: Locale, words: Option<ComplaintWords>) -> impl IntoView {
    let Some(words) = words else { return view! { <p>{t!(locale, complaints.erased)}</p> }.into_any() };
    let rows = [
        (t!(locale, complain.name), words.name),
        (t!(locale, complain.contact), words.contact),
        (t!(locale, complain.words), words.words),
        (t!(locale, complain.wish), words.wish),
        (t!(locale, complaints.send_interim), words.interim),
        (t!(locale, complaints.send_answer), words.answer),
        (t!(locale, complaints.measures), words.measures),
        (t!(locale, complaints.reasons), words.reasons),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(label, words)| {
            view! {
                <dt>{label}</dt>
                <dd class="comment-words" dir="auto">
                    {words}
                </dd>
            }
        })
        .collect_view();
    view! { <dl class="receipt">{rows}</dl> }.into_any()
}

/// A form for each step that may be made now. The one that was refused keeps what was typed.
#[component]
fn Steps(locale: Locale, page: ComplaintOffice) -> impl IntoView {
    let remedy = crate::ui::remedy(locale, &page.row.kind);
    let typed = page.form.value("step").to_owned();
    let forms = page
        .may
        .iter()
        .map(|step| {
            let own = *step == typed;
            let form = FilledForm {
                key: format!("{}.{step}", page.form.key),
                ..if own { page.form.clone() } else { FilledForm::default() }
            };
            let fields = fields(locale, step, form.clone(), remedy);
            let has_fields = !matches!(step.as_str(), "take" | "close" | "refer" | "withdraw");
            let heading = step_words(locale, step);
            let post = view! {
                <form method="post" class="fields">
                    <FormKey form />
                    <input type="hidden" name="version" value=page.version.to_string() />
                    <input type="hidden" name="step" value=step.clone() />
                    {fields}
                    <button type="submit" class="button">
                        {heading}
                    </button>
                </form>
            };
            if has_fields {
                view! {
                    <details class="complaint-step" open=own>
                        <summary>{heading}</summary>
                        {post}
                    </details>
                }
                .into_any()
            } else {
                post.into_any()
            }
        })
        .collect_view();
    view! {
        <h2>{t!(locale, complaints.next)}</h2>
        <div class="complaint-steps">{forms}</div>
    }
}

fn fields(locale: Locale, step: &str, form: FilledForm, remedy: &'static str) -> AnyView {
    let label = |words: &str| words.to_owned();
    let faults = vec![
        ("kind", label(t!(locale, complain.kind))),
        ("reason", label(t!(locale, complaints.reason))),
        ("until", label(t!(locale, complaints.until))),
        ("on", label(t!(locale, complaints.on))),
        ("outcome", label(t!(locale, complaints.outcome))),
        ("text", label(t!(locale, complaints.text))),
        ("measures", label(t!(locale, complaints.measures))),
        ("measures_by", label(t!(locale, complaints.measures_by))),
        ("reasons", label(t!(locale, complaints.reasons))),
        ("remedy", label(remedy)),
    ];
    let above = view! { <Faults locale form=form.clone() labels=faults /> };
    match step {
        "type" => view! {
            {above}
            <SelectField locale form name="kind" label=t!(locale, complain.kind) choices=complaint_kinds(locale) />
        }
        .into_any(),
        "interim" => view! {
            {above}
            <AreaField locale form=form.clone() name="reason" label=t!(locale, complaints.reason) rows=3 most=2000 />
            <TextField locale form name="until" label=t!(locale, complaints.until) kind="date" />
        }
        .into_any(),
        "reopen" => view! {
            {above}
            <AreaField locale form=form.clone() name="reason" label=t!(locale, complaints.reason) rows=3 most=2000 />
            <TextField locale form name="on" label=t!(locale, complaints.letter_of) kind="date" />
        }
        .into_any(),
        "answer" => {
            let outcomes = ["upheld", "partly", "rejected"];
            let outcomes =
                outcomes.map(|outcome| (outcome.to_owned(), outcome_words(locale, outcome).to_owned())).to_vec();
            view! {
                {above}
                <RadioField locale form=form.clone() name="outcome" legend=t!(locale, complaints.outcome) choices=outcomes />
                <AreaField locale form=form.clone() name="text" label=t!(locale, complaints.text) rows=8 most=8000 />
                <AreaField
                    locale
                    form=form.clone()
                    name="measures"
                    label=t!(locale, complaints.measures)
                    rows=2
                    most=2000
                    optional=true
                />
                <TextField
                    locale
                    form=form.clone()
                    name="measures_by"
                    label=t!(locale, complaints.measures_by)
                    kind="date"
                    optional=true
                />
                <AreaField
                    locale
                    form=form.clone()
                    name="reasons"
                    label=t!(locale, complaints.reasons)
                    rows=2
                    most=2000
                    optional=true
                />
                <TickField locale form name="remedy" label=[t!(locale, complaints.remedy), " ", remedy].concat() />
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}

/// The steps that were made, the last one first.
#[component]
fn Story(locale: Locale, steps: Vec<ComplaintStepMade>) -> impl IntoView {
    let rows = steps
        .into_iter()
        .rev()
        .map(|step| {
            view! {
                <tr>
                    <td>{step.at}</td>
                    <td>{step_words(locale, &step.step)}</td>
                    <td>{step.who}</td>
                    <td>{day_words(locale, &step.due)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        t!(locale, complaints.when),
        t!(locale, complaints.what),
        t!(locale, complaints.who),
        t!(locale, complaints.due),
    ];
    view! {
        <h2>{t!(locale, complaints.story)}</h2>
        <Table label=t!(locale, complaints.story) columns>
            {rows}
        </Table>
    }
}
