//! The problems of an operation in the OpenAPI document: what each thing that a handler takes from a request, or asks, may
//! answer instead. A handler names them once, as `Problems<(Csr, Branch, Key)>`.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use wire::Code;

/// The status of a problem, and its code.
pub type Row = (u16, Code);

/// What can refuse a request: an extractor, or an error type of a noun.
pub trait Refuses {
    /// The problems with which it refuses, in lists that several types share.
    const PROBLEMS: &'static [&'static [Row]];
    /// What a status may mean beside its codes.
    const NOTE: Option<(u16, &'static str)> = None;
}

/// The problems of all types in the tuple `T`, by status.
pub struct Problems<T>(PhantomData<T>);

impl<T: AllProblems> IntoResponses for Problems<T> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let mut by_status: BTreeMap<u16, Vec<String>> = BTreeMap::new();
        let rows = T::rows().into_iter().map(|(status, code)| (status, format!("`{code}`")));
        for (status, words) in rows.chain(T::notes().map(|(status, note)| (status, note.to_owned()))) {
            let known = by_status.entry(status).or_default();
            if !known.contains(&words) {
                known.push(words);
            }
        }
        by_status
            .into_iter()
            .map(|(status, words)| (status.to_string(), RefOr::T(problem(&words.join(", ")))))
            .collect()
    }
}

fn problem(description: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(description).content("application/problem+json", content).build()
}

/// The problems of several types.
pub trait AllProblems {
    fn rows() -> Vec<Row>;
    fn notes() -> impl Iterator<Item = (u16, &'static str)>;
}

macro_rules! all_of {
    ($($name:ident)+) => {
        impl<$($name: Refuses),+> AllProblems for ($($name,)+) {
            fn rows() -> Vec<Row> {
                [$($name::PROBLEMS),+].concat().concat()
            }

            fn notes() -> impl Iterator<Item = (u16, &'static str)> {
                [$($name::NOTE),+].into_iter().flatten()
            }
        }
    };
}

all_of!(A);
all_of!(A B);
all_of!(A B C);
all_of!(A B C D);
all_of!(A B C D E);
all_of!(A B C D E F);
all_of!(A B C D E F G);

#[cfg(test)]
mod tests {
    use super::*;

    struct Door;
    struct Rule;

    impl Refuses for Door {
        const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::BranchUnknown)], &[(503, Code::Busy)]];
    }

    impl Refuses for Rule {
        const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::DeskUnknown), (404, Code::BranchUnknown)]];
        const NOTE: Option<(u16, &'static str)> = Some((404, "or another one"));
    }

    #[test]
    fn one_status_names_the_codes_of_all_that_can_refuse_each_once() {
        let responses = Problems::<(Door, Rule)>::responses();
        let RefOr::T(unknown) = &responses["404"] else { panic!("a reference") };
        assert_eq!(unknown.description, "`branch_unknown`, `desk_unknown`, or another one");
        assert!(unknown.content.contains_key("application/problem+json"));
        assert_eq!(responses.keys().collect::<Vec<_>>(), ["404", "503"]);
    }
}
