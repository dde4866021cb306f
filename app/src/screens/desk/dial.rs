//! Whom to dial for a visitor who is served by telephone, what to say first, and what not to ask.

use super::story::Fetched;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{DeskCallBack, TicketNotes};
use words::{Locale, t};

/// The number is fetched with the ticket's notes: no view of a desk holds it.
#[component]
pub fn Dial(
    locale: Locale,
    /// The ticket's number.
    number: String,
    call_back: DeskCallBack,
    notes: Signal<Fetched<TicketNotes>>,
) -> impl IntoView {
    let DeskCallBack { word, dial, dials } = call_back;
    let phone = move || match notes.get() {
        Fetched::UnderWay => ().into_any(),
        Fetched::Failed => view! { <p role="status">{t!(locale, desk.notes_failed)}</p> }.into_any(),
        Fetched::Done(TicketNotes { dial: None, .. }) => {
            view! { <p role="status">{t!(locale, dial.gone)}</p> }.into_any()
        }
        Fetched::Done(TicketNotes { dial: Some(phone), .. }) => view! {
            <p class="dial-phone">
                <Icon name="phone" />
                <a dir="ltr" href=["tel:", &phone].concat()>
                    {phone.clone()}
                </a>
            </p>
        }
        .into_any(),
    };
    view! {
        <section class="dial" aria-labelledby="dial">
            <h3 id="dial">{t!(locale, dial.title, dial = dial, dials = dials)}</h3>
            {phone}
            <p>{t!(locale, dial.first)} " " <strong>{t!(locale, dial.say, number = number, word = word)}</strong></p>
            <p>{t!(locale, dial.never)}</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(notes: Fetched<TicketNotes>) -> String {
        Owner::new().with(|| {
            let call_back = DeskCallBack { word: "Torino".to_owned(), dial: 2, dials: 3 };
            let (number, notes) = ("A042".to_owned(), Signal::stored(notes));
            view! { <Dial locale=Locale::en number call_back notes /> }.to_html()
        })
    }

    #[test]
    fn the_desk_is_told_whom_to_dial_what_to_say_and_what_not_to_ask() {
        let dial = Some("+390212345".to_owned());
        let html = shown(Fetched::Done(TicketNotes { notes: Vec::new(), dial }));
        for part in ["tel:+390212345", "A042", "Torino", "2 of 3", t!(Locale::en, dial.never)] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn a_number_that_is_not_there_is_said() {
        let html = shown(Fetched::Done(TicketNotes { notes: Vec::new(), dial: None }));
        assert!(html.contains(t!(Locale::en, dial.gone)) && !html.contains("tel:"), "{html}");
        assert!(shown(Fetched::Failed).contains(t!(Locale::en, desk.notes_failed)));
    }
}
