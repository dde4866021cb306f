//! From the wire's types to the store's and the queue's own, and back, where several nouns need it.

use queue::Timestamp;
use store::Role;
use wire::StaffRole;

pub fn place(place: wire::Place) -> queue::QueuePlace {
    match place {
        wire::Place::First => queue::QueuePlace::First,
        wire::Place::ByDue => queue::QueuePlace::ByDue,
        wire::Place::Last => queue::QueuePlace::Last,
    }
}

pub fn moment(time: wire::Time) -> Timestamp {
    Timestamp(time.millis())
}

pub fn role(role: Role) -> StaffRole {
    match role {
        Role::Csr => StaffRole::Csr,
        Role::Manager => StaffRole::Manager,
        Role::Complaints => StaffRole::Complaints,
        Role::Admin => StaffRole::Admin,
    }
}
