//! What the set-up says of people and devices is taken up while the server runs, here and on every other server of its database.

use ::setup::Security;
use branch::setups::Numbered;
use people::{Limits, Rules, Staff};
use tokio::sync::watch;

/// Has the staff go by what the set-up says. Whether devices are enrolled is asked of the set-up itself, request by request.
pub fn take_up(staff: &Staff, security: &Security, is_demo: bool) {
    if security.open_devices == Some(true) && !is_demo {
        tracing::warn!(
            "open_devices = true: whoever reaches this address gives out tickets and sees the lobby; leave it out of the set-up, and each kiosk and display is enrolled by a manager"
        );
    }
    let limits = Limits {
        longest: security.session,
        idle_on_tablet: security.idle_on_tablet,
        idle_of_office: security.idle_of_office,
        idle_at_desk: security.idle_at_desk,
    };
    staff.take_up(Rules { limits, second_factor: security.second_factor });
}

/// Takes it up from each newer set-up that says otherwise.
pub async fn follow(staff: Staff, mut changes: watch::Receiver<Numbered>, is_demo: bool) {
    let mut known = changes.borrow_and_update().setup.security;
    while changes.changed().await.is_ok() {
        let security = changes.borrow_and_update().setup.security;
        if std::mem::replace(&mut known, security) != security {
            take_up(&staff, &security, is_demo);
        }
    }
}
