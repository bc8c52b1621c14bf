//! JSON written as YAML and back means the same, whatever it holds.

mod conformance;

use proptest::prelude::*;
use serde_json::Value;
use stepwell_asl::{Document, Format};

/// Texts that somebody could take for something else.
const ODD: &[&str] = &[
    "",
    " ",
    "~",
    "null",
    "Null",
    "true",
    "no",
    "Off",
    "y",
    "=",
    "<<",
    "-",
    "- a",
    "a: b",
    "a:",
    ": a",
    "#",
    "a #b",
    "a#b",
    "*a",
    "&a",
    "!a",
    "!!str a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "{a}",
    "[a]",
    "a, b",
    "'",
    "''",
    "\"",
    "\\",
    "1",
    "-1.5",
    "+1",
    "1_000",
    "0x1F",
    "0o7",
    "017",
    "1e3",
    ".5",
    ".inf",
    "-.INF",
    ".nan",
    "12:30:45",
    "2020-01-01",
    "2020-01-01T00:00:00Z",
    "---",
    "...",
    "--- a",
    "? a",
    "a\nb",
    "a\n",
    "\na",
    "a\n\nb\n\n",
    " a\n b",
    "a \nb",
    "\t",
    "a\tb",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "😀",
    "{% $states.input %}",
    "${X}",
    "$.a",
    "States.Format('{}', $.a)",
    "a\r\nb",
    "a\rb",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => proptest::sample::select(ODD).prop_map(str::to_owned),
        1 => ".{0,20}",
        1 => "[ -~\\n]{0,40}",
        1 => (proptest::sample::select(ODD), proptest::sample::select(ODD)).prop_map(|(a, b)| format!("{a}{b}")),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter_map("a number of JSON", |number| serde_json::Number::from_f64(number).map(Value::Number)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((text(), inner), 0..6).prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

/// Writes a JSON text as YAML and that as JSON again; all three mean the same.
fn there_and_back(json: &str) {
    let document = Document::parse(json, Format::Json);
    let yaml = document.written_in(Format::Yaml).unwrap_or_else(|error| panic!("{json}: {error}"));
    let read = Document::parse(yaml.as_str(), Format::Yaml);
    assert_eq!(read.value(), document.value(), "{json}\n{yaml}");
    let back = read.written_in(Format::Json).unwrap_or_else(|error| panic!("{yaml}: {error}"));
    assert_eq!(Document::parse(back, Format::Json).value(), document.value(), "{json}\n{yaml}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn values_come_back(value in value()) {
        there_and_back(&value.to_string());
    }
}

#[test]
fn what_people_wrote_comes_back() {
    let Some(folder) = conformance::area("workflows") else { return };
    let mut count = 0;
    for path in conformance::files(&folder) {
        there_and_back(&std::fs::read_to_string(&path).expect("a readable workflow"));
        count += 1;
    }
    println!("{count} workflows");
    assert!(count > 200, "only {count} workflows");
}
