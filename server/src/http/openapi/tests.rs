//! Every code of a problem stands in the OpenAPI document.

use crate::http::{api, problem::REFUSALS};
use std::collections::BTreeSet;
use wire::Code;

/// Every code of every operation's problems, as their descriptions name them.
fn described() -> BTreeSet<String> {
    let (_, document) = api::router().split_for_parts();
    let document = serde_json::to_value(document).unwrap();
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
    let responses = operations.flat_map(|operation| operation["responses"].as_object().unwrap().values());
    let problems = responses.filter(|response| !response["content"]["application/problem+json"].is_null());
    let words = problems.flat_map(|problem| problem["description"].as_str().unwrap().split(", "));
    words.filter_map(|word| Some(word.strip_prefix('`')?.trim_matches('`').to_owned())).collect()
}

#[test]
fn every_code_is_a_problem_of_some_operation() {
    let described = described();
    // Wrong addresses belong to no operation; nothing answers with an internal error that anybody knows of.
    let of_no_operation = [Code::NotFound, Code::MethodNotAllowed, Code::Internal];
    for code in Code::ALL {
        let known = described.contains(code.as_str()) || REFUSALS.contains(code) || of_no_operation.contains(code);
        assert!(known, "{code}");
    }
    for word in described {
        assert!(Code::parse(&word) != Code::Unknown, "{word}");
    }
}
