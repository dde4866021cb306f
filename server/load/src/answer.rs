//! Reading HTTP/1.1 answers off a buffer: the head, and a body by its length or in chunks. As little work as a check
//! of every answer allows, since the load shares the machine with what it measures.

/// More headers than any answer of a server or of a proxy before it has.
const HEADERS: usize = 48;

/// How long a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    Exact(usize),
    Chunked,
    /// Until the other side closes: no length was said.
    Open,
}

/// The head of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub status: u16,
    pub length: Length,
    /// Where the body begins.
    pub end: usize,
    /// The connection cannot be used again.
    pub last: bool,
}

/// The head at the front of `bytes`; `None` while it is not whole.
pub fn head(bytes: &[u8]) -> Result<Option<Head>, String> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut answer = httparse::Response::new(&mut headers);
    let end = match answer.parse(bytes).map_err(|error| format!("not HTTP: {error}"))? {
        httparse::Status::Complete(end) => end,
        httparse::Status::Partial => return Ok(None),
    };
    let status = answer.code.ok_or("an answer without a status")?;
    let mut head = Head { status, length: Length::Open, end, last: false };
    if status == 204 || status == 304 {
        head.length = Length::Exact(0);
    }
    for header in answer.headers.iter() {
        if header.name.eq_ignore_ascii_case("content-length") {
            let length = std::str::from_utf8(header.value).ok().and_then(|length| length.trim().parse().ok());
            head.length = Length::Exact(length.ok_or("a length that is no number")?);
        } else if header.name.eq_ignore_ascii_case("transfer-encoding") {
            head.length = Length::Chunked;
        } else if header.name.eq_ignore_ascii_case("connection") {
            head.last = header.value.eq_ignore_ascii_case(b"close");
        }
    }
    Ok(Some(head))
}

/// The value of a header in the head of an answer; empty where it has none of that name.
pub fn header<'a>(bytes: &'a [u8], name: &str) -> &'a str {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut answer = httparse::Response::new(&mut headers);
    if answer.parse(bytes).is_err() {
        return "";
    }
    let found = answer.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
    found.and_then(|header| std::str::from_utf8(header.value).ok()).unwrap_or_default()
}

/// What is left of a chunked body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Chunks {
    /// A line with the length of the next chunk.
    #[default]
    Length,
    /// So many bytes of a chunk.
    Data(usize),
    /// The line's end after a chunk.
    End,
    /// Nothing: the body is over.
    Over,
}

impl Chunks {
    /// Moves what is there of the body from the front of `received` to the back of `body`.
    pub fn take(&mut self, received: &mut Vec<u8>, body: &mut Vec<u8>) -> Result<(), String> {
        let mut from = 0;
        loop {
            let rest = &received[from..];
            match *self {
                Self::Length => match httparse::parse_chunk_size(rest).map_err(|_| "a chunk without a length")? {
                    // The trailer is empty: no server of this kind sends one.
                    httparse::Status::Complete((_, 0)) => *self = Self::Over,
                    httparse::Status::Complete((line, length)) => {
                        from += line;
                        *self = Self::Data(usize::try_from(length).map_err(|error| error.to_string())?);
                    }
                    httparse::Status::Partial => break,
                },
                Self::Data(_) if rest.is_empty() => break,
                Self::Data(left) => {
                    let here = left.min(rest.len());
                    body.extend_from_slice(&rest[..here]);
                    from += here;
                    *self = if here == left { Self::End } else { Self::Data(left - here) };
                }
                Self::End if rest.len() < 2 => break,
                Self::End => {
                    from += 2;
                    *self = Self::Length;
                }
                Self::Over => {
                    received.clear();
                    return Ok(());
                }
            }
        }
        received.drain(..from);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_once_it_is_whole() {
        let bytes = b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\nConnection: close\r\n\r\nabcde";
        assert_eq!(head(&bytes[..40]), Ok(None));
        let whole = Head { status: 201, length: Length::Exact(5), end: bytes.len() - 5, last: true };
        assert_eq!(head(bytes), Ok(Some(whole)));
        assert_eq!(header(bytes, "content-length"), "5");
        assert!(head(b"SSH-2.0-OpenSSH\r\n\r\n").is_err());
    }

    #[test]
    fn chunks_are_joined_wherever_they_are_cut() {
        let whole = b"3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n";
        for cut in 0..whole.len() {
            let (mut chunks, mut received, mut body) = (Chunks::default(), whole[..cut].to_vec(), Vec::new());
            chunks.take(&mut received, &mut body).unwrap();
            received.extend_from_slice(&whole[cut..]);
            chunks.take(&mut received, &mut body).unwrap();
            assert_eq!((body.as_slice(), chunks), (b"abc0123456789".as_slice(), Chunks::Over), "cut at {cut}");
        }
    }
}
