//! The names of an operation, in the place of the keys in progenitor's code.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;

use super::document::number;
use super::tokens::{is_colon, is_punct};
use crate::model::{Location, Operation};
use crate::request::{Argument, ArgumentSource};

/// Puts the names of an operation in the place of keys.
pub(super) struct Names<'a>(pub(super) &'a Operation);

impl Names<'_> {
    pub(super) fn headers(&self) -> bool {
        let mut parameters = self.0.parameters.iter();
        parameters.any(|parameter| parameter.location == Location::Header)
    }

    pub(super) fn url(&self) -> TokenStream {
        let mut format = String::new();
        let mut values = TokenStream::new();
        let mut rest = self.0.path.as_str();
        while let Some((literal, name, after)) = next_parameter(rest) {
            format.push_str(literal);
            let mut parameters = self.0.parameters.iter();
            let found = parameters.find(|p| p.location == Location::Path && p.wire == name);
            if let Some(field) = found.map(|parameter| argument_name(&parameter.field)) {
                format.push_str("{}");
                values.extend(quote!(, path_segment(#field)?));
            }
            rest = after;
        }
        format.push_str(rest);
        if values.is_empty() {
            quote!(let url = self.call.url(#format);)
        } else {
            quote!(let url = self.call.url(&format!(#format #values));)
        }
    }

    /// Returns an argument out of its tokens: a name, a colon and a type.
    pub(super) fn argument(&self, tokens: Vec<TokenTree>) -> Option<Argument> {
        let mut tokens = tokens.into_iter();
        let Some(TokenTree::Ident(key)) = tokens.next() else {
            return None;
        };
        let ty: TokenStream = tokens.skip(1).collect();
        if let Some(number) = number(&key.to_string(), "p") {
            let parameter = self.0.parameters.get(number)?;
            return Some(Argument {
                source: ArgumentSource::Parameter(number),
                name: argument_name(&parameter.field),
                ty,
            });
        }
        let body = self.0.body.as_ref()?;
        // A body is borrowed, whatever progenitor thinks of its size.
        let first = ty.clone().into_iter().next();
        let borrowed = first.is_some_and(|tree| is_punct(&tree, '&'));
        let ty = if borrowed { ty } else { quote!(&'a #ty) };
        Some(Argument {
            source: ArgumentSource::Body,
            name: argument_name(&body.field),
            ty: if body.required {
                ty
            } else {
                quote!(Option<#ty>)
            },
        })
    }

    /// Returns the calls that build a request, without the last one that ends the building.
    pub(super) fn chain(&self, statement: Vec<TokenTree>) -> Option<TokenStream> {
        let mut builder = quote!(self.call.http());
        let mut trees = statement.into_iter();
        // `let mut request = self.client`
        trees.find(|tree| matches!(tree, TokenTree::Ident(name) if name == "client"))?;
        while let Some(tree) = trees.next() {
            let TokenTree::Punct(point) = tree else {
                return None;
            };
            if point.as_char() != '.' {
                // The `?` of a form, which our own function has as well.
                continue;
            }
            let (Some(TokenTree::Ident(call)), Some(TokenTree::Group(arguments))) =
                (trees.next(), trees.next())
            else {
                return None;
            };
            let arguments = self.put(arguments.stream());
            match call.to_string().as_str() {
                "build" => return Some(builder),
                "json" => builder = self.body(builder, false)?,
                "form_urlencoded" => builder = self.body(builder, true)?,
                "headers" if !self.headers() => {}
                // Verbs for which the HTTP client has no method of its own.
                verb @ ("options" | "trace") => {
                    let verb = ident(&verb.to_ascii_uppercase());
                    builder.extend(quote!(.request(reqwest::Method::#verb, #arguments)));
                }
                _ => builder.extend(quote!(.#call(#arguments))),
            }
        }
        None
    }

    /// Returns the call of a function of the runtime that adds the body to a builder.
    fn body(&self, builder: TokenStream, form: bool) -> Option<TokenStream> {
        let body = self.0.body.as_ref()?;
        let name = argument_name(&body.field);
        let value = if body.required {
            quote!(Some(#name))
        } else {
            quote!(#name)
        };
        let media_type = &body.media_type;
        Some(if form {
            quote!(form_body(#builder, #value)?)
        } else {
            quote!(json_body(#builder, #media_type, #value)?)
        })
    }

    /// Returns tokens with the names of parameters in the place of their keys.
    pub(super) fn put(&self, tokens: impl IntoIterator<Item = TokenTree>) -> TokenStream {
        let mut named: Vec<TokenTree> = Vec::new();
        for tree in tokens {
            match tree {
                TokenTree::Group(group) => {
                    let inside = self.put(group.stream());
                    named.push(proc_macro2::Group::new(group.delimiter(), inside).into());
                }
                TokenTree::Ident(key) => {
                    if key == "reqwest" {
                        // Generated code has it from the runtime: `::reqwest` is another crate's.
                        while named.last().is_some_and(is_colon) {
                            named.pop();
                        }
                    }
                    named.push(self.name(&key).unwrap_or(key).into());
                }
                TokenTree::Literal(key) => named.push(self.wire(&key).unwrap_or(key).into()),
                TokenTree::Punct(_) => named.push(tree),
            }
        }
        named.into_iter().collect()
    }

    fn name(&self, key: &Ident) -> Option<Ident> {
        let parameter = self.0.parameters.get(number(&key.to_string(), "p")?)?;
        Some(argument_name(&parameter.field))
    }

    fn wire(&self, key: &Literal) -> Option<Literal> {
        let key = key.to_string();
        let parameter = self.0.parameters.get(number(key.trim_matches('"'), "p")?)?;
        Some(Literal::string(
            &if parameter.location == Location::Header {
                parameter.wire.to_ascii_lowercase()
            } else {
                parameter.wire.clone()
            },
        ))
    }
}

/// Returns the argument for a field. It must not be mistaken for a variable of progenitor's own.
fn argument_name(field: &str) -> Ident {
    const VARIABLES: &[&str] = &["header_map", "request", "url", "value"];
    if VARIABLES.contains(&field) {
        ident(&format!("{field}_argument"))
    } else {
        ident(field)
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Returns the text before the next parameter of a path template, its name, and what follows.
fn next_parameter(template: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}
