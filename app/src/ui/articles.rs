//! What the bank tells its visitors about a service: articles that are marked for them, in the language that they read.

use super::Blocks;
use leptos::prelude::*;
use wire::ArticleShown;
use words::Locale;

/// The articles, each closed until it is wanted; nothing where none is in the language.
#[component]
pub fn VisitorArticles(
    locale: Locale,
    articles: Vec<ArticleShown>,
    /// Each is shown whole, as on paper.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let code = locale.code();
    articles
        .into_iter()
        .filter(|article| article.language.as_ref().is_some_and(|language| language.as_str() == code))
        .map(|article| {
            view! {
                <details class="visitor-article" open=whole>
                    <summary>{article.title.get(code).to_owned()}</summary>
                    <Blocks blocks=article.blocks />
                </details>
            }
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{Block, Language, Text};

    #[test]
    fn a_visitor_is_shown_what_is_in_their_language() {
        let article = |language: &str, title: &str| ArticleShown {
            id: "1".to_owned(),
            title: Text::from([(language, title)]),
            language: Some(Language::new(language)),
            answer: None,
            blocks: vec![Block::Heading { text: [title, "!"].concat() }],
            review_by: None,
            overdue: false,
        };
        let articles = vec![article("it", "Quanto dura"), article("en", "How long")];
        let html = Owner::new().with(|| view! { <VisitorArticles locale=Locale::en articles /> }.to_html());
        assert!(html.contains("How long!") && !html.contains("Quanto"), "{html}");
    }
}
