//! Construction of values that callers send. Up to three required values are the arguments of `new`.
//! More have a builder, which does not compile while one is missing. Each optional value has a
//! setter.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::syntax::{docs, ident};
use crate::model::Type;
use crate::prose::{self, Comment};

/// The most values that `new` takes; more would be mixed up.
const MOST_ARGUMENTS: usize = 3;

/// A value of a struct that callers build.
pub(super) struct Input<'a> {
    name: &'a str,
    /// Its type, inside of an `Option`.
    value: TokenStream,
    /// Whether an `Option` is around its type.
    optional: bool,
    /// Whether it must be given.
    required: bool,
    /// Whether other types convert into it.
    converted: bool,
    description: &'a str,
}

impl<'a> Input<'a> {
    /// Returns a value that need not be given, with its type as Rust and in the model.
    pub(super) fn new(name: &'a str, value: TokenStream, ty: &Type) -> Self {
        Self {
            name,
            value,
            optional: false,
            required: false,
            converted: ty.boxed || ty.leaf().is_none_or(|leaf| leaf.facts().is_converted),
            description: "",
        }
    }

    /// Says whether an `Option` is around the type.
    pub(super) fn optional(mut self, optional: bool) -> Self {
        self.optional = optional;
        self
    }

    /// Says whether the value must be given.
    pub(super) fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    /// Says that other types convert into it.
    pub(super) fn converted(mut self) -> Self {
        self.converted = true;
        self
    }

    /// Adds docs.
    pub(super) fn described(mut self, description: &'a str) -> Self {
        self.description = description;
        self
    }

    pub(super) fn ident(&self) -> Ident {
        ident(self.name)
    }

    /// Returns its whole type.
    pub(super) fn ty(&self) -> TokenStream {
        let value = &self.value;
        if self.optional {
            quote!(Option<#value>)
        } else {
            value.clone()
        }
    }

    pub(super) fn is_required(&self) -> bool {
        self.required
    }

    /// Returns the type of the argument for its whole type, and how the argument becomes a value.
    ///
    /// Callers parse a type that nothing converts into, and what is parsed must be known.
    fn taken(&self, name: &Ident) -> (TokenStream, TokenStream) {
        let ty = self.ty();
        if self.converted || self.optional {
            (quote!(impl Into<#ty>), quote!(#name.into()))
        } else {
            (ty, quote!(#name))
        }
    }

    fn docs(&self) -> TokenStream {
        let first = self.description.lines().next().unwrap_or_default();
        let sets = Comment::from("Sets ").name(self.name);
        docs(if prose::is_blank(first) {
            sets.ours(".")
        } else {
            sets.ours(": ").line(first)
        })
    }

    /// Returns the setter of a value that need not be given.
    fn setter(&self) -> TokenStream {
        let (docs, name, ty) = (self.docs(), self.ident(), &self.value);
        let (argument, value) = if self.converted {
            (quote!(impl Into<#ty>), quote!(value.into()))
        } else {
            (quote!(#ty), quote!(value))
        };
        let value = if self.optional {
            quote!(Some(#value))
        } else {
            value
        };
        quote! {
            #docs
            #[must_use]
            pub fn #name(mut self, value: #argument) -> Self {
                self.#name = #value;
                self
            }
        }
    }

    /// Returns its value before it is set.
    fn default(&self) -> TokenStream {
        let name = self.ident();
        if self.optional {
            quote!(#name: None)
        } else {
            quote!(#name: Default::default())
        }
    }
}

/// Writes constructors.
pub(super) struct Constructors<'a> {
    runtime: &'a TokenStream,
}

impl<'a> Constructors<'a> {
    pub(super) fn new(runtime: &'a TokenStream) -> Self {
        Self { runtime }
    }

    /// Returns the constructors of a struct with these values.
    pub(super) fn of(&self, name: &str, inputs: &[Input<'_>]) -> TokenStream {
        let (required, optional): (Vec<_>, Vec<_>) =
            inputs.iter().partition(|input| input.required);
        let own = ident(name);
        let setters = optional.iter().map(|input| input.setter());
        if required.len() <= MOST_ARGUMENTS {
            let new = new(name, &required, &optional);
            return quote!(impl #own { #new #(#setters)* });
        }
        let begin = self.begin(name, &required);
        let builder = self.builder(name, &required, &optional);
        quote! {
            impl #own { #begin #(#setters)* }
            #builder
        }
    }

    fn begin(&self, name: &str, required: &[&Input<'_>]) -> TokenStream {
        let (runtime, builder) = (self.runtime, builder_name(name));
        let names: Vec<_> = required.iter().map(|input| input.ident()).collect();
        let missing = names.iter().map(|_| quote!(#runtime::Missing));
        let docs = docs(
            Comment::from("Begins a value; `build` is there once all ")
                .number(required.len())
                .ours(" required values are set."),
        );
        quote! {
            #docs
            pub fn builder() -> #builder<#(#missing),*> {
                #builder { #(#names: #runtime::Missing),* }
            }
        }
    }

    /// Returns the builder. It has one type parameter for each required value: `Missing`, or the
    /// type of the value.
    fn builder(&self, name: &str, required: &[&Input<'_>], optional: &[&Input<'_>]) -> TokenStream {
        let (builder, own) = (builder_name(name), ident(name));
        let names: Vec<_> = required.iter().map(|input| input.ident()).collect();
        let numbers = 0..required.len();
        let parameters: Vec<_> = numbers.clone().map(|at| format_ident!("V{at}")).collect();
        let says = "; every required value has a type parameter that says whether it is set.";
        let docs = docs(Comment::from("Builds a ").item(name).ours(says));
        let steps = numbers.map(|at| self.step(&builder, required, &names, &parameters, at));
        let all = required.iter().map(|input| input.ty());
        let defaults = optional.iter().map(|input| input.default());
        quote! {
            #docs
            #[derive(Clone)]
            #[must_use = "nothing is built before `build`"]
            pub struct #builder<#(#parameters),*> { #(#names: #parameters),* }
            #(#steps)*
            impl #builder<#(#all),*> {
                /// The value; set the optional values with its methods.
                pub fn build(self) -> #own {
                    #own { #(#names: self.#names,)* #(#defaults),* }
                }
            }
        }
    }

    /// Returns the setter of one required value, which exists while the value is missing.
    fn step(
        &self,
        builder: &Ident,
        required: &[&Input<'_>],
        names: &[Ident],
        parameters: &[Ident],
        at: usize,
    ) -> TokenStream {
        let runtime = self.runtime;
        let (before, after) = (&parameters[..at], &parameters[at + 1..]);
        let (set, docs, ty) = (&names[at], required[at].docs(), required[at].ty());
        let (argument, value) = required[at].taken(&ident("value"));
        let kept = names.iter().filter(|name| *name != set);
        quote! {
            impl<#(#before,)* #(#after),*> #builder<#(#before,)* #runtime::Missing, #(#after),*> {
                #docs
                pub fn #set(self, value: #argument) -> #builder<#(#before,)* #ty, #(#after),*> {
                    #builder { #set: #value, #(#kept: self.#kept),* }
                }
            }
        }
    }
}

fn builder_name(name: &str) -> Ident {
    format_ident!("{name}Builder")
}

fn new(name: &str, required: &[&Input<'_>], optional: &[&Input<'_>]) -> TokenStream {
    let docs = docs(match required.len() {
        0 => "A value in which nothing is set; nothing is required.".into(),
        _ => Comment::from("A ")
            .name(name)
            .ours(" of its required values; set the others with the methods of the same name."),
    });
    let (mut arguments, mut fields) = (Vec::new(), Vec::new());
    for input in required {
        let name = input.ident();
        let (ty, value) = input.taken(&name);
        arguments.push(quote!(#name: #ty));
        let converted = input.converted || input.optional;
        fields.push(if converted {
            quote!(#name: #value)
        } else {
            quote!(#name)
        });
    }
    fields.extend(optional.iter().map(|input| input.default()));
    quote! {
        #docs
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields),* }
        }
    }
}
