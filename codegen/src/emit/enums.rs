//! `enums.rs`: text out of a list. An open enum keeps a value that it does not list.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation;
use super::syntax::{docs, ident};
use crate::model::{Api, Enum, EnumValue, Kind, NamedType};
use crate::prose::Comment;

/// The docs of an open enum.
const OPEN: &str = "\
Open: a value that is not listed is kept and written back unchanged. Compare such a
value by `as_str`; it becomes a variant of its own once the document lists it.";

/// Returns the items of `enums.rs`, those of one enum at a time.
pub(super) fn emit(api: &Api) -> impl Iterator<Item = TokenStream> {
    api.types.iter().filter_map(|ty| match &ty.kind {
        Kind::Enum(body) if body.open => Some(open(ty, body)),
        Kind::Enum(body) => Some(closed(ty, body)),
        _ => None,
    })
}

fn variant_docs(value: &EnumValue) -> TokenStream {
    let mut comment = documentation::on_the_wire(&value.description, &value.wire);
    if let Some(evidence) = &value.evidence {
        let grade = evidence.grade.as_str();
        comment = comment.end().ours("Evidence: ").ours(grade).ours(".");
    }
    docs(comment)
}

fn open(ty: &NamedType, body: &Enum) -> TokenStream {
    let name = ident(&ty.name);
    let unlisted = ident(&format!("Unlisted{}", ty.name));
    let head = documentation::of_type_with(ty, OPEN);
    let (variants, wires): (Vec<_>, Vec<_>) = body
        .values
        .iter()
        .map(|value| (ident(&value.variant), &value.wire))
        .unzip();
    let variant_docs = body.values.iter().map(variant_docs);
    let other = if body
        .values
        .iter()
        .any(|value| *value.variant == *"Unlisted")
    {
        ident("UnlistedValue")
    } else {
        ident("Unlisted")
    };
    let unlisted_docs = docs(
        Comment::from("The text of a ")
            .item(&ty.name)
            .ours(" that the document does not list. Only reading makes one."),
    );
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// A value that the document does not list.
            #other(#unlisted),
        }
        #unlisted_docs
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct #unlisted(Box<str>);
        impl ::std::fmt::Debug for #unlisted {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl #name {
            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::#other(text) => &text.0,
                }
            }
        }
        impl ::std::convert::From<&str> for #name {
            fn from(text: &str) -> Self {
                match text {
                    #(#wires => Self::#variants,)*
                    _ => Self::#other(#unlisted(text.into())),
                }
            }
        }
        impl ::std::convert::From<String> for #name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }
        impl ::std::str::FromStr for #name {
            type Err = ::std::convert::Infallible;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }
        impl ::std::fmt::Display for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = ::std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Ok(Self::from(text.as_ref()))
            }
        }
    }
}

fn closed(ty: &NamedType, body: &Enum) -> TokenStream {
    let name = ident(&ty.name);
    let head = documentation::of_type(ty);
    let (variants, wires): (Vec<_>, Vec<_>) = body
        .values
        .iter()
        .map(|value| (ident(&value.variant), &value.wire))
        .unzip();
    let variant_docs = body.values.iter().map(variant_docs);
    let expected = format!("one of the values of {}", ty.name);
    quote! {
        #head
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Deserialize, ::serde::Serialize)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #[serde(rename = #wires)] #variants,)*
        }
        impl #name {
            /// The text on the wire.
            pub fn as_str(&self) -> &'static str {
                match self {
                    #(Self::#variants => #wires,)*
                }
            }
        }
        impl ::std::str::FromStr for #name {
            type Err = &'static str;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    #(#wires => Ok(Self::#variants),)*
                    _ => Err(#expected),
                }
            }
        }
        impl ::std::fmt::Display for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}
