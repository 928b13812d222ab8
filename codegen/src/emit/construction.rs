//! How callers build what they send: `new` for up to three required values, above that a builder
//! that does not compile while one is missing; a setter for each optional value.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{
    Expr, FieldValue, ImplItem, ImplItemFn, Item, ItemImpl, ItemStruct, Stmt, Type, parse_quote,
};

use super::patterns::{Patterns, Taken, argument};
use crate::model::Struct;
use crate::prose::{self, Comment};
use crate::rust::attributes::docs;
use crate::rust::expressions;
use crate::rust::tokens::{Types, ident};
use crate::rust::types::{extra_name, inputs};

/// The most values that `new` takes; more would be mixed up.
const MOST_ARGUMENTS: usize = 3;

/// Types of the runtime that nothing converts into.
const EXACT: [&str; 4] = ["Date", "LocalDateTime", "Time", "Timestamp"];

/// A value of a struct that callers build.
pub(crate) struct Input {
    /// Rust field.
    pub(crate) name: String,
    /// Its type.
    pub(crate) ty: Type,
    /// What is inside, for an `Option`.
    pub(crate) inner: Option<Type>,
    /// Whether it must be given.
    pub(crate) required: bool,
    /// Docs.
    pub(crate) description: String,
}

impl Input {
    pub(super) fn ident(&self) -> Ident {
        ident(&self.name)
    }

    /// The type of what its setter takes.
    fn set(&self) -> &Type {
        self.inner.as_ref().unwrap_or(&self.ty)
    }

    pub(super) fn docs(&self) -> Vec<syn::Attribute> {
        let first = self.description.lines().next().unwrap_or_default();
        let sets = Comment::from("Sets ").name(&self.name);
        docs(if prose::is_blank(first) {
            sets.ours(".")
        } else {
            sets.ours(": ").line(first)
        })
    }
}

/// Writes constructors.
pub(crate) struct Constructors {
    runtime: TokenStream,
    patterns: Patterns,
    /// Types that nothing converts into, with their path. Callers parse these, and what is parsed
    /// must be known.
    exact: [String; EXACT.len()],
}

impl Constructors {
    pub(crate) fn new(runtime: &TokenStream) -> Self {
        Self {
            runtime: runtime.clone(),
            patterns: Patterns::new(),
            exact: EXACT.map(|name| {
                let name = ident(name);
                quote!(#runtime::#name).to_string()
            }),
        }
    }

    /// How a value of this type is taken: as anything that converts into it, or as it is.
    fn taken(&self, ty: &Type) -> Taken {
        let named = matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| {
            EXACT.iter().any(|name| last.ident == name)
        }));
        // Writing the whole path costs more than looking at its end.
        let exact = named && self.exact.contains(&ty.to_token_stream().to_string());
        Taken {
            converted: !exact,
            ty: ty.clone(),
        }
    }

    /// The constructors of a type that is sent.
    pub(crate) fn of_type(&self, types: &Types<'_>, item: &ItemStruct, body: &Struct) -> Vec<Item> {
        let mut inputs = inputs(item, body);
        if let Some(extra) = &body.extra {
            let value = types.write(extra);
            inputs.push(Input {
                name: extra_name(body).to_owned(),
                ty: parse_quote!(::std::collections::BTreeMap<String, #value>),
                inner: None,
                required: false,
                description: "Fields that the document does not name.".to_owned(),
            });
        }
        self.of(&item.ident.to_string(), &inputs)
    }

    /// The constructors of a struct with these values.
    pub(crate) fn of(&self, name: &str, inputs: &[Input]) -> Vec<Item> {
        let (required, optional): (Vec<&Input>, Vec<&Input>) =
            inputs.iter().partition(|input| input.required);
        let own = ident(name);
        let mut block: ItemImpl = parse_quote!(impl #own {});
        let mut items = Vec::new();
        if required.len() <= MOST_ARGUMENTS {
            block
                .items
                .push(ImplItem::Fn(self.new_of(name, &required, &optional)));
        } else {
            block
                .items
                .push(ImplItem::Fn(begin(name, &required, &self.runtime)));
            items = self.builder(name, &required, &optional);
        }
        block.items.extend(
            optional
                .iter()
                .map(|input| ImplItem::Fn(self.patterns.setter(input, self.taken(input.set())))),
        );
        items.insert(0, Item::Impl(block));
        items
    }

    fn new_of(&self, name: &str, required: &[&Input], optional: &[&Input]) -> ImplItemFn {
        let mut method = self.patterns.new.clone();
        let mut fields = Punctuated::new();
        for input in required {
            let taken = self.taken(&input.ty);
            method
                .sig
                .inputs
                .push(argument(input.ident(), taken.argument()));
            fields.push(expressions::field(
                input.ident(),
                taken.value(input.ident()),
            ));
        }
        fields.extend(defaults(optional));
        if let Some(Stmt::Expr(Expr::Struct(made), _)) = method.block.stmts.first_mut() {
            made.fields = fields;
        }
        method.attrs = docs(match required.len() {
            0 => "A value in which nothing is set; nothing is required.".into(),
            _ => Comment::from("A ")
                .name(name)
                .ours(" of its required values; set the others with the methods of the same name."),
        });
        method
    }

    /// One type parameter for each required value: `Missing`, or the type of the value.
    fn builder(&self, name: &str, required: &[&Input], optional: &[&Input]) -> Vec<Item> {
        let (builder, own) = (builder_name(name), ident(name));
        let names: Vec<_> = required.iter().map(|input| input.ident()).collect();
        let parameters: Vec<_> = (0..required.len())
            .map(|number| format_ident!("V{number}"))
            .collect();
        let mut declared: ItemStruct = parse_quote! {
            #[derive(Clone)]
            #[must_use = "nothing is built before `build`"]
            pub struct #builder<#(#parameters),*> { #(#names: #parameters),* }
        };
        let says = "; every required value has a type parameter that says whether it is set.";
        let builds = Comment::from("Builds a ").item(name).ours(says);
        declared.attrs.splice(0..0, docs(builds));
        let mut items = vec![Item::Struct(declared)];
        items.extend(
            (0..required.len()).map(|at| self.step(&builder, required, &names, &parameters, at)),
        );
        let all = required.iter().map(|input| &input.ty);
        let defaults = defaults(optional);
        items.push(parse_quote! {
            impl #builder<#(#all),*> {
                /// The value; set the optional values with its methods.
                pub fn build(self) -> #own {
                    #own { #(#names: self.#names,)* #(#defaults),* }
                }
            }
        });
        items
    }

    /// The setter of one required value: there while the value is missing.
    fn step(
        &self,
        builder: &Ident,
        required: &[&Input],
        names: &[Ident],
        parameters: &[Ident],
        at: usize,
    ) -> Item {
        let runtime = &self.runtime;
        let (before, after) = (&parameters[..at], &parameters[at + 1..]);
        let (set, ty) = (&names[at], &required[at].ty);
        let taken = self.taken(ty);
        let (argument, value) = (taken.argument(), taken.value(ident("value")));
        let kept = names.iter().filter(|name| *name != set);
        let mut block: ItemImpl = parse_quote! {
            impl<#(#before,)* #(#after),*> #builder<#(#before,)* #runtime::Missing, #(#after),*> {
                pub fn #set(self, value: #argument) -> #builder<#(#before,)* #ty, #(#after),*> {
                    #builder { #set: #value, #(#kept: self.#kept),* }
                }
            }
        };
        if let Some(ImplItem::Fn(method)) = block.items.first_mut() {
            method.attrs = required[at].docs();
        }
        Item::Impl(block)
    }
}

/// What the optional values are before they are set.
fn defaults<'a>(optional: &'a [&Input]) -> impl Iterator<Item = FieldValue> + 'a {
    optional.iter().map(|input| {
        let value = match input.inner {
            Some(_) => expressions::variable(ident("None")),
            None => parse_quote!(Default::default()),
        };
        expressions::field(input.ident(), value)
    })
}

fn builder_name(name: &str) -> Ident {
    format_ident!("{name}Builder")
}

fn begin(name: &str, required: &[&Input], runtime: &TokenStream) -> ImplItemFn {
    let builder = builder_name(name);
    let names: Vec<_> = required.iter().map(|input| input.ident()).collect();
    let missing = names.iter().map(|_| quote!(#runtime::Missing));
    let mut method: ImplItemFn = parse_quote! {
        pub fn builder() -> #builder<#(#missing),*> {
            #builder { #(#names: #runtime::Missing),* }
        }
    };
    method.attrs = docs(
        Comment::from("Begins a value; `build` is there once all ")
            .number(required.len())
            .ours(" required values are set."),
    );
    method
}
