//! Text to calls.

use std::sync::Arc;

use stepwell_json::{Number, Value};

use super::function::Function;
use super::{Argument, Call, Intrinsic};
use crate::MAX_NESTING;
use crate::error::{IntrinsicError, IntrinsicErrorKind};
use crate::facts::{Facts, FunctionUse};
use crate::path::Path;

pub(super) fn parse(text: &str) -> Result<Intrinsic, IntrinsicError> {
    let shared: Arc<str> = Arc::from(text);
    let mut reader = Reader { text, shared: &shared, at: 0, facts: Facts::default() };
    let call = reader.call(1)?;
    reader.white_space();
    if reader.at < text.len() {
        return reader.syntax("Nothing may follow the call");
    }
    let facts = reader.facts;
    Ok(Intrinsic { text: shared, call, facts })
}

struct Reader<'t> {
    text: &'t str,
    shared: &'t Arc<str>,
    at: usize,
    facts: Facts,
}

impl<'t> Reader<'t> {
    fn call(&mut self, level: usize) -> Result<Call, IntrinsicError> {
        let start = self.at;
        let rest = self.rest();
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len());
        let name = &rest[..length];
        if !name.starts_with("States.") {
            return self.syntax("Here should stand a call such as States.Format('…', $.name)");
        }
        let Some(function) = Function::by_name(name) else {
            return self.refuse(IntrinsicErrorKind::UnknownFunction, start, format!("There is no function {name}"));
        };
        if level > MAX_NESTING {
            return self.refuse(
                IntrinsicErrorKind::TooNested,
                start,
                format!("More than {MAX_NESTING} intrinsic functions lie inside one another"),
            );
        }
        let used = self.facts.functions.len();
        self.facts.functions.push(FunctionUse { name: Arc::from(name), span: start..start + length, arguments: 0 });
        self.at += length;
        self.white_space();
        self.take('(')?;
        let mut arguments = Vec::new();
        self.white_space();
        if self.peek() == Some(')') {
            self.at += 1;
        } else {
            loop {
                self.white_space();
                arguments.push(self.argument(level)?);
                let end = self.at;
                self.white_space();
                match self.peek() {
                    Some(',') => self.at += 1,
                    Some(')') => {
                        self.at += 1;
                        break;
                    }
                    // AWS's own language service takes `States.Format($.a $.b)` for valid; what is meant is plain.
                    Some(_) if self.at > end => self.facts.missing_commas.push(end),
                    _ => return self.syntax("Here should stand `,` or `)`"),
                }
            }
        }
        if let Some(used) = self.facts.functions.get_mut(used) {
            used.arguments = arguments.len();
        }
        Ok(Call { function, arguments, offset: start })
    }

    fn argument(&mut self, level: usize) -> Result<Argument, IntrinsicError> {
        match self.peek() {
            Some('\'') => self.string(),
            Some('$') => self.path(),
            Some('S') => Ok(Argument::Call(self.call(level + 1)?)),
            _ => self.word(),
        }
    }

    /// `'…'`, in which `\'`, `\{`, `\}` and `\\` stand for the second of the two.
    fn string(&mut self) -> Result<Argument, IntrinsicError> {
        let start = self.at;
        self.at += 1;
        let inside = self.rest();
        let mut meaning = String::new();
        let mut characters = inside.char_indices();
        while let Some((offset, character)) = characters.next() {
            match character {
                '\'' => {
                    self.at += offset + 1;
                    return Ok(Argument::Text { meaning: Value::from(meaning), written: Arc::from(&inside[..offset]) });
                }
                '\\' => match characters.next() {
                    Some((_, escaped @ ('\'' | '{' | '}' | '\\'))) => meaning.push(escaped),
                    Some((_, other)) => {
                        return self.refuse(
                            IntrinsicErrorKind::Syntax,
                            start + 1 + offset,
                            format!("\\{other} is no escape; only \\', \\{{, \\}} and \\\\ are. For a line break write \\n in the JSON"),
                        );
                    }
                    None => break,
                },
                other => meaning.push(other),
            }
        }
        self.refuse(IntrinsicErrorKind::Syntax, start, "The string has no closing quote".to_owned())
    }

    /// A path reaches up to a comma, parenthesis or blank that is not inside its own brackets, parentheses or quotes.
    fn path(&mut self) -> Result<Argument, IntrinsicError> {
        let start = self.at;
        let rest = self.rest();
        let mut depth = 0usize;
        let mut quote = None;
        let mut escaped = false;
        let mut length = rest.len();
        for (offset, character) in rest.char_indices() {
            if let Some(open) = quote {
                if !escaped && character == open {
                    quote = None;
                }
                escaped = character == '\\' && !escaped;
                continue;
            }
            match character {
                '[' | '(' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                ')' if depth > 0 => depth -= 1,
                '\'' | '"' if depth > 0 => quote = Some(character),
                ',' | ')' if depth == 0 => {
                    length = offset;
                    break;
                }
                blank if depth == 0 && blank.is_whitespace() => {
                    length = offset;
                    break;
                }
                _ => {}
            }
        }
        let path = Path::parse(&rest[..length]).map_err(|error| IntrinsicError {
            kind: IntrinsicErrorKind::Syntax,
            function: Arc::clone(self.shared),
            offset: start + error.offset.unwrap_or(0),
            hint: error.reason.clone(),
            reason: error.to_string(),
        })?;
        for used in &path.facts().paths {
            let mut used = used.clone();
            used.span = used.span.start + start..used.span.end + start;
            self.facts.paths.push(used);
        }
        for used in &path.facts().functions {
            let mut used = used.clone();
            used.span = used.span.start + start..used.span.end + start;
            self.facts.functions.push(used);
        }
        self.at += length;
        Ok(Argument::Path(path, start))
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<Argument, IntrinsicError> {
        let rest = self.rest();
        let ends = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'));
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        let value = match word {
            "true" => Value::from(true),
            "false" => Value::from(false),
            "null" => Value::Null,
            number => match Number::parse(number) {
                Some(number) => Value::Number(number),
                None => {
                    return self.syntax(
                        "Here should stand a path, a string in single quotes, a number, true, false, null or another call",
                    );
                }
            },
        };
        self.at += word.len();
        Ok(Argument::Literal(value))
    }

    fn take(&mut self, wanted: char) -> Result<(), IntrinsicError> {
        if self.peek() == Some(wanted) {
            self.at += wanted.len_utf8();
            return Ok(());
        }
        self.syntax(&format!("Here should stand `{wanted}`"))
    }

    fn syntax<T>(&self, reason: &str) -> Result<T, IntrinsicError> {
        self.refuse(IntrinsicErrorKind::Syntax, self.at, reason.to_owned())
    }

    fn refuse<T>(&self, kind: IntrinsicErrorKind, offset: usize, reason: String) -> Result<T, IntrinsicError> {
        Err(IntrinsicError { kind, function: Arc::clone(self.shared), hint: reason.clone(), reason, offset })
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn white_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }
}
