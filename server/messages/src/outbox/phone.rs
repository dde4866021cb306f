//! What the phone of an appointment is sent. A push service keeps the last message alone, so that none of what was cancelled arrives
//! after the word that it was.

use super::told;
use crate::mail::SendFault;
use crate::push::{Browser, Push, Undelivered};
use records::appointment::Code;
use records::reminder::MessageKind;
use setup::Branch;
use store::{AppointmentPhone, BookedAppointment, Failure, Store, appointment_phone};
use wire::PushMessage;
use words::mail::{AboutAppointment, on_a_phone};

/// The words of a message. It never names the service: others see a phone, too.
pub fn message(branch: &Branch, booked: &BookedAppointment, kind: MessageKind) -> PushMessage {
    let language = booked.language.as_str();
    let code = Code::from_written(&booked.code).spaced();
    let name = branch.name.get(language);
    let about = AboutAppointment { branch: name, address: None, wall: &booked.wall, code: &code, link: None };
    let (title, body) = on_a_phone(language, told(kind), &about);
    let url = format!("/a/{}", booked.token);
    PushMessage { title, body, lang: language.to_owned(), url, urgent: kind == MessageKind::HoursBefore }
}

/// Sends a message. A phone that takes no more is forgotten.
pub async fn send(
    store: &Store,
    push: &Push,
    to: &AppointmentPhone,
    message: &PushMessage,
) -> Result<Result<(), SendFault>, Failure> {
    let AppointmentPhone { appointment, endpoint, p256dh, auth, .. } = to;
    let why = |words: &str| words.to_owned();
    Ok(match push.send(Browser { endpoint, p256dh, auth }, &message.url, message).await {
        Ok(()) => Ok(()),
        Err(Undelivered::Later) => Err(SendFault::Later(why("its push service wants it later"))),
        Err(Undelivered::InDoubt) => Err(SendFault::InDoubt(why("its push service did not answer"))),
        Err(Undelivered::Gone | Undelivered::Refused(_)) => {
            appointment_phone::forget_browser(store, appointment, endpoint).await?;
            Err(SendFault::Refused(why("the phone takes no more messages")))
        }
    })
}
