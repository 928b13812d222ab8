//! The rules of this repository for its own document, beyond those of generation.

mod components;
mod evidence;
mod examples;
mod prose;

pub(super) use components::{links, tags, unused};
pub(super) use evidence::{enums, evidence, extensions, facts as general_facts};
pub(super) use examples::{bodies, present, valid};
pub(super) use prose::{descriptions, links as prose_links};
