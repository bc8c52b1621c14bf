//! Comparisons of a Choice's rule as a JSONata condition.

use super::expression::{Left, Place, expression, path, text};
use serde_json::{Map, Value};
use stepwell_jsonpath::{Path, PathPart, Root};

/// How deep `And`, `Or` and `Not` may nest.
const MAX_DEPTH: usize = 50;

/// A rule's condition, without `{% %}`. It is true for what the comparison holds for, and false for all else that has a value.
pub(super) fn condition(rule: &Map<String, Value>, here: &Place, depth: usize) -> Result<String, Left> {
    if depth > MAX_DEPTH {
        return Err("the rule nests too deeply".to_owned());
    }
    for (name, word) in [("And", " and "), ("Or", " or ")] {
        if let Some(inner) = rule.get(name) {
            let rules = inner.as_array().filter(|rules| !rules.is_empty());
            let rules = rules.ok_or_else(|| format!("{name} holds no rules"))?;
            let parts: Result<Vec<String>, Left> = rules.iter().map(|inner| nested(inner, here, depth)).collect();
            return Ok(format!("({})", parts?.join(word)));
        }
    }
    if let Some(inner) = rule.get("Not") {
        return Ok(format!("$not({})", nested(inner, here, depth)?));
    }
    let variable = rule.get("Variable").and_then(Value::as_str).ok_or("the rule compares nothing")?;
    let read = Path::parse(variable).map_err(|error| format!("{variable} cannot be read: {error}"))?;
    let value = path(&read, here)?;
    let known = ["Variable", "Next", "Comment", "Assign"];
    let mut operators = rule.iter().filter(|(name, _)| !known.contains(&name.as_str()));
    let (Some((operator, operand)), None) = (operators.next(), operators.next()) else {
        return Err("the rule has not exactly one comparison".to_owned());
    };
    test(operator, operand, &value, &read, here)
}

fn nested(rule: &Value, here: &Place, depth: usize) -> Result<String, Left> {
    condition(rule.as_object().ok_or("a rule is no object")?, here, depth + 1)
}

fn test(operator: &str, operand: &Value, value: &str, read: &Path, here: &Place) -> Result<String, Left> {
    if let Some(what) = operator.strip_prefix("Is") {
        let holds = match what {
            "Null" => format!("{value} = null"),
            "Present" => present(read, value, here)?,
            "String" => format!("$type({value}) = 'string'"),
            "Numeric" => format!("$type({value}) = 'number'"),
            "Boolean" => format!("$type({value}) = 'boolean'"),
            _ => return Err(format!("{operator} has no certain equal in JSONata")),
        };
        return match operand.as_bool() {
            Some(true) => Ok(format!("({holds})")),
            Some(false) => Ok(format!("$not({holds})")),
            None => Err(format!("{operator} is neither true nor false")),
        };
    }
    let (name, other) = match operator.strip_suffix("Path") {
        Some(name) => (name, expression(operand.as_str().ok_or("a path is no text")?, here)?),
        None => (operator, literal(operand)?),
    };
    let (kind, rest) = ["String", "Numeric", "Boolean"]
        .into_iter()
        .find_map(|kind| Some((kind, name.strip_prefix(kind)?)))
        .ok_or_else(|| format!("{operator} compares times, which JSONata does otherwise"))?;
    let kind = match kind {
        "String" => "string",
        "Numeric" => "number",
        _ => "boolean",
    };
    let symbol = match rest {
        "Equals" => "=",
        "LessThan" => "<",
        "GreaterThan" => ">",
        "LessThanEquals" => "<=",
        "GreaterThanEquals" => ">=",
        "Matches" => {
            let pattern = operand.as_str().ok_or("a pattern is no text")?;
            return Ok(format!("($type({value}) = 'string' ? $contains({value}, {}) : false)", regex(pattern)?));
        }
        _ => return Err(format!("{operator} is no comparison")),
    };
    // What a literal is equal to has its type already.
    if symbol == "=" && !operator.ends_with("Path") {
        return Ok(format!("{value} = {other}"));
    }
    // JSONata fails where the types differ; the comparison is false there.
    let same = if symbol == "=" { String::new() } else { format!(" and $type({other}) = '{kind}'") };
    let same = if operator.ends_with("Path") { same } else { String::new() };
    Ok(format!("($type({value}) = '{kind}'{same} ? {value} {symbol} {other} : false)"))
}

/// Whether there is a value at a path. JSONata would look into the items of an array on the way; a path does not.
fn present(read: &Path, value: &str, here: &Place) -> Result<String, Left> {
    let parts = read.parts().unwrap_or_default();
    if parts.iter().any(|part| matches!(part, PathPart::Index(_))) {
        return Err("IsPresent of an item of an array has no certain equal in JSONata".to_owned());
    }
    let mut around = match read.root() {
        Root::Input => here.to_owned(),
        Root::Context => "$states.context".to_owned(),
        Root::Variable(name) => format!("${name}"),
    };
    let mut guards = Vec::new();
    for part in parts.iter() {
        if let PathPart::Name(name) = part {
            guards.push(format!("$type({around}) = 'object'"));
            super::expression::step(&mut around, name)?;
        }
    }
    guards.push(format!("$exists({value})"));
    Ok(guards.join(" and "))
}

fn literal(value: &Value) -> Result<String, Left> {
    match value {
        Value::String(value) if value.contains("${") => Err(format!("{value} is only known when it is deployed")),
        Value::String(value) => Ok(text(value)),
        Value::Number(_) | Value::Bool(_) => Ok(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => Err("a comparison has no plain value".to_owned()),
    }
}

/// `a*b` as a regular expression; `\*` is a star.
fn regex(pattern: &str) -> Result<String, Left> {
    let mut out = String::from("/^");
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        let c = match c {
            '*' => {
                out.push_str("[\\s\\S]*");
                continue;
            }
            '\\' => characters.next().unwrap_or('\\'),
            c => c,
        };
        if c.is_control() {
            return Err("the pattern has control characters".to_owned());
        }
        if !(c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | ':' | ',' | '@' | '#' | '%' | '&' | '=' | '\'' | '"'))
        {
            out.push('\\');
        }
        out.push(c);
    }
    out.push_str("$/");
    Ok(out)
}
