//! The pages: a file a screen. Each is rendered from one snapshot, which it carries, and runs on from there. Wherever a person
//! may stand, a problem is a page too, and a wrong address leads to a right one.

mod account;
mod bank;
mod desk;
mod enrol;
mod form;
mod front_door;
mod kiosk;
mod lobby;
mod manager;
mod office;
mod passkeys;
mod pin;
mod problem;
mod public;
mod ready;
mod second_factor;
mod sign_in;
mod sign_on;
mod stray;
mod ticket;
mod visit;
mod words;

pub use problem::explain;

use super::AppState;
use super::extract::{LONG_FORM_MAX, SETUP_FORM_MAX};
use super::problem::Error;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use axum::routing::{get, post};
use visit::Visit;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(front_door::all))
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/sign-in/sso", get(sign_on::to_provider))
        .route(people::sign_on::BACK, get(sign_on::back))
        .route("/sign-in/code", get(second_factor::code_page).post(second_factor::sign_in))
        .route("/sign-in/passkey", post(passkeys::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/enrol", get(enrol::back).post(enrol::ask))
        .route("/password", get(account::password).post(account::change_password))
        .route("/pin", get(pin::page).post(pin::change))
        .route("/passkeys", get(passkeys::page).post(passkeys::change))
        .route("/second-factor", get(second_factor::page).post(second_factor::change))
        .route("/second-factor/qr.svg", get(second_factor::qr))
        .route("/first-admin/{token}", get(account::first_admin).post(account::make_first_admin))
        .route("/b/{branch}", get(public::branch::page))
        .route("/b/{branch}/book", get(public::book::page).post(public::book::book))
        .route("/b/{branch}/join", get(public::join::page).post(public::join::join))
        .route("/b/{branch}/here", get(public::here::page))
        .route("/a/{token}", get(public::appointment::page))
        .route("/a/{token}/cancel", get(public::appointment::ask_cancel).post(public::appointment::cancel))
        .route("/a/{token}/here", get(public::appointment::ask_here).post(public::appointment::here))
        .route("/a/{token}/phone", post(public::appointment::phone))
        .route("/a/{token}/move", get(public::appointment::ask_move).post(public::appointment::move_it))
        .route("/b/{branch}/demo-ticket", get(stray::to_branch).post(front_door::take_ticket))
        .route("/b/{branch}/kiosk", get(kiosk::page))
        .route("/b/{branch}/lobby", get(lobby::page))
        .route("/b/{branch}/desk", get(desk::choice))
        .route("/b/{branch}/desk/{desk}", get(desk::page))
        .route("/b/{branch}/manager", get(manager::page))
        .route("/office/branches", get(bank::page))
        .route("/b/{branch}/office", get(office::home))
        .route("/b/{branch}/office/staff", get(office::staff::list).post(office::staff::add))
        .route("/b/{branch}/office/staff/{person}", get(office::staff::one).post(office::staff::change))
        .route("/b/{branch}/office/devices", get(office::devices::list).post(office::devices::enrol))
        .route("/b/{branch}/office/devices/{device}", get(office::devices::list).post(office::devices::change))
        .route("/b/{branch}/office/audit", get(office::audit::page).post(office::audit::export))
        .route("/b/{branch}/office/alerts", get(office::alerts::page).post(office::alerts::act))
        .route("/b/{branch}/office/reports", get(office::figures::page).post(office::figures::again))
        .route("/b/{branch}/office/reports/how", get(office::figures::how))
        .route(
            "/b/{branch}/office/announcements",
            get(office::announcements::page).post(office::announcements::announce),
        )
        .route("/b/{branch}/office/announcements/{announcement}/withdraw", post(office::announcements::withdraw))
        .route("/b/{branch}/office/to-do", get(office::to_do::page).post(office::to_do::assign))
        .route("/b/{branch}/office/feedback", get(office::feedback::page).post(office::feedback::seen))
        .route("/b/{branch}/office/complaints", get(office::complaints::register))
        .route("/b/{branch}/office/complaints/statement.csv", get(office::complaints::statement))
        .route("/b/{branch}/office/complaints/{record}/receipt.pdf", get(office::complaints::receipt))
        .route("/b/{branch}/office/complaints/{record}/answer.pdf", get(office::complaints::answer))
        .route("/b/{branch}/office/articles", get(office::articles::list))
        .route("/b/{branch}/office/forms", get(office::forms::page))
        .route("/b/{branch}/office/follow-ups/new", get(office::follow_ups::new).post(office::follow_ups::begin))
        .route("/b/{branch}/office/follow-ups/{record}", get(office::follow_ups::one).post(office::follow_ups::step))
        .route("/b/{branch}/office/interests/new", get(office::interests::new).post(office::interests::begin))
        .route("/b/{branch}/office/interests/{record}", get(office::interests::one).post(office::interests::step))
        .route("/b/{branch}/interest", get(public::interest::new::page).post(public::interest::new::send))
        .route("/i/{token}", get(public::interest::page).post(public::interest::withdraw))
        .route(
            "/b/{branch}/office/contact-checks/new",
            get(office::contact_checks::new).post(office::contact_checks::begin),
        )
        .route(
            "/b/{branch}/office/contact-checks/{record}",
            get(office::contact_checks::one).post(office::contact_checks::step),
        )
        .route("/b/{branch}/office/keys", get(office::keys::list).post(office::keys::make))
        .route("/b/{branch}/office/keys/{key}", get(office::keys::list).post(office::keys::revoke))
        .route("/b/{branch}/office/learn", get(office::learn::page).post(office::learn::act))
        .route("/b/{branch}/office/help/{screen}", get(office::learn::help))
        .route("/b/{branch}/office/cases", get(office::cases::list))
        .route("/b/{branch}/office/cases/new", get(office::cases::new).post(office::cases::open))
        .route("/b/{branch}/office/cases/{record}", get(office::cases::one).post(office::cases::step))
        .route("/b/{branch}/status", get(public::status::page).post(public::status::look))
        .route("/b/{branch}/office/book", get(office::book::page).post(office::book::book))
        .route("/b/{branch}/office/phone", get(office::phone::page))
        .route("/b/{branch}/office/phone/book", get(stray::to_phone).post(office::phone::book))
        .route("/b/{branch}/office/phone/join", get(stray::to_phone).post(office::phone::join))
        .route("/b/{branch}/office/phone/state", get(stray::to_phone).post(office::phone::state))
        .route("/b/{branch}/ready/{service}", get(ready::page))
        .route("/b/{branch}/fill/{form}", get(public::fill::page))
        .route("/t/{token}", get(ticket::page))
        .route("/t/{token}/cancel", get(stray::to_ticket).post(ticket::cancel))
        .route("/t/{token}/delay", get(stray::to_ticket).post(ticket::delay))
        .route("/t/{token}/set-off", get(stray::to_ticket).post(ticket::set_off))
        .route("/t/{token}/arrive", get(stray::to_ticket).post(ticket::arrive))
        .route("/t/{token}/manifest.webmanifest", get(ticket::manifest))
        .merge(long_forms())
        .merge(setup_forms())
        .merge(stray::router())
        .merge(words::router())
}

/// Pages whose forms take long texts.
fn long_forms() -> Router<AppState> {
    Router::new()
        .route("/b/{branch}/office/officers", get(office::officers::list))
        .route("/b/{branch}/office/officers/{person}", get(office::officers::one).post(office::officers::change))
        .route("/b/{branch}/office/notices", get(office::notices::page).post(office::notices::make))
        .route("/b/{branch}/office/notices/{record}", get(office::notices::one).post(office::notices::change))
        .route("/b/{branch}/office/notices/{record}/withdraw", post(office::notices::withdraw))
        .route("/b/{branch}/office/complaints/new", get(office::complaints::new).post(office::complaints::enter))
        .route("/b/{branch}/office/complaints/{record}", get(office::complaints::one).post(office::complaints::advance))
        .route("/b/{branch}/office/articles/new", get(office::articles::new).post(office::articles::begin))
        .route("/b/{branch}/office/articles/{record}", get(office::articles::one).post(office::articles::change))
        .route("/b/{branch}/complain", get(public::complain::page).post(public::complain::enter))
        .route("/b/{branch}/feedback", get(public::feedback::exit).post(public::feedback::say_at_exit))
        .route("/f/{token}", get(public::feedback::page).post(public::feedback::say))
        .layer(DefaultBodyLimit::max(LONG_FORM_MAX))
}

/// The pages of the set-up: a form of them may hold all of it.
fn setup_forms() -> Router<AppState> {
    use office::setup;
    Router::new()
        .route("/b/{branch}/office/setup", get(setup::home))
        .route("/b/{branch}/office/setup/export", get(setup::export))
        .route("/b/{branch}/office/setup/versions", get(setup::versions))
        .route("/b/{branch}/office/setup/versions/{number}", get(setup::version).post(setup::send_of_two))
        .route("/b/{branch}/office/setup/services/{service}", get(setup::part_of_two).post(setup::send_of_two))
        .route("/b/{branch}/office/setup/text/{language}", get(setup::part_of_two).post(setup::send_of_two))
        .route("/b/{branch}/office/setup/import", get(setup::import).post(setup::send_import))
        .route("/b/{branch}/office/setup/rollouts", get(setup::rollouts::list).post(setup::rollouts::begin))
        .route("/b/{branch}/office/setup/rollouts/{rollout}", get(setup::rollouts::one).post(setup::rollouts::act))
        .route("/b/{branch}/office/setup/{part}", get(setup::part).post(setup::send))
        .layer(DefaultBodyLimit::max(SETUP_FORM_MAX))
}

/// A page, or why there is none.
type Page = Result<Response, Error>;
