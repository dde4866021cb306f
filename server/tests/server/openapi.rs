//! The OpenAPI document against the server that serves it.

use super::program::{Server, problem};
use reqwest::Method;
use serde_json::Value;

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
        "auto-call",
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

/// Every operation of the document: method, path, description.
fn operations(document: &Value) -> Vec<(Method, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let operations = paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (method.to_uppercase().parse().unwrap(), path.as_str(), operation))
    });
    operations.collect()
}

#[tokio::test]
async fn every_problem_is_documented_as_what_it_is() {
    let server = Server::demo();
    let document = document(&server).await;
    for (method, path, operation) in operations(&document) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let content = response["content"].as_object();
            if status.parse::<u16>().unwrap() < 400 {
                assert!(content.is_none_or(|content| !content.contains_key("application/problem+json")));
                continue;
            }
            if status == "416" {
                // A part of a file that it does not have: a header says how long it is.
                continue;
            }
            let content = content.unwrap_or_else(|| panic!("{method} {path}: {status} has no content"));
            assert_eq!(content.keys().collect::<Vec<_>>(), ["application/problem+json"], "{method} {path}: {status}");
            assert_eq!(content["application/problem+json"]["schema"]["$ref"], "#/components/schemas/Problem");
            assert!(response["description"].as_str().unwrap().contains('`'), "{method} {path}: {status} names no code");
        }
    }
    let codes = document["components"]["schemas"]["Code"]["enum"].as_array().unwrap();
    assert!(codes.iter().any(|code| code == "closed"), "{codes:?}");
}

/// Sends each operation what it refuses, as everybody and as the manager, and looks for the answer in the document.
#[tokio::test]
async fn every_refusal_of_a_malformed_request_is_documented() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    let document = document(&server).await;
    let (key, json) = (("Idempotency-Key", "a-key-of-this-test"), ("content-type", "application/json"));
    let large = format!("{{\"x\":\"{}\"}}", "x".repeat(20_000));
    for (method, path, operation) in operations(&document).into_iter().filter(|(_, path, _)| !path.contains("/stream"))
    {
        let parameters =
            [("{branch}", "centro"), ("{desk}", "1"), ("{ticket}", "1"), ("{token}", "0"), ("{alert}", "1")];
        let known = parameters.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value));
        let strange = path.replace('{', "%C3").replace('}', "");
        for (path, cookie, headers, body) in [
            (&strange, "", vec![key, json], "{}"),
            (&strange, &*gaia.cookie, vec![key, json], "{}"),
            (&known, "", vec![key, json], "{}"),
            (&known, &*gaia.cookie, vec![json], "{}"),
            (&known, &*gaia.cookie, vec![("Idempotency-Key", "short"), json], "{}"),
            (&known, &*gaia.cookie, vec![key], "{}"),
            (&known, &*gaia.cookie, vec![key, json], "{"),
            (&known, &*gaia.cookie, vec![key, json], "{\"x\":1}"),
            (&known, &*gaia.cookie, vec![key, json], &*large),
            (&known, &*gaia.cookie, vec![key, json, ("sec-fetch-site", "cross-site")], "{}"),
        ] {
            let request = server.request(method.clone(), &server.url(path)).header("cookie", cookie);
            let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
            let answer = request.body(body.to_owned()).send().await.unwrap();
            let status = answer.status().as_u16();
            let documented = &operation["responses"][status.to_string()];
            assert!(!documented.is_null(), "{method} {path} answers {status}: {}", answer.text().await.unwrap());
            if status >= 400 {
                let (_, code) = problem(answer).await;
                let described = documented["description"].as_str().unwrap();
                let by_rule = status == 409 && described.contains("of the rule");
                assert!(by_rule || described.contains(&format!("`{code}`")), "{method} {path}: {status} {code}");
            }
        }
    }
}

#[tokio::test]
async fn what_a_parameter_must_be_is_in_its_schema() {
    let server = Server::demo();
    let document = document(&server).await;
    for (method, path, operation) in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
            let bounded =
                schema["pattern"].is_string() || schema["minimum"].is_number() || schema["minLength"].is_number();
            // A language that is not spoken, or none at all, stands for the branch's first one.
            let any_text = name == "lang" && schema["type"] == "string";
            assert!(bounded || any_text, "{method} {path}: {name} is {schema}");
        }
    }
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["IssueRequest"]["properties"]["service"]["$ref"], "#/components/schemas/Id");
    assert!(schemas["Id"]["pattern"].is_string() && schemas["Language"]["pattern"].is_string());
}

#[tokio::test]
async fn health_and_readiness_answer() {
    let server = Server::demo();
    assert_eq!(server.get("/healthz").await.text().await.unwrap(), "ok\n");
    assert_eq!(server.get("/readyz").await.text().await.unwrap(), "ready\n");
}
