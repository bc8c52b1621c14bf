//! What can be said of an expression without evaluating it.

use std::ops::Range;
use std::sync::Arc;

use crate::engine;
use crate::error::SyntaxError;
use crate::reading::{self, Reading};

/// What an expression reads and calls, with the places in its text. Spans are bytes in the text that was parsed. Names that the expression
/// binds itself (`$x := …`, parameters, `@$x`, `#$i`) are left out where they are bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Every variable that is read, in order, as often as it is read. `$states` and functions are not among them.
    pub variables: Vec<VariableUse>,
    /// Every `$states`, in order.
    pub states: Vec<StatesUse>,
    /// Every function that is called by name, or handed on by name, in order; [`crate::is_function`] tells whether it exists.
    pub functions: Vec<FunctionUse>,
    /// Where the context at the top of the expression is read: `$`, `$$`, `a`, `*`. In Step Functions there is none.
    pub context: Vec<Range<usize>>,
}

/// A variable that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableUse {
    /// Its name without the `$`.
    pub name: Arc<str>,
    /// Its place, with the `$`.
    pub span: Range<usize>,
}

/// A `$states` that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatesUse {
    /// The names that follow: `["input", "a"]` for `$states.input.a[0].b.*`, none for `$states` alone.
    pub path: Vec<Arc<str>>,
    /// Its place, with the `$` and the names.
    pub span: Range<usize>,
}

impl StatesUse {
    /// The field that is read: `input`, `result`, …; `None` for all of them.
    pub fn field(&self) -> Option<&str> {
        self.path.first().map(|name| &**name)
    }
}

/// A function that is called or handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionUse {
    /// Its name without the `$`.
    pub name: Arc<str>,
    /// The name's place, with the `$`.
    pub span: Range<usize>,
    /// How many arguments it is given; `None` when it is handed on: `$map($x, $uppercase)`.
    pub arguments: Option<usize>,
}

impl Facts {
    /// The facts of an expression, for those who don't evaluate it: what makes an [`Expression`](crate::Expression) ready for that is
    /// left undone.
    ///
    /// # Errors
    ///
    /// Those of [`Expression::parse`](crate::Expression::parse).
    pub fn of(text: &str) -> Result<Facts, SyntaxError> {
        let parsed = jlens_core::parse(text).map_err(|error| engine::syntax_error(&error))?;
        let Reading { facts, too_new, .. } = reading::read(&parsed);
        too_new.map_or(Ok(facts), |operator| Err(engine::too_new(&operator)))
    }

    /// Whether `$states.context` is read, or may be.
    pub fn reads_context(&self) -> bool {
        self.reads_states("context")
    }

    /// Whether a field of `$states` is read, or may be.
    pub fn reads_states(&self, field: &str) -> bool {
        self.states.iter().any(|used| used.field().is_none_or(|name| name == field))
    }

    /// Whether a function is called or handed on.
    pub fn calls(&self, name: &str) -> bool {
        self.functions.iter().any(|used| &*used.name == name)
    }
}
