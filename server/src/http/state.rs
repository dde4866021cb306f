//! What handlers work with, and how this server presents itself.

use super::kept::KeptPages;
use super::limits::Limits;
use super::phones::Phones;
use super::tls::Tls;
use branch::Branches;
use branch::alerts::Told;
use leptos::config::LeptosOptions;
use messages::push::Push;
use office::officers::Bookable;
use paper::print::Printers;
use people::sign_on::SignOn;
use people::{Audit, Devices, Staff};
use queue::{CsrId, DeskId};
use setup::Alerts;
use speech::Speech;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use store::Store;
use tokio::sync::watch;

/// What handlers work with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState {
    pub branches: Branches,
    pub staff: Staff,
    pub devices: Devices,
    pub store: Store,
    pub audit: Audit,
    pub push: Push,
    pub printers: Printers,
    pub site: Arc<Site>,
    /// What the staff were told of already.
    pub told: Told,
    pub speech: Speech,
    pub limits: Limits,
    pub bookable: Bookable,
    /// Pages that many visitors read at once.
    pub kept_pages: KeptPages,
    /// Becomes true when the server is to stop: streams, which never end by themselves, end then.
    pub stopping: watch::Receiver<bool>,
}

impl AppState {
    /// Whether kiosks and displays work without being enrolled, as the newest set-up has it.
    pub fn open_devices(&self) -> bool {
        let newest = self.branches.versions().newest();
        newest.setup.security.open_devices.unwrap_or(self.site.is_demo)
    }

    /// Resolves once they must be enrolled.
    pub async fn until_devices_close(self) {
        let mut changes = self.branches.versions().changes();
        while self.open_devices() {
            if changes.changed().await.is_err() {
                return;
            }
        }
    }
}

/// How this server presents itself.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line or the set-up")]
#[derive(Debug)]
pub struct Site {
    /// The name that this server has taken, by which its rows are told from those of another.
    pub server: String,
    /// The rules of alerts, and whom they tell.
    pub alerts: Alerts,
    pub leptos: LeptosOptions,
    /// Where the server is reached from outside, as it was set.
    pub public_url: Option<String>,
    pub phones: Phones,
    /// Letters can be sent.
    pub mail: bool,
    /// The proxies whose word about a client's address counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether the set-up can be edited on a page.
    pub editor: bool,
    /// A demo is to be tried without ado: kiosks and displays work without being enrolled, unless its set-up says otherwise.
    pub is_demo: bool,
    /// What TLS is served with; `None` where the server speaks plain HTTP.
    pub tls: Option<Tls>,
    /// The bank's provider of sign-on; `None` where there is none.
    pub sign_on: Option<SignOn>,
    /// People sign in with passwords, beside the provider or without one.
    pub passwords: bool,
    /// Users of a demo, and the password they share.
    pub demo_users: Vec<wire::DemoUser>,
    /// The desks that the demo plays, each with the number of its player.
    pub demo_players: BTreeMap<DeskId, CsrId>,
}
