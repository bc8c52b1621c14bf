//! The way to a state, by names.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The names from the top level to a state: `["Each order", "Charge"]` is the state "Charge" inside the Map or
/// Parallel state "Each order". Branches need no number: state names are unique in a state machine.
///
/// ```
/// use stepwell_asl::StatePath;
/// let path = StatePath(vec!["Outer/loop".into(), "Inner".into()]);
/// assert_eq!(path.key(), "Outer~1loop/Inner");
/// assert_eq!(StatePath::from_key("Outer~1loop/Inner"), path);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatePath(pub Vec<String>);

impl StatePath {
    /// The path of a state at the top level.
    #[must_use]
    pub fn top(name: &str) -> StatePath {
        StatePath(vec![name.to_owned()])
    }

    /// Whether it is the empty path, which means the state machine itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The state's own name; empty for the empty path (the state machine itself).
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// The state that this one lies in; none at the top level.
    #[must_use]
    pub fn parent(&self) -> Option<StatePath> {
        (self.0.len() > 1).then(|| StatePath(self.0[..self.0.len() - 1].to_vec()))
    }

    /// The path of a state inside this one.
    #[must_use]
    pub fn child(&self, name: &str) -> StatePath {
        let mut names = self.0.clone();
        names.push(name.to_owned());
        StatePath(names)
    }

    /// Whether the state is `other` or lies inside it.
    #[must_use]
    pub fn is_within(&self, other: &StatePath) -> bool {
        self.0.starts_with(&other.0)
    }

    /// One text for the whole path: names joined by `/`, in which `~` is `~0` and `/` is `~1`.
    #[must_use]
    pub fn key(&self) -> String {
        self.to_string()
    }

    /// Reads what [`StatePath::key`] wrote; the empty text is the empty path.
    #[must_use]
    pub fn from_key(key: &str) -> StatePath {
        if key.is_empty() {
            return StatePath::default();
        }
        StatePath(key.split('/').map(|name| name.replace("~1", "/").replace("~0", "~")).collect())
    }
}

impl fmt::Display for StatePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, name) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("/")?;
            }
            f.write_str(&name.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

impl<S: Into<String>, const N: usize> From<[S; N]> for StatePath {
    fn from(names: [S; N]) -> StatePath {
        StatePath(names.into_iter().map(Into::into).collect())
    }
}
