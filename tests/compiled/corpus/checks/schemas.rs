//! Values that are read and sent again. No value changes.

use smart_runtime::{ErrorKind, Json};

use smart_socket::json;
use crate::{DONE, call, echo, get};

pub(crate) async fn check() {
    objects().await;
    lists_and_maps().await;
    nothing().await;
    alternatives().await;
    free_json().await;
    numbers().await;
    top_level().await;
    documents().await;
}

async fn objects() {
    echo!(
        all_of.write(Write(Dog)),
        r#"{"name":"n","tag":"t","breed":"b","owner":{"name":"o"}}"#
    );
    let both = call!(
        all_of.read_both(ReadBoth::new()),
        json(200, r#"{"a":"x","b":0.740}"#),
        get("/both")
    );
    assert_eq!(both.unwrap().b.to_string(), "0.740");
    let deep = json(200, r#"{"name":"n","tag":"t","breed":"b","x":true,"y":7}"#);
    let deep = call!(all_of.read_deep(ReadDeep::new()), deep, get("/deep")).unwrap();
    assert_eq!(
        (deep.name.as_str(), deep.x, deep.y),
        ("n", Some(true), Some(7))
    );
    let inline = call!(
        all_of.inline(Inline::new()),
        json(200, r#"{"name":"n","more":1}"#),
        get("/inline")
    );
    assert_eq!(inline.unwrap().more, Some(1));

    let flags = r#"{"id":1,"secret":"s3cret","old":"o","attr":"a","x":"y"}"#;
    let flags = echo!(flags.write(Write(F)), flags);
    assert!(!format!("{flags:?}").contains("s3cret"));
    echo!(limits.write(Write(L)), r#"{"a":"TOO LONG A TEXT","b":99,"c":7.5,"d":[],"g":"x"}"#
        => r#"{"a":"TOO LONG A TEXT","b":99,"c":7.5,"g":"x"}"#);
    echo!(
        nested.write(Write(N)),
        r#"{"a":{"b":{"c":[[{"d":"x","b":{"c":1.50}}],[]]}},"a_b":{"x":"y"}}"#
    );
    echo!(
        titles.write(Write(T)),
        r#"{"a":{"x":"1"},"b":{"y":2},"c":"3","d":"red","e":"blue","f":[{"z":true}],"g":7}"#
    );
    echo!(
        untyped_objects.write(Write(U)),
        r#"{"a":"x","b":{"c":1},"d":["e"],"e":{"f":"g"}}"#
    );
    echo!(
        recursion.write(Write(Tree)),
        r#"{"name":"a","children":[{"name":"b","children":[{"name":"c"}]}]}"#
    );
    let list = call!(
        recursion.list(List::new()),
        json(200, r#"{"value":1,"next":{"value":2}}"#),
        get("/list")
    );
    assert_eq!(list.unwrap().next.unwrap().value, Some(2));
    let group = call!(
        recursion.e(E::new()),
        json(200, r#"{"all":["a",{"all":[]}]}"#),
        get("/e")
    )
    .unwrap();
    assert_eq!(
        serde_json::to_string(&group).unwrap(),
        r#"{"all":["a",{"all":[]}]}"#
    );

    // What the document gives a value where nothing is said is the server's business.
    let sent = crate::with_json("POST /thing?rate=0.5", r#"{"a":"x"}"#);
    let rate: smart_runtime::Amount = "0.5".parse().unwrap();
    let nothing = call!(
        defaults.write(Write::new(rate, types::D::new("x"))),
        json(200, r#"{"a":"x"}"#),
        sent
    );
    assert_eq!(nothing.unwrap().b, None);
    call!(
        many_required.p(P::builder().a("a").e(5).d("d").c("c/").b("b").build().f(6)),
        DONE,
        get("/p/a/b/c%2F/d?e=5&f=6")
    )
    .unwrap();
    echo!(many_required.w0(W0(O0)), r#"{"r0":0.740}"#);
    echo!(
        many_required.w6(W6(O6)),
        r#"{"r0":1,"r1":"a","r2":2.0,"r3":"b","r4":3,"r5":"c","r6":4}"#
    );
}

async fn lists_and_maps() {
    echo!(aliases.write(Write(Vec<Pet>)), r#"[{"id":"a"},{}]"#);
    let h =
        r#"{"pets":null,"maybe":null,"levels":{"a":0.740},"matrix":[["x"],[]],"set":[{"id":"s"}]}"#;
    let h = call!(aliases.h(H::new()), json(200, h), get("/h")).unwrap();
    assert_eq!(
        (h.pets.len(), h.maybe.len(), h.matrix.len(), h.set.len()),
        (0, 0, 2, 1)
    );
    assert_eq!(h.levels["a"].to_string(), "0.740");
    let ids = vec!["a".into(), "b".into()];
    call!(
        aliases.q(Q::new().ids(ids).id("c")),
        DONE,
        get("/q?ids=a&ids=b&id=c")
    )
    .unwrap();
    let a = call!(aliases.a(A::new()), json(200, r#"{"id":"x"}"#), get("/a")).unwrap();
    assert_eq!(a.id.unwrap().as_str(), "x");

    echo!(
        maps.write(Write(Maps)),
        r#"{"strings":{"a":"1"},"numbers":{"n":0.740},"lists":{"l":[1]},"maps":{"m":{"e":"a"}},"free":{"f":[1.50]},"closed":{"a":"c"},"nulls":{"n":null},"objects":{"o":{"deep":"d"}},"named":{"k":"v"}}"#
    );
    let top = call!(maps.top(Top::new()), json(200, r#"{"x":"b"}"#), get("/top")).unwrap();
    assert_eq!(top["x"].as_str(), "b");
    echo!(
        maps_beside_properties.write(Write(M)),
        r#"{"id":1,"amount":0.740,"extra":"x","more":[1.50],"other":null}"#
    );
    let n = call!(
        maps_beside_properties.n(N::new()),
        json(200, r#"{"id":1,"k":"v"}"#),
        get("/n")
    )
    .unwrap();
    assert_eq!(n.extra["k"], "v");
}

async fn nothing() {
    echo!(nullable.write(Write(N)),
        r#"{"a":null,"b":null,"c":null,"d":null,"e":null,"f":[null,{"x":"y"}],"g":null,"j":{"k":null}}"#
        => r#"{"a":null,"b":[],"c":{},"d":null,"e":null,"f":[null,{"x":"y"}],"j":{"k":null}}"#);
    echo!(
        nullable.write(Write(N)),
        r#"{"a":"a","b":["b",null],"c":{"c":"c"},"d":{"x":"d"},"e":{"x":"e"},"f":[],"h":0.740,"i":"i"}"#
    );
    echo!(
        enums_with_null.write(Write(Thing)),
        r#"{"a":null,"b":"y","c":"only","d":"values","e":"q"}"#
    );
    echo!(enums_with_null.write(Write(Thing)), r#"{"a":"x","b":null,"e":null}"# => r#"{"a":"x","b":null}"#);
    let absent = call!(
        enums_with_null.write(Write::new(
            serde_json::from_str::<types::Thing>(r#"{"a":"x","b":"x"}"#).unwrap()
        )),
        json(200, r#"{"a":"x"}"#),
        crate::with_json("POST /thing", r#"{"a":"x","b":"x"}"#)
    );
    // Reading is lenient about what may be null.
    assert_eq!(absent.unwrap().b, None);
}

async fn alternatives() {
    for value in [r#"{"a":"x"}"#, r#"{"b":7}"#, r#"[{"c":true},{}]"#] {
        echo!(one_of_inline.write(Write(V)), value);
    }
    echo!(one_of.write(Write(Pet)), r#"{"kind":"c","lives":9}"#);
    echo!(one_of.write(Write(Pet)), r#"{"kind":"d","bark":"w"}"#);
    let values = r#"["a",1,true,["b"]]"#;
    let values = call!(
        one_of.values(Values::new()),
        json(200, values),
        get("/values")
    )
    .unwrap();
    assert_eq!(
        serde_json::to_string(&values).unwrap(),
        r#"["a",1,true,["b"]]"#
    );
    let none = call!(
        one_of.holder(Holder::new()),
        json(200, r#"{"pet":null}"#),
        get("/holder")
    );
    assert_eq!(none.unwrap().pet, None);
    let neither = call!(
        one_of.holder(Holder::new()),
        json(200, r#"{"pet":{"kind":"x"}}"#),
        get("/holder")
    );
    assert_eq!(neither.unwrap_err().kind(), ErrorKind::Decoding);
    let other = call!(
        enums_of_other_types.read(Read::new()),
        json(200, r#"{"level":9,"rate":0.50,"always":true}"#),
        get("/thing")
    );
    let other = other.unwrap();
    assert_eq!(
        (other.level, other.rate.unwrap().to_string().as_str()),
        (Some(9), "0.50")
    );
}

async fn free_json() {
    for value in [
        r#"{"b":[1.50,null],"a":1e400}"#,
        "null",
        r#""x""#,
        "12345678901234567890.10",
    ] {
        echo!(any_json.write(Write(Json)), value);
    }
    let list = call!(
        any_json.list(List::new()),
        json(200, "[1.50,null,{}]"),
        get("/list")
    )
    .unwrap();
    assert_eq!(serde_json::to_string(&list).unwrap(), "[1.50,null,{}]");
    let any = call!(any_json.any(Any::new()), json(200, "0.740"), get("/any")).unwrap();
    assert_eq!(serde_json::to_string(&any).unwrap(), "0.740");
    let h = call!(
        any_json.h(H::new()),
        json(200, r#"{"a":null,"c":[1.0],"d":[2.0]}"#),
        get("/h")
    )
    .unwrap();
    assert_eq!(
        serde_json::to_string(&h).unwrap(),
        r#"{"a":null,"c":[1.0],"d":[2.0]}"#
    );
}

async fn numbers() {
    echo!(
        big_numbers.write(Write(N)),
        r#"{"a":-9223372036854775808,"b":9223372036854775807,"c":12345678901234567.890}"#
    );
    let n = || corpus::big_numbers::types::N::new();
    let sent = || crate::with_json("POST /thing", "{}");
    for beyond in [r#"{"b":99999999999999999999}"#, r#"{"c":1e999}"#] {
        let refused = call!(
            big_numbers.write(Write::new(n())),
            json(200, beyond),
            sent()
        );
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::Decoding);
    }
    echo!(formats.write(Write(F)), r#"{"s_password":"p","i_int32":7,"i_uint64":8,"n_float":0.1,"n_double":12345678901234567.89}"#
        => sorted_like_the_document());
}

/// The fields of `formats.yaml` are sent in its order.
fn sorted_like_the_document() -> String {
    let value: corpus::formats::types::F = serde_json::from_str(
        r#"{"s_password":"p","i_int32":7,"i_uint64":8,"n_float":0.1,"n_double":12345678901234567.89}"#,
    )
    .unwrap();
    let text = serde_json::to_string(&value).unwrap();
    for part in [
        r#""s_password":"p""#,
        r#""n_float":0.1"#,
        r#""n_double":12345678901234567.89"#,
    ] {
        assert!(text.contains(part), "{text}");
    }
    text
}

async fn top_level() {
    echo!(top_level_values.w0(W0(String)), r#""x""#);
    echo!(top_level_values.w1(W1(i64)), "-7");
    echo!(top_level_values.w2(W2(bool)), "true");
    echo!(top_level_values.w3(W3(smart_runtime::Amount)), "0.740");
    echo!(
        top_level_values.w4(W4(smart_runtime::Date)),
        r#""2025-01-21""#
    );
    echo!(top_level_values.w5(W5(Vec<smart_runtime::Amount>)), "[0.740,1]");
    echo!(top_level_values.w6(W6(Vec<Vec<String>>)), r#"[["a"],[]]"#);
    let null = call!(
        top_level_values.w9(W9::new("x")),
        json(200, "null"),
        crate::with_json("POST /t9", r#""x""#)
    );
    assert_eq!(null.unwrap(), None);
}

async fn documents() {
    let pets = call!(
        petstore.list_pets(ListPets::new().limit(2)),
        json(200, r#"[{"id":1,"name":"n"}]"#),
        get("/pets?limit=2")
    );
    assert_eq!(pets.unwrap()[0].name, "n");
    let pet = call!(
        petstore.show_pet_by_id(ShowPetById::new("1/2")),
        json(200, r#"{"id":1,"name":"n"}"#),
        get("/pets/1%2F2")
    );
    assert_eq!(pet.unwrap().id, 1);
    let p = call!(
        prose.read(Read::new().a("*/")),
        json(200, r#"{"a":"x","b":"x"}"#),
        get("/thing?a=*%2F")
    );
    assert_eq!(p.unwrap().a.as_deref(), Some("x"));
    let keys =
        r#"{"yes":"y","no":"n","on":1,"1":"a","0123":"b","1.5":"c","2025-01-21":"d","~":"e"}"#;
    macro_rules! same {
        ($method:ident, $request:ident, $path:expr) => {
            let answer = call!(yaml.$method($request::new()), json(200, keys), get($path)).unwrap();
            let again = serde_json::to_value(answer).unwrap();
            assert_eq!(
                again,
                serde_json::from_str::<serde_json::Value>(keys).unwrap()
            );
        };
    }
    same!(a, A, "/a");
    same!(b, B, "/b");
    same!(c, C, "/c");
}
