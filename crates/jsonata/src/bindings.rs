//! What an expression can read.

use std::fmt;

use stepwell_json::{Object, Value};

/// What an expression of a state can read, and the time it is evaluated at.
#[derive(Clone, Copy)]
pub struct Bindings<'a> {
    /// `$states`.
    pub states: States<'a>,
    /// The value of a variable, by its name without the `$`; `None` when it is not assigned.
    pub variables: &'a dyn Fn(&str) -> Option<Value>,
    /// The time of `$now()` and `$millis()`, in milliseconds since 1970-01-01T00:00Z.
    pub now: i64,
}

impl Bindings<'_> {
    /// An empty `$states`, no variables, the time 0.
    pub fn none() -> Bindings<'static> {
        Bindings { states: States::default(), variables: &|_| None, now: 0 }
    }
}

impl fmt::Debug for Bindings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bindings").field("states", &self.states).field("now", &self.now).finish_non_exhaustive()
    }
}

/// The fields of `$states`. Which of them exist depends on the field the expression stands in.
#[derive(Clone, Copy, Debug, Default)]
pub struct States<'a> {
    /// `$states.input`: the state's input.
    pub input: Option<&'a Value>,
    /// `$states.context`: the context object.
    pub context: Option<&'a Value>,
    /// `$states.result`: what the state's work gave.
    pub result: Option<&'a Value>,
    /// `$states.errorOutput`: the error, in a Catch.
    pub error_output: Option<&'a Value>,
}

impl<'a> States<'a> {
    /// A `$states` that has only an input.
    pub fn of_input(input: &'a Value) -> States<'a> {
        States { input: Some(input), ..States::default() }
    }

    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&'a Value> {
        self.fields().into_iter().find(|(field, _)| *field == name).and_then(|(_, value)| value)
    }

    /// The object that `$states` is.
    pub fn to_value(&self) -> Value {
        let fields = self.fields().into_iter().filter_map(|(name, value)| Some((name, value?.clone())));
        Value::from(fields.collect::<Object>())
    }

    /// In the order AWS writes them.
    pub(crate) fn fields(&self) -> [(&'static str, Option<&'a Value>); 4] {
        [("input", self.input), ("context", self.context), ("result", self.result), ("errorOutput", self.error_output)]
    }
}
