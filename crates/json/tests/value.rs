//! What the rest of the house relies on: kept text, equality by meaning, bounded depth, the borders.

use std::sync::Arc;

use proptest::prelude::*;
use stepwell_json::{MAX_DEPTH, Object, ParseErrorKind, Value};

fn parse(text: &str) -> Value {
    Value::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn a_parsed_text_comes_back_as_it_was() {
    for text in [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1.0",
        "1E+3",
        r#""a\u0041\/\n""#,
        "[]",
        "[ ]",
        "{}",
        "{ }",
        "[1, 2,\n\t3]",
        r#"{"b": 1, "a" : {"c":[ ]}}"#,
        r#"{"a":1,"a":2}"#,
        "123456789012345678901234567890",
        "\"\u{1F600}é\"",
        r#""\ud83d\ude00""#,
        r#""\ud83d""#,
    ] {
        let value = parse(text);
        assert_eq!(&*value.to_text(), text);
        assert_eq!(value.byte_len(), text.len());
        assert_eq!(&*parse(&format!(" \n{text}\t")).to_text(), text);
    }
}

#[test]
fn a_part_keeps_its_text_inside_what_is_computed() {
    let input = parse(r#"{"x": [[1, 2, 3], [4, 5, 6]], "y": "\u00e9"}"#);
    let wrapped = Value::from(vec![input.get("x").cloned().unwrap_or_default()]);
    assert_eq!(&*wrapped.to_text(), "[[[1, 2, 3], [4, 5, 6]]]");
    let set = input.as_object().map(|object| object.with("z", 1.5)).unwrap_or_default();
    let text = r#"{"x":[[1, 2, 3], [4, 5, 6]],"y":"\u00e9","z":1.5}"#;
    assert_eq!(&*Value::from(set.clone()).to_text(), text);
    assert_eq!(Value::from(set.clone()).byte_len(), text.len());
    assert_eq!(Value::from(set).to_compact(), r#"{"x":[[1,2,3],[4,5,6]],"y":"\u00e9","z":1.5}"#);
}

#[test]
fn to_text_shares_a_text_that_is_all_its_own() {
    let text: Arc<str> = Arc::from(r#"{"a": 1}"#);
    let value = Value::parse_shared(Arc::clone(&text)).unwrap_or_default();
    assert!(Arc::ptr_eq(&value.to_text(), &text));
    let part = parse("[[1, 2]]").at(0).map(Value::detached).unwrap_or_default();
    assert!(Arc::ptr_eq(&part.to_text(), &part.to_text()));
    assert_eq!(&*part.to_text(), "[1, 2]");
}

#[test]
fn escapes_are_read_and_computed_strings_are_escaped() {
    let value = parse(r#""\"\\\/\b\f\n\r\t\u0041\ud83d\ude00\ud83d!""#);
    assert_eq!(value.as_str(), Some("\"\\/\u{8}\u{c}\n\r\tA\u{1F600}\u{FFFD}!"));
    let computed = Value::from("\"\\/\u{8}\u{c}\n\r\t\u{1f}é");
    assert_eq!(&*computed.to_text(), r#""\"\\/\b\f\n\r\t\u001Fé""#);
    assert_eq!(computed.byte_len(), computed.to_text().len());
}

#[test]
fn equal_by_meaning() {
    for (a, b) in [
        (r#"{"a":1,"b":[2]}"#, r#"{ "b": [2.0], "a": 1e0 }"#),
        (r#""\u0041""#, r#""A""#),
        (r#"{"a":1,"a":2}"#, r#"{"a":2}"#),
        ("[]", "[ ]"),
    ] {
        assert_eq!(parse(a), parse(b));
    }
    for (a, b) in [
        ("[1,2]", "[2,1]"),
        ("[1]", "[1,1]"),
        (r#"{"a":1}"#, r#"{"b":1}"#),
        ("null", "false"),
        ("1", "\"1\""),
        (r#"{"a":1}"#, r#"{"a":1,"b":1}"#),
        ("{}", "[]"),
    ] {
        assert_ne!(parse(a), parse(b));
    }
}

#[test]
fn a_name_given_twice_keeps_its_first_place_and_last_value() {
    let value = parse(r#"{"a":1,"b":2,"a":3}"#);
    let keys: Vec<_> = value.as_object().map(|o| o.keys().collect()).unwrap_or_default();
    assert_eq!(keys, ["a", "b"]);
    assert_eq!(value.get("a").and_then(Value::as_i64), Some(3));
}

#[test]
fn members_are_found_in_objects_of_any_size() {
    for size in [0, 1, 7, 8, 9, 100] {
        let object: Object = (0..size).map(|n| (format!("k{n}"), Value::from(n))).collect();
        for n in 0..size {
            assert_eq!(object.get(&format!("k{n}")), Some(&Value::from(n)));
        }
        assert_eq!(object.get("k"), None);
        assert_eq!(object.len(), size);
    }
}

#[test]
fn objects_are_built_and_changed_without_touching_the_old() {
    let one = Object::builder().with("a", 1).with("b", Value::Null).build();
    let two = one.with("a", "x").with("c", true).without("b");
    assert_eq!(&*Value::from(one).to_text(), r#"{"a":1,"b":null}"#);
    assert_eq!(&*Value::from(two).to_text(), r#"{"a":"x","c":true}"#);
}

#[test]
fn pointers() {
    let value = parse(r#"{"a":[{"b/c":1,"m~n":2}],"":3}"#);
    for (pointer, found) in [
        ("", Some(value.to_compact())),
        ("/a/0/b~1c", Some("1".into())),
        ("/a/0/m~0n", Some("2".into())),
        ("/", Some("3".into())),
        ("/a/00", None),
        ("/a/1", None),
        ("/a/-", None),
        ("/a/+0", None),
        ("a", None),
        ("/a/0/x/y", None),
    ] {
        assert_eq!(value.pointer(pointer).map(Value::to_compact), found, "{pointer}");
    }
}

#[test]
fn pretty() {
    let value = parse(r#"{"a":[1,{}],"b":[],"c":{"d":null}}"#);
    insta::assert_snapshot!(value.to_pretty(2), @r#"
    {
      "a": [
        1,
        {}
      ],
      "b": [],
      "c": {
        "d": null
      }
    }
    "#);
}

#[test]
fn errors_say_what_and_where() {
    use ParseErrorKind::*;
    for (text, kind, line, column, offset) in [
        ("", UnexpectedEnd, 1, 1, 0),
        ("{", UnexpectedEnd, 1, 2, 1),
        ("[1,]", UnexpectedCharacter, 1, 4, 3),
        ("{\"a\":1,}", UnexpectedCharacter, 1, 8, 7),
        ("{\"é\" 1}", UnexpectedCharacter, 1, 6, 6),
        ("{\n \"a\": tru }", UnexpectedCharacter, 2, 7, 8),
        ("1 2", TrailingCharacters, 1, 3, 2),
        ("01", InvalidNumber, 1, 1, 0),
        ("[1.]", InvalidNumber, 1, 4, 3),
        ("-", UnexpectedEnd, 1, 2, 1),
        ("\"a\nb\"", ControlCharacter, 1, 3, 2),
        ("\"\\x\"", InvalidEscape, 1, 2, 1),
        ("\"\\u12\"", InvalidEscape, 1, 2, 1),
        ("\"abc", UnexpectedEnd, 1, 5, 4),
        ("\u{FEFF}{}", UnexpectedCharacter, 1, 1, 0),
        ("'a'", UnexpectedCharacter, 1, 1, 0),
        ("NaN", UnexpectedCharacter, 1, 1, 0),
        ("[1}", UnexpectedCharacter, 1, 3, 2),
        ("// x\n1", UnexpectedCharacter, 1, 1, 0),
    ] {
        let error = Value::parse(text).expect_err(text);
        assert_eq!(
            (error.kind, error.line, error.column, error.offset),
            (kind, line, column, offset),
            "{text:?}: {error}"
        );
    }
    insta::assert_snapshot!(Value::parse("{\"a\" 1}").unwrap_err(), @"Here should stand `:`, not `1`. (line 1, column 6)");
}

#[test]
fn depth_is_bounded_when_parsing() {
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert_eq!(parse(&deep(MAX_DEPTH)).depth(), MAX_DEPTH);
    let error = Value::parse(&deep(MAX_DEPTH + 1)).expect_err("too deep");
    assert_eq!(error.kind, ParseErrorKind::TooDeep);
    let error = Value::parse(&"{\"a\":".repeat(100_000)).expect_err("too deep");
    assert_eq!(error.kind.code(), "json.too-deep");
}

#[test]
fn computed_values_of_any_depth_are_written_compared_and_dropped() {
    let build = || {
        let mut value = Value::Null;
        for level in 0..300_000 {
            value =
                if level % 2 == 0 { Value::from(vec![value]) } else { Value::from(Object::builder().with("a", value)) };
        }
        value
    };
    let value = build();
    assert_eq!(value.depth(), 300_000);
    assert_eq!(value.to_text().len(), value.byte_len());
    assert!(value == build());
    assert!(serde_json::to_string(&value).is_err());
    assert!(serde_json::Value::try_from(&value).is_err());
}

#[test]
fn sharing_does_not_blow_up_length() {
    let mut value = Value::from(vec![]);
    for _ in 0..200 {
        value = Value::from(vec![value.clone(), value]);
    }
    assert_eq!(value.byte_len(), usize::MAX);
    assert!(value == value.clone());
}

#[test]
fn serde_sees_plain_json() {
    let value = parse(r#"{ "a": [1, 2.5, -3, 18446744073709551615, null, true, "x"] }"#);
    let written = serde_json::to_string(&value).expect("written");
    assert_eq!(written, r#"{"a":[1,2.5,-3,18446744073709551615,null,true,"x"]}"#);
    assert_eq!(serde_json::from_str::<Value>(&written).expect("read"), value);
    let border = serde_json::Value::try_from(&value).expect("not deep");
    assert_eq!(Value::from(border), value);
}

fn any_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        ".*".prop_map(Into::into),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Into::into),
            prop::collection::vec((".{0,4}", inner), 0..8)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_answered(text in ".*") {
        let ours = Value::parse(&text);
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        // serde_json refuses lone surrogates and doubles out of range, which JSON's grammar allows.
        prop_assert!(theirs.is_err() || ours.is_ok());
    }

    #[test]
    fn near_json_is_judged_as_serde_json_does(text in r#"[\[\]{}:,"\\ 0-9eE.+\-tfn\nu]{0,24}"#) {
        let ours = Value::parse(&text);
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        if let Ok(theirs) = theirs {
            prop_assert_eq!(ours, Ok(Value::from(theirs)));
        }
    }

    #[test]
    fn json_is_read_as_serde_json_reads_it(json in any_value()) {
        for text in [json.to_string(), format!("{json:#}")] {
            let value = Value::parse(&text).expect("JSON");
            prop_assert_eq!(&*value.to_text(), text.as_str());
            prop_assert_eq!(value.to_compact(), json.to_string());
            prop_assert_eq!(&value, &Value::from(json.clone()));
            let again = Value::from(json.clone());
            prop_assert_eq!(again.byte_len(), again.to_text().len());
            prop_assert_eq!(Value::parse(&again.to_text()), Ok(value));
        }
    }
}
