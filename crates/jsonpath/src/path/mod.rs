//! JSONPath as Step Functions reads it.

use std::sync::Arc;

use stepwell_json::Value;

use crate::error::{PathError, PathErrorKind};
use crate::facts::Facts;
use crate::roots::{Root, Roots};

/// A JSONPath. Parse once, select often.
#[derive(Clone, Debug)]
pub struct Path {
    text: Arc<str>,
    root: Root,
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
        let _ = Path { text: Arc::from(text), root: Root::Input, definite: true, facts: Facts::default() };
        Err(PathError::new(PathErrorKind::Syntax, &Arc::from(text), "not read yet"))
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

    /// What the path stands for.
    ///
    /// # Errors
    ///
    /// When a definite path leads nowhere.
    pub fn select(&self, _roots: &Roots<'_>) -> Result<Value, PathError> {
        Err(PathError::new(PathErrorKind::Missing, &self.text, ""))
    }
}
