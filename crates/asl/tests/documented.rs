//! What AWS's documentation says of a definition, case by case: our own definitions, one a line.

use stepwell_asl::{Document, Format, MachineType, Severity};

#[test]
fn verdicts_are_as_documented() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in include_str!("fixtures/verdicts.jsonl").lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case");
        let kind = if case["type"] == "EXPRESS" { MachineType::Express } else { MachineType::Standard };
        let text = case["text"].as_str().expect("a definition");
        // JSON is YAML too, but for texts that are no JSON at all.
        for format in [Format::Json, Format::Yaml] {
            if format == Format::Yaml && !Document::parse(text, Format::Json).syntax_errors().is_empty() {
                continue;
            }
            count += 1;
            let found = Document::parse(text, format).diagnostics(kind);
            let errors: Vec<_> = found.iter().filter(|one| one.severity == Severity::Error).collect();
            if case["valid"].as_bool() != Some(errors.is_empty()) {
                wrong.push(format!("{} ({format:?}): {errors:?}\n  {text}", case["case"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 600, "only {count} definitions");
}
