//! Rules of a Choice state, and how they read in one line.

use crate::Node;
use std::borrow::Cow;

/// One entry of `Choices`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChoiceRuleView<'a> {
    index: usize,
    node: Node<'a>,
}

/// Characters of a summary at most; longer ones end in "…".
const MAX_SUMMARY: usize = 120;
/// How deep `And`, `Or` and `Not` are spelled out.
const MAX_DEPTH: usize = 8;

impl<'a> ChoiceRuleView<'a> {
    pub(crate) fn new(index: usize, node: Node<'a>) -> ChoiceRuleView<'a> {
        ChoiceRuleView { index, node }
    }

    /// Its place in `Choices`, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// The object it is read from.
    #[must_use]
    pub fn node(self) -> Node<'a> {
        self.node
    }

    /// The state that it leads to.
    #[must_use]
    pub fn next(self) -> Option<Cow<'a, str>> {
        self.node.get("Next")?.as_str()
    }

    /// Its comment.
    #[must_use]
    pub fn comment(self) -> Option<Cow<'a, str>> {
        self.node.get("Comment")?.as_str()
    }

    /// What it asks, in one line: `$.count > 3 and $.name == "a"`; a JSONata condition without its `{% %}`.
    #[must_use]
    pub fn summary(self) -> String {
        let mut out = String::new();
        match self.node.get("Condition") {
            Some(condition) => match condition.as_str() {
                Some(text) => {
                    let text = text.trim();
                    let inside = text.strip_prefix("{%").unwrap_or(text);
                    let inside = inside.strip_suffix("%}").unwrap_or(inside);
                    out.extend(inside.split_whitespace().flat_map(|word| [word, " "]));
                    out.truncate(out.trim_end().len());
                }
                None => out.push_str(condition.text()),
            },
            None => rule(self.node, 0, &mut out),
        }
        if out.chars().count() > MAX_SUMMARY {
            let end = out.char_indices().nth(MAX_SUMMARY - 1).map_or(out.len(), |(at, _)| at);
            out.truncate(end);
            out.push('…');
        }
        out
    }
}

fn rule(node: Node<'_>, depth: usize, out: &mut String) {
    if depth > MAX_DEPTH || out.len() > MAX_SUMMARY * 4 {
        out.push('…');
        return;
    }
    for (operator, word) in [("And", " and "), ("Or", " or ")] {
        if let Some(rules) = node.get(operator) {
            for (i, inner) in rules.items().enumerate() {
                if i > 0 {
                    out.push_str(word);
                }
                // Both sides of `and` and `or` that themselves hold the other need brackets to be read right.
                let grouped = inner.get("And").or_else(|| inner.get("Or")).is_some();
                out.push_str(if grouped { "(" } else { "" });
                rule(inner, depth + 1, out);
                out.push_str(if grouped { ")" } else { "" });
                if out.len() > MAX_SUMMARY * 4 {
                    return;
                }
            }
            return;
        }
    }
    if let Some(inner) = node.get("Not") {
        out.push_str("not (");
        rule(inner, depth + 1, out);
        out.push(')');
        return;
    }
    let variable = node.get("Variable").and_then(Node::as_str).unwrap_or_default();
    let Some(member) =
        node.members().find(|member| !matches!(&*member.key(), "Variable" | "Next" | "Comment" | "Assign" | "Output"))
    else {
        out.push_str(&variable);
        return;
    };
    let operator = member.key();
    let value = member.value();
    let (test, is_path) = match operator.strip_suffix("Path") {
        Some(test) => (test, true),
        None => (&*operator, false),
    };
    if let Some(what) = test.strip_prefix("Is") {
        let no = if value.as_bool() == Some(false) { "not " } else { "" };
        let what = match what {
            "Present" => "present",
            "Null" => "null",
            "String" => "a string",
            "Numeric" => "a number",
            "Boolean" => "a boolean",
            "Timestamp" => "a timestamp",
            other => other,
        };
        out.push_str(&format!("{variable} is {no}{what}"));
        return;
    }
    let symbol = [
        ("LessThanEquals", "<="),
        ("GreaterThanEquals", ">="),
        ("LessThan", "<"),
        ("GreaterThan", ">"),
        ("Matches", "matches"),
        ("Equals", "=="),
    ]
    .into_iter()
    .find(|(name, _)| test.ends_with(name))
    .map_or(test, |(_, symbol)| symbol);
    out.push_str(&format!("{variable} {symbol} "));
    match value.as_str() {
        Some(path) if is_path => out.push_str(&path),
        Some(_) | None => out.push_str(value.text()),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Document, Format};

    fn summary(rule: &str) -> String {
        let text = format!(r#"{{"States":{{"C":{{"Type":"Choice","Choices":[{rule}]}}}}}}"#);
        let document = Document::parse(text, Format::Json);
        let machine = document.machine().unwrap();
        machine.state("C").unwrap().choices().next().unwrap().summary()
    }

    #[test]
    fn reads_in_one_line() {
        for (rule, expected) in [
            (r#"{"Variable":"$.n","NumericGreaterThanEquals":3,"Next":"A"}"#, "$.n >= 3"),
            (r#"{"Variable":"$.n","StringEqualsPath":"$.m","Next":"A"}"#, "$.n == $.m"),
            (r#"{"Variable":"$.n","StringMatches":"a*","Next":"A"}"#, "$.n matches \"a*\""),
            (r#"{"Variable":"$.n","IsPresent":false}"#, "$.n is not present"),
            (r#"{"Not":{"Variable":"$.n","BooleanEquals":true}}"#, "not ($.n == true)"),
            (
                r#"{"And":[{"Variable":"$.a","IsNull":true},{"Or":[{"Variable":"$.b","NumericLessThan":1},{"Variable":"$.c","IsString":true}]}]}"#,
                "$.a is null and ($.b < 1 or $.c is a string)",
            ),
            (r#"{"Condition":"{% $x >\n  3 %}","Next":"A"}"#, "$x > 3"),
            (r#"{"Condition":true}"#, "true"),
            ("{}", ""),
            ("7", ""),
        ] {
            assert_eq!(summary(rule), expected);
        }
        let deep = format!("{}{}", r#"{"Not":"#.repeat(500), "1");
        assert!(summary(&deep).chars().count() < 130);
    }
}
