//! An expression as jlens is given it.

use jlens_core::Error;
use stepwell_json::Value;

/// A text made ready for jlens.
///
/// jlens reads its input as it goes, and its variables only whole. So the variables come in as the input, an object with a member for
/// each, and the text begins with binding them: `($states:=$$.states;$x:=$$.x;{"":…})`. The expression stands in an object, out of which its
/// value is taken again: as the last of a block it would be a step further from the result, and an array of one that it gives no array.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) compiled: jlens_core::Expression,
    /// How far the expression is moved by what stands before it, in UTF-16 units and in bytes.
    moved: (usize, usize),
}

impl Program {
    /// How many levels the binding nests the expression deeper.
    pub(crate) fn nesting(&self) -> usize {
        if self.is_wrapped() { 2 } else { 0 }
    }

    /// How many bytes the object adds to the result as JSON.
    pub(crate) fn added(&self) -> usize {
        if self.is_wrapped() { r#"{"":}"#.len() } else { 0 }
    }

    /// The expression's value in the program's result.
    pub(crate) fn value(&self, result: Option<Value>) -> Option<Value> {
        if self.is_wrapped() { result?.get("").cloned() } else { result }
    }

    fn is_wrapped(&self) -> bool {
        self.moved.1 > 0
    }

    /// A program that binds these names. It may be none where the text alone is one: when a name has a backquote, or the text nests as
    /// deep as it may.
    pub(crate) fn new<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Result<Program, Error> {
        let mut before = String::new();
        for name in names {
            before.push_str(&format!("${name}:=$$.`{name}`;"));
        }
        if before.is_empty() {
            return Ok(Program { compiled: jlens_core::Expression::compile(text)?, moved: (0, 0) });
        }
        before = format!("({before}{{\"\":");
        let compiled = jlens_core::Expression::compile(&format!("{before}{text}\n}})"))?;
        Ok(Program { compiled, moved: (before.encode_utf16().count(), before.len()) })
    }

    /// Where in the expression an error is, in UTF-16 units.
    pub(crate) fn position(&self, error: &Error) -> Option<usize> {
        error.position()?.checked_sub(self.moved.0)
    }

    /// Which bytes of the expression an error is about.
    pub(crate) fn place(&self, error: &Error) -> Option<jlens_core::Span> {
        let span = error.span()?;
        Some(jlens_core::Span::new(span.start.checked_sub(self.moved.1)?, span.end.checked_sub(self.moved.1)?))
    }
}
