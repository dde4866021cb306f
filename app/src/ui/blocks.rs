//! A text that the staff wrote, block by block.

use leptos::prelude::*;
use wire::{Block, Span};

/// The blocks of a text.
#[component]
pub fn Blocks(blocks: Vec<Block>) -> impl IntoView {
    let shown = blocks
        .into_iter()
        .map(|block| match block {
            Block::Heading { text } => view! { <h3>{text}</h3> }.into_any(),
            Block::Text { spans } => view! { <p>{words(spans)}</p> }.into_any(),
            Block::List { ordered, items } => {
                let items = items.into_iter().map(|item| view! { <li>{words(item)}</li> }).collect_view();
                if ordered { view! { <ol>{items}</ol> }.into_any() } else { view! { <ul>{items}</ul> }.into_any() }
            }
        })
        .collect_view();
    view! { <div class="blocks">{shown}</div> }
}

fn words(spans: Vec<Span>) -> impl IntoView {
    let shown =
        spans.into_iter().map(
            |Span { text, strong }| {
                if strong { view! { <strong>{text}</strong> }.into_any() } else { text.into_any() }
            },
        );
    shown.collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_text_in_its_block() {
        let span = |text: &str, strong| Span { text: text.to_owned(), strong };
        let blocks = vec![
            Block::Heading { text: "Card".to_owned() },
            Block::Text { spans: vec![span("Ask for <b>", false), span("two", true)] },
            Block::List { ordered: true, items: vec![vec![span("block", false)]] },
        ];
        let html = Owner::new().with(|| view! { <Blocks blocks /> }.to_html());
        assert!(
            html.contains("<h3>Card") && html.contains("Ask for &lt;b&gt;") && html.contains("<strong>two"),
            "{html}"
        );
        assert!(html.contains("<ol>") && html.contains("<li>block"), "{html}");
    }
}
