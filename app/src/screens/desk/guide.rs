//! What the bank knows about serving this visitor: how the service goes, and articles and quick answers, which can be searched.

use super::story::Fetched;
use crate::ui::{Blocks, Sheet, SheetButtons};
use leptos::prelude::*;
use wire::{ArticleShown, Articles, Text};
use words::{Locale, t};

/// The dialog.
#[component]
pub fn Guide(
    locale: Locale,
    /// How the service at the desk goes.
    how: Option<Text>,
    /// What is at hand for the service, or what was found.
    articles: Signal<Fetched<Articles>>,
    /// Looks for words; none stand for the service at the desk.
    search: Callback<String>,
    close: Callback<()>,
) -> impl IntoView {
    let how = how.map(|how| view! { <p class="guide-how">{how.get(locale.code()).to_owned()}</p> });
    let shown = move || match articles.get() {
        Fetched::UnderWay => view! { <p role="status">{t!(locale, desk.sending)}</p> }.into_any(),
        Fetched::Failed => view! { <p role="status">{t!(locale, desk.guide_failed)}</p> }.into_any(),
        Fetched::Done(Articles { articles }) if articles.is_empty() => {
            view! { <p role="status">{t!(locale, desk.guide_none)}</p> }.into_any()
        }
        Fetched::Done(Articles { articles }) => {
            let entries = articles.into_iter().map(|article| view! { <Entry locale article /> }).collect_view();
            view! { <div class="guide-entries">{entries}</div> }.into_any()
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
            <SheetButtons locale close tells=true />
        </Sheet>
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
            view! { <Guide locale=Locale::en how articles=Signal::stored(articles) search close /> }.to_html()
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
        let html = shown(Fetched::Done(Articles { articles: vec![article] }));
        assert!(html.contains("At the teller."), "{html}");
        assert!(html.contains("<summary lang=\"it\">Carta smarrita") && html.contains("Prima il blocco"), "{html}");
        assert!(html.contains("2026-11-02") && html.contains("overdue"), "{html}");
    }

    #[test]
    fn nothing_found_and_no_answer_are_said() {
        assert!(shown(Fetched::Done(Articles::default())).contains(t!(Locale::en, desk.guide_none)));
        assert!(shown(Fetched::Failed).contains(t!(Locale::en, desk.guide_failed)));
    }
}
