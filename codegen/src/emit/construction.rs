//! How callers build what they send: `new` for up to three required values, above that a builder
//! that does not compile while one is missing; a setter for each optional value.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ItemStruct;

use crate::model::{Api, NamedType, Struct};
use crate::rust::tokens::{Types, docs, ident};

/// The most values that `new` takes; more would be mixed up.
const MOST_ARGUMENTS: usize = 3;

/// A value of a struct that callers build.
pub(crate) struct Input {
    /// Rust field.
    pub(crate) name: String,
    /// Its type.
    pub(crate) ty: TokenStream,
    /// What is inside, for an `Option`.
    pub(crate) inner: Option<TokenStream>,
    /// Whether it must be given.
    pub(crate) required: bool,
    /// Whether callers should move away from it.
    pub(crate) deprecated: bool,
    /// Docs.
    pub(crate) description: String,
}

/// The constructors of a type that is sent.
pub(crate) fn of_type(
    _: &Api,
    types: &Types<'_>,
    item: &ItemStruct,
    _: &NamedType,
    body: &Struct,
) -> TokenStream {
    let mut inputs = crate::rust::types::inputs(item, body);
    if let Some(extra) = &body.extra {
        let value = types.write(extra);
        inputs.push(Input {
            name: crate::rust::types::extra_name(body).to_owned(),
            ty: quote!(::std::collections::BTreeMap<String, #value>),
            inner: None,
            required: false,
            deprecated: false,
            description: "Fields that the document does not name.".to_owned(),
        });
    }
    constructors(&item.ident.to_string(), &inputs, &types.runtime)
}

/// The constructors of a struct with these values.
pub(crate) fn constructors(name: &str, inputs: &[Input], runtime: &TokenStream) -> TokenStream {
    let required: Vec<&Input> = inputs.iter().filter(|input| input.required).collect();
    let optional: Vec<&Input> = inputs.iter().filter(|input| !input.required).collect();
    let setters = optional.iter().map(|input| setter(input));
    let own = ident(name);
    if required.len() <= MOST_ARGUMENTS {
        let new = new(name, &required, &optional);
        return quote!(impl #own { #new #(#setters)* });
    }
    let builder = builder(name, &required, &optional, runtime);
    let (type_name, missing) = (
        format_ident!("{name}Builder"),
        required.iter().map(|_| quote!(#runtime::Missing)),
    );
    let unset = required.iter().map(|input| {
        let name = ident(&input.name);
        quote!(#name: #runtime::Missing)
    });
    let doc = docs(&format!(
        "Begins a value; `build` is there once all {} required values are set.",
        required.len()
    ));
    quote! {
        impl #own {
            #doc
            pub fn builder() -> #type_name<#(#missing),*> {
                #type_name { #(#unset),* }
            }
            #(#setters)*
        }
        #builder
    }
}

fn expect_deprecated(inputs: &[&Input]) -> TokenStream {
    if inputs.iter().any(|input| input.deprecated) {
        quote!(#[expect(deprecated, reason = "it is still a field")])
    } else {
        TokenStream::new()
    }
}

fn new(name: &str, required: &[&Input], optional: &[&Input]) -> TokenStream {
    let arguments = required.iter().map(|input| {
        let (name, ty) = (ident(&input.name), &input.ty);
        quote!(#name: impl Into<#ty>)
    });
    let given = required.iter().map(|input| {
        let name = ident(&input.name);
        quote!(#name: #name.into())
    });
    let defaults = optional.iter().map(|input| {
        let name = ident(&input.name);
        quote!(#name: ::std::default::Default::default())
    });
    let doc = docs(&match required.len() {
        0 => "A value in which nothing is set; nothing is required.".to_owned(),
        _ => format!(
            "A `{name}` of its required values; set the others with the methods of the same name."
        ),
    });
    let expect = expect_deprecated(&[required, optional].concat());
    let must_use = if required.is_empty() {
        quote!(#[expect(clippy::new_without_default, reason = "callers name what they send")])
    } else {
        TokenStream::new()
    };
    let _ = must_use;
    quote! {
        #doc
        #expect
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#given,)* #(#defaults),* }
        }
    }
}

fn setter(input: &Input) -> TokenStream {
    let name = ident(&input.name);
    let first = input
        .description
        .lines()
        .next()
        .filter(|line| !line.is_empty());
    let doc = docs(&first.map_or_else(
        || format!("Sets `{}`.", input.name),
        |line| format!("Sets `{}`: {line}", input.name),
    ));
    let expect = expect_deprecated(&[input]);
    match &input.inner {
        Some(inner) => quote! {
            #doc
            #[must_use]
            #expect
            pub fn #name(mut self, value: impl Into<#inner>) -> Self {
                self.#name = Some(value.into());
                self
            }
        },
        None => {
            let ty = &input.ty;
            quote! {
                #doc
                #[must_use]
                #expect
                pub fn #name(mut self, value: impl Into<#ty>) -> Self {
                    self.#name = value.into();
                    self
                }
            }
        }
    }
}

/// One type parameter for each required value: `Missing`, or the type of the value.
fn builder(
    name: &str,
    required: &[&Input],
    optional: &[&Input],
    runtime: &TokenStream,
) -> TokenStream {
    let type_name = format_ident!("{name}Builder");
    let own = ident(name);
    let names: Vec<_> = required.iter().map(|input| ident(&input.name)).collect();
    let parameters: Vec<_> = (0..required.len())
        .map(|number| format_ident!("V{number}"))
        .collect();
    let steps = required.iter().enumerate().map(|(at, input)| {
        let before = &parameters[..at];
        let after = &parameters[at + 1..];
        let (set, ty) = (&names[at], &input.ty);
        let kept = names.iter().filter(|name| *name != set);
        let first = input.description.lines().next().unwrap_or_default();
        let doc = docs(&if first.is_empty() { format!("Sets `{}`, which is required.", input.name) } else { format!("Sets `{}`: {first}", input.name) });
        quote! {
            impl<#(#before,)* #(#after),*> #type_name<#(#before,)* #runtime::Missing, #(#after),*> {
                #doc
                pub fn #set(self, value: impl Into<#ty>) -> #type_name<#(#before,)* #ty, #(#after),*> {
                    #type_name { #set: value.into(), #(#kept: self.#kept),* }
                }
            }
        }
    });
    let all: Vec<_> = required.iter().map(|input| &input.ty).collect();
    let defaults = optional.iter().map(|input| {
        let name = ident(&input.name);
        quote!(#name: ::std::default::Default::default())
    });
    let expect = expect_deprecated(&[required, optional].concat());
    let doc = docs(&format!(
        "Builds a [`{name}`]; every required value has a type parameter that says whether it is set."
    ));
    quote! {
        #doc
        #[derive(Clone)]
        #[must_use = "nothing is built before `build`"]
        pub struct #type_name<#(#parameters),*> { #(#names: #parameters),* }
        #(#steps)*
        impl #type_name<#(#all),*> {
            /// The value; set the optional values with its methods.
            #expect
            pub fn build(self) -> #own {
                #own { #(#names: self.#names,)* #(#defaults),* }
            }
        }
    }
}
