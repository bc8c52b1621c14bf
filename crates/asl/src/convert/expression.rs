//! Paths and intrinsics as JSONata.

use stepwell_jsonpath::{ArgumentView, CallView, Expression, Path, PathPart, Root};

/// Why something is left in JSONPath.
pub(super) type Left = String;

/// What `$` stands for: an expression of JSONata that names one place, such as `$states.input.order`.
pub(super) type Place = str;

/// A path or a call, with `$` standing for a place.
pub(super) fn expression(text: &str, here: &Place) -> Result<String, Left> {
    if text.contains("${") {
        return Err(format!("{text} is only known when it is deployed"));
    }
    match Expression::parse(text) {
        Ok(Expression::Path(found)) => path(&found, here),
        Ok(Expression::Intrinsic(call)) => self::call(&call.view(), here),
        Err(error) => Err(format!("{text} cannot be read: {error}")),
    }
}

/// A path that stands for one value.
pub(super) fn path(path: &Path, here: &Place) -> Result<String, Left> {
    let Some(parts) = path.parts() else {
        return Err(format!("{} may stand for several values, which JSONata gives in another shape", path.text()));
    };
    let mut out = match path.root() {
        Root::Input => here.to_owned(),
        Root::Context => "$states.context".to_owned(),
        Root::Variable(name) => format!("${name}"),
    };
    for part in parts {
        match part {
            PathPart::Name(name) => step(&mut out, name)?,
            PathPart::Index(index) => out.push_str(&format!("[{index}]")),
        }
    }
    Ok(out)
}

/// One name more.
pub(super) fn step(out: &mut String, name: &str) -> Result<(), Left> {
    let plain = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !matches!(name, "and" | "or" | "in" | "true" | "false" | "null" | "function");
    out.push('.');
    if plain {
        out.push_str(name);
    } else if name.contains('`') || name.contains('\\') || name.is_empty() {
        return Err(format!("JSONata cannot name the field \"{name}\""));
    } else {
        out.push_str(&format!("`{name}`"));
    }
    Ok(())
}

/// A string of JSONata. It has no escape for `'`, so that a text with one stands between the other quotes.
pub(super) fn text(value: &str) -> String {
    let quote = if value.contains('\'') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in value.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' if quote == '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// What stands between the quotes of an intrinsic's string, without its escapes.
fn meant(written: &str) -> String {
    let mut out = String::new();
    let mut characters = written.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => out.extend(characters.next()),
            c => out.push(c),
        }
    }
    out
}

/// Nests as deep as calls do, which their reader bounds.
fn call(call: &CallView<'_>, here: &Place) -> Result<String, Left> {
    let given = |at: usize| match call.arguments.get(at) {
        Some(given) => argument(given, here),
        None => Err(format!("{} is given too few arguments", call.function)),
    };
    let is_whole = |at: usize| match call.arguments.get(at) {
        Some(ArgumentView::Literal(value)) => value.as_number().is_some_and(|number| number.as_i64().is_some()),
        _ => false,
    };
    let is_string = |given: &ArgumentView<'_>| match given {
        ArgumentView::Text(_) => true,
        ArgumentView::Call(inner) => matches!(inner.function, "States.Format" | "States.UUID" | "States.Hash"),
        ArgumentView::Literal(_) | ArgumentView::Path(_) => false,
    };
    let left = |why: &str| Err(format!("{} {why}", call.function));
    match call.function {
        "States.Format" => format_call(call, here),
        "States.UUID" => Ok("$uuid()".to_owned()),
        "States.ArrayLength" => Ok(format!("$count({})", given(0)?)),
        // The intrinsic reads null in an empty text.
        "States.StringToJson" => given(0).map(|given| format!("($trim({given}) = '' ? null : $parse({given}))")),
        "States.ArrayPartition" => Ok(format!("$partition({}, {})", given(0)?, given(1)?)),
        "States.ArrayRange" => Ok(format!("$range({}, {}, {})", given(0)?, given(1)?, given(2)?)),
        "States.JsonMerge" => Ok(format!("$merge([{}, {}])", given(0)?, given(1)?)),
        "States.ArrayContains" => match call.arguments.get(1) {
            Some(ArgumentView::Text(_) | ArgumentView::Literal(_)) => Ok(format!("({} in {})", given(1)?, given(0)?)),
            _ => left("compares whole values, which JSONata's in does only with strings and numbers"),
        },
        "States.Hash" if call.arguments.iter().all(is_string) => Ok(format!("$hash({}, {})", given(0)?, given(1)?)),
        "States.Hash" => left("also takes what is no string; JSONata's $hash does not"),
        "States.MathAdd" => {
            // The intrinsic rounds what it adds.
            let side =
                |at: usize| given(at).map(|given| if is_whole(at) { given } else { format!("$floor({given} + 0.5)") });
            Ok(format!("({} + {})", side(0)?, side(1)?))
        }
        "States.Array" => left("keeps arrays in it apart; JSONata's brackets join them"),
        "States.ArrayGetItem" => left("takes an item that may be an array itself, which JSONata unwraps"),
        "States.ArrayUnique" => left("gives its items in an order that JSONata's $distinct does not keep"),
        "States.StringSplit" => {
            left("splits at each of several characters and drops what is empty; JSONata's $split does not")
        }
        "States.JsonToString" => left("puts quotes around a string; JSONata's $string does not"),
        "States.MathRandom" => left("draws other random numbers than JSONata's $random"),
        "States.Base64Encode" | "States.Base64Decode" => left("reads letters beyond ASCII otherwise than JSONata does"),
        _ => left("has no equal in JSONata"),
    }
}

fn argument(given: &ArgumentView<'_>, here: &Place) -> Result<String, Left> {
    match given {
        ArgumentView::Literal(value) => Ok(value.to_compact()),
        ArgumentView::Text(written) => Ok(text(&meant(written))),
        ArgumentView::Path(found) => path(found, here),
        ArgumentView::Call(inner) => call(inner, here),
    }
}

/// Whether both languages write a value into a text in the same way: texts, whole numbers, true and false.
fn reads_the_same(given: &ArgumentView<'_>) -> bool {
    match given {
        ArgumentView::Text(_) => true,
        ArgumentView::Literal(value) => match value.as_number() {
            Some(number) => number.as_i64().is_some(),
            None => true,
        },
        ArgumentView::Call(inner) => matches!(
            inner.function,
            "States.Format"
                | "States.UUID"
                | "States.Hash"
                | "States.ArrayLength"
                | "States.MathAdd"
                | "States.ArrayContains"
        ),
        ArgumentView::Path(path) => {
            let names: Vec<&str> = path
                .parts()
                .unwrap_or_default()
                .into_iter()
                .filter_map(|part| match part {
                    PathPart::Name(name) => Some(name),
                    PathPart::Index(_) => None,
                })
                .collect();
            *path.root() == Root::Context
                && matches!(
                    names.as_slice(),
                    ["Execution", "Id" | "Name" | "RoleArn" | "StartTime" | "RedriveCount"]
                        | ["State", "Name" | "EnteredTime" | "RetryCount"]
                        | ["StateMachine", "Id" | "Name"]
                        | ["Task", "Token"]
                        | ["Map", "Item", "Index"]
                )
        }
    }
}

/// `'{} of {}'` is `a & ' of ' & b`.
fn format_call(call: &CallView<'_>, here: &Place) -> Result<String, Left> {
    let Some((ArgumentView::Text(template), rest)) = call.arguments.split_first() else {
        return Err("States.Format with a template that is computed has no equal in JSONata".to_owned());
    };
    let mut rest = rest.iter();
    let (mut parts, mut fixed) = (Vec::new(), String::new());
    let mut characters = template.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' => fixed.extend(characters.next()),
            '{' if characters.peek() == Some(&'}') => {
                characters.next();
                let Some(given) = rest.next() else {
                    return Err("States.Format is given fewer values than its template has places".to_owned());
                };
                if !reads_the_same(given) {
                    let why = "States.Format writes numbers such as 1.0, lists and objects otherwise than JSONata, and what it is given here is only known when it runs";
                    return Err(why.to_owned());
                }
                if !fixed.is_empty() || parts.is_empty() {
                    parts.push(text(&std::mem::take(&mut fixed)));
                }
                parts.push(argument(given, here)?);
            }
            c => fixed.push(c),
        }
    }
    if rest.next().is_some() {
        return Err("States.Format is given more values than its template has places".to_owned());
    }
    if !fixed.is_empty() || parts.is_empty() {
        parts.push(text(&fixed));
    }
    // An empty text in front of a value makes it a text too; in front of a text it says nothing.
    if parts.len() > 2 && parts.first().is_some_and(|first| first == "''") {
        parts.remove(0);
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { format!("({})", parts.join(" & ")) })
}
