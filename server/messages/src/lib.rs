//! Messages that leave the house: `push` tells a visitor's phone of a call.
#![forbid(unsafe_code)]

pub mod push;
