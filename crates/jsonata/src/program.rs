//! An expression as jlens is given it.

use jlens_core::Error;

/// A text made ready for jlens.
///
/// jlens reads its input as it goes, and its variables only whole. So the variables come in as the input, an object with a member for
/// each, and the text begins with binding them: `($states:=$$.states;$x:=$$.x;…)`.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) compiled: jlens_core::Expression,
    /// How far the expression is moved by what stands before it, in UTF-16 units and in bytes.
    moved: (usize, usize),
}

impl Program {
    /// How many levels the binding nests the expression deeper.
    pub(crate) fn nesting(&self) -> usize {
        usize::from(self.moved.1 > 0)
    }

    /// A program that binds these names.
    pub(crate) fn new<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Result<Program, Error> {
        let mut before = String::new();
        for name in names {
            // A name may have any characters that a variable's name can have, and `` ` `` is not one of them.
            before.push_str(&format!("${name}:=$$.`{name}`;"));
        }
        if before.is_empty() {
            return Ok(Program { compiled: jlens_core::Expression::compile(text)?, moved: (0, 0) });
        }
        before.insert(0, '(');
        let compiled = jlens_core::Expression::compile(&format!("{before}{text}\n)"))?;
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
