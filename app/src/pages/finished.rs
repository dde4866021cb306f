//! The last touch to a rendered page: what the framework writes becomes valid HTML, and a live page is told what it must
//! look like when it arrives.

/// What begins the element in which a live screen runs.
const CONTAINER: &str = "<div id=\"screen\"";
/// What follows that element.
const AFTER: &str = "<script type=\"application/json\" id=\"page-data\"";
const MARKER: &str = "<!>";
const END: &str = "</body></html>";

/// The page as it is sent.
///
/// The framework leaves a script after `</body>`, gives preloads the nonce as `crossorigin`, and marks places by `<!>`, which
/// is no comment. A page that runs no program needs neither script nor marks. A live page carries the counts of elements and
/// comments of its screen: where they differ in the browser, something on the way has changed the page (`data-whole`).
pub fn finished(html: &str) -> String {
    let (page, rest) = html.rsplit_once("</body>").unwrap_or((html, ""));
    // A mark may stand between the two ends.
    let late = rest.split_once("</html>").map_or("", |(_, late)| late);
    let page = match nonce(page) {
        Some(nonce) => page.replace(&["crossorigin=\"", nonce, "\""].concat(), "crossorigin=\"anonymous\""),
        None => page.to_owned(),
    };
    let Some((head, rest)) = page.split_once(CONTAINER) else {
        return [&page.replace(MARKER, "").replace("<!--<() />-->", ""), END].concat();
    };
    let end = rest.find(AFTER).and_then(|at| rest[..at].rfind("</div>")).unwrap_or(rest.len());
    let (screen, tail) = rest.split_at(end);
    let (elements, comments) = counts(screen);
    let whole = format!(" data-whole=\"{elements}.{comments}\"");
    let page =
        [head.replace(MARKER, "").as_str(), CONTAINER, &whole, screen, &tail.replace(MARKER, ""), late, END].concat();
    page.replace(MARKER, "<!---->")
}

fn nonce(page: &str) -> Option<&str> {
    page.split_once(" nonce=\"")?.1.split('"').next().filter(|nonce| !nonce.is_empty())
}

/// How many elements and comments there are, as a browser that runs scripts counts them: what stands in a `noscript` is text.
fn counts(screen: &str) -> (usize, usize) {
    let (mut elements, mut comments) = (0, 0);
    let mut rest = screen;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with('!') {
            comments += 1;
        } else if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            elements += 1;
        }
        if rest.starts_with("noscript") {
            rest = rest.find("</noscript").map_or("", |at| &rest[at..]);
        }
    }
    (elements, comments)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIVE: &str = "<!DOCTYPE html><html><head><link crossorigin=\"n0\"><script nonce=\"n0\">run()</script></head><body>\
        <div id=\"screen\"><!><p>A<!>B</p><noscript><p>no</p></noscript></div><!>\
        <script type=\"application/json\" id=\"page-data\" nonce=\"n0\">{}</script><!></body></html><script nonce=\"n0\">late()</script>";

    #[test]
    fn a_live_page_ends_with_its_body_and_says_what_its_screen_is_made_of() {
        let page = finished(LIVE);
        assert!(page.ends_with("{}</script><script nonce=\"n0\">late()</script></body></html>"), "{page}");
        // The paragraph, the noscript; two marks.
        assert!(page.contains("<div id=\"screen\" data-whole=\"2.2\"><!----><p>A<!---->B</p>"), "{page}");
        assert!(page.contains("<link crossorigin=\"anonymous\">") && !page.contains("<!>"), "{page}");
    }

    #[test]
    fn a_mark_between_the_ends_of_body_and_page_is_no_second_end() {
        let page = finished("<!DOCTYPE html><html><body><p>A</p></body><!></html><script>late()</script>");
        assert_eq!(page, "<!DOCTYPE html><html><body><p>A</p></body></html>");
    }

    #[test]
    fn a_page_that_runs_no_program_has_neither_marks_nor_the_framework_s_script() {
        let page = finished("<!DOCTYPE html><html><body><p>A<!>B</p></body></html><script>late()</script>");
        assert_eq!(page, "<!DOCTYPE html><html><body><p>AB</p></body></html>");
    }
}
