//! `sportello serve` serves the branches of a set-up until a signal stops it.

use super::letters::ReportSender;
use super::{Error, security};
use crate::http::phones::{Phones, Way};
use crate::http::{self, AppState, Site};
use crate::settings::{self, Serve, SiteArgs};
use ::demo::Show;
use ::setup::{AlertWay, Alerts, Setup, Written};
use ::speech::{Health, Speech};
use branch::setups::{self, Origin};
use branch::troubles::TroubleWatch;
use branch::{Branches, Moved, Observers, Reporting, RequestKey, Setups, alerts};
use leptos::config::{Env, LeptosOptions};
use messages::mail::Mailer;
use messages::outbox::{Channel, OutboxWorker};
use messages::push::{Key, MovedWait, Push, Reach};
use messages::sms::SmsGateway;
use messages::tell::NewsWorker;
use messages::webhook::Webhooks;
use office::lessons::Following;
use office::officers::Bookable;
use paper::print::{self, Printers};
use people::{Audit, Devices, Staff};
use std::fmt::Write as _;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::{BranchId, Person, Role, Store};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use wire::{DemoUser, WaitRange};

/// How long open requests may take after a signal to stop.
const GRACE: Duration = Duration::from_secs(10);
/// The limit of open files that most systems set, for one that does not tell its own.
const COMMON_OPEN_FILES: u64 = 1024;

pub async fn run(arguments: Serve) -> Result<(), Error> {
    // A file with mistakes is told of before anything is opened.
    Setup::load(arguments.site.setup.as_deref())?;
    let store = super::open(&arguments.database.url).await?;
    let setups = start_setups(&arguments.site, &store, false).await?;
    let staff = Staff::load(store.clone()).await?;
    if store::staff::nobody(&store).await? {
        tracing::warn!(
            "nobody can sign in yet: make the first admin by the link below, or add people with `sportello staff add`, also while this server runs"
        );
    }
    serve(arguments.listen, &arguments.site, setups, store, staff, None).await
}

/// Takes the set-up's file into the store where it is to rule, and runs by the version that is in force.
pub async fn start_setups(site: &SiteArgs, store: &Store, demo: bool) -> Result<Setups, Error> {
    let file = site.setup.as_deref();
    let (written, origin) = (Written::read(file)?, if file.is_some() { Origin::File } else { Origin::Carried });
    let alone = !edits(site)?;
    let version = setups::take(store, &written, origin, alone).await?;
    Ok(Setups::start(store.clone(), &version, ::setup::folder_of(file), demo).await?)
}

/// Whether the set-up can be edited on a page: neither an option nor the file says otherwise.
fn edits(site: &SiteArgs) -> Result<bool, Error> {
    Ok(!site.no_editor && Setup::load(site.setup.as_deref())?.editor)
}

/// What a demo has besides its branch.
pub struct Demo {
    /// The users to try.
    pub users: Vec<DemoUser>,
    /// What is played; `None` where nothing is.
    pub show: Option<Show>,
}

/// Serves until a signal, waits for open requests, and closes the store.
pub async fn serve(
    address: SocketAddr,
    site: &SiteArgs,
    setups: Setups,
    store: Store,
    staff: Staff,
    demo: Option<Demo>,
) -> Result<(), Error> {
    // Pages are rendered on tokio's tasks; a second call in one process changes nothing.
    let _ = any_spawner::Executor::init_tokio();
    let most_connections = http::most_connections(open_files());
    let listener = TcpListener::bind(address).await.map_err(|source| Error::Listen { address, source })?;
    let address = listener.local_addr()?;
    let outside = listen_outside(site).await?;
    http::metrics::start();
    let periods = super::privacy::periods(&site.keep.keep)?;
    let tls = super::tls::load(site, address, &store).await?;
    let sign_on = super::sign_on::load(site)?;
    let passwords = !site.sign_on.sign_on_only;
    let audit = Audit::start(store.clone());
    let name = RequestKey::fresh().as_str().to_owned();
    let reporting = Reporting::start(store.clone(), super::reports::oldest_visits(&periods), &name);
    let (stop, stopping) = watch::channel(false);
    // A demo listens on this machine only: its phones' messages may stay here too.
    let reach = if demo.is_some() { Reach::ThisMachine } else { Reach::Public };
    let key = Key::load(&store, site.public_url.as_deref()).await?;
    let (push, calls) = Push::start(store.clone(), key, reach, &settings::proxy()).map_err(std::io::Error::other)?;
    let (moves, journal, figures) = (calls.clone(), audit.clone(), reporting.clone());
    let lessons = Following::start(store.clone());
    let observers = Observers::default()
        .with(move |committed| calls.note(committed.setup, committed.branch, committed.events.iter().copied()))
        .with(move |committed| {
            if committed.events.iter().any(|event| people::audit::is_noted(event)) {
                journal.moved(&BranchId::new(&committed.setup.id));
            }
        })
        .with(move |committed| figures.moved(&BranchId::new(&committed.setup.id)))
        .with_practice(move |committed| lessons.moved(&BranchId::new(&committed.setup.id)))
        .with_moves(move |setup, moved| moves.note_moved(setup, moved_wait(moved)));
    let (tell, silent) = watch::channel(false);
    let newest = setups.newest().setup;
    let setup = newest.as_ref();
    let speech = start_speech(site, setup, tell);
    print::make_ready(setup);
    let alert_rules = setup.alerts.clone();
    let (webhooks, mailer) = (webhooks(site, &alert_rules, reach)?, mailer(site)?);
    let writes = !setup.reports.is_empty() || alert_rules.to.iter().any(|to| matches!(to.way, AlertWay::Mail(_)));
    if mailer.is_none() && writes {
        let fault = "a report_to or an alert_to of the set-up is a mailbox: set --mail-server and --mail-from";
        return Err(Error::Usage(fault.to_owned()));
    }
    let is_demo = demo.is_some();
    // Before anybody is answered, and then with each newer set-up.
    security::take_up(&staff, &setup.security, is_demo);
    tokio::spawn(security::follow(staff.clone(), setups.changes(), is_demo));
    let (demo_users, show) = demo.map_or((Vec::new(), None), |demo| (demo.users, demo.show));
    let demo_players =
        show.iter().flat_map(|show| &show.players).map(|(desk, player)| (desk.clone(), player.csr)).collect();
    let state = AppState {
        branches: Branches::new(setups, store.clone(), staff.names(), observers),
        devices: Devices::start(store.clone()),
        staff: staff.with_passwords(passwords),
        store: store.clone(),
        audit: audit.clone(),
        push,
        site: Arc::new(Site {
            server: name,
            alerts: alert_rules.clone(),
            leptos: leptos_options(site, address),
            public_url: site.public_url.clone(),
            phones: Phones::new(site.public_url.clone(), address),
            mail: site.mail_server.is_some() && site.mail_from.is_some(),
            trusted_proxies: site.trusted_proxy.clone(),
            is_demo,
            editor: edits(site)?,
            tls: tls.clone(),
            sign_on,
            passwords,
            demo_users,
            demo_players,
        }),
        told: alerts::Told::default(),
        speech,
        limits: http::Limits::default(),
        bookable: Bookable::default(),
        kept_pages: http::KeptPages::default(),
        printers: Printers::default(),
        stopping: stopping.clone(),
    };
    tokio::spawn(alerts::of_speech(state.branches.clone(), silent));
    tokio::spawn(super::silence::watch(state.branches.clone(), state.devices.clone()));
    tokio::spawn(office::care::look_after(store.clone()));
    let watch = TroubleWatch::new(state.branches.clone(), store.clone(), alert_rules.clone());
    tokio::spawn(watch.run(stopping.clone()));
    let (setups, origin) = (state.branches.setups(), site.public_url.clone());
    let telling = NewsWorker::new(store.clone(), setups, alert_rules, state.push.clone(), may_hear, origin);
    tokio::spawn(telling.with_webhooks(webhooks).with_mail(mailer.clone()).run(stopping.clone()));
    for worker in outbox_workers(site, &state, mailer.clone(), reach)? {
        tokio::spawn(worker.run(stopping.clone()));
    }
    if let Some(mailer) = mailer {
        tokio::spawn(ReportSender::new(state.clone(), mailer).run(stopping.clone()));
    }
    // Listened for before anybody is told that the server is there.
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        let _ = stop.send(true);
    });
    if state.site.demo_users.is_empty() && matches!(state.site.phones.way(), Way::Nowhere) {
        tracing::warn!("visitors' phones {}", way_of_phones(&state.site.phones));
    }
    if let Some(tls) = tls.clone() {
        tokio::spawn(tls.watch());
    }
    let calendars = state.branches.every();
    tokio::spawn(people::erasure::run(store.clone(), calendars, periods));
    // All that can end the start comes before the server says that it is ready.
    let outside_address = outside.as_ref().map(TcpListener::local_addr).transpose()?;
    let invitation = state.staff.invite_first_admin(machine::clock::now()).await?;
    announce(address, outside_address, invitation.as_deref(), &state);
    if let Some(show) = show {
        let (address, stopping) = (address.to_string(), stopping.clone());
        tokio::spawn(async move { ::demo::play(&address, show, stopping).await });
    }
    let acceptor = tls.map(|tls| tls.acceptor());
    // Half of the places each: visitors at home keep none of those in the branch out.
    let most = if outside.is_some() { most_connections.div_ceil(2) } else { most_connections };
    let outside = outside.map(|listener| {
        http::serve(listener, acceptor.clone(), http::public_router(state.clone()), most, stopping.clone())
    });
    let outside = async {
        if let Some(outside) = outside {
            outside.await;
        }
    };
    let inside = http::serve(listener, acceptor, http::router(state), most, stopping.clone());
    let server = async { tokio::join!(inside, outside) };
    let overdue = async {
        let mut stopping = stopping;
        drop(stopping.wait_for(|stopping| *stopping).await);
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        _ = server => {}
        () = overdue => tracing::warn!("some requests did not end in time"),
    }
    audit.finish().await;
    reporting.finish().await;
    store.close().await;
    Ok(())
}

/// The listener for visitors from outside, where one is asked for.
async fn listen_outside(site: &SiteArgs) -> Result<Option<TcpListener>, Error> {
    let Some(address) = site.public_listen else { return Ok(None) };
    if site.public_url.is_none() {
        tracing::warn!(
            "--public-listen without --public-url: codes and messages lead phones to the address that the kiosk uses"
        );
    }
    let listener = TcpListener::bind(address).await.map_err(|source| Error::Listen { address, source })?;
    Ok(Some(listener))
}

/// The way to the bank's mail server, where one is set.
fn mailer(site: &SiteArgs) -> Result<Option<Mailer>, Error> {
    let (Some(server), Some(from)) = (&site.mail_server, &site.mail_from) else { return Ok(None) };
    Ok(Some(Mailer::new(server, from).map_err(|fault| Error::Usage(fault.to_string()))?))
}

/// The workers that send mail and text messages, where a mail server or a gateway is set.
fn outbox_workers(
    site: &SiteArgs,
    state: &AppState,
    mailer: Option<Mailer>,
    reach: Reach,
) -> Result<Vec<OutboxWorker>, Error> {
    let mut channels: Vec<Channel> = mailer.into_iter().map(Channel::Mail).collect();
    if let Some(address) = &site.sms_webhook {
        let reach = if site.webhook_private_network { Reach::Inside } else { reach };
        let key = site.sms_key.as_deref().unwrap_or_default();
        let gateway = SmsGateway::new(address, key, reach, &settings::proxy());
        channels.push(Channel::Sms(gateway.map_err(|fault| Error::Usage(fault.to_string()))?));
    }
    channels.push(Channel::Push(state.push.clone()));
    let worker =
        |channel| OutboxWorker::new(state.store.clone(), state.branches.setups(), channel, site.public_url.clone());
    Ok(channels.into_iter().map(worker).collect())
}

/// The ways to the bank's programs, where the set-up names any.
fn webhooks(site: &SiteArgs, alerts: &Alerts, reach: Reach) -> Result<Option<Webhooks>, Error> {
    if !alerts.to.iter().any(|to| matches!(to.way, AlertWay::Webhook(_))) {
        return Ok(None);
    }
    let reach = if site.webhook_private_network { Reach::Inside } else { reach };
    let key = site.webhook_key.as_deref().unwrap_or_default();
    let webhooks = Webhooks::new(alerts, key, reach, &settings::proxy());
    Ok(Some(webhooks.map_err(|fault| Error::Usage(fault.to_string()))?))
}

/// Whether a person may hear what is wrong in a branch.
fn may_hear(person: &Person, branch: &str) -> bool {
    people::may(person, branch, Role::Manager)
}

/// A wait that has moved, as phones are sent it.
fn moved_wait(moved: &Moved) -> MovedWait {
    let Moved { day, ticket, number, token, language, word } = moved.clone();
    let wait = WaitRange { low_minutes: word.low_minutes, high_minutes: word.high_minutes };
    MovedWait { day, ticket, number, token, language, wait }
}

/// Raises the limit of open files as far as the system allows, because every screen is an open connection; the limit.
fn open_files() -> u64 {
    rlimit::increase_nofile_limit(u64::MAX).unwrap_or_else(|error| {
        tracing::warn!(%error, "the limit of open files stays as it is");
        rlimit::Resource::NOFILE.get_soft().unwrap_or(COMMON_OPEN_FILES)
    })
}

/// Starts speech in the languages of all branches.
fn start_speech(site: &SiteArgs, setup: &Setup, silent: watch::Sender<bool>) -> Speech {
    let program = Some(site.speech.as_str()).filter(|program| !program.is_empty());
    let clips = super::clips::load(site.clips.as_deref(), setup);
    let languages = setup.branches.values().flat_map(|branch| &branch.languages).map(wire::Language::as_str);
    Speech::start(program, clips, languages, move |health| {
        tell_of_speech(health);
        metrics::gauge!("sportello_speech_available").set(f64::from(u8::from(health.speaks)));
        silent.send_replace(!health.speaks);
    })
}

/// Logs which languages are no longer spoken, or that all are again.
fn tell_of_speech(Health { speaks, troubles }: &Health) {
    let why: Vec<String> = troubles.iter().map(ToString::to_string).collect();
    match (speaks, why.join("; ")) {
        (true, why) if why.is_empty() => tracing::info!("there is speech again at lobby and kiosk"),
        (true, why) => tracing::warn!("not every language is spoken at lobby and kiosk, the others are: {why}"),
        (false, why) => tracing::warn!("no speech at lobby and kiosk: {why}"),
    }
}

fn leptos_options(site: &SiteArgs, address: SocketAddr) -> LeptosOptions {
    let root = settings::site_root(site.assets.as_deref());
    if !root.join("pkg").is_dir() {
        tracing::warn!(folder = %root.display(), "the site's files are not there: pages come without style and script; build with `make build`, or give --assets");
    }
    let leptos = settings::leptos();
    let hashed = std::env::current_exe().is_ok_and(|program| program.with_file_name("hash.txt").is_file());
    let options = LeptosOptions::builder()
        .output_name("sportello")
        .site_root(root.display().to_string())
        .site_addr(address)
        .hash_files(hashed)
        .env(if leptos.watch { Env::DEV } else { Env::PROD });
    options.reload_port(leptos.reload_port.unwrap_or(3001)).build()
}

/// Prints the addresses of the screens. A closed standard output is no reason to stop.
fn announce(address: SocketAddr, outside: Option<SocketAddr>, invitation: Option<&str>, state: &AppState) {
    let scheme = if state.site.tls.is_some() { "https" } else { "http" };
    let mut lines = format!("Sportello is ready at {scheme}://{address}/\n");
    // A bank's list would be long; the front door has it.
    for setup in state.branches.setups().into_iter().take(3) {
        for screen in ["kiosk", "lobby", "desk", "manager"] {
            let _ = writeln!(lines, "  {screen:<8} {scheme}://{address}/b/{}/{screen}", setup.id);
        }
    }
    if let Some(outside) = outside {
        for setup in state.branches.setups().into_iter().take(3) {
            let _ = writeln!(lines, "  visitors {scheme}://{outside}/b/{}", setup.id);
        }
    }
    for DemoUser { login, password, .. } in &state.site.demo_users {
        let _ = writeln!(lines, "  sign in as {login:<6} with {password}");
    }
    let plays: Vec<&str> = state.site.demo_players.keys().map(queue::DeskId::as_str).collect();
    if !plays.is_empty() {
        let _ = writeln!(lines, "  the demo plays desks {}; the others are yours", plays.join(", "));
    }
    let _ = writeln!(lines, "  phones   {}", way_of_phones(&state.site.phones));
    // Whoever reads standard output has the machine anyway.
    if let Some(token) = invitation {
        let own = format!("{scheme}://{address}");
        let origin = state.site.public_url.as_deref().unwrap_or(&own);
        let _ = writeln!(lines, "  the first admin is made at {origin}/first-admin/{token} (once, within an hour)");
    }
    let _ = std::io::stdout().write_all(lines.as_bytes());
}

/// Where visitors' phones are led, for who starts the server. A kiosk at this machine's own address would else lead each phone
/// to itself, and nobody at the screen could tell why.
fn way_of_phones(phones: &Phones) -> String {
    match phones.way() {
        Way::Set(url) => format!("are led to {url}"),
        Way::Own(url) => format!(
            "are led to the address that the kiosk uses, or to {url} where that is this machine's own; --public-url sets another"
        ),
        Way::Nowhere => {
            "do not reach this server: a kiosk on this machine shows no QR code; give --public-url, the address at \
                         which phones reach it, as https://lobby.example"
                .to_owned()
        }
    }
}
