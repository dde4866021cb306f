//! One printer over raw TCP. It is asked for its status, given the ticket, and asked again. Each step has a time limit, so that a
//! printer that hangs delays nobody. "Printed" means that the printer has answered the request behind the ticket, or, for a
//! printer that answers nothing (`status = false`), that it has taken every byte.

use setup::Printer;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream, lookup_host};
use tokio::time::{Instant, timeout};

/// The limit of one ticket as a whole: a long picture on a serial line of 9,600 baud.
const IN_ALL: Duration = Duration::from_mins(1);
const TO_CONNECT: Duration = Duration::from_secs(2);
const TO_ANSWER: Duration = Duration::from_secs(1);
/// A printer that takes no byte for this long has failed.
const TO_MOVE: Duration = Duration::from_secs(4);
/// How long a printer may print after it has taken the whole ticket.
const TO_FINISH: Duration = Duration::from_secs(5);
/// Bytes that the system holds for the printer: few, so that a write waits for the line and shows its progress.
const IN_FLIGHT: u32 = 4096;
/// How many bytes one write may have.
const CHUNK: usize = 1024;

/// Why a ticket was not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    OutOfPaper,
    CoverOpen,
    /// The printer is off, cut off, or has a fault of its own.
    Unreachable,
    /// The printer takes connections and never answers for its status.
    Silent,
    /// Other tickets were printed for longer than a ticket waits.
    Busy,
}

/// How much paper there is after a ticket, as far as the printer tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    Enough,
    /// The printer's sensor says that the roll is nearly over.
    NearlyOver,
}

/// Prints a ticket. A ticket that was not finished counts as not printed.
pub async fn print(printer: &Printer, ticket: &[u8]) -> Result<Roll, Fault> {
    let printed = timeout(IN_ALL, within_limits(printer, ticket)).await.unwrap_or(Err(Fault::Unreachable));
    if printed == Err(Fault::Silent) {
        tracing::warn!(
            address = printer.address,
            "a printer takes connections and does not answer for its status; if it prints otherwise, write status = false in \
             its [[branch.printer]]"
        );
    }
    printed
}

async fn within_limits(printer: &Printer, ticket: &[u8]) -> Result<Roll, Fault> {
    let stream = timeout(TO_CONNECT, connect(&printer.address)).await.ok().flatten().ok_or(Fault::Unreachable)?;
    let mut device = Device { stream, ended: false, unanswered: VecDeque::new() };
    if !printer.status {
        device.send(ticket).await?;
        device.close().await?;
        return Ok(Roll::Enough);
    }
    device.is_well().await?;
    let began = Instant::now();
    device.send(ticket).await?;
    // What a slow line still holds takes no longer than all that it has taken already.
    device.has_ended(TO_FINISH + began.elapsed()).await?;
    device.is_well().await
}

/// Connects to the first address of a host that answers.
async fn connect(address: &str) -> Option<TcpStream> {
    for address in lookup_host(address).await.ok()? {
        let socket = match address {
            SocketAddr::V4(_) => TcpSocket::new_v4(),
            SocketAddr::V6(_) => TcpSocket::new_v6(),
        };
        let Ok(socket) = socket else { continue };
        if socket.set_send_buffer_size(IN_FLIGHT).is_ok()
            && let Ok(stream) = socket.connect(address).await
        {
            return Some(stream);
        }
    }
    None
}

struct Device {
    stream: TcpStream,
    /// The printer has answered that it has printed the ticket.
    ended: bool,
    /// The questions for its status that the printer has not answered yet. Answers come in the order of the questions.
    unanswered: VecDeque<u8>,
}

impl Device {
    /// Sends bytes as fast as the printer takes them; each chunk has a time limit, all of them together have none.
    async fn send(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        for chunk in bytes.chunks(CHUNK) {
            let sent = timeout(TO_MOVE, self.stream.write_all(chunk)).await;
            sent.ok().and_then(Result::ok).ok_or(Fault::Unreachable)?;
        }
        Ok(())
    }

    /// Ends the ticket of a printer that answers nothing: it closes the connection too, or keeps it open.
    async fn close(&mut self) -> Result<(), Fault> {
        self.stream.shutdown().await.map_err(|_| Fault::Unreachable)?;
        match timeout(TO_ANSWER, self.stream.read_to_end(&mut Vec::new())).await {
            Ok(Err(_)) => Err(Fault::Unreachable),
            Ok(Ok(_)) | Err(_) => Ok(()),
        }
    }

    /// Reads the next byte; `None` if there is none within the limit.
    async fn hear(&mut self, within: Duration) -> Result<Option<u8>, Fault> {
        match timeout(within, self.stream.read_u8()).await {
            Ok(Ok(byte)) => Ok(Some(byte)),
            Ok(Err(_)) => Err(Fault::Unreachable),
            Err(_) => Ok(None),
        }
    }

    /// Asks with `DLE EOT n`, which a printer answers at once even while it prints. Bits 1 and 4 are set in every such answer, 0
    /// and 7 in none.
    async fn ask(&mut self, what: u8) -> Result<u8, Fault> {
        // A question that is still on its way is not asked again.
        if !self.unanswered.contains(&what) {
            self.unanswered.push_back(what);
            self.send(&[0x10, 0x04, what]).await?;
        }
        loop {
            let byte = self.hear(TO_ANSWER).await?.ok_or(Fault::Silent)?;
            if self.answered(byte) == Some(what) {
                return Ok(byte);
            }
        }
    }

    /// The question that a byte answers; none for the answer to `GS r`, which says that the ticket has been printed.
    fn answered(&mut self, byte: u8) -> Option<u8> {
        if byte & 0x93 == 0x12 {
            return self.unanswered.pop_front();
        }
        self.ended |= byte & 0x90 == 0;
        None
    }

    /// Checks whether the printer is off-line, and whether an open cover or missing paper is the cause.
    async fn is_well(&mut self) -> Result<Roll, Fault> {
        let (state, cause, paper) = (self.ask(1).await?, self.ask(2).await?, self.ask(4).await?);
        if cause & 0x04 != 0 {
            Err(Fault::CoverOpen)
        } else if cause & 0x20 != 0 || paper & 0x60 != 0 {
            Err(Fault::OutOfPaper)
        } else if state & 0x08 != 0 || cause & 0x40 != 0 {
            Err(Fault::Unreachable)
        } else {
            Ok(if paper & 0x0c == 0 { Roll::Enough } else { Roll::NearlyOver })
        }
    }

    /// Waits for the end of the ticket. `GS r 1` stands in line behind the ticket, so its answer says that the ticket is
    /// printed. A printer that does not know the command counts as done if its status is well in the end.
    async fn has_ended(&mut self, patience: Duration) -> Result<(), Fault> {
        self.send(b"\x1dr\x01").await?;
        let until = Instant::now() + patience;
        while !self.ended && Instant::now() < until {
            if let Some(byte) = self.hear(TO_ANSWER / 2).await? {
                self.answered(byte);
                continue;
            }
            match self.is_well().await {
                // The question stands in line behind the ticket.
                Err(Fault::Silent) => {}
                other => drop(other?),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use setup::Paper;
    use tokio::net::TcpListener;

    /// A printer whose connection `serve` serves.
    async fn printer<F: Future<Output = ()> + Send>(
        status: bool,
        serve: impl Fn(TcpStream) -> F + Send + 'static,
    ) -> Printer {
        let socket = TcpSocket::new_v4().unwrap();
        // A small window, as printers have, so that the sender waits for them.
        socket.set_recv_buffer_size(2048).unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener: TcpListener = socket.listen(1).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                serve(stream).await;
            }
        });
        Printer { address, paper: Paper::Mm80, dots: 576, status }
    }

    /// Reads everything, so many bytes in each tenth of a second, and answers nothing.
    async fn reads_silently(mut stream: TcpStream, bytes_a_step: usize) {
        let mut buffer = vec![0; bytes_a_step];
        while stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    #[tokio::test]
    async fn a_printer_that_answers_nothing_prints_once_it_is_set_so() {
        let silent = async |status| printer(status, |stream| reads_silently(stream, 4096)).await;
        assert_eq!(print(&silent(true).await, b"ticket").await, Err(Fault::Silent));
        assert_eq!(print(&silent(false).await, b"ticket").await, Ok(Roll::Enough));
    }

    #[tokio::test]
    async fn a_slow_line_is_not_cut_as_long_as_bytes_move() {
        let slow = printer(false, |stream| reads_silently(stream, 1024)).await;
        let began = Instant::now();
        // 10 KB a second: longer than a second chance of any single step.
        assert_eq!(print(&slow, &vec![b'x'; 70_000]).await, Ok(Roll::Enough));
        assert!(began.elapsed() > TO_MOVE, "{:?}: the line was not slow", began.elapsed());
    }

    #[tokio::test]
    async fn a_printer_that_takes_no_byte_has_failed() {
        let stuck = printer(false, |stream| async move {
            let _open = stream;
            std::future::pending::<()>().await;
        })
        .await;
        assert_eq!(print(&stuck, &vec![b'x'; 4_000_000]).await, Err(Fault::Unreachable));
    }
}
