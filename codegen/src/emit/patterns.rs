//! Methods that are made from a pattern, and how they take their values.

use proc_macro2::Ident;
use syn::{
    Expr, FnArg, ImplItemFn, Member, Pat, PatIdent, PatType, Stmt, TraitBound, Type, TypeImplTrait,
    TypeParamBound, parse_quote,
};

use super::construction::Input;
use crate::rust::expressions;
use crate::rust::tokens::{generic, ident};

/// How a value is taken from the caller.
pub(super) struct Taken {
    pub(super) ty: Type,
    pub(super) converted: bool,
}

impl Taken {
    /// The argument's type.
    pub(super) fn argument(&self) -> Type {
        match self.converted {
            true => into(self.ty.clone()),
            false => self.ty.clone(),
        }
    }

    /// The value of the argument `name`.
    pub(super) fn value(&self, name: Ident) -> Expr {
        match self.converted {
            true => expressions::converted(expressions::variable(name)),
            false => expressions::variable(name),
        }
    }
}

/// Methods from which others are made: parsing each anew would cost more than all else here.
pub(super) struct Patterns {
    pub(super) new: ImplItemFn,
    setter: ImplItemFn,
}

impl Patterns {
    pub(super) fn new() -> Self {
        Self {
            new: parse_quote! {
                pub fn new() -> Self {
                    Self {}
                }
            },
            setter: parse_quote! {
                #[must_use]
                pub fn name(mut self, value: Value) -> Self {
                    self.name = value;
                    self
                }
            },
        }
    }

    pub(super) fn setter(&self, input: &Input, taken: Taken) -> ImplItemFn {
        let mut method = self.setter.clone();
        method.sig.ident = input.ident();
        if let Some(FnArg::Typed(argument)) = method.sig.inputs.last_mut() {
            *argument.ty = taken.argument();
        }
        if let Some(Stmt::Expr(Expr::Assign(assign), _)) = method.block.stmts.first_mut()
            && let Expr::Field(field) = assign.left.as_mut()
        {
            field.member = Member::Named(input.ident());
            let value = taken.value(ident("value"));
            *assign.right = match input.inner {
                Some(_) => expressions::some(value),
                None => value,
            };
        }
        method.attrs.splice(0..0, input.docs());
        method
    }
}

/// An argument of a method.
pub(super) fn argument(name: Ident, ty: Type) -> FnArg {
    FnArg::Typed(PatType {
        attrs: Vec::new(),
        pat: Box::new(Pat::Ident(PatIdent {
            attrs: Vec::new(),
            by_ref: None,
            mutability: None,
            ident: name,
            subpat: None,
        })),
        colon_token: Default::default(),
        ty: Box::new(ty),
    })
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
