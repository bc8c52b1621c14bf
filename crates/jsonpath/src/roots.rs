//! What a path can begin at.

use std::fmt;
use std::sync::Arc;

use stepwell_json::Value;

/// Where a path begins.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Root {
    /// `$`: the state's input, or whatever the field at hand reads.
    Input,
    /// `$$`: the context object.
    Context,
    /// `$name`: a variable.
    Variable(Arc<str>),
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Root::Input => f.write_str("$"),
            Root::Context => f.write_str("$$"),
            Root::Variable(name) => write!(f, "${name}"),
        }
    }
}

/// The values that the roots of a path stand for while it is evaluated.
#[derive(Clone, Copy)]
pub struct Roots<'a> {
    /// What `$` is.
    pub input: &'a Value,
    /// What `$$` is.
    pub context: &'a Value,
    /// The value of a variable, by its name without the `$`; `None` when it is not assigned.
    pub variables: &'a dyn Fn(&str) -> Option<Value>,
}

impl<'a> Roots<'a> {
    /// Roots for expressions that only read `$`: the context is null and no variable is assigned.
    pub fn of_input(input: &'a Value) -> Roots<'a> {
        Roots { input, context: &Value::Null, variables: &|_| None }
    }
}

impl fmt::Debug for Roots<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Roots").field("input", self.input).field("context", self.context).finish_non_exhaustive()
    }
}
