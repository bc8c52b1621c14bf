//! `--batch`: JSON lines in, a JSON line out for each.

use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::time::Duration;

use stepwell_json::{Object, Value};
use stepwell_jsonata::Limits;
use stepwell_jsonpath::Entropy;

use super::answer::Answer;
use super::{Data, evaluate};
use crate::arguments::Eval;
use crate::exit::Unusable;

/// Answers until there are no more lines. A line that is unusable is answered with an error, like any other.
pub(super) fn batch(arguments: &Eval, entropy: &mut Entropy) -> Result<(), Unusable> {
    let mut input = BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = input.read_until(b'\n', &mut line);
        if read.map_err(|error| Unusable(format!("standard input could not be read: {error}")))? == 0 {
            return done(output.flush());
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let mut text = answer(arguments, &line, entropy).to_compact();
        text.push('\n');
        let mut written = output.write_all(text.as_bytes());
        if input.buffer().is_empty() {
            // Whoever writes a line and waits for its answer is not kept waiting for more lines.
            written = written.and_then(|()| output.flush());
        }
        match written {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return done(Err(error)),
        }
    }
}

fn done(written: std::io::Result<()>) -> Result<(), Unusable> {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Unusable(format!("the answers could not be written to standard output: {error}")))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The answer to one line.
fn answer(arguments: &Eval, line: &[u8], entropy: &mut Entropy) -> Value {
    let unusable =
        |id, message: String| Answer::Error { code: "line.unusable".to_owned(), message, position: None }.to_value(id);
    let request = match std::str::from_utf8(line) {
        Ok(text) => match Value::parse(text) {
            Ok(request) => request,
            Err(error) => return unusable(Some(Value::Null), format!("the line is not JSON: {error}")),
        },
        Err(error) => return unusable(Some(Value::Null), format!("the line is not UTF-8: {error}")),
    };
    let id = Some(request.get("id").cloned().unwrap_or_default());
    let Some(expression) = request.get("expr").and_then(Value::as_str) else {
        return unusable(id, r#"the line has no "expr", a string"#.to_owned());
    };
    let none = Object::new();
    let context = Value::from(Object::new());
    let variables = match request.get("bindings") {
        None | Some(Value::Null) => &none,
        Some(bindings) => match bindings.as_object() {
            Some(bindings) => bindings,
            None => return unusable(id, r#""bindings" is an object with the variables' names, without $"#.to_owned()),
        },
    };
    let number = |name: &str| request.get(name).and_then(Value::as_f64).filter(|number| *number >= 0.0);
    let mut limits = if arguments.plain { Limits::PLAIN } else { Limits::default() };
    if let Some(milliseconds) = number("timelimit") {
        limits.timeout = Some(Duration::from_millis(milliseconds as u64));
    }
    if let Some(depth) = number("depth") {
        limits.depth = depth as usize;
    }
    let data = Data { input: request.get("data"), variables, context: &context };
    evaluate(arguments, expression, &data, Some(&limits), entropy).to_value(id)
}
