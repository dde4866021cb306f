//! A kiosk holds numbers, gives them out while it cannot reach the server, and hands them in.

use super::issue::{IssueError, parse};
use super::issued;
use crate::http::convert::moment;
use crate::http::devices::AtKiosk;
use crate::http::extract::{Body, Branch, Key};
use crate::http::openapi::{Problems, Refuses, Row};
use crate::http::problem::{Error, Result, Ruled};
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use branch::{Actor, feed};
use machine::clock;
use queue::{Command, HandIn, KioskId, Letter, Number};
use std::collections::BTreeMap;
use wire::{Code, HandInRequest, Issued, ReserveRequest, Reserved, ReservedLetter};

/// What a kiosk says of itself cannot be read.
pub enum AloneError {
    Kiosk,
    Number(String),
}

impl From<AloneError> for Error {
    fn from(error: AloneError) -> Self {
        let detail = match error {
            AloneError::Kiosk => "The kiosk is named by 32 hexadecimal digits.".to_owned(),
            AloneError::Number(number) => format!("\"{number}\" is no number of a ticket, such as A501."),
        };
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::FieldInvalid, "A field cannot be taken", detail)
    }
}

impl Refuses for AloneError {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::FieldInvalid)]];
}

/// Hold numbers of each letter for a kiosk, which gives them out while it cannot reach the server. It is asked again for those that
/// were handed in.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/reserve", tag = "tickets", params(Branch, Key), request_body = ReserveRequest,
    responses((status = 200, body = Reserved), Problems<(AtKiosk, Branch, Key, Body<()>, AloneError, Ruled)>),
    security(("device" = ["Kiosk"]), ("session" = ["Csr"]))
)]
pub async fn reserve(
    _: AtKiosk,
    Branch(branch): Branch,
    Key(key): Key,
    Body(request): Body<ReserveRequest>,
) -> Result<Json<Reserved>> {
    let kiosk = kiosk(&request.kiosk)?;
    branch.command(key, Actor::Kiosk, Command::ReserveNumbers { kiosk: kiosk.clone() }).await?;
    Ok(Json(feed::scene(branch.live(), clock::now(), |scene| held(scene.branch, &kiosk))))
}

/// What a kiosk holds, by the services for which it gives it out.
fn held(branch: &queue::Branch, kiosk: &KioskId) -> Reserved {
    let mut services: BTreeMap<Letter, Vec<String>> = BTreeMap::new();
    for (id, service) in branch.setup().into_iter().flat_map(|setup| &setup.services) {
        services.entry(service.letter).or_default().push(id.to_string());
    }
    let of_letter = |letter: Letter| {
        let held = branch.reserve_of(kiosk).into_iter().flat_map(|reserve| &reserve.numbers);
        held.map(|reserved| reserved.number).filter(move |number| number.letter == letter)
    };
    let letters = services.into_iter().map(|(letter, services)| ReservedLetter {
        services,
        numbers: of_letter(letter).map(|number| number.to_string()).collect(),
    });
    Reserved { day: branch.day().map(ToString::to_string).unwrap_or_default(), letters: letters.collect() }
}

/// Hand in a ticket that the kiosk gave out while it could not reach the server. It enters the queue where it would have stood, once.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/reserve/hand-in", tag = "tickets", params(Branch, Key),
    request_body = HandInRequest,
    responses(
        (status = 201, body = Issued),
        Problems<(AtKiosk, Branch, Key, Body<()>, AloneError, IssueError, Ruled)>
    ),
    security(("device" = ["Kiosk"]), ("session" = ["Csr"]))
)]
pub async fn hand_in(
    _: AtKiosk,
    Branch(branch): Branch,
    Key(key): Key,
    Body(request): Body<HandInRequest>,
) -> Result<Response> {
    let HandInRequest { kiosk: name, number, taken_at, sent_at, ticket } = request;
    let kiosk = kiosk(&name)?;
    let Some(number) = read_number(&number) else { return Err(AloneError::Number(number).into()) };
    // The kiosk's clock need not be right: how long ago it was, by that clock, is what counts.
    let came = clock::now() - (moment(sent_at) - moment(taken_at));
    let command = Command::HandIn(HandIn { kiosk, number, came, wish: parse(&branch, ticket)? });
    let issued = issued(&branch.command(key, Actor::Kiosk, command).await?)?;
    let location = [(header::LOCATION, format!("/api/v1/tickets/{}", issued.token))];
    // A ticket belongs to one visitor: no cache may keep it.
    Ok((StatusCode::CREATED, [(header::CACHE_CONTROL, "no-store")], location, Json(issued)).into_response())
}

fn kiosk(name: &str) -> Result<KioskId, AloneError> {
    let is_name = name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if is_name { Ok(KioskId::new(name)) } else { Err(AloneError::Kiosk) }
}

/// A number as a ticket shows it: `A501`.
fn read_number(text: &str) -> Option<Number> {
    let letter = Letter::new(text.chars().next()?)?;
    let digits = text.get(1..).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number = Number { letter, count: digits.parse().ok()? };
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::read_number;

    #[test]
    fn a_number_is_read_as_a_ticket_shows_it_and_in_no_other_way() {
        for number in ["A501", "Z001", "A1000"] {
            assert_eq!(read_number(number).map(|number| number.to_string()).as_deref(), Some(number));
        }
        for text in ["", "A", "501", "a501", "A0501", "A 501", "A+501", "A99999999999", "é501", "A1"] {
            assert_eq!(read_number(text), None, "{text}");
        }
    }
}
