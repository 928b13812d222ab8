//! The choice of operations, their names, and the report of those that are left out.

use smart_codegen::{Options, Output, Source, generate};

const PATHS: &str = "
/pets:
  get: {tags: [pets], operationId: listPets, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
  post: {tags: [pets, writing], operationId: addPet, responses: {'204': {description: ok}}}
/pets/{petId}/picture:
  parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
  get: {tags: [files], operationId: fetchPicture, responses: {'200': {description: ok, content: {image/png: {}}}}}
/owners:
  get: {operationId: listOwners, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Owner'}}}}}}";
const SCHEMAS: &str = "
Pet: {type: object, properties: {toy: {$ref: '#/components/schemas/Toy'}}}
Toy: {type: object, properties: {name: {type: string}}}
Owner: {type: object, properties: {wrong: {$ref: '#/components/schemas/Wrong'}}}
Wrong: {type: object, properties: {a: {not: {type: string}}}}
Lonely: {type: object, properties: {a: {type: string}}}";

fn generated(options: Options) -> Result<Output, Vec<&'static str>> {
    let text = super::document(PATHS, SCHEMAS);
    generate(&Source::new("pets.yaml", text), &options)
        .map_err(|problems| problems.iter().map(|problem| problem.kind()).collect())
}

/// Returns the operations and the schemas that the digest names.
fn said(output: &Output) -> (Vec<&str>, Vec<&str>) {
    let lines = || output.digest.lines();
    let mut operations: Vec<_> = lines()
        .filter_map(|line| line.strip_prefix("operation ")?.split(' ').next())
        .collect();
    operations.dedup();
    let mut types: Vec<_> = lines()
        .filter_map(|line| line.strip_prefix("schema ")?.split(' ').next())
        .collect();
    types.retain(|name| !name.contains('.'));
    types.dedup();
    (operations, types)
}

#[test]
fn operations_are_chosen_by_id_tag_and_path() {
    let all = ["answer-media", "schema-not"];
    assert_eq!(generated(Options::new()).unwrap_err(), all);
    let chosen = |options| {
        let output = generated(options).expect("generates");
        let (operations, types) = said(&output);
        (operations.join(" "), types.join(" "))
    };
    let pets = ("addPet listPets".to_owned(), "Pet Toy".to_owned());
    assert_eq!(chosen(Options::new().only("tag:pets")), pets);
    assert_eq!(chosen(Options::new().only("/pets")), pets);
    assert_eq!(chosen(Options::new().only("listPets").only("addP*")), pets);
    let added = ("addPet".to_owned(), String::new());
    assert_eq!(
        chosen(Options::new().only("/pets").leave_out("list*")),
        added
    );
    assert_eq!(
        chosen(Options::new().leave_out("/pets/*").leave_out("listOwners")),
        pets
    );
}

#[test]
fn a_choice_that_chooses_nothing_is_a_mistake() {
    let refused = |options| generated(options).unwrap_err();
    assert_eq!(refused(Options::new().only("listPet")), ["chooses-nothing"]);
    assert_eq!(
        refused(Options::new().leave_out("tag:no")),
        ["chooses-nothing"]
    );
    assert_eq!(refused(Options::new().leave_out("*")), ["nothing-chosen"]);
}

#[test]
fn what_cannot_be_generated_is_left_out_by_name() {
    let output = generated(Options::new().leave_out_unsupported()).expect("generates");
    let (operations, types) = said(&output);
    assert_eq!(operations, ["addPet", "listPets"]);
    assert_eq!(types, ["Pet", "Toy"]);
    let left_out = output.left_out.iter();
    let left_out: Vec<_> = left_out
        .map(|left_out| (left_out.operation.as_str(), left_out.kinds()))
        .collect();
    assert_eq!(
        left_out,
        [
            ("GET /pets/{petId}/picture", vec!["answer-media"]),
            ("GET /owners", vec!["schema-not"]),
        ]
    );
    assert!(
        output
            .digest
            .contains("left out GET /owners · schema-not\n")
    );
    let docs = &output.files["api.rs"];
    assert!(
        docs.contains("/// - `GET /pets/{petId}/picture`: `answer-media`"),
        "{docs}"
    );
}

#[test]
fn what_belongs_to_no_operation_is_never_left_out() {
    let text = super::document(PATHS, SCHEMAS)
        .replace("https://tides.example/v1/", "https://{region}.example");
    let found = generate(
        &Source::new("pets.yaml", text),
        &Options::new().leave_out_unsupported(),
    );
    let kinds: Vec<_> = found
        .unwrap_err()
        .iter()
        .map(|problem| problem.kind())
        .collect();
    assert_eq!(kinds, ["server-variable"]);
}

/// Returns the names of the operations of paths in order.
fn names(paths: &str) -> Vec<String> {
    let output = super::generated(&super::document(paths, ""));
    let lines = output.digest.lines();
    let names = lines.filter_map(|line| line.strip_prefix("operation ")?.split_once(" answers"));
    names.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn an_operation_without_a_name_is_called_after_its_method_and_path() {
    let none = "responses: {'204': {description: ok}}";
    let pets = format!(
        "/pets/{{petId}}/toys:\n  parameters: [{{name: petId, in: path, required: true, schema: {{type: string}}}}]\n  get: {{{none}}}\n  post: {{{none}}}"
    );
    assert_eq!(
        names(&pets),
        ["get_pets_by_petId_toys", "post_pets_by_petId_toys"]
    );
    let output = super::generated(&super::document(&pets, ""));
    assert!(output.files["api.rs"].contains("pub async fn get_pets_by_pet_id_toys("));
    // Another operation changes none of the names, wherever it stands.
    let more = format!("/other:\n  get: {{{none}}}\n{pets}");
    assert_eq!(names(&more)[1..], names(&pets));
    // Two paths that give one name keep apart.
    let alike = format!("/a_b:\n  get: {{{none}}}\n/a/b:\n  get: {{{none}}}");
    assert_eq!(names(&alike), ["GET /a/b", "GET /a_b"]);
}

#[test]
fn operations_that_share_a_name_are_told_apart() {
    let twice =
        |id: &str| format!("{{operationId: {id}, responses: {{'204': {{description: ok}}}}}}");
    let paths = format!(
        "/a:\n  get: {}\n  put: {}\n/b:\n  get: {}",
        twice("save"),
        twice("other"),
        twice("save")
    );
    assert_eq!(names(&paths), ["get_a", "get_b", "other"]);
}
