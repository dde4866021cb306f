//! Reads the sources of the project, so that `tests/` can hold who may import what.
//!
//! `layers` is the order that docs/layers.md lists, `imports` are the edges between the files of a crate, `sources` finds
//! files and strips what is not code. Nothing here builds or runs another crate.
#![forbid(unsafe_code)]

mod imports;
mod layers;
mod sources;

pub use imports::{Crate, Import};
pub use layers::{Layers, layers};
pub use sources::{Source, code, manifest, members, root, sources};
