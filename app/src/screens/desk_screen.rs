//! The handles that a desk's page works with: what is pressed, what is asked, and the keys.

use crate::address;
use crate::browser::api;
use crate::browser::clock::running_millis;
use crate::browser::retry::post_until_answered;
use crate::browser::{setting, typing};
use crate::screens::console::{self, Console};
use crate::screens::desk::auto_call::{self, Tick};
use crate::screens::desk::controls::Missing;
use crate::screens::desk::keys::{self, Act};
use crate::screens::desk::order::Order;
use crate::screens::desk::question::Question;
use crate::screens::desk_beside::{Beside, SOME_TIME};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wire::DeskSnapshot;
use words::Locale;

/// The id of the desk's name, to which the focus goes when what it was on has gone.
pub const NAME: &str = "desk-name";
/// Whether single letters give commands on this tablet.
const LETTERS: &str = "sportello.desk.letters";

/// The handles that the desk's page works with.
#[derive(Clone, Copy)]
pub struct DeskScreen {
    pub locale: Locale,
    /// The id of who is signed in.
    pub staff: u32,
    pub console: Console<DeskSnapshot>,
    /// The question that the person is being asked.
    pub question: RwSignal<Option<Question>>,
    /// The seconds until the desk calls by itself, while it counts them down.
    pub counting: RwSignal<Option<u32>>,
    /// What is fetched beside the view.
    pub beside: StoredValue<Beside>,
    /// Single letters give commands.
    pub letters: RwSignal<bool>,
}

impl DeskScreen {
    /// The screen of a desk that `staff` looks at.
    pub fn new(locale: Locale, staff: u32, console: Console<DeskSnapshot>) -> Self {
        let screen = Self {
            locale,
            staff,
            console,
            question: RwSignal::new(None),
            counting: RwSignal::new(None),
            beside: StoredValue::new(Beside::new(console.live)),
            letters: RwSignal::new(true),
        };
        Effect::new(move || screen.listen());
        Effect::new(move || screen.call_by_itself());
        Effect::new(move || screen.letters.set(!setting::is_off(LETTERS)));
        Effect::watch(move || screen.letters.get(), |on, _, _| setting::keep(LETTERS, *on), false);
        // What was pressed may have gone with its moment: the focus stays on the page.
        let state = Memo::new(move |_| console.live.snapshot.with(|desk| desk.state));
        Effect::watch(move || state.get(), |_, _, _| console::keep_focus(NAME), false);
        screen.beside.get_value().follow_notes(Signal::derive(move || console.is_free()));
        screen
    }

    /// The desk is the person's own, or nobody's.
    pub fn is_here(self) -> bool {
        self.console.live.snapshot.with(|desk| desk.csr.as_ref().is_none_or(|csr| csr.id == self.staff))
    }

    /// The person may press a button.
    pub fn is_free(self) -> bool {
        self.is_here() && self.console.is_free()
    }

    /// What a no-show still lacks now.
    pub fn missing(self) -> Option<Missing> {
        let live = self.console.live;
        let rule = live.snapshot.with(|desk| desk.no_show)?;
        Missing::of(rule, live.clock.now())
    }

    pub fn press(self, order: Order) {
        let (legal, address) = self
            .console
            .live
            .snapshot
            .with_untracked(|desk| (order.is_legal(desk.state), order.address(&desk.head.branch, &desk.id)));
        let anybodys = matches!(order, Order::TakeOver | Order::SeeTo(_));
        if legal && (anybodys || untrack(|| self.is_here())) {
            self.console.send(address, &order, order == Order::Next);
            if matches!(order, Order::Note(..)) {
                self.beside.get_value().draft.set(String::new());
            }
        }
        if self.question.with_untracked(Option::is_some) {
            self.close();
        }
    }

    pub fn ask(self, question: Question) {
        let beside = self.beside.get_value();
        match &question {
            Question::Story(id, _) => beside.tell(*id),
            Question::LookUp => beside.found.set(None),
            Question::Issue => beside.given.set(None),
            Question::Guide => beside.open_guide(),
            _ => {}
        }
        self.question.set(Some(question));
    }

    pub fn close(self) {
        self.question.set(None);
        console::keep_focus(NAME);
    }

    /// The CSR is in danger: sent beside every other command, without a sign on the screen, until it is answered.
    pub fn danger(self) {
        let address = self
            .console
            .live
            .snapshot
            .with_untracked(|desk| address::desk_command(&desk.head.branch, &desk.id, "danger"));
        spawn_local(async move {
            post_until_answered::<()>(&SOME_TIME, &address, &api::new_key(), "{}", || ()).await;
        });
    }

    pub fn pressing(self) -> Callback<Order> {
        Callback::new(move |order| self.press(order))
    }

    pub fn asking(self) -> Callback<Question> {
        Callback::new(move |question| self.ask(question))
    }

    /// Counts down to the call that nobody presses for, once a second. It is held back while the CSR looks elsewhere (another
    /// tab, a dialog) and while a command is under way. Other tablets of the desk count too: the server lets one of them call.
    fn call_by_itself(self) {
        let counting = StoredValue::new(None);
        let ticks = set_interval_with_handle(
            move || {
                let seen = untrack(|| self.is_free()) && self.question.with_untracked(Option::is_none);
                let wanted = self.console.live.snapshot.with_untracked(auto_call::wanted);
                let wanted = wanted.filter(|_| seen && !document().hidden());
                let next = auto_call::tick(counting.get_value(), wanted, running_millis());
                let left = match next {
                    Tick::Count(countdown) => Some(countdown),
                    Tick::Rest | Tick::Call(_) => None,
                };
                counting.set_value(left);
                let left = left.map(|countdown| countdown.left);
                if self.counting.get_untracked() != left {
                    self.counting.set(left);
                }
                if let Tick::Call(since) = next {
                    self.press(Order::AutoCall(since));
                }
            },
            Duration::from_secs(1),
        );
        if let Ok(ticks) = ticks {
            on_cleanup(move || ticks.clear());
        }
    }

    /// The keys, alone, unless text is written or a dialog is open; the space bar also not on what has its own use for it.
    fn listen(self) {
        let listening = window_event_listener(ev::keydown, move |event| {
            let with_others = event.ctrl_key() || event.alt_key() || event.meta_key();
            let asked = self.question.with_untracked(Option::is_some);
            if event.repeat() || with_others || typing::is_text(&event) {
                return;
            }
            let key = event.key();
            if key == keys::DANGER && untrack(|| self.is_here()) {
                return self.danger();
            }
            if asked {
                return;
            }
            let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let taken = element.is_some_and(|element| {
                matches!(element.tag_name().as_str(), "A" | "BUTTON" | "INPUT" | "SUMMARY" | "DIALOG")
            });
            let on_its_own = match key.as_str() {
                keys::CALL => !taken && !event.shift_key(),
                keys::LIST => true,
                _ => self.letters.get_untracked() && !event.shift_key(),
            };
            if on_its_own {
                self.act(&key, || event.prevent_default());
            }
        });
        on_cleanup(move || listening.remove());
    }

    /// Does what a key stands for here and now.
    fn act(self, key: &str, taken: impl FnOnce()) {
        let present = untrack(|| self.missing()).is_none();
        let act = self.console.live.snapshot.with_untracked(|desk| keys::act(self.locale, key, desk, present));
        if let Some(act) = act {
            taken();
            let is_list = act == Act::Ask(Question::Keys);
            if is_list || untrack(|| self.is_here()) {
                match act {
                    Act::Press(order) => self.press(order),
                    Act::Ask(question) => self.ask(question),
                }
            }
        }
    }
}
