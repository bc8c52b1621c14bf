//! Payload templates, expressions and their errors.

use proptest::prelude::*;
use stepwell_json::Value;
use stepwell_jsonpath::{Entropy, Expression, Intrinsic, Root, Roots, Template};

fn json(text: &str) -> Value {
    Value::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn fill(template: &str, input: &str) -> Result<String, (String, String)> {
    let template = Template::compile(&json(template)).unwrap_or_else(|error| panic!("{template}: {error}"));
    let (input, context) = (json(input), json(r#"{"Execution":{"Input":{"a":1}}}"#));
    let variables = |name: &str| (name == "v").then(|| json(r#"{"w": [ 7 ]}"#));
    let roots = Roots { input: &input, context: &context, variables: &variables };
    template
        .evaluate(&roots, &mut Entropy::new(1))
        .map(|value| value.to_text().to_string())
        .map_err(|failure| (failure.error_name().to_owned(), failure.to_string()))
}

#[test]
fn fills_in_at_any_depth() {
    for (template, input, expected) in [
        (r#"{"a.$": "$.x", "b": "$.x"}"#, r#"{"x": 1.0}"#, r#"{"a":1.0,"b":"$.x"}"#),
        (r#"{"a": {"b": [1, {"c.$": "$$.Execution.Input.a"}]}}"#, "{}", r#"{"a":{"b":[1,{"c":1}]}}"#),
        (r#"{"w.$": "$v.w", "all.$": "$v"}"#, "{}", r#"{"w":[ 7 ],"all":{"w": [ 7 ]}}"#),
        (r#"{"n.$": "States.ArrayLength($.x)", "k": [1,  2]}"#, r#"{"x":[1,2]}"#, r#"{"n":2,"k":[1,  2]}"#),
        (r#"{"same": [ 1 ]}"#, "{}", r#"{"same": [ 1 ]}"#),
        (r#"[{"a.$":"$"}, "x"]"#, "[ ]", r#"[{"a":[ ]},"x"]"#),
        (r#""just a value""#, "{}", r#""just a value""#),
        // An index past the end is null in a template, and only there.
        (r#"{"v.$": "$.items[5]"}"#, r#"{"items":[1]}"#, r#"{"v":null}"#),
        (r#"{"v.$": "$.items[1:]"}"#, "{}", r#"{"v":[]}"#),
    ] {
        assert_eq!(fill(template, input), Ok(expected.to_owned()), "{template}");
    }
}

#[test]
fn says_what_leads_nowhere_as_aws_says_it() {
    for (template, cause) in [
        (
            r#"{"value.$": "$.no_such"}"#,
            r#"The JSONPath '$.no_such' specified for the field 'value.$' could not be found in the input '{"other": 1}'"#,
        ),
        (
            r#"{"a": {"value.$": "$$.Execution.Input.no_such"}}"#,
            r#"The JSONPath '$$.Execution.Input.no_such' specified for the field 'value.$' could not be found in the input '{"Execution":{"Input":{"a":1}}}'"#,
        ),
        (
            r#"{"v.$": "States.Format('{}', $.nope)"}"#,
            r#"The function 'States.Format('{}', $.nope)' had the following error: The JsonPath argument for the field '$.nope' could not be found in the input '{"other": 1}'"#,
        ),
        (
            r#"{"v.$": "States.Format('{}', States.Format('{}', $.nope))"}"#,
            r#"The function 'States.Format('{}', States.Format('{}', $.nope))' had the following error: The JsonPath argument for the field '$.nope' could not be found in the input '{"other": 1}'"#,
        ),
        (
            r#"{"v.$": "States.Format('{}', $$.Nope.Deep)"}"#,
            r#"The function 'States.Format('{}', $$.Nope.Deep)' had the following error: The JsonPath argument for the field '$.Nope.Deep' could not be found in the input '{"other": 1}'"#,
        ),
        (
            r#"{"v.$": "States.Format('{}', $v.w[5])"}"#,
            r#"The function 'States.Format('{}', $v.w[5])' had the following error: The JsonPath argument for the field '$v.w[5]' could not be found in the input '{"other": 1}'"#,
        ),
        (
            r#"{"v.$": "States.Format('{}', $.other[0])"}"#,
            "The function 'States.Format('{}', $.other[0])' had the following error: Filter: [0] can only be applied to arrays. Current context is: 1",
        ),
        (
            r#"{"v.$": "States.MathAdd($.other, 'x')"}"#,
            "The function 'States.MathAdd($.other, 'x')' had the following error: Invalid arguments in States.MathAdd",
        ),
    ] {
        assert_eq!(
            fill(template, r#"{"other": 1}"#),
            Err(("States.Runtime".to_owned(), cause.to_owned())),
            "{template}"
        );
    }
}

#[test]
fn refuses_what_is_no_expression_with_its_place() {
    for (template, pointer, code) in [
        (r#"{"a": [0, {"b.$": 7}]}"#, "/a/1/b.$", "template.not-a-string"),
        (r#"{"a/b": {"c~.$": "no"}}"#, "/a~1b/c~0.$", "intrinsic.syntax"),
        (r#"{"a.$": "$.x["}"#, "/a.$", "path.syntax"),
        (r#"{"a.$": "States.Nonsense()"}"#, "/a.$", "intrinsic.unknown-function"),
        (r#"{"a.$": " States.UUID()"}"#, "/a.$", "intrinsic.syntax"),
        (r#"{"a.$": "States.Array('a\\nb')"}"#, "/a.$", "intrinsic.syntax"),
        (r#"{"a.$": ""}"#, "/a.$", "intrinsic.syntax"),
    ] {
        let error = Template::compile(&json(template)).expect_err(template);
        assert_eq!((error.pointer.as_str(), error.kind.code()), (pointer, code), "{template}");
        assert!(error.message.ends_with("must be a valid JSONPath or a valid intrinsic function call"));
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |levels: usize| format!("{}1{}", "States.Array(".repeat(levels), ")".repeat(levels));
    let deepest = Intrinsic::parse(&nested(10))
        .and_then(|call| call.evaluate(&Roots::of_input(&Value::Null), &mut Entropy::new(0)));
    assert_eq!(deepest.map(|value| value.to_compact()), Ok("[[[[[[[[[[1]]]]]]]]]]".to_owned()));
    assert_eq!(Intrinsic::parse(&nested(11)).expect_err("too deep").kind.code(), "intrinsic.too-nested");
    assert!(Intrinsic::parse(&nested(100_000)).is_err());
}

#[test]
fn memory_is_bounded() {
    let input = Value::from("x".repeat(200_000));
    let many = format!("States.Array({})", vec!["$"; 1000].join(","));
    let call = Intrinsic::parse(&format!("States.JsonToString({many})")).expect("a call");
    let error = call.evaluate(&Roots::of_input(&input), &mut Entropy::new(0)).expect_err("200 MB");
    assert_eq!(error.hint, "States.Array: its arguments are longer than 16777216 bytes");
}

#[test]
fn facts_name_everything_with_its_place() {
    let text = "States.Format('{}', States.ArrayGetItem($v.list, $.n), $$.State.Name, $['a,b)'].length())";
    let expression = Expression::parse(text).expect("an expression");
    let facts = expression.facts();
    let paths: Vec<_> = facts.paths.iter().map(|used| (&text[used.span.clone()], used.root.clone())).collect();
    assert_eq!(
        paths,
        [
            ("$v.list", Root::Variable("v".into())),
            ("$.n", Root::Input),
            ("$$.State.Name", Root::Context),
            ("$['a,b)'].length()", Root::Input),
        ]
    );
    let functions: Vec<_> = facts.functions.iter().map(|used| (&text[used.span.clone()], used.arguments)).collect();
    assert_eq!(functions, [("States.Format", 4), ("States.ArrayGetItem", 2), ("length", 0)]);
    assert_eq!(Intrinsic::arity("States.MathRandom"), Some((2, Some(3))));
    assert_eq!(Intrinsic::arity("States.Nonsense"), None);
    assert_eq!(Intrinsic::names().count(), 18);
}

#[test]
fn the_same_seed_gives_the_same_value() {
    let template = Template::compile(&json(r#"{"u.$":"States.UUID()","r.$":"States.MathRandom(0, 1000000)"}"#))
        .expect("a template");
    let fill = |seed| template.evaluate(&Roots::of_input(&Value::Null), &mut Entropy::new(seed)).expect("filled");
    assert_eq!(fill(1), fill(1));
    assert_ne!(fill(1), fill(2));
}

proptest! {
    #[test]
    fn any_text_is_answered(text in ".*") {
        let _ = Expression::parse(&text);
        let _ = Expression::parse(&format!("States.Format({text}"));
    }

    #[test]
    fn near_calls_are_answered(text in r"States\.(Format|Array|MathAdd|StringSplit|ArrayRange|Hash|Base64Decode)\([$.a'{}\\, 0-9()\[\]e-]{0,30}\)") {
        if let Ok(call) = Intrinsic::parse(&text) {
            let _ = call.evaluate(&Roots::of_input(&json(r#"{"a":[1,"x",null,{"b":2.5}]}"#)), &mut Entropy::new(3));
        }
    }

    #[test]
    fn any_arguments_are_answered(function in 0usize..18, arguments in prop::collection::vec(
        prop_oneof![Just("$"), Just("$.a"), Just("$.s"), Just("$.n"), Just("-1"), Just("0"), Just("1e300"), Just("-1e999"), Just("2.5"),
            Just("null"), Just("true"), Just("'x'"), Just("''"), Just("'{}'"), Just("States.UUID()"), Just("9223372036854775807")], 0..4)) {
        let name = Intrinsic::names().nth(function).expect("18 functions");
        let call = Intrinsic::parse(&format!("{name}({})", arguments.join(", "))).expect("a call");
        let input = json(r#"{"a":[1,1.0,"1",null,[true],{"b":{}}],"s":"a,b;c","n":-3.5}"#);
        let first = call.evaluate(&Roots::of_input(&input), &mut Entropy::new(3));
        prop_assert_eq!(&first, &call.evaluate(&Roots::of_input(&input), &mut Entropy::new(3)));
        if let Err(error) = first {
            prop_assert!(!error.hint.is_empty());
            prop_assert_eq!(error.error_name(), "States.Runtime");
        }
    }
}
