//! What is known to be harmless, what is counted, and that counting sees the same evaluation.

use std::path::PathBuf;

use jlens_core::CancelToken;
use serde_json::Value as Json;
use stepwell_json::Value;

use super::{tally::Tally, watched, weight::weight};
use crate::{Expression, Limits, engine, functions};

/// Whether an expression needs no look at the data (`few`), a look at its size (`size`), or must be counted (`count`).
fn judged(text: &str) -> &'static str {
    let ast = jlens_core::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let growth = super::bound(&ast);
    match growth.whatever_the_data() {
        Some(bytes) if bytes <= Limits::default().total as f64 => "few",
        _ if growth.is_unknown() => "count",
        Some(_) => "count",
        None => "size",
    }
}

#[test]
fn what_people_write_is_not_counted() {
    for text in [
        "1 + 2",
        "$states.input",
        "{'a': $states.input.a, 'b': [1, 2, $order.id]}",
        "$states.input.a & '-' & $states.input.b & '-' & $string($states.input.c)",
        "$sum($states.input.lines[price > 50].(price * quantity))",
        "$states.input.lines.{'id': id, 'total': price * quantity}",
        "$map($filter($states.input.lines, function($l) { $l.price > 50 }), function($l) { $l.name })",
        "$states.input.lines^(>price, name).id",
        "$states.input.lines{category: $sum(price)}",
        "$merge([$states.input, {'seen': true}])",
        "$states.input ~> $merge",
        "($x := $states.input.x; $y := $x.y[0]; {'x': $x, 'y': $y, 'n': $count($x.z)})",
        "$sort($states.input.lines, function($a, $b) { $a.price > $b.price })",
        "$reduce($states.input.numbers, function($a, $b) { $a + $b }, 0)",
        "$map($states.input.names, $uppercase)",
        "$map([0..9], function($i) { $i * 2 })",
        "$map([0..$count($states.input.lines) - 1], function($i) { $i })",
        "$join($states.input.names, ', ')",
        "$pad($string($states.input.id), -10, '0')",
        "($double := function($x) { $x * 2 }; $map($states.input.numbers, $double))",
        "$exists($states.input.a) and $states.input.a.b in ['x', 'y'] ? 'yes' : 'no'",
        "$each($states.input.map, function($v, $k) { $k & '=' & $v })",
        "$now()",
        "$fromMillis($millis() + 1000, '[Y0001]-[M01]-[D01]')",
        "$states.input.orders.(lines.(price * quantity))",
        "$lookup($states.input, 'a').b",
        "$count([1..873782])",
        "$replace($states.input.text, '/', '-')",
    ] {
        assert_eq!(judged(text), "few", "{text} {:?}", jlens_core::parse(text).map(|ast| super::bound(&ast)));
    }
}

#[test]
fn what_may_grow_is_looked_at() {
    for text in [
        "$states.input.lines.{'id': id, 'order': $states.input.order}",
        "$map($states.input.lines, function($l) { $states.input.rates[$l.currency].rate })",
        "$zip($states.input.a, $states.input.b).($[0] & $states.input.text)",
        "$split($states.input.text, ',')[0]",
        "$match($states.input.text, /a/)",
    ] {
        assert_eq!(judged(text), "size", "{text}");
    }
    for text in [
        "$map([1..1000], function(){$pad('',7000000)})",
        "$map([1..$states.input.n], function($i) { $i })",
        "$reduce($states.input.lines, function($a, $l) { $append($a, $l) }, [])",
        "($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(5))",
        "$states.input.**.id",
        "$states.input.lines@$l.tags#$i.{'l': $l, 'i': $i}",
        "$states.input ~> |lines|{'price': 0}|",
        "$replace($states.input.a, 'x', $states.input.b)",
        "($x := [1]; $f := function() { $x }; $x := $append($x, $x); $f())",
        "($f := $string; $f($states.input))",
    ] {
        assert_eq!(judged(text), "count", "{text}");
    }
}

/// The outcome of a run that is counted, and what it has built.
fn counted(
    text: &str,
    input: Option<&Json>,
    variables: &[(String, Json)],
    total: u64,
) -> (Result<Option<Json>, String>, u64) {
    let expression = Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let (plan, facts) = expression.parts();
    let hiding: Vec<&str> =
        variables.iter().map(|(name, _)| name.as_str()).filter(|name| functions::is_function(name)).collect();
    let watched = watched::watched(text, plan, facts, &hiding).unwrap_or_else(|error| panic!("{text}: {error}"));
    let stop = CancelToken::new();
    let options = engine::options(&Limits::PLAIN).now(1_700_000_000_000).seed(7).cancel_token(stop.clone());
    let bound = variables.iter().fold(functions::pure().clone(), |bound, (name, value)| bound.var(name, value.clone()));
    let mut tally = Tally::new(&watched, &Limits { total, ..Limits::PLAIN }, stop);
    let outcome = watched.compiled.evaluate_traced(input, &bound, &options, &mut tally);
    (outcome.map_err(|error| error.code().to_owned()), tally.built())
}

#[test]
fn counting_is_near_what_is_built() {
    let data = serde_json::json!({"text": "x".repeat(100_000), "list": (0..10_000).collect::<Vec<_>>(), "nested": [[[1, 2], [3]], [[4]]]});
    let variables = [("states".to_owned(), serde_json::json!({ "input": data }))];
    for (text, least, most) in [
        ("$states.input.list", 0, 10_000),
        ("$map([1..100], function($i){ $count($states.input.list) })", 0, 300_000),
        ("$map([1..100], function($i){ $states.input.text & $i })", 20_000_000, 22_000_000),
        ("$map([1..100], function(){ $uppercase($states.input.text) })", 20_000_000, 22_000_000),
        ("$map([1..100].($states.input.text), $uppercase)", 20_000_000, 22_000_000),
        ("($f := $uppercase; $map([1..100].($states.input.text), $f))", 20_000_000, 22_000_000),
        ("[1..100].($states.input.text)", 10_000_000, 12_000_000),
        ("[1..100].$lookup($states.input, 'text')", 10_000_000, 12_000_000),
        ("$reduce([1..100], function($a, $i){ $a & 'x' }, $states.input.text)", 10_000_000, 12_000_000),
        ("$reduce([1..100], function($a, $i){ $append($a, $i) }, $states.input.list)", 24_000_000, 26_000_000),
        ("[1..100].[$states.input.list]", 24_000_000, 50_000_000),
        ("$states.input.nested.x", 0, 10_000),
        ("$replace('aaaa', 'a', $states.input.text)", 500_000, 510_000),
    ] {
        let (outcome, built) = counted(text, None, &variables, u64::MAX);
        assert!(outcome.is_ok(), "{text}: {outcome:?}");
        assert!((least..=most).contains(&built), "{text}: {built}");
    }
}

/// What would be built in a single step is not even begun, nor is what is much only when it is written out.
#[test]
fn what_is_too_much_is_not_begun() {
    let data = serde_json::json!({"text": "x".repeat(100_000), "list": (0..10_000).collect::<Vec<_>>(),
        "object": (0..10_000).map(|n| (format!("k{n}"), n.into())).collect::<serde_json::Map<_, _>>()});
    let variables = [("states".to_owned(), serde_json::json!({ "input": data }))];
    for text in [
        "$replace($states.input.text, 'x', $states.input.text)",
        "$replace($states.input.text, /x/, $states.input.text)",
        "($text := $states.input.text; $map([1..10000].($text), $uppercase))",
        "$spread([1..100].($states.input.object))",
        "[1..100000].[[$states.input.list]].x",
        "($n := $reduce([1..18], function($a, $i){ [[$a],[$a]] }, [[{'x': 1}]]); $n.x)",
    ] {
        let (outcome, built) = counted(text, None, &variables, 16 << 20);
        assert_eq!(outcome, Err("U1003".to_owned()), "{text}");
        // A gigabyte of the same text is a list of ten thousand places.
        assert_eq!(built > 16 << 20, !text.contains("($text)"), "{text}: {built}");
    }
}

fn read(text: &str) -> Json {
    Json::try_from(&Value::parse(text).expect("it is JSON")).expect("it is not deep")
}

/// An expression, its input and its variables.
type Case = (String, Option<Json>, Vec<(String, Json)>);

/// The cases of the reference implementation's suite, when they are there.
fn suite() -> Vec<Case> {
    let folder =
        std::env::var_os("STEPWELL_CONFORMANCE").map_or_else(|| "/work/shared/conformance".into(), PathBuf::from);
    let folder = folder.join("jsonata");
    let Ok(cases) = std::fs::read_to_string(folder.join("cases.jsonl")) else { return Vec::new() };
    let mut found = Vec::new();
    for line in cases.lines() {
        let case = read(line);
        let text = case.get("expr").and_then(Json::as_str).unwrap_or_default();
        // `$eval` is no part of Step Functions, and these are about limits of time.
        if text.contains("$eval") || case.get("timelimit").is_some() || Expression::parse(text).is_err() {
            continue;
        }
        let data = match case.get("dataset").and_then(Json::as_str) {
            Some(dataset) => {
                let text = std::fs::read_to_string(folder.join("datasets").join(format!("{dataset}.json")));
                Some(read(&text.expect("a data set")))
            }
            None => case.get("data").cloned(),
        };
        let variables = case.get("bindings").and_then(Json::as_object).into_iter().flatten();
        found.push((text.to_owned(), data, variables.map(|(name, value)| (name.clone(), value.clone())).collect()));
    }
    found
}

/// Bringing the functions into sight changes no result, and what the tree tells is never less than what is counted.
#[test]
fn the_suite_of_the_reference_implementation_is_counted_as_it_is_evaluated() {
    let suite = suite();
    if suite.is_empty() {
        eprintln!("not held against the suite of JSONata: its recordings are not on this machine");
        return;
    }
    let (mut different, mut told) = (Vec::new(), 0);
    for (text, input, variables) in &suite {
        let bindings =
            variables.iter().fold(functions::pure().clone(), |bound, (name, value)| bound.var(name, value.clone()));
        let options = engine::options(&Limits::PLAIN).now(1_700_000_000_000).seed(7);
        let compiled = jlens_core::Expression::compile(text).expect("it was parsed");
        let wanted = compiled.evaluate_with(input.as_ref(), &bindings, &options);
        let (found, built) = counted(text, input.as_ref(), variables, u64::MAX);
        match (&wanted, &found) {
            (Ok(wanted), Ok(found)) if wanted == found => {}
            // Which of its errors an expression has does not matter for what it builds.
            (Err(_), Err(_)) => {}
            _ => different.push(format!("{text}: {found:?}, not {wanted:?}")),
        }
        let growth = super::bound::of(compiled.ast(), true);
        if !growth.is_unknown() && !variables.iter().any(|(name, _)| functions::is_function(name)) {
            told += 1;
            let data = input.iter().chain(variables.iter().map(|(_, value)| value));
            let data: f64 = data.map(|value| weight(&Value::from(value.clone()), f64::INFINITY)).sum();
            // What a step keeps is not part of the bound, which is about what grows.
            let most = growth.of(data) * 4.0 + 50_000.0;
            assert!(built as f64 <= most, "{text}: built {built}, at most {most}: {growth:?} of {data}");
        }
    }
    assert_eq!(different, Vec::<String>::new(), "of {}", suite.len());
    assert!(told > 500, "of {} cases {told} were told from their tree", suite.len());
}
