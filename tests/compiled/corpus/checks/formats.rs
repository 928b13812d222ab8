//! Formats that keep what came: numbers of any size, whole numbers without a sign, dates with and
//! without a zone.

use smart_runtime::{Amount, ErrorKind, Number, Timestamp};
use smart_socket::json;

use crate::{call, echo, get, with_json};

pub(crate) async fn check() {
    numbers().await;
    whole_numbers().await;
    parameters_and_forms().await;
    times().await;
}

async fn numbers() {
    for number in [
        "1.2345678901234567e-15",
        "1.8e308",
        "1e400",
        "-0.0",
        "1E+2",
        "12345678901234567890123456789012345678901234567890.10",
    ] {
        let all = format!(
            r#"{{"rate":{number},"double":{number},"doubles":[{number},1],"named":{{"a":{number}}},"either":{number},"other":{number}}}"#
        );
        let read = echo!(formats_of_numbers.write(Write(N)), &all);
        assert_eq!(
            (read.rate.as_str(), read.extra["other"].as_str()),
            (number, number)
        );
    }
    echo!(formats_of_numbers.write(Write(N)), r#"{"rate":"0.740","double":null}"# => r#"{"rate":0.740}"#);
    // A plain number, and every other format of one, is an exact decimal or an error.
    for money in ["plain", "money"] {
        let sent = format!(r#"{{"rate":1,"{money}":0.740}}"#);
        echo!(formats_of_numbers.write(Write(N)), &sent);
        let answer = json(200, &format!(r#"{{"rate":1,"{money}":1e400}}"#));
        let refused = call!(
            formats_of_numbers.write(Write::new(types::N::new(1))),
            answer,
            with_json("POST /thing", r#"{"rate":1}"#)
        );
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::Decoding);
    }
    // A number in quotes is text where text is an alternative.
    for text in ["1.5", "x"] {
        let all = format!(r#"{{"rate":1,"either":"{text}"}}"#);
        let read = echo!(formats_of_numbers.write(Write(N)), &all);
        let either = read.either.unwrap();
        assert!(
            matches!(either, corpus::formats_of_numbers::types::Either::String(came) if came == text)
        );
    }
    for amount in ["1.5", r#""1.5""#] {
        echo!(
            formats_of_numbers.write(Write(N)),
            &format!(r#"{{"rate":1,"amounts":{{"amount":{amount}}}}}"#)
        );
    }
    for no_number in [r#""1.5x""#, r#""NaN""#, "true", "[1]", r#""""#, r#"" 1""#] {
        let text = format!(r#"{{"rate":{no_number}}}"#);
        assert!(serde_json::from_str::<corpus::formats_of_numbers::types::N>(&text).is_err());
    }
    let numbers = corpus::formats_of_numbers::types::N::new(7)
        .double(Number::try_from(0.1).unwrap())
        .doubles(vec![
            Number::try_from(1e300).unwrap(),
            "0.740".parse::<Amount>().unwrap().into(),
        ]);
    assert_eq!(
        serde_json::to_string(&numbers).unwrap(),
        r#"{"rate":7,"double":0.1,"doubles":[1e300,0.740]}"#
    );
}

async fn whole_numbers() {
    let most = r#"{"rate":1,"either":[18446744073709551615],"id":18446744073709551615,"uint":18446744073709551615,"uint8":255,"uint16":65535,"uint32":4294967295,"uint64":18446744073709551615,"int8":-128,"int16":-32768,"int64":-9223372036854775808,"text":"9007199254740993","unsigned_text":"18446744073709551615"}"#;
    let read = echo!(formats_of_numbers.write(Write(N)), most);
    assert_eq!((read.uint64, read.uint32), (Some(u64::MAX), Some(u32::MAX)));
    assert_eq!(read.text.as_deref(), Some("9007199254740993"));
    for below in [r#""uint64":-1"#, r#""uint32":4294967296"#] {
        let text = format!(r#"{{"rate":1,{below}}}"#);
        assert!(serde_json::from_str::<corpus::formats_of_numbers::types::N>(&text).is_err());
    }
}

async fn parameters_and_forms() {
    let latitude: Number = "-1.2345678901234567e-15".parse().unwrap();
    let near = call!(
        formats_of_numbers.read(
            Read::new(latitude, u64::MAX)
                .near(vec!["1e400".parse().unwrap(), Number::from(2)])
                .limit(4_294_967_295)
                .after(18_446_744_073_709_551_615)
        ),
        json(200, "1.8e308"),
        format!(
            "{}\nafter: 18446744073709551615",
            get(
                "/at/-1.2345678901234567e-15/18446744073709551615?near=1e400&near=2&limit=4294967295"
            )
        )
    );
    assert_eq!(near.unwrap().as_str(), "1.8e308");
    let rate: Number = "1.2345678901234567e-15".parse().unwrap();
    let id = call!(
        formats_of_numbers.form(Form::new(
            types::FormBody::new(rate).size(18_446_744_073_709_551_615)
        )),
        json(200, "18446744073709551615"),
        "POST /form HTTP/1.1\ncontent-type: application/x-www-form-urlencoded\n\n\
         rate=1.2345678901234567e-15&size=18446744073709551615"
    );
    assert_eq!(id.unwrap().0, u64::MAX);
}

async fn times() {
    for (text, offset) in [
        ("2025-01-21T10:00:00.5+03:00", Some(3 * 3600)),
        ("2025-01-21T10:00:00+0000", Some(0)),
        ("2025-01-21T10:00:00-05", Some(-5 * 3600)),
        ("2025-01-21 10:00:00Z", Some(0)),
        ("2025-01-21 10:00:00", None),
        ("2025-01-21T10:00:00.123456", None),
    ] {
        // What came is sent back as it came.
        let all = format!(r#"{{"at":"{text}","until":"{text}","all":["{text}"]}}"#);
        let read = echo!(formats_of_times.write(Write(When)), &all);
        assert_eq!(read.at.offset(), offset, "{text}");
        let instant = offset.map(|offset| 1_737_453_600 - i64::from(offset));
        assert_eq!(read.at.to_unix_seconds(), instant, "{text}");
    }
    let refused = call!(
        formats_of_times.write(Write::new(types::When::new(
            "2025-01-21T10:00:00Z".parse::<Timestamp>().unwrap()
        ))),
        json(200, r#"{"at":"tomorrow"}"#),
        with_json("POST /thing", r#"{"at":"2025-01-21T10:00:00Z"}"#)
    );
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Decoding);
}
