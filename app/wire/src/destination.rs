//! Where a visitor is sent on to.

use serde::{Deserialize, Serialize};

/// Where a visitor is sent on to: `{"service": "loan"}`, `{"desk": "3"}`, `{"csr": 7}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    Service(String),
    /// One desk, which must be open.
    Desk(String),
    /// The person who sits at some desk now.
    Csr(#[serde(deserialize_with = "crate::whole::number")] u32),
}

/// The schema is written by hand, because a derived one lets each variant have the fields of the others too.
#[cfg(feature = "schema")]
mod schema {
    use super::Destination;
    use crate::schema::Id;
    use utoipa::openapi::schema::{
        AdditionalProperties, Object, ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type,
    };
    use utoipa::openapi::{Ref, RefOr};
    use utoipa::{PartialSchema, ToSchema};

    impl PartialSchema for Destination {
        fn schema() -> RefOr<Schema> {
            let number = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer));
            let number = number.minimum(Some(0)).maximum(Some(i64::from(u32::MAX)));
            OneOfBuilder::new()
                .item(alone("service", Ref::from_schema_name("Id")))
                .item(alone("desk", Ref::from_schema_name("Id")))
                .item(alone("csr", Schema::from(number)))
                .description(Some("A service, one desk, which must be open, or the person who sits at some desk now."))
                .into()
        }
    }

    impl ToSchema for Destination {
        fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
            schemas.push(("Id".to_owned(), Id::schema()));
        }
    }

    /// An object with one field and no other.
    fn alone(field: &str, schema: impl Into<RefOr<Schema>>) -> Object {
        let object = ObjectBuilder::new().property(field, schema).required(field);
        object.additional_properties(Some(AdditionalProperties::FreeForm(false))).build()
    }
}
