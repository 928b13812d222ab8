//! How callers build what they send: `new` for up to three required values, above that a builder
//! that does not compile while one is missing; a setter for each optional value.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{
    Expr, FnArg, ImplItem, ImplItemFn, Item, ItemImpl, ItemStruct, Member, Stmt, TraitBound, Type,
    TypeImplTrait, TypeParamBound, parse_quote,
};

use crate::model::Struct;
use crate::rust::attributes::docs;
use crate::rust::tokens::{Types, generic, ident};
use crate::rust::types::{extra_name, inputs};

/// The most values that `new` takes; more would be mixed up.
const MOST_ARGUMENTS: usize = 3;

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
    fn ident(&self) -> Ident {
        ident(&self.name)
    }

    fn docs(&self) -> Vec<syn::Attribute> {
        let first = self.description.lines().next().unwrap_or_default();
        docs(&if first.is_empty() {
            format!("Sets `{}`.", self.name)
        } else {
            format!("Sets `{}`: {first}", self.name)
        })
    }
}

/// Writes constructors.
pub(crate) struct Constructors {
    runtime: TokenStream,
    setters: Setters,
}

impl Constructors {
    pub(crate) fn new(runtime: &TokenStream) -> Self {
        Self {
            runtime: runtime.clone(),
            setters: Setters::new(),
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
                .push(ImplItem::Fn(new(name, &required, &optional)));
        } else {
            block
                .items
                .push(ImplItem::Fn(begin(name, &required, &self.runtime)));
            items = builder(name, &required, &optional, &self.runtime);
        }
        block.items.extend(
            optional
                .iter()
                .map(|input| ImplItem::Fn(self.setters.of(input))),
        );
        items.insert(0, Item::Impl(block));
        items
    }
}

/// What the optional values are before they are set.
fn defaults<'a>(optional: &'a [&Input]) -> impl Iterator<Item = TokenStream> + 'a {
    optional.iter().map(|input| {
        let name = input.ident();
        if input.inner.is_some() {
            quote!(#name: None)
        } else {
            quote!(#name: Default::default())
        }
    })
}

fn new(name: &str, required: &[&Input], optional: &[&Input]) -> ImplItemFn {
    let names: Vec<_> = required.iter().map(|input| input.ident()).collect();
    let types = required.iter().map(|input| &input.ty);
    let defaults = defaults(optional);
    let mut method: ImplItemFn = parse_quote! {
        pub fn new(#(#names: impl Into<#types>),*) -> Self {
            Self { #(#names: #names.into(),)* #(#defaults),* }
        }
    };
    method.attrs = docs(&match required.len() {
        0 => "A value in which nothing is set; nothing is required.".to_owned(),
        _ => format!(
            "A `{name}` of its required values; set the others with the methods of the same name."
        ),
    });
    method
}

/// Setters, made from two patterns: parsing each anew would cost more than all else here.
struct Setters {
    optional: ImplItemFn,
    plain: ImplItemFn,
}

impl Setters {
    fn new() -> Self {
        Self {
            optional: parse_quote! {
                #[must_use]
                pub fn name(mut self, value: impl Into<Inner>) -> Self {
                    self.name = Some(value.into());
                    self
                }
            },
            plain: parse_quote! {
                #[must_use]
                pub fn name(mut self, value: impl Into<Inner>) -> Self {
                    self.name = value.into();
                    self
                }
            },
        }
    }

    fn of(&self, input: &Input) -> ImplItemFn {
        let mut method = if input.inner.is_some() {
            self.optional.clone()
        } else {
            self.plain.clone()
        };
        method.sig.ident = input.ident();
        if let Some(FnArg::Typed(argument)) = method.sig.inputs.last_mut() {
            let ty = input.inner.as_ref().unwrap_or(&input.ty).clone();
            *argument.ty = into(ty);
        }
        if let Some(Stmt::Expr(Expr::Assign(assign), _)) = method.block.stmts.first_mut()
            && let Expr::Field(field) = assign.left.as_mut()
        {
            field.member = Member::Named(input.ident());
        }
        method.attrs.splice(0..0, input.docs());
        method
    }
}

/// `impl Into<T>`.
fn into(ty: Type) -> Type {
    let Type::Path(bound) = generic("Into", ty) else {
        return parse_quote!(Self);
    };
    let bound = TypeParamBound::Trait(TraitBound {
        paren_token: None,
        modifiers: Default::default(),
        lifetimes: None,
        maybe: None,
        path: bound.path,
    });
    Type::ImplTrait(TypeImplTrait {
        attrs: Vec::new(),
        impl_token: Default::default(),
        bounds: std::iter::once(bound).collect(),
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
    method.attrs = docs(&format!(
        "Begins a value; `build` is there once all {} required values are set.",
        required.len()
    ));
    method
}

/// One type parameter for each required value: `Missing`, or the type of the value.
fn builder(
    name: &str,
    required: &[&Input],
    optional: &[&Input],
    runtime: &TokenStream,
) -> Vec<Item> {
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
    declared.attrs.splice(0..0, docs(&format!(
        "Builds a [`{name}`]; every required value has a type parameter that says whether it is set."
    )));
    let mut items = vec![Item::Struct(declared)];
    items.extend(
        (0..required.len()).map(|at| step(&builder, required, &names, &parameters, at, runtime)),
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
    builder: &Ident,
    required: &[&Input],
    names: &[Ident],
    parameters: &[Ident],
    at: usize,
    runtime: &TokenStream,
) -> Item {
    let (before, after) = (&parameters[..at], &parameters[at + 1..]);
    let (set, ty) = (&names[at], &required[at].ty);
    let kept = names.iter().filter(|name| *name != set);
    let mut block: ItemImpl = parse_quote! {
        impl<#(#before,)* #(#after),*> #builder<#(#before,)* #runtime::Missing, #(#after),*> {
            pub fn #set(self, value: impl Into<#ty>) -> #builder<#(#before,)* #ty, #(#after),*> {
                #builder { #set: value.into(), #(#kept: self.#kept),* }
            }
        }
    };
    if let Some(ImplItem::Fn(method)) = block.items.first_mut() {
        method.attrs = required[at].docs();
    }
    Item::Impl(block)
}
