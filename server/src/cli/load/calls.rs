//! Displays: from the press of *Call next* to the frame on each of many lobby screens.

use super::client::{Command, Connection, Target, a_service, branches, json};
use super::{latencies, record, summary};
use crate::settings::CallLoad;
use hdrhistogram::Histogram;
use http_body_util::BodyExt;
use hyper::header;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Barrier, watch};
use tokio::task::JoinSet;

/// When each call of the day was pressed, by its `seq`.
type Pressed = Arc<Mutex<Vec<Option<Instant>>>>;

pub async fn run(target: &str, arguments: &CallLoad) -> Result<(), String> {
    let target = Target::parse(target)?;
    let branch = branches(&target).await?.into_iter().next().ok_or("the server has no branch")?;
    let mut desk = Desk::open(&target, &branch, arguments).await?;
    let pressed: Pressed = Arc::default();
    let ready = Arc::new(Barrier::new(arguments.subscribers + 1));
    let (stop, stopped) = watch::channel(false);
    let mut displays = JoinSet::new();
    for _ in 0..arguments.subscribers {
        displays.spawn(one_display(target.clone(), branch.clone(), ready.clone(), pressed.clone(), stopped.clone()));
    }
    ready.wait().await;
    for _ in 0..arguments.calls.min(100_000) {
        desk.serve_one(&pressed).await?;
        tokio::time::sleep(Duration::from_millis(arguments.pause_ms)).await;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    stop.send_replace(true);
    let mut all = latencies();
    while let Some(measured) = displays.join_next().await {
        all.add(measured.map_err(|error| error.to_string())??).map_err(|error| error.to_string())?;
    }
    let missed = arguments.calls * arguments.subscribers as u64 - all.len();
    println!(
        "calls: {} to {} displays, press to frame; {}; {missed} frames joined with a later one",
        arguments.calls,
        arguments.subscribers,
        summary(&all)
    );
    desk.command("close").await?;
    Ok(())
}

/// A CSR at the first desk that can serve the service.
struct Desk {
    connection: Connection,
    branch: String,
    desk: String,
    ticket: String,
    cookie: String,
    /// Tells keys of this run from those of another.
    run: u64,
    count: u64,
}

impl Desk {
    async fn open(target: &Target, branch: &str, arguments: &CallLoad) -> Result<Self, String> {
        let mut connection = target.connect().await?;
        let sign_in = serde_json::json!({ "user": arguments.user, "password": arguments.password }).to_string();
        let answer =
            connection.post("/api/v1/session", Command { key: "load-sign-in", cookie: None, body: &sign_in }).await?;
        let cookie = answer.headers().get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).unwrap_or_default().to_owned();
        json(answer).await?;
        let ticket = format!("{{\"service\":\"{}\",\"language\":\"it\"}}", a_service(target, branch).await?);
        let run = u64::from_le_bytes(crate::staff::random());
        let mut desk =
            Self { connection, branch: branch.to_owned(), desk: arguments.desk.clone(), ticket, cookie, run, count: 0 };
        desk.command("open").await?;
        Ok(desk)
    }

    /// A visitor comes, is called, served and goes.
    async fn serve_one(&mut self, pressed: &Pressed) -> Result<(), String> {
        let body = self.ticket.clone();
        self.post(&format!("/api/v1/branches/{}/tickets", self.branch), &body).await?;
        let lobby = self.connection.get_json(&format!("/api/v1/branches/{}/view/lobby", self.branch)).await?;
        let next = usize::try_from(lobby["calls"][0]["seq"].as_u64().unwrap_or(0)).unwrap_or(0) + 1;
        {
            let mut pressed = pressed.lock().unwrap_or_else(PoisonError::into_inner);
            let length = pressed.len().max(next + 1);
            pressed.resize(length, None);
            pressed[next] = Some(Instant::now());
        }
        self.command("next").await?;
        self.command("start").await?;
        self.command("finish").await
    }

    async fn command(&mut self, command: &str) -> Result<(), String> {
        let path = format!("/api/v1/branches/{}/desks/{}/{command}", self.branch, self.desk);
        self.post(&path, "{}").await
    }

    async fn post(&mut self, path: &str, body: &str) -> Result<(), String> {
        self.count += 1;
        let key = format!("load-{:016x}-{}", self.run, self.count);
        let answer = self.connection.post(path, Command { key: &key, cookie: Some(&self.cookie), body }).await?;
        json(answer).await.map(drop)
    }
}

async fn one_display(
    target: Target,
    branch: String,
    ready: Arc<Barrier>,
    pressed: Pressed,
    mut stopped: watch::Receiver<bool>,
) -> Result<Histogram<u64>, String> {
    let mut connection = target.connect().await?;
    let mut body = connection.get(&format!("/api/v1/branches/{branch}/stream/lobby")).await?.into_body();
    ready.wait().await;
    let mut measured = latencies();
    let mut last = 0;
    loop {
        let frame = tokio::select! {
            frame = body.frame() => frame,
            _ = stopped.wait_for(|stopped| *stopped) => return Ok(measured),
        };
        let frame = frame.ok_or("a stream ended")?.map_err(|error| error.to_string())?;
        let now = Instant::now();
        let Some(seq) = frame.data_ref().and_then(|data| newest_call(data)).filter(|seq| *seq > last) else { continue };
        last = seq;
        let began = pressed.lock().unwrap_or_else(PoisonError::into_inner).get(seq).copied().flatten();
        if let Some(began) = began {
            record(&mut measured, now.duration_since(began));
        }
    }
}

/// The `seq` of the newest call in a frame, found without parsing the whole of it a thousand times.
fn newest_call(frame: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(frame).ok()?;
    let (_, calls) = text.split_once("\"calls\":[{\"seq\":")?;
    calls.split(',').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::newest_call;

    #[test]
    fn the_newest_call_of_a_frame_is_found() {
        assert_eq!(
            newest_call(b"event: view\ndata: {\"calls\":[{\"seq\":41,\"number\":\"A001\"},{\"seq\":40}]}\n\n"),
            Some(41)
        );
        assert_eq!(newest_call(b"event: view\ndata: {\"calls\":[]}\n\n"), None);
    }
}
