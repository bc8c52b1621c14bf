//! Paths and what they stand for.

use proptest::prelude::*;
use stepwell_json::Value;
use stepwell_jsonpath::{Path, PathErrorKind, Root, Roots};

fn json(text: &str) -> Value {
    Value::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn select(path: &str, input: &Value) -> Result<String, String> {
    let path = Path::parse(path).map_err(|error| format!("syntax: {error}"))?;
    path.select(&Roots::of_input(input)).map(|value| value.to_compact()).map_err(|error| error.to_string())
}

const STORE: &str = r#"{"store":{"book":[
    {"category":"reference","author":"Nigel Rees","title":"Sayings of the Century","price":8.95},
    {"category":"fiction","author":"Evelyn Waugh","title":"Sword of Honour","price":12.99},
    {"category":"fiction","author":"Herman Melville","title":"Moby Dick","isbn":"0-553-21311-3","price":8.99},
    {"category":"fiction","author":"J. R. R. Tolkien","title":"The Lord of the Rings","isbn":"0-395-19395-8","price":22.99}],
    "bicycle":{"color":"red","price":19.95}},"expensive":10,"list":[1,2,3,4,5],"a-b":{"c d":{"e":null}},
    "strings":["10","9","x"],"mixed":[1,"1",1.0,true,null,"true"]}"#;

/// What is in `paths.txt`, against the store above. Where Debian's Jayway JsonPath 2.0.0 reads a path and gives a value, it gives this one, but for
/// what later versions changed and AWS followed or what is read more widely here: it knows no functions, no negative indices, no word
/// operators, no steps in slices (it overreads them), takes parentheses in filters for nothing, lets a filter on a missing member be neither
/// equal nor unequal, and fails on a union that reaches past the end.
#[test]
fn paths_have_jayways_answers() {
    let input = json(STORE);
    let mut answers = String::new();
    for path in include_str!("paths.txt").lines().filter(|line| !line.is_empty()) {
        let answer = match select(path, &input) {
            Ok(value) => value,
            Err(error) => format!("! {error}"),
        };
        answers.push_str(&format!("{path}\n    {answer}\n"));
    }
    insta::assert_snapshot!(answers);
}

#[test]
fn what_leads_nowhere_is_said_as_aws_says_it() {
    let input = json(r#"{"a":{"b":1,"s":"x","n":null,"l":[1]}}"#);
    for (path, reason) in [
        ("$.NoSuchInputPath", "No results for path: $['NoSuchInputPath']"),
        ("$.no.such.result.path", "Missing property in path $['no']"),
        ("$.a.c", "No results for path: $['a']['c']"),
        ("$.a.c.d", "Missing property in path $['a']['c']"),
        ("$.a.l[5]", "No results for path: $['a']['l'][5]"),
        ("$.a.s[0]", "Filter: [0] can only be applied to arrays. Current context is: x"),
        ("$.a.n[0]", "The path $['a']['n'] is null"),
    ] {
        assert_eq!(select(path, &input), Err(format!("Invalid path '{path}' : {reason}")));
    }
    let error = Path::parse("$.a.s.t").and_then(|path| path.select(&Roots::of_input(&input))).expect_err("a string");
    assert!(error.reason.starts_with("Expected to find an object with property ['t'] in path $['a']['s']"), "{error}");
    assert_eq!(
        error.cause_for_field("x.$", &Roots::of_input(&json("{\"a\": 1}"))),
        "The JSONPath '$.a.s.t' specified for the field 'x.$' could not be found in the input '{\"a\": 1}'"
    );
}

#[test]
fn what_is_not_definite_always_gives_an_array() {
    for path in
        ["$.items[1:]", "$.items[:1]", "$.item.items[1:5]", "$.items[*].itemValue", "$..x", "$.a[?(@.b)].c", "$.x[0,1]"]
    {
        assert_eq!(select(path, &json("{}")).as_deref(), Ok("[]"), "{path}");
        assert_eq!(
            select(path, &json("{\"items\":7,\"a\":7,\"x\":null}")).map(|found| found.starts_with('[')),
            Ok(true),
            "{path}"
        );
    }
}

#[test]
fn roots() {
    let (input, context) = (json(r#"{"a":1}"#), json(r#"{"Execution":{"Id":"arn"}}"#));
    let variables = |name: &str| (name == "order_1").then(|| json(r#"{"lines":[7,8]}"#));
    let roots = Roots { input: &input, context: &context, variables: &variables };
    for (path, root, value) in [
        ("$", Root::Input, r#"{"a":1}"#),
        ("$.a", Root::Input, "1"),
        ("$$.Execution.Id", Root::Context, r#""arn""#),
        ("$$['Execution']", Root::Context, r#"{"Id":"arn"}"#),
        ("$order_1", Root::Variable("order_1".into()), r#"{"lines":[7,8]}"#),
        ("$order_1.lines[1]", Root::Variable("order_1".into()), "8"),
        ("$order_1['lines'][?(@ > $.lines[0])]", Root::Variable("order_1".into()), "[8]"),
    ] {
        let path = Path::parse(path).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(path.root(), &root, "{path}");
        assert_eq!(path.select(&roots).map(|value| value.to_compact()), Ok(value.to_owned()), "{path}");
    }
    let missing = Path::parse("$other.x").and_then(|path| path.select(&roots)).expect_err("not assigned");
    assert_eq!(missing.kind, PathErrorKind::VariableMissing);
}

#[test]
fn facts() {
    let path = Path::parse(" $$.Map.Item['Value'][0].x.length()").expect("a path");
    let facts = path.facts();
    assert!(facts.reads_context() && !facts.reads_input());
    assert_eq!(facts.paths.len(), 1);
    assert_eq!(facts.paths[0].span, 1..35);
    assert_eq!(facts.paths[0].names.iter().map(|name| &**name).collect::<Vec<_>>(), ["Map", "Item", "Value"]);
    assert_eq!(facts.functions.len(), 1);
    assert_eq!((&*facts.functions[0].name, facts.functions[0].span.clone()), ("length", 27..33));
    let path = Path::parse("$größe.a").expect("a path");
    assert_eq!(path.facts().variables().map(|(name, _)| name.to_string()).collect::<Vec<_>>(), ["größe"]);
}

#[test]
fn what_is_no_path_is_refused_with_its_place() {
    for (path, offset) in [
        ("", 0),
        ("a", 0),
        ("@.a", 0),
        ("$.", 2),
        ("$..", 3),
        ("$.a.", 4),
        ("$...a", 3),
        ("$a b", 2),
        ("$.a b", 3),
        ("$[", 1),
        ("$[]", 1),
        ("$['a", 2),
        ("$['a'", 5),
        ("$['a' 'b']", 6),
        ("$['a',]", 6),
        ("$[1", 1),
        ("$[1.5]", 2),
        ("$[1,]", 2),
        ("$[:]", 2),
        ("$[1:2:3:4]", 2),
        ("$[99999999999999999999]", 2),
        ("$[?(@.a", 7),
        ("$[?(@.a]", 7),
        ("$[?@.a]", 3),
        ("$[?(@.a ~ 1)]", 8),
        ("$[?(@.a == )]", 11),
        ("$[?(@.a =~ /x)]", 11),
        ("$[?(@.a =~ /(/)]", 11),
        ("$[?(@.a =~ /(?=x)/)]", 11),
        ("$[?(1)]", 4),
        ("$.a.nosuch()", 4),
        ("$.a.length(", 11),
        ("$.a}", 4),
    ] {
        let Err(error) = Path::parse(path) else {
            assert_eq!(path, "$.a}", "{path} is read");
            continue;
        };
        assert_eq!((error.kind, error.offset), (PathErrorKind::Syntax, Some(offset)), "{path}: {error}");
    }
}

#[test]
fn depth_is_bounded() {
    let parentheses = format!("$[?({}@.a{})]", "(".repeat(10_000), ")".repeat(10_000));
    assert_eq!(Path::parse(&parentheses).map_err(|error| error.kind).err(), Some(PathErrorKind::Syntax));
    let filters = format!("$[?({}1{})]", "@[?(@ == ".repeat(10_000), ")]".repeat(10_000));
    assert!(Path::parse(&filters).is_err());
    let nots = format!("$[?({}@.a)]", "!".repeat(100_000));
    assert!(Path::parse(&nots).is_err());
    let lists = format!("$[?(@ == {}1{})]", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Path::parse(&lists).is_err());
    let long = format!("${}", ".a".repeat(100_000));
    assert!(Path::parse(&long).and_then(|path| path.select(&Roots::of_input(&Value::Null))).is_err());
}

#[test]
fn time_is_bounded() {
    let mut nested = String::from("1");
    for _ in 0..200 {
        nested = format!("{{\"a\":[{nested}],\"b\":2}}");
    }
    let input = json(&nested);
    let started = std::time::Instant::now();
    let path = Path::parse("$..*..*..*..*..*").expect("a path");
    let error = path.select(&Roots::of_input(&input)).expect_err("too much");
    assert_eq!(error.kind, PathErrorKind::LimitExceeded);
    let list: Value = (0..5000).map(Value::from).collect();
    let error =
        Path::parse("$[?(@ in $[*])]").and_then(|path| path.select(&Roots::of_input(&list))).expect_err("too much");
    assert_eq!(error.kind, PathErrorKind::LimitExceeded);
    assert!(started.elapsed().as_secs() < 20);
}

proptest! {
    #[test]
    fn any_text_is_answered(text in ".*") {
        let _ = Path::parse(&text);
        let _ = Path::parse(&format!("${text}"));
    }

    #[test]
    fn near_paths_are_answered(text in r#"\$[$a.*\[\]()'",:?@0-9\-&|!=~</> in]{0,40}"#) {
        let input = json(STORE);
        if let Ok(path) = Path::parse(&text) {
            let selected = path.select(&Roots::of_input(&input));
            if !path.is_definite() {
                prop_assert!(!matches!(selected, Ok(ref value) if value.as_array().is_none()), "{}", text);
            }
        }
    }

    #[test]
    fn filters_are_answered(left in "(@|@\\.a|\\$\\.list|1|'x'|null|\\['x',1\\]|/x/)", operator in "(==|!=|<|>=|=~|in|nin|contains|size|empty|all|anyof|subsetof)", right in "(@|@\\.a|\\$\\.list|1|'x'|null|\\['x',1\\]|/x/)") {
        let input = json(STORE);
        let path = Path::parse(&format!("$.mixed[?({left} {operator} {right})]")).expect("a filter");
        let found = path.select(&Roots::of_input(&input)).expect("an array");
        prop_assert!(found.as_array().is_some());
    }
}
