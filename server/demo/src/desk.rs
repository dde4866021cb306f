//! A CSR at a desk: looks at the desk's screen twice a second, and presses what is due.

use crate::show::{AFTER_FAILURE, Player, Show};
use load::{Connection, Failed, Keys, Target};
use queue::{CsrId, DeskId, ServiceId};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use simulate::draw::{exponential, normal};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How often the CSR looks at the desk's screen.
const LOOK: Duration = Duration::from_millis(500);
/// The share of called visitors who do not come.
const NO_SHOW_SHARE: f64 = 0.04;
/// A break after so many visitors, and how long it is, in milliseconds of the branch.
const VISITORS_BEFORE_BREAK: u32 = 10;
const BREAK: f64 = 6.0 * 60_000.0;
/// From the call to the desk, from one visitor to the next, and between two calls of a visitor who does not come.
const WALK: f64 = 35_000.0;
const CHANGEOVER: f64 = 20_000.0;
const BETWEEN_CALLS: f64 = 30_000.0;

/// Why a player is at its desk no more.
enum Left {
    /// Somebody else took the desk.
    Taken,
    Failed(Failed),
}

impl From<Failed> for Left {
    fn from(why: Failed) -> Self {
        Self::Failed(why)
    }
}

/// The state of the desk that the CSR is about to leave, and the moment from which it is left.
struct Plan {
    state: String,
    at: Instant,
}

/// A player at their desk.
struct AtDesk {
    target: Target,
    show: Arc<Show>,
    /// The player's number.
    csr: CsrId,
    /// The path of the desk's routes.
    base: String,
    connection: Connection,
    cookie: String,
    keys: Keys,
    random: ChaCha8Rng,
    /// How many visitors until the next break.
    before_break: u32,
    plan: Plan,
    /// The called visitor does not come.
    missing: bool,
}

/// Works at a desk until somebody else does. The players' breaks are apart by their numbers.
pub async fn work(target: Target, show: Arc<Show>, desk: DeskId, number: u32) {
    let mut before_break = 3 * number;
    loop {
        let why = match AtDesk::sign_in(&target, &show, &desk, before_break).await {
            Err(why) => Left::Failed(why),
            Ok(mut player) => {
                let Err(left) = player.work().await;
                before_break = player.before_break;
                left
            }
        };
        match why {
            Left::Taken => return tracing::info!(%desk, "the demo leaves the desk to whoever took it"),
            Left::Failed(why) => tracing::warn!(%desk, why = why.0, "a player of the demo tries again"),
        }
        sleep(AFTER_FAILURE).await;
    }
}

impl AtDesk {
    async fn sign_in(target: &Target, show: &Arc<Show>, desk: &DeskId, before_break: u32) -> Result<Self, Failed> {
        let Player { login, csr } = show.players.get(desk).ok_or("the desk has no player")?;
        let mut connection = target.connect().await?;
        let cookie = target.sign_in(&mut connection, login, &show.password).await?;
        Ok(Self {
            target: target.clone(),
            show: show.clone(),
            csr: *csr,
            base: format!("{}/desks/{desk}", show.base()),
            connection,
            cookie,
            keys: Keys::new(),
            random: show.random(desk.as_str()),
            before_break,
            plan: Plan { state: String::new(), at: Instant::now() },
            missing: false,
        })
    }

    /// Does what is due, until the desk is somebody else's.
    async fn work(&mut self) -> Result<std::convert::Infallible, Left> {
        loop {
            let screen = self.look().await?;
            self.act(&screen).await?;
            sleep(LOOK).await;
        }
    }

    async fn act(&mut self, screen: &Value) -> Result<(), Left> {
        let state = screen["state"].as_str().unwrap_or_default();
        if state != self.plan.state {
            self.plan = Plan { state: state.to_owned(), at: Instant::now() + self.delay(state, screen) };
        }
        if Instant::now() < self.plan.at {
            return Ok(());
        }
        match state {
            "free" if self.before_break == 0 => {
                self.before_break = VISITORS_BEFORE_BREAK;
                self.press("pause", Some(r#"{"reason":"break"}"#)).await
            }
            "free" if screen["next"].is_null() => Ok(()),
            "free" => {
                self.before_break -= 1;
                self.missing = self.random.random::<f64>() < NO_SHOW_SHARE;
                self.press("next", None).await
            }
            "calling" if !self.missing => self.press("start", None).await,
            "calling" if screen["no_show"]["calls"].as_u64().is_some_and(|calls| calls > 0) => {
                self.plan.at = Instant::now() + self.show.at_pace(BETWEEN_CALLS);
                self.press("recall", None).await
            }
            // Refused, and tried again, until the visitor has been waited for as long as the policy asks.
            "calling" => self.press("no-show", None).await,
            "serving" => self.press("finish", None).await,
            // The day has begun, or the break is over.
            "closed" | "paused" => self.press("open", None).await,
            _ => Ok(()),
        }
    }

    /// How long the desk stays in a state that it has just come into.
    fn delay(&mut self, state: &str, screen: &Value) -> Duration {
        let varied = |random: &mut ChaCha8Rng, mean: f64| mean * (0.5 + 0.5 * exponential(random)).min(3.0);
        match state {
            "free" => self.show.at_pace(varied(&mut self.random, CHANGEOVER)),
            "calling" => self.show.at_pace(varied(&mut self.random, WALK)),
            "serving" => {
                let service = ServiceId::new(screen["ticket"]["service_id"].as_str().unwrap_or_default());
                self.show.service_time(&service, normal(&mut self.random))
            }
            "paused" => self.show.at_pace(BREAK),
            _ => Duration::ZERO,
        }
    }

    /// The desk's screen, as long as nobody else is there.
    async fn look(&mut self) -> Result<Value, Left> {
        let path = self.base.replacen("/desks/", "/view/desk/", 1);
        let request = self.target.get(&path, Some(&self.cookie))?;
        let screen = self.connection.ask(request).await?.expect(200)?.json()?;
        let other = screen["csr"]["id"].as_u64().is_some_and(|csr| csr != u64::from(self.csr.0));
        if other { Err(Left::Taken) } else { Ok(screen) }
    }

    /// Presses a button. What a rule refuses is left as it is: the next look shows why.
    async fn press(&mut self, command: &str, body: Option<&str>) -> Result<(), Left> {
        let path = format!("{}/{command}", self.base);
        let body = body.unwrap_or("{}").to_owned();
        let request = self.target.post(&path, Some(&self.cookie), &self.keys.fresh(), body)?;
        let answer = self.connection.ask(request).await?;
        if answer.status == 409 { Ok(()) } else { Ok(answer.expect(200).map(drop)?) }
    }
}
