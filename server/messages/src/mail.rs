//! Mail by SMTP: one letter at a time to the server that was set, with a time limit for each step.

use crate::calendar::Method;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

/// How long the server may take for an answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// A letter may take so many times as long in all, however slowly the server answers.
const ANSWERS: u32 = 3;

/// The way to the bank's mail server.
#[derive(Debug, Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// How long the server may take for an answer.
    patience: Duration,
}

/// Why mail cannot be set up as it was written.
#[derive(Debug, thiserror::Error)]
pub enum MailSettingFault {
    #[error("write the mail server as smtps://user:password@host, or smtp://host:port?tls=required")]
    Server(#[source] SmtpError),
    #[error("write the sender as noreply@bank.example, or Name <noreply@bank.example>")]
    Sender,
}

/// A letter to one address.
#[derive(Debug, Clone)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The appointment for the reader's calendar.
    pub calendar: Option<(Method, String)>,
    /// A PDF with its name.
    pub attachment: Option<(String, Vec<u8>)>,
    /// The same for every try of one message.
    pub id: String,
}

/// Why a letter was not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendFault {
    /// The server will not take it, now or later.
    #[error("the mail server refused it: {0}")]
    Refused(String),
    /// It may be taken later.
    #[error("the mail server did not take it: {0}")]
    Later(String),
    /// The server had the letter and did not say that it took it: it may have been sent.
    #[error("it is not known whether the mail server took it: {0}")]
    InDoubt(String),
}

impl Mailer {
    /// Prepares the way to a server, given as a URL.
    pub fn new(server: &str, from: &str) -> Result<Self, MailSettingFault> {
        Self::with_patience(server, from, PATIENCE)
    }

    fn with_patience(server: &str, from: &str, patience: Duration) -> Result<Self, MailSettingFault> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server).map_err(MailSettingFault::Server)?;
        let from = from.parse().map_err(|_| MailSettingFault::Sender)?;
        Ok(Self { transport: transport.timeout(Some(patience)).build(), from, patience })
    }

    /// The address of the sender.
    pub fn sender(&self) -> String {
        self.from.email.to_string()
    }

    /// Sends a letter.
    pub async fn send(&self, letter: &Letter) -> Result<(), SendFault> {
        let message = self.message(letter)?;
        // A server that answers no greeting has had no letter: it is not in doubt whether it took one.
        // The library waits for a greeting without an end.
        match tokio::time::timeout(self.patience, self.transport.test_connection()).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => return Err(SendFault::Later("it does not answer as a mail server does".to_owned())),
            Ok(Err(error)) => return Err(SendFault::Later(error.to_string())),
            Err(_) => return Err(SendFault::Later("it says nothing".to_owned())),
        }
        match tokio::time::timeout(ANSWERS * self.patience, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(fault(&error)),
            Err(_) => Err(SendFault::InDoubt("it took too long".to_owned())),
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, SendFault> {
        let refused = |error: &dyn std::fmt::Display| SendFault::Refused(error.to_string());
        let to: Mailbox = letter.to.parse().map_err(|error: lettre::address::AddressError| refused(&error))?;
        let builder = Message::builder().from(self.from.clone()).to(to).subject(&letter.subject);
        let builder = builder.message_id(Some(format!("<{}>", letter.id)));
        let text = SinglePart::plain(letter.text.clone());
        let message = match (&letter.calendar, &letter.attachment) {
            (None, None) => builder.singlepart(text),
            (None, Some((name, file))) => {
                let kind = ContentType::parse("application/pdf").map_err(|error| refused(&error))?;
                let file = Attachment::new(name.clone()).body(file.clone(), kind);
                builder.multipart(MultiPart::mixed().singlepart(text).singlepart(file))
            }
            // Readers take the last part that they understand (RFC 6047).
            (Some((method, file)), _) => {
                let kind = format!("text/calendar; charset=utf-8; method={}", method.as_str());
                let kind = ContentType::parse(&kind).map_err(|error| refused(&error))?;
                let calendar = SinglePart::builder().header(kind).body(file.clone());
                builder.multipart(MultiPart::alternative().singlepart(text).singlepart(calendar))
            }
        };
        message.map_err(|error| refused(&error))
    }
}

/// What an error means. A wrong password is the bank's to mend, and no letter is lost by it.
fn fault(error: &SmtpError) -> SendFault {
    let said = error.to_string();
    let of_sign_in = error.status().is_some_and(|code| matches!(u16::from(code), 454 | 530 | 534 | 535 | 538));
    if error.is_permanent() && !of_sign_in {
        SendFault::Refused(said)
    } else if error.is_timeout() {
        SendFault::InDoubt(said)
    } else {
        SendFault::Later(said)
    }
}

#[cfg(test)]
mod tests;
