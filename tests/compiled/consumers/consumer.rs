//! Writes code that uses one side of a comparison as a user of the crate would. It is compiled
//! against the other side.
//!
//! It uses every public item whose text is not the same on both sides: it names the types, reads
//! the fields, calls constructors, setters and methods with the types that they take, matches on
//! the variants and leaves the rest to a wildcard, and asks for the traits.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Fields, FnArg, GenericArgument, ImplItem, Item, PathArguments, ReceiverKind, Type, Visibility,
};

/// The text of files by their names.
pub(crate) type Files = BTreeMap<String, String>;

/// The modules of generated code, and what is in scope in them.
const MODULES: &[(&str, &str)] = &[
    ("types", "use super::types::*;"),
    ("enums", "use super::enums::*;"),
    ("requests", "use super::requests::*;"),
    (
        "operations",
        "use super::operations::*; use smart_runtime::*;",
    ),
    (
        "api",
        "use smart_runtime::{Error, Reply, Transport}; use super::{Client, requests};",
    ),
];

/// What uses the items of `own` that are not the same in `other`; nothing if all are.
pub(crate) fn of(own: &Files, other: &Files) -> Option<String> {
    let mut text = String::new();
    for (module, scope) in MODULES {
        let (mine, theirs) = (items(own, module), items(other, module));
        let mut writer = Writer::default();
        for (name, list) in &mine {
            if theirs.get(name).map(|list| words(list)) != Some(words(list)) {
                list.iter().for_each(|item| writer.item(item));
            }
        }
        if !writer.text.is_empty() {
            let _ = writeln!(text, "pub mod in_{module} {{\n{scope}\n{}}}", writer.text);
        }
    }
    (!text.is_empty()).then_some(text)
}

/// The items of a file by the name that they are about, without documentation.
fn items(files: &Files, module: &str) -> BTreeMap<String, Vec<Item>> {
    struct WithoutDocs;
    impl VisitMut for WithoutDocs {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
            attributes.retain(|attribute| !attribute.path().is_ident("doc"));
        }
    }
    let mut all: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    let mut file = syn::parse_file(&files[&format!("{module}.rs")]).unwrap();
    WithoutDocs.visit_file_mut(&mut file);
    for item in file.items {
        let name = match &item {
            Item::Struct(item) => item.ident.to_string(),
            Item::Enum(item) => item.ident.to_string(),
            Item::Static(item) => item.ident.to_string(),
            Item::Impl(item) => match item.self_ty.as_ref() {
                Type::Path(path) => path.path.segments.last().unwrap().ident.to_string(),
                _ => continue,
            },
            _ => continue,
        };
        all.entry(name).or_default().push(item);
    }
    all
}

fn words(items: &[Item]) -> String {
    let mut words = String::new();
    items
        .iter()
        .for_each(|item| words += &item.to_token_stream().to_string());
    words
}

/// Writes uses, each a function of its own.
#[derive(Default)]
struct Writer {
    text: String,
    uses: usize,
    /// Methods of a builder, to be called one after the other.
    chain: Vec<(String, String)>,
}

impl Writer {
    fn push(&mut self, signature: &str, body: &str) {
        let (before, after) = signature.split_once("fn").unwrap();
        let number = self.uses;
        self.uses += 1;
        let _ = writeln!(self.text, "pub {before}fn use{number}{after} {{ {body} }}");
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if public(&item.vis) && item.generics.params.is_empty() => {
                let name = item.ident.to_string();
                self.push(&format!("fn(_: {name})"), "");
                self.traits(&name, &item.attrs);
                for field in item.fields.iter().filter(|field| public(&field.vis)) {
                    let ty = text(&field.ty);
                    let field = field
                        .ident
                        .as_ref()
                        .map_or("0".to_owned(), ToString::to_string);
                    self.push(
                        &format!("fn(value: &{name}) -> &{ty}"),
                        &format!("&value.{field}"),
                    );
                }
            }
            Item::Enum(item) if public(&item.vis) => {
                let name = item.ident.to_string();
                self.traits(&name, &item.attrs);
                for variant in &item.variants {
                    let variant_name = format!("{name}::{}", variant.ident);
                    match &variant.fields {
                        Fields::Unit => {
                            self.push(&format!("fn() -> {name}"), &variant_name);
                            let body = format!("matches!(value, {variant_name})");
                            self.push(&format!("fn(value: &{name}) -> bool"), &body);
                        }
                        fields => {
                            let ty = text(&fields.iter().next().unwrap().ty);
                            let body = format!(
                                "match value {{ {variant_name}(inner) => Some(inner), _ => None }}"
                            );
                            self.push(&format!("fn(value: &{name}) -> Option<&{ty}>"), &body);
                        }
                    }
                }
            }
            Item::Static(item) if public(&item.vis) => {
                let (name, ty) = (&item.ident, text(&item.ty));
                self.push("fn()", &format!("let _: &{ty} = &{name};"));
            }
            Item::Impl(item) => self.implementation(item),
            _ => {}
        }
    }

    fn traits(&mut self, name: &str, attributes: &[syn::Attribute]) {
        for attribute in attributes.iter().filter(|a| a.path().is_ident("derive")) {
            attribute
                .parse_nested_meta(|meta| {
                    let derived = meta.path.segments.last().unwrap().ident.to_string();
                    let path = match derived.as_str() {
                        "Debug" => "::std::fmt::Debug".to_owned(),
                        "Hash" => "::std::hash::Hash".to_owned(),
                        "Serialize" => "::serde::Serialize".to_owned(),
                        "Deserialize" => "::serde::de::DeserializeOwned".to_owned(),
                        _ => derived,
                    };
                    self.is(name, &path);
                    Ok(())
                })
                .unwrap();
        }
    }

    fn is(&mut self, name: &str, path: &str) {
        self.push("fn()", &format!("fn of<T: {path}>() {{}} of::<{name}>()"));
    }

    fn implementation(&mut self, item: &syn::ItemImpl) {
        let name = text(&item.self_ty);
        if let Some((path, _)) = &item.trait_ {
            let path = match path.segments.last().unwrap().ident.to_string().as_str() {
                "Deserialize" => "::serde::de::DeserializeOwned".to_owned(),
                // A lifetime must have a name here.
                _ => text(path).replace("& ", "&'static "),
            };
            return self.is(&name, &path);
        }
        let methods = item.items.iter().filter_map(|item| match item {
            ImplItem::Fn(method) if public(&method.vis) => Some(method),
            _ => None,
        });
        let methods: Vec<_> = methods.collect();
        if !item.generics.params.is_empty() || name.contains('<') {
            for method in methods {
                let argument = method.sig.inputs.iter().nth(1).map(plain);
                self.chain
                    .extend(argument.map(|ty| (method.sig.ident.to_string(), ty)));
                if method.sig.ident == "build" {
                    self.build(name.split('<').next().unwrap_or_default());
                }
            }
            return;
        }
        for method in methods {
            let (mut arguments, mut values) = (Vec::new(), Vec::new());
            for (at, input) in method.sig.inputs.iter().enumerate() {
                let ty = match input {
                    FnArg::Receiver(this) if matches!(this.kind, ReceiverKind::Reference(..)) => {
                        format!("&{name}")
                    }
                    FnArg::Receiver(_) => name.clone(),
                    FnArg::Typed(_) => plain(input),
                };
                arguments.push(format!("a{at}: {ty}"));
                values.push(format!("a{at}"));
            }
            let output = text(&method.sig.output).replace("Self", &name);
            let (before, after) = match method.sig.asyncness {
                Some(_) => ("async ", ".await"),
                None => ("", ""),
            };
            self.push(
                &format!("{before}fn({}) {output}", arguments.join(", ")),
                &format!("{name}::{}({}){after}", method.sig.ident, values.join(", ")),
            );
        }
    }

    /// Everything that a builder takes, and the value that it builds.
    fn build(&mut self, builder: &str) {
        let built = builder.trim().trim_end_matches("Builder").to_owned();
        let (mut arguments, mut calls) = (Vec::new(), format!("{built}::builder()"));
        for (at, (method, ty)) in std::mem::take(&mut self.chain).into_iter().enumerate() {
            arguments.push(format!("a{at}: {ty}"));
            let _ = write!(calls, ".{method}(a{at})");
        }
        let signature = format!("fn({}) -> {built}", arguments.join(", "));
        self.push(&signature, &format!("{calls}.build()"));
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The type that a caller has for an argument: of `impl Into<T>`, a `T`.
fn plain(argument: &FnArg) -> String {
    struct Into;
    impl VisitMut for Into {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            if let Type::ImplTrait(bounds) = ty
                && let Some(syn::TypeParamBound::Trait(bound)) = bounds.bounds.first()
                && let Some(into) = bound.path.segments.last()
                && let PathArguments::AngleBracketed(arguments) = &into.arguments
                && let Some(GenericArgument::Type(inner)) = arguments.args.first()
            {
                *ty = inner.clone();
            }
            visit_mut::visit_type_mut(self, ty);
        }
    }
    match argument {
        FnArg::Typed(argument) => {
            let mut ty = argument.ty.as_ref().clone();
            Into.visit_type_mut(&mut ty);
            text(&ty)
        }
        FnArg::Receiver(_) => String::new(),
    }
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}
