//! The OpenAPI document against the server that serves it.

use super::program::{Server, fresh_key};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn document(server: &Server) -> Value {
    server.get("/api/openapi.json").await.json().await.unwrap()
}

#[tokio::test]
async fn the_document_has_the_routes_of_the_contract() {
    let server = Server::demo();
    let document = document(&server).await;
    let branch = "/api/v1/branches/{branch}";
    let mut routes = vec![("post", format!("{branch}/tickets")), ("get", "/api/v1/tickets/{token}".to_owned())];
    routes.push(("get", "/api/v1/tickets/{token}/stream".to_owned()));
    routes.push(("post", "/api/v1/tickets/{token}/cancel".to_owned()));
    for screen in ["kiosk", "lobby", "manager", "desk", "desk/{desk}"] {
        routes.push(("get", format!("{branch}/view/{screen}")));
        routes.push(("get", format!("{branch}/stream/{screen}")));
    }
    for command in [
        "open",
        "close",
        "pause",
        "take-over",
        "next",
        "call",
        "recall",
        "start",
        "finish",
        "no-show",
        "park",
        "transfer",
    ] {
        routes.push(("post", format!("{branch}/desks/{{desk}}/{command}")));
    }
    for command in ["resume", "cancel", "reinstate", "priority", "service"] {
        routes.push(("post", format!("{branch}/tickets/{{ticket}}/{command}")));
    }
    for command in ["stop", "resume", "extend", "close"] {
        routes.push(("post", format!("{branch}/day/{command}")));
    }
    for command in ["alerts", "alerts/{alert}/clear", "desks/{desk}/help"] {
        routes.push(("post", format!("{branch}/{command}")));
    }
    routes.push(("post", format!("{branch}/check-in")));
    routes.push(("get", format!("{branch}/tickets/{{ticket}}/history")));
    routes.push(("post", "/api/v1/tickets/{token}/delay".to_owned()));
    for method in ["post", "delete"] {
        routes.push((method, "/api/v1/tickets/{token}/push".to_owned()));
    }
    routes.push(("get", "/api/v1/push-key".to_owned()));
    for (method, path) in routes {
        assert!(document["paths"][&path][method].is_object(), "{method} {path}");
    }
}

/// Walks the document and tries every operation as nobody and as each role.
#[tokio::test]
async fn every_guarded_operation_is_closed_to_nobody_and_open_to_its_role_only() {
    let server = Server::demo();
    let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
    let document = document(&server).await;
    let mut guarded = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Some(needs) = operation["security"][0]["session"].as_array() else { continue };
            guarded += 1;
            let url = server.url(&path.replace("{branch}", "centro").replace("{desk}", "1").replace("{ticket}", "1"));
            let method: Method = method.to_uppercase().parse().unwrap();
            let send = async |cookie: &str| {
                let request = server
                    .request(method.clone(), &url)
                    .header("Idempotency-Key", fresh_key())
                    .header("cookie", cookie);
                request.json(&json!({})).send().await.unwrap().status()
            };
            assert_eq!(send("").await, StatusCode::UNAUTHORIZED, "{method} {path} as nobody");
            let manager_only = needs.iter().any(|role| role == "Manager");
            let as_csr = send(&anna.cookie).await;
            assert_eq!(as_csr == StatusCode::FORBIDDEN, manager_only, "{method} {path} as a CSR: {as_csr}");
            let as_manager = send(&gaia.cookie).await;
            assert!(!matches!(as_manager.as_u16(), 401 | 403), "{method} {path} as a manager: {as_manager}");
        }
    }
    assert!(guarded >= 29, "{guarded} guarded operations");
}

#[tokio::test]
async fn health_and_readiness_answer() {
    let server = Server::demo();
    assert_eq!(server.get("/healthz").await.text().await.unwrap(), "ok\n");
    assert_eq!(server.get("/readyz").await.text().await.unwrap(), "ready\n");
}
