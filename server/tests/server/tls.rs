//! TLS in the server, as a browser and a technician meet it.

use super::program::{BINARY, Server, complaint, database, run};
use reqwest::{Certificate, Client, StatusCode};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use testing::postgres::Cluster;

/// A certificate for localhost with its key, as files.
fn make(folder: &Path) -> Certificate {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    std::fs::write(folder.join("cert.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    Certificate::from_pem(made.cert.pem().as_bytes()).unwrap()
}

/// A server that speaks TLS, and the port that it listens on.
fn serve(folder: tempfile::TempDir, arguments: &[&str]) -> (Server, u16) {
    let mut command = Command::new(&*BINARY);
    command.args(["serve", "--listen", "127.0.0.1:0", "--database"]).arg(database(folder.path())).args(arguments);
    let server = Server::spawn(command, folder);
    let port = server.origin.rsplit_once(':').unwrap().1.parse().unwrap();
    assert!(server.origin.starts_with("https://"), "{}", server.origin);
    (server, port)
}

/// A client that trusts one certificate and nothing else, and keeps no connection.
fn trusting(certificate: &Certificate) -> Client {
    Client::builder().tls_certs_only([certificate.clone()]).pool_max_idle_per_host(0).build().unwrap()
}

async fn status(client: &Client, port: u16) -> Option<StatusCode> {
    client.get(format!("https://localhost:{port}/healthz")).send().await.ok().map(|answer| answer.status())
}

#[tokio::test]
async fn a_new_certificate_is_taken_up_without_a_restart_and_a_broken_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_owned();
    let first = make(&place);
    let (certificate, key) =
        (place.join("cert.pem").display().to_string(), place.join("key.pem").display().to_string());
    let (server, port) = serve(folder, &["--tls-cert", &certificate, "--tls-key", &key]);
    assert_eq!(status(&trusting(&first), port).await, Some(StatusCode::OK));
    std::fs::write(&certificate, "-----BEGIN CERTIFICATE-----\nhalf").unwrap();
    let hang_up = || Command::new("kill").args(["-HUP", &server.id().to_string()]).status().unwrap();
    assert!(hang_up().success());
    assert_eq!(status(&trusting(&first), port).await, Some(StatusCode::OK), "the one of before is served further");
    let second = make(&place);
    assert!(hang_up().success());
    let renewed = trusting(&second);
    for _ in 0..100 {
        if status(&renewed, port).await == Some(StatusCode::OK) {
            assert_eq!(status(&trusting(&first), port).await, None, "the first one is served no more");
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the new certificate was not taken up");
}

#[tokio::test]
async fn a_certificate_that_the_server_makes_itself_is_the_same_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let trust_all = Client::builder().tls_danger_accept_invalid_certs(true).build().unwrap();
    let (server, port) = serve(folder, &["--tls-self-signed"]);
    assert_eq!(status(&trust_all, port).await, Some(StatusCode::OK));
    let secret = |file: std::path::PathBuf| async move {
        let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap();
        let sql = "SELECT value FROM server_secret WHERE name = 'tls_self_signed'";
        sqlx::query_scalar::<_, String>(sql).fetch_one(&pool).await.unwrap()
    };
    let first = secret(server.database()).await;
    let (server, port) = serve(server.kill(), &["--tls-self-signed"]);
    assert_eq!(status(&trust_all, port).await, Some(StatusCode::OK));
    assert_eq!(secret(server.database()).await, first);
}

#[tokio::test]
async fn clients_that_never_finish_their_handshake_keep_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, port) = serve(folder, &["--tls-self-signed"]);
    let mut silent = Vec::new();
    for _ in 0..200 {
        silent.push(tokio::net::TcpStream::connect(("127.0.0.1", port)).await.unwrap());
    }
    let trust_all =
        Client::builder().tls_danger_accept_invalid_certs(true).timeout(Duration::from_secs(3)).build().unwrap();
    assert_eq!(status(&trust_all, port).await, Some(StatusCode::OK));
}

#[test]
fn files_that_do_not_fit_are_refused_at_the_start_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path());
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::rename(path("key.pem"), path("other.pem")).unwrap();
    make(folder.path());
    let database = database(folder.path());
    let said = |certificate: &str, key: &str| {
        let arguments =
            ["serve", "--listen", "127.0.0.1:0", "--database", &database, "--tls-cert", certificate, "--tls-key", key];
        complaint(&run(&arguments))
    };
    assert!(said(&path("cert.pem"), &path("other.pem")).contains("is not that of the certificate"));
    assert!(said(&path("nowhere.pem"), &path("key.pem")).contains("cannot read"));
    assert!(said(&path("key.pem"), &path("key.pem")).contains("holds no certificate"));
}

#[tokio::test]
async fn a_postgresql_is_reached_by_tls_and_only_where_its_certificate_is_the_right_one() {
    let cluster = tokio::task::spawn_blocking(Cluster::start).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    make(folder.path());
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    cluster.require_tls(&read("cert.pem"), &read("key.pem"));
    let url = cluster.url("postgres").replace("127.0.0.1", "localhost");
    let root = folder.path().join("cert.pem").display().to_string();
    let good = format!("{url}?sslmode=verify-full&sslrootcert={root}");
    let server = Server::demo_on(&good);
    server.issue("cash").await;
    assert!(run(&["verify", "--database", &good]).status.success());
    // Another authority, another name, no TLS at all.
    let other = tempfile::tempdir().unwrap();
    make(other.path());
    let other = other.path().join("cert.pem").display().to_string();
    for wrong in [
        format!("{url}?sslmode=verify-full&sslrootcert={other}"),
        format!("{}?sslmode=verify-full&sslrootcert={root}", cluster.url("postgres")),
        format!("{url}?sslmode=disable"),
    ] {
        assert!(!run(&["verify", "--database", &wrong]).status.success(), "{wrong}");
    }
}
