//! A CSR at a desk, as the load plays one: signs in, opens the desk, and presses what a CSR presses.

use crate::arguments::People;
use crate::connection::{Connection, Failed, Request};
use crate::measure::Board;
use crate::target::{Branch, Keys, Target};
use serde_json::Value;
use std::time::Instant;

pub struct Desk {
    target: Target,
    connection: Connection,
    pub branch: Branch,
    /// The path of its routes.
    base: String,
    pub cookie: String,
    keys: Keys,
    board: Board,
}

impl Desk {
    /// Signs in as the person with this index among the branch's people, and opens the first desk that is closed.
    pub async fn open(
        target: &Target,
        branch: &Branch,
        people: &People,
        place: usize,
        board: &Board,
    ) -> Result<Self, Failed> {
        let user =
            people.login(&branch.id, place).ok_or("name as many people in --user as there are desks for a branch")?;
        let mut connection = target.connect().await?;
        let cookie = target.sign_in(&mut connection, &user, &people.password).await?;
        let choice = target.get(&format!("{}/view/desk", branch.base), Some(&cookie))?;
        let choice = connection
            .ask(choice)
            .await?
            .expect(200)
            .map_err(|why| format!("{user} at {}: {}", branch.id, why.0))?
            .json()?;
        let desks = choice["desks"].as_array().into_iter().flatten();
        let free = desks.filter(|desk| desk["state"] == "closed").filter_map(|desk| desk["id"].as_str());
        let free: Vec<String> = free.map(str::to_owned).collect();
        let mut desk = Self {
            target: target.clone(),
            connection,
            branch: branch.clone(),
            base: String::new(),
            cookie,
            keys: Keys::new(),
            board: board.clone(),
        };
        for id in free {
            desk.base = format!("{}/desks/{id}", branch.base);
            match desk.press("open").await {
                Ok(_) => return Ok(desk),
                // Somebody else was first.
                Err(why) if why.0.contains("desk_taken") => {}
                Err(why) => return Err(format!("{user} cannot open desk {id} of {}: {}", branch.id, why.0).into()),
            }
        }
        Err(format!("no desk of {} is closed, for {user} to open", branch.id).into())
    }

    /// The stream of this desk's screen.
    pub fn stream(&self) -> Result<Request, Failed> {
        let path = self.base.replacen("/desks/", "/stream/desk/", 1);
        self.target.get(&path, Some(&self.cookie))
    }

    /// A visitor takes a ticket.
    pub async fn issue(&mut self, service: &str) -> Result<(), Failed> {
        let request = self.target.post(
            &format!("{}/tickets", self.branch.base),
            None,
            &self.keys.fresh(),
            self.branch.ticket_request(service),
        )?;
        self.connection.ask(request).await?.expect(201).map(drop)
    }

    /// Finds a service of this desk: it issues a ticket for one service after another until the desk calls one, and serves it.
    pub async fn a_service(&mut self) -> Result<String, Failed> {
        for service in self.branch.services.clone() {
            self.issue(&service).await?;
            if let Some(service) = self.press("next").await?["ticket"]["service"].as_str() {
                let service = service.to_owned();
                self.press("start").await?;
                self.press("finish").await?;
                return Ok(service);
            }
        }
        Err(format!("{} calls nobody, whatever visitors come for", self.base).into())
    }

    /// The `seq` that the branch's next call will have.
    pub async fn next_call(&mut self) -> Option<usize> {
        let lobby = self.lobby().await;
        let seq = lobby.inspect_err(|why| self.board.error("lobby", why.clone())).ok()?["calls"][0]["seq"].as_u64();
        usize::try_from(seq.unwrap_or(0)).ok().map(|seq| seq + 1)
    }

    async fn lobby(&mut self) -> Result<Value, Failed> {
        let request = self.target.get(&format!("{}/view/lobby", self.branch.base), None)?;
        self.connection.ask(request).await?.expect(200)?.json()
    }

    /// Sends a command as [`press`](Self::press) does, and records how long it took.
    pub async fn timed(&mut self, command: &'static str) -> Option<Value> {
        let began = Instant::now();
        match self.press(command).await {
            Ok(answer) => {
                self.board.record(command, began.elapsed());
                Some(answer)
            }
            Err(why) => {
                self.board.error(command, why);
                if let Ok(connection) = self.target.connect().await {
                    self.connection = connection;
                }
                None
            }
        }
    }

    /// Sends a command and returns the answer.
    pub async fn press(&mut self, command: &str) -> Result<Value, Failed> {
        let path = format!("{}/{command}", self.base);
        let request = self.target.post(&path, Some(&self.cookie), &self.keys.fresh(), "{}".to_owned())?;
        self.connection.ask(request).await?.expect(200)?.json()
    }

    /// Closes the desk, as it was before.
    pub async fn close(mut self) {
        if let Err(why) = self.press("close").await {
            tracing::warn!(desk = self.base, why = why.0, "the desk could not be closed");
        }
    }
}
