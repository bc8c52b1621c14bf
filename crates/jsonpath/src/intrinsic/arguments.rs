//! What a function is given.

use std::sync::Arc;

use stepwell_json::Value;

use super::function::Function;

/// How long the JSON of all arguments together may be. Payloads are at most 256 KiB on AWS, but one may be given many times over.
const MAX_BYTES: usize = 16 << 20;

/// How many characters a string may have where AWS limits it.
const MAX_CHARACTERS: usize = 10_000;

/// One argument, evaluated.
pub(crate) struct Given {
    pub(crate) value: Value,
    /// For a literal string: what stands between its quotes, escapes and all.
    pub(crate) template: Option<Arc<str>>,
    /// Whether it is what `States.StringToJson` gave.
    pub(crate) was_parsed: bool,
}

impl Given {
    pub(crate) fn value(value: Value) -> Given {
        Given { value, template: None, was_parsed: false }
    }
}

/// Why a function does not work on its arguments.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// What Step Functions says, when it is not `Invalid arguments in States.…`.
    pub(crate) said: Option<String>,
    /// What is wrong and what would be right.
    pub(crate) hint: String,
}

pub(crate) fn refuse<T>(hint: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { said: None, hint: hint.into() })
}

/// All arguments of a call.
pub(crate) struct Arguments {
    given: Vec<Given>,
}

impl Arguments {
    /// Judges the number and the size of the arguments.
    pub(crate) fn new(function: Function, given: Vec<Given>) -> Result<Arguments, Refusal> {
        let (least, most) = function.arity();
        if given.len() < least || most.is_some_and(|most| given.len() > most) {
            let takes = match most {
                Some(most) if most == least => least.to_string(),
                Some(most) => format!("{least} to {most}"),
                None => format!("at least {least}"),
            };
            return refuse(format!("it takes {takes} arguments, not {}", given.len()));
        }
        let bytes = given.iter().fold(0usize, |sum, given| sum.saturating_add(given.value.byte_len()));
        if bytes > MAX_BYTES {
            return refuse(format!("its arguments are longer than {MAX_BYTES} bytes"));
        }
        Ok(Arguments { given })
    }

    pub(crate) fn all(&self) -> &[Given] {
        &self.given
    }

    pub(crate) fn get(&self, place: usize) -> &Value {
        self.given.get(place).map_or(&Value::Null, |given| &given.value)
    }

    /// The argument at `place`, if it was given.
    pub(crate) fn optional(&self, place: usize) -> Option<&Value> {
        self.given.get(place).map(|given| &given.value)
    }

    pub(crate) fn array(&self, place: usize) -> Result<&[Value], Refusal> {
        match self.get(place).as_array() {
            Some(items) => Ok(items),
            None => self.wrong(place, "an array"),
        }
    }

    pub(crate) fn text(&self, place: usize) -> Result<&str, Refusal> {
        match self.get(place).as_str() {
            Some(text) => Ok(text),
            None => self.wrong(place, "a string"),
        }
    }

    /// A string of at most 10,000 characters, as Java counts them.
    pub(crate) fn short_text(&self, place: usize) -> Result<&str, Refusal> {
        let text = self.text(place)?;
        if text.encode_utf16().take(MAX_CHARACTERS + 1).count() > MAX_CHARACTERS {
            return refuse(format!("argument {} has more than {MAX_CHARACTERS} characters", place + 1));
        }
        Ok(text)
    }

    /// A number with its fraction cut off.
    pub(crate) fn truncated(&self, place: usize) -> Result<i64, Refusal> {
        self.whole(place, f64::trunc)
    }

    /// A number rounded to the nearest, halves up, as Java's `Math.round`.
    pub(crate) fn rounded(&self, place: usize) -> Result<i64, Refusal> {
        self.whole(place, |number| (number + 0.5).floor())
    }

    fn whole(&self, place: usize, round: fn(f64) -> f64) -> Result<i64, Refusal> {
        let Value::Number(number) = self.get(place) else {
            return self.wrong(place, "a number");
        };
        match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => Ok(integer),
            // Like Java's, this conversion stops at the ends of the range.
            (None, Some(double)) => Ok(round(double) as i64),
            (None, None) => refuse(format!("argument {} is too large", place + 1)),
        }
    }

    pub(crate) fn wrong<T>(&self, place: usize, wanted: &str) -> Result<T, Refusal> {
        refuse(format!("argument {} must be {wanted}, but it is {}", place + 1, a(self.get(place).type_name())))
    }
}

fn a(kind: &str) -> String {
    match kind {
        "null" => kind.to_owned(),
        "array" | "object" => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}
