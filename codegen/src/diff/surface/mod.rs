//! The public surface of generated code: public names and their signatures.

mod reader;
mod tokens;

use std::collections::BTreeMap;
use std::fmt;

use reader::SurfaceReader;

/// A public name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PublicName {
    /// The module: `types`, `enums`, `requests`, `operations`, or empty for the client.
    pub(crate) module: &'static str,
    /// The item.
    pub(crate) item: String,
    /// A field, variant, method or trait of it.
    pub(crate) member: Member,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Member {
    /// The item itself.
    Itself,
    Field(String),
    Variant(String),
    Method(String),
    Trait(String),
}

/// The signature of a public name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signature {
    /// The type or signature, without the names of arguments.
    pub(crate) text: String,
    /// The names of the arguments in their order. For a sorted enum, the names of the variants.
    pub(crate) arguments: Vec<String>,
    /// Whether fields or variants can be added.
    pub(crate) open: bool,
    pub(crate) deprecated: bool,
}

/// The files with a public surface, and their modules.
const MODULES: [(&str, &str); 5] = [
    ("types.rs", "types"),
    ("enums.rs", "enums"),
    ("requests.rs", "requests"),
    ("operations.rs", "operations"),
    ("api.rs", ""),
];

/// The public names with their signatures.
#[derive(Debug, Default)]
pub(crate) struct Surface(BTreeMap<PublicName, Signature>);

impl Surface {
    /// Reads the files of a generated module.
    ///
    /// # Errors The syntax error of the first file that is not Rust.
    pub(crate) fn parse(files: &BTreeMap<String, String>) -> syn::Result<Self> {
        let mut surface = Self::default();
        for (name, text) in files {
            if MODULES.iter().any(|(file, _)| file == name) {
                surface.add(name, &syn::parse_file(text)?);
            }
        }
        Ok(surface)
    }

    /// Adds the public names of a piece of a file.
    pub(crate) fn add(&mut self, file: &str, piece: &syn::File) {
        if let Some((_, module)) = MODULES.iter().find(|(name, _)| *name == file) {
            let mut reader = SurfaceReader::new(module, self);
            piece.items.iter().for_each(|item| reader.item(item));
        }
    }

    /// Returns the names in their order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &PublicName> {
        self.0.keys()
    }

    /// Returns the signature of a name.
    pub(crate) fn get(&self, name: &PublicName) -> Option<&Signature> {
        self.0.get(name)
    }

    /// Returns the signature of the item that a name belongs to.
    pub(crate) fn item(&self, name: &PublicName) -> Option<&Signature> {
        let item = PublicName {
            member: Member::Itself,
            ..name.clone()
        };
        self.0.get(&item)
    }
}

impl fmt::Display for PublicName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.module.is_empty() {
            write!(f, "{}::", self.module)?;
        }
        f.write_str(&self.item)?;
        match &self.member {
            Member::Itself => Ok(()),
            Member::Field(name) => write!(f, ".{name}"),
            Member::Variant(name) => write!(f, "::{name}"),
            Member::Method(name) => write!(f, "::{name}()"),
            Member::Trait(name) => write!(f, ": {name}"),
        }
    }
}
