//! The shape of the file, asked of the types that read it.

use crate::file::File;
use serde::Deserialize;
use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What a type asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    Text,
    Number,
    Flag,
    Choice(&'static [&'static str]),
    Texts,
    Structs,
    Maps,
    Map(Box<Seen>),
    /// A struct, or what holds one.
    Struct,
}

type Found = RefCell<BTreeMap<String, Seen>>;

/// Every key of the file with what it holds.
pub fn shape() -> BTreeMap<String, Seen> {
    let (found, seen) = (Found::default(), RefCell::new(Seen::Struct));
    File::deserialize(Asked { path: String::new(), found: &found, seen: &seen }).unwrap();
    found.into_inner()
}

/// Answers whatever a type asks for, and keeps what it was.
#[derive(Clone)]
struct Asked<'a> {
    path: String,
    found: &'a Found,
    seen: &'a RefCell<Seen>,
}

impl Asked<'_> {
    fn note(&self, seen: Seen) {
        *self.seen.borrow_mut() = seen;
    }
}

macro_rules! answers {
    ($($asked:ident $answer:ident $value:expr, $seen:expr;)*) => {
        $(fn $asked<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.note($seen);
            visitor.$answer($value)
        })*
    };
}

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = Error;

    answers! {
        deserialize_bool visit_bool true, Seen::Flag;
        deserialize_u8 visit_u8 1, Seen::Number;
        deserialize_u16 visit_u16 1, Seen::Number;
        deserialize_u32 visit_u32 1, Seen::Number;
        deserialize_u64 visit_u64 1, Seen::Number;
        deserialize_i8 visit_i8 1, Seen::Number;
        deserialize_i16 visit_i16 1, Seen::Number;
        deserialize_i32 visit_i32 1, Seen::Number;
        deserialize_i64 visit_i64 1, Seen::Number;
        deserialize_f32 visit_f32 1.0, Seen::Number;
        deserialize_f64 visit_f64 1.0, Seen::Number;
        deserialize_str visit_str "x", Seen::Text;
        deserialize_string visit_str "x", Seen::Text;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = visitor.visit_seq(Once { asked: self.clone(), given: false })?;
        let inner = self.seen.borrow().clone();
        self.note(match inner {
            Seen::Text => Seen::Texts,
            Seen::Map(_) => Seen::Maps,
            _ => Seen::Structs,
        });
        Ok(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = visitor.visit_map(Once { asked: self.clone(), given: false })?;
        let inner = self.seen.borrow().clone();
        self.note(Seen::Map(Box::new(inner)));
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let is_place = name.contains("Spanned");
        let value = visitor.visit_map(Each { asked: self.clone(), fields, is_place, at: 0 })?;
        if !is_place {
            self.note(Seen::Struct);
        }
        Ok(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.note(Seen::Choice(variants));
        visitor.visit_enum(First(variants[0]))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        panic!("{}: a type of the file asks for anything", self.path)
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// A list with one entry, or a map with one key.
struct Once<'a> {
    asked: Asked<'a>,
    given: bool,
}

impl<'de> SeqAccess<'de> for Once<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if std::mem::replace(&mut self.given, true) { Ok(None) } else { seed.deserialize(self.asked.clone()).map(Some) }
    }
}

impl<'de> MapAccess<'de> for Once<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if std::mem::replace(&mut self.given, true) { Ok(None) } else { seed.deserialize(self.asked.clone()).map(Some) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.asked.clone())
    }
}

/// Each field of a struct. What knows its place in the file is as what it holds.
struct Each<'a> {
    asked: Asked<'a>,
    fields: &'static [&'static str],
    is_place: bool,
    at: usize,
}

impl<'de> MapAccess<'de> for Each<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(field) = self.fields.get(self.at) else { return Ok(None) };
        self.at += 1;
        // What knows its place compares the name while it is borrowed.
        seed.deserialize(BorrowedStrDeserializer::<Error>::new(field)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (field, before) = (self.fields[self.at - 1], &self.asked);
        if self.is_place {
            return seed.deserialize(before.clone());
        }
        let path = if before.path.is_empty() { field.to_owned() } else { [&before.path, ".", field].concat() };
        let value = seed.deserialize(Asked { path: path.clone(), ..before.clone() })?;
        let seen = before.seen.borrow().clone();
        let of_openings = before.path.ends_with("hours");
        if seen != Seen::Struct && field != "id" && !of_openings {
            before.found.borrow_mut().insert(path, seen);
        }
        Ok(value)
    }
}

/// The first of the words that an enum knows.
struct First(&'static str);

impl<'de> EnumAccess<'de> for First {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(BorrowedStrDeserializer::<Error>::new(self.0))?, self))
    }
}

impl<'de> VariantAccess<'de> for First {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Error> {
        unreachable!("no enum of the file holds anything")
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        unreachable!("no enum of the file holds anything")
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        unreachable!("no enum of the file holds anything")
    }
}
