//! The program that makes the sound runs once for each text. It reads the text from standard input, so that the text is in
//! no shell and on no command line; it writes the sound to standard output.

use crate::wav;
use bytes::Bytes;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe;
use tokio::time::Instant;

/// The time limit of one process.
const LONGEST: Duration = Duration::from_secs(5);
/// The most bytes of sound for one text: more than three minutes.
const SOUND_MAX: u64 = 8 * 1024 * 1024;
/// Words a minute: slower than the program's own 175, because a hall echoes.
const SPEED: &str = "150";
/// Variables that hold secrets: the program does not inherit them.
const SECRETS: [&str; 3] = ["SPORTELLO_DATABASE", "PGPASSWORD", "PGPASSFILE"];

/// Why the program cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error(
        "the program for speech, \"{program}\", cannot be run: {source}. Install espeak-ng, or name it with --speech"
    )]
    Missing { program: String, source: io::Error },
    #[error("the program for speech, \"{program}\", did not end within {} seconds", LONGEST.as_secs())]
    Hangs { program: String },
    #[error("the program for speech, \"{program}\", failed in the voice \"{voice}\": {why}")]
    Fails { program: String, voice: String, why: String },
}

#[derive(Debug)]
pub struct Program(String);

impl Program {
    pub fn new(program: &str) -> Self {
        Self(program.to_owned())
    }

    /// Returns the text in a voice as a complete WAV file.
    pub async fn run(&self, voice: &str, text: &str) -> Result<Bytes, Trouble> {
        let deadline = Instant::now() + LONGEST;
        let missing = |source| Trouble::Missing { program: self.0.clone(), source };
        let fails =
            |why: &str| Trouble::Fails { program: self.0.clone(), voice: voice.to_owned(), why: why.to_owned() };
        let (child, output) = self.spawn(voice, text).map_err(missing)?;
        let mut child = Running(child);
        let mut sound = Vec::new();
        let mut output = output.take(SOUND_MAX + 1);
        let read = tokio::time::timeout_at(deadline, output.read_to_end(&mut sound)).await;
        let Ok(read) = read else { return Err(Trouble::Hangs { program: self.0.clone() }) };
        read.map_err(|error| fails(&error.to_string()))?;
        if sound.len() as u64 > SOUND_MAX {
            return Err(fails("it made too much sound"));
        }
        let status = child.ended(deadline).await.map_err(|error| fails(&error.to_string()))?;
        match status {
            None => Err(Trouble::Hangs { program: self.0.clone() }),
            Some(status) if !status.success() => Err(fails(&status.to_string())),
            Some(_) => wav::with_lengths(sound).map(Bytes::from).ok_or_else(|| fails("what it made is not a WAV file")),
        }
    }

    fn spawn(&self, voice: &str, text: &str) -> io::Result<(Child, pipe::Receiver)> {
        let (output, input) = io::pipe()?;
        let mut command = Command::new(&self.0);
        // "-b 1": the text is UTF-8.
        command.args(["-v", voice, "-s", SPEED, "-b", "1", "--stdin", "--stdout"]);
        for secret in SECRETS {
            command.env_remove(secret);
        }
        let mut child = command.stdin(Stdio::piped()).stdout(input).stderr(Stdio::null()).spawn()?;
        // The command holds the writing end of the pipe too; reading ends only when every writing end is closed.
        drop(command);
        // A text is shorter than a pipe's buffer, so the write never blocks. It fails if the program reads nothing.
        if let Some(mut stdin) = child.stdin.take() {
            let _ = stdin.write_all(text.as_bytes());
        }
        Ok((child, pipe::Receiver::from_owned_fd(OwnedFd::from(output))?))
    }
}

/// A process that is killed when this is dropped.
struct Running(Child);

impl Running {
    /// Waits for the exit status; `None` if the process still runs at the deadline.
    async fn ended(&mut self, deadline: Instant) -> io::Result<Option<ExitStatus>> {
        loop {
            if let Some(status) = self.0.try_wait()? {
                return Ok(Some(status));
            }
            if Instant::now() >= deadline {
                return Ok(None);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Ok(None) = self.0.try_wait() {
            let _ = self.0.kill();
            // SIGKILL cannot be ignored, so the wait is short.
            let _ = self.0.wait();
        }
    }
}
