//! Markdown to what a page shows of it: headings, paragraphs and lists. HTML, links and pictures are text: nothing that somebody
//! wrote leads anywhere or runs.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use wire::{Block, Span};

/// The blocks of a text, in their order.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut written = Written::default();
    for event in Parser::new(markdown) {
        written.read(event);
    }
    written.end_text();
    written.blocks
}

#[derive(Default)]
struct Written {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    /// How many strong passages are open.
    strong: u32,
    /// The list that is open; the items of a list in a list are its own.
    list: Option<(bool, Vec<Vec<Span>>)>,
    depth: u32,
}

impl Written {
    fn read(&mut self, event: Event) {
        match event {
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::Start(Tag::List(first)) => {
                self.end_text();
                self.depth += 1;
                self.list.get_or_insert_with(|| (first.is_some(), Vec::new()));
            }
            Event::End(TagEnd::List(_)) => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0
                    && let Some((ordered, items)) = self.list.take()
                    && !items.is_empty()
                {
                    self.blocks.push(Block::List { ordered, items });
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let text: String = self.spans.drain(..).map(|span| span.text).collect();
                if !text.trim().is_empty() {
                    self.blocks.push(Block::Heading { text });
                }
            }
            // Between the paragraphs of one item.
            Event::Start(Tag::Paragraph) if self.depth > 0 && !self.spans.is_empty() => self.add(" "),
            Event::End(TagEnd::Paragraph) if self.depth > 0 => {}
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.end_text(),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.add(&text),
            Event::SoftBreak | Event::HardBreak => self.add(" "),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        let strong = self.strong > 0;
        match self.spans.last_mut() {
            Some(last) if last.strong == strong => last.text.push_str(text),
            _ => self.spans.push(Span { text: text.to_owned(), strong }),
        }
    }

    /// Ends an item, or a paragraph.
    fn end_text(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        match &mut self.list {
            Some((_, items)) => items.push(spans),
            None => self.blocks.push(Block::Text { spans }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Span {
        Span { text: text.to_owned(), strong: false }
    }

    #[test]
    fn headings_paragraphs_and_lists_are_blocks_and_what_is_strong_is_marked() {
        let text = "# Card\n\nAsk for the **identity card**,\nthen:\n\n1. block\n2. order\n   - by post\n\nDone.";
        let strong = Span { text: "identity card".to_owned(), strong: true };
        let items = ["block", "order", "by post"].map(|item| vec![plain(item)]).to_vec();
        assert_eq!(
            blocks(text),
            [
                Block::Heading { text: "Card".to_owned() },
                Block::Text { spans: vec![plain("Ask for the "), strong, plain(", then:")] },
                Block::List { ordered: true, items },
                Block::Text { spans: vec![plain("Done.")] },
            ]
        );
    }

    #[test]
    fn html_and_links_are_text() {
        let text = "<script>x</script>\n\nSee [the site](javascript:alert(1)) <b>now</b> ![a cat](http://x/y.png)";
        let words = blocks(text).into_iter().map(|block| match block {
            Block::Text { spans } => spans.into_iter().map(|span| span.text).collect::<String>(),
            other => panic!("only paragraphs: {other:?}"),
        });
        let words: Vec<String> = words.map(|words| words.trim().to_owned()).collect();
        assert_eq!(words, ["<script>x</script>", "See the site <b>now</b> a cat"]);
    }

    #[test]
    fn nothing_is_no_block() {
        assert_eq!(blocks(" \n\n- \n"), []);
    }
}
