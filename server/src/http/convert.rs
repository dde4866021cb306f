//! From the wire's types to the queue's own, where several nouns need it.

use queue::Timestamp;

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
