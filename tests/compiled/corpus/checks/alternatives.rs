//! Alternatives: told apart by a tag or by form, or kept as they came.

use smart_runtime::{ErrorKind, Json};

use crate::{call, echo, get};
use smart_socket::json;

pub async fn check() {
    by_tag().await;
    by_nothing().await;
    below().await;
    what_no_type_can_say().await;
}

/// A discriminator chooses, even where all alternatives would fit.
async fn by_tag() {
    use corpus::one_of_a_discriminator::types::Pet;
    let read = |text: &'static str| call_pet(text);
    assert!(matches!(read(r#"{"kind":"Cat"}"#).await, Pet::Cat(_)));
    assert!(matches!(read(r#"{"kind":"Dog"}"#).await, Pet::Dog(_)));
    let Pet::Other(bird) = read(r#"{"kind":"Bird","wings":2.50}"#).await else {
        panic!("a bird is neither");
    };
    assert_eq!(bird.as_str(), r#"{"kind":"Bird","wings":2.50}"#);

    use corpus::one_of_a_base::types::Pet as Base;
    let cat = r#"{"kind":"kitten","weight":1.10,"lives":9,"friend":{"kind":"dog","bark":"w"}}"#;
    let cat = echo!(one_of_a_base.write(Write(Pet)), cat);
    let Base::Cat(cat) = cat else {
        panic!("{cat:?}");
    };
    assert!(
        matches!(&cat.friend, Some(Base::Dog(_))),
        "{cat:?}"
    );
    for (text, is_it) in [
        (
            r#"{"kind":"Fish","fins":2}"#,
            (|pet| matches!(pet, Base::Fish(_))) as fn(&Base) -> bool,
        ),
        (r#"{"kind":"Dog","fins":2}"#, |pet| {
            matches!(pet, Base::Other(_))
        }),
        (r#"{"kind":"Pet"}"#, |pet| matches!(pet, Base::Other(_))),
    ] {
        let pet = echo!(one_of_a_base.write(Write(Pet)), text);
        assert!(is_it(&pet), "{pet:?}");
    }
}

async fn call_pet(text: &str) -> corpus::one_of_a_discriminator::types::Pet {
    let pet = call!(
        one_of_a_discriminator.read(Read::new()),
        json(200, text),
        get("/thing")
    );
    pet.unwrap()
}

/// A value that may be several alternatives is kept, and the caller says what it is.
async fn by_nothing() {
    use corpus::any_of_objects::types::{A, V};
    let both = r#"{"b":1,"a":"x"}"#;
    let both = echo!(any_of_objects.write(Write(V)), both);
    assert_eq!(both.as_a().unwrap().a.as_deref(), Some("x"));
    assert_eq!(both.as_b().unwrap().b, Some(1));
    let wrong = V::from(Json::of(&serde_json::json!({"b": "secret"})).unwrap());
    let told = wrong.as_b().unwrap_err().to_string();
    assert!(
        told.starts_with("at /b: ") && !told.contains("secret"),
        "{told}"
    );
    let mut a = A::default();
    a.a = Some("y".to_owned());
    assert_eq!(V::from_a(&a).unwrap().json().as_str(), r#"{"a":"y"}"#);
}

/// No digit is lost below alternatives, and what fits none is an error without its value.
async fn below() {
    use corpus::one_of_numbers::types::V;
    let read = |text: &'static str| async move {
        call!(
            one_of_numbers.read(Read::new()),
            json(200, text),
            get("/thing")
        )
    };
    let number = read("12345678901234567890.10").await.unwrap();
    assert_eq!(
        serde_json::to_string(&number).unwrap(),
        "12345678901234567890.10"
    );
    assert!(matches!(read(r#""x""#).await.unwrap(), V::String(text) if text == "x"));
    let neither = read(r#"["secret"]"#).await.unwrap_err();
    assert_eq!(neither.kind(), ErrorKind::Decoding);
    assert!(!neither.to_string().contains("secret"), "{neither}");
}

/// What no type of Rust can say is kept as it came.
async fn what_no_type_can_say() {
    let either = call!(
        all_of_contradiction.read(Read::new()),
        json(200, r#"{"x":1.50}"#),
        get("/thing")
    );
    assert_eq!(either.unwrap().x.unwrap().as_str(), "1.50");
    let both = r#"{"list":["a"],"either":{"own":"o","e":1.10}}"#;
    let both = echo!(all_of_contradiction.write(Write(B)), both);
    let either = both.either.unwrap();
    assert_eq!(either.as_e().unwrap().e.to_string(), "1.10");
    assert!(either.as_f().is_err());
    assert_eq!(both.list.unwrap().json().as_str(), r#"["a"]"#);
}
