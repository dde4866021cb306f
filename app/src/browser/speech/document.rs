//! Reads the document as a person would: text in reading order, controls, the dialog on top. It also moves the focus,
//! chooses and goes back. It knows no screen: the part to read has the attribute `data-speech`, the way back
//! `data-way="back"`.

use super::control::{Control, Role, State};
use super::keys::{Place, moved};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, Node};

const ROOT: &str = "[data-speech]";
/// The elements that the focus is moved to.
const TARGETS: &str = "a[href], button, input, select, textarea, [tabindex='0']";
/// The elements that are said when they are focused, and not with the screen.
const CONTROLS: &str = "a[href], button, input, select, textarea, label";
const NEVER: &str = "script, style, noscript, template, svg, [hidden], [aria-hidden='true']";
const REGIONS: &str = "[role='status'], [role='alert'], [aria-live='polite'], [aria-live='assertive']";

/// The part of the page that is heard.
pub fn root() -> Option<Element> {
    first(&document(), ROOT)
}

/// The dialog that lies on top.
pub fn dialog() -> Option<Element> {
    all(document().as_ref(), "dialog[open]").pop()
}

/// The main part of the screen.
pub fn main() -> Option<Element> {
    root()?.query_selector("main").ok()?
}

/// The heading of a part of the page.
pub fn heading(part: &Element) -> String {
    part.query_selector("h1, h2").ok().flatten().map(|heading| text(&heading)).unwrap_or_default()
}

/// The texts of the live regions, whose changes are read.
pub fn regions() -> Vec<String> {
    let regions = root().map(|root| all(&root, REGIONS)).unwrap_or_default();
    regions.iter().filter(|region| is_shown(region)).map(text).collect()
}

/// The focused element, if it is one of the targets.
pub fn focused() -> Option<Element> {
    document().active_element().filter(|element| element.matches(TARGETS) == Ok(true))
}

/// The number of controls on the screen itself.
pub fn choices() -> usize {
    main().map_or(0, |main| {
        all(&main, CONTROLS)
            .iter()
            .filter(|element| !element.matches("label").unwrap_or(true) && is_shown(element))
            .count()
    })
}

/// The words of a part of the page, in reading order, without what can be chosen; one sentence a block.
pub fn text(part: &Element) -> String {
    let mut words = Words::default();
    walk(part, &mut words);
    words.end()
}

#[derive(Default)]
struct Words(String);

impl Words {
    /// Ends the sentence, if one has begun.
    fn stop(&mut self) {
        let said = self.0.trim_end();
        let open = said.ends_with(|last: char| last.is_alphanumeric() || matches!(last, ')' | '"' | '»' | '%'));
        self.0.truncate(said.len());
        self.0.push_str(if open { ". " } else { " " });
    }

    fn end(mut self) -> String {
        self.stop();
        self.0.trim().to_owned()
    }
}

fn walk(part: &Element, words: &mut Words) {
    let nodes = part.child_nodes();
    for node in (0..nodes.length()).filter_map(|place| nodes.item(place)) {
        if let Some(element) = node.dyn_ref::<Element>() {
            element_text(element, words);
        } else if node.node_type() == Node::TEXT_NODE {
            let text = node.text_content().unwrap_or_default();
            let spaced = text.starts_with(char::is_whitespace) && !words.0.ends_with(' ');
            words.0.push_str(if spaced { " " } else { "" });
            words.0.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            words.0.push_str(if text.ends_with(char::is_whitespace) { " " } else { "" });
        }
    }
}

fn element_text(element: &Element, words: &mut Words) {
    let is = |selector| element.matches(selector) == Ok(true);
    let display = display(element);
    if is(NEVER) || is(CONTROLS) || display == "none" {
        return;
    }
    let inline = display == "inline" || display == "contents";
    if !inline {
        words.stop();
    }
    if is("img") {
        words.0.push_str(&element.get_attribute("alt").unwrap_or_default());
    } else if is(".ticket-number") {
        // One word, however it is laid out.
        words.0.push_str(element.text_content().unwrap_or_default().trim());
    } else {
        walk(element, words);
    }
    if !inline {
        words.stop();
    }
}

fn display(element: &Element) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    style.and_then(|style| style.get_property_value("display").ok()).unwrap_or_default()
}

/// Returns what is said of a control.
pub fn control(element: &Element) -> Control {
    let role = role(element);
    let question = if role == Role::Option { question(element) } else { String::new() };
    Control { question, name: name(element, role), role, states: states(element, role) }
}

fn role(element: &Element) -> Role {
    let kind = element.get_attribute("type").unwrap_or_default();
    match (element.get_attribute("role").as_deref(), element.tag_name().as_str(), kind.as_str()) {
        (Some("button"), ..) | (None, "BUTTON", _) => Role::Button,
        (Some("link"), ..) | (None, "A", _) => Role::Link,
        (Some("checkbox" | "switch"), ..) | (None, "INPUT", "checkbox") => Role::Box,
        (Some("radio"), ..) | (None, "INPUT", "radio") => Role::Option,
        (_, "INPUT" | "TEXTAREA", _) => Role::Field,
        (_, "SELECT", _) => Role::List,
        _ => Role::Section,
    }
}

fn name(element: &Element, role: Role) -> String {
    let by_id = |ids: String| {
        let named = ids.split_whitespace().filter_map(|id| document().get_element_by_id(id));
        named.map(|element| text(&element)).collect::<Vec<_>>().join(" ")
    };
    let given = element.get_attribute("aria-labelledby").map(by_id).or_else(|| element.get_attribute("aria-label"));
    if role == Role::Section {
        return [given.map(|given| given + ". ").unwrap_or_default(), text(element)].concat();
    }
    let label = || element.closest("label").ok().flatten().map(|label| text(&label));
    let of_id = || {
        let labels = all(document().as_ref(), "label[for]").into_iter();
        let mut own = labels.filter(|label| label.get_attribute("for").as_deref() == Some(element.id().as_str()));
        own.next().map(|label| text(&label))
    };
    let placeholder = || element.get_attribute("placeholder").or_else(|| element.get_attribute("title"));
    let found = given.or_else(|| matches!(role, Role::Link | Role::Button).then(|| text(element)));
    found.or_else(label).or_else(of_id).or_else(placeholder).unwrap_or_default()
}

/// The question of the group that an answer belongs to.
fn question(element: &Element) -> String {
    let group = element.closest("fieldset").ok().flatten();
    let legend = group.and_then(|group| group.query_selector("legend").ok().flatten());
    legend.map(|legend| text(&legend)).unwrap_or_default()
}

fn states(element: &Element, role: Role) -> Vec<State> {
    let flag = |name: &str| element.get_attribute(name).map(|value| value == "true");
    let input = element.dyn_ref::<HtmlInputElement>();
    let mut states = Vec::new();
    if matches!(role, Role::Box | Role::Option) {
        states.extend(input.map(HtmlInputElement::checked).or_else(|| flag("aria-checked")).map(State::Chosen));
    }
    states.extend(flag("aria-pressed").map(State::On));
    states.extend(flag("aria-expanded").map(State::Open));
    let current = element.get_attribute("aria-current").is_some_and(|current| current != "false");
    states.extend(current.then_some(State::Current));
    states.extend((is_disabled(element) || flag("aria-disabled") == Some(true)).then_some(State::Disabled));
    states
}

fn is_disabled(element: &Element) -> bool {
    element.matches(":disabled") == Ok(true)
}

fn is_shown(element: &Element) -> bool {
    element.get_client_rects().length() > 0
}

/// Moves the focus to the next target or to the one before, on top of all or on the whole page.
pub fn move_focus(forwards: bool) {
    let Some(part) = dialog().or_else(root) else { return };
    let mut targets = all(&part, TARGETS);
    targets.retain(|target| is_shown(target) && !is_disabled(target));
    let next = moved(targets.len(), place(&targets), forwards);
    if let Some(target) = next.and_then(|next| targets.get(next)?.dyn_ref::<HtmlElement>()) {
        let _ = target.focus();
    }
}

/// The place of the focus. It counts as on the screen's heading while no element has it.
fn place(targets: &[Element]) -> Place {
    let body = document().body().map(Element::from);
    let active = document().active_element().filter(|active| Some(active) != body.as_ref());
    let Some(active) = active.or_else(|| main()?.query_selector("h1").ok()?) else { return Place::Before(0) };
    if let Some(place) = targets.iter().position(|target| *target == active) {
        return Place::On(place);
    }
    let after = |target: &Element| active.compare_document_position(target) & Node::DOCUMENT_POSITION_FOLLOWING != 0;
    Place::Before(targets.iter().position(after).unwrap_or(targets.len()))
}

/// Chooses the focused box or answer, which Enter alone does not choose. Returns whether it did.
pub fn choose() -> bool {
    let focused = focused().and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = focused.filter(|input| matches!(input.type_().as_str(), "checkbox" | "radio")) else {
        return false;
    };
    input.click();
    true
}

/// Goes back: out of the dialog that lies on top, or by the way back that the screen offers.
pub fn back() {
    if let Some(dialog) = dialog() {
        if let Ok(cancel) = Event::new("cancel") {
            let _ = dialog.dispatch_event(&cancel);
        }
        return;
    }
    let way = root().and_then(|root| root.query_selector("[data-way='back']").ok()?);
    if let Some(way) = way.and_then(|way| way.dyn_into::<HtmlElement>().ok()) {
        way.click();
    }
}

fn first(document: &web_sys::Document, selector: &str) -> Option<Element> {
    document.query_selector(selector).ok().flatten()
}

fn all(part: &Node, selector: &str) -> Vec<Element> {
    let found = match (part.dyn_ref::<Element>(), part.dyn_ref::<web_sys::Document>()) {
        (Some(element), _) => element.query_selector_all(selector),
        (_, Some(document)) => document.query_selector_all(selector),
        _ => return Vec::new(),
    };
    let Ok(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}
