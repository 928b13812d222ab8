//! Finds the places of the document that generated code comes from.

use std::collections::{HashMap, HashSet};

use crate::diff::surface::{Member, PublicName};
use crate::model::{Api, EnumValue, Field, Kind as TypeKind, NamedType, Operation, Shape, Type};

/// The number of types that are visited for one type that consists of others.
const MOST_TYPES: usize = 1_000;

/// The origins of generated code on one side.
pub(crate) struct Origins<'a> {
    api: &'a Api,
    types: HashMap<&'a str, &'a NamedType>,
    /// The fields of structs, by the names of both.
    fields: HashMap<(&'a str, &'a str), &'a Field>,
    /// The values of enums, by the names of the enum and the variant.
    values: HashMap<(&'a str, &'a str), &'a EnumValue>,
    /// The alternatives of unions, by the names of the union and of the alternative's type.
    branches: HashMap<(&'a str, &'a str), (usize, &'a NamedType)>,
    methods: HashMap<&'a str, Vec<&'a Operation>>,
    constants: HashMap<String, Vec<&'a Operation>>,
    requests: HashMap<&'a str, Vec<&'a Operation>>,
    /// The parts of requests, by the names of the request and the field.
    sent: HashMap<(&'a str, &'a str), Vec<Sent<'a>>>,
}

/// A parameter or body of a request.
#[derive(Clone, Copy)]
struct Sent<'a> {
    field: &'a str,
    pointer: &'a str,
    ty: &'a Type,
    required: bool,
}

/// Pointers that lead to the change of the document, the closest first.
#[derive(Default)]
pub(crate) struct Origin<'a> {
    /// The value of an enum: the pointer of the enum, and the text on the wire.
    pub(crate) value: Option<(&'a str, &'a str)>,
    /// The pointers of the part that differs.
    pub(crate) part: Vec<String>,
    /// The pointer of the type of that part.
    pub(crate) part_type: Option<&'a str>,
    /// The pointers of the thing itself.
    pub(crate) own: Vec<&'a str>,
    /// The pointers of what the thing belongs to.
    pub(crate) around: Vec<&'a str>,
    /// The types in its signature.
    mentioned: Vec<&'a Type>,
    /// Whether the parts of those types count as well.
    is_deep: bool,
}

impl<'a> Origins<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let mut origins = Self {
            api,
            types: api.types.iter().map(|ty| (&*ty.name, ty)).collect(),
            fields: HashMap::new(),
            values: HashMap::new(),
            branches: HashMap::new(),
            methods: HashMap::new(),
            constants: HashMap::new(),
            requests: HashMap::new(),
            sent: HashMap::new(),
        };
        api.types.iter().for_each(|ty| origins.enter_type(ty));
        for operation in &api.operations {
            origins.enter_operation(operation);
        }
        origins
    }

    fn enter_type(&mut self, ty: &'a NamedType) {
        let name = &*ty.name;
        match &ty.kind {
            TypeKind::Struct(body) => {
                let fields = body.fields.iter();
                self.fields
                    .extend(fields.map(|field| ((name, &*field.name), field)));
            }
            TypeKind::Enum(body) => {
                let values = body.values.iter();
                self.values
                    .extend(values.map(|value| ((name, &*value.variant), value)));
            }
            TypeKind::Union(body) => {
                for (at, branch) in body.branches.iter().enumerate() {
                    if let Shape::Named(number) = branch.shape {
                        let of = self.api.named(number);
                        self.branches.insert((name, &*of.name), (at, of));
                    }
                }
            }
            TypeKind::Newtype(_) => {}
        }
    }

    fn enter_operation(&mut self, operation: &'a Operation) {
        let list = |map: &mut HashMap<&'a str, Vec<&'a Operation>>, name: &'a str| {
            map.entry(name).or_default().push(operation);
        };
        list(&mut self.methods, &operation.method);
        list(&mut self.requests, &operation.request);
        let constant = self.constants.entry(operation.method.to_uppercase());
        constant.or_default().push(operation);
        for sent in sent(operation) {
            let key = (&*operation.request, sent.field);
            self.sent.entry(key).or_default().push(sent);
        }
    }

    /// Returns whether a name is a field of a type or request, or sets one.
    pub(crate) fn is_part(&self, name: &PublicName) -> bool {
        let (Member::Field(member) | Member::Method(member)) = &name.member else {
            return false;
        };
        let request = name.item.strip_suffix("Builder").unwrap_or(&name.item);
        let owner = self.find(&name.item).map(|ty| &*ty.name);
        let is_field = owner.is_some_and(|owner| self.fields.contains_key(&(owner, member)));
        is_field || self.sent.contains_key(&(request, member))
    }

    /// Returns the origin of a name. `is_part` tells whether one side knows the name as a part.
    pub(crate) fn of(&self, name: &PublicName, is_part: bool) -> Origin<'a> {
        let mut origin = Origin::default();
        match name.module {
            "types" | "enums" => self.of_type(name, is_part, &mut origin),
            "requests" => self.of_request(name, is_part, &mut origin),
            "operations" => {
                let same = self.constants.get(&name.item).into_iter().flatten();
                origin.own.extend(same.map(|same| same.pointer.as_str()));
            }
            _ => {
                if let Member::Method(method) = &name.member {
                    let same = self.methods.get(method.as_str());
                    for operation in same.into_iter().flatten() {
                        origin.own.push(&operation.pointer);
                        origin.is_deep = true;
                        origin.mentioned.extend(&operation.answer);
                        let envelope = operation.envelope.iter();
                        let payloads = envelope.map(|envelope| &envelope.payload);
                        origin.mentioned.extend(payloads);
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

    fn of_type(&self, name: &PublicName, is_part: bool, origin: &mut Origin<'a>) {
        let Some(ty) = self.find(&name.item) else {
            return;
        };
        origin.around.push(&ty.pointer);
        match &ty.kind {
            TypeKind::Struct(body) => {
                let field = match &name.member {
                    Member::Field(member) | Member::Method(member) => {
                        self.fields.get(&(&*ty.name, member.as_str()))
                    }
                    _ => None,
                };
                match field {
                    Some(field) => {
                        origin.own.push(&field.pointer);
                        origin.mentioned.push(&field.ty);
                    }
                    // The other side has the part and its place.
                    None if is_part => {}
                    None if matches!(name.member, Member::Method(_)) || *name.item != *ty.name => {
                        // Constructors and builders consist of the required values.
                        for field in body.fields.iter().filter(|field| field.required) {
                            origin.own.push(&field.pointer);
                            origin.mentioned.push(&field.ty);
                        }
                    }
                    None if matches!(name.member, Member::Trait(_)) => {
                        origin.is_deep = true;
                        for field in &body.fields {
                            origin.around.push(&field.pointer);
                            origin.mentioned.push(&field.ty);
                        }
                    }
                    None if matches!(name.member, Member::Field(_)) => {}
                    None => origin.own.push(&ty.pointer),
                }
            }
            TypeKind::Enum(_) => {
                origin.own.push(&ty.pointer);
                if let Member::Variant(variant) = &name.member {
                    let value = self.values.get(&(&*ty.name, variant.as_str()));
                    origin.value = value.map(|value| (ty.pointer.as_str(), value.wire.as_str()));
                }
            }
            TypeKind::Newtype(inner) => {
                origin.own.push(&ty.pointer);
                origin.mentioned.push(inner);
            }
            TypeKind::Union(body) => {
                origin.own.push(&ty.pointer);
                let branch = match &name.member {
                    Member::Variant(variant) => Some(variant.as_str()),
                    Member::Trait(implemented) => implemented
                        .strip_prefix("From<")
                        .and_then(|rest| rest.strip_suffix('>')),
                    _ => None,
                };
                let branch = branch.and_then(|branch| self.branches.get(&(&*ty.name, branch)));
                match branch {
                    Some((at, of)) => {
                        let place = |key| format!("{}/{key}/{at}", ty.pointer);
                        origin.part.extend(["oneOf", "anyOf"].map(place));
                        origin.part_type = Some(&of.pointer);
                    }
                    None => origin.mentioned.extend(&body.branches),
                }
            }
        }
    }

    fn of_request(&self, name: &PublicName, is_part: bool, origin: &mut Origin<'a>) {
        let request = name.item.strip_suffix("Builder").unwrap_or(&name.item);
        let of = |request: &str| self.requests.get(request).into_iter().flatten();
        let built = of(request).filter(|_| *request != *name.item);
        for operation in of(&name.item).chain(built) {
            origin.around.push(&operation.pointer);
            let member = match &name.member {
                Member::Field(member) | Member::Method(member) => member.as_str(),
                _ => "",
            };
            let mut take = |sent: &Sent<'a>| {
                origin.own.push(parent_of_body(sent.pointer));
                origin.mentioned.push(sent.ty);
            };
            let named = self.sent.get(&(&*operation.request, member));
            if let Some(named) = named {
                named.iter().for_each(take);
            } else if name.member == Member::Itself && *name.item == *operation.request {
                origin.own.push(&operation.pointer);
            } else if !is_part {
                let all = matches!(name.member, Member::Trait(_));
                let sent = sent(operation).filter(|sent| sent.required || all);
                sent.for_each(|sent| take(&sent));
                origin.is_deep |= all;
            }
        }
    }

    /// Returns the types in a signature and, if they count, the types of their parts.
    pub(crate) fn mentioned(&self, origin: &Origin<'a>) -> Mentioned<'a> {
        Mentioned {
            api: self.api,
            open: origin.mentioned.clone(),
            last: Vec::new(),
            is_deep: origin.is_deep,
            seen: HashSet::new(),
        }
    }
}

/// An iterator over the pointers of types in a signature, then of the types of their parts, and so
/// on.
pub(crate) struct Mentioned<'a> {
    api: &'a Api,
    /// The types of the next step.
    open: Vec<&'a Type>,
    /// The types of the last step, whose parts are the next step.
    last: Vec<&'a NamedType>,
    is_deep: bool,
    seen: HashSet<usize>,
}

impl<'a> Iterator for Mentioned<'a> {
    type Item = Vec<&'a str>;

    fn next(&mut self) -> Option<Vec<&'a str>> {
        let mut pointers = Vec::new();
        let mut open = std::mem::take(&mut self.open);
        for of in std::mem::take(&mut self.last) {
            match &of.kind {
                TypeKind::Struct(body) => {
                    let left = MOST_TYPES.saturating_sub(self.seen.len());
                    for field in body.fields.iter().take(left) {
                        pointers.push(field.pointer.as_str());
                        open.push(&field.ty);
                    }
                }
                TypeKind::Union(body) => open.extend(&body.branches),
                TypeKind::Enum(_) | TypeKind::Newtype(_) => {}
            }
        }
        while let Some(ty) = open.pop().filter(|_| self.seen.len() < MOST_TYPES) {
            match &ty.shape {
                Shape::List(inner) | Shape::Map(inner) => open.push(inner),
                Shape::Named(number) if self.seen.insert(*number) => {
                    let named = self.api.named(*number);
                    pointers.push(named.pointer.as_str());
                    match &named.kind {
                        TypeKind::Newtype(inner) => open.push(inner),
                        _ if self.is_deep => self.last.push(named),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        (!pointers.is_empty()).then_some(pointers)
    }
}

/// Returns the parts of a request.
fn sent(operation: &Operation) -> impl Iterator<Item = Sent<'_>> {
    let parameters = operation.parameters.iter().map(|parameter| Sent {
        field: &parameter.field,
        pointer: &parameter.pointer,
        ty: &parameter.ty,
        required: parameter.required,
    });
    let body = operation.body.iter().map(|body| Sent {
        field: &body.field,
        pointer: &body.pointer,
        ty: &body.ty,
        required: body.required,
    });
    parameters.chain(body)
}

/// Returns the pointer of the body that a schema belongs to: `…/requestBody` for
/// `…/requestBody/content/…/schema`.
fn parent_of_body(pointer: &str) -> &str {
    match pointer.find("/content/") {
        Some(at) if pointer.ends_with("/schema") => &pointer[..at],
        _ => pointer,
    }
}
