//! What a fix promises: its diagnostic is gone, and AWS refuses nothing new.

mod conformance;

use std::collections::BTreeMap;
use stepwell_asl::{Diagnostic, Document, Edit, Format, MachineType, Remedy, Rule, Severity, TextChange};

type Said = BTreeMap<(&'static str, String), usize>;

/// How often each thing is said; of errors only, where `errors` says so.
fn said(diagnostics: &[Diagnostic], errors: bool) -> Said {
    let mut said = Said::new();
    for found in diagnostics.iter().filter(|found| !errors || found.severity == Severity::Error) {
        *said.entry((found.code, found.message.clone())).or_default() += 1;
    }
    said
}

/// Applies every fix of a text by itself; how many there were.
fn check(text: &str, format: Format, kind: MachineType, broken: &mut Vec<String>) -> usize {
    let document = Document::parse(text, format);
    let before = document.diagnostics(kind);
    let (all, errors) = (said(&before, false), said(&before, true));
    // Where there are more than are told, what was hidden comes to light.
    if before.len() >= stepwell_asl::MAX_DIAGNOSTICS {
        return 0;
    }
    let mut fixes = 0;
    for found in &before {
        let Some(fix) = &found.fix else { continue };
        fixes += 1;
        let place = format!("{}: {} ({})\n{text}", found.code, found.message, fix.title);
        let applied = match document.fix(fix) {
            Ok(applied) => applied,
            // YAML names the construct that is in the way.
            Err(error) if format == Format::Yaml => {
                assert_eq!(error.reason.code(), "YAML_CONSTRUCT", "{place}\n{error}");
                continue;
            }
            Err(error) => {
                broken.push(format!("{place}\nrefused: {error}"));
                continue;
            }
        };
        assert_eq!(
            TextChange::apply_all(text, &applied.changes).as_deref(),
            Some(&**applied.document.text()),
            "{place}"
        );
        let after = applied.document.diagnostics(kind);
        let key = (found.code, found.message.clone());
        let count = |said: &Said, key: &(&'static str, String)| said.get(key).copied().unwrap_or_default();
        if count(&said(&after, false), &key) >= count(&all, &key) {
            broken.push(format!("{place}\nis still said after it:\n{}", applied.document.text()));
        }
        // Mending a broken text shows what it says.
        if matches!(fix.remedy, Remedy::Changes(_)) && found.code == "INVALID_JSON_DESCRIPTION" {
            let lines = |said: Said| said.into_iter().filter(|((code, _), _)| *code == found.code).count();
            if lines(said(&after, true)) > lines(errors.clone()) {
                broken.push(format!("{place}\nbreaks the text further:\n{}", applied.document.text()));
            }
            continue;
        }
        // What else is said of a state is said of its new name.
        if matches!(&fix.remedy, Remedy::Edits(edits) if matches!(edits.as_slice(), [Edit::RenameState { .. }])) {
            assert!(said(&after, true).values().sum::<usize>() < errors.values().sum(), "{place}");
            continue;
        }
        for (key, times) in said(&after, true) {
            if times > count(&errors, &key) {
                broken.push(format!("{place}\nbrings {} {}:\n{}", key.0, key.1, applied.document.text()));
            }
        }
    }
    fixes
}

#[test]
fn fixes_of_examples_hold() {
    let (mut broken, mut count, mut in_yaml) = (Vec::new(), 0, 0);
    for rule in Rule::all() {
        for example in rule.examples {
            let kind = if example.text.contains("EXPRESS") { MachineType::Express } else { MachineType::Standard };
            count += check(example.text, Format::Json, kind, &mut broken);
            // JSON is YAML, too.
            if Document::parse(example.text, Format::Json).syntax_errors().is_empty() {
                in_yaml += check(example.text, Format::Yaml, kind, &mut broken);
            }
        }
    }
    assert!(broken.is_empty(), "{} of {count} and {in_yaml}:\n{}", broken.len(), broken.join("\n\n"));
    assert!(count > 120 && in_yaml > 100, "only {count} and {in_yaml} fixes were tried");
}

#[test]
fn fixes_of_recorded_definitions_hold() {
    let (mut broken, mut count) = (Vec::new(), 0);
    for folder in ["validation", "create", "workflows"].into_iter().filter_map(conformance::area) {
        for path in conformance::files(&folder) {
            let text = std::fs::read_to_string(&path).expect("a readable case");
            let case: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
            let format = if case["format"] == "yaml" { Format::Yaml } else { Format::Json };
            let definition = match (case["text"].as_str().or(case["definition_text"].as_str()), &case["definition"]) {
                (Some(text), _) => text.to_owned(),
                (None, serde_json::Value::Null) => text,
                (None, definition) => serde_json::to_string_pretty(definition).expect("a definition"),
            };
            count += check(&definition, format, MachineType::Standard, &mut broken);
        }
    }
    println!("{count} fixes of recorded definitions");
    assert!(broken.is_empty(), "{} of {count}:\n{}", broken.len(), broken.join("\n\n"));
}
