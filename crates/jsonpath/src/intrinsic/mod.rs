//! Intrinsic functions.
//!
//! One file a function. What AWS's documentation leaves open follows what AWS was seen to do: `MathAdd` rounds its arguments, the
//! array functions and `MathRandom` cut off fractions, `StringSplit` drops empty parts, `Base64Decode` skips what is no Base64,
//! `ArrayUnique` comes out in the order of a Java hash set. Whatever is wrong with an argument, the error is `States.Runtime` and says
//! `Invalid arguments in States.…`.

mod arguments;
mod array;
mod array_contains;
mod array_get_item;
mod array_length;
mod array_partition;
mod array_range;
mod array_unique;
mod base64_decode;
mod base64_encode;
mod format;
mod function;
mod hash;
mod json_merge;
mod json_to_string;
mod math_add;
mod math_random;
mod parse;
mod string_split;
mod string_to_json;
mod uuid;

use std::fmt;
use std::sync::Arc;

use stepwell_json::Value;

use crate::entropy::Entropy;
use crate::error::{IntrinsicError, IntrinsicErrorKind, PathErrorKind};
use crate::facts::Facts;
use crate::path::Path;
use crate::roots::Roots;
use arguments::{Arguments, Given};
use function::Function;

/// An intrinsic function call. Parse once, evaluate often.
///
/// See <https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html>.
///
/// ```
/// use stepwell_json::Value;
/// use stepwell_jsonpath::{Entropy, Intrinsic, Roots};
///
/// let input = Value::parse(r#"{"name": "Ada", "tags": ["x", "y"]}"#)?;
/// let call = Intrinsic::parse("States.Format('{} has {} tags', $.name, States.ArrayLength($.tags))")?;
/// let value = call.evaluate(&Roots::of_input(&input), &mut Entropy::new(1))?;
/// assert_eq!(value, Value::from("Ada has 2 tags"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Intrinsic {
    text: Arc<str>,
    call: Call,
    facts: Facts,
}

#[derive(Clone, Debug)]
pub(crate) struct Call {
    function: Function,
    arguments: Vec<Argument>,
    offset: usize,
}

#[derive(Clone, Debug)]
pub(crate) enum Argument {
    /// `null`, `true`, a number.
    Literal(Value),
    /// `'…'`: what it means, and what stands between the quotes, in which `States.Format` looks for `{}`.
    Text { meaning: Value, written: Arc<str> },
    /// A path, and where it begins.
    Path(Path, usize),
    /// Another call.
    Call(Call),
}

impl Call {
    pub(crate) fn function_name(&self) -> &'static str {
        self.function.name()
    }

    pub(crate) fn arguments(&self) -> &[Argument] {
        &self.arguments
    }
}

impl Intrinsic {
    pub(crate) fn call(&self) -> &Call {
        &self.call
    }

    /// Reads a call. The number of arguments is not judged, as AWS judges it only when the call is evaluated; see
    /// [`Intrinsic::arity`].
    ///
    /// # Errors
    ///
    /// When the text is no call of a function that Step Functions has, or calls nest deeper than [`crate::MAX_NESTING`].
    pub fn parse(text: &str) -> Result<Intrinsic, IntrinsicError> {
        parse::parse(text)
    }

    /// The call as written.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// What the call reads and calls.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// How many arguments a function takes, at least and at most (`None`: as many as you like); `None` for a name, such as
    /// `States.Nonsense`, that Step Functions does not have.
    pub fn arity(function: &str) -> Option<(usize, Option<usize>)> {
        Function::by_name(function).map(Function::arity)
    }

    /// The names of all functions, with their `States.`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Function::ALL.iter().map(|function| function.name())
    }

    /// The call's value. Random numbers and uuids are taken from `entropy` in the order the calls are evaluated: arguments first, from
    /// left to right.
    ///
    /// # Errors
    ///
    /// When a path leads nowhere, or an argument is not what a function takes.
    pub fn evaluate(&self, roots: &Roots<'_>, entropy: &mut Entropy) -> Result<Value, IntrinsicError> {
        self.evaluate_call(&self.call, roots, entropy)
    }

    /// The parser has bounded how deep calls nest.
    fn evaluate_call(&self, call: &Call, roots: &Roots<'_>, entropy: &mut Entropy) -> Result<Value, IntrinsicError> {
        let mut given = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            given.push(match argument {
                Argument::Literal(value) => Given::value(value.clone()),
                Argument::Text { meaning, written } => {
                    Given { template: Some(Arc::clone(written)), ..Given::value(meaning.clone()) }
                }
                Argument::Path(path, offset) => Given::value(self.follow(path, *offset, roots)?),
                Argument::Call(inner) => Given {
                    was_parsed: inner.function == Function::StringToJson,
                    ..Given::value(self.evaluate_call(inner, roots, entropy)?)
                },
            });
        }
        let name = call.function.name();
        Arguments::new(call.function, given).and_then(|arguments| call.function.call(&arguments, entropy)).map_err(
            |refusal| IntrinsicError {
                kind: IntrinsicErrorKind::Argument,
                function: Arc::clone(&self.text),
                reason: refusal.said.unwrap_or_else(|| format!("Invalid arguments in {name}")),
                hint: format!("{name}: {}", refusal.hint),
                offset: call.offset,
            },
        )
    }

    fn follow(&self, path: &Path, offset: usize, roots: &Roots<'_>) -> Result<Value, IntrinsicError> {
        path.select(roots).map_err(|error| {
            let reason = match error.kind {
                // AWS names a context path as if it began with one `$`, and the state's input, not the context.
                PathErrorKind::Missing | PathErrorKind::IndexMissing | PathErrorKind::VariableMissing => format!(
                    "The JsonPath argument for the field '{}' could not be found in the input '{}'",
                    path.text().strip_prefix("$$").map_or(path.text().to_string(), |rest| format!("${rest}")),
                    roots.input.to_text()
                ),
                PathErrorKind::Syntax
                | PathErrorKind::NotReference
                | PathErrorKind::WrongKind
                | PathErrorKind::Function
                | PathErrorKind::ResultPathMismatch
                | PathErrorKind::LimitExceeded => error.reason.clone(),
            };
            IntrinsicError {
                kind: IntrinsicErrorKind::PathMissing,
                function: Arc::clone(&self.text),
                reason,
                hint: error.reason,
                offset,
            }
        })
    }
}

impl fmt::Debug for Intrinsic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Intrinsic").field(&self.text).finish()
    }
}

impl fmt::Display for Intrinsic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The value of a call with `$` as given, as compact JSON; or `! ` and why not.
    pub(crate) fn answer(call: &str, input: &str) -> String {
        let input = Value::parse(input).unwrap_or_else(|error| panic!("{input}: {error}"));
        let call = match Intrinsic::parse(call) {
            Ok(call) => call,
            Err(error) => return format!("!! {}", error.reason),
        };
        match call.evaluate(&Roots::of_input(&input), &mut Entropy::new(7)) {
            Ok(value) => value.to_compact(),
            Err(error) => format!("! {}", error.reason),
        }
    }

    /// Calls and their answers.
    pub(crate) fn check(cases: &[(&str, &str, &str)]) {
        for (call, input, expected) in cases {
            assert_eq!(answer(call, input), *expected, "{call} on {input}");
        }
    }
}
