//! JSONPath as Step Functions reads it.

mod definite;
mod evaluate;
mod filter;
mod found;
mod function;
mod parse;
mod parse_filter;
mod step;

use std::fmt;
use std::sync::Arc;

use stepwell_json::Value;

use crate::error::{PathError, PathErrorKind};
use crate::facts::Facts;
use crate::roots::{Root, Roots};

pub(crate) use step::Step;

/// A JSONPath. Parse once, select often.
///
/// Reads what Jayway JsonPath reads, which AWS uses: `$.a-b['c d'][0]`, `[-1]`, `[1:5]`, `[::2]`, `[0,2]`, `['a','b']`, `.*`, `..name`,
/// filters (`[?(@.price < $.limit && @.name =~ /x.*/i)]`), functions at the end (`.length()`), with `$`, `$$` or `$variable` at the front.
///
/// ```
/// use stepwell_json::Value;
/// use stepwell_jsonpath::{Path, Roots};
///
/// let input = Value::parse(r#"{"items": [{"id": 1}, {"id": 2}]}"#)?;
/// let roots = Roots::of_input(&input);
/// assert_eq!(Path::parse("$.items[0].id")?.select(&roots)?, Value::from(1));
/// // What is not definite always gives an array.
/// assert_eq!(Path::parse("$.items[?(@.id > 1)].id")?.select(&roots)?, Value::from(vec![Value::from(2)]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Path {
    text: Arc<str>,
    root: Root,
    steps: Vec<Step>,
    /// Whether all steps are single names and indices.
    plain: bool,
    definite: bool,
    facts: Facts,
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// When the text is no path.
    pub fn parse(text: &str) -> Result<Path, PathError> {
        parse::parse(text)
    }

    /// The path as written.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Where the path begins.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// Whether the path stands for one value; otherwise it always gives an array.
    pub fn is_definite(&self) -> bool {
        self.definite
    }

    /// What the path reads and calls.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Whether the path is made of single names and indices only.
    pub(crate) fn is_plain(&self) -> bool {
        self.plain
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What the path stands for: one value when it is definite, else an array of everything it finds, which may be empty.
    ///
    /// # Errors
    ///
    /// When a definite path leads nowhere, its variable is not assigned, a function cannot work on what it is given, or following
    /// it takes more than [`crate::MAX_VISITS`] steps.
    pub fn select(&self, roots: &Roots<'_>) -> Result<Value, PathError> {
        let assigned;
        let document = match &self.root {
            Root::Input => roots.input,
            Root::Context => roots.context,
            Root::Variable(name) => {
                assigned = (roots.variables)(name).ok_or_else(|| self.not_assigned(name))?;
                &assigned
            }
        };
        let selected = if self.plain {
            definite::walk(&self.steps, document).cloned()
        } else {
            evaluate::evaluate(&self.steps, self.definite, document)
        };
        selected.map_err(|failure| self.fail(failure))
    }

    #[cold]
    fn not_assigned(&self, name: &str) -> PathError {
        let reason = format!("The variable '${name}' is not assigned");
        PathError::new(PathErrorKind::VariableMissing, &self.text, reason)
    }

    #[cold]
    fn fail(&self, failure: Failure) -> PathError {
        PathError::new(failure.kind, &self.text, failure.reason)
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Path").field(&self.text).finish()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What goes wrong while a path is followed, before it is known whose path it is.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: PathErrorKind,
    pub(crate) reason: String,
}

impl Failure {
    pub(crate) fn new(kind: PathErrorKind, reason: impl Into<String>) -> Failure {
        Failure { kind, reason: reason.into() }
    }
}
