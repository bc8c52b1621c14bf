//! Text to steps. Messages are Jayway's where it has one.

use std::ops::Range;
use std::sync::Arc;

use stepwell_json::Value;

use super::function::{Function, Parameter};
use super::step::Slice;
use super::{Path, Step};
use crate::error::{PathError, PathErrorKind};
use crate::facts::{Facts, FunctionUse, PathUse};
use crate::roots::Root;

/// How many filters and parentheses may lie inside one another in a path.
const MAX_DEPTH: usize = 32;

/// What is wrong, and the byte it is wrong at.
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) at: usize,
}

pub(crate) fn fault<T>(at: usize, message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { message: message.into(), at })
}

pub(crate) fn parse(text: &str) -> Result<Path, PathError> {
    let shared: Arc<str> = Arc::from(text);
    let mut reader = Reader::new(text);
    reader.path(&shared).map_err(|fault| PathError {
        offset: Some(fault.at),
        ..PathError::new(PathErrorKind::Syntax, &shared, fault.message)
    })
}

/// Reads a path or filter from its text.
pub(crate) struct Reader<'t> {
    pub(crate) text: &'t str,
    pub(crate) at: usize,
    pub(crate) functions: Vec<FunctionUse>,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Reader<'t> {
        Reader { text, at: 0, functions: Vec::new(), depth: 0 }
    }

    fn path(&mut self, shared: &Arc<str>) -> Result<Path, Fault> {
        self.white_space();
        let start = self.at;
        if self.peek() != Some('$') {
            return fault(self.at, "Path must start with '$'");
        }
        self.at += 1;
        let root = self.root();
        let steps = self.steps(false)?;
        let end = self.at;
        self.white_space();
        if self.at < self.text.len() {
            return self.illegal();
        }
        let definite = is_definite(&steps);
        let names = steps.iter().map_while(|step| match step {
            Step::Name(name) => Some(Arc::clone(name)),
            _ => None,
        });
        let used = PathUse { root: root.clone(), names: names.collect(), definite, span: start..end };
        let facts = Facts { paths: vec![used], functions: std::mem::take(&mut self.functions), ..Facts::default() };
        let plain = steps.iter().all(|step| matches!(step, Step::Name(_) | Step::Index(_)));
        Ok(Path { text: Arc::clone(shared), root, steps, plain, definite, facts })
    }

    /// After the first `$`.
    fn root(&mut self) -> Root {
        if self.peek() == Some('$') {
            self.at += 1;
            return Root::Context;
        }
        let rest = self.rest();
        if !rest.starts_with(|first: char| first == '_' || first.is_alphabetic()) {
            return Root::Input;
        }
        let length = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
        self.at += length;
        Root::Variable(Arc::from(&rest[..length]))
    }

    /// Everything after a root. In a filter a path ends where an operator, a parenthesis or a comma begins.
    pub(crate) fn steps(&mut self, in_filter: bool) -> Result<Vec<Step>, Fault> {
        let mut steps = Vec::new();
        loop {
            match self.peek() {
                None => return Ok(steps),
                Some('[') => steps.push(self.bracket()?),
                Some('.') => {
                    self.at += 1;
                    if self.peek() == Some('.') {
                        self.at += 1;
                        steps.push(Step::Scan);
                    }
                    steps.push(self.after_dot(in_filter)?);
                }
                Some(c) if in_filter && ends_path_in_filter(c) => return Ok(steps),
                Some(c) if c.is_whitespace() && self.rest().trim_start().is_empty() => return Ok(steps),
                Some(_) => return self.illegal(),
            }
        }
    }

    fn after_dot(&mut self, in_filter: bool) -> Result<Step, Fault> {
        match self.peek() {
            None => fault(self.at, "Path must not end with a '.' or '..'"),
            Some('.') => fault(self.at, format!("Character '.' on position {} is not valid.", self.at)),
            Some('[') => self.bracket(),
            Some('*') => {
                self.at += 1;
                Ok(Step::Wildcard)
            }
            Some(_) => self.name_or_function(in_filter),
        }
    }

    fn name_or_function(&mut self, in_filter: bool) -> Result<Step, Fault> {
        let start = self.at;
        let rest = self.rest();
        let ends = |c: char| matches!(c, '.' | '[' | '(') || c.is_whitespace() || in_filter && ends_path_in_filter(c);
        let length = rest.find(ends).unwrap_or(rest.len());
        let name = &rest[..length];
        self.at += length;
        let next = self.peek();
        if let Some(c) = next
            && c.is_whitespace()
            && !in_filter
            && !self.rest().trim_start().is_empty()
        {
            return fault(
                self.at,
                format!(
                    "Use bracket notion ['my prop'] if your property contains blank characters. position: {}",
                    self.at
                ),
            );
        }
        if name.is_empty() {
            return self.illegal();
        }
        if next == Some('(') {
            self.at += 1;
            return self.function(name, start..start + length);
        }
        Ok(Step::Name(Arc::from(name)))
    }

    /// After the parenthesis that opens a call's arguments.
    fn function(&mut self, name: &str, span: Range<usize>) -> Result<Step, Fault> {
        let used = self.functions.len();
        self.functions.push(FunctionUse { name: Arc::from(name), span: span.clone(), arguments: 0 });
        let mut parameters = Vec::new();
        self.white_space();
        if self.peek() == Some(')') {
            self.at += 1;
        } else {
            loop {
                self.white_space();
                parameters.push(match self.peek() {
                    Some('$' | '@') => {
                        self.at += 1;
                        Parameter::Path(self.nested(|reader| reader.steps(true))?.into())
                    }
                    _ => Parameter::Json(self.literal()?),
                });
                self.white_space();
                match self.peek() {
                    Some(',') => self.at += 1,
                    Some(')') => {
                        self.at += 1;
                        break;
                    }
                    _ => return fault(self.at, format!("Arguments to function: '{name}' are not closed properly.")),
                }
            }
        }
        if let Some(used) = self.functions.get_mut(used) {
            used.arguments = parameters.len();
        }
        match Function::new(name, parameters) {
            Some(function) => Ok(Step::Function(function)),
            None => fault(span.start, format!("Function with name: {name} does not exist.")),
        }
    }

    fn bracket(&mut self) -> Result<Step, Fault> {
        let start = self.at;
        self.at += 1;
        self.white_space();
        match self.peek() {
            Some('\'' | '"') => self.names(),
            Some('*') => {
                self.at += 1;
                self.close(start)?;
                Ok(Step::Wildcard)
            }
            Some('?') => {
                self.at += 1;
                self.white_space();
                if self.peek() != Some('(') {
                    return fault(
                        self.at,
                        format!("Could not parse filter starting at position {start}. Expected '('"),
                    );
                }
                self.at += 1;
                let filter = self.nested(Reader::filter)?;
                self.white_space();
                if self.peek() != Some(')') {
                    return fault(self.at, "Expected character: )");
                }
                self.at += 1;
                self.close(start)?;
                Ok(Step::Filter(Arc::new(filter)))
            }
            Some('0'..='9' | '-' | ':') => self.places(start),
            Some('(') => self.back_from_end(start),
            Some(_) | None => {
                fault(start, format!("Could not parse token starting at position {start}. Expected ?, ', 0-9, * "))
            }
        }
    }

    /// `'a'`, `'a','b'` and the bracket that closes them.
    fn names(&mut self) -> Result<Step, Fault> {
        let mut names: Vec<Arc<str>> = Vec::new();
        loop {
            self.white_space();
            let at = self.at;
            if !matches!(self.peek(), Some('\'' | '"')) {
                return fault(at, format!("Found empty property at index {at}"));
            }
            names.push(Arc::from(self.quoted()?));
            self.white_space();
            match self.peek() {
                Some(',') => self.at += 1,
                Some(']') => {
                    self.at += 1;
                    break;
                }
                _ => {
                    return fault(
                        self.at,
                        format!(
                            "Property must be separated by comma or Property must be terminated close square bracket at index {}",
                            self.at
                        ),
                    );
                }
            }
        }
        Ok(match <[Arc<str>; 1]>::try_from(names) {
            Ok([name]) => Step::Name(name),
            Err(names) => Step::Names(names),
        })
    }

    /// `0`, `-1`, `0,2`, `1:3`, `::2` and the bracket that closes them.
    fn places(&mut self, start: usize) -> Result<Step, Fault> {
        let rest = self.rest();
        let Some(length) = rest.find(']') else {
            return fault(start, format!("Could not parse token starting at position {start}. Expected ?, ', 0-9, * "));
        };
        let inside = rest[..length].trim();
        let from = self.at;
        self.at += length + 1;
        let number = |part: &str| part.trim().parse::<i64>().ok();
        if inside.contains(':') {
            let mut ends = inside.split(':').map(|part| match part.trim() {
                "" => Some(None),
                part => part.parse::<i64>().ok().map(Some),
            });
            let (from_end, to, step, more) = (ends.next(), ends.next(), ends.next(), ends.next());
            return match (from_end, to, step, more) {
                (Some(Some(slice_from)), Some(Some(to)), step, None) if step != Some(None) => {
                    let step = step.flatten().flatten();
                    if slice_from.is_none() && to.is_none() && step.is_none() {
                        return fault(from, format!("Failed to parse SliceOperation: {inside}"));
                    }
                    Ok(Step::Slice(Slice { from: slice_from, to, step }))
                }
                _ => fault(from, format!("Failed to parse SliceOperation: {inside}")),
            };
        }
        let indices: Option<Vec<i64>> = inside.split(',').map(number).collect();
        match indices.as_deref() {
            Some([index]) => Ok(Step::Index(*index)),
            Some(indices) => Ok(Step::Indices(indices.to_vec())),
            None => fault(from, format!("Failed to parse ArrayIndexOperation: {inside}")),
        }
    }

    /// `(@.length-1)` and the bracket that closes it: the one script that older Jayways read, an index from the end.
    fn back_from_end(&mut self, start: usize) -> Result<Step, Fault> {
        let rest = self.rest();
        let length = rest.find(']').unwrap_or(rest.len());
        let script: String = rest[..length].chars().filter(|c| !c.is_whitespace()).collect();
        let back = script.strip_prefix("(@.length-").and_then(|script| script.strip_suffix(')'));
        match back.and_then(|back| back.parse::<u32>().ok()) {
            Some(back) if back > 0 => {
                self.at += length;
                self.close(start)?;
                Ok(Step::Index(-i64::from(back)))
            }
            Some(_) | None => {
                fault(start, format!("Could not parse token starting at position {start}. Expected ?, ', 0-9, * "))
            }
        }
    }

    fn close(&mut self, start: usize) -> Result<(), Fault> {
        self.white_space();
        if self.peek() == Some(']') {
            self.at += 1;
            return Ok(());
        }
        fault(self.at, format!("Expected wildcard token to end with ']' on position {}", start + 1))
    }

    /// A string in single or double quotes, escapes resolved.
    pub(crate) fn quoted(&mut self) -> Result<String, Fault> {
        let start = self.at;
        let quote = self.peek();
        self.at += 1;
        let mut meaning = String::new();
        let mut characters = self.text[self.at..].char_indices();
        while let Some((offset, character)) = characters.next() {
            if Some(character) == quote {
                self.at += offset + 1;
                return Ok(meaning);
            }
            if character != '\\' {
                meaning.push(character);
                continue;
            }
            match characters.next() {
                Some((_, 'b')) => meaning.push('\u{8}'),
                Some((_, 'f')) => meaning.push('\u{C}'),
                Some((_, 'n')) => meaning.push('\n'),
                Some((_, 'r')) => meaning.push('\r'),
                Some((_, 't')) => meaning.push('\t'),
                Some((_, 'u')) => {
                    let digits: String = characters.by_ref().take(4).map(|(_, digit)| digit).collect();
                    match u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 4) {
                        Some(code) => meaning.push(char::from_u32(code).unwrap_or('\u{FFFD}')),
                        None => return fault(start, format!("Unable to parse unicode value: {digits}")),
                    }
                }
                Some((_, other)) => meaning.push(other),
                None => break,
            }
        }
        fault(start, "Property has not been closed - missing closing quote")
    }

    /// One level deeper.
    pub(crate) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth >= MAX_DEPTH {
            return fault(self.at, format!("More than {MAX_DEPTH} filters and parentheses lie inside one another"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// A literal as Jayway's lenient JSON reader takes it: quotes of either kind.
    pub(crate) fn literal(&mut self) -> Result<Value, Fault> {
        self.white_space();
        let start = self.at;
        match self.peek() {
            Some('\'' | '"') => Ok(Value::from(self.quoted()?)),
            Some('[') => self.nested(|reader| {
                let mut items = Vec::new();
                reader.at += 1;
                while !reader.closes(']', items.is_empty())? {
                    items.push(reader.literal()?);
                }
                Ok(Value::from(items))
            }),
            Some('{') => self.nested(|reader| {
                let mut members = stepwell_json::Object::builder();
                let mut first = true;
                reader.at += 1;
                while !reader.closes('}', first)? {
                    first = false;
                    if !matches!(reader.peek(), Some('\'' | '"')) {
                        return fault(reader.at, "Expected a name in quotes");
                    }
                    let key = reader.quoted()?;
                    reader.white_space();
                    if reader.peek() != Some(':') {
                        return fault(reader.at, "Expected character: :");
                    }
                    reader.at += 1;
                    members.insert(key, reader.literal()?);
                }
                Ok(Value::from(members))
            }),
            Some(_) => {
                let rest = self.rest();
                let length = rest
                    .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '+' | '.' | '_')))
                    .unwrap_or(rest.len());
                self.at += length;
                // Java's BigDecimal also takes a leading plus; JSON's numbers are enough otherwise.
                let word = rest[..length].trim_start_matches('+');
                match Value::parse(word) {
                    Ok(value) => Ok(value),
                    // A bare word is a string: `[?(@.status==Failed)]`. Older Jayways read it so, and published workflows rely on it.
                    Err(_) if word.starts_with(char::is_alphabetic) => Ok(Value::from(word)),
                    Err(_) => fault(start, format!("Expected a literal at position {start}")),
                }
            }
            None => fault(start, "Expected a literal, but the path ends"),
        }
    }

    /// Whether a list ends here; else its next item begins here.
    fn closes(&mut self, bracket: char, first: bool) -> Result<bool, Fault> {
        self.white_space();
        if self.peek() == Some(bracket) {
            self.at += 1;
            return Ok(true);
        }
        if !first {
            if self.peek() != Some(',') {
                return fault(self.at, format!("Expected character: {bracket}"));
            }
            self.at += 1;
            self.white_space();
        }
        Ok(false)
    }

    fn illegal<T>(&self) -> Result<T, Fault> {
        fault(self.at, format!("Illegal character at position {} expected '.' or '['", self.at))
    }

    pub(crate) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(crate) fn white_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }
}

pub(crate) fn is_definite(steps: &[Step]) -> bool {
    steps.iter().enumerate().all(|(at, step)| step.is_definite(at + 1 == steps.len()))
        // After `..` a function works on all that was found and so gives one value again.
        || matches!(steps.last(), Some(Step::Function(_))) && steps.iter().any(|step| matches!(step, Step::Scan))
}

fn ends_path_in_filter(c: char) -> bool {
    c.is_whitespace() || matches!(c, ')' | ']' | ',' | '<' | '>' | '=' | '~' | '!' | '&' | '|')
}
