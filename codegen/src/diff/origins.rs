//! Finds, for a difference in generated Rust, the change of the document that it comes from.

use std::collections::{HashMap, HashSet};

use super::surface::{Member, Name};
use crate::model::{Api, Kind as TypeKind, NamedType, Shape, Type};

/// Where the things of generated code come from, on one side.
pub(super) struct Origins<'a> {
    api: &'a Api,
    types: HashMap<&'a str, &'a NamedType>,
}

/// Pointers by which a change of the document can be recognised, the closest first.
#[derive(Debug, Default, Clone)]
pub(super) struct Origin {
    /// The thing itself.
    pub(super) own: Vec<String>,
    /// What it belongs to, where only that can be said.
    pub(super) around: Vec<String>,
    /// Types that are named in its type, and what they are made of.
    pub(super) mentioned: Vec<String>,
}

impl<'a> Origins<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let types = api.types.iter().map(|ty| (&*ty.name, ty)).collect();
        Self { api, types }
    }

    /// Where something public comes from.
    pub(super) fn of(&self, name: &Name) -> Origin {
        let mut origin = Origin::default();
        match name.module.as_str() {
            "types" | "enums" => self.of_type(name, &mut origin),
            "requests" => self.of_request(name, &mut origin),
            "operations" => {
                let operations = self.api.operations.iter();
                let same =
                    operations.filter(|operation| operation.method.to_uppercase() == name.item);
                origin
                    .own
                    .extend(same.map(|operation| operation.pointer.clone()));
            }
            _ => {
                if let Member::Method(method) = &name.member {
                    let operations = self.api.operations.iter();
                    for operation in operations.filter(|operation| *operation.method == **method) {
                        origin.own.push(operation.pointer.clone());
                        if let Some(answer) = &operation.answer {
                            self.mention(answer, &mut origin, true);
                        }
                        if let Some(envelope) = &operation.envelope {
                            self.mention(&envelope.payload, &mut origin, true);
                        }
                    }
                }
            }
        }
        origin
    }

    fn find(&self, item: &str) -> Option<&'a NamedType> {
        let own = self.types.get(item);
        let built = || self.types.get(item.strip_suffix("Builder")?);
        let unlisted = || self.types.get(item.strip_prefix("Unlisted")?);
        own.or_else(built).or_else(unlisted).copied()
    }

    fn of_type(&self, name: &Name, origin: &mut Origin) {
        let Some(ty) = self.find(&name.item) else {
            return;
        };
        origin.around.push(ty.pointer.clone());
        match &ty.kind {
            TypeKind::Struct(body) => {
                let member = match &name.member {
                    Member::Field(member) | Member::Method(member) => Some(member),
                    _ => None,
                };
                let field = member
                    .and_then(|member| body.fields.iter().find(|field| *field.name == **member));
                match field {
                    Some(field) => {
                        origin.own.push(field.pointer.clone());
                        self.mention(&field.ty, origin, false);
                    }
                    None if matches!(name.member, Member::Method(_)) || *name.item != *ty.name => {
                        // Constructors and builders are made of the required values.
                        for field in body.fields.iter().filter(|field| field.required) {
                            origin.own.push(field.pointer.clone());
                            self.mention(&field.ty, origin, false);
                        }
                    }
                    None if matches!(name.member, Member::Trait(_)) => {
                        for field in &body.fields {
                            origin.around.push(field.pointer.clone());
                            self.mention(&field.ty, origin, true);
                        }
                    }
                    // A field that only the other side has is placed there.
                    None if matches!(name.member, Member::Field(_)) => {}
                    None => origin.own.push(ty.pointer.clone()),
                }
            }
            TypeKind::Enum(_) => origin.own.push(ty.pointer.clone()),
            TypeKind::Newtype(inner) => {
                origin.own.push(ty.pointer.clone());
                self.mention(inner, origin, false);
            }
            TypeKind::Union(branches) => {
                origin.own.push(ty.pointer.clone());
                branches
                    .iter()
                    .for_each(|branch| self.mention(branch, origin, false));
            }
        }
    }

    fn of_request(&self, name: &Name, origin: &mut Origin) {
        let request = name.item.strip_suffix("Builder").unwrap_or(&name.item);
        let operations = self.api.operations.iter();
        for operation in operations.filter(|o| *o.request == *name.item || *o.request == *request) {
            origin.around.push(operation.pointer.clone());
            let member = match &name.member {
                Member::Field(member) | Member::Method(member) => member.as_str(),
                _ => "",
            };
            let values = operation
                .parameters
                .iter()
                .map(|p| (&p.field, &p.pointer, &p.ty, p.required));
            let body = operation
                .body
                .iter()
                .map(|b| (&b.field, &b.pointer, &b.ty, b.required));
            let values: Vec<_> = values.chain(body).collect();
            let named: Vec<_> = values
                .iter()
                .filter(|(field, ..)| ***field == *member)
                .collect();
            if !named.is_empty() {
                for (_, pointer, ty, _) in named {
                    origin.own.push(parent_of_body(pointer));
                    self.mention(ty, origin, false);
                }
            } else if name.member == Member::Itself && *name.item == *operation.request {
                origin.own.push(operation.pointer.clone());
            } else {
                let all = matches!(name.member, Member::Trait(_));
                for (_, pointer, ty, required) in values {
                    if required || all {
                        origin.own.push(parent_of_body(pointer));
                        self.mention(ty, origin, all);
                    }
                }
            }
        }
    }

    /// Enters the types that a type names; what those are made of too, where that matters.
    fn mention(&self, ty: &Type, origin: &mut Origin, deep: bool) {
        let mut seen: HashSet<usize> = HashSet::new();
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            match &ty.shape {
                Shape::List(inner) | Shape::Map(inner) => open.push(inner),
                Shape::Named(number) if seen.insert(*number) => {
                    let named = self.api.named(*number);
                    origin.mentioned.push(named.pointer.clone());
                    match &named.kind {
                        TypeKind::Newtype(inner) => open.push(inner),
                        TypeKind::Struct(body) if deep => {
                            origin
                                .mentioned
                                .extend(body.fields.iter().map(|field| field.pointer.clone()));
                            open.extend(body.fields.iter().map(|field| &field.ty));
                        }
                        TypeKind::Union(branches) if deep => open.extend(branches),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }
}

/// The body that a schema belongs to: `…/requestBody/content/…/schema` stands for `…/requestBody`.
fn parent_of_body(pointer: &str) -> String {
    match pointer.find("/content/") {
        Some(at) if pointer.ends_with("/schema") => pointer[..at].to_owned(),
        _ => pointer.to_owned(),
    }
}
