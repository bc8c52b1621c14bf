//! What Step Functions adds to JSONata, takes away and says. Wording and values are those recorded from AWS or measured there by its users.

use stepwell_json::Value;
use stepwell_jsonata::{
    Bindings, Entropy, Evaluated, Expected, Expression, Limits, QueryFailureKind, States, Template, TemplateErrorKind,
};

fn value(text: &str) -> Value {
    Value::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What an expression gives as text: its value, `undefined`, `function`, or `! ` and the error.
fn given(expression: &str, input: &str) -> String {
    let input = value(input);
    let variables = |name: &str| match name {
        "order" => Some(value(r#"{"id": 7, "lines": [{"price": 2, "n": 3}, {"price": 1.5, "n": 2}]}"#)),
        "n" => Some(value("3")),
        "max" => Some(value("[4]")),
        "big" => Some(value("1234567890123456789")),
        _ => None,
    };
    let bindings = Bindings { states: States::of_input(&input), variables: &variables, now: 1_700_000_000_123 };
    let expression = match Expression::parse(expression) {
        Ok(expression) => expression,
        Err(error) => return format!("! {error}"),
    };
    match expression.evaluate(&bindings, &mut Entropy::new(1), &Limits::default()) {
        Ok(Evaluated::Value(value)) => value.to_text().to_string(),
        Ok(Evaluated::Undefined) => "undefined".to_owned(),
        Ok(Evaluated::Function) => "function".to_owned(),
        Err(error) => format!("! {error}"),
    }
}

fn check(cases: &[(&str, &str)]) {
    for (expression, wanted) in cases {
        let input = r#"{"a": {"b": [1, 2]}, "text": "[1,  2.50]", "xs": [0, 1, 2, 3, 4], "one": [5], "none": [], "f": 1.0, "nil": null}"#;
        assert_eq!(given(expression, input), *wanted, "{expression}");
    }
}

#[test]
fn states_and_variables() {
    check(&[
        ("$states.input.a", r#"{"b": [1, 2]}"#),
        ("$states.input.a.b", "[1, 2]"),
        ("$states.input.one", "[5]"),
        ("$states.input.none", "[]"),
        ("$states.input.f", "1.0"),
        ("$states.input.nil", "null"),
        ("$states.input.nil.x", "undefined"),
        ("$states.input.missing.x", "undefined"),
        ("$states.result", "undefined"),
        ("$states.input.a.b[1]", "2"),
        ("$states.input.a.b[-1]", "2"),
        ("$states.input.a.b[2]", "undefined"),
        ("$states.input.a[0].b", "[1, 2]"),
        ("$states.input.a[1].b", "undefined"),
        ("$order.lines[-1].price", "1.5"),
        ("$order.lines[0.5].price", "2"),
        ("$order.lines[0][0].price", "2"),
        ("$order[0].id", "7"),
        ("$states[0].input.f", "1.0"),
        ("$order.lines.price", "[2,1.5]"),
        ("$order.id", "7"),
        ("$order.lines[price > 1.5].n", "3"),
        ("$sum($order.lines.(price * n))", "9"),
        ("$n", "3"),
        ("$nobody", "undefined"),
        // A variable hides the function of its name.
        ("$max", "[4]"),
        ("$max[0] + 1", "5"),
        ("$max([1, 2])", "! T1006: Attempted to invoke a non-function"),
        ("$max & $string()", r#""[4]""#),
        // An array of one item is an array as long as one step less than usual follows; parentheses are such a step.
        ("$map($n, function($v) { $map(0, function($w) { 0 }) })", "[0]"),
        ("($map($n, function($v) { $map(0, function($w) { 0 }) }))", "0"),
        // Read from outside before it is bound.
        ("($n := ($f := function($x) { $n }; 1 ~> $f); $n)", "3"),
        ("$keys($states)", r#""input""#),
        ("$states.(input.f)", "1"),
        ("$", "undefined"),
        ("$$", "undefined"),
        ("a.b", "undefined"),
        ("$string()", "undefined"),
        ("$exists($) ? 1 : $n", "3"),
    ]);
}

#[test]
fn functions_of_step_functions() {
    check(&[
        ("$partition($states.input.xs, 2)", "[[0,1],[2,3],[4]]"),
        ("$partition($states.input.one, 4)", "[[5]]"),
        ("$partition([], 2)", "[]"),
        ("$range(0, 10, 3)", "[0,3,6,9]"),
        ("$range(5, 1, -2)", "[5,3,1]"),
        ("$range(1, 0, 1)", "[]"),
        ("$range(1, 2, 0.5)", "[1,1.5,2]"),
        ("$hash('input data', 'SHA-1')", r#""aaff4a450a104cd177d28d18d74485e8cae074b7""#),
        ("$hash('input data', 'MD5')", r#""812f45842bc6d66ee14572ce20db8e86""#),
        ("$random(42)", "0.7275636800328681"),
        ("$random(-1) = $random(-1)", "true"),
        ("$random() != $random()", "true"),
        ("$random() < 1", "true"),
        ("$uuid() != $uuid() and $length($uuid()) = 36", "true"),
        ("$parse($states.input.text)", "[1,2.5]"),
        ("$parse('{\"x\": {\"y\": null}}').x", r#"{"y":null}"#),
        ("$parse('\"HelloWorld\"')", r#""HelloWorld""#),
        ("$parse('1.1')", "1.1"),
        ("$map([1..3], $random) ~> $count", "3"),
        ("$eval('1')", "! T1006: Attempted to invoke a non-function"),
        ("$randomSeeded(1)", "! T1006: Attempted to invoke a non-function"),
        ("$now()", r#""2023-11-14T22:13:20.123Z""#),
        ("$millis()", "1700000000123"),
        ("$sum([1, 2", "! S0203: Expected \"]\" before end of expression"),
    ]);
    for (expression, code) in [
        ("$partition([1], 0)", "D3137"),
        ("$range(1, 9, 0)", "D3137"),
        ("$range(1, 1e7, 1)", "D3137"),
        ("$hash('x', 'sha-1')", "D3137"),
        ("$hash(1, 'MD5')", "T0410"),
        ("$parse('{bad}')", "D3137"),
        ("$parse(1)", "T0410"),
    ] {
        assert!(given(expression, "{}").starts_with(&format!("! {code}")), "{expression} {}", given(expression, "{}"));
    }
}

#[test]
fn numbers() {
    check(&[
        ("1 + 1", "2"),
        ("$states.input.f + 0", "1"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("1e15 * 10", "10000000000000000"),
        ("1e19 * 10", "1.0E20"),
        ("1 / 3", "0.3333333333333333"),
        ("0.00001 * 1", "1.0E-5"),
        ("1 / 0", r#""Infinity""#),
        ("-1 / 0", r#""-Infinity""#),
        ("0 / 0", r#""NaN""#),
        ("(1e308 * 10)", r#""Infinity""#),
        ("$states.input.nil", "null"),
        ("1 & 1 / 0", "! D3001: Attempting to invoke string function on Infinity or NaN"),
        ("$string(1 / 0)", "! D3001: Attempting to invoke string function on Infinity or NaN"),
        ("1 / 0 + 1", "! D1001: Number out of range: null"),
        ("$lookup({'x': null}, 'x')", "null"),
        // Too long for a double, and not computed with.
        ("$big", "1234567890123456789"),
        ("{'id': $big}", r#"{"id":1234567890123456789}"#),
        ("[$big, $big + 1000]", "[1234567890123456789,1234567890123457792]"),
        ("$formatNumber(12345.6, '#,###.00')", r#""12,345.60""#),
        (
            "$formatNumber(1, '0x0')",
            "! D3086: The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character",
        ),
    ]);
}

#[test]
fn what_2_0_6_does_not_know() {
    check(&[
        ("$n ?: 1", "! S0211: The symbol \":\" cannot be used as a unary operator"),
        ("$n ?? 1", "! S0211: The symbol \"?\" cannot be used as a unary operator"),
        ("($map([1], function($x)<n?:n> { $x }))", "1"),
    ]);
}

#[test]
fn functions_are_no_result() {
    check(&[
        ("$fn := function($x){$x}", "function"),
        ("$sum", "function"),
        ("/a/", "function"),
        ("[$sum]", "[null]"),
        ("{'f': $sum}", "{}"),
        ("|a|{}|", "function"),
    ]);
}

#[test]
fn limits() {
    check(&[
        ("$count([1..873782])", "873782"),
        ("$count([1..9000000])", "! U1001: An array would exceed the size limit of 873782 items"),
        ("$sum([1..9000000])", "! U1001: An array would exceed the size limit of 873782 items"),
        (
            "($f := function($x){ 1 + $f($x) }; $f(1))",
            "! U1001: Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive.",
        ),
        ("($f := function($n){ $n = 0 ? 0 : $f($n - 1) }; $f(10000))", "0"),
    ]);
    let sum = |terms: usize| given(&vec!["1"; terms].join(" + "), "{}");
    assert_eq!(sum(90), "90");
    assert!(sum(200).starts_with("! U1001"), "{}", sum(200));
    let (fits, over) = (given("$count([1..873782])", "{}"), given("$count([1..873783])", "{}"));
    assert!(fits == "873782" && over.starts_with("! U1001"), "{fits} {over}");
    assert!(given("$length($pad('', 6999999))", "{}") == "6999999");
    assert!(given("$pad('', 7000001)", "{}").starts_with("! "));
    assert!(given("($f := function(){ $f() }; $f())", "{}").starts_with("! U1001: Expression evaluation timeout"));
}

#[test]
fn texts_that_nest_without_end_are_refused() {
    for text in
        ["(", "[", "{", "-", "a.", "$f(", "a[", "1+", "a?", "$x:=", "function($x){", "/*", "\"", "a~>", "|", "a^("]
    {
        let error = Expression::parse(&text.repeat(100_000)).expect_err(text);
        assert!(!error.code.is_empty(), "{text}");
    }
    for depth in [900, 997, 998, 999] {
        let nested = format!("{}$n{}", "(".repeat(depth), ")".repeat(depth));
        assert!(Expression::parse(&nested).is_ok(), "{depth}");
        assert!(given(&nested, "{}").starts_with("! U1001"), "{depth}");
    }
    // Found by fuzzing: what is read as a variable's name may hold quotes.
    for text in ["$`\"", "$a`b", "$'", "$n & $`x"] {
        let expression = Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!(!expression.facts().variables.is_empty());
    }
    assert_eq!(given("$n & $`x", "{}"), r#""3""#);
}

#[test]
fn causes_are_those_of_aws() {
    let undefined = Template::compile("Output", &value(r#"{"result": "{% $doesNotExist %}"}"#)).expect("compiles");
    let failure = undefined.evaluate(&Bindings::none(), &mut Entropy::new(0), &Limits::default()).expect_err("fails");
    assert_eq!(
        failure.cause,
        "The JSONata expression '$doesNotExist' specified for the field 'Output/result' returned nothing (undefined)."
    );
    assert_eq!((failure.field.as_str(), failure.error_name()), ("Output/result", "States.QueryEvaluationError"));
    assert_eq!(failure.kind, QueryFailureKind::Undefined);

    let variables = |_: &str| Some(value(r#"{"foo": "bar"}"#));
    let bindings = Bindings { variables: &variables, ..Bindings::none() };
    for (expression, expected, cause) in [
        (
            "$ItemsVar",
            Expected::Array,
            r#"The JSONata expression '$ItemsVar' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'object' for value: {"foo":"bar"}"#,
        ),
        (
            "1",
            Expected::Array,
            "The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
        ),
        (
            "null",
            Expected::Array,
            "The JSONata expression 'null' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'null' for value: null",
        ),
        (
            "$fn := function($x){$x}",
            Expected::Array,
            "The JSONata expression '$fn := function($x){$x}' specified for the field 'Items' returned an unsupported result type.",
        ),
        (
            "$randomSeeded(1)",
            Expected::Array,
            "The JSONata expression '$randomSeeded(1)' specified for the field 'Items' threw an error during evaluation. T1006: Attempted to invoke a non-function",
        ),
    ] {
        let parsed = Expression::parse(expression).expect("an expression");
        let failure = parsed
            .evaluate_for("Items", Some(expected), &bindings, &mut Entropy::new(0), &Limits::default())
            .expect_err("not an array");
        assert_eq!(failure.to_string(), cause);
    }
}

#[test]
fn templates() {
    let template =
        value(r#"[null, 0, 0.10, "text", "$x", {"key": "{% true %}", "c": [1,  2]}, ["{% $states.input %}"]]"#);
    let template = Template::compile("Output", &template).expect("compiles");
    let input = value(r#"{"k":  1}"#);
    let bindings = Bindings { states: States::of_input(&input), ..Bindings::none() };
    let filled = template.evaluate(&bindings, &mut Entropy::new(0), &Limits::default()).expect("evaluates");
    assert_eq!(&*filled.to_text(), r#"[null,0,0.10,"text","$x",{"key":true,"c":[1,  2]},[{"k":  1}]]"#);
    let places: Vec<(&str, &str)> =
        template.expressions().iter().map(|used| (used.field.as_str(), used.pointer.as_str())).collect();
    assert_eq!(places, [("Output[5]/key", "/5/key"), ("Output[6][0]", "/6/0")]);

    for (template, field, kind) in [
        (r#"{"a": [1, "{% 1 + %}"]}"#, "Arguments/a[1]", "jsonata.syntax"),
        (r#"{"a/b": "{% 1"}"#, "Arguments/a/b", "jsonata.delimiters"),
        (r#""{%}""#, "Arguments", "jsonata.delimiters"),
        (r#""{%%}""#, "Arguments", "jsonata.syntax"),
    ] {
        let error = Template::compile("Arguments", &value(template)).expect_err(template);
        assert_eq!((error.field.as_str(), error.kind.code()), (field, kind), "{template}");
    }
    let deep = (0..600).fold(value("1"), |inner, _| Value::from(vec![inner]));
    let error = Template::compile("Output", &deep).expect_err("too deep");
    assert_eq!(error.kind, TemplateErrorKind::TooDeep);
}

#[test]
fn facts() {
    let facts = |text: &str| {
        let expression = Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let facts = expression.facts().clone();
        for span in facts.variables.iter().map(|used| (&used.name, &used.span)) {
            assert_eq!(text.get(span.1.clone()), Some(format!("${}", span.0).as_str()), "{text}");
        }
        for used in &facts.functions {
            assert_eq!(text.get(used.span.clone()), Some(format!("${}", used.name).as_str()), "{text}");
        }
        let names = facts.variables.iter().map(|used| used.name.to_string()).collect::<Vec<_>>().join(" ");
        let states = facts.states.iter().map(|used| used.path.join(".")).collect::<Vec<_>>().join(" ");
        let functions = facts.functions.iter().map(|used| match used.arguments {
            Some(count) => format!("{}/{count}", used.name),
            None => used.name.to_string(),
        });
        let context: Vec<&str> = facts.context.iter().map(|span| text.get(span.clone()).unwrap_or("?")).collect();
        format!("{names}|{states}|{}|{}", functions.collect::<Vec<_>>().join(" "), context.join(" "))
    };
    for (text, wanted) in [
        ("$x + $states.result.x", "x|result.x||"),
        ("$states.input.a[0].b.*.c & $states", "|input.a ||"),
        ("$x & $x & $sum($y)", "x x y||sum/1|"),
        ("($x := 1; $x + $y)", "y|||"),
        ("($y; $y := 1; $y)", "y|||"),
        ("($x := $x + 1; $x)", "x|||"),
        ("($f := function($n){ $n = 0 ? 1 : $f($n - 1) }; $f($k))", "k|||"),
        ("($e := function($n){ $o($n) }; $o := function($n){ $e($n) }; $e(1))", "|||"),
        ("$map($list, function($v, $i) { $v + $k }) ~> $sum", "list k||map/2 sum|"),
        ("$map($list, $uppercase)", "list||map/2 uppercase|"),
        ("$states . errorOutput.Cause", "|errorOutput.Cause||"),
        ("($states := $n; $states.result)", "n|||"),
        ("$a@$l#$i.(b + $l + $i + $z)", "a z|||"),
        ("$$.a + $.b + c & '$c' & `$d`", "|||$$ $ c `$d`"),
        ("$f(1)", "||f/1|"),
        ("$x[$y > z]^(<k, >$w){p: $q}", "x y w q|||"),
        ("$x ~> |$.a|{'b': c}|", "x|||"),
        ("{ a: $b }", "b|||a"),
        ("$x.{ a: $b, 'c': $states.input }", "x b|input||"),
        ("function($x){ $y }", "y|||"),
        ("$é.ü", "é|||"),
    ] {
        assert_eq!(facts(text), wanted, "{text}");
    }
}
