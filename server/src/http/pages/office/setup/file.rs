//! A set-up that is imported: as a text that was typed, or as a file. A file is looked at before it is taken for a text; of one that
//! is too long only its beginning is kept, and the rest is read and forgotten, so that the answer reaches the browser.

use super::super::Given;
use super::saving::{refuse_file, take};
use crate::http::authorise::{Manager, same_origin};
use crate::http::extract::{Branch, Fields, SETUP_FORM_MAX};
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use wire::{Code, SetupUnfit};

/// The part of the set-up that takes a file.
pub const IMPORT: &str = "import";
/// The longest file that is taken for a set-up, in bytes.
const FILE_MAX: usize = 1024 * 1024;
/// So much is read and forgotten of a longer one; the connection of what is longer still ends.
const READ_MAX: usize = 512 * 1024 * 1024;

/// `GET /b/{branch}/office/setup/import`
pub async fn import(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    super::edit_page(visit, branch, person, IMPORT).await
}

/// `POST /b/{branch}/office/setup/import`: a form of fields, or one with a file.
pub async fn send_import(visit: Visit, Branch(branch): Branch, Manager(person): Manager, mut request: Request) -> Page {
    same_origin(request.headers())?;
    // Nothing is read of whoever may not send it.
    super::part_of(IMPORT, &visit.state, &person, &branch)?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        let Fields(given) = Fields::<Given>::from_request(request, &visit.state).await?;
        return take(visit, branch, person, IMPORT, &given).await;
    }
    DefaultBodyLimit::max(READ_MAX).apply(&mut request);
    let sent = sent(request, &visit).await?;
    match text_of(sent.file, sent.is_longer) {
        Ok(text) => {
            let given = [("seen".to_owned(), sent.seen), ("text".to_owned(), text)];
            take(visit, branch, person, IMPORT, &given).await
        }
        Err(unfit) => refuse_file(visit, branch, person, sent.seen.parse().unwrap_or_default(), unfit).await,
    }
}

/// What a form with a file held.
#[derive(Default)]
struct Sent {
    seen: String,
    /// The file, or its beginning.
    file: Vec<u8>,
    is_longer: bool,
}

async fn sent(request: Request, visit: &Visit) -> Result<Sent> {
    let malformed = |status: StatusCode| {
        let code = if status == StatusCode::PAYLOAD_TOO_LARGE { Code::BodyTooLarge } else { Code::BodyInvalid };
        Error::new(status, code, "The form cannot be read", "Choose the file again, and send it once more.")
    };
    let of_error = |error: MultipartError| malformed(error.status());
    let mut form =
        Multipart::from_request(request, &visit.state).await.map_err(|_| malformed(StatusCode::BAD_REQUEST))?;
    let mut sent = Sent::default();
    while let Some(mut field) = form.next_field().await.map_err(of_error)? {
        let is_file = field.name() == Some("file");
        let is_seen = field.name() == Some("seen");
        while let Some(chunk) = field.chunk().await.map_err(of_error)? {
            if is_file {
                let room = FILE_MAX - sent.file.len();
                sent.file.extend_from_slice(&chunk[..chunk.len().min(room)]);
                sent.is_longer |= chunk.len() > room;
            } else if is_seen && sent.seen.len() + chunk.len() <= 20 {
                sent.seen.push_str(&String::from_utf8_lossy(&chunk));
            }
        }
    }
    Ok(sent)
}

/// The text of a file, or why it is no set-up's.
fn text_of(file: Vec<u8>, is_longer: bool) -> Result<String, SetupUnfit> {
    let pictures: [&[u8]; 6] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\0\0\0", b"BM"];
    let packed: [&[u8]; 4] = [b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF"];
    let begins = |signs: &[&[u8]]| signs.iter().any(|sign| file.starts_with(sign));
    if begins(&pictures) {
        return Err(SetupUnfit::Picture);
    }
    if begins(&packed) {
        return Err(SetupUnfit::NoText);
    }
    if is_longer {
        return Err(SetupUnfit::TooLong);
    }
    // A picture may be written as a text, and so is a page.
    let Ok(text) = ::setup::decode(file) else { return Err(SetupUnfit::NoText) };
    match text.trim_start() {
        "" => Err(SetupUnfit::Nothing),
        marked if marked.starts_with('<') => Err(SetupUnfit::Page),
        _ => Ok(text),
    }
}

const _: () = assert!(FILE_MAX * 3 < SETUP_FORM_MAX, "the review's form holds the file");

#[cfg(test)]
mod tests {
    use super::{SetupUnfit, text_of};

    #[test]
    fn a_file_that_is_no_set_up_is_named_for_what_it_is() {
        let unfit = |bytes: &[u8], is_longer| text_of(bytes.to_vec(), is_longer).err();
        assert_eq!(unfit(b"\x89PNG\r\n\x1a\n", true), Some(SetupUnfit::Picture), "whatever its length");
        assert_eq!(unfit(b"\xff\xd8\xff\xe0", false), Some(SetupUnfit::Picture));
        assert_eq!(unfit(b"\0\0\0\x18ftypmp42", false), Some(SetupUnfit::Picture), "a video");
        assert_eq!(unfit(b"%PDF-1.7", false), Some(SetupUnfit::NoText));
        assert_eq!(unfit(b"caf\xe9", false), Some(SetupUnfit::NoText));
        assert_eq!(unfit(b"\xff\xfef\0o\0", false), Some(SetupUnfit::NoText));
        assert_eq!(unfit(b"format = 1", true), Some(SetupUnfit::TooLong));
        assert_eq!(unfit(b" \n", false), Some(SetupUnfit::Nothing));
        assert_eq!(unfit(b"\n<!doctype html>", false), Some(SetupUnfit::Page));
        assert_eq!(unfit(b"<svg/>", false), Some(SetupUnfit::Page));
        assert_eq!(text_of(b"\xef\xbb\xbfformat = 1".to_vec(), false).as_deref(), Ok("format = 1"));
    }
}
