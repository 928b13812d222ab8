//! Reads the public names of Rust code.

use syn::{Attribute, FnArg, Ident, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, Visibility};

use super::tokens::text;
use super::{Member, PublicName, Signature, Surface};

/// Reads the public names of one module.
pub(super) struct SurfaceReader<'s> {
    module: &'static str,
    surface: &'s mut Surface,
}

impl<'s> SurfaceReader<'s> {
    pub(super) fn new(module: &'static str, surface: &'s mut Surface) -> Self {
        Self { module, surface }
    }

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
        let signature = Signature {
            text,
            arguments: Vec::new(),
            open: has(attributes, "non_exhaustive"),
            deprecated: has(attributes, "deprecated"),
        };
        self.surface
            .0
            .entry(name)
            .insert_entry(signature)
            .into_mut()
    }

    /// Adds the public names of an item.
    pub(super) fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => self.structure(item),
            Item::Enum(item) if is_public(&item.vis) => self.enumeration(item),
            Item::Static(item) if is_public(&item.vis) => {
                let signature = format!("static {}", text(&item.ty));
                self.whole(&item.ident, signature, &item.attrs);
            }
            Item::Const(item) if is_public(&item.vis) => {
                let signature = format!("const {}", text(&item.ty));
                self.whole(&item.ident, signature, &item.attrs);
            }
            Item::Type(item) if is_public(&item.vis) => {
                let signature = format!("type {}", text(&item.ty));
                self.whole(&item.ident, signature, &item.attrs);
            }
            Item::Fn(item) if is_public(&item.vis) => {
                self.whole(&item.sig.ident, text(&item.sig), &item.attrs);
            }
            Item::Impl(item) => self.implementation(item),
            _ => {}
        }
    }

    fn whole(&mut self, name: &Ident, text: String, attributes: &[Attribute]) -> &mut Signature {
        self.enter(&name.to_string(), Member::Itself, text, attributes)
    }

    fn structure(&mut self, item: &ItemStruct) {
        let name = item.ident.to_string();
        let head = format!("struct{}", text(&item.generics));
        // A private field keeps others from naming all fields, like `non_exhaustive`.
        let hidden = item.fields.iter().any(|field| !is_public(&field.vis));
        self.whole(&item.ident, head, &item.attrs).open |= hidden;
        self.derives(&name, &item.attrs);
        let fields = item.fields.iter().enumerate();
        for (at, field) in fields.filter(|(_, field)| is_public(&field.vis)) {
            let named = field.ident.as_ref().map(ToString::to_string);
            let member = Member::Field(named.unwrap_or_else(|| at.to_string()));
            self.enter(&name, member, text(&field.ty), &field.attrs);
        }
    }

    fn enumeration(&mut self, item: &ItemEnum) {
        let name = item.ident.to_string();
        let head = format!("enum{}", text(&item.generics));
        let signature = self.whole(&item.ident, head, &item.attrs);
        if derived(&item.attrs).iter().any(|name| name == "PartialOrd") {
            let variants = item.variants.iter();
            signature.arguments = variants.map(|v| v.ident.to_string()).collect();
        }
        self.derives(&name, &item.attrs);
        for variant in &item.variants {
            let member = Member::Variant(variant.ident.to_string());
            self.enter(&name, member, text(&variant.fields), &variant.attrs);
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
            let text = if generics.is_empty() {
                text(&sig)
            } else {
                format!("{generics} {}", text(&sig))
            };
            let signature = self.enter(
                &name,
                Member::Method(method.sig.ident.to_string()),
                text,
                &method.attrs,
            );
            signature.arguments = arguments;
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
