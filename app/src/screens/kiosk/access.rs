//! What makes the kiosk usable for more people: everything within reach, high contrast, large text.

use crate::ui::Icon;
use leptos::prelude::*;
use words::{Locale, t};

/// What one visitor has turned on.
#[derive(Clone, Copy)]
pub struct Access {
    /// All that is touched stands in the lower half of the screen.
    pub reach: RwSignal<bool>,
    pub contrast: RwSignal<bool>,
    pub large: RwSignal<bool>,
}

impl Default for Access {
    fn default() -> Self {
        let off = || RwSignal::new(false);
        Self { reach: off(), contrast: off(), large: off() }
    }
}

impl Access {
    /// As it is for the next visitor.
    pub fn reset(self) {
        for aid in [self.reach, self.contrast, self.large] {
            aid.set(false);
        }
    }

    /// Whether anything is on.
    pub fn is_used(self) -> bool {
        [self.reach, self.contrast, self.large].into_iter().any(|aid| aid.get())
    }

    /// The classes of the kiosk that the sheet knows.
    pub fn classes(self) -> String {
        let mut classes = "kiosk".to_owned();
        for (aid, class) in
            [(self.reach, " kiosk-reach"), (self.contrast, " kiosk-contrast"), (self.large, " kiosk-large")]
        {
            if aid.get() {
                classes.push_str(class);
            }
        }
        classes
    }
}

/// A button for each.
#[component]
pub fn AccessButtons(
    locale: Locale,
    access: Access,
    /// What else helps.
    children: Children,
) -> impl IntoView {
    let aids = [
        (access.reach, "reach", t!(locale, access.reach)),
        (access.contrast, "contrast", t!(locale, access.contrast)),
        (access.large, "large", t!(locale, access.large)),
    ];
    let buttons = aids
        .into_iter()
        .map(|(aid, icon, name)| {
            view! {
                <button
                    type="button"
                    class="kiosk-aid"
                    aria-label=name
                    aria-pressed=move || if aid.get() { "true" } else { "false" }
                    on:click=move |_| aid.update(|on| *on = !*on)
                >
                    <Icon name=icon />
                </button>
            }
        })
        .collect_view();
    view! { <div class="kiosk-aids" role="group" aria-label=t!(locale, access.label)>{buttons} {children()}</div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_aid_has_a_class_and_a_reset_takes_them_all_away() {
        Owner::new().with(|| {
            let access = Access::default();
            access.reach.set(true);
            access.large.set(true);
            assert_eq!(access.classes(), "kiosk kiosk-reach kiosk-large");
            access.reset();
            assert_eq!(access.classes(), "kiosk");
            assert!(!access.is_used());
        });
    }

    #[test]
    fn a_button_says_its_name_and_whether_it_is_on() {
        let html = Owner::new().with(|| {
            let access = Access::default();
            access.contrast.set(true);
            view! { <AccessButtons locale=Locale::en access>""</AccessButtons> }.to_html()
        });
        assert!(html.contains("aria-label=\"High contrast\" aria-pressed=\"true\""), "{html}");
    }
}
