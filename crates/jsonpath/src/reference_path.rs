//! Reference paths: paths made of names and indices only.

use std::fmt;
use std::sync::Arc;

use stepwell_json::{Object, Value};

use crate::error::{PathError, PathErrorKind};
use crate::facts::Facts;
use crate::path::{Path, Step};
use crate::roots::{Root, Roots};

/// A reference path, which names one place: `$.a.b[0]['c d']`. `ResultPath`, `ItemsPath`, Choice's `Variable` and others take only these.
///
/// See <https://states-language.net/#ref-paths>.
#[derive(Clone)]
pub struct ReferencePath {
    path: Path,
}

impl ReferencePath {
    /// Reads a reference path.
    ///
    /// # Errors
    ///
    /// When the text is no path, or has anything but single names and indices that count from the front.
    pub fn parse(text: &str) -> Result<ReferencePath, PathError> {
        let path = Path::parse(text)?;
        let counts_from_the_end = path.steps().iter().any(|step| matches!(step, Step::Index(..0)));
        if path.is_plain() && !counts_from_the_end {
            return Ok(ReferencePath { path });
        }
        Err(PathError {
            offset: Some(0),
            ..PathError::new(
                PathErrorKind::NotReference,
                path.text(),
                "It is not a reference path: only names and indices that count from the front may follow the root",
            )
        })
    }

    /// The path as written.
    pub fn text(&self) -> &Arc<str> {
        self.path.text()
    }

    /// Where the path begins.
    pub fn root(&self) -> &Root {
        self.path.root()
    }

    /// Whether the path is its root alone: `$`, `$$`, `$name`.
    pub fn is_root(&self) -> bool {
        self.path.steps().is_empty()
    }

    /// What the path reads.
    pub fn facts(&self) -> &Facts {
        self.path.facts()
    }

    /// The value at the place.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn select(&self, roots: &Roots<'_>) -> Result<Value, PathError> {
        self.path.select(roots)
    }

    /// `into` with `value` at the place, as `ResultPath` does it; objects on the way that are missing are made. `$` is the whole.
    ///
    /// # Errors
    ///
    /// [`PathErrorKind::ResultPathMismatch`] when something on the way is no object (or, for an index, no array that long), or the
    /// path does not begin with `$`.
    pub fn set(&self, into: &Value, value: Value) -> Result<Value, PathError> {
        let mismatch = || {
            PathError::new(
                PathErrorKind::ResultPathMismatch,
                self.text(),
                format!("Unable to apply ReferencePath {} to input {}", self.text(), into.to_text()),
            )
        };
        if *self.root() != Root::Input {
            return Err(mismatch());
        }
        // Down along what is there …
        let empty = Value::from(Object::new());
        let mut containers: Vec<(&Step, &Value)> = Vec::with_capacity(self.path.steps().len());
        let mut here = into;
        for step in self.path.steps() {
            containers.push((step, here));
            here = match (step, here) {
                (Step::Name(name), Value::Object(object)) => object.get(name).unwrap_or(&empty),
                (Step::Index(index), Value::Array(items)) => {
                    usize::try_from(*index).ok().and_then(|index| items.get(index)).ok_or_else(mismatch)?
                }
                _ => return Err(mismatch()),
            };
        }
        // … and back up, each container once more with its new child.
        let mut child = value;
        while let Some((step, container)) = containers.pop() {
            child = match (step, container) {
                (Step::Name(name), Value::Object(object)) => Value::from(object.with(Arc::clone(name), child)),
                (Step::Index(index), Value::Array(items)) => {
                    let mut items = items.to_vec();
                    if let Some(item) = usize::try_from(*index).ok().and_then(|index| items.get_mut(index)) {
                        *item = child;
                    }
                    Value::from(items)
                }
                _ => return Err(mismatch()),
            };
        }
        Ok(child)
    }
}

impl fmt::Debug for ReferencePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReferencePath").field(self.text()).finish()
    }
}

impl fmt::Display for ReferencePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Value {
        Value::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn only_names_and_indices() {
        for text in ["$", "$.a", "$.a.b-c", "$['a b'].c[0]", "$.a[0][1]", "$$.Map.Item.Index", "$var.a", "$[0]"] {
            assert!(ReferencePath::parse(text).is_ok(), "{text}");
        }
        for text in
            ["$.*", "$..a", "$.a[*]", "$.a[0:1]", "$.a[0,1]", "$['a','b']", "$.a[?(@.b)]", "$.a.length()", "$.a[-1]"]
        {
            let kind = ReferencePath::parse(text).expect_err(text).kind;
            assert_eq!(kind, PathErrorKind::NotReference, "{text}");
        }
        for text in ["", "a", "$.", "$a b", "$.a[", "@.a"] {
            let kind = ReferencePath::parse(text).expect_err(text).kind;
            assert_eq!(kind, PathErrorKind::Syntax, "{text}");
        }
    }

    #[test]
    fn set_replaces_adds_and_makes_parents() {
        for (path, into, expected) in [
            ("$", r#"{"a": 1}"#, "9"),
            ("$.a", r#"{"a": 1, "b": [1, 2]}"#, r#"{"a":9,"b":[1, 2]}"#),
            ("$.b", r#"{"a": 1}"#, r#"{"a":1,"b":9}"#),
            ("$.a.b.c", "{}", r#"{"a":{"b":{"c":9}}}"#),
            ("$.a.b", r#"{"a":{"x":{}}}"#, r#"{"a":{"x":{},"b":9}}"#),
            ("$.a[1]", r#"{"a":[1,2]}"#, r#"{"a":[1,9]}"#),
            ("$.a[0].b", r#"{"a":[{},2]}"#, r#"{"a":[{"b":9},2]}"#),
            ("$['a b']", "{}", r#"{"a b":9}"#),
        ] {
            let path = ReferencePath::parse(path).expect("a reference path");
            let set = path.set(&json(into), Value::from(9)).unwrap_or_else(|error| panic!("{path} {into}: {error}"));
            assert_eq!(&*set.to_text(), expected, "{path} {into}");
        }
    }

    #[test]
    fn set_says_what_does_not_fit() {
        for (path, into) in [
            ("$.a", "[1]"),
            ("$.a", "\"text\""),
            ("$.a", "null"),
            ("$.a.b", r#"{"a":1}"#),
            ("$.a.b", r#"{"a":[]}"#),
            ("$.a[0]", r#"{"a":[]}"#),
            ("$.a[0]", "{}"),
            ("$$.a", "{}"),
        ] {
            let error = ReferencePath::parse(path).expect("a path").set(&json(into), Value::Null).expect_err(path);
            assert_eq!(error.error_name(), "States.ResultPathMatchFailure");
            assert_eq!(error.to_string(), format!("Unable to apply ReferencePath {path} to input {into}"));
        }
    }
}
