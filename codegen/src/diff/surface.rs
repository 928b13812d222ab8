//! The public surface of generated code: public names and their signatures.

use std::collections::BTreeMap;
use std::fmt;

use quote::ToTokens;
use syn::{Attribute, FnArg, ImplItem, Item, ItemImpl, Visibility};

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
            let mut reader = SurfaceReader {
                module,
                surface: self,
            };
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

struct SurfaceReader<'s> {
    module: &'static str,
    surface: &'s mut Surface,
}

impl SurfaceReader<'_> {
    fn enter(
        &mut self,
        item: &str,
        member: Member,
        text: String,
        attributes: &[Attribute],
    ) -> &mut Signature {
        let name = PublicName {
            module: self.module,
            item: item.to_owned(),
            member,
        };
        let form = Signature {
            text,
            arguments: Vec::new(),
            open: has(attributes, "non_exhaustive"),
            deprecated: has(attributes, "deprecated"),
        };
        self.surface.0.entry(name).insert_entry(form).into_mut()
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let name = item.ident.to_string();
                let head = format!("struct{}", text(&item.generics));
                // A private field keeps others from naming all fields, like `non_exhaustive`.
                let hidden = item.fields.iter().any(|field| !is_public(&field.vis));
                let form = self.enter(&name, Member::Itself, head, &item.attrs);
                form.open |= hidden;
                self.derives(&name, &item.attrs);
                for (at, field) in item.fields.iter().enumerate() {
                    if is_public(&field.vis) {
                        let field_name = field
                            .ident
                            .as_ref()
                            .map_or_else(|| at.to_string(), ToString::to_string);
                        self.enter(
                            &name,
                            Member::Field(field_name),
                            text(&field.ty),
                            &field.attrs,
                        );
                    }
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let name = item.ident.to_string();
                let form = self.enter(
                    &name,
                    Member::Itself,
                    format!("enum{}", text(&item.generics)),
                    &item.attrs,
                );
                if derived(&item.attrs).iter().any(|name| name == "PartialOrd") {
                    let variants = item.variants.iter();
                    form.arguments = variants.map(|v| v.ident.to_string()).collect();
                }
                self.derives(&name, &item.attrs);
                for variant in &item.variants {
                    self.enter(
                        &name,
                        Member::Variant(variant.ident.to_string()),
                        text(&variant.fields),
                        &variant.attrs,
                    );
                }
            }
            Item::Static(item) if is_public(&item.vis) => {
                self.enter(
                    &item.ident.to_string(),
                    Member::Itself,
                    format!("static {}", text(&item.ty)),
                    &item.attrs,
                );
            }
            Item::Const(item) if is_public(&item.vis) => {
                self.enter(
                    &item.ident.to_string(),
                    Member::Itself,
                    format!("const {}", text(&item.ty)),
                    &item.attrs,
                );
            }
            Item::Type(item) if is_public(&item.vis) => {
                self.enter(
                    &item.ident.to_string(),
                    Member::Itself,
                    format!("type {}", text(&item.ty)),
                    &item.attrs,
                );
            }
            Item::Fn(item) if is_public(&item.vis) => {
                self.enter(
                    &item.sig.ident.to_string(),
                    Member::Itself,
                    text(&item.sig),
                    &item.attrs,
                );
            }
            Item::Impl(item) => self.implementation(item),
            _ => {}
        }
    }

    fn derives(&mut self, name: &str, attributes: &[Attribute]) {
        for derived in derived(attributes) {
            self.enter(name, Member::Trait(derived), String::new(), &[]);
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let owner = match item.self_ty.as_ref() {
            syn::Type::Path(path) => path.path.segments.last(),
            _ => None,
        };
        let Some(owner) = owner else { return };
        let name = owner.ident.to_string();
        let generics = text(&owner.arguments);
        if let Some((path, _)) = &item.trait_ {
            let target = text(&item.self_ty);
            let of = if target == name {
                String::new()
            } else {
                format!(" for {target}")
            };
            let implemented = path.segments.last().map(text).unwrap_or_default();
            // A derived trait and a written one are the same.
            let implemented = implemented.replace("<'de>", "");
            self.enter(
                &name,
                Member::Trait(format!("{implemented}{of}")),
                String::new(),
                &[],
            );
            return;
        }
        for method in item.items.iter().filter_map(|item| match item {
            ImplItem::Fn(method) if is_public(&method.vis) => Some(method),
            _ => None,
        }) {
            let mut sig = method.sig.clone();
            let mut arguments = Vec::new();
            for argument in &mut sig.inputs {
                if let FnArg::Typed(argument) = argument {
                    arguments.push(text(&argument.pat));
                    *argument.pat = syn::parse_quote!(_);
                }
            }
            let signature = if generics.is_empty() {
                text(&sig)
            } else {
                format!("{generics} {}", text(&sig))
            };
            let form = self.enter(
                &name,
                Member::Method(method.sig.ident.to_string()),
                signature,
                &method.attrs,
            );
            form.arguments = arguments;
        }
    }
}

/// Returns the derived traits.
fn derived(attributes: &[Attribute]) -> Vec<String> {
    let mut names = Vec::new();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("derive")) {
        // A derive that is not a list of paths does not compile either.
        let _ = attribute.parse_nested_meta(|meta| {
            names.extend(meta.path.segments.last().map(|s| s.ident.to_string()));
            Ok(())
        });
    }
    names
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident(name))
}

/// Returns tokens as people write them, without the paths of the standard library and of the
/// modules.
fn text(tokens: &impl ToTokens) -> String {
    let mut out = String::new();
    write(tokens.to_token_stream(), &mut out);
    if !out.contains("::") {
        return out;
    }
    for path in [
        "::std::collections::",
        "::std::option::",
        "::std::result::",
        "::std::vec::",
        "::std::string::",
        "::std::",
        "::serde::",
        "super::",
        "crate::",
        "smart_api::",
    ] {
        out = out.replace(path, "");
    }
    // The path of the runtime can differ between checked-in and newly generated code.
    out.replace("smart_runtime::", "runtime::")
}

fn write(tokens: proc_macro2::TokenStream, out: &mut String) {
    use proc_macro2::{Delimiter, TokenTree};
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), out);
                drop_last_comma(out);
                out.push_str(close);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => out.push_str(", "),
                ':' if punct.spacing() == proc_macro2::Spacing::Alone && !out.ends_with(':') => {
                    out.push_str(": ")
                }
                '-' if punct.spacing() == proc_macro2::Spacing::Joint => out.push_str(" -"),
                '>' if out.ends_with('-') => out.push_str("> "),
                '>' => {
                    drop_last_comma(out);
                    out.push('>');
                }
                sign => out.push(sign),
            },
            other => {
                let word = other.to_string();
                let apart = |sign: char| sign.is_alphanumeric() || sign == '_';
                if out.ends_with(apart) && word.starts_with(apart) {
                    out.push(' ');
                }
                out.push_str(&word);
            }
        }
    }
}

/// Drops a comma at the end of a list. Printers add one where they break the list into lines.
fn drop_last_comma(out: &mut String) {
    if out.ends_with(", ") {
        out.truncate(out.len() - 2);
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
