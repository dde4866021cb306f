//! Articles: the staff's list, writing one, and one with its words, its way to being published, and what was done with it.

use crate::address;
use crate::ui::{AreaField, Blocks, Faults, FormKey, Notice, SelectField, TextField, TickField, day_words};
use leptos::prelude::*;
use wire::{ArticleChange, ArticleForm, ArticleOffice, ArticleRow, ArticlesOffice, FilledForm, OfficeHead, Text};
use words::{Locale, t};

/// The most characters of a text, of a title, and of the search words.
const TEXT_MOST: u32 = 10_000;

fn state_words(locale: Locale, state: &str) -> &'static str {
    match state {
        "draft" => t!(locale, articles.draft),
        "review" => t!(locale, articles.review),
        "published" => t!(locale, articles.published),
        _ => t!(locale, articles.retired),
    }
}

/// The day by which it is looked at again, marked where that day is over.
fn review_words(locale: Locale, row: &ArticleRow) -> impl IntoView + use<> {
    let day = (!row.review_by.is_empty()).then(|| day_words(locale, &row.review_by));
    let overdue = row.overdue.then(|| view! { <strong class="late">{t!(locale, articles.overdue)}</strong> });
    view! {
        {day}
        " "
        {overdue}
    }
}

#[component]
pub fn Articles(locale: Locale, head: OfficeHead, page: ArticlesOffice) -> impl IntoView {
    let none = page.rows.is_empty();
    let rows = page
        .rows
        .into_iter()
        .map(|row| {
            let href = address::office(&head.branch, &format!("articles/{}", row.id), locale);
            let review = review_words(locale, &row);
            view! {
                <tr>
                    <th scope="row">
                        <a href=href>{row.title}</a>
                    </th>
                    <td>{state_words(locale, &row.state)}</td>
                    <td>{row.writer}</td>
                    <td>{review}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <p class="lead">{t!(locale, articles.lead)}</p>
        <div class="office-actions">
            <a class="button button-primary" href=address::office(&head.branch, "articles/new", locale)>
                {t!(locale, articles.new)}
            </a>
        </div>
        {none.then(|| view! { <p>{t!(locale, articles.none)}</p> })}
        <div class="office-table" tabindex="0" role="region" aria-label=t!(locale, articles.title)>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t!(locale, articles.heading)}</th>
                        <th scope="col">{t!(locale, articles.state)}</th>
                        <th scope="col">{t!(locale, articles.writer)}</th>
                        <th scope="col">{t!(locale, articles.review_by)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
pub fn NewArticle(locale: Locale, page: ArticleForm) -> impl IntoView {
    view! {
        <p class="lead">{t!(locale, articles.new_lead)}</p>
        <Words locale page version="" />
    }
}

/// The form of an article's words. Without a version, a new one.
#[component]
fn Words(locale: Locale, page: ArticleForm, #[prop(into)] version: String) -> impl IntoView {
    let ArticleForm { form, languages, services } = page;
    let languages: Vec<_> = words::among(&languages)
        .into_iter()
        .map(|language| (language.code().to_owned(), language.own_name().to_owned()))
        .collect();
    let labels = vec![
        ("title", t!(locale, articles.heading).to_owned()),
        ("text", t!(locale, articles.text).to_owned()),
        ("searched", t!(locale, articles.searched).to_owned()),
        ("language", t!(locale, articles.language).to_owned()),
        ("services", t!(locale, articles.services).to_owned()),
    ];
    let hidden = (!version.is_empty()).then(|| {
        view! {
            <input type="hidden" name="version" value=version.clone() />
            <input type="hidden" name="to" value="written" />
        }
    });
    let ticks = services
        .into_iter()
        .map(|(id, name): (String, Text)| {
            let name_of_field = ["service.", &id].concat();
            let checked = form.value(&name_of_field) == "on";
            view! {
                <p class="choice">
                    <input
                        id=name_of_field.clone()
                        name=name_of_field.clone()
                        type="checkbox"
                        value="on"
                        checked=checked
                    />
                    <label for=name_of_field>{name.get(locale.code()).to_owned()}</label>
                </p>
            }
        })
        .collect_view();
    view! {
        <form method="post" class="fields">
            <Faults locale form=form.clone() labels />
            <FormKey form=form.clone() />
            {hidden}
            <TextField locale form=form.clone() name="title" label=t!(locale, articles.heading) />
            <AreaField
                locale
                form=form.clone()
                name="text"
                label=t!(locale, articles.text)
                hint=t!(locale, articles.text_hint)
                rows=12
                most=TEXT_MOST
            />
            <TextField
                locale
                form=form.clone()
                name="searched"
                label=t!(locale, articles.searched)
                hint=t!(locale, articles.searched_hint)
                optional=true
            />
            <SelectField locale form=form.clone() name="language" label=t!(locale, articles.language) choices=languages />
            <TickField locale form name="visitors" label=t!(locale, articles.visitors) />
            <details>
                <summary>{t!(locale, articles.services)}</summary>
                <fieldset id="services" class="field">
                    <legend>{t!(locale, articles.services_hint)}</legend>
                    {ticks}
                </fieldset>
            </details>
            <button type="submit" class="button button-primary">
                {t!(locale, articles.save)}
            </button>
        </form>
    }
}

#[component]
pub fn Article(locale: Locale, page: ArticleOffice) -> impl IntoView {
    let ArticleOffice { row, version, blocks, published, own, changes, form, refused, utc_offset_minutes } = page;
    let review = review_words(locale, &row);
    let actions = actions(locale, &row.state, own, published, version, &form.form);
    let changes = changes
        .into_iter()
        .map(|ArticleChange { day, at, by, to }| {
            let day = day_words(locale, &day);
            view! {
                <li>{day} " " {at.clock(utc_offset_minutes)} " · " {by} " · " {state_words(locale, &to)}</li>
            }
        })
        .collect_view();
    let retired = row.state == "retired";
    view! {
        {refused.then(|| view! { <Notice words=t!(locale, articles.refused) /> })}
        <dl class="receipt">
            <dt>{t!(locale, articles.state)}</dt>
            <dd>{state_words(locale, &row.state)}</dd>
            <dt>{t!(locale, articles.writer)}</dt>
            <dd>{row.writer}</dd>
            <dt>{t!(locale, articles.review_by)}</dt>
            <dd>{review}</dd>
        </dl>
        {(published && row.state != "published").then(|| view! { <p>{t!(locale, articles.older_shown)}</p> })}
        <article class="article-words">
            <Blocks blocks />
        </article>
        {actions}
        {(!retired)
            .then(|| {
                view! {
                    <details>
                        <summary>{t!(locale, articles.rewrite)}</summary>
                        <Words locale page=form version=version.to_string() />
                    </details>
                }
            })}
        <h2>{t!(locale, articles.history)}</h2>
        <ul>{changes}</ul>
    }
}

/// What can be done with an article now, by who looks at it.
fn actions(
    locale: Locale,
    state: &str,
    own: bool,
    published: bool,
    version: u32,
    form: &FilledForm,
) -> impl IntoView + use<> {
    let key = |to: &str| FilledForm { key: format!("{}.{to}", form.key), ..form.clone() };
    let hidden = move |form: FilledForm, to: &'static str| {
        view! {
            <FormKey form />
            <input type="hidden" name="version" value=version.to_string() />
            <input type="hidden" name="to" value=to />
        }
    };
    let button = |to: &'static str, words: &'static str| {
        view! {
            <form method="post">
                {hidden(key(to), to)}
                <button type="submit" class="button">
                    {words}
                </button>
            </form>
        }
    };
    let dated = |to: &'static str, words: &'static str| {
        let form = key(to);
        view! {
            <form method="post" class="fields">
                {hidden(form.clone(), to)}
                <TextField locale form name="review_by" label=t!(locale, articles.review_by) kind="date" />
                <button type="submit" class="button button-primary">
                    {words}
                </button>
            </form>
        }
    };
    let waits = state == "review";
    view! {
        {(own && (waits || state == "published")).then(|| view! { <p class="hint">{t!(locale, articles.another)}</p> })}
        {(!own && waits).then(|| dated("published", t!(locale, articles.publish)))}
        {(!own && state == "published").then(|| dated("kept", t!(locale, articles.keep)))}
        <div class="office-actions">
            {(state == "draft").then(|| button("submitted", t!(locale, articles.submit)))}
            {waits.then(|| button("returned", t!(locale, articles.give_back)))}
            {(state != "retired" && (published || state != "published"))
                .then(|| button("retired", t!(locale, articles.retire)))}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{Block, FieldFault, Language, Time};

    fn page(state: &str, own: bool) -> ArticleOffice {
        ArticleOffice {
            row: ArticleRow {
                id: 4,
                title: "Lost card".to_owned(),
                state: state.to_owned(),
                writer: "Anna Rossi".to_owned(),
                review_by: "2026-12-18".to_owned(),
                overdue: true,
            },
            version: 3,
            blocks: vec![Block::Heading { text: "Block it first".to_owned() }],
            published: true,
            own,
            changes: vec![ArticleChange {
                day: "2026-11-30".to_owned(),
                at: Time::from_millis(0),
                by: "Anna Rossi".to_owned(),
                to: "draft".to_owned(),
            }],
            form: ArticleForm {
                form: FilledForm::new("k1234567"),
                languages: vec![Language::new("it")],
                services: vec![("cash".to_owned(), Text::from([("en", "Cash")]))],
            },
            refused: false,
            utc_offset_minutes: 60,
        }
    }

    fn shown(state: &str, own: bool) -> String {
        Owner::new().with(|| view! { <Article locale=Locale::en page=page(state, own) /> }.to_html())
    }

    #[test]
    fn whoever_wrote_it_is_not_offered_to_publish_it() {
        let (own, other) = (shown("review", true), shown("review", false));
        assert!(!own.contains("value=\"published\"") && own.contains("Somebody else"), "{own}");
        assert!(other.contains("value=\"published\"") && other.contains("type=\"date\""), "{other}");
    }

    #[test]
    fn an_article_offers_what_its_state_allows_and_no_more() {
        let offers = |state: &str, to: &str| shown(state, false).contains(&format!("name=\"to\" value=\"{to}\""));
        assert!(offers("draft", "submitted") && !offers("review", "submitted"));
        assert!(offers("published", "kept") && !offers("draft", "kept"));
        assert!(offers("published", "retired") && !offers("retired", "retired") && !offers("retired", "written"));
        assert!(shown("published", false).contains("late"), "it should have been looked at again");
    }

    #[test]
    fn a_form_that_was_refused_keeps_its_words() {
        let mut form = FilledForm::new("k1234567").with("title", "Lost <card>").with("service.cash", "on");
        form.fault("text", FieldFault::Missing);
        let page = ArticleForm { form, ..page("draft", true).form };
        let html = Owner::new().with(|| view! { <NewArticle locale=Locale::en page /> }.to_html());
        assert!(html.contains("Lost &lt;card&gt;") && html.contains("href=\"#text\""), "{html}");
        assert!(html.contains("name=\"service.cash\"") && html.contains("checked"), "{html}");
    }
}
