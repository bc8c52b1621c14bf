//! What holds for every expression and all data.

use std::time::Duration;

use proptest::prelude::*;
use stepwell_json::{Object, Value};
use stepwell_jsonata::{Bindings, Entropy, Evaluated, Expression, Limits, States, plain};

fn limits() -> Limits {
    Limits {
        depth: 100,
        steps: 20_000,
        items: 5_000,
        bytes: 100_000,
        total: 64 << 20,
        timeout: Some(Duration::from_secs(20)),
    }
}

/// Names that are few, so that expressions find something.
fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "b", "c", "id", "`d e`"])
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-20i64..20).prop_map(Value::from),
        (-4.0..4.0f64).prop_map(Value::from),
        prop::sample::select(vec!["", "x", "a", "10", "é𝄞", "2024-01-01T00:00:00Z"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let key = prop::sample::select(vec!["a", "b", "c", "id", "d e"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..4)
                .prop_map(|members| Value::from(members.into_iter().collect::<Object>())),
        ]
    })
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => Just("$states.input".to_owned()),
        3 => Just("$v".to_owned()),
        1 => Just("$states".to_owned()),
        3 => name().prop_map(str::to_owned),
        1 => Just("$".to_owned()),
        2 => (-3i32..12).prop_map(|n| if n < 0 { format!("({n})") } else { n.to_string() }),
        1 => prop::sample::select(vec!["'x'", "\"a\"", "true", "null", "[]", "{}", "[1..3]", "$w"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let one = |strategy: &BoxedStrategy<String>| strategy.clone();
        let inner = inner.boxed();
        let (a, b, c) = (one(&inner), one(&inner), one(&inner));
        let functions = vec![
            "sum", "count", "max", "string", "length", "keys", "exists", "boolean", "not", "type", "reverse", "distinct", "spread",
            "merge", "number", "uppercase", "join", "sort", "average", "abs", "trim",
        ];
        prop_oneof![
            6 => (a.clone(), name()).prop_map(|(a, name)| format!("{a}.{name}")),
            3 => (a.clone(), b.clone()).prop_map(|(a, b)| format!("{a}[{b}]")),
            2 => (a.clone(), b.clone()).prop_map(|(a, b)| format!("{a}.({b})")),
            2 => (a.clone(), prop::sample::select(vec!["*", "**", "*[0]", "%"])).prop_map(|(a, all)| format!("{a}.{all}")),
            2 => (a.clone(), prop::sample::select(vec!["+", "-", "*", "%", "=", "!=", "<", ">=", "&", "and", "or", "in"]), b.clone())
                .prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
            3 => (prop::sample::select(functions), a.clone()).prop_map(|(function, a)| format!("${function}({a})")),
            2 => (prop::sample::select(vec!["map", "filter", "sift", "each"]), a.clone(), b.clone())
                .prop_map(|(function, a, b)| format!("${function}({a}, function($v, $i) {{ {b} }})")),
            1 => (a.clone(), b.clone()).prop_map(|(a, b)| format!("$reduce({a}, function($v, $w) {{ $append($v, {b}) }})")),
            1 => (a.clone(), b.clone()).prop_map(|(a, b)| format!("$lookup({a}, {b})")),
            2 => (a.clone(), b.clone(), c.clone()).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            2 => (a.clone(), b.clone()).prop_map(|(a, b)| format!("($v := {a}; {b})")),
            1 => (a.clone(), b.clone()).prop_map(|(a, b)| format!("($w := function($x) {{ {a} }}; {b} ~> $w)")),
            2 => (name(), a.clone(), b.clone()).prop_map(|(name, a, b)| format!("{{ '{name}': {a}, 'z': [{b}] }}")),
            1 => (a.clone(), b.clone(), c.clone()).prop_map(|(a, b, c)| format!("{a}{{ $string({b}): {c} }}")),
            1 => (a.clone(), b.clone()).prop_map(|(a, b)| format!("{a}^(>{b})")),
            1 => (a.clone(), name(), b.clone()).prop_map(|(a, name, b)| format!("{a}@$v.{name}#$i.({b})")),
            1 => (a.clone(), name(), b.clone()).prop_map(|(a, name, b)| format!("({a} ~> |{name}|{{'n': {b}}}|)")),
            1 => a.clone().prop_map(|a| format!("{a}[]")),
            1 => (a, b).prop_map(|(a, b)| format!("[{a}, {b}]")),
        ]
    })
}

/// Pieces of which some make expressions and most do not.
fn soup() -> impl Strategy<Value = String> {
    let pieces = vec![
        "$",
        "$$",
        "$x",
        "a",
        ".",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        ",",
        ";",
        ":",
        "?",
        "??",
        "?:",
        ":=",
        "~>",
        "@$i",
        "#$j",
        "^(",
        "|",
        "*",
        "**",
        "%",
        "-",
        "+",
        "/",
        "/a+/i",
        "1",
        "2.5e3",
        "'s'",
        "\"\\u00e9\"",
        "`q`",
        "function",
        "λ",
        "($v)",
        "<n:n>",
        " ",
        "and",
        "in",
        "$sum(",
        "$map(",
        "/*",
        "*/",
        "\\",
        "é",
        "𝄞",
        "'",
        "\"",
        "..",
        "!=",
        "null",
        "true",
        "$states.input",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat())
}

fn evaluate(text: &str, input: &Value, variable: &Value) -> Result<Evaluated, String> {
    let variables = |name: &str| (name == "v").then(|| variable.clone());
    let bindings = Bindings { states: States::of_input(input), variables: &variables, now: 1_700_000_000_000 };
    let expression = Expression::parse(text).map_err(|error| error.to_string())?;
    expression.evaluate(&bindings, &mut Entropy::new(3), &limits()).map_err(|error| error.code)
}

fn is_no_number(value: &Value) -> bool {
    matches!(value.as_str(), Some("NaN" | "Infinity" | "-Infinity"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// Cutting the data to what is read, and following bare paths in our own values, changes no outcome: plain JSONata converts all of it.
    #[test]
    fn what_is_not_converted_is_not_missed(text in expression(), input in json(), variable in json()) {
        let found = evaluate(&text, &input, &variable);
        let states = States::of_input(&input).to_value();
        let whole = match plain::Expression::parse(&text) {
            Ok(expression) => expression
                .evaluate(None, &[("states", &states), ("v", &variable)], 1_700_000_000_000, &limits())
                .map_err(|error| error.code),
            Err(error) => Err(error.to_string()),
        };
        match (found, whole) {
            // Numbers that JSON has not are strings on AWS and null in JavaScript.
            (Ok(Evaluated::Value(found)), Ok(Some(Value::Null))) if is_no_number(&found) => {}
            (Ok(Evaluated::Value(found)), Ok(Some(whole))) => prop_assert_eq!(found, whole, "{}", text),
            (Ok(Evaluated::Undefined | Evaluated::Function), Ok(None)) => {}
            (Err(found), Err(whole)) => prop_assert_eq!(found, whole, "{}", text),
            (found, whole) => prop_assert!(false, "{text}: {found:?}, but whole {whole:?}"),
        }
    }

    /// The same arguments give the same outcome.
    #[test]
    fn evaluation_is_a_function(text in expression(), input in json()) {
        let text = format!("[{text}, $random(), $uuid(), $shuffle([1..5]), $now()]");
        prop_assert_eq!(evaluate(&text, &input, &Value::Null), evaluate(&text, &input, &Value::Null));
    }

    /// A path that leads through objects gives the very text that stands there.
    #[test]
    fn what_passes_through_keeps_its_text(input in json(), names in prop::collection::vec(name(), 0..3)) {
        let input = Value::parse(&input.to_pretty(3)).expect("it was written as JSON");
        let text = names.iter().fold("$states.input".to_owned(), |text, name| format!("{text}.{name}"));
        let there = names.iter().try_fold(&input, |here, name| here.as_object()?.get(name.trim_matches('`')));
        if let Some(there) = there {
            let found = evaluate(&text, &input, &Value::Null);
            prop_assert_eq!(found.map(|found| format!("{found:?}")), Ok(format!("Value({})", there.to_text())));
        }
    }

    /// Any text is an expression or says where it is none; what it says it reads stands there.
    #[test]
    fn every_text_is_read_or_refused(text in prop_oneof![soup(), "\\PC{0,40}", expression()]) {
        match Expression::parse(&text) {
            Ok(expression) => {
                let facts = expression.facts();
                for used in &facts.variables {
                    prop_assert_eq!(text.get(used.span.clone()).map(str::to_owned), Some(format!("${}", used.name)));
                }
                for used in &facts.functions {
                    prop_assert_eq!(text.get(used.span.clone()).map(str::to_owned), Some(format!("${}", used.name)));
                }
                let places = facts.states.iter().map(|used| &used.span).chain(&facts.context);
                for span in places {
                    prop_assert!(text.get(span.clone()).is_some_and(|part| !part.is_empty()), "{text} {span:?}");
                }
                let _ = evaluate(&text, &Value::from(1), &Value::Null);
            }
            Err(error) => {
                prop_assert!(error.position.is_none_or(|position| position <= text.encode_utf16().count()), "{error:?}");
                prop_assert!(error.span.as_ref().is_none_or(|span| text.get(span.clone()).is_some()), "{error:?}");
            }
        }
    }
}
