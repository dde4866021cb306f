//! What a CSR has at hand while a visitor is here: how to open in their language, how the service goes, and the notes of the
//! desks before.

use super::forms::Forms;
use super::order::Order;
use super::phrases;
use super::question::Question;
use super::story::Fetched;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{Form, Language, NOTE_LENGTH, Text, TicketNotes};
use words::{Locale, t};

/// The panel beside the visitor.
#[component]
pub fn AtHand(
    locale: Locale,
    /// The ticket.
    id: u32,
    /// The visitor's.
    language: Language,
    how: Option<Text>,
    /// The branch's id.
    branch: String,
    forms: Vec<Form>,
    /// What was delivered before, at other desks.
    delivered: Vec<Text>,
    notes: Signal<Fetched<TicketNotes>>,
    /// The note that is being written.
    draft: RwSignal<String>,
    /// Minutes that the branch's wall clock is ahead of UTC.
    offset: i32,
    /// The desk is the person's own.
    here: bool,
    /// No other command is under way.
    free: bool,
    press: Callback<Order>,
    ask: Callback<Question>,
) -> impl IntoView {
    let opening = phrases::opening(&language, locale).map(|(spoken, [greeting, document])| {
        view! {
            <div class="phrases">
                <p>{t!(locale, desk.open_with, language = spoken.own_name())}</p>
                <p lang=spoken.code() dir=spoken.dir()>
                    {greeting}
                </p>
                <p lang=spoken.code() dir=spoken.dir()>
                    {document}
                </p>
            </div>
        }
    });
    let how = how.map(|how| {
        view! {
            <details>
                <summary>{t!(locale, desk.how)}</summary>
                <p>{how.get(locale.code()).to_owned()}</p>
            </details>
        }
    });
    let forms = (!forms.is_empty()).then(|| view! { <Forms locale branch forms /> });
    let before = (!delivered.is_empty()).then(|| {
        let names: Vec<&str> = delivered.iter().map(|service| service.get(locale.code())).collect();
        view! { <p>{t!(locale, desk.delivered_before, services = names.join(", "))}</p> }
    });
    let told = move || {
        let words = match notes.get() {
            Fetched::UnderWay => return ().into_any(),
            Fetched::Failed => return view! { <p role="status">{t!(locale, desk.notes_failed)}</p> }.into_any(),
            Fetched::Done(TicketNotes { notes, .. }) => notes,
        };
        let lines = words
            .into_iter()
            .map(|note| {
                view! {
                    <li>
                        <span class="note-by">{note.at.clock(offset)} " · " {note.by.name}</span>
                        <span class="note-words">{note.note}</span>
                    </li>
                }
            })
            .collect_view();
        if lines.is_empty() {
            return ().into_any();
        }
        view! {
            <div class="notes-scroll" tabindex="0" role="group" aria-labelledby="notes">
                <ul>{lines}</ul>
            </div>
        }
        .into_any()
    };
    let write = here.then(|| view! { <WriteNote locale id draft free press /> });
    view! {
        <section class="at-hand" aria-labelledby="at-hand">
            <div class="at-hand-title">
                <h2 id="at-hand">{t!(locale, desk.at_hand)}</h2>
                <button type="button" class="button button-quiet" on:click=move |_| ask.run(Question::Guide)>
                    <Icon name="info" />
                    <span>{t!(locale, desk.guide)}</span>
                </button>
            </div>
            {opening}
            {forms}
            {how}
            <h3 id="notes">{t!(locale, desk.notes)}</h3>
            {before}
            {told}
            {write}
        </section>
    }
}

/// The field for a note, and its button.
#[component]
fn WriteNote(locale: Locale, id: u32, draft: RwSignal<String>, free: bool, press: Callback<Order>) -> impl IntoView {
    let empty = move || draft.with(|draft| draft.trim().is_empty());
    view! {
        <div class="note-write">
            <textarea
                rows="2"
                maxlength=NOTE_LENGTH
                aria-labelledby="notes"
                aria-describedby="note-detail"
                prop:value=move || draft.get()
                on:input=move |event| draft.set(event_target_value(&event))
            ></textarea>
            <button
                type="button"
                class="button"
                title=t!(locale, desk.note_detail)
                disabled=move || !free || empty()
                on:click=move |_| press.run(Order::Note(id, draft.get_untracked().trim().to_owned()))
            >
                {t!(locale, desk.note_keep)}
            </button>
            <p id="note-detail" class="unseen">
                {t!(locale, desk.note_detail)}
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{Note, StaffMember};

    fn shown(language: &str, here: bool) -> String {
        Owner::new().with(|| {
            let by = StaffMember { id: 2, name: "Bruno Conti".to_owned() };
            let note = Note { at: sample::head().at, by, note: "Wants <b>cash</b>".to_owned() };
            let notes = Signal::stored(Fetched::Done(TicketNotes { notes: vec![note], dial: None }));
            let how = Some(sample::text("Alla cassa.", "At the teller."));
            let (language, delivered) = (Language::new(language), vec![sample::text("Carta", "Card")]);
            let (branch, forms) = ("centro".to_owned(), Vec::new());
            let (draft, press, ask) = (RwSignal::new(String::new()), Callback::new(|_| ()), Callback::new(|_| ()));
            view! {
                <AtHand locale=Locale::en id=7 language how branch forms delivered notes draft offset=60 here free=true press ask />
            }
            .to_html()
        })
    }

    #[test]
    fn a_later_desk_reads_what_an_earlier_one_noted_and_who_did() {
        let html = shown("en", true);
        assert!(html.contains("10:30") && html.contains("Bruno Conti"), "{html}");
        assert!(html.contains("Wants &lt;b&gt;cash&lt;/b&gt;"), "a note is text: {html}");
        assert!(html.contains("Card") && html.contains("At the teller."), "{html}");
        assert!(html.contains("maxlength=\"500\""), "{html}");
    }

    #[test]
    fn a_csr_opens_in_the_visitor_s_language_where_it_is_another() {
        let html = shown("ar", true);
        assert!(html.contains("lang=\"ar\"") && html.contains("dir=\"rtl\""), "{html}");
        assert!(!shown("en", true).contains("phrases"));
    }

    #[test]
    fn nothing_is_written_at_a_colleague_s_desk() {
        assert!(!shown("en", false).contains("<textarea"));
    }
}
