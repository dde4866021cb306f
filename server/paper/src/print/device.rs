//! One printer, by raw TCP: asked how it is, given the ticket, asked again. Everything has a limit, so that a printer
//! that hangs keeps nobody waiting; and "printed" means that the printer said it has come to the end of the ticket.

use setup::Printer;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

/// How long everything together may take: shorter than a kiosk waits.
const IN_ALL: Duration = Duration::from_secs(9);
const TO_CONNECT: Duration = Duration::from_secs(2);
const TO_ANSWER: Duration = Duration::from_secs(1);
/// How long a printer may print after it has taken the whole ticket.
const TO_FINISH: Duration = Duration::from_secs(5);

/// Why a ticket was not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    OutOfPaper,
    CoverOpen,
    /// Off, cut off, silent, or in trouble of its own.
    Unreachable,
    /// It is printing for somebody else.
    Busy,
}

/// Prints; a ticket that was begun and not ended counts as not printed.
pub async fn print(printer: &Printer, ticket: &[u8]) -> Result<(), Fault> {
    timeout(IN_ALL, at_leisure(printer, ticket)).await.unwrap_or(Err(Fault::Unreachable))
}

async fn at_leisure(printer: &Printer, ticket: &[u8]) -> Result<(), Fault> {
    let connected = timeout(TO_CONNECT, TcpStream::connect(&printer.address)).await;
    let stream = connected.ok().and_then(Result::ok).ok_or(Fault::Unreachable)?;
    let mut device = Device { stream, ended: false };
    device.is_well().await?;
    device.send(ticket).await?;
    device.has_ended().await?;
    device.is_well().await
}

struct Device {
    stream: TcpStream,
    /// It has said that it has printed what it was given.
    ended: bool,
}

impl Device {
    async fn send(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.stream.write_all(bytes).await.map_err(|_| Fault::Unreachable)
    }

    /// The next byte that it says, within a limit.
    async fn hear(&mut self, within: Duration) -> Result<Option<u8>, Fault> {
        match timeout(within, self.stream.read_u8()).await {
            Ok(Ok(byte)) => Ok(Some(byte)),
            Ok(Err(_)) => Err(Fault::Unreachable),
            Err(_) => Ok(None),
        }
    }

    /// `DLE EOT n`, answered at once whatever the printer is doing. Bits 1 and 4 are set in every such answer, 0 and 7
    /// in none.
    async fn ask(&mut self, what: u8) -> Result<u8, Fault> {
        self.send(&[0x10, 0x04, what]).await?;
        loop {
            match self.hear(TO_ANSWER).await? {
                Some(byte) if byte & 0x93 == 0x12 => return Ok(byte),
                // The answer to another question: that it has come to the end.
                Some(byte) => self.ended |= byte & 0x90 == 0,
                None => return Err(Fault::Unreachable),
            }
        }
    }

    /// Off-line? By an open cover, for lack of paper, for another reason?
    async fn is_well(&mut self) -> Result<(), Fault> {
        let (state, cause, paper) = (self.ask(1).await?, self.ask(2).await?, self.ask(4).await?);
        if cause & 0x04 != 0 {
            Err(Fault::CoverOpen)
        } else if cause & 0x20 != 0 || paper & 0x60 != 0 {
            Err(Fault::OutOfPaper)
        } else if state & 0x08 != 0 || cause & 0x40 != 0 {
            Err(Fault::Unreachable)
        } else {
            Ok(())
        }
    }

    /// `GS r 1` stands in line behind the ticket, so its answer says that the ticket is out. A printer that does not
    /// know it is believed when it is well after so long.
    async fn has_ended(&mut self) -> Result<(), Fault> {
        self.send(b"\x1dr\x01").await?;
        let until = Instant::now() + TO_FINISH;
        while !self.ended && Instant::now() < until {
            match self.hear(TO_ANSWER / 2).await? {
                Some(byte) => self.ended |= byte & 0x90 == 0,
                None => self.is_well().await?,
            }
        }
        Ok(())
    }
}
