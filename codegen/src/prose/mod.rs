//! Texts of the document as documentation of Rust.
//!
//! A document is written by somebody else, and rustdoc runs the code of a comment as a test. So a
//! comment is a [`Comment`]: a list of parts, each of which is ours or the document's by its type. Of
//! a text of the document, Markdown remains; its code is never Rust, its HTML is shown and not
//! interpreted, and its links lead to the web only. What comes out is parsed once more, as rustdoc
//! does it.
//!
//! | in | is |
//! |---|---|
//! | `characters.rs` | what no prose may hold as it is |
//! | `blocks.rs` | lists, quotations and tables, put together from the inside |
//! | `inline.rs` | text of a block, with escapes where it could be Markdown |
//! | `markdown.rs` | code, addresses, and text without Markdown |
//! | `markup.rs` | what in a text a reviewer must look at |
//! | `rewriting.rs` | a text of the document, parsed and written anew |
//! | `guard.rs` | the last look at a whole comment |
//! | `comment.rs` | what stands above an item |

mod blocks;
mod characters;
mod comment;
mod guard;
mod inline;
mod markdown;
mod markup;
mod rewriting;

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;

use pulldown_cmark::Options;

pub(crate) use characters::is_blank;
pub(crate) use comment::Comment;
pub(crate) use markup::{Markup, markup, may_hold_markup};

/// What rustdoc reads beyond CommonMark, but for what only changes how characters look.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);
