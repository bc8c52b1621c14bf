//! All values of an evaluation together are bounded, and what people do with much data is within the bound.

use stepwell_json::Value;
use stepwell_jsonata::{Bindings, Entropy, Evaluated, Expression, Limits, States};

/// A smaller total than the default, so that the test is quick.
const TOTAL: u64 = 128 << 20;
/// As many bytes as a process may take that evaluates what builds more than that.
const MOST: u64 = 512 << 20;

/// Expressions that build gigabytes within the limits of single values.
const TOO_MUCH: [&str; 8] = [
    "$map([1..1000], function(){$pad('',7000000)})",
    "[1..800000].($states.input.big & 'x')",
    "($big := $pad('', 6000000); $f := function($n) { $n = 0 ? [] : $append($f($n - 1), [$n]) }; $count($f(90)) + $count($map([1..900], function($i) { $big & $i })))",
    "$reduce([1..2000], function($all, $i) { $append($all, $pad('', 6000000) & $i) }, [])",
    "$count([1..800000].($states.input.big))",
    "($big := $states.input.big; $map([1..800000].($big), $uppercase))",
    "$count($replace($pad('', 1000000, 'a'), 'a', $pad('', 1000000)))",
    "$map([1..2000], function($i) { $append([1..800000], $i) })",
];

fn input() -> Value {
    let big = "x".repeat(200_000);
    let line = |n: usize| {
        format!(r#"{{"id": {n}, "name": "Line {n}", "category": "c{}", "price": {}.5}}"#, n % 17, (n * 7919) % 100)
    };
    let lines: Vec<String> = (0..10_000).map(line).collect();
    Value::parse(&format!(r#"{{"big": "{big}", "vat": 0.2, "lines": [{}]}}"#, lines.join(","))).expect("it is JSON")
}

fn evaluate(text: &str, input: &Value, limits: &Limits) -> Result<Evaluated, String> {
    let bindings = Bindings { states: States::of_input(input), ..Bindings::none() };
    let expression = Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    expression.evaluate(&bindings, &mut Entropy::new(1), limits).map_err(|error| error.to_string())
}

/// The most memory that this process has had, in bytes; `None` where that cannot be read.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// A process of its own, so that nothing else that is tested takes memory in it.
#[test]
fn what_builds_too_much_ends_with_an_error() {
    const CHILD: &str = "STEPWELL_TOO_MUCH";
    if let Some(place) = std::env::var(CHILD).ok().and_then(|place| place.parse::<usize>().ok()) {
        let text = TOO_MUCH[place];
        let limits = Limits { timeout: None, total: TOTAL, ..Limits::default() };
        let found = evaluate(text, &input(), &limits);
        let wanted = [format!("more than {TOTAL} bytes of values"), "a value of more than 28000000 bytes".to_owned()];
        let wanted = wanted.map(|what| Err(format!("U1001: The expression builds {what}")));
        assert!(wanted.contains(&found), "{text}: {found:?}");
        match peak() {
            Some(peak) => assert!(peak < MOST, "{text} took {peak} bytes"),
            None => eprintln!("memory is not measured: there is no /proc here"),
        }
        return;
    }
    let this = std::env::current_exe().expect("the test's own program");
    for place in 0..TOO_MUCH.len() {
        let child = std::process::Command::new(&this)
            .args(["--exact", "what_builds_too_much_ends_with_an_error", "--nocapture"])
            .env(CHILD, place.to_string())
            .output()
            .expect("the test's own program runs");
        assert!(
            child.status.success(),
            "{}{}",
            String::from_utf8_lossy(&child.stdout),
            String::from_utf8_lossy(&child.stderr)
        );
    }
}

#[test]
fn what_people_do_with_much_data_is_within() {
    let input = input();
    let limits = Limits { timeout: None, ..Limits::default() };
    for (text, wanted) in [
        ("$count($states.input.lines^(>price, name).id)", "10000"),
        ("$count($keys($states.input.lines{category: $sum(price)}))", "17"),
        ("$count($filter($states.input.lines, function($l) { $l.price > 50 }))", "5000"),
        ("$count($sort($states.input.lines, function($a, $b) { $a.price > $b.price }))", "10000"),
        ("$count($states.input.lines.{'id': id, 'gross': price * (1 + $states.input.vat)})", "10000"),
        ("$count($map($states.input.lines, function($l) { $l.name & ' of ' & $states.input.vat }))", "10000"),
        ("$count($reduce($states.input.lines[[0..1999]], function($all, $l) { $append($all, $l) }, []))", "2000"),
        ("$length($reduce([1..2000], function($all, $i) { $all & $string($i) & ',' }, ''))", "8893"),
        ("($sum := function($n, $all) { $n = 0 ? $all : $sum($n - 1, $all + $n) }; $sum(10000, 0))", "50005000"),
        ("$count($states.input.lines@$l#$i[$i % 2 = 0].{'l': $l.id, 'i': $i})", "5000"),
        ("$count(($states.input ~> |lines|{'price': 0}|).lines[price = 0])", "10000"),
    ] {
        let found = evaluate(text, &input, &limits).map(|found| match found {
            Evaluated::Value(value) => value.to_text().to_string(),
            other => format!("{other:?}"),
        });
        assert_eq!(found, Ok(wanted.to_owned()), "{text}");
    }
}

/// Arrays that hold each other many times over are small, and take years to walk over. Nothing that does so in one step is reached.
#[test]
fn what_is_large_only_when_written_out_ends_with_an_error() {
    let limits = Limits { bytes: 250_000, ..Limits::default() };
    let nested = "$f := function($a, $n) { $n = 0 ? $a : $f([[$a, $a], [$a]], $n - 1) }";
    for walked in [
        "$x = $y",
        "$boolean($x)",
        "$x ? 1 : 2",
        "$distinct([$x, $y])",
        "$keys($x)",
        "$map([$x], $sum)",
        "$x + 1",
        "[1, 2]^($x)",
        "$x",
    ] {
        let text = format!("({nested}; $x := $f([1], 60); $y := $f([1], 60); {walked})");
        let wanted = "U1001: The expression builds a value of more than 1000000 bytes".to_owned();
        assert_eq!(evaluate(&text, &Value::Null, &limits), Err(wanted), "{text}");
    }
    for text in [
        "($x := $map([1..800000], function() { $states.input.lines }); $y := $map([1..800000], function() { $states.input.lines }); $x = $y)",
        "($f := function($n, $all) { $n = 0 ? $all : $f($n - 1, $append($all, $all)) }; $g := function($n, $x) { $n = 0 ? $x : $g($n - 1, $f(8, [{'a': $x}])) }; $g(5, 1))",
        "($g := function($n, $x) { $n = 0 ? $x : $g($n - 1, {'a': $x, 'b': [$x, $x]}) }; $g(60, 1) = $g(60, 1))",
        "($g := function($n, $x) { $n = 0 ? $x : $g($n - 1, $map([1, 2, 3], function() { $x })) }; $boolean($g(60, [0, 0])))",
        "($g := function($n, $x) { $n = 0 ? $x : $g($n - 1, [1, 2].{'a': $x}) }; $g(60, 1) = $g(60, 1))",
        "($h := $zip; $g := function($n, $x) { $n = 0 ? $x : $g($n - 1, $h([$x, $x], [$x, $x])) }; $g(60, 1) = $g(60, 1))",
    ] {
        let found = evaluate(text, &input(), &limits);
        assert!(matches!(&found, Err(error) if error.starts_with("U1001: The expression builds")), "{text}: {found:?}");
    }
}

/// These compare all with all, in one step.
#[test]
fn what_compares_very_many_ends_with_an_error() {
    let timeout = "U1001: Expression evaluation timeout: Check for infinite loop";
    for (text, wanted) in [
        ("$count($distinct([1..800000]))", Err(timeout)),
        ("$count($keys([1..400000].{$string($): 1}))", Err(timeout)),
        ("$map([[1..800000]], $distinct)", Err(timeout)),
        ("$count($distinct([1..800000].($ % 17)))", Ok("17")),
        ("$count($distinct([1..10000]))", Ok("10000")),
        ("$count($keys([1..100000].{$string($ % 17): 1}))", Ok("17")),
    ] {
        let found = evaluate(text, &Value::Null, &Limits::default()).map(|found| match found {
            Evaluated::Value(value) => value.to_text().to_string(),
            other => format!("{other:?}"),
        });
        assert_eq!(found.as_deref().map_err(String::as_str), wanted, "{text}");
    }
}

/// What is counted draws the same random numbers, and leaves them to the evaluation.
#[test]
fn counting_spends_no_random_numbers() {
    let draw = |text: &str| {
        let mut entropy = Entropy::new(5);
        let expression = Expression::parse(text).expect("an expression");
        let drawn = expression.evaluate(&Bindings::none(), &mut entropy, &Limits::default()).expect("it evaluates");
        (drawn, entropy.next_u64())
    };
    // The second is counted, for what the tree tells of it.
    assert_eq!(
        draw("[$random(), $uuid()]"),
        draw("($x := 1; $f := function() { [$random(), $uuid()] }; $x := 2; $f())")
    );
}
