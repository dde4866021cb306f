//! The manager has everybody leave the building, or lets them come back: one touch and a confirmation.

use crate::ui::{Icon, Sheet, SheetButtons};
use leptos::prelude::*;
use words::{Locale, t};

/// What the manager wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvacuationOrder {
    Begin,
    Lift,
}

impl EvacuationOrder {
    /// The last part of its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Lift => "lift",
        }
    }

    /// What can be wanted while an evacuation `lasts`, or does not.
    fn of(lasts: bool) -> Self {
        if lasts { Self::Lift } else { Self::Begin }
    }
}

/// The button that asks.
#[component]
pub fn Evacuate(locale: Locale, lasts: bool, free: bool, ask: Callback<()>) -> impl IntoView {
    let words = match EvacuationOrder::of(lasts) {
        EvacuationOrder::Begin => t!(locale, evacuation.begin),
        EvacuationOrder::Lift => t!(locale, evacuation.lift),
    };
    view! {
        <p class="day-ways">
            <button type="button" class="button button-danger" disabled=!free on:click=move |_| ask.run(())>
                <Icon name="warning" />
                <span>{words}</span>
            </button>
        </p>
    }
}

/// The question before it is done.
#[component]
pub fn EvacuationDialog(
    locale: Locale,
    lasts: bool,
    order: Callback<EvacuationOrder>,
    close: Callback<()>,
) -> impl IntoView {
    let wanted = EvacuationOrder::of(lasts);
    let (title, detail, words) = match wanted {
        EvacuationOrder::Begin => {
            (t!(locale, evacuation.question), t!(locale, evacuation.explain), t!(locale, evacuation.confirm))
        }
        EvacuationOrder::Lift => (
            t!(locale, evacuation.lift_question),
            t!(locale, evacuation.lift_explain),
            t!(locale, evacuation.lift_confirm),
        ),
    };
    view! {
        <Sheet title close>
            <p>{detail}</p>
            <SheetButtons locale close words confirm=Callback::new(move |()| order.run(wanted)) danger=true />
        </Sheet>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(lasts: bool) -> String {
        Owner::new().with(|| {
            let ask = Callback::new(|()| ());
            view! { <Evacuate locale=Locale::en lasts free=true ask /> }.to_html()
        })
    }

    #[test]
    fn an_evacuation_is_begun_and_while_it_lasts_lifted() {
        assert!(button(false).contains("Evacuate") && button(true).contains("Lift the evacuation"));
        assert_eq!(EvacuationOrder::of(false).path(), "begin");
        assert_eq!(EvacuationOrder::of(true).path(), "lift");
    }

    #[test]
    fn who_has_everybody_leave_is_asked_first() {
        let html = Owner::new().with(|| {
            let (order, close) = (Callback::new(|_| ()), Callback::new(|()| ()));
            view! { <EvacuationDialog locale=Locale::en lasts=false order close /> }.to_html()
        });
        assert!(html.contains("Evacuate the building?") && html.contains("Yes, have everybody leave"), "{html}");
    }
}
