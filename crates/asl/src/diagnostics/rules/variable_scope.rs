//! An inner scope does not assign an outer one's variable.

use crate::Document;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::scopes::scopes;

pub(super) static RULE: Rule = Rule {
    name: "variable-scope",
    summary: "A variable assigned inside a Parallel or Map is not one that a scope around it assigns too; only that state's own Catch may.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"x":1},"Next":"P"},"P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Assign":{"x.$":"$.x"},"End":true}}}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: Variable '$x' is assigned in an outer scope and cannot be assigned here; give it another name at /States/P/Branches[0]/States/B/Assign/x.$",
        ),
        // As AWS was recorded to take it.
        good(
            r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","Catch":[{"ErrorEquals":["States.ALL"],"Assign":{"x":0},"Next":"E"}],"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Assign":{"x":1},"End":true}}}],"End":true},"E":{"Type":"Succeed"}}}"#,
        ),
        good(
            r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Assign":{"x":1},"End":true}}},{"StartAt":"C","States":{"C":{"Type":"Pass","Assign":{"x":1},"End":true}}}]}}}"#,
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"x":1},"Next":"M"},"M":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"B","States":{"B":{"Type":"Pass","Assign":{"x":1},"End":true}}}}}}"#,
        ),
    ],
    check: Check::Document(check),
};

fn check(document: &Document, settings: &Settings<'_>, report: &mut Report<'_>) {
    let has = |word: &str| document.text().contains(word);
    if !has("Assign") || !(has("Branches") || has("ItemProcessor") || has("Iterator")) {
        return;
    }
    let all = scopes(document, settings.jsonata);
    for scope in all.iter().filter(|scope| !scope.assigned.is_empty()) {
        let mut inner = scope;
        while let Some((outer, state)) = inner.around.filter(|_| !inner.isolated) {
            let outer = &all[outer];
            for (name, places) in &scope.assigned {
                // The Catch of the state around is recorded to be taken: it assigns when the inside is gone. Assignments come in
                // the order of the states, a state's own before its catchers', so that the first and the last tell.
                let taken = outer.assigned.get(name).is_some_and(|theirs| {
                    let ends = [theirs.first(), theirs.last()];
                    ends.into_iter().flatten().any(|their| their.state != state || !their.catches)
                });
                for place in places.iter().filter(|_| taken && !name.contains("${")) {
                    let message = format!(
                        "Variable '${name}' is assigned in an outer scope and cannot be assigned here; give it another name"
                    );
                    report.schema(place.node, message);
                }
            }
            inner = outer;
        }
    }
}
