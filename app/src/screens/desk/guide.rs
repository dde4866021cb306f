//! What the bank knows about serving this visitor: how the service goes, and articles and quick answers, which can be searched.

use super::story::Fetched;
use crate::address;
use crate::ui::{Blocks, Products, Sheet, SheetButtons};
use leptos::prelude::*;
use wire::{ArticleShown, Articles, Text};
use words::{Locale, t};

/// The dialog.
#[component]
pub fn Guide(
    locale: Locale,
    /// The branch's id.
    branch: String,
    /// The ticket at the desk.
    ticket: Option<u32>,
    /// How the service at the desk goes.
    how: Option<Text>,
    /// What is at hand for the service, or what was found.
    articles: Signal<Fetched<Articles>>,
    /// Looks for words; none stand for the service at the desk.
    search: Callback<String>,
    close: Callback<()>,
) -> impl IntoView {
    let how = how.map(|how| view! { <p class="guide-how">{how.get(locale.code()).to_owned()}</p> });
    let of_products = StoredValue::new(branch.clone());
    let shown = move || match articles.get() {
        Fetched::UnderWay => view! { <p role="status">{t!(locale, desk.sending)}</p> }.into_any(),
        Fetched::Failed => view! { <p role="status">{t!(locale, desk.guide_failed)}</p> }.into_any(),
        Fetched::Done(Articles { articles, products }) if articles.is_empty() && products.is_empty() => {
            view! { <p role="status">{t!(locale, desk.guide_none)}</p> }.into_any()
        }
        Fetched::Done(Articles { articles, products }) => {
            let entries = articles.into_iter().map(|article| view! { <Entry locale article /> }).collect_view();
            let branch = of_products.get_value();
            view! {
                <div class="guide-entries">{entries}</div>
                <Products locale branch products />
            }
            .into_any()
        }
    };
    view! {
        <Sheet title=t!(locale, desk.guide) close>
            {how}
            <label class="field">
                <span>{t!(locale, desk.guide_search)}</span>
                <input
                    type="search"
                    autocomplete="off"
                    maxlength="200"
                    on:input=move |event| search.run(event_target_value(&event))
                />
            </label>
            <div class="guide-found" aria-live="polite" tabindex="0" role="region" aria-labelledby="sheet">
                {shown}
            </div>
            {ticket.map(|ticket| view! { <Ways locale branch ticket /> })}
            <SheetButtons locale close tells=true />
        </Sheet>
    }
}

/// What can be begun for the visitor at the desk: pages of the office, beside the desk.
#[component]
fn Ways(locale: Locale, branch: String, ticket: u32) -> impl IntoView {
    let ways = [
        ("follow-ups/new", t!(locale, desk.way_follow_up)),
        ("interests/new", t!(locale, desk.way_interest)),
        ("contact-checks/new", t!(locale, desk.way_contact)),
        ("cases/new", t!(locale, desk.way_case)),
        ("complaints/new", t!(locale, desk.way_complaint)),
    ];
    let ways = ways
        .into_iter()
        .map(|(page, words)| {
            let href = [&address::office(&branch, page, locale), "&ticket=", &ticket.to_string()].concat();
            view! {
                <li>
                    <a rel="external noopener" target="_blank" href=href>
                        {words}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="guide-ways" aria-label=t!(locale, desk.ways)>
            <ul>{ways}</ul>
        </nav>
    }
}

/// An article or a quick answer, closed until it is wanted.
#[component]
fn Entry(locale: Locale, article: ArticleShown) -> impl IntoView {
    let ArticleShown { title, language, answer, blocks, review_by, overdue, .. } = article;
    let code = locale.code();
    // An article has one language, which may be another than the page's.
    let lang = language.map(|language| language.as_str().to_owned());
    let review = review_by.map(|day| {
        let words = t!(locale, desk.guide_review, day = day);
        let overdue = overdue.then(|| view! { <span class="tag">{t!(locale, desk.guide_overdue)}</span> });
        view! {
            <p class="guide-review">
                {words} " " {overdue}
            </p>
        }
    });
    view! {
        <details class="guide-entry">
            <summary lang=lang.clone()>{title.get(code).to_owned()}</summary>
            <div lang=lang>
                {answer.map(|answer| view! { <p>{answer.get(code).to_owned()}</p> })}
                <Blocks blocks />
            </div>
            {review}
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{Block, Language};

    fn shown(articles: Fetched<Articles>) -> String {
        Owner::new().with(|| {
            let (search, close) = (Callback::new(|_| ()), Callback::new(|()| ()));
            let how = Some(sample::text("Alla cassa.", "At the teller."));
            let (branch, ticket) = ("centro".to_owned(), Some(7));
            view! { <Guide locale=Locale::en branch ticket how articles=Signal::stored(articles) search close /> }
                .to_html()
        })
    }

    #[test]
    fn an_article_is_read_in_its_own_language_and_says_when_it_is_overdue() {
        let article = ArticleShown {
            id: "4".to_owned(),
            title: Text::from([("it", "Carta smarrita")]),
            language: Some(Language::new("it")),
            answer: None,
            blocks: vec![Block::Heading { text: "Prima il blocco".to_owned() }],
            review_by: Some("2026-11-02".to_owned()),
            overdue: true,
        };
        let html = shown(Fetched::Done(Articles { articles: vec![article], ..Articles::default() }));
        assert!(html.contains("At the teller."), "{html}");
        assert!(html.contains("<summary lang=\"it\">Carta smarrita") && html.contains("Prima il blocco"), "{html}");
        assert!(html.contains("2026-11-02") && html.contains("overdue"), "{html}");
    }

    #[test]
    fn what_is_begun_for_the_visitor_is_about_their_ticket() {
        let html = shown(Fetched::Done(Articles::default()));
        let way = "/b/centro/office/follow-ups/new?lang=en&amp;ticket=7";
        assert!(html.contains(way) && html.contains(t!(Locale::en, desk.way_follow_up)), "{html}");
    }

    #[test]
    fn nothing_found_and_no_answer_are_said() {
        assert!(shown(Fetched::Done(Articles::default())).contains(t!(Locale::en, desk.guide_none)));
        assert!(shown(Fetched::Failed).contains(t!(Locale::en, desk.guide_failed)));
    }
}
