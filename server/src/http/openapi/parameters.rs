//! The parameters of operations, each described once with all that it must be, beside the extractor that reads it.

use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Required, Schema};

/// A text that matches a pattern.
pub fn text(pattern: &str) -> Object {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).build()
}

/// An id of the set-up: of a branch, a desk, a service, a form, an answer.
pub fn id() -> Object {
    text("^[a-z0-9_-]{1,40}$")
}

/// A number from 0 to the largest that 32 bits hold.
pub fn number() -> Object {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).maximum(Some(i64::from(u32::MAX))).build()
}

/// A part of the path.
pub fn path_parameter(name: &str, description: &str, schema: impl Into<RefOr<Schema>>) -> Parameter {
    parameter(ParameterIn::Path, Required::True, name, description, schema)
}

/// A header that must be there.
pub fn header_parameter(name: &str, description: &str, schema: impl Into<RefOr<Schema>>) -> Parameter {
    parameter(ParameterIn::Header, Required::True, name, description, schema)
}

/// `?lang=`, which may be left out.
pub fn language_query() -> Parameter {
    let description = "The language; the branch's first one where it is missing or not spoken.";
    let any = ObjectBuilder::new().schema_type(Type::String).build();
    parameter(ParameterIn::Query, Required::False, "lang", description, any)
}

/// A text of the query, which may be left out.
pub fn text_query(name: &str, description: &str, pattern: &str) -> Parameter {
    parameter(ParameterIn::Query, Required::False, name, description, text(pattern))
}

/// A number of the query, which may be left out.
pub fn number_query(name: &str, description: &str) -> Parameter {
    parameter(ParameterIn::Query, Required::False, name, description, number())
}

fn parameter(
    place: ParameterIn,
    required: Required,
    name: &str,
    description: &str,
    schema: impl Into<RefOr<Schema>>,
) -> Parameter {
    let parameter = ParameterBuilder::new().name(name).parameter_in(place).required(required);
    parameter.description(Some(description)).schema(Some(schema)).build()
}
