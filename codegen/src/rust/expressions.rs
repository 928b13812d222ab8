//! Expressions, put together as syntax: parsing them from tokens is most of their cost.

use proc_macro2::Ident;
use syn::{Expr, ExprCall, ExprMethodCall, ExprPath, FieldValue, Member};

use super::tokens::ident;

/// `name`.
pub(crate) fn variable(name: Ident) -> Expr {
    Expr::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
    })
}

/// `Some(value)`.
pub(crate) fn some(value: Expr) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(variable(ident("Some"))),
        paren_token: Default::default(),
        args: std::iter::once(value).collect(),
    })
}

/// `value.into()`.
pub(crate) fn converted(value: Expr) -> Expr {
    Expr::MethodCall(ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(value),
        dot_token: Default::default(),
        method: ident("into"),
        turbofish: None,
        paren_token: Default::default(),
        args: Default::default(),
    })
}

/// `name: value`, or `name` where that is the value.
pub(crate) fn field(name: Ident, value: Expr) -> FieldValue {
    let short = matches!(&value, Expr::Path(path) if path.path.is_ident(&name));
    FieldValue {
        attrs: Vec::new(),
        member: Member::Named(name),
        colon_token: (!short).then(Default::default),
        expr: value,
    }
}
