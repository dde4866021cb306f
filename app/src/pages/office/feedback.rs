//! What visitors said: figures by service and week, each with its count, and the wall of their words.

use crate::address;
use crate::ui::{FormKey, day_words};
use leptos::prelude::*;
use wire::{ContactFigures, FeedbackComment, FeedbackOffice, FeedbackRow, Figure, OfficeHead, RowOf};
use words::{Locale, t};

#[component]
pub fn Feedback(locale: Locale, head: OfficeHead, page: FeedbackOffice) -> impl IntoView {
    let FeedbackOffice { total, by_service, by_week, bursts, contact, comments, search, form } = page;
    let page = address::office(&head.branch, "feedback", locale);
    let found = comments.is_empty();
    let wall = comments
        .into_iter()
        .map(|comment| view! { <Comment locale comment key_form=form.clone() branch=head.branch.clone() /> })
        .collect_view();
    view! {
        <p class="lead">{t!(locale, voice.lead)}</p>
        <Figures locale caption=t!(locale, voice.by_service) rows=[vec![total], by_service].concat() />
        <Figures locale caption=t!(locale, voice.by_week) rows=by_week />
        <p class="hint">{t!(locale, voice.bursts, count = bursts)}</p>
        <Contact locale contact />
        <h2 id="comments">{t!(locale, voice.comments)}</h2>
        <form method="get" action=page class="office-actions" role="search">
            <input type="hidden" name="lang" value=locale.code() />
            <label for="q">{t!(locale, voice.search)}</label>
            <input id="q" name="q" type="search" value=search />
            <button type="submit" class="button">
                {t!(locale, voice.look)}
            </button>
        </form>
        {found.then(|| view! { <p>{t!(locale, voice.none)}</p> })}
        <ul class="comments" aria-labelledby="comments">
            {wall}
        </ul>
        <p class="hint">{t!(locale, voice.erased)}</p>
    }
}

/// A table of figures: each value with how many answered, and its interval.
#[component]
fn Figures(locale: Locale, caption: &'static str, rows: Vec<FeedbackRow>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let name = match &row.of {
                RowOf::All => t!(locale, voice.all).to_owned(),
                RowOf::Exit => t!(locale, voice.exit).to_owned(),
                RowOf::Service(name) => name.get(locale.code()).to_owned(),
                RowOf::Week(monday) => day_words(locale, monday),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{figure(locale, row.csat, "%", 0)}</td>
                    <td>{figure(locale, row.nps, "", 0)}</td>
                    <td>{figure(locale, row.effort, "", 1)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="office-table" tabindex="0" role="region" aria-label=caption>
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{t!(locale, voice.csat)}</th>
                        <th scope="col">{t!(locale, voice.nps)}</th>
                        <th scope="col">{t!(locale, voice.ces)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// A figure as it is read: "82 % (61 to 93), 24 answers"; a dash where too few answered.
pub fn figure(locale: Locale, figure: Figure, unit: &str, places: usize) -> String {
    let n = t!(locale, voice.answers, count = figure.n);
    let Some(value) = figure.value else { return ["\u{2013}, ", &n].concat() };
    let unit = if unit.is_empty() { String::new() } else { ["\u{a0}", unit].concat() };
    let interval =
        figure.interval.map_or(String::new(), |(low, high)| format!(" ({low:.places$} \u{2013} {high:.places$})"));
    format!("{value:.places$}{unit}{interval}, {n}")
}

/// First contact resolution, and how long requests take.
#[component]
fn Contact(locale: Locale, contact: ContactFigures) -> impl IntoView {
    let took = contact.resolution.map_or_else(
        || "\u{2013}".to_owned(),
        |(mean, median)| {
            let said = |minutes| words::minutes(locale, minutes);
            t!(locale, voice.took, mean = said(mean), median = said(median))
        },
    );
    view! {
        <dl class="receipt">
            <dt>{t!(locale, voice.fcr)}</dt>
            <dd>{figure(locale, contact.first_contact, "%", 0)}</dd>
            <dt>{t!(locale, voice.resolution)}</dt>
            <dd>{took}</dd>
            <dt>{t!(locale, voice.open_cases)}</dt>
            <dd>{contact.open}</dd>
        </dl>
    }
}

/// What a visitor wrote, and the button that it was seen.
#[component]
fn Comment(locale: Locale, comment: FeedbackComment, key_form: wire::FilledForm, branch: String) -> impl IntoView {
    let FeedbackComment { id, version, day, service, satisfaction, open, words } = comment;
    let service = service.get(locale.code()).to_owned();
    let seen = open.then(|| {
        let form = wire::FilledForm { key: format!("{}.{id}", key_form.key), ..key_form };
        view! {
            <form method="post" action=address::office(&branch, "feedback", locale)>
                <FormKey form />
                <input type="hidden" name="id" value=id.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <button type="submit" class="button" name="state" value="seen">
                    {t!(locale, voice.seen)}
                </button>
                <button type="submit" class="button" name="state" value="followed">
                    {t!(locale, voice.followed)}
                </button>
            </form>
        }
    });
    view! {
        <li class="comment">
            <p class="comment-words" dir="auto">
                {words}
            </p>
            <p class="hint">
                {t!(locale, voice.rating, rating = satisfaction)} " · " {service} " · " {day_words(locale, &day)}
            </p>
            {seen}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_is_not_shown_is_a_dash_with_its_count() {
        let few = Figure { n: 9, value: None, interval: None };
        assert_eq!(figure(Locale::en, few, "%", 0), "\u{2013}, 9 answers");
        let many = Figure { n: 20, value: Some(80.0), interval: Some((58.4, 91.9)) };
        assert_eq!(figure(Locale::en, many, "%", 0), "80\u{a0}% (58 \u{2013} 92), 20 answers");
    }
}
