//! Types that only the OpenAPI document needs: what a text must be where serde has a plain `String`.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

/// An id of the set-up: of a branch, a desk, a service, a document.
pub struct Id;

impl PartialSchema for Id {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
        text.pattern(Some("^[a-z0-9_-]{1,40}$")).description(Some("An id of the set-up.")).into()
    }
}

impl ToSchema for Id {}

/// The alerts that the kiosk may raise.
pub struct KioskAlert;

impl PartialSchema for KioskAlert {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
        text.enum_values(Some(["help"])).description(Some("The server raises the others by itself.")).into()
    }
}

impl ToSchema for KioskAlert {}
